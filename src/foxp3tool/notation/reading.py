"""One meaning of a text, and how it is made from a text under repair."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import IdentifierDescription, ParsedText
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.genotypes import one_allele
from foxp3tool.notation.parse import parse
from foxp3tool.notation.rewriting import Rewriting


@frozen
class OtherName:
    """A further name of the variant in the same text.

    Args:
        text: As it is written.
        variant: What it says.
        beside: Of a protein name, the DNA name that it belongs to.
        or_else: A second meaning of the name, one of which has to agree.
    """

    text: str
    variant: ParsedText
    beside: ParsedText | None = None
    or_else: ParsedText | None = None


@frozen
class Reading:
    """One meaning of a text.

    Args:
        variant: What it says.
        issues: What was repaired.
        also: Further names of the same variant in the text. A DNA name must mean the same allele, a
            protein name must be the one predicted on the transcript that it counts on, and an
            identifier one of the same allele.
        is_choice: False if all readings of its group are meant, as the alleles of a VCF line are.
        assembly: The genome build that the text names beside the variant, or None.
        is_rna: True if the text gives the change of an RNA, which may be that of its splicing.
        allele: The new bases on the plus strand, if an annotation in fields names them.
        loci: Places on the chromosome that stand beside the names.
        genotypes: Two alleles that stand beside the names, ``C/T``, on either strand.
        accessions: Transcripts, each with a protein that the text names as its own.
    """

    variant: ParsedText
    issues: tuple[Issue, ...] = ()
    also: tuple[OtherName, ...] = ()
    is_choice: bool = True
    assembly: str | None = None
    is_rna: bool = False
    allele: str | None = None
    loci: tuple[str, ...] = ()
    genotypes: tuple[str, ...] = ()
    accessions: tuple[tuple[str, str], ...] = ()


Group = tuple[Reading, ...]
"""Readings that stand beside each other."""


def parsed(found: Rewriting) -> Reading | None:
    """Return the reading of a text as it stands now, or None if it is no name."""
    try:
        variant = parse(found.text)
    except NotationError:
        return None
    # Joined from pieces, almost any digits would be somebody's identifier.
    if isinstance(variant, IdentifierDescription):
        return None
    return Reading(variant, repairs_of(found))


def with_genotype(found: Rewriting, as_written: Reading) -> Group:
    """Return a reading, and what is meant if its new base gives both alleles of a person."""
    allele = found.copy()
    is_genotype, is_name_too = one_allele(allele)
    reading = parsed(allele) if is_genotype else None
    if reading is None:
        return (as_written,)
    return (reading, as_written) if is_name_too else (reading,)


def repairs_of(found: Rewriting) -> tuple[Issue, ...]:
    """Return what was repaired of a text so far."""
    if not found.is_repaired:
        return ()
    return (repaired_as(found.original, found.text, "; ".join(found.reasons)),)


def repaired_as(old: str, new: str, why: str) -> Issue:
    """Return the issue that tells what a text is read as, and why."""
    return Issue(IssueCode.REPAIRED_INPUT, f"{old.strip()} is read as {new}: {why}")
