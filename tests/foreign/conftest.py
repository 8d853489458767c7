"""What the runs on foreign genes share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# --import-mode=importlib leaves sys.path alone, and these helpers are not installed. The way of
# sorting differences, and of asking bcftools, is the one that tests/oracles has.
HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parent / "oracles"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from foreign_engine import Folder, read_set  # noqa: E402 - found through the lines above


@pytest.fixture(scope="session")
def foreign(shared_facts: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Folder]:
    """The test data of bcftools csq, read; a test that needs it skips where it is not there."""
    root = shared_facts / "corpora" / "bcftools-csq"
    if not root.is_dir():
        pytest.skip("the corpus ../shared/corpora/bcftools-csq is not here")
    return read_set(root, tmp_path_factory.mktemp("gff3"))
