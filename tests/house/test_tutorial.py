"""The session of the tutorial is held again, and prints what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*(?:\n> .*)*)\n", re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """Return the commands of the page, each with what it prints."""
    found = []
    for block in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        _, *parts = _COMMAND.split(block)
        found += list(zip(parts[::2], parts[1::2], strict=True))
    return [(command.replace("\n> ", "\n"), printed) for command, printed in found]


def agrees(expected: str, printed: str) -> bool:
    """Tell whether a text is what was expected, in which ``...`` stands for any lines or words.

    Blanks and tabs at the ends of lines, which no reader sees, do not count.
    """
    expected, printed = (re.sub(r"[ \t]+$", "", text, flags=re.M) for text in (expected, printed))
    pieces = (re.escape(piece) for piece in expected.strip().split("..."))
    return re.fullmatch(".*?".join(pieces), printed.strip(), re.DOTALL) is not None


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with the examples, and an environment in which the tool is found."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    tools = tmp_path / "bin"
    tools.mkdir()
    program = tools / "foxp3tool"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m foxp3tool "$@"\n')
    program.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    return tmp_path, environment


def test_the_session_prints_what_the_page_says(desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    told = steps()
    assert len(told) >= 8
    for command, expected in told:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert agrees(expected, done.stdout), f"$ {command}\n{done.stdout}"
