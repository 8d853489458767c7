"""FOXP3 itself, written as GFF3 and FASTA in two styles, comes back as the bundle has it."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from foxp3tool.model.gene import Gene, TranscriptStatus
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.from_gff3 import Contig, GenesOfFile, read_genes

ACCESSIONS = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}
BUILDS = tuple(ACCESSIONS)
Span = tuple[int, int]


@dataclass(frozen=True)
class Style:
    """How one source writes GFF3.

    Args:
        seqid: Name of the chromosome; empty for its accession.
        gene: Attributes of the gene line.
        transcript: Type of a transcript line.
        prefix: What stands before a transcript's ID.
        split_version: True if the version stands in an attribute of its own.
        mane: The tag of MANE Select.
    """

    seqid: str
    gene: str
    transcript: str
    prefix: str
    split_version: bool
    mane: str

    def accession(self, name: str, text: str) -> str:
        """Write an accession as the value of an attribute."""
        if not self.split_version:
            return f"{name}={text}"
        stem, _, version = text.partition(".")
        return f"{name}={stem};version={version}"


STYLES = {
    "Ensembl": Style(
        "X",
        "ID=gene:ENSG00000049768;Name=FOXP3;biotype=protein_coding",
        "transcript",
        "transcript:",
        split_version=True,
        mane="basic,Ensembl_canonical,MANE_Select",
    ),
    "RefSeq": Style(
        "",
        "ID=gene-FOXP3;Dbxref=GeneID:50943,HGNC:HGNC:6106;Name=FOXP3;gene_biotype=protein_coding",
        "mRNA",
        "rna-",
        split_version=False,
        mane="MANE Select",
    ),
}


def foxp3_lines(bundle_folder: Path, build: str, style: Style, *, stop: bool = True) -> list[str]:
    """Write gene.json as GFF3 lines; without ``stop`` the CDS lines end before the stop codon."""
    data = json.loads((bundle_folder / "gene.json").read_text(encoding="utf-8"))
    seqid = style.seqid or ACCESSIONS[build]

    def line(kind: str, span: Span, phase: int | str, attributes: str) -> str:
        columns = (seqid, "test", kind, span[0] + 1, span[1], ".", "-", phase, attributes)
        return "\t".join(map(str, columns))

    gene = next(iter(data["transcripts"]))["exons"][build]
    lines = [line("gene", (gene[-1]["start"], gene[0]["end"]), ".", style.gene)]
    parent = style.gene.partition(";")[0].replace("ID=", "Parent=")
    for record in data["transcripts"]:
        exons = [(exon["start"], exon["end"]) for exon in record["exons"][build]]
        low, high = record["cds"][build]["start"], record["cds"][build]["end"]
        if not stop and record["cds_complete"]:
            low = without_stop(exons, low)
        own = f"{style.prefix}{record['accession']}"
        attributes = f"ID={own};{parent};{style.accession('transcript_id', record['accession'])}"
        attributes += f";biotype={record['biotype']}"
        if record["mane_select"]:
            attributes += f";tag={style.mane}"
        lines.append(line(style.transcript, (exons[-1][0], exons[0][1]), ".", attributes))
        protein = record["protein_accession"]
        coding = f"ID=cds-{own};Parent={own}"
        coding += f";{style.accession('protein_id', protein)}" if protein else ""
        read = 0
        for start, end in exons:
            lines.append(line("exon", (start, end), ".", f"Parent={own}"))
            first, behind = max(start, low), min(end, high)
            if first < behind:
                lines.append(line("CDS", (first, behind), -read % 3, coding))
                read += behind - first
            if end > high:
                lines.append(line("five_prime_UTR", (max(start, high), end), ".", f"Parent={own}"))
            if start < low:
                lines.append(line("three_prime_UTR", (start, min(end, low)), ".", f"Parent={own}"))
    return lines


def without_stop(exons: Sequence[Span], low: int) -> int:
    """Return the lower end of a minus-strand CDS that is three bases shorter."""
    exonic = sorted(place for start, end in exons for place in range(start, end))
    return exonic[exonic.index(low) + 3]


def foxp3_fasta(bundle_folder: Path, build: str, style: Style) -> str:
    """Return the bundle's FASTA, under the chromosome's name of a style."""
    text = (bundle_folder / f"{build}.fa").read_text(encoding="ascii")
    return text.replace(f">{ACCESSIONS[build]}:", f">{style.seqid or ACCESSIONS[build]}:")


@pytest.fixture
def read_foxp3(tmp_path: Path, bundle_folder: Path) -> Callable[..., GenesOfFile]:
    def read(lines: Sequence[str], build: str, style: Style) -> GenesOfFile:
        gff3, fasta = tmp_path / "foxp3.gff3", tmp_path / "foxp3.fa"
        gff3.write_text("\n".join(("##gff-version 3", *lines, "")), encoding="utf-8")
        fasta.write_text(foxp3_fasta(bundle_folder, build, style), encoding="ascii")
        seqid = style.seqid or ACCESSIONS[build]
        contigs = {seqid: Contig("X", ACCESSIONS[build])}
        return read_genes(gff3, fasta, assembly=build, flank=None, contigs=contigs)

    return read


def as_files_say(gene: Gene) -> Gene:
    """Take out of a bundled gene what no GFF3 file tells."""
    transcripts = tuple(
        replace(transcript, status=TranscriptStatus.CURRENT, aliases=(), mane_match=None)
        for transcript in gene.transcripts
    )
    return replace(
        gene,
        transcripts=transcripts,
        legacy_exon_shift=0,
        refseqgene=None,
        refseqgene_aliases=(),
        refget=None,
        companion_accession=None,
    )


def only_foxp3(found: GenesOfFile) -> Gene:
    assert found.skipped == ()
    assert found.without_mane_select == ()
    (gene,) = found.genes
    return gene


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("build", BUILDS)
def test_foxp3_comes_back(
    bundle: Bundle, bundle_folder: Path, read_foxp3: Callable[..., GenesOfFile],
    build: str, style: Style,
) -> None:  # fmt: skip
    lines = foxp3_lines(bundle_folder, build, style)
    expected = as_files_say(bundle.genes[build])
    assert len(expected.transcripts) == 14
    assert only_foxp3(read_foxp3(lines, build, style)) == expected


@pytest.mark.parametrize("build", BUILDS)
def test_a_stop_codon_outside_the_cds_lines_is_taken_in(
    bundle: Bundle, bundle_folder: Path, read_foxp3: Callable[..., GenesOfFile], build: str
) -> None:
    style = STYLES["RefSeq"]
    lines = foxp3_lines(bundle_folder, build, style, stop=False)
    assert lines != foxp3_lines(bundle_folder, build, style)
    assert only_foxp3(read_foxp3(lines, build, style)) == as_files_say(bundle.genes[build])


def test_exons_are_put_together_from_cds_and_utr_lines(
    bundle: Bundle, bundle_folder: Path, read_foxp3: Callable[..., GenesOfFile]
) -> None:
    style = STYLES["Ensembl"]
    lines = [x for x in foxp3_lines(bundle_folder, "GRCh38", style) if "\texon\t" not in x]
    assert only_foxp3(read_foxp3(lines, "GRCh38", style)) == as_files_say(bundle.genes["GRCh38"])


def test_the_order_of_lines_plays_no_part(
    bundle: Bundle, bundle_folder: Path, read_foxp3: Callable[..., GenesOfFile]
) -> None:
    style = STYLES["Ensembl"]
    lines = foxp3_lines(bundle_folder, "GRCh38", style)
    random.Random(4).shuffle(lines)
    gene = only_foxp3(read_foxp3(lines, "GRCh38", style))
    expected = as_files_say(bundle.genes["GRCh38"])
    assert replace(gene, transcripts=()) == replace(expected, transcripts=())
    assert set(gene.transcripts) == set(expected.transcripts)
