"""What a sheet tells of samples: counts of a file, and the genotype of each sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.genotype import GenotypeCounts, SampleReading
from foxp3tool.model.sheet import Line


def sample_lines(rows: Sequence[AnnotatedRow]) -> Iterator[Line]:
    """Yield who carries the allele, in how many copies, as far as the rows of it tell."""
    counts = next((row.counts for row in rows if row.counts is not None), None)
    if counts is not None:
        yield Line("in the file", _counts(counts))
    seen = set()
    for row in rows:
        if row.sample is not None and row.sample.call.sample not in seen:
            seen.add(row.sample.call.sample)
            yield _sample_line(row.sample)


def _counts(counts: GenotypeCounts) -> str:
    of = "" if counts.allele_number is None else f" of {counts.allele_number:,}"
    told = [f"{counts.allele_count:,}{of} X chromosomes called"]
    for number, word in (
        (counts.hemizygotes, "hemizygous"),
        (counts.heterozygotes, "heterozygous"),
        (counts.homozygotes, "homozygous"),
        (counts.unclear, "in unclear number of copies"),
        (counts.not_called, "without a call"),
    ):
        if number:
            told.append(f"{number:,} {word}")
    return ", ".join(told)


def _sample_line(sample: SampleReading) -> Line:
    call = sample.call
    parts = [f"{sample.zygosity.value} ({call.sex.value}, genotype {call.text or 'not stated'})"]
    if sample.inheritance.value:
        parts.append(f"inheritance: {sample.inheritance.value}")
    if call.alt_reads is not None:
        of = "" if call.depth is None else f" of {call.depth}"
        reads = "read" if (call.depth or call.alt_reads) == 1 else "reads"
        parts.append(f"{call.alt_reads}{of} {reads}")
    if call.fraction:
        parts.append(f"fraction {call.fraction}")
    if call.quality:
        parts.append(f"quality {call.quality}")
    return Line(call.sample, ", ".join(parts))
