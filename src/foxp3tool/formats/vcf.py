"""Read the records of a VCF or BCF that lie in given windows of the X chromosome.

Every line is counted and its shape checked; only records in the windows are parsed, by htslib
through pysam. Memory use does not depend on the size of the file.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import pysam

from foxp3tool.errors import InputError
from foxp3tool.formats.output import cannot_write
from foxp3tool.formats.vcf_header import BYTE_ORDER_MARK, VcfHeader, read_header
from foxp3tool.formats.vcf_text import STDIN, ByteSource
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES

_BATCH: Final = 2_000
_END: Final = re.compile(rb"(?:^|;)END=(\d+)")
_SVLEN: Final = re.compile(rb"(?:^|;)SVLEN=-?(\d+)")
# No base before, between or behind commas, or a dot (no allele) beside other alleles.
_HAS_EMPTY_ALLELE: Final = re.compile(rb"^\Z|^,|,,|,\Z|^\.,|,\.,|,\.\Z")
_FIXED_COLUMNS: Final = 8
_POS_DIGITS: Final = 10

# htslib writes its own messages to standard error, without a file name. What matters of them is
# said by the errors raised here.
pysam.set_verbosity(0)


@frozen
class VcfRecord:
    """A record in a window.

    Args:
        line: 1-based line of the file; for BCF the 1-based number of the record.
        chrom: Contig as written.
        pos: 1-based position.
        id: ID, empty if missing.
        ref: REF as written.
        alts: ALT alleles as written, empty if missing.
        filter: FILTER joined by ``;``, empty if missing.
        end: 1-based last position that the record covers.
        raw: The line as it stands in the file; empty for BCF.
    """

    line: int
    chrom: str
    pos: int
    id: str
    ref: str
    alts: tuple[str, ...]
    filter: str
    end: int
    raw: bytes = b""


@dataclass(slots=True)
class VcfCounts:
    """What was read so far."""

    records: int = 0
    alleles: int = 0
    on_x: int = 0
    rejected: int = 0

    def add(self, records: int, alleles: int, *, on_x: bool) -> None:
        """Count records and their alleles; negative numbers take back."""
        self.records += records
        self.alleles += alleles
        self.on_x += records if on_x else 0


@frozen
class _Candidate:
    line: int
    raw: bytes
    end: int
    alleles: int = 1


Reject = Callable[[InputError, bytes], None]
"""Takes what is wrong with a record, and its line."""

Elsewhere = Callable[[int, bytes], None]
"""Takes the 1-based number of a line (of a record, for BCF) and the line."""


class VcfReader:
    """Records of one file in windows on the X chromosome; to be closed after use.

    Args:
        name: A path, or ``-`` for standard input.
        is_x: Tells whether a contig name means the X chromosome; may raise for names refused.
        windows: 0-based half-open windows.
        reject: Called with each malformed record instead of raising, if given.
        elsewhere: Called with each record outside the windows, if given. With it the records of a
            BCF have their lines as well.

    Attributes:
        header: The header.
        counts: Records seen so far, on all contigs.
        contigs: Of a text file whether each contig seen so far is X, in the order of the file.

    Raises:
        InputError: If the file cannot be read or has no header.
    """

    def __init__(
        self,
        name: str,
        is_x: Callable[[str], bool],
        windows: tuple[Interval, ...],
        reject: Reject | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """Open the file and read its header."""
        self._elsewhere = elsewhere
        self.counts = VcfCounts()
        self.contigs: dict[bytes, bool] = {}
        self._is_x = is_x
        self._windows = windows
        self._reject = reject
        self._bcf: Any = None
        self._lines: Iterator[bytes] = iter(())
        self._first: bytes | None = None
        with ExitStack() as opened:
            source = opened.enter_context(closing(ByteSource(name)))
            self.name = source.name
            self._source = source
            if source.is_bcf:
                self._bcf = _open_bcf(name, source, opened)
                self.header = read_header(_header_lines(self._bcf, self.name), self.name)
            else:
                self._lines = source.lines()
                self.header = self._read_header()
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close what was opened."""
        self._opened.close()

    @property
    def ends_in_line(self) -> bool:
        """True if the text was read up to its end, and its last line has no line end."""
        return self._source.ends_in_line

    def _read_header(self) -> VcfHeader:
        lines: list[bytes] = []
        for line in self._lines:
            if not line.startswith((b"#", BYTE_ORDER_MARK)):
                self._first = line
                break
            lines.append(line)
        return read_header(lines, self.name)

    def __iter__(self) -> Iterator[VcfRecord]:
        """Yield the records in the windows, in file order.

        Raises:
            InputError: At a malformed record, unless they are rejected, and at damaged data.
        """
        return self._bcf_records() if self._bcf is not None else self._text_records()

    # Text

    def _text_records(self) -> Iterator[VcfRecord]:
        batch: list[_Candidate] = []
        for candidate in self._candidates():
            batch.append(candidate)
            if len(batch) >= _BATCH:
                yield from self._parse(batch)
                batch = []
        yield from self._parse(batch)

    def _candidates(self) -> Iterator[_Candidate]:
        line_number = len(self.header.lines)
        known = self.contigs
        columns = len(self.header.lines[-1].split(b"\t"))
        first = iter(()) if self._first is None else iter((self._first,))
        for lines in (first, self._lines):
            for raw in lines:
                line_number += 1
                if not raw:
                    continue
                contig = raw[: raw.find(b"\t")] if b"\t" in raw else raw
                on_x = known.get(contig)
                if on_x is None:
                    on_x = self._names_x(contig, line_number)
                    known[contig] = on_x
                cells = raw.split(b"\t", _FIXED_COLUMNS)
                fault = _shape_fault(raw, cells, columns)
                if fault is not None:
                    self._malformed(line_number, raw, *fault)
                    continue
                alleles = cells[4].count(b",") + 1
                self.counts.add(1, alleles, on_x=on_x)
                end = self._end_if_inside(cells) if on_x else None
                if end is not None:
                    yield _Candidate(line_number, raw, end, alleles)
                elif self._elsewhere is not None:
                    self._elsewhere(line_number, raw)

    def _names_x(self, contig: bytes, line: int) -> bool:
        try:
            return self._is_x(contig.decode("utf-8", "replace"))
        except InputError as error:
            error.file, error.line = self.name, line
            raise

    def _end_if_inside(self, cells: list[bytes]) -> int | None:
        """Return the 1-based last position of a record if it touches a window."""
        pos = int(cells[1])
        end = pos + len(cells[3]) - 1
        if b"<" in cells[4]:
            if found := _END.search(cells[7]):
                end = max(end, int(found[1]))
            # An insertion covers its position only, however long it is.
            if b"<INS" not in cells[4] and (found := _SVLEN.search(cells[7])):
                end = max(end, pos + int(found[1]))
        return end if self._inside(pos, end) else None

    def _inside(self, pos: int, end: int) -> bool:
        return any(pos <= window.end and end > window.start for window in self._windows)

    def _malformed(self, line: int, raw: bytes, fault: str, remedy: str) -> None:
        error = InputError(f"malformed record: {fault}", file=self.name, line=line, remedy=remedy)
        if self._reject is None:
            raise error
        self.counts.rejected += 1
        self._reject(error, raw)

    def _parse(self, batch: list[_Candidate]) -> Iterator[VcfRecord]:
        """Parse a batch with htslib, which skips a line that it cannot read."""
        if not batch:
            return
        with tempfile.TemporaryFile() as file:
            try:
                file.write(b"\n".join([*self.header.lines, *(item.raw for item in batch)]) + b"\n")
                file.seek(0)
            except OSError as error:
                raise cannot_write(f"a temporary file in {tempfile.gettempdir()}", error) from error
            with _open_text(file, self.name) as records:
                for candidate in batch:
                    record = self._parsed(records, candidate)
                    if record is not None:
                        yield record

    def _parsed(self, records: Iterator[Any], candidate: _Candidate) -> VcfRecord | None:
        """Take the next record from htslib; None if it is malformed and was put aside."""
        try:
            return _record(next(records), candidate)
        except InputError as error:
            fault, remedy = error.message, error.remedy or ""
        except UnicodeDecodeError:
            fault, remedy = "the line is not UTF-8 text", "convert the file (iconv -t UTF-8)"
        except (OSError, ValueError, StopIteration):
            # htslib's own words for any fault of a line are "truncated file".
            fault = "htslib cannot parse it"
            remedy = "check QUAL, INFO, FORMAT and the genotypes of this line"
        self.counts.add(-1, -candidate.alleles, on_x=True)
        self._malformed(candidate.line, candidate.raw, fault, remedy)
        return None

    # BCF

    def _bcf_records(self) -> Iterator[VcfRecord]:
        number = 0
        while True:
            number += 1
            try:
                record = next(self._bcf)
                read = _record(record, _Candidate(number, b"", record.stop))
            except StopIteration:
                return
            except InputError as error:
                error.message = f"malformed record {number}: {error.message}"
                error.file = self.name
                raise
            except (OSError, ValueError) as error:
                raise InputError(
                    f"the BCF data is truncated or corrupt at record {number} ({error})",
                    file=self.name,
                    remedy="get the file again; results up to here are incomplete",
                ) from error
            on_x = self._names_x(read.chrom.encode(), number)
            self.counts.add(1, len(read.alts) or 1, on_x=on_x)
            is_inside = on_x and self._inside(read.pos, read.end)
            if self._elsewhere is None:
                if is_inside:
                    yield read
                continue
            raw = str(record).rstrip("\n").encode()
            if is_inside:
                yield replace(read, raw=raw)
            else:
                self._elsewhere(number, raw)


def _shape_fault(raw: bytes, cells: list[bytes], columns: int) -> tuple[str, str] | None:
    """Return what is wrong with the shape of a line, and the remedy; ``cells`` are the first."""
    tabs = raw.count(b"\t")
    if tabs < _FIXED_COLUMNS - 1:
        remedy = "separate the columns by tabs"
        return f"{tabs + 1} column(s) instead of at least {_FIXED_COLUMNS}", remedy
    if tabs + 1 != columns and tabs + 1 != _FIXED_COLUMNS:
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


def _record(record: Any, candidate: _Candidate) -> VcfRecord:
    """Take what matters out of htslib's record.

    Raises:
        InputError: If REF or an ALT is no sequence that VCF allows.
    """
    ref = record.ref or "."
    if not IUPAC_NUCLEOTIDES.issuperset(ref.upper()):
        raise InputError(f"REF is {ref!r}", remedy="write bases: A, C, G, T or N")
    alts = tuple(record.alts or ())
    for alt in alts:
        if not _is_allowed(alt):
            raise InputError(
                f"ALT is {alt!r}", remedy="write bases, *, <SYMBOL>, a breakend or a single dot"
            )
    return VcfRecord(
        line=candidate.line,
        chrom=record.chrom,
        pos=record.pos,
        id=record.id or "",
        ref=ref,
        alts=alts,
        filter=";".join(record.filter.keys()),
        end=candidate.end,
        raw=candidate.raw,
    )


def _is_allowed(alt: str) -> bool:
    symbolic = alt == "*" or (alt.startswith("<") and alt.endswith(">"))
    breakend = "[" in alt or "]" in alt or alt.startswith(".") or alt.endswith(".")
    return symbolic or breakend or IUPAC_NUCLEOTIDES.issuperset(alt.upper())


def _open_text(file: Any, name: str) -> Any:
    try:
        return pysam.VariantFile(file)
    except (OSError, ValueError) as error:
        raise InputError(
            f"htslib cannot read the header ({error})",
            file=name,
            remedy="bcftools view -h FILE shows what is wrong",
        ) from error


def _header_lines(file: Any, name: str) -> list[bytes]:
    try:
        return str(file.header).rstrip("\n").encode().split(b"\n")
    except UnicodeDecodeError as error:
        raise InputError(
            "the header is not UTF-8 text", file=name, remedy="repair it with bcftools reheader"
        ) from error


def _open_bcf(name: str, source: ByteSource, opened: ExitStack) -> Any:
    """Open a BCF; from a pipe it is first copied to a temporary file, for htslib to read."""
    try:
        if name != STDIN:
            return _closed_quietly(pysam.VariantFile(name), opened)
        spool = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        source.copy_to(spool)
        spool.seek(0)
        return _closed_quietly(pysam.VariantFile(spool), opened)
    except (OSError, ValueError, EOFError, NotImplementedError) as error:
        raise InputError(
            f"the BCF data cannot be read ({error})",
            file=source.name,
            cause="truncated or corrupt data, or BCF in plain gzip instead of bgzip",
            remedy="bcftools view FILE shows whether it can be read at all",
        ) from error


def _closed_quietly(file: Any, opened: ExitStack) -> Any:
    """Have a file closed at the end; damage of its data was told when it was read."""

    def close() -> None:
        with suppress(OSError):
            file.close()

    opened.callback(close)
    return file
