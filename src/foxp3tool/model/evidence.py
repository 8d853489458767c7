"""Evidence hints in the vocabulary of ACMG/AMP (PMID 25741868): codes with reasons, no sum of them.

A hint says of one code whether it applies, and why. What a variant *is* (benign, pathogenic) is
nowhere said: that takes the patient, the family and a person who answers for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from enum import Enum, StrEnum

from foxp3tool.model.frozen import frozen


class Strength(StrEnum):
    """Weight of a code."""

    STAND_ALONE = "StandAlone"
    VERY_STRONG = "VeryStrong"
    STRONG = "Strong"
    MODERATE = "Moderate"
    SUPPORTING = "Supporting"


class Criterion(Enum):
    """A code with the weight that it has unless another is stated (Richards 2015, PMID 25741868).

    Example:
        >>> Criterion.PM5.default.value
        'Moderate'
    """

    PVS1 = Strength.VERY_STRONG, "null variant where loss of function is the mechanism"
    PS1 = Strength.STRONG, "same protein change, or same splice event, as an established variant"
    PM1 = Strength.MODERATE, "hot spot or critical domain without benign variation"
    PM2 = Strength.MODERATE, "absent from, or very rare in, the population"
    PM4 = Strength.MODERATE, "protein length changed in frame in a non-repeat region, or stop lost"
    PM5 = Strength.MODERATE, "other missense change of a residue with an established one"
    PP3 = Strength.SUPPORTING, "computation predicts an effect"
    BA1 = Strength.STAND_ALONE, "common in the population"
    BS1 = Strength.STRONG, "more frequent than the disease allows"
    BS2 = Strength.STRONG, "seen in healthy adults where the disease shows early"
    BP3 = Strength.SUPPORTING, "in-frame change in a repeat without known function"
    BP4 = Strength.SUPPORTING, "computation predicts no effect"
    BP7 = Strength.SUPPORTING, "synonymous or deep intronic, without effect on splicing"
    PS3 = Strength.STRONG, "functional studies show damage"
    BS3 = Strength.STRONG, "functional studies show no damage"
    PS2 = Strength.STRONG, "de novo, parents confirmed"
    PS4 = Strength.STRONG, "more frequent in patients than in controls"
    PM3 = Strength.MODERATE, "in trans with a pathogenic variant (recessive disease)"
    PM6 = Strength.MODERATE, "de novo, parents not confirmed"
    PP1 = Strength.SUPPORTING, "segregates with the disease"
    PP2 = Strength.SUPPORTING, "missense in a gene with few benign missense variants"
    PP4 = Strength.SUPPORTING, "phenotype specific for the gene"
    BS4 = Strength.STRONG, "does not segregate with the disease"
    BP1 = Strength.SUPPORTING, "missense in a gene in which only truncations cause disease"
    BP2 = Strength.SUPPORTING, "with a pathogenic variant in trans or in cis"
    BP5 = Strength.SUPPORTING, "another cause of the disease was found"
    PP5 = Strength.SUPPORTING, "a reputable source says pathogenic"
    BP6 = Strength.SUPPORTING, "a reputable source says benign"

    def __init__(self, default: Strength, meaning: str) -> None:
        """Give each member its parts by name."""
        self.default = default
        self.meaning = meaning


class Verdict(StrEnum):
    """What is said of a code."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does not apply"
    CANNOT_BE_JUDGED = "cannot be judged"


@frozen
class Step:
    """A step on the way through a decision tree.

    Args:
        question: What is asked.
        answer: The answer, short.
        grounds: What it rests on; empty if the answer says all.
    """

    question: str
    answer: str
    grounds: str = ""

    def __str__(self) -> str:
        """Write the step on one line."""
        grounds = f" ({self.grounds})" if self.grounds else ""
        return f"{self.question}? {self.answer}{grounds}"


@frozen
class Evidence:
    """A hint: one code for one allele.

    Args:
        criterion: The code.
        verdict: What is said of it.
        reason: Why.
        strength: Its weight if it applies. With ``CANNOT_BE_JUDGED``: the weight that it would
            have, where all that can be checked here fits and a condition is left; else None.
        steps: The way to the verdict, if a decision tree was walked.
        sources: Where the rule comes from.
        label: What a table prints (derived): the code, with ``?`` where a condition is left; or
            nothing.
    """

    criterion: Criterion
    verdict: Verdict
    reason: str
    strength: Strength | None = None
    steps: tuple[Step, ...] = ()
    sources: tuple[str, ...] = ()
    label: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Write the label once."""
        if self.verdict is Verdict.APPLIES:
            object.__setattr__(self, "label", self.code)
        elif self.verdict is Verdict.CANNOT_BE_JUDGED and self.strength:
            object.__setattr__(self, "label", f"{self.code}?")

    @property
    def code(self) -> str:
        """The code with its weight where that is not the code's own, such as ``PVS1_Strong``."""
        name = self.criterion.name
        if self.strength in (None, self.criterion.default):
            return name
        return f"{name}_{self.strength}"


@frozen
class PopulationCount:
    """Counts of one allele in one data set of a population.

    Args:
        dataset: Name and release.
        allele_count: Chromosomes with the allele.
        allele_number: Chromosomes that could be read at this place.
        hemizygotes: Males with the allele (one X chromosome), or None if not stated.
        homozygotes: Persons with two copies, or None if not stated.
        as_of: Date of the data set or of its copy, or None if not stated.
        source: Where the counts were read.

    Raises:
        ValueError: If a count is negative, or larger than what it is a part of.
    """

    dataset: str
    allele_count: int
    allele_number: int
    hemizygotes: int | None = None
    homozygotes: int | None = None
    as_of: str | None = None
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        counts = (self.allele_count, self.hemizygotes or 0, self.homozygotes or 0)
        is_more = max(counts[1:]) > self.allele_count or self.allele_count > self.allele_number
        if min(counts) < 0 or is_more:
            raise ValueError(f"{self.dataset}: impossible counts {counts} of {self.allele_number}")

    @property
    def frequency(self) -> float:
        """Allele frequency; 0 if no chromosome was read."""
        return self.allele_count / self.allele_number if self.allele_number else 0.0


@frozen
class SplicePrediction:
    """The highest delta score of SpliceAI for one allele, from a source of the user.

    Args:
        score: Highest of the four delta scores, 0 to 1.
        source: Where it was read.
    """

    score: float
    source: str


@frozen
class EvidenceSheet:
    """All hints for one allele.

    Args:
        hints: One for each code, in the order of a report.
        labels: What the table prints of them (derived).
    """

    hints: tuple[Evidence, ...] = ()
    labels: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Write the labels once."""
        labels = tuple([hint.label for hint in self.hints if hint.label])
        object.__setattr__(self, "labels", labels)

    def with_verdict(self, verdict: Verdict) -> tuple[Evidence, ...]:
        """Return the hints of which this is said."""
        return tuple(hint for hint in self.hints if hint.verdict is verdict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the decision trees that were walked."""
        return tuple(step for hint in self.hints for step in hint.steps)


NO_EVIDENCE = EvidenceSheet()


class PendingEvidence:
    """Hints that are worked out when a column first asks for them.

    Two are equal if their hints are. A copy, as for another process, has its hints worked out: the
    work rests on all that was loaded, and stays where it is.

    Args:
        work: Makes the sheet.
    """

    __slots__ = ("_sheet", "_work")

    def __init__(self, work: Callable[[], EvidenceSheet]) -> None:
        """Keep the work for later."""
        self._work: Callable[[], EvidenceSheet] | None = work
        self._sheet = NO_EVIDENCE

    def __eq__(self, other: object) -> bool:
        """Compare the hints, which are worked out for that."""
        if not isinstance(other, PendingEvidence):
            return NotImplemented
        return self is other or self.sheet == other.sheet

    def __hash__(self) -> int:
        """Return one number for all, so that nothing is worked out for a set or a dictionary."""
        return hash(PendingEvidence)

    def __reduce__(self) -> tuple[object, ...]:
        """Give a copy the hints in place of the work."""
        return _judged, (self.sheet,)

    @property
    def sheet(self) -> EvidenceSheet:
        """The hints."""
        if self._work is not None:
            self._sheet, self._work = self._work(), None
        return self._sheet


def _judged(sheet: EvidenceSheet) -> PendingEvidence:
    """Return hints that are known already."""
    return PendingEvidence(lambda: sheet)
