"""Ranges and long names in the words of a page for reading; tables and JSON hold them whole."""

from __future__ import annotations

import re
from typing import Final

_BASES: Final = re.compile(r"[ACGTUN]{41,}")
_RESIDUES: Final = re.compile(r"(?:[A-Z][a-z]{2}){21,}")
_SHOWN: Final = 8
_SHOWN_RESIDUES: Final = 4


def spanned(first: int, last: int) -> str:
    """Return a range of numbers, or the one number.

    Example:
        >>> spanned(5, 5), spanned(5, 7)
        ('5', '5-7')
    """
    return str(first) if first == last else f"{first}-{last}"


def residues_told(first: int, last: int, length: int) -> str:
    """Return a range of residues; the stop codon behind the last of them is none.

    Args:
        first: The first, 1-based.
        last: The last, included; ``length + 1`` is the stop codon.
        length: Residues of the protein.

    Example:
        >>> residues_told(349, 432, 431), residues_told(432, 432, 431), residues_told(384, 384, 431)
        ('349-431 and the stop codon', 'the stop codon', '384')
    """
    if last <= length:
        return spanned(first, last)
    return "the stop codon" if first > length else f"{spanned(first, length)} and the stop codon"


def residues_named(first: int, last: int) -> str:
    """Return a range of residues with its noun.

    Example:
        >>> residues_named(251, 251), residues_named(416, 431)
        ('residue 251', 'residues 416-431')
    """
    return f"residue{'' if first == last else 's'} {spanned(first, last)}"


def shortened(text: str) -> str:
    """Return a text with long runs of bases or residues cut down to their beginning.

    How many were left out, and how many there are, stands in their place.

    Example:
        >>> shortened("X-10-" + "ACGT" * 20 + "-A")
        'X-10-ACGTACGT...(72 more of 80 bases)-A'
        >>> shortened("p.(Ala5_Gly6ins" + "LeuPro" * 20 + ")")
        'p.(Ala5_Gly6insLeuProLeuPro...(36 more of 40 residues))'
    """
    text = _BASES.sub(lambda run: _cut(run[0], _SHOWN, 1, "bases"), text)
    return _RESIDUES.sub(lambda run: _cut(run[0], _SHOWN_RESIDUES, 3, "residues"), text)


def _cut(run: str, shown: int, letters: int, what: str) -> str:
    number = len(run) // letters
    return f"{run[: shown * letters]}...({number - shown:,} more of {number:,} {what})"
