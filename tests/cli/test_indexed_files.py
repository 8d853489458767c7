"""VCF and BED of the catalog and of conversions as bgzip with an index, as bcftools writes them."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import pysam
import pytest
from cli_runner import Run

EXAMPLES = Path(__file__).parents[2] / "examples"
BGZF_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
"""The empty block that ends every bgzipped file (SAM specification, 4.1.2)."""
REGION = "X:49251480-49251480"
"""c.1150G>A on GRCh38."""


def data_lines(data: bytes) -> list[bytes]:
    return [line for line in data.split(b"\n") if line and not line.startswith(b"##")]


@pytest.mark.parametrize("ending", ["vcf", "bed"])
def test_the_catalog_with_its_index(run: Run, tmp_path: Path, ending: str) -> None:
    plain, packed = tmp_path / f"c.{ending}", tmp_path / f"c.{ending}.gz"
    for path in (plain, packed):
        result = run("catalog", "export", "--assembly", "hg38", "-o", path)
        assert result.code == 0, result.err
    data = packed.read_bytes()
    assert data.endswith(BGZF_END)
    assert data_lines(gzip.decompress(data)) == data_lines(plain.read_bytes())
    assert Path(f"{packed}.tbi").is_file()
    with pysam.TabixFile(str(packed)) as file:
        found = list(file.fetch(region=REGION))
    assert any("FOXP3-IPEX-0127" in line for line in found)
    assert len(found) < 5
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [plain.name, packed.name, f"{packed.name}.tbi"]
    )


@pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is not installed")
@pytest.mark.parametrize("ending", ["vcf.gz", "bcf"])
def test_bcftools_finds_an_entry_by_the_index(run: Run, tmp_path: Path, ending: str) -> None:
    packed = tmp_path / f"c.{ending}"
    assert run("catalog", "export", "--assembly", "GRCh38", "-o", packed).code == 0
    query = ["bcftools", "query", "-r", REGION, "-f", "%ID\n", str(packed)]
    done = subprocess.run(query, capture_output=True, text=True, check=True)
    assert "FOXP3-IPEX-0127" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["c.vcf.gz", "c.bed.gz", "c.bcf"])
def test_an_export_is_whole_or_not_there(run: Run, tmp_path: Path, name: str) -> None:
    for place in (tmp_path / "none" / name, Path("/dev/full")):
        result = run("catalog", "export", "-f", "vcf", "--assembly", "hg38", "-o", place)
        assert result.code in (1, 2)
        assert result.err
    assert list(tmp_path.iterdir()) == []
    wrong = run("catalog", "export", "-f", "tsv", "-o", tmp_path / name)
    assert wrong.code == 2
    assert "the ending says" in wrong.err
    kind = "bed" if "bed" in name else "vcf"
    right = run("catalog", "export", "-f", kind, "--assembly", "hg38", "-o", tmp_path / name)
    assert right.code == 0


def test_an_export_to_standard_output_stays_text(run: Run) -> None:
    result = run("catalog", "export", "-f", "vcf", "--assembly", "GRCh38")
    assert result.out.startswith("##fileformat=VCFv4.3\n")


@pytest.mark.parametrize("ending", ["vcf.gz", "bcf"])
@pytest.mark.parametrize("names", [True, False], ids=["names", "a VCF"])
def test_a_conversion_with_its_index(run: Run, tmp_path: Path, ending: str, *, names: bool) -> None:
    # c.1150G>A, and its neighbours in the demo, from GRCh37 to GRCh38.
    given = (
        ["NC_000023.10:g.49107941C>T", "c.227del", "--to", "vcf_grch38"]
        if names
        else [EXAMPLES / "ipex_demo.GRCh37.vcf", "--to", "vcf", "--rejects", tmp_path / "rest.vcf"]
    )
    plain, packed = tmp_path / "o.vcf", tmp_path / f"o.{ending}"
    for path in (plain, packed):
        result = run("convert", *given, "-o", path)
        assert result.code == 0, result.err
    with pysam.VariantFile(str(packed)) as file, pysam.VariantFile(str(plain)) as text:
        (contig,) = {record.chrom for record in text}
        assert list(map(str, file)) == list(map(str, text.reset() or text))
        found = list(file.fetch(contig, 49251479, 49251480))
    assert [(one.pos, one.ref, one.alts) for one in found] == [(49251480, "C", ("T",))]
    index = ".csi" if ending == "bcf" else ".tbi"
    assert Path(f"{packed}{index}").is_file()


def test_format_vcf_is_no_contradiction(run: Run, tmp_path: Path) -> None:
    demo = EXAMPLES / "ipex_demo.GRCh37.vcf"
    rest = tmp_path / "rest.vcf"
    told = run("convert", demo, "--to", "vcf", "-f", "vcf", "--rejects", rest)
    bare = run("convert", demo, "--to", "vcf", "--rejects", rest)
    assert (told.code, told.out) == (bare.code, bare.out)
    assert told.out.startswith("##fileformat=VCF")
    named = run("convert", "c.1150G>A", "--to", "vcf", "--format", "vcf")
    assert named.code == 0
    assert named.out.startswith("##fileformat=VCF")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["{vcf}", "--to", "vcf", "-f", "tsv"], "--format tsv is for tables"),
        (["{vcf}", "--to", "vcf", "-f", "tsv", "-o", "x.vcf.gz"], "the ending is that of a VCF"),
        (["{vcf}", "--to", "vcf", "-f", "vcf", "-o", "x.tsv"], "the ending is not that of"),
        (["{vcf}", "--to", "vcf", "-o", "x.tsv"], "end the name with .vcf"),
        (["c.1150G>A", "--to", "vcf", "-f", "csv"], "--format csv is for tables"),
        (["c.1150G>A", "--to", "vcf", "-o", "x.csv"], "end the name with .vcf"),
        (["c.1150G>A", "--to", "hgvs_c", "-f", "vcf"], "--format vcf goes with --to vcf"),
        (["c.1150G>A", "--to", "hgvs_c", "-o", "x.vcf.gz"], "the ending names no format"),
        (["c.1150G>A", "--to", "vcf", "--no-header"], "a VCF has its header"),
    ],
)
def test_what_contradicts_itself(
    run: Run, tmp_path: Path, options: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    vcf = EXAMPLES / "ipex_demo.GRCh37.vcf"
    result = run("convert", *(one.replace("{vcf}", str(vcf)) for one in options)).no_traceback()
    assert (result.code, result.out) == (2, "")
    assert told in " ".join(result.err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_vcf_that_is_refused_leaves_nothing(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "o.vcf.gz"
    result = run("convert", EXAMPLES / "ipex_demo.GRCh38.vcf", "--to", "vcf", "-o", out)
    assert result.code == 1
    assert "--rejects" in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_on_the_build_wanted_is_told_so_first(run: Run) -> None:
    # Its first record lies outside the gene, which is no reason any more.
    demo = EXAMPLES / "ipex_demo.GRCh38.vcf"
    result = run("convert", demo, "--to", "vcf_grch38")
    assert result.code == 2
    assert "is on GRCh38 already" in result.err
    assert "--rejects" not in result.err
