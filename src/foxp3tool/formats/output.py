"""Where results go: standard output, or a file that appears complete or not at all."""

from __future__ import annotations

import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from errno import EACCES
from pathlib import Path
from typing import Any, Final, TextIO

from foxp3tool.errors import ClosedPipeError, OutputError

_ERRORS: Final = "surrogateescape"
"""Bytes of the input that are no UTF-8 are written as they came."""
_GZIP_WINDOW: Final = 31
"""What zlib calls the format of gzip; no name and no time are written, so that results compare."""


class ResultStream:
    """A text stream whose failures are told as errors of this program.

    Args:
        stream: Where the text goes.
        name: What to call it in a message.
    """

    def __init__(self, stream: TextIO, name: str) -> None:
        """Keep the stream."""
        self._stream = stream
        self._name = name

    def write(self, text: str) -> None:
        """Write text.

        Raises:
            ClosedPipeError: If the reader of a pipe has gone.
            OutputError: If it cannot be written for another reason.
        """
        self._guarded(lambda: self._stream.write(text))

    def write_bytes(self, data: bytes) -> None:
        """Write bytes to a stream that is given bytes only; raises like :meth:`write`."""
        self._guarded(lambda: self._stream.buffer.write(data))

    def flush(self) -> None:
        """Hand over what is in the buffer; raises like :meth:`write`."""
        self._guarded(self._stream.flush)

    def _guarded(self, action: Callable[[], object]) -> None:
        try:
            action()
        except BrokenPipeError as error:
            raise ClosedPipeError(self._name) from error
        except OSError as error:
            raise cannot_write(self._name, error) from error


class _GzippedStream(ResultStream):
    """A stream of text that is compressed on its way into another one.

    Without :meth:`finish` the trailer is missing, and every reader says that the data is cut off.
    """

    def __init__(self, inner: ResultStream) -> None:
        self._inner = inner
        self._packer = zlib.compressobj(wbits=_GZIP_WINDOW)

    def write(self, text: str) -> None:
        self.write_bytes(text.encode("utf-8", _ERRORS))

    def write_bytes(self, data: bytes) -> None:
        packed = self._packer.compress(data)
        if packed:
            self._inner.write_bytes(packed)

    def flush(self) -> None:
        self._inner.flush()

    def finish(self) -> None:
        self._inner.write_bytes(self._packer.flush())


def cannot_write(name: str, error: OSError) -> OutputError:
    """Return the error of a file or stream that cannot be written."""
    return OutputError(
        f"cannot write: {error.strerror or error}",
        file=name,
        remedy="check that the place exists, is writable and has room",
    )


@contextmanager
def open_output(path: Path | None, *, is_compressed: bool = False) -> Iterator[ResultStream]:
    """Open a text stream for results: UTF-8, line ends as written.

    Args:
        path: The file, or None for standard output. The file is written under another name beside
            it and renamed at the end; if anything fails before that, it is removed.
        is_compressed: True if what is written is to be gzipped.

    Raises:
        OutputError: If it cannot be written.
        ClosedPipeError: If the reader of standard output has gone.
    """
    with _place(path) as stream:
        if is_compressed:
            packed = _GzippedStream(stream)
            yield packed
            packed.finish()
        else:
            yield stream
        stream.flush()


def _place(path: Path | None) -> AbstractContextManager[ResultStream]:
    if path is None:
        return _standard_output()
    if is_special(path):
        return _special(path)
    # A link stays a link.
    return _file(path.resolve())


def is_special(path: Path) -> bool:
    """Tell whether a path is no regular file, as a named pipe: it is written to, not replaced.

    The path is taken as it was given: what ``/dev/stdout`` and ``/dev/fd/63`` lead to may have no
    place of its own.
    """
    return path.exists() and not path.is_file()


def refuse_protected(path: Path) -> None:
    """Refuse to take the place of a file that the user may not write.

    A file is replaced by renaming, for which the system asks for the folder alone.

    Raises:
        OutputError: If the file is write-protected.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise cannot_write(str(path), PermissionError(EACCES, os.strerror(EACCES)))


@contextmanager
def _special(path: Path) -> Iterator[ResultStream]:
    try:
        stream = path.open("w", encoding="utf-8", errors=_ERRORS, newline="")
    except OSError as error:
        raise cannot_write(str(path), error) from error
    try:
        yield ResultStream(stream, str(path))
    finally:
        _close(stream, str(path))


@contextmanager
def _file(path: Path) -> Iterator[ResultStream]:
    # Most results go to standard output, and do not pay for the import.
    import tempfile  # noqa: PLC0415

    refuse_protected(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise cannot_write(str(path), error) from error
    temporary = Path(name)
    stream = os.fdopen(handle, "w", encoding="utf-8", errors=_ERRORS, newline="")
    try:
        try:
            yield ResultStream(stream, str(path))
        finally:
            _close(stream, str(path))
        take_place(temporary, path)
    finally:
        # Renamed after success; left over, and then unwanted, after any failure.
        temporary.unlink(missing_ok=True)


def _close(stream: TextIO, name: str) -> None:
    """Close a stream, which may write what is in its buffer."""
    try:
        stream.close()
    except BrokenPipeError as error:
        raise ClosedPipeError(name) from error
    except OSError as error:
        raise cannot_write(name, error) from error


def take_place(temporary: Path, path: Path) -> None:
    """Rename the finished file, with the permissions that a new or the old file would have.

    Raises:
        OutputError: If that fails.
    """
    try:
        if path.exists():
            mode = path.stat().st_mode & 0o777
        else:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError as error:
        raise cannot_write(str(path), error) from error


@contextmanager
def _standard_output() -> Iterator[ResultStream]:
    """Give standard output as UTF-8 with plain line ends, whatever the locale says."""
    name = "standard output"
    if sys.stdout is None:
        raise OutputError("is closed", file=name)
    buffer: Any = sys.stdout.buffer
    if isinstance(buffer, io.RawIOBase):
        # So it is with PYTHONUNBUFFERED; a raw stream may write a part only, and not say so.
        buffer = io.BufferedWriter(buffer)
    stream = io.TextIOWrapper(buffer, encoding="utf-8", errors=_ERRORS, newline="")
    try:
        yield ResultStream(stream, name)
    finally:
        with suppress(OSError, ValueError):
            # What is below belongs to the interpreter and must stay open.
            stream.detach()
        if buffer is not sys.stdout.buffer:
            with suppress(OSError, ValueError):
                buffer.detach()
