"""catalog_details.json: what is known of an entry beyond what annotating needs.

Functional findings, population counts, phenotype terms, numbers of patients, conflicts between the
sources, and the papers whose variants could not be read. Only the catalog commands load it.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bundle_constants import BUILD_SPECIFIC_HGVS_C
from catalog_conflicts import read_conflicts
from catalog_ids import RETIRED
from catalog_text import check_identifier
from facts_reader import FactError, Row, read_table
from phenotype_terms import HPO_RELEASE, HPO_SOURCE, phenotype_terms, unused_words

FUNCTIONAL = "catalog/functional.tsv"
POPULATION = "catalog/population.tsv"
UNREAD = "catalog/papers_variant_not_read.tsv"
FUNCTIONAL_COLUMNS = (
    "variant_id",
    "hgvs_c",
    "variant",
    "as_printed",
    "functional_class",
    "assay",
    "result",
    "system",
    "publication",
    "pmid",
    "doi",
    "source_address",
    "note",
)
POPULATION_COLUMNS = (
    "variant_id",
    "hgvs_c",
    "rsid",
    "grch38_pos",
    "grch37_pos",
    "ref",
    "alt",
    "dataset",
    "allele_count",
    "allele_number",
    "allele_frequency",
    "homozygotes",
    "hemizygotes",
    "population_or_result",
    "source_address",
    "derived",
    "note",
)
UNREAD_COLUMNS = (
    "publication",
    "pmid",
    "doi",
    "journal",
    "what_the_page_says",
    "source_address",
)

# A row of this dataset says that nothing was read: it has neither a count nor a source.
NOT_READ = "not read"

Entry = Mapping[str, object]

# How the sources count; what fits none of these is a statement without numbers.
_COUNTED = (
    re.compile(r"(?P<patients>\d+) (?:patients?|of \d+ neonatal cases)\b"),
    re.compile(r"(?P<families>\d+) (?:unrelated )?(?:families|family|pedigree|sibship)\b"),
    re.compile(r"(?P<families>\d+) of \d+ kindreds\b"),
)
_PLAIN_NUMBER = re.compile(r"\d[\d.]*(?:e-\d+)?")
# A number that several variants share, or that counts records, is not one of this variant.
_NOT_OF_THIS_VARIANT = re.compile(r" together \d+ patients |^\d+ record ")


def patient_count(statement: str) -> dict[str, object]:
    """Return the numbers that a statement plainly gives for this variant.

    Args:
        statement: For example `3 patients, 2 unrelated families (Rubio-Cabezas 2009)`.

    Returns:
        patients and families, each None where not stated, and the statement itself.
    """
    numbers: dict[str, int | None] = {"patients": None, "families": None}
    # What stands in brackets is the source, or tells of relatives.
    said = statement.partition(" (")[0]
    if not _NOT_OF_THIS_VARIANT.search(f"{said} "):
        for form in _COUNTED:
            if match := form.search(said):
                numbers.update({name: int(value) for name, value in match.groupdict().items()})
        if numbers == {"patients": None, "families": None}:
            raise ValueError(f"the numbers of {statement!r} cannot be read")
    return {**numbers, "statement": statement}


def _identifiers(row: Row, field: str) -> list[str]:
    try:
        return [check_identifier(field, value) for value in row.items(field, ";")]
    except ValueError as error:
        raise row.error(str(error)) from error


def _whole(row: Row, field: str) -> int | None:
    """Return a count, None where the source gives none."""
    value = row[field]
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or (value != "0" and value.startswith("0")):
        raise row.error(f"{field} is {value!r}, not a whole number")
    return int(value)


def _entry_of(row: Row, entries: Mapping[str, Entry]) -> Entry | None:
    """Return the entry that a row speaks of; its c. name must be one of the entry's."""
    key = row["variant_id"]
    if not key:
        return None
    if key not in entries:
        raise row.error(f"variant_id {key!r} is not in the catalog")
    entry = entries[key]
    names = {str(name) for name in _names_of(key, entry)}
    if row["hgvs_c"] and row["hgvs_c"] not in names:
        raise row.error(f"hgvs_c {row['hgvs_c']} is none of {', '.join(sorted(names))}")
    return entry


def _names_of(key: str, entry: Entry) -> list[object]:
    other = entry["hgvs_other"]
    names = [entry["hgvs_c"], *BUILD_SPECIFIC_HGVS_C.get(key, {}).values()]
    return names + other if isinstance(other, list) else names


def _functional(row: Row) -> dict[str, object]:
    return {
        "variant": row.required("variant"),
        "as_printed": row.text("as_printed"),
        "finding": row.required("functional_class"),
        "assay": row.required("assay"),
        "result": row.required("result"),
        "system": row.text("system"),
        "publication": row.required("publication"),
        "pmids": _identifiers(row, "pmid"),
        "dois": _identifiers(row, "doi"),
        "source": row.required("source_address"),
        "note": row.text("note"),
    }


def _check_allele(row: Row, entry: Entry) -> None:
    """Stop where a population row speaks of another allele than its entry."""
    placements = entry["placements"]
    assert isinstance(placements, dict)
    stated = (row["ref"], row["alt"])
    for build, place in placements.items():
        if str(place["pos"]) != row[f"{build.lower()}_pos"]:
            raise row.error(f"{build} position is {row[f'{build.lower()}_pos']}, of the entry "
                            f"{place['pos']}")  # fmt: skip
        own = (place["ref"], place["alt"])
        # The row's alleles are those of GRCh38; the other build may have the ALT as reference.
        if stated != own and (build == "GRCh38" or stated != own[::-1]):
            raise row.error(f"alleles {'>'.join(stated)}, of the entry {'>'.join(own)} on {build}")


def _population(row: Row, entry: Entry | None) -> dict[str, object]:
    if entry is not None:
        _check_allele(row, entry)
    if row["rsid"]:
        try:
            check_identifier("rsids", row["rsid"])
        except ValueError as error:
            raise row.error(str(error)) from error
    count, number = _whole(row, "allele_count"), _whole(row, "allele_number")
    if count is not None and number is not None and count > number:
        raise row.error(f"{count} alleles of {number}")
    frequency = row["allele_frequency"]
    # A stated frequency has its own number of digits; it may also name an allele.
    plain = float(frequency) if _PLAIN_NUMBER.fullmatch(frequency) else None
    if None not in (count, plain) and number and abs(count / number - plain) > 0.01 * plain:
        raise row.error(f"{count} of {number} is not {frequency}")
    placed = entry is not None
    return {
        "rsid": row.text("rsid"),
        "grch38": f"X-{row['grch38_pos']}-{row['ref']}-{row['alt']}" if placed else None,
        "grch37_pos": row.number("grch37_pos") if placed else None,
        "dataset": row.required("dataset"),
        "allele_count": count,
        "allele_number": number,
        "allele_frequency": row.text("allele_frequency"),
        "homozygotes": _whole(row, "homozygotes"),
        "hemizygotes": _whole(row, "hemizygotes"),
        "result": row.text("population_or_result"),
        "derived": row.text("derived"),
        "source": row.required("source_address"),
        "note": row.text("note"),
    }


def _unread(row: Row) -> dict[str, object]:
    return {
        "publication": row.required("publication"),
        "pmids": _identifiers(row, "pmid"),
        "dois": _identifiers(row, "doi"),
        "journal": row.text("journal"),
        "says": row.required("what_the_page_says"),
        "source": row.required("source_address"),
    }


def _texts(entry: Entry, field: str) -> list[str]:
    found = entry[field]
    assert isinstance(found, list)
    return found


def _counts(facts: Path, entry: Entry) -> list[dict[str, object]]:
    try:
        return [patient_count(text) for text in _texts(entry, "patients")]
    except ValueError as error:
        raise FactError(
            facts / "catalog/mutations.tsv",
            None,
            f"{entry['source_key']}: {error}",
            "add the form to catalog_details_file.py",
        ) from error


def details_object(facts: Path, entries: Sequence[Entry]) -> dict[str, object]:
    """Return the content of catalog_details.json.

    Args:
        facts: The facts folder.
        entries: Entries of catalog.json.

    Returns:
        The JSON object.

    Raises:
        FactError: A row contradicts itself or its entry.
    """
    by_key = {str(entry["source_key"]): entry for entry in entries}
    phenotypes = [text for entry in entries for text in _texts(entry, "phenotypes")]
    if unused := unused_words(phenotypes):
        raise FactError(
            facts / "catalog/mutations.tsv",
            None,
            f"no phenotype has the words {', '.join(map(repr, unused))}",
            "remove them from phenotype_terms.py, or restore the rows",
        )
    conflicts = read_conflicts(facts, set(by_key))
    details: dict[str, dict[str, list[object]]] = {
        key: {
            "phenotype_terms": [*phenotype_terms(_texts(entry, "phenotypes"))],
            "patient_counts": [*_counts(facts, entry)],
            "functional": [],
            "population": [],
            "conflicts": [*conflicts.get(key, [])],
        }
        for key, entry in by_key.items()
    }
    general: list[dict[str, object]] = []
    for row in read_table(facts, FUNCTIONAL, FUNCTIONAL_COLUMNS, "variant_id", numbered=True):
        entry, finding = _entry_of(row, by_key), _functional(row)
        (general if entry is None else details[row["variant_id"]]["functional"]).append(finding)
    unplaced: list[dict[str, object]] = []
    for row in read_table(facts, POPULATION, POPULATION_COLUMNS, "variant_id", numbered=True):
        if row["dataset"] == NOT_READ:
            continue
        entry = _entry_of(row, by_key)
        found = _population(row, entry)
        (unplaced if entry is None else details[row["variant_id"]]["population"]).append(found)
    unread = read_table(facts, UNREAD, UNREAD_COLUMNS, "publication", numbered=True)
    return {
        "hpo": {"release": HPO_RELEASE, "source": HPO_SOURCE},
        "retired_ids": list(RETIRED),
        "entries": {str(by_key[key]["id"]): value for key, value in details.items()},
        "general_findings": general,
        "unplaced_population": unplaced,
        "papers_not_read": [_unread(row) for row in unread],
    }
