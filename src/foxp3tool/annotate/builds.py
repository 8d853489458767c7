"""Conversion of positions and alleles between two genome builds, through the listed differences.

There is no constant offset between the builds. Between two differences the builds run in parallel;
these stretches are the blocks. A base that one build lacks has no partner. A base that both have
but read differently has a partner position whose reference base is another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from foxp3tool.annotate.normalisation import fully_justify, normalise, trim
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
        self._unequal = [d for d in self.differences if len(d.source) != len(d.target)]
        self._repeats = [self._repeat_of(difference) for difference in self._unequal]
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

    def _repeat_of(self, difference: BuildDifference) -> Interval:
        """Return the stretch in which the bases that one build lacks could be placed."""
        edit = Edit(difference.source.start, difference.source_bases, difference.target_bases)
        stretch = fully_justify(edit, self.source.plus_sequence, self.source.region.start)
        return Interval(stretch.start, stretch.end)

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
        place = self.place(variant.edit)
        target = self.target
        edit = Edit(place.start, target.plus_bases(place.start, place.end), stretch.inserted)
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

    def place(self, edit: Edit) -> Interval:
        """Return where on the other build lies the stretch in which an allele may be placed.

        Raises:
            NoCounterpartError: If the stretch reaches out of the region, or lies in bases that
                differ in number. A change of length does so if it even touches such bases: which
                copy of a repeat it changes cannot be said. Only if it takes out the repeat as a
                whole it does not. A change that keeps the length does so if it covers such a base.
                Also if a change of length may be placed on, or beside, a base that reads
                differently.
        """
        stretch = fully_justify(edit, self.source.plus_sequence, self.source.region.start)
        size = len(trim(edit).deleted)
        # All placements of the allele take out the bases between these two points.
        first, last = stretch.end - size, stretch.start + size
        for difference in self._single_bases if edit.length_change else ():
            bases = difference.source
            is_out = first <= bases.start and bases.end <= last
            if not is_out and stretch.start < bases.end and stretch.end > bases.start:
                raise NoCounterpartError(
                    f"it may be placed on a base that differs on {self.target.assembly}"
                )
        is_around = False
        for difference, repeat in zip(self._unequal, self._repeats, strict=True):
            if not _cuts(stretch, difference.source):
                continue
            is_around = first < last and first <= repeat.start and repeat.end <= last
            if not is_around:
                raise NoCounterpartError(
                    f"it lies in bases that differ in number between {self.source.assembly} "
                    f"and {self.target.assembly}"
                )
        place = self._span(stretch.start, stretch.end, is_around=is_around)
        if edit.length_change:
            self._check_beside(place, stretch.inserted)
        return place

    def _check_beside(self, place: Interval, inserted: str) -> None:
        """Refuse an insertion or deletion that may be placed in more ways on the other build."""
        target = self.target
        edit = Edit(place.start, target.plus_bases(place.start, place.end), inserted)
        there = fully_justify(edit, target.plus_sequence, target.region.start)
        if there.start < place.start or there.end > place.end:
            raise NoCounterpartError(
                f"a base beside it differs on {target.assembly}, where several insertions or "
                "deletions would be this one"
            )

    def _span(self, start: int, end: int, *, is_around: bool) -> Interval:
        """Convert a half-open span by its outermost bases, or by the bases around it."""
        if is_around:
            return Interval(self.position(start - 1) + 1, self.position(end))
        if start == end:
            place = (
                self.position(start) if start < self.source.region.end else self.target.region.end
            )
            return Interval(place, place)
        return Interval(self.position(start), self.position(end - 1) + 1)

    def differing_base(self, edit: Edit) -> BuildDifference | None:
        """Return the difference of a single base that a genomic edit covers, if there is one."""
        for difference in self._single_bases:
            if edit.start < difference.source.end and edit.end > difference.source.start:
                return difference
        return None

    def differs_within(self, start: int, end: int) -> bool:
        """Tell whether the builds read differently within a genomic half-open span."""
        return any(
            start < difference.source.end and end > difference.source.start
            for difference in self.differences
        )

    def widened(self, span: Interval) -> Interval:
        """Return a span that cuts no difference between the builds: the ones it touches are inside.

        A difference in number takes its repeat with it, and the base before, so that the span has
        bases on both builds.
        """
        start, end = span.start, span.end
        for difference in self._single_bases:
            if start <= difference.source.end and end >= difference.source.start:
                start, end = min(start, difference.source.start), max(end, difference.source.end)
        for difference, repeat in zip(self._unequal, self._repeats, strict=True):
            if start <= difference.source.end and end >= difference.source.start:
                start, end = min(start, repeat.start - 1), max(end, repeat.end)
        return Interval(start, end)


def _cuts(stretch: Edit, bases: Interval) -> bool:
    """Tell whether an allele lies in bases that differ in number, or touches them as an indel."""
    if not stretch.length_change:
        return stretch.start < bases.end and stretch.end > bases.start
    return stretch.start <= bases.end and stretch.end >= bases.start
