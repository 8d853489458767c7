"""Measure VCF out against ``bcftools view``: ``python benchmarks/vcf_out.py FILE``.

The commands take turns, so that other work on the machine meets all of them; the least time of each
counts.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5


def seconds(command: list[str], stdin: Path | None = None) -> float:
    """Return the wall time of a command whose output is thrown away."""
    start = time.perf_counter()
    if stdin is None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    else:
        with stdin.open("rb") as file:
            subprocess.run(command, check=True, stdin=file, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    tool, bcftools = shutil.which("foxp3tool"), shutil.which("bcftools")
    if tool is None or bcftools is None or len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/vcf_out.py FILE (with foxp3tool and bcftools on PATH)")
    source = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        # Without the index that may lie beside the file.
        alone = Path(folder) / source.name
        alone.symlink_to(source)
        annotate = [tool, "annotate", "-q"]
        commands: dict[str, tuple[list[str], Path | None]] = {
            "bcftools view -Ov": ([bcftools, "view", "-Ov", str(source)], None),
            "annotate -f vcf FILE": ([*annotate, "-f", "vcf", str(alone)], None),
            "annotate -f vcf < FILE": ([*annotate, "-f", "vcf"], source),
            "annotate -o o.vcf": ([*annotate, str(alone), "-o", f"{folder}/o.vcf"], None),
            "bcftools view -Oz -o": (
                [bcftools, "view", "-Oz", "-o", f"{folder}/b.vcf.gz", str(source)], None,
            ),
            "annotate -o o.vcf.gz": ([*annotate, str(alone), "-o", f"{folder}/o.vcf.gz"], None),
        }  # fmt: skip
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(ROUNDS):
            for name, (command, stdin) in commands.items():
                least[name] = min(least[name], seconds(command, stdin))
    print("| command | seconds, least of 5 | ratio |\n| --- | --- | --- |")
    other = ""
    for name, taken in least.items():
        if name.startswith("bcftools"):
            other = name
        print(f"| `{name}` | {taken:.2f} | {taken / least[other]:.2f} of `{other}` |")


if __name__ == "__main__":
    main()
