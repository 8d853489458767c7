"""Sequence Ontology consequence terms with Ensembl's order of severity and IMPACT.

Source: Ensembl, "Calculated variant consequences"; exon_loss_variant is not one of Ensembl's terms
and stands behind the canonical splice terms, whose effect (the exon is missing) it shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, StrEnum
from typing import Final


class Impact(StrEnum):
    """Ensembl's rating of a consequence, most severe first."""

    HIGH = "HIGH"
    MODERATE = "MODERATE"
    LOW = "LOW"
    MODIFIER = "MODIFIER"


class Consequence(Enum):
    """A consequence term; members stand in order of severity, most severe first.

    Each member's value is its term, SO accession and impact.

    Example:
        >>> Consequence.MISSENSE_VARIANT.term, Consequence.MISSENSE_VARIANT.impact.value
        ('missense_variant', 'MODERATE')
    """

    TRANSCRIPT_ABLATION = ("transcript_ablation", "SO:0001893", Impact.HIGH)
    SPLICE_ACCEPTOR_VARIANT = ("splice_acceptor_variant", "SO:0001574", Impact.HIGH)
    SPLICE_DONOR_VARIANT = ("splice_donor_variant", "SO:0001575", Impact.HIGH)
    EXON_LOSS_VARIANT = ("exon_loss_variant", "SO:0001572", Impact.HIGH)
    STOP_GAINED = ("stop_gained", "SO:0001587", Impact.HIGH)
    FRAMESHIFT_VARIANT = ("frameshift_variant", "SO:0001589", Impact.HIGH)
    STOP_LOST = ("stop_lost", "SO:0001578", Impact.HIGH)
    START_LOST = ("start_lost", "SO:0002012", Impact.HIGH)
    TRANSCRIPT_AMPLIFICATION = ("transcript_amplification", "SO:0001889", Impact.HIGH)
    FEATURE_ELONGATION = ("feature_elongation", "SO:0001907", Impact.HIGH)
    FEATURE_TRUNCATION = ("feature_truncation", "SO:0001906", Impact.HIGH)
    INFRAME_INSERTION = ("inframe_insertion", "SO:0001821", Impact.MODERATE)
    INFRAME_DELETION = ("inframe_deletion", "SO:0001822", Impact.MODERATE)
    MISSENSE_VARIANT = ("missense_variant", "SO:0001583", Impact.MODERATE)
    PROTEIN_ALTERING_VARIANT = ("protein_altering_variant", "SO:0001818", Impact.MODERATE)
    SPLICE_DONOR_5TH_BASE_VARIANT = ("splice_donor_5th_base_variant", "SO:0001787", Impact.LOW)
    SPLICE_REGION_VARIANT = ("splice_region_variant", "SO:0001630", Impact.LOW)
    SPLICE_DONOR_REGION_VARIANT = ("splice_donor_region_variant", "SO:0002170", Impact.LOW)
    SPLICE_POLYPYRIMIDINE_TRACT_VARIANT = (
        "splice_polypyrimidine_tract_variant",
        "SO:0002169",
        Impact.LOW,
    )
    INCOMPLETE_TERMINAL_CODON_VARIANT = (
        "incomplete_terminal_codon_variant",
        "SO:0001626",
        Impact.LOW,
    )
    START_RETAINED_VARIANT = ("start_retained_variant", "SO:0002019", Impact.LOW)
    STOP_RETAINED_VARIANT = ("stop_retained_variant", "SO:0001567", Impact.LOW)
    SYNONYMOUS_VARIANT = ("synonymous_variant", "SO:0001819", Impact.LOW)
    CODING_SEQUENCE_VARIANT = ("coding_sequence_variant", "SO:0001580", Impact.MODIFIER)
    FIVE_PRIME_UTR_VARIANT = ("5_prime_UTR_variant", "SO:0001623", Impact.MODIFIER)
    THREE_PRIME_UTR_VARIANT = ("3_prime_UTR_variant", "SO:0001624", Impact.MODIFIER)
    NON_CODING_TRANSCRIPT_EXON_VARIANT = (
        "non_coding_transcript_exon_variant",
        "SO:0001792",
        Impact.MODIFIER,
    )
    INTRON_VARIANT = ("intron_variant", "SO:0001627", Impact.MODIFIER)
    NMD_TRANSCRIPT_VARIANT = ("NMD_transcript_variant", "SO:0001621", Impact.MODIFIER)
    UPSTREAM_GENE_VARIANT = ("upstream_gene_variant", "SO:0001631", Impact.MODIFIER)
    DOWNSTREAM_GENE_VARIANT = ("downstream_gene_variant", "SO:0001632", Impact.MODIFIER)
    INTERGENIC_VARIANT = ("intergenic_variant", "SO:0001628", Impact.MODIFIER)

    def __init__(self, term: str, so_accession: str, impact: Impact) -> None:
        """Give each member its parts by name."""
        self.term = term
        self.so_accession = so_accession
        self.impact = impact


SEVERITY: Final[dict[Consequence, int]] = {term: rank for rank, term in enumerate(Consequence)}


def by_severity(terms: Iterable[Consequence]) -> tuple[Consequence, ...]:
    """Return the terms without repeats, most severe first."""
    return tuple(sorted(set(terms), key=SEVERITY.__getitem__))
