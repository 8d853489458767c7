"""The bundle read from its files without the program, and what brute force says of an allele.

Nothing of the engine is used here. Two frames: *plus*, the 0-based place in the bundled plus-strand
sequence, and *along*, the 0-based place in the direction of transcription. FOXP3 lies on the minus
strand, so that ``plus + along == length - 1``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

BUILDS = ("GRCh38", "GRCh37")
MANE = "NM_014009.4"
CROSSING = dict(zip("ACGT", "TGCA", strict=True))


class Allele(NamedTuple):
    """A change of the bundled plus strand: ``old`` at place ``at`` becomes ``new``."""

    at: int
    old: str
    new: str

    @property
    def end(self) -> int:
        return self.at + len(self.old)


def opposite(bases: str) -> str:
    """Return the other strand, read in its own direction."""
    return "".join([CROSSING[base] for base in reversed(bases)])


@dataclass(frozen=True)
class Transcript:
    """A transcript as ``gene.json`` gives it, counted along the gene.

    Args:
        accession: Accession with version.
        exons: Half-open spans, 5' to 3'.
        first: Place of c.1.
        last: Place of the last coding base.
        protein: Accession of the protein, or nothing.
    """

    accession: str
    exons: tuple[tuple[int, int], ...]
    first: int
    last: int
    protein: str

    @property
    def start(self) -> int:
        return self.exons[0][0]

    @property
    def end(self) -> int:
        return self.exons[-1][1]

    @cached_property
    def spliced(self) -> list[int]:
        """The places of the exonic bases."""
        return [place for start, end in self.exons for place in range(start, end)]

    @cached_property
    def coding(self) -> list[int]:
        """The places of the coding bases."""
        return [place for place in self.spliced if self.first <= place <= self.last]

    @cached_property
    def introns(self) -> list[tuple[int, int]]:
        exons = self.exons
        return [(exons[i][1], exons[i + 1][0]) for i in range(len(exons) - 1)]

    @cached_property
    def exonic_names(self) -> dict[str, list[str]]:
        """``n.`` and ``c.`` names of the exonic bases, written down by walking along them."""
        before = sum(place < self.first for place in self.spliced)
        behind = sum(place > self.last for place in self.spliced)
        middle = len(self.spliced) - before - behind
        return {
            "n": [str(number) for number in range(1, len(self.spliced) + 1)],
            "c": [f"-{number}" for number in range(before, 0, -1)]
            + [str(number) for number in range(1, middle + 1)]
            + [f"*{number}" for number in range(1, behind + 1)],
        }

    def names(self, kind: str) -> dict[int, str]:
        """Return the name of every place from the first to the last base; ``kind``: n or c."""
        return {place: own for place, (own, _) in self.both_names(kind).items()}

    def both_names(self, kind: str) -> dict[int, tuple[str, str]]:
        """Return the proper name of every place, and its name from the other side of an intron.

        The middle base of an odd intron belongs to the exon before it. In an exon the names are
        equal.
        """
        exonic = self.exonic_names[kind]
        named = {place: (name, name) for place, name in zip(self.spliced, exonic, strict=True)}
        number = 0
        for (start, end), (_, next_start) in zip(self.exons, self.introns, strict=False):
            number += end - start
            for place in range(end, next_start):
                after, ahead = place - end + 1, next_start - place
                pair = (f"{exonic[number - 1]}+{after}", f"{exonic[number]}-{ahead}")
                named[place] = pair if after <= ahead else (pair[1], pair[0])
        return named


@dataclass(frozen=True)
class Region:
    """A build's bundled region with its current transcripts, MANE Select first.

    Args:
        build: Name of the build.
        accession: Accession of the chromosome.
        contig_length: Length of the chromosome.
        start: 0-based chromosome position of the first bundled base.
        plus: The bases of the plus strand.
        transcripts: The current transcripts by accession.
    """

    build: str
    accession: str
    contig_length: int
    start: int
    plus: str
    transcripts: dict[str, Transcript]

    @cached_property
    def along(self) -> str:
        return opposite(self.plus)

    @property
    def length(self) -> int:
        return len(self.plus)

    def turned(self, allele: Allele) -> Allele:
        """Turn an allele of one frame into the other; it serves both ways."""
        return Allele(self.length - allele.end, opposite(allele.old), opposite(allele.new))

    def mutant(self, allele: Allele) -> str:
        """Return the whole mutant plus strand."""
        assert self.plus.startswith(allele.old, allele.at), f"{allele} does not fit"
        return self.plus[: allele.at] + allele.new + self.plus[allele.end :]

    @cached_property
    def others_at(self) -> list[tuple[str, ...]]:
        """For each plus place the transcripts whose exon there is another than MANE Select's.

        Compared are both borders, the coding part and the reading frame; 60 bases on either side
        belong to an exon, and an exon that a transcript lacks is another one.
        """
        own = _exon_marks(self.transcripts[MANE])
        found: list[list[str]] = [[] for _ in range(self.length)]
        for transcript in self.transcripts.values():
            places: set[int] = set()
            for start, end, *_ in own ^ _exon_marks(transcript):
                places.update(range(max(0, start - 60), min(self.length, end + 60)))
            for place in places:
                found[self.length - 1 - place].append(transcript.accession)
        return [tuple(sorted(names)) for names in found]


def _exon_marks(transcript: Transcript) -> set[tuple[int, int, int, int, int]]:
    marks, coded = set(), 0
    for start, end in transcript.exons:
        first, behind = max(start, transcript.first), min(end, transcript.last + 1)
        if first >= behind:
            first = behind = 0
        marks.add((start, end, first, behind, coded % 3 if behind else 0))
        coded += behind - first
    return marks


def read_region(folder: Path, build: str) -> Region:
    manifest = json.loads((folder / "manifest.json").read_text())
    record = next(one for one in manifest["assemblies"] if one["name"] == build)
    end = record["region"]["end"]
    plus = "".join((folder / record["sequence_file"]).read_text().split("\n")[1:])
    found = [
        _transcript(one, build, end)
        for one in json.loads((folder / "gene.json").read_text())["transcripts"]
        if one["status"] == "current"
    ]
    assert found[0].accession == MANE
    return Region(
        build,
        record["refseq_accession"],
        record["contig_length"],
        record["region"]["start"],
        plus.upper(),
        {one.accession: one for one in found},
    )


def _transcript(record: dict[str, Any], build: str, end: int) -> Transcript:
    exons = tuple((end - one["end"], end - one["start"]) for one in record["exons"][build])
    cds = record["cds"][build]
    return Transcript(
        record["accession"],
        exons,
        end - cds["end"],
        end - cds["start"] - 1,
        record["protein_accession"] or "",
    )


class Pairing(NamedTuple):
    """The builds side by side, both counted in the plus frame.

    Args:
        partner: For each place of the first build that of the other, -1 where it has none.
        unlike: Half-open spans of the first build at which the two differ; empty where the first
            build lacks bases.
    """

    partner: list[int]
    unlike: list[tuple[int, int]]


def pair_builds(folder: Path, regions: dict[str, Region]) -> dict[str, Pairing]:
    """Walk along both builds through ``build_differences.tsv``; pairings by first build."""
    with (folder / "build_differences.tsv").open(newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    old, new = regions["GRCh37"], regions["GRCh38"]
    there, back = [-1] * old.length, [-1] * new.length
    unlike: dict[str, list[tuple[int, int]]] = {"GRCh37": [], "GRCh38": []}
    one = other = 0
    for row in [*rows, None]:
        stop = int(row["grch37_start"]) - old.start if row else old.length
        while one < stop:
            there[one], back[other] = other, one
            one, other = one + 1, other + 1
        if row is None:
            break
        ends = int(row["grch37_end"]) - old.start, int(row["grch38_end"]) - new.start
        unlike["GRCh37"].append((one, ends[0]))
        unlike["GRCh38"].append((other, ends[1]))
        if row["kind"] == "substitution":
            there[one], back[other] = other, one
        one, other = ends
    assert other == new.length
    return {
        "GRCh37": Pairing(there, unlike["GRCh37"]),
        "GRCh38": Pairing(back, unlike["GRCh38"]),
    }


def shortest(allele: Allele) -> Allele:
    """Take away the bases that both sides share, at the front first."""
    at, old, new = allele
    front = 0
    while front < min(len(old), len(new)) and old[front] == new[front]:
        front += 1
    old, new = old[front:], new[front:]
    back = 0
    while back < min(len(old), len(new)) and old[-1 - back] == new[-1 - back]:
        back += 1
    return Allele(at + front, old[: len(old) - back], new[: len(new) - back])


def placements(sequence: str, allele: Allele) -> list[Allele]:
    """Return all places at which an allele of the same sizes makes the same mutant, in order.

    Every place in a window is tried; the window grows until none of the fits touches its ends.
    """
    allele = shortest(allele)
    if allele.old and allele.new:
        return [allele]
    reach, size = 24, len(allele.old or allele.new)
    while True:
        low, high = max(0, allele.at - reach), min(len(sequence), allele.end + reach)
        window = sequence[low:high]
        mutant = window[: allele.at - low] + allele.new + window[allele.end - low :]
        # An insertion is a deletion from the mutant.
        longer, shorter = (window, mutant) if allele.old else (mutant, window)
        found = [
            place
            for place in range(len(longer) - size + 1)
            if longer[:place] + longer[place + size :] == shorter
        ]
        at_front = found[0] == 0 and low > 0
        at_back = found[-1] == len(longer) - size and high < len(sequence)
        if not (at_front or at_back):
            cut = [longer[place : place + size] for place in found]
            return [
                Allele(low + place, bases, "") if allele.old else Allele(low + place, "", bases)
                for place, bases in zip(found, cut, strict=True)
            ]
        reach *= 3


def both_ends(sequence: str, allele: Allele) -> tuple[Allele, Allele]:
    """Return the first and the last placement, found by moving base by base."""
    first = last = shortest(allele)
    if first.old and first.new:
        return first, last
    while first.at > 0 and sequence[first.at - 1] == (first.old or first.new)[-1]:
        first = _moved(first, sequence, -1)
    while last.end < len(sequence) and sequence[last.end] == (last.old or last.new)[0]:
        last = _moved(last, sequence, 1)
    return first, last


def open_ends(sequence: str, allele: Allele) -> tuple[bool, bool]:
    """Tell whether an allele can be placed at the first and at the last base of a sequence.

    What has one place only, an exchange of bases, cannot be shifted on there.
    """
    first, last = both_ends(sequence, allele)
    if first.old and first.new:
        return False, False
    return first.at == 0, last.end == len(sequence)


def _moved(allele: Allele, sequence: str, step: int) -> Allele:
    at = allele.at + step
    if allele.old:
        return Allele(at, sequence[at : at + len(allele.old)], "")
    bases = allele.new
    return Allele(at, "", bases[1:] + bases[0] if step > 0 else bases[-1] + bases[:-1])


def runs_of_places(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of ascending places that follow one another."""
    start = 0
    for index in range(1, len(places) + 1):
        if index == len(places) or places[index] != places[index - 1] + 1:
            yield places[start], places[index - 1] + 1
            start = index
