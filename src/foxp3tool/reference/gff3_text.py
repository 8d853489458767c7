"""Lines of GFF3 and FASTA files as values, with the file and line named where one is malformed.

Source of the format: GFF3 1.26 of the Sequence Ontology project. FASTA is read line by line here
rather than by a library, because a GFF3 file may end with a FASTA section, and because an error
should name its line.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final, TextIO, cast
from urllib.parse import unquote

from foxp3tool.errors import ReferenceDataError, counted
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES

_COLUMNS: Final = 9
_STRANDS: Final[dict[str, Strand | None]] = {
    "+": Strand.PLUS,
    "-": Strand.MINUS,
    ".": None,
    "?": None,
}
_PHASES: Final[dict[str, int | None]] = {"0": 0, "1": 1, "2": 2, ".": None}
_GZIP_MAGIC: Final = b"\x1f\x8b"


@frozen
class Feature:
    """One feature line.

    Args:
        line: 1-based number of the line.
        seqid: Name of the sequence it lies on.
        kind: The third column, such as ``exon``.
        interval: Genomic frame, 0-based and half-open (the file counts from 1, both included).
        strand: None where the file does not state one.
        phase: Bases to skip to the next codon, or None where the file does not state it.
        attributes: The ninth column, decoded; each name with its values.
    """

    line: int
    seqid: str
    kind: str
    interval: Interval
    strand: Strand | None
    phase: int | None
    attributes: dict[str, tuple[str, ...]]

    def value(self, *names: str) -> str | None:
        """Return the first value of the first of the attributes that is there."""
        for name in names:
            values = self.attributes.get(name)
            if values and values[0]:
                return values[0]
        return None

    @property
    def identifier(self) -> str | None:
        """The ``ID`` attribute."""
        return self.value("ID")

    @property
    def parents(self) -> tuple[str, ...]:
        """The ``Parent`` attribute, which may name several features."""
        return self.attributes.get("Parent", ())


@frozen
class Gff3Content:
    """What a GFF3 file holds.

    Args:
        features: The feature lines, in file order.
        sequences: Upper-case bases of its FASTA section by the first word of their header.
    """

    features: tuple[Feature, ...]
    sequences: dict[str, str]


def read_gff3(path: Path) -> Gff3Content:
    """Read a GFF3 file, plain or gzipped, with its FASTA section if it has one.

    Raises:
        ReferenceDataError: If the file cannot be read or a line is malformed.
    """
    features: list[Feature] = []
    lines = _numbered_lines(path)
    for number, line in lines:
        if line.startswith(">") or line == "##FASTA":
            header = [(number, line)] if line.startswith(">") else []
            return Gff3Content(tuple(features), _fasta(path, header, lines, lambda _: True))
        if line.startswith("##gff-version") and line.split()[1:] and line.split()[1][0] != "3":
            raise ReferenceDataError(
                f"{line} is not read",
                file=str(path),
                line=number,
                cause="an older format",
                remedy="convert the file to GFF3",
            )
        if line and not line.startswith("#"):
            features.append(_feature(path, number, line))
    return Gff3Content(tuple(features), {})


def read_fasta(path: Path, wanted: Callable[[str], bool]) -> dict[str, str]:
    """Read the wanted sequences of a FASTA file, plain or gzipped.

    Args:
        path: The file.
        wanted: Tells by the first word of a header whether the sequence is kept.

    Returns:
        Upper-case bases by the first word of the header.

    Raises:
        ReferenceDataError: If the file cannot be read or is no FASTA of DNA.
    """
    return _fasta(path, [], _numbered_lines(path), wanted)


def _numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield 1-based numbers and lines without their ends."""
    try:
        with path.open("rb") as start:
            zipped = start.read(2) == _GZIP_MAGIC
        with (
            cast(TextIO, gzip.open(path, "rt", encoding="utf-8-sig"))
            if zipped
            else path.open(encoding="utf-8-sig")
        ) as handle:
            for number, line in enumerate(handle, 1):
                yield number, line.rstrip("\r\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReferenceDataError(
            f"cannot be read: {reason}",
            file=str(path),
            cause="no such file, a copy that was cut short, or no text",
            remedy="give a plain or gzipped text file in UTF-8",
        ) from error


def _feature(path: Path, number: int, line: str) -> Feature:
    def malformed(message: str, cause: str, remedy: str) -> ReferenceDataError:
        return ReferenceDataError(message, file=str(path), line=number, cause=cause, remedy=remedy)

    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise malformed(
            f"{counted(len(columns), 'column')} instead of {_COLUMNS}",
            "blanks instead of tabs, or a line that was cut",
            "separate the nine columns of GFF3 by tabs",
        )
    seqid, _, kind, start, end, _, strand, phase, attributes = columns
    first, last = _whole_number(start), _whole_number(end)
    if first is None or last is None or not 1 <= first <= last:
        raise malformed(
            f"{start} to {end} is no span",
            "start and end must be whole numbers from 1 on, the start not behind the end",
            "correct columns 4 and 5; the strand stands in column 7 only",
        )
    if strand not in _STRANDS or phase not in _PHASES:
        raise malformed(
            f"strand {strand!r} with phase {phase!r} is not read",
            "columns that were shifted or exchanged",
            "the strand (column 7) is +, -, . or ?; the phase (column 8) 0, 1, 2 or .",
        )
    return Feature(
        number,
        unquote(seqid),
        kind,
        Interval(first - 1, last),
        _STRANDS[strand],
        _PHASES[phase],
        _attributes(attributes, malformed),
    )


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _attributes(
    text: str, malformed: Callable[[str, str, str], ReferenceDataError]
) -> dict[str, tuple[str, ...]]:
    """Split column 9; percent-encoded separators are decoded after the splitting."""
    found: dict[str, tuple[str, ...]] = {}
    for item in text.split(";"):
        part = item.strip()
        if not part or part == ".":
            continue
        name, equals, values = part.partition("=")
        if not equals or not name:
            raise malformed(
                f"{part!r} is no attribute",
                "a GTF file, or a semicolon inside a value that is not written as %3B",
                "write attributes as name=value, joined by semicolons",
            )
        if name in found:
            raise malformed(
                f"the attribute {name} stands twice",
                "two lines that were joined",
                "join several values of one attribute by commas",
            )
        found[name] = tuple(unquote(value) for value in values.split(","))
    return found


def _fasta(
    path: Path,
    read_before: list[tuple[int, str]],
    lines: Iterator[tuple[int, str]],
    wanted: Callable[[str], bool],
) -> dict[str, str]:
    """Read FASTA lines from wherever the reader stands."""

    def malformed(number: int, message: str, cause: str) -> ReferenceDataError:
        remedy = "give a FASTA file of the DNA that the GFF3 counts on"
        return ReferenceDataError(message, file=str(path), line=number, cause=cause, remedy=remedy)

    parts: dict[str, list[str]] = {}
    current: list[str] | None = None
    seen: set[str] = set()
    for number, line in chain(read_before, lines):
        if line.startswith(">"):
            name = (line[1:].split() or [""])[0]
            if not name or name in seen:
                what = f"a second sequence {name}" if name else "a sequence without a name"
                raise malformed(number, what, "files that were joined")
            seen.add(name)
            current = parts.setdefault(name, []) if wanted(name) else None
            continue
        if not seen and line.strip():
            raise malformed(number, "bases before the first header", "no FASTA file")
        bases = line.strip().upper()
        if current is None or not bases:
            continue
        if not IUPAC_NUCLEOTIDES.issuperset(bases):
            strange = "".join(sorted(set(bases) - IUPAC_NUCLEOTIDES))
            raise malformed(number, f"{strange!r} is no DNA", "a protein or RNA sequence")
        current.append(bases)
    return {name: "".join(bases) for name, bases in parts.items()}
