"""Lines near the gene are found in blocks of any size as by looking at every line."""

from __future__ import annotations

import io
import sys
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vcf_builder import Annotate, vcf

from foxp3tool.errors import InputError
from foxp3tool.formats import vcf_lines
from foxp3tool.formats.vcf_lines import VcfLines
from foxp3tool.formats.vcf_shape import FIXED_COLUMNS, LineJudge, span_of
from foxp3tool.formats.vcf_text import ByteSource
from foxp3tool.model.interval import Interval
from foxp3tool.pipeline.assembly import AssemblyJudge
from foxp3tool.pipeline.toolkit import Toolkit

WINDOWS = (Interval(999, 2000), Interval(4999, 6000))
HEADER = vcf()


@pytest.fixture(scope="module")
def judge(toolkit: Toolkit) -> AssemblyJudge:
    return AssemblyJudge(toolkit.bundle.manifest, toolkit.bundle.genes)


class Found:
    """What was found in a body, with a size of the blocks and of the part that is looked at."""

    def __init__(
        self, judge: AssemblyJudge, body: bytes, block: int, checked: int, longest: int = 1_000
    ) -> None:
        self.faults: list[tuple[int, bytes]] = []
        with (
            patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(HEADER + body))),
            patch.object(vcf_lines, "_BLOCK", block),
            patch.object(vcf_lines, "CHECKED_LINES", checked),
            patch.object(vcf_lines, "_LONGEST_REF", longest),
        ):
            looks = LineJudge("-", judge, WINDOWS, self._reject)
            self.counts = looks.counts
            lines = VcfLines(ByteSource("-"), looks)
            self.lines = [(one.line, one.raw, one.end) for one in lines.candidates()]
            self.last = lines.last

    def _reject(self, error: InputError, raw: bytes) -> None:
        assert error.message
        assert error.remedy
        assert error.line is not None
        self.faults.append((error.line, raw))


def expected(body: bytes) -> tuple[list[tuple[int, bytes, int]], int, bool]:
    """Return the lines wanted, records and if any is on X: read by the letter, line by line."""
    found, records, on_x = [], 0, False
    for number, raw in enumerate(body.split(b"\n"), HEADER.count(b"\n") + 1):
        line = raw.rstrip(b"\r")
        if not line:
            continue
        records += 1
        chrom, pos, _, ref, alt, _, _, info = line.split(b"\t")
        if chrom not in (b"X", b"chrX", b"23", b"chrx", b"NC_000023.11"):
            continue
        on_x = True
        first, last = int(pos), int(pos) + len(ref) - 1
        if alt == b"<DEL>" and info.startswith(b"END="):
            last = max(last, int(info[4:]))
        if (first <= 2000 and last >= 1000) or (first <= 6000 and last >= 5000):
            found.append((number, line, last))
    return found, records, on_x


contigs = st.sampled_from(["X", "chrX", "23", "chrx", "NC_000023.11", "1", "2", "chr2", "XY", "3X"])
positions = (
    st.integers(1, 7000)
    | st.integers(1, 20_000)
    | st.sampled_from([999, 1000, 2000, 2001, 4999, 5000, 6000, 6001, 10_000])
)
alleles = st.tuples(st.text("ACGT", min_size=1, max_size=30), st.sampled_from(["A", "C,G", "*"]))
symbols = st.tuples(st.just("A"), st.just("<DEL>"))


@st.composite
def records(draw: st.DrawFn) -> str:
    ref, alt = draw(alleles | symbols)
    info = f"END={draw(positions)}" if alt == "<DEL>" else draw(st.sampled_from([".", "DP=1"]))
    name = draw(st.sampled_from([".", "rs1", "X"]))
    return "\t".join([draw(contigs), str(draw(positions)), name, ref, alt, ".", ".", info])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(records(), max_size=25),
    st.integers(1, 600),
    st.integers(1, 4),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([0, 1, 3]),
    st.sampled_from([3, 29, 30, 1_000]),
)
def test_blocks_of_any_size(
    judge: AssemblyJudge,
    lines: list[str],
    block: int,
    checked: int,
    end: str,
    ends: int,
    longest: int,
) -> None:
    body = (end.join(lines) + end * ends).encode()
    found = Found(judge, body, block, checked, longest)
    assert (found.lines, found.counts.records, found.counts.on_x > 0) == expected(body)
    assert found.faults == []
    if lines:
        assert found.last == lines[-1].encode()


FAR = [f"1\t{number}\t.\tA\tC\t.\t.\t." for number in range(1, 60)]


@pytest.mark.parametrize(
    "bad",
    [
        "X\t1500\t.\tA",
        "X 1500 . A C . . .",
        "X \t1500\t.\tA\tC\t.\t.\t.",
        "X\t15OO\t.\tA\tC\t.\t.\t.",
        "X\t99999999999\t.\tA\tC\t.\t.\t.",
        "X\t1500\t.\t\tC\t.\t.\t.",
        "X\t1500\t.\tA\t\t.\t.\t.",
        "X\t1500\t.\tA\tC,\t.\t.\t.",
        "X\t1500\t.\tA\tC\t.\t.\t.\tGT",
        "X\t",
    ],
)
@pytest.mark.parametrize("block", [1, 16, 1 << 20])
def test_a_malformed_line_of_x_is_told_wherever_it_stands(
    judge: AssemblyJudge, bad: str, block: int
) -> None:
    body = "\n".join([*FAR, bad, *FAR]).encode() + b"\n"
    found = Found(judge, body, block, 2)
    assert found.faults == [(HEADER.count(b"\n") + len(FAR) + 1, bad.encode())]
    assert found.counts.records == 2 * len(FAR)


def test_a_contig_of_another_build_is_refused_wherever_it_stands(judge: AssemblyJudge) -> None:
    body = "\n".join([*FAR, "CP068255.2\t1500\t.\tA\tC\t.\t.\t."]).encode()
    with pytest.raises(InputError, match="not supported") as told:
        Found(judge, body, 100, 2)
    assert told.value.line == HEADER.count(b"\n") + len(FAR) + 1


def test_the_shape_of_the_first_lines_is_checked_on_every_contig(annotate: Annotate) -> None:
    result = annotate(vcf(*(["1 5 . A C . . ."] * 900), "2 x . A C . . ."))
    assert result.code == 1
    assert "line 904: malformed record: POS is 'x'" in result.err


@pytest.mark.parametrize(
    "line",
    [
        "X\t0000001500\t.\tA\tC\t.\t.\t.",
        f"X\t401\t.\t{'A' * 600}\tC\t.\t.\t.",
        "X\t9\t.\tA\t<DEL>\t.\t.\tEND=1500",
        "X\t9000\t.\tA\tA[X:1500[\t.\t.\t.",
        "chrX\t1500\t.\tA\tC\t.\t.\t.",
        "X\t9\t.\tA\t.\t.\tPASS\tEND=1500",
        "X\t9\t.\tA\t.\t.\tPASS\tDP=3;END=1000;MQ=60",
    ],
)
@pytest.mark.parametrize("longest", [1, 599, 600])
def test_a_line_of_a_known_contig_that_reaches_a_window_is_found(
    judge: AssemblyJudge, line: str, longest: int
) -> None:
    far = "X\t90000\t.\tA\tC\t.\t.\t."
    short = "X\t9\t.\tA\t.\t.\tPASS\tCIEND=0,1500;END=999"
    body = "\n".join([*FAR, far, *FAR, far, short, line, far, ""]).encode()
    found = Found(judge, body, 200, 1, longest)
    assert [one[1] for one in found.lines] == [line.encode()]
    assert found.counts.records == 2 * len(FAR) + 5


@pytest.mark.parametrize(
    ("line", "last"),
    [
        # VCF 4.5: LEN is the number of bases of a block, its first among them.
        ("X 9 . A <*> . PASS . GT:LEN 0/0:992 0/0:7", 1000),
        ("X 9 . A <*> . PASS . GT:LEN:DP 0/0 0/0:.", 9),
        ("X 9 . A <*> . PASS . GT:DP 0/0:992", 9),
        ("X 9 . A C . PASS . GT:LEN 0/0:992", 9),
        ("X 9 . AC . . PASS END=1000", 1000),
        ("X 9 . AC . . PASS END=1", 10),
        ("X 9 . AC C . PASS END=1000", 10),
    ],
)
def test_a_block_goes_as_far_as_its_record_says(line: str, last: int) -> None:
    cells = line.replace(" ", "\t").encode().split(b"\t", FIXED_COLUMNS)
    assert span_of(cells) == (9, last)
