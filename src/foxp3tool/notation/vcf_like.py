"""Alleles in VCF terms as people write them: ``chrX:49251480 C>T``, or a whole VCF line."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.parsed import VcfDescription
from foxp3tool.model.positions import genomic_index

_CHROM: Final = r"(?P<chrom>(?:chr|chromosome[ _]?)?(?:[0-9]{1,2}|[XYM]|MT))"
_POS: Final = r"(?:g\.)?(?P<pos>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_ALLELE: Final = "[ACGTRYSWKMBDHVN]+"
_LOOSE: Final = re.compile(
    rf"{_CHROM}\s*[-:_ ]\s*{_POS}\s*[-:_ ]?\s*(?P<ref>{_ALLELE})\s*(?:[-:/_ >]|->)\s*"
    rf"(?P<alt>{_ALLELE}(?:,{_ALLELE})*)",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    rf"{_CHROM}\s+{_POS}\s+(?P<id>\.|[A-Za-z]+[0-9][\w;]*)\s+(?P<ref>{_ALLELE})\s+"
    rf"(?P<alt>{_ALLELE}(?:,{_ALLELE})*)(?:\s+.*)?",
    re.IGNORECASE,
)


def parse_vcf_like(text: str) -> tuple[VcfDescription, ...]:
    """Read an allele in VCF terms, or the alleles of a whole VCF line; empty if it is none.

    Example:
        >>> parse_vcf_like("chrX:49,251,480 C>T")[0].start
        49251479
    """
    match = _LINE.fullmatch(text) or _LOOSE.fullmatch(text)
    if match is None:
        return ()
    start = genomic_index(int(match["pos"].replace(",", "")))
    if start < 0:
        return ()
    return tuple(
        VcfDescription(match["chrom"].replace(" ", ""), start, match["ref"].upper(), alt.upper())
        for alt in match["alt"].split(",")
    )
