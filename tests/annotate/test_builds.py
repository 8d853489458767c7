"""Conversion between the builds: every base, and every catalog allele, there and back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foxp3tool.annotate.builds import BuildMap, NoCounterpartError
from foxp3tool.annotate.naming import vcf_allele
from foxp3tool.model.builds import BuildDifference
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

OTHER = {"GRCh37": "GRCh38", "GRCh38": "GRCh37"}


def pairs(rows: list[dict[str, str]], regions: dict[str, Any]) -> list[tuple[int, int]]:
    """Walk both builds side by side and note which 0-based positions belong together."""
    here, there = regions["GRCh37"].start, regions["GRCh38"].start
    found = []
    for row in [*rows, None]:
        stop = int(row["grch37_start"]) if row else regions["GRCh37"].end
        while here < stop:
            found.append((here, there))
            here, there = here + 1, there + 1
        if row is None:
            continue
        ends = int(row["grch37_end"]), int(row["grch38_end"])
        if row["kind"] == "substitution":
            found.append((here, there))
        here, there = ends
    assert there == regions["GRCh38"].end
    return found


def build_map(toolkit: Toolkit, build: str) -> BuildMap:
    found = toolkit.annotators[build].to_other_build
    assert found is not None
    return found


@pytest.mark.parametrize("build", OTHER)
def test_every_base_goes_to_its_partner_or_has_none(
    toolkit: Toolkit,
    regions: dict[str, Any],
    difference_rows: list[dict[str, str]],
    build: str,
) -> None:
    truth = pairs(difference_rows, regions)
    expected = dict(truth) if build == "GRCh37" else {b: a for a, b in truth}
    there = build_map(toolkit, build)
    lonely = []
    for place in range(regions[build].start, regions[build].end):
        if place in expected:
            assert there.position(place) == expected[place]
        else:
            lonely.append(place)
            with pytest.raises(NoCounterpartError, match=f"{OTHER[build]} lacks this base"):
                there.position(place)
    assert len(lonely) == (2 + 3 + 1 if build == "GRCh37" else 4)


def test_partners_read_the_same_base_except_at_the_two_listed_substitutions(
    regions: dict[str, Any], difference_rows: list[dict[str, str]], toolkit: Toolkit
) -> None:
    old, new = regions["GRCh37"], regions["GRCh38"]
    there = build_map(toolkit, "GRCh37")
    differing = []
    for place, _ in pairs(difference_rows, regions):
        partner = there.position(place)
        one, other = old.plus[place - old.start], new.plus[partner - new.start]
        if one != other:
            differing.append((place + 1, one, partner + 1, other))
    assert differing == [(49118241, "T", 49261784, "G"), (49121310, "G", 49264848, "A")]


def test_the_offset_is_another_in_exon_1_exons_2_to_6_and_exons_7_to_12(
    bundle_folder: Path, toolkit: Toolkit
) -> None:
    exons = json.loads((bundle_folder / "gene.json").read_text())["transcripts"][0]["exons"]
    expected = [143538] + [143543] * 5 + [143539] * 6
    there = build_map(toolkit, "GRCh37")
    for old, new, offset in zip(exons["GRCh37"], exons["GRCh38"], expected, strict=True):
        for place in range(old["start"], old["end"]):
            assert there.position(place) - place == offset
        assert there.position(old["start"]) == new["start"]


@pytest.mark.parametrize("build", OTHER)
def test_bases_outside_the_region_are_refused(
    toolkit: Toolkit, regions: dict[str, Any], build: str
) -> None:
    there = build_map(toolkit, build)
    for place in (regions[build].start - 1, regions[build].end):
        with pytest.raises(NoCounterpartError, match=f"outside the region .* {build}"):
            there.position(place)


@pytest.mark.parametrize("build", OTHER)
def test_every_exact_catalog_allele_converts_to_its_other_placement(
    toolkit: Toolkit, bundle_folder: Path, build: str
) -> None:
    entries = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    exact = [entry for entry in entries if entry["resolution"] == "exact"]
    # 110 of the facts, 199 of the further copy of ClinVar.
    assert len(exact) == 309
    for entry in exact:
        here, other = (entry["placements"][name] for name in (build, OTHER[build]))
        variant = GenomicVariant(build, Edit(here["pos"] - 1, here["ref"], here["alt"]))
        if entry["id"] == "FOXP3-IPEX-0005":
            with pytest.raises(NoCounterpartError, match=f"reference sequence of {OTHER[build]}"):
                build_map(toolkit, build).convert(variant)
            continue
        found = build_map(toolkit, build).convert(variant)
        assert found.assembly == OTHER[build]
        written = vcf_allele(toolkit.bundle.genes[OTHER[build]], found.edit)
        assert (written.start + 1, written.deleted, written.inserted) == (
            other["pos"],
            other["ref"],
            other["alt"],
        ), entry["id"]


@pytest.mark.parametrize(
    ("build", "pos", "ref", "alt", "expected"),
    [
        # The builds read T and G here (rs3761548): a third base has a partner with another REF.
        ("GRCh37", 49118241, "T", "A", (49261784, "G", "A")),
        ("GRCh38", 49261784, "G", "C", (49118241, "T", "C")),
        ("GRCh37", 49121310, "G", "C", (49264848, "A", "C")),
    ],
)
def test_an_allele_on_a_base_that_differs_takes_the_other_reference(
    toolkit: Toolkit, build: str, pos: int, ref: str, alt: str, expected: tuple[int, str, str]
) -> None:
    found = build_map(toolkit, build).convert(GenomicVariant(build, Edit(pos - 1, ref, alt)))
    assert (found.edit.start + 1, found.edit.deleted, found.edit.inserted) == expected


@pytest.mark.parametrize(
    ("build", "pos", "ref", "alt", "unit"),
    [
        # GRCh38 has two more AG in a run of AG; any indel of that run is in question.
        ("GRCh38", 49256221, "AG", "", "AG"),
        ("GRCh38", 49256241, "AG", "", "AG"),
        ("GRCh38", 49256225, "", "AG", "AG"),
        ("GRCh37", 49112682, "AG", "", "AG"),
        # GRCh37 has two more A in a run of A (1-based 49119631 to 49119632).
        ("GRCh37", 49119640, "A", "", "A"),
        ("GRCh38", 49263180, "", "A", "A"),
        # GRCh37 has one more TAT, and one more A.
        ("GRCh37", 49120967, "TAT", "", "TAT"),
        ("GRCh38", 49264508, "TAT", "", "TAT"),
        ("GRCh37", 49123021, "A", "", "A"),
        ("GRCh38", 49266565, "A", "AA", "A"),
    ],
)
def test_an_indel_in_a_repeat_of_other_length_is_refused(
    toolkit: Toolkit, regions: dict[str, Any], build: str, pos: int, ref: str, alt: str, unit: str
) -> None:
    region = regions[build]
    place = pos - 1 - region.start
    assert unit in region.plus[place - 1 : place + len(unit) + 1]
    assert region.plus[place : place + len(ref)] == ref
    with pytest.raises(NoCounterpartError, match="differ in number between"):
        build_map(toolkit, build).convert(GenomicVariant(build, Edit(pos - 1, ref, alt)))


def test_an_indel_in_the_run_beside_it_converts(toolkit: Toolkit) -> None:
    # ...GAGAGAA|AGAGAG...: the doubled A ends the first run, which both builds have alike.
    variant = GenomicVariant("GRCh38", Edit(49256210, "AG", ""))
    found = build_map(toolkit, "GRCh38").convert(variant).edit
    aligned = toolkit.annotators["GRCh38"].left_align(variant.edit)
    assert (found.start, found.deleted) == (aligned.start - 143539, aligned.deleted)


def test_a_substitution_in_such_a_repeat_still_converts(toolkit: Toolkit) -> None:
    # The last G of the run, 49256221 to 49256224 being the bases that GRCh37 lacks.
    variant = GenomicVariant("GRCh38", Edit(49256224, "A", "C"))
    found = build_map(toolkit, "GRCh38").convert(variant)
    assert (found.edit.start, found.edit.deleted, found.edit.inserted) == (49112681, "A", "C")


def test_a_substitution_of_a_base_that_the_other_build_lacks_is_refused(toolkit: Toolkit) -> None:
    with pytest.raises(NoCounterpartError, match="differ in number"):
        build_map(toolkit, "GRCh38").convert(GenomicVariant("GRCh38", Edit(49256222, "A", "C")))


def test_the_annotation_says_why_there_is_no_counterpart(toolkit: Toolkit) -> None:
    annotator = toolkit.annotators["GRCh38"]
    variant = GenomicVariant("GRCh38", Edit(49261783, "G", "T"))
    found = annotator.annotate(variant, [annotator.gene.mane_select])
    assert found.other_normalized == ""
    (issue,) = found.issues
    assert issue.code.name == "BUILD_CONFLICT"
    assert "no counterpart on GRCh37" in issue.message
    assert "reference sequence of GRCh37" in issue.message


def test_the_annotation_says_that_the_reference_bases_differ(toolkit: Toolkit) -> None:
    annotator = toolkit.annotators["GRCh38"]
    variant = GenomicVariant("GRCh38", Edit(49261783, "G", "C"))
    found = annotator.annotate(variant, [annotator.gene.mane_select])
    assert found.other_normalized == "X-49118241-T-C"
    (issue,) = found.issues
    assert issue.code.name == "BUILD_CONFLICT"
    assert "G on GRCh38 and T on GRCh37" in issue.message


@pytest.mark.parametrize("missing", range(4))
def test_differences_that_do_not_lead_to_the_other_region_are_refused(
    toolkit: Toolkit, missing: int
) -> None:
    genes, differences = toolkit.bundle.genes, toolkit.bundle.differences
    lengths = [d for d in differences if len(d.source) != len(d.target)]
    left = [d for d in differences if d is not lengths[missing]]
    with pytest.raises(ValueError, match=r"do not fit|do not run in parallel"):
        BuildMap(genes["GRCh37"], genes["GRCh38"], left)


def test_a_difference_read_backwards_swaps_the_builds() -> None:
    difference = BuildDifference(Interval(3, 3), Interval(8, 10), "", "AG")
    assert difference.reversed() == BuildDifference(Interval(8, 10), Interval(3, 3), "AG", "")


def test_an_allele_beside_a_toy_difference_moves_by_the_blocks_offset(
    toy_gene: Callable[..., Any],
) -> None:
    first = toy_gene(["ATGCCCGGGTAA"], 0, 12, flank=("TTTT", "CCCC")).annotator.gene
    second = toy_gene(["ATGCCCGGGTAA"], 0, 12, flank=("TTGTT", "CCCC")).annotator.gene
    difference = BuildDifference(Interval(5002, 5002), Interval(5002, 5003), "", "G")
    there = BuildMap(first, second, [difference])
    assert [there.position(p) for p in (5001, 5002, 5019)] == [5001, 5003, 5020]
