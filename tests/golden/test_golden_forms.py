"""The demo's table as CSV and Markdown, and look-ups as JSON, compared with golden files.

The golden CSV and Markdown are held against the golden tab-separated table, which was reviewed cell
by cell, by readers that are not ours. ``tests/cli/test_json.py`` holds JSON against the table.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path

from cli_runner import Run
from markdown_it import MarkdownIt

from foxp3tool import __version__

NAMES = ("1150G->A", "c.210+1G>A", "c.(210+1_211-1)_(315+1_316-1)del", "nonsense")


def cells_of(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    return [line.split("\t") for line in lines]


def test_csv(run: Run, golden: Path, examples: Path) -> None:
    expected = (golden / "ipex_demo.GRCh38.csv").read_text(encoding="utf-8")
    assert run("annotate", examples / "ipex_demo.GRCh38.vcf", "-f", "csv").out == expected


def test_the_golden_csv_is_the_golden_table(golden: Path) -> None:
    text = (golden / "ipex_demo.GRCh38.csv").read_bytes().decode()
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert found == cells_of(golden / "ipex_demo.GRCh38.tsv")


def test_markdown(run: Run, golden: Path, examples: Path) -> None:
    version = f"foxp3tool {__version__}, "
    expected = (golden / "ipex_demo.GRCh38.md").read_text(encoding="utf-8")
    expected = expected.replace("foxp3tool of the program, ", version)
    assert run("annotate", examples / "ipex_demo.GRCh38.vcf", "-f", "md").out == expected


def test_the_golden_markdown_is_the_golden_table(golden: Path) -> None:
    text = (golden / "ipex_demo.GRCh38.md").read_text(encoding="utf-8")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [
        "".join(part.content for part in token.children or [])
        for before, token in itertools.pairwise(tokens)
        if before.type in ("th_open", "td_open")
    ]
    assert cells == [
        cell.strip() for row in cells_of(golden / "ipex_demo.GRCh38.tsv") for cell in row
    ]
    assert tokens[-3].type == "paragraph_open"
    assert tokens[-2].content.endswith("Research use only; not a diagnosis.")


def test_json(run: Run, golden: Path) -> None:
    expected = json.loads((golden / "lookup.json").read_text(encoding="utf-8"))
    found = json.loads(run("lookup", *NAMES, "-f", "json").out)
    found["provenance"]["version"] = "of the program"
    assert found == expected
