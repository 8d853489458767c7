"""Measure speed as ratios against other programs in the same run, and print a table.

Run with ``make bench``. Times are medians; the file is made from the bundle: every possible SNV of
the bundled region on GRCh38.
"""

from __future__ import annotations

import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from foxp3tool.model.positions import genomic_number
from foxp3tool.reference.bundle import load_bundle

ROUNDS = 9


def median_seconds(command: list[str], rounds: int) -> float:
    """Return the median wall time of a command whose output is thrown away."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def write_all_snvs(path: Path) -> int:
    """Write every SNV of the bundled GRCh38 region and return their number."""
    bundle = load_bundle()
    gene = bundle.genes["GRCh38"]
    length = bundle.manifest.assembly("GRCh38").contig_length
    lines = [
        "##fileformat=VCFv4.2",
        f"##contig=<ID=X,length={length}>",
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    ]
    header = len(lines)
    for offset, ref in enumerate(gene.plus_sequence):
        position = genomic_number(gene.region.start + offset)
        lines += [f"X\t{position}\t.\t{ref}\t{alt}\t.\t.\t." for alt in "ACGT" if alt != ref]
    path.write_text("\n".join(lines) + "\n")
    return len(lines) - header


def report(what: str, seconds: float, against: str, other: float) -> None:
    print(f"| {what} | {seconds:.3f} | {against} | {other:.3f} | {seconds / other:.1f} |")


def main() -> None:
    tool = shutil.which("foxp3tool")
    if tool is None:
        sys.exit("foxp3tool is not on PATH; run make bench")
    print(f"Python {platform.python_version()}, {platform.machine()}, medians\n")
    print("| what | seconds | against | seconds | ratio |")
    print("| --- | --- | --- | --- | --- |")
    bare = median_seconds([sys.executable, "-c", "pass"], ROUNDS)
    click = median_seconds([sys.executable, "-c", "import click"], ROUNDS)
    lookup = median_seconds([tool, "lookup", "c.1150G>A"], ROUNDS)
    report("foxp3tool lookup c.1150G>A", lookup, "python -c pass", bare)
    report("foxp3tool lookup c.1150G>A", lookup, "python -c 'import click'", click)
    with tempfile.TemporaryDirectory() as folder:
        vcf = Path(folder) / "snvs.vcf"
        number = write_all_snvs(vcf)
        seconds = median_seconds([tool, "annotate", str(vcf)], 3)
        bcftools = shutil.which("bcftools")
        if bcftools is None:
            print("\nbcftools is not installed; annotate was not compared")
        else:
            view = median_seconds([bcftools, "view", str(vcf)], 3)
            report(f"foxp3tool annotate, {number} SNVs in the gene", seconds, "bcftools view", view)
        print(f"\nannotate: {number / seconds:.0f} variants per second")


if __name__ == "__main__":
    main()
