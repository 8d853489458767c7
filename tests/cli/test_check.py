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
##FORMAT=<ID=GQX,Number=1,Type=Integer,Description="Quality of Strelka">
##FORMAT=<ID=RGQ,Number=1,Type=Integer,Description="Quality of a reference call">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copies">
##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">
##FORMAT=<ID=LEN,Number=1,Type=Integer,Description="Length of the block">
##FORMAT=<ID=FT,Number=1,Type=String,Description="Filters of the sample">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Kind of event">
##FILTER=<ID=LowGQX,Description="Low quality">
##FILTER=<ID=RefCall,Description="Called as reference">
##FILTER=<ID=LowQual,Description="Low quality">
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
    assert "line 21: malformed record: REF is empty" in result.err
    assert site(result)["status"] == "variant"


def test_what_is_against_the_specification(check: Check) -> None:
    line = f"X\t{A384T_POS}\t.\tC\tT\t-5\tPASS;\tDP=x\tGT\t1"
    result = check(line)
    assert result.code == 0
    assert "line 21: QUAL is -5" in result.err
    assert "line 21: FILTER is 'PASS;'" in result.err
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


# What is no reading of the reference


@pytest.mark.parametrize(
    ("pos", "alt", "info", "form"),
    [
        (49000000, "<DEL>", "SVTYPE=DEL;END=49500000", "GT:DP:GQ\t0/0:30:99"),
        (49000000, "<DUP>", "SVTYPE=DUP;END=49500000", "GT:DP:GQ\t0/0:30:99"),
        (49000000, "<INV>", "SVTYPE=INV;END=49500000", "GT:DP:GQ\t0/0:30:99"),
        (49000000, "<CNV>", "SVTYPE=CNV;END=49500000", "GT:CN\t0/0:2"),
        (49248500, ".", "SVTYPE=CNV;END=49269000", "GT:DP:GQ\t0/0:30:99"),
        (49248500, "N[X:49269000[", "SVTYPE=BND", "GT:DP:GQ\t0/0:30:99"),
    ],
)
def test_a_denied_event_reads_no_base(
    check: Check, pos: int, alt: str, info: str, form: str
) -> None:
    # 0/0 of a caller of structural variants or copy numbers says that this event is not there.
    result = check(f"X\t{pos}\t.\tN\t{alt}\t.\tPASS\t{info}\t{form}")
    assert {row["status"] for row in result.table} == {"not_covered", "not_judged"}


def test_a_called_deletion_changes_what_it_covers(check: Check) -> None:
    record = "X\t49000000\t.\tN\t<DEL>\t.\tPASS\tSVTYPE=DEL;END=49500000\tGT\t1"
    assert {row["status"] for row in check(record).table} == {"other_variant"}


def test_a_large_change_at_a_large_deletion_is_told(check: Check) -> None:
    row = site(
        check("X\t49263361\t.\tN\t<DEL>\t.\tPASS\tSVTYPE=DEL;END=49264747\tGT\t1"),
        "FOXP3-IPEX-0001",
    )
    assert (row["status"], row["genotype"]) == ("other_variant", "1")
    assert "foxp3tool annotate tells what it is" in row["note"]
    # A change of one base there is no such deletion.
    small = check("X\t49264000\t.\tN\tT\t.\tPASS\t.\tGT\t1")
    assert site(small, "FOXP3-IPEX-0001")["status"] == "not_judged"


@pytest.mark.parametrize(
    ("alt", "filters", "form", "status", "quality", "note"),
    [
        (".", "PASS", "GT:GQX:DP:MIN_DP\t0/0:60:22:21", "reference", "60", ""),
        (".", ".", "GT:GQX:DP:MIN_DP\t0/0:3:22:21", "low_coverage", "3", ""),
        (".", "LowGQX", "GT:GQX:DP:MIN_DP\t0/0:30:22:21", "low_coverage", "30", "FILTER is LowGQX"),
        ("<*>", "RefCall", "GT:GQ:MIN_DP\t0/0:50:22", "reference", "50", ""),
        ("<NON_REF>", ".", "GT:RGQ:DP\t0/0:50:22", "reference", "50", ""),
        (".", "PASS", "GT:GQ:GQX:DP\t0/0:60:3:22", "low_coverage", "3", ""),
        (".", "PASS", "GT:GQ:DP:FT\t0/0:60:22:LowGQX", "low_coverage", "60", "FT is LowGQX"),
        (".", "PASS", "GT:GQ:DP:FT\t0/0:60:22:PASS", "reference", "60", ""),
    ],
)
def test_blocks_of_several_callers(
    check: Check, alt: str, filters: str, form: str, status: str, quality: str, note: str
) -> None:
    # Strelka and Illumina's gVCF have no ALT, and END says how far the block goes.
    result = check(f"X\t49251400\t.\tN\t{alt}\t.\t{filters}\tEND=49251600\t{form}")
    row = site(result)
    assert (row["status"], row["quality"]) == (status, quality)
    assert row["note"] == note
    # The block ends before the place of R337* (49253161).
    assert site(result, "FOXP3-IPEX-0092")["status"] == "not_covered"


def test_the_length_of_a_block_in_each_sample(check: Check) -> None:
    # VCF 4.5: LEN of FORMAT; 49251400 + 81 - 1 is the place, one base less is not.
    line = "X\t49251400\t.\tN\t<*>\t.\t.\t.\tGT:LEN:DP:GQ\t0/0:81:30:99\t0/0:80:30:99"
    rows = [row for row in check(line, samples="A\tB").table if row["ipex_id"] == A384T]
    assert [row["status"] for row in rows] == ["reference", "not_covered"]


@pytest.mark.parametrize(
    ("form", "status", "depth", "note"),
    [
        (
            "GT:AD:DP:GQ\t0/0:20,10:30:99",
            "low_coverage",
            "30",
            "10 of 30 reads show another allele",
        ),
        ("GT:AD:DP:GQ\t0/0:28,2:30:99", "reference", "30", ""),
        ("GT:AD\t0/0:2,0", "low_coverage", "2", ""),
        ("GT:AD\t0/0:20,0", "reference", "20", ""),
    ],
)
def test_the_reads_of_a_reference_call(
    check: Check, form: str, status: str, depth: str, note: str
) -> None:
    row = site(check(f"X\t{A384T_POS}\t.\tC\tT\t50\tPASS\t.\t{form}"))
    assert (row["status"], row["depth"], row["note"]) == (status, depth, note)


def test_a_record_with_another_reference_reads_nothing(check: Check) -> None:
    # The base is C.
    result = check(f"X\t{A384T_POS}\t.\tG\tT\t50\tPASS\t.\tGT:DP:GQ\t0:30:99")
    assert site(result)["status"] == "not_covered"
    assert f"REF of 1 record is not the reference of GRCh38, first at X:{A384T_POS} G" in (
        result.err
    )
    called = site(check(f"X\t{A384T_POS}\t.\tG\tT\t50\tPASS\t.\tGT:DP:GQ\t1:30:99"))
    assert (called["status"], called["note"]) == ("other_variant", "REF is not the reference")


# A reported change of several bases, written as several

F373A = "FOXP3-IPEX-0120"
"""c.1117_1118delinsGC, X:49251692 AA>GC."""


def parts(form: str, second: str, first: str) -> tuple[str, str]:
    return (
        f"X\t49251692\t.\tA\tG\t50\tPASS\t.\t{form}\t{second}",
        f"X\t49251693\t.\tA\tC\t50\tPASS\t.\t{form}\t{first}",
    )


@pytest.mark.parametrize(
    ("form", "second", "first", "status", "note"),
    [
        ("GT", "1", "1", "variant", "called as 2 alleles on one chromosome"),
        ("GT", "1/1", "0/1", "variant", "called as 2 alleles on one chromosome"),
        ("GT", "0|1", "0|1", "variant", "called as 2 alleles on one chromosome"),
        ("GT:PS", "0|1:7", "0|1:7", "variant", "called as 2 alleles on one chromosome"),
        ("GT", "0|1", "1|0", "other_variant", None),
        ("GT:PS", "0|1:7", "0|1:8", "other_variant", None),
        ("GT", "0/1", "0/1", "other_variant", None),
        ("GT", "1", "0", "other_variant", ""),
    ],
)
def test_a_change_that_was_split(
    check: Check, form: str, second: str, first: str, status: str, note: str | None
) -> None:
    row = site(check(*parts(form, second, first)), F373A)
    if note is None:
        note = "its parts are called; whether they lie on one chromosome is not known"
        if "1|0" in first:
            note = "its parts are called, on different chromosomes"
    assert (row["status"], row["note"]) == (status, note)
