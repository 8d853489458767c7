"""Fixtures to run the command line, in this process or as its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

# --import-mode=importlib leaves sys.path alone, and the helpers beside this file are not installed.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))

from cli_runner import Run, Start, run_in_process, run_installed
from clinvar_builder import Facts, clinvar_text, pack

from foxp3tool.formats import clinvar_vcf


@pytest.fixture
def run() -> Run:
    """Run ``foxp3tool`` in this process: quick, for everything but the behaviour of a process."""
    return run_in_process


@pytest.fixture
def start() -> Start:
    """Run the installed ``foxp3tool`` command."""
    return run_installed


@pytest.fixture(scope="session")
def demo() -> Path:
    return Path(__file__).parents[2] / "examples" / "ipex_demo.GRCh38.vcf"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder of this test, which does not exist yet, on the last day of 2026."""
    path = tmp_path / "data" / "foxp3tool"
    monkeypatch.setenv("FOXP3TOOL_DATA", str(path))
    monkeypatch.setattr(clinvar_vcf, "_today", lambda: date(2026, 12, 31))
    return path


@pytest.fixture(scope="session")
def bundled(bundle_folder: Path) -> Facts:
    """The entries of the bundle by id, as its file has them."""
    entries = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    return {entry["id"]: entry for entry in entries}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of ClinVar."""

    def make(records: list[str], name: str = "clinvar.vcf.gz", **options: Any) -> Path:
        index = options.pop("index", False)
        text = clinvar_text(records, **options)
        path = tmp_path / name
        if name.endswith(".gz"):
            return pack(path, text, index=index)
        path.write_text(text)
        return path

    return make
