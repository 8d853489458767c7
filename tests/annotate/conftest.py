"""Transcripts written down base by base: the naive truth that the engine is compared with.

Nothing of the engine's arithmetic is used. A :class:`Walk` names every base of a transcript by
walking along it; texts such as ``12_13insA`` are then looked up in that list of names.
"""

import csv
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from Bio.Seq import Seq

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.model.gene import Biotype, Gene, Transcript
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

# --import-mode=importlib leaves sys.path alone, and the helper beside this file is not installed.
sys.path.insert(0, str(Path(__file__).parent))

PLACE = r"[-*]?\d+(?:[+-]\d+)?"
CHANGE = re.compile(
    rf"({PLACE})(?:_({PLACE}))?(?:([ACGT])>([ACGT])|(delins|del|ins|dup|inv)([ACGT]*))"
)


@dataclass(frozen=True)
class Walk:
    """Names of a transcript's bases, by position along the gene (0-based).

    Args:
        bases: The gene's region in the direction of transcription.
        n: ``n.`` names.
        c: ``c.`` names.
        spliced: The exonic positions.
        first_coding: Number of exonic bases before c.1.
        coding: Number of coding bases.
    """

    bases: str
    n: dict[str, int]
    c: dict[str, int]
    spliced: list[int]
    first_coding: int
    coding: int

    def edit(self, text: str) -> tuple[int, str, str]:
        """Return position along the gene, deleted and inserted bases of a text like ``5_6del``."""
        match = CHANGE.fullmatch(text)
        assert match is not None, text
        start, end, ref, alt, kind, bases = match.groups()
        first, last = self.c[start], self.c[end or start]
        old = self.bases[first : last + 1]
        if kind is None:
            assert old == ref, f"{text}: the base is {old}"
            return first, ref, alt
        if kind == "ins":
            assert last == first + 1, text
            return last, "", bases
        assert kind == "delins" or bases in ("", old), text
        if kind == "dup":
            return last + 1, "", old
        new = {"del": "", "delins": bases, "inv": str(Seq(old).reverse_complement())}
        return first, old, new[kind]


def walk(bases: str, exons: Sequence[tuple[int, int]], first: int, last: int) -> Walk:
    """Name all bases from the first to the last exon.

    Args:
        bases: The region in the direction of transcription.
        exons: Half-open spans along the gene.
        first: Position of c.1.
        last: Position of the last coding base.
    """
    spliced = [place for start, end in exons for place in range(start, end)]
    before = spliced.index(first)
    coding = spliced.index(last) - before + 1
    c_names = [f"-{k}" for k in range(before, 0, -1)]
    c_names += [str(k) for k in range(1, coding + 1)]
    c_names += [f"*{k}" for k in range(1, len(spliced) - before - coding + 1)]
    n_names = [str(k) for k in range(1, len(spliced) + 1)]
    maps = []
    for names in (n_names, c_names):
        named = dict(zip(names, spliced, strict=True))
        number = 0
        for (start, end), (following, _) in pairwise(exons):
            number += end - start
            half = (following - end + 1) // 2  # the central base belongs to the upstream exon
            for place in range(end, following):
                after, ahead = place - end + 1, following - place
                name = f"{names[number - 1]}+{after}" if after <= half else ""
                named[name or f"{names[number]}-{ahead}"] = place
        maps.append(named)
    return Walk(bases, *maps, spliced, before, coding)


@dataclass(frozen=True)
class Region:
    """A build's region read from the bundle's files without the program."""

    name: str
    start: int
    end: int
    plus: str
    transcripts: dict[str, Walk]

    @property
    def along(self) -> str:
        """The bases along the gene, which lies on the minus strand."""
        return str(Seq(self.plus).reverse_complement())

    def genomic(self, place: int) -> int:
        """Return the 1-based chromosome position of a position along the gene."""
        return self.end - place

    def variant(self, edit: tuple[int, str, str]) -> GenomicVariant:
        """Turn an edit along the gene into the plus-strand allele."""
        place, old, new = edit
        start = self.end - place - len(old)
        turned = [str(Seq(text).reverse_complement()) for text in (old, new)]
        return GenomicVariant(self.name, Edit(start, *turned))


def read_region(folder: Path, name: str) -> Region:
    manifest = json.loads((folder / "manifest.json").read_text())
    span = next(a["region"] for a in manifest["assemblies"] if a["name"] == name)
    plus = "".join((folder / f"{name}.fa").read_text().splitlines()[1:])
    along = str(Seq(plus).reverse_complement())
    walks = {}
    for record in json.loads((folder / "gene.json").read_text())["transcripts"]:
        exons = [(span["end"] - e["end"], span["end"] - e["start"]) for e in record["exons"][name]]
        cds = record["cds"][name]
        walks[record["accession"]] = walk(
            along, exons, span["end"] - cds["end"], span["end"] - cds["start"] - 1
        )
    return Region(name, span["start"], span["end"], plus, walks)


@pytest.fixture(scope="session")
def regions(bundle_folder: Path) -> dict[str, Region]:
    return {name: read_region(bundle_folder, name) for name in ("GRCh37", "GRCh38")}


@pytest.fixture(scope="session")
def difference_rows(bundle_folder: Path) -> list[dict[str, str]]:
    with (bundle_folder / "build_differences.tsv").open(newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


@dataclass(frozen=True)
class Names:
    """What the engine says of one allele on one transcript, without accessions."""

    g: str
    c: str
    p: str
    terms: frozenset[str]
    issues: frozenset[str]
    annotation: Any

    @property
    def first(self) -> str:
        return str(self.annotation.consequences[0].term)


def names(annotator: Annotator, variant: GenomicVariant, transcript: Transcript) -> Names:
    result = annotator.annotate(variant, [transcript])
    found = result.transcripts[0]
    return Names(
        result.hgvs_g.partition(":")[2],
        found.hgvs_c.rpartition(":")[2].removeprefix("c."),
        found.hgvs_p.rpartition(":")[2],
        frozenset(term.term for term in found.consequences),
        frozenset(issue.code.name for issue in found.issues),
        found,
    )


@pytest.fixture(scope="session")
def foxp3(toolkit: Toolkit, regions: dict[str, Region]) -> Callable[..., Names]:
    """Annotate a text such as ``1150G>A`` on a bundled transcript."""

    def annotate(text: str, accession: str = "NM_014009.4", build: str = "GRCh38") -> Names:
        region = regions[build]
        annotator = toolkit.annotators[build]
        edit = region.transcripts[accession].edit(text)
        return names(annotator, region.variant(edit), annotator.gene.transcript(accession))

    return annotate


@dataclass(frozen=True)
class ToyGene:
    """A gene made in a test, with its engine and its naive twin."""

    annotator: Annotator
    walk: Walk

    def apply(self, place: int, old: str, new: str) -> Names:
        """Annotate an edit along the gene; the plus strand is worked out here."""
        gene = self.annotator.gene
        assert self.walk.bases[place : place + len(old)] == old
        if gene.strand is Strand.PLUS:
            edit = Edit(gene.region.start + place, old, new)
        else:
            turned = [str(Seq(text).reverse_complement()) for text in (old, new)]
            edit = Edit(gene.region.end - place - len(old), *turned)
        return names(self.annotator, GenomicVariant("GRCh38", edit), gene.mane_select)

    def __call__(self, text: str) -> Names:
        return self.apply(*self.walk.edit(text))


@pytest.fixture(scope="session")
def toy_gene() -> Callable[..., ToyGene]:
    """Build a gene of the bases given; exons in capitals and introns in small letters."""

    def build(
        parts: Sequence[str],
        utr5: int,
        coding: int,
        strand: Strand = Strand.PLUS,
        flank: tuple[str, str] = ("", ""),
        **options: Any,
    ) -> ToyGene:
        along = (flank[0] + "".join(parts) + flank[1]).upper()
        exons, place = [], len(flank[0])
        for part in parts:
            if part.isupper():
                exons.append((place, place + len(part)))
            place += len(part)
        spliced = [p for start, end in exons for p in range(start, end)]
        named = walk(along, exons, spliced[utr5], spliced[utr5 + coding - 1])
        transcript = Transcript(
            "TOY.1",
            tuple(Interval(*exon) for exon in exons),
            Interval(utr5, utr5 + coding) if options.pop("is_coding", True) else None,
            cds_complete=options.pop("cds_complete", True),
            protein_accession="TOYP.1",
            biotype=options.pop("biotype", Biotype.PROTEIN_CODING),
            mane_select=True,
        )
        plus = along if strand is Strand.PLUS else str(Seq(along).reverse_complement())
        region = Interval(5000, 5000 + len(along))
        gene = Gene("TOY", "GRCh38", "X", "NC_TOY.1", strand, region, plus, (transcript,))
        return ToyGene(Annotator(gene), named)

    return build
