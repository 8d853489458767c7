"""What a sheet's drawings need: the protein with its features, the gene with its exons."""

from __future__ import annotations

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.annotation import TranscriptAnnotation
from foxp3tool.model.gene import Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.model.sheet import ExonBlock, GeneStrip, ProteinStrip
from foxp3tool.model.variant import GenomicVariant


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
