"""One paper is told once, wherever it is told; databases and the user's own tables stand apart.

Expected numbers are counted in ``catalog.json`` itself, by PMID, DOI or the words of a reference.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from looking import Look, lines, one, texts

from foxp3tool.formats.card import card_lines
from foxp3tool.formats.card_style import CardStyle
from foxp3tool.model.papers import Reference, papers_of
from foxp3tool.model.sheet import Line, SectionKind, Sheet, Tone
from foxp3tool.pipeline.catalog import Catalog
from foxp3tool.pipeline.catalog_page import sections
from foxp3tool.pipeline.lookup import LookupReport
from foxp3tool.pipeline.own_table import with_own_tables
from foxp3tool.pipeline.report import ReportMaker, ReportOptions
from foxp3tool.pipeline.sheets import SheetMaker
from foxp3tool.pipeline.toolkit import Toolkit

Entries = dict[str, dict[str, Any]]


def is_record(reference: dict[str, Any]) -> bool:
    """The catalog's own records of databases are lines of UniProt's humsavar."""
    return str(reference["title"]).startswith("UniProtKB humsavar")


def keys(entry: dict[str, Any]) -> set[tuple[str, ...]]:
    """The papers of an entry; no two of the catalog share a PMID with another DOI."""
    return {
        (r["pmid"],) if r["pmid"] else (r["doi"],) if r["doi"] else
        (str(r["first_author"]), str(r["title"]), str(r["journal"]), r["source"])
        for r in entry["references"]
        if not is_record(r)
    }  # fmt: skip


def under(sheet: Sheet, label: str) -> list[Line]:
    """The lines of a label and those below it that have none."""
    found: list[Line] = []
    on = False
    for line in lines(sheet, SectionKind.REPORTED):
        on = line.label == label or (on and not line.label)
        found += [line] * on
    return found


def exact(entries: Entries) -> list[dict[str, Any]]:
    return [entry for entry in entries.values() if entry["resolution"] == "exact"]


def asked(entry: dict[str, Any]) -> str:
    place = entry["placements"]["GRCh38"]
    return f"X-{place['pos']}-{place['ref']}-{place['alt']}"


def test_a_paper_with_two_statements_is_one(look: Look) -> None:
    # Chatila 2000 (PMID 11120765) was read, and ClinVar cites it; Gambineri 2018 is the other.
    sheet = one(look, "c.751_753del")
    papers = under(sheet, "papers")
    assert [line.text for line in papers] == [
        "Chatila 2000, J Clin Invest 106:R75-81",
        "Gambineri E 2018, Front Immunol 9:2411",
    ]
    assert "FOXP3-IPEX-0073, 2 papers)" in sheet.verdict
    # Neither statement is lost.
    assert "predicted to impair dimerisation" in papers[0].detail
    assert "ClinVar/OMIM record cites this paper" in papers[0].detail


def test_papers_of_all_entries_are_told_once_and_counted_alike(
    look: Look, entries: Entries, toolkit: Toolkit
) -> None:
    known = {entry.id: entry for entry in toolkit.bundle.catalog}
    with_papers = 0
    for entry in exact(entries):
        sheet = one(look, asked(entry))
        mine = keys(entry)
        told = under(sheet, "papers")
        if not mine:
            assert [line.tone for line in told] == [Tone.UNKNOWN]
            continue
        with_papers += 1
        assert len(told) == len(mine), entry["id"]
        assert len({(line.text, line.links) for line in told}) == len(mine), entry["id"]
        of_itself = re.search(rf"{entry['id']}, (\d+) papers?\)", sheet.verdict)
        assert of_itself is not None, sheet.verdict
        assert int(of_itself[1]) == len(mine), entry["id"]
        assert len(known[entry["id"]].citations) == len(mine), entry["id"]
    assert with_papers > 30


def test_the_page_of_the_catalog_counts_the_same(toolkit: Toolkit, entries: Entries) -> None:
    views = {view.entry.id: view for view in Catalog(toolkit).views}
    for name, entry in entries.items():
        items = {part.title: part.items for part in sections(views[name])}
        assert len(items.get("References", ())) == len(keys(entry)), name
        records = sum(is_record(reference) for reference in entry["references"])
        assert len(items.get("Records of databases", ())) == records, name
        told = "\n".join(line for part in items.values() for item in part for line in item)
        for reference in entry["references"]:
            assert f"Says: {reference['says']}" in told, name


def test_databases_stand_apart_from_papers(look: Look, entries: Entries) -> None:
    found = 0
    for entry in exact(entries):
        records = [r["title"] for r in entry["references"] if is_record(r)]
        sheet = one(look, asked(entry)) if records else None
        if sheet is None:
            continue
        found += len(records)
        assert "UniProt" not in "\n".join(line.text for line in under(sheet, "papers"))
        told = under(sheet, "databases")
        assert len(told) == len(records)
        assert all(title in line.text for title, line in zip(records, told, strict=True))
        if not keys(entry):
            assert f"{entry['id']}, a record of a database, no paper)" in sheet.verdict
    assert found >= 10


# A table of the user's own


def own(toolkit: Toolkit, path: Path, *rows: str) -> SheetMaker:
    names = "variant\tid\tassertion\tphenotype\treference\n"
    path.write_text(names + "".join(f"{row}\n" for row in rows))
    return SheetMaker(with_own_tables(toolkit, (str(path),))[0])


def sheet_of(maker: SheetMaker, text: str) -> Sheet:
    (sheet,) = maker.of_texts([text], transcripts="mane", assembly=None, report=LookupReport())
    return sheet


def test_a_line_of_an_own_table_is_no_paper(toolkit: Toolkit, tmp_path: Path) -> None:
    path = tmp_path / "lab.tsv"
    maker = own(toolkit, path, "c.1160A>C\tLAB-1\tipex\trash\tPMID:11137993",
                "c.1155C>T\tLAB-2\tbenign\t\t",
                "c.1161C>T\tLAB-3\tipex\t\tour letter of 2019")  # fmt: skip
    first = sheet_of(maker, "c.1160A>C")
    assert texts(first, SectionKind.REPORTED, "rests on") == f"your own table: {path}, line 2"
    (paper,) = under(first, "references")
    assert paper.text == "named in that line; not read by this program"
    assert [link.text for link in paper.links] == ["PMID:11137993"]
    assert "(LAB-1, 1 reference)" in first.verdict
    second = sheet_of(maker, "c.1155C>T")
    assert texts(second, SectionKind.REPORTED, "rests on") == f"your own table: {path}, line 3"
    assert [line.text for line in under(second, "references")] == ["that line names none"]
    assert "(LAB-2)" in second.verdict
    third = sheet_of(maker, "c.1161C>T")
    (paper,) = under(third, "references")
    assert paper.text == "our letter of 2019 (named in that line; not read by this program)"
    for sheet in (first, second, third):
        assert "authors and title not read" not in texts(sheet, SectionKind.REPORTED)


def test_what_an_own_table_asserts_is_not_what_the_catalog_reports(
    toolkit: Toolkit, tmp_path: Path
) -> None:
    maker = own(toolkit, tmp_path / "lab.tsv", "c.1160A>C\tLAB-1\tipex\t\t",
                "c.1155C>T\tLAB-2\tbenign\t\t", "c.1150G>A\tLAB-3\tipex\t\t")  # fmt: skip
    match = texts(sheet_of(maker, "c.1160A>C"), SectionKind.REPORTED, "IPEX match")
    assert match == "exact: this very change stands in a table of your own, as ipex"
    match = texts(sheet_of(maker, "c.1155C>T"), SectionKind.REPORTED, "IPEX match")
    assert match == "none: this very change stands in a table of your own, and not as IPEX"
    # c.1160 is in codon 387; nothing else of it is reported.
    match = texts(sheet_of(maker, "c.1160A>G"), SectionKind.REPORTED, "IPEX match")
    assert match == (
        "same_codon: another change of the same residue is called ipex in a table of your own"
    )
    # The catalog has this one as well.
    match = texts(sheet_of(maker, "c.1150G>A"), SectionKind.REPORTED, "IPEX match")
    assert match == "exact: this very change is reported"


@pytest.mark.parametrize(
    "name", ["FOXP3-IPEX-0073", "FOXP3-IPEX-0127", "FOXP3-IPEX-0140", "FOXP3-IPEX-0144"]
)
def test_a_report_lists_every_paper_once(toolkit: Toolkit, entries: Entries, name: str) -> None:
    run = ReportMaker(toolkit, ReportOptions())
    run.add_names([name])
    content = run.content()
    told = [one.text for one in content.publications]
    found = [link.url for one in content.publications for link in one.links]
    assert len(found) == len(set(found))
    for reference in entries[name]["references"]:
        if not is_record(reference):
            address = (
                f"https://pubmed.ncbi.nlm.nih.gov/{reference['pmid']}/" if reference["pmid"]
                else f"https://doi.org/{reference['doi']}" if reference["doi"]
                else reference["source"]
            )  # fmt: skip
            assert found.count(address) == 1
    assert not any("humsavar" in text for text in told)


# What makes two references one


def reference(**known: Any) -> Reference:
    names = ["pmid", "doi", "title", "first_author", "year", "journal", "says", "source", "note"]
    return Reference(**dict.fromkeys(names) | known)


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        ({"pmid": "1"}, {"pmid": "1"}, 1),
        ({"pmid": "1"}, {"pmid": "2"}, 2),
        ({"doi": "10.1000/A"}, {"doi": "10.1000/a"}, 1),
        ({"pmid": "1", "doi": "10.1000/a"}, {"doi": "10.1000/a"}, 1),
        ({"pmid": "1", "doi": "10.1000/a"}, {"pmid": "2", "doi": "10.1000/a"}, 2),
        ({"title": "One"}, {"title": "One"}, 1),
        ({"title": "One"}, {"title": "Two"}, 2),
        ({"title": "One"}, {"title": "One", "pmid": "1"}, 2),
        ({"source": "https://a.example"}, {"source": "https://b.example"}, 2),
    ],
)
def test_when_two_references_are_one_paper(
    first: dict[str, str], second: dict[str, str], number: int
) -> None:
    assert len(papers_of([reference(**first), reference(**second)])) == number
    assert len(papers_of([reference(**second), reference(**first)])) == number


def test_a_third_reference_joins_two() -> None:
    by_pmid, by_doi = reference(pmid="1", first_author="A"), reference(doi="10.1000/a", year=2001)
    (paper,) = papers_of([by_pmid, by_doi, reference(pmid="1", doi="10.1000/a")])
    assert (paper.reference.pmid, paper.reference.doi) == ("1", "10.1000/a")
    assert (paper.reference.first_author, paper.reference.year) == ("A", 2001)
    assert len(paper.statements) == 3


def test_a_statement_that_was_read_comes_first() -> None:
    unread = reference(pmid="1", says="ClinVar cites it (paper itself not read)")
    (paper,) = papers_of([unread, reference(pmid="1", says="a boy")])
    assert paper.is_read
    assert paper.says == "a boy; ClinVar cites it (paper itself not read)"
    assert not papers_of([unread])[0].is_read


# Cautions


def printed(sheet: Sheet, width: int = 100) -> str:
    return " ".join(" ".join(card_lines(sheet, CardStyle(width))).split())


def test_numbers_that_overlap_are_not_to_be_added_up(look: Look, details: Entries) -> None:
    sheet = one(look, "c.751_753del")
    assert len(details["FOXP3-IPEX-0073"]["patient_counts"]) == 2
    assert "do not add the numbers up" in printed(sheet)
    # One statement overlaps with nothing.
    alone = one(look, "c.227del")
    (entry,) = alone.entries
    assert len(details[entry]["patient_counts"]) == 1
    assert "add the numbers up" not in printed(alone)


def test_notes_on_counts_stand_on_the_card(look: Look, entries: Entries, details: Entries) -> None:
    found = 0
    for entry in exact(entries):
        notes = [count["note"] for count in details[entry["id"]]["population"] if count["note"]]
        if notes:
            card = printed(one(look, asked(entry)))
            found += len(notes)
            assert all(" ".join(note.split()) in card for note in notes), entry["id"]
    assert found > 5


def test_numbers_that_were_computed_are_told_as_such(
    look: Look, entries: Entries, details: Entries
) -> None:
    found = 0
    for entry in exact(entries):
        counts = details[entry["id"]]["population"]
        computed = sum(
            "allele_count" in (count["derived"] or "") and count["allele_count"] is not None
            for count in counts
        )
        told = lines(one(look, asked(entry)), SectionKind.POPULATION) if counts else []
        number = sum("is computed, not stated" in line.detail for line in told)
        assert number == computed, entry["id"]
        found += number
        # Names of fields are for programs.
        assert not any("allele_count" in line.detail for line in told)
    assert found > 50


def test_only_exact_entries_are_called_known_to_the_base(look: Look) -> None:
    # The entry's own note: the ends are good to about five bases.
    sheet = one(look, "NC_000023.11:g.49263362_49264747del")
    assert "FOXP3-IPEX-0001" in texts(sheet, SectionKind.RELATED)
    assert "which are not known to the base: it may be this very change" in printed(sheet)
