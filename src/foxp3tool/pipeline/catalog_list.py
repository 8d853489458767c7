"""Tables of the catalog, for a terminal or tab-separated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foxp3tool.formats.catalog_table import (
    aligned_lines,
    entry_table,
    fields_of_header,
    tsv_lines,
    unread_table,
)
from foxp3tool.formats.cells import CellRow, in_one_line
from foxp3tool.formats.table_form import Target
from foxp3tool.model.catalog_details import UnreadPaper
from foxp3tool.model.catalog_view import CatalogSelection
from foxp3tool.pipeline.catalog import Hit
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.write import write_cells

Table = tuple[list[str], list[list[str]]]


def selection_table(selection: CatalogSelection, *, is_shown: bool) -> Table:
    """Return header and rows of the entries chosen.

    Args:
        selection: The entries.
        is_shown: True for a terminal; otherwise a last column tells which catalog it is.
    """
    edition = None if is_shown else selection.edition.data_version
    return entry_table(selection.views, everything=False, edition=edition)


def hit_table(hits: Iterable[Hit]) -> Table:
    """Return header and rows of what a search found, with the places where the words stand."""
    hits = tuple(hits)
    header, rows = entry_table([hit.view for hit in hits], everything=False)
    places = ["|".join(hit.places) for hit in hits]
    found = [[*row[:3], place, *row[3:]] for row, place in zip(rows, places, strict=True)]
    return [*header[:3], "found_in", *header[3:]], found


def unread_papers(papers: Iterable[UnreadPaper]) -> Table:
    """Return header and rows of the papers whose variants could not be read."""
    return unread_table(papers)


def table_lines(table: Table, width: int | None) -> Iterator[str]:
    """Return the lines of a table.

    Args:
        table: Header and rows.
        width: Width of the terminal; None for tab-separated lines.
    """
    header, rows = table
    return tsv_lines(header, rows) if width is None else aligned_lines(header, rows, width)


def write_list(table: Table, target: Target, toolkit: Toolkit) -> tuple[str, ...]:
    """Write a table in the form that is wanted.

    Returns:
        What is to be known of the file.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    header, rows = table
    cells = (CellRow([in_one_line(cell) for cell in row]) for row in rows)
    return write_cells(fields_of_header(header), cells, target, toolkit)
