"""RNA names: those that tell a change of bases are read as the DNA change at their positions."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting

_START: Final = r"(?:(?<=^)|(?<=[:\s]))r\."
_RNA: Final = Pattern(rf"{_START}([(\[]{{0,2}})([0-9*+_-][0-9acgu*+_>a-z-]*)([)\]]{{0,2}})$")
_WORDS: Final = Pattern(r"del(?:ins)?|dup|ins|inv|[acgu]+")
_ANY: Final = Pattern(r"(?:^|[:\s])r\.[0-9(\[*-]")
_CLOSING: Final = {"": "", "(": ")", "[": "]", "[(": ")]", "([": "])", "((": "))", "[[": "]]"}


def is_rna(text: str) -> bool:
    """Tell whether a text gives the change of an RNA."""
    return "r." in text and _ANY.search(text) is not None


def as_dna(found: Rewriting) -> None:
    """Rewrite an RNA name as the name of the DNA change at its positions.

    Whether that can be meant, or the name tells what splicing makes of another change, is for
    whoever knows the exons.

    Example:
        >>> text = Rewriting("r.(1150g>a)")
        >>> as_dna(text)
        >>> text.text
        'c.1150G>A'
    """
    found.replace(_RNA, _dna, "an RNA name is read as the DNA change at its positions")


def _dna(match: re.Match[str]) -> str:
    if _CLOSING[match.group(1)] != match.group(3):
        return match.group()
    return "c." + _WORDS.sub(_base, match.group(2))


def _base(match: re.Match[str]) -> str:
    word = match.group()
    return word if word[:3] in ("del", "dup", "ins", "inv") else word.upper().replace("U", "T")
