"""Make the cells of rows, and write them as tab-separated values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from foxp3tool.formats.cells import CellRow, Field
from foxp3tool.formats.column import Column
from foxp3tool.formats.output import ResultStream
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.notation.links import clinvar

_BLANKS: Final = str.maketrans("\t\n\r", "   ")


def header_line(columns: Sequence[Column]) -> str:
    """Return the header: one line, no leading ``#``."""
    return "\t".join(column.name for column in columns) + "\n"


class LineMaker:
    """Makes the lines of one table; cells that an allele's rows share are made once.

    Args:
        columns: The columns, in order.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        """Sort out the columns that differ from row to row of an allele."""
        self._makers = [column.value for column in columns]
        self._own = [(i, column.value) for i, column in enumerate(columns) if not column.shared]
        self._last: AnnotatedRow | None = None
        self._cells: list[str] = []

    def line(self, row: AnnotatedRow) -> str:
        """Return one line; tabs and line ends inside a value become blanks, nothing is quoted."""
        last, cells = self._last, self._cells
        if last is not None and last.variant is row.variant and last.source is row.source:
            for index, make in self._own:
                cells[index] = make(row)
        else:
            cells = self._cells = [make(row) for make in self._makers]
        self._last = row
        line = "\t".join(cells)
        if line.count("\t") >= len(cells) or "\n" in line or "\r" in line:
            line = "\t".join(cell.translate(_BLANKS) for cell in cells)
        return line + "\n"


def write_table(
    rows: Iterable[AnnotatedRow], columns: Sequence[Column], stream: ResultStream, *, header: bool
) -> None:
    """Write rows as they come, without holding them.

    The header is written with the first row, or at the end if there is none, so that an input that
    is refused at once leaves no table behind.
    """
    due = header_line(columns) if header else ""
    lines = LineMaker(columns)
    for row in rows:
        stream.write(due + lines.line(row))
        due = ""
    stream.write(due)


def fields_of(columns: Iterable[Column]) -> tuple[Field, ...]:
    """Return names and kinds of columns."""
    return tuple(Field(column.name, column.kind) for column in columns)


def cell_rows(rows: Iterable[AnnotatedRow], columns: Sequence[Column]) -> Iterator[CellRow]:
    """Yield the cells of rows: those of the tab-separated table, so that all forms say the same."""
    lines = LineMaker(columns)
    for row in rows:
        yield CellRow(lines.line(row)[:-1].split("\t"), _record(row))


def _record(row: AnnotatedRow) -> str:
    """Return the address of the ClinVar record of the row's allele, if there is exactly one."""
    found = {number for entry in row.match.entries for number in entry.clinvar_variation_ids}
    return clinvar(found.pop()).url if len(found) == 1 else ""
