"""Columns that ``--samples`` adds behind the others: counts of a file, or the call of a sample."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from foxp3tool.formats.column import Column, Level
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.genotype import GenotypeCounts, SampleReading


def _counted(
    name: str, meaning: str, example: str, value: Callable[[GenotypeCounts], int | None]
) -> Column:
    def cell(row: AnnotatedRow) -> str:
        number = None if row.counts is None else value(row.counts)
        return "" if number is None else str(number)

    return Column(name, "integer", Level.FULL, meaning, example, cell)


def _called(
    name: str, kind: str, meaning: str, example: str, value: Callable[[SampleReading], object]
) -> Column:
    def cell(row: AnnotatedRow) -> str:
        found = None if row.sample is None else value(row.sample)
        return "" if found is None else str(found)

    return Column(name, kind, Level.FULL, meaning, example, cell)


SUMMARY_COLUMNS: Final = (
    _counted("ac", "X chromosomes with the allele among those called. A male counts one X, however "
             "he is written; none if his call shows two alleles or is called in part. Calls of "
             "females and of samples of unknown sex count as written, as in the VCF "
             "specification's AC.", "3", lambda c: c.allele_count),
    _counted("an", "X chromosomes called, counted likewise. What is missing is not the reference. "
             "Empty for alleles read together (`READ_TOGETHER`): who has them for certain is "
             "known, but not of how many chromosomes one knows that they do not.", "5",
             lambda c: c.allele_number),
    _counted("hemizygotes", "Samples with the allele on their one X: males called with this allele "
             "only (`1` or `1/1`), and haploid calls where the sex is not known.", "1",
             lambda c: c.hemizygotes),
    _counted("heterozygotes", "Carriers: females, and samples of unknown sex, with the allele on "
             "one of two copies.", "2", lambda c: c.heterozygotes),
    _counted("homozygotes", "Females with the allele on both copies.", "0",
             lambda c: c.homozygotes),
    _counted("zygosity_unclear", "Samples that carry the allele, in how many copies cannot be "
             "told: males called with two alleles, haploid calls of females, `1/1` where the sex "
             "is not known, half-calls (`./1`), more than two copies.", "0",
             lambda c: c.unclear),
    _counted("not_called", "Samples without a call.", "1", lambda c: c.not_called),
)  # fmt: skip

SAMPLE_COLUMNS: Final = (
    _called("sample", "text", "The sample that the row is of; empty in the row of the allele "
            "itself.", "son", lambda s: s.call.sample),
    _called("sex", "text", "Its sex as --ped or --sex states it, else `unknown`; never guessed.",
            "male", lambda s: s.call.sex.value),
    _called("genotype", "text", "GT as written; numbers are those of the record's alleles. Of "
            "alleles read together, that of each, joined by `&`.", "0/1", lambda s: s.call.text),
    _called("zygosity", "text", "`hemizygous`, `heterozygous` (a carrier), `homozygous`, "
            "`mosaic-range` (the reads fit neither one copy nor two), `unknown`; with --samples "
            "all also `absent` (called, without this allele) and `not called`.", "hemizygous",
            lambda s: s.zygosity.value),
    _called("ad_ref", "integer", "Reads of REF, of FORMAT AD, DPR or RO.", "0",
            lambda s: s.call.ref_reads),
    _called("ad_alt", "integer", "Reads of this ALT allele, of FORMAT AD, DPR or AO.", "31",
            lambda s: s.call.alt_reads),
    _called("dp", "integer", "Depth: FORMAT DP, else the reads of all alleles together.", "31",
            lambda s: s.call.depth),
    _called("gq", "number", "Genotype quality, FORMAT GQ, as written.", "99",
            lambda s: s.call.quality),
    _called("vaf", "number", "Share of the reads that show this allele: FORMAT VAF or AF as "
            "written, else computed from the reads.", "1", lambda s: s.call.fraction),
    _called("inheritance", "text", "Where the allele comes from, if --ped names a parent: "
            "`maternal`, `paternal`, `biparental`, `de novo`, `not known`, `not compatible`. A "
            "parent without a call, or with too few reads, tells nothing.", "maternal",
            lambda s: s.inheritance.value),
)  # fmt: skip
