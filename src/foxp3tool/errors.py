"""The exceptions of foxp3tool.

An exception stops a file or a command. What concerns one row only rides on that row as an
:class:`foxp3tool.model.issue.Issue` instead. Each exception knows where it happened (file, line,
text, offset), what the likely cause is and what to do about it.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_WIDE: Final = 100
_BEFORE: Final = 60
_BEHIND: Final = 30
_CUT: Final = "..."


def pointed_at(text: str, offset: int) -> tuple[str, str]:
    """Return a text and the line with a caret under one of its characters, for a terminal.

    Of a long text only what lies around the place is shown. What does not print takes one column;
    East Asian wide characters take two, combining marks none.

    Args:
        text: The text.
        offset: 0-based place of the character; that behind the last one is a place, too.

    Example:
        >>> print(*pointed_at("c.1150G>?", 8), sep=chr(10))
        c.1150G>?
                ^
    """
    first, last = 0, len(text)
    if len(text) > _WIDE:
        first = offset - _BEFORE if offset > _BEFORE + len(_CUT) else 0
        last = offset + _BEHIND if last > offset + _BEHIND + len(_CUT) else last
    before = (_CUT if first else "") + printable(text[first:offset])
    behind = printable(text[offset:last]) + (_CUT if last < len(text) else "")
    return before + behind, " " * columns(before) + "^"


def printable(text: str) -> str:
    """Return a text on one line: blanks for whatever is blank, ``?`` for what does not print."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else " " if one.isspace() else "?" for one in text)


def counted(number: int, one: str, several: str | None = None) -> str:
    """Return a number with its noun, or with a noun and its verb.

    Args:
        number: How many.
        one: The words for one.
        several: The words for none or several; default: ``one`` with an ``s``.

    Example:
        >>> counted(1, "cell"), counted(2, "cell"), counted(0, "entry is", "entries are")
        ('1 cell', '2 cells', '0 entries are')
    """
    return f"{number} {one if number == 1 else several or one + 's'}"


def legible(message: str) -> str:
    """Return a message of several lines with each as :func:`printable` makes it.

    Names of files and samples may hold bytes that are no text, and what commands a terminal.
    """
    if message.isprintable():
        return message
    return "\n".join(map(printable, message.split("\n")))


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(one) in ("Mn", "Me")
        else 2 if unicodedata.east_asian_width(one) in ("W", "F")
        else 1
        for one in text
    )  # fmt: skip


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

    Attributes:
        hints: The nearest that would be read, each as it could be given and with the slip that
            would explain it, the likeliest first. They are a help for the reader, never answers.

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
        self.hints: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error reach another process whole, whatever its kind takes to be made."""
        return _restored, (type(self), self.args), self.__dict__

    def __str__(self) -> str:
        """Return the whole message: where, what, a caret under the fault, cause and remedy."""
        where = self.file or ""
        if self.line is not None:
            where += f", line {self.line}" if where else f"line {self.line}"
        lines = [f"{where}: {self.message}" if where else self.message]
        if self.text is not None and self.offset is not None:
            lines += [f"  {line}" for line in pointed_at(self.text, self.offset)]
        if self.cause:
            lines.append(f"  likely cause: {self.cause}")
        if self.remedy:
            lines.append(f"  what to do: {self.remedy}")
        lines += [f"  nearest that fits: {hint}" for hint in self.hints]
        return "\n".join(lines)

    @property
    def one_line(self) -> str:
        """The message with cause, remedy and hints, but without file and line, for a table."""
        where = "" if self.offset is None else f" (character {self.offset + 1})"
        parts = [f"{self.message}{where}"]
        if self.cause:
            parts.append(f"Likely cause: {self.cause}")
        if self.remedy:
            parts.append(f"What to do: {self.remedy}")
        if self.hints:
            parts.append(f"Nearest that fits: {', '.join(self.hints)}")
        return ". ".join(parts)


def _restored(kind: type[Foxp3ToolError], args: tuple[object, ...]) -> Foxp3ToolError:
    """Return an error of a kind that has no attributes yet; unpickling gives it those it had."""
    return kind.__new__(kind, *args)


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
