"""Genome builds: those that are bundled and those that are recognised and refused."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval


@frozen
class Assembly:
    """A genome build of which the gene region is bundled.

    Args:
        name: ``GRCh37`` or ``GRCh38``.
        aliases: Other names of it.
        accession: RefSeq accession of the X chromosome.
        genbank_accession: GenBank accession of the X chromosome.
        refget: Refget accession of the X chromosome (``SQ.`` and the digest of its whole sequence),
            or None if it is not known.
        chromosome: ``X``.
        contig_length: Length of the X chromosome in bases.
        region: The bundled span, 0-based half-open on the plus strand.
        sequence_file: File with the span's sequence.
        sequence_md5: MD5 of its upper-case bases without line breaks.
    """

    name: str
    aliases: tuple[str, ...]
    accession: str
    genbank_accession: str
    refget: str | None
    chromosome: str
    contig_length: int
    region: Interval
    sequence_file: str
    sequence_md5: str

    def is_called(self, name: str) -> bool:
        """Tell whether a user's word means this build, in any case of letters."""
        return name.lower() in {self.name.lower(), *(alias.lower() for alias in self.aliases)}


@frozen
class UnsupportedAssembly:
    """A genome build that is recognised and refused by name."""

    name: str
    aliases: tuple[str, ...]
    accession: str
    contig_length: int
    reason: str
