"""The table of the structural example, reviewed row by row, and the page that shows it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from cli_runner import run_in_process

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "structural.GRCh38.vcf"
GOLDEN = Path(__file__).with_name("structural.GRCh38.tsv")


def test_structural_example() -> None:
    result = run_in_process("annotate", EXAMPLE)
    assert (result.code, result.out) == (0, GOLDEN.read_text())
    assert "9 alleles in FOXP3, 1 reference block, 0 records elsewhere" in result.err


def test_the_page_shows_what_is_printed() -> None:
    page = (ROOT / "docs" / "structural.md").read_text()
    shown = re.findall(r"^\$ foxp3tool (.+)\n((?:.+\n)+?)```$", page, re.MULTILINE)
    assert len(shown) == 2
    for command, output in shown:
        words = [str(ROOT / w) if w.startswith("examples/") else w for w in shlex.split(command)]
        # A page has no blanks at the ends of its lines.
        printed = [line.rstrip() for line in run_in_process(*words).out.splitlines()]
        assert [line.rstrip() for line in output.splitlines()] == printed
