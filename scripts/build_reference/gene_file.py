"""gene.json: the transcripts of FOXP3, every number checked against the others."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bundle_constants import (
    CHROMOSOME,
    COMPANION_TRANSCRIPT,
    CYTOBAND,
    GENE_SYMBOL,
    GRCH37,
    GRCH38,
    LEGACY_EXON_RULE,
    LRG,
    MANE_SELECT,
    MANE_SELECT_ENSEMBL,
    NCBI_GENE_ID,
    REFSEQGENE,
    REFSEQGENE_ASSEMBLY,
    STRAND,
    Assembly,
)
from bundle_corrections import TRANSCRIPTS
from facts_reader import FactError, corrected, read_text, require_all_corrections_used
from sequence_files import Genome, Span, protein_sequences, reverse_complement, translate

STATUSES = ("current", "superseded")
NMD_NOTE = "biotype nonsense_mediated_decay"
FIELD_TYPES: dict[str, type | tuple[type, ...]] = {
    "accession": str,
    "strand": str,
    "protein": (str, type(None)),
    "exons_grch38": list,
    "exons_grch37": list,
    "cds_grch38": list,
    "cds_grch37": list,
    "length": int,
    "cds_length": int,
    "protein_length": int,
    "cds_complete": bool,
    "status": str,
    "source": str,
    "note": str,
}


@dataclass(frozen=True, slots=True)
class Transcript:
    """One transcript of the source.

    Attributes:
        accession: Accession with version.
        protein_accession: NP_ accession, or None.
        status: current or superseded.
        cds_complete: Whether the CDS has its start and its stop.
        lengths: Length of the transcript, of its CDS (with the stop), of its protein.
        exons: Build name to exons in transcript order.
        cds: Build name to the genomic span of the CDS, stop included.
        source: Where the exons come from.
        note: Remark, may be empty.
    """

    accession: str
    protein_accession: str | None
    status: str
    cds_complete: bool
    lengths: tuple[int, int, int]
    exons: dict[str, tuple[Span, ...]]
    cds: dict[str, Span]
    source: str
    note: str

    def spliced(self, genome: Genome, assembly: Assembly) -> str:
        """Return the transcript sequence."""
        return "".join(
            reverse_complement(genome.bases(assembly, exon)) for exon in self.exons[assembly.name]
        )

    def coding_spans(self, assembly: Assembly) -> list[Span]:
        """Return the coding part of each coding exon, in transcript order."""
        cds = self.cds[assembly.name]
        return [
            Span(max(exon.start, cds.start), min(exon.end, cds.end))
            for exon in self.exons[assembly.name]
            if exon.start < cds.end and cds.start < exon.end
        ]

    def coding(self, genome: Genome, assembly: Assembly) -> str:
        """Return the coding sequence, stop codon included."""
        return "".join(
            reverse_complement(genome.bases(assembly, span)) for span in self.coding_spans(assembly)
        )


class _Source:
    """The source file, so that an error can name the line of a transcript."""

    def __init__(self, facts: Path) -> None:
        self.path = facts / TRANSCRIPTS
        self.text = read_text(self.path)

    def line(self, accession: str) -> int:
        """Return the 1-based line on which a transcript begins."""
        return self.text.count("\n", 0, max(self.text.find(f'"{accession}"'), 0)) + 1

    def error(self, accession: str, reason: str) -> FactError:
        """Return the error that stops the build at a transcript."""
        return FactError(
            self.path, self.line(accession), f"{accession}: {reason}", "correct the transcript"
        )

    def records(self) -> list[dict[str, object]]:
        """Return the records of the file."""
        try:
            records = json.loads(self.text)
        except json.JSONDecodeError as error:
            raise FactError(
                self.path, error.lineno, f"is not JSON ({error.msg})", "restore the file"
            ) from error
        if not isinstance(records, list) or not all(isinstance(item, dict) for item in records):
            raise FactError(self.path, 1, "is not a list of objects", "restore the file")
        return records


def _spans(value: object) -> tuple[Span, ...]:
    """Convert a list of 1-based inclusive pairs; anything else raises ValueError."""
    if not isinstance(value, list):
        raise TypeError("not a list")
    spans = []
    for pair in value:
        first, last = pair
        if type(first) is not int or type(last) is not int or not 0 < first <= last:
            raise ValueError(f"{pair} is not an interval")
        spans.append(Span(first - 1, last))
    return tuple(spans)


def _transcript(source: _Source, record: dict[str, object]) -> Transcript:
    """Check the shape of a record and convert it."""
    accession = str(record.get("accession"))
    if set(record) != set(FIELD_TYPES):
        odd = ", ".join(sorted(set(record) ^ set(FIELD_TYPES)))
        raise source.error(accession, f"unknown or missing keys: {odd}")
    for field, kind in FIELD_TYPES.items():
        if not isinstance(record[field], kind):
            raise source.error(accession, f"{field} is {record[field]!r}")
    if record["strand"] != STRAND or record["status"] not in STATUSES:
        raise source.error(accession, "strand or status is not one of the known values")
    texts = {field: str(record[field]) for field in ("accession", "status", "source", "note")}
    texts = corrected(TRANSCRIPTS, accession, texts, source.path, source.line(accession))
    try:
        exons = {a.name: _spans(record[f"exons_{a.name.lower()}"]) for a in (GRCH37, GRCH38)}
        cds = {a.name: _spans([record[f"cds_{a.name.lower()}"]])[0] for a in (GRCH37, GRCH38)}
    except (TypeError, ValueError) as error:
        raise source.error(accession, f"malformed interval ({error})") from error
    lengths = [int(str(record[field])) for field in ("length", "cds_length", "protein_length")]
    protein = record["protein"]
    return Transcript(
        accession=accession,
        protein_accession=None if protein is None else str(protein),
        status=texts["status"],
        cds_complete=bool(record["cds_complete"]),
        lengths=(lengths[0], lengths[1], lengths[2]),
        exons=exons,
        cds=cds,
        source=texts["source"],
        note=texts["note"],
    )


def _problem(transcript: Transcript, genome: Genome, assembly: Assembly) -> str | None:
    """Return what contradicts itself in a transcript on one build, or None."""
    exons = transcript.exons[assembly.name]
    spliced = transcript.spliced(genome, assembly)
    coding = transcript.coding(genome, assembly)
    length, cds_length, protein_length = transcript.lengths
    protein = translate(coding)
    introns = [
        reverse_complement(genome.bases(assembly, Span(right.end, left.start)))
        for left, right in pairwise(exons)
    ]
    spans = transcript.coding_spans(assembly)
    stop = "*" if transcript.cds_complete else ""
    checks = (
        (all(i[:2] == "GT" and i[-2:] == "AG" for i in introns), "an intron is not GT..AG"),
        (len(spliced) == length, f"the exons have {len(spliced)} bases, length says {length}"),
        (len(coding) == cds_length, f"the CDS has {len(coding)} bases, not {cds_length}"),
        (
            (spans[-1].start, spans[0].end) == transcript.cds[assembly.name],
            "the CDS does not begin and end inside exons",
        ),
        (coding.startswith("ATG"), "the CDS does not begin with ATG"),
        (
            len(protein) == protein_length + len(stop)
            and protein.find("*") == (protein_length if stop else -1),
            f"the CDS does not translate to {protein_length} residues",
        ),
    )
    return next((f"{assembly.name}: {text}" for fine, text in checks if not fine), None)


def _builds_agree(transcript: Transcript, genome: Genome) -> bool:
    """Return whether every exon and CDS border on GRCh38 is the lifted one of GRCh37."""
    pairs = [
        *zip(transcript.exons["GRCh37"], transcript.exons["GRCh38"], strict=True),
        (transcript.cds["GRCh37"], transcript.cds["GRCh38"]),
    ]
    return all(
        (genome.lift(old.start), genome.lift(old.end - 1)) == (new.start, new.end - 1)
        for old, new in pairs
    )


def read_transcripts(facts: Path, genome: Genome) -> list[Transcript]:
    """Read and check all transcripts.

    Args:
        facts: The facts folder.
        genome: The bundled sequences.

    Returns:
        The transcripts in source order.

    Raises:
        FactError: A transcript contradicts itself, the sequence or the proteins.
    """
    source = _Source(facts)
    transcripts = [_transcript(source, record) for record in source.records()]
    accessions = [transcript.accession for transcript in transcripts]
    require_all_corrections_used(TRANSCRIPTS, accessions, source.path)
    for transcript in transcripts:
        name = transcript.accession
        if accessions.count(name) > 1:
            raise source.error(name, "stands twice")
        if len(transcript.exons["GRCh37"]) != len(transcript.exons["GRCh38"]):
            raise source.error(name, "the number of exons differs between the builds")
        for assembly in (GRCH37, GRCH38):
            if problem := _problem(transcript, genome, assembly):
                raise source.error(name, problem)
        if not _builds_agree(transcript, genome):
            raise source.error(name, "exons of the builds do not correspond through the lift-over")
        if (name in (MANE_SELECT, MANE_SELECT_ENSEMBL)) != ("MANE Select" in transcript.note):
            raise source.error(name, "the note does not agree with the MANE Select pair")
        isoform = stated_isoform(transcript)
        known = protein_sequences().get(isoform or "")
        if known is not None and translate(transcript.coding(genome, GRCH38)) != known + "*":
            raise source.error(name, f"the CDS does not translate to {isoform}")
    for name in (MANE_SELECT, MANE_SELECT_ENSEMBL):
        if name not in accessions:
            raise source.error(name, "is missing")
    if mane_select(transcripts).exons != transcripts[accessions.index(MANE_SELECT_ENSEMBL)].exons:
        raise source.error(MANE_SELECT_ENSEMBL, f"its exons differ from {MANE_SELECT}")
    return transcripts


def mane_select(transcripts: Sequence[Transcript]) -> Transcript:
    """Return the MANE Select transcript, on which c. names without an accession count."""
    return next(t for t in transcripts if t.accession == MANE_SELECT)


def stated_isoform(transcript: Transcript) -> str | None:
    """Return the UniProt isoform that the note names, or None."""
    match = re.search(r"Q9BZS1-\d+", transcript.note)
    return match[0] if match else None


def _interval(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _entry(transcript: Transcript, isoform: str | None) -> dict[str, object]:
    """Return the JSON object of a transcript."""
    matches_mane = transcript.accession == MANE_SELECT_ENSEMBL
    nmd = transcript.note.startswith(NMD_NOTE)
    return {
        "accession": transcript.accession,
        "protein_accession": transcript.protein_accession,
        "status": transcript.status,
        # The source names a biotype only where it is not protein_coding.
        "biotype": "nonsense_mediated_decay" if nmd else "protein_coding",
        "mane_select": transcript.accession == MANE_SELECT,
        "mane_select_match": MANE_SELECT if matches_mane else None,
        "isoform": isoform,
        "aliases": re.findall(r"= (LRG_62t\d+)", transcript.note),
        "cds_complete": transcript.cds_complete,
        "length": transcript.lengths[0],
        "cds_length": transcript.lengths[1],
        "protein_length": transcript.lengths[2],
        "exons": {
            build: [_interval(exon) for exon in exons] for build, exons in transcript.exons.items()
        },
        "cds": {build: _interval(span) for build, span in transcript.cds.items()},
        "source": transcript.source,
        "note": transcript.note or None,
    }


def gene_object(transcripts: Sequence[Transcript], genome: Genome) -> dict[str, object]:
    """Return the content of gene.json.

    Args:
        transcripts: The checked transcripts.
        genome: The bundled sequences.

    Returns:
        The JSON object. A transcript with the same protein as one whose UniProt isoform is
        stated carries that isoform too.
    """
    proteins = {t.accession: translate(t.coding(genome, GRCH38)) for t in transcripts}
    isoforms = {
        proteins[t.accession]: isoform for t in transcripts if (isoform := stated_isoform(t))
    }
    return {
        "symbol": GENE_SYMBOL,
        "ncbi_gene_id": NCBI_GENE_ID,
        "chromosome": CHROMOSOME,
        "cytoband": CYTOBAND,
        "strand": STRAND,
        "refseqgene": REFSEQGENE,
        "refseqgene_assembly": REFSEQGENE_ASSEMBLY,
        "lrg": LRG,
        "companion_transcript": COMPANION_TRANSCRIPT,
        "legacy_exon_rule": LEGACY_EXON_RULE,
        "transcripts": [_entry(t, isoforms.get(proteins[t.accession])) for t in transcripts],
    }
