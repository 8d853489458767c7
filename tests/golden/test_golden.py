"""The demo's tables, compared as text with golden files that were reviewed cell by cell.

``test_review.py`` holds the golden files against the catalog and against arithmetic of its own. To
change a golden file, change it by hand, or take the new output and review every cell that differs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Run, read_table

ROOT = Path(__file__).parents[2]
CONTEXT = {"hgvs_c", "hgvs_n", "delta2_hgvs_c"}
"""Names that are written with their genomic context."""
DEPENDS_ON_BUILD = {"chrom", "pos", "assembly", "hgvs_g", "normalized", "spdi", "vrs_id"}


@pytest.mark.parametrize(
    ("table", "vcf", "columns"),
    [
        ("ipex_demo.GRCh38.tsv", "ipex_demo.GRCh38.vcf", "standard"),
        ("ipex_demo.GRCh37.tsv", "ipex_demo.GRCh37.vcf", "standard"),
        ("ipex_demo.GRCh38.full.tsv", "ipex_demo.GRCh38.vcf", "full"),
    ],
)
def test_table_equals_golden_file(
    run: Run, golden: Path, examples: Path, table: str, vcf: str, columns: str
) -> None:
    result = run("annotate", examples / vcf, "--columns", columns)
    assert result.code == 0
    expected = (golden / table).read_text(encoding="utf-8")
    assert result.out.splitlines() == expected.splitlines()
    assert result.out == expected


def test_summary_of_the_demo(run: Run, examples: Path) -> None:
    # 55 records: 51 in the gene, two of them with two ALT alleles; 3 on other chromosomes, 1 in
    # G6PD. 23 alleles of the table of test_review.py are reported mutations; `*` has an issue.
    err = run("annotate", examples / "ipex_demo.GRCh37.vcf").err
    assert (
        "55 records read; 53 alleles in FOXP3, 4 records elsewhere; 23 reported IPEX mutations"
        in err
    )
    assert "rows with issues: UNSUPPORTED_ALLELE 1" in err


def test_both_builds_agree_where_the_build_does_not_matter(run: Run, examples: Path) -> None:
    tables = [
        run("annotate", examples / f"ipex_demo.{build}.vcf", "--columns", "full").out
        for build in ("GRCh38", "GRCh37")
    ]
    old, new = (
        [
            {
                name: cell.replace("NC_000023.10(", "NC_000023.11(") if name in CONTEXT else cell
                for name, cell in row.items()
                if name not in DEPENDS_ON_BUILD
            }
            for row in read_table(table)
        ]
        for table in tables
    )
    assert len(old) == 53
    assert old == new


def test_both_builds_name_each_other(run: Run, examples: Path) -> None:
    new, old = (
        run("annotate", examples / f"ipex_demo.{build}.vcf", "--columns", "full").table
        for build in ("GRCh38", "GRCh37")
    )
    for here, there in zip(new, old, strict=True):
        assert here["grch38"] == here["normalized"] == there["grch38"]
        assert here["grch37"] == there["normalized"] == there["grch37"]


def test_script_makes_the_demo_files(tmp_path: Path, examples: Path) -> None:
    script = ROOT / "scripts" / "make_demo_vcf.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
    for name in ("ipex_demo.GRCh38.vcf", "ipex_demo.GRCh37.vcf"):
        assert (tmp_path / name).read_bytes() == (examples / name).read_bytes()


@pytest.mark.parametrize("build", ["GRCh38", "GRCh37"])
def test_bcftools_reads_the_demo_without_a_word(tmp_path: Path, examples: Path, build: str) -> None:
    tool = shutil.which("bcftools")
    if tool is None:
        pytest.skip("bcftools is not installed")
    packed = tmp_path / "demo.vcf.gz"
    # An index can be made only of sorted records.
    commands: tuple[list[str | Path], ...] = (
        [tool, "view", "-Oz", "-o", packed, examples / f"ipex_demo.{build}.vcf"],
        [tool, "index", "--tbi", packed],
        [tool, "stats", packed],
    )
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stderr == ""
