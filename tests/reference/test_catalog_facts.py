"""The bundled catalog against the facts it was made of, read here by another route.

The facts' own table is read with the csv module and compared cell by cell, but for the cells that
`CHANGELOG-data.md` names as corrected. Entries written out by hand come from the papers' rows.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from foxp3tool.model.catalog import Assertion, Resolution
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.catalog_details import load_details
from further_copy import ASSERTED, CHANGED, LEFT_OUT, TABLE, copied, new_records

ROOT = Path(__file__).parents[2]
USED_ON = "2026-05-10"
OF_COPY = f"copy used on {USED_ON}, its own date not stated"


def cells(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "catalog" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def stable(key: str) -> str:
    """The catalog id of a working key of the facts."""
    return f"FOXP3-IPEX-{key.removeprefix('FX').zfill(4)}"


def by_variant(rows: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found = defaultdict(list)
    for row in rows:
        found[row["variant_id"]].append(row)
    return found


@pytest.fixture(scope="module")
def details(bundle_folder: Path) -> Any:
    return json.loads((bundle_folder / "catalog_details.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def corrected() -> set[str]:
    """Cells that differ on purpose, as the changelog names them: ``FX116:1 publication``."""
    text = (ROOT / "CHANGELOG-data.md").read_text(encoding="utf-8")
    return {f"{key} {field}" for key, field in re.findall(r"`((?:FX\d+)?(?::\d+)?)` `(\w+)`", text)}


def test_every_entry_has_details_and_no_other(details: Any, shared_facts: Path) -> None:
    rows = cells(shared_facts, "mutations.tsv")
    keys = {stable(row["id"]) for row in rows}
    assert len(keys) == 114
    assert set(details["entries"]) == keys | {identifier for identifier, _ in new_records(rows)}


FUNCTIONAL = {
    "variant": "variant",
    "as_printed": "as_printed",
    "functional_class": "finding",
    "assay": "assay",
    "result": "result",
    "system": "system",
    "publication": "publication",
    "source_address": "source",
    "note": "note",
}


def test_functional_findings(details: Any, shared_facts: Path, corrected: set[str]) -> None:
    rows = by_variant(cells(shared_facts, "functional.tsv"))
    assert sum(map(len, rows.values())) == 33
    general = rows.pop("")
    assert len(details["general_findings"]) == len(general) == 15
    pairs = [("", pair) for pair in zip(general, details["general_findings"], strict=True)]
    for key, own in rows.items():
        found = details["entries"][stable(key)]["functional"]
        pairs += [
            (f"{key}:{number}", pair)
            for number, pair in enumerate(zip(own, found, strict=True), start=1)
        ]
    for place, (row, found) in pairs:
        for column, field in FUNCTIONAL.items():
            if f"{place} {column}" not in corrected:
                assert (found[field] or "") == row[column], (place, column)
        assert ";".join(found["pmids"]) == row["pmid"]
        assert ";".join(found["dois"]) == row["doi"]
    assert len(pairs) == 33


POPULATION = {
    "rsid": "rsid",
    "dataset": "dataset",
    "allele_count": "allele_count",
    "allele_number": "allele_number",
    "allele_frequency": "allele_frequency",
    "homozygotes": "homozygotes",
    "hemizygotes": "hemizygotes",
    "population_or_result": "result",
    "derived": "derived",
    "source_address": "source",
    "note": "note",
}


def test_population_counts(details: Any, shared_facts: Path, corrected: set[str]) -> None:
    rows = by_variant(cells(shared_facts, "population.tsv"))
    unplaced = rows.pop("")
    # The row of which nothing was read, and which has no source, is left out.
    assert [row["rsid"] for row in unplaced if not row["source_address"]] == ["rs5902434"]
    unplaced = [row for row in unplaced if row["source_address"]]
    found = details["unplaced_population"]
    pairs = [(f":{n}", pair) for n, pair in enumerate(zip(unplaced, found, strict=True), start=1)]
    for key, own in rows.items():
        found = details["entries"][stable(key)]["population"]
        pairs += [
            (f"{key}:{number}", pair)
            for number, pair in enumerate(zip(own, found, strict=True), start=1)
        ]
    assert len(pairs) == 85
    for place, (row, found) in pairs:
        for column, field in POPULATION.items():
            if f"{place} {column}" not in corrected:
                stated = "" if found[field] is None else str(found[field])
                assert stated == row[column], (place, column)
        if not place.startswith(":"):
            stated = f"X-{row['grch38_pos']}-{row['ref']}-{row['alt']}"
            assert (found["grch38"], str(found["grch37_pos"])) == (stated, row["grch37_pos"])


def test_papers_that_could_not_be_read(details: Any, shared_facts: Path) -> None:
    rows = cells(shared_facts, "papers_variant_not_read.tsv")
    assert len(rows) == len(details["papers_not_read"]) == 43
    for row, found in zip(rows, details["papers_not_read"], strict=True):
        assert found == {
            "publication": row["publication"],
            "pmids": [row["pmid"]] if row["pmid"] else [],
            "dois": [row["doi"]] if row["doi"] else [],
            "journal": row["journal"] or None,
            "says": row["what_the_page_says"],
            "source": row["source_address"],
        }


def test_conflicts_are_the_readme_s_own_words(details: Any, shared_facts: Path) -> None:
    readme = (shared_facts / "catalog" / "README.md").read_text(encoding="utf-8")
    items = readme.split("## Known conflicts")[1].split("\n## ")[0].split("\n- ")[1:]
    items = [item.strip() for item in items]
    assert len(items) == 10
    held = Counter(text for entry in details["entries"].values() for text in entry["conflicts"])
    # Beside them stand those that the further copy of ClinVar brings.
    assert {text for text in held if f"copy used on {USED_ON}" not in text} == set(items)
    where = {
        key: [text for text in entry["conflicts"] if text in items]
        for key, entry in details["entries"].items()
        if any(text in items for text in entry["conflicts"])
    }
    # Read by hand from the README and the names in mutations.tsv.
    assert {key[-4:]: len(texts) for key, texts in where.items()} == dict.fromkeys(
        [
            "0009", "0011", "0028", "0040", "0045", "0056", "0073", "0090", "0093", "0095",
            "0117", "0120", "0127", "0134", "0136", "0147", "0148",
        ],
        1,
    )  # fmt: skip


def test_conflicts_with_the_further_copy(details: Any, shared_facts: Path) -> None:
    """Where a paper stands behind an entry and the copy says otherwise, both sides are told."""
    says = {one.allele: one.significance for one in copied()}
    against = set()
    for row in cells(shared_facts, "mutations.tsv"):
        allele = f"X-{row['grch38_pos']}-{row['grch38_ref']}-{row['grch38_alt']}"
        if row["evidence_status"] == "clinvar_only" or allele not in says:
            continue
        # Risk alleles beside pathogenic: ClinVar says more, not otherwise.
        if ASSERTED.get(says[allele], "ipex") != row["disease_assertion"]:
            against.add(row["id"])
    assert against == {"FX056", "FX090", "FX108"}
    told = {
        key
        for key, entry in details["entries"].items()
        if any(f"copy used on {USED_ON}" in text for text in entry["conflicts"])
    }
    # And the three of which a conflict of the README says that only older lists have them.
    older = {"FX136", "FX009", "FX045"}
    assert told == {stable(key) for key in against | older}


def test_patient_counts_by_hand(details: Any) -> None:
    """Read from the statements: patients, families; None where no number is this variant's own."""
    found = {
        key[-4:]: [(count["patients"], count["families"]) for count in entry["patient_counts"]]
        for key, entry in details["entries"].items()
        if entry["patient_counts"]
    }
    assert found == {
        "0001": [(None, 1)],
        "0026": [(None, 1), (None, 1)],
        "0028": [(None, 1)],
        "0068": [(None, 1)],
        "0072": [(1, None), (None, None)],
        "0073": [(None, 1), (None, None)],
        "0075": [(1, None)],
        "0077": [(3, None)],
        "0085": [(None, 1)],
        "0093": [(1, None), (None, None), (None, None)],
        "0094": [(3, None)],
        "0095": [(1, None)],
        "0116": [(1, None)],
        "0127": [(6, None), (1, None)],
        "0133": [(4, None)],
        "0134": [(1, None), (None, 1)],
        "0136": [(3, 2)],
        "0140": [(1, None)],
        "0144": [(2, 1)],
        "0147": [(None, 1), (None, 2)],
        "0148": [(None, 1)],
    }


def test_phenotype_terms_by_hand(details: Any) -> None:
    """Mapped by hand from the phenotype texts, with the ids of HPO release 2025-01-16."""
    found = {
        key[-4:]: {term["id"] for term in entry["phenotype_terms"]}
        for key, entry in details["entries"].items()
    }
    # severe enteropathy, food allergies, atopic dermatitis, hyper-IgE, eosinophilia
    assert found["0001"] == {
        "HP:0002242", "HP:0500093", "HP:0001047", "HP:0003212", "HP:0001880",
    }  # fmt: skip
    # psoriasiform dermatitis, alopecia universalis, trachyonychia
    assert found["0127"] == {"HP:0003765", "HP:0002289", "HP:0030804"}
    # "no protracted diarrhea" is no diarrhea
    assert found["0140"] == {
        "HP:0001510", "HP:0001047", "HP:0001891", "HP:0001250", "HP:0001263", "HP:0000252",
    }  # fmt: skip
    # The brother's ARDS and renal tubular acidosis (HP:0033677, HP:0001947) are not the patient's.
    assert found["0072"] == {
        "HP:0100651", "HP:0002014", "HP:0011473", "HP:0002582", "HP:0004395", "HP:0012393",
    }  # fmt: skip
    # Relatives' early IDDM, lymphadenopathy, anaemia and RA are not the patient's.
    assert found["0026"].isdisjoint({"HP:0002716", "HP:0001903", "HP:0001370", "HP:0100651"})
    # intractable diarrhea is not counted as plain diarrhea again
    assert "HP:0002041" in found["0093"]
    assert "HP:0002014" not in found["0093"]
    # congenital hypothyroidism likewise
    assert found["0134"] == {"HP:0000857", "HP:0000851"}
    # Associations and benign variants have none.
    assert not any(found[number] for number in ("0005", "0006", "0007", "0011", "0056", "0099"))


def test_review_status_is_told_or_said_to_be_missing(shared_facts: Path, bundle: Bundle) -> None:
    rows = {stable(row["id"]): row for row in cells(shared_facts, "mutations.tsv")}
    stated = 0
    for entry in bundle.catalog:
        texts = rows[entry.id]["classification"] if entry.id in rows else ""
        for statement in entry.classifications:
            if (statement.qualifier or "").endswith(OF_COPY):
                continue
            if statement.source != "ClinVar":
                assert statement.review_status is None
                continue
            assert statement.qualifier is not None
            inside = f"[{statement.qualifier}]"
            assert inside in texts
            status = statement.qualifier.split(";")[0]
            expected = None if status == "review status not in source" else status
            assert statement.review_status == expected
            stated += expected is not None
    assert stated > 10


# From the rows of the papers themselves (functional.tsv, population.tsv), written out by hand.
def test_entries_by_hand(bundle: Bundle) -> None:
    details = load_details(bundle)
    hemizygous = details.of("FOXP3-IPEX-0134").population
    assert [(one.allele_count, one.allele_number, one.hemizygotes) for one in hemizygous] == [
        (2, 1098155, 1)
    ]
    mild = details.of("FOXP3-IPEX-0090")
    assert [one.result for one in mild.functional] == ["equal to wild type in every aspect tested"]
    assert mild.functional[0].pmids == ("21036387",)
    poly_a = details.of("FOXP3-IPEX-0147").population
    assert [(one.allele_count, one.allele_number) for one in poly_a] == [(0, 318)]
    frequent = {one.publication for one in details.of("FOXP3-IPEX-0127").functional}
    assert frequent == {"Bin Dhuban 2017", "Immunity 2017;47:268-283"}
    assert details.of("FOXP3-IPEX-9999").functional == ()


def test_statements_of_the_further_copy(bundle: Bundle) -> None:
    """Each record stands with its entry as printed, once, and no entry has another of that copy."""
    by_allele = {
        f"X-{place.pos}-{place.ref}-{place.alt}": entry
        for entry in bundle.catalog
        if entry.resolution is Resolution.EXACT and (place := entry.placements["GRCh38"])
    }
    records = copied()
    with TABLE.open(encoding="utf-8") as handle:
        assert len(records) + len(LEFT_OUT) == len(handle.readlines()) - 1 == 276
    told = 0
    for one in records:
        entry = by_allele[one.allele]
        assert entry.clinvar_variation_ids == (one.number,)
        assert (entry.hgvs_c, entry.placements["GRCh38"].hgvs_c) == (one.name, one.name)
        found = [s for s in entry.classifications if (s.qualifier or "").endswith(OF_COPY)]
        told += len(found)
        expected = [
            ("ClinVar", one.significance, one.review_status, USED_ON,
             f"{one.review_status}; {OF_COPY}")
        ]  # fmt: skip
        assert [
            (s.source, s.significance, s.review_status, s.as_of, s.qualifier) for s in found
        ] == (expected if one.significance else [])
        dates = [s.as_of or "" for s in entry.classifications if s.source == "ClinVar"]
        assert dates.index(USED_ON) == sum(date > USED_ON for date in dates) if found else True
    every = [s for entry in bundle.catalog for s in entry.classifications]
    # Two records print no classification.
    assert told == sum((s.qualifier or "").endswith(OF_COPY) for s in every) == 270 - 2


def test_only_entries_that_rest_on_clinvar_alone_follow_the_copy(
    bundle: Bundle, shared_facts: Path
) -> None:
    rows = {stable(row["id"]): row for row in cells(shared_facts, "mutations.tsv")}
    changed = {}
    for entry in bundle.catalog:
        if entry.id in rows and entry.assertion.value != rows[entry.id]["disease_assertion"]:
            before = rows[entry.id]["disease_assertion"]
            changed[entry.id[-4:]] = (before, entry.assertion.value)
            assert rows[entry.id]["evidence_status"] == "clinvar_only"
            assert f"asserted {before} on the word of the ClinVar copy of " in (entry.note or "")
    assert changed == CHANGED


def test_entries_of_the_further_copy(bundle: Bundle, shared_facts: Path) -> None:
    by_id = {entry.id: entry for entry in bundle.catalog}
    new = new_records(cells(shared_facts, "mutations.tsv"))
    for identifier, one in new:
        entry = by_id[identifier]
        assert entry.assertion.value == ASSERTED[one.significance]
        assert (entry.evidence_status.value, entry.references) == ("clinvar_only", ())
        assert (entry.phenotypes, entry.patients, entry.rsids) == ((), (), ())
        is_ipex = entry.assertion is Assertion.IPEX
        no_condition = "ClinVar P/LP, but the copies read do not state the condition"
        assert (no_condition in (entry.note or "")) == is_ipex
        assert entry.names_condition != is_ipex
        assert ("neither a classification" in (entry.note or "")) == (not one.significance)
        if one.protein and one.protein != "p.Met1Lys":
            assert entry.hgvs_p == f"p.({one.protein[2:]})"
    # The start codon is lost, and what stands for it is not known (HGVS).
    (start,) = [by_id[i] for i, one in new if one.protein == "p.Met1Lys"]
    assert (start.hgvs_p, start.legacy_names) == ("p.(Met1?)", ("p.Met1Lys",))
    assert (start.note or "").startswith("start loss: p.(Met1?); printed p.Met1Lys")
    # GRCh37 has three bases more of the repeat behind c.-23+152.
    shifted = {
        place.hgvs_c: entry.placements["GRCh37"].hgvs_c
        for i, _ in new
        if (entry := by_id[i]) and (place := entry.placements["GRCh38"]).hgvs_c
        and place.hgvs_c != entry.placements["GRCh37"].hgvs_c
    }  # fmt: skip
    assert shifted == {
        f"c.-23+{number}{change}": f"c.-23+{number + 3}{change}"
        for number, change in (
            (474, "C>G"), (523, "G>A"), (575, "G>A"), (801, "C>T"), (943, "G>A"),
        )
    }  # fmt: skip


def test_what_may_be_one_variant_is_said_to_be_two(bundle: Bundle) -> None:
    by_id = {entry.id[-4:]: entry for entry in bundle.catalog}
    (dna,) = [entry for entry in bundle.catalog if entry.hgvs_c == "c.1110G>A"]
    protein = by_id["0116"]
    assert (protein.resolution, protein.hgvs_p) == (Resolution.PROTEIN_ONLY, dna.hgvs_p)
    assert dna.id in (protein.note or "")
    assert protein.id in (dna.note or "")
    for entry in (dna, protein):
        assert "nothing that was read states" in (entry.note or "")
    # The record without a change is told beside its place, and is no statement on the entry.
    assert "1283592" in (by_id["0005"].note or "")
    assert by_id["0005"].classifications == ()
    assert by_id["0005"].clinvar_variation_ids == ()
