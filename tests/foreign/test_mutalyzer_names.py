"""Names that Mutalyzer's authors wrote down as right, for two genes of one RefSeqGene record.

``mutalyzer/`` holds what is carried here of Mutalyzer's test data (MIT licence, see there): two
pieces of NG_012337.1, the lines of TIMM8B (minus strand) and SDHD (plus strand) in RefSeq's GFF3,
and the names. Every number is in docs/foreign-cases.md and checked here.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from foreign_engine import Answer, Walk, answers, named_edit
from page import check, table

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.reference.from_gff3 import GenesOfFile, read_genes

DATA = Path(__file__).resolve().parent / "mutalyzer"
FIRST, LAST = 2941, 14000
"""The pieces lie between these bases (counted from 1); what lies between the pieces is N here."""

PROTEINS = {
    "NM_012459.2": "MRKHSCRKVASLRRTMAELGEADEAELQRLVAAEQQKAQFTAQVHHFMELCWDKCVEKPGNRLDSRTENCLSSCVDRFI"
    "DTTLAITSRFAQIVQKGGQ*",
    "NM_003002.2": "MAVLWRLSAVCGALGGRALLLRTPVVRPAHISAFLQDRPIPEWCGVQHIHLSPSHHSGSKAASLHWTSERVVSVLLLGL"
    "LPAAYLNPCSAMDYSLAAALTLHGHWGLGQVVTDYVHGDALQKAAKAGLLALSALTFAGLCYFNYHDVGICKAVAMLWKL*",
}
"""NP_036591.2 and NP_002993.1."""

RULES = {
    "silent change": "HGVS protein/substitution: p.(=) says that the whole protein is as it was; "
    "the residue that is kept is named",
    "start codon": "HGVS protein/substitution: p.(Met1?) where the start codon is changed and the "
    "consequence not known",
    "whole gene": "HGVS protein/substitution: p.0?, probably no protein is made, as the first exon "
    "is gone with the bases before it",
    "beyond the transcript": "HGVS numbering: a transcript has no bases before its first and after "
    "its last one, so there is no name",
}


@dataclass(frozen=True)
class Row:
    """What Mutalyzer says of one allele; empty where it says nothing."""

    walk: Walk
    prefix: str
    body: str
    genomic: str
    coding: str
    protein: str

    @property
    def spellings(self) -> list[tuple[str, str]]:
        """The allele as the input has it and as the ``g.`` name has it, as far as they are read."""
        found = [("g", self.genomic.removeprefix("g."))] if self.genomic else []
        # Mutalyzer counts on beyond a transcript's ends.
        if self.body not in ("*824+10del", "-35_*1del"):
            found.append((self.prefix, self.body))
        return found


@pytest.fixture(scope="module")
def genes(tmp_path_factory: pytest.TempPathFactory) -> GenesOfFile:
    pieces = (DATA / "NG_012337.1.fa").read_text(encoding="ascii").split(">")[1:]
    before, behind = ("".join(piece.splitlines()[1:]) for piece in pieces)
    between = "N" * (LAST - FIRST + 1 - len(before) - len(behind))
    fasta = tmp_path_factory.mktemp("mutalyzer") / "joined.fa"
    fasta.write_text(f">NG_012337.1:{FIRST}-{LAST}\n{before}{between}{behind}\n", encoding="ascii")
    return read_genes(DATA / "NG_012337.1.gff3", fasta, assembly="NG_012337.1")


@pytest.fixture(scope="module")
def walks(genes: GenesOfFile) -> dict[str, Walk]:
    return {t.accession: Walk(gene, t) for gene in genes.genes for t in gene.transcripts}


@pytest.fixture(scope="module")
def rows(walks: dict[str, Walk]) -> list[Row]:
    with (DATA / "names.tsv").open(encoding="utf-8", newline="") as handle:
        read = list(csv.DictReader(handle, delimiter="\t"))
    found = []
    for row in read:
        accession, _, name = row["input"].partition(":")
        prefix, _, body = name.partition(".")
        said = row["genomic"], row["coding"], row["protein"]
        found.append(Row(walks[accession], prefix, body, *said))
    return found


def test_the_genes_are_read_as_they_are(genes: GenesOfFile, walks: dict[str, Walk]) -> None:
    assert [(gene.symbol, gene.strand.value) for gene in genes.genes] == [
        ("TIMM8B", "-"),
        ("SDHD", "+"),
    ]
    assert {accession: walk.protein for accession, walk in walks.items()} == PROTEINS
    # RefSeq writes the exons of a gene's record a second time, directly below the gene.
    assert [item.name for item in genes.skipped] == ["TIMM8B", "SDHD"]


def answer_of(row: Row) -> Answer:
    """Return the engine's answer, which must be the same for every spelling of the allele."""
    annotator = Annotator(row.walk.gene)
    found = []
    for prefix, body in row.spellings:
        edit = named_edit(row.walk, prefix, body)
        (answer,) = answers(annotator, edit, [row.walk.transcript], [row.walk])
        found.append(answer)
    first = found[0]
    for other in found[1:]:
        assert (other.hgvs_g, other.annotation) == (first.hgvs_g, first.annotation), row
    return first


def kind_of(column: str, theirs: str, ours: str, row: Row) -> str:
    """Return the kind of a difference; fail if there is none."""
    span = row.walk.transcript.span
    along = answer_of(row).along
    beyond = along[0] < span.start or along[0] + len(along[1]) > span.end
    if column == "c." and beyond and not ours:
        return "beyond the transcript"
    if column == "p." and theirs == "p.?" and beyond and ours == "p.0?":
        return "whole gene"
    if column == "p." and theirs == "p.?" and ours == "p.(Met1?)":
        assert "start_lost" in {c.term for c in answer_of(row).annotation.consequences}
        return "start codon"
    if column == "p." and theirs == "p.(=)" and ours.endswith("=)"):
        return "silent change"
    raise AssertionError(f"{row}: {theirs!r} and {ours!r} differ without a reason")


def test_names(rows: list[Row]) -> None:
    compared: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    examples: dict[str, tuple[str, str, str]] = {}
    differ: Counter[str] = Counter()
    for row in rows:
        answer = answer_of(row)
        annotation = answer.annotation
        ours = [name.rpartition(":")[2] for name in (annotation.hgvs_c, annotation.hgvs_p)]
        names = {
            "g.": (row.genomic, answer.hgvs_g.rpartition(":")[2]),
            "c.": (row.coding, ours[0]),
            "p.": (row.protein.replace("*", "Ter"), ours[1]),
        }
        for column, (theirs, own) in names.items():
            compared[column] += bool(theirs)
            if theirs and theirs != own:
                kind = kind_of(column, theirs, own, row)
                differ[column] += 1
                kinds[kind] += 1
                input_ = f"{row.walk.transcript.accession}:{row.prefix}.{row.body}"
                examples.setdefault(kind, (input_, theirs, own or "none"))
    check(f"{len(rows)} alleles")
    check(
        table(
            ("name", "compared", "equal"),
            [(name, compared[name], compared[name] - differ[name]) for name in compared],
        )
    )
    check(
        table(
            ("difference from Mutalyzer", "names", "example", "Mutalyzer", "engine", "rule"),
            [(kind, kinds[kind], *examples[kind], rule) for kind, rule in RULES.items()],
        )
    )
