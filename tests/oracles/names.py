"""HGVS names brought to one style, and genomic names of edits, for comparisons."""

from __future__ import annotations

import re

from Bio.SeqUtils import seq3

from foxp3tool.model.gene import Gene
from foxp3tool.model.variant import Edit

STATED_BASES = re.compile(r"(del|dup|inv)[ACGT]+$")
STATED_BEFORE_INS = re.compile(r"del[ACGT]+ins")


def in_our_style(name: str) -> str:
    """Bring a name of another tool to foxp3tool's style.

    The reference sequence is dropped, and the bases behind ``del``, ``dup`` and ``inv``; ``*`` in
    ``p.`` is read as ``Ter``; a ``p.`` name gets the parentheses of a prediction.
    """
    bare = name.rpartition(":")[2]
    if not bare.startswith("p."):
        return STATED_BASES.sub(r"\1", STATED_BEFORE_INS.sub("delins", bare))
    body = bare[2:].replace("*", "Ter")
    if body in {"", "?", "0?", "0"} or body.startswith("("):
        return f"p.{body}"
    return f"p.({body})"


def three_letters(protein: str) -> tuple[str, ...]:
    """Return a protein as three-letter residues, ``Ter`` for ``*``."""
    return tuple(re.findall("...", seq3(protein)))


def genomic_name(gene: Gene, edit: Edit, origin: int = 0) -> str:
    """Write the ``g.`` name of a left-aligned edit in that placement.

    On the minus strand this is the most 3' placement in the transcript.

    Args:
        gene: The gene.
        edit: A left-aligned genomic edit.
        origin: The chromosome position that counts as 0.
    """
    first, last = edit.start + 1 - origin, edit.end - origin
    if not edit.deleted:
        return f"{gene.accession}:g.{_insertion(gene, edit, origin)}"
    place = f"{first}" if first == last else f"{first}_{last}"
    if not edit.inserted:
        change = f"{place}del"
    elif first == last and len(edit.inserted) == 1:
        change = f"{place}{edit.deleted}>{edit.inserted}"
    else:
        change = f"{place}delins{edit.inserted}"
    return f"{gene.accession}:g.{change}"


def _insertion(gene: Gene, edit: Edit, origin: int) -> str:
    """Write a left-aligned insertion; it is a duplication if the bases behind it are the same."""
    start, behind = edit.start - origin, edit.start - origin + len(edit.inserted)
    if gene.plus_bases(edit.start, edit.start + len(edit.inserted)) != edit.inserted:
        return f"{start}_{start + 1}ins{edit.inserted}"
    place = f"{start + 1}" if behind == start + 1 else f"{start + 1}_{behind}"
    return f"{place}dup"
