"""A transcript as one allele makes it: its exons on the allele, its mRNA, its reading frame.

The reference is the allele without edits, so that both sides of a comparison are one kind of value.
What cannot be told (how an mRNA is spliced whose splice site changes, where translation begins when
the start codon is lost) is refused with its reason, never made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.edited_frame import EditedFrame
from foxp3tool.annotate.normalisation import normalise
from foxp3tool.annotate.protein import START_CODON
from foxp3tool.annotate.splicing import CANONICAL, SPLICE_TERMS
from foxp3tool.annotate.transcript_model import ExonicParts, TranscriptModel
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Transcript
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.sequence import STOP, translate_to_stop
from foxp3tool.model.variant import Edit

_COPIED: Final = frozenset({Consequence.FEATURE_ELONGATION, Consequence.TRANSCRIPT_AMPLIFICATION})


class NotPredictableError(ValueError):
    """What an allele makes of a transcript cannot be told.

    Args:
        reason: Why, as a clause.
        is_splicing: True if it could be told under the assumption that splicing stays as it is.
    """

    def __init__(self, reason: str, *, is_splicing: bool = False) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason
        self.is_splicing = is_splicing


@frozen
class AlleleExon:
    """An exon on an allele.

    Args:
        span: Its place in the gene frame of the allele.
        first: Number of the exon in the reference, from 1.
        last: The same, unless a deletion joined several exons to one.
        is_cut: True if a border of it is changed in a way that leaves no place for it.
    """

    span: Interval
    first: int
    last: int
    is_cut: bool = False

    @property
    def number(self) -> str:
        """Its number, such as ``3``, or ``3-4`` for exons that a deletion joined."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@frozen
class AlleleTranscript:
    """A transcript of one allele.

    Args:
        transcript: The transcript of the reference.
        frame: Reference and allele, gene frame.
        exons: Exons on the allele, 5' to 3'.
        bases: The mRNA.
        cds: From the start codon to the end of the first stop codon in frame, or to the end of the
            mRNA if there is none; mRNA frame. None if the start codon is lost.
        protein: Residues of the CDS, with ``*`` for the stop.
        notes: What is to be known of the prediction.
    """

    transcript: Transcript
    frame: EditedFrame
    exons: tuple[AlleleExon, ...]
    bases: str
    cds: Interval | None
    protein: str
    notes: tuple[str, ...] = ()

    @property
    def has_stop(self) -> bool:
        """True if the reading frame ends with a stop codon."""
        return self.protein.endswith(STOP)

    def on_gene(self, span: Interval) -> tuple[Interval, ...]:
        """Return where bases of the mRNA lie in the gene frame of the allele, 5' to 3'."""
        found = []
        begin = 0
        for exon in self.exons:
            first, end = max(span.start, begin), min(span.end, begin + len(exon.span))
            if first < end:
                shift = exon.span.start - begin
                found.append(Interval(first + shift, end + shift))
            begin += len(exon.span)
        return tuple(found)

    def exon_spans(self) -> tuple[Interval, ...]:
        """Return where each exon lies in the mRNA."""
        spans = []
        begin = 0
        for exon in self.exons:
            spans.append(Interval(begin, begin + len(exon.span)))
            begin += len(exon.span)
        return tuple(spans)

    def index_of(self, position: int) -> int | None:
        """Return the mRNA index of a position of the allele's gene frame, None in an intron."""
        begin = 0
        for exon in self.exons:
            if position in exon.span:
                return begin + position - exon.span.start
            begin += len(exon.span)
        return None

    def residue_of(self, residue: int, model: TranscriptModel) -> int | None:
        """Return where a residue of the reference stands in this protein, both from 0.

        None if one of the three bases of its codon is gone, or they are no codon any more.
        """
        if self.cds is None:
            return None
        places = [self.frame.moved_base(place) for place in model.codon_positions(residue)]
        indices = [None if place is None else self.index_of(place) for place in places]
        first = indices[0] if len(indices) == 3 else None
        if first is None or indices != [first, first + 1, first + 2]:
            return None
        index, rest = divmod(first - self.cds.start, 3)
        inside = self.cds.start <= first < self.cds.end and not rest
        return index if inside and self.protein[index] != STOP else None


def reference_transcript(annotator: Annotator, transcript: Transcript) -> AlleleTranscript:
    """Return a transcript as the reference has it."""
    return allele_transcript(annotator, transcript, ())


def exons_on_allele(
    annotator: Annotator, transcript: Transcript, edits: Sequence[Edit]
) -> tuple[EditedFrame, tuple[AlleleExon, ...]]:
    """Return the allele and where the exons of the reference lie on it, spliced so or not.

    Args:
        annotator: The engine.
        transcript: The transcript.
        edits: The changes in the gene frame, 3'-shifted, in ascending order and apart.
    """
    model = annotator.model(transcript)
    grown = frozenset(
        edit.start
        for edit in edits
        if edit.is_insertion
        and (parts := annotator.effect(model, edit).parts) is not None
        and parts.spliced is not None
    )
    frame = EditedFrame.of(annotator.gene.sequence, edits, grown)
    exons: list[AlleleExon] = []
    for number, exon in enumerate(transcript.exons, start=1):
        span = Interval(frame.moved_start(exon.start), frame.moved_end(exon.end))
        cut = any(_cuts(edit, exon) for edit in edits)
        if not span:
            continue
        if exons and exons[-1].span.end >= span.start:
            before = exons.pop()
            joined = Interval(before.span.start, span.end)
            exons.append(AlleleExon(joined, before.first, number))
        else:
            exons.append(AlleleExon(span, number, number, cut))
    return frame, tuple(exons)


def allele_transcript(
    annotator: Annotator,
    transcript: Transcript,
    edits: Sequence[Edit],
    *,
    if_spliced_normally: bool = False,
) -> AlleleTranscript:
    """Return a transcript as an allele makes it.

    Args:
        annotator: The engine.
        transcript: The transcript.
        edits: The changes in the gene frame, 3'-shifted, in ascending order and apart.
        if_spliced_normally: Join what is left of the exons, also where splice sites change.

    Raises:
        NotPredictableError: If the mRNA cannot be told.
    """
    model = annotator.model(transcript)
    edits = [_on_whole_exons(edit, model, annotator.gene.sequence) for edit in edits]
    notes: list[str] = []
    for edit in edits:
        notes += _notes_or_refusal(annotator, model, edit, if_spliced_normally=if_spliced_normally)
    frame, exons = exons_on_allele(annotator, transcript, edits)
    if any(exon.is_cut for exon in exons) and not _all_spliced(annotator, model, edits):
        raise NotPredictableError("a border between exon and intron is taken out or exchanged")
    bases = "".join(frame.bases[exon.span.start : exon.span.end] for exon in exons)
    made = AlleleTranscript(transcript, frame, exons, bases, None, "", tuple(dict.fromkeys(notes)))
    if transcript.cds is None:
        return made
    start = _start(made, model)
    if start is None:
        note = "the start codon is lost; where translation begins instead is not known"
        return replace(made, notes=(*made.notes, note))
    protein = translate_to_stop(bases[start:])
    end = start + 3 * len(protein)
    if not protein.endswith(STOP):
        end = len(bases)
        made = replace(made, notes=(*made.notes, _no_stop(transcript)))
    return replace(made, cds=Interval(start, end), protein=protein)


def _on_whole_exons(edit: Edit, model: TranscriptModel, sequence: str) -> Edit:
    """Return a deletion where it takes whole exons, if it can be placed so.

    The 3'-most placement may begin one base behind the border of an exon that is gone as a whole.
    """
    if edit.inserted or not edit.deleted:
        return edit
    room = edit.start - normalise(edit, sequence, Direction.BACKWARD).start
    for exon in model.transcript.exons:
        back = max(edit.start - exon.start, 0)
        if 0 < back <= min(room, edit.end - exon.end):
            start, end = edit.start - back, edit.end - back
            return Edit(start, sequence[start:end], "")
    return edit


def _no_stop(transcript: Transcript) -> str:
    if not transcript.cds_complete:
        return (
            f"{transcript.accession} is annotated without a stop codon (incomplete 3' end); the "
            "sequence ends with the transcript"
        )
    return "no stop codon follows in frame before the transcript ends"


def _cuts(edit: Edit, exon: Interval) -> bool:
    """Tell whether an edit that changes the number of bases covers one border of an exon only."""
    if not edit.length_change:
        return False
    takes_start = edit.start < exon.start < edit.end < exon.end
    takes_end = exon.start < edit.start < exon.end < edit.end
    return takes_start or takes_end


def _all_spliced(annotator: Annotator, model: TranscriptModel, edits: Sequence[Edit]) -> bool:
    """Tell whether the engine knows the mRNA of every edit, as of a deletion that joins exons."""
    for edit in edits:
        parts = annotator.effect(model, edit).parts
        if parts is not None and parts.exons and parts.spliced is None:
            return False
    return True


def _notes_or_refusal(
    annotator: Annotator, model: TranscriptModel, edit: Edit, *, if_spliced_normally: bool
) -> list[str]:
    """Return what is to be said of the mRNA of one edit, or refuse to tell one."""
    effect = annotator.effect(model, edit)
    terms, parts = set(effect.terms), effect.parts
    name = model.transcript.accession
    if Consequence.TRANSCRIPT_ABLATION in terms:
        raise NotPredictableError(f"the change takes out the whole of {name}: there is no mRNA")
    if terms & _COPIED:
        raise NotPredictableError(
            "whole exons are copied in tandem, and what the mRNA becomes is not known"
        )
    if parts is None:
        return [f"the change lies outside {name}, whose sequence stays as it is"]
    if parts.border is not None:
        raise NotPredictableError(
            "bases are put in exactly between exon and intron; whether the mRNA gains them is not "
            "known"
        )
    reason = _splicing_in_question(model, edit, terms, parts)
    if reason is not None:
        if edit.start < model.span.start < edit.end or edit.start < model.span.end < edit.end:
            raise NotPredictableError(
                f"the change takes out an end of {name}, and what is transcribed instead is not "
                "known"
            )
        if parts.lost_exons and not edit.length_change:
            raise NotPredictableError(f"the change exchanges an exon as a whole: {reason}")
        if not if_spliced_normally:
            raise NotPredictableError(reason, is_splicing=True)
        return [f"{reason}; made as if the remaining exons were spliced normally, as was asked"]
    near = sorted(term.term for term in terms & (SPLICE_TERMS - CANONICAL))
    notes = _at_an_end(model, edit)
    if parts.fuses_exons:
        notes.append("the deletion joins exons to one; the splice sites between are gone with it")
    if near:
        notes.append(f"{'&'.join(near)}: spliced as the reference here, which is not predicted")
    elif not parts.exons:
        notes.append("intronic change: spliced as the reference here, which is not predicted")
    return notes


def _at_an_end(model: TranscriptModel, edit: Edit) -> list[str]:
    """Return what is to be said of a change of length at the first or last base."""
    if not edit.length_change or model.span.start < edit.start <= edit.end < model.span.end:
        return []
    told = (
        f"the change touches an end of {model.transcript.accession}; the mRNA is written as if it "
        "began and ended beside it, which is not known"
    )
    return [told]


def _splicing_in_question(
    model: TranscriptModel, edit: Edit, terms: set[Consequence], parts: ExonicParts
) -> str | None:
    """Return why the mRNA cannot be read off the allele; None if it can."""
    if parts.fuses_exons:
        return None
    sites = sorted(term.term for term in terms & CANONICAL)
    if parts.lost_exons:
        numbers = ", ".join(str(exon + 1) for exon in parts.lost_exons)
        return f"exon {numbers} is lost, and how the rest is spliced is not known"
    if sites:
        return f"{'&'.join(sites)}: how the mRNA is spliced is not known"
    if parts.exons and parts.spliced is None:
        if edit.is_insertion and model.copies_intron(edit):
            return "a whole intron is copied, and how the mRNA is spliced is not known"
        return "an exon border is changed, and how the mRNA is spliced is not known"
    return None


def _start(made: AlleleTranscript, model: TranscriptModel) -> int | None:
    """Return where translation begins: at the start codon, or an ATG left right before codon 2."""
    places = [made.frame.moved_base(place) for place in model.codon_positions(0)]
    indices = [None if place is None else made.index_of(place) for place in places]
    first = indices[0]
    if (
        first is not None
        and indices == [first, first + 1, first + 2]
        and made.bases[first : first + 3] == START_CODON
    ):
        return first
    behind = made.frame.moved_base(model.codon_positions(1)[0])
    index = None if behind is None else made.index_of(behind)
    if index is None or made.bases[max(index - 3, 0) : index] != START_CODON:
        return None
    return index - 3
