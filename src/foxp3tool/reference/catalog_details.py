"""Read what is known of catalog entries beyond annotating; parsed only when a command asks."""

from __future__ import annotations

import json

from foxp3tool.errors import ReferenceDataError
from foxp3tool.model.catalog_details import (
    CatalogDetails,
    EntryDetails,
    FunctionalFinding,
    PatientCount,
    PhenotypeTerm,
    PopulationCount,
    UnreadPaper,
)
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.records import Record, RecordError


def load_details(bundle: Bundle) -> CatalogDetails:
    """Parse the details of a bundle's catalog.

    Raises:
        ReferenceDataError: If they are not as the schema says.
    """
    try:
        return read_details(json.loads(bundle.details_text))
    except ValueError as error:
        raise ReferenceDataError(
            f"broken: {error}",
            file=f"{bundle.location}: catalog_details.json",
            remedy="reinstall foxp3tool, or name another bundle with --reference",
        ) from error


def read_details(data: object) -> CatalogDetails:
    """Read parsed ``catalog_details.json``.

    Raises:
        RecordError: If it is not as the schema says.
    """
    record = Record(data, "catalog details")
    ontology, entries = record.record("hpo"), record.record("entries")
    details = CatalogDetails(
        hpo_release=ontology.text("release"),
        retired_ids=record.texts("retired_ids"),
        entries={name: _entry(entries.record(name)) for name in entries.names()},
        general_findings=tuple(_finding(item) for item in record.records("general_findings")),
        unplaced_population=tuple(
            _population(item) for item in record.records("unplaced_population")
        ),
        papers_not_read=tuple(_unread(item) for item in record.records("papers_not_read")),
    )
    ontology.skip("source")
    ontology.finish()
    record.finish()
    return details


def _entry(record: Record) -> EntryDetails:
    entry = EntryDetails(
        phenotype_terms=tuple(_term(item) for item in record.records("phenotype_terms")),
        patient_counts=tuple(_patients(item) for item in record.records("patient_counts")),
        functional=tuple(_finding(item) for item in record.records("functional")),
        population=tuple(_population(item) for item in record.records("population")),
        conflicts=record.texts("conflicts"),
    )
    record.finish()
    return entry


def _term(record: Record) -> PhenotypeTerm:
    mapping = record.text("mapping")
    if mapping not in ("label", "nearest"):
        raise RecordError(f"{record.where}: mapping is {mapping!r}")
    term = PhenotypeTerm(
        record.text("id"), record.text("label"), record.texts("words"), mapping == "nearest"
    )
    record.finish()
    return term


def _patients(record: Record) -> PatientCount:
    count = PatientCount(
        record.optional_integer("patients"),
        record.optional_integer("families"),
        record.text("statement"),
    )
    record.finish()
    return count


def _finding(record: Record) -> FunctionalFinding:
    finding = FunctionalFinding(
        variant=record.text("variant"),
        as_printed=record.optional_text("as_printed"),
        finding=record.text("finding"),
        assay=record.text("assay"),
        result=record.text("result"),
        system=record.optional_text("system"),
        publication=record.text("publication"),
        pmids=record.texts("pmids"),
        dois=record.texts("dois"),
        source=record.text("source"),
        note=record.optional_text("note"),
    )
    record.finish()
    return finding


def _population(record: Record) -> PopulationCount:
    count = PopulationCount(
        rsid=record.optional_text("rsid"),
        grch38=record.optional_text("grch38"),
        grch37_pos=record.optional_integer("grch37_pos"),
        dataset=record.text("dataset"),
        allele_count=record.optional_integer("allele_count"),
        allele_number=record.optional_integer("allele_number"),
        allele_frequency=record.optional_text("allele_frequency"),
        homozygotes=record.optional_integer("homozygotes"),
        hemizygotes=record.optional_integer("hemizygotes"),
        result=record.optional_text("result"),
        derived=record.optional_text("derived"),
        source=record.text("source"),
        note=record.optional_text("note"),
    )
    record.finish()
    return count


def _unread(record: Record) -> UnreadPaper:
    paper = UnreadPaper(
        publication=record.text("publication"),
        pmids=record.texts("pmids"),
        dois=record.texts("dois"),
        journal=record.optional_text("journal"),
        says=record.text("says"),
        source=record.text("source"),
    )
    record.finish()
    return paper
