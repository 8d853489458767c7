"""The file in which malformed records are put aside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from foxp3tool.errors import InputError, OutputError


class RejectsFile:
    """A VCF of the records that could not be read, to be repaired and annotated again.

    Args:
        path: The file; an existing one is replaced.

    Raises:
        OutputError: If it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self._path = path
        try:
            self._file = path.open("wb")
        except OSError as error:
            raise self._cannot_write(error) from error

    def _cannot_write(self, error: OSError) -> OutputError:
        return OutputError(f"cannot write: {error.strerror or error}", file=str(self._path))

    def __enter__(self) -> RejectsFile:
        """Return the open file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._file.close()

    def write_header(self, lines: Sequence[bytes]) -> None:
        """Write the header of the input."""
        self._write(b"".join(line + b"\n" for line in lines))

    def add(self, error: InputError, raw: bytes) -> None:  # noqa: ARG002 - a Reject callback
        """Write one record as it stood in the input."""
        self._write(raw + b"\n")

    def _write(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            raise self._cannot_write(error) from error
