"""Which variant a row is, so that all who count variants come to the same number."""

from __future__ import annotations

from foxp3tool.model.annotation import AnnotatedRow, TranscriptAnnotation
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import IssueCode


@frozen
class Distinct:
    """What makes a variant one and the same, however often it is given.

    Args:
        key: Alike for rows of one variant, also on two builds.
        is_by_protein: True if only a change of the protein is given. The alleles that would make
            it are one variant together.
    """

    key: tuple[str, ...]
    is_by_protein: bool = False


def distinct(row: AnnotatedRow, shown: TranscriptAnnotation) -> Distinct | None:
    """Return which variant a row is; None for one without an allele, and for several changes.

    Each of several changes of one chromosome has a row of its own.

    Args:
        row: The row.
        shown: Its annotation on the transcript by which variants are told apart.
    """
    variant = row.variant
    if variant is None or is_whole(row):
        return None
    name, hgvs_p = without_accession(shown.hgvs_c), without_accession(shown.hgvs_p)
    if hgvs_p and any(issue.code is IssueCode.PROTEIN_ONLY for issue in row.issues):
        return Distinct(("protein", hgvs_p), is_by_protein=True)
    return Distinct((name,) if name else (row.assembly, without_accession(variant.hgvs_g)))


def is_whole(row: AnnotatedRow) -> bool:
    """Tell whether a row is of several changes that lie on one chromosome."""
    return row.variant is not None and ";" in row.variant.hgvs_g


def without_accession(name: str) -> str:
    """Return a HGVS name without the sequence that it counts on.

    Example:
        >>> without_accession("NM_014009.4:c.1150G>A")
        'c.1150G>A'
    """
    return name.rpartition(":")[2]
