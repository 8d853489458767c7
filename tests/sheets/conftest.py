"""Fixtures for sheets and cards: the maker, and the catalog as its files have it."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from foxp3tool.model.sheet import Sheet
from foxp3tool.pipeline.lookup import LookupReport
from foxp3tool.pipeline.sheets import SheetMaker
from foxp3tool.pipeline.toolkit import Toolkit

# --import-mode=importlib leaves sys.path alone, and the helpers beside this file are not installed.
sys.path.insert(0, str(Path(__file__).parent))

from looking import Look


@pytest.fixture(scope="session")
def maker(toolkit: Toolkit) -> SheetMaker:
    return SheetMaker(toolkit)


@pytest.fixture(scope="session")
def look(maker: SheetMaker) -> Look:
    """Look texts up and return their sheets."""

    def sheets(*texts: str, transcripts: str = "mane", assembly: str | None = None) -> list[Sheet]:
        report = LookupReport()
        return list(
            maker.of_texts(texts, transcripts=transcripts, assembly=assembly, report=report)
        )

    return sheets


@pytest.fixture(scope="session")
def entries(bundle_folder: Path) -> dict[str, dict[str, Any]]:
    """The catalog's file, read without the program."""
    found = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    return {entry["id"]: entry for entry in found}


@pytest.fixture(scope="session")
def details(bundle_folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(
        (bundle_folder / "catalog_details.json").read_text()
    )["entries"]
    return found


@pytest.fixture(scope="session")
def features(bundle_folder: Path) -> list[dict[str, str]]:
    text = (bundle_folder / "protein_features.tsv").read_text()
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))
