"""Rows, names of variants, or a VCF file as a pandas data frame."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from foxp3tool.errors import UsageError
from foxp3tool.formats.frames import frame_of
from foxp3tool.formats.tables import cell_rows, fields_of
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.provenance import provenance_of
from foxp3tool.pipeline.row_columns import Columns, columns_for
from foxp3tool.pipeline.samples import SampleOptions
from foxp3tool.pipeline.toolkit import Toolkit

if TYPE_CHECKING:
    import pandas as pd

Variants = str | os.PathLike[str] | Iterable[AnnotatedRow | str]


def to_frame(
    variants: Variants,
    *,
    columns: Columns = "standard",
    toolkit: Toolkit | None = None,
    transcripts: str = "mane",
    assembly: str | None = None,
    samples: SampleOptions | None = None,
) -> pd.DataFrame:
    """Return the table of variants as a data frame with typed columns.

    It is the table that the command line writes: the same columns with the same values, whole
    numbers as ``Int64``, other numbers as ``Float64``, all else as ``string``, and ``pd.NA`` where
    a cell is empty. Values of a list stay joined by ``|``. A variant that cannot be answered is a
    row with its issue. Research use only; not a diagnosis.

    Args:
        variants: A variant description, or several; rows that were annotated already (these two may
            be mixed); or the path of a VCF or BCF, as a :class:`pathlib.Path`.
        columns: ``minimal``, ``standard``, ``full``, or names separated by commas; or a list of
            these. Rows that tell of samples have the columns of samples behind those of a set.
        toolkit: The engine; default: one with the installed data, loaded if it is needed.
        transcripts: As for :meth:`Toolkit.select_transcripts`; rows have theirs.
        assembly: Build of what names none, as for :func:`lookup`; rows have theirs.
        samples: What is told of the samples of a VCF; default: nothing.

    Returns:
        A row for each allele and transcript; ``pos`` is 1-based, as in VCF. ``attrs["foxp3tool"]``
        of the frame tells what it was made with, unless it was made of rows alone.

    Raises:
        InputError: If a VCF cannot be read.
        UsageError: For an unknown column, build or transcript, a column named twice, or what is
            neither row nor text; for the name of a file that is given as a text.

    Example:
        >>> import foxp3tool
        >>> frame = foxp3tool.to_frame(
        ...     ["c.1150G>A", "p.Arg397Trp"], columns="pos,hgvs_p,ipex_match"
        ... )
        >>> print(frame.to_string(index=False))
             pos                    hgvs_p ipex_match
        49251480 NP_054728.2:p.(Ala384Thr)      exact
        49251441 NP_054728.2:p.(Arg397Trp)      exact
        >>> frame.dtypes.astype(str).to_dict()
        {'pos': 'Int64', 'hgvs_p': 'string', 'ipex_match': 'string'}
    """
    details = any(one.needs_details for one in columns_for(columns, ()))
    source = _Source(toolkit, transcripts, assembly, samples, details=details)
    rows = list(source.rows(variants))
    chosen = columns_for(columns, rows)
    frame = frame_of(fields_of(chosen), cell_rows(rows, chosen))
    if source.toolkit is not None:
        frame.attrs["foxp3tool"] = asdict(provenance_of(source.toolkit))
    return frame


class _Source:
    """Annotates what is given; the engine is loaded when the first thing asks for it."""

    def __init__(
        self,
        toolkit: Toolkit | None,
        transcripts: str,
        assembly: str | None,
        samples: SampleOptions | None,
        *,
        details: bool,
    ) -> None:
        self.toolkit = toolkit
        self._transcripts = transcripts
        self._assembly = assembly
        self._samples = samples
        self._details = details

    def rows(self, variants: Variants) -> Iterator[AnnotatedRow]:
        if isinstance(variants, str):
            if Path(variants).is_file():
                raise UsageError(
                    f"{variants} is a file, and a text is read as a variant",
                    remedy="to read a VCF or BCF give its pathlib.Path",
                )
            yield from self._of_name(variants)
        elif hasattr(variants, "columns"):
            raise UsageError(
                "a data frame is no list of variants", remedy='give one column: frame["variant"]'
            )
        elif isinstance(variants, os.PathLike):
            yield from self._of_file(os.fspath(variants))
        else:
            for one in variants:
                if isinstance(one, AnnotatedRow):
                    yield one
                elif isinstance(one, str):
                    yield from self._of_name(one)
                else:
                    raise UsageError(f"{one!r} is neither a row nor the name of a variant")

    def _engine(self) -> Toolkit:
        if self.toolkit is None:
            self.toolkit = Toolkit.current()
        self._assembly = self.toolkit.check_assembly(self._assembly)
        return self.toolkit

    def _of_name(self, text: str) -> Iterator[AnnotatedRow]:
        return lookup_rows(
            self._engine(),
            [text],
            transcripts=self._transcripts,
            assembly=self._assembly,
            report=LookupReport(),
            details=self._details,
        )

    def _of_file(self, name: str) -> Iterator[AnnotatedRow]:
        with VcfAnnotation(
            self._engine(),
            name,
            assembly=self._assembly,
            transcripts=self._transcripts,
            details=self._details,
            samples=self._samples,
        ) as run:
            yield from run.rows()
