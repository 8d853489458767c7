"""A column of the table; all of them are in :mod:`foxp3tool.formats.columns`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import cache

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.frozen import frozen


class Level(IntEnum):
    """The smallest set of columns that a column belongs to."""

    MINIMAL = 1
    STANDARD = 2
    FULL = 3


@frozen
class Column:
    """A column of the table.

    Args:
        name: Its header.
        kind: ``text``, ``integer``, ``terms`` (joined by ``&``) or ``list`` (joined by ``|``).
        level: The smallest set that holds it.
        meaning: What it says, with its source where a rule is behind it.
        example: A value as printed.
        value: Makes the cell; the empty string is a missing value.
        needs_details: True if an annotation must be made with details for it.
        shared: True if it is the same in the rows of all transcripts of one allele.
    """

    name: str
    kind: str
    level: Level
    meaning: str
    example: str
    value: Callable[[AnnotatedRow], str]
    needs_details: bool = False
    shared: bool = False


def joined(values: Iterable[str]) -> str:
    """Join the values that are not empty, each once."""
    return "|".join(dict.fromkeys(value for value in values if value))


@cache
def written_terms(consequences: tuple[Consequence, ...]) -> str:
    """Join consequence terms by ``&``; few combinations occur, so each is made once."""
    return "&".join(consequence.term for consequence in consequences)
