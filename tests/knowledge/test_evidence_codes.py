"""The codes other than PVS1, each with examples made by hand that meet it and that miss it.

Rules: Richards 2015 (PMID 25741868), Walker 2023 (PMID 37352859) and the limits that
docs/evidence.md names. Catalog entries of the examples are those of the bundle, or made here.
"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from evidence_cases import hint, rows_of, sheet_of, weighed

from foxp3tool.cli.main import main
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.knowledge.evidence_protein import tandem_copies
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.catalog import (
    Assertion,
    Classification,
    EvidenceStatus,
    Placement,
    ReportedMutation,
    Resolution,
)
from foxp3tool.model.evidence import (
    Criterion,
    Evidence,
    PopulationCount,
    SplicePrediction,
    Strength,
    Verdict,
)
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

GNOMAD = "a data set"


def label(toolkit: Toolkit, name: str, code: str) -> str:
    return hint(sheet_of(toolkit, name), code).label


def made(
    toolkit: Toolkit,
    name: str,
    *,
    assertion: Assertion = Assertion.IPEX,
    status: EvidenceStatus = EvidenceStatus.PAPER_READ,
    clinvar: str | None = None,
) -> ReportedMutation:
    """An entry for a ``c.`` name, made from what the engine says of the allele's place."""
    (row,) = rows_of(toolkit, name)
    assert row.variant is not None
    assert row.transcript is not None
    edit = row.variant.variant.edit
    before = toolkit.gene.plus_bases(edit.start - 1, edit.start)
    placement = Placement(
        pos=edit.start, ref=before + edit.deleted, alt=before + edit.inserted, end=None, hgvs_c=name
    )
    statements = (
        () if clinvar is None else (Classification("ClinVar", clinvar, None, "2025-01-01"),)
    )
    return replace(
        toolkit.bundle.catalog[0],
        id=f"MADE-{name}",
        name=name,
        resolution=Resolution.EXACT,
        assertion=assertion,
        hgvs_c=name,
        hgvs_p=row.transcript.hgvs_p.partition(":")[2] or None,
        placements={"GRCh38": placement},
        classifications=statements,
        evidence_status=status,
        references=(),
    )


def of_made(
    toolkit: Toolkit, name: str, code: str, entries: Sequence[ReportedMutation]
) -> Evidence:
    return hint(weighed(toolkit, name, entries), code)


# --- PM5: another missense change of a residue with an established one ---------------------------

# Arg347 is c.1039-1041 CGC; p.(Arg347His) c.1040G>A is reported in IPEX with papers. Ala384 is
# c.1150-1152 GCC; Phe324 c.970-972 TTC; Glu323 c.967-969, whose first base ends exon 9.
PM5 = [
    ("c.1190G>T", "PM5"),  # Arg397Leu: Arg397Trp is pathogenic with papers
    ("c.1040G>T", "PM5?"),  # Arg347Leu: ClinVar's newest of Arg347His speaks of risk as well
    ("c.1039C>T", "PM5?"),  # Arg347Cys
    ("c.1151C>T", "PM5"),  # Ala384Val
    ("c.1040G>A", ""),  # the reported one itself
    ("c.1041C>T", ""),  # synonymous
    ("c.1151_1152delinsAA", "PM5"),  # Ala384Glu, two bases
    ("c.968A>G", "PM5?"),  # Glu323Gly: the reported Glu323Lys changes the last base of exon 9
    ("c.969G>C", "PM5?"),  # Glu323Asp: not in a motif itself, the reported one is
    ("c.1036A>T", ""),  # residue 346: nothing reported
    ("c.1241G>T", ""),  # Arg414: only benign ones reported
    ("c.434C>G", "PM5?"),  # Ala145Gly: both reported ones rest on ClinVar alone
    ("c.226C>A", ""),  # Leu76Ile: a frameshift begins there, a benign missense stands there
]


@pytest.mark.parametrize(("name", "expected"), PM5)
def test_pm5(toolkit: Toolkit, name: str, expected: str) -> None:
    assert label(toolkit, name, "PM5") == expected


def test_pm5_is_blocked_by_a_benign_missense_of_the_residue(toolkit: Toolkit) -> None:
    ipex = made(toolkit, "c.1040G>A", clinvar="Pathogenic")
    benign = made(toolkit, "c.1039C>A", assertion=Assertion.BENIGN)
    assert of_made(toolkit, "c.1040G>T", "PM5", [ipex]).label == "PM5"
    blocked = of_made(toolkit, "c.1040G>T", "PM5", [ipex, benign])
    assert blocked.verdict is Verdict.DOES_NOT_APPLY
    assert "MADE-c.1039C>A" in blocked.reason
    # Benign at the next residue, or synonymous at this one, says nothing against it.
    next_one = made(toolkit, "c.1042T>C", assertion=Assertion.BENIGN)
    silent = made(toolkit, "c.1041C>T", assertion=Assertion.BENIGN)
    assert of_made(toolkit, "c.1040G>T", "PM5", [ipex, next_one, silent]).label == "PM5"


@pytest.mark.parametrize(
    ("clinvar", "review", "is_sure"),
    [
        ("Benign", "criteria provided, multiple submitters, no conflicts", True),
        ("Likely benign", "reviewed by expert panel", True),
        ("Benign/Likely benign", None, True),  # two levels are of two submitters at least
        ("Benign", "criteria provided, single submitter", False),
        ("Likely benign", "no assertion criteria provided", False),
        ("Benign", None, False),  # the copy does not say
    ],
)
def test_what_one_submitter_calls_benign_leaves_it_open(
    toolkit: Toolkit, clinvar: str, review: str | None, *, is_sure: bool
) -> None:
    expected = Verdict.DOES_NOT_APPLY if is_sure else Verdict.CANNOT_BE_JUDGED

    def entry(name: str) -> ReportedMutation:
        status = EvidenceStatus.CLINVAR_ONLY
        one = made(toolkit, name, assertion=Assertion.BENIGN, clinvar=clinvar, status=status)
        (statement,) = one.classifications
        return replace(one, classifications=(replace(statement, review_status=review),))

    ipex = made(toolkit, "c.1040G>A", clinvar="Pathogenic")
    found = of_made(toolkit, "c.1040G>T", "PM5", [ipex, entry("c.1039C>A")])
    assert found.verdict is expected
    assert of_made(toolkit, "c.1040G>T", "PM1", [entry("c.1039C>A")]).verdict is expected
    ipex = made(toolkit, "c.1150_1152delinsACA", clinvar="Pathogenic")
    for benign in ("c.1150_1152delinsACG", "c.1150G>A"):  # by another change; the very one
        found = of_made(toolkit, "c.1150G>A", "PS1", [ipex, entry(benign)])
        assert found.verdict is expected
        assert f"MADE-{benign}" in found.reason


@pytest.mark.parametrize(
    "assertion", [Assertion.RISK, Assertion.BENIGN, Assertion.CONFLICTING, Assertion.UNCERTAIN]
)
def test_pm5_and_ps1_take_only_ipex_entries(toolkit: Toolkit, assertion: Assertion) -> None:
    entry = made(toolkit, "c.1040G>A", assertion=assertion)
    assert of_made(toolkit, "c.1040G>T", "PM5", [entry]).verdict is Verdict.DOES_NOT_APPLY
    same = made(toolkit, "c.1150_1152delinsACA", assertion=assertion)
    assert of_made(toolkit, "c.1150G>A", "PS1", [same]).verdict is Verdict.DOES_NOT_APPLY


def test_a_likely_pathogenic_comparison_weighs_less(toolkit: Toolkit) -> None:
    likely = made(toolkit, "c.1040G>A", clinvar="Likely pathogenic")
    assert of_made(toolkit, "c.1040G>T", "PM5", [likely]).label == "PM5_Supporting"
    for said in ("Likely pathogenic, low penetrance", "Pathogenic/Likely risk allele"):
        less = made(toolkit, "c.1040G>A", clinvar=said)
        assert of_made(toolkit, "c.1040G>T", "PM5", [less]).label == "PM5?"
    other = made(toolkit, "c.1040G>A", clinvar="Likely pathogenic|other")
    assert of_made(toolkit, "c.1040G>T", "PM5", [other]).label == "PM5_Supporting"
    both = made(toolkit, "c.1040G>A", clinvar="Pathogenic/Likely pathogenic")
    assert of_made(toolkit, "c.1040G>T", "PM5", [both]).label == "PM5"
    same = made(toolkit, "c.1150_1152delinsACA", clinvar="Likely pathogenic")
    assert of_made(toolkit, "c.1150G>A", "PS1", [same]).label == "PS1_Moderate"


# --- PS1: the same protein change by another DNA change ------------------------------------------


def test_ps1_same_protein_change(toolkit: Toolkit) -> None:
    # p.(Ala384Thr) is reported as c.1150G>A, GCC>ACC; ACA, ACG and ACT are threonine too.
    for codon in ("ACA", "ACG", "ACT"):
        found = hint(sheet_of(toolkit, f"c.1150_1152delins{codon}"), "PS1")
        assert found.label == "PS1"
        assert "FOXP3-IPEX-0127" in found.reason
    assert label(toolkit, "c.1150_1152delinsTCA", "PS1") == ""  # serine
    assert label(toolkit, "c.1150G>A", "PS1") == ""  # the reported DNA change itself


def test_ps1_not_of_a_change_that_is_benign_as_well(toolkit: Toolkit) -> None:
    ipex = made(toolkit, "c.1150_1152delinsACA", clinvar="Pathogenic")
    benign = made(toolkit, "c.1150_1152delinsACG", assertion=Assertion.BENIGN)
    assert of_made(toolkit, "c.1150G>A", "PS1", [ipex]).label == "PS1"
    found = of_made(toolkit, "c.1150G>A", "PS1", [ipex, benign])
    assert found.verdict is Verdict.DOES_NOT_APPLY


@pytest.mark.parametrize(
    ("status", "clinvar", "is_open"),
    [
        (EvidenceStatus.PAPER_READ, "Pathogenic", False),
        (EvidenceStatus.PAPER_READ, "Likely pathogenic", False),
        (EvidenceStatus.PAPER_READ, "Uncertain significance", True),
        (EvidenceStatus.PAPER_READ, None, True),  # a paper alone does not classify
        (EvidenceStatus.PAPER_VIA_CLINVAR, "Pathogenic", True),  # nobody read the paper
    ],
)
def test_the_entry_must_be_classified(
    toolkit: Toolkit, status: EvidenceStatus, clinvar: str | None, *, is_open: bool
) -> None:
    same = made(toolkit, "c.1150_1152delinsACA", clinvar=clinvar, status=status)
    assert of_made(toolkit, "c.1150G>A", "PS1", [same]).label.endswith("?") is is_open
    other = made(toolkit, "c.1040G>A", clinvar=clinvar, status=status)
    assert of_made(toolkit, "c.1040G>T", "PM5", [other]).label.endswith("?") is is_open


def test_ps1_of_an_entry_without_dna_change(toolkit: Toolkit) -> None:
    # p.(Met370Ile) is known as protein change only; c.1110G>A, >C and >T all give it.
    for base in "ACT":
        assert label(toolkit, f"c.1110G>{base}", "PS1") == "PS1?"


def test_ps1_clinvar_alone_is_marked(toolkit: Toolkit) -> None:
    entry = made(toolkit, "c.1150_1152delinsACA", status=EvidenceStatus.CLINVAR_ONLY)
    assert of_made(toolkit, "c.1150G>A", "PS1", [entry]).label == "PS1?"


# Walker 2023, table 2, all behind the condition of an equal predicted event: allele, comparison
# (P unless LP), weight. PVS1 of intron 4's donor is full (exon 4 shifts), of intron 8's Strong.
TABLE_2 = [
    ("c.454+5G>A", "c.454+5G>C", None, "PS1?"),  # outside +-1,2, same nucleotide
    ("c.454+5G>A", "c.454+5G>C", "Likely pathogenic", "PS1_Moderate?"),
    ("c.454+5G>A", "c.454+1G>C", None, "PS1_Moderate?"),  # same motif
    ("c.454+5G>A", "c.454+1G>C", "Likely pathogenic", "PS1_Supporting?"),
    ("c.454+1G>A", "c.454+2T>C", None, "PS1_Supporting?"),  # PVS1, same dinucleotide
    ("c.454+1G>A", "c.454+2T>C", "Likely pathogenic", ""),  # not given
    ("c.454+1G>A", "c.454+5G>C", None, "PS1_Supporting?"),  # PVS1, motif outside
    ("c.454+1G>A", "c.454+5G>C", "Likely pathogenic", "PS1_Supporting?"),
    ("c.816+1G>A", "c.816+2T>C", None, "PS1?"),  # PVS1_Strong, same dinucleotide
    ("c.816+1G>A", "c.816+2T>C", "Likely pathogenic", ""),
    ("c.816+1G>A", "c.816+5G>C", None, "PS1_Moderate?"),  # PVS1_Strong, motif outside
    ("c.816+1G>A", "c.816+5G>C", "Likely pathogenic", "PS1_Supporting?"),
    ("c.454+1G>A", "c.542+1G>C", None, ""),  # another site
    ("c.454+1G>A", "c.455-1G>C", None, ""),  # the other end of the intron
    ("c.454+7G>A", "c.454+1G>C", None, ""),  # behind the motif's last base, +6
    ("c.455-20C>A", "c.455-1G>C", None, "PS1_Moderate?"),  # the motif begins at -20
    ("c.455-21C>A", "c.455-1G>C", None, ""),
]


@pytest.mark.parametrize(("name", "other", "clinvar", "expected"), TABLE_2)
def test_ps1_of_splice_sites(
    toolkit: Toolkit, name: str, other: str, clinvar: str | None, expected: str
) -> None:
    name, other = (with_reference(toolkit, text) for text in (name, other))
    entry = made(toolkit, other, clinvar=clinvar)
    assert of_made(toolkit, name, "PS1", [entry]).label == expected


def test_a_deleted_exon_is_not_compared_with_a_splice_site(toolkit: Toolkit) -> None:
    # c.816+2T>A is reported; the deletion takes the whole of intron 8 and exon 8 with it.
    name = "NC_000023.11(NM_014009.4):c.700_900del"
    assert hint(sheet_of(toolkit, name), "PS1").verdict is Verdict.DOES_NOT_APPLY


def toolkit_base(toolkit: Toolkit, place: str) -> str:
    """The base of the transcript's strand at a ``c.`` position."""
    (row,) = rows_of(toolkit, f"{place}delinsNNN")  # any allele of this place
    assert row.variant is not None
    return toolkit.gene.to_gene_edit(row.variant.variant.edit).deleted


def with_reference(toolkit: Toolkit, name: str) -> str:
    """The name with the base that stands there, and another base than that."""
    place, new = name[:-3], name[-1]
    base = toolkit_base(toolkit, place)
    others = [letter for letter in "ACGT" if letter not in (base, new)]
    return f"{place}{base}>{others[0] if new == base else new}"


# --- PM1: missense in the forkhead, residues 337-423 ---------------------------------------------

PM1 = [
    ("c.1010G>A", "PM1"),  # Arg337, the first residue
    ("c.1006A>G", ""),  # residue 336, before it
    ("c.1150G>A", "PM1"),  # Ala384
    ("c.1225G>A", "PM1"),  # residue 409, the last of the shortest bounds (337-409)
    ("c.1228G>A", "PM1?"),  # residue 410: outside those
    ("c.1250G>A", "PM1?"),  # Arg417
    ("c.1268G>A", "PM1?"),  # Arg423, the last residue
    ("c.1270T>C", ""),  # Cys424
    ("c.1240C>A", ""),  # Arg414: benign missense reported at the residue
    ("c.1009C>T", ""),  # a stop
    ("c.1152C>T", ""),  # synonymous
]


@pytest.mark.parametrize(("name", "expected"), PM1)
def test_pm1(toolkit: Toolkit, name: str, expected: str) -> None:
    (named,) = [with_reference(toolkit, name)]
    found = hint(sheet_of(toolkit, named), "PM1")
    assert found.label == expected
    if expected:
        assert "no ClinGen expert panel has defined it for FOXP3" in found.reason


# --- PM4 and BP3 ---------------------------------------------------------------------------------

LENGTH = [
    # name, PM4, BP3
    ("c.748_750del", "PM4", ""),  # Lys250, leucine zipper; two copies of AAG are no repeat
    ("c.751_753del", "PM4", ""),
    ("c.1111_1113dup", "PM4", ""),
    ("c.1294T>C", "PM4", ""),  # stop lost
    ("c.169_171del", "", "BP3?"),  # one of four serines in a row, 57-60, no function recorded
    ("c.727_729dup", "PM4", ""),  # three copies of AGC: fewer than four
    ("c.1150G>A", "", ""),
    ("c.227del", "", ""),
    ("c.1009C>T", "", ""),
]


@pytest.mark.parametrize(("name", "pm4", "bp3"), LENGTH)
def test_pm4_and_bp3(toolkit: Toolkit, name: str, pm4: str, bp3: str) -> None:
    sheet = sheet_of(toolkit, name)
    assert (hint(sheet, "PM4").label, hint(sheet, "BP3").label) == (pm4, bp3)


def test_what_pvs1_counts_pm4_does_not(toolkit: Toolkit) -> None:
    # 201 bases in frame from exon 7 into exon 9: exon 8 with its leucine zipper is gone.
    sheet = sheet_of(toolkit, "NC_000023.11(NM_014009.4):c.700_900del")
    assert hint(sheet, "PVS1").label == "PVS1_Strong"
    assert hint(sheet, "PM4").label == ""
    assert "PVS1" in hint(sheet, "PM4").reason


@pytest.mark.parametrize(
    ("edit", "copies"),
    [
        (Edit(3, "CAG", ""), 4),  # all four copies of the run, wherever in it
        (Edit(9, "CAG", ""), 4),
        (Edit(3, "", "CAGCAG"), 4),  # two copies put in: the unit is CAG
        (Edit(15, "TTT", ""), 1),
        (Edit(3, "", "TTG"), 0),
        (Edit(3, "CAG", "CAT"), 0),
    ],
)
def test_tandem_copies(edit: Edit, copies: int) -> None:
    assert tandem_copies("AAACAGCAGCAGCAGTTTG", edit) == copies


# --- BP7, PP3 and BP4 ----------------------------------------------------------------------------

BP7 = [
    ("c.45C>T", True),  # synonymous, in the middle of exon 2
    ("c.454+7G>A", True),
    ("c.454+6G>A", False),
    ("c.455-21C>T", True),
    ("c.455-20C>T", False),
    ("c.454+1G>A", False),
    ("c.1044+459A>G", True),
    ("c.-23+2877C>A", True),  # an intron of the 5'UTR
    ("c.543C>T", False),  # Ser181=: first base of exon 6
    ("c.735G>A", False),  # Gln245=: last base of exon 7
    ("c.1150G>A", False),
    ("c.*10C>T", False),
    ("c.1009C>T", False),
]


def test_bp7_not_where_the_utr_changes_as_well(toolkit: Toolkit) -> None:
    # TGA>TAA keeps the stop; only with the base behind it unchanged is the allele silent.
    assert label(toolkit, "c.1295G>A", "BP7") == "BP7?"
    behind = toolkit_base(toolkit, "c.*1")
    other = "A" if behind != "A" else "C"
    assert label(toolkit, f"c.1295_*1delinsAA{other}", "BP7") == ""


@pytest.mark.parametrize(("name", "silent"), BP7)
def test_bp7_and_its_condition(toolkit: Toolkit, name: str, silent: bool) -> None:  # noqa: FBT001
    name = with_reference(toolkit, name)
    found = hint(sheet_of(toolkit, name), "BP7")
    assert found.label == ("BP7?" if silent else "")
    if silent:
        assert "splice prediction" in found.reason
    harmless = weighed(toolkit, name, splice=SplicePrediction(0.1, "made"))
    assert hint(harmless, "BP7").label == ("BP7" if silent else "")
    harmful = weighed(toolkit, name, splice=SplicePrediction(0.11, "made"))
    assert hint(harmful, "BP7").label == ""


@pytest.mark.parametrize(
    ("score", "pp3", "bp4"), [(0.0, "", "BP4"), (0.1, "", "BP4"), (0.15, "", ""), (0.2, "PP3", "")]
)
def test_splice_scores(toolkit: Toolkit, score: float, pp3: str, bp4: str) -> None:
    sheet = weighed(toolkit, "c.45C>T", splice=SplicePrediction(score, "made"))
    assert (hint(sheet, "PP3").label, hint(sheet, "BP4").label) == (pp3, bp4)


def test_splice_scores_say_nothing_of_a_protein(toolkit: Toolkit) -> None:
    missense = weighed(toolkit, "c.1150G>A", splice=SplicePrediction(0.0, "made"))
    assert hint(missense, "BP4").verdict is Verdict.CANNOT_BE_JUDGED
    canonical = weighed(toolkit, "c.816+2T>A", splice=SplicePrediction(0.9, "made"))
    assert hint(canonical, "PP3").verdict is Verdict.DOES_NOT_APPLY  # counted under PVS1


def test_without_scores_nothing_is_predicted(toolkit: Toolkit) -> None:
    for name in ("c.1150G>A", "c.45C>T", "c.454+3A>G"):
        sheet = sheet_of(toolkit, with_reference(toolkit, name))
        for code in ("PP3", "BP4"):
            assert hint(sheet, code).verdict is Verdict.CANNOT_BE_JUDGED


# --- Population ----------------------------------------------------------------------------------


def count(alleles: int, number: int, hemizygotes: int | None = 0) -> PopulationCount:
    return PopulationCount(GNOMAD, alleles, number, hemizygotes, 0, "2024-04-01", "made")


POPULATION = [
    # counts, PM2, BA1, BS1, BS2
    ([count(0, 100_000)], "PM2_Supporting", "", "", ""),
    ([count(0, 24_193)], "PM2_Supporting?", "", "", ""),  # 3 / 0.000124 = 24,193.5
    ([count(0, 24_194)], "PM2_Supporting", "", "", ""),
    ([count(1, 2_000)], "PM2_Supporting?", "", "", ""),  # one chromosome, 0.0005 of few
    ([count(12, 100_000)], "PM2_Supporting", "", "", ""),  # 0.00012, below 0.000124
    ([count(13, 100_000)], "", "", "", ""),  # 0.00013
    ([count(1, 100_000, 1)], "", "", "", ""),  # one male
    # Whether the males were healthy adults is nowhere in the counts.
    ([count(2, 100_000, 2)], "", "", "", "BS2_Supporting?"),
    ([count(3, 100_000, 3)], "", "", "", "BS2?"),
    ([count(5, 100_000, None)], "PM2_Supporting?", "", "", ""),  # males not stated
    ([count(249, 100_000)], "", "", "", ""),  # the limit of BS1 itself
    ([count(250, 100_000)], "", "", "BS1", ""),
    ([count(5_000, 100_000)], "", "", "BS1", ""),  # the limit of BA1 itself
    ([count(5_001, 100_000)], "", "BA1", "", ""),
    ([count(0, 1_999)], "", "", "", ""),  # too few chromosomes
    ([count(1_000, 1_999)], "", "", "", ""),
    ([count(1_000, 2_000)], "", "BA1", "", ""),
    ([count(0, 100_000), count(4, 50_000, 4)], "", "", "", "BS2?"),  # the worst of two sets
    ([count(0, 100_000), count(1, 500, 1)], "", "", "", ""),  # a male in a small set
]


@pytest.mark.parametrize(("counts", "pm2", "ba1", "bs1", "bs2"), POPULATION)
def test_population(
    toolkit: Toolkit, counts: list[PopulationCount], pm2: str, ba1: str, bs1: str, bs2: str
) -> None:
    sheet = weighed(toolkit, "c.1228G>A", population=counts)
    found = tuple(hint(sheet, code).label for code in ("PM2", "BA1", "BS1", "BS2"))
    assert found == (pm2, ba1, bs1, bs2)


def test_no_counts_is_not_absence(toolkit: Toolkit) -> None:
    for sheet in (sheet_of(toolkit, "c.1150G>A"), weighed(toolkit, "c.1150G>A", population=[])):
        for code in ("PM2", "BA1", "BS1", "BS2"):
            found = hint(sheet, code)
            assert found.verdict is Verdict.CANNOT_BE_JUDGED
            assert not found.label
            assert "does not mean" in found.reason


def test_hemizygotes_are_told_first(toolkit: Toolkit) -> None:
    sheet = weighed(toolkit, "c.1190G>A", population=[count(2, 1_098_155, 1)])
    assert "hemizygotes 1, alleles 2 of 1098155" in hint(sheet, "PM2").reason


def test_impossible_counts_are_refused() -> None:
    for alleles, number, males in ((5, 4, 0), (-1, 4, 0), (1, 4, 5)):
        with pytest.raises(ValueError, match="impossible counts"):
            PopulationCount(GNOMAD, alleles, number, males)


# --- All codes together --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["c.1150G>A", "c.454+30C>T", "c.227del", "c.*10C>T", "c.-23+2877C>A", "c.816+2T>A"]
)
def test_every_code_is_told_once_and_with_a_reason(toolkit: Toolkit, name: str) -> None:
    sheet = sheet_of(toolkit, with_reference(toolkit, name) if ">" in name else name)
    codes = [one.criterion for one in sheet.hints]
    assert sorted(codes, key=lambda c: c.name) == sorted(Criterion, key=lambda c: c.name)
    assert all(one.reason and one.sources for one in sheet.hints)
    assert all(
        (one.verdict is Verdict.APPLIES) <= (one.strength is not None) for one in sheet.hints
    )
    assert all(one.strength is None for one in sheet.hints if one.verdict is Verdict.DOES_NOT_APPLY)


def test_the_patient_is_not_judged(toolkit: Toolkit) -> None:
    sheet = sheet_of(toolkit, "c.1150G>A")
    for code in ("PS2", "PS4", "PM6", "PP1", "PP4", "BS4"):
        assert hint(sheet, code).verdict is Verdict.CANNOT_BE_JUDGED
        assert "patient" in hint(sheet, code).reason


def test_functional_findings_are_pointed_at(toolkit: Toolkit) -> None:
    # Magg 2018 says of this very allele what its mRNA does; of another one nothing is recorded.
    assert "FOXP3-IPEX-0075" in hint(sheet_of(toolkit, "c.816+2T>A"), "PS3").reason
    assert "FOXP3-IPEX" not in hint(sheet_of(toolkit, "c.816+2T>C"), "PS3").reason


def test_codes_are_written_with_their_weight() -> None:
    def written(code: str, verdict: Verdict, strength: Strength | None) -> str:
        return Evidence(Criterion[code], verdict, "why", strength).label

    assert written("PVS1", Verdict.APPLIES, Strength.VERY_STRONG) == "PVS1"
    assert written("PVS1", Verdict.APPLIES, Strength.STRONG) == "PVS1_Strong"
    assert written("PM2", Verdict.APPLIES, Strength.SUPPORTING) == "PM2_Supporting"
    assert written("BP7", Verdict.CANNOT_BE_JUDGED, Strength.SUPPORTING) == "BP7?"
    assert written("BP7", Verdict.CANNOT_BE_JUDGED, None) == ""
    assert written("BP7", Verdict.DOES_NOT_APPLY, None) == ""


def test_several_changes_together_are_not_judged(toolkit: Toolkit) -> None:
    whole, first, second = rows_of(toolkit, "c.[1150G>A;1190G>T]")
    assert whole.evidence is None
    assert first.evidence is not None
    assert second.evidence is not None
    # p.(Ala384Val), likely pathogenic by ClinVar alone: a step less, and not established.
    assert first.evidence.sheet.labels == ("PM1", "PM5_Supporting?")
    assert second.evidence.sheet.labels == ("PM1", "PM5")


def test_other_transcripts_show_what_mane_says(toolkit: Toolkit) -> None:
    (mane,) = rows_of(toolkit, "NM_014009.4:c.1150G>A")
    (delta2,) = rows_of(toolkit, "NM_001114377.2:c.1045G>A")
    assert mane.evidence is not None
    assert delta2.evidence is not None
    expected = ("PM1", "PM5_Supporting?")
    assert mane.evidence.sheet.labels == delta2.evidence.sheet.labels == expected


def test_both_builds_say_the_same(toolkit: Toolkit) -> None:
    for name in ("c.1040G>T", "c.227del", "c.816+2T>A", "c.1150_1152delinsACA", "c.45C>T"):
        sheets = [sheet_of(toolkit, name, assembly) for assembly in ("GRCh37", "GRCh38")]
        assert sheets[0].labels == sheets[1].labels
        assert sheets[0].hints == sheets[1].hints


def test_no_classification_is_made(toolkit: Toolkit) -> None:
    verdicts = {"applies", "does not apply", "cannot be judged"}
    for name in ("c.1009C>T", "c.1150G>A", "c.45C>T"):
        sheet = sheet_of(toolkit, name)
        assert {one.verdict.value for one in sheet.hints} <= verdicts


def test_columns(toolkit: Toolkit) -> None:
    (row,) = rows_of(toolkit, "c.1190G>T")
    cells = {column.name: column.value(row) for column in COLUMNS if "evidence" in column.name}
    assert cells["evidence"] == "PM1|PM5"
    reasons = cells["evidence_reasons"].split("|")
    assert [reason.partition(":")[0] for reason in reasons] == ["PM1", "PM5"]
    assert all(reason.endswith("[PMID:25741868]") for reason in reasons)
    told = cells["evidence_open"].split("|") + cells["evidence_not_met"].split("|") + reasons
    assert len(told) == len(Criterion)
    (row,) = rows_of(toolkit, "c.227del")
    path = next(column for column in COLUMNS if column.name == "pvs1_path").value(row)
    assert path.count("|") + 1 == len(hint(sheet_of(toolkit, "c.227del"), "PVS1").steps) == 4


def test_nothing_is_judged_for_a_row_without_allele() -> None:
    row = AnnotatedRow(SourceAllele())
    assert [c.value(row) for c in COLUMNS if c.name in ("evidence", "evidence_open")] == ["", ""]


PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"
EXAMPLES = re.findall(r"```console\n\$ foxp3tool (\S.*?)\n(.*?)\n```", PAGE.read_text(), re.S)


@pytest.mark.parametrize(("command", "printed"), EXAMPLES)
def test_the_page_shows_what_is_printed(command: str, printed: str) -> None:
    run, *filters = command.split(" | ")
    done = CliRunner().invoke(main, shlex.split(run))
    assert done.exit_code == 0
    lines = re.split(r"[\t|]", done.stdout.rstrip("\n"))
    kept = [one.removeprefix("grep ") for one in filters if one.startswith("grep ")]
    expected = [line for line in lines if all(text in line for text in kept)]
    assert printed.splitlines() == expected


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 3
