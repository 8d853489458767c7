"""Contig names and ALT alleles of every kind; each allele in the gene has a row."""

from __future__ import annotations

import pytest
from vcf_builder import A384T, A384T_37, FIVE, X37, Annotate, vcf

END = '##INFO=<ID=END,Number=1,Type=Integer,Description="Last base">'
PLACES = ["chrom", "pos", "id", "ref", "alt", "filter"]


@pytest.mark.parametrize(
    "name", ["X", "chrX", "CHRX", "chromosomeX", "23", "chr23", "NC_000023.11", "CM000685.2"]
)
def test_names_of_the_x_chromosome(annotate: Annotate, name: str) -> None:
    result = annotate(vcf(A384T.replace("X", name, 1), contigs=[f"{name}:156040895"]))
    (row,) = result.table
    assert result.code == 0
    assert [row[column] for column in PLACES] == [
        name, "49251480", "rs122467170", "C", "T", "PASS",
    ]  # fmt: skip
    assert row["hgvs_g"] == "NC_000023.11:g.49251480C>T"
    assert row["ipex_id"] == "FOXP3-IPEX-0127"


@pytest.mark.parametrize("contigs", [[], ["NC_000023.10"], ["NC_000023.10:155270560"], [X37]])
def test_accession_of_grch37(annotate: Annotate, contigs: list[str]) -> None:
    data = vcf(A384T_37.replace("X", "NC_000023.10", 1), contigs=contigs)
    (row,) = annotate(data).table
    assert (row["assembly"], row["ipex_match"]) == ("GRCh37", "exact")
    assert row["hgvs_g"] == "NC_000023.10:g.49107941C>T"


@pytest.mark.parametrize("name", ["Y", "chrXp", "X_random", "chrX_KI270880v1_alt", "24", "XX"])
def test_other_contigs_are_not_x(annotate: Annotate, name: str) -> None:
    result = annotate(vcf(A384T.replace("X", name, 1)))
    assert (result.code, result.table) == (0, [])
    assert "1 record read; 0 alleles in FOXP3, 1 record elsewhere" in result.err


def test_records_elsewhere_are_counted(annotate: Annotate) -> None:
    records = ["1 100 . A C,G,T . . .", "X 100 . A C . . .", A384T, "Y 5 . A C . . ."]
    result = annotate(vcf(*records))
    assert len(result.table) == 1
    assert "4 records read; 1 allele in FOXP3, 3 records elsewhere" in result.err


def test_multi_allelic_record_has_a_row_for_each(annotate: Annotate) -> None:
    result = annotate(vcf("X 49257447 . G T,A,C,GA . . ."))
    assert [row["alt"] for row in result.table] == ["T", "A", "C", "GA"]
    assert [row["hgvs_c"].partition(":c.")[2] for row in result.table] == [
        "434C>A", "434C>T", "434C>G", "433_434insT",
    ]  # fmt: skip
    # Ala145: Asp and Val are reported, Gly is not; a frameshift is no change of the residue.
    grades = [row["ipex_match"] for row in result.table]
    assert grades == ["exact", "exact", "same_codon", "none"]
    assert "1 record read; 4 alleles in FOXP3, 0 records elsewhere; 2 reported" in result.err


@pytest.mark.parametrize(
    ("alt", "code"),
    [
        ("*", "UNSUPPORTED_ALLELE"),
        ("<DEL>", "UNSUPPORTED_ALLELE"),
        ("<INS:ME:ALU>", "UNSUPPORTED_ALLELE"),
        ("<CN0>", "UNSUPPORTED_ALLELE"),
        ("C[chr2:321682[", "UNSUPPORTED_ALLELE"),
        ("]13:123456]C", "UNSUPPORTED_ALLELE"),
        ("C.", "UNSUPPORTED_ALLELE"),
        (".C", "UNSUPPORTED_ALLELE"),
        (".", "NO_CHANGE"),
        ("C", "NO_CHANGE"),
        ("c", "NO_CHANGE"),
    ],
)
def test_alleles_without_annotation_keep_a_row(annotate: Annotate, alt: str, code: str) -> None:
    for alts in ([alt], ["T", alt, "G"]) if alt != "." else ([alt],):
        result = annotate(vcf(f"X 49251480 . C {','.join(alts)} . . ."))
        assert result.code == 0
        assert [row["alt"] for row in result.table] == alts
        row = result.table[alts.index(alt)]
        assert row["issues"].startswith(f"{code}: ")
        assert {row[c] for c in ("hgvs_g", "hgvs_c", "consequence", "ipex_match")} == {""}
        assert (row["assembly"], row["gene"]) == ("GRCh38", "FOXP3")
        assert f"rows with issues: {code} 1" in result.err


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("X 49251480 . A T . . .", "REF_MISMATCH"),
        ("X 49251480 . CCC T . . .", "REF_MISMATCH"),
        ("X 49248430 . ACGTACGTAC A . . .", "REF_MISMATCH"),
        ("X 49269820 . ACGTACGTAC A . . .", "REF_MISMATCH"),
        ("X 49251480 . R T . . .", "REF_MISMATCH"),
    ],
)
def test_ref_that_cannot_be_used(annotate: Annotate, record: str, code: str) -> None:
    result = annotate(vcf(record, A384T))
    bad, good = result.table
    assert result.code == 0
    assert bad["issues"].startswith(f"{code}: ")
    assert (bad["hgvs_c"], bad["ipex_match"]) == ("", "")
    assert (good["issues"], good["ipex_match"]) == ("", "exact")


def test_mismatch_says_both_bases_and_likely_causes(annotate: Annotate) -> None:
    (row,) = annotate(vcf("X 49251480 . A T . . .")).table
    assert "REF is A, GRCh38 has C at X:49251480" in row["issues"]
    assert "strand" in row["issues"]


@pytest.mark.parametrize(
    ("pos", "inside"),
    [(49248435, 0), (49248436, 1), (49269825, 1), (49269826, 0)],
)
def test_ends_of_the_region(annotate: Annotate, pos: int, inside: int) -> None:
    # The first base of the bundle is C; the last one is not needed: a row with its issue will do.
    result = annotate(vcf(f"X {pos} . C T . . ."))
    assert len(result.table) == inside
    alleles, records = (("allele", "records"), ("alleles", "record"))[1 - inside]
    assert f"{inside} {alleles} in FOXP3, {1 - inside} {records} elsewhere" in result.err


@pytest.mark.parametrize(
    ("info", "inside"),
    [
        ("END=49251480", True),
        ("SVTYPE=DEL;END=49300000", True),
        ("SVLEN=-60000", True),
        ("END=49210000", False),
        ("SVLEN=-10", False),
        (".", False),
        ("XEND=49300000", False),
    ],
)
def test_symbolic_allele_that_reaches_the_gene(
    annotate: Annotate,
    info: str,
    inside: bool,  # noqa: FBT001 - a parameter of pytest
) -> None:
    result = annotate(vcf(f"X 49200000 . N <DEL> . . {info}", meta=[END]))
    assert result.code == 0
    assert [row["issues"].partition(":")[0] for row in result.table] == (
        ["PARTIAL_OVERLAP"] if inside else []
    )


def test_lower_case_is_read_and_kept(annotate: Annotate) -> None:
    (row,) = annotate(vcf("X 49251480 . c t . . .")).table
    assert (row["ref"], row["alt"]) == ("c", "t")
    assert (row["hgvs_g"], row["ipex_match"]) == ("NC_000023.11:g.49251480C>T", "exact")


def test_every_spelling_of_an_allele_is_one_allele(annotate: Annotate) -> None:
    # CTTCTCC lies at 49255489, where GAGAAG, c.751_756, ends.
    records = [
        "X 49255491 . TCTC T . . .",
        "X 49255490 . TTCTC TT . . .",
        "X 49255489 . CTTCTCC CTTC . . .",
        "X 49255492 . CTC . . . .",
    ]
    rows = annotate(vcf(*records), "--columns", "full").table
    assert {row["hgvs_c"] for row in rows[:3]} == {"NM_014009.4:c.751_753del"}
    assert {row["normalized"] for row in rows[:3]} == {"X-49255491-TCTC-T"}
    assert rows[3]["issues"].startswith("NO_CHANGE: ")


@pytest.mark.parametrize(
    ("text", "printed"), [("PASS", "PASS"), (".", ""), ("q10;s50", "q10;s50"), ("q10", "q10")]
)
def test_filter_as_given(annotate: Annotate, text: str, printed: str) -> None:
    (row,) = annotate(vcf(A384T.replace("PASS", text))).table
    assert row["filter"] == printed


def test_input_order_is_kept_and_repeats_too(annotate: Annotate) -> None:
    records = [*reversed(FIVE), FIVE[2], FIVE[2]]
    rows = annotate(vcf(*records)).table
    assert [row["pos"] for row in rows] == [record.split()[1] for record in records]


def test_names_that_the_header_does_not_define(annotate: Annotate) -> None:
    (row,) = annotate(
        vcf("X 49251480 . C T . odd FOO=1;BAR", meta=["##strange", "##INFO=<ID=>"])
    ).table
    assert (row["filter"], row["ipex_match"]) == ("odd", "exact")
