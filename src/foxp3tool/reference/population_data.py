"""Read the population counts out of the catalog's details, without the rest of them."""

from __future__ import annotations

import json
from typing import Final

from foxp3tool.errors import ReferenceDataError
from foxp3tool.model.evidence import PopulationCount
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.records import Record, RecordError

_POPULATIONS: Final = ("gnomAD",)
"""Data sets of people that were not chosen for a disease, by the beginning of their names."""


def read_population_counts(bundle: Bundle) -> dict[str, tuple[PopulationCount, ...]]:
    """Return the counts of each catalog entry that has some.

    Case-control studies, and statements without numbers, are left out.

    Raises:
        ReferenceDataError: If they are not as the schema says.
    """
    try:
        entries = Record(json.loads(bundle.details_text), "catalog details").record("entries")
        return {name: _counts(entries.record(name)) for name in entries.names()}
    except (ValueError, RecordError) as error:
        raise ReferenceDataError(
            f"broken: {error}",
            file=f"{bundle.location}: catalog_details.json",
            remedy="reinstall foxp3tool, or name another bundle with --reference",
        ) from error


def _counts(entry: Record) -> tuple[PopulationCount, ...]:
    if not entry.has("population"):
        return ()
    found = []
    for stated in entry.records("population"):
        count, number = (stated.optional_integer(k) for k in ("allele_count", "allele_number"))
        dataset = stated.text("dataset")
        if dataset.startswith(_POPULATIONS) and count is not None and number:
            found.append(
                PopulationCount(
                    dataset=dataset,
                    allele_count=count,
                    allele_number=number,
                    hemizygotes=stated.optional_integer("hemizygotes"),
                    homozygotes=stated.optional_integer("homozygotes"),
                    source=stated.text("source"),
                )
            )
    return tuple(found)
