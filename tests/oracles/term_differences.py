"""The kinds of difference between sets of consequence terms, with the rule that decides."""

from __future__ import annotations

from differences import Difference, KnownTerm
from facts import Allele
from protein_names import first_change
from term_arithmetic import (
    CANONICAL,
    IN_FRAME,
    clean_change,
    stop_in_new_codons,
    touches_inner_intron,
)

FINER_TERMS = frozenset(
    {
        "splice_donor_5th_base_variant",
        "splice_donor_region_variant",
        "splice_polypyrimidine_tract_variant",
    }
)
"""Ensembl's splice terms of release 105 and later, which bcftools csq and SnpEff do not know."""
BROADER = {
    "3_prime_UTR_exon_variant": "3_prime_UTR_variant",
    "3_prime_UTR_intron_variant": "intron_variant",
    "5_prime_UTR_exon_variant": "5_prime_UTR_variant",
    "5_prime_UTR_intron_variant": "intron_variant",
    "coding_transcript_intron_variant": "intron_variant",
    "conservative_inframe_deletion": "inframe_deletion",
    "conservative_inframe_insertion": "inframe_insertion",
    "disruptive_inframe_deletion": "inframe_deletion",
    "disruptive_inframe_insertion": "inframe_insertion",
    "exonic_splice_region_variant": "splice_region_variant",
    "frameshift_elongation": "frameshift_variant",
    "frameshift_truncation": "frameshift_variant",
}
"""Ensembl's terms for the narrower terms of the Sequence Ontology that SnpEff and mehari give."""
NOT_TOLD = {
    "bcftools csq": FINER_TERMS,
    "SnpEff": FINER_TERMS | {"NMD_transcript_variant"},
    "mehari": frozenset({"NMD_transcript_variant"}),
}
SPLICE = CANONICAL | FINER_TERMS | {"splice_region_variant"}
SINGLE = frozenset({"missense_variant", "synonymous_variant"})
START = frozenset({"start_lost", "start_retained_variant"})
STOP_CODON = frozenset({"stop_lost", "stop_retained_variant"})
UTR = frozenset({"3_prime_UTR_variant", "5_prime_UTR_variant"})
OTHER = frozenset({"coding_sequence_variant", "frameshift_variant", "stop_gained"})
CODING = IN_FRAME | SINGLE | START | STOP_CODON | OTHER
FOREIGN = frozenset(
    {"5_prime_UTR_premature_start_codon_gain_variant", "feature_elongation", "gene_variant"}
)


def comparable(tool: str, terms: frozenset[str]) -> frozenset[str]:
    """Return the terms of either side as they are compared for a tool."""
    return frozenset(BROADER.get(term, term) for term in terms) - NOT_TOLD[tool]


def _theirs_only(difference: Difference, term: str) -> bool:
    return term in difference.their_terms


def _outside(difference: Difference, _term: str) -> bool:
    return difference.allele.outside_transcript


def _foreign(difference: Difference, term: str) -> bool:
    if term in UTR:
        return term in difference.our_terms and bool(difference.their_terms & FOREIGN)
    return term in FOREIGN and _theirs_only(difference, term)


def _intron_beside(difference: Difference, term: str) -> bool:
    if term != "intron_variant" or not difference.allele.touches_intron:
        return False
    inner = touches_inner_intron(difference.allele)
    if term in difference.our_terms:
        return inner and bool(difference.their_terms & SPLICE)
    return not inner and bool(difference.our_terms & CANONICAL)


def _donor_region(difference: Difference, term: str) -> bool:
    at_donor = difference.allele.near(2, 6, donor=True)
    told = {"splice_region_variant", "splice_donor_region_variant"}
    return at_donor and term in told and _theirs_only(difference, term)


def _region_beside_site(difference: Difference, term: str) -> bool:
    at_site = bool(difference.our_terms & CANONICAL)
    return at_site and term == "splice_region_variant" and _theirs_only(difference, term)


def _window_edge(difference: Difference, term: str) -> bool:
    allele = difference.allele
    edges = allele.near(-3, 8, donor=True) or allele.near(-17, 3, donor=False)
    return allele.last.is_insertion and not allele.at_border and edges and term in SPLICE


def _coding_beside_site(difference: Difference, term: str) -> bool:
    at_site = bool(difference.our_terms & CANONICAL) and not difference.allele.touches_coding
    return at_site and term in CODING and _theirs_only(difference, term)


def _exon_lost(difference: Difference, term: str) -> bool:
    told = {"exon_loss_variant", "feature_truncation"} & difference.our_terms
    return term in told and difference.allele.loses_exon


def _exon_doubled(difference: Difference, term: str) -> bool:
    told = term == "feature_elongation" and term in difference.our_terms
    return told and difference.allele.copies_exon


def _insertion_at_border(difference: Difference, term: str) -> bool:
    return difference.allele.at_border and term in CODING | SPLICE | UTR | {"intron_variant"}


def _stays(difference: Difference, term: str) -> bool:
    allele = difference.allele
    sites = allele.kept & allele.ground.canonical
    site_stays = bool(sites) and not allele.changes_canonical
    told = term in SPLICE and _theirs_only(difference, term)
    return bool(allele.kept) and (told or (site_stays and term in CODING))


def _across(difference: Difference, term: str) -> bool:
    within = {"intron_variant"} | CODING | SPLICE | UTR
    return difference.allele.spans_border and term in within


def _slides(difference: Difference, term: str) -> bool:
    within = {"intron_variant"} | CODING | SPLICE | UTR
    return difference.allele.slides_over_border and term in within


def _transcript_end(difference: Difference, term: str) -> bool:
    allele, span = difference.allele, difference.allele.ground.transcript.span
    at_end = allele.last.start <= span.start + 3 or allele.last.end >= span.end - 3
    told = term == "splice_region_variant" and _theirs_only(difference, term)
    unsaid = term in UTR and "splice_region_variant" in difference.their_terms
    return at_end and (told or unsaid)


def _start_codon(difference: Difference, term: str) -> bool:
    first = difference.allele.ground.coding[0]
    return _reaches(difference.allele, first) and term in CODING | UTR


def _stop_codon(difference: Difference, term: str) -> bool:
    allele = difference.allele
    mutant, reference = allele.mutant_protein, allele.ground.protein
    first = mutant is not None and first_change(reference, mutant) >= len(reference)
    reaches = _reaches(allele, allele.ground.coding[-3])
    return (reaches or (first and allele.touches_coding)) and term in CODING | UTR


def _reaches(allele: Allele, codon: int) -> bool:
    """True if some placement of the allele touches a codon or lies within a base of it."""
    return allele.first.start <= codon + 4 and allele.last.end >= codon - 1


def _stop_gained(difference: Difference, term: str) -> bool:
    ours_only = term in difference.our_terms
    return term == "stop_gained" and ours_only and stop_in_new_codons(difference.allele)


def _no_stop_gained(difference: Difference, term: str) -> bool:
    told = difference.allele.mutant_protein is not None
    theirs_only = term == "stop_gained" and _theirs_only(difference, term)
    return theirs_only and told and not stop_in_new_codons(difference.allele)


def _mixed(difference: Difference, term: str) -> bool:
    allele = difference.allele
    if term not in IN_FRAME | {"missense_variant"} or allele.net_length % 3:
        return False
    clean = clean_change(allele)
    return difference.our_terms & IN_FRAME == {clean or "protein_altering_variant"}


def _beside_stop(difference: Difference, term: str) -> bool:
    truncated = "stop_gained" in difference.our_terms and stop_in_new_codons(difference.allele)
    return truncated and term in IN_FRAME | SINGLE and _theirs_only(difference, term)


def _by_parts(difference: Difference, term: str) -> bool:
    one = bool(difference.our_terms & (IN_FRAME | {"frameshift_variant"}))
    return one and term in IN_FRAME | SINGLE and _theirs_only(difference, term)


def _frame(difference: Difference, term: str) -> bool:
    kept = difference.allele.net_length % 3 == 0 and difference.allele.touches_coding
    ours = term in IN_FRAME and "frameshift_variant" in difference.their_terms
    return kept and (ours or (term == "frameshift_variant" and _theirs_only(difference, term)))


def _utr_beside(difference: Difference, term: str) -> bool:
    ours_only = term in UTR and term in difference.our_terms
    return ours_only and bool(difference.their_terms & (SPLICE | CODING))


def _open_end(difference: Difference, term: str) -> bool:
    open_end = not difference.allele.ground.transcript.cds_complete
    return open_end and term in STOP_CODON and _theirs_only(difference, term)


KNOWN = (
    KnownTerm(
        "outside the transcript",
        "Ensembl: upstream_gene_variant and downstream_gene_variant within 5,000 bases, decided"
        " at the 3'-shifted place; an insertion behind the last base lies outside",
        _outside,
    ),
    KnownTerm(
        "term of another vocabulary",
        "Ensembl has no term for a start codon gained in the 5' UTR nor `gene_variant`, and "
        "keeps `feature_elongation` for structural variants",
        _foreign,
    ),
    KnownTerm(
        "stop at an open end",
        "SO:0001567: stop_retained_variant is for a changed stop codon; this CDS has none, its "
        "3' end is missing",
        _open_end,
    ),
    KnownTerm(
        "intron beside a splice term",
        "Ensembl: intron_variant is for bases between the two first and the two last of an "
        "intron, beside whatever splice term they have; the canonical bases themselves have "
        "only theirs",
        _intron_beside,
    ),
    KnownTerm(
        "finer donor terms",
        "Ensembl 105 and later: +3 to +6 have splice_donor_region_variant (SO:0002170), +5 "
        "splice_donor_5th_base_variant (SO:0001787), the latter instead of the former and either "
        "instead of splice_region_variant",
        _donor_region,
    ),
    KnownTerm(
        "splice region beside a splice site",
        "Ensembl: splice_region_variant is not given beside splice_donor_variant or "
        "splice_acceptor_variant",
        _region_beside_site,
    ),
    KnownTerm(
        "coding term beside a splice site",
        "Ensembl: beside a splice site no term for the protein is given, unless bases of the "
        "exon are changed too",
        _coding_beside_site,
    ),
    KnownTerm(
        "exon lost",
        "SO:0001572: exon_loss_variant where the whole of an exon is taken out, and SO:0001906: "
        "feature_truncation where an end of the transcript goes with it; Ensembl has no term for "
        "the one and gives the other to structural variants only",
        _exon_lost,
    ),
    KnownTerm(
        "exon doubled",
        "SO:0001907: feature_elongation where a tandem duplication holds a whole exon; Ensembl "
        "gives it to structural variants only",
        _exon_doubled,
    ),
    KnownTerm(
        "stop in the new codons",
        "SO:0001587: a new stop in the codons that the change makes, or as first new residue, "
        "is stop_gained, beside frameshift_variant where the frame is shifted; the changed "
        "transcript is translated to see it",
        _stop_gained,
    ),
    KnownTerm(
        "term beside a stop",
        "foxp3tool's convention: a new stop is stop_gained alone in frame; inframe_insertion "
        "and the like are for residues cleanly lost or gained",
        _beside_stop,
    ),
    KnownTerm(
        "insertion at a border",
        "foxp3tool's convention: the two bases of the intron stay, so no splice_donor_variant "
        "or splice_acceptor_variant, but splice_region_variant; bases that copy none of the "
        "exon's have the terms of bases that become exonic, as with Ensembl, and `p.?`, as it "
        "cannot be told whether they do",
        _insertion_at_border,
    ),
    KnownTerm(
        "base that stays",
        "SO: the terms are for bases that are changed; where as many bases come as go, each "
        "stands for the one it replaces, and a site or codon that keeps its bases is not changed",
        _stays,
    ),
    KnownTerm(
        "change across a border",
        "Ensembl: bases of the exon are changed with its border, so that no frame can be told: "
        "coding_sequence_variant beside the splice terms; intron_variant for bases inside it, "
        "and no splice_polypyrimidine_tract_variant where bases of the exon change as well",
        _across,
    ),
    KnownTerm(
        "change of the start codon",
        "Ensembl, SO:0002012: start_lost where ATG does not stay in front of codon 2, with "
        "nothing on what follows; start_retained_variant where it does; decided at the "
        "3'-shifted place",
        _start_codon,
    ),
    KnownTerm(
        "change of the stop codon",
        "SO:0001578, SO:0001567: stop_lost where bases of the stop codon are changed or it is "
        "read through in a shifted frame, stop_retained_variant where a stop stays at its "
        "place or moves with residues gained or lost before it (as in Ensembl VEP's test: a stop "
        "among the residues before and after), 3_prime_UTR_variant behind it",
        _stop_codon,
    ),
    KnownTerm(
        "no stop in the new codons",
        "SO:0001587: stop_gained is for a codon that the change turns into a stop; the changed "
        "transcript, translated, has none before bases behind the new ones are read",
        _no_stop_gained,
    ),
    KnownTerm(
        "mixed in-frame change",
        "SO:0001821, SO:0001822 are for residues cleanly gained or lost; where others change "
        "with them, protein_altering_variant (SO:0001818), alone",
        _mixed,
    ),
    KnownTerm(
        "frame kept",
        "SO:0001589: a frameshift is for a change of length that three does not divide",
        _frame,
    ),
    KnownTerm(
        "several terms for one change",
        "Ensembl: one change has one term for the protein as a whole; missense_variant and "
        "synonymous_variant are for proteins of the same length",
        _by_parts,
    ),
    KnownTerm(
        "insertion at the edge of a window",
        "Ensembl: an insertion has the term of a splice window if both its neighbours lie in "
        "it, splice_region_variant beside the two canonical bases, and at either end of the "
        "polypyrimidine tract that of the tract",
        _window_edge,
    ),
    KnownTerm(
        "end of the transcript",
        "Ensembl: splice_region_variant is for borders of introns; first and last base of the "
        "transcript are none",
        _transcript_end,
    ),
    KnownTerm(
        "sliding across a border",
        "foxp3tool's convention: terms are those of the 3'-shifted place, as the name's; the "
        "issue AMBIGUOUS_PLACEMENT tells of the other place",
        _slides,
    ),
    KnownTerm(
        "UTR beside another term",
        "Ensembl: the terms are independent, a base of the UTR has its term beside others",
        _utr_beside,
    ),
)
