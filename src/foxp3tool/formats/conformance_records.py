"""Check the records of a VCF against the specification (VCF 4.3, section 1.6, and its header)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from math import comb
from typing import Final

from foxp3tool.errors import counted
from foxp3tool.formats.conformance_header import RESERVED, Definition, Definitions

_CHROM: Final = re.compile(r"[^\s:,*<>\[\]{}()]+|<[^\s:,*<>]+>|HLA-[^\s,<>]+")
_REF: Final = re.compile(r"[ACGTN]+", re.IGNORECASE)
_ALT: Final = re.compile(
    r"""[ACGTN]+|\*|\.|<[^\s,<>]+>|\.[ACGTN]+|[ACGTN]+\.
    |[ACGTN]+[\[\]][^\s\[\]]+:\d+[\[\]]|[\[\]][^\s\[\]]+:\d+[\[\]][ACGTN]+""",
    re.IGNORECASE | re.VERBOSE,
)
_QUAL: Final = re.compile(r"\.|\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|\+?inf(?:inity)?|nan", re.I)
_KEY: Final = re.compile(r"[A-Za-z_][0-9A-Za-z_.]*|1000G")
_GENOTYPE: Final = re.compile(r"[|/]?(?:\d+|\.)(?:[|/](?:\d+|\.))*")
_CIGAR: Final = re.compile(r"(?:\d+[MIDNSHPX=])+")
_WHOLE: Final = re.compile(r"[+-]?\d+")
_REAL: Final = re.compile(
    r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)", re.IGNORECASE
)
_SMALLEST: Final = -(2**31) + 8
_LARGEST: Final = 2**31 - 1
_COUNTS: Final = frozenset({"AC", "AN", "DP", "NS", "MQ0", "AF", "END"})
"""Fields of INFO that cannot be negative."""
_FIXED: Final = 8

_MISSING: Final = "."
_KEPT_ALLELES: Final = 2_000


class RecordCheck:
    """Checks records one after the other, in the order of the file.

    Args:
        definitions: What the header defines.
        samples: How many cells of samples to look into, over all records; None for all.
    """

    def __init__(self, definitions: Definitions, samples: int | None = None) -> None:
        """Begin before the first record."""
        self._defined = definitions
        self._samples_left = samples
        self._chrom = ""
        self._pos = 0
        self._left: set[str] = set()
        self._alleles: dict[tuple[int, str, str], int] = {}

    def faults(self, raw: bytes) -> Iterator[str]:
        """Yield what is wrong with a record of at least eight columns.

        Args:
            raw: The line; its shape was checked (:func:`foxp3tool.formats.vcf_shape.shape_fault`).
        """
        cells = raw.decode("utf-8", "replace").split("\t")
        chrom, pos, ids, ref, alts, qual, filters, info = cells[:_FIXED]
        if not _CHROM.fullmatch(chrom):
            yield f"CHROM is {chrom}, with characters that are not allowed"
        yield from self._order_faults(chrom, int(pos))
        yield from _list_faults("ID", ids)
        if not _REF.fullmatch(ref):
            yield f"REF is {ref}, not of A, C, G, T and N"
        alleles = alts.split(",")
        for alt in alleles:
            if not _ALT.fullmatch(alt):
                yield f"ALT is {alt}, no bases, *, <SYMBOL>, breakend or single dot"
        if not _QUAL.fullmatch(qual):
            yield f"QUAL is {qual}, no number from 0 on"
        yield from _filter_faults(filters)
        yield from self._duplicates(int(pos), ref, alleles)
        number = 0 if alts == _MISSING else len(alleles)
        yield from self._info_faults(info, number)
        if len(cells) > _FIXED:
            yield from self._sample_faults(cells[_FIXED], cells[_FIXED + 1 :], number)

    def _order_faults(self, chrom: str, pos: int) -> Iterator[str]:
        chrom = chrom.strip("<>")
        if chrom != self._chrom:
            if chrom in self._left:
                yield f"records of {chrom} stand apart, with others between them"
            self._left.add(self._chrom)
            self._chrom, self._pos = chrom, 0
            self._alleles.clear()
        if pos < self._pos:
            yield f"POS {pos} stands behind {self._pos}: not sorted"
        self._pos = pos

    def _duplicates(self, pos: int, ref: str, alts: Sequence[str]) -> Iterator[str]:
        for alt in alts:
            if not _REF.fullmatch(alt):
                continue
            key = _trimmed(pos, ref.upper(), alt.upper())
            if key in self._alleles:
                yield f"the allele {ref}>{alt} stands at POS {self._alleles[key]} already"
            self._alleles.setdefault(key, pos)
        if len(self._alleles) > _KEPT_ALLELES:
            self._alleles = {key: at for key, at in self._alleles.items() if at == pos}

    def _info_faults(self, info: str, alts: int) -> Iterator[str]:
        if info == _MISSING:
            return
        seen = set()
        for item in info.split(";"):
            key, given, value = item.partition("=")
            if not _KEY.fullmatch(key):
                yield f"INFO has the key {key!r}"
            if key in seen:
                yield f"INFO has {key} twice"
            seen.add(key)
            definition = self._definition("INFO", key)
            if definition is not None:
                yield from _value_faults(f"INFO {key}", definition, value if given else None, alts)
            if key in _COUNTS and value.startswith("-"):
                yield f"INFO {key} is {value}, below 0"
            if key == "CIGAR" and not all(
                _CIGAR.fullmatch(one) or one == _MISSING for one in value.split(",")
            ):
                yield f"INFO CIGAR is {value}, no CIGAR"

    def _definition(self, where: str, key: str) -> Definition | None:
        stated = (self._defined.info if where == "INFO" else self._defined.format).get(key)
        if stated is not None:
            return stated
        reserved = RESERVED.get((where, key)) if self._defined.reserves else None
        return None if reserved is None else Definition(*reserved)

    def _sample_faults(self, format_cell: str, samples: Sequence[str], alts: int) -> Iterator[str]:
        keys = format_cell.split(":")
        for key in keys:
            if not _KEY.fullmatch(key):
                yield f"FORMAT has the key {key!r}"
        if len(set(keys)) < len(keys):
            yield "FORMAT has a key twice"
        if "GT" in keys[1:]:
            yield "FORMAT has GT, not in the first place"
        definitions = [self._definition("FORMAT", key) for key in keys]
        checked: set[str] = set()
        if self._samples_left is not None:
            samples = samples[: self._samples_left]
            self._samples_left -= len(samples)
        for sample in samples:
            if sample in checked:
                continue
            checked.add(sample)
            values = sample.split(":")
            if len(values) > len(keys):
                yield f"a sample has {len(values)} values, FORMAT {len(keys)}"
            ploidy = None
            if keys[0] == "GT":
                yield from _genotype_faults(values[0], alts)
                ploidy = values[0].lstrip("|/").count("/") + values[0].lstrip("|/").count("|") + 1
            for key, definition, value in zip(keys, definitions, values, strict=False):
                if definition is not None and key != "GT":
                    yield from _value_faults(f"FORMAT {key}", definition, value, alts, ploidy)


def _trimmed(pos: int, ref: str, alt: str) -> tuple[int, str, str]:
    """Return an allele without the bases that REF and ALT share, one base kept in each."""
    while len(ref) > 1 and len(alt) > 1 and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while len(ref) > 1 and len(alt) > 1 and ref[0] == alt[0]:
        pos, ref, alt = pos + 1, ref[1:], alt[1:]
    return pos, ref, alt


def _list_faults(column: str, cell: str) -> Iterator[str]:
    items = cell.split(";")
    if any(not item or any(letter.isspace() for letter in item) for item in items):
        yield f"{column} is {cell!r}, with a blank or an empty item"
    if len(set(items)) < len(items):
        yield f"{column} is {cell}, with an item twice"


def _filter_faults(cell: str) -> Iterator[str]:
    yield from _list_faults("FILTER", cell)
    items = cell.split(";")
    if "0" in items:
        yield "FILTER has 0, which is reserved"
    if len(items) > 1 and _MISSING in items:
        yield f"FILTER is {cell}: a dot beside others"


def _genotype_faults(genotype: str, alts: int) -> Iterator[str]:
    if not _GENOTYPE.fullmatch(genotype):
        yield f"the genotype {genotype!r} is none"
        return
    for allele in re.split(r"[|/]", genotype) if alts else ():
        if allele.isdigit() and int(allele) > alts:
            yield f"the genotype {genotype} has allele {allele}, and there is no such ALT"


def _value_faults(
    what: str, definition: Definition, value: str | None, alts: int, ploidy: int | None = None
) -> Iterator[str]:
    """Check the values of a field; None for a key without a value."""
    if definition.kind == "Flag" or definition.number == "0":
        if value not in (None, "0", "1"):
            yield f"{what} is {value}, and a flag has no value"
        return
    if value is None:
        yield f"{what} has no value"
        return
    if value == _MISSING:
        return
    is_quoted = len(value) > 1 and value[0] == value[-1] == '"'
    values = [value] if is_quoted else value.split(",")
    wanted = _wanted(definition.number, alts, ploidy, is_sample=what.startswith("FORMAT"))
    if wanted is not None and len(values) != wanted and set(values) != {_MISSING}:
        yield f"{what} has {counted(len(values), 'value')}, wanted are {wanted}"
    fits = _KINDS.get(definition.kind)
    if fits is not None:
        for one in values:
            if one != _MISSING and not fits(one):
                yield f"{what} is {one}, no {definition.kind}"
                return


def _wanted(number: str, alts: int, ploidy: int | None, *, is_sample: bool) -> int | None:
    """Return how many values there must be; None if that is open."""
    if number.isdigit():
        return int(number)
    if number == "A":
        return max(alts, 1)
    if number == "R":
        return alts + 1
    if number == "G" and is_sample and alts:
        return comb(alts + (2 if ploidy is None else ploidy), 2 if ploidy is None else ploidy)
    return None


def _is_whole(text: str) -> bool:
    return bool(_WHOLE.fullmatch(text)) and _SMALLEST <= int(text) <= _LARGEST


_KINDS: Final[dict[str, Callable[[str], object]]] = {
    "Integer": _is_whole,
    "Float": _REAL.fullmatch,
    "Character": lambda text: len(text) == 1,
}
