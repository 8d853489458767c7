"""A gene turned to the other strand says the same of turned alleles.

The mirrored gene has the reverse complement as its plus strand and is transcribed from it; its
exons along the gene stay what they are. Everything said of a transcript must be the same. So must
SPDI, turned, as it covers all placements; ``g.`` and VCF shift to the other side and may differ.
"""

from __future__ import annotations

from dataclasses import replace

from answers import Answers, Failures, meaning_of
from bundle_truth import Allele, Region, opposite
from c_names import read_spdi

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Strand
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit


def mirrored(gene: Gene) -> Gene:
    assert gene.strand is Strand.MINUS
    return replace(gene, strand=Strand.PLUS, plus_sequence=opposite(gene.plus_sequence))


def test_the_other_strand_makes_no_difference(toolkit: Toolkit, answers: Answers) -> None:
    region, failures = answers.region, Failures()
    gene = mirrored(toolkit.bundle.genes[answers.build])
    annotator = Annotator(gene, toolkit.bundle.features)
    for answer in answers.found:
        at, old, new = region.turned(answer.allele)
        variant = GenomicVariant(gene.assembly, Edit(region.start + at, old, new))
        transcripts = [gene.transcript(one.accession) for one in answer.on]
        found = annotator.annotate(variant, transcripts)
        for one, other in zip(answer.on, found.transcripts, strict=True):
            failures.compare(other.hgvs_c, one.c, answer.allele)
            failures.compare(meaning_of(other), one.meaning, f"{answer.allele} {one.c}")
        failures.compare(found.exon_legacy, answer.legacy, answer.allele)
        failures.compare(turned_spdi(region, found.spdi), answer.spdi, answer.allele)
    failures.raise_if_any(4 * len(answers.found))


def turned_spdi(region: Region, text: str) -> str:
    if not text:
        return ""
    allele: Allele = region.turned(read_spdi(region, text))
    return f"{region.accession}:{region.start + allele.at}:{allele.old}:{allele.new}"
