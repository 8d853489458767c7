"""Write a list with its own cells as they stood there, followed by new columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from foxp3tool.formats.cells import CellRow, Field, in_one_line
from foxp3tool.formats.list_shape import ListShape
from foxp3tool.formats.lists import ListEntry
from foxp3tool.formats.output import ResultStream

Answers = Iterable[tuple[ListEntry, Sequence[Sequence[str]]]]


def source_fields(shape: ListShape, added: Sequence[Field]) -> tuple[Field, ...]:
    """Return the columns of a list, each with a name of its own, and the new ones behind them."""
    own: list[str] = []
    for number, name in enumerate(_own_names(shape), 1):
        plain = in_one_line(name).strip() or f"column_{number}"
        own.append(f"{plain}_{number}" if plain in own else plain)
    names = _new_names([field.name for field in added], own)
    kinds = (field.kind for field in added)
    return (*map(Field, own), *map(Field, names, kinds))


def source_rows(shape: ListShape, answers: Answers, added: int) -> Iterator[CellRow]:
    """Yield every record of a list with its new cells; blank lines and comments are left out.

    Of a record that is too long, what is too much stands in its last cell.

    Args:
        shape: How the list is laid out.
        answers: Each entry of the list with its answers.
        added: Number of the new cells of an answer.
    """
    for entry, answered in answers:
        if entry.text is None and len(entry.cells) == 1:
            continue
        own = [in_one_line(cell) for cell in entry.cells]
        if len(own) > shape.width:
            own[shape.width - 1 :] = [(shape.delimiter or " ").join(own[shape.width - 1 :])]
        own += [""] * (shape.width - len(own))
        for cells in answered or [[""] * added]:
            yield CellRow([*own, *cells])


def write_with_source(
    shape: ListShape,
    answers: Answers,
    names: Sequence[str],
    stream: ResultStream,
    *,
    header: bool = True,
) -> None:
    """Write every record of a list with its new cells, as they come.

    No record is lost: one without an answer has empty new cells, one with several answers is
    repeated, blank lines and comments stand where they stood. Cells are divided as in the list (by
    tabs if it is a plain one) and quoted where they must be. A record that is too short is filled
    up; of one that is too long the new cells stand behind its last one.

    Args:
        shape: How the list is laid out.
        answers: Each entry of the list with its answers, each of as many cells as ``names``.
        names: Names of the new columns; one that the list has already is given ``foxp3tool_`` in
            front, and a number behind where that is not enough.
        stream: Where it is written.
        header: Whether a header line is written; a list without one gets names for its columns.
    """
    delimiter = shape.delimiter or "\t"
    own = _own_names(shape)
    due = _line([*own, *_new_names(names, own)], delimiter) if header else ""
    for entry, answered in answers:
        if entry.text is None and len(entry.cells) == 1:
            stream.write(entry.cells[0] + "\n")
            continue
        filling = [""] * (shape.width - len(entry.cells))
        for cells in answered or [[""] * len(names)]:
            stream.write(due + _line([*entry.cells, *filling, *cells], delimiter))
            due = ""
    stream.write(due)


def _line(cells: Sequence[str], delimiter: str) -> str:
    return delimiter.join(_quoted(cell, delimiter) for cell in cells) + "\n"


def _quoted(cell: str, delimiter: str) -> str:
    """Quote a cell that needs it; csv.writer leaves a carriage return bare before Python 3.13."""
    if any(character in cell for character in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _own_names(shape: ListShape) -> tuple[str, ...]:
    if shape.header is not None:
        return shape.header
    if shape.width == 1:
        return ("input",)
    return tuple(f"column_{number}" for number in range(1, shape.width + 1))


def _new_names(names: Sequence[str], own: Sequence[str]) -> list[str]:
    """Return names for the new columns that no column of the list has, and no other new one."""
    taken = {name.strip().lower() for name in own}
    chosen = []
    for name in names:
        free = name if name.lower() not in taken else f"foxp3tool_{name}"
        number = 1
        while free.lower() in taken:
            number += 1
            free = f"foxp3tool_{name}_{number}"
        taken.add(free.lower())
        chosen.append(free)
    return chosen
