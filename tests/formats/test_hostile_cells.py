"""Cells that would break a format, or do something in it, are read back as they were."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_tables import (
    MADE_WITH,
    WRITERS,
    Sink,
    markdown_cells,
    parquet_metadata,
    read_back,
    sheet_rows,
    written,
)

from foxp3tool.formats import excel
from foxp3tool.formats.cells import CellRow, Field
from foxp3tool.formats.excel import MOST_CHARACTERS, write_excel
from foxp3tool.formats.frames import dtypes_of, frame_of

FIELDS = [Field("id"), Field("pos", "integer"), Field("vaf", "number"), Field("many", "list")]
HOSTILE = [
    '=HYPERLINK("http://x","y")', "=1+1", "+1", "-1", "@SUM(A1)", "-/GCC", "=", "'=1", '"', '""',
    'a"b', "a,b", ";", "a|b", "\\", "\\|", "|", "`x`", "*x*", "__x__", "_x_", "a_b", "c.*876A>G",
    "<DEL>", "<script>alert(1)</script>", "![x](http://y)", "[x](javascript:1)", "&lt;", "&amp;",
    "~~x~~", "$x$", "# x", "- x", "1. x", "> x", "    x", " x ", "NA", "nan", "None", "NULL", "N/A",
    "#N/A", "#REF!", "TRUE", "True", "T", "1e5", "007", "1,5", "2026-01-01", "inf", "\u00a0",
    "é", "日本", "\U0001f9ec", "a\u0301", "\u2028", "\x85", "\ufeff", "\u202egpj", "0x1", "1_000",
    "%0a", "\u200b", "{}", "null",
]  # fmt: skip
# What a cell can hold at all: no tab and no line end, which are blanks by then.
PLAIN = st.characters(exclude_categories=["Cs", "Cc"])
CELLS = st.one_of(st.sampled_from(HOSTILE), st.text(PLAIN, max_size=12))
WHOLE = st.one_of(st.just(""), st.integers(-(2**62), 2**62).map(str))
REAL = st.one_of(st.just(""), st.floats(-1e300, 1e300).map(repr))
ROWS = st.lists(st.tuples(CELLS, WHOLE, REAL, CELLS), max_size=6)


def expected(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Return the typed table, made by hand."""
    ids, wholes, reals, many = (
        zip(*rows, strict=True) if rows else ([], [], [], [])
    )  # fmt: skip
    return pd.DataFrame({
        "id": pd.array([one or None for one in ids], dtype="string"),
        "pos": pd.array([int(one) if one else None for one in wholes], dtype="Int64"),
        "vaf": pd.array([float(one) if one else None for one in reals], dtype="Float64"),
        "many": pd.array([one or None for one in many], dtype="string"),
    })  # fmt: skip


@given(ROWS)
def test_the_frame_is_typed(rows: list[tuple[str, str, str, str]]) -> None:
    frame = frame_of(FIELDS, [CellRow(row) for row in rows])
    pd.testing.assert_frame_equal(frame, expected(rows))


@pytest.mark.parametrize("form", ["tsv", "csv", "parquet"])
@settings(max_examples=60)
@given(rows=ROWS)
def test_pandas_reads_the_same_table_back(form: str, rows: list[tuple[str, str, str, str]]) -> None:
    # pandas takes a byte order mark off the beginning of a file, which is that of a column here.
    found = read_back(form, written(form, FIELDS, rows), dtypes_of(FIELDS))
    pd.testing.assert_frame_equal(found, expected(rows))


@settings(max_examples=40)
@given(ROWS)
def test_a_reader_of_csv_reads_the_same_cells(rows: list[tuple[str, str, str, str]]) -> None:
    text = written("csv", FIELDS, rows).decode()
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [
        [field.name for field in FIELDS], *map(list, rows),
    ]  # fmt: skip
    assert "\r" not in text


@settings(max_examples=40)
@given(ROWS)
def test_json_holds_the_same_values(rows: list[tuple[str, str, str, str]]) -> None:
    document = json.loads(written("json", FIELDS, rows))
    lines = [json.loads(line) for line in written("jsonl", FIELDS, rows).split(b"\n")[:-1]]
    table = [
        {
            "id": one or None,
            "pos": int(whole) if whole else None,
            "vaf": float(real) if real else None,
            "many": many.split("|") if many else [],
        }
        for one, whole, real, many in rows
    ]
    assert document["rows"] == table
    assert document["row_count"] == len(rows)
    made_with = document["provenance"]
    assert made_with["catalog"] == "2026.1|own|table"
    assert lines == [{**row, "provenance": made_with} for row in table]


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_a_workbook_holds_texts_and_no_formulas(rows: list[tuple[str, str, str, str]]) -> None:
    data = written("xlsx", FIELDS, rows)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["variants"]
    header, *lines = list(sheet.iter_rows())
    assert [cell.value for cell in header] == [field.name for field in FIELDS]
    for line, (one, whole, real, many) in zip(lines, rows, strict=True):
        # XML has no place for these two characters.
        texts = [re.sub("[\ufffe\uffff]", "\ufffd", text) or None for text in (one, many)]
        assert [line[0].value, line[3].value] == texts
        for cell in (line[0], line[3]):
            assert cell.value is None or cell.data_type == "s"
        # Excel's numbers have 53 bits; a longer one is kept as a text.
        number = int(whole) if whole else None
        assert line[1].value == (whole if number and abs(number) > 2**53 else number)
        # Excel shows 15 digits of a number, and openpyxl writes 16.
        assert line[2].value == (pytest.approx(float(real), rel=1e-14) if real else None)


@settings(max_examples=60)
@given(ROWS)
def test_markdown_shows_the_same_cells(rows: list[tuple[str, str, str, str]]) -> None:
    text = written("md", FIELDS, rows).decode()
    shown = [[cell.strip() for cell in row] for row in rows]
    found = [[cell.strip() for cell in row] for row in markdown_cells(text)]
    assert found == [[field.name for field in FIELDS], *shown]


def test_a_reader_that_splits_lines_sees_a_table_of_markdown() -> None:
    lines = written("md", FIELDS, [("a|b", "1", "", "")]).decode().split("\n")
    assert lines[:3] == [
        "| id | pos | vaf | many |", "| --- | --- | --- | --- |", "| a\\|b | 1 |  |  |",
    ]  # fmt: skip
    assert lines[3:] == [
        "",
        "foxp3tool 1.2.3, reference data 2026.1, catalog 2026.1\\|own\\|table. Research use only.",
        "",
    ]


@pytest.mark.parametrize("form", WRITERS)
def test_a_table_without_rows_is_whole(form: str) -> None:
    data = written(form, FIELDS, [])
    match form:
        case "jsonl":
            assert data == b""
        case "json":
            assert json.loads(data)["rows"] == []
            assert json.loads(data)["row_count"] == 0
        case "md":
            assert markdown_cells(data.decode()) == [["id", "pos", "vaf", "many"]]
        case _:
            found = read_back(form, data, dtypes_of(FIELDS))
            pd.testing.assert_frame_equal(found, expected([]))


def test_bytes_that_are_no_utf8() -> None:
    broken = b"caf\xe9".decode("utf-8", "surrogateescape")
    row = [(broken, "", "", "")]
    assert b"caf\xe9" in written("tsv", FIELDS, row)
    assert b"caf\xe9" in written("csv", FIELDS, row)
    assert json.loads(written("json", FIELDS, row))["rows"][0]["id"] == "caf\ufffd"
    assert markdown_cells(written("md", FIELDS, row).decode())[1][0] == "caf\ufffd"
    for form in ("parquet", "xlsx"):
        assert read_back(form, written(form, FIELDS, row), dtypes_of(FIELDS)).id[0] == "caf\ufffd"


def test_what_is_no_number_in_a_column_of_numbers() -> None:
    row = [("x", "99999999999999999999", "1/2", "")]
    assert frame_of(FIELDS, [CellRow(row[0])]).loc[0, ["pos", "vaf"]].isna().all()
    assert json.loads(written("json", FIELDS, row))["rows"][0]["vaf"] is None
    assert sheet_rows(written("xlsx", FIELDS, row))[1][1:3] == ["99999999999999999999", "1/2"]


def excel_of(*texts: str) -> tuple[list[list[object]], tuple[str, ...], bytes]:
    sink = Sink()
    rows = (CellRow([text]) for text in texts)
    told = write_excel([Field("id")], rows, sink.stream, MADE_WITH)
    return sheet_rows(sink.data), told, sink.data


def test_cells_that_are_too_long_for_excel_are_told() -> None:
    longest = "x" * 32_767
    rows, told, data = excel_of(longest, longest + "y", "\U0001f9ec" * 20_000)
    assert rows[1] == [longest]
    assert str(rows[2][0]).endswith("x [cut here: 32768 characters]")
    assert len(str(rows[2][0])) == 32_767
    genes = str(rows[3][0])
    assert genes.startswith("\U0001f9ec")
    assert genes.endswith(" [cut here: 40000 characters]")
    assert len(genes.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    (caution,) = told
    assert caution.startswith("2 cells hold more than the 32767 characters")
    assert ["caution", caution] in sheet_rows(data, "about")


def test_characters_that_excel_cannot_hold_are_told() -> None:
    rows, told, _ = excel_of("a\x07b", "a\x1bb\x00", "fine")
    assert rows[1:] == [["a\ufffdb"], ["a\ufffdb\ufffd"], ["fine"]]
    assert told[0].startswith("2 cells held characters that Excel cannot")


def test_a_workbook_without_doubts_tells_none() -> None:
    assert excel_of("a")[1] == ()


def test_more_rows_or_links_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_LINKS", 2)
    _, told, data = excel_of("PMID:1", "PMID:2", "PMID:3")
    assert told == ("1 cell has no link; Excel allows 2 a sheet",)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["variants"]
    assert [row[0].hyperlink is not None for row in sheet.iter_rows()] == [False, True, True, False]
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    excel_of("a", "b")
    with pytest.raises(excel.OutputError, match="holds 3 rows, and there are more"):
        excel_of("a", "b", "c")


def test_a_workbook_is_made_to_be_read() -> None:
    sink = Sink()
    fields = [Field("ipex_references"), Field("clinvar_significance"), Field("clinvar_ids")]
    rows = [
        CellRow(["PMID:11137993", "Pathogenic", "11410"], "https://www.ncbi.nlm.nih.gov/clinvar/variation/11410/"),
        CellRow(["PMID:1|PMID:2", "Pathogenic", "1|2"]),
        CellRow(["doi:10.1/x", "", ""], "https://www.ncbi.nlm.nih.gov/clinvar/variation/1/"),
        CellRow(["doi:10.1016/j.x <y>", "PMID:0x", "javascript:1"]),
        CellRow(["ClinVar:12", "", ""]),
        CellRow(["doi:10.1002/(SICI)1097<1::AID>3", "", ""]),
    ]  # fmt: skip
    write_excel(fields, rows, sink.stream, MADE_WITH)
    sheet = openpyxl.load_workbook(io.BytesIO(sink.data))["variants"]
    links = [
        [cell.hyperlink.target if cell.hyperlink else None for cell in row]
        for row in sheet.iter_rows(min_row=2)
    ]
    clinvar = "https://www.ncbi.nlm.nih.gov/clinvar/variation"
    assert links == [
        ["https://pubmed.ncbi.nlm.nih.gov/11137993/", f"{clinvar}/11410/", f"{clinvar}/11410/"],
        [None, None, None],
        [None, None, None],
        [None, None, None],
        [f"{clinvar}/12/", None, None],
        ["https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3", None, None],
    ]
    assert sheet["A2"].value == "PMID:11137993"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C7"
    assert sheet["A1"].font.bold
    about = sheet_rows(sink.data, "about")
    assert about[0] == ["use", "Research use only."]
    assert ["catalog", "2026.1|own|table"] in about


def test_a_cell_like_a_formula_stays_a_text_when_it_is_edited() -> None:
    *_, data = excel_of("=1+1", "plain")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["variants"]
    assert [sheet[place].quotePrefix for place in ("A2", "A3")] == [True, False]


def test_parquet_tells_what_it_was_made_with() -> None:
    told = json.loads(parquet_metadata(written("parquet", FIELDS, []))[b"foxp3tool"])
    assert told["data_version"] == "2026.1"
    assert told["use"] == "Research use only."
