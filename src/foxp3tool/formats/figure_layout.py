"""Lay out a whole figure: from what it shows to a drawing, by arithmetic alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foxp3tool.errors import counted, printable
from foxp3tool.formats.figure_arrange import BOLD, line_height, wrapped
from foxp3tool.formats.figure_gene import draw_bars, draw_gene, strip_height
from foxp3tool.formats.figure_legend import draw_legend
from foxp3tool.formats.figure_needles import Needle, Room, Row, arrange
from foxp3tool.formats.figure_protein import draw_coding_axis, draw_protein, draw_residues
from foxp3tool.formats.figure_scales import UTR_SCALE, GeneScale, ProteinScale
from foxp3tool.formats.figure_sheet import FAINT, Needlework, Sheet, name_of
from foxp3tool.model.drawing import Drawing
from foxp3tool.model.figure import (
    FigureContent,
    FigureGene,
    FigureVariant,
    GenePlace,
    ProteinPlace,
)

_LISTED: Final = 25
"""Of what could not be drawn, so much is listed under the figure; the rest is counted."""


class TooSmallError(ValueError):
    """A figure does not fit into the height wanted.

    Args:
        needed: The height that it needs, in millimetres.
    """

    def __init__(self, needed: float) -> None:
        """Keep the height."""
        super().__init__(f"the figure needs a height of {needed:.1f} mm")
        self.needed = needed


def lay_out(content: FigureContent, width: float, height: float | None = None) -> Drawing:
    """Lay out a figure.

    Args:
        content: What is shown.
        width: In millimetres.
        height: In millimetres; None for as much as is needed.

    Raises:
        TooSmallError: If it needs more height.
    """
    drawing = _laid_out(content, width, 0.0)
    if height is None:
        return drawing
    if drawing.height > height + 0.05:
        raise TooSmallError(drawing.height)
    stretched = _laid_out(content, width, height - drawing.height)
    return Drawing(width, height, stretched.groups, stretched.title, stretched.description)


def _laid_out(content: FigureContent, width: float, stretch: float) -> Drawing:
    sheet = Sheet(content, width, stretch)
    unit, gene = sheet.unit, content.gene
    y = _draw_title(sheet, sheet.margin)
    protein = ProteinScale(sheet.left, sheet.right, gene.residues + gene.has_stop)
    strip = GeneScale(gene, sheet.left, sheet.right)
    above = _row(sheet, _protein_needles(sheet, protein), _behind(sheet, protein), 0.6)
    below = _row(sheet, _gene_needles(sheet, strip), _behind(sheet, strip), 0.4)
    top = y + above.height
    Needlework(sheet, top, is_up=True).draw(above)
    y = draw_protein(sheet, protein, top)
    y = draw_residues(sheet, protein, y + 0.6 * unit)
    y = draw_coding_axis(sheet, protein, y + 0.8 * unit)
    y, unnamed = draw_bars(sheet, strip, y + 1.5 * unit)
    y += sheet.line
    draw_gene(sheet, strip, y)
    y += strip_height(sheet)
    Needlework(sheet, y, is_up=False).draw(below)
    y = draw_legend(sheet, y + below.height + 2 * unit)
    y = _draw_notes(sheet, y + 0.8 * unit, above.unnamed + below.unnamed + unnamed)
    title = printable(content.title) or f"Variants of {gene.symbol}"
    return Drawing(width, round(y + sheet.margin, 3), sheet.groups, title, described(content))


def _draw_title(sheet: Sheet, y: float) -> float:
    gene = sheet.content.gene
    size = 1.3 * sheet.type_size
    room = (sheet.width - 2 * sheet.margin) / BOLD
    for line in wrapped(printable(sheet.content.title), room, size):
        middle = y + line_height(size) / 2
        word = sheet.word(sheet.margin, middle, line, size=size, is_bold=True)
        sheet.draw("words", "title", word)
        y += line_height(size)
    names = " ".join(name for name in (gene.symbol, gene.protein, gene.transcript) if name)
    told = f"{names}: {sheet.content.summary}" if sheet.content.summary else names
    return sheet.paragraph(y, told, FAINT) + 0.5 * sheet.unit


def _row(
    sheet: Sheet, needles: Sequence[Needle], background: Sequence[Needle], share: float
) -> Row:
    room = Room(
        sheet.margin,
        sheet.width - sheet.margin,
        sheet.unit,
        sheet.type_size,
        sheet.stretch * share,
    )
    return arrange(needles, background, room)


def _protein_needles(sheet: Sheet, scale: ProteinScale) -> list[Needle]:
    content = sheet.content
    return [
        _on_protein(scale, variant, number, name_of(variant, content.labels))
        for number, variant in enumerate(content.variants)
        if isinstance(variant.place, ProteinPlace)
    ]


def _on_protein(scale: ProteinScale, variant: FigureVariant, number: int, name: str) -> Needle:
    assert isinstance(variant.place, ProteinPlace)
    first, last = scale.ends(variant.place)
    return Needle(variant, number, first, (first + last) / 2, last, name)


def _gene_needles(sheet: Sheet, scale: GeneScale) -> list[Needle]:
    content = sheet.content
    return [
        _on_gene(scale, variant, number, name_of(variant, content.labels))
        for number, variant in enumerate(content.variants)
        if isinstance(variant.place, GenePlace) and not variant.place.is_bar
    ]


def _on_gene(scale: GeneScale, variant: FigureVariant, number: int, name: str) -> Needle:
    place = variant.place
    assert isinstance(place, GenePlace)
    first, foot, last = (scale.x(point) for point in (place.start, place.middle, place.end))
    return Needle(variant, number, first, foot, last, name)


def _behind(sheet: Sheet, scale: ProteinScale | GeneScale) -> list[Needle]:
    """Return the reported mutations that stand on a strip, by their place."""
    found = []
    for number, variant in enumerate(sheet.content.reported):
        place = variant.place
        if isinstance(scale, ProteinScale) and isinstance(place, ProteinPlace):
            found.append(_on_protein(scale, variant, number, ""))
        elif isinstance(scale, GeneScale) and isinstance(place, GenePlace) and not place.is_bar:
            found.append(_on_gene(scale, variant, number, ""))
    return sorted(found, key=lambda needle: needle.foot)


def _draw_notes(sheet: Sheet, y: float, unnamed: int) -> float:
    """Write what is to be known under the figure; return the end."""
    content = sheet.content
    notes = list(content.remarks)
    if content.unplaced:
        notes.append(_not_drawn(content))
    if unnamed:
        notes.append(
            f"For lack of room {unnamed} of {len(content.variants)} variants are drawn without "
            "their names; a wider figure names more."
        )
    notes.append(
        f"Upper axis to scale; gene strip: UTRs at {UTR_SCALE} of the scale of the coding "
        "sequence, distances in introns and flanks as their logarithm from the nearest exon. "
        f"{_numbering(content.gene)}"
    )
    for note in notes:
        y = sheet.paragraph(y, note)
    return sheet.paragraph(y, content.source, FAINT) if content.source else y


def _numbering(gene: FigureGene) -> str:
    """Say whose numbers the exons have: those of a paper may be others."""
    last = str(len(gene.exons))
    told = f"Exons are numbered as in {gene.transcript}"
    if gene.last_exon_in_papers in ("", last):
        return f"{told}."
    return f"{told}: {last} is exon {gene.last_exon_in_papers} of most papers."


def _not_drawn(content: FigureContent) -> str:
    listed = [f"{one.text} ({one.reason})" for one in content.unplaced[:_LISTED]]
    more = len(content.unplaced) - len(listed)
    if more:
        listed.append(f"and {more} more")
    return f"Not drawn, {len(content.unplaced)}: {'; '.join(listed)}."


def described(content: FigureContent) -> str:
    """Return in words what a figure shows."""
    gene = content.gene
    on_protein = sum(isinstance(variant.place, ProteinPlace) for variant in content.variants)
    on_gene = len(content.variants) - on_protein
    together = len(content.variants) - content.number
    besides = f" and {counted(together, 'mark')} of several read together" if together else ""
    return (
        f"{gene.symbol}, transcript {gene.transcript}: {counted(content.number, 'variant')}"
        f"{besides}, {on_protein} on the protein of {gene.residues} residues and {on_gene} on the "
        f"gene strip; {counted(len(content.reported), 'reported IPEX mutation')} behind them; "
        f"{len(content.unplaced)} not drawn."
    )
