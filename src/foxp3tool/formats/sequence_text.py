"""Sequences as FASTA, and in the bracket form of primer design."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.model.interval import Interval
from foxp3tool.model.sequence_export import ExportedSequence, SequencePair

_WIDTH: Final = 60


def fasta_lines(pairs: Iterable[SequencePair]) -> Iterator[str]:
    """Yield FASTA lines without line ends, the reference of each pair first.

    The header holds everything that is to be known, as one line of ``name=value``; values with
    blanks stand in quotes.
    """
    for pair in pairs:
        for record in pair.both:
            yield f">{record.identifier} {_header(record)}"
            for start in range(0, len(record.bases), _WIDTH):
                yield record.bases[start : start + _WIDTH]


def bracket_lines(pairs: Iterable[SequencePair]) -> Iterator[str]:
    """Yield one FASTA record for each pair, ``ACG[G/A]TTC``, the bases on one line.

    Common variants that are known stand in lower case, as programs for primer design read it.
    """
    for pair in pairs:
        old, new = pair.reference.notes, pair.mutant.notes
        record = replace(pair.reference, notes=(*(one for one in old if one not in new), *new))
        name = record.identifier.removesuffix("_ref")
        yield f">{name} {_header(record, one_allele=False)}"
        yield bracketed(pair)


def bracketed(pair: SequencePair) -> str:
    """Return both alleles in one line: reference and mutant bases in brackets, ``-`` for none.

    Args:
        pair: Sequences that are alike but for what is marked as changed.
    """
    text = ""
    behind = 0
    bases = masked(pair.reference.bases, pair.reference.known)
    for old, new in zip(pair.reference.changed, pair.mutant.changed, strict=True):
        text += bases[behind : old.start]
        before = pair.reference.bases[old.start : old.end] or "-"
        after = pair.mutant.bases[new.start : new.end] or "-"
        text += f"[{before}/{after}]"
        behind = old.end
    return text + bases[behind:]


def masked(bases: str, places: Sequence[Interval]) -> str:
    """Return bases with those at some places in lower case.

    Example:
        >>> masked("ACGT", [Interval(1, 3)])
        'AcgT'
    """
    for place in places:
        bases = bases[: place.start] + bases[place.start : place.end].lower() + bases[place.end :]
    return bases


def _header(record: ExportedSequence, *, one_allele: bool = True) -> str:
    facts = [(name, value) for name, value in record.facts if one_allele or name not in ("allele",)]
    known = [
        f"at {mark.spans[0].start + 1}: {value}"
        for mark in record.marks
        for name, value in mark.qualifiers
        if name == "note" and value.startswith("common variant")
    ]
    told = [f"{name}={_quoted(value)}" for name, value in facts]
    told += [f"known={_quoted(value)}" for value in known]
    told += [f"note={_quoted(note)}" for note in record.notes]
    return " ".join(told)


def _quoted(value: str) -> str:
    """Return a value on one line, in quotes if it has blanks; quotes in it become single ones."""
    line = " ".join(value.replace('"', "'").split())
    return f'"{line}"' if " " in line else line
