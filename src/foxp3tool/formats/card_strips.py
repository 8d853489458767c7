"""Draw the protein and the gene in a few lines of characters, with a pointer at the change.

The protein is drawn to scale, a residue never further from its place than one column. The gene is
not: exons would vanish beside the introns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import sqrt
from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.sheet import GeneStrip, ProteinStrip


@frozen
class Signs:
    """The characters of a drawing.

    Args:
        line: What lies between blocks.
        fills: Fills of the blocks, in turn, so that neighbours can be told apart.
        hit: Fill of a block in which the change lies.
        untranslated: Fill of exonic bases that are not coding.
        pointer: Points at the change.
        lost: Marks what is lost.
    """

    line: str
    fills: tuple[str, str]
    hit: str
    untranslated: str
    pointer: str
    lost: str


UNICODE: Final = Signs("─", ("▒", "░"), "█", "░", "▼", "\N{MULTIPLICATION SIGN}")
ASCII: Final = Signs("-", ("=", ":"), "#", ".", "v", "x")


@frozen
class Drawing:
    """A drawing.

    Args:
        title: What is drawn.
        rows: Its lines, none wider than asked for.
        legend: What the blocks are, one each; those in which the change lies have a mark.
    """

    title: str
    rows: tuple[str, ...]
    legend: tuple[tuple[str, bool], ...] = ()


def draw_protein(strip: ProteinStrip, width: int, signs: Signs) -> Drawing:
    """Draw a protein with its primary features."""

    def column(residue: int) -> int:
        # A lost stop codon lies one behind the last residue.
        return (min(max(residue, 1), strip.length) - 1) * width // strip.length

    row = [signs.line] * width
    legend = []
    taken = -1
    features = [feature for feature in strip.features if feature.primary]
    for number, feature in enumerate(sorted(features, key=lambda one: one.start), 1):
        first, last = max(column(feature.start), taken + 1), column(feature.end)
        is_hit = any(a <= feature.end and feature.start <= b for a, b in strip.places)
        fill = signs.hit if is_hit else signs.fills[number % 2]
        _put_block(row, (first, max(first, last)), fill, str(number))
        taken = max(first, last)
        legend.append((f"{number} {feature.name} {feature.start}-{feature.end}", is_hit))
    columns = [(column(first), column(last)) for first, last in strip.places]
    rows = [
        *_pointed(_named(strip), columns, width, signs), "".join(row), _ends(strip.length, width)
    ]  # fmt: skip
    if strip.lost_first and strip.lost_last > strip.lost_first:
        start, end = column(strip.lost_first), column(strip.lost_last)
        rows.append(" " * start + signs.lost * (end - start + 1))
        legend.append((f"{signs.lost} lost: {strip.lost_first}-{strip.lost_last}", True))
    title = f"{strip.accession}, {strip.length} residues"
    return Drawing(title, tuple(row.rstrip() for row in rows), tuple(legend))


def _named(strip: ProteinStrip) -> list[str]:
    """Return what stands above the pointers: numbers of residues, the stop codon by its name."""
    names = []
    for place in strip.places:
        ends = ["stop" if end > strip.length else str(end) for end in place]
        names.append("-".join(dict.fromkeys(ends)))
    return names


def _put_block(row: list[str], place: tuple[int, int], fill: str, name: str) -> None:
    """Draw a block from one column to another, both included, with its name in the middle."""
    first, last = place
    last = min(last, len(row) - 1)
    for number in range(first, last + 1):
        row[number] = fill
    width = last - first + 1
    if width >= len(name):
        begin = first + (width - len(name)) // 2
        row[begin : begin + len(name)] = name


def _pointed(
    names: Sequence[str], places: Sequence[tuple[int, int]], width: int, signs: Signs
) -> Iterator[str]:
    """Yield names and the pointers below them, each name as near to its middle as it fits.

    One name may stand for all places. Names that have no room beside each other become one, of the
    first and the last.
    """
    pointers = [" "] * width
    for first, last in places:
        pointers[first : last + 1] = signs.pointer * (last - first + 1)
    spans = list(places) if len(names) == len(places) else [(places[0][0], places[-1][1])]
    yield _beside(names, spans, width) or _between(names, places, width)
    yield "".join(pointers).rstrip()


def _beside(names: Sequence[str], places: Sequence[tuple[int, int]], width: int) -> str:
    """Return a line of names above their places; empty if they have no room."""
    line = ""
    for name, (first, last) in zip(names, places, strict=True):
        begin = min((first + last + 1 - len(name)) // 2, width - len(name))
        if line and begin <= len(line):
            return ""
        line += " " * (max(0, begin) - len(line)) + name
    return line


def _between(names: Sequence[str], places: Sequence[tuple[int, int]], width: int) -> str:
    """Return one name for several places that are near each other."""
    told = ", ".join(dict.fromkeys(names))
    if len(told) > width:
        told = f"{names[0]} to {names[-1]}"
    return _beside([told], [(places[0][0], places[-1][1])], width)


def _ends(length: int, width: int) -> str:
    return "1" + str(length).rjust(width - 1)


def draw_gene(strip: GeneStrip, name: str, width: int, signs: Signs) -> Drawing:
    """Draw the exons of a transcript, numbered, with the place of the change.

    Args:
        strip: What is drawn.
        name: What stands above the pointer.
        width: Columns.
        signs: The characters.
    """
    parts, widths = _parts(strip, width)
    columns, at = [], 0
    for wide in widths:
        columns.append((at, at + wide - 1))
        at += wide
    row = [signs.line] * at
    for number, block in enumerate(strip.exons):
        first, last = columns[2 * number]
        for place in range(first, last + 1):
            row[place] = _exon_sign(strip, block.place, place - first, last - first + 1, signs)
        label = str(block.number)
        begin = first + (last - first + 1 - len(label)) // 2
        row[begin : begin + len(label)] = label
    places = sorted(
        (_column(start, parts, columns), _column(max(start, end - 1), parts, columns))
        for start, end in strip.places
    )
    where = _outside(strip, parts)
    label = f"{name} ({where})" if where else name
    if len(label) > at:
        label = where or "here"
    rows = [*_pointed([label], places, at, signs), "".join(row)]
    legend = [(f"{signs.hit} coding", False), (f"{signs.untranslated} untranslated", False)]
    if not strip.is_certain:
        legend.append(("what is affected for certain", False))
    title = f"{strip.accession}, {len(strip.exons)} exons, not to scale"
    return Drawing(title, tuple(rows), tuple(legend))


def _parts(strip: GeneStrip, width: int) -> tuple[list[Interval], list[int]]:
    """Return exons and introns in turn, and how many columns each takes."""
    parts = [strip.exons[0].place]
    for before, block in zip(strip.exons, strip.exons[1:], strict=False):
        parts += [Interval(before.place.end, block.place.start), block.place]
    names = [len(str(block.number)) for block in strip.exons]
    introns = len(parts) - len(names)
    # Where there is room a number has a column of its exon on either side.
    border = 2 if sum(names) + 2 * len(names) + introns <= width else 0
    least = [1] * len(parts)
    least[::2] = [name + border for name in names]
    spare = width - sum(least)
    if spare <= 0:
        return parts, least
    weights = list(accumulate(sqrt(len(part)) for part in parts))
    ends = [round(spare * weight / weights[-1]) for weight in weights]
    shares = [end - before for before, end in pairwise([0, *ends])]
    return parts, [few + share for few, share in zip(least, shares, strict=True)]


def _exon_sign(strip: GeneStrip, exon: Interval, column: int, width: int, signs: Signs) -> str:
    """Return the fill of one column of an exon: coding, or not."""
    middle = exon.start + (2 * column + 1) * len(exon) // (2 * width)
    is_coding = strip.coding is not None and middle in strip.coding
    return signs.hit if is_coding else signs.untranslated


def _column(place: int, parts: Sequence[Interval], columns: Sequence[tuple[int, int]]) -> int:
    """Return the column of a place; of one outside the transcript that of the nearer end."""
    if place < parts[0].start:
        return 0
    for part, (first, last) in zip(parts, columns, strict=True):
        if place < part.end:
            return first + (place - part.start) * (last - first + 1) // len(part)
    return columns[-1][1]


def _outside(strip: GeneStrip, parts: Sequence[Interval]) -> str:
    if all(max(start, end - 1) < parts[0].start for start, end in strip.places):
        return "before the transcript"
    behind = all(start >= parts[-1].end for start, _ in strip.places)
    return "behind the transcript" if behind else ""
