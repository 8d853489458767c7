"""Alleles in VCF terms as people and programs write them.

``chrX:49251480 C>T``, a whole VCF line, and lines with a first and a last position: ANNOVAR's input
(https://annovar.openbioinformatics.org/en/latest/user-guide/input/) and the default format of
Ensembl VEP (https://www.ensembl.org/info/docs/tools/vep/vep_formats.html). A dash stands for no
bases there; an insertion has equal positions in ANNOVAR, where it stands behind them, and a first
position behind the last one in VEP.
"""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import VcfDescription
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.sequence import reverse_complement
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.patterns import Pattern

_CHROM: Final = r"(?P<chrom>(?:chr|chromosome)?[ _]?(?:[0-9]{1,2}|[XYM]|MT))"
_NUMBER: Final = (
    r"[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}|[0-9]{{1,3}}(?P<{0}>[.' ])[0-9]{{3}}(?P={0})[0-9]{{3}}"
    r"|[0-9]{{1,12}}"
)
_POS: Final = rf"(?:g\.)?(?P<pos>{_NUMBER.format('gap')})"
_END: Final = rf"(?P<end>{_NUMBER.format('end_gap')})"
_BASES: Final = "[ACGTRYSWKMBDHVN]+"
_ALLELE: Final = rf"(?:{_BASES}|-)"
_ZYGOSITY: Final = r"(?P<left_out> (?:het|hom|hemi)(?: [0-9.]{1,12}){0,3})?"
_LOOSE: Final = Pattern(
    rf"{_CHROM} ?[-:_ ] ?{_POS} ?[-:_ ]? ?(?P<ref>{_BASES}) ?(?:[-:/_ >]|->) ?"
    rf"(?P<alt>{_BASES}(?:,{_BASES})*)",
    re.IGNORECASE,
)
_LINE: Final = Pattern(
    rf"{_CHROM} {_POS} (?P<id>\.|[A-Za-z]+[0-9][\w;]*) (?P<ref>{_BASES}) "
    rf"(?P<alt>{_BASES}(?:,{_BASES})*)(?: .*)?",
    re.IGNORECASE,
)
_UPLOADED: Final = Pattern(rf"{_CHROM}_{_POS}_(?P<ref>{_ALLELE})/(?P<alt>{_ALLELE})", re.IGNORECASE)
_SPAN: Final = Pattern(
    rf"{_CHROM}(?:[:_ ]| - ){_POS}(?:[-_ ]|\.\.){_END}[:_ ]?(?P<ref>{_ALLELE})"
    rf"(?P<sign>[ :/>])(?P<alt>{_ALLELE})(?: (?P<strand>\+1?|-1?|1))?{_ZYGOSITY}",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("cCxXyYmM0123456789")


@frozen
class Alleles:
    """What a text says in VCF terms.

    Args:
        alleles: Each allele.
        identifier: What stands in the column ID, or None.
        reason: What was read otherwise than a VCF file would have it, or None.
    """

    alleles: tuple[VcfDescription, ...]
    identifier: str | None = None
    reason: str | None = None


def parse_vcf_like(text: str) -> Alleles | None:
    """Read an allele in VCF terms, or the alleles of a whole VCF line; None if it is none.

    Args:
        text: The text, without blanks that follow each other.

    Raises:
        NotationError: If a first and a last position do not fit the bases.

    Example:
        >>> parse_vcf_like("chrX:49,251,480 C>T").alleles[0].start
        49251479
        >>> parse_vcf_like("X 49251480 49251480 G/A -1").alleles[0].ref
        'C'
    """
    if text[:1] not in _FIRST or text[1:2] == ".":
        return None
    match = _LINE.fullmatch(text) or _LOOSE.fullmatch(text)
    if match is None:
        return _with_dashes(text)
    start = _start(match["pos"])
    if start < 0:
        return None
    chrom, ref = _chromosome(match), match["ref"].upper()
    alleles = tuple(
        VcfDescription(chrom, start, ref, alt.upper()) for alt in match["alt"].split(",")
    )
    identifier = match.groupdict().get("id")
    return Alleles(alleles, None if identifier == "." else identifier)


def _with_dashes(text: str) -> Alleles | None:
    """Read forms of an allele in which a dash stands for no bases."""
    match = _UPLOADED.fullmatch(text) or _SPAN.fullmatch(text)
    if match is None or match["ref"] == match["alt"]:
        return None
    start = _start(match["pos"])
    parts = match.groupdict()
    ref, alt = (match[name].upper().replace("-", "") for name in ("ref", "alt"))
    reasons = []
    if not ref and parts.get("end") and _start(match["end"]) == start and parts["sign"] == " ":
        start += 1
        reasons.append("ANNOVAR puts an insertion behind its position")
    elif parts.get("end"):
        _check_span(text, match, len(ref))
    elif not ref:
        reasons.append("Ensembl VEP puts an insertion before its position")
    if start < 0:
        return None
    if (parts.get("strand") or "+").startswith("-"):
        ref, alt = reverse_complement(ref), reverse_complement(alt)
        reasons.append("the bases are given on the minus strand")
    if parts.get("left_out"):
        reasons.append(f"not read: {match['left_out'].strip()}")
    allele = VcfDescription(_chromosome(match), start, ref, alt, is_spdi=not (ref and alt))
    return Alleles((allele,), reason="; ".join(reasons) or None)


def _check_span(text: str, match: re.Match[str], size: int) -> None:
    """Refuse positions that are not those of the bases stated."""
    first, last = _start(match["pos"]), _start(match["end"])
    if last - first + 1 == size:
        return
    covered = max(last - first + 1, 0)
    raise NotationError(
        IssueCode.INVALID_POSITION,
        f"the positions span {covered} {'base' if covered == 1 else 'bases'}, "
        f"and {size or 'none'} {'is' if size < 2 else 'are'} stated",
        text=text,
        offset=match.start("pos"),
        cause="a slip in a position, or positions that count from 0 (BED, UCSC tables)",
        remedy="write it like X-49251480-C-T, with the 1-based position of the first base",
    )


def _start(number: str) -> int:
    return genomic_index(int(re.sub("[^0-9]", "", number)))


def _chromosome(match: re.Match[str]) -> str:
    return match["chrom"].replace(" ", "")
