"""The layout of a figure, by arithmetic of its own on the boxes that are drawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from time import process_time
from typing import Final

import pytest
from figure_data import (
    GENE,
    NAMED,
    bar,
    content,
    corners,
    crowded,
    groups,
    heads,
    in_intron,
    on_protein,
    overlaps,
    texts,
)

from foxp3tool.formats.figure_arrange import text_box
from foxp3tool.formats.figure_layout import TooSmallError, lay_out
from foxp3tool.formats.figure_scales import UTR_SCALE, GeneScale, ProteinScale
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.drawing import Drawing, Line, Shape, Text
from foxp3tool.model.figure import FigureContent, GenePoint, LabelStyle, Unplaced, VariantClass
from foxp3tool.model.protein import ProteinFeature

WIDTHS: Final = (89, 120, 183)


def x_range(drawing: Drawing, role: str) -> tuple[float, float]:
    """Left and right end of the first shape or line of a role."""
    item = groups(drawing, role)[0].items[0]
    assert isinstance(item, Line | Shape)
    xs = [x for x, _ in item.points]
    return min(xs), max(xs)


def foot(drawing: Drawing, index: int) -> float:
    """Where the stem of a variant stands."""
    (stem,) = (g for g in groups(drawing, "stem") if dict(g.data)["index"] == str(index))
    line = stem.items[0]
    assert isinstance(line, Line)
    return line.points[0][0]


@pytest.mark.parametrize("residue", [1, 2, 50, 99, 100])
@pytest.mark.parametrize("width", WIDTHS)
def test_residue_stands_in_its_share_of_the_protein(residue: int, width: float) -> None:
    drawing = lay_out(content([on_protein(residue)]), width)
    left, right = x_range(drawing, "protein")
    assert foot(drawing, 0) == pytest.approx(left + (residue - 0.5) * (right - left) / 100)


def test_stop_stands_behind_the_last_residue() -> None:
    drawing = lay_out(content([on_protein(101)]), 183)
    left, right = x_range(drawing, "protein")
    assert foot(drawing, 0) == pytest.approx(right + 0.5 * (right - left) / 100)


def test_exon_borders_stand_at_their_share_of_the_coding_sequence() -> None:
    # 90 + 120 + 93 = 303 coding bases are 101 codons, the stop among them.
    drawing = lay_out(content(), 183)
    left, right = x_range(drawing, "protein")
    per_base = (right - left) / 300
    boxes = [item for item in groups(drawing, "exons")[0].items if isinstance(item, Shape)]
    ends = [(min(x for x, _ in one.points), max(x for x, _ in one.points)) for one in boxes]
    borders = [0, 90, 210, 303]
    for (begin, end), first, last in zip(ends, borders[:-1], borders[1:], strict=True):
        assert begin == pytest.approx(left + first * per_base)
        assert end == pytest.approx(left + last * per_base)
    words = [item.text for item in groups(drawing, "positions")[0].items if isinstance(item, Text)]
    assert words == ["1", "90", "210", "303", "c."]


def test_gene_scale_keeps_order_and_shares() -> None:
    scale = GeneScale(GENE, 10, 110)
    flat = [x for segment in scale.segments for x in segment]
    assert flat == sorted(flat)
    assert (flat[0], flat[-1]) == pytest.approx((10, 110))
    assert len(scale.segments) == 7
    first, second, third = (scale.segments[n] for n in (1, 3, 5))
    lengths = [right - left for left, right in (first, second, third)]
    assert lengths[0] / lengths[1] == pytest.approx((90 + UTR_SCALE * 50) / 120)
    assert lengths[2] / lengths[1] == pytest.approx((93 + UTR_SCALE * 200) / 120)
    # The 31st base of exon 2 of 120: a quarter of the exon lies before it, and half a base more.
    place = scale.x(GenePoint(3, 30.5, 89.5))
    assert place == pytest.approx(second[0] + lengths[1] * 30.5 / 120)


@pytest.mark.parametrize("segment", [0, 2, 4, 6])
def test_flanks_and_introns_run_from_end_to_end_without_turning_back(segment: int) -> None:
    scale = GeneScale(GENE, 10, 110)
    left, right = scale.segments[segment]
    places = [scale.x(GenePoint(segment, n, 1000 - n)) for n in range(1001)]
    assert places == sorted(places)
    assert len(set(places)) == 1001
    assert (places[0], places[-1]) == pytest.approx((left, right))


def test_intron_is_symmetric_and_wide_at_its_ends() -> None:
    scale = GeneScale(GENE, 0, 100)
    left, right = scale.segments[2]
    for n in (1, 5, 40):
        near = scale.x(GenePoint(2, n, 1000 - n)) - left
        assert near == pytest.approx(right - scale.x(GenePoint(2, 1000 - n, n)))
    assert scale.x(GenePoint(2, 20, 980)) - left > 0.2 * (right - left)


def test_protein_scale_of_the_stated_example() -> None:
    scale = ProteinScale(0, 101, 101)
    assert scale.residue(50) == 49.5
    assert scale.behind_base(150) == 50


@pytest.mark.parametrize("hot", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("number", [*range(6), 9, 14, 20, 30, 45, 60])
def test_nothing_lies_over_a_name(number: int, width: float, hot: bool) -> None:  # noqa: FBT001
    drawing = lay_out(content(crowded(number, hot=hot), title="A title"), width)
    boxes = [(text.text, text_box(text)) for text in texts(drawing)]
    for (name, one), (other_name, other) in combinations(boxes, 2):
        assert not overlaps(one, other), (name, other_name)
    for index, head in heads(drawing).items():
        for name, box in boxes:
            assert not overlaps(head, box), (index, name)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("number", [1, 20, 60, 300])
def test_every_variant_has_a_head_and_a_stem_within_the_page(number: int, width: float) -> None:
    variants = crowded(number, hot=True)
    drawing = lay_out(content(variants), width)
    assert set(heads(drawing)) == set(range(number))
    stems = {int(dict(group.data)["index"]) for group in groups(drawing, "stem")}
    assert stems == set(range(number))
    for x, y in corners(drawing):
        assert -1e-6 <= x <= width + 1e-6
        assert -1e-6 <= y <= drawing.height + 1e-6


@pytest.mark.parametrize("number", [2, 20, 60, 300])
def test_heads_do_not_cover_each_other(number: int) -> None:
    drawing = lay_out(content(crowded(number, hot=True)), 183)
    circles = [
        ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, min(box[2] - box[0], box[3] - box[1]) / 2)
        for box in heads(drawing).values()
    ]
    for (x, y, r), (u, v, s) in combinations(circles, 2):
        assert (x - u) ** 2 + (y - v) ** 2 > (0.8 * (r + s)) ** 2


def test_names_that_are_left_out_are_counted() -> None:
    variants = crowded(300, hot=True)
    drawing = lay_out(content(variants), 89)
    upright = sum(text.is_upright and text.text.startswith(("p.", "c.")) for text in texts(drawing))
    assert 0 < upright < 300
    note = " ".join(text.text for group in groups(drawing, "note") for text in group.items
                    if isinstance(text, Text))  # fmt: skip
    assert f"{300 - upright} of 300 variants are drawn without their names" in note


def test_reported_allele_keeps_its_name_before_others() -> None:
    drawing = lay_out(content(crowded(300)), 89)
    named = {int(dict(g.data)["index"]) for g in groups(drawing, "variant")
             if any(isinstance(item, Text) for item in g.items)}  # fmt: skip
    on_strip = {n for n in range(300) if n % 4 != 3}
    matched = {n for n in on_strip if n % 5 == 0}
    assert len(matched) > 30
    assert named & on_strip <= matched


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (LabelStyle.HGVS_P, {"p.(Ala7Gly)", "c.90+5A>G"}),
        (LabelStyle.HGVS_C, {"c.19A>G", "c.90+5A>G"}),
        (LabelStyle.ID, {"rs7", "c.90+5A>G"}),
        (LabelStyle.NONE, set()),
    ],
)
def test_labels(style: LabelStyle, expected: set[str]) -> None:
    variants = [on_protein(7, id="rs7"), in_intron(1, 5, 900)]
    drawing = lay_out(content(variants, labels=style), 183)
    names = {t.text for g in groups(drawing, "variant") for t in g.items if isinstance(t, Text)}
    assert names == expected


def test_mark_grows_with_the_count() -> None:
    drawing = lay_out(
        content([on_protein(n * 9, count=c) for n, c in enumerate((0, 1, 2, 8), 1)]), 183
    )
    sizes = [box[2] - box[0] for _, box in sorted(heads(drawing).items())]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1] < sizes[2] < sizes[3] < 2.5 * sizes[1]
    words = {t.text for g in groups(drawing, "legend") for t in g.items if isinstance(t, Text)}
    assert "size: 0, 1, 2, 5, 8 entries" in words


def test_bars_lie_in_lanes_of_their_own_over_their_exons() -> None:
    # Two that overlap, and one that lies apart from both.
    bars = [
        bar(GenePoint(1, 0, 140), GenePoint(3, 120, 0)),
        bar(GenePoint(3, 10, 110), GenePoint(3, 100, 20)),
        bar(GenePoint(5, 280, 13), GenePoint(5, 293, 0)),
    ]
    figure = content(bars, labels=LabelStyle.NONE)
    drawing = lay_out(figure, 183)
    boxes = heads(drawing)
    assert not any(overlaps(one, other) for one, other in combinations(boxes.values(), 2))
    assert boxes[0][1] == boxes[2][1] != boxes[1][1]
    scale = _scale_of(drawing, figure)
    assert boxes[0][0] == pytest.approx(scale.segments[1][0])
    assert boxes[0][2] == pytest.approx(scale.segments[3][1])


def _scale_of(drawing: Drawing, figure: FigureContent) -> GeneScale:
    """The scale between the ends of the line that is drawn as the gene."""
    lines = [item for item in groups(drawing, "gene")[0].items if isinstance(item, Line)]
    xs = [x for line in lines for x, _ in line.points]
    return GeneScale(figure.gene, min(xs), max(xs))


@pytest.mark.parametrize("number", [3, 15, 40])
def test_names_of_bars_do_not_overlap(number: int) -> None:
    bars = [
        bar(GenePoint(2 * (n % 4), 5.0 + n, 900.0 - n), GenePoint(5, 9.0 * n % 200, 93), hgvs_p="",
            hgvs_c=f"c.{n}_{n + 500}del")
        for n in range(number)
    ]  # fmt: skip
    drawing = lay_out(content(bars), 183)
    assert len(heads(drawing)) == number
    boxes = [text_box(text) for text in texts(drawing)]
    assert not any(overlaps(one, other) for one, other in combinations(boxes, 2))


def test_what_is_not_drawn_is_counted_and_listed() -> None:
    lost = tuple(Unplaced(f"variant{n}", "REF_MISMATCH") for n in range(30))
    drawing = lay_out(content(unplaced=lost), 183)
    words = " ".join(text.text for text in texts(drawing))
    assert "Not drawn, 30: variant0 (REF_MISMATCH)" in words
    assert "and 5 more." in words
    assert "variant24" in words
    assert "30 not drawn" in drawing.description


def test_height_that_is_asked_for_is_kept() -> None:
    figure = content(crowded(20))
    natural = lay_out(figure, 183).height
    drawing = lay_out(figure, 183, natural + 40)
    assert drawing.height == natural + 40
    lowest = max(y for _, y in corners(drawing))
    assert natural + 30 < lowest <= natural + 40
    with pytest.raises(TooSmallError) as refused:
        lay_out(figure, 183, natural - 1)
    assert refused.value.needed == natural


@pytest.mark.parametrize("width", [60, 89, 183, 400])
def test_type_is_never_smaller_than_five_points(width: float) -> None:
    assert min(text.size for text in texts(lay_out(content(crowded(10)), width))) >= 5


def test_long_texts_stay_on_the_page() -> None:
    figure = content(
        [on_protein(5)], title="W" * 300 + " and more", remarks=("x" * 500,),
        unplaced=(Unplaced("y" * 400, "z"),),
    )  # fmt: skip
    drawing = lay_out(figure, 89)
    assert all(0 <= x <= 89 for x, _ in corners(drawing))


def test_legend_has_what_is_drawn_and_nothing_else() -> None:
    drawing = lay_out(content([on_protein(5)], labels=NAMED), 183)
    words = {t.text for g in groups(drawing, "legend") for t in g.items if isinstance(t, Text)}
    assert words == {"missense"}


@pytest.mark.parametrize("width", WIDTHS)
def test_names_of_equals_stand_everywhere(width: float) -> None:
    # Three alike at each residue: a column has no room for all of them.
    variants = [on_protein(1 + n // 3, hgvs_p=f"p.{1 + n // 3}") for n in range(300)]
    drawing = lay_out(content(variants, labels=NAMED), width)
    named = [int(text.text[2:]) for text in texts(drawing) if text.text.startswith("p.")]
    assert 10 < len(named) < 150
    for quarter in range(4):
        inside = sum(quarter * 25 < residue <= quarter * 25 + 25 for residue in named)
        assert 0.15 * len(named) < inside < 0.35 * len(named)


def test_the_more_severe_keep_their_names_before_equals_are_spread() -> None:
    variants = [on_protein(1 + n // 3, hgvs_p=f"p.{n}") for n in range(300)]
    severe = [on_protein(5, hgvs_p="first", kind=VariantClass.STOP_GAINED),
              on_protein(95, hgvs_p="second", match=MatchGrade.EXACT)]  # fmt: skip
    drawing = lay_out(content([*variants, *severe], labels=NAMED), 89)
    assert {"first", "second"} <= {text.text for text in texts(drawing)}


def test_thousands_are_laid_out_in_seconds() -> None:
    variants = [on_protein(1 + n % 100) for n in range(2_000)]
    variants += [in_intron(1, 0.5 + n % 40, 400.5 - n % 40) for n in range(1_000)]
    started = process_time()
    lay_out(content(variants), 89)
    # About a second; it took six when each head was looked for from the ground up.
    assert process_time() - started < 4


@pytest.mark.parametrize("width", [100, 110, 120, 130, 140, 150, 183])
def test_names_of_features_stand_below_them(width: float) -> None:
    # Like FOXP3: a crowd in the left half, room in the right one.
    spans = {"A first feature that is skipped in an isoform": (16, 24),
             "Repressor region: two partners and a longer name": (25, 44),
             "A zinc finger": (46, 51), "Leucine zipper": (56, 60)}  # fmt: skip
    features = tuple(
        ProteinFeature(name, "region", *span, primary=True, source="")
        for name, span in spans.items()
    )
    drawing = lay_out(content(gene=replace(GENE, features=features)), width)
    for group in groups(drawing, "feature-name"):
        line, *words = group.items
        assert isinstance(line, Line)
        boxes = [text_box(text) for text in words if isinstance(text, Text)]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        assert left - 1 < line.points[0][0] < right + 1
