"""Compose a report: what was read, its variants, samples, coverage, figure, sources, methods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from foxp3tool.errors import Foxp3ToolError, UsageError
from foxp3tool.formats.output import open_output
from foxp3tool.formats.report_html import page, require_jinja2
from foxp3tool.formats.vcf import Way
from foxp3tool.formats.vcf_samples import sample_names
from foxp3tool.model.annotation import AnnotatedRow, MatchGrade
from foxp3tool.model.figure import FigureContent, variant_class
from foxp3tool.model.frozen import frozen
from foxp3tool.model.genotype import GenotypeCounts, SampleReading
from foxp3tool.model.report import (
    Fact,
    ReportContent,
    ReportInput,
    ReportSample,
    ReportVariant,
    SampleCoverage,
)
from foxp3tool.model.sheet import Sheet
from foxp3tool.pipeline.annotate import AnnotateReport, VcfAnnotation, looked_at
from foxp3tool.pipeline.annotate_vcf import readable_twice
from foxp3tool.pipeline.figure import FigureOptions, figure_content
from foxp3tool.pipeline.lists import ListLookup
from foxp3tool.pipeline.lookup import LookupReport, lookup_answers
from foxp3tool.pipeline.report_coverage import coverage_of
from foxp3tool.pipeline.report_found import (
    Found,
    allele_of,
    cited_entries,
    place_of,
    rank,
    told_apart,
)
from foxp3tool.pipeline.report_references import publications
from foxp3tool.pipeline.report_summary import coverage_told, number_of, reported, summary
from foxp3tool.pipeline.report_words import (
    coverage_note,
    issue_counts,
    limit_told,
    methods,
    moment,
    sample_note,
    told_of_file,
    used,
)
from foxp3tool.pipeline.samples import SampleMode, SampleOptions
from foxp3tool.pipeline.sheets import SheetMaker
from foxp3tool.pipeline.sources import AlleleSource
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit
from foxp3tool.pipeline.vcf_input import ProgressOf, VcfInput
from foxp3tool.pipeline.write import PAGE_ENDINGS, SourceNotes, checked_output

DISCLAIMER: Final = (
    f"{RESEARCH_USE} Not a medical device; no result here may be used for the care of a patient "
    "without confirmation by an accredited laboratory."
)
MOST_SECTIONS: Final = 250
"""Variants of which everything is told, unless the user says otherwise."""
_PIECE: Final = 1 << 14


@frozen
class ReportOptions:
    """How a report is made.

    Args:
        title: Its title; empty for one of the program's.
        assembly: The build that the user named, or None.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        samples: What is told of samples.
        sources: Sources that are asked for the alleles.
        command: The command line.
        most_sections: Variants of which everything is told; the others are lines of the table.
        progress: Gives for the name of a file what is called with the bytes that were read.
    """

    title: str = ""
    assembly: str | None = None
    transcripts: str = "mane"
    samples: SampleOptions = field(default_factory=SampleOptions)
    sources: tuple[AlleleSource, ...] = ()
    command: str = ""
    most_sections: int = MOST_SECTIONS
    progress: ProgressOf | None = None


def report_file(output: Path | None) -> Path | None:
    """Return the file that a report goes to, None for standard output.

    Raises:
        UsageError: If its ending is not that of a page, or jinja2 is not installed.
    """
    require_jinja2()
    return checked_output(output, PAGE_ENDINGS)


def write_report(content: ReportContent, output: Path | None) -> None:
    """Write a report, complete or not at all.

    Raises:
        OutputError: If it cannot be written; then there is none.
    """
    text = page(content)
    with open_output(output) as stream:
        # In pieces: of one long write to a pipe whose reader has gone, an unbuffered standard
        # output (PYTHONUNBUFFERED) writes a part and says nothing.
        for at in range(0, len(text), _PIECE):
            stream.write(text[at : at + _PIECE])


@dataclass(slots=True)
class ReportTally:
    """What became of the input, for messages; filled while it is read.

    Args:
        files: What became of each VCF.
        failed: Texts that could not be answered, each with its error.
        issues: Number of rows with an issue.
    """

    files: dict[str, AnnotateReport] = field(default_factory=dict)
    failed: list[tuple[str, Foxp3ToolError]] = field(default_factory=list)
    issues: int = 0

    @property
    def cautions(self) -> bool:
        """Whether there is a caution on a file."""
        return any(report.all_cautions for report in self.files.values())


class ReportMaker:
    """Reads input of any kind and composes one report of it.

    Args:
        toolkit: The engine.
        options: How the report is made.

    Attributes:
        tally: What became of the input.

    Raises:
        UsageError: If a transcript is not bundled.
    """

    def __init__(self, toolkit: Toolkit, options: ReportOptions) -> None:
        """Begin with nothing read."""
        toolkit.check_transcripts(options.transcripts)
        self.tally = ReportTally()
        self._toolkit = toolkit
        self._options = options
        self._maker = SheetMaker(toolkit, options.sources)
        self._notes = SourceNotes(options.sources)
        self._found: list[Found] = []
        self._asked = 0
        self._inputs: list[ReportInput] = []
        self._samples: dict[tuple[str, str], None] = {}
        self._coverage: list[SampleCoverage] = []
        self._without_blocks: list[str] = []

    def add_file(self, name: str, *, is_one_of_several: bool = False) -> None:
        """Read a VCF or BCF.

        Args:
            name: A path, an address, or ``-`` for standard input.
            is_one_of_several: Whether the report has other files as well.

        Raises:
            InputError: If the file cannot be annotated.
            UsageError: If a sex is stated of a sample that it does not have.
        """
        options = self._options
        with readable_twice(name) as (path, shown):
            called = shown or name
            source = VcfInput(
                self._toolkit,
                path,
                assembly=options.assembly,
                way=Way(
                    shown=shown,
                    conformance=looked_at(),
                    progress=options.progress(name) if options.progress else None,
                ),
            )
            with VcfAnnotation(
                self._toolkit,
                source,
                transcripts=options.transcripts,
                sources=options.sources,
                samples=options.samples,
                is_one_of_several=is_one_of_several,
            ) as run:
                samples = sample_names(run.header_lines[-1])
                is_counted = bool(samples) and options.samples.mode is not SampleMode.NONE
                for _, rows in groupby(run.rows(), allele_of):
                    self._add_allele(tuple(rows), is_counted=is_counted)
            report = run.report
            self.tally.files[called] = report
            self.tally.issues += report.issues.total()
            self._samples.update(((called if is_one_of_several else "", one), None)
                                 for one in samples)  # fmt: skip
            self._inputs.append(told_of_file(called, report, len(samples)))
            self._cover(path, called, report)

    def _cover(self, path: str, name: str, report: AnnotateReport) -> None:
        assembly = report.decision.assembly if report.decision is not None else None
        if report.reference_blocks and assembly is not None:
            self._coverage += coverage_of(self._toolkit, path, name, assembly)
        else:
            self._without_blocks.append(name)

    def _add_allele(self, rows: tuple[AnnotatedRow, ...], *, is_counted: bool) -> None:
        """Add the rows of one allele of a file: one a transcript, and those of samples."""
        self._asked += 1
        carriers = {row.sample.call.sample: row.sample for row in rows if row.sample is not None}
        readings = tuple(carriers.values())
        carrying = sum(bool(one.call.copies) for one in readings)
        counts = GenotypeCounts(unclear=carrying) if is_counted else None
        own = tuple(replace(row, counts=row.counts or counts)
                    for row in rows if row.sample is None)  # fmt: skip
        self._found.append(
            Found(self._maker.of_allele(rows), own, rows[0].source, self._asked, readings)
        )

    def add_names(self, texts: Iterable[str]) -> Sequence[tuple[str, Foxp3ToolError]]:
        """Look up texts; return those that cannot be answered, which are told as such."""
        report = LookupReport()
        answers = lookup_answers(
            self._toolkit,
            texts,
            transcripts=self._options.transcripts,
            assembly=self._options.assembly,
            report=report,
        )
        asked = 0
        for text, rows in answers:
            asked += 1
            failed = report.failed
            if failed and rows[0].variant is None:
                self._add_answer(rows, self._maker.of_error(text, failed[-1][1]))
            else:
                self._add_answer(rows)
        self.tally.failed += report.failed
        self.tally.issues += report.issues
        answered = asked - len(report.failed)
        facts = (Fact("looked up", f"{asked:,}"), Fact("answered", f"{answered:,}"))
        self._inputs.append(ReportInput("names given on the command line", "names", facts))
        return report.failed

    def add_list(self, name: str, column: str | None) -> ListLookup:
        """Look up the texts of a list; return what became of it.

        Raises:
            InputError: If the list cannot be read, or its column cannot be told.
        """
        with ListLookup(
            self._toolkit,
            name,
            column=column,
            assembly=self._options.assembly,
            transcripts=self._options.transcripts,
            progress=self._options.progress(name) if self._options.progress else None,
        ) as run:
            for _, rows in run.answers():
                if rows:
                    self._add_answer(rows)
        report = run.report
        self.tally.issues += report.issues.total()
        facts = (
            Fact("read as", str(run.reader.shape)),
            Fact("looked up", f"{report.descriptions:,}"),
            Fact("blank lines and comments", f"{report.skipped:,}"),
            Fact("not answered", f"{report.failed:,}"),
        )
        cautions = tuple(run.reader.cautions())
        self._inputs.append(ReportInput(run.reader.name, "list of names", facts, cautions))
        return run

    def _add_answer(self, rows: Sequence[AnnotatedRow], error: Sheet | None = None) -> None:
        """Add the rows of one text."""
        self._asked += 1
        told = list(self._notes.added(rows))
        for _, alike in groupby(told, allele_of):
            own = tuple(alike)
            sheet = error or self._maker.of_allele(own)
            self._found.append(Found(sheet, own, own[0].source, self._asked))

    def content(self) -> ReportContent:
        """Return the report of what was read."""
        toolkit, options = self._toolkit, self._options
        variants = self._variants()
        figure, figure_why = self._figure()
        samples = self._carriers(variants)
        left_out = sum(not variant.has_section for variant in variants)
        return ReportContent(
            title=options.title.strip() or f"{toolkit.gene.symbol} variant report",
            gene=toolkit.gene.symbol,
            made=moment(),
            disclaimer=DISCLAIMER,
            inputs=tuple(self._inputs),
            summary=tuple(self._summary(variants, figure)),
            reported=reported(variants),
            variants=variants,
            issues=issue_counts(variants),
            figure=figure,
            figure_note=figure_why,
            samples=samples,
            sample_note=sample_note(
                len(self._samples),
                samples,
                has_files=bool(self.tally.files),
                is_asked=options.samples.mode is not SampleMode.NONE,
            ),
            coverage=tuple(self._coverage),
            coverage_note=coverage_note(self._without_blocks, is_told=bool(self._coverage)),
            publications=publications(variants, toolkit.bundle.catalog),
            methods=tuple(methods(toolkit.gene.symbol)),
            versions=tuple(used(toolkit, options.transcripts, options.sources, options.command)),
            limit=limit_told(options.most_sections, left_out),
        )

    def _summary(
        self, variants: Sequence[ReportVariant], figure: FigureContent | None
    ) -> Iterator[str]:
        """Yield what was found, and how much was read."""
        toolkit = self._toolkit
        yield from summary(variants, toolkit.bundle.catalog, toolkit.gene.symbol)
        if figure is not None and figure.number < number_of(variants):
            yield f"The figure shows {figure.number:,} of them; what it does not show it names."
        yield from coverage_told(self._coverage, self._without_blocks)

    def _shown(self) -> str:
        """Return the transcript of the figure, by whose names variants are told apart."""
        toolkit = self._toolkit
        chosen = toolkit.select_transcripts(self._options.transcripts, toolkit.gene.assembly)
        return next((one for one in chosen if one.mane_select), chosen[0]).accession

    def _variants(self) -> tuple[ReportVariant, ...]:
        """Return the variants in the order of the report, with their rows in the figure."""
        first, firsts = 0, []
        for found in self._found:
            firsts.append(first)
            first += len(found.rows)
        ranks = [rank(found.sheet) for found in self._found]
        numbers = sorted(range(len(ranks)), key=ranks.__getitem__)
        toolkit, shown = self._toolkit, self._shown()
        variants = []
        for number, at in enumerate(numbers, 1):
            found = self._found[at]
            sheet, source = found.sheet, found.source
            one = told_apart(found.rows, shown)
            variants.append(
                ReportVariant(
                    number,
                    sheet,
                    variant_class(sheet.overview.consequences),
                    sheet.overview.grade or MatchGrade.NONE,
                    source.file,
                    place_of(source),
                    source.filter,
                    found.carriers,
                    tuple(range(firsts[at], firsts[at] + len(found.rows))),
                    has_section=number <= self._options.most_sections,
                    key=one.key,
                    is_by_protein=one.is_by_protein,
                    cited=cited_entries(found, toolkit.bundle.catalog),
                )
            )
        return tuple(variants)

    def _figure(self) -> tuple[FigureContent | None, str]:
        """Return the figure, or None and why there is none."""
        if not any(found.sheet.is_answered for found in self._found):
            return None, "There is no figure: nothing could be placed in the gene."
        entries = [
            [row for found in group for row in found.rows]
            for _, group in groupby(self._found, lambda found: found.asked)
        ]
        try:
            return figure_content(self._toolkit, entries, FigureOptions(self._shown())), ""
        except UsageError as error:
            return None, f"There is no figure: {error.message}."

    def _carriers(self, variants: Sequence[ReportVariant]) -> tuple[ReportSample, ...]:
        """Return the samples that carry a variant, in the order of the files."""
        carried: dict[tuple[str, str], list[tuple[int, SampleReading]]] = {}
        for variant in variants:
            for reading in variant.carriers:
                if reading.call.copies:
                    key = (variant.input, reading.call.sample)
                    carried.setdefault(key, []).append((variant.number, reading))
        return tuple(
            ReportSample(name, file, carried[file, name][0][1].call.sex, tuple(carried[file, name]))
            for file, name in self._samples
            if (file, name) in carried
        )
