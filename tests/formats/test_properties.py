"""Whatever a valid VCF holds: each allele in the gene has a row, in input order."""

from __future__ import annotations

import io
import re
import sys
from typing import Any
from unittest.mock import patch

import pytest
from cli_runner import run_in_process
from hypothesis import given, settings
from hypothesis import strategies as st
from vcf_builder import FIVE, Annotate, vcf

from foxp3tool.formats.column import Level
from foxp3tool.formats.columns import columns_of
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.toolkit import Toolkit

FIRST, LAST = 49248436, 49269825
"""The bundled region on GRCh38."""

FULL = columns_of(Level.FULL)
NO_VARIANT = {"<NON_REF>", "<*>"}

bases = st.text("ACGTNacgtn", min_size=1, max_size=6)
near = (
    st.integers(FIRST - 20, FIRST + 20)
    | st.integers(LAST - 20, LAST + 20)
    | st.integers(FIRST, LAST)
)
positions = near | st.integers(1, 156040000)
SYMBOLS = """
    * <NON_REF> <*> <DEL> <DUP> <DUP:TANDEM> <DEL:ME:ALU> <INV> <CNV> <INS> <INS:ME> <CN0> <CN1>
    <CN2> <CNV:TR> <ODD> A[1:5[ ]X:9]T G. .G N[<c>:3[ [X:5[ T]X:]
"""
symbols = st.sampled_from(SYMBOLS.split())
breakends = st.tuples(
    st.sampled_from(["N[X:%d[", "N]X:%d]", "]X:%d]NGA", "[X:%d[N"]), positions
).map(lambda made: made[0] % made[1])
alts = st.lists(bases | symbols | breakends, min_size=1, max_size=4, unique=True).map(tuple)
offsets = st.tuples(st.integers(-90, 9), st.integers(-9, 90)).map(lambda p: f"{p[0]},{p[1]}")
infos = st.lists(
    st.one_of(
        st.tuples(st.just("END"), positions),
        st.tuples(st.just("SVLEN"), st.integers(-70_000, 70_000)),
        st.tuples(st.sampled_from(["CIPOS", "CIEND", "CILEN"]), offsets),
        st.tuples(st.just("CN"), st.sampled_from(["0", "1", "2", "3", "2.5", "."])),
        st.tuples(st.just("SVTYPE"), st.sampled_from(["DEL", "DUP", "BND", "CNV", "X"])),
        st.tuples(st.just("SVCLAIM"), st.sampled_from(["D", "J", "DJ"])),
        st.tuples(st.sampled_from(["SVINSSEQ", "CONSENSUS"]), bases),
        st.tuples(st.just("HOMLEN"), st.integers(0, 9)),
        st.just(("IMPRECISE", None)),
    ),
    max_size=5,
    unique_by=lambda pair: pair[0],
)
Record = tuple[str, int, str, tuple[str, ...], list[tuple[str, object]]]
records = st.tuples(
    st.sampled_from(["X"] * 6 + ["1", "Y"]),
    positions,
    bases,
    alts | st.just((".",)),
    infos,
)


def text(record: Record) -> str:
    chrom, pos, ref, alleles, info = record
    cell = ";".join(key if value is None else f"{key}={value}" for key, value in info)
    return f"{chrom} {pos} . {ref} {','.join(alleles)} . . {cell or '.'}"


def reaches(record: Record) -> bool:
    """Tell whether a record covers a base of the region, by REF, END, SVLEN or its neighbours."""
    chrom, pos, ref, alleles, info = record
    told: dict[str, Any] = dict(info)
    starts, ends = [pos], [pos + len(ref) - 1]
    if any(alt.startswith("<") for alt in alleles):
        ends.append(told.get("END", pos))
        # With one SVLEN for several alleles, that of any; an insertion has its length elsewhere.
        if not alleles[0].startswith("<INS"):
            ends.append(pos + abs(told.get("SVLEN", 0)))
    if alleles == (".",):
        ends.append(told.get("END", pos))
    for alt in alleles:
        neighbour = re.search(r"[][]X:(\d+)[][]", alt)
        there = [int(neighbour[1])] if neighbour else []
        starts, ends = starts + there, ends + there
    return chrom == "X" and min(starts) <= LAST and max(ends) >= FIRST


def is_block(record: Record) -> bool:
    _, pos, ref, alleles, info = record
    if alleles == (".",):
        return int(str(dict(info).get("END", 0))) > pos + len(ref) - 1
    return NO_VARIANT.issuperset(alleles)


def alleles_of(toolkit: Toolkit, data: bytes) -> tuple[list[tuple[str, int | None, str, str]], str]:
    """Return the source of each row, and the counts."""
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data))):
        run = VcfAnnotation(toolkit, "-")
        rows = list(run.rows())
    found = [(r.source.chrom, r.source.pos, r.source.ref, r.source.alt) for r in rows]
    for row in rows:
        assert (row.variant is None) <= bool(row.issues)
        if not row.source.alt.isalpha():
            for column in FULL:
                column.value(row)
    report = run.report
    return found, f"{report.in_gene} {report.reference_blocks} {report.outside}"


@settings(max_examples=100, deadline=None)
@given(st.lists(records, max_size=15))
def test_every_allele_in_the_gene_has_a_row_in_input_order(
    toolkit: Toolkit, made: list[Record]
) -> None:
    # So many good records that the build is not doubted, whatever the others say.
    padding = [record.split() for record in FIVE * 13]
    whole: list[Record] = [(c, int(p), r, (a,), []) for c, p, _, r, a, *_ in padding]
    whole += made
    inside = [record for record in whole if reaches(record)]
    blocks = sum(map(is_block, inside))
    expected = [
        (record[0], record[1], record[2], alt)
        for record in inside
        if not is_block(record)
        for alt in record[3]
        if alt not in NO_VARIANT
    ]
    found, counts = alleles_of(toolkit, vcf(*map(text, whole)))
    assert found == expected
    assert counts == f"{len(expected)} {blocks} {len(whole) - len(inside)}"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("ACGT.*<>[]:,;=\t0159xX#/|\r ", max_size=40), max_size=4))
def test_no_line_of_rubbish_is_a_bug(lines: list[str]) -> None:
    body = "".join(line + "\n" for line in lines).encode()
    result = run_in_process("annotate", stdin=vcf(*FIVE) + body)
    assert result.no_traceback().code in (0, 1)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_no_rubbish_is_a_bug(data: bytes, header: bool) -> None:  # noqa: FBT001 - drawn
    result = run_in_process("annotate", stdin=(b"##fileformat=VCFv4.2\n" if header else b"") + data)
    assert result.no_traceback().code == 1


def test_3000_samples(annotate: Annotate) -> None:
    cells = " ".join(["0/1:10"] * 3000)
    meta = [
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    ]
    samples = [f"S{number}" for number in range(3000)]
    result = annotate(vcf(*(f"{r} GT:DP {cells}" for r in FIVE), samples=samples, meta=meta))
    assert result.code == 0
    assert [row["ipex_match"] for row in result.table] == ["exact"] * 5


@pytest.mark.parametrize("where", ["REF", "ALT"])
def test_very_long_alleles(annotate: Annotate, where: str) -> None:
    long = "C" * 30_000
    ref, alt = (long, "C") if where == "REF" else ("C", long)
    result = annotate(vcf(f"X 49251480 . {ref} {alt} . . ."))
    assert (result.no_traceback().code, len(result.table)) == (0, 1)
