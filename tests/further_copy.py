"""The copy of ClinVar that the catalog holds beside the facts, read here by another route.

The copy gives titles and positions. The alleles follow from them by turning the strand; ids, names
and classes are written out or computed here, never taken from the bundle.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

BUILD_REFERENCE = Path(__file__).parents[1] / "scripts" / "build_reference"
TABLE = BUILD_REFERENCE / "further_facts" / "clinvar_copy.tsv"
TITLE = re.compile(r"NM_014009\.4\(FOXP3\):(c\.\S+?([ACGT])>([ACGT]))(?: \((p\.\S+)\))?")
OTHER_STRAND = {"A": "T", "C": "G", "G": "C", "T": "A"}

# No entry is made of these: the first four lie before NM_014009.4, one names no change (the
# reference base of GRCh38), one lies in another gene, outside the bundled sequence.
LEFT_OUT = {"435253", "435254", "1337568", "1677420", "1283592", "3911558"}

# The catalog's class of each significance, by its rule.
ASSERTED = {
    "Pathogenic": "ipex",
    "Likely pathogenic": "ipex",
    "Pathogenic/Likely pathogenic": "ipex",
    "Benign": "benign",
    "Likely benign": "benign",
    "Benign/Likely benign": "benign",
    "Conflicting classifications of pathogenicity": "conflicting",
    "Uncertain significance": "uncertain",
    "": "uncertain",
}

# Entries of the facts that rest on ClinVar alone and whose class is another in the copy: their
# number, what the facts assert, what is asserted now. Read by hand from both tables.
CHANGED = {
    "0010": ("benign", "uncertain"),
    "0014": ("benign", "conflicting"),
    "0019": ("conflicting", "benign"),
    "0021": ("benign", "conflicting"),
    "0042": ("benign", "conflicting"),
    "0043": ("benign", "conflicting"),
    "0044": ("ipex-like", "conflicting"),
    "0082": ("benign", "conflicting"),
    "0083": ("benign", "conflicting"),
}

# How many entries of the catalog have each class: of the facts, changed, and of the copy.
COUNTS = {
    "ipex": 50 + 20,
    "ipex-like": 1 - 1,
    "risk": 3,
    "benign": 29 - 7 + 1 + 141,
    "conflicting": 9 - 1 + 7 + 11,
    "uncertain": 22 + 1 + 27,
}
NEW = 20 + 141 + 11 + 27
ENTRIES = 114 + NEW


@dataclass(frozen=True)
class Copied:
    """A record of the copy of which there is an entry; the allele is that of GRCh38."""

    number: str
    title: str
    name: str
    protein: str
    position: int
    ref: str
    alt: str
    significance: str
    review_status: str

    @property
    def allele(self) -> str:
        return f"X-{self.position}-{self.ref}-{self.alt}"


def copied() -> list[Copied]:
    """All records of which there is an entry, in the order of the copy."""
    with TABLE.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        if row["variation_id"] in LEFT_OUT:
            continue
        match = TITLE.fullmatch(row["title"])
        assert match is not None, row["title"]
        found.append(
            Copied(
                number=row["variation_id"],
                title=row["title"],
                name=match[1],
                protein=match[4] or "",
                position=int(row["grch38_pos"]),
                ref=OTHER_STRAND[match[2]],
                alt=OTHER_STRAND[match[3]],
                significance=row["significance"],
                review_status=row["review_status"],
            )
        )
    return found


def issued() -> dict[str, str]:
    """The ids that were given out, by what they mean."""
    lines = (BUILD_REFERENCE / "issued_ids.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {means: identifier for identifier, means in (line.split("\t") for line in lines)}


def new_records(facts: list[dict[str, str]]) -> list[tuple[str, Copied]]:
    """The records whose allele the facts do not have, with their ids, in the order of ids.

    Args:
        facts: Rows of the facts' mutations.tsv.
    """
    known = {
        f"X-{row['grch38_pos']}-{row['grch38_ref']}-{row['grch38_alt']}"
        for row in facts
        if row["grch38_pos"]
    }
    ids = issued()
    new = [(ids[one.allele], one) for one in copied() if one.allele not in known]
    assert len(new) == NEW
    return sorted(new, key=lambda pair: pair[0])


def asserted(row: dict[str, str]) -> str:
    """The assertion of an entry of the facts, as it is with the copy."""
    number = row["id"].removeprefix("FX").zfill(4)
    if number in CHANGED:
        before, now = CHANGED[number]
        assert row["disease_assertion"] == before
        return now
    return row["disease_assertion"]
