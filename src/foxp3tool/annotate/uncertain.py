"""Changes whose ends are known as ranges only, ``(a_b)_(c_d)del``: their ends on the gene."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from foxp3tool.annotate.placement import count_from_stop
from foxp3tool.annotate.projection import PositionError, TranscriptProjection
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.annotate.unusual_placement import certain_part
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import UncertainDescription, written_range
from foxp3tool.model.positions import TranscriptPosition
from foxp3tool.model.uncertain_ends import UncertainEnds
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.faults import position as fault_of


def read_ends(
    parsed: UncertainDescription, transcript: Transcript
) -> tuple[UncertainDescription, list[Issue]]:
    """Read numbers that run on behind the stop codon as :func:`count_from_stop` does, at all ends.

    Returns:
        The description with the numbers that are meant, and what is to be known.
    """
    inner, issues = count_from_stop(certain_part(parsed), transcript)
    outer, more = count_from_stop(
        replace(
            certain_part(parsed),
            start=parsed.outer_start or parsed.inner_start,
            end=parsed.outer_end or parsed.inner_end,
        ),
        transcript,
    )
    read = replace(
        parsed,
        outer_start=parsed.outer_start and outer.start,
        inner_start=inner.start,
        inner_end=inner.end,
        outer_end=parsed.outer_end and outer.end,
    )
    return read, list(dict.fromkeys(issues + more))


def placed_ends(parsed: UncertainDescription, projection: TranscriptProjection) -> UncertainEnds:
    """Return the ends of a ``c.`` description in the gene frame, where they ascend.

    Raises:
        NotationError: If a position does not exist, or the ends stand in another order.
    """

    def placed(position: TranscriptPosition) -> int:
        try:
            return projection.to_gene(position)
        except PositionError as error:
            raise NotationError(IssueCode.INVALID_POSITION, str(error)) from error

    ends = (parsed.outer_start, parsed.inner_start, parsed.inner_end, parsed.outer_end)
    known = [(position, placed(position)) for position in ends if position is not None]
    for (before, start), (behind, end) in pairwise(known):
        is_certain_part = (before, behind) == (parsed.inner_start, parsed.inner_end)
        if end < start or (end == start and not is_certain_part):
            raise _out_of_order(before, behind, is_same=end == start)
    outer_start, outer_end = parsed.outer_start, parsed.outer_end
    return UncertainEnds(
        None if outer_start is None else placed(outer_start),
        placed(parsed.inner_start),
        placed(parsed.inner_end),
        None if outer_end is None else placed(outer_end),
        parsed.kind,
    )


def name_by_exons(ends: UncertainEnds, gene: Gene, model: TranscriptModel) -> str:
    """Return the ``c.`` name of a change by the exons that it takes, for those who count exons.

    An end that lies somewhere in one intron is written as lying somewhere in that intron, as is
    done for what was found by counting exons; the ``g.`` name keeps what is known of it. Where both
    lie in one intron that would say nothing, and their own ranges are written.

    Args:
        ends: The ends on the chromosome.
        gene: The gene on their build.
        model: The transcript.

    Returns:
        The name; empty if an end is not known, or lies beyond the transcript or in no stretch that
        the transcript names.
    """
    outer_start, outer_end = ends.outer_start, ends.outer_end
    region = gene.region
    if outer_start is None or outer_end is None:
        return ""
    if outer_start < region.start or outer_end >= region.end:
        return ""
    spans = [
        Interval(*gene.to_gene_interval(first, last + 1))
        for first, last in ((outer_start, ends.inner_start), (ends.inner_end, outer_end))
    ]
    start, end = sorted(spans)
    introns = _intron_around(start, model), _intron_around(end, model)
    if introns[0] != introns[1]:
        start, end = introns[0] or start, introns[1] or end
    written = [_as_positions(span, model) for span in (start, end)]
    if not all(written):
        return ""
    letter = "n" if model.transcript.cds is None else "c"
    change = f"{letter}.{'_'.join(written)}{ends.kind.value}"
    return f"{gene.accession}({model.transcript.accession}):{change}"


def _intron_around(span: Interval, model: TranscriptModel) -> Interval | None:
    """Return the intron in which an end lies somewhere; None if it is known, or no such intron."""
    if len(span) == 1:
        return None
    return next((intron for intron in model.introns if intron.covers(span)), None)


def _as_positions(span: Interval, model: TranscriptModel) -> str:
    first, last = model.written(span.start), model.written(span.end - 1)
    return "" if first is None or last is None else written_range(first[0], last[0])


def _out_of_order(
    before: TranscriptPosition, behind: TranscriptPosition, *, is_same: bool
) -> NotationError:
    where = "is the same position as" if is_same else "lies before"
    return NotationError(
        IssueCode.INVALID_POSITION,
        f"the ends of an uncertain range must ascend, and c.{behind} {where} c.{before}",
        remedy="write first what may be affected, then what is for certain, as in "
        "c.(210+1_211-1)_(315+1_316-1)del",
    ).about(fault_of(str(behind)))
