"""VCF records as sequences: what each allele reads over a window, on either build.

Nothing of the engine is used here. A record is cut into its cells, an allele is put into the
bundled bases, and a window is cut at bases that both builds have (``build_differences.tsv``, walked
along in :mod:`bundle_truth`). Places are those of the plus frame: 0-based within the bundled
region.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bundle_truth import Allele, Pairing, Region, placements, shortest

OTHER = {"GRCh37": "GRCh38", "GRCh38": "GRCh37"}
BASES = frozenset("ACGT")
PLACELESS = ("*", "<*>", "<NON_REF>")
MARGIN = 120
"""Bases on either side of a record that its window holds: more than any repeat that differs."""


def plain(allele: str) -> bool:
    """Tell whether an allele is made of bases."""
    return bool(allele) and BASES.issuperset(allele.upper())


@dataclass(frozen=True)
class Record:
    """The cells of a line."""

    cells: tuple[str, ...]

    @classmethod
    def of(cls, line: str) -> Record:
        return cls(tuple(line.split("\t")))

    @property
    def pos(self) -> int:
        return int(self.cells[1])

    @property
    def name(self) -> str:
        return self.cells[2]

    @cached_property
    def alleles(self) -> tuple[str, ...]:
        """REF and the ALT alleles, in capitals where they are bases."""
        alts = () if self.cells[4] == "." else tuple(self.cells[4].split(","))
        return tuple(a.upper() if plain(a) else a for a in (self.cells[3], *alts))

    @cached_property
    def info(self) -> dict[str, str]:
        cell = self.cells[7]
        items = () if cell == "." else cell.split(";")
        return {key: value for key, _, value in (item.partition("=") for item in items)}

    @cached_property
    def samples(self) -> tuple[dict[str, str], ...]:
        if len(self.cells) < 10:
            return ()
        keys = self.cells[8].split(":")
        return tuple(dict(zip(keys, cell.split(":"), strict=False)) for cell in self.cells[9:])

    @cached_property
    def genotypes(self) -> tuple[tuple[int | None, ...], ...]:
        """The allele numbers of each sample; None is a missing one."""
        return tuple(
            tuple(None if part == "." else int(part) for part in re.split("[/|]", one["GT"]))
            for one in self.samples
        )

    @property
    def carried(self) -> set[int]:
        return {number for one in self.genotypes for number in one if number is not None}


def at_of(record: Record, region: Region) -> int:
    return record.pos - 1 - region.start


def haplotype(record: Record, number: int, region: Region, window: tuple[int, int]) -> str:
    """Return what an allele of bases reads over a window."""
    at, ref = at_of(record, region), record.alleles[0]
    low, high = window
    assert low <= at < at + len(ref) <= high, (record, window)
    assert region.plus.startswith(ref, at), (record, region.plus[at : at + len(ref)])
    return region.plus[low:at] + record.alleles[number] + region.plus[at + len(ref) : high]


@dataclass(frozen=True)
class Way:
    """The two builds and what belongs together.

    Args:
        source: The build of the file.
        target: The other one.
        pairing: From the first to the second.
    """

    source: Region
    target: Region
    pairing: Pairing

    def windows(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return a window around a span on the source, and its partner on the target."""
        partner = self.pairing.partner
        low, high = max(start - MARGIN, 0), min(end + MARGIN, self.source.length)
        while partner[low] < 0:
            low -= 1
        while partner[high - 1] < 0:
            high += 1
        return (low, high), (partner[low], partner[high - 1] + 1)

    def stretch(self, allele: Allele) -> tuple[int, int, str]:
        """Return the span over which an allele can be placed, and what it reads there."""
        found = placements(self.source.plus, allele)
        start, end = found[0].at, found[-1].end
        first = found[0]
        return start, end, first.new + self.source.plus[first.end : end]

    def speaks(self, allele: Allele) -> bool:
        """Tell whether an allele speaks of bases in which the builds differ.

        It does if one of its placements takes such a base out, or, where the builds differ in the
        number of bases, if a change of the length touches them: which of the bases it means cannot
        be said.
        """
        allele = shortest(allele)
        start, end, _ = self.stretch(allele)
        for first, behind in self.pairing.unlike:
            is_pair = first < behind and self.pairing.partner[first] >= 0
            if is_pair or len(allele.old) == len(allele.new):
                if start < behind and end > first:
                    return True
            elif start <= behind and end >= first:
                return True
        return False

    def touches(self, allele: Allele) -> bool:
        """Tell whether an allele, in one of its placements, touches bases that differ."""
        start, end, _ = self.stretch(shortest(allele))
        return any(start <= behind and end >= first for first, behind in self.pairing.unlike)

    def takes_out(self, allele: Allele) -> bool:
        """Tell whether an allele, however placed, only takes out all bases that differ there."""
        allele = shortest(allele)
        if allele.new:
            return False
        found = placements(self.source.plus, allele)
        core = found[-1].at, found[0].end
        touched = [
            (first, behind)
            for first, behind in self.pairing.unlike
            if found[0].at <= behind and found[-1].end >= first
        ]
        return all(core[0] <= first and behind <= core[1] for first, behind in touched)

    def changed(self, allele: Allele, window: tuple[int, int]) -> str:
        """Return the target's window with the change that an allele is, put at paired bases."""
        partner, plus = self.pairing.partner, self.target.plus
        allele = shortest(allele)
        start, end, new = self.stretch(allele)
        if len(allele.old) == len(allele.new):
            first, behind = partner[start], partner[end - 1] + 1
        else:
            first, behind = partner[start - 1] + 1, partner[end]
        assert first >= 0
        assert behind >= first
        return plus[window[0] : first] + new + plus[behind : window[1]]


def edit_of(record: Record, number: int, region: Region) -> Allele:
    return Allele(at_of(record, region), record.alleles[0], record.alleles[number])


def number_of_values(kind: str, alleles: int, ploidy: int) -> int:
    """Return how many values a field has (VCF 4.3, section 1.4.2)."""
    if kind == "A":
        return alleles - 1
    if kind == "R":
        return alleles
    # Multisets of a size: counted, not computed.
    return len(genotype_order(alleles, ploidy))


def genotype_order(alleles: int, ploidy: int) -> list[tuple[int, ...]]:
    """Return the genotypes in the order of Number=G, by the recursion of the specification."""
    found: list[tuple[int, ...]] = []

    def go_on(left: int, most: int, suffix: tuple[int, ...]) -> None:
        for allele in range(most + 1):
            if left == 1:
                found.append((allele, *suffix))
            else:
                go_on(left - 1, allele, (allele, *suffix))

    go_on(ploidy, alleles - 1, ())
    return found
