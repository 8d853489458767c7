"""Random alleles: brackets give back both alleles, and coding ones the protein of Biopython."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from raw_truth import Allele, coding, joined, region, transcript, turned

from foxp3tool.formats.sequence_text import bracketed
from foxp3tool.model.sequence_export import SequencePair

Make = Callable[..., SequencePair]
BRACKET = re.compile(r"([ACGTacgt]*)\[([ACGT]+|-)/([ACGT]+|-)\]([ACGTacgt]*)")
BASES = st.text("ACGT", max_size=5)
MANE = "NM_014009.4"


def allele_at(build: str, index: int, size: int, inserted: str) -> Allele:
    """An allele with the base before it as anchor; ``index`` counts from the region's start."""
    origin, bases = region(build)
    anchor = bases[index]
    ref = anchor + bases[index + 1 : index + 1 + size]
    alt = anchor + inserted
    assume(ref != alt)
    return Allele(build, origin + index + 1, ref, alt)


def named(allele: Allele) -> str:
    return f"X-{allele.pos}-{allele.ref}-{allele.alt}"


def check_bracket(make: Make, allele: Allele, flank: int, *, plus: bool) -> None:
    pair = make(named(allele), assembly=allele.build, flank=flank, on_plus=plus)
    match = BRACKET.fullmatch(bracketed(pair))
    assert match is not None
    before, old, new, behind = match.groups()
    filled = [before + bases.replace("-", "") + behind for bases in (old, new)]
    assert [text.upper() for text in filled] == [pair.reference.bases, pair.mutant.bases]
    place = re.search(r":(\d+)-(\d+)", dict(pair.reference.facts)["location"])
    assert place is not None
    start, end = int(place[1]) - 1, int(place[2])
    origin, bases = region(allele.build)
    expected = [bases[start - origin : end - origin], allele.stretch(start, end)]
    if not plus:
        expected = [turned(text) for text in expected]
    assert [text.upper() for text in filled] == expected
    if "-" not in (old, new):
        assert old[0] != new[0]
        assert old[-1] != new[-1]


def check_coding(make: Make, build: str, exon: int, share: float, size: int, put: str) -> None:
    """An allele inside a coding exon, five bases or more from its ends."""
    origin, _ = region(build)
    here = transcript(MANE)
    span = here["exons"][build][exon]
    cds = here["cds"][build]
    low = max(span["start"], cds["start"] + 3) + 12
    high = min(span["end"], cds["end"] - 3) - 12 - size
    index = low + int(share * (high - low)) - origin
    allele = allele_at(build, index, size, put)
    bases, protein = coding(allele.cells, build, MANE)
    pair = make(named(allele), "cds", assembly=build)
    assert pair.mutant.bases == bases
    assert make(named(allele), "protein", assembly=build).mutant.bases == protein
    mrna = make(named(allele), "transcript", assembly=build)
    assert mrna.mutant.bases == joined(allele.cells, build, MANE)[0]
    match = BRACKET.fullmatch(bracketed(mrna))
    assert match is not None
    filled = match[1] + match[3].replace("-", "") + match[4]
    assert filled.upper() == mrna.mutant.bases


ANYWHERE = {
    "build": st.sampled_from(["GRCh38", "GRCh37"]),
    "index": st.integers(300, 21_000),
    "size": st.integers(0, 6),
    "inserted": BASES,
    "flank": st.integers(1, 120),
    "strand": st.sampled_from(["gene", "plus"]),
}
CODING = {
    "build": st.sampled_from(["GRCh38", "GRCh37"]),
    "exon": st.integers(1, 11),
    "share": st.floats(0, 1),
    "size": st.integers(0, 6),
    "inserted": BASES,
}


@settings(max_examples=15, deadline=None)
@given(**ANYWHERE)
def test_bracket_gives_back_both_alleles(
    make: Make, build: str, index: int, size: int, inserted: str, flank: int, strand: str
) -> None:
    check_bracket(make, allele_at(build, index, size, inserted), flank, plus=strand == "plus")


@settings(max_examples=15, deadline=None)
@given(**CODING)
def test_coding_alleles(
    make: Make, build: str, exon: int, share: float, size: int, inserted: str
) -> None:
    check_coding(make, build, exon, share, size, inserted)


@pytest.mark.exhaustive
@settings(max_examples=2_000, deadline=None)
@given(**ANYWHERE)
def test_many_brackets(
    make: Make, build: str, index: int, size: int, inserted: str, flank: int, strand: str
) -> None:
    check_bracket(make, allele_at(build, index, size, inserted), flank, plus=strand == "plus")


@pytest.mark.exhaustive
@settings(max_examples=1_500, deadline=None)
@given(**CODING)
def test_many_coding_alleles(
    make: Make, build: str, exon: int, share: float, size: int, inserted: str
) -> None:
    check_coding(make, build, exon, share, size, inserted)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # Codon 384 is GCC; exon 12 begins with c.1147, AAC, behind the CAG that ends the intron.
        ("c.1150G>A", "CAGAAC[G/A]CCATCC"),
        ("c.1150del", "CAGAAC[G/-]CCATCC"),
        ("c.1150_1151insTT", "AGAACG[-/TT]CCATCC"),
    ],
)
def test_brackets_by_hand(make: Make, name: str, text: str) -> None:
    assert bracketed(make(name, "context", flank=6)) == text


def test_brackets_on_the_plus_strand(make: Make) -> None:
    assert bracketed(make("c.1150G>A", flank=6, on_plus=True)) == "GGATGG[C/T]GTTCTG"
