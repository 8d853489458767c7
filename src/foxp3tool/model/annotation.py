"""The result: what is known of one allele on one transcript."""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.consequence import Consequence, Impact
from foxp3tool.model.details import TranscriptDetails
from foxp3tool.model.evidence import PendingEvidence
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Transcript
from foxp3tool.model.genotype import GenotypeCounts, SampleReading
from foxp3tool.model.issue import Issue
from foxp3tool.model.protein import ProteinChange, ProteinFeature
from foxp3tool.model.variant import GenomicVariant


class MatchGrade(StrEnum):
    """How an allele agrees with a reported mutation, the best grade first."""

    EXACT = "exact"
    SAME_PROTEIN_CHANGE = "same_protein_change"
    SAME_CODON = "same_codon"
    SAME_SPLICE_SITE = "same_splice_site"
    SAME_POLYA_SIGNAL = "same_polya_signal"
    OVERLAPS = "overlaps"
    NONE = "none"


@frozen
class CodingEffect:
    """What an allele does to the coding sequence of one transcript.

    Args:
        consequences: Coding terms, in no order.
        protein_change: The predicted change, or None if there is nothing to predict.
        cds_start: First affected coding base, 1-based; 0 if none.
        cds_end: Last affected coding base, 1-based, included.
        residue_start: First affected residue, 1-based; 0 if none.
        residue_end: Last affected residue, 1-based, included.
        codons: Reference and new codons, changed bases in upper case (Ensembl's style).
        amino_acids: Reference and new residues of those codons.
    """

    consequences: frozenset[Consequence]
    protein_change: ProteinChange | None
    cds_start: int = 0
    cds_end: int = 0
    residue_start: int = 0
    residue_end: int = 0
    codons: str = ""
    amino_acids: str = ""


@frozen
class TranscriptAnnotation:
    """One allele on one transcript.

    Args:
        transcript: The transcript.
        consequences: All terms, most severe first.
        hgvs_c: The full ``c.`` description, empty if there is none.
        hgvs_p: The full ``p.`` description, empty if there is none.
        coding: The effect on the coding sequence.
        exon: Exon number(s) and their count, such as ``12/12``.
        intron: Intron number(s) and their count.
        features: Protein features at the affected residues.
        issues: Issues of this transcript only.
        details: Predictions beyond terms and names, if they were asked for.
        companion: The same allele on the gene's companion transcript (the delta-2 isoform), on rows
            of MANE Select, if details were asked for.
    """

    transcript: Transcript
    consequences: tuple[Consequence, ...]
    hgvs_c: str
    hgvs_p: str
    coding: CodingEffect | None
    exon: str
    intron: str
    features: tuple[ProteinFeature, ...]
    issues: tuple[Issue, ...] = ()
    details: TranscriptDetails | None = None
    companion: TranscriptAnnotation | None = None

    @property
    def impact(self) -> Impact:
        """The impact of the most severe term."""
        return self.consequences[0].impact


@frozen
class VariantAnnotation:
    """One allele with all its transcripts.

    Of several changes given together SPDI, VRS and VCF forms are those of each change in the order
    of the plus strand, joined by ``|``; empty if that of one is not known.

    Args:
        variant: The allele, left-aligned and trimmed.
        hgvs_g: The ``g.`` description on the allele's own build.
        transcripts: One annotation for each transcript asked for.
        issues: Issues of the allele.
        spdi: The fully justified SPDI expression; empty if it is not known.
        vrs_id: The VRS 2 identifier on the allele's own build; empty if it is not known.
        normalized: The allele left-aligned in VCF form, such as ``X-49251480-C-T``; empty if it is
            not known.
        other_normalized: The same on the other build; empty, with an issue that says why, if the
            allele has no counterpart there.
        other_hgvs_g: The ``g.`` description on the other build.
        hgvs_refseqgene: The ``g.`` description on the gene's own record.
        exon_legacy: Exon or intron in the numbering of most papers on this gene.

    The names from ``spdi`` on are empty if no details were asked for.
    """

    variant: GenomicVariant
    hgvs_g: str
    transcripts: tuple[TranscriptAnnotation, ...]
    issues: tuple[Issue, ...] = ()
    spdi: str = ""
    vrs_id: str = ""
    normalized: str = ""
    other_normalized: str = ""
    other_hgvs_g: str = ""
    hgvs_refseqgene: str = ""
    exon_legacy: str = ""


@frozen
class GradedEntry:
    """A catalog entry that an allele agrees with in part.

    Args:
        entry: The entry; it may be benign.
        grade: How far it agrees.
        reason: What the grade rests on.
        may_be_same: True if the entry is not known to the base and may be this very allele.
    """

    entry: ReportedMutation
    grade: MatchGrade
    reason: str
    may_be_same: bool = False


@frozen
class CatalogMatch:
    """Catalog entries of one allele.

    Args:
        grade: How the allele agrees with a reported *IPEX* mutation.
        ipex: The IPEX and IPEX-like entries of the very allele, or of one of several changes.
        others: Entries of the very allele that are not IPEX mutations: benign, uncertain and the
            like.
        issues: Cautions about the match.
        graded: All entries that the allele agrees with in part, whatever they assert; the best
            grades first.
    """

    grade: MatchGrade
    ipex: tuple[ReportedMutation, ...] = ()
    others: tuple[ReportedMutation, ...] = ()
    issues: tuple[Issue, ...] = ()
    graded: tuple[GradedEntry, ...] = ()

    @property
    def entries(self) -> tuple[ReportedMutation, ...]:
        """All entries of the very allele, IPEX entries first."""
        return self.ipex + self.others

    @property
    def perhaps_same(self) -> tuple[ReportedMutation, ...]:
        """The IPEX and IPEX-like entries, not known to the base, that may be this very allele."""
        return tuple(
            one.entry for one in self.graded if one.may_be_same and one.entry.assertion.is_ipex
        )

    @property
    def flagged(self) -> tuple[ReportedMutation, ...]:
        """The IPEX and IPEX-like entries that the grade speaks of."""
        if self.ipex or self.grade is MatchGrade.NONE:
            return self.ipex
        return tuple(
            one.entry
            for one in self.graded
            if one.grade is self.grade and one.entry.assertion.is_ipex
        )


NO_MATCH = CatalogMatch(MatchGrade.NONE)


@frozen
class SourceAllele:
    """One allele as the input gives it; nothing is normalised here.

    Args:
        chrom: Contig name.
        pos: 1-based VCF position.
        id: Identifier of the record, or the text that was looked up; empty if none.
        ref: REF.
        alt: ALT.
        filter: Filters, joined by ``;``; empty if none were applied.
        file: The file that it was read from, where several are read; else empty.
    """

    chrom: str = ""
    pos: int | None = None
    id: str = ""
    ref: str = ""
    alt: str = ""
    filter: str = ""
    file: str = ""


@frozen
class AnnotatedRow:
    """One row of a table: one allele on one transcript, or one allele that has no annotation.

    Args:
        source: The allele as given.
        assembly: The build that it was read on, empty if none could be told.
        gene: Symbol of the gene, empty if the allele could not be placed in it.
        variant: The annotation of the allele, or None with an issue that says why.
        transcript: The part that concerns this row's transcript.
        match: The catalog entries of the allele.
        issues: What is to be known, from the input to the transcript.
        evidence: ACMG/AMP hints for the allele, worked out when first asked for; None if there is
            nothing to judge: no allele, or several changes together.
        catalog: Which catalog was used; empty if the allele has no annotation.
        sample: The one sample that the row is of, None for a row of the allele.
        counts: How many samples have the allele, if that was asked for.
    """

    source: SourceAllele
    assembly: str = ""
    gene: str = ""
    variant: VariantAnnotation | None = None
    transcript: TranscriptAnnotation | None = None
    match: CatalogMatch = NO_MATCH
    issues: tuple[Issue, ...] = ()
    evidence: PendingEvidence | None = None
    catalog: str = ""
    sample: SampleReading | None = None
    counts: GenotypeCounts | None = None
