"""Write cells with one of the writers, and read them back with a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
from markdown_it import MarkdownIt

from foxp3tool.formats.cells import CellRow, Field
from foxp3tool.formats.excel import write_excel
from foxp3tool.formats.json_text import flat_objects, write_json, write_json_lines
from foxp3tool.formats.output import ResultStream
from foxp3tool.formats.parquet import write_parquet
from foxp3tool.formats.text_tables import write_csv, write_markdown, write_tsv
from foxp3tool.model.provenance import Provenance

MADE_WITH = Provenance("foxp3tool", "1.2.3", "2026.1", "2026.1|own|table", "Research use only.")
Rows = Iterable[Sequence[str]]


def write_flat_json(fields: Sequence[Field], rows: Iterable[CellRow], stream: ResultStream) -> None:
    write_json("a table", flat_objects(fields, rows), stream, MADE_WITH)


def write_flat_lines(
    fields: Sequence[Field], rows: Iterable[CellRow], stream: ResultStream
) -> None:
    write_json_lines(flat_objects(fields, rows), stream, MADE_WITH)


WRITERS: dict[str, Callable[[Sequence[Field], Iterable[CellRow], ResultStream], Any]] = {
    "tsv": partial(write_tsv, header=True),
    "csv": partial(write_csv, header=True),
    "json": write_flat_json,
    "jsonl": write_flat_lines,
    "md": partial(write_markdown, provenance=MADE_WITH),
    "parquet": partial(write_parquet, provenance=MADE_WITH),
    "xlsx": partial(write_excel, provenance=MADE_WITH),
}


class Sink:
    """A stream that keeps what is written."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        text = io.TextIOWrapper(
            self.bytes, encoding="utf-8", errors="surrogateescape", newline="", write_through=True
        )
        self._text = text
        self.stream = ResultStream(text, "a test")

    @property
    def data(self) -> bytes:
        return self.bytes.getvalue()


def written(form: str, fields: Sequence[Field], rows: Rows) -> bytes:
    """Return what a writer makes of cells."""
    sink = Sink()
    WRITERS[form](fields, (CellRow(list(cells)) for cells in rows), sink.stream)
    return sink.data


# The options that docs/formats.md gives for each form; a test compares the two.
TEXT_OPTIONS: dict[str, Any] = {
    "keep_default_na": False, "na_values": [""], "skip_blank_lines": False,
}  # fmt: skip


def read_back(form: str, data: bytes, dtypes: dict[str, str]) -> pd.DataFrame:
    """Return the frame that pandas reads, with the types that a column has."""
    types: Any = dtypes
    match form:
        case "tsv":
            return pd.read_csv(
                io.BytesIO(data), sep="\t", quoting=csv.QUOTE_NONE, dtype=types, **TEXT_OPTIONS
            )
        case "csv":
            return pd.read_csv(io.BytesIO(data), dtype=types, **TEXT_OPTIONS)
        case "parquet":
            return pd.read_parquet(io.BytesIO(data))
        case "xlsx":
            return pd.read_excel(
                io.BytesIO(data), dtype=types, keep_default_na=False, na_values=[""]
            )
        case "json":
            rows = json.loads(data)["rows"]
        case _:
            rows = [json.loads(line) for line in data.splitlines()]
    return pd.DataFrame({name: pd.array([row[name] for row in rows], dtype=kind)
                         for name, kind in types.items()})  # fmt: skip


def sheet_rows(data: bytes, name: str = "variants") -> list[list[Any]]:
    """Return the values of a sheet of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def parquet_metadata(data: bytes) -> dict[bytes, bytes]:
    """Return what a Parquet file tells of itself."""
    return dict(pq.read_schema(io.BytesIO(data)).metadata)


def markdown_cells(text: str) -> list[list[str]]:
    """Return the plain text of the cells that a renderer makes of the first table."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    rows: list[list[str]] = []
    for before, token in pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("th_open", "td_open"):
            rows[-1].append("".join(_plain(token.children or [])))
    return rows


def _plain(tokens: Sequence[Any]) -> Iterator[str]:
    for token in tokens:
        # Whatever is not plain text was read as markup, and is marked so that nothing is equal.
        is_text = token.type in ("text", "text_special")
        yield token.content if is_text else f"<<{token.type} {token.content}>>"
