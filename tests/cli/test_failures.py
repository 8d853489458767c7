"""What a refused text is told: a caret under the fault, and cause and hints in terminal and table.

A caret in the texts below stands before the character at fault; without one no place is certain.
"""

from __future__ import annotations

import random
import unicodedata

import pytest
from cli_runner import Run

from foxp3tool.errors import pointed_at
from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.readings import readings
from foxp3tool.pipeline.lookup import answer
from foxp3tool.pipeline.toolkit import Toolkit


def refusal(toolkit: Toolkit, text: str) -> NotationError:
    with pytest.raises(NotationError) as caught:
        answer(toolkit, text, "mane", None, details=False)
    return caught.value


def refusal_or_none(toolkit: Toolkit, text: str) -> NotationError | None:
    try:
        answer(toolkit, text, "mane", None, details=False)
    except NotationError as error:
        return error
    return None


WRONG = [
    # What cannot be read.
    "c.1150G>^",
    "c.1150G>^Z",
    "c.^G>A",
    "c.1150^",
    "c.^0G>A",
    "c.1150^+G>A",
    "c.1150_^G>A",
    "c.751_753del^ZZZ",
    "c.751_753del^in",
    "c.227^insA",
    "c.227_228ins^",
    "c.[1010G>A;^]",
    "c.1150G^!A",
    "NC_000023.11^",
    "c.210CAG^[x]",
    "c.(210+1_211-1)_(315+1_316-1)^",
    "c.(?_^?)_(?_?)del",
    "c.(210+1_211-1)_(^?_316-1)del",
    "NC_000023.11:g.^C>T",
    "NC_000023.11:g.49251480_^49251478del",
    "X-49251480-C^",
    "X-49251480-C-^Z",
    "X-^0-C-T",
    "chrX:49251480 C>^",
    "NC_000023.11:49251479:C^",
    "NC_000023.11:49251479:C:^Q",
    "IVS9+1^",
    "IVS9+1G>^",
    "p.^384Thr",
    "p.Ala384^",
    "p.Lys250_Glu252^insAla",
    "p.Glu251_Lys^250del",
    "^hello",
    # The wrong base, in every kind of name.
    "c.1150^C>A",
    "NM_014009.4:c.1150^C>A",
    "n.1222^C>A",
    "c.-12_-10del^CCC",
    "c.*1^T>A",
    "c.210+1^C>A",
    "c.751_753delGA^T",
    "c.751_753dup^TAG",
    "c.1290_1309delCCCCTGACCTCAAGATCAA^TinsTGG",
    "c.745GAG^GAG[3]",
    "c.[1010G>A;1150^C>A]",
    "c.[1150^C>A];[1150G>A]",
    "NC_000023.11:g.49251480^A>T",
    "NC_000023.11(NM_014009.4):c.210+1^C>A",
    "NG_007392.1:g.12080del^A",
    "X-49251480-^A-T",
    "X-49255491-TCT^G-T",
    "chrX:49,251,480 ^A>T",
    "X\t49251480\t.\t^A\tT",
    "X\t49251480\trs122467170\t^A\tT,G\t50\tPASS\t.",
    "NC_000023.11:49251479:^G:A",
    "IVS9+1^C>A",
    "FOXP3:IVS9+1^C>A",
    # The same in texts that are repaired.
    "c. 1150 ^c>a",
    "1150^C->A",
    "c.^C1150A",
    "r.1150^u>a",
    "\u201cc.1150^C>A\u201d",
    "\uff43.1150^\uff23>A",
    "NM_014009.4 (FOXP3) : c.1150 ^C > A",
    "FOXP3:NM_014009:exon12:c.^C1150A:p.A384T",
    "NM_014009.4(FOXP3):c.1150^C>A (p.Ala384Thr)",
    # The wrong residue or its number.
    "p.^Ala385Thr",
    "p.(^A385T)",
    "NP_054728.2:p.^Ala385Thr",
    "p.Lys250_^Lys251del",
    "p.Ala^3844Thr",
    "\u0394^E250",
    "del^E250",
    # A position that does not exist.
    "c.^5000G>A",
    "c.^-500G>A",
    "c.^*5000G>A",
    "c.^1150+3G>A",
    "c.1150_^1148del",
    "c.^1044+5000G>A",
    "c.227_^229insA",
    "NC_000023.11:g.49251480_^49251482insA",
    "c.(^1150+1_211-1)_(315+1_316-1)del",
    "c.(210+1_211-1)_(315+1_^316-2000)del",
    "NC_000023.10:g.^49251480C>T",
    "NG_007392.1:g.^120800del",
    "X-^4925148-C-T",
    "X:^4,925,148 C>T",
    "IVS^20+1G>A",
    "^7-49251480-C-T",
    # A name that is not known.
    "^NM_014009.9:c.1150G>A",
    "^nm_014009.9:c.1150G>A",
    "NC_000023.11(^NM_014009.9):c.210+1G>A",
    "^NC_000023.12(NM_014009.4):c.210+1G>A",
    "^NC_000023.12:g.49251480C>T",
    "^NC_000023.12:49251479:C:T",
    "^NP_054728.3:p.Ala384Thr",
    "NM_014009.4(^BRCA1):c.1150G>A",
    "^BRCA1:p.Ala384Thr",
    "FOXP3:^NM_014090:exon12:c.G1150A:p.A384T",
    # No change, and names that disagree.
    "c.1150G>^G",
    "c.1150^=",
    "NM_014009.4(FOXP3):c.1150G>A (^p.Ala385Thr)",
    "c.1150G>A;^c.227del",
    # What is wrong stands twice: which of them is meant is not known, and no place is given.
    "c.[1150C>A;1150C>T]",
    "NM_014009.4:c.1150G>A, NM_001114377.2:c.1150G>A",
]


@pytest.mark.parametrize("marked", WRONG)
def test_the_caret_stands_under_the_fault(toolkit: Toolkit, marked: str) -> None:
    text = marked.replace("^", "")
    error = refusal(toolkit, text)
    found = None if error.offset is None else f"{text[: error.offset]}^{text[error.offset :]}"
    assert found == (marked if "^" in marked else None)
    assert error.offset is None or error.text == text


def test_no_wrong_text_is_without_help(toolkit: Toolkit) -> None:
    for marked in WRONG:
        error = refusal(toolkit, marked.replace("^", ""))
        assert error.remedy or error.cause, marked


@pytest.mark.parametrize(
    ("text", "offset", "columns"),
    [
        ("c.1150G>Z", 8, 8),
        ("c.1150G>", 8, 8),
        ("\tc.1150G>Z", 9, 9),
        ("c.1150G\n>Z", 9, 9),
        # Full-width letters take two columns, a combining acute accent none.
        ("\uff43.1150G>Z", 8, 9),
        ("\u5909\u7570 c.1150G>Z", 11, 13),
        ("e\u0301 c.1150G>Z", 11, 10),
    ],
)
def test_the_caret_is_in_the_column_of_the_character(text: str, offset: int, columns: int) -> None:
    shown, caret = pointed_at(text, offset)
    assert caret == " " * columns + "^"
    assert shown.isprintable()
    assert len(shown) == len(text)


def width(text: str) -> int:
    """Columns of a terminal, by the classes of Unicode."""
    return sum(
        0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )


def test_of_a_long_text_the_place_is_shown() -> None:
    chance = random.Random(6)
    for _ in range(500):
        text = "".join(chance.choices("ACGT0123\u00e9\u5909e\u0301", k=chance.randrange(1, 3_000)))
        offset = chance.randrange(len(text) + 1)
        shown, caret = pointed_at(text, offset)
        assert len(shown) <= 110
        place = next(i for i in range(len(shown) + 1) if width(shown[:i]) == len(caret) - 1)
        # Combining marks behind the column belong to the same place.
        while place < len(shown) and unicodedata.combining(shown[place]):
            place += 1
        at = offset
        while at < len(text) and unicodedata.combining(text[at]):
            at += 1
        assert shown[place : place + 20].removesuffix("...")[:15] in text[at : at + 20]
        assert shown[max(place - 20, 0) : place].removeprefix("...")[-15:] in text[:at]
        assert (text[at : at + 1] or "end") == (shown[place : place + 1] or "end")


def test_every_place_lies_in_the_text(toolkit: Toolkit) -> None:
    """Of wrong texts made from the good and wrong ones above by leaving out a character."""
    chance = random.Random(4)
    checked = 0
    for marked in WRONG:
        text = marked.replace("^", "")
        for at in chance.sample(range(len(text)), min(8, len(text))):
            shorter = text[:at] + text[at + 1 :]
            error = refusal_or_none(toolkit, shorter)
            if error is None:
                continue
            str(error)
            if error.offset is not None and error.text is not None:
                assert 0 <= error.offset <= len(error.text), shorter
                checked += 1
    assert checked > 400


def test_what_is_told_can_be_looked_up(toolkit: Toolkit) -> None:
    """Each hint of each wrong text, as it stands; a protein name need not have a small answer."""
    names = {
        hint.partition(" (")[0]
        for marked in WRONG
        for hint in refusal(toolkit, marked.replace("^", "")).hints
    }
    assert len(names) > 40
    for name in names:
        assert not next(readings(name))[0].issues, name
        error = refusal_or_none(toolkit, name)
        assert error is None or error.code is IssueCode.NO_SINGLE_BASE_ANSWER, name


def test_a_genomic_name_without_its_sequence_is_told_on_its_build(toolkit: Toolkit) -> None:
    # c.1150 is X:49251480 of GRCh38 and X:49107941 of GRCh37, C on the plus strand.
    (hint,) = refusal(toolkit, "g.49251480C>T").hints
    assert hint.startswith("NC_000023.11:g.49251480C>T (")
    (hint,) = refusal(toolkit, "g.49107941C>T").hints
    assert hint.startswith("NC_000023.10:g.49107941C>T (")
    assert not refusal(toolkit, "g.49107941A>T").hints


def test_long_alleles_are_not_written_again(toolkit: Toolkit) -> None:
    error = refusal(toolkit, f"X-49251480-{'ACGT' * 1_000}-A")
    assert len(error.one_line) < 1_000


def test_each_failure_names_its_text(run: Run) -> None:
    result = run("lookup", "c.1150G>A", "c.1150C>A", "p.Ala385Thr").no_traceback()
    assert result.code == 1
    errors = result.err.split("foxp3tool lookup: ")[1:]
    assert [error.split(": ")[0] for error in errors[:2]] == ["c.1150C>A", "p.Ala385Thr"]
    assert errors[0].splitlines() == [
        "c.1150C>A: the description says C, NM_014009.4 has G there",
        "  c.1150C>A",
        "        ^",
        "  likely cause: another transcript, another genome build, or a slip in position or base",
        "  what to do: compare it with its source",
        "  nearest that fits: NM_014009.4:c.1150G>T (its bases given on the other strand)",
        "  nearest that fits: NM_014009.4:c.1105C>A (two digits exchanged)",
        "  nearest that fits: NM_014009.4:c.1149C>A (1 position away)",
        "  nearest that fits: NM_014009.4:c.1151C>A (1 position away)",
    ]


def test_the_table_tells_the_same_in_one_line(run: Run) -> None:
    (row,) = run("lookup", "p.Ala348Thr", "--columns", "minimal").table
    assert row["issues"] == (
        "REF_MISMATCH: residue 348 is Trp, not Ala (character 3). Likely cause: a slip in the "
        "number or the residue, or another protein. What to do: compare it with its source. "
        "Nearest that fits: NP_054728.2:p.(Ala384Thr) (two digits exchanged), "
        "NP_054728.2:p.(Ala349Thr) (1 residue away)"
    )


def test_a_list_tells_it_in_its_table(run: Run) -> None:
    result = run("lookup", "-", "--columns", "minimal", stdin=b"c.1150G>A\nc.1105G>A\n")
    assert result.code == 1
    assert "(character 7)" in result.table[1]["issues"]
    assert "NM_014009.4:c.1150G>A (two digits exchanged)" in result.table[1]["issues"]


def test_a_long_text_does_not_fill_the_screen(run: Run) -> None:
    result = run("lookup", f"c.1150G>A{'A' * 5_000}\n\t!").no_traceback()
    assert result.code == 1
    assert max(map(len, result.err.splitlines())) < 2_200
    assert len(result.err.splitlines()) < 12


def test_a_message_repeats_no_text_of_thousands_of_characters(toolkit: Toolkit) -> None:
    for text in (f"NM_{'1' * 9_000}:c.1150G>A", "1" * 9_000, f"{'A' * 9_000}:c.1150G>A"):
        error = refusal(toolkit, text)
        assert error.message
        assert len(error.one_line) < 6_100


def test_what_is_expected_is_told_with_examples_of_the_kind(toolkit: Toolkit) -> None:
    for text, example in (
        ("c.1150", "c.1150G>A"),
        ("NC_000023.11:g.49251480", "NC_000023.11:g.49251480C>T"),
        ("p.Ala384", "p.Ala384Thr"),
        ("n.1222", "n.1222G>A"),
        ("hello", "X-49251480-C-T"),
    ):
        remedy = refusal(toolkit, text).remedy or ""
        assert example in remedy
        names = remedy.removeprefix("write it like ").replace(" or ", ", ").split(", ")
        for name in names:
            assert not next(readings(name))[0].issues
            assert answer(toolkit, name, "mane", None, details=False)
