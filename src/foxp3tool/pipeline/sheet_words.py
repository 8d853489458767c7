"""Plain words for terms, grades and codes, for readers who do not have them by heart."""

from __future__ import annotations

from typing import Final

from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.catalog import Assertion
from foxp3tool.model.consequence import Consequence, Impact
from foxp3tool.model.details import DecayVerdict, SkipFrame, UpstreamFrame
from foxp3tool.model.issue import IssueCode

KINDS: Final = {
    Consequence.TRANSCRIPT_ABLATION: "deletion of the whole transcript",
    Consequence.SPLICE_ACCEPTOR_VARIANT: "change of a canonical splice acceptor site",
    Consequence.SPLICE_DONOR_VARIANT: "change of a canonical splice donor site",
    Consequence.EXON_LOSS_VARIANT: "loss of one or more whole exons",
    Consequence.STOP_GAINED: "nonsense change (premature stop codon)",
    Consequence.FRAMESHIFT_VARIANT: "frameshift",
    Consequence.STOP_LOST: "loss of the stop codon",
    Consequence.START_LOST: "loss of the start codon",
    Consequence.TRANSCRIPT_AMPLIFICATION: "duplication of the whole transcript",
    Consequence.FEATURE_ELONGATION: "change that lengthens the transcript",
    Consequence.FEATURE_TRUNCATION: "change that shortens the transcript",
    Consequence.INFRAME_INSERTION: "in-frame insertion of residues",
    Consequence.INFRAME_DELETION: "in-frame deletion of residues",
    Consequence.MISSENSE_VARIANT: "missense change",
    Consequence.PROTEIN_ALTERING_VARIANT: "in-frame change of residues",
    Consequence.SPLICE_DONOR_5TH_BASE_VARIANT: "change of the fifth base of an intron",
    Consequence.SPLICE_REGION_VARIANT: "change near a splice site",
    Consequence.SPLICE_DONOR_REGION_VARIANT: "change near a splice donor site",
    Consequence.SPLICE_POLYPYRIMIDINE_TRACT_VARIANT: "change in a polypyrimidine tract",
    Consequence.INCOMPLETE_TERMINAL_CODON_VARIANT: "change of an incomplete last codon",
    Consequence.START_RETAINED_VARIANT: "change that leaves a start codon in place",
    Consequence.STOP_RETAINED_VARIANT: "change that leaves a stop codon in place",
    Consequence.SYNONYMOUS_VARIANT: "synonymous change",
    Consequence.CODING_SEQUENCE_VARIANT: "change in the coding sequence",
    Consequence.FIVE_PRIME_UTR_VARIANT: "change in the 5'UTR",
    Consequence.THREE_PRIME_UTR_VARIANT: "change in the 3'UTR",
    Consequence.NON_CODING_TRANSCRIPT_EXON_VARIANT: "change in a non-coding transcript",
    Consequence.INTRON_VARIANT: "change inside an intron",
    Consequence.NMD_TRANSCRIPT_VARIANT: "change in a transcript that is broken down anyway",
    Consequence.UPSTREAM_GENE_VARIANT: "change before the gene",
    Consequence.DOWNSTREAM_GENE_VARIANT: "change behind the gene",
    Consequence.INTERGENIC_VARIANT: "change outside genes",
}
"""What kind of change a term is, to stand in a sentence."""

MEANINGS: Final = {
    Consequence.TRANSCRIPT_ABLATION: "no part of the transcript is left",
    Consequence.SPLICE_ACCEPTOR_VARIANT: "one of the last two bases of an intron changes; the exon "
    "behind it may be skipped, or another site used",
    Consequence.SPLICE_DONOR_VARIANT: "one of the first two bases of an intron changes; the exon "
    "before it may be skipped, or another site used",
    Consequence.EXON_LOSS_VARIANT: "at least one exon is gone as a whole",
    Consequence.STOP_GAINED: "a codon becomes a stop; the protein ends early",
    Consequence.FRAMESHIFT_VARIANT: "bases are gained or lost that are no multiple of three; from "
    "here on other residues are read",
    Consequence.STOP_LOST: "the stop codon is gone; translation may run on behind it",
    Consequence.START_LOST: "the start codon is gone; what is translated instead is not known",
    Consequence.TRANSCRIPT_AMPLIFICATION: "the whole transcript is there once more",
    Consequence.FEATURE_ELONGATION: "the transcript gets longer",
    Consequence.FEATURE_TRUNCATION: "the transcript gets shorter",
    Consequence.INFRAME_INSERTION: "residues are added, the reading frame stays",
    Consequence.INFRAME_DELETION: "residues are lost, the reading frame stays",
    Consequence.MISSENSE_VARIANT: "one residue is exchanged for another",
    Consequence.PROTEIN_ALTERING_VARIANT: "residues are exchanged, and their number may change; "
    "the reading frame stays",
    Consequence.SPLICE_DONOR_5TH_BASE_VARIANT: "the fifth base of an intron, part of the donor "
    "motif; it may weaken the site",
    Consequence.SPLICE_REGION_VARIANT: "within three bases of the exon or eight of the intron from "
    "the border; it may act on splicing",
    Consequence.SPLICE_DONOR_REGION_VARIANT: "third to sixth base of an intron; it may weaken the "
    "donor site",
    Consequence.SPLICE_POLYPYRIMIDINE_TRACT_VARIANT: "3 to 17 bases before an exon, where splicing "
    "reads a stretch of C and T",
    Consequence.INCOMPLETE_TERMINAL_CODON_VARIANT: "the last codon of the transcript's record is "
    "not complete",
    Consequence.START_RETAINED_VARIANT: "an ATG remains in place",
    Consequence.STOP_RETAINED_VARIANT: "a stop codon remains in place",
    Consequence.SYNONYMOUS_VARIANT: "the codon changes, the residue does not",
    Consequence.CODING_SEQUENCE_VARIANT: "coding bases change; what that does cannot be told",
    Consequence.FIVE_PRIME_UTR_VARIANT: "before the start codon, in the mRNA",
    Consequence.THREE_PRIME_UTR_VARIANT: "behind the stop codon, in the mRNA",
    Consequence.NON_CODING_TRANSCRIPT_EXON_VARIANT: "in an exon of a transcript without protein",
    Consequence.INTRON_VARIANT: "in the part that is spliced out",
    Consequence.NMD_TRANSCRIPT_VARIANT: "in a transcript that is annotated as broken down",
    Consequence.UPSTREAM_GENE_VARIANT: "within 5,000 bases before the transcript",
    Consequence.DOWNSTREAM_GENE_VARIANT: "within 5,000 bases behind the transcript",
    Consequence.INTERGENIC_VARIANT: "further than 5,000 bases from the transcript",
}
"""What a term says, in a few words."""

IMPACTS: Final = {
    Impact.HIGH: "taken to disrupt the protein",
    Impact.MODERATE: "may change how well the protein works",
    Impact.LOW: "unlikely to change what the protein does",
    Impact.MODIFIER: "no effect can be predicted from the kind of change",
}
"""What Ensembl's rating says: of the kind of change, never of this one."""

GRADES: Final = {
    MatchGrade.EXACT: "this very change is reported",
    MatchGrade.SAME_PROTEIN_CHANGE: "a change with the same protein change is reported",
    MatchGrade.SAME_CODON: "another change of the same residue is reported",
    MatchGrade.SAME_SPLICE_SITE: "another change of the same splice site is reported",
    MatchGrade.SAME_POLYA_SIGNAL: "another change of the polyadenylation signal is reported",
    MatchGrade.OVERLAPS: "it overlaps reported changes, or takes their places out",
    MatchGrade.NONE: "not reported, as far as was read; that does not mean harmless",
}

IN_PART: Final = {
    MatchGrade.SAME_PROTEIN_CHANGE: (
        "a change with the same protein change is",
        "changes with the same protein change are",
    ),
    MatchGrade.SAME_CODON: (
        "another change of the same residue is",
        "other changes of the same residue are",
    ),
    MatchGrade.SAME_SPLICE_SITE: (
        "another change of the same splice site is",
        "other changes of the same splice site are",
    ),
    MatchGrade.SAME_POLYA_SIGNAL: (
        "another change of the polyadenylation signal is",
        "other changes of the polyadenylation signal are",
    ),
    MatchGrade.OVERLAPS: (
        "it overlaps, or takes out the place of, a change that is",
        "it overlaps, or takes out the places of, changes that are",
    ),
}
"""What agrees, as the beginning of a sentence on it: of one entry, and of several."""

PERHAPS_SAME: Final = {
    MatchGrade.SAME_PROTEIN_CHANGE: "the same protein change, its DNA change not known, is",
    MatchGrade.SAME_CODON: "a frameshift at the same residue, of which no more is known, is",
    MatchGrade.OVERLAPS: "a deletion of nearly the same ends, not known to the base, is",
}
"""The same of one entry that is not known to the base, and may be this very change."""
PERHAPS: Final = "it may be this very change"

NEAR_SPLICE_SITE: Final = frozenset(
    {
        Consequence.SPLICE_DONOR_5TH_BASE_VARIANT,
        Consequence.SPLICE_REGION_VARIANT,
        Consequence.SPLICE_DONOR_REGION_VARIANT,
        Consequence.SPLICE_POLYPYRIMIDINE_TRACT_VARIANT,
    }
)
"""Terms that stand beside one that says what becomes of the protein."""

STANDINGS: Final = {
    Assertion.IPEX: "reported in IPEX",
    Assertion.IPEX_LIKE: "reported in disease like IPEX",
    Assertion.RISK: "a common variant that goes with other autoimmune disease and no IPEX mutation",
    Assertion.BENIGN: "benign or likely benign for its sources and not counted as an IPEX mutation",
    Assertion.CONFLICTING: "judged differently by its sources and not counted as an IPEX mutation",
    Assertion.UNCERTAIN: "of uncertain significance and not counted as an IPEX mutation",
}

STARS: Final = {
    "practice guideline": 4,
    "reviewed by expert panel": 3,
    "criteria provided, multiple submitters, no conflicts": 2,
    "criteria provided, conflicting classifications": 1,
    "criteria provided, conflicting interpretations": 1,
    "criteria provided, single submitter": 1,
    "no assertion criteria provided": 0,
    "no assertion provided": 0,
    "no classification provided": 0,
}
"""Stars that ClinVar shows for a review status (https://www.ncbi.nlm.nih.gov/clinvar/docs/review_status/)."""

DECAYS: Final = {
    DecayVerdict.PREDICTED: "predicted: the mRNA is likely broken down",
    DecayVerdict.ESCAPES: "not predicted: the mRNA likely escapes and an altered protein is made",
    DecayVerdict.UNKNOWN: "not known",
}

FRAMES: Final = {
    SkipFrame.IN_FRAME: "the reading frame would stay",
    SkipFrame.OUT_OF_FRAME: "the reading frame would be lost",
    SkipFrame.START_LOST: "the start codon would be lost",
    SkipFrame.STOP_LOST: "the stop codon would be lost",
    SkipFrame.UNTRANSLATED: "no coding base would be lost",
    SkipFrame.NOT_PREDICTABLE: "what would follow cannot be told (first or last exon)",
}

UPSTREAM: Final = {
    UpstreamFrame.BEFORE_CDS: "its reading frame ends before the protein's",
    UpstreamFrame.OVERLAPPING: "its reading frame overlaps the protein's, out of frame",
    UpstreamFrame.EXTENDING: "in frame with the protein, which it lengthens",
    UpstreamFrame.OPEN: "its reading frame has no stop in the transcript",
}

ISSUES: Final = {
    IssueCode.REF_MISMATCH: "base does not fit",
    IssueCode.OUTSIDE_GENE: "outside the gene",
    IssueCode.PARTIAL_OVERLAP: "reaches beyond the data",
    IssueCode.UNSUPPORTED_ALLELE: "sequence not known",
    IssueCode.AMBIGUOUS_BASE: "ambiguous base",
    IssueCode.HGVS_UNPARSED: "not readable",
    IssueCode.UNKNOWN_REFERENCE: "unknown sequence",
    IssueCode.UNKNOWN_IDENTIFIER: "unknown identifier",
    IssueCode.OTHER_GENE: "another gene",
    IssueCode.INVALID_POSITION: "no such position",
    IssueCode.NAMES_DISAGREE: "names disagree",
    IssueCode.NO_CHANGE: "no change",
    IssueCode.FROM_IDENTIFIER: "identifier",
    IssueCode.PROTEIN_ONLY: "DNA change not given",
    IssueCode.NO_SINGLE_BASE_ANSWER: "no small DNA change",
    IssueCode.NORMALISED_INPUT: "other spelling",
    IssueCode.PART_OF_ALLELE: "one of several",
    IssueCode.READ_TOGETHER: "read together",
    IssueCode.NEIGHBOUR_IN_CODON: "neighbour in codon",
    IssueCode.HETEROZYGOUS_MALE: "male, two alleles",
    IssueCode.HAPLOID_FEMALE: "female, one copy",
    IssueCode.GENOTYPE_UNCLEAR: "copies unclear",
    IssueCode.INHERITANCE_CONFLICT: "parents do not fit",
    IssueCode.UNCERTAIN_ENDS: "ends not known",
    IssueCode.COPY_NUMBER: "copies counted",
    IssueCode.BREAKEND: "new junction",
    IssueCode.TWO_READINGS: "two readings",
    IssueCode.REPAIRED_INPUT: "repaired",
    IssueCode.NOT_CHECKED: "not checked",
    IssueCode.SUPERSEDED_TRANSCRIPT: "older transcript",
    IssueCode.AMBIGUOUS_PLACEMENT: "two placements",
    IssueCode.BUILD_CONFLICT: "builds differ",
    IssueCode.CATALOG_CONFLICT: "sources disagree",
}
"""A label of a few words for each code."""

ABOUT_INPUT: Final = frozenset(
    {
        IssueCode.REPAIRED_INPUT,
        IssueCode.NORMALISED_INPUT,
        IssueCode.SUPERSEDED_TRANSCRIPT,
        IssueCode.FROM_IDENTIFIER,
        IssueCode.PART_OF_ALLELE,
        IssueCode.READ_TOGETHER,
        IssueCode.PROTEIN_ONLY,
        IssueCode.TWO_READINGS,
        IssueCode.NOT_CHECKED,
    }
)
"""Codes that say how the input was read; all others leave something open."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    Example:
        >>> counted(1, "paper"), counted(12_000, "base")
        ('1 paper', '12,000 bases')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: list[str], last: str = "and") -> str:
    """Return a list as it stands in a sentence.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"
