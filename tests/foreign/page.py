"""The tables of docs/foreign-cases.md, made from what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

KIND = "kind of difference"
STORED, ANEW, SWEPT = "stored", "anew", "swept"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "foreign-cases.md"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines) + "\n"


def counted(header: Sequence[str], counts: Mapping[str, int]) -> str:
    """Return a table of names and numbers, the largest number first."""
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return table(header, rows)


def check(text: str) -> None:
    """Fail, and say what belongs there, if the page does not hold a text, however it is broken."""
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert " ".join(text.split()) in page, f"{PAGE.name} should hold\n\n{text}"


def kinds(column: str) -> dict[str, int]:
    """Return a number by kind of difference from the table of the kinds; 0 is left out."""
    numbers = {row[KIND]: int(row[column]) for row in kind_rows()}
    return {name: number for name, number in numbers.items() if number}


def kind_names() -> list[str]:
    """Return the kinds of difference that the page explains, in its order."""
    return [row[KIND] for row in kind_rows()]


def kind_rows() -> list[dict[str, str]]:
    """Return the rows of the table of the kinds, each by its header."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(f"| {KIND} |"))
    rows = takewhile(lambda line: line.startswith("|"), lines[first + 2 :])
    return [dict(zip(_cells(lines[first]), _cells(row), strict=True)) for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]
