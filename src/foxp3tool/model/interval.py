"""Intervals and strands, the ground of every coordinate in foxp3tool."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Strand(StrEnum):
    """The strand of the chromosome that a gene is read from."""

    PLUS = "+"
    MINUS = "-"


class Direction(StrEnum):
    """The direction of a shift, always along the coordinates of the sequence it is done on.

    FORWARD goes to larger positions of that sequence, BACKWARD to smaller ones. Which of the two is
    "3-prime" depends on the frame, so the word is never used without one.
    """

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A 0-based, half-open interval; ``start == end`` is the point between two bases.

    Args:
        start: First position inside, 0-based.
        end: First position behind, 0-based.

    Raises:
        ValueError: If the interval ends before it starts or starts below zero.

    Example:
        >>> Interval(3, 6).overlaps(Interval(5, 9)), len(Interval(3, 6))
        (True, 3)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is no interval."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not an interval: [{self.start}, {self.end})")

    def __len__(self) -> int:
        """Return the number of positions inside."""
        return self.end - self.start

    def __contains__(self, position: int) -> bool:
        """Tell whether a 0-based position lies inside."""
        return self.start <= position < self.end

    def covers(self, other: Interval) -> bool:
        """Tell whether the whole of ``other`` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Interval) -> bool:
        """Tell whether at least one position is shared; an empty interval shares none."""
        return max(self.start, other.start) < min(self.end, other.end)
