"""A sequence with edits applied, and where its bases come to lie."""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit


@frozen
class EditedFrame:
    """A sequence before and after edits.

    Args:
        reference: The bases before.
        edits: The edits, 0-based on ``reference``, in ascending order and apart.
        bases: The bases behind them.
        grown: Places of insertions that belong to the stretch that ends there, not to what follows:
            a copy of an exon's last bases lengthens the exon.
    """

    reference: str
    edits: tuple[Edit, ...]
    bases: str
    grown: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls, reference: str, edits: Sequence[Edit], grown: frozenset[int] = frozenset()
    ) -> EditedFrame:
        """Apply edits.

        Example:
            >>> EditedFrame.of("ACGT", [Edit(1, "C", "TT")]).bases
            'ATTGT'
        """
        bases = reference
        for edit in reversed(edits):
            bases = bases[: edit.start] + edit.inserted + bases[edit.end :]
        return cls(reference, tuple(edits), bases, grown)

    def moved_base(self, position: int) -> int | None:
        """Return where a base comes to lie; None if it is taken out.

        Of as many bases as are taken out, each new one stands for an old one.
        """
        moved = 0
        for edit in self.edits:
            if position < edit.start:
                break
            if position < edit.end:
                if edit.length_change:
                    return None
                break
            moved += edit.length_change
        return position + moved

    def moved_start(self, position: int) -> int:
        """Return where a stretch begins that began at ``position``.

        What is put in there stands before it. If its first base is taken out, it begins behind what
        is put in instead.
        """
        return self._moved(position, is_end=False)

    def moved_end(self, position: int) -> int:
        """Return where a stretch ends that ended before ``position``."""
        return self._moved(position, is_end=True)

    def _moved(self, position: int, *, is_end: bool) -> int:
        moved = 0
        for edit in self.edits:
            if edit.is_insertion and edit.start == position:
                if not is_end or edit.start in self.grown:
                    moved += len(edit.inserted)
                continue
            if edit.start < position < edit.end:
                if not edit.length_change:
                    break
                return edit.start + moved + len(edit.inserted)
            if position < edit.end or position <= edit.start:
                break
            moved += edit.length_change
        return position + moved

    @property
    def changed(self) -> tuple[tuple[Interval, Interval], ...]:
        """For each edit where its bases stand before and after; empty where there are none."""
        places = []
        moved = 0
        for edit in self.edits:
            first = edit.start + moved
            new = Interval(first, first + len(edit.inserted))
            places.append((Interval(edit.start, edit.end), new))
            moved += edit.length_change
        return tuple(places)
