"""A neutral form of what a parser of HGVS understands of a name, and foxp3tool's answer in it.

What a parser does not tell is :data:`UNTOLD` and is not compared.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple

from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.parsed import (
    AllelesDescription,
    GenomicDescription,
    Phase,
    ProteinDescription,
    TranscriptDescription,
    UncertainDescription,
    UncertainGenomicDescription,
)
from foxp3tool.model.positions import Datum, TranscriptPosition, genomic_number
from foxp3tool.model.protein import ProteinChangeKind
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse

UNTOLD: Final = "untold"
"""Stands for what a parser does not tell."""


class Place(NamedTuple):
    """A position: ``mark`` is ``*`` behind the stop codon and empty otherwise."""

    mark: str
    number: int | str
    offset: int | str


class Residue(NamedTuple):
    """A residue in one letter, ``*`` for the stop."""

    letter: str
    number: int


OPEN: Final = Place("?", 0, 0)
NOWHERE: Final = Residue("", 0)
Where = Place | Residue | tuple[Place, Place] | str


@dataclass(frozen=True)
class Change:
    """One change.

    Args:
        start: First position named, or the range in which it lies.
        end: Last position named, or the range in which it lies; equal to ``start`` for one.
        kind: ``>``, ``del``, ``dup``, ``ins``, ``inv``, ``delins``, ``=``, ``repeat``; for proteins
            also ``fs``, ``ext``, ``?`` and ``0``.
        old: Reference bases as stated.
        new: New bases or residues in one letter; of a repeat the number of copies.
        stop: Of a shifted frame or an extension its length: a number, ``?`` or nothing.
    """

    start: Where
    end: Where
    kind: str
    old: str = ""
    new: str = ""
    stop: str = ""


@dataclass(frozen=True)
class Understood:
    """What is understood of a name.

    Args:
        kind: The letter before the full stop.
        reference: The reference sequence.
        inner: What stands in parentheses behind it.
        phase: ``cis``, ``trans``, ``unknown``, or nothing for one change.
        changes: The changes in the order written.
    """

    kind: str
    reference: str
    inner: str
    phase: str
    changes: tuple[Change, ...]


class RefusedError(ValueError):
    """A parser refuses a name."""


def differing(one: Understood, other: Understood) -> frozenset[str]:
    """Return what two parsers understand otherwise, by the names of the fields."""
    found = {
        name
        for name in ("kind", "reference", "inner", "phase")
        if not agree(getattr(one, name), getattr(other, name))
    }
    if UNTOLD not in (one.changes, other.changes):
        if len(one.changes) != len(other.changes):
            return frozenset(found | {"changes"})
        for mine, theirs in zip(one.changes, other.changes, strict=True):
            names = (field.name for field in fields(Change))
            found |= {n for n in names if not agree(getattr(mine, n), getattr(theirs, n))}
    return frozenset(found)


def agree(one: Any, other: Any) -> bool:
    if UNTOLD in (one, other):
        return True
    if isinstance(one, Place) and isinstance(other, Place):
        return all(agree(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)


# foxp3tool


def ours(text: str) -> Understood:
    """Read a name with foxp3tool."""
    try:
        found = parse(text)
    except NotationError as error:
        raise RefusedError(str(error)) from error
    if isinstance(found, AllelesDescription):
        phases = {Phase.CIS: "cis", Phase.TRANS: "trans", Phase.UNKNOWN: "unknown"}
        head = found.parts[0]
        changes = tuple(_our_change(part) for part in found.parts)
        return Understood(*_our_head(head), phases[found.phase], changes)
    if isinstance(found, ProteinDescription):
        return Understood("p", found.reference or found.gene or "", _our_gene(found), "",
                          (_our_protein(found),))  # fmt: skip
    if isinstance(found, UncertainGenomicDescription):
        ends = [
            OPEN if at is None else Place("", genomic_number(at), 0)
            for at in (found.outer_start, found.inner_start, found.inner_end, found.outer_end)
        ]
        change = Change((ends[0], ends[1]), (ends[2], ends[3]), found.kind.value)
        return Understood("g", found.reference, UNTOLD, "", (change,))
    if isinstance(found, UncertainDescription):
        ends = [OPEN if end is None else _our_place(end) for end in (
            found.outer_start, found.inner_start, found.inner_end, found.outer_end)]  # fmt: skip
        change = Change((ends[0], ends[1]), (ends[2], ends[3]), found.kind.value)
        return Understood(*_our_head(found), "", (change,))
    if isinstance(found, TranscriptDescription | GenomicDescription):
        return Understood(*_our_head(found), "", (_our_change(found),))
    raise RefusedError(f"read as {type(found).__name__}")


def _our_gene(found: ProteinDescription | TranscriptDescription | UncertainDescription) -> str:
    return found.gene or "" if found.reference else ""


def _our_head(
    found: TranscriptDescription | GenomicDescription | UncertainDescription,
) -> tuple[str, str, str]:
    if isinstance(found, GenomicDescription):
        return "g", found.reference, UNTOLD
    first = found.inner_start if isinstance(found, UncertainDescription) else found.start
    kind = "n" if first.datum is Datum.TRANSCRIPT_START else "c"
    if found.context:
        return kind, found.context, found.reference or ""
    return kind, found.reference or found.gene or "", _our_gene(found)


def _our_place(position: TranscriptPosition) -> Place:
    mark = "*" if position.datum is Datum.CDS_END else ""
    return Place(mark, position.number, position.offset)


def _our_change(found: TranscriptDescription | GenomicDescription) -> Change:
    start, end = (
        Place("", genomic_number(at), 0) if isinstance(at, int) else _our_place(at)
        for at in (found.start, found.end)
    )
    if found.copies is not None:
        return Change(start, end, "repeat", found.deleted, str(found.copies))
    kind = found.kind
    new = found.inserted if kind is not DnaChangeKind.IDENTITY else ""
    return Change(start, end, kind.value, found.deleted, new)


def _our_protein(found: ProteinDescription) -> Change:
    change = found.change
    start = Residue(change.start_residue, change.start)
    end = Residue(change.end_residue, change.end)
    kinds = {
        ProteinChangeKind.SUBSTITUTION: ">",
        ProteinChangeKind.SILENT: "=",
        ProteinChangeKind.FRAMESHIFT: "fs",
        ProteinChangeKind.EXTENSION: "ext",
        ProteinChangeKind.START_LOST: "?",
        ProteinChangeKind.UNKNOWN: "?",
        ProteinChangeKind.NO_PROTEIN: "0",
    }
    kind = kinds.get(change.kind, change.kind.value)
    if not change.start:
        start = end = NOWHERE
    stop = ""
    if kind in ("fs", "ext") and found.states_stop:
        stop = "?" if change.new_stop is None else str(change.new_stop)
    return Change(start, end, kind, "", change.inserted, stop)
