"""Alleles that reach beyond the bundled region: the region is widened by the bases they state."""

from __future__ import annotations

from dataclasses import replace

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.sequence import agrees
from foxp3tool.model.variant import Edit


def reaches_in(gene: Gene, edit: Edit) -> bool:
    """Tell whether a genomic edit takes out at least one base of the bundled region."""
    return gene.region.overlaps(Interval(edit.start, edit.end))


def widened(gene: Gene, edit: Edit) -> Gene:
    """Return the gene on a region that holds a genomic edit as a whole.

    The bases outside the bundled region are those that the edit states as deleted; nothing checks
    them, so the region is taken for no stretch of a known sequence. Transcripts keep their genomic
    places.

    Args:
        gene: The gene on the build of the edit.
        edit: A genomic edit that overlaps the bundled region.
    """
    region = gene.region
    before = edit.deleted[: max(region.start - edit.start, 0)]
    behind = edit.deleted[len(edit.deleted) - max(edit.end - region.end, 0) :]
    moved = len(behind) if gene.strand is Strand.MINUS else len(before)
    return replace(
        gene,
        region=Interval(region.start - len(before), region.end + len(behind)),
        plus_sequence=before + gene.plus_sequence + behind,
        transcripts=tuple(_moved(transcript, moved) for transcript in gene.transcripts),
        refseqgene=None,
        refget=None,
    )


def inside(gene: Gene, edit: Edit) -> Edit | None:
    """Return what an edit does inside the bundled region; None if that cannot be told apart.

    A deletion does there what it takes out there; of bases put in it is not known which are.
    """
    region = gene.region
    if region.covers(Interval(edit.start, edit.end)):
        return edit
    if edit.inserted or not reaches_in(gene, edit):
        return None
    first, last = max(edit.start, region.start), min(edit.end, region.end)
    return Edit(first, gene.plus_bases(first, last), "")


def _moved(transcript: Transcript, distance: int) -> Transcript:
    exons = tuple(Interval(exon.start + distance, exon.end + distance) for exon in transcript.exons)
    return replace(transcript, exons=exons)


def checked_bases(gene: Gene, start: int, stated: str) -> str | None:
    """Return the deleted bases of a genomic edit: the bundle's inside its region, else as stated.

    Args:
        gene: The gene on the build of the edit.
        start: 0-based genomic position of the first base.
        stated: The bases as given; IUPAC codes stand for the reference base if they allow for it.

    Returns:
        The bases, or None if those stated do not agree with the sequence.
    """
    end = start + len(stated)
    region = gene.region
    if region.start <= start and end <= region.end and stated == gene.plus_bases(start, end):
        return stated
    first, last = max(start, gene.region.start), min(end, gene.region.end)
    if first >= last:
        return stated
    found = gene.plus_bases(first, last)
    inside = stated[first - start : last - start]
    if inside != found and not agrees(inside, found):
        return None
    return stated[: first - start] + found + stated[last - start :]
