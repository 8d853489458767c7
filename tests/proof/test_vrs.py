"""VRS identifiers by the letter of the specification, from all placements found by trying.

Written from https://vrs.ga4gh.org/en/2.0/conventions/ ("Normalization", "Computed Identifiers"):
the location holds every placement, the serialisation is written out by hand, and whether an
insertion repeats the reference is tried by repeating each part of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from alleles import every, sample
from answers import Failures
from bundle_truth import BUILDS, Allele, Pairing, Region, placements, shortest

from foxp3tool.annotate.naming import vrs_name
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

LONGEST = 400


@pytest.fixture(scope="module")
def refget(bundle_folder: Path) -> dict[str, str]:
    manifest = json.loads((bundle_folder / "manifest.json").read_text(encoding="utf-8"))
    return {one["name"]: one["refget_accession"] for one in manifest["assemblies"]}


def digest(text: str) -> str:
    half = hashlib.sha512(text.encode()).hexdigest()[:48]
    return base64.b64encode(bytes.fromhex(half), b"-_").decode()


def whole(region: Region, allele: Allele) -> Allele:
    """Return the allele over all its placements."""
    found = placements(region.plus, allele)
    start, end = found[0].at, found[-1].end
    one = shortest(allele)
    new = region.plus[start : one.at] + one.new + region.plus[one.end : end]
    return Allele(start, region.plus[start:end], new)


def unit_of(allele: Allele, gained: int) -> int:
    """Return the greatest factor of the gain of which a part of the reference, repeated, is all."""
    _, old, new = allele
    for size in range(gained, 0, -1):
        if gained % size == 0:
            parts = {old[at : at + size] for at in range(len(old) - size + 1)}
            if any((part * len(new))[: len(new)] == new for part in parts):
                return size
    return 0


def state_of(allele: Allele, one: Allele) -> str:
    """Write the state; ``one`` is a single placement, trimmed."""
    unit = 0
    if not one.new:
        unit = len(one.old)
    elif not one.old:
        unit = unit_of(allele, len(one.new))
    if unit:
        length = len(allele.new)
        kind = "ReferenceLengthExpression"
        return f'{{"length":{length},"repeatSubunitLength":{unit},"type":"{kind}"}}'
    return f'{{"sequence":"{allele.new}","type":"LiteralSequenceExpression"}}'


def expected(region: Region, refget: str, given: Allele) -> str:
    """Return the identifier, or nothing where the region ends in the ambiguous stretch."""
    allele, one = whole(region, given), shortest(given)
    indel = not (one.old and one.new)
    if indel and (allele.at == 0 or allele.end == region.length):
        return ""
    start, end = region.start + allele.at, region.start + allele.end
    reference = f'{{"refgetAccession":"{refget}","type":"SequenceReference"}}'
    location = digest(
        f'{{"end":{end},"sequenceReference":{reference},"start":{start},"type":"SequenceLocation"}}'
    )
    state = state_of(allele, one)
    return "ga4gh:VA." + digest(f'{{"location":"{location}","state":{state},"type":"Allele"}}')


@pytest.mark.parametrize(
    ("build", "name"),
    [
        *((build, name) for build in BUILDS for name in ("sample", "beside differences")),
        *(("GRCh38", name) for name in ("small indels", "codons", "large")),
    ],
)
def test_identifiers_follow_the_letter_of_the_specification(
    toolkit: Toolkit,
    regions: dict[str, Region],
    pairings: dict[str, Pairing],
    refget: dict[str, str],
    build: str,
    name: str,
) -> None:
    region, gene, failures = regions[build], toolkit.annotators[build].gene, Failures()
    alleles = sample(region) if name == "sample" else every(region, name, pairings[build])
    kinds = dict.fromkeys(("", "Literal", "Reference"), 0)
    for allele in alleles:
        if max(len(allele.old), len(allele.new)) > LONGEST or allele.old == allele.new:
            continue
        answer = expected(region, refget[build], allele)
        found = vrs_name(gene, Edit(region.start + allele.at, allele.old, allele.new))
        failures.compare(found, answer, allele)
        kind = state_of(whole(region, allele), shortest(allele))
        kinds[("Reference" if "Reference" in kind else "Literal") if answer else ""] += 1
    failures.raise_if_any(1000)
    assert min(kinds["Literal"], kinds["Reference"]) > 200
    if name == "sample":
        assert kinds[""] > 0


@pytest.mark.parametrize("build", BUILDS)
def test_every_spelling_of_one_allele_has_one_identifier(
    toolkit: Toolkit, regions: dict[str, Region], build: str
) -> None:
    """A base or a unit taken out of, or put into, a repeat at each of its places."""
    region, gene = regions[build], toolkit.annotators[build].gene
    several = 0
    for allele in sample(region):
        if len(allele.old) > 30 or len(allele.new) > 30 or (allele.old and allele.new):
            continue
        spelled = placements(region.plus, allele)
        edits = [Edit(region.start + one.at, one.old, one.new) for one in spelled]
        start = region.start + spelled[0].at
        before, behind = region.plus[: spelled[0].at][-1:], region.plus[spelled[0].end :][:2]
        first = edits[0]
        edits.append(
            Edit(
                start - len(before), before + first.deleted + behind,
                before + first.inserted + behind,
            )
        )  # fmt: skip
        assert len({vrs_name(gene, edit) for edit in edits}) == 1, allele
        several += len(spelled) > 1
    assert several > 100
