"""The top folder holds what a stranger looks for there, and nothing that a command left behind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP = {
    ".ci", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG-data.md", "CHANGELOG.md",
    "CITATION.cff", "LICENSE", "MANIFEST.in", "Makefile", "README.md", "benchmarks", "data", "docs",
    "examples", "man", "pyproject.toml", "scripts", "src", "tests",
}  # fmt: skip


def test_no_stray_file_at_the_top() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {line.partition("/")[0] for line in listed.splitlines()} == TOP
