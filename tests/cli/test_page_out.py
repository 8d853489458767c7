"""HTML out of ``annotate`` and ``lookup``: the page of ``report``, and what it has no place for."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runner import Run

pytest.importorskip("jinja2", reason="the extra report is not installed")

FAMILY = Path(__file__).parents[2] / "examples" / "family.GRCh38.vcf"


def without_command(page: str) -> str:
    """Return a page without the line that tells the command."""
    return "".join(line for line in page.splitlines(keepends=True) if "<dt>command" not in line)


@pytest.mark.parametrize(
    ("asked", "of_report"),
    [
        (["annotate", FAMILY], [FAMILY]),
        (
            ["annotate", FAMILY, "--ped", FAMILY.with_name("family.ped"), "--samples", "all"],
            [FAMILY, "--ped", FAMILY.with_name("family.ped"), "--samples", "all"],
        ),
        (
            ["lookup", "c.1150G>A", "p.R397W", "--transcripts", "refseq"],
            ["--variant", "c.1150G>A", "--variant", "p.R397W", "--transcripts", "refseq"],
        ),
    ],
)
def test_page_is_that_of_the_report(run: Run, asked: list[object], of_report: list[object]) -> None:
    page, report = run(*asked, "-f", "html"), run("report", *of_report)
    assert page.code == report.code == 0
    assert without_command(page.out) == without_command(report.out)
    assert page.err == report.err


def test_list_of_names_from_a_pipe(run: Run) -> None:
    page = run("lookup", "-", "-f", "html", stdin=b"c.1150G>A\nc.1190G>A\n")
    assert page.code == 0
    assert page.out.count("<article") == 2


def test_file_by_its_ending(run: Run, tmp_path: Path) -> None:
    for ending in ("html", "htm"):
        made = tmp_path / f"page.{ending}"
        assert run("annotate", FAMILY, "-o", made).code == 0
        assert made.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_name_without_an_ending_takes_the_format(run: Run, tmp_path: Path) -> None:
    for form, begin in (("html", "<!doctype html>"), ("vcf", "##fileformat=VCF")):
        made = tmp_path / form
        assert run("annotate", FAMILY, "-f", form, "-o", made).code == 0
        assert made.read_text(encoding="utf-8").startswith(begin)
    names = tmp_path / "names"
    assert run("convert", "c.1150G>A", "--to", "vcf", "-f", "vcf", "-o", names).code == 0
    assert names.read_text(encoding="utf-8").startswith("##fileformat=VCF")


def test_failed_names_have_exit_status_1_as_in_a_report(run: Run) -> None:
    result = run("lookup", "nothing", "-f", "html")
    assert result.code == 1
    assert "nothing" in result.err
    assert result.out.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("command", "options", "named"),
    [
        ("annotate", ["--columns", "minimal"], "--columns"),
        ("annotate", ["--no-header"], "--no-header"),
        ("annotate", ["--rejects", "aside.vcf"], "--rejects"),
        ("annotate", ["--only-gene"], "--only-gene"),
        ("annotate", ["--verbose"], "--verbose"),
        ("annotate", ["--samples", "summary"], "--samples summary is for tables"),
        ("lookup", ["--columns", "minimal"], "--columns"),
        ("lookup", ["--no-header"], "--no-header"),
        ("lookup", ["--card"], "--card"),
    ],
)
def test_options_without_a_place_on_a_page_are_refused(
    run: Run, command: str, options: list[str], named: str
) -> None:
    result = run(command, FAMILY if command == "annotate" else "c.1150G>A", "-f", "html", *options)
    assert result.code == 2
    assert named in result.err
    assert not result.out


@pytest.mark.parametrize(("form", "name"), [("html", "page.tsv"), ("tsv", "page.html")])
def test_format_and_ending_must_agree(run: Run, tmp_path: Path, form: str, name: str) -> None:
    result = run("annotate", FAMILY, "-f", form, "-o", tmp_path / name)
    assert result.code == 2
    assert f"--format {form}" in result.err
    assert not list(tmp_path.iterdir())
