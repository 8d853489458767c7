"""The gene as it is shown: transcripts, exons in both numberings and on both builds, features."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Transcript
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.protein import ProteinFeature

Places = tuple[tuple[str, Interval], ...]
"""Plus-strand intervals, 0-based and half-open, by the name of the build."""


@frozen
class ExonView:
    """An exon.

    Args:
        number: Its number in the transcript, from 1.
        literature: The number that most papers give it; several are joined by ``|``; empty if it
            shares no base with an exon of MANE Select.
        places: Where it lies.
        first_n: First base, ``n.`` number.
        last_n: Last base, ``n.`` number.
        first_c: First base, ``c.`` number; empty without a coding sequence.
        last_c: Last base, ``c.`` number.
        coding: Its part of the coding sequence, in the frame of the CDS, 0-based half-open; None
            if it holds none.
        intron_lengths: Bases of the intron behind it, by build; empty of the last exon.
    """

    number: int
    literature: str
    places: Places
    first_n: int
    last_n: int
    first_c: str
    last_c: str
    coding: Interval | None
    intron_lengths: tuple[tuple[str, int], ...]

    @property
    def length(self) -> int:
        """Number of bases."""
        return self.last_n - self.first_n + 1

    @property
    def start_phase(self) -> int | None:
        """Bases of a codon that the exon before holds, where this exon's coding part begins."""
        return None if self.coding is None else self.coding.start % 3

    @property
    def end_phase(self) -> int | None:
        """Bases of a codon that this exon's coding part leaves over for the next exon."""
        return None if self.coding is None else self.coding.end % 3

    @property
    def gff_phase(self) -> int | None:
        """Bases to be passed over before the next codon begins, as GFF3 counts."""
        return None if self.coding is None else -self.coding.start % 3

    @property
    def residues(self) -> tuple[int, int] | None:
        """First and last codon that it holds bases of, 1-based."""
        if self.coding is None:
            return None
        return self.coding.start // 3 + 1, (self.coding.end - 1) // 3 + 1

    def place(self, assembly: str) -> Interval:
        """Return where it lies on a build.

        Raises:
            KeyError: If that build is not shown.
        """
        return dict(self.places)[assembly]


@frozen
class FeatureView:
    """A protein feature with the bases that encode it.

    Args:
        feature: The feature.
        first_c: First coding base.
        last_c: Last coding base.
        exons: Numbers of the exons of MANE Select that encode it.
        literature: The same in the papers' numbering.
        pieces: The coding bases by build, 5' to 3'.
    """

    feature: ProteinFeature
    first_c: str
    last_c: str
    exons: tuple[str, ...]
    literature: tuple[str, ...]
    pieces: tuple[tuple[str, tuple[Interval, ...]], ...]


@frozen
class TranscriptView:
    """A transcript with its exons.

    Args:
        transcript: The transcript; its exons are in the gene frame of the default build.
        exons: Its exons, 5' to 3'.
        cds_places: From the first to the last coding base; empty without a coding sequence.
        cds_length: Coding bases, with the stop codon.
        protein_length: Residues, without the stop.
    """

    transcript: Transcript
    exons: tuple[ExonView, ...]
    cds_places: Places
    cds_length: int
    protein_length: int

    def place(self, assembly: str) -> Interval:
        """Return from where to where it reaches on a build."""
        spans = [exon.place(assembly) for exon in self.exons]
        return Interval(min(span.start for span in spans), max(span.end for span in spans))

    @property
    def marks(self) -> tuple[str, ...]:
        """What sets it apart, in words."""
        one = self.transcript
        marks = ["MANE Select"] if one.is_of_mane_select else []
        marks += [one.status.value, one.biotype.value]
        if not one.cds_complete:
            marks.append("CDS incomplete at its 3' end")
        return tuple(marks)


@frozen
class BuildView:
    """A build that is shown.

    Args:
        name: ``GRCh37`` or ``GRCh38``.
        accession: Accession of the chromosome.
        region: The bundled stretch.
        span: The gene, as far as MANE Select reaches.
        contig_length: Length of the chromosome.
    """

    name: str
    accession: str
    region: Interval
    span: Interval
    contig_length: int


@frozen
class GeneView:
    """The gene.

    Args:
        symbol: Its symbol.
        chromosome: ``X``.
        strand: Its strand.
        builds: The builds shown, the default one first.
        transcripts: The transcripts asked for.
        features: Features of the MANE Select protein.
        edition: Program and data that this was made with, in words.
        research_use: What it is for.
    """

    symbol: str
    chromosome: str
    strand: Strand
    builds: tuple[BuildView, ...]
    transcripts: tuple[TranscriptView, ...]
    features: tuple[FeatureView, ...]
    edition: str
    research_use: str

    def build(self, name: str) -> BuildView:
        """Return a build by its name.

        Raises:
            KeyError: If it is not shown.
        """
        return {build.name: build for build in self.builds}[name]

    def place(self, build: BuildView) -> Interval:
        """Return from where to where the gene and the transcripts shown reach on a build."""
        spans = [build.span, *(one.place(build.name) for one in self.transcripts)]
        return Interval(min(span.start for span in spans), max(span.end for span in spans))
