"""Say in words where a structural allele lies, and what numbers of copies on X may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit

CERTAIN_GAIN: Final = 3
"""Copies that are more than anyone has of X."""


class Places:
    """Where something lies in the MANE Select transcript, for messages.

    Args:
        annotator: The engine of the build.
    """

    def __init__(self, annotator: Annotator) -> None:
        """Keep the transcript."""
        self._gene = annotator.gene
        self._model = annotator.model(self._gene.mane_select)

    def span(self, start: int, end: int) -> str:
        """Say what a genomic half-open span covers; of an empty one, where it lies."""
        if end <= start:
            return self.point(start)
        region = self._gene.region
        first, last = max(start, region.start), min(end, region.end)
        if first >= last:
            return "it lies outside the bundled region"
        on_gene = Interval(*self._gene.to_gene_interval(first, last))
        touched = self._touched(Edit(on_gene.start, "N" * len(on_gene), ""))
        return f"it covers {touched}" if touched else "it covers no part of the transcript"

    def point(self, position: int) -> str:
        """Say where a 0-based genomic position lies."""
        if not self._gene.region.start <= position < self._gene.region.end:
            return "it lies outside the bundled region"
        index, _ = self._gene.to_gene_interval(position, position + 1)
        written = self._model.written(index)
        if written is None:
            return "it lies beside the transcript"
        return f"it lies in {self._touched(Edit(index, 'N', ''))}, c.{written[0]}"

    def ends(self, here: int, there: int) -> str:
        """Say where the two ends of a junction lie; of the other one if it is in the region."""
        if not self._gene.region.start <= there < self._gene.region.end:
            return self.point(here)
        return f"{self.point(here)}; its other end, X:{there + 1}: {self.point(there)}"

    def _touched(self, edit: Edit) -> str:
        exon, intron = self._model.exon_and_intron(edit)
        parts = [f"exon {exon}" if exon else "", f"intron {intron}" if intron else ""]
        found = " and ".join(part for part in parts if part)
        return f"{found} of {self._model.transcript.accession}" if found else ""


def with_number(row: AnnotatedRow, unknown: int) -> AnnotatedRow:
    """Write unknown new bases by their number, as HGVS does: ``insN[300]``."""
    if row.variant is None or row.transcript is None:
        return row
    long, short = "ins" + "N" * unknown, f"insN[{unknown}]"

    def told(name: str) -> str:
        return name.replace(long, short)

    variant = replace(
        row.variant,
        hgvs_g=told(row.variant.hgvs_g),
        other_hgvs_g=told(row.variant.other_hgvs_g),
        hgvs_refseqgene=told(row.variant.hgvs_refseqgene),
    )
    transcript = replace(row.transcript, hgvs_c=told(row.transcript.hgvs_c))
    if transcript.details is not None:
        details = replace(transcript.details, hgvs_n=told(transcript.details.hgvs_n))
        transcript = replace(transcript, details=details)
    companion = transcript.companion
    if companion is not None:
        companion = replace(companion, hgvs_c=told(companion.hgvs_c))
        transcript = replace(transcript, companion=companion)
    return replace(row, variant=variant, transcript=transcript)


def copies_in_words(copies: float) -> str:
    """Say what a number of copies of a stretch of X means, where the sex is not known.

    Example:
        >>> copies_in_words(1)
        'CN=1 is a loss where two copies are expected (XX), and none where one is (XY)'
    """
    two = _against(copies, 2)
    one = _against(copies, 1)
    said = f"CN={copies:g} is {two} where two copies are expected (XX), and {one} where one is (XY)"
    whole = copies == int(copies)
    return said if whole else f"{said}, in a part of the cells at most"


def copies_for_anyone(copies: Sequence[float]) -> float | None:
    """Return the copies of samples that have lost all or gained some; None if neither, or both.

    Example:
        >>> copies_for_anyone([0, 1]), copies_for_anyone([1, 2]), copies_for_anyone([0, 3])
        (0, None, None)
    """
    certain = {min(one, CERTAIN_GAIN) for one in copies if not 0 < one < CERTAIN_GAIN}
    return certain.pop() if len(certain) == 1 else None


def copies_in_samples(copies: Sequence[float]) -> str:
    """Say how many samples have how many copies.

    Example:
        >>> copies_in_samples([0, 1, 1])
        'CN=0 in 1 sample, CN=1 in 2 samples'
    """
    counted = sorted(Counter(copies).items())
    return ", ".join(f"CN={n:g} in {m} sample{'s' * (m > 1)}" for n, m in counted)


def _against(copies: float, expected: int) -> str:
    if copies == expected:
        return "none"
    return "a loss" if copies < expected else "a gain"
