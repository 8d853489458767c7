"""How the places of reported mutations were read in the samples of a file, for a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from foxp3tool.model.coverage import SiteStatus
from foxp3tool.model.report import ReportSite, SampleCoverage
from foxp3tool.pipeline.check import COLUMNS, FileCheck
from foxp3tool.pipeline.toolkit import Toolkit

MOST_SITES: Final = 60
"""Places of one sample that are listed."""
_AT: Final = {field.name: number for number, field in enumerate(COLUMNS)}


def coverage_of(
    toolkit: Toolkit, path: str, name: str, assembly: str | None
) -> list[SampleCoverage]:
    """Return how the places of reported mutations were read, sample by sample.

    Args:
        toolkit: The engine.
        path: The file, which is read once more.
        name: What to call it.
        assembly: Its build.

    Raises:
        InputError: If the file cannot be read.
    """
    entries = [entry for entry in toolkit.bundle.catalog if entry.assertion.is_ipex]
    with FileCheck(toolkit, path, assembly=assembly, entries=entries, most=0) as run:
        return list(_by_sample((row.cells for row in run.rows()), name))


def _by_sample(rows: Iterable[Sequence[str]], name: str) -> Iterator[SampleCoverage]:
    """Yield what the rows say of each sample; rows come place by place."""
    order: dict[str, int] = {}
    taken = []
    for row in rows:
        order.setdefault(row[_AT["sample"]], len(order))
        taken.append(row)
    taken.sort(key=lambda row: order[row[_AT["sample"]]])
    for sample, found in groupby(taken, lambda row: row[_AT["sample"]]):
        of_sample = list(found)
        counts = Counter(row[_AT["status"]] for row in of_sample)
        sites = [_site(row) for row in of_sample if row[_AT["status"]] != SiteStatus.REFERENCE]
        yield SampleCoverage(
            name,
            sample,
            tuple((status, counts[status]) for status in SiteStatus if counts[status]),
            tuple(sites[:MOST_SITES]),
            max(0, len(sites) - MOST_SITES),
        )


def _site(row: Sequence[str]) -> ReportSite:
    chrom, pos, end = (row[_AT[column]] for column in ("chrom", "pos", "end"))
    told = [
        f"{word} {row[_AT[column]]}"
        for word, column in (("genotype", "genotype"), ("depth", "depth"), ("quality", "quality"))
        if row[_AT[column]]
    ]
    if row[_AT["note"]]:
        told.append(row[_AT["note"]])
    return ReportSite(
        row[_AT["ipex_id"]],
        row[_AT["name"]],
        f"{chrom}:{pos}" if pos == end else f"{chrom}:{pos}-{end}",
        SiteStatus(row[_AT["status"]]),
        ", ".join(told),
    )
