"""Every form that ``convert`` writes is read by ``lookup`` as the allele it was written of.

Random alleles on both builds, given in VCF terms written by the tests. The allele that must come
back is the tests' own, moved to the left by hand; that a row read back says all that the first one
said is asked besides.
"""

from __future__ import annotations

import pytest
from bundle_truth import BUILDS, Allele, Pairing, Region, both_ends, shortest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_alleles import Ground, alleles, in_vcf_terms
from reading_back import (
    LIKE_RANGE,
    Reader,
    carried,
    codes,
    expected_variant,
    forms_of,
    issues_but,
    said,
)

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.gene import TranscriptStatus
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.variant import GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

OTHER = {"GRCh37": "GRCh38", "GRCh38": "GRCh37"}
RECORD_BUILD = "GRCh37"
"""The build whose gene strand NG_007392.1 is, base for base (LRG_62 has the bases of GRCh37)."""

ON_OWN_BUILD = ("hgvs_g", "gnomad", "spdi")
OF_BUILD = {build: (f"hgvs_g_{build.lower()}", f"gnomad_{build.lower()}") for build in BUILDS}


@pytest.fixture(scope="module")
def reader(toolkit: Toolkit) -> Reader:
    return Reader(toolkit)


@pytest.fixture(scope="module")
def grounds(regions: dict[str, Region], pairings: dict[str, Pairing]) -> dict[str, Ground]:
    return {build: Ground(regions[build], pairings[build]) for build in BUILDS}


def check_genomic_forms(
    reader: Reader,
    grounds: dict[str, Ground],
    data: st.DataObject,
) -> None:
    build = data.draw(st.sampled_from(BUILDS))
    region = grounds[build].region
    allele = data.draw(alleles(grounds[build]))
    (row,) = reader.rows(in_vcf_terms(region, allele))
    expected = expected_variant(region, allele)
    assert row.variant is not None
    assert row.variant.variant == expected
    forms = forms_of(row)
    for name in ON_OWN_BUILD:
        if not forms[name]:
            assert reaches_an_end(region, allele), name
            continue
        (back,) = reader.rows(forms[name])
        assert said(back) == said(row), (name, forms[name])
        assert back.issues == row.issues, (name, forms[name])
    own_g, own_gnomad = OF_BUILD[build]
    assert (forms[own_g], forms[own_gnomad]) == (forms["hgvs_g"], forms["gnomad"])

    other = grounds[OTHER[build]].region
    there = carried(region, grounds[build].pairing, allele)
    on_other = None if there is None else expected_variant(other, there)
    if runs_into_another_base(grounds[build], allele):
        on_other = None
    for name in OF_BUILD[other.build]:
        if forms[name] or not reaches_an_end(region, allele):
            check_other_build(reader, row, forms[name], on_other)
    on_record = {build: expected, other.build: on_other}[RECORD_BUILD]
    name = forms["hgvs_refseqgene"]
    if name:
        (back,) = reader.rows(name)
        assert back.variant is not None
        assert back.variant.variant.assembly == RECORD_BUILD
        assert on_record in (None, back.variant.variant), name
        assert forms_of(back)["hgvs_refseqgene"] == name
        allowed = {"BUILD_CONFLICT", "AMBIGUOUS_PLACEMENT", "CATALOG_CONFLICT"}
        if reaches_an_end(region, allele):
            allowed.add("PARTIAL_OVERLAP")
        assert codes(back) <= allowed, name
    else:
        # Only an insertion at the very end has no base on either side.
        assert on_record is None or beyond_the_record(grounds[RECORD_BUILD].region, on_record), (
            forms
        )


def check_other_build(
    reader: Reader, row: AnnotatedRow, name: str, expected: GenomicVariant | None
) -> None:
    """A name on the other build means the same allele there, and its own way back leads here.

    Where the allele takes out a base that reads differently there, its row must say so instead.
    """
    if not name:
        assert expected is None
        assert "BUILD_CONFLICT" in codes(row)
        return
    (back,) = reader.rows(name)
    assert back.variant is not None
    assert row.variant is not None
    assert expected in (None, back.variant.variant), name
    assert "REPAIRED_INPUT" not in codes(back)
    if expected is None and "BUILD_CONFLICT" in codes(row):
        return
    assert back.variant.other_normalized == row.variant.normalized, name
    assert back.variant.other_hgvs_g == row.variant.hgvs_g, name


def runs_into_another_base(ground: Ground, allele: Allele) -> bool:
    """Tell of an indel whether a placement touches a base that the builds have, but not the same.

    Whether it then has a counterpart depends on the bases around; if it has one, the way back must
    lead to it (see :func:`test_an_indel_beside_another_base_is_no_other_indel`).
    """
    one = shortest(allele)
    first, last = both_ends(ground.region.plus, allele)
    return not (one.old and one.new) and any(
        first.at <= place + 1 and place <= last.end for place in ground.other_bases
    )


def reaches_an_end(region: Region, allele: Allele) -> bool:
    """Tell whether a placement touches an end of the bundled region, where forms are not known."""
    first, last = both_ends(region.plus, allele)
    return first.at == 0 or last.end == region.length


def beyond_the_record(region: Region, variant: GenomicVariant) -> bool:
    edit = variant.edit
    return not edit.deleted and edit.start in (region.start, region.start + region.length)


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_genomic_forms_on_both_builds_and_on_the_record(
    reader: Reader,
    grounds: dict[str, Ground],
    data: st.DataObject,
) -> None:
    check_genomic_forms(reader, grounds, data)


@pytest.mark.exhaustive
@settings(max_examples=2500, deadline=None)
@given(data=st.data())
def test_genomic_forms_on_both_builds_and_on_the_record_many(
    reader: Reader,
    grounds: dict[str, Ground],
    data: st.DataObject,
) -> None:
    check_genomic_forms(reader, grounds, data)


@pytest.mark.parametrize("text", ["X-49264843-TG-T", "X-49264847-GA-G", "X-49264848-AG-A"])
def test_an_indel_beside_another_base_is_no_other_indel(reader: Reader, text: str) -> None:
    """GGGG-A-GGGG on GRCh38 is GGGGGGGGG on GRCh37, so that a lost G is told from the lost A on
    GRCh38 only: three alleles there would have one name on GRCh37. So none has one.
    """
    (row,) = reader.rows(text)
    for name in OF_BUILD[OTHER[row.assembly]]:
        assert forms_of(row)[name] == ""
    assert "BUILD_CONFLICT" in codes(row)
    (back,) = reader.rows("NC_000023.10:g.49121314del")
    assert back.variant is not None
    assert back.variant.other_normalized == ""
    assert "BUILD_CONFLICT" in codes(back)


def check_transcript_forms(
    reader: Reader,
    grounds: dict[str, Ground],
    data: st.DataObject,
) -> None:
    """``c.`` and ``n.`` names on all transcripts, with the build named, and without.

    A name with its genomic context, or on a build that is named, comes back with every word of the
    first row. Without either it is read on GRCh38, where it must be the same allele.
    """
    build = data.draw(st.sampled_from(BUILDS))
    region = grounds[build].region
    allele = data.draw(alleles(grounds[build]))
    expected = expected_variant(region, allele)
    if build == "GRCh38":
        by_default: GenomicVariant | None = expected
    else:
        there = carried(region, grounds[build].pairing, allele)
        by_default = None if there is None else expected_variant(grounds["GRCh38"].region, there)
    for row in reader.rows(in_vcf_terms(region, allele), reader.accessions):
        assert row.variant is not None
        assert row.transcript is not None
        assert row.variant.variant == expected
        transcript = row.transcript.transcript
        forms = forms_of(row)
        assert bool(forms["hgvs_c"]) == bool(forms["hgvs_n"])
        for text in filter(None, (forms["hgvs_c"], forms["hgvs_n"])):
            assert transcript.accession in text
            if LIKE_RANGE.search(text):  # see the test of such names below
                continue
            (back,) = reader.rows(text, [transcript.accession], build)
            assert said(back) == said(row), text
            assert issues_but(back, IssueCode.SUPERSEDED_TRANSCRIPT) == row.issues, text
            superseded = transcript.status is TranscriptStatus.SUPERSEDED
            assert ("SUPERSEDED_TRANSCRIPT" in codes(back)) == superseded, text
            wanted = expected if text.startswith(region.accession) else by_default
            if wanted is not None:
                (back,) = reader.rows(text)
                assert back.variant is not None
                assert back.variant.variant == wanted, text
                assert not codes(back) & {"REPAIRED_INPUT", "NORMALISED_INPUT", "TWO_READINGS"}


@settings(max_examples=90, deadline=None)
@given(data=st.data())
def test_names_on_every_transcript(
    reader: Reader,
    grounds: dict[str, Ground],
    data: st.DataObject,
) -> None:
    check_transcript_forms(reader, grounds, data)


@pytest.mark.exhaustive
@settings(max_examples=1000, deadline=None)
@given(data=st.data())
def test_names_on_every_transcript_many(
    reader: Reader,
    grounds: dict[str, Ground],
    data: st.DataObject,
) -> None:
    check_transcript_forms(reader, grounds, data)


@pytest.mark.parametrize(
    "name",
    [
        "NC_000023.11(NM_014009.4):c.211-300del",
        "NC_000023.11(NM_014009.4):n.283-300dup",
        "NC_000023.11(ENST00000376197.1):c.17-19del",
    ],
)
def test_a_name_with_its_genomic_context_is_read_in_one_way(reader: Reader, name: str) -> None:
    """As docs/notations.md says of valid names; these are the tool's own."""
    (row,) = reader.rows(name)
    assert not codes(row) & {"TWO_READINGS", "REPAIRED_INPUT"}
