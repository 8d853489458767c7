"""How the bundled catalog was renewed with a file of ClinVar."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen


@frozen
class Renewal:
    """A renewal of the catalog.

    Args:
        bundle: Version of the bundle whose catalog was renewed.
        clinvar_date: ISO date of ClinVar's file, as its header says.
        clinvar_file: What the user called that file.
        assembly: Its genome build.
        path: Where the renewed catalog is kept.
        caution: What is to be known of it, or None.
        digest: SHA-256 of the file it was read from; empty of one that is not written yet.
    """

    bundle: str
    clinvar_date: str
    clinvar_file: str
    assembly: str
    path: str
    caution: str | None = None
    digest: str = ""


RENEWED_STATEMENT = "the VCF that ClinVar publishes"
"""Stands in the qualifier of every statement that a renewal brought."""
CLINVAR_ID = "CLINVAR-"
"""What the ids of entries begin with that a renewal added; ids of the bundle never do."""
