"""The questions that the branches of the PVS1 tree share: decay, exon, region, share, start codon.

See :mod:`foxp3tool.knowledge.evidence_facts` for the tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from foxp3tool.knowledge.evidence_facts import (
    LARGE_SHARE,
    PVS1_TREE,
    SPARED_ISOFORM,
    SPLICING,
)
from foxp3tool.knowledge.evidence_scene import Reported, Subject
from foxp3tool.model.details import Decay, DecayVerdict
from foxp3tool.model.evidence import Criterion, Evidence, Step, Strength, Verdict
from foxp3tool.model.gene import Transcript, TranscriptStatus
from foxp3tool.model.words import residues_named

_SHOWN = 6
"""How many entries a message names."""

_SOURCES = (PVS1_TREE, SPLICING)


@dataclass
class Walk:
    """A way through the tree, as far as it was gone.

    Args:
        subject: The allele.
        steps: The steps so far.
    """

    subject: Subject
    steps: list[Step] = field(default_factory=list)

    def ask(self, question: str, answer: str, grounds: str = "") -> None:
        """Go a step."""
        self.steps.append(Step(question, answer, grounds))


def applies(walk: Walk, strength: Strength, reason: str) -> Evidence:
    """End a walk: the code applies."""
    return _end(walk, Verdict.APPLIES, reason, strength)


def not_applicable(walk: Walk, reason: str) -> Evidence:
    """End a walk: the code does not apply."""
    return _end(walk, Verdict.DOES_NOT_APPLY, reason, None)


def open_question(walk: Walk, reason: str, strength: Strength | None = None) -> Evidence:
    """End a walk at a question that cannot be answered here.

    Args:
        walk: The way so far.
        reason: What is not known.
        strength: The weight if the answer is the one that lets the code apply.
    """
    return _end(walk, Verdict.CANNOT_BE_JUDGED, reason, strength)


def _end(walk: Walk, verdict: Verdict, reason: str, strength: Strength | None) -> Evidence:
    return Evidence(Criterion.PVS1, verdict, reason, strength, tuple(walk.steps), _SOURCES)


def after_decay(walk: Walk, decay: Decay, first: int, last: int) -> Evidence:
    """Go on behind the question for decay.

    Args:
        walk: The way so far.
        decay: The prediction, which is not unknown.
        first: First residue lost or altered, 1-based.
        last: Last residue of the protein.
    """
    if decay.verdict is DecayVerdict.ESCAPES:
        walk.ask("Is NMD predicted", "no", decay.reason)
        return role_of_region(walk, first, last)
    walk.ask("Is NMD predicted", "yes", decay.reason)
    question = "Is the exon in the biologically relevant transcripts"
    if not walk.subject.spares_companion:
        walk.ask(question, "yes", "MANE Select has it, and the delta-2 isoform is hit as well")
        return applies(walk, Strength.VERY_STRONG, "NMD of the mRNA is predicted")
    walk.ask(question, "in MANE Select yes, in delta-2 no", _spared_grounds(walk))
    return open_question(
        walk,
        "NMD of the full-length mRNA is predicted, but the delta-2 isoform is spared: one step "
        "down from PVS1, and whether delta-2 rescues cannot be told from sequence; "
        f"{_patients(walk)}",
        Strength.STRONG,
    )


def _spared_grounds(walk: Walk) -> str:
    return f"{SPARED_ISOFORM}; {_patients(walk)}"


def _patients(walk: Walk) -> str:
    """Tell of the reported truncations that spare the companion transcript."""
    found = [one for one in walk.subject.scene.spared_truncations if one.is_established]
    if not found:
        return "no truncation of this exon is reported in the catalog"
    return f"truncations of this exon are reported in IPEX: {named(found)}"


def role_of_region(walk: Walk, first: int, last: int) -> Evidence:
    """Ask what the residues lost or altered are for, and how many they are.

    Args:
        walk: The way so far.
        first: First residue lost or altered, 1-based.
        last: Last one, included.
    """
    scene = walk.subject.scene
    total = len(scene.protein)
    share = 100 * (last - first + 1) / total
    size = f"{residues_named(first, last)}, {last - first + 1} of {total} ({share:.1f} %)"
    walk.ask("Which part of the protein is lost or altered", size)
    critical = _critical(walk.subject, first, last)
    question = "Is that region critical to the protein's function"
    if critical:
        walk.ask(question, "yes", critical)
        return _weighed(walk, Strength.STRONG, f"{size}: critical, {critical}")
    walk.ask(
        question,
        "unknown",
        "it does not touch the forkhead domain, and no missense or in-frame variant in it is "
        "reported in IPEX with a paper",
    )
    walk.ask(
        "Are loss-of-function variants in this exon frequent in the population",
        "unknown",
        "no population data for the whole exon is bundled; if yes, PVS1 does not apply",
    )
    large = share > LARGE_SHARE
    walk.ask("Is more than 10 % of the protein removed", "yes" if large else "no", f"{share:.1f} %")
    strength = Strength.STRONG if large else Strength.MODERATE
    reason = f"{size}: role unknown, and so is how frequent such variants are in the population"
    return open_question(walk, reason, strength)


def _weighed(walk: Walk, strength: Strength, reason: str) -> Evidence:
    if not walk.subject.spares_companion:
        return applies(walk, strength, reason)
    walk.ask("Is the isoform that is left a natural one", "yes, delta-2", _spared_grounds(walk))
    reason += "; what is left is the natural delta-2 isoform, and whether it rescues cannot be told"
    return open_question(walk, reason, strength)


def _critical(subject: Subject, first: int, last: int) -> str:
    """Say why a stretch of residues is critical; the empty string if that is not known."""
    domain = subject.scene.domain
    if domain is not None and first <= domain.end and last >= domain.start:
        covered = first <= domain.start and last >= domain.end
        word = "lost" if covered else "cut"
        return f"{domain.name} ({domain.start}-{domain.end}, {domain.source}) {word}"
    found = [
        one
        for one in subject.scene.in_region(first, last)
        if one.is_established and one.keeps_frame and not one.at_border
    ]
    return f"non-truncating variants in it are reported in IPEX: {named(found)}" if found else ""


def named(entries: Iterable[Reported]) -> str:
    """Name entries for a message; the first few of many."""
    labels = [f"{one.entry.id} {one.entry.name}" for one in entries]
    more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
    return ", ".join(labels[:_SHOWN]) + more


def lost_start(walk: Walk, kept_from: int, *, certain: bool = True) -> Evidence:
    """Walk the branch of the initiation codon.

    Args:
        walk: The way so far.
        kept_from: First residue behind the start whose codon is still in the mRNA, 1-based.
        certain: False if the start codon is lost only if an exon is skipped.
    """
    scene = walk.subject.scene
    walk.ask(
        "Does another functional transcript start elsewhere",
        "none known",
        _starts(walk.subject),
    )
    following = scene.protein.find("M", kept_from - 1) + 1
    if not following:
        walk.ask("Which in-frame ATG follows", "none", "the tree does not foresee it")
        reason = "the start codon is lost, and no in-frame ATG follows"
        return open_question(walk, reason, Strength.STRONG)
    upstream = [one for one in scene.in_region(2, following - 1) if one.entry.assertion.is_ipex]
    established = [one for one in upstream if one.is_established]
    question = f"Is a pathogenic variant known upstream of the next in-frame ATG (Met{following})"
    residues = f"residues 2-{following - 1}"
    strength = Strength.MODERATE if established else Strength.SUPPORTING
    if established:
        walk.ask(question, "yes", named(established))
    elif upstream:
        # ClinVar's word alone, or a table of one's own, establishes nothing: told, not counted.
        answer = "none in the catalog by a paper or UniProt"
        walk.ask(question, answer, f"{residues}; not counted: {named(upstream)}")
    else:
        walk.ask(question, "none in the catalog", f"{residues}; it is incomplete")
    reason = f"the start codon is lost; the next in-frame ATG is Met{following}"
    if certain:
        return applies(walk, strength, reason)
    return open_question(walk, f"{reason}, if the exon is missing from the mRNA", strength)


def _starts(subject: Subject) -> str:
    """Say which transcripts share the start codon, and which of the bundled ones do not."""
    scene = subject.scene
    gene = scene.annotator.gene
    place = _start_of(subject, gene.mane_select)
    current = [t for t in gene.transcripts if t.status is TranscriptStatus.CURRENT and t.cds]
    same = [t.accession for t in current if _start_of(subject, t) == place]
    other = [t.accession for t in current if _start_of(subject, t) != place]
    text = f"{len(same)} current transcripts share this start, {', '.join(same[:2])} among them"
    if other:
        text += f"; {', '.join(other)} starts elsewhere, and no function of it is known here"
    return text


def _start_of(subject: Subject, transcript: Transcript) -> int:
    model = subject.scene.annotator.model(transcript)
    assert transcript.cds is not None
    return model.projection.gene_position(transcript.cds.start)
