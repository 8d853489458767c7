"""Run ``bcftools csq`` on alleles of one transcript and read its answers as SO terms."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from genome_files import write_fasta, write_gff3, write_vcf

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.variant import Edit

SO_TERMS = {
    "3_prime_utr": "3_prime_UTR_variant",
    "5_prime_utr": "5_prime_UTR_variant",
    "coding_sequence": "coding_sequence_variant",
    "frameshift": "frameshift_variant",
    "inframe_altering": "protein_altering_variant",
    "inframe_deletion": "inframe_deletion",
    "inframe_insertion": "inframe_insertion",
    "intron": "intron_variant",
    "missense": "missense_variant",
    "splice_acceptor": "splice_acceptor_variant",
    "splice_donor": "splice_donor_variant",
    "splice_region": "splice_region_variant",
    "start_lost": "start_lost",
    "start_retained": "start_retained_variant",
    "stop_gained": "stop_gained",
    "stop_lost": "stop_lost",
    "stop_retained": "stop_retained_variant",
    "synonymous": "synonymous_variant",
}
BIOTYPE_TERMS = {"NMD": "NMD_transcript_variant"}
"""bcftools tells by the biotype what Ensembl tells by a term as well."""


def bcftools() -> str | None:
    """Return the path of bcftools, or None if it is not installed."""
    return shutil.which("bcftools")


def version(program: str) -> str:
    """Return the version line, such as ``bcftools 1.16``."""
    command = [program, "--version"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return text.splitlines()[0]


def judge(
    program: str, gene: Gene, transcript: Transcript, edits: Sequence[Edit], folder: Path
) -> list[frozenset[str]]:
    """Return the SO terms that bcftools csq gives to each edit, in the order of the edits.

    The annotation holds this transcript only: bcftools names an intron for the gene and only where
    no transcript has another consequence. ``--local-csq`` judges each record for itself.

    Args:
        program: bcftools.
        gene: The gene on the build of the edits.
        transcript: The only transcript in the annotation.
        edits: Genomic edits as VCF writes them, REF and ALT not empty.
        folder: Where the files go.
    """
    fasta = write_fasta(gene, folder / "region.fa")
    gff3 = write_gff3(gene, [transcript], folder / "transcript.gff3")
    vcf = write_vcf(gene, edits, folder / "alleles.vcf")
    command = [program, "csq", "--local-csq", "--fasta-ref", fasta, "--gff-annot", gff3, vcf]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"bcftools csq failed: {run.stderr}")
    answers: dict[int, frozenset[str]] = {}
    for line in run.stdout.splitlines():
        if not line.startswith("#"):
            columns = line.split("\t")
            answers[int(columns[2])] = _terms(columns[7])
    return [answers[number] for number in range(len(edits))]


def _terms(info: str) -> frozenset[str]:
    if info == ".":
        return frozenset()
    terms: set[str] = set()
    for answer in info.removeprefix("BCSQ=").split(","):
        names, _, _, biotype, *_ = answer.split("|")
        terms.update(SO_TERMS[name] for name in names.split("&"))
        if biotype in BIOTYPE_TERMS:
            terms.add(BIOTYPE_TERMS[biotype])
    return frozenset(terms)
