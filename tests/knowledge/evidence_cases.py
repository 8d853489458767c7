"""What the tests of the evidence hints share: hints of a name, and the exons by own arithmetic."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from Bio.Seq import Seq

from foxp3tool.knowledge.evidence import weigh
from foxp3tool.knowledge.evidence_scene import Scene, Subject
from foxp3tool.model.annotation import NO_MATCH, AnnotatedRow, SourceAllele
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.evidence import (
    Criterion,
    Evidence,
    EvidenceSheet,
    PopulationCount,
    SplicePrediction,
)
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit


@dataclass(frozen=True)
class Mrna:
    """NM_014009.4 read from the bundle's files; nothing of the engine is used.

    Args:
        exons: Bases of each exon, in the direction of the gene.
        places: Each exon on GRCh38, plus strand, 0-based and half-open.
        start: Index of the A of the start codon in the spliced bases.
        first: 0-based position of the first base of ``plus``.
        plus: Bases of the region on the plus strand of GRCh38.
    """

    exons: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    start: int
    first: int
    plus: str

    @classmethod
    def read(cls, folder: Path) -> Mrna:
        header, *lines = (folder / "GRCh38.fa").read_text().splitlines()
        first = int(header.split(":")[-1].split()[0].split("-")[0]) - 1
        plus = "".join(lines)
        transcripts = json.loads((folder / "gene.json").read_text())["transcripts"]
        (here,) = [t for t in transcripts if t["accession"] == "NM_014009.4"]
        places = tuple((e["start"], e["end"]) for e in here["exons"]["GRCh38"])
        exons = tuple(
            str(Seq(plus[start - first : end - first]).reverse_complement())
            for start, end in places
        )
        # The coding sequence begins in exon 2, whose highest base is its first.
        start = len(exons[0]) + places[1][1] - here["cds"]["GRCh38"]["end"]
        return cls(exons, places, start, first, plus)

    @property
    def bases(self) -> str:
        return "".join(self.exons)

    @property
    def cds(self) -> str:
        return self.bases[self.start : self.start + 1296]

    def coding_span(self, exon: int) -> tuple[int, int]:
        """First and last ``c.`` number of an exon (from 1); 1 and 1296 at most."""
        before = sum(len(bases) for bases in self.exons[: exon - 1]) - self.start
        return max(before + 1, 1), min(before + len(self.exons[exon - 1]), 1296)

    def exon_of(self, number: int) -> int:
        """The exon of a ``c.`` number."""
        spans = {exon: self.coding_span(exon) for exon in range(2, 13)}
        return next(exon for exon, (low, high) in spans.items() if low <= number <= high)

    def deletion(self, first_exon: int, last_exon: int, margin: int = 30) -> GenomicVariant:
        """A deletion of whole exons on GRCh38, with bases of the introns (97 or more) or flanks."""
        start = self.places[last_exon - 1][0] - margin
        end = self.places[first_exon - 1][1] + margin
        return GenomicVariant(
            "GRCh38", Edit(start, self.plus[start - self.first : end - self.first], "")
        )


def stop_after(bases: str, start: int) -> tuple[int, str]:
    """Index of the first base of the first stop in frame, and the protein before it."""
    frame = bases[start:]
    protein = str(Seq(frame[: len(frame) // 3 * 3]).translate(to_stop=True))
    return start + 3 * len(protein), protein


def rows_of(toolkit: Toolkit, name: str, assembly: str | None = None) -> list[AnnotatedRow]:
    """Rows of a name on MANE Select, without details, as the standard table makes them."""
    return [
        row
        for found in toolkit.resolve(parse(name), assembly)
        for row in toolkit.rows(
            SourceAllele(id=name),
            found.variant,
            toolkit.select_transcripts("mane", found.variant.assembly),
            parts=found.parts,
            details=False,
        )
    ]


def sheet_of(toolkit: Toolkit, name: str, assembly: str | None = None) -> EvidenceSheet:
    """The hints of a name that means one allele."""
    (row,) = rows_of(toolkit, name, assembly)
    assert row.evidence is not None
    return row.evidence.sheet


def sheet_of_allele(toolkit: Toolkit, variant: GenomicVariant) -> EvidenceSheet:
    (row,) = toolkit.rows(
        SourceAllele(), variant, toolkit.select_transcripts("mane", variant.assembly)
    )
    assert row.evidence is not None
    return row.evidence.sheet


def hint(sheet: EvidenceSheet, code: str) -> Evidence:
    (found,) = [one for one in sheet.hints if one.criterion is Criterion[code]]
    return found


def weighed(
    toolkit: Toolkit,
    name: str,
    entries: Sequence[ReportedMutation] | None = None,
    population: Sequence[PopulationCount] | None = None,
    splice: SplicePrediction | None = None,
) -> EvidenceSheet:
    """The hints of a name with a catalog, counts or a prediction of the test's own."""
    (row,) = rows_of(toolkit, name)
    assert row.variant is not None
    assert row.transcript is not None
    annotator = toolkit.annotators[row.assembly]
    known = toolkit.bundle.catalog if entries is None else entries
    scene = Scene(known, annotator, toolkit.bundle.features)
    match = row.match if entries is None else NO_MATCH
    return weigh(Subject(scene, row.variant.variant, row.transcript, match, population, splice))
