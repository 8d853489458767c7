"""Place what is no plain change of named positions: introns, repeats, signals, open ends, SPDI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.placement import edit_of
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.annotate.untranslated import polya_signal
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import (
    IntronDescription,
    SignalDescription,
    TranscriptDescription,
    UncertainDescription,
    VcfDescription,
)
from foxp3tool.model.positions import Datum, TranscriptPosition
from foxp3tool.model.sequence import shown
from foxp3tool.model.variant import Edit
from foxp3tool.notation.errors import NotationError, no_change, reference_mismatch

MOST_BASES: Final = 100_000
"""How many bases the units of a repeat may have together."""


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


def change_of(
    parsed: TranscriptDescription,
    annotator: Annotator,
    transcript: Transcript,
    first: int,
    last: int,
) -> Edit:
    """Return the gene-frame edit of a description whose positions are placed, both included.

    Raises:
        NotationError: If the description is no change, or no insertion or repeat that can be.
    """
    gene, model = annotator.gene, annotator.model(transcript)
    if parsed.copies is None:
        bases = gene.sequence[first : last + 1]
        return edit_of(first, last, parsed.kind, parsed.inserted, bases)
    noncoding = parsed.start.datum is Datum.TRANSCRIPT_START

    def number(index: int) -> str:
        written = model.written(index, noncoding=noncoding)
        return f"{'n' if noncoding else 'c'}.{written[0]}" if written else "outside"

    repeat = Repeat(gene.sequence, first, last, parsed.deleted, parsed.copies, number)
    edit = repeat.edit()
    _refuse_to_leave_exon(parsed, transcript, edit)
    return edit


def signal_edit(parsed: SignalDescription, model: TranscriptModel) -> Edit:
    """Return a change of the polyadenylation signal, gene frame.

    Raises:
        NotationError: If the transcript has another signal, or none, or nothing changes.
    """
    place = polya_signal(model)
    found = "" if place is None else model.bases[place : place + len(parsed.before)]
    if place is None or found != parsed.before:
        where = f"the polyadenylation signal of {model.transcript.accession}"
        raise reference_mismatch(parsed.before, found, where)
    edit = Edit(model.projection.gene_position(place), parsed.before, parsed.after)
    if edit.is_identity:
        raise no_change()
    return edit


@frozen
class Repeat:
    """A repeat as a description gives it, on the sequence that it counts on.

    The rules are those of https://hgvs-nomenclature.org/stable/recommendations/DNA/repeated/: the
    place is the first base of the first unit, or the range of all units, or without the unit's
    bases the range of the first one; the number is that of all units.

    Args:
        sequence: The sequence, in the direction in which the description counts.
        first: Index of the first base named.
        last: Index of the last base named, included.
        unit: Bases of the unit as stated; empty if its range is given.
        copies: How many units there are in the allele.
        number: Gives the printed form of an index.
    """

    sequence: str
    first: int
    last: int
    unit: str
    copies: int
    number: Callable[[int], str]

    def edit(self) -> Edit:
        """Return the change from the units of the reference to those of the allele.

        Raises:
            NotationError: If the unit does not stand there, the place is not that of the whole
                repeat, the sequence ends in it, or it has as many units as the reference.
        """
        if not 0 <= self.first <= self.last < len(self.sequence):
            raise _open_ended()
        unit = self.unit or self.sequence[self.first : self.last + 1]
        size, named = len(unit), self.last + 1 - self.first
        claimed = unit * (named // size) if named > size else unit
        found = self.sequence[self.first : self.first + len(claimed)]
        if found != claimed:
            raise reference_mismatch(claimed, found, "the reference")
        before, there = self._units(unit, -1), self._units(unit, 1)
        end = self.first + there * size
        self._refuse_open_ends(unit, self.first - before * size, end)
        is_range = named > 1 and bool(self.unit)
        if before or (is_range and named not in (size, there * size)):
            raise self._misplaced(unit, self.first - before * size, end)
        if size * self.copies > MOST_BASES:
            raise NotationError(
                IssueCode.UNSUPPORTED_ALLELE,
                f"the repeat would have {size * self.copies} bases; at most {MOST_BASES} are read",
            )
        if there == self.copies:
            raise NotationError(
                IssueCode.NO_CHANGE,
                f"the reference has {there} x {shown(unit)} there as well: there is no variant",
            )
        return Edit(self.first, unit * there, unit * self.copies)

    def _units(self, unit: str, step: int) -> int:
        """Count the units from the first base on (the first included), or those before it."""
        place = self.first if step > 0 else self.first - len(unit)
        count = 0
        while place >= 0 and self.sequence.startswith(unit, place):
            place += step * len(unit)
            count += 1
        return count

    def _refuse_open_ends(self, unit: str, start: int, end: int) -> None:
        before, behind = self.sequence[max(start - len(unit), 0) : start], self.sequence[end:]
        if (len(before) < len(unit) and unit.endswith(before)) or unit.startswith(behind):
            raise _open_ended()

    def _misplaced(self, unit: str, start: int, end: int) -> NotationError:
        there = (end - start) // len(unit)
        first, last = self.number(start), self.number(end - 1)
        whole = f"{first}_{last.partition('.')[2] or last}{unit}" if first != last else first + unit
        return NotationError(
            IssueCode.INVALID_POSITION,
            f"the place given is not that of the whole repeat: the reference has {there} x "
            f"{shown(unit)} from {first} to {last}",
            remedy=f"write {whole}[n] with the number of all units; the reference is "
            f"{whole}[{there}]",
        )


def _open_ended() -> NotationError:
    return NotationError(
        IssueCode.OUTSIDE_GENE,
        "the repeat may go on beyond the bundled sequence: how many units the reference has is "
        "not known",
        remedy="describe the change as del, dup or ins",
    )


def _refuse_to_leave_exon(
    parsed: TranscriptDescription, transcript: Transcript, edit: Edit
) -> None:
    """Refuse a repeat that goes on behind its exon, unless it is given on the genome.

    Raises:
        NotationError: If the position is that of an exon, and no genomic context is given.
    """
    if parsed.context is not None or parsed.start.offset:
        return
    if not any(exon.start <= edit.start and edit.end <= exon.end for exon in transcript.exons):
        raise NotationError(
            IssueCode.INVALID_POSITION,
            f"the repeat at {parsed.start} goes on in the intron, so the number of its units has "
            "no single meaning",
            remedy="give the genomic (g.) description, or the genomic context, as in "
            "NC_000023.11(NM_014009.4):c.745GAGAAG[3]",
        )


def spdi_change(parsed: VcfDescription) -> tuple[int, int, DnaChangeKind]:
    """Return the 0-based positions that a SPDI expression names, both included, and its kind.

    Those of an insertion are its neighbours.

    Raises:
        NotationError: If it neither takes nor gives a base.
    """
    size = parsed.size
    if not size:
        if not parsed.alt:
            raise no_change()
        return parsed.start - 1, parsed.start, DnaChangeKind.INSERTION
    kind = DnaChangeKind.DELINS if parsed.alt else DnaChangeKind.DELETION
    if size == len(parsed.alt) == 1:
        kind = DnaChangeKind.SUBSTITUTION
    return parsed.start, parsed.start + size - 1, kind


def spdi_on_transcript(parsed: VcfDescription, transcript: Transcript) -> TranscriptDescription:
    """Return a SPDI expression on a transcript as the change of ``n.`` positions that it is.

    Raises:
        NotationError: If it names bases that the transcript does not have, or bases of two exons,
            whose place on the genome it does not tell.
    """
    first, last, kind = spdi_change(parsed)
    accession, length = transcript.accession, transcript.length
    if not 0 <= first <= last < length:
        raise NotationError(
            IssueCode.INVALID_POSITION,
            f"{accession} has {length} bases, which SPDI counts from 0; the expression names "
            f"those from {parsed.start} to {parsed.start + parsed.size}",
        )
    borders = accumulate(len(exon) for exon in transcript.exons)
    border = next((one for one in borders if first < one <= last), None)
    if border is not None:
        raise NotationError(
            IssueCode.INVALID_POSITION,
            f"an exon of {accession} ends before its base {border} (counted from 0), so the "
            "expression has no single meaning on the genome",
            remedy="give the expression on the chromosome, NC_000023.11:...",
        )
    start, end = (
        TranscriptPosition(index + 1, 0, Datum.TRANSCRIPT_START) for index in (first, last)
    )
    return TranscriptDescription(accession, None, None, start, end, kind, parsed.ref, parsed.alt)


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
