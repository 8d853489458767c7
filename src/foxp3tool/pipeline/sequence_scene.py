"""One allele on one transcript, put together as records that can be written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foxp3tool._version import __version__
from foxp3tool.annotate.allele_transcript import (
    AlleleExon,
    AlleleTranscript,
    NotPredictableError,
    allele_transcript,
    exons_on_allele,
    reference_transcript,
)
from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.edited_frame import EditedFrame
from foxp3tool.annotate.exon_numbers import literature_numbers
from foxp3tool.annotate.features import FeatureMap
from foxp3tool.annotate.sequence_marks import (
    Canvas,
    Labels,
    bases_between,
    coding_mark,
    exon_marks,
    feature_marks,
    genomic_canvas,
    placed_features,
    protein_marks,
    spliced_canvas,
    transcript_mark,
)
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.sequence import STOP
from foxp3tool.model.sequence_export import (
    DIFFERS_AT,
    REPLACE,
    ExportedSequence,
    Mark,
    SequenceKind,
    SequencePair,
    places_of,
)
from foxp3tool.pipeline.known_variants import COMMON, KnownVariants
from foxp3tool.pipeline.sequence_alleles import NamedAllele
from foxp3tool.pipeline.sequence_known import known_marks
from foxp3tool.pipeline.sequence_notes import predicted_notes
from foxp3tool.pipeline.sources import AlleleSource
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit

_LONGEST_NAME: Final = 60
_LABELS: Final = Labels("FOXP3", "forkhead box protein P3")
_SHIFTED: Final = (
    "the reading frame is shifted behind the change: all codons from there on are others, and the "
    "sequence ends with the stop codon of that frame"
)
_LIKE: Final = {SequenceKind.CDS: "coding sequence", SequenceKind.TRANSCRIPT: "mRNA"}


@frozen
class SequenceRequest:
    """What is to be written of each variant.

    Args:
        kind: Which stretch.
        flank: Bases on each side, of what is genomic.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        assembly: The build, None for that of each description.
        on_plus: True for the plus strand of the chromosome, False for the direction of the gene.
        if_spliced_normally: Write what splicing as in the reference would give, where a splice
            site changes.
        sources: The user's sources, which may know common variants.
        common: Frequency from which a variant counts as common.
    """

    kind: SequenceKind
    flank: int = 200
    transcripts: str = "mane"
    assembly: str | None = None
    on_plus: bool = False
    if_spliced_normally: bool = False
    sources: tuple[AlleleSource, ...] = ()
    common: float = COMMON

    @classmethod
    def of(cls, what: str) -> SequenceRequest:
        """Return a request for one kind of stretch by its name, all else as by default."""
        return cls(SequenceKind(what))


class Scene:
    """One allele on one transcript, with everything that is marked.

    Args:
        toolkit: The engine.
        allele: The allele.
        transcript: The transcript.
        known: Common variants on the allele's build.
        request: What is wanted.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        allele: NamedAllele,
        transcript: Transcript,
        known: KnownVariants,
        request: SequenceRequest,
    ) -> None:
        """Prepare what both alleles need."""
        self._toolkit = toolkit
        self._allele = allele
        self._annotator: Annotator = toolkit.annotators[allele.row.assembly]
        self._gene: Gene = self._annotator.gene
        self._transcript = transcript
        self._request = request
        self._known = tuple(one for one in known.variants if one.edit not in allele.edits)
        self._itself = tuple(one for one in known.variants if one.edit in allele.edits)
        self._known_from = known.note
        self._literature = literature_numbers(self._gene, transcript)
        model = self._annotator.model(transcript)
        canonical = self._annotator.model(self._gene.mane_select)
        self._model = model
        self._features = FeatureMap(model, canonical, toolkit.bundle.features)
        self._reference = reference_transcript(self._annotator, transcript)
        self._frame = EditedFrame.of(self._gene.sequence, allele.edits)
        self._shown = (True,) * len(allele.edits)

    def genomic(self, kind: SequenceKind, flank: int) -> SequencePair:
        """Return both alleles of the genome around the change, or of the whole gene."""
        edits = self._allele.edits
        frame, exons = exons_on_allele(self._annotator, self._transcript, edits)
        made: AlleleTranscript | None
        try:
            made = self._mutant()
            unknown = ""
        except NotPredictableError as error:
            made, unknown = None, f"no mRNA or protein of the mutant is told: {error.reason}"
        first, last = edits[0].start, max(edit.end for edit in edits)
        if kind is SequenceKind.GENOMIC:
            span = self._transcript.span
            first, last = min(first, span.start), max(last, span.end)
        size = len(self._gene.sequence)
        window = Interval(max(0, first - flank), min(size, last + flank))
        change = sum(edit.length_change for edit in edits)
        grown = Interval(window.start, window.end + change)
        short = self._short_flank(first - window.start, window.end - last, flank)
        before = self._assembled(
            "reference",
            genomic_canvas(self._gene.sequence, window, self._reference),
            self._reference.exons,
            self._reference,
            (window, short),
        )
        behind = self._assembled(
            "mutant",
            genomic_canvas(frame.bases, grown, made),
            exons,
            made,
            (window, (*short, unknown) if unknown else short),
        )
        return SequencePair(before, behind)

    def spliced(self, kind: SequenceKind) -> SequencePair:
        """Return both alleles of mRNA, coding sequence or protein.

        Raises:
            NotPredictableError: If that of the mutant cannot be told.
        """
        made = self._mutant()
        if kind is not SequenceKind.TRANSCRIPT and made.cds is None:
            raise NotPredictableError(
                "the start codon is lost, and where translation begins instead is not known"
                if self._transcript.cds
                else "the transcript has no coding sequence"
            )
        if kind is SequenceKind.PROTEIN:
            return self._proteins(made)
        self._frame = made.frame
        self._shown = tuple(
            bool(bases_between(self._reference.exons, old) or bases_between(made.exons, new))
            for old, new in made.frame.changed
        )
        canvases = []
        for one in (self._reference, made):
            coding = one.cds if kind is SequenceKind.CDS else None
            window = Interval(0, len(one.bases)) if coding is None else coding
            canvases.append(spliced_canvas(one, window))
        before, behind = canvases
        same: tuple[str, ...] = ()
        if before.bases == behind.bases:
            # A change at a border may give the same bases once more.
            self._shown = (False,) * len(self._shown)
            same = (f"the {_LIKE[kind]} is that of the reference",)
        elif kind is SequenceKind.CDS and sum(e.length_change for e in self._allele.edits) % 3:
            same = (_SHIFTED,)
        return SequencePair(
            self._assembled(
                "reference", before, self._reference.exons, self._reference, (None, ())
            ),
            self._assembled("mutant", behind, made.exons, made, (None, same)),
        )

    def _mutant(self) -> AlleleTranscript:
        return allele_transcript(
            self._annotator,
            self._transcript,
            self._allele.edits,
            if_spliced_normally=self._request.if_spliced_normally,
        )

    def _short_flank(self, before: int, behind: int, flank: int) -> tuple[str, ...]:
        """Say where the bundled region ends before the flank does."""
        gene = self._gene
        first, last = (behind, before) if self._request.on_plus else (before, behind)
        return tuple(
            f"the flank {end} has {found} bases only: the bundled region of {gene.assembly} "
            f"({genomic_number(gene.region.start)}-{gene.region.end}) ends there"
            for end, found in (("before the change", first), ("behind the change", last))
            if found < flank
        )

    def _assembled(
        self,
        side: str,
        canvas: Canvas,
        exons: Sequence[AlleleExon],
        made: AlleleTranscript | None,
        place: tuple[Interval | None, tuple[str, ...]],
    ) -> ExportedSequence:
        """Put a DNA or mRNA record together."""
        window, notes = place
        is_mutant = side == "mutant"
        frame = self._frame
        marks: list[Mark | None] = []
        if window is not None:
            marks += exon_marks(canvas, exons, self._literature, _LABELS)
        if made is not None:
            if window is None:
                marks += exon_marks(canvas, made.exons, self._literature, _LABELS)
            else:
                marks.append(transcript_mark(canvas, made, _LABELS))
            marks.append(coding_mark(canvas, made, _LABELS))
            placed = placed_features(made, self._model, self._features)
            marks += feature_marks(canvas, made, placed, _LABELS)
        variation, changed = self._changes(canvas, frame, is_mutant=is_mutant)
        known, places = known_marks(canvas, frame if is_mutant else None, self._known)
        if made is not None:
            notes = (
                *notes,
                *made.notes,
                *(predicted_notes(self._allele, self._reference, made) if is_mutant else ()),
            )
        kept = [mark for mark in (*marks, *variation, *known) if mark is not None]
        return self._record(side, canvas.bases, kept, changed, (window, notes, places))

    def _changes(
        self, canvas: Canvas, frame: EditedFrame, *, is_mutant: bool
    ) -> tuple[list[Mark], list[Interval]]:
        """Return the marks of the changes, and the places of those that the record holds."""
        marks, places = [], []
        name = self._allele.name
        for edit, (old, new), is_shown in zip(frame.edits, frame.changed, self._shown, strict=True):
            found = canvas.of_gene(new if is_mutant else old)
            if not (found and is_shown):
                continue
            whole = Interval(found[0].start, found[-1].end)
            places.append(whole)
            other = edit.deleted if is_mutant else edit.inserted
            role = "mutant allele of" if is_mutant else "reference allele of"
            note = f"{role} {name}"
            qualifiers = (
                ("label", name.partition(":")[2]),
                ("gene", self._gene.symbol),
                ("note", note),
                (REPLACE, other.lower()),
            )
            marks.append(Mark("variation", (whole,), qualifiers))
        return marks, places

    def _proteins(self, made: AlleleTranscript) -> SequencePair:
        """Return both proteins, without the stop."""
        old, new = (one.protein.removesuffix(STOP) for one in (self._reference, made))
        in_frame = not any(edit.length_change % 3 for edit in self._allele.edits)
        first = _shared(old, new)
        behind = _shared(old[first:][::-1], new[first:][::-1]) if in_frame else 0
        both = []
        for side, one, protein in (("reference", self._reference, old), ("mutant", made, new)):
            changed = Interval(first, len(protein) - behind)
            placed = placed_features(one, self._model, self._features)
            shown = () if old == new else (changed,)
            marks = protein_marks(protein, _LABELS, placed, shown)
            notes = (
                (*one.notes, *predicted_notes(self._allele, self._reference, made))
                if side == "mutant"
                else one.notes
            )
            if side == "mutant" and old == new:
                notes = (*notes, "the protein is that of the reference")
            both.append(self._record(side, protein, marks, shown, (None, notes, [])))
        return SequencePair(*both)

    def _record(
        self,
        side: str,
        bases: str,
        marks: Sequence[Mark],
        changed: Sequence[Interval],
        place: tuple[Interval | None, tuple[str, ...], Sequence[Interval]],
    ) -> ExportedSequence:
        """Return a record with its header."""
        window, notes, known = place
        kind = self._request.kind
        accession = self._transcript.accession
        gene = self._gene
        short = "ref" if side == "reference" else "mut"
        if self._itself:
            own = ", ".join(f"{one.name} ({one.source})" for one in self._itself)
            notes = (*notes, f"the variant is itself a common one: {own}")
        if kind is not SequenceKind.PROTEIN:
            notes = (*notes, self._known_from)
        facts = [
            ("allele", side),
            ("variant", self._allele.name),
            ("genomic", self._allele.hgvs_g),
            ("protein", self._allele.hgvs_p),
            ("gene", gene.symbol),
            ("what", kind.value),
            ("assembly", gene.assembly),
            *self._location(window, side),
            ("transcript", accession),
            ("length", f"{len(bases)}{'aa' if kind is SequenceKind.PROTEIN else 'bp'}"),
            (DIFFERS_AT, places_of(changed)),
            ("made_by", f"foxp3tool {__version__}, data {self._toolkit.bundle.catalog_edition}"),
        ]
        if self._toolkit.bundle.own_tables:
            facts.append(("own_tables", ", ".join(self._toolkit.bundle.own_tables)))
        name = f"FOXP3_{_plain(self._allele)}_{gene.assembly}_{accession}_{kind.value}_{short}"
        title = f"FOXP3 {kind.value}, {side} allele of {self._allele.name}"
        return ExportedSequence(
            name,
            "",
            title,
            kind,
            bases,
            tuple((key, value) for key, value in facts if value),
            tuple(marks),
            tuple(changed),
            tuple(known),
            tuple(dict.fromkeys((*notes, RESEARCH_USE))),
        )

    def _location(self, window: Interval | None, side: str) -> tuple[tuple[str, str], ...]:
        """Return where a genomic record lies; of the mutant what it stands for."""
        if window is None:
            return ()
        start, end = self._gene.to_genomic_interval(window.start, window.end)
        place = f"{self._gene.accession}:{genomic_number(start)}-{end}"
        strand = "+" if self._request.on_plus else str(self._gene.strand.value)
        reading = "plus strand" if self._request.on_plus else "direction of the gene"
        label = "location" if side == "reference" else "instead_of"
        return (label, f"{place}({strand})"), ("reading", reading)


def _plain(allele: NamedAllele) -> str:
    """Return the allele in letters that no program stumbles over."""
    named = allele.row.variant.normalized.replace("|", "+") if allele.row.variant else ""
    if named and len(named) <= _LONGEST_NAME:
        return named
    return "+".join(
        f"X-{genomic_number(one.edit.start)}-{len(one.edit.deleted)}bp-{len(one.edit.inserted)}bp"
        for one in allele.variants
    )


def _shared(one: str, other: str) -> int:
    """Return how many of their first characters two texts share."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
