"""A variant as an edit of a sequence: what is taken out at a position and what is put in."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen


@frozen
class Edit:
    """A replacement in some sequence, in the manner of SPDI (PMID 31738401).

    The frame (chromosome, gene, transcript) is that of whoever holds the edit and is named there.

    Args:
        start: 0-based position of the first deleted base, or of the base before which is inserted.
        deleted: The bases taken out, upper case; empty for an insertion.
        inserted: The bases put in, upper case; empty for a deletion.

    Example:
        >>> Edit(10, "AC", "").end
        12
    """

    start: int
    deleted: str
    inserted: str

    @property
    def end(self) -> int:
        """0-based position of the first base behind the deleted ones."""
        return self.start + len(self.deleted)

    @property
    def is_identity(self) -> bool:
        """True if nothing changes."""
        return self.deleted == self.inserted

    @property
    def is_insertion(self) -> bool:
        """True if bases are only put in."""
        return not self.deleted and bool(self.inserted)

    @property
    def is_substitution(self) -> bool:
        """True if one base replaces one other base."""
        return len(self.deleted) == 1 == len(self.inserted) and self.deleted != self.inserted

    @property
    def length_change(self) -> int:
        """Bases gained (positive) or lost (negative)."""
        return len(self.inserted) - len(self.deleted)


@frozen
class GenomicVariant:
    """One allele on the X chromosome of one genome build.

    Args:
        assembly: ``GRCh37`` or ``GRCh38``.
        edit: The change on the plus strand; ``edit.start`` is 0-based on the chromosome.
    """

    assembly: str
    edit: Edit
