"""Both alleles of a person where a name has the new base only: ``c.1150G>R``, ``c.1150G>GA``.

Sequencing software writes a heterozygous base by its IUPAC code or as two bases, the reference base
among them.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Change, Rewriting

_TWO_BASES: Final = {
    "R": "AG", "Y": "CT", "S": "CG", "W": "AT", "K": "GT", "M": "AC",
}  # fmt: skip
_GENOTYPE: Final = Pattern(r"(?<=[0-9])([ACGT])>([RYSWKM]|[ACGT]{2})$")
_TURNED: Final = Pattern(r"(?<=[0-9])([ACGT])<([ACGT])$")


def one_allele(found: Rewriting) -> tuple[bool, bool]:
    """Write the allele that is not the reference's, if a name gives both.

    Returns:
        Whether the name may give both alleles, and whether it may be a change as it stands too:
        ``G>GA`` may be an insertion.

    Example:
        >>> text = Rewriting("c.1150G>R")
        >>> one_allele(text), text.text
        ((True, False), 'c.1150G>A')
    """
    match = _GENOTYPE.search(found.text) if ">" in found.text else None
    if match is None:
        return False, False
    ref, alleles = match.groups()
    other = _TWO_BASES.get(alleles, alleles).replace(ref, "", 1)
    if len(other) != 1 or other == ref:
        return False, False
    why = f"{alleles} is read as both alleles of a person, {ref} and {other}"
    found.rewrite([(*match.span(2), other)], why)
    return True, len(alleles) == 2


def turned_round(found: Rewriting) -> tuple[Change, ...]:
    """Return the two meanings of ``1150G<A``: a slip for >, or an arrow to the left."""
    match = _TURNED.search(found.text) if "<" in found.text else None
    if match is None:
        return ()
    first, second = match.groups()
    return ((*match.span(), f"{first}>{second}"), (*match.span(), f"{second}>{first}"))
