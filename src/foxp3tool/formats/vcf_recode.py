"""Genotypes and per-allele values of a VCF record whose alleles were given other numbers.

What a field holds for each allele is told by ``Number`` in the header (VCF 4.3, section 1.4.2): one
value for each ALT (A), for each allele (R) or for each genotype (G). A value that the record does
not have, because an allele is new to it, is missing (a dot).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement
from typing import Final

from foxp3tool.errors import counted
from foxp3tool.model.frozen import frozen

_MISSING: Final = "."
_SEPARATOR: Final = re.compile(r"([/|])")
_MOST_PLOIDY: Final = 8
# Fields that the specification reserves, for headers that do not declare them.
_RESERVED_INFO: Final = {"AC": "A", "AF": "A", "AD": "R", "ADF": "R", "ADR": "R"}
_RESERVED_FORMAT: Final = {
    **dict.fromkeys(("AD", "ADF", "ADR"), "R"),
    **dict.fromkeys(("GL", "GP", "PL", "PP"), "G"),
    "EC": "A",
}
_LOCAL_ALLELES: Final = "LAA"


class CannotRecodeError(ValueError):
    """The values of a record cannot be given to other allele numbers; the message says why."""


@frozen
class AlleleNumbers:
    """How the alleles of a record were renumbered.

    Args:
        new: For each old allele (REF first) its new number, or None if it is no longer listed.
        count: Number of alleles afterwards, REF among them.
    """

    new: tuple[int | None, ...]
    count: int

    @property
    def old(self) -> tuple[int | None, ...]:
        """For each new allele its old number, or None if it is new to the record."""
        return tuple(
            self.new.index(number) if number in self.new else None for number in range(self.count)
        )


def carried_alleles(samples: Sequence[str], keys: Sequence[str]) -> frozenset[int] | None:
    """Return the numbers of the alleles that genotypes have; None if there are no genotypes.

    Args:
        samples: The cells of the samples.
        keys: The keys of FORMAT.

    Raises:
        CannotRecodeError: If a genotype is no genotype.
    """
    if not samples or "GT" not in keys:
        return None
    place = keys.index("GT")
    found: set[int] = set()
    for cell in samples:
        values = cell.split(":")
        for allele in _SEPARATOR.split(values[place])[::2] if place < len(values) else ():
            if allele.isdigit():
                found.add(int(allele))
            elif allele not in (_MISSING, ""):
                raise CannotRecodeError(f"the genotype {values[place]!r} cannot be read")
    return frozenset(found)


def recode_info(info: str, declared: Mapping[str, str], numbers: AlleleNumbers) -> str:
    """Return INFO with the values of each allele at its new number.

    AC and AF of the old REF, which is an ALT now, follow from AN and the other alleles.

    Args:
        info: The cell.
        declared: ``Number`` of each INFO field, as the header says.
        numbers: How the alleles were renumbered.

    Raises:
        CannotRecodeError: If a field has not the number of values that belong to it.
    """
    if info == _MISSING:
        return info
    items = [item.partition("=") for item in info.split(";")]
    values = {key: value for key, equals, value in items if equals}
    cells = []
    for key, equals, value in items:
        number = declared.get(key, _RESERVED_INFO.get(key))
        put = value
        if equals and number in ("A", "R", "G"):
            put = _reordered(value, number, numbers)
            if key in ("AC", "AF"):
                put = _with_old_reference(key, put, values, numbers)
        cells.append(f"{key}{equals}{put}")
    return ";".join(cells)


def recode_samples(
    samples: Sequence[str], keys: Sequence[str], declared: Mapping[str, str], numbers: AlleleNumbers
) -> list[str]:
    """Return the cells of the samples with genotypes and values at the new allele numbers.

    Args:
        samples: The cells.
        keys: The keys of FORMAT.
        declared: ``Number`` of each FORMAT field, as the header says.
        numbers: How the alleles were renumbered.

    Raises:
        CannotRecodeError: If a genotype names an allele that the record does not have, a field has
            not the number of values that belong to it, or the record numbers its alleles sample by
            sample (LAA).
    """
    if _LOCAL_ALLELES in keys:
        raise CannotRecodeError("its samples number the alleles each for itself (LAA)")
    stated = {key: number for key, number in declared.items() if number != "."}
    kinds = [stated.get(key, _RESERVED_FORMAT.get(key)) for key in keys]
    recoded = []
    for cell in samples:
        values = cell.split(":")
        ploidy = _stated_ploidy(values, keys)
        for place, (key, value) in enumerate(zip(keys, values, strict=False)):
            kind = kinds[place]
            if key == "GT":
                values[place] = _genotype(value, numbers)
            elif kind in ("A", "R", "G"):
                values[place] = _reordered(value, kind, numbers, ploidy)
        recoded.append(":".join(values))
    return recoded


def _genotype(value: str, numbers: AlleleNumbers) -> str:
    parts = _SEPARATOR.split(value)
    for place in range(0, len(parts), 2):
        if parts[place].isdigit():
            old = int(parts[place])
            new = numbers.new[old] if old < len(numbers.new) else None
            if new is None:
                raise CannotRecodeError(f"the genotype {value} names an allele that is not listed")
            parts[place] = str(new)
    return "".join(parts)


def _stated_ploidy(values: Sequence[str], keys: Sequence[str]) -> int | None:
    """Return the number of alleles of a sample's genotype; None for a missing one without places.

    ``./.`` has two alleles, ``.`` may be short for any number.
    """
    if "GT" not in keys[: len(values)]:
        return None
    genotype = values[keys.index("GT")]
    return None if genotype in (_MISSING, "") else len(_SEPARATOR.split(genotype)[::2])


def _reordered(
    value: str, number: str, numbers: AlleleNumbers, stated_ploidy: int | None = None
) -> str:
    """Return the values of one field in the new order.

    Args:
        value: The values.
        number: ``A``, ``R`` or ``G``.
        numbers: How the alleles were renumbered.
        stated_ploidy: Of a sample, the ploidy of its genotype, which one value for each genotype
            must fit; None if it is to be told from their number.
    """
    values = value.split(",")
    old_count = len(numbers.new)
    if values == [_MISSING]:
        return value
    if number == "A":
        sources = [None if old is None or old == 0 else old - 1 for old in numbers.old[1:]]
        expected = old_count - 1
    elif number == "R":
        sources, expected = list(numbers.old), old_count
    else:
        ploidy = stated_ploidy or _ploidy(len(values), old_count)
        if ploidy is None or len(_genotypes(old_count, ploidy)) != len(values):
            raise CannotRecodeError(
                f"it has {counted(len(values), 'value')} for {old_count} alleles"
            )
        sources, expected = _genotype_sources(numbers, ploidy), len(values)
    if len(values) != expected:
        raise CannotRecodeError(f"it has {counted(len(values), 'value')} where {expected} belong")
    return ",".join(_MISSING if s is None else values[s] for s in sources) or _MISSING


def _genotypes(alleles: int, ploidy: int) -> list[tuple[int, ...]]:
    """Return all genotypes in the order of VCF fields with one value for each of them."""
    found = combinations_with_replacement(range(alleles), ploidy)
    return sorted(found, key=lambda genotype: genotype[::-1])


def _ploidy(values: int, alleles: int) -> int | None:
    for ploidy in range(1, _MOST_PLOIDY + 1):
        if len(_genotypes(alleles, ploidy)) == values:
            return ploidy
    return None


def _genotype_sources(numbers: AlleleNumbers, ploidy: int) -> list[int | None]:
    places = {genotype: i for i, genotype in enumerate(_genotypes(len(numbers.new), ploidy))}
    old = numbers.old
    sources: list[int | None] = []
    for genotype in _genotypes(numbers.count, ploidy):
        before = [old[allele] for allele in genotype]
        known = [allele for allele in before if allele is not None]
        sources.append(places[tuple(sorted(known))] if len(known) == len(before) else None)
    return sources


def _with_old_reference(
    key: str, value: str, values: Mapping[str, str], numbers: AlleleNumbers
) -> str:
    place = numbers.new[0]
    if not place:
        return value
    cells = value.split(",")
    try:
        if key == "AC":
            total = int(values["AN"])
            cells[place - 1] = str(total - sum(map(int, values[key].split(","))))
        elif {"AC", "AN"} <= values.keys() and int(values["AN"]):
            total = int(values["AN"])
            count = total - sum(map(int, values["AC"].split(",")))
            cells[place - 1] = f"{count / total:.6g}"
        else:
            return value
    except (KeyError, ValueError):
        return value
    return ",".join(cells)
