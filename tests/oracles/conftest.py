"""What the comparisons with other annotators share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from foxp3tool.pipeline.toolkit import Toolkit

# --import-mode=importlib leaves sys.path alone, and the helpers beside this file are not installed.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def toolkit() -> Toolkit:
    return Toolkit.load()
