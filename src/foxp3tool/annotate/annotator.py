"""One allele in, everything about it out, for every transcript asked for."""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.annotate.builds import BuildMap, NoCounterpartError
from foxp3tool.annotate.consequence import Effect, effect_on_transcript
from foxp3tool.annotate.description import describe
from foxp3tool.annotate.features import FeatureMap
from foxp3tool.annotate.normalisation import fully_justify, normalise, shift
from foxp3tool.annotate.splicing import SPLICE_TERMS
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.annotation import TranscriptAnnotation, VariantAnnotation
from foxp3tool.model.description import DnaChange
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.positions import TranscriptPosition
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind, ProteinFeature
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.genomic_format import format_spdi, format_vcf_like
from foxp3tool.notation.hgvs_format import format_dna_change, format_genomic, format_protein


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

    def model(self, transcript: Transcript) -> TranscriptModel:
        """Return the prepared model of a transcript."""
        model = self._models.get(transcript.accession)
        if model is None:
            model = TranscriptModel(self.gene, transcript)
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

    def genomic_change(self, edit: Edit) -> DnaChange:
        """Classify a genomic edit, shifted to the right on the plus strand as ``g.`` names are."""
        origin, bases = self.gene.region.start, self.gene.plus_sequence
        return describe(normalise(edit, bases, Direction.FORWARD, origin), bases, origin)

    def describe_genomic(self, edit: Edit) -> str:
        """Return the HGVS ``g.`` name of a genomic edit."""
        return format_genomic(self.gene.accession, self.genomic_change(edit))

    def annotate(
        self, variant: GenomicVariant, transcripts: Sequence[Transcript]
    ) -> VariantAnnotation:
        """Annotate one allele that lies in the gene region and agrees with its sequence.

        Args:
            variant: The allele in any spelling; its deleted bases equal the reference.
            transcripts: The transcripts wanted, in the order wanted.

        Raises:
            ValueError: If the allele changes nothing, leaves the region or is of another build.
        """
        gene = self.gene
        edit = self.left_align(variant.edit)
        if variant.assembly != gene.assembly or edit.is_identity:
            raise ValueError(f"nothing to annotate on {gene.assembly}: {variant}")
        if not gene.region.covers(Interval(edit.start, edit.end)):
            raise ValueError(f"the allele leaves the region of {gene.assembly}: {variant}")
        aligned = GenomicVariant(gene.assembly, edit)
        oriented = normalise(gene.to_gene_edit(edit), gene.sequence, Direction.FORWARD)
        first = shift(oriented, gene.sequence, Direction.BACKWARD)
        other, issues = self._other_build(aligned)
        return VariantAnnotation(
            variant=aligned,
            hgvs_g=self.describe_genomic(edit),
            spdi=format_spdi(
                gene.accession, fully_justify(edit, gene.plus_sequence, gene.region.start)
            ),
            normalized=self.vcf_name(edit),
            other_normalized=other,
            exon_legacy=self._legacy_region(oriented),
            transcripts=tuple(
                self._on_transcript(self.model(transcript), oriented, first)
                for transcript in transcripts
            ),
            issues=issues,
        )

    def vcf_allele(self, edit: Edit) -> Edit:
        """Return a left-aligned edit as VCF writes it: with the base before an indel."""
        return vcf_allele(self.gene, edit)

    def vcf_name(self, edit: Edit) -> str:
        """Return a left-aligned edit in the style of ``X-49251480-C-T``."""
        return format_vcf_like(self.gene.chromosome, self.vcf_allele(edit))

    def _other_build(self, variant: GenomicVariant) -> tuple[str, tuple[Issue, ...]]:
        if self.to_other_build is None:
            return "", ()
        name = self.to_other_build.target.assembly
        try:
            other = self.to_other_build.convert(variant)
        except NoCounterpartError as error:
            message = f"this allele has no counterpart on {name}: {error}"
            return "", (Issue(IssueCode.BUILD_CONFLICT, message),)
        target = self.to_other_build.target
        written = format_vcf_like(target.chromosome, vcf_allele(target, other.edit))
        difference = self.to_other_build.differing_base(variant)
        if difference is None:
            return written, ()
        message = (
            f"the reference here is {difference.source_bases} on {variant.assembly} "
            f"and {difference.target_bases} on {name}"
        )
        return written, (Issue(IssueCode.BUILD_CONFLICT, message),)

    def _on_transcript(
        self, model: TranscriptModel, edit: Edit, first: Edit
    ) -> TranscriptAnnotation:
        """Annotate in the 3'-shifted placement; ``first`` is the 5'-most one."""
        effect = effect_on_transcript(model, edit)
        _, hgvs_c = self.coding_name(model, edit)
        issues: tuple[Issue, ...] = ()
        if first.start != edit.start:
            issues = self._placement_issue(model, effect, first)
        exon, intron = exon_and_intron(model, edit)
        protein = effect.protein_change
        features: tuple[ProteinFeature, ...] = ()
        if effect.coding is not None and effect.coding.residue_start:
            last = effect.coding.residue_end
            features = self._feature_map(model).at(effect.coding.residue_start, last)
        return TranscriptAnnotation(
            transcript=model.transcript,
            consequences=effect.terms,
            hgvs_c=hgvs_c,
            hgvs_p=_protein_name(model.transcript, protein),
            coding=effect.coding,
            exon=exon,
            intron=intron,
            features=features,
            issues=issues,
        )

    def _placement_issue(
        self, model: TranscriptModel, effect: Effect, first: Edit
    ) -> tuple[Issue, ...]:
        """Say so if the other end of the ambiguous stretch would mean something else.

        Where both placements lie in exons the mutant transcript is the same, and only splice terms
        can differ.
        """
        there = effect_on_transcript(model, first)
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
        _, name = self.coding_name(model, first)
        where = name or self.describe_genomic(self.gene.to_genomic_edit(first))
        message = (
            f"at its 5'-most placement ({where}, not a valid HGVS name) the same allele reads as "
            f"{'&'.join(term.term for term in other)}"
        )
        return (Issue(IssueCode.AMBIGUOUS_PLACEMENT, message),)

    def coding_name(self, model: TranscriptModel, edit: Edit) -> tuple[DnaChange | None, str]:
        """Return the ``c.`` change of a gene-frame edit in the placement given, and its name.

        A position in an intron is written with the genomic context; a base beyond the transcript
        has no ``c.`` name, then both are empty.
        """
        change = describe(edit, self.gene.sequence, first=model.span.start)
        if not (model.span.start <= change.start and change.end < model.span.end):
            return None, ""
        intronic = False

        def written(position: int) -> str:
            nonlocal intronic
            named = self._position(model, position)
            intronic = intronic or named.offset != 0
            return str(named)

        prefix = "c" if model.transcript.cds is not None else "n"
        body = format_dna_change(change, written)
        reference = model.transcript.accession
        if intronic:
            reference = f"{self.gene.accession}({reference})"
        return change, f"{reference}:{prefix}.{body}"

    def _position(self, model: TranscriptModel, position: int) -> TranscriptPosition:
        project = model.projection
        named = (
            project.to_noncoding(position)
            if model.transcript.cds is None
            else project.to_coding(position)
        )
        if named is None:
            raise ValueError(f"position {position} lies outside {model.transcript.accession}")
        return named

    def _legacy_region(self, edit: Edit) -> str:
        exons, introns = self.model(self.gene.mane_select).touched(edit)
        number = self.gene.legacy_number
        exon = [f"exon {number(index + 1)}" for index in exons]
        intron = [f"intron {number(index + 1)}" for index in introns]
        return "|".join(exon + intron)


def vcf_allele(gene: Gene, edit: Edit) -> Edit:
    """Return a left-aligned genomic edit as VCF writes it: with the base before an indel."""
    if edit.deleted and edit.inserted:
        return edit
    if edit.start == gene.region.start:
        after = gene.plus_bases(edit.end, edit.end + 1)
        return Edit(edit.start, edit.deleted + after, edit.inserted + after)
    before = gene.plus_bases(edit.start - 1, edit.start)
    return Edit(edit.start - 1, before + edit.deleted, before + edit.inserted)


def _protein_name(transcript: Transcript, change: ProteinChange | None) -> str:
    if change is None:
        return ""
    unknown = change.kind in (ProteinChangeKind.UNKNOWN, ProteinChangeKind.NO_PROTEIN)
    accession = "" if unknown else transcript.protein_accession or ""
    return format_protein(accession, change)


def exon_and_intron(model: TranscriptModel, edit: Edit) -> tuple[str, str]:
    """Return exon and intron numbers with their totals, such as ``12/12`` or ``3-4/12``."""
    exons, introns = model.touched(edit)
    return _numbers(exons, len(model.transcript.exons)), _numbers(introns, len(model.introns))


def _numbers(indices: range, total: int) -> str:
    if not indices:
        return ""
    first, last = indices[0] + 1, indices[-1] + 1
    return f"{first}/{total}" if first == last else f"{first}-{last}/{total}"
