"""Fixtures for tests of reading VCF."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# --import-mode=importlib leaves sys.path alone, and the helpers are not installed.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from cli_runner import Result, Run, run_in_process
from vcf_builder import Annotate


@pytest.fixture
def run() -> Run:
    return run_in_process


@pytest.fixture
def annotate(tmp_path: Path) -> Annotate:
    """Write bytes to a file and annotate it; further arguments go to the command."""

    def annotate_bytes(data: bytes, *args: object, name: str = "in.vcf") -> Result:
        path = tmp_path / name
        path.write_bytes(data)
        return run_in_process("annotate", path, *args)

    return annotate_bytes
