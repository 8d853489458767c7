"""The forms of alleles at the ends of the bundled region, beyond which no base is known.

What an allele is called may depend on the next base there: VCF asks for the first of its placements
on the plus strand, HGVS ``g.`` for the last, SPDI and VRS for all of them. Each allele here is
looked at with every base that could come next; a form that is not the same for all of them is not
known. That is done by the rules, on the bundle's bases with three more on either side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

from foxp3tool.model.issue import IssueCode
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.lookup import answer
from foxp3tool.pipeline.toolkit import Toolkit

CHROMOSOMES = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}
MARGIN = 3
Allele = tuple[int, str, str]


def at_the_left(bases: str) -> Iterator[Allele]:
    """Yield place (0-based in the region), deleted and inserted bases of small alleles."""
    for at, size in product(range(3), range(1, 4)):
        yield at, bases[at : at + size], ""
        yield at, bases[at : at + size], "ACGT"[at : at + 2]
    for at in range(4):
        for new in ("A", "C", "G", "T", bases[:1] * 2, bases[:2], bases[:3], bases[1:3]):
            yield at, "", new


def at_both_ends(bases: str) -> list[Allele]:
    mirrored = at_the_left(bases[::-1])
    right = [(len(bases) - at - len(old), old[::-1], new[::-1]) for at, old, new in mirrored]
    return [one for one in (*at_the_left(bases), *right) if one[1] != one[2]]


def shifted(sequence: str, at: int, old: str, new: str) -> tuple[Allele, Allele]:
    """Return the first and the last of the places that make the same mutant, by trying all."""
    while old and new and old[0] == new[0]:
        at, old, new = at + 1, old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    if old and new:
        return (at, old, new), (at, old, new)
    mutant = sequence[:at] + new + sequence[at + len(old) :]
    size, found = len(old or new), []
    for place in range(max(at - 12, 0), min(at + 12, len(sequence)) + 1):
        one = sequence[place : place + size] if old else mutant[place : place + size]
        made = (place, one, "") if old else (place, "", one)
        if sequence[:place] + made[2] + sequence[place + len(made[1]) :] == mutant:
            found.append(made)
    return found[0], found[-1]


def forms(sequence: str, start: int, allele: Allele) -> tuple[str, str, int]:
    """Return SPDI without its accession, the VCF form, and the place of the last base concerned."""
    first, last = shifted(sequence, *allele)
    low, high = first[0], last[0] + len(last[1])
    new = sequence[low : last[0]] + last[2]
    if first[1] and first[2]:
        vcf = f"{start + low + 1}-{first[1]}-{first[2]}"
    else:
        before = sequence[low - 1]
        vcf = f"{start + low}-{before}{first[1]}-{before}{first[2]}"
    return f"{start + low}:{sequence[low:high]}:{new}", vcf, start + last[0]


@pytest.fixture(scope="module")
def cases(regions: dict[str, Any]) -> Callable[[str], list[tuple[Allele, set[Any]]]]:
    """Return the alleles at both ends of a build with all that they could be called."""

    def each(build: str) -> list[tuple[Allele, set[Any]]]:
        region = regions[build]
        head, tail = region.plus[:30], region.plus[-30:]
        found = []
        for at, old, new in at_both_ends(region.plus):
            is_left = at < 100
            called = set()
            for outside in map("".join, product("ACGT", repeat=MARGIN)):
                if is_left:
                    called.add(
                        forms(outside + head, region.start - MARGIN, (at + MARGIN, old, new))
                    )
                else:
                    place = at - len(region.plus) + 30
                    called.add(forms(tail + outside, region.end - 30, (place, old, new)))
            found.append(((at, old, new), called))
        return found

    return each


@pytest.mark.parametrize("build", CHROMOSOMES)
def test_a_form_is_given_where_no_base_beyond_could_change_it(
    toolkit: Toolkit,
    regions: dict[str, Any],
    cases: Callable[[str], list[tuple[Allele, set[Any]]]],
    build: str,
) -> None:
    region, annotator = regions[build], toolkit.annotators[build]
    counted = {"known": 0, "unknown": 0, "VCF only": 0}
    for (at, old, new), called in cases(build):
        variant = GenomicVariant(build, Edit(region.start + at, old, new))
        found = annotator.annotate(variant, [annotator.gene.mane_select])
        spdi, vcf, last = ({one[part] for one in called} for part in range(3))
        told = f"{build} {at} {old}>{new}"
        expected_spdi = f"{CHROMOSOMES[build]}:{spdi.pop()}" if len(spdi) == 1 else ""
        assert found.spdi == expected_spdi, told
        assert bool(found.vrs_id) is bool(expected_spdi), told
        assert found.normalized == (f"X-{vcf.pop()}" if len(vcf) == 1 else ""), told
        # The g. name stays, in the last placement that is known: it tells the allele wherever it
        # stands. The issue says that it may have to be shifted on.
        assert found.hgvs_g.startswith(f"{CHROMOSOMES[build]}:g."), told
        issues = [one.message for one in found.issues if one.code is IssueCode.PARTIAL_OVERLAP]
        assert len(issues) == (not expected_spdi), told
        if issues:
            assert "SPDI" in issues[0]
            assert ("VCF form" in issues[0]) is (not found.normalized), told
            assert ("g. name may have to be shifted on" in issues[0]) is (len(last) > 1), told
        counted["known" if expected_spdi else "VCF only" if found.normalized else "unknown"] += 1
    assert min(counted.values()) > 8, counted


@pytest.mark.parametrize("build", CHROMOSOMES)
def test_the_row_of_a_deletion_at_either_end(
    toolkit: Toolkit, regions: dict[str, Any], build: str
) -> None:
    region, accession = regions[build], CHROMOSOMES[build]
    (left,) = answer(toolkit, f"{accession}:g.{region.start + 1}del", "mane", None, details=True)
    (right,) = answer(toolkit, f"{accession}:g.{region.end}del", "mane", None, details=True)
    for row, name in ((left, region.start + 1), (right, region.end)):
        assert row.variant is not None
        assert row.variant.hgvs_g == f"{accession}:g.{name}del"
        assert (row.variant.spdi, row.variant.vrs_id) == ("", "")
        assert [issue.code for issue in row.issues] == [IssueCode.PARTIAL_OVERLAP]
    assert left.variant is not None
    assert (left.variant.normalized, left.variant.other_normalized) == ("", "")
    # A G stands last, behind a C, so that the first placement is known.
    assert region.plus[-2:] == "CG"
    assert right.variant is not None
    assert right.variant.normalized.startswith("X-")
    assert right.variant.other_normalized.startswith("X-")


@pytest.mark.parametrize(
    ("text", "spdi", "vcf"),
    [
        # Bases beyond are stated: they are taken as given, and those behind them are not known.
        ("X-49248433-AGGCA-A", "", ""),
        ("X-49248434-GGCA-T", "NC_000023.11:49248433:GGCA:T", "X-49248434-GGCA-T"),
        # They are not: SPDI tells their number at the place given, and VCF cannot.
        ("NC_000023.11:g.49248000_49249000del", "NC_000023.11:49247999:1001:", ""),
    ],
)
def test_beyond_the_ends_the_rule_is_the_same(
    toolkit: Toolkit, text: str, spdi: str, vcf: str
) -> None:
    (row,) = answer(toolkit, text, "mane", None, details=True)
    assert row.variant is not None
    assert (row.variant.spdi, row.variant.normalized) == (spdi, vcf)
    assert [issue.code for issue in row.issues] == [IssueCode.PARTIAL_OVERLAP]
