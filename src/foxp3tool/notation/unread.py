"""What was expected where a text cannot be read: the nearest form, and how far the text has it."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.scanner import Scanner

# Patterns are compiled when they are used: most runs refuse nothing.
_PLACE: Final = r"(?:chr)?(?:[0-9]{1,2}|[XYM])\s*[-:_ ]\s*[0-9][0-9,]*"
_BEGUN: Final = (
    (
        r"[A-Z]{2}_[0-9]+\.[0-9]+:[0-9]+(?::[A-Za-z]*)?(?=$|:)",
        "a colon and bases, as in NC_000023.11:49251479:C:T",
    ),
    (
        r"(?:(?:[NX][CGMPRTW]|LRG)_|ENS[GPT][0-9])[\w.]*(?:\([\w.-]*\))?(?!\S*:)",
        "a colon behind the reference sequence, then c., g., n. or p.",
    ),
    (
        rf"{_PLACE}\s*[-:_ ]\s*[ACGTN]+\s*[-:_/> ]\s*[ACGTN]+(?![A-Z])",
        "the end of the description",
    ),
    (
        rf"{_PLACE}(?:\s*[-:_ ]\s*[ACGTN]+(?:\s*[-:_/> ]+(?=$|[^ACGTN]))?)?(?![0-9A-Z])",
        "REF and ALT, as in X-49251480-C-T",
    ),
    (
        r"(?:c\.)?IVS-?[1-9][0-9]?[+-][0-9]+(?:_[+-][0-9]+)?(?:[ACGT]>?)?",
        "a change such as G>A, del, dup, ins or delins",
    ),
)
_WITH_BASES: Final = ("del", "dup", "inv")


def not_begun(scanner: Scanner) -> NotationError:
    """Return the error of a text in which no ``c.``, ``g.``, ``n.`` or ``p.`` stands where it must.

    Example:
        >>> not_begun(Scanner("X-49251480-C")).offset
        12
    """
    for pattern, expected in _BEGUN:
        match = re.match(pattern, scanner.text, re.IGNORECASE)
        if match is not None:
            scanner.offset = match.end()
            return scanner.error(expected)
    return scanner.error("c., g., n. or p. (a reference sequence ends with a colon)")


def not_ended(scanner: Scanner) -> NotationError:
    """Return the error of a description behind which something stands."""
    before = scanner.text[max(scanner.offset - 3, 0) : scanner.offset]
    bases = "bases, or " if before in _WITH_BASES else ""
    return scanner.error(f"{bases}the end of the description")
