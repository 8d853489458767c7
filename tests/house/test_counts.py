"""Counts are told in words that fit the number: 1 cell, 2 cells."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from foxp3tool.errors import counted

SOURCE = Path(__file__).parents[2] / "src" / "foxp3tool"
NOUNS = frozenset((
    "alleles", "bases", "blocks", "cells", "characters", "chromosomes", "codons", "columns",
    "entries", "exons", "faults", "files", "introns", "lines", "males", "females",
    "mutations", "papers", "publications", "reads", "records", "residues", "rows", "samples",
    "sections", "sites", "transcripts", "variants", "values",
))  # fmt: skip
NEVER_ONE = {
    # Numbers that are never 1: sizes of the gene and its sequences, or at least two by a condition.
    "len(self.plus_sequence)", "parsed.kind.value", "size", "length", "distance", "bases",
    "found.bases", "len(bases)", "len(intron)", "self.length", "len(target)", "len(source)",
    "edition.entries", "loss.length", "residues", "assembly.contig_length", "number",
    "len(parts)", "len(alleles)", "len(named)", "strip.length", "here.length",
    "one.cds_length", "one.protein_length", "len(found)", "skip.bases", "columns", "tabs + 1",
    "old_count", "3 * size", "len(same)", "times", "len(one.exons)", "len(strip.exons)",
    "size * self.copies", "len(run[0])", "len(run[0]) // 3", "self._columns", "len(self._entries)",
    "len(bundle.catalog)", "gene.residues", "copied", "call.all_reads", "len(spanned)", "len(cds)",
    "len(values)",  # in conformance_records: more than the keys of FORMAT, of which there is one
    # No numbers.
    "cells", "identifier",
}  # fmt: skip
OTHERS = ("cli", "sheet", "card", "figure", "report", "sequence")
"""Parts of names of modules that tell counts of their own with other helpers."""


def faults(path: Path) -> list[str]:
    """F-strings that put a count before a plural, whatever the count."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.JoinedStr):
            continue
        for value, behind in zip(node.values, node.values[1:], strict=False):
            if not (isinstance(value, ast.FormattedValue) and isinstance(behind, ast.Constant)):
                continue
            text = ast.unparse(value.value)
            words = str(behind.value)
            first = words.split()[:1]
            if not words.startswith(" ") or not first or first[0].strip(",;:.)") not in NOUNS:
                continue
            if text not in NEVER_ONE and not text.isupper() and not text.startswith("_"):
                found.append(f"{path.name}:{node.lineno}: {{{text}}}{words}")
    return found


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if not any(part in path.stem for part in OTHERS[1:])
    ],
    ids=lambda path: str(path.relative_to(SOURCE)),
)
def test_no_count_stands_before_a_fixed_plural(path: Path) -> None:
    assert faults(path) == []


def test_no_message_leaves_the_number_open() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                texts = [str(one.value) for one in node.values if isinstance(one, ast.Constant)]
                assert not any("(s)" in text for text in texts), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (21, "21 entries")]
)
def test_counted(number: int, told: str) -> None:
    assert counted(number, "entry", "entries") == told
