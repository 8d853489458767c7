"""Where stated bases would fit, for the message of a description whose bases do not.

These are helps for the reader and never answers: one base in four fits anywhere by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.placement import span_of
from foxp3tool.annotate.projection import PositionError
from foxp3tool.model.gene import Transcript
from foxp3tool.model.parsed import TranscriptDescription
from foxp3tool.model.positions import Datum
from foxp3tool.model.sequence import reverse_complement

MOST: Final = 4
OLD_RECORD_OFFSET: Final = 188
"""Bases before c.1 in the mRNA record that papers of 2001 count from: their 1481 is c.1293."""
_REACH: Final = 2


def where_bases_fit(
    parsed: TranscriptDescription, annotator: Annotator, transcript: Transcript
) -> list[str]:
    """Return places at which the stated bases stand, the likeliest first.

    Args:
        parsed: A description that states reference bases which do not stand at its position.
        annotator: The engine of the build.
        transcript: The transcript that it was read on.
    """
    found = []
    if bases_fit(parsed, annotator, transcript, reverse_complement(parsed.deleted)):
        bases = reverse_complement(parsed.deleted)
        if parsed.inserted:
            bases += f">{reverse_complement(parsed.inserted)}"
        found.append(f"the bases would fit if they were given on the other strand ({bases})")
    for moved, why in _moved(parsed):
        if bases_fit(moved, annotator, transcript, parsed.deleted):
            found.append(f"{parsed.deleted} stands at {_named(moved)}, {why}")
    companion = annotator.gene.companion
    other = companion if transcript.mane_select else None
    if other is not None and bases_fit(parsed, annotator, other, parsed.deleted):
        found.append(f"{parsed.deleted} stands there on {other.accession}")
    return found[:MOST]


def _named(parsed: TranscriptDescription) -> str:
    kind = "n" if parsed.start.datum is Datum.TRANSCRIPT_START else "c"
    end = "" if parsed.start == parsed.end else f"_{parsed.end}"
    return f"{kind}.{parsed.start}{end}"


def _moved(parsed: TranscriptDescription) -> Iterator[tuple[TranscriptDescription, str]]:
    """Yield the description at other numbers, with the slip that would explain it."""
    size = parsed.end.number - parsed.start.number
    same_side = parsed.start.datum is parsed.end.datum and size >= 0
    if not same_side or parsed.start.offset != parsed.end.offset:
        return
    for number, why in _other_numbers(parsed):
        if _exists(parsed.start.datum, number, number + size):
            yield _at(parsed, number, size), why


def _other_numbers(parsed: TranscriptDescription) -> Iterator[tuple[int, str]]:
    number = parsed.start.number
    digits, sign = str(abs(number)), 1 if number > 0 else -1
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if swapped != digits and not swapped.startswith("0"):
            yield sign * int(swapped), "two digits exchanged"
    if parsed.start.offset:
        return
    for step in range(1, _REACH + 1):
        yield number - step, f"{step} away"
        yield number + step, f"{step} away"
    if parsed.start.datum is Datum.CDS_START:
        counted = number - OLD_RECORD_OFFSET
        if counted > 0:
            yield counted, "if counted from the first base of an old mRNA record"


def _at(parsed: TranscriptDescription, number: int, size: int) -> TranscriptDescription:
    """Return the description at another number; the caller sees to it that it exists."""
    start = replace(parsed.start, number=number)
    return replace(parsed, start=start, end=replace(parsed.end, number=number + size))


def _exists(datum: Datum, first: int, last: int) -> bool:
    """Tell whether two numbers lie on one side of the datum, where counting leaves zero out."""
    return first > 0 or (datum is Datum.CDS_START and last < 0)


def bases_fit(
    parsed: TranscriptDescription, annotator: Annotator, transcript: Transcript, bases: str
) -> bool:
    """Tell whether bases stand at the positions named."""
    model = annotator.model(transcript)
    try:
        first, last = span_of(parsed, model.projection)
    except (PositionError, ValueError):
        return False
    return annotator.gene.sequence[first : last + 1] == bases
