"""Sets of alleles for the comparison of the two derivations: systematic ones and seeded ones."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from Bio.Seq import reverse_complement
from second_reading import CODE, Reading

Spelling = tuple[int, str, str]
"""Start in the gene frame, bases that go, bases that come; in any placement."""


def exons_and_edges(reading: Reading) -> list[int]:
    """Exon bases and 20 bases on either side of each exon."""
    return sorted({p for start, end in reading.exons for p in range(start - 20, end + 20)})


def substitutions(gene: str, places: Iterable[int]) -> Iterator[Spelling]:
    for place in places:
        yield from ((place, gene[place], base) for base in "ACGT" if base != gene[place])


def short_indels(gene: str, places: Iterable[int]) -> Iterator[Spelling]:
    """Deletions and duplications of one to three bases, insertions of one."""
    for place in places:
        for length in (1, 2, 3):
            yield place, gene[place : place + length], ""
            yield place + length, "", gene[place : place + length]
        yield from ((place, "", base) for base in "ACGT")


def codon_replacements(reading: Reading, *, split: bool) -> Iterator[Spelling]:
    """Each codon replaced by one of every other residue and of the stop.

    A codon that an intron splits is replaced by an allele that gives the intron as it was.
    """
    codons: dict[str, list[str]] = {}
    for codon, residue in CODE.items():
        codons.setdefault(residue, []).append(codon)
    places = [p for start, end in reading.exons for p in range(start, end)]
    for first in range(*reading.cds, 3):
        spots, old = places[first : first + 3], reading.spliced[first : first + 3]
        if (spots[2] - spots[0] > 2) is not split:
            continue
        before = reading.gene[spots[0] : spots[2] + 1]
        for choice in codons.values():
            others = [codon for codon in choice if codon != old]
            if others:
                after = list(before)
                for spot, base in zip(spots, others[first % len(others)], strict=True):
                    after[spot - spots[0]] = base
                yield spots[0], before, "".join(after)


class RandomAlleles:
    """Seeded alleles that gather at exon borders, start and stop codon.

    Args:
        reading: The transcript.
        seed: Any text.
    """

    def __init__(self, reading: Reading, seed: str) -> None:
        self.reading, self.gene, self.dice = reading, reading.gene, random.Random(seed)
        self.places = [p for start, end in reading.exons for p in range(start, end)]
        self.borders = [border for exon in reading.exons for border in exon]

    def bases(self, length: int) -> str:
        return "".join(self.dice.choices("ACGT", k=length))

    def place(self) -> int:
        """A base of an exon, or one near a border, the start codon or the stop codon."""
        dice, cds = self.dice, self.reading.cds
        return dice.choices(
            (
                dice.choice(self.places),
                dice.choice(self.borders) + dice.randint(-25, 25),
                self.places[cds[0]] + dice.randint(-12, 12),
                self.places[cds[1] - 1] + dice.randint(-14, 10),
                dice.choice(self.borders) + dice.randint(-3, 3),
            ),
            weights=(7, 5, 2, 3, 3),
        )[0]

    def near(self, count: int) -> Iterator[Spelling]:
        """Indels, delins, MNVs, inversions, long and many-exon losses, inserted stop codons."""
        made = 0
        while made < count:
            spelling = self._one(self.place(), self._length())
            if spelling[1] != spelling[2]:
                made += 1
                yield spelling

    def _length(self) -> int:
        return self.dice.choice((1, 2, 3, 3, 4, 5, 6, 6, 7, 9, 12, self.dice.randint(1, 30)))

    def _one(self, place: int, length: int) -> Spelling:
        dice, old = self.dice, self.gene[place : place + length]
        match dice.randrange(9):
            case 0:
                return place, old, ""
            case 1:
                return place, self.gene[place : place + dice.randint(20, 400)], ""
            case 2 | 3 as twice:
                return place + length, "", old if twice == 2 else self.bases(length)
            case 4:
                return place, old, self.bases(self._length())
            case 5:
                new = [dice.choice("ACGT") if dice.random() < 0.6 else base for base in old]
                return place, old, "".join(new)
            case 6:
                return place, old, reverse_complement(old)
            case 7:
                return self._many_exons(length)
            case _:
                return self._with_stop(place)

    def _many_exons(self, length: int) -> Spelling:
        first, last = sorted(
            b + self.dice.randint(-40, 40) for b in self.dice.sample(self.borders, 2)
        )
        old = self.gene[first:last]
        match self.dice.randrange(10):
            case 0:
                return first, old, self.bases(length)
            case 1 | 2:
                return last, "", old
            case 3:
                return first, old, reverse_complement(old)
            case _:
                return first, old, ""

    def _with_stop(self, place: int) -> Spelling:
        dice = self.dice
        gone, stop = dice.choice((0, 0, 1, 2, 3, 6)), dice.choice(("TAA", "TGA", "TAG"))
        new = self.bases(dice.randint(0, 7)) + stop + self.bases(dice.randint(0, 5))
        return place, self.gene[place : place + gone], new

    def anywhere(self, count: int) -> Iterator[Spelling]:
        """Alleles of the whole region, half of them at the transcript's ends and 5,000 bases off.

        A third are substitutions: deep introns, untranslated regions, flanks.
        """
        first, last = self.reading.span
        marks = (first, last, first - 5000, last + 5000)
        made = 0
        while made < count:
            place = self.dice.randrange(len(self.gene))
            if self.dice.random() < 0.5:
                place = self.dice.choice(marks) + self.dice.randint(-30, 30)
            gone = self.dice.choice((1, 1, 1, 0, 0, 2, 8, 20, 3000, 15000))
            come = self.dice.choice((1, 1, 1, 0, 0, 2, 5))
            old, new = self.gene[place : place + gone], self.bases(come)
            if place >= 0 and place + gone < len(self.gene) and old != new:
                made += 1
                yield place, old, new
