"""Texts that name one variant in several ways: ClinVar titles, ANNOVAR, SnpEff and VEP strings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from foxp3tool.notation.rewriting import Rewriting

_SEPARATOR: Final = re.compile(r"[\s;,|:]+")
_IN_PARENTHESES: Final = re.compile(r"\((p\.(?:[^()\s]|\([^()\s]*\))+)\)(?=$|[\s;,|])")
_NUMBERED: Final = re.compile(r"(exon|intron)\s+([0-9])", re.IGNORECASE)
_DNA: Final = re.compile(r"[cgn]\.\S")
_PROTEIN: Final = re.compile(r"p\.\S")
_REFERENCE: Final = re.compile(r"(?:N[CGMR]_|ENST|LRG_)[0-9]+[\w.]*(?:\([A-Za-z0-9_.-]+\))?")
_PROTEIN_REFERENCE: Final = re.compile(r"(?:NP_|ENSP)[0-9]+[\w.]*")
_SYMBOL: Final = re.compile(r"[A-Z][A-Z0-9-]{1,15}")
_PLACE: Final = re.compile(
    r"(?:exon|intron|ex|int)[.]?[0-9]*(?:/[0-9]+)?|[0-9]+/[0-9]+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Compound:
    """One variant named in several ways.

    Args:
        names: The DNA names, each with the reference before it, in the order given.
        protein: The protein name, if one stands there.
        gene: A gene symbol that stands by itself.
        left_out: What was not read: exon numbers and the like.
    """

    names: tuple[str, ...]
    protein: str
    gene: str
    left_out: tuple[str, ...]


def split(found: Rewriting) -> Compound | None:
    """Split a text into the names that it holds; None if it does not hold several.

    Example:
        >>> split(Rewriting("FOXP3:NM_014009:exon12:c.G1150A:p.A384T")).names
        ('NM_014009:c.G1150A',)
    """
    names: list[str] = []
    proteins: list[str] = []
    left_out: list[str] = []
    reference = gene = ""
    text = _IN_PARENTHESES.sub(r" \1 ", _NUMBERED.sub(r"\1\2", found.text))
    for token in (part for part in _SEPARATOR.split(text) if part):
        if _DNA.match(token):
            names.append(f"{reference or gene}:{token}" if reference or gene else token)
        elif _PROTEIN.match(token):
            proteins.append(token)
        elif _REFERENCE.fullmatch(token):
            reference = token
        elif _PROTEIN_REFERENCE.fullmatch(token):
            continue
        elif _PLACE.fullmatch(token):
            left_out.append(token)
        elif _SYMBOL.fullmatch(token):
            gene = token
        else:
            return None
    distinct = tuple(dict.fromkeys(proteins))
    if not names or (len(names) == 1 and not distinct and not left_out):
        return None
    if reference:
        names = [name.removeprefix(f"{gene}:") if gene else name for name in names]
    return Compound(tuple(names), distinct[0] if distinct else "", gene, tuple(left_out))
