"""The error of a text that is no variant, or of a variant that cannot be placed."""

from __future__ import annotations

from foxp3tool.errors import InputError
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.sequence import shown


class NotationError(InputError):
    """A variant description that cannot be used.

    Args:
        code: The issue code under which the text is reported in a table.
        message: What is wrong.
        text: The text as given.
        offset: 0-based position in ``text`` where reading failed.
        cause: The likely cause.
        remedy: What to write instead.
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
        super().__init__(message, text=text, offset=offset, cause=cause, remedy=remedy)
        self.code = code


def no_change() -> NotationError:
    """Return the error of a description that equals the reference."""
    return NotationError(
        IssueCode.NO_CHANGE, "the description equals the reference: there is no variant"
    )


def reference_mismatch(stated: str, found: str, where: str, hint: str | None) -> NotationError:
    """Return the error of stated bases that are not those of the sequence.

    Args:
        stated: The bases that the description names.
        found: The bases of the sequence.
        where: The sequence.
        hint: Where the stated bases would fit, if anywhere.
    """
    return NotationError(
        IssueCode.REF_MISMATCH,
        f"the description says {shown(stated)}, {where} has {shown(found) or 'nothing'} there",
        cause=hint or "another transcript, another genome build, or a slip in position or base",
    )


def names_disagree(name: str, other: str) -> NotationError:
    """Return the error of a text whose names mean different variants."""
    return NotationError(
        IssueCode.NAMES_DISAGREE,
        f"the text names {name} and {other}, which are different variants",
        cause="a slip in one of them, or names that count on different transcripts or builds",
        remedy="look up each by itself",
    )
