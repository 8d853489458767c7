"""Shell completion, in a real bash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from cli_runner import TIMEOUT, Run

from foxp3tool.cli.lazy_group import subcommands
from foxp3tool.cli.main import main

# Outside a completion compopt fails; what it is told is what the user would get.
ASK = """
eval "$(foxp3tool completion bash)" || exit 9
compopt() {{ echo "compopt $1 $2"; }}
complete -p foxp3tool
COMP_WORDS=({words})
COMP_CWORD={place}
_foxp3tool_completion foxp3tool
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def completed(words: list[str], folder: Path) -> list[str]:
    """What bash offers for the last word."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    quoted = " ".join(f"'{word}'" for word in words)
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "--norc", "--noprofile", "-c", ASK.format(words=quoted, place=len(words) - 1)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
    )
    assert not done.stderr
    registered, *offered = done.stdout.rstrip("\n").split("\n")
    assert registered == "complete -o nosort -F _foxp3tool_completion foxp3tool"
    return [one for one in offered if one]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["foxp3tool", "seq"], ["sequence"]),
        (["foxp3tool", "catalog", "up"], ["update"]),
        (["foxp3tool", "sequence", "--what", "c"], ["context", "cds"]),
        (["foxp3tool", "gene", "--table", ""], ["exons", "transcripts", "features"]),
        (["foxp3tool", "completion", ""], ["bash", "fish", "zsh"]),
        (["foxp3tool", "annotate", "fam"], ["compopt -o default"]),
        (["foxp3tool", "check", "fam"], ["compopt -o default"]),
        (["foxp3tool", "lookup", "--input", "fam"], ["compopt -o default"]),
        (["foxp3tool", "gene", "--reference", "d"], ["compopt -o dirnames"]),
    ],
)
def test_bash_offers(words: list[str], offered: list[str], tmp_path: Path) -> None:
    assert completed(words, tmp_path) == offered


def test_bash_offers_every_command(tmp_path: Path) -> None:
    names = [str(command.name) for command in subcommands(main)]
    assert completed(["foxp3tool", ""], tmp_path) == names


def test_bash_offers_options(tmp_path: Path) -> None:
    offered = completed(["foxp3tool", "sequence", "--fl"], tmp_path)
    assert offered == ["--flank"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_say_how_to_install_them(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.code == 0
    assert not result.err
    hints = [line for line in result.out.split("\n") if line.startswith("# ")]
    assert any(f"foxp3tool completion {shell}" in line for line in hints)
    assert "_FOXP3TOOL_COMPLETE" in result.out


def test_zsh_script_begins_as_zsh_asks(run: Run) -> None:
    # compinit takes a file in fpath for a completion by its first line.
    assert run("completion", "zsh").out.startswith("#compdef foxp3tool\n")


@pytest.mark.parametrize(("shell", "program"), [("zsh", "zsh"), ("fish", "fish")])
def test_other_shells_read_their_scripts(run: Run, shell: str, program: str) -> None:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    script = run("completion", shell).out
    subprocess.run([found, "-n"], input=script, text=True, check=True, timeout=TIMEOUT)


def test_an_unknown_shell(run: Run) -> None:
    result = run("completion", "tcsh").no_traceback()
    assert result.code == 2
    assert "tcsh" in result.err
