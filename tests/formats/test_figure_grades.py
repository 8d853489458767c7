"""What a mark tells of its match by form alone, by arithmetic on what is drawn."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from figure_data import bar, content, crowded, groups, heads, in_intron, on_protein, texts

from foxp3tool.formats.figure_layout import lay_out
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.drawing import Drawing, Item, Line, Shape
from foxp3tool.model.figure import FigureVariant, GenePoint, VariantClass

SHARES = {
    MatchGrade.EXACT: 0.0,
    MatchGrade.SAME_PROTEIN_CHANGE: 1.0,
    MatchGrade.SAME_CODON: 0.5,
    MatchGrade.SAME_SPLICE_SITE: 0.5,
    MatchGrade.SAME_POLYA_SIGNAL: 0.5,
    MatchGrade.OVERLAPS: 0.25,
    MatchGrade.NONE: 0.0,
}
"""Which share of a ring docs/figures.md states for each grade."""
ENDS = GenePoint(1, 10, 40), GenePoint(3, 60, 60)


def drawn(variant: FigureVariant, width: float = 183) -> tuple[Drawing, list[Item]]:
    drawing = lay_out(content([variant]), width)
    (group,) = groups(drawing, "variant")
    return drawing, list(group.items)


def rings(items: list[Item]) -> list[Line]:
    return [item for item in items if isinstance(item, Line)]


def coloured(items: list[Item]) -> Shape:
    (mark,) = (i for i in items if isinstance(i, Shape) and i.fill != "#FFFFFF")
    return mark


def turned(line: Line, centre: tuple[float, float]) -> float:
    """Which share of a whole turn a line makes around a point."""
    angles = [math.atan2(y - centre[1], x - centre[0]) for x, y in line.points]
    steps = [(after - one + math.pi) % math.tau - math.pi for one, after in pairwise(angles)]
    return abs(sum(steps)) / math.tau


def test_every_grade_has_its_share() -> None:
    assert set(SHARES) == set(MatchGrade)


@pytest.mark.parametrize("width", [89, 183])
@pytest.mark.parametrize("grade", list(MatchGrade))
def test_ring_of_a_mark(grade: MatchGrade, width: float) -> None:
    drawing, items = drawn(on_protein(50, match=grade, kind=VariantClass.MISSENSE), width)
    usual = heads(drawn(on_protein(50, kind=VariantClass.MISSENSE), width)[0])[0]
    left, _, right, _ = heads(drawing)[0]
    # With its ring a mark takes no more room than one without; a round one ends at 0.94 of it.
    assert right - left <= (usual[2] - usual[0]) / 0.94 + 1e-6
    xs, ys = zip(*coloured(items).points, strict=True)
    centre = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    share = SHARES[grade]
    assert len(rings(items)) == (share > 0)
    for ring in rings(items):
        assert turned(ring, centre) == pytest.approx(share)
        far = [math.dist(centre, point) for point in ring.points]
        assert max(far) == pytest.approx(min(far))
        # Nothing but white lies between mark and ring.
        inner = max(math.dist(centre, point) for point in coloured(items).points)
        assert inner + ring.width < min(far)
        # The middle of the ring stands straight above, so that the stem reaches the mark.
        middle = ring.points[len(ring.points) // 2]
        assert middle[0] == pytest.approx(centre[0])
        assert middle[1] < centre[1]
        assert any(isinstance(i, Shape) and i.fill == "#FFFFFF" for i in items) == (share == 1)
    widths = {item.width for item in items if isinstance(item, Shape) and item.width}
    assert (max(widths) > 0.3 * width / 183) == (grade is MatchGrade.EXACT)


def test_a_half_ring_of_what_hangs_is_open_to_its_stem() -> None:
    _, items = drawn(in_intron(1, 5.5, 400.5, match=MatchGrade.SAME_SPLICE_SITE))
    (ring,) = rings(items)
    ys = [y for _, y in coloured(items).points]
    assert max(y for _, y in ring.points) > max(ys)
    assert min(y for _, y in ring.points) > min(ys)


@pytest.mark.parametrize("grade", list(MatchGrade))
def test_lines_of_a_bar(grade: MatchGrade) -> None:
    _, items = drawn(bar(*ENDS, match=grade))
    lines = rings(items)
    share = SHARES[grade]
    assert len(lines) == {0.0: 0, 0.25: 1, 0.5: 1, 1.0: 2}[share]
    xs, ys = zip(*coloured(items).points, strict=True)
    for line in lines:
        (left, height), (right, other) = line.points
        assert height == other
        assert height + line.width / 2 < min(ys) or height - line.width / 2 > max(ys)
        whole = max(xs) - min(xs)
        assert right - left == pytest.approx(whole / 2 if share == 0.25 else whole)


def test_a_named_bar_has_room_for_its_name_within_its_lines() -> None:
    drawing, items = drawn(bar(*ENDS, match=MatchGrade.SAME_PROTEIN_CHANGE, hgvs_c="c.1del"))
    _, ys = zip(*coloured(items).points, strict=True)
    name = next(text for text in texts(drawing) if text.text == "c.1del")
    # Capital letters are 0.73 of the size of type high.
    assert max(ys) - min(ys) > 0.73 * name.size * 25.4 / 72


@pytest.mark.parametrize("variant", [on_protein(50, together="a and b"),
                                     bar(*ENDS, together="a and b")])  # fmt: skip
def test_dot_of_alleles_read_together(variant: FigureVariant) -> None:
    drawing, items = drawn(variant)
    xs, ys = zip(*coloured(items).points, strict=True)
    dot = next(i for i in items if isinstance(i, Shape) and i.fill == "#FFFFFF" and i.width)
    assert items.index(dot) > items.index(coloured(items))
    for x, y in dot.points:
        assert min(xs) < x < max(xs)
        assert min(ys) < y < max(ys)
    (group,) = groups(drawing, "variant")
    assert dict(group.data)["together"] == "a and b"
    assert "alleles read together: a and b" in group.title
    assert any("dot: several alleles of one chromosome" in text.text for text in texts(drawing))


def legend(*variants: FigureVariant) -> str:
    drawing = lay_out(content(variants), 183)
    items = [item for group in groups(drawing, "legend") for item in group.items]
    return " | ".join(text.text for text in texts(drawing) if text in items)


def test_legend_tells_what_is_there_and_nothing_else() -> None:
    for grade, words in {
        MatchGrade.SAME_PROTEIN_CHANGE: "full ring: the same protein change",
        MatchGrade.SAME_CODON: "half ring: the codon, splice site or poly-A signal",
        MatchGrade.OVERLAPS: "quarter ring: overlaps",
    }.items():
        assert words in legend(on_protein(5, match=grade))
        assert "line" not in legend(on_protein(5, match=grade))
    assert "ring" not in legend(on_protein(5), on_protein(9, match=MatchGrade.EXACT))
    assert "dot" not in legend(on_protein(5))
    large = bar(*ENDS, match=MatchGrade.OVERLAPS)
    assert "short line above: overlaps" in legend(large)
    assert "ring" not in legend(large).replace("splice", "")
    both = legend(large, on_protein(5, match=MatchGrade.OVERLAPS))
    assert "quarter ring or short line above: overlaps a reported one" in both


@pytest.mark.parametrize("number", [20, 300])
def test_rings_keep_out_of_each_others_way(number: int) -> None:
    marks = [on_protein(one.place.first, match=list(MatchGrade)[n % 7])
             for n, one in enumerate(crowded(number)) if hasattr(one.place, "first")]  # fmt: skip
    drawing = lay_out(content(marks), 183)
    circles = []
    for group in groups(drawing, "variant"):
        for ring in rings(list(group.items)):
            xs, ys = zip(*coloured(list(group.items)).points, strict=True)
            centre = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            circles.append((centre, max(math.dist(centre, p) for p in ring.points)))
    assert len(circles) > number / 4
    for n, (one, radius) in enumerate(circles):
        for other, further in circles[:n]:
            assert math.dist(one, other) > radius + further
