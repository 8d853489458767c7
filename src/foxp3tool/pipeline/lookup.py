"""Look up single variants given as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.naming import vcf_allele
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.interval import Interval
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import VcfDescription
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.sequence import is_stated
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit


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
        assembly: Build for descriptions that name none; None for the default build.
        report: Filled while rows are taken.
        details: As for :meth:`Annotator.annotate`.

    Raises:
        UsageError: If a transcript is not bundled.
    """
    for text in texts:
        try:
            rows = _answer(toolkit, text.strip(), transcripts, assembly, details=details)
        except NotationError as error:
            report.failed.append((text.strip(), error))
            rows = [
                AnnotatedRow(
                    SourceAllele(id=text.strip()), issues=(Issue(error.code, error.message),)
                )
            ]
        for row in rows:
            report.issues += bool(row.issues)
            yield row


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


def _answer(
    toolkit: Toolkit, text: str, transcripts: str, assembly: str | None, *, details: bool
) -> list[AnnotatedRow]:
    parsed = parse(text)
    rows: list[AnnotatedRow] = []
    for resolved in toolkit.resolver.resolve(parsed, assembly):
        variant = resolved.variant
        chosen = toolkit.select_transcripts(transcripts, variant.assembly)
        if isinstance(parsed, VcfDescription) and not parsed.is_spdi:
            source = SourceAllele(
                parsed.chrom, genomic_number(parsed.start), text, parsed.ref, parsed.alt
            )
        else:
            source = _source(toolkit.annotators[variant.assembly], resolved, text)
        issues = resolved.issues
        if assembly is not None and assembly != variant.assembly:
            message = f"the description names {variant.assembly}, so {assembly} was not applied"
            issues += (Issue(IssueCode.BUILD_CONFLICT, message),)
        rows += toolkit.rows(source, variant, chosen, issues, parts=resolved.parts, details=details)
    return rows
