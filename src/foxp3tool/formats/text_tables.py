"""Write cells as tab- or comma-separated values, or as a table of Markdown."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Final

from foxp3tool.formats.cells import CellRow, Field, as_unicode
from foxp3tool.formats.output import ResultStream
from foxp3tool.model.provenance import Provenance

# What GitHub reads as markup within a cell; "_" between letters or digits is no markup, and a
# number sign, a plus or a minus only at the beginning of a line.
_MARKUP: Final = re.compile(r"[\\`*\[\]<|~&$]|(?<![^\W_])_|_(?![^\W_])")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def write_tsv(
    fields: Sequence[Field], rows: Iterable[CellRow], stream: ResultStream, *, header: bool
) -> None:
    """Write tab-separated values as they come, nothing quoted; no cell may hold tab or line end."""
    due = "\t".join(field.name for field in fields) + "\n" if header else ""
    for row in rows:
        stream.write(due + "\t".join(row.cells) + "\n")
        due = ""
    stream.write(due)


def write_csv(
    fields: Sequence[Field], rows: Iterable[CellRow], stream: ResultStream, *, header: bool
) -> None:
    r"""Write comma-separated values as they come: RFC 4180, but for line ends, which are ``\n``.

    A cell is quoted if it holds a comma, a quotation mark or a line end. No cell is changed: what
    begins like a formula stays as it is, as programs read the file. The header is written with the
    first row, or at the end if there is none.
    """
    writer = csv.writer(_Lines(stream), lineterminator="\n")
    due = [[field.name for field in fields]] if header else []
    for row in rows:
        writer.writerows([*due, row.cells])
        due = []
    writer.writerows(due)


class _Lines:
    """What the csv module writes to."""

    def __init__(self, stream: ResultStream) -> None:
        self.write = stream.write


def write_markdown(
    fields: Sequence[Field],
    rows: Iterable[CellRow],
    stream: ResultStream,
    provenance: Provenance,
) -> None:
    """Write a table in GitHub's Markdown as rows come, and below it what it was made with."""
    due = _line([field.name for field in fields]) + "|" + " --- |" * len(fields) + "\n"
    for row in rows:
        stream.write(due + _line(row.cells))
        due = ""
    note = f"\n{escaped(provenance.described)}. {escaped(provenance.use)}\n"
    stream.write(due + note)


def _line(cells: Iterable[str]) -> str:
    return "".join(f"| {escaped(cell)} " for cell in cells) + "|\n"


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it stands; line ends become blanks.

    Example:
        >>> print(escaped("c.*876A>G|<DEL> missense_variant"))
        c.\*876A>G\|\<DEL> missense_variant
    """
    plain = _CONTROL.sub(" ", as_unicode(text))
    return _MARKUP.sub(lambda found: "\\" + found[0], plain)
