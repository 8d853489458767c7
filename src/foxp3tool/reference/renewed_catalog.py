"""Keep the renewed catalog in the user's data folder, and read it back beside its bundle."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from foxp3tool.errors import ReferenceDataError
from foxp3tool.model.catalog import Classification, ReportedMutation
from foxp3tool.model.renewal import CLINVAR_ID, RENEWED_STATEMENT, Renewal
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.catalog_data import read_entries
from foxp3tool.reference.records import Record, RecordError

RENEWED_SCHEMA: Final = "1.0"
"""The format of a renewed catalog that this version of the program reads and writes."""
FILE_NAME: Final = "catalog.json"
DATA_VARIABLE: Final = "FOXP3TOOL_DATA"
"""The environment variable that names another data folder."""
_RESET: Final = "foxp3tool catalog reset removes it; foxp3tool catalog update makes a new one"


def data_folder() -> Path:
    """Return the folder for the user's data; it need not exist."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    # A program that names the folder does not pay for the import.
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_data_dir("foxp3tool", appauthor=False))


def renewed_path(folder: Path | None = None) -> Path:
    """Return where the renewed catalog is kept."""
    return (data_folder() if folder is None else folder) / FILE_NAME


def with_renewal(bundle: Bundle, folder: Path | None = None) -> Bundle:
    """Return a bundle with the renewed catalog, or as it is if there is none.

    Args:
        bundle: The bundle.
        folder: Where the renewed catalog is kept; default: the user's data folder.

    Raises:
        ReferenceDataError: If there is a renewed catalog that cannot be used.
    """
    path = renewed_path(folder)
    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return bundle
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror or error}") from error
    try:
        renewal, entries = _read(json.loads(text.decode("utf-8")), str(path))
    except ValueError as error:
        raise _unusable(path, f"the renewed catalog is damaged: {error}") from error
    version = bundle.manifest.data_version
    if renewal.bundle != version:
        entries = _rebased(bundle.catalog, entries)
        caution = (
            f"the catalog was renewed for bundle {renewal.bundle}, this is bundle {version}: its "
            "ClinVar statements were laid over the new bundle; run foxp3tool catalog update again"
        )
        renewal = replace(renewal, caution=caution)
    return replace(bundle, catalog=entries, renewal=renewal)


def renewed_text(renewal: Renewal, entries: Sequence[ReportedMutation]) -> str:
    """Return the text of a renewed catalog."""
    document = {
        "schema_version": RENEWED_SCHEMA,
        "bundle": renewal.bundle,
        "clinvar": {
            "date": renewal.clinvar_date,
            "file": renewal.clinvar_file,
            "assembly": renewal.assembly,
        },
        "number_of_entries": len(entries),
        "entries": [_record(entry) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _read(data: object, path: str) -> tuple[Renewal, tuple[ReportedMutation, ...]]:
    record = Record(data, "renewed catalog")
    schema = record.text("schema_version")
    if schema != RENEWED_SCHEMA:
        raise RecordError(
            f"it has schema version {schema}, this program reads {RENEWED_SCHEMA} (another version "
            "of foxp3tool wrote it)"
        )
    clinvar = record.record("clinvar")
    renewal = Renewal(
        bundle=record.text("bundle"),
        clinvar_date=clinvar.text("date"),
        clinvar_file=clinvar.text("file"),
        assembly=clinvar.text("assembly"),
        path=path,
    )
    clinvar.finish()
    number = record.integer("number_of_entries")
    entries = read_entries(record)
    record.finish()
    if number != len(entries):
        raise RecordError(f"it should hold {number} entries, and holds {len(entries)}")
    return renewal, entries


def _record(entry: ReportedMutation) -> dict[str, Any]:
    """Return an entry as ``catalog.json`` has it."""
    found = asdict(entry)
    for placement in found["placements"].values():
        if placement["end"] is None:
            del placement["end"]
    for statement in found["classifications"]:
        if statement["absent_from"] is None:
            del statement["absent_from"]
    return found


def is_renewed(statement: Classification) -> bool:
    """Tell whether a renewal brought a statement."""
    return RENEWED_STATEMENT in (statement.qualifier or "")


def _rebased(
    bundled: Sequence[ReportedMutation], renewed: Sequence[ReportedMutation]
) -> tuple[ReportedMutation, ...]:
    """Return the catalog of another bundle with what a renewal had brought."""
    older = {entry.id: entry for entry in renewed}
    entries = [_with_statements(entry, older.get(entry.id)) for entry in bundled]
    known = {place for entry in bundled if (place := entry.placements.get("GRCh38")) is not None}
    places = {(place.pos, place.ref, place.alt) for place in known}
    for entry in renewed:
        place = entry.placements.get("GRCh38")
        is_known = place is not None and (place.pos, place.ref, place.alt) in places
        if entry.id.startswith(CLINVAR_ID) and not is_known:
            entries.append(entry)
    return tuple(entries)


def _with_statements(entry: ReportedMutation, renewed: ReportedMutation | None) -> ReportedMutation:
    """Return an entry with the statements that a renewal had brought, in front of its own."""
    if renewed is None:
        return entry
    brought = tuple(filter(is_renewed, renewed.classifications))
    if not brought:
        return entry
    return replace(
        entry,
        classifications=brought + entry.classifications,
        clinvar_variation_ids=_joined(entry.clinvar_variation_ids, renewed.clinvar_variation_ids),
        clinvar_allele_ids=_joined(entry.clinvar_allele_ids, renewed.clinvar_allele_ids),
        rsids=_joined(entry.rsids, renewed.rsids),
    )


def _joined(own: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(own + more))


def _unusable(path: Path, reason: str) -> ReferenceDataError:
    return ReferenceDataError(reason, file=str(path), remedy=_RESET)
