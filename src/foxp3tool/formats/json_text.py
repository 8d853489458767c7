"""Write objects as JSON as they come: one document, or a line for each (JSON Lines)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from foxp3tool.formats.cells import CellRow, Field, as_unicode, item_of
from foxp3tool.formats.output import ResultStream
from foxp3tool.model.provenance import Provenance

FORMAT_VERSION: Final = 1
"""Rises when a field is taken away or means something else; new fields may come without."""

TABLE_FORMAT: Final = "foxp3tool table"
"""The field ``format`` of a table whose rows are objects of its columns."""

Json = dict[str, Any]


def write_json(
    kind: str, objects: Iterable[Mapping[str, Any]], stream: ResultStream, provenance: Provenance
) -> None:
    """Write one document, without holding the rows; it is closed only when all were written.

    Args:
        kind: What the rows are, for the field ``format``.
        objects: The rows.
        stream: Where it is written.
        provenance: What it was made with.
    """
    head = {"format": kind, "format_version": FORMAT_VERSION, "provenance": asdict(provenance)}
    due = _text(head)[:-1] + ',"rows":['
    number = 0
    for one in objects:
        stream.write(f"{due}{',' if number else ''}\n{_text(one)}")
        due = ""
        number += 1
    stream.write(f'{due}\n],"row_count":{number}}}\n')


def write_json_lines(
    objects: Iterable[Mapping[str, Any]], stream: ResultStream, provenance: Provenance
) -> None:
    """Write one object a line, each with what it was made with, as lines are parted and joined."""
    made_with = {"provenance": asdict(provenance)}
    for one in objects:
        stream.write(_text({**one, **made_with}) + "\n")


def _text(value: object) -> str:
    return as_unicode(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def flat_objects(fields: Iterable[Field], rows: Iterable[CellRow]) -> Iterable[Json]:
    """Yield each row as an object of typed values by the names of the columns."""
    places = [(field.name, field.kind) for field in fields]
    for row in rows:
        yield {
            name: item_of(kind, cell) for (name, kind), cell in zip(places, row.cells, strict=True)
        }
