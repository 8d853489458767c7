"""Prove what the catalog says beyond its alleles: ids, references, terms, population alleles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from foxp3tool.errors import ReferenceDataError, counted
from foxp3tool.model.catalog import ReportedMutation, Resolution
from foxp3tool.model.catalog_details import CatalogDetails, EntryDetails, PopulationCount
from foxp3tool.model.renewal import CLINVAR_ID
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.catalog_details import load_details

_ID: Final = re.compile(r"FOXP3-IPEX-\d{4}|CLINVAR-[1-9]\d*(?:\.\d+)?")
_PMID: Final = re.compile(r"[1-9]\d{0,7}")
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_HPO: Final = re.compile(r"HP:\d{7}")
_RSID: Final = re.compile(r"rs[1-9]\d*")
_DATE: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def id_faults(bundle: Bundle) -> tuple[str, ...]:
    """Return what is wrong with ids: their form, one of two alleles, one that was retired."""
    faults = [f"{e.id}: not of the form FOXP3-IPEX-0000" for e in bundle.catalog
              if not _ID.fullmatch(e.id)]  # fmt: skip
    for assembly in bundle.genes:
        seen: dict[tuple[int, str, str, int | None], str] = {}
        for entry in bundle.catalog:
            place = entry.placements.get(assembly)
            if place is None:
                continue
            first = seen.setdefault((place.pos, place.ref, place.alt, place.end), entry.id)
            if first != entry.id:
                faults.append(f"{entry.id}: has the {assembly} allele of {first}")
    details = _details(bundle)
    if isinstance(details, str):
        return (*faults, details)
    now = {entry.id for entry in bundle.catalog if not entry.id.startswith(CLINVAR_ID)}
    faults += [f"{identifier}: is retired, and used again"
               for identifier in details.retired_ids if identifier in now]  # fmt: skip
    faults += [f"{identifier}: has details, but is no entry"
               for identifier in details.entries.keys() - now]  # fmt: skip
    return (*faults, *(f"{name}: has no details" for name in sorted(now - details.entries.keys())))


def reference_faults(bundle: Bundle) -> tuple[str, ...]:
    """Return what is wrong with references: malformed numbers, statements without a source."""
    return tuple(fault for entry in bundle.catalog for fault in _reference_faults(entry))


def _reference_faults(entry: ReportedMutation) -> Iterator[str]:
    for reference in entry.references:
        yield from _malformed(entry.id, _PMID, "PMID", [reference.pmid])
        yield from _malformed(entry.id, _DOI, "DOI", [reference.doi])
        if not reference.source:
            yield f"{entry.id}: {reference.citation} does not say where it was read"
    yield from _malformed(entry.id, _RSID, "rsID", entry.rsids)
    for statement in entry.classifications:
        yield from _malformed(entry.id, _DATE, "date", [statement.as_of, statement.absent_from])
    if not entry.citations:
        yield f"{entry.id}: rests on no source"


def detail_faults(bundle: Bundle) -> tuple[str, ...]:
    """Return what is wrong with findings, counts and terms."""
    details = _details(bundle)
    if isinstance(details, str):
        return (details,)
    faults = [
        fault for entry in bundle.catalog for fault in _entry_faults(entry, details.of(entry.id))
    ]
    general = EntryDetails(
        functional=details.general_findings, population=details.unplaced_population
    )
    faults += _detail_faults("of no entry", general)
    for paper in details.papers_not_read:
        where = f"paper not read, {paper.publication}"
        faults += _malformed(where, _PMID, "PMID", paper.pmids)
        faults += _malformed(where, _DOI, "DOI", paper.dois)
        if not paper.source:
            faults.append(f"{where}: does not say where it was read")
    return tuple(faults)


def _entry_faults(entry: ReportedMutation, details: EntryDetails) -> Iterator[str]:
    yield from _detail_faults(entry.id, details)
    statements = tuple(count.statement for count in details.patient_counts)
    if statements != entry.patients:
        yield f"{entry.id}: patient counts are not of the entry's statements"
    said = " ".join(entry.phenotypes)
    for term in details.phenotype_terms:
        for words in term.words:
            if words not in said:
                yield f"{entry.id}: {term.id} rests on {words!r}, which no source says"
    if details.population and entry.resolution is not Resolution.EXACT:
        yield f"{entry.id}: has population counts, but no allele known to the base"


def _detail_faults(where: str, details: EntryDetails) -> Iterator[str]:
    yield from _malformed(where, _HPO, "HPO id", [term.id for term in details.phenotype_terms])
    for finding in details.functional:
        yield from _malformed(where, _PMID, "PMID", finding.pmids)
        yield from _malformed(where, _DOI, "DOI", finding.dois)
        if not finding.source:
            yield f"{where}: {finding.publication} does not say where it was read"
    for count in details.population:
        yield from _malformed(where, _RSID, "rsID", [count.rsid])
        seen, of = count.allele_count, count.allele_number
        if seen is not None and of is not None and seen > of:
            yield f"{where}: {count.dataset} has {counted(seen, 'allele')} of {of}"
        if not count.source:
            yield f"{where}: {count.dataset} does not say where it was read"


def population_faults(bundle: Bundle) -> tuple[str, ...]:
    """Return population counts whose allele is not the entry's, on any build."""
    details = _details(bundle)
    if isinstance(details, str):
        return (details,)
    return tuple(
        f"{entry.id}: {count.dataset} counts {count.grch38} (GRCh37 {count.grch37_pos}), which is "
        "not its allele"
        for entry in bundle.catalog
        for count in details.of(entry.id).population
        if not _counts(count, entry)
    )


def _counts(count: PopulationCount, entry: ReportedMutation) -> bool:
    """Tell whether a count is of the allele of an entry, on both builds."""
    new, old = entry.placements.get("GRCh38"), entry.placements.get("GRCh37")
    if new is None or old is None:
        return False
    return (
        count.grch38 == f"X-{new.pos}-{new.ref}-{new.alt}"
        and count.grch37_pos == old.pos
        and {old.ref, old.alt} == {new.ref, new.alt}
    )


def _malformed(
    where: str, form: re.Pattern[str], kind: str, values: Iterable[str | None]
) -> Iterator[str]:
    for value in values:
        if value is not None and not form.fullmatch(value):
            yield f"{where}: {kind} {value!r} is malformed"


def _details(bundle: Bundle) -> CatalogDetails | str:
    """Return the details, or why they cannot be read."""
    try:
        return load_details(bundle)
    except ReferenceDataError as error:
        return error.message
