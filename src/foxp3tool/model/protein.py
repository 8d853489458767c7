"""Changes of a protein, in the classes of the HGVS recommendations, and protein features."""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.frozen import frozen


class ProteinChangeKind(StrEnum):
    """The kinds of protein description that HGVS knows, and the two that say "unknown"."""

    SILENT = "="
    SUBSTITUTION = "substitution"
    DELETION = "del"
    DUPLICATION = "dup"
    INSERTION = "ins"
    DELINS = "delins"
    FRAMESHIFT = "fs"
    EXTENSION = "ext"
    START_LOST = "Met1?"
    NO_PROTEIN = "0?"
    UNKNOWN = "?"


@frozen
class ProteinChange:
    """A predicted change of one protein.

    Residues are given in one-letter code, ``*`` for the stop; positions are 1-based.

    Args:
        kind: The class of the change.
        start: Number of the first residue named.
        start_residue: The reference residue there.
        end: Number of the last residue named (equal to ``start`` for a single one).
        end_residue: The reference residue there.
        inserted: New residues; for a substitution or frameshift the first new residue.
        new_stop: For a frameshift: place of the new stop counted from the first changed residue as
            1. For an extension: how many residues behind the old stop the new one stands. None if
            the transcript ends without a stop.
    """

    kind: ProteinChangeKind
    start: int = 0
    start_residue: str = ""
    end: int = 0
    end_residue: str = ""
    inserted: str = ""
    new_stop: int | None = None


UNKNOWN_CHANGE = ProteinChange(ProteinChangeKind.UNKNOWN)
NO_PROTEIN = ProteinChange(ProteinChangeKind.NO_PROTEIN)
START_LOST = ProteinChange(
    ProteinChangeKind.START_LOST, start=1, start_residue="M", end=1, end_residue="M"
)


@frozen
class ProteinFeature:
    """A domain, region, site or modified residue of the full-length protein.

    Args:
        name: What is printed.
        kind: Class of the feature, such as ``domain`` or ``interface``.
        start: First residue, 1-based.
        end: Last residue, 1-based, included.
        primary: True for the features that a table prints by default.
        source: Where the bounds come from.
        reference: PMID, DOI or other address of the source.
        note: What else is to be known.
    """

    name: str
    kind: str
    start: int
    end: int
    primary: bool
    source: str
    reference: str = ""
    note: str = ""
