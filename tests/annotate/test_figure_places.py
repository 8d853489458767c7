"""Places of alleles in a figure, told from the bundle's files and the names, not by the engine."""

from __future__ import annotations

import json
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foxp3tool.annotate.figure_places import LARGE, GenePlaces
from foxp3tool.formats.figure import FigureSize, svg_text
from foxp3tool.formats.figure_arrange import text_box
from foxp3tool.formats.figure_layout import lay_out
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.catalog import Resolution
from foxp3tool.model.drawing import Text
from foxp3tool.model.figure import FigureVariant, GenePlace, GenePoint, ProteinPlace
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.figure import FigureOptions, figure_content, gene_content
from foxp3tool.pipeline.figure_artist import Artist
from foxp3tool.pipeline.lookup import LookupReport, lookup_answers
from foxp3tool.pipeline.toolkit import Toolkit

BUILDS = ("GRCh37", "GRCh38")
Stored = dict[str, Any]


@pytest.fixture(scope="module")
def stored(bundle_folder: Path) -> Stored:
    """MANE Select as the file has it: exons 5' to 3' on the minus strand, 0-based half-open."""
    gene = json.loads((bundle_folder / "gene.json").read_text())
    transcript = next(one for one in gene["transcripts"] if one["mane_select"])
    assert isinstance(transcript, dict)
    return transcript


@pytest.fixture(scope="module")
def artist(toolkit: Toolkit) -> Artist:
    return Artist(toolkit, "mane")


def coding_positions(stored: Stored, build: str) -> list[int]:
    """Genomic position (0-based) of c.1, c.2 and so on."""
    cds = stored["cds"][build]
    return [
        position
        for exon in stored["exons"][build]
        for position in range(exon["end"] - 1, exon["start"] - 1, -1)
        if cds["start"] <= position < cds["end"]
    ]


def rows_of(toolkit: Toolkit, build: str, edit: Edit, name: str = "") -> list[AnnotatedRow]:
    gene = toolkit.bundle.genes[build]
    source = SourceAllele("X", edit.start + 1, name, edit.deleted, edit.inserted)
    return toolkit.rows(source, GenomicVariant(build, edit), [gene.mane_select], details=False)


def drawn(toolkit: Toolkit, *rows: list[AnnotatedRow]) -> tuple[FigureVariant, ...]:
    options = FigureOptions(with_reported=False)
    return figure_content(toolkit, rows, options).variants


def named(toolkit: Toolkit, *names: str) -> tuple[FigureVariant, ...]:
    """Draw names, one entry each."""
    answers = lookup_answers(
        toolkit, names, transcripts="mane", assembly=None, report=LookupReport(), details=False
    )
    content = figure_content(
        toolkit, [rows for _, rows in answers], FigureOptions(with_reported=False)
    )
    assert not content.unplaced
    return content.variants


def snv_at(toolkit: Toolkit, build: str, position: int) -> FigureVariant:
    base = toolkit.bundle.genes[build].plus_bases(position, position + 1)
    edit = Edit(position, base, "ACGT"["ACGT".index(base) - 1])
    (variant,) = drawn(toolkit, rows_of(toolkit, build, edit))
    return variant


def check_coding(toolkit: Toolkit, stored: Stored, numbers: range) -> None:
    for build in BUILDS:
        positions = coding_positions(stored, build)
        assert len(positions) == 3 * 432
        for number in numbers:
            residue = (number + 2) // 3
            variant = snv_at(toolkit, build, positions[number - 1])
            assert variant.place == ProteinPlace(residue, residue), number


def test_coding_bases_stand_at_their_residue(toolkit: Toolkit, stored: Stored) -> None:
    check_coding(toolkit, stored, range(1, 1297, 29))
    check_coding(toolkit, stored, range(1294, 1297))


@pytest.mark.exhaustive
def test_every_coding_base_stands_at_its_residue(toolkit: Toolkit, stored: Stored) -> None:
    check_coding(toolkit, stored, range(1, 1297))


def test_residue_384(toolkit: Toolkit) -> None:
    (variant,) = named(toolkit, "c.1150G>A")
    # c.1150 is the first base of codon (1150 + 2) / 3 = 384.
    assert variant.place == ProteinPlace(384, 384)


def segments(toolkit: Toolkit, stored: Stored, build: str) -> list[tuple[int, int]]:
    """Flanks, exons and introns, 5' to 3', as genomic stretches of the minus strand."""
    region = toolkit.bundle.genes[build].region
    borders = [region.end]
    for exon in stored["exons"][build]:
        borders += [exon["end"], exon["start"]]
    borders.append(region.start)
    return [(low, high) for high, low in pairwise(borders)]


@pytest.mark.parametrize("build", BUILDS)
def test_every_border_of_the_gene_lies_where_the_file_has_it(
    toolkit: Toolkit, stored: Stored, artist: Artist, build: str
) -> None:
    gene = toolkit.bundle.genes[build]
    places = artist.places(build)
    found = segments(toolkit, stored, build)
    assert len(found) == 25
    for number, (low, high) in enumerate(found):
        inside = (high - 1, high - 2, high - 5, (low + high) // 2, low + 1, low)
        for position in inside:
            middle = gene.region.end - position - 0.5
            point = places.point(middle)
            assert point == GenePoint(number, high - position - 0.5, position - low + 0.5)


@pytest.mark.parametrize("build", BUILDS)
def test_splice_sites_and_flanks_stand_on_the_gene_strip(
    toolkit: Toolkit, stored: Stored, build: str
) -> None:
    for number, (low, high) in enumerate(segments(toolkit, stored, build)):
        if number % 2:
            continue
        for position in (high - 1, high - 2, high - 5, low + 7, low + 1, low):
            place = snv_at(toolkit, build, position).place
            assert isinstance(place, GenePlace)
            assert place.middle == GenePoint(number, high - position - 0.5, position - low + 0.5)
            assert not place.is_bar


def test_every_catalog_entry_has_its_place(
    toolkit: Toolkit, artist: Artist, bundle_folder: Path
) -> None:
    entries = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    by_id = {entry.id: entry for entry in toolkit.bundle.catalog}
    assert len(entries) == len(by_id) > 300
    for stored in entries:
        entry = by_id[stored["id"]]
        variant = artist.of_entry(entry)
        assert variant is not None, entry.id
        place = variant.place
        if isinstance(place, ProteinPlace):
            number = re.search(r"\d+", stored["hgvs_p"])
            assert number is not None
            assert place.first == int(number[0]), entry.id
            continue
        if entry.resolution is Resolution.SYMBOLIC:
            assert place.is_bar
            continue
        kind, number_text = stored["region"].split(" ")[:2]
        segment = 2 * int(number_text) - (1 if kind == "exon" else 0)
        assert place.middle.segment == segment, entry.id


def test_both_builds_have_one_place_for_a_reported_splice_site(
    toolkit: Toolkit, artist: Artist
) -> None:
    compared = 0
    for entry in toolkit.bundle.catalog:
        if entry.resolution is not Resolution.EXACT or set(entry.placements) != set(BUILDS):
            continue
        made = []
        for build in BUILDS:
            placement = entry.placements[build]
            edit = Edit(placement.pos - 1, placement.ref, placement.alt)
            made.append(drawn(toolkit, rows_of(toolkit, build, edit)))
        (old,), (new,) = made
        if isinstance(new.place, ProteinPlace):
            assert old.place == new.place, entry.id
        elif isinstance(old.place, GenePlace):
            near = lambda point: min(point.before, point.behind)  # noqa: E731
            assert old.place.middle.segment == new.place.middle.segment
            assert near(old.place.middle) == near(new.place.middle) or "intron 1" in str(
                entry.region
            )
        compared += 1
    assert compared > 300


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("c.751_753del", 251, 251),       # p.(Glu251del)
        ("c.227del", 76, 76),             # p.(Leu76GlnfsTer53)
        ("c.751_756dup", 251, 252),       # p.(Glu251_Lys252dup)
        ("c.3G>A", 1, 1),                 # p.(Met1?)
        ("c.-1_3del", 1, 1),              # reaches into the 5'UTR, names Met1
        ("c.1294T>C", 432, 432),          # p.(Ter432ArgextTer?)
        ("c.1065G>A", 355, 355),          # synonymous
    ],
)  # fmt: skip
def test_named_residues(toolkit: Toolkit, name: str, first: int, last: int) -> None:
    (variant,) = named(toolkit, name)
    assert variant.place == ProteinPlace(first, last)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("c.210+129_316-35del", 4, 6),      # introns 2 to 3, exon 3 between them
        ("c.454+28_817-432dup", 8, 16),     # a copy of exons 5 to 8
        ("c.100_149del", 3, 3),             # 50 bases of exon 2
        ("NC_000023.11:g.49200001_49300000del", 0, 24),
        ("c.(210+1_211-1)_(315+1_316-1)del", 4, 6),  # c.211-1 to c.315+1 for certain
    ],
)  # fmt: skip
def test_what_is_large_is_a_bar(toolkit: Toolkit, name: str, first: int, last: int) -> None:
    (variant,) = named(toolkit, name)
    assert isinstance(variant.place, GenePlace)
    assert variant.place.is_bar
    assert (variant.place.start.segment, variant.place.end.segment) == (first, last)
    assert variant.is_uncertain == name.startswith("c.(")
    goes_on = name.startswith("NC")
    assert (variant.place.opens_before, variant.place.opens_behind) == (goes_on, goes_on)


def test_a_loss_becomes_a_bar_at_fifty_bases(toolkit: Toolkit) -> None:
    (small,), (large,) = named(toolkit, "c.101_149del"), named(toolkit, "c.100_149del")
    assert LARGE == 50
    assert isinstance(small.place, ProteinPlace)
    assert isinstance(large.place, GenePlace)


def test_loss_in_a_repeat_stands_where_its_name_says(
    toolkit: Toolkit, stored: Stored, artist: Artist
) -> None:
    gene = toolkit.gene
    shifted = 0
    for number, (low, high) in enumerate(segments(toolkit, stored, "GRCh38")):
        if number % 2 or number in (0, 24):
            continue
        for position in (*range(low + 2, low + 30), *range(high - 30, high - 2)):
            rows = rows_of(
                toolkit, "GRCh38", Edit(position, gene.plus_bases(position, position + 1), "")
            )
            named = re.search(r":c\.[-*]?\d+([+-])(\d+)del$", rows[0].transcript.hgvs_c
                              if rows[0].transcript else "")  # fmt: skip
            if named is None:
                continue
            place = drawn(toolkit, rows)[0].place
            assert isinstance(place, GenePlace)
            offset = int(named[2])
            told = place.start.before + 1 if named[1] == "+" else place.end.behind + 1
            assert told == offset
            shifted += offset != (high - position if named[1] == "+" else position - low + 1)
    assert shifted > 100


@pytest.mark.parametrize("width", [80, 89, 183])
def test_no_words_of_the_gene_overlap(toolkit: Toolkit, width: float) -> None:
    assert words_of(toolkit, "mane", width) >= {"210", "1146", "1296", "poly-A", "5'", "3'", "12"}
    for transcript in toolkit.gene.transcripts:
        words_of(toolkit, transcript.accession, width)


def words_of(toolkit: Toolkit, transcript: str, width: float) -> set[str]:
    """Check the words of a figure of the gene, and return them."""
    drawing = lay_out(gene_content(toolkit, transcript), width)
    boxes = [
        (item.text, text_box(item))
        for group in drawing.groups
        for item in group.items
        if isinstance(item, Text)
    ]
    for (one, a), (other, b) in combinations(boxes, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        assert across <= 0 or down <= 0, (one, other)
        assert -1e-6 <= a[0] <= a[2] <= width
    return {text for text, _ in boxes}


def test_loss_over_a_border_of_an_exon_stands_on_the_strip(toolkit: Toolkit) -> None:
    (variant,) = named(toolkit, "c.208_210+3del")
    assert isinstance(variant.place, GenePlace)
    assert not variant.place.is_bar
    # Exon 2 is transcript exon 2 of 232 bases; three of them go, and three of the intron.
    assert variant.place.middle == GenePoint(3, 232, 0)


def test_delta_2_has_the_features_where_its_numbers_are(toolkit: Toolkit) -> None:
    gene = gene_content(toolkit, "NM_001114377.2").gene
    found = {feature.name: (feature.start, feature.end) for feature in gene.features}
    # Without exon 3, 105 bases: 35 residues fewer from residue 71 on.
    assert gene.residues == 431 - 35
    assert found["Forkhead DNA-binding domain"] == (337 - 35, 423 - 35)
    assert not any(name.startswith("Exon-2") for name in found)
    (variant,) = figure_content(
        toolkit,
        [rows for _, rows in lookup_answers(toolkit, ["NM_001114377.2:c.1045G>A"],
                                            transcripts="NM_001114377.2", assembly=None,
                                            report=LookupReport(), details=False)],
        FigureOptions("NM_001114377.2", with_reported=False),
    ).variants  # fmt: skip
    assert variant.place == ProteinPlace(349, 349)


def test_entries_known_by_their_protein_alone_follow_to_delta_2(toolkit: Toolkit) -> None:
    artist = Artist(toolkit, "NM_001114377.2")
    (entry,) = (one for one in toolkit.bundle.catalog if one.hgvs_p == "p.(Met370Ile)"
                and one.resolution is Resolution.PROTEIN_ONLY)  # fmt: skip
    variant = artist.of_entry(entry)
    assert variant is not None
    assert variant.place == ProteinPlace(335, 335)


BASES = st.text("ACGT", max_size=6)


@st.composite
def alleles(draw: st.DrawFn) -> tuple[int, int, str]:
    """Offset from the region's start, bases that go, bases that come."""
    offset = draw(st.one_of(st.integers(-60, 21_450), st.integers(1_900, 4_000)))
    size = draw(st.sampled_from([0, 1, 1, 1, 2, 3, 10, 60, 3_000]))
    return offset, size, draw(BASES)


@settings(max_examples=60, deadline=None)
@given(st.lists(alleles(), max_size=8), st.sampled_from(BUILDS))
def test_no_allele_is_lost(
    toolkit: Toolkit, wanted: list[tuple[int, int, str]], build: str
) -> None:
    check_nothing_lost(toolkit, wanted, build)


@pytest.mark.exhaustive
@settings(max_examples=1500, deadline=None)
@given(st.lists(alleles(), max_size=20), st.sampled_from(BUILDS))
def test_no_allele_is_lost_in_many_files(
    toolkit: Toolkit, wanted: list[tuple[int, int, str]], build: str
) -> None:
    check_nothing_lost(toolkit, wanted, build)


def check_nothing_lost(toolkit: Toolkit, wanted: list[tuple[int, int, str]], build: str) -> None:
    gene = toolkit.bundle.genes[build]
    entries = []
    for offset, size, inserted in wanted:
        start = gene.region.start + offset
        if gene.region.start <= start and start + size <= gene.region.end:
            deleted = gene.plus_bases(start, start + size)
        else:
            deleted = "?" * size
        # What does not touch the region never becomes a row with an allele.
        touches = start < gene.region.end and start + size > gene.region.start
        if deleted == inserted or (("?" in deleted or not size) and not touches):
            continue
        entries.append(rows_of(toolkit, build, Edit(start, deleted, inserted)))
    content = figure_content(toolkit, entries, FigureOptions(with_reported=False))
    told = [number for variant in content.variants for number in variant.rows]
    assert len(told) == len(set(told))
    assert len(told) + len(content.unplaced) == len(entries)
    assert sum(variant.count for variant in content.variants) == len(told)
    text = svg_text(content, size=FigureSize(120))
    indexes = re.findall(r'<g class="variant [^"]*" id="[^"]*" data-index="(\d+)"', text)
    assert sorted(map(int, indexes)) == list(range(len(content.variants)))


def test_places_reject_nothing_within_the_region(toolkit: Toolkit, artist: Artist) -> None:
    places: GenePlaces = artist.places("GRCh38")
    for position in range(0, len(toolkit.gene.region), 97):
        point = places.point(position + 0.5)
        assert point.before >= 0.5
        assert point.behind >= 0.5
