"""A column that is named twice is refused alike, wherever columns can be named."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runner import Run

import foxp3tool
from foxp3tool.formats.columns import select_columns
from foxp3tool.formats.table_form import TableForm

TABLES = [form.value for form in TableForm if not form.is_json]


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("columns", ["hgvs_c,hgvs_c", "pos, hgvs_c ,pos"])
def test_on_the_command_line(run: Run, demo: Path, tmp_path: Path, form: str, columns: str) -> None:
    output = tmp_path / f"out.{form}"
    for command in (["lookup", "c.1150G>A"], ["annotate", demo]):
        result = run(*command, "--columns", columns, "-o", output)
        assert result.code == 2
        assert f"the column {columns.partition(',')[0]!r} is named twice" in result.err
        assert "what to do: name each column once" in result.err
        assert not output.exists()


@pytest.mark.parametrize(
    ("forms", "doubled"),
    [("hgvs_c,hgvs_c", "hgvs_c"), ("vcf,vcf", "chrom"), ("spdi,vcf_grch37, vcf_grch37", "chrom")],
)
def test_in_a_conversion(run: Run, forms: str, doubled: str, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("c.1150G>A\n")
    for given in (["c.1150G>A"], ["--input", names]):
        result = run("convert", *given, "--to", forms)
        assert result.code == 2
        assert "is named twice" in result.err
        assert doubled in result.err
        assert result.out == ""


def test_from_python() -> None:
    (row,) = foxp3tool.lookup("c.1150G>A")
    doubled = select_columns("hgvs_c")[0]
    for call in (
        lambda: foxp3tool.cells(row, "hgvs_c,hgvs_c"),
        lambda: foxp3tool.to_frame([row], columns="hgvs_c,hgvs_c"),
        lambda: foxp3tool.to_frame([row], columns=[doubled, doubled]),
    ):
        with pytest.raises(foxp3tool.UsageError, match="the column 'hgvs_c' is named twice"):
            call()


def test_a_list_that_has_all_the_names_already(run: Run, tmp_path: Path) -> None:
    # The list of an earlier conversion is converted again, twice.
    names = tmp_path / "names.tsv"
    names.write_text("v\thgvs_c\tfoxp3tool_hgvs_c\tissues\nc.1150G>A\tx\ty\tz\n")
    out = run("convert", "--input", names, "--column", "v", "--to", "hgvs_c").out
    header, line = (one.split("\t") for one in out.splitlines())
    assert len(set(header)) == len(header) == len(line)
    assert line[:4] == ["c.1150G>A", "x", "y", "z"]
    assert line[4] == "NM_014009.4:c.1150G>A"
    excel = tmp_path / "out.parquet"
    assert (
        run("convert", "--input", names, "--column", "v", "--to", "hgvs_c", "-o", excel).code == 0
    )
