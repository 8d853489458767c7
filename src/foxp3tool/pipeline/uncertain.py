"""Rows of a change whose ends are known as ranges only: what rests on the ends is left out.

The engine annotates what is affected for certain. Of a deletion its terms hold, whatever more is
affected; its names, its codons, its frame and what follows from them do not. Of a duplication even
the terms do not hold, as a copy begins at an end: what is copied is told, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.builds import NoCounterpartError
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.annotate.uncertain import name_by_exons
from foxp3tool.model.annotation import (
    NO_MATCH,
    AnnotatedRow,
    CatalogMatch,
    MatchGrade,
    SourceAllele,
    TranscriptAnnotation,
    VariantAnnotation,
)
from foxp3tool.model.consequence import Consequence, by_severity
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.details import TranscriptDetails
from foxp3tool.model.gene import Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.protein import UNKNOWN_CHANGE, ProteinChangeKind
from foxp3tool.model.uncertain_ends import UncertainEnds

_HOLDS: Final = (
    ProteinChangeKind.UNKNOWN,
    ProteinChangeKind.NO_PROTEIN,
    ProteinChangeKind.START_LOST,
)
"""What is said of a protein without counting the bases that are lost or gained."""
_UNKNOWN: Final = "p.?"
_OUTSIDE: Final = frozenset(
    {Consequence.UPSTREAM_GENE_VARIANT, Consequence.DOWNSTREAM_GENE_VARIANT}
)
_DECAYED_TRANSCRIPT: Final = Consequence.NMD_TRANSCRIPT_VARIANT
_IN_FRAME: Final = (MatchGrade.SAME_PROTEIN_CHANGE, MatchGrade.SAME_CODON)
_IN_CODON: Final = "bases of its codon are deleted here"
_OTHER_BUILD: Final = IssueCode.BUILD_CONFLICT
_ON_ENDS: Final = (IssueCode.AMBIGUOUS_PLACEMENT, IssueCode.NORMALISED_INPUT)


def without_ends(
    row: AnnotatedRow, resolved: ResolvedVariant, annotator: Annotator
) -> AnnotatedRow:
    """Take out of a row what would give ends to a change whose ends are not known.

    Args:
        row: The row of what is affected for certain.
        resolved: The change; a row of one whose ends are known is returned as it is.
        annotator: The engine of its build.
    """
    if resolved.ends is None or row.variant is None or row.transcript is None:
        return row
    gene = annotator.gene
    here = row.transcript.transcript
    doubtful = [
        Interval(*gene.to_gene_interval(one.start, one.end))
        for one in resolved.ends.doubtful(gene.region)
    ]
    is_own = resolved.name.startswith((gene.refseqgene or "-", *gene.refseqgene_aliases))
    elsewhere = _on_other_build(resolved.ends, annotator)
    # Of what is affected for certain, which is not the change.
    untrue = {one for one in row.variant.issues if elsewhere and one.code is _OTHER_BUILD}
    variant = VariantAnnotation(
        row.variant.variant,
        resolved.ends.name(gene.accession),
        (),
        row.variant.issues,
        other_hgvs_g=elsewhere,
        hgvs_refseqgene=resolved.name if is_own else "",
    )
    copied = None
    if resolved.ends.kind is DnaChangeKind.DUPLICATION:
        copied = Interval(*gene.to_gene_interval(*resolved.ends.certain(gene.region)))
    transcript = _without_ends(row.transcript, annotator, doubtful, copied)
    named = f"({here.accession}):" in resolved.name
    by_exons = name_by_exons(resolved.ends, gene, annotator.model(here))
    transcript = replace(transcript, hgvs_c=resolved.name if named else by_exons)
    if transcript.companion is not None:
        companion = _without_ends(transcript.companion, annotator, doubtful, copied)
        transcript = replace(transcript, companion=companion)
    holds = transcript.hgvs_p == row.transcript.hgvs_p
    holds &= transcript.consequences == row.transcript.consequences
    return replace(
        row,
        source=SourceAllele(row.source.chrom, None, row.source.id),
        variant=variant,
        transcript=transcript,
        match=_match(row.match, resolved.ends.kind, holds=holds),
        issues=tuple(one for one in row.issues if one.code not in _ON_ENDS and one not in untrue),
        evidence=row.evidence if holds else None,
    )


def _match(match: CatalogMatch, kind: DnaChangeKind, *, holds: bool) -> CatalogMatch:
    """Return what of a match does not rest on the ends.

    Args:
        match: That of what is affected for certain.
        kind: Deletion or duplication.
        holds: True if the protein does not rest on the ends either.
    """
    if match.grade is MatchGrade.EXACT:
        # No allele is known, so none can be the very one that is reported.
        return NO_MATCH
    graded = match.graded
    if not holds:
        is_loss = kind is DnaChangeKind.DELETION
        hit = [replace(one, grade=MatchGrade.OVERLAPS, reason=_IN_CODON) for one in graded]
        graded = tuple(
            changed if one.grade in _IN_FRAME else one
            for one, changed in zip(graded, hit, strict=True)
            if is_loss or one.grade not in _IN_FRAME
        )
    grades = [one.grade for one in graded if one.entry.assertion.is_ipex]
    best = min(grades, key=list(MatchGrade).index, default=MatchGrade.NONE)
    graded = tuple(sorted(graded, key=lambda one: list(MatchGrade).index(one.grade)))
    return replace(match, grade=best, ipex=(), others=(), graded=graded)


def _on_other_build(ends: UncertainEnds, annotator: Annotator) -> str:
    """Return the ``g.`` name on the other build; empty if it lacks a base that is named."""
    there = annotator.to_other_build
    if there is None:
        return ""
    try:
        return ends.moved(there.position).name(there.target.accession)
    except NoCounterpartError:
        return ""


def _without_ends(
    found: TranscriptAnnotation,
    annotator: Annotator,
    doubtful: list[Interval],
    copied: Interval | None,
) -> TranscriptAnnotation:
    """Return one transcript without what rests on the ends.

    Args:
        found: The annotation of what is affected for certain.
        annotator: The engine.
        doubtful: What may be affected, in the gene frame.
        copied: What is copied for certain, in the gene frame, of a duplication.
    """
    if copied is not None and Consequence.TRANSCRIPT_AMPLIFICATION not in found.consequences:
        return _copied(found, annotator, copied, doubtful)
    details = None if found.details is None else replace(found.details, hgvs_n="")
    exons = found.transcript.exons
    if details is not None and _touches(doubtful, exons):
        details = TranscriptDetails(
            last_base_of_exons=details.last_base_of_exons, polya_signals=details.polya_signals
        )
    name, coding = found.hgvs_p, found.coding
    if coding is None or coding.protein_change is None:
        coding_exons = list(_coding_parts(found.transcript, annotator))
        name = _UNKNOWN if _touches(doubtful, coding_exons) else name
    elif coding.protein_change.kind not in _HOLDS:
        name = _UNKNOWN
        coding = replace(
            coding,
            protein_change=UNKNOWN_CHANGE,
            cds_start=0,
            cds_end=0,
            residue_start=0,
            residue_end=0,
            codons="",
            amino_acids="",
        )
        details = details and replace(details, decay=None, protein_loss=None)
    return replace(found, hgvs_c="", hgvs_p=name, coding=coding, details=details)


def _copied(
    found: TranscriptAnnotation, annotator: Annotator, copied: Interval, doubtful: list[Interval]
) -> TranscriptAnnotation:
    """Return what a duplication of a part of a transcript says, wherever its ends are."""
    terms = {term for term in found.consequences if term in _OUTSIDE or term is _DECAYED_TRANSCRIPT}
    exons = found.transcript.exons
    hit = [number for number, exon in enumerate(exons, 1) if exon.overlaps(copied)]
    coding_parts = list(_coding_parts(found.transcript, annotator))
    is_coding = _touches([copied], coding_parts)
    is_unknown = is_coding or _touches(doubtful, coding_parts)
    if hit:
        terms.add(Consequence.FEATURE_ELONGATION)
    elif not terms & _OUTSIDE:
        terms.add(Consequence.INTRON_VARIANT)
    if is_coding:
        terms.add(Consequence.CODING_SEQUENCE_VARIANT)
    return replace(
        found,
        consequences=by_severity(terms),
        hgvs_c="",
        hgvs_p=_UNKNOWN if is_unknown else "",
        coding=None,
        exon=f"{'-'.join(map(str, dict.fromkeys((hit[0], hit[-1]))))}/{len(exons)}" if hit else "",
        intron="",
        features=(),
        details=None,
    )


def _coding_parts(transcript: Transcript, annotator: Annotator) -> Iterator[Interval]:
    """Yield the coding parts of the exons, in the gene frame."""
    if transcript.cds is None:
        return
    projection = annotator.model(transcript).projection
    first = projection.gene_position(transcript.cds.start)
    last = projection.gene_position(transcript.cds.end - 1)
    for exon in transcript.exons:
        start, end = max(exon.start, first), min(exon.end, last + 1)
        if start < end:
            yield Interval(start, end)


def _touches(doubtful: list[Interval], parts: list[Interval] | tuple[Interval, ...]) -> bool:
    return any(one.overlaps(part) for one in doubtful for part in parts)
