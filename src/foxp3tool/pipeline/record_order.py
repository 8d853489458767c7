"""Records and the text between them wait, in order, until the rows of each record are known."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.samples import AlleleRows

MOST_TEXT: Final = 1 << 22
"""Bytes of text that may wait behind a record."""


@dataclass(slots=True)
class _Waiting:
    """A record whose rows are not all known."""

    record: VcfRecord
    missing: int
    rows: list[AnnotatedRow] = field(default_factory=list)


class RecordsInOrder:
    """Puts rows, which may come late, back to their records."""

    def __init__(self) -> None:
        """Begin with nothing waiting."""
        self._pieces: deque[bytes | _Waiting] = deque()
        self._records: dict[int, _Waiting] = {}
        self._size = 0

    @property
    def is_full(self) -> bool:
        """True if so much text waits that the rows must be asked for."""
        return self._size >= MOST_TEXT

    def add_text(self, text: bytes) -> None:
        """Take text that stands behind everything added before."""
        self._pieces.append(text)
        self._size += len(text)

    def add_record(self, record: VcfRecord, alleles: Sequence[AlleleRows]) -> None:
        """Take a record and the alleles whose rows will be told."""
        waiting = _Waiting(record, len(alleles))
        self._pieces.append(waiting)
        if alleles:
            self._records[id(alleles[0].columns)] = waiting

    def tell(self, allele: AlleleRows, rows: Sequence[AnnotatedRow]) -> None:
        """Take the rows of an allele, or of several read together, which go to the last of them."""
        waiting = self._records[id(allele.columns)]
        waiting.rows += rows
        waiting.missing -= allele.together is None

    def ready(self) -> Iterator[bytes | tuple[VcfRecord, list[AnnotatedRow]]]:
        """Yield what stands before the first record whose rows are not known.

        It is to be called when everything that was released at once has been told, as rows of
        alleles read together come behind those of their parts.
        """
        while self._pieces:
            piece = self._pieces[0]
            if isinstance(piece, bytes):
                self._pieces.popleft()
                self._size -= len(piece)
                yield piece
                continue
            if piece.missing:
                return
            self._pieces.popleft()
            yield piece.record, piece.rows
        self._records.clear()
