"""Splice windows, base by base and gap by gap, on both sides of an intron.

Windows of Ensembl VEP since release 105, written out by hand: donor +1 and +2, acceptor -1 and -2,
fifth base +5, donor region +3 to +6 but for +5, polypyrimidine tract -3 to -17, splice region
three exonic bases, +7 and +8, -3 to -8. Bases put in at either end of the tract lengthen it.
"""

from collections.abc import Callable
from typing import Any

import pytest

from foxp3tool.model.interval import Strand

EXON = "ATGGCTTCATCCAAAGAACTACTGGCAACA"
INTRON = "gtcagtcactgcatgcctgattcgacttactcatctgtcgacttatcag"
PARTS = (EXON, INTRON, "CTGGCAACAGCCTTACGACGTCCACCGTAA")
REGION, DONOR, ACCEPTOR = "splice_region_variant", "splice_donor_variant", "splice_acceptor_variant"
FIFTH, DONOR_REGION = "splice_donor_5th_base_variant", "splice_donor_region_variant"
TRACT, DEEP = "splice_polypyrimidine_tract_variant", "intron_variant"
SPLICE = {REGION, DONOR, ACCEPTOR, FIFTH, DONOR_REGION, TRACT, DEEP}

DONOR_BASES = {
    -4: "", -3: REGION, -2: REGION, -1: REGION,
    1: DONOR, 2: DONOR,
    3: f"{DONOR_REGION}&{DEEP}", 4: f"{DONOR_REGION}&{DEEP}", 5: f"{FIFTH}&{DEEP}",
    6: f"{DONOR_REGION}&{DEEP}", 7: f"{REGION}&{DEEP}", 8: f"{REGION}&{DEEP}",
    9: DEEP, 20: DEEP,
}  # fmt: skip
"""Distance into the intron from its first border; negative numbers are exonic bases."""
ACCEPTOR_BASES = {
    18: DEEP, 17: f"{TRACT}&{DEEP}", 12: f"{TRACT}&{DEEP}", 9: f"{TRACT}&{DEEP}",
    8: f"{REGION}&{TRACT}&{DEEP}", 7: f"{REGION}&{TRACT}&{DEEP}",
    5: f"{REGION}&{TRACT}&{DEEP}", 4: f"{REGION}&{TRACT}&{DEEP}",
    3: f"{REGION}&{TRACT}&{DEEP}",
    2: ACCEPTOR, 1: ACCEPTOR,
    -1: REGION, -2: REGION, -3: REGION, -4: "",
}  # fmt: skip
"""Distance into the intron from its last border; negative numbers are exonic bases."""
DONOR_GAPS = {
    -3: "", -2: REGION, -1: REGION,
    0: REGION,  # between the exon and +1: both sites stay
    1: DONOR,  # between +1 and +2
    2: f"{REGION}&{DEEP}",  # between +2 and +3
    3: f"{DONOR_REGION}&{DEEP}", 4: f"{DONOR_REGION}&{DEEP}", 5: f"{DONOR_REGION}&{DEEP}",
    6: f"{REGION}&{DEEP}", 7: f"{REGION}&{DEEP}",
    8: DEEP,
}  # fmt: skip
"""Number of intron bases before the inserted ones; negative numbers are exonic bases behind."""
ACCEPTOR_GAPS = {
    18: DEEP, 17: f"{TRACT}&{DEEP}", 16: f"{TRACT}&{DEEP}",
    9: f"{TRACT}&{DEEP}", 8: f"{TRACT}&{DEEP}",
    7: f"{REGION}&{TRACT}&{DEEP}", 4: f"{REGION}&{TRACT}&{DEEP}", 3: f"{REGION}&{TRACT}&{DEEP}",
    2: f"{REGION}&{TRACT}&{DEEP}", 1: ACCEPTOR, 0: REGION,
    -1: REGION, -2: REGION, -3: "",
}  # fmt: skip
"""Number of intron bases behind the inserted ones; negative numbers are exonic bases before."""


@pytest.fixture(scope="module", params=list(Strand))
def toy(request: pytest.FixtureRequest, toy_gene: Callable[..., Any]) -> Any:
    return toy_gene(PARTS, 0, 60, request.param, ("TTACG", "GGACG"))


def splice_terms(found: Any) -> set[str]:
    return set(found.terms) & SPLICE


def expected(text: str) -> set[str]:
    return {term for term in text.split("&") if term}


def substituted(toy: Any, place: int) -> Any:
    base = toy.walk.bases[place]
    return toy.apply(place, base, "C" if base != "C" else "A")


def inserted(toy: Any, place: int) -> Any:
    """Insert three bases that cannot be shifted in either direction."""
    before, behind = toy.walk.bases[place - 1], toy.walk.bases[place]
    first = next(base for base in "ACGT" if base != behind)
    last = next(base for base in "TGCA" if base != before)
    return toy.apply(place, "", f"{first}C{last}")


@pytest.mark.parametrize("distance", DONOR_BASES)
def test_substitutions_on_the_donor_side(toy: Any, distance: int) -> None:
    border = toy.walk.c["30+1"]
    place = border + distance - 1 if distance > 0 else border + distance
    assert splice_terms(substituted(toy, place)) == expected(DONOR_BASES[distance])


@pytest.mark.parametrize("distance", ACCEPTOR_BASES)
def test_substitutions_on_the_acceptor_side(toy: Any, distance: int) -> None:
    border = toy.walk.c["31"]
    place = border - distance if distance > 0 else border - distance - 1
    assert splice_terms(substituted(toy, place)) == expected(ACCEPTOR_BASES[distance])


@pytest.mark.parametrize("gap", DONOR_GAPS)
def test_insertions_on_the_donor_side(toy: Any, gap: int) -> None:
    found = inserted(toy, toy.walk.c["30+1"] + gap)
    assert splice_terms(found) == expected(DONOR_GAPS[gap])


@pytest.mark.parametrize("gap", ACCEPTOR_GAPS)
def test_insertions_on_the_acceptor_side(toy: Any, gap: int) -> None:
    found = inserted(toy, toy.walk.c["31"] - gap)
    assert splice_terms(found) == expected(ACCEPTOR_GAPS[gap])


def test_every_intron_base_between_the_windows_is_an_intron_variant_only(toy: Any) -> None:
    for place in range(toy.walk.c["30+9"], toy.walk.c["31-18"] + 1):
        found = substituted(toy, place)
        assert (found.terms, found.p) == ({DEEP}, "")


@pytest.mark.parametrize("name", ["30+1", "30+2", "31-2", "31-1"])
def test_canonical_sites_have_an_unknown_protein_and_no_further_term(toy: Any, name: str) -> None:
    found = substituted(toy, toy.walk.c[name])
    assert found.p == "p.?"
    assert len(found.terms) == 1


@pytest.mark.parametrize("name", ["30+3", "30+5", "30+6", "30+8", "31-3", "31-8", "31-17"])
def test_intronic_changes_beside_the_canonical_sites_have_no_protein_name(
    toy: Any, name: str
) -> None:
    assert substituted(toy, toy.walk.c[name]).p == ""


@pytest.mark.parametrize("name", ["28", "30", "31", "33"])
def test_exonic_splice_region_changes_keep_their_protein_name(toy: Any, name: str) -> None:
    found = substituted(toy, toy.walk.c[name])
    assert REGION in found.terms
    assert found.p.startswith("p.(")


def test_the_ends_of_a_transcript_are_no_splice_sites(toy: Any) -> None:
    for name in ("1", "2", "3", "58", "59", "60"):
        assert splice_terms(substituted(toy, toy.walk.c[name])) == set()
    for place in range(5):
        assert splice_terms(substituted(toy, place)) == set()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        # The term of every base that goes; the donor region gives way to the fifth base, the
        # splice region to both and to the canonical sites, the tract to bases of an exon.
        ("30+3_30+5del", f"{FIFTH}&{DEEP}"),
        ("30+3_30+4del", f"{DONOR_REGION}&{DEEP}"),
        ("30+2_30+4del", f"{DONOR}&{DONOR_REGION}&{DEEP}"),
        ("30+5_30+7del", f"{FIFTH}&{DEEP}"),
        ("30+6_30+7del", f"{DONOR_REGION}&{DEEP}"),
        ("31-18_31-8del", f"{REGION}&{TRACT}&{DEEP}"),
        ("31-4_31-2del", f"{ACCEPTOR}&{TRACT}&{DEEP}"),
        ("31-4_32del", f"{ACCEPTOR}&{DEEP}"),
        ("30+1_31-1del", f"{DONOR}&{ACCEPTOR}&{FIFTH}&{TRACT}&{DEEP}"),
        # What puts in as many bases as it takes out counts where bases differ.
        ("30_30+3delinsCGTA", f"{DONOR_REGION}&{DEEP}"),
        ("31-4_31delinsCCAGG", f"{REGION}&{DEEP}"),
        ("31-5_31-3delinsGTG", f"{REGION}&{TRACT}&{DEEP}"),
        ("30+4_30+6delinsTGA", f"{DONOR_REGION}&{DEEP}"),
    ],
)
def test_changes_of_several_bases_take_the_terms_of_those_that_change(
    toy: Any, text: str, terms: str
) -> None:
    found = toy(text)
    assert found.c == text
    assert splice_terms(found) == expected(terms)
