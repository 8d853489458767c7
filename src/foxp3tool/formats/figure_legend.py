"""The legend of a figure: what stands in it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from foxp3tool.formats.figure_arrange import text_width
from foxp3tool.formats.figure_grades import INK, RINGS, bar_lines, head, outline, ring_share
from foxp3tool.formats.figure_marks import COLOURS, WORDS, mark
from foxp3tool.formats.figure_needles import radius_of
from foxp3tool.formats.figure_sheet import GREY, Sheet, box
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.drawing import Item, Line, Point, Shape, Text
from foxp3tool.model.figure import FigureVariant, GenePlace, VariantClass
from foxp3tool.model.frozen import frozen

_WHITE: Final = "#FFFFFF"
_ROUND: Final = VariantClass.MISSENSE


@frozen
class _Sample:
    """A mark around the origin.

    Args:
        items: What is drawn.
        across: Half the width that it takes.
        high: Half the height.
    """

    items: tuple[Item, ...]
    across: float
    high: float


_Entry = tuple[list[_Sample], str]


def draw_legend(sheet: Sheet, y: float) -> float:
    """Draw what marks mean, in lines; return the end."""
    unit = sheet.unit
    x, step = sheet.margin, 0.0
    line: list[tuple[float, list[_Sample], str]] = []
    for samples, words in (*_classes(sheet), *_matches(sheet), *_bars(sheet), *_sizes(sheet)):
        width = _samples_width(samples, unit) + text_width(words, sheet.small)
        if line and x + width > sheet.width - sheet.margin:
            y = _draw_line(sheet, y, step, line)
            x, step, line = sheet.margin, 0.0, []
        line.append((x, samples, words))
        highest = max(sample.high for sample in samples)
        step = max(step, sheet.line + 0.9 * unit, 2 * highest + 0.6 * unit)
        x += width + 2.2 * unit
    return _draw_line(sheet, y, step, line)


def _samples_width(samples: Sequence[_Sample], unit: float) -> float:
    return sum(2 * sample.across for sample in samples) + 0.8 * unit


def _draw_line(
    sheet: Sheet, y: float, step: float, line: Sequence[tuple[float, list[_Sample], str]]
) -> float:
    middle = y + step / 2
    for begin, samples, words in line:
        items: list[Item] = []
        x = begin
        for sample in samples:
            items += [_moved(item, (x + sample.across, middle)) for item in sample.items]
            x += 2 * sample.across
        items.append(sheet.word(begin + _samples_width(samples, sheet.unit), middle, words))
        sheet.draw("words", "legend", *items)
    return y + step


def _moved(item: Item, by: Point) -> Item:
    """Return a line or shape somewhere else."""
    assert not isinstance(item, Text)
    points = tuple((x + by[0], y + by[1]) for x, y in item.points)
    if isinstance(item, Line):
        return Line(points, item.colour, item.width, item.is_dashed)
    return Shape(points, item.fill, item.stroke, item.width, item.is_dashed)


def _mark(kind: VariantClass, radius: float, width: float, fill: str | None = None) -> _Sample:
    shape = mark(kind, (0.0, 0.0), radius, width, fill)
    return _Sample((shape,), radius, max(abs(y) for _, y in shape.points))


def _classes(sheet: Sheet) -> Iterator[_Entry]:
    kinds = {variant.kind for variant in sheet.content.variants}
    usual = outline(MatchGrade.NONE, sheet.unit)
    for kind in VariantClass:
        if kind in kinds:
            yield [_mark(kind, radius_of(1, sheet.unit), usual)], WORDS[kind]


def _matches(sheet: Sheet) -> Iterator[_Entry]:
    """Yield what outlines, rings, dots and grey mean."""
    content, unit = sheet.content, sheet.unit
    radius = radius_of(1, unit)

    def graded(grade: MatchGrade, *, is_together: bool = False) -> _Sample:
        place = (0.0, 0.0), radius
        fill = COLOURS[VariantClass.OTHER] if is_together else _WHITE
        items = head(_ROUND, grade, place, unit, is_together=is_together, fill=fill)
        return _Sample(items, radius, radius)

    if any(variant.match is MatchGrade.EXACT for variant in content.variants):
        told = "thick outline: this very allele is a reported IPEX mutation"
        yield [graded(MatchGrade.EXACT)], told
    for share, (ring, lines, meaning) in RINGS.items():
        alike = [variant for variant in content.variants if ring_share(variant.match) == share]
        samples, forms = [], []
        if any(not _is_bar(variant) for variant in alike):
            samples.append(graded(alike[0].match))
            forms.append(ring)
        if any(map(_is_bar, alike)):
            samples.append(_bar(alike[0].match, unit))
            forms.append(lines)
        if samples:
            yield samples, f"{' or '.join(forms)}: {meaning}"
    if any(variant.together for variant in content.variants):
        told = "dot: several alleles of one chromosome, read together"
        yield [graded(MatchGrade.NONE, is_together=True)], told
    if content.reported:
        grey = _mark(_ROUND, 0.8 * unit, 0, GREY)
        yield [grey], "grey: reported IPEX mutations, in the same shapes"


def _bar(match: MatchGrade, unit: float) -> _Sample:
    """Return a bar with the lines of a grade."""
    half, high = 1.8 * unit, 0.7 * unit
    shape = box(-half, -0.5 * high, 2 * half, high)
    drawn = Shape(shape, _WHITE, INK, outline(MatchGrade.NONE, unit))
    lines = bar_lines(match, (-half, -high, half, high), unit)
    return _Sample((drawn, *lines), half + 0.3 * unit, high)


def _is_bar(variant: FigureVariant) -> bool:
    return isinstance(variant.place, GenePlace) and variant.place.is_bar


def _bars(sheet: Sheet) -> Iterator[_Entry]:
    variants, unit = sheet.content.variants, sheet.unit
    usual = outline(MatchGrade.NONE, unit)
    if not any(map(_is_bar, variants)):
        return
    corners = box(-1.8 * unit, -0.6 * unit, 3.6 * unit, 1.2 * unit)
    for is_dashed, words in (
        (False, "bar: 50 bases or more, or several exons"),
        (True, "dashed: certain part; ends not known to the base"),
    ):
        if not is_dashed or any(variant.is_uncertain for variant in variants):
            shape = Shape(corners, _WHITE, INK, usual, is_dashed=is_dashed)
            yield [_Sample((shape,), 1.8 * unit, 0.6 * unit)], words


def _sizes(sheet: Sheet) -> Iterator[_Entry]:
    content, unit = sheet.content, sheet.unit
    counts = {variant.count for variant in content.variants}
    if counts <= {1}:
        return
    most = max(counts)
    shown = sorted({*({0} & counts), 1, *(n for n in (2, 5, 10) if n < most), most})
    usual = outline(MatchGrade.NONE, unit)
    samples = [_mark(_ROUND, radius_of(count, unit), usual, _WHITE) for count in shown]
    yield samples, f"size: {', '.join(map(str, shown))} {content.counted}"
