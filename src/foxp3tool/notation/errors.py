"""The error of a text that is no variant, or of a variant that cannot be placed."""

from __future__ import annotations

from typing import Final

from foxp3tool.errors import InputError
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.sequence import shown
from foxp3tool.notation.faults import Fault, new_bases, written_text

_LONGEST: Final = 2_000
"""Characters of a message; those that repeat no text of the user are shorter."""


class NotationError(InputError):
    """A variant description that cannot be used.

    Args:
        code: The issue code under which the text is reported in a table.
        message: What is wrong.
        text: The text as given.
        offset: 0-based position in ``text`` where reading failed.
        cause: The likely cause.
        remedy: What to write instead.

    Attributes:
        at: What is at fault, where the place in the text is not known; :meth:`locate` finds it.
    """

    def __init__(
        self,
        code: IssueCode,
        message: str,
        *,
        text: str | None = None,
        offset: int | None = None,
        cause: str | None = None,
        remedy: str | None = None,
    ) -> None:
        """Keep the code beside the parts of every error."""
        super().__init__(
            _cut(message),
            text=text,
            offset=offset,
            cause=cause and _cut(cause),
            remedy=remedy and _cut(remedy),
        )
        self.code = code
        self.at: Fault | None = None

    def about(self, at: Fault, hints: tuple[str, ...] = ()) -> NotationError:
        """Return the error with what is at fault and what may be meant."""
        self.at, self.hints = at, hints
        return self

    def locate(self, text: str) -> None:
        """Find the place of the fault in the text as given, unless it is known or not certain."""
        if self.offset is None and self.at is not None:
            self.offset = self.at.find(text)
            self.text = text


def _cut(message: str) -> str:
    """Leave out the middle of a message that repeats a text of thousands of characters."""
    if len(message) <= _LONGEST:
        return message
    return f"{message[: _LONGEST // 2]}...{message[-_LONGEST // 2 :]}"


def empty_text() -> NotationError:
    """Return the error of a text without a character in it, where there is no place to point at."""
    return NotationError(
        IssueCode.HGVS_UNPARSED,
        "the text is empty",
        remedy="give a variant, such as NM_014009.4:c.1150G>A",
    )


def no_change() -> NotationError:
    """Return the error of a description that equals the reference."""
    return NotationError(
        IssueCode.NO_CHANGE,
        "the description equals the reference: there is no variant",
        remedy="give the base that differs from the reference, if there is one",
    ).about(new_bases())


def reference_mismatch(stated: str, found: str, where: str) -> NotationError:
    """Return the error of stated bases that are not those of the sequence.

    Args:
        stated: The bases that the description names.
        found: The bases of the sequence.
        where: The sequence.
    """
    return NotationError(
        IssueCode.REF_MISMATCH,
        f"the description says {shown(stated)}, {where} has {shown(found) or 'nothing'} there",
        cause="another transcript, another genome build, or a slip in position or base",
        remedy="compare it with its source",
    )


def names_disagree(name: str, other: str) -> NotationError:
    """Return the error of a text whose names mean different variants."""
    return NotationError(
        IssueCode.NAMES_DISAGREE,
        f"the text names {name} and {other}, which are different variants",
        cause="a slip in one of them, or names that count on different transcripts or builds",
        remedy="look up each by itself",
    ).about(written_text(other))
