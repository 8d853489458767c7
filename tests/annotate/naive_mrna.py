"""The mRNA of an allele, written down base by base: what the predictions are held against.

Nothing of the engine is used. Every base carries its ``c.`` number and the exon that it comes from;
an exon/exon junction is where that exon changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from Bio.Seq import Seq

STOPS = frozenset({"TAA", "TAG", "TGA"})
REACH = 50
"""A stop that begins this many bases before the last junction, or more, is told by NMD."""


@dataclass(frozen=True)
class Decay:
    """What the 50-nucleotide rule says of an mRNA; the names are ``c.`` numbers."""

    verdict: str
    stop: str = ""
    junction: str = ""
    distance: int | None = None


@dataclass(frozen=True)
class Mrna:
    """A spliced transcript.

    Args:
        letters: Its bases.
        names: The ``c.`` number of each base.
        exons: The number of the exon of each base.
        start: Index of the first base of the start codon.
        coding: Number of coding bases of the reference.
    """

    letters: str
    names: tuple[str, ...]
    exons: tuple[int, ...]
    start: int
    coding: int

    @property
    def protein(self) -> str:
        """The protein, with ``*`` if it has a stop."""
        return translated(self.letters[self.start :])

    @property
    def stop(self) -> int | None:
        """Index of the first base of the first stop in frame."""
        return next_stop(self.letters, self.start)

    @property
    def junction(self) -> int:
        """Index of the first base behind the last junction; 0 if there is none."""
        return self.exons.index(self.exons[-1])

    @property
    def junctions(self) -> int:
        """How many junctions there are."""
        return sum(a != b for a, b in pairwise(self.exons))

    def replaced(self, first: str, last: str, new: str) -> Mrna:
        """Put bases in place of those from one ``c.`` number to another.

        Where these lie in two exons, the introns between them are gone as well: the exons become
        one. A new base has the number of the one that it replaces, in order; what is more than
        that, of the last one replaced.
        """
        i, j = self.names.index(first), self.names.index(last) + 1
        old = self.names[i:j]
        named = tuple(old[min(k, len(old) - 1)] for k in range(len(new)))
        exons, here, last_exon = self.exons, self.exons[i], self.exons[j - 1]
        if here != last_exon:
            exons = tuple(here if here < exon <= last_exon else exon for exon in exons)
        return self._spliced(i, j, new, named, exons)

    def inserted(self, after: str, new: str) -> Mrna:
        """Put bases behind the one with a ``c.`` number, whose exon and number they share."""
        i = self.names.index(after) + 1
        return self._spliced(i, i, new, (after,) * len(new), self.exons)

    def without(self, *exons: int) -> Mrna:
        """Leave exons out."""
        kept = [k for k, exon in enumerate(self.exons) if exon not in exons]
        shift = sum(k < self.start for k in range(len(self.exons)) if self.exons[k] in exons)
        return replace(
            self,
            letters="".join(self.letters[k] for k in kept),
            names=tuple(self.names[k] for k in kept),
            exons=tuple(self.exons[k] for k in kept),
            start=self.start - shift,
        )

    def decay(self, *, complete: bool = True) -> Decay:
        """Apply the 50-nucleotide rule; where the 3' end is missing, only a long distance tells."""
        stop, junction = self.stop, self.junction
        if stop is None:
            return Decay("unknown")
        if not junction:
            return Decay("escapes", self.names[stop])
        bases = junction - stop if stop < junction else junction - stop - 1
        names = f"{self.names[junction - 1]}^{self.names[junction]}"
        if bases < REACH and not complete:
            return Decay("unknown", self.names[stop])
        verdict = "predicted" if bases >= REACH else "escapes"
        return Decay(verdict, self.names[stop], names, bases)

    def _spliced(
        self, i: int, j: int, new: str, named: tuple[str, ...], exons: tuple[int, ...]
    ) -> Mrna:
        inside = exons[i : i + 1] if j > i else exons[i - 1 : i]
        return replace(
            self,
            letters=self.letters[:i] + new + self.letters[j:],
            names=self.names[:i] + named + self.names[j:],
            exons=exons[:i] + inside * len(new) + exons[j:],
            start=self.start + (len(new) - (j - i) if i <= self.start and j <= self.start else 0),
        )


def mrna_of(region: Any, accession: str) -> Mrna:
    """Write down the mRNA of a bundled transcript (a ``Region`` of ``conftest.py``)."""
    return written_down(region.transcripts[accession])


def written_down(walk: Any) -> Mrna:
    """Write down the mRNA of a transcript whose bases are named (a ``Walk`` of ``conftest.py``)."""
    named = {place: name for name, place in walk.c.items()}
    exon, exons = 0, []
    for before, place in pairwise([-9, *walk.spliced]):
        exon += place != before + 1
        exons.append(exon)
    return Mrna(
        "".join(walk.bases[place] for place in walk.spliced),
        tuple(named[place] for place in walk.spliced),
        tuple(exons),
        walk.first_coding,
        walk.coding,
    )


def next_stop(letters: str, start: int) -> int | None:
    """Return where the first stop stands that is in frame with an index."""
    frame = range(start, len(letters) - 2, 3)
    return next((k for k in frame if letters[k : k + 3] in STOPS), None)


def translated(letters: str) -> str:
    """Translate up to and with the first stop."""
    whole = str(Seq(letters[: len(letters) // 3 * 3]).translate())
    head, stop, _ = whole.partition("*")
    return head + stop


def shifted(bases: str, place: int, old: str, new: str) -> tuple[int, str, str]:
    """Move a deletion or an insertion as far along the gene as its bases allow."""
    moving = old or new
    assert not (old and new)
    while bases[place + len(old) : place + len(old) + 1] == moving[0]:
        moving = moving[1:] + moving[0]
        place += 1
    return (place, moving, "") if old else (place, "", moving)
