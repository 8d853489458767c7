"""Common variants that the bundle knows, for whoever designs primers."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.annotate.normalisation import normalise
from foxp3tool.model.catalog import Assertion, ReportedMutation, Resolution
from foxp3tool.model.catalog_details import PopulationCount
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Direction
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.catalog_details import load_details

COMMON: Final = 0.01
"""Frequency from which an allele counts as common."""
NOT_KNOWN: Final = (
    "The bundle is no population database: other common variants are not known here. Look the "
    "place up in dbSNP or gnomAD before primers are ordered."
)
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?")


@frozen
class KnownVariant:
    """A common variant.

    Args:
        edit: The change in the gene frame, 3'-shifted.
        entry: Its entry in the catalog.
        name: Its name and dbSNP identifiers.
        source: What it is known from.
    """

    edit: Edit
    entry: str
    name: str
    source: str


def known_variants(toolkit: Toolkit, assembly: str) -> tuple[KnownVariant, ...]:
    """Return the common variants of the catalog that are placed on a build, in gene order.

    Common is what the catalog calls a common variant (``risk``), and what a source gives a
    frequency of at least 1 %.
    """
    gene = toolkit.bundle.genes[assembly]
    details = load_details(toolkit.bundle)
    found = []
    for entry in toolkit.bundle.catalog:
        placement = entry.placements.get(assembly)
        if placement is None or entry.resolution is not Resolution.EXACT:
            continue
        counted = _frequency(details.of(entry.id).population)
        if entry.assertion is not Assertion.RISK and not counted:
            continue
        edit = Edit(genomic_index(placement.pos), placement.ref, placement.alt)
        shifted = normalise(gene.to_gene_edit(edit), gene.sequence, Direction.FORWARD)
        name = ", ".join((entry.name, *entry.rsids))
        source = f"{counted or 'called a common variant by the catalog'}; {_data(toolkit, entry)}"
        found.append(KnownVariant(shifted, entry.id, name, source))
    return tuple(sorted(found, key=lambda known: known.edit.start))


def _data(toolkit: Toolkit, entry: ReportedMutation) -> str:
    return f"{entry.id} of the catalog of {toolkit.bundle.catalog_edition}"


def _frequency(population: tuple[PopulationCount, ...]) -> str:
    """Return the first statement of a frequency of at least 1 % of either allele, with its source.

    A frequency may be that of the reference base, as the statement then says.
    """
    for one in population:
        number = _NUMBER.match(one.allele_frequency or "")
        if number is not None and COMMON <= float(number[0]) <= 1 - COMMON:
            return f"frequency {one.allele_frequency} in {one.dataset} ({one.source})"
    return ""
