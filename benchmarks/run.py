"""Measure speed as ratios against other programs in the same run, and print a table.

Run with ``make bench``. Times are medians; the file is made from the bundle: every possible SNV of
the bundled region on GRCh38. The other annotators get the same VCF and the same transcript:
bcftools csq, which writes terms and amino acids, and hgvs-weaver, a library that makes HGVS names
(``weaver_names.py`` reads the VCF for it).
"""

from __future__ import annotations

import importlib.util
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "oracles"))

from genome_files import write_gff3

from foxp3tool.model.positions import genomic_number
from foxp3tool.reference.bundle import load_bundle

ROUNDS = 9
LISTED = 10_000


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


def write_list(path: Path) -> int:
    """Write ``c.`` names of the SNVs of the CDS, then ``g.`` names, and return their number."""
    gene = load_bundle().genes["GRCh38"]
    transcript = gene.mane_select
    bases = "".join(gene.sequence[exon.start : exon.end] for exon in transcript.exons)
    cds = bases[transcript.cds.start : transcript.cds.end] if transcript.cds else ""
    coding = [(f"{transcript.accession}:c.{n}", ref) for n, ref in enumerate(cds, 1)]
    genomic = [
        (f"{gene.accession}:g.{genomic_number(gene.region.start + offset)}", ref)
        for offset, ref in enumerate(gene.plus_sequence)
    ]
    names = [
        f"{place}{ref}>{alt}" for place, ref in coding + genomic for alt in "ACGT" if alt != ref
    ][:LISTED]
    path.write_text("\n".join(names) + "\n")
    return len(names)


def write_genome(folder: Path) -> tuple[Path, Path]:
    """Write what bcftools csq reads: a FASTA of X up to the end of the region, and MANE as GFF3.

    Bases before the region are N, so that positions are those of the chromosome.
    """
    gene = load_bundle().genes["GRCh38"]
    bases = "N" * gene.region.start + gene.plus_sequence
    fasta = folder / "X.fa"
    lines = [bases[start : start + 10_000] for start in range(0, len(bases), 10_000)]
    fasta.write_text("\n".join((">X", *lines, "")), encoding="ascii")
    local = write_gff3(gene, [gene.mane_select], folder / "region.gff3").read_text()
    gff3 = folder / "mane.gff3"
    gff3.write_text("".join(_moved(line, gene.region.start) for line in local.splitlines(True)))
    return fasta, gff3


def _moved(line: str, distance: int) -> str:
    """Move a line of GFF3 along the chromosome; directives are dropped."""
    if line.startswith("#"):
        return "##gff-version 3\n" if line.startswith("##gff-version") else ""
    cells = line.split("\t")
    return "\t".join([*cells[:3], *(str(int(n) + distance) for n in cells[3:5]), *cells[5:]])


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
        names = Path(folder) / "names.txt"
        listed = write_list(names)
        seconds = median_seconds([tool, "lookup", "--quiet", "--input", str(names)], 5)
        report(f"foxp3tool lookup, a list of {listed} names", seconds, "one look-up", lookup)
        vcf = Path(folder) / "snvs.vcf"
        number = write_all_snvs(vcf)
        runs = {
            "MANE, standard table": ["--quiet"],
            "all current transcripts, standard table": ["--quiet", "--transcripts", "all"],
            "MANE, full table": ["--quiet", "--columns", "full"],
        }
        ours = {
            name: median_seconds([tool, "annotate", str(vcf), *options], 5)
            for name, options in runs.items()
        }
        peers = peer_commands(Path(folder), vcf)
        for peer, command in peers.items():
            seconds = median_seconds(command, 3)
            for name, own in ours.items():
                report(f"annotate, {number} SNVs in the gene, {name}", own, peer, seconds)
        print()
        for name, own in ours.items():
            print(f"{name}: {number / own:.0f} variants per second")


def peer_commands(folder: Path, vcf: Path) -> dict[str, list[str]]:
    """Return the commands of the other programs that are installed; say which are not."""
    commands = {}
    bcftools = shutil.which("bcftools")
    if bcftools is None:
        print("\nbcftools is not installed; annotate was not compared with it")
    else:
        fasta, gff3 = write_genome(folder)
        commands["bcftools view"] = [bcftools, "view", str(vcf)]
        commands["bcftools csq"] = [
            bcftools, "csq", "--local-csq", "-f", str(fasta), "-g", str(gff3), str(vcf),
        ]  # fmt: skip
    if importlib.util.find_spec("weaver") is None:
        print("\nhgvs-weaver is not installed; annotate was not compared with it")
    else:
        script = Path(__file__).parent / "weaver_names.py"
        commands["hgvs-weaver"] = [sys.executable, str(script), str(vcf)]
    return commands


if __name__ == "__main__":
    main()
