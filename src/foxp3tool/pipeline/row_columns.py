"""The columns of rows in Python: those chosen, and those of samples where the rows tell of some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.column import Column, Level
from foxp3tool.formats.columns import each_once
from foxp3tool.formats.genotype_columns import SAMPLE_COLUMNS, SUMMARY_COLUMNS
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.write import chosen_columns

Columns = str | Sequence[str | Column]
"""A set (``minimal``, ``standard``, ``full``), names separated by commas, or a list of these."""

_OF_SAMPLES: Final = {column.name: column for column in (*SUMMARY_COLUMNS, *SAMPLE_COLUMNS)}


def columns_for(columns: Columns, rows: Sequence[AnnotatedRow]) -> tuple[Column, ...]:
    """Return the columns that are meant.

    Args:
        columns: What was chosen. Columns of samples can be named like all others.
        rows: What is shown. Behind a set stand the columns of samples if the rows tell of samples,
            as on the command line.

    Raises:
        UsageError: For an unknown column, one named twice, or what is no name.
    """
    named = [columns] if isinstance(columns, str) else list(columns)
    chosen = [column for one in named for column in _meant(one)]
    if any(isinstance(one, str) and one.upper() in Level.__members__ for one in named):
        told = SAMPLE_COLUMNS if any(row.sample is not None for row in rows) else ()
        if any(row.counts is not None for row in rows):
            told = (*SUMMARY_COLUMNS, *told)
        chosen += [column for column in told if column not in chosen]
    return each_once(chosen)


def _meant(one: object) -> Iterator[Column]:
    if isinstance(one, Column):
        yield one
    elif not isinstance(one, str):
        raise UsageError(f"{one!r} is no column", remedy="give names, separated by commas")
    elif one.upper() in Level.__members__:
        yield from chosen_columns(one)
    else:
        for name in map(str.strip, one.split(",")):
            yield _OF_SAMPLES[name] if name in _OF_SAMPLES else chosen_columns(name)[0]
