"""The lower half of a figure: flanks, exons and introns of the gene, and bars of what is large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foxp3tool.formats.figure_arrange import apart, line_height, shortened, text_width
from foxp3tool.formats.figure_grades import INK, bar_dot, bar_lines, outline, ring_share
from foxp3tool.formats.figure_marks import COLOURS
from foxp3tool.formats.figure_scales import GeneScale
from foxp3tool.formats.figure_sheet import (
    BAR_NAME_LENGTH,
    FAINT,
    GREY,
    NAME_LENGTH,
    Sheet,
    box,
    name_of,
    plain,
    reported_group,
    variant_group,
)
from foxp3tool.model.drawing import Anchor, Item, Line, Point, Shape, Text
from foxp3tool.model.figure import FigureVariant, GenePlace
from foxp3tool.model.frozen import frozen

_CODING: Final = "#5C5C5C"
_UTR: Final = "#B8B8B8"
_NAMED_BARS: Final = 20
_ARROW: Final = 1.2
_INSET: Final = 0.32
"""So much lower and higher ends a bar that has lines in the place of a ring."""


def strip_height(sheet: Sheet) -> float:
    """Return the height of the gene strip."""
    return 4.6 * sheet.unit


def draw_gene(sheet: Sheet, scale: GeneScale, top: float) -> None:
    """Draw the gene strip from ``top`` on."""
    unit, gene = sheet.unit, sheet.content.gene
    height = strip_height(sheet)
    middle = top + height / 2
    first, last = scale.segments[0], scale.segments[-1]
    items: list[Item] = [
        Line(((first[0], middle), (first[1], middle)), INK, 0.18 * unit, is_dashed=True),
        Line(((first[1], middle), (last[0], middle)), INK, 0.18 * unit),
        Line(((last[0], middle), (last[1], middle)), INK, 0.18 * unit, is_dashed=True),
    ]
    words: list[Text] = []
    for number in range(len(gene.exons)):
        for left, right, is_coding in scale.exon_parts(number):
            high = height if is_coding else 0.6 * height
            shape = box(left, middle - high / 2, right - left, high)
            items.append(plain(shape, _CODING if is_coding else _UTR, 0.15 * unit))
        words.append(_exon_number(sheet, scale, number, middle))
    if gene.polya is not None:
        left, right = (scale.x(point) for point in gene.polya)
        high = 0.6 * height
        items.append(plain(box(left, middle - high / 2, max(right - left, 0.25 * unit), high), INK))
        words.append(
            sheet.word(
                (left + right) / 2, top - 0.5 * unit, "poly-A", anchor=Anchor.MIDDLE, colour=FAINT
            )
        )
    before, behind = first[0] - 0.5 * unit, last[1] + 0.5 * unit
    words.append(sheet.word(before, middle, "5'", anchor=Anchor.END, colour=FAINT))
    words.append(sheet.word(behind, middle, "3'", colour=FAINT))
    words.append(sheet.word(sheet.margin, middle, "gene", colour=FAINT))
    sheet.draw("back", "gene", *items)
    sheet.draw("words", "gene-names", *apart(words))


def _exon_number(sheet: Sheet, scale: GeneScale, number: int, middle: float) -> Text:
    """Return an exon's number: inside it if there is room, else above."""
    parts = scale.exon_parts(number)
    left, right, is_coding = max(parts, key=lambda part: (part[2], part[1] - part[0]))
    x, name = (left + right) / 2, str(number + 1)
    if text_width(name, sheet.small) < right - left - 0.2 * sheet.unit:
        colour = "#FFFFFF" if is_coding else INK
        return sheet.word(x, middle, name, anchor=Anchor.MIDDLE, colour=colour)
    above = middle - strip_height(sheet) / 2 - sheet.line / 2
    return sheet.word(x, above, name, anchor=Anchor.MIDDLE)


@frozen
class _Bar:
    """A bar with its place."""

    variant: FigureVariant
    index: int
    left: float
    right: float
    name: str
    name_at: float
    anchor: Anchor
    is_inside: bool

    def extent(self, size: float) -> tuple[float, float]:
        """Return left and right end with the name."""
        if not self.name or self.is_inside:
            return self.left, self.right
        width = text_width(self.name, size)
        if self.anchor is Anchor.START:
            return self.left, self.name_at + width
        return self.name_at - width, self.right


def draw_bars(sheet: Sheet, scale: GeneScale, top: float) -> tuple[float, int]:
    """Draw what is large as bars over the gene, in as few lanes as they need.

    Returns:
        Where they end, and how many names there is no room for.
    """
    content, unit = sheet.content, sheet.unit
    named = [v for v in content.variants if _is_bar(v)]
    style = content.labels
    bars = [
        _bar(
            sheet,
            scale,
            v,
            n,
            name_of(v, style, BAR_NAME_LENGTH) if len(named) <= _NAMED_BARS else "",
        )
        for n, v in enumerate(content.variants)
        if _is_bar(v)
    ]
    behind = [_bar(sheet, scale, v, n, "") for n, v in enumerate(content.reported) if _is_bar(v)]
    height = 0.95 * line_height(sheet.type_size) if named and bars[0].name else 1.4 * unit
    if any(ring_share(variant.match) for variant in named):
        height += 2 * _INSET * unit
    y = top
    for bar, lane in zip(behind, _lanes(sheet, behind), strict=True):
        points = _outline(bar, y + lane * 1.3 * unit, 0.8 * unit, unit)
        shape = Shape(points, GREY, GREY, 0.1 * unit, is_dashed=bar.variant.is_uncertain)
        sheet.add("back", reported_group(bar.variant, (shape,)))
    y += 1.3 * unit * (1 + max(_lanes(sheet, behind), default=-1))
    for bar, lane in zip(bars, _lanes(sheet, bars), strict=True):
        _draw_bar(sheet, bar, y + lane * (height + 0.5 * unit), height)
    unnamed = sum(not bar.name and bool(name_of(bar.variant, style)) for bar in bars)
    return y + (height + 0.5 * unit) * (1 + max(_lanes(sheet, bars), default=-1)), unnamed


def _is_bar(variant: FigureVariant) -> bool:
    return isinstance(variant.place, GenePlace) and variant.place.is_bar


def _bar(sheet: Sheet, scale: GeneScale, variant: FigureVariant, index: int, name: str) -> _Bar:
    assert isinstance(variant.place, GenePlace)
    left, right = scale.x(variant.place.start), scale.x(variant.place.end)
    least = 0.5 * sheet.unit
    if right - left < least:
        middle = (left + right) / 2
        left, right = middle - least / 2, middle + least / 2
    for text in (name, shortened(name, NAME_LENGTH)):
        where = _name_place(sheet, left, right, text)
        if where is not None:
            return _Bar(variant, index, left, right, text, *where)
    # Neither beside nor inside; it is counted as unnamed.
    return _Bar(variant, index, left, right, "", left, Anchor.START, is_inside=False)


def _name_place(
    sheet: Sheet, left: float, right: float, name: str
) -> tuple[float, Anchor, bool] | None:
    """Return where the name of a bar goes: inside, behind or before it; None if nowhere."""
    unit = sheet.unit
    width, gap = text_width(name, sheet.type_size), 2.0 * unit
    if width + gap < right - left:
        return (left + right) / 2, Anchor.MIDDLE, True
    if right + gap + width < sheet.width - sheet.margin:
        return right + gap, Anchor.START, False
    if left - gap - width > sheet.margin:
        return left - gap, Anchor.END, False
    return None


def _lanes(sheet: Sheet, bars: Sequence[_Bar]) -> list[int]:
    """Return the lane of each bar, the first in which nothing is in its way."""
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for bar in bars:
        left, right = bar.extent(sheet.type_size)
        gap = 0.8 * sheet.unit
        lane = next(
            (
                number
                for number, others in enumerate(taken)
                if all(right + gap <= low or high + gap <= left for low, high in others)
            ),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((left, right))
        lanes.append(lane)
    return lanes


def _outline(bar: _Bar, top: float, height: float, unit: float) -> tuple[Point, ...]:
    """Return the corners of a bar: pointed where it goes on behind what is drawn."""
    place = bar.variant.place
    assert isinstance(place, GenePlace)
    middle, bottom = top + height / 2, top + height
    left = [(bar.left, bottom), (bar.left, top)]
    right = [(bar.right, top), (bar.right, bottom)]
    if place.opens_before:
        left.insert(1, (bar.left - _ARROW * unit, middle))
    if place.opens_behind:
        right.insert(1, (bar.right + _ARROW * unit, middle))
    return (*left, *right)


def _draw_bar(sheet: Sheet, bar: _Bar, top: float, height: float) -> None:
    variant, unit = bar.variant, sheet.unit
    colour = COLOURS[variant.kind]
    is_open = variant.is_uncertain
    width = max(outline(variant.match, unit), 0.2 * unit)
    inset = _INSET * unit if ring_share(variant.match) else 0.0
    points = _outline(bar, top + inset, height - 2 * inset, unit)
    shape = Shape(points, "#FFFFFF" if is_open else colour, INK, width, is_dashed=is_open)
    items: list[Item] = [shape]
    ends = bar.left, top, bar.right, top + height
    items += bar_lines(variant.match, ends, unit)
    if variant.together:
        items.append(bar_dot(ends, unit))
    if bar.name:
        is_light = is_open or not bar.is_inside or colour not in _DARK
        items.append(
            sheet.word(
                bar.name_at,
                top + height / 2,
                bar.name,
                anchor=bar.anchor,
                size=sheet.type_size,
                colour=INK if is_light else "#FFFFFF",
            )
        )
    sheet.add("front", variant_group(variant, bar.index, tuple(items)))


_DARK: Final = ("#404040", "#000000", "#0072B2", "#009E73", "#D55E00")
