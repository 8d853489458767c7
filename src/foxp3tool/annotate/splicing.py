"""Splice and intron terms, by the windows of Ensembl VEP (release 105 and later).

Windows, in transcript direction: donor +1,+2; acceptor -1,-2; 5th base +5; donor region +3..+6
without +5; splice region: three exonic bases on either side, +7,+8 and -3..-8; polypyrimidine
tract -3..-17. An insertion counts for a window if it lies between two bases of it; directly at the
exon/intron border, or between +2 and +3 or -3 and -2, it counts for the splice region, and at
either end of the polypyrimidine tract for the tract.

Of an edit that puts as many bases as it takes, only the bases that differ count. Precedence, over
the whole edit: the splice region gives way to donor, acceptor, donor region and 5th base, the donor
region to the 5th base, and the tract to any base of an exon.
"""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.annotate.normalisation import differing_parts
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit

CANONICAL = frozenset({Consequence.SPLICE_ACCEPTOR_VARIANT, Consequence.SPLICE_DONOR_VARIANT})
SPLICE_TERMS = CANONICAL | {
    Consequence.SPLICE_DONOR_5TH_BASE_VARIANT,
    Consequence.SPLICE_DONOR_REGION_VARIANT,
    Consequence.SPLICE_POLYPYRIMIDINE_TRACT_VARIANT,
    Consequence.SPLICE_REGION_VARIANT,
}
_BEFORE_REGION = CANONICAL | {
    Consequence.SPLICE_DONOR_5TH_BASE_VARIANT,
    Consequence.SPLICE_DONOR_REGION_VARIANT,
}
_REACH = 3
_DONOR_SIDE = 8
_ACCEPTOR_SIDE = 17


def splice_terms(edit: Edit, introns: Sequence[Interval]) -> set[Consequence]:
    """Return the splice and intron terms of an edit.

    Args:
        edit: The edit in the gene frame.
        introns: The transcript's introns in the gene frame, 5' to 3'.
    """
    terms: set[Consequence] = set()
    start, end = edit.start, edit.end
    near = []
    for intron in introns:
        if end < intron.start - _REACH:
            break
        if start <= intron.end + _REACH:
            near.append(intron)
    if not near:
        return terms
    parts = differing_parts(edit)
    for intron in near:
        for part in parts:
            terms |= _terms_of_intron(part, intron)
    if terms & _BEFORE_REGION:
        terms.discard(Consequence.SPLICE_REGION_VARIANT)
    if Consequence.SPLICE_DONOR_5TH_BASE_VARIANT in terms:
        terms.discard(Consequence.SPLICE_DONOR_REGION_VARIANT)
    if Consequence.SPLICE_POLYPYRIMIDINE_TRACT_VARIANT in terms and _touches_exon(parts, near):
        terms.discard(Consequence.SPLICE_POLYPYRIMIDINE_TRACT_VARIANT)
    return terms


def hits_donor(edit: Edit, intron: Interval) -> bool:
    """Tell whether an edit changes the first two bases of an intron."""
    parts = differing_parts(edit)
    return any(_touches(part, intron.start, intron.start + 2) for part in parts)


def hits_acceptor(edit: Edit, intron: Interval) -> bool:
    """Tell whether an edit changes the last two bases of an intron."""
    parts = differing_parts(edit)
    return any(_touches(part, intron.end - 2, intron.end) for part in parts)


def _touches_exon(parts: Sequence[Edit], introns: Sequence[Interval]) -> bool:
    """Tell whether bases outside the introns change; those of a transcript in reach are exonic."""
    return any(
        not part.is_insertion
        and not any(intron.start <= part.start and part.end <= intron.end for intron in introns)
        for part in parts
    )


def _terms_of_intron(edit: Edit, intron: Interval) -> set[Consequence]:
    first, behind = intron.start, intron.end
    if edit.start >= first + _DONOR_SIDE and edit.end < behind - _ACCEPTOR_SIDE:
        return {Consequence.INTRON_VARIANT}
    terms: set[Consequence] = set()
    if _touches(edit, first, first + 2):
        terms.add(Consequence.SPLICE_DONOR_VARIANT)
    if _touches(edit, behind - 2, behind):
        terms.add(Consequence.SPLICE_ACCEPTOR_VARIANT)
    if _touches(edit, first + 4, first + 5):
        terms.add(Consequence.SPLICE_DONOR_5TH_BASE_VARIANT)
    if _touches_donor_region(edit, first):
        terms.add(Consequence.SPLICE_DONOR_REGION_VARIANT)
    if _touches(edit, behind - 17, behind - 2) or (
        edit.is_insertion and edit.start in (behind - 17, behind - 2)
    ):
        terms.add(Consequence.SPLICE_POLYPYRIMIDINE_TRACT_VARIANT)
    if _touches_splice_region(edit, first, behind):
        terms.add(Consequence.SPLICE_REGION_VARIANT)
    inner_border = edit.is_insertion and edit.start in (first + 2, behind - 2)
    if inner_border or _touches(edit, first + 2, behind - 2):
        terms.add(Consequence.INTRON_VARIANT)
    return terms


def _touches(edit: Edit, start: int, end: int) -> bool:
    if edit.is_insertion:
        return start < edit.start < end
    return edit.start < end and edit.end > start


def _touches_donor_region(edit: Edit, first: int) -> bool:
    if edit.is_insertion:
        return _touches(edit, first + 2, first + 6)
    return _touches(edit, first + 2, first + 4) or _touches(edit, first + 5, first + 6)


def _touches_splice_region(edit: Edit, first: int, behind: int) -> bool:
    if edit.is_insertion and edit.start in (first, behind, first + 2, behind - 2):
        return True
    donor_intron = first + (5 if edit.is_insertion else 6)
    return (
        _touches(edit, first - 3, first)
        or _touches(edit, donor_intron, first + 8)
        or _touches(edit, behind - 8, behind - 2)
        or _touches(edit, behind, behind + 3)
    )
