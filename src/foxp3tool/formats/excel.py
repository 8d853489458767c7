"""Write a table as an Excel workbook; openpyxl is imported when one is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from foxp3tool.errors import OutputError, counted
from foxp3tool.formats.cells import REPLACEMENT, CellRow, Field, Value, value_of
from foxp3tool.formats.links import address_of
from foxp3tool.formats.output import ResultStream, cannot_write
from foxp3tool.model.provenance import Provenance

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

MOST_CHARACTERS: Final = 32_767
MOST_ROWS: Final = 1_048_576
MOST_LINKS: Final = 65_530
"""What Excel holds in a cell and on a sheet; characters are counted in UTF-16."""

# Characters that XML 1.0 cannot hold.
_IMPOSSIBLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_FORMULA: Final = re.compile("[\t\r]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
"""Signs of formulas, full-width ones of East Asian keyboards among them, also behind blanks."""
_WIDTHS: Final = (8, 48)
_LINK_COLOUR: Final = "0563C1"
_EXACT: Final = 2**53
_COPIED: Final = 1 << 20
_SAMPLED: Final = 200
"""Rows by which the widths are chosen, as they stand in the file before the cells."""


def write_excel(
    fields: Sequence[Field],
    rows: Iterable[CellRow],
    stream: ResultStream,
    provenance: Provenance,
) -> tuple[str, ...]:
    """Write a workbook: the table, and a sheet that tells what it was made with.

    Texts are texts, whatever they begin with, and numbers are numbers. Rows are put into a
    temporary file as they come.

    Returns:
        What is to be known of the file: cells that Excel cannot hold as they are.

    Raises:
        OutputError: If there are more rows than a sheet holds.
    """
    import tempfile  # noqa: PLC0415 - only here

    from openpyxl import Workbook  # noqa: PLC0415 - only here

    book = Workbook(write_only=True)
    book.properties.creator = f"{provenance.program} {provenance.version}"
    book.properties.title = "FOXP3 variants"
    sheet = _Sheet(book, fields)
    try:
        for row in rows:
            sheet.add(row)
        sheet.finish()
        _add_notes(book, provenance, sheet.told)
        with tempfile.TemporaryFile(prefix="foxp3tool.") as file:
            with _in_temporary_files():
                book.save(file)
            file.seek(0)
            for piece in iter(lambda: file.read(_COPIED), b""):
                stream.write_bytes(piece)
    except BaseException:
        sheet.abandon()
        raise
    return sheet.told


@contextmanager
def _in_temporary_files() -> Iterator[None]:
    """Tell a failure to write them, where openpyxl keeps what it has of the workbook.

    Raises:
        OutputError: If that fails.
    """
    try:
        yield
    except OSError as error:
        raise cannot_write("a temporary file", error) from error


class _Sheet:
    """The sheet of the table, whose first rows are held until the widths are known."""

    def __init__(self, book: Workbook, fields: Sequence[Field]) -> None:
        self._fields = fields
        # openpyxl's type stubs do not know what sheets have that are written as rows come.
        self._sheet: Any = book.create_sheet("variants")
        self._held: list[CellRow] = []
        self._rows = 1
        self._links = 0
        self._is_begun = False
        self._texts = _Texts(self._sheet)
        self._unlinked = 0

    @property
    def told(self) -> tuple[str, ...]:
        """What is to be known of the cells."""
        said = []
        if self._texts.cut:
            cells = counted(self._texts.cut, "cell holds", "cells hold")
            said.append(
                f"{cells} more than the {MOST_CHARACTERS} characters that Excel allows; what is "
                "cut ends by saying so; other formats have it whole"
            )
        if self._texts.replaced:
            cells = counted(self._texts.replaced, "cell held", "cells held")
            said.append(f"{cells} characters that Excel cannot; {REPLACEMENT} is in their place")
        if self._unlinked:
            cells = counted(self._unlinked, "cell has", "cells have")
            said.append(f"{cells} no link; Excel allows {MOST_LINKS} a sheet")
        return tuple(said)

    def abandon(self) -> None:
        """Close what openpyxl would close later, and then complain about."""
        for part in (self._sheet._rows, self._sheet._writer and self._sheet._writer.xf):
            with suppress(Exception):
                part.close()

    def add(self, row: CellRow) -> None:
        """Write a row, or hold it while the widths are not known."""
        if self._is_begun:
            self._write(row)
            return
        self._held.append(row)
        if len(self._held) == _SAMPLED:
            self._begin()

    def finish(self) -> None:
        """Write what is left, and set the filter over all rows."""
        self._begin()
        last = f"{_letters(len(self._fields))}{self._rows}"
        self._sheet.auto_filter.ref = f"A1:{last}"

    def _begin(self) -> None:
        """Write what stands before the cells, the header, and the rows that were held."""
        from openpyxl.styles import Font  # noqa: PLC0415 - only here

        if self._is_begun:
            return
        self._is_begun = True
        self._sheet.freeze_panes = "A2"
        for number, field in enumerate(self._fields):
            longest = max((len(row.cells[number]) for row in self._held), default=0)
            width = max(len(field.name) + 3, longest + 1)
            letters = _letters(number + 1)
            self._sheet.column_dimensions[letters].width = min(max(width, _WIDTHS[0]), _WIDTHS[1])
        header = [self._texts.cell(field.name) for field in self._fields]
        for cell in header:
            cell.font = Font(bold=True)
        self._append(header)
        for row in self._held:
            self._write(row)
        self._held = []

    def _write(self, row: CellRow) -> None:
        if self._rows == MOST_ROWS:
            raise OutputError(
                f"an Excel sheet holds {MOST_ROWS} rows, and there are more",
                remedy="write another format, such as parquet or csv",
            )
        self._rows += 1
        made: list[Cell | Value] = []
        for field, text in zip(self._fields, row.cells, strict=True):
            value = value_of(field.kind, text)
            if text and not _is_number(value):
                made.append(self._linked(field.name, text, row.record))
            else:
                made.append(value)
        self._append(made)

    def _append(self, cells: Sequence[Cell | Value]) -> None:
        with _in_temporary_files():
            self._sheet.append(cells)

    def _linked(self, name: str, text: str, record: str) -> Cell:
        from openpyxl.styles import Font  # noqa: PLC0415 - only here

        cell = self._texts.cell(text)
        address = address_of(name, text, record)
        if not address:
            return cell
        if self._links == MOST_LINKS:
            self._unlinked += 1
            return cell
        self._links += 1
        cell.hyperlink = address
        cell.font = Font(color=_LINK_COLOUR, underline="single")
        return cell


def _is_number(value: Value) -> bool:
    """Tell what Excel can hold as a number without changing it; its numbers have 53 bits."""
    return isinstance(value, float) or (isinstance(value, int) and abs(value) <= _EXACT)


class _Texts:
    """Makes the cells of a sheet that hold text, and counts those that are not as they were."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.cut = 0
        self.replaced = 0

    def cell(self, text: str) -> Cell:
        """Return a cell that is a text, also if it begins like a formula or looks like an error."""
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - only here

        held = self._held(text)
        cell: Cell = WriteOnlyCell(self._sheet, value="")
        cell.value = held
        cell.data_type = "s"
        if _LIKE_FORMULA.match(held):
            # Excel keeps it a text when somebody edits the cell.
            cell.quotePrefix = True
        return cell

    def _held(self, text: str) -> str:
        """Return what Excel can hold of a text."""
        held = _IMPOSSIBLE.sub(REPLACEMENT, text)
        self.replaced += held != text
        length = _length(held)
        if length <= MOST_CHARACTERS:
            return held
        self.cut += 1
        note = f" [cut here: {length} characters]"
        room = 2 * (MOST_CHARACTERS - len(note))
        return held.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + note


def _length(text: str) -> int:
    """Return the length as Excel counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _letters(number: int) -> str:
    """Return what Excel calls a column, counted from 1.

    Example:
        >>> _letters(1), _letters(28)
        ('A', 'AB')
    """
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _add_notes(book: Workbook, provenance: Provenance, told: Sequence[str]) -> None:
    """Add the sheet that tells what the table was made with, and what it is for."""
    sheet: Any = book.create_sheet("about")
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 100
    lines = [
        ("use", provenance.use),
        ("program", f"{provenance.program} {provenance.version}"),
        ("reference data", provenance.data_version),
        ("catalog", provenance.catalog),
        *(("caution", text) for text in told),
    ]
    texts = _Texts(sheet)
    for name, text in lines:
        sheet.append([texts.cell(name), texts.cell(text)])
