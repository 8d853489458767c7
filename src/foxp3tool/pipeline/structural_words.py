"""Say in words where a structural allele lies, and what a number of copies on X may mean."""

from __future__ import annotations

from dataclasses import replace

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit


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


def _against(copies: float, expected: int) -> str:
    if copies == expected:
        return "none"
    return "a loss" if copies < expected else "a gain"
