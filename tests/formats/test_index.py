"""A file with an index is read through it, and never trusted to one that may be stale."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pysam
import pysam.bcftools
import pytest
from cli_runner import Run
from vcf_builder import A384T, FIVE, X38, bcf, bgzip_bytes, plain_gzip, vcf

from foxp3tool.formats.vcf_text import BGZF_EOF

META = [
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    '##ALT=<ID=DEL,Description="Deletion">',
]
FAR = [f"1 {number} . A C . . ." for number in range(1, 3000)]
SAME = "Y 5 . A C . . ."
LONG = "X 49240000 . C <DEL> . . SVTYPE=DEL;END=49251480"
DATA = vcf(
    *FAR,
    "X 100 . A C . . .",
    LONG,
    *FIVE,
    SAME,
    contigs=("1:248956422", X38, "Y:57227415"),
    meta=META,
)


@pytest.fixture
def indexed(tmp_path: Path) -> Path:
    return written(tmp_path / "in.vcf.gz", DATA)


def written(path: Path, data: bytes, *, csi: bool = False) -> Path:
    """Write a bgzipped VCF and its index."""
    path.write_bytes(bgzip_bytes(data, path.parent))
    pysam.tabix_index(str(path), preset="vcf", force=True, csi=csi)
    return path


def as_bcf(path: Path, data: bytes) -> Path:
    """Write a BCF and its index."""
    path.write_bytes(bcf(data))
    subprocess.run(["bcftools", "index", "-f", path], check=True)
    return path


@pytest.mark.parametrize("kind", ["tbi", "csi", "bcf"])
def test_the_rows_are_the_same_through_every_index(run: Run, tmp_path: Path, kind: str) -> None:
    plain = run("annotate", stdin=DATA)
    assert len(plain.table) == 6
    if kind == "bcf":
        path = as_bcf(tmp_path / "in.bcf", DATA)
    else:
        path = written(tmp_path / "in.vcf.gz", DATA, csi=kind == "csi")
    result = run("annotate", path)
    assert (result.code, result.out) == (0, plain.out)
    index = "in.bcf.csi" if kind == "bcf" else f"in.vcf.gz.{kind}"
    assert f"6 records read near FOXP3, through {index}; 6 alleles in FOXP3" in result.err


def test_a_contig_of_another_build_is_refused(run: Run, tmp_path: Path) -> None:
    data = DATA + b"CP068255.2\t5\t.\tA\tC\t.\t.\t.\n"
    result = run("annotate", written(tmp_path / "in.vcf.gz", data))
    assert result.code == 1
    assert "not supported" in result.err


def test_a_malformed_record_is_told_by_its_place(run: Run, tmp_path: Path) -> None:
    data = vcf(*FIVE[:2], "X 49251480 . C T,,G . . .")
    result = run("annotate", written(tmp_path / "in.vcf.gz", data))
    assert result.no_traceback().code == 1
    assert "malformed record at X:49251480: ALT is 'T,,G'" in result.err


def test_an_index_older_than_the_file_is_not_used(run: Run, indexed: Path) -> None:
    expected = run("annotate", indexed)
    path, index = indexed, indexed.with_name("in.vcf.gz.tbi")
    # The file is made anew with a further record; the index does not know it.
    path.write_bytes(bgzip_bytes(DATA + b"X\t49253161\t.\tG\tT\t.\t.\t.\n", path.parent))
    os.utime(index, (0, 0))
    result = run("annotate", path)
    assert result.code == 0
    assert len(result.table) == len(expected.table) + 1
    assert "caution: " in result.err
    assert "in.vcf.gz.tbi is older than the file" in result.err
    assert "caution: " in run("annotate", "-q", path).err


OTHER_FILES = {
    "without X": vcf(*FAR, SAME, contigs=("1:248956422", X38, "Y:57227415"), meta=META),
    "longer lines": DATA.replace(b"\t.\tA\tC\t", b"\tanother_name\tA\tC\t"),
    "fewer records": vcf(*FAR[::2], *FIVE, contigs=("1:248956422", X38), meta=META),
    "no records": vcf(contigs=("1:248956422", X38, "Y:57227415"), meta=META),
}


@pytest.mark.parametrize("other", list(OTHER_FILES)[:3])
@pytest.mark.parametrize("ending", ["vcf.gz.tbi", "vcf.gz.csi", "bcf.csi"])
def test_the_index_of_another_file_is_not_used(
    run: Run, tmp_path: Path, ending: str, other: str
) -> None:
    name, kind = f"in.{ending[:-4]}", ending[-3:]
    places = [tmp_path / "this" / name, tmp_path / "other" / name]
    for path, data in zip(places, (DATA, OTHER_FILES[other]), strict=True):
        path.parent.mkdir()
        if name.endswith("bcf"):
            as_bcf(path, data)
        else:
            written(path, data, csi=kind == "csi")
    expected = run("annotate", places[0])
    assert "through in." in expected.err
    # It is newer than the file, and htslib reads it without a word.
    shutil.copy(f"{places[1]}.{kind}", f"{places[0]}.{kind}")
    result = run("annotate", places[0]).no_traceback()
    assert (result.code, result.out) == (0, expected.out)
    assert f"in.{ending} is not that of this file" in result.err


@pytest.mark.parametrize("own", ["tbi", "csi"])
@pytest.mark.parametrize("data", [DATA, *OTHER_FILES.values()], ids=["this", *OTHER_FILES])
def test_the_own_index_of_a_file_is_used(run: Run, tmp_path: Path, data: bytes, own: str) -> None:
    path = written(tmp_path / "in.vcf.gz", data, csi=own == "csi")
    assert f"through in.vcf.gz.{own}" in run("annotate", path).err
    # The index that is made while the file is written, and one of files joined block by block.
    index = path.with_name("in.vcf.gz.csi")
    path.with_name("in.vcf.gz.tbi").unlink(missing_ok=True)
    plain = tmp_path / "plain.vcf"
    plain.write_bytes(data)
    pysam.bcftools.view("-Oz", "-W", "-o", str(path), str(plain), catch_stdout=False)
    assert index.exists()
    assert "through in.vcf.gz.csi" in run("annotate", path).err
    joined = written(tmp_path / "joined.vcf.gz", data, csi=own == "csi")
    joined.write_bytes(joined.read_bytes() + BGZF_EOF)
    os.utime(f"{joined}.{own}")
    assert f"through joined.vcf.gz.{own}" in run("annotate", joined).err


@pytest.mark.parametrize("junk", [b"", b"junk", b"\x1f\x8b\x08\x04"])
def test_an_index_that_cannot_be_read_is_not_used(run: Run, indexed: Path, junk: bytes) -> None:
    expected = run("annotate", indexed).out
    indexed.with_name("in.vcf.gz.tbi").write_bytes(junk)
    result = run("annotate", indexed)
    assert (result.no_traceback().code, result.out) == (0, expected)
    assert "the index was not used, the whole file was read" in result.err


@pytest.mark.parametrize("cut", [1, 28, 100])
def test_a_truncated_file_is_never_a_success(run: Run, indexed: Path, cut: int) -> None:
    indexed.write_bytes(indexed.read_bytes()[:-cut])
    os.utime(indexed.with_name("in.vcf.gz.tbi"))
    result = run("annotate", indexed)
    assert result.no_traceback().code == 1
    assert "truncated or corrupt" in result.err


def test_an_index_beside_a_file_in_plain_gzip_is_passed_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.vcf.gz"
    path.write_bytes(plain_gzip(DATA))
    path.with_name("in.vcf.gz.tbi").write_bytes(b"whatever")
    result = run("annotate", path)
    assert result.code == 0
    assert "3007 records read; " in result.err


def test_a_file_that_must_not_be_read_is_named(
    run: Run, indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Permissions do not hold for the superuser, as whom tests may run.
    opened = Path.open

    def refuse(path: Path, *args: Any, **options: Any) -> Any:
        if path == indexed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    result = run("annotate", indexed).no_traceback()
    assert (result.code, result.out) == (1, "")
    assert "in.vcf.gz: cannot be read: Permission denied" in result.err


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    # A process of its own: pysam holds the interpreter while it waits for a server.
    command = [sys.executable, Path(__file__).with_name("range_server.py"), tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        server.terminate()


@pytest.mark.parametrize("kind", ["vcf.gz", "bcf"])
def test_an_address_is_read_through_its_index(
    run: Run, tmp_path: Path, address: str, kind: str
) -> None:
    expected = run("annotate", stdin=DATA).out
    (as_bcf if kind == "bcf" else written)(tmp_path / f"in.{kind}", DATA)
    before = sorted(Path().iterdir())
    result = run("annotate", f"{address}/in.{kind}")
    assert (result.no_traceback().code, result.out) == (0, expected)
    assert "through its index" in result.err
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize("kind", ["vcf.gz", "bcf"])
def test_of_an_address_the_gene_alone_is_written_as_vcf(
    run: Run, tmp_path: Path, address: str, kind: str
) -> None:
    (as_bcf if kind == "bcf" else written)(tmp_path / f"in.{kind}", DATA)
    place = f"{address}/in.{kind}"
    result = run("annotate", "-q", "-f", "vcf", "--only-gene", place).no_traceback()
    here = run("annotate", "-q", "-f", "vcf", "--only-gene", tmp_path / f"in.{kind}")
    assert result.code == 0
    lines = [line for line in result.out.splitlines() if line[0] != "#"]
    assert lines == [line for line in here.out.splitlines() if line[0] != "#"]
    assert [line.count(";FOXP3_") + line.count("\tFOXP3_") > 0 for line in lines] == [True] * 6
    refused = run("annotate", "-f", "vcf", place)
    assert (refused.code, refused.out) == (2, "")
    assert "give --only-gene" in refused.err


@pytest.mark.parametrize("kind", ["vcf.gz", "bcf"])
def test_results_of_an_address_are_written_where_the_user_is(
    run: Run, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (as_bcf if kind == "bcf" else written)(tmp_path / f"in.{kind}", DATA)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for name in ("out.tsv", "out.vcf", "out.vcf.gz"):
        options = [] if name.endswith("tsv") else ["--only-gene"]
        result = run("annotate", f"{address}/in.{kind}", *options, "-o", name).no_traceback()
        assert result.code == 0
        assert Path(name).stat().st_size
    names = {path.name for path in Path().iterdir()}
    assert names == {"out.tsv", "out.vcf", "out.vcf.gz", "out.vcf.gz.tbi"}


@pytest.mark.parametrize("beginning", ["file://", "file://localhost"])
@pytest.mark.parametrize("name", ["in.vcf.gz", "in.bcf", "in.vcf"])
def test_the_address_of_a_local_file_is_a_path(
    run: Run, tmp_path: Path, beginning: str, name: str
) -> None:
    path = tmp_path / name
    if name.endswith("bcf"):
        as_bcf(path, DATA)
    elif name.endswith("gz"):
        written(path, DATA)
    else:
        path.write_bytes(DATA)
    for options in ([], ["-f", "vcf"]):
        result = run("annotate", "-q", *options, f"{beginning}{path}").no_traceback()
        expected = run("annotate", "-q", *options, path)
        assert result.code == 0
        assert result.out.splitlines()[-1] == expected.out.splitlines()[-1]
    refused = run("annotate", f"{beginning}{path}", "-o", path)
    assert refused.code == 2
    assert path.stat().st_size


def test_an_address_that_is_not_there(run: Run, address: str) -> None:
    result = run("annotate", f"{address}/none.vcf.gz")
    assert result.no_traceback().code == 1
    assert "none.vcf.gz" in result.err


def test_one_record_in_the_reach_of_both_builds_gives_one_row(run: Run, tmp_path: Path) -> None:
    # It covers the windows of both builds; each would give it.
    data = vcf("X 49000000 . A <DEL> . . END=49300000", A384T)
    result = run("annotate", written(tmp_path / "in.vcf.gz", data))
    assert len(result.table) == 2
