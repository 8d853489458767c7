"""``foxp3tool plot`` as a user calls it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from cli_runner import TIMEOUT, Run, Start
from vcf_builder import A384T, vcf

EXAMPLES = Path(__file__).parents[2] / "examples"
STRUCTURAL = EXAMPLES / "structural.GRCh38.vcf"
VARIANT = re.compile(r'<g class="variant ([\w-]+) match-([\w-]+)" id="[^"]+" ([^>]*)>')


def variants(svg: str) -> list[dict[str, str]]:
    """Class, match and data of each variant of a figure."""
    ET.fromstring(svg)
    found = []
    for kind, match, data in VARIANT.findall(svg):
        told = dict(re.findall(r'data-([\w-]+)="([^"]*)"', data))
        found.append({"kind": kind, "graded": match} | told)
    return found


def words(svg: str) -> str:
    """All text that is written in a figure."""
    texts = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return " ".join(element.text or "" for element in texts)


def test_demo_has_every_allele_of_its_table(run: Run, demo: Path) -> None:
    table = run("annotate", demo, "-q").table
    result = run("plot", demo)
    assert result.code == 0
    shown = variants(result.out)
    names = {row["hgvs_c"].rpartition(":")[2] or row["hgvs_g"].rpartition(":")[2]
             for row in table if row["hgvs_g"]}  # fmt: skip
    assert {one["hgvs-c"] for one in shown} == {name.replace(">", "&gt;") for name in names}
    rows = sorted(int(n) for one in shown for n in one["rows"].split())
    assert rows == [n for n, row in enumerate(table) if row["hgvs_g"]]
    by_row = {int(one["rows"]): one for one in shown}
    for number, one in by_row.items():
        assert one["match"] == table[number]["ipex_match"]
    assert "not drawn, 1: chrX-49255791-G-*: UNSUPPORTED_ALLELE" in result.err
    assert "chrX-49255791-G-* (UNSUPPORTED_ALLELE)" in words(result.out)


def test_counts_are_those_of_the_carriers(run: Run, demo: Path) -> None:
    table = run("annotate", demo, "-q", "--samples", "all").table
    carried = ("hemizygous", "heterozygous", "homozygous", "unknown", "mosaic-range")
    by_name: dict[str, int] = {}
    for row in table:
        if row["hgvs_c"]:
            name = row["hgvs_c"].rpartition(":")[2].replace(">", "&gt;")
            by_name[name] = by_name.get(name, 0) + (row["zygosity"] in carried)
    shown = [one for one in variants(run("plot", demo).out) if one["hgvs-c"] in by_name]
    assert len(shown) > 40
    assert {one["hgvs-c"]: int(one["count"]) for one in shown} == by_name
    assert "2 carriers" in words(run("plot", demo).out)


def test_both_builds_make_one_figure(run: Run, demo: Path) -> None:
    old = variants(run("plot", EXAMPLES / "ipex_demo.GRCh37.vcf").out)
    new = variants(run("plot", demo).out)
    exonic = [one["hgvs-c"] for one in new if one["hgvs-c"].startswith("c.")]
    assert [one["hgvs-c"] for one in old if one["hgvs-c"].startswith("c.")] == exonic


def test_without_input_the_reported_mutations_are_drawn(run: Run) -> None:
    ids = {row["id"] for row in run("catalog", "list", "--assertion", "ipex").table}
    result = run("plot")
    shown = variants(result.out)
    assert len(shown) == len(ids) == 70
    assert {one["id"] for one in shown} == ids
    assert "70 reported IPEX mutations" in words(result.out)


def test_names_are_drawn_and_a_bad_one_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    result = run("plot", "--variant", "c.1150G>A", "--variant", "c.9999G>A", "-o", path)
    assert result.code == 1
    (one,) = variants(path.read_text())
    assert (one["kind"], one["graded"], one["count"]) == ("missense", "exact", "1")
    assert "c.9999G>A" in result.err
    assert "c.9999G>A" in words(path.read_text())


def test_name_of_a_protein_is_one_entry(run: Run) -> None:
    (one,) = variants(run("plot", "--variant", "p.Ala384Thr").out)
    assert one["hgvs-p"] == "p.(Ala384Thr)"
    assert one["count"] == "1"
    assert len(one["rows"].split()) > 1


def test_changes_of_one_chromosome_are_drawn_as_parts(run: Run) -> None:
    result = run("plot", "--variant", "c.[1010G>A;1150G>A]")
    assert {one["hgvs-c"] for one in variants(result.out)} == {"c.1010G&gt;A", "c.1150G&gt;A"}
    assert "drawn as their parts: c.[1010G>A;1150G>A]" in words(result.out)


def test_list_counts_its_entries(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("c.1150G>A\nNC_000023.10:g.49107941C>T\nc.210+1G>A\n\n# a comment\n")
    shown = {one["hgvs-c"]: one["count"] for one in variants(run("plot", "--input", path).out)}
    assert shown == {"c.1150G&gt;A": "2", "c.210+1G&gt;A": "1"}


def test_structural_variants_are_bars_or_told(run: Run) -> None:
    table = run("annotate", STRUCTURAL, "-q").table
    result = run("plot", STRUCTURAL, "--strict")
    assert result.code == 3
    shown = variants(result.out)
    rows = {int(n) for one in shown for n in one["rows"].split()}
    assert rows == {n for n, row in enumerate(table) if row["hgvs_g"]}
    lost = [row["id"] for row in table if not row["hgvs_g"]]
    assert len(lost) == 2
    assert all(name in words(result.out) for name in lost)


def test_file_without_variants_is_a_figure_that_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.vcf"
    path.write_bytes(vcf())
    result = run("plot", path, "--assembly", "GRCh38")
    assert result.code == 0
    assert not variants(result.out)
    assert "0 variants, 70 reported IPEX mutations" in words(result.out)


def test_standard_input_is_read_when_named(run: Run) -> None:
    (one,) = variants(run("plot", "-", stdin=vcf(A384T)).out)
    assert one["hgvs-c"] == "c.1150G&gt;A"


def test_pipe_that_is_not_read_is_told(start: Start) -> None:
    result = start("plot", "-q", stdin=vcf(A384T))
    assert result.code == 0
    assert "standard input is not read" in result.err


def test_several_files_add_up(run: Run, tmp_path: Path) -> None:
    for name in ("a.vcf", "b.vcf"):
        (tmp_path / name).write_bytes(vcf(A384T))
    (one,) = variants(run("plot", tmp_path / "a.vcf", tmp_path / "b.vcf").out)
    assert (one["count"], one["rows"]) == ("2", "0 1")


LOADED = """
import sys
from foxp3tool.cli.main import run
try:
    run()
except SystemExit:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_matplotlib_is_loaded_for_a_png_only(tmp_path: Path, ending: str) -> None:
    args = ("plot", "-q", "--variant", "c.1150G>A", "-o", str(tmp_path / f"a.{ending}"))
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *args],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT, check=True,
    )  # fmt: skip
    loaded = set(done.stderr.splitlines()[-1].split())
    assert ("matplotlib" in loaded, "numpy" in loaded) == (ending == "png", ending == "png")
    assert not loaded & {"pandas", "Bio"}


def test_all_reported_mutations_stand_behind(run: Run) -> None:
    result = run("plot", "--variant", "c.1150G>A")
    assert len(set(re.findall(r'class="reported [\w-]+" data-id="([^"]+)"', result.out))) == 70


def test_reported_mutations_can_be_left_out(run: Run) -> None:
    assert 'class="reported' not in run("plot", "--variant", "c.1150G>A", "--no-reported").out


def test_delta_2(run: Run) -> None:
    result = run("plot", "--transcripts", "NM_001114377.2", "--variant", "NM_001114377.2:c.1045G>A")
    (one,) = variants(result.out)
    assert one["hgvs-p"] == "p.(Ala349Thr)"
    assert "NP_001107849.1" in words(result.out)
    assert "exon 11" in words(result.out)
    assert "exon 12" not in words(result.out)


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_files(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    result = run("plot", "--variant", "c.1150G>A", "-o", path, "--size", "single", "--dpi", "72")
    assert (result.code, result.out) == (0, "")
    begins = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[ending]
    assert path.read_bytes().startswith(begins)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["-o", "a.jpg"], "the ending names no kind of figure"),
        (["-o", "a.svg", "--format", "png"], "the ending says svg"),
        (["--size", "wide"], "not a size"),
        (["--size", "183x20"], "needs a height of"),
        (["--transcripts", "all"], "a figure shows one transcript"),
        (["--transcripts", "NM_9.9"], "NM_9"),
        (
            ["--variant", "c.1150G>A", "--input", "a.txt"],
            "give either --variant or --input, not both",
        ),
        (["--column", "2"], "--column is for a list"),
        (["--labels", "all"], "labels"),
        (["--dpi", "9"], "dpi"),
    ],
)
def test_wrong_usage(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("plot", *args).no_traceback()
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert not list(tmp_path.iterdir())


def test_damaged_input_leaves_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.vcf").write_bytes(vcf(A384T, "X 49251481x . C T . . ."))
    result = run("plot", tmp_path / "a.vcf", "-o", tmp_path / "a.svg").no_traceback()
    assert result.code == 1
    assert not (tmp_path / "a.svg").exists()


def test_input_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "names.svg"
    path.write_text("c.1150G>A\n")
    assert run("plot", "--input", path, "-o", path).code == 2
    assert path.read_text() == "c.1150G>A\n"


def test_source_line_and_note_are_there(run: Run) -> None:
    text = words(run("plot", "--variant", "c.1150G>A", "--title", "Our <patient>").out)
    assert "Our <patient>" in text
    for told in ("foxp3tool ", "reference data", "catalog", "NM_014009.4", "NP_054728.2",
                 "Research use only; not a diagnosis."):  # fmt: skip
        assert told in text


def test_entries_without_a_condition_are_told_apart(run: Run, bundle_folder: Path) -> None:
    """Those that ClinVar calls pathogenic without saying of which disease."""
    entries = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    unnamed = [
        one
        for one in entries
        if one["assertion"] in ("ipex", "ipex-like")
        and one["evidence_status"] == "clinvar_only"
        and not one["phenotypes"]
    ]
    words = " ".join(re.findall(r">([^<]*)</text>", run("plot").out))
    assert f"{len(unnamed)} are (likely) pathogenic in ClinVar, of which condition" in words


def test_an_entry_known_by_its_protein_keeps_the_numbers_of_its_protein(run: Run) -> None:
    """Delta-2 lacks residues 71 to 105: p.Met370 of MANE Select is its p.Met335."""
    svg = run("plot", "--transcripts", "NM_001114377.2").out
    assert "NP_054728.2:p.(Met370Ile)" in svg
    assert not re.search(r'data-hgvs-p="p\.\(Met370Ile\)', svg)
    assert "NP_054728.2:p." not in run("plot").out
