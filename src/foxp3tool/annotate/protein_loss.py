"""What of a protein a change takes away: residues and features."""

from __future__ import annotations

from foxp3tool.annotate.features import FeatureMap
from foxp3tool.model.details import ProteinLoss
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import STOP

Kind = ProteinChangeKind


def protein_loss(
    change: ProteinChange | None, protein: str, features: FeatureMap
) -> ProteinLoss | None:
    """Return what a predicted protein change takes away; None if no residue goes.

    Behind a new stop or a shifted frame nothing of the reference is left. What the mRNA becomes
    (decay, a skipped exon) is told elsewhere.

    Args:
        change: The predicted change.
        protein: The reference protein, with ``*`` at its stop.
        features: The features of the transcript's protein.
    """
    length = len(protein.rstrip(STOP))
    span = None if change is None else _lost(change, length)
    if span is None:
        return None
    first, last = span
    return ProteinLoss(first, last, length, *features.taken(first, last))


def _lost(change: ProteinChange, length: int) -> tuple[int, int] | None:
    """Return the first and last residue (1-based) that go."""
    if change.kind is Kind.NO_PROTEIN:
        return 1, length
    ends_here = change.kind is Kind.FRAMESHIFT or STOP in change.inserted
    if ends_here and change.kind is not Kind.EXTENSION:
        first = change.end if change.kind is Kind.INSERTION else change.start
        return (first, length) if first <= length else None
    if change.kind in (Kind.DELETION, Kind.DELINS):
        return change.start, min(change.end, length)
    return None
