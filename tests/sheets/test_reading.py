"""What a reader of a sheet may take wrongly: whose statement it is, and how far it goes."""

from __future__ import annotations

import re

import pytest
from looking import Look, lines, one, texts

from foxp3tool.model.sheet import SectionKind


def test_what_is_said_of_one_change_is_not_said_of_all_together(look: Look) -> None:
    # c.1010G>A has no entry of ClinVar's in the catalog that c.1150G>A has, and the reverse.
    both = look("c.[1118T>C;1150G>A]")[0]
    name = "c.1150G>A p.(Ala384Thr) alone: "
    assert both.overview.clinvar.startswith("c.1150G>A alone: ")
    for kind, labels in (
        (SectionKind.NAMES, ["as printed"]),
        (SectionKind.DATABASES, ["ClinVar", "UniProt", "older copy", "dbSNP"]),
        (SectionKind.FUNCTION, ["finding"]),
    ):
        for label in labels:
            found = lines(both, kind, label)
            assert found, label
            assert all(line.text.startswith(name) for line in found), label
    assert both.verdict.startswith("2 changes on one chromosome; together: missense change")
    assert "ClinVar says" not in both.verdict
    # Of the change by itself it is said without any of that.
    assert "alone" not in texts(one(look, "c.1150G>A"), SectionKind.DATABASES)


@pytest.mark.parametrize("name", ["c.210G>A", "c.210+2T>C"])
def test_a_grade_in_part_says_where_it_rests_on_clinvar_alone(look: Look, name: str) -> None:
    sheet = one(look, name)
    match = texts(sheet, SectionKind.REPORTED, "IPEX match")
    assert match == (
        "same_splice_site: other changes of the same splice site are (likely) pathogenic in "
        "ClinVar, the condition not stated"
    )


def test_a_grade_in_part_that_rests_on_papers_says_reported(look: Look) -> None:
    # c.816+2T>A and c.816+5G>A are told by papers.
    match = texts(one(look, "c.816+1G>C"), SectionKind.REPORTED, "IPEX match")
    assert match == "same_splice_site: another change of the same splice site is reported"


@pytest.mark.parametrize(
    ("name", "codon", "residue"),
    [
        # Lys250 is AAG, Glu251 GAG (c.751_753).
        ("c.748_750dup", "AAG put in at c.750-751", "250: Lys put in"),
        ("c.751_753del", "GAG taken out at c.751-753", "251: Glu taken out"),
        # Codon 302 (CCT) still reads Pro behind the deletion, codon 88 (CCC) as well.
        ("c.906del", "ccT > cc at c.906", "303 (Asp), the first in another reading frame"),
        ("c.264del", "ccC > cc at c.264", "89 (Leu), the first in another reading frame"),
    ],
)
def test_codons_and_residues_are_told_in_words(
    look: Look, name: str, codon: str, residue: str
) -> None:
    sheet = one(look, name)
    assert texts(sheet, SectionKind.EFFECT, "codon") == codon
    assert texts(sheet, SectionKind.EFFECT, "residue") == residue


def test_a_lost_stop_codon_promises_no_longer_protein(look: Look) -> None:
    # The whole end of the gene goes here: nothing is known of a longer protein.
    told = texts(one(look, "NC_000023.11:g.49250000_49253000del"), SectionKind.EFFECT)
    assert "stop_lost" in told
    assert "gets longer" not in told


@pytest.mark.parametrize("name", ["NC_000023.11:g.49250000_49253000del", "c.(?_-72)_(*896_?)del"])
def test_a_name_of_delta_2_says_of_which_record(look: Look, name: str) -> None:
    (told,) = lines(one(look, name), SectionKind.NAMES, "delta-2")
    assert "NM_001114377.2" in told.text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("c.[1118T>C;1150G>A]", "11, 12 of 12; exon 10 and 11 in most IPEX papers"),
        ("c.1150G>A", "12 of 12; exon 11 in most IPEX papers"),
    ],
)
def test_exons_are_told_once(look: Look, name: str, told: str) -> None:
    assert texts(look(name)[0], SectionKind.NAMES, "exon") == told


def test_sources_of_one_study_are_parted(look: Look) -> None:
    links = [link for line in lines(one(look, "FOXP3-IPEX-0005"), SectionKind.POPULATION)
             for link in line.links]  # fmt: skip
    assert len(links) > 7
    assert all(re.fullmatch(r"https?://\S+", link.url) for link in links)
    assert all(" ; " not in link.text for link in links)


def test_what_is_near_has_one_label(look: Look) -> None:
    found = lines(one(look, "c.-20C>T"), SectionKind.ERROR)
    assert [line.label for line in found].count("nearest that fits") == 1
    assert sum(not line.label for line in found) >= 2
