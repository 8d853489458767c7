"""The kinds of difference between ``c.`` names, with the rule that decides."""

from __future__ import annotations

import re

from allele_sets import Kind
from coding_names import described, is_several, kind_in, spans_junction
from differences import Difference, KnownName

REFUSED = "refused: "


def _same_allele(difference: Difference) -> bool:
    """True if the other name describes the allele as well, read with the exon table alone."""
    return described(difference.theirs, difference.allele.ground) == difference.allele.last


def _beyond(difference: Difference) -> bool:
    return not difference.ours


def _source_outside(difference: Difference) -> bool:
    ours, theirs = difference.ours, difference.theirs
    return (
        difference.allele.copies_from_outside
        and "ins" in ours
        and (not theirs or theirs.endswith("dup") or theirs.startswith(REFUSED))
    )


def _inversion(difference: Difference) -> bool:
    return (
        difference.kind is Kind.INVERSION
        and difference.ours.endswith("inv")
        and "delins" in difference.theirs
        and not is_several(difference.theirs)
        and _same_allele(difference)
    )


def _several(difference: Difference) -> bool:
    return is_several(difference.theirs) and _same_allele(difference)


def _repeat(difference: Difference) -> bool:
    return re.search(r"[ACGT]\[\d+\]$", difference.theirs) is not None and _same_allele(difference)


def _insertion(difference: Difference) -> bool:
    plain = re.search(r"\dins[ACGT]+$", difference.ours) is not None
    return plain and "delins" in difference.theirs and _same_allele(difference)


def _placement(difference: Difference) -> bool:
    kind, other = (kind_in(n.removeprefix("c.")) for n in (difference.ours, difference.theirs))
    return kind == other and kind in {"del", "dup", "ins"} and _same_allele(difference)


def _junction(difference: Difference) -> bool:
    ground, theirs = difference.allele.ground, difference.theirs
    return spans_junction(theirs, ground) and not _same_allele(difference)


def _utr_intron(difference: Difference) -> bool:
    in_intron = re.search(r"\*\d+[+-]\d", difference.ours) is not None
    counted_on = re.match(r"c\.\*\d+(?![+\d-])", difference.theirs) is not None
    last = re.search(r"_\*\d+(?![+\d-])", difference.theirs) is not None
    return in_intron and (counted_on or last) and not _same_allele(difference)


def _refused(difference: Difference) -> bool:
    refused = difference.theirs.startswith(REFUSED)
    return bool(difference.ours) and difference.allele.reaches_end and refused


KNOWN = (
    KnownName(
        "beyond the transcript",
        "HGVS numbering: a `c.` name has positions of the reference sequence and of its "
        "introns; a base before or behind the transcript has none, such a variant has a `g.` "
        "name only",
        _beyond,
    ),
    KnownName(
        "copy of bases outside the transcript",
        "HGVS DNA/duplication: a duplication is a copy of bases of the reference sequence "
        "directly 5' of it; bases that the transcript lacks cannot be duplicated in it, so "
        "`ins`",
        _source_outside,
    ),
    KnownName(
        "inversion",
        "HGVS DNA/general: inversion comes before deletion-insertion in the order of priority, "
        "also where it reaches into an intron",
        _inversion,
    ),
    KnownName(
        "one allele in several parts",
        "foxp3tool's convention: what a VCF record gives as one allele is described as one "
        "change, trimmed at both ends; `c.[a;b]` is for several records. HGVS DNA/delins "
        "prefers parts where unchanged bases lie between them",
        _several,
    ),
    KnownName(
        "repeat count",
        "foxp3tool's convention, that of ClinVar and of tools that read VCF: `del`, `dup` or "
        "`ins`, not the count form of HGVS DNA/repeated",
        _repeat,
    ),
    KnownName(
        "insertion as deletion-insertion",
        "HGVS DNA/delins: a base that stays is not described; what is only put in is an insertion",
        _insertion,
    ),
    KnownName(
        "not the most 3' place",
        "HGVS DNA/general, 3' rule: the most 3' place of the transcript; the borders of introns"
        " and of the CDS do not stop the shift (c.1813del, not c.1813-1del)",
        _placement,
    ),
    KnownName(
        "shifted over an exon/exon junction",
        "HGVS DNA/general, exception to the 3' rule: c.3921del, not c.3922del; the exons are "
        "not neighbours in the gene, so that the name describes another allele",
        _junction,
    ),
    KnownName(
        "intron of the 3' UTR",
        "HGVS numbering: bases of an intron in the 3' UTR are counted from the nearest exon, "
        "c.*639-1",
        _utr_intron,
    ),
    KnownName(
        "no answer",
        "HGVS DNA/general, 3' rule: at its most 3' place the allele lies inside the transcript "
        "and has a name; the other tool looks at a place that lies outside",
        _refused,
    ),
)
