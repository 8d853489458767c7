"""Read SPDI: sequence, 0-based position, deleted and inserted part (PMID 31738401)."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import ProteinDescription, VcfDescription
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES, STOP
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.protein_parse import parse_protein
from foxp3tool.notation.scanner import Scanner

_SPDI: Final = Pattern(
    r"(?P<chrom>(?:[A-Z]{2}_|ENS[A-Z]+|LRG_)[0-9]+(?:[tp][0-9]+)?(?:\.[0-9]+)?):"
    r"(?P<pos>[0-9]{1,10}):(?P<ref>[A-Za-z*.-]*|[0-9]{1,10}):(?P<alt>[A-Za-z*.-]*)"
)
_ON_PROTEIN: Final = Pattern(r"[ANXY]P_|ENS[A-Z]*P|LRG_[0-9]+p")
_RESIDUES: Final = Pattern("[ARNDCQEGHILKMFPSTWYV]+")
_MOST_RESIDUES: Final = 1_000_000


def read_spdi(text: str) -> VcfDescription | ProteinDescription | None:
    """Read a SPDI expression on a chromosome, a gene record, a transcript or a protein.

    Either part may be empty; the deleted one may be told by its number.

    Args:
        text: The whole text, without blanks around it.

    Returns:
        What it says, that on a protein as the ``p.`` name does; None if it is something else.

    Raises:
        NotationError: If a part is neither bases nor what stands for them.

    Example:
        >>> read_spdi("NM_014009.4:1221:1:A").size
        1
    """
    match = _SPDI.fullmatch(text)
    if match is None:
        return None
    on_protein = _ON_PROTEIN.match(match["chrom"]) is not None
    return _on_protein(text, match) if on_protein else _on_bases(text, match)


def _on_bases(text: str, match: re.Match[str]) -> VcfDescription:
    chrom, start, ref, alt = match["chrom"], int(match["pos"]), match["ref"], match["alt"].upper()
    number = int(ref) if ref.isdigit() else None
    for name in ("ref", "alt"):
        if not match[name].isdigit() and not IUPAC_NUCLEOTIDES.issuperset(match[name].upper()):
            raise NotationError(
                IssueCode.UNSUPPORTED_ALLELE,
                "the deleted part of a SPDI must be bases or their number, the inserted one bases; "
                "what is empty is left empty",
                text=text,
                offset=match.start(name),
                remedy="write it as in NC_000023.11:49251479:C:T or, for a deletion, "
                "NC_000023.11:49251479:C:, with a position that counts from 0",
            )
    if number is not None:
        return VcfDescription(chrom, start, "", alt, is_spdi=True, deletes=number)
    return VcfDescription(chrom, start, ref.upper(), alt, is_spdi=True)


def _on_protein(text: str, match: re.Match[str]) -> ProteinDescription:
    """Read SPDI on a protein: one residue for another, or residues lost, as the ``p.`` name."""
    old, new, first = match["ref"].upper(), match["alt"].upper(), int(match["pos"]) + 1
    name = ""
    if _RESIDUES.fullmatch(old) and first + len(old) < _MOST_RESIDUES:
        if not new:
            last = f"_{old[-1]}{first + len(old) - 1}" if len(old) > 1 else ""
            name = f"{old[0]}{first}{last}del"
        elif len(old) == len(new) == 1 and (_RESIDUES.fullmatch(new) or new == STOP):
            name = f"{old}{first}{new}"
    if name:
        return parse_protein(Scanner(name), match["chrom"], None)
    raise NotationError(
        IssueCode.UNSUPPORTED_ALLELE,
        "of a SPDI on a protein one residue for another, or residues without new ones, are read",
        text=text,
        offset=match.start("ref"),
        remedy="write the p. name, such as NP_054728.2:p.Ala384Thr",
    )
