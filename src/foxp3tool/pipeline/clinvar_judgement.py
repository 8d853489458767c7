"""What ClinVar's records of one allele let the catalog assert."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Final

from foxp3tool.formats.clinvar_vcf import ClinvarRecord
from foxp3tool.model.catalog import Assertion, Classification, EvidenceStatus, ReportedMutation
from foxp3tool.model.frozen import frozen

_PATHOGENIC: Final = frozenset({"pathogenic", "likely pathogenic"})
_BENIGN: Final = frozenset({"benign", "likely benign"})
# ClinVar's words for a record without a germline classification begin so, older files' as well.
_NOTHING: Final = ("no classification", "no germline", "no interpretation", "not provided")
_TERMS: Final = re.compile(r"[|,/&;]")
_ASIDE: Final = re.compile(r"\s*\([^)]*\)")
_STALE: Final = "do not state the condition"
"""What a note of the bundle says of copies of ClinVar that named no condition."""


class _Said(Enum):
    """What the words of one record amount to."""

    PATHOGENIC = auto()
    PARTLY = auto()
    BENIGN = auto()
    UNCERTAIN = auto()
    CONFLICTING = auto()
    OTHER = auto()
    NOTHING = auto()


@frozen
class Judgement:
    """What the records of one allele say together.

    Args:
        assertion: What a new entry asserts.
        reasons: Why that is less than the words, or rests on less.
        classifies: False if no record has a germline classification.
        is_pathogenic: True if all records that classify have a level of pathogenicity, of whatever
            gene, condition or penetrance.
    """

    assertion: Assertion
    reasons: tuple[str, ...] = ()
    classifies: bool = True
    is_pathogenic: bool = False


def judged(records: Sequence[ClinvarRecord], symbol: str) -> Judgement:
    """Return what records of one allele say together; their order does not matter.

    Several records are taken as ClinVar takes several submissions: pathogenic beside benign or
    uncertain is conflicting. A record without a germline classification says nothing, and neither
    do terms such as ``risk factor`` beside a level.

    Args:
        records: The records of one file.
        symbol: Symbol of the gene.
    """
    said = [(record, _said(record.significance)) for record in records]
    kinds = {kind for _, kind in said} - {_Said.NOTHING}
    if not kinds:
        return Judgement(Assertion.UNCERTAIN, classifies=False)
    levels = kinds - {_Said.OTHER}
    is_pathogenic = bool(levels) and levels <= {_Said.PATHOGENIC, _Said.PARTLY}
    if is_pathogenic and levels == {_Said.PATHOGENIC}:
        pathogenic = [record for record, kind in said if kind is _Said.PATHOGENIC]
        assertion, reason = _of_pathogenic(pathogenic, symbol)
        return Judgement(assertion, (reason,) if reason else (), is_pathogenic=True)
    if is_pathogenic or not levels or levels == {_Said.UNCERTAIN}:
        return Judgement(Assertion.UNCERTAIN, is_pathogenic=is_pathogenic)
    if levels == {_Said.BENIGN}:
        return Judgement(Assertion.BENIGN)
    reasons = ("ClinVar's records of the allele disagree",) if len(kinds) > 1 else ()
    return Judgement(Assertion.CONFLICTING, reasons)


def _said(significance: str) -> _Said:
    words = significance.lower()
    if not words or words.startswith(_NOTHING):
        return _Said.NOTHING
    terms = {term.strip() for term in _TERMS.split(words)}
    is_pathogenic, is_benign = not terms.isdisjoint(_PATHOGENIC), not terms.isdisjoint(_BENIGN)
    if words.startswith("conflicting") or (is_pathogenic and is_benign):
        return _Said.CONFLICTING
    # What stands behind the levels, as in "Pathogenic|risk factor", is another kind of statement.
    levels = {level.strip() for level in re.split(r"[|,]", words)[0].split("/")}
    if is_pathogenic:
        is_whole = levels <= _PATHOGENIC and "low penetrance" not in words
        return _Said.PATHOGENIC if is_whole else _Said.PARTLY
    if levels <= _BENIGN:
        return _Said.BENIGN
    is_uncertain = is_benign or any(term.startswith("uncertain") for term in terms)
    return _Said.UNCERTAIN if is_uncertain else _Said.OTHER


def _of_pathogenic(records: Sequence[ClinvarRecord], symbol: str) -> tuple[Assertion, str | None]:
    """Return what pathogenic records let the catalog assert, and a reason if it is less."""
    own = [record for record in records if symbol in record.genes]
    if not own:
        others = ", ".join(dict.fromkeys(gene for record in records for gene in record.genes))
        if others:
            return Assertion.UNCERTAIN, f"pathogenic for {others}, not {symbol}"
        return Assertion.UNCERTAIN, "pathogenic in ClinVar, but its record names no gene"
    if any(record.is_ipex for record in own):
        return Assertion.IPEX, None
    if not any(record.conditions for record in own):
        return Assertion.IPEX, "ClinVar names no condition"
    return Assertion.UNCERTAIN, "pathogenic in ClinVar, but no condition there is IPEX"


@frozen
class Standing:
    """What an entry says after a file: it depends on the bundle's entry and that file alone."""

    assertion: Assertion
    phenotypes: tuple[str, ...]
    note: str | None


def as_bundled(bundled: ReportedMutation) -> Standing:
    """Return what an entry says by itself."""
    return Standing(bundled.assertion, bundled.phenotypes, bundled.note)


def standing(
    bundled: ReportedMutation, records: Sequence[ClinvarRecord], symbol: str, date: str
) -> Standing:
    """Return what a file makes of an entry of the bundle.

    The assertion follows only if it rests on ClinVar alone, and if the words are not those that the
    makers of the bundle judged.

    Args:
        bundled: The entry as the bundle has it.
        records: The records of its allele, at least one.
        symbol: Symbol of the gene.
        date: ISO date of the file.
    """
    before = bundled.newest_clinvar
    if before is not None and (before.as_of or "") > date:
        return as_bundled(bundled)
    if bundled.evidence_status is not EvidenceStatus.CLINVAR_ONLY:
        return as_bundled(bundled)
    judgement = judged(records, symbol)
    notes = [bundled.note] if bundled.note else []
    assertion, phenotypes = bundled.assertion, bundled.phenotypes
    if _is_followed(bundled, records, judgement):
        assertion = judgement.assertion
        if assertion is not bundled.assertion:
            notes.append(
                f"the bundle asserts {bundled.assertion.value}, ClinVar's file of {date} is "
                "followed"
            )
        notes += judgement.reasons
    if assertion.is_ipex and not phenotypes:
        phenotypes = conditions(records)
    if phenotypes != bundled.phenotypes and _STALE in (bundled.note or ""):
        parts = re.split(r"\s*;\s*", bundled.note or "")
        notes[:1] = [part for part in parts if _STALE not in part]
    return Standing(assertion, phenotypes, "; ".join(notes) or None)


def _is_followed(
    bundled: ReportedMutation, records: Sequence[ClinvarRecord], judgement: Judgement
) -> bool:
    """Tell whether an entry that rests on ClinVar alone asserts what the file lets it assert."""
    before = bundled.newest_clinvar
    stated = {_wording(r.significance) for r in records if _said(r.significance) != _Said.NOTHING}
    is_judged = before is not None and stated == {_wording(before.significance)}
    # Which disease it is, of what penetrance, and that no condition is stated now does not
    # contradict ipex and ipex-like.
    is_kept = bundled.assertion.is_ipex and judgement.is_pathogenic
    is_risk = bundled.assertion is Assertion.RISK
    return not (is_judged or is_kept or is_risk) and judgement.classifies


def conditions(records: Iterable[ClinvarRecord]) -> tuple[str, ...]:
    """Return the conditions that records name, each once."""
    return tuple(dict.fromkeys(name for record in records for name in record.conditions))


def says_same(before: Classification | None, after: Classification | None) -> bool:
    """Tell whether two statements say the same; a review status that was not stated is none."""
    if before is None or after is None:
        return before is after
    if before.absent_from is not None:
        return False
    statuses = {_submitters(s) for s in (before.review_status, after.review_status) if s}
    return _wording(before.significance) == _wording(after.significance) and len(statuses) <= 1


def _submitters(status: str) -> str:
    """Return a review status, of which some copies give a short form only."""
    short = (word for word in ("single submitter", "multiple submitters") if word in status)
    return next(short, status)


def _wording(significance: str) -> str:
    """Return a significance without what other copies of ClinVar put around it."""
    words = _ASIDE.sub("", significance.lower()).replace(" or ", "/")
    return "conflicting" if words.startswith("conflicting") else words
