"""Spellings that are no HGVS but have one meaning, and how each is rewritten.

Every rule says why, and the reader is told. A rule never changes a number or a base.
"""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.notation.gene_names import use_symbol
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting
from foxp3tool.notation.rna import as_dna
from foxp3tool.notation.sizes import take_size

_POSITION: Final = r"\*?-?[0-9]+(?:[+-][0-9]+)?"
_RANGE: Final = rf"{_POSITION}(?:[_^]{_POSITION})?"
_WORDS: Final = "del|dup|ins|inv|DEL|DUP|INS|INV|Del|Dup|Ins|Inv"
_CHANGE: Final = rf"(?:[ACGTacgt]+ ?(?:[-=]{{0,2}}>|/|<)|[ACGT]* ?(?:{_WORDS}))"
_NUMBERED: Final = rf"(?={_RANGE} ?{_CHANGE}|[ACGT][0-9]+(?:[+-][0-9]+)?[ACGT]$)"
_PARENTHESES: Final = Pattern(r"^\(([^()]*)\)$")
_PREDICTED: Final = Pattern(r"(?<=[cgn]\.)\(([^()\s]*[A-Za-z>=][^()\s]*)\)$")
_CAPITAL_PREFIX: Final = Pattern(
    r"(?:(?<=^)|(?<=:))[CGNPR](?=\.(?:[^A-Za-z]|IVS|[ACGT][-*]?[0-9]))"
)
_SMALL_ACCESSION: Final = Pattern(
    r"\b(?!(?-i:LRG_|N[CGMPR]_|ENS))(?:lrg_|n[cgmpr]_|ens[tp](?=[0-9]))", re.IGNORECASE
)
_ZYGOSITY: Final = Pattern(
    r"(?<![\s,;(])[\s,;(]+\[?(?:hom|het|hemi)(?:o?zyg\w*)?\.?[)\]]?$", re.IGNORECASE
)
_OTHER_ALLELE: Final = Pattern(
    r"(?<=[.])\[([^\[\];]+)\][+;]\[(?:=|\(=\)|0|[0-9*+-]+=|[A-Z][a-z]{0,2}[0-9]+=)\]$"
)
_ONE_PROTEIN_CHANGE: Final = Pattern(r"(?<=p\.)\[([^\[\];]+)\]$")
_GENE_AND_BLANK: Final = Pattern(
    r"^([A-Za-z][A-Za-z0-9-]*)(?: ?[;,] ?|[ _-])(?=[cgnprCGNPR]\.|IVS)"
)
_ACCESSION_AND_NAME: Final = Pattern(
    r"^((?:N[CGMRP]_|ENS[TP]|LRG_|n[cgmrp]_|ens[tp]|lrg_)[0-9]+[A-Za-z0-9.]*"
    r"(?:\([A-Za-z0-9_.-]+\))?)(?: ?[;,:] ?|[ _-])(?=[cgnprCGNPR]\.)"
)
_BLANKS: Final = Pattern(r"(?<=[^\s0-9])\s+(?=\S)|(?<=[0-9])\s+(?=[^\s0-9])")
_ENDS_IN_WORD: Final = Pattern(r"(?:del|dup|inv|ins|>)$", re.IGNORECASE)
_LONGEST_WORD: Final = 3
_BASES_FOLLOW: Final = Pattern(r"(?:ins)?[ACGT]+(?:ins|(?![A-Za-z]))|ins(?= )", re.IGNORECASE)
_CODE_FOLLOWS: Final = Pattern(r"[RYSWKM](?![A-Za-z])")
_TO: Final = Pattern(r"(?<=[ACGTU])(?: |-)?to(?: |-)?(?=[ACGTU])")
_ARROW: Final = Pattern(r"(?<=[ACGTUacgtu])\s*(?:-+>|=+>|>>|/)\s*(?=[ACGTUacgtu])")
_BOTH_ALLELES: Final = Pattern(r"(?<=[0-9 ])([ACGT]) ?>{1,2} ?(?:\1 ?/ ?([ACGT])|([ACGT]) ?/ ?\1)$")
_DEL_INS: Final = Pattern(r"del([ACGTacgt]*)(?: ?[/;,] ?| and |\+)ins|insdel(?=[ACGTacgt]+$)")
_TO_NOTHING: Final = Pattern(r"(?<=[0-9])([ACGT]+)>(?:del|-|\u0394)$")
_BASES_FIRST: Final = Pattern(r"(?<=[0-9])([ACGT]+)(del|dup)$")
_WORD_FIRST: Final = Pattern(
    rf"(?P<c>(?:^|(?<=:))c\.)?(?P<word>del|dup|inv)(?P<bases>[ACGT]*)(?P<range>{_RANGE})$"
)
_OLD_ORDER: Final = Pattern(rf"(?:(?<=[cn]\.)|(?<=^))([ACGT])({_POSITION})(?:-*>)?([ACGT])$")
_OTHER_IS_NORMAL: Final = Pattern(r"(?<=[A-Za-z0-9]) ?/ ?(?:wt|wild-?type|\+|=)$", re.IGNORECASE)
_PREFIX: Final = Pattern(
    rf"(?:(?<=^)|(?<=:))c(?:(?:[,;:]\.?|\.{{2,}}|\. | ){_NUMBERED}|(?=[0-9*]){_NUMBERED}"
    r"|(?=[ACGT][0-9]+(?:[+-][0-9]+)?[ACGT]$))"
)
_NO_PREFIX: Final = Pattern(rf"(?:(?<=^)|(?<=:))(?={_RANGE}{_CHANGE})")
_GENOMIC_PREFIX: Final = Pattern(rf"(?<=[0-9]:)g(?:[,;:]|\.{{2,}})?(?={_RANGE} ?{_CHANGE})")
_CARET: Final = Pattern(r"(?<=[0-9])\^(?=[0-9*-])")
_HYPHEN_RANGE: Final = Pattern(
    r"(?<=[cn]\.)([0-9]+)(?:-([0-9]+)(?=del|dup|ins|inv|[ACGT]{2,}>)|\+([0-9]+)(?=ins))"
)
_SMALL_BASES: Final = Pattern(
    r"(?<=[0-9])[acgtn]+(?=>)|(?<=>)[acgtn]+$|(?<=ins)[acgtn]+$"
    r"|(?<=[0-9](?:del|dup|inv))[acgtn]+?(?=ins|$)|(?<=[0-9])[acgtn]+(?=\[)"
)
_CAPITAL_WORD: Final = Pattern(
    r"(?<=[0-9ACGT])(?:DEL|DUP|INS|INV|Del|Dup|Ins|Inv)(?=$|[0-9ACGTacgt]|ins|INS|Ins)"
    r"|(?:(?<=DEL)|(?<=[Dd]el))(?:INS|Ins)(?=[ACGTacgt])"
)
_LOST_VERSION: Final = Pattern(r"(?<=[0-9])\.(?=[:(])")
_SEVERAL_BASES: Final = Pattern(r"(?<=[0-9])(?![ACGT]>[ACGT]$)([ACGT]*)>([ACGT]+)$")

MOST_RESIDUES: Final = 457
"""Of the longest isoform, ENST00000557224."""
_ONE_ALLELE: Final = "a name tells one allele; zygosity and the other allele are left out"
_COLON: Final = "a gene symbol or reference sequence is followed by a colon"
_PREFIX_REASON: Final = "a name of coding DNA begins with c."
_DELINS: Final = "a deletion with an insertion is delins"
OLD_ORDER: Final = "the position comes first, then the bases"
_LOSS: Final = "a loss is written as del behind its position"


def repair(found: Rewriting) -> None:
    """Rewrite what has one meaning; what is not understood stays for the parser to refuse.

    Raises:
        NotationError: If a number of bases is stated that is not that of the positions.

    Example:
        >>> text = Rewriting("nm_014009.4:c. 1150 g -> a het")
        >>> repair(text)
        >>> text.text
        'NM_014009.4:c.1150G>A'
    """
    if "h" in found.text or "H" in found.text:
        found.replace(_ZYGOSITY, "", _ONE_ALLELE)
    if found.text.startswith("("):
        found.replace(_PARENTHESES, r"\1", "there are no parentheses around a name")
    if "]" in found.text:
        found.replace(_OTHER_ALLELE, r"\1", _ONE_ALLELE)
        found.replace(_ONE_PROTEIN_CHANGE, r"\1", "one change needs no brackets")
    use_symbol(found)
    if found.text[1:2] not in (".", ""):
        found.replace(_ACCESSION_AND_NAME, r"\1:", _COLON)
        found.replace(_GENE_AND_BLANK, r"\1:", _COLON)
    if ".:" in found.text or ".(" in found.text:
        found.replace(_LOST_VERSION, "", "a dot without a version behind it is left out")
    found.replace(_PREFIX, "c.", _PREFIX_REASON)
    if "r." in found.text or "R." in found.text:
        as_dna(found)
    if "/" in found.text:
        found.replace(_OTHER_IS_NORMAL, "", _ONE_ALLELE)
        found.replace(_BOTH_ALLELES, _changed_allele, _ONE_ALLELE)
    _repair_change(found)


def _repair_change(found: Rewriting) -> None:
    """Repair signs, words, letters and order behind the prefix."""
    if "to" in found.text:
        found.replace(_TO, ">", "a substitution is written with >")
    found.replace(_ARROW, ">", "a substitution is written with >")
    if "ins" in found.text:
        found.replace(_DEL_INS, _delins, _DELINS)
    if " " in found.text:
        found.replace(_BLANKS, _without_blank, "there are no blanks inside a name")
    found.replace(_SMALL_ACCESSION, _upper, "accessions are in capitals")
    found.replace(_CAPITAL_PREFIX, _lower, "c., g., n. and p. are small letters")
    if "D" in found.text or "I" in found.text:
        found.replace(_CAPITAL_WORD, _lower, "del, dup, ins and inv are small letters")
    found.replace(_SMALL_BASES, _upper, "bases are capital letters")
    if found.text.endswith(")"):
        found.replace(_PREDICTED, r"\1", "parentheses around what is predicted are left out")
    if "^" in found.text:
        found.replace(_CARET, "_", "an insertion is between two positions, joined by _")
    if found.text.endswith(("-", "del", "\u0394")):
        found.replace(_TO_NOTHING, r"del\1", _LOSS)
    if "d" in found.text or "inv" in found.text:
        found.replace(_BASES_FIRST, r"\2\1", _LOSS)
        found.replace(_WORD_FIRST, _word_behind, "what happens is written behind the position")
        take_size(found)
    found.replace(_OLD_ORDER, _old_order, OLD_ORDER)
    if ":g" in found.text:
        found.replace(_GENOMIC_PREFIX, "g.", "a genomic name begins with g.")
    found.replace(_NO_PREFIX, "c.", _PREFIX_REASON)


def _without_blank(match: re.Match[str]) -> str:
    """Take out a blank, unless it sets a word apart that would be read as further bases.

    In ``c.1150G>A ND`` the name is complete; N and D are codes of bases, too.
    """
    text, here, behind = match.string, match.start(), match.end()
    if not text[behind].isalpha():
        return ""
    if _ENDS_IN_WORD.search(text, max(here - _LONGEST_WORD, 0), here):
        joins = _BASES_FOLLOW.match(text, behind)
        if text[here - 1] == ">":
            joins = joins or _CODE_FOLLOWS.match(text, behind)
        return "" if joins else match.group()
    return match.group() if _ends_in_bases(text, here) else ""


def _ends_in_bases(text: str, end: int) -> bool:
    """Tell whether letters behind a sign or ``ins`` end here; it looks at them only."""
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    if start == end or "ins" in text[start:end].lower():
        return start != end
    while start and text[start - 1] == " ":
        start -= 1
    before = text[max(start - _LONGEST_WORD, 0) : start].lower()
    return before.endswith((">", ":", "/", "-", "ins"))


def _changed_allele(match: re.Match[str]) -> str:
    return f"{match.group(1)}>{match.group(2) or match.group(3)}"


def _old_order(match: re.Match[str]) -> str:
    """Put the position first, unless letters and number may be those of residues."""
    base, position, new = match.groups()
    is_named = match.start() > 0
    if not is_named and position.isdigit() and int(position) <= MOST_RESIDUES:
        return match.group()
    return f"{position}{base}>{new}"


def _delins(match: re.Match[str]) -> str:
    return "delins" if match.group(1) is None else f"del{match.group(1)}ins"


def _word_behind(match: re.Match[str]) -> str:
    """Put what happens behind its position, unless letter or number may be that of a residue."""
    bases, where = match["bases"], match["range"]
    ends = re.findall("[0-9]+", where)
    if not bases and len(ends) == 1:
        return match.group()  # a position, or how many bases
    may_be_residues = len(ends[-1]) < 4 and int(ends[-1]) <= MOST_RESIDUES
    if match["c"] is None and (len(bases) == 1 or (not bases and may_be_residues)):
        return match.group()
    return f"c.{where}{match['word']}{bases}"


def _upper(match: re.Match[str]) -> str:
    return match.group().upper()


def _lower(match: re.Match[str]) -> str:
    return match.group().lower()


def write_delins(found: Rewriting) -> bool:
    """Rewrite ``>`` for anything but one base in place of one other (HGVS, DNA/delins)."""
    return found.replace(
        _SEVERAL_BASES, r"del\1ins\2", "> is for one base in place of one other; else delins"
    )


def read_hyphens(found: Rewriting) -> bool:
    """Rewrite a hyphen or a plus between two positions, the larger last, as a range.

    It may be the distance into an intron as well; the caller tries both.
    """
    return found.replace(_HYPHEN_RANGE, _range, "the sign between two positions is a range, _")


def _range(match: re.Match[str]) -> str:
    first, last, next_one = match.groups()
    if last is None:
        neighbours = int(next_one) == int(first) + 1 if len(next_one) < 12 else False
        return f"{first}_{next_one}" if neighbours and len(first) < 12 else match.group()
    if len(first) > 12 or len(last) > 12:
        return match.group()
    return f"{first}_{last}" if int(first) < int(last) else match.group()
