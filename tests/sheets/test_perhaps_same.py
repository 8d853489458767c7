"""Entries that are not known to the base may be the very allele that is looked up, and it is said.

Which DNA changes explain such an entry follows from the sequence of NM_014009.4 by hand:
c.906_909 is TGAC, so each of its bases deleted leaves 87 codons to the stop; c.1282_1284 is ACA
(Thr428); Met370 is ATG, and ATA, ATC and ATT are isoleucine.
"""

from __future__ import annotations

import pytest
from looking import Look, lines, one, texts

from foxp3tool.model.sheet import SectionKind, Sheet

PERHAPS = "it may be this very change"


def perhaps(sheet: Sheet) -> list[str]:
    return [
        line.text.split()[0]
        for line in lines(sheet, SectionKind.REPORTED, "perhaps the same")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("c.906del", "FOXP3-IPEX-0085"),
        ("c.1282dup", "FOXP3-IPEX-0144"),
        ("c.1282del", "FOXP3-IPEX-0144"),
        ("c.1110G>C", "FOXP3-IPEX-0116"),
        # About five bases off at either end, on either build.
        ("NC_000023.11:g.49263362_49264747del", "FOXP3-IPEX-0001"),
        ("NC_000023.11:g.49263367_49264742del", "FOXP3-IPEX-0001"),
        ("NC_000023.10:g.49119821_49121209del", "FOXP3-IPEX-0001"),
    ],
)
def test_an_entry_that_is_not_known_to_the_base_may_be_this_one(
    look: Look, name: str, entry: str
) -> None:
    sheet = one(look, name)
    assert perhaps(sheet) == [entry]
    assert "may be this very change" in sheet.verdict
    assert entry in sheet.verdict
    (related,) = (line for line in lines(sheet, SectionKind.RELATED) if entry in line.text)
    assert PERHAPS in related.text
    assert "another change" not in f"{sheet.verdict}{texts(sheet, SectionKind.REPORTED)}"


@pytest.mark.parametrize("name", ["c.1282dup", "c.1282del"])
def test_nothing_else_is_claimed_of_the_residue(look: Look, name: str) -> None:
    sheet = one(look, name)
    # The grade is what both have in common for certain: the residue at which they begin.
    assert texts(sheet, SectionKind.REPORTED, "IPEX match") == (
        "same_codon: a frameshift at the same residue, of which no more is known, is reported"
    )


@pytest.mark.parametrize(
    "name",
    [
        # Another residue, another protein change of the same residue, another deletion.
        "c.1285del",
        "c.1109T>C",
        "NC_000023.11:g.49263362_49264700del",
        "c.1150G>A",
    ],
)
def test_others_may_not(look: Look, name: str) -> None:
    sheet = one(look, name)
    assert not perhaps(sheet)
    assert "may be this very" not in sheet.verdict


def test_an_exact_match_tells_of_the_entry_without_dna_change(look: Look) -> None:
    # The note of FOXP3-IPEX-0116 itself: ClinVar has c.1110G>A, nothing says that it is the same.
    sheet = one(look, "c.1110G>A")
    assert sheet.overview.entries == ("FOXP3-IPEX-0372",)
    assert perhaps(sheet) == ["FOXP3-IPEX-0116"]
    assert "it may be FOXP3-IPEX-0116 as well" in sheet.verdict


def test_of_several_entries_the_one_that_is_not_known_is_named(look: Look) -> None:
    sheet = one(look, "NC_000023.11:g.49263362_49264747del")
    assert "FOXP3-IPEX-0001, not known to the base, may be this very change" in sheet.verdict


def test_ps1_does_not_deny_the_match(look: Look) -> None:
    (told,) = (
        line for line in lines(one(look, "c.906del"), SectionKind.EVIDENCE)
        if "PS1" in line.label and line.is_further
    )  # fmt: skip
    assert "no IPEX variant with the same protein change" not in told.text
