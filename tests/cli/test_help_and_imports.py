"""Help texts, and what a command loads."""

from __future__ import annotations

import itertools
import subprocess
import sys

import click
import pytest
from cli_runner import TIMEOUT, Run

from foxp3tool.cli.lazy_group import subcommands
from foxp3tool.cli.main import main


def commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    for child in subcommands(command):
        found += commands(child, (*path, str(child.name)))
    return found


EVERY = commands(main)


@pytest.mark.parametrize("path", commands(main), ids=" ".join)
def test_help(run: Run, path: tuple[str, ...]) -> None:
    long, short = run(*path, "--help"), run(*path, "-h")
    assert long.code == 0
    assert long == short
    assert long.err == ""
    assert long.out.startswith("Usage: foxp3tool")
    assert "\\b" not in long.out
    assert max(map(len, long.out.splitlines())) <= 100


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_every_command_has_an_example_on_a_line_of_its_own(run: Run, path: tuple[str, ...]) -> None:
    lines = [line.strip() for line in run(*path, "--help").out.splitlines()]
    (place,) = (number for number, line in enumerate(lines) if line in ("Example:", "Examples:"))
    shown = " ".join(("foxp3tool", *path))
    assert shown in lines[place + 1]
    behind = itertools.takewhile(bool, lines[place + 1 :])
    assert all("foxp3tool" in line for line in behind), "one command a line, not wrapped"


def test_annotating_commands_say_what_they_are_not(run: Run) -> None:
    for path in ((), ("annotate",), ("lookup",)):
        assert "Research use only; not a diagnosis." in run(*path, "--help").out


def test_version(run: Run) -> None:
    result = run("--version")
    assert result.code == 0
    assert result.out.startswith("foxp3tool, version ")


SCRIPT = """
import sys
from foxp3tool.cli.main import run
try:
    run()
except SystemExit as leaving:
    print("code", leaving.code, file=sys.stderr)
print("loaded", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded_by(*args: str) -> set[str]:
    """Run a command in a new interpreter and return the top-level modules that it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *args],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=True,
    )
    *_, code, modules = done.stderr.splitlines()
    assert code == "code 0", done.stderr
    return set(modules.split()[1:])


@pytest.mark.parametrize("args", [["--help"], ["annotate", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    modules = loaded_by(*args)
    assert not modules & {"pandas", "numpy", "Bio", "matplotlib", "pysam", "jsonschema", "rich"}


def test_look_up_loads_nothing_heavy() -> None:
    modules = loaded_by("lookup", "c.1150G>A")
    assert not modules & {"pandas", "numpy", "Bio", "matplotlib", "pysam", "jsonschema", "rich"}


def test_annotate_loads_only_pysam(demo: object) -> None:
    modules = loaded_by("annotate", str(demo))
    assert "pysam" in modules
    assert not modules & {"pandas", "numpy", "Bio", "matplotlib", "rich"}


def test_only_a_card_loads_rich() -> None:
    tables = (
        ["lookup", "--no-card", "c.1150G>A"],
        ["lookup", "c.1150G>A", "--columns", "full"],
        ["catalog", "show", "FOXP3-IPEX-0127"],
    )
    for table in tables:
        assert "rich" not in loaded_by(*table)
    modules = loaded_by("lookup", "c.1150G>A", "--card")
    assert "rich" in modules
    assert not modules & {"pandas", "numpy", "Bio", "matplotlib", "pysam", "jsonschema"}
