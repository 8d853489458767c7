"""Words and genotypes that say that a variant is not there; a name beside them is no finding."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting

_FIRST: Final = r"(?<![^\s,;:|(\[=])"
_LAST: Final = r"(?![^\s,;:|)\]])"
_WORDS: Final = (
    "no|not|non|none|without|absent|absence|negative|neg|undetected|nd|excluded|wild[ -]?type|wt"
    "|(?:hom(?:ozygous)?[ .-]?)?ref(?:erence)?/ref(?:erence)?|hom[ .-]?ref"
)
_NOTHING: Final = r"0(?:[.,]0{1,6})?"
_ABSENT: Final = Pattern(
    rf"{_FIRST}(?:{_WORDS}|GT[ :=]{{1,3}}0(?:[/|]0)?|0[/|]0|\./\.?|\.\|\.?"
    rf"|VAF[ :=]{{0,3}}{_NOTHING}[ ]?%?|0/(?:[3-9]|[0-9]{{2,6}})(?: reads)?"
    rf"|0 reads|0x){_LAST}",
    re.IGNORECASE,
)
_SHARE: Final = Pattern(
    rf"{_FIRST}(?:(?:AF|frequency)[ :=]{{1,3}}{_NOTHING}[ ]?%?|{_NOTHING}[ ]?%){_LAST}",
    re.IGNORECASE,
)
_POPULATION: Final = Pattern("gnomad|exac|topmed|1000 ?g|dbsnp|population|maf", re.IGNORECASE)
_MINUS: Final = Pattern(r"(?<=[^\s>/])\s*(?:(?<=\s)-|\(-\)|\[-\])$")
_BOTH_MINUS: Final = Pattern(r"(?<=\s)\(?-/-\)?$")
_FIELDS: Final = 8
"""So many bars or more make a text an annotation in fields."""
_FIRST_SAMPLE: Final = 9
"""The column of a VCF line behind FORMAT."""


def refuse_absent(found: Rewriting) -> None:
    """Refuse a text that says of its variant that it was not found.

    Annotations in fields are left alone: a zero or a minus there is another column's.

    Raises:
        NotationError: At the word, number or sign that says so.
    """
    if found.text.count("|") >= _FIELDS:
        return
    match = _ABSENT.search(found.text) or _MINUS.search(found.text)
    if match is None and not _POPULATION.search(found.text):
        match = _SHARE.search(found.text)
    if match is None and "del" not in found.text:
        match = _BOTH_MINUS.search(found.text)
    if match is None:
        return
    word = match.group().strip()
    raise NotationError(
        IssueCode.HGVS_UNPARSED,
        f"{word!r} says that the variant is not there, or may say so",
        text=found.original,
        offset=found.origin(match.end() - len(word)),
        cause="a test that found the reference only, or a sample that was not read there",
        remedy="look up the name by itself, if the variant was found",
    )


def alleles_not_carried(line: str, number: int) -> tuple[str | None, ...]:
    """Return of each allele of a VCF line the genotypes of its samples, if none has the allele.

    Args:
        line: The line, its columns set apart by single blanks.
        number: How many alleles it has.

    Returns:
        The genotypes as written, or None for an allele that a sample has, or of which nothing is
        said.

    Example:
        >>> alleles_not_carried("X 49251480 . C T,G 50 PASS . GT:DP 0/1:30", 2)
        (None, '0/1')
    """
    columns = line.split(" ")
    if len(columns) <= _FIRST_SAMPLE or columns[_FIRST_SAMPLE - 1].split(":")[0] != "GT":
        return (None,) * number
    genotypes = [column.split(":")[0] for column in columns[_FIRST_SAMPLE:]]
    carried = {allele for genotype in genotypes for allele in re.split("[/|]", genotype)}
    told = ", ".join(dict.fromkeys(genotypes))
    return tuple(None if str(index) in carried else told for index in range(1, number + 1))
