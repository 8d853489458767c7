"""Catalog entries are found by sequence, from any spelling, on both builds."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from foxp3tool.knowledge.matching import CatalogIndex
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.catalog import Resolution
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

BUILDS = ("GRCh37", "GRCh38")
IPEX = {"ipex", "ipex-like"}


@pytest.fixture(scope="module")
def entries(bundle_folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((bundle_folder / "catalog.json").read_text())[
        "entries"
    ]
    return found


@pytest.fixture(scope="module")
def plus(bundle_folder: Path) -> dict[str, tuple[int, str]]:
    """The 1-based first position and the bases of each build's region."""
    found = {}
    for build in BUILDS:
        header, *lines = (bundle_folder / f"{build}.fa").read_text().splitlines()
        first = int(header.split(":")[-1].split()[0].split("-")[0])
        found[build] = first, "".join(lines)
    return found


def spellings(pos: int, ref: str, alt: str, first: int, bases: str) -> Iterator[Edit]:
    """Yield an allele as given, padded on either side, trimmed, and shifted to the right."""

    def between(start: int, end: int) -> str:
        return bases[start - first : end - first]

    yield Edit(pos - 1, ref, alt)
    behind = between(pos + len(ref), pos + len(ref) + 4)
    yield Edit(pos - 1, ref + behind, alt + behind)
    before = between(pos - 6, pos)
    yield Edit(pos - 7, before + ref, before + alt)
    if len(ref) == len(alt) or ref[0] != alt[0]:
        return
    yield Edit(pos, ref[1:], alt[1:])
    assert len(alt) == 1, "the catalog's anchored indels are deletions"
    unit, start = ref[1:], pos + 1
    while between(start + len(unit), start + len(unit) + 1) == between(start, start + 1):
        start += 1
        yield Edit(start - 1, between(start, start + len(unit)), "")


@pytest.mark.parametrize("build", BUILDS)
def test_every_exact_entry_is_found_from_every_spelling(
    toolkit: Toolkit,
    entries: list[dict[str, Any]],
    plus: dict[str, tuple[int, str]],
    build: str,
) -> None:
    annotator, index = toolkit.annotators[build], toolkit.index(build)
    number = 0
    for entry in entries:
        if entry["resolution"] != "exact":
            continue
        place = entry["placements"][build]
        for edit in spellings(place["pos"], place["ref"], place["alt"], *plus[build]):
            number += 1
            aligned = GenomicVariant(build, annotator.left_align(edit))
            match = index.match(aligned)
            assert [found.id for found in match.entries] == [entry["id"]]
            expected = "exact" if entry["assertion"] in IPEX else "none"
            assert match.grade.value == expected
            assert bool(match.ipex) is (entry["assertion"] in IPEX)
    assert number > 3 * 110


@pytest.mark.parametrize("build", BUILDS)
def test_what_is_no_ipex_mutation_is_told_but_never_as_an_ipex_match(
    toolkit: Toolkit, entries: list[dict[str, Any]], build: str
) -> None:
    seen = set()
    for entry in entries:
        if entry["assertion"] in IPEX or entry["resolution"] != "exact":
            continue
        place = entry["placements"][build]
        edit = Edit(place["pos"] - 1, place["ref"], place["alt"])
        match = toolkit.index(build).match(
            GenomicVariant(build, toolkit.annotators[build].left_align(edit))
        )
        assert match.grade is MatchGrade.NONE
        assert match.ipex == ()
        assert [other.id for other in match.others] == [entry["id"]]
        seen.add(entry["assertion"])
    assert seen == {"risk", "benign", "conflicting", "uncertain"}


@pytest.mark.parametrize("build", BUILDS)
def test_entries_without_a_known_dna_change_are_never_an_exact_match(
    toolkit: Toolkit, entries: list[dict[str, Any]], build: str
) -> None:
    exact = {entry.id for entry in toolkit.bundle.catalog if entry.resolution is Resolution.EXACT}
    others = [entry for entry in entries if entry["id"] not in exact]
    assert len(others) == 4
    found = {
        match.id
        for entry in entries
        for place in [entry["placements"].get(build)]
        if place and "<" not in place["alt"]
        for match in toolkit.index(build)
        .match(
            GenomicVariant(
                build,
                toolkit.annotators[build].left_align(
                    Edit(place["pos"] - 1, place["ref"], place["alt"])
                ),
            )
        )
        .entries
    }
    assert found == exact


def one(toolkit: Toolkit, build: str, pos: int, ref: str, alt: str) -> Any:
    edit = toolkit.annotators[build].left_align(Edit(pos - 1, ref, alt))
    return toolkit.index(build).match(GenomicVariant(build, edit))


def test_rs3761548_on_grch37_says_that_the_association_is_with_the_reference(
    toolkit: Toolkit,
) -> None:
    old = one(toolkit, "GRCh37", 49118241, "T", "G")
    assert [entry.id for entry in old.others] == ["FOXP3-IPEX-0005"]
    (issue,) = old.issues
    assert issue.code.name == "CATALOG_CONFLICT"
    for part in ("rs3761548", "FOXP3-IPEX-0005", "association is with T", "reference", "GRCh37"):
        assert part in issue.message
    new = one(toolkit, "GRCh38", 49261784, "G", "T")
    assert [entry.id for entry in new.others] == ["FOXP3-IPEX-0005"]
    assert new.issues == ()


@pytest.mark.parametrize("build", BUILDS)
def test_another_allele_at_the_same_place_is_no_match(toolkit: Toolkit, build: str) -> None:
    pos = {"GRCh38": 49251480, "GRCh37": 49107941}[build]
    assert one(toolkit, build, pos, "C", "T").grade is MatchGrade.EXACT
    for alt in ("A", "G"):
        found = one(toolkit, build, pos, "C", alt)
        assert (found.grade, found.entries, found.issues) == (MatchGrade.NONE, (), ())
    assert one(toolkit, build, pos, "C", "").entries == ()


def test_an_index_answers_for_its_own_build_only(toolkit: Toolkit) -> None:
    with pytest.raises(ValueError, match="this index is for GRCh38, not GRCh37"):
        toolkit.index("GRCh38").match(GenomicVariant("GRCh37", Edit(49251479, "C", "T")))


@pytest.mark.parametrize("resolution", [Resolution.PROTEIN_ONLY, Resolution.SYMBOLIC])
def test_only_exact_entries_take_part_even_if_they_had_a_placement(
    toolkit: Toolkit, resolution: Resolution
) -> None:
    known = next(e for e in toolkit.bundle.catalog if e.id == "FOXP3-IPEX-0127")
    index = CatalogIndex(
        [replace(known, resolution=resolution)], "GRCh38", toolkit.annotators["GRCh38"].left_align
    )
    assert index.match(GenomicVariant("GRCh38", Edit(49251479, "C", "T"))).entries == ()


def test_two_entries_of_one_allele_are_both_told_ipex_first(toolkit: Toolkit) -> None:
    by_id = {entry.id: entry for entry in toolkit.bundle.catalog}
    ipex, benign = by_id["FOXP3-IPEX-0127"], by_id["FOXP3-IPEX-0010"]
    assert (ipex.assertion.is_ipex, benign.assertion.is_ipex) == (True, False)
    alias = replace(benign, placements=ipex.placements)
    index = CatalogIndex([alias, ipex], "GRCh38", toolkit.annotators["GRCh38"].left_align)
    match = index.match(GenomicVariant("GRCh38", Edit(49251479, "C", "T")))
    assert match.grade is MatchGrade.EXACT
    assert [entry.id for entry in match.entries] == [ipex.id, benign.id]
