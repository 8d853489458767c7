"""Numbers of bases that are stated: ``c.751_753del3``, ``c.751del3``, ``c.751delGAG``."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting

_POSITION: Final = r"\*?-?[0-9]{1,10}(?:[+-][0-9]{1,7})?"
_SIZED: Final = Pattern(
    rf"(?P<before>[cgn]\.|^|:)(?P<first>{_POSITION})(?:_(?P<last>{_POSITION}))?"
    r"(?P<word>del|dup|inv)(?P<size>[1-9][0-9]{0,6}) ?(?:bp|nt|bases?)?$"
)
_BASES: Final = Pattern(
    rf"(?P<before>[cgn]\.|^|:)(?P<first>{_POSITION})(?P<word>del|dup)(?P<bases>[ACGT]{{2,}})$"
)
_PARTS: Final = Pattern(r"(\*?)(-?[0-9]+)([+-][0-9]+)?")
_HYPHEN: Final = Pattern(r"([0-9]+)-([0-9]+)")
_Position = tuple[str, int, int]
"""``*`` or nothing, the number, and the distance into an intron."""


def take_size(found: Rewriting) -> None:
    """Take out how many bases are lost or doubled, once it is checked against the positions.

    With one position, the bases from there on are meant.

    Raises:
        NotationError: If the number is not that of the positions, or cannot be compared with them.

    Example:
        >>> text = Rewriting("c.751del3")
        >>> take_size(text)
        >>> text.text
        'c.751_753del'
    """
    match = _SIZED.search(found.text)
    if match is None:
        return
    size, first = int(match["size"]), match["first"]
    hyphen = _HYPHEN.fullmatch(first)
    if match["last"]:
        _check(found, match, _span(_parts(first), _parts(match["last"])), size)
        where = f"{first}_{match['last']}"
    elif hyphen and int(hyphen.group(2)) - int(hyphen.group(1)) + 1 == size:
        where = first
    else:
        where = _run(first, size)
        why = f"{match['word']}{size} is read as {size} bases from the position on"
        found.rewrite([(match.end("before"), match.end(), where + match["word"])], why)
        return
    why = "the number of bases is that of the positions, and not written again"
    found.rewrite([(match.end("before"), match.end(), where + match["word"])], why)


def spread(found: Rewriting) -> bool:
    """Write the range of several bases that are stated with their first position only.

    Example:
        >>> text = Rewriting("c.751delGAG")
        >>> spread(text), text.text
        (True, 'c.751_753delGAG')
    """
    match = _BASES.search(found.text)
    if match is None:
        return False
    put = _run(match["first"], len(match["bases"]))
    why = "the bases are read as those from the position on"
    return found.rewrite([(*match.span("first"), put)], why)


def _check(found: Rewriting, match: re.Match[str], span: int | None, size: int) -> None:
    if span == size:
        return
    what = f"the positions span {span}" if span is not None else "which the positions do not show"
    raise NotationError(
        IssueCode.INVALID_POSITION,
        f"{match['word']}{size} says {size} {'base' if size == 1 else 'bases'}, {what}",
        text=found.original,
        offset=found.origin(match.start("size")),
        cause="a slip in the number or in a position"
        if span is not None
        else "how far exon and intron positions lie apart is not known here",
        remedy=f"write the positions only, as in c.751_753{match['word']}",
    )


def _parts(position: str) -> _Position:
    match = _PARTS.fullmatch(position)
    assert match is not None
    return match.group(1), int(match.group(2)), int(match.group(3) or 0)


def _span(first: _Position, last: _Position) -> int | None:
    """Return how many bases two positions span, or None if an intron's length would tell."""
    (datum, number, offset), (last_datum, last_number, last_offset) = first, last
    if datum != last_datum:
        return None
    if number == last_number:
        return last_offset - offset + 1
    if offset > 0 or last_offset < 0:
        return None
    size = last_number - number + 1 + last_offset - offset
    return size - 1 if number < 0 < last_number else size


def _run(first: str, size: int) -> str:
    """Return the range of so many bases that begins at a position."""
    datum, number, offset = _parts(first)
    if size == 1:
        return first
    end = offset + size - 1
    if offset > 0 or (offset < 0 and end < 0):
        return f"{first}_{datum}{number}{end:+d}"
    last = number + end
    if number < 0 <= last:
        last += 1
    return f"{first}_{datum}{last}"
