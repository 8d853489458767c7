"""How tests look a text up and read its sheet."""

from __future__ import annotations

import unicodedata
from typing import Any, Protocol

from foxp3tool.model.sheet import Line, SectionKind, Sheet


class Look(Protocol):
    """Looks texts up and returns their sheets."""

    def __call__(
        self, *texts: str, transcripts: str = ..., assembly: str | None = ...
    ) -> list[Sheet]: ...


def one(look: Look, text: str, **options: Any) -> Sheet:
    (sheet,) = look(text, **options)
    return sheet


def lines(sheet: Sheet, kind: SectionKind, label: str | None = None) -> list[Line]:
    section = sheet.section(kind)
    if section is None:
        return []
    return [line for line in section.lines if label is None or line.label == label]


def texts(sheet: Sheet, kind: SectionKind, label: str | None = None) -> str:
    return "\n".join(line.text for line in lines(sheet, kind, label))


def urls(sheet: Sheet, kind: SectionKind) -> set[str]:
    return {link.url for line in lines(sheet, kind) for link in line.links}


def columns(line: str) -> int:
    """How many columns of a terminal a line takes."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in line
    )
