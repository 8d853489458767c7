"""Files of ClinVar that are cut off, damaged, of a wrong day, and updates that meet each other."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from cli_runner import Result, Run
from clinvar_builder import Facts, clinvar_text, old_records, record, stored

from foxp3tool.cli import catalog_renewal
from foxp3tool.errors import OutputError
from foxp3tool.formats import clinvar_vcf
from foxp3tool.pipeline import catalog_update
from foxp3tool.pipeline.catalog_update import prepare_update, write_update
from foxp3tool.pipeline.toolkit import Toolkit

pytestmark = pytest.mark.usefixtures("folder")
Write = Callable[..., Path]


@pytest.fixture
def text(bundled: Facts) -> str:
    return clinvar_text(old_records(bundled, "GRCh38"))


@pytest.fixture
def update(run: Run, tmp_path: Path) -> Callable[..., Result]:
    def make(text: str, *options: str) -> Result:
        path = tmp_path / "clinvar.vcf"
        path.write_text(text)
        return run("catalog", "update", "--clinvar", path, *options).no_traceback()

    return make


def refused(result: Result, folder: Path) -> bool:
    return result.code == 1 and "what to do:" in result.err and not folder.exists()


def test_plain_text_that_ends_within_a_line_is_refused(
    update: Callable[..., Result], text: str, folder: Path
) -> None:
    whole = text.index("\nY\t")
    for size in (len(text) - 1, whole - 1, whole - 40, whole // 2):
        result = update(text[:size])
        assert refused(result, folder), size
        assert "its last line has no line end" in result.err
        assert result.out == ""


def test_gzip_that_ends_within_a_line_is_refused(
    run: Run, text: str, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "clinvar.vcf.gz"
    path.write_bytes(gzip.compress(text[: text.index("CLNSIG", len(text) // 2) + 3].encode()))
    result = run("catalog", "update", "--clinvar", path)
    assert refused(result, folder)
    assert "its last line has no line end" in result.err


def test_a_file_cut_at_a_line_end(update: Callable[..., Result], text: str, folder: Path) -> None:
    lines = text.splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.startswith("X\t"))
    number = sum(line.startswith("X\t") for line in lines)
    # So many as may be dropped: a fifth.
    few, many = number // 5, number // 5 + 1
    for dropped, is_refused in ((many, True), (number // 2, True), (few, False)):
        result = update("".join(lines[: first + number - dropped]), "--dry-run")
        assert (result.code == 1) is is_refused, result.err
        if is_refused:
            assert f"lacks {dropped} of the {number} variants" in result.err
            assert "--accept-drops" in result.err
            assert result.out == ""
        else:
            assert "ends with chromosome X" in result.err
    cut = "".join(lines[: first + number - many])
    assert not folder.exists()
    accepted = update(cut, "--accept-drops")
    assert accepted.code == 0
    assert sum(row["change"] == "dropped" for row in accepted.table) == many
    # Those marked already are not dropped once more.
    assert update(cut).code == 0


def test_the_caution_of_a_file_that_ends_with_x(
    update: Callable[..., Result], text: str, write: Write, run: Run, bundled: Facts
) -> None:
    assert "ends with chromosome X" not in update(text).err
    until = text[: text.index("\nY\t") + 1]
    assert "caution: the file ends with chromosome X" in update(until, "-q").err
    # With an index only the gene's place is read.
    path = write(old_records(bundled, "GRCh38"), index=True)
    assert "ends with chromosome X" not in run("catalog", "update", "--clinvar", path).err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("ALLELEID=", "OTHER=", "has no ALLELEID or no status"),
        ("CLNREVSTAT=", "OTHER=", "has no ALLELEID or no status"),
        ("\tPASS", "", ""),
    ],
)
def test_a_record_without_what_every_record_has(
    update: Callable[..., Result], text: str, folder: Path, old: str, new: str, says: str
) -> None:
    if not says:
        result = update(text.replace("\t.\t.\tALLELEID", "\t.\tALLELEID"))
        assert refused(result, folder)
        return
    head, _, records = text.partition("#CHROM")
    result = update(f"{head}#CHROM{records.replace(old, new)}")
    assert refused(result, folder)
    assert says in result.err


def test_a_record_of_another_kind_of_classification_is_whole(
    update: Callable[..., Result], text: str, bundled: Facts, folder: Path
) -> None:
    name = "FOXP3-IPEX-0113"
    place = bundled[name]["placements"]["GRCh38"]
    old = record(f"{place['pos']} {place['ref']} {place['alt']}", 1, "x").split("\t")[1:5:3]
    info = "ALLELEID=7;GENEINFO=FOXP3:50943;ONC=Oncogenic;ONCREVSTAT=criteria_provided"
    lines = [
        "\t".join([*line.split("\t")[:7], info])
        if line.split("\t")[1:5:3] == old and line.startswith("X\t") else line
        for line in text.splitlines()
    ]  # fmt: skip
    assert lines != text.splitlines()
    assert update("\n".join(lines) + "\n").code == 0
    assert stored(folder)[name]["assertion"] == "ipex"


def test_a_record_without_a_number_is_refused(
    update: Callable[..., Result], text: str, folder: Path
) -> None:
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("X\t"))
    cells = lines[at].split("\t")
    cells[2] = "."
    lines[at] = "\t".join(cells)
    result = update("\n".join(lines) + "\n")
    assert refused(result, folder)
    assert "has no VariationID" in result.err


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-99-99", "no date"),
        ("20260230", "no date"),
        ("2027-01-03", "has not come"),
        ("2099-01-01", "has not come"),
        # The clock of the tests says 2026-12-31; a wrong clock and time zones are allowed for.
        ("2027-01-02", ""),
        ("2026-12-31", ""),
    ],
)
def test_the_day_of_the_file(
    update: Callable[..., Result], text: str, folder: Path, day: str, says: str
) -> None:
    result = update(text.replace("fileDate=2026-11-01", f"fileDate={day}"))
    if says:
        assert refused(result, folder)
        assert says in result.err
    else:
        assert result.code == 0, result.err


def test_the_day_is_that_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert abs((clinvar_vcf._today() - date.today()).days) <= 1


def test_a_record_without_an_allele_drops_no_entry(
    update: Callable[..., Result], text: str, bundled: Facts, folder: Path
) -> None:
    # FOXP3-IPEX-0020 has no number of ClinVar, so only its place tells that the record is its own.
    name = "FOXP3-IPEX-0020"
    assert not bundled[name]["clinvar_variation_ids"]
    place = bundled[name]["placements"]["GRCh38"]
    lines = [line.split("\t") for line in text.splitlines()]
    (own,) = [cells for cells in lines if cells[0] == "X" and cells[1] == str(place["pos"])]
    own[4] = "."
    result = update("".join("\t".join(cells) + "\n" for cells in lines))
    assert result.code == 0, result.err
    assert "0 dropped" in result.err
    assert f"caution: {name} (c.188C>T p.(Pro63Leu)): ClinVar has its record" in result.err
    assert "1 record left out: symbolic, ambiguous or without an allele" in result.err
    (kept,) = stored(folder)[name]["classifications"]
    assert (kept["significance"], kept.get("absent_from")) == ("Uncertain significance", None)
    lines.remove(own)
    result = update("".join("\t".join(cells) + "\n" for cells in lines))
    assert "1 dropped" in result.err


@pytest.mark.parametrize("date", ["x", "20261101", "2026-W44-7", "2026-99-99"])
def test_a_stored_date_that_is_none_is_damage(
    run: Run, update: Callable[..., Result], text: str, folder: Path, date: str
) -> None:
    assert update(text).code == 0
    path = folder / "catalog.json"
    path.write_text(path.read_text().replace('"date": "2026-11-01"', f'"date": "{date}"', 1))
    result = run("lookup", "c.1150G>A")
    assert result.no_traceback().code == 1
    assert "foxp3tool catalog reset" in result.err


# Updates that meet each other


def test_an_update_does_not_replace_what_came_in_the_meantime(
    write: Write, bundled: Facts, folder: Path
) -> None:
    lines = old_records(bundled, "GRCh38")
    older = prepare_update(Toolkit.current(), str(write(lines, "old.vcf")))
    newer = prepare_update(Toolkit.current(), str(write(lines, "new.vcf", date="2026-12-01")))
    write_update(newer)
    before = (folder / "catalog.json").read_bytes()
    with pytest.raises(OutputError, match="was changed while the file of ClinVar was read"):
        write_update(older)
    assert (folder / "catalog.json").read_bytes() == before
    assert json.loads(before)["clinvar"]["date"] == "2026-12-01"
    # One that starts from it writes again, and leaves no file beside it.
    write_update(prepare_update(Toolkit.current(), str(write(lines, date="2026-12-02"))))
    assert [path.name for path in folder.iterdir()] == ["catalog.json"]


def test_a_lock_that_was_left_behind_is_told(
    update: Callable[..., Result], text: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog_update, "_WAIT", 0.0)
    folder.mkdir(parents=True)
    lock = folder / "catalog.json.lock"
    lock.touch()
    result = update(text)
    assert result.code == 1
    assert str(lock) in result.err
    assert "remove this file" in result.err
    assert [path.name for path in folder.iterdir()] == [lock.name]


# Indexes, folders, streams


@pytest.mark.parametrize("kind", ["gzip", "plain", "empty index"])
def test_an_index_beside_a_file_that_has_none(
    run: Run, write: Write, bundled: Facts, text: str, tmp_path: Path, kind: str
) -> None:
    path = write(old_records(bundled, "GRCh38"), index=True)
    index = tmp_path / "clinvar.vcf.gz.tbi"
    if kind == "gzip":
        path.write_bytes(gzip.compress(text.encode()))
    elif kind == "plain":
        index = index.rename(tmp_path / "clinvar.vcf.tbi")
        path = tmp_path / "clinvar.vcf"
        path.write_text(text)
    else:
        index.write_bytes(b"")
    assert index.exists()
    result = run("catalog", "update", "--clinvar", path).no_traceback()
    if kind == "empty index":
        assert result.code == 1
        assert "what to do:" in result.err
        assert "has no index" not in result.err
    else:
        assert result.code == 0, result.err


def test_a_home_folder_is_meant_by_a_tilde(
    run: Run, update: Callable[..., Result], text: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FOXP3TOOL_DATA", "~/x")
    assert update(text).code == 0
    assert (tmp_path / "home" / "x" / "catalog.json").is_file()
    monkeypatch.setenv("FOXP3TOOL_DATA", "~no-such-user/x")
    for words in (("catalog", "reset"), ("lookup", "c.4C>T")):
        result = run(*words).no_traceback()
        assert result.code == 1
        assert "FOXP3TOOL_DATA is ~no-such-user/x, and there is no such home" in result.err
        assert "what to do:" in result.err


def test_a_table_that_cannot_be_printed_says_that_the_catalog_is_written(
    update: Callable[..., Result], text: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OutputError("cannot write: No space left on device", file="standard output")

    monkeypatch.setattr(catalog_renewal, "write_catalog_table", fail)
    dry = update(text, "--dry-run")
    assert dry.code == 1
    assert "is renewed" not in dry.err
    result = update(text)
    assert result.code == 1
    assert f"the catalog is renewed ({folder / 'catalog.json'})" in result.err
    assert (folder / "catalog.json").is_file()


def test_a_note_of_a_renewal_is_told_as_a_note(
    run: Run, update: Callable[..., Result], text: str, bundle_folder: Path
) -> None:
    # An inserted base beside one that GRCh37 lacks may have no place there.
    rows = (bundle_folder / "build_differences.tsv").read_text().splitlines()
    table = [dict(zip(rows[0].split("\t"), row.split("\t"), strict=True)) for row in rows[1:]]
    lacking = next(r for r in table if r["grch37_start"] == r["grch37_end"])
    start = int(lacking["grch38_start"])
    sequence = (bundle_folder / "GRCh38.fa").read_text().partition("\n")[2].replace("\n", "")
    base = sequence[start - 49248435]
    other = {"A": "G", "G": "A", "C": "T", "T": "C"}[base]
    line = record(f"{start + 1} {base} {other}", 900021, "Benign")
    assert update(text.replace("\nY\t", f"\n{line}\nY\t")).code == 0
    result = run("lookup", "900021", "--assembly", "GRCh37")
    assert result.code == 1
    assert "the catalog notes: from ClinVar's file of 2026-11-01" in result.err
    assert "likely cause: from ClinVar" not in result.err
