"""What a report found, before it is put in order: alleles with their rows, and how they rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foxp3tool.model.annotation import AnnotatedRow, MatchGrade, SourceAllele
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.consequence import Impact
from foxp3tool.model.frozen import frozen
from foxp3tool.model.genotype import SampleReading
from foxp3tool.model.sheet import Sheet
from foxp3tool.notation.short_names import short_name
from foxp3tool.pipeline.distinct import Distinct, distinct


@frozen
class Found:
    """An allele, or a text without an answer, in the order of the input."""

    sheet: Sheet
    rows: tuple[AnnotatedRow, ...]
    source: SourceAllele
    asked: int
    carriers: tuple[SampleReading, ...] = ()


def allele_of(row: AnnotatedRow) -> tuple[object, ...]:
    """Return what rows of one allele have alike."""
    return (row.source, row.assembly, row.variant)


def told_apart(rows: Sequence[AnnotatedRow], accession: str) -> Distinct:
    """Return which variant an allele is; one without a key if it is not counted."""
    for row in rows:
        mine = row.transcript
        if mine is not None and mine.transcript.accession == accession:
            return distinct(row, mine) or Distinct(())
    return Distinct(())


def rank(sheet: Sheet) -> tuple[int, int]:
    """Return where a variant stands in a report: reported ones first, those unanswered last."""
    overview = sheet.overview
    if overview.grade is None:
        return (len(MatchGrade), 0)
    grade = list(MatchGrade).index(overview.grade)
    impact = overview.consequences[0].impact if overview.consequences else Impact.MODIFIER
    return (grade, list(Impact).index(impact))


def place_of(source: SourceAllele) -> str:
    """Return where the input puts an allele; empty for a name."""
    if source.pos is None:
        return ""
    return (
        short_name(f"{source.chrom}:{source.pos} {source.ref}>{source.alt}") if source.ref else ""
    )


def cited_entries(
    found: Found, catalog: Iterable[ReportedMutation]
) -> tuple[ReportedMutation, ...]:
    """Return the catalog entries of which a sheet tells."""
    entries = [
        entry
        for row in found.rows
        for entry in (*row.match.entries, *(one.entry for one in row.match.graded))
    ]
    if not found.sheet.is_answered:
        entries += [one for one in catalog if one.id in found.sheet.entries]
    return tuple({entry.id: entry for entry in entries}.values())
