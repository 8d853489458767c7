"""What a refused description is told besides what is wrong: where in it, and what may be meant.

All of it is worked out only when a description is refused, so that valid ones pay nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.nearby import bases_fit, explained, where_bases_fit
from foxp3tool.annotate.nearby_genome import GenomeHints, stated
from foxp3tool.annotate.nearby_names import NameHints
from foxp3tool.annotate.nearby_positions import borders, missing_position, where_positions_exist
from foxp3tool.annotate.placement import ResolvedVariant, count_from_stop, span_of
from foxp3tool.annotate.slips import MOST_HINTS
from foxp3tool.model.gene import Transcript
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import (
    GenomicDescription,
    IdentifierDescription,
    ParsedVariant,
    ProteinDescription,
    TranscriptDescription,
    UncertainDescription,
    VcfDescription,
)
from foxp3tool.model.positions import TranscriptPosition, genomic_number
from foxp3tool.notation.description_format import Description, format_description
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.faults import (
    Fault,
    chromosome_name,
    genomic_bases,
    genomic_position,
    position,
    stated_bases,
    written_text,
)
from foxp3tool.notation.parse import parse

Candidate = tuple[Description, str]
Reader = Callable[[TranscriptDescription | UncertainDescription], tuple[Annotator, Transcript]]
"""Gives the engine and the transcript on which a description is read, or raises."""

_LONGEST_NAME: Final = 200
"""Characters of a hint; long alleles are not written out four times."""
_NOT_ON_SEQUENCE: Final = (
    IssueCode.OUTSIDE_GENE,
    IssueCode.INVALID_POSITION,
    IssueCode.PARTIAL_OVERLAP,
)


class Explainer:
    """Adds the place of the fault and hints to the errors of one build.

    Args:
        annotators: The engines of all builds; the first is that of the default build.
        names: What else a name that is not known may mean.
        read_on: See :data:`Reader`.
        place: Places a description or raises; every hint is one that it places.
    """

    def __init__(
        self,
        annotators: Sequence[Annotator],
        names: NameHints,
        read_on: Reader,
        place: Callable[[ParsedVariant], tuple[ResolvedVariant, ...]],
    ) -> None:
        """Keep what hints are made from."""
        self._annotators = annotators
        self._genome = GenomeHints(annotators)
        self._names = names
        self._read_on = read_on
        self._place = place

    def explain(self, error: NotationError, parsed: ParsedVariant) -> None:
        """Say where a description is at fault, and which ones nearby would be read.

        Args:
            error: Why it was refused; place and hints that it has are kept.
            parsed: The description.
        """
        if error.at is None and error.offset is None:
            error.at = self._fault(error, parsed)
        if not error.hints:
            error.hints = self._listed(self._candidates(error, parsed))
        if error.remedy is None and error.code in _NOT_ON_SEQUENCE:
            error.remedy = self._instead(parsed) or "compare it with its source"
        if error.code is IssueCode.UNKNOWN_REFERENCE:
            error.cause = self._why_unknown(error, parsed) or error.cause

    def _why_unknown(self, error: NotationError, parsed: ParsedVariant) -> str | None:
        near = [] if error.hints else self._names.near(parsed)
        why = self._names.why_unknown(parsed)
        if why is None and near:
            why = f"a slip for {' or '.join(near)}, but the description does not fit that"
        return why

    def _listed(self, candidates: Iterable[Candidate]) -> tuple[str, ...]:
        """Write the first few candidates that can be placed, each with its reason."""
        hints: dict[str, str] = {}
        for candidate, why in map(self._as_counted, candidates):
            name = format_description(candidate)
            is_new = name not in hints and len(name) <= _LONGEST_NAME
            if is_new and self._means(name, candidate):
                hints[name] = why
            if len(hints) == MOST_HINTS:
                break
        return tuple(f"{name} ({why})" for name, why in hints.items())

    def _as_counted(self, candidate: Candidate) -> Candidate:
        """Return a candidate with the numbers that HGVS gives to bases behind the stop codon."""
        described, why = candidate
        if not isinstance(described, TranscriptDescription):
            return candidate
        try:
            counted, issues = count_from_stop(described, self._read_on(described)[1])
        except NotationError:
            return candidate
        if not issues:
            return candidate
        return counted, f"{why}; c.{described.start}, counted on behind the stop codon"

    def _means(self, name: str, candidate: Description) -> bool:
        """Tell whether a name can be looked up as it stands, and means the candidate."""
        try:
            read = parse(name)
            if isinstance(read, IdentifierDescription):
                return False
            meant = self._place(read)
            # Of a protein change the search is long, and the name says all of it.
            return isinstance(candidate, ProteinDescription) or (
                [one.variant for one in meant] == [one.variant for one in self._place(candidate)]
            )
        except NotationError:
            return False

    # Where

    def _fault(self, error: NotationError, parsed: ParsedVariant) -> Fault | None:
        if error.code in (IssueCode.OTHER_GENE, IssueCode.UNKNOWN_REFERENCE):
            return _named_in(error.message, parsed)
        match parsed:
            case TranscriptDescription() | UncertainDescription():
                return self._fault_on_transcript(error, parsed)
            case GenomicDescription() | VcfDescription():
                return self._fault_on_genome(error, parsed)
            case _:
                return None

    def _fault_on_transcript(
        self, error: NotationError, parsed: TranscriptDescription | UncertainDescription
    ) -> Fault | None:
        annotator, transcript = self._read_on(parsed)
        projection = annotator.model(transcript).projection
        if error.code is IssueCode.INVALID_POSITION:
            ends = _ends(parsed)
            return position(str(missing_position(ends, projection) or ends[-1]))
        if error.code is IssueCode.REF_MISMATCH and isinstance(parsed, TranscriptDescription):
            first, last = span_of(parsed, projection)
            last = first + len(parsed.deleted) - 1 if parsed.copies is not None else last
            found = annotator.gene.sequence[first : last + 1]
            return stated_bases(str(parsed.start), parsed.deleted, found)
        return None

    def _fault_on_genome(
        self, error: NotationError, parsed: GenomicDescription | VcfDescription
    ) -> Fault | None:
        is_spdi = isinstance(parsed, VcfDescription) and parsed.is_spdi
        number = parsed.start if is_spdi else genomic_number(parsed.start)
        if error.code is IssueCode.REF_MISMATCH:
            return genomic_bases(number, stated(parsed), self._genome.found(parsed))
        if isinstance(parsed, VcfDescription) and error.message.startswith(f"{parsed.chrom} "):
            return chromosome_name(parsed.chrom)
        if error.code is IssueCode.INVALID_POSITION and isinstance(parsed, GenomicDescription):
            return genomic_position(genomic_number(parsed.end))
        return genomic_position(number) if error.code in _NOT_ON_SEQUENCE else None

    # What may be meant

    def _candidates(self, error: NotationError, parsed: ParsedVariant) -> Iterator[Candidate]:
        code = error.code
        if code is IssueCode.OTHER_GENE:
            yield from self._names.of_genes(parsed)
        elif code is IssueCode.UNKNOWN_REFERENCE:
            if isinstance(parsed, TranscriptDescription) and parsed.reference is not None:
                yield from self._genome.of_coding(parsed, parsed.reference)
            yield from self._names.of_sequences(parsed)
        elif isinstance(parsed, TranscriptDescription):
            annotator, transcript = self._read_on(parsed)
            if code is IssueCode.REF_MISMATCH:
                yield from self._on_other_builds(parsed, annotator, transcript)
                yield from where_bases_fit(parsed, annotator, transcript)
            elif code is IssueCode.INVALID_POSITION:
                yield from where_positions_exist(parsed, annotator, transcript)
                yield from self._elsewhere(parsed, annotator, transcript)
        elif isinstance(parsed, GenomicDescription | VcfDescription):
            if code is IssueCode.REF_MISMATCH:
                yield from self._genome.where_bases_fit(parsed)
            elif code is IssueCode.INVALID_POSITION:
                yield from self._genome.as_insertion(parsed)
            elif code is IssueCode.OUTSIDE_GENE:
                yield from self._genome.where_it_lies_in_the_gene(parsed)

    def _elsewhere(
        self, parsed: TranscriptDescription, annotator: Annotator, transcript: Transcript
    ) -> Iterator[Candidate]:
        """Yield a description that does not count on the transcript, or not on its exons alone."""
        projection = annotator.model(transcript).projection
        if missing_position((parsed.start, parsed.end), projection) is not None:
            yield from self._genome.of_coding(parsed, "")
        elif parsed.context is None:
            context = annotator.gene.accession
            moved = replace(parsed, reference=transcript.accession, context=context, gene=None)
            yield moved, "on the genome, with the introns between"

    def _on_other_builds(
        self, parsed: TranscriptDescription, annotator: Annotator, transcript: Transcript
    ) -> Iterator[Candidate]:
        """Yield the description in the context of the builds on which its bases stand there."""
        for other in self._annotators:
            if other is annotator:
                continue
            moved = replace(
                parsed,
                reference=transcript.accession,
                context=other.gene.accession,
                gene=None,
            )
            name = other.gene.assembly
            if bases_fit(moved, other):
                yield explained(moved, f"on {name}, as with --assembly {name}")

    def _instead(self, parsed: ParsedVariant) -> str | None:
        """Say which positions there are beside one in an intron that there is not."""
        if not isinstance(parsed, TranscriptDescription):
            return None
        annotator, transcript = self._read_on(parsed)
        projection = annotator.model(transcript).projection
        missing = missing_position((parsed.start, parsed.end), projection)
        if missing is None or not missing.offset:
            return None
        return borders(missing, projection) or None


def _ends(
    parsed: TranscriptDescription | UncertainDescription,
) -> tuple[TranscriptPosition, ...]:
    """Return the positions that a description names."""
    if isinstance(parsed, TranscriptDescription):
        return parsed.start, parsed.end
    ends = (parsed.outer_start, parsed.inner_start, parsed.inner_end, parsed.outer_end)
    return tuple(end for end in ends if end is not None)


def _named_in(message: str, parsed: ParsedVariant) -> Fault | None:
    """Return the fault of the name of a gene or sequence that a message is about."""
    names = [getattr(parsed, part, None) for part in ("reference", "context", "gene", "chrom")]
    named = (name for name in names if name and message.startswith((name, f"unknown {name}")))
    return next(map(written_text, named), None)
