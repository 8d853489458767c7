"""Place descriptions that count on a genomic sequence, with every stated base checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.annotate.description import describe
from foxp3tool.annotate.naming import genomic_change, genomic_name, refseqgene_name
from foxp3tool.annotate.normalisation import normalise
from foxp3tool.annotate.placement import ResolvedVariant, edit_of
from foxp3tool.annotate.unusual_placement import Repeat, spdi_change
from foxp3tool.errors import counted
from foxp3tool.model.description import DnaChange, DnaChangeKind
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import GenomicDescription, VcfDescription
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.sequence import UNSTATED_BASE
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.contigs import is_plain_x
from foxp3tool.notation.errors import NotationError, no_change, reference_mismatch

FARTHEST: Final = 10_000_000
"""How many bases an allele may cover beyond the bundled region."""


class GenomePlacement:
    """Placement on the chromosome of a bundled build, and on the gene's own record.

    Args:
        annotators: An annotator by assembly.
        unsupported: Accessions that are recognised and refused, with the name of their assembly.
    """

    def __init__(self, annotators: Mapping[str, Annotator], unsupported: Mapping[str, str]) -> None:
        """Keep what descriptions are placed on."""
        self._annotators = dict(annotators)
        self._unsupported = dict(unsupported)

    def by_accession(self, accession: str, others: Iterable[str] = ()) -> Annotator:
        """Return the annotator whose chromosome has an accession.

        Args:
            accession: The accession.
            others: Further sequences to name as bundled in the error.

        Raises:
            NotationError: If none has; the message names those that are bundled.
        """
        for annotator in self._annotators.values():
            if annotator.gene.accession == accession:
                return annotator
        builds = [f"{a.gene.accession} ({a.gene.assembly})" for a in self._annotators.values()]
        known = ", ".join([*builds, *others])
        name = self._unsupported.get(accession)
        what = f"{accession} is {name}, which is not bundled" if name else f"unknown {accession}"
        raise NotationError(
            IssueCode.UNKNOWN_REFERENCE, what, remedy=f"use one of the bundled sequences: {known}"
        )

    def by_context(self, accession: str) -> Annotator:
        """Return the annotator of a sequence that gives a ``c.`` name its genomic context.

        The gene's own record is identical to the region of one build, over introns as well.

        Raises:
            NotationError: If the sequence is not bundled.
        """
        for annotator in self._annotators.values():
            gene = annotator.gene
            if accession in (gene.refseqgene, *gene.refseqgene_aliases):
                return annotator
        return self.by_accession(accession, self._records)

    @property
    def _records(self) -> list[str]:
        """The accessions of the gene's own record."""
        genes = [annotator.gene for annotator in self._annotators.values()]
        return [n for g in genes for n in (g.refseqgene, *g.refseqgene_aliases) if n is not None]

    def place_genomic(self, parsed: GenomicDescription) -> ResolvedVariant:
        """Place a ``g.`` description.

        Raises:
            NotationError: If the sequence is unknown, the allele lies outside the bundled region or
                covers too much beyond it, a stated base is not there, or nothing changes.
        """
        for annotator in self._annotators.values():
            gene = annotator.gene
            if parsed.reference in (gene.refseqgene, *gene.refseqgene_aliases):
                return _on_refseqgene(parsed, annotator)
        annotator = self.by_accession(parsed.reference, self._records)
        gene = annotator.gene
        span = Interval(max(parsed.start, 0), parsed.end + 1)
        _check_reach(gene, span)
        if parsed.copies is not None:
            return _repeat(parsed, annotator)
        stated = parsed.deleted or "N" * len(span)
        bases = checked_bases(gene, span.start, stated) if len(stated) == len(span) else None
        if bases is None:
            where = f"{gene.accession} ({gene.assembly})"
            raise reference_mismatch(parsed.deleted, _bundled(gene, span), where)
        if not parsed.deleted:
            bases = bases.replace("N", UNSTATED_BASE)
        edit = edit_of(parsed.start, parsed.end, parsed.kind, parsed.inserted, bases)
        if not gene.region.covers(span):
            if parsed.kind is DnaChangeKind.DUPLICATION:
                edit = Edit(span.start, bases, bases + bases)
            return ResolvedVariant(GenomicVariant(gene.assembly, edit))
        issues = _renamed(parsed, genomic_change(gene, edit), genomic_name(gene, edit))
        return ResolvedVariant(GenomicVariant(gene.assembly, annotator.left_align(edit)), issues)

    def place_vcf(self, parsed: VcfDescription, assembly: str | None) -> ResolvedVariant:
        """Place an allele in VCF terms, or in those of SPDI on a genomic sequence.

        Raises:
            NotationError: If it lies outside the bundled region, REF is not there, or nothing
                changes.
        """
        for annotator in self._annotators.values():
            gene = annotator.gene
            if parsed.is_spdi and parsed.chrom in (gene.refseqgene, *gene.refseqgene_aliases):
                first, last, kind = spdi_change(parsed)
                change = GenomicDescription(parsed.chrom, first, last, kind, parsed.ref, parsed.alt)
                return replace(_on_refseqgene(change, annotator), issues=())
        annotator = self._vcf_build(parsed, assembly)
        gene = annotator.gene
        bases = checked_bases(gene, parsed.start, parsed.ref or "N" * parsed.size)
        if bases is None:
            found = _bundled(gene, Interval(parsed.start, parsed.start + len(parsed.ref)))
            raise reference_mismatch(parsed.ref, found, gene.assembly)
        if not parsed.ref:
            bases = bases.replace("N", UNSTATED_BASE)
        edit = Edit(parsed.start, bases, parsed.alt)
        if edit.is_identity:
            raise no_change()
        if gene.region.covers(Interval(edit.start, edit.end)):
            edit = annotator.left_align(edit)
        return ResolvedVariant(GenomicVariant(gene.assembly, edit))

    def _vcf_build(self, parsed: VcfDescription, assembly: str | None) -> Annotator:
        """Choose the build: named by the accession, given, or the one whose region it lies in."""
        span = Interval(parsed.start, parsed.start + parsed.size)
        if not is_plain_x(parsed.chrom):
            if "_" in parsed.chrom:
                annotator = self.by_accession(parsed.chrom)
                _check_reach(annotator.gene, span)
                return annotator
            raise NotationError(IssueCode.OUTSIDE_GENE, f"{parsed.chrom} is not the X chromosome")
        if assembly is not None:
            _check_reach(self._annotators[assembly].gene, span)
            return self._annotators[assembly]
        inside = [a for a in self._annotators.values() if _touches(a.gene, span)]
        # The bundled regions of the builds do not overlap, so a deletion would have to be longer
        # than the distance between them to reach into both.
        if not inside:
            regions = " or ".join(
                f"X:{genomic_number(a.gene.region.start)}-{a.gene.region.end} ({a.gene.assembly})"
                for a in self._annotators.values()
            )
            raise NotationError(
                IssueCode.OUTSIDE_GENE,
                f"X:{genomic_number(parsed.start)} lies outside the gene region, {regions}",
            )
        if len(inside) > 1:
            raise NotationError(
                IssueCode.BUILD_CONFLICT,
                f"X:{genomic_number(span.start)}-{span.end} covers the gene on both builds",
                remedy="name the build with --assembly",
            )
        return inside[0]


def _repeat(parsed: GenomicDescription, annotator: Annotator) -> ResolvedVariant:
    """Place a repeat on the chromosome."""
    gene, origin = annotator.gene, annotator.gene.region.start
    found = Repeat(
        gene.plus_sequence,
        parsed.start - origin,
        parsed.end - origin,
        parsed.deleted,
        parsed.copies or 0,
        lambda index: f"g.{genomic_number(origin + index)}",
    ).edit()
    edit = replace(found, start=found.start + origin)
    issues = _renamed(parsed, genomic_change(gene, edit), genomic_name(gene, edit))
    return ResolvedVariant(GenomicVariant(gene.assembly, annotator.left_align(edit)), issues)


def _bundled(gene: Gene, span: Interval) -> str:
    """Return the plus-strand bases of a span, as far as it lies in the bundled region."""
    return gene.plus_bases(max(span.start, gene.region.start), min(span.end, gene.region.end))


def _touches(gene: Gene, span: Interval) -> bool:
    """Tell whether a span lies in the bundled region, or takes out a part of it."""
    return gene.region.covers(span) or gene.region.overlaps(span)


def _check_reach(gene: Gene, span: Interval) -> None:
    region = gene.region
    if not _touches(gene, span):
        raise NotationError(
            IssueCode.OUTSIDE_GENE,
            f"position {genomic_number(span.start)} lies outside the region of {gene.symbol} on "
            f"{gene.assembly}, X:{genomic_number(region.start)}-{region.end}",
        )
    beyond = max(region.start - span.start, span.end - region.end)
    if beyond > FARTHEST:
        raise NotationError(
            IssueCode.PARTIAL_OVERLAP,
            f"the allele covers {counted(beyond, 'base')} beyond the bundled region; at most "
            f"{FARTHEST} are read",
        )


def _on_refseqgene(parsed: GenomicDescription, annotator: Annotator) -> ResolvedVariant:
    """Place a description on the gene's own record, which counts in the gene frame."""
    gene = annotator.gene
    size = len(gene.sequence)
    if not 0 <= parsed.start <= parsed.end < size:
        raise NotationError(
            IssueCode.OUTSIDE_GENE,
            f"{parsed.reference} has {size} bases; g.{genomic_number(parsed.end)} does not exist",
        )
    bases = gene.sequence[parsed.start : parsed.end + 1]
    if parsed.copies is not None:
        edit = Repeat(
            gene.sequence,
            parsed.start,
            parsed.end,
            parsed.deleted,
            parsed.copies,
            lambda index: f"g.{genomic_number(index)}",
        ).edit()
    elif parsed.deleted and parsed.deleted != bases:
        raise reference_mismatch(parsed.deleted, bases, parsed.reference)
    else:
        edit = edit_of(parsed.start, parsed.end, parsed.kind, parsed.inserted, bases)
    genomic = gene.to_genomic_edit(edit)
    change = describe(normalise(edit, gene.sequence, Direction.FORWARD), gene.sequence)
    issues = _renamed(parsed, change, refseqgene_name(gene, genomic))
    return ResolvedVariant(GenomicVariant(gene.assembly, annotator.left_align(genomic)), issues)


def _renamed(parsed: GenomicDescription, change: DnaChange, name: str) -> tuple[Issue, ...]:
    """Say so where the description is not the HGVS name of its allele."""
    if (change.kind, change.start, change.end) == (parsed.kind, parsed.start, parsed.end):
        return ()
    return (Issue(IssueCode.NORMALISED_INPUT, f"the HGVS name of this allele is {name}"),)
