"""Every form is written as rows come: memory does not grow with them."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from written_tables import WRITERS, Sink

from foxp3tool.formats import parquet
from foxp3tool.formats.cells import CellRow, Field
from foxp3tool.reference.bundle import Bundle

FIELDS = [Field("id"), Field("pos", "integer")]
ROWS = 1_000
# How many rows a form may hold: Excel's widths are chosen by the first 200, Parquet has groups.
HELD = {"xlsx": 200, "parquet": 100}


class Cells(list[str]):
    """Cells that can be watched."""


@pytest.mark.parametrize("form", WRITERS)
def test_rows_are_let_go(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_GROUP", HELD["parquet"])
    alive: weakref.WeakSet[Cells] = weakref.WeakSet()
    Cells.__hash__ = object.__hash__  # type: ignore[method-assign, assignment]
    most = 0

    def rows() -> Iterator[CellRow]:
        nonlocal most
        for number in range(ROWS):
            cells = Cells([f"row {number}", str(number)])
            alive.add(cells)
            if number == ROWS - 1:
                gc.collect()
                most = len(alive)
            yield CellRow(cells)
            del cells

    WRITERS[form](FIELDS, rows(), Sink().stream)
    assert 0 < most <= HELD.get(form, 1) + 2


@pytest.mark.parametrize("form", ["tsv", "csv", "json", "jsonl", "md"])
def test_text_is_written_row_by_row(form: str) -> None:
    sink = Sink()
    seen: list[bytes] = []

    def rows() -> Iterator[CellRow]:
        for number in range(4):
            seen.append(sink.data)
            yield CellRow([f"row {number}", str(number)])

    WRITERS[form](FIELDS, rows(), sink.stream)
    assert seen[0] == b""
    for number in range(1, 4):
        assert f"row {number - 1}".encode() in seen[number]
        assert sink.data.startswith(seen[number])


SCRIPT = """
import resource, sys
from foxp3tool.cli.main import run
try:
    run()
except SystemExit:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


@pytest.mark.exhaustive
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_all_substitutions_take_no_more_memory_than_some(
    bundle: Bundle, tmp_path: Path, form: str
) -> None:
    gene = bundle.genes["GRCh38"]
    region = gene.region
    used = {}
    for bases in (4_000, len(region)):
        path = tmp_path / "all.vcf"
        with path.open("w") as file:
            file.write("##fileformat=VCFv4.3\n##contig=<ID=X,length=156040895>\n")
            file.write("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n")
            for place in range(region.start, region.start + bases):
                ref = gene.plus_bases(place, place + 1)
                for alt in "ACGT".replace(ref, ""):
                    file.write(f"X\t{place + 1}\t.\t{ref}\t{alt}\t.\t.\t.\n")
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, "annotate", "-q", path, "-o", tmp_path / f"out.{form}"],
            capture_output=True, text=True, check=True, timeout=300,
        )  # fmt: skip
        used[bases] = int(done.stderr.splitlines()[-1])
    few, many = used.values()
    assert many < few + 25, f"{few} MB for a part, {many} MB for all"
