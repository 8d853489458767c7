"""Keep the renewed catalog in the user's data folder, and read it back beside its bundle."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from foxp3tool.errors import ReferenceDataError, counted
from foxp3tool.model.catalog import Assertion, ReportedMutation
from foxp3tool.model.frozen import frozen
from foxp3tool.model.renewal import CLINVAR_ID, Renewal
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.catalog_data import read_entries
from foxp3tool.reference.records import Record, RecordError

RENEWED_SCHEMA: Final = "1.1"
"""The format of a renewed catalog that this version of the program reads and writes."""
FILE_NAME: Final = "catalog.json"
DATA_VARIABLE: Final = "FOXP3TOOL_DATA"
"""The environment variable that names another data folder."""
_FOLDER_NAME: Final = "foxp3tool"
_RESET: Final = "foxp3tool catalog reset removes it; foxp3tool catalog update makes a new one"
_PARTS: Final = re.compile(r"\s*;\s*")


@frozen
class AsBundled:
    """What the bundle that was renewed says of an entry, where the renewal says otherwise."""

    assertion: Assertion
    phenotypes: tuple[str, ...]
    note: str | None


def data_folder() -> Path:
    """Return the folder for the user's data; it need not exist.

    Raises:
        ReferenceDataError: If the environment variable names the home of nobody.
    """
    named = os.environ.get(DATA_VARIABLE)
    if named:
        try:
            return Path(named).expanduser().absolute()
        except RuntimeError as error:
            raise ReferenceDataError(
                f"{DATA_VARIABLE} is {named}, and there is no such home folder",
                remedy="name the folder by its whole path",
            ) from error
    if sys.platform == "linux":
        # The rule of the XDG Base Directory Specification, as platformdirs has it; its import makes
        # every start slower.
        base = os.environ.get("XDG_DATA_HOME", "").strip()
        if not base:
            return Path.home() / ".local" / "share" / _FOLDER_NAME
        if Path(base).is_absolute():
            return Path(base) / _FOLDER_NAME
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_data_dir(_FOLDER_NAME, appauthor=False))


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
    except IsADirectoryError as error:
        raise ReferenceDataError(
            "is a folder, not the renewed catalog", file=str(path), remedy="remove the folder"
        ) from error
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror or error}") from error
    try:
        renewal, entries, was = _read(json.loads(text.decode("utf-8")), str(path))
    except ValueError as error:
        raise _unusable(path, f"the renewed catalog is damaged: {error}") from error
    version = bundle.manifest.data_version
    if renewal.bundle != version:
        entries = _rebased(bundle.catalog, entries, was)
        caution = (
            f"the catalog was renewed for bundle {renewal.bundle}, this is bundle {version}: its "
            "ClinVar statements were laid over the new bundle; run foxp3tool catalog update again"
        )
        renewal = replace(renewal, caution=caution)
    renewal = replace(renewal, digest=_digest(text))
    return replace(bundle, catalog=entries, renewal=renewal, bundled=bundle.catalog)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a renewed catalog as it is now, empty if there is none.

    Raises:
        ReferenceDataError: If it cannot be read.
    """
    try:
        return _digest(path.read_bytes())
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _unusable(path, f"cannot be read: {error.strerror or error}") from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def renewed_text(
    renewal: Renewal, entries: Sequence[ReportedMutation], bundled: Sequence[ReportedMutation]
) -> str:
    """Return the text of a renewed catalog.

    Args:
        renewal: The renewal.
        entries: The renewed catalog.
        bundled: The catalog as the bundle has it; what it says otherwise is kept beside.
    """
    own = {entry.id: _as_bundled(entry) for entry in bundled}
    differing = {
        entry.id: asdict(own[entry.id])
        for entry in entries
        if entry.id in own and own[entry.id] != _as_bundled(entry)
    }
    document = {
        "schema_version": RENEWED_SCHEMA,
        "bundle": renewal.bundle,
        "clinvar": {
            "date": renewal.clinvar_date,
            "file": renewal.clinvar_file,
            "assembly": renewal.assembly,
        },
        "number_of_entries": len(entries),
        "as_bundled": differing,
        "entries": [_record(entry) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _as_bundled(entry: ReportedMutation) -> AsBundled:
    return AsBundled(entry.assertion, entry.phenotypes, entry.note)


def _read(
    data: object, path: str
) -> tuple[Renewal, tuple[ReportedMutation, ...], dict[str, AsBundled]]:
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
    # A date that is none would stop every later file, or none.
    if date.fromisoformat(renewal.clinvar_date).isoformat() != renewal.clinvar_date:
        raise RecordError(f"its date {renewal.clinvar_date} is not written as 2026-11-01 is")
    number = record.integer("number_of_entries")
    was = _read_as_bundled(record.record("as_bundled"))
    entries = read_entries(record)
    record.finish()
    if number != len(entries):
        raise RecordError(
            f"it should hold {counted(number, 'entry', 'entries')}, and holds {len(entries)}"
        )
    return renewal, entries, was


def _read_as_bundled(record: Record) -> dict[str, AsBundled]:
    found: dict[str, AsBundled] = {}
    for identifier in record.names():
        one = record.record(identifier)
        found[identifier] = AsBundled(
            Assertion(one.text("assertion")), one.texts("phenotypes"), one.optional_text("note")
        )
        one.finish()
    return found


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


def _rebased(
    bundled: Sequence[ReportedMutation],
    renewed: Sequence[ReportedMutation],
    was: dict[str, AsBundled],
) -> tuple[ReportedMutation, ...]:
    """Return the catalog of another bundle with what a renewal had brought."""
    older = {entry.id: entry for entry in renewed}
    added = {
        place: entry
        for entry in renewed
        if entry.id.startswith(CLINVAR_ID)
        for place in _places(entry)
    }
    entries, known = [], set()
    for entry in bundled:
        # The new bundle may have an entry of an allele that only the renewal had.
        same = [added[place] for place in _places(entry) if place in added]
        known |= {other.id for other in same}
        brought = older.get(entry.id) or next(iter(same), None)
        entries.append(entry if brought is None else _overlaid(entry, brought, was))
    entries += [e for e in renewed if e.id.startswith(CLINVAR_ID) and e.id not in known]
    return tuple(entries)


def _places(entry: ReportedMutation) -> list[tuple[str, int, str, str]]:
    return [(name, p.pos, p.ref, p.alt) for name, p in entry.placements.items()]


def _overlaid(
    entry: ReportedMutation, renewed: ReportedMutation, was: dict[str, AsBundled]
) -> ReportedMutation:
    """Return an entry with what a renewal had brought, its statements in front.

    The renewed assertion stays where both bundles assert the same. Otherwise the newer judgement of
    the bundle stands, until the next update compares it with ClinVar's words.
    """
    brought = tuple(s for s in renewed.classifications if s.is_renewed)
    overlaid = replace(
        entry,
        classifications=brought + entry.classifications,
        clinvar_variation_ids=_joined(entry.clinvar_variation_ids, renewed.clinvar_variation_ids),
        clinvar_allele_ids=_joined(entry.clinvar_allele_ids, renewed.clinvar_allele_ids),
        rsids=_joined(entry.rsids, renewed.rsids),
    )
    before = was.get(entry.id)
    if before is None or before.assertion is not entry.assertion:
        return overlaid
    had, has = _parts(before.note), _parts(renewed.note)
    parts = [part for part in _parts(entry.note) if part in has or part not in had]
    parts += [part for part in has if part not in had and part not in parts]
    is_same = before.phenotypes == entry.phenotypes
    return replace(
        overlaid,
        assertion=renewed.assertion,
        phenotypes=renewed.phenotypes if is_same else entry.phenotypes,
        note="; ".join(parts) or None,
    )


def _parts(note: str | None) -> list[str]:
    return [part for part in _PARTS.split(note or "") if part]


def _joined(own: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(own + more))


def _unusable(path: Path, reason: str) -> ReferenceDataError:
    return ReferenceDataError(reason, file=str(path), remedy=_RESET)
