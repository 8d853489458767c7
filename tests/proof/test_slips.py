"""A slip of one character never gives the allele that was meant, and never another one unsaid.

A digit, a base or a residue of a name is changed, lost, doubled or exchanged with its neighbour.
Where the result is a name again, the readers of the tests say which allele it is, and the program
has to give that one or none. Where it is none, the program refuses it or says how it reads it.
"""

from __future__ import annotations

import re

import pytest
from alleles import BASES
from bundle_truth import BUILDS, MANE, Allele, Pairing, Region
from c_names import NoReadingError, read_g, read_normalized, read_spdi
from c_names import Reader as NameReader
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_alleles import Ground, alleles, coding_alleles, in_vcf_terms
from reading_back import Reader, codes, expected_variant, forms_of

from foxp3tool.pipeline.toolkit import Toolkit

BUILD = "GRCh38"
TOLD = {
    "REPAIRED_INPUT", "NORMALISED_INPUT", "TWO_READINGS", "SUPERSEDED_TRANSCRIPT", "PROTEIN_ONLY",
    "PARTIAL_OVERLAP", "FROM_IDENTIFIER",
}  # fmt: skip
EXCHANGE = re.compile(r"(?:[^:]*:)?[cg]\.\S+[0-9](?:[ACGT]{2,}>[ACGT]+|[ACGT]>[ACGT]{2,})")
RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
LETTERS = {
    "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His", "I": "Ile",
    "K": "Lys", "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln", "R": "Arg", "S": "Ser",
    "T": "Thr", "V": "Val", "W": "Trp", "Y": "Tyr",
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(toolkit: Toolkit) -> Reader:
    return Reader(toolkit)


@pytest.fixture(scope="module")
def grounds(regions: dict[str, Region], pairings: dict[str, Pairing]) -> dict[str, Ground]:
    found = {}
    for build in BUILDS:
        mane = regions[build].transcripts[MANE]
        low, high = regions[build].length - mane.end, regions[build].length - mane.start
        found[build] = Ground(regions[build], pairings[build]).between(low, high)
    return found


@st.composite
def slipped(draw: st.DrawFn, text: str) -> str:
    """Draw a slip at a digit or a base."""
    places = [at for at, character in enumerate(text) if character in "0123456789ACGT"]
    bases = [at for at in places if at > text.rfind(":") and text[at] in BASES]
    at = draw(st.sampled_from(bases if bases and draw(st.booleans()) else places))
    kind = draw(st.sampled_from(("other", "other", "lost", "doubled", "exchanged")))
    if kind == "lost":
        return text[:at] + text[at + 1 :]
    if kind == "doubled":
        return text[:at] + text[at] + text[at:]
    if kind == "exchanged":
        assume(at + 1 in places)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    alphabet = "0123456789" if text[at].isdigit() else BASES
    return text[:at] + draw(st.sampled_from(alphabet)) + text[at + 1 :]


def is_huge(text: str) -> bool:
    """Tell of a copy or an inversion of millions of bases; those take seconds, up to a minute."""
    match = re.search(r"g\.([0-9]+)_([0-9]+)(?:inv|dup)", text)
    return match is not None and int(match[2]) - int(match[1]) > 100_000


def strictly_read(region: Region, form: str, text: str) -> Allele | None:
    """Return the allele that a text names by the letter of its form and in the region, or None."""
    numbers = [int(found) for found in re.findall("[0-9]+", text.rpartition(":")[2])]
    beyond = 1 if re.search("[0-9]ins", text) else 0  # an insertion may lie at the very end
    first, last = region.start + 1 - beyond, region.start + region.length + beyond
    if form == "hgvs_g" and not all(first <= number <= last for number in numbers):
        return None
    try:
        if form == "gnomad":
            read = read_normalized(region, text)
        elif form == "spdi":
            read = read_spdi(region, text)
        elif form == "hgvs_g":
            read = read_g(region, text)
        else:
            read, _ = NameReader(region, region.transcripts[MANE]).read(text)
    except (NoReadingError, IndexError):
        return None
    fits = 0 <= read.at <= region.length and region.plus.startswith(read.old, read.at)
    return read if fits and read.end <= region.length and read.old != read.new else None


def check_slip(reader: Reader, grounds: dict[str, Ground], data: st.DataObject) -> None:
    region = grounds[BUILD].region
    allele = data.draw(alleles(grounds[BUILD]))
    (row,) = reader.rows(in_vcf_terms(region, allele))
    form = data.draw(st.sampled_from(("hgvs_c", "hgvs_c", "hgvs_g", "gnomad", "spdi")))
    text = forms_of(row)[form]
    assume(text)
    slip = data.draw(slipped(text))
    assume(slip != text and not is_huge(slip))
    assume("." not in re.findall(r"_[0-9]+(.?)[:)]", slip))  # the test below
    rows, error = reader.answer(slip)
    if error is not None:
        return
    found = rows[0].variant.variant if rows[0].variant else None
    for ground in grounds.values():  # another version of the chromosome is another build
        meant = strictly_read(ground.region, form, slip)
        if meant is not None:
            assert found == expected_variant(ground.region, meant), (text, slip)
            return
    assert codes(rows[0]) & TOLD or EXCHANGE.fullmatch(slip), (text, slip)
    if not codes(rows[0]) & TOLD:
        assert found != expected_variant(region, allele), (text, slip)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_slips_in_dna_names(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    check_slip(reader, grounds, data)


@pytest.mark.exhaustive
@settings(max_examples=4000, deadline=None)
@given(data=st.data())
def test_slips_in_dna_names_many(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    check_slip(reader, grounds, data)


@pytest.mark.parametrize("text", ["NM_014009.:c.1150G>A", "NP_054728.:p.Ala384Thr"])
def test_an_accession_whose_version_was_lost(reader: Reader, text: str) -> None:
    rows, error = reader.answer(text)
    assert error is not None or all("REPAIRED_INPUT" in codes(row) for row in rows)


@pytest.mark.parametrize("text", ["c.1150G>AA", "c.1150_1152GCC>TT"])
def test_an_arrow_for_more_than_one_base(reader: Reader, text: str) -> None:
    """HGVS DNA/delins, discussion: g.4GC>TG "is not allowed", it is g.4_5delinsTG."""
    rows, error = reader.answer(text)
    assert error is not None or all("REPAIRED_INPUT" in codes(row) for row in rows)


@st.composite
def other_protein_name(draw: st.DrawFn, text: str) -> str:
    """Draw a slip in a p. name: another residue, or another digit behind ``p.``."""
    start = text.index(":p.")
    residues = [match.span() for match in re.finditer("|".join(LETTERS.values()), text)]
    digits = [at for at in range(start, len(text)) if text[at].isdigit()]
    if residues and draw(st.booleans()):
        first, behind = draw(st.sampled_from(residues))
        return text[:first] + LETTERS[draw(st.sampled_from(RESIDUES))] + text[behind:]
    at = draw(st.sampled_from(digits))
    return text[:at] + draw(st.sampled_from("0123456789")) + text[at + 1 :]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_slips_in_protein_names(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    """What is listed for another name is never the allele, unless that name is no HGVS name of its
    change and the rows say which is.
    """
    region = grounds[BUILD].region
    allele = region.turned(data.draw(coding_alleles(grounds[BUILD], MANE)))
    assume(allele.old != allele.new)
    (row,) = reader.rows(in_vcf_terms(region, allele))
    text = forms_of(row)["hgvs_p"]
    assume(re.search(r":p\.\([A-Z]", text) is not None)
    slip = data.draw(other_protein_name(text))
    assume(slip != text)
    rows, _ = reader.answer(slip)
    for one in rows:
        assert one.variant is not None
        if one.variant.variant == expected_variant(region, allele):
            assert codes(one) & {"REPAIRED_INPUT", "NORMALISED_INPUT"}, (text, slip)
