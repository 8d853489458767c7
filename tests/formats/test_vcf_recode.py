"""Values of each allele at its new number; orders by the formulas of VCF 4.3, section 1.6.2."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.formats.vcf_header import read_header
from foxp3tool.formats.vcf_recode import (
    AlleleNumbers,
    CannotRecodeError,
    carried_alleles,
    recode_info,
    recode_samples,
)

# REF and ALT change places; REF becomes the second ALT; an ALT is REF now and REF is gone.
SWAPPED = AlleleNumbers((1, 0), 2)
THIRD = AlleleNumbers((2, 1), 3)
NOT_CARRIED = AlleleNumbers((None, 1), 2)


def diploid_index(first: int, second: int) -> int:
    """Return the place of a genotype of two alleles: F(j/k) = k(k+1)/2 + j, j <= k."""
    low, high = sorted((first, second))
    return high * (high + 1) // 2 + low


@pytest.mark.parametrize(
    ("numbers", "value", "expected"),
    [
        (SWAPPED, "10,20", "20,10"),
        (THIRD, "10,20", ".,20,10"),
        (NOT_CARRIED, "10,20", ".,20"),
        (SWAPPED, ".,20", "20,."),
        (SWAPPED, ".", "."),
        (AlleleNumbers((1,), 2), "10", ".,10"),
        (AlleleNumbers((3, 1, 0, 2), 4), "a,b,c,d", "c,b,d,a"),
    ],
)
def test_one_value_for_each_allele(numbers: AlleleNumbers, value: str, expected: str) -> None:
    assert recode_info(f"XR={value}", {"XR": "R"}, numbers) == f"XR={expected}"
    (cell,) = recode_samples([f"0:{value}"], ["DP", "XR"], {"XR": "R"}, numbers)
    assert cell == f"0:{expected}"


@pytest.mark.parametrize(
    ("numbers", "value", "expected"),
    [
        (SWAPPED, "20", "."),
        (THIRD, "20", "20,."),
        (NOT_CARRIED, "20", "20"),
        (AlleleNumbers((None, 0), 1), "20", "."),
        (AlleleNumbers((3, 1, 0, 2), 4), "b,c,d", "b,d,."),
        (SWAPPED, ".", "."),
    ],
)
def test_one_value_for_each_alt(numbers: AlleleNumbers, value: str, expected: str) -> None:
    assert recode_info(f"XA={value}", {"XA": "A"}, numbers) == f"XA={expected}"


@pytest.mark.parametrize(
    ("numbers", "gt", "value", "expected"),
    [
        # One set of chromosomes: one value for each allele.
        (SWAPPED, "0", "70,0", "0,70"),
        (THIRD, "1", "70,0", ".,0,70"),
        # Two: 00, 01, 11, 02, 12, 22.
        (SWAPPED, "0/1", "40,0,50", "50,0,40"),
        (THIRD, "0/1", "40,0,50", ".,.,50,.,0,40"),
        (NOT_CARRIED, "1/1", "40,9,0", ".,.,0"),
        (AlleleNumbers((2, 0, 1), 3), "0/2", "1,2,3,4,5,6", "3,5,6,2,4,1"),
        # Three: 000, 001, 011, 111.
        (SWAPPED, "0/0/1", "1,2,3,4", "4,3,2,1"),
        # A record without ALT has one genotype, whose ploidy GT tells.
        (AlleleNumbers((1,), 2), "0", "7", ".,7"),
        (AlleleNumbers((1,), 2), "0/0", "7", ".,.,7"),
        (AlleleNumbers((1,), 2), "0|0|0", "7", ".,.,.,7"),
        (SWAPPED, "0/1", ".", "."),
    ],
)
def test_one_value_for_each_genotype(
    numbers: AlleleNumbers, gt: str, value: str, expected: str
) -> None:
    (cell,) = recode_samples([f"{gt}:{value}"], ["GT", "XG"], {"XG": "G"}, numbers)
    assert cell.split(":")[1] == expected


@given(st.integers(1, 5).flatmap(lambda n: st.permutations(range(n))))
def test_genotype_values_follow_the_formula(new: list[int]) -> None:
    count = len(new)
    pairs = [(j, k) for k in range(count) for j in range(k + 1)]
    values = [f"v{j}.{k}" for j, k in pairs]
    assert [diploid_index(j, k) for j, k in pairs] == list(range(len(pairs)))
    (cell,) = recode_samples(
        [f"0/0:{','.join(values)}"],
        ["GT", "PL"],
        {},
        AlleleNumbers(tuple(new), count),
    )
    found = cell.split(":")[1].split(",")
    for j, k in pairs:
        assert found[diploid_index(new[j], new[k])] == values[diploid_index(j, k)]


def test_renumbering_back_gives_the_same() -> None:
    cell = "0/2:10,20,30:1,2,3,4,5,6:7,8"
    keys, declared = ["GT", "AD", "PL", "XR"], {"XR": "."}
    for new in permutations(range(3)):
        back = tuple(new.index(number) for number in range(3))
        there = recode_samples([cell], keys, declared, AlleleNumbers(new, 3))
        assert recode_samples(there, keys, declared, AlleleNumbers(back, 3)) == [cell]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0/1", "2/1"),
        ("1|0", "1|2"),
        ("0", "2"),
        (".", "."),
        ("./.", "./."),
        (".|0", ".|2"),
        ("0/0/1", "2/2/1"),
        ("|0|1", "|2|1"),  # VCF 4.4: a phase mark before the first allele
        ("/0/1", "/2/1"),
    ],
)
def test_genotypes(value: str, expected: str) -> None:
    assert recode_samples([value], ["GT"], {}, THIRD) == [expected]


def test_genotypes_of_more_than_ten_alleles() -> None:
    numbers = AlleleNumbers((*range(1, 12), 0), 12)
    assert recode_samples(["9/10", "11|0"], ["GT"], {}, numbers) == ["10/11", "0|1"]


def test_fields_left_off_at_the_end_stay_off() -> None:
    cells = ["0/1", "0/1:1,2", "0/1:1,2:5,0,9"]
    assert recode_samples(cells, ["GT", "AD", "PL"], {}, SWAPPED) == [
        "1/0",
        "1/0:2,1",
        "1/0:2,1:9,0,5",
    ]


def test_fields_of_another_number_stay() -> None:
    keys = ["GT", "DP", "HQ", "XX"]
    declared = {"DP": "1", "HQ": "2", "XX": "."}
    assert recode_samples(["0/1:3:1,2:4,5"], keys, declared, SWAPPED) == ["1/0:3:1,2:4,5"]
    info = "DP=3;DB;XX=1,2;H2=4,5;."
    assert recode_info(info, {"H2": "2", "XX": "."}, SWAPPED) == info
    assert recode_info(".", {}, SWAPPED) == "."


@pytest.mark.parametrize("key", ["AD", "ADF", "ADR"])
def test_reserved_fields_need_no_declaration(key: str) -> None:
    assert recode_samples(["1,2"], [key], {}, SWAPPED) == ["2,1"]
    assert recode_info(f"{key}=1,2", {}, SWAPPED) == f"{key}=2,1"


def test_a_reserved_field_of_no_stated_number_is_what_the_specification_says() -> None:
    # GATK 3 declares AD with Number=. and writes one value for each allele.
    assert recode_samples(["0/1:4,5"], ["GT", "AD"], {"AD": "."}, SWAPPED) == ["1/0:5,4"]
    assert recode_samples(["0/1:4,5,6"], ["GT", "PL"], {"PL": "."}, SWAPPED) == ["1/0:6,5,4"]


@pytest.mark.parametrize("key", ["GL", "GP", "PL", "PP"])
def test_reserved_genotype_fields(key: str) -> None:
    assert recode_samples(["0/1:1,2,3"], ["GT", key], {}, SWAPPED) == ["1/0:3,2,1"]


@pytest.mark.parametrize(
    ("numbers", "info", "expected"),
    [
        (SWAPPED, "AC=2;AN=3", "AC=1;AN=3"),
        (SWAPPED, "AC=0;AN=4;AF=0", "AC=4;AN=4;AF=1"),
        (SWAPPED, "AN=4;AF=0.25;AC=1", "AN=4;AF=0.75;AC=3"),
        (THIRD, "AC=1;AN=3", "AC=1,2;AN=3"),
        (THIRD, "AC=1;AF=0.25;AN=4", "AC=1,3;AF=0.25,0.75;AN=4"),
        (NOT_CARRIED, "AC=4;AF=1;AN=4", "AC=4;AF=1;AN=4"),
        # Two ALT of which the second is REF now; the old REF has 6 - 1 - 2.
        (AlleleNumbers((2, 1, 0), 3), "AC=1,2;AN=6", "AC=1,3;AN=6"),
        # What does not follow is not known.
        (SWAPPED, "AC=2", "AC=."),
        (SWAPPED, "AF=0.1", "AF=."),
        (SWAPPED, "AF=0.1;AN=10", "AF=.;AN=10"),
        (SWAPPED, "AC=.;AN=3", "AC=.;AN=3"),
        (SWAPPED, "AC=0;AN=0;AF=0", "AC=0;AN=0;AF=."),
    ],
)
def test_allele_counts(numbers: AlleleNumbers, info: str, expected: str) -> None:
    declared = {"AC": "A", "AF": "A", "AN": "1"}
    assert recode_info(info, declared, numbers) == expected
    assert recode_info(info, {}, numbers) == expected


@pytest.mark.parametrize(
    ("keys", "cell"),
    [
        (["GT"], "0/2"),
        (["GT"], "2"),
        (["GT", "AD"], "0/1:1,2,3"),
        (["GT", "AD"], "0/1:1"),
        (["GT", "PL"], "0/1:1,2"),
        (["GT", "PL"], "0/1:1,2,3,4,5"),
        (["GT", "PL"], "0:1,2,3"),
        (["GT", "LAA"], "0/1:1"),
    ],
)
def test_what_does_not_belong_together_is_refused(keys: list[str], cell: str) -> None:
    with pytest.raises(CannotRecodeError):
        recode_samples([cell], keys, {}, SWAPPED)


@pytest.mark.parametrize("info", ["XR=1", "XR=1,2,3", "XA=1,2", "AC=1,2;AN=4"])
def test_values_of_info_that_do_not_belong_to_alleles_are_refused(info: str) -> None:
    with pytest.raises(CannotRecodeError):
        recode_info(info, {"XR": "R", "XA": "A"}, SWAPPED)


def test_a_genotype_of_an_allele_that_is_gone_is_refused() -> None:
    with pytest.raises(CannotRecodeError):
        recode_samples(["0/1"], ["GT"], {}, NOT_CARRIED)


@pytest.mark.parametrize(
    ("samples", "keys", "expected"),
    [
        ([], [], None),
        (["3"], ["DP"], None),
        ([".", "./."], ["GT"], set()),
        (["0/1", "2|2", "."], ["GT"], {0, 1, 2}),
        (["0", "10/."], ["GT"], {0, 10}),
        (["3:0/1"], ["DP", "GT"], {0, 1}),
        (["3"], ["DP", "GT"], set()),
    ],
)
def test_alleles_that_are_carried(
    samples: list[str], keys: list[str], expected: set[int] | None
) -> None:
    assert carried_alleles(samples, keys) == expected


@pytest.mark.parametrize("value", ["x", "0/x", "-1", "0/1.5"])
def test_a_genotype_that_is_none(value: str) -> None:
    with pytest.raises(CannotRecodeError):
        carried_alleles([value], ["GT"])


def test_the_header_says_what_fields_hold() -> None:
    lines = [
        b"##fileformat=VCFv4.3",
        b'##INFO=<ID=XR,Number=R,Type=Integer,Description="An ID=no, Number=1">',
        b'##INFO=<Description="First",Number=A,Type=Float,ID=XA>',
        b'##INFO=<ID=FLAG,Number=0,Type=Flag,Description="x">',
        b'##FORMAT=<ID=XG,Number=G,Type=Integer,Description="x">',
        b'##FORMAT=<ID=XR,Number=.,Type=Integer,Description="x">',
        b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    ]
    header = read_header(lines, "in.vcf")
    assert header.numbers("INFO") == {"XR": "R", "XA": "A", "FLAG": "0"}
    assert header.numbers("FORMAT") == {"XG": "G", "XR": "."}
