"""Where exons lie and what they are called, worked out from the bundle's numbers alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

ACCESSIONS = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}
MANE = "NM_014009.4"


@dataclass(frozen=True)
class Exon:
    """One exon of MANE Select; genomic positions are 1-based and included.

    Args:
        number: Number of the exon.
        start: First base on the plus strand, the last of the exon.
        end: Last base on the plus strand, the first of the exon.
        first: ``c.`` number of its first base.
        last: ``c.`` number of its last base.
    """

    number: int
    start: int
    end: int
    first: str
    last: str


def exons(folder: Path, build: str) -> list[Exon]:
    """Return the exons in the order of transcription, each named by counting its bases."""
    facts = json.loads((folder / "gene.json").read_text())
    (mane,) = [one for one in facts["transcripts"] if one["accession"] == MANE]
    # The bundle counts from 0 and leaves the end out. The CDS begins at its end on the plus strand.
    spans = [(one["start"], one["end"]) for one in mane["exons"][build]]
    atg = mane["cds"][build]["end"]
    holding = next(n for n, (start, end) in enumerate(spans) if start < atg <= end)
    before = sum(end - start for start, end in spans[:holding]) + spans[holding][1] - atg
    made, counted = [], -before
    for number, (start, end) in enumerate(spans, 1):
        first, last = counted, counted + end - start - 1
        names = (_c(index, mane["cds_length"]) for index in (first, last))
        made.append(Exon(number, start + 1, end, *names))
        counted = last + 1
    return made


def _c(index: int, size: int) -> str:
    """Return the ``c.`` number of a base by its distance from the A of ATG; there is no 0."""
    if index < 0:
        return str(index)
    return str(index + 1) if index < size else f"*{index + 1 - size}"
