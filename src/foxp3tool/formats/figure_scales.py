"""From residues and bases to millimetres."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import Final

from foxp3tool.model.figure import FigureGene, GenePoint, ProteinPlace
from foxp3tool.model.frozen import frozen

UTR_SCALE: Final = 0.4
"""UTRs are drawn at this share of the scale of the coding sequence."""


@frozen
class ProteinScale:
    """Residues and coding bases along one axis, the stop codon included.

    Args:
        left: Left end of residue 1.
        right: Right end of the stop, or of the last residue.
        residues: Number of residues, the stop counted as one.
    """

    left: float
    right: float
    residues: int

    @property
    def per_residue(self) -> float:
        """Millimetres of a residue."""
        return (self.right - self.left) / self.residues

    def residue(self, number: float) -> float:
        """Return the middle of a residue, 1-based."""
        return self.left + (number - 0.5) * self.per_residue

    def behind_base(self, number: int) -> float:
        """Return the border behind a base of the coding sequence, 1-based; 0 for its beginning."""
        return self.left + number / 3 * self.per_residue

    def ends(self, place: ProteinPlace) -> tuple[float, float]:
        """Return the outer ends of residues."""
        return self.behind_base(3 * (place.first - 1)), self.behind_base(3 * place.last)


class GeneScale:
    """Flanks, exons and introns along one axis.

    Exons are to scale (UTRs at less of it); introns and flanks have a width of their own, and
    distances in them grow as the logarithm from the nearest exon, so that splice sites can be seen.

    Args:
        gene: The gene.
        left: Left end of the axis.
        right: Right end.
    """

    def __init__(self, gene: FigureGene, left: float, right: float) -> None:
        """Share the room out."""
        introns = len(gene.exons) - 1
        room = right - left
        self.intron_width = 0.45 * room / max(introns + 3, 10)
        self.flank_width = 1.5 * self.intron_width
        rest = room - introns * self.intron_width - 2 * self.flank_width
        weights = [exon.coding + UTR_SCALE * (exon.before + exon.behind) for exon in gene.exons]
        self.per_base = rest / sum(weights)
        widths = [self.flank_width]
        for number, weight in enumerate(weights):
            widths += [weight * self.per_base]
            widths += [self.intron_width if number < introns else self.flank_width]
        self._gene = gene
        ends = accumulate(widths, initial=left)
        self.segments = tuple(pairwise(ends))
        """Left and right end of each segment, numbered as in :class:`GenePoint`."""

    def x(self, point: GenePoint) -> float:
        """Return the place of a point."""
        left, right = self.segments[point.segment]
        if point.segment % 2 == 1:
            return left + self._in_exon(point.segment // 2, point.before)
        if point.segment == 0:
            return right - self.flank_width * _nearness(point.behind, point.before + point.behind)
        if point.segment == len(self.segments) - 1:
            return left + self.flank_width * _nearness(point.before, point.before + point.behind)
        half = self.intron_width / 2
        length = (point.before + point.behind) / 2
        if point.before <= point.behind:
            return left + half * _nearness(point.before, length)
        return right - half * _nearness(point.behind, length)

    def _in_exon(self, number: int, bases: float) -> float:
        exon = self._gene.exons[number]
        before = min(bases, exon.before)
        coding = min(max(bases - exon.before, 0), exon.coding)
        behind = max(bases - exon.before - exon.coding, 0)
        return self.per_base * (coding + UTR_SCALE * (before + behind))

    def exon_parts(self, number: int) -> tuple[tuple[float, float, bool], ...]:
        """Return left, right and whether it is coding of each part of an exon, counted from 0."""
        exon = self._gene.exons[number]
        left, _ = self.segments[2 * number + 1]
        ends = accumulate((exon.before, exon.coding, exon.behind), initial=0)
        borders = [left + self._in_exon(number, bases) for bases in ends]
        parts = zip(pairwise(borders), (False, True, False), strict=True)
        return tuple((a, b, is_coding) for (a, b), is_coding in parts if b > a)


def _nearness(distance: float, length: float) -> float:
    """Return 0 at no distance and 1 at the whole length, growing as the logarithm."""
    return math.log1p(distance) / math.log1p(length) if length else 0.0
