"""What a sheet tells of an entry's sources: papers, each once, and databases and tables apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from foxp3tool.model.catalog import EvidenceStatus, ReportedMutation
from foxp3tool.model.link import Link
from foxp3tool.model.papers import Paper, Reference
from foxp3tool.model.sheet import Line, Tone
from foxp3tool.notation import links as to
from foxp3tool.pipeline.catalog_page import EVIDENCE
from foxp3tool.pipeline.sheet_words import counted

_UNREAD: Final = "cited for it; paper not read"
_NAMED: Final = "named in that line; not read by this program"


def is_own(entry: ReportedMutation) -> bool:
    """Tell whether an entry stands in a table of the user's, which has no page in the catalog."""
    return entry.evidence_status is EvidenceStatus.OWN_TABLE


def how_many(entry: ReportedMutation) -> str:
    """Return how many papers there are of an entry; empty if neither paper nor record is known.

    It is the number of lines that :func:`paper_lines` yields for papers.
    """
    if entry.papers:
        # A line of a user's may name a notebook as well as a paper.
        return counted(len(entry.papers), "reference" if is_own(entry) else "paper")
    return "a record of a database, no paper" if entry.records else ""


def source_lines(entry: ReportedMutation) -> Iterator[Line]:
    """Yield what an entry rests on, its papers, and its records of databases."""
    rests_on = EVIDENCE[entry.evidence_status]
    places = [one.source for one in entry.references if one.is_place and one.source]
    if is_own(entry):
        rests_on = f"your own table: {'; '.join(places)}"
    yield Line("rests on", rests_on)


def paper_lines(entry: ReportedMutation) -> Iterator[Line]:
    """Yield the publications of an entry, each once, and behind them records of databases."""
    if not entry.papers:
        none = "that line names none" if is_own(entry) else "no publication of it was read"
        yield Line("references" if is_own(entry) else "papers", none, tone=Tone.UNKNOWN)
    for number, paper in enumerate(entry.papers):
        label = "references" if is_own(entry) else "papers"
        yield Line("" if number else label, cited(paper, is_own=is_own(entry)),
                   _said(paper.statements), _addresses(paper, entry))  # fmt: skip
    for number, record in enumerate(entry.records):
        yield Line("" if number else "databases", _told(record), _said((record,)),
                   to.of_reference(record))  # fmt: skip


def cited(paper: Paper, *, is_own: bool = False) -> str:
    """Return a publication on one line: who, when, where; its title where these are not known.

    Args:
        paper: The publication.
        is_own: True if a table of the user's names it.
    """
    text = _told(paper.reference)
    if is_own:
        return f"{text} ({_NAMED})" if text else _NAMED
    if paper.is_read:
        return text or "authors and title not read"
    return f"{text} ({_UNREAD})" if text else _UNREAD


def _told(reference: Reference) -> str:
    who = " ".join(str(part) for part in (reference.first_author, reference.year) if part)
    parts = [part for part in (who, reference.journal) if part]
    if (not reference.first_author or not reference.journal) and reference.title:
        parts.insert(0 if not reference.first_author else 1, reference.title)
    return ", ".join(parts)


def _said(statements: tuple[Reference, ...]) -> str:
    """Return what is said of the variant, and remarks on how the publication was read."""
    told = [one.says for one in statements] + [one.note for one in statements]
    return "; ".join(dict.fromkeys(text for text in told if text))


def _addresses(paper: Paper, entry: ReportedMutation) -> tuple[Link, ...]:
    """Return where a paper is found; for that of the user's table the table is told already."""
    found = to.of_reference(paper.reference)
    return tuple(link for link in found if link.url) if is_own(entry) else found


def short_addresses(entry: ReportedMutation) -> tuple[Link, ...]:
    """Return an address a source: of papers with a number, else of ClinVar, else of others."""
    numbered = [one.reference for one in entry.papers if one.reference.pmid or one.reference.doi]
    found = [to.of_reference(reference)[:1] for reference in numbered]
    if not found:
        found = [(to.clinvar(number),) for number in entry.clinvar_variation_ids]
    if not found:
        found = [to.of_reference(one)[:1] for one in (*entry.records, *entry.references)]
    return tuple(dict.fromkeys(link for links in found for link in links))
