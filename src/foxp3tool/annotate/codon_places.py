"""Which changes must be read together if they lie on one chromosome: those of one codon.

And those that are the parts of a reported change of several bases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.together import InteractingChangesError, combine, joined
from foxp3tool.model.frozen import frozen
from foxp3tool.model.variant import Edit

LONGEST: Final = 50
"""Bases up to which a change is read together with others; a longer one stands for itself."""
_AROUND: Final = 10
"""Bases on either side of a reported change of several bases in which a caller's parts may lie."""


@frozen
class Place:
    """A codon of MANE Select, or the surroundings of a reported change of several bases.

    Args:
        number: Tells places apart.
        end: 0-based genomic end; an allele that begins there does not touch it any more.
    """

    number: int
    end: int


class CodonPlaces:
    """Which codons a change touches, and which reported changes it may be a part of.

    Args:
        annotator: The engine of a build.
        reported: Edits that the catalog reports, left-aligned.
    """

    def __init__(self, annotator: Annotator, reported: Iterable[Edit]) -> None:
        """Place the codons of MANE Select on the chromosome."""
        gene = annotator.gene
        cds, projection = gene.mane_select.cds, annotator.model(gene.mane_select).projection
        bases: dict[int, list[int]] = defaultdict(list)
        for index in () if cds is None else range(cds.start, cds.end):
            position = projection.gene_position(index)
            start, _ = gene.to_genomic_interval(position, position + 1)
            bases[(index - (cds.start if cds else 0)) // 3].append(start)
        self._codon_at = {
            start: Place(codon, max(starts) + 1)
            for codon, starts in bases.items()
            for start in starts
        }
        self.reported = {
            Place(-1 - number, edit.end + _AROUND): edit
            for number, edit in enumerate(reported)
            if edit.deleted and edit.inserted and len(edit.deleted) + len(edit.inserted) > 2
        }

    def of(self, edit: Edit) -> frozenset[Place]:
        """Return the places of a left-aligned edit of the plus strand."""
        if len(edit.deleted) > LONGEST or len(edit.inserted) > LONGEST:
            return frozenset()
        found = {
            place
            for place, whole in self.reported.items()
            if edit.start >= whole.start - _AROUND and edit.end <= place.end
        }
        if edit.deleted:
            span = range(edit.start, edit.end)
            found.update(self._codon_at[base] for base in span if base in self._codon_at)
        else:
            before, behind = (self._codon_at.get(edit.start + side) for side in (-1, 0))
            if before is not None and before == behind:
                found.add(before)
        return frozenset(found)


def read_as_one(
    annotator: Annotator, aligned: Sequence[Edit], stated: Sequence[Edit]
) -> tuple[Edit, ...]:
    """Make one allele of several changes of one chromosome.

    Where a change could be placed on the other side of another, which is another allele, each
    counts where its record puts it.

    Args:
        annotator: The engine of the build.
        aligned: The changes, left-aligned, on the plus strand.
        stated: The same as their records state them, trimmed.

    Returns:
        Left-aligned edits in ascending order; a single one where HGVS describes them as one.

    Raises:
        InteractingChangesError: If the changes overlap.
    """
    try:
        return combine(annotator, aligned)
    except InteractingChangesError:
        in_order = sorted(stated, key=lambda edit: (edit.start, edit.end))
        for before, edit in pairwise(in_order):
            if edit.start < before.end or (edit.start, edit.end) == (before.start, before.end):
                raise
        return (whole_of(annotator, in_order),)


def whole_of(annotator: Annotator, edits: Sequence[Edit]) -> Edit:
    """Return several edits, in ascending order, as one left-aligned edit of the plus strand."""
    gene = annotator.gene
    return annotator.left_align(joined(gene.plus_sequence, edits, gene.region.start))
