"""The columns of evidence hints that belong to the full table: reasons, paths, and what is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from foxp3tool.formats.column import Column, Level, joined
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.evidence import Evidence, EvidenceSheet, Verdict


def _of_sheet(part: Callable[[EvidenceSheet], str]) -> Callable[[AnnotatedRow], str]:
    return lambda row: "" if row.evidence is None else part(row.evidence.sheet)


def _told(hint: Evidence) -> str:
    # A list is joined by "|", which no reason has of its own but in a name of a source.
    sources = f" [{', '.join(hint.sources)}]" if hint.sources else ""
    return f"{hint.label or hint.criterion.name}: {hint.reason}{sources}".replace("|", "/")


def _with(verdict: Verdict) -> Callable[[AnnotatedRow], str]:
    return _of_sheet(lambda sheet: joined(_told(hint) for hint in sheet.with_verdict(verdict)))


def _column(name: str, meaning: str, example: str, value: Callable[[AnnotatedRow], str]) -> Column:
    return Column(name, "list", Level.FULL, meaning, example, value, shared=True)


EVIDENCE_COLUMNS: Final = (
    _column("evidence_reasons",
            "Why each code of `evidence` applies, with the source of the rule. See "
            "docs/evidence.md.",
            "PM1: missense in the Forkhead DNA-binding domain (...) [PMID:25741868]",
            _with(Verdict.APPLIES)),
    _column("pvs1_path",
            "The way through the PVS1 decision tree (PMID 30192042): each question with its answer "
            "and grounds. Empty for alleles that are no null variant.",
            "Is NMD predicted? yes (stop 101 bases before the last exon junction (50 or more))",
            _of_sheet(lambda sheet: joined(str(step).replace("|", "/") for step in sheet.steps))),
    _column("evidence_open",
            "Codes that cannot be judged, and why; `?` behind those that would apply if the "
            "condition named is met.",
            "BP7?: synonymous, or intronic at or beyond +7/-21, ...",
            _with(Verdict.CANNOT_BE_JUDGED)),
    _column("evidence_not_met",
            "Codes that were judged and do not apply, and why.",
            "PVS1: no null variant: ...",
            _with(Verdict.DOES_NOT_APPLY)),
)  # fmt: skip
"""Reasons of the hints."""
