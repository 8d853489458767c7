"""Run the engine on foreign genes, and read its names back without it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from Bio.Seq import Seq
from csq_set import CsqAllele, alleles, fasta_of, folders, repaired

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.annotation import TranscriptAnnotation
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.reference.from_gff3 import GenesOfFile, read_genes

ASSEMBLY = "excerpt"
_POSITION = r"[-*]?[0-9]+(?:[+-][0-9]+)?"
_CHANGE = re.compile(
    rf"(?P<start>{_POSITION})(?:_(?P<end>{_POSITION}))?"
    r"(?:(?P<ref>[ACGTN])>(?P<alt>[ACGTN])|(?P<kind>delins|del|dup|ins|inv)(?P<new>[ACGTN]*))"
)
_PLACE = re.compile(r"(?P<datum>[-*]?)(?P<number>[0-9]+)(?P<offset>[+-][0-9]+)?")


@dataclass(frozen=True)
class Walk:
    """A transcript as the list of its bases; what the engine knows of it is not used.

    Args:
        gene: The gene; its ``sequence`` runs in the direction of transcription.
        transcript: One of its transcripts.
    """

    gene: Gene
    transcript: Transcript

    @cached_property
    def spliced(self) -> list[int]:
        """Places of the exonic bases along the gene."""
        return [place for exon in self.transcript.exons for place in range(exon.start, exon.end)]

    @cached_property
    def members(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset(self.spliced)

    @cached_property
    def protein(self) -> str:
        """Translation of the CDS by Biopython."""
        cds = self.transcript.cds
        return translated(self.bases[cds.start : cds.end]) if cds else ""

    @cached_property
    def bases(self) -> str:
        """The spliced bases."""
        return "".join(self.gene.sequence[place] for place in self.spliced)

    def place(self, position: str) -> int:
        """Return the place along the gene of a ``c.`` or ``n.`` position."""
        match = _PLACE.fullmatch(position)
        assert match is not None, position
        number, cds = int(match["number"]), self.transcript.cds or Interval(0, 0)
        first = {"": cds.start - 1, "-": cds.start, "*": cds.end - 1}[match["datum"]]
        index = first - number if match["datum"] == "-" else first + number
        assert 0 <= index < len(self.spliced), f"{position} is no base of the transcript"
        anchor, offset = self.spliced[index], int(match["offset"] or 0)
        if offset:
            self._check_offset(position, index, offset)
        return anchor + offset

    def _check_offset(self, position: str, index: int, offset: int) -> None:
        """An intronic position counts from the nearer exon, the central one from the upstream."""
        other = self.spliced[index + (1 if offset > 0 else -1)]
        intron = abs(other - self.spliced[index]) - 1
        reach = (intron + 1) // 2 if offset > 0 else intron // 2
        assert 1 <= abs(offset) <= reach, f"{position} in an intron of {intron} bases"

    def mutant(self, body: str) -> str:
        """Return the gene's bases, in the direction of transcription, changed as a name says."""
        match = _CHANGE.fullmatch(body)
        assert match is not None, f"{body} is not read"
        first = self.place(match["start"])
        return changed(self.gene.sequence, match, first, self.place(match["end"] or match["start"]))


def changed(bases: str, match: re.Match[str], first: int, last: int) -> str:
    """Apply what a name says to 0-based places, both included."""
    before, old, behind = bases[:first], bases[first : last + 1], bases[last + 1 :]
    if match["ref"]:
        assert old == match["ref"]
        return before + match["alt"] + behind
    match match["kind"]:
        case "ins":
            assert last == first + 1
            return bases[:last] + match["new"] + bases[last:]
        case "dup":
            return before + old + old + behind
        case "inv":
            return before + str(Seq(old).reverse_complement()) + behind
    return before + match["new"] + behind


def genomic_mutant(gene: Gene, body: str) -> str:
    """Return the plus strand of the gene's region changed as a ``g.`` name says."""
    match = _CHANGE.fullmatch(body)
    assert match is not None, f"{body} is not read"
    first, last = (int(match[key] or match["start"]) - 1 for key in ("start", "end"))
    origin = gene.region.start
    return changed(gene.plus_sequence, match, first - origin, last - origin)


def named_edit(walk: Walk, prefix: str, body: str) -> Edit:
    """Return the plus-strand edit that a ``g.`` or ``c.`` name of one change spells.

    Args:
        walk: The transcript that a ``c.`` name is of.
        prefix: ``g`` or ``c``.
        body: The name without reference and prefix.
    """
    match = _CHANGE.fullmatch(body)
    assert match is not None, f"{body} is not read"
    gene = walk.gene
    ends = match["start"], match["end"] or match["start"]
    if prefix == "g":
        first, last = (int(end) - 1 - gene.region.start for end in ends)
        bases = gene.plus_sequence
    else:
        first, last = (walk.place(end) for end in ends)
        bases = gene.sequence
    old, new = bases[first : last + 1], match["alt"] or match["new"] or ""
    assert match["ref"] in (None, old), f"{body}: the base is {old}"
    if match["kind"] == "ins":
        assert last == first + 1
        first, old = last, ""
    if prefix == "g":
        return Edit(first + gene.region.start, old, new)
    return gene.to_genomic_edit(Edit(first, old, new))


def translated(bases: str) -> str:
    """Translate whole codons up to and with the first stop."""
    protein = str(Seq(bases[: len(bases) // 3 * 3]).translate())
    before, stop, _ = protein.partition("*")
    return before + stop


@dataclass(frozen=True)
class Answer:
    """The engine's answer to one allele on one transcript."""

    gene: Gene
    edit: Edit
    hgvs_g: str
    annotation: TranscriptAnnotation
    walk: Walk

    @property
    def transcript(self) -> Transcript:
        return self.annotation.transcript

    @property
    def along(self) -> tuple[int, str, str]:
        """Place along the gene, deleted and inserted bases, as the file spells the allele."""
        edit = self.edit
        if self.gene.strand is Strand.PLUS:
            return edit.start - self.gene.region.start, edit.deleted, edit.inserted
        old, new = (str(Seq(text).reverse_complement()) for text in (edit.deleted, edit.inserted))
        return self.gene.region.end - edit.end, old, new


@dataclass(frozen=True)
class Folder:
    """A folder of the set, read.

    Args:
        name: Its name.
        files: What each GFF3 file holds.
        alleles: All alleles of its VCF files.
    """

    name: str
    files: dict[str, GenesOfFile]
    alleles: tuple[CsqAllele, ...]

    @cached_property
    def annotators(self) -> dict[str, list[Annotator]]:
        return {name: [Annotator(gene) for gene in read.genes] for name, read in self.files.items()}

    @cached_property
    def walks(self) -> dict[tuple[str, str, str], Walk]:
        return {
            (name, gene.symbol, transcript.accession): Walk(gene, transcript)
            for name, read in self.files.items()
            for gene in read.genes
            for transcript in gene.transcripts
        }

    def answers(self, allele: CsqAllele) -> Iterator[Answer]:
        """Yield the answer on each transcript of each gene whose region holds the allele."""
        edit = Edit(allele.start, allele.ref, allele.alt)
        for annotator in self.annotators[allele.gff3]:
            gene = annotator.gene
            span = Interval(edit.start, edit.end)
            if gene.accession != allele.chrom or not gene.region.covers(span):
                continue
            assert gene.plus_bases(edit.start, edit.end) == edit.deleted, f"{allele}: other bases"
            yield from answers(
                annotator,
                edit,
                gene.transcripts,
                [self.walks[allele.gff3, gene.symbol, t.accession] for t in gene.transcripts],
            )


def answers(
    annotator: Annotator, edit: Edit, transcripts: Sequence[Transcript], walks: Sequence[Walk]
) -> Iterator[Answer]:
    """Yield the engine's answers to a genomic edit."""
    found = annotator.annotate(GenomicVariant(annotator.gene.assembly, edit), transcripts)
    for annotation, walk in zip(found.transcripts, walks, strict=True):
        yield Answer(annotator.gene, edit, found.hgvs_g, annotation, walk)


def read_set(root: Path, scratch: Path) -> list[Folder]:
    """Read every folder of the set."""
    read = []
    for folder in folders(root):
        files = {
            gff3.name: read_genes(
                repaired(gff3, scratch / gff3.name), fasta_of(folder), assembly=ASSEMBLY
            )
            for gff3 in sorted(folder.glob("*.gff"))
        }
        read.append(Folder(folder.name, files, tuple(alleles(folder))))
    return read
