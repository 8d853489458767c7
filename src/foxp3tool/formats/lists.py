"""Read a list of variant descriptions: plain text, or a column of a CSV or TSV table, as a stream.

Memory use does not depend on the length of the list.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import islice
from typing import Final

from foxp3tool.errors import InputError, counted
from foxp3tool.formats.list_lines import TOO_LONG, Line, TextLines, readable
from foxp3tool.formats.list_shape import ListShape, find_shape, is_tabbed_header
from foxp3tool.model.frozen import frozen

BROKEN_QUOTES: Final = "with a quote that is not closed where its cell ends, read without quotes"
SEVERAL_LINES: Final = "over several lines, as a quoted cell has line breaks"
RAGGED: Final = "with more or fewer cells than the first line"

_LINES_OF_A_RECORD: Final = 100
"""So many lines a quoted cell may go over; behind that the quote is taken for one not closed."""
_LEADING_LINES: Final = 10_000
_COMMENT: Final = "#"


@frozen
class ListEntry:
    """A record of the list.

    Args:
        line: 1-based line that it begins in.
        text: The description, without blanks around it, or empty if the record has none; None for
            a blank line or a comment.
        cells: All cells as they stood there; the whole line if it is a comment or of a plain list.
        doubts: What is doubtful about the text.
    """

    line: int
    text: str | None
    cells: tuple[str, ...]
    doubts: tuple[str, ...] = ()


class ListReader:
    """The records of one list, in order, blank lines and comments too; to be closed after use.

    A comment is a line that begins with ``#``, in a plain list or before a header.

    Args:
        name: A path, or ``-`` for standard input.
        column: Name or 1-based number of the column, or None if it is to be told.
        progress: Called with the bytes of the file that were read, if given.

    Attributes:
        name: What to call the input in a message.
        shape: How the list is laid out.
        doubts: For each kind of doubtful record seen so far, how many there are and the first line.

    Raises:
        InputError: If it cannot be read or is no text, or the column cannot be told.
        UsageError: If there is no such column.

    Example:
        with closing(ListReader("names.csv", "hgvs")) as reader:
            for entry in reader: ...
    """

    def __init__(
        self,
        name: str,
        column: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Open the list and find out how it is laid out."""
        with ExitStack() as opened:
            lines = opened.enter_context(closing(TextLines(name, progress)))
            self.name = lines.name
            self.doubts: dict[str, tuple[int, int]] = {}
            self._lines = _PushBack(iter(lines))
            self._leading, first = self._up_to_content(column)
            self.shape = ListShape()
            if first is not None:
                text = self._whole_record(first)
                self.shape = find_shape(text, self.name, first.number, column)
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def _up_to_content(self, wanted: str | None) -> tuple[list[ListEntry], Line | None]:
        """Read up to the first line that is neither blank nor a comment, which is put back."""
        leading: list[ListEntry] = []
        for line in self._lines:
            text = line.text.strip()
            if text and (text[0] != _COMMENT or is_tabbed_header(text, wanted)):
                self._lines.put_back([line])
                return leading, line
            if len(leading) == _LEADING_LINES:
                raise InputError(
                    f"the first {_LEADING_LINES} lines are blank or comments",
                    file=self.name,
                    remedy="leave them out",
                )
            leading.append(ListEntry(line.number, None, (line.text,)))
        return leading, None

    def _whole_record(self, first: Line) -> str:
        """Return the first record, of which a quoted cell may go over several lines."""
        if '"' in first.text:
            for delimiter in ("\t", ",", ";"):
                line = next(self._lines)
                more, faulty = self._quoted(line, delimiter)[1:]
                self._lines.put_back([line, *more])
                if more and not faulty:
                    parts = [part for each in (line, *more) for part in (each.text, each.end)]
                    return "".join(parts[:-1])
        return first.text

    def __iter__(self) -> Iterator[ListEntry]:
        """Yield the records behind the header, and what stands before and between them.

        Raises:
            InputError: If the data is damaged.
        """
        yield from self._leading
        has_header = self.shape.header is not None
        make = self._plain if self.shape.delimiter is None else self._of_table
        for line in self._lines:
            entry = make(line)
            if has_header and entry.text is not None:
                has_header = False
            else:
                yield entry

    def _plain(self, line: Line) -> ListEntry:
        text = line.text.strip()
        if not text or text[0] == _COMMENT:
            return ListEntry(line.number, None, (line.text,))
        self._doubt(line.number, line.doubts)
        return ListEntry(line.number, readable(text), (line.text,), line.doubts)

    def _of_table(self, line: Line) -> ListEntry:
        cells, doubts = self._cells(line)
        if not any(cell.strip() for cell in cells):
            return ListEntry(line.number, None, tuple(cells))
        if len(cells) != self.shape.width:
            self._doubt(line.number, (RAGGED,))
        self._doubt(line.number, doubts)
        column = self.shape.column
        text = readable(cells[column].strip()) if column < len(cells) else ""
        if text.isascii():
            # Doubtful characters stand in other cells.
            doubts = tuple(doubt for doubt in doubts if doubt in (BROKEN_QUOTES, TOO_LONG))
        return ListEntry(line.number, text, tuple(cells), doubts)

    def _cells(self, line: Line) -> tuple[list[str], tuple[str, ...]]:
        delimiter = self.shape.delimiter or ","
        if '"' not in line.text:
            return line.text.split(delimiter), line.doubts
        cells, more, faulty = self._quoted(line, delimiter)
        doubts = line.doubts + tuple(doubt for other in more for doubt in other.doubts)
        if more:
            # Two quotes that were never closed look the same, and hide the records between them.
            self._doubt(line.number, (SEVERAL_LINES,))
        if faulty:
            doubts += (BROKEN_QUOTES,)
        return cells, tuple(dict.fromkeys(doubts))

    def _quoted(self, line: Line, delimiter: str) -> tuple[list[str], list[Line], bool]:
        """Read a record with quotes; return its cells, its further lines, and whether it is faulty.

        A quote that is never closed would swallow the records behind it. They are put back, and the
        line is divided as if it had no quotes.
        """
        more: list[Line] = []

        def physical() -> Iterator[str]:
            yield line.text + line.end
            for following in islice(self._lines, _LINES_OF_A_RECORD):
                more.append(following)
                yield following.text + following.end

        try:
            return next(csv.reader(physical(), delimiter=delimiter, strict=True)), more, False
        except csv.Error:
            self._lines.put_back(more)
            return line.text.split(delimiter), [], True

    def _doubt(self, line: int, doubts: tuple[str, ...]) -> None:
        for doubt in doubts:
            count, first = self.doubts.get(doubt, (0, line))
            self.doubts[doubt] = count + 1, first

    def cautions(self) -> list[str]:
        """Say what was doubtful in the records read so far."""
        return [
            f"{counted(count, 'record')}, the first in line {line}: {doubt}"
            for doubt, (count, line) in self.doubts.items()
        ]


class _PushBack:
    """Lines that can be put back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._held: deque[Line] = deque()

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        return self._held.popleft() if self._held else next(self._lines)

    def put_back(self, lines: list[Line]) -> None:
        self._held.extendleft(reversed(lines))
