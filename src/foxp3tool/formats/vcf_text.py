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
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from os import fstat
from pathlib import Path
from queue import SimpleQueue
from stat import S_ISREG
from threading import Semaphore, Thread
from typing import IO, Any, Final, cast

from isal import igzip
from isal.igzip_lib import IsalError

from foxp3tool.errors import InputError

STDIN: Final = "-"
_STANDARD_INPUT: Final = "standard input"
GZIP_MAGIC: Final = b"\x1f\x8b"
BCF_MAGIC: Final = b"BCF\x02"
VCF_MAGIC: Final = b"##fileformat=VCF"
_BLOCK: Final = 1 << 16
# The empty block that ends every complete bgzip file (SAM specification, section 4.1.2).
BGZF_EOF: Final = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
BGZF_EXTRA: Final = b"BC\x02\x00"
_BUFFER: Final = 1 << 20
_CORRUPT: Final = cast("type[Exception]", IsalError)
_BLOCKS_AHEAD: Final = 4
DAMAGED: Final = (OSError, EOFError, _CORRUPT)
"""What reading damaged compressed data raises."""
LINE_ENDS: Final = b"\r\n"
_ENDS_OF_LINE: Final = (b"\r", b"\n")


def holds_vcf(name: str) -> bool:
    """Tell whether a file or standard input holds a VCF or BCF, by its first bytes.

    Nothing is taken from standard input.

    Args:
        name: A path, or ``-`` for standard input; False for one that cannot be read, and for a
            named pipe, which gives its first bytes only once.
    """
    try:
        if name != STDIN:
            if not Path(name).is_file():
                return False
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
        shown: What to call it in messages; default: its name.

    Attributes:
        is_compressed: True if it is gzip or bgzip.
        ends_in_line: True if the text that was read last has no line end; so once all was read,
            if the last line has none.
        progress: Called with the bytes of the file that were read, each time that some were.

    Raises:
        InputError: If the file cannot be opened or is empty.
    """

    def __init__(self, name: str, shown: str | None = None) -> None:
        """Open the source and look at its first bytes."""
        self.name = shown or (_STANDARD_INPUT if name == STDIN else name)
        self._is_named = name != STDIN
        self.is_compressed = False
        self.is_bgzf = False
        self._is_zipped_file = False
        self.ends_in_line = False
        self.progress: Callable[[int], None] | None = None
        with ExitStack() as opened:
            self._tail = _TailReader(self._open(name, opened))
            self.stream = self._decompressed(opened)
            head = self._guarded_peek(self.stream)
            if not head:
                raise InputError(
                    "the input is empty",
                    file=self.name,
                    cause="the command before this one failed, or the file was never written",
                    remedy="look at how it was made, and make it again",
                )
            self.is_bcf = head[:4] == BCF_MAGIC
            self._opened = opened.pop_all()

    @property
    def is_regular_file(self) -> bool:
        """True if the bytes come from a file that can be opened and read once more by its name."""
        return self._is_named and self._tail.is_file

    def close(self) -> None:
        """Close what was opened; standard input stays open."""
        self._opened.close()

    def _decompressed(self, opened: ExitStack) -> io.BufferedReader[Any]:
        buffered = opened.enter_context(io.BufferedReader(self._tail, _BUFFER))
        head = self._guarded_peek(buffered)
        if head[:2] != GZIP_MAGIC:
            return buffered
        self.is_compressed = True
        self.is_bgzf = BGZF_EXTRA in head[:18]
        self._is_zipped_file = self._tail.is_file
        unzipped = cast("io.RawIOBase", igzip.IGzipFile(fileobj=buffered))  # type: ignore[no-untyped-call] # isal has no types
        return opened.enter_context(io.BufferedReader(unzipped, _BUFFER))

    def _open(self, name: str, opened: ExitStack) -> io.RawIOBase:
        if name == STDIN:
            if sys.stdin is None:
                raise InputError("is closed", file=self.name)
            return cast("io.RawIOBase", sys.stdin.buffer)
        path = Path(name)
        if not name or path.is_dir():
            what = "is a directory, not a file" if name else "a file name is empty"
            raise InputError(what, file=name or None, remedy="name a file")
        try:
            return cast("io.RawIOBase", opened.enter_context(path.open("rb", buffering=0)))
        except OSError as error:
            raise InputError(
                f"cannot be read: {error.strerror}", file=name, remedy="check the path"
            ) from error

    def _guarded_peek(self, stream: io.BufferedReader[Any]) -> bytes:
        try:
            return stream.peek(64)[:64]
        except DAMAGED as error:
            raise self._damaged(None, error) from error

    def lines(self) -> Iterator[bytes]:
        """Yield the lines with their line ends, of Unix or of Windows.

        Raises:
            InputError: If the compressed data is truncated or corrupt; it names the line.
        """
        number = 0
        try:
            for line in self.stream:
                number += 1
                self.ends_in_line = not line.endswith(_ENDS_OF_LINE)
                yield line
        except DAMAGED as error:
            raise self._damaged(number, error) from error
        self._check_end(number)

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield all bytes, decompressed, in pieces of at most a size.

        Raises:
            InputError: If the compressed data is truncated or corrupt.
        """
        try:
            # One read at a time, so that what stands before a damaged place still comes through.
            read = partial(self.stream.read1, size)
            for data in _read_ahead(read) if self._is_zipped_file else iter(read, b""):
                self.ends_in_line = not data.endswith(_ENDS_OF_LINE)
                if self.progress is not None:
                    self.progress(self._tail.taken)
                yield data
        except DAMAGED as error:
            raise self._damaged(None, error) from error
        self._check_end(None)

    def copy_to(self, file: IO[bytes]) -> None:
        """Copy all bytes, decompressed.

        Raises:
            InputError: If the compressed data is truncated or corrupt.
        """
        try:
            shutil.copyfileobj(self.stream, file, _BUFFER)
        except (EOFError, _CORRUPT, gzip.BadGzipFile) as error:
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


def _read_ahead(read: Callable[[], bytes]) -> Iterator[bytes]:
    """Yield what a function reads until it returns nothing, some reads ahead in a thread.

    Decompression leaves the interpreter to others. Not for a pipe: a thread that waits for one
    cannot be ended.
    """
    done: SimpleQueue[bytes | BaseException] = SimpleQueue()
    places = Semaphore(_BLOCKS_AHEAD)
    is_wanted = True

    def work() -> None:
        try:
            while places.acquire() and is_wanted:
                data = read()
                done.put(data)
                if not data:
                    return
        except Exception as error:
            done.put(error)

    thread = Thread(target=work, name="decompression", daemon=True)
    thread.start()
    try:
        while data := done.get():
            if isinstance(data, BaseException):
                raise data
            places.release()
            yield data
    finally:
        is_wanted = False
        places.release()
        thread.join()


class _TailReader(io.RawIOBase):
    """Pass bytes through and remember the last ones, to know whether bgzip ended properly."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__()
        self._raw = raw
        self.last_bytes = b""
        self.taken = 0

    @property
    def is_file(self) -> bool:
        """True if the bytes come from a file on a disk, which never lets wait for long."""
        try:
            return S_ISREG(fstat(self._raw.fileno()).st_mode)
        except OSError:
            return False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # mypy has no Buffer here
        data = self._raw.read(len(buffer)) or b""
        buffer[: len(data)] = data
        self.taken += len(data)
        if len(data) >= len(BGZF_EOF):
            self.last_bytes = data[-len(BGZF_EOF) :]
        elif data:
            self.last_bytes = (self.last_bytes + data)[-len(BGZF_EOF) :]
        return len(data)
