"""Look-ups of identifiers: every one in the catalog leads to its own entry's allele."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Run

PLACE = {"GRCh38": "X-49251480-C-T", "GRCh37": "X-49107941-C-T"}


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "catalog.json").read_text())["entries"]
    return found


def identifiers(entry: dict[str, Any]) -> Iterator[str]:
    """Yield every identifier of an entry, each in more than one spelling."""
    yield entry["id"]
    yield entry["id"].lower()
    yield from entry["rsids"]
    for number in entry["clinvar_variation_ids"]:
        yield from (number, f"VCV{number:0>9}", f"VCV{number:0>9}.3", f"VariationID:{number}")
        yield f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{number}/"
    yield from (f"AlleleID:{number}" for number in entry["clinvar_allele_ids"])
    yield from entry["uniprot_variants"]


@pytest.mark.parametrize("build", ["GRCh38", "GRCh37"])
def test_every_identifier_in_the_catalog_gives_its_own_allele(
    run: Run, bundle_folder: Path, build: str
) -> None:
    expected = [
        (text, entry)
        for entry in entries(bundle_folder)
        if entry["resolution"] == "exact"
        for text in identifiers(entry)
    ]
    # Of the facts: 110 entries twice; 23 rsIDs, 13 VariationIDs in five spellings, 19 AlleleIDs, 10
    # of UniProt. Of the further copy of ClinVar: 199 entries twice, and the VariationID of each of
    # its 270 records that has an entry; 10 of them the facts have too.
    own = {number for entry in entries(bundle_folder) for number in entry["clinvar_variation_ids"]}
    assert len(own) == 13 + 270 - 10
    assert len(expected) == 2 * (110 + 199) + 23 + 5 * len(own) + 19 + 10
    columns = "id,assembly,pos,ref,alt,hgvs_c,catalog_id,issues"
    texts = [text for text, _ in expected]
    result = run("lookup", *texts, "--assembly", build, "--columns", columns)
    assert (result.code, len(result.table)) == (0, len(expected))
    for (text, entry), row in zip(expected, result.table, strict=True):
        place = entry["placements"][build]
        assert (row["id"], row["assembly"], row["catalog_id"]) == (text, build, entry["id"])
        assert (row["pos"], row["ref"], row["alt"]) == (
            str(place["pos"]), place["ref"], place["alt"],
        ), text  # fmt: skip
        assert row["hgvs_c"].partition(":")[2] == place["hgvs_c"], text
        told = row["issues"].split("|")[0]
        assert told.startswith("FROM_IDENTIFIER: "), text
        assert f"{entry['id']} ({place['hgvs_c']})" in told
        # One entry's bases are the reference of the other build, which is no matter of identifiers.
        assert ("BUILD_CONFLICT" in row["issues"]) is ("associated_allele" in entry), text


@pytest.mark.parametrize("build", ["GRCh38", "GRCh37"])
def test_a_vrs_identifier_leads_back_to_the_allele_that_it_was_made_of(
    run: Run, bundle_folder: Path, build: str
) -> None:
    catalog = [e for e in entries(bundle_folder) if e["resolution"] == "exact"]
    places = [entry["placements"][build] for entry in catalog]
    texts = [f"X-{place['pos']}-{place['ref']}-{place['alt']}" for place in places]
    converted = run("convert", *texts, "--assembly", build, "--to", "vrs").table
    made = [row["vrs"] for row in converted]
    assert (len(made), len(set(made))) == (110 + 199, 110 + 199)
    assert all(len(one) == len("ga4gh:VA.") + 32 for one in made)
    result = run("lookup", *made, "--columns", "id,assembly,pos,ref,alt,vrs_id,catalog_id,issues")
    assert result.code == 0
    for entry, place, text, row in zip(catalog, places, made, result.table, strict=True):
        assert (row["id"], row["vrs_id"]) == (text, text)
        assert (row["assembly"], row["catalog_id"]) == (build, entry["id"])
        assert (row["pos"], row["ref"], row["alt"]) == (
            str(place["pos"]), place["ref"], place["alt"],
        )  # fmt: skip
        told = row["issues"].split("|")[0]
        assert told.startswith("FROM_IDENTIFIER: ")
        assert f"{entry['id']} ({place['hgvs_c']})" in told


def test_identifiers_of_the_facts_give_the_alleles_of_the_facts(
    run: Run, shared_facts: Path
) -> None:
    # The table that the bundle was made from, with its own columns.
    with (shared_facts / "catalog" / "mutations.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    expected = [
        (prefix + value, row)
        for row in rows
        for column, prefix in (
            ("rsids", ""),
            ("clinvar_variation_ids", ""),
            ("clinvar_allele_ids", "AlleleID:"),
            ("uniprot_variants", ""),
        )
        for value in row[column].replace("|", " ").replace(",", " ").split()
    ]
    assert len(expected) == 23 + 13 + 19 + 10
    found = run("lookup", *(text for text, _ in expected)).table
    for (text, row), got in zip(expected, found, strict=True):
        wanted = (text, row["grch38_pos"], row["grch38_ref"], row["grch38_alt"])
        assert (got["id"], got["pos"], got["ref"], got["alt"]) == wanted


@pytest.mark.parametrize("text", ["rs122467170", "VCV000011410", "11410", "VAR_011332"])
@pytest.mark.parametrize("build", PLACE)
def test_a_row_by_identifier_is_the_row_by_name(run: Run, text: str, build: str) -> None:
    (by_name,) = run("lookup", PLACE[build], "--columns", "full").table
    (by_identifier,) = run("lookup", text, "--assembly", build, "--columns", "full").table
    differing = {name for name in by_name if by_name[name] != by_identifier[name]}
    assert differing == {"id", "issues"}
    assert by_name["issues"] == ""


def test_the_issue_names_entry_and_bundle_version(run: Run, bundle_folder: Path) -> None:
    version = json.loads((bundle_folder / "manifest.json").read_text())["data_version"]
    (row,) = run("lookup", "rs122467170").table
    assert row["issues"].startswith("FROM_IDENTIFIER: ")
    assert "FOXP3-IPEX-0127 (c.1150G>A)" in row["issues"]
    assert f"bundle {version}" in row["issues"]


def test_an_identifier_is_a_remark_under_strict(run: Run) -> None:
    assert run("lookup", "rs122467170").code == 0
    assert run("lookup", "rs122467170", "--strict").code == 3


def test_rs3761548_on_grch37_says_that_the_association_is_with_the_reference(run: Run) -> None:
    # 49118241 is T on GRCh37; the association is with T (design: the builds differ there).
    (old,) = run("lookup", "rs3761548", "--assembly", "GRCh37").table
    assert (old["pos"], old["ref"], old["alt"]) == ("49118241", "T", "G")
    assert "CATALOG_CONFLICT: FOXP3-IPEX-0005" in old["issues"]
    (new,) = run("lookup", "rs3761548").table
    assert (new["pos"], new["ref"], new["alt"]) == ("49261784", "G", "T")
    assert "CATALOG_CONFLICT" not in new["issues"]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("FOXP3-IPEX-0085", "p.(Asp303fsTer87)"),
        ("foxp3-ipex-0116", "p.(Met370Ile)"),
        ("FOXP3-IPEX-0144", "p.(Thr428fs)"),
    ],
)
def test_an_entry_without_dna_change_is_refused_with_its_protein_change(
    run: Run, text: str, change: str
) -> None:
    result = run("lookup", text).no_traceback()
    (row,) = result.table
    assert (result.code, row["hgvs_c"], row["pos"]) == (1, "", "")
    assert row["issues"].startswith("UNSUPPORTED_ALLELE: ")
    for part in (change, text.upper(), "without a DNA change"):
        assert part in row["issues"]


@pytest.mark.parametrize(
    ("build", "name"),
    [
        ("GRCh38", "NC_000023.11:g.49263362_49264747del"),
        ("GRCh37", "NC_000023.10:g.49119821_49121209del"),
    ],
)
def test_the_entry_with_uncertain_ends_is_refused_with_its_nearest_name(
    run: Run, build: str, name: str
) -> None:
    # Its note in the facts: GRCh37 X:49119821-49121209, GRCh38 X:49263362-49264747.
    result = run("lookup", "FOXP3-IPEX-0001", "--assembly", build).no_traceback()
    (row,) = result.table
    assert result.code == 1
    assert row["issues"].startswith("UNSUPPORTED_ALLELE: FOXP3-IPEX-0001 ")
    assert name in result.err
    assert run("lookup", name).code == 0, "the remedy can be looked up"


@pytest.mark.parametrize("text", ["rs1", "VCV000999999", "1150", "49251480", "CM010001", "rs42.1"])
def test_unknown_identifiers_are_rows_with_an_issue(run: Run, text: str) -> None:
    result = run("lookup", "c.227del", text, "rs122467170").no_traceback()
    assert result.code == 1
    before, row, after = result.table
    assert (before["ipex_match"], after["ipex_match"]) == ("exact", "exact")
    assert {name for name, cell in row.items() if cell} == {"id", "issues"}
    code = "HGVS_UNPARSED" if text == "rs42.1" else "UNKNOWN_IDENTIFIER"
    assert row["issues"].startswith(f"{code}: ")
    assert "what to do: " in result.err


def test_unknown_says_how_large_and_how_old_the_catalog_is(run: Run, bundle_folder: Path) -> None:
    catalog = entries(bundle_folder)
    dates = sorted(c["as_of"] for e in catalog for c in e["classifications"] if c["as_of"])
    issue = run("lookup", "rs1").table[0]["issues"]
    for part in (f"{len(catalog)} entries", dates[0], dates[-1], "online"):
        assert part in issue


def test_numbers_in_names_stay_positions(run: Run) -> None:
    # 11410 is a VariationID of the catalog, and as well a base of NG_007392.1.
    (row,) = run("lookup", "NG_007392.1:g.11410del", "--columns", "full").table
    assert (row["catalog_id"], row["hgvs_refseqgene"]) == ("", "NG_007392.1:g.11410del")
    for text in ("c.11410G>A", "11410G>A", "X-11410-C-T", "c.11410"):
        (row,) = run("lookup", text).table
        assert "IDENTIFIER" not in row["issues"]
        assert row["ipex_id"] == ""


@pytest.mark.parametrize("text", ["11 410", "1 1410", "11410 11410", "c. 11410", "11410 379222"])
def test_numbers_are_not_put_together_to_an_identifier(run: Run, text: str) -> None:
    (row,) = run("lookup", text).no_traceback().table
    assert row["issues"].startswith("HGVS_UNPARSED: ")


@pytest.mark.parametrize("text", ["rs122467170,", "\u201crs122467170\u201d", "VCV000011410."])
def test_typography_around_an_identifier_is_taken_off_and_told(run: Run, text: str) -> None:
    (row,) = run("lookup", text).table
    assert row["ipex_id"] == "FOXP3-IPEX-0127"
    assert "REPAIRED_INPUT: " in row["issues"]
    assert "FROM_IDENTIFIER: " in row["issues"]
