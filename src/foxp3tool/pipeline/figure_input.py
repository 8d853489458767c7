"""Reads the variants of a figure: of VCF files with how many samples carry each, or of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from foxp3tool.errors import Foxp3ToolError
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.lists import ListLookup
from foxp3tool.pipeline.lookup import LookupReport, lookup_answers
from foxp3tool.pipeline.samples import SampleMode, SampleOptions, Samples
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.vcf_input import ProgressOf

Entries = list[Sequence[AnnotatedRow]]
"""The rows of each allele of a VCF, or of each description of a list."""


class FigureInput:
    """Reads input of any kind for a figure.

    Args:
        toolkit: The engine.
        assembly: The build that the user named, or None.
        transcripts: The transcript that is drawn.
        progress: Gives for the name of a file what is called with the bytes that were read.

    Attributes:
        entries: What was read.
        told: What is to be known of each file: its name, cautions, and how its build was told.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        assembly: str | None,
        transcripts: str,
        progress: ProgressOf | None = None,
    ) -> None:
        """Begin with nothing read."""
        self.entries: Entries = []
        self.told: list[tuple[str, tuple[str, ...], str]] = []
        self._toolkit = toolkit
        self._assembly = assembly
        self._transcripts = transcripts
        self._progress = progress

    def add_file(self, name: str, *, is_one_of_several: bool = False) -> None:
        """Read a VCF or BCF.

        Args:
            name: A path or address, or ``-`` for standard input.
            is_one_of_several: Whether the figure has other files as well.

        Raises:
            InputError: If the file cannot be annotated.
        """
        samples = SampleOptions(SampleMode.SUMMARY)
        before = len(self.entries)
        with VcfAnnotation(
            self._toolkit,
            name,
            assembly=self._assembly,
            transcripts=self._transcripts,
            details=False,
            samples=samples,
            progress=self._progress(name) if self._progress else None,
            is_one_of_several=is_one_of_several,
        ) as run:
            self.entries += [(row,) for row in run.rows()]
            # Carriers are counted whatever their zygosity: what is missing for that is no fault.
            needless = set(Samples(samples, run.header_lines[-1]).cautions)
        decision = run.report.decision
        told = "genome build not needed"
        if decision is not None:
            told = f"{decision.assembly or told}: {decision.reason}"
        found = len(self.entries) - before
        told += f"; {found} {'allele' if found == 1 else 'alleles'} in the gene"
        elsewhere = run.report.outside
        told += f", {elsewhere} {'record' if elsewhere == 1 else 'records'} elsewhere"
        cautions = tuple(one for one in run.report.all_cautions if one not in needless)
        self.told.append((name, cautions, told))

    def add_list(self, name: str, column: str | None) -> ListLookup:
        """Look up the texts of a list; return what became of it.

        Raises:
            InputError: If the list cannot be read, or its column cannot be told.
        """
        with ListLookup(
            self._toolkit,
            name,
            column=column,
            assembly=self._assembly,
            transcripts=self._transcripts,
            details=False,
            progress=self._progress(name) if self._progress else None,
        ) as run:
            self.entries += [rows for _, rows in run.answers() if rows]
        return run

    def add_names(self, texts: Iterable[str]) -> Sequence[tuple[str, Foxp3ToolError]]:
        """Look up texts; return those that cannot be answered, each with its error."""
        report = LookupReport()
        answers = lookup_answers(
            self._toolkit,
            texts,
            transcripts=self._transcripts,
            assembly=self._assembly,
            report=report,
            details=False,
        )
        self.entries += [rows for _, rows in answers]
        return report.failed
