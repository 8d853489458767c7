"""Turn what a description says into positions and an edit, and refuse what has no one meaning."""

from __future__ import annotations

from dataclasses import replace

from foxp3tool.annotate.projection import PositionError, TranscriptProjection
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene, Transcript, TranscriptStatus
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import TranscriptDescription
from foxp3tool.model.positions import Datum, TranscriptPosition
from foxp3tool.model.sequence import reverse_complement
from foxp3tool.model.uncertain_ends import UncertainEnds
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.errors import NotationError, no_change


@frozen
class ResolvedVariant:
    """An allele found from a description.

    Args:
        variant: The allele.
        issues: What is to be known about the reading.
        parts: The single changes, if the allele is several on one chromosome; ``variant`` then has
            all of them, with the bases between.
        name: The name as given, if those of ``variant`` would say too much: its ends are not known.
        ends: These ends, as far as they are known.
    """

    variant: GenomicVariant
    issues: tuple[Issue, ...] = ()
    parts: tuple[GenomicVariant, ...] = ()
    name: str = ""
    ends: UncertainEnds | None = None


def superseded_issues(transcript: Transcript, gene: Gene) -> list[Issue]:
    """Say so where a transcript version is not the current one."""
    if transcript.status is TranscriptStatus.CURRENT:
        return []
    stem = transcript.accession.partition(".")[0]
    current = [
        other.accession
        for other in gene.transcripts
        if other.status is TranscriptStatus.CURRENT and other.accession.startswith(f"{stem}.")
    ]
    newer = f"is superseded by {', '.join(current)}" if current else "is superseded"
    message = f"{transcript.accession} {newer}; mapped by its own exons"
    return [Issue(IssueCode.SUPERSEDED_TRANSCRIPT, message)]


def span_of(parsed: TranscriptDescription, projection: TranscriptProjection) -> tuple[int, int]:
    """Return the gene-frame positions that a description names, both included.

    Raises:
        PositionError: If one of them does not exist, or they stand in the wrong order.
    """
    first, last = projection.to_gene(parsed.start), projection.to_gene(parsed.end)
    if last < first:
        raise PositionError(f"{parsed.end} lies before {parsed.start}")
    return first, last


def count_from_stop(
    parsed: TranscriptDescription, transcript: Transcript
) -> tuple[TranscriptDescription, list[Issue]]:
    """Read numbers that run on behind the stop codon, as some papers write, as 3'UTR positions."""
    cds = transcript.cds
    cds_length = 0 if cds is None else len(cds)
    if parsed.start.number <= cds_length and parsed.end.number <= cds_length:
        return parsed, []
    repaired = []
    positions = []
    for position in (parsed.start, parsed.end):
        number = position.number - cds_length
        behind = cds is not None and 0 < number <= transcript.length - cds.end
        if position.datum is Datum.CDS_START and behind:
            read = TranscriptPosition(number, position.offset, Datum.CDS_END)
            message = f"c.{position} read as c.{read}, as the CDS ends with c.{cds_length}"
            repaired.append(Issue(IssueCode.REPAIRED_INPUT, message))
            position = read  # noqa: PLW2901 - the same position, counted as it should be
        positions.append(position)
    start, end = positions
    return replace(parsed, start=start, end=end), list(dict.fromkeys(repaired))


def refuse_to_span_introns(
    parsed: TranscriptDescription, transcript: Transcript, first: int, last: int
) -> None:
    """Refuse what names bases on both sides of a whole intron, unless it is plainly genomic.

    Plainly genomic is what is given with its genomic context, or begins or ends in an intron
    itself.
    """
    if first == last:
        return
    spanned = [i for i in transcript.introns if first <= i.start and i.end - 1 <= last]
    genomic = parsed.context is not None or parsed.start.offset or parsed.end.offset
    if not spanned or genomic:
        return
    bases = sum(len(intron) for intron in spanned)
    what = "an intron" if len(spanned) == 1 else f"{len(spanned)} introns"
    raise NotationError(
        IssueCode.INVALID_POSITION,
        f"{parsed.start}_{parsed.end} spans {what} ({bases} bases), so {parsed.kind.value} has no "
        "single meaning on the genome",
        remedy="give the genomic (g.) description, or the genomic context, as in "
        "NC_000023.11(NM_014009.4):c.100_400del",
    )


def edit_of(first: int, last: int, kind: DnaChangeKind, inserted: str, bases: str) -> Edit:
    """Turn positions (both included) and a kind of change into an edit."""
    match kind:
        case DnaChangeKind.INSERTION:
            if last != first + 1:
                raise NotationError(
                    IssueCode.INVALID_POSITION,
                    "an insertion lies between two neighbouring positions",
                    remedy="name the base before and the base behind the inserted ones",
                )
            edit = Edit(last, "", inserted)
        case DnaChangeKind.DUPLICATION:
            edit = Edit(last + 1, "", bases)
        case DnaChangeKind.INVERSION:
            edit = Edit(first, bases, reverse_complement(bases))
        case DnaChangeKind.DELETION:
            edit = Edit(first, bases, "")
        case DnaChangeKind.SUBSTITUTION | DnaChangeKind.DELINS:
            edit = Edit(first, bases, inserted)
        case DnaChangeKind.IDENTITY:
            raise no_change()
    if edit.is_identity:
        raise no_change()
    return edit
