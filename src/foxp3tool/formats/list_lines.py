"""The lines of a text file or stream in whatever encoding and with whatever line ends it has.

Text that people hand over comes from spreadsheets and editors of every system: UTF-8 with or
without a byte order mark, UTF-16, Windows-1252; lines that end with a line feed, a carriage return
or both. What is not text is refused by its first bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import chain
from typing import Final

from foxp3tool.errors import InputError
from foxp3tool.formats.vcf_text import BCF_MAGIC, VCF_MAGIC, ByteSource
from foxp3tool.model.frozen import frozen

LONGEST_LINE: Final = 1_000_000
"""Characters; of a longer line the first ones are kept, so that it does not fill the memory."""

READ_AS_WINDOWS: Final = "not UTF-8, read as Windows-1252"
UNREADABLE: Final = "neither UTF-8 nor Windows-1252; \ufffd stands for what cannot be read"
TOO_LONG: Final = f"longer than {LONGEST_LINE} characters, so only its beginning is kept"
HOLDS_NUL: Final = "with NUL characters, shown as \ufffd"

_CHUNK: Final = 1 << 16
_HEAD: Final = 4096
_END: Final = re.compile(r"\r\n|\r|\n")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNREADABLE_CHARACTER: Final = re.compile("[\x00\ud800-\udfff]")
_UTF16: Final = {codecs.BOM_UTF16_LE: "UTF-16-LE", codecs.BOM_UTF16_BE: "UTF-16-BE"}
_VCF_COMMANDS: Final = "foxp3tool annotate and foxp3tool convert --to vcf read VCF and BCF"
_AS_TEXT: Final = "save the list as text: CSV UTF-8, or tab-separated"
# First bytes of what is often given by mistake; UTF-32 before UTF-16, whose mark begins alike.
_REFUSED: Final = (
    (b"PK\x03\x04", "an Excel workbook (.xlsx) or another ZIP archive, not a text list", _AS_TEXT),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls), not a text list", _AS_TEXT),
    (codecs.BOM_UTF32_LE, "UTF-32 text, which is not read", "save it as UTF-8"),
    (codecs.BOM_UTF32_BE, "UTF-32 text, which is not read", "save it as UTF-8"),
    (BCF_MAGIC, "a BCF, not a list", _VCF_COMMANDS),
    (VCF_MAGIC, "a VCF, not a list", _VCF_COMMANDS),
    (b"%PDF", "a PDF, not a text list", "copy the descriptions into a text file"),
)


@frozen
class Line:
    """A line of the file.

    Args:
        number: 1-based line number.
        text: The line without its end. Bytes that mean nothing are lone surrogates, as Python's
            ``surrogateescape`` makes them, so that they can be written as they came.
        end: Its end as it stood there, empty for a last line without one.
        doubts: What is doubtful about the characters.
    """

    number: int
    text: str
    end: str = "\n"
    doubts: tuple[str, ...] = ()


def readable(text: str) -> str:
    """Return a text with U+FFFD for characters that no table can hold."""
    return (
        text if text.isascii() and "\0" not in text else _UNREADABLE_CHARACTER.sub("\ufffd", text)
    )


class TextLines:
    """Numbered lines of one text file; to be closed after use.

    Args:
        name: A path, or ``-`` for standard input; gzip is told by its first bytes.
        progress: Called with the bytes of the file that were read, if given.

    Attributes:
        name: What to call the input in a message.
        encoding: ``UTF-8``, ``UTF-16-LE`` or ``UTF-16-BE``. Single lines that are not UTF-8 say so
            in their ``doubts``.

    Raises:
        InputError: If it cannot be read, is empty, or is no text.
    """

    def __init__(self, name: str, progress: Callable[[int], None] | None = None) -> None:
        """Open the file and look at its first bytes."""
        with ExitStack() as opened:
            source = opened.enter_context(closing(ByteSource(name)))
            self.name = source.name
            chunks = source.chunks(_CHUNK)
            if source.is_compressed:
                source.progress = progress
            elif progress is not None:
                # The source reads more at once than many a list has.
                chunks = _counted(chunks, progress)
            head = b""
            for chunk in chunks:
                head += chunk
                if len(head) >= _HEAD:
                    break
            self._refuse_other_than_text(head)
            self.encoding = _UTF16.get(head[:2], "UTF-8")
            mark = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
            if self.encoding != "UTF-8":
                mark = len(codecs.BOM_UTF16)
            self._chunks = chain([head[mark:]], chunks)
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close what was opened."""
        self._opened.close()

    def _refuse_other_than_text(self, head: bytes) -> None:
        for magic, what, remedy in _REFUSED:
            if head.removeprefix(codecs.BOM_UTF8).startswith(magic):
                raise InputError(f"is {what}", file=self.name, remedy=remedy)
        if head[:2] not in _UTF16 and 10 * head.count(0) > len(head):
            raise InputError(
                "is no text: many of its bytes are NUL",
                file=self.name,
                cause="a binary file, or UTF-16 without a byte order mark",
                remedy="save the list as UTF-8 text",
            )

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines.

        Raises:
            InputError: If the data is damaged, with the line, or the first line is too long.
        """
        number = 0
        make = _decoded if self.encoding == "UTF-8" else _as_it_is
        try:
            for text, end in _split(self._pieces()):
                number += 1
                line = make(number, text[:LONGEST_LINE], end)
                is_cut = len(text) > LONGEST_LINE
                yield replace(line, doubts=(*line.doubts, TOO_LONG)) if is_cut else line
        except InputError as error:
            error.file, error.line = self.name, number + 1
            raise

    def _pieces(self) -> Iterator[str]:
        """Yield the text; what should be UTF-8 comes as one character a byte, to be read by line.

        No byte of a character of several bytes in UTF-8 is that of a line end.
        """
        name = "latin-1" if self.encoding == "UTF-8" else self.encoding
        decoder = codecs.getincrementaldecoder(name)()
        try:
            for chunk in self._chunks:
                yield decoder.decode(chunk)
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise InputError(
                f"the text is no {self.encoding}, which its first bytes say it is ({error.reason})",
                cause="a file that was cut off or joined with one in another encoding",
                remedy="save the list as UTF-8 text",
            ) from error


def _counted(chunks: Iterable[bytes], progress: Callable[[int], None]) -> Iterator[bytes]:
    """Pass bytes on, and tell how many there were when the next are asked for."""
    taken = 0
    for chunk in chunks:
        yield chunk
        taken += len(chunk)
        progress(taken)


def _split(pieces: Iterable[str]) -> Iterator[tuple[str, str]]:
    r"""Yield lines and their ends: ``\n``, ``\r\n``, ``\r``, or none for a last line without.

    Of a line that is too long it is the beginning, which is longer than :data:`LONGEST_LINE`.

    Raises:
        InputError: If the first line is too long; then it is not read up to its end.
    """
    rest, is_first = "", True
    for piece in pieces:
        # What is left over has no end, but perhaps the first half of one.
        searched = max(len(rest) - 1, 0)
        rest += piece
        start = 0
        for found in _END.finditer(rest, searched):
            if found[0] == "\r" and found.end() == len(rest):
                # The next piece may begin with its \n.
                break
            if is_first and found.start() > LONGEST_LINE:
                raise _no_list()
            yield rest[start : found.start()], found[0]
            start, is_first = found.end(), False
        rest = rest[start:]
        if len(rest) > LONGEST_LINE + 1:
            if is_first:
                raise _no_list()
            # Its last character may be half of a line end.
            rest = rest[: LONGEST_LINE + 1] + rest[-1]
    if rest:
        text = rest.removesuffix("\r")
        yield text, rest[len(text) :]


def _no_list() -> InputError:
    return InputError(
        f"the line is longer than {LONGEST_LINE} characters",
        cause="the file is no list of variant descriptions",
        remedy="give one description a line, or a CSV or TSV table",
    )


def _decoded(number: int, text: str, end: str) -> Line:
    """Read a line, one character a byte, as UTF-8 or else as Windows-1252."""
    if text.isascii():
        return _as_it_is(number, text, end)
    raw = text.encode("latin-1")
    try:
        return _as_it_is(number, raw.decode("utf-8"), end)
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252.
        read = raw.decode("cp1252", "surrogateescape")
    doubt = READ_AS_WINDOWS if _SURROGATE.search(read) is None else UNREADABLE
    return _as_it_is(number, read, end, (doubt,))


def _as_it_is(number: int, text: str, end: str, doubts: tuple[str, ...] = ()) -> Line:
    if "\0" in text:
        doubts += (HOLDS_NUL,)
    return Line(number, text, end, doubts)
