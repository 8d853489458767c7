"""Trimming and shifting of edits.

One allele has many spellings. Here they become one: common bases are trimmed, and an insertion or
deletion is shifted as far as it goes in a direction that the caller names: BACKWARD on the plus
strand for VCF, FORWARD on the plus strand for HGVS ``g.``, FORWARD in the gene frame for HGVS
``c.`` (the 3' rule, https://hgvs-nomenclature.org/stable/recommendations/general/).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Final

from foxp3tool.model.interval import Direction
from foxp3tool.model.sequence import shared_end
from foxp3tool.model.variant import Edit

_LONG: Final = 64
"""Bases; longer units are compared as a whole, not base by base."""


def trim(edit: Edit) -> Edit:
    """Remove the bases that the deleted and inserted sequence share at their ends.

    An edit that changes nothing becomes an empty one.

    Example:
        >>> trim(Edit(10, "CAT", "CT"))
        Edit(start=11, deleted='A', inserted='')
    """
    if edit.is_substitution:
        return edit
    deleted, inserted = edit.deleted, edit.inserted
    if deleted and inserted and deleted[0] != inserted[0] and deleted[-1] != inserted[-1]:
        return edit
    shortest = min(len(deleted), len(inserted))
    prefix = 0
    while prefix < shortest and deleted[prefix] == inserted[prefix]:
        prefix += 1
    suffix = 0
    while suffix < shortest - prefix and deleted[-1 - suffix] == inserted[-1 - suffix]:
        suffix += 1
    return Edit(
        edit.start + prefix,
        deleted[prefix : len(deleted) - suffix],
        inserted[prefix : len(inserted) - suffix],
    )


def shift(edit: Edit, sequence: str, direction: Direction, origin: int = 0) -> Edit:
    """Shift a trimmed insertion or deletion as far as the same allele allows.

    Args:
        edit: A trimmed edit; substitutions and delins are returned as they are.
        sequence: The reference sequence.
        direction: Along the coordinates of ``sequence``.
        origin: The coordinate of the sequence's first base in the frame of the edit.

    Returns:
        The same allele at its last placement in that direction.

    Example:
        >>> shift(Edit(1, "A", ""), "CAAAT", Direction.FORWARD)
        Edit(start=3, deleted='A', inserted='')
    """
    if bool(edit.deleted) == bool(edit.inserted):
        return edit
    unit = edit.deleted or edit.inserted
    size = len(unit)
    start = edit.start - origin
    if direction is Direction.FORWARD:
        steps = _steps_forward(sequence, edit.end - origin, unit)
        turn = steps % size
        start += steps
    else:
        steps = _steps_backward(sequence, start, unit)
        turn = size - steps % size
        start -= steps
    moved = unit[turn:] + unit[:turn]
    if not steps:
        return edit
    if edit.deleted:
        return Edit(start + origin, moved, "")
    return Edit(start + origin, "", moved)


def _steps_forward(sequence: str, end: int, unit: str) -> int:
    """Return for how many bases from ``end`` on the sequence goes on as copies of a unit."""
    size, limit, steps = len(unit), len(sequence), 0
    if size > _LONG:
        while sequence.startswith(unit, end + steps):
            steps += size
        return steps + _shared_start(sequence[end + steps : end + steps + size], unit)
    while end + steps < limit and sequence[end + steps] == unit[steps % size]:
        steps += 1
    return steps


def _steps_backward(sequence: str, start: int, unit: str) -> int:
    """Return for how many bases before ``start`` the sequence is copies of a unit."""
    size, steps = len(unit), 0
    if size > _LONG:
        while start - steps >= size and sequence.endswith(unit, 0, start - steps):
            steps += size
        before = sequence[max(start - steps - size, 0) : start - steps]
        return steps + shared_end(before, unit, min(len(before), size))
    while start - steps > 0 and sequence[start - steps - 1] == unit[-1 - steps % size]:
        steps += 1
    return steps


def _shared_start(one: str, other: str) -> int:
    """Return how many of their first characters two texts share."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def normalise(edit: Edit, sequence: str, direction: Direction, origin: int = 0) -> Edit:
    """Trim, then shift; see :func:`trim` and :func:`shift`."""
    if edit.is_substitution:
        return edit
    return shift(trim(edit), sequence, direction, origin)


def differing_parts(edit: Edit) -> tuple[Edit, ...]:
    """Split an edit that puts as many bases as it takes into the stretches that really change.

    An edit that changes the number of bases stays as it is: which of its bases correspond is not
    known.

    Example:
        >>> [part.start for part in differing_parts(Edit(10, "ACGTA", "TCGTC"))]
        [10, 14]
    """
    size = len(edit.deleted)
    if size != len(edit.inserted) or size < 2:
        return (edit,)
    return _differing_parts(edit)


@lru_cache(maxsize=4)
def _differing_parts(edit: Edit) -> tuple[Edit, ...]:
    """Compare base by base; one edit is asked for at every intron, and may be megabases long."""
    pairs = zip(edit.deleted, edit.inserted, strict=True)
    parts = []
    for changes, run in groupby(enumerate(pairs), key=lambda item: item[1][0] != item[1][1]):
        if changes:
            indices = [index for index, _ in run]
            first, behind = indices[0], indices[-1] + 1
            parts.append(
                Edit(edit.start + first, edit.deleted[first:behind], edit.inserted[first:behind])
            )
    return tuple(parts)


def fully_justify(edit: Edit, sequence: str, origin: int = 0) -> Edit:
    """Return the edit over the whole stretch in which its placement is ambiguous.

    This is SPDI's contextual form (PMID 31738401) and the form that VRS identifies.

    Example:
        >>> fully_justify(Edit(1, "A", ""), "CAAAT")
        Edit(start=1, deleted='AAA', inserted='AA')
    """
    trimmed = trim(edit)
    if bool(trimmed.deleted) == bool(trimmed.inserted):
        return trimmed
    first = shift(trimmed, sequence, Direction.BACKWARD, origin)
    last = shift(trimmed, sequence, Direction.FORWARD, origin)
    context = sequence[first.start - origin : last.end - origin]
    kept = context[len(first.deleted) :]
    return Edit(first.start, context, first.inserted + kept)
