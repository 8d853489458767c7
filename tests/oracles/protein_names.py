"""Does a ``p.`` name describe a protein? Applied to the reference protein, without the engine."""

from __future__ import annotations

import re

from facts import Allele

UNKNOWN = "p.?"
NO_PROTEIN = "p.0?"
START = "p.(Met1?)"
STOP = "Ter"
RESIDUE = "[A-Z][a-z]{2}"
PLACE = rf"(?P<old>{RESIDUE})(?P<first>\d+)(?:_(?P<to>{RESIDUE})(?P<last>\d+))?"
WHOLE = re.compile(rf"{PLACE}(?P<kind>delins|del|dup|ins|=)(?P<new>(?:{RESIDUE})*)")
SUBSTITUTION = re.compile(rf"(?P<old>{RESIDUE})(?P<first>\d+)(?P<new>{RESIDUE})")
FRAMESHIFT = re.compile(
    rf"(?P<old>{RESIDUE})(?P<first>\d+)(?P<new>{RESIDUE})?fs(?:Ter(?P<stop>\d+|\?))?"
)
EXTENSION = re.compile(rf"Ter(?P<first>\d+)(?P<new>{RESIDUE})extTer(?P<stop>\d+|\?)")

Protein = tuple[str, ...]


def describes(name: str, reference: Protein, mutant: Protein) -> bool:
    """True if a name in our style turns the reference protein into the mutant one.

    Args:
        name: Such as ``p.(Ala384Thr)``.
        reference: Residues in three letters, ``Ter`` last.
        mutant: The same of the changed protein; no ``Ter`` if no stop is reached.
    """
    body = name.removeprefix("p.").removeprefix("(").removesuffix(")")
    if body == "=":
        return reference == mutant
    for pattern, judge in (
        (EXTENSION, _extension),
        (FRAMESHIFT, _frameshift),
        (SUBSTITUTION, _substitution),
        (WHOLE, _change),
    ):
        found = pattern.fullmatch(body)
        if found is not None:
            return judge(found, reference, mutant)
    return False


def is_right(name: str, allele: Allele) -> bool:
    """True if foxp3tool's name agrees with what can be reckoned of the protein.

    Which of several names of one protein HGVS asks for is not judged here; the tests in
    ``tests/annotate`` compare with a name made from both proteins.
    """
    match name:
        case "p.0?":
            return allele.loses_first_coding_exon
        case "p.(Met1?)":
            return allele.start_moved is None and not allele.loses_first_coding_exon
        case "p.?":
            return _is_unknown(allele)
        case "":
            start_stays = bool(allele.start_moved) and allele.protein_stays
            return not allele.changes_canonical and (start_stays or not allele.touches_coding)
    mutant = allele.mutant_protein
    right = mutant is not None and describes(name, allele.ground.protein, mutant)
    return right and (not name.endswith("=)") or _numbers(name) == allele.codons)


def _numbers(name: str) -> tuple[int, int]:
    """Return the numbers of the first and the last residue of a name."""
    numbers = [int(number) for number in re.findall(r"\d+", name)]
    return numbers[0], numbers[-1]


def _is_unknown(allele: Allele) -> bool:
    """True if splicing, the end of the transcript or that of an open CDS hides the protein."""
    reference, mutant = allele.ground.protein, allele.mutant_protein
    cut_short = mutant is not None and mutant == reference[: len(mutant)] != reference
    beyond = allele.leaves_transcript and allele.touches_coding
    copy = allele.source is not None and mutant is not None
    at_border = allele.at_border and not copy
    spliced = allele.changes_canonical or allele.spans_border or at_border
    return spliced or allele.copies_exon or beyond or cut_short


def residues(names: str) -> Protein:
    """Split ``AlaTer`` into its residues."""
    return tuple(re.findall(RESIDUE, names))


def first_change(reference: Protein, mutant: Protein) -> int:
    """Return the 1-based number of the first residue that differs."""
    pairs = zip(reference, mutant, strict=False)
    same = next((n for n, (old, new) in enumerate(pairs) if old != new), None)
    return (min(len(reference), len(mutant)) if same is None else same) + 1


def _stated(found: re.Match[str], reference: Protein) -> bool:
    first = int(found["first"])
    if first > len(reference) or reference[first - 1] != found["old"]:
        return False
    last = found.groupdict().get("last")
    return not last or (int(last) <= len(reference) and reference[int(last) - 1] == found["to"])


def _until_stop(protein: Protein) -> Protein:
    return protein[: protein.index(STOP) + 1] if STOP in protein else protein


def _substitution(found: re.Match[str], reference: Protein, mutant: Protein) -> bool:
    first = int(found["first"])
    if not _stated(found, reference):
        return False
    return mutant == _until_stop((*reference[: first - 1], found["new"], *reference[first:]))


def _change(found: re.Match[str], reference: Protein, mutant: Protein) -> bool:
    if not _stated(found, reference):
        return False
    first = int(found["first"])
    last = int(found["last"] or first)
    new = residues(found["new"])
    match found["kind"]:
        case "=":
            changed = reference
        case "del":
            changed = reference[: first - 1] + reference[last:]
        case "dup":
            changed = reference[:last] + reference[first - 1 :]
        case "ins":
            changed = reference[:first] + new + reference[first:]
        case _:
            changed = reference[: first - 1] + new + reference[last:]
    return mutant == _until_stop(changed)


def _frameshift(found: re.Match[str], reference: Protein, mutant: Protein) -> bool:
    first = int(found["first"])
    if not _stated(found, reference) or first_change(reference, mutant) != first:
        return False
    if found["new"] is None:
        return True
    if first > len(mutant) or mutant[first - 1] != found["new"]:
        return False
    return found["stop"] == _distance(mutant, first)


def _extension(found: re.Match[str], reference: Protein, mutant: Protein) -> bool:
    first = int(found["first"])
    kept = first == len(reference) and mutant[: first - 1] == reference[: first - 1]
    if not kept or len(mutant) < first or mutant[first - 1] != found["new"]:
        return False
    new_end = str(len(mutant) - first) if mutant[-1] == STOP else "?"
    return found["stop"] == new_end


def _distance(mutant: Protein, first: int) -> str:
    return str(len(mutant) - first + 1) if mutant[-1] == STOP else "?"
