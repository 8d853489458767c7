"""Protein changes from residues, as HGVS names them.

Source: https://hgvs-nomenclature.org/stable/recommendations/protein/
"""

from __future__ import annotations

from foxp3tool.model.positions import residue_number
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import shared_end


def trim_residues(reference: str, mutant: str, first: int) -> tuple[int, str, str]:
    """Cut the shared beginning (known to be ``first`` long at least) and the shared end.

    Cutting the beginning first is the 3' rule of proteins: the most C-terminal residue is named.
    """
    shortest = min(len(reference), len(mutant))
    while first < shortest and reference[first] == mutant[first]:
        first += 1
    shared = shared_end(reference, mutant, shortest - first)
    return first, reference[first : len(reference) - shared], mutant[first : len(mutant) - shared]


def residue_change(protein: str, first: int, reference: str, mutant: str) -> ProteinChange:
    """Name an exchange of residues: substitution, deletion, duplication, insertion or delins.

    Args:
        protein: The reference protein, with ``*`` at its stop.
        first: 0-based index of the first residue that goes, or before which residues come.
        reference: The residues that go.
        mutant: The residues that come.
    """
    last = first + len(reference) - 1
    if not reference:
        copied = first - len(mutant)
        if copied >= 0 and protein[copied:first] == mutant:
            return name_residues(ProteinChangeKind.DUPLICATION, protein, copied, first - 1)
        return name_residues(ProteinChangeKind.INSERTION, protein, first - 1, first, mutant)
    if not mutant:
        return name_residues(ProteinChangeKind.DELETION, protein, first, last)
    if len(reference) == len(mutant) == 1:
        return name_residues(ProteinChangeKind.SUBSTITUTION, protein, first, last, mutant)
    return name_residues(ProteinChangeKind.DELINS, protein, first, last, mutant)


def name_residues(
    kind: ProteinChangeKind,
    protein: str,
    first: int,
    last: int,
    inserted: str = "",
    new_stop: int | None = None,
) -> ProteinChange:
    """Build a change from 0-based indices into the reference protein."""
    return ProteinChange(
        kind,
        residue_number(first),
        protein[first],
        residue_number(last),
        protein[last],
        inserted,
        new_stop,
    )
