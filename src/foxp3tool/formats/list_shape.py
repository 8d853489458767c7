"""Tell from its first line how a list is laid out: what divides its cells, and which column counts.

Nothing is guessed: a column is taken only if it is named, if it is the only one that says by its
name that it holds variants, or if it is the only one whose first cell is a variant description.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Final

from foxp3tool.errors import InputError, UsageError
from foxp3tool.model.frozen import frozen
from foxp3tool.model.parsed import IdentifierDescription
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.notation.readings import readings

TELLING_NAMES: Final = frozenset({
    "c_hgvs", "cdna", "cdna_change", "coding_change", "dna_change", "hgvs", "hgvs_c", "hgvs_cdna",
    "hgvs_g", "hgvs_genomic", "hgvs_name", "hgvs_p", "hgvs_protein", "hgvsc", "hgvsg", "hgvsp",
    "mutation", "mutations", "spdi", "variant", "variant_description", "variant_name", "variants",
})  # fmt: skip
"""Names of columns that hold variant descriptions."""
LIKELY_NAMES: Final = frozenset({"description", "name"})
"""Names that may, too; they count if no other name does."""

_TAB_ENDINGS: Final = (".tsv", ".tab")
_CSV_ENDING: Final = ".csv"
_NOT_OF_A_WORD: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile("[0-9]{1,6}")
_DIGIT: Final = re.compile(r"\d")
_SHOWN_COLUMNS: Final = 30
_SHOWN_CHARACTERS: Final = 40


@frozen
class ListShape:
    """How a list is laid out.

    Args:
        delimiter: What divides the cells; None for a plain list, one description a line.
        header: The cells of the header line, or None if there is none.
        column: 0-based number of the column that holds the descriptions.
        width: Number of cells of the first line.
    """

    delimiter: str | None = None
    header: tuple[str, ...] | None = None
    column: int = 0
    width: int = 1

    def __str__(self) -> str:
        """Say it for a message."""
        if self.delimiter is None and self.header is None:
            return "one description a line"
        name = "no header" if self.header is None else repr(self.header[self.column])
        kinds = {"\t": "tab-separated", ",": "comma-separated", ";": "semicolon-separated"}
        kind = "" if self.width == 1 else f", {kinds[self.delimiter or ',']}"
        return f"column {self.column + 1} of {self.width} ({name}{kind})"


def split_cells(text: str, delimiter: str) -> list[str]:
    """Split one line into its cells; a fault in its quotes means that they are no quotes."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return text.split(delimiter)


def is_tabbed_header(text: str, wanted: str | None) -> bool:
    """Tell a header that begins with ``#``, as in many tab-separated files, from a comment."""
    cells = text.split("\t")
    return len(cells) > 1 and any(_is_telling(c) or _is_named(c, wanted) for c in cells)


def find_shape(first: str, file: str, line: int, wanted: str | None) -> ListShape:
    """Find out how a list is laid out.

    Args:
        first: Its first line that is neither blank nor a comment; of a record that goes over
            several lines, all of them.
        file: Its name, whose ending counts.
        line: 1-based number of that line, for messages.
        wanted: The column as the user names it, or its 1-based number; None if not given.

    Raises:
        InputError: If it cannot be told which column holds the descriptions.
        UsageError: If there is no such column as the user names, or there are two.
    """
    delimiter = _delimiter(first, file, wanted)
    cells = [first.strip()] if delimiter is None else split_cells(first, delimiter)
    column, has_header = _column(cells, file, line, wanted)
    header = tuple(cells) if has_header else None
    return ListShape(delimiter, header, column, len(cells))


def _delimiter(first: str, file: str, wanted: str | None) -> str | None:
    ending = file.lower().removesuffix(".gz")
    if wanted is None and is_description(first):
        # A line of a VCF, or several changes in brackets: what divides its parts divides no cells.
        return next((d for d in _by_ending(ending) if d not in first), None)
    if wanted is None and not _by_ending(ending):
        described = sum(map(is_description, first.split("\t")))
        if described != 1 and _can_be_read(first):
            return None
    if "\t" in first:
        return "\t"
    if ending.endswith(_CSV_ENDING):
        return max(",;", key=lambda d: len(split_cells(first, d)))
    for delimiter in ",;":
        cells = split_cells(first, delimiter)
        told = any(_is_telling(cell) or _is_named(cell, wanted) for cell in cells)
        # Every description has a digit: words between commas are the header of a table.
        if len(cells) > 1 and (told or _DIGIT.search(first) is None):
            return delimiter
    if wanted is not None and _NUMBER.fullmatch(wanted) and int(wanted) > 1:
        return max(",;", key=lambda d: len(split_cells(first, d)))
    return "\t" if ending.endswith(_TAB_ENDINGS) else None


def _by_ending(ending: str) -> str:
    """Return what divides cells in files with an ending, even if the first line has one only."""
    if ending.endswith(_CSV_ENDING):
        return ",;"
    return "\t" if ending.endswith(_TAB_ENDINGS) else ""


def is_description(text: str) -> bool:
    """Tell whether a text is plainly a variant description; a mere number is some identifier."""
    try:
        return not isinstance(parse(text), IdentifierDescription)
    except NotationError:
        return False


def _can_be_read(text: str) -> bool:
    """Tell whether a text can be read as a whole, after repairs or as a line of a VCF."""
    try:
        return next(readings(text), None) is not None
    except NotationError:
        return False


def _column(cells: Sequence[str], file: str, line: int, wanted: str | None) -> tuple[int, bool]:
    """Return the 0-based column and whether the line is a header."""
    if wanted is not None:
        return _wanted_column(cells, file, wanted)
    for names in (TELLING_NAMES, LIKELY_NAMES):
        named = [i for i, cell in enumerate(cells) if _plain(cell) in names]
        if len(named) == 1:
            return named[0], True
        if named:
            raise _unclear(cells, file, line, "several columns could")
    if len(cells) == 1:
        return 0, False
    described = [i for i, cell in enumerate(cells) if is_description(cell)]
    if len(described) == 1:
        return described[0], False
    what = "several columns could" if described else "no name such as hgvs_c or variant is there"
    raise _unclear(cells, file, line, what)


def _wanted_column(cells: Sequence[str], file: str, wanted: str) -> tuple[int, bool]:
    for same in (lambda c: c.strip() == wanted.strip(), lambda c: _is_named(c, wanted)):
        named = [i for i, cell in enumerate(cells) if same(cell)]
        if len(named) == 1:
            return named[0], True
        if named:
            raise UsageError(
                f"--column {wanted}: {len(named)} columns of {file} have this name",
                remedy=f"give its number; {_listed(cells)}",
            )
    if _NUMBER.fullmatch(wanted) and 1 <= int(wanted) <= len(cells):
        column = int(wanted) - 1
        return column, _is_header(cells, column)
    raise UsageError(
        f"--column {wanted}: {file} has no such column", remedy=f"choose one; {_listed(cells)}"
    )


def _is_header(cells: Sequence[str], column: int) -> bool:
    """Tell whether the line is a header if only the number of the column is known.

    A description has a digit. A line taken for data by mistake is seen as a row that fails; one
    taken for a header would not be seen.
    """
    if any(_is_telling(cell) for cell in cells):
        return True
    return bool(cells[column].strip()) and _DIGIT.search(cells[column]) is None


def _plain(name: str) -> str:
    return _NOT_OF_A_WORD.sub("_", name.lower()).strip("_")


def _is_telling(cell: str) -> bool:
    return _plain(cell) in TELLING_NAMES or _plain(cell) in LIKELY_NAMES


def _is_named(cell: str, wanted: str | None) -> bool:
    return wanted is not None and _plain(cell) == _plain(wanted) != ""


def _listed(cells: Sequence[str]) -> str:
    shown = ", ".join(
        f"{number} {cell.strip()[:_SHOWN_CHARACTERS]!r}"
        for number, cell in enumerate(cells[:_SHOWN_COLUMNS], 1)
    )
    return f"its columns are {shown}{', ...' if len(cells) > _SHOWN_COLUMNS else ''}"


def _unclear(cells: Sequence[str], file: str, line: int, what: str) -> InputError:
    return InputError(
        "it is not clear which column holds the variants",
        file=file,
        line=line,
        cause=what,
        remedy=f"say --column with a name or a number; {_listed(cells)}",
    )
