"""What the program says of a set of alleles: asked once, kept as text, looked at by every proof.

The sets are annotated through ``Toolkit.rows``, as the commands do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bundle_truth import MANE, Allele, Region

from foxp3tool.model.annotation import AnnotatedRow, SourceAllele, TranscriptAnnotation
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

EVERY = 20
"""Of the alleles that are no substitutions every so manieth is annotated on all transcripts."""


class Meaning(NamedTuple):
    """What is said of an allele on a transcript besides its DNA name."""

    p: str
    terms: str
    exon: str
    intron: str
    codons: str
    amino_acids: str
    coding: tuple[int, int, int, int]
    features: tuple[str, ...]
    issues: tuple[str, ...]


class OnTranscript(NamedTuple):
    """What is said of an allele on one transcript; ``c`` is the whole name."""

    accession: str
    c: str
    meaning: Meaning

    @property
    def body(self) -> str:
        """The DNA name without its reference."""
        return self.c.rpartition(":c.")[2]


class Answer(NamedTuple):
    """What is said of one allele."""

    allele: Allele
    g: str
    spdi: str
    normalized: str
    other: str
    legacy: str
    catalog: tuple[str, ...]
    issues: tuple[str, ...]
    on: tuple[OnTranscript, ...]


@dataclass(frozen=True)
class Answers:
    """The answers for one set on one build."""

    region: Region
    name: str
    found: list[Answer]

    @property
    def build(self) -> str:
        return self.region.build


class Asker:
    """Asks the program for alleles of one build."""

    def __init__(self, toolkit: Toolkit, region: Region) -> None:
        self.toolkit = toolkit
        self.region = region
        self.gene = toolkit.bundle.genes[region.build]
        self._known: dict[Any, Any] = {}

    def transcripts(self, number: int, allele: Allele) -> Sequence[str]:
        """Choose the transcripts for an allele of a set.

        All for a substitution and for every twentieth of the others, and otherwise MANE Select with
        those whose exons at the allele are other ones.
        """
        if number % EVERY == 0 or len(allele.old) == len(allele.new) == 1:
            return list(self.region.transcripts)
        at = min(allele.at, self.region.length - 1)
        return [MANE, *self.region.others_at[at]]

    def variant(self, allele: Allele) -> GenomicVariant:
        """Return the allele as the engine takes it."""
        edit = Edit(self.region.start + allele.at, allele.old, allele.new)
        return GenomicVariant(self.region.build, edit)

    def ask(self, allele: Allele, accessions: Iterable[str]) -> Answer:
        """Annotate one allele."""
        transcripts = [self.gene.transcript(accession) for accession in accessions]
        rows = self.toolkit.rows(SourceAllele(), self.variant(allele), transcripts)
        return self.read(allele, rows)

    def ask_all(self, alleles: Iterable[Allele]) -> list[Answer]:
        """Annotate a set, each allele on the transcripts chosen for it."""
        return [
            self.ask(allele, self.transcripts(number, allele))
            for number, allele in enumerate(alleles)
        ]

    def read(self, allele: Allele, rows: Sequence[AnnotatedRow]) -> Answer:
        """Turn the rows of one allele into text."""
        found, match = rows[0].variant, rows[0].match
        assert found is not None, (allele, rows[0].issues)
        shared = {code for row in rows for code in row.issues} - {
            issue for one in found.transcripts for issue in one.issues
        }
        return Answer(
            allele,
            found.hgvs_g,
            found.spdi,
            found.normalized,
            found.other_normalized,
            found.exon_legacy,
            self._once((match.grade.value, *(entry.id for entry in match.entries))),
            self._once(tuple(sorted(issue.code.name for issue in shared))),
            tuple(
                OnTranscript(one.transcript.accession, one.hgvs_c, self._once(meaning_of(one)))
                for one in found.transcripts
            ),
        )

    def _once(self, value: Any) -> Any:
        """Keep equal values once, as most are equal to many others."""
        return self._known.setdefault(value, value)


def meaning_of(one: TranscriptAnnotation) -> Meaning:
    """Return what an annotation says besides the DNA name."""
    coding = one.coding
    return Meaning(
        one.hgvs_p,
        "&".join(term.term for term in one.consequences),
        one.exon,
        one.intron,
        coding.codons if coding else "",
        coding.amino_acids if coding else "",
        (coding.cds_start, coding.cds_end, coding.residue_start, coding.residue_end)
        if coding
        else (0, 0, 0, 0),
        tuple(feature.name for feature in one.features),
        tuple(sorted(issue.code.name for issue in one.issues)),
    )


class Failures:
    """Collects what is wrong, so that a sweep goes on to its end."""

    def __init__(self) -> None:
        self.checked = 0
        self.found: list[str] = []

    def compare(self, found: Any, expected: Any, what: object) -> None:
        """Note a difference."""
        self.checked += 1
        if found != expected:
            self.found.append(f"{what}: {cut(found)}, expected {cut(expected)}")

    def note(self, what: str) -> None:
        """Note a failure."""
        self.found.append(what)

    def raise_if_any(self, at_least: int = 1) -> None:
        """Fail with the first 20, or if less was checked than there must be."""
        if self.found:
            shown = "\n".join(self.found[:20])
            raise AssertionError(f"{len(self.found)} failures of {self.checked} checks:\n{shown}")
        assert self.checked >= at_least, f"only {self.checked} checks were made"


def cut(value: object) -> str:
    """Shorten what would fill the screen."""
    text = str(value)
    return text if len(text) <= 300 else f"{text[:200]}...{text[-60:]} ({len(text)} characters)"
