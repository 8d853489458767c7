"""The manual pages say what the commands say, and man prints them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from foxp3tool.cli.lazy_group import subcommands
from foxp3tool.cli.main import main

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "man").glob("*.1"))


def names(command: click.Command, path: str) -> list[str]:
    found = [path]
    for child in subcommands(command):
        found += names(child, f"{path}-{child.name}")
    return found


def test_pages_are_up_to_date() -> None:
    script = ROOT / "scripts" / "generate_man.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_has_a_page() -> None:
    assert sorted(page.stem for page in PAGES) == sorted(names(main, "foxp3tool"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_man_prints_the_page(page: Path) -> None:
    man = shutil.which("man")
    if man is None or shutil.which("groff") is None:
        pytest.skip("man and groff are not installed")
    done = subprocess.run(
        [man, "--warnings", "-l", page],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MANWIDTH": "100", "MANPAGER": "cat", "LC_ALL": "C.UTF-8"},
    )
    assert not done.stderr
    for title in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"):
        assert f"\n{title}\n" in done.stdout
    assert "foxp3tool" in done.stdout
    assert "\nEXAMPLES\n" in done.stdout


def test_examples_can_be_copied_from_a_page() -> None:
    man = shutil.which("man")
    if man is None or shutil.which("groff") is None:
        pytest.skip("man and groff are not installed")
    done = subprocess.run(
        [man, "-l", ROOT / "man" / "foxp3tool-sequence.1"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MANWIDTH": "100", "MANPAGER": "cat", "LC_ALL": "C.UTF-8"},
    )
    # Quotes and minus signs are those of the shell, not typographic ones.
    assert "foxp3tool sequence 'c.1150G>A' --format bracket --flank 300" in done.stdout
