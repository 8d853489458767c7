"""Counts of populations reach the hints: those of the bundle, and those of the user's sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pysam
import pytest
from cli_runner import Run

from foxp3tool.pipeline.toolkit import Toolkit

Make = Callable[..., str]

HEADER = """\
##fileformat=VCFv4.2
##contig=<ID=1,length=248956422>
##contig=<ID=X,length=156040895>
##FILTER=<ID=AC0,Description="no genotype of good quality">
##INFO=<ID=AC,Number={number},Type=Integer,Description="c">
##INFO=<ID=AN,Number=1,Type=Integer,Description="n">
##INFO=<ID=AC_XY,Number=A,Type=Integer,Description="males">
##INFO=<ID=AF,Number=A,Type=Float,Description="f">
##INFO=<ID=SpliceAI,Number=.,Type=String,Description="ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL">
##INFO=<ID=nhomalt,Number=A,Type=Integer,Description="h">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO
"""


# The residues of the gene's end, far from every allele asked for here.
PADDING = 49_251_000


@pytest.fixture
def make(tmp_path: Path, toolkit: Toolkit) -> Make:
    """Write a source, with as many more alleles of the gene as a whole database has."""

    def written(records: Sequence[str], *, whole: bool = True, number: str = "A") -> str:
        gene = toolkit.bundle.genes["GRCh38"]
        bases = gene.plus_bases(PADDING, PADDING + 50) if whole else ""
        padding = [
            f"X {PADDING + place + 1} {base} {'A' if base != 'A' else 'C'} PASS AC=1;AN=100000"
            for place, base in enumerate(bases)
        ]
        lines = []
        for record in (*padding, *records):
            chrom, pos, ref, alt, passed, info = record.split(" ")
            lines.append("\t".join((chrom, pos, ".", ref, alt, ".", passed, info)))
        plain = tmp_path / "gnomad.vcf"
        plain.write_text(HEADER.format(number=number) + "".join(f"{line}\n" for line in lines))
        return str(pysam.tabix_index(str(plain), preset="vcf", force=True))

    return written


@pytest.fixture
def gnomad(make: Make) -> str:
    """A file in the manner of gnomAD with alleles of residue 384, GCC: c.1151 is X:49251479."""
    counted = make(
        [
            "X 49251479 G A,C PASS AC=1,90;AN=100000;AC_XY=0,3;nhomalt=0,0",
            "X 49251480 C A PASS AC=900;AN=100000;AC_XY=0;nhomalt=0",
            "X 49251480 C G PASS AC=6000;AN=100000;AC_XY=0;nhomalt=9",
        ]
    )
    return f"gnomad={counted}"


def population_codes(run: Run, name: str, *more: str) -> list[str]:
    row = run("lookup", name, "--columns", "hgvs_c,evidence", *more).table[0]
    wanted = ("PM2", "BA1", "BS1", "BS2")
    return [code for code in row["evidence"].split("|") if code.startswith(wanted)]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("c.1151C>T", ["PM2_Supporting"]),  # 1 of 100,000, no male
        ("c.1151C>G", ["BS2?"]),  # three males, 0.0009: too frequent for PM2, not for BS1
        ("c.1150G>T", ["BS1"]),  # 0.009, no male
        ("c.1150G>C", ["BA1"]),  # 0.06
        ("c.1156C>A", ["PM2_Supporting?"]),  # not in the file
    ],
)
def test_counts_of_a_source(run: Run, gnomad: str, name: str, codes: list[str]) -> None:
    assert population_codes(run, name, "--source", gnomad) == codes


def test_without_counts_nothing_is_said(run: Run) -> None:
    assert population_codes(run, "c.1151C>T") == []
    row = run("lookup", "c.1151C>T", "--columns", "hgvs_c,evidence_open").table[0]
    assert "PM2: no population counts of this allele are at hand" in row["evidence_open"]


def test_a_source_of_the_other_build_is_not_asked(run: Run, gnomad: str) -> None:
    assert population_codes(run, "NC_000023.10:g.49107940G>A", "--source", gnomad) == []


def test_a_source_without_counts_says_nothing(run: Run, gnomad: str) -> None:
    assert population_codes(run, "c.1151C>T", "--source", f"{gnomad}:nhomalt") == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        # Of 112,352 chromosomes 2, as the catalog's source prints it, without a word on males.
        ("c.70C>T", ["PM2_Supporting?"]),
        # 98 of 112,429, above the limit of PM2 and below that of BS1.
        ("c.155G>T", []),
        # Case-control studies of rs3761549 are no counts of a population.
        ("NC_000023.11:g.49260888G>A", []),
    ],
)
def test_counts_of_the_bundle(run: Run, name: str, codes: list[str]) -> None:
    assert population_codes(run, name) == codes


def test_counts_of_the_bundle_hold_on_both_builds(run: Run) -> None:
    assert population_codes(run, "NC_000023.10:g.49114893G>A") == ["PM2_Supporting?"]


# c.1150G>T; PM2 needs 24,194 chromosomes, three divided by 0.000124.
PLACE = "X 49251480 C A"


def hints(run: Run, option: str, name: str = "c.1150G>T") -> tuple[str, str]:
    row = run("lookup", name, "--columns", "evidence,evidence_open", "--source", option).table[0]
    return row["evidence"], row["evidence_open"]


def test_an_allele_of_two_records_is_counted_twice(run: Run, make: Make) -> None:
    # Exomes and genomes joined into one file.
    file = make([f"{PLACE} PASS AC=1;AN=100000;AC_XY=0", f"{PLACE} PASS AC=4;AN=60000;AC_XY=3"])
    told, still_open = hints(run, f"gnomad={file}")
    assert "BS2?" in told.split("|")
    assert "not in gnomad" not in still_open


def test_counts_that_cannot_be_read_are_no_absence(run: Run, make: Make) -> None:
    file = make([f"{PLACE},G PASS AC=3000,5;AN=100000;AC_XY=900,1"], number=".")
    told, still_open = hints(run, f"gnomad={file}")
    assert "PM2" not in told
    assert "not in gnomad" not in still_open


@pytest.mark.parametrize(
    "records", [["1 1000 C T PASS AC=1;AN=150000"], ["X 49251479 G A PASS AC=1;AN=150000"]]
)
def test_a_file_that_lacks_the_gene_says_nothing(run: Run, make: Make, records: list[str]) -> None:
    told, _ = hints(run, f"gnomad={make(records, whole=False)}")
    assert "PM2" not in told


def test_counts_that_failed_quality_control_carry_no_hint(run: Run, make: Make) -> None:
    told, still_open = hints(run, f"gnomad={make([f'{PLACE} AC0 AC=0;AN=150000;AC_XY=0'])}")
    assert "PM2" not in told
    assert "not in gnomad" not in still_open


def test_only_a_population_counts(run: Run, make: Make) -> None:
    # A cohort of patients: 30 of 40.
    file = make([f"{PLACE} PASS AC=30;AN=40;AC_XY=10"])
    for code in ("BS2", "PM2", "BS1", "BA1"):
        assert code not in hints(run, f"lab={file}")[0]


def test_a_count_from_a_frequency(run: Run, make: Make) -> None:
    file = make([f"{PLACE} PASS AF=0.06;AN=100000"])
    assert "BA1" in hints(run, f"gnomad={file}:AF,AN")[0].split("|")


@pytest.mark.parametrize(
    ("score", "code"),
    [
        ("A|FOXP3|0.00|0.95|0.00|0.00", "PP3"),
        ("A|FOXP3|0.01|0.00|0.02|0.03", ""),
        ("A|OTHER|0.99|0.99|0.99|0.99", None),  # of the gene beside it
    ],
)
def test_a_splice_score_of_a_source_is_used(
    run: Run, make: Make, score: str, code: str | None
) -> None:
    told, still_open = hints(run, f"ai={make([f'{PLACE} PASS SpliceAI={score}'])}")
    assert ("no source has a SpliceAI score" in still_open) is (code is None)
    assert ("PP3" in told.split("|")) is (code == "PP3")


def test_an_issue_of_a_source_counts_under_strict(run: Run, gnomad: str) -> None:
    # c.1150G>T on GRCh37; the source is on GRCh38.
    result = run("lookup", "X-49107941-C-A", "--source", gnomad, "--strict")
    assert "BUILD_CONFLICT" in result.out
    assert result.code == 3


def test_the_build_of_a_table_is_told_by_the_option(run: Run, tmp_path: Path) -> None:
    plain = tmp_path / "lab.tsv"
    plain.write_text("#chrom\tpos\tref\talt\tscore\nX\t49251480\tC\tA\t0.5\n")
    file = pysam.tabix_index(str(plain), seq_col=0, start_col=1, end_col=1, force=True)
    option = f"lab={file}:score"
    told = run("lookup", "c.1150G>T", "--assembly", "GRCh38", "--source", option)
    assert told.table[0]["lab_score"] == "0.5"
    refused = run("lookup", "c.1150G>T", "--source", option)
    assert refused.code == 1
    assert "--assembly" in refused.err
