"""Nucleotide and amino-acid alphabets, reverse complement and translation.

Translation follows the standard genetic code (NCBI translation table 1). The module is our own, not
Biopython's, because a look-up must start in a few milliseconds; the tests compare the two.
"""

from __future__ import annotations

from itertools import product
from typing import Final

STOP: Final = "*"
UNKNOWN_RESIDUE: Final = "X"
UNSTATED_BASE: Final = "?"
"""A base that a description covers but neither it nor the bundle states; it equals itself only."""
_UNSTATED_COMPLEMENT: Final = "!"
NUCLEOTIDES: Final = frozenset("ACGT")
IUPAC_NUCLEOTIDES: Final = frozenset("ACGTRYSWKMBDHVN")

_COMPLEMENT: Final = str.maketrans(
    "ACGTRYSWKMBDHVNacgtryswkmbdhvn" + UNSTATED_BASE + _UNSTATED_COMPLEMENT,
    "TGCAYRSWMKVHDBNtgcayrswmkvhdbn" + _UNSTATED_COMPLEMENT + UNSTATED_BASE,
)
_MEANINGS: Final = {
    "A": "A", "C": "C", "G": "G", "T": "T", "R": "AG", "Y": "CT", "S": "CG", "W": "AT", "K": "GT",
    "M": "AC", "B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT",
}  # fmt: skip
_TABLE_1: Final = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODON_TABLE: Final[dict[str, str]] = {
    "".join(codon): residue
    for codon, residue in zip(product("TCAG", repeat=3), _TABLE_1, strict=True)
}
_RESIDUE_OF_BASES: Final = {tuple(codon): residue for codon, residue in CODON_TABLE.items()}
_STRETCH: Final = 192
"""Bases that are translated at once on the way to a stop."""

THREE_LETTER: Final[dict[str, str]] = {
    "A": "Ala", "R": "Arg", "N": "Asn", "D": "Asp", "C": "Cys", "Q": "Gln", "E": "Glu",
    "G": "Gly", "H": "His", "I": "Ile", "L": "Leu", "K": "Lys", "M": "Met", "F": "Phe",
    "P": "Pro", "S": "Ser", "T": "Thr", "W": "Trp", "Y": "Tyr", "V": "Val",
    STOP: "Ter", UNKNOWN_RESIDUE: "Xaa",
}  # fmt: skip
ONE_LETTER: Final[dict[str, str]] = {three: one for one, three in THREE_LETTER.items()}


def reverse_complement(sequence: str) -> str:
    """Return the reverse complement, IUPAC codes included.

    Example:
        >>> reverse_complement("AACG")
        'CGTT'
    """
    return sequence.translate(_COMPLEMENT)[::-1]


def agrees(stated: str, reference: str) -> bool:
    """Tell whether bases, IUPAC codes among them, allow for a reference of A, C, G and T.

    Example:
        >>> agrees("NCR", "ACG"), agrees("NCR", "ACT")
        (True, False)
    """
    return len(stated) == len(reference) and all(
        base in _MEANINGS.get(code, "") for code, base in zip(stated, reference, strict=True)
    )


def is_unambiguous(sequence: str) -> bool:
    """Tell whether every base is one of A, C, G, T in upper case; true for the empty string."""
    return NUCLEOTIDES.issuperset(sequence)


def is_stated(sequence: str) -> bool:
    """Tell whether every base is known or given as a IUPAC code, on either strand."""
    return UNSTATED_BASE not in sequence and _UNSTATED_COMPLEMENT not in sequence


def meanings(sequence: str) -> list[str]:
    """Return every sequence of A, C, G and T that IUPAC codes allow for.

    Example:
        >>> meanings("AR")
        ['AA', 'AG']
    """
    return ["".join(bases) for bases in product(*(_MEANINGS.get(code, "") for code in sequence))]


def shown(bases: str, longest: int = 30) -> str:
    """Return bases for a message: as they are, or cut with their number if there are many.

    Example:
        >>> shown("ACGT" * 10, longest=8)
        'ACGTACGT... (40 bases)'
    """
    if len(bases) <= longest:
        return bases
    return f"{bases[:longest]}... ({len(bases)} bases)"


def _residue_of_ambiguous(codon: str) -> str:
    """Translate a codon with IUPAC codes: the residue that all its meanings share, or ``X``."""
    residues = {CODON_TABLE[meaning] for meaning in meanings(codon)}
    return residues.pop() if len(residues) == 1 else UNKNOWN_RESIDUE


def shared_end(one: str, other: str, most: int) -> int:
    """Return how many of their last characters two texts share, ``most`` at most.

    Ends are compared as a whole, halving the doubt: most proteins share hundreds of residues.

    Example:
        >>> shared_end("MPNPRPG", "MPWPRPG", 6)
        4
    """
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle :] == other[len(other) - middle :]:
            low = middle
        else:
            high = middle - 1
    return low


def translate(coding: str) -> str:
    """Translate whole codons from the first base on, through stops.

    A codon with IUPAC codes is the residue that all its meanings share, otherwise ``X``.

    Args:
        coding: Upper-case bases in reading frame; one or two left-over bases are ignored.

    Example:
        >>> translate("ATGGCNGNCTGAA")
        'MAX*'
    """
    codons = zip(coding[::3], coding[1::3], coding[2::3], strict=False)
    try:
        return "".join(map(_RESIDUE_OF_BASES.__getitem__, codons))
    except KeyError:
        codons = zip(coding[::3], coding[1::3], coding[2::3], strict=False)
        get = _RESIDUE_OF_BASES.get
        return "".join([get(codon) or _residue_of_ambiguous("".join(codon)) for codon in codons])


def translate_to_stop(coding: str) -> str:
    """Translate from the first base on up to and with the first stop, or to the end without one.

    Example:
        >>> translate_to_stop("ATGTGAAAA")
        'M*'
    """
    protein = ""
    for start in range(0, len(coding), _STRETCH):
        residues = translate(coding[start : start + _STRETCH])
        stop = residues.find(STOP)
        if stop >= 0:
            return protein + residues[: stop + 1]
        protein += residues
    return protein
