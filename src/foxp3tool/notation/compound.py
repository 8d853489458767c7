"""Texts that name one variant in several ways: ClinVar titles, ANNOVAR, SnpEff and VEP strings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from foxp3tool.notation.rewriting import Rewriting

_SEPARATOR: Final = re.compile(r"[\s;,|:]+")
_IN_PARENTHESES: Final = re.compile(
    r"\(((?:(?:NP_|ENSP)[0-9.]+:)?p\.(?:[^()\s]|\([^()\s]*\))+)\)(?=$|[\s;,|])"
)
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
        proteins: The protein names, each with the index of the DNA name that it belongs to: the one
            before it, or the first.
        left_out: What was not read: exon numbers and the like.
    """

    names: tuple[str, ...]
    proteins: tuple[tuple[str, int], ...]
    left_out: tuple[str, ...]


def split(found: Rewriting) -> Compound | None:
    """Split a text into the names that it holds; None if it does not hold several.

    Example:
        >>> split(Rewriting("FOXP3:NM_014009:exon12:c.G1150A:p.A384T")).names
        ('NM_014009(FOXP3):c.G1150A',)
    """
    names: list[tuple[str, str]] = []
    proteins: list[tuple[str, int]] = []
    left_out: list[str] = []
    genes: list[str] = []
    reference = protein_reference = ""
    text = _IN_PARENTHESES.sub(r" \1 ", _NUMBERED.sub(r"\1\2", found.text))
    for token in (part for part in _SEPARATOR.split(text) if part):
        if _DNA.match(token):
            names.append((reference, token))
        elif _PROTEIN.match(token):
            counted = f"{protein_reference}:{token}" if protein_reference else token
            proteins.append((counted, max(len(names) - 1, 0)))
            protein_reference = ""
        elif _REFERENCE.fullmatch(token):
            reference = token
        elif _PROTEIN_REFERENCE.fullmatch(token):
            protein_reference = token
        elif _PLACE.fullmatch(token):
            left_out.append(token)
        elif _SYMBOL.fullmatch(token):
            genes.append(token)
        else:
            return None
    if not names or len(set(genes)) > 1:
        return None
    if len(names) == 1 and not proteins and not left_out:
        return None
    gene = genes[0] if genes else ""
    written = tuple(f"{_context(reference, gene)}{token}" for reference, token in names)
    return Compound(written, tuple(dict.fromkeys(proteins)), tuple(left_out))


def _context(reference: str, gene: str) -> str:
    """Return what stands before a name; the gene is kept, so that another one is refused."""
    if reference and gene and "(" not in reference:
        reference = f"{reference}({gene})"
    return f"{reference or gene}:" if reference or gene else ""
