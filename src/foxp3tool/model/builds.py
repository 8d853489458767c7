"""Differences between two genome builds."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval


@frozen
class BuildDifference:
    """A place at which two builds differ; intervals are genomic, on the plus strand.

    Args:
        source: Interval on the first build; empty where that build lacks the bases.
        target: Interval on the second build; empty where that build lacks the bases.
        source_bases: Plus-strand bases of the first build.
        target_bases: Plus-strand bases of the second build.
    """

    source: Interval
    target: Interval
    source_bases: str
    target_bases: str

    def reversed(self) -> BuildDifference:
        """Return the same difference with the builds exchanged."""
        return BuildDifference(self.target, self.source, self.target_bases, self.source_bases)
