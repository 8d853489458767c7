"""Sequence Ontology terms derived a second time, from Ensembl's definitions.

Nothing of the program is used; the changed proteins come from second_route.py.

Sources: Ensembl, "Calculated consequences" (definitions and windows). What that page leaves to the
code was read in ensembl-variation: ``_intron_effects`` and ``_intron_overlap`` of release 105 and
later with pull requests 737 (finer splice terms) and 919 (no tract term with exon bases), the
predicates of VariationEffect.pm, and the mapper, which drops the gap of an insertion on a border.
Rules of the project that go before Ensembl's are marked "house".
"""

from __future__ import annotations

from dataclasses import dataclass

from second_reading import Allele, Reading
from second_route import Mutant, compare, splice

NEIGHBOURHOOD = 5_000
"""Ensembl's reach of upstream_gene_variant and downstream_gene_variant."""


def terms(reading: Reading, allele: Allele) -> frozenset[str]:
    """All terms of an allele in its most 3' placement."""
    first, last = reading.span
    inside = allele.start < last and first < allele.end
    if not allele.deleted:
        inside = first < allele.start < last
    copied = reading.copied_exons(allele)
    if copied == reading.exons:
        return frozenset({"transcript_amplification"})
    if not inside and not copied:
        return frozenset({outside(reading, allele)})
    if allele.start <= first and last <= allele.end:
        if reading.turned_round(allele):
            return frozenset({"upstream_gene_variant", "downstream_gene_variant"})
        if allele.shorter:
            return frozenset({"transcript_ablation"})
    found = splice_terms(reading, allele)
    if copied:
        found |= elongation_terms(reading, copied)
        found |= set() if inside else {outside(reading, allele)}
    else:
        found |= exonic_terms(reading, allele)
    if reading.biotype == "nonsense_mediated_decay":
        found |= {"NMD_transcript_variant"}
    return frozenset(found)


def elongation_terms(reading: Reading, copied: tuple[tuple[int, int], ...]) -> set[str]:
    """House: whole exons are there twice; what the mRNA makes of the second copy is not known."""
    found = {"feature_elongation"}
    if reading.any_coding(copied):
        found.add("coding_sequence_variant")
    return found


def outside(reading: Reading, allele: Allele) -> str:
    """The term of an allele beyond the transcript."""
    first, last = reading.span
    if allele.end <= first:
        near = allele.end > first - NEIGHBOURHOOD
        return "upstream_gene_variant" if near else "intergenic_variant"
    near = allele.start < last + NEIGHBOURHOOD
    return "downstream_gene_variant" if near else "intergenic_variant"


@dataclass(frozen=True)
class Side:
    """What an allele does around one intron."""

    donor: bool
    acceptor: bool
    fifth: bool
    donor_region: bool
    tract: bool
    region: bool
    interior: bool


def around(allele: Allele, start: int, end: int) -> Side:
    """Ensembl's windows around the intron ``start`` to ``end``.

    Bases that come in count for a window only strictly inside it. Three windows count edges as
    well: the interior of the intron; the splice region at the edges of exon, splice site and
    intron; the polypyrimidine tract, which grows at either edge.
    """
    edge = None if allele.deleted else allele.start
    return Side(
        donor=allele.changes(start, start + 2),
        acceptor=allele.changes(end - 2, end),
        fifth=allele.changes(start + 4, start + 5),
        donor_region=allele.changes(start + 2, start + 6),
        tract=allele.changes(end - 17, end - 2) or edge in (end - 17, end - 2),
        region=allele.changes(start - 3, start)
        or allele.changes(start + 2, start + 8)
        or allele.changes(end - 8, end - 2)
        or allele.changes(end, end + 3)
        or edge in (start, start + 2, end - 2, end),
        interior=allele.changes(start + 2, end - 2) or edge in (start + 2, end - 2),
    )


def splice_terms(reading: Reading, allele: Allele) -> set[str]:
    """Terms of introns and their borders.

    Only splice_region_variant gives way to the others: to the canonical sites, the fifth base and
    the donor region, not to the tract. The fifth base takes the place of the donor region.
    """
    sides = [around(allele, start, end) for start, end in reading.introns]
    found = set()
    if any(side.fifth for side in sides):
        found.add("splice_donor_5th_base_variant")
    if any(side.donor_region for side in sides) and not found:
        found.add("splice_donor_region_variant")
    canonical = set()
    if any(side.donor for side in sides):
        canonical.add("splice_donor_variant")
    if any(side.acceptor for side in sides):
        canonical.add("splice_acceptor_variant")
    if any(side.region for side in sides) and not canonical | found:
        found.add("splice_region_variant")
    exonic = any(allele.start < end and start < allele.end for start, end in reading.exons)
    if any(side.tract for side in sides) and not exonic:
        found.add("splice_polypyrimidine_tract_variant")
    if any(side.interior for side in sides):
        found.add("intron_variant")
    return found | canonical


def exonic_terms(reading: Reading, allele: Allele) -> set[str]:
    """Terms of exon bases: untranslated, coding, or a whole exon that is lost (house)."""
    found = set()
    start, end = reading.cds
    if reading.exon_lost(allele):
        found.add("exon_loss_variant")
        if reading.overhangs(allele) and allele.shorter:
            found.add("feature_truncation")
    if allele.deleted:
        five = reading.loses(allele, 0, start)
        three = reading.has_stop and reading.loses(allele, end, len(reading.spliced))
    else:
        where = reading.exonic_before(allele.start)
        five = reading.takes_in(allele) and where <= start
        three = reading.takes_in(allele) and where >= end and reading.has_stop
    if five:
        found.add("5_prime_UTR_variant")
    if three:
        found.add("3_prime_UTR_variant")
    if reading.coding_touched(allele):
        found |= coding_terms(reading, allele, crosses=five or three)
    return found


def coding_terms(reading: Reading, allele: Allele, *, crosses: bool) -> set[str]:
    """Terms of a change of the coding sequence.

    Ensembl: where coding bases go with their border, no frame can be told and the term is
    coding_sequence_variant. House: a lost start codon is always told, and so is a lost stop codon;
    where a deletion joins two exons, the frame of the joined exon counts.
    """
    started = reading.start_codon_touched(allele)
    if reading.broken(allele) or reading.overhangs(allele):
        found = {"coding_sequence_variant"}
        if started:
            found.add("start_lost")
        if reading.stop_codon_touched(allele):
            found.add("stop_lost")
        return found
    if reading.copies_intron(allele):
        return {"coding_sequence_variant"}
    mutant = splice(reading, allele)
    if started:
        retained = {"start_retained_variant", "5_prime_UTR_variant"}
        lost = {"start_lost"} | ({"stop_lost"} if reading.stop_codon_touched(allele) else set())
        return retained if mutant.start_kept else lost
    return changed_terms(mutant, compare(mutant), crosses=crosses)


def changed_terms(mutant: Mutant, name: str, *, crosses: bool) -> set[str]:
    """Terms read from the name of the protein change and from the frame behind the change.

    House: a protein that stays the same is no frameshift, also where bases came in out of frame
    behind its last residue and brought the stop with them.
    """
    found = set()
    retained = not mutant.stop_whole and mutant.through.find("*") == len(mutant.reading.protein)
    if retained or mutant.stop_in_place:
        found.add("stop_retained_variant")
    elif mutant.gain % 3 and not crosses and not name.endswith("="):
        found.add("frameshift_variant")
    if stop_lost(mutant, name):
        found.add("stop_lost")
    if name.endswith("Ter"):
        found.add("stop_gained")
    if mutant.in_step and not mutant.reading.has_stop and "*" in mutant.through:
        found.add("stop_gained")
    if found and "stop_retained_variant" not in found:
        return found
    return found | in_frame_term(mutant, name, retained=retained)


def in_frame_term(mutant: Mutant, name: str, *, retained: bool) -> set[str]:
    """House: a clean loss or gain of residues, or a mixed change."""
    if name.endswith("="):
        return set() if retained else {"synonymous_variant"}
    if mutant.gain == 0 or retained:
        return {"missense_variant"}
    if name.endswith("del"):
        return {"inframe_deletion"}
    inserted = "ins" in name and "delins" not in name
    behind = mutant.through.startswith(mutant.reading.protein)
    if name.endswith("dup") or inserted or behind:
        return {"inframe_insertion"}
    return {"protein_altering_variant"}


def stop_lost(mutant: Mutant, name: str) -> bool:
    """True if the old stop codon is gone or out of frame and the protein runs on behind it."""
    if not mutant.reading.has_stop or mutant.in_step:
        return False
    if name == "?":
        return not mutant.stop_whole or mutant.through.startswith(mutant.reading.protein)
    return "ext" in name or ("fs" in name and not mutant.stop_whole)
