"""The ways in which a text can be read: as it stands, else repaired.

A text that stands as it should is read so and in no other way. Where it is no valid name, spellings
with one meaning are repaired, and the reader is told. What has two meanings gives two readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import IdentifierDescription, ParsedText
from foxp3tool.notation.compound import Compound, split
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.legacy import parse_legacy
from foxp3tool.notation.parse import parse
from foxp3tool.notation.repairs import read_hyphens, repair
from foxp3tool.notation.rewriting import Rewriting
from foxp3tool.notation.typography import plain
from foxp3tool.notation.vcf_like import parse_vcf_like


@dataclass(frozen=True, slots=True)
class OtherName:
    """A further name of the variant in the same text.

    Args:
        text: As it is written.
        variant: What it says.
        beside: Of a protein name, the DNA name that it belongs to.
    """

    text: str
    variant: ParsedText
    beside: ParsedText | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a text.

    Args:
        variant: What it says.
        issues: What was repaired.
        also: Further names of the same variant in the text. A DNA name must mean the same allele, a
            protein name must be the one predicted on the transcript that it counts on.
        is_choice: False if all readings of its group are meant, as the alleles of a VCF line are.
    """

    variant: ParsedText
    issues: tuple[Issue, ...] = ()
    also: tuple[OtherName, ...] = ()
    is_choice: bool = True


def readings(text: str) -> Iterator[tuple[Reading, ...]]:
    """Yield the readings of a text, best first; those of one group stand beside each other.

    The caller takes the first group of which a reading can be placed on the sequence.

    Raises:
        NotationError: If the text cannot be read at all; it points at the fault in the text as
            given. After a first group nothing is raised.
    """
    found = plain(text)
    if not found.text:
        raise NotationError(IssueCode.HGVS_UNPARSED, "the text is empty", text=text, offset=0)
    fault: NotationError | None = None
    try:
        variant = parse(found.text)
    except NotationError as error:
        fault = _pointing_at(error, found)
    else:
        yield (Reading(variant, _repairs(found)), *_as_range(found))
    if fault is not None and (alleles := parse_vcf_like(" ".join(text.split()))):
        yield tuple(Reading(allele, is_choice=False) for allele in alleles)
        return
    if fault is not None and (alleles := parse_vcf_like(found.text)):
        yield tuple(Reading(allele, _repairs(found), is_choice=False) for allele in alleles)
        return
    other = _other_readings(found)
    if other:
        yield other
    elif fault is not None:
        raise fault


def _other_readings(found: Rewriting) -> tuple[Reading, ...]:
    """Return the readings of a text that is no valid name, or means nothing as it stands."""
    repaired = found.copy()
    repair(repaired)
    legacy = [
        Reading(variant, (_repaired(found.original, name, "; ".join([*repaired.reasons, why])),))
        for variant, name, why in parse_legacy(repaired.text)
    ]
    if legacy:
        return tuple(legacy)
    if repaired.text != found.text:
        plainly = _parsed(repaired)
        results = (() if plainly is None else (plainly,)) + _as_range(repaired)
        if results:
            return results
    compound = split(found)
    return () if compound is None else _read_compound(found, compound)


def _as_range(found: Rewriting) -> tuple[Reading, ...]:
    """Return the reading of a hyphen between two positions as a range, if there is one."""
    ranged = found.copy()
    reading = _parsed(ranged) if read_hyphens(ranged) else None
    return () if reading is None else (reading,)


def _parsed(found: Rewriting) -> Reading | None:
    try:
        variant = parse(found.text)
    except NotationError:
        return None
    # Joined from pieces, almost any digits would be somebody's identifier.
    if isinstance(variant, IdentifierDescription):
        return None
    return Reading(variant, _repairs(found))


def _read_compound(found: Rewriting, compound: Compound) -> tuple[Reading, ...]:
    """Read each name of a compound text; without one that can be read there is no reading."""
    names = [name for text in compound.names if (name := _single(text)) is not None]
    if len(names) < len(compound.names):
        return ()
    others = names[1:]
    for text, index in compound.proteins:
        protein = _single(text)
        if protein is None:
            return ()
        others.append(replace(protein, beside=names[index].variant))
    reason = "several names of one variant; all of them are checked"
    if compound.left_out:
        reason += f"; not read: {', '.join(compound.left_out)}"
    issue = _repaired(found.original, compound.names[0], reason)
    return (Reading(names[0].variant, (issue,), tuple(others)),)


def _single(name: str) -> OtherName | None:
    found = Rewriting(name)
    repair(found)
    try:
        return OtherName(name, parse(found.text))
    except NotationError:
        return None


def _repairs(found: Rewriting) -> tuple[Issue, ...]:
    if not found.is_repaired:
        return ()
    return (_repaired(found.original, found.text, "; ".join(found.reasons)),)


def _repaired(old: str, new: str, why: str) -> Issue:
    return Issue(IssueCode.REPAIRED_INPUT, f"{old.strip()} is read as {new}: {why}")


def _pointing_at(error: NotationError, found: Rewriting) -> NotationError:
    """Return the error with its place in the text as the user gave it."""
    if error.text != found.text or error.offset is None:
        return error
    error.text, error.offset = found.original, found.origin(error.offset)
    return error
