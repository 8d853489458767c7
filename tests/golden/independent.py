"""What the demo's substitutions should say, worked out from the bundle without foxp3tool.

Positions here are plain 1-based genomic numbers. The MANE Select transcript lies on the minus
strand: its first base has the highest number.
"""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parents[2] / "data" / "foxp3_reference"
ACCESSIONS = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}
COMPLEMENT = {"A": "T", "C": "G", "G": "C", "T": "A"}
RESIDUES = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODE = {
    a + b + c: RESIDUES[16 * i + 4 * j + k]
    for i, a in enumerate("TCAG")
    for j, b in enumerate("TCAG")
    for k, c in enumerate("TCAG")
}
NAMES = "Ala Cys Asp Glu Phe Gly His Ile Lys Leu Met Asn Pro Gln Arg Ser Thr Val Trp Tyr Ter"
THREE = dict(zip("ACDEFGHIKLMNPQRSTVWY*", NAMES.split(), strict=True))
CODING = ("cds_position", "protein_position", "codons", "amino_acids")
CELLS = ("hgvs_c", "hgvs_p", "exon", "intron", *CODING)
IMPACT = {
    "splice_acceptor_variant": "HIGH",
    "splice_donor_variant": "HIGH",
    "stop_gained": "HIGH",
    "frameshift_variant": "HIGH",
    "stop_lost": "HIGH",
    "start_lost": "HIGH",
    "inframe_insertion": "MODERATE",
    "inframe_deletion": "MODERATE",
    "missense_variant": "MODERATE",
    "splice_donor_5th_base_variant": "LOW",
    "splice_region_variant": "LOW",
    "splice_donor_region_variant": "LOW",
    "splice_polypyrimidine_tract_variant": "LOW",
    "stop_retained_variant": "LOW",
    "synonymous_variant": "LOW",
    "coding_sequence_variant": "MODIFIER",
    "5_prime_UTR_variant": "MODIFIER",
    "3_prime_UTR_variant": "MODIFIER",
    "intron_variant": "MODIFIER",
    "upstream_gene_variant": "MODIFIER",
    "downstream_gene_variant": "MODIFIER",
}
"""Ensembl's IMPACT; the terms stand in Ensembl's order of severity."""


def read_json(name: str) -> Any:
    return json.loads((REFERENCE / name).read_text(encoding="utf-8"))


def read_tsv(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class Mane:
    """NM_014009.4 on one build."""

    def __init__(self, build: str) -> None:
        records = read_json("gene.json")["transcripts"]
        record = next(t for t in records if t["accession"] == "NM_014009.4")
        lines = (REFERENCE / f"{build}.fa").read_text(encoding="ascii").splitlines()
        self.accession = ACCESSIONS[build]
        self.first = int(lines[0].split(":")[1].split("-")[0])
        self.plus = "".join(lines[1:])
        self.exons = [(e["start"] + 1, e["end"]) for e in record["exons"][build]]
        spliced = [p for low, high in self.exons for p in range(high, low - 1, -1)]
        start = spliced.index(record["cds"][build]["end"])
        stop = spliced.index(record["cds"][build]["start"] + 1)
        self.names: dict[int, str] = {}
        self.cds = spliced[start : stop + 1]
        for index, position in enumerate(spliced):
            if index < start:
                self.names[position] = str(index - start)
            elif index <= stop:
                self.names[position] = str(index - start + 1)
            else:
                self.names[position] = f"*{index - stop}"

    def base(self, position: int) -> str:
        """Return the base on the plus strand."""
        return self.plus[position - self.first]

    def codon(self, residue: int, changed: dict[int, str]) -> str:
        """Return a codon (1-based) of the gene strand, in Ensembl's style if bases change."""
        letters = []
        for position in self.cds[3 * residue - 3 : 3 * residue]:
            base = COMPLEMENT[changed.get(position, self.base(position))]
            letters.append(base if position in changed else base.lower())
        return "".join(letters)

    def intron_of(self, position: int) -> tuple[int, int, int] | None:
        """Return intron number and the distances from its first and to its last base, 1-based."""
        for number, ((low, _), (_, high)) in enumerate(pairwise(self.exons), 1):
            if high < position < low:
                return number, low - position, position - high
        return None

    def exon_of(self, position: int) -> int:
        """Return the exon number, 0 if the position lies in none."""
        for number, (low, high) in enumerate(self.exons, 1):
            if low <= position <= high:
                return number
        return 0

    def near_border(self, position: int) -> bool:
        """Tell whether a position is one of the three exon bases beside an intron."""
        number = self.exon_of(position)
        low, high = self.exons[number - 1]
        before_intron = number < len(self.exons) and position - low < 3
        after_intron = number > 1 and high - position < 3
        return before_intron or after_intron

    def substitution(self, position: int, ref: str, alt: str) -> dict[str, str]:
        """Return the cells that a substitution should have."""
        assert self.base(position) == ref
        cells = dict.fromkeys(CELLS, "")
        cells["hgvs_g"] = f"{self.accession}:g.{position}{ref}>{alt}"
        terms: set[str] = set()
        change = f"{COMPLEMENT[ref]}>{COMPLEMENT[alt]}"
        intron = self.intron_of(position)
        if intron is not None:
            number, donor, acceptor = intron
            near, sign = (donor, "+") if donor <= acceptor else (acceptor, "-")
            low, high = self.exons[number - 1][0], self.exons[number][1]
            anchor = self.names[low if sign == "+" else high]
            cells["hgvs_c"] = f"{self.accession}(NM_014009.4):c.{anchor}{sign}{near}{change}"
            cells["intron"] = f"{number}/11"
            terms = intron_terms(donor, acceptor)
            if near <= 2:
                cells["hgvs_p"] = "p.?"
        elif position in self.names:
            cells["hgvs_c"] = f"NM_014009.4:c.{self.names[position]}{change}"
            cells["exon"] = f"{self.exon_of(position)}/12"
            terms = self.exon_terms(position, alt, cells)
        else:
            beyond = position > self.exons[0][1]
            terms = {"upstream_gene_variant" if beyond else "downstream_gene_variant"}
        cells["consequence"] = "&".join(sorted(terms, key=list(IMPACT).index))
        cells["impact"] = IMPACT[cells["consequence"].split("&")[0]]
        return cells

    def exon_terms(self, position: int, alt: str, cells: dict[str, str]) -> set[str]:
        """Fill the coding cells and return the terms."""
        terms = {"splice_region_variant"} if self.near_border(position) else set()
        name = self.names[position]
        if name.startswith("-"):
            return terms | {"5_prime_UTR_variant"}
        if name.startswith("*"):
            return terms | {"3_prime_UTR_variant"}
        residue = (int(name) + 2) // 3
        new = self.codon(residue, {position: alt})
        old = self.codon(residue, {position: self.base(position)})
        before, after = CODE[old.upper()], CODE[new.upper()]
        cells["cds_position"], cells["protein_position"] = name, str(residue)
        cells["codons"] = f"{old}/{new}"
        cells["amino_acids"] = before if before == after else f"{before}/{after}"
        what, term = protein_change(residue, before, after)
        cells["hgvs_p"] = f"NP_054728.2:p.({what})"
        return terms | {term}


def intron_terms(donor: int, acceptor: int) -> set[str]:
    """Return the terms of an intronic base by its distances from the donor and the acceptor."""
    if donor <= 2:
        return {"splice_donor_variant"}
    if acceptor <= 2:
        return {"splice_acceptor_variant"}
    terms = {"intron_variant"}
    if donor == 5:
        terms.add("splice_donor_5th_base_variant")
    elif donor <= 6:
        terms.add("splice_donor_region_variant")
    elif donor <= 8 or acceptor <= 8:
        terms.add("splice_region_variant")
    if acceptor <= 17:
        terms.add("splice_polypyrimidine_tract_variant")
    return terms


def protein_change(residue: int, before: str, after: str) -> tuple[str, str]:
    """Return the protein name and the term of a changed codon."""
    name = f"{THREE[before]}{residue}"
    if residue == 1:
        return "Met1?", "start_lost"
    if before == after:
        return f"{name}=", "stop_retained_variant" if before == "*" else "synonymous_variant"
    if before == "*":
        # The natural frame has no further stop codon in the 3' UTR (nomenclature.md).
        return f"{name}{THREE[after]}extTer?", "stop_lost"
    term = "stop_gained" if after == "*" else "missense_variant"
    return f"{name}{THREE[after]}", term
