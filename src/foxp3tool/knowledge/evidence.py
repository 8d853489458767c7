"""Evidence hints for one allele, all codes together: what applies, what does not, what is open.

The hints are judged on the MANE Select transcript and for single alleles. They are never added up:
no classification is made. Where a rule comes from stands with each hint and in
:mod:`foxp3tool.knowledge.evidence_facts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foxp3tool.knowledge.evidence_facts import ACMG
from foxp3tool.knowledge.evidence_population import NO_DATA, judge_population
from foxp3tool.knowledge.evidence_protein import (
    NO_BP3,
    NO_PM1,
    NO_PM4,
    judge_length,
    judge_pm1,
)
from foxp3tool.knowledge.evidence_pvs1 import NOT_NULL, judge_pvs1
from foxp3tool.knowledge.evidence_same import NO_PS1, NOT_MISSENSE, judge_pm5, judge_ps1
from foxp3tool.knowledge.evidence_scene import Scene, Subject
from foxp3tool.knowledge.evidence_splice import (
    NOT_SILENT,
    OPEN_BP4,
    OPEN_BP7,
    OPEN_PP3,
    judge_bp7,
    judge_prediction,
)
from foxp3tool.model.annotation import CatalogMatch, TranscriptAnnotation
from foxp3tool.model.consequence import Consequence as Term
from foxp3tool.model.evidence import (
    Criterion,
    Evidence,
    EvidenceSheet,
    PopulationCount,
    SplicePrediction,
    Verdict,
)
from foxp3tool.model.variant import GenomicVariant

_PATIENT: Final = "needs the patient, the family or a cohort; not judged"
_PEOPLE: Final = (
    Criterion.PS2,
    Criterion.PS4,
    Criterion.PM6,
    Criterion.PP1,
    Criterion.PP4,
    Criterion.BS4,
    Criterion.BP5,
)
_RETIRED: Final = (
    "not for use any more (ClinGen, PMID:29543229); what sources say of the allele is in the "
    "catalog columns"
)
_NOT_FOR_THIS_GENE: Final = {
    Criterion.PP5: _RETIRED,
    Criterion.BP6: _RETIRED,
    Criterion.PM3: "asks for two variants in trans; on an X-linked gene a male has one copy",
    Criterion.BP1: "missense variants are a known cause of IPEX",
}
_OTHER: Final = {
    Criterion.BP2: "needs the phase with another variant; not judged",
    Criterion.PP2: "needs the rate of benign missense variation in the gene, which is not bundled",
}
_ASSAYS: Final = "no assay is judged here; PS3 and BS3 take a person who reads the papers"

PEOPLE: Final[tuple[Evidence, ...]] = (
    *(Evidence(code, Verdict.CANNOT_BE_JUDGED, _PATIENT, sources=(ACMG,)) for code in _PEOPLE),
    *(
        Evidence(code, Verdict.CANNOT_BE_JUDGED, why, sources=(ACMG,))
        for code, why in _OTHER.items()
    ),
    *(
        Evidence(code, Verdict.DOES_NOT_APPLY, why, sources=(ACMG,))
        for code, why in _NOT_FOR_THIS_GENE.items()
    ),
)
_NO_ASSAYS: Final = tuple(
    Evidence(code, Verdict.CANNOT_BE_JUDGED, _ASSAYS, sources=(ACMG,))
    for code in (Criterion.PS3, Criterion.BS3)
)


def _plain(bp7: Evidence) -> EvidenceSheet:
    """Make the sheet of an allele of which nothing but its place is known."""
    return EvidenceSheet(
        (
            NOT_NULL, NO_PS1, NO_PM1, *NO_DATA, NO_PM4, NOT_MISSENSE, NO_BP3, bp7,
            OPEN_PP3, OPEN_BP4, *_NO_ASSAYS, *PEOPLE,
        )
    )  # fmt: skip


_DEEP: Final = _plain(OPEN_BP7)
_OUTSIDE: Final = _plain(NOT_SILENT)

_ELSEWHERE: Final = frozenset(
    {Term.UPSTREAM_GENE_VARIANT, Term.DOWNSTREAM_GENE_VARIANT, Term.INTERGENIC_VARIANT}
)


_INTRON: Final = (Term.INTRON_VARIANT,)


def evidence_of(
    scene: Scene,
    variant: GenomicVariant,
    here: TranscriptAnnotation,
    match: CatalogMatch,
    population: Sequence[PopulationCount] | None = None,
    splice: SplicePrediction | None = None,
    *,
    absent_from: Sequence[str] = (),
) -> EvidenceSheet:
    """Judge every code for one allele, quickly where nothing is known but its place.

    Most alleles of a genome lie deep in introns, and all of those share one sheet.

    Args:
        scene: The gene with its reported variants.
        variant: The allele, left-aligned.
        here: The allele on the MANE Select transcript.
        match: What the catalog has of it.
        population: Counts of it, one for each data set; None if none was looked at.
        splice: A splice prediction for it, or None.
        absent_from: Data sets that do not have the allele, and do not tell whether its place was
            read.
    """
    if not (match.entries or population or splice or absent_from):
        if here.consequences == _INTRON and scene.is_plain_substitution(variant.edit):
            return _DEEP
        if _ELSEWHERE.issuperset(here.consequences):
            return _OUTSIDE
    return weigh(Subject(scene, variant, here, match, population, splice, tuple(absent_from)))


def weigh(subject: Subject) -> EvidenceSheet:
    """Judge every code for one allele.

    Args:
        subject: The allele, with what is known of it.
    """
    pvs1 = judge_pvs1(subject)
    pm4, bp3 = judge_length(subject, pvs1)
    return EvidenceSheet(
        (
            pvs1,
            judge_ps1(subject, pvs1),
            judge_pm1(subject),
            *judge_population(subject.population, subject.absent_from),
            pm4,
            judge_pm5(subject),
            bp3,
            judge_bp7(subject),
            *judge_prediction(subject),
            *_assays(subject),
            *PEOPLE,
        )
    )


def _assays(subject: Subject) -> tuple[Evidence, ...]:
    """Point to the papers that tell of the function of this very allele."""
    found = [
        f"{entry.id}: {reference.citation}"
        for entry in subject.match.entries
        for reference in entry.references
        if reference.says and "function:" in reference.says
    ]
    if not found:
        return _NO_ASSAYS
    reason = f"functional findings are recorded for this allele ({', '.join(found)}); {_ASSAYS}"
    return tuple(
        Evidence(code, Verdict.CANNOT_BE_JUDGED, reason, sources=(ACMG,))
        for code in (Criterion.PS3, Criterion.BS3)
    )
