"""Protein changes named naively, from mutant mRNAs translated by Biopython: the tests' own truth.

Nothing of the program is used. Every small change of a stretch of the mRNA is made, its protein is
translated to the first stop, and the difference is named by the HGVS rules in a few lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from Bio.Seq import Seq
from Bio.SeqUtils import seq3


@dataclass(frozen=True)
class NaiveProtein:
    """An mRNA with its reading frame.

    Args:
        mrna: The spliced bases.
        start: 0-based index of the A of the start codon.
        coding: Number of coding bases, with the stop codon.
    """

    mrna: str
    start: int
    coding: int

    @property
    def reference(self) -> str:
        return self.translated(self.mrna)

    def translated(self, mrna: str) -> str:
        """Translate up to and with the first stop, or to the end."""
        bases = mrna[self.start :]
        bases = bases[: len(bases) - len(bases) % 3]
        residues = str(Seq(bases).translate())
        stop = residues.find("*")
        return residues if stop < 0 else residues[: stop + 1]

    def deleted(self, places: range, size: int) -> Iterator[str]:
        for place in places:
            yield self.mrna[:place] + self.mrna[place + size :]

    def inserted(self, places: range, size: int) -> Iterator[str]:
        for place in places:
            for bases in product("ACGT", repeat=size):
                yield self.mrna[:place] + "".join(bases) + self.mrna[place:]

    def substituted(self, places: range) -> Iterator[str]:
        for place in places:
            for base in "ACGT":
                if base != self.mrna[place]:
                    yield self.mrna[:place] + base + self.mrna[place + 1 :]

    def shifted_name(self, mutant: str) -> str:
        """Name a change of the frame, or of the stop codon, by comparing residue by residue."""
        old, new = self.reference, self.translated(mutant)
        if old == new:
            return "="
        first = next(
            (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
            min(len(old), len(new)),
        )
        if first >= len(new):
            return "?"
        where, residue = f"{three(old[first])}{first + 1}", three(new[first])
        if residue == "Ter":
            return f"p.({where}Ter)"
        stop = new.find("*")
        if old[first] == "*":
            return f"p.({where}{residue}extTer{'?' if stop < 0 else stop - first})"
        return f"p.({where}{residue}fsTer{'?' if stop < 0 else stop - first + 1})"

    def lost_name(self, mutant: str, count: int) -> str:
        """Name the loss of residues, the most C-terminal ones; empty if it is anything else."""
        old, new = self.reference, self.translated(mutant)
        fits = [
            i for i in range(1, len(old) - count) if old[:i] + old[i + count :] == new
        ]  # fmt: skip
        if not fits:
            return ""
        first, last = fits[-1], fits[-1] + count - 1
        end = "" if count == 1 else f"_{three(old[last])}{last + 1}"
        return f"p.({three(old[first])}{first + 1}{end}del)"

    def gained_name(self, mutant: str) -> str:
        """Name the gain of residues, the most C-terminal ones; empty if it is anything else."""
        old, new = self.reference, self.translated(mutant)
        count = len(new) - len(old)
        fits = [
            i for i in range(1, len(old) - 1)
            if count > 0 and old[:i] == new[:i] and old[i:] == new[i + count :]
        ]  # fmt: skip
        if not fits:
            return ""
        place = fits[-1]
        come = new[place : place + count]
        before = f"{three(old[place - 1])}{place}"
        if come == old[place - count : place]:
            first = f"{three(old[place - count])}{place - count + 1}"
            return f"p.({before}dup)" if count == 1 else f"p.({first}_{before}dup)"
        names = "".join(map(three, come))
        return f"p.({before}_{three(old[place])}{place + 1}ins{names})"

    def exchanged_name(self, mutant: str) -> str:
        """Name residues in place of others in frame; empty if it is anything else."""
        old, new = self.reference, self.translated(mutant)
        if old == new or 3 * (len(new) - len(old)) != len(mutant) - len(self.mrna):
            return ""
        first = next(i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
        same = 0
        while same < min(len(old), len(new)) - first and old[-1 - same] == new[-1 - same]:
            same += 1
        last, come = len(old) - same, new[first : len(new) - same]
        if last <= first or not come or "*" in come:
            return ""
        where = f"{three(old[first])}{first + 1}"
        if last - first > 1:
            where += f"_{three(old[last - 1])}{last}"
        return f"p.({where}delins{''.join(map(three, come))})"


def three(residue: str) -> str:
    return "Ter" if residue == "*" else str(seq3(residue))
