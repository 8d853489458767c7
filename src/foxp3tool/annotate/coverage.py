"""Add up what the records of a file say of one place in one sample."""

from __future__ import annotations

from collections.abc import Iterable

from foxp3tool.model.coverage import CoverageLimits, SiteReading, SiteStatus
from foxp3tool.model.interval import Interval


class SiteTrack:
    """Collects the records that tell of one place in one sample.

    Args:
        span: The bases of the place, 0-based half-open on the chromosome.
    """

    def __init__(self, span: Interval) -> None:
        """Begin with nothing read."""
        self._span = span
        self._reference: set[int] = set()
        self._missing: set[int] = set()
        self._depth: int | None = None
        self._quality: float | None = None
        self._genotype = ""
        self._decided: SiteReading | None = None
        self._without_depth = False
        self._doubts: dict[str, None] = {}

    def read_reference(
        self,
        span: Interval,
        genotype: str,
        depth: int | None,
        quality: float | None,
        doubts: Iterable[str] = (),
    ) -> None:
        """Take a record that reads bases as reference.

        Args:
            span: The bases that the record covers.
            genotype: The genotype as written.
            depth: Its depth, None if it states none.
            quality: Its genotype quality, None if it states none.
            doubts: Why it is not sure, whatever its depth and quality are.
        """
        bases = self._shared(span)
        if not bases:
            return
        self._reference |= bases
        self._genotype = self._genotype or genotype
        self._without_depth |= depth is None
        self._doubts.update(dict.fromkeys(doubts))
        if depth is not None:
            self._depth = depth if self._depth is None else min(self._depth, depth)
        if quality is not None:
            self._quality = quality if self._quality is None else min(self._quality, quality)

    def read_missing(self, span: Interval) -> None:
        """Take a record whose genotype is missing, or missing in part."""
        self._missing |= self._shared(span)

    def read_variant(self, reading: SiteReading) -> None:
        """Take a record that calls an allele here; the reported one counts before any other."""
        known = self._decided
        if known is None or (
            reading.status is SiteStatus.VARIANT and known.status is not SiteStatus.VARIANT
        ):
            self._decided = reading

    def _shared(self, span: Interval) -> set[int]:
        first, behind = max(span.start, self._span.start), min(span.end, self._span.end)
        return set(range(first, behind))

    def reading(self, limits: CoverageLimits) -> SiteReading:
        """Return what all records say together."""
        if self._decided is not None:
            return self._decided
        bases = len(self._span)
        covered = len(self._reference)
        if covered == bases:
            deep = self._depth is None or self._depth >= limits.depth
            sure = self._quality is None or self._quality >= limits.quality
            notes = [*self._doubts, *(["the depth is not stated"] if self._without_depth else ())]
            note = "; ".join(notes)
            is_sure = deep and sure and not self._doubts
            status = SiteStatus.REFERENCE if is_sure else SiteStatus.LOW_COVERAGE
        elif self._missing - self._reference:
            status, note = SiteStatus.NOT_CALLED, ""
        else:
            status = SiteStatus.PARTLY_COVERED if covered else SiteStatus.NOT_COVERED
            note = ""
        return SiteReading(status, self._genotype, self._depth, self._quality, covered, note)
