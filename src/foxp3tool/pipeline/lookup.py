"""Look up single variants given as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.naming import vcf_allele
from foxp3tool.annotate.nearby import OLD_RECORD_OFFSET
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.knowledge.printed_names import allele_of
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.gene import Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import (
    ParsedText,
    ProteinDescription,
    TranscriptDescription,
    VcfDescription,
)
from foxp3tool.model.positions import Datum, genomic_number
from foxp3tool.model.sequence import is_stated
from foxp3tool.notation.description_format import format_description
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.notation.protein_parse import protein_text
from foxp3tool.notation.readings import Reading, readings
from foxp3tool.pipeline.company import keep_company, on_protein, refuse_spliced_rna
from foxp3tool.pipeline.gene_record import on_build_wanted
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.uncertain import without_ends


@dataclass(slots=True)
class LookupReport:
    """What became of a list of look-ups.

    Args:
        failed: Texts that could not be answered, each with its error, in order.
        issues: Number of rows with an issue.
    """

    failed: list[tuple[str, NotationError]] = field(default_factory=list)
    issues: int = 0


def lookup_rows(
    toolkit: Toolkit,
    texts: Iterable[str],
    *,
    transcripts: str,
    assembly: str | None,
    report: LookupReport,
    details: bool = True,
) -> Iterator[AnnotatedRow]:
    """Yield the rows of each text; a text that cannot be answered is one row with its issue.

    Args:
        toolkit: The engine.
        texts: Variant descriptions.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        assembly: Build for descriptions that name none, as for :meth:`Toolkit.check_assembly`;
            None for the default build.
        report: Filled while rows are taken.
        details: As for :meth:`Annotator.annotate`.

    Yields:
        The rows, in the order of the texts.

    Raises:
        UsageError: If a transcript or build is not bundled.

    Example:
        >>> toolkit, report = Toolkit.current(), LookupReport()
        >>> texts = ["c.1150G>A", "c.1150C>A"]
        >>> rows = lookup_rows(toolkit, texts, transcripts="mane", assembly=None, report=report)
        >>> len(list(rows)), [text for text, _ in report.failed], report.issues
        (2, ['c.1150C>A'], 1)
    """
    for _, rows in lookup_answers(
        toolkit, texts, transcripts=transcripts, assembly=assembly, report=report, details=details
    ):
        yield from rows


def lookup_answers(
    toolkit: Toolkit,
    texts: Iterable[str],
    *,
    transcripts: str,
    assembly: str | None,
    report: LookupReport,
    details: bool = True,
) -> Iterator[tuple[str, list[AnnotatedRow]]]:
    """Yield each text with its rows; arguments and errors as for :func:`lookup_rows`."""
    build = toolkit.check_assembly(assembly)
    for text in texts:
        try:
            rows = answer(toolkit, text.strip(), transcripts, build, details=details)
        except NotationError as error:
            report.failed.append((text.strip(), error))
            rows = [unanswered(text.strip(), error)]
        report.issues += sum(bool(row.issues) for row in rows)
        yield text.strip(), rows


def _source(annotator: Annotator, resolved: ResolvedVariant, text: str) -> SourceAllele:
    """Return the VCF columns of an allele.

    REF and ALT are empty if its bases are not stated, or if it is several changes.
    """
    chrom, edit = annotator.gene.chromosome, resolved.variant.edit
    if resolved.parts or not is_stated(edit.deleted + edit.inserted):
        return SourceAllele(chrom, genomic_number(edit.start), text)
    if annotator.gene.region.covers(Interval(edit.start, edit.end)):
        edit = vcf_allele(annotator.gene, annotator.left_align(edit))
    return SourceAllele(chrom, genomic_number(edit.start), text, edit.deleted, edit.inserted)


def unanswered(text: str, error: NotationError) -> AnnotatedRow:
    """Return the row of a text that cannot be answered: the text and its issue."""
    return AnnotatedRow(SourceAllele(id=text), issues=(Issue(error.code, error.one_line),))


def answer(
    toolkit: Toolkit, text: str, transcripts: str, assembly: str | None, *, details: bool
) -> list[AnnotatedRow]:
    """Return the rows of one text; arguments as for :func:`lookup_rows`.

    Raises:
        NotationError: If it is no description that is read, or has no place in the gene; with the
            place of the fault in the text, if that is certain.
        UsageError: If a transcript is not bundled.
    """
    try:
        return _answer(toolkit, text, transcripts, assembly, details=details)
    except NotationError as error:
        printed = _as_printed(toolkit, text, transcripts, assembly, details=details)
        if printed:
            return printed
        if error.code is IssueCode.UNKNOWN_REFERENCE and not error.hints:
            error.hints = _on_each_build(toolkit, text)
        error.locate(text)
        raise


def _as_printed(
    toolkit: Toolkit, text: str, transcripts: str, assembly: str | None, *, details: bool
) -> list[AnnotatedRow]:
    """Return the rows of a text that means nothing by itself, but is printed for an entry.

    Old mRNA records, promoters and other transcripts are counted from there; what a source says of
    its own numbers is no guess.
    """
    found = toolkit.printed_names.find(text)
    answers = []
    for entry, name in found:
        allele = allele_of(entry, assembly or toolkit.gene.assembly)
        if allele is None:
            continue
        message = (
            f"{text} is read as {entry.name}, for which a source of {entry.id} prints {name}; by "
            "itself it means nothing that fits the sequence, or several things"
        )
        reading = Reading(allele, (Issue(IssueCode.REPAIRED_INPUT, message),))
        answers.append(_rows(toolkit, text, reading, transcripts, assembly, details=details))
    if len(answers) > 1:
        answers = [_beside(rows, len(answers)) for rows in answers]
    return [row for rows in answers for row in rows]


def _answer(
    toolkit: Toolkit, text: str, transcripts: str, assembly: str | None, *, details: bool
) -> list[AnnotatedRow]:
    """Return the rows of the first group of readings of which one can be placed."""
    fault: NotationError | None = None
    for group in readings(text):
        answers = []
        unfit: tuple[Issue, ...] = ()
        for reading in group:
            try:
                rows = _rows(toolkit, text, reading, transcripts, assembly, details=details)
                answers.append(keep_company(toolkit, reading, rows, assembly))
            except NotationError as error:
                fault = fault or error
                unfit += _unfit_protein(reading, error)
        if unfit:
            answers = [
                [replace(row, issues=unfit + row.issues) for row in rows] for rows in answers
            ]
        if len(answers) > 1 and group[0].is_choice:
            answers = [_beside(rows, len(answers)) for rows in answers]
        if answers:
            return [row for rows in answers for row in rows]
    if fault is None:
        raise ValueError(f"no reading of {text!r}")
    raise fault


def _unfit_protein(reading: Reading, fault: NotationError) -> tuple[Issue, ...]:
    """Return the remark that a text is a protein name as well, and why it is not read as one."""
    parsed = reading.variant
    if not (isinstance(parsed, ProteinDescription) and parsed.is_bare):
        return ()
    message = f"as {protein_text(parsed)} it does not fit, so it is read as DNA: {fault.message}"
    near = [hint for hint in fault.hints if ":p." in hint]
    if near:
        message += f"; nearest protein name that fits: {', '.join(near)}"
    return (Issue(IssueCode.TWO_READINGS, message),)


def _on_each_build(toolkit: Toolkit, text: str) -> tuple[str, ...]:
    """Return a ``g.`` name without its sequence on each build that has its bases there."""
    if not text.startswith("g."):
        return ()
    hints = []
    for gene in toolkit.bundle.genes.values():
        name = f"{gene.accession}:{text}"
        try:
            toolkit.resolve(parse(name))
        except NotationError:
            continue
        hints.append(f"{name} (its position lies in the gene on {gene.assembly})")
    return tuple(hints)


def _beside(rows: list[AnnotatedRow], number: int) -> list[AnnotatedRow]:
    """Say of the rows of one reading that there are others."""
    message = f"one of {number} ways to read the text, all of which fit the sequence"
    two = IssueCode.TWO_READINGS
    return [
        replace(
            row, issues=(Issue(two, message), *(one for one in row.issues if one.code is not two))
        )
        for row in rows
    ]


def _counted_on(
    toolkit: Toolkit,
    parsed: ParsedText,
    resolved: ResolvedVariant,
    chosen: tuple[Transcript, ...],
) -> tuple[Issue, ...]:
    """Say of a name without a transcript if on the one that was asked for it means another allele.

    It is counted on MANE Select, whatever transcript is shown.
    """
    if not isinstance(parsed, TranscriptDescription) or parsed.reference is not None:
        return ()
    if len(chosen) != 1 or chosen[0].mane_select:
        return ()
    counted = replace(parsed, reference=chosen[0].accession, gene=None)
    try:
        (other,) = toolkit.resolve(counted, resolved.variant.assembly)
    except NotationError:
        return ()
    if other.variant == resolved.variant:
        return ()
    mane = toolkit.bundle.genes[resolved.variant.assembly].mane_select.accession
    message = (
        f"counted on {mane} (MANE Select), as the name says no transcript; counted on "
        f"{chosen[0].accession} it fits as well and is another allele: write "
        f"{format_description(counted)} for that"
    )
    return (Issue(IssueCode.TWO_READINGS, message),)


def _counted_on_old_record(
    toolkit: Toolkit, parsed: ParsedText, resolved: ResolvedVariant
) -> tuple[Issue, ...]:
    """Say of a bare number behind the stop codon if on an old mRNA record it fits in the CDS."""
    if not isinstance(parsed, TranscriptDescription) or parsed.reference is not None:
        return ()
    mane = toolkit.bundle.genes[resolved.variant.assembly].mane_select
    places = (parsed.start, parsed.end)
    coding = 0 if mane.cds is None else len(mane.cds)
    if any(p.datum is not Datum.CDS_START or p.offset or p.number <= coding for p in places):
        return ()
    moved = [replace(p, number=p.number - OLD_RECORD_OFFSET) for p in places]
    if any(p.number > coding for p in moved):
        return ()
    counted = replace(parsed, start=moved[0], end=moved[1])
    try:
        toolkit.resolve(counted, resolved.variant.assembly)
    except NotationError:
        return ()
    message = (
        "counted on from the CDS into the 3'UTR; counted from the first base of an old mRNA "
        f"record it fits as well, as {format_description(counted)}"
    )
    return (Issue(IssueCode.TWO_READINGS, message),)


def _rows(
    toolkit: Toolkit,
    text: str,
    reading: Reading,
    transcripts: str,
    assembly: str | None,
    *,
    details: bool,
) -> list[AnnotatedRow]:
    """Return the rows of one reading of a text."""
    parsed = on_protein(toolkit, reading.variant)
    wanted = reading.assembly or assembly
    rows: list[AnnotatedRow] = []
    if reading.is_rna:
        refuse_spliced_rna(toolkit, reading, wanted)
    for placed in toolkit.resolve(parsed, wanted):
        resolved = on_build_wanted(toolkit, parsed, placed, assembly)
        variant = resolved.variant
        chosen = toolkit.select_transcripts(transcripts, variant.assembly)
        if isinstance(parsed, VcfDescription) and not parsed.is_spdi:
            source = SourceAllele(
                parsed.chrom, genomic_number(parsed.start), text, parsed.ref, parsed.alt
            )
        else:
            source = _source(toolkit.annotators[variant.assembly], resolved, text)
        issues = reading.issues + resolved.issues
        issues += _counted_on(toolkit, parsed, resolved, chosen)
        issues += _counted_on_old_record(toolkit, parsed, resolved)
        found = toolkit.rows(
            source,
            variant,
            chosen,
            issues,
            parts=resolved.parts,
            details=details,
            is_whole=resolved.ends is None,
        )
        rows += [without_ends(row, resolved, toolkit.annotators[variant.assembly]) for row in found]
    return rows
