"""Find the allele that a VRS identifier means, by making the identifiers of those that are known.

An identifier is a digest of the allele, so that equal identifiers mean equal alleles: what is found
is no guess. What is not among the alleles tried cannot be found; a digest does not lead back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from foxp3tool.annotate.naming import genomic_name, vrs_name
from foxp3tool.knowledge.identifiers import REMEDIES, IdentifiedAllele
from foxp3tool.model.catalog import ReportedMutation, Resolution
from foxp3tool.model.gene import Gene
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import IdentifierDescription, VcfDescription
from foxp3tool.model.positions import genomic_index, genomic_number
from foxp3tool.model.variant import Edit
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.vrs import substitutions

_CAUSE: Final = (
    "a longer change that is not in the catalog, an allele of another gene or one described on a "
    "transcript, an id of VRS 1, or a slip in the id, in which small and capital letters differ"
)


class VrsIndex:
    """Alleles by their VRS identifiers: those of the catalog, and every single-base substitution.

    An identifier holds the sequence it counts on, so that each build has its own. Those of the
    catalog are made when the first identifier is asked for, those of the substitutions when the
    first one is asked for that is not of the catalog.

    Args:
        entries: The catalog.
        genes: The gene on every build.
        version: Version of the bundle, for messages.
    """

    def __init__(
        self, entries: Iterable[ReportedMutation], genes: Iterable[Gene], version: str
    ) -> None:
        """Keep what identifiers are made from."""
        self._entries = tuple(entries)
        self._genes = tuple(genes)
        self._version = version
        self._reported: dict[str, tuple[Gene, Edit, list[ReportedMutation]]] = {}
        self._substitutions: dict[str, tuple[Gene, Edit]] = {}

    def allele(self, wanted: IdentifierDescription) -> IdentifiedAllele:
        """Return the allele that a VRS Allele identifier means, on the build that it is of.

        Raises:
            NotationError: If it is none of those tried; it says what was tried.
        """
        if not self._reported:
            self._name_reported()
        reported = self._reported.get(wanted.value)
        if reported is not None:
            gene, edit, entries = reported
            named = " and ".join(_entry_named(entry, gene) for entry in entries)
            told = f"is {named} on {gene.assembly}, in the catalog of bundle {self._version}"
            return _identified(wanted, gene, edit, entries[0], told)
        if not self._substitutions:
            self._name_substitutions()
        found = self._substitutions.get(wanted.value)
        if found is None:
            raise self._unknown(wanted)
        told = f"is that of {genomic_name(*found)} ({found[0].assembly}), as computed here"
        return _identified(wanted, *found, None, told)

    def _name_reported(self) -> None:
        for entry in self._entries:
            for gene in self._genes:
                place = entry.placements.get(gene.assembly)
                if place is None or entry.resolution is not Resolution.EXACT:
                    continue
                edit = Edit(genomic_index(place.pos), place.ref, place.alt)
                identifier = vrs_name(gene, edit)
                if identifier:
                    known = self._reported.setdefault(identifier, (gene, edit, []))
                    known[2].append(entry)

    def _name_substitutions(self) -> None:
        for gene in self._genes:
            if gene.refget is None:
                continue
            named = substitutions(gene.refget, gene.region.start, gene.plus_sequence)
            self._substitutions.update((identifier, (gene, edit)) for identifier, edit in named)

    def _unknown(self, wanted: IdentifierDescription) -> NotationError:
        regions = " or ".join(
            f"X:{genomic_number(gene.region.start)}-{gene.region.end} ({gene.assembly})"
            for gene in self._genes
        )
        return NotationError(
            IssueCode.UNKNOWN_IDENTIFIER,
            f"{wanted.kind} {wanted.value}: it is of no allele of the catalog of bundle "
            f"{self._version} ({len(self._entries)} entries) and of no single-base substitution "
            f"in {regions}, and nothing is looked up online",
            cause=_CAUSE,
            remedy=REMEDIES[wanted.kind].format(wanted.value),
        )


def _identified(
    wanted: IdentifierDescription,
    gene: Gene,
    edit: Edit,
    entry: ReportedMutation | None,
    told: str,
) -> IdentifiedAllele:
    return IdentifiedAllele(
        entry,
        VcfDescription(gene.accession, edit.start, edit.deleted, edit.inserted),
        Issue(IssueCode.FROM_IDENTIFIER, f"{wanted.kind} {wanted.value} {told}"),
    )


def _entry_named(entry: ReportedMutation, gene: Gene) -> str:
    place = entry.placements[gene.assembly]
    return f"{entry.id} ({place.hgvs_c or entry.hgvs_c or entry.name})"
