"""Which protein features an affected residue belongs to, on any transcript."""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.protein import ProteinFeature


class FeatureMap:
    """Features of the canonical protein, found from residues of one transcript's protein.

    A residue of the transcript is the canonical protein's residue only if the same three genomic
    bases are its codon, so features never spread over another reading frame.

    Args:
        model: The transcript.
        canonical: The transcript that the features are numbered on.
        features: Features with 1-based residue numbers.
    """

    def __init__(
        self,
        model: TranscriptModel,
        canonical: TranscriptModel,
        features: Sequence[ProteinFeature],
    ) -> None:
        """Compare the codons of both transcripts once."""
        self._features = tuple(features)
        self._found: dict[tuple[int, int], tuple[ProteinFeature, ...]] = {}
        self._taken: dict[
            tuple[int, int], tuple[tuple[ProteinFeature, ...], tuple[ProteinFeature, ...]]
        ] = {}
        self._canonical: list[int | None] = []
        if model.coding is None or canonical.coding is None:
            return
        by_codon = {
            canonical.codon_positions(residue): residue + 1
            for residue in range(len(canonical.coding.protein))
        }
        self._canonical = [
            by_codon.get(model.codon_positions(residue))
            for residue in range(len(model.coding.protein))
        ]

    def at(self, first: int, last: int) -> tuple[ProteinFeature, ...]:
        """Return the features that hold one of the residues ``first`` to ``last`` (1-based)."""
        key = first, last
        if key not in self._found:
            self._found[key] = self._search(first, last)
        return self._found[key]

    def taken(
        self, first: int, last: int
    ) -> tuple[tuple[ProteinFeature, ...], tuple[ProteinFeature, ...]]:
        """Return the primary features that are lost with residues, and those that are only cut.

        Args:
            first: First residue that goes, 1-based.
            last: Last residue that goes, included.
        """
        if (first, last) not in self._taken:
            self._taken[first, last] = self._find_taken(first, last)
        return self._taken[first, last]

    def _find_taken(
        self, first: int, last: int
    ) -> tuple[tuple[ProteinFeature, ...], tuple[ProteinFeature, ...]]:
        gone = {number for number in self._canonical[first - 1 : last] if number is not None}
        left = {number for number in self._canonical if number is not None} - gone
        lost: list[ProteinFeature] = []
        cut: list[ProteinFeature] = []
        for feature in self._features:
            residues = set(range(feature.start, feature.end + 1))
            if feature.primary and residues & gone:
                (cut if residues & left else lost).append(feature)
        return tuple(lost), tuple(cut)

    def _search(self, first: int, last: int) -> tuple[ProteinFeature, ...]:
        residues = {number for number in self._canonical[first - 1 : last] if number is not None}
        if not residues:
            return ()
        lowest, highest = min(residues), max(residues)
        return tuple(
            feature
            for feature in self._features
            if feature.start <= highest
            and feature.end >= lowest
            and any(number in residues for number in range(feature.start, feature.end + 1))
        )
