"""``-o``: a result file is complete or not there."""

from __future__ import annotations

import shlex
import stat
import subprocess
from pathlib import Path

import pysam
import pytest
from cli_runner import COMMAND, TIMEOUT, Run
from vcf_builder import A384T, bgzip_bytes, vcf


def names(folder: Path) -> list[str]:
    """Return everything in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VCF whose last record is malformed, behind a good one."""
    path = tmp_path_factory.mktemp("input") / "broken.vcf"
    path.write_bytes(vcf(A384T, "X 49251481x . C T . . ."))
    return path


@pytest.mark.parametrize("name", ["out.tsv", "out.txt", "OUT.TSV"])
def test_file_holds_what_stdout_would(run: Run, demo: Path, tmp_path: Path, name: str) -> None:
    result = run("annotate", demo, "-o", tmp_path / name)
    assert (result.code, result.out) == (0, "")
    assert (tmp_path / name).read_bytes() == run("annotate", demo).out.encode()
    assert names(tmp_path) == [name]


@pytest.mark.parametrize(
    "name", ["out", "out.docx", "out.vcf", "out.xlsx.gz", "out.gz", "tsv", ".tsv"]
)
def test_ending_without_format_is_wrong_usage(run: Run, tmp_path: Path, name: str) -> None:
    result = run("lookup", "c.1150G>A", "--output", tmp_path / name)
    assert (result.code, result.out) == (2, "")
    assert "the ending names no format" in result.err
    assert "end the name with one of .tsv, .txt, .csv" in result.err
    assert names(tmp_path) == []


def test_nothing_is_left_after_a_failure(run: Run, tmp_path: Path, broken: Path) -> None:
    result = run("annotate", broken, "-o", tmp_path / "out.tsv")
    assert result.code == 1
    assert names(tmp_path) == []


def test_old_file_survives_a_failure(run: Run, tmp_path: Path, broken: Path) -> None:
    old = tmp_path / "out.tsv"
    old.write_text("old\n")
    assert run("annotate", broken, "-o", old).code == 1
    assert old.read_text() == "old\n"
    assert names(tmp_path) == ["out.tsv"]


def test_old_file_is_replaced_and_keeps_its_permissions(
    run: Run, tmp_path: Path, demo: Path
) -> None:
    old = tmp_path / "out.tsv"
    old.write_text("old\n")
    old.chmod(0o640)
    assert run("annotate", demo, "-o", old).code == 0
    assert old.read_text().startswith("chrom\t")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


def test_new_file_has_the_usual_permissions(run: Run, tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    assert run("lookup", "c.1150G>A", "-o", tmp_path / "out.tsv").code == 0
    assert (tmp_path / "out.tsv").stat().st_mode == usual.stat().st_mode


def test_folder_that_does_not_exist(run: Run, tmp_path: Path, demo: Path) -> None:
    result = run("annotate", demo, "-o", tmp_path / "no" / "out.tsv").no_traceback()
    assert (result.code, result.out) == (1, "")
    assert "no/out.tsv: cannot write: No such file or directory" in result.err
    assert names(tmp_path) == []


def test_parent_that_is_a_file(run: Run, tmp_path: Path, demo: Path) -> None:
    (tmp_path / "file").touch()
    result = run("annotate", demo, "-o", tmp_path / "file" / "out.tsv").no_traceback()
    assert result.code == 1
    assert "cannot write" in result.err


def test_target_that_is_a_folder(run: Run, tmp_path: Path, demo: Path) -> None:
    (tmp_path / "out.tsv").mkdir()
    result = run("annotate", demo, "-o", tmp_path / "out.tsv").no_traceback()
    assert result.code in (1, 2)
    assert names(tmp_path) == ["out.tsv"]


def test_no_room(tmp_path: Path, demo: Path) -> None:
    # The table has 17 kB; files may grow to 8 kB, as on a small device that is full.
    script = f"ulimit -f 8; {shlex.quote(COMMAND)} annotate {shlex.quote(str(demo))} -o out.tsv"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path, capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "out.tsv: cannot write: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == []


def test_input_is_never_replaced(run: Run, tmp_path: Path) -> None:
    data = vcf(A384T)
    path = tmp_path / "in.tsv"
    path.write_bytes(data)
    (tmp_path / "link.tsv").symlink_to(path)
    for target in (path, tmp_path / "link.tsv"):
        result = run("annotate", path, "-o", target)
        assert result.code == 2
        assert path.read_bytes() == data


def test_no_file_that_is_read_is_ever_replaced(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.vcf"
    source.write_bytes(vcf("X 49251480 . C T . . . GT 0/1", samples=["A"]))
    own, ped, scores = tmp_path / "own.tsv", tmp_path / "family.txt", tmp_path / "scores.vcf.gz"
    own.write_text("variant\tid\nc.1150G>A\tmine\n")
    ped.write_text("F A 0 0 2 2\n")
    score = '##INFO=<ID=score,Number=1,Type=Integer,Description="s">'
    scores.write_bytes(bgzip_bytes(vcf("X 49251480 . C T . . score=7", meta=[score]), tmp_path))
    pysam.tabix_index(str(scores), preset="vcf")
    listed = tmp_path / "names.txt"
    listed.write_text("c.1150G>A\n")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    asked = ["--source", f"lab={scores}:score"]
    for command, path in (
        (["annotate", source, "--catalog", own], own),
        (["annotate", source, "--samples", "carriers", "--ped", ped], ped),
        (["annotate", source, *asked], scores),
        (["lookup", "c.1150G>A", "--catalog", own], own),
        (["lookup", "--input", listed], listed),
    ):
        result = run(*command, "-o", path).no_traceback()
        assert result.code == 2, command
        assert f"{path} is an input; write to another file" in result.err
    result = run("annotate", source, "--catalog", own, "--rejects", own)
    assert result.code == 2
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_failed_look_ups_are_written_too(run: Run, tmp_path: Path) -> None:
    result = run("lookup", "c.1150G>A", "nonsense", "-o", tmp_path / "out.tsv")
    assert result.code == 1
    assert (tmp_path / "out.tsv").read_text().count("\n") == 3


def test_a_link_stays_a_link(run: Run, tmp_path: Path) -> None:
    target, link = tmp_path / "real.tsv", tmp_path / "link.tsv"
    target.write_text("old\n")
    link.symlink_to(target)
    assert run("lookup", "c.1150G>A", "-o", link).code == 0
    assert link.is_symlink()
    assert "c.1150G>A" in target.read_text()


def test_a_named_pipe_is_written_to(tmp_path: Path) -> None:
    script = f"mkfifo out.tsv; {COMMAND} lookup -q 'c.1150G>A' -o out.tsv & cat out.tsv; wait"
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False,
        timeout=TIMEOUT,
    )  # fmt: skip
    assert "NM_014009.4:c.1150G>A" in done.stdout
    assert names(tmp_path) == ["out.tsv"]
