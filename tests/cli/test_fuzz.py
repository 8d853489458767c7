"""No text whatever ends in a traceback or takes long: mutated names through a look-up."""

from __future__ import annotations

import random
import time

import pytest

from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

SEEDS = [
    "NM_014009.4:c.1150G>A",
    "NM_014009.4(FOXP3):c.1150G>A (p.Ala384Thr)",
    "FOXP3:NM_014009:exon12:c.G1150A:p.A384T",
    "NC_000023.11(NM_014009.4):c.210+1G>A",
    "NC_000023.11:g.49251480C>T",
    "NC_000023.11:49251479:C:T",
    "NM_014009.4:1221:1:A",
    "NC_000023.11:g.49255489_49255500CTTCTC[3]",
    "NG_007392.1:g.18348_18350[3]",
    "chrX:49,251,480 C>T",
    "X\t49251480\trs122467170\tC\tT,G\t50\tPASS\t.",
    "c.[1010G>A;1150G>A]",
    "c.[1010G>A];[1150G>A]",
    "c.(210+1_211-1)_(315+1_316-1)del",
    "c.1290_1309delCCCCTGACCTCAAGATCAAGinsTGG",
    "c.745GAGAAG[3]",
    "IVS9+459A>G",
    "AAUAAA>AAUGAA",
    "751-753delGAG",
    "r.(751_753del)",
    "p.(Leu76GlnfsTer53)",
    "p.Glu251del",
    "ΔE251",
    "VCV000011410.12",
    "https://www.ncbi.nlm.nih.gov/clinvar/variation/11410/",
    "c.*876A>G",
    "c.-22-2361C>T",
    "T|missense_variant|MODERATE|FOXP3|E|transcript|NM_014009.4|p|12/12|c.1150G>A|p.A384T|||384/431",
    "FOXP3 (NM_014009.3): c.1150G>A, p.(Ala384Thr), hemizygous, class 5, VAF 48%",
    "c.1150G>A (rs122467170) chrX:49251480 (GRCh38)",
    "https://gnomad.broadinstitute.org/variant/X-49251480-C-T?dataset=gnomad_r4",
    "X 49255492 49255494 CTC/- 1",
    "X:4.9251480E7:C:T",
    "c.751-753del3",
    "r.211_315del",
    "Ala384->Thr",
    "c.1150G>GA",
]
LETTERS = (
    "ACGTUNacgtcgnprXx0123456789_+-*?=()[];:.,|/>< \t\n'\""
    "\u2192\u2212\u2217\u0394\u200b\u00a0\u202e\u00e9\U0001f9ec\x00\ud800"
)
PARTS = [
    "del",
    "ins",
    "dup",
    "inv",
    "delins",
    "fs",
    "Ter",
    "ext",
    "[",
    "]",
    "(;)",
    "99999999999",
    "--",
]
SLOW = 2.0
"""Seconds of this process; a text that takes longer hangs, whatever else the machine does."""


def mutated(chance: random.Random) -> str:
    text = list(chance.choice(SEEDS))
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        place = chance.randrange(len(text) + 1)
        match chance.randrange(6):
            case 0:
                text[place:place] = chance.choice(LETTERS)
            case 1:
                text[place : place + chance.randrange(1, 4)] = []
            case 2:
                text[place : place + 1] = chance.choice(LETTERS)
            case 3:
                text[place:place] = chance.choice(PARTS)
            case 4:
                other = chance.choice(SEEDS)
                text[place:] = other[chance.randrange(len(other)) :]
            case _:
                start = chance.randrange(len(text) + 1)
                text[place:place] = text[start : start + 6] * chance.choice([1, 2, 40])
    return "".join(text)


def look_up(toolkit: Toolkit, number: int, seed: int) -> None:
    chance = random.Random(seed)
    report = LookupReport()
    for _ in range(number):
        text = mutated(chance)
        began = time.process_time()
        rows = list(
            lookup_rows(
                toolkit, [text], transcripts="mane", assembly=None, report=report, details=False
            )
        )
        assert time.process_time() - began < SLOW, repr(text)
        assert rows, repr(text)
        assert all(row.variant is not None or row.issues for row in rows), repr(text)
        for given, error in report.failed[-1:]:
            # A part of a text may be refused by itself; then that part is what is pointed into.
            pointed_into = given if error.text is None else error.text
            assert error.offset is None or 0 <= error.offset <= len(pointed_into), repr(text)
            assert str(error).count("\n") <= 8 + given.count("\n"), repr(text)
    # If nearly all were refused, or none, the texts would test nothing.
    assert 0.2 < len(report.failed) / number < 0.98


def test_some_texts(toolkit: Toolkit) -> None:
    look_up(toolkit, 3_000, seed=4)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(10))
def test_many_texts(toolkit: Toolkit, seed: int) -> None:
    look_up(toolkit, 10_000, seed=100 + seed)


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "1",
        "(",
        "[",
        "c.",
        ";",
        "_",
        " ",
        ">",
        "ins",
        "p.A384T ",
        "-",
        "|",
        "hg38 ",
        "rs1 ",
        "c.1G>A,",
        ":",
        "1,000",
        "het ",
        "/",
        "p.(",
        "T|",
        "e",
        "0.",
        "ACGT>",
        "x-linked ",
        "%",
    ],
)
def test_long_texts_take_no_long_time(toolkit: Toolkit, piece: str) -> None:
    run = piece * 20_000
    texts = (
        run,
        "c.1150" + run,
        "NM_014009.4:" + run + "x",
        "c.1150G>A " + run,
        "X:" + run + " hg19",
    )
    for text in texts:
        began = time.process_time()
        report = LookupReport()
        list(lookup_rows(toolkit, [text], transcripts="mane", assembly=None, report=report))
        assert time.process_time() - began < SLOW, f"{len(text)} times {piece!r}"
