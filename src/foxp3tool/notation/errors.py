"""The error of a text that is no variant, or of a variant that cannot be placed."""

from __future__ import annotations

from foxp3tool.errors import InputError
from foxp3tool.model.issue import IssueCode


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
