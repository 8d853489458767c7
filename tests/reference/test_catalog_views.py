"""What is computed of a catalog entry, on catalogs that a test makes up."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from foxp3tool.formats.catalog_table import aligned_lines
from foxp3tool.model.catalog import Placement, ReportedMutation
from foxp3tool.model.catalog_details import NO_DETAILS
from foxp3tool.model.catalog_view import EntryView, changed_bases
from foxp3tool.pipeline.catalog import Catalog, Filters
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.bundle import Bundle


def entry(bundle: Bundle, number: str) -> ReportedMutation:
    (found,) = [one for one in bundle.catalog if one.id.endswith(number)]
    return found


def view_of(bundle: Bundle, made_up: ReportedMutation) -> EntryView:
    (view,) = Catalog(Toolkit(replace(bundle, catalog=(made_up,)))).views
    return view


@pytest.mark.parametrize(
    ("name", "inside"),
    # UniProt: the forkhead is residues 337 to 423, both included.
    [("p.(Val336Ile)", False), ("p.(Arg337Gln)", True), ("p.(Ser423Asn)", True),
     ("p.(Asn424Ser)", False)],
)  # fmt: skip
def test_the_domain_of_an_entry_without_a_dna_change(
    bundle: Bundle, name: str, *, inside: bool
) -> None:
    view = view_of(bundle, replace(entry(bundle, "0116"), hgvs_p=name))
    assert ("Forkhead DNA-binding domain" in view.domains) is inside
    assert view.hgvs_p == f"NP_054728.2:{name}"


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("p.(Arg337Ter)", ("stop_gained",)),
        ("p.(Met370Ile)", ("missense_variant",)),
        ("p.(Thr428fs)", ("frameshift_variant",)),
        ("p.(Asp303fsTer87)", ("frameshift_variant",)),
        ("p.(Glu251del)", ()),
    ],
)
def test_the_terms_of_an_entry_without_a_dna_change(
    bundle: Bundle, name: str, terms: tuple[str, ...]
) -> None:
    assert view_of(bundle, replace(entry(bundle, "0116"), hgvs_p=name)).terms == terms


def test_an_entry_of_another_catalog_has_no_details(bundle: Bundle) -> None:
    view = view_of(bundle, replace(entry(bundle, "0127"), id="FOXP3-IPEX-9001"))
    assert view.details is NO_DETAILS
    assert view.hgvs_c == "NM_014009.4:c.1150G>A"


def test_an_entry_on_one_build_only(bundle: Bundle) -> None:
    a384t = entry(bundle, "0127")
    view = view_of(bundle, replace(a384t, placements={"GRCh37": a384t.placements["GRCh37"]}))
    assert view.hgvs_g == (("GRCh37", "NC_000023.10:g.49107941C>T"),)
    assert view.terms == ("missense_variant",)


def test_the_deletion_without_exact_ends_has_no_exact_names(toolkit: Toolkit) -> None:
    (view,) = Catalog(toolkit).find("FOXP3-IPEX-0001")
    assert (view.hgvs_g, view.hgvs_c, view.companion_c) == ((), "", "")
    assert "exon_loss_variant" in view.terms


@pytest.mark.parametrize(
    ("place", "start", "end"),
    [
        (("C", "T", None), 99, 100),
        (("TCTC", "T", None), 100, 103),
        (("T", "TCTC", None), 99, 101),  # an insertion: its two neighbours
        (("AA", "GC", None), 99, 101),
        (("CTCCGT", "AG", None), 99, 105),
        (("A", "<DEL>", 120), 100, 120),
    ],
)
def test_changed_bases(place: tuple[str, str, int | None], start: int, end: int) -> None:
    """VCF position 100 is the base 99 of BED."""
    ref, alt, last = place
    bases = changed_bases(Placement(100, ref, alt, last, None))
    assert (bases.start, bases.end) == (start, end)


def test_no_filter_keeps_all(toolkit: Toolkit) -> None:
    selection = Catalog(toolkit).select(Filters())
    assert len(selection.views) == len(toolkit.bundle.catalog)
    assert selection.filters == ()


@pytest.mark.parametrize("width", range(30, 90, 7))
def test_aligned_lines_fit_and_keep_what_a_line_is(width: int) -> None:
    header = ["id", "kind", "name", "long", "more"]
    rows = [
        ["AB-1", "x", "a name of 24 characters.", "y" * 40, "z"],
        ["AB-22", "longer", "short", "word", "z" * 30],
    ]
    lines = list(aligned_lines(header, rows, width))
    assert max(map(len, lines)) <= max(width, 5 + 2 + 6 + 2 + 12)
    if width >= 5 + 2 + 6 + 2 + 24:
        assert lines[1].startswith("AB-1   x       a name of 24 characters.")
        assert lines[2].startswith("AB-22  longer  short")
    assert ("yyy..." in lines[1]) == (width >= 5 + 2 + 6 + 2 + 24 + 2 + 12)


def test_every_entry_is_found_by_its_own_names(toolkit: Toolkit, shared_facts: Path) -> None:
    """By id, working key's c. name, p. name, both builds' VCF forms, and identifiers."""
    catalog = Catalog(toolkit)
    path = shared_facts / "catalog" / "mutations.tsv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    asked = 0
    for row in rows:
        identifier = f"FOXP3-IPEX-{row['id'].removeprefix('FX').zfill(4)}"
        names = [identifier, row["hgvs_c"], *row["rsids"].split("|")]
        names += [f"VCV{int(number):09d}" for number in row["clinvar_variation_ids"].split("|")
                  if number]  # fmt: skip
        if row["hgvs_p"].startswith("p.("):
            names.append(row["hgvs_p"])
        if row["resolution"] == "exact":
            accessions = {"grch37": "NC_000023.10", "grch38": "NC_000023.11"}
            names += [
                f"{accession}:{int(row[f'{build}_pos']) - 1}:{row[f'{build}_ref']}:"
                f"{row[f'{build}_alt']}"
                for build, accession in accessions.items()
            ]
        for name in filter(None, names):
            found = [view.entry.id for view in catalog.find(name)]
            assert identifier in found, name
            asked += 1
    assert asked > 500


def test_every_printed_name_finds_its_entry(toolkit: Toolkit, shared_facts: Path) -> None:
    """Names as papers and databases print them, those on other transcripts too."""
    catalog = Catalog(toolkit)
    path = shared_facts / "catalog" / "mutations.tsv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    asked = 0
    for row in rows:
        for name in filter(None, row["legacy_names"].split("|")):
            found = [view.entry.id for view in catalog.find(name)]
            assert f"FOXP3-IPEX-{row['id'].removeprefix('FX').zfill(4)}" in found, name
            asked += 1
    assert asked > 200
