"""Renewal of the catalog with ClinVar's VCF: what is merged, what is shown, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_runner import Result, Run
from clinvar_builder import (
    CONFLICT,
    MULTIPLE,
    NOT_PROVIDED,
    Facts,
    changed,
    newest,
    old_records,
    one_step,
    record,
    stored,
)

from foxp3tool.errors import OutputError
from foxp3tool.formats import output
from foxp3tool.formats.clinvar_vcf import ClinvarRecord
from foxp3tool.model.catalog import Assertion, Classification, EvidenceStatus
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.catalog_entries import EntryFacts, entry_of_allele
from foxp3tool.pipeline.clinvar_judgement import judged
from foxp3tool.pipeline.clinvar_merge import ClinvarEdition, merge
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.renewed_catalog import renewed_path
from further_copy import ASSERTED, copied, issued

pytestmark = pytest.mark.usefixtures("folder")
Write = Callable[..., Path]
BUILDS = ("GRCh38", "GRCh37")

# What the test's file says anew of entries of the bundle; FOXP3-IPEX-0009 is withdrawn.
WITHDRAWN = "FOXP3-IPEX-0009"
KEPT_PAPER = "FOXP3-IPEX-0127"
FOLLOWS = "FOXP3-IPEX-0015"
# Entries that are ipex by ClinVar alone, and whose copies name no condition; the file does.
WITHOUT_CONDITION = {
    f"FOXP3-IPEX-{number}"
    for number in ("0024", "0045", "0066", "0067", "0092", "0104", "0105", "0113", "0128")
} | {
    # Of the further copy of ClinVar, which names no condition at all.
    issued()[one.allele]
    for one in copied()
    if ASSERTED.get(one.significance) == "ipex" and issued()[one.allele] > "FOXP3-IPEX-0200"
}
IPEX_NAME = "Insulin-dependent diabetes mellitus secretory diarrhea syndrome"


@pytest.fixture
def facts(bundled: Facts) -> Facts:
    return bundled


@pytest.fixture(scope="module")
def bases(bundle_folder: Path) -> Callable[[str, int, int], str]:
    """Bases of a build from a 1-based position, read from the FASTA files."""
    starts = {"GRCh38": 49248436, "GRCh37": 49104897}

    def read(build: str, pos: int, size: int) -> str:
        _, _, text = (bundle_folder / f"{build}.fa").read_text().partition("\n")
        offset = pos - starts[build]
        return text.replace("\n", "")[offset : offset + size]

    return read


@pytest.fixture
def realistic(facts: Facts, bases: Callable[[str, int, int], str]) -> Callable[[str], list[str]]:
    """The records of a file of one build."""

    def make(build: str) -> list[str]:
        shift = {"GRCh38": 0, "GRCh37": 143539}[build]
        lines = old_records(facts, build, (WITHDRAWN,))
        lines = changed(lines, facts, build, KEPT_PAPER, "Benign")
        lines = changed(lines, facts, build, FOLLOWS, "Benign")
        entry = facts["FOXP3-IPEX-0073"]["placements"][build]
        # c.754_756del in a spelling that is not normalised: REF and ALT share bases at both ends.
        start = entry["pos"] - 3
        run = bases(build, start, 6)
        assert run == "GCTTCT"
        lines.append(record(f"{start} {run} GCT", 900001, "Pathogenic", status=MULTIPLE,
                            more=["RS=987654"]))  # fmt: skip

        def substitution(pos: int) -> str:
            base = bases(build, pos - shift, 1)
            return f"{pos - shift} {base} {one_step(base)}"

        return [
            *lines,
            record(substitution(49251476), 900002, "Pathogenic", disease=NOT_PROVIDED),
            record(substitution(49251472), 900003, "Benign/Likely_benign", disease=NOT_PROVIDED),
            record(substitution(49250451), 900004, "Conflicting_interpretations_of_pathogenicity",
                   status=CONFLICT, genes="CCDC22:28952|FOXP3:50943",
                   more=["CLNSIGCONF=Likely_pathogenic(1)|Uncertain_significance(2)"]),
            record(substitution(49249000), 900005, "Pathogenic", genes="CCDC22:28952"),
            record(substitution(49251469), 900006, "",
                   status="no_classification_for_the_single_variant"),
            record(f"{49251460 - shift} {bases(build, 49251460 - shift, 1)} <DEL>", 900007,
                   "Pathogenic", more=[f"END={49251490 - shift}"]),
            record("60000000 A G", 900008, "Benign", genes="ZXDB:158586"),
        ]  # fmt: skip

    return make


def diff(result: Result) -> list[tuple[str, ...]]:
    columns = ("change", "id", "clinvar_id", "gene", "old_significance", "new_significance",
               "new_date", "assertion")  # fmt: skip
    return [tuple(row[name] for name in columns) for row in result.table]


def expected_diff(facts: Facts, date: str) -> list[tuple[str, ...]]:
    """The changes, written by hand; the bundle gives what its statements were."""
    was = {name: newest(facts[name]) for name in (KEPT_PAPER, FOLLOWS, WITHDRAWN)}
    said = {name: statement["significance"] for name, statement in was.items() if statement}
    number = {name: facts[name]["clinvar_variation_ids"] for name in was}
    place = list(facts)
    follows = number[FOLLOWS] or [str(500_000 + place.index(FOLLOWS))]
    conflicting = "Conflicting interpretations of pathogenicity"
    return sorted([
        ("new", "CLINVAR-900001", "900001", "FOXP3", "", "Pathogenic", date, "ipex"),
        ("new", "CLINVAR-900002", "900002", "FOXP3", "", "Pathogenic", date, "ipex"),
        ("new", "CLINVAR-900003", "900003", "FOXP3", "", "Benign/Likely benign", date, "benign"),
        ("new", "CLINVAR-900004", "900004", "CCDC22|FOXP3", "", conflicting, date, "conflicting"),
        ("new", "CLINVAR-900005", "900005", "CCDC22", "", "Pathogenic", date, "uncertain"),
        ("new", "CLINVAR-900006", "900006", "FOXP3", "",
         "no classification for the single variant", date, "uncertain"),
        # A paper stands behind the one, ClinVar alone behind the other.
        ("changed", KEPT_PAPER, "|".join(number[KEPT_PAPER]), "FOXP3", said[KEPT_PAPER], "Benign",
         date, "ipex"),
        ("changed", FOLLOWS, "|".join(follows), "FOXP3", said[FOLLOWS], "Benign", date,
         "uncertain -> benign"),
        ("dropped", WITHDRAWN, "|".join(number[WITHDRAWN]), "", said[WITHDRAWN], "", "",
         facts[WITHDRAWN]["assertion"]),
    ])  # fmt: skip


def test_the_entries_chosen_are_what_the_test_takes_them_for(facts: Facts) -> None:
    assert facts[KEPT_PAPER]["evidence_status"] == "paper_read"
    assert facts[KEPT_PAPER]["assertion"] == "ipex"
    assert facts[FOLLOWS]["evidence_status"] == "clinvar_only"
    assert facts[FOLLOWS]["assertion"] == "uncertain"
    assert newest(facts[WITHDRAWN]) is not None


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("kind", ["bgzip", "indexed", "plain", "stdin"])
def test_a_realistic_file_gives_exactly_this_diff(
    run: Run,
    write: Write,
    realistic: Callable[[str], list[str]],
    facts: Facts,
    folder: Path,
    build: str,
    kind: str,
) -> None:
    name = "clinvar.vcf" if kind in ("plain", "stdin") else "clinvar.vcf.gz"
    path = write(realistic(build), name, build=build, index=kind == "indexed")
    if kind == "stdin":
        result = run("catalog", "update", "--clinvar", "-", stdin=path.read_bytes())
    else:
        result = run("catalog", "update", "--clinvar", path)
    assert result.no_traceback().code == 0, result.err
    assert sorted(diff(result)) == expected_diff(facts, "2026-11-01")
    unchanged = len(old_records(facts, build, (WITHDRAWN,))) - 2
    assert f"6 new, 2 changed, 1 dropped, {unchanged} unchanged" in result.err
    assert "not of FOXP3, never asserted as ipex: CCDC22 1" in result.err
    assert "1 record left out: symbolic, ambiguous or without an allele" in result.err
    assert f"{len(facts) + 6} entries" in result.err
    assert (folder / "catalog.json").is_file()


@pytest.mark.parametrize("build", BUILDS)
def test_entries_keep_what_they_had(
    run: Run, write: Write, realistic: Callable[[str], list[str]], facts: Facts, folder: Path,
    build: str,
) -> None:  # fmt: skip
    path = write(realistic(build), build=build)
    assert run("catalog", "update", "--clinvar", path).code == 0
    renewed = stored(folder)
    assert set(facts) <= set(renewed)
    for name, before in facts.items():
        after = renewed[name]
        for key in ("references", "patients", "legacy_names", "placements", "hgvs_c",
                    "evidence_status", "resolution"):  # fmt: skip
            assert after[key] == before[key], (name, key)
        told = [IPEX_NAME] if name in WITHOUT_CONDITION else before["phenotypes"]
        assert after["phenotypes"] == told, name
        old = [(s["significance"], s["as_of"], s["qualifier"]) for s in before["classifications"]]
        new = [(s["significance"], s["as_of"], s["qualifier"]) for s in after["classifications"]]
        assert new[len(new) - len(old) :] == old, name
        if name not in (FOLLOWS,):
            assert after["assertion"] == before["assertion"], name
    first = renewed[KEPT_PAPER]["classifications"][0]
    assert (first["significance"], first["as_of"]) == ("Benign", "2026-11-01")
    assert first["review_status"] == "criteria provided, multiple submitters, no conflicts"
    marks = [s.get("absent_from") for s in renewed[WITHDRAWN]["classifications"]
             if s["source"] == "ClinVar"]  # fmt: skip
    assert set(marks) == {"2026-11-01"}
    assert not any("absent_from" in s for name, e in renewed.items() if name != WITHDRAWN
                   for s in e["classifications"])  # fmt: skip
    added = renewed["CLINVAR-900001"]
    assert added["hgvs_c"] == "c.754_756del"
    assert added["hgvs_p"] == "p.(Lys252del)"
    assert added["rsids"] == ["rs987654"]
    assert set(added["placements"]) == set(BUILDS)
    assert added["name"] == "c.754_756del p.(Lys252del)"
    assert "ClinVar has it under CCDC22, not FOXP3" in renewed["CLINVAR-900005"]["note"]
    assert "CCDC22" not in (renewed["CLINVAR-900004"]["note"] or "")
    conflict = renewed["CLINVAR-900004"]["classifications"][0]["qualifier"]
    assert "Likely pathogenic(1), Uncertain significance(2)" in conflict


def test_both_builds_give_one_catalog(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path
) -> None:
    found = []
    for build in BUILDS:
        assert run("catalog", "reset").code == 0
        path = write(realistic(build), f"{build}.vcf", build=build)
        assert run("catalog", "update", "--clinvar", path).code == 0
        text = (folder / "catalog.json").read_text()
        found.append(json.loads(text.replace("GRCh37, VariationID", "GRCh38, VariationID")))
    assert found[0]["entries"] == found[1]["entries"]
    assert found[0]["clinvar"]["assembly"] == "GRCh38"
    assert found[1]["clinvar"]["assembly"] == "GRCh37"


def test_a_second_update_changes_nothing(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path
) -> None:
    path = write(realistic("GRCh38"))
    assert run("catalog", "update", "--clinvar", path).code == 0
    before = (folder / "catalog.json").read_bytes()
    again = run("catalog", "update", "--clinvar", path)
    assert again.table == []
    assert "0 new, 0 changed, 0 dropped" in again.err
    assert (folder / "catalog.json").read_bytes() == before


def test_a_later_file_adds_dates_and_takes_marks_back(
    run: Run, write: Write, realistic: Callable[[str], list[str]], facts: Facts, folder: Path
) -> None:
    first = realistic("GRCh38")
    run("catalog", "update", "--clinvar", write(first))
    place = facts[WITHDRAWN]["placements"]["GRCh38"]
    number = int(facts[WITHDRAWN]["clinvar_variation_ids"][0])
    back = record(f"{place['pos']} {place['ref']} {place['alt']}", number, "Pathogenic")
    gone = [line for line in first if "\t900001\t" not in line]
    later = run("catalog", "update", "--clinvar", write([*gone, back], date="20261201"))
    assert [(row[0], row[1]) for row in diff(later)] == [
        ("changed", WITHDRAWN), ("dropped", "CLINVAR-900001"),
    ]  # fmt: skip
    renewed = stored(folder)
    said = renewed[KEPT_PAPER]["classifications"]
    # The same words once more: one statement with the newer date, not two.
    assert [s["as_of"] for s in said].count("2026-12-01") == 1
    assert "2026-11-01" not in [s["as_of"] for s in said]
    assert "absent_from" not in renewed[WITHDRAWN]["classifications"][0]
    assert renewed["CLINVAR-900001"]["classifications"][0]["absent_from"] == "2026-12-01"
    older = run("catalog", "update", "--clinvar", write(first, date="2026-11-15"))
    assert older.code == 1
    assert "older than the one" in older.err


def test_commands_use_it_and_say_so(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path, demo: Path,
    bundle_folder: Path,
) -> None:  # fmt: skip
    before = run("lookup", "c.1150G>A", "--columns", "clinvar_significance,clinvar_as_of")
    assert "installed bundle" in before.err
    run("catalog", "update", "--clinvar", write(realistic("GRCh38")))
    version = json.loads((bundle_folder / "manifest.json").read_text())["data_version"]
    said = f"of bundle {version} renewed with ClinVar 2026-11-01 ({folder / 'catalog.json'}, "
    columns = ("--columns", "hgvs_c,ipex_match,ipex_id,clinvar_significance,clinvar_as_of")
    for command in (
        ("annotate", demo, *columns), ("convert", "c.1150G>A"), ("catalog", "list"),
        ("lookup", "c.754_756del", *columns), ("catalog", "show", "CLINVAR-900001"),
        ("catalog", "search", "Insulin-dependent"), ("catalog", "verify"),
        ("catalog", "export", "-f", "tsv"),
    ):  # fmt: skip
        result = run(*command)
        assert result.no_traceback().code == 0, (command, result.out, result.err)
        assert said in result.err, command
    row = run("lookup", "c.754_756del", *columns).table[0]
    assert row["ipex_match"] == "exact"
    assert row["ipex_id"] == "CLINVAR-900001"
    assert (row["clinvar_significance"], row["clinvar_as_of"]) == ("Pathogenic", "2026-11-01")
    rows = run("annotate", demo, *columns).table
    (known,) = [row for row in rows if row["hgvs_c"] == "NM_014009.4:c.1150G>A"]
    assert (known["clinvar_significance"], known["clinvar_as_of"]) == ("Benign", "2026-11-01")
    dropped = run("lookup", WITHDRAWN, *columns).table[0]
    assert dropped["clinvar_significance"].endswith("(not in ClinVar's file of 2026-11-01)")
    by_number = run("lookup", "VCV000900001", "CLINVAR-900001", "--columns", "hgvs_c").table
    assert {row["hgvs_c"] for row in by_number} == {"NM_014009.4:c.754_756del"}
    other = run("lookup", "c.1150G>A", "--reference", bundle_folder, *columns)
    assert other.table[0]["clinvar_significance"] != "Benign"
    assert "renewed" not in other.err


def test_a_graded_match_with_a_renewed_entry(
    run: Run, write: Write, realistic: Callable[[str], list[str]]
) -> None:
    run("catalog", "update", "--clinvar", write(realistic("GRCh38")))
    # Another deletion of the same residue 252 by DNA: c.754_756delinsTGT is p.(Lys252Cys).
    row = run("lookup", "c.754_756delinsTGT", "--columns", "ipex_match,catalog_related").table[0]
    assert "CLINVAR-900001" in row["catalog_related"]


def test_dry_run_and_another_folder(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path, tmp_path: Path
) -> None:
    path = write(realistic("GRCh38"))
    dry = run("catalog", "update", "--clinvar", path, "--dry-run")
    assert len(dry.table) == 9
    assert "nothing written" in dry.err
    assert not folder.exists()
    elsewhere = tmp_path / "else"
    assert run("catalog", "update", "--clinvar", path, "--to", elsewhere).code == 0
    assert (elsewhere / "catalog.json").is_file()
    assert not folder.exists()
    assert run("catalog", "reset", "--to", elsewhere).code == 0
    assert not (elsewhere / "catalog.json").exists()


def test_a_file_of_another_build_than_its_header_says_is_refused(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path
) -> None:
    for build, header in (("GRCh37", "GRCh38"), ("GRCh38", "GRCh37"), ("GRCh38", "T2T-CHM13v2.0")):
        result = run("catalog", "update", "--clinvar", write(realistic(build), build=header))
        assert result.no_traceback().code == 1, (build, header)
        assert "what to do:" in result.err
        assert not folder.exists()


@pytest.mark.parametrize("index", [False, True])
def test_a_truncated_file_is_refused(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path, *, index: bool
) -> None:
    path = write(realistic("GRCh38"), index=index)
    whole = path.read_bytes()
    for size in (len(whole) - 28, len(whole) - 400, len(whole) // 2):
        path.write_bytes(whole[:size])
        result = run("catalog", "update", "--clinvar", path)
        assert result.no_traceback().code == 1, size
        assert "truncated" in result.err
        assert result.out == ""
        assert not folder.exists()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("##source=ClinVar\n", "", "no line ##source=ClinVar"),
        ("##INFO=<ID=CLNSIG,", "##INFO=<ID=OTHER,", "no INFO CLNSIG"),
        ("##fileDate=2026-11-01\n", "", "no ##fileDate"),
        ("FOXP3:50943", "ZXDB:158586", "no record of FOXP3"),
        ("\nX\t", "\nY\t", "no record of FOXP3"),
        ("##fileformat", "##notformat", "not a VCF file"),
    ],
)
def test_what_is_not_clinvars_file_is_refused(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path, old: str,
    new: str, says: str,
) -> None:  # fmt: skip
    path = write(realistic("GRCh38"), "clinvar.vcf")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    result = run("catalog", "update", "--clinvar", path)
    assert result.no_traceback().code == 1
    assert says in result.err
    assert "what to do:" in result.err
    assert not folder.exists()


def test_a_failed_write_leaves_the_old_catalog(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    run("catalog", "update", "--clinvar", write(realistic("GRCh38")))
    before = (folder / "catalog.json").read_bytes()
    later = write(realistic("GRCh38"), date="2026-12-01")

    def fail(*_: object) -> None:
        raise OutputError("cannot write: disk full")

    with monkeypatch.context() as patched:
        patched.setattr(output, "take_place", fail)
        result = run("catalog", "update", "--clinvar", later)
    assert result.code == 1
    assert result.out == ""
    assert [path.name for path in folder.iterdir()] == ["catalog.json"]
    assert (folder / "catalog.json").read_bytes() == before


def damaged(text: str) -> dict[str, str]:
    document = json.loads(text)
    return {
        "cut off": text[: len(text) // 2],
        "empty": "",
        "newer": text.replace('"schema_version": "1.1"', '"schema_version": "2.0"'),
        "another kind": "[]",
        "fewer": json.dumps({**document, "entries": document["entries"][:-1]}),
        "unknown word": text.replace('"resolution": "exact"', '"resolution": "guess"', 1),
    }


def test_a_damaged_catalog_is_never_ignored(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path
) -> None:
    run("catalog", "update", "--clinvar", write(realistic("GRCh38")))
    path = folder / "catalog.json"
    for kind, text in damaged(path.read_text()).items():
        path.write_text(text)
        for command in (("lookup", "c.1150G>A"), ("catalog", "list"), ("catalog", "verify")):
            result = run(*command)
            assert result.no_traceback().code == 1, kind
            assert str(path) in result.err
            assert "foxp3tool catalog reset" in result.err
    assert run("catalog", "reset").code == 0
    assert "installed bundle" in run("lookup", "c.1150G>A").err
    assert "there is no renewed catalog" in run("catalog", "reset").err


def test_a_catalog_renewed_for_another_bundle_is_told_and_loses_nothing(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path, facts: Facts
) -> None:
    run("catalog", "update", "--clinvar", write(realistic("GRCh38")))
    path = folder / "catalog.json"
    document = json.loads(path.read_text())
    # An older bundle that lacked an entry, which the one installed has.
    document["bundle"] = "2025.1.1"
    document["entries"] = [e for e in document["entries"] if e["id"] != "FOXP3-IPEX-0073"]
    document["number_of_entries"] -= 1
    path.write_text(json.dumps(document))
    result = run("lookup", "c.1150G>A", "c.751_753del", "c.754_756del", "--columns",
                 "ipex_id,clinvar_significance")  # fmt: skip
    assert "caution: the catalog was renewed for bundle 2025.1.1" in result.err
    assert [row["ipex_id"] for row in result.table] == [
        "FOXP3-IPEX-0127", "FOXP3-IPEX-0073", "CLINVAR-900001",
    ]  # fmt: skip
    assert result.table[0]["clinvar_significance"] == "Benign"


def test_verify_finds_a_name_that_is_wrong(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path
) -> None:
    run("catalog", "update", "--clinvar", write(realistic("GRCh38")))
    path = folder / "catalog.json"
    path.write_text(path.read_text().replace("c.754_756del", "c.757_759del"))
    result = run("catalog", "verify")
    assert result.code == 1
    assert "CLINVAR-900001" in result.out


@pytest.mark.parametrize(
    ("significance", "is_ipex", "genes", "expected"),
    [
        ("Pathogenic", True, "FOXP3", "ipex"),
        ("Likely pathogenic", True, "FOXP3", "ipex"),
        ("Pathogenic/Likely pathogenic", True, "FOXP3 CCDC22", "ipex"),
        ("Pathogenic|risk factor", True, "FOXP3", "ipex"),
        # A record that names no gene may be of a neighbour.
        ("Pathogenic", True, "", "uncertain"),
        ("Pathogenic", False, "FOXP3", "uncertain"),
        ("Pathogenic", True, "CCDC22", "uncertain"),
        ("Likely pathogenic, low penetrance", True, "FOXP3", "uncertain"),
        ("Pathogenic/Likely risk allele", True, "FOXP3", "uncertain"),
        ("Benign", True, "FOXP3", "benign"),
        ("Benign/Likely benign", False, "FOXP3", "benign"),
        ("Likely benign|other", False, "FOXP3", "benign"),
        ("Conflicting classifications of pathogenicity", True, "FOXP3", "conflicting"),
        ("Conflicting interpretations of pathogenicity|association", True, "F", "conflicting"),
        ("Uncertain significance", True, "FOXP3", "uncertain"),
        ("Uncertain significance/Uncertain risk allele", True, "FOXP3", "uncertain"),
        ("risk factor", True, "FOXP3", "uncertain"),
        ("not provided", True, "FOXP3", "uncertain"),
        ("drug response", True, "FOXP3", "uncertain"),
        ("no germline classification", True, "FOXP3", "uncertain"),
    ],
)
def test_what_a_significance_lets_the_catalog_assert(
    *, significance: str, is_ipex: bool, genes: str, expected: str
) -> None:
    named = ("IPEX",) if is_ipex else ("Type 1 diabetes mellitus",)
    said = ClinvarRecord("X", 1, "A", "C", "1", "2", significance, "", "", named, is_ipex,
                         tuple(genes.split()), ())  # fmt: skip
    assert judged([said], "FOXP3").assertion.value == expected


def test_pathogenic_of_no_named_condition_is_asserted_as_in_the_bundle(
    run: Run, write: Write, folder: Path, facts: Facts
) -> None:
    # Two codons of no entry; ClinVar's words for panels of tests name no condition either.
    panel = ("CLNDISDB=MeSH:D030342,MedGen:C0950123", "CLNDN=Inborn_genetic_diseases")
    other = ("CLNDISDB=MedGen:C0011854", "CLNDN=Type_1_diabetes_mellitus")
    path = write(
        [
            *old_records(facts, "GRCh38"),
            record("49258489 G A", 910001, "Likely_pathogenic", disease=NOT_PROVIDED),
            record("49258486 C T", 910002, "Pathogenic", disease=panel),
            record("49258483 T C", 910003, "Pathogenic", disease=other),
        ]
    )
    assert run("catalog", "update", "--clinvar", path).code == 0
    entries = stored(folder)
    for number, assertion in ((1, "ipex"), (2, "ipex"), (3, "uncertain")):
        assert entries[f"CLINVAR-91000{number}"]["assertion"] == assertion
    row = run("lookup", "X-49258489-G-A").table[0]
    assert (row["ipex_match"], row["ipex_phenotype"]) == ("exact", "condition not stated")


def test_entries_made_of_alleles_are_those_of_the_bundle(facts: Facts, toolkit: Toolkit) -> None:
    # The bundle's names and places were made by another program, from the facts.
    keys = ("name", "hgvs_c", "hgvs_p", "region", "legacy_region")
    made = 0
    for name, entry in facts.items():
        # GRCh38 has the base of rs3761548 that GRCh37 does not: no allele of both builds.
        if entry["resolution"] != "exact" or name == "FOXP3-IPEX-0005":
            continue
        for build, place in entry["placements"].items():
            edit = Edit(place["pos"] - 1, place["ref"], place["alt"])
            stated = EntryFacts("X", Assertion.UNCERTAIN, EvidenceStatus.OWN_TABLE)
            found = entry_of_allele(toolkit, GenomicVariant(build, edit), stated)
            assert {key: getattr(found, key) for key in keys} == {key: entry[key] for key in keys}
            for other, there in entry["placements"].items():
                placed = found.placements[other]
                assert (placed.pos, placed.ref, placed.alt, placed.hgvs_c) == (
                    there["pos"], there["ref"], there["alt"], there["hgvs_c"],
                )  # fmt: skip
            made += 1
    assert made > 200


def test_the_data_folder_is_the_users_unless_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert renewed_path() == tmp_path / "data" / "foxp3tool" / "catalog.json"
    monkeypatch.delenv("FOXP3TOOL_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert renewed_path() == tmp_path / "share" / "foxp3tool" / "catalog.json"


def test_an_address_is_read_through_its_index_and_leaves_nothing_behind(
    run: Run, write: Write, realistic: Callable[[str], list[str]], facts: Facts, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = write(realistic("GRCh38"), index=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    result = run("catalog", "update", "--clinvar", f"file://{path}")
    assert result.no_traceback().code == 0, result.err
    assert sorted(diff(result)) == expected_diff(facts, "2026-11-01")
    assert list(empty.iterdir()) == []
    unknown = run("catalog", "update", "--clinvar", f"file://{path}.no")
    assert unknown.no_traceback().code == 1
    assert "what to do:" in unknown.err


def test_an_export_of_the_renewed_catalog_is_as_its_schema_says(
    run: Run, write: Write, realistic: Callable[[str], list[str]], bundle_folder: Path
) -> None:
    run("catalog", "update", "--clinvar", write(realistic("GRCh38")))
    document = json.loads(run("catalog", "export", "-f", "json").out)
    schema = json.loads((bundle_folder / "schemas" / "catalog_export.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["catalog"]["data_version"].endswith("renewed with ClinVar 2026-11-01")
    # Six variants of the file are in no entry of the bundle.
    assert len(document["entries"]) == 313 + 6


def test_a_file_with_carriage_returns_is_read(
    run: Run, write: Write, realistic: Callable[[str], list[str]], facts: Facts
) -> None:
    path = write(realistic("GRCh38"), "clinvar.vcf")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    result = run("catalog", "update", "--clinvar", path, "--dry-run")
    assert result.no_traceback().code == 0, result.err
    assert sorted(diff(result)) == expected_diff(facts, "2026-11-01")


def test_two_numbers_of_one_allele_are_told_apart(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path
) -> None:
    # 9000011 and 900001 are of one allele, in two spellings, and contradict each other.
    twice = record("49255488 GCTT G", 9000011, "Benign")
    path = write([*realistic("GRCh38"), twice])
    assert run("catalog", "update", "--clinvar", path).code == 0
    entry = stored(folder)["CLINVAR-900001"]
    assert sorted(entry["clinvar_variation_ids"]) == ["900001", "9000011"]
    assert entry["assertion"] == "conflicting"
    said = [(s["significance"], s["as_of"]) for s in entry["classifications"]]
    assert sorted(said) == [("Benign", "2026-11-01"), ("Pathogenic", "2026-11-01")]
    again = run("catalog", "update", "--clinvar", path)
    assert again.table == []
    said = [(s["significance"], s["as_of"]) for s in stored(folder)["CLINVAR-900001"]
            ["classifications"]]  # fmt: skip
    assert sorted(said) == [("Benign", "2026-11-01"), ("Pathogenic", "2026-11-01")]


def test_a_number_that_clinvar_has_for_another_allele_is_a_caution(
    run: Run, write: Write, realistic: Callable[[str], list[str]], facts: Facts, folder: Path
) -> None:
    number = int(facts[WITHDRAWN]["clinvar_variation_ids"][0])
    moved = record("49251469 {} <DEL>".format("A"), number, "Pathogenic")
    result = run("catalog", "update", "--clinvar", write([*realistic("GRCh38"), moved]))
    assert f"caution: {WITHDRAWN}" in result.err
    assert WITHDRAWN not in {row["id"] for row in result.table}
    assert stored(folder)[WITHDRAWN]["classifications"] == [
        {key: value for key, value in said.items() if key != "statement"}
        for said in facts[WITHDRAWN]["classifications"]
    ]


def one_entry(toolkit: Toolkit, **changes: Any) -> Toolkit:
    """A toolkit whose catalog is one entry that rests on ClinVar alone, changed."""
    entry = next(e for e in toolkit.bundle.catalog if e.id == FOLLOWS)
    return Toolkit(replace(toolkit.bundle, catalog=(replace(entry, **changes),)))


@pytest.mark.parametrize(
    ("had", "words", "said", "is_ipex", "expected"),
    [
        # What the makers of the bundle judged of the same words stands.
        ("ipex", "Uncertain significance", "Uncertain significance", True, "ipex"),
        ("benign", "Pathogenic", "Pathogenic", True, "benign"),
        # Other words are followed, but a condition that is missing takes nothing back.
        ("ipex", "Likely pathogenic", "Pathogenic", False, "ipex"),
        ("ipex-like", "Likely pathogenic", "Pathogenic", True, "ipex-like"),
        ("ipex", "Pathogenic", "Uncertain significance", True, "uncertain"),
        ("ipex", "Pathogenic", "Conflicting classifications of pathogenicity", True,
         "conflicting"),
        ("uncertain", "Uncertain significance", "Pathogenic", True, "ipex"),
        ("uncertain", "Uncertain significance", "Pathogenic", False, "uncertain"),
        ("risk", "Uncertain significance", "Benign", True, "risk"),
    ],
)  # fmt: skip
def test_which_assertions_follow(
    toolkit: Toolkit, had: str, words: str, said: str, expected: str, *, is_ipex: bool
) -> None:
    old = Classification("ClinVar", words, "2025-01-01", "2025-01-01")
    before = one_entry(toolkit, assertion=Assertion(had), classifications=(old,))
    place = before.bundle.catalog[0].placements["GRCh38"]
    edit = Edit(place.pos - 1, place.ref, place.alt)
    named = ("IPEX",) if is_ipex else ("Type 1 diabetes mellitus",)
    new = ClinvarRecord("X", place.pos, place.ref, place.alt, "1", "2", said, "", "", named,
                        is_ipex, ("FOXP3",), ())  # fmt: skip
    edition = ClinvarEdition("2026-11-01", "GRCh38", "FOXP3")
    (entry,) = merge(before, [(edit, new)], frozenset({"1", "a2"}), edition).entries
    assert entry.assertion.value == expected
    assert (entry.note is not None and "the bundle asserts" in entry.note) == (had != expected)


def test_an_allele_of_one_build_and_one_beyond_the_region(
    run: Run, write: Write, realistic: Callable[[str], list[str]], folder: Path,
    bundle_folder: Path, bases: Callable[[str, int, int], str],
) -> None:  # fmt: skip
    rows = (bundle_folder / "build_differences.tsv").read_text().splitlines()
    table = [dict(zip(rows[0].split("\t"), row.split("\t"), strict=True)) for row in rows[1:]]
    # A base that GRCh38 has and GRCh37 lacks; a substitution of it has no place there.
    lacking = next(
        row for row in table
        if row["grch37_start"] == row["grch37_end"] and row["grch38_start"] != row["grch38_end"]
    )  # fmt: skip
    pos = int(lacking["grch38_start"]) + 1
    base = bases("GRCh38", pos, 1)
    more = [
        record(f"{pos} {base} {one_step(base)}", 900011, "Benign"),
        record("49269824 {}AAA A".format(bases("GRCh38", 49269824, 2)), 900012, "Benign"),
    ]
    result = run("catalog", "update", "--clinvar", write([*realistic("GRCh38"), *more]))
    assert "1 record left out: the allele reaches beyond the bundled region" in result.err
    assert set(stored(folder)["CLINVAR-900011"]["placements"]) == {"GRCh38"}
    assert "CLINVAR-900012" not in stored(folder)
    checked = run("catalog", "verify")
    assert checked.code == 0, checked.out


def test_a_place_that_cannot_be_read_or_removed_is_an_error(run: Run, folder: Path) -> None:
    (folder / "catalog.json").mkdir(parents=True)
    for command in (("lookup", "c.1150G>A"), ("catalog", "reset")):
        result = run(*command)
        assert result.no_traceback().code == 1
        assert str(folder / "catalog.json") in result.err
        assert "what to do:" in result.err


def test_a_condition_that_nobody_stated_is_told_as_such(run: Run) -> None:
    for name in ("c.691C>A", "c.692A>G"):  # the entry itself, and another change of Gln231
        row = run("lookup", name).table[0]
        assert (row["ipex_id"], row["ipex_phenotype"]) == (
            "FOXP3-IPEX-0066",
            "condition not stated",
        )
    page = run("catalog", "show", "FOXP3-IPEX-0066").out
    assert "Assertion: ipex (pathogenic in ClinVar; the copies read do not state" in page
    assert "reported in IPEX" not in page
