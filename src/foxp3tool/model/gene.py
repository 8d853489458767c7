"""The gene and its transcripts on one genome build.

Three frames are used, all 0-based:

* *genomic*: positions on the plus strand of the chromosome;
* *gene*: positions in the bundled region, counted in the direction of transcription. For a gene on
  the minus strand position 0 is the region's last genomic base. Everything that has to do with
  transcripts is computed here, so that the strand plays a part in one conversion only;
* *transcript*: positions in the spliced transcript (HGVS ``n.`` minus one).
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.sequence import reverse_complement
from foxp3tool.model.variant import Edit


class Biotype(StrEnum):
    """Ensembl's biotypes as far as transcripts of this gene have them."""

    PROTEIN_CODING = "protein_coding"
    NONSENSE_MEDIATED_DECAY = "nonsense_mediated_decay"


class TranscriptStatus(StrEnum):
    """Whether a transcript version is the newest of its accession."""

    CURRENT = "current"
    SUPERSEDED = "superseded"


@frozen
class Transcript:
    """A transcript with its exons.

    Args:
        accession: Accession with version.
        exons: Exons in the gene frame, 5' to 3'.
        cds: Coding sequence in the transcript frame, stop codon included, or None.
        cds_complete: False if the annotated CDS has no stop codon (3' end missing).
        protein_accession: Accession of the protein record, where there is one.
        biotype: Ensembl's biotype.
        status: Current or superseded version.
        mane_select: True for the MANE Select transcript of RefSeq.
        mane_match: The RefSeq transcript that this one of Ensembl is MANE Select together with.
        aliases: Other names of this transcript version (LRG).
    """

    accession: str
    exons: tuple[Interval, ...]
    cds: Interval | None
    cds_complete: bool = True
    protein_accession: str | None = None
    biotype: Biotype = Biotype.PROTEIN_CODING
    status: TranscriptStatus = TranscriptStatus.CURRENT
    mane_select: bool = False
    mane_match: str | None = None
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse exons that are empty, unordered or touching, and a CDS outside the transcript."""
        if not self.exons:
            raise ValueError(f"{self.accession} has no exon")
        if any(not exon for exon in self.exons):
            raise ValueError(f"{self.accession} has an empty exon")
        for before, after in zip(self.exons, self.exons[1:], strict=False):
            if before.end >= after.start:
                raise ValueError(f"{self.accession}: exons {before} and {after} are not in order")
        if self.cds is not None and self.cds.end > self.length:
            raise ValueError(f"{self.accession}: the CDS ends behind the transcript")

    @property
    def is_of_mane_select(self) -> bool:
        """True for both transcripts of MANE Select, which is a pair with the same bases."""
        return self.mane_select or self.mane_match is not None

    @property
    def length(self) -> int:
        """Number of bases of the spliced transcript."""
        return sum(len(exon) for exon in self.exons)

    @property
    def span(self) -> Interval:
        """From the first to the last transcribed base, gene frame."""
        return Interval(self.exons[0].start, self.exons[-1].end)

    @property
    def introns(self) -> tuple[Interval, ...]:
        """Introns in the gene frame, 5' to 3'."""
        return tuple(
            Interval(before.end, after.start)
            for before, after in zip(self.exons, self.exons[1:], strict=False)
        )


@frozen
class Gene:
    """A gene on one genome build: its region's sequence and its transcripts.

    Args:
        symbol: HGNC symbol.
        assembly: Name of the genome build.
        chromosome: Name without prefix, such as ``X``.
        accession: RefSeq accession of the chromosome on this build.
        strand: The strand that is transcribed.
        region: The bundled span, genomic frame.
        plus_sequence: Plus-strand bases of the region, upper case.
        transcripts: All bundled transcripts.
        legacy_exon_shift: What is added to an exon number of the MANE Select transcript to get the
            number that most papers use; a number that would be 0 or less is lowered by one more, as
            those papers know no exon 0 (transcript exon 1 is their exon -1).
        refseqgene: Accession of the gene's own record, if that is this build's region in the gene
            frame, base for base.
        refseqgene_aliases: Other accessions of that record (LRG).
        refget: Refget accession (``SQ.`` and digest) of the chromosome on this build, or None if it
            is not known.
        companion_accession: A transcript on which rows of MANE Select are told a second time, or
            None (for FOXP3 the delta-2 isoform, which lacks exon 3).
        sequence: Bases of the region in the gene frame (derived).

    Raises:
        ValueError: If sequence and region differ in length, or a transcript leaves the region.
    """

    symbol: str
    assembly: str
    chromosome: str
    accession: str
    strand: Strand
    region: Interval
    plus_sequence: str
    transcripts: tuple[Transcript, ...]
    legacy_exon_shift: int = 0
    refseqgene: str | None = None
    refseqgene_aliases: tuple[str, ...] = ()
    refget: str | None = None
    companion_accession: str | None = None
    sequence: str = field(init=False)

    def __post_init__(self) -> None:
        """Derive the gene-frame sequence and check that all fits into it."""
        if len(self.plus_sequence) != len(self.region):
            raise ValueError(
                f"{self.assembly}: the sequence has {len(self.plus_sequence)} bases, "
                f"its region {len(self.region)}"
            )
        for transcript in self.transcripts:
            if transcript.exons[-1].end > len(self.region):
                raise ValueError(f"{transcript.accession} leaves the region of {self.assembly}")
        oriented = self.plus_sequence
        if self.strand is Strand.MINUS:
            oriented = reverse_complement(oriented)
        object.__setattr__(self, "sequence", oriented)

    def to_gene_interval(self, start: int, end: int) -> tuple[int, int]:
        """Convert a genomic half-open span to the gene frame; no check of bounds."""
        if self.strand is Strand.PLUS:
            return start - self.region.start, end - self.region.start
        return self.region.end - end, self.region.end - start

    def to_genomic_interval(self, start: int, end: int) -> tuple[int, int]:
        """Convert a gene-frame half-open span to the genomic frame; no check of bounds."""
        if self.strand is Strand.PLUS:
            return start + self.region.start, end + self.region.start
        return self.region.end - end, self.region.end - start

    def to_gene_edit(self, edit: Edit) -> Edit:
        """Convert an edit of the plus strand (genomic frame) to the gene frame."""
        if self.strand is Strand.PLUS:
            return Edit(edit.start - self.region.start, edit.deleted, edit.inserted)
        start = self.region.end - edit.end
        return Edit(start, reverse_complement(edit.deleted), reverse_complement(edit.inserted))

    def to_genomic_edit(self, edit: Edit) -> Edit:
        """Convert an edit of the gene frame to the plus strand of the chromosome."""
        start, _ = self.to_genomic_interval(edit.start, edit.end)
        if self.strand is Strand.PLUS:
            return Edit(start, edit.deleted, edit.inserted)
        return Edit(start, reverse_complement(edit.deleted), reverse_complement(edit.inserted))

    def plus_bases(self, start: int, end: int) -> str:
        """Return plus-strand bases of a genomic half-open span inside the region."""
        return self.plus_sequence[start - self.region.start : end - self.region.start]

    @property
    def mane_select(self) -> Transcript:
        """The MANE Select transcript."""
        return next(transcript for transcript in self.transcripts if transcript.mane_select)

    @property
    def span(self) -> Interval:
        """The bases of MANE Select from first to last, in the gene frame, as NCBI Gene has it."""
        exons = self.mane_select.exons
        return Interval(exons[0].start, exons[-1].end)

    @property
    def companion(self) -> Transcript | None:
        """The transcript on which rows of MANE Select are told a second time."""
        if self.companion_accession is None:
            return None
        return self.transcript(self.companion_accession)

    def legacy_number(self, number: int) -> int:
        """Return the papers' number of an exon or intron of the MANE Select transcript."""
        shifted = number + self.legacy_exon_shift
        return shifted if shifted > 0 else shifted - 1

    def transcript(self, accession: str) -> Transcript:
        """Return a transcript by accession with version.

        Raises:
            KeyError: If no transcript of that name is bundled.
        """
        for transcript in self.transcripts:
            if transcript.accession == accession or accession in transcript.aliases:
                return transcript
        raise KeyError(accession)
