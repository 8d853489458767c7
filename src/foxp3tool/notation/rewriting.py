"""A text that is being repaired: what it reads now, where each character came from, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from typing import Final

from foxp3tool.notation.patterns import Pattern

Change = tuple[int, int, str]
"""What is replaced: its half-open span in the present text, and what is put there."""


_GROUP: Final = re.compile(r"\\(?:g<([a-z]+)>|([0-9]))")


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
        # Places are needed for errors only, so they are worked out backwards when asked for.
        self._steps: list[list[tuple[int, int, int]]] = []

    def copy(self) -> Rewriting:
        """Return a copy that can be changed by itself."""
        other = Rewriting(self.original)
        other.text, other.reasons = self.text, [*self.reasons]
        other._steps = [*self._steps]
        return other

    @property
    def is_repaired(self) -> bool:
        """True if something was changed that the reader is to be told."""
        return bool(self.reasons)

    def origin(self, offset: int) -> int:
        """Return where in the original text a place of the present one lies."""
        offset = min(offset, len(self.text))
        for step in reversed(self._steps):
            offset = _before(step, offset)
        return offset

    def strip(self, characters: str, reason: str | None) -> bool:
        """Take characters off both ends; returns True if the text changed."""
        if self.text.strip(characters) == self.text:
            return False
        first = len(self.text) - len(self.text.lstrip(characters))
        last = max(len(self.text.rstrip(characters)), first)
        ends = ((0, first, ""), (last, len(self.text), ""))
        return self.rewrite([end for end in ends if end[0] < end[1]], reason)

    def replace(
        self,
        pattern: Pattern,
        new: str | Callable[[re.Match[str]], str],
        reason: str | None,
    ) -> bool:
        """Replace every match.

        Args:
            pattern: What is replaced.
            new: What is put there, with groups as in ``re.sub``, or a function of the match.
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
        first = pattern.search(self.text)
        if first is None:
            return False
        put = _filled(new) if isinstance(new, str) else new
        matches = chain((first,), pattern.finditer(self.text, max(first.end(), first.start() + 1)))
        return self.rewrite(((*match.span(), put(match)) for match in matches), reason)

    def rewrite(self, changes: Iterable[Change], reason: str | None) -> bool:
        """Make changes, given in their order, none overlapping another.

        Args:
            changes: Spans of the present text, and what is put there.
            reason: As for :meth:`replace`.

        Returns:
            True if the text changed.
        """
        parts: list[str] = []
        step: list[tuple[int, int, int]] = []
        behind = 0
        for start, end, put in changes:
            parts += [self.text[behind:start], put]
            step.append((start, end, len(put)))
            behind = end
        text = "".join([*parts, self.text[behind:]])
        if text == self.text:
            return False
        self.text = text
        self._steps.append(step)
        if reason is not None and reason not in self.reasons:
            self.reasons.append(reason)
        return True


@cache
def _filled(template: str) -> Callable[[re.Match[str]], str]:
    """Return what fills a template, which ``re.Match.expand`` would parse anew each time."""
    parts: list[str | int] = []
    names: list[bool] = []
    behind = 0
    for match in _GROUP.finditer(template):
        parts += [template[behind : match.start()], match[1] or int(match[2])]
        names += [False, True]
        behind = match.end()
    if not parts:
        return lambda _: template
    parts.append(template[behind:])
    names.append(False)
    pieces = list(zip(parts, names, strict=True))
    return lambda match: "".join(match[p] if is_group else str(p) for p, is_group in pieces)


def _before(step: list[tuple[int, int, int]], offset: int) -> int:
    """Return the place before the changes of one step of a place behind them."""
    longer = 0
    for start, end, size in step:
        here = start + longer
        if offset < here:
            break
        if offset < here + size:
            return min(start + offset - here, max(end - 1, start))
        longer += size - (end - start)
    return offset - longer
