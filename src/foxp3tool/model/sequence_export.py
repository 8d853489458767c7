"""Sequences to be written to a file, with what is marked on them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.sequence import reverse_complement

REPLACE: Final = "replace"
"""The qualifier of the feature table that holds the bases of the other allele."""
DIFFERS_AT: Final = "differs_at"
"""The fact of a header that names the places where the alleles differ."""


class SequenceKind(StrEnum):
    """What stretch is written."""

    CONTEXT = "context"
    GENOMIC = "genomic"
    TRANSCRIPT = "transcript"
    CDS = "cds"
    PROTEIN = "protein"

    @property
    def molecule(self) -> str:
        """Molecule type, as GenBank calls it."""
        match self:
            case SequenceKind.PROTEIN:
                return "protein"
            case SequenceKind.TRANSCRIPT | SequenceKind.CDS:
                return "mRNA"
            case _:
                return "DNA"


@frozen
class Mark:
    """A feature of a sequence, in the terms of the INSDC feature table.

    Args:
        key: Feature key, such as ``exon``.
        spans: Its parts in the direction of the feature, 0-based half-open; an empty one is the
            point between two bases.
        qualifiers: Names and values in order; a name may come more than once.
        opens_before: True if it begins before the sequence does.
        goes_on: True if it goes on behind the sequence's end.
        strand: The strand of the sequence that it lies on.
    """

    key: str
    spans: tuple[Interval, ...]
    qualifiers: tuple[tuple[str, str], ...] = ()
    opens_before: bool = False
    goes_on: bool = False
    strand: Strand = Strand.PLUS

    def turned(self, size: int) -> Mark:
        """Return the mark on the other strand of a sequence of that length.

        What names bases that stand in the place of others is of no strand: it stays on the one that
        is written, with the bases as they read there.
        """
        spans = tuple(Interval(size - span.end, size - span.start) for span in self.spans)
        opposite = Strand.MINUS if self.strand is Strand.PLUS else Strand.PLUS
        is_exchange = any(name == REPLACE for name, _ in self.qualifiers)
        return Mark(
            self.key,
            spans,
            tuple(_turned(name, value) for name, value in self.qualifiers),
            self.opens_before,
            self.goes_on,
            self.strand if is_exchange else opposite,
        )


@frozen
class ExportedSequence:
    """One sequence: the reference or the mutant.

    Args:
        identifier: Name without blanks, unlike that of any other sequence of the file.
        locus: Name of at most 16 letters, digits and underscores, for GenBank.
        title: What it is, in one line.
        kind: What stretch it is.
        bases: Bases, or residues in one-letter code without the stop.
        facts: What a header tells, as names and values in order.
        marks: Features.
        changed: Where the alleles differ; empty intervals where this one lacks bases.
        known: Places of common variants, for lower case.
        notes: What is to be known of it.
    """

    identifier: str
    locus: str
    title: str
    kind: SequenceKind
    bases: str
    facts: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    changed: tuple[Interval, ...]
    known: tuple[Interval, ...] = ()
    notes: tuple[str, ...] = ()

    def turned(self) -> ExportedSequence:
        """Return the other strand of a DNA sequence, with all that is marked on it."""
        size = len(self.bases)

        def other(span: Interval) -> Interval:
            return Interval(size - span.end, size - span.start)

        marks = tuple(mark.turned(size) for mark in self.marks)
        changed = tuple(other(span) for span in reversed(self.changed))
        return ExportedSequence(
            self.identifier,
            self.locus,
            self.title,
            self.kind,
            reverse_complement(self.bases),
            tuple(
                (name, places_of(changed) if name == DIFFERS_AT else value)
                for name, value in self.facts
            ),
            marks,
            changed,
            tuple(other(span) for span in reversed(self.known)),
            self.notes,
        )


def places_of(spans: Iterable[Interval]) -> str:
    """Return places in a sequence as a header tells them, 1-based; a point as ``8..7``.

    Example:
        >>> places_of([Interval(0, 2), Interval(7, 7)])
        '1..2,8..7'
    """
    return ",".join(f"{span.start + 1}..{span.end}" for span in spans)


def _turned(name: str, value: str) -> tuple[str, str]:
    """Return a qualifier as it is on the other strand: bases in it are bases of the sequence."""
    return name, reverse_complement(value) if name == REPLACE else value


@frozen
class SequencePair:
    """Reference and mutant of one allele."""

    reference: ExportedSequence
    mutant: ExportedSequence

    @property
    def both(self) -> tuple[ExportedSequence, ExportedSequence]:
        """The two of them, the reference first."""
        return self.reference, self.mutant
