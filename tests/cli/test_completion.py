"""Shell completion, in a real bash."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from cli_runner import TIMEOUT, Run

from foxp3tool.cli.lazy_group import subcommands
from foxp3tool.cli.main import main
from foxp3tool.formats.columns import COLUMNS

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


# Values that options and arguments take


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["lookup", "--columns", "m"], ["minimal"]),
        (["lookup", "--columns", "ipex_p"], ["ipex_phenotype"]),
        (["annotate", "--columns", "hgvs_c,pos,ipex_m"], ["hgvs_c,pos,ipex_match"]),
        (["annotate", "--columns", "hgvs_c,hgvs_c"], []),  # what is named already is left out
        (["annotate", "--columns", "pos,mini"], []),  # a set stands alone
        (["convert", "--to", "hgvs_c,sp"], ["hgvs_c,spdi"]),
        (["convert", "--to", "vcf_grch3"], ["vcf_grch37", "vcf_grch38"]),
        (["lookup", "--transcripts", "m"], ["mane"]),
        (
            ["annotate", "--transcripts", "NM_014009.4,NM_001114377.2"],
            ["NM_014009.4,NM_001114377.2"],
        ),
        (["gene", "--transcripts", "re"], ["refseq"]),
        (["sequence", "--transcripts", "NM_0140"], ["NM_014009.4", "NM_014009.3"]),
        (["lookup", "--assembly", ""], ["auto", "GRCh37", "GRCh38"]),
        (["lookup", "--assembly", "h"], ["hg19", "hg38"]),
        (["check", "--assembly", "grch3"], ["GRCh37", "GRCh38"]),
        (["catalog", "export", "--assembly", "hg3"], ["hg38"]),
        (["plot", "--size", ""], ["single", "double"]),
        (["annotate", "--format", "js"], ["json", "jsonl"]),
        (["annotate", "--samples", "c"], ["carriers"]),
        (["catalog", "show", "FOXP3-IPEX-0127"], ["FOXP3-IPEX-0127"]),
        (["catalog", "show", "foxp3-ipex-0127"], ["FOXP3-IPEX-0127"]),
        (["lookup", "FOXP3-IPEX-0127"], ["FOXP3-IPEX-0127"]),
        (["lookup", "rs122467170"], ["rs122467170"]),
        (["sequence", "FOXP3-IPEX-0127"], ["FOXP3-IPEX-0127"]),
        (["report", "--variant", "FOXP3-IPEX-0127"], ["FOXP3-IPEX-0127"]),
        (["plot", "--variant", "FOXP3-IPEX-0127"], ["FOXP3-IPEX-0127"]),
        (["convert", "FOXP3-IPEX-0127"], ["FOXP3-IPEX-0127"]),
        (["lookup", "c.1150"], []),
        (["convert", "old_"], ["compopt -o default"]),
        (["plot", "fam"], ["compopt -o default"]),
        (["report", "fam"], ["compopt -o default"]),
        (["report", "--input", "fam"], ["compopt -o default"]),
        (["plot", "--input", "fam"], ["compopt -o default"]),
        (["convert", "--input", "fam"], ["compopt -o default"]),
        (["catalog", "update", "--clinvar", "cl"], ["compopt -o default"]),
        (["annotate", "--ped", "f"], ["compopt -o default"]),
        (["annotate", "-o", "f"], ["compopt -o default"]),
    ],
    ids=" ".join,
)
def test_bash_offers_values(words: list[str], offered: list[str], tmp_path: Path) -> None:
    assert completed(["foxp3tool", *words], tmp_path) == offered


def test_every_column_and_every_id_is_offered(tmp_path: Path) -> None:
    names = [column.name for column in COLUMNS]
    offered = completed(["foxp3tool", "lookup", "--columns", ""], tmp_path)
    assert offered == ["minimal", "standard", "full", *names]
    behind = completed(["foxp3tool", "lookup", "--columns", "pos,"], tmp_path)
    assert behind == [f"pos,{name}" for name in names if name != "pos"]
    ids = completed(["foxp3tool", "catalog", "show", "FOXP3-"], tmp_path)
    assert len(ids) > 200
    assert all(re.fullmatch(r"FOXP3-[A-Z]+-[0-9]{4}", one) for one in ids)
    assert completed(["foxp3tool", "catalog", "show", ""], tmp_path) != []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_offered_the_same(shell: str) -> None:
    # What Click's classes answer; neither shell need be installed.
    asked = {
        "zsh": {"COMP_WORDS": "foxp3tool lookup --columns hgvs_c,ipex_m", "COMP_CWORD": "3"},
        "fish": {"COMP_WORDS": "foxp3tool lookup --columns", "COMP_CWORD": "hgvs_c,ipex_m"},
    }
    done = subprocess.run(
        [sys.executable, "-m", "foxp3tool"],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
        env={**os.environ, "_FOXP3TOOL_COMPLETE": f"{shell}_complete", **asked[shell]},
    )
    assert not done.stderr
    assert "hgvs_c,ipex_match" in done.stdout
    assert "plain" in done.stdout
    assert "ipex_id" not in done.stdout


def test_data_that_cannot_be_read_offers_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "catalog.json").write_text("no catalog")
    done = subprocess.run(
        [sys.executable, "-m", "foxp3tool"],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
        env={
            **os.environ,
            "FOXP3TOOL_DATA": str(tmp_path),
            "_FOXP3TOOL_COMPLETE": "bash_complete",
            "COMP_WORDS": "foxp3tool catalog show FOXP3-",
            "COMP_CWORD": "3",
        },
    )
    assert done.stderr == ""
    assert done.stdout.strip() == ""


def test_typing_a_tab_in_bash(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    leader, follower = pty.openpty()
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.Popen(
        [bash, "--norc", "--noprofile", "-i"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PS1": "$ ", "TERM": "dumb", "INPUTRC": os.devnull},
        start_new_session=True,
    )
    os.close(follower)

    def typed(keys: str, awaited: str) -> str:
        os.write(leader, keys.encode())
        seen = ""
        end = time.monotonic() + TIMEOUT
        while awaited not in seen and time.monotonic() < end:
            if select.select([leader], [], [], 0.1)[0]:
                seen += os.read(leader, 65536).decode()
        return seen

    try:
        # "done" is put together by echo, so that it is not the echo of what is typed.
        typed(
            'eval "$(foxp3tool completion bash)"; bind "set bell-style none"; echo do""ne\n', "done"
        )
        line = typed("foxp3tool lookup c.1150G\\>A --columns hgvs_p,ipex_m\t", "ipex_match ")
        assert "hgvs_p,ipex_match " in line
        answer = typed("--quiet\n", "exact")
        assert "NP_054728.2:p.(Ala384Thr)\texact" in answer.replace(" " * 7, "\t")
    finally:
        os.close(leader)
        process.kill()
        process.wait(TIMEOUT)
