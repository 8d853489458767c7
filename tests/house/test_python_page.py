"""The page on Python is run as it stands."""

from __future__ import annotations

import doctest
import os
from pathlib import Path

import pytest

import foxp3tool

ROOT = Path(__file__).parents[2]


def test_the_page_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = os.fspath(ROOT / "docs" / "python.md")
    done = doctest.testfile(page, module_relative=False, optionflags=doctest.ELLIPSIS)
    assert done.attempted > 20
    assert done.failed == 0


def test_every_public_name_can_be_had_and_is_documented() -> None:
    for name in foxp3tool.__all__:
        member = getattr(foxp3tool, name)
        assert name == "__version__" or member.__doc__, name
    assert set(dir(foxp3tool)) == set(foxp3tool.__all__)
    with pytest.raises(AttributeError):
        foxp3tool.nothing_of_the_kind  # noqa: B018 - it is the access that fails


def test_what_does_not_exist_is_a_usage_error() -> None:
    with pytest.raises(foxp3tool.UsageError, match="hg18"):
        foxp3tool.lookup("c.1150G>A", assembly="hg18")
    with pytest.raises(foxp3tool.UsageError, match="hg17"):
        foxp3tool.to_frame(["X-49251480-C-T"], assembly="hg17")
    with pytest.raises(foxp3tool.UsageError, match="klingon"):
        foxp3tool.convert("c.1150G>A", "klingon")
    (row,) = foxp3tool.lookup("c.1150G>A")
    with pytest.raises(foxp3tool.UsageError, match="kolumn"):
        foxp3tool.cells(row, "kolumn")
