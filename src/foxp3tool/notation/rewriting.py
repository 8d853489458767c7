"""A text that is being repaired: what it reads now, where each character came from, and why."""

from __future__ import annotations

import re
from collections.abc import Callable


class Rewriting:
    """A text with the changes made to it.

    Args:
        original: The text as given.
    """

    def __init__(self, original: str) -> None:
        """Begin with the text as it is."""
        self.original = original
        self.text = original
        self.reasons: list[str] = []
        self._origins = list(range(len(original) + 1))

    def copy(self) -> Rewriting:
        """Return a copy that can be changed by itself."""
        other = Rewriting(self.original)
        other.text, other.reasons = self.text, [*self.reasons]
        other._origins = [*self._origins]
        return other

    @property
    def is_repaired(self) -> bool:
        """True if something was changed that the reader is to be told."""
        return bool(self.reasons)

    def origin(self, offset: int) -> int:
        """Return where in the original text a place of the present one lies."""
        return self._origins[min(offset, len(self.text))]

    def strip(self, characters: str, reason: str | None) -> bool:
        """Take characters off both ends; returns True if the text changed."""
        text = self.text.strip(characters)
        if text == self.text:
            return False
        first = len(self.text) - len(self.text.lstrip(characters))
        self.text = text
        self._origins = self._origins[first : first + len(text) + 1]
        if reason is not None and reason not in self.reasons:
            self.reasons.append(reason)
        return True

    def replace(
        self,
        pattern: re.Pattern[str],
        new: str | Callable[[re.Match[str]], str],
        reason: str | None,
    ) -> bool:
        """Replace every match.

        Args:
            pattern: What is replaced.
            new: A template as for ``re.sub``, or a function of the match.
            reason: Why, in words for the reader; None if it is not worth telling.

        Returns:
            True if the text changed.

        Example:
            >>> text = Rewriting("1150G->A")
            >>> text.replace(re.compile("->"), ">", "-> is > in HGVS"), text.text
            (True, '1150G>A')
            >>> text.origin(5), text.original[text.origin(6)]
            (5, 'A')
        """
        if pattern.search(self.text) is None:
            return False
        parts: list[str] = []
        origins: list[int] = []
        behind = 0
        for match in pattern.finditer(self.text):
            put = match.expand(new) if isinstance(new, str) else new(match)
            parts += [self.text[behind : match.start()], put]
            origins += self._origins[behind : match.start()]
            last = max(match.end() - 1, match.start())
            origins += [self._origins[min(match.start() + i, last)] for i in range(len(put))]
            behind = match.end()
        parts.append(self.text[behind:])
        origins += self._origins[behind:]
        text = "".join(parts)
        if text == self.text:
            return False
        self.text, self._origins = text, origins
        if reason is not None and reason not in self.reasons:
            self.reasons.append(reason)
        return True
