"""PM1, PM4 and BP3: where in the protein a change lies, and what it does to its length."""

from __future__ import annotations

from typing import Final

from foxp3tool.knowledge.evidence_facts import ACMG, DISORDERED, NO_PANEL, REPEAT_COPIES
from foxp3tool.knowledge.evidence_region import named
from foxp3tool.knowledge.evidence_same import UNSURE_BENIGN, is_missense
from foxp3tool.knowledge.evidence_scene import Subject
from foxp3tool.model.consequence import Consequence as Term
from foxp3tool.model.evidence import Criterion, Evidence, Strength, Verdict
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.variant import Edit
from foxp3tool.model.words import residues_named

_LENGTH: Final = frozenset(
    {Term.INFRAME_DELETION, Term.INFRAME_INSERTION, Term.PROTEIN_ALTERING_VARIANT}
)
LENGTH_TERMS: Final = _LENGTH | {Term.STOP_LOST}
"""Terms of alleles that may change the protein's length without a premature stop."""

NO_PM1: Final = Evidence(
    Criterion.PM1, Verdict.DOES_NOT_APPLY, "no missense variant", sources=(ACMG,)
)
NO_PM4: Final = Evidence(
    Criterion.PM4,
    Verdict.DOES_NOT_APPLY,
    "no in-frame insertion or deletion, and no lost stop codon",
    sources=(ACMG,),
)
NO_BP3: Final = Evidence(
    Criterion.BP3, Verdict.DOES_NOT_APPLY, "no in-frame insertion or deletion", sources=(ACMG,)
)


def judge_pm1(subject: Subject) -> Evidence:
    """Ask whether a missense change lies in the critical domain, and what is benign there."""
    change, domain = subject.change, subject.scene.domain
    if change is None or domain is None or not is_missense(change):
        return NO_PM1
    residue = change.start
    name = f"{domain.name} ({domain.start}-{domain.end}, {domain.source})"
    if not domain.start <= residue <= domain.end:
        return _pm1(Verdict.DOES_NOT_APPLY, f"residue {residue} is outside {name}")
    benign = [
        one
        for one in subject.scene.in_region(domain.start, domain.end)
        if one.is_benign and one.is_missense
    ]
    here = [one for one in benign if one.change is not None and one.change.start == residue]
    sure = [one for one in here if one.is_surely_benign]
    if sure:
        return _pm1(Verdict.DOES_NOT_APPLY, f"benign missense at this residue: {named(sure)}")
    told = f"missense in the {name}; {NO_PANEL}"
    if here:
        told += f"; but benign missense at this residue: {named(here)}, {UNSURE_BENIGN}"
        return _pm1(Verdict.CANNOT_BE_JUDGED, told, Strength.MODERATE)
    if benign:
        told += f"; benign missense elsewhere in it: {named(benign)}"
    outside = [f for f in subject.scene.other_bounds if not f.start <= residue <= f.end]
    if outside:
        bounds = ", ".join(f"{f.start}-{f.end} ({f.name})" for f in outside)
        return _pm1(
            Verdict.CANNOT_BE_JUDGED,
            f"{told}; other bounds leave the residue out: {bounds}",
            Strength.MODERATE,
        )
    return _pm1(Verdict.APPLIES, told, Strength.MODERATE)


def _pm1(verdict: Verdict, reason: str, strength: Strength | None = None) -> Evidence:
    return Evidence(Criterion.PM1, verdict, reason, strength, sources=(ACMG,))


def tandem_copies(sequence: str, edit: Edit) -> int:
    """Return how many copies of what an insertion or deletion adds or takes stand in a row.

    Args:
        sequence: The reference, in the frame of the edit.
        edit: An edit that only inserts or only deletes; of others nothing is counted.

    Example:
        >>> tandem_copies("GCACACACT", Edit(1, "CA", ""))
        3
    """
    if bool(edit.deleted) == bool(edit.inserted):
        return 0
    unit = _period(edit.deleted or edit.inserted)
    size = len(unit)
    before, copies = edit.start - size, 0
    while before >= 0 and sequence[before : before + size] == unit:
        before, copies = before - size, copies + 1
    behind = edit.start
    while sequence[behind : behind + size] == unit:
        behind, copies = behind + size, copies + 1
    return copies


def _period(text: str) -> str:
    """Return the shortest text of whole codons whose repetition a text is."""
    for size in range(3, len(text), 3):
        if len(text) % size == 0 and text == text[:size] * (len(text) // size):
            return text[:size]
    return text


def _repeat(subject: Subject, change: ProteinChange) -> str:
    """Name the repeat that an in-frame change lies in; the empty string if in none."""
    sequence = subject.scene.annotator.gene.sequence
    copies = max(tandem_copies(sequence, edit) for edit in subject.placements)
    if copies >= REPEAT_COPIES:
        return f"{copies} copies in a row"
    protein = subject.scene.protein
    if change.kind not in (ProteinChangeKind.DELETION, ProteinChangeKind.DUPLICATION):
        return ""
    residues = set(protein[change.start - 1 : change.end])
    if len(residues) != 1:
        return ""
    letter = residues.pop()
    first, last = change.start, change.end
    while first > 1 and protein[first - 2] == letter:
        first -= 1
    while last < len(protein) and protein[last] == letter:
        last += 1
    run = last - first + 1
    return f"{run} {letter} in a row ({first}-{last})" if run >= REPEAT_COPIES else ""


def judge_length(subject: Subject, pvs1: Evidence) -> tuple[Evidence, Evidence]:
    """Judge PM4 and BP3.

    Args:
        subject: The allele.
        pvs1: What was said of PVS1: what PVS1 counts is not counted again.
    """
    change = subject.change
    if subject.terms.isdisjoint(LENGTH_TERMS) or change is None:
        return NO_PM4, NO_BP3
    if pvs1.verdict is not Verdict.DOES_NOT_APPLY:
        reason = "the loss is counted, or asked about, under PVS1"
        return _pm4(Verdict.DOES_NOT_APPLY, reason), NO_BP3
    if change.kind is ProteinChangeKind.UNKNOWN:
        return _pm4(Verdict.CANNOT_BE_JUDGED, "the mutant protein cannot be told"), NO_BP3
    if subject.terms.isdisjoint(_LENGTH):
        return _pm4(Verdict.APPLIES, "the stop codon is lost", Strength.MODERATE), NO_BP3
    repeat = _repeat(subject, change)
    functions = [
        feature.name
        for feature in subject.here.features
        if feature.primary and DISORDERED not in feature.name
    ]
    told = residues_named(change.start, change.end)
    is_one = "is" if change.start == change.end else "are"
    if not repeat:
        # The genome's repeat annotation is not bundled: the sequence itself is looked at.
        plain = f"{told}, in no repeat of {REPEAT_COPIES} or more copies"
        pm4 = _pm4(Verdict.APPLIES, f"in-frame change of {plain}", Strength.MODERATE)
        return pm4, _bp3(Verdict.DOES_NOT_APPLY, plain)
    if functions:
        known = (
            f"{told} {is_one} a repeat ({repeat}) in a part with a function: {', '.join(functions)}"
        )
        pm4 = _pm4(Verdict.CANNOT_BE_JUDGED, f"in-frame change; {known}", Strength.MODERATE)
        return pm4, _bp3(Verdict.DOES_NOT_APPLY, known)
    unknown = f"{told} {is_one} a repeat ({repeat}); no function of it is recorded here"
    bp3 = _bp3(
        Verdict.CANNOT_BE_JUDGED,
        f"{unknown}, and the genome's repeat annotation is not bundled",
        Strength.SUPPORTING,
    )
    return _pm4(Verdict.DOES_NOT_APPLY, unknown), bp3


def _pm4(verdict: Verdict, reason: str, strength: Strength | None = None) -> Evidence:
    return Evidence(Criterion.PM4, verdict, reason, strength, sources=(ACMG,))


def _bp3(verdict: Verdict, reason: str, strength: Strength | None = None) -> Evidence:
    return Evidence(Criterion.BP3, verdict, reason, strength, sources=(ACMG,))
