"""The golden files themselves, held against the catalog, the demo VCF and other arithmetic.

A golden file that was made anew from a wrong program fails here. Substitutions are worked out by
``independent.py``; the other alleles stand below, worked out by hand from the sequence.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cli_runner import read_table
from independent import ACCESSIONS, CODING, Mane, read_json, read_tsv

INPUT = ("chrom", "pos", "id", "ref", "alt", "filter")
EVERY_CHANGE = ("hgvs_p", "consequence", "impact", "exon", "intron", *CODING)

ACCEPTOR_LOST = "splice_acceptor_variant&coding_sequence_variant&intron_variant"
# By c. name without accession: GRCh38 g. name, the cells of EVERY_CHANGE, catalog entry, and
# allele in left-aligned form. Sequence around the in-frame changes (c.742 on):
# GTG CTG GAG AAG GAG AAG CTG = V247 L248 E249 K250 E251 K252 L253.
# Alleles that agree with an entry in part, by their names: what they change, and what the entry
# does. Those of which an IPEX entry comes first, without being one themselves, are flagged by it.
# The motif of an acceptor is the last 20 bases of its intron and the first of the exon.
AT_ACCEPTOR_5 = [
    ("same_splice_site", 279),  # 543-16C>T
    ("same_splice_site", 280),  # 543-5C>T
    ("same_splice_site", 281),  # 543-4C>T
    ("same_splice_site", 282),  # 543-2A>G
]
RELATED = {
    "1278C>A": [("same_codon", 396)],  # 1277A>G, Asn426
    "*876A>G": [("same_polya_signal", 148)],  # *878A>G, both in the hexamer *873_*878
    # 1250G>A and 1248A>T lie in what is taken out
    "1248_1253delinsCT": [("overlaps", 141), ("overlaps", 392)],
    "1190G>A": [("same_codon", 133)],  # Arg397
    "1189C>T": [("same_codon", 134)],
    "1150G>A": [("same_codon", 382)],  # 1151C>T, Ala384; 1149C>T is silent
    # 1147-13C>T, 1147-12G>A
    "1147-12G>C": [("same_splice_site", 379), ("same_splice_site", 380)],
    "970T>C": [("same_codon", 351)],  # 970T>G, Phe324
    # The last base of exon 9; 967+4A>G, 967+5G>A
    "967G>A": [("same_splice_site", 343), ("same_splice_site", 344)],
    # 816+2T>A, 816+3G>A, 816+6C>T; 816+7G>C lies behind the motif
    "816+5G>A": [("same_splice_site", number) for number in (75, 320, 321)],
    "816+2T>A": [("same_splice_site", number) for number in (77, 320, 321)],
    # 659C>T, 648-5C>T, 648-2A>G, 660G>A
    "648-10_660del": [("overlaps", number) for number in (64, 296, 297, 298)],
    "543C>T": AT_ACCEPTOR_5,
    "543-7C>A": AT_ACCEPTOR_5,
    "434C>A": [("same_codon", 46)],  # Ala145
    "434C>T": [("same_codon", 45)],
    "210+1G>C": [("same_splice_site", 229), ("same_splice_site", 230)],  # 210+1G>T, G>A
    "3G>A": [("same_codon", 211)],  # 2T>A
    # -23+5G>A, -23+1G>T
    "-23+1G>A": [("same_splice_site", 4), ("same_splice_site", 202)],
}
# Alleles that are no IPEX entry and agree with one in part: the best grade, and the entry.
FLAGGED = {
    "648-10_660del": ("overlaps", 297),
    "543C>T": ("same_splice_site", 282),
    "543-7C>A": ("same_splice_site", 282),
}
# ACMG/AMP codes by c. name, gone through with the texts that docs/evidence.md names; alleles that
# are not listed have none.
EVIDENCE = {
    # PVS1. A stop more than 50 bases before the last junction (1146^1147): decay. The forkhead is
    # 337-423.
    "1009C>T": "PVS1",
    "727del": "PVS1",
    # Exon 7, 648-735, is 88 bases: its loss shifts the frame.
    "648-10_660del": "PVS1",
    # Nearer than 50 bases, or behind: the mRNA stays, the forkhead is cut.
    "1143G>A": "PVS1_Strong",
    "1100_1101inv": "PVS1_Strong",
    "1248_1253delinsCT": "PVS1_Strong",
    # Exon 8, 736-816, is 27 codons, among them Lys250 and Glu251, whose loss is reported.
    "816+2T>A": "PVS1_Strong|PS1_Moderate?",
    # Exon 3, 211-315, which delta-2 lacks: one step less, and open.
    "305del": "PVS1_Strong?",
    "232_233del": "PVS1_Strong?",
    "227del": "PVS1_Strong?",
    # Exon 2 holds the start codon. Two others of +1 are pathogenic by ClinVar alone: table 2 of
    # Walker gives full weight where PVS1 has less than its own.
    "210+1G>C": "PVS1_Moderate?|PS1?",
    "3G>A": "PVS1_Supporting",
    # Exon 1 is not translated.
    "-23+1G>A": "PS1_Supporting?",
    # The other change of the donor is reported.
    "816+5G>A": "PS1_Moderate?",
    # 543-2A>G is likely pathogenic: of another base of the acceptor moderate, and a step less.
    "543C>T": "PS1_Supporting?",
    "543-7C>A": "PS1_Supporting?",
    # In-frame changes, and the lost stop.
    "751_756dup": "PM4",
    "751_753del": "PM4",
    "748_750del": "PM4",
    "1294T>C": "PM4",
    # Missense in the forkhead; at Arg397 two are reported. By ClinVar alone are those at Ala145,
    # where p.(Ala145Val) is likely pathogenic now, and p.(Ala384Val), likely too: a step less.
    "1190G>A": "PM1|PM5",
    "1189C>T": "PM1|PM2_Supporting?|PM5",
    "1150G>A": "PM1|PM5_Supporting?",
    "1117_1118delinsGC": "PM1",
    "1112T>G": "PM1",
    "1010G>A": "PM1",
    "1250G>A": "PM1?|PM2_Supporting?",
    "434C>A": "PM5_Supporting?",
    "434C>T": "PM5?",
    # Rare in gnomAD as read, without a word on males.
    **dict.fromkeys(
        ("1278C>A", "1147-12G>C", "826G>A", "659C>T", "398C>T", "323C>T", "200C>T", "70C>T"),
        "PM2_Supporting?",
    ),
    # Silent, or far in an intron: open until splicing is predicted.
    **dict.fromkeys(
        ("1295G>A", "1065G>A", "1044+600A>G", "1044+459A>G", "967+7A>G", "-22-902A>G"), "BP7?"
    ),
}
OTHERS = {
    "1248_1253delinsCT": (
        "49251377_49251382delinsAG",
        "NP_054728.2:p.(Lys416AsnfsTer176)", "frameshift_variant", "HIGH", "12/12", "",
        "1248-1253", "416", "aaACGGAGc/aaCTc", "KRS/NX",
        140, "49251377-CTCCGT-AG",
    ),
    "1117_1118delinsGC": (
        "49251692_49251693delinsGC",
        "NP_054728.2:p.(Phe373Ala)", "missense_variant", "MODERATE", "11/12", "",
        "1117-1118", "373", "TTc/GCc", "F/A",
        120, "49251692-AA-GC",
    ),
    # F367 TTC: its last two bases, TC, become their reverse complement, GA.
    "1100_1101inv": (
        "49251709_49251710inv",
        "NP_054728.2:p.(Phe367Ter)", "stop_gained", "HIGH", "11/12", "",
        "1100-1101", "367", "tTC/tGA", "F/*",
        0, "49251709-GA-TC",
    ),
    # E K once more behind E251 K252; the insertion lies between c.756 and c.757.
    "751_756dup": (
        "49255496_49255501dup",
        "NP_054728.2:p.(Glu251_Lys252dup)", "inframe_insertion", "MODERATE", "8/12", "",
        "756-757", "251-252", "-/GAGAAG", "-/EK",
        0, "49255488-G-GCTTCTC",
    ),
    "751_753del": (
        "49255494_49255496del",
        "NP_054728.2:p.(Glu251del)", "inframe_deletion", "MODERATE", "8/12", "",
        "751-753", "251", "GAG/-", "E/-",
        73, "49255491-TCTC-T",
    ),
    "748_750del": (
        "49255497_49255499del",
        "NP_054728.2:p.(Lys250del)", "inframe_deletion", "MODERATE", "8/12", "",
        "748-750", "250", "AAG/-", "K/-",
        72, "49255494-CCTT-C",
    ),
    "727del": (
        "49255724del",
        "NP_054728.2:p.(Glu243SerfsTer11)", "frameshift_variant", "HIGH", "7/12", "",
        "727", "243", "Gag/ag", "E/X",
        70, "49255722-TC-T",
    ),
    # Ten bases of intron 6 with the AG of the acceptor, thirteen of exon 7 (which begins at c.648):
    # c.648 is the last base of codon 216, c.660 that of codon 220.
    "648-10_660del": (
        "49255790_49255812del",
        "p.?",
        ACCEPTOR_LOST,
        "HIGH", "7/12", "6/11", "648-660", "216-220", "", "",
        0, "49255789-CCGCCTGGCAGTGCCTAAGTAGGG-C",
    ),
    # H101 CAT, F102 TTC, M103 ATG: three T, the last one is c.305. Then the frame reads
    # CAT|TCATGCACCAGCTCTCAACGGTGGATGCCCACGCCCGGACCCCTGTGCTGCAGGTGCACCCCCTGGAGAGCCCAGCC|TGA:
    # S C T S S Q R W M P T P G P L C C R C T P W R A Q P stop, the 27th codon.
    "305del": (
        "49257676del",
        "NP_054728.2:p.(Phe102SerfsTer27)", "frameshift_variant", "HIGH", "3/12", "",
        "305", "102", "tTc/tc", "F/X",
        0, "49257673-GA-G",
    ),
    "232_233del": (
        "49257746_49257747del",
        "NP_054728.2:p.(Met78GlyfsTer127)", "frameshift_variant", "HIGH", "3/12", "",
        "232-233", "78", "ATg/g", "M/X",
        29, "49257745-CAT-C",
    ),
    "227del": (
        "49257752del",
        "NP_054728.2:p.(Leu76GlnfsTer53)", "frameshift_variant", "HIGH", "3/12", "",
        "227", "76", "cTa/ca", "L/X",
        28, "49257751-TA-T",
    ),
}  # fmt: skip

Rows = list[dict[str, str]]


@pytest.fixture(scope="session", params=["GRCh38", "GRCh37", "GRCh38.full"])
def table(request: pytest.FixtureRequest, golden: Path) -> tuple[str, Rows]:
    name: str = request.param
    text = (golden / f"ipex_demo.{name}.tsv").read_text(encoding="utf-8")
    return name.partition(".")[0], read_table(text)


def annotated(rows: Rows) -> Rows:
    return [row for row in rows if row["alt"] != "*"]


def substitutions(rows: Rows) -> Rows:
    return [row for row in annotated(rows) if len(row["ref"]) == len(row["alt"]) == 1]


def others(rows: Rows) -> dict[str, dict[str, str]]:
    return {
        row["hgvs_c"].partition(":c.")[2]: row
        for row in annotated(rows)
        if not len(row["ref"]) == len(row["alt"]) == 1
    }


def on_build(build: str, hgvs_g: str) -> str:
    """Rewrite the GRCh38 positions of a name; behind the AGAG of intron 6, 4 bases more."""
    if build == "GRCh38":
        return hgvs_g
    shift = 143539 if int(hgvs_g[:8]) < 49256220 else 143543
    return re.sub(r"\d{8}", lambda number: str(int(number[0]) - shift), hgvs_g)


def catalog_entry(build: str, row: dict[str, str]) -> dict[str, Any]:
    """Find a row's catalog entry: by its placement, or by the table above; else {}."""
    entries: list[dict[str, Any]] = read_json("catalog.json")["entries"]
    known = OTHERS.get(row["hgvs_c"].partition(":c.")[2])
    for entry in entries:
        if known is not None and int(entry["id"][-4:]) == known[-2]:
            return entry
        place = entry["placements"].get(build, {})
        if (place.get("pos"), place.get("ref"), place.get("alt")) == (
            int(row["pos"]), row["ref"], row["alt"],
        ):  # fmt: skip
            return entry
    return {}


def numbered(number: int) -> dict[str, Any]:
    entries: list[dict[str, Any]] = read_json("catalog.json")["entries"]
    return next((entry for entry in entries if int(entry["id"][-4:]) == number), {})


def test_input_columns(table: tuple[str, Rows], examples: Path) -> None:
    build, rows = table
    low, high = (49248436, 49269825) if build == "GRCh38" else (49104897, 49126288)
    expected = []
    for line in (examples / f"ipex_demo.{build}.vcf").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        chrom, pos, name, ref, alts, _, filters, *_ = line.split("\t")
        if chrom.removeprefix("chr") == "X" and low <= int(pos) <= high:
            expected += [
                (chrom, pos, name.strip("."), ref, alt, filters.strip("."))
                for alt in alts.split(",")
            ]
    found = [tuple(row[c] for c in INPUT) for row in rows]
    assert found == expected


def test_constant_columns(table: tuple[str, Rows]) -> None:
    build, rows = table
    for row in rows:
        assert (row["assembly"], row["gene"]) == (build, "FOXP3")
    for row in annotated(rows):
        assert (row["transcript"], row["issues"]) == ("NM_014009.4", "")


def test_star_row_is_empty_but_for_its_issue(table: tuple[str, Rows]) -> None:
    _, rows = table
    (row,) = (row for row in rows if row["alt"] == "*")
    filled = {name for name, cell in row.items() if cell}
    assert filled == {"chrom", "pos", "ref", "alt", "filter", "assembly", "gene", "issues"}
    assert row["issues"].startswith("UNSUPPORTED_ALLELE: ")


def test_substitutions(table: tuple[str, Rows]) -> None:
    build, rows = table
    mane = Mane(build)
    assert len(substitutions(rows)) == 41
    for row in substitutions(rows):
        expected = mane.substitution(int(row["pos"]), row["ref"], row["alt"])
        assert {name: row[name] for name in expected} == expected


def test_other_alleles(table: tuple[str, Rows]) -> None:
    build, rows = table
    found = others(rows)
    assert found.keys() == OTHERS.keys()
    for name, (hgvs_g, *cells, _, normalized) in OTHERS.items():
        row = found[name]
        assert [row[column] for column in EVERY_CHANGE] == cells, name
        assert row["hgvs_g"] == f"{ACCESSIONS[build]}:g.{on_build(build, hgvs_g)}"
        context = f"{ACCESSIONS[build]}(NM_014009.4)" if "-" in name else "NM_014009.4"
        assert row["hgvs_c"] == f"{context}:c.{name}"
        if "normalized" in row:
            assert row["normalized"] == f"X-{normalized}"


def test_domains(table: tuple[str, Rows]) -> None:
    _, rows = table
    features = read_tsv("protein_features.tsv")
    for row in annotated(rows):
        first, _, last = row["protein_position"].partition("-")
        hit = [
            f for f in features
            if first and int(f["start"]) <= int(last or first) and int(f["end"]) >= int(first)
        ]  # fmt: skip
        primary = dict.fromkeys(f["name"] for f in hit if f["primary"] == "yes")
        assert row["domain"].split("|") == list(primary or [""])
        if "domains_all" in row:
            named = dict.fromkeys(f"{f['name']} [{f['source']}]" for f in hit)
            assert row["domains_all"].split("|") == list(named or [""])


def test_catalog_columns(table: tuple[str, Rows]) -> None:
    build, rows = table
    found = 0
    for row in annotated(rows):
        entry = catalog_entry(build, row)
        reported = entry.get("assertion") in ("ipex", "ipex-like")
        found += reported
        like, number = FLAGGED.get(row["hgvs_c"].partition(":c.")[2], ("none", 0))
        flagged = entry if reported else numbered(number)
        assert row["ipex_match"] == ("exact" if reported else like), row["hgvs_c"]
        assert row["ipex_id"] == flagged.get("id", "")
        assert row["ipex_name"] == flagged.get("name", "")
        # The facts have a note where no copy of ClinVar names the condition.
        unstated = "do not state the condition" in (flagged.get("note") or "")
        phenotypes = ["condition not stated"] if unstated else flagged.get("phenotypes", [])
        assert row["ipex_phenotype"] == "|".join(phenotypes)
        if entry.get("hgvs_c"):
            assert row["hgvs_c"].endswith(f":{entry['hgvs_c']}")
            assert row["hgvs_p"].removeprefix("NP_054728.2:") == (entry["hgvs_p"] or "")
        references = row["ipex_references"].split("|") if row["ipex_references"] else []
        assert bool(references) == bool(flagged)
        if flagged:
            pmids = {r["pmid"] for r in flagged["references"] if r["pmid"]}
            assert pmids == {r.removeprefix("PMID:") for r in references if r.startswith("PMID:")}
        clinvar = [c for c in entry.get("classifications", []) if c["source"] == "ClinVar"]
        newest: dict[str, Any] = max(
            clinvar, key=lambda statement: statement["as_of"] or "", default={}
        )
        assert row["clinvar_significance"] == newest.get("significance", "")
        if "catalog_id" in row:
            assert row["catalog_id"] == entry.get("id", "")
            assert row["catalog_assertion"] == entry.get("assertion", "")
            assert row["catalog_evidence"] == entry.get("evidence_status", "")
            assert row["catalog_note"] == (entry.get("note") or "")
            assert row["clinvar_as_of"] == newest.get("as_of", "")
            related = [part.split(" ")[:2] for part in row["catalog_related"].split("|") if part]
            expected = RELATED.get(row["hgvs_c"].partition(":c.")[2], [])
            assert related == [[f"{g}:", f"FOXP3-IPEX-{number:04}"] for g, number in expected]
    # c.398C>T was the 24th before ClinVar's statements on it came to conflict.
    assert found == 23


def test_full_columns_of_substitutions(golden: Path) -> None:
    rows = read_table((golden / "ipex_demo.GRCh38.full.tsv").read_text(encoding="utf-8"))
    for row in substitutions(rows):
        pos, ref, alt = int(row["pos"]), row["ref"], row["alt"]
        assert row["normalized"] == row["grch38"] == f"X-{pos}-{ref}-{alt}"
        assert row["spdi"] == f"NC_000023.11:{pos - 1}:{ref}:{alt}"
        kind, number = ("intron", row["intron"]) if row["intron"] else ("exon", row["exon"])
        number = number.partition("/")[0]
        # Most papers count one less; transcript exon 1 and intron 1 are their -1.
        legacy = f"{kind} {int(number) - 1 or -1}" if number else ""
        assert row["exon_legacy"] == legacy


def test_gold_of_both_builds_is_at_one_place(golden: Path) -> None:
    new, old = (
        read_table((golden / f"ipex_demo.{name}.tsv").read_text(encoding="utf-8"))
        for name in ("GRCh38.full", "GRCh37")
    )
    bases = {build: Mane(build) for build in ACCESSIONS}
    for here, there in zip(new, old, strict=True):
        p, q = int(here["pos"]), int(there["pos"])
        around = range(-15, 16)
        assert [bases["GRCh38"].base(p + k) for k in around] == [
            bases["GRCh37"].base(q + k) for k in around
        ]


def test_evidence(table: tuple[str, Rows]) -> None:
    _, rows = table
    found = {row["hgvs_c"].partition(":c.")[2]: row["evidence"] for row in rows if row["evidence"]}
    assert found == EVIDENCE
