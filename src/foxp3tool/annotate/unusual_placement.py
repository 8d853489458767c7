"""Place what is no plain change of named positions: intron numbers, repeats, signals, open ends."""

from __future__ import annotations

from dataclasses import replace

from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.annotate.untranslated import polya_signal
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.gene import Gene
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import (
    IntronDescription,
    SignalDescription,
    TranscriptDescription,
    UncertainDescription,
)
from foxp3tool.model.variant import Edit
from foxp3tool.notation.errors import NotationError, no_change, reference_mismatch


def as_positions(
    parsed: IntronDescription, gene: Gene, model: TranscriptModel
) -> TranscriptDescription:
    """Return a change counted from an intron's border as one of named positions.

    Raises:
        NotationError: If the transcript has no such intron.
    """
    counted = gene.legacy_number if parsed.is_legacy_number else int
    numbers = range(1, len(model.introns) + 1)
    number = next((one for one in numbers if counted(one) == parsed.intron), None)
    if number is None:
        raise NotationError(
            IssueCode.INVALID_POSITION,
            f"{model.transcript.accession} has no intron {parsed.intron}; so counted, its introns "
            f"are {counted(1)} to {counted(len(model.introns))}",
        )
    intron = model.introns[number - 1]
    first = model.projection.to_coding(intron.start)
    last = model.projection.to_coding(intron.end - 1)
    if first is None or last is None:
        raise ValueError(f"{model.transcript.accession} has no c. positions")
    start, end = (
        replace(first if offset > 0 else last, offset=offset)
        for offset in (parsed.start, parsed.end)
    )
    accession = model.transcript.accession
    return TranscriptDescription(
        accession, None, None, start, end, parsed.kind, parsed.deleted, parsed.inserted
    )


def signal_edit(parsed: SignalDescription, model: TranscriptModel) -> Edit:
    """Return a change of the polyadenylation signal, gene frame.

    Raises:
        NotationError: If the transcript has another signal, or none, or nothing changes.
    """
    place = polya_signal(model)
    found = "" if place is None else model.bases[place : place + len(parsed.before)]
    if place is None or found != parsed.before:
        where = f"the polyadenylation signal of {model.transcript.accession}"
        raise reference_mismatch(parsed.before, found, where, None)
    edit = Edit(model.projection.gene_position(place), parsed.before, parsed.after)
    if edit.is_identity:
        raise no_change()
    return edit


def repeat_edit(sequence: str, first: int, unit: str, copies: int) -> Edit:
    """Return the change of a repeat to a number of units.

    Args:
        sequence: The sequence of the gene frame.
        first: Index of the first base of the first unit.
        unit: The unit.
        copies: How many units there are instead.

    Raises:
        NotationError: If no unit stands there, or as many as are asked for.
    """
    size = len(unit)
    if not sequence.startswith(unit, first):
        found = sequence[first : first + size]
        raise reference_mismatch(unit, found, "the reference", None)
    there = 1
    while sequence.startswith(unit, first + there * size):
        there += 1
    if there == copies:
        raise no_change()
    return Edit(first, unit * there, unit * copies)


def certain_part(parsed: UncertainDescription) -> TranscriptDescription:
    """Return what is deleted or duplicated for certain."""
    return TranscriptDescription(
        parsed.reference,
        parsed.context,
        parsed.gene,
        parsed.inner_start,
        parsed.inner_end,
        DnaChangeKind(parsed.kind),
        "",
        "",
    )
