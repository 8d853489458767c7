"""What the VCF specification asks of header and records, rule by rule (VCFv4.3.pdf, 1.2 to 1.6)."""

from __future__ import annotations

import pytest

from foxp3tool.formats.conformance import Conformance
from foxp3tool.formats.conformance_header import check_header

COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"


def header_faults(*lines: str, version: int = 3, columns: str = COLUMNS) -> list[str]:
    """Return what is wrong with header lines between the first and the last."""
    text = [f"##fileformat=VCFv4.{version}", *lines, columns]
    _, faults = check_header([line.encode() for line in text])
    return [fault.text for fault in faults]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("##some words", "is not ##KEY=VALUE"),
        ("##reference=", "is not ##KEY=VALUE"),
        ('##INFO=<ID=X,Number=1,Type=String,Description="x"', "not closed"),
        ('##INFO=<ID=X,Number=1,Type=String,Description="a "b" c">', "not made of KEY=VALUE"),
        ("##INFO=<ID=X,Number=1,Type=String,Description=words>", "Description without quotes"),
        ('##INFO=<Number=1,Type=String,Description="x",ID=X>', "another order"),
        ('##INFO=<ID=X,Type=String,Number=1,Description="x">', "another order"),
        ('##INFO=<ID=X,Number=N,Type=String,Description="x">', "Number=N"),
        ('##INFO=<ID=X,Number=1,Type=Text,Description="x">', "Type=Text"),
        ('##INFO=<ID=X,Number=1,Description="x">', "has no Type"),
        ("##INFO=<ID=X,Number=1,Type=String>", "has no Description"),
        ('##FORMAT=<ID=X,Number=0,Type=Flag,Description="x">', "Type=Flag"),
        ('##INFO=<ID=DP,Number=1,Type=Float,Description="x">', "the specification Integer"),
        ('##INFO=<ID=AC,Number=1,Type=Integer,Description="x">', "the specification A"),
        ('##FORMAT=<ID=GT,Number=1,Type=Integer,Description="x">', "the specification String"),
        ("##contig=<length=5>", "has no ID"),
        ("##contig=<ID=a b>", "characters that are not allowed"),
        ("##contig=<ID=a*>", "characters that are not allowed"),
        ('##ALT=<ID=XYZ:A,Description="x">', "first part is none of"),
        ('##ALT=<ID=DEL:a b,Description="x">', "characters that are not allowed"),
        ("##FILTER=<ID=q10>", "has no Description"),
        ("##assembly=ftp://80:80/x", "no address"),
        ("##pedigreeDB=<>", "no address"),
        ("##SAMPLE=<Assay=x>", "has no ID"),
        ("##META=<ID=A,Type=String,Number=.,Values=words>", "Values without brackets"),
        ("##PEDIGREE=<ID=A,Father=B:C>", "characters that are not allowed"),
    ],
)
def test_header_line(line: str, part: str) -> None:
    (fault,) = header_faults(line)
    assert part in fault


def test_a_field_that_is_defined_twice_is_told_once() -> None:
    line = '##INFO=<ID=X,Number=1,Type=String,Description="x">'
    assert header_faults(line, line, line) == ["##INFO of X stands twice"]


@pytest.mark.parametrize(
    ("columns", "part"),
    [
        (f"{COLUMNS}\tFORMAT", "no sample"),
        (f"{COLUMNS}\tFORMAT\tA\tB\tA", "2 samples are called A"),
        (f"{COLUMNS}\tA\tB", "column 9 is A"),
    ],
)
def test_column_line(columns: str, part: str) -> None:
    (fault,) = header_faults(columns=columns)
    assert part in fault


@pytest.mark.parametrize("first", ["##fileformat=VCF v4.3", "##fileformat=VCFv5", "##fileformat="])
def test_first_line(first: str) -> None:
    _, faults = check_header([first.encode(), COLUMNS.encode()])
    assert [fault.line for fault in faults] == [1]


# Lines as GATK, bcftools, DeepVariant, Manta, dbSNP, ClinVar, VEP and DRAGEN write them.
@pytest.mark.parametrize(
    "line",
    [
        '##ALT=<ID=NON_REF,Description="Represents any possible alternative allele">',
        '##GATKCommandLine=<ID=HaplotypeCaller,CommandLine="HaplotypeCaller --x y",Version="4.2">',
        "##GVCFBlock0-1=minGQ=0(inclusive),maxGQ=1(exclusive)",
        "##bcftools_viewCommand=view -Oz in.vcf; Date=Mon Jan  1 00:00:00 2024",
        "##contig=<ID=HLA-A*01:01:01:01,length=3503>",
        "##contig=<ID=chrUn_KI270302v1,length=2274,assembly=hg38>",
        '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length">',
        '##FORMAT=<ID=SB,Number=4,Type=Integer,Description="Strand bias">',
        '##INFO=<ID=CSQ,Number=.,Type=String,Description="VEP. Format: Allele|Consequence">',
        '##VEP="v110" time="2024-01-01 00:00:00" cache="/x"',
        '##ID=<Description="ClinVar Variation ID">',
        "##reference=file:///data/GRCh38.fa",
        '##FILTER=<ID=PASS,Description="All filters passed">',
        '##INFO=<ID=X,Number=1,Type=String,Description="a \\"b\\" c",Source="s",Version="1">',
    ],
)
def test_lines_of_common_programs_are_right(line: str) -> None:
    assert header_faults(line) == []


def test_reserved_fields_are_asked_for_from_4_3_on() -> None:
    line = '##FORMAT=<ID=GQ,Number=1,Type=Float,Description="freebayes">'
    assert header_faults(line, version=2) == []
    assert len(header_faults(line, version=3)) == 1


def test_numbers_of_4_5() -> None:
    line = '##FORMAT=<ID=X,Number=LA,Type=Integer,Description="x">'
    assert header_faults(line, version=5) == []
    assert len(header_faults(line, version=4)) == 1


META = (
    '##INFO=<ID=NUM,Number=1,Type=Integer,Description="x">',
    '##INFO=<ID=EACH,Number=A,Type=Float,Description="x">',
    '##INFO=<ID=YES,Number=0,Type=Flag,Description="x">',
    '##INFO=<ID=LETTER,Number=1,Type=Character,Description="x">',
    '##FORMAT=<ID=ALL,Number=R,Type=Integer,Description="x">',
)
DEFAULTS = {
    "CHROM": "X", "POS": "100", "ID": ".", "REF": "A", "ALT": "C,G", "QUAL": ".", "FILTER": "PASS",
    "INFO": ".", "FORMAT": "GT", "S": "0/1",
}  # fmt: skip


def record_faults(*records: dict[str, str]) -> list[str]:
    """Return what is wrong with records, given by what differs from a right one."""
    conformance = Conformance()
    columns = f"{COLUMNS}\tFORMAT\tS"
    header = ["##fileformat=VCFv4.3", *META, columns]
    conformance.see_header([line.encode() for line in header])
    for number, record in enumerate(records, len(header) + 1):
        raw = "\t".join({**DEFAULTS, **record}.values()).encode()
        conformance.see_record(number, raw, is_near=True)
    return [fault.text for fault in conformance.faults]


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("CHROM", "chr:1", "CHROM is chr:1"),
        ("CHROM", "<1", "CHROM is <1"),
        ("ID", "a b", "with a blank or an empty item"),
        ("ID", "rs1;rs1", "an item twice"),
        ("ID", "rs1;", "with a blank or an empty item"),
        ("REF", "R", "REF is R"),
        ("ALT", "R", "ALT is R"),
        ("ALT", "A T", "ALT is A T"),
        ("ALT", "<INS>A>", "ALT is <INS>A>"),
        ("ALT", "[1:100[", "ALT is [1:100["),
        ("QUAL", "good", "QUAL is good"),
        ("QUAL", "-1", "QUAL is -1"),
        ("FILTER", "q10;.", "a dot beside others"),
        ("FILTER", "0", "reserved"),
        ("FILTER", "q10;q10", "an item twice"),
        ("FILTER", "my filter", "with a blank"),
        ("INFO", "NUM=x", "no Integer"),
        ("INFO", "NUM=2147483648", "no Integer"),
        ("INFO", "NUM=-2147483641", "no Integer"),
        ("INFO", "NUM=1,2", "2 values, wanted are 1"),
        ("INFO", "NUM", "has no value"),
        ("INFO", "EACH=0.1", "1 value, wanted are 2"),
        ("INFO", "EACH=0.1,x", "no Float"),
        ("INFO", "YES=maybe", "a flag has no value"),
        ("INFO", "LETTER=ab", "no Character"),
        ("INFO", "NUM=1;NUM=1", "NUM twice"),
        ("INFO", "A B=1", "INFO has the key 'A B'"),
        ("INFO", "DP=-1", "below 0"),
        ("INFO", "CIGAR=1M,x", "no CIGAR"),
        ("FORMAT", "GT:", "FORMAT has the key ''"),
        ("FORMAT", "DP:GT", "not in the first place"),
        ("S", "0/3", "there is no such ALT"),
        ("S", "0/|1", "is none"),
        ("S", "0/1:5", "a sample has 2 values, FORMAT 1"),
    ],
)
def test_record(column: str, value: str, part: str) -> None:
    assert any(part in fault for fault in record_faults({column: value}))


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"POS": "0"},
        {"ALT": "<DEL>,*"},
        {"ALT": ".", "S": "0/0"},
        {"ALT": "A[1:5[,]<ctg>:9]A"},
        {"REF": "N", "QUAL": "1e-5", "ID": "rs1;rs2"},
        {"INFO": "NUM=-5;EACH=1e-3,.;YES;LETTER=x"},
        {"INFO": "EACH=."},
        {"FORMAT": "GT:ALL", "S": "1|2:1,2,3"},
        {"FORMAT": "GT:ALL", "S": "./."},
        {"FORMAT": "GT:PL", "S": "0:1,2,3"},
        {"FORMAT": "GT:PL", "S": "0/1:1,2,3,4,5,6"},
        {"FILTER": "q10;dp-5"},
    ],
)
def test_right_records(record: dict[str, str]) -> None:
    assert record_faults(record) == []


@pytest.mark.parametrize(("genotype", "likelihoods"), [("0", "1,2"), ("0/1", "1,2,3")])
def test_likelihoods_are_as_many_as_genotypes(genotype: str, likelihoods: str) -> None:
    # Three alleles: 3 genotypes of one copy, 6 of two.
    (fault,) = record_faults({"FORMAT": "GT:PL", "S": f"{genotype}:{likelihoods}"})
    assert "wanted are" in fault


def test_order_of_records() -> None:
    assert record_faults({"POS": "200"}, {"POS": "100", "ALT": "T"}) == [
        "POS 100 stands behind 200: not sorted"
    ]
    apart = record_faults({"CHROM": "1"}, {"CHROM": "2"}, {"CHROM": "1", "POS": "300"})
    assert apart == ["records of 1 stand apart, with others between them"]


def test_an_allele_that_stands_twice() -> None:
    first = {"REF": "TAT", "ALT": "TGT", "S": "0/1"}
    (fault,) = record_faults(first, {"POS": "101", "REF": "A", "ALT": "G", "S": "0/1"})
    assert fault == "the allele A>G stands at POS 100 already"


def test_few_faults_are_kept_and_all_are_counted() -> None:
    conformance = Conformance(most=1)
    conformance.see_header([b"##fileformat=VCFv4.3", b"##x", b"##y", COLUMNS.encode()])
    assert (len(conformance.faults), conformance.total) == (1, 2)
    assert "; and 1 more" in conformance.told()


def test_no_more_cells_of_samples_are_looked_into_than_asked() -> None:
    conformance = Conformance(samples=1)
    conformance.see_header([b"##fileformat=VCFv4.3", f"{COLUMNS}\tFORMAT\tA\tB".encode()])
    conformance.see_record(3, b"X\t1\t.\tA\tC\t.\t.\t.\tGT\t0\t7", is_near=True)
    assert conformance.total == 0


def test_records_far_away_are_looked_at_in_the_beginning_only() -> None:
    conformance = Conformance(first=1)
    conformance.see_header([b"##fileformat=VCFv4.3", COLUMNS.encode()])
    for number in (3, 4):
        conformance.see_record(number, b"1\t1\t.\tR\tC\t.\t.\t.", is_near=False)
    assert [fault.line for fault in conformance.faults] == [3]
