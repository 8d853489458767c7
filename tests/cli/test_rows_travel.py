"""Rows and errors go through pickle and deepcopy, as they must to reach another process."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from pysam import tabix_index

import foxp3tool
from foxp3tool.pipeline.sources import load_sources

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = (
    "c.1150G>A",  # on its own
    "p.Ala384Thr",  # several DNA changes of one protein change
    "c.[1010G>A;1150G>A]",  # several on one chromosome: no hints
    "NC_000023.11:g.(49250000_49251000)_(49252000_49253000)del",  # ends known as ranges
    "c.1150C>A",  # not answered
)
Travel = Callable[[Any], Any]
WAYS: list[Travel] = [
    *(lambda one, p=p: pickle.loads(pickle.dumps(one, p)) for p in range(2, 6)),
    copy.deepcopy,
    copy.copy,
]


def travelled(rows: list[foxp3tool.AnnotatedRow], there_and_back: Travel) -> None:
    for row in rows:
        # Before anybody has asked for the hints, and after.
        fresh = there_and_back(row)
        assert fresh == row
        assert foxp3tool.cells(fresh, "full") == foxp3tool.cells(row, "full")
        assert there_and_back(row) == fresh
        if row.evidence is not None:
            assert fresh.evidence is not None
            assert fresh.evidence.sheet == row.evidence.sheet
            assert fresh.evidence.sheet.hints


@pytest.mark.parametrize("way", WAYS)
def test_rows_of_names(way: Travel) -> None:
    travelled(foxp3tool.lookup(*TEXTS, transcripts="refseq"), way)


@pytest.mark.parametrize(
    "name", ["ipex_demo.GRCh38.vcf", "ipex_demo.GRCh37.vcf", "structural.GRCh38.vcf"]
)
def test_rows_of_files(name: str) -> None:
    if not (EXAMPLES / name).exists():
        pytest.skip("no such example")
    travelled(list(foxp3tool.annotate_file(EXAMPLES / name)), WAYS[-3])


def test_rows_of_samples() -> None:
    options = foxp3tool.SampleOptions.parse("all", EXAMPLES / "family.ped", [])
    rows = list(foxp3tool.annotate_file(EXAMPLES / "family.GRCh38.vcf", samples=options))
    assert any(row.sample is not None for row in rows)
    travelled(rows, WAYS[-3])


def test_rows_with_a_source_hold_what_it_says(tmp_path: Path) -> None:
    source = tmp_path / "gnomad.vcf"
    source.write_text(
        "##fileformat=VCFv4.2\n##contig=<ID=chrX,length=156040895,assembly=GRCh38>\n"
        '##INFO=<ID=AF,Number=A,Type=Float,Description="Frequency">\n'
        '##INFO=<ID=AC,Number=A,Type=Integer,Description="Count">\n'
        '##INFO=<ID=AN,Number=1,Type=Integer,Description="Number">\n'
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        "chrX\t49251480\t.\tC\tT\t.\t.\tAF=0.25;AC=25000;AN=100000\n"
    )
    packed = tabix_index(str(source), preset="vcf", force=True)
    toolkit = foxp3tool.Toolkit.current()
    sources = load_sources([f"gnomad={packed}:AF,AC,AN"], toolkit, "GRCh38")
    toolkit.populations.sources = sources
    with foxp3tool.VcfAnnotation(
        toolkit, str(EXAMPLES / "family.GRCh38.vcf"), sources=sources
    ) as run:
        rows = list(run.rows())
    (row,) = (row for row in rows if row.source.pos == 49251480 and row.sample is None)
    there = pickle.loads(pickle.dumps(row))
    # A quarter of all chromosomes is common: BA1 (PMID 25741868) rests on the source.
    assert "BA1" in foxp3tool.cells(there, "evidence")["evidence"]
    (column,) = (one for one in sources[0].columns if one.name == "gnomad_AF")
    assert column.value(there) == column.value(row) == "0.25"


def test_a_pool_of_processes() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        ((row,),) = pool.map(foxp3tool.lookup, ["c.1150G>A"])
        assert foxp3tool.cells(row, "hgvs_p,ipex_id,evidence") == foxp3tool.cells(
            foxp3tool.lookup("c.1150G>A")[0], "hgvs_p,ipex_id,evidence"
        )
        failed = pool.submit(foxp3tool.convert, "c.1150C>A", "hgvs_g").exception(30)
    assert isinstance(failed, foxp3tool.NotationError)
    assert failed.code is foxp3tool.IssueCode.REF_MISMATCH
    assert "NM_014009.4 has G there" in failed.message
    assert failed.offset == 6
    assert failed.hints


@pytest.mark.parametrize("way", WAYS)
def test_every_error(way: Travel) -> None:
    for kind in (
        foxp3tool.Foxp3ToolError,
        foxp3tool.InputError,
        foxp3tool.OutputError,
        foxp3tool.ReferenceDataError,
        foxp3tool.UsageError,
    ):
        error = kind("broken", file="a.vcf", line=3, text="abc", offset=1, cause="x", remedy="y")
        again = way(error)
        assert type(again) is kind
        assert str(again) == str(error)
        assert (again.file, again.line, again.text, again.offset) == ("a.vcf", 3, "abc", 1)
    with pytest.raises(foxp3tool.NotationError) as caught:
        foxp3tool.convert("c.1150C>A", "hgvs_g")
    again = way(caught.value)
    assert str(again) == str(caught.value)
    assert again.code is foxp3tool.IssueCode.REF_MISMATCH
    assert again.hints == caught.value.hints
