"""Small DNA changes that may explain a protein change; whoever asks runs the engine on each.

All edits are in the transcript frame (0-based). They are made from the genetic code and from where
a shifted reading agrees with the reference, and are rather too many than too few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice, product
from math import prod
from typing import Final

from foxp3tool.annotate.normalisation import trim
from foxp3tool.annotate.protein import CodingSequence
from foxp3tool.model.frozen import frozen
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import CODON_TABLE, STOP, translate, translate_to_stop
from foxp3tool.model.variant import Edit

Kind = ProteinChangeKind

MAX_CODON_CHOICES: Final = 400
"""How many spellings of several new residues are tried; one residue has six at most."""


@frozen
class Tier:
    """Edits that are tried together.

    Args:
        tried: What they are, for a message.
        edits: The edits.
        left_out: How many spellings of new residues are not among them.
        is_last_resort: True if they are worth trying only where nothing else explains the change.
    """

    tried: str
    edits: tuple[Edit, ...]
    left_out: int = 0
    is_last_resort: bool = False


def tiers(coding: CodingSequence, change: ProteinChange) -> Iterator[Tier]:
    """Yield groups of edits, the smallest first.

    Args:
        coding: The transcript's bases and frame.
        change: The change stated; its residues are those of the protein.
    """
    first, last = change.start - 1, change.end - 1
    match change.kind:
        case Kind.SUBSTITUTION | Kind.SILENT:
            new = change.inserted or coding.protein[first : last + 1]
            yield _codons(coding, first, last, new)
            if new == STOP:
                yield _shifting(coding, first)
        case Kind.START_LOST:
            yield Tier("every single base of the start codon", tuple(_start_codon(coding)))
        case Kind.DELETION:
            yield _deleting(coding, first, last)
        case Kind.DUPLICATION:
            yield _inserting(coding, last + 1, coding.protein[first : last + 1])
        case Kind.INSERTION:
            yield _with_residues(coding, _inserting(coding, last, change.inserted), change)
        case Kind.DELINS:
            # A deletion makes one new codon and an insertion of 3 bases two, which are among these.
            yield _codons(coding, first, last, change.inserted)
        case Kind.FRAMESHIFT:
            yield _shifting(coding, first)
            yield _shifting_further(coding, first)
        case Kind.EXTENSION:
            yield _extending(coding, first, change)
            yield _shifting_further(coding, first)
        case Kind.UNKNOWN | Kind.NO_PROTEIN:
            return


@cache
def _codons_of(residue: str) -> tuple[str, ...]:
    return tuple(sorted(codon for codon, found in CODON_TABLE.items() if found == residue))


def _spellings(residues: str, near: str = "") -> tuple[Iterable[str], int]:
    """Return DNA spellings of residues, codons like those of ``near`` first, and how many are cut.

    Args:
        residues: One-letter code.
        near: Reference bases that they replace.
    """
    choices = []
    for index, residue in enumerate(residues):
        old = near[3 * index : 3 * index + 3]
        choices.append(sorted(_codons_of(residue), key=lambda codon: _distance(codon, old)))
    total = prod(len(choice) for choice in choices)
    found = ("".join(codons) for codons in islice(product(*choices), MAX_CODON_CHOICES))
    return found, max(0, total - MAX_CODON_CHOICES)


def _distance(codon: str, old: str) -> int:
    return sum(a != b for a, b in zip(codon, old, strict=False))


def _deletions(coding: CodingSequence, starts: range, size: int) -> Iterator[Edit]:
    for start in starts:
        if coding.cds.start <= start and start + size <= len(coding.bases):
            yield Edit(start, coding.bases[start : start + size], "")


def _insertions(coding: CodingSequence, places: range, size: int) -> Iterator[Edit]:
    for place in places:
        if coding.cds.start < place <= len(coding.bases):
            for bases in product("ACGT", repeat=size):
                yield Edit(place, "", "".join(bases))


def _duplications(coding: CodingSequence, places: range, size: int) -> Iterator[Edit]:
    """Yield tandem copies of the bases before each place."""
    for place in places:
        if coding.cds.start + size <= place <= len(coding.bases):
            yield Edit(place, "", coding.bases[place - size : place])


def _at(coding: CodingSequence, codon: int) -> int:
    """Return where a codon (0-based) begins."""
    return coding.cds.start + 3 * codon


def _start_codon(coding: CodingSequence) -> Iterator[Edit]:
    for place in range(coding.cds.start, coding.cds.start + 3):
        for base in "ACGT":
            if base != coding.bases[place]:
                yield Edit(place, coding.bases[place], base)


def _codons(coding: CodingSequence, first: int, last: int, new: str) -> Tier:
    """Other codons in place of those from ``first`` to ``last``."""
    start = _at(coding, first)
    old = coding.bases[start : _at(coding, last + 1)]
    found, left_out = _spellings(new, old)
    edits = tuple(trim(Edit(start, old, bases)) for bases in found if bases != old)
    return Tier("every codon of the new residues", edits, left_out)


def _deleting(coding: CodingSequence, first: int, last: int) -> Tier:
    """In-frame deletions: residues that repeat may be taken out at any of their copies."""
    size, protein = last - first + 1, coding.protein
    leftmost = first
    while leftmost > 0 and protein[leftmost - 1] == protein[leftmost + size - 1]:
        leftmost -= 1
    starts = range(_at(coding, leftmost - 1), _at(coding, first + 1))
    edits = tuple(_deletions(coding, starts, 3 * size))
    return Tier(f"every deletion of {3 * size} bases around the residues", edits)


def _inserting(coding: CodingSequence, before: int, new: str) -> Tier:
    """Bases put in so that new residues stand before a residue (0-based)."""
    size, protein = len(new), coding.protein
    leftmost, unit = before, new
    while leftmost > 0 and protein[leftmost - 1] == unit[-1]:
        leftmost, unit = leftmost - 1, unit[-1] + unit[:-1]
    places = range(_at(coding, leftmost - 1), _at(coding, before + 1) + 1)
    edits = list(_duplications(coding, places, 3 * size))
    if size == 1:
        edits += _insertions(coding, places, 3)
        return Tier("every insertion of 3 bases around the residues", tuple(edits))
    found, left_out = _spellings(new)
    edits += [Edit(_at(coding, before), "", bases) for bases in found]
    return Tier("duplications, and every codon of the new residues", tuple(edits), left_out)


def _with_residues(coding: CodingSequence, tier: Tier, change: ProteinChange) -> Tier:
    """Keep the edits that put in the residues stated, where the name of the result lacks them.

    The name of an extension tells the first new residue and their number only.
    """
    stop = len(coding.protein) - 1
    if not coding.has_stop or change.end - 1 != stop:
        return tier
    wanted = coding.protein[:stop] + change.inserted.rstrip(STOP) + STOP
    edits = tuple(edit for edit in tier.edits if _mutant_protein(coding, edit) == wanted)
    return replace(tier, edits=edits)


def _mutant_protein(coding: CodingSequence, edit: Edit) -> str:
    bases = coding.bases[coding.cds.start : edit.start] + edit.inserted + coding.bases[edit.end :]
    return translate_to_stop(bases)


def _shifted_from(coding: CodingSequence, residue: int, shift: int) -> int:
    """Return the first codon in which a frame may break so that ``residue`` is the first to change.

    Codons between the break and that residue are read ``shift`` bases later (earlier if negative)
    and must give the reference's residues.
    """
    codon = residue - 1
    while codon > 0:
        start = _at(coding, codon) + shift
        if translate(coding.bases[start : start + 3]) != coding.protein[codon]:
            break
        codon -= 1
    return max(codon - abs(shift) // 3, 0)


def _places(coding: CodingSequence, residue: int, shift: int) -> range:
    return range(_at(coding, _shifted_from(coding, residue, shift)), _at(coding, residue + 1) + 1)


def _shifting(coding: CodingSequence, residue: int) -> Tier:
    edits = [
        *_deletions(coding, _places(coding, residue, 1), 1),
        *_insertions(coding, _places(coding, residue, -1), 1),
        *_deletions(coding, _places(coding, residue, 2), 2),
    ]
    tried = "every deletion of 1 or 2 bases and every insertion of 1 base around the residue"
    return Tier(tried, tuple(edits))


def _shifting_further(coding: CodingSequence, residue: int) -> Tier:
    edits = [
        *_deletions(coding, _places(coding, residue, 4), 4),
        *_deletions(coding, _places(coding, residue, 5), 5),
        *_insertions(coding, _places(coding, residue, -2), 2),
        *_duplications(coding, _places(coding, residue, -4), 4),
        *_duplications(coding, _places(coding, residue, -5), 5),
    ]
    tried = "every deletion or duplication of 4 or 5 bases and every insertion of 2 bases"
    return Tier(tried, tuple(edits), is_last_resort=True)


def _extending(coding: CodingSequence, stop: int, change: ProteinChange) -> Tier:
    """Changes of the stop codon: other codons, shifted frames, a residue put in before it."""
    start, new = _at(coding, stop), change.inserted
    old = coding.bases[start : start + 3]
    codons = [codon for codon, residue in CODON_TABLE.items() if residue == (new or residue)]
    edits = [trim(Edit(start, old, codon)) for codon in sorted(codons) if codon != old]
    edits += _shifting(coding, stop).edits
    if new and change.new_stop == 1:
        edits += _inserting(coding, stop, new).edits
    tried = "every codon in place of the stop, every loss of 1 or 2 bases and gain of 1 base there"
    return Tier(tried, tuple(edits))
