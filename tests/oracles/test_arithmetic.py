"""foxp3tool's names and terms agree with arithmetic on exon table, sequence and protein.

This needs no other annotator. The arithmetic (``facts.py``, ``coding_names.py``,
``protein_names.py``, ``term_arithmetic.py``) judges foxp3tool's side of every difference with
another tool; here it judges all alleles, and it is seen to deny wrong answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from agreement import OF_OTHER_TRANSCRIPTS, SEED, Asked, ask_foxp3tool, asked
from allele_sets import Kind, kind_of, larger_changes, left_aligned, small_changes
from coding_names import described
from differences import flaws, report
from protein_names import describes, residues
from term_arithmetic import contradictions
from tool_answers import Answer, Aspect

from foxp3tool.model.gene import TranscriptStatus
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
SAMPLE = 37
WRONG_TERMS = frozenset(
    {
        "5_prime_UTR_variant",
        "frameshift_variant",
        "inframe_deletion",
        "intron_variant",
        "missense_variant",
        "splice_donor_variant",
        "splice_region_variant",
        "start_lost",
        "stop_gained",
        "synonymous_variant",
    }
)


def flawed(alleles: tuple[Asked, ...]) -> Iterator[str]:
    for one in alleles:
        if found := flaws(one.allele, one.ours):
            terms = "&".join(sorted(one.ours.terms or ()))
            yield f"{one.allele.last} {one.ours.coding} {one.ours.protein} {terms}: {found}"


def test_a_sample_of_all_alleles(toolkit: Toolkit) -> None:
    found = list(flawed(ask_foxp3tool(toolkit, "GRCh38", MANE, SAMPLE)))
    assert not found, report(found)


@pytest.mark.exhaustive
@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_every_allele_of_mane_select(toolkit: Toolkit, assembly: str) -> None:
    found = list(flawed(ask_foxp3tool(toolkit, assembly, MANE)))
    assert not found, report(found)


@pytest.mark.exhaustive
def test_alleles_of_the_other_current_transcripts(toolkit: Toolkit) -> None:
    found = [
        line
        for transcript in toolkit.bundle.genes["GRCh38"].transcripts
        if transcript.status is TranscriptStatus.CURRENT and not transcript.mane_select
        for line in flawed(
            ask_foxp3tool(toolkit, "GRCh38", transcript.accession, OF_OTHER_TRANSCRIPTS)
        )
    ]
    assert not found, report(found)


def test_the_answer_to_another_allele_is_denied(toolkit: Toolkit) -> None:
    alleles = ask_foxp3tool(toolkit, "GRCh38", MANE, SAMPLE)
    for one, other in pairwise(alleles):
        if one.ours.coding != other.ours.coding:
            assert flaws(one.allele, other.ours, [Aspect.CODING]), other.ours.coding
        if one.ours.protein and one.ours.protein != other.ours.protein:
            wrong = replace(one.ours, protein=other.ours.protein)
            assert flaws(one.allele, wrong, [Aspect.PROTEIN]), (one.ours, other.ours)


def test_a_term_more_or_less_is_denied_to_a_substitution(toolkit: Toolkit) -> None:
    alleles = ask_foxp3tool(toolkit, "GRCh38", MANE, SAMPLE)
    substituted = [one for one in alleles if one.kind is Kind.SNV]
    assert len(substituted) > 200
    for one in substituted:
        terms = one.ours.terms or frozenset()
        for term in terms | WRONG_TERMS:
            assert contradictions(one.allele, terms ^ {term}), (one.ours.coding, term)


def test_the_alleles_are_those_that_the_page_tells_of(toolkit: Toolkit) -> None:
    ground = ask_foxp3tool(toolkit, "GRCh38", MANE, SAMPLE)[0].allele.ground
    spliced = sum(len(exon) for exon in ground.transcript.exons)
    assert (len(ground.coding), len(ground.transcript.exons)) == (1_296, 12)
    edits = small_changes(ground.gene, ground.transcript)
    assert len(edits) == len(set(edits))
    kinds = Counter(kind_of(ground.gene, edit) for edit in edits)
    # Three substitutions of each base of the exons and of ten on either side.
    assert kinds[Kind.SNV] == 3 * (spliced + 12 * 20)
    assert kinds.keys() == {Kind.SNV, Kind.DELETION, Kind.DUPLICATION, Kind.INSERTION}
    larger = larger_changes(ground.gene, ground.transcript, 20, SEED)
    assert len(larger) == 6 * 20
    assert {kind_of(ground.gene, edit) for edit in larger} >= set(Kind) - {Kind.SNV}


@pytest.mark.parametrize(
    ("coding", "variant", "wrong"),
    [
        # Not the most 3' place, over an exon/exon junction, not the first kind in the order.
        ("c.456del", "49257010 TC T", Answer("c.455-1del")),
        ("c.648_650del", "49255799 GTGC G", Answer("c.647_649del")),
        ("c.1296_*1insT", "49251333 G GA", Answer("c.1296delinsAT")),
        ("c.3dup", "49258502 G GC", Answer("c.3_4insG")),
        # Across a border, a stop first, another protein, a start codon in place.
        ("c.210+1del", "49258294 AC A", Answer(protein="p.(Gln70HisfsTer7)")),
        ("c.78del", "49258427 TC T", Answer(protein="p.(Trp26CysfsTer179)")),
        ("c.84_86dup", "49258419 T TGCA", Answer(protein="p.(Ala29del)")),
        ("c.1dup", "49258504 A AT", Answer(protein="p.(Met1?)")),
        ("c.78del", "49258427 TC T", Answer(terms=frozenset({"frameshift_variant"}))),
        (
            "c.210+1del",
            "49258294 AC A",
            Answer(terms=frozenset({"splice_donor_variant", "intron_variant"})),
        ),
        (
            "c.1190_1195del",
            "49251434 TCCACCC T",
            Answer(terms=frozenset({"inframe_deletion"})),
        ),
    ],
)
def test_wrong_answers_of_other_tools_are_denied(
    toolkit: Toolkit, coding: str, variant: str, wrong: Answer
) -> None:
    position, ref, alt = variant.split()
    edit = left_aligned(toolkit.bundle.genes["GRCh38"], Edit(int(position) - 1, ref, alt))
    (one,) = asked(toolkit, "GRCh38", MANE, [edit])
    assert one.ours.coding == coding
    assert flaws(one.allele, wrong, wrong.aspects)
    assert not flaws(one.allele, one.ours, wrong.aspects)


REFERENCE = residues("MetLysLeuLeuSerTer")


@pytest.mark.parametrize(
    ("name", "mutant", "right"),
    [
        ("p.(Leu4Pro)", "MetLysLeuProSerTer", True),
        ("p.(Leu3Pro)", "MetLysLeuProSerTer", False),
        ("p.(Lys2Ter)", "MetTer", True),
        ("p.(Lys2del)", "MetTer", False),
        ("p.(Leu4del)", "MetLysLeuSerTer", True),
        ("p.(Leu4dup)", "MetLysLeuLeuLeuSerTer", True),
        ("p.(Leu4dup)", "MetLysLeuLeuSerTer", False),
        ("p.(Lys2_Leu3insTrpTer)", "MetLysTrpTer", True),
        ("p.(Lys2_Leu3delinsTrp)", "MetTrpLeuSerTer", True),
        ("p.(Lys2_Leu3delinsTrp)", "MetTrpLeuLeuSerTer", False),
        ("p.(Lys2ArgfsTer3)", "MetArgGlyTer", True),
        ("p.(Lys2ArgfsTer2)", "MetArgGlyTer", False),
        ("p.(Lys2ArgfsTer?)", "MetArgGlyGlyGly", True),
        ("p.(Ter6TrpextTer2)", "MetLysLeuLeuSerTrpGlyTer", True),
        ("p.(Ter6TrpextTer1)", "MetLysLeuLeuSerTrpGlyTer", False),
        ("p.(Ter6TrpextTer?)", "MetLysLeuLeuSerTrpGly", True),
        ("p.(Leu3=)", "MetLysLeuLeuSerTer", True),
        ("p.(Leu3=)", "MetLysLeuTer", False),
        ("p.(Ser3Pro)", "MetLysProLeuSerTer", False),  # the reference has no Ser3
    ],
)
def test_a_protein_name_is_read(name: str, mutant: str, right: bool) -> None:  # noqa: FBT001 - a table
    assert describes(name, REFERENCE, residues(mutant)) is right


def test_a_coding_name_without_a_place_describes_nothing(toolkit: Toolkit) -> None:
    ground = ask_foxp3tool(toolkit, "GRCh38", MANE, SAMPLE)[0].allele.ground
    for name in ("", "c.?", "refused: x", "c.99999A>G", "c.1C>T", "c.1_3insA"):
        assert described(name, ground) is None
