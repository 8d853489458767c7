"""A catalog entry together with what is computed of it, as the catalog commands show it."""

from __future__ import annotations

from foxp3tool.model.catalog import Placement, ReportedMutation, Resolution
from foxp3tool.model.catalog_details import CatalogDetails, EntryDetails
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.protein import ProteinFeature


@frozen
class CatalogEdition:
    """Which catalog something was made from.

    Args:
        program: Name and version of the program.
        data_version: Version of the bundle.
        location: Where it was read from.
        entries: Number of entries of the whole catalog.
    """

    program: str
    data_version: str
    location: str
    entries: int


@frozen
class EntryView:
    """One entry with the names and terms that the engine gives its allele.

    Args:
        entry: The entry.
        details: What else is known of it.
        terms: Consequence terms on MANE Select, most severe first. Of an entry without a DNA change
            those that its protein name says.
        features: Protein features at the residues concerned.
        hgvs_g: Name on the chromosome by assembly; empty if the allele is not known to the base.
        hgvs_c: Name on MANE Select with its accession; empty if there is none.
        hgvs_p: Protein change with its accession; empty if there is none.
        companion_c: Name on the companion transcript (the delta-2 isoform).
        companion_p: Protein change of the companion transcript.
    """

    entry: ReportedMutation
    details: EntryDetails
    terms: tuple[str, ...] = ()
    features: tuple[ProteinFeature, ...] = ()
    hgvs_g: tuple[tuple[str, str], ...] = ()
    hgvs_c: str = ""
    hgvs_p: str = ""
    companion_c: str = ""
    companion_p: str = ""

    @property
    def domains(self) -> tuple[str, ...]:
        """Names of the primary protein features."""
        return tuple(dict.fromkeys(f.name for f in self.features if f.primary))

    @property
    def domains_all(self) -> tuple[str, ...]:
        """Names of all protein features, with alternative bounds and sites."""
        return tuple(dict.fromkeys(feature.name for feature in self.features))


@frozen
class CatalogSelection:
    """Entries to be written, with what belongs to none of them.

    Args:
        edition: The catalog.
        views: The entries, in catalog order.
        details: Details of the whole catalog.
        filters: How the entries were chosen, in words; empty if all were.
    """

    edition: CatalogEdition
    views: tuple[EntryView, ...]
    details: CatalogDetails
    filters: tuple[str, ...] = ()

    @property
    def described(self) -> str:
        """One line that tells what this is."""
        edition = self.edition
        chosen = f", chosen by {'; '.join(self.filters)}" if self.filters else ""
        return (
            f"{edition.program}; catalog {edition.data_version} ({edition.location}), "
            f"{len(self.views)} of {edition.entries} entries{chosen}"
        )


def changed_bases(placement: Placement) -> Interval:
    """Return the reference bases that an allele changes, 0-based and half-open.

    The bases that REF and ALT share at their start are left out; of an insertion the two
    neighbours are given, as an interval without bases cannot be shown.

    Example:
        >>> changed_bases(Placement(49255491, "TCTC", "T", None, None))
        Interval(start=49255491, end=49255494)
        >>> changed_bases(Placement(100, "A", "<DEL>", 120, None))
        Interval(start=100, end=120)
    """
    start = genomic_index(placement.pos)
    if placement.end is not None:
        return Interval(start + len(placement.ref), placement.end)
    shared = 0
    for reference, other in zip(placement.ref, placement.alt, strict=False):
        if reference != other:
            break
        shared += 1
    end = start + len(placement.ref)
    if start + shared == end:
        return Interval(end - 1, end + 1)
    return Interval(start + shared, end)


def why_unplaced(entry: ReportedMutation, assembly: str) -> str:
    """Say why an entry has no place on a build."""
    if entry.resolution is Resolution.PROTEIN_ONLY:
        return "the DNA change is not known, only the protein change"
    return f"it has no place on {assembly}"
