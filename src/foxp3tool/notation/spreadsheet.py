"""What spreadsheets do to a name in a cell, as far as it can be undone without a guess."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting

_FORMULA: Final = Pattern("^=+[\"' ]*(?=.)")
# Four digits behind the point make the id of an allele at OMIM.
_WHOLE_NUMBER: Final = Pattern(r"^([0-9]+)\.0{1,3}$")
_POWER_OF_TEN: Final = Pattern(
    r"(?<=[^\w.])([1-9])\.([0-9]{1,12})[eE]\+?0?([0-9]{1,2})(?![\w.])", re.ASCII
)
_COPYRIGHT: Final = Pattern(r"^(?:\u00a9|\(c\))\.?(?=[0-9*-])")
_GROUPS: Final = Pattern(r"(?<=[cn]\.)([1-9])([,.'])([0-9]{3})(?=[ACGT_]|del|dup|ins|inv)")


def undo(found: Rewriting) -> None:
    """Undo what a spreadsheet or its corrections did to a name, where only one name fits.

    Example:
        >>> text = Rewriting("11410.0")
        >>> undo(text)
        >>> text.text
        '11410'
    """
    text = found.text
    if text.startswith("="):
        found.replace(_FORMULA, "", "= is a spreadsheet's sign of a formula")
    if text.startswith(("\u00a9", "(c)")):
        found.replace(_COPYRIGHT, "c.", "(c) is what spell checkers make of c.")
    if "." in text:
        found.replace(_WHOLE_NUMBER, r"\1", "a spreadsheet gives whole numbers a decimal point")
        found.replace(_GROUPS, r"\1\3", "the digits of a position are written without separators")
        if "E" in text or "e" in text:
            found.replace(_POWER_OF_TEN, _all_digits, "all digits of the number are there")


def _all_digits(match: re.Match[str]) -> str:
    """Write a number in full if no digit of it was lost, else leave it as it is."""
    before, behind, power = match.group(1), match.group(2), int(match.group(3))
    if len(behind) < power or behind[power:].strip("0"):
        return match.group()
    return before + behind[:power]
