"""A reported change of several bases that a caller wrote as several records of one sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.codon_places import read_as_one, whole_of
from foxp3tool.annotate.in_cis import CarriedAllele, copies_of
from foxp3tool.annotate.together import InteractingChangesError
from foxp3tool.model.coverage import SiteReading, SiteStatus
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.check_record import RecordReading, Site, called_alleles

_AROUND: Final = 10
"""Bases on either side of the change in which its parts may lie."""
_MOST: Final = 20
"""Parts that are tried; where there are more, the records contradict each other."""


def may_have_parts(site: Site) -> bool:
    """Tell whether a reported change can be written as several."""
    edit = site.edit
    if edit is None or not edit.deleted or not edit.inserted:
        return False
    return len(edit.deleted) + len(edit.inserted) > 2


class PartsOfSite:
    """Collects what one sample has beside or inside one reported change.

    Args:
        site: The place of the change.
        annotator: The engine of its build.
    """

    def __init__(self, site: Site, annotator: Annotator) -> None:
        """Begin with nothing found."""
        self._site = site
        self._annotator = annotator
        self._carried: list[CarriedAllele] = []
        self._edits: list[tuple[Edit, Edit]] = []

    def take(self, number: int, reading: RecordReading, sample: int) -> None:
        """Take the alleles that a record calls in the sample.

        Args:
            number: A number of the record.
            reading: The record.
            sample: 0-based number of the sample.
        """
        genotype, phase_set = reading.columns.phased_genotype(sample)
        whole = self._site.edit
        if genotype is None or whole is None:
            return
        for allele, edit, stated in called_alleles(reading, genotype):
            is_near = whole.start - _AROUND <= edit.start and edit.end <= whole.end + _AROUND
            if is_near and (edit, stated) not in self._edits:
                member = len(self._edits)
                self._edits.append((edit, stated))
                self._carried.append(
                    CarriedAllele(member, number, allele, genotype, phase_set, frozenset())
                )

    def reading(self, decided: SiteReading) -> SiteReading:
        """Return what is to be told instead of another variant at the place."""
        if not 1 < len(self._edits) <= _MOST:
            return decided
        copies = copies_of(self._carried)
        for copy in copies.alleles:
            parts = next(self._that_make_it(sorted(copy)), None)
            if parts is not None:
                note = f"called as {len(parts)} alleles on one chromosome"
                return self._told(decided, SiteStatus.VARIANT, note)
        if next(self._that_make_it(range(len(self._edits))), None) is not None:
            note = "its parts are called; whether they lie on one chromosome is not known"
            if copies.is_whole:
                note = "its parts are called, on different chromosomes"
            return self._told(decided, decided.status, note)
        return decided

    def _told(self, decided: SiteReading, status: SiteStatus, note: str) -> SiteReading:
        notes = "; ".join(one for one in (note, decided.note) if one)
        return SiteReading(
            status, decided.genotype, decided.depth, decided.quality, decided.covered, notes
        )

    def _that_make_it(self, members: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Yield neighbouring alleles that together are the reported change."""
        in_order = sorted(members, key=lambda member: self._edits[member][0].start)
        for first, last in combinations(range(len(in_order) + 1), 2):
            run = tuple(in_order[first:last])
            if len(run) > 1 and self._is_it(run):
                yield run

    def _is_it(self, run: Sequence[int]) -> bool:
        aligned, stated = zip(*(self._edits[member] for member in run), strict=True)
        try:
            edits = read_as_one(self._annotator, aligned, stated)
        except InteractingChangesError:
            return False
        return whole_of(self._annotator, edits) == self._site.edit
