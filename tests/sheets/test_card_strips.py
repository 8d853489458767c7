"""Drawings put the change where it is; columns are worked out here by fractions."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looking import Look, one, texts

from foxp3tool.formats.card import card_lines
from foxp3tool.formats.card_strips import ASCII, UNICODE, Drawing, draw_gene, draw_protein
from foxp3tool.formats.card_style import CardStyle
from foxp3tool.formats.report_strips import strips
from foxp3tool.model.interval import Interval
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.model.sheet import ExonBlock, GeneStrip, ProteinStrip, SectionKind, Sheet

WIDTHS = st.integers(28, 108)


def feature(name: str, start: int, end: int, *, primary: bool = True) -> ProteinFeature:
    return ProteinFeature(name, "domain", start, end, primary, "test")


FOXP3_LIKE = (
    feature("disordered", 1, 68),
    feature("segment", 71, 105),
    feature("repressor", 106, 190),
    feature("finger", 197, 222),
    feature("zipper", 239, 260),
    feature("forkhead", 337, 423),
    feature("a site", 384, 384, primary=False),
)


def pointer(drawing: Drawing, sign: str = "v") -> tuple[int, int]:
    """First and last column of the pointer."""
    (row,) = (row for row in drawing.rows if row.strip() and set(row) <= {" ", sign})
    return row.index(sign), len(row) - 1


@given(residue=st.integers(1, 431), width=WIDTHS)
def test_a_residue_lies_in_the_column_that_shows_it(residue: int, width: int) -> None:
    strip = ProteinStrip("NP_1", 431, FOXP3_LIKE, residue, residue)
    drawing = draw_protein(strip, width, ASCII)
    first, last = pointer(drawing)
    assert first == last
    # The residue begins and ends at these shares of the protein; its column shows a part of it.
    begin, end = (Fraction(number, 431) * width for number in (residue - 1, residue))
    assert begin < first + 1
    assert end > first
    assert str(residue) in drawing.rows[0]
    assert all(len(row) <= width for row in drawing.rows)


@given(residue=st.integers(1, 431), width=st.integers(40, 108))
def test_the_pointer_stands_over_the_block_of_its_feature(residue: int, width: int) -> None:
    drawing = draw_protein(ProteinStrip("NP_1", 431, FOXP3_LIKE, residue, residue), width, ASCII)
    hit = [f.name for f in FOXP3_LIKE if f.primary and f.start <= residue <= f.end]
    assert [text.split()[1] for text, is_hit in drawing.legend if is_hit] == hit
    blocks = drawing.rows[2]
    first, _ = pointer(drawing)
    if hit:
        # Neighbours share the column of their border.
        assert "#" in blocks[max(0, first - 1) : first + 2]
    assert ("#" in blocks) == bool(hit)


def test_a384t_at_80_columns() -> None:
    # 431 residues on 76 columns: 384 lies at 67.6, so in column 67; the forkhead, 337-423, from
    # 59.2 to 74.6; everything before it in the same way.
    drawing = draw_protein(ProteinStrip("NP_1", 431, FOXP3_LIKE, 384, 384), 76, ASCII)
    assert drawing.title == "NP_1, 431 residues"
    name, point, blocks, ends = drawing.rows
    assert name.strip() == "384"
    assert point == " " * 67 + "v"
    assert (blocks.index("#"), blocks.rindex("#")) == (59, 74)
    assert [blocks.count(str(number)) for number in range(1, 7)] == [1] * 6
    assert ends.split() == ["1", "431"]
    assert len(ends) == 76


def test_what_is_lost_is_drawn_to_its_end() -> None:
    strip = ProteinStrip("NP_1", 431, FOXP3_LIKE, 76, 76, 76, 431)
    drawing = draw_protein(strip, 76, ASCII)
    # 75 of 431 residues stay: 13.2 of 76 columns.
    assert drawing.rows[-1] == " " * 13 + "x" * 63
    assert ("x lost: 76-431", True) in drawing.legend


def test_a_lost_stop_codon_is_named() -> None:
    drawing = draw_protein(ProteinStrip("NP_1", 431, FOXP3_LIKE, 432, 432), 50, ASCII)
    assert drawing.rows[0].strip() == "stop"
    assert pointer(drawing) == (49, 49)
    spanning = draw_protein(ProteinStrip("NP_1", 431, FOXP3_LIKE, 273, 432), 50, ASCII)
    assert spanning.rows[0].strip() == "273-stop"


# The gene


def gene(start: int, end: int, **options: object) -> GeneStrip:
    """A gene of three exons: 100-200, 1200-1300, 1400-2400; coding from 1210 to 1500."""
    places = (Interval(100, 200), Interval(1200, 1300), Interval(1400, 2400))
    blocks = tuple(ExonBlock(n, n - 1 or -1, place) for n, place in enumerate(places, 1))
    coding = options.get("coding", Interval(1210, 1500))
    assert coding is None or isinstance(coding, Interval)
    return GeneStrip("NM_1", "GRCh38", blocks, coding, start, end)


def spans(row: str) -> list[tuple[int, int]]:
    """Columns of exons, first and last, by what is no intron."""
    found: list[tuple[int, int]] = []
    for number, sign in enumerate(row):
        if sign == "-":
            continue
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


@given(place=st.integers(100, 2399), width=WIDTHS)
def test_the_pointer_stands_over_its_exon_or_intron(place: int, width: int) -> None:
    drawing = draw_gene(gene(place, place + 1), "c.1A>G", width, ASCII)
    (first, last), row = pointer(drawing), drawing.rows[-1]
    assert first == last
    exons = spans(row)
    assert len(exons) == 3
    inside = [number for number, exon in enumerate(gene(0, 0).exons) if place in exon.place]
    drawn = [number for number, (begin, end) in enumerate(exons) if begin <= first <= end]
    assert drawn == inside
    if not inside:
        behind = sum(exon.place.end <= place for exon in gene(0, 0).exons)
        assert exons[behind - 1][1] < first < exons[behind][0]
    assert all(len(line) <= width for line in drawing.rows)


@pytest.mark.parametrize(
    ("start", "end", "column", "where"),
    [(10, 11, 0, "before the transcript"), (3000, 3001, -1, "behind the transcript")],
)
def test_a_change_outside_the_transcript(start: int, end: int, column: int, where: str) -> None:
    drawing = draw_gene(gene(start, end), "g.1C>T", 60, ASCII)
    row = drawing.rows[-1]
    assert where in drawing.rows[0]
    first, _ = pointer(drawing)
    assert first == (0 if column == 0 else len(row) - 1)


def test_an_insertion_and_a_deletion_have_their_width() -> None:
    row = draw_gene(gene(1250, 1250), "ins", 60, ASCII)
    assert pointer(row)[0] == pointer(row)[1]
    wide = draw_gene(gene(150, 1450), "del", 60, ASCII)
    first, last = pointer(wide)
    exons = spans(wide.rows[-1])
    assert exons[0][0] <= first <= exons[0][1]
    assert exons[2][0] <= last <= exons[2][1]


def test_untranslated_bases_are_drawn_differently() -> None:
    row = draw_gene(gene(100, 101), "c", 100, ASCII).rows[-1]
    first, _, third = (row[begin : end + 1] for begin, end in spans(row))
    assert set(first) == {".", "1"}
    # A tenth of the last exon is coding.
    assert third.rindex("#") < third.index("3")
    non_coding = draw_gene(gene(100, 101, coding=None), "n", 100, ASCII).rows[-1]
    assert "#" not in non_coding


@pytest.mark.parametrize("width", [28, 38, 58, 78, 98])
def test_all_exons_of_foxp3_are_drawn_in_every_width(look: Look, width: int) -> None:
    sheet: Sheet = one(look, "c.*876A>G")
    assert sheet.gene is not None
    for signs in (ASCII, UNICODE):
        row = draw_gene(sheet.gene, "c.*876A>G", width, signs).rows[-1]
        numbers = "".join(sign if sign.isdigit() else " " for sign in row).split()
        assert numbers == [str(number) for number in range(1, 13)]
        assert len(row) <= width
    if width > 50:
        assert len(row) >= width - 2


def test_the_signal_lies_at_the_end_of_exon_12(look: Look) -> None:
    sheet = one(look, "c.*876A>G")
    assert sheet.gene is not None
    drawing = draw_gene(sheet.gene, sheet.overview.name, 78, ASCII)
    first, _ = pointer(drawing)
    row = drawing.rows[-1]
    assert row.rindex("12") + 1 < first < len(row)
    assert row[first] == "."


# Several changes together


@pytest.mark.parametrize("width", [28, 58, 78, 108])
def test_changes_together_are_all_pointed_at(look: Look, width: int) -> None:
    # c.1118 is in codon 373 (3 * 372 < 1118 <= 3 * 373), c.1150 in codon 384.
    for signs in (ASCII, UNICODE):
        strip = look("c.[1118T>C;1150G>A]")[0].protein
        assert strip is not None
        assert strip.places == ((373, 373), (384, 384))
        drawing = draw_protein(strip, width, signs)
        name, points, *_ = drawing.rows
        assert "373" in name
        assert "384" in name
        columns = [(residue - 1) * width // 431 for residue in (373, 384)]
        assert [at for at, sign in enumerate(points) if sign == signs.pointer] == sorted(
            set(columns)
        )
        assert [text.split()[1] for text, is_hit in drawing.legend if is_hit] == ["Forkhead"]


def test_far_apart_each_has_its_number() -> None:
    strip = ProteinStrip("NP_1", 431, FOXP3_LIKE, 80, 80, more=((384, 384), (432, 432)))
    name, points, *_ = draw_protein(strip, 100, ASCII).rows
    for label, residue in (("80", 80), ("384", 384)):
        assert abs(name.index(label) + len(label) / 2 - residue / 431 * 100) < 3
    assert name.endswith("stop")
    assert points.count("v") == 3


@pytest.mark.parametrize("width", [28, 50, 78])
def test_a_crowd_of_changes_stays_within_the_width(width: int) -> None:
    more = tuple((residue, residue) for residue in range(12, 400, 7))
    strip = ProteinStrip("NP_1", 431, FOXP3_LIKE, 5, 5, more=more)
    drawing = draw_protein(strip, width, ASCII)
    assert all(len(row) <= width for row in drawing.rows)
    assert drawing.rows[0].strip() == "5 to 397"


def test_changes_of_exon_and_intron_are_drawn_on_the_gene(look: Look) -> None:
    strip = look("c.[210+1G>A;1150G>A]")[0].gene
    assert strip is not None
    assert len(strip.places) == 2
    name, points, row = draw_gene(strip, "c.[210+1G>A;1150G>A]", 78, ASCII).rows
    assert name.strip() == "c.[210+1G>A;1150G>A]"
    first, last = (at for at, sign in enumerate(points) if sign == "v")
    # The first base of intron 2, and a coding base of exon 12.
    assert row[first - 1] == "#"
    assert row[first] == "-"
    assert row[:first].count("2") == 1
    assert row[last] in "#12"
    assert row[:last].rstrip("#.12").endswith("-")


def test_a_card_of_changes_together_draws_what_is_outside_the_protein(look: Look) -> None:
    both = "\n".join(card_lines(look("c.[210+1G>A;1150G>A]")[0], CardStyle(80, is_ascii=True)))
    assert "NP_054728.2, 431 residues" in both
    assert "NM_014009.4, 12 exons" in both
    coding = "\n".join(card_lines(look("c.[1118T>C;1150G>A]")[0], CardStyle(80, is_ascii=True)))
    assert "NP_054728.2, 431 residues" in coding
    assert "NM_014009.4, 12 exons" not in coding


def test_a_report_draws_changes_together(look: Look) -> None:
    protein, gene = strips(look("c.[210+1G>A;1118T>C;1150G>A]")[0])
    assert protein.told.endswith("the changes are at residue 373 and residue 384.")
    marks = [box for box in protein.boxes if box.kind.startswith("mark")]
    for mark, residue in zip(marks, (373, 384), strict=True):
        assert mark.x <= (residue - 0.5) / 431 * 1000 <= mark.x + mark.width
    assert sum(box.kind.startswith("mark") for box in gene.boxes) == 3
    assert "the changes are in intron 2, in exon 11 and in exon 12." in gene.told


# The stop codon is no residue


def test_the_stop_codon_is_not_counted_as_a_residue(look: Look) -> None:
    # Codon 349 and all behind it go; the protein has 431 residues.
    sheet = one(look, "NC_000023.11:g.49250000_49253000del")
    assert texts(sheet, SectionKind.EFFECT, "residue") == "349-431 and the stop codon"
    protein, _ = strips(sheet)
    assert "the change is at residues 349-431 and the stop codon." in protein.told
    card = "\n".join(card_lines(sheet, CardStyle(100)))
    assert "432" not in card
    assert "432" not in protein.told


@pytest.mark.parametrize(("name", "told"), [
    # TGA to CGA is arginine; without its last base the codon before the stop is 431.
    ("c.1294T>C", "the stop codon: Ter > Arg"),
    ("c.1295G>A", "the stop codon: Ter, unchanged"),
])  # fmt: skip
def test_a_change_of_the_stop_codon_alone(look: Look, name: str, told: str) -> None:
    sheet = one(look, name)
    assert texts(sheet, SectionKind.EFFECT, "residue") == told
    protein, _ = strips(sheet)
    assert protein.told.endswith("the change is at the stop codon.")


@pytest.mark.parametrize("name", ["c.751_753del", "c.1291_1293del", "c.1286_1287insT"])
def test_one_residue_is_no_range(look: Look, name: str) -> None:
    told = "\n".join(texts(one(look, name), kind) for kind in SectionKind)
    assert not re.search(r"\b(\d+)-\1\b", told)
    assert not re.search(r"residues \d+[,:;. ]", told)
