"""Addresses that a cell of a table leads to, where it names one record."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.notation import links as to

_ONE_RECORD: Final = re.compile(r"(?:PMID:\d{1,8}|doi:10\.\d{4,9}/[^\s|]+)", re.ASCII)
_CLINVAR: Final = re.compile(r"ClinVar:(\d{1,12})", re.ASCII)


def address_of(column: str, cell: str, record: str = "") -> str:
    """Return where a cell leads to; nothing if it names no record, or several.

    Args:
        column: Name of the column.
        cell: The text.
        record: Address of the one ClinVar record of the row's allele, if there is one.

    Example:
        >>> address_of("ipex_references", "PMID:11137993")
        'https://pubmed.ncbi.nlm.nih.gov/11137993/'
        >>> address_of("ipex_references", "PMID:11137993|PMID:11295725")
        ''
    """
    if column == "clinvar_significance":
        return record if cell else ""
    if column == "clinvar_ids":
        return to.clinvar(cell).url
    if found := _CLINVAR.fullmatch(cell):
        return to.clinvar(found[1]).url
    return to.of_source(cell).url if _ONE_RECORD.fullmatch(cell) else ""
