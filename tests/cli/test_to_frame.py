"""``foxp3tool.to_frame``: the table of the command line as a typed frame."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from cli_runner import TIMEOUT, Run, read_table

import foxp3tool
from foxp3tool.errors import UsageError
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.genotype_columns import SAMPLE_COLUMNS
from foxp3tool.model.genotype import Sex
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.samples import SampleMode, SampleOptions
from foxp3tool.pipeline.toolkit import Toolkit

NAMES = ["c.1150G>A", "nonsense", "p.Arg397Trp", "c.227del"]
FAMILY = Path(__file__).parents[2] / "examples" / "family.GRCh38.vcf"


def as_text(frame: pd.DataFrame) -> list[dict[str, str]]:
    rows = frame.astype("string").fillna("").to_dict("records")
    return [{str(name): str(cell) for name, cell in row.items()} for row in rows]


def plain(table: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return rows with what is no whole number in a frame as that writes it: 1.0 for 1."""
    return [
        {name: str(float(cell)) if cell and name in ("gq", "vaf") else cell
         for name, cell in row.items()}
        for row in table
    ]  # fmt: skip


def test_names_give_the_table_of_lookup(run: Run) -> None:
    table = read_table(run("lookup", *NAMES, "--columns", "full").out)
    assert as_text(foxp3tool.to_frame(NAMES, columns="full")) == table
    assert len(table) == 4


def test_one_name_is_no_list_of_letters() -> None:
    frame = foxp3tool.to_frame("c.1150G>A")
    assert list(frame.id) == ["c.1150G>A"]
    assert list(frame.pos) == [49_251_480]


def test_a_path_is_a_vcf(run: Run, demo: Path) -> None:
    options = {"columns": "minimal", "transcripts": "refseq", "assembly": "GRCh38"}
    frame = foxp3tool.to_frame(demo, **options)  # type: ignore[arg-type]
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    assert as_text(frame) == read_table(run("annotate", demo, *arguments).out)


def test_rows_and_names_may_be_mixed(toolkit: Toolkit) -> None:
    rows = lookup_rows(
        toolkit, ["c.1150G>A"], transcripts="mane", assembly=None, report=LookupReport()
    )
    frame = foxp3tool.to_frame([*rows, "c.1150G>A"], columns="full", toolkit=toolkit)
    pd.testing.assert_frame_equal(frame[:1], frame[1:].reset_index(drop=True))


def test_types() -> None:
    frame = foxp3tool.to_frame(NAMES, columns="full")
    integers = {"pos", "nmd_distance"}
    for column in COLUMNS:
        wanted = "Int64" if column.name in integers else "string"
        assert str(frame.dtypes[column.name]) == wanted, column.name
    assert frame.pos.isna().tolist() == [False, True, False, False]
    # Of c.227del, which shifts the frame, the stop lies before the last junction.
    assert frame.nmd_distance.isna().tolist() == [True, True, True, False]
    assert frame.hgvs_c[1] is pd.NA


def test_columns_of_samples(toolkit: Toolkit) -> None:
    samples = SampleOptions(SampleMode.CARRIERS, sexes={"son": Sex.MALE})
    with VcfAnnotation(toolkit, str(FAMILY), samples=samples) as run:
        frame = foxp3tool.to_frame(run.rows(), columns=[*COLUMNS[:5], *SAMPLE_COLUMNS])
    carriers = frame[frame["sample"].notna()]
    assert len(carriers) > 2
    assert {str(frame.dtypes[name]) for name in ("ad_ref", "ad_alt", "dp")} == {"Int64"}
    assert {str(frame.dtypes[name]) for name in ("gq", "vaf")} == {"Float64"}
    assert carriers.gq.notna().any()


def test_no_variants_are_a_frame_with_columns() -> None:
    frame = foxp3tool.to_frame([], columns="pos,hgvs_c")
    assert frame.shape == (0, 2)
    assert [str(kind) for kind in frame.dtypes] == ["Int64", "string"]


def test_the_frame_tells_what_it_was_made_with(toolkit: Toolkit) -> None:
    told = foxp3tool.to_frame("c.1150G>A", toolkit=toolkit).attrs["foxp3tool"]
    assert told["data_version"] == toolkit.bundle.manifest.data_version
    assert told["use"] == "Research use only; not a diagnosis."


def test_an_unknown_column_is_told() -> None:
    with pytest.raises(UsageError, match="no column 'exno'"):
        foxp3tool.to_frame("c.1150G>A", columns="exno")


def test_pandas_is_loaded_when_a_frame_is_made() -> None:
    script = (
        "import sys, foxp3tool\n"
        "make = foxp3tool.to_frame\n"
        "assert 'pandas' not in sys.modules\n"
        "make('c.1150G>A')\n"
        "assert 'pandas' in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=TIMEOUT
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("mode", ["carriers", "all", "summary"])
@pytest.mark.parametrize("columns", ["minimal", "standard", "full"])
def test_samples_have_the_columns_of_the_command(run: Run, mode: str, columns: str) -> None:
    ped = FAMILY.with_name("family.ped")
    table = run(
        "annotate", "-q", FAMILY, "--samples", mode, "--ped", ped, "--columns", columns
    ).table
    options = SampleOptions.parse(mode, str(ped))
    frame = foxp3tool.to_frame(FAMILY, samples=options, columns=columns)
    assert as_text(frame) == plain(table)
    rows = list(foxp3tool.annotate_file(FAMILY, samples=options))
    assert as_text(foxp3tool.to_frame(rows, columns=columns)) == plain(table)
    # The row of the allele itself tells of no sample.
    whole = [row for row in table if not row.get("sample")]
    alone = [row for row in rows if row.sample is None]
    for cells, row in zip(whole, alone, strict=True):
        assert {name: cells[name] for name in foxp3tool.cells(row, columns)} == foxp3tool.cells(
            row, columns
        )
    carriers = [row for row in rows if row.sample is not None]
    for cells, row in zip((row for row in table if row.get("sample")), carriers, strict=True):
        assert foxp3tool.cells(row, columns) == cells


def test_columns_of_samples_by_name() -> None:
    options = SampleOptions.parse("carriers")
    frame = foxp3tool.to_frame(FAMILY, samples=options, columns="sample,genotype")
    assert list(frame) == ["sample", "genotype"]
    (row, *_) = foxp3tool.annotate_file(FAMILY)
    assert foxp3tool.cells(row, ["pos", "sample"]) == {"pos": "49251480", "sample": ""}


def test_the_name_of_a_file_is_no_variant() -> None:
    with pytest.raises(UsageError, match="is a file") as told:
        foxp3tool.to_frame(str(FAMILY))
    assert "pathlib.Path" in str(told.value)


def test_an_open_name_of_a_file_may_be_a_path(toolkit: Toolkit) -> None:
    with VcfAnnotation(toolkit, FAMILY) as by_path, VcfAnnotation(toolkit, str(FAMILY)) as by_text:
        assert list(by_path.rows()) == list(by_text.rows())


@pytest.mark.parametrize("wrong", [None, 5, ["c.1150G>A"]])
def test_what_is_no_text_is_told_in_a_sentence(wrong: object) -> None:
    with pytest.raises(UsageError, match="is no text"):
        foxp3tool.lookup(wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="neither a row nor the name of a variant"):
        foxp3tool.to_frame([wrong])  # type: ignore[list-item]
    (row,) = foxp3tool.lookup("c.1150G>A")
    with pytest.raises(UsageError, match="is no column"):
        foxp3tool.cells(row, [wrong])  # type: ignore[list-item]
    with pytest.raises(UsageError, match="is not one of none, summary, carriers, all"):
        SampleOptions.parse("foo")


def test_a_frame_is_no_list_of_variants() -> None:
    frame = pd.DataFrame({"variant": ["c.1150G>A"]})
    with pytest.raises(UsageError, match="a data frame is no list of variants"):
        foxp3tool.to_frame(frame)
    assert list(foxp3tool.to_frame(frame["variant"], columns="hgvs_p")["hgvs_p"]) == [
        "NP_054728.2:p.(Ala384Thr)"
    ]


def test_options_of_another_type_are_told_in_a_sentence() -> None:
    with pytest.raises(UsageError, match="is no text"):
        foxp3tool.lookup("c.1150G>A", transcripts=["NM_014009.4"])  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="there is no build 38"):
        foxp3tool.lookup("c.1150G>A", assembly=38)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="there is no form"):
        foxp3tool.convert("c.1150G>A", ["spdi"])  # type: ignore[arg-type]
