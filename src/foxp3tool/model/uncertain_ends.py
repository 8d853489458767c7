"""The ends of a change that are known as ranges only, on the chromosome."""

from __future__ import annotations

from collections.abc import Callable

from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.parsed import UncertainGenomicDescription


@frozen
class UncertainEnds:
    """The ends of a change on the chromosome, 0-based.

    Args:
        outer_start: First position that may be affected; None if nobody knows.
        inner_start: First position that is affected for certain.
        inner_end: Last position that is affected for certain, included.
        outer_end: Last position that may be affected, included; None if nobody knows.
        kind: Deletion or duplication.
    """

    outer_start: int | None
    inner_start: int
    inner_end: int
    outer_end: int | None
    kind: DnaChangeKind

    def name(self, accession: str) -> str:
        """Return the ``g.`` name on the chromosome."""
        ends = (self.outer_start, self.inner_start, self.inner_end, self.outer_end)
        return f"{accession}:{UncertainGenomicDescription(accession, *ends, self.kind).change}"

    def certain(self, region: Interval) -> tuple[int, int]:
        """Return what is affected for certain, half-open, as far as it lies in the region."""
        return max(self.inner_start, region.start), min(self.inner_end + 1, region.end)

    def doubtful(self, region: Interval) -> tuple[Interval, ...]:
        """Return what may be affected and may not, as far as it lies in the bundled region."""
        first = max(region.start, self.outer_start or 0)
        last = region.end if self.outer_end is None else min(self.outer_end + 1, region.end)
        start, end = min(self.inner_start, region.end), max(self.inner_end + 1, region.start)
        found = ((first, start), (end, last))
        return tuple(Interval(start, end) for start, end in found if start < end)

    def moved(self, position: Callable[[int], int]) -> UncertainEnds:
        """Return the ends with each position replaced by another, in the same order."""

        def new(end: int | None) -> int | None:
            return None if end is None else position(end)

        start, end = position(self.inner_start), position(self.inner_end)
        return UncertainEnds(new(self.outer_start), start, end, new(self.outer_end), self.kind)

    def turned(self, gene: Gene) -> UncertainEnds:
        """Return ends that count along the gene, from the region's first base, on the plus strand.

        Args:
            gene: The gene on the build wanted.
        """
        origin = gene.region.start
        if gene.strand is Strand.PLUS:
            return self.moved(lambda index: origin + index)
        last = gene.region.end - 1
        along = self.moved(lambda index: last - index)
        return UncertainEnds(
            along.outer_end, along.inner_end, along.inner_start, along.outer_start, self.kind
        )
