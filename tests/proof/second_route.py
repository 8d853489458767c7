"""The predicted protein name derived a second time, by another route than the program's.

An allele is applied to the gene, the exons of the changed gene are joined, the whole changed
protein is translated from the start codon, and the name is read from a comparison of the two whole
proteins. No name is made from codon arithmetic on the edit.

Sources: hgvs-nomenclature.org, recommendations/protein (substitution, deletion, duplication,
insertion, delins, frameshift, extension); "house" marks the project's own choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from Bio.SeqUtils import seq3
from second_reading import Allele, Reading, translate


@dataclass(frozen=True)
class Mutant:
    """The joined exons of the changed gene: old bases, new bases, old bases."""

    reading: Reading
    before: str
    new: str
    after: str
    stop_whole: bool

    @cached_property
    def bases(self) -> str:
        return self.before + self.new + self.after

    @cached_property
    def gain(self) -> int:
        return len(self.bases) - len(self.reading.spliced)

    @property
    def only_gains(self) -> bool:
        return self.gain == len(self.new)

    @property
    def start_kept(self) -> bool:
        """True if ATG and all that follows it stand at the end of the changed transcript."""
        return self.bases.endswith(self.reading.spliced[self.reading.cds[0] :])

    @cached_property
    def tail(self) -> int:
        """Bases from the old stop codon (or the open end of the CDS) to the transcript's end."""
        after_cds = len(self.reading.spliced) - self.reading.cds[1]
        return after_cds + (3 if self.reading.has_stop else 0)

    @property
    def in_step(self) -> bool:
        """True if the old stop codon is whole and in the frame of the start codon."""
        room = len(self.bases) - self.tail - self.reading.cds[0]
        return room % 3 == 0 and (self.stop_whole or self.stop_in_place)

    @property
    def stop_in_place(self) -> bool:
        """True if the first stop stands in frame where the old one, its bases changed, would."""
        length = len(self.reading.protein)
        inside = len(self.after) >= len(self.reading.spliced) - self.reading.cds[1]
        moved = self.gain and self.gain % 3 == 0 and not self.stop_whole and inside
        return bool(moved) and self.through.find("*") == length + self.gain // 3

    @cached_property
    def through(self) -> str:
        """All residues from the start codon to the end of the transcript, stops included."""
        return translate(self.bases[self.reading.cds[0] :])


def splice(reading: Reading, allele: Allele) -> Mutant:
    """Join the exons of the changed gene."""
    first, last = reading.exonic_before(allele.start), reading.exonic_before(allele.end)
    new = allele.inserted
    if allele.base_by_base:
        places = enumerate(allele.inserted, allele.start)
        new = "".join(base for place, base in places if reading.in_exon(place) is not None)
    whole = not reading.stop_codon_touched(allele)
    return Mutant(reading, reading.spliced[:first], new, reading.spliced[last:], whole)


def protein_name(reading: Reading, allele: Allele) -> str:
    """The predicted name as it is printed; empty where nothing is predicted."""
    body = protein_change(reading, allele)
    if body in ("", "?", "0?"):
        return f"p.{body}" if body else ""
    prefix = f"{reading.protein_accession}:" if reading.protein_accession else ""
    return f"{prefix}p.({body})"


def protein_change(reading: Reading, allele: Allele) -> str:
    """The change without accession and parentheses."""
    copied = reading.copied_exons(allele)
    if reading.turned_round(allele) or copied == reading.exons:
        return ""
    if allele.deleted and reading.first_coding_exon in reading.lost_exons(allele):
        return "0?"
    coding = reading.coding_touched(allele)
    if reading.broken(allele) or (coding and reading.overhangs(allele)):
        return "?"
    if copied:
        return "?" if reading.any_coding(copied) else ""
    if not coding:
        return ""
    if reading.on_border(allele) or reading.copies_intron(allele):
        return "?"
    mutant = splice(reading, allele)
    if reading.start_codon_touched(allele):
        return "" if mutant.start_kept else "Met1?"
    return compare(mutant)


def compare(mutant: Mutant) -> str:
    """Name what the changed transcript makes of the protein."""
    old = mutant.reading.protein
    if mutant.in_step:
        room = len(mutant.bases) - mutant.tail - mutant.reading.cds[0]
        new = mutant.through[: room // 3]
        stop = (new + "*").find("*") if mutant.reading.has_stop or "*" in new else -1
    else:
        stop = mutant.through.find("*")
        new = mutant.through if stop < 0 else mutant.through[:stop]
    ends = mutant.reading.has_stop and stop >= 0
    if (new.split("*")[0] == old and ends) or (new == old and mutant.in_step):
        return silent(mutant)
    if new.startswith(old) and mutant.reading.has_stop:
        return extension(mutant, new, stop)
    if mutant.in_step:
        return in_frame(mutant, new)
    if not mutant.stop_whole and len(new) == len(old) and stop >= 0:
        return in_frame(mutant, new)
    return new_frame(mutant, new, stop)


def silent(mutant: Mutant) -> str:
    """The same protein: name the stop codon if it is touched, else the codons that differ.

    Where bases come or go besides, codons do not stand for each other: name those that are touched.
    """
    residues, start = mutant.reading.protein + "*", mutant.reading.cds[0]
    if not mutant.stop_whole:
        return f"{span(residues, len(residues) - 1, len(residues))}="
    if mutant.gain:
        first, behind = len(mutant.before), len(mutant.reading.spliced) - len(mutant.after)
        return f"{span(residues, (first - start) // 3, (max(first, behind - 1) - start) // 3 + 1)}="
    frames = [(i, slice(start + 3 * i, start + 3 * i + 3)) for i in range(len(residues) - 1)]
    spots = [i for i, codon in frames if mutant.reading.spliced[codon] != mutant.bases[codon]]
    return f"{span(residues, spots[0], spots[-1] + 1)}="


def extension(mutant: Mutant, new: str, stop: int) -> str:
    """The old protein in full and more behind it.

    HGVS protein/extension goes before frame shift and delins; insertion, duplication and delins
    say of a gain behind the last residue that it is an extension.
    """
    old = mutant.reading.protein
    if len(new) == len(old):
        return "?"
    place = "?" if stop < 0 else stop - len(old)
    return f"Ter{len(old) + 1}{seq3(new[len(old)])}extTer{place}"


def span(residues: str, start: int, end: int) -> str:
    """Residues as a range of names."""
    first = f"{seq3(residues[start])}{start + 1}"
    return first if end - start == 1 else f"{first}_{seq3(residues[end - 1])}{end}"


def common(left: str, right: str) -> int:
    """Length of the longest common prefix."""
    for i, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return i
    return min(len(left), len(right))


def in_frame(mutant: Mutant, new: str) -> str:
    """Compare proteins that end at the same place; a ``*`` in the new one is a stop in it."""
    old = mutant.reading.protein
    first = common(old, new)
    if mutant.only_gains and "*" in new:
        return replacement(old, first, first, new[first:])
    same = common(old[::-1], new[::-1])
    same = min(same, min(len(old), len(new)) - first)
    return replacement(old, first, len(old) - same, new[first : len(new) - same])


def replacement(old: str, first: int, end: int, put: str) -> str:
    """Name the replacement of residues; nothing is listed behind a stop."""
    if first == len(old):
        return "?"
    if put.startswith("*"):
        return f"{span(old, first, first + 1)}Ter"
    if "*" in put:
        put = put[: put.index("*") + 1]
    if not put:
        return f"{span(old, first, end)}del"
    if first == end:
        if old[first - len(put) : first] == put:
            return f"{span(old, first - len(put), first)}dup"
        return f"{span(old, first - 1, first + 1)}ins{seq3(put)}"
    if end - first == 1 == len(put):
        return f"{span(old, first, end)}{seq3(put)}"
    return f"{span(old, first, end)}delins{seq3(put)}"


def new_frame(mutant: Mutant, new: str, stop: int) -> str:
    """Compare proteins of which the new one ends at another stop codon, or at none.

    A stop codon that stands whole among the new bases is named with them (HGVS protein/insertion
    and delins). What is read on behind them is a frame shift; so is a change that begins before
    the old stop codon and takes it along.
    """
    old, start = mutant.reading.protein, mutant.reading.cds[0]
    first = common(old, new)
    if first == len(old) or (first == len(new) and stop < 0):
        return "?"
    if first == len(new):
        return f"{span(old, first, first + 1)}Ter"
    brought = start + 3 * (stop + 1) <= len(mutant.before) + len(mutant.new)
    if stop >= 0 and mutant.stop_whole and brought:
        lost = len(mutant.reading.spliced) - len(mutant.after)
        taken = (lost - 1 - start) // 3 + 1 if lost > len(mutant.before) else first
        return replacement(old, first, max(first, taken), new[first:] + "*")
    place = "?" if stop < 0 else stop - first + 1
    return f"{span(old, first, first + 1)}{seq3(new[first])}fsTer{place}"
