"""Consequence terms: Ensembl's published table, written down by hand.

Source: https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html (release 115),
in its order; terms that the tool has no use for (regulation, miRNA, non-coding biotypes) left out.
exon_loss_variant is Sequence Ontology's, not Ensembl's.
"""

import random

import pytest

from foxp3tool.model.consequence import Consequence, Impact, by_severity

ENSEMBL = """\
transcript_ablation                  SO:0001893  HIGH
splice_acceptor_variant              SO:0001574  HIGH
splice_donor_variant                 SO:0001575  HIGH
stop_gained                          SO:0001587  HIGH
frameshift_variant                   SO:0001589  HIGH
stop_lost                            SO:0001578  HIGH
start_lost                           SO:0002012  HIGH
transcript_amplification             SO:0001889  HIGH
feature_elongation                   SO:0001907  HIGH
feature_truncation                   SO:0001906  HIGH
inframe_insertion                    SO:0001821  MODERATE
inframe_deletion                     SO:0001822  MODERATE
missense_variant                     SO:0001583  MODERATE
protein_altering_variant             SO:0001818  MODERATE
splice_donor_5th_base_variant        SO:0001787  LOW
splice_region_variant                SO:0001630  LOW
splice_donor_region_variant          SO:0002170  LOW
splice_polypyrimidine_tract_variant  SO:0002169  LOW
incomplete_terminal_codon_variant    SO:0001626  LOW
start_retained_variant               SO:0002019  LOW
stop_retained_variant                SO:0001567  LOW
synonymous_variant                   SO:0001819  LOW
coding_sequence_variant              SO:0001580  MODIFIER
5_prime_UTR_variant                  SO:0001623  MODIFIER
3_prime_UTR_variant                  SO:0001624  MODIFIER
non_coding_transcript_exon_variant   SO:0001792  MODIFIER
intron_variant                       SO:0001627  MODIFIER
NMD_transcript_variant               SO:0001621  MODIFIER
upstream_gene_variant                SO:0001631  MODIFIER
downstream_gene_variant              SO:0001632  MODIFIER
intergenic_variant                   SO:0001628  MODIFIER
"""
ROWS = [tuple(line.split()) for line in ENSEMBL.splitlines()]


def test_terms_accessions_and_impacts_are_ensembls_in_ensembls_order() -> None:
    ours = [
        (member.term, member.so_accession, member.impact.value)
        for member in Consequence
        if member is not Consequence.EXON_LOSS_VARIANT
    ]
    assert ours == ROWS


def test_exon_loss_is_high_and_stands_behind_the_canonical_splice_terms() -> None:
    loss = Consequence.EXON_LOSS_VARIANT
    assert (loss.term, loss.so_accession, loss.impact) == (
        "exon_loss_variant",
        "SO:0001572",
        Impact.HIGH,
    )
    assert by_severity([Consequence.STOP_GAINED, loss, Consequence.SPLICE_DONOR_VARIANT]) == (
        Consequence.SPLICE_DONOR_VARIANT,
        loss,
        Consequence.STOP_GAINED,
    )


def test_no_two_members_share_term_or_accession() -> None:
    assert len({member.term for member in Consequence}) == len(Consequence)
    assert len({member.so_accession for member in Consequence}) == len(Consequence)


@pytest.mark.parametrize("seed", range(5))
def test_terms_are_sorted_most_severe_first_without_repeats(seed: int) -> None:
    by_term = {member.term: member for member in Consequence}
    expected = [by_term[row[0]] for row in ROWS]
    mixed = expected * 2
    random.Random(seed).shuffle(mixed)
    assert by_severity(mixed) == tuple(expected)


def test_severity_never_rates_a_milder_impact_before_a_stronger_one() -> None:
    strength = ["HIGH", "MODERATE", "LOW", "MODIFIER"]
    ranks = [strength.index(member.impact.value) for member in Consequence]
    assert ranks == sorted(ranks)
