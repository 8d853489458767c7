"""Sequences as GenBank flat files, written by Biopython."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.sequence_export import (
    REPLACE,
    ExportedSequence,
    Mark,
    SequenceKind,
    SequencePair,
)

_WIDTH: Final = 67
"""Columns that a GenBank file has for text, less one for the full stop of a definition."""
_LONGEST_WORD: Final = 60
_MONTHS: Final = (
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
)  # fmt: skip
_LINEAGE: Final = (
    "Eukaryota", "Metazoa", "Chordata", "Craniata", "Vertebrata", "Euteleostomi", "Mammalia",
    "Eutheria", "Euarchontoglires", "Primates", "Haplorrhini", "Catarrhini", "Hominidae", "Homo",
)  # fmt: skip


def genbank_texts(pairs: Iterable[SequencePair], day: date) -> Iterator[str]:
    """Yield GenBank records, the reference of each pair first.

    Args:
        pairs: The sequences.
        day: What the LOCUS line gives as date; that of the data, so that the same question has the
            same answer on any day.
    """
    # Biopython takes half a second to load, and most commands need none of it.
    from Bio import SeqIO  # noqa: PLC0415

    for pair in pairs:
        for record in pair.both:
            out = io.StringIO()
            SeqIO.write([_record(record, day)], out, "genbank")
            yield out.getvalue()


def _record(record: ExportedSequence, day: date) -> Any:
    from Bio.Seq import Seq  # noqa: PLC0415
    from Bio.SeqRecord import SeqRecord  # noqa: PLC0415

    size = len(record.bases)
    made = SeqRecord(
        Seq(record.bases),
        id=record.locus,
        name=record.locus,
        description=" ".join(_cut(word) for word in record.title.split()),
        annotations=_annotations(record, day),
    )
    source = [
        ("organism", "Homo sapiens"),
        ("mol_type", "mRNA" if record.kind.molecule == "mRNA" else "genomic DNA"),
        ("db_xref", "taxon:9606"),
        ("chromosome", "X"),
    ]
    if record.kind is SequenceKind.PROTEIN:
        del source[1]
    marks = [Mark("source", (Interval(0, size),), tuple(source)), *_in_order(record.marks)]
    made.features = [_feature(mark, record.bases) for mark in marks]
    return made


def _annotations(record: ExportedSequence, day: date) -> dict[str, Any]:
    return {
        "molecule_type": record.kind.molecule,
        "topology": "linear",
        "data_file_division": "PRI",
        "date": f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day.year}",
        "source": "Homo sapiens (human)",
        "organism": "Homo sapiens",
        "taxonomy": list(_LINEAGE),
        "keywords": ["FOXP3"],
        "comment": _comment(record),
    }


def _cut(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}..."


def _in_order(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks by where they begin, long ones before those that lie in them."""

    def place(mark: Mark) -> tuple[int, int]:
        first = min(span.start for span in mark.spans)
        return first, -max(span.end for span in mark.spans)

    return sorted(marks, key=place)


def _comment(record: ExportedSequence) -> str:
    lines = [record.identifier]
    lines += [f"{name}: {value}" for name, value in record.facts]
    lines += [f"Note: {note}" for note in record.notes]
    # Names of alleles can be words longer than a line.
    wrapped = (textwrap.wrap(line, _WIDTH, break_on_hyphens=False) for line in lines)
    return "\n".join(line for part in wrapped for line in part)


def _feature(mark: Mark, bases: str) -> Any:
    untyped = _untyped()
    parts = [_location(mark, number, len(bases)) for number in range(len(mark.spans))]
    location = parts[0] if len(parts) == 1 else untyped.CompoundLocation(parts)
    qualifiers: dict[str, list[str]] = {}
    for name, value in mark.qualifiers:
        told = _with_end(value, mark.spans[0], bases) if name == REPLACE else value
        qualifiers.setdefault(name, []).append(told)
    return untyped.SeqFeature(location, type=mark.key, qualifiers=qualifiers)


def _with_end(other: str, span: Interval, bases: str) -> str:
    """Return what stands in a place of the other allele; beside an end with the end base there."""
    if span or not bases or span.start not in (0, len(bases)):
        return other
    return other + bases[0].lower() if span.start == 0 else bases[-1].lower() + other


def _location(mark: Mark, number: int, size: int) -> Any:
    """Return one part of a mark; a point between bases is that, but beside an end the end base."""
    untyped = _untyped()
    span = mark.spans[number]
    start, end = span.start, span.end
    if start == end and size and start in (0, size):
        start, end = (0, 1) if start == 0 else (size - 1, size)
    is_plus = mark.strand is Strand.PLUS
    is_first, is_last = number == 0, number == len(mark.spans) - 1
    opens_low = (is_first and mark.opens_before) if is_plus else (is_last and mark.goes_on)
    opens_high = (is_last and mark.goes_on) if is_plus else (is_first and mark.opens_before)
    low = untyped.BeforePosition(start) if opens_low else untyped.ExactPosition(start)
    high = untyped.AfterPosition(end) if opens_high else untyped.ExactPosition(end)
    return untyped.SimpleLocation(low, high, strand=1 if is_plus else -1)


def _untyped() -> Any:
    """Return Biopython's module of features, whose classes have no types."""
    from Bio import SeqFeature  # noqa: PLC0415

    return SeqFeature
