"""What a figure of variants on a gene shows, before anything is drawn.

Places are told by what they belong to (a residue, or a distance from the ends of an exon or
intron), never by a position on a chromosome, so that variants of both builds go into one figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.frozen import frozen
from foxp3tool.model.protein import ProteinFeature


class VariantClass(StrEnum):
    """Classes of consequence that have a shape and a colour of their own, in legend order."""

    STOP_GAINED = "stop-gained"
    FRAMESHIFT = "frameshift"
    START_STOP_LOST = "start-stop-lost"
    MISSENSE = "missense"
    INFRAME = "inframe"
    SPLICE_SITE = "splice-site"
    SPLICE_REGION = "splice-region"
    SYNONYMOUS = "synonymous"
    UTR = "utr"
    INTRON_FLANK = "intron-flank"
    WHOLE_EXONS = "whole-exons"
    OTHER = "other"


_TERMS: Final = {
    VariantClass.STOP_GAINED: (Consequence.STOP_GAINED,),
    VariantClass.FRAMESHIFT: (Consequence.FRAMESHIFT_VARIANT,),
    VariantClass.START_STOP_LOST: (Consequence.START_LOST, Consequence.STOP_LOST),
    VariantClass.MISSENSE: (Consequence.MISSENSE_VARIANT,),
    VariantClass.INFRAME: (
        Consequence.INFRAME_DELETION,
        Consequence.INFRAME_INSERTION,
        Consequence.PROTEIN_ALTERING_VARIANT,
    ),
    VariantClass.SPLICE_SITE: (
        Consequence.SPLICE_ACCEPTOR_VARIANT,
        Consequence.SPLICE_DONOR_VARIANT,
    ),
    VariantClass.SPLICE_REGION: (
        Consequence.SPLICE_DONOR_5TH_BASE_VARIANT,
        Consequence.SPLICE_REGION_VARIANT,
        Consequence.SPLICE_DONOR_REGION_VARIANT,
        Consequence.SPLICE_POLYPYRIMIDINE_TRACT_VARIANT,
    ),
    VariantClass.SYNONYMOUS: (
        Consequence.SYNONYMOUS_VARIANT,
        Consequence.STOP_RETAINED_VARIANT,
        Consequence.START_RETAINED_VARIANT,
    ),
    VariantClass.UTR: (Consequence.FIVE_PRIME_UTR_VARIANT, Consequence.THREE_PRIME_UTR_VARIANT),
    VariantClass.INTRON_FLANK: (
        Consequence.INTRON_VARIANT,
        Consequence.UPSTREAM_GENE_VARIANT,
        Consequence.DOWNSTREAM_GENE_VARIANT,
        Consequence.INTERGENIC_VARIANT,
    ),
    VariantClass.WHOLE_EXONS: (
        Consequence.EXON_LOSS_VARIANT,
        Consequence.TRANSCRIPT_ABLATION,
        Consequence.TRANSCRIPT_AMPLIFICATION,
        Consequence.FEATURE_ELONGATION,
        Consequence.FEATURE_TRUNCATION,
    ),
}
_CLASS_OF: Final = {term: kind for kind, terms in _TERMS.items() for term in terms}


def variant_class(terms: tuple[Consequence, ...]) -> VariantClass:
    """Return the class of an allele: whole exons before all else, then that of the first term.

    Args:
        terms: Consequence terms, most severe first.

    Example:
        >>> variant_class((Consequence.MISSENSE_VARIANT, Consequence.SPLICE_REGION_VARIANT)).value
        'missense'
    """
    if any(_CLASS_OF.get(term) is VariantClass.WHOLE_EXONS for term in terms):
        return VariantClass.WHOLE_EXONS
    return _CLASS_OF.get(terms[0], VariantClass.OTHER) if terms else VariantClass.OTHER


class LabelStyle(StrEnum):
    """What stands at a variant."""

    HGVS_P = "hgvs_p"
    HGVS_C = "hgvs_c"
    ID = "id"
    NONE = "none"


@frozen
class GenePoint:
    """A point between two bases of the gene, counted inside a flank, an exon or an intron.

    Args:
        segment: 0 for what lies before the transcript, then exon 1, intron 1, exon 2 and so on;
            the last is what lies behind the transcript.
        before: Bases from the segment's beginning to the point; the middle of a base is a half.
        behind: Bases from the point to the segment's end.
    """

    segment: int
    before: float
    behind: float


@frozen
class ProteinPlace:
    """Residues, 1-based and included; the stop counts as the residue behind the last."""

    first: int
    last: int


@frozen
class GenePlace:
    """A stretch of the gene.

    Args:
        start: Where it begins.
        end: Where it ends; equal to ``start`` for bases that are put in.
        is_bar: True if it is drawn as a bar rather than at its middle.
        opens_before: True if it begins before what is drawn.
        opens_behind: True if it ends behind what is drawn.
    """

    start: GenePoint
    middle: GenePoint
    end: GenePoint
    is_bar: bool = False
    opens_before: bool = False
    opens_behind: bool = False


@frozen
class FigureVariant:
    """One allele of a figure.

    Args:
        place: Where it goes.
        kind: Class of its consequence.
        terms: Its consequence terms as text.
        match: How it agrees with a reported IPEX mutation.
        count: How many carriers or entries it stands for; 0 if nobody in the file carries it.
        hgvs_c: Its name on the DNA, without accession, shortened for reading.
        hgvs_p: Its name on the protein likewise; empty if there is none.
        id: What the input calls it, shortened likewise; empty if nothing.
        rows: Which rows of the input it stands for, from 0.
        is_uncertain: True if its ends are not known to the base.
        together: Which alleles of the input it is, if it is several that lie on one chromosome and
            are read together; they have marks of their own. Empty for an allele of the input.
    """

    place: ProteinPlace | GenePlace
    kind: VariantClass
    terms: str
    match: MatchGrade
    count: int
    hgvs_c: str
    hgvs_p: str
    id: str = ""
    rows: tuple[int, ...] = ()
    is_uncertain: bool = False
    together: str = ""


@frozen
class Unplaced:
    """What has no place in the figure, and why."""

    text: str
    reason: str


@frozen
class ExonBases:
    """How many bases of an exon lie before, in and behind the coding sequence."""

    before: int
    coding: int
    behind: int


@frozen
class FigureGene:
    """The gene as it is drawn: one transcript and its protein.

    Args:
        symbol: Symbol of the gene.
        transcript: Accession of the transcript.
        protein: Accession of the protein; empty if not known.
        residues: Length of the protein, without the stop.
        has_stop: False if the coding sequence has no stop codon.
        exons: The exons, 5' to 3'.
        features: Features of the protein, in its own numbering.
        polya: The polyadenylation hexamer, if there is one.
        last_exon_in_papers: The number that most papers give the last exon; empty if they do not
            count it.
    """

    symbol: str
    transcript: str
    protein: str
    residues: int
    has_stop: bool
    exons: tuple[ExonBases, ...]
    features: tuple[ProteinFeature, ...]
    polya: tuple[GenePoint, GenePoint] | None = None
    last_exon_in_papers: str = ""


@frozen
class FigureContent:
    """Everything that a figure shows.

    Args:
        gene: The gene.
        variants: The variants in front.
        reported: The reported IPEX mutations in the background.
        unplaced: What could not be drawn.
        remarks: What else is to be said under the figure.
        title: The title; empty for none.
        summary: How many of what are shown, in one line.
        labels: What stands at a variant.
        counted: What a count counts: ``carriers`` or ``entries``.
        source: What the figure was made from.
    """

    gene: FigureGene
    variants: tuple[FigureVariant, ...] = ()
    reported: tuple[FigureVariant, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    remarks: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""
    labels: LabelStyle = LabelStyle.HGVS_P
    counted: str = "entries"
    source: str = ""

    @property
    def number(self) -> int:
        """How many variants are drawn; those read together are told besides."""
        return number_of(self.variants)


def number_of(variants: Iterable[FigureVariant]) -> int:
    """Return how many variants there are, without marks of several of them read together."""
    return sum(not variant.together for variant in variants)
