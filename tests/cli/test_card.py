"""Where cards are printed and where tables: on a terminal, into a pipe, into a file."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_runner import TIMEOUT, Run, read_table
from pysam import tabix_index

A384T = "c.1150G>A"
PLAIN = {"TERM": "dumb", "LANG": "C.UTF-8"}


@dataclass(frozen=True)
class Seen:
    """What a terminal showed, and the exit status."""

    code: int
    text: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines shown, without the line ends that a terminal makes of them."""
        return self.text.replace("\r\n", "\n").split("\n")

    @property
    def is_card(self) -> bool:
        """True if a card was shown."""
        return "What changes" in self.text


def on_terminal(
    *args: str, env: Mapping[str, str] = PLAIN, width: int = 80, encoding: str = "utf-8"
) -> Seen:
    """Run the tool with a terminal of its own as standard output."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    kept = ("PATH", "PYTHONPATH", "FOXP3TOOL_DATA", "HOME")
    environ = {name: os.environ[name] for name in kept if name in os.environ} | dict(env)
    process = subprocess.Popen(
        [sys.executable, "-m", "foxp3tool", "lookup", *args],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.PIPE,
        env=environ,
    )
    os.close(follower)
    shown = b""
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        if not select.select([leader], [], [], 0.1)[0]:
            continue
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            # The other side is closed.
            break
        if not chunk:
            break
        shown += chunk
    os.close(leader)
    _, err = process.communicate(timeout=TIMEOUT)
    return Seen(process.returncode, shown.decode(encoding), err.decode())


def piped(*args: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "foxp3tool", "lookup", *args],
        capture_output=True,
        text=True,
        check=True,
        timeout=TIMEOUT,
    )
    return done.stdout, done.stderr


# Where


def test_a_card_on_a_terminal_and_a_table_in_a_pipe() -> None:
    seen = on_terminal(A384T)
    assert seen.code == 0
    assert seen.is_card
    assert "NP_054728.2:p.(Ala384Thr)" in seen.text
    assert "Research use only; not a diagnosis." in seen.text
    # The card names the catalog itself.
    assert seen.err == ""
    table, err = piped(A384T)
    assert [row["hgvs_c"] for row in read_table(table)] == ["NM_014009.4:c.1150G>A"]
    assert "Research use only" in err


@pytest.mark.parametrize(
    "options",
    [("--columns", "standard"), ("--no-card",), ("--no-header",), ("-o", "-")],
    ids=lambda options: options[0],
)
def test_a_table_on_a_terminal_is_that_of_the_pipe(options: tuple[str, ...]) -> None:
    seen = on_terminal(A384T, *options)
    assert not seen.is_card
    assert "\n".join(seen.lines) == piped(A384T, *options)[0]


def test_a_list_stays_a_table(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text(f"{A384T}\nc.227del\n")
    seen = on_terminal("--input", str(names))
    assert not seen.is_card
    assert len(seen.lines) == 1 + 2 + 1


def test_a_file_stays_a_table(tmp_path: Path) -> None:
    file = tmp_path / "out.tsv"
    assert on_terminal(A384T, "-o", str(file)).text == ""
    assert file.read_text() == piped(A384T)[0]


def test_card_in_a_pipe(run: Run) -> None:
    result = run("lookup", A384T, "--card")
    assert result.code == 0
    assert "What changes" in result.out
    assert "\x1b" not in result.out
    assert result.out.isprintable() or all(line.isprintable() for line in result.out.split("\n"))


def test_card_in_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "card.txt"
    assert run("lookup", A384T, "--card", "-o", file).code == 0
    assert "What changes" in file.read_text(encoding="utf-8")
    wrong = run("lookup", A384T, "--card", "-o", tmp_path / "card.tsv")
    assert wrong.code == 2
    assert ".txt" in wrong.err


@pytest.mark.parametrize(
    "options", [("--columns", "full"), ("--no-header",)], ids=lambda options: options[0]
)
def test_card_with_what_is_for_tables_is_refused(run: Run, options: tuple[str, ...]) -> None:
    result = run("lookup", A384T, "--card", *options)
    assert result.code == 2
    assert options[0] in result.err
    assert result.out == ""


def test_card_with_a_list_is_refused(run: Run) -> None:
    result = run("lookup", "-", "--card", stdin=b"c.227del\n")
    assert result.code == 2
    assert "list" in result.err


# How


def test_colours_on_a_terminal_and_none_where_unwanted() -> None:
    colored = on_terminal(A384T, env={"TERM": "xterm-256color", "LANG": "C.UTF-8"})
    assert "\x1b[1m" in colored.text
    bare = on_terminal(A384T)
    assert "\x1b" not in bare.text
    none = on_terminal(A384T, env={"TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"})
    assert none.text == bare.text
    without = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^;]*;[^\x1b]*\x1b\\", "", colored.text)
    assert [line.rstrip() for line in without.splitlines()] == bare.text.splitlines()


def test_colours_into_a_pager(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in run("lookup", A384T, "--card").out


@pytest.mark.parametrize("width", [40, 72, 80, 200])
def test_the_width_of_the_terminal(width: int) -> None:
    seen = on_terminal(A384T, "c.227del", width=width)
    longest = max(len(line) for line in seen.lines)
    assert longest <= min(width, 110)
    assert longest >= min(width, 110) - 1


def test_columns_of_the_environment_win() -> None:
    seen = on_terminal(A384T, env={**PLAIN, "COLUMNS": "50"}, width=100)
    assert max(len(line) for line in seen.lines) == 50


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
        {"LANG": "C.UTF-8", "PYTHONIOENCODING": "ascii"},
    ],
    ids=["C", "C without UTF-8 mode", "Latin-1", "ASCII"],
)
def test_ascii_where_utf8_is_not_taken(env: dict[str, str]) -> None:
    seen = on_terminal("c.1150G\u2192A", "c.1150T>A", env=env)
    assert seen.code == 1
    assert seen.is_card
    assert seen.text.isascii()
    assert "asked: c.1150G->A" in seen.text or "asked: c.1150G" in seen.text
    assert "Traceback" not in seen.err


# What


def test_several_variants_begin_with_a_table() -> None:
    seen = on_terminal(A384T, "c.227del", "zzz")
    assert seen.code == 1
    head = seen.text.partition("╭")[0]
    assert [name in head for name in ("c.1150G>A", "c.227del", "zzz", "no answer")] == [True] * 4
    assert seen.text.count("╭") == 3
    # The card tells what is wrong, and who keeps standard error finds it there.
    assert seen.err.startswith("foxp3tool lookup: zzz: ")


def test_exit_status_of_cards(run: Run) -> None:
    assert run("lookup", A384T, "--card").code == 0
    assert run("lookup", "c.1150G->A", "--card", "--strict").code == 3
    assert run("lookup", "c.1150T>A", "--card", "--strict").code == 1


def test_hostile_text_on_a_terminal() -> None:
    evil = "\x1b]0;owned\x07\x1b[31mc.1150G>A\x9b2J\u202e"
    env = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
    seen = on_terminal(evil, "[red]c.1150G>A[/red]", A384T, env=env)
    rest = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^;]*;[^\x1b]*\x1b\\", "", seen.text)
    assert all(line.isprintable() for line in rest.replace("\r\n", "\n").split("\n"))
    assert "asked: [red]c.1150G>A[/red]" in rest
    assert "\x1b[31m?" not in seen.text


def test_hostile_table_of_the_user(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(
        "variant\tassertion\tphenotype\treference\tnote\n"
        "c.1155C>T\tipex\tfever \x1b[2J\t\x1b]8;;http://evil.example/\x07x\tnote \x1b[31m\n"
    )
    result = run("lookup", "c.1155C>T", "--card", "--catalog", table)
    assert result.code == 0
    assert all(line.isprintable() for line in result.out.split("\n"))
    assert "fever ?[2J" in result.out
    assert "called ipex in a table of your own" in " ".join(result.out.split())
    # There is no page of it in the catalog.
    assert "catalog show" not in result.out


def test_values_of_a_source_are_told(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "mine.vcf"
    source.write_text(
        "##fileformat=VCFv4.2\n##contig=<ID=chrX,length=156040895,assembly=GRCh38>\n"
        '##INFO=<ID=SCORE,Number=A,Type=Float,Description="A score">\n'
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "chrX\t49251480\t.\tC\tT\t.\t.\tSCORE=0.75\n"
    )
    packed = tabix_index(str(source), preset="vcf", force=True)
    result = run("lookup", A384T, "c.227del", "--card", "--source", f"mine={packed}:SCORE")
    assert result.code == 0, result.err
    assert re.search(r"mine\s+mine_SCORE 0\.75", result.out)
    assert re.search(r"mine\s+nothing on this allele", result.out)


def test_an_interrupted_pager_is_no_error() -> None:
    command = f"{sys.executable} -m foxp3tool lookup p.A384T --card | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] in ("0", "141")
