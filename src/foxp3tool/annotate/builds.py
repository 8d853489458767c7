"""Conversion of positions and alleles between two genome builds, through the listed differences.

There is no constant offset between the builds. Between two differences the builds run in parallel;
these stretches are the blocks. A base that one build lacks has no partner. A base that both have
but read differently has a partner position whose reference base is another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from foxp3tool.annotate.normalisation import fully_justify, normalise
from foxp3tool.model.builds import BuildDifference
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.variant import Edit, GenomicVariant


class NoCounterpartError(ValueError):
    """The position or allele does not exist on the other build; the message says why."""


class BuildMap:
    """Conversion from one build to another.

    Args:
        source: The gene on the first build.
        target: The gene on the second build.
        differences: All differences in the region, in ascending order.

    Raises:
        ValueError: If the differences do not lead from one sequence to the other.
    """

    def __init__(self, source: Gene, target: Gene, differences: Iterable[BuildDifference]) -> None:
        """Split the region into blocks that run in parallel."""
        self.source = source
        self.target = target
        self.differences = tuple(differences)
        self._difference_starts = [d.source.start for d in self.differences]
        self._single_bases = [d for d in self.differences if len(d.source) == len(d.target)]
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._offsets: list[int] = []
        here, there = source.region.start, target.region.start
        for difference in self.differences:
            if len(difference.source) == len(difference.target):
                continue
            self._add_block(
                Interval(here, difference.source.start), Interval(there, difference.target.start)
            )
            here, there = difference.source.end, difference.target.end
        self._add_block(Interval(here, source.region.end), Interval(there, target.region.end))

    def _add_block(self, source: Interval, target: Interval) -> None:
        if len(source) != len(target):
            raise ValueError(
                f"the builds do not run in parallel between two listed differences: {source} has "
                f"{len(source)} bases, {target} has {len(target)}"
            )
        self._starts.append(source.start)
        self._ends.append(source.end)
        self._offsets.append(target.start - source.start)

    def differs_near(self, start: int, end: int) -> bool:
        """Tell whether a genomic half-open span touches or holds a difference between the builds.

        Where it does not, an allele whose placement is ambiguous within the span is the same on
        both builds.
        """
        behind = bisect_right(self._difference_starts, end)
        return behind > 0 and self.differences[behind - 1].source.end >= start

    def position(self, position: int) -> int:
        """Convert a 0-based genomic position.

        Raises:
            NoCounterpartError: If the base does not exist on the other build, or lies outside the
                bundled region.
        """
        block = bisect_right(self._starts, position) - 1
        if block < 0 or position >= self.source.region.end:
            raise NoCounterpartError(
                f"it lies outside the region that is bundled for {self.source.assembly}"
            )
        if position >= self._ends[block]:
            raise NoCounterpartError(f"{self.target.assembly} lacks this base")
        return position + self._offsets[block]

    def convert(self, variant: GenomicVariant) -> GenomicVariant:
        """Convert an allele; the reference bases are those of the other build.

        Args:
            variant: An allele whose deleted bases agree with the first build.

        Returns:
            The left-aligned allele on the other build.

        Raises:
            NoCounterpartError: If it lies in bases that only one build has, in a repeat whose
                length differs, or if it is the reference of the other build.
        """
        stretch = fully_justify(variant.edit, self.source.plus_sequence, self.source.region.start)
        offset = self._offset_of(stretch, may_shift=stretch.length_change != 0)
        start, end = stretch.start + offset, stretch.end + offset
        edit = Edit(start, self.target.plus_bases(start, end), stretch.inserted)
        if edit.is_identity:
            raise NoCounterpartError(f"it is the reference sequence of {self.target.assembly}")
        return GenomicVariant(
            self.target.assembly,
            normalise(
                edit,
                self.target.plus_sequence,
                Direction.BACKWARD,
                self.target.region.start,
            ),
        )

    def _offset_of(self, stretch: Edit, *, may_shift: bool) -> int:
        """Return the distance between the builds in the block that an edit lies in.

        What may shift must not even touch the block's end: there a repeat may differ in length.
        """
        block = bisect_right(self._starts, stretch.start) - 1
        margin = 1 if may_shift else 0
        last = len(self._starts) - 1
        lowest = self._starts[block] + (margin if block else 0)
        highest = self._ends[block] - (margin if block < last else 0)
        if block < 0 or not lowest <= stretch.start <= stretch.end <= highest:
            raise NoCounterpartError(
                f"it lies in bases that differ in number between {self.source.assembly} "
                f"and {self.target.assembly}"
            )
        return self._offsets[block]

    def differing_base(self, variant: GenomicVariant) -> BuildDifference | None:
        """Return the difference of a single base that an allele covers, if there is one."""
        edit = variant.edit
        for difference in self._single_bases:
            if edit.start < difference.source.end and edit.end > difference.source.start:
                return difference
        return None
