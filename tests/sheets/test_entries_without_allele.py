"""Who asks for an entry without an allele gets what is known of it, and why there is none."""

from __future__ import annotations

from typing import Any

import pytest
from looking import Look, lines, one, texts, urls

from foxp3tool.formats.card import card_lines
from foxp3tool.formats.card_style import CardStyle
from foxp3tool.formats.report_strips import strips
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.sheet import SectionKind, Tone
from foxp3tool.pipeline.sheets import SheetMaker

Entries = dict[str, dict[str, Any]]
WITHOUT = ("FOXP3-IPEX-0001", "FOXP3-IPEX-0085", "FOXP3-IPEX-0116", "FOXP3-IPEX-0144")
UNKNOWN = {"protein_only": "its DNA change is not known", "symbolic": "its ends are not known"}


def test_these_are_all_of_them(entries: Entries) -> None:
    assert tuple(n for n, e in entries.items() if e["resolution"] != "exact") == WITHOUT


@pytest.mark.parametrize("name", WITHOUT)
def test_what_is_known_of_the_entry_is_told(
    look: Look, entries: Entries, details: Entries, name: str
) -> None:
    entry = entries[name]
    sheet = one(look, name)
    assert not sheet.is_answered
    assert sheet.title == f"{name} {entry['name']}"
    assert "is reported in IPEX (1 paper)" in sheet.verdict
    assert UNKNOWN[entry["resolution"]] in sheet.verdict
    assert sheet.tone is Tone.REPORTED
    assert sheet.entries == (name,)
    reported = texts(sheet, SectionKind.REPORTED)
    assert set(entry["phenotypes"]) <= set(reported.split("\n"))
    for statement in details[name]["patient_counts"]:
        assert statement["statement"] in reported
    for reference in entry["references"]:
        for word, address in (("pmid", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
                              ("doi", "https://doi.org/{}")):  # fmt: skip
            if reference[word]:
                assert address.format(reference[word]) in urls(sheet, SectionKind.REPORTED)
        told = [line.detail for line in lines(sheet, SectionKind.REPORTED)]
        assert any(reference["says"] in text for text in told)
    assert entry["hgvs_p"] is None or entry["hgvs_p"] in texts(sheet, SectionKind.NAMES)
    assert all(name in texts(sheet, SectionKind.NAMES) for name in entry["legacy_names"])
    assert len(lines(sheet, SectionKind.FUNCTION)) == len(details[name]["functional"])
    assert f"foxp3tool catalog show {name}" in texts(sheet, SectionKind.ERROR, "what to do")
    card = " ".join(" ".join(card_lines(sheet, CardStyle(100))).split())
    # Once each, not as a caution beside the reason as well.
    assert card.count(" ".join(entry["note"].split())) == 1
    assert "the whole table" not in card
    assert f"There is more: foxp3tool catalog show {name} tells" in card


@pytest.mark.parametrize(("name", "residue"), [
    ("FOXP3-IPEX-0085", 303), ("FOXP3-IPEX-0116", 370), ("FOXP3-IPEX-0144", 428),
])  # fmt: skip
def test_the_residue_is_drawn(look: Look, name: str, residue: int) -> None:
    sheet = one(look, name)
    assert sheet.protein is not None
    assert sheet.protein.places == ((residue, residue),)
    assert sheet.gene is None
    assert f"at residue {residue}." in strips(sheet)[0].told


def test_the_deletion_is_drawn(look: Look) -> None:
    sheet = one(look, "FOXP3-IPEX-0001")
    assert sheet.gene is not None
    assert sheet.protein is None
    # Exon 1 and a part of intron 1, by the entry's own region.
    assert sheet.gene.start <= sheet.gene.exons[0].place.start
    assert sheet.gene.exons[0].place.end < sheet.gene.end < sheet.gene.exons[1].place.start


def test_a_text_of_a_list_is_told_the_same(maker: SheetMaker) -> None:
    """Lists and reports have rows, and no error at hand."""
    text = "FOXP3-IPEX-0085"
    issue = Issue(IssueCode.UNSUPPORTED_ALLELE, "no allele")
    sheet = maker.of_allele([AnnotatedRow(SourceAllele(id=text), issues=(issue,))])
    assert "reported in IPEX (1 paper)" in sheet.verdict
    assert "intrauterine death" in texts(sheet, SectionKind.REPORTED)
    assert sheet.issues == ("UNSUPPORTED_ALLELE",)


def test_the_id_of_a_vcf_record_is_no_question(maker: SheetMaker) -> None:
    issue = Issue(IssueCode.UNSUPPORTED_ALLELE, "the allele is *")
    source = SourceAllele("X", 49251480, "FOXP3-IPEX-0085", "C", "*")
    sheet = maker.of_allele([AnnotatedRow(source, issues=(issue,))])
    assert not sheet.entries
    assert sheet.tone is Tone.ERROR


@pytest.mark.parametrize("text", ["FOXP3-IPEX-9999", "rs1", "c.1150T>A", "nothing"])
def test_others_have_no_entry(look: Look, text: str) -> None:
    sheet = one(look, text)
    assert not sheet.entries
    assert sheet.title == "No answer"
    assert sheet.protein is None
