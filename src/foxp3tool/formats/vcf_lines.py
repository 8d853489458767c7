"""Find the lines of a VCF that lie near the gene, at the speed of reading the file.

Most lines of a genome's VCF lie on other chromosomes. So blocks of text are searched for lines that
begin with a name of the X chromosome, and only those are looked at one by one; the shape of the
first lines is checked wherever they lie, so that a file of another kind is told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from foxp3tool.errors import InputError
from foxp3tool.formats.vcf_header import BYTE_ORDER_MARK, VcfHeader, read_header
from foxp3tool.formats.vcf_record import Candidate
from foxp3tool.formats.vcf_shape import LineJudge, hull
from foxp3tool.formats.vcf_text import LINE_ENDS, ByteSource

CHECKED_LINES: Final = 1_000
"""Lines behind the header whose shape is checked, whatever chromosome they lie on."""
_BLOCK: Final = 1 << 20
# Beginnings of most lines of a genome, numbered chromosomes but for 23; tried first, they make the
# search twice as fast.
_OTHERS: Final = rb"[Cc][Hh][Rr](?:[013-9YM]|2[^3])|[013-9YM]|2[^3]"


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
            return
        yield from self._looked_at(islice(lines, CHECKED_LINES))
        yield from self._found()

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
        pattern = self._pattern()
        judge = self._judge
        counts, stretch = judge.counts, hull(judge.windows)
        first, last = stretch.start + 1, stretch.end
        known: dict[bytes, bool] = {}
        for text, end in self._blocks():
            base, counted, far, passed = self._number, 1, 0, 1
            lines = text.count(b"\n", 0, end)
            counts.records += lines
            for match in pattern.finditer(text, 0, end):
                contig, pos, ref = match.groups()
                is_known = pos is not None and contig in known
                if is_known and (int(pos) > last or int(pos) + len(ref) <= first):
                    far += known[contig]
                    continue
                start = match.start() + 1
                base += text.count(b"\n", counted, start)
                counted = start
                # It is counted when it has proved to be a record.
                counts.records -= 1
                line = text[start : text.find(b"\n", start) + 1 or len(text)]
                raw = line.rstrip(LINE_ENDS)
                rejected = counts.rejected
                found = tuple(judge.judged(base + 1, raw, line[len(raw) :]))
                if found or counts.rejected > rejected:
                    if judge.passing and passed < start:
                        yield text[passed:start]
                    yield from found
                    passed = start + len(line)
                known[contig] = judge.is_x(contig, base + 1)
            if judge.passing and passed < len(text):
                yield text[passed:]
            counts.on_x += far
            self._number += lines

    def _pattern(self) -> re.Pattern[bytes]:
        names = b"|".join(re.escape(name.encode()) for name in self._judge.contigs.x_names)
        # A line whose first columns are not of this form is looked at, whatever is wrong with it;
        # so is one with a symbol or a breakend, which may reach far.
        return re.compile(
            rb"\n(?!%b)((?i:%b))(?:\t([0-9]{1,10})\t[^\t\n]*\t([^\t\n]+)\t[^\t\n<[\]]+\t|(?=[\t ]))"
            % (_OTHERS, names)
        )

    def _blocks(self) -> Iterator[tuple[bytes, int]]:
        """Yield what is left of the text: a line end and whole lines, and where these end.

        Behind that place stand the line end of the last of them, if it has one, and lines without
        content.
        """
        kept = b"\n"
        pieces: list[bytes] = []
        try:
            for data in self._source.chunks(_BLOCK):
                place = data.rfind(b"\n") + 1
                if not place:
                    pieces.append(data)
                    continue
                yield from self._whole(b"".join((kept, *pieces, data[:place])))
                pieces = [data[place:]]
        except InputError as error:
            error.line = error.line or self._number
            raise
        yield from self._whole(b"".join((kept, *pieces)))

    def _whole(self, text: bytes) -> Iterator[tuple[bytes, int]]:
        end = len(text.rstrip(LINE_ENDS))
        if end:
            yield text, end
            self.last = text[text.rfind(b"\n", 0, end) + 1 : end]
            self._number += max(0, text.count(b"\n", end) - 1)
        elif len(text) > 1:
            self._number += text.count(b"\n") - 1
            if self._judge.passing:
                yield text, 0
