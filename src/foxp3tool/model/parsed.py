"""What a text says, before it is placed on a sequence."""

from __future__ import annotations

from dataclasses import dataclass

from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.positions import TranscriptPosition


@dataclass(frozen=True, slots=True)
class TranscriptDescription:
    """A ``c.`` or ``n.`` description as written.

    Args:
        reference: Accession of the transcript as written, or None.
        context: Accession of the genomic context, ``NC_...(NM_...)``, or None.
        gene: Gene symbol as written, or None.
        start: First position named.
        end: Last position named, included.
        kind: The change as written; it may turn out to be another kind.
        deleted: Reference bases as stated, possibly empty.
        inserted: New bases as stated.
    """

    reference: str | None
    context: str | None
    gene: str | None
    start: TranscriptPosition
    end: TranscriptPosition
    kind: DnaChangeKind
    deleted: str
    inserted: str


@dataclass(frozen=True, slots=True)
class GenomicDescription:
    """A ``g.`` description as written; positions are 0-based, ``end`` included.

    Args:
        reference: Accession of the genomic sequence as written.
        start: First position named.
        end: Last position named, included.
        kind: The change as written.
        deleted: Reference bases as stated, possibly empty.
        inserted: New bases as stated.
    """

    reference: str
    start: int
    end: int
    kind: DnaChangeKind
    deleted: str
    inserted: str


@dataclass(frozen=True, slots=True)
class ProteinDescription:
    """A ``p.`` description of one substituted residue, as written.

    Args:
        reference: Accession of the protein as written, or None.
        gene: Gene symbol as written, or None.
        position: 1-based residue number.
        residue: Stated reference residue, one-letter code.
        new_residue: New residue, one-letter code, ``*`` for a stop.
        is_bare: True if no ``p.`` says that the text speaks of the protein.
    """

    reference: str | None
    gene: str | None
    position: int
    residue: str
    new_residue: str
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class VcfDescription:
    """An allele in VCF terms, such as ``X-49251480-C-T``.

    Args:
        chrom: The contig as written.
        start: 0-based position of the first base of REF.
        ref: REF, upper case.
        alt: ALT, upper case.
        is_spdi: True for a SPDI expression, in which both may be empty.
    """

    chrom: str
    start: int
    ref: str
    alt: str
    is_spdi: bool = False


@dataclass(frozen=True, slots=True)
class CisDescription:
    """Several changes of one chromosome, ``c.[1010G>A;1150G>A]``, as written.

    Args:
        parts: Each change, with the reference that all of them share.
    """

    parts: tuple[TranscriptDescription | GenomicDescription, ...]


@dataclass(frozen=True, slots=True)
class IntronDescription:
    """A change counted from an intron's border, ``IVS9+1G>A``, as written.

    Args:
        reference: Transcript or gene symbol as written, or None.
        intron: The number of the intron.
        is_legacy_number: True if introns are counted as the literature on the gene does, False if
            as the transcript does.
        start: First offset named: positive behind the exon before, negative before the next.
        end: Last offset named, included.
        kind: The change as written.
        deleted: Reference bases as stated, possibly empty.
        inserted: New bases as stated.
    """

    reference: str | None
    intron: int
    is_legacy_number: bool
    start: int
    end: int
    kind: DnaChangeKind
    deleted: str
    inserted: str


@dataclass(frozen=True, slots=True)
class SignalDescription:
    """A change of the polyadenylation signal told by its bases, ``AATAAA>AATGAA``.

    Args:
        before: The hexamer of the reference.
        after: The hexamer that stands there instead.
    """

    before: str
    after: str


ParsedVariant = (
    TranscriptDescription
    | GenomicDescription
    | ProteinDescription
    | VcfDescription
    | CisDescription
    | IntronDescription
    | SignalDescription
)
