"""What an entry of the catalog stands for, when another variant is compared with it.

A comparison needs a variant that is established as pathogenic, or as benign (PMID 25741868). What a
single submitter says, or a copy of a database that names no review status, establishes neither.
"""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.catalog import BESIDE, Assertion, EvidenceStatus, ReportedMutation

_PATHOGENIC: Final = frozenset({"pathogenic", "likely pathogenic", "p", "lp"})
_ONLY_LIKELY: Final = frozenset({"likely pathogenic", "lp"})
_BOTH: Final = frozenset({"benign", "likely benign"})
_LIST: Final = "amino-acid list"
_ASIDE: Final = re.compile(r"\([^)]*\)")
_SEPARATOR: Final = re.compile(r"/| or ")
_AGREED: Final = ("multiple submitters", "expert panel", "practice guideline")
_STATED_ELSEWHERE: Final = frozenset({EvidenceStatus.PAPER_READ, EvidenceStatus.UNIPROT})


def _levels(significance: str) -> frozenset[str]:
    """Return the levels that a statement names: ``Pathogenic/Likely pathogenic`` are two.

    A qualifier such as ``low penetrance`` is a level of its own.
    """
    said = (_ASIDE.sub("", words).partition("|")[0] for words in significance.split(BESIDE))
    parts = (part for words in said for part in words.lower().split(","))
    levels = (level for part in parts for level in _SEPARATOR.split(part))
    return frozenset(level.strip() for level in levels) - {"disease ipex"}


def is_established(entry: ReportedMutation) -> bool:
    """Tell whether an entry is an IPEX entry that a paper or UniProt stands behind."""
    alone = (EvidenceStatus.CLINVAR_ONLY, EvidenceStatus.OWN_TABLE)
    return entry.assertion.is_ipex and entry.evidence_status not in alone


def is_only_likely(entry: ReportedMutation) -> bool:
    """Tell whether the newest statement of ClinVar is likely pathogenic and no more."""
    newest = entry.newest_clinvar
    return newest is not None and _levels(newest.significance) <= _ONLY_LIKELY


def why_open(entry: ReportedMutation) -> str:
    """Say why an IPEX entry is no established pathogenic variant for certain; else nothing."""
    if entry.evidence_status is EvidenceStatus.OWN_TABLE:
        return "that entry is of a table of yours, which does not classify it by ACMG/AMP"
    if not is_established(entry):
        return "that entry rests on ClinVar's statement alone, no paper was read"
    if entry.evidence_status is EvidenceStatus.PAPER_VIA_CLINVAR:
        return "ClinVar cites a paper for that entry, which was not read"
    if not _is_classified(entry):
        return (
            "papers report that entry in IPEX, but no newest statement of a database that was read "
            "classifies it as pathogenic or likely pathogenic and no less"
        )
    return ""


def _is_classified(entry: ReportedMutation) -> bool:
    """Tell whether ClinVar's newest statement, or UniProt where it says nothing, is pathogenic.

    Membership of a list of amino-acid changes is no statement on the variant; and what ClinVar
    calls otherwise, or does not hold any more, UniProt does not make good.
    """
    newest = entry.newest_clinvar
    if newest is not None:
        if newest.absent_from is not None or not _levels(newest.significance) <= _PATHOGENIC:
            return False
        if _LIST not in newest.significance:
            return True
    return any(
        c.source == "UniProt" and _levels(c.significance) <= _PATHOGENIC
        for c in entry.classifications
    )


def is_surely_benign(entry: ReportedMutation) -> bool:
    """Tell whether an entry is benign by more than one submitter's word.

    That is a paper that was read, or ClinVar's newest statement if several submitters made it
    (``Benign/Likely benign`` sums up two at least) or an expert panel did.
    """
    if entry.assertion is not Assertion.BENIGN:
        return False
    if entry.evidence_status in _STATED_ELSEWHERE:
        return True
    newest = entry.newest_clinvar
    if newest is None:
        return False
    status = newest.review_status or ""
    return _levels(newest.significance) == _BOTH or any(words in status for words in _AGREED)
