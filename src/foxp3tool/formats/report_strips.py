"""Small drawings of one variant: its place on the protein and on the gene, as plain numbers.

Widths are in units of a drawing 1,000 wide; the page draws them.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.sheet import GeneStrip, ProteinStrip, Sheet
from foxp3tool.model.words import residues_told

WIDTH: Final = 1000
_LEAST: Final = 5.0
"""A change is never drawn narrower."""
_NARROW: Final = 30.0
"""A mark that is wider is drawn so that one sees through it."""


@frozen
class Box:
    """A box of a drawing, with what it is."""

    kind: str
    x: float
    width: float
    name: str = ""


@frozen
class Strip:
    """A drawing.

    Args:
        told: What it shows, in words, for those who do not see it.
        boxes: Its boxes, those behind first.
    """

    told: str
    boxes: tuple[Box, ...]


def strips(sheet: Sheet) -> tuple[Strip, ...]:
    """Return the drawings of a variant."""
    found = []
    if sheet.protein is not None and sheet.protein.first:
        found.append(_protein(sheet.protein))
    if sheet.gene is not None:
        found.append(_gene(sheet.gene))
    return tuple(found)


def _protein(strip: ProteinStrip) -> Strip:
    scale = WIDTH / strip.length
    boxes = [
        _box("feature", (one.start - 1) * scale, (one.end - one.start + 1) * scale, one.name)
        for one in strip.features
        if one.primary
    ]
    told = f"Protein {strip.accession} of {strip.length} residues; "
    if strip.lost_first:
        last = strip.lost_last or strip.length
        boxes.append(_box("lost", (strip.lost_first - 1) * scale,
                          (last - strip.lost_first + 1) * scale, "lost"))  # fmt: skip
    for first, last in strip.places:
        # The stop codon is drawn at the end, as wide as a residue.
        boxes.append(_mark((first - 1) * scale, (max(first, last) - first + 1) * scale))
    told += _at([_residues(*place, strip.length) for place in strip.places])
    if strip.lost_first:
        told += f" Lost: {_residues(strip.lost_first, strip.lost_last, strip.length)}."
    return Strip(told, tuple(boxes))


def _residues(first: int, last: int, length: int) -> str:
    told = residues_told(first, max(first, last), length)
    if not told[0].isdigit():
        return told
    return f"residues {told}" if "-" in told or " " in told else f"residue {told}"


def _at(places: list[str], preposition: str = "at ") -> str:
    """Return where a change is, or several."""
    if len(places) == 1:
        return f"the change is {preposition}{places[0]}."
    return f"the changes are {preposition}{', '.join(places[:-1])} and {places[-1]}."


def _gene(strip: GeneStrip) -> Strip:
    """Return the gene, with flanks as far as the change needs them."""
    first = min(strip.exons[0].place.start, *(start for start, _ in strip.places))
    last = max(strip.exons[-1].place.end, *(end for _, end in strip.places))
    # A change of megabases must not leave nothing of the gene to be seen.
    reach = strip.exons[-1].place.end - strip.exons[0].place.start
    first = max(first, strip.exons[0].place.start - reach)
    last = min(last, strip.exons[-1].place.end + reach)
    scale = WIDTH / (last - first)
    boxes = []
    for exon in strip.exons:
        place = exon.place
        boxes.append(
            _box("utr", (place.start - first) * scale, len(place) * scale, f"exon {exon.number}")
        )
        if strip.coding is not None and strip.coding.overlaps(place):
            start, end = max(place.start, strip.coding.start), min(place.end, strip.coding.end)
            name = f"exon {exon.number}, coding"
            boxes.append(_box("coding", (start - first) * scale, (end - start) * scale, name))
    for start, end in strip.places:
        begin, stop = max(first, start), min(last, max(end, start))
        boxes.append(_mark((begin - first) * scale, max(0, stop - begin) * scale))
    told = (
        f"Gene on {strip.assembly}, transcript {strip.accession} of {len(strip.exons)} exons, "
        f"drawn to scale from 5' to 3'; "
    )
    told += _at([_where(strip, *place) for place in strip.places], "")
    if not strip.is_certain:
        told += " Its ends are not known to the base."
    return Strip(told, tuple(boxes))


def _where(strip: GeneStrip, start: int, stop: int) -> str:
    """Say where a change lies."""
    end = max(stop, start + 1)
    hit = [exon.number for exon in strip.exons
           if exon.place.start < end and start < exon.place.end]  # fmt: skip
    if hit:
        return f"in exon {hit[0]}" if len(hit) == 1 else f"in exons {hit[0]} to {hit[-1]}"
    if stop <= strip.exons[0].place.start:
        return "before the transcript"
    if start >= strip.exons[-1].place.end:
        return "behind the transcript"
    before = max(exon.number for exon in strip.exons if exon.place.end <= start)
    return f"in intron {before}"


def _box(kind: str, x: float, width: float, name: str = "") -> Box:
    return Box(kind, round(x, 1), round(max(width, 1.0), 1), name)


def _mark(x: float, width: float) -> Box:
    wide = max(width, _LEAST)
    x = min(max(0.0, x - (wide - width) / 2), WIDTH - wide)
    # What lies below a wide mark must be seen.
    kind = "mark wide" if wide > _NARROW else "mark"
    return Box(kind, round(x, 1), round(wide, 1), "the change")
