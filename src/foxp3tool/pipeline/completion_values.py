"""What could be meant where a shell completes a value; asked for by the shell, never otherwise."""

from __future__ import annotations

from typing import Final

from foxp3tool.formats.column import Level
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.pipeline.convert import FORMS, VCF_FORMS
from foxp3tool.pipeline.toolkit import Toolkit

TRANSCRIPT_SETS: Final = ("mane", "refseq", "all")
COLUMN_SETS: Final = tuple(level.name.lower() for level in Level)


def column_names() -> tuple[str, ...]:
    """Return the names of all columns, in the order of the table."""
    return tuple(column.name for column in COLUMNS)


def form_names() -> tuple[str, ...]:
    """Return the forms to which names are converted."""
    return (*FORMS, *VCF_FORMS)


def accessions() -> tuple[str, ...]:
    """Return the accessions of the bundled transcripts, in the order of the bundle.

    Raises:
        ReferenceDataError: If the bundle cannot be used.
    """
    return tuple(one.accession for one in Toolkit.load().gene.transcripts)


def identifiers() -> dict[str, str]:
    """Return the identifiers under which entries of the catalog are shown, each with a name.

    Raises:
        ReferenceDataError: If the bundle or the renewed catalog cannot be used.
    """
    catalog = Toolkit.current().bundle.catalog
    of_others = {rsid: entry.name for entry in catalog for rsid in entry.rsids}
    return {entry.id: entry.name for entry in catalog} | of_others
