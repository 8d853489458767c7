"""Words that reports put beside a name, which say nothing of the bases.

Only these may be left out, and the reader is told of each. Words that turn the meaning round, such
as *not* or *absent*, and words that may tell of a second change, such as *deletion* by itself, are
not among them.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.notation.patterns import Pattern

_LISTED: Final = """
    heterozygous homozygous hemizygous heterozygote homozygote hemizygote zygosity genotype carrier
    mosaic germline somatic allele
    pathogenic benign likely probably possibly vus uncertain unknown significance clinical class
    classification tier acmg amp criteria conflicting interpretations interpretation risk factor
    disease-causing disease causing mutation variant change polymorphism snp snv of in and
    maternal paternal maternally paternally inherited inheritance mother father de novo denovo
    x-linked xlr recessive confirmed sanger ngs wes wgs panel sequencing validated novel known
    reported previously detected found identified
    missense nonsense frameshift frame-shift splice splicing splice-site synonymous silent
    nonsynonymous stopgain stoploss startloss stopgained inframe in-frame intronic exonic
    coding noncoding truncating donor acceptor site utr utr3 utr5 3'utr 5'utr
    gene transcript protein cdna dna rna hgvs hgvsc hgvsp hgvsg mane select canonical refseq ensembl
    nucleotide amino acid chromosome genomic predicted effect human
    proband patient index case male female
    dbsnp clinvar hgmd lovd omim gnomad varsome franklin intervar alamut
    high moderate low modifier pass quality depth coverage reads vaf af maf frequency dp gq qual
    deleterious tolerated damaging probably_damaging possibly_damaging sift polyphen cadd revel
    protein_coding retained_intron nonsense_mediated_decay non_synonymous_coding
    synonymous_coding functional_class stop_gained frame_shift hgnc entrezgene syndrome ann csq eff
"""
_WORDS: Final = frozenset(_LISTED.split())
_TERM: Final = (
    "(?:[a-z0-9]{1,20}_){1,6}(?:variant|lost|gained|deletion|insertion|ablation|loss|retained)"
)
_PATTERNS: Final = Pattern(
    rf"{_TERM}(?:&{_TERM}){{0,8}}"
    r"|(?:pvs1|ps[1-4]|pm[1-6]|pp[1-5]|ba1|bs[1-4]|bp[1-7])(?:_[a-z]{1,20})?"
    r"|[0-9]{1,6}(?:[.,][0-9]{1,6})?[%x]|[0-9]{1,5}\u00d7|[01.][/|][01.]"
    r"|(?:hom|het|hemi)(?:o?zyg\w{0,12})?\.?|(?:vaf|af|maf|dp|gq|ad|gt)=[0-9.,/|%x]{1,20}"
)
PHRASES: Final = (
    r"(?:non-?)?frameshift (?:deletion|insertion|substitution|block substitution)"
    r"|in-?frame (?:deletion|insertion|duplication)|disease[ -]causing"
    r"|class[ :]{0,2}(?:[1-5]|IV|V|I{1,3})"
    r"|(?:vaf|af|maf|depth|coverage|dp|gq|qual|quality|frequency|cadd|revel)[ :=]{1,3}"
    r"[0-9]{1,6}(?:[.,][0-9]{1,6})?[%x]?"
    r"|[0-9]{1,6}/[0-9]{1,6} reads|HGNC:6106"
)
"""What is left out of more than one word; part of a regular expression, in any case."""


def is_known_word(word: str) -> bool:
    """Tell whether a word of a report may be left out beside a name.

    Example:
        >>> [is_known_word(word) for word in ("Pathogenic", "48%", "PM2_supporting", "absent")]
        [True, True, True, False]
    """
    small = word.lower()
    return small in _WORDS or _PATTERNS.fullmatch(small) is not None
