"""SPDI on every sequence of the bundle, held against the spelled-out sequence of the allele.

PMID 31738401: sequence, the number of bases before the change, what is deleted (bases or their
number), what stands there instead; SPDI knows no strand but that of its sequence.
"""

from __future__ import annotations

import random
from collections.abc import Callable
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
    def rows(text: str, assembly: str | None = None) -> Any:
        return answer(toolkit, text, "mane", assembly, details=True)

    return rows


def refusal(ask: Ask, text: str) -> NotationError:
    with pytest.raises(NotationError) as caught:
        ask(text)
    return caught.value


def mutant(region: Any, row: Any) -> str:
    """Return the plus strand with the allele of a row."""
    edit = row.variant.variant.edit
    at = edit.start - region.start
    plus = region.plus
    assert plus.startswith(edit.deleted, at)
    return str(plus[:at] + edit.inserted + plus[at + len(edit.deleted) :])


def parts(rng: random.Random, old: str) -> tuple[str, str]:
    """Return what is deleted, as bases of either case or as their number, and new bases."""
    new = "".join(rng.choices("ACGT", k=rng.choice((0, 1, 1, 2, 5))))
    while new == old:
        new += rng.choice("ACGT")
    return rng.choice((old, old.lower(), str(len(old)))), new


@pytest.mark.parametrize(
    ("build", "record"),
    [*((build, "chromosome") for build in CHROMOSOMES), ("GRCh37", "NG_007392.1"),
     ("GRCh37", "LRG_62")],
)  # fmt: skip
def test_on_genomic_sequences(ask: Ask, regions: dict[str, Any], build: str, record: str) -> None:
    region, rng = regions[build], random.Random(f"{build} {record}")
    along = record != "chromosome"
    bases = region.along if along else region.plus
    name = record if along else CHROMOSOMES[build]
    for _ in range(150):
        at, size = rng.randrange(30, len(bases) - 60), rng.choice((0, 1, 1, 2, 7))
        deleted, new = parts(rng, bases[at : at + size])
        text = f"{name}:{at if along else region.start + at}:{deleted}:{new}"
        (row,) = ask(text)
        expected = bases[:at] + new + bases[at + size :]
        if along:
            expected = str(Seq(expected).reverse_complement())
        assert (row.assembly, mutant(region, row)) == (build, expected), text
        # SPDI has no one placement to keep to, and the row has its forms as any other.
        assert IssueCode.NORMALISED_INPUT not in {issue.code for issue in row.issues}
        if record == "chromosome":
            (again,) = ask(row.variant.spdi)
            assert again.variant == row.variant


@pytest.mark.parametrize("build", CHROMOSOMES)
def test_on_transcripts(ask: Ask, regions: dict[str, Any], build: str) -> None:
    """Counted on the spliced bases; within one exon these are a stretch of the gene."""
    region, checked = regions[build], 0
    for accession, walk in region.transcripts.items():
        rng = random.Random(f"{build} {accession}")
        for _ in range(25):
            index, size = rng.randrange(1, len(walk.spliced) - 8), rng.choice((0, 1, 1, 2, 7))
            place = walk.spliced[index]
            if walk.spliced[index - 1 : index + size] != list(range(place - 1, place + size)):
                continue
            deleted, new = parts(rng, walk.bases[place : place + size])
            text = f"{accession}:{index}:{deleted}:{new}"
            (row,) = ask(text, build)
            along = walk.bases[:place] + new + walk.bases[place + size :]
            assert mutant(region, row) == str(Seq(along).reverse_complement()), text
            codes = {issue.code for issue in row.issues}
            assert IssueCode.NORMALISED_INPUT not in codes
            checked += 1
    assert checked > 150


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # n.1222 is c.1150 (nomenclature: 72 bases of 5'UTR), and NG_007392.1:g.18348.
        ("NM_014009.4:1221:G:A", "c.1150G>A"),
        ("NM_014009.4:1221:1:A", "c.1150G>A"),
        ("NM_014009.4:1221:g:a", "c.1150G>A"),
        ("NM_014009:1221:G:A", "c.1150G>A"),
        ("ENST00000376207.10:1221:G:A", "c.1150G>A"),
        ("NG_007392.1:18347:G:A", "c.1150G>A"),
        ("NC_000023.11:49251479:1:T", "c.1150G>A"),
        ("NC_000023.11:49251479:C:T", "c.1150G>A"),
        ("nc_000023.11:49251479:c:t", "c.1150G>A"),
        ("NC_000023.11:49255491:3:", "c.751_753del"),
        ("NM_014009.4:822:GAG:", "c.751_753del"),
        ("NM_014009.4:822:3:", "c.751_753del"),
        ("NM_014009.4:82::T", "c.10_11insT"),
        ("NM_014009.4:82:0:T", "c.10_11insT"),
        ("NP_054728.2:383:A:T", "c.1150G>A"),
        ("NP_054728.2:250:E:", "c.751_753del"),
    ],
)
def test_named_alleles(ask: Ask, text: str, name: str) -> None:
    assert ask(text)[0].transcript.hgvs_c == f"{MANE}:{name}"


def test_a_superseded_transcript_counts_by_its_own_exons(ask: Ask, regions: dict[str, Any]) -> None:
    walk = regions["GRCh38"].transcripts["NM_014009.3"]
    index = walk.spliced.index(walk.c["1150"])
    (row,) = ask(f"NM_014009.3:{index}:G:A")
    assert row.transcript.hgvs_c == f"{MANE}:c.1150G>A"
    assert {issue.code for issue in row.issues} == {IssueCode.SUPERSEDED_TRANSCRIPT}


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("NM_014009.4:1221:C:A", "REF_MISMATCH", "has G there"),
        ("NG_007392.1:18347:C:A", "REF_MISMATCH", "has G there"),
        ("NC_000023.11:49251479:G:T", "REF_MISMATCH", "has C there"),
        ("NM_014009.4:1221:G:G", "NO_CHANGE", "no variant"),
        ("NC_000023.11:49251479::", "NO_CHANGE", "no variant"),
        ("NM_014009.4:1221:0:", "NO_CHANGE", "no variant"),
        ("NG_007392.1:18347::", "NO_CHANGE", "no variant"),
        # It has 2,264 bases: none before the first, none behind the last.
        ("NM_014009.4:0::A", "INVALID_POSITION", "has 2264 bases"),
        ("NM_014009.4:2264::A", "INVALID_POSITION", "has 2264 bases"),
        ("NM_014009.4:2263:2:A", "INVALID_POSITION", "from 2263 to 2265"),
        ("NM_014009.4:9999999999:1:A", "INVALID_POSITION", "has 2264 bases"),
        # Exon 1 is 50 bases long.
        ("NM_014009.4:50::A", "INVALID_POSITION", "ends before its base 50"),
        ("NM_014009.4:49:2:", "INVALID_POSITION", "ends before its base 50"),
        ("NC_000023.11:999:1:A", "OUTSIDE_GENE", "outside the region"),
        ("NC_000023.11:39000000:10000000:", "OUTSIDE_GENE", "outside the region"),
        ("NC_000023.11:39000000:10300000:", "PARTIAL_OVERLAP", "at most 10000000"),
        ("NG_007392.1:99999:1:A", "OUTSIDE_GENE", "does not exist"),
        ("NM_000546.6:10:A:G", "UNKNOWN_REFERENCE", "no transcript of FOXP3"),
        ("NM_014009.9:10:A:G", "UNKNOWN_REFERENCE", "version is not bundled"),
        ("NC_000001.11:10:A:G", "UNKNOWN_REFERENCE", "unknown NC_000001.11"),
        ("NC_060947.1:10:A:G", "UNKNOWN_REFERENCE", "not bundled"),
        ("NP_000537.3:10:A:G", "UNKNOWN_REFERENCE", "NP_000537.3"),
        ("NP_054728.2:383:G:T", "REF_MISMATCH", "Ala"),
    ],
)
def test_what_is_refused_and_why(ask: Ask, text: str, code: str, told: str) -> None:
    error = refusal(ask, text)
    assert (error.code.name, told in error.message) == (code, True), error.message
