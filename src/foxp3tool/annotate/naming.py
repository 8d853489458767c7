"""The names of an allele: HGVS ``g.``, ``c.`` and ``n.``, SPDI, and the style of VCF.

Each name is made from the placement that its own sequence asks for; the caller shifts.
"""

from __future__ import annotations

from foxp3tool.annotate.description import describe
from foxp3tool.annotate.normalisation import fully_justify, normalise
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.description import DnaChange
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Direction
from foxp3tool.model.positions import coding_position, noncoding_position
from foxp3tool.model.sequence import UNSTATED_BASE
from foxp3tool.model.variant import Edit
from foxp3tool.notation.genomic_format import format_spdi, format_vcf_like
from foxp3tool.notation.hgvs_format import format_dna_change, format_genomic


def genomic_change(gene: Gene, edit: Edit) -> DnaChange:
    """Classify a genomic edit, shifted to the right on the plus strand as ``g.`` names are."""
    origin, bases = gene.region.start, gene.plus_sequence
    return describe(normalise(edit, bases, Direction.FORWARD, origin), bases, origin)


def genomic_name(gene: Gene, edit: Edit) -> str:
    """Return the HGVS ``g.`` name of a genomic edit on the chromosome."""
    return format_genomic(gene.accession, genomic_change(gene, edit))


def refseqgene_name(gene: Gene, edit: Edit) -> str:
    """Return the ``g.`` name of a genomic edit on the gene's own record.

    Empty if that record is not the sequence of this build.
    """
    if gene.refseqgene is None:
        return ""
    oriented = normalise(gene.to_gene_edit(edit), gene.sequence, Direction.FORWARD)
    return format_genomic(gene.refseqgene, describe(oriented, gene.sequence))


def transcript_name(
    gene: Gene, model: TranscriptModel, edit: Edit, *, noncoding: bool = False
) -> tuple[DnaChange | None, str]:
    """Return the change of a gene-frame edit on a transcript, in the placement given, and its name.

    A position in an intron is written with the genomic context. An allele that names a base beyond
    the transcript has no such name; then the change is None and the name empty.

    Args:
        gene: The gene on the build of the edit.
        model: The transcript.
        edit: The edit in the gene frame, shifted in the direction of the transcript.
        noncoding: True for the ``n.`` name; default ``c.``, or ``n.`` without a coding sequence.
    """
    change = describe(edit, gene.sequence, first=model.span.start)
    if not (model.span.start <= change.start and change.end < model.span.end):
        return None, ""
    cds = None if noncoding else model.transcript.cds
    intronic = False

    def written(position: int) -> str:
        nonlocal intronic
        location = model.projection.locate(position)
        if location is None:
            raise ValueError(f"position {position} lies outside {model.transcript.accession}")
        intronic = intronic or location.in_intron
        if cds is None:
            return str(noncoding_position(location.index, location.offset))
        return str(coding_position(location.index, cds, location.offset))

    body = format_dna_change(change, written)
    reference = model.transcript.accession
    if intronic:
        reference = f"{gene.accession}({reference})"
    return change, f"{reference}:{'n' if cds is None else 'c'}.{body}"


def vcf_allele(gene: Gene, edit: Edit) -> Edit:
    """Return a left-aligned genomic edit as VCF writes it: with the base before an indel."""
    if edit.deleted and edit.inserted:
        return edit
    if edit.start == gene.region.start:
        after = gene.plus_bases(edit.end, edit.end + 1)
        return Edit(edit.start, edit.deleted + after, edit.inserted + after)
    before = gene.plus_bases(edit.start - 1, edit.start)
    return Edit(edit.start - 1, before + edit.deleted, before + edit.inserted)


def vcf_name(gene: Gene, edit: Edit) -> str:
    """Return a left-aligned genomic edit in the style of ``X-49251480-C-T``.

    Empty if bases of the allele are not stated.
    """
    if UNSTATED_BASE in edit.deleted or UNSTATED_BASE in edit.inserted:
        return ""
    return format_vcf_like(gene.chromosome, vcf_allele(gene, edit))


def spdi_name(gene: Gene, edit: Edit) -> str:
    """Return the fully justified SPDI expression of a genomic edit.

    Where deleted bases are not stated it gives their number, as SPDI allows; empty if inserted ones
    are not.
    """
    if UNSTATED_BASE in edit.inserted:
        return ""
    if UNSTATED_BASE in edit.deleted:
        return f"{gene.accession}:{edit.start}:{len(edit.deleted)}:{edit.inserted}"
    justified = fully_justify(edit, gene.plus_sequence, gene.region.start)
    return format_spdi(gene.accession, justified)
