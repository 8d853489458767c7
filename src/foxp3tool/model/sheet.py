"""The sheet of a variant: everything that is told of it, as text in sections, for a page to show.

A card on a terminal and a report are made from the same sheets, so that they say the same. Texts
are plain and hold whatever the input holds: who writes them escapes them, and may leave out lines
that are marked as further ones, but must say so.
"""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.link import Link
from foxp3tool.model.protein import ProteinFeature


class Tone(StrEnum):
    """What a line means to its reader; never shown by colour alone."""

    PLAIN = "plain"
    REPORTED = "reported"
    CALM = "calm"
    CAUTION = "caution"
    UNKNOWN = "unknown"
    ERROR = "error"


class SectionKind(StrEnum):
    """The sections, in the order in which they are read."""

    ERROR = "error"
    INPUT = "input"
    NAMES = "names"
    EFFECT = "effect"
    REPORTED = "reported"
    RELATED = "related"
    DATABASES = "databases"
    FUNCTION = "function"
    EVIDENCE = "evidence"
    POPULATION = "population"
    SOURCES = "sources"
    SAMPLES = "samples"
    OPEN = "open"
    ABOUT = "about"


@frozen
class Line:
    """One statement.

    Args:
        label: What the statement is of, a few words; empty if the text needs none.
        text: The statement.
        detail: What else is to be known of it; a short page may leave it out.
        links: Where it comes from, or where to read on.
        tone: What it means to its reader.
        is_further: True for a line that a short page may leave out.
    """

    label: str
    text: str
    detail: str = ""
    links: tuple[Link, ...] = ()
    tone: Tone = Tone.PLAIN
    is_further: bool = False


@frozen
class Section:
    """Statements that belong together.

    Args:
        kind: Which section it is; a sheet has one of each at most.
        title: Its heading.
        lines: The statements, at least one.
        note: What holds for all of them, such as that hints are no classification.
    """

    kind: SectionKind
    title: str
    lines: tuple[Line, ...]
    note: str = ""


@frozen
class ProteinStrip:
    """What a drawing of the protein needs. Residues are counted from 1, ends are included.

    Args:
        accession: The protein record.
        length: Residues of the reference protein.
        features: Its features; those that are primary do not overlap by much and make the blocks.
        first: First residue that the change names; 0 if it names none.
        last: Last residue that it names.
        lost_first: First residue that goes; 0 if none does or it is not known.
        lost_last: Last residue that goes.
        more: First and last residue of each further change, of several given together.
    """

    accession: str
    length: int
    features: tuple[ProteinFeature, ...]
    first: int = 0
    last: int = 0
    lost_first: int = 0
    lost_last: int = 0
    more: tuple[tuple[int, int], ...] = ()

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """First and last residue of each change."""
        return ((self.first, self.last), *self.more) if self.first else self.more


@frozen
class ExonBlock:
    """An exon in a drawing.

    Args:
        number: Its number in the transcript, from 1.
        legacy: Its number in most papers.
        place: Where it lies, gene frame, 0-based and half-open.
    """

    number: int
    legacy: int
    place: Interval


@frozen
class GeneStrip:
    """What a drawing of the gene needs, in its direction (5' to 3', left to right).

    All places are in the gene frame of the build, 0-based and half-open; see
    :mod:`foxp3tool.model.gene`.

    Args:
        accession: The transcript.
        assembly: The build.
        exons: Its exons.
        coding: From the first to the last coding base, with the introns between; None if the
            transcript has none.
        start: Where the change begins; it may lie before or behind the transcript.
        end: Where it ends, ``start`` for an insertion.
        is_certain: False if only a part of the change is known for certain.
        more: Where each further change begins and ends, of several given together.
    """

    accession: str
    assembly: str
    exons: tuple[ExonBlock, ...]
    coding: Interval | None
    start: int
    end: int
    is_certain: bool = True
    more: tuple[tuple[int, int], ...] = ()

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where each change begins and ends."""
        return ((self.start, self.end), *self.more)


@frozen
class Overview:
    """The variant in one line of a list.

    Args:
        name: The shortest name that identifies it on MANE Select.
        protein: The protein change without its accession; empty if there is none.
        consequences: Terms, most severe first.
        grade: How it agrees with a reported IPEX mutation; None if nothing could be compared.
        entries: Ids of the catalog entries that the grade speaks of.
        clinvar: ClinVar's newest significance; empty if none is known.
        evidence: Codes of the hints that apply.
        issues: How many remarks there are on it.
    """

    name: str
    protein: str = ""
    consequences: tuple[Consequence, ...] = ()
    grade: MatchGrade | None = None
    entries: tuple[str, ...] = ()
    clinvar: str = ""
    evidence: tuple[str, ...] = ()
    issues: int = 0


@frozen
class Sheet:
    """Everything that is told of one variant, or of a text that could not be answered.

    Args:
        asked: The text that was looked up, or the ID of a VCF record; as given, so it may hold
            anything.
        title: Gene and shortest names.
        verdict: The whole in one sentence of plain words; no classification.
        tone: What the verdict means to its reader.
        overview: The variant in one line.
        sections: What is told, in the order of :class:`SectionKind`.
        protein: The drawing of the protein; None if no place on it is known.
        gene: The drawing of the gene; None if there is no allele.
        issues: Codes of all remarks, as in the column ``issues``.
        entries: Ids of the catalog entries of the very allele, whatever they assert; the catalog
            has a page for each. Those of the user's own tables are left out.
        fault_at: 0-based place in ``asked`` where reading failed, if that is certain.
    """

    asked: str
    title: str
    verdict: str
    tone: Tone
    overview: Overview
    sections: tuple[Section, ...]
    protein: ProteinStrip | None = None
    gene: GeneStrip | None = None
    issues: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    fault_at: int | None = None

    @property
    def is_answered(self) -> bool:
        """False if the text could not be read or placed."""
        return self.overview.grade is not None

    def section(self, kind: SectionKind) -> Section | None:
        """Return the section of a kind, None if there is nothing to say."""
        return next((one for one in self.sections if one.kind is kind), None)
