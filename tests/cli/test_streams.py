"""What a process does with its streams and signals."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_runner import COMMAND, TIMEOUT, Start, read_table
from vcf_builder import A384T, vcf

TOOL = shlex.quote(COMMAND)


def shell(script: str, folder: Path) -> tuple[int, str, str]:
    """Run a script in bash with pipefail."""
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}"],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=TIMEOUT,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_data_goes_to_stdout_and_words_to_stderr(start: Start, demo: Path) -> None:
    result = start("annotate", demo)
    assert result.code == 0
    assert len(read_table(result.out)) == 53
    assert all(line.startswith("foxp3tool annotate: ") for line in result.err.splitlines())
    assert "GRCh38: contig chrX of length 156040895" in result.err
    assert "Research use only; not a diagnosis." in result.err


def test_dash_and_nothing_read_standard_input(start: Start, demo: Path) -> None:
    from_file = start("annotate", demo).out
    assert start("annotate", "-", stdin=demo.read_bytes()).out == from_file
    assert start("annotate", stdin=demo.read_bytes()).out == from_file


def test_standard_input_is_named_in_errors(start: Start) -> None:
    result = start("annotate", stdin=vcf("X 12x . C T . . ."))
    assert result.code == 1
    assert "standard input, line 4: malformed record: POS is '12x'" in result.err


def test_unbuffered_python_writes_all_or_says_so(tmp_path: Path, demo: Path) -> None:
    # One text of more than a pipe holds, which a raw stream would write in part.
    program = (
        "from foxp3tool.formats.output import open_output\n"
        "with open_output(None) as stream: stream.write('x' * 2_000_000)"
    )
    (tmp_path / "write.py").write_text(program)
    python = f"PYTHONUNBUFFERED=1 {shlex.quote(sys.executable)} write.py 2> err"
    assert shell(f"{python} | wc -c", tmp_path) == (0, "2000000\n", "")
    code, _, _ = shell(f"{python} | head -c 10; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert code == 1
    assert "ClosedPipeError" in (tmp_path / "err").read_text()
    command = f"PYTHONUNBUFFERED=1 {TOOL} annotate {shlex.quote(str(demo))} --transcripts all"
    code, _, _ = shell(f"{command} 2> err | head -n 1; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert code == 141


def test_pipe_closed_early_ends_quietly(tmp_path: Path, demo: Path) -> None:
    # The table of all transcripts is larger than the buffer of a pipe.
    command = f"{TOOL} annotate {shlex.quote(str(demo))} --transcripts all"
    script = f"{command} 2>err | head -n 1; echo ${{PIPESTATUS[0]}}"
    code, out, err = shell(script, tmp_path)
    header, status = out.splitlines()
    assert header.startswith("chrom\tpos\t")
    assert (code, status, err) == (0, "141", "")
    assert (tmp_path / "err").read_text() == ""


def test_pipe_into_a_reader_of_everything(tmp_path: Path, demo: Path) -> None:
    script = f"{TOOL} annotate {shlex.quote(str(demo))} --transcripts all --quiet | wc -l"
    assert shell(script, tmp_path)[:2] == (0, f"{1 + 52 * 10 + 1}\n")


def test_failure_in_a_pipe_is_seen_with_pipefail(tmp_path: Path) -> None:
    (tmp_path / "bad.vcf").write_bytes(vcf("X 49251480 . C"))
    code, _, err = shell(f"{TOOL} annotate bad.vcf | cat", tmp_path)
    assert code == 1
    assert "bad.vcf, line 4" in err


@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
def test_unwritable_standard_output(tmp_path: Path, where: str) -> None:
    if where == ">/dev/full" and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    code, out, err = shell(f"{TOOL} lookup 'c.1150G>A' {where}", tmp_path)
    assert (code, out) == (1, "")
    assert err.startswith("foxp3tool: error: standard output: ")
    assert "Traceback" not in err


def test_closed_standard_input(tmp_path: Path) -> None:
    code, _, err = shell(f"{TOOL} annotate <&-", tmp_path)
    assert code in (1, 2)
    assert "Traceback" not in err


def test_closed_standard_error(tmp_path: Path, demo: Path) -> None:
    code, out, _ = shell(f"{TOOL} annotate {shlex.quote(str(demo))} 2>&-", tmp_path)
    assert code == 0
    assert len(read_table(out)) == 53


def test_terminal_without_input_is_told_so() -> None:
    terminal, other = os.openpty()
    try:
        done = subprocess.run(
            [COMMAND, "annotate"], stdin=other, capture_output=True, timeout=TIMEOUT, check=False
        )
    finally:
        os.close(terminal)
        os.close(other)
    assert done.returncode == 2
    assert b"no input: name a VCF file, or pipe one in" in done.stderr


@pytest.mark.parametrize("output", [False, True])
def test_interrupt(tmp_path: Path, output: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    fifo, result = tmp_path / "slow.vcf", tmp_path / "out.tsv"
    os.mkfifo(fifo)
    more = ["-o", str(result)] if output else []
    process = subprocess.Popen(
        [COMMAND, "annotate", str(fifo), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background has its children ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    # Opening waits until the program has opened the other end, so that it is past its start.
    with fifo.open("wb", buffering=0) as slow:
        slow.write(vcf(A384T))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 130
    assert err.decode().splitlines() == ["foxp3tool: interrupted"]
    assert out == b""
    assert [path.name for path in tmp_path.iterdir()] == ["slow.vcf"]


@pytest.mark.parametrize("name", ["o.tsv", "o.vcf", "o.vcf.gz", "o.bcf"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_ended_leaves_nothing(
    tmp_path: Path, number: signal.Signals, name: str
) -> None:
    # As schedulers, timeout(1) and a closed terminal end programs.
    fifo, temporary = tmp_path / "slow.vcf", tmp_path / "temporary"
    temporary.mkdir()
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [COMMAND, "annotate", str(fifo), "-o", name],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        # Some programs that run tests ignore a hang-up, and so would their children.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    with fifo.open("wb", buffering=0) as slow:
        slow.write(vcf(A384T))
        time.sleep(0.3)
        process.send_signal(number)
        _, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, err) == (128 + number, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["slow.vcf", "temporary"]
    assert list(temporary.iterdir()) == []


def test_a_hang_up_is_ignored_under_nohup(tmp_path: Path) -> None:
    fifo = tmp_path / "slow.vcf"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [COMMAND, "annotate", "-q", str(fifo)],
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),  # noqa: PLW1509 - no threads here
    )
    with fifo.open("wb", buffering=0) as slow:
        slow.write(vcf(A384T))
        process.send_signal(signal.SIGHUP)
    out, _ = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, out.count(b"\n")) == (0, 2)


@pytest.mark.parametrize("flags", ["-Ob", "-Ou", "-Oz", "-Ov"])
@pytest.mark.parametrize("way", ["<(cat in)", "/dev/stdin < in", "pipe & cat in > pipe; wait $!"])
def test_a_stream_that_has_a_name(tmp_path: Path, demo: Path, flags: str, way: str) -> None:
    if shutil.which("bcftools") is None:
        pytest.skip("bcftools is not installed")
    os.mkfifo(tmp_path / "pipe")
    expected = shell(f"{TOOL} annotate -q {shlex.quote(str(demo))}", tmp_path)
    script = f"bcftools view {flags} {shlex.quote(str(demo))} > in; {TOOL} annotate -q {way}"
    assert shell(script, tmp_path) == expected


def test_a_list_from_a_process_substitution_is_read_from_its_beginning(tmp_path: Path) -> None:
    names = "\n".join(f"c.{number}=" for number in range(1, 12))
    (tmp_path / "names.txt").write_text(f"c.1150G>A\n{names}\n" * 900)
    for command in ("convert --to hgvs_g_grch38", "lookup --columns id,hgvs_g"):
        script = f"{TOOL} {command} -q --input <(head -n 3 names.txt) 2>&1 | sed -n 2p"
        assert shell(script, tmp_path)[1].startswith("c.1150G>A\t")
    # More than a pipe holds.
    script = f"{TOOL} convert --to hgvs_g_grch38 --input <(cat names.txt) | head -n 2 | tail -n 1"
    assert shell(script, tmp_path)[1].startswith("c.1150G>A\t")


@pytest.mark.parametrize("place", [">(cat > aside)", "/dev/stderr 2> >(cat > aside)", "/dev/fd/7"])
def test_results_go_to_streams_that_have_a_name(tmp_path: Path, place: str) -> None:
    bad = "X 12x . C T . . ."
    (tmp_path / "in.vcf").write_bytes(vcf(A384T, bad))
    script = f"{TOOL} annotate -q in.vcf --rejects {place} 7> aside; code=$?; sleep 0.2; exit $code"
    code, out, err = shell(script, tmp_path)
    assert (code, err, out.count("\n")) == (0, "", 2)
    aside = (tmp_path / "aside").read_text()
    assert aside == vcf(bad).decode()


@pytest.mark.parametrize("name", ["o.tsv", "o.vcf", "o.vcf.gz"])
def test_a_link_to_standard_output_is_written_to(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.vcf").write_bytes(vcf(A384T))
    (tmp_path / name).symlink_to("/dev/stdout")
    unpack = "gzip -dc" if name.endswith("gz") else "cat"
    code, out, err = shell(f"{TOOL} annotate -q in.vcf -o {name} | {unpack}", tmp_path)
    assert (code, err) == (0, "")
    assert "NM_014009.4:c.1150G>A" in out
    assert (tmp_path / name).is_symlink()


def test_locale_does_not_matter(tmp_path: Path, start: Start) -> None:
    path = tmp_path / "Fällé.vcf"
    path.write_bytes(vcf("X 49251480 Fällé→1 C T . . ."))
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = start("annotate", path, env=plain)
    assert result.code == 0
    assert result.out == start("annotate", path, env={"LC_ALL": "C.UTF-8"}).out
    assert result.table[0]["id"] == "Fällé→1"
    bad = start("annotate", tmp_path / "kein→.vcf", env=plain).no_traceback()
    assert bad.code == 1


@pytest.mark.parametrize(
    ("text", "code", "match"),
    [("c.1150G→A", 0, "exact"), (os.fsdecode(b"c.1150G\xff>A"), 1, "")],
)
def test_argument_that_is_no_ascii(start: Start, text: str, code: int, match: str) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = start("lookup", text, "c.1150G>A", env=plain).no_traceback()
    assert result.code == code
    assert [row["ipex_match"] for row in result.table] == [match, "exact"]
