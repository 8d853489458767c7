"""Which form is written, by its name and the ending of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxp3tool.errors import Foxp3ToolError, UsageError
from foxp3tool.formats import extras
from foxp3tool.formats.table_form import TableForm, Target, choose_target

ENDINGS = {
    "a.tsv": ("tsv", False),
    "a.TXT": ("tsv", False),
    "a.b.csv": ("csv", False),
    "a.json": ("json", False),
    "a.jsonl": ("jsonl", False),
    "a.ndjson": ("jsonl", False),
    "a.md": ("md", False),
    "a.parquet": ("parquet", False),
    "a.xlsx": ("xlsx", False),
    "a.tsv.gz": ("tsv", True),
    "a.txt.gz": ("tsv", True),
    "a.csv.gz": ("csv", True),
    "a.json.GZ": ("json", True),
    "a.ndjson.gz": ("jsonl", True),
    "a.md.gz": ("md", True),
}


@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("is_named", [False, True])
def test_the_ending_tells(name: str, *, is_named: bool) -> None:
    form, is_compressed = ENDINGS[name]
    target = choose_target(form if is_named else None, Path(name))
    assert target == Target(TableForm(form), Path(name), is_compressed=is_compressed)


@pytest.mark.parametrize("name", ENDINGS)
def test_a_format_that_the_ending_contradicts_is_refused(name: str) -> None:
    for form in TableForm:
        if form.value != ENDINGS[name][0]:
            with pytest.raises(UsageError, match=f"--format says {form.value}"):
                choose_target(form.value, Path(name))


@pytest.mark.parametrize(
    "name", [".tsv", "a.gz", "a.xls", "a.xlsx.gz", "a.parquet.gz", "a.tsv.bz2", "a."]
)
def test_an_ending_that_names_no_form_is_refused(name: str) -> None:
    for form in (None, "tsv", "xlsx"):
        with pytest.raises(UsageError, match="the ending names no format"):
            choose_target(form, Path(name))


@pytest.mark.parametrize("name", ["a", "tsv", "folder.tsv/a"])
def test_a_name_without_an_ending_says_nothing(name: str) -> None:
    with pytest.raises(UsageError, match="the ending names no format"):
        choose_target(None, Path(name))
    for form in TableForm:
        assert choose_target(form.value, Path(name)) == Target(form, Path(name))


def test_standard_output_is_tab_separated_unless_said_otherwise() -> None:
    for output in (None, Path("-")):
        assert choose_target(None, output).form is TableForm.TSV
        for form in TableForm:
            assert choose_target(form.value, output) == Target(form)


def test_only_tsv_and_csv_can_be_without_header() -> None:
    for form in TableForm:
        if form.value in ("tsv", "csv"):
            assert not choose_target(form.value, None, has_header=False).has_header
        else:
            with pytest.raises(UsageError, match="--no-header is for tsv and csv"):
                choose_target(form.value, None, has_header=False)


def test_a_missing_extra_is_told_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    for form in TableForm:
        if form.value in ("parquet", "xlsx"):
            with pytest.raises(UsageError, match="not installed") as told:
                choose_target(form.value, None)
            assert "foxp3tool[tables]" in str(told.value)
            assert isinstance(told.value, Foxp3ToolError)
        else:
            choose_target(form.value, None)
