"""Every base of the region by name, from the genome to the transcript and back, through texts.

The names are written down by walking along the exons of the JSON file. From the genome: the name of
every substitution. Back: ``n.`` and ``c.`` texts of every base, ``c.`` also counted from the other
side of its intron; positions beyond a transcript's ends are refused. The tables of positions
themselves are compared in tests/annotate/test_projection.py.
"""

from __future__ import annotations

import random
from itertools import chain

import pytest
from alleles import SEED, landmarks
from answers import Answers, Asker, Failures
from bundle_truth import BUILDS, CROSSING, Allele, Transcript

from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit


def test_every_base_is_named(answers: Answers) -> None:
    """Every substitution is named by its place, and has no c. name beyond a transcript's ends."""
    region, failures = answers.region, Failures()
    names = {accession: one.names("c") for accession, one in region.transcripts.items()}
    for answer in answers.found:
        at, old, new = answer.allele
        if len(old) != 1 or len(new) != 1:
            continue
        place = region.length - 1 - at
        for one in answer.on:
            name = names[one.accession].get(place)
            expected = f"{name}{CROSSING[old]}>{CROSSING[new]}" if name else ""
            failures.compare(one.body, expected, f"{answer.allele} on {one.accession}")
        expected = f"{region.accession}:g.{region.start + at + 1}{old}>{new}"
        failures.compare(answer.g, expected, answer.allele)
    at_least = {"substitutions": 700_000, "sample": 5_000, "beside differences": 20_000}
    failures.raise_if_any(at_least.get(answers.name, 0))


def read_back(
    toolkit: Toolkit, asker: Asker, transcript: Transcript, places: list[int], failures: Failures
) -> None:
    """Read n. and c. texts of places along the gene, c. from either side of an intron."""
    region = asker.region
    n_names, c_names = transcript.both_names("n"), transcript.both_names("c")
    for place in places:
        if not transcript.start <= place < transcript.end:
            continue
        old = region.along[place]
        expected = asker.variant(region.turned(Allele(place, old, CROSSING[old])))
        names = f"n.{n_names[place][0]}", *(f"c.{name}" for name in c_names[place])
        for name in dict.fromkeys(names):
            text = f"{transcript.accession}:{name}{old}>{CROSSING[old]}"
            (found,) = toolkit.resolver.resolve(parse(text), region.build)
            failures.compare((found.variant, found.issues), (expected, ()), text)


@pytest.mark.parametrize("build", BUILDS)
def test_names_of_bases_near_borders_are_read(
    toolkit: Toolkit, askers: dict[str, Asker], build: str
) -> None:
    """The sample: five bases around each landmark of any transcript, and some others."""
    asker, failures = askers[build], Failures()
    region = asker.region
    near = {mark + step for mark in landmarks(region) for step in range(-3, 2)}
    near.update(random.Random(SEED).sample(range(region.length), 100))
    places = sorted(region.length - 1 - place for place in near)
    for transcript in region.transcripts.values():
        read_back(toolkit, asker, transcript, places, failures)
    failures.raise_if_any(5_000)


@pytest.mark.exhaustive
@pytest.mark.parametrize("build", BUILDS)
def test_all_names_of_all_bases_are_read(
    toolkit: Toolkit, askers: dict[str, Asker], build: str
) -> None:
    asker, failures = askers[build], Failures()
    for transcript in asker.region.transcripts.values():
        places = list(range(transcript.start, transcript.end))
        read_back(toolkit, asker, transcript, places, failures)
    failures.raise_if_any(200_000)


@pytest.mark.parametrize("build", BUILDS)
def test_positions_beyond_the_ends_and_offsets_from_within_exons_are_refused(
    toolkit: Toolkit, askers: dict[str, Asker], build: str
) -> None:
    failures = Failures()
    for transcript in askers[build].region.transcripts.values():
        for text in impossible(transcript):
            failures.checked += 1
            try:
                found = toolkit.resolver.resolve(parse(f"{transcript.accession}:{text}del"), build)
            except NotationError as error:
                if error.code.name != "INVALID_POSITION":
                    failures.note(f"{text} on {transcript.accession}: {error}")
            else:
                failures.note(f"{text} on {transcript.accession} was read as {found}")
    failures.raise_if_any(100)


def impossible(transcript: Transcript) -> list[str]:
    """Return positions that a transcript does not have."""
    before = sum(place < transcript.first for place in transcript.spliced)
    behind = sum(place > transcript.last for place in transcript.spliced)
    length = len(transcript.spliced)
    found = [f"c.-{before + 1}", f"c.*{behind + 1}", f"n.{length + 1}", f"n.{length}+1", "n.1-1"]
    if not before:
        found.append("c.1-1")
    exonic = transcript.exonic_names
    borders, number = [], 0
    for (start, end), (_, following) in zip(transcript.exons, transcript.introns, strict=False):
        number += end - start
        size = following - end
        borders.append((number, size))
    for kind, names in exonic.items():
        found += chain.from_iterable(
            (
                f"{kind}.{names[number - 1]}+{size + 1}",
                f"{kind}.{names[number]}-{size + 1}",
                f"{kind}.{names[number - 1]}-1",
                f"{kind}.{names[number]}+1",
                f"{kind}.{names[number - 2]}+1",
            )
            for number, size in borders
        )
    return found
