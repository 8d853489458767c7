"""VRS identifiers held against ga4gh.vrs, the reference implementation (Apache License 2.0).

It normalises and identifies by itself, offline: the bundled bases stand for the chromosome, under
its true refget accession, with N outside the region.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from foxp3tool.annotate.naming import vrs_name
from foxp3tool.model.gene import Gene
from foxp3tool.model.parsed import IdentifierDescription, IdentifierKind
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

ABSENT = ""
if find_spec("ga4gh") is None or find_spec("ga4gh.vrs") is None:
    ABSENT = "ga4gh.vrs is not installed; scripts/install_oracles.sh to compare"
else:
    from ga4gh.core import ga4gh_identify
    from ga4gh.vrs import VRS_VERSION, models, normalize
    from ga4gh.vrs.dataproxy import _DataProxy as DataProxy
pytestmark = pytest.mark.skipif(bool(ABSENT), reason=ABSENT)

BASES = "ACGT"
EACH = 150
REPEAT = re.compile(r"(.)\1{4,}|(..)\2{2,}|(...)\3{1,}|(....)\4{1,}")
CHROMOSOMES = {
    "GRCh38": ("SQ.w0WZEvgJF0zf_P4yyTzjjv9oW1z61HHP", 156_040_895),
    "GRCh37": ("SQ.v7noePfnNpK8ghYXEqZ9NukMXW7YeNsm", 155_270_560),
}


def proxy_of(gene: Gene) -> Any:
    """Make the source of bases that ga4gh.vrs asks."""
    refget, length = CHROMOSOMES[gene.assembly]
    bases, origin = gene.plus_sequence, gene.region.start

    class Proxy(DataProxy):  # type: ignore[misc]
        def get_sequence(
            self, identifier: str, start: int | None = None, end: int | None = None
        ) -> str:
            assert identifier == f"ga4gh:{refget}"
            assert start is not None
            assert end is not None
            places = range(start - origin, end - origin)
            return "".join(bases[at] if 0 <= at < len(bases) else "N" for at in places)

        def get_metadata(self, identifier: str) -> dict[str, Any]:
            assert identifier == f"ga4gh:{refget}"
            return {"length": length, "aliases": [identifier]}

    return Proxy()


def identified(proxy: Any, refget: str, edit: Edit) -> tuple[str, str]:
    """Return the identifier that ga4gh.vrs gives and the type of the state it chose."""
    reference = models.SequenceReference(refgetAccession=refget)
    allele = models.Allele(
        location=models.SequenceLocation(
            sequenceReference=reference, start=edit.start, end=edit.end
        ),
        state=models.LiteralSequenceExpression(sequence=edit.inserted),
    )
    normal = normalize(allele, proxy)
    return str(ga4gh_identify(normal)), str(normal.state.type)


def alleles(gene: Gene) -> Iterator[Edit]:
    """Yield seeded alleles of all kinds, in spellings that are not normal among them."""
    rng = random.Random(f"VRS {gene.assembly}")
    bases, origin = gene.plus_sequence, gene.region.start
    repeats = [found.span() for found in REPEAT.finditer(bases)][1:-1]

    def new(size: int) -> str:
        return "".join(rng.choices(BASES, k=size))

    def edit(at: int, size: int, inserted: str) -> Edit:
        return Edit(origin + at, bases[at : at + size], inserted)

    for _ in range(EACH):
        at, size = rng.randrange(500, len(bases) - 1000), rng.randint(1, 12)
        yield edit(at, 1, rng.choice([base for base in BASES if base != bases[at]]))
        yield edit(at, size, "")
        yield edit(at, 0, new(size))
        yield edit(at + size, 0, bases[at : at + size])
        yield edit(at, size, new(rng.randint(1, 12)))
        # With the bases around it, as a VCF line may spell it.
        yield edit(at - 3, size + 6, bases[at - 3 : at] + bases[at + size : at + size + 3])
        # In a repeat: some of its bases gone, or put in once or several times over.
        first, behind = rng.choice(repeats)
        inner, unit = rng.randint(first, behind - 1), rng.randint(1, 4)
        yield edit(inner, min(unit, behind - inner), "")
        copied = bases[first : first + unit]
        yield edit(first, 0, copied)
        yield edit(behind - (behind - first) % unit, 0, copied * rng.randint(2, 9))
        yield edit(inner, 0, bases[inner] * rng.randint(1, 20))
        # Large ones, whose bases ga4gh.vrs leaves out of the state.
        large = rng.randint(50, 800)
        yield edit(at, large, "")
        yield edit(at + large, 0, bases[at : at + large])
        yield edit(at, large, new(3))


@pytest.mark.parametrize("build", CHROMOSOMES)
def test_identifiers_are_those_of_the_reference_implementation(
    toolkit: Toolkit, build: str
) -> None:
    assert VRS_VERSION.startswith("2.")
    gene = toolkit.annotators[build].gene
    refget, _ = CHROMOSOMES[build]
    proxy = proxy_of(gene)
    differing, states = [], {"LiteralSequenceExpression": 0, "ReferenceLengthExpression": 0}
    for edit in alleles(gene):
        if edit.is_identity:
            continue
        expected, state = identified(proxy, refget, edit)
        states[state] += 1
        found = vrs_name(gene, edit)
        if found != expected:
            differing.append((edit, found, expected))
    assert not differing, f"{len(differing)} differ, the first: {differing[:3]}"
    assert min(states.values()) > 500


# c.1150G>A (A384T), and c.751_753del in two of its placements in CTCCT.
@pytest.mark.parametrize(
    "edit",
    [Edit(49251479, "C", "T"), Edit(49255491, "CTC", ""), Edit(49255493, "CCT", "")],
)
def test_named_alleles(toolkit: Toolkit, edit: Edit) -> None:
    gene = toolkit.annotators["GRCh38"].gene
    refget, _ = CHROMOSOMES["GRCh38"]
    expected, _ = identified(proxy_of(gene), refget, edit)
    assert vrs_name(gene, edit) == expected


@pytest.mark.parametrize("build", CHROMOSOMES)
def test_the_reported_mutations(toolkit: Toolkit, build: str) -> None:
    gene = toolkit.annotators[build].gene
    refget, _ = CHROMOSOMES[build]
    proxy, named = proxy_of(gene), 0
    for entry in toolkit.bundle.catalog:
        place = entry.placements.get(build)
        if place is None or not set(place.alt) <= set(BASES):
            continue
        edit = Edit(place.pos - 1, place.ref, place.alt)
        identifier, _ = identified(proxy, refget, edit)
        assert vrs_name(gene, edit) == identifier, entry.id
        asked = IdentifierDescription(IdentifierKind.VRS, identifier, identifier)
        assert toolkit.vrs_alleles.allele(asked).entry == entry
        named += 1
    assert named >= 110


@pytest.mark.parametrize("build", CHROMOSOMES)
def test_substitutions_are_told_from_their_identifiers(toolkit: Toolkit, build: str) -> None:
    gene = toolkit.annotators[build].gene
    refget, _ = CHROMOSOMES[build]
    proxy, rng = proxy_of(gene), random.Random(build)
    for at in rng.sample(range(len(gene.plus_sequence)), 100):
        old = gene.plus_sequence[at]
        new = rng.choice([base for base in BASES if base != old])
        identifier, _ = identified(proxy, refget, Edit(gene.region.start + at, old, new))
        asked = IdentifierDescription(IdentifierKind.VRS, identifier, identifier)
        found = toolkit.vrs_alleles.allele(asked).description
        assert (found.chrom, found.start) == (gene.accession, gene.region.start + at)
        assert (found.ref, found.alt) == (old, new)
