"""Read symbolic alleles and breakends of a VCF record, as VCF 4.1 to 4.5 write them.

POS of a symbolic allele is the base before the event. Its end is told by END or by SVLEN, which
older callers write as negative for a deletion; since VCF 4.4 SVLEN counts, and END is a leftover.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foxp3tool.errors import counted
from foxp3tool.formats.vcf_info import info_value
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES
from foxp3tool.model.structural import (
    Breakend,
    EventKind,
    Range,
    SymbolicAllele,
    UnreadableAlleleError,
)

NO_VARIANT: Final = frozenset({"<NON_REF>", "<*>"})
"""Alleles that stand for every other base of a reference block."""
OVERLAPPED: Final = "*"
MOST_INSERTED: Final = 100_000
"""Bases of an insertion whose sequence is not told."""
_INFO, _FORMAT, _SAMPLES = 7, 8, 9
_BREAKEND: Final = re.compile(r"([^\[\]]*)([\[\]])(.+):(\d+)\2([^\[\]]*)")
_COPIES: Final = re.compile(r"CN(\d+)")
_VERSION: Final = re.compile(rb"##fileformat=VCFv(\d+)\.(\d+)")
_LENGTH_COUNTS: Final = (4, 4)
_KINDS: Final = {
    "DEL": EventKind.DELETION,
    "DUP": EventKind.DUPLICATION,
    "INV": EventKind.INVERSION,
    "INS": EventKind.INSERTION,
    "CNV": EventKind.COPY_NUMBER,
}
_ADJACENT: Final = frozenset({"J", "DJ"})
_ABUNDANCE: Final = "D"


def is_structural(alt: str) -> bool:
    """Tell whether an allele is symbolic or a breakend."""
    return alt.startswith(("<", ".")) or alt.endswith(".") or "[" in alt or "]" in alt


def length_counts(header: Sequence[bytes]) -> bool:
    """Tell whether the version of a header lets SVLEN count before END (VCF 4.4 and later)."""
    found = _VERSION.match(header[0]) if header else None
    return found is not None and (int(found[1]), int(found[2])) >= _LENGTH_COUNTS


def is_reference_block(record: VcfRecord) -> bool:
    """Tell whether a record says that the reference stands there, and names no variant.

    A record without ALT is one only if its END says that it speaks of several bases.
    """
    if record.alts:
        return NO_VARIANT.issuperset(record.alts)
    end = info_value(_cells(record)[_INFO], "END")
    return end is not None and end.isdigit() and int(end) > record.pos + len(record.ref) - 1


def last_covered(record: VcfRecord) -> int:
    """Return the last 1-based position of which a record speaks.

    Of a block it is told by END; how far it goes in each sample by LEN is not asked here.
    """
    if not is_reference_block(record):
        return max(record.end, record.pos)
    end = info_value(_cells(record)[_INFO], "END")
    stated = int(end) if end is not None and end.isdigit() else 0
    return max(record.pos + len(record.ref) - 1, stated)


def denies_an_event(record: VcfRecord) -> bool:
    """Tell whether a call of the reference in a record only says that an event did not happen.

    So it is with structural variants and copy numbers: no base of the stretch was read one by one.
    """
    events = any(is_structural(alt) and alt not in NO_VARIANT for alt in record.alts)
    return events or info_value(_cells(record)[_INFO], "SVTYPE") is not None


def read_breakend(alt: str) -> Breakend:
    """Read a breakend.

    Raises:
        UnreadableAlleleError: If it has none of the forms that VCF knows.

    Example:
        >>> read_breakend("A[X:900[").goes_right, read_breakend("]2:7]GA").bases
        (True, 'GA')
    """
    if alt.endswith(".") or alt.startswith("."):
        return Breakend(alt.strip(".").upper(), is_before=alt.endswith("."))
    found = _BREAKEND.fullmatch(alt)
    if found is None or bool(found[1]) == bool(found[5]):
        raise UnreadableAlleleError(f"{alt} is no breakend of the form t[p[, t]p], ]p]t or [p[t")
    bases = (found[1] or found[5]).upper()
    if not IUPAC_NUCLEOTIDES.issuperset(bases):
        raise UnreadableAlleleError(f"{alt} is a breakend with {bases}, which are no bases")
    return Breakend(bases, bool(found[1]), found[3], int(found[4]), found[2] == "[")


def read_symbol(record: VcfRecord, number: int, *, by_length: bool) -> SymbolicAllele:
    """Read a symbolic allele.

    Args:
        record: The record.
        number: Index of the allele in ALT.
        by_length: True if SVLEN counts where END says something else.

    Raises:
        UnreadableAlleleError: If the record does not say where it ends, or contradicts itself.
    """
    return _Reader(record, number, by_length=by_length).allele()


def is_exact_junction(record: VcfRecord, number: int) -> bool:
    """Tell whether the place of a breakend is known to the base.

    Raises:
        UnreadableAlleleError: If CIPOS is malformed.
    """
    return _Reader(record, number, by_length=True).is_exact_junction


def first_position(record: VcfRecord) -> int:
    """Return the lowest 1-based position that a record reaches: POS, or that of a neighbour."""
    first = record.pos
    for alt in record.alts:
        found = _BREAKEND.fullmatch(alt) if "[" in alt or "]" in alt else None
        if found is not None and found[3] == record.chrom:
            first = min(first, int(found[4]))
    return first


def _cells(record: VcfRecord) -> list[str]:
    cells = record.raw.decode("utf-8", "replace").split("\t")
    return cells if len(cells) > _INFO else [""] * _SAMPLES


class _Reader:
    """Takes one symbolic allele out of its record."""

    def __init__(self, record: VcfRecord, number: int, *, by_length: bool) -> None:
        self._record = record
        self._number = number
        self._by_length = by_length
        self._cells = _cells(record)
        self._symbol = record.alts[number].strip("<>")
        self._is_alone = len(record.alts) == 1

    def allele(self) -> SymbolicAllele:
        head = self._symbol.partition(":")[0].upper()
        counted = _COPIES.fullmatch(head)
        kind = EventKind.COPY_NUMBER if counted else _KINDS.get(head, EventKind.OTHER)
        if self._symbol.upper().startswith("CNV:TR"):
            kind = EventKind.OTHER
        self._refuse_other_type(kind)
        start = self._record.pos
        if kind is EventKind.INSERTION:
            return self._insertion(start)
        if kind is EventKind.OTHER:
            partner = self._info("CHR2")
            is_here = partner in (None, "", ".", self._record.chrom)
            # END, and what the reader makes of it, lies on the chromosome of the partner.
            return SymbolicAllele(kind, start, max(self._record.end, start) if is_here else start)
        end, remark = self._end()
        if end <= start:
            raise UnreadableAlleleError(f"its end, {end}, does not lie behind POS, {start}")
        # An end that the record does not claim to have seen is not exact, however it is written.
        claim = self._own("SVCLAIM")
        is_depth = claim == _ABUNDANCE or kind is EventKind.COPY_NUMBER
        first, last = self._ranges(start, end)
        is_tandem = "TANDEM" in self._symbol.upper() or claim in _ADJACENT
        return SymbolicAllele(
            kind,
            start,
            end,
            first,
            last,
            is_imprecise=(self._is_imprecise or is_depth) and self._pair("CIPOS") is None,
            is_adjacency=is_tandem or (kind is EventKind.DELETION and not is_depth),
            inserted=self._joined_bases(),
            copies=float(counted[1]) if counted else self._copies(),
            copies_of_allele=counted is not None,
            remark=remark,
            samples_copies=() if counted or self._own("CN") else self._copies_of_samples(),
        )

    def _refuse_other_type(self, kind: EventKind) -> None:
        stated = (self._info("SVTYPE") or "").partition(":")[0].upper()
        other = _KINDS.get(stated, EventKind.COPY_NUMBER)
        if not self._is_alone or EventKind.COPY_NUMBER in (kind, other) or kind is other:
            return
        if kind is not EventKind.OTHER:
            raise UnreadableAlleleError(
                f"ALT is <{self._symbol}> and SVTYPE={stated}, which is something else"
            )

    # Single values

    def _info(self, key: str) -> str | None:
        return info_value(self._cells[_INFO], key)

    def _own(self, key: str) -> str:
        """Return this allele's value of a key with one value for each allele; empty if missing."""
        values = (self._info(key) or "").split(",")
        if len(values) == 1 and self._is_alone:
            value = values[0]
        elif len(values) == len(self._record.alts):
            value = values[self._number]
        else:
            value = values[0] if len(values) == 1 else ""
        return "" if value == "." else value

    def _own_number(self, key: str) -> int | None:
        value = self._own(key)
        try:
            return abs(int(value)) if value else None
        except ValueError as error:
            raise UnreadableAlleleError(f"{key} is {value!r}, no whole number") from error

    def _pair(self, key: str) -> Range | None:
        """Return this allele's pair of offsets; those of the record count for each allele."""
        text = self._info(key)
        if text is None:
            return None
        values = text.split(",")
        place = 2 * self._number if len(values) == 2 * len(self._record.alts) else 0
        pair = values[place : place + 2]
        if pair in (["."], [".", "."]):
            return None
        try:
            low, high = map(int, pair)
        except ValueError as error:
            raise UnreadableAlleleError(f"{key}={text} gives no two whole numbers") from error
        if low > 0 or high < 0:
            raise UnreadableAlleleError(f"{key}={text} does not hold the position itself")
        return low, high

    @property
    def _is_imprecise(self) -> bool:
        return self._info("IMPRECISE") is not None

    # Ends

    def _end(self) -> tuple[int, str]:
        """Return the 1-based last position, which is the 0-based one behind it, and a remark."""
        stated, length = self._info("END"), self._own_number("SVLEN")
        stated = None if stated == "." else stated
        if stated is not None and not stated.isdigit():
            raise UnreadableAlleleError(f"END is {stated!r}, no position")
        by_length = self._record.pos + length if length else None
        by_end = int(stated) if stated is not None else None
        if by_end is None or by_length is None:
            end = by_length if by_end is None else by_end
            if end is None:
                raise UnreadableAlleleError("neither END nor SVLEN tells where it ends")
            return end, ""
        if by_end == by_length:
            return by_end, ""
        if by_end <= self._record.pos:
            return by_length, f"END={by_end} does not lie behind POS; SVLEN counts"
        # END is that of the longest allele of a record.
        if self._by_length or not self._is_alone:
            other = f"END={by_end} tells another end" if self._is_alone else ""
            return by_length, other and f"{other}; SVLEN counts"
        return by_end, f"SVLEN={self._own('SVLEN')} tells another end, {by_length}; END counts"

    @property
    def is_exact_junction(self) -> bool:
        around = self._pair("CIPOS")
        if around is None:
            return not self._is_imprecise
        return around == (0, 0) or self._is_homology(around, around)

    def _ranges(self, start: int, end: int) -> tuple[Range | None, Range | None]:
        """Return where the first and the last base may be, 0-based."""
        around, behind = self._pair("CIPOS"), self._pair("CIEND")
        length = self._pair("CILEN")
        if behind is None and around is not None:
            # "If CIEND is missing, it is assumed to match CIPOS" (VCF 4.5).
            low, high = length or (0, 0)
            behind = (around[0] + low, around[1] + high)
        if self._is_homology(around, behind):
            return None, None
        last = end - 1
        return (
            None if around in (None, (0, 0)) else _moved(start, around),
            None if behind in (None, (0, 0)) else _moved(last, behind),
        )

    def _is_homology(self, around: Range | None, behind: Range | None) -> bool:
        """Tell whether offsets only say that the junction can be placed in equal bases.

        All these placements are one allele.
        """
        shared = self._own_number("HOMLEN") or len(self._own("HOMSEQ"))
        if self._is_imprecise or around is None or not shared:
            return False
        return behind in (around, (0, 0)) and around[1] - around[0] <= shared

    # Copies and bases

    def _copies(self) -> float | None:
        """Return the number of copies that INFO, or the only sample, tells."""
        text = self._own("CN")
        if text or len(self._cells) != _SAMPLES + 1:
            return _number(text)
        return next(iter(self._copies_of_samples()), None)

    def _copies_of_samples(self) -> tuple[float, ...]:
        """Return the copies that samples tell, of those that tell them."""
        keys = self._cells[_FORMAT].split(":") if len(self._cells) > _SAMPLES else []
        if "CN" not in keys:
            return ()
        place = keys.index("CN")
        values = (cell.split(":")[place : place + 1] for cell in self._cells[_SAMPLES:])
        found = (_number(value[0]) for value in values if value)
        return tuple(number for number in found if number is not None and number >= 0)

    def _joined_bases(self) -> str:
        """Return bases that are put in where the ends are joined."""
        for stem in ("SVINS", "DUPSVINS"):
            bases = self._own(f"{stem}SEQ").upper()
            if bases and IUPAC_NUCLEOTIDES.issuperset(bases):
                return bases
            length = self._own_number(f"{stem}LEN")
            if length:
                return "N" * min(length, MOST_INSERTED)
        return ""

    def _insertion(self, start: int) -> SymbolicAllele:
        length = self._own_number("SVLEN") or self._own_number("INSLEN")
        bases = self._own("SVINSSEQ").upper() or self._own("SEQ").upper()
        if bases and not IUPAC_NUCLEOTIDES.issuperset(bases):
            raise UnreadableAlleleError(f"its bases are given as {bases[:30]}")
        remark = ""
        if bases and length and len(bases) != length:
            given = counted(len(bases), "base is", "bases are")
            remark = f"SVLEN={length}, but {given} given, which count"
        if not bases and not length:
            raise UnreadableAlleleError("neither its bases nor its length (SVLEN) are told")
        if not bases and length and length > MOST_INSERTED:
            raise UnreadableAlleleError(f"it has {length} bases, at most {MOST_INSERTED} are read")
        around = self._pair("CIPOS")
        spread = None if around in (None, (0, 0)) else _moved(start, around)
        if spread is not None and self._is_homology(around, around):
            spread = None
        return SymbolicAllele(
            EventKind.INSERTION,
            start,
            start,
            spread,
            is_imprecise=self._is_imprecise and around is None,
            inserted=bases or "N" * (length or 0),
            consensus="" if bases else self._own("CONSENSUS").upper(),
            remark=remark,
        )


def _moved(place: int, offsets: Range | None) -> Range | None:
    return None if offsets is None else (max(place + offsets[0], 0), max(place + offsets[1], 0))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
