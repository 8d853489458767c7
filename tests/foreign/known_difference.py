"""What another tool says otherwise: each difference must be of a kind that a rule explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KnownDifference(Generic[T]):
    """One row of docs/foreign-cases.md.

    Args:
        name: Its name there.
        rule: Why foxp3tool's answer stands.
        applies: Tells whether a difference is of this kind; it looks at both answers.
    """

    name: str
    rule: str
    applies: Callable[[T], bool]


def sort_out(
    differences: Iterable[T], known: Sequence[KnownDifference[T]]
) -> tuple[dict[str, int], list[T]]:
    """Return the number of differences of each known kind, and those of no known kind."""
    counts: Counter[str] = Counter()
    unexplained: list[T] = []
    for difference in differences:
        names = [kind.name for kind in known if kind.applies(difference)]
        if not names:
            unexplained.append(difference)
        elif len(names) > 1:
            raise ValueError(f"{difference} is of several kinds: {names}")
        else:
            counts[names[0]] += 1
    return dict(counts), unexplained


def report(differences: Sequence[object], limit: int = 20) -> str:
    """Return the first differences, one a line, for the message of a failed test."""
    shown = "\n".join(f"  {difference}" for difference in differences[:limit])
    return f"{len(differences)} differences that no rule explains:\n{shown}"
