"""Every base of the bundled region on every transcript, against names written down one by one."""

from collections.abc import Callable
from typing import Any

import pytest

from foxp3tool.annotate.projection import PositionError, TranscriptProjection
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import Datum, TranscriptPosition
from foxp3tool.pipeline.toolkit import Toolkit

BUILDS = ("GRCh37", "GRCh38")
TRANSCRIPTS = (
    "NM_014009.4", "NM_001114377.2", "ENST00000376207.10", "ENST00000376199.7",
    "ENST00000455775.7", "ENST00000518685.6", "ENST00000557224.6", "ENST00000376197.1",
    "ENST00000651307.1", "ENST00000652559.1", "NM_014009.3", "NM_001114377.1",
    "ENST00000376207.9", "ENST00000376207.8",
)  # fmt: skip


def projection(toolkit: Toolkit, accession: str, build: str) -> TranscriptProjection:
    return TranscriptProjection(toolkit.bundle.genes[build].transcript(accession))


def test_no_transcript_is_left_out(regions: dict[str, Any]) -> None:
    for region in regions.values():
        assert set(region.transcripts) == set(TRANSCRIPTS)


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("accession", TRANSCRIPTS)
def test_every_base_has_its_name_and_every_name_its_base(
    toolkit: Toolkit, regions: dict[str, Any], accession: str, build: str
) -> None:
    region, engine = regions[build], projection(toolkit, accession, build)
    truth = region.transcripts[accession]
    for project, named in ((engine.to_noncoding, truth.n), (engine.to_coding, truth.c)):
        found = {}
        for place in range(len(region.plus)):
            position = project(place)
            if position is not None:
                found[str(position)] = place
                assert engine.to_gene(position) == place
        assert found == named


@pytest.mark.parametrize(
    ("name", "grch38", "grch37"),
    [
        # GRCh38 and GRCh37 positions as the catalog of facts gives them.
        ("-72", 49264710, 49121172),
        ("-23+1", 49264660, 49121122),
        ("-23+5", 49264656, 49121118),
        ("-22-2361", 49260888, 49117345),
        ("1", 49258505, 49114962),
        ("3", 49258503, 49114960),
        ("210+1", 49258295, 49114752),
        ("434", 49257447, 49113904),
        ("542+8", 49256917, 49113374),
        ("543", 49256855, 49113312),
        ("816+2", 49255427, 49111888),
        ("816+5", 49255424, 49111885),
        ("967", 49253917, 49110378),
        ("1044+459", 49252667, 49109128),
        ("1146+8", 49251656, 49108117),
        ("1147-12", 49251495, 49107956),
        ("1150", 49251480, 49107941),
        ("*673", 49250661, 49107122),
        ("*876", 49250458, 49106919),
        ("*896", 49250438, 49106899),
    ],
)
def test_known_anchors_of_the_mane_transcript(
    toolkit: Toolkit, regions: dict[str, Any], name: str, grch38: int, grch37: int
) -> None:
    for build, expected in (("GRCh38", grch38), ("GRCh37", grch37)):
        place = regions[build].end - expected
        assert str(projection(toolkit, "NM_014009.4", build).to_coding(place)) == name


def test_the_central_base_of_an_odd_intron_counts_from_the_upstream_exon(toolkit: Toolkit) -> None:
    # Intron 8 has 1,361 bases: 680 on either side of the central one, which is +681.
    engine = projection(toolkit, "NM_014009.4", "GRCh38")
    central = engine.to_gene(TranscriptPosition(816, 681))
    assert str(engine.to_coding(central)) == "816+681"
    assert str(engine.to_coding(central + 1)) == "817-680"
    assert engine.to_gene(TranscriptPosition(817, -681)) == central


def test_an_even_intron_has_no_central_base(toolkit: Toolkit) -> None:
    # Intron 3 has 98 bases.
    engine = projection(toolkit, "NM_014009.4", "GRCh38")
    border = engine.to_gene(TranscriptPosition(315, 49))
    assert [str(engine.to_coding(place)) for place in (border, border + 1)] == ["315+49", "316-49"]


@pytest.mark.parametrize(
    ("position", "message"),
    [
        (TranscriptPosition(-73), r"c\.-73 lies where NM_014009\.4 begins.*c\.-72 to \*896"),
        (TranscriptPosition(897, 0, Datum.CDS_END), r"c\.\*897 lies where .* ends"),
        (TranscriptPosition(99999), r"c\.99999 lies where NM_014009\.4 ends"),
        (TranscriptPosition(2265, 0, Datum.TRANSCRIPT_START), r"n\.2265 .* it has n\.1 to 2264"),
        (TranscriptPosition(1150, 3), r"1150\+3 is no position: 1150 is not the last base"),
        (TranscriptPosition(1150, -3), r"1150-3 is no position: 1150 is not the first base"),
        (TranscriptPosition(210, -1), "210 is not the first base of an exon"),
        (TranscriptPosition(211, 1), "211 is not the last base of an exon"),
        (TranscriptPosition(-72, -1), "next to an intron"),
        (TranscriptPosition(896, 1, Datum.CDS_END), "next to an intron"),
        (TranscriptPosition(210, 528), r"leaves the intron, which has 527 bases"),
        (TranscriptPosition(211, -528), r"leaves the intron, which has 527 bases"),
    ],
)
def test_positions_that_do_not_exist_are_refused_with_the_reason(
    toolkit: Toolkit, position: TranscriptPosition, message: str
) -> None:
    with pytest.raises(PositionError, match=message):
        projection(toolkit, "NM_014009.4", "GRCh38").to_gene(position)


def test_an_offset_up_to_the_other_end_of_the_intron_is_read(toolkit: Toolkit) -> None:
    engine = projection(toolkit, "NM_014009.4", "GRCh38")
    last = engine.to_gene(TranscriptPosition(210, 527))
    assert str(engine.to_coding(last)) == "211-1"


@pytest.mark.parametrize("index", [-1, 2264])
def test_there_is_no_transcript_base_beyond_the_ends(toolkit: Toolkit, index: int) -> None:
    with pytest.raises(PositionError, match=f"base {index + 1} does not exist"):
        projection(toolkit, "NM_014009.4", "GRCh38").gene_position(index)


def test_a_transcript_without_cds_has_no_coding_names(toy_gene: Callable[..., Any]) -> None:
    toy = toy_gene(["ACGTA", "gtccag", "TTGCA"], 0, 3, is_coding=False)
    engine = TranscriptProjection(toy.annotator.gene.mane_select)
    with pytest.raises(ValueError, match="no coding sequence"):
        engine.to_coding(2)
    assert [str(engine.to_noncoding(p)) for p in (4, 5, 7, 8, 11)] == [
        "5", "5+1", "5+3", "6-3", "6",
    ]  # fmt: skip


def test_locating_outside_gives_nothing_and_in_an_intron_the_exon_before(
    toy_gene: Callable[..., Any],
) -> None:
    toy = toy_gene(["ACGTA", "gtcag", "TTGCA"], 0, 3, flank=("CC", "GG"))
    engine = TranscriptProjection(toy.annotator.gene.mane_select)
    assert [engine.locate(place) for place in (0, 1, 17, 18)] == [None] * 4
    assert engine.introns == (Interval(7, 12),)
    central, behind = engine.locate(9), engine.locate(10)
    assert central is not None
    assert behind is not None
    assert (central.exon, central.index, central.offset, central.in_intron) == (0, 4, 3, True)
    assert (behind.exon, behind.index, behind.offset, behind.in_intron) == (0, 5, -2, True)
