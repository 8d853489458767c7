"""Strict reading of the facts folder: tables, corrections, and errors that name the place."""

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bundle_corrections import CORRECTIONS


class FactError(Exception):
    """A fact that cannot be used: file, line, reason and remedy."""

    def __init__(self, path: Path, line: int | None, reason: str, remedy: str) -> None:
        """Compose the message.

        Args:
            path: Source file.
            line: 1-based line, or None where the whole file is meant.
            reason: What is wrong, with the offending value.
            remedy: What to do about it.
        """
        place = str(path) if line is None else f"{path}, line {line}"
        super().__init__(f"{place}: {reason}\n  What to do: {remedy}")


def read_text(path: Path) -> str:
    """Return the text of a source file.

    Args:
        path: File to read.

    Returns:
        The text, line ends as they stand in the file.

    Raises:
        FactError: The file is missing or not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise FactError(
            path, None, f"cannot be read ({error.strerror})", "check the folder given as --facts"
        ) from error
    except UnicodeDecodeError as error:
        raise FactError(
            path, None, f"is not UTF-8 ({error})", "save the file in UTF-8 without a BOM"
        ) from error


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a source table after its corrections.

    Attributes:
        path: Source file.
        line: 1-based line of the row.
        values: Column name to cell.
    """

    path: Path
    line: int
    values: dict[str, str]

    def __getitem__(self, field: str) -> str:
        """Return the cell of a column."""
        return self.values[field]

    def error(self, reason: str, remedy: str = "correct the source row") -> FactError:
        """Return the error that stops the build at this row."""
        return FactError(self.path, self.line, reason, remedy)

    def text(self, field: str) -> str | None:
        """Return the cell of a column, or None where it is empty."""
        return self.values[field] or None

    def required(self, field: str) -> str:
        """Return a cell that must not be empty."""
        if not self.values[field]:
            raise self.error(f"{field} is empty")
        return self.values[field]

    def choice(self, field: str, allowed: Collection[str]) -> str:
        """Return a cell that must be one of the allowed values."""
        value = self.values[field]
        if value not in allowed:
            raise self.error(
                f"{field} is {value!r}, not one of {', '.join(sorted(allowed))}",
                "correct the source row; a new value must also be added to the script and the "
                "JSON Schema",
            )
        return value

    def number(self, field: str) -> int:
        """Return a cell as a positive whole number."""
        value = self.values[field]
        if not (value.isascii() and value.isdigit()) or value.startswith("0"):
            raise self.error(f"{field} is {value!r}, not a positive whole number")
        return int(value)

    def items(self, field: str, separator: str) -> list[str]:
        """Return the parts of a multi-valued cell; an empty cell gives an empty list."""
        if not self.values[field]:
            return []
        parts = self.values[field].split(separator)
        if any(not part or part != part.strip() for part in parts):
            raise self.error(f"{field} has an empty part or stray blanks: {self.values[field]!r}")
        return parts


def corrected(file: str, key: str, values: dict[str, str], path: Path, line: int) -> dict[str, str]:
    """Apply the corrections of one row.

    Args:
        file: Name of the source file in `CORRECTIONS`.
        key: Key of the row.
        values: Cells as they stand in the source.
        path: Source file, for the error.
        line: 1-based line, for the error.

    Returns:
        The cells with their corrections; the argument is not changed.

    Raises:
        FactError: A cell does not hold the value that its correction replaces.
    """
    result = dict(values)
    for correction in CORRECTIONS:
        if (correction.file, correction.key) != (file, key):
            continue
        if result[correction.field] != correction.old:
            raise FactError(
                path,
                line,
                f"{key}: {correction.field} is {result[correction.field]!r}, but the correction "
                f"of this cell replaces {correction.old!r}",
                "read the new source value, then change or remove the correction in "
                "bundle_corrections.py",
            )
        result[correction.field] = correction.new
    return result


def require_all_corrections_used(file: str, keys: Collection[str], path: Path) -> None:
    """Stop when a correction names a row that the source does not have.

    Args:
        file: Name of the source file in `CORRECTIONS`.
        keys: Keys of all rows of that file.
        path: Source file, for the error.

    Raises:
        FactError: A correction has no row.
    """
    for correction in CORRECTIONS:
        if correction.file == file and correction.key not in keys:
            raise FactError(
                path,
                None,
                f"has no row {correction.key!r}, for which a correction exists",
                "remove the correction from bundle_corrections.py, or restore the row",
            )


def _cells(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells of each row; the header and the row lengths must fit."""
    lines = read_text(path).removesuffix("\n").split("\n")
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
    header = next(reader, [])
    if header != list(columns):
        odd = sorted(set(header) ^ set(columns)) or ["the order of the columns"]
        raise FactError(
            path,
            1,
            f"the header is not the expected one; differing: {', '.join(odd)}",
            "teach the script the new column, or restore the header",
        )
    for line, cells in enumerate(reader, start=2):
        if len(cells) != len(columns):
            raise FactError(
                path,
                line,
                f"{len(cells)} cells instead of {len(columns)}",
                "look for a lost or doubled tab",
            )
        yield line, dict(zip(columns, cells, strict=True))


def read_table(
    facts: Path, file: str, columns: Sequence[str], key: str, *, numbered: bool = False
) -> list[Row]:
    """Read a tab-separated source table and apply its corrections.

    Args:
        facts: The facts folder.
        file: File below it.
        columns: The exact header that is expected.
        key: Column that names a row.
        numbered: Whether several rows share a key and are told apart as `key:1`, `key:2`, ...

    Returns:
        The rows in file order.

    Raises:
        FactError: The header, a row length or a correction does not fit, or a key stands twice.
    """
    path = facts / file
    seen: Counter[str] = Counter()
    names = set()
    rows = []
    for line, values in _cells(path, columns):
        seen[values[key]] += 1
        if seen[values[key]] > 1 and not numbered:
            raise FactError(
                path, line, f"{key} {values[key]!r} stands twice", "merge or rename the rows"
            )
        name = f"{values[key]}:{seen[values[key]]}" if numbered else values[key]
        names.add(name)
        rows.append(Row(path, line, corrected(file, name, values, path, line)))
    require_all_corrections_used(file, names, path)
    return rows
