"""JSON and JSON Lines: by the schema, and holding what the table holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pysam
import pytest
from cli_runner import Run, read_table, run_in_process
from json_cells import CELLS
from jsonschema import Draft202012Validator

from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.genotype_columns import SAMPLE_COLUMNS, SUMMARY_COLUMNS
from foxp3tool.formats.row_json import PLACES

Json = dict[str, Any]
EXAMPLES = Path(__file__).parents[2] / "examples"
# One of each kind of answer: parts together, inferred DNA, both readings, ranges, no answer, UTRs.
NAMES = (
    "c.1150G>A", "c.[1010G>A;1150G>A]", "p.Arg397Trp", "IVS9+1G>A", "nonsense", "p.Gln9999*",
    "c.(210+1_211-1)_(315+1_316-1)del", "c.*876A>G", "c.-7G>T", "c.1A>G", "c.210+1G>A",
    "c.227del", "c.1189C>T", "c.751_753delGAG", "rs122467170", "1481_1482delAT", "c.-45C>A",
    "c.816+681A>G", "c.1293_1294del", "X-49251480-C-T", "c.1044+459A>G",
    "NM_014009.4:c.3del", "c.454+1_455-1del", "NC_000023.11:g.(?_49250000)_(49270000_?)del",
)  # fmt: skip
RUNS = {
    "demo": ("annotate", EXAMPLES / "ipex_demo.GRCh38.vcf"),
    "GRCh37": ("annotate", EXAMPLES / "ipex_demo.GRCh37.vcf"),
    "structural": ("annotate", EXAMPLES / "structural.GRCh38.vcf"),
    "carriers": ("annotate", EXAMPLES / "family.GRCh38.vcf", "--samples", "all",
                 "--ped", EXAMPLES / "family.ped"),
    "summary": ("annotate", EXAMPLES / "family.GRCh38.vcf", "--samples", "summary"),
    "several": ("annotate", EXAMPLES / "boy.GRCh38.g.vcf", EXAMPLES / "family.GRCh38.vcf"),
    "names": ("lookup", *NAMES),
    "transcripts": ("lookup", "c.1150G>A", "c.210+1G>A", "--transcripts", "all"),
}  # fmt: skip


def schema(name: str) -> Json:
    """Return a schema as it is installed."""
    text = resources.files("foxp3tool.formats").joinpath(name).read_text(encoding="utf-8")
    made: Json = json.loads(text)
    Draft202012Validator.check_schema(made)
    return made


ANNOTATIONS = Draft202012Validator(schema("annotations.schema.json"))
TABLE = Draft202012Validator(schema("table.schema.json"))
LINE = Draft202012Validator({
    "$ref": "#/$defs/row", "$defs": schema("annotations.schema.json")["$defs"],
})  # fmt: skip


def faults(validator: Draft202012Validator, value: object) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(value)]


@cache
def output(name: str, *further: str) -> str:
    """Return what a run prints; several tests look at it."""
    return run_in_process(*RUNS[name], *further).out


@pytest.mark.parametrize("name", RUNS)
def test_the_document_is_as_the_schema_says(name: str) -> None:
    document = json.loads(output(name, "-f", "json"))
    assert not faults(ANNOTATIONS, document)
    assert document["row_count"] == len(document["rows"]) > 0


@pytest.mark.parametrize("name", RUNS)
def test_lines_hold_the_rows_of_the_document(name: str) -> None:
    document = json.loads(output(name, "-f", "json"))
    lines = [json.loads(line) for line in output(name, "-f", "jsonl").split("\n")[:-1]]
    assert not [fault for line in lines for fault in faults(LINE, line)]
    made_with = document["provenance"]
    assert lines == [{**row, "provenance": made_with} for row in document["rows"]]


@pytest.mark.parametrize("name", RUNS)
def test_an_object_holds_what_the_row_of_the_table_holds(name: str) -> None:
    rows = json.loads(output(name, "-f", "json"))["rows"]
    table = read_table(output(name, "--columns", "full"))
    assert len(rows) == len(table)
    for row, cells in zip(rows, table, strict=True):
        for column, cell in cells.items():
            assert CELLS[column](row) == cell, (column, cells["id"], cells["hgvs_g"])


def test_the_examples_show_every_field_at_least_once() -> None:
    """What is never filled is not tested above."""
    seen: set[str] = set()
    for name in RUNS:
        for row in read_table(output(name, "--columns", "full")):
            seen |= {column for column, cell in row.items() if cell}
    assert {column.name for column in COLUMNS} - seen == set()
    assert {column.name for column in (*SAMPLE_COLUMNS, *SUMMARY_COLUMNS)} - seen == set()


def test_every_column_has_a_place_and_every_place_a_field() -> None:
    names = {column.name for column in (*COLUMNS, *SAMPLE_COLUMNS, *SUMMARY_COLUMNS)}
    assert set(PLACES) == names
    assert set(CELLS) == names
    document = schema("annotations.schema.json")
    for place in PLACES.values():
        found = document["$defs"]["row"]
        for step in place.split("."):
            name, _, items = step.partition("[")
            found = _inner(document, found)["properties"][name]
            if items:
                found = _inner(document, found)["items"]
                mark = items.removesuffix("]")
                assert not mark or mark in _inner(document, found)["properties"], place


def _inner(document: Json, found: Json) -> Json:
    """Return a schema behind references, and without what stands for null."""
    while "anyOf" in found or "$ref" in found:
        if "anyOf" in found:
            (found,) = (one for one in found["anyOf"] if one != {"type": "null"})
        else:
            found = document["$defs"][found["$ref"].rpartition("/")[2]]
    return found


def objects(found: Json) -> Iterator[Json]:
    if found.get("type") == "object" and "properties" in found:
        yield found
    for value in found.values():
        if isinstance(value, dict):
            yield from objects(value)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    yield from objects(one)


def test_the_schema_lets_no_field_pass_that_it_does_not_know() -> None:
    for found in objects(schema("annotations.schema.json")):
        assert found["additionalProperties"] is False
        assert set(found["properties"]) - set(found["required"]) <= {"provenance"}


@pytest.mark.parametrize("name", ["annotations.schema.json", "table.schema.json"])
def test_the_schema_says_what_every_field_means(name: str) -> None:
    document = schema(name)
    assert document["description"]
    for found in objects(document):
        for field, told in found["properties"].items():
            assert len(told.get("description", "")) > 5, field


def test_the_schema_can_fail(run: Run) -> None:
    text = run("lookup", "c.1150G>A", "-f", "json").out
    assert not faults(ANNOTATIONS, json.loads(text))
    for old, new in (
        ('"row_count":1', '"rows_counted":1'),
        ('"pos":49251480', '"pos":"49251480"'),
        ('"grade":"exact"', '"grade":"maybe"'),
        ('"gene":"FOXP3"', '"gene":"FOXP3","further":1'),
        ('"issues":[]', '"issues":[{"code":"NO_SUCH","message":"","is_error":true}]'),
        ('"verdict":"applies"', '"verdict":"proves"'),
        ('"year":2001', '"year":"2001"'),
    ):
        assert old in text
        assert faults(ANNOTATIONS, json.loads(text.replace(old, new))), new


def test_what_is_known_of_a_reported_mutation(run: Run) -> None:
    """c.1150G>A by the facts of nomenclature.md, Wildin 2001 and ClinVar 11410."""
    (row,) = json.loads(run("lookup", "1150G->A", "-f", "json").out)["rows"]
    assert row["input"]["id"] == "1150G->A"
    assert row["input"]["pos"] == 49_251_480
    assert row["variant"]["grch37"]["alleles"] == ["X-49107941-C-T"]
    assert row["transcript"]["cds_position"] == {"start": 1150, "end": 1150}
    assert row["transcript"]["consequences"] == ["missense_variant"]
    assert row["match"]["grade"] == "exact"
    first = row["match"]["entries"][0]
    assert (first["is_own"], first["is_flagged"], first["agreement"]) == (True, True, "exact")
    assert "11137993" in [reference["pmid"] for reference in first["references"]]
    assert first["clinvar"]["variation_ids"] == ["11410"]
    assert first["rsids"] == ["rs122467170"]
    assert [issue["code"] for issue in row["issues"]] == ["REPAIRED_INPUT"]
    assert not row["issues"][0]["is_error"]
    assert row["sample"] is None
    assert row["sources"] == {}


def test_a_text_without_an_answer_is_a_row(run: Run) -> None:
    result = run("lookup", "nonsense", "-f", "json")
    assert result.code == 1
    (row,) = json.loads(result.out)["rows"]
    assert row["input"] == {
        "chrom": None, "pos": None, "id": "nonsense", "ref": None, "alt": None, "filter": [],
        "file": None,
    }  # fmt: skip
    assert (row["variant"], row["transcript"], row["match"], row["evidence"]) == (None,) * 4
    assert row["issues"][0]["code"] == "HGVS_UNPARSED"
    assert row["issues"][0]["is_error"]


def test_population_counts_are_those_of_the_bundle(run: Run, bundle_folder: Path) -> None:
    details = json.loads((bundle_folder / "catalog_details.json").read_text())["entries"]
    catalog = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    counted = {
        entry["id"]: [
            (count["dataset"], count["allele_count"], count["allele_number"])
            for count in details.get(entry["id"], {}).get("population", [])
            if count["dataset"].startswith("gnomAD") and count.get("allele_number")
        ]
        for entry in catalog
    }
    wanted = {name: counts for name, counts in counted.items() if counts}
    assert wanted
    rows = json.loads(run("lookup", *wanted, "-f", "json").out)["rows"]
    for name, row in zip(wanted, rows, strict=True):
        found = [(c["dataset"], c["allele_count"], c["allele_number"]) for c in row["population"]]
        assert found == wanted[name]
        for count in row["population"]:
            assert count["frequency"] == count["allele_count"] / count["allele_number"]


def test_sources_stand_by_the_names_of_their_columns(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "scores.tsv"
    table.write_text("#chrom\tpos\tref\talt\tscore\nX\t49251480\tC\tT\t0.5\n")
    packed = tmp_path / "scores.tsv.gz"
    pysam.tabix_compress(str(table), str(packed))
    pysam.tabix_index(str(packed), seq_col=0, start_col=1, end_col=1, force=True)
    args = ("--source", f"mine={packed}:score", "--assembly", "GRCh38", "-f", "json")
    document = json.loads(run("lookup", "c.1150G>A", "c.1157G>A", *args).out)
    assert not faults(ANNOTATIONS, document)
    assert [row["sources"] for row in document["rows"]] == [
        {"mine_score": ["0.5"]}, {"mine_score": []},
    ]  # fmt: skip


def test_an_input_without_variants_is_a_whole_document(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.vcf"
    empty.write_text(
        "##fileformat=VCFv4.3\n##contig=<ID=X,length=156040895>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    )
    result = run("annotate", empty, "-f", "json")
    assert result.code == 0
    document = json.loads(result.out)
    assert not faults(ANNOTATIONS, document)
    assert document["rows"] == []
    assert run("annotate", empty, "-f", "jsonl").out == ""


@pytest.mark.parametrize(
    "args",
    [
        ("check", EXAMPLES / "boy.GRCh38.g.vcf"),
        ("convert", "c.1150G>A", "nonsense", "--to", "hgvs_p,vcf,spdi"),
        ("catalog", "list", "--assertion", "benign"),
        ("catalog", "list", "--not-read"),
        ("catalog", "search", "neonatal", "diabetes"),
    ],
)
def test_tables_are_objects_of_their_columns(run: Run, args: tuple[object, ...]) -> None:
    document = json.loads(run(*args, "-f", "json").out)
    assert not faults(TABLE, document)
    table = read_table(run(*args).out)
    assert len(table) == document["row_count"] > 0
    for row, cells in zip(document["rows"], table, strict=True):
        assert list(row) == list(cells)
        for name, value in row.items():
            if isinstance(value, list):
                assert cells[name] in ("|".join(value), "&".join(value))
            else:
                assert cells[name] == ("" if value is None else str(value).removesuffix(".0"))
    lines = run(*args, "-f", "jsonl").out.splitlines()
    made_with = {"provenance": document["provenance"]}
    assert [json.loads(line) for line in lines] == [{**r, **made_with} for r in document["rows"]]
