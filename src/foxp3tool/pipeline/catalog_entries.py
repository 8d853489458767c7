"""Make catalog entries of alleles that are not in the bundle."""

from __future__ import annotations

from dataclasses import replace

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.annotation import VariantAnnotation
from foxp3tool.model.catalog import (
    Assertion,
    Classification,
    EvidenceStatus,
    Placement,
    ReportedMutation,
    Resolution,
)
from foxp3tool.model.frozen import frozen
from foxp3tool.model.papers import Reference
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit


@frozen
class EntryFacts:
    """What is stated of an entry; what its allele does is computed.

    The fields are those of :class:`foxp3tool.model.catalog.ReportedMutation`.
    """

    id: str
    assertion: Assertion
    evidence_status: EvidenceStatus
    note: str | None = None
    phenotypes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    classifications: tuple[Classification, ...] = ()
    variation_ids: tuple[str, ...] = ()
    allele_ids: tuple[str, ...] = ()
    rsids: tuple[str, ...] = ()
    legacy_names: tuple[str, ...] = ()


def entry_of_allele(
    toolkit: Toolkit, variant: GenomicVariant, facts: EntryFacts
) -> ReportedMutation:
    """Return the entry of an allele whose deleted bases agree with the reference.

    Its names are those on GRCh38 where it has a counterpart there.
    """
    annotator = toolkit.annotators[variant.assembly]
    on = {variant.assembly: _annotated(annotator, variant)}
    there, other = annotator.to_other_build, on[variant.assembly].other_normalized
    if there is not None and other:
        _, pos, ref, alt = other.split("-")
        partner = GenomicVariant(there.target.assembly, Edit(genomic_index(int(pos)), ref, alt))
        on[partner.assembly] = _annotated(toolkit.annotators[partner.assembly], partner)
    placements = {name: _placement(on[name]) for name in toolkit.annotators if name in on}
    shown = on.get("GRCh38", on[variant.assembly])
    (mane,) = shown.transcripts
    hgvs_c, hgvs_p = _bare(mane.hgvs_c), _bare(mane.hgvs_p)
    exon, intron = (_counted("exon", mane.exon), _counted("intron", mane.intron))
    parts = [part for part in (hgvs_c, hgvs_p) if part not in (None, "p.?")]
    return replace(
        _unplaced(facts),
        name=" ".join(part for part in parts if part) or shown.hgvs_g,
        resolution=Resolution.EXACT,
        hgvs_c=hgvs_c,
        hgvs_p=hgvs_p,
        placements=placements,
        region=" and ".join(part for part in (exon, intron) if part) or None,
        legacy_region=shown.exon_legacy or None,
    )


def entry_of_protein_change(hgvs_p: str, facts: EntryFacts) -> ReportedMutation:
    """Return the entry of a protein change whose DNA change is not known.

    Args:
        hgvs_p: Its predicted name without accession.
        facts: What is stated.
    """
    return replace(_unplaced(facts), name=hgvs_p, hgvs_p=hgvs_p)


def _unplaced(facts: EntryFacts) -> ReportedMutation:
    return ReportedMutation(
        id=facts.id,
        name="",
        resolution=Resolution.PROTEIN_ONLY,
        assertion=facts.assertion,
        hgvs_c=None,
        hgvs_p=None,
        placements={},
        region=None,
        legacy_region=None,
        legacy_names=facts.legacy_names,
        clinvar_variation_ids=facts.variation_ids,
        clinvar_allele_ids=facts.allele_ids,
        rsids=facts.rsids,
        uniprot_variants=(),
        classifications=facts.classifications,
        phenotypes=facts.phenotypes,
        patients=(),
        evidence_status=facts.evidence_status,
        references=facts.references,
        associated_allele={},
        note=facts.note,
    )


def _annotated(annotator: Annotator, variant: GenomicVariant) -> VariantAnnotation:
    return annotator.annotate(variant, [annotator.gene.mane_select], details=True)


def _placement(annotation: VariantAnnotation) -> Placement:
    _, pos, ref, alt = annotation.normalized.split("-")
    return Placement(int(pos), ref, alt, None, _bare(annotation.transcripts[0].hgvs_c))


def _bare(name: str) -> str | None:
    """Return a name without its accession, None if there is no name."""
    return name.rpartition(":")[2] or None


def _counted(kind: str, number: str) -> str:
    """Return ``exon 3`` of ``3/12``."""
    return f"{kind} {number.partition('/')[0]}" if number else ""
