"""PVS1 for lost splice sites and deleted exons: what the mRNA without the exon would be.

A lost splice site is walked as if its exon were skipped, which is what the tree asks; a cryptic
site or a kept intron cannot be judged without a prediction or RNA, and a step says so.
"""

from __future__ import annotations

from foxp3tool.knowledge.evidence_region import (
    Walk,
    after_decay,
    applies,
    lost_start,
    open_question,
    role_of_region,
)
from foxp3tool.model.details import DecayVerdict, ExonSkip, SkipFrame
from foxp3tool.model.evidence import Evidence, Strength
from foxp3tool.model.interval import Interval
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.protein import ProteinChangeKind
from foxp3tool.notation.parse import parse

_OUTSIDE_TREE = (
    "no coding base is in the exon: the tree does not speak of UTRs (Walker 2023: not applicable "
    "unless elements critical for expression are hit)"
)


def lost_splice_site(walk: Walk) -> Evidence:
    """Walk the branch of the canonical splice sites."""
    walk.ask("Is a canonical splice site (+1, +2, -1, -2) changed", "yes")
    skips = walk.subject.exon_skips
    if not skips:
        return _fused(walk)
    if len(skips) > 1:
        return open_question(walk, "exons in several places may be lost")
    walk.ask(
        "Could a cryptic site be used, or the intron be kept",
        "cannot be judged",
        "needs a splice prediction or RNA; exon skipping is taken from here on",
    )
    return _without_exons(walk, skips[0], deleted=False)


def lost_exons(walk: Walk) -> Evidence:
    """Walk the branch of deletions of one or several exons."""
    skips = walk.subject.exon_skips
    if len(skips) != 1:
        return _fused(walk)
    walk.ask("What does the mRNA lose", _exons(skips[0]), "deleted, or without a splice site")
    return _without_exons(walk, skips[0], deleted=True)


def _fused(walk: Walk) -> Evidence:
    """Go on with a deletion whose two ends lie in exons, so that these become one."""
    subject = walk.subject
    walk.ask("What does the mRNA lose", f"a stretch of exons {subject.here.exon}", "ends in exons")
    change = subject.change
    if subject.exon_skips or change is None:
        return open_question(walk, "what is left of the mRNA cannot be told")
    if change.kind is ProteinChangeKind.START_LOST:
        return lost_start(walk, subject.kept_from)
    if not change.start:
        return open_question(walk, "what is left of the mRNA cannot be told")
    decay = subject.decay
    if decay is None:
        walk.ask("Is the reading frame disrupted", "no", "the ends fuse in frame")
        return role_of_region(walk, change.start, change.end)
    walk.ask("Is the reading frame disrupted", "yes")
    if decay.verdict is DecayVerdict.UNKNOWN:
        return open_question(walk, f"NMD cannot be predicted: {decay.reason}")
    return after_decay(walk, decay, change.start, len(subject.scene.protein))


def _exons(skip: ExonSkip) -> str:
    first, last = skip.exons[0], skip.exons[-1]
    numbers = f"exon {first}" if first == last else f"exons {first}-{last}"
    return f"{numbers}, {skip.bases} bases"


def _without_exons(walk: Walk, skip: ExonSkip, *, deleted: bool) -> Evidence:
    """Go on with an mRNA without a run of exons."""
    if not deleted:
        walk.ask("Which exon would be skipped", _exons(skip))
    match skip.frame:
        case SkipFrame.UNTRANSLATED:
            return open_question(walk, _OUTSIDE_TREE)
        case SkipFrame.NOT_PREDICTABLE:
            return _end_of_gene(walk, skip)
        case SkipFrame.START_LOST:
            walk.ask("Is the reading frame disrupted", "yes", "the exon has the start codon")
            return lost_start(walk, _residues(walk, skip)[1] + 1, certain=deleted)
        case SkipFrame.STOP_LOST:
            return open_question(walk, "the mRNA would lose its stop codon")
        case SkipFrame.IN_FRAME | SkipFrame.OUT_OF_FRAME:
            return _inner_exons(walk, skip)


def _inner_exons(walk: Walk, skip: ExonSkip) -> Evidence:
    first, last = _changed_residues(walk, skip)
    total = len(walk.subject.scene.protein)
    in_frame = skip.frame is SkipFrame.IN_FRAME
    grounds = f"{skip.bases} bases, {skip.bases % 3} over whole codons, {skip.hgvs_p}"
    walk.ask("Is the reading frame disrupted", "no" if in_frame else "yes", grounds)
    decay = skip.decay
    if decay is None and in_frame:
        return role_of_region(walk, first, last)
    if decay is None or decay.verdict is DecayVerdict.UNKNOWN:
        why = "no prediction" if decay is None else decay.reason
        return open_question(walk, f"NMD cannot be predicted: {why}")
    walk.ask("Where does the new stop stand", f"c.{decay.stop}")
    return after_decay(walk, decay, first, total)


def _residues(walk: Walk, skip: ExonSkip) -> tuple[int, int]:
    """Return the first and last residue that codons of the exons belong to, 1-based."""
    model = walk.subject.scene.model
    cds = model.transcript.cds
    assert cds is not None
    start = max(model.exon_spans[skip.exons[0] - 1].start - cds.start, 0)
    end = min(model.exon_spans[skip.exons[-1] - 1].end, cds.end) - cds.start
    last = min((end - 1) // 3 + 1, len(walk.subject.scene.protein))
    return start // 3 + 1, last


def _changed_residues(walk: Walk, skip: ExonSkip) -> tuple[int, int]:
    """Return the first and last residue that the predicted protein name names."""
    stated = parse(skip.hgvs_p) if skip.hgvs_p else None
    if isinstance(stated, ProteinDescription) and stated.change.start:
        return stated.change.start, stated.change.end
    return _residues(walk, skip)


def _end_of_gene(walk: Walk, skip: ExonSkip) -> Evidence:
    """Go on with a loss of the first or the last exon, which no splicing can skip."""
    model = walk.subject.scene.model
    spans = model.exon_spans
    cds = model.transcript.cds
    has_first = skip.exons[0] == 1
    if cds is None or (has_first and spans[skip.exons[-1] - 1].end <= cds.start):
        return open_question(walk, f"the first exon: {_OUTSIDE_TREE}")
    lost = Interval(spans[skip.exons[0] - 1].start, spans[skip.exons[-1] - 1].end)
    if lost.covers(cds):
        walk.ask("How much of the coding sequence is deleted", "all of it")
        return applies(walk, Strength.VERY_STRONG, "the whole coding sequence is deleted")
    if has_first:
        walk.ask("Is the reading frame disrupted", "yes", "first exon and start codon are lost")
        return lost_start(walk, _residues(walk, skip)[1] + 1, certain=False)
    first, last = _residues(walk, skip)
    ended = role_of_region(walk, first, last)
    reason = (
        "the last exon cannot be skipped: a cryptic site or a kept intron follows, or an mRNA "
        f"without end; if its residues are altered: {ended.reason}"
    )
    return open_question(walk, reason, ended.strength or Strength.MODERATE)
