"""Cells of a table: from text to values, and what a format cannot hold."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from foxp3tool.model.frozen import frozen

Value = str | int | float | None

LISTS: Final = {"list": "|", "terms": "&"}
"""Kinds of columns whose cells hold several values, with what joins them."""

REPLACEMENT: Final = "\ufffd"
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_BLANKS: Final = str.maketrans("\t\n\r", "   ")
_LARGEST: Final = 2**63 - 1
_WHOLE: Final = re.compile("[+-]?[0-9]{1,30}")
_REAL: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


@frozen
class Field:
    """The name of a column, and the kind of its values.

    Args:
        name: Its header.
        kind: As of :class:`foxp3tool.formats.column.Column`, or ``number``.
    """

    name: str
    kind: str = "text"


class CellRow(NamedTuple):
    """The cells of a row, as the tab-separated table has them.

    Args:
        cells: One for each column; the empty string is a missing value.
        record: Address of the one ClinVar record of the row's allele; empty if there is none, or
            more than one.
    """

    cells: Sequence[str]
    record: str = ""


def in_one_line(text: str) -> str:
    """Return a cell with blanks for tabs and line ends, as every table has them."""
    return text.translate(_BLANKS)


def value_of(kind: str, cell: str) -> Value:
    """Return the value of a cell: a number, a text, or None if it is missing.

    A text in a column of numbers (GQ of a VCF is written as the file has it) is no number, and
    missing. Values of a list stay joined.

    Example:
        >>> value_of("integer", "1150"), value_of("number", "0.5"), value_of("list", "a|b")
        (1150, 0.5, 'a|b')
    """
    if not cell:
        return None
    if kind == "integer":
        return whole_number(cell)
    if kind == "number":
        return real_number(cell)
    return cell


def item_of(kind: str, cell: str) -> Value | list[str]:
    """Return the value of a cell for JSON; as :func:`value_of`, but lists are taken apart."""
    if kind in LISTS:
        return cell.split(LISTS[kind]) if cell else []
    return value_of(kind, cell)


def whole_number(text: str) -> int | None:
    """Return a whole number of at most 64 bits, None if the text is none.

    What Python reads beyond that, ``1_0`` and digits of other scripts, is no number of a VCF.
    """
    if _WHOLE.fullmatch(text) is None:
        return None
    number = int(text)
    return number if abs(number) <= _LARGEST else None


def real_number(text: str) -> float | None:
    """Return a finite number, None if the text is none."""
    if _REAL.fullmatch(text) is None:
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def as_unicode(text: str) -> str:
    """Return text with a replacement character for each byte of the input that was no UTF-8.

    A table of text keeps such bytes as they came; these formats can hold no other than Unicode.
    """
    return text if text.isascii() else _SURROGATES.sub(REPLACEMENT, text)
