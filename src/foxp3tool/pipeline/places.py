"""Whether places and bases that stand beside a name are those of its allele."""

from __future__ import annotations

import re

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.normalisation import normalise, shift
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.sequence import reverse_complement
from foxp3tool.model.variant import Edit


def lies_at(annotator: Annotator, edit: Edit, locus: str) -> bool:
    """Tell whether a place on the chromosome is that of an allele.

    Bases exchanged for as many others have one place. What is lost or put in may be placed
    anywhere in a repeat, with the base before it as in a VCF file. A range may be wider on both
    sides: a region in which the allele lies.

    Args:
        annotator: The engine of the build.
        edit: The allele on that build.
        locus: 1-based, ``chrX:49251480`` or ``X:49,251,480-49,251,482``.
    """
    first, *rest = (int(part.replace(",", "")) for part in re.findall("[0-9][0-9,]+", locus))
    start, end = genomic_index(first), rest[0] if rest else first
    before, behind = edit.start, edit.end
    if len(edit.deleted) != len(edit.inserted):
        before, behind = _stretch(annotator, edit)
    if start < before and behind < end:
        return True
    if not before <= start < end <= behind:
        return False
    size = end - start
    if len(edit.deleted) == len(edit.inserted):
        return not rest or size == len(edit.deleted)
    sizes = {len(edit.deleted), len(edit.deleted) + 1}
    if not edit.deleted:
        # The bases on both sides, or the copy that a duplication is made of.
        sizes |= {2, len(edit.inserted)}
    return not rest or size in sizes


def _stretch(annotator: Annotator, edit: Edit) -> tuple[int, int]:
    """Return the span of all placements of a loss or gain, with the base before the first.

    An insertion has the base behind it, too.
    """
    gene = annotator.gene
    if not gene.region.covers(Interval(edit.start, edit.end)):
        return edit.start - 1, edit.end
    left = annotator.left_align(edit)
    right = shift(left, gene.plus_sequence, Direction.FORWARD, gene.region.start)
    return left.start - 1, right.end + (0 if edit.deleted else 1)


def is_exchange(annotator: Annotator, edit: Edit, ref: str | None, alt: str) -> bool:
    """Tell whether bases and what becomes of them are an allele.

    They may reach beyond the change on either side, as a codon does, on the genome or on MANE
    Select once it is spliced.

    Args:
        annotator: The engine of the build.
        edit: The allele on that build.
        ref: Bases of either strand; None for whatever stands there.
        alt: What becomes of them.
    """
    gene = annotator.gene
    if not gene.region.covers(Interval(edit.start, edit.end)):
        return ref == edit.deleted and alt == edit.inserted
    places = [(gene.sequence, gene.to_gene_edit(edit))]
    model = annotator.model(gene.mane_select)
    spliced = _spliced(model, places[0][1])
    if spliced is not None:
        places.append((model.bases, spliced))
    turned = None if ref is None else reverse_complement(ref), reverse_complement(alt)
    return any(
        _is_exchange(sequence, own, *bases)
        for sequence, own in places
        for bases in ((ref, alt), turned)
    )


def _spliced(model: TranscriptModel, edit: Edit) -> Edit | None:
    """Return a gene-frame edit in the frame of the transcript; None if it is not all exonic."""
    first = model.projection.locate(edit.start)
    last = model.projection.locate(max(edit.end - 1, edit.start))
    if first is None or last is None or first.in_intron or last.in_intron:
        return None
    if last.index - first.index != max(len(edit.deleted), 1) - 1:
        return None
    return Edit(first.index, edit.deleted, edit.inserted)


def _is_exchange(sequence: str, edit: Edit, ref: str | None, alt: str) -> bool:
    left = normalise(edit, sequence, Direction.BACKWARD)
    right = shift(left, sequence, Direction.FORWARD)
    size = len(alt) + len(edit.deleted) - len(edit.inserted) if ref is None else len(ref)
    if size < 0:
        return False
    for start in range(max(left.start - size, 0), right.end + 1):
        old = sequence[start : start + size]
        if old == alt or ref not in (None, old):
            continue
        if normalise(Edit(start, old, alt), sequence, Direction.BACKWARD) == left:
            return True
    return False
