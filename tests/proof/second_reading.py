"""Transcripts and alleles for the second derivation, from the raw files of the bundle only.

Nothing of the program is used; the genetic code is Biopython's. Positions are 0-based and
half-open. The *gene* frame runs in transcription direction over the bundled region; the *spliced*
frame counts exon bases of one transcript. "House" marks a rule that the project wrote down where
HGVS or Ensembl leave a choice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from Bio.Data.CodonTable import unambiguous_dna_by_id
from Bio.Seq import reverse_complement
from Bio.SeqIO import read

_TABLE = unambiguous_dna_by_id[1]
CODE = dict(_TABLE.forward_table) | dict.fromkeys(_TABLE.stop_codons, "*")


def translate(bases: str) -> str:
    """Whole codons from the first base on, read through stops, which are ``*``."""
    return "".join([CODE[bases[i : i + 3]] for i in range(0, len(bases) - 2, 3)])


@dataclass(frozen=True)
class Allele:
    """A replacement in the gene frame.

    Args:
        start: First base deleted, or the base before which bases come in.
        deleted: Bases that go.
        inserted: Bases that come.
    """

    start: int
    deleted: str
    inserted: str

    @property
    def end(self) -> int:
        return self.start + len(self.deleted)

    @property
    def shorter(self) -> bool:
        return len(self.inserted) < len(self.deleted)

    @property
    def replaces(self) -> bool:
        """True if bases go, and no new base stands for a certain old one."""
        return bool(self.deleted) and not self.base_by_base

    @property
    def base_by_base(self) -> bool:
        """True if as many bases come as go: each stands for the one that it replaces."""
        return len(self.deleted) == len(self.inserted)

    @cached_property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """Spans of reference bases that really differ; empty for an insertion."""
        if not self.base_by_base:
            return ((self.start, self.end),) if self.deleted else ()
        pairs = enumerate(zip(self.deleted, self.inserted, strict=True), self.start)
        runs: list[tuple[int, int]] = []
        for spot in [place for place, (old, new) in pairs if old != new]:
            if runs and runs[-1][1] == spot:
                runs[-1] = (runs[-1][0], spot + 1)
            else:
                runs.append((spot, spot + 1))
        return tuple(runs)

    def changes(self, start: int, end: int) -> bool:
        """True if a base of the span differs, or if bases come in strictly inside it."""
        if not self.deleted:
            return start < self.start < end
        return any(first < end and start < last for first, last in self.runs)


def most_3prime(gene: str, start: int, deleted: str, inserted: str) -> Allele:
    """Trim what both alleles share, then move a pure gain or loss as far 3' as it will go."""
    while deleted and inserted and deleted[-1] == inserted[-1]:
        deleted, inserted = deleted[:-1], inserted[:-1]
    while deleted and inserted and deleted[0] == inserted[0]:
        start, deleted, inserted = start + 1, deleted[1:], inserted[1:]
    if deleted and inserted:
        return Allele(start, deleted, inserted)
    moving = deleted or inserted
    after = start + len(deleted)
    while after < len(gene) and gene[after] == moving[0]:
        moving = moving[1:] + moving[0]
        start, after = start + 1, after + 1
    return Allele(start, moving if deleted else "", moving if inserted else "")


@dataclass(frozen=True)
class Reading:
    """One transcript with what the raw files say of it.

    Args:
        accession: Accession with version.
        protein_accession: Accession of the protein; empty if there is none.
        biotype: Ensembl's biotype.
        high: Genomic position behind the last base of the region: 0 of the gene frame ends there.
        gene: Bases of the region in transcription direction.
        exons: Spans of the gene frame, 5' to 3'.
        cds: Span of the spliced frame, stop codon included.
        has_stop: False if the 3' end of the coding sequence is missing.
    """

    accession: str
    protein_accession: str
    biotype: str
    high: int
    gene: str
    exons: tuple[tuple[int, int], ...]
    cds: tuple[int, int]
    has_stop: bool

    @cached_property
    def span(self) -> tuple[int, int]:
        return self.exons[0][0], self.exons[-1][1]

    @cached_property
    def introns(self) -> tuple[tuple[int, int], ...]:
        return tuple((a[1], b[0]) for a, b in zip(self.exons, self.exons[1:], strict=False))

    @cached_property
    def spliced(self) -> str:
        return "".join(self.gene[start:end] for start, end in self.exons)

    @cached_property
    def protein(self) -> str:
        """The residues, without the stop."""
        residues = translate(self.spliced[self.cds[0] : self.cds[1]])
        return residues[:-1] if self.has_stop else residues

    @cached_property
    def first_coding_exon(self) -> tuple[int, int]:
        return next(exon for exon in self.exons if self.exonic_before(exon[1]) > self.cds[0])

    def exonic_before(self, position: int) -> int:
        """How many exon bases stand before a position of the gene: its place when spliced."""
        return sum(max(0, min(position, end) - start) for start, end in self.exons)

    def in_exon(self, position: int) -> int | None:
        """The exon that holds a base."""
        for number, (start, end) in enumerate(self.exons):
            if start <= position < end:
                return number
        return None

    def takes_in(self, allele: Allele) -> bool:
        """True for bases that come in inside an exon, or on its border with an intron.

        On a border both splice sites stay as they are. The transcript's ends are no such border.
        """
        inner = not allele.deleted and self.span[0] < allele.start < self.span[1]
        return inner and any(start <= allele.start <= end for start, end in self.exons)

    def on_border(self, allele: Allele) -> bool:
        """True for bases put in exactly between exon and intron that copy no bases of that exon."""
        for before, after in zip(self.exons, self.exons[1:], strict=False):
            if not allele.deleted and allele.start in (before[1], after[0]):
                copied = allele.start - len(allele.inserted)
                own = copied >= before[0] and self.gene[copied : allele.start] == allele.inserted
                return allele.start == after[0] or not own
        return False

    def site_changed(self, allele: Allele) -> bool:
        """True if one of the two first or two last bases of an intron differs."""
        return any(
            allele.changes(start, start + 2) or allele.changes(end - 2, end)
            for start, end in self.introns
        )

    def lost_exons(self, allele: Allele) -> tuple[tuple[int, int], ...]:
        """Exons that go as a whole; where as many bases come, such as turned round, with sites."""
        first, last = self.span
        return tuple(
            (start, end)
            for start, end in self.exons
            if allele.start <= start
            and end <= allele.end
            and (
                allele.replaces
                or (
                    (start == first or allele.changes(start - 2, start))
                    and (end == last or allele.changes(end, end + 2))
                )
            )
        )

    def exon_lost(self, allele: Allele) -> bool:
        """True if an exon goes as a whole."""
        return bool(allele.deleted) and bool(self.lost_exons(allele))

    def copied_windows(self, allele: Allele) -> list[tuple[int, int]]:
        """What a tandem duplication may be said to copy, in each of its placements."""
        size, end = len(allele.inserted), allele.start
        if allele.deleted or self.gene[max(end - size, 0) : end] != allele.inserted:
            return []
        windows = [(end - size, end)]
        while end > size and self.gene[end - 1] == self.gene[end - size - 1]:
            end -= 1
            windows.append((end - size, end))
        return windows

    def copied_exons(self, allele: Allele) -> tuple[tuple[int, int], ...]:
        """Exons that a tandem duplication holds with the two bases of each of their sites (house).

        In the placement that holds most.
        """
        first, last = self.span
        held: tuple[tuple[int, int], ...] = ()
        for start, end in self.copied_windows(allele):
            here = tuple(
                exon
                for exon in self.exons
                if start <= exon[0] - 2 * (exon[0] != first)
                and exon[1] + 2 * (exon[1] != last) <= end
            )
            held = max(held, here, key=len)
        return held

    def copies_intron(self, allele: Allele) -> bool:
        """True for a tandem duplication of a whole intron with bases on either side of it."""
        return any(
            start < intron[0] and intron[1] < end
            for start, end in self.copied_windows(allele)
            for intron in self.introns
        )

    def any_coding(self, exons: tuple[tuple[int, int], ...]) -> bool:
        """True if one of the exons holds coding bases."""
        spans = [(self.exonic_before(start), self.exonic_before(end)) for start, end in exons]
        return any(start < self.cds[1] and self.cds[0] < end for start, end in spans)

    def turned_round(self, allele: Allele) -> bool:
        """True for an inversion that holds the transcript: its ends lie on either side (house)."""
        whole = allele.start <= self.span[0] and self.span[1] <= allele.end
        return whole and allele.inserted == reverse_complement(allele.deleted)

    def overhangs(self, allele: Allele) -> bool:
        """True if the change takes bases on both sides of an end of the transcript.

        What is transcribed instead cannot be told (HGVS protein/deletion: p.? where the first or
        the last exon goes).
        """
        return allele.replaces and any(allele.start < end < allele.end for end in self.span)

    def broken(self, allele: Allele) -> bool:
        """True if the exons of the changed gene cannot be told (house).

        That is so where a canonical site differs or a border goes with its exon; but where a loss
        begins in one exon and ends in another, what is left of both is one exon.
        """
        return not self.joins(allele) and (self.site_changed(allele) or self.exon_lost(allele))

    def joins(self, allele: Allele) -> bool:
        """True if the change begins in one exon and ends in another, the introns between gone."""
        if not allele.replaces:
            return False
        ends = self.in_exon(allele.start), self.in_exon(allele.end - 1)
        return None not in ends and ends[0] != ends[1]

    def loses(self, allele: Allele, start: int, end: int) -> bool:
        """True if a base of a spliced span differs, or if bases come in strictly inside it."""
        if not allele.deleted:
            return self.takes_in(allele) and start < self.exonic_before(allele.start) < end
        spans = [(self.exonic_before(a), self.exonic_before(b)) for a, b in allele.runs]
        return any(a < b and a < end and start < b for a, b in spans)

    def start_codon_touched(self, allele: Allele) -> bool:
        return self.loses(allele, self.cds[0], self.cds[0] + 3)

    def stop_codon_touched(self, allele: Allele) -> bool:
        return self.has_stop and self.loses(allele, self.cds[1] - 3, self.cds[1])

    def coding_touched(self, allele: Allele) -> bool:
        return self.loses(allele, *self.cds)

    def settle(self, start: int, deleted: str, inserted: str) -> Allele:
        """An allele of any spelling in its most 3' placement."""
        return most_3prime(self.gene, start, deleted, inserted)

    def from_vcf(self, name: str) -> Allele:
        """An allele named in the style of ``X-49251480-C-T``, plus strand, 1-based."""
        _, position, ref, alt = name.split("-")
        start = self.high - (int(position) - 1 + len(ref))
        return self.settle(start, reverse_complement(ref), reverse_complement(alt))


def load_readings(folder: Path, assembly: str) -> dict[str, Reading]:
    """All bundled transcripts on one build, read from the raw files."""
    record = read(folder / f"{assembly}.fa", "fasta")
    high = int(record.id.rsplit("-", 1)[1])
    gene = reverse_complement(str(record.seq).upper())
    readings = {}
    for entry in json.loads((folder / "gene.json").read_text())["transcripts"]:
        exons = tuple((high - e["end"], high - e["start"]) for e in entry["exons"][assembly])
        coding = [high - entry["cds"][assembly][end] for end in ("end", "start")]
        first, last = (sum(max(0, min(p, b) - a) for a, b in exons) for p in coding)
        readings[entry["accession"]] = Reading(
            accession=entry["accession"],
            protein_accession=entry["protein_accession"] or "",
            biotype=entry["biotype"],
            high=high,
            gene=gene,
            exons=exons,
            cds=(first, last),
            has_stop=entry["cds_complete"],
        )
    return readings
