"""The grade of every single-base change against the catalog, read off its file and the sequence.

Nothing of the engine makes the expectation: residues come from a codon table written here, sites
from the exons of ``gene.json``, and what is reported from the names in ``catalog.json``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bundle_truth import BUILDS, MANE, Region, opposite

from foxp3tool.model.annotation import SourceAllele
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

RESIDUES = "KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF"
CODONS = {
    a + b + c: RESIDUES[16 * i + 4 * j + k]
    for i, a in enumerate("ACGT")
    for j, b in enumerate("ACGT")
    for k, c in enumerate("ACGT")
}
SPELLED = (
    "AAla RArg NAsn DAsp CCys QGln EGlu GGly HHis IIle LLeu KLys MMet FPhe PPro SSer TThr WTrp "
    "YTyr VVal *Ter"
)
THREE = {word[0]: word[1:] for word in SPELLED.split()}
NAME = re.compile(r"p\.\(?([A-Z][a-z]{2})([0-9]+)(?:_[A-Z][a-z]{2}([0-9]+))?(.*?)\)?")
DONOR = re.compile(r"c\.(-?[0-9]+)\+[1-6][ACGT]")
ACCEPTOR = re.compile(r"c\.(-?[0-9]+)-(?:[1-9]|1[0-9]|20)[ACGT]")
# The hexamer AATAAA as the shared facts place it: c.*873_*878.
SIGNAL = {f"*{number}" for number in range(873, 879)}


class Reported:
    """What the catalog's IPEX entries change, by their names."""

    def __init__(self, entries: list[dict[str, Any]], build: str) -> None:
        self.alleles = set()
        self.proteins = set()
        self.residues: set[int] = set()
        self.donors = set()
        self.acceptors = set()
        self.signal = False
        for entry in entries:
            if entry["assertion"] not in ("ipex", "ipex-like"):
                continue
            if entry["resolution"] == "exact":
                place = entry["placements"][build]
                self.alleles.add((place["pos"], place["ref"], place["alt"]))
            if entry["hgvs_p"] and (match := NAME.fullmatch(entry["hgvs_p"])):
                self.proteins.add(entry["hgvs_p"])
                # A frameshift or a stop says nothing of its residue, and "=" leaves it as it is.
                if "fs" in match[4] or "Ter" in match[4] or match[4] == "=":
                    continue
                first, last = int(match[2]), int(match[3] or match[2])
                self.residues |= set(range(first, last + 1))
            if entry["hgvs_c"] and (match := DONOR.match(entry["hgvs_c"])):
                self.donors.add(match[1])
            if entry["hgvs_c"] and (match := ACCEPTOR.match(entry["hgvs_c"])):
                self.acceptors.add(match[1])
            self.signal |= (entry["hgvs_c"] or "").startswith("c.*87")


class Expectation:
    """What the grade of a single-base change must be on one build."""

    def __init__(self, region: Region, reported: Reported) -> None:
        self.region, self.reported = region, reported
        transcript = region.transcripts[MANE]
        self.coding = transcript.coding
        self.index = {place: number for number, place in enumerate(self.coding)}
        self.names = transcript.names("c")
        self.at_donor = {
            place
            for start, _ in transcript.introns
            if self.names[start - 1] in reported.donors
            for place in range(start - 3, start + 6)
        }
        self.at_acceptor = {
            place
            for _, end in transcript.introns
            if self.names[end] in reported.acceptors
            for place in range(end - 20, end + 1)
        }

    def grade(self, place: int, new: str) -> str:
        """Return the grade of one base (along the gene) put in the place of another."""
        region, reported = self.region, self.reported
        plus = region.length - 1 - place
        if (region.start + plus + 1, region.plus[plus], opposite(new)) in reported.alleles:
            return "exact"
        if place in self.index:
            number, offset = self.index[place] // 3 + 1, self.index[place] % 3
            first = self.index[place] - offset
            bases = [region.along[p] for p in self.coding[first : first + 3]]
            old = CODONS["".join(bases)]
            bases[offset] = new
            residue = CODONS["".join(bases)]
            if number == 1 and 1 in reported.residues:
                return "same_codon"
            if residue != old and f"p.({THREE[old]}{number}{THREE[residue]})" in reported.proteins:
                return "same_protein_change"
            if residue not in (old, "*") and number in reported.residues:
                return "same_codon"
        if place in self.at_donor or place in self.at_acceptor:
            return "same_splice_site"
        if self.names.get(place) in SIGNAL and reported.signal:
            return "same_polya_signal"
        return "none"


@pytest.mark.parametrize("build", BUILDS)
def test_every_single_base_change_has_the_grade_that_the_names_ask_for(
    toolkit: Toolkit, bundle_folder: Path, regions: dict[str, Region], build: str
) -> None:
    entries = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    region, reported = regions[build], Reported(entries, build)
    # Of the facts 47 alleles, one of which (c.398C>T) is conflicting now, and donors of 3 introns;
    # of the further copy of ClinVar 20 alleles, with donors of 3 more and acceptors of 4 introns.
    assert (len(reported.alleles), reported.signal) == (47 - 1 + 20, True)
    assert reported.donors == {"-23", "210", "816", "315", "454", "542"}
    assert reported.acceptors == {"-22", "543", "648", "736"}
    mane = toolkit.annotators[build].gene.mane_select
    transcript, expectation = region.transcripts[MANE], Expectation(region, reported)
    places = set(transcript.spliced)
    for start, end in transcript.introns:
        places |= set(range(start, start + 12)) | set(range(end - 25, end))
    seen: Counter[str] = Counter()
    wrong = []
    for place in sorted(places):
        for new in set("ACGT") - {region.along[place]}:
            expected = expectation.grade(place, new)
            plus = region.length - 1 - place
            edit = Edit(region.start + plus, region.plus[plus], opposite(new))
            (row,) = toolkit.rows(
                SourceAllele(), GenomicVariant(build, edit), [mane], details=False
            )
            seen[expected] += 1
            if row.match.grade.value != expected:
                wrong.append((expectation.names[place], new, row.match.grade.value, expected))
    assert not wrong, (len(wrong), wrong[:20])
    # Of the known alleles nine are no single-base changes: seven deletions and two delins.
    assert seen["exact"] == 66 - 9
    assert len(seen) == 6
    # The fewest; c.1110G>A, one of three changes that give M370I, is a known allele.
    assert min(seen.values()) >= 6, seen
