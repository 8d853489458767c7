"""Counts of alleles in populations: those of the bundle, and those of the user's sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from foxp3tool.model.evidence import PopulationCount
from foxp3tool.model.variant import GenomicVariant
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.population_data import read_population_counts


class CountedSource(Protocol):
    """A source that may know how often an allele was seen."""

    def counts(self, variant: GenomicVariant) -> PopulationCount | None:
        """Return the counts of a left-aligned allele; None if it has none."""

    def was_asked(self, variant: GenomicVariant) -> str:
        """Return the name of the source if it has counts of that build, else nothing."""


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
            name, count = source.was_asked(variant), source.counts(variant)
            if count is not None:
                found.append(count)
            elif name:
                absent.append(name)
        return tuple(found), tuple(absent)

    def _of_entry(self, entry: str) -> tuple[PopulationCount, ...]:
        if self._stated is None:
            self._stated = read_population_counts(self._bundle)
        return self._stated.get(entry, ())
