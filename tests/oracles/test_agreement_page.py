"""docs/agreement.md says what the code says; the other tools are not needed for that.

Whether its counts are those of a run is seen in test_agreement.py.
"""

from __future__ import annotations

import re

import pytest
from agreement import KNOWN, TOOLS, asked
from agreement_page import PAGE, TEMPLATE, example_cells
from allele_sets import left_aligned
from tool_answers import Aspect

from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
HEADINGS = {
    Aspect.CODING: "### `c.` names",
    Aspect.PROTEIN: "### `p.` names",
    Aspect.TERMS: "### Consequence terms",
}
WHERE = re.compile(r"(?:(?P<accession>(?:NM|ENST)[\w.]+).*, )?.*?(?P<allele>\d+ [ACGT]+>[ACGT]+)")


def rows_below(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its header."""
    page = PAGE.read_text(encoding="utf-8")
    _, _, below = page.partition(f"\n{heading}\n")
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert table is not None, heading
    lines = table[0].replace("\\|", "\N{BROKEN BAR}").splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("aspect", Aspect)
def test_kinds_and_rules_are_those_of_the_code(aspect: Aspect) -> None:
    told = [(row[0], row[-1]) for row in rows_below(HEADINGS[aspect])]
    assert told == [(known.name, known.rule) for known in KNOWN[aspect]]


def test_no_kind_has_the_name_of_another() -> None:
    for kinds in KNOWN.values():
        names = [known.name for known in kinds]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("aspect", Aspect)
def test_every_kind_is_counted_for_some_tool(aspect: Aspect) -> None:
    counted = {row[2] for row in rows_below("## Differences by tool") if row[1] == aspect}
    assert counted == {known.name for known in KNOWN[aspect]}


def test_every_tool_is_told_of() -> None:
    names = [tool.name for tool in TOOLS]
    assert [row[0] for row in rows_below("## What is compared")] == names
    assert list(dict.fromkeys(row[0] for row in rows_below("## Agreement"))) == names


def test_the_text_is_that_of_the_template() -> None:
    page = PAGE.read_text(encoding="utf-8")
    parts = re.split(r"\{\{.+?\}\}", TEMPLATE.read_text(encoding="utf-8"))
    found = 0
    for part in parts:
        found = page.find(part, found)
        assert found >= 0, f"not in docs/agreement.md: {part}"


@pytest.mark.parametrize("aspect", Aspect)
def test_foxp3tool_still_answers_the_examples_so(toolkit: Toolkit, aspect: Aspect) -> None:
    gene = toolkit.bundle.genes["GRCh38"]
    compared = 0
    for _, example, ours, _, _ in rows_below(HEADINGS[aspect]):
        found = WHERE.fullmatch(example)
        if found is None:
            assert "…" in example
            continue
        start, ref, alt = re.split("[ >]", found["allele"])
        edit = left_aligned(gene, Edit(int(start) - 1, ref, alt))
        (one,) = asked(toolkit, "GRCh38", found["accession"] or MANE, [edit])
        assert example_cells(one, aspect) == (example, ours)
        compared += 1
    assert compared > len(KNOWN[aspect]) / 2
