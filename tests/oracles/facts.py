"""What can be reckoned of an allele from exon table and sequence alone, without the engine.

Frames: the gene frame runs in the direction of transcription (0-based, half-open), as in
``foxp3tool.model.gene``; everything here is computed in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from Bio.Seq import Seq
from names import three_letters

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit

STOP = "Ter"


@dataclass(frozen=True)
class Ground:
    """Gene and transcript that alleles are judged on."""

    gene: Gene
    transcript: Transcript

    @cached_property
    def exonic(self) -> tuple[int, ...]:
        """Gene-frame positions of the exonic bases, 5' to 3'."""
        return tuple(
            position for exon in self.transcript.exons for position in range(exon.start, exon.end)
        )

    @cached_property
    def coding(self) -> tuple[int, ...]:
        """Gene-frame positions of the CDS, c.1 first."""
        cds = self.transcript.cds
        return () if cds is None else self.exonic[cds.start : cds.end]

    @cached_property
    def coding_set(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset(self.coding)

    def coding_index(self, position: int) -> int | None:
        """Return the index in the CDS of the first coding base from a position on, or None."""
        index = bisect_left(self.coding, position)
        return index if index < len(self.coding) else None

    @cached_property
    def exonic_set(self) -> frozenset[int]:
        """The exonic positions as a set."""
        return frozenset(self.exonic)

    @cached_property
    def canonical(self) -> frozenset[int]:
        """Gene-frame positions of the two first and the two last bases of the introns."""
        return frozenset(
            position
            for intron in self.transcript.introns
            for position in (
                intron.start,
                intron.start + 1,
                intron.end - 2,
                intron.end - 1,
            )
        )

    @cached_property
    def borders(self) -> frozenset[int]:
        """Gene-frame positions of the first base behind each exon/intron and intron/exon border."""
        return frozenset(edge for i in self.transcript.introns for edge in (i.start, i.end))

    @cached_property
    def protein(self) -> tuple[str, ...]:
        """The reference protein, ``Ter`` last if the CDS ends with a stop."""
        return self.translate("".join(self.gene.sequence[p] for p in self.exonic), 0)

    def translate(self, bases: str, moved: int) -> tuple[str, ...]:
        """Translate a transcript up to the first stop, which is included.

        Args:
            bases: The transcript.
            moved: How many bases the start codon stands further 3' than in the reference.
        """
        cds = self.transcript.cds
        assert cds is not None
        frame = bases[cds.start + moved :]
        whole = str(Seq(frame[: len(frame) // 3 * 3]).translate())
        before, stop, _ = whole.partition("*")
        return three_letters(before + stop)


def shifted(bases: str, edit: Edit, direction: int) -> Edit:
    """Shift a deletion or insertion as far as it goes; trim it first.

    Args:
        bases: The sequence that the edit is of.
        edit: An edit of that sequence.
        direction: 1 towards larger positions, -1 towards smaller ones.
    """
    start, deleted, inserted = edit.start, edit.deleted, edit.inserted
    while deleted and inserted and deleted[-1] == inserted[-1]:
        deleted, inserted = deleted[:-1], inserted[:-1]
    while deleted and inserted and deleted[0] == inserted[0]:
        start, deleted, inserted = start + 1, deleted[1:], inserted[1:]
    if (deleted and inserted) or not (deleted or inserted):
        return Edit(start, deleted, inserted)
    moving = deleted or inserted
    if direction > 0:
        while (behind := start + len(deleted)) < len(bases) and bases[behind] == moving[0]:
            moving = moving[1:] + moving[0]
            start += 1
    else:
        while start > 0 and bases[start - 1] == moving[-1]:
            moving = moving[-1] + moving[:-1]
            start -= 1
    return Edit(start, moving if deleted else "", moving if inserted else "")


@dataclass(frozen=True)
class Allele:
    """One allele on one transcript.

    Args:
        ground: The transcript.
        edit: The edit in the gene frame, in any placement.
    """

    ground: Ground
    edit: Edit

    @cached_property
    def last(self) -> Edit:
        """The most 3' placement."""
        return shifted(self.ground.gene.sequence, self.edit, 1)

    @cached_property
    def first(self) -> Edit:
        """The most 5' placement."""
        return shifted(self.ground.gene.sequence, self.edit, -1)

    @cached_property
    def touched(self) -> tuple[int, ...]:
        """Positions of the bases that change in the most 3' placement; none for an insertion.

        Where as many bases come as go, each stands for the one it replaces, and may be the same.
        """
        last = self.last
        if len(last.deleted) != len(last.inserted):
            return tuple(range(last.start, last.end))
        pairs = enumerate(zip(last.deleted, last.inserted, strict=True), last.start)
        return tuple(position for position, (old, new) in pairs if old != new)

    @property
    def kept(self) -> frozenset[int]:
        """Positions between the first and the last changed base whose bases stay."""
        if len(self.last.deleted) != len(self.last.inserted):
            return frozenset()
        return frozenset(range(self.last.start, self.last.end)) - frozenset(self.touched)

    @cached_property
    def net_length(self) -> int:
        """Bases gained (positive) or lost."""
        return self.edit.length_change

    @property
    def leaves_transcript(self) -> bool:
        """True if a name would need a base outside the transcript."""
        span = self.ground.transcript.span
        margin = 1 if self.last.is_insertion else 0
        return self.last.start - margin < span.start or self.last.end + margin > span.end

    @property
    def outside_transcript(self) -> bool:
        """True if no base of the transcript is changed."""
        span = self.ground.transcript.span
        if self.last.is_insertion:
            return not span.start < self.last.start < span.end
        return self.last.end <= span.start or self.last.start >= span.end

    @property
    def reaches_end(self) -> bool:
        """True if some placement of the allele touches or adjoins a base outside the transcript."""
        span = self.ground.transcript.span
        inside = self.first.start > span.start and self.last.end < span.end
        return not inside or self.copies_from_outside

    @property
    def copies_from_outside(self) -> bool:
        """True for a tandem copy whose source lies partly outside the transcript."""
        span, source = self.ground.transcript.span, self.source
        return source is not None and not span.covers(source)

    @cached_property
    def source(self) -> Interval | None:
        """The bases that a tandem duplication copies, directly 5' of the insertion."""
        start = self.last.start - len(self.last.inserted)
        if not self.last.is_insertion or start < 0:
            return None
        same = self.ground.gene.sequence[start : self.last.start] == self.last.inserted
        return Interval(start, self.last.start) if same else None

    @property
    def copies_exon(self) -> bool:
        """True for a tandem duplication that holds a whole exon."""
        source, exons = self.source, self.ground.transcript.exons
        return source is not None and any(source.covers(exon) for exon in exons)

    @property
    def loses_exon(self) -> bool:
        """True if every base of some exon is deleted."""
        start, end = self.last.start, self.last.end
        exons = self.ground.transcript.exons
        return any(start <= exon.start and exon.end <= end for exon in exons)

    @property
    def loses_first_coding_exon(self) -> bool:
        """True if every base of the exon with the first base of the CDS is deleted."""
        first = self.ground.coding[0]
        exon = next(e for e in self.ground.transcript.exons if first < e.end)
        return self.last.start <= exon.start and exon.end <= self.last.end

    @property
    def touches_coding(self) -> bool:
        """True if CDS bases are deleted, or bases inserted between two of them."""
        coding = self.ground.coding_set
        if self.last.is_insertion:
            return {self.last.start - 1, self.last.start} <= coding and not self.at_border
        return not coding.isdisjoint(self.touched)

    @property
    def codons(self) -> tuple[int, int]:
        """Numbers of the first and the last codon that is changed; the allele touches the CDS.

        An insertion changes the codon of the base before it.
        """
        changed = [self.last.start - 1] if self.last.is_insertion else self.touched
        indices = [n for n, position in enumerate(self.ground.coding) if position in changed]
        return indices[0] // 3 + 1, indices[-1] // 3 + 1

    @property
    def leaves_cds(self) -> bool:
        """True if bases are deleted on both sides of the first or the last base of the CDS."""
        first, last = self.ground.coding[0], self.ground.coding[-1]
        return (
            self.last.start < first < self.last.end or self.last.start <= last < self.last.end - 1
        )

    @property
    def touches_intron(self) -> bool:
        """True if bases of an intron are deleted, or bases inserted inside one."""
        if self.last.is_insertion:
            return any(i.start < self.last.start < i.end for i in self.ground.transcript.introns)
        introns = self.ground.transcript.introns
        return any(i.start <= position < i.end for i in introns for position in self.touched)

    @property
    def at_border(self) -> bool:
        """True for an insertion exactly between an exon and an intron."""
        return self.last.is_insertion and self.last.start in self.ground.borders

    @property
    def spans_border(self) -> bool:
        """True if bases on both sides of an exon/intron border are changed."""
        touched = self.touched
        if not touched:
            return False
        return any(touched[0] < border <= touched[-1] for border in self.ground.borders)

    @property
    def slides_over_border(self) -> bool:
        """True if the placements of the allele lie on both sides of an exon/intron border."""
        first, last = self.first, self.last
        return first.start != last.start and any(
            first.start <= border <= last.end for border in self.ground.borders
        )

    def near(self, before: int, behind: int, *, donor: bool) -> bool:
        """True if the allele touches bases, or lies at the edges, of a window at a splice site.

        Args:
            before: First position of the window, relative to the first base of the intron (donor)
                or of the exon (acceptor).
            behind: First position behind the window.
            donor: At which end of the introns.
        """
        edges = [i.start if donor else i.end for i in self.ground.transcript.introns]
        start, end = self.last.start, self.last.end
        if self.last.is_insertion:
            return any(edge + before <= start <= edge + behind for edge in edges)
        return any(start < edge + behind and end > edge + before for edge in edges)

    def touches(self, first: int, behind: int, *, donor: bool) -> bool:
        """True if bases of a window at a splice site are deleted, or bases put between two of them.

        Args:
            first: First position of the window, as for :meth:`near`.
            behind: First position behind the window.
            donor: At which end of the introns.
        """
        edges = [i.start if donor else i.end for i in self.ground.transcript.introns]
        if self.last.is_insertion:
            return any(edge + first < self.last.start < edge + behind for edge in edges)
        return any(
            edge + first <= position < edge + behind for edge in edges for position in self.touched
        )

    @property
    def changes_canonical(self) -> bool:
        """True if one of the two first or two last bases of an intron is not what it was."""
        canonical = self.ground.canonical
        if self.last.is_insertion:
            pairs = {self.last.start - 1, self.last.start}
            return pairs <= canonical and not self.at_border
        return not canonical.isdisjoint(self.touched)

    @cached_property
    def mutant_bases(self) -> str | None:
        """The changed spliced transcript, or None if its splicing cannot be told."""
        for edit in self._placements():
            bases = self._spliced(edit)
            if bases is not None:
                return bases
        return None

    def _placements(self) -> Iterator[Edit]:
        """Yield the most 3' placement, and for an insertion at a border those before it."""
        yield self.last
        if self.at_border:
            for start in range(self.last.start - 1, self.first.start - 1, -1):
                turn = (self.last.start - start) % len(self.last.inserted)
                inserted = self.last.inserted
                yield Edit(start, "", inserted[-turn:] + inserted[:-turn] if turn else inserted)

    def _spliced(self, edit: Edit) -> str | None:
        exonic, gene = self.ground.exonic_set, self.ground.gene
        if len(edit.deleted) == len(edit.inserted) and not self.changes_canonical:
            new = dict(enumerate(edit.inserted, edit.start))
            return "".join(new.get(p, gene.sequence[p]) for p in self.ground.exonic)
        ends = (edit.start - 1, edit.start) if edit.is_insertion else (edit.start, edit.end - 1)
        if not exonic.issuperset(ends):
            return None
        before = "".join(gene.sequence[p] for p in self.ground.exonic if p < edit.start)
        behind = "".join(gene.sequence[p] for p in self.ground.exonic if p >= edit.end)
        return before + edit.inserted + behind

    @cached_property
    def start_moved(self) -> int | None:
        """How far the start codon stands further 3', or None if it is affected."""
        start = self.ground.coding[0]
        if self.last.is_insertion:
            if self.last.start <= start:
                return len(self.last.inserted)
            return 0 if self.last.start >= start + 3 else self._start_in_place()
        if self.last.end <= start:
            return self.net_length
        kept = not self.net_length and not {start, start + 1, start + 2} & set(self.touched)
        return 0 if kept or self.last.start >= start + 3 else self._start_in_place()

    def _start_in_place(self) -> int | None:
        """An insertion that puts ATG back in front of codon 2 leaves the protein as it was."""
        bases, cds = self.mutant_bases, self.ground.transcript.cds
        if bases is None or cds is None or self.net_length <= 0 or self.edit.deleted:
            return None
        moved = cds.start + self.net_length
        return self.net_length if bases[moved : moved + 3] == "ATG" else None

    @cached_property
    def mutant_protein(self) -> tuple[str, ...] | None:
        """The protein of the changed transcript, or None if it cannot be told."""
        if self.mutant_bases is None or self.start_moved is None:
            return None
        return self.ground.translate(self.mutant_bases, self.start_moved)

    @property
    def protein_stays(self) -> bool:
        """True if the changed transcript encodes the reference protein."""
        return self.mutant_protein == self.ground.protein
