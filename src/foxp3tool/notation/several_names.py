"""Texts that name one variant in several ways, read name by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from foxp3tool.model.parsed import ParsedText
from foxp3tool.notation.compound import Compound, Name, split
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.legacy import parse_legacy
from foxp3tool.notation.parse import parse
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.protein_styles import residue_or_base, rewrite_protein_style
from foxp3tool.notation.reading import Group, OtherName, Reading, repaired_as, with_genotype
from foxp3tool.notation.repairs import repair
from foxp3tool.notation.rewriting import Rewriting
from foxp3tool.notation.tokens import DNA_NAMES, Kind
from foxp3tool.notation.vcf_like import parse_vcf_like

_FURTHER_NAME: Final = Pattern(
    r"[\s;,(:/_](?:[cgnpr]\.|rs[0-9]|VCV|VAR_|chr|X[-:]|N[CGMPR]_|ENS[TP]|LRG_|exon)"
)
_REFERENCE_ONLY: Final = Pattern(
    r"FOXP3|(?:N[CGMPR]_|ENS[TP]|LRG_)[0-9A-Za-z.]+(?:\([0-9A-Za-z_.]+\))?", re.IGNORECASE
)
_MOST_FIRST: Final = 12
"""So many names of a text are tried as the first one."""


def holds_several(text: str) -> bool:
    """Tell whether a name stands behind something that is no gene and no reference sequence."""
    if "|" in text:
        return True
    for number, match in enumerate(_FURTHER_NAME.finditer(text)):
        before = text[: match.start()]
        if number or (any(map(str.isdigit, before)) and not _REFERENCE_ONLY.fullmatch(before)):
            return True
    return False


def as_several_names(found: Rewriting) -> Iterator[Group]:
    """Yield the readings of a text that names one variant in several ways.

    Raises:
        NotationError: If it holds names and something that is not understood.
    """
    compound = split(found)
    # A text that is one name and nothing else gets the parser's own word on its fault.
    if compound is not None and compound.names[0].text not in (found.text, f"p.{found.text}"):
        yield from _read_compound(found, compound)


def _read_compound(found: Rewriting, compound: Compound) -> Iterator[Group]:
    """Yield readings of which each takes another DNA name as the first.

    The first name may count on a sequence that is not bundled.

    Raises:
        NotationError: If one of the names cannot be read.
    """
    names = [_read_name(found, name) for name in compound.names]
    for place, name in enumerate(compound.names[:_MOST_FIRST]):
        if place and name.kind not in DNA_NAMES:
            break
        others = []
        for index, (other, (_, read)) in enumerate(zip(compound.names, names, strict=True)):
            if index != place:
                beside = None if other.beside is None else names[other.beside][1].variant
                others.append(replace(read, beside=beside))
        written, first = names[place]
        issue = repaired_as(found.original, written, "; ".join([*found.reasons, *_why(compound)]))
        reading = Reading(
            first.variant,
            (issue,),
            tuple(others),
            is_rna=name.kind is Kind.RNA,
            allele=compound.allele,
            loci=compound.loci,
            genotypes=compound.genotypes,
            accessions=compound.accessions,
        )
        other_meaning = () if first.or_else is None else (replace(reading, variant=first.or_else),)
        yield (reading, *other_meaning, *_as_bases(found, compound))


def _as_bases(found: Rewriting, compound: Compound) -> Group:
    """Return ``FOXP3 A22T``, whose letters are codes of residues and of bases, as a DNA name."""
    (name, *others) = compound.names
    both = residue_or_base(Rewriting(name.text[-name.size :]))
    if others or name.kind is not Kind.RESIDUES or both is None:
        return ()
    _, dna = both
    why = "; ".join([*found.reasons, *dna.reasons, *_why(compound)])
    issue = repaired_as(found.original, dna.text, why)
    return (Reading(parse(dna.text), (issue,)),)


def _why(compound: Compound) -> Iterator[str]:
    if len(compound.names) > 1:
        yield "several names of one variant, compared with each other"
    beside = [*compound.loci, *compound.genotypes]
    if beside:
        yield f"checked against it: {', '.join(beside)}"
    if compound.left_out:
        yield f"not read: {', '.join(compound.left_out)}"
    if len(compound.names) == 1 and not beside and not compound.left_out:
        yield "the parts of the name are put in their places, without other signs"


def _of_both_alleles(found: Rewriting, name: Name, variant: ParsedText) -> OtherName:
    """Return a name of a text, which may give both alleles of a person."""
    meant = [one.variant for one in with_genotype(found, Reading(variant))]
    return OtherName(name.text, meant[0], or_else=meant[1] if len(meant) > 1 else None)


def _read_name(found: Rewriting, name: Name) -> tuple[str, OtherName]:
    """Read one name of a compound text; return it in plain spelling, too.

    Raises:
        NotationError: If it cannot be read; it points at its place.
    """
    alleles = parse_vcf_like(name.text) if name.kind is Kind.GENOMIC else None
    if alleles is not None:
        return name.text, OtherName(name.text, alleles.alleles[0])
    repaired = Rewriting(name.text)
    try:
        return repaired.text, _of_both_alleles(repaired, name, parse(name.text))
    except NotationError as error:
        fault = error
    repair(repaired)
    rewrite_protein_style(repaired)
    try:
        return repaired.text, _of_both_alleles(repaired, name, parse(repaired.text))
    except NotationError:
        pass
    if legacy := parse_legacy(repaired.text):
        other = legacy[-1][0] if len(legacy) > 1 else None
        return repaired.text, OtherName(name.text, legacy[0][0], or_else=other)
    inside = (fault.offset or 0) - (len(name.text) - name.size)
    raise NotationError(
        fault.code,
        f"{name.text}: {fault.message}",
        text=found.original,
        offset=found.origin(name.start + max(inside, 0)),
        cause=fault.cause,
        remedy=fault.remedy,
    )
