"""Write annotated rows as the user wants them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.cells import CellRow, Field
from foxp3tool.formats.column import Column, Level
from foxp3tool.formats.columns import COLUMNS, columns_of, select_columns
from foxp3tool.formats.excel import write_excel
from foxp3tool.formats.json_text import (
    TABLE_FORMAT,
    flat_objects,
    write_json,
    write_json_lines,
)
from foxp3tool.formats.output import open_output
from foxp3tool.formats.parquet import write_parquet
from foxp3tool.formats.row_json import FORMAT, RowObjects
from foxp3tool.formats.table_form import TableForm, Target, choose_target, says_nothing
from foxp3tool.formats.tables import cell_rows, fields_of, write_table
from foxp3tool.formats.text_tables import write_csv, write_markdown, write_tsv
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.pipeline.provenance import population_of, provenance_of
from foxp3tool.pipeline.toolkit import Toolkit

if TYPE_CHECKING:
    from foxp3tool.pipeline.sources import AlleleSource

TableTarget = Target
"""Where a table goes, and in which form; for the commands, which do not import formats."""

PAGE_ENDINGS: Final = (".html", ".htm")


@frozen
class TableOptions:
    """How a table is written.

    Args:
        columns: The columns, in order.
        target: Where it goes, and in which form.
        is_nested: True if the forms of JSON hold all that is known of a row, whatever the columns;
            else an object of the columns.
    """

    columns: tuple[Column, ...]
    target: Target
    is_nested: bool = False

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
    def parse(
        cls,
        columns: str | None,
        output: Path | None,
        *,
        header: bool,
        form: str | None = None,
        further: Sequence[str] = (),
    ) -> TableOptions:
        """Read the user's words.

        Args:
            columns: A set, or names separated by commas; None for the standard set.
            output: The file, None or ``-`` for standard output.
            header: False if the header line is to be left out.
            form: Name of a :class:`TableForm`; None if the ending of the file is to tell.
            further: As for :func:`choose_target`.

        Raises:
            UsageError: For an unknown column, a form that the ending contradicts or names not,
                columns of a form that has none, or if what writes it is not installed.
        """
        target = choose_target(form, output, has_header=header, further=further)
        if target.form.is_json:
            if columns is not None:
                raise UsageError(
                    f"--columns is for tables; {target.form.value} holds all that is known",
                    remedy="leave --columns out, and take what you need of the objects (jq)",
                )
            return cls(columns_of(Level.FULL), target, is_nested=True)
        return cls(chosen_columns("standard" if columns is None else columns), target)


def chosen_columns(text: str) -> tuple[Column, ...]:
    """Return the columns of a set, or those named, separated by commas.

    Raises:
        UsageError: For an unknown column; it names those that there are. For one named twice.
    """
    try:
        return select_columns(text)
    except KeyError as error:
        names = ", ".join(column.name for column in COLUMNS)
        raise UsageError(
            f"--columns: there is no column {error.args[0]!r}",
            remedy=f"choose minimal, standard, full, or of {names}",
        ) from error


def wants_page(form: str | None, output: Path | None) -> bool:
    """Tell whether a page is to be written, by ``--format`` and the ending of ``--output``.

    Raises:
        UsageError: If they contradict each other.
    """
    if output is None or output == Path("-"):
        return form == "html"
    is_page = output.suffix.lower() in PAGE_ENDINGS
    if form == "html" and not is_page and not says_nothing(output):
        raise UsageError(
            f"--output {output}: the ending is not that of --format html",
            remedy=f"end the name with {' or '.join(PAGE_ENDINGS)}, or leave --format out",
        )
    if is_page and form not in (None, "html"):
        raise UsageError(
            f"--output {output}: the ending is that of a page, not of --format {form}",
            remedy="leave --format out, or change the ending",
        )
    return is_page or form == "html"


def checked_output(output: Path | None, endings: Sequence[str]) -> Path | None:
    """Return where to write, None for standard output.

    Raises:
        UsageError: If the file's ending is not one of those that name the format written.
    """
    if output is None or output == Path("-"):
        return None
    if output.suffix.lower() not in endings and not says_nothing(output):
        raise UsageError(
            f"--output {output}: the ending names no format that this version writes here",
            remedy="end the name with " + " or ".join(endings),
        )
    return output


def write_lines(lines: Iterable[str], output: Path | None, *, is_compressed: bool = False) -> None:
    """Write lines, given without line ends, as they come.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    with open_output(output, is_compressed=is_compressed) as stream:
        for line in lines:
            stream.write(line + "\n")


def table_target(form: str | None, output: Path | None, *, header: bool = True) -> Target:
    """Return where and how a table is written.

    Raises:
        UsageError: As :func:`choose_target`, or if a binary form would reach a terminal.
    """
    target = choose_target(form, output, has_header=header)
    refuse_terminal(target)
    return target


def refuse_terminal(target: Target) -> None:
    """Refuse to write what is no text to a terminal.

    Raises:
        UsageError: If standard output is one.
    """
    if target.path is None and target.form.is_binary and sys.stdout and sys.stdout.isatty():
        raise UsageError(
            f"{target.form.value} is no text, and is not written to a terminal",
            remedy=f"give a file, -o FILE.{target.form.value}, or pipe it on",
        )


def write(rows: Iterable[AnnotatedRow], options: TableOptions, toolkit: Toolkit) -> tuple[str, ...]:
    """Write rows as they come.

    Args:
        rows: The rows.
        options: How they are written.
        toolkit: What they were made with.

    Returns:
        What is to be known of the file: what the form could not hold.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    target = options.target
    if options.is_nested:
        objects = RowObjects(options.columns, population_of(toolkit))
        made_with = provenance_of(toolkit)
        with open_output(target.path, is_compressed=target.is_compressed) as stream:
            if target.form is TableForm.JSON:
                write_json(FORMAT, map(objects.of, rows), stream, made_with)
            else:
                write_json_lines(map(objects.of, rows), stream, made_with)
        return ()
    if target.form is TableForm.TSV:
        with open_output(target.path, is_compressed=target.is_compressed) as stream:
            write_table(rows, options.columns, stream, header=target.has_header)
        return ()
    fields = fields_of(options.columns)
    return write_cells(fields, cell_rows(rows, options.columns), target, toolkit)


def write_cells(
    fields: Sequence[Field], rows: Iterable[CellRow], target: Target, toolkit: Toolkit
) -> tuple[str, ...]:
    """Write a table that is made of cells already; as :func:`write`."""
    made_with = provenance_of(toolkit)
    with open_output(target.path, is_compressed=target.is_compressed) as stream:
        match target.form:
            case TableForm.TSV:
                write_tsv(fields, rows, stream, header=target.has_header)
            case TableForm.CSV:
                write_csv(fields, rows, stream, header=target.has_header)
            case TableForm.MARKDOWN:
                write_markdown(fields, rows, stream, made_with)
            case TableForm.PARQUET:
                write_parquet(fields, rows, stream, made_with)
            case TableForm.JSON:
                write_json(TABLE_FORMAT, flat_objects(fields, rows), stream, made_with)
            case TableForm.JSONL:
                write_json_lines(flat_objects(fields, rows), stream, made_with)
            case TableForm.EXCEL:
                return write_excel(fields, rows, stream, made_with)
    return ()


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
