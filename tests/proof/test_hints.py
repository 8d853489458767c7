"""What a refused name is told may be meant, worked out a second time from the bundle's files.

The lists are compared as a whole: what is named stands there, nothing that ought to be named is
missing, and the order is that of the slips.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from answers import Failures
from bundle_truth import BUILDS, CROSSING, MANE, Region

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit

DELTA2 = "NM_001114377.2"
THREE = {
    "A": "Ala", "R": "Arg", "N": "Asn", "D": "Asp", "C": "Cys", "Q": "Gln", "E": "Glu",
    "G": "Gly", "H": "His", "I": "Ile", "L": "Leu", "K": "Lys", "M": "Met", "F": "Phe",
    "P": "Pro", "S": "Ser", "T": "Thr", "W": "Trp", "Y": "Tyr", "V": "Val", "*": "Ter",
}  # fmt: skip
OTHER = {"A": "C", "C": "G", "G": "T", "T": "A"}
CODING = 1296
"""Bases of the coding sequence; the delta-2 isoform lacks 105 of them."""
SEED = 20_261_121


def hints_of(toolkit: Toolkit, name: str) -> tuple[list[str], NotationError]:
    """Return the names that are told, without their reasons."""
    with pytest.raises(NotationError) as caught:
        toolkit.resolve(parse(name))
    return [re.sub(r" \(.*", "", hint) for hint in caught.value.hints], caught.value


def swapped(number: int) -> list[int]:
    digits = str(number)
    found = set()
    for i in range(1, len(digits)):
        other = int(digits[: i - 1] + digits[i] + digits[i - 1] + digits[i + 1 :])
        if len(str(other)) == len(digits) and other != number:
            found.add((i, other))
    return [other for _, other in sorted(found)]


def at_most_two(names: Iterable[str]) -> list[str]:
    """Three that fit by one kind of slip say nothing."""
    found = list(names)
    return found if len(found) < 3 else []


@dataclass(frozen=True)
class Truth:
    """The bases of MANE Select and delta-2 by their names, of one build."""

    here: dict[str, str]
    here_n: dict[str, str]
    delta: dict[str, str]

    @classmethod
    def of(cls, region: Region) -> Truth:
        def bases(accession: str, kind: str) -> dict[str, str]:
            names = region.transcripts[accession].names(kind)
            return {name: region.along[place] for place, name in names.items()}

        return cls(bases(MANE, "c"), bases(MANE, "n"), bases(DELTA2, "c"))

    def coding_hints(self, number: int, old: str, new: str) -> list[str]:
        """What is to be told for ``c.NUMBERold>new`` on MANE Select in the CDS, in order."""

        def named(numbers: Iterable[int]) -> list[str]:
            # There is no c.0, so the base before c.1 is c.-1.
            names = [n if n > 0 else n - 1 for n in numbers]
            # Numbers that run on behind the CDS, as some papers count, are told as HGVS counts.
            texts = [str(n) if n <= CODING else f"*{n - CODING}" for n in names]
            return [f"{MANE}:c.{n}{old}>{new}" for n in texts if self.here.get(n) == old]

        told = []
        if self.here[str(number)] == CROSSING[old]:
            told.append(f"{MANE}:c.{number}{CROSSING[old]}>{CROSSING[new]}")
        if self.here[str(number)] == new:
            told.append(f"{MANE}:c.{number}{new}>{old}")
        told += at_most_two(named(swapped(number)))
        told += at_most_two(named((number - 1, number + 1)))
        # Delta-2 lacks the 105 bases of exon 3.
        shorter = CODING - 105
        there = str(number) if number <= shorter else f"*{number - shorter}"
        if self.delta.get(there) == old:
            told.append(f"{DELTA2}:c.{there}{old}>{new}")
        if self.here_n[str(number)] == old:
            told.append(f"{MANE}:n.{number}{old}>{new}")
        told += named([number - 188]) if number > 188 else []
        told += at_most_two(named((number - 2, number + 2)))
        # Residue 1 is c.1 to c.3; the last codon, that of the stop, is the 432nd.
        if 3 * number <= CODING:
            in_codon = named((3 * number - 2, 3 * number - 1, 3 * number))
            told += in_codon if len(in_codon) == 1 else []
        return list(dict.fromkeys(told))[:4]


def check_coding(toolkit: Toolkit, region: Region, numbers: Iterable[int]) -> None:
    failures, truth = Failures(), Truth.of(region)
    for number in numbers:
        true = truth.here[str(number)]
        for old in sorted(set("ACGT") - {true}):
            for new in sorted({OTHER[old], true}):
                name = f"c.{number}{old}>{new}"
                told, error = hints_of(toolkit, name)
                failures.compare(told, truth.coding_hints(number, old, new), name)
                failures.compare(error.code, IssueCode.REF_MISMATCH, name)
    failures.raise_if_any(at_least=500)


def test_coding_names(toolkit: Toolkit, regions: dict[str, Region]) -> None:
    numbers = random.Random(SEED).sample(range(1, CODING + 1), 100)
    ends = {1, 2, 3, 1105, 1150, 1295, 1296}
    check_coding(toolkit, regions["GRCh38"], sorted({*numbers, *ends}))


@pytest.mark.exhaustive
def test_every_coding_name(toolkit: Toolkit, regions: dict[str, Region]) -> None:
    check_coding(toolkit, regions["GRCh38"], range(1, CODING + 1))


def genomic_hints(bases: dict[int, str], number: int, old: str, new: str) -> list[str]:
    """What is to be told for ``NUMBERold>new`` on a sequence of known bases: numbers and bases."""

    def fitting(numbers: Iterable[int]) -> list[str]:
        return [f"{n}{old}>{new}" for n in numbers if bases.get(n) == old]

    told = []
    if bases[number] == CROSSING[old]:
        told.append(f"{number}{CROSSING[old]}>{CROSSING[new]}")
    if bases[number] == new:
        told.append(f"{number}{new}>{old}")
    told += at_most_two(fitting(swapped(number)))
    told += at_most_two(fitting((number - 1, number + 1)))
    told += at_most_two(fitting((number - 2, number + 2)))
    return list(dict.fromkeys(told))[:4]


def as_vcf(text: str) -> str:
    match = re.fullmatch(r"([0-9]+)([ACGT])>([ACGT])", text)
    assert match is not None
    return "-".join(("X", *match.groups()))


@pytest.mark.parametrize("build", BUILDS)
def test_genomic_names(toolkit: Toolkit, regions: dict[str, Region], build: str) -> None:
    """g. names, VCF terms and SPDI, whose numbers are one less."""
    region, failures = regions[build], Failures()
    bases = {region.start + i + 1: base for i, base in enumerate(region.plus)}
    from_0 = {number - 1: base for number, base in bases.items()}
    for number in random.Random(SEED).sample(sorted(bases), 150):
        old = OTHER[bases[number]]
        new = random.Random(number).choice([bases[number], OTHER[old]])
        expected = genomic_hints(bases, number, old, new)
        name = f"{region.accession}:g.{number}{old}>{new}"
        told, _ = hints_of(toolkit, name)
        failures.compare(told, [f"{region.accession}:g.{one}" for one in expected], name)
        told, _ = hints_of(toolkit, f"X-{number}-{old}-{new}")
        failures.compare(told, [as_vcf(one) for one in expected], f"{name} as in VCF")
        expected = genomic_hints(from_0, number - 1, old, new)
        told, _ = hints_of(toolkit, f"{region.accession}:{number - 1}:{old}:{new}")
        spdi = [as_vcf(one).replace("X", region.accession).replace("-", ":") for one in expected]
        failures.compare(told, spdi, f"{name} as SPDI")
    failures.raise_if_any(at_least=450)


def test_names_on_the_record_of_the_gene(toolkit: Toolkit, regions: dict[str, Region]) -> None:
    """NG_007392.1 is the region of GRCh37 in the direction of transcription."""
    failures = Failures()
    bases = dict(enumerate(regions["GRCh37"].along, 1))
    for number in random.Random(SEED).sample(sorted(bases), 200):
        old, new = OTHER[bases[number]], bases[number]
        told, _ = hints_of(toolkit, f"NG_007392.1:g.{number}{old}>{new}")
        expected = [f"NG_007392.1:g.{one}" for one in genomic_hints(bases, number, old, new)]
        failures.compare(told, expected, f"{number}{old}>{new}")
    failures.raise_if_any(at_least=200)


def test_positions_of_the_other_build(toolkit: Toolkit, regions: dict[str, Region]) -> None:
    """A number of one build with the accession of the other: told only where the base is right."""
    failures = Failures()
    old, new = regions["GRCh37"], regions["GRCh38"]
    for there, wrong in ((old, new), (new, old)):
        for place in random.Random(SEED).sample(range(there.length), 100):
            number, base = there.start + place + 1, there.plus[place]
            for stated in (base, OTHER[base]):
                name = f"g.{number}{stated}>{OTHER[stated]}"
                told, error = hints_of(toolkit, f"{wrong.accession}:{name}")
                failures.compare(error.code, IssueCode.OUTSIDE_GENE, name)
                is_told = f"{there.accession}:{name}" in told
                failures.compare(is_told, stated == base, f"{wrong.accession}:{name}")
    failures.raise_if_any(at_least=800)


def proteins_of(folder: Path) -> tuple[str, str]:
    """Return the full-length protein and that of delta-2, each with its stop."""
    records = (folder / "proteins.fa").read_text().split(">")[1:]
    sequences = {one.split()[0]: "".join(one.split("\n")[1:]) for one in records}
    full, delta = sequences["NP_054728.2"].rstrip("*"), sequences["NP_001107849.1"].rstrip("*")
    assert (len(full), len(delta)) == (431, 396)
    return f"{full}*", f"{delta}*"


def residue_hints(full: str, delta: str, number: int, old: str, new: str) -> list[str]:
    """What is to be told for a substitution of a residue that does not stand there, in order."""

    def name(n: int, first: str, last: str, protein: str = "NP_054728.2") -> str:
        return f"{protein}:p.({THREE[first]}{n}{THREE[last]})"

    def fitting(numbers: Iterable[int]) -> list[str]:
        return [name(n, old, new) for n in numbers if 0 < n <= 432 and full[n - 1] == old]

    here = full[number - 1]
    told = []
    if number <= len(delta) and delta[number - 1] == old:
        told.append(name(number, old, new, "NP_001107849.1"))
    if here == new:
        told.append(name(number, here, old))
    elif THREE[here][0] == old:
        told.append(name(number, here, new))
    told += at_most_two(fitting(swapped(number)))
    told += at_most_two(fitting(n for step in (1, 2, 3) for n in (number - step, number + step)))
    return list(dict.fromkeys(told))[:4]


def test_residues(toolkit: Toolkit, bundle_folder: Path) -> None:
    """Every wrong residue at every place of the protein."""
    failures = Failures()
    full, delta = proteins_of(bundle_folder)
    chance = random.Random(SEED)
    for number in range(2, 432):
        for old in sorted(set(THREE) - {full[number - 1], "*"}):
            new = chance.choice(sorted(set(THREE) - {old, "*"}))
            name = f"p.{THREE[old]}{number}{THREE[new]}"
            told, error = hints_of(toolkit, name)
            failures.compare(told, residue_hints(full, delta, number, old, new), name)
            failures.compare(error.code, IssueCode.REF_MISMATCH, name)
    failures.raise_if_any(at_least=2 * 430 * 19)
