"""A list written with new columns: no cell of the source changes, no record is lost."""

from __future__ import annotations

import csv
import io
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foxp3tool.formats.enriched import write_with_source
from foxp3tool.formats.lists import ListReader
from foxp3tool.formats.output import ResultStream, open_output


def enrich(path: Path, answers: dict[str, list[list[str]]], *, header: bool = True) -> str:
    """Write a list with the columns hgvs_c and note; a text without an answer gets none."""
    out = io.StringIO(newline="")
    with closing(ListReader(str(path))) as reader:
        pairs = ((entry, answers.get(entry.text or "", [])) for entry in reader)
        write_with_source(
            reader.shape, pairs, ["hgvs_c", "note"], ResultStream(out, "out"), header=header
        )
    return out.getvalue()


def test_every_record_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(
        b'# ward 3\r\nwho;variant;Note\r\nP1;A384T;"a;b"\r\n\r\n;;\r\nP2;bad;\r\n'
        b'P3\r\nP4;two;"x ""y"""\r\nP5;A384T;more;cells\r\n'
    )
    answers = {"A384T": [["c.1150G>A", ""]], "two": [["c.1A>G", "1"], ["c.2T>C", "a;b"]]}
    assert enrich(path, answers) == (
        "# ward 3\n"
        "who;variant;Note;hgvs_c;foxp3tool_note\n"
        'P1;A384T;"a;b";c.1150G>A;\n'
        "\n"
        ";;;;\n"
        "P2;bad;;;\n"
        "P3;;;;\n"
        'P4;two;"x ""y""";c.1A>G;1\n'
        'P4;two;"x ""y""";c.2T>C;"a;b"\n'
        "P5;A384T;more;cells;c.1150G>A;\n"
    )


def test_a_plain_list_becomes_a_table(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes(b"A384T\nx\n")
    answers = {"A384T": [["c.1150G>A", "n"]]}
    assert enrich(path, answers) == "input\thgvs_c\tnote\nA384T\tc.1150G>A\tn\nx\t\t\n"
    assert enrich(path, answers, header=False) == "A384T\tc.1150G>A\tn\nx\t\t\n"


def test_a_table_without_header_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "in.tsv"
    path.write_bytes(b"anna\tc.1150G>A\n")
    assert enrich(path, {}) == "column_1\tcolumn_2\thgvs_c\tnote\nanna\tc.1150G>A\t\t\n"


def test_a_header_alone_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "in.tsv"
    path.write_bytes(b"who\tvariant\n")
    assert enrich(path, {}) == "who\tvariant\thgvs_c\tnote\n"


def test_a_broken_quote_of_the_source_breaks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b'who,variant\n"P1,A384T\nP2,A384T\n')
    rows = list(csv.reader(io.StringIO(enrich(path, {"A384T": [["c", "n"]]}), newline="")))
    assert rows[1:] == [['"P1', "A384T", "c", "n"], ["P2", "A384T", "c", "n"]]


def test_bytes_that_mean_nothing_come_out_as_they_were(tmp_path: Path) -> None:
    source, result = tmp_path / "in.tsv", tmp_path / "out.tsv"
    source.write_bytes(b"variant\twho\nA384T\t\x81\n")
    with closing(ListReader(str(source))) as reader, open_output(result) as stream:
        write_with_source(reader.shape, ((entry, []) for entry in reader), ["n"], stream)
    assert result.read_bytes() == b"variant\twho\tn\nA384T\t\x81\t\n"


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=5),
    delimiter=st.sampled_from([",", ";", "\t"]),
    new=CELL,
)
def test_a_csv_reader_finds_every_cell_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, new: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["variant", "x"], *rows])
    path = tmp_path_factory.getbasetemp() / "source.csv"
    path.write_bytes(text.getvalue().encode())
    out = io.StringIO(newline="")
    with closing(ListReader(str(path))) as reader:
        pairs = ((entry, [[new]]) for entry in reader)
        write_with_source(reader.shape, pairs, ["n"], ResultStream(out, "out"))
    found = list(csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter))
    assert found == [["variant", "x", "n"], *([*row, new] for row in rows)]
