"""The consequence of an edit on one transcript: all SO terms, and the predicted protein change."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from foxp3tool.annotate.normalisation import differing_parts
from foxp3tool.annotate.protein import coding_effect
from foxp3tool.annotate.splicing import CANONICAL, splice_terms
from foxp3tool.annotate.transcript_model import ExonicParts, TranscriptModel
from foxp3tool.model.annotation import CodingEffect
from foxp3tool.model.consequence import Consequence, by_severity
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Biotype
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import residue_number
from foxp3tool.model.protein import NO_PROTEIN, UNKNOWN_CHANGE, ProteinChange
from foxp3tool.model.sequence import reverse_complement
from foxp3tool.model.variant import Edit

FLANK: Final = 5_000
"""How far upstream and downstream terms reach, in bases (Ensembl VEP's default distance)."""


@frozen
class Effect:
    """Terms and parts of one edit on one transcript.

    Args:
        terms: Consequences, most severe first.
        parts: What is touched of the spliced transcript.
        coding: The effect on the coding sequence, if one can be told.
        protein_change: The predicted change, or None where none is printed.
    """

    terms: tuple[Consequence, ...]
    parts: ExonicParts | None
    coding: CodingEffect | None
    protein_change: ProteinChange | None


def effect_on_transcript(model: TranscriptModel, edit: Edit) -> Effect:
    """Return the effect of a gene-frame edit, in the placement given, on a transcript."""
    span = model.span
    copied = model.copied_exons(edit) if edit.is_insertion else range(0)
    if len(copied) == len(model.transcript.exons):
        return Effect((Consequence.TRANSCRIPT_AMPLIFICATION,), None, None, None)
    outside = _outside_term(span, edit)
    if outside is not None and not copied:
        return Effect((outside,), None, None, None)
    if edit.start <= span.start and edit.end >= span.end:
        return _effect_on_whole(model, edit)
    if copied:
        return _copied_exons_effect(model, edit, copied)
    terms = splice_terms(edit, model.introns)
    parts = model.exonic_parts(edit)
    overhangs = edit.start < span.start or edit.end > span.end
    if parts.lost_exons and overhangs and edit.length_change < 0:
        terms.add(Consequence.FEATURE_TRUNCATION)
    coding = _coding(model, parts) if parts.coding else None
    if parts.coding and coding is None:
        coding = _border_effect(model, parts) or _untranslatable(model, edit)
    terms |= _exonic_terms(model, parts, coding)
    if model.transcript.biotype is Biotype.NONSENSE_MEDIATED_DECAY:
        terms.add(Consequence.NMD_TRANSCRIPT_VARIANT)
    change = _protein_change(model, terms, parts, coding)
    if coding is not None and change is not coding.protein_change:
        coding = replace(coding, protein_change=change)
    return Effect(by_severity(terms), parts, coding, change)


def _effect_on_whole(model: TranscriptModel, edit: Edit) -> Effect:
    """An edit that covers the transcript: it is gone, unless it is only turned round.

    The ends of an inversion that holds the whole transcript lie on either side of it.
    """
    if edit.inserted == reverse_complement(edit.deleted):
        terms = (Consequence.UPSTREAM_GENE_VARIANT, Consequence.DOWNSTREAM_GENE_VARIANT)
        return Effect(terms, None, None, None)
    change = NO_PROTEIN if model.coding else None
    return Effect((Consequence.TRANSCRIPT_ABLATION,), None, None, change)


def _copied_exons_effect(model: TranscriptModel, edit: Edit, copied: range) -> Effect:
    """A tandem duplication that holds whole exons: the mRNA may gain them.

    Ensembl calls a duplication that lengthens a transcript feature_elongation (SO:0001907). What
    the mRNA becomes is not known, so no protein is predicted where coding exons are copied.
    """
    terms = splice_terms(edit, model.introns) | {Consequence.FEATURE_ELONGATION}
    outside = _outside_term(model.span, edit)
    # The copy may be put in far away, but exons are copied: the allele is not between genes.
    if outside not in (None, Consequence.INTERGENIC_VARIANT):
        terms.add(outside)
    coding = None
    if model.coding is not None:
        cds = model.coding.cds
        if any(model.exon_spans[exon].overlaps(cds) for exon in copied):
            terms.add(Consequence.CODING_SEQUENCE_VARIANT)
            coding = CodingEffect(frozenset({Consequence.CODING_SEQUENCE_VARIANT}), UNKNOWN_CHANGE)
    if model.transcript.biotype is Biotype.NONSENSE_MEDIATED_DECAY:
        terms.add(Consequence.NMD_TRANSCRIPT_VARIANT)
    unknown = coding is not None or (model.coding is not None and terms & CANONICAL)
    change = UNKNOWN_CHANGE if unknown else None
    return Effect(by_severity(terms), model.exonic_parts(edit), coding, change)


def _outside_term(span: Interval, edit: Edit) -> Consequence | None:
    """The term of an edit that touches no base between the transcript's ends."""
    if edit.end <= span.start:
        near = span.start - edit.end < FLANK
        return Consequence.UPSTREAM_GENE_VARIANT if near else Consequence.INTERGENIC_VARIANT
    if edit.start >= span.end:
        near = edit.start - span.end < FLANK
        return Consequence.DOWNSTREAM_GENE_VARIANT if near else Consequence.INTERGENIC_VARIANT
    return None


def _coding(model: TranscriptModel, parts: ExonicParts) -> CodingEffect | None:
    """The effect on a reading frame that can be told; None where splicing is in question."""
    if model.coding is None or parts.spliced is None:
        return None
    if parts.lost_exons and not parts.fuses_exons:
        return None
    return coding_effect(model.coding, parts.spliced)


def _border_effect(model: TranscriptModel, parts: ExonicParts) -> CodingEffect | None:
    """The effect of bases put in between exon and intron: terms as if they became exonic.

    So does Ensembl; but whether they do is not known, and no protein is told.
    """
    if model.coding is None or parts.border is None:
        return None
    effect = coding_effect(model.coding, parts.border)
    return replace(effect, protein_change=UNKNOWN_CHANGE, codons="", amino_acids="")


def _untranslatable(model: TranscriptModel, edit: Edit) -> CodingEffect | None:
    """Coding bases change, but not in a way that a protein can be predicted from."""
    if model.coding is None:
        return None
    terms = {Consequence.CODING_SEQUENCE_VARIANT}
    coding, locate = model.coding, model.projection.gene_position
    changed = differing_parts(edit)
    for codon, term in (
        (coding.start_codon, Consequence.START_LOST),
        (coding.stop_codon, Consequence.STOP_LOST),
    ):
        places = [locate(index) for index in _indices(codon)]
        if any(part.start <= place < part.end for part in changed for place in places):
            terms.add(term)
    span = model.coding_span(edit)
    if span is None:
        return CodingEffect(frozenset(terms), UNKNOWN_CHANGE)
    return CodingEffect(
        frozenset(terms),
        UNKNOWN_CHANGE,
        cds_start=residue_number(span.start),
        cds_end=span.end,
        residue_start=residue_number(span.start // 3),
        residue_end=residue_number((span.end - 1) // 3),
    )


def _indices(codon: Interval) -> range:
    return range(codon.start, codon.end)


def _exonic_terms(
    model: TranscriptModel, parts: ExonicParts, coding: CodingEffect | None
) -> set[Consequence]:
    terms: set[Consequence] = set()
    if parts.lost_exons:
        terms.add(Consequence.EXON_LOSS_VARIANT)
    if parts.exons and model.coding is None:
        terms.add(Consequence.NON_CODING_TRANSCRIPT_EXON_VARIANT)
    if parts.five_prime_utr:
        terms.add(Consequence.FIVE_PRIME_UTR_VARIANT)
    if parts.three_prime_utr:
        terms.add(Consequence.THREE_PRIME_UTR_VARIANT)
    if coding is not None:
        terms |= coding.consequences
    return terms


def _protein_change(
    model: TranscriptModel,
    terms: set[Consequence],
    parts: ExonicParts,
    coding: CodingEffect | None,
) -> ProteinChange | None:
    """Choose what is printed as ``p.``; nothing for UTR and deep intronic changes."""
    if model.coding is None:
        return None
    start_index = model.coding.cds.start
    located = model.projection.locate(model.projection.gene_position(start_index))
    if located is not None and located.exon in parts.lost_exons:
        return NO_PROTEIN
    if parts.lost_exons and not parts.fuses_exons:
        return UNKNOWN_CHANGE
    if terms & CANONICAL and not parts.fuses_exons:
        return UNKNOWN_CHANGE
    return coding.protein_change if coding is not None else None
