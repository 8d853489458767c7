"""The alleles of a VCF for a figure, with how many samples carry each."""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.samples import SampleMode, SampleOptions, Samples
from foxp3tool.pipeline.toolkit import Toolkit

Entries = list[Sequence[AnnotatedRow]]
"""The rows of each allele of a VCF, or of each description of a list."""


def vcf_entries(
    toolkit: Toolkit,
    name: str,
    assembly: str | None,
    transcripts: str,
    *,
    is_one_of_several: bool = False,
) -> tuple[Entries, list[str], str]:
    """Return the rows of each allele, what is to be known of the file, and how its build was told.

    Args:
        toolkit: The engine.
        name: A path or address, or ``-`` for standard input.
        assembly: The build that the user named, or None.
        transcripts: The transcript that is drawn.
        is_one_of_several: Whether the figure has other files as well.

    Raises:
        InputError: If the file cannot be annotated.
    """
    samples = SampleOptions(SampleMode.SUMMARY)
    with VcfAnnotation(
        toolkit,
        name,
        assembly=assembly,
        transcripts=transcripts,
        details=False,
        samples=samples,
        is_one_of_several=is_one_of_several,
    ) as run:
        entries: Entries = [(row,) for row in run.rows()]
        # Carriers are counted without regard to zygosity, so what is missing for that is no fault.
        needless = set(Samples(samples, run.header_lines[-1]).cautions)
    decision = run.report.decision
    told = "genome build not needed"
    if decision is not None:
        told = f"{decision.assembly or told}: {decision.reason}"
    return entries, [one for one in run.report.all_cautions if one not in needless], told
