"""The VRS identifier of a whole annotation: which alleles have one, and that the rest have none.

The identifiers written out here were made by ga4gh.vrs 2.3.3 (VRS 2.0.1) from the bundled bases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from foxp3tool.annotate.naming import vrs_name
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

BUILDS = ("GRCh37", "GRCh38")
A384T = "ga4gh:VA.dbEyX09R1Ud6YBqqO3SYra5AZvZGsHsM"
R337Q = "ga4gh:VA.hJN11gxYUc_1SYMqoJW7RWjOvEbJYLPs"
CTC = "ga4gh:VA.XEhXt80HAX5s7HTzNXwy3EE1u1DZC354"
POLYA = "ga4gh:VA.g0rJpjmW-ZXFt_wMSqtsomaVA48EYpt7"


@pytest.fixture(scope="module")
def rows(toolkit: Toolkit) -> Callable[..., list[AnnotatedRow]]:
    def look_up(text: str, assembly: str | None = None, *, details: bool = True) -> Any:
        report = LookupReport()
        asked = lookup_rows(
            toolkit, [text], transcripts="mane", assembly=assembly, report=report, details=details
        )
        found = list(asked)
        assert not report.failed
        return found

    return look_up


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("NM_014009.4:c.1150G>A", A384T),
        ("NM_014009.4:c.751_753del", CTC),
        ("NC_000023.11:g.49255492_49255494del", CTC),
        ("X-49255490-TTCTCCT-TTCT", CTC),
        ("NC_000023.11:49255491:CTCCT:CT", CTC),
        ("NM_014009.4:c.*876A>G", POLYA),
        ("GRCh37 X-49107941-C-T", "ga4gh:VA.dy9mj7mCTwIlbc4DJ0eX0VHtLUmp3fjm"),
        ("GRCh37 X-49111952-TCTC-T", "ga4gh:VA.W5tf06OKB_CzIL0XYAHc6_3nB_VDeJnO"),
    ],
)
def test_identifier_of_a_description(rows: Callable[..., Any], text: str, identifier: str) -> None:
    build, _, description = text.rpartition(" ")
    (row,) = rows(description, build or None)
    assert row.variant.vrs_id == identifier


def test_without_details_there_is_none(rows: Callable[..., Any]) -> None:
    (row,) = rows("NM_014009.4:c.1150G>A", details=False)
    assert row.variant.vrs_id == ""


@pytest.mark.parametrize(
    "text",
    [
        # Bases that are not known.
        "NM_014009.4:c.1150G>N",
        "NM_014009.4:c.1150G>Y",
        "NM_014009.4:c.1150_1151insNNN",
        "NC_000023.11:g.49251480delinsAN",
        # Beyond the bundled region, without the bases there and with them.
        "NC_000023.11:g.49248000_49249000del",
        "NC_000023.11:g.49269000_49270000dup",
        "NC_000023.11:g.49248000_49249000delinsA",
        "X-49248434-GGCA-T",
        "X-49248433-AGGCA-A",
    ],
)
def test_an_allele_that_is_not_wholly_known_has_none(rows: Callable[..., Any], text: str) -> None:
    (row,) = rows(text)
    assert row.variant is not None
    assert row.variant.vrs_id == ""


@pytest.mark.parametrize("build", BUILDS)
def test_at_the_ends_of_the_region_the_ambiguous_stretch_is_not_known(
    toolkit: Toolkit, build: str
) -> None:
    gene = toolkit.annotators[build].gene
    bases, (start, end) = gene.plus_sequence, (gene.region.start, gene.region.end)
    other = next(base for base in "ACGT" if base not in bases[:2] and base not in bases[-2:])
    unknown = [
        Edit(start, bases[0], ""),
        Edit(start, "", other),
        Edit(end - 1, bases[-1], ""),
        Edit(end, "", bases[-1]),
        Edit(start, bases[:700], ""),
        # Inside, but copies of the bases as far as the end, so that it may be placed there.
        Edit(start + 3, "", bases[:3]),
        Edit(end - 3, "", bases[-3:]),
        Edit(start + 2, bases[2], bases[2] + bases[:3]),
    ]
    assert {vrs_name(gene, edit) for edit in unknown} == {""}
    # An exchange of bases cannot be placed elsewhere, nor can an indel that stops short of the end.
    known = [
        Edit(start, bases[0], other),
        Edit(end - 1, bases[-1], other),
        Edit(start + 1, "", other),
        Edit(end - 1, "", other),
        Edit(start, bases[:2], other * 3),
    ]
    names = {vrs_name(gene, edit) for edit in known}
    assert len(names) == len(known)
    assert all(name.startswith("ga4gh:VA.") for name in names)


def test_without_a_refget_accession_there_is_none(toolkit: Toolkit) -> None:
    gene = toolkit.annotators["GRCh38"].gene
    edit = Edit(49251479, "C", "T")
    assert vrs_name(gene, edit) == A384T
    assert vrs_name(replace(gene, refget=None), edit) == ""


def test_the_builds_have_identifiers_of_their_own(toolkit: Toolkit) -> None:
    named = {
        vrs_name(toolkit.annotators[build].gene, Edit(place, "C", "T"))
        for build, place in (("GRCh38", 49251479), ("GRCh37", 49107940))
    }
    assert len(named) == 2


def test_changes_given_together_have_one_each(rows: Callable[..., Any]) -> None:
    together, first, second = rows("NM_014009.4:c.[1010G>A;1150G>A]")
    assert {first.variant.vrs_id, second.variant.vrs_id} == {R337Q, A384T}
    # In the order of the plus strand, as in the g. name.
    assert together.variant.vrs_id == f"{A384T}|{R337Q}"


def test_together_they_have_none_if_one_has_none(rows: Callable[..., Any]) -> None:
    together, *each = rows("NM_014009.4:c.[1010G>N;1150G>A]")
    assert sorted(row.variant.vrs_id for row in each) == ["", A384T]
    assert together.variant.vrs_id == ""
