"""Counts of alleles in populations: those of the bundle, and those of the user's sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from foxp3tool.model.evidence import PopulationCount, SplicePrediction
from foxp3tool.model.frozen import frozen
from foxp3tool.model.variant import GenomicVariant
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.population_data import read_population_counts


@frozen
class AskedCounts:
    """What a source says of one allele.

    Args:
        counts: Counts, one for each record that has some.
        absent_from: Name of the source if it has the gene and not this allele.
    """

    counts: tuple[PopulationCount, ...] = ()
    absent_from: str = ""


class CountedSource(Protocol):
    """A source that may know how often an allele was seen, or how it is predicted to splice."""

    def counts(self, variant: GenomicVariant) -> AskedCounts:
        """Return what is known of a left-aligned allele."""

    def splice(self, variant: GenomicVariant, symbol: str) -> SplicePrediction | None:
        """Return a splice prediction for a left-aligned allele."""


class Populations:
    """Everything that is at hand of counts.

    Args:
        bundle: The reference data.
    """

    def __init__(self, bundle: Bundle) -> None:
        """Keep the bundle; its counts are read when the first entry is asked for."""
        self._bundle = bundle
        self._stated: dict[str, tuple[PopulationCount, ...]] | None = None
        self.sources: tuple[CountedSource, ...] = ()

    def of(
        self, variant: GenomicVariant, entries: Sequence[str]
    ) -> tuple[tuple[PopulationCount, ...], tuple[str, ...]]:
        """Return the counts of an allele, and the names of sources that do not have it.

        Args:
            variant: The allele, left-aligned.
            entries: Ids of the catalog entries of this very allele.
        """
        found = [count for entry in entries for count in self._of_entry(entry)]
        absent = []
        for source in self.sources:
            asked = source.counts(variant)
            found += asked.counts
            absent += [asked.absent_from] if asked.absent_from else []
        return tuple(found), tuple(absent)

    def splice(self, variant: GenomicVariant, symbol: str) -> SplicePrediction | None:
        """Return the strongest splice prediction for an allele, None if there is none."""
        found = [source.splice(variant, symbol) for source in self.sources]
        return max((p for p in found if p is not None), key=lambda p: p.score, default=None)

    def _of_entry(self, entry: str) -> tuple[PopulationCount, ...]:
        if self._stated is None:
            self._stated = read_population_counts(self._bundle)
        return self._stated.get(entry, ())
