"""The catalog as BED: the changed bases of each entry with its name."""

from __future__ import annotations

from collections.abc import Iterator

from foxp3tool.model.assembly import Assembly
from foxp3tool.model.catalog_view import CatalogSelection, changed_bases, why_unplaced


def bed_lines(selection: CatalogSelection, assembly: Assembly, contig: str) -> Iterator[str]:
    """Yield the lines of a BED file with four columns, sorted, without line ends.

    Positions are 0-based and half-open; of an insertion the two neighbours are given. The name is
    id, name and assertion, joined by ``|``, with blanks as ``_``. Comment lines tell what the file
    is and which entries have no place.

    Args:
        selection: The entries.
        assembly: The build.
        contig: What to call chromosome X.
    """
    yield f"# {selection.described}"
    yield f"# {assembly.name}. Research use only; not a diagnosis."
    lines = []
    for view in selection.views:
        entry = view.entry
        name = "|".join((entry.id, entry.name.replace(" ", "_"), entry.assertion.value))
        placement = entry.placements.get(assembly.name)
        if placement is None:
            yield f"# not placed: {name}: {why_unplaced(entry, assembly.name)}"
            continue
        bases = changed_bases(placement)
        lines.append((bases.start, bases.end, name))
    for start, end, name in sorted(lines):
        yield f"{contig}\t{start}\t{end}\t{name}"
