"""Files of annotated VCF: bgzip and BCF with their indexes, complete or not there."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import stat
import subprocess
import time
from functools import partial
from pathlib import Path

import pysam
import pytest
from annotated_vcf import bcftools, body, csq, header, info, names_in, without_ours
from cli_runner import COMMAND, TIMEOUT, Run
from vcf_builder import A384T, FIVE, bgzip, vcf

TOOL = shlex.quote(COMMAND)
CONTIGS = ("1:248956422", "X:156040895")
SORTED = ("1 5 . A C . . .", *FIVE, "X 99999999 . A C . . .")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "in.vcf"
    path.parent.mkdir()
    path.write_bytes(vcf(*SORTED, contigs=CONTIGS))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "out"
    path.mkdir()
    return path


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        cwd=folder, capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip


def text_of(run: Run, source: Path) -> list[bytes]:
    return body(run("annotate", "-q", "-f", "vcf", source).out.encode())


@pytest.mark.parametrize(("name", "index"), [("o.vcf.gz", ".tbi"), ("o.bcf", ".csi")])
def test_compressed_files_with_their_index(
    run: Run, source: Path, folder: Path, name: str, index: str
) -> None:
    result = run("annotate", "-q", source, "-o", folder / name)
    assert (result.code, result.out, result.err) == (0, "", "")
    assert names_in(folder) == [name, name + index]
    made = folder / name
    lines = bcftools("view", "-H", "--no-version", made).encode().splitlines(keepends=True)
    assert lines == text_of(run, source)
    found = bcftools("query", "-r", "X:49251480-49251480", "-f", "%POS %FOXP3_IPEX\n", made)
    assert found == "49251480 exact|FOXP3-IPEX-0127\n"
    assert "49251480 missense_variant" in bcftools(
        "+split-vep", "-r", "X:49251480", "-f", r"%POS %Consequence\n", made
    )
    usual = folder / "usual"
    usual.touch()
    for path in (made, folder / (name + index)):
        assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    assert (folder / (name + index)).stat().st_mtime >= made.stat().st_mtime


def test_bgzip_holds_the_bytes_of_the_text(run: Run, source: Path, folder: Path) -> None:
    assert run("annotate", "-q", source, "-o", folder / "o.vcf.gz").code == 0
    with pysam.BGZFile(str(folder / "o.vcf.gz"), "rb", index=None) as file:
        data = file.read()
    assert body(data) == text_of(run, source)
    assert [without_ours(line) for line in body(data)] == body(source.read_bytes())


@pytest.mark.parametrize("name", ["o.vcf.gz", "O.VCF.GZ", "o.bcf", "o.vcf"])
def test_the_result_can_be_annotated_again(run: Run, source: Path, folder: Path, name: str) -> None:
    assert run("annotate", "-q", source, "-o", folder / name).code == 0
    again = run("annotate", "-q", "-f", "vcf", folder / name)
    assert again.code == 0
    assert body(again.out.encode()) == text_of(run, source)


def test_an_older_index_goes(run: Run, source: Path, folder: Path) -> None:
    for name in ("o.vcf.gz", "o.vcf.gz.csi", "o.vcf.gz.tbi"):
        (folder / name).write_bytes(b"old")
    assert run("annotate", "-q", source, "-o", folder / "o.vcf.gz").code == 0
    assert names_in(folder) == ["o.vcf.gz", "o.vcf.gz.tbi"]
    assert (folder / "o.vcf.gz.tbi").read_bytes() != b"old"


@pytest.mark.parametrize("records", [(*FIVE[::-1],), (*FIVE, "1 5 . A C . . .", FIVE[4])])
def test_an_unsorted_file_keeps_its_order_and_has_no_index(
    run: Run, folder: Path, tmp_path: Path, records: tuple[str, ...]
) -> None:
    data = vcf(*records, contigs=CONTIGS)
    path = tmp_path / "in.vcf"
    path.write_bytes(data)
    result = run("annotate", path, "-o", folder / "o.vcf.gz")
    assert result.code == 0
    assert "caution: " in result.err
    assert "o.vcf.gz has no index: its records are not sorted" in result.err
    assert names_in(folder) == ["o.vcf.gz"]
    with pysam.BGZFile(str(folder / "o.vcf.gz"), "rb", index=None) as file:
        assert [without_ours(line) for line in body(file.read())] == body(data)


def test_bcf_of_an_unsorted_file(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "in.vcf").write_bytes(vcf(*FIVE[::-1]))
    result = run("annotate", tmp_path / "in.vcf", "-o", folder / "o.bcf")
    assert (result.code, "has no index" in result.err) == (0, True)
    assert names_in(folder) == ["o.bcf"]


def test_bcf_of_a_file_without_contig_lines(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "in.vcf").write_bytes(vcf(*FIVE, contigs=()))
    result = run("annotate", tmp_path / "in.vcf", "-o", folder / "o.bcf").no_traceback()
    assert result.code == 1
    assert "cannot be written as BCF" in result.err
    assert "write .vcf.gz instead" in result.err
    assert names_in(folder) == []
    assert run("annotate", tmp_path / "in.vcf", "-o", folder / "o.vcf.gz").code == 0


@pytest.mark.parametrize("name", ["o.vcf", "o.vcf.gz", "o.bcf"])
def test_nothing_is_left_after_a_failure_and_an_old_file_stays(
    run: Run, source: Path, folder: Path, name: str
) -> None:
    bad = source.with_name("bad.vcf")
    bad.write_bytes(source.read_bytes() + b"X\t49251481x\t.\tC\tT\t.\t.\t.\n")
    assert run("annotate", bad, "-o", folder / name).no_traceback().code == 1
    assert names_in(folder) == []
    (folder / name).write_bytes(b"old")
    (folder / f"{name}.csi").write_bytes(b"old index")
    assert run("annotate", bad, "-o", folder / name).code == 1
    assert (folder / name).read_bytes() == b"old"
    assert names_in(folder) == [name, f"{name}.csi"]


@pytest.mark.parametrize("name", ["o.vcf.gz", "o.bcf"])
def test_damage_found_in_the_second_reading_leaves_nothing(
    run: Run, folder: Path, tmp_path: Path, name: str
) -> None:
    # Through the index, the first reading sees the records near the gene only.
    far = [f"1 {number} . A N . . DP={number * 7919}" for number in range(1, 150_000)]
    path = bgzip(vcf(*far, *FIVE, contigs=CONTIGS), tmp_path / "in.vcf.gz")
    pysam.tabix_index(str(path), preset="vcf")
    data = bytearray(path.read_bytes())
    place = len(data) * 9 // 10
    data[place : place + 100] = bytes(100)
    stamp = path.stat().st_mtime
    path.write_bytes(data)
    os.utime(path, (stamp, stamp))
    result = run("annotate", path, "-o", folder / name).no_traceback()
    assert result.code == 1
    assert "truncated or corrupt" in result.err
    assert names_in(folder) == []
    # For standard output the whole file is read before.
    result = run("annotate", path, "-f", "vcf").no_traceback()
    assert (result.code, result.out) == (1, "")


def test_no_room_for_the_last_block(source: Path, folder: Path) -> None:
    # So little that htslib writes all of it when the file is closed.
    far = [f"1 {number} . A C . . DP={number * 7919 % 10007}" for number in range(1, 700)]
    source.write_bytes(vcf(*far, *FIVE, contigs=CONTIGS))
    done = shell(f"ulimit -f 1; {TOOL} annotate {source} -o o.vcf.gz", folder)
    assert done.returncode == 1
    assert "o.vcf.gz: cannot write: " in done.stderr
    assert names_in(folder) == []


@pytest.mark.parametrize("name", ["o.vcf", "o.vcf.gz", "o.bcf"])
def test_no_room(source: Path, folder: Path, name: str) -> None:
    # Files may grow to 8 kB, as on a small device that is full; the values do not compress.
    far = [f"1 {number} . A C . . DP={number * 7919 % 10007}" for number in range(1, 9000)]
    head = '##INFO=<ID=DP,Number=1,Type=Integer,Description="d">'
    source.write_bytes(vcf(*far, *FIVE, contigs=CONTIGS, meta=[head]))
    done = shell(f"ulimit -f 8; {TOOL} annotate {source} -o {name}", folder)
    assert done.returncode == 1
    assert f"{name}: cannot write: " in done.stderr
    assert "Traceback" not in done.stderr
    assert names_in(folder) == []


@pytest.mark.parametrize("name", ["no/o.vcf.gz", "no/o.bcf"])
def test_folder_that_does_not_exist(run: Run, source: Path, folder: Path, name: str) -> None:
    result = run("annotate", source, "-o", folder / name).no_traceback()
    assert result.code == 1
    assert "cannot write: No such file or directory" in result.err


@pytest.mark.parametrize("name", ["o.vcf", "o.vcf.gz", "o.bcf"])
def test_target_that_is_a_folder(run: Run, source: Path, folder: Path, name: str) -> None:
    (folder / name).mkdir()
    assert run("annotate", source, "-o", folder / name).no_traceback().code in (1, 2)
    assert names_in(folder) == [name]


@pytest.mark.parametrize("name", ["o.vcf", "o.vcf.gz"])
def test_a_named_pipe_is_written_to(source: Path, folder: Path, name: str) -> None:
    read = f"cat {name}" if name == "o.vcf" else f"cat {name} | gzip -dc"
    done = shell(f"mkfifo {name}; {TOOL} annotate -q {source} -o {name} & {read}; wait", folder)
    assert done.stdout.count("\tCSQ=") + done.stdout.count(";CSQ=") == 5
    assert names_in(folder) == [name]


def test_a_link_stays_a_link(run: Run, source: Path, folder: Path) -> None:
    (folder / "o.vcf.gz").symlink_to(folder / "real.vcf.gz")
    (folder / "real.vcf.gz").write_bytes(b"old")
    assert run("annotate", "-q", source, "-o", folder / "o.vcf.gz").code == 0
    assert (folder / "o.vcf.gz").is_symlink()
    assert names_in(folder) == ["o.vcf.gz", "real.vcf.gz", "real.vcf.gz.tbi"]


def test_input_is_never_replaced(run: Run, source: Path) -> None:
    data = source.read_bytes()
    assert run("annotate", source, "-o", source).code == 2
    assert source.read_bytes() == data


# Streams


def test_a_pipe_in_both_directions(source: Path, folder: Path) -> None:
    if shutil.which("bcftools") is None:
        pytest.skip("bcftools is not installed")
    script = (
        f"bcftools view -Ob {source} | {TOOL} annotate -q -f vcf | "
        r"bcftools +split-vep -f '%POS %Consequence\n' -"
    )
    done = shell(script, folder)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 5)


def test_a_process_substitution_is_read(source: Path, folder: Path) -> None:
    done = shell(f"{TOOL} annotate -q -f vcf <(cat {source})", folder)
    assert (done.returncode, done.stderr, done.stdout.count("CSQ=")) == (0, "", 5)


def test_pipe_closed_early_ends_quietly(source: Path, folder: Path) -> None:
    far = ["1 5 . A C . . ."] * 20_000
    source.write_bytes(vcf(*far, *FIVE, contigs=CONTIGS))
    done = shell(f"{TOOL} annotate -f vcf {source} | head -n 1; echo ${{PIPESTATUS[0]}}", folder)
    assert (done.stdout, done.stderr) == ("##fileformat=VCFv4.2\n141\n", "")


def test_a_truncated_stream_gives_nothing(source: Path, folder: Path, tmp_path: Path) -> None:
    data = bgzip(vcf(*["1 5 . A C . . ."] * 50_000, *FIVE), tmp_path / "in.vcf.gz").read_bytes()
    (tmp_path / "cut.vcf.gz").write_bytes(data[:-28])
    for way in ("", "< "):
        done = shell(f"{TOOL} annotate -f vcf {way}{tmp_path / 'cut.vcf.gz'}", folder)
        assert (done.returncode, done.stdout) == (1, "")
        assert "truncated or corrupt" in done.stderr


def test_a_full_device_as_standard_output(source: Path, folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    done = shell(f"{TOOL} annotate -q -f vcf {source} > /dev/full", folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_an_interrupted_run_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "in.vcf"
    os.mkfifo(pipe)
    # A shell lets what it runs in the background ignore the signal.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    command = [COMMAND, "annotate", str(pipe), "-o", "o.vcf.gz"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stderr=subprocess.PIPE,
        preexec_fn=heed,  # noqa: PLW1509 - no threads
    )
    with pipe.open("wb") as writer:
        writer.write(vcf(A384T))
        writer.flush()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, b"Traceback" in said) == (130, False)
    assert names_in(folder) == []


def test_pysam_reads_the_entries_as_others_do(run: Run, source: Path, folder: Path) -> None:
    # As cyvcf2, slivar and the like: the header's Format line, then split by comma and bar.
    assert run("annotate", "-q", source, "-o", folder / "o.vcf.gz").code == 0
    with pysam.VariantFile(str(folder / "o.vcf.gz")) as file:
        described = file.header.info["CSQ"].description
        names = described.partition("Format: ")[2].split("|")
        entries = [
            dict(zip(names, entry.split("|"), strict=True))
            for record in file
            for entry in record.info.get("CSQ", ())
        ]
        assert described.startswith("Consequence annotations from foxp3tool")
    assert [entry["Allele"] for entry in entries] == [record.split()[4] for record in FIVE]
    assert {entry["SYMBOL"] for entry in entries} == {"FOXP3"}
    data = run("annotate", "-q", "-f", "vcf", source).out.encode()
    assert entries == [entry for line in body(data) for entry in csq(data, line)]
    assert len(header(data)) == len(header(source.read_bytes())) + 5
    assert "FOXP3_IPEX" in info(body(data)[1])
