"""Reads a printed name and says what it does, by arithmetic of its own.

Nothing of the engine is used. Positions become plus-strand places through the exon numbers of the
JSON file, without a table of names.
"""

from __future__ import annotations

import re
from itertools import accumulate

from bundle_truth import Allele, Region, Transcript, opposite

POSITION = r"([-*]?)([1-9][0-9]*)([+-][1-9][0-9]*)?"
CHANGE = r"(?:([ACGT])>([ACGT])|(delins|ins)([ACGT]+)|(del|dup|inv))"
C_NAME = re.compile(
    rf"(?:(NC_[0-9]+\.[0-9]+)\(([A-Z0-9_.]+)\)|([A-Z0-9_.]+)):c\.{POSITION}(?:_{POSITION})?{CHANGE}"
)
G_NAME = re.compile(rf"(NC_[0-9]+\.[0-9]+):g\.([1-9][0-9]*)(?:_([1-9][0-9]*))?{CHANGE}")
SPDI = re.compile(r"(NC_[0-9]+\.[0-9]+):([0-9]+):([ACGT]*):([ACGT]*)")
NORMALIZED = re.compile(r"X-([0-9]+)-([ACGT]+)-([ACGT]+)")


class NoReadingError(ValueError):
    """A name that cannot be read, or that says what is not so."""


def changed(bases: str, first: int, last: int, change: tuple[str, ...]) -> Allele:
    """Say what a change does to a strand.

    Args:
        bases: The strand that the name speaks of.
        first: 0-based place of the first base named.
        last: The same of the last one.
        change: The groups of :data:`CHANGE`.
    """
    old, new, with_bases, given, plain = change
    named = bases[first : last + 1]
    if old:
        if first != last or named != old:
            raise NoReadingError(f"{old} is stated, {named} is there")
        return Allele(first, old, new)
    if with_bases == "ins":
        if last != first + 1:
            raise NoReadingError("an insertion between bases that are no neighbours")
        return Allele(last, "", given)
    if with_bases == "delins":
        return Allele(first, named, given)
    if plain == "inv":
        return Allele(first, named, opposite(named))
    return Allele(first, named, "") if plain == "del" else Allele(last + 1, "", named)


class Reader:
    """Reads the ``c.`` names of one transcript on one build."""

    def __init__(self, region: Region, transcript: Transcript) -> None:
        self.region = region
        self.transcript = transcript
        self.ends = list(accumulate(end - start for start, end in transcript.exons))
        self.before = sum(
            min(end, transcript.first) - start
            for start, end in transcript.exons
            if start < transcript.first
        )
        self.coding = sum(
            max(0, min(end, transcript.last + 1) - max(start, transcript.first))
            for start, end in transcript.exons
        )
        self.spliced = "".join(region.along[start:end] for start, end in transcript.exons)

    def number(self, mark: str, number: str) -> int:
        """Return the number of an exonic base, the transcript's first being 0."""
        counted = int(number)
        if mark == "-":
            return self.before - counted
        if mark == "*":
            return self.before + self.coding + counted - 1
        if counted > self.coding:
            raise NoReadingError(f"{counted} lies behind the last coding base")
        return self.before + counted - 1

    def place(self, mark: str, number: str, offset: str | None) -> int:
        """Return the place (along the gene) of a position."""
        counted = self.number(mark, number)
        if not 0 <= counted < self.ends[-1]:
            raise NoReadingError(f"{mark}{number} lies outside the transcript")
        exon = next(index for index, end in enumerate(self.ends) if counted < end)
        start, end = self.transcript.exons[exon]
        place = end - (self.ends[exon] - counted)
        if not offset:
            return place
        steps = int(offset)
        at_border = place == end - 1 if steps > 0 else place == start
        inner = [index for index in (exon, exon + 1) if 0 < index < len(self.ends)]
        inside = any(
            self.transcript.exons[index - 1][1] <= place + steps < self.transcript.exons[index][0]
            for index in inner
        )
        if not (at_border and inside):
            raise NoReadingError(f"{mark}{number}{offset} is no position of an intron")
        return place + steps

    def read(self, name: str) -> tuple[Allele, bool]:
        """Return the allele (plus strand) that a name means, and whether it names an intron."""
        groups = self._groups(name)
        first = self.place(*groups[3:6])
        last = self.place(*groups[6:9]) if groups[7] else first
        if last < first:
            raise NoReadingError(f"{name}: the positions are in the wrong order")
        allele = changed(self.region.along, first, last, groups[9:])
        return self.region.turned(allele), bool(groups[5] or groups[8])

    def spans_an_intron(self, read: Allele) -> bool:
        """Tell whether an allele (plus strand) takes, or copies from before it, a whole intron."""
        at, old, new = self.region.turned(read)
        start, end = at - (0 if old else len(new)), at + len(old)
        return any(start <= first and behind <= end for first, behind in self.transcript.introns)

    def spliced_mutant(self, name: str) -> str:
        """Apply a name without intronic positions to the spliced transcript."""
        groups = self._groups(name)
        first = self.number(*groups[3:5])
        last = self.number(*groups[6:8]) if groups[7] else first
        at, old, new = changed(self.spliced, first, last, groups[9:])
        return self.spliced[:at] + new + self.spliced[at + len(old) :]

    def _groups(self, name: str) -> tuple[str, ...]:
        match = C_NAME.fullmatch(name)
        if match is None:
            raise NoReadingError(f"{name} has not the form of a c. name")
        groups = match.groups()
        accession = groups[1] or groups[2]
        if accession != self.transcript.accession or groups[0] not in (None, self.region.accession):
            raise NoReadingError(f"{name} speaks of another sequence")
        return groups


def read_g(region: Region, name: str) -> Allele:
    """Return what a ``g.`` name does to the plus strand."""
    match = G_NAME.fullmatch(name)
    if match is None or match[1] != region.accession:
        raise NoReadingError(f"{name} has not the form of a g. name of {region.build}")
    first = int(match[2]) - 1 - region.start
    last = int(match[3]) - 1 - region.start if match[3] else first
    if match[3] and last <= first:
        raise NoReadingError(f"{name}: the positions are in the wrong order")
    return changed(region.plus, first, last, match.groups()[3:])


def read_spdi(region: Region, name: str) -> Allele:
    """Return what a SPDI expression does to the plus strand."""
    match = SPDI.fullmatch(name)
    if match is None or match[1] != region.accession:
        raise NoReadingError(f"{name} has not the form of SPDI")
    return Allele(int(match[2]) - region.start, match[3], match[4])


def read_normalized(region: Region, name: str) -> Allele:
    """Return what text such as ``X-49251480-C-T`` does to the plus strand."""
    match = NORMALIZED.fullmatch(name)
    if match is None:
        raise NoReadingError(f"{name} has not the form of chromosome, position, REF, ALT")
    return Allele(int(match[1]) - 1 - region.start, match[2], match[3])
