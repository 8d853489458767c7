"""What results are made with, and what stands beside a row that the row itself does not hold."""

from __future__ import annotations

from collections.abc import Callable

from foxp3tool._version import __version__
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.evidence import PopulationCount
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.provenance import Provenance
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit


def provenance_of(toolkit: Toolkit) -> Provenance:
    """Return program, data and catalog that results of a toolkit rest on."""
    return Provenance(
        program="foxp3tool",
        version=__version__,
        data_version=toolkit.bundle.manifest.data_version,
        catalog=toolkit.catalog_used,
        use=RESEARCH_USE,
    )


def population_of(toolkit: Toolkit) -> Callable[[AnnotatedRow], tuple[PopulationCount, ...]]:
    """Return what gives the counts of the allele of a row.

    Several changes together, or one whose ends are not known, have none.
    """

    def counts(row: AnnotatedRow) -> tuple[PopulationCount, ...]:
        if row.variant is None or row.evidence is None:
            return ()
        if any(issue.code is IssueCode.UNCERTAIN_ENDS for issue in row.issues):
            return ()
        found, _ = toolkit.populations.of(
            row.variant.variant, [entry.id for entry in row.match.entries]
        )
        return found

    return counts
