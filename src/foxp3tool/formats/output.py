"""Where results go: standard output, or a file that appears complete or not at all."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from foxp3tool.errors import OutputError


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """Open a text stream for results: UTF-8, line ends as written.

    Args:
        path: The file, or None for standard output. The file is written under another name beside
            it and renamed at the end; if anything fails before that, it is removed.

    Raises:
        OutputError: If the file cannot be written.
        BrokenPipeError: If the reader of standard output has gone.
    """
    if path is None:
        with _standard_output() as stream:
            yield stream
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _cannot_write(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        _take_place(temporary, path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        # Renamed after success; left over, and then unwanted, after any failure.
        temporary.unlink(missing_ok=True)


def _take_place(temporary: Path, path: Path) -> None:
    """Rename the finished file, with the permissions that a new or the old file would have."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)
    temporary.replace(path)


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot write: {error.strerror or error}",
        file=str(path),
        remedy="check that the folder exists, is writable and has room; nothing was written",
    )


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Give standard output as UTF-8 with plain line ends, whatever the locale says."""
    stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=False)
    try:
        yield stream
        stream.flush()
    finally:
        with suppress(ValueError, BrokenPipeError):
            # The buffer belongs to the interpreter and must stay open.
            stream.detach()
