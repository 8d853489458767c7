"""A VCF with annotations: what is added to its header and to INFO, and nothing else is changed.

What an earlier run added is taken out first, so that annotating twice gives what annotating once
does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from foxp3tool.formats.column import Column
from foxp3tool.formats.vcf_csq import CsqEntries, codes, vep_alleles
from foxp3tool.formats.vcf_header import VcfHeader
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.model.annotation import AnnotatedRow, MatchGrade
from foxp3tool.model.issue import IssueCode

CSQ_KEY: Final = "CSQ"
OTHER_CSQ_KEY: Final = "FOXP3_CSQ"
"""The key where the input has annotations of another program in INFO/CSQ."""
IPEX_KEY: Final = "FOXP3_IPEX"
ISSUE_KEY: Final = "FOXP3_ISSUE"
TOOL_LINE: Final = "##foxp3tool_annotate="
COMMAND_LINE: Final = "##foxp3tool_annotateCommand="
_OUR_CSQ: Final = "Consequence annotations from foxp3tool"
_INFO: Final = 7
_MISSING: Final = b"."
_TOGETHER: Final = "together"
_CSQ_LINE: Final = re.compile(rb"##INFO=<(?:[^\"]*,)?ID=CSQ[,>]")
_CSQ_ITEM: Final = re.compile(rb"(?:^|;)CSQ(?:[=;]|$)")
_IPEX_MEANING: Final = (
    "For each ALT allele: agreement with reported IPEX mutations and, behind a |, the ids of the "
    "catalog entries joined by &; behind it the match of the whole, if it was read together with "
    "alleles of records before. Format: ipex_match|ipex_id|together|ipex_match|ipex_id"
)
_ISSUE_MEANING: Final = (
    "For each ALT allele: what is to be known of it, as codes of foxp3tool joined by |"
)


def declares_csq(header: VcfHeader) -> bool:
    """Tell whether a header has a line for INFO/CSQ, of whichever program."""
    return any(map(_CSQ_LINE.match, header.lines))


def has_csq(record: VcfRecord) -> bool:
    """Tell whether a record has an INFO/CSQ."""
    return _CSQ_ITEM.search(record.raw.split(b"\t", _INFO + 1)[_INFO]) is not None


class AnnotatedVcf:
    """Makes the header and the lines of an annotated VCF.

    Args:
        header: The header of the input.
        sources: Columns of the user's sources.
        has_other: Whether a record has an INFO/CSQ of another program that the header does not
            declare.

    Attributes:
        has_other: True if INFO/CSQ of the input is of another program.
        csq_key: The INFO key of the entries.
    """

    def __init__(
        self, header: VcfHeader, sources: Sequence[Column] = (), *, has_other: bool = False
    ) -> None:
        """See what the input has in INFO/CSQ."""
        self._header = header
        self._entries = CsqEntries(sources)
        self.has_other = has_other or any(
            _CSQ_LINE.match(line) and _OUR_CSQ.encode() not in line for line in header.lines
        )
        self.csq_key = OTHER_CSQ_KEY if self.has_other else CSQ_KEY
        keys = {self.csq_key, OTHER_CSQ_KEY, IPEX_KEY, ISSUE_KEY}
        self._own_keys = frozenset(key.encode() for key in keys)

    def header(self, made_by: str, command: str) -> bytes:
        """Return the header with our lines before the column line.

        Args:
            made_by: What made the file, and from which data.
            command: The command.
        """
        replaced = tuple(
            [f"##INFO=<ID={key.decode()},".encode() for key in sorted(self._own_keys)]
            + [TOOL_LINE.encode(), COMMAND_LINE.encode()]
        )
        *lines, columns = self._header.lines
        names = "|".join(self._entries.names)
        added = (
            _info_line(self.csq_key, ".", f"{_OUR_CSQ}. Format: {names}"),
            _info_line(IPEX_KEY, "A", _IPEX_MEANING),
            _info_line(ISSUE_KEY, "A", _ISSUE_MEANING),
            f"{TOOL_LINE}{_on_one_line(made_by)}",
            f"{COMMAND_LINE}{_on_one_line(command)}",
        )
        kept = [line for line in lines if not line.startswith(replaced)]
        ours = [line.encode("utf-8", "surrogateescape") for line in added]
        end = self._header.ending or b"\n"
        return b"".join(line + end for line in (*kept, *ours, columns))

    def line(self, record: VcfRecord, rows: Sequence[AnnotatedRow]) -> bytes:
        """Return the line of a record near the gene, with its line end.

        Args:
            record: The record.
            rows: The rows of its alleles, none if it lies outside the gene; a row of another allele
                (several records read together) gives an entry of its own.
        """
        cells = record.raw.split(b"\t", _INFO + 1)
        items = cells[_INFO].split(b";")
        kept = [item for item in items if item.partition(b"=")[0] not in self._own_keys]
        added = [f"{key}={value}".encode() for key, value in self._values(record, rows)]
        if not added and len(kept) == len(items):
            return record.raw + record.ending
        rest = b";".join(kept).rstrip(b";")
        if rest == _MISSING:
            rest = b""
        cells[_INFO] = b";".join((*([rest] if rest else []), *added)) or _MISSING
        return b"\t".join(cells) + record.ending

    def _values(self, record: VcfRecord, rows: Sequence[AnnotatedRow]) -> Iterable[tuple[str, str]]:
        """Yield what is added to INFO, in order."""
        by_alt: dict[str, list[AnnotatedRow]] = {alt: [] for alt in record.alts}
        of_others: list[AnnotatedRow] = []
        for row in rows:
            is_own = (row.source.pos, row.source.ref) == (record.pos, record.ref)
            own = by_alt.get(row.source.alt) if is_own else None
            (of_others if own is None else own).append(row)
        if not rows or not by_alt:
            return
        alleles = dict(zip(record.alts, vep_alleles(record.ref, record.alts), strict=True))
        named = [(alleles[alt], row) for alt, own in by_alt.items() for row in own]
        for row in of_others:
            named += [(name, row) for name in vep_alleles(row.source.ref, (row.source.alt,))]
        entries = dict.fromkeys(
            self._entries.entry(allele, row) for allele, row in named if row.transcript is not None
        )
        if entries:
            yield self.csq_key, ",".join(entries)
        matches = [_matches(by_alt[alt], of_others) for alt in record.alts]
        if any(matches):
            yield IPEX_KEY, ",".join(match or "." for match in matches)
        issues = ["|".join(_codes(by_alt[alt])) for alt in record.alts]
        if any(issues):
            yield ISSUE_KEY, ",".join(found or "." for found in issues)


def _matches(rows: Sequence[AnnotatedRow], others: Sequence[AnnotatedRow]) -> str:
    """Return the match of an allele, and of what it is a part of; empty without annotation."""
    row = next((row for row in rows if row.variant is not None), None)
    if row is None:
        return ""
    found = _match(row)
    if IssueCode.PART_OF_ALLELE.name not in _codes(rows):
        return found
    told = (_match(one) for one in others if one.match.grade is not MatchGrade.NONE)
    whole = "".join(f"|{_TOGETHER}|{match}" for match in dict.fromkeys(told))
    return f"{found}|{whole}" if whole and "|" not in found else found + whole


def _match(row: AnnotatedRow) -> str:
    ids = dict.fromkeys(entry.id for entry in row.match.flagged)
    return "|".join((row.match.grade.value, *(["&".join(ids)] if ids else ())))


def _codes(rows: Iterable[AnnotatedRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for row in rows for code in codes(row)))


def _info_line(key: str, number: str, meaning: str) -> str:
    return f'##INFO=<ID={key},Number={number},Type=String,Description="{meaning}">'


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
