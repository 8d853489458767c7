"""Alleles that a VCF gives by a symbol or as a breakend, before they are placed on a sequence."""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.frozen import frozen

Range = tuple[int, int]
"""Lowest and highest position that an end may have, both 0-based."""


class EventKind(StrEnum):
    """What a symbol says, in words for messages."""

    DELETION = "deletion"
    DUPLICATION = "duplication"
    INVERSION = "inversion"
    INSERTION = "insertion"
    COPY_NUMBER = "copy number"
    OTHER = "allele of a kind that is not read"


@frozen
class SymbolicAllele:
    """What a record says of one symbolic allele.

    Args:
        kind: What the symbol says.
        start: 0-based position of the first base behind POS, which the event begins with; an
            insertion lies before it.
        end: 0-based position behind the last base; ``start`` of an insertion.
        first: Where the first base may be, if the record gives a range.
        last: Where the last base may be (included), if the record gives a range.
        is_imprecise: True if the ends are not exact; without ranges nobody knows how far off.
        is_adjacency: True if the record claims that the ends are joined, as those of a tandem
            duplication are; False if it may speak of the number of copies alone.
        inserted: Bases put in, or put in where the ends are joined; ``N`` for each unknown one.
        consensus: The sequence of the allele around an insertion, as some callers give it.
        copies: Copies of the region as the record tells them.
        copies_of_allele: True if these are copies on the allele, not in the sample.
        remark: How else the record could be read; else empty.
        samples_copies: Copies in each sample that tells them, where the record has several samples
            and tells none itself.
    """

    kind: EventKind
    start: int
    end: int
    first: Range | None = None
    last: Range | None = None
    is_imprecise: bool = False
    is_adjacency: bool = True
    inserted: str = ""
    consensus: str = ""
    copies: float | None = None
    copies_of_allele: bool = False
    remark: str = ""
    samples_copies: tuple[float, ...] = ()

    @property
    def is_exact(self) -> bool:
        """True if both ends are known to the base."""
        return not (self.is_imprecise or self.first or self.last)


@frozen
class Breakend:
    """One new junction: bases, and what they are joined to.

    Args:
        bases: What stands at POS instead of REF.
        is_before: True if the new neighbour follows ``bases``, False if it goes before them.
        contig: Contig of the neighbour; empty for a single breakend.
        position: 1-based position of the neighbour; 0 for a single breakend.
        goes_right: True if the piece joined begins at ``position`` and goes on to the right.
    """

    bases: str
    is_before: bool
    contig: str = ""
    position: int = 0
    goes_right: bool = False

    @property
    def is_turned(self) -> bool:
        """True if the piece joined is turned round, as at an end of an inversion."""
        return self.is_before is not self.goes_right


class UnreadableAlleleError(ValueError):
    """A symbolic allele or breakend that the record does not say enough of; it tells what."""
