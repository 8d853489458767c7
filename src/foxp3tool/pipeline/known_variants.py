"""Common variants that the bundle and the user's sources know, for whoever designs primers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from foxp3tool.annotate.builds import NoCounterpartError
from foxp3tool.annotate.naming import vcf_allele
from foxp3tool.annotate.normalisation import normalise
from foxp3tool.model.catalog import Assertion, ReportedMutation, Resolution
from foxp3tool.model.catalog_details import PopulationCount
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Direction
from foxp3tool.model.positions import genomic_index, genomic_number
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.sources import AlleleSource, FrequentAllele
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.catalog_details import load_details

COMMON: Final = 0.01
"""Frequency from which an allele counts as common, unless the user says otherwise."""
_NOT_KNOWN: Final = (
    "The bundle is no population database: other common variants are not known here. Look the "
    "place up in dbSNP or gnomAD before primers are ordered, or add a file with --source."
)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?")
_RSID: Final = re.compile(r"\brs[0-9]+\b")


@frozen
class KnownVariant:
    """A common variant.

    Args:
        edit: The change in the gene frame, 3'-shifted.
        name: Its name and dbSNP identifiers.
        source: What it is known from, with its frequency.
        rsids: Its dbSNP identifiers.
    """

    edit: Edit
    name: str
    source: str
    rsids: tuple[str, ...] = ()


@frozen
class KnownVariants:
    """The common variants of a build.

    Args:
        variants: The variants, in gene order.
        note: Where they are from, and what is not known.
    """

    variants: tuple[KnownVariant, ...]
    note: str


def known_variants(
    toolkit: Toolkit,
    assembly: str,
    sources: Sequence[AlleleSource] = (),
    least: float = COMMON,
) -> KnownVariants:
    """Return the common variants of a build that the catalog and the user's sources know.

    Of the catalog these are what it calls a common variant (``risk``), and what one of its sources
    gives a frequency of at least ``least``. Alleles of a source that is on the other build are
    converted.

    Args:
        toolkit: The engine.
        assembly: The build.
        sources: The user's sources.
        least: Frequency from which an allele counts as common.

    Raises:
        UsageError: If a source has no frequencies.
    """
    found: dict[Edit, KnownVariant] = {}
    for one in _of_catalog(toolkit, assembly, least):
        _add(found, one)
    told = []
    for source in sources:
        added, lost = _of_source(toolkit, assembly, source, least)
        for one in added:
            _add(found, one)
        told.append(_told(source, assembly, len(added), lost))
    note = _NOT_KNOWN
    if told:
        note = (
            f"Marked as common is what has a frequency of at least {100 * least:g} % in "
            f"{'; '.join(told)}; or is known to the bundle. What is rarer, or not in these, is not "
            "marked."
        )
    return KnownVariants(tuple(sorted(found.values(), key=lambda known: known.edit.start)), note)


def _add(found: dict[Edit, KnownVariant], one: KnownVariant) -> None:
    """Add a variant, or what a further source says of it."""
    before = found.get(one.edit)
    if before is None:
        found[one.edit] = one
        return
    rsids = tuple(dict.fromkeys((*before.rsids, *one.rsids)))
    found[one.edit] = replace(before, source=f"{before.source}; {one.source}", rsids=rsids)


def _of_catalog(toolkit: Toolkit, assembly: str, least: float) -> list[KnownVariant]:
    gene = toolkit.bundle.genes[assembly]
    details = load_details(toolkit.bundle)
    found = []
    for entry in toolkit.bundle.catalog:
        placement = entry.placements.get(assembly)
        if placement is None or entry.resolution is not Resolution.EXACT:
            continue
        counted = _frequency(details.of(entry.id).population, least)
        if entry.assertion is not Assertion.RISK and not counted:
            continue
        edit = Edit(genomic_index(placement.pos), placement.ref, placement.alt)
        name = ", ".join((_name(toolkit, assembly, entry, edit), *entry.rsids))
        source = f"{counted or 'called a common variant by the catalog'}; {_data(toolkit, entry)}"
        found.append(KnownVariant(_in_gene(gene, edit), name, source, tuple(entry.rsids)))
    return found


def _name(toolkit: Toolkit, assembly: str, entry: ReportedMutation, edit: Edit) -> str:
    """Return the name of an entry, or that of its change on a build where it is another one."""
    annotator = toolkit.annotators[assembly]
    shown = annotator.annotate(
        GenomicVariant(assembly, edit), [annotator.gene.mane_select], details=False
    )
    name = shown.transcripts[0].hgvs_c.rpartition(":")[2]
    return entry.name if not name or name in entry.name.split() else name


def _of_source(
    toolkit: Toolkit, assembly: str, source: AlleleSource, least: float
) -> tuple[list[KnownVariant], int]:
    """Return the common alleles of a source on a build, and how many have no place there."""
    gene = toolkit.bundle.genes[assembly]
    found, lost = [], 0
    for allele in source.frequent(least):
        edit = _on_build(toolkit, assembly, source, allele)
        if edit is None:
            lost += 1
            continue
        rsids = tuple(_RSID.findall(allele.id))
        written = vcf_allele(gene, toolkit.annotators[assembly].left_align(edit))
        place = f"X-{genomic_number(written.start)}-{written.deleted}-{written.inserted}"
        told = f"{allele.field} {allele.frequency:.3g} in {source.name} ({Path(source.file).name})"
        if not allele.is_passed:
            told += ", which did not pass its filters"
        name = ", ".join((place, *rsids))
        found.append(KnownVariant(_in_gene(gene, edit), name, told, rsids))
    return found, lost


def _on_build(
    toolkit: Toolkit, assembly: str, source: AlleleSource, allele: FrequentAllele
) -> Edit | None:
    """Return an allele of a source on a build; None if it has no counterpart there."""
    if source.assembly is None or source.assembly == assembly:
        return allele.edit
    there = toolkit.annotators[source.assembly].to_other_build
    if there is None or there.target.assembly != assembly:
        return None
    try:
        return there.convert(GenomicVariant(source.assembly, allele.edit)).edit
    except NoCounterpartError:
        return None


def _told(source: AlleleSource, assembly: str, number: int, lost: int) -> str:
    alleles = "allele" if number == 1 else "alleles"
    told = (
        f"{source.name} ({Path(source.file).name}, {source.assembly or 'no record near the gene'}"
    )
    told += f": {number} such {alleles} near the gene"
    if source.assembly not in (None, assembly):
        told += f", converted to {assembly}"
    if lost:
        told += f"; {lost} more without a counterpart there"
    return f"{told})"


def _in_gene(gene: Gene, edit: Edit) -> Edit:
    return normalise(gene.to_gene_edit(edit), gene.sequence, Direction.FORWARD)


def _data(toolkit: Toolkit, entry: ReportedMutation) -> str:
    return f"{entry.id} of the catalog of {toolkit.bundle.catalog_edition}"


def _frequency(population: tuple[PopulationCount, ...], least: float) -> str:
    """Return the first statement of a frequency of so much of either allele, with its source.

    A frequency may be that of the reference base, as the statement then says.
    """
    for one in population:
        number = _NUMBER.match(one.allele_frequency or "")
        if number is not None and least <= float(number[0]) <= 1 - least:
            return f"frequency {one.allele_frequency} in {one.dataset} ({one.source})"
    return ""
