"""The sheet that panels of a figure are put on, and what is drawn in more than one of them."""

from __future__ import annotations

from typing import Final

from foxp3tool.errors import printable
from foxp3tool.formats.figure_arrange import line_height, shortened, text_width, wrapped
from foxp3tool.formats.figure_grades import INK, head
from foxp3tool.formats.figure_marks import WORDS, mark
from foxp3tool.formats.figure_needles import Placed, Row
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.drawing import MM_PER_POINT, Anchor, Group, Item, Line, Point, Shape, Text
from foxp3tool.model.figure import FigureContent, FigureVariant, LabelStyle, ProteinPlace
from foxp3tool.model.frozen import frozen

FAINT: Final = "#767676"
STEM: Final = "#8A8A8A"
GREY: Final = "#C4C4C4"
NAME_LENGTH: Final = 26
BAR_NAME_LENGTH: Final = 60
BASELINE: Final = 0.3
"""How far the baseline lies beside the middle of an upright line, in sizes of type."""


class Sheet:
    """Collects groups and knows the measures of the figure.

    Args:
        content: What is shown.
        width: Width in millimetres.
        stretch: Height to be filled beyond what is needed.
    """

    def __init__(self, content: FigureContent, width: float, stretch: float) -> None:
        """Choose sizes by the width: type never falls below five points."""
        self.content = content
        self.width = width
        self.stretch = stretch
        self.unit = min(max(width / 183, 0.75), 3.0)
        self.type_size = max(5.0, 6 * self.unit)
        self.small = max(5.0, 5.2 * self.unit)
        self.margin = 2.5 * self.unit
        self.left = self.margin + text_width("residue", self.small) + 2.4 * self.unit
        self.right = width - self.margin - 2.0 * self.unit
        self.line = line_height(self.small)
        self._layers: dict[str, list[Group]] = {
            "back": [], "stems": [], "behind": [], "front": [], "words": [],
        }  # fmt: skip

    def add(self, layer: str, group: Group) -> None:
        """Put a group on a layer: back, stems, behind, front or words."""
        self._layers[layer].append(group)

    def draw(self, layer: str, name: str, *items: Item) -> None:
        """Put plain items on a layer, under one class name."""
        if items:
            self.add(layer, Group(items, (name,)))

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups, the hindmost first."""
        return tuple(group for layer in self._layers.values() for group in layer)

    def word(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: Anchor = Anchor.START,
        size: float = 0,
        colour: str = INK,
        is_bold: bool = False,
    ) -> Text:
        """Return a line of text whose middle lies at ``y``."""
        size = size or self.small
        place = x, y + BASELINE * size * MM_PER_POINT
        return Text(place, printable(text), size, anchor, colour=colour, is_bold=is_bold)

    def paragraph(self, y: float, text: str, colour: str = INK) -> float:
        """Write a text in lines from ``y`` on; return where it ends."""
        lines = wrapped(printable(text), self.width - 2 * self.margin, self.small)
        items = []
        for line in lines:
            items.append(self.word(self.margin, y + self.line / 2, line, colour=colour))
            y += self.line
        self.draw("words", "note", *items)
        return y


@frozen
class Needlework:
    """Draws a row of needles on one side of a strip.

    Args:
        sheet: The sheet.
        edge: The strip's edge.
        is_up: Whether needles point up.
    """

    sheet: Sheet
    edge: float
    is_up: bool

    def at(self, point: Point) -> Point:
        """Return the place of (x, height) on the sheet."""
        x, height = point
        return x, self.edge + (-height if self.is_up else height)

    def draw(self, row: Row) -> None:
        """Draw the needles."""
        for placed in row.background:
            self._draw_reported(placed)
        for placed in row.placed:
            self._draw_variant(placed, row.names_from)

    def _draw_reported(self, placed: Placed) -> None:
        needle, unit = placed.needle, self.sheet.unit
        stem = Line(tuple(map(self.at, placed.stem)), GREY, 0.12 * unit)
        behind = mark(needle.variant.kind, self.at(placed.head), placed.radius, 0, GREY)
        self.sheet.add("back", reported_group(needle.variant, (stem, behind)))

    def _draw_variant(self, placed: Placed, names_from: float) -> None:
        needle, unit = placed.needle, self.sheet.unit
        variant = needle.variant
        items: list[Item] = [Line(tuple(map(self.at, placed.stem)), STEM, 0.16 * unit)]
        if needle.last - needle.first > 1.5 * unit:
            ends = (needle.first, 0.0), (needle.last, 0.0)
            items.append(Line(tuple(map(self.at, ends)), INK, 0.5 * unit))
        self.sheet.add("stems", variant_group(variant, needle.index, tuple(items), is_stem=True))
        where = self.at(placed.head), placed.radius
        together = bool(variant.together)
        drawn = head(
            variant.kind, variant.match, where, unit, is_up=self.is_up, is_together=together
        )
        front = [*drawn]
        if placed.is_named:
            size = self.sheet.type_size
            x, y = self.at((placed.head[0], names_from))
            place = x + BASELINE * size * MM_PER_POINT, y
            anchor = Anchor.START if self.is_up else Anchor.END
            front.append(Text(place, needle.name, size, anchor, is_upright=True, colour=INK))
        self.sheet.add("front", variant_group(variant, needle.index, tuple(front)))


def name_of(variant: FigureVariant, style: LabelStyle, most: int = NAME_LENGTH) -> str:
    """Return what is written at a variant.

    A name of the protein is written only where there is one that says something.

    Args:
        variant: The variant.
        style: What is wanted.
        most: So many characters are written.
    """
    if style is LabelStyle.NONE:
        return ""
    name = variant.hgvs_c
    on_protein = isinstance(variant.place, ProteinPlace) or not variant.hgvs_c
    if style is LabelStyle.HGVS_P and on_protein and variant.hgvs_p:
        name = variant.hgvs_p
    elif style is LabelStyle.ID and variant.id:
        name = variant.id
    return shortened(name or variant.id, most)


def variant_group(
    variant: FigureVariant, index: int, items: tuple[Item, ...], *, is_stem: bool = False
) -> Group:
    """Return what belongs to a variant, with what a page needs to find and filter it."""
    data = (
        ("index", str(index)),
        ("rows", " ".join(map(str, variant.rows))),
        ("count", str(variant.count)),
        ("class", variant.kind.value),
        ("match", variant.match.value),
    )
    role = "stem" if is_stem else "variant"
    classes = (role, variant.kind.value, f"match-{variant.match.value.replace('_', '-')}")
    if is_stem:
        return Group(items, classes, data)
    more = (("hgvs-c", variant.hgvs_c), ("hgvs-p", variant.hgvs_p), ("id", variant.id))
    together = (("together", variant.together),) if variant.together else ()
    return Group(items, classes, data + more + together, told_of(variant), f"v{index}")


def told_of(variant: FigureVariant) -> str:
    """Return what is told where a pointer rests on a variant."""
    match = variant.match.value.replace("_", " ")
    lines = [
        " ".join(name for name in (variant.hgvs_c, variant.hgvs_p) if name),
        variant.id,
        f"{WORDS[variant.kind]} ({variant.terms})" if variant.terms else WORDS[variant.kind],
        f"count: {variant.count}",
        "" if variant.match is MatchGrade.NONE else f"match with a reported IPEX mutation: {match}",
        "ends not known to the base" if variant.is_uncertain else "",
        f"alleles read together: {variant.together}" if variant.together else "",
    ]
    return "\n".join(shortened(line, 200) for line in lines if line)


def reported_group(variant: FigureVariant, items: tuple[Item, ...]) -> Group:
    """Return what belongs to a reported mutation."""
    names = " ".join(name for name in (variant.hgvs_c, variant.hgvs_p) if name)
    title = f"reported: {variant.id}\n{names}\n{WORDS[variant.kind]}"
    data = (("id", variant.id), ("class", variant.kind.value))
    return Group(items, ("reported", variant.kind.value), data, title)


def box(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    """Return the corners of a rectangle."""
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)


def plain(points: tuple[Point, ...], fill: str, width: float = 0, stroke: str = INK) -> Shape:
    """Return a shape with an outline of the figure's ink."""
    return Shape(points, fill, stroke, width)
