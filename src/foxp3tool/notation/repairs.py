"""Spellings that are no HGVS but have one meaning, and how each is rewritten.

Every rule says why, and the reader is told. A rule never changes a number or a base.
"""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.notation.rewriting import Rewriting

_POSITION: Final = r"\*?-?[0-9]+(?:[+-][0-9]+)?"
_RANGE: Final = rf"{_POSITION}(?:_{_POSITION})?"
_KIND_OF_CHANGE: Final = r"(?:[ACGTacgt]+>[ACGTacgt]|del|dup|ins|inv|DEL|DUP|INS|INV)"
_RNA: Final = re.compile(r"(?:(?<=^)|(?<=:))r\.\(?([0-9*+_-][0-9acgu*+_>a-z-]*)\)?$")
_RNA_BASES: Final = re.compile(r"del(?:ins)?|dup|ins|inv|[acgu]+")
_CAPITAL_PREFIX: Final = re.compile(r"(?:(?<=^)|(?<=:))[CGNPR](?=\.(?:[^A-Za-z]|IVS|[ACGT][0-9]))")
_SMALL_ACCESSION: Final = re.compile(
    r"\b(?!(?-i:LRG_|N[CGMPR]_|ENS))(?:lrg_|n[cgmpr]_|ens[tp](?=[0-9]))", re.IGNORECASE
)
_ZYGOSITY: Final = re.compile(
    r"(?<![\s,;(])[\s,;(]+\[?(?:hom|het|hemi)(?:o?zyg\w*)?\.?[)\]]?$", re.IGNORECASE
)
_OTHER_ALLELE: Final = re.compile(r"(?<=[.])\[([^\[\];]+)\][+;]\[(?:=|[0-9*+-]+=)\]$")
_GENE_AND_BLANK: Final = re.compile(r"^([A-Za-z][A-Za-z0-9-]*)\s+(?=[cgnprCGNPR]\.|IVS)")
_BLANKS: Final = re.compile(r"(?<=[^\s0-9])\s+(?=\S)|(?<=[0-9])\s+(?=[^\s0-9])")
_ARROW: Final = re.compile(r"(?<=[ACGTUacgtu])\s*(?:-+>|/|=>)\s*(?=[ACGTUacgtu])")
_DEL_INS: Final = re.compile(r"del([ACGTacgt]*)[/;,]ins")
_OLD_ORDER: Final = re.compile(rf"(?:(?<=[cn]\.)|(?<=^))([ACGT])({_POSITION})([ACGT])$")
_NO_PREFIX: Final = re.compile(rf"(?:(?<=^)|(?<=:))(?={_RANGE}{_KIND_OF_CHANGE})")
_HYPHEN_RANGE: Final = re.compile(r"(?<=[cn]\.)([0-9]+)-([0-9]+)(?=del|dup|ins|inv|[ACGT]{2,}>)")
_SMALL_BASES: Final = re.compile(
    r"(?<=[0-9])[acgtn]+(?=>)|(?<=>)[acgtn]+$|(?<=ins)[acgtn]+$"
    r"|(?<=[0-9](?:del|dup|inv))[acgtn]+?(?=ins|$)"
)
_CAPITAL_WORD: Final = re.compile(
    r"(?<=[0-9ACGT])(?:DEL|DUP|INS|INV|Del|Dup|Ins|Inv)(?=$|[ACGTacgt]|ins|INS|Ins)"
)


def repair(found: Rewriting) -> None:
    """Rewrite what has one meaning; what is not understood stays for the parser to refuse.

    Example:
        >>> text = Rewriting("nm_014009.4:c. 1150 g -> a het")
        >>> repair(text)
        >>> text.text
        'NM_014009.4:c.1150G>A'
    """
    one_allele = "a name tells one allele; zygosity and the other allele are left out"
    found.replace(_ZYGOSITY, "", one_allele)
    found.replace(_OTHER_ALLELE, r"\1", one_allele)
    found.replace(_GENE_AND_BLANK, r"\1:", "a gene symbol is followed by a colon")
    found.replace(_RNA, _as_dna, "an RNA name is read as the DNA change at its positions")
    found.replace(_ARROW, ">", "a substitution is written with >")
    found.replace(_BLANKS, "", "there are no blanks inside a name")
    found.replace(_SMALL_ACCESSION, _upper, "accessions are in capitals")
    found.replace(_CAPITAL_PREFIX, _lower, "c., g., n. and p. are small letters")
    found.replace(_CAPITAL_WORD, _lower, "del, dup, ins and inv are small letters")
    found.replace(_DEL_INS, r"del\1ins", "a deletion with an insertion is delins")
    found.replace(_SMALL_BASES, _upper, "bases are capital letters")
    found.replace(_OLD_ORDER, r"\2\1>\3", "the position comes first, then the bases")
    found.replace(_NO_PREFIX, "c.", "a name of coding DNA begins with c.")


def _as_dna(match: re.Match[str]) -> str:
    def base(found: re.Match[str]) -> str:
        word = found.group()
        return word if word[:3] in ("del", "dup", "ins", "inv") else word.upper().replace("U", "T")

    return f"c.{_RNA_BASES.sub(base, match[1])}"


def _upper(match: re.Match[str]) -> str:
    return match.group().upper()


def _lower(match: re.Match[str]) -> str:
    return match.group().lower()


def read_hyphens(found: Rewriting) -> bool:
    """Rewrite a hyphen between two positions, the larger last, as a range.

    It may be the distance into an intron as well; the caller tries both.
    """
    return found.replace(_HYPHEN_RANGE, _range, "the hyphen between two positions is a range, _")


def _range(match: re.Match[str]) -> str:
    first, last = match.groups()
    return f"{first}_{last}" if int(first) < int(last) else match.group()
