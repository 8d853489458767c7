"""What a sheet tells of evidence hints: which codes apply and why, and what was not judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from foxp3tool.model.evidence import Evidence, EvidenceSheet, Verdict
from foxp3tool.model.sheet import Line, Tone
from foxp3tool.notation.links import of_source

NO_CLASSIFICATION: Final = (
    "Hints in the vocabulary of ACMG/AMP, no classification: that takes the patient, the family "
    "and a person who answers for it."
)
NOT_JUDGED: Final = (
    "not judged: hints are for one allele that is known to the base, not for several changes "
    "together or ends that are not known"
)


def evidence_lines(sheet: EvidenceSheet | None) -> Iterator[Line]:
    """Yield the hints: those that apply, those with a condition, and the codes of all others."""
    if sheet is None:
        yield Line("", NOT_JUDGED, tone=Tone.UNKNOWN)
        return
    hints = sheet.hints
    applying = [hint for hint in hints if hint.verdict is Verdict.APPLIES]
    for hint in applying:
        yield _hint_line(hint.label, hint, Tone.PLAIN)
    if not applying:
        yield Line("", "No code applies by what is known here.")
    conditional = [hint for hint in hints if hint.label and hint not in applying]
    for hint in conditional:
        yield _hint_line(hint.label, hint, Tone.UNKNOWN)
    for number, step in enumerate(sheet.steps, 1):
        yield Line(f"PVS1 step {number}", str(step), is_further=True)
    rest = [hint for hint in hints if not hint.label]
    unjudged = [hint for hint in rest if hint.verdict is Verdict.CANNOT_BE_JUDGED]
    unmet = [hint for hint in rest if hint.verdict is Verdict.DOES_NOT_APPLY]
    for label, found, tone in (
        ("not judged", unjudged, Tone.UNKNOWN),
        ("does not apply", unmet, Tone.PLAIN),
    ):
        if found:
            yield Line(label, _codes(found), tone=tone)
            yield from _reasons(found)


def _hint_line(label: str, hint: Evidence, tone: Tone) -> Line:
    sources = tuple(of_source(source) for source in hint.sources)
    return Line(label, hint.reason, hint.criterion.meaning, sources, tone)


def _codes(hints: Iterable[Evidence]) -> str:
    return ", ".join(hint.criterion.name for hint in hints)


def _reasons(hints: Iterable[Evidence]) -> Iterator[Line]:
    """Yield each reason once, with all the codes that it is given for."""
    together: dict[tuple[str, tuple[str, ...]], list[Evidence]] = {}
    for hint in hints:
        together.setdefault((hint.reason, hint.sources), []).append(hint)
    for (reason, sources), alike in together.items():
        links = tuple(of_source(source) for source in sources)
        yield Line(_codes(alike), reason, links=links, is_further=True)
