"""Measure the reading of a genome's VCF against bcftools and bgzip, and print a table.

Run with ``make bench``. The file is made here: 2 million records on all chromosomes with the
columns of one sample as GATK writes them, sorted, with the reference bases of the bundle near the
gene. Each row is the median of several rounds in which the programs take turns; memory is the
largest resident set of one run.
"""

from __future__ import annotations

import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pysam

from foxp3tool.reference.bundle import load_bundle

RECORDS = 2_000_000
ROUNDS = 5
REGION = "chrX:49248436-49269825"
# Lengths of the chromosomes of GRCh38 (NCBI assembly report), in megabases.
MEGABASES = {
    "1": 248.956422, "2": 242.193529, "3": 198.295559, "4": 190.214555, "5": 181.538259,
    "6": 170.805979, "7": 159.345973, "8": 145.138636, "9": 138.394717, "10": 133.797422,
    "11": 135.086622, "12": 133.275309, "13": 114.364328, "14": 107.043718, "15": 101.991189,
    "16": 90.338345, "17": 83.257441, "18": 80.373285, "19": 58.617616, "20": 64.444167,
    "21": 46.709983, "22": 50.818468, "X": 156.040895, "Y": 57.227415,
}  # fmt: skip
FIELDS = (
    '##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count">',
    '##INFO=<ID=AF,Number=A,Type=Float,Description="Allele frequency">',
    '##INFO=<ID=AN,Number=1,Type=Integer,Description="Allele number">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##INFO=<ID=FS,Number=1,Type=Float,Description="Strand bias">',
    '##INFO=<ID=MQ,Number=1,Type=Float,Description="Mapping quality">',
    '##INFO=<ID=QD,Number=1,Type=Float,Description="Quality by depth">',
    '##INFO=<ID=SOR,Number=1,Type=Float,Description="Strand odds ratio">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allele depths">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
    '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">',
)


def genome_lines() -> Iterator[str]:
    """Yield the lines of the file."""
    chance = random.Random(1)
    gene = load_bundle().genes["GRCh38"]
    yield "##fileformat=VCFv4.2\n"
    for name, size in MEGABASES.items():
        yield f"##contig=<ID=chr{name},length={round(size * 1_000_000)}>\n"
    yield "".join(f"{line}\n" for line in FIELDS)
    yield "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSAMPLE\n"
    total = sum(MEGABASES.values())
    for name, size in MEGABASES.items():
        number = round(RECORDS * size / total)
        step = size * 1_000_000 / number
        for place in range(number):
            pos = int(place * step) + 1
            ref = chance.choice("ACGT")
            if name == "X" and gene.region.start < pos <= gene.region.end:
                ref = gene.plus_bases(pos - 1, pos)
            alt = chance.choice([base for base in "ACGT" if base != ref])
            depth, quality = chance.randint(8, 60), chance.randint(10, 99)
            half = depth // 2
            yield (
                f"chr{name}\t{pos}\t.\t{ref}\t{alt}\t{quality * 11.3:.2f}\tPASS\t"
                f"AC=1;AF=0.500;AN=2;DP={depth};FS={chance.random() * 9:.3f};MQ=60.00;"
                f"QD={chance.random() * 30:.2f};SOR={chance.random() * 3:.3f}\tGT:AD:DP:GQ:PL\t"
                f"0/1:{half},{depth - half}:{depth}:{quality}:{quality * 9},0,{quality * 8}\n"
            )


def write_files(folder: Path) -> dict[str, Path]:
    """Write the file with an index, without, and as BCF."""
    plain = folder / "genome.vcf.gz"
    with pysam.BGZFile(str(plain), "wb") as file:
        batch: list[str] = []
        for line in genome_lines():
            batch.append(line)
            if len(batch) == 10_000:
                file.write("".join(batch).encode())
                batch.clear()
        file.write("".join(batch).encode())
    indexed = folder / "indexed.vcf.gz"
    shutil.copy(plain, indexed)
    pysam.tabix_index(str(indexed), preset="vcf")
    bcf = folder / "genome.bcf"
    subprocess.run(["bcftools", "view", "-Ob", "-o", bcf, plain], check=True)
    return {"plain": plain, "indexed": indexed, "bcf": bcf}


def run(command: list[str], stdin: Path | None = None) -> tuple[float, float]:
    """Return the wall time of a command in seconds, and its peak memory in megabytes."""
    start = time.perf_counter()
    with (
        (stdin or Path(os.devnull)).open("rb") as source,
        subprocess.Popen(
            command, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    tool = shutil.which("foxp3tool")
    if tool is None or shutil.which("bcftools") is None or shutil.which("bgzip") is None:
        sys.exit("foxp3tool, bcftools and bgzip must be on PATH; run make bench")
    with tempfile.TemporaryDirectory() as name:
        files = write_files(Path(name))
        plain, indexed, bcf = (str(files[key]) for key in ("plain", "indexed", "bcf"))
        annotate = [tool, "annotate", "--quiet"]
        commands: dict[str, tuple[list[str], Path | None]] = {
            "python -c pass": ([sys.executable, "-c", "pass"], None),
            "foxp3tool lookup": ([tool, "lookup", "-q", "c.1150G>A"], None),
            "bcftools view -r": (["bcftools", "view", "-r", REGION, indexed], None),
            "foxp3tool, indexed": ([*annotate, indexed], None),
            "bgzip -dc": (["bgzip", "-dc", plain], None),
            "bcftools view -t": (["bcftools", "view", "-t", REGION, plain], None),
            "foxp3tool, no index": ([*annotate, plain], None),
            "foxp3tool, stdin": ([*annotate, "-"], files["plain"]),
            "bcftools view -t, BCF": (["bcftools", "view", "-t", REGION, bcf], None),
            "foxp3tool, BCF": ([*annotate, bcf], None),
        }
        seconds: dict[str, list[float]] = {what: [] for what in commands}
        memory = dict.fromkeys(commands, 0.0)
        for _ in range(ROUNDS):
            for what, (command, stdin) in commands.items():
                took, peak = run(command, stdin)
                seconds[what].append(took)
                memory[what] = max(memory[what], peak)
        print(f"Python {platform.python_version()}, {platform.machine()}, {RECORDS} records, ")
        print(f"{files['plain'].stat().st_size / 1e6:.0f} MB; medians of {ROUNDS} rounds\n")
        print("| what | seconds | peak memory, MB |\n| --- | --- | --- |")
        for what, times in seconds.items():
            print(f"| {what} | {statistics.median(times):.2f} | {memory[what]:.0f} |")


if __name__ == "__main__":
    main()
