"""Positions as the HGVS recommendations count them: 1-based, without a zero, with offsets.

The 1-based numbers of HGVS live in this module and nowhere else in the engine; the rest of the
engine is 0-based. Source: https://hgvs-nomenclature.org/stable/background/numbering/
"""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval


class Datum(StrEnum):
    """The base from which a position is counted."""

    TRANSCRIPT_START = "n"
    CDS_START = "c"
    CDS_END = "*"


@frozen
class TranscriptPosition:
    """A position of a ``n.`` or ``c.`` description.

    Args:
        number: 1-based position from the datum; negative before the CDS, never zero.
        offset: Distance into an intron: positive behind, negative before the exonic base; 0 in
            an exon.
        datum: Where counting starts.

    Example:
        >>> str(TranscriptPosition(210, 1)), str(TranscriptPosition(876, datum=Datum.CDS_END))
        ('210+1', '*876')
    """

    number: int
    offset: int = 0
    datum: Datum = Datum.CDS_START

    def __post_init__(self) -> None:
        """Refuse the position zero, which does not exist."""
        if self.number == 0:
            raise ValueError("HGVS has no position 0")
        if self.number < 0 and self.datum is not Datum.CDS_START:
            raise ValueError("only positions counted from the CDS start can be negative")

    def __str__(self) -> str:
        """Return the HGVS text of the position."""
        mark = "*" if self.datum is Datum.CDS_END else ""
        return f"{mark}{self.number}{self.offset:+d}" if self.offset else f"{mark}{self.number}"


def noncoding_position(index: int, offset: int = 0) -> TranscriptPosition:
    """Return the ``n.`` position of a 0-based transcript index."""
    return TranscriptPosition(index + 1, offset, Datum.TRANSCRIPT_START)


def coding_position(index: int, cds: Interval, offset: int = 0) -> TranscriptPosition:
    """Return the ``c.`` position of a 0-based transcript index.

    Args:
        index: 0-based position in the spliced transcript.
        cds: The coding sequence in the transcript frame, stop codon included.
        offset: Distance into the intron.

    Example:
        >>> [str(coding_position(i, Interval(3, 9))) for i in (2, 3, 8, 9)]
        ['-1', '1', '6', '*1']
    """
    if index < cds.start:
        return TranscriptPosition(index - cds.start, offset)
    if index < cds.end:
        return TranscriptPosition(index - cds.start + 1, offset)
    return TranscriptPosition(index - cds.end + 1, offset, Datum.CDS_END)


def transcript_index(position: TranscriptPosition, cds: Interval | None) -> int:
    """Return the 0-based transcript index of a position's exonic base; it may lie outside.

    Raises:
        ValueError: If a ``c.`` position is asked of a transcript without coding sequence.
    """
    if position.datum is Datum.TRANSCRIPT_START:
        return position.number - 1
    if cds is None:
        raise ValueError("a transcript without coding sequence has no c. positions")
    if position.datum is Datum.CDS_END:
        return cds.end + position.number - 1
    return cds.start + position.number - (1 if position.number > 0 else 0)


def genomic_index(number: int) -> int:
    """Return the 0-based index of a 1-based genomic position (HGVS ``g.``, VCF ``POS``)."""
    return number - 1


def genomic_number(index: int) -> int:
    """Return the 1-based genomic position (HGVS ``g.``, VCF ``POS``) of a 0-based index."""
    return index + 1


def residue_number(index: int) -> int:
    """Return the 1-based residue number of a 0-based index into the protein."""
    return index + 1
