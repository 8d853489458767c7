"""Pedigrees: what is read, and what is refused with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from foxp3tool.errors import InputError
from foxp3tool.formats.ped import read_pedigree
from foxp3tool.model.genotype import Individual, Sex


def pedigree(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "family.ped"
    path.write_bytes(text.encode(encoding))
    return path


def test_trio(tmp_path: Path) -> None:
    text = "#fam id father mother sex\nF1 dad 0 0 1 1\n\nF1 mum 0 0 2 1\nF1 boy dad mum 1 2\n"
    found = read_pedigree(pedigree(tmp_path, text))
    assert list(found.values()) == [
        Individual("dad", Sex.MALE),
        Individual("mum", Sex.FEMALE),
        Individual("boy", Sex.MALE, "dad", "mum"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "F\tboy\t0\tmum\t1\t2",
        "F boy 0 mum 1 -9",
        "F  boy   0 mum  1",
        "F boy . mum male 2 extra columns",
        "F boy -9 mum M 2\r\n",
        "\ufeffF boy 0 mum 1 2",
    ],
)
def test_ways_to_write_it(tmp_path: Path, text: str) -> None:
    found = read_pedigree(pedigree(tmp_path, text))
    assert found == {"boy": Individual("boy", Sex.MALE, "", "mum")}


def test_blanks_in_names_where_tabs_divide(tmp_path: Path) -> None:
    found = read_pedigree(pedigree(tmp_path, "F 1\tboy one\t0\t0\t1\t2\n"))
    assert list(found) == ["boy one"]


@pytest.mark.parametrize(
    ("word", "sex"),
    [("1", "male"), ("2", "female"), ("0", "unknown"), ("3", "unknown"), ("-9", "unknown"),
     ("other", "unknown"), ("unknown", "unknown"), ("F", "female"), ("Female", "female")],
)  # fmt: skip
def test_sex(tmp_path: Path, word: str, sex: str) -> None:
    found = read_pedigree(pedigree(tmp_path, f"F a 0 0 {word} 0\n"))
    assert found["a"].sex.value == sex


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("F a 0 0\n", 1, "4 columns"),
        ("F a 0 0 1 0\nF b 0 0 x 0\n", 2, "sex is 'x'"),
        ("family id father mother sex phenotype\n", 1, "sex is 'sex'"),
        ("F a 0 0 1 0\nG a 0 0 1 0\n", 2, "stands in line 1 already"),
        ("F a a 0 1 0\n", 1, "its own parent"),
        ("F 0 0 0 1 0\n", 1, "no name"),
        (
            "# none\nF kid dad mum 1 0\nF mum 0 0 1 0\n",
            2,
            "the mother of kid, mum, is male in line 3",
        ),
        ("F dad 0 0 2 0\nF kid dad 0 1 0\n", 2, "the father of kid, dad, is female in line 1"),
        ("F kid one one 1 0\n", 1, "one is father and mother of kid"),
        ("F a 0 b 2 0\nF b 0 a 2 0\n", 2, "a is their own ancestor, by way of b"),
        ("F a 0 b 2 0\nF b 0 c 2 0\nF c 0 a 2 0\n", 3, "a is their own ancestor, by way of c"),
        ("# nobody\n", None, "names no individual"),
    ],
)
def test_faults_are_named_with_their_line(
    tmp_path: Path, text: str, line: int | None, words: str
) -> None:
    path = pedigree(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_pedigree(path)
    assert (caught.value.file, caught.value.line) == (str(path), line)
    assert words in caught.value.message
    assert caught.value.remedy


def test_cousins_may_have_children(tmp_path: Path) -> None:
    # Shared grandparents are no circle.
    text = (
        "F kid dad mum 1 0\nF dad pa gran 1 0\nF mum 0 aunt 2 0\nF pa grandpa grandma 1 0\n"
        "F aunt grandpa grandma 2 0\nF grandma 0 0 2 0\nF grandpa 0 0 1 0\nF gran 0 0 2 0\n"
    )
    assert len(read_pedigree(pedigree(tmp_path, text))) == 8


def test_what_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "family.bed"
    path.write_bytes(b"\x6c\x1b\x01\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        read_pedigree(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_pedigree(tmp_path)
