"""Records put aside: malformed ones, and those that cannot be converted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from foxp3tool.errors import InputError, UsageError
from foxp3tool.formats.output import ResultStream, open_output


class Rejects:
    """A VCF of the records that could not be used.

    Args:
        stream: Where they are written.
        tell: Called with what is wrong with each of them.
    """

    def __init__(self, stream: ResultStream, tell: Callable[[InputError], None]) -> None:
        """Keep where to write and whom to tell."""
        self._stream = stream
        self._tell = tell

    def write_header(self, lines: Sequence[bytes]) -> None:
        """Write the header of the input."""
        for line in lines:
            self.write(line)

    def add(self, error: InputError, raw: bytes) -> None:
        """Write one record, byte by byte, and tell what is wrong with it."""
        self.write(raw)
        self._tell(error)

    def write(self, line: bytes) -> None:
        """Write one line without telling anything."""
        self._stream.write(line.decode("utf-8", "surrogateescape") + "\n")


@contextmanager
def open_rejects(path: Path | None, tell: Callable[[InputError], None]) -> Iterator[Rejects | None]:
    """Open the file for records put aside, or give None if there is to be none.

    Like every result it appears complete or not at all.

    Raises:
        OutputError: If it cannot be written.
        UsageError: If it is to be standard output, where the result goes.
    """
    if path is None:
        yield None
        return
    if path == Path("-"):
        raise UsageError(
            "--rejects -: standard output is for the result", remedy="name a file, or /dev/stderr"
        )
    with open_output(path) as stream:
        yield Rejects(stream, tell)
