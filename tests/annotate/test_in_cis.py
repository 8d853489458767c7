"""Which alleles lie on one copy of X, by phase (VCF specification, GT and PS) and by ploidy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.annotate.in_cis import CarriedAllele, copies_of, genotype_together, not_known
from foxp3tool.formats.vcf_samples import read_genotype
from foxp3tool.model.genotype import Genotype


def carried(*genotypes: str) -> list[CarriedAllele]:
    """Alleles 1 of several records; a phase set stands behind a colon."""
    found = []
    for record, text in enumerate(genotypes):
        gt, _, phase_set = text.partition(":")
        genotype = read_genotype(gt.encode())
        assert genotype is not None
        for allele in sorted({one for one in genotype.alleles if one}):
            found.append(
                CarriedAllele(len(found), record, allele, genotype, phase_set, frozenset({7}))
            )
    return found


def together(*genotypes: str) -> list[list[int]]:
    """Groups of at least two."""
    sets = {alleles for alleles in copies_of(carried(*genotypes)).alleles if len(alleles) > 1}
    return sorted(sorted(one) for one in sets)


def unknown(*genotypes: str) -> list[list[int]]:
    return sorted(sorted(pair) for pair in not_known(carried(*genotypes)))


@pytest.mark.parametrize(
    ("genotypes", "cis", "open_"),
    [
        (("0|1", "0|1"), [[0, 1]], []),
        (("1|0", "0|1"), [], []),
        (("0|1:5", "0|1:5"), [[0, 1]], []),
        (("0|1:5", "0|1:9"), [], [[0, 1]]),
        (("0|1:5", "0|1"), [], [[0, 1]]),
        (("0/1", "0/1"), [], [[0, 1]]),
        (("0/1", "0|1"), [], [[0, 1]]),
        (("0/1:5", "0/1:5"), [], [[0, 1]]),
        (("1", "1"), [[0, 1]], []),
        (("1/1", "1/1"), [[0, 1]], []),
        (("1/1", "0/1"), [[0, 1]], []),
        (("1|1:5", "0|1:9"), [[0, 1]], []),
        (("1/1", "0/1", "0/1"), [[0, 1], [0, 2]], [[1, 2]]),
        (("0|1", "0|1", "1|0"), [[0, 1]], []),
        (("0|1", "1|1", "1|0"), [[0, 1], [1, 2]], []),
        (("./1", "0/1"), [], [[0, 1]]),
        ((".|1", "0|1"), [[0, 1]], []),
        (("1/1", "1/1", "1|."), [[0, 1, 2]], []),
        (("1/1", "1/1", "1|0"), [[0, 1], [0, 1, 2]], []),
        (("0|0|1", "0|0|1"), [[0, 1]], []),
        (("1/2",), [], []),
        (("1|2", "0|1"), [[1, 2]], []),
        (("1/2", "1/1"), [[0, 2], [1, 2]], []),
    ],
)
def test_cis(genotypes: tuple[str, ...], cis: list[list[int]], open_: list[list[int]]) -> None:
    assert together(*genotypes) == cis
    assert unknown(*genotypes) == open_


@pytest.mark.parametrize(
    ("genotypes", "members", "alleles"),
    [
        (("1", "1"), {0, 1}, (1,)),
        (("1/1", "1/1"), {0, 1}, (1, 1)),
        (("0|1", "0|1"), {0, 1}, (0, 1)),
        (("1|0", "1|0"), {0, 1}, (1, 0)),
        (("1/1", "0/1"), {0, 1}, (0, 1)),
        (("1/1", "1/1", "0/1"), {0, 1}, (1, 0)),
        (("1/1", "1/1", "0/1"), {0, 1, 2}, (0, 1)),
        (("1/1", "0/1", "0/1"), {0, 1}, (None, 1)),
        # Of one copy nothing is called: it is not known, and no copy is gone.
        ((".|1", "0|1"), {0, 1}, (1, None)),
        (("1/1", "./1"), {0, 1}, (1, None)),
    ],
)
def test_on_which_copies(
    genotypes: tuple[str, ...], members: set[int], alleles: tuple[int | None, ...]
) -> None:
    assert genotype_together(carried(*genotypes), frozenset(members)) == Genotype(alleles)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=6))
def test_phased_genotypes_give_back_the_chromosomes(calls: list[tuple[int, int]]) -> None:
    """With all of one phase set, each copy has what stands at its place in GT."""
    alleles = carried(*(f"{a}|{b}" for a, b in calls))
    by_record = {one.record: one.member for one in alleles}
    expected = {
        frozenset(by_record[n] for n, pair in enumerate(calls) if pair[copy]) for copy in (0, 1)
    }
    assert set(copies_of(alleles).alleles) | {frozenset()} == expected | {frozenset()}
    assert not_known(alleles) == []


@given(st.lists(st.sampled_from(["0/1", "1/1", "0|1", "1|0", "0|1:5", "1|0:5"]), max_size=5))
def test_nothing_is_called_cis_that_a_phasing_contradicts(genotypes: list[str]) -> None:
    """Exchange the copies of an unphased record, or of a whole phase set: cis stays cis."""
    alleles = carried(*genotypes)
    groups = [one for one in copies_of(alleles).alleles if len(one) > 1]
    units = sorted(
        {g.partition(":")[2] or "all" if "|" in g else str(n) for n, g in enumerate(genotypes)}
    )
    for turned in range(1 << len(units)):
        chromosomes: list[set[int]] = [set(), set()]
        for one in alleles:
            text = genotypes[one.record]
            unit = text.partition(":")[2] or "all" if "|" in text else str(one.record)
            for copy, allele in enumerate(text[:3:2]):
                if allele == "1":
                    chromosomes[copy ^ (turned >> units.index(unit) & 1)].add(one.member)
        for group in groups:
            assert any(group <= chromosome for chromosome in chromosomes)
