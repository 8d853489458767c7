"""``foxp3tool catalog export``: VCF, BED, JSON and TSV, read back by other programs."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pysam
import pytest
from cli_runner import Run

from foxp3tool.reference.bundle import Bundle
from further_copy import ASSERTED, COUNTS, ENTRIES, NEW, asserted, new_records

BUILDS = ("GRCh37", "GRCh38")
NOT_PLACED = ["FOXP3-IPEX-0085", "FOXP3-IPEX-0116", "FOXP3-IPEX-0144"]

needs_bcftools = pytest.mark.skipif(
    shutil.which("bcftools") is None, reason="bcftools is not installed"
)


@pytest.fixture(scope="module")
def rows(shared_facts: Path) -> list[dict[str, str]]:
    path = shared_facts / "catalog" / "mutations.tsv"
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(params=BUILDS)
def vcf(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[str, Path]:
    path = tmp_path / f"catalog.{request.param}.vcf"
    result = run("catalog", "export", "--assembly", request.param, "-o", path)
    assert (result.code, result.out) == (0, ""), result.err
    return request.param, path


def records(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def info(record: list[str]) -> dict[str, str]:
    return dict(field.partition("=")[::2] for field in record[7].split(";"))


class TestVcf:
    def test_alleles_are_those_of_the_facts(
        self, vcf: tuple[str, Path], rows: list[dict[str, str]]
    ) -> None:
        build, path = vcf[0].lower(), vcf[1]
        expected = {
            (r[f"{build}_pos"], f"FOXP3-IPEX-{r['id'][2:].zfill(4)}", r[f"{build}_ref"],
             r[f"{build}_alt"], asserted(r))
            for r in rows
            if r[f"{build}_pos"]
        }  # fmt: skip
        assert len(expected) == 111
        of_copy = {identifier for identifier, _ in new_records(rows)}
        found = [(*r[1:5], info(r)["FOXP3_ASSERTION"]) for r in records(path)]
        assert {one for one in found if one[1] not in of_copy} == expected
        assert len(found) == 111 + NEW
        positions = [int(record[1]) for record in records(path)]
        assert positions == sorted(positions)

    def test_alleles_are_those_of_the_further_copy(
        self, vcf: tuple[str, Path], rows: list[dict[str, str]]
    ) -> None:
        build, path = vcf
        found = {r[2]: r for r in records(path)}
        for identifier, one in new_records(rows):
            record = found[identifier]
            if build == "GRCh38":
                assert record[1] == str(one.position)
            # One base each, in none of which the builds differ.
            assert (record[3], record[4]) == (one.ref, one.alt)
            assert info(record)["FOXP3_ASSERTION"] == ASSERTED[one.significance]

    def test_the_symbolic_deletion(self, vcf: tuple[str, Path]) -> None:
        build, path = vcf
        (deletion,) = [r for r in records(path) if r[4] == "<DEL>"]
        # The ends of FX001 in mutations.tsv.
        ends = {"GRCh37": "49121209", "GRCh38": "49264747"}
        told = info(deletion)
        assert (told["END"], told["SVTYPE"]) == (ends[build], "DEL")
        assert "IMPRECISE" in told
        assert "FOXP3_HGVS_C" not in told

    def test_entries_without_a_place_are_told(self, run: Run, vcf: tuple[str, Path]) -> None:
        header = vcf[1].read_text(encoding="utf-8")
        assert re.findall(r"^##foxp3tool_not_placed=<ID=([^,]+),", header, re.M) == NOT_PLACED
        result = run("catalog", "export", "-f", "vcf", "--assembly", vcf[0])
        assert f"without a place on {vcf[0]}" in result.err
        assert all(name in result.err for name in NOT_PLACED)

    def test_values_are_percent_encoded(self, vcf: tuple[str, Path]) -> None:
        by_id = {record[2]: info(record) for record in records(vcf[1])}
        for record in records(vcf[1]):
            assert not re.search(r"\s", record[7])
        raw = by_id["FOXP3-IPEX-0001"]["FOXP3_PHENOTYPE"]
        assert raw.count(",") == 0
        # mutations.tsv, FX001
        assert unquote(raw) == (
            "familial variant with severe enteropathy, food allergies, atopic dermatitis, "
            "hyper-IgE, eosinophilia"
        )
        assert by_id["FOXP3-IPEX-0056"]["FOXP3_HGVS_P"] == "NP_054728.2:p.(Ser181%3D)"
        assert by_id["FOXP3-IPEX-0127"]["FOXP3_HPO"] == "HP:0003765,HP:0002289,HP:0030804"

    def test_the_associated_allele_of_rs3761548(self, vcf: tuple[str, Path]) -> None:
        by_id = {record[2]: record for record in records(vcf[1])}
        record = by_id["FOXP3-IPEX-0005"]
        assert info(record)["FOXP3_ASSOCIATED_ALLELE"] == "T"
        # T is the reference base of GRCh37.
        assert record[3:5] == (["T", "G"] if vcf[0] == "GRCh37" else ["G", "T"])

    def test_pysam_reads_every_declared_field(self, vcf: tuple[str, Path]) -> None:
        with pysam.VariantFile(str(vcf[1])) as file:
            assert file.header.version == "VCFv4.3"
            contig = file.header.contigs["X"]
            # NCBI assembly reports
            assert contig.length == {"GRCh37": 155270560, "GRCh38": 156040895}[vcf[0]]
            used: set[str] = set()
            for record in file:
                used |= set(record.info.keys())
        declared = set(re.findall(r"##INFO=<ID=(\w+),", vcf[1].read_text()))
        # htslib takes END for the end of the record and shows it as no field.
        assert used == declared - {"END"}

    @needs_bcftools
    def test_bcftools_views_and_indexes(self, vcf: tuple[str, Path], tmp_path: Path) -> None:
        packed = tmp_path / "catalog.vcf.gz"
        done = subprocess.run(
            ["bcftools", "view", vcf[1], "-Oz", "-o", packed],
            check=False,
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (0, "")
        subprocess.run(["bcftools", "index", "-t", packed], check=True)
        query = ["bcftools", "query", "-i", 'FOXP3_ASSERTION="ipex"', "-f", "%ID\n", packed]
        found = subprocess.run(query, capture_output=True, text=True, check=True).stdout.split()
        assert len(found) == COUNTS["ipex"] - len(NOT_PLACED)

    @needs_bcftools
    def test_bcftools_norm_agrees_with_the_sequence(
        self, vcf: tuple[str, Path], bundle_folder: Path, tmp_path: Path
    ) -> None:
        """REF is right and every allele left-aligned: norm stops or changes a record otherwise."""
        header, *lines = (bundle_folder / f"{vcf[0]}.fa").read_text().splitlines()
        first = int(header.split(":")[1].split("-")[0])
        fasta = tmp_path / "X.fa"
        fasta.write_text(">X\n" + "\n".join(lines) + "\n")
        moved = tmp_path / "moved.vcf"
        with moved.open("w", encoding="utf-8") as out:
            for line in vcf[1].read_text(encoding="utf-8").splitlines():
                if line.startswith("#"):
                    out.write(line + "\n")
                    continue
                cells = line.split("\t")
                cells[1] = str(int(cells[1]) - first + 1)
                cells[7] = re.sub(
                    r"END=(\d+)", lambda end: f"END={int(end[1]) - first + 1}", cells[7]
                )
                out.write("\t".join(cells) + "\n")
        command = ["bcftools", "norm", "-c", "e", "-f", fasta, moved]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        counts = re.search(r"total/split/realigned/skipped:\s+(\d+)/(\d+)/(\d+)/", done.stderr)
        assert counts is not None
        assert counts.groups() == (str(111 + NEW), "0", "0")

    def test_annotate_reads_every_ipex_entry_back(
        self, run: Run, vcf: tuple[str, Path], rows: list[dict[str, str]]
    ) -> None:
        result = run("annotate", vcf[1], "--quiet")
        assert result.code == 0, result.err
        table = {row["id"]: row for row in result.table}
        assert {row["assembly"] for row in result.table} == {vcf[0]}
        exact = [
            f"FOXP3-IPEX-{row['id'][2:].zfill(4)}"
            for row in rows
            if asserted(row) == "ipex" and row["resolution"] == "exact"
        ]
        assert len(exact) == 47 - 1
        exact += [i for i, one in new_records(rows) if ASSERTED[one.significance] == "ipex"]
        assert len(exact) == COUNTS["ipex"] - len(NOT_PLACED) - 1
        for name in exact:
            assert (table[name]["ipex_match"], table[name]["ipex_id"]) == ("exact", name)
        others = [row for name, row in table.items() if name not in exact]
        assert "exact" not in {row["ipex_match"] for row in others}

    @pytest.mark.parametrize(
        ("contig", "name"), [("chrX", "chrX"), ("accession", "NC_000023.10"), ("X", "X")]
    )
    def test_contig_names(self, run: Run, contig: str, name: str) -> None:
        args = ("catalog", "export", "--assembly", "hg19", "--contig", contig, "-f")
        out = run(*args, "vcf").out
        assert f"##contig=<ID={name},length=155270560,assembly=GRCh37>" in out
        lines = [line for line in out.splitlines() if line[0] != "#"]
        assert {line.split("\t")[0] for line in lines} == {name}
        lines = [line for line in run(*args, "bed").out.splitlines() if line[0] != "#"]
        assert {line.split("\t")[0] for line in lines} == {name}

    def test_filters_are_told(self, run: Run) -> None:
        result = run(
            "catalog", "export", "-f", "vcf", "--assembly", "GRCh38", "--assertion", "risk"
        )
        assert f"3 of {ENTRIES} entries, chosen by assertion risk" in result.out.splitlines()[1]
        assert len([line for line in result.out.splitlines() if line[0] != "#"]) == 3
        assert "foxp3tool_not_placed" not in result.out


class TestBed:
    @pytest.mark.parametrize("build", BUILDS)
    def test_changed_bases(self, run: Run, build: str, rows: list[dict[str, str]]) -> None:
        out = run("catalog", "export", "-f", "bed", "--assembly", build).out
        lines = [line.split("\t") for line in out.splitlines() if line[0] != "#"]
        found = {line[3].split("|")[0]: (int(line[1]), int(line[2])) for line in lines}
        assert len(lines) == len(found) == 111 + NEW
        assert all(len(line) == 4 and " " not in line[3] for line in lines)
        starts = [int(line[1]) for line in lines]
        assert starts == sorted(starts)
        for row in rows:
            pos, ref, alt = (row[f"{build.lower()}_{field}"] for field in ("pos", "ref", "alt"))
            if not pos:
                continue
            name = f"FOXP3-IPEX-{row['id'][2:].zfill(4)}"
            if alt == "<DEL>":
                expected = (int(pos), int(row[f"{build.lower()}_end"]))
            elif len(alt) == 1 and len(ref) > 1 and ref[0] == alt:
                # A deletion: the base before it stays.
                expected = (int(pos), int(pos) + len(ref) - 1)
            else:
                expected = (int(pos) - 1, int(pos) - 1 + len(ref))
            assert found[name] == expected, name

    def test_a_deletion_by_hand(self, run: Run) -> None:
        # c.751_753del, GRCh38 X-49255491-TCTC-T: the bases 49255492 to 49255494.
        out = run("catalog", "export", "-f", "bed", "--assembly", "GRCh38").out
        assert "X\t49255491\t49255494\tFOXP3-IPEX-0073|c.751_753del_p.(Glu251del)|ipex" in out
        assert all(f"# not placed: {name}|" in out for name in NOT_PLACED)


class TestJson:
    @pytest.fixture
    def document(self, run: Run) -> Any:
        return json.loads(run("catalog", "export", "-f", "json").out)

    def test_fits_its_schema(self, document: Any, bundle_folder: Path) -> None:
        path = bundle_folder / "schemas" / "catalog_export.schema.json"
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(document)

    def test_holds_what_the_bundle_holds(self, document: Any, bundle_folder: Path) -> None:
        """Compared with the bundle's files, field by field."""
        entries = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
        details = json.loads((bundle_folder / "catalog_details.json").read_text())
        assert [entry["id"] for entry in document["entries"]] == [e["id"] for e in entries]
        assert document["papers_not_read"] == details["papers_not_read"]
        assert document["general_findings"] == details["general_findings"]
        assert document["unplaced_population"] == details["unplaced_population"]
        for found, entry in zip(document["entries"], entries, strict=True):
            own = details["entries"][entry["id"]]
            for field in ("functional", "population", "conflicts", "patient_counts"):
                assert found[field] == own[field]
            for field in ("references", "phenotypes", "patients", "note", "hgvs_c", "rsids"):
                assert found[field] == entry[field]
            for build, place in entry["placements"].items():
                assert found["placements"][build] == {"end": None} | place

    def test_by_hand(self, document: Any) -> None:
        (a384t,) = [e for e in document["entries"] if e["id"] == "FOXP3-IPEX-0127"]
        assert a384t["computed"] == {
            "consequences": ["missense_variant"],
            "domains": ["Forkhead DNA-binding domain"],
            "domains_all": [
                "Forkhead DNA-binding domain",
                "Forkhead (NCBI CDD cd00059)",
                "Forkhead (Pfam PF00250)",
                "Forkhead (review bounds)",
            ],
            "hgvs_g": {
                "GRCh38": "NC_000023.11:g.49251480C>T",
                "GRCh37": "NC_000023.10:g.49107941C>T",
            },
            "hgvs_c": "NM_014009.4:c.1150G>A",
            "hgvs_p": "NP_054728.2:p.(Ala384Thr)",
            # 105 bases and 35 residues less
            "delta2_hgvs_c": "NM_001114377.2:c.1045G>A",
            "delta2_hgvs_p": "NP_001107849.1:p.(Ala349Thr)",
        }


def test_tsv_has_all_columns_and_both_builds(run: Run, rows: list[dict[str, str]]) -> None:
    table = run("catalog", "export", "-f", "tsv").table
    assert len(table) == ENTRIES
    for row, own in zip(rows, table, strict=False):
        for build in ("grch37", "grch38"):
            word = "-".join(("X", *(row[f"{build}_{field}"] for field in ("pos", "ref", "alt"))))
            if row["resolution"] == "exact":
                assert own[build] == word
        assert own["rsids"] == row["rsids"]
        assert own["region_legacy"] == row["legacy_exon"]
    a384t = next(row for row in table if row["id"].endswith("0127"))
    assert a384t["clinvar_review_status"] == "multiple submitters (MS)"
    assert a384t["clinvar_as_of"] == "2026-10-03"
    # c.437G>A is in copies only that give no review status.
    silent = next(row for row in table if row["id"].endswith("0047"))
    assert silent["clinvar_review_status"] == "not stated"
    # The rows behind those of the facts are those of the further copy of ClinVar.
    for (identifier, one), own in zip(new_records(rows), table[len(rows) :], strict=True):
        assert (own["id"], own["grch38"]) == (identifier, one.allele)
        assert own["clinvar_significance"] == one.significance
        assert own["clinvar_review_status"] == (one.review_status if one.significance else "")
        assert own["clinvar_as_of"] == ("2026-05-10" if one.significance else "")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "the format is not known"),
        (["-f", "vcf"], "give --assembly GRCh37 or --assembly GRCh38"),
        (["-f", "bed", "--assembly", "auto"], "give --assembly GRCh37 or --assembly GRCh38"),
        (["-f", "tsv", "--assembly", "GRCh38"], "tsv holds both builds"),
        (["-o", "catalog.gff", "--assembly", "GRCh38"], "names no format"),
        (["-o", "catalog.parquet.gz"], "names no format"),
        (["-o", "catalog.bed", "-f", "vcf", "--assembly", "GRCh38"], "the ending says bed"),
        (["-f", "vcf", "--assembly", "hg18"], "there is no build 'hg18'"),
    ],
)
def test_wrong_usage(run: Run, args: list[str], message: str) -> None:
    result = run("catalog", "export", *args).no_traceback()
    assert (result.code, result.out) == (2, "")
    assert message in " ".join(result.err.split())


def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    result = run("catalog", "export", "-o", tmp_path / "nowhere" / "catalog.json").no_traceback()
    assert result.code == 1
    assert "cannot write" in result.err


def test_another_bundle(run: Run, bundle_folder: Path, bundle: Bundle) -> None:
    result = run("catalog", "list", "--assertion", "risk", "--reference", bundle_folder)
    assert len(result.table) == 3
    assert f"({bundle_folder}, {len(bundle.catalog)} entries)" in result.err
