"""The upper half of a figure: the protein with its features, residues, exons and c. positions."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import Final

from foxp3tool.formats.figure_arrange import (
    apart,
    balanced,
    line_height,
    spread,
    text_width,
)
from foxp3tool.formats.figure_grades import INK
from foxp3tool.formats.figure_scales import ProteinScale
from foxp3tool.formats.figure_sheet import FAINT, Sheet, box, plain
from foxp3tool.model.drawing import Anchor, Item, Line, Text
from foxp3tool.model.frozen import frozen
from foxp3tool.model.protein import ProteinFeature

_TINTS: Final = {
    "domain": "#F7DFA8",
    "zinc_finger": "#BFE0F5",
    "coiled_coil": "#BDE3D4",
    "region": "#E4E4E4",
}
_OTHER_TINT: Final = "#EADCE6"
_EMPTY: Final = "#FFFFFF"
_LINES_INSIDE: Final = 2
_LINES_BELOW: Final = 5


def draw_protein(sheet: Sheet, scale: ProteinScale, top: float) -> float:
    """Draw the protein from ``top`` on; return where it ends, names of features included."""
    unit = sheet.unit
    gene = sheet.content.gene
    height = 6.2 * unit
    right = scale.behind_base(3 * gene.residues)
    sheet.draw(
        "back",
        "protein",
        plain(box(scale.left, top, right - scale.left, height), _EMPTY, 0.2 * unit),
    )
    outside = []
    for feature in gene.features:
        left, end = scale.behind_base(3 * (feature.start - 1)), scale.behind_base(3 * feature.end)
        tint = _TINTS.get(feature.kind, _OTHER_TINT)
        shape = plain(box(left, top, end - left, height), tint, 0.2 * unit)
        lines = balanced(feature.name, _LINES_INSIDE, sheet.small)
        widest = max(text_width(line, sheet.small) for line in lines)
        words: list[Item] = []
        if widest < end - left - 0.6 * unit and len(lines) * sheet.line < height:
            words = _block(sheet, lines, (left + end) / 2, top + height / 2)
        else:
            outside.append(feature)
        sheet.draw("back", "feature", shape, *words)
    middle = top + height / 2
    sheet.draw("words", "axis", sheet.word(sheet.margin, middle, "protein", colour=FAINT))
    return _draw_names(sheet, scale, outside, top + height)


def _block(sheet: Sheet, lines: list[str], x: float, middle: float) -> list[Item]:
    first = middle - (len(lines) - 1) * sheet.line / 2
    return [
        sheet.word(x, first + number * sheet.line, line, anchor=Anchor.MIDDLE)
        for number, line in enumerate(lines)
    ]


@frozen
class _Name:
    """The name of a feature that stands below it."""

    feature: ProteinFeature
    lines: tuple[str, ...]
    width: float


def _draw_names(
    sheet: Sheet, scale: ProteinScale, features: list[ProteinFeature], top: float
) -> float:
    """Write names below the protein, in order, each with a line to its feature."""
    if not features:
        return top
    features.sort(key=lambda feature: feature.start + feature.end)
    unit = sheet.unit
    low, high = sheet.margin, sheet.width - sheet.margin
    wanted = [scale.residue((one.start + one.end) / 2) for one in features]
    names, centres = _broken(sheet, features, wanted, (low, high))
    # Lines are short, so that names are read as belonging to the bar.
    begin = top + 2.2 * unit
    for name, x, foot in zip(names, centres, wanted, strict=True):
        leader = Line(((foot, top), (foot, top + 0.5 * unit), (x, begin - 0.2 * unit)), FAINT,
                      0.12 * unit)  # fmt: skip
        first = begin + sheet.line / 2
        words = _block(sheet, list(name.lines), x, first + (len(name.lines) - 1) * sheet.line / 2)
        sheet.draw("back", "feature-name", leader, *words)
    return begin + max(len(one.lines) for one in names) * sheet.line


def _broken(
    sheet: Sheet, features: list[ProteinFeature], wanted: list[float], room: tuple[float, float]
) -> tuple[list[_Name], list[float]]:
    """Break names into as few lines as let each stand below its feature; return their centres.

    Where that cannot be, into so many that the farthest is as near as it can be.
    """
    found: list[tuple[float, list[_Name], list[float]]] = []
    for most in range(1, _LINES_BELOW + 1):
        names = []
        for feature in features:
            lines = balanced(feature.name, most, sheet.small)
            width = max(text_width(line, sheet.small) for line in lines) + 1.2 * sheet.unit
            names.append(_Name(feature, tuple(lines), width))
        centres = spread(wanted, [one.width for one in names], *room)
        aside = (abs(x - foot) - one.width / 2
                 for one, x, foot in zip(names, centres, wanted, strict=True))  # fmt: skip
        is_crowded = sum(one.width for one in names) > room[1] - room[0]
        farthest = math.inf if is_crowded else max(0.0, *aside)
        found.append((farthest, names, centres))
        if not farthest:
            break
    # Where all are crowded, the narrowest.
    nearest = min(reversed(found), key=lambda one: one[0])
    return nearest[1], nearest[2]


def draw_residues(sheet: Sheet, scale: ProteinScale, top: float) -> float:
    """Draw the axis of residues; return where it ends."""
    unit, last = sheet.unit, sheet.content.gene.residues
    step = next(
        step
        for step in (10, 20, 50, 100, 200, 500, 1000, 5000)
        if step * scale.per_residue > 2.2 * text_width(str(last), sheet.small)
    )
    numbers = [1, *range(step, last - step // 2, step), last]
    items: list[Item] = []
    words: list[Text] = []
    items.append(Line(((scale.residue(1), top), (scale.residue(last), top)), INK, 0.15 * unit))
    for number in numbers:
        x = scale.residue(number)
        items.append(Line(((x, top), (x, top + 0.8 * unit)), INK, 0.15 * unit))
        middle = top + 0.9 * unit + sheet.line / 2
        words.append(sheet.word(x, middle, str(number), anchor=Anchor.MIDDLE))
    middle = top + 0.9 * unit + sheet.line / 2
    items.append(sheet.word(sheet.margin, middle, "residue", colour=FAINT))
    sheet.draw("back", "residues", *items, *apart([words[0], words[-1], *words[1:-1]]))
    return top + 0.9 * unit + sheet.line


def coding_borders(sheet: Sheet) -> tuple[tuple[int, int, int], ...]:
    """Return number, first and last coding base (both included) of each exon that has any."""
    exons = sheet.content.gene.exons
    ends = list(accumulate(exon.coding for exon in exons))
    return tuple(
        (number, end - exon.coding + 1, end)
        for number, (exon, end) in enumerate(zip(exons, ends, strict=True), start=1)
        if exon.coding
    )


def draw_coding_axis(sheet: Sheet, scale: ProteinScale, top: float) -> float:
    """Draw exons with their numbers over the c. positions of their borders; return the end."""
    unit, height = sheet.unit, 1.25 * line_height(sheet.small)
    items: list[Item] = []
    borders = coding_borders(sheet)
    for number, first, last in borders:
        left, right = scale.behind_base(first - 1), scale.behind_base(last)
        tint = "#F3F3F3" if number % 2 else "#E2E2E2"
        items.append(plain(box(left, top, right - left, height), tint, 0.15 * unit))
        name = f"exon {number}"
        if text_width(name, sheet.small) > right - left - 0.4 * unit:
            name = str(number)
        if text_width(name, sheet.small) < right - left:
            items.append(
                sheet.word((left + right) / 2, top + height / 2, name, anchor=Anchor.MIDDLE)
            )
    items.append(sheet.word(sheet.margin, top + height / 2, "exon", colour=FAINT))
    sheet.draw("back", "exons", *items)
    return _draw_border_numbers(sheet, scale, top + height, [last for _, _, last in borders])


def _draw_border_numbers(
    sheet: Sheet, scale: ProteinScale, top: float, numbers: list[int]
) -> float:
    """Write the last base of each exon at its border, as far as there is room."""
    unit = sheet.unit
    middle = top + 0.9 * unit + sheet.line / 2
    places = [(1, scale.behind_base(0)), *((n, scale.behind_base(n)) for n in numbers)]
    furthest = sheet.width - sheet.margin - text_width(str(numbers[-1]), sheet.small) / 2
    words = [sheet.word(min(x, furthest), middle, str(n), anchor=Anchor.MIDDLE) for n, x in places]
    ticks = [Line(((x, top), (x, top + 0.7 * unit)), INK, 0.15 * unit) for _, x in places]
    # The ends of the coding sequence come first.
    shown = apart([words[0], words[-1], *words[1:-1]])
    label = sheet.word(sheet.margin, middle, "c.", colour=FAINT)
    sheet.draw("back", "positions", *ticks, *sorted(shown, key=lambda word: word.place), label)
    return top + 1.1 * unit + sheet.line
