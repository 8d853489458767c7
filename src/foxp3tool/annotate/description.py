"""Classify an edit as HGVS does: substitution, deletion, inversion, duplication, insertion, delins.

Source of the order: https://hgvs-nomenclature.org/stable/recommendations/general/ (priority).
"""

from __future__ import annotations

from foxp3tool.model.description import DnaChange, DnaChangeKind
from foxp3tool.model.sequence import reverse_complement
from foxp3tool.model.variant import Edit


def describe(edit: Edit, sequence: str, origin: int = 0, first: int | None = None) -> DnaChange:
    """Classify a normalised edit on the sequence that it is described on.

    Args:
        edit: Trimmed, and shifted FORWARD along ``sequence``.
        sequence: The reference sequence.
        origin: The coordinate of the sequence's first base in the frame of the edit.
        first: The first coordinate that the description may name (the transcript's first base). A
            copy of bases before it is described as an insertion. Default: the sequence's first.

    Returns:
        The change; positions are 0-based and both included.

    Example:
        >>> describe(Edit(4, "", "A"), "CAAAT").kind.value
        'dup'
    """
    deleted, inserted, start = edit.deleted, edit.inserted, edit.start
    last = edit.end - 1
    if edit.is_identity:
        return DnaChange(DnaChangeKind.IDENTITY, start, last, deleted)
    if edit.is_substitution:
        return DnaChange(DnaChangeKind.SUBSTITUTION, start, start, deleted, inserted)
    if not inserted:
        return DnaChange(DnaChangeKind.DELETION, start, last, deleted)
    if not deleted:
        lowest = origin if first is None else first
        copied = start - len(inserted)
        if copied >= lowest and sequence[copied - origin : start - origin] == inserted:
            return DnaChange(DnaChangeKind.DUPLICATION, copied, start - 1, inserted)
        return DnaChange(DnaChangeKind.INSERTION, start - 1, start, "", inserted)
    if len(deleted) == len(inserted) and inserted == reverse_complement(deleted):
        return DnaChange(DnaChangeKind.INVERSION, start, last, deleted, inserted)
    return DnaChange(DnaChangeKind.DELINS, start, last, deleted, inserted)
