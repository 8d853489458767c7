"""Alleles that reach beyond the bundled region have grades and hints, or none, but no traceback."""

from __future__ import annotations

import random

import pytest

from foxp3tool.formats.column import Level
from foxp3tool.formats.columns import columns_of
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

REGIONS = {"NC_000023.11": (49248436, 49269825), "NC_000023.10": (49104897, 49126288)}
FULL = columns_of(Level.FULL)


@pytest.mark.parametrize("accession", REGIONS)
def test_every_column_of_any_such_allele(toolkit: Toolkit, accession: str) -> None:
    rng = random.Random(accession)
    low, high = REGIONS[accession]
    texts = []
    for _ in range(60):
        first = rng.randrange(low - 3000, high)
        last = rng.randrange(max(first + 1, low), high + 3000)
        word = rng.choice(["del", "dup", "inv", "delinsACGT"])
        texts.append(f"{accession}:g.{first}_{last}{word}")
    report = LookupReport()
    rows = list(lookup_rows(toolkit, texts, transcripts="all", assembly=None, report=report))
    assert not report.failed
    for row in rows:
        for column in FULL:
            column.value(row)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("NC_000023.11:g.49240000_49290000del", "PVS1"),
        ("NC_000023.11:g.(?_49240000)_(49290000_?)del", "PVS1"),
    ],
)
def test_a_deletion_of_the_whole_gene_takes_out_all_that_is_reported(
    toolkit: Toolkit, name: str, label: str
) -> None:
    rows = lookup_rows(toolkit, [name], transcripts="mane", assembly=None, report=LookupReport())
    (row,) = rows
    assert row.match.grade is MatchGrade.OVERLAPS
    known = [e for e in toolkit.bundle.catalog if e.assertion.is_ipex and e.placements]
    assert {entry.id for entry in row.match.flagged} == {entry.id for entry in known}
    assert row.evidence is not None
    assert label in row.evidence.sheet.labels
