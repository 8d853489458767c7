"""Grades of agreement with reported mutations, on examples made by hand.

What is reported is named in the comments; single-base changes are proved one and all in
``tests/proof/test_match_grades.py``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from foxp3tool.knowledge.grading import Neighbours
from foxp3tool.model.annotation import AnnotatedRow, MatchGrade
from foxp3tool.model.catalog import Assertion
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit


def first_row(toolkit: Toolkit, name: str, transcripts: str = "mane") -> AnnotatedRow:
    report = LookupReport()
    rows = lookup_rows(
        toolkit, [name], transcripts=transcripts, assembly=None, report=report, details=False
    )
    row = next(iter(rows))
    assert not report.failed, report.failed
    return row


def graded(toolkit: Toolkit, name: str) -> dict[str, str]:
    """Return the grade of each entry that an allele agrees with in part, by the end of its id."""
    match = first_row(toolkit, name).match
    return {one.entry.id[-4:]: one.grade.value for one in match.graded}


@pytest.mark.parametrize(
    ("name", "grade", "entry"),
    [
        # c.751_753del p.(Glu251del): both GAG of codons 249 and 251 are followed by AAG.
        ("c.751_756del", MatchGrade.SAME_CODON, "0073"),
        # c.1117_1118delinsGC p.(Phe373Ala) by another codon of alanine, GCA for GCC.
        ("c.1117_1119delinsGCA", MatchGrade.SAME_PROTEIN_CHANGE, "0120"),
        # c.816+2T>A and c.816+5G>A: the donor behind c.816. An exonic base of the motif.
        ("c.816G>T", MatchGrade.SAME_SPLICE_SITE, "0075"),
        ("c.816+4_816+5del", MatchGrade.SAME_SPLICE_SITE, "0075"),
        # The hexamer c.*873_*878: c.*876A>G and c.*878A>G are reported.
        ("c.*873_*874del", MatchGrade.SAME_POLYA_SIGNAL, "0147"),
        # c.3G>A p.(Met1?).
        ("c.1_3del", MatchGrade.SAME_CODON, "0009"),
        # p.(Thr428fs), of which no more is known.
        ("c.1282del", MatchGrade.SAME_CODON, "0144"),
        # Two deletions of more than 20 bases each around exon 1.
        ("NG_007392.1:g.5000_5200del", MatchGrade.OVERLAPS, "0001"),
    ],
)
def test_indels_and_sites(toolkit: Toolkit, name: str, grade: MatchGrade, entry: str) -> None:
    row = first_row(toolkit, name)
    assert row.match.grade is grade
    assert entry in {flagged.id[-4:] for flagged in row.match.flagged}
    assert row.match.ipex == ()


def test_two_proteins_are_not_both_the_reported_one(toolkit: Toolkit) -> None:
    # p.(Thr428fs), of which no more is known: one frame ends 31 codons on, the other 165.
    for name in ("c.1281dup", "c.1282del"):
        assert first_row(toolkit, name).match.grade is MatchGrade.SAME_CODON


def test_a_deletion_agrees_with_all_that_it_takes_out(toolkit: Toolkit) -> None:
    # Exon 9 (c.817_967) and its borders: it holds p.(Glu323Lys) c.967G>A and the frameshift at
    # Asp303, which is known by its protein change only and has no place.
    row = first_row(toolkit, "NC_000023.11(NM_014009.4):c.817-20_967+20del")
    assert row.match.grade is MatchGrade.OVERLAPS
    assert {entry.id[-4:] for entry in row.match.flagged} == {"0088"}
    others = graded(toolkit, "NC_000023.11(NM_014009.4):c.817-20_967+20del")
    assert {"0079", "0080", "0081", "0086", "0087"} <= others.keys()
    assert set(others.values()) == {"overlaps"}


def test_the_reported_deletion_of_exon_1_agrees_by_overlap_only(toolkit: Toolkit) -> None:
    # NG_007392.1:g.5080_6468del, ends good to about five bases: nothing is exact.
    assert graded(toolkit, "NG_007392.1:g.5080_6468del")["0001"] == "overlaps"
    assert graded(toolkit, "NG_007392.1:g.5000_5200del")["0001"] == "overlaps"
    # A substitution inside it is none of its kind.
    assert "0001" not in graded(toolkit, "c.-23+3G>A")


def test_a_benign_change_of_the_residue_is_told_and_is_no_ipex_match(toolkit: Toolkit) -> None:
    # c.112G>T p.(Ala38Ser) is benign.
    match = first_row(toolkit, "c.113C>T").match
    assert (match.grade, match.flagged) == (MatchGrade.NONE, ())
    (one,) = match.graded
    assert (one.entry.assertion, one.grade) == (Assertion.BENIGN, MatchGrade.SAME_CODON)


def test_a_frameshift_says_nothing_of_the_residue_at_which_it_begins(toolkit: Toolkit) -> None:
    # Leu76: c.227del is reported, c.226C>G p.(Leu76Val) is benign.
    assert graded(toolkit, "c.227T>C") == {"0027": "same_codon"}
    assert first_row(toolkit, "c.226C>G").match.grade is MatchGrade.NONE
    assert graded(toolkit, "c.227del") == {}
    # Nor does a stop: Arg337Ter, and Arg337Gln.
    assert graded(toolkit, "c.1009C>T") == {}
    assert graded(toolkit, "c.1010G>T") == {"0093": "same_codon"}


@pytest.mark.parametrize(
    "name",
    [
        "c.1152C>T",  # p.(Ala384=): no residue changes
        "c.751_756dup",  # Glu251 comes once more, none goes
        "c.1149_1150insGCC",  # between two residues
        "c.211-1G>A",  # the acceptor of the intron whose donor is reported
        "c.1044+458C>A",  # beside the benign c.1044+459A>G, deep in an intron
        "c.753del",  # one base of the reported c.751_753del, and another frame
        "c.-23+25del",  # one base of the large deletion around exon 1
        "NC_000023.10:g.49120967_49120969del",  # GRCh38 lacks these bases of a repeat, in it too
        "c.*880T>G",  # two bases behind the hexamer
    ],
)
def test_what_is_next_to_a_reported_mutation_is_not_like_it(toolkit: Toolkit, name: str) -> None:
    assert first_row(toolkit, name).match.grade is MatchGrade.NONE


def test_the_exact_allele_is_not_among_those_that_agree_in_part(toolkit: Toolkit) -> None:
    match = first_row(toolkit, "c.1156C>T").match
    assert match.grade is MatchGrade.EXACT
    assert [one.entry.id[-4:] for one in match.graded] == ["0129"]


@pytest.mark.parametrize("transcripts", ["NM_001114377.2", "all"])
def test_the_grade_does_not_depend_on_the_transcripts_asked_for(
    toolkit: Toolkit, transcripts: str
) -> None:
    # On delta-2 the residue has another number; what is reported counts on MANE Select.
    assert first_row(toolkit, "c.1150G>C", transcripts).match.grade is MatchGrade.SAME_CODON


def test_grades_stand_in_order_whatever_the_order_of_the_catalog(toolkit: Toolkit) -> None:
    annotator = toolkit.annotators["GRCh38"]
    backwards = Neighbours(reversed(toolkit.bundle.catalog), annotator)
    row = first_row(toolkit, "c.1110G>C")
    assert row.variant is not None
    assert row.transcript is not None
    found = backwards.find(row.variant.variant, row.transcript)
    same = "same_protein_change"
    assert [one.grade.value for one in found] == [same, same, "same_codon"]
    # c.1110G>A; M370I of a paper, whose DNA change is not known; M370V.
    assert [one.entry.id[-4:] for one in found] == ["0372", "0116", "0113"]


def test_an_entry_turned_benign_is_flagged_no_longer(toolkit: Toolkit) -> None:
    annotator = toolkit.annotators["GRCh38"]
    benign = [replace(e, assertion=Assertion.BENIGN) for e in toolkit.bundle.catalog]
    row = first_row(toolkit, "c.1151C>T")
    assert row.variant is not None
    assert row.transcript is not None
    found = Neighbours(benign, annotator).find(row.variant.variant, row.transcript)
    assert [one.entry.assertion for one in found] == [Assertion.BENIGN]
