"""The gene as tracks of a genome browser: BED12 and GFF3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Biotype
from foxp3tool.model.gene_view import BuildView, ExonView, GeneView, TranscriptView
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.positions import genomic_number

_SOURCE: Final = "foxp3tool"
_ESCAPED: Final = re.compile(r"[\x00-\x1f%;=&,\x7f]")
_ORDER: Final = (
    "gene", "mRNA", "transcript", "exon", "five_prime_UTR", "CDS", "three_prime_UTR",
    "polypeptide_region",
)  # fmt: skip
"""Types in the order in which lines of one place stand, parents before their children."""


def bed_lines(view: GeneView, build: BuildView, contig: str) -> Iterator[str]:
    """Yield the lines of a BED12 file, one for each transcript, sorted, without line ends.

    Blocks are exons, the thick part is the coding sequence. Positions are 0-based and half-open.
    """
    yield f"# {view.symbol}, {build.name}; {view.edition}. {view.research_use}"
    lines = []
    for one in view.transcripts:
        span = one.place(build.name)
        thick = dict(one.cds_places).get(build.name, Interval(span.start, span.start))
        blocks = sorted(exon.place(build.name) for exon in one.exons)
        sizes = "".join(f"{len(block)}," for block in blocks)
        starts = "".join(f"{block.start - span.start}," for block in blocks)
        cells = (
            contig, span.start, span.end, one.transcript.accession, 0, view.strand.value,
            thick.start, thick.end, 0, len(blocks), sizes, starts,
        )  # fmt: skip
        lines.append((span.start, span.end, "\t".join(map(str, cells))))
    for *_, line in sorted(lines):
        yield line


@frozen
class _Line:
    """A line of a GFF3 file but for its sequence."""

    kind: str
    span: Interval
    attributes: tuple[tuple[str, str], ...]
    phase: str = "."


def gff3_lines(view: GeneView, build: BuildView, contig: str) -> Iterator[str]:
    """Yield the lines of a GFF3 file, sorted by place, parents first, without line ends.

    The lines of one coding sequence share an ID, and those of a protein feature of MANE Select,
    which is derived from it.
    """
    yield "##gff-version 3"
    yield f"##sequence-region {contig} 1 {build.contig_length}"
    yield f"# {build.name}; {view.edition}. {view.research_use}"
    if not any(one.transcript.mane_select for one in view.transcripts):
        yield "# without protein features: they are given with the MANE Select transcript of RefSeq"
    lines = _gff3(view, build)
    lines.sort(key=lambda line: (line.span.start, _ORDER.index(line.kind), -line.span.end))
    for line in lines:
        attributes = ";".join(f"{name}={_escaped(value)}" for name, value in line.attributes)
        cells = (
            contig, _SOURCE, line.kind, genomic_number(line.span.start), line.span.end, ".",
            view.strand.value, line.phase, attributes,
        )  # fmt: skip
        yield "\t".join(map(str, cells))


def _gff3(view: GeneView, build: BuildView) -> list[_Line]:
    gene = f"gene-{view.symbol}"
    named = (("ID", gene), ("Name", view.symbol), ("biotype", Biotype.PROTEIN_CODING.value))
    # A parent holds its children, and a transcript of Ensembl may reach further than the gene.
    lines = [_Line("gene", view.place(build), named)]
    for one in view.transcripts:
        lines += _transcript_lines(view, one, build.name, gene)
    canonical = [one for one in view.transcripts if one.transcript.mane_select]
    for one in canonical:
        derived = f"cds-{one.transcript.accession}"
        for number, feature in enumerate(view.features, start=1):
            attributes = [("ID", f"feature-{number}"), ("Name", feature.feature.name)]
            attributes += [("Derives_from", derived), ("kind", feature.feature.kind)]
            attributes.append(("residues", f"{feature.feature.start}-{feature.feature.end}"))
            attributes.append(("primary", "yes" if feature.feature.primary else "no"))
            attributes.append(("origin", feature.feature.source))
            for piece in dict(feature.pieces)[build.name]:
                lines.append(_Line("polypeptide_region", piece, tuple(attributes)))
    return lines


def _transcript_lines(view: GeneView, one: TranscriptView, build: str, gene: str) -> list[_Line]:
    here = one.transcript
    name = f"rna-{here.accession}"
    attributes = [("ID", name), ("Parent", gene), ("Name", here.accession)]
    attributes += [("transcript_id", here.accession), ("biotype", here.biotype.value)]
    if here.is_of_mane_select:
        attributes.append(("tag", "MANE_Select"))
    if not here.cds_complete:
        attributes.append(("tag", "cds_end_NF"))
    kind = "mRNA" if here.biotype is Biotype.PROTEIN_CODING else "transcript"
    lines = [_Line(kind, one.place(build), tuple(attributes))]
    for exon in one.exons:
        place = exon.place(build)
        number = [("ID", f"exon-{here.accession}-{exon.number}"), ("Parent", name)]
        number.append(("exon_number", str(exon.number)))
        if exon.literature:
            number.append(("literature_number", exon.literature.replace("|", "/")))
        lines.append(_Line("exon", place, tuple(number)))
        lines += _parts(view.strand, one, exon, place, name)
    return lines


def _parts(
    strand: Strand, one: TranscriptView, exon: ExonView, place: Interval, parent: str
) -> list[_Line]:
    """Return the coding and untranslated parts of an exon."""
    cds = one.transcript.cds
    if cds is None:
        return []
    first, end = exon.first_n - 1, exon.last_n
    lines = []
    for kind, start, behind in (
        ("five_prime_UTR", first, min(end, cds.start)),
        ("CDS", max(first, cds.start), min(end, cds.end)),
        ("three_prime_UTR", max(first, cds.end), end),
    ):
        if start >= behind:
            continue
        if strand is Strand.PLUS:
            part = Interval(place.start + start - first, place.start + behind - first)
        else:
            part = Interval(place.end - (behind - first), place.end - (start - first))
        accession = one.transcript.accession
        if kind != "CDS":
            attributes = [("ID", f"{kind}-{accession}-{exon.number}"), ("Parent", parent)]
            lines.append(_Line(kind, part, tuple(attributes)))
            continue
        attributes = [("ID", f"cds-{accession}"), ("Parent", parent)]
        if one.transcript.protein_accession:
            attributes.append(("protein_id", one.transcript.protein_accession))
        lines.append(_Line(kind, part, tuple(attributes), str(exon.gff_phase)))
    return lines


def _escaped(value: str) -> str:
    """Return a value as GFF3 asks: what has a meaning there is percent-encoded."""
    return _ESCAPED.sub(lambda found: f"%{ord(found[0]):02X}", value)
