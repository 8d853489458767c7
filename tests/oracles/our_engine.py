"""Ask foxp3tool itself."""

from __future__ import annotations

from foxp3tool.model.annotation import TranscriptAnnotation
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

FINER_TERMS = frozenset(
    {
        "splice_donor_5th_base_variant",
        "splice_donor_region_variant",
        "splice_polypyrimidine_tract_variant",
    }
)
"""Ensembl's splice terms of release 105 and later, which other tools do not know."""


def annotate(
    toolkit: Toolkit, assembly: str, transcript: Transcript, edit: Edit
) -> TranscriptAnnotation:
    """Return foxp3tool's annotation of a genomic edit on one transcript."""
    variant = GenomicVariant(assembly, edit)
    return toolkit.annotators[assembly].annotate(variant, [transcript]).transcripts[0]


def terms(annotation: TranscriptAnnotation) -> frozenset[str]:
    """Return the SO terms."""
    return frozenset(consequence.term for consequence in annotation.consequences)


def bare(name: str) -> str:
    """Return an HGVS name without its reference sequence."""
    return name.rpartition(":")[2]


def can_be_judged(gene: Gene, start: int, ref: str, alt: str) -> bool:
    """True for a sequence allele of the region whose REF agrees; other tools stop at any other."""
    end = start + len(ref)
    return (
        gene.region.covers(Interval(start, end))
        and set(ref + alt) <= set("ACGT")
        and gene.plus_bases(start, end) == ref
    )
