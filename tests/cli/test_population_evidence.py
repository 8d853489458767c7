"""Counts of populations reach the hints: those of the bundle, and those of the user's sources."""

from __future__ import annotations

from pathlib import Path

import pysam
import pytest
from cli_runner import Run

HEADER = """\
##fileformat=VCFv4.2
##contig=<ID=X,length=156040895>
##INFO=<ID=AC,Number=A,Type=Integer,Description="c">
##INFO=<ID=AN,Number=1,Type=Integer,Description="n">
##INFO=<ID=AC_XY,Number=A,Type=Integer,Description="males">
##INFO=<ID=nhomalt,Number=A,Type=Integer,Description="h">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO
"""


@pytest.fixture
def gnomad(tmp_path: Path) -> str:
    """A file in the manner of gnomAD; c.1151C>T and C>A, c.1144C>T, c.1147G>A, in that order."""
    records = [
        # Residue 384, GCC: c.1151 is X:49251479.
        (49251479, "G", "A,C", "AC=1,90;AN=100000;AC_XY=0,3;nhomalt=0,0"),
        (49251480, "C", "A", "AC=900;AN=100000;AC_XY=0;nhomalt=0"),
        (49251480, "C", "G", "AC=6000;AN=100000;AC_XY=0;nhomalt=9"),
    ]
    plain = tmp_path / "gnomad.vcf"
    lines = [f"X\t{pos}\t.\t{ref}\t{alt}\t.\tPASS\t{info}\n" for pos, ref, alt, info in records]
    plain.write_text(HEADER + "".join(lines))
    packed = f"{plain}.gz"
    pysam.tabix_compress(str(plain), packed, force=True)
    pysam.tabix_index(packed, preset="vcf", force=True)
    return f"gnomad={packed}"


def population_codes(run: Run, name: str, *more: str) -> list[str]:
    row = run("lookup", name, "--columns", "hgvs_c,evidence", *more).table[0]
    wanted = ("PM2", "BA1", "BS1", "BS2")
    return [code for code in row["evidence"].split("|") if code.startswith(wanted)]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("c.1151C>T", ["PM2_Supporting"]),  # 1 of 100,000, no male
        ("c.1151C>G", ["BS2"]),  # three males, 0.0009: too frequent for PM2, not for BS1
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
