"""The catalog as a table: the columns, tab-separated lines, and lines aligned for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from foxp3tool.formats.cells import Field
from foxp3tool.model.catalog import Classification, Placement, ReportedMutation
from foxp3tool.model.catalog_details import UnreadPaper
from foxp3tool.model.catalog_view import EntryView
from foxp3tool.model.frozen import frozen

NOT_STATED: Final = "not stated"
_BLANKS: Final = str.maketrans("\t\n\r", "   ")
_GAP: Final = "  "
_WHOLE: Final = 3
"""The first columns, which say what a line is, are cut last."""
_LEAST: Final = 12
"""A column narrower than this says nothing and is left out."""


@frozen
class CatalogColumn:
    """A column of the catalog table.

    Args:
        name: Its header.
        meaning: What it says.
        value: Makes the cell; the empty string is a missing value.
        listed: True if ``catalog list`` prints it; an export has all.
        kind: ``text``, ``terms`` (joined by ``&``) or ``list`` (joined by ``|``).
    """

    name: str
    meaning: str
    value: Callable[[EntryView], str]
    listed: bool = False
    kind: str = "text"


def joined(values: Iterable[str | None]) -> str:
    """Join the values that are not empty, each once."""
    return "|".join(dict.fromkeys(value for value in values if value))


def review_status(statement: Classification) -> str:
    """Return the review status of a ClinVar statement; UniProt has none."""
    return statement.review_status or (NOT_STATED if statement.source == "ClinVar" else "")


def _newest(part: Callable[[Classification], str]) -> Callable[[EntryView], str]:
    def value(view: EntryView) -> str:
        statement = view.entry.newest_clinvar
        return part(statement) if statement is not None else ""

    return value


def _place(assembly: str) -> Callable[[EntryView], str]:
    def value(view: EntryView) -> str:
        placement = view.entry.placements.get(assembly)
        return written_place(placement) if placement is not None else ""

    return value


def written_place(placement: Placement) -> str:
    """Return a placement in one word, such as ``X-49251480-C-T``.

    A symbolic allele has its last base behind it.
    """
    word = f"X-{placement.pos}-{placement.ref}-{placement.alt}"
    return word if placement.end is None else f"{word}-END={placement.end}"


def _patients(view: EntryView) -> str:
    return joined(count.statement for count in view.details.patient_counts) or joined(
        view.entry.patients
    )


def _population(view: EntryView) -> str:
    return joined(
        f"{count.dataset}: {count.allele_count}/{count.allele_number}"
        for count in view.details.population
        if count.allele_count is not None and count.allele_number is not None
    )


def _hpo(view: EntryView) -> str:
    return joined(f"{term.id} {term.label}" for term in view.details.phenotype_terms)


def _functional(view: EntryView) -> str:
    return joined(f"{one.finding} ({one.publication})" for one in view.details.functional)


def _named(part: Callable[[ReportedMutation], Iterable[str]]) -> Callable[[EntryView], str]:
    return lambda view: joined(part(view.entry))


COLUMNS: Final[tuple[CatalogColumn, ...]] = (
    CatalogColumn("id", "Stable id; it does not say that the variant causes IPEX.",
                  lambda v: v.entry.id, listed=True),
    CatalogColumn("assertion", "What the sources say, taken together.",
                  lambda v: v.entry.assertion.value, listed=True),
    CatalogColumn("name", "c. and p. name, or what else it is known by.",
                  lambda v: v.entry.name, listed=True),
    CatalogColumn("consequence", "Consequence terms on MANE Select, computed.",
                  lambda v: "&".join(v.terms), listed=True, kind="terms"),
    CatalogColumn("domain", "Primary protein features at the residues concerned.",
                  lambda v: joined(v.domains), listed=True, kind="list"),
    CatalogColumn("region", "Exon or intron as the transcript counts.",
                  lambda v: v.entry.region or "", listed=True),
    CatalogColumn("region_legacy", "Exon or intron as most IPEX papers count.",
                  lambda v: v.entry.legacy_region or ""),
    CatalogColumn("resolution", "exact, symbolic (ends not known to the base) or protein_only.",
                  lambda v: v.entry.resolution.value),
    CatalogColumn("hgvs_c", "Name on MANE Select.", lambda v: v.hgvs_c),
    CatalogColumn("hgvs_p", "Predicted protein change.", lambda v: v.hgvs_p),
    CatalogColumn("delta2_hgvs_c", "Name on the delta-2 isoform.", lambda v: v.companion_c),
    CatalogColumn("delta2_hgvs_p", "Protein change of the delta-2 isoform.",
                  lambda v: v.companion_p),
    CatalogColumn("hgvs_g", "Names on the chromosome, of both builds.",
                  lambda v: joined(name for _, name in v.hgvs_g), kind="list"),
    CatalogColumn("grch38", "VCF form on GRCh38.", _place("GRCh38")),
    CatalogColumn("grch37", "VCF form on GRCh37.", _place("GRCh37")),
    CatalogColumn("legacy_names", "Names as printed.", _named(lambda e: e.legacy_names),
                  kind="list"),
    CatalogColumn("phenotype", "What the sources say, in our own words.",
                  _named(lambda e: e.phenotypes), listed=True, kind="list"),
    CatalogColumn("hpo", "Terms of the Human Phenotype Ontology that the words name.", _hpo,
                  kind="list"),
    CatalogColumn("patients", "Patients and families as stated; they overlap.", _patients,
                  kind="list"),
    CatalogColumn("functional", "Functional findings with their publication.", _functional,
                  kind="list"),
    CatalogColumn("population", "Alleles seen / chromosomes looked at, by data set.", _population,
                  kind="list"),
    CatalogColumn("clinvar_ids", "ClinVar VariationIDs.",
                  _named(lambda e: e.clinvar_variation_ids), kind="list"),
    CatalogColumn("rsids", "dbSNP identifiers.", _named(lambda e: e.rsids), kind="list"),
    CatalogColumn("clinvar_significance", "ClinVar's significance in the newest copy read.",
                  _newest(lambda c: c.told)),
    CatalogColumn("clinvar_review_status", "Its review status, `not stated` where the copy has "
                  "none.", _newest(review_status)),
    CatalogColumn("clinvar_as_of", "Date of that copy; if it states none, the day on which it was "
                  "published or in use.",
                  _newest(lambda c: c.as_of or NOT_STATED)),
    CatalogColumn("evidence", "What was read: paper_read, paper_via_clinvar, uniprot, "
                  "clinvar_only.", lambda v: v.entry.evidence_status.value, listed=True),
    CatalogColumn("references", "Publications, or the database record the entry rests on.",
                  _named(lambda e: e.citations), listed=True, kind="list"),
    CatalogColumn("conflicts", "Where sources contradict each other.",
                  lambda v: joined(v.details.conflicts), kind="list"),
    CatalogColumn("note", "Cautions.", lambda v: v.entry.note or ""),
)  # fmt: skip

UNREAD_COLUMNS: Final[tuple[tuple[str, Callable[[UnreadPaper], str]], ...]] = (
    ("publication", lambda paper: paper.publication),
    ("pmid", lambda paper: joined(paper.pmids)),
    ("doi", lambda paper: joined(paper.dois)),
    ("journal", lambda paper: paper.journal or ""),
    ("says", lambda paper: paper.says),
    ("source", lambda paper: paper.source),
)


_KINDS: Final = {column.name: column.kind for column in COLUMNS} | {
    "found_in": "list", "pmid": "list", "doi": "list", "catalog": "list",
}  # fmt: skip


def fields_of_header(header: Iterable[str]) -> tuple[Field, ...]:
    """Return the kinds of columns by their names."""
    return tuple(Field(name, _KINDS.get(name, "text")) for name in header)


def unread_table(papers: Iterable[UnreadPaper]) -> tuple[list[str], list[list[str]]]:
    """Return header and cells of the papers whose variants could not be read."""
    rows = [[value(paper) for _, value in UNREAD_COLUMNS] for paper in papers]
    return [name for name, _ in UNREAD_COLUMNS], rows


def entry_table(
    views: Iterable[EntryView], *, everything: bool, edition: str | None = None
) -> tuple[list[str], list[list[str]]]:
    """Return header and cells of entries.

    Args:
        views: The entries.
        everything: All columns; else those of a list.
        edition: Which catalog they are of, for a last column ``catalog``; None for none.
    """
    columns = [column for column in COLUMNS if everything or column.listed]
    header, rows = [c.name for c in columns], [[c.value(v) for c in columns] for v in views]
    if edition is None:
        return header, rows
    return [*header, "catalog"], [[*row, edition] for row in rows]


def tsv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield tab-separated lines without line ends; tabs and line ends in values become blanks."""
    yield "\t".join(header)
    for row in rows:
        yield "\t".join(cell.translate(_BLANKS) for cell in row)


def aligned_lines(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> Iterator[str]:
    """Yield lines for a terminal: columns aligned, no line wider than the terminal.

    Long cells are cut and end in ``...``; id, assertion and name stay whole where there is room at
    all. Where there is no room for others the last columns are left out.
    """
    widths = _widths(header, rows, width)
    for row in (header, *rows):
        cells = [_cut(cell, room).ljust(room) for cell, room in zip(row, widths, strict=False)]
        yield _GAP.join(cells).rstrip()


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of each column that has room.

    The widest of the columns that may be cut give way first, so that short cells stay whole.
    """
    natural = [max(len(line[index]) for line in (header, *rows)) for index in range(len(header))]
    whole, others = natural[:_WHOLE], natural[_WHOLE:]
    before = sum(whole[:-1]) + len(_GAP) * (len(whole) - 1)
    whole[-1] = min(whole[-1], max(width - before, _LEAST))
    room = width - before - whole[-1]
    while others and sum(len(_GAP) + min(size, _LEAST) for size in others) > room:
        others.pop()
    limit = max(others, default=0)
    while others and sum(len(_GAP) + min(size, limit) for size in others) > room:
        limit -= 1
    return whole + [min(size, limit) for size in others]


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 3, 0)] + "..."
