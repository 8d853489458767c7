"""Merge what ClinVar says now into the catalog, allele by allele; nothing that stood is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from foxp3tool.errors import counted
from foxp3tool.formats.clinvar_vcf import ClinvarRecord
from foxp3tool.model.catalog import (
    Assertion,
    Classification,
    EvidenceStatus,
    ReportedMutation,
    Resolution,
)
from foxp3tool.model.frozen import frozen
from foxp3tool.model.renewal import CLINVAR_ID, RENEWED_STATEMENT
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.catalog_entries import EntryFacts, entry_of_allele
from foxp3tool.pipeline.clinvar_judgement import (
    Judgement,
    Standing,
    as_bundled,
    conditions,
    judged,
    says_same,
    standing,
)
from foxp3tool.pipeline.toolkit import Toolkit

PlacedRecord = tuple[Edit, ClinvarRecord]
_CLINVAR = "ClinVar"
_HOME = "GRCh38"
"""The build whose ALT an entry means where REF and ALT are exchanged between the builds."""
_SHOWN = 5


class ChangeKind(StrEnum):
    """What a renewal does to an entry."""

    NEW = "new"
    CHANGED = "changed"
    DROPPED = "dropped"


@frozen
class Change:
    """What a renewal does to one entry.

    Args:
        kind: The kind of change.
        entry: The entry as it is afterwards.
        before: ClinVar's newest statement before, None if there was none.
        after: The statement of the file, None if the file does not have the variant.
        genes: Genes that ClinVar names.
        old_assertion: What the catalog asserted before, None of a new entry.
    """

    kind: ChangeKind
    entry: ReportedMutation
    before: Classification | None
    after: Classification | None
    genes: tuple[str, ...]
    old_assertion: Assertion | None


@frozen
class ClinvarEdition:
    """Which file of ClinVar is merged: its ISO date and build, and the symbol of the gene."""

    date: str
    assembly: str
    symbol: str


@dataclass(slots=True)
class Merge:
    """The renewed catalog, and how it differs from the one before."""

    entries: list[ReportedMutation] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    cautions: list[str] = field(default_factory=list)

    @property
    def dropped(self) -> list[Change]:
        """The changes of entries that the file does not have any more."""
        return [change for change in self.changes if change.kind is ChangeKind.DROPPED]

    @property
    def looked_for(self) -> int:
        """How many entries of the catalog before could be looked for and have a statement."""
        new = sum(change.kind is ChangeKind.NEW for change in self.changes)
        return self.unchanged + len(self.changes) - new


def merge(
    toolkit: Toolkit,
    placed: Sequence[PlacedRecord],
    known: frozenset[str],
    edition: ClinvarEdition,
) -> Merge:
    """Merge records into the catalog of a toolkit.

    Args:
        toolkit: Its catalog is what stood before.
        placed: The records with their left-aligned alleles.
        known: VariationIDs and AlleleIDs (the latter as ``a123``) of all records of the file near
            the gene, and the 1-based positions of those that could not be placed (as ``@123``).
        edition: The file.
    """
    merged = Merge()
    found, new = _sorted_out(toolkit, placed, edition, merged)
    bundled = {entry.id: entry for entry in toolkit.bundle.bundled_catalog}
    unheld: list[str] = []
    for entry in toolkit.bundle.catalog:
        own = bundled.get(entry.id)
        if entry.id in found:
            merged.entries.append(_renewed(entry, own, found[entry.id], edition, merged))
        elif not _is_held(entry, edition.assembly):
            merged.entries.append(entry)
            if entry.newest_clinvar is not None:
                unheld.append(entry.id)
        else:
            merged.entries.append(_not_found(entry, own, known, edition, merged))
    taken = {entry.id for entry in merged.entries}
    for edit, records in new.items():
        variant = GenomicVariant(edition.assembly, edit)
        entry = _new(toolkit, variant, records, edition, taken)
        taken.add(entry.id)
        merged.entries.append(entry)
        genes = _genes(records)
        after = entry.newest_clinvar
        merged.changes.append(Change(ChangeKind.NEW, entry, None, after, genes, None))
    if unheld:
        merged.cautions.append(
            f"of alleles that {edition.assembly} cannot have, "
            f"{counted(len(unheld), 'entry is', 'entries are')} left as before: "
            f"{', '.join(unheld[:_SHOWN])}"
        )
    _caution_of_dates(toolkit, found, edition, merged)
    return merged


def _sorted_out(
    toolkit: Toolkit, placed: Sequence[PlacedRecord], edition: ClinvarEdition, merged: Merge
) -> tuple[dict[str, list[ClinvarRecord]], dict[Edit, list[ClinvarRecord]]]:
    """Return the records by the entry of their allele, and those of alleles without an entry."""
    index = toolkit.index(edition.assembly)
    found: dict[str, list[ClinvarRecord]] = {}
    new: dict[Edit, list[ClinvarRecord]] = {}
    for edit, record in sorted(placed, key=lambda one: int(one[1].variation_id)):
        entries = index.match(GenomicVariant(edition.assembly, edit)).entries
        for entry in entries:
            if _is_held(entry, edition.assembly):
                found.setdefault(entry.id, []).append(record)
            else:
                merged.cautions.append(
                    f"the record of VariationID {record.variation_id} is left out: its allele is "
                    f"the reference base of {_HOME}, where {entry.id} means the other allele"
                )
        if not entries:
            new.setdefault(edit, []).append(record)
    return found, new


def _is_held(entry: ReportedMutation, assembly: str) -> bool:
    """Tell whether a build can have the allele of an entry beside its reference.

    An allele may be the reference of a build, or lie in bases that a build lacks. Of an allele that
    is not known to the base the build says nothing.
    """
    if entry.resolution is not Resolution.EXACT:
        return True
    here, home = entry.placements.get(assembly), entry.placements.get(_HOME)
    if here is None:
        return False
    return home is None or (here.ref, here.alt) != (home.alt, home.ref)


def statement_of(record: ClinvarRecord, edition: ClinvarEdition) -> Classification:
    """Return the statement of a record, with the date of its file."""
    status = record.review_status or None
    parts = [
        status or "review status not stated",
        f"{RENEWED_STATEMENT}, {edition.assembly}, VariationID {record.variation_id}",
        f"submissions: {record.counts}" if record.counts else "",
        f"conditions: {', '.join(record.conditions)}" if record.conditions else "",
    ]
    qualifier = "; ".join(part for part in parts if part)
    return Classification(_CLINVAR, record.significance, qualifier, edition.date, status)


def _renewed(
    entry: ReportedMutation,
    bundled: ReportedMutation | None,
    records: list[ClinvarRecord],
    edition: ClinvarEdition,
    merged: Merge,
) -> ReportedMutation:
    """Return an entry with the statements of the file in front of those it had."""
    before = entry.newest_clinvar
    # A file of the same day takes the place of the one before.
    statements = tuple(
        s for s in entry.classifications if not (s.is_renewed and s.as_of == edition.date)
    )
    # Each is put in front, so the last one first keeps their order.
    for record in reversed(records):
        statement = statement_of(record, edition)
        statements = _with(statements, statement, record.variation_id)
    stands = _standing(entry, bundled, records, edition)
    renewed = replace(
        entry,
        assertion=stands.assertion,
        note=stands.note,
        classifications=statements,
        phenotypes=stands.phenotypes,
        clinvar_variation_ids=_more(entry.clinvar_variation_ids, [r.variation_id for r in records]),
        clinvar_allele_ids=_more(entry.clinvar_allele_ids, [r.allele_id for r in records]),
        rsids=_more(entry.rsids, [rsid for r in records for rsid in r.rsids]),
    )
    after = renewed.newest_clinvar
    if says_same(before, after) and stands.assertion is entry.assertion:
        merged.unchanged += 1
    else:
        genes = _genes(records)
        change = Change(ChangeKind.CHANGED, renewed, before, after, genes, entry.assertion)
        merged.changes.append(change)
    return renewed


def _standing(
    entry: ReportedMutation,
    bundled: ReportedMutation | None,
    records: list[ClinvarRecord],
    edition: ClinvarEdition,
) -> Standing:
    """Return what an entry of the bundle, or one that a renewal added, says after the file."""
    if bundled is not None:
        return standing(bundled, records, edition.symbol, edition.date)
    judgement = judged(records, edition.symbol)
    if not judgement.classifies:
        return as_bundled(entry)
    return _of_new(records, judgement, edition)


def _with(
    statements: tuple[Classification, ...], statement: Classification, variation_id: str
) -> tuple[Classification, ...]:
    """Put a statement in front; it takes the place of the newest renewed one if that says the same.

    So a date tells until when a statement stood, and statements do not pile up.
    """
    mark = f"VariationID {variation_id}"
    own = [
        s for s in statements if s.is_renewed and (s.qualifier or "").split("; ")[1].endswith(mark)
    ]
    newest = max(own, key=lambda s: s.as_of or "", default=None)
    if newest is not None and (newest.significance, newest.review_status) == (
        statement.significance,
        statement.review_status,
    ):
        statements = tuple(s for s in statements if s is not newest)
    return (statement, *statements)


def _not_found(
    entry: ReportedMutation,
    bundled: ReportedMutation | None,
    known: frozenset[str],
    edition: ClinvarEdition,
    merged: Merge,
) -> ReportedMutation:
    """Mark the statements of an entry that the file does not have.

    An entry of the bundle then asserts what the bundle asserts.
    """
    had = entry.assertion
    if bundled is not None:
        own = as_bundled(bundled)
        entry = replace(entry, assertion=own.assertion, phenotypes=own.phenotypes, note=own.note)
    stated = [s for s in entry.classifications if s.source == _CLINVAR and s.absent_from is None]
    ids = {*entry.clinvar_variation_ids, *(f"a{number}" for number in entry.clinvar_allele_ids)}
    can_be_judged = bool(ids) or entry.resolution is Resolution.EXACT
    before = entry.newest_clinvar
    if not stated or not can_be_judged or before is None or (before.as_of or "") > edition.date:
        return entry
    place = entry.placements.get(edition.assembly)
    if place is not None:
        ids.add(f"@{place.pos}")
    if ids & known:
        merged.cautions.append(
            f"{entry.id} ({entry.name}): ClinVar has its record for another allele, or for one "
            "that cannot be placed; its statement stays as it was"
        )
        if entry.assertion is not had:
            change = Change(ChangeKind.CHANGED, entry, before, before, (), had)
            merged.changes.append(change)
        return entry
    marked = replace(
        entry,
        classifications=tuple(
            replace(s, absent_from=edition.date) if s in stated else s
            for s in entry.classifications
        ),
    )
    merged.changes.append(Change(ChangeKind.DROPPED, marked, before, None, (), had))
    return marked


def _of_new(
    records: Sequence[ClinvarRecord], judgement: Judgement, edition: ClinvarEdition
) -> Standing:
    """Return what an entry says that only ClinVar has."""
    notes = [f"from ClinVar's file of {edition.date}", *judgement.reasons]
    genes = _genes(records)
    if genes and edition.symbol not in genes:
        notes.append(f"ClinVar has it under {', '.join(genes)}, not {edition.symbol}")
    return Standing(judgement.assertion, conditions(records), "; ".join(notes))


def _new(
    toolkit: Toolkit,
    variant: GenomicVariant,
    records: list[ClinvarRecord],
    edition: ClinvarEdition,
    taken: set[str],
) -> ReportedMutation:
    """Return the entry of an allele that the catalog did not have."""
    stands = _of_new(records, judged(records, edition.symbol), edition)
    identifier = stem = f"{CLINVAR_ID}{records[0].variation_id}"
    number = 1
    while identifier in taken:
        number += 1
        identifier = f"{stem}.{number}"
    facts = EntryFacts(
        id=identifier,
        assertion=stands.assertion,
        evidence_status=EvidenceStatus.CLINVAR_ONLY,
        note=stands.note,
        phenotypes=stands.phenotypes,
        classifications=tuple(statement_of(record, edition) for record in records),
        variation_ids=_more((), [record.variation_id for record in records]),
        allele_ids=_more((), [record.allele_id for record in records]),
        rsids=_more((), [rsid for record in records for rsid in record.rsids]),
    )
    return entry_of_allele(toolkit, variant, facts)


def _caution_of_dates(
    toolkit: Toolkit,
    found: dict[str, list[ClinvarRecord]],
    edition: ClinvarEdition,
    merged: Merge,
) -> None:
    newer = [
        entry.id
        for entry in toolkit.bundle.catalog
        if entry.id in found and _date(entry) > edition.date
    ]
    if newer:
        merged.cautions.append(
            f"a statement that is newer than the file of {edition.date} stays the newest of "
            f"{counted(len(newer), 'entry', 'entries')}: {', '.join(newer[:_SHOWN])}"
        )
    newest = max(map(_date, toolkit.bundle.bundled_catalog), default="")
    if newest > edition.date:
        merged.cautions.append(
            f"the file of {edition.date} is older than the newest copy of ClinVar in the bundle "
            f"({newest}): what it says of new alleles may be out of date"
        )


def _date(entry: ReportedMutation) -> str:
    newest = entry.newest_clinvar
    return (newest.as_of or "") if newest is not None else ""


def _genes(records: Iterable[ClinvarRecord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gene for record in records for gene in record.genes))


def _more(own: tuple[str, ...], added: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*own, *(value for value in added if value))))


def number_of_each(changes: Iterable[Change]) -> Iterator[tuple[ChangeKind, int]]:
    """Yield how many changes there are of each kind."""
    numbers = Counter(change.kind for change in changes)
    for kind in ChangeKind:
        yield kind, numbers[kind]
