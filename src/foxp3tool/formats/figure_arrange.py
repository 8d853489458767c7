"""Arithmetic of a figure: how wide a text is, and how things keep out of each other's way."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from foxp3tool.errors import printable
from foxp3tool.model.drawing import MM_PER_POINT, Anchor, Text
from foxp3tool.model.frozen import frozen

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_WIDTHS: Final = (
    "318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 "
    "636 636 636 337 337 838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 "
    "748 787 603 787 695 635 611 732 684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 "
    "615 352 635 634 278 278 579 278 974 634 612 635 635 411 521 392 634 592 818 592 592 525 636 "
    "337 636 838"
)
"""Thousandths of the size of type that each printable ASCII character takes in DejaVu Sans, which
is wider than the other usual sans-serif types: what has room in it has room in them."""

_WIDTH_OF: Final = {chr(32 + n): int(w) / 1000 for n, w in enumerate(_WIDTHS.split())}
BOLD: Final = 1.13
"""How much wider bold type is, at most."""

_OTHER: Final = 1.0
_ASCENT: Final = 0.76
_DESCENT: Final = 0.24
_ELLIPSIS: Final = "…"
_SLOPE: Final = 0.7
_LOOKED_BELOW: Final = 2
_MOST_ASIDE: Final = 10
"""So many steps to a side are tried; more would take thousands of balls too long."""


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return an upper bound of the width of a text in millimetres; ``size`` is in points."""
    ems = sum(
        0.0 if unicodedata.category(one) in ("Mn", "Me") else _WIDTH_OF.get(one, _OTHER)
        for one in text
    )
    return ems * size * MM_PER_POINT * (BOLD if is_bold else 1)


def text_box(text: Text) -> Box:
    """Return the box that a text takes at most."""
    width = text_width(text.text, text.size, is_bold=text.is_bold)
    up, down = (share * text.size * MM_PER_POINT for share in (_ASCENT, _DESCENT))
    begin = {Anchor.START: 0.0, Anchor.MIDDLE: -width / 2, Anchor.END: -width}[text.anchor]
    x, y = text.place
    if text.is_upright:
        return x - up, y - begin - width, x + down, y - begin
    return x + begin, y - up, x + begin + width, y + down


def apart(texts: Sequence[Text]) -> list[Text]:
    """Return those texts that overlap none of those before them."""
    kept: list[tuple[Text, Box]] = []
    for text in texts:
        left, top, right, bottom = text_box(text)
        if all(right < a or c < left or bottom < b or d < top for _, (a, b, c, d) in kept):
            kept.append((text, (left, top, right, bottom)))
    return [text for text, _ in kept]


def line_height(size: float) -> float:
    """Return the distance of two lines in millimetres."""
    return 1.2 * size * MM_PER_POINT


def shortened(text: str, most: int) -> str:
    """Return a text on one line and of no more characters than that.

    Example:
        >>> shortened("c.1150_1160delinsACGTACGT", 12)
        'c.1150_1160…'
    """
    text = printable(text)
    return text if len(text) <= most else text[: most - 1].rstrip(".(") + _ELLIPSIS


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines no wider than that; a word that is wider is cut."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width, size):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def _pieces(text: str, width: float, size: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while text_width(rest, size) > width and len(rest) > 1:
            taken = len(rest) - 1
            while taken > 1 and text_width(rest[:taken], size) > width:
                taken -= 1
            yield rest[:taken]
            rest = rest[taken:]
        yield rest


def balanced(text: str, lines: int, size: float) -> list[str]:
    """Break a text between words into at most so many lines, the widest as narrow as can be."""
    words = text.split()
    widest = max((text_width(word, size) for word in words), default=0.0)
    widths = {
        text_width(" ".join(words[first:last]), size)
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    }
    for width in sorted(widths):
        # No word is ever cut.
        if width >= widest and len(broken := wrapped(text, width + 1e-6, size)) <= lines:
            return broken
    return [text]


def spread(
    wanted: Sequence[float], widths: Sequence[float], low: float, high: float
) -> list[float]:
    """Return centres near those wanted, in the same order, at which nothing overlaps.

    The sum of the squared distances is the least that is possible (pooling of adjacent violators).

    Args:
        wanted: The centres wanted, ascending.
        widths: The width of each.
        low: Left end of the room.
        high: Right end; if the room is too small they reach beyond it.
    """
    offsets: list[float] = []
    reached = 0.0
    for width in widths:
        offsets.append(reached + width / 2)
        reached += width
    pools: list[tuple[float, int]] = []
    for centre, offset in zip(wanted, offsets, strict=True):
        mean, number = centre - offset, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean = (before * many + mean * number) / (many + number)
            number += many
        pools.append((mean, number))
    last = max(high - reached, low)
    begins = [min(max(mean, low), last) for mean, number in pools for _ in range(number)]
    return [begin + offset for begin, offset in zip(begins, offsets, strict=True)]


@frozen
class Ball:
    """Something round that is to lie over a place: the place, and its radius."""

    x: float
    radius: float


def swarm(
    balls: Sequence[Ball], low: float, high: float, reach: float
) -> list[tuple[float, float]]:
    """Return centres (x, height above the ground) at which no two balls overlap.

    Each lies about as low as it can, straight over its place or up to ``reach`` beside it. There
    is always room further up.

    Args:
        balls: The balls; those that come first lie lowest.
        low: Left end of the room.
        high: Right end.
        reach: How far a ball may move to a side, in the unit of ``x``.
    """
    if not balls:
        return []
    widest = max(ball.radius for ball in balls)
    step = widest / 2
    cells: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    # Where one found its place, the next of its size need not look far below.
    reached: dict[tuple[int, float], int] = {}
    centres = []
    for ball in balls:
        near = int(ball.x // step), ball.radius
        lowest = max(reached.get(near, 0) - _LOOKED_BELOW, 0)
        x, height = _first_free(ball, lowest, cells, 2 * widest, step, (low, high, reach))
        reached[near] = round((height - ball.radius) / step)
        cell = int(x // (2 * widest)), int(height // (2 * widest))
        cells.setdefault(cell, []).append((x, height, ball.radius))
        centres.append((x, height))
    return centres


def _first_free(
    ball: Ball,
    lowest: int,
    cells: dict[tuple[int, int], list[tuple[float, float, float]]],
    size: float,
    step: float,
    room: tuple[float, float, float],
) -> tuple[float, float]:
    low, high, reach = room
    for x, height in _candidates(ball, lowest, step, reach):
        inside = min(max(x, low + ball.radius), high - ball.radius)
        column, row = int(inside // size), int(height // size)
        if all(
            math.hypot(inside - other, height - above) >= ball.radius + radius
            for near in (-1, 0, 1)
            for beside in (-1, 0, 1)
            for other, above, radius in cells.get((column + near, row + beside), ())
        ):
            return inside, height
    raise AssertionError("there is always room further up")


def _candidates(
    ball: Ball, lowest: int, step: float, reach: float
) -> Iterator[tuple[float, float]]:
    """Yield places from the lowest level up, each level straight over the place first."""
    aside = 2 * step
    sideways = min(int(reach / aside), _MOST_ASIDE)
    level = lowest
    while True:
        height = ball.radius + level * step
        yield ball.x, height
        # Far aside only high above the place: a flat stem would seem to stand elsewhere.
        for move in range(1, min(sideways, int(_SLOPE * height / aside)) + 1):
            yield ball.x - move * aside, height
            yield ball.x + move * aside, height
        level += 1
