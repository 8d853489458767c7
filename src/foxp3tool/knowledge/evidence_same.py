"""PS1 and PM5: what is reported of the same protein change, residue or splice site.

PS1 (PMID 25741868): the same protein change by another DNA change as an established variant; for
splicing by table 2 of Walker 2023 (PMID 37352859), whose prerequisite, an equal predicted event of
at least the same strength, needs a splice prediction. PM5: another missense change of the residue
of an established missense variant; a benign one at the residue speaks against it. Both warn of
changes that act through splicing. A variant that is only likely pathogenic gives one step less.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foxp3tool.annotate.splicing import CANONICAL
from foxp3tool.knowledge.evidence_facts import ACMG, SPLICING
from foxp3tool.knowledge.evidence_scene import Reported, Subject
from foxp3tool.knowledge.locus import LONGEST_LOCAL, SpliceSite
from foxp3tool.knowledge.standing import is_only_likely, why_open
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.evidence import Criterion, Evidence, Strength, Verdict
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import STOP

Kind = ProteinChangeKind

_IN_FRAME: Final = frozenset(
    {Kind.SUBSTITUTION, Kind.DELETION, Kind.DUPLICATION, Kind.INSERTION, Kind.DELINS}
)
_LOWER: Final = {Strength.STRONG: Strength.MODERATE, Strength.MODERATE: Strength.SUPPORTING}

_TRUNCATING: Final = frozenset({Consequence.STOP_GAINED, Consequence.FRAMESHIFT_VARIANT})
"""What PVS1 counts already."""

UNSURE_BENIGN: Final = "which rests on one submitter, or on a copy that does not say on how many"

NO_PS1: Final = Evidence(
    Criterion.PS1,
    Verdict.DOES_NOT_APPLY,
    "no IPEX variant with the same protein change or at the same splice site is in the catalog",
    sources=(ACMG, SPLICING),
)
NO_PM5: Final = Evidence(
    Criterion.PM5,
    Verdict.DOES_NOT_APPLY,
    "no other missense change of this residue is reported in IPEX in the catalog",
    sources=(ACMG,),
)
NOT_MISSENSE: Final = Evidence(
    Criterion.PM5, Verdict.DOES_NOT_APPLY, "no missense variant", sources=(ACMG,)
)


def is_missense(change: ProteinChange | None) -> bool:
    """Tell whether one residue becomes another (a lost start codon is none)."""
    return (
        change is not None
        and change.kind is Kind.SUBSTITUTION
        and change.inserted not in ("", STOP)
        and change.start_residue != STOP
        and change.start > 1
    )


def judge_ps1(subject: Subject, pvs1: Evidence) -> Evidence:
    """Look for the same protein change, then for the same splice site.

    Args:
        subject: The allele.
        pvs1: What was said of PVS1: the weight of a splice site depends on it.
    """
    change = subject.change
    if change is not None and change.kind in _IN_FRAME and STOP not in change.inserted:
        same = [
            one
            for one in subject.scene.by_residue.get(change.start, ())
            if one.change == change and (one.is_benign or one.entry.id not in subject.own_ids)
        ]
        found = _same_protein(subject, same)
        if found is not None:
            return found
    if subject.terms & _TRUNCATING:
        return _truncating(subject)
    is_local = len(subject.edit.deleted) <= LONGEST_LOCAL
    return _same_site(subject, pvs1) if is_local and subject.in_motif else NO_PS1


def _same_protein(subject: Subject, same: Sequence[Reported]) -> Evidence | None:
    ipex = [one for one in same if one.entry.assertion.is_ipex]
    if not ipex:
        return None
    best = _best(ipex)
    strength = _weight(best, Strength.STRONG)
    told = f"the same protein change as {best.label}"
    benign = _most_benign(same)
    if benign is not None and benign.is_surely_benign:
        return _ps1(Verdict.DOES_NOT_APPLY, f"benign with this change: {benign.label}")
    if benign is not None:
        told += f", and as the benign {benign.label}, {UNSURE_BENIGN}"
        return _ps1(Verdict.CANNOT_BE_JUDGED, told, strength)
    if best.edit is None:
        return _ps1(
            Verdict.CANNOT_BE_JUDGED, f"{told}, whose DNA change may be this very one", strength
        )
    doubt = _doubt(subject, best)
    if doubt:
        return _ps1(Verdict.CANNOT_BE_JUDGED, f"{told}; {doubt}", strength)
    return _ps1(Verdict.APPLIES, f"{told}, by another DNA change", strength)


def _truncating(subject: Subject) -> Evidence:
    """Say why PS1 is not for truncations, where one with the same protein change is reported."""
    same = [
        one.entry.id
        for one in subject.match.graded
        if one.grade is MatchGrade.SAME_PROTEIN_CHANGE and one.entry.assertion.is_ipex
    ]
    if not same:
        return NO_PS1
    told = f"truncating, which PVS1 counts; {', '.join(same)} has the same protein change"
    return _ps1(Verdict.DOES_NOT_APPLY, told)


def _ps1(verdict: Verdict, reason: str, strength: Strength | None = None) -> Evidence:
    return Evidence(Criterion.PS1, verdict, reason, strength, sources=(ACMG, SPLICING))


def _best(entries: Sequence[Reported]) -> Reported:
    """Return the entry that carries most: established, then not only likely pathogenic."""
    return min(entries, key=lambda one: (not one.is_established, is_only_likely(one.entry)))


def _most_benign(entries: Sequence[Reported]) -> Reported | None:
    """Return a benign one, the surest first; None if there is none."""
    benign = [one for one in entries if one.is_benign]
    return min(benign, key=lambda one: not one.is_surely_benign, default=None)


def _weight(one: Reported, full: Strength) -> Strength:
    return _LOWER[full] if is_only_likely(one.entry) else full


def _doubt(subject: Subject, one: Reported) -> str:
    """Say what keeps a comparison from being sure; the empty string if nothing does."""
    if subject.in_motif or one.at_border:
        return (
            "a base of a splice motif changes in one of the two, which may act through splicing: "
            "needs a splice prediction"
        )
    return why_open(one.entry)


def _same_site(subject: Subject, pvs1: Evidence) -> Evidence:
    """Compare with reported variants of the same splice site, by Walker 2023, table 2."""
    scene = subject.scene
    here = scene.sites.motifs(subject.edit)
    found: list[tuple[Reported, frozenset[SpliceSite]]] = []
    for one in scene.reported:
        if not one.entry.assertion.is_ipex or one.entry.id in subject.own_ids or one.edit is None:
            continue
        shared = here & scene.sites.intronic(one.edit)
        if shared:
            found.append((one, shared))
    if not found:
        return NO_PS1
    weighed = [(_site_weight(subject, one, pvs1), one, shared) for one, shared in found]
    order = [Strength.STRONG, Strength.MODERATE, Strength.SUPPORTING]
    given = [item for item in weighed if item[0] is not None]
    if not given:
        return _ps1(
            Verdict.DOES_NOT_APPLY,
            f"at the same splice site only {found[0][0].label}, for which table 2 gives no weight",
        )
    strength, one, shared = min(given, key=lambda item: order.index(item[0] or Strength.STRONG))
    sites = " and ".join(str(site) for site in sorted(shared))
    return _ps1(
        Verdict.CANNOT_BE_JUDGED,
        f"{one.label} changes {sites} as well: counts if the same splice event is predicted at "
        "least as strongly (Walker 2023, table 2), which needs a splice prediction"
        + (f"; {standing}" if (standing := why_open(one.entry)) else ""),
        strength,
    )


def _site_weight(subject: Subject, one: Reported, pvs1: Evidence) -> Strength | None:
    """Return the weight of Walker 2023, table 2; None where it gives none."""
    likely = is_only_likely(one.entry)
    there = one.edit is not None and subject.scene.hits_dinucleotide(one.edit)
    if not subject.terms & CANONICAL:
        if one.edit is not None and one.edit.start == subject.edit.start:
            return Strength.MODERATE if likely else Strength.STRONG
        return Strength.SUPPORTING if likely else Strength.MODERATE
    if there and likely:
        return None
    full = pvs1.strength in (None, Strength.VERY_STRONG)
    if full or likely:
        return Strength.SUPPORTING
    return Strength.STRONG if there else Strength.MODERATE


def judge_pm5(subject: Subject) -> Evidence:
    """Look for other missense changes of the same residue."""
    change = subject.change
    if change is None or not is_missense(change):
        return NOT_MISSENSE
    here = [one for one in subject.scene.by_residue.get(change.start, ()) if one.is_missense]
    others = [
        one
        for one in here
        if one.entry.assertion.is_ipex
        and one.change is not None
        and one.change.inserted != change.inserted
    ]
    if not others:
        return NO_PM5
    benign = _most_benign(here)
    if benign is not None and benign.is_surely_benign:
        return _pm5(
            Verdict.DOES_NOT_APPLY,
            f"a missense change of this residue is benign: {benign.label}",
        )
    best = _best(others)
    strength = _weight(best, Strength.MODERATE)
    told = f"another missense change of residue {change.start}: {best.label}"
    if benign is not None:
        told += f"; but one of them is benign: {benign.label}, {UNSURE_BENIGN}"
        return _pm5(Verdict.CANNOT_BE_JUDGED, told, strength)
    rest = [one.entry.id for one in others if one is not best]
    if rest:
        told += f", also {', '.join(rest)}"
    doubt = _doubt(subject, best)
    if doubt:
        return _pm5(Verdict.CANNOT_BE_JUDGED, f"{told}; {doubt}", strength)
    return _pm5(Verdict.APPLIES, f"{told}; no benign missense change of it is known", strength)


def _pm5(verdict: Verdict, reason: str, strength: Strength | None = None) -> Evidence:
    return Evidence(Criterion.PM5, verdict, reason, strength, sources=(ACMG,))
