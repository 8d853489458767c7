"""Write descriptions as they could be given, with their reference in full."""

from __future__ import annotations

from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.parsed import (
    GenomicDescription,
    ProteinDescription,
    TranscriptDescription,
    VcfDescription,
)
from foxp3tool.model.positions import Datum, genomic_number
from foxp3tool.notation.protein_parse import protein_text

Description = TranscriptDescription | GenomicDescription | VcfDescription | ProteinDescription


def format_description(parsed: Description) -> str:
    """Return the text of a description; deleted bases only where HGVS has them.

    Example:
        >>> kind = DnaChangeKind.DELETION
        >>> format_description(GenomicDescription("NC_000023.11", 9, 11, kind, "ACG", ""))
        'NC_000023.11:g.10_12del'
    """
    if isinstance(parsed, VcfDescription):
        if parsed.is_spdi:
            ref = parsed.ref if parsed.deletes is None else parsed.deletes
            return f"{parsed.chrom}:{parsed.start}:{ref}:{parsed.alt}"
        return f"{parsed.chrom}-{genomic_number(parsed.start)}-{parsed.ref}-{parsed.alt}"
    if isinstance(parsed, GenomicDescription):
        first, last = str(genomic_number(parsed.start)), str(genomic_number(parsed.end))
        return f"{parsed.reference}:g.{_range(first, last)}{_change(parsed)}"
    reference = parsed.reference or parsed.gene
    if isinstance(parsed, ProteinDescription):
        return protein_text(parsed) if reference is None else f"{reference}:{protein_text(parsed)}"
    if parsed.context is not None:
        reference = f"{parsed.context}({reference})"
    prefix = "" if reference is None else f"{reference}:"
    where = _range(str(parsed.start), str(parsed.end))
    return f"{prefix}{_numbering(parsed)}.{where}{_change(parsed)}"


def _numbering(parsed: TranscriptDescription) -> str:
    return "n" if parsed.start.datum is Datum.TRANSCRIPT_START else "c"


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}_{last}"


def _change(parsed: TranscriptDescription | GenomicDescription) -> str:
    if parsed.copies is not None:
        return f"{parsed.deleted}[{parsed.copies}]"
    match parsed.kind:
        case DnaChangeKind.SUBSTITUTION:
            return f"{parsed.deleted}>{parsed.inserted}"
        case DnaChangeKind.INSERTION | DnaChangeKind.DELINS:
            return f"{parsed.kind.value}{parsed.inserted}"
        case _:
            return parsed.kind.value
