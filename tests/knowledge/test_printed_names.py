"""Names as papers print them lead to their entry where they mean nothing by themselves."""

from __future__ import annotations

import pytest

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.catalog import Resolution
from foxp3tool.model.issue import IssueCode
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit


def ask(toolkit: Toolkit, text: str, assembly: str | None = None) -> list[AnnotatedRow]:
    rows = lookup_rows(
        toolkit, [text], transcripts="mane", assembly=assembly, report=LookupReport(), details=False
    )
    return list(rows)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # From the first base of the mRNA record of 2001, 188 bases before c.1.
        ("1338G>A", "c.1150G>A"),
        ("1338 G->A", "c.1150G>A"),
        ("c.1377C>T", "c.1189C>T"),
        ("1300T>G (mRNA numbering)", "c.1112T>G"),
        # Before the start codon, on the genome.
        ("-3279 A/C", "c.-23+2877C>A"),
        ("-924 A/G", "c.-22-902A>G"),
        # On another transcript; the bases do not fit on MANE Select.
        ("c.550G>A", "c.542+8G>A"),
        # What a lost start codon leads to is not known, but this is what was reported.
        ("p.M1I", "c.3G>A"),
    ],
)
@pytest.mark.parametrize("assembly", [None, "GRCh37"])
def test_a_printed_name_leads_to_its_entry(
    toolkit: Toolkit, text: str, name: str, assembly: str | None
) -> None:
    (row,) = ask(toolkit, text, assembly)
    assert row.transcript is not None
    assert row.assembly == (assembly or "GRCh38")
    entry = next(e for e in toolkit.bundle.catalog if e.hgvs_c == name)
    assert [found.id for found in row.match.entries] == [entry.id]
    (issue,) = (i for i in row.issues if i.code is IssueCode.REPAIRED_INPUT)
    assert entry.id in issue.message
    assert text in issue.message


def test_a_name_that_fits_is_read_as_it_stands(toolkit: Toolkit) -> None:
    # Printed for c.1147-12G>C, on another transcript; on MANE Select it is another variant.
    (row,) = ask(toolkit, "c.1210G>C")
    assert row.transcript is not None
    assert row.transcript.hgvs_c == "NM_014009.4:c.1210G>C"
    assert row.match.entries == ()


@pytest.mark.parametrize("text", ["1338G>C", "1339G>A", "-3279 A/T", "p.M1L"])
def test_what_no_source_prints_is_refused(toolkit: Toolkit, text: str) -> None:
    (row,) = ask(toolkit, text)
    assert row.variant is None


def test_every_printed_name_of_a_known_allele_leads_to_it_but_for_one(toolkit: Toolkit) -> None:
    missed = []
    for entry in toolkit.bundle.catalog:
        if entry.resolution is not Resolution.EXACT:
            continue
        for name in entry.legacy_names:
            found = {e.id for row in ask(toolkit, name) for e in row.match.entries}
            if entry.id not in found:
                missed.append(name)
    assert missed == ["c.1210G>C"]
