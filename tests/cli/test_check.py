"""``foxp3tool check``: whose places were read, and what speaks against a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Result, Run

from foxp3tool.pipeline.toolkit import Toolkit

HEADER = """\
##fileformat=VCFv4.2
##contig=<ID=X,length=156040895>
##ALT=<ID=NON_REF,Description="Any other allele">
##INFO=<ID=END,Number=1,Type=Integer,Description="End of the block">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Lowest depth">
"""
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
A384T, A384T_POS = "FOXP3-IPEX-0127", 49251480
"""c.1150G>A, X:49251480 C>T (../shared/catalog)."""

Check = Callable[..., Result]


@pytest.fixture
def base(toolkit: Toolkit) -> Callable[[int], str]:
    gene = toolkit.bundle.genes["GRCh38"]
    return lambda pos: gene.plus_sequence[pos - 1 - gene.region.start]


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Check:
    def check_lines(*records: str, samples: str = "BOY", options: tuple[str, ...] = ()) -> Result:
        path = tmp_path / "in.g.vcf"
        columns = f"{COLUMNS}\tFORMAT\t{samples}" if samples else COLUMNS
        path.write_text(HEADER + "\n".join([columns, *records]) + "\n")
        return run("check", path, "--assembly", "GRCh38", *options)

    return check_lines


def block(start: int, end: int, ref: str, *cells: str) -> str:
    """Return a reference block as GATK writes it."""
    return f"X\t{start}\t.\t{ref}\t<NON_REF>\t.\t.\tEND={end}\tGT:DP:GQ:MIN_DP\t" + "\t".join(cells)


def site(result: Result, entry: str = A384T) -> dict[str, str]:
    """Return the row of an entry."""
    (row,) = [row for row in result.table if row["ipex_id"] == entry]
    return row


def test_a_block_reads_the_place_as_reference(check: Check, base: Callable[[int], str]) -> None:
    start, end = 49251400, 49251600
    row = site(check(block(start, end, base(start), "0:34:80:21")))
    assert (row["status"], row["depth"], row["quality"]) == ("reference", "21", "80")
    assert (row["pos"], row["end"], row["bases_covered"], row["bases"]) == (
        "49251480", "49251480", "1", "1",
    )  # fmt: skip
    assert (row["sample"], row["genotype"], row["assertion"]) == ("BOY", "0", "ipex")


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ("0:34:80:9", "low_coverage"),
        ("0:34:19:30", "low_coverage"),
        ("0:34:20:10", "reference"),
        ("0/0:34:80:21", "reference"),
        (".:0:0:0", "not_called"),
        ("./.:0:0:0", "not_called"),
        ("./0:5:9:5", "not_called"),
    ],
)
def test_depth_quality_and_missing_genotypes(
    check: Check, base: Callable[[int], str], cells: str, status: str
) -> None:
    start = A384T_POS - 10
    assert site(check(block(start, A384T_POS + 10, base(start), cells)))["status"] == status


def test_limits_are_those_that_are_asked_for(check: Check, base: Callable[[int], str]) -> None:
    line = block(A384T_POS, A384T_POS, base(A384T_POS), "0:34:80:21")
    assert site(check(line, options=("--min-depth", "22")))["status"] == "low_coverage"
    assert site(check(line, options=("--min-quality", "81")))["status"] == "low_coverage"


def test_a_place_without_a_record_is_not_reference(
    check: Check, base: Callable[[int], str]
) -> None:
    before, behind = A384T_POS - 1, A384T_POS + 1
    result = check(
        block(before - 50, before, base(before - 50), "0:34:80:21"),
        block(behind, behind + 50, base(behind), "0:34:80:21"),
    )
    assert site(result)["status"] == "not_covered"


@pytest.mark.parametrize(
    ("alts", "genotype", "status"),
    [
        ("T,<NON_REF>", "1", "variant"),
        ("T,<NON_REF>", "0/1", "variant"),
        ("G,T", "2", "variant"),
        ("G,T", "1", "other_variant"),
        ("T", "0", "reference"),
        ("G,*", "2", "other_variant"),
    ],
)
def test_a_called_allele(check: Check, alts: str, genotype: str, status: str) -> None:
    line = f"X\t{A384T_POS}\t.\tC\t{alts}\t50\tPASS\t.\tGT:DP:GQ\t{genotype}:30:60"
    row = site(check(line))
    assert (row["status"], row["genotype"], row["depth"]) == (status, genotype, "30")


def test_another_spelling_of_the_reported_allele(check: Check, base: Callable[[int], str]) -> None:
    before = base(A384T_POS - 1)
    line = f"X\t{A384T_POS - 1}\t.\t{before}C\t{before}T\t50\tPASS\t.\tGT\t1"
    assert site(check(line))["status"] == "variant"


def test_the_filter_of_a_called_allele_is_told(check: Check) -> None:
    row = site(check(f"X\t{A384T_POS}\t.\tC\tT\t5\tLowQual\t.\tGT\t1"))
    assert (row["status"], row["note"]) == ("variant", "FILTER is LowQual")


def test_each_sample_by_itself(check: Check, base: Callable[[int], str]) -> None:
    line = f"X\t{A384T_POS}\t.\tC\tT\t50\tPASS\t.\tGT:DP\t1:30\t0/1:40\t./.:.\t0/0:33"
    result = check(line, samples="BOY\tMOTHER\tAUNT\tGIRL")
    rows = [row for row in result.table if row["ipex_id"] == A384T]
    assert [(row["sample"], row["status"]) for row in rows] == [
        ("BOY", "variant"), ("MOTHER", "variant"), ("AUNT", "not_called"), ("GIRL", "reference"),
    ]  # fmt: skip
    only = check(line, samples="BOY\tMOTHER\tAUNT\tGIRL", options=("--sample", "GIRL"))
    assert {row["sample"] for row in only.table} == {"GIRL"}


def test_a_small_deletion_needs_every_base(
    check: Check, base: Callable[[int], str], toolkit: Toolkit
) -> None:
    # The first deletion of 2 to 10 bases in the catalog.
    entry = next(
        one
        for one in toolkit.bundle.catalog
        if one.assertion.is_ipex
        and "GRCh38" in one.placements
        and one.placements["GRCh38"].end is None
        and 3 <= len(one.placements["GRCh38"].ref) <= 11
        and len(one.placements["GRCh38"].alt) == 1
    )
    place = entry.placements["GRCh38"]
    last = place.pos + len(place.ref) - 1
    whole = block(place.pos, last, base(place.pos), "0:34:80:21")
    assert site(check(whole), entry.id)["status"] == "reference"
    part = block(place.pos, last - 1, base(place.pos), "0:34:80:21")
    row = site(check(part), entry.id)
    assert (row["status"], row["bases_covered"]) == ("partly_covered", str(len(place.ref) - 1))


def test_a_large_deletion_is_not_judged(check: Check, base: Callable[[int], str]) -> None:
    # FOXP3-IPEX-0001, g.5080_6468del of NG_007392.1: blocks of reads over it exclude nothing.
    start = 49260000
    row = site(check(block(start, 49269000, base(start), "0:34:80:21")), "FOXP3-IPEX-0001")
    assert row["status"] == "not_judged"


def test_a_file_without_samples(check: Check) -> None:
    row = site(check(f"X\t{A384T_POS}\t.\tC\tT\t50\tPASS\t.", samples=""))
    assert (row["status"], row["sample"]) == ("variant", "")
    other = site(check(f"X\t{A384T_POS}\t.\tC\tG\t50\tPASS\t.", samples=""))
    assert other["status"] == "not_covered"


def test_other_assertions(check: Check) -> None:
    line = f"X\t{A384T_POS}\t.\tC\tT\t50\tPASS\t.\tGT\t1"
    benign = check(line, options=("--assertion", "benign"))
    assert {row["assertion"] for row in benign.table} == {"benign"}
    assert {row["assertion"] for row in check(line).table} <= {"ipex", "ipex-like"}


def test_an_unknown_sample(check: Check) -> None:
    result = check(f"X\t{A384T_POS}\t.\tC\tT\t50\tPASS\t.\tGT\t1", options=("--sample", "GIRL"))
    assert result.code == 2
    assert "has no such sample" in result.err
    assert "BOY" in result.err


def test_malformed_records_are_told_and_do_not_stop(check: Check) -> None:
    good = f"X\t{A384T_POS}\t.\tC\tT\t50\tPASS\t.\tGT\t1"
    result = check(f"X\t{A384T_POS - 5}\t.\t\tT\t50\tPASS\t.\tGT\t1", good)
    assert result.code == 1
    assert "line 10: malformed record: REF is empty" in result.err
    assert site(result)["status"] == "variant"


def test_what_is_against_the_specification(check: Check) -> None:
    line = f"X\t{A384T_POS}\t.\tC\tT\t-5\tPASS;\tDP=x\tGT\t1"
    result = check(line)
    assert result.code == 0
    assert "line 10: QUAL is -5" in result.err
    assert "line 10: FILTER is 'PASS;'" in result.err
    assert check(line, options=("--strict",)).code == 3


def test_the_wrong_build_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.vcf"
    path.write_text(HEADER + COLUMNS + "\nX\t49107941\t.\tC\tT\t.\t.\t.\n")
    result = run("check", path, "--assembly", "GRCh37")
    assert result.code == 1
    assert "contradicts the file" in result.err


def test_strict_counts_a_caution_on_the_build(run: Run, tmp_path: Path) -> None:
    # Named GRCh38; the only record fits GRCh37 alone, too little to refuse the file.
    path = tmp_path / "in.vcf"
    path.write_text(HEADER + COLUMNS + "\nX\t49107941\t.\tC\tT\t.\t.\t.\n")
    result = run("check", path, "--assembly", "GRCh38", "--strict")
    assert "caution: " in result.err
    assert result.code == 3
