"""Files that results go to: by their ending, by --format, and not over what is protected."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from cli_runner import TIMEOUT, Run

FORMS = ("tsv", "csv", "json", "jsonl", "md", "parquet", "xlsx")
HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\u3000=1+1", "\u00a0@x", "\uff1d1+1", "\uff0b1",
    "\uff0d1", "\uff20x", "  +cmd|' /C calc'!A0",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_name_without_an_ending_takes_the_format_named(
    run: Run, tmp_path: Path, form: str
) -> None:
    bare, ended = tmp_path / "result", tmp_path / f"result.{form}"
    assert run("lookup", "c.1150G>A", "-f", form, "-o", bare).code == 0
    assert run("lookup", "c.1150G>A", "-o", ended).code == 0
    if form != "xlsx":  # a workbook holds the time at which it was made
        assert bare.read_bytes() == ended.read_bytes()
    assert bare.stat().st_size > 100


def test_without_either_it_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("lookup", "c.1150G>A", "-o", tmp_path / "result")
    assert result.code == 2
    assert "names no format" in result.err
    other = run("lookup", "c.1150G>A", "-f", "csv", "-o", tmp_path / "result.doc")
    assert other.code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_device_takes_the_format_named(run: Run, form: str) -> None:
    full = run("lookup", "c.1150G>A", "-f", form, "-o", "/dev/full")
    assert full.code == 1
    assert "/dev/full: cannot write: No space left on device" in full.err
    assert run("lookup", "c.1150G>A", "-f", form, "-o", "/dev/null").code == 0


@pytest.mark.parametrize("name", ["o.tsv", "o.xlsx", "o.parquet", "o.vcf", "o.vcf.gz", "o.bcf"])
def test_a_file_that_is_write_protected_stays(demo: Path, tmp_path: Path, name: str) -> None:
    old = tmp_path / name
    old.write_bytes(b"precious")
    old.chmod(0o444)
    command = [sys.executable, "-m", "foxp3tool", "annotate", str(demo), "-o", str(old)]
    # Nothing is protected from root, who is told here that it is.
    script = (
        "import os, sys\n"
        "own = os.access\n"
        "os.access = lambda path, mode, **more: ("
        f"False if os.fspath(path) == {str(old)!r} and mode == os.W_OK else own(path, mode, **more)"
        ")\n"
        "from foxp3tool.cli.main import run\n"
        f"sys.argv = {command[2:]!r}\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 1
    assert f"{name}: cannot write: Permission denied" in done.stderr
    assert old.read_bytes() == b"precious"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is protected from root")
def test_a_file_that_is_write_protected_stays_for_a_user(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "o.tsv"
    old.write_text("precious")
    old.chmod(0o444)
    assert run("lookup", "c.1150G>A", "-o", old).code == 1
    assert old.read_text() == "precious"


def test_what_looks_like_a_formula_is_a_text_and_stays_one(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "o.xlsx"
    names = tmp_path / "names.csv"
    lines = "".join(f'1,"{text}",c.1150G>A\n' for text in HOSTILE)
    names.write_text("n,note,variant\n" + lines, encoding="utf-8")
    done = run("convert", "--input", names, "--column", "variant", "--to", "hgvs_c", "-o", out)
    assert done.code == 0
    sheet = openpyxl.load_workbook(out).worksheets[0]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(HOSTILE)
    for cell in cells:
        assert cell.data_type == "s"
        # Excel keeps it a text when somebody edits it.
        assert cell.quotePrefix, cell.value
    plain = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert not any(cell.quotePrefix for cell in plain)
