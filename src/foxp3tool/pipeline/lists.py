"""Look up the variants of a list, as a stream: one bad line stops nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Final

from foxp3tool.formats.columns import is_ipex_match
from foxp3tool.formats.list_lines import TOO_LONG
from foxp3tool.formats.lists import ListEntry, ListReader
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.pipeline.lookup import answer, unanswered
from foxp3tool.pipeline.toolkit import Toolkit

FAILURES_KEPT: Final = 5
_KEPT_OF_A_HUGE_LINE: Final = 1_000
"""Characters; readers of CSV refuse cells of more than 131,072."""


@frozen
class ListFailure:
    """A description that could not be answered.

    Args:
        line: 1-based line of the list.
        text: The description.
        error: Why.
    """

    line: int
    text: str
    error: NotationError


@dataclass(slots=True)
class ListReport:
    """What became of a list; filled while rows are taken.

    Args:
        descriptions: Records with a description, or without one where one should be.
        skipped: Blank lines and comments.
        failed: Descriptions that could not be answered.
        first_failures: The first few of these.
        matches: Descriptions of which a row is a reported IPEX mutation.
        issues: Rows by issue code.
    """

    descriptions: int = 0
    skipped: int = 0
    failed: int = 0
    first_failures: list[ListFailure] = field(default_factory=list)
    matches: int = 0
    issues: Counter[str] = field(default_factory=Counter)


class ListLookup:
    """The rows of one list, to be used in a ``with`` statement.

    Args:
        toolkit: The engine.
        name: A path, or ``-`` for standard input.
        column: Name or 1-based number of the column, or None if it is to be told.
        assembly: Build for descriptions that name none; None for the default build.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        details: As for :meth:`Annotator.annotate`.
        progress: Called with the bytes of the file that were read, if given.

    Raises:
        InputError: If the list cannot be read, or its column cannot be told.
        UsageError: If there is no such column, or a transcript is not bundled.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        name: str,
        *,
        column: str | None = None,
        assembly: str | None = None,
        transcripts: str = "mane",
        details: bool = True,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Open the list."""
        toolkit.check_transcripts(transcripts)
        self._toolkit = toolkit
        self._assembly = assembly
        self._transcripts = transcripts
        self._details = details
        self.reader = ListReader(name, column, progress)
        self.report = ListReport()

    def __enter__(self) -> ListLookup:
        """Return the open list."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the list."""
        self.reader.close()

    def rows(self) -> Iterator[AnnotatedRow]:
        """Yield the rows in the order of the list; one that fails is a row with its issue.

        Raises:
            InputError: If the data is damaged.
        """
        for _, rows in self.answers():
            yield from rows

    def answers(self) -> Iterator[tuple[ListEntry, list[AnnotatedRow]]]:
        """Yield each record of the list with its rows; a blank line or a comment has none.

        Raises:
            InputError: If the data is damaged.
        """
        report = self.report
        for entry in self.reader:
            if entry.text is None:
                report.skipped += 1
                yield entry, []
                continue
            report.descriptions += 1
            rows = self._rows_of(entry, entry.text)
            report.matches += any(map(is_ipex_match, rows))
            for row in rows:
                if row.issues:
                    report.issues.update({issue.code.name for issue in row.issues})
            yield entry, rows

    def _rows_of(self, entry: ListEntry, text: str) -> list[AnnotatedRow]:
        if not text:
            message = f"line {entry.line} has nothing in {self.reader.shape}"
            return [self._failed(entry, text, NotationError(IssueCode.HGVS_UNPARSED, message))]
        if TOO_LONG in entry.doubts:
            message = f"line {entry.line} is {TOO_LONG}"
            begun = text[:_KEPT_OF_A_HUGE_LINE]
            return [self._failed(entry, begun, NotationError(IssueCode.HGVS_UNPARSED, message))]
        try:
            rows = answer(
                self._toolkit, text, self._transcripts, self._assembly, details=self._details
            )
        except NotationError as error:
            rows = [self._failed(entry, text, error)]
        if not entry.doubts:
            return rows
        doubt = Issue(IssueCode.REPAIRED_INPUT, f"line {entry.line} is {', '.join(entry.doubts)}")
        return [replace(row, issues=(doubt, *row.issues)) for row in rows]

    def _failed(self, entry: ListEntry, text: str, error: NotationError) -> AnnotatedRow:
        self.report.failed += 1
        if len(self.report.first_failures) < FAILURES_KEPT:
            self.report.first_failures.append(ListFailure(entry.line, text, error))
        return unanswered(text, error)
