"""Where stated bases would fit on a transcript, for a description whose bases do not.

These are helps for the reader and never answers: one base in four fits anywhere by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.placement import span_of
from foxp3tool.annotate.projection import PositionError
from foxp3tool.annotate.slips import exchanged_digits, telling
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.parsed import TranscriptDescription
from foxp3tool.model.positions import Datum, TranscriptPosition
from foxp3tool.model.sequence import reverse_complement, shown

OLD_RECORD_OFFSET: Final = 188
"""Bases before c.1 in the mRNA record that papers of 2001 count from: their 1481 is c.1293."""

Candidate = tuple[TranscriptDescription, str]
"""A description that may be meant, and the slip that would explain it."""


def where_bases_fit(
    parsed: TranscriptDescription, annotator: Annotator, transcript: Transcript
) -> Iterator[Candidate]:
    """Yield descriptions whose bases stand where they say, the likeliest first.

    Args:
        parsed: A description that states reference bases which do not stand at its position.
        annotator: The engine of the build.
        transcript: The transcript that it was read on.
    """
    here = replace(parsed, reference=transcript.accession, gene=None)

    def fits(candidate: Candidate) -> bool:
        return bases_fit(candidate[0], annotator)

    yield from telling(_resized(here, annotator), fits)
    yield from filter(fits, _other_bases(here))
    yield from telling(_at(here, exchanged_digits, "two digits exchanged"), fits)
    yield from telling(_in_intron(here, exchanged_digits, "two digits exchanged"), fits)
    yield from telling(_beside(here, 1, "1 position away"), fits)
    for found, why in filter(fits, _counted_otherwise(here, annotator.gene, transcript)):
        yield found, why + _which_is(found, parsed, annotator, transcript)
    yield from telling(_beside(here, 2, "2 positions away"), fits)
    cds = transcript.cds
    if cds is not None and 3 * here.start.number <= len(cds):
        yield from _counted_in_residues(here, fits)


def bases_fit(parsed: TranscriptDescription, annotator: Annotator) -> bool:
    """Tell whether the bases of a description with an accession stand at its positions."""
    model = annotator.model(annotator.gene.transcript(parsed.reference or ""))
    try:
        first, last = span_of(parsed, model.projection)
    except (PositionError, ValueError):
        return False
    if parsed.copies is not None:
        return annotator.gene.sequence.startswith(parsed.deleted, first)
    return annotator.gene.sequence[first : last + 1] == parsed.deleted


def explained(parsed: TranscriptDescription, why: str) -> Candidate:
    """Return a candidate that tells its bases, which the names of most changes do not."""
    is_told = parsed.kind is DnaChangeKind.SUBSTITUTION or parsed.copies is not None
    if is_told or not parsed.deleted:
        return parsed, why
    return parsed, f"{shown(parsed.deleted)} stands there, {why}"


def _other_bases(parsed: TranscriptDescription) -> Iterator[Candidate]:
    """Yield the description with its bases of the other strand, or exchanged."""
    old, new = parsed.deleted, parsed.inserted
    turned = replace(parsed, deleted=reverse_complement(old), inserted=reverse_complement(new))
    yield explained(turned, "its bases given on the other strand")
    if len(old) == len(new):
        yield explained(replace(parsed, deleted=new, inserted=old), "old and new bases exchanged")


def _resized(parsed: TranscriptDescription, annotator: Annotator) -> Iterator[Candidate]:
    """Yield the description with as many positions as it states bases."""
    projection = annotator.model(annotator.gene.transcript(parsed.reference or "")).projection
    first, last = span_of(parsed, projection)
    size = len(parsed.deleted)
    if size == last - first + 1 or parsed.copies is not None:
        return
    is_n = parsed.start.datum is Datum.TRANSCRIPT_START
    named = projection.to_noncoding if is_n else projection.to_coding
    for start, end in dict.fromkeys([(first, first + size - 1), (last - size + 1, last)]):
        names = named(start), named(end)
        if names[0] is not None and names[1] is not None:
            resized = replace(parsed, start=names[0], end=names[1])
            yield explained(resized, "as many positions as bases")


def _at(
    parsed: TranscriptDescription, numbers: Callable[[int], Iterable[int]], why: str
) -> Iterator[Candidate]:
    """Yield the description at other numbers, with its length kept."""
    start, end = parsed.start, parsed.end
    size = end.number - start.number
    # In an intron both ends are counted from one base, which may be the slip.
    if start.datum is not end.datum or size < 0 or (size and start.offset != end.offset):
        return
    for number in numbers(start.number):
        if _exists(start.datum, number, number + size):
            moved = replace(
                parsed,
                start=replace(start, number=number),
                end=replace(end, number=number + size),
            )
            yield explained(moved, why)


def _in_intron(
    parsed: TranscriptDescription, numbers: Callable[[int], Iterable[int]], why: str
) -> Iterator[Candidate]:
    """Yield the description at other distances into the intron, with its length kept."""
    start, end = parsed.start, parsed.end
    size = end.offset - start.offset
    if (start.number, start.datum) != (end.number, end.datum) or start.offset * end.offset <= 0:
        return
    for offset in numbers(start.offset):
        if offset * (offset + size) > 0:
            moved = replace(
                parsed,
                start=replace(start, offset=offset),
                end=replace(end, offset=offset + size),
            )
            yield explained(moved, why)


def _beside(parsed: TranscriptDescription, distance: int, why: str) -> Iterator[Candidate]:
    """Yield the description some positions before and behind its own."""
    if parsed.start.offset:
        return _in_intron(parsed, lambda number: (number - distance, number + distance), why)
    return _at(parsed, lambda number: (_step(number, -distance), _step(number, distance)), why)


def _step(number: int, distance: int) -> int:
    """Return the number some positions on; between -1 and 1 there is none."""
    moved = number + distance
    if number > 0 >= moved:
        return moved - 1
    return moved + 1 if number < 0 <= moved else moved


def _exists(datum: Datum, first: int, last: int) -> bool:
    """Tell whether two numbers lie on one side of the datum, where counting leaves zero out."""
    return first > 0 or (datum is Datum.CDS_START and last < 0)


def _counted_otherwise(
    parsed: TranscriptDescription, gene: Gene, transcript: Transcript
) -> Iterator[Candidate]:
    """Yield the description with its numbers counted in another way."""
    for other in (gene.mane_select, gene.companion):
        if other is not None and other is not transcript:
            yield explained(
                replace(parsed, reference=other.accession), f"counted on {other.accession}"
            )
    if min(parsed.start.number, parsed.end.number) < 0 or Datum.CDS_END in (
        parsed.start.datum,
        parsed.end.datum,
    ):
        return
    if parsed.start.datum is Datum.CDS_START:
        yield explained(
            _with_datum(parsed, Datum.TRANSCRIPT_START),
            "counted from the first base of the transcript",
        )
        if not parsed.start.offset:
            yield from _at(
                parsed,
                lambda number: (number - OLD_RECORD_OFFSET,) if number > OLD_RECORD_OFFSET else (),
                "counted from the first base of an old mRNA record",
            )
    else:
        yield explained(_with_datum(parsed, Datum.CDS_START), "counted from the first coding base")


def _which_is(
    found: TranscriptDescription,
    parsed: TranscriptDescription,
    annotator: Annotator,
    transcript: Transcript,
) -> str:
    """Say what the first position is called on the transcript on which a description was read."""
    there = annotator.model(annotator.gene.transcript(found.reference or "")).projection
    here = annotator.model(transcript).projection
    place = there.to_gene(found.start)
    is_n = found.start.datum is Datum.TRANSCRIPT_START
    if found.reference == transcript.accession and not is_n:
        return ""
    if is_n and parsed.start.datum is Datum.TRANSCRIPT_START:
        return f", which is n.{here.to_noncoding(place)} here"
    return f", which is c.{here.to_coding(place)} here"


def _with_datum(parsed: TranscriptDescription, datum: Datum) -> TranscriptDescription:
    return replace(
        parsed, start=replace(parsed.start, datum=datum), end=replace(parsed.end, datum=datum)
    )


def _counted_in_residues(
    parsed: TranscriptDescription, fits: Callable[[Candidate], bool]
) -> Iterator[Candidate]:
    """Yield the one base of a codon that fits, if the number is that of a residue."""
    start = parsed.start
    if parsed.kind is not DnaChangeKind.SUBSTITUTION or start.offset or start.number < 1:
        return
    if start.datum is not Datum.CDS_START:
        return
    last = 3 * start.number
    found = []
    for number in range(last - 2, last + 1):
        place = TranscriptPosition(number)
        candidate = replace(parsed, start=place, end=place), "its number that of the residue"
        if fits(candidate):
            found.append(candidate)
    if len(found) == 1:
        yield found[0]
