"""Write alleles in the notations of the genome: SPDI and the style of gnomAD."""

from __future__ import annotations

from foxp3tool.model.positions import genomic_number
from foxp3tool.model.variant import Edit


def format_spdi(accession: str, edit: Edit) -> str:
    """Write a SPDI expression (PMID 31738401): accession, 0-based position, deleted and inserted.

    Example:
        >>> format_spdi("NC_000023.11", Edit(49251479, "C", "T"))
        'NC_000023.11:49251479:C:T'
    """
    return f"{accession}:{edit.start}:{edit.deleted}:{edit.inserted}"


def format_vcf_like(chromosome: str, edit: Edit) -> str:
    """Write chromosome, 1-based position, REF and ALT, joined by hyphens.

    Example:
        >>> format_vcf_like("X", Edit(49251479, "C", "T"))
        'X-49251480-C-T'
    """
    return f"{chromosome}-{genomic_number(edit.start)}-{edit.deleted}-{edit.inserted}"
