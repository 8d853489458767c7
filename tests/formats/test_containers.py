"""The same records in every container, and containers that are damaged."""

from __future__ import annotations

import bz2
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Run, run_installed
from vcf_builder import A384T, FIVE, X38, Annotate, bcf, bgzip_bytes, plain_gzip, vcf

TEXT = vcf(*FIVE)
# Several bgzip blocks, so that damage can lie behind what was read already.
LARGE = vcf(
    *(f"1 {n} rs{n * 7919 % 999983} A C . . ." for n in range(1, 9000)),
    *FIVE,
    contigs=["1:248956422", X38],
)
NEWLINE = b"\n"
Pack = Callable[[bytes], bytes]


@pytest.fixture
def ways(tmp_path: Path) -> dict[str, Pack]:
    return {
        "text": bytes,
        "bgzip": lambda data: bgzip_bytes(data, tmp_path),
        "gzip": plain_gzip,
        "bcf": bcf,
        "uncompressed bcf": lambda data: bcf(data, compressed=False),
    }


@pytest.mark.parametrize("way", ["text", "bgzip", "gzip", "bcf", "uncompressed bcf"])
def test_every_container_gives_the_same_rows(
    annotate: Annotate, run: Run, ways: dict[str, Pack], way: str
) -> None:
    pack, expected = ways[way], annotate(LARGE)
    assert (expected.code, len(expected.table)) == (0, 5)
    from_file = annotate(pack(LARGE), name="in.any")
    assert (from_file.code, from_file.out) == (0, expected.out)
    from_stdin = run("annotate", stdin=pack(LARGE))
    assert (from_stdin.code, from_stdin.out) == (0, expected.out)
    for result in (from_file, from_stdin):
        assert "9004 records read; 5 alleles in FOXP3, 8999 records elsewhere" in result.err


@pytest.mark.parametrize("samples", [[], ["BOY"]])
def test_line_ends_of_windows(annotate: Annotate, tmp_path: Path, samples: list[str]) -> None:
    # One record: the build is told by the contig line alone, whose end is a line end too.
    record = f"{A384T} GT 1" if samples else A384T
    meta = ['##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">']
    unix, windows = (vcf(record, samples=samples, meta=meta, end=end) for end in ("\n", "\r\n"))
    expected = annotate(unix)
    for data in (windows, bgzip_bytes(windows, tmp_path)):
        result = annotate(data)
        assert (result.code, result.out, result.err) == (0, expected.out, expected.err)
        assert "\r" not in result.out


def test_blank_lines_and_a_missing_line_end(annotate: Annotate) -> None:
    expected = annotate(TEXT).out
    assert annotate(TEXT + b"\n\n").out == expected
    assert annotate(TEXT.rstrip(b"\n")).out == expected


def test_bgzip_files_joined_end_to_end(annotate: Annotate, tmp_path: Path) -> None:
    # cat a.vcf.gz b.vcf.gz, where b has no header: an end-of-file block stands in the middle.
    header, body = vcf(), b"".join(line.replace(" ", "\t").encode() + b"\n" for line in FIVE)
    both = bgzip_bytes(header, tmp_path) + bgzip_bytes(body, tmp_path)
    assert annotate(both).out == annotate(TEXT).out


@pytest.mark.parametrize("cut", [1, 10, 28, 29, 60, 20_000])
@pytest.mark.parametrize("way", ["bgzip", "gzip", "bcf", "uncompressed bcf"])
def test_truncated_file_is_never_a_success(
    annotate: Annotate, ways: dict[str, Pack], way: str, cut: int
) -> None:
    result = annotate(ways[way](LARGE)[:-cut])
    assert result.no_traceback().code == 1
    assert "in.vcf" in result.err


@pytest.mark.parametrize(
    ("way", "cut"),
    [
        *((way, cut) for way in ("bgzip", "gzip", "uncompressed bcf") for cut in (1, 28, 20_000)),
        ("bcf", 1),
        ("bcf", 28),
        ("bcf", 20_000),
    ],
)
def test_truncated_stream_is_never_a_success(
    run: Run, ways: dict[str, Pack], way: str, cut: int
) -> None:
    result = run("annotate", stdin=ways[way](LARGE)[:-cut])
    assert result.no_traceback().code == 1
    assert "standard input" in result.err


GENOTYPES = vcf(
    *(f"1 {n} . A C . . . GT 0/1 0/0" for n in range(1, 3000)),
    *(f"{record} GT 0/1 0/0" for record in FIVE),
    *(f"Y {n} . A C . . . GT 1 1" for n in range(1, 3000)),
    contigs=["1:248956422", X38, "Y:57227415"],
    meta=['##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'],
    samples=["A", "B"],
)


@pytest.mark.parametrize("columns", [1, 3, 8, 9, 10])
@pytest.mark.parametrize("contig", [b"1", b"X", b"Y"])
def test_text_that_ends_within_a_record(
    annotate: Annotate, tmp_path: Path, contig: bytes, columns: int
) -> None:
    # Cut at the last record of a contig, whole cells and the beginning of the next.
    begin = GENOTYPES.rfind(b"\n" + contig + b"\t") + 1
    cells = GENOTYPES[begin:].split(b"\n", 1)[0].split(b"\t")
    data = GENOTYPES[:begin] + b"\t".join([*cells[: columns - 1], cells[columns - 1][:1]])
    for pack in (bytes, lambda data: bgzip_bytes(data, tmp_path)):
        for output in ("out.tsv", "out.vcf.gz"):
            result = annotate(pack(data), "-o", tmp_path / output).no_traceback()
            assert result.code == 1, output
            assert f"line {data.count(NEWLINE) + 1}: " in result.err
            assert not (tmp_path / output).exists()


def test_text_that_ends_with_a_record_but_no_line_end(annotate: Annotate) -> None:
    result = annotate(GENOTYPES.rstrip(NEWLINE))
    assert (result.code, len(result.table)) == (0, 5)
    assert "the last line has no line end; the file may be cut off" in result.err


def test_a_last_line_that_was_put_aside_is_no_truncation(
    annotate: Annotate, tmp_path: Path
) -> None:
    result = annotate(TEXT + b"X\t49251480\t.\tC", "--rejects", tmp_path / "aside.vcf")
    assert (result.code, len(result.table)) == (0, 5)
    assert (tmp_path / "aside.vcf").read_text().endswith("X\t49251480\t.\tC\n")


def test_missing_end_of_file_block(annotate: Annotate, tmp_path: Path) -> None:
    result = annotate(bgzip_bytes(TEXT, tmp_path)[:-28])
    assert result.code == 1
    assert "the end-of-file block of bgzip is missing" in result.err
    assert "what to do: " in result.err


def test_result_file_of_truncated_data_is_not_left(annotate: Annotate, tmp_path: Path) -> None:
    data = bgzip_bytes(LARGE, tmp_path)[:-28]
    assert annotate(data, "-o", tmp_path / "out.tsv").code == 1
    assert not (tmp_path / "out.tsv").exists()


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("way", ["bgzip", "gzip", "bcf"])
def test_corrupt_compressed_data(
    annotate: Annotate, ways: dict[str, Pack], way: str, place: float
) -> None:
    data = bytearray(ways[way](LARGE))
    data[int(place * len(data))] ^= 0xFF
    assert annotate(bytes(data)).no_traceback().code == 1


@pytest.mark.parametrize("tail", [b"garbage", b"\x1f\x8b"])
def test_rubbish_behind_the_data(annotate: Annotate, tmp_path: Path, tail: bytes) -> None:
    assert annotate(bgzip_bytes(TEXT, tmp_path) + tail).no_traceback().code == 1
    assert annotate(plain_gzip(TEXT) + tail).no_traceback().code == 1


@pytest.mark.parametrize(
    "data",
    [b"", plain_gzip(b""), b"\n", bytes(range(256)), bz2.compress(TEXT), plain_gzip(b"no vcf\n")],
    ids=["empty", "empty gzip", "empty line", "binary", "bzip2", "gzip of other text"],
)
def test_what_is_no_vcf(annotate: Annotate, run: Run, data: bytes) -> None:
    for result in (annotate(data), run("annotate", stdin=data)):
        assert (result.no_traceback().code, result.out) == (1, "")
    assert ("empty" in result.err) == (data in (b"", plain_gzip(b"")))


def test_bcf_of_an_old_version(annotate: Annotate) -> None:
    result = annotate(b"BCF\x04" + bcf(TEXT, compressed=False)[4:])
    assert result.no_traceback().code == 1


def test_bcf_in_plain_gzip(annotate: Annotate) -> None:
    assert annotate(plain_gzip(bcf(TEXT, compressed=False))).no_traceback().code in (0, 1)


def test_bcf_header_that_is_not_utf8(annotate: Annotate) -> None:
    data = bcf(vcf(A384T, meta=["##note=Fxxx"]), compressed=False)
    assert annotate(data.replace(b"Fxxx", b"F\xe4xx")).no_traceback().code in (0, 1)


def test_damage_far_behind_the_first_records_of_a_bcf(tmp_path: Path) -> None:
    # Far enough for the program not to have read it when it opens the file.
    records = (f"1 {n} rs{n * 7919 % 999983} A C . . ." for n in range(1, 40_000))
    data = bytearray(bcf(vcf(*records, *FIVE, contigs=["1:248956422", X38])))
    data[-40] ^= 0xFF
    path = tmp_path / "in.bcf"
    path.write_bytes(data)
    result = run_installed("annotate", path)
    assert result.code == 1
    assert "in.bcf: the BCF data is truncated or corrupt at record" in result.err
    result.no_traceback()


def test_missing_file_and_folder(run: Run, tmp_path: Path) -> None:
    missing = run("annotate", tmp_path / "none.vcf")
    assert (missing.code, missing.out) == (1, "")
    assert "none.vcf: cannot be read: No such file or directory" in missing.err
    folder = run("annotate", tmp_path)
    assert (folder.code, folder.out) == (1, "")
    assert "is a directory" in folder.err
    nameless = run("annotate", "")
    assert (nameless.code, nameless.out) == (1, "")
    assert "a file name is empty" in nameless.err


def test_a_bcf_stream_that_finds_no_room_is_not_called_damaged(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("foxp3tool.formats.vcf_text.shutil.copyfileobj", full)
    result = run("annotate", stdin=bcf(TEXT)).no_traceback()
    assert result.code == 1
    assert "a temporary file in " in result.err
    assert "No space left on device" in result.err
    assert "truncated" not in result.err
