"""The exceptions of foxp3tool.

An exception stops a file or a command. What concerns one row only rides on that row as an
:class:`foxp3tool.model.issue.Issue` instead. Each exception knows where it happened (file, line,
text, offset), what the likely cause is and what to do about it.
"""

from __future__ import annotations


class Foxp3ToolError(Exception):
    """Base of every error that foxp3tool raises on purpose.

    Args:
        message: What is wrong, in one sentence.
        file: The file concerned, as the user named it.
        line: The 1-based line in that file.
        text: The offending text.
        offset: The 0-based position in ``text`` where reading failed.
        cause: The likely cause.
        remedy: What to do.

    Example:
        >>> print(Foxp3ToolError("no header", file="a.vcf", line=1, remedy="add one"))
        a.vcf, line 1: no header
          what to do: add one
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        text: str | None = None,
        offset: int | None = None,
        cause: str | None = None,
        remedy: str | None = None,
    ) -> None:
        """Keep every part, so that callers can print or test them one by one."""
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.text = text
        self.offset = offset
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the whole message: where, what, a caret under the fault, cause and remedy."""
        where = self.file or ""
        if self.line is not None:
            where += f", line {self.line}" if where else f"line {self.line}"
        lines = [f"{where}: {self.message}" if where else self.message]
        if self.text is not None and self.offset is not None:
            lines += [f"  {self.text}", "  " + " " * self.offset + "^"]
        if self.cause:
            lines.append(f"  likely cause: {self.cause}")
        if self.remedy:
            lines.append(f"  what to do: {self.remedy}")
        return "\n".join(lines)


class InputError(Foxp3ToolError):
    """The user's data could not be read or does not make sense."""


class ReferenceDataError(Foxp3ToolError):
    """The bundled (or user-given) reference data is missing, broken or of another version."""


class OutputError(Foxp3ToolError):
    """The result could not be written."""


class ClosedPipeError(Foxp3ToolError):
    """The reader of standard output has gone, as ``head`` does; no fault of anybody's."""


class UsageError(Foxp3ToolError):
    """The options given contradict each other or name something that does not exist."""
