"""The catalog as JSON; ``schemas/catalog_export.schema.json`` of the bundle describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from foxp3tool.model.catalog_view import CatalogSelection, EntryView


def json_text(selection: CatalogSelection) -> str:
    """Return the JSON text: edition, entries with all that is known, and the reading list."""
    details = selection.details
    document = {
        "catalog": _edition(selection),
        "entries": [_entry(view) for view in selection.views],
        "general_findings": [asdict(finding) for finding in details.general_findings],
        "unplaced_population": [asdict(count) for count in details.unplaced_population],
        "papers_not_read": [asdict(paper) for paper in details.papers_not_read],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def entry_lines(selection: CatalogSelection) -> Iterator[str]:
    """Yield the entries as JSON, one a line, each with the catalog that it is of."""
    edition = _edition(selection)
    for view in selection.views:
        yield json.dumps({**_entry(view), "catalog": edition}, ensure_ascii=False)


def _edition(selection: CatalogSelection) -> dict[str, Any]:
    edition = selection.edition
    return {
        "program": edition.program,
        "data_version": edition.data_version,
        "location": edition.location,
        "entries_in_catalog": edition.entries,
        "filters": list(selection.filters),
        "hpo_release": selection.details.hpo_release,
        "use": "Research use only; not a diagnosis.",
    }


def _entry(view: EntryView) -> dict[str, Any]:
    """Return an entry: its own fields, then what is computed, then the details."""
    found = asdict(view.entry)
    found["citations"] = list(view.entry.citations)
    found["computed"] = {
        "consequences": list(view.terms),
        "domains": list(view.domains),
        "domains_all": list(view.domains_all),
        "hgvs_g": dict(view.hgvs_g),
        "hgvs_c": view.hgvs_c or None,
        "hgvs_p": view.hgvs_p or None,
        "delta2_hgvs_c": view.companion_c or None,
        "delta2_hgvs_p": view.companion_p or None,
    }
    return found | asdict(view.details)
