"""Complement and translation, compared with Biopython."""

from itertools import product

import pytest
from Bio.Data.IUPACData import ambiguous_dna_values, protein_letters_1to3
from Bio.Seq import Seq
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.model.sequence import (
    CODON_TABLE,
    ONE_LETTER,
    THREE_LETTER,
    is_unambiguous,
    reverse_complement,
    translate,
    translate_to_stop,
)

CODONS = ["".join(bases) for bases in product("ACGT", repeat=3)]
iupac = st.text(alphabet="ACGTRYSWKMBDHVNacgtryswkmbdhvn", max_size=40)
dna = st.text(alphabet="ACGT", max_size=60)


@pytest.mark.parametrize("codon", CODONS)
def test_each_codon_is_translated_as_biopython_does(codon: str) -> None:
    expected = str(Seq(codon).translate(table=1))
    assert CODON_TABLE[codon] == expected
    assert translate(codon) == expected


def test_there_are_64_codons() -> None:
    assert sorted(CODON_TABLE) == CODONS


@given(dna)
def test_whole_codons_are_translated_and_left_over_bases_ignored(sequence: str) -> None:
    whole = sequence[: len(sequence) // 3 * 3]
    assert translate(sequence) == str(Seq(whole).translate(table=1))


@given(dna)
def test_translation_to_the_stop_keeps_the_stop_and_nothing_behind_it(sequence: str) -> None:
    whole = sequence[: len(sequence) // 3 * 3]
    everything = str(Seq(whole).translate(table=1))
    before, stop, _ = everything.partition("*")
    assert translate_to_stop(sequence) == before + stop


@pytest.mark.parametrize("codon", ["NNN", "ATR", "gct", "A?G", "TRN"])
def test_a_codon_that_may_be_several_residues_is_x(codon: str) -> None:
    assert translate(codon) == "X"
    assert translate_to_stop(codon) == "X"


@pytest.mark.parametrize("codon", ["".join(c) for c in product("ACGTRYSWKMBDHVN", repeat=3)])
def test_a_codon_with_iupac_codes_is_what_all_its_meanings_share(codon: str) -> None:
    meanings = product(*(ambiguous_dna_values[code] for code in codon))
    residues = {str(Seq("".join(meaning)).translate(table=1)) for meaning in meanings}
    assert translate(codon) == (residues.pop() if len(residues) == 1 else "X")


def test_three_letter_codes_are_iupacs() -> None:
    expected = {**protein_letters_1to3, "*": "Ter", "X": "Xaa"}
    assert expected == THREE_LETTER
    assert {three: one for one, three in expected.items()} == ONE_LETTER


@pytest.mark.parametrize(
    ("sequence", "known"), [("ACGT", True), ("", True), ("ACGN", False), ("acgt", False)]
)
def test_only_capital_acgt_is_unambiguous(sequence: str, known: bool) -> None:  # noqa: FBT001 - a table
    assert is_unambiguous(sequence) is known


@given(iupac)
def test_reverse_complement_is_biopythons(sequence: str) -> None:
    assert reverse_complement(sequence) == str(Seq(sequence).reverse_complement())
