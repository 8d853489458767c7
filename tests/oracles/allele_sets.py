"""Alleles to compare on, made from the exons of a transcript; nothing of the engine is used here.

All edits are genomic edits of the plus strand.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from enum import StrEnum

from Bio.Seq import reverse_complement

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.variant import Edit

BASES = "ACGT"
INTRON_EDGE = 10
MARGIN = 10
SHORT = (1, 2, 3)
LONGEST = 60


class Kind(StrEnum):
    """The sorts of alleles that are counted apart."""

    SNV = "SNV"
    DELETION = "deletion"
    DUPLICATION = "duplication"
    INSERTION = "insertion"
    DELINS = "delins"
    MNV = "MNV"
    INVERSION = "inversion"


def kind_of(gene: Gene, edit: Edit) -> Kind:
    """Tell what sort of allele a left-aligned edit is."""
    deleted, inserted = edit.deleted, edit.inserted
    if not inserted:
        return Kind.DELETION
    if not deleted:
        behind = gene.plus_bases(edit.start, edit.start + len(inserted))
        return Kind.DUPLICATION if behind == inserted else Kind.INSERTION
    if len(deleted) == 1 == len(inserted):
        return Kind.SNV
    if inserted == reverse_complement(deleted):
        return Kind.INVERSION
    return Kind.MNV if len(deleted) == len(inserted) else Kind.DELINS


def coding_positions(transcript: Transcript) -> tuple[int, ...]:
    """Return the gene-frame positions of all CDS bases, c.1 first."""
    cds = transcript.cds
    if cds is None:
        return ()
    spliced = [position for exon in transcript.exons for position in range(exon.start, exon.end)]
    return tuple(spliced[cds.start : cds.end])


def intron_edge_positions(transcript: Transcript, length: int = INTRON_EDGE) -> tuple[int, ...]:
    """Return the gene-frame positions of the first and last bases of every intron."""
    return tuple(
        position
        for intron in transcript.introns
        for position in (
            *range(intron.start, intron.start + length),
            *range(intron.end - length, intron.end),
        )
    )


def left_aligned(gene: Gene, edit: Edit) -> Edit:
    """Trim an edit and shift it to the smallest genomic position, as VCF asks.

    On the minus strand this is the most 3' placement in the transcript.
    """
    start, deleted, inserted = edit.start, edit.deleted, edit.inserted
    while deleted and inserted and deleted[-1] == inserted[-1]:
        deleted, inserted = deleted[:-1], inserted[:-1]
    while deleted and inserted and deleted[0] == inserted[0]:
        start, deleted, inserted = start + 1, deleted[1:], inserted[1:]
    while not (deleted and inserted):
        before = gene.plus_bases(start - 1, start)
        if (deleted or inserted)[-1] != before:
            break
        start -= 1
        if deleted:
            deleted = before + deleted[:-1]
        else:
            inserted = before + inserted[:-1]
    return Edit(start, deleted, inserted)


def substitutions(gene: Gene, positions: Iterable[int]) -> Iterator[Edit]:
    """Yield the three substitutions of each gene-frame position."""
    for position in positions:
        start, end = gene.to_genomic_interval(position, position + 1)
        base = gene.plus_bases(start, end)
        for other in BASES:
            if other != base:
                yield Edit(start, base, other)


def single_base_indels(gene: Gene, positions: Iterable[int]) -> Iterator[Edit]:
    """Yield the deletion and the duplication of each gene-frame position, each allele once.

    Neighbours in a run of equal bases spell the same allele; the spelling with the smallest
    genomic position stands for all.
    """
    seen: set[int] = set()
    for position in positions:
        start, end = gene.to_genomic_interval(position, position + 1)
        base = gene.plus_bases(start, end)
        while gene.plus_bases(start - 1, start) == base:
            start -= 1
        if start not in seen:
            seen.add(start)
            yield Edit(start, base, "")
            yield Edit(start, "", base)


def duplications(
    gene: Gene, transcript: Transcript, lengths: Iterable[int], step: int
) -> Iterator[Edit]:
    """Yield tandem duplications that start at every ``step``-th CDS base and stay in one exon."""
    coding = coding_positions(transcript)
    members = frozenset(coding)
    for length in lengths:
        for first in coding[::step]:
            if members.issuperset(range(first, first + length)):
                start, end = gene.to_genomic_interval(first, first + length)
                yield Edit(start, "", gene.plus_bases(start, end))


def random_indels(
    gene: Gene, transcript: Transcript, count: int, longest: int, seed: int
) -> Iterator[Edit]:
    """Yield random deletions, insertions and delins inside the coding part of an exon."""
    rng = random.Random(seed)
    coding = coding_positions(transcript)
    members = frozenset(coding)
    made = 0
    while made < count:
        kind = rng.choice(("deletion", "insertion", "delins"))
        deleted = 0 if kind == "insertion" else rng.randint(1, longest)
        inserted = 0 if kind == "deletion" else rng.randint(1, longest)
        first = rng.choice(coding)
        if not members.issuperset(range(first, first + max(deleted, 1))):
            continue
        start, end = gene.to_genomic_interval(first, first + deleted)
        new = "".join(rng.choices(BASES, k=inserted))
        old = gene.plus_bases(start, end)
        if old != new:
            made += 1
            yield Edit(start, old, new)


def exon_positions(transcript: Transcript, margin: int = MARGIN) -> tuple[int, ...]:
    """Return the gene-frame positions of all exons and of the bases on either side, in order."""
    around = {
        position
        for exon in transcript.exons
        for position in range(exon.start - margin, exon.end + margin)
    }
    return tuple(sorted(around))


def small_changes(gene: Gene, transcript: Transcript) -> list[Edit]:
    """Return every small allele of the exons and of 10 bases on either side, each once.

    These are the substitutions, the deletions and duplications of 1 to 3 bases and the insertions
    of one base, left-aligned.
    """
    positions = exon_positions(transcript)
    members = frozenset(positions)
    edits = dict.fromkeys(substitutions(gene, positions))
    for length in SHORT:
        for first in positions:
            if members.issuperset(range(first, first + length)):
                start, end = gene.to_genomic_interval(first, first + length)
                bases = gene.plus_bases(start, end)
                edits[left_aligned(gene, Edit(start, bases, ""))] = None
                edits[left_aligned(gene, Edit(start, "", bases))] = None
    for first in positions:
        start, _ = gene.to_genomic_interval(first, first + 1)
        for base in BASES:
            edits[left_aligned(gene, Edit(start, "", base))] = None
    return list(edits)


def larger_changes(gene: Gene, transcript: Transcript, count: int, seed: int) -> list[Edit]:
    """Return random larger alleles that begin in an exon or within 10 bases of one, each once.

    These are deletions and duplications of 4 to 60 bases, insertions of 2 to 30 random bases,
    delins of up to 30 for up to 30 bases, replacements of 2 to 6 bases by as many and inversions of
    2 to 60 bases, left-aligned. They may end in an intron, in another exon or outside.

    Args:
        gene: The gene.
        transcript: Its exons say where.
        count: How many alleles of each of the six sorts are drawn.
        seed: Seed of the random numbers.
    """
    rng = random.Random(seed)
    positions = exon_positions(transcript)
    edits: dict[Edit, None] = {}
    for draw in (_deletion, _duplication, _insertion, _delins, _replacement, _inversion):
        wanted = len(edits) + count
        while len(edits) < wanted:
            first = rng.choice(positions)
            start, _ = gene.to_genomic_interval(first, first + 1)
            edit = draw(gene, rng, start)
            if edit.deleted != edit.inserted:
                edits[left_aligned(gene, edit)] = None
    return list(edits)


def _random_bases(rng: random.Random, length: int) -> str:
    return "".join(rng.choices(BASES, k=length))


def _deletion(gene: Gene, rng: random.Random, start: int) -> Edit:
    return Edit(start, gene.plus_bases(start, start + rng.randint(4, LONGEST)), "")


def _duplication(gene: Gene, rng: random.Random, start: int) -> Edit:
    return Edit(start, "", gene.plus_bases(start, start + rng.randint(4, LONGEST)))


def _insertion(_gene: Gene, rng: random.Random, start: int) -> Edit:
    return Edit(start, "", _random_bases(rng, rng.randint(2, LONGEST // 2)))


def _delins(gene: Gene, rng: random.Random, start: int) -> Edit:
    old = gene.plus_bases(start, start + rng.randint(1, LONGEST // 2))
    return Edit(start, old, _random_bases(rng, rng.randint(1, LONGEST // 2)))


def _replacement(gene: Gene, rng: random.Random, start: int) -> Edit:
    length = rng.randint(2, 6)
    return Edit(start, gene.plus_bases(start, start + length), _random_bases(rng, length))


def _inversion(gene: Gene, rng: random.Random, start: int) -> Edit:
    old = gene.plus_bases(start, start + rng.randint(2, LONGEST))
    return Edit(start, old, reverse_complement(old))
