"""The catalog by identifiers: one identifier, several entries, and entries without a DNA change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foxp3tool.knowledge.identifiers import IdentifiedAllele, IdentifierIndex
from foxp3tool.model.catalog import Placement, ReportedMutation, Resolution
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import IdentifierDescription, IdentifierKind, VcfDescription
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit

Kind = IdentifierKind
VERSION = "2031.02.7"


@pytest.fixture(scope="module")
def a384t(toolkit: Toolkit) -> ReportedMutation:
    (entry,) = [e for e in toolkit.bundle.catalog if e.id == "FOXP3-IPEX-0127"]
    return entry


@pytest.fixture(scope="module")
def other_alt(a384t: ReportedMutation) -> ReportedMutation:
    """Another change of the same base, as dbSNP would number it."""
    places = {
        "GRCh38": Placement(49251480, "C", "G", None, "c.1150G>C"),
        "GRCh37": Placement(49107941, "C", "G", None, "c.1150G>C"),
    }
    return replace(
        a384t,
        id="FOXP3-IPEX-0901",
        hgvs_c="c.1150G>C",
        placements=places,
        clinvar_variation_ids=("901",),
        clinvar_allele_ids=(),
        uniprot_variants=(),
    )


@pytest.fixture(scope="module")
def protein_only(a384t: ReportedMutation) -> ReportedMutation:
    return replace(
        a384t,
        id="FOXP3-IPEX-0902",
        name="p.(Ala384Pro)",
        resolution=Resolution.PROTEIN_ONLY,
        hgvs_c=None,
        hgvs_p="p.(Ala384Pro)",
        placements={},
        clinvar_variation_ids=("902",),
        clinvar_allele_ids=(),
        uniprot_variants=(),
        note="the base was not read",
    )


def identifier(text: str) -> IdentifierDescription:
    found = parse(text)
    assert isinstance(found, IdentifierDescription)
    return found


def alleles(
    toolkit: Toolkit, entries: list[ReportedMutation], text: str, assembly: str = "GRCh38"
) -> tuple[IdentifiedAllele, ...]:
    index = IdentifierIndex(entries, VERSION)
    return index.alleles(identifier(text), toolkit.bundle.genes[assembly])


def refusal(toolkit: Toolkit, entries: list[ReportedMutation], text: str) -> NotationError:
    with pytest.raises(NotationError) as caught:
        alleles(toolkit, entries, text)
    return caught.value


def test_one_rsid_of_two_alleles_gives_both_and_each_names_the_other(
    toolkit: Toolkit, a384t: ReportedMutation, other_alt: ReportedMutation
) -> None:
    found = alleles(toolkit, [a384t, other_alt], "rs122467170")
    assert [(one.entry.id, one.description) for one in found] == [
        ("FOXP3-IPEX-0127", VcfDescription("NC_000023.11", 49251479, "C", "T")),
        ("FOXP3-IPEX-0901", VcfDescription("NC_000023.11", 49251479, "C", "G")),
    ]
    for one, other in (found, found[::-1]):
        assert one.issue.code is IssueCode.FROM_IDENTIFIER
        for part in (
            one.entry.id,
            other.entry.id,
            "also",
            "row of its own",
            VERSION,
            "rs122467170",
        ):
            assert part in one.issue.message, part
    # The order is the catalog's.
    turned = alleles(toolkit, [other_alt, a384t], "rs122467170")
    assert [one.entry.id for one in turned] == ["FOXP3-IPEX-0901", "FOXP3-IPEX-0127"]


def test_an_identifier_of_one_allele_does_not_bring_its_neighbour(
    toolkit: Toolkit, a384t: ReportedMutation, other_alt: ReportedMutation
) -> None:
    for text, entry in (("VCV000011410", a384t), ("901", other_alt), ("VAR_011332", a384t)):
        (found,) = alleles(toolkit, [a384t, other_alt], text)
        assert found.entry is entry
        assert "also" not in found.issue.message


def test_an_entry_known_by_protein_only_beside_one_with_bases_is_told_without_a_row(
    toolkit: Toolkit, a384t: ReportedMutation, protein_only: ReportedMutation
) -> None:
    (found,) = alleles(toolkit, [protein_only, a384t], "rs122467170")
    assert found.entry is a384t
    assert "FOXP3-IPEX-0902 (p.(Ala384Pro)), without a row" in found.issue.message


def test_an_entry_known_by_protein_only_is_an_error_that_names_the_change(
    toolkit: Toolkit, a384t: ReportedMutation, protein_only: ReportedMutation
) -> None:
    error = refusal(toolkit, [a384t, protein_only], "902")
    assert error.code is IssueCode.UNSUPPORTED_ALLELE
    for part in ("902", "FOXP3-IPEX-0902", "p.(Ala384Pro)", "without a DNA change"):
        assert part in error.message, part
    assert error.message.endswith("the catalog notes: the base was not read")
    assert error.cause is None
    assert error.remedy is not None
    assert "p.(Ala384Pro)" in error.remedy


def test_an_entry_that_lies_on_the_other_build_only_says_so(
    toolkit: Toolkit, a384t: ReportedMutation
) -> None:
    old = replace(a384t, placements={"GRCh37": a384t.placements["GRCh37"]})
    error = refusal(toolkit, [old], "11410")
    assert error.code is IssueCode.UNSUPPORTED_ALLELE
    assert "GRCh38" in error.message
    assert error.remedy is not None
    assert "--assembly" in error.remedy
    (found,) = alleles(toolkit, [old], "11410", "GRCh37")
    assert found.description == VcfDescription("NC_000023.10", 49107940, "C", "T")


def test_an_identifier_twice_in_one_entry_is_one_answer(
    toolkit: Toolkit, a384t: ReportedMutation
) -> None:
    twice = replace(a384t, rsids=a384t.rsids * 2)
    (found,) = alleles(toolkit, [twice], "rs122467170")
    assert "also" not in found.issue.message


@pytest.mark.parametrize(
    ("text", "parts", "absent"),
    [
        ("rs122467170", ["dbSNP rsID rs122467170", "other alleles"], ["version,", "bare"]),
        ("VCV000011410", ["VariationID 11410"], ["version,", "bare", "other alleles"]),
        ("VCV000011410.12", ["VariationID 11410", "version, 12, is ignored"], ["bare"]),
        ("11410", ["bare number", "VariationID 11410"], ["version,"]),
        ("VariationID:11410", ["VariationID 11410"], ["bare"]),
        ("AlleleID:26449", ["AlleleID 26449"], ["bare"]),
        ("VAR_011332", ["VAR_011332", "protein change"], ["other alleles"]),
        ("foxp3-ipex-0127", [], ["bare", "protein change"]),
    ],
)
def test_what_a_row_says_of_the_way_it_was_found(
    toolkit: Toolkit, a384t: ReportedMutation, text: str, parts: list[str], absent: list[str]
) -> None:
    (found,) = alleles(toolkit, [a384t], text)
    message = found.issue.message
    for part in [*parts, "FOXP3-IPEX-0127 (c.1150G>A)", f"bundle {VERSION}"]:
        assert part in message, part
    for part in absent:
        assert part not in message, part
    assert message.count("FOXP3-IPEX-0127") == 1


@pytest.mark.parametrize(
    ("text", "told", "cause", "remedy"),
    [
        ("rs1", "rsID rs1", "another gene", "www.ncbi.nlm.nih.gov/snp/rs1 "),
        ("VCV000000009", "VariationID 9", "another gene", "/clinvar/variation/9/ "),
        ("1150", "VariationID 1150", "may be a position", "c.1150G>A"),
        ("AlleleID:77", "AlleleID 77", "another gene", "77[alleleid]"),
        ("VAR_999999", "VAR_999999", "another gene", "VAR_999999.html"),
        ("FOXP3-IPEX-9999", "FOXP3-IPEX-9999", "slip", "ipex_id"),
        ("RCV000012149", "no ClinVar RCV accession", "kind", "clinvar/RCV000012149/"),
        ("SCV000032383.2", "no ClinVar SCV accession", "kind", "SCV000032383"),
        ("300292.0001", "no OMIM allelic variant", "kind", "omim.org"),
        ("CM010001", "no HGMD accession", "kind", "HGMD"),
        ("FOXP3_000012", "no LOVD id", "kind", "LOVD"),
        ("CA254939", "no ClinGen allele id", "kind", "ClinGen"),
        ("COSM1234", "no COSMIC id", "kind", "COSMIC"),
        # The number of an identifier of another kind: said, and never answered.
        ("26449", "VariationID 26449", "AlleleID 26449 is meant", "AlleleID:26449"),
        ("122467170", "VariationID 122467170", "rs122467170 is meant", "rs122467170"),
        ("AlleleID:11410", "AlleleID 11410", "VariationID 11410 is meant", "VariationID:11410"),
    ],
)
def test_unknown_identifiers_are_refused_with_a_way_on(
    toolkit: Toolkit, a384t: ReportedMutation, text: str, told: str, cause: str, remedy: str
) -> None:
    error = refusal(toolkit, [a384t], text)
    assert error.code is IssueCode.UNKNOWN_IDENTIFIER
    assert told in error.message
    for part in (VERSION, "1 entry", "nothing is looked up online"):
        assert part in error.message
    assert cause in (error.cause or "")
    assert remedy in (error.remedy or "")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_remedy(toolkit: Toolkit, kind: IdentifierKind) -> None:
    index = IdentifierIndex([], VERSION)
    with pytest.raises(NotationError) as caught:
        index.find(IdentifierDescription(kind, "0", "0"))
    assert caught.value.remedy
    assert "0 entries)" in caught.value.message, "a catalog without statements has no dates"
