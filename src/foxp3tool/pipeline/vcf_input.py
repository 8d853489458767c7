"""A VCF or BCF whose genome build is settled before its records are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from types import TracebackType
from typing import Final, Self

from foxp3tool.errors import InputError
from foxp3tool.formats.vcf import USUAL_WAY, VcfReader, Way
from foxp3tool.formats.vcf_header import VcfHeader
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.formats.vcf_shape import Elsewhere, Reject, VcfCounts
from foxp3tool.pipeline.assembly import AssemblyJudge, Decision
from foxp3tool.pipeline.toolkit import Toolkit

ProgressOf = Callable[[str], Callable[[int], None]]
"""Gives for the name of a file what is called with the bytes of it that were read so far."""

LOOK_AHEAD: Final = 500
"""Records in the gene region that are looked at before the build is settled."""
_LOCAL: Final = ("file://localhost/", "file:///")


def without_scheme(name: str) -> str:
    """Return the path of a local file that is given as an address; other names as they are.

    Example:
        >>> without_scheme("file:///data/a.vcf.gz"), without_scheme("https://x.org/a.vcf.gz")
        ('/data/a.vcf.gz', 'https://x.org/a.vcf.gz')
    """
    start = next((start for start in _LOCAL if name.lower().startswith(start)), "")
    return f"/{name[len(start) :]}" if start else name


class VcfInput:
    """The records of one VCF or BCF near the gene, to be used in a ``with`` statement.

    Args:
        toolkit: Knows the builds.
        name: A path, or ``-`` for standard input.
        assembly: The build that the user named, or None.
        reject: Called with each malformed record instead of stopping, if given.
        elsewhere: Called with each record that is not near the gene on any build, if given.
        way: How the file is read.
        settled: The build, if it was told before.

    Attributes:
        decision: The build and why, once :meth:`decide` or :meth:`records` was called.
        conformance: What the file has against the specification, if that is looked at.

    Raises:
        InputError: If the file cannot be read.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        name: str,
        *,
        assembly: str | None = None,
        reject: Reject | None = None,
        elsewhere: Elsewhere | None = None,
        way: Way = USUAL_WAY,
        settled: Decision | None = None,
    ) -> None:
        """Open the file and read its header."""
        self._requested = assembly
        bundle = toolkit.bundle
        self.judge = AssemblyJudge(bundle.manifest, bundle.genes)
        regions = tuple(gene.region for gene in bundle.genes.values())
        self._reader = VcfReader(name, self.judge, regions, reject, elsewhere, way)
        self._records = iter(self._reader)
        self.first: tuple[VcfRecord, ...] = ()
        self.decision = settled
        self.conformance = way.conformance

    def __enter__(self) -> Self:
        """Return the open file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._reader.close()

    @property
    def name(self) -> str:
        """What to call the input in a message."""
        return self._reader.name

    @property
    def index(self) -> str | None:
        """The index through which the file is read, None if the whole file is."""
        return self._reader.index

    @property
    def caution(self) -> str:
        """Why an index that lies beside the file is not used; else empty."""
        return self._reader.caution

    @property
    def header(self) -> VcfHeader:
        """The header of the file."""
        return self._reader.header

    @property
    def counts(self) -> VcfCounts:
        """Records seen so far, on all contigs."""
        return self._reader.counts

    def decide(self) -> Decision:
        """Settle the build by the header and the first records near the gene.

        Raises:
            InputError: If the build is wrong or cannot be told, a record is malformed, or the data
                is damaged.
        """
        if self.decision is None:
            self.first = tuple(islice(self._records, LOOK_AHEAD))
            try:
                self.decision = self.judge.decide(
                    self.header, self.first, self.counts.on_x, self._requested
                )
            except InputError as error:
                error.file = error.file or self.name
                raise
        return self.decision

    def records(self) -> Iterator[VcfRecord]:
        """Yield the records near the gene, in input order.

        Raises:
            InputError: As :meth:`decide`.
        """
        self.decide()
        return chain(self.first, self._records)

    def pieces(self) -> Iterator[VcfRecord | bytes]:
        """Yield the records near the gene and the text between them, of a file with settled build.

        Raises:
            InputError: As :meth:`decide`.
        """
        return self._reader.pieces()
