"""Do consequence terms agree with exon table, frame and translated protein? Without the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from facts import STOP, Allele
from protein_names import first_change

CANONICAL = frozenset({"splice_acceptor_variant", "splice_donor_variant"})
IN_FRAME = frozenset({"inframe_deletion", "inframe_insertion", "protein_altering_variant"})
PROTEIN_TERMS = sorted(
    IN_FRAME
    | {
        "frameshift_variant",
        "missense_variant",
        "stop_gained",
        "stop_lost",
        "stop_retained_variant",
        "synonymous_variant",
    }
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What arithmetic says of one term.

    Args:
        must: The term has to be told.
        may: The term can be told; where this and ``must`` differ, a convention decides.
    """

    must: bool
    may: bool


def _exactly(reckoned: object) -> Bounds:
    return Bounds(bool(reckoned), bool(reckoned))


def contradictions(allele: Allele, terms: frozenset[str]) -> list[str]:
    """Return the terms that foxp3tool gives an allele or withholds, and that arithmetic denies."""
    if allele.outside_transcript and not allele.copies_exon:
        upstream = allele.last.end <= allele.ground.transcript.span.start
        expected = "upstream_gene_variant" if upstream else "downstream_gene_variant"
        return sorted(terms ^ {expected})
    return [
        term
        for term, bounds in reckoned_terms(allele)
        if (bounds.must and term not in terms) or (term in terms and not bounds.may)
    ]


def reckoned_terms(allele: Allele) -> Iterator[tuple[str, Bounds]]:
    """Yield what can be said of each term for an allele that changes the transcript."""
    yield from _splice_terms(allele)
    yield from _exon_terms(allele)
    kept = touches_start_codon(allele) and allele.start_moved is not None
    yield "start_retained_variant", _exactly(kept)
    yield "start_lost", _exactly(allele.start_moved is None)
    if allele.copies_exon:
        return
    yield from _untranslated_terms(allele)
    if allele.touches_coding and allele.mutant_protein and allele.start_moved == 0:
        yield from _protein_terms(allele)
    elif not allele.at_border:
        # No protein can be told, or it is the reference's.
        lost = touches_stop_codon(allele) and allele.touches_coding
        yield from ((term, _exactly(term == "stop_lost" and lost)) for term in PROTEIN_TERMS)


def _splice_terms(allele: Allele) -> Iterator[tuple[str, Bounds]]:
    donor, acceptor = (touches_canonical(allele, donor=end) for end in (True, False))
    yield "splice_donor_variant", _exactly(donor)
    yield "splice_acceptor_variant", _exactly(acceptor)
    yield "intron_variant", _exactly(touches_inner_intron(allele))
    fifth = not allele.last.is_insertion and allele.touches(4, 5, donor=True)
    yield "splice_donor_5th_base_variant", _exactly(fifth)
    others = allele.touches(2, 6, donor=True) and not fifth
    yield "splice_donor_region_variant", _exactly(others)
    tract = allele.touches(-17, -2, donor=False) or _at_end_of_tract(allele)
    exonic = not allele.ground.exonic_set.isdisjoint(allele.touched)
    yield "splice_polypyrimidine_tract_variant", _exactly(tract and not exonic)
    finer = donor or acceptor or fifth or others
    yield "splice_region_variant", _splice_region(allele, finer=finer)


def _at_end_of_tract(allele: Allele) -> bool:
    introns = allele.ground.transcript.introns
    at_end = any(allele.last.start in (i.end - 17, i.end - 2) for i in introns)
    return allele.last.is_insertion and at_end


def _splice_region(allele: Allele, *, finer: bool) -> Bounds:
    """Three bases of the exon, +7 and +8, -3 to -8; not beside a finer term but the tract's."""
    if finer:
        return _exactly(False)
    sure = (
        allele.touches(-3, 0, donor=True)
        or allele.touches(6, 8, donor=True)
        or allele.touches(-8, -2, donor=False)
        or allele.touches(0, 3, donor=False)
    )
    if not allele.last.is_insertion:
        return _exactly(sure)
    beside = allele.at_border or _beside_canonical(allele)
    return Bounds(sure or beside, sure or beside or allele.touches(2, 8, donor=True))


def _beside_canonical(allele: Allele) -> bool:
    introns = allele.ground.transcript.introns
    return any(allele.last.start in (i.start + 2, i.end - 2) for i in introns)


def _exon_terms(allele: Allele) -> Iterator[tuple[str, Bounds]]:
    """Whole exons lost or copied, SO:0001572, SO:0001906 and SO:0001907."""
    start, end, span = allele.last.start, allele.last.end, allele.ground.transcript.span
    lost = allele.loses_exon
    deletion = lost and not allele.last.inserted
    yield "exon_loss_variant", Bounds(deletion, lost)
    over_an_end = start < span.start or end > span.end
    shorter = lost and over_an_end and allele.net_length < 0
    yield "feature_truncation", Bounds(deletion and over_an_end, shorter)
    yield "feature_elongation", _exactly(allele.copies_exon)


def _untranslated_terms(allele: Allele) -> Iterator[tuple[str, Bounds]]:
    """Terms of the UTR and of coding bases without a protein.

    Between the UTR and the CDS an insertion lies in the UTR, as does one in the start codon that
    leaves ATG in front of codon 2. At an exon/intron border it has the term of the exon or none.
    """
    first, last, exonic = (
        allele.ground.coding[0],
        allele.ground.coding[-1],
        allele.ground.exonic_set,
    )
    touched = (
        {allele.last.start - 1, allele.last.start}
        if allele.last.is_insertion
        else set(allele.touched)
    )
    before_atg = touches_start_codon(allele) and bool(allele.start_moved)
    for term, utr in (
        ("5_prime_UTR_variant", before_atg or any(p < first for p in touched & exonic)),
        ("3_prime_UTR_variant", any(p > last for p in touched & exonic)),
    ):
        yield term, Bounds(utr and not allele.at_border, utr)
    unknown = allele.touches_coding and allele.mutant_bases is None
    at_edge = allele.at_border and not touched.isdisjoint(allele.ground.coding_set)
    yield "coding_sequence_variant", Bounds(unknown, unknown or at_edge)


def _protein_terms(allele: Allele) -> Iterator[tuple[str, Bounds]]:
    reference, mutant = allele.ground.protein, allele.mutant_protein
    assert mutant is not None
    at_stop = touches_stop_codon(allele)
    shifted = allele.net_length % 3 != 0
    in_place = len(mutant) - len(reference) == allele.net_length / 3 and not allele.leaves_cds
    stays = len(mutant) == len(reference)
    kept = at_stop and mutant[-1] == STOP and (stays or in_place)
    read_through = shifted and first_change(reference, mutant) >= len(reference)
    at_once = mutant[-1] == STOP and first_change(reference, mutant) == len(mutant) < len(reference)
    lost = (at_stop or (allele.ground.transcript.cds_complete and read_through)) and not at_once
    lost = lost and not (kept and in_place)
    gained = stop_in_new_codons(allele) and not (lost or kept)
    if not allele.leaves_cds:
        yield "frameshift_variant", _exactly(shifted and not kept)
    yield "stop_retained_variant", _exactly(kept)
    yield "stop_lost", _exactly(lost and not kept)
    yield "stop_gained", _exactly(gained)
    same_length = allele.net_length == 0 and not gained and (kept or not lost)
    yield "synonymous_variant", _exactly(same_length and mutant == reference and not kept)
    yield "missense_variant", _exactly(same_length and mutant != reference)
    if gained or shifted or not allele.net_length:
        yield from ((term, _exactly(False)) for term in sorted(IN_FRAME))
    elif not lost:
        told = clean_change(allele) or "protein_altering_variant"
        yield from ((term, _exactly(term == told)) for term in sorted(IN_FRAME))


def touches_canonical(allele: Allele, *, donor: bool) -> bool:
    """True if the two first (donor) or the two last bases of an intron are changed."""
    return allele.touches(0, 2, donor=True) if donor else allele.touches(-2, 0, donor=False)


def touches_inner_intron(allele: Allele) -> bool:
    """True if an intron is touched behind its two first and before its two last bases."""
    introns, start = allele.ground.transcript.introns, allele.last.start
    if allele.last.is_insertion:
        return any(i.start + 2 <= start <= i.end - 2 for i in introns)
    return any(i.start + 2 <= p < i.end - 2 for i in introns for p in allele.touched)


def touches_start_codon(allele: Allele) -> bool:
    """True if bases of the start codon are deleted, or bases inserted between them."""
    start, last = allele.ground.coding[0], allele.last
    if last.is_insertion:
        return start < last.start < start + 3
    return any(start <= position < start + 3 for position in allele.touched)


def touches_stop_codon(allele: Allele) -> bool:
    """True if bases of the stop codon are deleted, or bases inserted between them."""
    stop, last = allele.ground.coding[-3], allele.last
    if not allele.ground.transcript.cds_complete:
        return False
    if last.is_insertion:
        return stop < last.start < stop + 3
    return any(stop <= position < stop + 3 for position in allele.touched)


def stop_in_new_codons(allele: Allele) -> bool:
    """True if translation ends with the new bases or at the first residue that differs.

    A stop that needs bases behind the new ones is what a frameshift runs into; where the frame is
    kept, the codon of the last new base counts with them.
    """
    mutant, reference = allele.mutant_protein, allele.ground.protein
    start = allele.ground.coding_index(allele.last.start)
    if mutant is None or start is None or mutant[-1] != STOP or mutant == reference:
        return False
    stays = 3 * len(mutant) == 3 * len(reference) + allele.net_length
    if stays and reference[-1] == STOP and not touches_stop_codon(allele):
        return False
    behind = start + len(allele.last.inserted)
    if allele.net_length % 3 == 0:
        behind = -(-behind // 3) * 3
    in_new = start // 3 < len(mutant) and 3 * len(mutant) <= behind
    return in_new or first_change(reference, mutant) == len(mutant)


def clean_change(allele: Allele) -> str:
    """Tell whether residues are only lost or only gained: the term, or nothing."""
    reference, mutant = allele.ground.protein, allele.mutant_protein
    if mutant is None:
        return ""
    short, long = sorted((reference, mutant), key=len)
    same = first_change(short, long) - 1
    rest = len(short) - same
    if rest and short[same:] != long[-rest:]:
        return ""
    return "inframe_deletion" if mutant is short else "inframe_insertion"
