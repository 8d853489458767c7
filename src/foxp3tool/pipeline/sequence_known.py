"""Common variants on a record: as features, and as places that primers had better avoid."""

from __future__ import annotations

from collections.abc import Iterable

from foxp3tool.annotate.edited_frame import EditedFrame
from foxp3tool.annotate.sequence_marks import Canvas
from foxp3tool.model.interval import Interval
from foxp3tool.model.sequence_export import REPLACE, Mark
from foxp3tool.pipeline.known_variants import KnownVariant


def known_marks(
    canvas: Canvas, mutant: EditedFrame | None, variants: Iterable[KnownVariant]
) -> tuple[list[Mark], list[Interval]]:
    """Return the marks of common variants, and the places for lower case.

    Args:
        canvas: The stretch that is written.
        mutant: The allele, None for the reference.
        variants: The common variants.
    """
    marks, places = [], []
    for one in variants:
        found = _place(canvas, mutant, one)
        if found is None:
            continue
        at, masked = found
        places.append(masked)
        qualifiers = (
            ("label", one.name),
            ("note", f"common variant {one.name}: {one.source}"),
            (REPLACE, one.edit.inserted.lower()),
            *(("db_xref", f"dbSNP:{rsid}") for rsid in one.rsids),
        )
        marks.append(Mark("variation", (at,), qualifiers))
    return marks, places


def _place(
    canvas: Canvas, mutant: EditedFrame | None, known: KnownVariant
) -> tuple[Interval, Interval] | None:
    """Return where a common variant stands in a record, and which bases it casts doubt on.

    Where bases may be put in, those are the two beside the point. None if it is not there.
    """
    edit = known.edit
    span = Interval(edit.start, edit.end)
    if edit.is_insertion:
        span = Interval(edit.start - 1, edit.start + 1)
    if mutant is not None:
        inside = [mutant.moved_base(place) for place in range(span.start, span.end)]
        left = [place for place in inside if place is not None]
        if not left or (edit.is_insertion and left != [left[0], left[0] + 1]):
            return None
        span = Interval(left[0], left[-1] + 1)
    found = canvas.of_gene(span)
    size = sum(map(len, found))
    if not size or (edit.is_insertion and size < 2):
        return None
    masked = Interval(found[0].start, found[-1].end)
    point = masked.start + 1
    return (Interval(point, point) if edit.is_insertion else masked), masked
