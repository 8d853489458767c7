"""Where an allele goes in a figure: to a residue, to a point of the gene, or as a bar over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from foxp3tool.annotate.exon_numbers import literature_numbers
from foxp3tool.annotate.features import FeatureMap
from foxp3tool.annotate.normalisation import normalise
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.annotate.untranslated import polya_signal
from foxp3tool.model.annotation import TranscriptAnnotation
from foxp3tool.model.figure import ExonBases, FigureGene, GenePlace, GenePoint, ProteinPlace
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind, ProteinFeature
from foxp3tool.model.sequence import is_stated
from foxp3tool.model.variant import Edit

LARGE: Final = 50
"""Bases from which on a loss is drawn as a bar, as structural variants are counted."""

_DUPLICATION: Final = re.compile(
    r":g\.\(?(?:[\d?]+_)?(?P<first>\d+)\)?_\(?(?P<last>\d+)(?:_[\d?]+)?\)?dup"
)


class GenePlaces:
    """Finds places on one transcript of one build.

    Args:
        gene: The gene on the build.
        model: The transcript.
    """

    def __init__(self, gene: Gene, model: TranscriptModel) -> None:
        """Keep where flanks, exons and introns begin, in the gene frame."""
        self._gene = gene
        self._model = model
        exons = model.transcript.exons
        borders = [border for exon in exons for border in (exon.start, exon.end)]
        self._borders = (0, *borders, len(gene.region))

    def point(self, position: float) -> GenePoint:
        """Return a point of the gene frame; the middle of base 5 (0-based) is 5.5.

        On the border of two segments it belongs to the exon.
        """
        borders = self._borders
        position = min(max(position, 0), borders[-1])
        segment = 0
        for number, start in enumerate(borders[:-1]):
            end = borders[number + 1]
            is_exon = number % 2 == 1
            if start <= position <= end if is_exon else start < position < end:
                segment = number
                break
            if position >= start:
                segment = number
        return GenePoint(segment, position - borders[segment], borders[segment + 1] - position)

    def stretch(self, start: float, end: float, *, is_bar: bool) -> GenePlace:
        """Return a half-open stretch of the gene frame, which may reach beyond the region."""
        length = self._borders[-1]
        shown_start, shown_end = min(max(start, 0), length), min(max(end, 0), length)
        return GenePlace(
            self.point(shown_start),
            self.point((shown_start + shown_end) / 2),
            self.point(shown_end),
            is_bar,
            opens_before=start < 0,
            opens_behind=end > length,
        )

    def place(
        self, edit: Edit, annotation: TranscriptAnnotation, hgvs_g: str
    ) -> ProteinPlace | GenePlace | None:
        """Return where an allele is drawn; None if it lies outside the region.

        Args:
            edit: The allele, genomic frame.
            annotation: What the engine says of it.
            hgvs_g: Its name on the chromosome, which tells what a duplication copies.
        """
        start, end = self._extent(edit, hgvs_g)
        if end < 0 or start > self._borders[-1]:
            return None
        if end - start >= LARGE or self._exons_touched(start, end) > 1:
            return self.stretch(start, end, is_bar=True)
        residues = _residues(annotation)
        if residues is not None:
            return residues
        return self.stretch(start, end, is_bar=False)

    def _extent(self, edit: Edit, hgvs_g: str) -> tuple[int, int]:
        """Return the half-open stretch of the gene frame that an allele changes or copies."""
        named = _DUPLICATION.search(hgvs_g)
        if named is not None:
            first = genomic_index(int(named["first"]))
            copied = self._gene.to_gene_interval(first, int(named["last"]))
            if copied[1] - copied[0] >= LARGE:
                return copied
        own = self._gene.to_gene_edit(edit) if is_stated(edit.deleted + edit.inserted) else None
        if own is None or own.start < 0 or own.end > len(self._gene.sequence):
            return self._gene.to_gene_interval(edit.start, edit.end)
        # c. names count the placement that lies most 3' in the gene frame.
        own = normalise(own, self._gene.sequence, Direction.FORWARD)
        return own.start, own.end

    def _exons_touched(self, start: int, end: int) -> int:
        span = Interval(max(start, 0), max(end, 0))
        return sum(exon.overlaps(span) for exon in self._model.transcript.exons)


def _residues(annotation: TranscriptAnnotation) -> ProteinPlace | None:
    """Return the residues that a protein name tells, or those of a codon that is read the same."""
    coding = annotation.coding
    if coding is None or coding.protein_change is None:
        return None
    change = coding.protein_change
    if change.start:
        last = change.start if change.kind is ProteinChangeKind.FRAMESHIFT else change.end
        return ProteinPlace(change.start, max(last, change.start))
    if change.kind is ProteinChangeKind.SILENT and coding.residue_start:
        return ProteinPlace(coding.residue_start, coding.residue_end)
    return None


def figure_gene(
    gene: Gene,
    model: TranscriptModel,
    canonical: TranscriptModel,
    features: Sequence[ProteinFeature],
) -> FigureGene:
    """Return a transcript as it is drawn.

    Args:
        gene: The gene.
        model: The transcript.
        canonical: The transcript that the features are numbered on.
        features: Features of the canonical protein; the primary ones are drawn.

    Raises:
        ValueError: If the transcript has no coding sequence.
    """
    transcript = model.transcript
    if transcript.cds is None:
        raise ValueError(f"{transcript.accession} has no coding sequence")
    residues = len(transcript.cds) // 3 - transcript.cds_complete
    primary = [feature for feature in features if feature.primary]
    if model.transcript is not canonical.transcript:
        primary = _carried_over(FeatureMap(model, canonical, primary), residues)
    return FigureGene(
        gene.symbol,
        transcript.accession,
        transcript.protein_accession or "",
        residues,
        transcript.cds_complete,
        tuple(_exon_bases(span, transcript.cds) for span in model.exon_spans),
        tuple(primary),
        _polya(gene, model),
        literature_numbers(gene, transcript)[-1],
    )


def _exon_bases(span: Interval, cds: Interval) -> ExonBases:
    before = max(min(span.end, cds.start) - span.start, 0)
    behind = max(span.end - max(span.start, cds.end), 0)
    return ExonBases(before, len(span) - before - behind, behind)


def place_on_protein(
    model: TranscriptModel, canonical: TranscriptModel, change: ProteinChange
) -> ProteinPlace | None:
    """Return where a change of the canonical protein lies on a transcript's; None if nowhere."""
    first, last = change.start, max(change.end, change.start)
    if model.transcript is canonical.transcript:
        return ProteinPlace(first, last)
    if model.coding is None:
        return None
    place = ProteinFeature("", "", first, last, primary=True, source="")
    held = _carried_over(FeatureMap(model, canonical, [place]), len(model.coding.protein))
    return ProteinPlace(held[0].start, held[-1].end) if held else None


def _carried_over(found: FeatureMap, residues: int) -> list[ProteinFeature]:
    """Return features in the numbering of another protein, as far as it has their residues."""
    held: dict[ProteinFeature, list[int]] = {}
    for residue in range(1, residues + 1):
        for feature in found.at(residue, residue):
            held.setdefault(feature, []).append(residue)
    return [
        replace(feature, start=run[0], end=run[-1])
        for feature, numbers in held.items()
        for run in _runs(numbers)
    ]


def _runs(numbers: list[int]) -> list[list[int]]:
    """Return the numbers in runs without gaps."""
    grouped = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in run] for _, run in grouped]


def _polya(gene: Gene, model: TranscriptModel) -> tuple[GenePoint, GenePoint] | None:
    index = polya_signal(model)
    if index is None:
        return None
    start = model.projection.gene_position(index)
    places = GenePlaces(gene, model)
    return places.point(start), places.point(start + 6)
