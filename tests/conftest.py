"""Fixtures for every test: the bundle as it is installed, and the engine made from it once."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.bundle import Bundle, load_bundle

# --import-mode=importlib leaves sys.path alone, and the helpers beside this file are not installed.
sys.path.insert(0, str(Path(__file__).parent))

# The developer's own renewed catalog must not change what tests see, nor they change it.
os.environ["FOXP3TOOL_DATA"] = str(Path(tempfile.gettempdir()) / "foxp3tool-tests-no-such-folder")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def bundle_folder() -> Path:
    """The bundle's files, for tests that read them by another route than the program."""
    return ROOT / "data" / "foxp3_reference"


@pytest.fixture(scope="session")
def shared_facts() -> Path:
    """The facts and corpora beside the checkout; a test that needs them skips where they lack."""
    folder = ROOT.parent / "shared"
    if not (folder / "cases").is_dir():
        pytest.skip("the facts and corpora at ../shared are not here")
    return folder


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    return load_bundle()


@pytest.fixture(scope="session")
def toolkit(bundle: Bundle) -> Toolkit:
    return Toolkit(bundle)
