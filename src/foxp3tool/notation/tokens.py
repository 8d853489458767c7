"""The pieces of a text that names one variant in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.sequence import ONE_LETTER
from foxp3tool.notation.gene_names import GENE_IDS, OTHER_NAMES, SYMBOL
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting
from foxp3tool.notation.words import PHRASES, is_known_word

_SEPARATORS: Final = Pattern(
    r"""(?:[\s;,|:/()\[\]&"'{}]|[._-](?=[cgnpr]\.)|[._-]+(?=[\s;,|)\]]|$)|\+(?=[\s\[]))+"""
)
_END: Final = r"""(?=[\s;,|:/()\[\]&"'{}]|$|[._-][cgnpr]\.|[._-]+(?:[\s;,|)\]]|$))"""
_ONE: Final = (
    f"(?:{'|'.join(sorted(name for name in ONE_LETTER if name != 'Xaa'))}|Stop|stop"
    "|[ARNDCQEGHILKMFPSTWYV*X])"
)
_POSITION: Final = r"\*?-?[0-9]{1,9}(?:[+-][0-9]{1,7})?"
_INSIDE: Final = r"[0-9A-Za-z*+>=?^<]|[_-](?!p\.)"
_PATTERN: Final = Pattern(
    rf"(?P<LEGACY>(?:[cg]\.)?(?i:IVS|intron|int) ?[0-9]{{1,2}} ?(?i:DS|AS)?[ :]?[+-][0-9]{{1,6}}"
    rf"(?:_[+-][0-9]{{1,6}})?(?:[ACGT]{{1,99}}>[ACGT]{{1,99}}|(?:del|dup|ins)[ACGTins]*)){_END}"
    rf"|(?P<DNA>[cgn]\.(?:{_INSIDE}|\[[^\[\]\s]{{0,200}}\]|\([0-9*?;-][^()\s]{{0,200}}\)|\(;\))+)"
    rf"{_END}"
    rf"|(?P<PROTEIN>p\.(?:\([^()\s]{{1,200}}\)|\[[^\[\]\s]{{0,200}}\]|(?:{_INSIDE})+)){_END}"
    rf"|(?P<RNA>r\.(?:\([^()\s]{{1,200}}\)|\[[^\[\]\s]{{0,200}}\]|(?:{_INSIDE})+)){_END}"
    r"|(?P<SPDI>N[CGMR]_[0-9]{6,9}\.[0-9]{1,2}:[0-9]{1,10}:[ACGT]{0,200}:[ACGT]{0,200})"
    rf"{_END}"
    r"|(?P<GENOMIC>(?i:chr)?[XY0-9]{1,2}[:_-] ?(?:g\.)?[0-9][0-9,]{4,12}"
    r"(?:-[0-9][0-9,]{4,12})?[ :_-]?[ACGTacgt]{1,200} ?[>:/_-] ?[ACGTacgt]{1,200})"
    rf"{_END}"
    r"|(?P<SPANNED>(?i:chr)?X[ :][0-9][0-9,]{4,12}(?:[ -][0-9][0-9,]{4,12})? (?:[ACGT]{1,200}|-)"
    r"[ />](?:[ACGT]{1,200}|-))"
    rf"{_END}"
    r"|(?P<LOCUS>(?i:chr)?X[:-][0-9][0-9,]{4,12}(?:-[0-9][0-9,]{4,12})?)"
    rf"{_END}"
    r"|(?P<IDENTIFIER>(?i:rs ?[0-9]{1,12}|[VRS]CV[0-9]{3,12}(?:\.[0-9]{1,4})?|VAR_[0-9]{6,9}"
    r"|[A-Z][A-Z0-9]{1,9}-IPEX-[0-9]{1,9}|COS[MV][0-9]{1,12}|CA[0-9]{5,12}"
    r"|C[MDISGX][0-9]{6,7}|(?:ClinVar )?(?:Variation|Allele)[ _]?ID[ :=#]{0,3}[0-9]{1,9}"
    r"|ClinVar(?: ID)?[ :=#]{1,3}[0-9]{1,9}|(?:O?MIM[ :#]{0,2})?[1-9][0-9]{5}[.#][0-9]{4}))"
    rf"{_END}"
    r"|(?P<REFERENCE>(?:N[CGMR]_|X[MR]_|ENST|LRG_)[0-9]+[0-9A-Za-z]*(?:\.[0-9]{1,3})?"
    rf"(?:\([A-Za-z0-9_.-]{{1,40}}\))?){_END}"
    rf"|(?P<PROTEIN_REFERENCE>(?:[NX]P_|ENSP)[0-9]+(?:\.[0-9]{{1,3}})?){_END}"
    rf"|(?P<GENE>(?i:{SYMBOL}|{'|'.join(sorted(OTHER_NAMES))}))(?:{_END}|(?=[cgnp]\.))"
    rf"|(?P<PLACE>(?i:(?:exon|intron|ex|int|ivs)s?\.?[ -]?[0-9]{{1,2}}(?: ?/ ?[0-9]{{1,2}})?)"
    rf"|[0-9]{{1,2}}/[0-9]{{1,2}}(?! reads)){_END}"
    rf"|(?P<ALLELES>(?:[ACGT]{{1,200}}|-)[/>](?:[ACGT]{{1,200}}|-)){_END}"
    rf"|(?P<PHRASE>(?i:{PHRASES})){_END}"
    rf"|(?P<RESIDUES>\u0394?{_ONE}[0-9]{{1,4}}(?:_{_ONE}[0-9]{{1,4}})?(?:delins[A-Za-z]{{1,60}}"
    rf"|del|dup|{_ONE}?fs(?:Ter|[*X])?[0-9?]{{0,4}}|{_ONE})){_END}"
    rf"|(?P<BASES>{_POSITION}(?:_{_POSITION})?(?:[ACGT]{{1,200}}>[ACGT]{{1,200}}"
    rf"|del[ACGT]{{0,200}}(?:ins[ACGT]{{1,200}})?|dup[ACGT]{{0,200}}|ins[ACGT]{{1,200}})){_END}"
    r"|(?P<KEY>(?i:ANN|CSQ|EFF|HGVSc|HGVSp|HGVSg|gene|transcript|ID)=(?=.))"
    r"""|(?P<WORD>[^\s;,|()\[\]"':]+)"""
)
_SYMBOL: Final = Pattern(r"[A-Z][A-Z0-9-]{1,15}")
_IN_ANNOTATION: Final = Pattern(
    r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?(?:e-?[0-9]{1,3})?|[0-9]{1,9}/[0-9]{1,9}|[0-9?]+-[0-9?]+|[+-]"
    r"|[ACGTacgt]{1,200}|[A-Z*-]{1,20}/[A-Z*-]{1,20}|[ACGTacgt-]{1,99}/[ACGTacgt-]{1,99}"
    r"|ENS[A-Z]{0,4}[0-9]{11}(?:\.[0-9]{1,3})?|CCDS[0-9.]+|[A-Z][0-9][A-Z0-9]{4,9}|\."
)

_TIGHT: Final = (
    (Pattern(r"(?<![A-Za-z0-9.])[CGNP](?=\. ?[0-9*(-])"), lambda match: match.group().lower()),
    (Pattern(r"(?<=[cgn]\.) (?=[0-9*(-])|(?<=p\.) (?=[A-Z(*])"), ""),
    (Pattern(r"(?<=[0-9]) (?=[ACGT]{1,99} ?[-=]{0,2}>)"), ""),
    (Pattern(r"(?<=[ACGT]) ?(?:[-=]{0,2}>) ?(?=[ACGT](?![a-z]))"), ">"),
    (Pattern(r"(?<=[0-9]) (?=(?:del|dup|inv|ins)[ACGT]*(?:ins[ACGT]+)?(?:$|[\s;,)|/]))"), ""),
    (Pattern(r"(?<=[0-9](?:ins|del|dup)) (?=[ACGT]+(?:$|[\s;,)|]))"), ""),
    (Pattern(r"(?<=del)[/;,](?=ins[ACGT])"), ""),
)


class Kind(StrEnum):
    """What a piece is."""

    LEGACY = "an intron's name"
    DNA = "a DNA name"
    PROTEIN = "a protein name"
    RNA = "an RNA name"
    SPDI = "a SPDI"
    GENOMIC = "an allele in VCF terms"
    LOCUS = "a place on the chromosome"
    ALLELES = "two alleles"
    IDENTIFIER = "an identifier"
    REFERENCE = "a reference sequence"
    PROTEIN_REFERENCE = "a protein's accession"
    GENE = "the gene"
    SYMBOL = "another symbol"
    PLACE = "an exon or intron"
    PHRASE = "known words"
    RESIDUES = "a protein name without p."
    BASES = "a DNA name without c."
    WORD = "a known word"
    KEY = "the name of a field"
    VALUE = "a field of an annotation"
    UNKNOWN = "an unknown word"


_KINDS: Final = {kind.name: kind for kind in Kind}
DNA_NAMES: Final = frozenset({Kind.DNA, Kind.LEGACY, Kind.SPDI, Kind.GENOMIC, Kind.BASES})


@frozen
class Token:
    """One piece of a text.

    Args:
        kind: What it is.
        text: As it is written.
        start: Where it begins.
    """

    kind: Kind
    text: str
    start: int


def tighten(found: Rewriting) -> None:
    """Take blanks out of names, wherever these stand in a text."""
    for pattern, put in _TIGHT:
        found.replace(pattern, put, None)


def tokens(text: str, start: int, end: int, *, is_annotation: bool) -> Iterator[Token]:
    """Divide a part of a text into its pieces; what is not understood is ``UNKNOWN``.

    Args:
        text: The text.
        start: Where the part begins.
        end: Where it ends.
        is_annotation: True if the part is an annotation in fields, as SnpEff and VEP write.

    Example:
        >>> [token.kind.name for token in tokens("FOXP3:c.1150G>A het", 0, 19, is_annotation=False)]
        ['GENE', 'DNA', 'WORD']
    """
    here = start
    while True:
        gap = _SEPARATORS.match(text, here, end)
        here = gap.end() if gap is not None else here
        if here >= end:
            return
        match = _PATTERN.match(text, here, end)
        if match is None:
            yield Token(Kind.UNKNOWN, text[here], here)
            here += 1
            continue
        kind = _KINDS.get(match.lastgroup or "UNKNOWN", Kind.GENOMIC)
        if is_annotation and kind is Kind.ALLELES:
            kind = Kind.VALUE
        elif kind is Kind.WORD:
            kind = _kind_of_word(match.group(), is_annotation=is_annotation)
        yield Token(kind, match.group(), here)
        here = match.end()


def _kind_of_word(word: str, *, is_annotation: bool) -> Kind:
    if is_known_word(word) or word.upper().partition(".")[0] in GENE_IDS:
        return Kind.WORD
    if is_annotation and _IN_ANNOTATION.fullmatch(word):
        return Kind.VALUE
    return Kind.SYMBOL if _SYMBOL.fullmatch(word) else Kind.UNKNOWN
