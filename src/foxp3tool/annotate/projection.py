"""Projection between the gene frame and a transcript: exons, introns, ``n.`` and ``c.`` positions.

A position in an intron is named from the nearest exonic base; the central base of an intron of odd
length counts from the upstream exon
(https://hgvs-nomenclature.org/stable/background/numbering/, introns).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import (
    Datum,
    TranscriptPosition,
    coding_position,
    noncoding_position,
    transcript_index,
)


class PositionError(ValueError):
    """A position that does not exist on the transcript; the message says why."""


@frozen
class Location:
    """Where a gene-frame position lies on a transcript.

    Args:
        exon: 0-based index of the exon, or of the exon before the intron.
        index: 0-based transcript index of the base itself or of the nearest exonic base.
        offset: Distance from that exonic base into the intron, 0 in an exon.
        in_intron: True in an intron.
    """

    exon: int
    index: int
    offset: int
    in_intron: bool


class TranscriptProjection:
    """Positions of one transcript in both directions.

    Args:
        transcript: The transcript; its exons are in the gene frame.
    """

    def __init__(self, transcript: Transcript) -> None:
        """Precompute where each exon starts in the spliced transcript."""
        self.transcript = transcript
        self.exons = transcript.exons
        self.introns = transcript.introns
        self.length = transcript.length
        self._exon_starts = [exon.start for exon in transcript.exons]
        self._index_starts = [
            0,
            *accumulate(len(exon) for exon in transcript.exons),
        ]

    def locate(self, position: int) -> Location | None:
        """Locate a gene-frame position; None outside the transcript's ends."""
        exon = bisect_right(self._exon_starts, position) - 1
        if exon < 0:
            return None
        here = self.exons[exon]
        if position < here.end:
            index = self._index_starts[exon] + position - here.start
            return Location(exon, index, 0, in_intron=False)
        if exon + 1 == len(self.exons):
            return None
        after = position - here.end + 1
        before = self.exons[exon + 1].start - position
        next_index = self._index_starts[exon + 1]
        if after <= before:
            return Location(exon, next_index - 1, after, in_intron=True)
        return Location(exon, next_index, -before, in_intron=True)

    def gene_position(self, index: int) -> int:
        """Return the gene-frame position of a 0-based transcript index.

        Raises:
            PositionError: If the transcript has no such base.
        """
        if not 0 <= index < self.length:
            raise PositionError(
                f"{self.transcript.accession} has {self.length} bases; "
                f"base {index + 1} does not exist"
            )
        exon = bisect_right(self._index_starts, index) - 1
        return self.exons[exon].start + index - self._index_starts[exon]

    def to_noncoding(self, position: int) -> TranscriptPosition | None:
        """Return the ``n.`` position of a gene-frame position, None outside the transcript."""
        location = self.locate(position)
        return None if location is None else noncoding_position(location.index, location.offset)

    def to_coding(self, position: int) -> TranscriptPosition | None:
        """Return the ``c.`` position of a gene-frame position, None outside the transcript.

        Raises:
            ValueError: If the transcript has no coding sequence.
        """
        if self.transcript.cds is None:
            raise ValueError(f"{self.transcript.accession} has no coding sequence")
        location = self.locate(position)
        if location is None:
            return None
        return coding_position(location.index, self.transcript.cds, location.offset)

    def to_gene(self, position: TranscriptPosition) -> int:
        """Return the gene-frame position of a ``c.`` or ``n.`` position.

        Raises:
            PositionError: If the transcript has no such position: beyond its ends, an offset from
                a base that is not at an exon border, or one that leaves the intron.
        """
        index = transcript_index(position, self.transcript.cds)
        if not 0 <= index < self.length:
            raise PositionError(self._beyond(position, index))
        base = self.gene_position(index)
        if not position.offset:
            return base
        return self._intronic(position, index, base)

    def _beyond(self, position: TranscriptPosition, index: int) -> str:
        accession = self.transcript.accession
        prefix = "n" if position.datum is Datum.TRANSCRIPT_START else "c"
        cds = self.transcript.cds
        first = noncoding_position(0) if prefix == "n" or cds is None else coding_position(0, cds)
        final = self.length - 1
        last = (
            noncoding_position(final) if prefix == "n" or cds is None
            else coding_position(final, cds)
        )  # fmt: skip
        end = "begins" if index < 0 else "ends"
        return (
            f"{prefix}.{position} lies where {accession} {end}: it has {prefix}.{first} to {last}"
        )

    def _intronic(self, position: TranscriptPosition, index: int, base: int) -> int:
        exon = bisect_right(self._index_starts, index) - 1
        here = self.exons[exon]
        if position.offset > 0:
            if base != here.end - 1 or exon + 1 == len(self.exons):
                raise PositionError(f"{position} is no position: {self._border(position, 'last')}")
            intron = Interval(here.end, self.exons[exon + 1].start)
        else:
            if base != here.start or exon == 0:
                raise PositionError(f"{position} is no position: {self._border(position, 'first')}")
            intron = Interval(self.exons[exon - 1].end, here.start)
        target = base + position.offset
        if target not in intron:
            raise PositionError(
                f"{position} leaves the intron, which has {len(intron)} bases "
                f"on {self.transcript.accession}"
            )
        return target

    def _border(self, position: TranscriptPosition, which: str) -> str:
        base = TranscriptPosition(position.number, 0, position.datum)
        return (
            f"{base} is not the {which} base of an exon next to an intron "
            f"on {self.transcript.accession}"
        )
