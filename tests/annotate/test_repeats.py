"""Repeats on every kind of sequence, held against the spelled-out sequence of the allele.

The rules are those of https://hgvs-nomenclature.org/stable/recommendations/DNA/repeated/: the place
is that of the first unit in the direction of the reference, or the range of all units, and the
number is that of all units of the allele.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from Bio.Seq import Seq

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.pipeline.lookup import answer
from foxp3tool.pipeline.toolkit import Toolkit

CHROMOSOMES = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}
MANE = "NM_014009.4"
Ask = Callable[..., Any]


@pytest.fixture
def ask(toolkit: Toolkit) -> Ask:
    """Look a text up; the rows."""

    def rows(text: str, assembly: str | None = None) -> Any:
        return answer(toolkit, text, "mane", assembly, details=False)

    return rows


def refusal(ask: Ask, text: str, assembly: str | None = None) -> NotationError:
    with pytest.raises(NotationError) as caught:
        ask(text, assembly)
    return caught.value


def code_and_message(ask: Ask, text: str) -> tuple[str, str]:
    error = refusal(ask, text)
    return error.code.name, f"{error.message}; {error.remedy}"


def stretches(bases: str, seed: str, number: int) -> Iterator[tuple[int, str, int]]:
    """Yield first index, unit and number of units of repeats of two units or more."""
    rng = random.Random(seed)
    places = list(range(50, len(bases) - 50))
    rng.shuffle(places)
    for first in places:
        size = rng.randint(1, 4)
        unit = bases[first : first + size]
        if bases[first - size : first] == unit or bases[first + size : first + 2 * size] != unit:
            continue
        there = 0
        while bases.startswith(unit, first + there * size):
            there += 1
        yield first, unit, there
        number -= 1
        if not number:
            return


def mutant(plus: str, start: int, row: Any) -> str:
    """Return the plus strand with the allele of a row."""
    edit = row.variant.variant.edit
    at = edit.start - start
    assert plus.startswith(edit.deleted, at)
    return plus[:at] + str(edit.inserted) + plus[at + len(edit.deleted) :]


def turned(bases: str) -> str:
    return str(Seq(bases).reverse_complement())


def spellings(number: Callable[[int], str], first: int, unit: str, there: int) -> list[str]:
    """Return the place with the unit in the three ways that the rules know."""
    last, behind = number(first + len(unit) - 1), number(first + len(unit) * there - 1)
    of_unit = number(first) if len(unit) == 1 else f"{number(first)}_{last}"
    return [f"{number(first)}{unit}", f"{number(first)}_{behind}{unit}", of_unit]


def check(ask: Ask, prefix: str, build: str, region: Any, *, along: bool, seed: str) -> None:
    """Look repeats up on a record that counts on one strand, with numbers of units of all kinds."""
    bases = region.along if along else region.plus

    def number(index: int) -> str:
        return str(index + 1 if along else region.start + index + 1)

    for first, unit, there in stretches(bases, seed, 40):
        for spelled in spellings(number, first, unit, there):
            for copies in (0, 1, there - 1, there + 1, there + 4):
                text = f"{prefix}:g.{spelled}[{copies}]"
                if copies == there:
                    continue
                (row,) = ask(text)
                expected = bases[:first] + unit * copies + bases[first + there * len(unit) :]
                found = mutant(region.plus, region.start, row)
                assert (turned(found) if along else found) == expected, text
                assert row.assembly == build
                # The name is never that of a repeat, and the reader is told.
                assert "[" not in row.variant.hgvs_g
                assert IssueCode.NORMALISED_INPUT in {issue.code for issue in row.issues}, text
            assert refusal(ask, f"{prefix}:g.{spelled}[{there}]").code is IssueCode.NO_CHANGE


@pytest.mark.parametrize("build", CHROMOSOMES)
def test_on_the_chromosome(ask: Ask, regions: dict[str, Any], build: str) -> None:
    check(ask, CHROMOSOMES[build], build, regions[build], along=False, seed=f"g {build}")


@pytest.mark.parametrize("record", ["NG_007392.1", "LRG_62"])
def test_on_the_record_of_the_gene_which_counts_along_it(
    ask: Ask, regions: dict[str, Any], record: str
) -> None:
    check(ask, record, "GRCh37", regions["GRCh37"], along=True, seed=record)


@pytest.mark.parametrize("build", CHROMOSOMES)
@pytest.mark.parametrize("kind", ["c", "n"])
def test_on_the_transcript_with_its_context(
    ask: Ask, regions: dict[str, Any], build: str, kind: str
) -> None:
    region = regions[build]
    walk = region.transcripts[MANE]
    names = {place: name for name, place in getattr(walk, kind).items()}
    ends = walk.spliced[0] + 10, walk.spliced[-1] - 60
    checked = 0
    for first, unit, there in stretches(region.along, f"{kind} {build}", 120):
        if not ends[0] < first < ends[1]:
            continue
        for spelled in spellings(names.__getitem__, first, unit, there):
            for copies in (there - 1, there + 2):
                text = f"{CHROMOSOMES[build]}({MANE}):{kind}.{spelled}[{copies}]"
                (row,) = ask(text)
                bases = region.along
                expected = bases[:first] + unit * copies + bases[first + there * len(unit) :]
                assert turned(mutant(region.plus, region.start, row)) == expected, text
                checked += 1
    assert checked > 300


@pytest.mark.parametrize(
    "text",
    [
        # Of several units, of two alleles at once, of a number that is a range.
        "NC_000023.11:g.49255486_49255497CTT[2]CTC[3]",
        "c.745_756GAG[2]AAG[2]",
        "c.745_750[2]751_756[3]",
        "c.745GAGAAG[1];[3]",
        "c.745GAGAAG[(2_5)]",
        "c.745GAGAAG[2_5]",
        "c.745GAGAAG[]",
    ],
)
def test_what_is_no_repeat_of_one_unit_and_number_is_refused_by_name(ask: Ask, text: str) -> None:
    code, message = code_and_message(ask, text)
    assert code == "UNSUPPORTED_ALLELE"
    assert "one unit and one number" in message


# c.745_756 is GAGAAG twice; on the plus strand of GRCh38 it is CTTCTC twice at 49255489_49255500.
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        # The second unit: of all units or of those from there on?
        ("c.751GAGAAG[3]", ("2 x GAGAAG", "c.745", "c.756", "[n]")),
        ("c.751_756[3]", ("2 x GAGAAG", "c.745")),
        # A range that is no number of units, or not all of them.
        ("c.745_755GAGAAG[3]", ("2 x GAGAAG", "c.745_756GAGAAG[2]")),
        ("c.745_749GAGAAG[3]", ("2 x GAGAAG",)),
    ],
)
def test_a_place_that_is_not_that_of_the_whole_repeat_is_refused(
    ask: Ask, regions: dict[str, Any], text: str, parts: tuple[str, ...]
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    assert walk.bases[walk.c["739"] : walk.c["757"]] == "GTGCTG" + "GAGAAG" * 2
    code, message = code_and_message(ask, text)
    assert code == "INVALID_POSITION"
    for part in parts:
        assert part in message


def test_the_range_of_the_first_unit_beside_its_bases_says_one_thing_twice(ask: Ask) -> None:
    (one,), (other,) = ask("c.745GAGAAG[3]"), ask("c.745_750GAGAAG[3]")
    assert one.variant == other.variant
    assert one.transcript.hgvs_c == f"{MANE}:c.751_756dup"


@pytest.mark.parametrize(
    "text", ["c.745CAGAAG[3]", "c.745_756CAGAAG[3]", "c.745_762GAGAAG[3]", "c.745GAGAAR[3]"]
)
def test_the_unit_is_checked(ask: Ask, text: str) -> None:
    assert refusal(ask, text).code is IssueCode.REF_MISMATCH


def test_another_phase_of_the_unit_counts_from_its_own_first_place(
    ask: Ask, regions: dict[str, Any]
) -> None:
    """The rules' own example: TG[11]T[7] of CFTR is a variable GT stretch by the 3' rule."""
    bases, start = regions["GRCh38"].plus, regions["GRCh38"].start
    checked = 0
    for first, unit, there in stretches(bases, "phases", 400):
        other = bases[first + 1 : first + 3]
        if len(unit) != 2 or bases[first - 1] == unit[1] or unit[0] == unit[1]:
            continue
        others = 0
        while bases.startswith(other, first + 1 + 2 * others):
            others += 1
        (one,) = ask(f"NC_000023.11:g.{start + first + 1}{unit}[{there + 2}]")
        (two,) = ask(f"NC_000023.11:g.{start + first + 2}{other}[{others + 2}]")
        assert one.variant == two.variant
        checked += 1
    assert checked > 10


def test_a_repeat_that_goes_on_in_the_intron_needs_the_genome(
    ask: Ask, regions: dict[str, Any]
) -> None:
    """What follows an exon depends on the sequence: its intron, or the next exon."""
    walk = regions["GRCh38"].transcripts[MANE]
    at = walk.c["210"]
    # c.210 is the last base of exon 3: G, and the intron begins with GT.
    assert (walk.bases[at : at + 3], walk.bases[at - 1] != "G") == ("GGT", True)
    code, message = code_and_message(ask, "NM_014009.4:c.210G[3]")
    assert (code, "intron" in message) == ("INVALID_POSITION", True)
    (row,) = ask("NC_000023.11(NM_014009.4):c.210G[3]")
    assert row.transcript.hgvs_c == "NC_000023.11(NM_014009.4):c.210+1dup"


def test_an_intronic_repeat_without_context_means_the_same_where_the_builds_agree(
    ask: Ask, regions: dict[str, Any]
) -> None:
    """On the other build it is read by its units as well; else every intron would conflict."""
    walks = {build: regions[build].transcripts[MANE] for build in CHROMOSOMES}
    names = {place: name for name, place in walks["GRCh38"].c.items()}
    checked = 0
    for first, unit, there in stretches(walks["GRCh38"].bases, "introns", 2000):
        name = names.get(first, "")
        if not re.search("[0-9][+-]", name) or name not in walks["GRCh37"].c:
            continue
        surroundings = {
            walk.bases[walk.c[name] - 20 : walk.c[name] + 60] for walk in walks.values()
        }
        (row,) = ask(f"c.{name}{unit}[{there + 1}]")
        conflict = IssueCode.BUILD_CONFLICT in {issue.code for issue in row.issues}
        assert not conflict or len(surroundings) == 2, name
        checked += 1
    assert checked > 50


@pytest.mark.parametrize("build", CHROMOSOMES)
def test_at_the_ends_of_the_region_the_number_is_not_known(
    ask: Ask, regions: dict[str, Any], build: str
) -> None:
    region, accession = regions[build], CHROMOSOMES[build]
    first, last = region.plus[0], region.plus[-1]
    for text in (
        f"{accession}:g.{region.start + 1}{first}[7]",
        f"{accession}:g.{region.end}{last}[7]",
        f"{accession}:g.{region.start}_{region.start + 3}[3]",
        f"{accession}:g.{region.end - 1}_{region.end + 3}[3]",
        f"{accession}:g.{region.start + 1}_{region.end}[3]",
    ):
        assert refusal(ask, text).code is IssueCode.OUTSIDE_GENE, text
    assert refusal(ask, f"{accession}:g.1000A[3]").code is IssueCode.OUTSIDE_GENE
    assert refusal(ask, f"{accession}:g.1000_1004[3]").code is IssueCode.OUTSIDE_GENE
    assert refusal(ask, "NG_007392.1:g.99999A[3]").code is IssueCode.OUTSIDE_GENE


def test_a_repeat_of_a_great_many_bases_is_refused(ask: Ask) -> None:
    error = refusal(ask, "c.1100_1129[9999]")
    assert (error.code, "299970" in error.message) == (IssueCode.UNSUPPORTED_ALLELE, True)


def test_repeats_among_several_changes(ask: Ask) -> None:
    together = ask("c.[745GAGAAG[3];1150G>A]")[0]
    assert together.transcript.hgvs_c == f"{MANE}:c.[751_756dup;1150G>A]"
    names = [row.transcript.hgvs_c for row in ask("c.[745GAGAAG[3]];[745GAGAAG[1]]")]
    assert names == [f"{MANE}:c.751_756dup", f"{MANE}:c.751_756del"]
    (g_first, *_) = ask("NC_000023.11:g.[49251480C>T;49255489CTTCTC[1]]")
    assert g_first.transcript.hgvs_c == f"{MANE}:c.[751_756del;1150G>A]"
