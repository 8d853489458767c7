"""Signals outside the reading frame: polyadenylation hexamer, Kozak context, upstream ATGs.

* Polyadenylation: the hexamers AATAAA and ATTAAA, the two commonest forms. The reference's signal
  is the last of them in the last 50 transcribed bases. A new hexamer is told wherever it arises in
  the 3'UTR; whether it would be used depends on sequence that is not judged here.
* Kozak context: bases -6 to +4 around the A of the start codon (+1). A purine at -3 and a G at +4:
  both strong, one moderate, none weak, as in UTRannotator (doi:10.1093/bioinformatics/btaa783).
* Upstream ATGs: those that arise or vanish in the 5'UTR, with the place of their stop, in the
  classes of UTRannotator: ending before the CDS, overlapping it out of frame, or in frame with it.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.annotate.spliced_mutant import SplicedMutant
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.details import (
    KozakChange,
    KozakStrength,
    PolyASignalChange,
    SignalFate,
    UpstreamFrame,
    UpstreamStart,
)
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import coding_position
from foxp3tool.model.sequence import CODON_TABLE, STOP
from foxp3tool.model.variant import Edit

HEXAMERS: Final = ("AATAAA", "ATTAAA")
SIGNAL_WINDOW: Final = 50
"""How far before the transcript's last base the signal is looked for, in bases."""

_HEXAMER: Final = 6
_START: Final = "ATG"
_BEFORE_START: Final = 6


def polya_signal(model: TranscriptModel) -> int | None:
    """Return the transcript index of the first base of the polyadenylation hexamer, or None."""
    first = max(len(model.bases) - SIGNAL_WINDOW, 0)
    found = max(model.bases.rfind(hexamer, first) for hexamer in HEXAMERS)
    return found if found >= 0 else None


def polya_changes(
    model: TranscriptModel, sequence: str, edit: Edit
) -> tuple[PolyASignalChange, ...]:
    """Return the polyadenylation hexamers that an edit destroys, exchanges or creates.

    Args:
        model: The transcript.
        sequence: The gene-frame sequence.
        edit: The allele in the gene frame; it may reach beyond the transcript's end.
    """
    cds = model.transcript.cds
    last_exon = model.transcript.exons[-1]
    if cds is None or edit.end < last_exon.start or edit.start > last_exon.end:
        return ()
    first_utr = model.projection.gene_position(cds.end) if cds.end < len(model.bases) else None
    if first_utr is None:
        return ()
    changes = []
    signal = polya_signal(model)
    place = None if signal is None else model.projection.gene_position(signal)
    kept: int | None = None
    if place is not None and edit.start < place + _HEXAMER and edit.end > place:
        change, kept = _change_at(model, sequence, edit, place)
        if change is not None:
            changes.append(change)
    changes += _created(model, sequence, edit, Interval(first_utr, last_exon.end), kept)
    return tuple(changes)


def _around(sequence: str, edit: Edit) -> tuple[str, int]:
    """Return the mutant bases in which a hexamer can touch an edit, and where they start."""
    start = max(edit.start - _HEXAMER + 1, 0)
    behind = sequence[edit.end : edit.end + _HEXAMER - 1]
    return sequence[start : edit.start] + edit.inserted + behind, start


def _change_at(
    model: TranscriptModel, sequence: str, edit: Edit, place: int
) -> tuple[PolyASignalChange | None, int | None]:
    """Say what becomes of the signal at a gene-frame position.

    Returns:
        The change, or None if the same hexamer still stands there; and the mutant gene-frame
        position of the hexamer that stands in its place, or None.
    """
    before = sequence[place : place + _HEXAMER]
    mutant, start = _around(sequence, edit)
    found = {hexamer: mutant.find(hexamer) for hexamer in HEXAMERS}
    if found[before] >= 0:
        return None, start + found[before]
    name = _span_name(model, place, place + _HEXAMER)
    after = sequence[place : edit.start] + edit.inserted + sequence[edit.end : place + _HEXAMER]
    if len(after) != _HEXAMER or edit.start < place or edit.end > place + _HEXAMER:
        after = ""
    for hexamer, index in found.items():
        if index >= 0:
            return PolyASignalChange(SignalFate.CHANGED, before, hexamer, name), start + index
    return PolyASignalChange(SignalFate.DESTROYED, before, after, name), None


def _created(
    model: TranscriptModel, sequence: str, edit: Edit, utr: Interval, kept: int | None
) -> list[PolyASignalChange]:
    """Return the hexamers that an edit makes, inside the 3'UTR."""
    mutant, start = _around(sequence, edit)
    reference = sequence[start : edit.end + _HEXAMER - 1]
    behind_inserted = edit.start + len(edit.inserted)
    changes = []
    for index in range(len(mutant) - _HEXAMER + 1):
        hexamer = mutant[index : index + _HEXAMER]
        place = start + index
        if hexamer not in HEXAMERS or place == kept or not utr.start <= place < utr.end:
            continue
        holds_change = place < behind_inserted and place + _HEXAMER > edit.start
        if not holds_change or _count(mutant, hexamer) <= _count(reference, hexamer):
            continue
        first = min(place, max(edit.end - 1, edit.start - 1))
        last = place + _HEXAMER - 1
        if last >= behind_inserted:
            last -= edit.length_change
        elif last >= edit.start:
            last = min(last, edit.end - 1)
        last = min(max(last, first), utr.end - 1)
        name = _span_name(model, first, last + 1)
        changes.append(PolyASignalChange(SignalFate.CREATED, "", hexamer, name))
    return changes


def _count(bases: str, hexamer: str) -> int:
    """Count a hexamer, overlapping ones included."""
    return sum(bases.startswith(hexamer, index) for index in range(len(bases)))


def _span_name(model: TranscriptModel, start: int, end: int) -> str:
    """Return the ``c.`` numbers of the first and last base of a gene-frame span."""
    named = [model.projection.to_coding(position) for position in (start, end - 1)]
    return "_".join(str(position) for position in named if position is not None)


def _strength(context: str) -> KozakStrength:
    """Rate ten bases, from -6 to +4."""
    marks = (context[3:4] in ("A", "G")) + (context[9:10] == "G")
    return (KozakStrength.WEAK, KozakStrength.MODERATE, KozakStrength.STRONG)[marks]


def _context(bases: str, start: int) -> str:
    """Return the bases -6 to +4 of an ATG; fewer, with dots before, at the transcript's start."""
    before = bases[max(start - _BEFORE_START, 0) : start]
    return before.rjust(_BEFORE_START, ".") + bases[start : start + 4]


def kozak_change(mutant: SplicedMutant) -> KozakChange | None:
    """Return how the context of the start codon changes, or None if it stays or the ATG is hit."""
    gained = len(mutant.bases) - len(mutant.model.bases)
    places = [mutant.mutant_index(mutant.cds.start), mutant.cds.start + gained]
    start = next((i for i in places if i is not None and mutant.bases[i : i + 3] == _START), None)
    if start is None:
        return None
    before = _context(mutant.model.bases, mutant.cds.start)
    after = _context(mutant.bases, start)
    if before == after:
        return None
    return KozakChange(before, after, _strength(before), _strength(after))


def upstream_starts(mutant: SplicedMutant) -> tuple[UpstreamStart, ...]:
    """Return the ATGs of the 5'UTR that arise, vanish, or are read to another stop."""
    cds = mutant.cds
    cds_start = mutant.mutant_index(cds.start)
    if cds_start is None or all(
        edit.start >= cds.start + edit.is_insertion for edit in mutant.edits
    ):
        return ()
    reference = SplicedMutant.of(mutant.model, cds)
    old = {index: _upstream(reference, index, cds.start) for index in _starts(reference, cds.start)}
    new = {index: _upstream(mutant, index, cds_start) for index in _starts(mutant, cds_start)}
    changes = []
    for index, (frame, stop, kozak) in old.items():
        there = mutant.mutant_index(index)
        if there is None or there not in new or _is_cut(mutant, index):
            name = reference.name(index)
            changes.append(UpstreamStart(SignalFate.DESTROYED, name, frame, stop, kozak))
            continue
        changed = new.pop(there)
        if changed[:2] != (frame, stop):
            name = reference.name(index)
            changes.append(UpstreamStart(SignalFate.CHANGED, name, *changed))
    for index, found in new.items():
        changes.append(UpstreamStart(SignalFate.CREATED, mutant.name(index), *found))
    return tuple(changes)


def _is_cut(mutant: SplicedMutant, index: int) -> bool:
    """Tell whether an edit changes one of the three reference bases from an index on."""
    return any(edit.start < index + 3 and edit.end > index for edit in mutant.edits)


def _starts(mutant: SplicedMutant, cds_start: int) -> list[int]:
    return [i for i in range(cds_start) if mutant.bases[i : i + 3] == _START]


def _upstream(
    mutant: SplicedMutant, index: int, cds_start: int
) -> tuple[UpstreamFrame, str, KozakStrength]:
    """Say how the reading frame of an ATG lies, where it stops, and how strong its context is."""
    strength = _strength(_context(mutant.bases, index))
    bases = mutant.bases
    stop = next(
        (i for i in range(index, len(bases) - 2, 3) if CODON_TABLE.get(bases[i : i + 3]) == STOP),
        None,
    )
    if stop is None:
        return UpstreamFrame.OPEN, "", strength
    name = str(coding_position(mutant.reference_index(stop), mutant.cds))
    if stop < cds_start:
        return UpstreamFrame.BEFORE_CDS, name, strength
    if (cds_start - index) % 3 == 0:
        return UpstreamFrame.EXTENDING, name, strength
    return UpstreamFrame.OVERLAPPING, name, strength
