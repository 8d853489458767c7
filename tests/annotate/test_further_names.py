"""Names on the gene's own record (NG_007392.1 = LRG_62) and ``n.`` names, by arithmetic."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from Bio import SeqIO
from Bio.Seq import Seq

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
OTHER = {"A": "C", "C": "G", "G": "T", "T": "A"}
SIZE = 21_392
"""Bases of NG_007392.1."""


@pytest.fixture(scope="module")
def annotate(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., Any]:
    """Annotate an edit along the gene."""

    def work_out(edit: tuple[int, str, str], build: str, *accessions: str) -> Any:
        annotator = toolkit.annotators[build]
        wanted = [annotator.gene.transcript(accession) for accession in accessions or (MANE,)]
        return annotator.annotate(regions[build].variant(edit), wanted)

    return work_out


@pytest.fixture(scope="module")
def read(toolkit: Toolkit) -> Callable[..., Any]:
    """Read a text that means one allele."""

    def resolve(text: str) -> Any:
        (resolved,) = toolkit.resolver.resolve(parse(text), None)
        return resolved

    return resolve


def test_the_record_is_the_gene_strand_of_grch37(
    regions: dict[str, Any], shared_facts: Path
) -> None:
    with (shared_facts / "reference" / "NG_007392.1.fa").open() as handle:
        record = next(SeqIO.parse(handle, "fasta"))
    assert str(record.seq) == regions["GRCh37"].along
    assert len(record) == SIZE


@pytest.mark.parametrize("name", ["NG_007392.1", "LRG_62"])
def test_every_hundredth_base_on_grch37(
    annotate: Callable[..., Any], read: Callable[..., Any], regions: dict[str, Any], name: str
) -> None:
    """The number is that of the region's end, minus the position, plus one."""
    region = regions["GRCh37"]
    for index in range(region.end - region.start - 1, 0, -100):
        pos, old = region.start + index + 1, region.plus[index]
        assert index + 1 <= SIZE
        turned = Seq(old).complement(), Seq(OTHER[old]).complement()
        text = f"g.{region.end - pos + 1}{turned[0]}>{turned[1]}"
        variant = region.variant((region.end - pos, *map(str, turned)))
        resolved = read(f"{name}:{text}")
        assert (resolved.variant, resolved.issues) == (variant, ())
        found = annotate((region.end - pos, *map(str, turned)), "GRCh37")
        # It is written with the accession of the record, whatever was read.
        assert found.hgvs_refseqgene == f"NG_007392.1:{text}"
        assert found.hgvs_g == f"NC_000023.10:g.{pos}{old}>{OTHER[old]}"


def test_every_fiftieth_transcribed_base_on_grch38(
    annotate: Callable[..., Any], regions: dict[str, Any]
) -> None:
    """No exon of MANE differs between the builds, so a ``c.`` number is one base on both."""
    old, new = (regions[build].transcripts[MANE] for build in ("GRCh37", "GRCh38"))
    for name in [f"-{k}" for k in range(72, 0, -9)] + [str(k) for k in range(1, 1297, 50)]:
        base = new.bases[new.c[name]]
        found = annotate((new.c[name], base, OTHER[base]), "GRCh38")
        assert found.hgvs_refseqgene == f"NG_007392.1:g.{old.c[name] + 1}{base}>{OTHER[base]}"
        assert found.other_hgvs_g.startswith(
            f"NC_000023.10:g.{regions['GRCh37'].genomic(old.c[name])}"
        )
    # The bundle's worked example: c.1150G>A is X:49107941 on GRCh37.
    assert 49126288 - 49107941 + 1 == old.c["1150"] + 1 == 18348


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # Transcript direction, so the same letters as c., and the same 3' rule.
        ("1150G>A", "18348G>A"),
        ("751_753del", "{751}_{753}del"),
        ("227del", "{227}del"),
        ("1146+1dup", "{1146+1}dup"),
        ("1100_1101inv", "{1100}_{1101}inv"),
        ("1002_1003insCGTTGA", "{1002}_{1003}insCGTTGA"),
        ("1248_1253delinsCT", "{1248}_{1253}delinsCT"),
        ("-23+1G>A", "{-23+1}G>A"),
        ("*876A>G", "{*876}A>G"),
    ],
)
def test_kinds_of_change(
    annotate: Callable[..., Any],
    read: Callable[..., Any],
    regions: dict[str, Any],
    text: str,
    name: str,
) -> None:
    walks = {build: region.transcripts[MANE] for build, region in regions.items()}
    places = walks["GRCh37"].c
    name = re.sub(r"\{(.*?)\}", lambda key: str(places[key[1]] + 1), name)
    for build, walk in walks.items():
        found = annotate(walk.edit(text), build)
        assert found.hgvs_refseqgene == f"NG_007392.1:g.{name}", build
    resolved = read(f"NG_007392.1:g.{name}")
    assert resolved.variant.assembly == "GRCh37"
    assert resolved.variant == annotate(walks["GRCh37"].edit(text), "GRCh37").variant
    assert resolved.issues == ()


def test_where_the_builds_differ(
    annotate: Callable[..., Any], regions: dict[str, Any], difference_rows: list[dict[str, str]]
) -> None:
    """A base that GRCh37 lacks has no name on the record; one that differs has its own."""
    region = regions["GRCh38"]
    for row in difference_rows:
        start, end = int(row["grch38_start"]), int(row["grch38_end"])
        place = region.end - end
        if row["kind"] == "absent_in_grch37":
            # The second of the AGAG, which no shift brings out.
            old = region.along[place + 1]
            found = annotate((place + 1, old, OTHER[old]), "GRCh38")
            assert (found.hgvs_refseqgene, found.other_hgvs_g) == ("", "")
            assert [issue.code.name for issue in found.issues] == ["BUILD_CONFLICT"]
        if row["kind"] == "substitution":
            assert end == start + 1
            here, there = row["grch38_bases"], row["grch37_bases"]
            third = next(base for base in "ACGT" if base not in (here, there))
            edit = place, str(Seq(here).complement()), str(Seq(third).complement())
            found = annotate(edit, "GRCh38")
            number = int(row["lrg_start"]) + 1
            turned = Seq(f"{there}>{third}").complement()
            assert found.hgvs_refseqgene == f"NG_007392.1:g.{number}{turned}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NG_007392.1:g.18348C>T", IssueCode.REF_MISMATCH),
        ("LRG_62:g.18348C>T", IssueCode.REF_MISMATCH),
        ("NG_007392.1:g.21393A>C", IssueCode.OUTSIDE_GENE),
        ("NG_007392.1:g.21390_21393del", IssueCode.OUTSIDE_GENE),
        ("NG_007392.2:g.18348G>A", IssueCode.UNKNOWN_REFERENCE),
        ("LRG_63:g.18348G>A", IssueCode.UNKNOWN_REFERENCE),
        ("NM_014009.4:n.2265A>C", IssueCode.INVALID_POSITION),
        ("n.0A>C", IssueCode.HGVS_UNPARSED),
        ("n.-5A>C", IssueCode.HGVS_UNPARSED),
        ("n.*5A>C", IssueCode.HGVS_UNPARSED),
        ("n.1222A>C", IssueCode.REF_MISMATCH),
    ],
)
def test_what_is_refused(read: Callable[..., Any], text: str, code: IssueCode) -> None:
    with pytest.raises(NotationError) as caught:
        read(text)
    assert caught.value.code is code


@pytest.mark.parametrize("place", [0, SIZE])
def test_an_insertion_beyond_the_record_has_no_name_on_it(
    annotate: Callable[..., Any], regions: dict[str, Any], place: int
) -> None:
    # Between g.0 and g.1, or g.21392 and g.21393, which do not exist.
    along = regions["GRCh37"].along
    beside = along[0] if place == 0 else along[-1]
    assert annotate((place, "", OTHER[beside] * 2), "GRCh37").hgvs_refseqgene == ""


# n. names


@pytest.mark.parametrize("build", ["GRCh37", "GRCh38"])
def test_n_is_c_and_the_5utr(
    annotate: Callable[..., Any], read: Callable[..., Any], regions: dict[str, Any], build: str
) -> None:
    """On each transcript: n. = c. + 5'UTR; behind the stop, + the CDS; before c.1, one more."""
    region = regions[build]
    context = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}[build]
    for accession, walk in region.transcripts.items():
        utr, coding = walk.first_coding, walk.coding
        for name in [*list(walk.c)[: len(walk.spliced) : 97], "100", "200"]:
            index, base = walk.c[name], walk.bases[walk.c[name]]
            number = int(name.lstrip("*"))
            number += utr + (coding if name.startswith("*") else number < 0)
            found = annotate((index, base, OTHER[base]), build, accession).transcripts[0]
            text = f"{accession}:n.{number}{base}>{OTHER[base]}"
            assert found.details.hgvs_n == text
            assert found.hgvs_c == f"{accession}:c.{name}{base}>{OTHER[base]}"
            assert read(text).variant == read(found.hgvs_c).variant
            inside = read(f"{context}({accession}):n.{number}{base}>{OTHER[base]}").variant
            assert inside == region.variant((index, base, OTHER[base]))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1150G>A", "NM_014009.4:n.1222G>A"),
        ("-72A>G", "NM_014009.4:n.1A>G"),
        ("-1G>A", "NM_014009.4:n.72G>A"),
        ("*1C>T", "NM_014009.4:n.1369C>T"),
        ("*896A>C", "NM_014009.4:n.2264A>C"),
        ("751_753del", "NM_014009.4:n.823_825del"),
        ("1002_1003insCGTTGA", "NM_014009.4:n.1074_1075insCGTTGA"),
        ("210+1G>A", "NC_000023.11(NM_014009.4):n.282+1G>A"),
        ("211-2A>G", "NC_000023.11(NM_014009.4):n.283-2A>G"),
        ("-23+5_-22-10del", "NC_000023.11(NM_014009.4):n.50+5_51-10del"),
    ],
)
def test_n_names_of_all_kinds(foxp3: Callable[..., Any], text: str, name: str) -> None:
    assert foxp3(text).annotation.details.hgvs_n == name


def test_no_n_name_beyond_the_transcript(
    annotate: Callable[..., Any], regions: dict[str, Any]
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    for place in (walk.spliced[0] - 1, walk.spliced[-1] + 1):
        base = walk.bases[place]
        found = annotate((place, base, OTHER[base]), "GRCh38").transcripts[0]
        assert (found.details.hgvs_n, found.hgvs_c) == ("", "")
