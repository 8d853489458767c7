"""Run ``bcftools csq`` on alleles of one transcript and read its answers as SO terms."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from genome_files import vcf_form, write_fasta, write_gff3, write_vcf
from tool_answers import Answer, Aspect

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


PROGRAM = shutil.which("bcftools")
ABSENT = "" if PROGRAM else "bcftools is not on PATH; install it to compare with bcftools csq"


class BcftoolsCsq:
    """bcftools csq, each record for itself.

    The annotation holds the one transcript only: bcftools names an intron for the gene and only
    where no transcript has another consequence.
    """

    name = "bcftools csq"
    aspects = (Aspect.TERMS,)

    def __init__(self) -> None:
        assert PROGRAM is not None
        self._program = PROGRAM

    @cached_property
    def version(self) -> str:
        command = [self._program, "--version"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return text.split()[1]

    def answers(
        self, gene: Gene, transcript: Transcript, edits: Sequence[Edit], folder: Path
    ) -> list[Answer]:
        fasta = write_fasta(gene, folder / "region.fa")
        gff3 = write_gff3(gene, [transcript], folder / "transcript.gff3")
        records = [vcf_form(gene, edit) for edit in edits]
        vcf = write_vcf(gene, records, folder / "alleles.vcf")
        options = ["--local-csq", "--fasta-ref", fasta, "--gff-annot", gff3]
        command = [self._program, "csq", *options, vcf]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise RuntimeError(f"bcftools csq failed: {run.stderr}")
        told: dict[int, frozenset[str]] = {}
        for line in run.stdout.splitlines():
            if not line.startswith("#"):
                columns = line.split("\t")
                told[int(columns[2])] = _terms(columns[7])
        return [Answer(terms=told[number]) for number in range(len(edits))]


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
