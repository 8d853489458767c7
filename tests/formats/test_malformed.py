"""Malformed records stop with file and line, or are put aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from vcf_builder import A384T, FIVE, X38, Annotate, bcf, vcf

GT = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ("X 4925148O . C T . . .", "POS is '4925148O'"),
        ("X -5 . C T . . .", "POS is '-5'"),
        ("X 4.9e7 . C T . . .", "POS is '4.9e7'"),
        ("X  . C T . . .", "POS is ''"),
        ("1 x . C T . . .", "POS is 'x'"),
        ("X 49251480 . C T . .", "7 columns instead of at least 8"),
        ("X 49251480 . C", "4 columns instead of at least 8"),
        ("X 49251480 . C T . . . GT", "9 columns, the header has 8"),
        ("#X", "a line that begins with # behind records"),
        ("X 49251480 .  T . . .", "REF is empty"),
        ("X 49251480 . . T . . .", "REF is '.'"),
        ("X 49251480 . <C> T . . .", "REF is '<C>'"),
        ("X 49251480 . C,A T . . .", "REF is 'C,A'"),
        ("X 49251480 . C 7 . . .", "ALT is '7'"),
        ("X 49251480 . C T,7 . . .", "ALT is '7'"),
        ("X 49251480 . C <DEL . . .", "ALT is '<DEL'"),
        ("X 49251480 . C T;G . . .", "ALT is 'T;G'"),
        ("X 49251480 . C - . . .", "ALT is '-'"),
    ],
)
def test_fault_is_named_with_file_and_line(annotate: Annotate, record: str, fault: str) -> None:
    # The header has three lines, so the bad record is line 5.
    result = annotate(vcf(A384T, record, *FIVE), name="bad.vcf").no_traceback()
    assert result.code == 1
    assert "bad.vcf, line 5: malformed record: " in result.err
    assert fault in result.err
    assert "what to do: " in result.err


@pytest.mark.parametrize("alts", ["", "T,", ",T", "T,,G"])
def test_empty_alt(annotate: Annotate, alts: str) -> None:
    assert annotate(vcf(f"X 49251480 . C {alts} . . .")).code == 1


def test_empty_chrom(annotate: Annotate) -> None:
    result = annotate(vcf(" 49251480 . C T . . ."))
    assert result.code == 1
    assert "line 4" in result.err


@pytest.mark.parametrize("genotype", ["x/y", "0/", "0//1", "a", "-1", "0/1:3", ""])
def test_genotype(annotate: Annotate, genotype: str) -> None:
    record = f"X 49251480 . C T . . . GT {genotype}"
    result = annotate(vcf(record, samples=["BOY"], meta=[GT]))
    assert result.no_traceback().code == 1
    assert "line 5: malformed record" in result.err
    assert "genotypes" in result.err


@pytest.mark.parametrize("genotype", ["0", "1", ".", "./.", "0|1", "1/1", "0/1/1"])
def test_valid_genotypes(annotate: Annotate, genotype: str) -> None:
    record = f"X 49251480 . C T . . . GT {genotype}"
    assert annotate(vcf(record, samples=["BOY"], meta=[GT])).code == 0


@pytest.mark.parametrize(("cells", "seen"), [("0/1", 10), ("0/1 1 1", 12)])
def test_number_of_samples(annotate: Annotate, cells: str, seen: int) -> None:
    record = f"X 49251480 . C T . . . GT {cells}"
    result = annotate(vcf(record, samples=["BOY", "MOTHER"], meta=[GT]))
    assert result.code == 1
    assert f"{seen} columns, the header has 11" in result.err


def test_blanks_instead_of_tabs(annotate: Annotate) -> None:
    in_body = annotate(vcf() + A384T.encode() + b"\n")
    assert in_body.code == 1
    assert "line 4: malformed record: 1 column" in in_body.err
    assert "separate the columns by tabs" in in_body.err
    everywhere = annotate(vcf(A384T).replace(b"\t", b" "))
    assert everywhere.code == 1
    assert "line 3" in everywhere.err
    assert "blanks instead of tabs" in everywhere.err


@pytest.mark.parametrize(
    "data",
    [
        A384T.replace(" ", "\t").encode() + b"\n",
        b"##fileformat=VCFv4.2\n",
        b"##fileformat=VCFv4.2\n" + A384T.replace(" ", "\t").encode() + b"\n",
        b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
        b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\n",
        b"<html>\n",
    ],
    ids=["no header", "no column line", "records at once", "no fileformat", "few columns", "html"],
)
def test_header(annotate: Annotate, data: bytes) -> None:
    result = annotate(data, name="bad.vcf").no_traceback()
    assert (result.code, result.out) == (1, "")
    assert "bad.vcf, line " in result.err


def test_samples_of_one_name_are_read_and_told(annotate: Annotate) -> None:
    data = vcf("X 49251480 . C T . . . GT 1 0/1 0", samples=["A", "B", "A"], meta=[GT])
    result = annotate(data, "--samples", "all").no_traceback()
    assert result.code == 0
    cells = [(row["sample"], row["genotype"]) for row in result.table if row["sample"]]
    assert cells == [("A", "1"), ("B", "0/1"), ("A", "0")]
    assert "caution: " in result.err
    assert "2 samples are called A" in result.err


def test_format_without_samples(annotate: Annotate) -> None:
    data = vcf("X 49251480 . C T . . . GT", samples=["A"], meta=[GT])
    result = annotate(data.replace(b"FORMAT\tA", b"FORMAT")).no_traceback()
    assert (result.code, len(result.table)) == (0, 1)
    assert "there is a column FORMAT, and no sample" in result.err


@pytest.mark.parametrize("records", [3, 1_500])
def test_files_that_were_joined_with_their_headers(annotate: Annotate, records: int) -> None:
    # Behind the first 1,000 lines only those that matter are looked at; the names of the second
    # header may be other samples, in another order.
    far = [f"1 {number} . A C . . ." for number in range(1, records + 1)]
    data = vcf(*far, *FIVE, contigs=["1:248956422", X38])
    result = annotate(data + data).no_traceback()
    assert result.code == 1
    assert f"line {data.count(chr(10).encode()) + 1}: malformed record: " in result.err
    assert "bcftools concat" in result.err


def test_fault_behind_many_good_records_is_found(annotate: Annotate) -> None:
    # More than the look-ahead for the build and than a batch given to htslib.
    records = [*(FIVE * 900), "X 4925148O . C T . . ."]
    result = annotate(vcf(*records))
    assert result.code == 1
    assert f"line {3 + len(records)}" in result.err


@pytest.mark.parametrize("text", [b"caf\xe9", b"caf\xc3\xa9"])
def test_bytes_of_another_encoding(annotate: Annotate, text: bytes) -> None:
    data = vcf(A384T + ";N=here").replace(b"here", text)
    assert annotate(data).no_traceback().code == 0


def test_id_of_another_encoding_is_read_or_named(annotate: Annotate) -> None:
    result = annotate(vcf(A384T).replace(b"rs122467170", b"caf\xe9"))
    assert result.code == 0 or "UTF-8" in result.err or "ID" in result.err


class TestRejects:
    BAD = ("X 12x . A C . . .", "X 49251441 . G", "X 49251440 . C 7 . . .")
    RECORDS = (BAD[0], A384T, BAD[1], BAD[2], FIVE[1])

    def test_bad_records_are_put_aside_as_they_stood(
        self, annotate: Annotate, tmp_path: Path
    ) -> None:
        aside = tmp_path / "aside.vcf"
        result = annotate(vcf(*self.RECORDS), "--rejects", aside)
        assert result.code == 0
        assert [row["pos"] for row in result.table] == ["49251480", "49251441"]
        assert aside.read_bytes() == vcf(*self.BAD)
        assert "3 malformed records put aside" in result.err

    def test_repaired_records_can_be_annotated(self, annotate: Annotate, tmp_path: Path) -> None:
        aside = tmp_path / "aside.vcf"
        annotate(vcf(self.BAD[0], *FIVE), "--rejects", aside)
        repaired = aside.read_bytes().replace(b"12x", b"49251600")
        assert annotate(repaired).code == 0

    def test_counts(self, annotate: Annotate, tmp_path: Path) -> None:
        result = annotate(vcf(*self.RECORDS), "--rejects", tmp_path / "aside.vcf")
        assert "2 alleles in FOXP3, 0 records elsewhere" in result.err

    def test_each_is_told(self, annotate: Annotate, tmp_path: Path) -> None:
        result = annotate(vcf(*self.RECORDS), "--rejects", tmp_path / "aside.vcf")
        assert "line 4" in result.err
        assert "POS is '12x'" in result.err

    def test_bytes_are_kept(self, annotate: Annotate, tmp_path: Path) -> None:
        data = vcf(A384T, "X 12x name C T . . .").replace(b"name", b"caf\xe9")
        assert annotate(data, "--rejects", tmp_path / "aside.vcf").code == 0
        assert b"\t12x\tcaf\xe9\tC" in (tmp_path / "aside.vcf").read_bytes()

    def test_strict_tells_them(self, annotate: Annotate, tmp_path: Path) -> None:
        data = vcf(A384T, self.BAD[0])
        assert annotate(data, "--rejects", tmp_path / "a.vcf", "--strict").code == 3

    def test_nothing_to_reject(self, annotate: Annotate, tmp_path: Path) -> None:
        assert annotate(vcf(A384T), "--rejects", tmp_path / "a.vcf").code == 0
        assert (tmp_path / "a.vcf").read_bytes() == vcf()

    def test_bcf(self, annotate: Annotate, tmp_path: Path) -> None:
        result = annotate(bcf(vcf(A384T)), "--rejects", tmp_path / "a.vcf")
        assert (result.code, len(result.table)) == (0, 1)

    def test_folder_that_does_not_exist(self, annotate: Annotate, tmp_path: Path) -> None:
        result = annotate(vcf(A384T), "--rejects", tmp_path / "no" / "a.vcf").no_traceback()
        assert (result.code, result.out) == (1, "")

    def test_input_is_never_replaced(self, annotate: Annotate, tmp_path: Path) -> None:
        result = annotate(vcf(A384T), "--rejects", tmp_path / "in.vcf")
        assert result.code == 2
        assert (tmp_path / "in.vcf").read_bytes() == vcf(A384T)

    def test_same_file_as_output(self, annotate: Annotate, tmp_path: Path) -> None:
        same = tmp_path / "same.tsv"
        assert annotate(vcf(A384T, self.BAD[0]), "--rejects", same, "-o", same).code == 2


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [(b"\nX\t", b"\nX \t", "CHROM is 'X '"), (b"49251480", b"99999999999", "no position")],
)
def test_what_would_silently_lie_elsewhere_is_malformed(
    annotate: Annotate, old: bytes, new: bytes, fault: str
) -> None:
    result = annotate(vcf(A384T).replace(old, new))
    assert result.code == 1
    assert fault in result.err
    assert "line 4" in result.err


def test_a_byte_order_mark_is_named(annotate: Annotate) -> None:
    result = annotate(b"\xef\xbb\xbf" + vcf(A384T))
    assert result.code == 1
    assert "byte order mark" in result.err


def test_an_insertion_covers_its_position_only(annotate: Annotate) -> None:
    far = "X 49200000 . A {} . . SVTYPE=X;SVLEN=100000"
    assert annotate(vcf(far.format("<INS>"))).table == []
    assert len(annotate(vcf(far.format("<DEL>"))).table) == 1


def test_records_put_aside_go_to_no_file_called_dash(
    annotate: Annotate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = annotate(vcf(A384T, "X 12x . C T . . ."), "--rejects", "-").no_traceback()
    assert (result.code, result.out) == (2, "")
    assert "name a file, or /dev/stderr" in result.err
    assert not Path("-").exists()
