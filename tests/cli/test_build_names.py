"""A genome build has the same names wherever it can be named."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runner import Run

import foxp3tool
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows

OLD = ("GRCh37", "grch37", "hg19", "HG19", "b37", "hs37d5", "GRCh37.p13")
NEW = ("GRCh38", "GRCH38", "hg38", "Hg38", "b38", "GRCh38.p14")
ALLELE = "X-49107941-C-T"
"""c.1150G>A on GRCh37 (ClinVar VCV000011410); on GRCh38 this place is not C."""
ON_NEW = "X-49251480-C-T"


@pytest.mark.parametrize("name", OLD)
def test_the_old_build(run: Run, name: str, tmp_path: Path) -> None:
    result = run("convert", ALLELE, "--assembly", name, "--to", "hgvs_c")
    assert result.code == 0
    assert result.table[0]["hgvs_c"] == "NM_014009.4:c.1150G>A"
    assert foxp3tool.convert(ALLELE, "hgvs_c", assembly=name) == ["NM_014009.4:c.1150G>A"]
    (row,) = foxp3tool.lookup(ALLELE, assembly=name)
    assert row.assembly == "GRCh37"
    frame = foxp3tool.to_frame([ALLELE], assembly=name)
    assert frame["assembly"].tolist() == ["GRCh37"]
    report = LookupReport()
    toolkit = foxp3tool.Toolkit.current()
    (row,) = lookup_rows(toolkit, [ALLELE], transcripts="mane", assembly=name, report=report)
    assert (row.assembly, report.failed) == ("GRCh37", [])
    bare = tmp_path / "bare.vcf"
    bare.write_text(
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "X\t49107941\t.\tC\tT\t.\t.\t.\n"
    )
    (row,) = foxp3tool.annotate_file(bare, assembly=name)
    assert row.assembly == "GRCh37"
    with foxp3tool.VcfAnnotation(toolkit, str(bare), assembly=name) as annotation:
        (row,) = annotation.rows()
    assert row.assembly == "GRCh37"
    frame = foxp3tool.to_frame(bare, assembly=name)
    assert frame["assembly"].tolist() == ["GRCh37"]


@pytest.mark.parametrize("name", NEW)
def test_the_new_build(run: Run, name: str) -> None:
    result = run("lookup", ON_NEW, "--assembly", name)
    assert (result.code, result.table[0]["assembly"]) == (0, "GRCh38")
    (row,) = foxp3tool.lookup(ON_NEW, assembly=name)
    assert row.assembly == "GRCh38"


@pytest.mark.parametrize("name", ["auto", "AUTO"])
def test_no_build(run: Run, name: str) -> None:
    assert run("lookup", ON_NEW, "--assembly", name).table[0]["assembly"] == "GRCh38"
    (row,) = foxp3tool.lookup(ON_NEW, assembly=name)
    assert row.assembly == "GRCh38"


@pytest.mark.parametrize("name", ["hg18", "", "GRCh39", "b36", "hg19x", "T2T-CHM13v2.0"])
def test_what_is_no_build(run: Run, name: str) -> None:
    result = run("lookup", ON_NEW, "--assembly", name)
    assert result.code == 2
    for told in ("hg19", "hg38", "GRCh37", "GRCh38", f"no build {name!r}"):
        assert told in result.err
    for call in (
        lambda: foxp3tool.lookup(ON_NEW, assembly=name),
        lambda: foxp3tool.convert(ON_NEW, "spdi", assembly=name),
        lambda: foxp3tool.to_frame([ON_NEW], assembly=name),
        lambda: list(foxp3tool.annotate_file("examples/ipex_demo.GRCh38.vcf", assembly=name)),
        lambda: list(
            lookup_rows(
                foxp3tool.Toolkit.current(),
                [ON_NEW],
                transcripts="mane",
                assembly=name,
                report=LookupReport(),
            )
        ),
    ):
        with pytest.raises(foxp3tool.UsageError, match="there is no build") as caught:
            call()
        assert "hg38" in str(caught.value)
