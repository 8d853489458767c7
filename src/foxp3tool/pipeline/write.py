"""Write annotated rows as the user wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.column import Column
from foxp3tool.formats.columns import COLUMNS, select_columns
from foxp3tool.formats.output import open_output
from foxp3tool.formats.tables import write_table
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import Issue, IssueCode

if TYPE_CHECKING:
    from foxp3tool.pipeline.sources import AlleleSource

TABLE_ENDINGS: Final = (".tsv", ".txt")


@frozen
class TableOptions:
    """How a table is written.

    Args:
        columns: The columns, in order.
        output: The file, or None for standard output.
        header: Whether a header line is written.
    """

    columns: tuple[Column, ...]
    output: Path | None
    header: bool

    @property
    def needs_details(self) -> bool:
        """True if a column shows what only an annotation with details has."""
        return any(column.needs_details for column in self.columns)

    def with_sources(self, sources: Sequence[AlleleSource]) -> TableOptions:
        """Return the options with the columns of sources behind the others."""
        added = tuple(column for source in sources for column in source.columns)
        return self.with_columns(added)

    def with_columns(self, added: Sequence[Column]) -> TableOptions:
        """Return the options with further columns behind the others."""
        return replace(self, columns=(*self.columns, *added))

    def with_input_column(self) -> TableOptions:
        """Return the options with the column that tells of which file a row is."""
        (column,) = select_columns("input")
        return self if column in self.columns else self.with_columns([column])

    @classmethod
    def parse(cls, columns: str, output: Path | None, *, header: bool) -> TableOptions:
        """Read the user's words.

        Raises:
            UsageError: For an unknown column, or an ending of the file that names no format.
        """
        try:
            chosen = select_columns(columns)
        except KeyError as error:
            names = ", ".join(column.name for column in COLUMNS)
            raise UsageError(
                f"--columns: there is no column {error.args[0]!r}",
                remedy=f"choose minimal, standard, full, or of {names}",
            ) from error
        return cls(chosen, checked_output(output), header)


def checked_output(output: Path | None, endings: Sequence[str] = TABLE_ENDINGS) -> Path | None:
    """Return where to write, None for standard output.

    Raises:
        UsageError: If the file's ending is not one of those that name the format written.
    """
    if output is None or output == Path("-"):
        return None
    if output.suffix.lower() not in endings:
        raise UsageError(
            f"--output {output}: the ending names no format that this version writes here",
            remedy="end the name with " + " or ".join(endings),
        )
    return output


def write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Write lines, given without line ends, as they come.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    with open_output(output) as stream:
        for line in lines:
            stream.write(line + "\n")


def write(rows: Iterable[AnnotatedRow], options: TableOptions) -> None:
    """Write rows as they come.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    with open_output(options.output) as stream:
        write_table(rows, options.columns, stream, header=options.header)


class SourceNotes:
    """Says on rows which sources were not asked, as they are on another build.

    Args:
        sources: The sources.

    Attributes:
        rows: How many rows that had no issue have one through this.
    """

    def __init__(self, sources: Sequence[AlleleSource]) -> None:
        """Begin."""
        self.rows = 0
        self._sources = sources

    def added(self, rows: Iterable[AnnotatedRow]) -> Iterator[AnnotatedRow]:
        """Yield the rows with what is to be said of the sources."""
        for row in rows:
            issues = tuple(
                Issue(
                    IssueCode.BUILD_CONFLICT,
                    f"the source {source.name} is on {source.assembly} and was not asked for this "
                    f"allele, which was read on {row.assembly}",
                )
                for source in self._sources
                if row.variant is not None and source.assembly not in (None, row.assembly)
            )
            self.rows += bool(issues) and not row.issues
            yield replace(row, issues=row.issues + issues) if issues else row
