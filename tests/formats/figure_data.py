"""Figure contents made without the engine, for tests of layout and writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from foxp3tool.formats.figure_arrange import Box, text_box
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.drawing import Drawing, Group, Text
from foxp3tool.model.figure import (
    ExonBases,
    FigureContent,
    FigureGene,
    FigureVariant,
    GenePlace,
    GenePoint,
    LabelStyle,
    ProteinPlace,
    VariantClass,
)
from foxp3tool.model.protein import ProteinFeature

# A gene of 100 residues in three exons; the numbers are chosen to be reckoned with in the head.
GENE = FigureGene(
    "TOY",
    "NM_1.1",
    "NP_1.1",
    100,
    has_stop=True,
    exons=(ExonBases(50, 90, 0), ExonBases(0, 120, 0), ExonBases(0, 93, 200)),
    features=(
        ProteinFeature("A domain with a name", "domain", 11, 40, primary=True, source=""),
        ProteinFeature("Narrow but verbose feature", "region", 60, 62, primary=True, source=""),
    ),
)


def on_protein(residue: int, **given: object) -> FigureVariant:
    """A missense variant at a residue."""
    return _variant(ProteinPlace(residue, residue), f"c.{3 * residue - 2}A>G",
                    f"p.(Ala{residue}Gly)", VariantClass.MISSENSE, given)  # fmt: skip


def in_intron(number: int, before: float, behind: float, **given: object) -> FigureVariant:
    """A variant of one base in an intron."""
    point = GenePoint(2 * number, before, behind)
    return _variant(GenePlace(point, point, point), f"c.{90 * number}+{before:.0f}A>G", "",
                    VariantClass.SPLICE_REGION, given)  # fmt: skip


def bar(first: GenePoint, last: GenePoint, **given: object) -> FigureVariant:
    """A large deletion."""
    place = GenePlace(first, first, last, is_bar=True)
    return _variant(place, "c.1_200del", "p.?", VariantClass.WHOLE_EXONS, given)


def _variant(
    place: ProteinPlace | GenePlace,
    hgvs_c: str,
    hgvs_p: str,
    kind: VariantClass,
    given: dict[str, object],
) -> FigureVariant:
    values: dict[str, object] = {
        "place": place, "kind": kind, "terms": "term", "match": MatchGrade.NONE, "count": 1,
        "hgvs_c": hgvs_c, "hgvs_p": hgvs_p, "id": "", "rows": (0,),
    }  # fmt: skip
    return FigureVariant(**(values | given))


def content(variants: Sequence[FigureVariant] = (), **given: object) -> FigureContent:
    """A figure of the toy gene."""
    values: dict[str, object] = {
        "gene": GENE,
        "variants": tuple(variants),
        "source": "made by a test",
    }
    return FigureContent(**(values | given))


def crowded(number: int, *, hot: bool = False) -> list[FigureVariant]:
    """So many variants, spread over protein and introns, or nearly all of them at one residue."""
    made = []
    for n in range(number):
        if n % 4 == 3:
            made.append(in_intron(1 + n % 2, 0.5 + n, 400.5 - n, id=f"id{n}", count=n % 5))
        else:
            residue = 50 if hot and n % 8 else 1 + (37 * n) % 100
            match = MatchGrade.EXACT if n % 5 == 0 else MatchGrade.NONE
            kind = list(VariantClass)[n % len(VariantClass)]
            made.append(on_protein(residue, id=f"id{n}", count=1 + n % 9, match=match, kind=kind))
    return made


def texts(drawing: Drawing) -> list[Text]:
    return [item for group in drawing.groups for item in group.items if isinstance(item, Text)]


def groups(drawing: Drawing, role: str) -> list[Group]:
    return [group for group in drawing.groups if group.classes[0] == role]


def heads(drawing: Drawing) -> dict[int, Box]:
    """Bounding box of the mark of each variant with what surrounds it, by its number."""
    found = {}
    for group in groups(drawing, "variant"):
        drawn = [item for item in group.items if not isinstance(item, Text)]
        xs, ys = zip(*(point for item in drawn for point in item.points), strict=True)
        found[int(dict(group.data)["index"])] = (min(xs), min(ys), max(xs), max(ys))
    return found


def overlaps(one: Box, other: Box, slack: float = 1e-6) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > slack and down > slack


def corners(drawing: Drawing) -> Iterator[tuple[float, float]]:
    """Every point that something of the drawing reaches."""
    for item in chain.from_iterable(group.items for group in drawing.groups):
        if isinstance(item, Text):
            left, top, right, bottom = text_box(item)
            yield from ((left, top), (right, bottom))
        else:
            yield from item.points


NAMED = LabelStyle.HGVS_P
