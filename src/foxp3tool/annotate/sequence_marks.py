"""What is marked on an exported sequence: exons, coding sequence, protein features."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from foxp3tool.annotate.allele_transcript import AlleleExon, AlleleTranscript
from foxp3tool.annotate.features import FeatureMap
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.errors import counted
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.model.sequence import STOP, translate
from foxp3tool.model.sequence_export import Mark

Spans = tuple[Interval, ...]


@frozen
class Labels:
    """What marks are called.

    Args:
        symbol: The gene.
        product: The protein.
    """

    symbol: str
    product: str


@frozen
class Canvas:
    """The stretch of an allele that is written.

    Args:
        bases: What is written.
        of_gene: Gives the parts of the record that a span of the allele's gene frame covers, not
            cut off at its ends.
        of_transcript: The same of a span of the mRNA.
    """

    bases: str
    of_gene: Callable[[Interval], Spans]
    of_transcript: Callable[[Interval], Spans]


def genomic_canvas(bases: str, window: Interval, made: AlleleTranscript | None) -> Canvas:
    """Return the canvas of a window of the allele's gene frame, whose bases are given.

    Args:
        bases: The allele as a whole, gene frame.
        window: What is written.
        made: The transcript of the allele, None if it cannot be told.
    """

    def of_gene(span: Interval) -> Spans:
        return _clipped([span], window)

    def of_transcript(span: Interval) -> Spans:
        return () if made is None else _clipped(made.on_gene(span), window)

    return Canvas(bases[window.start : window.end], of_gene, of_transcript)


def spliced_canvas(made: AlleleTranscript, window: Interval) -> Canvas:
    """Return the canvas of a window of the mRNA."""

    def of_gene(span: Interval) -> Spans:
        spliced = Interval(
            spliced_before(made.exons, span.start), spliced_before(made.exons, span.end)
        )
        return _clipped([spliced], window)

    def of_transcript(span: Interval) -> Spans:
        return _clipped([span], window)

    return Canvas(made.bases[window.start : window.end], of_gene, of_transcript)


def spliced_before(exons: Iterable[AlleleExon], position: int) -> int:
    """Return how many bases of exons lie before a position of the allele's gene frame."""
    return sum(max(0, min(position, exon.span.end) - exon.span.start) for exon in exons)


def bases_between(exons: Iterable[AlleleExon], span: Interval) -> int:
    """Return how many bases of exons a span of the allele's gene frame holds."""
    return sum(
        max(0, min(span.end, exon.span.end) - max(span.start, exon.span.start)) for exon in exons
    )


def _clipped(spans: Iterable[Interval], window: Interval) -> Spans:
    """Return spans as far as they lie in a window, counted from its start."""
    found = []
    for span in spans:
        start, end = max(span.start, window.start), min(span.end, window.end)
        inside = start < end or (not span and window.start <= span.start <= window.end)
        if inside:
            found.append(Interval(start - window.start, end - window.start))
    return tuple(found)


def _mark(
    key: str,
    span: Interval,
    place: Callable[[Interval], Spans],
    qualifiers: tuple[tuple[str, str], ...],
) -> Mark | None:
    """Return a mark, None if the record holds nothing of it."""
    spans = place(span)
    if not sum(map(len, spans)):
        return None
    before = not sum(map(len, place(Interval(span.start, span.start + 1))))
    behind = not sum(map(len, place(Interval(span.end - 1, span.end))))
    return Mark(key, spans, qualifiers, before, behind)


def exon_marks(
    canvas: Canvas, exons: Sequence[AlleleExon], literature: Sequence[str], labels: Labels
) -> list[Mark]:
    """Return a mark for each exon, with both of its numbers."""
    marks = []
    for exon in exons:
        papers = [literature[number - 1] for number in range(exon.first, exon.last + 1)]
        told = ", ".join(number for number in papers if number)
        notes = [f"exon {told} of most papers" if told else "not an exon of MANE Select"]
        if exon.first != exon.last:
            notes.append("a deletion joins these exons")
        if exon.is_cut:
            notes.append("a border of this exon is changed, and where it lies now is not known")
        qualifiers = (
            ("label", f"exon {exon.number}"),
            ("gene", labels.symbol),
            ("number", exon.number),
            ("note", "; ".join(notes)),
        )
        mark = _mark("exon", exon.span, canvas.of_gene, qualifiers)
        if mark is not None:
            marks.append(mark)
    return marks


def transcript_mark(canvas: Canvas, made: AlleleTranscript, labels: Labels) -> Mark | None:
    """Return the mark of the mRNA."""
    qualifiers = [("gene", labels.symbol), ("transcript_id", made.transcript.accession)]
    if made.frame.edits:
        note = f"mutant, made from {made.transcript.accession}"
        qualifiers = [("gene", labels.symbol), ("note", "; ".join((note, *made.notes)))]
    whole = Interval(0, len(made.bases))
    return _mark("mRNA", whole, canvas.of_transcript, tuple(qualifiers))


def coding_mark(canvas: Canvas, made: AlleleTranscript, labels: Labels) -> Mark | None:
    """Return the mark of the coding sequence with the residues of what the record holds of it."""
    if made.cds is None:
        return None
    mark = _mark("CDS", made.cds, canvas.of_transcript, ())
    if mark is None:
        return None
    before = 0
    if mark.opens_before:
        before = next(
            index
            for index in range(made.cds.start, made.cds.end)
            if sum(map(len, canvas.of_transcript(Interval(index, index + 1))))
        )
        before -= made.cds.start
    frame = -before % 3
    bases = "".join(canvas.bases[span.start : span.end] for span in mark.spans)
    residues = translate(bases[frame:]).removesuffix(STOP)
    qualifiers = [
        ("gene", labels.symbol),
        ("codon_start", str(frame + 1)),
        ("product", labels.product),
    ]
    accession = made.transcript.protein_accession
    if made.frame.edits:
        qualifiers.append(("note", "predicted from the mutant mRNA"))
    elif accession is not None:
        qualifiers.append(("protein_id", accession))
    if residues:
        qualifiers.append(("translation", residues))
    goes_on = mark.goes_on or not made.has_stop
    return Mark("CDS", mark.spans, tuple(qualifiers), mark.opens_before, goes_on)


@frozen
class PlacedFeature:
    """A protein feature on the protein of an allele.

    Args:
        feature: The feature.
        residues: Its residues there, 0-based half-open.
        lost: How many of its residues are not there.
        size: How many residues of it the reference has.
    """

    feature: ProteinFeature
    residues: Interval
    lost: int
    size: int

    @property
    def note(self) -> str:
        """Where its bounds come from, and what is missing."""
        told = [f"source: {self.feature.source}"]
        if self.feature.reference:
            told.append(self.feature.reference)
        if self.feature.note:
            told.append(self.feature.note)
        if self.lost:
            verb = "is" if self.lost == 1 else "are"
            told.append(f"{self.lost} of its {counted(self.size, 'residue')} {verb} lost")
        return "; ".join(told)


def placed_features(
    made: AlleleTranscript, model: TranscriptModel, features: FeatureMap
) -> tuple[PlacedFeature, ...]:
    """Return the protein features that are left on the protein of an allele, in order."""
    residues: dict[ProteinFeature, list[int]] = {}
    if model.coding is None:
        return ()
    for residue in range(len(model.coding.protein) - model.coding.has_stop):
        for feature in features.at(residue + 1, residue + 1):
            residues.setdefault(feature, []).append(residue)
    new = {
        residue: made.residue_of(residue, model)
        for residue in sorted({number for numbers in residues.values() for number in numbers})
    }
    found = []
    for feature, old in residues.items():
        left = [place for number in old if (place := new[number]) is not None]
        if left:
            span = Interval(min(left), max(left) + 1)
            found.append(PlacedFeature(feature, span, len(old) - len(left), len(old)))
    return tuple(sorted(found, key=lambda one: (one.residues, one.feature.name)))


def feature_marks(
    canvas: Canvas, made: AlleleTranscript, placed: Iterable[PlacedFeature], labels: Labels
) -> list[Mark]:
    """Return marks of the primary protein features on DNA or mRNA."""
    marks = []
    for one in placed:
        if made.cds is None or not one.feature.primary:
            continue
        first, last = one.residues.start, one.residues.end
        span = Interval(made.cds.start + 3 * first, made.cds.start + 3 * last)
        note = f"{one.feature.name}, residues {first + 1}-{last}; {one.note}"
        qualifiers = (("label", one.feature.name), ("gene", labels.symbol), ("note", note))
        mark = _mark("misc_feature", span, canvas.of_transcript, qualifiers)
        if mark is not None:
            marks.append(mark)
    return marks


def protein_marks(
    protein: str, labels: Labels, placed: Iterable[PlacedFeature], changed: Sequence[Interval]
) -> list[Mark]:
    """Return the marks of a protein record: all features, and where the alleles differ."""
    marks = [Mark("Protein", (Interval(0, len(protein)),), (("product", labels.product),))]
    for one in placed:
        key, label = ("Site", "site_type") if len(one.residues) == 1 else ("Region", "region_name")
        kind = one.feature.kind.replace("_", " ")
        qualifiers = ((label, one.feature.name), ("note", f"{kind}; {one.note}"))
        marks.append(Mark(key, (one.residues,), qualifiers))
    for span in changed:
        if span:
            qualifiers = (("region_name", "variant"), ("note", "the alleles differ here"))
            marks.append(Mark("Region", (span,), qualifiers))
    return marks
