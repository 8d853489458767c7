"""Merge what ClinVar says now into the catalog, allele by allele; nothing that stood is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from foxp3tool.formats.clinvar_vcf import ClinvarRecord
from foxp3tool.model.catalog import (
    Assertion,
    Classification,
    EvidenceStatus,
    ReportedMutation,
    Resolution,
)
from foxp3tool.model.renewal import CLINVAR_ID, RENEWED_STATEMENT
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.catalog_entries import EntryFacts, entry_of_allele
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.renewed_catalog import is_renewed

PlacedRecord = tuple[Edit, ClinvarRecord]
_CLINVAR = "ClinVar"


class ChangeKind(StrEnum):
    """What a renewal does to an entry."""

    NEW = "new"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


def merge(
    toolkit: Toolkit,
    placed: Sequence[PlacedRecord],
    known_ids: frozenset[str],
    edition: ClinvarEdition,
) -> Merge:
    """Merge records into the catalog of a toolkit.

    Args:
        toolkit: Its catalog is what stood before.
        placed: The records with their left-aligned alleles.
        known_ids: VariationIDs and AlleleIDs (the latter as ``a123``) of all records of the file
            near the gene, those that could not be placed as well.
        edition: The file.
    """
    merged = Merge()
    index = toolkit.index(edition.assembly)
    found: dict[str, list[ClinvarRecord]] = {}
    new: dict[Edit, list[ClinvarRecord]] = {}
    for edit, record in placed:
        entries = index.match(GenomicVariant(edition.assembly, edit)).entries
        for entry in entries:
            found.setdefault(entry.id, []).append(record)
        if not entries:
            new.setdefault(edit, []).append(record)
    for entry in toolkit.bundle.catalog:
        if entry.id in found:
            merged.entries.append(_renewed(entry, found[entry.id], edition, merged))
        else:
            merged.entries.append(_not_found(entry, known_ids, edition, merged))
    taken = {entry.id for entry in merged.entries}
    for edit, records in new.items():
        variant = GenomicVariant(edition.assembly, edit)
        entry = _new(toolkit, variant, records, edition, taken)
        taken.add(entry.id)
        merged.entries.append(entry)
        genes = _genes(records)
        after = entry.newest_clinvar
        merged.changes.append(Change(ChangeKind.NEW, entry, None, after, genes, None))
    _caution_of_dates(toolkit.bundle.catalog, found, edition, merged)
    return merged


def asserted(record: ClinvarRecord, symbol: str) -> tuple[Assertion, str | None]:
    """Return what a record of ClinVar lets the catalog assert, and a caution if it is less.

    Pathogenic, likely pathogenic or both is ``ipex`` only if the gene is this one, and a condition
    is IPEX or none is named, as of entries of the bundle; tables then say that none is stated.
    Benign, likely benign or both is ``benign``; conflicting is ``conflicting``. Anything else, with
    risk alleles, low penetrance and associations, is ``uncertain``.
    """
    words = record.significance.lower().partition("|")[0]
    first = words.partition(",")[0].strip()
    if first.startswith("conflicting"):
        return Assertion.CONFLICTING, None
    levels = {level.strip() for level in first.split("/")}
    if levels <= {"benign", "likely benign"}:
        return Assertion.BENIGN, None
    is_low = "low penetrance" in words
    if levels <= {"pathogenic", "likely pathogenic"} and not is_low:
        if record.genes and symbol not in record.genes:
            return Assertion.UNCERTAIN, f"pathogenic for {', '.join(record.genes)}, not {symbol}"
        if record.is_ipex:
            return Assertion.IPEX, None
        if not record.conditions:
            return Assertion.IPEX, "ClinVar names no condition"
        return Assertion.UNCERTAIN, "pathogenic in ClinVar, but no condition there is IPEX"
    return Assertion.UNCERTAIN, None


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
    entry: ReportedMutation, records: list[ClinvarRecord], edition: ClinvarEdition, merged: Merge
) -> ReportedMutation:
    """Return an entry with the statements of the file in front of those it had."""
    before = entry.newest_clinvar
    statements = entry.classifications
    # Each is put in front, so the last one first keeps the order of the file.
    for record in reversed(records):
        statement = statement_of(record, edition)
        statements = _with(statements, statement, record.variation_id)
    is_newer = before is None or (before.as_of or "") <= edition.date
    assertion, note = entry.assertion, entry.note
    if is_newer:
        assertion = _followed(entry, records, edition.symbol)
    if assertion is not entry.assertion:
        said = f"asserted {entry.assertion.value} until ClinVar's file of {edition.date}"
        note = f"{note}; {said}" if note else said
    renewed = replace(
        entry,
        assertion=assertion,
        note=note,
        classifications=statements,
        phenotypes=entry.phenotypes if entry.names_condition else _conditions(records),
        clinvar_variation_ids=_more(entry.clinvar_variation_ids, [r.variation_id for r in records]),
        clinvar_allele_ids=_more(entry.clinvar_allele_ids, [r.allele_id for r in records]),
        rsids=_more(entry.rsids, [rsid for r in records for rsid in r.rsids]),
    )
    after = renewed.newest_clinvar
    if not is_newer or (_same(before, after) and assertion is entry.assertion):
        merged.unchanged += 1
    else:
        genes = _genes(records)
        change = Change(ChangeKind.CHANGED, renewed, before, after, genes, entry.assertion)
        merged.changes.append(change)
    return renewed


def _with(
    statements: tuple[Classification, ...], statement: Classification, variation_id: str
) -> tuple[Classification, ...]:
    """Put a statement in front; it takes the place of the newest renewed one if that says the same.

    So a date tells until when a statement stood, and statements do not pile up.
    """
    mark = f"VariationID {variation_id}"
    own = [
        s for s in statements if is_renewed(s) and (s.qualifier or "").split("; ")[1].endswith(mark)
    ]
    newest = max(own, key=lambda s: s.as_of or "", default=None)
    if newest is not None and (newest.significance, newest.review_status) == (
        statement.significance,
        statement.review_status,
    ):
        statements = tuple(s for s in statements if s is not newest)
    return (statement, *statements)


def _followed(entry: ReportedMutation, records: Sequence[ClinvarRecord], symbol: str) -> Assertion:
    """Return the assertion of an entry: only one that rests on ClinVar alone follows ClinVar.

    What the makers of the bundle judged of the same words stands.
    """
    rests_on_it = entry.evidence_status is EvidenceStatus.CLINVAR_ONLY
    if not rests_on_it or entry.assertion is Assertion.RISK:
        return entry.assertion
    before = entry.newest_clinvar
    words = {_wording(record.significance) for record in records}
    is_judged = before is not None and words == {_wording(before.significance)}
    if is_judged and not entry.id.startswith(CLINVAR_ID):
        return entry.assertion
    judged = [asserted(record, symbol) for record in records]
    is_pathogenic = all(said is Assertion.IPEX or reason is not None for said, reason in judged)
    # Which disease it is, and that no condition is stated now, does not contradict ipex-like.
    if entry.assertion.is_ipex and is_pathogenic:
        return entry.assertion
    assertions = {assertion for assertion, _ in judged}
    return assertions.pop() if len(assertions) == 1 else Assertion.CONFLICTING


def _not_found(
    entry: ReportedMutation, known_ids: frozenset[str], edition: ClinvarEdition, merged: Merge
) -> ReportedMutation:
    """Mark the statements of an entry that the file does not have."""
    stated = [s for s in entry.classifications if s.source == _CLINVAR and s.absent_from is None]
    ids = {*entry.clinvar_variation_ids, *(f"a{number}" for number in entry.clinvar_allele_ids)}
    can_be_judged = bool(ids) or entry.resolution is Resolution.EXACT
    before = entry.newest_clinvar
    if not stated or not can_be_judged or before is None or (before.as_of or "") > edition.date:
        return entry
    if ids & known_ids:
        merged.cautions.append(
            f"{entry.id} ({entry.name}): ClinVar has its record for another allele, or for one "
            "that cannot be placed; its statement stays as it was"
        )
        return entry
    marked = replace(
        entry,
        classifications=tuple(
            replace(s, absent_from=edition.date) if s in stated else s
            for s in entry.classifications
        ),
    )
    change = Change(ChangeKind.DROPPED, marked, before, None, (), entry.assertion)
    merged.changes.append(change)
    return marked


def _new(
    toolkit: Toolkit,
    variant: GenomicVariant,
    records: list[ClinvarRecord],
    edition: ClinvarEdition,
    taken: set[str],
) -> ReportedMutation:
    """Return the entry of an allele that the catalog did not have."""
    judged = [asserted(record, edition.symbol) for record in records]
    assertions = {assertion for assertion, _ in judged}
    notes = [f"from ClinVar's file of {edition.date}", *(reason for _, reason in judged if reason)]
    genes = _genes(records)
    if genes and edition.symbol not in genes:
        notes.append(f"ClinVar has it under {', '.join(genes)}, not {edition.symbol}")
    identifier = stem = f"{CLINVAR_ID}{records[0].variation_id}"
    number = 1
    while identifier in taken:
        number += 1
        identifier = f"{stem}.{number}"
    facts = EntryFacts(
        id=identifier,
        assertion=assertions.pop() if len(assertions) == 1 else Assertion.CONFLICTING,
        evidence_status=EvidenceStatus.CLINVAR_ONLY,
        note="; ".join(dict.fromkeys(notes)),
        phenotypes=_conditions(records),
        classifications=tuple(statement_of(record, edition) for record in records),
        variation_ids=_more((), [record.variation_id for record in records]),
        allele_ids=_more((), [record.allele_id for record in records]),
        rsids=_more((), [rsid for record in records for rsid in record.rsids]),
    )
    return entry_of_allele(toolkit, variant, facts)


def _caution_of_dates(
    entries: Iterable[ReportedMutation],
    found: dict[str, list[ClinvarRecord]],
    edition: ClinvarEdition,
    merged: Merge,
) -> None:
    newer = [
        entry.id
        for entry in entries
        if entry.id in found
        and (newest := entry.newest_clinvar) is not None
        and (newest.as_of or "") > edition.date
    ]
    if newer:
        merged.cautions.append(
            f"{len(newer)} entries have a statement that is newer than the file of {edition.date}, "
            f"and keep it as the newest: {', '.join(newer[:5])}"
        )
    dropped = Counter(change.kind for change in merged.changes)[ChangeKind.DROPPED]
    if dropped > len(found):
        merged.cautions.append(
            f"the file lacks more variants of the catalog ({dropped}) than it has ({len(found)}): "
            "check that it is whole"
        )


def _same(before: Classification | None, after: Classification | None) -> bool:
    """Tell whether two statements say the same; a review status that was not stated is none."""
    if before is None or after is None:
        return before is after
    if before.absent_from is not None:
        return False
    statuses = {_submitters(s) for s in (before.review_status, after.review_status) if s}
    return _wording(before.significance) == _wording(after.significance) and len(statuses) <= 1


def _wording(significance: str) -> str:
    """Return a significance without what other copies of ClinVar put around it."""
    words = significance.lower().partition(" (")[0].replace(" or ", "/")
    return "conflicting" if words.startswith("conflicting") else words


def _submitters(status: str) -> str:
    """Return a review status, of which some copies give a short form only."""
    short = (word for word in ("single submitter", "multiple submitters") if word in status)
    return next(short, status)


def _genes(records: Iterable[ClinvarRecord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gene for record in records for gene in record.genes))


def _conditions(records: Iterable[ClinvarRecord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for record in records for name in record.conditions))


def _more(own: tuple[str, ...], added: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*own, *(value for value in added if value))))


def counted(changes: Iterable[Change]) -> Iterator[tuple[ChangeKind, int]]:
    """Yield how many changes there are of each kind."""
    numbers = Counter(change.kind for change in changes)
    for kind in ChangeKind:
        yield kind, numbers[kind]
