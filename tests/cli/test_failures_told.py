"""What failed is told on standard error, legibly, whatever form the answers have."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import TIMEOUT, Run

WRONG = "c.1150C>A"
"""NM_014009.4 has G at c.1150 (p.Ala384Thr is c.1150G>A, PMID 11137993)."""
WHY = "the description says C, NM_014009.4 has G there"


def test_a_card_in_a_file_leaves_the_cause_on_standard_error(run: Run, tmp_path: Path) -> None:
    with_card = run("lookup", WRONG, "--card", "-o", tmp_path / "card.txt")
    assert with_card.code == 1
    assert f"foxp3tool lookup: {WRONG}: {WHY}" in with_card.err
    assert "what to do:" in with_card.err


def test_of_several_cards_each_failure_is_told(run: Run) -> None:
    result = run("lookup", WRONG, "c.1150G>A", "xyz", "--card")
    assert result.code == 1
    told = [line for line in result.err.splitlines() if line.startswith("foxp3tool lookup: ")]
    assert [line.split(": ")[1] for line in told] == [WRONG, "xyz"]


def test_cards_say_on_standard_error_what_the_table_says(run: Run) -> None:
    texts = (WRONG, "c.1150G>A", "", "xyz")
    table = run("lookup", *texts, "--quiet")
    cards = run("lookup", *texts, "--quiet", "--card")
    assert cards.code == table.code == 1
    assert cards.err == table.err != ""


def test_on_a_terminal_that_shows_the_card_it_is_not_said_twice() -> None:
    leader, follower = pty.openpty()
    kept = ("PATH", "PYTHONPATH", "FOXP3TOOL_DATA", "HOME")
    environ = {name: os.environ[name] for name in kept if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-m", "foxp3tool", "lookup", WRONG],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env={**environ, "TERM": "dumb", "LANG": "C.UTF-8"},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            shown += os.read(leader, 65536)
        except OSError:
            break
    os.close(leader)
    assert process.wait(TIMEOUT) == 1
    text = shown.decode()
    assert "no answer" in text or "asked:" in text
    assert "foxp3tool lookup:" not in text


@pytest.mark.parametrize("command", [("lookup",), ("sequence",), ("convert",)], ids=" ".join)
@pytest.mark.parametrize("text", ["", "  ", "\t"], ids=repr)
def test_an_empty_text_is_told_in_a_sentence(run: Run, command: tuple[str], text: str) -> None:
    result = run(*command, "c.1150G>A", text)
    assert result.code == 1
    (line,) = [one for one in result.err.splitlines() if "empty" in one]
    assert line == (
        f"foxp3tool {command[0]}: a text is empty; give a variant, such as NM_014009.4:c.1150G>A"
    )
    assert "^" not in result.err


def test_the_row_of_an_empty_text_names_no_character(run: Run) -> None:
    (row,) = run("lookup", "").table
    assert row["issues"] == (
        "HGVS_UNPARSED: the text is empty. "
        "What to do: give a variant, such as NM_014009.4:c.1150G>A"
    )


def test_bytes_that_are_no_text_are_legible(run: Run, tmp_path: Path) -> None:
    vcf = tmp_path / "odd.vcf"
    vcf.write_bytes(
        b"##fileformat=VCFv4.2\n##contig=<ID=X,length=156040895,assembly=GRCh38>\n"
        b'##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
        b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\xff\n"
        b"X\t49251480\t.\tC\tT\t.\t.\t.\tGT\t1/1\n"
    )
    result = run("annotate", vcf, "--samples", "carriers", "-o", tmp_path / "out.tsv")
    assert result.code == 0
    assert "the sex of S? is not stated" in result.err
    assert "\udcff" not in result.err
    assert "udcff" not in result.err
    wrong = run("annotate", vcf, "--samples", "carriers", "--sex", "T\udcff=male")
    assert wrong.code == 2
    assert "udc" not in wrong.err
    assert "no sample 'T?'; it has S?" in wrong.err
    misspelt = run("annotate", vcf, "--samples", "carriers", "--sex", "S\udcff=man")
    assert misspelt.code == 2
    assert "--sex S?=man: is not NAME=male" in misspelt.err


def test_no_message_carries_control_characters(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "no\x1b[31m\udce9.vcf"
    result = run("annotate", missing)
    assert result.code == 1
    assert "no?[31m?.vcf" in result.err
    assert "\x1b" not in result.err
    assert "udce9" not in result.err
