"""Write rows as tab-separated values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from foxp3tool.formats.column import Column
from foxp3tool.formats.output import ResultStream
from foxp3tool.model.annotation import AnnotatedRow

_BLANKS: Final = str.maketrans("\t\n\r", "   ")


def header_line(columns: Sequence[Column]) -> str:
    """Return the header: one line, no leading ``#``."""
    return "\t".join(column.name for column in columns) + "\n"


def row_line(row: AnnotatedRow, columns: Sequence[Column]) -> str:
    """Return one line; tabs and line ends inside a value become blanks, nothing is quoted."""
    values = [column.value(row) for column in columns]
    line = "\t".join(values)
    if line.count("\t") >= len(values) or "\n" in line or "\r" in line:
        line = "\t".join(value.translate(_BLANKS) for value in values)
    return line + "\n"


def write_table(
    rows: Iterable[AnnotatedRow], columns: Sequence[Column], stream: ResultStream, *, header: bool
) -> None:
    """Write rows as they come, without holding them.

    The header is written with the first row, or at the end if there is none, so that an input that
    is refused at once leaves no table behind.
    """
    due = header_line(columns) if header else ""
    for row in rows:
        stream.write(due + row_line(row, columns))
        due = ""
    stream.write(due)
