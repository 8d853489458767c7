"""Random alleles over the whole region: one allele, one answer, and names that lead back to it."""

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit

SEED = 48
BUILDS = ("GRCh37", "GRCh38")


def edges(region: Any) -> list[int]:
    """Positions (0-based, genomic) at which something begins or ends on any transcript."""
    places = set()
    for truth in region.transcripts.values():
        named = truth.spliced
        ends = {named[0], named[-1], named[truth.first_coding]}
        ends.add(named[truth.first_coding + truth.coding - 1])
        for one, other in pairwise(named):
            if other != one + 1:
                ends.update((one, other))
        places.update(region.end - 1 - place for place in ends)
    return sorted(places)


def alleles(region: Any, number: int, rng: random.Random) -> Iterator[Edit]:
    """Yield edits, half of them within a few bases of an edge."""
    borders = edges(region)
    made = 0
    while made < number:
        start = rng.randrange(region.start + 60, region.end - 60)
        if rng.random() < 0.5:
            start = rng.choice(borders) + rng.randint(-6, 6)
        size = rng.choice((0, 0, 1, 1, 1, 2, 3, 5, 12, 40))
        new = "".join(rng.choices("ACGT", k=rng.choice((0, 0, 1, 1, 2, 3, 6))))
        old = region.plus[start - region.start : start - region.start + size]
        if rng.random() < 0.25:  # copies make duplications and ambiguous placements
            old, new = "", region.plus[start - region.start : start - region.start + size]
        if not (region.start < start and start + size < region.end) or old == new:
            continue
        made += 1
        yield Edit(start, old, new)


def padded(region: Any, edit: Edit) -> Edit:
    """Spell an allele with three more bases on either side."""
    place = edit.start - region.start
    before = region.plus[place - 3 : place]
    behind = region.plus[place + len(edit.deleted) : place + len(edit.deleted) + 3]
    return Edit(edit.start - 3, before + edit.deleted + behind, before + edit.inserted + behind)


def check(toolkit: Toolkit, region: Any, number: int, seed: int) -> int:
    """Check alleles and return how many have no c. name."""
    build = region.name
    annotator = toolkit.annotators[build]
    # The CDS of ENST00000652559.1 has no end: its own tests tell.
    transcripts = [t for t in annotator.gene.transcripts if t.cds_complete]
    unnamed = 0
    for edit in alleles(region, number, random.Random(seed)):
        found = annotator.annotate(GenomicVariant(build, edit), transcripts)
        again = annotator.annotate(GenomicVariant(build, padded(region, edit)), transcripts)
        assert again == found, edit
        (back,) = toolkit.resolver.resolve(parse(found.hgvs_g))
        assert back.variant == found.variant, found.hgvs_g
        assert not back.issues, found.hgvs_g
        (back,) = toolkit.resolver.resolve(parse(found.normalized), build)
        assert back.variant == found.variant, found.normalized
        for one in found.transcripts:
            assert one.consequences, edit
            if not one.hgvs_c:
                unnamed += 1
                continue
            (back,) = toolkit.resolver.resolve(parse(one.hgvs_c), build)
            assert back.variant == found.variant, one.hgvs_c
            codes = {issue.code.name for issue in back.issues}
            assert codes <= {"SUPERSEDED_TRANSCRIPT"}, (one.hgvs_c, codes)
    return unnamed


@pytest.mark.parametrize("build", BUILDS)
def test_names_lead_back_to_the_allele(
    toolkit: Toolkit, regions: dict[str, Any], build: str
) -> None:
    assert check(toolkit, regions[build], 700, SEED) > 0


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("build", BUILDS)
def test_many_names_lead_back_to_the_allele(
    toolkit: Toolkit, regions: dict[str, Any], build: str, seed: int
) -> None:
    check(toolkit, regions[build], 5000, seed)
