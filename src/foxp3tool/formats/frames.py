"""Tables as pandas data frames with typed columns; pandas is imported when one is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from foxp3tool.formats.cells import CellRow, Field, as_unicode, value_of

if TYPE_CHECKING:
    import pandas as pd

_DTYPES: Final = {"integer": "Int64", "number": "Float64"}
_TEXT: Final = "string"


def dtypes_of(fields: Iterable[Field]) -> dict[str, str]:
    """Return pandas' type of each column; every type knows missing values.

    Example:
        >>> dtypes_of([Field("pos", "integer"), Field("ref")])
        {'pos': 'Int64', 'ref': 'string'}
    """
    return {field.name: _DTYPES.get(field.kind, _TEXT) for field in fields}


def frame_of(fields: Sequence[Field], rows: Iterable[CellRow]) -> pd.DataFrame:
    """Return a frame of all rows.

    A cell that is empty is missing (``pd.NA``), as is a text in a column of numbers. Values of
    lists stay joined, so that the frame is what a reader makes of the written table.
    """
    import pandas as pd  # noqa: PLC0415 - only here

    columns: list[list[Any]] = [[] for _ in fields]
    for row in rows:
        for field, column, cell in zip(fields, columns, row.cells, strict=True):
            value = value_of(field.kind, cell)
            column.append(as_unicode(value) if isinstance(value, str) else value)
    types: dict[str, Any] = dtypes_of(fields)
    made = {
        field.name: pd.array(column, dtype=types[field.name])
        for field, column in zip(fields, columns, strict=True)
    }
    return pd.DataFrame(made, columns=list(types))


def frames_of(
    fields: Sequence[Field], rows: Iterable[CellRow], size: int
) -> Iterator[pd.DataFrame]:
    """Yield frames of at most ``size`` rows, as they come; one without rows if there are none."""
    remaining = iter(rows)
    is_first = True
    while True:
        frame = frame_of(fields, islice(remaining, size))
        if not (is_first or len(frame)):
            return
        yield frame
        is_first = False
