"""A transcript prepared for annotation: spliced bases, reading frame, and where an edit falls."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Final

from foxp3tool.annotate.normalisation import differing_parts, shift, trim
from foxp3tool.annotate.projection import Location, TranscriptProjection
from foxp3tool.annotate.protein import CodingSequence
from foxp3tool.annotate.splicing import hits_acceptor, hits_donor
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.positions import coding_position, noncoding_position
from foxp3tool.model.variant import Edit


@frozen
class ExonicParts:
    """What an edit touches of the spliced transcript.

    Args:
        five_prime_utr: True if bases before the CDS are touched.
        coding: True if bases of the CDS are touched.
        three_prime_utr: True if bases behind the CDS are touched.
        exons: 0-based indices of the exons touched.
        lost_exons: 0-based indices of the exons that are deleted as a whole.
        spliced: The edit in the transcript frame, if both its ends lie in exons, or if it only
            exchanges bases and leaves the canonical sites as they are.
        border: An insertion directly between an exon and an intron, in the transcript frame, if
            it copies none of the exon's bases: whether the mRNA gains its bases is not known.
    """

    five_prime_utr: bool
    coding: bool
    three_prime_utr: bool
    exons: tuple[int, ...]
    lost_exons: tuple[int, ...]
    spliced: Edit | None
    border: Edit | None = None

    @property
    def fuses_exons(self) -> bool:
        """True if the edit begins in one exon and ends in another."""
        return self.spliced is not None and len(self.exons) > 1


_SITE: Final = 2
"""How many bases of an intron make its canonical donor or acceptor site."""

NOTHING_EXONIC = ExonicParts(False, False, False, (), (), None)


class TranscriptModel:
    """A transcript with everything that can be computed once.

    Args:
        gene: The gene on one build.
        transcript: One of its transcripts.
    """

    def __init__(self, gene: Gene, transcript: Transcript) -> None:
        """Splice the transcript and translate its coding sequence.

        ``exon_spans`` are the exons in the transcript frame, ``junctions`` the transcript indices
        of the first bases behind each exon/exon junction.
        """
        self.transcript = transcript
        self.projection = TranscriptProjection(transcript)
        self.introns = transcript.introns
        self.span = transcript.span
        self.bases = "".join(gene.sequence[exon.start : exon.end] for exon in transcript.exons)
        ends = [0, *accumulate(len(exon) for exon in transcript.exons)]
        self.exon_spans = tuple(Interval(start, end) for start, end in pairwise(ends))
        self.junctions = tuple(ends[1:-1])
        self._sequence = gene.sequence
        self._numbered: dict[int, tuple[str, str]] = {}
        self._written: dict[tuple[int, bool], tuple[str, bool] | None] = {}
        self._smallest_exon = min(len(exon) for exon in transcript.exons)
        self._smallest_intron = min((len(intron) for intron in transcript.introns), default=0)
        self.coding: CodingSequence | None = None
        if transcript.cds is not None:
            self.coding = CodingSequence.of(
                self.bases, transcript.cds, has_stop=transcript.cds_complete
            )

    def written(self, position: int, *, noncoding: bool = False) -> tuple[str, bool] | None:
        """Return the number of a gene-frame position, and whether it lies in an intron.

        The number is that of a ``c.`` name, or of an ``n.`` name if that is asked for or the
        transcript has no coding sequence. None for a position outside the transcript.
        """
        key = position, noncoding
        if key not in self._written:
            location = self.projection.locate(position)
            if location is None:
                self._written[key] = None
            else:
                cds = None if noncoding else self.transcript.cds
                if cds is None:
                    named = noncoding_position(location.index, location.offset)
                else:
                    named = coding_position(location.index, cds, location.offset)
                self._written[key] = str(named), location.in_intron
        return self._written[key]

    def spans_intron(self, first: int, last: int) -> bool:
        """Tell whether a whole intron lies between two gene-frame positions."""
        return first != last and any(
            first < intron.start and intron.end <= last for intron in self.introns
        )

    def codon_positions(self, residue: int) -> tuple[int, ...]:
        """Return the gene-frame positions of the codon of a 0-based residue index."""
        if self.transcript.cds is None:
            return ()
        first = self.transcript.cds.start + 3 * residue
        return tuple(
            self.projection.gene_position(index)
            for index in range(first, min(first + 3, self.transcript.cds.end))
        )

    def exonic_parts(self, edit: Edit) -> ExonicParts:
        """Work out what a gene-frame edit touches of the spliced transcript."""
        if edit.is_insertion:
            return self._insertion_parts(edit)
        first = self.projection.locate(edit.start)
        last = self.projection.locate(edit.end - 1)
        if first is not None and last is not None and first.exon == last.exon:
            if first.in_intron:
                return NOTHING_EXONIC
            if not last.in_intron:
                return self._parts_of_one_exon(edit, first.exon, first.index)
        return self._parts_of_exons(edit, first, last)

    def _parts_of_one_exon(self, edit: Edit, exon: int, index: int) -> ExonicParts:
        spliced = Edit(index, edit.deleted, edit.inserted)
        spans = [Interval(part.start, part.end) for part in differing_parts(spliced)]
        lost = (exon,) if self._takes_exon(edit, exon) else ()
        return ExonicParts(*self._regions(spans), (exon,), lost, spliced)

    def _parts_of_exons(
        self, edit: Edit, first: Location | None, last: Location | None
    ) -> ExonicParts:
        touched: list[int] = []
        lost: list[int] = []
        spans: list[Interval] = []
        parts = differing_parts(edit)
        for number, exon in enumerate(self.transcript.exons):
            shift_by = self.exon_spans[number].start - exon.start
            for part in parts:
                start, end = max(exon.start, part.start), min(exon.end, part.end)
                if start < end:
                    touched.append(number)
                    spans.append(Interval(start + shift_by, end + shift_by))
            if self._takes_exon(edit, number):
                lost.append(number)
        spliced = None
        exonic = all(here is not None and not here.in_intron for here in (first, last))
        if spans and self._keeps_sites(edit):
            spliced = self._spliced_block(edit)
        elif spans and exonic and edit.length_change:
            start, end = spans[0].start, spans[-1].end
            spliced = Edit(start, self.bases[start:end], edit.inserted)
        exons = tuple(dict.fromkeys(touched))
        return ExonicParts(*self._regions(spans), exons, tuple(lost), spliced)

    def _takes_exon(self, edit: Edit, number: int) -> bool:
        """Tell whether an exon goes as a whole.

        One that is covered by an exchange of as many bases, such as an inversion, goes with its
        canonical sites only.
        """
        exon = self.transcript.exons[number]
        if edit.start > exon.start or exon.end > edit.end:
            return False
        if edit.length_change:
            return True
        kept_acceptor = number > 0 and not hits_acceptor(edit, self.introns[number - 1])
        kept_donor = number < len(self.introns) and not hits_donor(edit, self.introns[number])
        return not (kept_acceptor or kept_donor)

    def _keeps_sites(self, edit: Edit) -> bool:
        """True for an edit that only exchanges bases, none of them in a canonical splice site."""
        return not edit.length_change and not any(
            hits_donor(edit, intron) or hits_acceptor(edit, intron) for intron in self.introns
        )

    def _spliced_block(self, edit: Edit) -> Edit:
        """Return the exonic part of an edit that only exchanges bases, transcript frame."""
        old, new, first = "", "", -1
        for exon, span in zip(self.transcript.exons, self.exon_spans, strict=True):
            start, end = max(exon.start, edit.start), min(exon.end, edit.end)
            if start < end:
                old += edit.deleted[start - edit.start : end - edit.start]
                new += edit.inserted[start - edit.start : end - edit.start]
                if first < 0:
                    first = span.start + start - exon.start
        return trim(Edit(first, old, new))

    def _regions(self, spans: list[Interval]) -> tuple[bool, bool, bool]:
        """Tell whether 5'UTR, CDS and 3'UTR are touched by spans of the transcript frame."""
        cds = self.transcript.cds
        if cds is None or not spans:
            return False, False, False
        return (
            spans[0].start < cds.start,
            any(span.overlaps(cds) for span in spans),
            spans[-1].end > cds.end,
        )

    def copied_exons(self, edit: Edit) -> range:
        """Return the 0-based indices of the exons that an insertion copies as a whole.

        Only a tandem duplication is such a copy, and an exon counts with the canonical splice sites
        beside it: without them the copy is no exon, but more bases in the one that is there. Where
        the duplication may be placed in several ways, the one counts that holds most exons.
        """
        size = len(edit.inserted)
        if size < self._smallest_exon:
            return range(0)
        ends = self.tandem_ends(edit)
        needed = [
            Interval(
                exon.start - (_SITE if number > 0 else 0),
                exon.end + (_SITE if number < len(self.introns) else 0),
            )
            for number, exon in enumerate(self.transcript.exons)
        ]
        most: list[int] = []
        for end in sorted({ends.start, *(span.end for span in needed)}):
            if ends.start <= end < ends.end:
                window = Interval(end - size, end)
                held = [number for number, span in enumerate(needed) if window.covers(span)]
                most = max(most, held, key=len)
        return range(most[0], most[-1] + 1) if most else range(0)

    def tandem_ends(self, edit: Edit) -> Interval:
        """Return where, in the gene frame, the bases may end that a tandem duplication copies.

        Empty for an insertion that copies nothing beside it.
        """
        size = len(edit.inserted)
        first = shift(edit, self._sequence, Direction.BACKWARD).start + size
        last = shift(edit, self._sequence, Direction.FORWARD).start
        return Interval(first, max(last + 1, first))

    def copies_intron(self, edit: Edit) -> bool:
        """Tell whether an insertion repeats a whole intron with the bases on either side of it."""
        size = len(edit.inserted)
        if not self.introns or size < self._smallest_intron:
            return False
        ends = self.tandem_ends(edit)
        return any(
            max(intron.end + 1, ends.start) < min(intron.start + size, ends.end)
            for intron in self.introns
        )

    def touched(self, edit: Edit) -> tuple[range, range]:
        """Return the 0-based indices of the exons and of the introns that an edit touches.

        An insertion touches what its two neighbours lie in.
        """
        margin = 1 if edit.is_insertion else 0
        start = max(edit.start - margin, self.span.start)
        end = min(edit.end + margin, self.span.end)
        if start >= end:
            return range(0), range(0)
        first, last = self.projection.locate(start), self.projection.locate(end - 1)
        if first is None or last is None:
            return range(0), range(0)
        exons = range(first.exon + first.in_intron, last.exon + 1)
        return exons, range(first.exon, last.exon + last.in_intron)

    def exon_and_intron(self, edit: Edit) -> tuple[str, str]:
        """Return exon and intron numbers with their totals, such as ``12/12`` or ``3-4/12``."""
        single = len(edit.deleted) == 1
        if single and edit.start in self._numbered:
            return self._numbered[edit.start]
        exons, introns = self.touched(edit)
        found = _numbers(exons, len(self.transcript.exons)), _numbers(introns, len(self.introns))
        if single:
            self._numbered[edit.start] = found
        return found

    def copied_numbers(self, edit: Edit) -> str:
        """Return the numbers of the exons that a tandem duplication holds as a whole."""
        return _numbers(self.copied_exons(edit), len(self.transcript.exons))

    def coding_span(self, edit: Edit) -> Interval | None:
        """Return the stretch of the CDS (from 0, CDS frame) whose bases an edit takes out."""
        cds = self.transcript.cds
        index = 0
        taken: list[int] = []
        for exon in self.transcript.exons:
            start, end = max(exon.start, edit.start), min(exon.end, edit.end)
            if start < end:
                taken += (index + start - exon.start, index + end - exon.start)
            index += len(exon)
        if cds is None or not taken:
            return None
        start, end = max(taken[0], cds.start), min(taken[-1], cds.end)
        return Interval(start - cds.start, end - cds.start) if start < end else None

    def _insertion_parts(self, edit: Edit) -> ExonicParts:
        before = self.projection.locate(edit.start - 1) if edit.start > 0 else None
        behind = self.projection.locate(edit.start)
        inside = [here for here in (before, behind) if here is not None and not here.in_intron]
        if before is None or behind is None or not inside:
            return NOTHING_EXONIC
        index = behind.index if not behind.in_intron else before.index + 1
        spliced: Edit | None = Edit(index, "", edit.inserted)
        border = None
        if self.copies_intron(edit):
            spliced = None
        elif len(inside) == 1 and not self._copies_exon(edit, inside[0].exon):
            spliced, border = None, spliced
        cds = self.transcript.cds
        utr5 = cds is not None and index <= cds.start
        utr3 = cds is not None and index >= cds.end
        coding = cds is not None and not utr5 and not utr3
        return ExonicParts(utr5, coding, utr3, (inside[0].exon,), (), spliced, border)

    def _copies_exon(self, edit: Edit, exon: int) -> bool:
        """True if an insertion behind an exon's last base repeats that exon's last bases."""
        here = self.transcript.exons[exon]
        if edit.start != here.end or len(edit.inserted) > len(here):
            return False
        last = sum(len(before) for before in self.transcript.exons[: exon + 1])
        return self.bases[last - len(edit.inserted) : last] == edit.inserted


def _numbers(indices: range, total: int) -> str:
    if not indices:
        return ""
    first, last = indices[0] + 1, indices[-1] + 1
    return f"{first}/{total}" if first == last else f"{first}-{last}/{total}"
