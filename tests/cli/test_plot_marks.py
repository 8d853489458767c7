"""What ``foxp3tool plot`` says of marks that are not one allele each, of letters and long names."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from cli_runner import Run
from vcf_builder import A384T, vcf

from foxp3tool.cli import progress

# c.1075A>T and c.1077A>G, which BOY has on his one X: together c.1075_1077delinsTCG or the like.
TOGETHER = ("X 49251733 . T C . PASS . GT 1", "X 49251735 . T A . PASS . GT 1")
GT = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'
needs_matplotlib = pytest.mark.skipif(
    importlib.util.find_spec("matplotlib") is None, reason="the extra figure is not installed"
)


@pytest.fixture
def together(tmp_path: Path) -> Path:
    path = tmp_path / "boy.vcf"
    path.write_bytes(vcf(*TOGETHER, meta=[GT], samples=["BOY"]))
    return path


def test_alleles_read_together_are_counted_apart(run: Run, together: Path) -> None:
    result = run("plot", together)
    assert "drawn: 2 variants, 1 further mark of several of them read together, 70" in result.err
    assert "1 mark is of several alleles of the input" in " ".join(
        re.findall("<text[^>]*>([^<]*)", result.out)
    )
    marks = re.findall(r'<g class="variant [^>]*>', result.out)
    assert len(marks) == 3
    (whole,) = [mark for mark in marks if "data-together" in mark]
    assert "c.1075_1077delins" in whole
    assert 'data-together="X:49251733 T&gt;C and X:49251735 T&gt;A on one chromosome in BOY"' in (
        whole
    )


def test_the_report_says_so_too(run: Run, together: Path) -> None:
    pytest.importorskip("jinja2", reason="the extra report is not installed")
    result = run("report", together)
    told = "1 change is several alleles of the input that lie on one chromosome, read together"
    assert told in result.err
    assert told in result.out
    assert "2 variants, 1 further mark of several of them read together" in result.out


def test_an_allele_that_the_input_also_gives_itself_is_one_of_the_input(
    run: Run, together: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole.vcf"
    plain = run("annotate", together, "--columns", "pos,ref,alt,issues", "-q").table
    (row,) = [row for row in plain if "READ_TOGETHER:" in row["issues"]]
    whole.write_bytes(vcf(f"X {row['pos']} . {row['ref']} {row['alt']} . . ."))
    for files in ((together, whole), (whole, together)):
        result = run("plot", *files)
        assert "drawn: 3 variants, 70 reported" in result.err
        assert "data-together" not in result.out


def test_without_any_nothing_is_said(run: Run) -> None:
    result = run("plot", "-", stdin=vcf(A384T))
    assert "drawn: 1 variant, 70 reported" in result.err
    assert "together" not in result.out + result.err


def test_what_lies_elsewhere_is_counted_and_the_empty_figure_says_so(run: Run) -> None:
    result = run("plot", "-", stdin=vcf("X 100 . A G . . .", "X 200 . A G . . ."))
    assert "0 alleles in the gene, 2 records elsewhere" in result.err
    assert "In what was read there is no variant of FOXP3." in result.out
    one = run("plot", "-", stdin=vcf(A384T, "X 200 . A G . . ."))
    assert "1 allele in the gene, 1 record elsewhere" in one.err
    assert "there is no variant" not in one.out


# Letters


@needs_matplotlib
@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_letters_that_the_type_lacks_are_told(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    args = ("plot", "--variant", "c.1150G>A", "--title", "患者 Müller Ω", "--dpi", "60")
    result = run(*args, "-o", path, "-q").no_traceback()
    assert result.code == 0
    assert path.stat().st_size > 1000
    (told,) = [line for line in result.err.splitlines() if "患" in line]
    assert "患 (U+60A3), 者 (U+8005)" in told
    assert ".svg" in told
    # DejaVu Sans has these.
    assert "ü" not in told
    assert "Ω" not in told


@needs_matplotlib
def test_many_letters_are_counted(run: Run, tmp_path: Path) -> None:
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 20)))
    args = ("plot", "--variant", "c.1150G>A", "--title", letters, "--dpi", "60", "-q")
    told = run(*args, "-o", tmp_path / "a.png").err
    assert "一 (U+4E00), 丁 (U+4E01)" in told
    assert "and 12 more letters" in told


def test_an_svg_keeps_every_letter(run: Run) -> None:
    result = run("plot", "--variant", "c.1150G>A", "--title", "患者 שלום", "-q")
    assert "患者 שלום" in result.out
    assert result.err == ""


def test_title_of_a_locale_without_its_letters(run: Run) -> None:
    # Outside UTF-8 locales Python hands the bytes over as surrogates.
    title = "Müller 患者".encode().decode("ascii", "surrogateescape")
    assert "Müller 患者" in run("plot", "--variant", "c.1150G>A", "--title", title, "-q").out


# Long names


@pytest.mark.parametrize("way", ["--variant", "file"])
def test_thousands_of_bases_are_told_by_their_number(run: Run, tmp_path: Path, way: str) -> None:
    bases = "ACGTT" * 1000
    if way == "file":
        path = tmp_path / "a.vcf"
        path.write_bytes(vcf(f"X 49251480 . C C{bases} . . ."))
        result = run("plot", path)
    else:
        result = run("plot", "--variant", f"c.1150_1151ins{bases}")
    assert result.code == 0
    assert not re.search("[ACGT]{50}", result.out + result.err)
    assert "(5,000 bases)" in result.out
    assert not re.search("(?:[A-Z][a-z]{2}){30}", result.out)


def test_what_is_not_drawn_is_told_in_short_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes(vcf(f"X 49251480 . G{'A' * 3000} C . . ."))
    result = run("plot", path)
    assert "not drawn, 1" in result.err
    assert not re.search("[ACGT]{50}", result.out)


# The bar


@pytest.mark.parametrize("command", ["plot", "report"])
@pytest.mark.parametrize("way", ["INPUT", "--input"])
@pytest.mark.parametrize("more", [(), ("--no-progress",), ("-q",)])
def test_bar_of_a_file_that_takes_long(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    command: str, way: str, more: tuple[str, ...],
) -> None:  # fmt: skip
    pytest.importorskip("jinja2", reason="the extra report is not installed")
    if way == "INPUT":
        path = tmp_path / "long.vcf"
        path.write_bytes(vcf(A384T, *(f"X {49260000 + n} . . A . . ." for n in range(3000))))
        given: tuple[object, ...] = (path,)
    else:
        path = tmp_path / "names.txt"
        path.write_text("c.1150G>A\n" + "# a comment\n" * 9_000)
        given = (way, path)
    shown: list[str] = []

    def note(bars: progress.Progress, name: str, taken: int) -> None:
        assert taken > 0
        shown.append(f"{bars._command} {name}")

    monkeypatch.setattr(progress, "wanted", lambda quiet, no_progress: not (quiet or no_progress))
    monkeypatch.setattr(progress.Progress, "_show", note)
    ending = {"plot": "svg", "report": "html"}[command]
    run(command, *given, *more, "-o", tmp_path / f"a.{ending}").no_traceback()
    assert set(shown) == (set() if more else {f"{command} {path}"})
