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

from collections.abc import Callable
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
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import coding_position
from foxp3tool.model.sequence import CODON_TABLE, STOP, agrees, is_unambiguous, meanings
from foxp3tool.model.variant import Edit

HEXAMERS: Final = ("AATAAA", "ATTAAA")
SIGNAL_WINDOW: Final = 50
"""How far before the transcript's last base the signal is looked for, in bases."""

_HEXAMER: Final = 6
_START: Final = "ATG"
_PURINES: Final = ("A", "G", "R")
_BEFORE_START: Final = 6


def polya_signal(model: TranscriptModel) -> int | None:
    """Return the transcript index of the first base of the polyadenylation hexamer, or None."""
    first = max(len(model.bases) - SIGNAL_WINDOW, 0)
    found = max(model.bases.rfind(hexamer, first) for hexamer in HEXAMERS)
    return found if found >= 0 else None


@frozen
class _Stretch:
    """Bases in which hexamers are looked for, and the edit in them.

    Args:
        bases: The reference bases; those behind the transcript's end included.
        edit: The edit, in the frame of ``bases``.
        utr: The 3'UTR, as far as it lies in ``bases``.
        name: Returns the ``c.`` number of a place in ``bases``.
    """

    bases: str
    edit: Edit
    utr: Interval
    name: Callable[[int], str]

    def around(self) -> tuple[str, int]:
        """Return the mutant bases in which a hexamer can touch the edit, and where they start."""
        start = max(self.edit.start - _HEXAMER + 1, 0)
        behind = self.bases[self.edit.end : self.edit.end + _HEXAMER - 1]
        return self.bases[start : self.edit.start] + self.edit.inserted + behind, start

    def span_name(self, start: int, end: int) -> str:
        """Return the numbers of the first and last base of a span."""
        return f"{self.name(start)}_{self.name(end - 1)}"


def polya_changes(
    model: TranscriptModel, sequence: str, edit: Edit, spliced: Edit | None
) -> tuple[PolyASignalChange, ...]:
    """Return the polyadenylation hexamers that an edit destroys, exchanges or creates.

    Args:
        model: The transcript.
        sequence: The gene-frame sequence.
        edit: The allele in the gene frame; it may reach beyond the transcript's end.
        spliced: The allele in the transcript frame, or None if its ends do not lie in exons; then
            only the last exon is looked at.
    """
    cds = model.transcript.cds
    if cds is None or cds.end == len(model.bases):
        return ()
    signal = polya_signal(model)
    if spliced is not None:
        bases = model.bases + sequence[model.span.end : model.span.end + _HEXAMER]
        utr = Interval(cds.end, len(model.bases))
        stretch = _Stretch(bases, spliced, utr, lambda index: str(coding_position(index, cds)))
    else:
        last_exon = model.transcript.exons[-1]
        if edit.end < last_exon.start or edit.start > last_exon.end:
            return ()
        utr = Interval(max(model.projection.gene_position(cds.end), last_exon.start), last_exon.end)
        stretch = _Stretch(
            sequence, edit, utr, lambda place: str(model.projection.to_coding(place))
        )
        if signal is not None:
            signal = model.projection.gene_position(signal)
    changes = []
    kept: int | None = None
    if signal is not None and stretch.edit.start < signal + _HEXAMER and stretch.edit.end > signal:
        change, kept = _change_at(stretch, signal)
        if change is not None:
            changes.append(change)
    changes += _created(stretch, kept)
    return tuple(changes)


def _change_at(stretch: _Stretch, place: int) -> tuple[PolyASignalChange | None, int | None]:
    """Say what becomes of the signal at a place.

    Returns:
        The change, or None if the same hexamer still stands there or unknown bases may be a
        hexamer; and the mutant place of the hexamer that stands in its stead, or None.
    """
    bases, edit = stretch.bases, stretch.edit
    before = bases[place : place + _HEXAMER]
    mutant, start = stretch.around()
    found = {hexamer: mutant.find(hexamer) for hexamer in HEXAMERS}
    if found[before] >= 0:
        return None, start + found[before]
    name = stretch.span_name(place, place + _HEXAMER)
    after = bases[place : edit.start] + edit.inserted + bases[edit.end : place + _HEXAMER]
    if len(after) != _HEXAMER or edit.start < place or edit.end > place + _HEXAMER:
        after = ""
    for hexamer, index in found.items():
        if index >= 0:
            return PolyASignalChange(SignalFate.CHANGED, before, hexamer, name), start + index
    if not is_unambiguous(edit.inserted) and _may_hold_hexamer(mutant):
        return None, None
    return PolyASignalChange(SignalFate.DESTROYED, before, after, name), None


def _may_hold_hexamer(bases: str) -> bool:
    """Tell whether bases with IUPAC codes may hold a hexamer."""
    return any(
        agrees(bases[index : index + _HEXAMER], hexamer)
        for index in range(len(bases) - _HEXAMER + 1)
        for hexamer in HEXAMERS
    )


def _created(stretch: _Stretch, kept: int | None) -> list[PolyASignalChange]:
    """Return the hexamers that an edit makes, inside the 3'UTR."""
    edit, utr = stretch.edit, stretch.utr
    mutant, start = stretch.around()
    reference = stretch.bases[start : edit.end + _HEXAMER - 1]
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
        name = stretch.span_name(first, last + 1)
        changes.append(PolyASignalChange(SignalFate.CREATED, "", hexamer, name))
    return changes


def _count(bases: str, hexamer: str) -> int:
    """Count a hexamer, overlapping ones included."""
    return sum(bases.startswith(hexamer, index) for index in range(len(bases)))


def _strength(context: str) -> KozakStrength:
    """Rate ten bases, from -6 to +4.

    An IUPAC code that allows for a mark and for its absence is taken as its absence; callers that
    have such codes ask :func:`_is_rated` first.
    """
    marks = (context[3:4] in _PURINES) + (context[9:10] == "G")
    return (KozakStrength.WEAK, KozakStrength.MODERATE, KozakStrength.STRONG)[marks]


def _is_rated(context: str) -> bool:
    """Tell whether every meaning of a context with IUPAC codes has the same strength."""
    purine = {base in _PURINES for base in meanings(context[3:4])}
    guanine = {base == "G" for base in meanings(context[9:10])}
    return len(purine) < 2 and len(guanine) < 2


def _context(bases: str, start: int) -> str:
    """Return the bases -6 to +4 of an ATG; fewer, with dots before, at the transcript's start."""
    before = bases[max(start - _BEFORE_START, 0) : start]
    return before.rjust(_BEFORE_START, ".") + bases[start : start + 4]


def kozak_change(mutant: SplicedMutant) -> KozakChange | None:
    """Return how the context of the start codon changes.

    None if it stays, if the ATG is hit, or if unknown bases leave its strength open.
    """
    gained = len(mutant.bases) - len(mutant.model.bases)
    places = [mutant.mutant_index(mutant.cds.start), mutant.cds.start + gained]
    start = next((i for i in places if i is not None and mutant.bases[i : i + 3] == _START), None)
    if start is None:
        return None
    before = _context(mutant.model.bases, mutant.cds.start)
    after = _context(mutant.bases, start)
    if before == after or not _is_rated(after):
        return None
    return KozakChange(before, after, _strength(before), _strength(after))


def upstream_starts(mutant: SplicedMutant) -> tuple[UpstreamStart, ...]:
    """Return the ATGs of the 5'UTR that arise, vanish, or are read to another stop.

    Nothing is told of an allele with unknown bases.
    """
    cds = mutant.cds
    cds_start = mutant.mutant_index(cds.start)
    if cds_start is None or all(
        edit.start >= cds.start + edit.is_insertion for edit in mutant.edits
    ):
        return ()
    if not all(is_unambiguous(edit.inserted) for edit in mutant.edits):
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
