"""Sequences of thousands of bases are cut down for reading, and never in a table or JSON."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from looking import Look, columns, one, texts

from foxp3tool.formats.card import card_lines, overview_lines
from foxp3tool.formats.card_style import CardStyle
from foxp3tool.formats.figure import svg_text
from foxp3tool.formats.report_html import page
from foxp3tool.model.sheet import SectionKind
from foxp3tool.pipeline.figure import figure_content
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.report import ReportMaker, ReportOptions
from foxp3tool.pipeline.toolkit import Toolkit

LONG = re.compile(r"[ACGT]{60,}|(?:[A-Z][a-z]{2}){30,}")
NUMBER = 4_998


def inserted() -> str:
    """In-frame codons without a stop in transcript direction."""
    made = random.Random(7)
    codons = [a + b + c for a in "ACGT" for b in "ACGT" for c in "ACGT"]
    sense = [codon for codon in codons if codon not in ("TAA", "TAG", "TGA")]
    return "".join(made.choice(sense) for _ in range(NUMBER // 3))


@pytest.fixture(scope="module")
def name() -> str:
    # Between codons 372 (c.1114_1116) and 373.
    return f"c.1116_1117ins{inserted()}"


@pytest.mark.parametrize("width", [40, 80, 110])
def test_a_card_cuts_sequences_down_and_says_so(look: Look, name: str, width: int) -> None:
    sheet = one(look, name)
    style = CardStyle(width)
    card = card_lines(sheet, style)
    assert len(card) < 200
    assert max(map(columns, card)) <= width
    text = "".join("".join(card).split())
    assert not LONG.search(re.sub("[│╭╮╰╯─]", "", text))
    plain = " ".join(" ".join(card).split())
    assert f"({NUMBER:,} bases)" in plain
    # 1,666 codons give 1,666 residues.
    assert f"({NUMBER // 3:,} residues)" in plain
    assert "--columns full" in plain
    assert "--format json" in plain
    assert not LONG.search("\n".join(overview_lines([sheet, sheet], style)))


def test_a_short_sequence_is_told_whole(look: Look) -> None:
    sheet = one(look, "c.1116_1117insACGTACGTACGT")
    assert "insACGTACGTACGT" in texts(sheet, SectionKind.NAMES)
    names = sheet.section(SectionKind.NAMES)
    assert names is not None
    assert not names.note


def test_a_report_and_its_figure_cut_sequences_down(
    toolkit: Toolkit, name: str, tmp_path: Path
) -> None:
    pytest.importorskip("jinja2")
    vcf = tmp_path / "long.vcf"
    vcf.write_text(
        "##fileformat=VCFv4.2\n##contig=<ID=X,length=156040895,assembly=GRCh38>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        f"X\t49251480\t.\tC\tC{inserted()}\t.\tPASS\t.\n"
    )
    run = ReportMaker(toolkit, ReportOptions())
    run.add_names([name, f"c.[{name[2:]};1150G>A]"])
    run.add_file(str(vcf))
    written = page(run.content())
    assert not LONG.search(re.sub(r"<(style|script)>.*?</\1>", "", written, flags=re.DOTALL))
    assert f"({NUMBER:,} bases)" in written


def test_a_figure_cuts_sequences_down(toolkit: Toolkit, name: str) -> None:
    report = LookupReport()
    rows = list(
        lookup_rows(toolkit, [name], transcripts="mane", assembly=None, report=report)
    )  # fmt: skip
    drawn = svg_text(figure_content(toolkit, [rows]), prefix="a-")
    assert not LONG.search(drawn)
    assert f'data-hgvs-c="c.1116_1117ins{inserted()[:8]}...(4,998 bases)"' in drawn
    # The row itself, which tables and JSON are made from, is whole.
    assert rows[0].transcript is not None
    assert inserted() in rows[0].transcript.hgvs_c
