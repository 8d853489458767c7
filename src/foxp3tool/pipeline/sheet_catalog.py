"""What a sheet tells out of the catalog: reported or not, papers, databases, populations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from foxp3tool.model.annotation import CatalogMatch, GradedEntry, MatchGrade
from foxp3tool.model.catalog import Classification, ReportedMutation, Resolution
from foxp3tool.model.catalog_details import CatalogDetails, FunctionalFinding
from foxp3tool.model.catalog_details import PopulationCount as StatedCount
from foxp3tool.model.evidence import PopulationCount
from foxp3tool.model.link import Link
from foxp3tool.model.sheet import Line, Tone
from foxp3tool.notation import links as to
from foxp3tool.pipeline.catalog_page import RESOLUTIONS
from foxp3tool.pipeline.sheet_papers import is_own, paper_lines, short_addresses, source_lines
from foxp3tool.pipeline.sheet_words import (
    GRADES,
    IN_PART,
    PERHAPS,
    PERHAPS_SAME,
    STANDINGS,
    STARS,
    counted,
    listed,
)

_NO_CONDITION: Final = "(likely) pathogenic in ClinVar, the condition not stated"
LABELS: Final = {grade: grade.value.replace("_", " ") for grade in MatchGrade} | {
    MatchGrade.SAME_POLYA_SIGNAL: "same poly-A signal",
}
_OVERLAPPING: Final = "these statements overlap; do not add the numbers up"
_COMPUTED: Final = "the number of alleles is computed, not stated"
MOST_RELATED: Final = 6
"""Entries that agree in part and stand on a short page."""


def standing(entry: ReportedMutation) -> str:
    """Return what an entry asserts, in plain words."""
    if is_own(entry):
        return f"called {entry.assertion.value} in a table of your own"
    return STANDINGS[entry.assertion] if entry.names_condition else _NO_CONDITION


def tone_of(entry: ReportedMutation) -> Tone:
    """Return how an entry is marked."""
    if not entry.assertion.is_ipex:
        return Tone.CALM
    return Tone.REPORTED if entry.names_condition else Tone.CAUTION


# Reported or not


def reported_lines(
    match: CatalogMatch, details: CatalogDetails, *, is_part: bool
) -> Iterator[Line]:
    """Yield whether an allele is reported, by whom, with what.

    Args:
        match: Its entries.
        details: What else is known of them.
        is_part: True if the entries are those of single changes of several.
    """
    text, tone = _told(match), Tone.PLAIN
    if match.grade is MatchGrade.EXACT:
        tone = tone_of(max(match.ipex, key=lambda entry: entry.names_condition))
        if tone is not Tone.REPORTED:
            text = "this very change is in ClinVar as (likely) pathogenic, the condition not stated"
    if is_part and match.entries:
        text = "the changes together are not reported; of the single ones see below"
    elif match.grade is MatchGrade.NONE and match.others:
        where = "is in the catalog, and not as an IPEX mutation"
        if all(map(is_own, match.others)):
            where = "stands in a table of your own, and not as IPEX"
        text = f"this very change {where}"
    elif match.grade is MatchGrade.EXACT and all(map(is_own, match.ipex)):
        said = listed(list(dict.fromkeys(entry.assertion.value for entry in match.ipex)))
        text = f"this very change stands in a table of your own, as {said}"
    yield Line("IPEX match", f"{match.grade.value}: {text}", tone=tone)
    for entry in match.perhaps_same:
        yield Line("perhaps the same", _perhaps(entry), tone=tone_of(entry))
    for entry in match.entries:
        yield from entry_lines(entry, details, is_part=is_part)


def _told(match: CatalogMatch) -> str:
    """Return what a grade says of this match, and on whose word."""
    flagged, perhaps = match.flagged, match.perhaps_same
    if match.grade not in IN_PART or not flagged:
        return GRADES[match.grade]
    is_known = any(entry.names_condition and not is_own(entry) for entry in flagged)
    if len(flagged) == 1 and flagged[0] in perhaps:
        beginning = PERHAPS_SAME[match.grade]
    elif is_known:
        return GRADES[match.grade]
    else:
        beginning = IN_PART[match.grade][len(flagged) > 1]
    return f"{beginning} {'reported' if is_known else standing(flagged[0])}"


def _perhaps(entry: ReportedMutation) -> str:
    unknown = "its ends are" if entry.resolution is Resolution.SYMBOLIC else "its DNA change is"
    return f"{entry.id} {entry.name}: {unknown} not known; {PERHAPS}"


def entry_lines(
    entry: ReportedMutation, details: CatalogDetails, *, is_part: bool
) -> Iterator[Line]:
    """Yield what sources say of an entry; arguments as for :func:`reported_lines`."""
    part = " (one of the changes)" if is_part else ""
    told = f"{entry.id} {entry.name}{part}: {standing(entry)}"
    yield Line("entry", told, RESOLUTIONS[entry.resolution], tone=tone_of(entry))
    yield from source_lines(entry)
    for number, phenotype in enumerate(entry.phenotypes):
        yield Line("" if number else "phenotype", phenotype)
    known = details.of(entry.id)
    terms = [to.hpo(term.id, term.label) for term in known.phenotype_terms]
    if terms:
        text = "; ".join(term.text for term in terms)
        yield Line("HPO terms", text, links=tuple(terms), is_further=True)
    statements = [one.statement for one in known.patient_counts] or list(entry.patients)
    if statements:
        yield Line("patients", "; ".join(statements))
        if len(statements) > 1:
            yield Line("", _OVERLAPPING, tone=Tone.CAUTION)
    yield from paper_lines(entry)
    if entry.note:
        # What users write of their own lines is theirs to weigh.
        own = is_own(entry)
        yield Line("note" if own else "caution", entry.note,
                   tone=Tone.PLAIN if own else Tone.CAUTION)  # fmt: skip
    for conflict in known.conflicts:
        yield Line("sources differ", conflict, tone=Tone.CAUTION)


def related_lines(graded: Sequence[GradedEntry]) -> Iterator[Line]:
    """Yield the entries that an allele agrees with in part, and why."""
    ranked = sorted(graded, key=lambda one: not one.entry.assertion.is_ipex)
    for number, one in enumerate(ranked):
        entry = one.entry
        text = f"{entry.id} {entry.name}: {one.reason}; {standing(entry)}"
        yield Line(LABELS[one.grade], text, links=short_addresses(entry),
                   tone=tone_of(entry), is_further=number >= MOST_RELATED)  # fmt: skip


# Databases


def database_lines(
    entries: Sequence[ReportedMutation], newest: str, *, is_part: bool = False
) -> Iterator[Line]:
    """Yield what databases say of an allele, the newest statement of ClinVar first.

    Args:
        entries: The entries of the very allele.
        newest: Which copies were read, for the reader who finds nothing.
        is_part: True if the entries are those of single changes of several.
    """
    any_clinvar = False
    for entry in entries:
        of = f"{entry.name} alone: " if is_part else ""
        statement = entry.newest_clinvar
        numbers = tuple(to.clinvar(number) for number in entry.clinvar_variation_ids)
        if statement is not None:
            any_clinvar = True
            name = f"{entry.name} alone" if is_part else entry.name if len(entries) > 1 else ""
            yield _statement_line(statement, numbers, name)
        elif numbers:
            any_clinvar = True
            yield Line("ClinVar", f"{of}a record is known; no statement of it was read", "",
                       numbers, Tone.UNKNOWN)  # fmt: skip
        yield from _older_lines(entry, statement, of)
    if not any_clinvar:
        yield Line("ClinVar", f"no record of it in the catalog used ({newest}); that does not mean "
                   "that ClinVar has none", tone=Tone.UNKNOWN)  # fmt: skip
    for entry in entries:
        of = f"{entry.name} alone: " if is_part else ""
        links = [*map(to.dbsnp, entry.rsids), *map(to.uniprot_variant, entry.uniprot_variants)]
        names = [("dbSNP", links[: len(entry.rsids)])]
        if all(one.source != "UniProt" for one in entry.classifications):
            names.append(("UniProt", links[len(entry.rsids) :]))
        for label, own in names:
            if own:
                yield Line(label, of + ", ".join(one.text for one in own), links=tuple(own))


def _statement_line(statement: Classification, numbers: tuple[Link, ...], name: str) -> Line:
    when = f"as of {statement.as_of}" if statement.as_of else "date of the copy not known"
    review = statement.review_status
    stars = STARS.get(review or "")
    status = f"review status: {review or 'not stated'}"
    if stars is not None:
        status += f" ({counted(stars, 'star')} of 4)"
    gone = statement.absent_from is not None
    of = f"{name}: " if name else ""
    return Line("ClinVar", f"{of}{statement.told}, {when}; {status}", statement.qualifier or "",
                numbers, Tone.CAUTION if gone else Tone.PLAIN)  # fmt: skip


def _older_lines(entry: ReportedMutation, newest: Classification | None, of: str) -> Iterator[Line]:
    for statement in entry.classifications:
        if statement.source != "ClinVar":
            text = f"{of}{statement.told} ({statement.qualifier or 'copy not stated'})"
            links = tuple(map(to.uniprot_variant, entry.uniprot_variants))
            yield Line(statement.source, text, links=links)
        elif newest is None or statement.as_of != newest.as_of:
            when = statement.as_of or "date of the copy not known"
            yield Line("older copy", f"{of}{statement.told} ({when})", statement.qualifier or "",
                       is_further=True)  # fmt: skip


# Functional findings, populations


def finding_lines(
    entries: Iterable[ReportedMutation], details: CatalogDetails, *, is_part: bool = False
) -> Iterator[Line]:
    """Yield what assays showed; arguments as for :func:`database_lines`."""
    for entry in entries:
        of = f"{entry.name} alone: " if is_part else ""
        for finding in details.of(entry.id).functional:
            yield _finding_line(finding, of)


def _finding_line(finding: FunctionalFinding, of: str) -> Line:
    links = [*map(to.pubmed, finding.pmids), *map(to.doi, finding.dois)]
    system = f" ({finding.system})" if finding.system else ""
    detail = f"assay: {finding.assay}{system}"
    if finding.note:
        detail += f"; {finding.note}"
    text = f"{of}{finding.finding}: {finding.result} ({finding.publication})"
    return Line("finding", text, detail, tuple(links or to.of_sources(finding.source)))


def population_lines(
    entries: Iterable[ReportedMutation],
    details: CatalogDetails,
    counts: Iterable[PopulationCount],
    absent: Iterable[str],
    files: Mapping[str, str] | None = None,
    *,
    is_part: bool = False,
) -> Iterator[Line]:
    """Yield how often an allele was seen, with source and date.

    Args:
        entries: The entries of the very allele.
        details: What is known of them.
        counts: Counts of the user's own sources.
        absent: Names of sources that have the gene and not the allele.
        files: The file of each source, with its date.
        is_part: True if the entries are those of single changes of several.
    """
    for entry in entries:
        for stated in details.of(entry.id).population:
            yield _stated_line(stated, f"{entry.name} alone: " if is_part else "")
    for count in counts:
        numbers = [f"{count.allele_count:,} of {count.allele_number:,} X chromosomes"]
        numbers.append(f"frequency {count.frequency:.3g}")
        numbers += _copies(count.hemizygotes, count.homozygotes)
        when = f", {count.as_of}" if count.as_of else ""
        read_in = (files or {}).get(count.dataset, count.source)
        yield Line("counts", f"{count.dataset}: {', '.join(numbers)}", f"read in {read_in}{when}")
    for name in absent:
        read_in = f"read in {files[name]}" if files and name in files else ""
        yield Line("counts", f"{name} has the gene, and not this allele", read_in)


def _copies(hemizygotes: int | None, homozygotes: int | None) -> list[str]:
    told = "not stated" if hemizygotes is None else f"{hemizygotes:,}"
    copies = [f"hemizygous men {told}"]
    if homozygotes is not None:
        copies.append(f"homozygous {homozygotes:,}")
    return copies


def _stated_line(stated: StatedCount, whose: str) -> Line:
    parts = []
    if stated.allele_count is not None:
        of = "" if stated.allele_number is None else f" of {stated.allele_number:,}"
        parts.append(f"{stated.allele_count:,}{of} X chromosomes")
    elif stated.allele_number is not None:
        parts.append(f"{stated.allele_number:,} X chromosomes looked at")
    if stated.allele_frequency is not None:
        parts.append(f"frequency {stated.allele_frequency}")
    if parts:
        parts += _copies(stated.hemizygotes, stated.homozygotes)
    if stated.result:
        parts.append(stated.result)
    notes = [stated.note] if stated.note else []
    if stated.allele_count is not None and "allele_count" in (stated.derived or ""):
        notes.append(_COMPUTED)
    label = "counts" if parts and parts != [stated.result] else "study"
    told = ", ".join(parts) or "no numbers stated"
    return Line(label, f"{whose}{stated.dataset}: {told}", "; ".join(notes),
                to.of_sources(stated.source))  # fmt: skip
