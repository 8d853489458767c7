"""Names that a misspelled accession or gene symbol may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Final

_CHROMOSOME: Final = r"NC_0000(?:0[1-9]|1[0-9]|2[0-4])(?=\.|$)"
_OF_RECORD: Final = r"(?P<record>LRG_[0-9]+[tp])(?P<number>[0-9]+)"
_SLIP: Final = 2
_MOST: Final = 2


def near_names(written: str, known: Iterable[str]) -> list[str]:
    """Return known accessions that differ from a written one in two neighbouring characters.

    Where none does, versions are left alone. Another chromosome is none of them: it exists; nor is
    another transcript of one LRG record.

    Args:
        written: An accession that is not known.
        known: Accessions with version, the likeliest first.

    Example:
        >>> known = ["NM_014009.4", "NM_014009.3", "NM_001114377.2"]
        >>> near_names("NM_014090.4", known), near_names("NM_14009", known)
        (['NM_014009.4'], ['NM_014009.4', 'NM_014009.3'])
    """
    names = [
        name
        for name in dict.fromkeys(known)
        if not (_is_other_chromosome(written, name) or is_other_of_record(written, name))
    ]
    upper = written.upper()
    found = [name for name in names if _is_near(upper, name.upper())]
    if not found:
        stem = upper.partition(".")[0]
        found = [name for name in names if _is_near(stem, name.upper().partition(".")[0])]
    return found[:_MOST]


def is_like_symbol(written: str, symbol: str) -> bool:
    """Tell whether a gene symbol may be a slip for another one, and no other gene's.

    Families of genes differ in the number, so that is no slip.

    Example:
        >>> [is_like_symbol(name, "FOXP3") for name in ("FOX-P3", "FXOP3", "FOXP3A", "FOXP2")]
        [True, True, True, False]
    """
    plain = re.sub(r"[^A-Z0-9]", "", written.upper())
    if plain == symbol or (plain.startswith(symbol) and len(plain) <= len(symbol) + _SLIP):
        return True
    one, other = _different(plain, symbol)
    is_swap = len(one) == _SLIP and one == other[::-1]
    is_missing = len(one) + len(other) == 1 and not (one + other).isdigit()
    return is_swap or is_missing


def is_other_of_record(written: str, name: str) -> bool:
    """Tell whether two names are those of different transcripts or proteins of one LRG record.

    Example:
        >>> is_other_of_record("LRG_62t2", "LRG_62t1"), is_other_of_record("LRG_62t1", "LRG_62t1")
        (True, False)
    """
    one, other = (re.fullmatch(_OF_RECORD, text, re.IGNORECASE) for text in (written, name))
    if one is None or other is None or one["number"] == other["number"]:
        return False
    return one["record"].upper() == other["record"].upper()


def _is_near(one: str, other: str) -> bool:
    return max(map(len, _different(one, other))) <= _SLIP


def _different(one: str, other: str) -> tuple[str, str]:
    """Return what is left of two texts without their common beginning and end."""
    first = _shared(one, other)
    one, other = one[first:], other[first:]
    last = _shared(one[::-1], other[::-1])
    return one[: len(one) - last], other[: len(other) - last]


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _is_other_chromosome(written: str, name: str) -> bool:
    chromosome = re.match(_CHROMOSOME, written.upper())
    return chromosome is not None and name.startswith("NC_") and not name.startswith(chromosome[0])
