"""Sheets say what the catalog's files and the literature say, and no more.

Expected values are read from the bundle's JSON by these tests, or stand here from papers and by
arithmetic; none was taken from a sheet.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from looking import Look, lines, one, texts, urls

from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.genotype import (
    Genotype,
    GenotypeCounts,
    Inheritance,
    SampleCall,
    SampleReading,
    Sex,
    Zygosity,
)
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.sheet import SectionKind, Sheet, Tone
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.sheets import SheetMaker
from foxp3tool.pipeline.toolkit import Toolkit

Entries = dict[str, dict[str, Any]]


def newest_clinvar(entry: dict[str, Any]) -> tuple[str, str] | None:
    """The newest of ClinVar's statements on an entry: significance and date."""
    told = [c for c in entry["classifications"] if c["source"] == "ClinVar"]
    if not told:
        return None
    newest = max(told, key=lambda c: c["as_of"] or "")
    return newest["significance"], newest["as_of"]


# A384T, the best known one: every fact by hand or from the files


def test_names_of_a384t(look: Look, entries: Entries) -> None:
    sheet = one(look, "c.1150G>A")
    names = texts(sheet, SectionKind.NAMES)
    for name in (
        "NM_014009.4:c.1150G>A",
        "NP_054728.2:p.(Ala384Thr)",
        # 35 residues less in the isoform without the exon of 105 bases: 1150 - 105, 384 - 35.
        "NM_001114377.2:c.1045G>A",
        "NP_001107849.1:p.(Ala349Thr)",
        "NC_000023.11:g.49251480C>T",
        "NC_000023.10:g.49107941C>T",
        "X-49251480-C-T",
        "X-49107941-C-T",
        # RefSeqGene runs against the chromosome: 49,126,288 is its first base, as in its record.
        "NG_007392.1:g.18348G>A",
        "NC_000023.11:49251479:C:T",
        "12 of 12; exon 11 in most IPEX papers",
        *entries["FOXP3-IPEX-0127"]["legacy_names"],
    ):
        assert name in names, name
    (vrs,) = lines(sheet, SectionKind.NAMES, "VRS")
    assert vrs.text.startswith("ga4gh:VA.")


def test_effect_of_a384t(look: Look) -> None:
    effect = texts(one(look, "c.1150G>A"), SectionKind.EFFECT)
    assert "missense_variant: one residue is exchanged for another" in effect
    assert "MODERATE" in effect
    assert "Gcc > Acc at c.1150" in effect
    assert "384: Ala > Thr" in effect
    assert "Forkhead DNA-binding domain, 337-423" in effect


def test_all_features_at_the_residue_with_their_sources(
    look: Look, features: list[dict[str, str]]
) -> None:
    sheet = one(look, "p.R397W")
    told = [*lines(sheet, SectionKind.EFFECT, "domain or region"),
            *lines(sheet, SectionKind.EFFECT, "also")]  # fmt: skip
    expected = [f for f in features if int(f["start"]) <= 397 <= int(f["end"])]
    assert len(expected) >= 4
    assert sorted(line.text.rpartition(", ")[0] for line in told) == sorted(
        feature["name"] for feature in expected
    )
    for feature in expected:
        (line,) = (line for line in told if line.text.startswith(f"{feature['name']}, "))
        assert line.links[0].text == feature["source"]
        assert line.is_further == (feature["primary"] != "yes")


def test_clinvar_of_a384t(look: Look, entries: Entries) -> None:
    sheet = one(look, "c.1150G>A")
    (told,) = lines(sheet, SectionKind.DATABASES, "ClinVar")
    significance, as_of = newest_clinvar(entries["FOXP3-IPEX-0127"]) or ("", "")
    assert told.text.startswith(f"{significance}, as of {as_of};")
    # ClinVar's accession is the VariationID, padded to nine digits.
    assert [(link.text, link.url) for link in told.links] == [
        ("VCV000011410", "https://www.ncbi.nlm.nih.gov/clinvar/variation/11410/")
    ]
    older = lines(sheet, SectionKind.DATABASES, "older copy")
    count = sum(c["source"] == "ClinVar" for c in entries["FOXP3-IPEX-0127"]["classifications"])
    assert len(older) == count - 1
    assert all(line.is_further for line in older)
    assert "https://www.ncbi.nlm.nih.gov/snp/rs122467170" in urls(sheet, SectionKind.DATABASES)
    assert "https://web.expasy.org/variant_pages/VAR_011332.html" in urls(
        sheet, SectionKind.DATABASES
    )


@pytest.mark.parametrize(
    ("name", "status", "stars"),
    [
        # Stars by https://www.ncbi.nlm.nih.gov/clinvar/docs/review_status/
        ("c.1010G>A", "criteria provided, multiple submitters, no conflicts", "2 stars of 4"),
        ("c.210+1G>A", "criteria provided, single submitter", "1 star of 4"),
        ("c.543C>T", "criteria provided, conflicting classifications", "1 star of 4"),
        # An abbreviation of a copy does not say whether criteria were provided.
        ("c.1150G>A", "multiple submitters (MS)", ""),
    ],
)
def test_stars_where_the_review_status_tells_them(
    look: Look, name: str, status: str, stars: str
) -> None:
    (told,) = lines(one(look, name), SectionKind.DATABASES, "ClinVar")
    assert f"review status: {status}" in told.text
    assert ("star" in told.text) == bool(stars)
    assert stars in told.text


def test_verdict_is_one_sentence_and_no_classification(look: Look) -> None:
    sheet = one(look, "c.1150G>A")
    assert sheet.verdict == (
        "Missense change in the forkhead DNA-binding domain; this very change is reported in IPEX "
        "(FOXP3-IPEX-0127, 8 papers); ClinVar says Pathogenic/Likely pathogenic (2026-10-03)."
    )
    assert (sheet.title, sheet.tone) == ("FOXP3 c.1150G>A p.(Ala384Thr)", Tone.REPORTED)
    evidence = sheet.section(SectionKind.EVIDENCE)
    assert evidence is not None
    assert "no classification" in evidence.note
    about = sheet.section(SectionKind.ABOUT)
    assert about is not None
    assert about.note == "Research use only; not a diagnosis."


# Every entry of the catalog: all that the files say is there


def check_entry(sheet: Sheet, entry: dict[str, Any], known: dict[str, Any]) -> None:
    """Compare a sheet with the record of its entry."""
    assert entry["id"] in sheet.entries
    reported = texts(sheet, SectionKind.REPORTED)
    assert f"{entry['id']} {entry['name']}" in reported
    everything = set(reported.split("\n"))
    assert set(entry["phenotypes"]) <= everything
    assert set(known["conflicts"]) <= everything
    if entry["note"]:
        assert entry["note"] in everything
    for statement in known["patient_counts"]:
        assert statement["statement"] in reported
    addresses = urls(sheet, SectionKind.REPORTED)
    papers = lines(sheet, SectionKind.REPORTED)
    for reference in entry["references"]:
        if reference["pmid"]:
            assert f"https://pubmed.ncbi.nlm.nih.gov/{reference['pmid']}/" in addresses
        if reference["doi"]:
            assert f"https://doi.org/{reference['doi']}" in addresses
        assert any((reference["says"] or "") in line.detail for line in papers)
    told = "\n".join([texts(sheet, SectionKind.DATABASES)])
    newest = newest_clinvar(entry)
    if newest is not None:
        assert f"{newest[0]}, as of {newest[1]}" in told
    for number in entry["clinvar_variation_ids"]:
        assert f"https://www.ncbi.nlm.nih.gov/clinvar/variation/{number}/" in urls(
            sheet, SectionKind.DATABASES
        )
    assert all(rsid in told for rsid in entry["rsids"])
    printed = texts(sheet, SectionKind.NAMES, "as printed")
    assert all(name in printed for name in entry["legacy_names"])
    assert len(lines(sheet, SectionKind.FUNCTION)) >= len(known["functional"])
    counted = "\n" + texts(sheet, SectionKind.POPULATION)
    assert all(f"\n{population['dataset']}: " in counted for population in known["population"])


def check_standing(sheet: Sheet, entry: dict[str, Any]) -> None:
    """What is no IPEX mutation is never called one; what is, is."""
    is_ipex = entry["assertion"] in ("ipex", "ipex-like")
    of_itself = sheet.verdict.split("; another ")[0].split("; other ")[0].split("; it overlaps")[0]
    if not is_ipex:
        assert sheet.tone is not Tone.REPORTED
        assert "reported in IPEX" not in of_itself
        assert re.search("no IPEX mutation|not counted as an IPEX mutation", of_itself)
        return
    assert sheet.overview.entries == (entry["id"],)
    no_condition = entry["evidence_status"] == "clinvar_only" and not entry["phenotypes"]
    assert ("condition not stated" in of_itself) == no_condition
    assert (sheet.tone is Tone.REPORTED) == (not no_condition)


def placed(entries: Entries) -> list[dict[str, Any]]:
    return [
        entry
        for entry in entries.values()
        if entry["resolution"] == "exact" and "GRCh38" in entry["placements"]
    ]


def test_all_entries_of_the_catalog(look: Look, entries: Entries, details: Entries) -> None:
    wanted = placed(entries)
    assert len(wanted) > 300
    for entry in wanted:
        place = entry["placements"]["GRCh38"]
        sheet = one(look, f"X-{place['pos']}-{place['ref']}-{place['alt']}")
        check_entry(sheet, entry, details[entry["id"]])
        check_standing(sheet, entry)


# What is not known is said


def test_what_is_not_known_is_said_to_be_unknown(look: Look) -> None:
    # c.1155C>T: in no file of the bundle; Ile385, codon ATC > ATT.
    sheet = one(look, "c.1155C>T")
    assert "Ile, unchanged" in texts(sheet, SectionKind.EFFECT)
    assert texts(sheet, SectionKind.REPORTED) == (
        "none: not reported, as far as was read; that does not mean harmless"
    )
    (clinvar,) = lines(sheet, SectionKind.DATABASES)
    assert "does not mean that ClinVar has none" in clinvar.text
    (counts,) = lines(sheet, SectionKind.POPULATION)
    assert "does not mean that it is not in the population" in counts.text
    assert counts.tone is clinvar.tone is Tone.UNKNOWN
    assert counts.links[0].url.startswith(
        "https://gnomad.broadinstitute.org/variant/X-49251475-G-A"
    )
    assert sheet.tone is Tone.PLAIN


def test_a_splice_site_leaves_protein_and_decay_unknown(look: Look) -> None:
    sheet = one(look, "c.210+1G>A")
    assert texts(sheet, SectionKind.NAMES, "protein") == "p.? (cannot be predicted)"
    (decay,) = lines(sheet, SectionKind.EFFECT, "NMD")
    assert decay.text.startswith("not known")
    # Exon 2 is c.-22_210: 232 bases, with the start codon.
    skipped = texts(sheet, SectionKind.EFFECT, "exon skipped")
    assert "without exon 2 (232 bases): the start codon would be lost" in skipped
    assert "only RNA can tell" in skipped
    assert sheet.protein is None
    related = texts(sheet, SectionKind.RELATED)
    assert "c.210+1G>C" in related
    assert "c.210+1G>T" in related


def test_an_open_condition_is_no_applying_code(look: Look) -> None:
    # A truncation in the exon that delta-2 lacks: PVS1 is left open, see docs/evidence.md.
    sheet = one(look, "c.227del")
    (pvs1,) = lines(sheet, SectionKind.EVIDENCE, "PVS1_Strong?")
    assert pvs1.tone is Tone.UNKNOWN
    assert "No code applies" in texts(sheet, SectionKind.EVIDENCE)
    steps = [
        step for step in lines(sheet, SectionKind.EVIDENCE) if step.label.startswith("PVS1 step")
    ]
    assert len(steps) >= 3
    (spared,) = lines(sheet, SectionKind.EFFECT, "delta-2 isoform")
    assert spared.text.startswith("spared")


def test_every_hint_is_told_once(look: Look, toolkit: Toolkit) -> None:
    (row,) = lookup_rows(
        toolkit, ["c.1150G>A"], transcripts="mane", assembly=None, report=LookupReport()
    )
    assert row.evidence is not None
    codes = {hint.criterion.name for hint in row.evidence.sheet.hints}
    sheet = one(look, "c.1150G>A")
    told = [
        code
        for line in lines(sheet, SectionKind.EVIDENCE)
        if not line.is_further
        for code in re.findall(r"\b(?:PVS|PS|PM|PP|BA|BS|BP)\d\b",
                               line.text if "," in line.text and not line.links else line.label)
    ]  # fmt: skip
    # PM5_Supporting? has its number before an underscore, which is no border of a word.
    told += [line.label.partition("_")[0] for line in lines(sheet, SectionKind.EVIDENCE)
             if "_" in line.label]  # fmt: skip
    assert sorted(told) == sorted(codes)


def test_nonsense_near_the_end_escapes_decay(look: Look) -> None:
    # c.1121 is 25 bases before the last junction c.1146^1147, so within 50.
    sheet = look("p.Phe374Ter")[0]
    (decay,) = lines(sheet, SectionKind.EFFECT, "NMD")
    assert decay.text.startswith("not predicted")
    # 431 residues, the stop in the place of 374: 58 go, 58/431 = 13.5 %.
    assert "58 of 431 residues (13.5 %): 374-431" in texts(sheet, SectionKind.EFFECT)


def test_the_polyadenylation_signal(look: Look) -> None:
    # Bennett 2001, PMID 11685453.
    sheet = one(look, "AAUAAA>AAUGAA")
    assert sheet.title == "FOXP3 c.*876A>G"
    assert "destroyed: AATAAA > AATGAA at c.*873_*878" in texts(sheet, SectionKind.EFFECT)
    assert "hits the polyadenylation signal" in sheet.verdict
    assert "https://pubmed.ncbi.nlm.nih.gov/11685453/" in urls(sheet, SectionKind.REPORTED)
    assert "0 of 318 X chromosomes" in texts(sheet, SectionKind.POPULATION)
    assert sheet.protein is None
    assert sheet.gene is not None


def test_benign_and_near_a_reported_site_is_told_as_benign_first(look: Look) -> None:
    # Gambineri 2018 excludes c.543C>T; c.543-2A>G is in ClinVar as likely pathogenic.
    verdict = one(look, "c.543C>T").verdict
    assert verdict.index("this very change is benign") < verdict.index("another change of the same")
    assert "FOXP3-IPEX-0282" in verdict


# What was asked, and how it was read


def test_a_repair_is_told_under_the_input(look: Look) -> None:
    sheet = one(look, "c.1150G->A")
    assert sheet.asked == "c.1150G->A"
    (repair,) = lines(sheet, SectionKind.INPUT)
    assert "c.1150G->A is read as c.1150G>A" in repair.text
    assert "REPAIRED_INPUT" in repair.detail
    assert sheet.issues == ("REPAIRED_INPUT",)
    assert sheet.section(SectionKind.OPEN) is None


def test_a_protein_name_has_a_sheet_for_each_dna_change(look: Look) -> None:
    # Thr is ACN; from GCC one base (ACC, the reported one) or two to three (ACA, ACG, ACT).
    sheets = look("p.A384T")
    assert len(sheets) == 4
    assert sheets[0].overview.entries == ("FOXP3-IPEX-0127",)
    assert all("PROTEIN_ONLY" in sheet.issues for sheet in sheets)
    assert all(lines(sheet, SectionKind.INPUT) for sheet in sheets)
    assert "a change with the same protein change is reported in IPEX" in sheets[1].verdict


def test_changes_together_are_drawn_together_and_one_by_one(look: Look) -> None:
    together, first, second = look("c.[1010G>A;1150G>A]")
    assert together.protein is not None
    assert together.protein.places == ((337, 337), (384, 384))
    assert together.gene is not None
    assert len(together.gene.places) == 2
    assert "c.1150G>A p.(Ala384Thr) by itself is reported in IPEX" in together.verdict
    assert "not judged" in texts(together, SectionKind.EVIDENCE)
    assert [s.protein.first for s in (first, second) if s.protein] == [337, 384]
    assert "cGa > cAa and Gcc > Acc" in texts(together, SectionKind.EFFECT)


def test_ends_that_are_not_known_stay_unknown(look: Look) -> None:
    sheet = one(look, "c.(210+1_211-1)_(315+1_316-1)del")
    assert "ends are known as ranges only" in texts(sheet, SectionKind.OPEN)
    assert "without exon 3 (105 bases): the reading frame would stay" in texts(
        sheet, SectionKind.EFFECT
    )
    (spdi,) = lines(sheet, SectionKind.NAMES, "SPDI")
    assert spdi.tone is Tone.UNKNOWN


def test_long_alleles_are_cut_down_in_names(look: Look) -> None:
    sheet = one(look, "NC_000023.11:g.49251002_49255002del")
    names = texts(sheet, SectionKind.NAMES)
    # 49,255,002 - 49,251,002 + 1 bases, and the one before them.
    assert "(4,002 bases)" in names
    assert max(map(len, names.split("\n"))) < 200
    assert sheet.verdict.startswith("Loss of one or more whole exons")


@pytest.mark.parametrize("build", ["GRCh37", "GRCh38"])
def test_both_builds_whatever_was_asked(look: Look, build: str) -> None:
    asked = {"GRCh37": "X-49107941-C-T", "GRCh38": "X-49251480-C-T"}
    sheet = one(look, asked[build], assembly=build)
    names = {line.label: line.text for line in lines(sheet, SectionKind.NAMES)}
    assert names["GRCh37"] == "NC_000023.10:g.49107941C>T, X-49107941-C-T"
    assert names["GRCh38"] == "NC_000023.11:g.49251480C>T, X-49251480-C-T"
    assert sheet.gene is not None
    assert sheet.gene.assembly == build


def test_other_transcripts_stand_among_the_names(look: Look) -> None:
    sheet = one(look, "c.1150G>A", transcripts="NM_014009.4,NM_001114377.2")
    (own,) = lines(sheet, SectionKind.NAMES, "NM_001114377.2")
    assert own.text == "NM_001114377.2:c.1045G>A"
    # Features are numbered on MANE Select, so another protein is not drawn with them.
    assert one(look, "c.1150G>A", transcripts="NM_001114377.2").protein is None


# No answer


def test_a_text_without_an_answer_tells_cause_remedy_and_what_is_near(look: Look) -> None:
    # c.1150 is a G; 188 is the offset of the old record, and c.962 is a T (1150 - 188).
    sheet = one(look, "c.1150T>A")
    assert not sheet.is_answered
    labels = [line.label for line in lines(sheet, SectionKind.ERROR)]
    assert labels == ["what is wrong", "likely cause", "what to do", "nearest that fits"]
    assert "c.962T>A" in texts(sheet, SectionKind.ERROR, "nearest that fits")
    assert sheet.fault_at == len("c.1150")
    assert sheet.issues == ("REF_MISMATCH",)
    assert sheet.section(SectionKind.ABOUT) is not None


def test_an_allele_of_a_file_without_annotation(maker: SheetMaker) -> None:
    issue = Issue(IssueCode.UNSUPPORTED_ALLELE, "the allele is *")
    row = AnnotatedRow(SourceAllele("X", 49251480, "", "C", "*"), issues=(issue,))
    (sheet,) = maker.of_rows([row])
    assert sheet.asked == "X 49251480 C *"
    assert "the allele is *" in sheet.verdict
    assert sheet.tone is Tone.ERROR


# Samples


def test_samples_are_told_in_the_sheet_of_their_allele(toolkit: Toolkit, maker: SheetMaker) -> None:
    (row,) = lookup_rows(
        toolkit, ["c.1150G>A"], transcripts="mane", assembly=None, report=LookupReport()
    )
    counts = GenotypeCounts(1, 3, hemizygotes=1, not_called=2)
    son = SampleCall("son", Sex.MALE, "1", Genotype((1,)), 1, alt_reads=31, depth=31, quality="99")
    mother = SampleCall("mother", Sex.FEMALE, "0/1", Genotype((0, 1)), 1)
    rows = [
        replace(row, counts=counts),
        replace(row, sample=SampleReading(son, Zygosity.HEMIZYGOUS, Inheritance.MATERNAL)),
        replace(row, sample=SampleReading(mother, Zygosity.HETEROZYGOUS)),
    ]
    (sheet,) = maker.of_rows(rows)
    told = {line.label: line.text for line in lines(sheet, SectionKind.SAMPLES)}
    assert told["in the file"] == "1 of 3 X chromosomes called, 1 hemizygous, 2 without a call"
    assert told["son"] == (
        "hemizygous (male, genotype 1), inheritance: maternal, 31 of 31 reads, quality 99"
    )
    assert told["mother"] == "heterozygous (female, genotype 0/1)"


# Drawings


def test_the_protein_is_drawn_with_its_primary_features(
    look: Look, features: list[dict[str, str]]
) -> None:
    strip = one(look, "c.1150G>A").protein
    assert strip is not None
    assert (strip.length, strip.first, strip.last) == (431, 384, 384)
    assert {f.name for f in strip.features if f.primary} == {
        f["name"] for f in features if f["primary"] == "yes"
    }


def test_the_gene_is_drawn_in_its_direction(look: Look) -> None:
    strip = one(look, "c.210+1G>A").gene
    assert strip is not None
    assert [block.number for block in strip.exons] == list(range(1, 13))
    # Exon 1 is -1 in the papers, exon 2 is 1.
    assert [block.legacy for block in strip.exons[:3]] == [-1, 1, 2]
    second = strip.exons[1].place
    assert (strip.start, strip.end) == (second.end, second.end + 1)
    # Coding begins in exon 2 behind 22 untranslated bases (c.-22_-1) and ends in exon 12.
    assert strip.coding is not None
    assert strip.coding.start == second.start + 22
    assert strip.exons[11].place.start < strip.coding.end <= strip.exons[11].place.end
