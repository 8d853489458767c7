"""A catalog entry as a page of plain text: everything that is known, each with its source."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from foxp3tool.errors import counted
from foxp3tool.formats.catalog_table import review_status, written_place
from foxp3tool.model.catalog import Assertion, EvidenceStatus, Resolution
from foxp3tool.model.catalog_details import FunctionalFinding, PopulationCount
from foxp3tool.model.catalog_view import EntryView
from foxp3tool.model.frozen import frozen
from foxp3tool.model.papers import Paper, Reference

ASSERTIONS: Final = {
    Assertion.IPEX: "reported in IPEX",
    Assertion.IPEX_LIKE: "reported in disease like IPEX",
    Assertion.RISK: "common variant associated with other autoimmune disease; not an IPEX mutation",
    Assertion.BENIGN: "benign; not an IPEX mutation",
    Assertion.CONFLICTING: "statements conflict; not counted as an IPEX mutation",
    Assertion.UNCERTAIN: "of uncertain significance; not counted as an IPEX mutation",
}
_NO_CONDITION: Final = "pathogenic in ClinVar; the copies read do not state the condition"
EVIDENCE: Final = {
    EvidenceStatus.PAPER_READ: "the abstract or text that names the variant was read",
    EvidenceStatus.PAPER_VIA_CLINVAR: "ClinVar cites the paper for it; the paper was not read",
    EvidenceStatus.UNIPROT: "UniProt lists the protein change",
    EvidenceStatus.CLINVAR_ONLY: "ClinVar alone",
    EvidenceStatus.OWN_TABLE: "a table of the user's own",
}
RESOLUTIONS: Final = {
    Resolution.EXACT: "known to the base",
    Resolution.SYMBOLIC: "ends not known to the base",
    Resolution.PROTEIN_ONLY: "only the protein change is known; never an exact match",
}
_TERM_WIDTH: Final = 15 + len(":")
_TERMS: Final = ("Names", "What the allele does (computed on MANE Select)")
"""Sections of terms with their values."""


@frozen
class Section:
    """A part of a page.

    Args:
        title: Its heading.
        items: Its paragraphs, each of lines that are wrapped one by one.
        hanging: Columns by which the further lines of a wrapped line are moved in.
    """

    title: str
    items: tuple[tuple[str, ...], ...]
    hanging: int = 4


def sections(view: EntryView) -> Iterator[Section]:
    """Yield the parts of a page that have something to say."""
    for title, items in (
        (_TERMS[0], _names(view)),
        (_TERMS[1], _effect(view)),
        ("Phenotype", _phenotype(view)),
        ("Patients and families (statements overlap; do not add them up)", _patients(view)),
        ("Functional findings", [finding_lines(one) for one in view.details.functional]),
        ("In the population", [population_lines(one) for one in view.details.population]),
        ("Statements of databases", _statements(view)),
        ("Sources contradict each other", [(text,) for text in view.details.conflicts]),
        ("References", [_paper_lines(paper) for paper in view.entry.papers]),
        ("Records of databases", [reference_lines(one) for one in view.entry.records]),
        ("Note", [(view.entry.note,)] if view.entry.note else []),
    ):
        if items:
            yield Section(title, tuple(items), 3 + _TERM_WIDTH if title in _TERMS else 4)


def headline(view: EntryView) -> tuple[str, ...]:
    """Return the first lines of a page: which entry, what it asserts, what that rests on."""
    entry = view.entry
    meaning = ASSERTIONS[entry.assertion] if entry.names_condition else _NO_CONDITION
    return (
        f"{entry.id}  {entry.name}",
        f"Assertion: {entry.assertion.value} ({meaning})",
        f"Evidence: {entry.evidence_status.value} ({EVIDENCE[entry.evidence_status]})",
        f"Resolution: {entry.resolution.value} ({RESOLUTIONS[entry.resolution]})",
    )


def page_lines(view: EntryView, width: int) -> Iterator[str]:
    """Yield the lines of a page, none wider than ``width`` unless a single word is."""
    for line in headline(view):
        yield from _wrapped(line, width, "", "  ")
    for section in sections(view):
        yield ""
        yield from _wrapped(section.title, width, "", "  ")
        for item in section.items:
            first, *rest = item
            yield from _wrapped(first, width, "  ", " " * section.hanging)
            for line in rest:
                yield from _wrapped(line, width, "    ", "    ")


def pages(views: Iterable[EntryView], width: int) -> Iterator[str]:
    """Yield the lines of several pages, a line of dashes between them."""
    for number, view in enumerate(views):
        if number:
            yield from ("", "-" * width, "")
        yield from page_lines(view, width)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _term(name: str, values: Iterable[str | None]) -> list[tuple[str, ...]]:
    told = ", ".join(value for value in values if value)
    return [(f"{name + ':':<{_TERM_WIDTH}} {told}",)] if told else []


def _names(view: EntryView) -> list[tuple[str, ...]]:
    entry = view.entry
    items = _term("MANE Select", [view.hgvs_c, view.hgvs_p])
    items += _term("delta-2", [view.companion_c, view.companion_p])
    genomic = dict(view.hgvs_g)
    for assembly, placement in entry.placements.items():
        own = f"c. name there {placement.hgvs_c}" if placement.hgvs_c != entry.hgvs_c else None
        items += _term(assembly, [genomic.get(assembly), written_place(placement), own])
    items += _term("exon or intron", [
        entry.region and f"{entry.region} of the transcript",
        entry.legacy_region and f"{entry.legacy_region} in most IPEX papers",
    ])  # fmt: skip
    items += _term("as printed", entry.legacy_names)
    items += _term("dbSNP", entry.rsids)
    items += _term("ClinVar", [
        *(f"VariationID {number}" for number in entry.clinvar_variation_ids),
        *(f"AlleleID {number}" for number in entry.clinvar_allele_ids),
    ])  # fmt: skip
    return items + _term("UniProt", entry.uniprot_variants)


def _effect(view: EntryView) -> list[tuple[str, ...]]:
    others = [name for name in view.domains_all if name not in view.domains]
    return [
        *_term("consequence", [" & ".join(view.terms)]),
        *_term("domain", view.domains),
        *_term("other features", ["; ".join(others)]),
    ]


def _phenotype(view: EntryView) -> list[tuple[str, ...]]:
    items: list[tuple[str, ...]] = [(text,) for text in view.entry.phenotypes]
    for term in view.details.phenotype_terms:
        nearest = "; nearest term" if term.is_nearest else ""
        items.append((f"{term.id} {term.label} ({', '.join(term.words)}{nearest})",))
    return items


def _patients(view: EntryView) -> list[tuple[str, ...]]:
    if not view.details.patient_counts:
        return [(text,) for text in view.entry.patients]
    return [(count.statement,) for count in view.details.patient_counts]


def _numbered(pmids: Sequence[str], dois: Sequence[str]) -> str:
    keys = [*(f"PMID {pmid}" for pmid in pmids), *(f"doi {doi}" for doi in dois)]
    return f" ({', '.join(keys)})" if keys else ""


def finding_lines(finding: FunctionalFinding) -> tuple[str, ...]:
    """Return a functional finding: what, how, where published."""
    system = f" ({finding.system})" if finding.system else ""
    lines = [
        f"{finding.finding}: {finding.result}",
        f"Assay: {finding.assay}{system}",
        f"{finding.publication}{_numbered(finding.pmids, finding.dois)}; read at {finding.source}",
    ]
    return (*lines, f"Note: {finding.note}") if finding.note else tuple(lines)


def population_lines(count: PopulationCount) -> tuple[str, ...]:
    """Return a population count as stated, with its source."""
    numbers = []
    if count.allele_count is not None:
        if count.allele_number is None:
            numbers.append(counted(count.allele_count, "allele"))
        else:
            numbers.append(f"{count.allele_count} of {counted(count.allele_number, 'allele')}")
    elif count.allele_number is not None:
        numbers.append(counted(count.allele_number, "chromosome"))
    if count.allele_frequency is not None:
        numbers.append(f"frequency {count.allele_frequency}")
    if count.homozygotes is not None:
        numbers.append(f"homozygotes {count.homozygotes}")
    if numbers:
        hemizygotes = "not stated" if count.hemizygotes is None else str(count.hemizygotes)
        numbers.append(f"hemizygotes {hemizygotes}")
    if count.result is not None:
        numbers.append(count.result)
    lines = [f"{count.dataset}: {', '.join(numbers)}", f"Read at {count.source}"]
    return (*lines, f"Note: {count.note}") if count.note else tuple(lines)


def _statements(view: EntryView) -> list[tuple[str, ...]]:
    items: list[tuple[str, ...]] = []
    for statement in view.entry.classifications:
        parts = [f"{statement.source}: {statement.told}"]
        copy = statement.qualifier or ""
        if review := review_status(statement):
            # The qualifier begins with the review status.
            copy = copy.partition("; ")[2]
            date = f"copy of {statement.as_of}" if statement.as_of else "date of the copy not known"
            parts += [f"review status {review}", date]
        if copy and copy != statement.as_of:
            parts.append(f"read in: {copy}")
        items.append(("; ".join(parts),))
    return items


def _paper_lines(paper: Paper) -> tuple[str, ...]:
    """Return a publication with what each source says of the variant."""
    first, *_ = reference_lines(paper.reference)
    said = [line for one in paper.statements for line in reference_lines(one)[1:]]
    return (first, *dict.fromkeys(said))


def reference_lines(reference: Reference) -> tuple[str, ...]:
    """Return a publication: who, when, where; what it says of the variant; where it was read."""
    who = reference.first_author or "authors not read"
    title = f"{reference.title}. " if reference.title else ""
    pmids = [reference.pmid] if reference.pmid else []
    dois = [reference.doi] if reference.doi else []
    when, where = reference.year or "year not read", reference.journal or "journal not read"
    lines = [f"{who} {when}. {title}{where}{_numbered(pmids, dois)}"]
    if reference.says:
        lines.append(f"Says: {reference.says}")
    if reference.source:
        lines.append(f"Read at {reference.source}")
    if reference.note:
        lines.append(f"Note: {reference.note}")
    return tuple(lines)
