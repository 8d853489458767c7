"""Find the lines of a VCF that lie near the gene, at the speed of reading the file.

Most lines of a genome's VCF lie on other chromosomes. So blocks of text are searched for lines that
begin with a name of the X chromosome, and only those are looked at one by one; the shape of the
first lines is checked wherever they lie, so that a file of another kind is told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, takewhile
from typing import Final

from foxp3tool.errors import InputError
from foxp3tool.formats.vcf_header import BYTE_ORDER_MARK, VcfHeader, read_header
from foxp3tool.formats.vcf_record import Candidate
from foxp3tool.formats.vcf_shape import LineJudge, hull
from foxp3tool.formats.vcf_text import LINE_ENDS, ByteSource
from foxp3tool.model.interval import Interval

CHECKED_LINES: Final = 1_000
"""Lines behind the header whose shape is checked, whatever chromosome they lie on."""
_BLOCK: Final = 1 << 19
# Beginnings of most lines of a genome, numbered chromosomes but for 23, the most frequent first; as
# they are tried before all else, the search is twice as fast.
_OTHERS: Final = rb"chr[013-9]|[Cc][Hh][Rr](?:[013-9YM]|2[^3])|[013-9YM]|2[^3]"
# ALT, and what follows of a line without one, whose END would tell a block of reference.
_SHORT_ALT: Final = (
    rb"(?:[^\t\n<[\].][^\t\n<[\]]*\t|\.\t(?![^\t\n]*\t[^\t\n]*\t(?:[^\t\n]*;)?END=))"
)
_LONGEST_REF: Final = 1_000
"""Bases of REF up to which a line far from the windows is known to be far by its position."""


class VcfLines:
    """The lines of a text VCF.

    Args:
        source: Its bytes, at their beginning.
        judge: Looks at single lines, takes those elsewhere if it is to look at every line, and says
            whether the text between the candidates is wanted.

    Attributes:
        header: The header.
        last: The line that was seen last, once all were read.

    Raises:
        InputError: If the data is damaged, or begins with no header.
    """

    def __init__(self, source: ByteSource, judge: LineJudge) -> None:
        """Read the header."""
        self._source = source
        self._judge = judge
        self._lines = source.lines()
        self.last = b""
        header: list[bytes] = []
        self._first: tuple[bytes, ...] = ()
        ending = b"\n"
        for line in self._lines:
            if not line.startswith((b"#", BYTE_ORDER_MARK)):
                self._first = (line,)
                break
            header.append(line.rstrip(LINE_ENDS))
            if len(header) == 1:
                ending = line[len(header[0]) :]
        self.header: VcfHeader = read_header(header, source.name, ending)
        self._number = len(header)
        judge.see_header(header)

    def candidates(self) -> Iterator[Candidate | bytes]:
        """Yield the lines in the windows, in file order, and what lies between if it is wanted.

        The text between is handed on as it stands, whole lines with their line ends; malformed
        lines that were put aside are not in it.

        Raises:
            InputError: If the data is damaged, or a contig is refused.
        """
        lines = chain(self._first, self._lines)
        if self._judge.elsewhere is not None:
            yield from self._looked_at(lines)
            self._check_end()
            return
        yield from self._looked_at(islice(lines, CHECKED_LINES))
        yield from self._found()
        self._check_end()

    def _check_end(self) -> None:
        if self._source.ends_in_line:
            self._judge.check_end(self._number, self.last)

    def _looked_at(self, lines: Iterator[bytes]) -> Iterator[Candidate | bytes]:
        """Look at every line."""
        judge = self._judge
        for line in lines:
            self._number += 1
            raw = line.rstrip(LINE_ENDS)
            rejected = judge.counts.rejected
            found = False
            if raw:
                self.last = raw
                for candidate in judge.judged(self._number, raw, line[len(raw) :]):
                    found = True
                    yield candidate
            if judge.passing and not found and judge.counts.rejected == rejected:
                yield line

    def _found(self) -> Iterator[Candidate | bytes]:
        """Search blocks for lines of the X chromosome, and look at those near the windows."""
        judge = self._judge
        counts, stretch = judge.counts, hull(judge.windows)
        first, last = stretch.start + 1, stretch.end
        known: set[bytes] = set()
        pattern = self._pattern(known)
        for text, end, behind in self._blocks():
            base, counted, passed, names = self._number, 1, 1, len(known)
            lines = text.count(b"\n", 0, end)
            counts.records += lines
            for match in pattern.finditer(text, 0, end):
                contig, pos, ref = match.groups()
                is_known = pos is not None and contig in known
                if is_known and (int(pos) > last or int(pos) + len(ref) <= first):
                    continue
                start = match.start() + 1
                base += text.count(b"\n", counted, start)
                counted = start
                # It is counted when it has proved to be a record.
                counts.records -= 1
                line = bytes(text[start : text.find(b"\n", start, behind) + 1 or behind])
                raw = line.rstrip(LINE_ENDS)
                rejected = counts.rejected
                found = tuple(judge.judged(base + 1, raw, line[len(raw) :]))
                if found or counts.rejected > rejected:
                    if judge.passing and passed < start:
                        yield bytes(text[passed:start])
                    yield from found
                    passed = start + len(line)
                if counts.rejected == rejected:
                    known.add(contig)
            if judge.passing and passed < behind:
                yield bytes(text[passed:behind])
            self._number += lines + max(0, text.count(b"\n", end, behind) - 1)
            if len(known) > names:
                pattern = self._pattern(known)

    def _pattern(self, known: Iterable[bytes]) -> re.Pattern[bytes]:
        """Return the beginning of a line to be looked at.

        Args:
            known: Contigs that were seen; of these, lines far from the windows are passed over.
        """
        names = b"|".join(re.escape(name.encode()) for name in self._judge.contigs.x_names)
        others = _OTHERS
        if known:
            seen = b"|".join(map(re.escape, known))
            near = b"|".join(_near(window) for window in self._judge.windows)
            others += rb"|(?:%b)\t(?!(?:%b)\t)[1-9][0-9]{0,9}\t[^\t\n]*\t[^\t\n]{1,%d}\t%b" % (
                seen,
                near,
                _LONGEST_REF,
                _SHORT_ALT,
            )
        # A line whose first columns are not of this form is looked at, whatever is wrong with it;
        # so is one with a symbol, a breakend or a block, which may reach far, and one of a further
        # header.
        return re.compile(
            rb"\n(?!%b)(?:#|((?i:%b))"
            rb"(?:\t([0-9]{1,10})\t[^\t\n]*\t([^\t\n]+)\t%b|(?=[\t ])))"
            % (others, names, _SHORT_ALT)
        )

    def _blocks(self) -> Iterator[tuple[bytearray, int, int]]:
        """Yield what is left of the text, in a buffer that is used again.

        It holds a line end and whole lines. With it come the place where their content ends, and
        the end of the text: between them stand the line end of the last line, if it has one, and
        lines without content. A buffer that fits into the cache of a processor and is not
        allocated again saves half of the time.
        """
        buffer = bytearray(b"\n")
        filled = 1
        try:
            for data in self._source.chunks(_BLOCK):
                seen, filled = filled, filled + len(data)
                if filled > len(buffer):
                    buffer.extend(bytes(filled + _BLOCK - len(buffer)))
                buffer[seen:filled] = data
                place = buffer.rfind(b"\n", seen, filled) + 1
                if place:
                    yield from self._whole(buffer, place)
                    buffer[1 : 1 + filled - place] = buffer[place:filled]
                    filled = 1 + filled - place
        except InputError as error:
            error.line = error.line or self._number
            raise
        yield from self._whole(buffer, filled)

    def _whole(self, text: bytearray, behind: int) -> Iterator[tuple[bytearray, int, int]]:
        end = behind
        while end and text[end - 1] in LINE_ENDS:
            end -= 1
        if end:
            self.last = bytes(text[text.rfind(b"\n", 0, end) + 1 : end])
        if behind > 1:
            yield text, end, behind


def _near(window: Interval) -> bytes:
    """Return a pattern of the positions from which a short REF reaches into a window, and more.

    Args:
        window: 0-based, half-open.
    """
    first, last = str(max(1, window.start + 1 - _LONGEST_REF)), str(window.end)
    if len(first) < len(last):
        return b"[0-9]{%d,%d}" % (len(first), len(last))
    alike = takewhile(lambda digits: digits[0] == digits[1], zip(first, last, strict=True))
    shared = "".join(digit for digit, _ in alike)
    return b"%b[0-9]{%d}" % (shared.encode(), len(last) - len(shared))
