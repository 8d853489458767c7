"""Ranges of residues in the words of a page for reading."""

from __future__ import annotations


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
