"""PM2, BA1, BS1 and BS2, only from counts that are present; hemizygotes first.

FOXP3 lies on X: a hemizygous male shows a recessive disease, so males with the allele say most. The
limits and where they come from are in :mod:`foxp3tool.knowledge.evidence_facts`. The frequency is
that of the whole data set, not the filtering frequency of one population.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foxp3tool.knowledge.evidence_facts import (
    ACMG,
    BA1_FREQUENCY,
    BA1_RULE,
    BS1_FREQUENCY,
    BS2_STRONG,
    BS2_SUPPORTING,
    ENOUGH_ALLELES,
    ENOUGH_FOR_RARITY,
    IL2RG_PANEL,
    NO_PANEL,
    PM2_FREQUENCY,
    PM2_RULE,
)
from foxp3tool.model.evidence import Criterion, Evidence, PopulationCount, Strength, Verdict

_CODES: Final = (Criterion.PM2, Criterion.BA1, Criterion.BS1, Criterion.BS2)
_SOURCES: Final = {
    Criterion.PM2: (PM2_RULE, IL2RG_PANEL),
    Criterion.BA1: (ACMG, BA1_RULE),
    Criterion.BS1: (ACMG, IL2RG_PANEL),
    Criterion.BS2: (ACMG, IL2RG_PANEL),
}


def _without_data(reason: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(code, Verdict.CANNOT_BE_JUDGED, reason, sources=_SOURCES[code]) for code in _CODES
    )


NO_DATA: Final = _without_data(
    "no population counts of this allele are at hand; that it is not in the bundle does not mean "
    "that it is not in the population"
)


def judge_population(
    counts: Sequence[PopulationCount] | None, absent_from: Sequence[str] = ()
) -> tuple[Evidence, ...]:
    """Judge the four codes by the counts of one allele.

    Args:
        counts: One for each data set that was looked at; None if none was. A count of 0 means that
            the allele was looked for and not found.
        absent_from: Data sets that do not have the allele, and do not tell whether its place was
            read.
    """
    if not counts:
        return (_absent(absent_from), *NO_DATA[1:]) if absent_from else NO_DATA
    large = [count for count in counts if count.allele_number >= ENOUGH_ALLELES]
    if not large:
        return (_pm2_hemizygous(counts) or NO_DATA[0], *_too_small(counts), _bs2(counts))
    most = max(large, key=lambda count: count.frequency)
    ba1 = _frequent(Criterion.BA1, BA1_FREQUENCY, Strength.STAND_ALONE, most)
    if ba1.verdict is Verdict.APPLIES:
        bs1 = _hint(Criterion.BS1, Verdict.DOES_NOT_APPLY, "the frequency is counted under BA1")
    else:
        bs1 = _frequent(Criterion.BS1, BS1_FREQUENCY, Strength.STRONG, most)
    return _pm2(counts, most), ba1, bs1, _bs2(counts)


def _absent(names: Sequence[str]) -> Evidence:
    reason = (
        f"not in {', '.join(names)}; whether enough chromosomes were read at its place is not in "
        "the file"
    )
    return _hint(Criterion.PM2, Verdict.CANNOT_BE_JUDGED, reason, Strength.SUPPORTING)


def told(count: PopulationCount) -> str:
    """Tell a count, hemizygotes first."""
    hemizygotes = "not stated" if count.hemizygotes is None else str(count.hemizygotes)
    homozygotes = "not stated" if count.homozygotes is None else str(count.homozygotes)
    date = f", as of {count.as_of}" if count.as_of else ""
    return (
        f"{count.dataset}: hemizygotes {hemizygotes}, alleles {count.allele_count} of "
        f"{count.allele_number} ({count.frequency:.3g}), homozygotes {homozygotes}{date}"
    )


def _too_small(counts: Sequence[PopulationCount]) -> tuple[Evidence, Evidence]:
    most = max(counts, key=lambda count: count.allele_number)
    reason = f"fewer than {ENOUGH_ALLELES} chromosomes were read: {told(most)}"
    return (
        Evidence(Criterion.BA1, Verdict.CANNOT_BE_JUDGED, reason, sources=_SOURCES[Criterion.BA1]),
        Evidence(Criterion.BS1, Verdict.CANNOT_BE_JUDGED, reason, sources=_SOURCES[Criterion.BS1]),
    )


def _hint(
    code: Criterion, verdict: Verdict, reason: str, strength: Strength | None = None
) -> Evidence:
    return Evidence(code, verdict, reason, strength, sources=_SOURCES[code])


def _pm2_hemizygous(counts: Sequence[PopulationCount]) -> Evidence | None:
    seen = next((count for count in counts if count.hemizygotes), None)
    if seen is None:
        return None
    return _hint(Criterion.PM2, Verdict.DOES_NOT_APPLY, f"seen in males: {told(seen)}")


def _pm2(counts: Sequence[PopulationCount], most: PopulationCount) -> Evidence:
    found = _pm2_hemizygous(counts)
    if found is not None:
        return found
    # A single chromosome of a small set says nothing of a frequency.
    seen = [count for count in counts if count.allele_count > 1]
    frequent = max(seen, key=lambda count: count.frequency, default=None)
    if frequent is not None and frequent.frequency >= PM2_FREQUENCY:
        reason = f"{told(frequent)}; the limit is {PM2_FREQUENCY} (that of IL2RG; {NO_PANEL})"
        return _hint(Criterion.PM2, Verdict.DOES_NOT_APPLY, reason)
    largest = max(count.allele_number for count in counts)
    if largest < ENOUGH_FOR_RARITY:
        reason = (
            f"{told(most)}; for a frequency below {PM2_FREQUENCY} at least {ENOUGH_FOR_RARITY} "
            "chromosomes must have been read (three divided by the limit)"
        )
        return _hint(Criterion.PM2, Verdict.CANNOT_BE_JUDGED, reason, Strength.SUPPORTING)
    unstated = next(
        (count for count in counts if count.allele_count and count.hemizygotes is None), None
    )
    if unstated is not None:
        reason = f"rare, but whether males have it is not stated: {told(unstated)}"
        return _hint(Criterion.PM2, Verdict.CANNOT_BE_JUDGED, reason, Strength.SUPPORTING)
    reason = f"no hemizygote, and below {PM2_FREQUENCY} (the limit of IL2RG; {NO_PANEL}): "
    return _hint(Criterion.PM2, Verdict.APPLIES, reason + told(most), Strength.SUPPORTING)


def _frequent(code: Criterion, limit: float, strength: Strength, most: PopulationCount) -> Evidence:
    panel = f" (that of IL2RG; {NO_PANEL})" if code is Criterion.BS1 else ""
    reason = f"{told(most)}; the limit is {limit}{panel}"
    if most.frequency > limit:
        return _hint(code, Verdict.APPLIES, reason, strength)
    return _hint(code, Verdict.DOES_NOT_APPLY, reason)


def _bs2(counts: Sequence[PopulationCount]) -> Evidence:
    stated = [count for count in counts if count.hemizygotes is not None]
    if not stated:
        reason = f"hemizygotes are not stated: {told(counts[0])}"
        return _hint(Criterion.BS2, Verdict.CANNOT_BE_JUDGED, reason)
    most = max(stated, key=lambda count: count.hemizygotes or 0)
    number = most.hemizygotes or 0
    reason = (
        f"{told(most)}; the limits are {BS2_STRONG}, and {BS2_SUPPORTING} for Supporting (those of "
        f"IL2RG; {NO_PANEL})"
    )
    if number < BS2_SUPPORTING:
        return _hint(Criterion.BS2, Verdict.DOES_NOT_APPLY, reason)
    reason += "; that these males were healthy adults is not in the counts"
    strength = Strength.STRONG if number >= BS2_STRONG else Strength.SUPPORTING
    return _hint(Criterion.BS2, Verdict.CANNOT_BE_JUDGED, reason, strength)
