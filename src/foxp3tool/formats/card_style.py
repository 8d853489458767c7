"""How a card is drawn: its width, its signs, and text that a terminal can be given."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from foxp3tool.errors import printable
from foxp3tool.model.frozen import frozen

NARROWEST: Final = 30
WIDEST: Final = 110
"""Longer lines are hard to read."""
_USUAL: Final = 80
_DUMB: Final = ("", "dumb", "unknown")
_PLAIN_LOCALES: Final = ("C", "POSIX")
_LOCALES: Final = ("LC_ALL", "LC_CTYPE", "LANG")
_IN_ASCII: Final = str.maketrans(
    {
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{HYPHEN}": "-",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{PRIME}": "'",
        "\N{MICRO SIGN}": "u",
        "\N{GREEK SMALL LETTER MU}": "u",
        "\N{GREATER-THAN OR EQUAL TO}": ">=",
        "\N{LESS-THAN OR EQUAL TO}": "<=",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{GREEK CAPITAL LETTER DELTA}": "delta",
        "\N{INCREMENT}": "delta",
        "\N{GREEK SMALL LETTER ALPHA}": "alpha",
        "\N{GREEK SMALL LETTER BETA}": "beta",
        "\N{GREEK SMALL LETTER GAMMA}": "gamma",
        "\N{GREEK SMALL LETTER KAPPA}": "kappa",
    }
)
"""What would lose its meaning as ``?``; letters with marks are parted from these."""


@frozen
class CardStyle:
    """How cards are drawn.

    Args:
        width: Columns.
        is_ascii: True if nothing but ASCII may be written.
        is_colored: True if escape sequences for colours and links may be written.
    """

    width: int = _USUAL
    is_ascii: bool = False
    is_colored: bool = False

    @classmethod
    def of_stream(
        cls, environ: Mapping[str, str], encoding: str, columns: int, *, is_terminal: bool
    ) -> CardStyle:
        """Return the style for a stream.

        Args:
            environ: The environment. ``COLUMNS`` sets the width; ``NO_COLOR``, ``CLICOLOR=0`` and
                a dumb ``TERM`` switch colours off; ``CLICOLOR_FORCE`` and ``FORCE_COLOR`` switch
                them on where the stream is no terminal.
            encoding: The encoding of the stream.
            columns: Width of the terminal, 0 if it is not known.
            is_terminal: True if the stream is one.
        """
        stated = environ.get("COLUMNS", "")
        if stated.isascii() and stated.isdigit() and int(stated):
            columns = int(stated)
        return cls(
            min(max(columns or _USUAL, NARROWEST), WIDEST),
            is_ascii=not _is_utf8(environ, encoding),
            is_colored=_wants_color(environ, is_terminal=is_terminal),
        )

    def plain(self, text: str) -> str:
        """Return a text without anything that a terminal would act on, in what it can show.

        Control characters, bidirectional marks and whatever else does not print become ``?``.
        """
        text = printable(text)
        if not self.is_ascii or text.isascii():
            return text
        parted = unicodedata.normalize("NFKD", text.translate(_IN_ASCII))
        kept = "".join(one for one in parted if not unicodedata.combining(one))
        return kept.encode("ascii", "replace").decode("ascii")


def _is_utf8(environ: Mapping[str, str], encoding: str) -> bool:
    """Tell whether a terminal takes UTF-8.

    In the locale C Python itself writes UTF-8, which says nothing of the terminal.
    """
    stated = next((environ[name] for name in _LOCALES if environ.get(name)), "")
    if stated in _PLAIN_LOCALES:
        return False
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"


def _wants_color(environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("CLICOLOR_FORCE", "FORCE_COLOR")):
        return True
    is_off = environ.get("CLICOLOR") == "0" or environ.get("TERM", "").lower() in _DUMB
    return is_terminal and not is_off
