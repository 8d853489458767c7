"""What a catalog entry cites: publications, each once, apart from records of databases.

Several sources may name one publication: one was read and says something of the variant, another is
a record of ClinVar that only cites it. That makes one paper with two statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from foxp3tool.model.frozen import frozen

_RECORD: Final = re.compile(r"(?:UniProt(?:KB)?|ClinVar|dbSNP|gnomAD|LOVD)\b")
_UNREAD: Final = "paper itself not read"


@frozen
class Reference:
    """A publication and what it says of one variant, in our own words."""

    pmid: str | None
    doi: str | None
    title: str | None
    first_author: str | None
    year: int | None
    journal: str | None
    says: str | None
    source: str | None
    note: str | None

    @property
    def citation(self) -> str:
        """The shortest text that leads to the publication."""
        if self.pmid:
            return f"PMID:{self.pmid}"
        if self.doi:
            return f"doi:{self.doi}"
        parts = [part for part in (self.first_author, self.title, self.journal) if part]
        if parts and self.year:
            parts[0] = f"{parts[0]} ({self.year})"
        return ", ".join(parts) or self.source or ""

    @property
    def is_paper(self) -> bool:
        """False for a record of a database, and for a place that names no publication."""
        return bool(self.pmid or self.doi) or not (self.is_record or self.is_place)

    @property
    def is_record(self) -> bool:
        """True for a record of a database, such as a line of UniProt's humsavar."""
        if self.pmid or self.doi:
            return False
        return _RECORD.match(self.title or self.journal or "") is not None

    @property
    def is_place(self) -> bool:
        """True if it says no more than where something stands: a line of a table, no address."""
        told = (self.pmid, self.doi, self.title, self.first_author, self.journal)
        return not any(told) and not (self.source or "").startswith(("http://", "https://"))

    @property
    def is_read(self) -> bool:
        """False if a database cites the publication for the variant and nobody read it."""
        return _UNREAD not in (self.says or "")


@frozen
class Paper:
    """One publication with everything that sources say of it for one variant.

    Args:
        reference: The publication, with what any of the sources tells of it; the one whose
            statement was read in the publication itself comes first.
        statements: What the sources say, one each.
    """

    reference: Reference
    statements: tuple[Reference, ...]

    @property
    def is_read(self) -> bool:
        """True if one of the statements was read in the publication."""
        return any(one.is_read for one in self.statements)

    @property
    def says(self) -> str:
        """What the statements say."""
        return "; ".join(dict.fromkeys(one.says for one in self.statements if one.says))


def papers_of(references: Iterable[Reference]) -> tuple[Paper, ...]:
    """Return the publications among references, each once, in the order of their first mention.

    Two references are one publication if they have a PMID or a DOI in common, or, where they have
    neither, if they are told in the same words.
    """
    groups: list[list[Reference]] = []
    for reference in references:
        if not reference.is_paper:
            continue
        alike = [group for group in groups if any(_is_same(reference, one) for one in group)]
        if not alike:
            groups.append([reference])
            continue
        alike[0].append(reference)
        for other in alike[1:]:
            # This one joins a PMID and a DOI that were not known to be of one publication.
            alike[0].extend(other)
            groups.remove(other)
    return tuple(_paper(group) for group in groups)


def _is_same(one: Reference, other: Reference) -> bool:
    if one.pmid and other.pmid:
        return one.pmid == other.pmid
    if one.doi and other.doi:
        return one.doi.casefold() == other.doi.casefold()
    if one.pmid or one.doi or other.pmid or other.doi:
        return False
    return one.citation == other.citation


def _paper(group: list[Reference]) -> Paper:
    """Return a publication; what its first statement leaves open the others may tell."""
    ordered = sorted(group, key=lambda one: not one.is_read)
    first = ordered[0]
    known = {
        name: next((found for one in ordered if (found := getattr(one, name))), None)
        for name in ("pmid", "doi", "title", "first_author", "year", "journal")
    }
    return Paper(replace(first, **known), tuple(ordered))
