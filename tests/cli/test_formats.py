"""``--format`` and the endings of ``-o``: every form holds the same table, or is not there."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from cli_runner import COMMAND, TIMEOUT, Run
from vcf_builder import A384T, vcf
from written_tables import markdown_cells, read_back, sheet_rows

import foxp3tool
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.frames import dtypes_of
from foxp3tool.formats.tables import fields_of

EXAMPLES = Path(__file__).parents[2] / "examples"
FLAT = ("tsv", "csv", "md", "parquet", "xlsx")
FORMS = (*FLAT, "json", "jsonl")
TYPES = dtypes_of(fields_of(COLUMNS))


@pytest.fixture
def broken() -> bytes:
    """A VCF whose last record is malformed, behind a good one."""
    return vcf(A384T, "X 49251481x . C T . . .")


def values(form: str, data: bytes) -> list[list[str]]:
    """Return header and cells as text, by a reader of the form."""
    match form:
        case "csv":
            return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
        case "md":
            return markdown_cells(data.decode())
        case "xlsx":
            rows = sheet_rows(data)
            return [["" if cell is None else str(cell) for cell in row] for row in rows]
        case "parquet":
            frame = pd.read_parquet(io.BytesIO(data))
            cells = frame.astype("string").fillna("").to_numpy().tolist()
            return [list(frame.columns), *cells]
        case _:
            return [line.split("\t") for line in data.decode().split("\n")[:-1]]


@pytest.mark.parametrize("form", FLAT)
def test_every_form_has_the_cells_of_the_tab_separated_table(
    run: Run, demo: Path, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"out.{form}"
    result = run("annotate", demo, "--columns", "full", "-o", path)
    assert (result.code, result.out) == (0, "")
    table = run("annotate", demo, "--columns", "full").out
    wanted = [line.split("\t") for line in table.split("\n")[:-1]]
    if form == "md":
        wanted = [[" ".join(cell.split(" ")).strip() for cell in row] for row in wanted]
    assert values(form, path.read_bytes()) == wanted


@pytest.mark.parametrize("form", ["tsv", "csv", "parquet", "xlsx"])
@pytest.mark.parametrize("columns", ["full", "exon"])
def test_pandas_reads_the_frame_back(
    run: Run, demo: Path, tmp_path: Path, form: str, columns: str
) -> None:
    path = tmp_path / f"out.{form}"
    assert run("annotate", demo, "--columns", columns, "-o", path).code == 0
    frame = foxp3tool.to_frame(demo, columns=columns)
    if columns == "exon" and form == "xlsx":
        return  # pandas drops the rows of a sheet that are empty as a whole, at its end
    pd.testing.assert_frame_equal(read_back(form, path.read_bytes(), TYPES), frame)


@pytest.mark.parametrize("name", ["out.tsv", "out.csv", "out.json", "out.jsonl", "out.md"])
def test_compressed_text_is_the_same_text(run: Run, demo: Path, tmp_path: Path, name: str) -> None:
    plain, packed, again = tmp_path / name, tmp_path / f"{name}.gz", tmp_path / f"again.{name}.gz"
    for path in (plain, packed, again):
        assert run("annotate", demo, "-o", path).code == 0
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert packed.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("form", ["json", "parquet", "xlsx"])
def test_standard_output_holds_what_the_file_does(
    run: Run, demo: Path, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"out.{form}"
    done = subprocess.run(
        [COMMAND, "annotate", "-q", demo, "-f", form],
        capture_output=True, check=True, timeout=TIMEOUT,
    )  # fmt: skip
    assert run("annotate", "-q", demo, "-o", path).code == 0
    if form == "xlsx":  # the time of writing stands in it
        assert values(form, done.stdout) == values(form, path.read_bytes())
    else:
        assert done.stdout == path.read_bytes()
    assert not done.stderr


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_left_of_an_input_that_breaks_off(
    run: Run, tmp_path: Path, broken: bytes, form: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    result = run("annotate", "-", "-o", folder / f"out.{form}", stdin=broken).no_traceback()
    assert result.code == 1
    assert list(folder.iterdir()) == []


def begun(form: str, data: bytes) -> bytes:
    done = subprocess.run(
        [COMMAND, "annotate", "-q", "-f", form],
        input=data, capture_output=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("form", ["json", "parquet", "xlsx", "md"])
def test_what_breaks_off_never_looks_whole(broken: bytes, form: str) -> None:
    data = begun(form, broken)
    if form == "json":
        with pytest.raises(json.JSONDecodeError):
            json.loads(data)
        assert b"row_count" not in data
    elif form == "md":
        # A note stands below a table of Markdown that is whole.
        assert b"Research use only" not in data
    else:
        assert data == b""


def test_a_group_of_rows_that_breaks_off_is_no_parquet(monkeypatch: pytest.MonkeyPatch) -> None:
    from written_tables import MADE_WITH, Sink  # noqa: PLC0415

    from foxp3tool.formats import parquet  # noqa: PLC0415
    from foxp3tool.formats.cells import CellRow, Field  # noqa: PLC0415

    monkeypatch.setattr(parquet, "_GROUP", 2)

    def rows() -> Any:
        for number in range(5):
            yield CellRow([str(number)])
        raise KeyboardInterrupt

    sink = Sink()
    with pytest.raises(KeyboardInterrupt):
        parquet.write_parquet([Field("id")], rows(), sink.stream, MADE_WITH)
    assert len(sink.data) > 100
    with pytest.raises(ValueError, match="magic bytes"):
        pd.read_parquet(io.BytesIO(sink.data))


def test_compressed_data_that_breaks_off_is_cut_off(tmp_path: Path, broken: bytes) -> None:
    script = f"mkfifo out.tsv.gz; {COMMAND} annotate -q -o out.tsv.gz & cat out.tsv.gz; wait"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path, input=broken, capture_output=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    if done.stdout:
        with pytest.raises(EOFError):
            gzip.decompress(done.stdout)


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_reader_that_goes_away(tmp_path: Path, form: str) -> None:
    many = tmp_path / "many.vcf"
    many.write_bytes(vcf(*[f"X {49251480 + n} . N T . . ." for n in range(3000)]))
    tool = f"{COMMAND} annotate -q {many}"
    done = subprocess.run(
        ["bash", "-c", f"{tool} -f {form} | head -c 1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert done.returncode == 141


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-f", "csv", "-o", "out.tsv"], "the ending says tsv, --format says csv"),
        (["-f", "xlsx", "-o", "out.parquet"], "the ending says parquet, --format says xlsx"),
        (["-f", "json", "--columns", "full"], "--columns is for tables; json holds all"),
        (["-o", "out.jsonl", "--columns", "standard"], "--columns is for tables; jsonl holds all"),
        (["-f", "json", "--no-header"], "--no-header is for tsv and csv"),
        (["-f", "parquet", "--no-header"], "--no-header is for tsv and csv"),
        (["-f", "odt"], "'odt' is not one of"),
        (["-o", "out.xls"], "the ending names no format"),
    ],
)
@pytest.mark.parametrize("command", ["annotate", "lookup"])
def test_wrong_usage(run: Run, demo: Path, command: str, args: list[str], words: str) -> None:
    result = run(command, demo if command == "annotate" else "c.1150G>A", *args).no_traceback()
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert not Path("out.xls").exists()


@pytest.mark.parametrize(
    ("form", "args"),
    [
        ("parquet", ("annotate", "examples/ipex_demo.GRCh38.vcf")),
        ("xlsx", ("lookup", "c.1150G>A")),
        ("xlsx", ("convert", "c.1150G>A")),
        ("parquet", ("check", "examples/boy.GRCh38.g.vcf")),
        ("xlsx", ("catalog", "list")),
        ("parquet", ("catalog", "export")),
    ],
)
def test_no_binary_form_reaches_a_terminal(form: str, args: tuple[str, ...]) -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [COMMAND, *args, "-f", form],
            stdout=theirs, stderr=subprocess.PIPE, check=False, timeout=TIMEOUT,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        os.set_blocking(ours, False)
        with pytest.raises(BlockingIOError):
            os.read(ours, 1)
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert f"{form} is no text, and is not written to a terminal".encode() in done.stderr


def test_no_header(run: Run) -> None:
    whole = run("lookup", "c.1150G>A", "-f", "csv").out
    assert run("lookup", "c.1150G>A", "-f", "csv", "--no-header").out == whole.partition("\n")[2]


def test_a_hostile_vcf_does_nothing_in_a_spreadsheet(tmp_path: Path, run: Run) -> None:
    """Ids and names of samples come from whoever made the file."""
    identifier = '=HYPERLINK("http://evil";"x"),"a|b"'
    sample = "=1+1|@SUM(A1)<script>"
    path = tmp_path / "hostile.vcf"
    meta = ['##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">']
    line = f"X\t49251480\t{identifier}\tC\tT\t.\t.\t.\tGT\t1"
    path.write_bytes(
        vcf(meta=meta).rstrip(b"\n") + f"\tFORMAT\t{sample}\n{line}\n".encode()
    )  # fmt: skip
    for form in FORMS:
        out = tmp_path / f"out.{form}"
        done = run("annotate", path, "--samples", "carriers", "-o", out)
        assert done.code == 0, done.err
        if form in ("json", "jsonl"):
            lines = out.read_text(encoding="utf-8").split("\n")
            row = json.loads(lines[2] if form == "json" else lines[1])
            assert (row["input"]["id"], row["sample"]["name"]) == (identifier, sample)
            continue
        header, _, row = values(form, out.read_bytes())
        assert row[header.index("id")] == identifier
        assert row[header.index("sample")] == sample
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["variants"]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert "<script>" not in (tmp_path / "out.md").read_text().replace("\\<script>", "")


@pytest.mark.parametrize("form", FORMS)
def test_lists_and_failures_are_written_too(run: Run, tmp_path: Path, form: str) -> None:
    names = tmp_path / "names.txt"
    names.write_text("c.1150G>A\nnonsense\np.Arg397Trp\n")
    out = tmp_path / f"out.{form}"
    result = run("lookup", "--input", names, "-o", out)
    assert result.code == 1
    if form == "json":
        found = [row["input"]["id"] for row in json.loads(out.read_bytes())["rows"]]
    elif form == "jsonl":
        found = [json.loads(line)["input"]["id"] for line in out.read_bytes().splitlines()]
    else:
        header, *rows = values(form, out.read_bytes())
        found = [row[header.index("id")] for row in rows]
    assert found == ["c.1150G>A", "nonsense", "p.Arg397Trp"]


@pytest.mark.parametrize(
    ("form", "args"),
    [
        ("csv", ("check", EXAMPLES / "boy.GRCh38.g.vcf")),
        ("xlsx", ("check", EXAMPLES / "boy.GRCh38.g.vcf")),
        ("md", ("convert", "c.1150G>A", "nonsense")),
        ("parquet", ("convert", "c.1150G>A", "nonsense")),
        ("csv", ("catalog", "list", "--domain", "forkhead")),
        ("xlsx", ("catalog", "search", "Torgerson")),
        ("xlsx", ("catalog", "export", "--assertion", "benign")),
        ("parquet", ("catalog", "export", "--assertion", "benign")),
        ("tsv", ("catalog", "export", "--assertion", "benign")),
    ],
)
def test_other_tables_have_every_form(
    run: Run, tmp_path: Path, form: str, args: tuple[object, ...]
) -> None:
    out = tmp_path / f"out.{form}"
    table = run(*args, "-f", "tsv")
    assert run(*args, "-o", out).code == table.code
    wanted = [line.split("\t") for line in table.out.split("\n")[:-1]]
    assert values(form, out.read_bytes()) == wanted
    assert len(wanted) >= 2


def test_the_catalog_as_json_lines(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "catalog.jsonl.gz"
    assert run("catalog", "export", "--assertion", "risk", "-o", out).code == 0
    document = json.loads(run("catalog", "export", "--assertion", "risk", "-f", "json").out)
    lines = [json.loads(line) for line in gzip.decompress(out.read_bytes()).splitlines()]
    about = document["catalog"]
    assert lines == [{**entry, "catalog": about} for entry in document["entries"]] != []


def loaded_by(*args: str) -> set[str]:
    script = (
        "import sys\nfrom foxp3tool.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "print('loaded', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *args],
        capture_output=True, text=True, timeout=TIMEOUT, check=True,
    )  # fmt: skip
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "jsonl", "md"])
def test_forms_of_text_load_no_library_of_tables(form: str) -> None:
    assert not loaded_by("lookup", "c.1150G>A", "-f", form) & {
        "pandas", "numpy", "pyarrow", "openpyxl",
    }  # fmt: skip


def test_excel_loads_no_pandas(tmp_path: Path) -> None:
    loaded = loaded_by("lookup", "c.1150G>A", "-o", str(tmp_path / "a.xlsx"))
    assert "openpyxl" in loaded
    assert not loaded & {"pandas", "pyarrow"}
