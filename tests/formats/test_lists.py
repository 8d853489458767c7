"""Lists of variant descriptions: every encoding, line end and layout that people hand over."""

from __future__ import annotations

import csv
import gzip
import io
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foxp3tool.errors import InputError, UsageError
from foxp3tool.formats.list_lines import (
    HOLDS_NUL,
    LONGEST_LINE,
    READ_AS_WINDOWS,
    TOO_LONG,
    UNREADABLE,
)
from foxp3tool.formats.lists import (
    BROKEN_QUOTES,
    RAGGED,
    SEVERAL_LINES,
    ListEntry,
    ListReader,
)

Read = Callable[..., list[ListEntry]]


def read_path(path: Path, column: str | None = None) -> tuple[ListReader, list[ListEntry]]:
    with closing(ListReader(str(path), column)) as reader:
        return reader, list(reader)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., ListReader]]:
    """Write bytes to a file and open them as a list; they are closed at the end."""
    readers = []

    def open_bytes(data: bytes, name: str = "in.txt", column: str | None = None) -> ListReader:
        (tmp_path / name).write_bytes(data)
        readers.append(ListReader(str(tmp_path / name), column))
        return readers[-1]

    yield open_bytes
    for reader in readers:
        reader.close()


@pytest.fixture
def read(opened: Callable[..., ListReader]) -> Read:
    return lambda *args, **more: list(opened(*args, **more))


def told(entries: list[ListEntry]) -> list[tuple[int, str | None]]:
    return [(entry.line, entry.text) for entry in entries]


# Encodings and line ends

NAMES = "c.1150G>A\nc.\u221223+1G>A\nc.227del\n"
READ_NAMES = [(1, "c.1150G>A"), (2, "c.\u221223+1G>A"), (3, "c.227del")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-mark", "utf-16-be-mark"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_encodings_and_line_ends(read: Read, encoding: str, end: str, last: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    text = NAMES.replace("\n", end)
    if not last:
        text = text.removesuffix(end)
    if encoding.endswith("-mark"):
        data = ("\ufeff" + text).encode(encoding.removesuffix("-mark"))
    else:
        data = text.encode(encoding)
    entries = read(data)
    assert told(entries) == READ_NAMES
    assert all(entry.doubts == () for entry in entries)


def test_mixed_line_ends_number_the_lines_as_an_editor_does(read: Read) -> None:
    data = b"c.1A>G\r\nc.2T>C\rc.3G>A\n\r\nc.4C>T\n\rc.5C>T"
    assert told(read(data)) == [
        (1, "c.1A>G"), (2, "c.2T>C"), (3, "c.3G>A"), (4, None), (5, "c.4C>T"), (6, None),
        (7, "c.5C>T"),
    ]  # fmt: skip


def test_other_separators_of_unicode_end_no_line(read: Read) -> None:
    text = "a\x0bb\x0cc\x1cd\x85e\u2028f"
    assert told(read(text.encode())) == [(1, text)]


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_chunks_may_end_anywhere(read: Read, shift: int, encoding: str) -> None:
    # Chunks are a power of two of bytes; these records are 13 bytes long, with a two-byte sign and
    # a line end of two, so that chunks end inside each of them somewhere.
    lines = ["x" * shift, *(f"c.{number:06}é" for number in range(40_000))]
    entries = read(("\r\n".join(lines)).encode(encoding))
    assert [entry.cells[0] for entry in entries] == lines
    assert [entry.line for entry in entries] == list(range(1, 40_002))


def test_a_line_that_is_not_utf8_is_read_as_windows_1252_and_told(
    opened: Callable[..., ListReader],
) -> None:
    # 0x96 is the en dash of Windows-1252; the other lines stay UTF-8.
    reader = opened("c.1A>G\nc.é\n".encode() + b"c.\x9623+1G>A\nc.\x9622+1G>A\n")
    entries = list(reader)
    assert told(entries) == [
        (1, "c.1A>G"),
        (2, "c.é"),
        (3, "c.\u201323+1G>A"),
        (4, "c.\u201322+1G>A"),
    ]
    assert [entry.doubts for entry in entries] == [(), (), (READ_AS_WINDOWS,), (READ_AS_WINDOWS,)]
    assert reader.doubts == {READ_AS_WINDOWS: (2, 3)}
    assert reader.cautions() == ["2 records, the first in line 3: not UTF-8, read as Windows-1252"]


def test_bytes_without_a_meaning_are_kept_in_the_cells(read: Read) -> None:
    # 0x81 is no character of Windows-1252.
    (entry,) = read(b"c.1A>G\x81\xe9\n")
    assert entry.text == "c.1A>G\ufffdé"
    assert entry.cells[0].encode("cp1252", "surrogateescape") == b"c.1A>G\x81\xe9"
    assert entry.doubts == (UNREADABLE,)


def test_a_doubtful_cell_casts_no_doubt_on_another(opened: Callable[..., ListReader]) -> None:
    reader = opened(b"hgvs\twho\nc.1A>G\tRen\xe9\nc.\xe9\tx\n", "in.tsv")
    first, second = reader
    assert (first.text, first.cells, first.doubts) == ("c.1A>G", ("c.1A>G", "René"), ())
    assert second.doubts == (READ_AS_WINDOWS,)
    assert reader.doubts == {READ_AS_WINDOWS: (2, 2)}


def test_nul_in_one_line_is_a_doubt_of_that_line(read: Read) -> None:
    data = b"c.1A>G\nc.2\0T>C\nc.3G>A\n" + b"c.4C>T\n" * 20
    entries = read(data)
    assert entries[1].text == "c.2\ufffdT>C"
    assert entries[1].doubts == (HOLDS_NUL,)
    assert entries[1].cells == ("c.2\0T>C",)
    assert (entries[2].text, entries[2].doubts) == ("c.3G>A", ())


def test_utf16_that_is_cut_off_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes("c.1A>G\nc.2T>C\nc.3".encode("utf-16")[:-1])
    with pytest.raises(InputError) as caught:
        read_path(path)
    assert (caught.value.file, caught.value.line) == (str(path), 3)
    assert caught.value.cause
    assert caught.value.remedy


# What is no list

EXCEL = b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"
REFUSED = [
    (EXCEL, "Excel workbook (.xlsx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "Excel workbook (.xls)"),
    (b"##fileformat=VCFv4.2\n", "a VCF"),
    (b"\xef\xbb\xbf##fileformat=VCFv4.2\n", "a VCF"),
    (b"BCF\x02\x02", "a BCF"),
    (b"%PDF-1.7\n", "a PDF"),
    ("c.1A>G\n".encode("utf-32"), "UTF-32"),
    ("c.1A>G\nc.2T>C\n".encode("utf-16-le"), "NUL"),
    ("c.1A>G\nc.2T>C\n".encode("utf-16-be"), "NUL"),
    (bytes(1000), "NUL"),
]


@pytest.mark.parametrize(("data", "what"), REFUSED, ids=[what for _, what in REFUSED])
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_no_text_is_refused_with_a_remedy(
    opened: Callable[..., ListReader],
    data: bytes,
    what: str,
    packed: bool,  # noqa: FBT001 - a parameter of pytest
) -> None:
    with pytest.raises(InputError) as caught:
        opened(gzip.compress(data) if packed else data)
    assert what in caught.value.message
    assert caught.value.remedy
    assert caught.value.file


@pytest.mark.parametrize("name", ["none.txt", "."])
def test_what_cannot_be_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        ListReader(str(tmp_path / name))
    assert caught.value.file == str(tmp_path / name)


def test_empty_file(opened: Callable[..., ListReader]) -> None:
    with pytest.raises(InputError, match="is empty"):
        opened(b"")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_of_a_huge_line_the_beginning_is_kept(opened: Callable[..., ListReader], end: str) -> None:
    lines = ["c.1A>G", "c.2T>C", "A" * (10 * LONGEST_LINE), "c.3G>A", "B" * (LONGEST_LINE + 1)]
    packed = gzip.compress(end.join(lines).encode())
    del lines[2]
    tracemalloc.start()
    try:
        entries = [
            (e.line, (e.text or "")[:7], len(e.text or ""), e.doubts) for e in opened(packed)
        ]
        assert tracemalloc.get_traced_memory()[1] < 9 * LONGEST_LINE
    finally:
        tracemalloc.stop()
    assert entries == [
        (1, "c.1A>G", 6, ()),
        (2, "c.2T>C", 6, ()),
        (3, "AAAAAAA", LONGEST_LINE, (TOO_LONG,)),
        (4, "c.3G>A", 6, ()),
        (5, "BBBBBBB", LONGEST_LINE, (TOO_LONG,)),
    ]


def test_the_longest_line_is_whole(opened: Callable[..., ListReader]) -> None:
    data = b"c.1A>G\n" + b"A" * LONGEST_LINE + b"\r\nc.2T>C\n" + b"B" * LONGEST_LINE
    entries = list(opened(data))
    assert [len(e.text or "") for e in entries] == [6, LONGEST_LINE, 6, LONGEST_LINE]
    assert all(e.doubts == () for e in entries)


@pytest.mark.parametrize("end", [b"", b"\nc.3G>A\n"])
def test_a_file_that_begins_with_a_huge_line_is_no_list(
    opened: Callable[..., ListReader], end: bytes
) -> None:
    with pytest.raises(InputError, match="longer than 1000000 characters") as caught:
        list(opened(b"A" * (3 * LONGEST_LINE) + end))
    assert caught.value.line == 1


def test_a_huge_cell_is_told_in_its_record(opened: Callable[..., ListReader]) -> None:
    data = b"hgvs;who\nc.1A>G;x\n" + b"A" * (LONGEST_LINE + 5) + b";y\nc.2T>C;z\n"
    entries = list(opened(data))
    assert [len(e.text or "") for e in entries] == [6, LONGEST_LINE, 6]
    assert [TOO_LONG in e.doubts for e in entries] == [False, True, False]


def test_gzip_is_told_by_its_bytes(read: Read) -> None:
    assert told(read(gzip.compress(NAMES.encode()), "plain.txt")) == READ_NAMES
    assert told(read(b"hgvs;who\nc.1A>G;x\n", "table.csv.gz")) == [(2, "c.1A>G")]


def test_damaged_gzip_gives_what_stands_before_and_names_the_line(
    opened: Callable[..., ListReader],
) -> None:
    lines = [f"c.{number * 7919 % 1000003}A>G {number**9}" for number in range(100_000)]
    packed = gzip.compress("\n".join(lines).encode())
    reader, seen = opened(packed[: len(packed) // 2]), list[str | None]()
    with pytest.raises(InputError, match="truncated or corrupt") as caught:
        seen.extend(entry.text for entry in reader)
    # What is read in one go with the damaged place, a megabyte at most, is lost.
    assert len(seen) > 10_000
    assert seen == lines[: len(seen)]
    assert caught.value.line == len(seen) + 1


def test_memory_does_not_grow_with_the_list(tmp_path: Path) -> None:
    path = tmp_path / "long.tsv"
    with path.open("w") as file:
        file.write("hgvs\tnote\n")
        file.writelines(f"c.{number}A>G\t{'n' * 200}\n" for number in range(50_000))
    tracemalloc.start()
    try:
        with closing(ListReader(str(path))) as reader:
            assert sum(1 for _ in reader) == 50_000
        # The file has 10 MB; the buffers have about 1.5.
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


# Plain lists


def test_blank_lines_and_comments_are_no_descriptions(read: Read) -> None:
    data = b"# from the ward\n\nc.1A>G\n  \n #c.2T>C\n\t c.3G>A \t\n#\n"
    assert told(read(data)) == [
        (1, None), (2, None), (3, "c.1A>G"), (4, None), (5, None), (6, "c.3G>A"), (7, None),
    ]  # fmt: skip


def test_only_comments(read: Read) -> None:
    assert told(read(b"# nothing yet\n\n")) == [(1, None), (2, None)]


@pytest.mark.parametrize("header", ["hgvs", "HGVS_c", "variant", "Variant", "Name", "Mutation"])
@pytest.mark.parametrize("name", ["in.txt", "in.csv", "in.tsv"])
def test_a_header_above_a_single_column(read: Read, header: str, name: str) -> None:
    assert told(read(f"{header}\nc.1A>G\nhgvs\n".encode(), name)) == [(2, "c.1A>G"), (3, "hgvs")]


def test_the_first_line_of_a_plain_list_may_be_bad(read: Read) -> None:
    assert told(read(b"hello\nc.1A>G\n")) == [(1, "hello"), (2, "c.1A>G")]


@pytest.mark.parametrize("name", ["in.txt", "in.csv", "in.tsv", "in"])
def test_separators_inside_a_description_divide_nothing(read: Read, name: str) -> None:
    text = "NM_014009.4:c.[1010G>A;1150G>A]"
    assert told(read(f"{text}\n{text}\n".encode(), name)) == [(1, text), (2, text)]


@pytest.mark.parametrize(
    "text",
    ["X\t49251480\t.\tC\tT\t.\tPASS\t.", "c.1150G>A, p.(Ala384Thr)", "c.1150G>A; p.Ala384Thr"],
)
@pytest.mark.parametrize("name", ["in.txt", "in"])
def test_a_line_that_is_one_variant_in_several_words_is_not_divided(
    read: Read, text: str, name: str
) -> None:
    assert told(read(f"{text}\n{text}\n".encode(), name)) == [(1, text), (2, text)]


def test_a_number_is_no_description_that_tells_a_column(read: Read) -> None:
    # A mere number could be a ClinVar VariationID; here it is an age.
    data = b"anna\tc.1150G>A\t12\nbert\tc.227del\t9\n"
    assert told(read(data, "in.txt")) == [(1, "c.1150G>A"), (2, "c.227del")]


def test_quotes_of_a_plain_list_are_left_alone(read: Read) -> None:
    assert told(read(b'"c.1A>G\nc.2T>C"\n')) == [(1, '"c.1A>G'), (2, 'c.2T>C"')]


# Tables


@pytest.mark.parametrize(
    ("delimiter", "ending"),
    [*((d, ending) for d in ",;\t" for ending in (".csv", ".txt", "")), ("\t", ".tsv")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_with_one_telling_column(
    opened: Callable[..., ListReader], delimiter: str, ending: str, end: str
) -> None:
    rows = [["sample", "HGVS c.", "age"], ["P1", "c.1A>G", "3"], ["P2", " c.2T>C", ""]]
    data = "".join(delimiter.join(row) + end for row in rows).encode()
    reader = opened(data, f"in{ending}")
    entries = list(reader)
    assert told(entries) == [(2, "c.1A>G"), (3, "c.2T>C")]
    assert [list(entry.cells) for entry in entries] == rows[1:]
    assert reader.shape.header == ("sample", "HGVS c.", "age")
    assert (reader.shape.delimiter, reader.shape.column, reader.shape.width) == (delimiter, 1, 3)


@pytest.mark.parametrize(
    ("wanted", "column"),
    [("DNA", 1), ("dna", 1), (" DNA ", 1), ("2", 1), ("Protein 1", 2), ("protein_1", 2)],
)
@pytest.mark.parametrize("name", ["in.csv", "in.txt", "in"])
def test_the_column_that_is_asked_for(
    opened: Callable[..., ListReader], wanted: str, column: int, name: str
) -> None:
    data = b"who,DNA,Protein 1\nP1,c.1A>G,p.Met1?\n"
    reader = opened(data, name, wanted)
    assert told(list(reader)) == [(2, ["P1", "c.1A>G", "p.Met1?"][column])]
    assert reader.shape.column == column


def test_a_header_that_may_be_a_bad_description_is_not_dropped(read: Read) -> None:
    assert told(read(b"who,exon 2 change\nP1,c.1A>G\n", "in.csv", "2")) == [
        (1, "exon 2 change"), (2, "c.1A>G"),
    ]  # fmt: skip


def test_a_name_wins_over_a_number(read: Read) -> None:
    assert told(read(b"who,x,2,3\nP1,a,b,c.1A>G\n", "in.csv", "3")) == [(2, "c.1A>G")]


def test_a_numbered_column_without_a_header_loses_no_line(read: Read) -> None:
    data = b"P1,c.1A>G\nP2,c.2T>C\n"
    assert told(read(data, "in.csv", "2")) == [(1, "c.1A>G"), (2, "c.2T>C")]
    assert told(read(b"P1,\nP2,c.2T>C\n", "in.csv", "2")) == [(1, ""), (2, "c.2T>C")]


def test_the_only_column_of_descriptions_needs_no_header(read: Read) -> None:
    assert told(read(b"anna\tc.1150G>A\thet\nbert\tx\t\n", "in.tsv")) == [
        (1, "c.1150G>A"), (2, "x"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "cause"),
    [
        (b"sample,hgvs_c,hgvs_p\nP1,c.1A>G,p.Met1?\n", "in.csv", "several columns could"),
        (b"sample,result\nP1,c.1A>G\n", "in.csv", "no name such as"),
        (b"sample,result\nP1,c.1A>G\n", "in", "no name such as"),
        (b"sample\tresult\nP1\tc.1A>G\n", "in.txt", "no name such as"),
        (b"# of today\n\nc.1150G>A\tp.Ala384Thr\n", "in.tsv", "several columns could"),
    ],
)
def test_an_unclear_column_is_asked_for(
    opened: Callable[..., ListReader], data: bytes, name: str, cause: str
) -> None:
    with pytest.raises(InputError, match="not clear which column") as caught:
        opened(data, name)
    error = caught.value
    line = next(text for text in data.decode().split("\n") if text and text[0] != "#")
    assert error.line == data.decode().split("\n").index(line) + 1
    assert error.cause is not None
    assert cause in error.cause
    assert error.remedy is not None
    assert "--column" in error.remedy
    for cell in line.replace("\t", ",").split(","):
        assert repr(cell) in error.remedy


def test_a_telling_name_is_stronger_than_a_likely_one(opened: Callable[..., ListReader]) -> None:
    assert opened(b"Name,Variant\nAnna,c.1A>G\n", "in.csv").shape.column == 1
    assert opened(b"Name,Age\nc.1A>G,3\n", "in.csv").shape.column == 0


@pytest.mark.parametrize("wanted", ["nope", "0", "4", "-1", "99999999999999999999", "", "²"])
def test_a_column_that_does_not_exist(opened: Callable[..., ListReader], wanted: str) -> None:
    with pytest.raises(UsageError) as caught:
        opened(b"who,DNA,note\nP1,c.1A>G,x\n", "in.csv", wanted)
    assert "1 'who', 2 'DNA', 3 'note'" in (caught.value.remedy or "")


def test_two_columns_of_the_name_asked_for(opened: Callable[..., ListReader]) -> None:
    data = b"DNA,x,DNA\nc.1A>G,x,c.2T>C\n"
    with pytest.raises(UsageError, match="2 columns"):
        opened(data, "in.csv", "DNA")
    assert told(list(opened(data, "in.csv", "3"))) == [(2, "c.2T>C")]


def test_comments_before_a_header_and_a_header_that_looks_like_one(read: Read) -> None:
    data = b"## made today\n# by me\n#sample\tvariant\nP1\tc.1A>G\n#N/A\tc.2T>C\n"
    assert told(read(data, "in.tsv")) == [(1, None), (2, None), (4, "c.1A>G"), (5, "c.2T>C")]


def test_rows_of_blanks_are_skipped_and_a_missing_cell_is_not(
    opened: Callable[..., ListReader],
) -> None:
    reader = opened(b"who,hgvs\nP1,c.1A>G\n\n , \nP2,\nP3\nP4,c.2T>C,more,cells\n", "in.csv")
    entries = list(reader)
    assert told(entries) == [
        (2, "c.1A>G"), (3, None), (4, None), (5, ""), (6, ""), (7, "c.2T>C"),
    ]  # fmt: skip
    assert entries[-1].cells == ("P4", "c.2T>C", "more", "cells")
    assert reader.doubts == {RAGGED: (2, 6)}


# Quotes


def test_quoted_cells_with_line_breaks_keep_the_lines_counted(
    opened: Callable[..., ListReader],
) -> None:
    data = (
        b'who,"hgvs",note\r\nP1,"c.1A>G","first\r\nsecond"\r\n'
        b'"P,2","c.2T>C","he said ""no""\n\nand left"\r\nP3,c.3G>A,\r\n'
    )
    reader = opened(data, "in.csv")
    entries = list(reader)
    assert told(entries) == [(2, "c.1A>G"), (4, "c.2T>C"), (7, "c.3G>A")]
    assert reader.doubts == {SEVERAL_LINES: (2, 2)}
    assert entries[0].cells == ("P1", "c.1A>G", "first\r\nsecond")
    assert entries[1].cells == ("P,2", "c.2T>C", 'he said "no"\n\nand left')


def test_a_header_over_two_lines(opened: Callable[..., ListReader]) -> None:
    reader = opened(b'who;"HGVS\nc.";note\nP1;c.1A>G;x\n', "in.csv")
    assert told(list(reader)) == [(3, "c.1A>G")]
    assert reader.shape.header == ("who", "HGVS\nc.", "note")


@pytest.mark.parametrize("quote", ['"', '"5 prime', '"x"y'])
def test_a_broken_quote_swallows_no_record(opened: Callable[..., ListReader], quote: str) -> None:
    rows = [f"P{number},c.{number}A>G,x" for number in range(3, 400)]
    data = "\n".join(["who,hgvs,note", f"P2,c.2T>C,{quote}", *rows]).encode()
    reader = opened(data, "in.csv")
    entries = list(reader)
    assert told(entries) == [(2, "c.2T>C"), *((n, f"c.{n}A>G") for n in range(3, 400))]
    assert entries[0].cells == ("P2", "c.2T>C", quote)
    assert entries[0].doubts == (BROKEN_QUOTES,)
    assert all(entry.doubts == () for entry in entries[1:])


def test_a_quote_closed_far_away_swallows_no_record(read: Read) -> None:
    rows = [f"P{number},c.{number}A>G" for number in range(3, 200)]
    data = "\n".join(["who,hgvs", '"P2,c.2A>G', *rows, 'P200",c.200A>G']).encode()
    assert told(read(data, "in.csv")) == [(n, f"c.{n}A>G") for n in range(2, 201)]


def test_an_inch_sign_inside_a_cell_is_no_quote(read: Read) -> None:
    (entry,) = read(b'hgvs\tnote\nc.1A>G\t5" long\n', "in.tsv")
    assert entry.cells == ("c.1A>G", '5" long')
    assert entry.doubts == ()


# Properties

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
TABLE = st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    rows=TABLE,
    delimiter=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_csv_writer_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    delimiter: str,
    end: str,
    encoding: str,
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["who", "hgvs", "note"], *rows])
    path = tmp_path_factory.getbasetemp() / "property.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    _, entries = read_path(path)
    assert [list(entry.cells) for entry in entries] == rows
    for entry, row in zip(entries, rows, strict=True):
        blank = not "".join(row).strip()
        assert entry.text == (None if blank else row[1].strip())


@settings(max_examples=300, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=60),
        st.text("c.1A>G\"';,\t\n\r#é\ufeff ", max_size=60).map(lambda text: text.encode()),
        st.text('hgvs,"\n\r', max_size=60).map(lambda text: b"hgvs,x\n" + text.encode()),
    ),
    column=st.sampled_from([None, "1", "2", "hgvs"]),
    name=st.sampled_from(["any.txt", "any.csv", "any.tsv"]),
)
def test_any_bytes_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, column: str | None, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    try:
        reader, entries = read_path(path, column)
    except (InputError, UsageError):
        return
    numbers = [entry.line for entry in entries]
    assert numbers == sorted(set(numbers))
    for entry in entries:
        assert entry.text is None or entry.text == entry.text.strip()
        (entry.text or "").encode()
    if reader.shape.delimiter is None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Every line of a plain list comes out, the header apart.
        body = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines = body.removesuffix(b"\n").count(b"\n") + 1 if body else 0
        assert len(entries) == lines - (reader.shape.header is not None)
