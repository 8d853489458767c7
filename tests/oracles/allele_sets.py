"""Alleles to compare on, made from the exons of a transcript; nothing of the engine is used here.

All edits are genomic edits of the plus strand.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.variant import Edit

BASES = "ACGT"
INTRON_EDGE = 10


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
