"""Run SnpEff on alleles of one transcript and read its names and terms.

SnpEff builds its database from the GFF3 and FASTA that are written from the bundle.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from genome_files import CONTIG, vcf_form, write_fasta, write_gff3, write_vcf
from names import in_our_style
from tool_answers import Answer, Aspect

from foxp3tool.model.gene import Biotype, Gene, Transcript
from foxp3tool.model.variant import Edit

PROGRAM = shutil.which("snpEff")
ABSENT = "" if PROGRAM else "snpEff is not on PATH; install it to compare with SnpEff"
GENOME = "foxp3"
CODONS = "TCAG"
RESIDUES = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
"""The standard genetic code in the order of NCBI's table 1."""


def _configuration() -> str:
    codons = [first + second + third for first in CODONS for second in CODONS for third in CODONS]
    table = ", ".join(
        f"{codon}/{residue}{'+' if codon == 'ATG' else ''}"
        for codon, residue in zip(codons, RESIDUES, strict=True)
    )
    lines = ("data.dir = ./data/", f"{GENOME}.genome : {GENOME}", f"codon.Standard : {table}", "")
    return "\n".join(lines)


class SnpEff:
    """SnpEff with a database of one transcript."""

    name = "SnpEff"
    aspects = (Aspect.CODING, Aspect.PROTEIN, Aspect.TERMS)

    def __init__(self) -> None:
        assert PROGRAM is not None
        self._program = PROGRAM

    @cached_property
    def version(self) -> str:
        command = [self._program, "-version"]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        return run.stdout.split()[1]

    def answers(
        self, gene: Gene, transcript: Transcript, edits: Sequence[Edit], folder: Path
    ) -> list[Answer]:
        database = folder / "data" / GENOME
        database.mkdir(parents=True)
        (folder / "snpEff.config").write_text(_configuration(), encoding="ascii")
        write_fasta(gene, database / "sequences.fa")
        # It names alleles of a transcript of any other biotype as those of a non-coding one.
        coding = replace(transcript, biotype=Biotype.PROTEIN_CODING)
        write_gff3(gene, [coding], database / "genes.gff")
        records = [vcf_form(gene, edit) for edit in edits]
        vcf = write_vcf(gene, records, folder / "alleles.vcf")
        self._run(folder, "build", "-gff3", "-noCheckCds", "-noCheckProtein", GENOME)
        text = self._run(folder, "ann", "-noStats", GENOME, vcf.name)
        told: dict[int, Answer] = {}
        for line in text.splitlines():
            if line.startswith(f"{CONTIG}\t"):
                columns = line.split("\t")
                told[int(columns[2])] = _read(columns[7])
        return [told[number] for number in range(len(edits))]

    def _run(self, folder: Path, command: str, *arguments: str) -> str:
        options = ("-c", "snpEff.config", "-nodownload", "-noLog")
        run = subprocess.run(
            [self._program, command, *options, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise RuntimeError(f"snpEff {command} failed: {run.stderr}")
        return run.stdout


def _read(info: str) -> Answer:
    fields = dict(part.partition("=")[::2] for part in info.split(";"))
    for effect in fields.get("ANN", "").split(","):
        columns = effect.split("|")
        if len(columns) > 10 and columns[5] == "transcript":
            terms = frozenset(columns[1].split("&"))
            return Answer(in_our_style(columns[9]), in_our_style(columns[10]), terms)
    return Answer("", "", frozenset())
