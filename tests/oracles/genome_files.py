"""Files that other annotators read, made from the bundle: FASTA, Ensembl-style GFF3, cdot, VCF.

The contig ``X`` holds the bundled region only, so that a position in these files is the position on
the chromosome minus the start of the region. Nothing of the engine is used here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit

CONTIG = "X"
GENE_ID = "gene:FOXP3"


@dataclass(frozen=True, slots=True)
class CodingPart:
    """The coding bases of one exon.

    Args:
        interval: Gene frame.
        phase: GFF3 phase: bases to skip to reach the first base of the next codon.
    """

    interval: Interval
    phase: int


def coding_parts(transcript: Transcript) -> tuple[CodingPart, ...]:
    """Return the coding part of each exon, 5' to 3'."""
    cds = transcript.cds
    if cds is None:
        return ()
    parts: list[CodingPart] = []
    exon_index = 0
    for exon in transcript.exons:
        first, behind = max(exon_index, cds.start), min(exon_index + len(exon), cds.end)
        if first < behind:
            shift = exon.start - exon_index
            phase = -(first - cds.start) % 3
            parts.append(CodingPart(Interval(first + shift, behind + shift), phase))
        exon_index += len(exon)
    return tuple(parts)


def untranslated_parts(transcript: Transcript) -> tuple[tuple[str, Interval], ...]:
    """Return GFF3 type and gene-frame interval of the untranslated part of each exon."""
    coding = coding_parts(transcript)
    if not coding:
        return ()
    first, behind = coding[0].interval.start, coding[-1].interval.end
    parts: list[tuple[str, Interval]] = []
    for exon in transcript.exons:
        if exon.start < first:
            upstream = Interval(exon.start, min(exon.end, first))
            parts.append(("five_prime_UTR", upstream))
        if exon.end > behind:
            downstream = Interval(max(exon.start, behind), exon.end)
            parts.append(("three_prime_UTR", downstream))
    return tuple(parts)


def write_fasta(gene: Gene, path: Path) -> Path:
    """Write the plus strand of the region as contig ``X``."""
    return _write_fasta({CONTIG: gene.plus_sequence}, path)


def write_genome(gene: Gene, path: Path) -> Path:
    """Write the plus strand of the region under the accession of the chromosome."""
    return _write_fasta({gene.accession: gene.plus_sequence}, path)


def write_spliced(gene: Gene, transcript: Transcript, path: Path) -> Path:
    """Write the spliced transcript under its RefSeq-style accession."""
    return _write_fasta({refseq_style(transcript)[0]: spliced_bases(gene, transcript)}, path)


def _write_fasta(sequences: dict[str, str], path: Path) -> Path:
    lines = []
    for name, bases in sequences.items():
        lines.append(f">{name}")
        lines += [bases[start : start + 60] for start in range(0, len(bases), 60)]
    path.write_text("\n".join((*lines, "")), encoding="ascii")
    return path


def spliced_bases(gene: Gene, transcript: Transcript) -> str:
    """Return the bases of the spliced transcript."""
    return "".join(gene.sequence[exon.start : exon.end] for exon in transcript.exons)


def refseq_style(transcript: Transcript) -> tuple[str, str]:
    """Return accessions of transcript and protein that every tool takes for RefSeq's.

    Some tools tell by the accession what a sequence is; an Ensembl transcript gets names that no
    record has.
    """
    if transcript.protein_accession is not None:
        return transcript.accession, transcript.protein_accession
    return "NM_900000.1", "NP_900000.1"


def cdot_document(gene: Gene, transcript: Transcript, origin: int) -> str:
    """Return a cdot JSON document with one transcript.

    Args:
        gene: The gene on one build.
        transcript: The transcript; it must have a CDS.
        origin: The chromosome position that the document calls 0.
    """
    cds = transcript.cds
    if cds is None:
        raise ValueError(f"{transcript.accession} has no CDS")
    accession, protein = refseq_style(transcript)
    exons: list[list[int | None]] = []
    index = 0
    for number, exon in enumerate(transcript.exons):
        start, end = gene.to_genomic_interval(exon.start, exon.end)
        placed = [start - origin, end - origin, number, index + 1, index + len(exon), None]
        exons.append(placed)
        index += len(exon)
    coding = [
        gene.to_genomic_interval(part.interval.start, part.interval.end)
        for part in coding_parts(transcript)
    ]
    placement = {
        "contig": gene.accession,
        "strand": gene.strand.value,
        "exons": sorted(exons, key=lambda exon: exon[0] or 0),
        "cds_start": min(start for start, _ in coding) - origin,
        "cds_end": max(end for _, end in coding) - origin,
        "url": "bundle",
        "tag": "MANE Select" if transcript.mane_select else "",
    }
    gene_id = "50943"
    record = {
        "id": accession,
        "gene_name": gene.symbol,
        "gene_version": gene_id,
        "hgnc": "6106",
        "biotype": ["protein_coding"],
        "protein": protein,
        "start_codon": cds.start,
        "stop_codon": cds.end,
        "partial": 0 if transcript.cds_complete else 1,
        "genome_builds": {gene.assembly: placement},
    }
    known = {
        "gene_symbol": gene.symbol,
        "hgnc": "6106",
        "biotype": ["protein_coding"],
        "url": "bundle",
    }
    document = {
        "cdot_version": "0.2.33",
        "genome_builds": [gene.assembly],
        "transcripts": {accession: record},
        "genes": {gene_id: known},
    }
    return json.dumps(document)


def vcf_form(gene: Gene, edit: Edit) -> Edit:
    """Return an edit as VCF writes it: an indel has the base before it in REF and ALT."""
    if edit.deleted and edit.inserted:
        return edit
    before = gene.plus_bases(edit.start - 1, edit.start)
    return Edit(edit.start - 1, before + edit.deleted, before + edit.inserted)


def write_gff3(gene: Gene, transcripts: Sequence[Transcript], path: Path) -> Path:
    """Write gene, transcripts, exons and CDS lines as Ensembl does, with its biotypes and IDs."""
    whole = Interval(0, len(gene.region))
    lines = ["##gff-version 3", f"##sequence-region {CONTIG} 1 {len(gene.region)}"]
    name = f"Name={gene.symbol}"
    lines.append(_line(gene, "gene", whole, f"ID={GENE_ID};biotype=protein_coding;{name}"))
    for transcript in transcripts:
        own = f"transcript:{transcript.accession}"
        attributes = f"ID={own};Parent={GENE_ID};biotype={transcript.biotype}"
        lines.append(_line(gene, "mRNA", transcript.span, attributes))
        lines += [_line(gene, "exon", exon, f"Parent={own}") for exon in transcript.exons]
        lines += [
            _line(gene, "CDS", part.interval, f"Parent={own}", str(part.phase))
            for part in coding_parts(transcript)
        ]
        lines += [
            _line(gene, feature, interval, f"Parent={own}")
            for feature, interval in untranslated_parts(transcript)
        ]
    path.write_text("\n".join((*lines, "")), encoding="ascii")
    return path


def _line(gene: Gene, feature: str, interval: Interval, attributes: str, phase: str = ".") -> str:
    start, end = gene.to_genomic_interval(interval.start, interval.end)
    first, last = start - gene.region.start + 1, end - gene.region.start
    columns = (CONTIG, "bundle", feature, first, last, ".", gene.strand.value, phase, attributes)
    return "\t".join(str(column) for column in columns)


def write_vcf(gene: Gene, edits: Iterable[Edit], path: Path) -> Path:
    """Write one record an edit, sorted by position; ID is the number of the edit.

    Args:
        gene: The gene on the build of the edits.
        edits: Genomic edits of the plus strand with at least one deleted and one inserted base.
        path: The file to write.
    """
    numbered = sorted(enumerate(edits), key=lambda pair: (pair[1].start, pair[0]))
    lines = [
        "##fileformat=VCFv4.2",
        f"##contig=<ID={CONTIG},length={len(gene.region)}>",
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    ]
    for number, edit in numbered:
        position = edit.start - gene.region.start + 1
        columns = (CONTIG, position, number, edit.deleted, edit.inserted, ".", ".", ".")
        lines.append("\t".join(str(column) for column in columns))
    path.write_text("\n".join((*lines, "")), encoding="ascii")
    return path
