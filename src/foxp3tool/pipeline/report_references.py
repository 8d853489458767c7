"""The publications that the sheets of a report cite, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.link import Link
from foxp3tool.model.papers import Reference
from foxp3tool.model.report import Publication, ReportVariant
from foxp3tool.notation.links import of_reference

_PUBLISHED: Final = ("https://pubmed.ncbi.nlm.nih.gov/", "https://doi.org/")


def publications(
    variants: Iterable[ReportVariant], catalog: Sequence[ReportedMutation]
) -> tuple[Publication, ...]:
    """Return what the variants cite, in the order in which it is met.

    PubMed and DOI of one publication make one item, as far as the catalog knows them together.
    """
    known = _known(catalog)
    links: dict[str, dict[str, Link]] = {}
    numbers: dict[str, dict[int, None]] = {}
    for variant in variants:
        for link in _cited_links(variant, known):
            reference = known.get(link.url)
            mine = of_reference(reference) if reference is not None else (link,)
            key = mine[0].url
            links.setdefault(key, {}).update((one.url, one) for one in mine)
            numbers.setdefault(key, {})[variant.number] = None
    return tuple(
        Publication(
            _text(known[key]) if key in known else "",
            tuple(found.values()),
            tuple(numbers[key]),
        )
        for key, found in links.items()
    )


def _known(catalog: Sequence[ReportedMutation]) -> dict[str, Reference]:
    """Return the publications of the catalog by address; the one told with most words counts."""
    known: dict[str, Reference] = {}
    for entry in catalog:
        for reference in entry.references:
            for link in of_reference(reference):
                before = known.get(link.url)
                if link.url and (before is None or _told(reference) > _told(before)):
                    known[link.url] = reference
    return known


def _text(reference: Reference) -> str:
    """Return who, when, what and where, as far as the catalog knows."""
    who = " ".join(str(part) for part in (reference.first_author, reference.year) if part)
    return ". ".join(part.rstrip(".") for part in (who, reference.title, reference.journal) if part)


def _told(reference: Reference) -> int:
    parts = (
        reference.pmid, reference.doi, reference.first_author, reference.year, reference.journal,
    )  # fmt: skip
    return sum(bool(part) for part in parts)


def _cited_links(variant: ReportVariant, known: dict[str, Reference]) -> Iterator[Link]:
    """Yield links to publications: by number, or where one without a number was read."""
    for section in variant.sheet.sections:
        for line in section.lines:
            for link in line.links:
                paper = known.get(link.url)
                if link.url.startswith(_PUBLISHED) or (paper is not None and paper.is_paper):
                    yield link
