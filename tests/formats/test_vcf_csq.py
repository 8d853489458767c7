"""Alleles and values of INFO/CSQ as Ensembl's VEP writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.formats.vcf_csq import CsqEntries, vep_alleles, vep_escaped

# By the rules of VEP's parser (Parser/VCF.pm, create_VariationFeatures) and its documentation of
# the VCF output: the first base goes if it is shared and an allele is of another length.
ALLELES = [
    ("C", ("T",), ("T",)),
    ("CT", ("AG",), ("AG",)),
    ("CT", ("CG",), ("CG",)),
    ("C", ("CTT",), ("TT",)),
    ("CTT", ("C",), ("-",)),
    ("CTT", ("CT",), ("T",)),
    ("CTT", ("AT",), ("AT",)),
    ("C", ("T", "CA"), ("T", "CA")),
    ("CA", ("C", "CAA"), ("-", "AA")),
    ("CA", ("C", "CT"), ("-", "T")),
    ("CA", ("C", "GA"), ("C", "GA")),
    ("CA", ("C", "*"), ("-", "*")),
    ("C", ("T", "*"), ("T", "*")),
    ("C", ("<DEL>",), ("deletion",)),
    ("C", ("<DUP>", "<INV>"), ("duplication", "inversion")),
    ("C", ("<CNV>",), ("copy_number_variation",)),
    ("C", ("<INS>",), ("insertion",)),
    ("C", ("<DUP:TANDEM>",), ("tandem_duplication",)),
]


@pytest.mark.parametrize(("ref", "alts", "named"), ALLELES)
def test_alleles_in_the_notation_of_vep(
    ref: str, alts: tuple[str, ...], named: tuple[str, ...]
) -> None:
    assert vep_alleles(ref, alts) == named


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a|b", "a&b"),
        ("onset, mild", "onset&_mild"),
        ("two;parts", "two%3Bparts"),
        ("NP_054728.2:p.(Ala384=)", "NP_054728.2:p.(Ala384%3D)"),
        ("tab\tand  blanks", "tab_and_blanks"),
        ("19%", "19%25"),
        ("3'UTR é", "3'UTR_é"),
        ("", ""),
    ],
)
def test_escapes(value: str, written: str) -> None:
    assert vep_escaped(value) == written


@given(st.text())
def test_no_value_breaks_an_entry_or_a_line(value: str) -> None:
    written = vep_escaped(value)
    assert not set(written) & set(",|;= \t\n\r")


def test_fields_named_as_vep_names_them_stand_in_its_order() -> None:
    # VEP's default fields (VCF_COLS in OutputFactory/VCF.pm), without those that are not told here.
    default = (
        "Allele Consequence IMPACT SYMBOL Feature_type Feature BIOTYPE EXON INTRON HGVSc HGVSp "
        "CDS_position Protein_position Amino_acids Codons "
    )
    names = CsqEntries().names
    assert " ".join(names).startswith(default)
    assert len(set(names)) == len(names)
