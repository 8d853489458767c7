"""Read gene, transcripts, build differences and protein features of a bundle."""

from __future__ import annotations

from foxp3tool.errors import counted
from foxp3tool.model.assembly import Assembly
from foxp3tool.model.builds import BuildDifference
from foxp3tool.model.gene import Biotype, Gene, Transcript, TranscriptStatus
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.protein import ProteinFeature
from foxp3tool.reference.records import Record, RecordError


def read_gene(data: object, assembly: Assembly, plus_sequence: str) -> Gene:
    """Build the gene on one assembly.

    Args:
        data: Parsed ``gene.json``.
        assembly: The build wanted.
        plus_sequence: Its bundled bases.

    Raises:
        RecordError: If the data is not as its schema says.
        ValueError: If exons, CDS or region contradict each other.
    """
    record = Record(data, "gene")
    strand = Strand(record.text("strand"))
    rule = record.record("legacy_exon_rule")
    transcripts = tuple(
        _transcript(item, assembly, strand) for item in record.records("transcripts")
    )
    if sum(transcript.mane_select for transcript in transcripts) != 1:
        raise RecordError("gene: exactly one transcript must be MANE Select")
    companion = record.text("companion_transcript")
    if companion not in {transcript.accession for transcript in transcripts}:
        raise RecordError(f"gene: companion_transcript {companion} is not among the transcripts")
    refseqgene, lrg = record.text("refseqgene"), record.text("lrg")
    is_refseqgene = record.text("refseqgene_assembly") == assembly.name
    gene = Gene(
        symbol=record.text("symbol"),
        assembly=assembly.name,
        chromosome=record.text("chromosome"),
        accession=assembly.accession,
        strand=strand,
        region=assembly.region,
        plus_sequence=plus_sequence,
        transcripts=transcripts,
        legacy_exon_shift=rule.integer("shift"),
        refseqgene=refseqgene if is_refseqgene else None,
        refseqgene_aliases=(lrg,) if is_refseqgene else (),
        refget=assembly.refget,
        companion_accession=companion,
    )
    record.skip("ncbi_gene_id", "cytoband")
    record.finish()
    return gene


def _interval(record: Record) -> Interval:
    interval = Interval(record.integer("start"), record.integer("end"))
    record.finish()
    return interval


def _transcript(record: Record, assembly: Assembly, strand: Strand) -> Transcript:
    accession = record.text("accession")
    all_exons, all_cds = record.record("exons"), record.record("cds")
    exons = tuple(
        _oriented(_interval(item), assembly.region, strand)
        for item in all_exons.records(assembly.name)
    )
    genomic_cds = _oriented(_interval(all_cds.record(assembly.name)), assembly.region, strand)
    transcript = Transcript(
        accession=accession,
        exons=exons,
        cds=_spliced(genomic_cds, exons, accession),
        cds_complete=record.flag("cds_complete"),
        protein_accession=record.optional_text("protein_accession"),
        biotype=Biotype(record.text("biotype")),
        status=TranscriptStatus(record.text("status")),
        mane_select=record.flag("mane_select"),
        mane_match=record.optional_text("mane_select_match"),
        aliases=record.texts("aliases"),
    )
    for name, found in (("length", transcript.length), ("cds_length", _length(transcript.cds))):
        if record.integer(name) != found:
            raise RecordError(f"{accession}: the exons add up to a {name} of {found}")
    record.skip("isoform", "protein_length", "source", "note")
    record.finish()
    return transcript


def _length(interval: Interval | None) -> int:
    return 0 if interval is None else len(interval)


def _oriented(interval: Interval, region: Interval, strand: Strand) -> Interval:
    """Convert a genomic interval to the gene frame."""
    if not region.covers(interval):
        raise RecordError(f"{interval} lies outside the bundled region {region}")
    if strand is Strand.PLUS:
        return Interval(interval.start - region.start, interval.end - region.start)
    return Interval(region.end - interval.end, region.end - interval.start)


def _spliced(cds: Interval, exons: tuple[Interval, ...], accession: str) -> Interval:
    """Convert the CDS ends from the gene frame to the transcript frame."""
    ends: list[int | None] = [None, None]
    before = 0
    for exon in exons:
        if cds.start in exon:
            ends[0] = before + cds.start - exon.start
        if cds.end - 1 in exon:
            ends[1] = before + cds.end - exon.start
        before += len(exon)
    start, end = ends
    if start is None or end is None:
        raise RecordError(f"{accession}: the CDS does not begin and end in exons")
    return Interval(start, end)


DIFFERENCE_COLUMNS = (
    "id", "kind", "grch37_start", "grch37_end", "grch37_bases", "grch38_start", "grch38_end",
    "grch38_bases", "lrg_start", "lrg_end", "source",
)  # fmt: skip
FEATURE_COLUMNS = ("name", "type", "start", "end", "primary", "source", "reference", "note")


def read_table(text: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Read a tab-separated table whose header must be exactly the columns given.

    Raises:
        RecordError: If header or number of cells differ; the message names the line.
    """
    lines = text.splitlines()
    header = tuple(lines[0].split("\t")) if lines else ()
    if header != columns:
        raise RecordError(f"line 1: expected the columns {' '.join(columns)}")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise RecordError(
                f"line {number}: {counted(len(cells), 'cell')} instead of {len(columns)}"
            )
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


def read_differences(text: str) -> tuple[BuildDifference, ...]:
    """Read the differences from GRCh37 (source) to GRCh38 (target), in ascending order."""
    differences = [
        BuildDifference(
            Interval(int(row["grch37_start"]), int(row["grch37_end"])),
            Interval(int(row["grch38_start"]), int(row["grch38_end"])),
            row["grch37_bases"],
            row["grch38_bases"],
        )
        for row in read_table(text, DIFFERENCE_COLUMNS)
    ]
    for difference in differences:
        if (len(difference.source), len(difference.target)) != (
            len(difference.source_bases),
            len(difference.target_bases),
        ):
            raise RecordError(f"bases and positions disagree: {difference}")
    return tuple(sorted(differences, key=lambda difference: difference.source))


def read_features(text: str) -> tuple[ProteinFeature, ...]:
    """Read the protein features, in file order."""
    features = []
    for row in read_table(text, FEATURE_COLUMNS):
        if row["primary"] not in ("yes", "no"):
            raise RecordError(f"{row['name']}: primary must be yes or no")
        features.append(
            ProteinFeature(
                name=row["name"],
                kind=row["type"],
                start=int(row["start"]),
                end=int(row["end"]),
                primary=row["primary"] == "yes",
                source=row["source"],
                reference=row["reference"],
                note=row["note"],
            )
        )
    return tuple(features)
