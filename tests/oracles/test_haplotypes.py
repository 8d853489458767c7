"""Two SNVs of one codon on one chromosome, compared with haplotype-aware ``bcftools csq``."""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path

import pytest
from bcftools_csq import ABSENT, PROGRAM
from genome_files import CONTIG, write_fasta, write_gff3

from foxp3tool.model.issue import IssueCode
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.toolkit import Toolkit

_COMPOUND = re.compile(r"\|(\d+)([A-Z*]+)(?:>\d+([A-Z*]+))?\|(\d+)[ACGT]>[ACGT]\+(\d+)[ACGT]>")
META = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'


def pairs(toolkit: Toolkit) -> list[list[tuple[int, str, str]]]:
    """Two changes of each codon but the first: 0-based position in the region, REF, ALT."""
    gene = toolkit.bundle.genes["GRCh38"]
    transcript = gene.mane_select
    assert transcript.cds is not None
    exonic = [base for exon in transcript.exons for base in range(exon.start, exon.end)]
    coding = exonic[transcript.cds.start : transcript.cds.end]
    choose = random.Random(373)
    found = []
    for start in range(3, len(coding), 3):
        places = sorted(
            gene.to_genomic_interval(base, base + 1)[0] - gene.region.start
            for base in choose.sample(coding[start : start + 3], 2)
        )
        refs = [gene.plus_sequence[place] for place in places]
        alts = [choose.choice([base for base in "ACGT" if base != ref]) for ref in refs]
        found.append(list(zip(places, refs, alts, strict=True)))
    return found


def written(
    made: list[list[tuple[int, str, str]]], path: Path, contig: str, length: int, origin: int
) -> Path:
    """One sample a codon, with both changes on its first chromosome."""
    names = [f"codon{number + 2}" for number in range(len(made))]
    lines = ["##fileformat=VCFv4.2", f"##contig=<ID={contig},length={length}>", META]
    columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", *names]
    lines.append("\t".join(columns))
    records = sorted(
        (place, ref, alt, number) for number, pair in enumerate(made) for place, ref, alt in pair
    )
    for place, ref, alt, owner in records:
        genotypes = ["1|0" if number == owner else "0|0" for number in range(len(made))]
        fixed = [contig, str(origin + place + 1), ".", ref, alt, ".", ".", ".", "GT"]
        lines.append("\t".join([*fixed, *genotypes]))
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.skipif(bool(ABSENT), reason=ABSENT)
def test_codons_of_bcftools_csq(toolkit: Toolkit, tmp_path: Path) -> None:
    gene = toolkit.bundle.genes["GRCh38"]
    made = pairs(toolkit)
    fasta = write_fasta(gene, tmp_path / "region.fa")
    gff3 = write_gff3(gene, [gene.mane_select], tmp_path / "transcript.gff3")
    own = written(made, tmp_path / "region.vcf", CONTIG, len(gene.region), 0)
    command = [str(PROGRAM), "csq", "--phase", "a", "-f", str(fasta), "-g", str(gff3), str(own)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    theirs = {
        (int(first), int(second)): (int(residue), before, after or before)
        for residue, before, after, first, second in _COMPOUND.findall(done.stdout)
    }
    on_x = written(made, tmp_path / "x.vcf", "X", 156040895, gene.region.start)
    with VcfAnnotation(toolkit, str(on_x), details=False) as run:
        rows = list(run.rows())
    ours = {}
    for row in rows:
        text = " ".join(i.message for i in row.issues if i.code is IssueCode.READ_TOGETHER)
        if not text:
            continue
        assert row.transcript is not None
        coding = row.transcript.coding
        assert coding is not None
        first, second = (int(place) - gene.region.start for place in re.findall(r"X:(\d+)", text))
        before, _, after = coding.amino_acids.partition("/")
        ours[first, second] = (coding.residue_start, before, after or before)
    assert len(theirs) == len(made)
    assert ours == theirs
