"""Identifiers of the catalog that a misspelled one may stand for: a digit exchanged, lost or added.

Helps for the reader and never answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from foxp3tool.annotate.slips import exchanged_digits, telling, with_a_digit, without_a_digit
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.parsed import IdentifierDescription, IdentifierKind

_TELLING: Final = 5
"""Digits from which on a number is rarely near another one by chance."""
_LONGEST: Final = 20
"""Digits of a number beyond which it is none of anybody's."""


def near_identifiers(
    wanted: IdentifierDescription, entries: Iterable[ReportedMutation]
) -> tuple[str, ...]:
    """Return identifiers of the same kind that the catalog has, each with its entry.

    Args:
        wanted: An identifier that the catalog does not have.
        entries: The catalog.
    """
    digits = re.search(r"[1-9][0-9]*$", wanted.value)
    if digits is None or not _TELLING <= len(digits[0]) <= _LONGEST:
        return ()
    number = int(digits[0])
    known = [
        (int(re.sub("[^0-9]", "", value)), f"{spelling} ({entry.id}, instead of {wanted.text})")
        for entry in entries
        for value, spelling in _identifiers(entry, wanted.kind)
    ]
    exchanged = set(exchanged_digits(number))
    others = {*without_a_digit(number), *with_a_digit(number)}
    found = telling(dict.fromkeys(known), lambda one: one[0] in exchanged)
    found += telling(dict.fromkeys(known), lambda one: one[0] in others)
    return tuple(hint for _, hint in found)


def _identifiers(entry: ReportedMutation, kind: IdentifierKind) -> Iterator[tuple[str, str]]:
    """Yield the identifiers of one kind, each as it is stored and as it can be looked up."""
    match kind:
        case IdentifierKind.DBSNP:
            yield from ((value, value) for value in entry.rsids)
        case IdentifierKind.UNIPROT:
            yield from ((value, value) for value in entry.uniprot_variants)
        case IdentifierKind.CLINVAR_VARIATION:
            for value in entry.clinvar_variation_ids:
                yield value, f"VariationID:{value}"
        case IdentifierKind.CLINVAR_ALLELE:
            yield from ((value, f"AlleleID:{value}") for value in entry.clinvar_allele_ids)
        case _:
            return
