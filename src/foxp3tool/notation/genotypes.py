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
_MOSAIC: Final = Pattern(
    r"(?<=[0-9a-z])(?P<sign>=//?)(?:\(?[cgnp]\.[0-9]+)?"
    r"(?=[ACGT]{1,99}>[ACGT]|del|dup|inv|ins|[A-Z][a-z]{2}(?![a-z]))"
)
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


def take_mosaic(found: Rewriting) -> None:
    """Take out the sign of a mosaic, ``=/``, or of a chimera, ``=//``: the changed allele is read.

    HGVS: https://hgvs-nomenclature.org/stable/recommendations/DNA/substitution/

    Example:
        >>> text = Rewriting("c.1150=/G>A")
        >>> take_mosaic(text)
        >>> text.text, text.reasons[0][:24]
        ('c.1150G>A', '=/ says that some cells ')
    """
    match = _MOSAIC.search(found.text) if "=/" in found.text else None
    if match is not None:
        what = "a chimera" if match["sign"] == "=//" else "a mosaic"
        why = f"{match['sign']} says that some cells have the change ({what}), which is read"
        found.rewrite([(*match.span(), "")], why)
