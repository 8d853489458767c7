"""The names of an allele: HGVS ``g.``, ``c.`` and ``n.``, SPDI, VRS, and the style of VCF.

Each name is made from the placement that its own sequence asks for; the caller shifts.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.annotate.description import describe
from foxp3tool.annotate.normalisation import fully_justify, normalise, trim
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.description import DnaChange, DnaChangeKind
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Direction
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.sequence import is_stated, is_unambiguous
from foxp3tool.model.variant import Edit
from foxp3tool.notation.genomic_format import format_spdi, format_vcf_like
from foxp3tool.notation.hgvs_format import format_dna_change, format_genomic
from foxp3tool.notation.vrs import format_vrs

_WRITES_BASES: Final = frozenset({DnaChangeKind.INSERTION, DnaChangeKind.DELINS})


def genomic_change(gene: Gene, edit: Edit) -> DnaChange:
    """Classify a genomic edit, shifted to the right on the plus strand as ``g.`` names are."""
    origin, bases = gene.region.start, gene.plus_sequence
    return describe(normalise(edit, bases, Direction.FORWARD, origin), bases, origin)


def genomic_name(gene: Gene, edit: Edit) -> str:
    """Return the HGVS ``g.`` name of a genomic edit on the chromosome."""
    if edit.is_substitution:
        number = genomic_number(edit.start)
        return f"{gene.accession}:g.{number}{edit.deleted}>{edit.inserted}"
    return format_genomic(gene.accession, genomic_change(gene, edit))


def refseqgene_name(gene: Gene, edit: Edit) -> str:
    """Return the ``g.`` name of a genomic edit on the gene's own record.

    Empty if that record is not the sequence of this build, or lacks a position that is needed.
    """
    if gene.refseqgene is None:
        return ""
    oriented = normalise(gene.to_gene_edit(edit), gene.sequence, Direction.FORWARD)
    change = describe(oriented, gene.sequence)
    if change.start < 0 or change.end >= len(gene.sequence):
        return ""
    return format_genomic(gene.refseqgene, change)


def transcript_name(
    gene: Gene, model: TranscriptModel, edit: Edit, *, noncoding: bool = False
) -> str:
    """Return the name of a gene-frame edit on a transcript, in the placement given.

    A position in an intron is written with the genomic context, and so are two positions with an
    intron between them: without it they may mean neighbouring bases of the mRNA. Empty for an
    allele that names a base beyond the transcript: it has no such name. So has one that would have
    to write bases which nobody states, such as those of a copy that goes on beyond the region.

    Args:
        gene: The gene on the build of the edit.
        model: The transcript.
        edit: The edit in the gene frame, shifted in the direction of the transcript.
        noncoding: True for the ``n.`` name; default ``c.``, or ``n.`` without a coding sequence.
    """
    prefix = "n" if noncoding or model.transcript.cds is None else "c"
    if edit.is_substitution:
        written = model.written(edit.start, noncoding=noncoding)
        if written is None:
            return ""
        number, in_intron = written
        reference = _reference(gene, model, in_context=in_intron)
        return f"{reference}:{prefix}.{number}{edit.deleted}>{edit.inserted}"
    change = transcript_change(gene, model, edit)
    if change.kind in _WRITES_BASES and not is_stated(change.inserted):
        return ""
    first = model.written(change.start, noncoding=noncoding)
    last = first if change.end == change.start else model.written(change.end, noncoding=noncoding)
    if first is None or last is None:
        return ""
    in_context = first[1] or last[1] or model.spans_intron(change.start, change.end)
    reference = _reference(gene, model, in_context=in_context)
    numbers = {change.start: first[0], change.end: last[0]}
    return f"{reference}:{prefix}.{format_dna_change(change, numbers.__getitem__)}"


def _reference(gene: Gene, model: TranscriptModel, *, in_context: bool) -> str:
    accession = model.transcript.accession
    return f"{gene.accession}({accession})" if in_context else accession


def transcript_change(gene: Gene, model: TranscriptModel, edit: Edit) -> DnaChange:
    """Classify a gene-frame edit on a transcript; positions are those of the gene frame."""
    return describe(edit, gene.sequence, first=model.span.start)


def vcf_allele(gene: Gene, edit: Edit) -> Edit:
    """Return a left-aligned genomic edit as VCF writes it: with the base before an indel."""
    if edit.deleted and edit.inserted:
        return edit
    if edit.start == gene.region.start:
        after = gene.plus_bases(edit.end, edit.end + 1)
        return Edit(edit.start, edit.deleted + after, edit.inserted + after)
    before = gene.plus_bases(edit.start - 1, edit.start)
    return Edit(edit.start - 1, before + edit.deleted, before + edit.inserted)


def open_ends(gene: Gene, edit: Edit) -> tuple[bool, bool]:
    """Tell at which ends of the bundled region, left and right, a genomic edit can be placed.

    There it may be shifted on by bases that are not known. An exchange of bases has one place only.
    """
    justified = fully_justify(edit, gene.plus_sequence, gene.region.start)
    return _is_open(gene, edit, justified)


def _is_open(gene: Gene, edit: Edit, justified: Edit) -> tuple[bool, bool]:
    region = gene.region
    left, right = justified.start <= region.start, justified.end >= region.end
    if left or right:
        trimmed = trim(edit)
        if trimmed.deleted and trimmed.inserted:
            return False, False
    return left, right


def _justified(gene: Gene, edit: Edit) -> Edit | None:
    """Return a genomic edit over all its placements; None if they may go on beyond the region."""
    justified = fully_justify(edit, gene.plus_sequence, gene.region.start)
    return None if any(_is_open(gene, edit, justified)) else justified


def vcf_name(gene: Gene, edit: Edit) -> str:
    """Return a left-aligned genomic edit in the style of ``X-49251480-C-T``.

    Empty if bases of the allele are not stated, or if it may lie further to the left than the
    bundled region goes.
    """
    is_open = edit.start <= gene.region.start and not (edit.deleted and edit.inserted)
    if is_open or not (is_stated(edit.deleted) and is_stated(edit.inserted)):
        return ""
    return format_vcf_like(gene.chromosome, vcf_allele(gene, edit))


def spdi_name(gene: Gene, edit: Edit) -> str:
    """Return the fully justified SPDI expression of a genomic edit.

    Where deleted bases are not stated it gives their number at the place given, as SPDI allows;
    empty if inserted ones are not, or if the bundled region ends in the stretch in which the
    placement is ambiguous.
    """
    if not is_stated(edit.inserted):
        return ""
    if not is_stated(edit.deleted):
        return f"{gene.accession}:{edit.start}:{len(edit.deleted)}:{edit.inserted}"
    justified = _justified(gene, edit)
    return "" if justified is None else format_spdi(gene.accession, justified)


def vrs_name(gene: Gene, edit: Edit) -> str:
    """Return the VRS 2 identifier of a genomic edit on the chromosome.

    Empty if it is not known: bases of the allele are unstated or IUPAC codes, the chromosome has no
    refget accession, or the bundled region ends in the stretch in which the placement is ambiguous.
    """
    if gene.refget is None or not (is_unambiguous(edit.deleted) and is_unambiguous(edit.inserted)):
        return ""
    justified = _justified(gene, edit)
    return "" if justified is None else format_vrs(gene.refget, justified)
