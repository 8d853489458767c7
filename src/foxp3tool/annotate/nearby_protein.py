"""Which residues a protein name may mean whose own do not stand where it says.

Helps for the reader and never answers; see :mod:`foxp3tool.annotate.nearby`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.slips import exchanged_digits, telling, without_a_digit
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.positions import residue_number
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import THREE_LETTER
from foxp3tool.notation.protein_parse import protein_text

_REACH: Final = 3
Candidate = tuple[ProteinChange, str]
"""A change that may be meant, and the slip that would explain it."""


def where_residues_fit(
    parsed: ProteinDescription, annotator: Annotator, transcript: Transcript
) -> list[str]:
    """Return changes whose residues stand where they say, each with the reason, likeliest first.

    Args:
        parsed: A protein name with a residue that does not stand at its number.
        annotator: The engine of the build.
        transcript: The transcript whose protein it was read on.
    """
    found = _on_this_protein(parsed.change, _protein(annotator, transcript))
    names = [
        f"{transcript.protein_accession}:{_text(parsed, change)} ({why})" for change, why in found
    ]
    # Papers do count on the other isoform, so that comes before any slip.
    return _on_other_protein(parsed, annotator, transcript) + names


def _protein(annotator: Annotator, transcript: Transcript) -> str:
    coding = annotator.model(transcript).coding
    return "" if coding is None else coding.protein


def _text(parsed: ProteinDescription, change: ProteinChange) -> str:
    return protein_text(replace(parsed, change=change))


def _fits(change: ProteinChange, protein: str) -> bool:
    ends = (change.start, change.start_residue), (change.end, change.end_residue)
    return all(number > 0 and protein[number - 1 : number] == letter for number, letter in ends)


def _on_this_protein(change: ProteinChange, protein: str) -> list[Candidate]:
    def fits(candidate: Candidate) -> bool:
        return _fits(candidate[0], protein)

    found = list(filter(fits, _other_residues(change, protein)))
    size = change.end - change.start
    numbers = [(number, "two digits exchanged") for number in exchanged_digits(change.start)]
    if change.start > len(protein):
        numbers += [(number, "one digit too many") for number in without_a_digit(change.start)]
    found += telling((_at(change, number, size, why) for number, why in numbers), fits)
    if change.start != change.end:
        found += telling(_other_end(change), fits)
    beside = [
        _at(change, change.start + step * sign, size, f"{step} residue{'s' * (step > 1)} away")
        for step in range(1, _REACH + 1)
        for sign in (-1, 1)
        if change.start + step * sign > 0
    ]
    return found + telling(beside, fits)


def _other_end(change: ProteinChange) -> Iterator[Candidate]:
    """Yield the change with one of its ends moved."""
    for step in range(1, _REACH + 1):
        for sign in (-step, step):
            why = f"one end {step} residue{'s' * (step > 1)} away"
            if 0 < change.start + sign < change.end:
                yield replace(change, start=change.start + sign), why
            if change.end + sign > change.start:
                yield replace(change, end=change.end + sign), why


def _at(change: ProteinChange, number: int, size: int, why: str) -> Candidate:
    return replace(change, start=number, end=number + size), why


def _other_residues(change: ProteinChange, protein: str) -> Iterator[Candidate]:
    """Yield the change with residues that may have been mistaken for those stated."""
    if change.start != change.end:
        return
    here = protein[change.start - 1 : change.start]
    there = replace(change, start_residue=here, end_residue=here)
    if change.kind is ProteinChangeKind.SUBSTITUTION and change.inserted == here:
        yield replace(there, inserted=change.start_residue), "old and new residue exchanged"
    # Of A, G, L, P and T each is the first letter of several residues' names.
    if here and THREE_LETTER[here][0] == change.start_residue and here != change.inserted:
        stated, found = THREE_LETTER[change.start_residue], THREE_LETTER[here]
        why = f"{change.start_residue} is {stated}, but may have been meant for {found}, {here}"
        yield there, why


def _on_other_protein(
    parsed: ProteinDescription, annotator: Annotator, transcript: Transcript
) -> list[str]:
    """Return the name on the gene's other isoform, if its residues stand there."""
    other = _other(annotator.gene, transcript)
    if other is None or not _fits(parsed.change, _protein(annotator, other)):
        return []
    change = parsed.change
    model, here = annotator.model(other), annotator.model(transcript)
    place = here.projection.locate(model.codon_positions(change.start - 1)[0])
    same = ""
    if place is not None and here.coding is not None and not place.in_intron:
        number = residue_number((place.index - here.coding.cds.start) // 3)
        same = f", which is {THREE_LETTER[change.start_residue]}{number} here"
    name = f"{other.protein_accession}:{_text(parsed, change)}"
    return [f"{name} (counted on {other.accession}{same})"]


def _other(gene: Gene, transcript: Transcript) -> Transcript | None:
    if transcript.mane_select:
        return gene.companion
    is_companion = gene.companion is not None and transcript is gene.companion
    return gene.mane_select if is_companion else None
