"""Where the lollipops of one strip go: heads side by side with names, the rest in a crowd below.

Heights are counted from the strip, whichever way the lollipops point.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import chain, groupby
from typing import Final

from foxp3tool.formats.figure_arrange import Ball, line_height, spread, swarm, text_width
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.drawing import Point
from foxp3tool.model.figure import FigureVariant, VariantClass
from foxp3tool.model.frozen import frozen

_RADIUS: Final = 1.15
_LARGEST: Final = 2.2
_NOBODY: Final = 0.7
_IN_CROWD: Final = 0.75
_BACKGROUND: Final = 0.8
_GAP: Final = 0.4
_CROWD: Final = 150
_SMALLEST: Final = 0.35
_REACH: Final = 3.0
_REACH_GROWS: Final = 0.1
_FARTHEST: Final = 12.0
_REACH_BEHIND: Final = 1.3
_RANK: Final = {kind: rank for rank, kind in enumerate(VariantClass)}
_GRADES: Final = {grade: rank for rank, grade in enumerate(MatchGrade)}


@frozen
class Needle:
    """A variant that is to stand on a strip.

    Args:
        variant: The variant.
        index: Its number in the figure.
        first: Where it begins on the strip.
        foot: Where its stem stands.
        last: Where it ends.
        name: What is written at it; empty for nothing.
    """

    variant: FigureVariant
    index: int
    first: float
    foot: float
    last: float
    name: str = ""

    @property
    def priority(self) -> tuple[int, int, int, float]:
        """Sorts the needles that keep their names where not all can: the first ones do."""
        variant = self.variant
        grade, kind = _GRADES[variant.match], _RANK[variant.kind]
        return grade, kind, -variant.count, self.foot


@frozen
class Placed:
    """A needle with its place.

    Args:
        needle: The needle.
        stem: From foot to head, (x, height) each.
        radius: Of the head.
        is_named: Whether its name is written.
    """

    needle: Needle
    stem: tuple[Point, ...]
    radius: float
    is_named: bool

    @property
    def head(self) -> Point:
        """Centre of the head."""
        return self.stem[-1]


@frozen
class Row:
    """All needles of a strip.

    Args:
        background: Reported mutations.
        placed: Variants.
        names_from: Height at which names begin.
        height: Height of the whole.
        unnamed: How many have a name that is not written.
    """

    background: tuple[Placed, ...]
    placed: tuple[Placed, ...]
    names_from: float
    height: float
    unnamed: int


@frozen
class Room:
    """The room for a row.

    Args:
        low: Left end.
        high: Right end.
        unit: Scale of the figure.
        type_size: Size of the names, in points.
        stretch: Height to be filled beyond what is needed.
    """

    low: float
    high: float
    unit: float
    type_size: float
    stretch: float = 0.0


def radius_of(count: int, unit: float) -> float:
    """Return the radius of a head: it grows with the logarithm of the count, up to 2.2 times.

    What nobody carries has a smaller one than what one does.

    Example:
        >>> [round(radius_of(count, 1), 2) for count in (0, 1, 2, 8, 1000)]
        [0.8, 1.15, 1.55, 2.36, 2.53]
    """
    grown = 1 + 0.35 * math.log2(count) if count else _NOBODY
    return unit * _RADIUS * min(grown, _LARGEST)


def arrange(needles: Sequence[Needle], background: Sequence[Needle], room: Room) -> Row:
    """Find a place for every needle; none is left out."""
    unit = room.unit
    back = _crowd(background, room, 0.3 * unit, lambda _: _BACKGROUND * unit, _REACH_BEHIND * unit)
    ground = _top(back, 0.3 * unit)
    columns, rest = _chosen(needles, room)
    # A crowd of thousands takes smaller heads, not a figure of metres.
    shrunk = max(min(math.sqrt(_CROWD / max(len(rest), 1)), 1.0), _SMALLEST)
    crowd = _crowd(
        rest,
        room,
        ground + 0.3 * unit,
        lambda one: _IN_CROWD * shrunk * radius_of(one.variant.count, unit),
        min(_REACH + _REACH_GROWS * len(rest), _FARTHEST) * unit,
    )
    ground = _top(crowd, ground)
    unnamed = sum(bool(needle.name) for needle in rest)
    if not columns:
        height = ground + (0.5 * unit if background or rest else 0) + room.stretch
        return Row(back, crowd, height, height, unnamed)
    in_columns, names_from = _in_columns(columns, room, ground + unit)
    longest = max(text_width(needle.name, room.type_size) for needle in columns)
    height = names_from + longest + 0.5 * unit
    return Row(back, (*crowd, *in_columns), names_from, height, unnamed)


def _top(placed: Sequence[Placed], ground: float) -> float:
    return max((one.head[1] + one.radius for one in placed), default=ground)


def _width(needle: Needle, room: Room) -> float:
    """Return the width of a needle's column."""
    head = 2 * radius_of(needle.variant.count, room.unit) + _GAP * room.unit
    return max(head, line_height(room.type_size) if needle.name else 0)


def _chosen(needles: Sequence[Needle], room: Room) -> tuple[list[Needle], list[Needle]]:
    """Return the needles that have columns of their own, in order, and the others."""
    left = room.high - room.low
    columns: list[Needle] = []
    rest: list[Needle] = []
    alike = groupby(sorted(needles, key=lambda one: one.priority), lambda one: one.priority[:-1])
    for needle in chain.from_iterable(evenly(list(group)) for _, group in alike):
        left -= _width(needle, room)
        (columns if left >= 0 else rest).append(needle)
    # The rest stays in the order of priority: what matters most lies lowest.
    return sorted(columns, key=lambda one: (one.foot, one.priority, one.index)), rest


def evenly(needles: Sequence[Needle]) -> list[Needle]:
    """Return needles in an order of which every beginning is spread over all of them.

    So where there is no room for all names of equals, those that are written stand everywhere, and
    not at the left only.
    """
    bits = max(len(needles) - 1, 1).bit_length()
    order = (int(f"{number:0{bits}b}"[::-1], 2) for number in range(1 << bits))
    return [needles[number] for number in order if number < len(needles)]


def _crowd(
    needles: Sequence[Needle],
    room: Room,
    ground: float,
    radius: Callable[[Needle], float],
    reach: float,
) -> tuple[Placed, ...]:
    """Return needles as near to the ground as they can stand."""
    gap = 0.1 * room.unit
    balls = [Ball(needle.foot, radius(needle) + gap) for needle in needles]
    centres = swarm(balls, room.low, room.high, reach)
    return tuple(
        Placed(needle, ((needle.foot, 0.0), (x, ground + height)), ball.radius - gap, False)
        for needle, ball, (x, height) in zip(needles, balls, centres, strict=True)
    )


def _in_columns(
    needles: Sequence[Needle], room: Room, ground: float
) -> tuple[tuple[Placed, ...], float]:
    """Return needles side by side, each at the end of a bent stem, and where names begin."""
    unit = room.unit
    widths = [_width(needle, room) for needle in needles]
    centres = spread([needle.foot for needle in needles], widths, room.low, room.high)
    farthest = max(abs(x - n.foot) for x, n in zip(centres, needles, strict=True))
    bend = ground + min(max(0.45 * farthest, 1.5 * unit), 12 * unit) + room.stretch
    largest = max(radius_of(needle.variant.count, unit) for needle in needles)
    height = bend + unit + largest
    placed = tuple(
        Placed(
            needle,
            ((needle.foot, 0.0), (needle.foot, ground), (x, bend), (x, height)),
            radius_of(needle.variant.count, unit),
            bool(needle.name),
        )
        for needle, x in zip(needles, centres, strict=True)
    )
    return placed, height + largest + 0.6 * unit
