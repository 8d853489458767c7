"""The sets of alleles that the proofs run over, made from the bundle's files alone.

Every allele is a plain edit of the bundled plus strand in some spelling; the sets hold the same
allele several times where it has several spellings (a base deleted from a run).
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product

from Bio.Data.CodonTable import standard_dna_table
from bundle_truth import MANE, Allele, Pairing, Region, opposite, runs_of_places

BASES = "ACGT"
FLANK = 60
SEED = 62
LARGE = 20_000
LONGEST = 4_000
REPEAT = re.compile(r"(.)\1{5,}|(..)\2{3,}|(...)\3{2,}|(....)\4{2,}")
RESIDUE = {**standard_dna_table.forward_table, **dict.fromkeys(standard_dna_table.stop_codons, "*")}


def substitutions(region: Region, places: Sequence[int] | None = None) -> Iterator[Allele]:
    """Yield every substitution of the places given (plus frame), or of the whole region."""
    for place in range(region.length) if places is None else places:
        old = region.plus[place]
        for new in BASES:
            if new != old:
                yield Allele(place, old, new)


def exon_places(region: Region) -> list[int]:
    """Return the plus places of all exons of all transcripts with their flanks, ascending.

    The first and last places of the region belong to them: there an allele has a neighbour on one
    side only.
    """
    places = {*range(4), *range(region.length - 4, region.length)}
    for transcript in region.transcripts.values():
        for start, end in transcript.exons:
            places.update(range(start - FLANK, end + FLANK))
    return sorted(region.length - 1 - place for place in places)


def small_indels(region: Region, places: Sequence[int] | None = None) -> Iterator[Allele]:
    """Yield deletions of 1 to 3 bases, insertions of one and duplications of 1 to 3 bases.

    The duplication of one base is one of its four insertions. Places: those of
    :func:`exon_places` unless given.
    """
    for place in exon_places(region) if places is None else places:
        for base in BASES:
            yield Allele(place, "", base)
        for size in range(1, min(3, region.length - place) + 1):
            bases = region.plus[place : place + size]
            yield Allele(place, bases, "")
            if size > 1:
                yield Allele(place, "", bases)


def codon_places(region: Region) -> list[tuple[int, int, int]]:
    """Return the places (along the gene) of all codons of all transcripts, each once."""
    found: dict[tuple[int, int, int], None] = {}
    for transcript in region.transcripts.values():
        coding = transcript.coding
        for index in range(0, len(coding) - 2, 3):
            found[coding[index], coding[index + 1], coding[index + 2]] = None
    return list(found)


def codon_changes(region: Region) -> Iterator[Allele]:
    """Yield every codon changed to each other residue and to stop, deleted and duplicated.

    Of the codons of a residue the one with the most new bases stands for all. A codon that an
    intron divides is no one stretch of the genome: only its bases on one side of the intron change,
    so that some residues cannot be reached, and it is neither deleted nor duplicated.
    """
    for codon in codon_places(region):
        old = "".join(region.along[place] for place in codon)
        parts = list(runs_of_places(codon))
        for residue in sorted(set(RESIDUE.values()) - {RESIDUE[old]}):
            best = max(
                (c for c in _codons_of(residue) if _changes_one_part(codon, parts, old, c)),
                key=lambda new: sum(a != b for a, b in zip(old, new, strict=True)),
                default=None,
            )
            if best is not None:
                first, behind = next(p for p in parts if _differs(codon, p, old, best))
                change = slice(codon.index(first), codon.index(behind - 1) + 1)
                yield region.turned(Allele(first, old[change], best[change]))
        if len(parts) == 1:
            yield region.turned(Allele(codon[0], old, ""))
            yield region.turned(Allele(codon[2] + 1, "", old))


def _codons_of(residue: str) -> list[str]:
    return ["".join(c) for c in product(BASES, repeat=3) if RESIDUE["".join(c)] == residue]


def _differs(codon: tuple[int, int, int], part: tuple[int, int], old: str, new: str) -> bool:
    inside = [part[0] <= place < part[1] for place in codon]
    return any(here and a != b for here, a, b in zip(inside, old, new, strict=True))


def _changes_one_part(
    codon: tuple[int, int, int], parts: list[tuple[int, int]], old: str, new: str
) -> bool:
    return sum(_differs(codon, part, old, new) for part in parts) == 1


def landmarks(region: Region) -> list[int]:
    """Return plus places at which something begins or ends: exons, start, stop, repeats."""
    places: set[int] = set()
    for transcript in region.transcripts.values():
        for start, end in transcript.exons:
            places.update((start, end))
        places.update((transcript.first, transcript.last + 1))
    turned = {region.length - place for place in places}
    for match in REPEAT.finditer(region.plus):
        turned.update(match.span())
    return sorted(turned)


def large(region: Region, number: int = LARGE, seed: int = SEED) -> Iterator[Allele]:
    """Yield seeded larger changes; every other one begins or ends within 3 bases of a landmark.

    Deletions, insertions of foreign bases, tandem and turned copies, delins, exchanges of 2 to 8
    bases, inversions, and changes of one or several whole exons up to the whole transcript. Sizes
    from 2 to some thousand bases, equally many of each order of magnitude.
    """
    rng = random.Random(f"{seed} {region.build}")
    marks = landmarks(region)
    made = 0
    while made < number:
        start, end = _stretch(region, rng, marks if made % 2 else None)
        if not 1 <= start < end <= region.length - 1:
            continue
        allele = _changed(region, rng, start, end)
        if allele.old != allele.new:
            made += 1
            yield allele


def _stretch(region: Region, rng: random.Random, marks: list[int] | None) -> tuple[int, int]:
    size = round(math.exp(rng.uniform(math.log(2), math.log(LONGEST))))
    if marks is None:
        start = rng.randrange(region.length)
        return start, start + size
    if rng.random() < 0.3:
        exons = rng.choice(list(region.transcripts.values())).exons
        one, other = rng.choice(exons), rng.choice(exons) if rng.random() < 0.5 else None
        first, last = min(one, other or one), max(one, other or one)
        start, end = region.length - last[1], region.length - first[0]
        return start + rng.choice((0, 0, -1, 1, 2, -3)), end + rng.choice((0, 0, -1, 1, -2, 3))
    mark = rng.choice(marks) + rng.randint(-3, 3)
    return (mark, mark + size) if rng.random() < 0.5 else (mark - size, mark)


def _changed(region: Region, rng: random.Random, start: int, end: int) -> Allele:
    old = region.plus[start:end]
    kind = rng.choice(("del", "ins", "dup", "turned copy", "delins", "exchange", "inv"))
    if kind == "del":
        return Allele(start, old, "")
    if kind == "ins":
        return Allele(start, "", "".join(rng.choices(BASES, k=end - start)))
    if kind == "dup":
        return Allele(end, "", old)
    if kind == "turned copy":
        return Allele(end, "", opposite(old))
    if kind == "inv":
        return Allele(start, old, opposite(old))
    if kind == "exchange":
        size = rng.randint(2, 8)
        return Allele(start, region.plus[start : start + size], "".join(rng.choices(BASES, k=size)))
    size = round(math.exp(rng.uniform(0, math.log(200))))
    return Allele(start, old, "".join(rng.choices(BASES, k=size)))


def beside_differences(region: Region, pairing: Pairing) -> Iterator[Allele]:
    """Yield substitutions and small indels where the builds differ, and 2,000 larger changes."""
    near = {place for start, end in pairing.unlike for place in range(start - FLANK, end + FLANK)}
    yield from substitutions(region, sorted(near))
    yield from small_indels(region, sorted(near))
    yield from large(region, 2_000, SEED + 2)


SETS = ("substitutions", "small indels", "codons", "large", "beside differences")


def every(region: Region, name: str, pairing: Pairing) -> Iterator[Allele]:
    """Yield the whole of one of the :data:`SETS`."""
    if name == "beside differences":
        return beside_differences(region, pairing)
    makers: dict[str, Callable[[Region], Iterator[Allele]]] = {
        "substitutions": substitutions,
        "small indels": small_indels,
        "codons": codon_changes,
        "large": large,
    }
    return makers[name](region)


def sample(region: Region) -> Iterator[Allele]:
    """Yield a seeded sample of all sets.

    The borders of MANE Select and of the region always belong to it, the rest is chance.
    """
    rng = random.Random(SEED)
    mane = region.transcripts[MANE]
    ends = {place for exon in mane.exons for place in exon} | {mane.first, mane.last + 1}
    near = {region.length - place + step for place in ends for step in range(-2, 2)}
    near.update((0, 1, region.length - 2, region.length - 1))
    yield from substitutions(region, sorted(near))
    yield from small_indels(region, sorted(near))
    yield from substitutions(region, rng.sample(range(region.length), 80))
    yield from small_indels(region, rng.sample(exon_places(region), 40))
    yield from rng.sample(list(codon_changes(region)), 200)
    yield from islice(large(region, seed=SEED + 1), 300)
