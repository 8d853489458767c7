"""A protein name that was written is read again: the DNA changes listed for it make that protein.

docs/limits.md says which changes are looked for; an allele of that kind must be among the answers,
unless there are more than are listed. Every answer is translated by the tests.
"""

from __future__ import annotations

import re

import pytest
from alleles import RESIDUE
from bundle_truth import BUILDS, Allele, Pairing, Region, Transcript, both_ends
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_alleles import Ground, coding_alleles, in_vcf_terms
from reading_back import Reader, codes, expected_variant, forms_of

from foxp3tool.model.issue import IssueCode
from foxp3tool.pipeline.toolkit import Toolkit

LISTED = 30
TELLING = re.compile(r"(NP_[0-9]+\.[0-9]+):p\.\((?!Met1\?|=)(.+)\)")
IN_FRAME = re.compile("del|dup|ins")


@pytest.fixture(scope="module")
def grounds(regions: dict[str, Region], pairings: dict[str, Pairing]) -> dict[str, Ground]:
    return {build: Ground(regions[build], pairings[build]) for build in BUILDS}


@pytest.fixture(scope="module")
def reader(toolkit: Toolkit) -> Reader:
    return Reader(toolkit)


def inside_exon(transcript: Transcript, allele: Allele) -> bool:
    """Tell whether an allele (along the gene) changes bases of one exon only."""
    return any(
        start <= allele.at and allele.end <= end and (allele.old or start < allele.at < end)
        for start, end in transcript.exons
    )


def protein(region: Region, transcript: Transcript, allele: Allele | None) -> str | None:
    """Translate from the start codon to the first stop, or to the end of the transcript.

    Args:
        region: The build.
        transcript: The transcript.
        allele: A change of the plus strand; None for the reference.

    Returns:
        The residues with ``*`` for a stop that was met; None if the change lies in no one exon.
    """
    at, old, new = transcript.first, "", ""
    if allele is not None:
        ends = both_ends(region.along, region.turned(allele))
        placed = next((one for one in ends[::-1] if inside_exon(transcript, one)), None)
        if placed is None or placed.at < transcript.first:
            return None
        at, old, new = placed
    parts = []
    for start, end in transcript.exons:
        begin = max(start, transcript.first)
        if begin >= end:
            continue
        if begin <= at <= end and (new or old) and at + len(old) <= end:
            parts.append(region.along[begin:at] + new + region.along[at + len(old) : end])
            new = old = ""
        else:
            parts.append(region.along[begin:end])
    bases = "".join(parts)
    residues = "".join(RESIDUE[bases[i : i + 3]] for i in range(0, len(bases) - 2, 3))
    stop = residues.find("*")
    return residues if stop < 0 else residues[: stop + 1]


def is_looked_for(allele: Allele, name: str) -> bool:
    """Codons that are lost or put in are looked for where the name tells lost or new residues.

    A stop that is put in, or the lost stop codon, has the name of a nonsense change or an
    extension, and those are explained by exchanged bases and shifted frames.
    """
    changed = len(allele.new) - len(allele.old)
    return changed == 0 or changed % 3 != 0 or IN_FRAME.search(name) is not None


def check_protein_names(reader: Reader, grounds: dict[str, Ground], data: st.DataObject) -> None:
    build = data.draw(st.sampled_from(BUILDS))
    region = grounds[build].region
    named = [name for name, one in region.transcripts.items() if one.protein]
    transcript = region.transcripts[data.draw(st.sampled_from(named))]
    along = data.draw(coding_alleles(grounds[build], transcript.accession))
    assume(along.old != along.new)
    allele = region.turned(along)
    (row,) = reader.rows(in_vcf_terms(region, allele), [transcript.accession])
    name = forms_of(row)["hgvs_p"]
    told = TELLING.fullmatch(name)
    assume(told is not None)
    assert told is not None
    assert told[1] == transcript.protein
    expected = stated(region, transcript, allele, told[2])
    assume(expected is not None)

    rows, error = reader.answer(name, [transcript.accession], build)
    if error is not None:
        assert error.code is IssueCode.NO_SINGLE_BASE_ANSWER
        assert not is_looked_for(along, told[2]), f"{along}: {name} is refused: {error}"
        return
    found = {one.variant.variant for one in rows if one.variant}
    if len(found) < LISTED and is_looked_for(along, told[2]):
        assert expected_variant(region, allele) in found, (along, name)
    for one in rows:
        assert "PROTEIN_ONLY" in codes(one)
        assert "REPAIRED_INPUT" not in codes(one), name
        assert forms_of(one)["hgvs_p"] == name
        assert one.variant is not None
        edit = one.variant.variant.edit
        answer = Allele(edit.start - region.start, edit.deleted, edit.inserted)
        made = stated(region, transcript, answer, told[2])
        assert made in (None, expected), (one.variant.hgvs_g, made, expected)


def stated(region: Region, transcript: Transcript, allele: Allele, name: str) -> str | None:
    """Return what a name says of the protein that an allele makes.

    That is the whole of it; of a shifted frame and of an extension the part up to the first new
    residue, and the length if it ends.
    """
    made = protein(region, transcript, allele)
    if made is None or ("fs" not in name and "ext" not in name):
        return made
    pairs = zip(made, protein(region, transcript, None) or "", strict=False)
    first = next(place for place, (new, old) in enumerate(pairs) if new != old)
    return f"{made[: first + 1]}, {len(made) if made.endswith('*') else 'no stop'}"


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_written_protein_names_list_what_they_were_written_of(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    check_protein_names(reader, grounds, data)


@pytest.mark.exhaustive
@settings(max_examples=1500, deadline=None)
@given(data=st.data())
def test_written_protein_names_list_what_they_were_written_of_many(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    check_protein_names(reader, grounds, data)
