"""Whole sites between the builds: what becomes of REF and ALT, worked out from the bases.

The bases around the differences, plus strand (1-based numbers of the first base), GRCh38 above
GRCh37::

    49256217 AGAAAGAGAGAGAG...   49261778 AGGCCTGCAG   49263170 AACC--AAA (18 in all)...
    49112678 AGAA----AGAGAG...   49118235 AGGCCTTCAG   49119627 AACCAAAAA (20 in all)...

    49264504 TTC---TATTATT       49264843 TGGGGAGGGGT  49266556 ATT-AAA (15 in all)...
    49120963 ATTCTATTATTATT      49121305 TGGGGGGGGGT  49123018 ATTAAAA (16 in all)...
"""

from __future__ import annotations

import pytest

from foxp3tool.annotate.build_sites import ConvertedSite, convert_site
from foxp3tool.annotate.builds import NoCounterpartError
from foxp3tool.pipeline.toolkit import Toolkit

OLD, NEW = "GRCh37", "GRCh38"
ALL = frozenset(range(10))


def site(
    toolkit: Toolkit, build: str, pos: int, alleles: str, carried: frozenset[int] | None
) -> ConvertedSite:
    there = toolkit.annotators[build].to_other_build
    assert there is not None
    return convert_site(there, pos - 1, alleles.split(" "), carried)


def told(found: ConvertedSite) -> tuple[int, str]:
    return found.start + 1, " ".join(found.alleles)


@pytest.mark.parametrize("carried", [None, ALL], ids=["sites only", "genotypes"])
@pytest.mark.parametrize(
    ("build", "pos", "alleles", "expected"),
    [
        (NEW, 49251480, "C T", (49107941, "C T")),
        (NEW, 49251440, "CG C CGG T", (49107901, "CG C CGG T")),
        (OLD, 49107941, "C T A", (49251480, "C T A")),
        # The spelling stays, bases that all alleles share too.
        (NEW, 49251440, "CG CT", (49107901, "CG CT")),
        (NEW, 49251440, "CG CGA", (49107901, "CG CGA")),
        # A base that differs only pads the alleles.
        (NEW, 49261784, "GCAG GCTG", (49118241, "TCAG TCTG")),
        (OLD, 49118241, "TCAG TCTG", (49261784, "GCAG GCTG")),
        # A deletion that takes such a base out with its neighbour, in one place only.
        (NEW, 49261783, "TGC T", (49118240, "TTC T")),
        # A repeat of other length goes as a whole, with the bases at both of its ends.
        (OLD, 49119629, f"CC{'A' * 20}GC C", (49263172, f"CC{'A' * 18}GC C")),
        (NEW, 49263172, f"CC{'A' * 18}GC C", (49119629, f"CC{'A' * 20}GC C")),
        # Beside the bases that one build lacks.
        (NEW, 49256220, "A C", (49112681, "A C")),
        (NEW, 49256225, "A C", (49112682, "A C")),
        (OLD, 49112681, "A T", (49256220, "A T")),
        (OLD, 49112682, "A T", (49256225, "A T")),
        # A base in the run that both builds have.
        (OLD, 49119640, "A G", (49263181, "A G")),
    ],
)
def test_the_same_change(
    toolkit: Toolkit,
    build: str,
    pos: int,
    alleles: str,
    expected: tuple[int, str],
    carried: frozenset[int] | None,
) -> None:
    found = site(toolkit, build, pos, alleles, carried)
    assert told(found) == expected
    assert not found.is_renumbered


@pytest.mark.parametrize(
    ("build", "pos", "alleles", "carried", "expected", "new"),
    [
        # The base is another: REF and ALT change places.
        (NEW, 49261784, "G T", {0, 1}, (49118241, "T G"), (1, 0)),
        (NEW, 49261784, "G T", {0}, (49118241, "T G"), (1, 0)),
        (OLD, 49121310, "G A", {0, 1}, (49264848, "A G"), (1, 0)),
        # A third base.
        (NEW, 49261784, "G C", {0, 1}, (49118241, "T C G"), (2, 1)),
        (NEW, 49261784, "G C", {1}, (49118241, "T C"), (None, 1)),
        (NEW, 49261784, "G C T", {0, 1, 2}, (49118241, "T C G"), (2, 1, 0)),
        (NEW, 49261784, "G T C", {1, 2}, (49118241, "T C"), (None, 0, 1)),
        # No ALT.
        (NEW, 49261784, "G", {0}, (49118241, "T G"), (1,)),
        (NEW, 49261782, "CTGC", {0}, (49118241, "T G"), (1,)),
        # Two bases, of which one differs.
        (NEW, 49261783, "TG CA", {0, 1}, (49118240, "TT CA TG"), (2, 1)),
        # Fewer and more bases, the one that differs among them.
        (NEW, 49261783, "TGC TA", {0, 1}, (49118241, "TC A GC"), (2, 1)),
        (NEW, 49261784, "G GG", {0, 1}, (49118241, "T GG G"), (2, 1)),
        # Runs of other length: 18 A on GRCh38, 20 on GRCh37.
        (NEW, 49263173, "C CAA", {0, 1}, (49119630, "CAA C"), (1, 0)),
        (NEW, 49263173, "C CA", {0, 1}, (49119630, "CAA CA C"), (2, 1)),
        (NEW, 49263173, "C CA CAA CAAA", {0, 1, 2, 3}, (49119630, "CAA CA CAAA C"), (3, 1, 0, 2)),
        (NEW, 49263173, "CA C", {0, 1}, (49119630, "CAAA C CA"), (2, 1)),
        (OLD, 49119630, "CAA C", {0, 1}, (49263173, "C CAA"), (1, 0)),
        (OLD, 49119630, "CAAA C", {0, 1}, (49263173, "CA C CAAA"), (2, 1)),
        # The same, spelled from the other end of the run.
        (OLD, 49119648, "AAA A", {0, 1}, (49263173, "C CAA"), (1, 0)),
        (NEW, 49263191, "A AA", {0, 1}, (49119630, "CAA CA C"), (2, 1)),
        # A unit of three.
        (OLD, 49120966, "CTAT C", {0, 1}, (49264507, "C CTAT"), (1, 0)),
        # Bases that GRCh37 lacks.
        (NEW, 49256222, "G T", {0, 1}, (49112681, "A AATAG AAGAG"), (2, 1)),
        (NEW, 49256220, "AAGAG A", {0, 1}, (49112681, "A AAGAG"), (1, 0)),
        (OLD, 49112681, "A AAGAG", {0, 1}, (49256220, "AAGAG A"), (1, 0)),
    ],
)
def test_alleles_are_sequences_where_genotypes_carry_them(
    toolkit: Toolkit,
    build: str,
    pos: int,
    alleles: str,
    carried: set[int],
    expected: tuple[int, str],
    new: tuple[int | None, ...],
) -> None:
    found = site(toolkit, build, pos, alleles, frozenset(carried))
    assert told(found) == expected
    assert found.numbers == new
    assert found.is_renumbered


@pytest.mark.parametrize(
    ("build", "pos", "alleles", "carried", "stated", "new"),
    [
        (NEW, 49261784, "G T", {1}, (49118241, 49118241), (None, 0)),
        (NEW, 49261784, "G T", set(), (49118241, 49118241), (None, 0)),
        (NEW, 49261784, "G", set(), (49118241, 49118241), (None,)),
        (NEW, 49261783, "TG TT", {1}, (49118241, 49118241), (None, 0)),
        # The bases that only GRCh37 has.
        (NEW, 49264507, "C CTAT", {1}, (49120967, 49120969), (None, 0)),
        (NEW, 49263173, "C CAA", {1}, (49119631, 49119632), (None, 0)),
        (NEW, 49266558, "T TA", {1}, (49123021, 49123021), (None, 0)),
        # The bases on both sides of the place where GRCh37 lacks some.
        (NEW, 49256220, "AAGAG A", {1}, (49112681, 49112682), (None, 0)),
    ],
)
def test_a_site_without_other_alleles_still_states_what_differs(
    toolkit: Toolkit,
    build: str,
    pos: int,
    alleles: str,
    carried: set[int],
    stated: tuple[int, int],
    new: tuple[int | None, ...],
) -> None:
    """Otherwise nothing on the other build says that these bases were looked at."""
    found = site(toolkit, build, pos, alleles, frozenset(carried))
    assert found.numbers == new
    (reference,) = found.alleles
    start, end = found.start, found.start + len(reference)
    assert reference == toolkit.bundle.genes[OLD].plus_bases(start, end)
    assert start + 1 <= stated[0]
    assert stated[1] <= end


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        # A run of nine G on GRCh37, in the middle of which GRCh38 has A. One G less:
        (
            [(49121305, "TG T"), (49121306, "GG G"), (49121310, "GG G"), (49121309, "GGG GG")],
            (49264847, "GA G GG"),
        ),
        # One G more:
        ([(49121305, "T TG"), (49121310, "G GG"), (49121314, "G GG")], (49264848, "A GG G")),
    ],
)
def test_every_spelling_of_an_allele_goes_to_one(
    toolkit: Toolkit, spellings: list[tuple[int, str]], expected: tuple[int, str]
) -> None:
    for pos, alleles in spellings:
        assert told(site(toolkit, OLD, pos, alleles, ALL)) == expected


@pytest.mark.parametrize(
    "spellings",
    [
        [(49121305, "TG T"), (49121310, "GG G"), (49121309, "GGG GG")],
        [(49121305, "T TG"), (49121310, "G GG"), (49121314, "G GG")],
    ],
)
def test_no_spelling_of_an_allele_goes_elsewhere_without_genotypes(
    toolkit: Toolkit, spellings: list[tuple[int, str]]
) -> None:
    """All have no counterpart, or all have the same one."""
    gene = toolkit.bundle.genes[NEW]
    found = set()
    for pos, alleles in spellings:
        try:
            one = site(toolkit, OLD, pos, alleles, None)
        except NoCounterpartError:
            found.add("")
            continue
        end = one.start + len(one.alleles[0])
        assert gene.plus_bases(one.start, end) == one.alleles[0]
        before = gene.plus_bases(49264800, one.start)
        found.add(before + one.alleles[1] + gene.plus_bases(end, 49264900))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("build", "pos", "alleles", "expected"),
    [
        (NEW, 49261784, "G C", (49118241, "T C")),
        (NEW, 49261784, "G C A", (49118241, "T C A")),
        (NEW, 49261783, "TG CA", (49118240, "TT CA")),
        (OLD, 49121310, "G C", (49264848, "A C")),
    ],
)
def test_a_third_base_without_genotypes(
    toolkit: Toolkit, build: str, pos: int, alleles: str, expected: tuple[int, str]
) -> None:
    found = site(toolkit, build, pos, alleles, None)
    assert told(found) == expected
    assert not found.is_renumbered


@pytest.mark.parametrize(
    ("build", "pos", "alleles", "reason"),
    [
        (NEW, 49261784, "G T", "reference sequence of GRCh37"),
        (NEW, 49261784, "G C T", "reference sequence of GRCh37"),
        (NEW, 49261783, "TG TT", "reference sequence of GRCh37"),
        (OLD, 49118241, "T G", "reference sequence of GRCh38"),
        (OLD, 49119630, "CAA C", "differ in number"),
        (OLD, 49119648, "AA A", "differ in number"),
        (NEW, 49263173, "C CA", "differ in number"),
        (NEW, 49256222, "G T", "differ in number"),
        (NEW, 49256220, "A AAG", "differ in number"),
        (OLD, 49120966, "CTAT C", "differ in number"),
        (NEW, 49261784, "G", "states the reference of GRCh38"),
        # Two alleles here, one there: a deletion, and the bases that it leaves there.
        (OLD, 49118241, "TCAG T G", "."),
    ],
)
def test_what_cannot_be_told_without_genotypes(
    toolkit: Toolkit, build: str, pos: int, alleles: str, reason: str
) -> None:
    with pytest.raises(NoCounterpartError, match=reason):
        site(toolkit, build, pos, alleles, None)


@pytest.mark.parametrize("carried", [None, ALL], ids=["sites only", "genotypes"])
@pytest.mark.parametrize(
    ("build", "pos", "alleles"),
    [
        (NEW, 49248435, "A C"),
        (NEW, 49248435, "AC A"),
        (NEW, 49269826, "A C"),
        (NEW, 49269825, "GA G"),
        (OLD, 49104896, "A C"),
        (OLD, 49126289, "A C"),
    ],
)
def test_sites_outside_the_region(
    toolkit: Toolkit, build: str, pos: int, alleles: str, carried: frozenset[int] | None
) -> None:
    with pytest.raises(NoCounterpartError, match=f"outside the region .* {build}"):
        site(toolkit, build, pos, alleles, carried)


@pytest.mark.parametrize("carried", [None, ALL], ids=["sites only", "genotypes"])
@pytest.mark.parametrize(("build", "other"), [(NEW, OLD), (OLD, NEW)])
def test_the_first_and_the_last_base_of_the_region(
    toolkit: Toolkit, build: str, other: str, carried: frozenset[int] | None
) -> None:
    here, there = toolkit.bundle.genes[build], toolkit.bundle.genes[other]
    for pos, partner in (
        (here.region.start + 1, there.region.start + 1),
        (here.region.end, there.region.end),
    ):
        base = here.plus_bases(pos - 1, pos)
        alt = "A" if base != "A" else "C"
        for alleles in (f"{base} {alt}", f"{base} {base}{alt}"):
            assert told(site(toolkit, build, pos, alleles, carried)) == (partner, alleles)
