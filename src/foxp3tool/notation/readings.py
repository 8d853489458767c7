"""The ways in which a text can be read: as it stands, else repaired.

A text that stands as it should is read so and in no other way. Where it is no valid name, spellings
with one meaning are repaired, and the reader is told. What has two meanings gives two readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import GenomicDescription, ParsedText, TranscriptDescription
from foxp3tool.notation.absence import alleles_not_carried, refuse_absent
from foxp3tool.notation.addresses import read_address
from foxp3tool.notation.builds import on_either_build, put_chromosome, take_build, write_genomic
from foxp3tool.notation.errors import NotationError, empty_text
from foxp3tool.notation.gene_names import take_label
from foxp3tool.notation.genotypes import take_mosaic, turned_round
from foxp3tool.notation.identifiers import read_identifier
from foxp3tool.notation.legacy import parse_legacy
from foxp3tool.notation.parse import parse
from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.protein_parse import parse_protein
from foxp3tool.notation.protein_styles import (
    number_first,
    residue_or_base,
    rewrite_protein_style,
)
from foxp3tool.notation.reading import (
    Group,
    OtherName,
    Reading,
    parsed,
    repaired_as,
    repairs_of,
    with_genotype,
)
from foxp3tool.notation.refusals import explained
from foxp3tool.notation.repairs import read_hyphens, repair, write_delins
from foxp3tool.notation.rewriting import Rewriting
from foxp3tool.notation.rna import is_rna
from foxp3tool.notation.scanner import Scanner
from foxp3tool.notation.several_names import as_several_names, holds_several
from foxp3tool.notation.sizes import spread
from foxp3tool.notation.spreadsheet import undo
from foxp3tool.notation.typography import plain
from foxp3tool.notation.vcf_like import Alleles, parse_vcf_like

__all__ = ["OtherName", "Reading", "readings"]

_GENOMIC_CONTEXT: Final = Pattern(r"(?:N[CG]_|LRG_)[0-9.]+\([A-Z]")


def readings(text: str) -> Iterator[Group]:
    """Yield the readings of a text, best first; those of one group stand beside each other.

    The caller takes the first group of which a reading can be placed on the sequence.

    Raises:
        NotationError: If the text cannot be read at all; it points at the fault in the text as
            given. After a first group nothing is raised.
    """
    found = plain(text)
    if not found.text:
        raise empty_text()
    fault: NotationError | None = None
    try:
        variant = parse(found.text)
    except NotationError as error:
        fault = _pointing_at(error, found)
    else:
        yield _as_it_stands(found, variant)
    # A VCF line that ends with a dot loses it as punctuation.
    bare = " ".join(text.split())
    if fault is not None and bare != found.text and (alleles := _alleles(Rewriting(bare))):
        yield alleles
        return
    better: NotationError | None = None
    try:
        for group in _other_readings(found, is_valid=fault is None):
            fault = None
            yield group
    except NotationError as error:
        better = error
    if fault is not None:
        is_known = fault.code is not IssueCode.HGVS_UNPARSED
        raise explained(found, fault if is_known else better or fault)


def _as_it_stands(found: Rewriting, variant: ParsedText) -> Group:
    """Return the readings of a valid name: one, but for signs that have a second meaning."""
    if both := _residue_or_base(found):
        return both
    told = found.copy()
    if ">" in found.text and isinstance(variant, TranscriptDescription | GenomicDescription):
        write_delins(told)
    as_written = Reading(variant, repairs_of(told))
    return (*with_genotype(found, as_written), *_second_meanings(found))


def _residue_or_base(found: Rewriting) -> Group:
    """Return both readings of ``A22T``, whose letters are codes of residues and of bases."""
    both = residue_or_base(found)
    if both is None:
        return ()
    protein, dna = both
    residues = parse_protein(Scanner(protein.text), None, None, is_bare=True)
    bases = parsed(dna)
    as_protein = Reading(residues, repairs_of(protein))
    return (as_protein,) if bases is None else (as_protein, bases)


def _second_meanings(found: Rewriting) -> Group:
    """Return the reading of a hyphen between two positions as a range, if there is one.

    A name with its genomic context counts into introns.
    """
    has_sign = "-" in found.text or "+" in found.text
    if not has_sign or _GENOMIC_CONTEXT.match(found.text):
        return ()
    ranged = found.copy()
    reading = parsed(ranged) if read_hyphens(ranged) else None
    return () if reading is None else (reading,)


def _other_readings(found: Rewriting, *, is_valid: bool) -> Iterator[Group]:
    """Yield the readings of a text that is no valid name, or means nothing as it stands."""
    inner = found.copy()
    read_address(inner)
    undo(inner)
    take_label(inner)
    take_mosaic(inner)
    build = take_build(inner)
    write_genomic(inner)
    if build is not None:
        put_chromosome(inner, build)
    fault: NotationError | None = None
    try:
        for group in _unwrapped(inner, is_new=inner.text != found.text, is_valid=is_valid):
            yield tuple(replace(one, assembly=build) for one in group) if build else group
    except NotationError as error:
        fault = error
    if fault is not None:
        raise fault


def _unwrapped(found: Rewriting, *, is_new: bool, is_valid: bool) -> Iterator[Group]:
    """Yield the readings of a text out of which address, build and formula signs are taken."""
    if is_new:
        found.strip(" ,;.", None)
        try:
            yield (Reading(parse(found.text), repairs_of(found)),)
        except NotationError:
            pass
        else:
            return
    if (is_new or not is_valid) and (alleles := _alleles(found)):
        yield alleles
        return
    if not is_valid:
        refuse_absent(found)
    fault: NotationError | None = None
    seen: list[ParsedText] = []
    for way in _ways(found.text, is_valid=is_valid):
        try:
            for group in way(found.copy()):
                if all(one.variant not in seen for one in group):
                    seen += [one.variant for one in group]
                    yield group
        except NotationError as error:
            fault = fault or error
    if fault is not None and not seen:
        raise fault


def _ways(text: str, *, is_valid: bool) -> list[Callable[[Rewriting], Iterator[Group]]]:
    """Return the ways to read a text, in order."""
    if is_valid:
        return [_as_other_name, _as_protein]
    if holds_several(text):
        return [as_several_names, _as_one_name, _as_protein]
    return [_as_one_name, _as_protein, as_several_names]


def _as_one_name(found: Rewriting) -> Iterator[Group]:
    places = [place for name in on_either_build(found) if (place := parsed(name)) is not None]
    if places:
        yield tuple(places)
    if group := _repaired_readings(found, is_valid=False):
        yield group


def _as_other_name(found: Rewriting) -> Iterator[Group]:
    """Yield the readings of a text that is a valid name of nothing on the sequence."""
    if group := _repaired_readings(found, is_valid=True):
        yield group


def _as_protein(found: Rewriting) -> Iterator[Group]:
    if group := _protein_readings(found):
        yield group


def _repaired_readings(found: Rewriting, *, is_valid: bool) -> Group:
    """Return the readings of the whole text as one name of the DNA, once it is repaired."""
    repaired = found.copy()
    repair(repaired)
    if both := _residue_or_base(repaired):
        return () if is_valid and repaired.text == found.text else both
    why = "; ".join(repaired.reasons)
    legacy = tuple(
        Reading(
            variant, (repaired_as(found.original, name, f"{why}; {reason}" if why else reason),)
        )
        for variant, name, reason in parse_legacy(repaired.text)
    )
    if legacy:
        return legacy
    rna = is_rna(found.text)
    results: list[Reading] = []
    for one in (repaired, *_turned(repaired)):
        # A name that is valid as it stands has been given with its second meaning already.
        if one.text == found.text and is_valid:
            continue
        plainly = parsed(one)
        results += () if plainly is None else with_genotype(one, plainly)
        results += _second_meanings(one)
    if not results and spread(repaired) and (plainly := parsed(repaired)) is not None:
        results.append(plainly)
    return tuple(replace(one, is_rna=True) for one in results) if rna else tuple(results)


def _turned(found: Rewriting) -> Iterator[Rewriting]:
    """Yield a text with < in either of its meanings."""
    for change in turned_round(found):
        other = found.copy()
        other.rewrite([change], "< is no sign of HGVS; the base that is there decides")
        yield other


def _protein_readings(found: Rewriting) -> Group:
    """Return the readings of a text as an exchange of residues in the style of papers."""
    styled = found.copy()
    if not (rewrite_protein_style(styled) or number_first(styled)):
        return ()
    reading = parsed(styled)
    if reading is None:
        return _repaired_readings(styled, is_valid=False)
    return (reading,)


def _alleles(found: Rewriting) -> Group:
    """Return the alleles of a text in VCF terms."""
    read = parse_vcf_like(found.text)
    if read is None:
        return ()
    issues = _vcf_issues(found, read)
    also = tuple(
        name
        for name in _identifiers(read)
        # dbSNP numbers places; what other identifiers mean is one of several alleles at most.
        if len(read.alleles) == 1 or name.text.lower().startswith("rs")
    )
    absent = alleles_not_carried(found.text, len(read.alleles))
    return tuple(
        Reading(allele, issues + _not_carried(genotypes), also, is_choice=False)
        for allele, genotypes in zip(read.alleles, absent, strict=True)
    )


def _not_carried(genotypes: str | None) -> tuple[Issue, ...]:
    """Return the remark that no sample of a VCF line has an allele."""
    if genotypes is None:
        return ()
    message = f"by the genotype of the line, {genotypes}, no sample is known to have this allele"
    return (Issue(IssueCode.NOT_CHECKED, message),)


def _identifiers(read: Alleles) -> tuple[OtherName, ...]:
    """Return the identifiers that stand in the column ID of a VCF line."""
    found = []
    for text in (read.identifier or "").split(";"):
        try:
            identifier = read_identifier(text)
        except NotationError:
            continue
        if identifier is not None:
            found.append(OtherName(text, identifier))
    return tuple(found)


def _vcf_issues(found: Rewriting, read: Alleles) -> tuple[Issue, ...]:
    if read.reason is None:
        return repairs_of(found)
    allele = read.alleles[0]
    shown = f"{allele.chrom}:{allele.start + 1} {allele.ref or '-'}>{allele.alt or '-'}"
    return (repaired_as(found.original, shown, "; ".join([*found.reasons, read.reason])),)


def _pointing_at(error: NotationError, found: Rewriting) -> NotationError:
    """Return the error with its place in the text as the user gave it."""
    if error.text != found.text or error.offset is None:
        return error
    error.text, error.offset = found.original, found.origin(error.offset)
    return error
