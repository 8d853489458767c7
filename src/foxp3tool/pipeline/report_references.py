"""The publications that the sheets of a report cite, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from foxp3tool.knowledge.guidelines import GUIDELINES
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.link import Link
from foxp3tool.model.papers import Reference, papers_of
from foxp3tool.model.report import Publication, ReportVariant
from foxp3tool.notation.links import of_reference, of_source

_PUBLISHED: Final = ("https://pubmed.ncbi.nlm.nih.gov/", "https://doi.org/")
_UNREAD: Final = "Authors and title not read"


def publications(
    variants: Iterable[ReportVariant], catalog: Sequence[ReportedMutation]
) -> tuple[Publication, ...]:
    """Return what the variants cite, in the order in which it is met.

    That is every paper of their catalog entries, also one without a PubMed number and a DOI, and
    what else their sheets link. PubMed and DOI of one publication make one item, as far as the
    catalog knows them together.
    """
    known = _Known(catalog)
    cited: dict[Publication, dict[int, None]] = {}
    for variant in variants:
        for one in (*map(known.of_reference, _papers(variant)), *_linked(variant, known)):
            cited.setdefault(one, {})[variant.number] = None
    return tuple(Publication(one.text, one.links, tuple(numbers)) for one, numbers in cited.items())


class _Known:
    """What is known of publications, with what any source tells of each.

    Args:
        catalog: The catalog.
    """

    def __init__(self, catalog: Sequence[ReportedMutation]) -> None:
        """Bring together what the catalog and the rules of the hints say."""
        told = dict.fromkeys(one for entry in catalog for one in entry.references)
        self._of_reference: dict[Reference, Publication] = {}
        self._of_link: dict[str, Publication] = {}
        for paper in papers_of(told):
            made = _publication(paper.reference)
            for statement in (paper.reference, *paper.statements):
                self._of_reference[statement] = made
                for link in of_reference(statement):
                    if link.url.startswith(_PUBLISHED):
                        self._of_link[_key(link)] = made
        for named, rule in GUIDELINES.items():
            made = self._of_link.get(_key(of_source(named))) or _publication(rule)
            for link in (of_source(named), *of_reference(rule)):
                self._of_link.setdefault(_key(link), made)

    def of_reference(self, reference: Reference) -> Publication:
        """Return a paper of the catalog."""
        return self._of_reference.get(reference) or _publication(reference)

    def of_link(self, link: Link) -> Publication | None:
        """Return a publication that is linked; None for a link to something else."""
        found = self._of_link.get(_key(link))
        if found is None and link.url.startswith(_PUBLISHED):
            # One address may be linked by several texts.
            named = link.text.startswith(("PMID:", "doi:"))
            found = Publication(_UNREAD if named else "", (link,), ())
            self._of_link[_key(link)] = found
        return found


def _key(link: Link) -> str:
    return link.url or link.text


def _publication(reference: Reference) -> Publication:
    return Publication(_text(reference), of_reference(reference), ())


def _text(reference: Reference) -> str:
    """Return who, when, what and where, as far as it is known."""
    year = str(reference.year or "")
    who = " ".join(part for part in (reference.first_author, year) if part)
    parts = [who if reference.first_author else "", reference.title or "", reference.journal or ""]
    told = [part.rstrip(".") for part in parts if part]
    if not (reference.first_author or reference.title):
        told.insert(0, _UNREAD)
    if year and not reference.first_author:
        told[0] += f" ({year})"
    return ". ".join(told)


def _papers(variant: ReportVariant) -> Iterator[Reference]:
    for entry in variant.cited:
        for paper in entry.papers:
            # The first statement is one of the catalog's own; what all of them tell is not.
            yield paper.statements[0]


def _linked(variant: ReportVariant, known: _Known) -> Iterator[Publication]:
    for section in variant.sheet.sections:
        for line in section.lines:
            yield from filter(None, map(known.of_link, line.links))
