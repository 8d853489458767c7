"""However a name is spelled, it means its allele; and what was repaired is said, nothing else."""

from __future__ import annotations

import re

import pytest
from Bio.Data import IUPACData
from bundle_truth import BUILDS, MANE, Pairing, Region
from c_names import NoReadingError, read_g
from c_names import Reader as NameReader
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_alleles import Ground, alleles, coding_alleles, in_vcf_terms
from reading_back import LIKE_RANGE, Reader, codes, expected_variant, forms_of
from spellings_of_names import Name, spelled

from foxp3tool.pipeline.toolkit import Toolkit

BUILD = "GRCh38"
CODING = (MANE, "NM_001114377.2")
ONE_LETTER = {**IUPACData.protein_letters_3to1, "Ter": "*"}
RESIDUE = re.compile("|".join(ONE_LETTER))
DROPPED = re.compile(r"(delins|del|dup|inv)")


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


def draw_name(reader: Reader, ground: Ground, data: st.DataObject) -> tuple[Name, object]:
    """Draw an allele and one of its plain names, in parts."""
    region = ground.region
    allele = data.draw(alleles(ground))
    (row,) = reader.rows(in_vcf_terms(region, allele))
    forms = forms_of(row)
    kind = data.draw(st.sampled_from("ccng"))
    text = forms[f"hgvs_{kind}"]
    assume(text and not LIKE_RANGE.search(text))
    reference, _, body = text.partition(f":{kind}.")
    references: tuple[str, ...] = (reference,)
    try:
        if kind == "g":
            read = read_g(region, text)
        else:
            forms_c = forms["hgvs_c"]
            read, _ = NameReader(region, region.transcripts[MANE]).read(forms_c)
            read = region.turned(read)
            if "(" not in reference:
                references = (MANE, "NM_014009", f"{MANE}(FOXP3)", "ENST00000376207.10")
            if "(" not in reference and kind == "c":
                references += ("FOXP3", "")
            references += (f"{region.accession}({MANE})",)
    except NoReadingError:
        assume(False)
    named = read.old if DROPPED.search(body) and "dup" not in body else ""
    if "dup" in body:
        named = read.new
    return Name(references, kind, body, named), expected_variant(region, allele)


def check_spellings(reader: Reader, grounds: dict[str, Ground], data: st.DataObject) -> None:
    name, expected = draw_name(reader, grounds[BUILD], data)
    spelling = data.draw(spelled(name))
    rows = reader.rows(spelling.text)
    assert len(rows) == 1
    assert rows[0].variant is not None
    assert rows[0].variant.variant == expected
    found = codes(rows[0])
    assert ("REPAIRED_INPUT" in found) == spelling.is_repaired
    assert not found & {"NORMALISED_INPUT", "TWO_READINGS", "SUPERSEDED_TRANSCRIPT"}


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_spellings_of_one_name(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    check_spellings(reader, grounds, data)


@pytest.mark.exhaustive
@settings(max_examples=5000, deadline=None)
@given(data=st.data())
def test_spellings_of_one_name_many(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    check_spellings(reader, grounds, data)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("c.1150G>A heterozygous", "c.1150G>A"),
        ("c.1150G>A (heterozygous)", "c.1150G>A"),
        ("c.1150_1152DELINSTT", "c.1150_1152delinsTT"),
        ("c.1150_1152DelInsTT", "c.1150_1152delinsTT"),
        ("C.A*876G", "c.*876A>G"),
        ("p.lys250_glu251insala", "p.Lys250_Glu251insAla"),
    ],
)
def test_spellings_that_mix_letters_and_words(reader: Reader, text: str, plain: str) -> None:
    found, expected = reader.rows(text), reader.rows(plain)
    assert [row.variant for row in found] == [row.variant for row in expected]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_texts_that_name_dna_and_protein(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    """ClinVar titles and what ANNOVAR and others write; the protein name is checked with it."""
    region = grounds[BUILD].region
    allele = region.turned(data.draw(coding_alleles(grounds[BUILD], MANE)))
    assume(allele.old != allele.new)
    (row,) = reader.rows(in_vcf_terms(region, allele))
    forms = forms_of(row)
    name, protein = forms["hgvs_c"], forms["hgvs_p"].partition(":")[2]
    assume(name.startswith(MANE) and protein)
    bare = protein.replace("(", "").replace(")", "")
    assume(bare not in ("p.?", "p.0?"))
    short = RESIDUE.sub(lambda match: ONE_LETTER[match[0]], bare)
    body = name.partition(":")[2]
    exon = forms_of(row)["legacy"].rpartition(" ")[2]
    old_order = re.sub(r"c\.([0-9]+)([ACGT])>([ACGT])", r"c.\2\1\3", body)
    titles = [
        f"{MANE}(FOXP3):{body} ({bare})",
        f"{MANE}(FOXP3):{body} ({protein})",
        f"{body} ({short})",
        f"FOXP3:{body};{short}",
        f"{bare}, {body}",
        f"FOXP3:NM_014009:exon{exon}:{old_order}:{short}",
        f"FOXP3 {body} {protein}",
    ]
    text = data.draw(st.sampled_from(titles))
    rows = reader.rows(text)
    assert len(rows) == 1
    assert rows[0].variant is not None
    assert rows[0].variant.variant == expected_variant(region, allele)
    assert codes(rows[0]) >= {"REPAIRED_INPUT"}
    # The same title with the protein of another residue names two variants.
    number = re.search("[0-9]+", short)
    if number is not None:
        other = text.replace(number[0], str(int(number[0]) + 1))
        if other.count(number[0]) < text.count(number[0]) and body in other:
            _, error = reader.answer(other)
            assert error is not None, other


@st.composite
def in_other_vcf_terms(draw: st.DrawFn, plain: str) -> str:
    """Draw a way of writing X-49251480-C-T that docs/notations.md lists as valid."""
    _, position, old, new = plain.split("-")
    chrom = draw(st.sampled_from(("X", "chrX", "x", "ChrX", "23", "chr23", "chromosome X")))
    if draw(st.booleans()):
        position = f"{int(position):,}"
    if draw(st.booleans()):
        old, new = old.lower(), new.lower()
    forms = [
        f"{chrom}-{position}-{old}-{new}",
        f"{chrom}:{position}:{old}:{new}",
        f"{chrom}:{position} {old}>{new}",
        f"{chrom}:g.{position}{old}>{new}",
        f"{chrom} {position} {old} {new}",
        f"{chrom}\t{position}\t{old}\t{new}",
        f"{chrom}_{position}_{old}/{new}",
        f"{chrom}\t{position}\t.\t{old}\t{new}\t50\tPASS\tAC=1\tGT\t0/1",
        f"{chrom} {position} rs1 {old} {new} . . .",
    ]
    return draw(st.sampled_from(forms))


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_vcf_terms_and_spdi(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    build = data.draw(st.sampled_from(BUILDS))
    region = grounds[build].region
    allele = data.draw(alleles(grounds[build]))
    plain = in_vcf_terms(region, allele)
    text = data.draw(in_other_vcf_terms(plain))
    if data.draw(st.booleans()):
        at, old, new = region.start + allele.at, allele.old, allele.new
        text = f"{region.accession}:{at}:{old.lower()}:{new}"
    (row,) = reader.rows(text)
    assert row.variant is not None
    assert row.variant.variant == expected_variant(region, allele)
    assert not codes(row) & {"REPAIRED_INPUT", "NORMALISED_INPUT", "TWO_READINGS"}


@st.composite
def protein_spelled(draw: st.DrawFn, plain: str) -> tuple[str, bool]:
    """Draw a spelling of NP_...:p.(...); False if it is a valid name, True if it needs a repair."""
    reference, _, body = plain.partition(":p.")
    inner = body[1:-1]
    is_repaired = False
    if draw(st.booleans()):
        sign = draw(st.sampled_from(("*", "X")))
        if "Ter" in inner:
            inner, is_repaired = inner.replace("Ter", sign), sign == "X"
    elif draw(st.booleans()):
        inner = RESIDUE.sub(lambda match: ONE_LETTER[match[0]], inner)
    elif "ins" not in inner and draw(st.booleans()):
        inner, is_repaired = inner.lower(), True
    if "_" in inner and draw(st.booleans()):
        inner, is_repaired = inner.replace("_", "-"), True
    if draw(st.booleans()):
        inner = f"({inner})"
    references = [f"{reference}:", f"{reference}(FOXP3):"]
    if reference == "NP_054728.2":
        references += ["", "FOXP3:", "Q9BZS1:"]
    return f"{draw(st.sampled_from(references))}p.{inner}", is_repaired


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_spellings_of_protein_names(
    reader: Reader, grounds: dict[str, Ground], data: st.DataObject
) -> None:
    """One letter or three, stars, old signs, with and without parentheses: the same answers."""
    region = grounds[BUILD].region
    accession = data.draw(st.sampled_from(CODING))
    allele = region.turned(data.draw(coding_alleles(grounds[BUILD], accession)))
    assume(allele.old != allele.new)
    (row,) = reader.rows(in_vcf_terms(region, allele), [accession])
    plain = forms_of(row)["hgvs_p"]
    assume(re.fullmatch(r"NP_[0-9.]+:p\.\([A-Z](?!et1\?)[^=]+\)", plain))
    expected, refused = reader.answer(plain)
    assume(refused is None)
    text, is_repaired = data.draw(protein_spelled(plain))
    rows = reader.rows(text)
    assert [one.variant for one in rows] == [one.variant for one in expected]
    assert all(("REPAIRED_INPUT" in codes(one)) == is_repaired for one in rows)
