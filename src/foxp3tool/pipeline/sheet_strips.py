"""What a sheet's drawings need: the protein with its features, the gene with its exons."""

from __future__ import annotations

from dataclasses import replace

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.annotation import TranscriptAnnotation, VariantAnnotation
from foxp3tool.model.gene import Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.model.sheet import ExonBlock, GeneStrip, ProteinStrip
from foxp3tool.model.variant import Edit, GenomicVariant

Strips = tuple[ProteinStrip | None, GeneStrip | None]


def strips(
    variant: VariantAnnotation,
    shown: TranscriptAnnotation,
    features: tuple[ProteinFeature, ...],
    annotator: Annotator,
    *,
    is_certain: bool,
) -> Strips:
    """Return the drawings of an allele; of several changes together each is pointed at.

    Args:
        variant: The allele, or several changes given together.
        shown: It on the transcript that is drawn.
        features: Features of the MANE Select protein.
        annotator: The engine of its build.
        is_certain: False if only a part of the change is known for certain.
    """
    parts = _parts(variant)
    if not parts:
        gene = gene_strip(variant.variant, shown.transcript, annotator, is_certain=is_certain)
        return protein_strip(shown, features, annotator), gene
    proteins, genes = [], []
    for part in parts:
        found = annotator.annotate(part, [shown.transcript], details=False)
        proteins.append(protein_strip(found.transcripts[0], features, annotator))
        genes.append(gene_strip(part, shown.transcript, annotator, is_certain=is_certain))
    return _protein_of_all(proteins, shown), _gene_of_all(genes)


def _parts(variant: VariantAnnotation) -> tuple[GenomicVariant, ...]:
    """Return the single changes of several, in the order of the plus strand."""
    if "|" not in variant.normalized:
        return ()
    forms = [form.split("-") for form in variant.normalized.split("|")]
    return tuple(
        GenomicVariant(variant.variant.assembly, Edit(genomic_index(int(pos)), ref, alt))
        for _, pos, ref, alt in forms
    )


def _protein_of_all(
    found: list[ProteinStrip | None], shown: TranscriptAnnotation
) -> ProteinStrip | None:
    there = sorted((one for one in found if one is not None), key=lambda one: one.first)
    if not there:
        return None
    loss = shown.details.protein_loss if shown.details is not None else None
    return replace(
        there[0],
        lost_first=loss.first if loss is not None else 0,
        lost_last=loss.last if loss is not None else 0,
        more=tuple(place for one in there[1:] for place in one.places),
    )


def _gene_of_all(found: list[GeneStrip]) -> GeneStrip:
    first, *others = sorted(found, key=lambda one: one.start)
    return replace(first, more=tuple(place for one in others for place in one.places))


def protein_strip(
    shown: TranscriptAnnotation, features: tuple[ProteinFeature, ...], annotator: Annotator
) -> ProteinStrip | None:
    """Return the drawing of the MANE Select protein.

    Returns:
        None if the change names no residue, or another transcript is shown, whose residues the
        features do not count.
    """
    coding, here = shown.coding, shown.transcript
    if coding is None or not coding.residue_start or not here.mane_select or here.cds is None:
        return None
    length = len(here.cds) // 3 - here.cds_complete
    loss = shown.details.protein_loss if shown.details is not None else None
    return ProteinStrip(
        annotator.gene.mane_select.protein_accession or here.accession,
        length,
        features,
        coding.residue_start,
        coding.residue_end,
        loss.first if loss is not None else 0,
        loss.last if loss is not None else 0,
    )


def gene_strip(
    variant: GenomicVariant, here: Transcript, annotator: Annotator, *, is_certain: bool
) -> GeneStrip:
    """Return the drawing of a transcript's exons with the place of an allele."""
    gene = annotator.gene
    edit = variant.edit
    start, end = gene.to_gene_interval(edit.start, edit.end)
    coding = None
    if here.cds is not None:
        projection = annotator.model(here).projection
        first = projection.gene_position(here.cds.start)
        coding = Interval(first, projection.gene_position(here.cds.end - 1) + 1)
    return GeneStrip(
        here.accession,
        gene.assembly,
        tuple(
            ExonBlock(number, gene.legacy_number(number), place)
            for number, place in enumerate(here.exons, 1)
        ),
        coding,
        start,
        end,
        is_certain,
    )
