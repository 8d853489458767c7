"""Make sheets: everything that is told of one variant, from the rows of a table and the bundle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from foxp3tool._version import __version__
from foxp3tool.errors import Foxp3ToolError
from foxp3tool.model.annotation import (
    AnnotatedRow,
    TranscriptAnnotation,
)
from foxp3tool.model.catalog_details import CatalogDetails
from foxp3tool.model.evidence import PopulationCount
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.sheet import Line, Overview, Section, SectionKind, Sheet, Tone
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.links import gnomad
from foxp3tool.notation.short_names import short_name
from foxp3tool.pipeline.lookup import LookupReport, lookup_answers
from foxp3tool.pipeline.sheet_catalog import (
    database_lines,
    finding_lines,
    population_lines,
    related_lines,
    reported_lines,
)
from foxp3tool.pipeline.sheet_effect import effect_lines, name_lines, printed_lines
from foxp3tool.pipeline.sheet_entry import MeantEntries, error_lines
from foxp3tool.pipeline.sheet_evidence import NO_CLASSIFICATION, evidence_lines
from foxp3tool.pipeline.sheet_papers import is_own
from foxp3tool.pipeline.sheet_samples import sample_lines
from foxp3tool.pipeline.sheet_strips import strips
from foxp3tool.pipeline.sheet_verdict import is_of_parts, overview, title, tone, verdict
from foxp3tool.pipeline.sheet_words import ABOUT_INPUT, ISSUES
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit
from foxp3tool.reference.catalog_details import load_details

if TYPE_CHECKING:
    from foxp3tool.pipeline.sources import AlleleSource

_TITLES: Final = {
    SectionKind.ERROR: "Why there is no answer",
    SectionKind.INPUT: "How the text was read",
    SectionKind.NAMES: "Names",
    SectionKind.EFFECT: "What changes",
    SectionKind.REPORTED: "Reported or not",
    SectionKind.RELATED: "Agrees in part with",
    SectionKind.DATABASES: "ClinVar and other databases",
    SectionKind.FUNCTION: "Functional findings",
    SectionKind.EVIDENCE: "Evidence hints",
    SectionKind.POPULATION: "In the population",
    SectionKind.SOURCES: "In your own sources",
    SectionKind.SAMPLES: "In the samples",
    SectionKind.OPEN: "Uncertain, or to be known",
    SectionKind.ABOUT: "What this rests on",
}
_IN_PART: Final = "A grade in part does not say that the effect is the same."
_CUT: Final = (
    "Long sequences are cut down here; the table (--columns full) and JSON (--format json) hold "
    "them whole."
)
_NO_COUNTS: Final = (
    "no counts of this allele are at hand; that does not mean that it is not in the population"
)


class SheetMaker:
    """Makes the sheets of one run.

    Args:
        toolkit: The engine with its bundle.
        sources: Sources of the user, whose values are told as well.
    """

    def __init__(self, toolkit: Toolkit, sources: Sequence[AlleleSource] = ()) -> None:
        """Read what is known of catalog entries beyond annotating."""
        self._toolkit = toolkit
        self._sources = tuple(sources)
        self._details: CatalogDetails = load_details(toolkit.bundle)

    def of_texts(
        self,
        texts: Iterable[str],
        *,
        transcripts: str,
        assembly: str | None,
        report: LookupReport,
    ) -> Iterator[Sheet]:
        """Yield the sheets of each text; arguments as for :func:`lookup_rows`."""
        answers = lookup_answers(
            self._toolkit, texts, transcripts=transcripts, assembly=assembly, report=report
        )
        for text, rows in answers:
            if rows and rows[0].variant is None and report.failed:
                yield self.of_error(text, report.failed[-1][1])
            else:
                yield from self.of_rows(rows)

    def of_rows(self, rows: Iterable[AnnotatedRow]) -> Iterator[Sheet]:
        """Yield one sheet for each allele of rows with details; those of one follow each other."""
        for _, alike in groupby(rows, lambda row: (row.source, row.assembly, row.variant)):
            yield self.of_allele(tuple(alike))

    def of_allele(self, rows: Sequence[AnnotatedRow]) -> Sheet:
        """Return the sheet of one allele.

        Args:
            rows: Its rows: one a transcript, and those of samples.
        """
        shown = next((row.transcript for row in _mane_first(rows) if row.transcript), None)
        row = rows[0]
        if row.variant is None or shown is None:
            return self._unplaced(rows)
        sections = self._sections(rows, shown)
        annotator = self._toolkit.annotators[row.assembly]
        is_certain = row.variant.normalized != "" or row.evidence is not None
        features = self._toolkit.bundle.features
        protein, gene = strips(row.variant, shown, features, annotator, is_certain=is_certain)
        return Sheet(
            row.source.id,
            title(row, shown),
            verdict(row, shown),
            tone(row),
            overview(row, shown),
            tuple(sections),
            protein,
            gene,
            _codes(rows),
            tuple(entry.id for entry in row.match.entries if not is_own(entry)),
        )

    def of_error(self, text: str, error: Foxp3ToolError) -> Sheet:
        """Return the sheet of a text that could not be answered: cause, remedy, what is near."""
        code = error.code if isinstance(error, NotationError) else None
        fault_at = error.offset if error.text == text else None
        message = f"This text could not be answered: {error.message}."
        return self._unanswered(text, message, error_lines(error), code, fault_at)

    def _unanswered(
        self,
        text: str,
        message: str,
        lines: Sequence[Line],
        code: IssueCode | None,
        fault_at: int | None = None,
    ) -> Sheet:
        """Return the sheet of a text without an answer, with the entries that it means."""
        meant = MeantEntries(self._toolkit, text, code)
        codes = (code.name,) if code is not None else ()
        section = _section(SectionKind.ERROR, lines)
        if not meant.views:
            parts = (section, self._about())
            overview = Overview(text, issues=1)
            return Sheet(text, "No answer", message, Tone.ERROR, overview, parts, issues=codes,
                         fault_at=fault_at)  # fmt: skip
        told = [_section(kind, found) for kind, found in meant.lines() if found]
        return Sheet(
            text,
            meant.title,
            meant.verdict,
            meant.tone,
            Overview(meant.title, issues=1),
            (section, *told, self._about()),
            meant.protein(),
            meant.gene(),
            codes,
            tuple(entry.id for entry in meant.entries if not is_own(entry)),
        )

    def _unplaced(self, rows: Sequence[AnnotatedRow]) -> Sheet:
        """Return the sheet of an allele of a file that has no annotation."""
        row = rows[0]
        source = row.source
        asked = source.id or f"{source.chrom} {source.pos} {source.ref} {source.alt}".strip()
        lines = [_issue_line(issue) for issue in row.issues]
        message = row.issues[0].message if row.issues else "it has no annotation"
        lines = lines or [Line("", message)]
        message = f"This allele could not be annotated: {message}."
        # A text of a list; the ID of a VCF record says nothing of its allele.
        code = row.issues[0].code if row.issues and source.pos is None else None
        sheet = self._unanswered(asked, message, lines, code)
        samples = list(sample_lines(rows))
        sections = list(sheet.sections)
        if samples:
            sections.insert(-1, _section(SectionKind.SAMPLES, samples))
        overview = replace(sheet.overview, issues=len(row.issues))
        return replace(sheet, overview=overview, sections=tuple(sections), issues=_codes(rows))

    def _sections(
        self, rows: Sequence[AnnotatedRow], shown: TranscriptAnnotation
    ) -> Iterator[Section]:
        row = rows[0]
        variant, match = row.variant, row.match
        if variant is None:
            raise ValueError("a row without an allele has no sections")
        issues, part = _issues(rows), is_of_parts(row)
        gene = self._toolkit.bundle.genes[row.assembly]
        edition = self._toolkit.bundle.catalog_edition
        names = [
            *name_lines(_mane_first(rows), variant, gene, self._toolkit.bundle.genes),
            *printed_lines(match.entries, is_part=part),
        ]
        sheet = row.evidence.sheet if row.evidence is not None else None
        found = (
            (SectionKind.INPUT, [_issue_line(i) for i in issues if i.code in ABOUT_INPUT]),
            (SectionKind.NAMES, names),
            (SectionKind.EFFECT, list(effect_lines(shown))),
            (
                SectionKind.REPORTED,
                list(reported_lines(match, self._details, is_part=part)),
            ),
            (SectionKind.RELATED, list(related_lines(match.graded))),
            (SectionKind.DATABASES, list(database_lines(match.entries, edition, is_part=part))),
            (SectionKind.FUNCTION, list(finding_lines(match.entries, self._details, is_part=part))),
            (SectionKind.EVIDENCE, list(evidence_lines(sheet))),
            (SectionKind.POPULATION, list(self._population(row))),
            (SectionKind.SOURCES, list(self._source_lines(row))),
            (SectionKind.SAMPLES, list(sample_lines(rows))),
            (SectionKind.OPEN, [_issue_line(i) for i in issues if i.code not in ABOUT_INPUT]),
        )
        for kind, lines in found:
            if lines:
                yield _section(kind, lines)
        yield self._about()

    def _population(self, row: AnnotatedRow) -> Iterator[Line]:
        variant = row.variant
        if variant is None:
            return
        counts: tuple[PopulationCount, ...] = ()
        absent: tuple[str, ...] = ()
        is_one = variant.normalized and "|" not in variant.normalized
        if is_one and row.evidence is not None:
            # Without entries: those of the bundle are told with their notes.
            counts, absent = self._toolkit.populations.of(variant.variant, ())
        files = {source.name: source.told for source in self._sources}
        part = is_of_parts(row)
        found = population_lines(
            row.match.entries, self._details, counts, absent, files, is_part=part
        )
        lines = list(found)
        yield from lines
        if lines:
            return
        forms = ((variant.normalized, row.assembly), (variant.other_normalized, ""))
        places = [gnomad(form, assembly) for form, assembly in forms if assembly]
        links = tuple(place for place in places if place is not None)
        yield Line("", _NO_COUNTS, links=links, tone=Tone.UNKNOWN)

    def _source_lines(self, row: AnnotatedRow) -> Iterator[Line]:
        for source in self._sources:
            values = [(column.name, column.value(row)) for column in source.columns]
            told = [f"{name} {value}" for name, value in values if value]
            text, tone = ", ".join(told) or "nothing on this allele", Tone.PLAIN
            if source.is_empty:
                text, tone = "it holds no allele near the gene", Tone.UNKNOWN
            elif not told and source.assembly != row.assembly:
                text = f"not asked: it is on {source.assembly}, the allele on {row.assembly}"
                tone = Tone.UNKNOWN
            yield Line(source.name, text, f"read in {source.told}", tone=tone)

    def _about(self) -> Section:
        bundle = self._toolkit.bundle
        lines = [
            Line("program", f"foxp3tool {__version__}"),
            Line("catalog", f"{bundle.catalog_edition} ({bundle.catalog_location}, "
                 f"{len(bundle.catalog)} entries)"),
        ]  # fmt: skip
        if bundle.renewal is not None and bundle.renewal.caution:
            lines.append(Line("caution", bundle.renewal.caution, tone=Tone.CAUTION))
        return Section(SectionKind.ABOUT, _TITLES[SectionKind.ABOUT], tuple(lines), RESEARCH_USE)


def _section(kind: SectionKind, lines: Iterable[Line]) -> Section:
    notes = {SectionKind.EVIDENCE: NO_CLASSIFICATION, SectionKind.RELATED: _IN_PART}
    told = tuple(lines)
    cut = tuple(
        replace(line, text=short_name(line.text), detail=short_name(line.detail)) for line in told
    )
    note = notes.get(kind, "")
    if kind is SectionKind.NAMES and cut != told:
        note = _CUT
    return Section(kind, _TITLES[kind], cut, note)


def _mane_first(rows: Sequence[AnnotatedRow]) -> list[AnnotatedRow]:
    """Return the rows of the allele, one a transcript, that on MANE Select first."""
    once: dict[str, AnnotatedRow] = {}
    for row in rows:
        if row.transcript is not None:
            once.setdefault(row.transcript.transcript.accession, row)
    return sorted(
        once.values(),
        key=lambda row: not (row.transcript and row.transcript.transcript.mane_select),
    )


def _issues(rows: Sequence[AnnotatedRow]) -> tuple[Issue, ...]:
    return tuple(dict.fromkeys(issue for row in rows for issue in row.issues))


def _codes(rows: Sequence[AnnotatedRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(issue.code.name for issue in _issues(rows)))


def _issue_line(issue: Issue) -> Line:
    tone = Tone.ERROR if issue.code.is_error else Tone.CAUTION
    return Line(ISSUES[issue.code], issue.message, f"{issue.code.name}: {issue.code.meaning}",
                tone=tone)  # fmt: skip
