"""The spliced transcript with an edit applied, and how its bases are named in the reference."""

from __future__ import annotations

from dataclasses import dataclass

from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import coding_position
from foxp3tool.model.variant import Edit


@dataclass(frozen=True, slots=True)
class SplicedMutant:
    """A spliced transcript that carries an edit; splicing is taken to be as in the reference.

    Args:
        model: The transcript.
        cds: Its coding sequence, transcript frame.
        edit: The edit, transcript frame.
        bases: The mutant's bases.
    """

    model: TranscriptModel
    cds: Interval
    edit: Edit
    bases: str

    @classmethod
    def of(cls, model: TranscriptModel, cds: Interval, edit: Edit) -> SplicedMutant:
        """Apply an edit of the transcript frame."""
        bases = model.bases[: edit.start] + edit.inserted + model.bases[edit.end :]
        return cls(model, cds, edit, bases)

    def reference_index(self, index: int) -> int:
        """Return the reference index of a mutant index.

        An inserted base stands for the one that it replaces, in order; what is more than that, for
        the last one replaced, or for the base before an insertion.
        """
        edit = self.edit
        if index < edit.start:
            return index
        if index >= edit.start + len(edit.inserted):
            return index - edit.length_change
        return max(min(index, edit.end - 1), 0)

    def mutant_index(self, index: int) -> int | None:
        """Return the mutant index of a reference index, None for a base that is taken out."""
        if index < self.edit.start:
            return index
        return None if index < self.edit.end else index + self.edit.length_change

    def name(self, index: int) -> str:
        """Return the ``c.`` number, in the reference's numbering, of a mutant index."""
        return str(coding_position(self.reference_index(index), self.cds))

    @property
    def junctions(self) -> list[int]:
        """Mutant indices of the first base behind each exon/exon junction that is left.

        A junction inside the deleted stretch is gone, as both its exons lost the bases next to it;
        where a whole exon is deleted, its two junctions become one.
        """
        left = []
        for junction in self.model.junctions:
            if junction <= self.edit.start:
                left.append(junction)
            elif junction >= self.edit.end:
                left.append(junction + self.edit.length_change)
        return sorted(set(left))
