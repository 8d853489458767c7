"""One allele in, everything about it out, for every transcript asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.beyond import reaches_in, widened
from foxp3tool.annotate.builds import BuildMap, NoCounterpartError
from foxp3tool.annotate.consequence import Effect, effect_on_transcript
from foxp3tool.annotate.decay import predict_decay
from foxp3tool.annotate.details import details_on_transcript, mutant_of
from foxp3tool.annotate.exon_skipping import predict_exon_skips
from foxp3tool.annotate.features import FeatureMap
from foxp3tool.annotate.naming import (
    genomic_name,
    open_ends,
    refseqgene_name,
    spdi_name,
    transcript_name,
    vcf_name,
    vrs_name,
)
from foxp3tool.annotate.normalisation import normalise, shift, trim
from foxp3tool.annotate.splicing import SPLICE_TERMS
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.annotation import TranscriptAnnotation, VariantAnnotation
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.details import Decay, ExonSkip
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind, ProteinFeature
from foxp3tool.model.sequence import is_stated, is_unambiguous, shown
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.hgvs_format import format_protein

_COPIED: Final = frozenset({Consequence.FEATURE_ELONGATION, Consequence.TRANSCRIPT_AMPLIFICATION})
_KEPT: Final = 256
"""Effects of the last alleles that are kept."""


class Annotator:
    """The engine for one gene on one genome build.

    Args:
        gene: The gene with its sequence and transcripts.
        features: Features of the MANE Select protein.
        to_other_build: Conversion to the other build, if there is one.
    """

    def __init__(
        self,
        gene: Gene,
        features: Sequence[ProteinFeature] = (),
        to_other_build: BuildMap | None = None,
    ) -> None:
        """Prepare; transcript models are made when they are first asked for."""
        self.gene = gene
        self.to_other_build = to_other_build
        self._features = tuple(features)
        self._models: dict[str, TranscriptModel] = {}
        self._feature_maps: dict[str, FeatureMap] = {}
        self._effects: dict[tuple[str, int], Effect] = {}
        self._recent: dict[tuple[str, Edit], Effect] = {}

    def model(self, transcript: Transcript) -> TranscriptModel:
        """Return the prepared model of a transcript, as it lies on this gene.

        The row of an allele that reaches beyond the region has its transcript on a wider gene,
        where it has other coordinates.
        """
        model = self._models.get(transcript.accession)
        if model is None:
            model = TranscriptModel(self.gene, self.gene.transcript(transcript.accession))
            self._models[transcript.accession] = model
        return model

    def _feature_map(self, model: TranscriptModel) -> FeatureMap:
        accession = model.transcript.accession
        if accession not in self._feature_maps:
            canonical = self.model(self.gene.mane_select)
            self._feature_maps[accession] = FeatureMap(model, canonical, self._features)
        return self._feature_maps[accession]

    def left_align(self, edit: Edit) -> Edit:
        """Trim a genomic edit and shift it to the left on the plus strand, as VCF asks."""
        return normalise(edit, self.gene.plus_sequence, Direction.BACKWARD, self.gene.region.start)

    def annotate(
        self, variant: GenomicVariant, transcripts: Sequence[Transcript], *, details: bool = True
    ) -> VariantAnnotation:
        """Annotate one allele that agrees with the sequence of the gene region.

        An allele may reach beyond the bundled region; its bases there are taken as it states them,
        and an issue says so.

        Args:
            variant: The allele in any spelling; its deleted bases equal the reference.
            transcripts: The transcripts wanted, in the order wanted.
            details: Whether to work out what only the full table shows: the names on the other
                build and on the gene's own record, ``n.`` names, the predictions of
                :class:`TranscriptDetails`, and the companion transcript.

        Raises:
            ValueError: If the allele changes nothing, lies outside the region or is of another
                build.
        """
        gene = self.gene
        if variant.assembly != gene.assembly:
            raise ValueError(f"nothing to annotate on {gene.assembly}: {variant}")
        trimmed = trim(variant.edit)
        if trimmed.is_identity:
            raise ValueError(f"the allele changes nothing: {variant}")
        if self._goes_beyond(variant.edit, trimmed):
            return self._annotate_beyond(variant, transcripts, details=details)
        edit = self.left_align(trimmed)
        aligned = variant if edit is variant.edit else GenomicVariant(gene.assembly, edit)
        first = oriented = gene.to_gene_edit(edit)
        if not (edit.deleted and edit.inserted):
            oriented = shift(oriented, gene.sequence, Direction.FORWARD)
            first = shift(oriented, gene.sequence, Direction.BACKWARD)
        other, issues = self._on_other_build(aligned, first, oriented, details=details)
        if not is_unambiguous(edit.inserted) and is_stated(edit.inserted):
            issues += (_ambiguous(edit),)
        if first.start == 0 or oriented.end == len(gene.sequence):
            issues += self._at_an_end(edit)
        annotation = VariantAnnotation(
            variant=aligned,
            hgvs_g=genomic_name(gene, edit),
            transcripts=tuple(
                [
                    self._on_transcript(self.model(transcript), oriented, first, details=details)
                    for transcript in transcripts
                ]
            ),
            issues=issues,
        )
        if not details:
            return annotation
        other_normalized, other_hgvs_g = self._other_names(other)
        return replace(
            annotation,
            spdi=spdi_name(gene, edit),
            vrs_id=vrs_name(gene, edit),
            normalized=vcf_name(gene, edit),
            exon_legacy=self._legacy_region(oriented),
            hgvs_refseqgene=self._refseqgene_name(edit, other),
            other_normalized=other_normalized,
            other_hgvs_g=other_hgvs_g,
        )

    def _goes_beyond(self, edit: Edit, trimmed: Edit) -> bool:
        """Tell whether the allele needs bases outside the region: those it changes or copies."""
        region = self.gene.region
        if not (region.start <= trimmed.start and trimmed.end <= region.end):
            return True
        copies = trimmed.is_insertion and not is_stated(trimmed.inserted)
        return copies and not region.covers(Interval(edit.start, edit.end))

    def _annotate_beyond(
        self, variant: GenomicVariant, transcripts: Sequence[Transcript], *, details: bool
    ) -> VariantAnnotation:
        region, edit = self.gene.region, variant.edit
        if not reaches_in(self.gene, edit):
            raise ValueError(f"the allele lies outside the region of {self.gene.assembly}")
        wide = Annotator(widened(self.gene, edit), self._features)
        wanted = [wide.gene.transcript(transcript.accession) for transcript in transcripts]
        annotation = wide.annotate(variant, wanted, details=details)
        message = (
            f"the allele covers {genomic_number(edit.start)}-{edit.end}, the bundled region "
            f"{genomic_number(region.start)}-{region.end}; its bases outside are taken as given, "
            "and whether names would shift on there is not known; forms that depend on it are left "
            "out"
        )
        issue = Issue(IssueCode.PARTIAL_OVERLAP, message)
        others = [one for one in annotation.issues if one.code is not IssueCode.PARTIAL_OVERLAP]
        return replace(annotation, issues=(issue, *others))

    def _at_an_end(self, edit: Edit) -> tuple[Issue, ...]:
        """Say so if an allele could be placed at an end of the region, and perhaps beyond."""
        left, right = open_ends(self.gene, edit)
        if not (left or right):
            return ()
        region = self.gene.region
        message = (
            "the allele can be placed at an end of the bundled region "
            f"{genomic_number(region.start)}-{region.end}; whether it can be placed beyond is not "
            f"known, so SPDI{', VCF form' if left else ''} and VRS id are left out"
        )
        if right:
            message += ", and the g. name may have to be shifted on"
        return (Issue(IssueCode.PARTIAL_OVERLAP, message),)

    def _on_other_build(
        self, variant: GenomicVariant, first: Edit, last: Edit, *, details: bool
    ) -> tuple[GenomicVariant | None, tuple[Issue, ...]]:
        """Return the allele on the other build, and what is to be known.

        Far from a difference between the builds there is nothing to be known, and without details
        the allele is not converted. ``first`` and ``last`` are its outermost placements in the gene
        frame.
        """
        if self.to_other_build is None:
            return None, ()
        stretch = self.gene.to_genomic_interval(first.start, last.end)
        if not details and not self.to_other_build.differs_near(*stretch):
            return None, ()
        target = self.to_other_build.target
        try:
            other = self.to_other_build.convert(variant)
        except NoCounterpartError as error:
            message = f"this allele has no counterpart on {target.assembly}: {error}"
            return None, (Issue(IssueCode.BUILD_CONFLICT, message),)
        difference = self.to_other_build.differing_base(variant.edit)
        if difference is None:
            return other, ()
        message = (
            f"the reference here is {difference.source_bases} on {variant.assembly} "
            f"and {difference.target_bases} on {target.assembly}"
        )
        return other, (Issue(IssueCode.BUILD_CONFLICT, message),)

    def _other_names(self, other: GenomicVariant | None) -> tuple[str, str]:
        """Return the allele on the other build in VCF style and as ``g.`` name."""
        if self.to_other_build is None or other is None:
            return "", ""
        target = self.to_other_build.target
        return vcf_name(target, other.edit), genomic_name(target, other.edit)

    def _refseqgene_name(self, edit: Edit, other: GenomicVariant | None) -> str:
        if self.gene.refseqgene is not None:
            return refseqgene_name(self.gene, edit)
        if self.to_other_build is None or other is None:
            return ""
        return refseqgene_name(self.to_other_build.target, other.edit)

    def terms(self, transcript: Transcript, edit: Edit) -> tuple[Consequence, ...]:
        """Return the consequence terms alone of one allele on one transcript.

        Args:
            transcript: The transcript.
            edit: The allele in the gene frame, 3'-shifted, inside the bundled region.
        """
        return self.effect(self.model(transcript), edit).terms

    def decay(self, transcript: Transcript, edit: Edit) -> Decay | None:
        """Return the prediction of NMD alone; arguments as for :meth:`terms`."""
        model = self.model(transcript)
        effect = self.effect(model, edit)
        if effect.parts is None:
            return None
        return predict_decay(model, effect, mutant_of(model, effect))

    def exon_skips(self, transcript: Transcript, edit: Edit) -> tuple[ExonSkip, ...]:
        """Return the predictions of exon skipping alone; arguments as for :meth:`terms`."""
        model = self.model(transcript)
        return predict_exon_skips(model, edit, self.effect(model, edit))

    def _on_transcript(
        self, model: TranscriptModel, edit: Edit, first: Edit, *, details: bool
    ) -> TranscriptAnnotation:
        """Annotate in the 3'-shifted placement; ``first`` is the 5'-most one."""
        gene = self.gene
        effect = self.effect(model, edit)
        hgvs_c = transcript_name(gene, model, edit)
        issues: tuple[Issue, ...] = ()
        if first.start != edit.start:
            issues = self._placement_issue(model, effect, first)
        exon, intron = model.exon_and_intron(edit)
        if _COPIED.intersection(effect.terms):
            exon = model.copied_numbers(edit)
        features: tuple[ProteinFeature, ...] = ()
        if effect.coding is not None and effect.coding.residue_start:
            last = effect.coding.residue_end
            features = self._feature_map(model).at(effect.coding.residue_start, last)
        annotation = TranscriptAnnotation(
            transcript=model.transcript,
            consequences=effect.terms,
            hgvs_c=hgvs_c,
            hgvs_p=_protein_name(model.transcript, effect.protein_change),
            coding=effect.coding,
            exon=exon,
            intron=intron,
            features=features,
            issues=issues,
        )
        if not details:
            return annotation
        hgvs_n = transcript_name(gene, model, edit, noncoding=True)
        companion = None
        if model.transcript.mane_select and gene.companion is not None:
            companion = self._on_transcript(self.model(gene.companion), edit, first, details=False)
        return replace(
            annotation,
            details=details_on_transcript(
                model, gene.sequence, edit, effect, hgvs_n, self._feature_map(model)
            ),
            companion=companion,
        )

    def effect(self, model: TranscriptModel, edit: Edit) -> Effect:
        """Return the effect of a gene-frame edit on a transcript.

        That of a substitution outside the exons is the same for any base. Those of the last alleles
        are kept: explanations of a protein change and predictions ask for them again.
        """
        place = model.transcript.accession, edit.start
        if edit.is_substitution and place in self._effects:
            return self._effects[place]
        key = model.transcript.accession, edit
        found = self._recent.get(key)
        if found is not None:
            return found
        effect = effect_on_transcript(model, edit)
        if edit.is_substitution and (effect.parts is None or not effect.parts.exons):
            self._effects[place] = effect
            return effect
        if len(self._recent) >= _KEPT:
            self._recent.clear()
        self._recent[key] = effect
        return effect

    def _placement_issue(
        self, model: TranscriptModel, effect: Effect, first: Edit
    ) -> tuple[Issue, ...]:
        """Say so if the other end of the ambiguous stretch would mean something else.

        Where both placements lie in exons the mutant transcript is the same, and only splice terms
        can differ.
        """
        there = self.effect(model, first)
        other = there.terms
        if other[0] is effect.terms[0]:
            return ()
        exonic = (
            effect.parts is not None
            and there.parts is not None
            and effect.parts.spliced is not None
            and there.parts.spliced is not None
        )
        if exonic and not SPLICE_TERMS.intersection((other[0], effect.terms[0])):
            return ()
        name = transcript_name(self.gene, model, first)
        where = f"{name}, not a valid HGVS name"
        if not name:
            on_chromosome = genomic_name(self.gene, self.gene.to_genomic_edit(first))
            where = f"outside the transcript; {on_chromosome} on the chromosome"
        message = (
            f"at its 5'-most placement ({where}) the same allele reads as "
            f"{'&'.join(term.term for term in other)}"
        )
        return (Issue(IssueCode.AMBIGUOUS_PLACEMENT, message),)

    def _legacy_region(self, edit: Edit) -> str:
        exons, introns = self.model(self.gene.mane_select).touched(edit)
        number = self.gene.legacy_number
        exon = [f"exon {number(index + 1)}" for index in exons]
        intron = [f"intron {number(index + 1)}" for index in introns]
        return "|".join(exon + intron)


def _ambiguous(edit: Edit) -> Issue:
    message = (
        f"the new bases {shown(edit.inserted)} (plus strand) are not all known: what depends on "
        "them is not told"
    )
    if trim(edit).deleted:
        message += ", and one of them may be the reference base"
    return Issue(IssueCode.AMBIGUOUS_BASE, message)


def _protein_name(transcript: Transcript, change: ProteinChange | None) -> str:
    if change is None:
        return ""
    unknown = change.kind in (ProteinChangeKind.UNKNOWN, ProteinChangeKind.NO_PROTEIN)
    accession = "" if unknown else transcript.protein_accession or ""
    return format_protein(accession, change)
