"""Write a table as Parquet, in groups of rows; pyarrow is imported when one is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from foxp3tool.formats.cells import CellRow, Field
from foxp3tool.formats.frames import frames_of
from foxp3tool.formats.output import ResultStream
from foxp3tool.model.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

_GROUP: Final = 10_000
_KEY: Final = b"foxp3tool"
"""Key of the file's metadata that holds what it was made with, as JSON."""


def write_parquet(
    fields: Sequence[Field],
    rows: Iterable[CellRow],
    stream: ResultStream,
    provenance: Provenance,
) -> None:
    """Write Parquet, holding one group of rows at a time.

    The footer without which no reader opens the file is written last, and only if all went well.
    """
    import pyarrow as pa  # noqa: PLC0415 - only here

    sink = _Sink(stream)
    try:
        writer: pq.ParquetWriter | None = None
        for frame in frames_of(fields, rows, _GROUP):
            if writer is None:
                writer = _begun(frame, sink, provenance)
            table = pa.Table.from_pandas(frame, schema=writer.schema, preserve_index=False)
            writer.write_table(table)
        if writer is not None:
            writer.close()
    finally:
        # A writer that is thrown away closes itself and would put the footer behind half a table.
        sink.is_done = True


def _begun(frame: pd.DataFrame, sink: _Sink, provenance: Provenance) -> pq.ParquetWriter:
    """Return a writer for frames like the first one, whose types pandas will know again."""
    import pyarrow as pa  # noqa: PLC0415 - only here
    import pyarrow.parquet as pq  # noqa: PLC0415 - only here

    schema: pa.Schema = pa.Schema.from_pandas(frame, preserve_index=False)
    told = json.dumps(asdict(provenance), ensure_ascii=False).encode("utf-8", "replace")
    schema = schema.with_metadata({**(schema.metadata or {}), _KEY: told})
    return pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd")


class _Sink:
    """What pyarrow writes to: bytes in order, without going back; nothing more once it is done."""

    closed = False

    def __init__(self, stream: ResultStream) -> None:
        self.is_done = False
        self._stream = stream
        self._place = 0

    def write(self, data: bytes) -> int:
        if not self.is_done:
            self._stream.write_bytes(bytes(data))
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        return self._place

    def flush(self) -> None:
        if not self.is_done:
            self._stream.flush()

    def close(self) -> None:
        self.closed = True
