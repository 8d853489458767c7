"""Reads texts as ``lookup`` does and takes the forms from the rows as ``convert`` does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bundle_truth import Allele, Pairing, Region, both_ends

from foxp3tool.formats.column import Level
from foxp3tool.formats.columns import columns_of
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.errors import NotationError
from foxp3tool.pipeline.convert import FORMS, columns_of_forms
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

COLUMNS = columns_of_forms(",".join(FORMS))
OF_SOURCE = {"chrom", "pos", "id", "ref", "alt", "filter", "issues"}
WORDS = [column for column in columns_of(Level.FULL) if column.name not in OF_SOURCE]


LIKE_RANGE = re.compile(r"\.[0-9]+-[0-9]+(?:del|dup|inv)")
"""Names of one intronic place that old papers' ranges look like; both readings are told."""


class RefusedError(AssertionError):
    """A text that ought to be read was refused."""


class Reader:
    """Looks texts up.

    Args:
        toolkit: The engine.
    """

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit = toolkit
        self.accessions = [one.accession for one in toolkit.gene.transcripts]

    def rows(
        self, text: str, transcripts: Sequence[str] = ("mane",), assembly: str | None = None
    ) -> list[AnnotatedRow]:
        """Return the rows of a text, with all details.

        Raises:
            RefusedError: If the text is refused.
        """
        rows, error = self.answer(text, transcripts, assembly)
        if error is not None:
            raise RefusedError(f"{text!r} is refused: {error}")
        return rows

    def answer(
        self, text: str, transcripts: Sequence[str] = ("mane",), assembly: str | None = None
    ) -> tuple[list[AnnotatedRow], NotationError | None]:
        """Return the rows of a text, or its error."""
        report = LookupReport()
        rows = list(
            lookup_rows(
                self.toolkit,
                [text],
                transcripts=",".join(transcripts),
                assembly=assembly,
                report=report,
            )
        )
        if report.failed:
            ((_, error),) = report.failed
            return [], error
        return rows, None


def forms_of(row: AnnotatedRow) -> dict[str, str]:
    """Return what ``convert --to`` writes of a row, by form; with the issues."""
    return {column.name: column.value(row) for column in COLUMNS}


def said(row: AnnotatedRow) -> dict[str, str]:
    """Return all that the full table says of a row, but of its source and issues."""
    return {column.name: column.value(row) for column in WORDS}


def codes(row: AnnotatedRow) -> set[str]:
    return {issue.code.name for issue in row.issues}


def issues_but(row: AnnotatedRow, *left_out: IssueCode) -> tuple[Issue, ...]:
    return tuple(issue for issue in row.issues if issue.code not in left_out)


def expected_variant(region: Region, allele: Allele) -> GenomicVariant:
    """Return the one form in which the engine keeps an allele, moved by the tests' own hand."""
    first, _ = both_ends(region.plus, allele)
    return GenomicVariant(region.build, Edit(region.start + first.at, first.old, first.new))


def applied(region: Region, variant: GenomicVariant) -> str:
    """Return the plus strand with an allele of the engine in it."""
    edit = variant.edit
    assert variant.assembly == region.build
    return region.mutant(Allele(edit.start - region.start, edit.deleted, edit.inserted))


def carried(region: Region, pairing: Pairing, allele: Allele) -> Allele | None:
    """Return the allele on the other build, or None if any placement touches a difference."""
    first, last = both_ends(region.plus, allele)
    if any(first.at <= end and start <= last.end for start, end in pairing.unlike):
        return None
    if first.at < region.length:
        return Allele(pairing.partner[first.at], first.old, first.new)
    return Allele(pairing.partner[first.at - 1] + 1, first.old, first.new)
