"""Fixtures to run the command line, in this process or as its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# --import-mode=importlib leaves sys.path alone, and the helpers beside this file are not installed.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))

from cli_runner import Run, Start, run_in_process, run_installed


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
