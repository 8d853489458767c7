"""Build genes with sequence and transcripts from GFF3 and FASTA, for the engine.

For whoever curates a bundle, and for tests that run the engine on other genes than FOXP3. GFF3 as
Ensembl, GENCODE and RefSeq write it is read: gene, transcript (of whatever type), exon and CDS
lines that hang together by ``ID`` and ``Parent``. Where a transcript has no exon lines its exons
are put together from its CDS and UTR lines.

A transcript that :class:`foxp3tool.model.gene.Transcript` cannot represent is left out, and the
result says which and why. It can represent a coding sequence that is read in one frame from a known
first codon; its end may be missing. So these are left out: a CDS whose 5' end is missing, one that
skips or repeats bases (ribosomal slippage), one with a stop codon inside (selenocysteine), one that
the file says to be read by another genetic code (RefSeq does, in ``transl_table``; Ensembl does
not), a transcript of both strands (trans-splicing), coding transcripts of a biotype that the engine
has no rules for (immunoglobulin segments), and genes that run over the origin of a circular
sequence. A transcript without CDS is kept; its biotype is not.

A RefSeq transcript may differ from the genome that it is placed on; here it has the genome's bases.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from foxp3tool.errors import ReferenceDataError
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.reference.gff3_text import Feature, read_fasta, read_gff3
from foxp3tool.reference.gff3_transcript import (
    PARTS,
    NotRepresentableError,
    bare,
    build_transcript,
    transcript_accession,
)

FLANK: Final = 5_000
"""Bases kept on either side of a gene, as far as upstream and downstream terms reach."""

_MANE_SELECT: Final = "MANE_Select"
_PREFERRED: Final = (_MANE_SELECT, "Ensembl_canonical", "RefSeq_Select")
_CUT_OUT: Final = re.compile(r"(.+):([0-9]+)-([0-9]+)")


@frozen
class Contig:
    """How a sequence of the files is called in names.

    Args:
        chromosome: Name without prefix, such as ``X``.
        accession: RefSeq accession, such as ``NC_000023.11``.
    """

    chromosome: str
    accession: str


@frozen
class Skipped:
    """Something that was left out.

    Args:
        name: The transcript, or the type of the line if it belongs to none.
        gene: The gene's symbol; empty if there is none.
        line: The 1-based line in the GFF3 file.
        reason: Why it cannot be used.
    """

    name: str
    gene: str
    line: int
    reason: str


@frozen
class GenesOfFile:
    """The genes of a GFF3 file.

    Args:
        genes: Those with at least one transcript, in file order.
        skipped: What was left out, in file order.
        without_mane_select: Symbols of genes of which the file tags no MANE Select transcript. The
            engine counts exons on one, so another is marked there: the one tagged as Ensembl
            canonical or RefSeq Select, else the one with the longest CDS.
    """

    genes: tuple[Gene, ...]
    skipped: tuple[Skipped, ...]
    without_mane_select: tuple[str, ...]

    def gene(self, symbol: str) -> Gene:
        """Return a gene by its symbol.

        Raises:
            KeyError: If there is none.
        """
        for gene in self.genes:
            if gene.symbol == symbol:
                return gene
        raise KeyError(symbol)


@dataclass(slots=True)
class _Family:
    """A gene line with its transcript lines, each with the lines it is made of."""

    gene: Feature
    members: list[tuple[Feature, list[Feature]]] = field(default_factory=list)

    @property
    def symbol(self) -> str:
        named = self.gene.value("Name", "gene_name", "gene")
        return named or bare(self.gene.identifier or "")

    @property
    def names(self) -> set[str]:
        identifier = self.gene.identifier or ""
        stated = (self.gene.value(name) for name in ("Name", "gene_name", "gene", "gene_id"))
        return {identifier, bare(identifier), *(name for name in stated if name)}

    @property
    def span(self) -> Interval:
        """From the first to the last base of its transcripts, on the gene's own sequence."""
        lines = [line for transcript, parts in self.members for line in (transcript, *parts)]
        spans = [line.interval for line in lines if line.seqid == self.gene.seqid]
        return Interval(min(span.start for span in spans), max(span.end for span in spans))

    def left_out(self, reason: str) -> list[Skipped]:
        """Return all its transcripts as left out for one reason."""
        return [
            Skipped(transcript_accession(member), self.symbol, member.line, reason)
            for member, _ in self.members
        ]


def read_genes(
    gff3: Path,
    fasta: Path | None = None,
    *,
    assembly: str,
    wanted: Collection[str] = (),
    flank: int | None = FLANK,
    contigs: Mapping[str, Contig] | None = None,
) -> GenesOfFile:
    """Read genes from GFF3 and FASTA, plain or gzipped.

    The annotation is held in memory as a whole; cut the gene out of a whole-genome file first.

    Args:
        gff3: The annotation.
        fasta: The sequences that it counts on; default: the FASTA section of the GFF3 file. A
            sequence named ``X:1001-2000``, as samtools faidx cuts it, is taken as that part of X.
        assembly: Name of the genome build.
        wanted: Names (``Name`` or ``ID``, with or without its prefix) of the genes wanted; default:
            all.
        flank: Bases kept on either side of a gene, as far as there are so many; None: all.
        contigs: Chromosome and accession by sequence name; default: the name itself, for the
            chromosome without ``chr``.

    Raises:
        ReferenceDataError: If a file cannot be read, a line is malformed or points at nothing, or
            a gene wanted or its sequence is missing.
    """
    content = read_gff3(gff3)
    families, skipped = _families(gff3, content.features)
    if wanted:
        families, skipped = _chosen(gff3, families, wanted), []
    sequences = content.sequences
    if fasta is not None:
        names = {family.gene.seqid for family in families}
        sequences = read_fasta(fasta, lambda name: name in names or _cut_from(name) in names)
    origins = _circular(content.features)
    genes, without_mane_select = [], []
    for family in families:
        seqid = family.gene.seqid
        if seqid in origins and family.span.end > origins[seqid]:
            skipped += family.left_out("it runs over the origin of a circular sequence")
            continue
        region, bases = _region(fasta or gff3, sequences, family, flank)
        contig = (contigs or {}).get(seqid) or Contig(seqid.removeprefix("chr"), seqid)
        gene, left_out = _gene(family, assembly, contig, region, bases)
        skipped += left_out
        if gene is None:
            continue
        genes.append(gene)
        tagged = (member for member, _ in family.members if _is_tagged(member, _MANE_SELECT))
        if gene.mane_select.accession not in map(transcript_accession, tagged):
            without_mane_select.append(gene.symbol)
    skipped.sort(key=lambda item: item.line)
    return GenesOfFile(tuple(genes), tuple(skipped), tuple(without_mane_select))


def _families(path: Path, features: Iterable[Feature]) -> tuple[list[_Family], list[Skipped]]:
    """Put lines together by ID and Parent; return as well what belongs to no gene."""
    by_id: dict[str, list[Feature]] = {}
    children: dict[str, list[Feature]] = {}
    skipped: list[Skipped] = []
    for feature in features:
        if feature.kind not in PARTS:
            if feature.identifier:
                by_id.setdefault(feature.identifier, []).append(feature)
        elif not feature.parents:
            reason = "it names no Parent, so it belongs to no transcript"
            skipped.append(Skipped(feature.kind, "", feature.line, reason))
        for parent in feature.parents if feature.kind in PARTS else ():
            children.setdefault(parent, []).append(feature)
    families: dict[str, _Family] = {}
    for identifier, parts in children.items():
        transcript = _line_of(path, by_id, identifier, parts[0])
        above = [_line_of(path, by_id, parent, transcript) for parent in transcript.parents]
        for gene in above:
            if not gene.parents:
                family = families.setdefault(gene.identifier or "", _Family(gene))
                family.members.append((transcript, parts))
        if not above or any(gene.parents for gene in above):
            reason = (
                "exon or CDS lines stand directly below it, and it has no gene above it"
                if not above
                else "what stands above it is no gene, but has a Parent itself"
            )
            skipped.append(Skipped(bare(identifier), "", transcript.line, reason))
    for family in families.values():
        family.members.sort(key=lambda member: member[0].line)
    return sorted(families.values(), key=lambda family: family.gene.line), skipped


def _line_of(
    path: Path, by_id: Mapping[str, Sequence[Feature]], identifier: str, child: Feature
) -> Feature:
    """Return the one line with an ID that a child names as its Parent."""
    found = by_id.get(identifier, ())
    if len(found) == 1:
        return found[0]
    if not found:
        raise ReferenceDataError(
            f"Parent={identifier} is the ID of no line",
            file=str(path),
            line=child.line,
            cause="an excerpt that left the parent out, or a misspelt ID",
            remedy="add the line of the parent",
        )
    numbers = " and ".join(str(feature.line) for feature in found)
    raise ReferenceDataError(
        f"lines {numbers} have the same ID {identifier}",
        file=str(path),
        line=child.line,
        cause="files that were joined, or a gene that is placed more than once",
        remedy="keep one of them, with the lines that belong to it",
    )


def _chosen(path: Path, families: Sequence[_Family], wanted: Collection[str]) -> list[_Family]:
    for name in wanted:
        if not any(name in family.names for family in families):
            known = ", ".join(family.symbol for family in families[:10])
            raise ReferenceDataError(
                f"no gene {name}",
                file=str(path),
                cause="another spelling, or a gene without exon and CDS lines",
                remedy=f"the genes with transcripts are {known or 'none at all'}",
            )
    return [family for family in families if family.names & set(wanted)]


def _cut_from(name: str) -> str:
    """Return ``X`` for ``X:1001-2000``, else nothing."""
    match = _CUT_OUT.fullmatch(name)
    return match[1] if match else ""


def _circular(features: Iterable[Feature]) -> dict[str, int]:
    """Return the lengths of the sequences that the file calls circular.

    GFF3 gives a feature over the origin an end behind that of the sequence.
    """
    return {
        feature.seqid: feature.interval.end
        for feature in features
        if feature.value("Is_circular") == "true"
    }


def _region(
    path: Path, sequences: Mapping[str, str], family: _Family, flank: int | None
) -> tuple[Interval, str]:
    """Return the genomic interval that is kept around a gene, and its plus-strand bases."""
    seqid, span = family.gene.seqid, family.span
    there: list[Interval] = []
    for name, bases in sequences.items():
        match = _CUT_OUT.fullmatch(name)
        start = 0
        if name != seqid:
            if match is None or match[1] != seqid:
                continue
            start = int(match[2]) - 1
        available = Interval(start, start + len(bases))
        if available.covers(span):
            margin = len(available) if flank is None else flank
            region = Interval(
                max(span.start - margin, available.start), min(span.end + margin, available.end)
            )
            return region, bases[region.start - start : region.end - start]
        there.append(available)
    spans = ", ".join(f"{interval.start + 1}-{interval.end}" for interval in there)
    raise ReferenceDataError(
        f"the sequence of {family.symbol}, {seqid}:{span.start + 1}-{span.end}, is not there"
        + (f"; of {seqid} there is {spans}" if there else ""),
        file=str(path),
        cause="another genome build, a part of a chromosome, or other sequence names",
        remedy="give a FASTA file of the sequences that the GFF3 counts on, under the same names",
    )


def _gene(
    family: _Family, assembly: str, contig: Contig, region: Interval, bases: str
) -> tuple[Gene | None, list[Skipped]]:
    """Build a gene of the transcripts that can be represented; None if none can."""
    strand = family.gene.strand
    if strand is None:
        return None, family.left_out("its gene has no strand")
    skipped: list[Skipped] = []

    def skip(feature: Feature, reason: str) -> None:
        accession = transcript_accession(feature)
        skipped.append(Skipped(accession, family.symbol, feature.line, reason))

    gene = Gene(
        symbol=family.symbol,
        assembly=assembly,
        chromosome=contig.chromosome,
        accession=contig.accession,
        strand=strand,
        region=region,
        plus_sequence=bases,
        transcripts=(),
    )
    built: dict[str, tuple[Feature, Transcript]] = {}
    for feature, parts in family.members:
        accession = transcript_accession(feature)
        if any(part.seqid != family.gene.seqid for part in (feature, *parts)):
            skip(feature, "it lies on more than one sequence")
        elif accession in built:
            skip(feature, f"{accession} is placed a second time")
        else:
            try:
                built[accession] = feature, build_transcript(feature, parts, gene)
            except NotRepresentableError as error:
                skip(feature, str(error))
    if not built:
        return None, skipped
    return replace(gene, transcripts=_with_one_marked(list(built.values()))), skipped


def _is_tagged(feature: Feature, tag: str) -> bool:
    """Tell whether a transcript has a tag; RefSeq writes it with a blank."""
    return tag in (value.replace(" ", "_") for value in feature.attributes.get("tag", ()))


def _with_one_marked(built: Sequence[tuple[Feature, Transcript]]) -> tuple[Transcript, ...]:
    """Mark the transcript that exons are counted on; see :class:`GenesOfFile`."""

    def rank(item: tuple[Feature, Transcript]) -> tuple[int, ...]:
        feature, transcript = item
        tags = [not _is_tagged(feature, tag) for tag in _PREFERRED]
        coding = 0 if transcript.cds is None else len(transcript.cds)
        return (*tags, -coding, -transcript.length, feature.line)

    chosen = min(built, key=rank)[1]
    return tuple(replace(transcript, mane_select=transcript is chosen) for _, transcript in built)
