"""A cursor over a text that knows where it is, so that an error can point at the fault."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.patterns import Pattern

_KINDS: Final = r"(?<![A-Za-z0-9])([cgnp])\."
_EXAMPLES: Final = {
    "c": "c.1150G>A, c.751_753del, c.227_228insA, c.*876A>G or c.1044+459A>G",
    "n": "n.1222G>A, n.823_825del or n.299_300insA",
    "g": "NC_000023.11:g.49251480C>T or NC_000023.11:g.49251480_49251482del",
    "p": "p.Ala384Thr, p.Glu251del, p.Lys250_Glu251insAla or p.Leu76GlnfsTer53",
}
_ANY_EXAMPLES: Final = (
    "NM_014009.4:c.1150G>A, NC_000023.11:g.49251480C>T, p.Ala384Thr or X-49251480-C-T"
)


class Scanner:
    """Read a text from left to right with regular expressions.

    Args:
        text: The whole text, kept for error messages.
        offset: Where to start.
    """

    def __init__(self, text: str, offset: int = 0) -> None:
        """Start at ``offset``."""
        self.text = text
        self.offset = offset

    @property
    def at_end(self) -> bool:
        """True if nothing is left."""
        return self.offset >= len(self.text)

    def take(self, pattern: Pattern) -> str | None:
        """Read what matches here and step over it, or return None and stay."""
        match = pattern.match(self.text, self.offset)
        if match is None:
            return None
        self.offset = match.end()
        return match.group()

    def take_text(self, literal: str) -> bool:
        """Step over a literal if it stands here."""
        if not self.text.startswith(literal, self.offset):
            return False
        self.offset += len(literal)
        return True

    def expect(self, pattern: Pattern, what: str) -> str:
        """Read what matches here.

        Raises:
            NotationError: If something else stands here; ``what`` says what was expected.
        """
        found = self.take(pattern)
        if found is None:
            raise self.error(what)
        return found

    def error(self, expected: str) -> NotationError:
        """Return an error that points here."""
        found = "the end of the text" if self.at_end else repr(self.text[self.offset])
        return NotationError(
            IssueCode.HGVS_UNPARSED,
            f"expected {expected}, found {found}",
            text=self.text,
            offset=self.offset,
            remedy=f"write it like {self._examples()}",
        )

    def _examples(self) -> str:
        """Return names of the kind that was begun."""
        kinds = re.findall(_KINDS, self.text[: self.offset])
        return _EXAMPLES[kinds[-1]] if kinds else _ANY_EXAMPLES
