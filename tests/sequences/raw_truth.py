"""Sequences of alleles by another route: string surgery on the files of the bundle, and Biopython.

Nothing of foxp3tool is used. An allele is a VCF record; every base of the region is a cell, a
deleted one is emptied, inserted bases are put behind their anchor, and exons are joined cells.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from Bio.Seq import Seq

DATA = Path(__file__).parents[2] / "data" / "foxp3_reference"


@cache
def region(build: str) -> tuple[int, str]:
    """The 0-based start of the region and its plus-strand bases."""
    header, *lines = (DATA / f"{build}.fa").read_text().split("\n")
    start = int(header.split()[0].partition(":")[2].partition("-")[0]) - 1
    return start, "".join(lines)


@cache
def catalog() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((DATA / "catalog.json").read_text())["entries"])


def entry(identifier: str) -> dict[str, Any]:
    return next(one for one in catalog() if one["id"] == identifier)


@cache
def transcript(accession: str) -> dict[str, Any]:
    found = json.loads((DATA / "gene.json").read_text())["transcripts"]
    return next(one for one in found if one["accession"] == accession)


@cache
def proteins() -> dict[str, str]:
    blocks = (DATA / "proteins.fa").read_text().split(">")[1:]
    return {b.split()[0]: "".join(b.split("\n")[1:]) for b in blocks}


def turned(bases: str) -> str:
    return str(Seq(bases).reverse_complement())


@dataclass(frozen=True)
class Allele:
    """A VCF record on one build; ``pos`` is 1-based."""

    build: str
    pos: int
    ref: str
    alt: str

    @property
    def cells(self) -> list[str]:
        start, bases = region(self.build)
        first = self.pos - 1 - start
        assert bases[first : first + len(self.ref)] == self.ref
        cells = list(bases)
        shared = 0
        while shared < min(len(self.ref), len(self.alt)) and self.ref[shared] == self.alt[shared]:
            shared += 1
        old, new = self.ref[shared:], self.alt[shared:]
        for index, _ in enumerate(old):
            cells[first + shared + index] = new[index] if index < len(new) else ""
        if len(new) > len(old):
            cells[first + shared + len(old) - 1] += new[len(old) :]
        return cells

    def stretch(self, start: int, end: int) -> str:
        """The mutant's plus-strand bases that stand for a 0-based genomic stretch.

        The change lies inside it in each of its placements, so that it is known where it ends.
        """
        origin, _ = region(self.build)
        change = len(self.alt) - len(self.ref)
        return "".join(self.cells)[start - origin : end - origin + change]


def joined(cells: list[str], build: str, accession: str) -> tuple[str, int]:
    """The mRNA, and where its start codon begins if it is there."""
    origin, _ = region(build)
    here = transcript(accession)
    spans = sorted((exon["start"], exon["end"]) for exon in here["exons"][build])
    text, before = "", 0
    cds_end = here["cds"][build]["end"]
    for start, end in spans:
        text += "".join(cells[start - origin : end - origin])
        if end > cds_end:
            before += len("".join(cells[max(start, cds_end) - origin : end - origin]))
    return turned(text), before


def coding(cells: list[str], build: str, accession: str) -> tuple[str, str]:
    """The coding sequence to the first stop, and the protein without the stop, by Biopython."""
    mrna, start = joined(cells, build, accession)
    frame = mrna[start:]
    frame = frame[: len(frame) - len(frame) % 3]
    residues = str(Seq(frame).translate())
    stop = residues.find("*")
    if stop < 0:
        return mrna[start:], residues
    return frame[: 3 * stop + 3], residues[:stop]
