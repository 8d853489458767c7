"""docs/formats.md: what it says of reading the files is true."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cli_runner import TIMEOUT, Run
from written_tables import TEXT_OPTIONS

from foxp3tool.formats.table_form import ENDINGS, TableForm

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


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
    return made


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_python_of_the_page_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    script = "\n".join(blocks("python"))
    assert script.count("assert_frame_equal") == 1
    names: dict[str, object] = {"Path": Path}
    exec(script, names)
    assert len(names["lines"]) == len(names["frame"]) == 53  # type: ignore[arg-type]


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
