"""Changes at the DNA level, in the classes of the HGVS recommendations."""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.frozen import frozen


class DnaChangeKind(StrEnum):
    """The kinds of DNA description, in HGVS's order of priority."""

    IDENTITY = "="
    SUBSTITUTION = ">"
    DELETION = "del"
    INVERSION = "inv"
    DUPLICATION = "dup"
    INSERTION = "ins"
    DELINS = "delins"


@frozen
class DnaChange:
    """A classified change of a DNA sequence.

    Args:
        kind: The class of the change.
        start: First position named, 0-based. For an insertion the base before the inserted ones.
        end: Last position named, 0-based and *included*: descriptions name two bases, not an
            interval. For an insertion the base behind the inserted ones.
        deleted: The reference base of a substitution, otherwise the bases concerned.
        inserted: The new bases of a substitution, insertion or delins.
    """

    kind: DnaChangeKind
    start: int
    end: int
    deleted: str = ""
    inserted: str = ""
