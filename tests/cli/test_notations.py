"""Inputs with expected answers, row by row, through a look-up: the team's table and our own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pasted_texts import READ, Refusal, Row
from pasted_texts import REFUSED as REFUSED_TEXTS

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.issue import IssueCode
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

# What the table says in words, for the rows that have no allele.
REFUSED = {
    "NM_014009.4:c.1150C>A": IssueCode.REF_MISMATCH,
    "NM_014009.4:c.99999G>A": IssueCode.INVALID_POSITION,
    "BRCA1:c.68_69del": IssueCode.OTHER_GENE,
    "NM_000546.6:c.743G>A": IssueCode.UNKNOWN_REFERENCE,
    "c.1150G>": IssueCode.HGVS_UNPARSED,
    "p.Ala385Thr": IssueCode.REF_MISMATCH,
    "NC_000023.11:g.1000000A>G": IssueCode.OUTSIDE_GENE,
    "hello": IssueCode.HGVS_UNPARSED,
    "": IssueCode.HGVS_UNPARSED,
    "c.1150+3G>A": IssueCode.INVALID_POSITION,
    "NM_014009.4:c.1150=": IssueCode.NO_CHANGE,
    "NC_060947.1:g.48663000A>G": IssueCode.UNKNOWN_REFERENCE,
}
NAMES_BEHIND_THE_STOP = {"NM_014009.4:c.1290_1308delinsTG": "NM_014009.4:c.1290_*12delinsTG"}
"""The table counts on behind the stop codon, c.1296; HGVS begins anew, with *1 (numbering)."""


@pytest.fixture(scope="module")
def table(shared_facts: Path) -> list[dict[str, str]]:
    path = shared_facts / "cases" / "notations.tsv"
    if not path.is_file():
        pytest.skip("the corpus ../shared/cases/notations.tsv is not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def answers(toolkit: Toolkit, text: str) -> list[AnnotatedRow]:
    report = LookupReport()
    return list(lookup_rows(toolkit, [text], transcripts="mane", assembly=None, report=report))


def codes(row: AnnotatedRow) -> set[IssueCode]:
    return {issue.code for issue in row.issues}


def grch38(row: AnnotatedRow) -> str:
    assert row.variant is not None
    own = row.assembly == "GRCh38"
    return row.variant.normalized if own else row.variant.other_normalized


def test_every_row_with_an_allele(toolkit: Toolkit, table: list[dict[str, str]]) -> None:
    checked = 0
    for case in table:
        if case["grch38_vcf"] in ("", "-"):
            continue
        checked += 1
        first = answers(toolkit, case["input"])[0]
        assert first.transcript is not None, case["input"]
        name = NAMES_BEHIND_THE_STOP.get(case["hgvs_c"], case["hgvs_c"])
        found = grch38(first), first.transcript.hgvs_c, first.transcript.hgvs_p
        assert found == (case["grch38_vcf"], name, case["hgvs_p"]), case["input"]
        repaired = case["expectation"].startswith("repaired")
        assert not repaired or IssueCode.REPAIRED_INPUT in codes(first), case["input"]
        by_protein = case["expectation"].startswith("protein-only")
        assert (IssueCode.PROTEIN_ONLY in codes(first)) is by_protein, case["input"]
    assert checked == len(table) - len(REFUSED) - 2


@pytest.mark.parametrize("text", REFUSED)
def test_what_names_no_allele_of_the_gene_is_refused_by_its_code(
    toolkit: Toolkit, text: str
) -> None:
    (row,) = answers(toolkit, text)
    assert (row.variant, codes(row)) == (None, {REFUSED[text]})


def test_every_row_without_an_allele(toolkit: Toolkit, table: list[dict[str, str]]) -> None:
    told = {case["input"] for case in table if case["grch38_vcf"] in ("", "-")}
    uncertain, cis = "c.(210+1_211-1)_(315+1_316-1)del", "NM_014009.4:c.[1010G>A;1150G>A]"
    assert told == {*REFUSED, uncertain, cis}
    (row,) = answers(toolkit, uncertain)
    assert codes(row) == {IssueCode.UNCERTAIN_ENDS}
    assert len(answers(toolkit, cis)) == 3


INITIALS = {
    "R": IssueCode.REPAIRED_INPUT,
    "N": IssueCode.NORMALISED_INPUT,
    "P": IssueCode.PROTEIN_ONLY,
    "I": IssueCode.FROM_IDENTIFIER,
    "S": IssueCode.SUPERSEDED_TRANSCRIPT,
    "2": IssueCode.TWO_READINGS,
    "?": IssueCode.NOT_CHECKED,
}


@pytest.mark.parametrize(
    "row", [row for rows in READ.values() for row in rows], ids=lambda row: ascii(row[0])[:60]
)
def test_what_is_pasted_is_read(toolkit: Toolkit, row: Row) -> None:
    text, alleles, initials = row
    rows = answers(toolkit, text)
    assert codes(rows[0]) == {INITIALS[initial] for initial in initials}
    found = tuple(dict.fromkeys(grch38(one) for one in rows))
    # A protein name has further explanations behind the first one.
    assert (found[: len(alleles)] if "P" in initials else found) == alleles


@pytest.mark.parametrize(
    "refusal",
    [row for rows in REFUSED_TEXTS.values() for row in rows],
    ids=lambda row: ascii(row[0])[:60],
)
def test_what_is_pasted_is_refused_with_a_reason(toolkit: Toolkit, refusal: Refusal) -> None:
    text, code, words, offset = refusal
    report = LookupReport()
    rows = lookup_rows(toolkit, [text], transcripts="mane", assembly=None, report=report)
    assert [codes(row) for row in rows] == [{IssueCode[code]}]
    ((_, error),) = report.failed
    assert words in error.message
    if offset is not None:
        assert (error.text, error.offset) == (text, offset)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("p.Ala384Thr rs122467170", "NM_014009.4:c.1150G>A"),
        ("p.Phe373Ala, VCV000011415", "NM_014009.4:c.1117_1118delinsGC"),
        ("chrX:49255491-49255494 p.Glu251del", "NM_014009.4:c.751_753del"),
    ],
)
def test_what_stands_beside_a_protein_name_tells_which_change_is_meant(
    toolkit: Toolkit, text: str, name: str
) -> None:
    (row,) = answers(toolkit, text)
    assert row.transcript is not None
    assert row.transcript.hgvs_c == name


@pytest.mark.parametrize(
    ("text", "unchecked"),
    [
        ("c.1150G>A rs1", "rs1"),
        ("c.1150G>A CM010001", "CM010001"),
        ("NM_014009.4:c.1150G>A XM_011543915.1:c.1150G>A", "XM_011543915.1"),
        ("NM_014009.4:c.1150G>A ENSP00000365380.4:p.Ala384Thr", "ENSP00000365380.4"),
        ("NC_060947.1:g.48663000A>G NM_014009.4:c.1150G>A", "NC_060947.1"),
        ("X 49251480 rs122467170 C G", "rs122467170"),
    ],
)
def test_what_cannot_be_checked_is_told_and_is_no_failure(
    toolkit: Toolkit, text: str, unchecked: str
) -> None:
    (row,) = answers(toolkit, text)
    assert row.variant is not None
    told = [issue.message for issue in row.issues if issue.code is IssueCode.NOT_CHECKED]
    assert any(message.startswith(unchecked) for message in told)


def test_the_number_of_a_place_is_compared_with_each_allele_of_a_line(toolkit: Toolkit) -> None:
    rows = answers(toolkit, "X 49251480 rs122467170 C T,G 50 PASS .")
    assert [(grch38(row), codes(row)) for row in rows] == [
        ("X-49251480-C-T", set()),
        ("X-49251480-C-G", {IssueCode.NOT_CHECKED}),
    ]


def test_the_build_in_the_text_decides(toolkit: Toolkit) -> None:
    builds = {
        "c.1150G>A (GRCh37)": "GRCh37",
        "c.1150G>A hg38": "GRCh38",
        "c.1150G>A": "GRCh38",
        "genome build GRCh37: c.1150G>A": "GRCh37",
    }
    assert {text: answers(toolkit, text)[0].assembly for text in builds} == builds


NAMES_OF_ONE_VARIANT = [
    "NC_000023.11:g.49251480C>T",
    "NC_000023.10:g.49107941C>T",
    "NG_007392.1:g.18348G>A",
    "LRG_62t1:c.1150G>A",
    "NM_014009.4:c.1150G>A",
    "NM_014009.4(FOXP3):n.1222G>A",
    "ENST00000376207.10:c.1150G>A",
    "c.1150 G>A",
    "c.G1150A",
    "c.1150G>R",
    "r.1150g>a",
    "X-49251480-C-T",
    "chrX:49107941 C>T",
    "NC_000023.11:49251479:C:T",
    "NP_054728.2:p.Ala384Thr",
    "A384T",
    "rs122467170",
    "VCV000011410",
    "FOXP3-IPEX-0127",
]
"""c.1150G>A: c.1 is g.18348 - 1149 of the RefSeqGene record and n.73 of NM_014009.4."""
NAMES_OF_ANOTHER = [
    "c.1010G>A", "c.1150G>T", "NC_000023.11:g.49251481G>A", "X-49107942-G-A", "p.Ala384Val",
    "c.1151C>T", "rs122467169", "VCV000011407", "NM_001114377.2:c.1150A>G", "c.1151C>Y",
]  # fmt: skip


@pytest.mark.parametrize("text", ["{} {}", "{} ({})", "{}; {}", "{} | {}, hemizygous"])
@pytest.mark.parametrize("first", NAMES_OF_ONE_VARIANT)
def test_every_name_is_compared_with_every_other(toolkit: Toolkit, first: str, text: str) -> None:
    for second in NAMES_OF_ONE_VARIANT:
        both = text.format(first, second)
        assert grch38(answers(toolkit, both)[0]) == "X-49251480-C-T", both
    for other in NAMES_OF_ANOTHER:
        if (first, other) == ("rs122467170", "c.1150G>T"):
            continue  # dbSNP numbers places, not alleles
        for both in (text.format(first, other), text.format(other, first)):
            (row,) = answers(toolkit, both)
            assert row.variant is None, both
            assert codes(row) <= {IssueCode.NAMES_DISAGREE, IssueCode.REF_MISMATCH}, both
