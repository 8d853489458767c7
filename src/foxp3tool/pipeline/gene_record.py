"""Descriptions on the gene's own record (NG_, LRG_), which name no build."""

from __future__ import annotations

from dataclasses import replace

from foxp3tool.annotate.builds import NoCounterpartError
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import (
    AllelesDescription,
    GenomicDescription,
    ParsedText,
    TranscriptDescription,
    UncertainDescription,
    UncertainGenomicDescription,
    VcfDescription,
)
from foxp3tool.pipeline.toolkit import Toolkit


def on_build_wanted(
    toolkit: Toolkit, parsed: ParsedText, resolved: ResolvedVariant, wanted: str | None
) -> ResolvedVariant:
    """Return an allele on the build asked for, if its description names none; else say so.

    Args:
        toolkit: The engine.
        parsed: The description.
        resolved: What it means; the gene's record is the sequence of one build.
        wanted: The build asked for, or None.
    """
    own = resolved.variant.assembly
    if wanted is None or wanted == own:
        return resolved
    record = _reference(parsed)
    gene = toolkit.bundle.genes[own]
    if record is None or record not in (gene.refseqgene, *gene.refseqgene_aliases):
        message = f"the description names {own}, so {wanted} was not applied"
    elif resolved.ends is not None:
        message = (
            f"{record} is the sequence of {own}, and ranges are told on it; {wanted} was not "
            "applied"
        )
    else:
        try:
            return _converted(toolkit, resolved, wanted)
        except NoCounterpartError as error:
            message = (
                f"{record} is the sequence of {own}, and the allele has no counterpart on "
                f"{wanted} ({error}), so {wanted} was not applied"
            )
    issue = Issue(IssueCode.BUILD_CONFLICT, message)
    return replace(resolved, issues=(*resolved.issues, issue))


def _converted(toolkit: Toolkit, resolved: ResolvedVariant, wanted: str) -> ResolvedVariant:
    there = toolkit.annotators[resolved.variant.assembly].to_other_build
    if there is None or there.target.assembly != wanted:
        raise NoCounterpartError(f"there is no way to {wanted} in the bundle")
    parts = tuple(there.convert(part) for part in resolved.parts)
    return replace(resolved, variant=there.convert(resolved.variant), parts=parts)


def _reference(parsed: ParsedText) -> str | None:
    """Return the genomic sequence that a description counts on, if it names one."""
    match parsed:
        case GenomicDescription() | UncertainGenomicDescription():
            return parsed.reference
        case TranscriptDescription() | UncertainDescription():
            return parsed.context
        case VcfDescription():
            return parsed.chrom
        case AllelesDescription():
            named = {_reference(part) for part in parsed.parts}
            return named.pop() if len(named) == 1 else None
        case _:
            return None
