"""Fixtures for the gene."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# --import-mode=importlib leaves sys.path alone, and the helpers beside this file are not installed.
sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))

from cli_runner import Run, run_in_process


@pytest.fixture
def run() -> Run:
    return run_in_process
