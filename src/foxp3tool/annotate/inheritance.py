"""Where an allele on X comes from: a boy has his X from his mother, a girl one from each parent.

An absent call is no reference call: "de novo" and "not compatible" rest only on parents who were
called as reference, or as carrying the allele on every X, with enough reads; "de novo" on enough
reads of the child as well, where the file tells them.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from foxp3tool.model.genotype import Genotype, Inheritance, SampleCall, Sex

LOWEST_DEPTH_MOTHER: Final = 10
LOWEST_DEPTH_FATHER: Final = 5
LOWEST_QUALITY: Final = 20
"""gnomAD's bounds for a call that counts; with one X there is half the depth."""
MOST_STRAY_READS: Final = 1
"""Reads of an allele that a reference call may show."""
LEAST_OWN_READS: Final = 3
"""Reads of a new allele in the child, where the file tells them."""


class _Has(Enum):
    """Which of the X chromosomes of a parent have the allele."""

    NONE = "none"
    SOME = "some"
    ALL = "all"
    UNKNOWN = "unknown"


def inheritance(
    child: SampleCall, mother: SampleCall | None, father: SampleCall | None
) -> Inheritance:
    """Return where an allele of a child comes from.

    Args:
        child: The call of the child.
        mother: That of the mother, by the pedigree; None if she is not in the file.
        father: That of the father; it does not matter for a boy.

    Returns:
        ``NONE`` where the child is called without the allele and nothing speaks against that.

    Example:
        >>> boy = SampleCall("boy", Sex.MALE, "1", Genotype((1,)), 1)
        >>> mother = SampleCall("mother", Sex.FEMALE, "0/1", Genotype((0, 1)), 1)
        >>> inheritance(boy, mother, None).value
        'maternal'
    """
    genotype = child.genotype
    if genotype is None or genotype.is_missing:
        return Inheritance.NOT_KNOWN
    of_mother = _UNKNOWN if mother is None else _has_mother(mother)
    of_father = _UNKNOWN if father is None else _has_father(father)
    if child.sex is Sex.MALE:
        return _if_seen(_of_boy(child, genotype, of_mother), child)
    if child.sex is Sex.FEMALE and genotype.ploidy == 2 and genotype.is_complete:
        return _if_seen(_of_girl(child.copies, of_mother, of_father), child)
    carries = child.copies or not genotype.is_complete
    return Inheritance.NOT_KNOWN if carries else Inheritance.NONE


_UNKNOWN: Final = _Has.UNKNOWN


def _if_seen(found: Inheritance, child: SampleCall) -> Inheritance:
    """Take no weak call of a child for a new mutation; what the file does not tell is no fault."""
    if found is not Inheritance.DE_NOVO:
        return found
    depth = LOWEST_DEPTH_FATHER if child.sex is Sex.MALE else LOWEST_DEPTH_MOTHER
    is_weak = (
        (child.depth is not None and child.depth < depth)
        or (child.alt_reads is not None and child.alt_reads < LEAST_OWN_READS)
        or not _has_quality(child)
    )
    return Inheritance.NOT_KNOWN if is_weak else found


def _of_boy(child: SampleCall, genotype: Genotype, mother: _Has) -> Inheritance:
    if not child.copies:
        if not genotype.is_complete:
            return Inheritance.NOT_KNOWN
        return Inheritance.NOT_COMPATIBLE if mother is _Has.ALL else Inheritance.NONE
    if mother is _Has.NONE:
        return Inheritance.DE_NOVO
    if mother is _UNKNOWN or not genotype.is_uniform:
        return Inheritance.NOT_KNOWN
    return Inheritance.MATERNAL


def _of_girl(copies: int, mother: _Has, father: _Has) -> Inheritance:
    if copies == 0:
        conflict = _Has.ALL in (mother, father)
        return Inheritance.NOT_COMPATIBLE if conflict else Inheritance.NONE
    if copies == 2:
        if _Has.NONE in (mother, father):
            return Inheritance.NOT_COMPATIBLE
        both = _UNKNOWN not in (mother, father)
        return Inheritance.BIPARENTAL if both else Inheritance.NOT_KNOWN
    if father is _Has.ALL:
        # His only X is one of hers; the other, without the allele, is from her mother.
        return Inheritance.NOT_COMPATIBLE if mother is _Has.ALL else Inheritance.PATERNAL
    if mother is _Has.ALL:
        return Inheritance.MATERNAL
    if father is _UNKNOWN or mother is _UNKNOWN:
        return Inheritance.NOT_KNOWN
    return Inheritance.DE_NOVO if mother is _Has.NONE else Inheritance.MATERNAL


def _has_mother(call: SampleCall) -> _Has:
    genotype = call.genotype
    if genotype is None:
        return _UNKNOWN
    if call.copies:
        return _Has.ALL if genotype.is_uniform and genotype.ploidy == 2 else _Has.SOME
    is_called = genotype.ploidy == 2 and genotype.is_complete
    return _Has.NONE if is_called and _is_reference(call, LOWEST_DEPTH_MOTHER) else _UNKNOWN


def _has_father(call: SampleCall) -> _Has:
    genotype = call.genotype
    if genotype is None or not genotype.is_uniform or genotype.ploidy > 2:
        return _UNKNOWN
    if call.copies:
        return _Has.ALL
    return _Has.NONE if _is_reference(call, LOWEST_DEPTH_FATHER) else _UNKNOWN


def _is_reference(call: SampleCall, lowest_depth: int) -> bool:
    """Tell whether a call without the allele rests on enough reads."""
    if call.depth is None or call.depth < lowest_depth:
        return False
    if call.alt_reads is not None and call.alt_reads > MOST_STRAY_READS:
        return False
    return _has_quality(call)


def _has_quality(call: SampleCall) -> bool:
    """Tell whether a genotype quality is high enough, or not told."""
    try:
        return not call.quality or float(call.quality) >= LOWEST_QUALITY
    except ValueError:
        return True
