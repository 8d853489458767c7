"""Random alleles, drawn by hypothesis: all kinds and sizes, half of them where something begins.

Everything is made from the bundle's files alone. Every other place is a landmark: an exon's end, a
start or stop codon, a repeat, a difference between the builds, the ends of the region.
"""

from __future__ import annotations

from copy import copy
from itertools import product

from alleles import BASES, landmarks
from bundle_truth import Allele, Pairing, Region, opposite
from hypothesis import assume
from hypothesis import strategies as st

LONGEST = 30
CODING_KINDS = ("snv", "codon", "del", "ins", "codon del", "codon dup", "codon ins")
KINDS = ("snv", "snv", "del", "del", "ins", "dup", "inv", "delins", "exchange")


class Ground:
    """A build with the plus places at which something begins or ends.

    It prints as its name, because hypothesis prints what a strategy was made of.
    """

    def __init__(self, region: Region, pairing: Pairing) -> None:
        ends = {place for span in pairing.unlike for place in span}
        self.region = region
        self.pairing = pairing
        self.other_bases = [
            start
            for start, end in pairing.unlike
            if end - start == 1 and pairing.partner[start] >= 0
        ]
        self.marks = sorted({*landmarks(region), *ends, 0, region.length})

    def __repr__(self) -> str:
        return self.region.build

    def between(self, low: int, high: int) -> Ground:
        """Return the same build with the landmarks of a part of it."""
        other = copy(self)
        other.marks = [place for place in self.marks if low < place < high]
        return other


def bases(smallest: int = 1, largest: int = LONGEST) -> st.SearchStrategy[str]:
    return st.text(alphabet=BASES, min_size=smallest, max_size=largest)


def places(ground: Ground) -> st.SearchStrategy[int]:
    marks, steps = st.sampled_from(ground.marks), st.integers(-4, 4)
    near = st.builds(lambda mark, step: mark + step, marks, steps)
    return st.one_of(st.integers(0, ground.region.length), near)


@st.composite
def alleles(draw: st.DrawFn, ground: Ground) -> Allele:
    """Draw a change of at most 30 bases, which may be spelled with more bases than it needs."""
    region = ground.region
    kind = draw(st.sampled_from(KINDS))
    start = draw(places(ground))
    size = 1 if kind == "snv" else draw(st.integers(2 if kind == "inv" else 1, LONGEST))
    assume(start >= 0 and start + size <= region.length)
    old = region.plus[start : start + size]
    match kind:
        case "snv":
            allele = Allele(start, old, draw(st.sampled_from(BASES)))
        case "del":
            allele = Allele(start, old, "")
        case "ins":
            allele = Allele(start, "", draw(bases()))
        case "dup":
            allele = Allele(start + size, "", old)
        case "inv":
            allele = Allele(start, old, opposite(old))
        case "delins":
            allele = Allele(start, old, draw(bases()))
        case _:
            allele = Allele(start, old, draw(bases(size, size)))
    assume(allele.old != allele.new)
    return allele


@st.composite
def coding_alleles(draw: st.DrawFn, ground: Ground, accession: str) -> Allele:
    """Draw a change of the coding sequence of a kind that is looked for; along the gene."""
    region = ground.region
    transcript = region.transcripts[accession]
    kind = draw(st.sampled_from(CODING_KINDS))
    codon = draw(st.integers(1, len(transcript.coding) // 3 - 1))
    places = transcript.coding[3 * codon : 3 * codon + 3]
    if kind == "snv":
        at = draw(st.sampled_from(places))
        return Allele(at, region.along[at], draw(st.sampled_from(BASES)))
    if kind == "del":
        at, size = draw(st.sampled_from(places)), draw(st.integers(1, 2))
        return Allele(at, region.along[at : at + size], "")
    if kind == "ins":
        return Allele(draw(st.sampled_from(places)), "", draw(st.sampled_from(BASES)))
    assume(places[2] - places[0] == 2)
    old = region.along[places[0] : places[2] + 1]
    if kind == "codon":
        new = draw(st.sampled_from(["".join(c) for c in product(BASES, repeat=3)]))
        return Allele(places[0], old, new)
    if kind == "codon del":
        return Allele(places[0], old, "")
    new = old if kind == "codon dup" else draw(st.text(alphabet=BASES, min_size=3, max_size=3))
    return Allele(places[2] + 1, "", new)


def in_vcf_terms(region: Region, allele: Allele) -> str:
    """Write an allele like X-49251480-C-T; an indel gets the base before it, or behind it."""
    at, old, new = allele
    if not (old and new):
        at, base = (at - 1, region.plus[at - 1]) if at else (0, "")
        behind = "" if base else region.plus[allele.end]
        old, new = base + old + behind, base + new + behind
    return f"X-{region.start + at + 1}-{old}-{new}"
