"""The progress bar of files that take long."""

from __future__ import annotations

import io
import re
from itertools import count
from pathlib import Path

import pytest

from foxp3tool.cli import progress
from foxp3tool.cli.progress import Progress, wanted
from foxp3tool.errors import columns


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
    monkeypatch.setenv("TERM", "xterm")
    assert wanted(quiet=False, no_progress=False)
    assert not wanted(quiet=True, no_progress=False)
    assert not wanted(quiet=False, no_progress=True)
    for other in (io.StringIO(), None):
        monkeypatch.setattr(progress.sys, "stderr", other)
        assert not wanted(quiet=False, no_progress=False)


@pytest.mark.parametrize("width", [30, 40, 80, 200])
@pytest.mark.parametrize(
    "name", ["in.vcf", "a/long/way/to/the/folder/of/a/cohort/in.vcf", f"{'n' * 90}.vcf", "宽" * 40]
)
def test_a_frame_fits_the_terminal(
    name: str, width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x" * 1000)
    frames = frames_of(file, width, monkeypatch)
    assert frames
    for frame in frames:
        # What fills the line makes some terminals go on to the next.
        assert columns(frame) < width
        assert "%" in frame
        assert "[" in frame


def frames_of(file: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is drawn of a bar, frame by frame."""
    monkeypatch.setenv("COLUMNS", str(width))
    terminal = as_terminal(monkeypatch)
    # Each look at the clock finds ten minutes gone.
    clock = count(0, 600)
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr("click._termui_impl.time.time", lambda: float(next(clock)))
    bars = Progress("annotate")
    show = bars.of(str(file))
    for taken in (1, 2, 500, 999, 1000):
        show(taken)
    bars.close()
    drawn = re.sub(r"\x1b\[\?25[hl]", "", terminal.getvalue())
    return [one for one in re.split(r"[\r\n]+", drawn) if one.strip()]


def test_the_end_of_a_long_name_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "cohort_of_the_whole_year_2026.vcf.gz"
    file.write_bytes(b"x" * 1000)
    assert "2026.vcf.gz" in frames_of(file, 60, monkeypatch)[0]


def test_a_terminal_without_room_has_no_bar(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert frames_of(file, 15, monkeypatch) == []


def test_a_hostile_name_commands_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a\x1b]0;owned\x07\u202eb\n.vcf"
    file.write_bytes(b"x" * 1000)
    drawn = "".join(frames_of(file, 200, monkeypatch))
    assert "a?]0;owned??b .vcf" in drawn
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", drawn)


@pytest.mark.parametrize("terminal", ["dumb", "unknown"])
def test_a_dumb_terminal_has_no_bar(terminal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    as_terminal(monkeypatch)
    monkeypatch.setenv("TERM", terminal)
    assert not wanted(quiet=False, no_progress=False)
