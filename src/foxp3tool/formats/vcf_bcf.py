"""Read the records of a BCF that lie near the gene, through pysam."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import IO, Any, Final

import pysam

from foxp3tool.errors import InputError
from foxp3tool.formats.output import cannot_write
from foxp3tool.formats.vcf_header import VcfHeader, read_header
from foxp3tool.formats.vcf_record import Candidate, VcfRecord, read_record
from foxp3tool.formats.vcf_shape import FIXED_COLUMNS, LineJudge, hull, span_of, touches
from foxp3tool.formats.vcf_text import ByteSource

_LINES_AT_ONCE: Final = 1_000
_THREADS: Final = 2
"""Of htslib, to decompress ahead; the records are read by one."""
_IS_STRUCTURAL: Final = re.compile(r"[<[\]]")


def is_bcf(name: str) -> bool:
    """Tell whether a file or an address is a BCF; an address by its ending."""
    if "://" in name:
        return name.partition("?")[0].lower().endswith(".bcf")
    source = ByteSource(name)
    source.close()
    return source.is_bcf


class BcfRecords:
    """The records of a BCF near the gene; to be closed after use.

    Args:
        name: A path, an address, or ``-`` for standard input.
        judge: Knows the windows; takes the records elsewhere, if they are wanted, and says whether
            their text is to be handed on.
        source: The bytes, of which only the first were looked at; None if the name is enough.
        indexed: Fetch the records through the index.

    Attributes:
        header: The header.

    Raises:
        InputError: If it cannot be read, or has no header.
    """

    def __init__(
        self,
        name: str,
        judge: LineJudge,
        source: ByteSource | None = None,
        *,
        indexed: bool = False,
    ) -> None:
        """Open the file and read its header."""
        self._judge = judge
        self._indexed = indexed
        with ExitStack() as opened:
            self._file = _open(name, judge.name, source, opened)
            if indexed and self._file.index is None:
                raise InputError("the index cannot be read", file=judge.name)
            self.header: VcfHeader = read_header(_header_lines(self._file, judge.name), judge.name)
            judge.see_header(self.header.lines)
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def pieces(self) -> Iterator[VcfRecord | bytes]:
        """Yield the records in the windows, in file order, and the text of others if it is wanted.

        Raises:
            InputError: At a malformed record in them, at damaged data, or if a contig is refused.
        """
        if not self._indexed:
            yield from self._near(self._file)
            return
        stretch = hull(self._judge.windows)
        for contig in filter(self._judge.contigs.is_x, map(str, self._file.index)):
            self._judge.counts.on_x += 1
            yield from self._near(self._file.fetch(contig, stretch.start, stretch.end))

    def _near(self, records: Iterator[Any]) -> Iterator[VcfRecord | bytes]:
        """Yield those of records that lie in the windows, and the lines of others if wanted."""
        judge = self._judge
        counts = judge.counts
        before, number = counts.records, 0
        on_x: dict[int, bool] = {}
        others: list[bytes] = []
        are_others_wanted = judge.passing or judge.elsewhere is not None
        while True:
            number += 1
            try:
                record = next(records)
            except StopIteration:
                break
            except (OSError, ValueError) as error:
                raise InputError(
                    f"the BCF data is truncated or corrupt at record {number} ({error})",
                    file=judge.name,
                    remedy="get the file again; results up to here are incomplete",
                ) from error
            contig = record.rid
            if contig not in on_x:
                on_x[contig] = self._names_x(record.chrom, number)
            if on_x[contig]:
                counts.records = before + number
                counts.on_x += 1
                first, last = _span(record)
                if touches(judge.windows, first, last):
                    yield from _joined(others)
                    yield self._read(record, number, last)
                    continue
            if not are_others_wanted:
                continue
            if judge.elsewhere is not None:
                judge.elsewhere(number, self._text(record, number))
            if judge.passing:
                others.append(self._text(record, number))
                if len(others) >= _LINES_AT_ONCE:
                    yield from _joined(others)
        counts.records = before + number - 1
        yield from _joined(others)

    def _read(self, record: Any, number: int, last: int) -> VcfRecord:
        try:
            read = read_record(record, Candidate(number, b"", last))
        except InputError as error:
            error.message = f"malformed record {number}: {error.message}"
            error.file = self._judge.name
            raise
        return replace(read, raw=self._text(record, number))

    def _text(self, record: Any, number: int) -> bytes:
        """Return a record as a line of VCF, as htslib writes it."""
        try:
            return str(record).rstrip("\n").encode()
        except UnicodeDecodeError as error:
            raise InputError(
                f"malformed record {number}: it is not UTF-8 text",
                file=self._judge.name,
                remedy="convert it as text (bcftools view FILE | iconv -t UTF-8)",
            ) from error

    def _names_x(self, contig: str, number: int) -> bool:
        try:
            return self._judge.contigs.is_x(contig)
        except InputError as error:
            error.file, error.line = self._judge.name, number
            raise


def _joined(lines: list[bytes]) -> Iterator[bytes]:
    """Yield lines as one text, if there are any, and empty the list."""
    if lines:
        yield b"\n".join((*lines, b""))
        lines.clear()


def _span(record: Any) -> tuple[int, int]:
    """Return the first and last 1-based position that a record covers."""
    # htslib counts up to END whatever ALT is.
    if not any(_IS_STRUCTURAL.search(alt) for alt in record.alts or ()):
        return record.pos, record.stop
    try:
        line = str(record).encode()
    except UnicodeDecodeError:
        return record.pos, record.stop
    first, last = span_of(line.split(b"\t", FIXED_COLUMNS))
    return first, max(last, record.stop)


def _header_lines(file: Any, name: str) -> list[bytes]:
    try:
        return str(file.header).rstrip("\n").encode().split(b"\n")
    except UnicodeDecodeError as error:
        raise InputError(
            "the header is not UTF-8 text", file=name, remedy="repair it with bcftools reheader"
        ) from error


def _open(name: str, shown: str, source: ByteSource | None, opened: ExitStack) -> Any:
    """Open a BCF; from a pipe it is first copied to a temporary file, for htslib to read.

    Of a named pipe, too: its beginning was taken out of it already.
    """
    try:
        if source is None or source.is_regular_file:
            return _closed_quietly(pysam.VariantFile(name, threads=_THREADS), opened)
        spool = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        _copy(source, spool)
        return _closed_quietly(pysam.VariantFile(spool, threads=_THREADS), opened)
    except (OSError, ValueError, EOFError, NotImplementedError) as error:
        raise InputError(
            f"the BCF data cannot be read ({error})",
            file=shown,
            cause="truncated or corrupt data, or BCF in plain gzip instead of bgzip",
            remedy="bcftools view FILE shows whether it can be read at all",
        ) from error


def _copy(source: ByteSource, spool: IO[bytes]) -> None:
    try:
        source.copy_to(spool)
        spool.seek(0)
    except OSError as error:
        raise cannot_write(f"a temporary file in {tempfile.gettempdir()}", error) from error


def _closed_quietly(file: Any, opened: ExitStack) -> Any:
    """Have a file closed at the end; damage of its data was told when it was read."""

    def close() -> None:
        with suppress(OSError):
            file.close()

    opened.callback(close)
    return file
