"""Texts as people paste them: how they are read, what is said of it, and what is not read."""

from __future__ import annotations

import pytest

from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import IntronDescription, SignalDescription, VcfDescription
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.notation.readings import Reading, readings
from foxp3tool.notation.rewriting import Rewriting
from foxp3tool.notation.typography import plain


def read(text: str) -> list[Reading]:
    """All readings that a caller would try, best first."""
    return [reading for group in readings(text) for reading in group]


def single(text: str) -> Reading:
    (reading,) = read(text)
    return reading


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # Word processors and PDF files.
        ("c.1150G\u2192A", "c.1150G>A"),
        ("c.1150G\uf0e0A", "c.1150G>A"),
        ("c.751_753del\u200b", "c.751_753del"),
        ("c.\u2217876A>G", "c.*876A>G"),
        ("c.210\u20131G>A", "c.210-1G>A"),
        ("\u201cc.1150G>A\u201d", "c.1150G>A"),
        ("c.1150G&gt;A", "c.1150G>A"),
        ("'c.1150G>A',", "c.1150G>A"),
        ("\uff43.\uff11\uff11\uff15\uff10G>A", "c.1150G>A"),
        # Papers of before HGVS, and other programs.
        ("1150G>A", "c.1150G>A"),
        ("c.1150G->A", "c.1150G>A"),
        ("c.1150G-->A", "c.1150G>A"),
        ("c.1150G/A", "c.1150G>A"),
        ("c.G1150A", "c.1150G>A"),
        ("NM_014009:c.G1150A", "NM_014009:c.1150G>A"),
        ("c. 1150 G > A", "c.1150G>A"),
        ("C.1150G>A", "c.1150G>A"),
        ("FOXP3 c.1150G>A", "FOXP3:c.1150G>A"),
        ("nm_014009.4:c.1150g>a", "NM_014009.4:c.1150G>A"),
        ("enst00000376207.10:c.1150g>a", "ENST00000376207.10:c.1150G>A"),
        ("c.751_753delgag", "c.751_753delGAG"),
        ("c.10_11inst", "c.10_11insT"),
        ("c.227DEL", "c.227del"),
        ("c.227Del", "c.227del"),
        ("227delT", "c.227delT"),
        ("751_753delGAG", "c.751_753delGAG"),
        ("NM_014009.4:751_753del", "NM_014009.4:c.751_753del"),
        ("c.1290_1309del/insTGG", "c.1290_1309delinsTGG"),
        ("c.1290_1309delCCCC;insTGG", "c.1290_1309delCCCCinsTGG"),
        # Mutation Surveyor and reports: one allele and what is known of the other.
        ("c.[1150G>A];[=]", "c.1150G>A"),
        ("c.[1150G>A]+[=]", "c.1150G>A"),
        ("c.1150G>A het", "c.1150G>A"),
        ("c.1150G>A (hemi)", "c.1150G>A"),
        ("c.1150G>A, hemizygous", "c.1150G>A"),
        ("c.1150G>A, homozygot", "c.1150G>A"),
    ],
)
def test_spellings_with_one_meaning(text: str, meant: str) -> None:
    reading = single(text)
    assert reading.variant == parse(meant)
    (issue,) = reading.issues
    assert issue.code is IssueCode.REPAIRED_INPUT
    assert text.strip() in issue.message


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # Residue 1150 does not exist, and neither does a transcript in small letters: whoever
        # places the first reading finds out.
        ("G1150A", "c.1150G>A"),
        ("lrg_62t1:c.1150G>A", "LRG_62t1:c.1150G>A"),
        ("nm_014009.4:c.1150G>A", "NM_014009.4:c.1150G>A"),
    ],
)
def test_a_repair_stands_behind_the_text_as_it_is(text: str, meant: str) -> None:
    first, second = readings(text)
    assert [reading.variant for reading in first] == [parse(text)]
    assert [reading.variant for reading in second] == [parse(meant)]


@pytest.mark.parametrize("text", [" c.1150G>A ", "\tc.1150G>A\r\n", "\u00a0c.1150G>A"])
def test_blanks_around_a_name_are_not_worth_a_word(text: str) -> None:
    assert single(text) == Reading(parse("c.1150G>A"))


NM4, NM2 = "NM_014009", "NM_001114377"


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("NM_014009.4(FOXP3):c.1150G>A (p.Ala384Thr)", ["p.Ala384Thr"]),
        ("NM_014009.4(FOXP3):c.1150G>A (p.(Ala384Thr))", ["p.(Ala384Thr)"]),
        ("FOXP3:NM_014009:exon12:c.G1150A:p.A384T", ["p.A384T"]),
        ("FOXP3:c.1150G>A;p.A384T", ["p.A384T"]),
        ("p.Ala384Thr, c.1150G>A", ["p.Ala384Thr"]),
        ("c.1150G>A|p.Ala384Thr", ["p.Ala384Thr"]),
        ("c.1150G>A (p.Ala384Thr)", ["p.Ala384Thr"]),
        ("c.210+1G>A (p.?)", ["p.?"]),
        ("c.1150G>A, exon 12", []),
        (
            f"FOXP3:{NM2}:exon11:c.G1045A:p.A349T,FOXP3:{NM4}:exon12:c.G1150A:p.A384T",
            [f"{NM4}(FOXP3):c.G1150A", "p.A349T", "p.A384T"],
        ),
    ],
)
def test_several_names_of_one_variant(text: str, others: list[str]) -> None:
    ((reading,), *_) = readings(text)
    assert [name.text for name in reading.also] == others
    assert [issue.code for issue in reading.issues] == [IssueCode.REPAIRED_INPUT]


def test_a_protein_name_belongs_to_the_name_before_it() -> None:
    text = f"FOXP3:{NM2}:exon11:c.G1045A:p.A349T,FOXP3:{NM4}:exon12:c.G1150A:p.A384T"
    ((reading,), *_) = readings(text)
    beside = [name.beside for name in reading.also if name.beside is not None]
    assert beside == [parse(f"{NM2}(FOXP3):c.1045G>A"), parse(f"{NM4}(FOXP3):c.1150G>A")]


@pytest.mark.parametrize(
    "text",
    [
        "chrX:49251480 C>T",
        "chrX:49,251,480 C>T",
        "chrX:g.49251480C>T",
        "X:g.49251480C>T",
        "X 49251480 C T",
        "X\t49251480\tC\tT",
        "x-49251480-c-t",
        "chrX_49251480_C_T",
        "chrX_49251480_C/T",
        "X 49251480 . C T 50 PASS AC=1 GT 0/1",
        "chrX\t49251480\trs122467170\tC\tT\t.\tPASS\t.",
    ],
)
def test_alleles_in_vcf_terms(text: str) -> None:
    reading = single(text)
    assert isinstance(reading.variant, VcfDescription)
    found = reading.variant
    assert (found.start, found.ref, found.alt) == (49251479, "C", "T")
    assert reading.issues == ()


def test_each_allele_of_a_vcf_line_is_meant() -> None:
    found = read("X 49251480 . C T,G 50 PASS .")
    assert [reading.variant.alt for reading in found] == ["T", "G"]  # type: ignore[union-attr]
    assert not any(reading.is_choice for reading in found)


def test_spdi_is_not_taken_for_vcf() -> None:
    found = single("NC_000023.11:49251479:C:T").variant
    assert isinstance(found, VcfDescription)
    assert (found.is_spdi, found.start) == (True, 49251479)


@pytest.mark.parametrize("text", ["IVS9+1G>A", "c.IVS9+1G>A", "IVS9 + 1 G->A", "ivs9+1G>A"])
def test_an_intron_number_has_two_readings(text: str) -> None:
    found = [reading.variant for reading in read(text)]
    introns = [variant for variant in found if isinstance(variant, IntronDescription)]
    numbers = [(one.intron, one.start, one.is_legacy_number) for one in introns]
    assert numbers == [(9, 1, True), (9, 1, False)]


def test_the_signal_told_by_its_bases() -> None:
    assert single("AAUAAA>AAUGAA").variant == SignalDescription("AATAAA", "AATGAA")


def test_a_hyphen_is_a_range_or_the_way_into_an_intron() -> None:
    assert [reading.variant for reading in read("c.751-753del")] == [
        parse("c.751-753del"),
        parse("c.751_753del"),
    ]
    assert read("c.211-3del") == [Reading(parse("c.211-3del"))]


@pytest.mark.parametrize("text", ["c.1150G>A", "NM_014009.4:c.[1010G>A;1150G>A]", "p.Ala384Thr"])
def test_a_valid_name_is_read_in_one_way(text: str) -> None:
    assert read(text) == [Reading(parse(text))]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("c.1150G>", 8),
        ("  c.1150G>", 10),
        ("hello", 0),
        ("\u201cc.1150X\u201d", 7),
        ("c.1150G\ufffd>A", 7),
    ],
)
def test_the_caret_stands_in_the_text_as_given(text: str, offset: int) -> None:
    with pytest.raises(NotationError) as caught:
        read(text)
    assert (caught.value.text, caught.value.offset) == (text, offset)


@pytest.mark.parametrize("text", ["c.11 50G>A", "c.227 228del", "1150 1G>A"])
def test_numbers_are_not_put_together(text: str) -> None:
    with pytest.raises(NotationError):
        read(text)


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u201c\u201d"])
def test_nothing_is_no_name(text: str) -> None:
    with pytest.raises(NotationError, match="empty"):
        read(text)


def test_places_are_kept_through_replacements() -> None:
    text = "\u201cc.1150\u200bG\u2192A\u201d"
    found = plain(text)
    assert found.text == "c.1150G>A"
    assert [text[found.origin(i)] for i in range(len(found.text))] == list("c.1150G\u2192A")
    assert Rewriting(text).origin(99) == len(text)


@pytest.mark.parametrize(
    "word",
    [
        "pathogenic", "VUS", "class 4", "Class: III", "maternal", "de novo", "mosaic", "48%", "9x",
        "VAF=0.48", "VAF: 0.48", "DP 120", "12/40 reads", "missense", "nonsynonymous", "exon 12",
        "Exon12/12", "intron 9", "12/12", "PM2_Supporting", "PVS1", "missense_variant",
        "missense_variant&splice_region_variant", "nonframeshift deletion", "r.spl", "r.(?)",
        "HGNC:6106", "ENSG00000049768.12", "0/1", "X-linked", "MODERATE",
    ],
)  # fmt: skip
def test_words_that_are_left_out_are_named(word: str) -> None:
    (issue,) = single(f"FOXP3:c.1150G>A, {word}, p.Ala384Thr").issues
    told = issue.message.partition("not read: ")[2]
    for part in word.removeprefix("HGNC:").split(" "):
        assert part.strip(":") in told


@pytest.mark.parametrize(
    "word",
    [
        "not", "no", "absent", "negative", "excluded", "wild-type", "wt", "normal", "without",
        "deletion", "duplication", "loss", "cis", "trans", "or", "except", "versus", "reference",
        "corrected", "foo", "\u2260", "=", "<", "?",
    ],
)  # fmt: skip
def test_a_word_that_may_change_the_meaning_is_pointed_at(word: str) -> None:
    text = f"c.1150G>A {word} p.Ala384Thr"
    with pytest.raises(NotationError) as caught:
        read(text)
    assert (caught.value.text, caught.value.offset) == (text, 10)
    assert word in caught.value.message


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("c.1150G>GA", ["c.1150G>A", "c.1150G>GA"]),
        ("c.1150G>AG", ["c.1150G>A", "c.1150G>AG"]),
        ("NM_014009.4:c.1150G>R", ["NM_014009.4:c.1150G>A"]),
        ("c.1150G>M", ["c.1150G>M"]),
        ("c.1150G>CA", ["c.1150G>CA"]),
        ("c.1150G>GG", ["c.1150G>GG"]),
        ("c.1150G>N", ["c.1150G>N"]),
        ("c.1150G<A", ["c.1150G>A", "c.1150A>G"]),
        ("c.750+751insA", ["c.750_751insA"]),
        ("c.750+5insA", []),
    ],
)
def test_signs_of_both_alleles(text: str, meanings: list[str]) -> None:
    try:
        group = next(iter(readings(text)))
    except NotationError:
        group = ()
    assert [reading.variant for reading in group] == [parse(meaning) for meaning in meanings]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("c.751del1", "c.751del"),
        ("c.-2del3", "c.-2_1del"),  # there is no 0
        ("c.*10dup4", "c.*10_*13dup"),
        ("c.210+1del2", "c.210+1_210+2del"),
        ("c.211-3del3", "c.211-3_211-1del"),
        ("c.211-2del4", "c.211-2_212del"),
        ("c.210_210+2del3", "c.210_210+2del"),
        ("c.211-1_212del3", "c.211-1_212del"),
        ("c.-1_1del2", "c.-1_1del"),
        ("c.751_753inv3", "c.751_753inv"),
        ("NC_000023.11:g.100_104del5", "NC_000023.11:g.100_104del"),
    ],
)
def test_the_number_of_bases(text: str, meant: str) -> None:
    assert next(iter(readings(text)))[0].variant == parse(meant)


@pytest.mark.parametrize(
    "text",
    ["c.751_753del2", "c.-1_1del3", "c.210+1_210+3del2", "c.200_211-1del5", "c.100+1_200-1del7"],
)
def test_a_number_of_bases_that_is_not_that_of_the_positions(text: str) -> None:
    with pytest.raises(NotationError, match="says"):
        read(text)


@pytest.mark.parametrize(
    "text",
    ["X {} C T", "chrX:{} C>T", "X {0} {0} C T", "X_{}_C/-", "c.{}del3", "del1-{}", "c.1-{}del"],
)
def test_a_number_of_many_digits_is_no_position(text: str) -> None:
    with pytest.raises(NotationError):
        read(text.format("1" * 5000))
