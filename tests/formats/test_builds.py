"""Telling the genome build, and stopping where it cannot be told."""

from __future__ import annotations

import pytest
from vcf_builder import (
    A384T,
    A384T_37,
    FIVE,
    FIVE_37,
    HG18,
    T2T,
    X37,
    X38,
    Annotate,
    vcf,
)

REF38 = "##reference=file:///data/GRCh38.p13.fa"
REF37 = "##reference=file:///data/hs37d5.fa"


def contig(assembly: str) -> str:
    return f"##contig=<ID=X,assembly={assembly},md5=0>"


@pytest.mark.parametrize(
    ("data", "build", "reason"),
    [
        (vcf(A384T), "GRCh38", "contig X of length 156040895"),
        (vcf(A384T_37, contigs=[X37]), "GRCh37", "contig X of length 155270560"),
        (vcf(A384T, contigs=["X:156040895"], meta=[REF37]), "GRCh38", "of length 156040895"),
        (vcf(A384T.replace("X", "NC_000023.11", 1), contigs=[]), "GRCh38", "NC_000023.11"),
        (vcf(A384T_37.replace("X", "NC_000023.10", 1), contigs=[]), "GRCh37", "NC_000023.10"),
        (vcf(A384T, contigs=[], meta=[REF38]), "GRCh38", "GRCh38.p13.fa"),
        (vcf(A384T_37, contigs=[], meta=[REF37]), "GRCh37", "hs37d5.fa"),
        (vcf(A384T_37, contigs=[], meta=["##reference=ucsc.hg19.fasta"]), "GRCh37", "hg19"),
        (vcf(A384T, contigs=[], meta=["##assembly=hg38"]), "GRCh38", "hg38"),
        (vcf(A384T_37, contigs=[], meta=[contig("b37")]), "GRCh37", "assembly=b37"),
        (vcf(A384T, contigs=[], meta=[contig('"GRCh38.p14"')]), "GRCh38", "assembly=GRCh38.p14"),
        (vcf(*FIVE, contigs=[]), "GRCh38", "5 of 5 REF alleles in the region fit"),
        (vcf(*FIVE_37, contigs=["X"]), "GRCh37", "5 of 5 REF alleles in the region fit"),
    ],
)
def test_build_is_told(annotate: Annotate, data: bytes, build: str, reason: str) -> None:
    result = annotate(data)
    assert result.code == 0
    assert {row["assembly"] for row in result.table} == {build}
    assert {row["ipex_match"] for row in result.table} == {"exact"}
    assert result.err.startswith(f"foxp3tool annotate: {build}: ")
    assert reason in result.err.splitlines()[0]


@pytest.mark.parametrize("name", ["GRCh38", "hg38"])
def test_named_build_settles_what_cannot_be_told(annotate: Annotate, name: str) -> None:
    data = vcf(A384T, contigs=[])
    assert annotate(data).code == 1
    result = annotate(data, "--assembly", name)
    assert result.code == 0
    assert result.table[0]["ipex_match"] == "exact"


@pytest.mark.parametrize(
    ("data", "name", "seen"),
    [
        (vcf(A384T), "GRCh37", "contig X of length 156040895"),
        (vcf(A384T_37, contigs=[X37]), "GRCh38", "contig X of length 155270560"),
        (vcf(A384T.replace("X", "NC_000023.11", 1), contigs=[]), "hg19", "contig NC_000023.11"),
    ],
)
def test_option_that_contradicts_the_header(
    annotate: Annotate, data: bytes, name: str, seen: str
) -> None:
    result = annotate(data, "--assembly", name)
    assert (result.code, result.table) == (1, [])
    assert "contradicts the file" in result.err
    assert seen in result.err
    assert "in.vcf" in result.err


@pytest.mark.parametrize(
    ("data", "option"),
    [
        (vcf(*FIVE_37, contigs=[X38]), []),
        (vcf(*FIVE, contigs=[X37]), []),
        (vcf(*FIVE_37, contigs=[]), ["--assembly", "GRCh38"]),
        (vcf(*FIVE, contigs=[]), ["--assembly", "GRCh37"]),
        # In the region, but the bases are of another genome.
        (vcf(*(record.replace(" C ", " G ").replace(" A ", " G ") for record in FIVE)), []),
        (vcf(*FIVE, contigs=[X38, "chrX:155270560"]), []),
    ],
    ids=["header 38, bases 37", "header 37, bases 38", "option 38, bases 37",
         "option 37, bases 38", "bases of neither", "two builds in the header"],
)  # fmt: skip
def test_wrong_build_stops_with_what_was_seen(
    annotate: Annotate, data: bytes, option: list[str]
) -> None:
    result = annotate(data, *option)
    assert (result.code, result.table) == (1, [])
    assert "GRCh38: " in result.err
    assert "GRCh37: " in result.err
    assert "REF alleles in the region fit" in result.err
    assert "what to do: " in result.err


T2T_NAME, HG18_NAME = "T2T-CHM13v2.0", "NCBI36 (hg18)"


@pytest.mark.parametrize(
    ("data", "named", "seen"),
    [
        (vcf(A384T, contigs=[T2T]), T2T_NAME, "length 154259566"),
        (vcf(A384T.replace("X", "NC_060947.1", 1), contigs=[]), T2T_NAME, "NC_060947.1"),
        (vcf(A384T, contigs=[HG18]), HG18_NAME, "length 154913754"),
        (vcf(A384T.replace("X", "NC_000023.9", 1), contigs=[]), HG18_NAME, "NC_000023.9"),
    ],
)
@pytest.mark.parametrize("option", [[], ["--assembly", "GRCh38"]])
def test_unsupported_builds_are_refused_by_name(
    annotate: Annotate, data: bytes, named: str, seen: str, option: list[str]
) -> None:
    result = annotate(data, *option)
    assert (result.code, result.table) == (1, [])
    assert f"{named}, which is not supported" in result.err
    assert seen in result.err


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("chm13v2.0.fa", T2T_NAME),
        ("/data/hs1.fa.gz", T2T_NAME),
        ("file:///T2T-CHM13v2.0.fasta", T2T_NAME),
        ("hg18.fa", HG18_NAME),
        ("human_b36_male.fa", HG18_NAME),
    ],
)
def test_unsupported_builds_in_free_text(annotate: Annotate, reference: str, named: str) -> None:
    result = annotate(vcf(A384T, contigs=[], meta=[f"##reference={reference}"]))
    assert (result.code, result.table) == (1, [])
    assert f"{named}, which is not supported" in result.err
    assert reference in result.err


def test_refused_accession_names_the_file(annotate: Annotate) -> None:
    data = vcf(A384T.replace("X", "NC_060947.1", 1), contigs=[])
    assert "in.vcf" in annotate(data).err


def test_unknown_length(annotate: Annotate) -> None:
    for option in ([], ["--assembly", "GRCh38"]):
        result = annotate(vcf(A384T, contigs=["X:171031299"]), *option)
        assert (result.code, result.table) == (1, [])
        assert "contig X of length 171031299" in result.err
        assert "156040895 (GRCh38), 155270560 (GRCh37)" in result.err


@pytest.mark.parametrize(
    "data",
    [
        vcf(A384T, contigs=[]),
        vcf(*FIVE[:3], contigs=["X"]),
        vcf("X 1000 . A C . . .", contigs=[]),
        vcf(A384T, contigs=["1:248956422"]),
        vcf(A384T, contigs=[], meta=[REF38, REF37]),
    ],
    ids=["one record", "three records", "elsewhere on X", "other contig", "two names"],
)
def test_undecidable(annotate: Annotate, data: bytes) -> None:
    result = annotate(data)
    assert (result.code, result.table) == (1, [])
    assert "the genome build cannot be told; seen: " in result.err
    assert "--assembly" in result.err


@pytest.mark.parametrize("records", [[], ["1 1000 . A C . . .", "Y 1 . A C . . ."]])
def test_build_is_not_needed_without_records_on_x(annotate: Annotate, records: list[str]) -> None:
    result = annotate(vcf(*records, contigs=[]))
    assert (result.code, result.table) == (0, [])
    assert "genome build not needed: no record lies on the X chromosome" in result.err


def test_single_mismatch_does_not_stop_a_file(annotate: Annotate) -> None:
    result = annotate(vcf(*FIVE, "X 49251600 . N T . . .", "X 49251441 . T A . . ."))
    assert result.code == 0
    assert "REF_MISMATCH 1" in result.err


@pytest.mark.parametrize("meta", [[REF38], [contig("hg38")]])
def test_a_free_text_is_not_believed_against_one_record(
    annotate: Annotate, meta: list[str]
) -> None:
    result = annotate(vcf(A384T_37, contigs=[], meta=meta), "--quiet")
    assert (result.code, result.table) == (1, [])
    assert "GRCh37: 1 of 1 REF alleles in the region fit" in result.err


def test_one_long_allele_of_the_other_build_stops_a_file(annotate: Annotate) -> None:
    """E251del: four REF bases fit GRCh37 only (catalog, FX073)."""
    result = annotate(vcf("X 49111952 . TCTC T . . ."))
    assert (result.code, result.table) == (1, [])
    assert "says GRCh38, but the reference bases say otherwise" in result.err


@pytest.mark.parametrize("options", [["--quiet"], []])
def test_one_base_of_the_other_build_is_a_caution_that_is_always_told(
    annotate: Annotate, options: list[str]
) -> None:
    """One base fits another build by chance in one of four cases, so it does not stop a file."""
    result = annotate(vcf(A384T_37), *options)
    assert (result.code, result.table) == (0, [])
    assert "caution: no record fits FOXP3 on GRCh38, but on GRCh37 1 of 1" in result.err
    assert annotate(vcf(A384T_37), "--strict", *options).code == 3


def test_a_named_build_settles_a_header_that_names_two(annotate: Annotate) -> None:
    data = vcf(A384T, contigs=["X:156040895", "chrX:155270560"])
    refused = annotate(data)
    assert refused.code == 1
    assert "names two builds" in refused.err
    assert annotate(data, "--assembly", "GRCh38").table[0]["ipex_match"] == "exact"
