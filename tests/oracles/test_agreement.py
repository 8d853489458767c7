"""foxp3tool's answers compared with those of every other annotator that is installed here.

A difference has to be of a kind that a rule explains. The kinds stand in
``coding_differences.py``, ``protein_differences.py`` and ``term_differences.py``, the results in
docs/agreement.md. A tool that is not installed is skipped, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pysam
import pytest
from agreement import KNOWN, TOOLS, Asked, Outcome, Tool, ask_foxp3tool, asked, compare, compare_all
from agreement_page import PAGE, tool_rows, version_row
from allele_sets import left_aligned
from differences import report
from our_engine import can_be_judged

from foxp3tool.model.gene import Gene
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

ROOT = Path(__file__).resolve().parents[2]
MANE = "NM_014009.4"
SAMPLE = 17
"""Every 17th allele of MANE Select is compared in a normal run."""
ONE_OF_OTHERS = 1_500
"""The same for the alleles of another transcript, which has another stop codon and more introns."""
OTHER = "ENST00000651307.1"
ASSEMBLIES = ("GRCh38", "GRCh37")


@pytest.fixture(params=TOOLS, ids=[tool.name for tool in TOOLS])
def tool(request: pytest.FixtureRequest) -> Tool:
    chosen: Tool = request.param
    if chosen.absent:
        pytest.skip(chosen.absent)
    return chosen


@cache
def whole_outcome(toolkit: Toolkit, tool: Tool) -> Outcome:
    return compare_all(toolkit, tool)


def check(tool: Tool, alleles: Sequence[Asked]) -> None:
    unexplained = compare(tool.make(), alleles).unexplained
    assert not unexplained, report(unexplained)


def test_a_sample_of_all_alleles(toolkit: Toolkit, tool: Tool) -> None:
    step = SAMPLE * 3 if tool.share > 1 else SAMPLE
    check(tool, ask_foxp3tool(toolkit, "GRCh38", MANE, step))
    check(tool, ask_foxp3tool(toolkit, "GRCh37", OTHER, ONE_OF_OTHERS))


def test_reported_mutations_and_the_example_files(toolkit: Toolkit, tool: Tool) -> None:
    assembly = ASSEMBLIES[TOOLS.index(tool) % 2]
    gene = toolkit.bundle.genes[assembly]
    edits = [*_reported(toolkit, gene), *_of_example(gene)]
    trimmed = dict.fromkeys(left_aligned(gene, edit) for edit in edits)
    assert len(trimmed) > 100
    check(tool, list(asked(toolkit, assembly, gene.mane_select.accession, list(trimmed))))


@pytest.mark.exhaustive
def test_every_allele(toolkit: Toolkit, tool: Tool) -> None:
    unexplained = whole_outcome(toolkit, tool).unexplained
    assert not unexplained, report(unexplained)


@pytest.mark.exhaustive
def test_the_page_tells_what_a_run_gives(toolkit: Toolkit, tool: Tool) -> None:
    outcome = whole_outcome(toolkit, tool)
    page = PAGE.read_text(encoding="utf-8").splitlines()
    if version_row(outcome) not in page:
        pytest.skip(f"docs/agreement.md was not made with {tool.name} {outcome.version}")
    missing = [row for row in tool_rows(outcome) if row not in page]
    assert not missing, "docs/agreement.md is not what a run gives; run make agreement"


@pytest.mark.exhaustive
def test_every_kind_of_difference_occurs(toolkit: Toolkit) -> None:
    if absent := [tool.absent for tool in TOOLS if tool.absent]:
        pytest.skip("; ".join(absent))
    found = {kind for tool in TOOLS for kind in whole_outcome(toolkit, tool).classes}
    listed = [(aspect, known.name) for aspect, kinds in KNOWN.items() for known in kinds]
    assert not [kind for kind in listed if kind not in found]


def _reported(toolkit: Toolkit, gene: Gene) -> list[Edit]:
    """Return the alleles of the catalog that have a sequence."""
    placements = [
        mutation.placements[gene.assembly]
        for mutation in toolkit.bundle.catalog
        if gene.assembly in mutation.placements
    ]
    edits = [(placement.pos - 1, placement.ref, placement.alt) for placement in placements]
    return [Edit(*edit) for edit in edits if can_be_judged(gene, *edit)]


def _of_example(gene: Gene) -> list[Edit]:
    """Return the alleles of the example file that lie in the bundled region."""
    example = ROOT / "examples" / f"ipex_demo.{gene.assembly}.vcf"
    names = {gene.chromosome, f"chr{gene.chromosome}", gene.accession}
    with pysam.VariantFile(str(example)) as records:
        edits = [
            (record.start, record.ref or "", alt)
            for record in records
            if record.chrom in names
            for alt in record.alts or ()
        ]
    return [Edit(*edit) for edit in edits if can_be_judged(gene, *edit)]
