"""Read the lines of a VCF file or stream, plain or compressed, with their numbers.

pysam opens no gzip file that is not bgzip, says neither the line nor the fault of a malformed
record, and takes most invalid ones. So text is decompressed and looked through here; the records
that matter are then parsed by htslib (see :mod:`foxp3tool.formats.vcf`).
"""

from __future__ import annotations

import gzip
import io
import shutil
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final, cast

from foxp3tool.errors import InputError

STDIN: Final = "-"
GZIP_MAGIC: Final = b"\x1f\x8b"
BCF_MAGIC: Final = b"BCF\x02"
VCF_MAGIC: Final = b"##fileformat=VCF"
_BLOCK: Final = 1 << 16
# The empty block that ends every complete bgzip file (SAM specification, section 4.1.2).
BGZF_EOF: Final = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
BGZF_EXTRA: Final = b"BC\x02\x00"
_BUFFER: Final = 1 << 20


def holds_vcf(name: str) -> bool:
    """Tell whether a file or standard input holds a VCF or BCF, by its first bytes.

    Nothing is taken from standard input.

    Args:
        name: A path, or ``-`` for standard input; False for one that cannot be read.
    """
    try:
        if name != STDIN:
            with Path(name).open("rb") as file:
                head = file.read(_BLOCK)
        else:
            # None for a closed standard input, or one that a program put in its place.
            peek = getattr(getattr(sys.stdin, "buffer", None), "peek", None)
            head = b"" if peek is None else peek(_BLOCK)
    except (OSError, ValueError):
        return False
    if head.startswith(GZIP_MAGIC):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, len(VCF_MAGIC))
        except zlib.error:
            return False
    return head.startswith((BCF_MAGIC, VCF_MAGIC))


class ByteSource:
    """Decompressed bytes of a file or of standard input; to be closed after use.

    Args:
        name: A path, or ``-`` for standard input.

    Attributes:
        ends_in_line: True once all lines were read, if the last one has no line end.

    Raises:
        InputError: If the file cannot be opened or is empty.
    """

    def __init__(self, name: str) -> None:
        """Open the source and look at its first bytes."""
        self.name = "standard input" if name == STDIN else name
        self.is_bgzf = False
        self.ends_in_line = False
        with ExitStack() as opened:
            self._tail = _TailReader(self._open(name, opened))
            self.stream = self._decompressed(opened)
            head = self._guarded_peek(self.stream)
            if not head:
                raise InputError(
                    "the input is empty",
                    file=self.name,
                    cause="the command before this one failed, or the file was never written",
                )
            self.is_bcf = head[:4] == BCF_MAGIC
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close what was opened; standard input stays open."""
        self._opened.close()

    def _decompressed(self, opened: ExitStack) -> io.BufferedReader[Any]:
        buffered = opened.enter_context(io.BufferedReader(self._tail, _BUFFER))
        head = self._guarded_peek(buffered)
        if head[:2] != GZIP_MAGIC:
            return buffered
        self.is_bgzf = BGZF_EXTRA in head[:18]
        unzipped = cast("io.RawIOBase", gzip.GzipFile(fileobj=buffered))
        return opened.enter_context(io.BufferedReader(unzipped, _BUFFER))

    def _open(self, name: str, opened: ExitStack) -> io.RawIOBase:
        if name == STDIN:
            if sys.stdin is None:
                raise InputError("is closed", file=self.name)
            return cast("io.RawIOBase", sys.stdin.buffer)
        path = Path(name)
        if path.is_dir():
            raise InputError("is a directory, not a file", file=name)
        try:
            return cast("io.RawIOBase", opened.enter_context(path.open("rb", buffering=0)))
        except OSError as error:
            raise InputError(
                f"cannot be read: {error.strerror}", file=name, remedy="check the path"
            ) from error

    def _guarded_peek(self, stream: io.BufferedReader[Any]) -> bytes:
        try:
            return stream.peek(64)[:64]
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(None, error) from error

    def lines(self) -> Iterator[bytes]:
        """Yield the lines without their line ends, of Unix or of Windows.

        Raises:
            InputError: If the compressed data is truncated or corrupt; it names the line.
        """
        number, line = 0, b"\n"
        try:
            for line in self.stream:
                number += 1
                yield line.rstrip(b"\r\n")
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(number, error) from error
        self.ends_in_line = not line.endswith((b"\r", b"\n"))
        self._check_end(number)

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield all bytes, decompressed, in pieces of at most a size.

        Raises:
            InputError: If the compressed data is truncated or corrupt.
        """
        try:
            # One read at a time, so that what stands before a damaged place still comes through.
            while data := self.stream.read1(size):
                yield data
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(None, error) from error
        self._check_end(None)

    def copy_to(self, file: IO[bytes]) -> None:
        """Copy all bytes, decompressed.

        Raises:
            InputError: If the compressed data is truncated or corrupt.
        """
        try:
            shutil.copyfileobj(self.stream, file, _BUFFER)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self._damaged(None, error) from error
        self._check_end(None)

    def _check_end(self, line: int | None) -> None:
        if self.is_bgzf and not self._tail.last_bytes.endswith(BGZF_EOF):
            raise self._damaged(line, None)

    def _damaged(self, line: int | None, error: Exception | None) -> InputError:
        reason = f" ({error})" if error is not None and str(error) else ""
        if error is None:
            reason = " (the end-of-file block of bgzip is missing)"
        return InputError(
            f"the compressed data is truncated or corrupt{reason}",
            file=self.name,
            line=line,
            cause="an interrupted download or copy, or a program that failed while writing",
            remedy="get the file again; results up to here are incomplete",
        )


class _TailReader(io.RawIOBase):
    """Pass bytes through and remember the last ones, to know whether bgzip ended properly."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__()
        self._raw = raw
        self.last_bytes = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # mypy has no Buffer here
        data = self._raw.read(len(buffer)) or b""
        buffer[: len(data)] = data
        if len(data) >= len(BGZF_EOF):
            self.last_bytes = data[-len(BGZF_EOF) :]
        elif data:
            self.last_bytes = (self.last_bytes + data)[-len(BGZF_EOF) :]
        return len(data)
