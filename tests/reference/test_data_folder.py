"""The user's data folder is where platformdirs has it."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from foxp3tool.reference.renewed_catalog import data_folder


@pytest.mark.parametrize("base", [None, "", " ", "/somewhere/data", "relative/data", "~/data"])
def test_the_folder_is_that_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, base: str | None
) -> None:
    monkeypatch.delenv("FOXP3TOOL_DATA", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    if base is not None:
        monkeypatch.setenv("XDG_DATA_HOME", base)
    assert data_folder() == Path(platformdirs.user_data_dir("foxp3tool", appauthor=False))
