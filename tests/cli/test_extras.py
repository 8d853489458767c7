"""What is told where the package of an extra is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = "import sys; sys.modules[sys.argv.pop(1)] = None; import foxp3tool.cli.main as m; m.run()"
"""Runs the command line as if the package named first were not installed."""


@pytest.mark.parametrize(
    ("package", "extra", "command"),
    [
        ("jinja2", "report", ["report", "--variant", "c.1150G>A", "-o", "out.html"]),
        ("jinja2", "report", ["lookup", "c.1150G>A", "-o", "out.html"]),
        ("matplotlib", "figure", ["plot", "-o", "out.png"]),
        ("matplotlib", "figure", ["plot", "-o", "out.pdf"]),
        ("openpyxl", "tables", ["lookup", "c.1150G>A", "-o", "out.xlsx"]),
        ("pyarrow", "tables", ["catalog", "list", "-o", "out.parquet"]),
        ("openpyxl", "tables", ["annotate", "x.vcf", "-o", "out.xlsx"]),
        ("pyarrow", "tables", ["check", "x.vcf", "-o", "out.parquet"]),
        ("openpyxl", "tables", ["convert", "c.1150G>A", "-o", "out.xlsx"]),
    ],
)
def test_extra_is_named_and_nothing_is_written(
    tmp_path: Path, package: str, extra: str, command: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, package, *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert f"needs {package}, which is not installed" in done.stderr
    assert f"'foxp3tool[{extra}]'" in done.stderr
    assert not list(tmp_path.iterdir())


def test_svg_needs_no_extra(tmp_path: Path) -> None:
    made = tmp_path / "out.svg"
    subprocess.run(
        [sys.executable, "-c", WITHOUT, "matplotlib", "plot", "-o", str(made)],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert made.read_text(encoding="utf-8").startswith("<?xml")
