"""What entries assert after renewals: it depends on the bundle and the newest file alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from cli_runner import Run
from clinvar_builder import IPEX, NOT_PROVIDED, Facts, changed, old_records, record, stored

from foxp3tool.formats.clinvar_vcf import ClinvarRecord
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.clinvar_judgement import judged
from foxp3tool.pipeline.clinvar_merge import ClinvarEdition, Merge, merge
from foxp3tool.pipeline.toolkit import Toolkit

pytestmark = pytest.mark.usefixtures("folder")
Write = Callable[..., Path]

# Both rest on ClinVar alone: "Uncertain significance", and "Likely pathogenic" of no condition.
UNCERTAIN, IPEX_ENTRY = "FOXP3-IPEX-0015", "FOXP3-IPEX-0113"
IPEX_NAME = "Insulin-dependent diabetes mellitus secretory diarrhea syndrome"
DIABETES = "Type 1 diabetes mellitus"

# What a file says of an entry: words, conditions. Then what the three entries assert, by the table
# of docs/keeping_current.md: one uncertain in the bundle, one ipex, one that only ClinVar has.
STATES = {
    "ipex": (("Pathogenic", (IPEX_NAME,)), ("ipex", "ipex", "ipex")),
    "unnamed": (("Pathogenic", ()), ("ipex", "ipex", "ipex")),
    "diabetes": (("Pathogenic", (DIABETES,)), ("uncertain", "ipex", "uncertain")),
    "risk": (("Pathogenic/Likely risk allele", ()), ("uncertain", "ipex", "uncertain")),
    "low": (("Pathogenic, low penetrance", (IPEX_NAME,)), ("uncertain", "ipex", "uncertain")),
    "benign": (("Likely benign", ()), ("benign", "benign", "benign")),
    "vus": (("Uncertain significance", ()), ("uncertain", "uncertain", "uncertain")),
    "conflict": (
        ("Conflicting classifications of pathogenicity", ()),
        ("conflicting", "conflicting", "conflicting"),
    ),
    "absent": (None, ("uncertain", "ipex", None)),
    "silent": (("no germline classification", ()), ("uncertain", "ipex", None)),
}  # fmt: skip


def said(
    words: str, named: Sequence[str], number: str = "1", genes: tuple[str, ...] = ("FOXP3",)
) -> ClinvarRecord:
    return ClinvarRecord("X", 1, "A", "C", number, f"1{number}", words, "criteria provided", "",
                         tuple(named), IPEX_NAME in named, genes, ())  # fmt: skip


def after(toolkit: Toolkit, merged: Merge) -> Toolkit:
    """A toolkit of the catalog that a renewal made."""
    bundle = toolkit.bundle
    entries = tuple(merged.entries)
    return Toolkit(replace(bundle, catalog=entries, bundled=bundle.bundled_catalog))


def renewed(toolkit: Toolkit, state: str, date: str) -> Toolkit:
    """Renew two entries and an allele of no entry with a file that says the same of each."""
    statement, _ = STATES[state]
    placed = []
    for number, edit in enumerate(edits(toolkit), 1):
        if statement is not None:
            placed.append((edit, said(*statement, number=str(number))))
    return after(toolkit, merge(toolkit, placed, frozenset(), ClinvarEdition(date, "GRCh38",
                                                                            "FOXP3")))  # fmt: skip


def edits(toolkit: Toolkit) -> list[Edit]:
    by_id = {entry.id: entry for entry in toolkit.bundle.bundled_catalog}
    places = [by_id[name].placements["GRCh38"] for name in (UNCERTAIN, IPEX_ENTRY)]
    return [*(Edit(p.pos - 1, p.ref, p.alt) for p in places), Edit(49258488, "G", "A")]


@pytest.fixture
def small(toolkit: Toolkit) -> Toolkit:
    wanted = [e for e in toolkit.bundle.catalog if e.id in (UNCERTAIN, IPEX_ENTRY)]
    return Toolkit(replace(toolkit.bundle, catalog=tuple(wanted)))


def found(toolkit: Toolkit) -> list[ReportedMutation | None]:
    by_id = {entry.id: entry for entry in toolkit.bundle.catalog}
    return [by_id.get(name) for name in (UNCERTAIN, IPEX_ENTRY, "CLINVAR-3")]


def test_the_entries_chosen_are_what_the_test_takes_them_for(bundled: Facts) -> None:
    for name, assertion in ((UNCERTAIN, "uncertain"), (IPEX_ENTRY, "ipex")):
        entry = bundled[name]
        assert (entry["assertion"], entry["evidence_status"]) == (assertion, "clinvar_only")
        assert entry["phenotypes"] == []


@pytest.mark.parametrize("first", ["nothing", *STATES])
def test_the_last_file_decides_whatever_came_before(small: Toolkit, first: str) -> None:
    start = small if first == "nothing" else renewed(small, first, "2026-11-01")
    for last, (_, expected) in STATES.items():
        way = found(renewed(start, last, "2026-12-01"))
        direct = found(renewed(small, last, "2026-12-01"))
        for entry, alone, assertion in zip(way, direct, expected, strict=True):
            if assertion is None:
                # Only ClinVar has it, and it says nothing now: what it said last stays.
                continue
            assert entry is not None
            assert alone is not None
            assert entry.assertion.value == assertion, (entry.id, first, last)
            assert entry.phenotypes == alone.phenotypes, (entry.id, first, last)
            assert entry.note == alone.note, (entry.id, first, last)


def test_an_entry_of_clinvar_alone_keeps_what_it_said_when_it_is_gone(small: Toolkit) -> None:
    start = renewed(small, "ipex", "2026-11-01")
    for last in ("absent", "silent"):
        entry = found(renewed(start, last, "2026-12-01"))[2]
        assert entry is not None
        assert entry.assertion.value == "ipex"


def test_condition_and_note_follow_the_present_state(small: Toolkit) -> None:
    start = renewed(small, "unnamed", "2026-11-01")
    before = found(start)[0]
    assert before is not None
    assert not before.names_condition
    assert "ClinVar names no condition" in (before.note or "")
    for entry in found(renewed(start, "ipex", "2026-12-01")):
        assert entry is not None
        assert entry.phenotypes == (IPEX_NAME,)
        assert "condition" not in (entry.note or "")
    for entry in found(renewed(start, "diabetes", "2026-12-01")):
        assert entry is not None
        assert ("no condition there is IPEX" in (entry.note or "")) is not entry.assertion.is_ipex


def test_path_on_the_command_line(run: Run, write: Write, bundled: Facts, folder: Path) -> None:
    base = old_records(bundled, "GRCh38", (UNCERTAIN,))
    place = bundled[UNCERTAIN]["placements"]["GRCh38"]
    allele = f"{place['pos']} {place['ref']} {place['alt']}"

    def update(date: str, disease: Sequence[str]) -> list[str]:
        lines = [*base, record(allele, 500015, "Pathogenic", disease=disease)]
        result = run("catalog", "update", "--clinvar", write(lines, date=date))
        assert result.code == 0, result.err
        return [row["assertion"] for row in result.table if row["id"] == UNCERTAIN]

    # The diff tells each change of the assertion.
    assert update("2026-11-01", ("CLNDN=Type_1_diabetes_mellitus",)) == ["uncertain"]
    assert update("2026-12-01", IPEX) == ["uncertain -> ipex"]
    assert update("2026-12-02", NOT_PROVIDED) == []
    row = run("lookup", "c.140G>T", "--columns", "ipex_match,ipex_phenotype").table[0]
    assert row == {"ipex_match": "exact", "ipex_phenotype": "condition not stated"}


# A newer bundle


def rebundled(folder: Path, was: str) -> None:
    """Make the stored renewal one of an older bundle that asserted something else."""
    path = folder / "catalog.json"
    document = json.loads(path.read_text())
    document["bundle"] = "2025.1.1"
    document["as_bundled"][UNCERTAIN]["assertion"] = was
    path.write_text(json.dumps(document))


@pytest.mark.parametrize(("was", "shown"), [("uncertain", "exact"), ("conflicting", "none")])
def test_a_newer_bundle(
    run: Run, write: Write, bundled: Facts, folder: Path, was: str, shown: str
) -> None:
    lines = changed(old_records(bundled, "GRCh38"), bundled, "GRCh38", UNCERTAIN, "Pathogenic")
    assert run("catalog", "update", "--clinvar", write(lines)).code == 0
    rebundled(folder, was)
    columns = ("--columns", "ipex_match,clinvar_significance")
    result = run("lookup", "-q", "c.140G>T", *columns)
    assert result.table == [{"ipex_match": shown, "clinvar_significance": "Pathogenic"}]
    # The caution is told also where everything else is quiet.
    assert result.err.startswith("foxp3tool lookup: caution: the catalog was renewed for bundle")
    for command in (("annotate", "-q", "-", "--assembly", "GRCh38"), ("convert", "-q", "c.140G>T"),
                    ("catalog", "list", "-q")):  # fmt: skip
        done = run(*command, stdin=b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER"
                                   b"\tINFO\nX\t49258366\t.\tC\tA\t.\t.\t.\n")  # fmt: skip
        assert "caution: the catalog was renewed for bundle 2025.1.1" in done.err, command
    # The advice that the caution gives restores what the file says.
    again = run("catalog", "update", "--clinvar", write(lines))
    told = [row["assertion"] for row in again.table]
    assert told == ([] if shown == "exact" else ["uncertain -> ipex"])
    last = run("lookup", "-q", "c.140G>T", *columns)
    assert last.table[0]["ipex_match"] == "exact"
    assert last.err == ""


def test_a_newer_bundle_has_an_entry_that_only_the_renewal_had(
    run: Run, write: Write, bundled: Facts, folder: Path
) -> None:
    lines = changed(old_records(bundled, "GRCh38"), bundled, "GRCh38", UNCERTAIN, "Pathogenic")
    assert run("catalog", "update", "--clinvar", write(lines)).code == 0
    path = folder / "catalog.json"
    document = json.loads(path.read_text())
    document["bundle"] = "2025.1.1"
    del document["as_bundled"][UNCERTAIN]
    for entry in document["entries"]:
        if entry["id"] == UNCERTAIN:
            entry["id"] = "CLINVAR-500015"
    path.write_text(json.dumps(document))
    columns = ("--columns", "catalog_id,catalog_assertion,clinvar_significance")
    row = run("lookup", "c.140G>T", *columns).table[0]
    assert row == {"catalog_id": UNCERTAIN, "catalog_assertion": "uncertain",
                   "clinvar_significance": "Pathogenic"}  # fmt: skip


# Several records of one allele


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([("Pathogenic", IPEX_NAME), ("Likely pathogenic", "")], "ipex"),
        ([("Pathogenic", ""), ("Pathogenic", "")], "ipex"),
        ([("Pathogenic", DIABETES), ("Pathogenic", "")], "uncertain"),
        ([("Pathogenic", IPEX_NAME), ("Benign", "")], "conflicting"),
        ([("Likely pathogenic", ""), ("Likely benign", ""), ("Pathogenic", "")], "conflicting"),
        ([("Pathogenic", IPEX_NAME), ("Uncertain significance", "")], "conflicting"),
        ([("Benign", ""), ("Uncertain significance", "")], "conflicting"),
        ([("Benign", ""), ("Likely benign", "")], "benign"),
        ([("Pathogenic", IPEX_NAME), ("no germline classification", "")], "ipex"),
        ([("Benign", ""), ("not provided", "")], "benign"),
        ([("Pathogenic", IPEX_NAME), ("risk factor", "")], "ipex"),
        ([("Pathogenic", IPEX_NAME), ("Likely pathogenic, low penetrance", "")], "uncertain"),
        ([("Pathogenic|Benign", IPEX_NAME)], "conflicting"),
        ([("Pathogenic,Benign", IPEX_NAME)], "conflicting"),
        ([("no classifications from unflagged records", IPEX_NAME)], "uncertain"),
    ],
)
def test_several_records_of_an_allele(records: list[tuple[str, str]], expected: str) -> None:
    for order in permutations(records):
        all_said = [said(words, [name] if name else []) for words, name in order]
        assert judged(all_said, "FOXP3").assertion.value == expected


def test_a_record_of_another_gene_beside_one_of_this() -> None:
    own, other = said("Pathogenic", [IPEX_NAME]), said("Pathogenic", [IPEX_NAME], "2", ("CCDC22",))
    nobody = said("Pathogenic", [IPEX_NAME], "3", ())
    assert judged([other, own], "FOXP3").assertion.value == "ipex"
    for records in ([other], [nobody], [nobody, other]):
        assert judged(records, "FOXP3").assertion.value == "uncertain"


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("other", "hint"),
    [
        ("Benign", "PS1?"),
        ("Uncertain significance", "PS1?"),
        ("Uncertain significance|other", "PS1?"),
        ("Likely pathogenic", "PS1"),
        ("Likely pathogenic|other", "PS1"),
    ],
)
def test_every_statement_of_a_file_is_seen_in_any_order(
    run: Run, write: Write, bundled: Facts, folder: Path, *, other: str, hint: str, is_first: bool
) -> None:
    # c.970T>C, on which PS1 of c.972C>A rests; a paper stands behind it.
    name = "FOXP3-IPEX-0090"
    place = bundled[name]["placements"]["GRCh38"]
    allele = f"{place['pos']} {place['ref']} {place['alt']}"
    base = old_records(bundled, "GRCh38", (name,))
    words = ["Pathogenic", other] if is_first else [other, "Pathogenic"]
    joined = "; ".join(sorted(words))
    assert run("catalog", "update", "--clinvar",
               write([*base, record(allele, 599998, "Pathogenic")])).code == 0  # fmt: skip
    numbers = {"Pathogenic": 599998, other: 599999}
    both = [record(allele, numbers[one], one.replace(" ", "_")) for one in words]
    result = run("catalog", "update", "--clinvar", write([*base, *both], date="2026-12-01"))
    (row,) = [row for row in result.table if row["id"] == name]
    assert (row["old_significance"], row["new_significance"]) == ("Pathogenic", joined)
    shown = run("lookup", "c.970T>C", "--columns", "clinvar_significance,clinvar_as_of").table[0]
    assert shown == {"clinvar_significance": joined, "clinvar_as_of": "2026-12-01"}
    assert run("lookup", "c.972C>A", "--columns", "evidence").table[0]["evidence"] == hint
    kept = [s["significance"] for s in stored(folder)[name]["classifications"]][:2]
    assert sorted(kept) == sorted(words)
    # A file of the same day takes their place.
    run("catalog", "update", "--clinvar", write([*base, both[0]], date="2026-12-01"))
    shown = run("lookup", "c.970T>C", "--columns", "clinvar_significance").table[0]
    assert shown["clinvar_significance"] == words[0]


# The builds


def test_the_reference_of_the_other_build_is_another_allele(
    run: Run, write: Write, bundled: Facts, folder: Path
) -> None:
    # rs3761548: GRCh37 T, GRCh38 G. A record of G on GRCh37 says nothing of T.
    places = bundled["FOXP3-IPEX-0005"]["placements"]
    assert (places["GRCh37"]["ref"], places["GRCh38"]["alt"]) == ("T", "T")
    for build, number, expected in (("GRCh37", 600001, ""), ("GRCh38", 600002, "Benign")):
        place = places[build]
        own = record(f"{place['pos']} {place['ref']} {place['alt']}", number, "Benign")
        lines = [*old_records(bundled, build), own]
        result = run("catalog", "update", "--clinvar", write(lines, build=build))
        assert result.code == 0, result.err
        is_told = "VariationID 600001 is left out: its allele is the reference base" in result.err
        assert is_told is (build == "GRCh37")
        row = run("lookup", "X-49261784-G-T", "--assembly", "GRCh38", "--columns",
                  "clinvar_significance,catalog_id").table[0]  # fmt: skip
        assert row == {"clinvar_significance": expected, "catalog_id": "FOXP3-IPEX-0005"}
        assert run("catalog", "verify").code == 0


def test_entries_that_a_build_cannot_have_are_left_as_they_are(
    run: Run, write: Write, bundled: Facts, bundle_folder: Path, folder: Path
) -> None:
    rows = (bundle_folder / "build_differences.tsv").read_text().splitlines()
    table = [dict(zip(rows[0].split("\t"), row.split("\t"), strict=True)) for row in rows[1:]]
    # Bases that GRCh37 has and GRCh38 lacks: a deletion of one cannot be told on GRCh38.
    lacking = next(r for r in table if r["grch38_start"] == r["grch38_end"])
    start = int(lacking["grch37_start"])
    sequence = (bundle_folder / "GRCh37.fa").read_text().partition("\n")[2].replace("\n", "")
    base = sequence[start - 49104896]
    other = {"A": "G", "G": "A", "C": "T", "T": "C"}[base]
    lines = [*old_records(bundled, "GRCh37"), record(f"{start + 1} {base} {other}", 900021,
                                                     "Pathogenic")]  # fmt: skip
    assert run("catalog", "update", "--clinvar", write(lines, build="GRCh37")).code == 0
    before = stored(folder)["CLINVAR-900021"]
    assert set(before["placements"]) == {"GRCh37"}
    later = run("catalog", "update", "--clinvar",
                write(old_records(bundled, "GRCh38"), date="2026-12-01"))  # fmt: skip
    assert "of alleles that GRCh38 cannot have, 1 entry is left as before" in later.err
    assert "0 dropped" in later.err
    assert stored(folder)["CLINVAR-900021"] == before


def test_an_old_file_says_so(run: Run, write: Write, bundled: Facts) -> None:
    newest = max(s["as_of"] or "" for entry in bundled.values() for s in entry["classifications"]
                 if s["source"] == "ClinVar")  # fmt: skip
    lines = old_records(bundled, "GRCh38")
    old = run("catalog", "update", "--clinvar", write(lines, date="2016-01-01"), "--dry-run")
    assert f"older than the newest copy of ClinVar in the bundle ({newest})" in old.err
    new = run("catalog", "update", "--clinvar", write(lines, date=newest), "--dry-run")
    assert "older than the newest copy" not in new.err


def test_an_old_file_changes_no_assertion(
    run: Run, write: Write, bundled: Facts, folder: Path
) -> None:
    # ClinVar's statement on FOXP3-IPEX-0015 that the bundle judged is of 2025-03-25.
    lines = changed(old_records(bundled, "GRCh38"), bundled, "GRCh38", "FOXP3-IPEX-0015",
                    "Pathogenic")  # fmt: skip
    for date, expected in (("2025-03-24", "uncertain"), ("2025-03-26", "ipex")):
        assert run("catalog", "update", "--clinvar", write(lines, date=date)).code == 0
        entry = stored(folder)["FOXP3-IPEX-0015"]
        assert entry["assertion"] == expected
        assert "Pathogenic" in {s["significance"] for s in entry["classifications"]}


def test_which_catalog_it_was_stands_in_the_tables(
    run: Run, write: Write, bundled: Facts, toolkit: Toolkit, tmp_path: Path
) -> None:
    version = toolkit.bundle.manifest.data_version
    own = tmp_path / "own.tsv"
    own.write_text("variant\nc.4C>T\n")
    told = []
    for path, edition in ((None, version), ("x", f"{version} renewed with ClinVar 2026-11-01")):
        if path is not None:
            lines = old_records(bundled, "GRCh38")
            assert run("catalog", "update", "--clinvar", write(lines)).code == 0
        full = run("lookup", "-q", "c.1150G>A", "--columns", "full").table[0]
        assert full["catalog"] == edition
        both = run("lookup", "-q", "--catalog", own, "c.4C>T", "--columns", "catalog").table[0]
        assert both["catalog"] == f"{edition}|{own}"
        listed = run("catalog", "list", "-q").table
        exported = run("catalog", "export", "-q", "-f", "tsv").table
        assert {row["catalog"] for row in listed + exported} == {edition}
        told.append(full["catalog"])
    assert told[0] != told[1]
