"""Convert VCF text in this process, and make random records."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unittest.mock import patch

from bundle_truth import Region
from vcf_truth import Record, Way, number_of_values

from foxp3tool.formats.output import ResultStream
from foxp3tool.pipeline.convert_vcf import ConversionReport, VcfConversion
from foxp3tool.pipeline.rejects import Rejects
from foxp3tool.pipeline.toolkit import Toolkit

META = (
    '##INFO=<ID=AC,Number=A,Type=Integer,Description="Counts">',
    '##INFO=<ID=AF,Number=A,Type=Float,Description="Frequencies">',
    '##INFO=<ID=AN,Number=1,Type=Integer,Description="Alleles called">',
    '##INFO=<ID=RV,Number=R,Type=Integer,Description="One for each allele, no known key">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##INFO=<ID=FLAG,Number=0,Type=Flag,Description="No value">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depths">',
    '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">',
    '##FORMAT=<ID=XA,Number=A,Type=Integer,Description="One for each ALT, no known key">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##ALT=<ID=NON_REF,Description="Any other allele">',
)
KINDS = {"AD": "R", "PL": "G", "XA": "A", "DP": "1"}
FIXED = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"


@dataclass(frozen=True)
class Done:
    """What came of a file."""

    header: list[str]
    records: dict[str, Record]
    order: list[Record]
    aside: dict[str, Record]
    told: list[str]
    report: ConversionReport


def file_of(region: Region, lines: Sequence[str], samples: int, contig: str = "X") -> str:
    """Return a VCF of a build, its records sorted by position."""
    columns = FIXED
    if samples:
        columns += "\tFORMAT\t" + "\t".join(f"S{number}" for number in range(samples))
    head = [
        "##fileformat=VCFv4.3",
        f"##contig=<ID={contig},length={region.contig_length},assembly={region.build}>",
        *META,
        columns,
    ]
    ordered = sorted(lines, key=lambda line: int(line.split("\t", 2)[1]))
    return "".join(f"{line}\n" for line in [*head, *ordered])


def converted(toolkit: Toolkit, text: str, **options: str) -> Done:
    """Convert a text; records that cannot be converted are put aside."""
    told: list[str] = []
    kept = io.StringIO()
    rejects = Rejects(ResultStream(kept, "aside"), lambda error: told.append(str(error)))
    with (
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()))),
        VcfConversion(toolkit, "-", rejects=rejects, **options) as run,
    ):
        lines = list(run.lines())
        report = run.report
    order = [Record.of(line) for line in lines if not line.startswith("#")]
    aside = [Record.of(one) for one in kept.getvalue().splitlines() if not one.startswith("#")]
    return Done(
        [line for line in lines if line.startswith("#")],
        {one.name: one for one in order},
        order,
        {one.name: one for one in aside},
        told,
        report,
    )


Draw = Callable[[int, int], int]
"""Gives a whole number between two, both included."""


def random_alts(way: Way, draw: Draw, at: int, size: int) -> list[str]:
    """Return alternative alleles for a stretch of the source."""
    ref = way.source.plus[at : at + size]
    found: list[str] = []
    for _ in range(draw(1, 3)):
        first = draw(0, size - 1)
        behind = draw(first, min(size, first + 4))
        kind = draw(0, 6)
        if kind == 0:
            middle = "".join("ACGT"[draw(0, 3)] for _ in range(behind - first))
        elif kind == 1:
            middle = "".join("ACGT"[draw(0, 3)] for _ in range(draw(1, 4)))
        elif kind == 2:
            middle = ""
        elif kind == 3:
            middle = ref[first:behind] * 2
        elif kind == 4:
            # What the other build reads there: the trap of a swapped reference.
            first, behind = 0, size
            middle = other_reading(way, at, size)
        elif kind == 5:
            first, behind = 0, size
            middle = ref[:1]
        else:
            behind = first + 1
            middle = "ACGT"[draw(0, 3)]
        alt = ref[:first] + middle + ref[behind:]
        if alt and alt != ref and alt not in found:
            found.append(alt)
    return found


def other_reading(way: Way, at: int, size: int) -> str:
    """Return the bases of the target between the partners of the bases around a stretch."""
    partner = way.pairing.partner
    low, high = at - 1, at + size
    while partner[low] < 0:
        low -= 1
    while partner[high] < 0:
        high += 1
    source, target = way.source.plus, way.target.plus
    bases = target[partner[low] + 1 : partner[high]]
    # A wider stretch than asked for must be the source's own at the ends.
    before, behind = source[low + 1 : at], source[at + size : high]
    if not (bases.startswith(before) and bases.endswith(behind)):
        return ""
    return bases[len(before) : len(bases) - len(behind)]


def values(draw: Draw, kind: str, alleles: int, ploidy: int) -> str:
    if draw(0, 7) == 0:
        return "."
    if kind == "1":
        return str(draw(1, 99))
    # No two values are equal, so that one at a wrong place is seen.
    count = number_of_values(kind, alleles, ploidy)
    base = draw(1, 50)
    return ",".join(str(base + 3 * number) for number in range(count)) or "."


def random_record(
    way: Way,
    draw: Draw,
    name: str,
    samples: int,
    places: Sequence[int] | None = None,
    ploidies: Sequence[int] = (1, 2, 2, 3),
) -> str:
    """Return a random record: REF and ALT in some spelling, genotypes of some ploidy.

    Args:
        way: From the build of the record to the other one.
        draw: Gives random numbers.
        name: ID of the record.
        samples: Number of samples.
        places: Places near which it lies; anywhere if left out.
        ploidies: Of genotypes, to draw from.
    """
    edge = 200
    if places is None:
        at = draw(edge, way.source.length - edge)
    else:
        at = places[draw(0, len(places) - 1)] + draw(-14, 10)
    size = draw(1, 4) if draw(0, 2) else draw(1, 24)
    ref = way.source.plus[at : at + size]
    alts = [] if samples and draw(0, 11) == 0 else random_alts(way, draw, at, size)
    if alts or not samples:
        extra = draw(0, 9)
        if extra < 2:
            alts.insert(draw(0, len(alts)), "*" if extra else "<NON_REF>")
    count = 1 + len(alts)
    info, cells = ["FLAG", f"DP={draw(1, 500)}"], []
    if samples:
        genotypes = [random_genotype(draw, count, ploidies) for _ in range(samples)]
        info += counts_of(genotypes, count)
        keys = ["GT", "AD", "PL", "XA", "DP"]
        for genotype, separator in genotypes:
            gt = separator.join("." if one is None else str(one) for one in genotype)
            cell = [gt, *(values(draw, KINDS[key], count, len(genotype)) for key in keys[1:])]
            cells.append(":".join(cell[: draw(1, 5)] if draw(0, 5) == 0 else cell))
        cells.insert(0, ":".join(keys))
    info.append("RV=" + ",".join(str(100 + number) for number in range(count)))
    pos = str(way.source.start + at + 1)
    fixed = ["X", pos, name, ref, ",".join(alts) or ".", "37.5", "PASS", ";".join(info)]
    return "\t".join([*fixed, *cells])


def random_genotype(
    draw: Draw, count: int, ploidies: Sequence[int]
) -> tuple[list[int | None], str]:
    ploidy = ploidies[draw(0, len(ploidies) - 1)]
    alleles = [None if draw(0, 7) == 0 else draw(0, count - 1) for _ in range(ploidy)]
    return alleles, "/|"[draw(0, 1)]


def counts_of(genotypes: Sequence[tuple[list[int | None], str]], count: int) -> list[str]:
    """Return AC, AN and AF as the genotypes have them."""
    found = Counter(one for alleles, _ in genotypes for one in alleles if one is not None)
    total = found.total()
    if count < 2:
        return [f"AN={total}"]
    ac = [found[number] for number in range(1, count)]
    cells = ["AC=" + ",".join(map(str, ac)), f"AN={total}"]
    if total:
        cells.append("AF=" + ",".join(f"{one / total:.6g}" for one in ac))
    return cells
