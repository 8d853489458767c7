"""Shapes and colours of the classes of consequence.

Colours are those of Okabe and Ito, which people with any common colour blindness can tell apart
(https://jfly.uni-koeln.de/color/); each class has a shape of its own besides, so that a figure
printed in grey says the same.
"""

from __future__ import annotations

import math
from typing import Final

from foxp3tool.model.drawing import Point, Shape
from foxp3tool.model.figure import VariantClass

_BLACK: Final = "#000000"
_ORANGE: Final = "#E69F00"
_SKY: Final = "#56B4E9"
_GREEN: Final = "#009E73"
_YELLOW: Final = "#F0E442"
_BLUE: Final = "#0072B2"
_VERMILION: Final = "#D55E00"
_PURPLE: Final = "#CC79A7"
_WHITE: Final = "#FFFFFF"

COLOURS: Final = {
    VariantClass.STOP_GAINED: _VERMILION,
    VariantClass.FRAMESHIFT: _PURPLE,
    VariantClass.START_STOP_LOST: _BLACK,
    VariantClass.MISSENSE: _BLUE,
    VariantClass.INFRAME: _GREEN,
    VariantClass.SPLICE_SITE: _ORANGE,
    VariantClass.SPLICE_REGION: _SKY,
    VariantClass.SYNONYMOUS: _WHITE,
    VariantClass.UTR: _YELLOW,
    VariantClass.INTRON_FLANK: _WHITE,
    VariantClass.WHOLE_EXONS: "#404040",
    VariantClass.OTHER: "#999999",
}
WORDS: Final = {
    VariantClass.STOP_GAINED: "stop gained",
    VariantClass.FRAMESHIFT: "frameshift",
    VariantClass.START_STOP_LOST: "start or stop lost",
    VariantClass.MISSENSE: "missense",
    VariantClass.INFRAME: "in-frame loss or gain",
    VariantClass.SPLICE_SITE: "splice donor or acceptor",
    VariantClass.SPLICE_REGION: "other splice position",
    VariantClass.SYNONYMOUS: "synonymous",
    VariantClass.UTR: "UTR, poly-A signal",
    VariantClass.INTRON_FLANK: "intron or flank",
    VariantClass.WHOLE_EXONS: "whole exons lost or gained",
    VariantClass.OTHER: "other",
}


def _regular(corners: int, turn: float, size: float = 1.0) -> tuple[Point, ...]:
    """Return the corners of a regular polygon; ``turn`` is the angle of the first, in degrees."""
    angles = (math.radians(turn + 360 * n / corners) for n in range(corners))
    return tuple((size * math.cos(angle), size * math.sin(angle)) for angle in angles)


def _star() -> tuple[Point, ...]:
    outer, inner = _regular(5, -90, 1.0), _regular(5, -54, 0.45)
    return tuple(point for pair in zip(outer, inner, strict=True) for point in pair)


def _cross(turn: float) -> tuple[Point, ...]:
    """Return a plus sign, turned by so many degrees, that fits into the unit circle."""
    arm = 0.36
    far = math.sqrt(1 - arm * arm)
    corner = ((arm, -far), (arm, -arm), (far, -arm))
    angle = math.radians(turn)
    points = []
    for quarter in range(4):
        around = angle + quarter * math.pi / 2
        cos, sin = math.cos(around), math.sin(around)
        points += [(x * cos - y * sin, x * sin + y * cos) for x, y in corner]
    return tuple(points)


def _square(side: float) -> tuple[Point, ...]:
    return ((-side, -side), (side, -side), (side, side), (-side, side))


_UNIT: Final = {
    VariantClass.STOP_GAINED: _square(0.8),
    VariantClass.FRAMESHIFT: _regular(3, -90),
    VariantClass.START_STOP_LOST: _star(),
    VariantClass.MISSENSE: _regular(32, 0, 0.94),
    VariantClass.INFRAME: _regular(4, -90),
    VariantClass.SPLICE_SITE: _cross(45),
    VariantClass.SPLICE_REGION: _cross(0),
    VariantClass.SYNONYMOUS: _regular(6, 0),
    VariantClass.UTR: _regular(3, 90),
    VariantClass.INTRON_FLANK: ((-0.45, -0.9), (0.45, -0.9), (0.45, 0.9), (-0.45, 0.9)),
    VariantClass.WHOLE_EXONS: ((-1.0, -0.45), (1.0, -0.45), (1.0, 0.45), (-1.0, 0.45)),
    VariantClass.OTHER: _regular(5, -90),
}


def mark(
    kind: VariantClass, centre: Point, radius: float, width: float, fill: str | None = None
) -> Shape:
    """Return the mark of a class, which lies within a circle.

    Args:
        kind: The class.
        centre: Centre of the circle.
        radius: Radius of the circle.
        width: Width of the outline.
        fill: Another colour than that of the class.
    """
    x, y = centre
    points = tuple((x + radius * a, y + radius * b) for a, b in _UNIT[kind])
    return Shape(points, fill or COLOURS[kind], _BLACK, width)
