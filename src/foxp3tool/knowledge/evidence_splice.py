"""BP7, PP3 and BP4: silent changes, and predictions where a source gives them.

Walker 2023 (PMID 37352859): BP7 for synonymous changes outside the first base and the last three of
an exon and for intronic ones at or beyond +7 and -21, each only with BP4; SpliceAI 0.2 and above is
PP3, 0.1 and below BP4. No predictor is bundled: without a score the condition stays open.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.annotate.splicing import CANONICAL
from foxp3tool.knowledge.evidence_facts import NO_SPLICE_EFFECT, SPLICE_EFFECT, SPLICING
from foxp3tool.knowledge.evidence_scene import Subject
from foxp3tool.knowledge.locus import LONGEST_LOCAL
from foxp3tool.model.consequence import Consequence as Term
from foxp3tool.model.evidence import Criterion, Evidence, SplicePrediction, Strength, Verdict

_CODING: Final = frozenset(
    {
        Term.STOP_GAINED,
        Term.FRAMESHIFT_VARIANT,
        Term.STOP_LOST,
        Term.START_LOST,
        Term.INFRAME_INSERTION,
        Term.INFRAME_DELETION,
        Term.MISSENSE_VARIANT,
        Term.PROTEIN_ALTERING_VARIANT,
        Term.CODING_SEQUENCE_VARIANT,
        Term.FIVE_PRIME_UTR_VARIANT,
        Term.THREE_PRIME_UTR_VARIANT,
        Term.EXON_LOSS_VARIANT,
    }
)
_SILENT: Final = frozenset(
    {Term.SYNONYMOUS_VARIANT, Term.STOP_RETAINED_VARIANT, Term.INTRON_VARIANT}
)

NOT_SILENT: Final = Evidence(
    Criterion.BP7,
    Verdict.DOES_NOT_APPLY,
    "neither synonymous nor purely intronic",
    sources=(SPLICING,),
)
IN_MOTIF: Final = Evidence(
    Criterion.BP7,
    Verdict.DOES_NOT_APPLY,
    "in a splice motif: the first base or the last three of an exon, +1 to +6, or -1 to -20",
    sources=(SPLICING,),
)
OPEN_BP7: Final = Evidence(
    Criterion.BP7,
    Verdict.CANNOT_BE_JUDGED,
    "synonymous, or intronic at or beyond +7/-21, outside the splice motifs; counts only with BP4, "
    "which needs a splice prediction",
    Strength.SUPPORTING,
    sources=(SPLICING,),
)
_NO_PREDICTOR: Final = (
    "no predictor is bundled, and no source has a SpliceAI score of this allele (field SpliceAI)"
)
OPEN_PP3: Final = Evidence(
    Criterion.PP3, Verdict.CANNOT_BE_JUDGED, _NO_PREDICTOR, sources=(SPLICING,)
)
OPEN_BP4: Final = Evidence(
    Criterion.BP4, Verdict.CANNOT_BE_JUDGED, _NO_PREDICTOR, sources=(SPLICING,)
)


def judge_bp7(subject: Subject) -> Evidence:
    """Judge a silent change."""
    terms = subject.terms
    if terms.isdisjoint(_SILENT) or terms & _CODING:
        return NOT_SILENT
    if terms & CANONICAL or subject.in_motif:
        return IN_MOTIF
    if max(len(subject.edit.deleted), len(subject.edit.inserted)) > LONGEST_LOCAL:
        return _hint(
            Criterion.BP7,
            Verdict.DOES_NOT_APPLY,
            f"a change of more than {LONGEST_LOCAL} bases is not what the rule speaks of",
        )
    splice = subject.splice
    if splice is None:
        return OPEN_BP7
    if splice.score <= NO_SPLICE_EFFECT:
        reason = f"silent, outside the splice motifs, and {_told(splice)}: no effect predicted"
        return _hint(Criterion.BP7, Verdict.APPLIES, reason)
    return _hint(Criterion.BP7, Verdict.DOES_NOT_APPLY, f"{_told(splice)}: BP4 is not met")


def judge_prediction(subject: Subject) -> tuple[Evidence, Evidence]:
    """Judge PP3 and BP4 by the splice prediction, if one was given."""
    splice = subject.splice
    if splice is None:
        return OPEN_PP3, OPEN_BP4
    told = _told(splice)
    if subject.terms & CANONICAL:
        reason = f"{told}; a canonical splice site is judged under PVS1"
        no = Verdict.DOES_NOT_APPLY
        return _hint(Criterion.PP3, no, reason), _hint(Criterion.BP4, no, reason)
    damaging = splice.score >= SPLICE_EFFECT
    pp3 = _hint(
        Criterion.PP3,
        Verdict.APPLIES if damaging else Verdict.DOES_NOT_APPLY,
        f"{told}, the limit is {SPLICE_EFFECT}",
    )
    if splice.score > NO_SPLICE_EFFECT:
        return pp3, _hint(
            Criterion.BP4, Verdict.DOES_NOT_APPLY, f"{told}, the limit is {NO_SPLICE_EFFECT}"
        )
    if subject.terms & _CODING:
        reason = f"{told}: no splice effect, but nothing here predicts the effect on the protein"
        return pp3, Evidence(Criterion.BP4, Verdict.CANNOT_BE_JUDGED, reason, sources=(SPLICING,))
    return pp3, _hint(Criterion.BP4, Verdict.APPLIES, f"{told}: no splice effect predicted")


def _told(splice: SplicePrediction) -> str:
    return f"SpliceAI {splice.score:.2f} ({splice.source})"


def _hint(criterion: Criterion, verdict: Verdict, reason: str) -> Evidence:
    strength = Strength.SUPPORTING if verdict is Verdict.APPLIES else None
    return Evidence(criterion, verdict, reason, strength, sources=(SPLICING,))
