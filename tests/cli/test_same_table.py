"""Every command writes one table, whatever the format: read back by readers that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from cli_runner import Run
from written_tables import markdown_cells

EXAMPLES = Path(__file__).parents[2] / "examples"
DEMO, FAMILY = EXAMPLES / "ipex_demo.GRCh38.vcf", EXAMPLES / "family.GRCh38.vcf"
IDS = (
    "=cmd|'/C_calc'!A0", "+1", "-1", "@SUM(A1)", '"quoted"', "a|b", "<b>x</b>", "`code`", "NA",
    "nan", "TRUE", "1e5", "00123", "2024-01-01", "#REF!", "caf\u00e9", "\u202eevil", "*bold*",
    "_a_", "\\t", "'", "$x$", "[a](b)", "&amp;", "\uff1d1",
)  # fmt: skip
Table = list[list[str]]
COMMANDS: dict[str, list[object]] = {
    "structural": ["annotate", EXAMPLES / "structural.GRCh38.vcf"],
    "several": [
        "annotate", DEMO, FAMILY, "--samples", "all", "--ped", EXAMPLES / "family.ped",
        "--transcripts", "refseq",
    ],
    "hostile ids": ["annotate", "hostile.vcf"],
    "look-ups": ["lookup", "--", "c.1150G>A", *IDS],
    "conversion": ["convert", "--to", "hgvs_c,vcf,legacy", "--", "c.1150G>A", *IDS],
    "list": ["catalog", "list"],
    "search": ["catalog", "search", "diabetes"],
    "papers": ["catalog", "list", "--not-read"],
    "export": ["catalog", "export"],
    "check": ["check", EXAMPLES / "boy.GRCh38.g.vcf"],
}  # fmt: skip
SLOW = ("several", "export", "papers", "list")
EVERY = [
    pytest.param(name, marks=pytest.mark.exhaustive if name in SLOW else ()) for name in COMMANDS
]
NESTED = ("structural", "several", "hostile ids", "look-ups", "export")


@pytest.fixture(autouse=True)
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A VCF of which the ids are meant to mislead readers, in the folder that the test runs in."""
    lines = "".join(f"X\t49251480\t{name}\tC\tT\t.\tPASS\t.\n" for name in IDS)
    (tmp_path / "hostile.vcf").write_text(
        "##fileformat=VCFv4.3\n##contig=<ID=X,length=156040895,assembly=GRCh38>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n" + lines,
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)


def written(run: Run, command: str, path: Path) -> None:
    """Write the table of a command; status 1 says that a text has a row with its issue only."""
    words = COMMANDS[command]
    place = 2 if words[0] == "catalog" else 1
    result = run(*words[:place], "-o", path, *words[place:])
    assert result.code in (0, 1), result.err


def of_tsv(data: bytes) -> Table:
    return [line.split("\t") for line in data.decode().split("\n")[:-1]]


def of_csv(data: bytes) -> Table:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def as_text(value: Any) -> str:
    return "" if value is None else str(value)


def of_parquet(data: bytes) -> Table:
    table = pq.read_table(io.BytesIO(data))
    columns = [[as_text(value) for value in column.to_pylist()] for column in table.columns]
    return [table.column_names, *(list(row) for row in zip(*columns, strict=True))]


def of_excel(data: bytes) -> Table:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[as_text(cell.value) for cell in row] for row in sheet.iter_rows()]


def of_markdown(data: bytes) -> Table:
    return [[cell.strip() for cell in row] for row in markdown_cells(data.decode())]


READERS: dict[str, Callable[[bytes], Table]] = {
    "csv": of_csv, "parquet": of_parquet, "xlsx": of_excel, "md": of_markdown,
}  # fmt: skip


def same(one: str, other: str) -> bool:
    """Tell whether two cells say the same; a number may be written as 0.5 or .50."""
    if one == other:
        return True
    number = re.compile(r"-?[0-9.]+(?:e-?[0-9]+)?")
    return bool(number.fullmatch(one) and number.fullmatch(other)) and float(one) == float(other)


@pytest.mark.parametrize("command", EVERY)
def test_each_form_holds_the_same_cells(run: Run, tmp_path: Path, command: str) -> None:
    forms: dict[str, bytes] = {}
    for form in ("tsv", *READERS):
        path = tmp_path / f"out.{form}"
        written(run, command, path)
        forms[form] = path.read_bytes()
    wanted = of_tsv(forms["tsv"])
    assert len(wanted) > 1
    assert len({len(row) for row in wanted}) == 1
    for form, read in READERS.items():
        found = read(forms[form])
        assert len(found) == len(wanted), form
        for row, cells in zip(found, wanted, strict=True):
            expected = [cell.strip() for cell in cells] if form == "md" else cells
            assert len(row) == len(expected)
            different = [
                (name, one, other)
                for name, one, other in zip(wanted[0], row, expected, strict=True)
                if not same(one, other)
            ]
            assert not different, form


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in NESTED])
def test_flat_json_holds_the_same_cells(run: Run, tmp_path: Path, command: str) -> None:
    for form in ("tsv", "json", "jsonl"):
        written(run, command, tmp_path / f"out.{form}")
    header, *wanted = of_tsv((tmp_path / "out.tsv").read_bytes())
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert [json.loads(line) | {"provenance": None} for line in lines] == [
        row | {"provenance": None} for row in document["rows"]
    ]
    assert document["row_count"] == len(document["rows"]) == len(wanted)
    for row, cells in zip(document["rows"], wanted, strict=True):
        assert list(row) == header
        for name, cell in zip(header, cells, strict=True):
            value = row[name]
            told = (
                {"|".join(value), "&".join(value)} if isinstance(value, list) else {as_text(value)}
            )
            assert any(same(one, cell) for one in told), name


@pytest.mark.parametrize("command", EVERY)
def test_a_link_leads_to_the_record_that_the_cell_names(
    run: Run, tmp_path: Path, command: str
) -> None:
    path = tmp_path / "out.xlsx"
    written(run, command, path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    header = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
    for row in sheet.iter_rows(min_row=2):
        for name, cell in zip(header, row, strict=True):
            address = cell.hyperlink.target if cell.hyperlink else None
            text = as_text(cell.value)
            if name == "clinvar_significance":
                pattern = r"https://www\.ncbi\.nlm\.nih\.gov/clinvar/variation/[0-9]+/"
                assert address is None or re.fullmatch(pattern, address)
            elif found := re.fullmatch(r"PMID:([0-9]+)", text):
                assert address == f"https://pubmed.ncbi.nlm.nih.gov/{found[1]}/"
            elif found := re.fullmatch(r"ClinVar:([0-9]+)", text):
                assert address == f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{found[1]}/"
            elif name == "clinvar_ids" and text.isdigit():
                assert address == f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{text}/"
            elif not text.startswith("doi:"):
                assert address is None, (name, text)
