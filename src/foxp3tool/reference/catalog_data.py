"""Read the catalog of reported mutations of a bundle."""

from __future__ import annotations

from collections import Counter

from foxp3tool.model.catalog import (
    Assertion,
    Classification,
    EvidenceStatus,
    Placement,
    ReportedMutation,
    Resolution,
)
from foxp3tool.model.papers import Reference
from foxp3tool.reference.records import Record, RecordError


def read_catalog(data: object) -> tuple[ReportedMutation, ...]:
    """Read parsed ``catalog.json``.

    Raises:
        RecordError: If an entry is not as the schema says, or an identifier stands twice.
    """
    record = Record(data, "catalog")
    entries = read_entries(record)
    record.finish()
    return entries


def read_entries(record: Record) -> tuple[ReportedMutation, ...]:
    """Take the field ``entries`` of a catalog.

    Raises:
        RecordError: As :func:`read_catalog`.
    """
    entries = tuple(_entry(item) for item in record.records("entries"))
    for identifier, number in Counter(entry.id for entry in entries).items():
        if number > 1:
            raise RecordError(f"catalog: {identifier} stands more than once")
    return entries


def _entry(record: Record) -> ReportedMutation:
    identifier = record.text("id")
    record.where = f"catalog entry {identifier}"
    placements = record.record("placements")
    associated: dict[str, str] = {}
    if record.has("associated_allele"):
        alleles = record.record("associated_allele")
        associated = {name: alleles.text(name) for name in alleles.names()}
    entry = ReportedMutation(
        id=identifier,
        name=record.text("name"),
        resolution=Resolution(record.text("resolution")),
        assertion=Assertion(record.text("assertion")),
        hgvs_c=record.optional_text("hgvs_c"),
        hgvs_p=record.optional_text("hgvs_p"),
        placements={name: _placement(placements.record(name)) for name in placements.names()},
        region=record.optional_text("region"),
        legacy_region=record.optional_text("legacy_region"),
        legacy_names=record.texts("legacy_names"),
        clinvar_variation_ids=record.texts("clinvar_variation_ids"),
        clinvar_allele_ids=record.texts("clinvar_allele_ids"),
        rsids=record.texts("rsids"),
        uniprot_variants=record.texts("uniprot_variants"),
        classifications=tuple(_classification(r) for r in record.records("classifications")),
        phenotypes=record.texts("phenotypes"),
        patients=record.texts("patients"),
        evidence_status=EvidenceStatus(record.text("evidence_status")),
        references=tuple(_reference(item) for item in record.records("references")),
        associated_allele=associated,
        note=record.optional_text("note"),
    )
    record.skip("source_key", "hgvs_other")
    record.finish()
    return entry


def _placement(record: Record) -> Placement:
    placement = Placement(
        pos=record.integer("pos"),
        ref=record.text("ref"),
        alt=record.text("alt"),
        end=record.integer("end") if record.has("end") else None,
        hgvs_c=record.optional_text("hgvs_c"),
    )
    record.finish()
    return placement


def _classification(record: Record) -> Classification:
    classification = Classification(
        source=record.text("source"),
        significance=record.text("significance"),
        qualifier=record.optional_text("qualifier"),
        as_of=record.optional_text("as_of"),
        review_status=record.optional_text("review_status"),
        absent_from=record.text("absent_from") if record.has("absent_from") else None,
    )
    record.skip("statement")
    record.finish()
    return classification


def _reference(record: Record) -> Reference:
    reference = Reference(
        pmid=record.optional_text("pmid"),
        doi=record.optional_text("doi"),
        title=record.optional_text("title"),
        first_author=record.optional_text("first_author"),
        year=record.optional_integer("year"),
        journal=record.optional_text("journal"),
        says=record.optional_text("says"),
        source=record.optional_text("source"),
        note=record.optional_text("note"),
    )
    record.finish()
    return reference
