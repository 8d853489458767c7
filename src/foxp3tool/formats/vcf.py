"""Read the records of a VCF or BCF that lie in given windows of the X chromosome.

Only records in the windows are parsed, by htslib through pysam. Memory use does not depend on the
size of the file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any, Final

import pysam

from foxp3tool.errors import InputError
from foxp3tool.formats.conformance import Conformance
from foxp3tool.formats.output import cannot_write
from foxp3tool.formats.vcf_bcf import BcfRecords, is_bcf
from foxp3tool.formats.vcf_header import for_htslib
from foxp3tool.formats.vcf_index import (
    IndexedLines,
    in_own_folder,
    index_of,
    is_remote,
    why_unusable,
)
from foxp3tool.formats.vcf_lines import VcfLines
from foxp3tool.formats.vcf_record import Candidate, VcfRecord, read_record
from foxp3tool.formats.vcf_shape import Contigs, Elsewhere, LineJudge, Reject
from foxp3tool.formats.vcf_text import STDIN, ByteSource
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval

_BATCH: Final = 2_000
_TEXT_AT_ONCE: Final = 1 << 22
"""Bytes of records, and of the text between, that may wait until they are parsed together."""

# htslib writes its own messages to standard error, without a file name. What matters of them is
# said by the errors raised here.
pysam.set_verbosity(0)


@frozen
class Way:
    """How a file is read.

    Args:
        whole: Read the whole file, even if there is an index.
        passing: Give the text between the records by :meth:`VcfReader.pieces`; the whole file is
            read.
        shown: What to call the file in messages; default: its name.
        conformance: Is shown the header and the records of a text file, if given.
        progress: Called with the bytes of a text file that were read so far, if given.
    """

    whole: bool = False
    passing: bool = False
    shown: str | None = None
    conformance: Conformance | None = None
    progress: Callable[[int], None] | None = None


USUAL_WAY: Final = Way()


class VcfReader:
    """Records of one file in windows on the X chromosome; to be closed after use.

    Args:
        name: A path, an address that htslib can read, or ``-`` for standard input.
        contigs: Knows the names of the X chromosome; may refuse one.
        windows: 0-based half-open windows.
        reject: Called with each malformed record instead of raising, if given.
        elsewhere: Called with each record outside the windows, if given.
        way: How it is read.

    Attributes:
        header: The header.
        counts: Records seen so far, on all contigs.
        index: The index through which the file is read, or None.
        caution: Why an index that lies beside the file is not used; else empty.

    Raises:
        InputError: If the file cannot be read or has no header.
    """

    def __init__(
        self,
        name: str,
        contigs: Contigs,
        windows: tuple[Interval, ...],
        reject: Reject | None = None,
        elsewhere: Elsewhere | None = None,
        way: Way = USUAL_WAY,
    ) -> None:
        """Open the file and read its header."""
        self.name = way.shown or ("standard input" if name == STDIN else name)
        self._judge = LineJudge(
            self.name,
            contigs,
            windows,
            reject,
            elsewhere,
            way.conformance,
            passing=way.passing,
        )
        self.counts = self._judge.counts
        self.index: str | None = None
        self.caution = ""
        self._source: ByteSource | None = None
        is_part = not way.whole and not way.passing and elsewhere is None
        with ExitStack() as opened:
            self._content = (self._open if is_part else self._open_whole)(name, opened)
            self.header = self._content.header
            if self._source is not None:
                self._source.progress = way.progress
            self._opened = opened.pop_all()

    def _open(self, name: str, opened: ExitStack) -> VcfLines | IndexedLines | BcfRecords:
        """Open the file through its index if that can be, else from the beginning."""
        index = index_of(name)
        if is_remote(name):
            self.index = "its index"
            with in_own_folder():
                return self._open_indexed(name, opened)
        fault = "" if index is None else why_unusable(name, index)
        if index is not None and not fault:
            self.index = index.name
            try:
                return self._open_indexed(name, opened, str(index))
            except InputError as error:
                self.index, fault = None, error.message
        if fault:
            self.caution = f"the index was not used, the whole file was read: {fault}"
        return self._open_whole(name, opened)

    def _open_indexed(
        self, name: str, opened: ExitStack, index: str | None = None
    ) -> IndexedLines | BcfRecords:
        if is_bcf(name):
            return opened.enter_context(closing(BcfRecords(name, self._judge, indexed=True)))
        return opened.enter_context(closing(IndexedLines(name, self._judge, index)))

    def _open_whole(self, name: str, opened: ExitStack) -> VcfLines | BcfRecords:
        source = self._source = opened.enter_context(closing(ByteSource(name, self.name)))
        if source.is_bcf:
            return opened.enter_context(closing(BcfRecords(name, self._judge, source)))
        return VcfLines(source, self._judge)

    def close(self) -> None:
        """Close what was opened."""
        self._opened.close()

    @property
    def ends_on_x(self) -> bool:
        """True if the text was read up to its end, and its last record lies on X."""
        last = self._content.last if isinstance(self._content, VcfLines) else b""
        return self._judge.contigs.is_x(last.partition(b"\t")[0].decode("utf-8", "replace"))

    @property
    def ends_in_line(self) -> bool:
        """True if the text was read up to its end, and its last line has no line end."""
        return self._source is not None and self._source.ends_in_line

    def __iter__(self) -> Iterator[VcfRecord]:
        """Yield the records in the windows, in file order.

        Raises:
            InputError: At a malformed record, unless they are rejected, and at damaged data.
        """
        return (piece for piece in self.pieces() if isinstance(piece, VcfRecord))

    def pieces(self) -> Iterator[VcfRecord | bytes]:
        """Yield the records in the windows, in file order, and the text between if it is wanted.

        Raises:
            InputError: As iterating.
        """
        if isinstance(self._content, BcfRecords):
            return self._content.pieces()
        return self._text_pieces(self._content.candidates())

    def _text_pieces(
        self, found: Iterator[Candidate | bytes] | Iterator[Candidate]
    ) -> Iterator[VcfRecord | bytes]:
        batch: list[Candidate | bytes] = []
        candidates, size = 0, 0
        for piece in found:
            if isinstance(piece, Candidate):
                candidates += 1
                size += len(piece.raw)
            elif not batch:
                yield piece
                continue
            else:
                size += len(piece)
            batch.append(piece)
            if candidates >= _BATCH or size >= _TEXT_AT_ONCE:
                yield from self._parse(batch)
                batch, candidates, size = [], 0, 0
        yield from self._parse(batch)
        conformance = self._judge.conformance
        if conformance is not None and self.ends_in_line:
            conformance.see_missing_line_end()

    def _parse(self, batch: list[Candidate | bytes]) -> Iterator[VcfRecord | bytes]:
        """Parse a batch with htslib, which skips a line that it cannot read."""
        if not batch:
            return
        lines = [piece.raw for piece in batch if isinstance(piece, Candidate)]
        with tempfile.TemporaryFile() as file:
            try:
                file.write(b"\n".join(for_htslib(self.header, lines)) + b"\n")
                file.seek(0)
            except OSError as error:
                raise cannot_write(f"a temporary file in {tempfile.gettempdir()}", error) from error
            with _open_text(file, self.name) as records:
                for piece in batch:
                    if isinstance(piece, bytes):
                        yield piece
                    elif (record := self._parsed(records, piece)) is not None:
                        yield record

    def _parsed(self, records: Iterator[Any], candidate: Candidate) -> VcfRecord | None:
        """Take the next record from htslib; None if it is malformed and was put aside."""
        try:
            return read_record(next(records), candidate)
        except InputError as error:
            fault, remedy = error.message, error.remedy or ""
        except UnicodeDecodeError:
            fault, remedy = "the line is not UTF-8 text", "convert the file (iconv -t UTF-8)"
        except (OSError, ValueError, StopIteration):
            # htslib's own words for any fault of a line are "truncated file".
            fault = "htslib cannot parse it"
            remedy = "check QUAL, INFO, FORMAT and the genotypes of this line"
        self.counts.records -= 1
        self.counts.on_x -= 1
        self._judge.malformed(candidate.line, candidate.raw, fault, remedy)
        return None


def _open_text(file: Any, name: str) -> Any:
    try:
        return pysam.VariantFile(file)
    except (OSError, ValueError) as error:
        raise InputError(
            f"htslib cannot read the header ({error})",
            file=name,
            remedy="bcftools view -h FILE shows what is wrong",
        ) from error
