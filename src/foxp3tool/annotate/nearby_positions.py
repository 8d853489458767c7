"""Which positions may be meant by one that a transcript does not have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.nearby import Candidate, bases_fit, explained
from foxp3tool.annotate.projection import PositionError, TranscriptProjection
from foxp3tool.annotate.slips import exchanged_digits, without_a_digit
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.gene import Transcript
from foxp3tool.model.parsed import TranscriptDescription
from foxp3tool.model.positions import Datum, TranscriptPosition, transcript_index


def missing_position(
    positions: tuple[TranscriptPosition, ...], projection: TranscriptProjection
) -> TranscriptPosition | None:
    """Return the first of some positions that a transcript does not have."""
    for position in positions:
        try:
            projection.to_gene(position)
        except (PositionError, ValueError):
            return position
    return None


def where_positions_exist(
    parsed: TranscriptDescription, annotator: Annotator, transcript: Transcript
) -> Iterator[Candidate]:
    """Yield descriptions whose positions exist and whose bases stand there, the likeliest first.

    Args:
        parsed: A description with positions that do not exist, or not in this order.
        annotator: The engine of the build.
        transcript: The transcript that it was read on.
    """
    here = replace(parsed, reference=transcript.accession, gene=None)
    projection = annotator.model(transcript).projection
    missing = missing_position((here.start, here.end), projection)
    if missing is None:
        candidates = _in_order(here, projection)
    elif missing.offset:
        candidates = _at_borders(here, missing, projection)
    else:
        candidates = _shorter(here, missing)
    for moved, why in candidates:
        if not moved.deleted or bases_fit(moved, annotator):
            yield explained(moved, why)


def borders(position: TranscriptPosition, projection: TranscriptProjection) -> str:
    """Say how the introns beside the exon of a position are named; empty if there is no exon."""
    exon = _exon_of(position, projection)
    if exon is None:
        return ""
    named, letter = projection.to_noncoding, "n"
    if position.datum is not Datum.TRANSCRIPT_START:
        named, letter = projection.to_coding, "c"
    here = projection.exons[exon]
    around = projection.exons[max(exon - 1, 0) : exon + 2]
    introns = [
        f"{letter}.{named(before.end - 1)}+1 to {letter}.{named(after.start)}-1"
        for before, after in pairwise(around)
    ]
    exonic = f"{letter}.{named(here.start)} to {letter}.{named(here.end - 1)}"
    return f"the exon is {exonic}; beside it: intron {', intron '.join(introns)}" if introns else ""


def _exon_of(position: TranscriptPosition, projection: TranscriptProjection) -> int | None:
    """Return the 0-based exon of a position's exonic base."""
    index = transcript_index(position, projection.transcript.cds)
    if not 0 <= index < projection.length:
        return None
    place = projection.gene_position(index)
    return bisect_right([exon.start for exon in projection.exons], place) - 1


def _in_order(
    parsed: TranscriptDescription, projection: TranscriptProjection
) -> Iterator[Candidate]:
    """Yield the description with its positions in order, or as an insertion or delins."""
    first, last = projection.to_gene(parsed.start), projection.to_gene(parsed.end)
    if last < first:
        yield replace(parsed, start=parsed.end, end=parsed.start), "its positions in order"
    elif parsed.kind is DnaChangeKind.INSERTION and last > first + 1:
        is_n = parsed.start.datum is Datum.TRANSCRIPT_START
        named = projection.to_noncoding if is_n else projection.to_coding
        behind, before = named(first + 1), named(last - 1)
        if behind is not None and before is not None:
            yield replace(parsed, end=behind), f"if the bases stand behind {parsed.start}"
            yield replace(parsed, start=before), f"if the bases stand before {parsed.end}"
        replaced = replace(parsed, kind=DnaChangeKind.DELINS)
        yield replaced, f"if {parsed.start} to {parsed.end} are replaced"


def _at_borders(
    parsed: TranscriptDescription, missing: TranscriptPosition, projection: TranscriptProjection
) -> Iterator[Candidate]:
    """Yield the description with the offset counted from a border of an exon nearby."""
    tried = [
        (replace(missing, number=number), "two digits exchanged")
        for number in exchanged_digits(missing.number)
    ]
    tried.append((replace(missing, offset=-missing.offset), "+ and - exchanged"))
    tried += [
        (replace(border, offset=missing.offset), f"{border} is the {which} base of an exon nearby")
        for border, which in _borders_beside(missing, projection)
    ]
    for position, why in tried:
        if missing_position((position,), projection) is None:
            yield _put(parsed, missing, position), why


def _borders_beside(
    missing: TranscriptPosition, projection: TranscriptProjection
) -> list[tuple[TranscriptPosition, str]]:
    """Return the two exon borders from which an intron could be counted, the nearer first."""
    exon = _exon_of(missing, projection)
    if exon is None:
        return []
    is_n = missing.datum is Datum.TRANSCRIPT_START
    named = projection.to_noncoding if is_n else projection.to_coding
    if missing.offset > 0:
        which, exons = "last", projection.exons[max(exon - 1, 0) : exon + 1]
        places = [one.end - 1 for one in exons]
    else:
        which, exons = "first", projection.exons[exon : exon + 2]
        places = [one.start for one in exons]
    cds = projection.transcript.cds
    borders = [border for border in map(named, places) if border is not None]
    # The nearer by its number, not on the genome: the intron lies between.
    index = transcript_index(missing, cds)
    borders.sort(key=lambda border: abs(transcript_index(border, cds) - index))
    return [(border, which) for border in borders]


def _put(
    parsed: TranscriptDescription, missing: TranscriptPosition, position: TranscriptPosition
) -> TranscriptDescription:
    """Return the description with a position in the place of one that does not exist.

    The other end moves with it if it is counted from the same base.
    """
    ends = []
    for end in (parsed.start, parsed.end):
        if end == missing:
            end = position  # noqa: PLW2901 - the same end, where it may be meant
        elif (end.number, end.datum) == (missing.number, missing.datum):
            end = replace(position, offset=end.offset)  # noqa: PLW2901
        ends.append(end)
    return replace(parsed, start=ends[0], end=ends[1])


def _shorter(parsed: TranscriptDescription, missing: TranscriptPosition) -> Iterator[Candidate]:
    """Yield the description with a digit less, if its bases can tell which."""
    if parsed.start != parsed.end or not parsed.deleted or missing.number < 0:
        return
    for number in without_a_digit(missing.number):
        place = replace(missing, number=number)
        yield replace(parsed, start=place, end=place), "one digit too many"
