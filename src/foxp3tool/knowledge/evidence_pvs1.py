"""PVS1, by the decision tree of ClinGen (PMID 30192042), walked step by step.

The tree and its gene facts are told in :mod:`foxp3tool.knowledge.evidence_facts`. Here: the branch
that an allele belongs to, premature stops and duplications. Lost splice sites and exons are in
:mod:`foxp3tool.knowledge.evidence_exons`, the questions that all branches share in
:mod:`foxp3tool.knowledge.evidence_region`.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.annotate.splicing import CANONICAL
from foxp3tool.knowledge.evidence_exons import lost_exons, lost_splice_site
from foxp3tool.knowledge.evidence_facts import MECHANISM, PVS1_TREE
from foxp3tool.knowledge.evidence_region import (
    Walk,
    after_decay,
    applies,
    lost_start,
    not_applicable,
    open_question,
)
from foxp3tool.knowledge.evidence_scene import Subject
from foxp3tool.model.consequence import Consequence as Term
from foxp3tool.model.details import DecayVerdict
from foxp3tool.model.evidence import Criterion, Evidence, Strength, Verdict
from foxp3tool.model.protein import ProteinChangeKind

_COPIED: Final = frozenset({Term.TRANSCRIPT_AMPLIFICATION, Term.FEATURE_ELONGATION})
_TRUNCATING: Final = frozenset({Term.STOP_GAINED, Term.FRAMESHIFT_VARIANT})
_PERHAPS: Final = _TRUNCATING | {Term.CODING_SEQUENCE_VARIANT, Term.FEATURE_TRUNCATION}
NULL_TERMS: Final = _PERHAPS | CANONICAL | _COPIED | {
    Term.TRANSCRIPT_ABLATION,
    Term.EXON_LOSS_VARIANT,
    Term.START_LOST,
}  # fmt: skip
"""Terms of alleles that may be null variants; all others are none."""

NOT_NULL: Final = Evidence(
    Criterion.PVS1,
    Verdict.DOES_NOT_APPLY,
    "no null variant: no premature stop, canonical splice site, start codon, whole exon",
    sources=(PVS1_TREE,),
)
_UTR_SIGNAL: Final = Evidence(
    Criterion.PVS1,
    Verdict.DOES_NOT_APPLY,
    "a changed polyadenylation signal is outside the decision tree, though it may lower the mRNA; "
    "see the reported variants of the signal in the catalog columns",
    sources=(PVS1_TREE,),
)


def judge_pvs1(subject: Subject) -> Evidence:
    """Walk the decision tree."""
    terms = subject.terms
    if terms.isdisjoint(NULL_TERMS):
        return _not_null(subject)
    walk = Walk(subject, [MECHANISM])
    if Term.TRANSCRIPT_ABLATION in terms:
        walk.ask("How much of the gene is deleted", "all of it")
        return applies(walk, Strength.VERY_STRONG, "the whole gene is deleted")
    if terms & _COPIED:
        return _duplication(walk)
    if Term.EXON_LOSS_VARIANT in terms:
        return lost_exons(walk)
    if terms & CANONICAL:
        return lost_splice_site(walk)
    if Term.START_LOST in terms:
        return lost_start(walk, subject.kept_from)
    return _premature_stop(walk)


def _not_null(subject: Subject) -> Evidence:
    if Term.THREE_PRIME_UTR_VARIANT in subject.terms:
        signal = subject.scene.sites.signal
        if subject.edit.start < signal.end and subject.edit.end > signal.start:
            return _UTR_SIGNAL
    return NOT_NULL


def _premature_stop(walk: Walk) -> Evidence:
    """Walk the branch of nonsense and frameshift variants."""
    change = walk.subject.change
    decay = walk.subject.decay
    if change is None or change.kind is ProteinChangeKind.UNKNOWN:
        return open_question(walk, "what the allele makes of the mRNA cannot be told")
    if decay is None:
        return not_applicable(walk, "the protein is not cut short")
    if decay.stop:
        walk.ask("Where does the new stop stand", f"c.{decay.stop}", _junction(decay.last_junction))
    if decay.verdict is DecayVerdict.UNKNOWN:
        walk.ask("Is NMD predicted", "unknown", decay.reason)
        return open_question(walk, f"NMD cannot be predicted: {decay.reason}")
    return after_decay(walk, decay, change.start, len(walk.subject.scene.protein))


def _junction(name: str) -> str:
    return f"last exon junction c.{name}" if name else ""


def _duplication(walk: Walk) -> Evidence:
    """Walk the branch of duplicated exons; whether the copy is in tandem is not in a VCF."""
    subject = walk.subject
    if Term.TRANSCRIPT_AMPLIFICATION in subject.terms:
        walk.ask("Is the duplication contained in the gene", "no", "the whole transcript is copied")
        return not_applicable(walk, "a copy of the whole gene is no null variant")
    walk.ask("Is the duplication contained in the gene", "yes")
    walk.ask(
        "Is the copy in tandem",
        "unknown",
        "the name or record says so, which is not a proof; the tree asks for one",
    )
    model = subject.scene.model
    copied = model.copied_exons(subject.edit)
    bases = sum(len(model.exon_spans[exon]) for exon in copied)
    frame = "preserved" if bases % 3 == 0 else "disrupted"
    walk.ask(
        "Is the reading frame disrupted if it is",
        "no" if bases % 3 == 0 else "yes",
        f"exons {_numbers(copied)}: {bases} bases, frame {frame}; NMD is not predicted here",
    )
    return open_question(
        walk,
        "a duplication of whole exons: PVS1 if proven in tandem, PVS1_Strong if presumed, each "
        "only if the frame is disrupted and NMD is predicted",
    )


def _numbers(exons: range) -> str:
    first, last = exons[0] + 1, exons[-1] + 1
    return str(first) if first == last else f"{first}-{last}"
