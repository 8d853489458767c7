"""Where foxp3tool and public parsers read one valid name otherwise, with the rule that decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from public_parsers import RefusedError, Understood, differing, ours
from public_parsers_asked import Parser

HGVS: Final = "https://hgvs-nomenclature.org/stable/recommendations/"


class Kind(StrEnum):
    """How two readers of a name differ."""

    THEY_REFUSE = "only foxp3tool reads it"
    WE_REFUSE = "only the other reads it"
    DIFFER = "both read it, but not as the same"


class Right(StrEnum):
    """Who has the rule on their side."""

    OURS = "foxp3tool"
    THEIRS = "the other"
    BOTH = "both"


@dataclass(frozen=True)
class Difference:
    """One name that is read otherwise; ``what`` names the fields that differ."""

    parser: str
    kind: Kind
    text: str
    what: frozenset[str] = frozenset()
    ours: Understood | None = None
    theirs: Understood | None = None

    def __str__(self) -> str:
        return (
            f"{self.parser} {self.text}: {self.kind.value} {' '.join(sorted(self.what))}\n"
            f"    foxp3tool {self.ours}\n    {self.parser} {self.theirs}"
        )


@dataclass(frozen=True)
class Adjudication:
    """A kind of difference, explained.

    Args:
        parsers: The parsers that it is about.
        kind: How they differ.
        names: The names that it is about, matched somewhere in the text.
        right: Who is right.
        rule: Why, with the source.
        examples: Names of which each of the parsers reads at least one so today.
        what: The fields that may differ.
    """

    parsers: tuple[str, ...]
    kind: Kind
    names: str
    right: Right
    rule: str
    examples: tuple[str, ...]
    what: frozenset[str] = frozenset()

    def explains(self, difference: Difference) -> bool:
        return (
            difference.parser in self.parsers
            and difference.kind is self.kind
            and difference.what <= self.what
            and re.search(self.names, difference.text) is not None
        )


def compare(parser: Parser, text: str) -> Difference | None:
    """Read a name with both; None if they agree, also in refusing it."""
    mine, parsed = _or_none(ours, text), _or_none(parser.parse, text)
    if mine is None and parsed is None:
        return None
    if mine is None or parsed is None:
        kind = Kind.WE_REFUSE if mine is None else Kind.THEY_REFUSE
        return Difference(parser.name, kind, text)
    theirs = parser.understand(parsed)
    what = differing(mine, theirs)
    return Difference(parser.name, Kind.DIFFER, text, what, mine, theirs) if what else None


def _or_none(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except RefusedError:
        return None
