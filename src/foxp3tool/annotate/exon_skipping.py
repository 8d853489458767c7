"""What the loss of whole exons from the mRNA would do to the protein.

Exons that an allele deletes as a whole, and exons whose canonical splice site it changes, are taken
out of the spliced transcript, and the rest is read. Skipping is one frequent result of a lost
splice site; a cryptic site or a retained intron may be used instead, and only RNA can tell. The
questions asked are those of the ClinGen PVS1 decision tree (PMID 30192042): the frame, and the part
of the protein that is lost.
"""

from __future__ import annotations

from itertools import groupby

from foxp3tool.annotate.consequence import Effect
from foxp3tool.annotate.decay import decay_of
from foxp3tool.annotate.protein import coding_effect
from foxp3tool.annotate.spliced_mutant import SplicedMutant
from foxp3tool.annotate.splicing import hits_acceptor, hits_donor
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.details import ExonSkip, SkipFrame
from foxp3tool.model.interval import Interval
from foxp3tool.model.protein import ProteinChangeKind
from foxp3tool.model.variant import Edit
from foxp3tool.notation.hgvs_format import format_protein


def predict_exon_skips(model: TranscriptModel, edit: Edit, effect: Effect) -> tuple[ExonSkip, ...]:
    """Return one prediction for each run of neighbouring exons that is lost or may be skipped.

    Args:
        model: The transcript.
        edit: The allele in the gene frame.
        effect: Its effect on the transcript.
    """
    parts = effect.parts
    if parts is None or parts.fuses_exons or len(parts.lost_exons) == len(model.exon_spans):
        return ()
    exons = set(parts.lost_exons)
    for index, intron in enumerate(model.introns):
        donor, acceptor = hits_donor(edit, intron), hits_acceptor(edit, intron)
        # With both sites of an intron gone, only an exon that loses bases as well is cut off.
        if donor and (not acceptor or edit.start < intron.start):
            exons.add(index)
        if acceptor and (not donor or edit.end > intron.end):
            exons.add(index + 1)
    runs = groupby(enumerate(sorted(exons)), key=lambda pair: pair[1] - pair[0])
    return tuple(_skip(model, [exon for _, exon in run]) for _, run in runs)


def _skip(model: TranscriptModel, exons: list[int]) -> ExonSkip:
    """Take a run of neighbouring exons (0-based) out of the spliced transcript."""
    numbers = tuple(exon + 1 for exon in exons)
    span = Interval(model.exon_spans[exons[0]].start, model.exon_spans[exons[-1]].end)
    if exons[0] == 0 or exons[-1] == len(model.exon_spans) - 1:
        return ExonSkip(numbers, SkipFrame.NOT_PREDICTABLE, len(span))
    coding = model.coding
    if coding is None or not span.overlaps(coding.cds):
        frame = SkipFrame.UNTRANSLATED if coding else SkipFrame.NOT_PREDICTABLE
        return ExonSkip(numbers, frame, len(span), 0 if coding else None)
    if span.overlaps(coding.start_codon):
        return ExonSkip(numbers, SkipFrame.START_LOST, len(span))
    edit = Edit(span.start, model.bases[span.start : span.end], "")
    effect = coding_effect(coding, edit)
    change = effect.protein_change
    name = "" if change is None else format_protein("", change)
    if span.overlaps(coding.stop_codon):
        return ExonSkip(numbers, SkipFrame.STOP_LOST, len(span), hgvs_p=name)
    in_frame = len(span) % 3 == 0
    lost = None
    if change is not None and change.kind is not ProteinChangeKind.UNKNOWN:
        # A stop that arises at the new junction ends the protein there, also in frame.
        to_end = not in_frame or Consequence.STOP_GAINED in effect.consequences
        residues = len(coding.protein) - coding.has_stop
        lost = residues - change.start + 1 if to_end else len(span) // 3
    decay = None
    if {Consequence.STOP_GAINED, Consequence.FRAMESHIFT_VARIANT} & effect.consequences:
        decay = decay_of(SplicedMutant.of(model, coding.cds, edit))
    frame = SkipFrame.IN_FRAME if in_frame else SkipFrame.OUT_OF_FRAME
    return ExonSkip(numbers, frame, len(span), lost, name, decay)
