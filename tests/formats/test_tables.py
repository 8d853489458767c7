"""Lines of the table: cells that rows share, and cells that would break a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.tables import LineMaker
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

# On either side of exon borders, in the catalog and not, near a difference of the builds, and far.
ALLELES = [
    (49251479, "C", "T"),
    (49251479, "C", "G"),
    (49258293, "C", "CT"),
    (49264800, "G", ""),
    (49257766, "AGCTGGG", ""),
]


def rows_of(toolkit: Toolkit, start: int, deleted: str, inserted: str) -> list[AnnotatedRow]:
    bases = toolkit.bundle.genes["GRCh38"].plus_bases(start, start + len(deleted))
    variant = GenomicVariant("GRCh38", Edit(start, bases, inserted))
    source = SourceAllele("X", start + 1, "an id", bases, inserted)
    return toolkit.rows(source, variant, toolkit.select_transcripts("all", "GRCh38"))


@pytest.mark.parametrize(("start", "deleted", "inserted"), ALLELES)
def test_shared_cells_are_those_of_each_row_by_itself(
    toolkit: Toolkit, start: int, deleted: str, inserted: str
) -> None:
    rows = rows_of(toolkit, start, deleted, inserted)
    assert len(rows) > 5
    for column in COLUMNS:
        if column.shared:
            assert len({column.value(row) for row in rows}) == 1, column.name
    together = LineMaker(COLUMNS)
    assert [together.line(row) for row in rows] == [LineMaker(COLUMNS).line(row) for row in rows]


def test_the_next_allele_shares_nothing(toolkit: Toolkit) -> None:
    alleles = [rows_of(toolkit, *allele) for allele in ALLELES]
    maker = LineMaker(COLUMNS)
    lines = [maker.line(row) for rows in alleles for row in rows]
    assert lines == [LineMaker(COLUMNS).line(row) for rows in alleles for row in rows]


def test_a_row_that_failed_shares_nothing_with_another() -> None:
    maker = LineMaker(COLUMNS)
    first, second = (AnnotatedRow(SourceAllele(id=text)) for text in ("one", "two"))
    assert "one" in maker.line(first)
    assert "one" not in maker.line(second)


def test_tabs_and_line_ends_in_a_cell_become_blanks(toolkit: Toolkit) -> None:
    row = rows_of(toolkit, *ALLELES[0])[0]
    row = replace(row, source=replace(row.source, id="a\tb\nc"))
    line = LineMaker(COLUMNS).line(row)
    assert line.count("\t") == len(COLUMNS) - 1
    assert line.count("\n") == 1
    assert "a b c" in line
