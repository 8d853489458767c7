"""Read the user's own genome FASTA."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pysam

from foxp3tool.errors import InputError
from foxp3tool.model.assembly import Assembly, UnsupportedAssembly
from foxp3tool.model.interval import Interval
from foxp3tool.notation.contigs import is_plain_x

pysam.set_verbosity(0)


class GenomeFasta:
    """An indexed (or indexable) FASTA file, to be used in a ``with`` statement.

    Args:
        path: The FASTA; htslib makes the index beside it if there is none.

    Raises:
        InputError: If it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self._path = path
        try:
            self._fasta: Any = pysam.FastaFile(str(path))
        except (OSError, ValueError) as error:
            raise InputError(
                f"cannot be opened as an indexed FASTA ({error})",
                file=str(path),
                cause="no such file, no index beside it and the folder is not writable, or plain "
                "gzip instead of bgzip",
                remedy="samtools faidx FILE makes the index",
            ) from error

    def __enter__(self) -> GenomeFasta:
        """Return the open file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._fasta.close()

    def find_x(
        self, assemblies: Sequence[Assembly], refused: Sequence[UnsupportedAssembly]
    ) -> tuple[Assembly, str]:
        """Find the X chromosome and tell the build by its length.

        Raises:
            InputError: If there is none, or its length is that of no bundled build.
        """
        accessions = {name: a for a in assemblies for name in (a.accession, a.genbank_accession)}
        contigs = [
            name for name in self._fasta.references if is_plain_x(name) or name in accessions
        ]
        if not contigs:
            raise InputError(
                "holds no contig named X, chrX or by the accession of X",
                file=str(self._path),
                cause="another species, or other contig names",
            )
        contig = contigs[0]
        length = self._fasta.get_reference_length(contig)
        for assembly in assemblies:
            if assembly.contig_length == length:
                if accessions.get(contig, assembly) is not assembly:
                    raise InputError(
                        f"{contig} is the name of X on {accessions[contig].name}, but it has the "
                        f"length of {assembly.name}",
                        file=str(self._path),
                        cause="sequences that were renamed",
                    )
                return assembly, contig
        for unsupported in refused:
            if unsupported.contig_length == length:
                raise InputError(
                    f"{contig} has the length of {unsupported.name}, which is not supported",
                    file=str(self._path),
                    cause=unsupported.reason,
                )
        known = " or ".join(f"{a.contig_length} ({a.name})" for a in assemblies)
        raise InputError(
            f"{contig} has {length} bases, expected {known}",
            file=str(self._path),
            cause="another genome build, or a part of a chromosome",
        )

    def fetch(self, contig: str, interval: Interval) -> str:
        """Return bases in upper case (soft-masked genomes are in lower case in part)."""
        return str(self._fasta.fetch(contig, interval.start, interval.end)).upper()
