"""Whatever a valid VCF holds: each allele in the gene has a row, in input order."""

from __future__ import annotations

import io
import sys
from unittest.mock import patch

import pytest
from cli_runner import run_in_process
from hypothesis import given, settings
from hypothesis import strategies as st
from vcf_builder import FIVE, Annotate, vcf

from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.toolkit import Toolkit

FIRST, LAST = 49248436, 49269825
"""The bundled region on GRCh38."""

bases = st.text("ACGTNacgtn", min_size=1, max_size=6)
alts = st.lists(
    bases | st.sampled_from(["*", "<NON_REF>", "<DEL>", "A[1:5[", "]X:9]T"]),
    min_size=1,
    max_size=4,
    unique=True,
).map(tuple) | st.just((".",))
records = st.tuples(
    st.sampled_from(["X"] * 6 + ["1", "Y"]),
    st.integers(FIRST - 20, FIRST + 20)
    | st.integers(LAST - 20, LAST + 20)
    | st.integers(FIRST, LAST)
    | st.integers(1, 156040000),
    bases,
    alts,
)


def text(record: tuple[str, int, str, tuple[str, ...]]) -> str:
    chrom, pos, ref, alleles = record
    return f"{chrom} {pos} . {ref} {','.join(alleles)} . . ."


def reaches(record: tuple[str, int, str, tuple[str, ...]]) -> bool:
    chrom, pos, ref, _ = record
    return chrom == "X" and pos <= LAST and pos + len(ref) - 1 >= FIRST


def alleles_of(toolkit: Toolkit, data: bytes) -> tuple[list[tuple[str, int | None, str, str]], str]:
    """Return the source of each row, and the counts."""
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data))):
        run = VcfAnnotation(toolkit, "-")
        rows = list(run.rows())
    found = [(r.source.chrom, r.source.pos, r.source.ref, r.source.alt) for r in rows]
    for row in rows:
        assert (row.variant is None) <= bool(row.issues)
    return found, f"{run.report.in_gene} {run.report.outside}"


@settings(max_examples=150, deadline=None)
@given(st.lists(records, max_size=30))
def test_every_allele_in_the_gene_has_a_row_in_input_order(
    toolkit: Toolkit, made: list[tuple[str, int, str, tuple[str, ...]]]
) -> None:
    # So many good records that the build is not doubted, whatever the others say.
    padding = [record.split() for record in FIVE * 13]
    whole = [(c, int(p), r, tuple(a.split(","))) for c, p, _, r, a, *_ in padding] + made
    expected = [
        (c, p, r, a) for c, p, r, alleles in whole if reaches((c, p, r, ())) for a in alleles
    ]
    elsewhere = sum(len(record[3]) for record in whole if not reaches(record))
    found, counts = alleles_of(toolkit, vcf(*map(text, whole)))
    assert found == expected
    assert counts == f"{len(expected)} {elsewhere}"


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
