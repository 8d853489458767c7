"""However a VCF spells an allele, the table says the same of it.

Files are written with several spellings of each allele and read through the pipeline: moved to
either side, with up to 20 bases too many on either side, in small letters, and together with other
alleles in one record. All that a row says besides its source must be what is said of the plain
allele.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from alleles import SEED
from answers import Answer, Answers, Asker, Failures
from bundle_truth import MANE, Allele, Region, both_ends

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.toolkit import Toolkit

PADDING = 20
WINDOW = 8
"""Alleles that begin within so many bases are put into one record as well."""
SOURCE_COLUMNS = 6


class Record(NamedTuple):
    """A line of a VCF: what is written, and the answers that its ALT alleles stand for."""

    at: int
    ref: str
    alts: tuple[str, ...]
    means: tuple[int, ...]


def widened(region: Region, allele: Allele, start: int, end: int) -> Allele:
    """Spell an allele from ``start`` to ``end``."""
    plus = region.plus
    before, behind = plus[start : allele.at], plus[allele.end : end]
    return Allele(start, before + allele.old + behind, before + allele.new + behind)


def anchored(region: Region, allele: Allele) -> Allele:
    """Give an indel the base before it, as VCF needs it."""
    if allele.old and allele.new:
        return allele
    if allele.at == 0:
        return widened(region, allele, 0, allele.end + 1)
    return widened(region, allele, allele.at - 1, allele.end)


def padded(region: Region, allele: Allele, rng: random.Random) -> Allele:
    start = max(0, allele.at - rng.randint(1, PADDING))
    return widened(region, allele, start, min(region.length, allele.end + rng.randint(1, PADDING)))


def small(allele: Allele, rng: random.Random) -> Allele:
    """Write REF, ALT or both in small letters."""
    which = rng.randrange(1, 4)
    old = allele.old.lower() if which & 1 else allele.old
    return Allele(allele.at, old, allele.new.lower() if which & 2 else allele.new)


def spellings(region: Region, allele: Allele, rng: random.Random) -> list[Allele]:
    """Return spellings of one allele; a substitution does not move."""
    first, last = both_ends(region.plus, allele)
    found = [
        small(padded(region, last, rng), rng),
        anchored(region, first),
        anchored(region, last),
        padded(region, first, rng),
        small(anchored(region, first), rng),
    ]
    return found if first != last else [found[0], found[3], found[1]]


def own_records(answers: Answers, rng: random.Random, most: int) -> Iterator[Record]:
    """Yield spellings of each allele, at most so many of each, always others."""
    for index, answer in enumerate(answers.found):
        found = spellings(answers.region, answer.allele, rng)
        turn = index % len(found)
        for one in (found[turn:] + found[:turn])[:most]:
            yield Record(one.at, one.old, (one.new,), (index,))


def shared_records(answers: Answers, rng: random.Random) -> Iterator[Record]:
    """Yield the alleles that begin near one another in one record, widened to its REF."""
    numbered = [
        (answer.allele.at // WINDOW, index)
        for index, answer in enumerate(answers.found)
        if len(answer.allele.old) <= WINDOW
    ]
    for _, group in groupby(sorted(numbered), key=lambda item: item[0]):
        indices = [index for _, index in group]
        alleles = [answers.found[index].allele for index in indices]
        start = max(0, min(one.at for one in alleles) - rng.randint(1, PADDING))
        end = max(one.end for one in alleles) + rng.randint(1, PADDING)
        end = min(answers.region.length, end)
        alts = tuple(widened(answers.region, one, start, end).new for one in alleles)
        yield Record(start, answers.region.plus[start:end], alts, tuple(indices))


def write(path: Path, region: Region, records: list[Record]) -> None:
    with path.open("w") as handle:
        handle.write(f"##fileformat=VCFv4.3\n##contig=<ID=X,length={region.contig_length}>\n")
        handle.write("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n")
        for number, (at, ref, alts, _) in enumerate(records):
            position = region.start + at + 1
            handle.write(f"X\t{position}\tr{number}\t{ref}\t{','.join(alts)}\t.\t.\t.\n")


def check(
    toolkit: Toolkit, asker: Asker, answers: Answers, path: Path, records: list[Record]
) -> None:
    """Read a file and compare each row with the answer for its allele."""
    write(path, answers.region, records)
    failures = Failures()
    with ExitStack() as stack:
        annotation = stack.enter_context(VcfAnnotation(toolkit, str(path)))
        rows = annotation.rows()
        for number, (at, ref, alts, means) in enumerate(records):
            for alt, index in zip(alts, means, strict=True):
                row, answer = next(rows), answers.found[index]
                source = row.source
                told = (source.pos, source.id, source.ref, source.alt)
                failures.compare(told, (answers.region.start + at + 1, f"r{number}", ref, alt), "")
                failures.compare(said(asker, answer, row), on_mane(answer), (at, ref, alt))
        assert next(rows, None) is None
    failures.raise_if_any(2 * len(records))


def said(asker: Asker, answer: Answer, row: AnnotatedRow) -> Answer | str:
    if row.variant is None:
        return " ".join(map(str, row.issues))
    return asker.read(answer.allele, [row])


def on_mane(answer: Answer) -> Answer:
    assert answer.on[0].accession == MANE
    return answer._replace(on=answer.on[:1])


def test_every_spelling_gives_the_same_row(
    toolkit: Toolkit, askers: dict[str, Asker], answers: Answers, tmp_path: Path
) -> None:
    """All spellings of the sample; of a whole set two of each allele, of a substitution one."""
    most = {"sample": 5, "substitutions": 1}.get(answers.name, 2)
    records = list(own_records(answers, random.Random(SEED), most))
    check(toolkit, askers[answers.build], answers, tmp_path / "own.vcf", records)


def test_alleles_of_one_record_are_told_apart(
    toolkit: Toolkit, askers: dict[str, Asker], answers: Answers, tmp_path: Path
) -> None:
    records = list(shared_records(answers, random.Random(SEED)))
    check(toolkit, askers[answers.build], answers, tmp_path / "shared.vcf", records)
