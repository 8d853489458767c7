"""Look-ups of lists: one bad line stops nothing, and nothing floods the terminal."""

from __future__ import annotations

import gzip
import os
import subprocess
import threading
from pathlib import Path

import pytest
from cli_runner import COMMAND, TIMEOUT, Run, Start, read_table

GOOD, BAD = "c.1150G>A", "c.1150G"
NAMES = {GOOD: "NM_014009.4:c.1150G>A", "c.227del": "NM_014009.4:c.227del"}


def ids(table: list[dict[str, str]]) -> list[str]:
    return [row["id"] for row in table]


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.txt"
    path.write_bytes(b"# two of them\r\nc.1150G>A\r\n\r\nc.227del\r\n")
    return path


def test_a_list_is_answered_as_its_arguments_would_be(run: Run, names: Path) -> None:
    listed = run("lookup", "--input", names)
    assert listed.code == 0
    assert listed.out == run("lookup", *NAMES).out
    assert [(row["id"], row["hgvs_c"]) for row in listed.table] == list(NAMES.items())
    first = listed.err.splitlines()[0]
    assert f"{names}, one description a line: 2 looked up, 2 blank or comment lines" in first
    assert "2 answered, 0 not; 2 reported IPEX mutations; rows with issues: none" in first


def test_standard_input_in_both_spellings(run: Run, names: Path) -> None:
    expected = run("lookup", "--input", names).out
    data = names.read_bytes()
    assert run("lookup", "-", stdin=data).out == expected
    assert run("lookup", "--input", "-", stdin=data).out == expected
    assert run("lookup", "-", stdin=gzip.compress(data)).out == expected
    assert "standard input, one description a line" in run("lookup", "-", stdin=data).err


def test_one_bad_line_is_one_row(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(f"who,hgvs\nP1,{GOOD}\nP2,{BAD}\nP3,\nP4,c.227del\n".encode())
    result = run("lookup", "--input", path, "--quiet").no_traceback()
    assert result.code == 1
    assert ids(result.table) == [GOOD, BAD, "", "c.227del"]
    assert [row["issues"].partition(":")[0] for row in result.table] == [
        "", "HGVS_UNPARSED", "HGVS_UNPARSED", "",
    ]  # fmt: skip
    assert "line 4 has nothing in column 2" in result.table[2]["issues"]
    lines = result.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"foxp3tool lookup: {path}, line 3: {BAD}: ")
    assert lines[1].startswith(f"foxp3tool lookup: {path}, line 4: ")


def test_many_failures_are_counted_not_listed(run: Run) -> None:
    lines = [f"bad{number}" for number in range(1, 3001)] + [GOOD, "y" * 5000]
    result = run("lookup", "-", stdin="\n".join(lines).encode())
    assert result.code == 1
    assert ids(result.table) == lines
    told = result.err.splitlines()
    assert [line.split(", line ")[1].partition(":")[0] for line in told[:5]] == list("12345")
    # 3,001 fail; five are told.
    assert "and 2996 more" in told[5]
    assert "3002 looked up" in told[6]
    assert "1 answered, 3001 not" in told[6]
    assert len(told) == 8


def test_long_and_broken_texts_stay_on_their_line_of_the_message(run: Run) -> None:
    data = b'variant\tx\n"c.1\n\x1b[31m"\tx\n' + b"y" * 5000 + b"\tx\n"
    caution, *told = run("lookup", "-", stdin=data).no_traceback().err.splitlines()
    assert "1 record, the first in line 2: over several lines" in caution
    assert [line.partition("line ")[2][:2] for line in told[:2]] == ["2:", "4:"]
    assert all("\x1b" not in line and len(line) < 300 for line in told)


def test_a_column_by_name_and_by_number(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sheet.tsv"
    path.write_bytes("\ufeffwho\tDNA change\tProtein\nP1\tc.1150G>A\tA384T\n".encode("utf-16-le"))
    for column, text in (("DNA change", GOOD), ("protein", "A384T"), ("2", GOOD), ("3", "A384T")):
        result = run("lookup", "--input", path, "--column", column)
        assert result.code == 0
        assert set(ids(result.table)) == {text}
    assert "column 3 of 3 ('Protein', tab-separated)" in result.err


def test_an_unclear_column_is_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"who,hgvs_c,hgvs_p\nP1,c.1150G>A,A384T\n")
    result = run("lookup", "--input", path)
    assert (result.code, result.out) == (1, "")
    assert f"{path}, line 1: it is not clear which column" in result.err
    assert "1 'who', 2 'hgvs_c', 3 'hgvs_p'" in result.err
    result = run("lookup", "--input", path, "--column", "nope")
    assert (result.code, result.out) == (2, "")
    assert "1 'who', 2 'hgvs_c', 3 'hgvs_p'" in result.err


def test_an_excel_workbook_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"PK\x03\x04\x14\x00\x06\x00")
    result = run("lookup", "--input", path, "-o", tmp_path / "out.tsv").no_traceback()
    assert (result.code, result.out) == (1, "")
    assert "Excel workbook" in result.err
    assert "what to do: save the list as text" in result.err
    assert not (tmp_path / "out.tsv").exists()


def test_windows_1252_is_told_in_the_row_and_in_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes(b"c.1150G>A\nc.1150G\x96A\n")
    result = run("lookup", "--input", path, "--quiet")
    good, bad = result.table
    assert good["issues"] == ""
    assert bad["id"] == "c.1150G\u2013A"
    assert "line 2 is not UTF-8, read as Windows-1252" in bad["issues"]
    caution = "caution: {}: 1 record, the first in line 2: not UTF-8, read as Windows-1252"
    assert caution.format(path) in result.err.splitlines()[0]


def test_no_table_of_a_damaged_list_is_left(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "names.txt.gz"
    path.write_bytes(gzip.compress(b"c.1150G>A\n" * 1000)[:-9])
    result = run("lookup", "--input", path, "-o", tmp_path / "out.tsv").no_traceback()
    assert result.code == 1
    assert "truncated or corrupt" in result.err
    assert not (tmp_path / "out.tsv").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "no variant"),
        ((GOOD, "--input", "-"), "not both"),
        ((GOOD, "-"), "stands alone"),
        (("--column", "2", GOOD), "--column is for a list"),
        (("--column", "2"), "no variant"),
    ],
)
def test_arguments_that_contradict_each_other(run: Run, args: tuple[str, ...], words: str) -> None:
    result = run("lookup", *args, stdin=b"c.227del\n")
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_the_list_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_bytes(b"hgvs\nc.227del\n")
    result = run("lookup", "--input", path, "-o", path)
    assert result.code == 2
    assert path.read_bytes() == b"hgvs\nc.227del\n"


def test_strict_and_several_answers(run: Run) -> None:
    # Each row says that its DNA change is inferred.
    result = run("lookup", "-", "--strict", stdin=b"A384T\np.Phe367Leu\n")
    assert result.code == 3
    # Threonine has four codons, leucine six.
    assert ids(result.table) == ["A384T"] * 4 + ["p.Phe367Leu"] * 6
    assert "2 looked up" in result.err
    assert "PROTEIN_ONLY 10" in result.err
    assert run("lookup", "-", "--strict", stdin=b"c.227del\n").code == 0


def test_our_own_table_can_be_looked_up_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "again.tsv"
    assert run("lookup", *NAMES, "-o", path).code == 0
    result = run("lookup", "--input", path, "--column", "hgvs_g")
    assert result.code == 0
    assert [row["hgvs_c"] for row in result.table] == list(NAMES.values())


def test_pipe_closed_early_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("c.227del\n" * 3000)
    script = (
        f"set -o pipefail; {COMMAND} lookup --input names.txt 2>err | head -n 1;"
        "echo ${PIPESTATUS[0]}"
    )
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False,
        timeout=TIMEOUT,
    )  # fmt: skip
    assert done.stdout.splitlines()[1] == "141"
    assert (tmp_path / "err").read_text() == ""


def test_rows_come_while_the_list_is_still_written(tmp_path: Path) -> None:
    """A list of any length streams: its first rows are out before its end is in."""
    fifo = tmp_path / "names.txt"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [COMMAND, "lookup", "--input", str(fifo), "--quiet"], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    # A command that waits for the end of its input would wait for ever.
    watch = threading.Timer(TIMEOUT, process.kill)
    watch.start()
    with fifo.open("wb") as slow:
        slow.write(b"c.1150G>A\n" * 4000)
        slow.flush()
        first = [process.stdout.readline().decode() for _ in range(1000)]
        slow.write(b"c.227del\n")
    rest = process.stdout.read().decode()
    process.stdout.close()
    assert process.wait(TIMEOUT) == 0
    watch.cancel()
    rows = read_table("".join(first) + rest)
    assert len(rows) == 4001
    assert rows[-1]["id"] == "c.227del"


def test_terminal_is_told_how_to_end(tmp_path: Path) -> None:
    terminal, other = os.openpty()
    try:
        os.write(terminal, b"c.227del\n\x04\x04")
        done = subprocess.run(
            [COMMAND, "lookup", "-"], stdin=other, capture_output=True, timeout=TIMEOUT, check=False
        )
    finally:
        os.close(terminal)
        os.close(other)
    assert done.returncode == 0
    assert b"end it with Ctrl-D" in done.stderr
    assert ids(read_table(done.stdout.decode())) == ["c.227del"]


def test_locale_does_not_matter(tmp_path: Path, start: Start) -> None:
    path = tmp_path / "F\u00e4lle.txt"
    path.write_text("c.1150G\u2192A\nc.227del\n", encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = start("lookup", "--input", path, env=plain).no_traceback()
    assert ids(result.table) == ["c.1150G\u2192A", "c.227del"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_huge_line_is_one_row_of_a_list(run: Run, end: bytes) -> None:
    """README: a bad line is one row, and all others are answered."""
    stdin = end.join((b"c.1150G>A", b"A" * 1_000_001, b"c.227del", b""))
    result = run("lookup", "-", stdin=stdin)
    assert result.code == 1
    names = [row["hgvs_c"] for row in result.table]
    assert names == ["NM_014009.4:c.1150G>A", "", "NM_014009.4:c.227del"]
    assert "line 2 is longer than 1000000 characters" in result.table[1]["issues"]
    assert result.table[1]["id"] == 1_000 * "A"
    assert len(result.err) < 2_000
