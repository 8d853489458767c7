"""docs/formats.md: what it says of reading the files is true."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cli_runner import TIMEOUT, Run
from written_tables import TEXT_OPTIONS

from foxp3tool.formats.table_form import ENDINGS, TableForm

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
SAMPLES = (
    b"##fileformat=VCFv4.2\n##contig=<ID=X,length=156040895,assembly=GRCh38>\n"
    b'##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
    b'##FORMAT=<ID=GQ,Number=1,Type=String,Description="Anything">\n'
    b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\xff\tT\tU\tV\tW\tY\tZ\n"
    b"X\t49251480\trs1\tC\tT\t.\t.\t.\tGT:GQ\t0/1:nan\t0/1:inf\t0/1:1_0\t0/1:99\t0/1:3.5\t0/1:2e3"
    b"\t0/1:0\n"
)
"""GQ is whatever the file says; the first sample is called S and a byte that is no UTF-8."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of which the page speaks."""
    from cli_runner import run_in_process  # noqa: PLC0415

    made = tmp_path_factory.mktemp("formats")
    (made / "examples").symlink_to(ROOT / "examples")
    for form in TableForm:
        columns = [] if form.is_json else ["--columns", "full"]
        demo = ROOT / "examples" / "ipex_demo.GRCh38.vcf"
        assert run_in_process("annotate", demo, *columns, "-o", made / f"demo.{form}").code == 0
    (made / "samples.vcf").write_bytes(SAMPLES)
    for form in TableForm:
        told = run_in_process(
            "annotate", made / "samples.vcf", "--samples", "all", "-o", made / f"samples.{form}"
        )
        assert told.code == 0, told.err
    return made


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_python_of_the_page_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    script = "\n".join(blocks("python"))
    assert script.count("assert_frame_equal") == 2
    names: dict[str, Any] = {"Path": Path}
    exec(script, names)
    assert len(names["lines"]) == 53
    # The allele, and the seven samples of which one is called in bytes that are no UTF-8.
    frame = names["frame"]
    assert frame["sample"].isna().tolist() == [True] + [False] * 7
    assert frame["sample"].tolist()[1] == "S\ufffd"
    assert frame["gq"].tolist()[4:] == [99.0, 3.5, 2000.0, 0.0]
    assert frame["gq"].isna().tolist() == [True] * 4 + [False] * 4


def test_what_is_no_number_stays_in_the_forms_of_text(folder: Path) -> None:
    for form in ("tsv", "csv", "md"):
        text = (folder / f"samples.{form}").read_bytes().decode("utf-8", "replace")
        for cell in ("nan", "inf", "1_0"):
            assert re.search(rf"[\t,|] ?{cell} ?[\t,|]", text), (form, cell)
    rows = json.loads((folder / "samples.json").read_text(encoding="utf-8"))["rows"]
    told = [row["sample"]["gq"] for row in rows if row["sample"]]
    assert told == [None, None, None, 99.0, 3.5, 2000.0, 0.0]


def test_the_words_on_bytes_are_true(folder: Path, run: Run, tmp_path: Path) -> None:
    for form in ("tsv", "csv"):
        assert b"S\xff" in (folder / f"samples.{form}").read_bytes()
    for form in ("md", "json", "jsonl"):
        data = (folder / f"samples.{form}").read_bytes()
        assert "S\ufffd" in data.decode("utf-8")
    # A record is refused, and may be put aside.
    broken = tmp_path / "broken.vcf"
    broken.write_bytes(SAMPLES.replace(b"\trs1\t", b"\tcaf\xe9\t"))
    refused = run("annotate", broken)
    assert refused.code == 1
    assert "not UTF-8" in refused.err
    aside = tmp_path / "aside.vcf"
    assert run("annotate", broken, "--rejects", aside).code == 0
    assert b"caf\xe9" in aside.read_bytes()
    # A list is read as Windows-1252.
    names = tmp_path / "names.csv"
    names.write_bytes(b"patient,variant\nJos\xe9,c.1150G>A\n")
    converted = run("convert", "--input", names, "--column", "variant", "--to", "hgvs_c")
    assert "Jos\u00e9,c.1150G>A,NM_014009.4:c.1150G>A" in converted.out
    assert "Windows-1252" in converted.err
    # A name on the command line.
    assert run("lookup", "caf\udce9").table[0]["id"] == "caf\ufffd"


def test_the_options_are_those_of_the_tests() -> None:
    assert TEXT_OPTIONS == {"keep_default_na": False, "na_values": [""], "skip_blank_lines": False}
    assert 'empty = dict(keep_default_na=False, na_values=[""])' in PAGE
    assert PAGE.count("skip_blank_lines=False, **empty") == 2


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_jq_of_the_page_runs(folder: Path) -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line[:3] == "jq "]
    assert len(lines) == 3
    for line in lines:
        done = subprocess.run(
            line, shell=True, cwd=folder, capture_output=True, check=True, timeout=TIMEOUT
        )
        assert done.stdout


def test_every_ending_is_told() -> None:
    table = "".join(line for line in PAGE.splitlines(keepends=True) if line.startswith("| `"))
    for ending, form in ENDINGS.items():
        assert re.search(rf"^\| `{form}` \|.*`{re.escape(ending)}`", table, re.MULTILINE), ending


def test_every_part_of_a_row_is_told(folder: Path) -> None:
    row = json.loads((folder / "demo.json").read_text(encoding="utf-8"))["rows"][0]
    told = PAGE.partition("## JSON")[2]
    for name in row.keys() - {"assembly", "gene"}:
        assert f"`{name}" in told, name


def test_the_research_use_note_is_in_what_a_person_reads(folder: Path, run: Run) -> None:
    note = "Research use only; not a diagnosis."
    assert note in (folder / "demo.md").read_text(encoding="utf-8")
    assert note in (folder / "demo.json").read_text(encoding="utf-8")
    assert note in run("lookup", "--help").out
