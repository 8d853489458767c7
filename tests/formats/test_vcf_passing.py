"""The text between the records near the gene is handed on, byte by byte and in order."""

from __future__ import annotations

import io
import sys
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vcf_builder import vcf

from foxp3tool.formats import vcf_lines
from foxp3tool.formats.vcf_lines import VcfLines
from foxp3tool.formats.vcf_record import Candidate
from foxp3tool.formats.vcf_shape import LineJudge
from foxp3tool.formats.vcf_text import ByteSource
from foxp3tool.model.interval import Interval
from foxp3tool.pipeline.assembly import AssemblyJudge
from foxp3tool.pipeline.toolkit import Toolkit

WINDOWS = (Interval(999, 2000), Interval(4999, 6000))
HEADER = vcf()
NEAR = b"X\t1500\trs1\tA\tC\t.\t.\tDP=1"
FAR = b"1\t7\t.\tA\tC\t.\t.\t."
BESIDE = b"X\t7000\t.\tA\tC\t.\t.\t."
SYMBOL = b"X\t10\t.\tA\t<DEL>\t.\t.\tEND=20"
BAD = b"X\t15OO\t.\tA\tC\t.\t.\t."
IN_WINDOW, MALFORMED = {NEAR}, {BAD}


@pytest.fixture(scope="module")
def judge(toolkit: Toolkit) -> AssemblyJudge:
    return AssemblyJudge(toolkit.bundle.manifest, toolkit.bundle.genes)


def pieces(judge: AssemblyJudge, body: bytes, block: int, checked: int) -> list[Candidate | bytes]:
    """Return what is handed on, with a size of the blocks and of the part that is looked at."""
    with (
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(HEADER + body))),
        patch.object(vcf_lines, "_BLOCK", block),
        patch.object(vcf_lines, "CHECKED_LINES", checked),
    ):
        looks = LineJudge("-", judge, WINDOWS, lambda _error, _raw: None, passing=True)
        return list(VcfLines(ByteSource("-"), looks).candidates())


def expected(lines: list[tuple[bytes, bytes]]) -> list[bytes | tuple[bytes, bytes]]:
    """Return runs of text and, as pairs, the lines in the windows with their ends."""
    found: list[bytes | tuple[bytes, bytes]] = []
    for line, end in lines:
        if line in IN_WINDOW:
            found.append((line, end))
        elif line in MALFORMED:
            continue
        elif found and isinstance(found[-1], bytes):
            found[-1] += line + end
        else:
            found.append(line + end)
    return found


def joined(found: list[Candidate | bytes]) -> list[bytes | tuple[bytes, bytes]]:
    """Return pieces in the form of :func:`expected`: neighbouring text as one."""
    made: list[bytes | tuple[bytes, bytes]] = []
    for piece in found:
        if isinstance(piece, Candidate):
            made.append((piece.raw, piece.ending))
        elif made and isinstance(made[-1], bytes):
            made[-1] += piece
        else:
            made.append(piece)
    return [piece for piece in made if piece != b""]


contents = st.sampled_from([NEAR, NEAR, FAR, BESIDE, SYMBOL, BAD, b""])
lines = st.lists(st.tuples(contents, st.sampled_from([b"\n", b"\n", b"\r\n"])), max_size=14)


@settings(max_examples=300, deadline=None)
@given(lines, st.integers(1, 200), st.integers(1, 4), st.sampled_from([0, 1]))
@example([(NEAR, b"\n"), (NEAR, b"\r\n"), (b"", b"\n"), (FAR, b"\n")], 1, 1, 0)
@example([(BAD, b"\n"), (FAR, b"\n"), (BAD, b"\n")], 30, 1, 1)
def test_nothing_is_lost_or_moved(
    judge: AssemblyJudge, made: list[tuple[bytes, bytes]], block: int, checked: int, cut: int
) -> None:
    if made and cut and made[-1][0]:
        made = [*made[:-1], (made[-1][0], b"")]
    # The lines that are looked at one by one must not begin with one that belongs to the header.
    made = [(FAR, b"\n"), *made]
    body = b"".join(line + end for line, end in made)
    assert joined(pieces(judge, body, block, checked)) == expected(made)


def test_text_far_from_the_gene_passes_in_few_pieces(judge: AssemblyJudge) -> None:
    body = (FAR + b"\n") * 50_000
    found = pieces(judge, body, 1 << 20, 10)
    assert len(found) < 40
    assert b"".join(piece for piece in found if isinstance(piece, bytes)) == body


def test_without_being_wanted_no_text_is_handed_on(judge: AssemblyJudge) -> None:
    body = b"\n".join([FAR, NEAR, BESIDE, NEAR, b""])
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(HEADER + body))):
        found = list(VcfLines(ByteSource("-"), LineJudge("-", judge, WINDOWS)).candidates())
    assert [isinstance(piece, Candidate) and piece.raw for piece in found] == [NEAR, NEAR]
