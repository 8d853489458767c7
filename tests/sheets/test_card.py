"""Cards: what they look like (golden files), what they hold, and what never reaches a terminal.

The golden files were read line by line. To change one, change it by hand, or take the new output
and read every line that differs. Facts are not proved here but in ``test_sheets.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from looking import Look, columns, one

from foxp3tool.formats.card import card_lines, overview_lines
from foxp3tool.formats.card_style import NARROWEST, WIDEST, CardStyle
from foxp3tool.model.link import Link
from foxp3tool.model.sheet import Line, Section, SectionKind, Sheet, Tone
from foxp3tool.pipeline.cards import MOST_CARDS, page_lines

GOLDEN = Path(__file__).parents[1] / "golden" / "cards"
VARIANTS = {
    "missense": "c.1150G->A",
    "frameshift": "c.227del",
    "splice": "c.210+1G>A",
    "polya": "c.*876A>G",
    "synonymous": "c.1155C>T",
    "intronic": "c.-23+2000T>C",
    "deletion": "NC_000023.11:g.49251002_49255002del",
    "unreadable": "c.1150T>A",
}
DRAWN = "─▒░█▼╭╮╰╯│\N{MULTIPLICATION SIGN}"
"""What is drawn with in UTF-8."""
WORD = re.compile(r"[^\s|+=#:.x-]{3,}")


@pytest.mark.parametrize(
    ("name", "width", "is_ascii"),
    [
        *((name, 80, False) for name in VARIANTS),
        ("missense", 80, True),
        ("deletion", 80, True),
        ("missense", 40, False),
        ("splice", 40, True),
    ],
)
def test_card_equals_golden_file(look: Look, name: str, width: int, is_ascii: bool) -> None:  # noqa: FBT001 - a table
    lines = card_lines(one(look, VARIANTS[name]), CardStyle(width, is_ascii=is_ascii))
    file = GOLDEN / f"{name}.{width}.{'ascii' if is_ascii else 'utf8'}.txt"
    assert "\n".join(lines) + "\n" == file.read_text(encoding="utf-8")


def test_overview_equals_golden_file(look: Look) -> None:
    sheets = look("p.A384T", "c.227del", "c.543C>T", "c.1150T>A")
    for width in (80, 40):
        lines = overview_lines(sheets, CardStyle(width, is_ascii=True))
        file = GOLDEN / f"overview.{width}.ascii.txt"
        assert "\n".join(lines) + "\n" == file.read_text(encoding="utf-8")


def test_the_page_of_the_docs_shows_a_golden_file() -> None:
    page = (GOLDEN.parents[2] / "docs" / "card.md").read_text(encoding="utf-8")
    assert (GOLDEN / "polya.80.utf8.txt").read_text(encoding="utf-8") in page


def all_cards(look: Look, style: CardStyle) -> list[str]:
    return list(page_lines([look(text) for text in VARIANTS.values()], style))


@pytest.mark.parametrize("width", [NARROWEST, 40, 71, 72, 80, WIDEST, 200])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_no_line_is_wider_than_the_terminal(look: Look, width: int, is_ascii: bool) -> None:  # noqa: FBT001 - a table
    lines = all_cards(look, CardStyle(width, is_ascii=is_ascii))
    assert max(map(columns, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    assert all(line.isprintable() for line in lines)
    assert not is_ascii or all(line.isascii() for line in lines)


def words(lines: Sequence[str]) -> list[str]:
    """All words of several letters, in order, without what is drawn, over the ends of lines."""
    text = "".join(" " if sign in DRAWN else sign for sign in "\n".join(lines))
    return [word for word in WORD.findall(text) if set(word) != {"v"}]


def test_ascii_says_the_same_words(look: Look) -> None:
    plain, drawn = (all_cards(look, CardStyle(80, is_ascii=flag)) for flag in (True, False))
    assert words(plain) == words(drawn)
    assert len(words(plain)) > 1500


def test_colours_only_repeat_what_the_words_say(look: Look) -> None:
    bare = all_cards(look, CardStyle(80))
    colored = all_cards(look, CardStyle(80, is_colored=True))
    text = "\n".join(colored)
    assert "\x1b[" in text
    without = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^;]*;[^\x1b]*\x1b\\", "", text)
    assert [line.rstrip() for line in without.split("\n")] == bare


def test_links_lead_where_the_sheet_says(look: Look) -> None:
    text = "\n".join(card_lines(one(look, "c.1150G>A"), CardStyle(100, is_colored=True)))
    found = set(re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\", text))
    assert "https://pubmed.ncbi.nlm.nih.gov/11137993/" in found
    assert "https://www.ncbi.nlm.nih.gov/clinvar/variation/11410/" in found
    assert all(address.startswith(("https://", "http://")) for address in found)


def test_what_is_left_out_is_told(look: Look) -> None:
    sheet = one(look, VARIANTS["deletion"])
    related = sheet.section(SectionKind.RELATED)
    assert related is not None
    further = sum(line.is_further for line in related.lines)
    assert further > 50
    text = "\n".join(card_lines(sheet, CardStyle(100)))
    assert f"and {further} more, see catalog_related" in text
    assert "--columns full" in text
    reported = " ".join(" ".join(card_lines(one(look, "c.1150G>A"), CardStyle(100))).split())
    assert "foxp3tool catalog show FOXP3-IPEX-0127" in reported


def test_the_marks_are_explained_where_they_stand(look: Look) -> None:
    text = "\n".join(card_lines(one(look, "c.1150G->A"), CardStyle(100)))
    assert re.search(r"^\* IPEX match", text, re.MULTILINE)
    assert re.search(r"^! repaired", text, re.MULTILINE)
    assert "* reported as IPEX; ! mind this; ? not known, or open" in text
    # Nothing of this variant is reported.
    unknown = "\n".join(card_lines(one(look, "c.1155C>T"), CardStyle(100)))
    assert "* reported" not in unknown


def test_a_caret_stands_under_the_fault(look: Look) -> None:
    lines = card_lines(one(look, "c.1150T>A"), CardStyle(80))
    (number,) = (number for number, line in enumerate(lines) if line.strip() == "c.1150T>A")
    assert lines[number].index("T") == lines[number + 1].index("^")


# Several variants


def test_one_variant_has_no_overview(look: Look) -> None:
    lines = list(page_lines([look("c.1150G>A")], CardStyle(80)))
    assert lines[0].startswith("╭─ FOXP3 c.1150G>A")


def titles(lines: Sequence[str]) -> list[str]:
    return [line.strip("╭╮─ ") for line in lines if line.startswith("╭")]


def test_a_protein_name_shows_the_reported_change_and_lists_the_others(look: Look) -> None:
    lines = list(page_lines([look("p.A384T")], CardStyle(80)))
    assert titles(lines) == ["FOXP3 c.1150G>A p.(Ala384Thr)"]
    text = " ".join(" ".join(lines).split())
    assert text.count("c.1150_1152delins") >= 3
    assert "3 variants have none; look one up by its c. name" in text
    # None of these is reported: the first stands for them.
    assert len(titles(list(page_lines([look("p.Phe374Ter")], CardStyle(80))))) == 1


def test_many_variants_have_a_limit_that_is_told(look: Look) -> None:
    names = [f"c.{number}del" for number in range(1000, 1000 + 3 * (MOST_CARDS + 3), 3)]
    answers = [look(name) for name in names]
    lines = list(page_lines(answers, CardStyle(80)))
    assert len(titles(lines)) == MOST_CARDS
    assert f"Cards are printed for {MOST_CARDS} variants at most" in "\n".join(lines)
    assert "3 variants have none" in " ".join(" ".join(lines).split())
    assert sum(bool(re.match(r" ?\d+  c\.", line)) for line in lines) == len(names)


# Hostile texts


HOSTILE = [
    "\x1b[31mc.1150G>A\x1b[0m",
    "\x1b]8;;http://evil.example/\x1b\\c.1150G>A\x1b]8;;\x1b\\",
    "\x1b]0;title\x07\x1b[2J\x1b[H",
    "\x9b31mc.1150G>A",
    "c.1150G>A\r\x08\x08\x7f",
    "\u202ec.1150G>A\u2066\u200b",
    "c.1150G>A\nforged line\u2028another",
    "[bold red]c.1150G>A[/bold red] :skull: [link=http://evil.example]x[/link]",
    "\udcff\ud800c.1150G>A",
    "Z" + "\u0301" * 300,
    "x" * 100_000,
    "漢字" * 60,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("style", [CardStyle(80), CardStyle(40, True), CardStyle(80, False, True)])
def test_hostile_texts_reach_no_terminal(look: Look, text: str, style: CardStyle) -> None:
    answers = [look(text), look("c.1150G>A")]
    page = "\n".join(page_lines(answers, style))
    if style.is_colored:
        page = re.sub(r"\x1b\[[0-9;]*m", "", page)
        for address in re.findall(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\", page):
            assert "evil" not in address
        page = re.sub(r"\x1b\]8;[^;]*;[^\x1b]*\x1b\\", "", page)
    assert all(line.isprintable() for line in page.split("\n"))
    assert "\u202e" not in page
    assert not style.is_ascii or page.isascii()
    assert len(page) < 60_000
    assert max(map(columns, page.split("\n"))) <= style.width
    assert "\nforged line" not in page


def test_markup_and_emoji_names_stay_as_they_are(look: Look) -> None:
    page = " ".join(card_lines(one(look, "[bold]c.1150G>A[/bold] :skull:"), CardStyle(80)))
    assert "asked: [bold]c.1150G>A[/bold] :skull:" in page


def test_hostile_links_labels_and_details(look: Look) -> None:
    bad = "\x1b[31m\x07\u202e"
    line = Line(
        f"label{bad}", f"text{bad}", f"detail{bad}",
        (Link(f"link{bad}", f"http://x/{bad}"),), Tone.CAUTION,
    )  # fmt: skip
    known = one(look, "c.1150G>A")
    section = Section(SectionKind.FUNCTION, f"title{bad}", (line,), f"note{bad}")
    sheet = Sheet(
        f"asked{bad}", f"title{bad}", f"verdict{bad}", Tone.PLAIN, known.overview,
        (section,), known.protein, known.gene, (), (f"entry{bad}",),
    )  # fmt: skip
    for style in (CardStyle(80), CardStyle(40)):
        assert all(row.isprintable() for row in card_lines(sheet, style))
    colored = "\n".join(card_lines(sheet, CardStyle(80, is_colored=True)))
    assert "http://x/" not in colored
    assert "\x07" not in colored
    assert "\x1b[31m?" not in colored


# Style


@pytest.mark.parametrize(
    ("environ", "encoding", "is_ascii"),
    [
        ({}, "utf-8", False),
        ({"LANG": "en_GB.UTF-8"}, "UTF-8", False),
        ({"LC_ALL": "C.UTF-8"}, "utf8", False),
        ({"LC_ALL": "C"}, "utf-8", True),
        ({"LC_ALL": "POSIX"}, "utf-8", True),
        ({"LANG": "C"}, "utf-8", True),
        # LC_ALL wins over LC_CTYPE, and that over LANG; empty is not set.
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "C"}, "utf-8", False),
        ({"LC_ALL": "", "LC_CTYPE": "C", "LANG": "en_GB.UTF-8"}, "utf-8", True),
        ({"LANG": "de_DE.ISO-8859-1"}, "iso8859-1", True),
        ({}, "ascii", True),
    ],
)
def test_ascii_where_utf8_is_not_taken(
    environ: dict[str, str],
    encoding: str,
    is_ascii: bool,  # noqa: FBT001 - a table
) -> None:
    style = CardStyle.of_stream(environ, encoding, 80, is_terminal=True)
    assert style.is_ascii is is_ascii


@pytest.mark.parametrize(
    ("environ", "is_terminal", "is_colored"),
    [
        ({"TERM": "xterm-256color"}, True, True),
        ({"TERM": "xterm-256color"}, False, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        # https://no-color.org: an empty value is not set.
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({}, True, False),
        ({"TERM": "xterm", "CLICOLOR": "0"}, True, False),
        ({"TERM": "xterm", "CLICOLOR": "1"}, True, True),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "0"}, False, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False, False),
    ],
)
def test_colours_where_they_are_wanted(
    environ: dict[str, str],
    is_terminal: bool,  # noqa: FBT001 - a table
    is_colored: bool,  # noqa: FBT001 - a table
) -> None:
    style = CardStyle.of_stream(environ, "utf-8", 80, is_terminal=is_terminal)
    assert style.is_colored is is_colored


@pytest.mark.parametrize(
    ("environ", "known", "width"),
    [
        ({}, 0, 80),
        ({}, 64, 64),
        ({"COLUMNS": "50"}, 64, 50),
        ({"COLUMNS": "0"}, 64, 64),
        ({"COLUMNS": "many"}, 64, 64),
        ({"COLUMNS": "-5"}, 64, 64),
        ({}, 10, NARROWEST),
        ({}, 400, WIDEST),
    ],
)
def test_width(environ: dict[str, str], known: int, width: int) -> None:
    assert CardStyle.of_stream(environ, "utf-8", known, is_terminal=True).width == width


def test_letters_outside_ascii_keep_their_meaning() -> None:
    style = CardStyle(is_ascii=True)
    assert style.plain("c.1150G\u2192A, 5\u2032, \u0394E251, H\u00f6fer") == (
        "c.1150G->A, 5', deltaE251, Hofer"
    )
    assert style.plain("\u2265 2 \u00d7 3 \u2013 4 \u00b5l") == ">= 2 x 3 - 4 ul"
    assert style.plain("漢") == "?"
    assert CardStyle().plain("Höfer → x") == "Höfer → x"


def test_what_could_not_be_answered_says_why_however_many_are_asked(look: Look) -> None:
    names = [f"c.{number}del" for number in range(10, 10 + MOST_CARDS + 2)]
    answers = [[sheet] for sheet in look(*names, "c.1150C>A")]
    printed = "\n".join(page_lines(answers, CardStyle(80, is_ascii=True)))
    assert "the description says C, NM_014009.4 has G there" in " ".join(printed.split())
    assert f"Cards are printed for {MOST_CARDS} variants at most. 2 variants have none" in " ".join(
        printed.split()
    )


def test_a_longer_protein_is_not_called_shortened(look: Look) -> None:
    # K416Nfs*176: 416 - 1 + 176 = 591 codons with the stop, of a protein of 431 residues.
    sheet = one(look, "c.1248_1253delinsCT")
    printed = " ".join(" ".join(card_lines(sheet, CardStyle(80, is_ascii=True))).split())
    assert "an altered protein is made" in printed
    assert "shortened" not in printed
