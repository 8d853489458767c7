"""Alleles by their VRS identifiers, which are made here by the letter of the specification.

https://vrs.ga4gh.org/en/2.0/conventions/computed_identifiers.html: the digest of an allele is that
of its members, serialised with sorted keys and no blanks, the location by its own digest.
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from foxp3tool.knowledge.vrs_alleles import VrsIndex
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import IdentifierDescription, IdentifierKind, VcfDescription
from foxp3tool.notation.errors import NotationError
from foxp3tool.pipeline.lookup import LookupReport, answer, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

ACCESSIONS = {"GRCh38": "NC_000023.11", "GRCh37": "NC_000023.10"}
BUILDS = tuple(ACCESSIONS)
A384T = "ga4gh:VA.dbEyX09R1Ud6YBqqO3SYra5AZvZGsHsM"


def digest(text: str) -> str:
    half = hashlib.sha512(text.encode()).hexdigest()[:48]
    return base64.b64encode(bytes.fromhex(half), b"-_").decode()


def identifier(refget: str, start: int, new: str) -> str:
    """Return the identifier of a substitution."""
    reference = f'{{"refgetAccession":"{refget}","type":"SequenceReference"}}'
    location = digest(
        f'{{"end":{start + 1},"sequenceReference":{reference},"start":{start},'
        f'"type":"SequenceLocation"}}'
    )
    state = f'{{"sequence":"{new}","type":"LiteralSequenceExpression"}}'
    return "ga4gh:VA." + digest(f'{{"location":"{location}","state":{state},"type":"Allele"}}')


@pytest.fixture(scope="module")
def builds(bundle_folder: Path) -> dict[str, Any]:
    """Accession, refget accession, start and bases of each build, from the bundle's files."""
    manifest = json.loads((bundle_folder / "manifest.json").read_text(encoding="utf-8"))
    found = {}
    for one in manifest["assemblies"]:
        lines = (bundle_folder / f"{one['name']}.fa").read_text().splitlines()[1:]
        found[one["name"]] = (
            ACCESSIONS[one["name"]], one["refget_accession"], one["region"]["start"],
            "".join(lines),
        )  # fmt: skip
    return found


def wanted(text: str) -> IdentifierDescription:
    return IdentifierDescription(IdentifierKind.VRS, text, text)


@pytest.mark.parametrize("build", BUILDS)
def test_every_substitution_of_the_region_can_be_told_from_its_identifier(
    toolkit: Toolkit, builds: dict[str, Any], build: str
) -> None:
    accession, refget, start, bases = builds[build]
    rng = random.Random(f"VRS {build}")
    places = [0, len(bases) - 1, *rng.sample(range(len(bases)), 200)]
    for place in places:
        for new in "ACGT".replace(bases[place], ""):
            found = toolkit.vrs_alleles.allele(wanted(identifier(refget, start + place, new)))
            expected = VcfDescription(accession, start + place, bases[place], new)
            assert found.description == expected
            assert found.issue.code is IssueCode.FROM_IDENTIFIER
            assert build in found.issue.message


@pytest.mark.parametrize("assembly", [None, *BUILDS])
@pytest.mark.parametrize("build", BUILDS)
def test_the_identifier_tells_the_build(
    toolkit: Toolkit, builds: dict[str, Any], build: str, assembly: str | None
) -> None:
    # c.1151C>A, of no catalog entry.
    accession, refget, _, _ = builds[build]
    number = {"GRCh38": 49251479, "GRCh37": 49107940}[build]
    (row,) = answer(toolkit, identifier(refget, number - 1, "T"), "mane", assembly, details=False)
    assert (row.assembly, row.variant.hgvs_g) == (build, f"{accession}:g.{number}G>T")  # type: ignore[union-attr]
    codes = [issue.code for issue in row.issues]
    assert (IssueCode.BUILD_CONFLICT in codes) is (assembly not in (None, build))


def test_an_entry_of_the_catalog_is_named(toolkit: Toolkit) -> None:
    found = toolkit.vrs_alleles.allele(wanted(A384T))
    assert found.entry is not None
    assert found.entry.id == "FOXP3-IPEX-0127"
    for part in (A384T, "FOXP3-IPEX-0127 (c.1150G>A)", "GRCh38", "catalog of bundle"):
        assert part in found.issue.message


def test_substitutions_are_named_only_when_the_catalog_does_not_suffice(toolkit: Toolkit) -> None:
    index = VrsIndex(toolkit.bundle.catalog, toolkit.bundle.genes.values(), "1")
    assert not index._reported
    index.allele(wanted(A384T))
    assert len(index._reported) == 2 * (110 + 199)
    assert not index._substitutions
    with pytest.raises(NotationError):
        index.allele(wanted(A384T.swapcase()))
    # Three for each base of the two regions.
    size = sum(len(gene.plus_sequence) for gene in toolkit.bundle.genes.values())
    assert len(index._substitutions) == 3 * size


def test_two_entries_of_one_allele_are_both_named(toolkit: Toolkit) -> None:
    (entry,) = [e for e in toolkit.bundle.catalog if e.id == "FOXP3-IPEX-0127"]
    twin = replace(entry, id="FOXP3-IPEX-0999")
    index = VrsIndex([entry, twin], toolkit.bundle.genes.values(), "1")
    message = index.allele(wanted(A384T)).issue.message
    assert "FOXP3-IPEX-0127 (c.1150G>A) and FOXP3-IPEX-0999 (c.1150G>A)" in message


def test_without_refget_accessions_none_is_known(toolkit: Toolkit) -> None:
    genes = [replace(gene, refget=None) for gene in toolkit.bundle.genes.values()]
    index = VrsIndex(toolkit.bundle.catalog, genes, "1")
    with pytest.raises(NotationError):
        index.allele(wanted(A384T))


@pytest.mark.parametrize(
    "text",
    [
        "ga4gh:VA.Hy2XU_-rp4IMh6I_1NXNecBo8Qx8n0oE",  # EGFR, an example of the specification
        A384T.swapcase().replace("GA4GH:va", "ga4gh:VA"),
    ],
)
def test_an_unknown_identifier_says_what_was_tried_and_what_to_do(
    toolkit: Toolkit, builds: dict[str, Any], text: str
) -> None:
    report = LookupReport()
    (row,) = lookup_rows(toolkit, [text], transcripts="mane", assembly=None, report=report)
    assert row.variant is None
    error = report.failed[0][1]
    assert error.code is IssueCode.UNKNOWN_IDENTIFIER
    for build, (_, _, start, bases) in builds.items():
        assert f"X:{start + 1}-{start + len(bases)} ({build})" in error.message
    for part in (text, "313 entries", "single-base substitution", "nothing is looked up online"):
        assert part in error.message
    assert "VRS 1" in str(error.cause)
    assert "SPDI" in str(error.remedy)
