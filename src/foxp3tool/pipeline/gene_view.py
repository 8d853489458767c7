"""Put the gene together for showing, and write it in the form asked for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final

from foxp3tool._version import __version__
from foxp3tool.annotate.exon_numbers import literature_numbers
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.errors import UsageError
from foxp3tool.formats.gene_page import page_lines
from foxp3tool.formats.gene_tables import csv_lines, json_text, table, tsv_lines
from foxp3tool.formats.gene_tracks import bed_lines, gff3_lines
from foxp3tool.formats.table_form import GZIP, says_nothing
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.gene_view import (
    BuildView,
    ExonView,
    FeatureView,
    GeneView,
    TranscriptView,
)
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import coding_position
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.model.sequence import STOP
from foxp3tool.pipeline.indexed_files import write_track_lines
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit
from foxp3tool.pipeline.write import write_lines


class GeneFormat(StrEnum):
    """The forms of the gene."""

    PAGE = "page"
    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    BED = "bed"
    GFF3 = "gff3"


_ENDINGS: Final = {".txt": GeneFormat.PAGE, ".gff": GeneFormat.GFF3} | {
    f".{form}": form for form in GeneFormat if form is not GeneFormat.PAGE
}
_PLACED: Final = (GeneFormat.BED, GeneFormat.GFF3)
_TABLES: Final = (GeneFormat.TSV, GeneFormat.CSV)


def gene_format(named: str | None, output: Path | None) -> GeneFormat | None:
    """Return the form that is meant by its name or by the ending of the file; None if by neither.

    Raises:
        UsageError: If they contradict each other, or the ending names no form.
    """
    if output is None or output == Path("-"):
        return None if named is None else GeneFormat(named)
    is_packed = output.suffix.lower() == GZIP
    ending = _ENDINGS.get(Path(output.stem if is_packed else output.name).suffix.lower())
    if ending is None and named is not None and says_nothing(output):
        return GeneFormat(named)
    if ending is None or (is_packed and ending not in _PLACED):
        raise UsageError(
            f"--output {output}: the ending names no form of the gene",
            remedy="end the name with .txt (page), .tsv, .csv, .json, .bed, .bed.gz, .gff3 or "
            ".gff3.gz",
        )
    if named is not None and GeneFormat(named) is not ending:
        raise UsageError(
            f"--output {output}: the ending says {ending.value}, --format {named}",
            remedy="leave --format out, or change the ending",
        )
    return ending


def check_gene_options(
    form: GeneFormat, assembly: str | None, *, table: bool, contig: bool
) -> None:
    """Refuse options that a form has no use for, and a track without its build.

    Args:
        form: The form.
        assembly: The build named, None for both.
        table: True if the user chose a table.
        contig: True if the user chose a name of the chromosome.

    Raises:
        UsageError: If they do not fit.
    """
    if form in _PLACED and assembly is None:
        raise UsageError(
            f"{form.value} is of one build, which is not named",
            remedy="give --assembly GRCh37 or --assembly GRCh38",
        )
    if table and form not in _TABLES:
        raise UsageError("--table chooses what a table (tsv, csv) holds", remedy="leave it out")
    if contig and form not in _PLACED:
        raise UsageError("--contig is for bed and gff3", remedy="leave it out")


def gene_view(toolkit: Toolkit, transcripts: str, assembly: str | None) -> GeneView:
    """Return the gene with the transcripts asked for.

    Args:
        toolkit: The engine.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        assembly: The one build to be shown; None for all.

    Raises:
        UsageError: If a transcript is not bundled.
    """
    genes = toolkit.bundle.genes
    shown = [genes[assembly]] if assembly is not None else list(genes.values())
    chosen = toolkit.select_transcripts(transcripts, shown[0].assembly)
    manifest = toolkit.bundle.manifest
    builds = tuple(
        BuildView(
            gene.assembly,
            gene.accession,
            gene.region,
            _genomic(gene, gene.span),
            manifest.assembly(gene.assembly).contig_length,
        )
        for gene in shown
    )
    first = shown[0]
    models = [toolkit.annotators[gene.assembly].model(gene.mane_select) for gene in shown]
    return GeneView(
        first.symbol,
        first.chromosome,
        first.strand,
        builds,
        tuple(_transcript(shown, one) for one in chosen),
        tuple(_feature(shown, models, one) for one in toolkit.bundle.features),
        f"foxp3tool {__version__}, reference data {manifest.data_version}",
        RESEARCH_USE,
    )


def _transcript(genes: list[Gene], transcript: Transcript) -> TranscriptView:
    first = genes[0]
    same = [gene.transcript(transcript.accession) for gene in genes]
    numbers = literature_numbers(first, transcript)
    cds = transcript.cds
    exons = []
    begin = 0
    for index, exon in enumerate(transcript.exons):
        span = Interval(begin, begin + len(exon))
        begin = span.end
        coding, first_c, last_c = None, "", ""
        if cds is not None:
            first_c = str(coding_position(span.start, cds))
            last_c = str(coding_position(span.end - 1, cds))
            start, end = max(span.start, cds.start), min(span.end, cds.end)
            if start < end:
                coding = Interval(start - cds.start, end - cds.start)
        introns = (
            (gene.assembly, len(other.introns[index]))
            for gene, other in zip(genes, same, strict=True)
            if index < len(other.introns)
        )
        places = tuple(
            (gene.assembly, _genomic(gene, other.exons[index]))
            for gene, other in zip(genes, same, strict=True)
        )
        exons.append(
            ExonView(
                index + 1,
                numbers[index],
                places,
                span.start + 1,
                span.end,
                first_c,
                last_c,
                coding,
                tuple(introns),
            )
        )
    cds_places: tuple[tuple[str, Interval], ...] = ()
    residues = 0
    if cds is not None:
        models = [TranscriptModel(gene, other) for gene, other in zip(genes, same, strict=True)]
        cds_places = tuple(
            (gene.assembly, _span_of(gene, model, cds))
            for gene, model in zip(genes, models, strict=True)
        )
        coding_sequence = models[0].coding
        if coding_sequence is not None:
            residues = len(coding_sequence.protein.removesuffix(STOP))
    length = 0 if cds is None else len(cds)
    return TranscriptView(transcript, tuple(exons), cds_places, length, residues)


def _genomic(gene: Gene, span: Interval) -> Interval:
    return Interval(*gene.to_genomic_interval(span.start, span.end))


def _span_of(gene: Gene, model: TranscriptModel, span: Interval) -> Interval:
    """Return from the first to the last base of a span of the transcript, genomic frame."""
    first = model.projection.gene_position(span.start)
    last = model.projection.gene_position(span.end - 1)
    return _genomic(gene, Interval(first, last + 1))


def _feature(
    genes: list[Gene], models: list[TranscriptModel], feature: ProteinFeature
) -> FeatureView:
    """Return a feature with the bases of MANE Select that encode it."""
    model = models[0]
    cds = model.transcript.cds
    if cds is None:
        return FeatureView(feature, "", "", (), (), ())
    span = Interval(cds.start + 3 * (feature.start - 1), cds.start + 3 * feature.end)
    pieces = []
    numbers: list[int] = []
    for gene, one in zip(genes, models, strict=True):
        found = []
        numbers = []
        for number, (exon, spliced) in enumerate(
            zip(one.transcript.exons, one.exon_spans, strict=True), start=1
        ):
            start, end = max(span.start, spliced.start), min(span.end, spliced.end)
            if start < end:
                shift = exon.start - spliced.start
                found.append(_genomic(gene, Interval(start + shift, end + shift)))
                numbers.append(number)
        pieces.append((gene.assembly, tuple(found)))
    papers = [str(genes[0].legacy_number(number)) for number in numbers]
    return FeatureView(
        feature,
        str(coding_position(span.start, cds)),
        str(coding_position(span.end - 1, cds)),
        tuple(map(str, numbers)),
        tuple(papers),
        tuple(pieces),
    )


def gene_lines(
    view: GeneView, form: GeneFormat, *, which: str = "exons", contig: str | None = None, width: int
) -> Iterable[str]:
    """Return the lines of a form, without line ends.

    Args:
        view: The gene.
        form: The form.
        which: What a table holds: exons, transcripts or features.
        contig: What to call the chromosome in a track; default: chrX in BED, its accession in GFF3.
        width: Columns of a page.
    """
    match form:
        case GeneFormat.PAGE:
            return page_lines(view, width)
        case GeneFormat.TSV:
            return tsv_lines(table(view, which))
        case GeneFormat.CSV:
            return csv_lines(table(view, which))
        case GeneFormat.JSON:
            return [json_text(view)]
        case GeneFormat.BED:
            return bed_lines(view, view.builds[0], _contig(view, contig or "chrX"))
        case GeneFormat.GFF3:
            return gff3_lines(view, view.builds[0], _contig(view, contig or "accession"))


def write_gene(lines: Iterable[str], form: GeneFormat, output: Path | None) -> tuple[str, ...]:
    """Write the lines of a form; a packed track gets its index.

    Returns:
        Why there is no index, if none could be made.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    path = None if output == Path("-") else output
    if form in _PLACED:
        return write_track_lines(lines, path)
    write_lines(lines, path)
    return ()


def _contig(view: GeneView, wanted: str) -> str:
    return view.builds[0].accession if wanted == "accession" else wanted
