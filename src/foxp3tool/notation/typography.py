"""Characters that word processors, PDF files and web pages put in place of the plain ones."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting

_INVISIBLE: Final = Pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANK: Final = "\t\r\n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS: Final = Pattern(f"[ {_BLANK}]{{2,}}|[{_BLANK}]")
_ARROWS: Final = Pattern("[\u2190-\u21ff\u27a1\u27f6\u2794\uf0e0\u203a\u232a\u27e9\u3009]")
_ENTITY: Final = Pattern("& ?gt ?;")
_ESCAPE: Final = Pattern("%(?:2[089ABCF]|3[ABDE]|5[BD])", re.IGNORECASE)
_DASHES: Final = Pattern("[\u2010-\u2015\u2212\u02d7\u2043\ufe58\ufe63\uff0d]")
_STARS: Final = Pattern("[\u2217\u204e\u2731\u22c6\u2605\uff0a\u066d]")
_UNDERSCORES: Final = Pattern("[\u203f\uff3f\u02cd]")
_QUOTES: Final = Pattern("[\u2018-\u201f\u2032\u2033\u00b4\u00ab\u00bb]")
_PRIMES: Final = Pattern("[\uff07\u02b9\u02bc]")
_OUTER: Final = " \"'`,;."
_WIDE: Final = Pattern("[\uff01-\uff5e]")

_ESCAPES: Final = "escapes such as %3D are read as the characters that they stand for"
TYPOGRAPHY: Final = "typographic characters are read as the plain ones"


def plain(text: str) -> Rewriting:
    """Return a text with plain characters, without blanks and quotation marks around it.

    Only surrounding blanks are taken off without a word.

    Example:
        >>> plain(" \u201cc.1150G\u2192A\u201d, ").text
        'c.1150G>A'
    """
    found = Rewriting(text)
    found.replace(_BLANKS, " ", None)
    if not text.isascii():
        _replace_typography(found)
    if "&" in text:
        found.replace(_ENTITY, ">", TYPOGRAPHY)
    if "%" in text:
        found.replace(_ESCAPE, lambda match: chr(int(match.group()[1:], 16)), _ESCAPES)
    found.strip(" ", None)
    found.strip(_OUTER, "quotation marks and punctuation around the text are left out")
    return found


def _replace_typography(found: Rewriting) -> None:
    found.replace(_INVISIBLE, "", TYPOGRAPHY)
    found.replace(_WIDE, lambda match: unicodedata.normalize("NFKC", match.group()), TYPOGRAPHY)
    found.replace(_ARROWS, ">", TYPOGRAPHY)
    found.replace(_DASHES, "-", TYPOGRAPHY)
    found.replace(_STARS, "*", TYPOGRAPHY)
    found.replace(_UNDERSCORES, "_", TYPOGRAPHY)
    found.replace(_QUOTES, "'", TYPOGRAPHY)
    found.replace(_PRIMES, "'", TYPOGRAPHY)
