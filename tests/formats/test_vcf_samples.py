"""Sample columns of a record, by the VCF specification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.annotate.inheritance import inheritance
from foxp3tool.annotate.zygosity import read_zygosity, reads_of
from foxp3tool.formats.vcf_samples import SampleColumns, read_genotype, sample_names
from foxp3tool.model.genotype import Genotype, SampleCall, Sex

NAMES = ("a", "b")


def columns(form: str, *cells: str, alts: int = 1) -> SampleColumns:
    text = "\t".join(["X", "49251480", ".", "C", "T", ".", ".", ".", form, *cells])
    return SampleColumns(text.encode(), len(cells), alts)


def call(form: str, cell: str, allele: int = 1, alts: int = 1) -> SampleCall:
    return columns(form, cell, alts=alts).call(0, "a", Sex.MALE, allele)


@pytest.mark.parametrize(
    ("text", "alleles", "phased"),
    [
        (b"0/1", (0, 1), False),
        (b"1|0", (1, 0), True),
        (b"1", (1,), False),
        (b".", (None,), False),
        (b"", (None,), False),
        (b"./.", (None, None), False),
        (b"./1", (None, 1), False),
        (b"0|.", (0, None), True),
        (b"0/1/12", (0, 1, 12), False),
        (b"0|1/2", (0, 1, 2), False),
        # VCF 4.4 writes the phase of the first copy in front.
        (b"|0|1", (0, 1), True),
        (b"/0/1", (0, 1), False),
        (b"|1", (1,), True),
    ],
)
def test_genotypes(text: bytes, alleles: tuple[int | None, ...], phased: object) -> None:
    assert read_genotype(text) == Genotype(alleles, phased is True)


@pytest.mark.parametrize("text", [b"0/x", b"0//1", b"-1", b"0/1/", b"A/T", b"1 ", b"9999999999"])
def test_what_is_no_genotype(text: bytes) -> None:
    assert read_genotype(text) is None


def test_an_allele_that_the_record_lacks() -> None:
    assert call("GT", "0/2").genotype is None
    assert call("GT", "0/2", alts=2).genotype == Genotype((0, 2))


def test_names() -> None:
    line = b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNA 1\tb"
    assert sample_names(line) == ("NA 1", "b")
    assert sample_names(b"\t".join(line.split(b"\t")[:8])) == ()


@pytest.mark.parametrize(
    ("form", "cells", "expected"),
    [
        ("GT", ["0/1", "1"], [b"0/1", b"1"]),
        ("GT:DP", ["0/1:7", "."], [b"0/1", b"."]),
        ("GT:DP", ["0/1", "1:9"], [b"0/1", b"1"]),
        ("DP:GT", ["7:0/1", "9"], [b"0/1", b""]),
        ("DP", ["7", "9"], [b"", b""]),
    ],
)
def test_texts(form: str, cells: list[str], expected: list[bytes]) -> None:
    assert columns(form, *cells).genotypes == expected


@pytest.mark.parametrize("form", ["GT:DP", "DP:GT"])
def test_bytes_that_are_no_text(form: str) -> None:
    cells = b"\xff:\xfe"
    line = b"X\t1\t.\tC\tT\t.\t.\t.\t" + form.encode() + b"\t" + cells
    made = SampleColumns(line, 1, 1)
    assert made.genotypes[0] in (b"\xff", b"\xfe")
    assert made.call(0, "a", Sex.MALE, 1).genotype is None


def test_a_record_without_sample_columns() -> None:
    made = SampleColumns(b"X\t1\t.\tC\tT\t.\t.\t.", 2, 1)
    assert made.genotypes == [b"", b""]
    assert made.call(1, "b", Sex.FEMALE, 1).genotype == Genotype((None,))


@pytest.mark.parametrize(
    ("form", "cell", "allele", "alts", "expected"),
    [
        # ref reads, alt reads, depth, GQ, share
        ("GT:AD:DP:GQ", "0/1:12,8:21:99", 1, 1, (12, 8, 21, "99", "0.4")),
        ("GT:AD", "0/1:12,8", 1, 1, (12, 8, 20, "", "0.4")),
        ("GT:AD", "1/2:0,5,15", 2, 2, (0, 15, 20, "", "0.75")),
        ("GT:AD", "1/2:0,5,15", 1, 2, (0, 5, 20, "", "0.25")),
        ("GT:RO:AO", "1/2:10:20,30", 2, 2, (10, 30, 60, "", "0.5")),
        ("GT:DPR", "0/1:6,2", 1, 1, (6, 2, 8, "", "0.25")),
        ("GT:AD:VAF", "0/1:12,8:0.41", 1, 1, (12, 8, 20, "", "0.41")),
        ("GT:DP:AF", "0/1:30:0.1,0.2", 2, 2, (None, None, 30, "", "0.2")),
        ("GT:AD:AF", "0/1:3,1:.", 1, 1, (3, 1, 4, "", "0.25")),
        # Values that are not one for each allele say nothing.
        ("GT:AD", "0/1:12,8", 1, 2, (None, None, None, "", "")),
        ("GT:AF", "0/1:0.5", 1, 2, (None, None, None, "", "")),
        ("GT:AD:DP", "0/1:.:20", 1, 1, (None, None, 20, "", "")),
        ("GT:AD", "0/1:.,8", 1, 1, (None, 8, None, "", "")),
        ("GT:AD", "0/1:0,0", 1, 1, (0, 0, 0, "", "")),
        ("GT:AD:DP:GQ", "./.", 1, 1, (None, None, None, "", "")),
        ("GT:DP:GQ", "0/1:.:.", 1, 1, (None, None, None, "", "")),
        ("GT:GQ", "0/1:12.5", 1, 1, (None, None, None, "12.5", "")),
        ("GT:DP", "0/1:-3", 1, 1, (None, None, None, "", "")),
    ],
)
def test_reads(
    form: str, cell: str, allele: int, alts: int, expected: tuple[int | str | None, ...]
) -> None:
    found = call(form, cell, allele, alts)
    told = (found.ref_reads, found.alt_reads, found.depth, found.quality, found.fraction)
    assert told == expected


@pytest.mark.parametrize(
    ("form", "cell", "alleles", "phased", "phase_set"),
    [
        ("GT:PS", "0|1:77", (0, 1), True, "77"),
        ("GT:PS", "0|1:.", (0, 1), True, ""),
        ("GT", "0|1", (0, 1), True, ""),
        # PS of an unphased genotype is ignored (VCF specification).
        ("GT:PS", "0/1:77", (0, 1), False, ""),
        ("GT:PGT:PID", "0/1:1|0:500_C_T", (1, 0), True, "PID 500_C_T"),
        ("GT:PGT:PID", "0|1:1|0:500_C_T", (0, 1), True, "PID 500_C_T"),
        ("GT:PID:PS", "0|1:500_C_T:500", (0, 1), True, "500"),
        ("GT:PGT:PID", "1/1:0|1:500_C_T", (1, 1), False, ""),
        ("GT:PGT:PID", "0/1:.:.", (0, 1), False, ""),
    ],
)
def test_phase(
    form: str, cell: str, alleles: tuple[int, ...], phased: object, phase_set: str
) -> None:
    assert columns(form, cell).phased_genotype(0) == (Genotype(alleles, phased is True), phase_set)


@given(
    st.lists(st.sampled_from(["0/1", "1", ".", "./.", "0|2", ""]), min_size=1, max_size=6),
    st.sampled_from(["GT", "GT:DP", "GT:DP:AD"]),
)
def test_texts_are_the_first_fields(genotypes: list[str], form: str) -> None:
    cells = [g + ":7:1,2"[: 2 * form.count(":") + (form.count(":") > 1) * 2] for g in genotypes]
    made = columns(form, *cells, alts=2)
    assert made.genotypes == [cell.split(":")[0].encode() for cell in cells]


@given(
    st.lists(st.sampled_from(["GT", "AD", "DP", "GQ", "AF", "VAF", "RO", "AO", "PS"]), unique=True),
    st.lists(st.text("01239./|:,ANeif-+ ", max_size=24), min_size=1, max_size=3),
    st.integers(0, 3),
    st.sampled_from(list(Sex)),
)
def test_nothing_that_is_written_stops_it(
    keys: list[str], cells: list[str], alts: int, sex: Sex
) -> None:
    made = columns(":".join(keys) or ".", *cells, alts=alts)
    for sample in range(len(cells)):
        call_ = made.call(sample, "a", sex, 1)
        read_zygosity(call_)
        inheritance(call_, call_, call_)
        made.phased_genotype(sample)


@pytest.mark.parametrize("share", ["nan", "inf", "-1", "45", "45.5%", "1e400", ""])
def test_shares_that_are_none_say_nothing(share: str) -> None:
    call_ = call("GT:DP:VAF", f"1:40:{share}")
    assert reads_of(call_) is None
    assert read_zygosity(call_)[0].value == "hemizygous"
