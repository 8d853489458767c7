"""What a line of a VCF must look like, and whether it lies near the gene."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from foxp3tool.errors import InputError, counted
from foxp3tool.formats.conformance import Conformance
from foxp3tool.formats.vcf_record import Candidate
from foxp3tool.model.interval import Interval

FIXED_COLUMNS: Final = 8
_END: Final = re.compile(rb"(?:^|;)END=(\d+)")
_SVLEN: Final = re.compile(rb"(?:^|;)SVLEN=([-.,\d]+)")
_NEIGHBOUR: Final = re.compile(rb"[\[\]]([^,]+):(\d{1,10})[\[\]]")
# No base before, between or behind commas, or a dot (no allele) beside other alleles.
_HAS_EMPTY_ALLELE: Final = re.compile(rb"^\Z|^,|,,|,\Z|^\.,|,\.,|,\.\Z")
_POS_DIGITS: Final = 10


class Contigs(Protocol):
    """Knows the names of the X chromosome."""

    @property
    def x_names(self) -> Sequence[str]:
        """All names of which :meth:`is_x` says yes or that it refuses, in any case of letters."""
        ...

    def is_x(self, name: str) -> bool:
        """Tell whether a contig name means the X chromosome.

        Raises:
            InputError: If it is that of a build that is not supported.
        """
        ...


@dataclass(slots=True)
class VcfCounts:
    """What was read so far.

    Attributes:
        records: All records that are well formed.
        on_x: Records on the X chromosome that were looked at; at least one of each contig.
        rejected: Malformed records that were put aside.
    """

    records: int = 0
    on_x: int = 0
    rejected: int = 0


Reject = Callable[[InputError, bytes], None]
"""Takes what is wrong with a record, and its line."""

Elsewhere = Callable[[int, bytes], None]
"""Takes the 1-based number of a line (of a record, for BCF) and the line."""


class LineJudge:
    """Looks at lines one by one: counts them, checks their shape, and tells which lie in windows.

    Args:
        name: The file, for messages.
        contigs: Knows the names of the X chromosome.
        windows: 0-based half-open windows on it.
        reject: Called with each malformed record instead of raising, if given.
        elsewhere: Called with each record outside the windows, if given.
        conformance: Is shown the header and the records, if given.
        passing: Whether readers hand on the text between the candidates, too.

    Attributes:
        counts: Records seen so far.
        last: The line that was looked at last.
        aside: The line that was put aside last.
    """

    def __init__(
        self,
        name: str,
        contigs: Contigs,
        windows: tuple[Interval, ...],
        reject: Reject | None = None,
        elsewhere: Elsewhere | None = None,
        conformance: Conformance | None = None,
        *,
        passing: bool = False,
    ) -> None:
        """Begin with nothing seen."""
        self.conformance = conformance
        self.name = name
        self.contigs = contigs
        self.windows = windows
        self.elsewhere = elsewhere
        self.passing = passing
        self._columns = FIXED_COLUMNS
        self.counts = VcfCounts()
        self.last = b""
        self.aside = b""
        self._reject = reject
        self._known: dict[bytes, bool] = {}

    def see_header(self, lines: Sequence[bytes]) -> None:
        """Take what the lines of a header tell, that of the columns last."""
        self._columns = len(lines[-1].split(b"\t"))
        if self.conformance is not None:
            self.conformance.see_header(lines)

    def judged(self, number: int, raw: bytes, ending: bytes = b"\n") -> Iterator[Candidate]:
        """Yield a line if it lies in a window.

        Args:
            number: 1-based line of the file, 0 if that is not known.
            raw: The line.
            ending: What ends it.

        Raises:
            InputError: If it is malformed and nobody takes it, or its contig is refused.
        """
        self.last = raw
        on_x = self.is_x(raw[: raw.find(b"\t")] if b"\t" in raw else raw, number)
        cells = raw.split(b"\t", FIXED_COLUMNS)
        fault = shape_fault(raw, cells, self._columns)
        if fault is not None:
            self.malformed(number, raw, *fault)
            return
        self.counts.records += 1
        self.counts.on_x += on_x
        first, end = span_of(cells) if on_x else (0, 0)
        is_near = on_x and touches(self.windows, first, end)
        if self.conformance is not None:
            self.conformance.see_record(number, raw, is_near=is_near)
        if is_near:
            yield Candidate(number, raw, end, ending)
        elif self.elsewhere is not None:
            self.elsewhere(number, raw)

    def malformed(self, number: int, raw: bytes, fault: str, remedy: str) -> None:
        """Give a line to whom takes malformed records.

        Raises:
            InputError: If nobody does.
        """
        place = ""
        if not number:
            place = " at " + b":".join(raw.split(b"\t", 2)[:2]).decode("utf-8", "replace")
        error = InputError(
            f"malformed record{place}: {fault}",
            file=self.name,
            line=number or None,
            remedy=remedy,
        )
        if self._reject is None:
            raise error
        self.counts.rejected += 1
        self.aside = raw
        self._reject(error, raw)

    def check_end(self, number: int, raw: bytes) -> None:
        """Look at the last line of a text that has no line end, wherever it lies.

        Args:
            number: 1-based line of the file.
            raw: The line.

        Raises:
            InputError: If it is cut off, and was not put aside.
        """
        columns = raw.count(b"\t") + 1
        if columns == self._columns or not raw or raw == self.aside:
            return
        raise InputError(
            f"the file ends within a record, with {columns} of {self._columns} columns",
            file=self.name,
            line=number,
            cause="an interrupted download or copy, or a program that failed while writing",
            remedy="get the file again; results up to here are incomplete",
        )

    def is_x(self, contig: bytes, number: int) -> bool:
        """Tell whether a contig of a line is X; arguments and errors as for :meth:`judged`."""
        found = self._known.get(contig)
        if found is None:
            try:
                found = self.contigs.is_x(contig.decode("utf-8", "replace"))
            except InputError as error:
                error.file, error.line = self.name, number or None
                raise
            self._known[contig] = found
        return found


def shape_fault(raw: bytes, cells: Sequence[bytes], columns: int) -> tuple[str, str] | None:
    """Return what is wrong with the shape of a line, and the remedy.

    Args:
        raw: The line.
        cells: Its first cells, :data:`FIXED_COLUMNS` at least if it has so many.
        columns: Columns of the header.
    """
    if raw.startswith(b"#"):
        remedy = "take it out; files are joined with bcftools concat or merge"
        return "a line that begins with # behind records", remedy
    tabs = raw.count(b"\t")
    if tabs < FIXED_COLUMNS - 1:
        remedy = "separate the columns by tabs"
        return f"{counted(tabs + 1, 'column')} instead of at least {FIXED_COLUMNS}", remedy
    if tabs + 1 != columns and tabs + 1 != FIXED_COLUMNS:
        return f"{tabs + 1} columns, the header has {columns}", "give every sample a cell"
    if not cells[0] or b" " in cells[0]:
        shown = cells[0].decode("utf-8", "replace")
        return f"CHROM is {shown!r}", "write the name of the contig, without blanks"
    if _HAS_EMPTY_ALLELE.search(cells[4]):
        shown = cells[4].decode("utf-8", "replace")
        return f"ALT is {shown!r}, with an empty allele", "write bases, or a single dot for none"
    if not cells[1].isdigit() or len(cells[1]) > _POS_DIGITS:
        shown = cells[1].decode("utf-8", "replace")
        return f"POS is {shown!r}, no position", "write the 1-based position"
    if not cells[3]:
        return "REF is empty", "write the reference bases"
    return None


def span_of(cells: Sequence[bytes]) -> tuple[int, int]:
    """Return the first and last 1-based position that a line covers.

    These are told by REF, of symbols by INFO as well, and of a breakend by its neighbour on the
    same contig: what lies between may be deleted. A block of reference goes up to END, also where
    it has no ALT, or since VCF 4.5 over LEN bases in a sample.
    """
    first = pos = int(cells[1])
    last = pos + len(cells[3]) - 1
    alts = cells[4]
    if alts == b"." and (found := _END.search(cells[7])):
        last = max(last, int(found[1]))
    if alts == b"<*>" and len(cells) > FIXED_COLUMNS:
        last = max(last, pos + _longest_block(cells[FIXED_COLUMNS]) - 1)
    if alts.startswith(b"<") or b",<" in alts:
        last = max(last, _end_of_symbols(pos, alts, cells[7]))
    if b"[" in alts or b"]" in alts:
        for contig, there in _NEIGHBOUR.findall(alts):
            if contig == cells[0]:
                first, last = min(first, int(there)), max(last, int(there))
    return first, last


def _end_of_symbols(pos: int, alts: bytes, info: bytes) -> int:
    """Return the last position that symbolic alleles cover, by whichever key tells more."""
    found = _END.search(info)
    last = int(found[1]) if found else 0
    lengths = _SVLEN.search(info)
    if lengths is None:
        return last
    values, symbols = lengths[1].split(b","), alts.split(b",")
    for place, value in enumerate(values):
        # An insertion covers its position only, however long it is.
        symbol = symbols[place] if len(values) == len(symbols) else alts
        if not symbol.startswith(b"<INS") and value.strip(b"-").isdigit():
            last = max(last, pos + int(value.strip(b"-")))
    return last


def _longest_block(columns: bytes) -> int:
    """Return the largest LEN of the samples; 0 if they state none."""
    keys, *samples = columns.split(b"\t")
    names = keys.split(b":")
    if b"LEN" not in names:
        return 0
    place = names.index(b"LEN")
    fields = (sample.split(b":") for sample in samples)
    stated = (one[place] for one in fields if len(one) > place)
    return max((int(one) for one in stated if one.isdigit()), default=0)


def touches(windows: Sequence[Interval], pos: int, end: int) -> bool:
    """Tell whether 1-based positions, both included, lie in one of 0-based half-open windows."""
    return any(pos <= window.end and end > window.start for window in windows)


def hull(windows: tuple[Interval, ...]) -> Interval:
    """Return the stretch that holds all windows; a record in two of them is fetched once."""
    return Interval(min(window.start for window in windows), max(window.end for window in windows))
