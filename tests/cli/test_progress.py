"""The progress bar of files that take long."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from foxp3tool.cli import progress
from foxp3tool.cli.progress import Progress, wanted


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def as_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of standard error; pytest changes it between fixture and test."""
    stream = Terminal()
    monkeypatch.setattr(progress.sys, "stderr", stream)
    return stream


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in.vcf"
    path.write_bytes(b"x" * 1000)
    return path


def test_a_bar_after_a_second(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = as_terminal(monkeypatch)
    bars = Progress("annotate")
    show = bars.of(str(file))
    monkeypatch.setattr(progress.time, "monotonic", lambda: 0.0)
    show(100)
    show(300)
    assert terminal.getvalue() == ""
    monkeypatch.setattr(progress.time, "monotonic", lambda: 1.5)
    show(500)
    assert "in.vcf" in terminal.getvalue()
    assert "50%" in terminal.getvalue()
    show(1000)
    bars.close()
    assert "100%" in terminal.getvalue()


def test_no_bar_for_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = as_terminal(monkeypatch)
    monkeypatch.setattr(progress.time, "monotonic", iter(range(10)).__next__)
    bars = Progress("annotate")
    for taken in (1, 2, 3):
        bars.of("-")(taken)
    bars.close()
    assert terminal.getvalue() == ""


def test_when_a_bar_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    as_terminal(monkeypatch)
    assert wanted(quiet=False, no_progress=False)
    assert not wanted(quiet=True, no_progress=False)
    assert not wanted(quiet=False, no_progress=True)
    for other in (io.StringIO(), None):
        monkeypatch.setattr(progress.sys, "stderr", other)
        assert not wanted(quiet=False, no_progress=False)
