"""How a mark tells its match with a reported mutation, and that it is several alleles.

By form alone, so that it is told in grey and to whoever sees colours otherwise: the very allele has
a thick outline, what agrees in part has a ring around a smaller mark, the more of it the better it
agrees.
"""

from __future__ import annotations

import math
from typing import Final

from foxp3tool.formats.figure_marks import mark
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.drawing import Item, Line, Point, Shape
from foxp3tool.model.figure import VariantClass

INK: Final = "#222222"
_WHITE: Final = "#FFFFFF"
_RING: Final = {
    MatchGrade.SAME_PROTEIN_CHANGE: 1.0,
    MatchGrade.SAME_CODON: 0.5,
    MatchGrade.SAME_SPLICE_SITE: 0.5,
    MatchGrade.SAME_POLYA_SIGNAL: 0.5,
    MatchGrade.OVERLAPS: 0.25,
}
"""How much of a ring a grade has."""
RINGS: Final = {
    1.0: ("full ring", "lines above and below", "the same protein change as a reported one"),
    0.5: ("half ring", "line above", "the codon, splice site or poly-A signal of a reported one"),
    0.25: ("quarter ring", "short line above", "overlaps a reported one"),
}
"""What a mark has, what a bar has, and what it means."""
_INNER: Final = 0.62
"""Radius of the mark in a ring."""
_DOT: Final = 0.36
_STEPS: Final = 32


def outline(match: MatchGrade, unit: float) -> float:
    """Return the width of a mark's outline: thick if the very allele is reported."""
    return unit * (0.42 if match is MatchGrade.EXACT else 0.12)


def ring_share(match: MatchGrade) -> float:
    """Return how much of a ring a grade has; 0 for none."""
    return _RING.get(match, 0.0)


def head(
    kind: VariantClass,
    match: MatchGrade,
    place: tuple[Point, float],
    unit: float,
    *,
    is_up: bool = True,
    is_together: bool = False,
    fill: str | None = None,
) -> tuple[Item, ...]:
    """Return what is drawn of a mark, which lies within a circle.

    Args:
        kind: Its class.
        match: Its grade.
        place: Centre and radius of the circle.
        unit: Scale of the figure.
        is_up: Whether it stands on a stem, rather than hanging from one: a ring that is not whole
            is open to the stem.
        is_together: Whether it is several alleles read together.
        fill: Another colour than that of the class.
    """
    centre, radius = place
    share = ring_share(match)
    items: list[Item] = []
    inner = radius
    if share:
        inner = _INNER * radius
        width = min(0.24 * unit, 0.25 * radius)
        if share == 1:
            # The stem ends at the ring.
            items.append(Shape(_arc(centre, radius, 1.0), _WHITE))
        items.append(Line(_arc(centre, radius - width / 2, share, is_up=is_up), INK, width))
    items.append(mark(kind, centre, inner, outline(match, unit), fill))
    if is_together:
        items.append(_dot(centre, _DOT * inner, unit))
    return tuple(items)


def bar_lines(
    match: MatchGrade, ends: tuple[float, float, float, float], unit: float
) -> tuple[Line, ...]:
    """Return what a bar has in the place of a ring: lines above and below it, or above it only.

    Args:
        match: Its grade.
        ends: Left, top, right and bottom of the bar with its lines.
        unit: Scale of the figure.
    """
    left, top, right, bottom = ends
    share = ring_share(match)
    lines = []
    if share:
        aside = (right - left) / 4 if share < 0.5 else 0.0
        lines.append((left + aside, right - aside, top))
    if share == 1:
        lines.append((left, right, bottom))
    return tuple(Line(((x, y), (end, y)), INK, 0.24 * unit) for x, end, y in lines)


def bar_dot(ends: tuple[float, float, float, float], unit: float) -> Shape:
    """Return the dot of a bar that is several alleles read together."""
    left, top, _, bottom = ends
    return _dot((left + 0.7 * unit, (top + bottom) / 2), 0.35 * unit, unit)


def _dot(centre: Point, radius: float, unit: float) -> Shape:
    return Shape(_arc(centre, radius, 1.0), _WHITE, INK, 0.1 * unit)


def _arc(centre: Point, radius: float, share: float, *, is_up: bool = True) -> tuple[Point, ...]:
    """Return a share of a circle, its middle at the top or at the bottom."""
    x, y = centre
    steps = max(round(_STEPS * share), 2)
    middle = -math.pi / 2 if is_up else math.pi / 2
    angles = (middle + math.pi * share * (2 * n / steps - 1) for n in range(steps + 1))
    return tuple((x + radius * math.cos(one), y + radius * math.sin(one)) for one in angles)
