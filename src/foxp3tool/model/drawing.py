"""A drawing as values: lines, shapes and texts with their places, for whatever writes it.

Lengths are millimetres, ``y`` grows downwards from the upper edge; sizes of type are points.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from foxp3tool.model.frozen import frozen

Point = tuple[float, float]

MM_PER_POINT: Final = 25.4 / 72


class Anchor(StrEnum):
    """Which part of a text its place tells."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@frozen
class Line:
    """Straight lines from point to point.

    Args:
        points: The points.
        colour: Six hexadecimal digits behind ``#``.
        width: In millimetres.
        is_dashed: Whether it is dashed.
    """

    points: tuple[Point, ...]
    colour: str
    width: float
    is_dashed: bool = False


@frozen
class Shape:
    """A filled polygon.

    Args:
        points: The corners.
        fill: Colour of the area.
        stroke: Colour of the outline.
        width: Width of the outline; 0 for none.
        is_dashed: Whether the outline is dashed.
    """

    points: tuple[Point, ...]
    fill: str
    stroke: str = "#000000"
    width: float = 0
    is_dashed: bool = False


@frozen
class Text:
    """One line of text.

    Args:
        place: On the baseline, at its start, middle or end.
        text: The text.
        size: In points.
        anchor: What ``place`` is.
        is_upright: True if it is written from below to above.
        colour: Colour.
        is_bold: Whether it is bold.
    """

    place: Point
    text: str
    size: float
    anchor: Anchor = Anchor.START
    is_upright: bool = False
    colour: str = "#000000"
    is_bold: bool = False


Item = Line | Shape | Text


@frozen
class Group:
    """Items that belong together.

    Args:
        items: The items, the hindmost first.
        classes: What it is, as class names of CSS.
        data: Names and values of data attributes.
        title: What is told where a pointer rests on it; empty for nothing.
        id: Its name in the drawing; empty for none.
    """

    items: tuple[Item, ...]
    classes: tuple[str, ...]
    data: tuple[tuple[str, str], ...] = ()
    title: str = ""
    id: str = ""


@frozen
class Drawing:
    """A drawing.

    Args:
        width: In millimetres.
        height: In millimetres.
        groups: The hindmost first.
        title: What it shows, in one line.
        description: The same at length, for who cannot see it.
    """

    width: float
    height: float
    groups: tuple[Group, ...]
    title: str
    description: str
