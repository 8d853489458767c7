"""Regular expressions that are compiled when they are first used.

A valid name needs few of the many rules for texts of papers and reports; to compile all of them
would take as long as the look-up itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator


class Pattern:
    """A regular expression, compiled at its first use.

    Args:
        source: The expression.
        flags: As for :func:`re.compile`.

    Example:
        >>> Pattern("[0-9]+").search("c.1150G>A").group()
        '1150'
    """

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: int = 0) -> None:
        """Keep the expression."""
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match from a place on."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole text."""
        return self.compiled.fullmatch(text)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Find the first match from a place on."""
        return self.compiled.search(text, start, end)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Find all matches from a place on."""
        return self.compiled.finditer(text, start)

    def split(self, text: str) -> list[str]:
        """Divide a text at the matches."""
        return [part or "" for part in self.compiled.split(text)]

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace the matches."""
        return self.compiled.sub(new, text)
