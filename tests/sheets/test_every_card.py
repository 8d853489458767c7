"""Every entry of the catalog as a card: it fits, it is clean, and box, sections and table agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from looking import Look, columns, lines, one, texts

from foxp3tool.formats.card import card_lines
from foxp3tool.formats.card_style import CardStyle
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.sheet import SectionKind, Sheet, Tone
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

WIDTHS = (40, 60, 80, 100, 160)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;]*;[^\x1b]*\x1b\\")
VALUES = {column.name: column.value for column in COLUMNS}
OTHERS = (
    "c.[1118T>C;1150G>A]", "c.[210+1G>A;1150G>A]", "c.(210+1_211-1)_(315+1_316-1)del", "c.3G>A",
    "NC_000023.11:g.49250000_49253000del", "c.1294T>C", "c.906del", "c.1282dup", "c.748_750dup",
    "NC_000023.11:g.49200000_49300000del", "p.Phe374Ter", "c.-7225del", "c.1150T>A", "rs1",
)  # fmt: skip


def styles(widths: Sequence[int] = WIDTHS) -> Iterator[CardStyle]:
    for width in widths:
        for is_ascii in (False, True):
            for is_colored in (False, True):
                yield CardStyle(width, is_ascii=is_ascii, is_colored=is_colored)


def check_card(sheet: Sheet, style: CardStyle) -> None:
    card = [ESCAPE.sub("", line) for line in card_lines(sheet, style)]
    assert max(map(columns, card)) <= style.width
    assert all(line.isprintable() for line in card)
    assert not style.is_ascii or all(line.isascii() for line in card)
    # Every caution is on every card, however narrow.
    told = " ".join(line.rstrip(" |\u2502").strip(" |\u2502") for line in card).split()
    flat = "".join(told)
    for section in sheet.sections:
        for line in section.lines:
            # A label that takes two lines stands between the words of its text.
            is_plain = len(line.label) <= 18 or style.width < 72
            if line.tone in (Tone.CAUTION, Tone.ERROR) and is_plain and not line.is_further:
                assert "".join(style.plain(line.text).split()) in flat, line.text


def check_agreement(sheet: Sheet, row: AnnotatedRow) -> None:
    """The box, the sections and the table say the same."""
    cells = {name: VALUES[name](row) for name in (
        "hgvs_c", "hgvs_p", "ipex_match", "ipex_id", "clinvar_significance", "consequence",
        "ipex_references", "grch37", "grch38", "spdi", "impact",
    )}  # fmt: skip
    match = texts(sheet, SectionKind.REPORTED, "IPEX match")
    assert match.startswith(f"{cells['ipex_match']}: ")
    ids = [name for name in cells["ipex_id"].split("|") if name]
    assert list(sheet.overview.entries) == ids
    if cells["ipex_match"] == "exact":
        assert all(name in sheet.verdict for name in ids)
        numbers = [int(number) for number in re.findall(r", (\d+) papers?\)", sheet.verdict)]
        cited = [one for one in cells["ipex_references"].split("|") if one]
        papers = [one for one in cited if not one.startswith(("ClinVar", "UniProt", "no pub"))]
        assert sum(numbers) >= len(papers)
    elif cells["ipex_match"] == "none":
        assert "is reported in IPEX" not in sheet.verdict
    else:
        assert any(name in sheet.verdict for name in ids)
    for significance in filter(None, cells["clinvar_significance"].split("|")):
        assert significance in sheet.verdict
        assert significance in texts(sheet, SectionKind.DATABASES, "ClinVar")
    names = texts(sheet, SectionKind.NAMES)
    for name in ("hgvs_c", "hgvs_p", "spdi"):
        assert len(cells[name]) > 150 or cells[name] in names
    effect = texts(sheet, SectionKind.EFFECT)
    for term in cells["consequence"].split("&"):
        assert f"{term}: " in effect
    assert f"{cells['impact']}: " in effect
    for section in sheet.sections:
        told = [(line.label, line.text, line.links) for line in section.lines if line.label]
        assert len(set(told)) == len(told), section.kind
        for line in section.lines:
            assert not re.search(r"  | ,|;;|,,", line.text), line.text


def rows(toolkit: Toolkit, text: str) -> list[AnnotatedRow]:
    report = LookupReport()
    return list(
        lookup_rows(toolkit, [text], transcripts="mane", assembly=None, report=report)
    )  # fmt: skip


def test_every_entry_agrees_with_its_table(look: Look, toolkit: Toolkit) -> None:
    for entry in toolkit.bundle.catalog:
        found = rows(toolkit, entry.id)
        sheets = look(entry.id)
        assert len(found) == len(sheets)
        for sheet, row in zip(sheets, found, strict=True):
            if row.variant is not None:
                check_agreement(sheet, row)


def test_a_sample_of_cards_fits_in_every_style(look: Look, toolkit: Toolkit) -> None:
    each = list(styles())
    for number, entry in enumerate(toolkit.bundle.catalog):
        if number % 2 == 0:
            check_card(one(look, entry.id), each[number // 2 % len(each)])


@pytest.mark.parametrize("text", OTHERS)
def test_cards_of_all_kinds_fit(look: Look, text: str) -> None:
    for sheet in look(text)[:3]:
        for style in (CardStyle(40), CardStyle(72, True), CardStyle(100, False, True)):
            check_card(sheet, style)


def test_no_caution_is_only_a_detail(look: Look) -> None:
    """Details of a plain line may be left out, so they must not be what warns."""
    warning = re.compile(r"must not|do not|mind|caution|not be read", re.IGNORECASE)
    shown = (SectionKind.FUNCTION, SectionKind.POPULATION, SectionKind.SOURCES)
    for text in ("c.1150G>A", "c.751_753del", "c.543C>T", "FOXP3-IPEX-0005", "c.*876A>G"):
        for section in one(look, text).sections:
            if section.kind in shown:
                continue
            for line in lines(one(look, text), section.kind):
                if line.tone is Tone.PLAIN and not line.is_further:
                    assert not warning.search(line.detail), line.detail


@pytest.mark.exhaustive
def test_every_card_in_every_style(look: Look, toolkit: Toolkit) -> None:
    for entry in toolkit.bundle.catalog:
        sheet = one(look, entry.id)
        for style in styles():
            check_card(sheet, style)
