"""Changes whose ends are known as ranges only, ``(a_b)_(c_d)del``: their ends on the gene."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from foxp3tool.annotate.placement import count_from_stop
from foxp3tool.annotate.projection import PositionError, TranscriptProjection
from foxp3tool.annotate.unusual_placement import certain_part
from foxp3tool.model.gene import Transcript
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import UncertainDescription
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
