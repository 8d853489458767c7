"""Addresses that a cell of a table leads to, where it names one record."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

_PUBMED: Final = re.compile(r"PMID:(\d{1,8})", re.ASCII)
_DOI: Final = re.compile(r"doi:(10\.\d{4,9}/\S+)", re.ASCII)
_CLINVAR: Final = re.compile(r"ClinVar:(\d{1,12})", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,12}", re.ASCII)


def clinvar_record(variation: str) -> str:
    """Return the address of a ClinVar record by its VariationID; nothing for what is none.

    Example:
        >>> clinvar_record("11410")
        'https://www.ncbi.nlm.nih.gov/clinvar/variation/11410/'
    """
    if _NUMBER.fullmatch(variation) is None:
        return ""
    return f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{variation}/"


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
        return clinvar_record(cell)
    if found := _PUBMED.fullmatch(cell):
        return f"https://pubmed.ncbi.nlm.nih.gov/{found[1]}/"
    if found := _CLINVAR.fullmatch(cell):
        return clinvar_record(found[1])
    if "|" not in cell and (found := _DOI.fullmatch(cell)):
        return "https://doi.org/" + quote(found[1], safe="/:;()")
    return ""
