"""Forms that are more than one plain change: alleles in brackets, open ends, counts, introns.

Each is made from the tests' own numbers, read, written, and read again. What it means is worked out
from the sequence by the tests.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from alleles import REPEAT
from bundle_truth import BUILDS, MANE, Allele, Pairing, Region, Transcript
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_alleles import Ground, alleles, in_vcf_terms
from reading_back import LIKE_RANGE, Reader, applied, codes, expected_variant, forms_of, said

from foxp3tool.pipeline.toolkit import Toolkit

BODY = re.compile(r":[cgn]\.(.+)")
IN_INTRON = re.compile(r"[-*]?[0-9]+([+-][0-9]+)(?:_[-*]?[0-9]+([+-][0-9]+))?(\D.*)")
REPAIRED = {"REPAIRED_INPUT", "NORMALISED_INPUT", "TWO_READINGS"}


@pytest.fixture(scope="module")
def reader(toolkit: Toolkit) -> Reader:
    return Reader(toolkit)


@pytest.fixture(scope="module")
def grounds(regions: dict[str, Region], pairings: dict[str, Pairing]) -> dict[str, Ground]:
    """Landmarks of MANE Select only, so that most alleles have a ``c.`` name."""
    found = {}
    for build, region in regions.items():
        mane = region.transcripts[MANE]
        low, high = region.length - mane.end, region.length - mane.start
        found[build] = Ground(region, pairings[build]).between(low, high)
    return found


def check_alleles_in_cis(
    reader: Reader,
    grounds: dict[str, Ground],
    data: st.DataObject,
) -> None:
    """``[a;b]`` of all kinds of name: the mutant with both, and every word again when read back."""
    build = data.draw(st.sampled_from(BUILDS))
    region = grounds[build].region
    drawn = sorted(
        data.draw(st.lists(alleles(grounds[build]), min_size=2, max_size=3)),
    )
    rows = [reader.rows(in_vcf_terms(region, one))[0] for one in drawn]
    names = [forms_of(row) for row in rows]
    between = list(pairwise(drawn))
    assume(all(other.at - one.end > 80 for one, other in between))
    form = data.draw(st.sampled_from(("hgvs_g", "hgvs_c", "hgvs_n", "hgvs_refseqgene")))
    assume(all(one[form] for one in names))
    # Along the gene the order is the other way round.
    texts = [one[form] for one in names][:: 1 if form == "hgvs_g" else -1]
    bodies = [BODY.search(text)[1] for text in texts]  # type: ignore[index]
    reference = max((text.partition(":")[0] for text in texts), key=len)
    kind = {"hgvs_g": "g", "hgvs_refseqgene": "g", "hgvs_c": "c", "hgvs_n": "n"}[form]
    text = f"{reference}:{kind}.[{';'.join(bodies)}]"

    whole, *parts = reader.rows(text, assembly=None if form == "hgvs_refseqgene" else build)
    assert len(parts) == len(drawn), text
    assert whole.variant is not None
    if form != "hgvs_refseqgene":
        mutant = region.plus
        for one in reversed(drawn):
            mutant = mutant[: one.at] + one.new + mutant[one.end :]
        assert applied(region, whole.variant.variant) == mutant, text
        # Each by itself, in the order of the transcript.
        assert [said(part) for part in parts] == [said(row) for row in reversed(rows)], text
    assert forms_of(whole)[form] == text
    for name in ("hgvs_g", "hgvs_c", "hgvs_n", "hgvs_refseqgene"):
        written = forms_of(whole)[name]
        if not written:
            continue
        other = None if name == "hgvs_refseqgene" else whole.assembly
        again = reader.rows(written, assembly=other)
        assert not codes(again[0]) & REPAIRED, written
        if again[0].assembly == whole.assembly:
            assert [said(row) for row in again] == [said(row) for row in (whole, *parts)], written
        else:
            assert forms_of(again[0])["hgvs_refseqgene"] == written


@settings(max_examples=70, deadline=None)
@given(data=st.data())
def test_alleles_in_cis(reader: Reader, grounds: dict[str, Ground], data: st.DataObject) -> None:
    check_alleles_in_cis(reader, grounds, data)


@pytest.mark.exhaustive
@settings(max_examples=600, deadline=None)
@given(data=st.data())
def test_alleles_in_cis_many(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    check_alleles_in_cis(reader, grounds, data)


@settings(max_examples=80, deadline=None)
@given(data=st.data(), phase=st.sampled_from((("[", "];[", "]"), ("", "(;)", ""))))
def test_alleles_in_trans_or_unknown(
    reader: Reader,
    grounds: dict[str, Ground],
    data: st.DataObject,
    phase: tuple[str, str, str],
) -> None:
    """Each change comes back by itself, in the order given."""
    region = grounds["GRCh38"].region
    drawn = data.draw(st.lists(alleles(grounds["GRCh38"]), min_size=2, max_size=2))
    names = [forms_of(reader.rows(in_vcf_terms(region, one))[0])["hgvs_c"] for one in drawn]
    assume(all(names))
    reference = max((name.partition(":")[0] for name in names), key=len)
    before, between, behind = phase
    bodies = [BODY.search(name)[1] for name in names]  # type: ignore[index]
    rows = reader.rows(f"{reference}:c.{before}{between.join(bodies)}{behind}")
    found = [row.variant.variant if row.variant else None for row in rows]
    assert found == [expected_variant(region, one) for one in drawn]
    assert all(codes(row) & ({"PART_OF_ALLELE"} | REPAIRED) == {"PART_OF_ALLELE"} for row in rows)


def intron_position(transcript: Transcript, index: int, number: int, *, behind: bool) -> str:
    """Name a place of an intron, counted from the exon before (``behind``) or from the next."""
    start, end = transcript.introns[index]
    names = dict(zip(transcript.spliced, transcript.exonic_names["c"], strict=True))
    return f"{names[start - 1]}+{number}" if behind else f"{names[end]}-{number}"


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_uncertain_ends(reader: Reader, grounds: dict[str, Ground], data: st.DataObject) -> None:
    """Whole exons, with ends known as ranges in the introns on either side, or open."""
    build = data.draw(st.sampled_from(BUILDS))
    region = grounds[build].region
    transcript = region.transcripts[data.draw(st.sampled_from(list(region.transcripts)))]
    last = len(transcript.exons) - 2
    first = data.draw(st.integers(1, last))
    final = data.draw(st.integers(first, last))
    steps = [data.draw(st.integers(1, 25)) for _ in range(4)]
    word = data.draw(st.sampled_from(("del", "dup")))
    inner = (
        intron_position(transcript, first - 1, steps[1], behind=False),
        intron_position(transcript, final, steps[2], behind=True),
    )
    outer = (
        data.draw(
            st.sampled_from(
                ("?", intron_position(transcript, first - 1, steps[0], behind=True)),
            )
        ),
        data.draw(
            st.sampled_from(("?", intron_position(transcript, final, steps[3], behind=False)))
        ),
    )
    body = f"c.({outer[0]}_{inner[0]})_({inner[1]}_{outer[1]}){word}"
    name = f"{region.accession}({transcript.accession}):{body}"
    (row,) = reader.rows(name, [transcript.accession])
    assert "UNCERTAIN_ENDS" in codes(row)
    assert not codes(row) & REPAIRED
    assert forms_of(row)["hgvs_c"] == name
    start, end = transcript.exons[first][0] - steps[1], transcript.exons[final][1] + steps[2]
    old = region.along[start:end]
    certain = region.turned(Allele(start, old, "" if word == "del" else old + old))
    assert row.variant is not None
    assert applied(region, row.variant.variant) == region.mutant(certain)
    # Without the context, on the build that is named, nothing else is meant.
    (again,) = reader.rows(f"{transcript.accession}:{body}", [transcript.accession], build)
    assert (said(again), again.issues) == (said(row), row.issues)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_counted_repeats_come_back_as_what_they_change(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    """``unit[n]``: read as the mutant with n units; the plain name written of it comes back."""
    build = data.draw(st.sampled_from(BUILDS))
    region = grounds[build].region
    mane = region.transcripts[MANE]
    found = [one.start() for one in REPEAT.finditer(region.along, mane.start, mane.end - 40)]
    at = data.draw(st.one_of(st.integers(mane.start, mane.end - 40), st.sampled_from(found)))
    size = data.draw(st.integers(1, 6))
    unit = region.along[at : at + size]
    there = 1
    while region.along.startswith(unit, at + there * size):
        there += 1
    copies = data.draw(st.integers(0, there + 4))
    assume(copies != there)
    behind = at + there * size
    inside = [end for _, end in mane.exons if at < end < behind]
    assume(not inside)
    # The place of a repeat is that of its first unit.
    assume(not region.along.endswith(unit, 0, at))
    position = mane.names("c")[at]
    last = mane.names("c")[at + size - 1]
    where = data.draw(st.sampled_from((position, f"{position}_{last}" if size > 1 else position)))
    (row,) = reader.rows(f"{region.accession}({MANE}):c.{where}{unit}[{copies}]")
    mutant = region.turned(Allele(at, unit * there, unit * copies))
    assert row.variant is not None
    assert row.variant.variant == expected_variant(region, mutant)
    assert applied(region, row.variant.variant) == region.mutant(mutant)
    written = forms_of(row)["hgvs_c"]
    assert "[" not in written
    assume(not LIKE_RANGE.search(written))
    (back,) = reader.rows(written, assembly=build)
    assert said(back) == said(row)
    assert not codes(back) & REPAIRED


@st.composite
def in_introns(draw: st.DrawFn, region: Region) -> Allele:
    """Draw a small change near an end of an intron of MANE Select, the first one left out."""
    exons = region.transcripts[MANE].exons
    number = draw(st.integers(1, len(exons) - 2))
    start, end = exons[number][1], exons[number + 1][0]
    size = draw(st.integers(0, 5))
    near = st.integers(0, 40)
    at = start + draw(near) if draw(st.booleans()) else end - size - draw(near)
    old = region.along[at : at + size]
    new = draw(st.text(alphabet="ACGT", min_size=1 if size == 0 else 0, max_size=3))
    assume(old != new)
    return region.turned(Allele(at, old, new))


@settings(max_examples=70, deadline=None)
@given(data=st.data())
def test_intron_numbers_of_papers(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    """``IVS9+1G>A`` made of the form ``legacy`` and of the distance in the ``c.`` name.

    Of the two readings the first one counts as most papers do. The first intron has the number -1
    there, which no paper writes.
    """
    build = data.draw(st.sampled_from(BUILDS))
    region = grounds[build].region
    allele = data.draw(in_introns(region))
    (row,) = reader.rows(in_vcf_terms(region, allele))
    forms = forms_of(row)
    match = IN_INTRON.fullmatch(forms["hgvs_c"].partition(":c.")[2])
    number = re.fullmatch(r"intron ([1-9][0-9]?)", forms["legacy"])
    assume(match is not None and number is not None)
    assert match is not None
    assert number is not None
    first, last, change = match.groups()
    assume(last is None or last[0] == first[0])
    where = first if last is None else f"{first}_{last}"
    prefix = data.draw(st.sampled_from(("", "c.", "FOXP3:", f"{MANE}:c.")))
    rows = reader.rows(f"{prefix}IVS{number[1]}{where}{change}", assembly=build)
    assert rows[0].variant is not None
    assert rows[0].variant.variant == expected_variant(region, allele)
    assert said(rows[0]) == said(row)
    assert "REPAIRED_INPUT" in codes(rows[0])
    assert ("TWO_READINGS" in codes(rows[0])) == (len(rows) > 1)
