"""The team's table of inputs with expected answers, row by row, through a look-up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

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
