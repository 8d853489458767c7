"""The spliced transcript with edits applied, and how its bases are named in the reference."""

from __future__ import annotations

from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import coding_position
from foxp3tool.model.variant import Edit


@frozen
class SplicedMutant:
    """A spliced transcript that carries edits; splicing is taken to be as in the reference.

    Args:
        model: The transcript.
        cds: Its coding sequence, transcript frame.
        edits: The edits, transcript frame, in ascending order and apart.
        bases: The mutant's bases.
    """

    model: TranscriptModel
    cds: Interval
    edits: tuple[Edit, ...]
    bases: str

    @classmethod
    def of(cls, model: TranscriptModel, cds: Interval, *edits: Edit) -> SplicedMutant:
        """Apply edits of the transcript frame; without any, the mutant is the reference."""
        bases = model.bases
        for edit in reversed(edits):
            bases = bases[: edit.start] + edit.inserted + bases[edit.end :]
        return cls(model, cds, edits, bases)

    @property
    def kept_codons(self) -> int:
        """Codons of the reference's coding sequence before the one that an edit changes first."""
        if not self.edits:
            return 0
        return max(0, min(self.edits[0].start, self.cds.end) - self.cds.start) // 3

    def reference_index(self, index: int) -> int:
        """Return the reference index of a mutant index.

        An inserted base stands for the one that it replaces, in order; what is more than that, for
        the last one replaced, or for the base before an insertion.
        """
        for edit in self.edits:
            if index < edit.start:
                break
            if index < edit.start + len(edit.inserted):
                return max(min(index, edit.end - 1), 0)
            index -= edit.length_change
        return index

    def mutant_index(self, index: int) -> int | None:
        """Return the mutant index of a reference index, None for a base that is taken out."""
        moved = 0
        for edit in self.edits:
            if index < edit.start:
                break
            if index < edit.end:
                return None
            moved += edit.length_change
        return index + moved

    def name(self, index: int) -> str:
        """Return the ``c.`` number, in the reference's numbering, of a mutant index."""
        return str(coding_position(self.reference_index(index), self.cds))

    @property
    def junctions(self) -> list[int]:
        """Mutant indices of the first base behind each exon/exon junction that is left.

        A junction inside a deleted stretch is gone, as both its exons lost the bases next to it;
        where a whole exon is deleted, its two junctions become one.
        """
        left = {self._moved(junction) for junction in self.model.junctions}
        return sorted(place for place in left if place is not None)

    def _moved(self, junction: int) -> int | None:
        """Return where a junction comes to lie; None if an edit takes out both its sides."""
        moved = 0
        for edit in self.edits:
            # Bases put in at a junction are a copy of the exon before it, to which they belong.
            if junction < edit.start or (junction == edit.start and edit.deleted):
                break
            if junction < edit.end:
                return None
            moved += edit.length_change
        return junction + moved
