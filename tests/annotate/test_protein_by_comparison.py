"""Predicted protein changes by another route: edit the CDS as text, let Biopython translate it.

The names are then written from the two whole proteins by the rules of the HGVS recommendations,
without a look at the engine.
"""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from Bio.Seq import Seq
from Bio.SeqUtils import seq3

MANE = "NM_014009.4"
SEED = 20260711
NUMBER = 1000


def three(residues: str) -> str:
    return str(seq3(residues, custom_map={"*": "Ter"}))


def protein(bases: str) -> str:
    """Translate up to and with the first stop, or to the end."""
    whole = str(Seq(bases[: len(bases) // 3 * 3]).translate())
    before, stop, _ = whole.partition("*")
    return before + stop


def one(residues: str, place: int) -> str:
    return f"{three(residues[place])}{place + 1}"


def span(residues: str, first: int, last: int) -> str:
    return one(residues, first) + (f"_{one(residues, last)}" if last > first else "")


def residue_change(reference: str, place: int, old: str, new: str) -> str:
    """Name the exchange of ``old`` for ``new`` at a 0-based place; shared ends are cut before."""
    if not old and reference[place - len(new) : place] == new:
        return f"{span(reference, place - len(new), place - 1)}dup"
    if not old:
        return f"{one(reference, place - 1)}_{one(reference, place)}ins{three(new)}"
    where = span(reference, place, place + len(old) - 1)
    if not new:
        return f"{where}del"
    return where + (three(new) if len(old) == len(new) == 1 else f"delins{three(new)}")


def cut(old: str, new: str) -> tuple[int, str, str]:
    """Cut the shared beginning, then the shared end."""
    skip = 0
    while skip < min(len(old), len(new)) and old[skip] == new[skip]:
        skip += 1
    old, new = old[skip:], new[skip:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return skip, old, new


def in_frame(reference: str, mutant: str, window: tuple[int, int, str]) -> str:
    """Name a change that keeps the frame; ``window``: first, behind-last codon and new residues."""
    if len(mutant) - len(reference) == len(window[2]) - (window[1] - window[0]):
        place, old, new = cut(reference, mutant)
        return residue_change(reference, place, old, new)
    first, behind, residues = window
    skip, old, new = cut(reference[first:behind], residues)
    new = new[: new.index("*") + 1]
    if new == "*":
        return f"{one(reference, first + skip)}Ter"
    return residue_change(reference, first + skip, old, new)


def expected(spliced: str, before: int, coding: int, edit: tuple[int, str, str]) -> str:
    """Return the name for an edit of the spliced transcript that lies in the CDS behind c.3."""
    place, old, new = edit
    mutant_bases = (spliced[:place] + new + spliced[place + len(old) :])[before:]
    reference, mutant = protein(spliced[before:]), protein(mutant_bases)
    stop = coding // 3 - 1
    first, behind = (place - before) // 3, -(-(place + len(old) - before) // 3)
    if reference == mutant:
        if place + len(old) > before + 3 * stop:
            return f"p.({one(reference, stop)}=)"
        return f"p.({span(reference, first, max(first, behind - 1))}=)"
    change = next(i for i, r in enumerate(reference) if i >= len(mutant) or mutant[i] != r)
    end = mutant.find("*")
    frames = len(new) - len(old)
    touches_stop = place + len(old) > before + 3 * stop and place < before + coding
    if change == stop and (touches_stop or frames % 3):
        length = str(end - stop) if end >= 0 else "?"
        return f"p.({one(reference, change)}{three(mutant[change])}extTer{length})"
    if touches_stop and end == stop:
        return f"p.({residue_change(reference, *cut(reference, mutant))})"
    own_stop = end >= 0 and 3 * (end + 1) <= place - before + len(new) and not touches_stop
    early = not old and frames % 3 == 0 and 3 * (len(mutant) - len(reference)) != frames
    if mutant[change : change + 1] != "*" and (early or (own_stop and (frames % 3 or not old))):
        # Inserted bases that bring a stop: what is inserted, up to the stop (HGVS, insertion).
        gone = reference[change:behind] if old else ""
        return f"p.({residue_change(reference, change, gone, mutant[change : end + 1])})"
    if frames % 3 == 0 and not touches_stop:
        window = mutant_bases[3 * first : 3 * behind + frames]
        residues = str(Seq(window).translate())
        return f"p.({in_frame(reference, mutant, (first, behind, residues))})"
    if mutant[change] == "*":
        return f"p.({one(reference, change)}Ter)"
    length = str(end - change + 1) if end >= 0 else "?"
    return f"p.({one(reference, change)}{three(mutant[change])}fsTer{length})"


@pytest.fixture(scope="module")
def spliced(regions: dict[str, Any]) -> tuple[Any, str]:
    truth = regions["GRCh38"].transcripts[MANE]
    return truth, "".join(truth.bases[place] for place in truth.spliced)


def test_the_reference_protein_is_the_bundled_one(spliced: tuple[Any, str], toolkit: Any) -> None:
    truth, bases = spliced
    cds = bases[truth.first_coding : truth.first_coding + truth.coding]
    assert str(Seq(cds).translate(cds=True)) == toolkit.bundle.proteins["NP_054728.2"]


def test_every_substitution_of_the_cds(foxp3: Callable[..., Any], spliced: tuple[Any, str]) -> None:
    truth, bases = spliced
    for number in range(4, truth.coding + 1):
        place = truth.first_coding + number - 1
        for base in sorted(set("ACGT") - {bases[place]}):
            found = foxp3(f"{number}{bases[place]}>{base}")
            name = expected(bases, truth.first_coding, truth.coding, (place, bases[place], base))
            assert found.p == name, found.c
            terms = {
                "stop_retained_variant" if "Ter432=" in name
                else "synonymous_variant" if name.endswith("=)")
                else "stop_lost" if "ext" in name
                else "stop_gained" if name.endswith("Ter)")
                else "missense_variant"
            }  # fmt: skip
            assert {t for t in found.terms if t != "splice_region_variant"} == terms, found.c


def random_edits(truth: Any, bases: str, wanted: int) -> list[tuple[str, tuple[int, str, str]]]:
    """Make indels that lie in one exon and behind the start codon, as text and as edit."""
    rng = random.Random(SEED)
    made: list[tuple[str, tuple[int, str, str]]] = []
    while len(made) < wanted:
        number = rng.randint(4, truth.coding - 1)
        size = rng.choice((0, 0, 1, 1, 2, 3, 3, 4, 6, 9, 12))
        new = "".join(rng.choices("ACGT", k=rng.choice((0, 1, 2, 3, 3, 4, 6, 9))))
        last = number + max(size, 2) - 1
        place = truth.first_coding + number - 1
        if last > truth.coding or not (size or new):
            continue
        if truth.c[str(last)] - truth.c[str(number)] != last - number:
            continue
        if size == 0:
            made.append((f"{number}_{number + 1}ins{new}", (place + 1, "", new)))
            continue
        old = bases[place : place + size]
        where = f"{number}_{number + size - 1}" if size > 1 else str(number)
        if old != new:
            made.append((where + (f"delins{new}" if new else "del"), (place, old, new)))
    return made


def trimmed(edit: tuple[int, str, str]) -> tuple[int, str, str]:
    place, old, new = edit
    while old and new and old[0] == new[0]:
        place, old, new = place + 1, old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return place, old, new


def shifted(bases: str, edit: tuple[int, str, str]) -> tuple[int, str, str]:
    """Shift to the 3' end by trying every later place."""
    place, old, new = edit
    if old and new:
        return edit
    mutant = bases[:place] + new + bases[place + len(old) :]
    best = edit
    for later in range(place + 1, min(place + 60, len(bases) - len(old))):
        middle = mutant[later : later + len(new)]
        if bases[:later] + middle + bases[later + len(old) :] == mutant:
            best = later, bases[later : later + len(old)], middle
    return best


@pytest.mark.parametrize(
    ("accession", "number"),
    [
        (MANE, NUMBER),
        ("NM_001114377.2", 300),  # delta-2
        ("ENST00000376197.1", 300),  # begins with its CDS
        ("ENST00000557224.6", 300),  # retains an intron
        ("ENST00000651307.1", 300),  # another frame and another stop
    ],
)
def test_random_indels_in_exons(
    foxp3: Callable[..., Any], regions: dict[str, Any], accession: str, number: int
) -> None:
    truth = regions["GRCh38"].transcripts[accession]
    bases = "".join(truth.bases[place] for place in truth.spliced)
    behind = truth.first_coding + truth.coding
    compared = 0
    for text, edit in random_edits(truth, bases, number):
        found = foxp3(text, accession)
        if "+" in found.c or "-" in found.c or "p.?" in found.p:
            continue  # shifted over a border; the border's own tests tell
        normal = shifted(bases, trimmed(edit))
        if normal[0] + max(len(normal[1]), 1) > behind:
            continue
        name = expected(bases, truth.first_coding, truth.coding, normal)
        assert found.p == name, (text, found.c)
        assert found.terms & terms_for(name, normal), (text, found.terms)
        compared += 1
    assert compared > number * 0.95


def terms_for(name: str, edit: tuple[int, str, str]) -> set[str]:
    """Return terms of which one must be there."""
    if "ext" in name:
        return {"stop_lost"}
    if (len(edit[2]) - len(edit[1])) % 3 and not name.endswith("=)"):
        return {"frameshift_variant"}
    if name.endswith("Ter)"):
        return {"stop_gained"}
    if re.search("Ter[0-9]+=", name):
        return {"stop_retained_variant"}
    if "fsTer" in name:
        return {"stop_lost"}  # in frame, yet read on: the stop codon itself is changed
    for part, term in (
        ("=)", "synonymous_variant"),
        ("delins", "protein_altering_variant"),
        ("del", "inframe_deletion"),
        ("ins", "inframe_insertion"),
        ("dup", "inframe_insertion"),
    ):
        if part in name:
            return {term, "missense_variant"} if part == "delins" else {term}
    return {"missense_variant"}
