"""Write HGVS descriptions.

Source of the forms: https://hgvs-nomenclature.org/stable/
"""

from __future__ import annotations

from collections.abc import Callable

from foxp3tool.model.description import DnaChange, DnaChangeKind
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import THREE_LETTER


def format_dna_change(change: DnaChange, position: Callable[[int], str]) -> str:
    """Write a DNA change without its reference: ``1150G>A``, ``751_753del``, ``227_228insA``.

    Args:
        change: The change, positions 0-based and both included.
        position: Gives the printed form of a 0-based position.

    Example:
        >>> change = DnaChange(DnaChangeKind.SUBSTITUTION, 9, 9, "G", "A")
        >>> format_dna_change(change, lambda index: str(genomic_number(index)))
        '10G>A'
    """
    if change.kind is DnaChangeKind.SUBSTITUTION:
        return f"{position(change.start)}{change.deleted}>{change.inserted}"
    where = position(change.start)
    if change.end != change.start:
        where = f"{where}_{position(change.end)}"
    written = change.inserted if change.kind in _WITH_BASES else ""
    return f"{where}{change.kind.value}{written}"


_WITH_BASES = (DnaChangeKind.INSERTION, DnaChangeKind.DELINS)


def format_genomic(accession: str, change: DnaChange) -> str:
    """Write a ``g.`` description.

    Args:
        accession: RefSeq accession of the sequence described.
        change: The change; positions are 0-based on that sequence.
    """
    return f"{accession}:g.{format_dna_change(change, lambda index: str(genomic_number(index)))}"


def format_protein(accession: str, change: ProteinChange) -> str:
    """Write a predicted protein change, in parentheses and three-letter code.

    ``p.?`` and ``p.0?`` are written without parentheses, the question mark says as much.

    Args:
        accession: Accession of the protein; may be empty if the transcript has no protein record.
        change: The change.

    Example:
        >>> format_protein("NP_054728.2", ProteinChange(
        ...     ProteinChangeKind.SUBSTITUTION, 384, "A", 384, "A", "T"))
        'NP_054728.2:p.(Ala384Thr)'
    """
    prefix = f"{accession}:" if accession else ""
    if change.kind in (ProteinChangeKind.UNKNOWN, ProteinChangeKind.NO_PROTEIN):
        return f"{prefix}p.{change.kind.value}"
    return f"{prefix}p.({_protein_body(change)})"


def _protein_body(change: ProteinChange) -> str:
    first = f"{THREE_LETTER[change.start_residue]}{change.start}"
    where = first
    if change.end != change.start:
        where = f"{first}_{THREE_LETTER[change.end_residue]}{change.end}"
    new = "".join(THREE_LETTER[residue] for residue in change.inserted)
    stop = "?" if change.new_stop is None else str(change.new_stop)
    match change.kind:
        case ProteinChangeKind.SILENT:
            return f"{where}="
        case ProteinChangeKind.SUBSTITUTION:
            return f"{first}{new}"
        case ProteinChangeKind.DELETION | ProteinChangeKind.DUPLICATION:
            return f"{where}{change.kind.value}"
        case ProteinChangeKind.INSERTION | ProteinChangeKind.DELINS:
            return f"{where}{change.kind.value}{new}"
        case ProteinChangeKind.FRAMESHIFT:
            return f"{first}{new}fsTer{stop}"
        case ProteinChangeKind.EXTENSION:
            return f"{first}{new}extTer{stop}"
        case ProteinChangeKind.START_LOST:
            return change.kind.value
        case ProteinChangeKind.UNKNOWN | ProteinChangeKind.NO_PROTEIN:
            return change.kind.value
