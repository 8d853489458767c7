"""Genotypes on X in words. FOXP3 lies outside the pseudoautosomal regions: a male has one copy."""

from __future__ import annotations

import pytest

from foxp3tool.annotate.zygosity import chromosomes, read_zygosity
from foxp3tool.formats.vcf_samples import read_genotype
from foxp3tool.model.genotype import SampleCall, Sex

SEX = {"m": Sex.MALE, "f": Sex.FEMALE, "u": Sex.UNKNOWN}


def called(
    sex: str, text: str, allele: int = 1, reads: tuple[int, int] | None = None
) -> SampleCall:
    """A call with reads of all other alleles, and of this one."""
    genotype = read_genotype(text.encode())
    if reads is None:
        return SampleCall("NN", SEX[sex], text, genotype, allele)
    others, alt = reads
    total = others + alt
    return SampleCall(
        "NN", SEX[sex], text, genotype, allele, others, alt, total, total, "99",
        str(alt / total) if total else "",
    )  # fmt: skip


# By hand: X-linked genetics. Columns: sex, GT, ALT allele, word, issue codes.
BY_GENOTYPE = [
    ("m", "1", 1, "hemizygous", []),
    ("m", "1/1", 1, "hemizygous", []),
    ("m", "1|1", 1, "hemizygous", []),
    ("m", "2/2", 2, "hemizygous", []),
    ("m", "2/2", 1, "absent", []),
    ("m", "0", 1, "absent", []),
    ("m", "0/0", 1, "absent", []),
    ("m", "0/1", 1, "unknown", ["HETEROZYGOUS_MALE"]),
    ("m", "1|0", 1, "unknown", ["HETEROZYGOUS_MALE"]),
    ("m", "1/2", 2, "unknown", ["HETEROZYGOUS_MALE"]),
    ("m", "./1", 1, "unknown", ["GENOTYPE_UNCLEAR"]),
    ("m", "0/.", 1, "unknown", []),
    ("m", "1/1/1", 1, "unknown", ["GENOTYPE_UNCLEAR"]),
    ("m", ".", 1, "not called", []),
    ("m", "./.", 1, "not called", []),
    ("f", "0/1", 1, "heterozygous", []),
    ("f", "1|0", 1, "heterozygous", []),
    ("f", "1/2", 1, "heterozygous", []),
    ("f", "1/2", 2, "heterozygous", []),
    ("f", "1/2", 3, "absent", []),
    ("f", "1/1", 1, "homozygous", []),
    ("f", "0/0", 1, "absent", []),
    ("f", "1", 1, "unknown", ["HAPLOID_FEMALE"]),
    ("f", "0", 1, "absent", ["HAPLOID_FEMALE"]),
    ("f", ".", 1, "not called", []),
    ("f", "1/.", 1, "unknown", ["GENOTYPE_UNCLEAR"]),
    ("f", "0/.", 1, "unknown", []),
    ("f", "0/1/1", 1, "unknown", ["GENOTYPE_UNCLEAR"]),
    ("u", "1", 1, "hemizygous", []),
    ("u", "0/1", 1, "heterozygous", []),
    ("u", "1/1", 1, "unknown", ["GENOTYPE_UNCLEAR"]),
    ("u", "0/0", 1, "absent", []),
    ("u", "./.", 1, "not called", []),
]


@pytest.mark.parametrize(("sex", "text", "allele", "word", "codes"), BY_GENOTYPE)
def test_by_genotype(sex: str, text: str, allele: int, word: str, codes: list[str]) -> None:
    zygosity, issues = read_zygosity(called(sex, text, allele))
    assert (zygosity.value, [issue.code.name for issue in issues]) == (word, codes)


# Reads of others and of the allele. One X: all reads show it but for errors. Two: a half.
BY_READS = [
    ("m", "0/1", (20, 20), "mosaic-range", ["HETEROZYGOUS_MALE"]),
    ("m", "0/1", (90, 10), "mosaic-range", ["HETEROZYGOUS_MALE"]),
    ("m", "0/1", (91, 9), "unknown", ["HETEROZYGOUS_MALE"]),
    ("m", "0/1", (2, 38), "unknown", ["HETEROZYGOUS_MALE"]),
    ("m", "0/1", (3, 4), "unknown", ["HETEROZYGOUS_MALE"]),
    ("m", "1", (0, 30), "hemizygous", []),
    ("m", "1", (1, 30), "hemizygous", []),
    ("m", "1", (29, 1), "unknown", ["GENOTYPE_UNCLEAR"]),
    ("m", "1/1", (30, 0), "unknown", ["GENOTYPE_UNCLEAR"]),
    ("m", "1", (10, 2), "unknown", ["GENOTYPE_UNCLEAR"]),
    ("m", "1", (8, 1), "hemizygous", []),
    ("u", "1", (29, 1), "unknown", ["GENOTYPE_UNCLEAR"]),
    ("f", "1/1", (29, 1), "unknown", ["GENOTYPE_UNCLEAR"]),
    ("f", "1/1", (9, 0), "homozygous", []),
    ("m", "1/1", (10, 20), "mosaic-range", ["GENOTYPE_UNCLEAR"]),
    ("m", "1", (10, 20), "mosaic-range", ["GENOTYPE_UNCLEAR"]),
    ("m", "1", (2, 10), "hemizygous", []),
    ("u", "1", (10, 20), "mosaic-range", ["GENOTYPE_UNCLEAR"]),
    ("f", "0/1", (20, 20), "heterozygous", []),
    ("f", "0/1", (8, 2), "heterozygous", []),
    ("f", "0/1", (81, 19), "mosaic-range", ["GENOTYPE_UNCLEAR"]),
    ("f", "0/1", (19, 81), "mosaic-range", ["GENOTYPE_UNCLEAR"]),
    ("f", "0/1", (8, 1), "heterozygous", []),
    ("f", "0/1", (0, 0), "heterozygous", []),
    ("f", "1/1", (0, 30), "homozygous", []),
    ("f", "1/1", (15, 15), "unknown", ["GENOTYPE_UNCLEAR"]),
    ("u", "0/1", (95, 5), "mosaic-range", ["GENOTYPE_UNCLEAR"]),
    ("m", "0/0", (20, 20), "absent", []),
]


@pytest.mark.parametrize(("sex", "text", "reads", "word", "codes"), BY_READS)
def test_by_reads(sex: str, text: str, reads: tuple[int, int], word: str, codes: list[str]) -> None:
    zygosity, issues = read_zygosity(called(sex, text, 1, reads))
    assert (zygosity.value, [issue.code.name for issue in issues]) == (word, codes)


def test_what_is_no_genotype_is_said() -> None:
    zygosity, issues = read_zygosity(called("f", "0/x"))
    assert zygosity.value == "unknown"
    assert "0/x is no genotype" in issues[0].message


def test_causes_of_two_alleles_in_a_male() -> None:
    (issue,) = read_zygosity(called("m", "0/1", 1, (18, 22)))[1]
    words = (
        "mosaicism", "sex", "contamination", "Klinefelter", "mapped", "diploid", "22 of 40 reads",
    )  # fmt: skip
    assert all(word in issue.message for word in words)


@pytest.mark.parametrize(
    ("sex", "text", "expected"),
    [
        ("m", "1", [1]),
        ("m", "1/1", [1]),
        ("m", "0/0", [0]),
        ("m", "0/1", []),
        ("m", "./1", []),
        ("m", ".", []),
        ("f", "0/1", [0, 1]),
        ("f", "1/1", [1, 1]),
        ("f", "./1", [1]),
        ("f", "1", [1]),
        ("u", "0|1", [0, 1]),
        ("u", "1", [1]),
        ("u", "0/1/2", [0, 1, 2]),
    ],
)
def test_chromosomes(sex: str, text: str, expected: list[int]) -> None:
    genotype = read_genotype(text.encode())
    assert genotype is not None
    assert list(chromosomes(genotype, SEX[sex])) == expected
