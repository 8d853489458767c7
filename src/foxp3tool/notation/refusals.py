"""What is refused with a word of why, and of what to write instead."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting

_SPREADSHEET: Final = "a spreadsheet (Excel) changed the cell; the text as it was typed is lost"
_AS_TEXT: Final = (
    "take the name from the source again, and format the column as text before it is pasted"
)
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez"
_GIVE_DNA: Final = "give the DNA change that was found, such as c.210+1G>A"


@frozen
class _Refusal:
    pattern: Pattern
    message: str
    cause: str | None
    remedy: str
    code: IssueCode = IssueCode.HGVS_UNPARSED


def _refusal(
    pattern: str, message: str, cause: str | None, remedy: str,
    code: IssueCode = IssueCode.HGVS_UNPARSED,
) -> _Refusal:  # fmt: skip
    return _Refusal(Pattern(pattern, re.IGNORECASE), message, cause, remedy, code)


_RNA: Final = r"(?:[A-Za-z][\w.()-]{0,60}:)?r\.[(\[]?"
_REFUSALS: Final = (
    _refusal(
        r"#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!|BEZUG!|WERT!|NV|#+)",
        "the cell holds an error of a spreadsheet and no name",
        "Excel took a name that begins with =, - or + for a formula",
        _AS_TEXT,
    ),
    _refusal(
        rf"(?:[0-9]{{1,2}}[-. /])?(?:{_MONTHS})[a-z]{{0,6}}[-. /][0-9]{{1,4}}"
        rf"|[0-9]{{1,4}}[-. /](?:{_MONTHS})[a-z]{{0,6}}(?:[-. /][0-9]{{2,4}})?"
        r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: 00:00:00)?|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}",
        "the text is a date and no name",
        _SPREADSHEET,
        _AS_TEXT,
    ),
    _refusal(
        r"(?:.{0,60}[^0-9A-Za-z.])?[0-9][.,][0-9]{1,12}E\+?[0-9]{1,2}(?:[^0-9A-Za-z].{0,60})?",
        "a number in powers of ten lacks digits of the position",
        _SPREADSHEET,
        _AS_TEXT,
    ),
    _refusal(
        rf"{_RNA}(?:spl\??|\?)[)\]]?",
        "the RNA name says that splicing changes or is not known, and tells no bases",
        None,
        _GIVE_DNA,
        IssueCode.UNSUPPORTED_ALLELE,
    ),
    _refusal(
        rf"{_RNA}0\??[)\]]?",
        "the RNA name says that there is no RNA, and tells no change of bases",
        None,
        _GIVE_DNA,
        IssueCode.UNSUPPORTED_ALLELE,
    ),
    _refusal(
        rf"{_RNA}=[)\]]?",
        "the RNA name says that the RNA is not changed; a change of the DNA is not told",
        None,
        _GIVE_DNA,
        IssueCode.UNSUPPORTED_ALLELE,
    ),
    _refusal(
        rf"{_RNA}[0-9*+-].{{0,200}}",
        "the RNA name tells more than one change of bases, or how it is spliced",
        None,
        _GIVE_DNA,
        IssueCode.UNSUPPORTED_ALLELE,
    ),
    _refusal(
        r"(?:[A-Za-z][\w.()-]{0,60}:)?(?:[cgn]\.)?\*?-?[0-9]{1,10}(?:[+-][0-9]{1,7})?ins[ACGT0-9]{1,200}",
        "one position does not say whether the bases come before it or behind it",
        None,
        "name both neighbours, as in c.10_11insT for bases behind 10",
    ),
    _refusal(
        r".{0,60}:(?:wholegene|exon[0-9]{1,2}:UTR[35])",
        "ANNOVAR names the place only, and no change of bases",
        None,
        "give the genomic change, such as X-49251480-C-T",
    ),
    _refusal(
        r"(?:[A-Za-z][\w.()-]{0,60}:)?c-[0-9]{1,6}.{0,40}",
        "c- may stand for c. or for the minus of c.-",
        None,
        "write c.22 in the coding sequence, or c.-22 before it",
    ),
    _refusal(
        r"(?:p\.)?[0-9]{1,4}(?:fs|del|dup|ins|ext).{0,40}|p\.[0-9]{1,4}_[0-9]{1,4}.{0,60}",
        "the residue is not named, so its number cannot be checked",
        "old papers count a new stop as codon of the protein or from the change on",
        "name the residue, as in p.Leu76GlnfsTer53, or give the DNA change",
    ),
    _refusal(
        r"(?:chr)?[XY0-9]{1,2}[:_ -][0-9,]{5,13}(?:(?:[-_ ]|\.\.)[0-9,]{5,13})?"
        r"(?::-?1)?(?:[/ :]?[ACGT]{1,200})?",
        "the place is named, but not which bases stand there and what becomes of them",
        None,
        "give REF and ALT as well, as in X-49251480-C-T",
    ),
)


def explained(found: Rewriting, fault: NotationError) -> NotationError:
    """Return a better error than that of the parser for what is known to be written so.

    Args:
        found: The text with plain characters.
        fault: Why it could not be read.
    """
    for refusal in _REFUSALS:
        if refusal.pattern.fullmatch(found.text):
            return NotationError(
                refusal.code,
                refusal.message,
                text=found.original,
                offset=fault.offset if fault.offset is not None else 0,
                cause=refusal.cause,
                remedy=refusal.remedy,
            )
    return fault
