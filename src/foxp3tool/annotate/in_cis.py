"""Which alleles of one sample lie on one chromosome, and of which that is not known.

The VCF specification (section 1.6.2, GT and PS): phased genotypes of one phase set keep the order
of the copies; those without a phase set belong to one set together; unphased ones tell nothing.
What is called on every copy of X, as in a male with one, is in cis with all that the sample has.
"""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.model.frozen import frozen
from foxp3tool.model.genotype import Genotype


@frozen
class CarriedAllele:
    """An allele that a sample carries.

    Args:
        member: A number of the allele among those looked at.
        record: A number of its record; alleles of one record are on different chromosomes.
        allele: Its number in the genotype.
        genotype: The genotype of the sample in this record.
        phase_set: The name of the phase set; matters if the genotype is phased.
        places: Codons, and other stretches, that are read as one.
    """

    member: int
    record: int
    allele: int
    genotype: Genotype
    phase_set: str
    places: frozenset[int]


@frozen
class Copies:
    """The copies of X of one sample, as far as they are known.

    Args:
        alleles: The alleles (members) of each copy of which something is known.
        is_whole: True if these are all copies with all of the alleles asked about. Otherwise the
            alleles of a copy are certainly in cis, but there may be more of them.
    """

    alleles: tuple[frozenset[int], ...]
    is_whole: bool


def copies_of(carried: Sequence[CarriedAllele]) -> Copies:
    """Return which alleles certainly lie together on a copy of X.

    Args:
        carried: The alleles of one sample.

    Example:
        >>> boy = Genotype((1,))
        >>> copies_of([CarriedAllele(0, 0, 1, boy, "", frozenset()),
        ...            CarriedAllele(1, 1, 1, boy, "", frozenset())]).alleles
        (frozenset({0, 1}),)
    """
    everywhere = [one for one in carried if one.genotype.is_uniform]
    units = _units(carried)
    copies = [copy for unit in units for copy in _copies(unit)]
    if not units and everywhere:
        copies = [[]] * everywhere[0].genotype.ploidy
    alleles = (frozenset(one.member for one in (*everywhere, *copy)) for copy in copies)
    return Copies(tuple(alleles), len(units) < 2)


def genotype_together(carried: Sequence[CarriedAllele], members: frozenset[int]) -> Genotype:
    """Return on which copies of one sample several alleles lie, and no other of their places.

    Args:
        carried: The alleles of the sample.
        members: Those that certainly lie on one copy.

    Returns:
        A genotype with 1 for such copies, and None for those of which a call is missing; of one
        that is not known, ``(None, 1)``.
    """
    places = frozenset().union(*(one.places for one in carried if one.member in members))
    near = [one for one in carried if one.member in members or one.places & places]
    copies = copies_of(near)
    if not copies.is_whole:
        return Genotype((None, 1))
    known = tuple(int(alleles == members) for alleles in copies.alleles)
    ploidy = max(one.genotype.ploidy for one in near)
    return Genotype(known + (None,) * (ploidy - len(known)))


def not_known(carried: Sequence[CarriedAllele]) -> list[frozenset[int]]:
    """Return pairs of alleles of two records that share a place, and whose phase is not known.

    Args:
        carried: The alleles of one sample.
    """
    units = _units(carried)
    return [
        frozenset({one.member, other.member})
        for index, unit in enumerate(units)
        for one in unit
        for later in units[index + 1 :]
        for other in later
        if one.places & other.places
    ]


def _units(carried: Sequence[CarriedAllele]) -> list[list[CarriedAllele]]:
    """Group what is not on every copy: by phase set, and unphased ones by record."""
    units: dict[tuple[str, int], list[CarriedAllele]] = {}
    for one in carried:
        if not one.genotype.is_uniform:
            key = (one.phase_set, -1) if one.genotype.phased else ("", one.record)
            units.setdefault(key, []).append(one)
    return list(units.values())


def _copies(unit: Sequence[CarriedAllele]) -> list[list[CarriedAllele]]:
    """Return which alleles of a unit each copy has; copies of which nothing is known are left out.

    A copy that is missing in a record may have its allele or not.
    """
    copies = []
    for place in range(max(one.genotype.ploidy for one in unit)):
        calls = [one.genotype.alleles[place : place + 1] for one in unit]
        here = [one for one, call in zip(unit, calls, strict=True) if call == (one.allele,)]
        if here or (None,) not in calls:
            copies.append(here)
    return copies
