"""Look-ups: every notation leads to the same allele, and a bad one never hides the others."""

from __future__ import annotations

import pytest
from cli_runner import Run

A384T = [
    "c.1150G>A",
    "NM_014009.4:c.1150G>A",
    "NM_014009:c.1150G>A",
    "FOXP3:c.1150G>A",
    "NM_014009.4(FOXP3):c.1150G>A",
    "NC_000023.11(NM_014009.4):c.1150G>A",
    "ENST00000376207.10:c.1150G>A",
    "NM_001114377.2:c.1045G>A",
    "n.1222G>A",
    "NC_000023.11:g.49251480C>T",
    "X-49251480-C-T",
    "X:49251480:C:T",
    "chrX-49251480-C-T",
    "  c.1150G>A ",
]
SAME = ["hgvs_g", "hgvs_c", "hgvs_p", "consequence", "ipex_match", "ipex_id", "issues", "assembly"]


@pytest.mark.parametrize("text", A384T)
def test_notations_of_one_allele(run: Run, text: str) -> None:
    result = run("lookup", text)
    assert result.code == 0
    (row,) = result.table
    assert [row[name] for name in SAME] == [
        "NC_000023.11:g.49251480C>T",
        "NM_014009.4:c.1150G>A",
        "NP_054728.2:p.(Ala384Thr)",
        "missense_variant",
        "exact",
        "FOXP3-IPEX-0127",
        "",
        "GRCh38",
    ]
    assert row["id"] == text.strip()
    assert (row["pos"], row["ref"], row["alt"], row["filter"]) == ("49251480", "C", "T", "")


@pytest.mark.parametrize(
    "text",
    ["NC_000023.10:g.49107941C>T", "X-49107941-C-T", "NC_000023.10(NM_014009.4):c.1150G>A"],
)
def test_grch37(run: Run, text: str) -> None:
    result = run("lookup", text, "--columns", "full")
    (row,) = result.table
    assert (result.code, row["issues"]) == (0, "")
    assert (row["assembly"], row["pos"]) == ("GRCh37", "49107941")
    assert row["hgvs_g"] == "NC_000023.10:g.49107941C>T"
    assert (row["ipex_id"], row["grch38"]) == ("FOXP3-IPEX-0127", "X-49251480-C-T")
    assert row["id"] == text


def test_assembly_for_names_without_one(run: Run) -> None:
    (row,) = run("lookup", "c.816+2T>A", "--assembly", "hg19").table
    # c.816 is the lowest base of exon 8, 49111890 on GRCh37; +2 lies two below.
    assert row["hgvs_g"] == "NC_000023.10:g.49111888A>T"
    assert row["hgvs_c"] == "NC_000023.10(NM_014009.4):c.816+2T>A"
    assert row["ipex_id"] == "FOXP3-IPEX-0075"


def test_assembly_that_the_name_contradicts_is_told(run: Run) -> None:
    (row,) = run("lookup", "NC_000023.10:g.49107941C>T", "--assembly", "GRCh38").table
    assert row["assembly"] == "GRCh37"
    assert row["issues"].startswith("BUILD_CONFLICT: ")


def test_superseded_version_is_read_and_told(run: Run) -> None:
    result = run("lookup", "NM_014009.3:c.1150G>A")
    (row,) = result.table
    assert result.code == 0
    assert row["hgvs_c"] == "NM_014009.4:c.1150G>A"
    assert row["issues"].startswith("SUPERSEDED_TRANSCRIPT: NM_014009.3 ")


@pytest.mark.parametrize(
    "text", ["p.Ala384Thr", "p.(Ala384Thr)", "p.A384T", "A384T", "NP_054728.2:p.Ala384Thr"]
)
def test_protein_name_has_an_inferred_answer(run: Run, text: str) -> None:
    # GCC to ACN: only GCC>ACC is one base away; the other three codons follow.
    result = run("lookup", text)
    row = result.table[0]
    assert result.code == 0
    assert (row["hgvs_c"], row["id"], row["ipex_match"]) == ("NM_014009.4:c.1150G>A", text, "exact")
    assert [row["hgvs_c"].partition(":")[2] for row in result.table[1:]] == [
        f"c.1150_1152delinsAC{base}" for base in "AGT"
    ]
    assert {row["ipex_match"] for row in result.table[1:]} == {"same_protein_change"}
    assert all(row["issues"].startswith("PROTEIN_ONLY: ") for row in result.table)


def test_protein_name_with_several_answers_gives_each(run: Run) -> None:
    # Phe367 TTC to leucine: CTC (reported), TTA and TTG, then CTA, CTG and CTT.
    rows = run("lookup", "p.Phe367Leu").table
    assert [row["hgvs_c"].partition(":")[2] for row in rows] == [
        "c.1099T>C", "c.1101C>A", "c.1101C>G",
        "c.1099_1101delinsCTA", "c.1099_1101delinsCTG", "c.1099_1101delinsCTT",
    ]  # fmt: skip
    assert {row["hgvs_p"] for row in rows} == {"NP_054728.2:p.(Phe367Leu)"}
    assert [row["ipex_match"] for row in rows] == ["exact"] + 5 * ["same_protein_change"]


@pytest.mark.parametrize(
    ("text", "name", "allele"),
    [
        ("c.750_752del", "c.751_753del", ("49255491", "TCTC", "T")),
        ("c.751_753delGAG", "c.751_753del", ("49255491", "TCTC", "T")),
        ("X-49255490-TTCTC-TT", "c.751_753del", ("49255490", "TTCTC", "TT")),
        ("c.748_750del", "c.748_750del", ("49255494", "CCTT", "C")),
        ("c.1117_1118delinsGC", "c.1117_1118delinsGC", ("49251692", "AA", "GC")),
        ("c.751_756dup", "c.751_756dup", ("49255488", "G", "GCTTCTC")),
        ("c.227del", "c.227del", ("49257751", "TA", "T")),
        ("c.-23+1G>A", "c.-23+1G>A", ("49264660", "C", "T")),
        ("c.*876A>G", "c.*876A>G", ("49250458", "T", "C")),
        ("c.1100_1101inv", "c.1100_1101inv", ("49251709", "GA", "TC")),
    ],
)
def test_other_kinds_of_change(
    run: Run, text: str, name: str, allele: tuple[str, str, str]
) -> None:
    result = run("lookup", text)
    (row,) = result.table
    assert result.code == 0
    assert row["hgvs_c"].partition(":")[2] == name
    # An allele from text has the VCF columns of its genomic allele; one given so keeps its own.
    assert (row["pos"], row["ref"], row["alt"]) == allele
    assert bool(row["issues"]) == (text == "c.750_752del")


def test_several_keep_their_order(run: Run) -> None:
    texts = ["c.1150G>A", "X-49251441-G-A", "p.Met1Val", "c.227del"]
    rows = run("lookup", *texts[:2], texts[3]).table
    assert [row["id"] for row in rows] == [*texts[:2], texts[3]]


def test_one_bad_among_good(run: Run) -> None:
    texts = ["c.1150G>A", "c.1150G", "c.227del", "c.1150C>A", "X-49251441-G-A"]
    result = run("lookup", *texts).no_traceback()
    assert result.code == 1
    assert [row["id"] for row in result.table] == texts
    assert [row["issues"].partition(":")[0] for row in result.table] == [
        "", "HGVS_UNPARSED", "", "REF_MISMATCH", "",
    ]  # fmt: skip
    assert [row["ipex_match"] for row in result.table] == ["exact", "", "exact", "", "exact"]
    bad = result.table[1]
    assert {name for name, cell in bad.items() if cell} == {"id", "issues"}


def test_error_points_at_the_fault(run: Run) -> None:
    err = run("lookup", "NM_014009.4:c.1150G").err.splitlines()
    # The text has 19 characters; the fault is behind the last one, two blanks indent the text.
    assert err[0].startswith("foxp3tool lookup: NM_014009.4:c.1150G: ")
    assert err[1] == "  NM_014009.4:c.1150G"
    assert err[2] == " " * (2 + 19) + "^"
    assert err[3].startswith("  what to do: ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hello", "HGVS_UNPARSED"),
        ("c.", "HGVS_UNPARSED"),
        ("c.0A>G", "HGVS_UNPARSED"),
        ("c.1150G>A;c.227del", "NAMES_DISAGREE"),
        ("g.49251480C>T", "UNKNOWN_REFERENCE"),
        ("NM_000546.6:c.1A>G", "UNKNOWN_REFERENCE"),
        ("NC_000001.11:g.100A>G", "UNKNOWN_REFERENCE"),
        ("NC_060947.1:g.48662300A>G", "UNKNOWN_REFERENCE"),
        ("TP53:c.1A>G", "OTHER_GENE"),
        ("c.1150C>T", "REF_MISMATCH"),
        ("NC_000023.11:g.49251480G>A", "REF_MISMATCH"),
        ("X-49251480-G-A", "REF_MISMATCH"),
        ("p.Gly384Thr", "REF_MISMATCH"),
        ("c.99999A>G", "INVALID_POSITION"),
        ("p.Ala999Thr", "INVALID_POSITION"),
        ("X-0-C-T", "INVALID_POSITION"),
        ("X-1000-C-T", "OUTSIDE_GENE"),
        ("1-49251480-C-T", "OUTSIDE_GENE"),
        ("c.1150=", "NO_CHANGE"),
        ("X-49251480-C-C", "NO_CHANGE"),
        ("p.Met1Val", "NO_SINGLE_BASE_ANSWER"),
        ("p.Leu76GlnfsTer54", "NO_SINGLE_BASE_ANSWER"),
        ("X-49251480-C-<DEL>", "UNSUPPORTED_ALLELE"),
    ],
)
def test_what_cannot_be_answered(run: Run, text: str, code: str) -> None:
    result = run("lookup", text).no_traceback()
    assert result.code == 1
    (row,) = result.table
    assert row["issues"].startswith(f"{code}: ")
    assert (row["id"], row["ipex_match"], row["hgvs_c"]) == (text, "", "")
    assert text in result.err


def test_strand_is_hinted_at(run: Run) -> None:
    assert "other strand" in run("lookup", "c.1150C>T").err


def test_tabs_and_line_ends_in_the_text_become_blanks(run: Run) -> None:
    (row,) = run("lookup", "c.1150G>A\tor\nso").table
    assert row["id"] == "c.1150G>A or so"


@pytest.mark.parametrize("text", ["", "  "])
def test_empty_text_is_no_success(run: Run, text: str) -> None:
    assert run("lookup", text).code in (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "FOXP3:NM_001114377:exon11:c.G1045A:p.A349T",
        "FOXP3:NM_001114377:exon11:c.G1045A:p.A349T,FOXP3:NM_014009:exon12:c.G1150A:p.A384T",
        "NM_014009.4(FOXP3):c.1150G>A (p.Ala384Thr)",
        "NM_014009.4:c.1150G>A (NP_054728.2:p.Ala384Thr)",
        "NC_000023.11:g.49251480C>T (p.Ala384Thr)",
        "c.1150G>A (p.?)",
    ],
)
@pytest.mark.parametrize("transcripts", ["mane", "NM_001114377.2", "all"])
def test_names_that_agree(run: Run, text: str, transcripts: str) -> None:
    """A protein name counts on the transcript of its DNA name, whichever rows are asked for."""
    result = run("lookup", text, "--transcripts", transcripts)
    assert result.code == 0, result.err
    assert {row["hgvs_g"] for row in result.table} == {"NC_000023.11:g.49251480C>T"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("c.210+1G>A (p.?)", 0),
        ("c.1044+459A>G (p.=)", 0),
        ("c.543C>T (p.=)", 0),
        ("c.543C>T (p.Ser181=)", 0),
        ("c.3G>A (p.Met1?)", 0),
        ("c.227del (p.Leu76fs)", 0),
        ("c.1150G>A (NP_001107849.1:p.Ala349Thr)", 0),
        ("c.1150G>A (NP_001107849.1:p.Ala384Thr)", 1),
        ("c.1150G>A (p.=)", 1),
        ("c.1150G>A (p.0)", 1),
        ("c.210+1G>A (p.Gln70Arg)", 1),
        ("c.227del (p.Leu76GlnfsTer52)", 1),
        ("FOXP3:NM_001114377:exon11:c.G1045A:p.A384T", 1),
        ("FOXP3:NM_001114377:exon11:c.G1045A:p.A349T,FOXP3:NM_014009:exon12:c.G1150A:p.A349T", 1),
    ],
)
def test_a_protein_name_beside_a_dna_name_is_checked(run: Run, text: str, code: int) -> None:
    result = run("lookup", text).no_traceback()
    assert result.code == code
    assert ("NAMES_DISAGREE" in result.table[0]["issues"]) is (code == 1)


@pytest.mark.parametrize(
    "text",
    [
        "BRCA1:NM_014009:exon12:c.G1150A:p.A384T",
        "NM_014009.4(BRCA1):c.1150G>A (p.Ala384Thr)",
        "BRCA1:c.1150G>A;p.A384T",
    ],
)
def test_another_gene_in_a_compound_text_is_not_passed_over(run: Run, text: str) -> None:
    result = run("lookup", text).no_traceback()
    assert result.code == 1
    assert result.table[0]["issues"].startswith("OTHER_GENE")


# 1-based GRCh37 X:49118241 is T, GRCh38 G (gene strand A and C); g.n of the record is 49126289 - n.
@pytest.mark.parametrize("text", ["NG_007392.1:g.18348G>A", "LRG_62:g.18348G>A"])
@pytest.mark.parametrize(
    ("assembly", "pos"), [("GRCh38", "49251480"), ("GRCh37", "49107941"), (None, "49107941")]
)
def test_a_gene_record_names_no_build(run: Run, text: str, assembly: str | None, pos: str) -> None:
    chosen = ("--assembly", assembly) if assembly else ()
    (row,) = run("lookup", text, *chosen).table
    assert (row["pos"], row["hgvs_c"], row["issues"]) == (pos, "NM_014009.4:c.1150G>A", "")


@pytest.mark.parametrize(
    "text",
    ["NG_007392.1:g.[17208C>T;18348G>A]", "NG_007392.1(NM_014009.4):c.210+1G>A"],
)
def test_whatever_counts_on_a_gene_record_is_converted(run: Run, text: str) -> None:
    rows = run("lookup", text, "--assembly", "GRCh38").table
    assert {row["assembly"] for row in rows} == {"GRCh38"}
    assert all("GRCh37" not in row["issues"] for row in rows)


def test_what_has_no_counterpart_on_the_build_asked_for_says_so(run: Run) -> None:
    (row,) = run("lookup", "NG_007392.1:g.8048A>C", "--assembly", "GRCh38").table
    assert row["hgvs_g"] == "NC_000023.10:g.49118241T>G"
    assert "NG_007392.1 is the sequence of GRCh37" in row["issues"]
    assert "it is the reference sequence of GRCh38" in row["issues"]
    assert "the description names" not in row["issues"]


def test_a_name_in_the_row_is_not_told_as_invalid(run: Run) -> None:
    (row,) = run("lookup", "c.-72dup").table
    assert row["hgvs_g"] == "NC_000023.11:g.49264710dup"
    assert "AMBIGUOUS_PLACEMENT" in row["issues"]
    assert f"{row['hgvs_g']} on the chromosome" in row["issues"]
    assert "not a valid HGVS name" not in row["issues"]


@pytest.mark.parametrize("text", ["c.10C>N", "c.10_11delinsNN"])
def test_a_new_base_that_is_not_known_may_be_that_of_the_reference(run: Run, text: str) -> None:
    (row,) = run("lookup", text).table
    assert "one of them may be the reference base" in row["issues"]


def test_an_inserted_base_that_is_not_known_stands_for_none_of_the_reference(run: Run) -> None:
    (row,) = run("lookup", "c.10_11insN").table
    assert "AMBIGUOUS_BASE" in row["issues"]
    assert "reference base" not in row["issues"]


@pytest.mark.parametrize("count", [10_000, 123_456_789])
def test_a_long_repeat_is_refused_for_its_length(run: Run, count: int) -> None:
    (row,) = run("lookup", f"c.745GAGAAG[{count}]").table
    assert "more than 9999 units" in row["issues"]
    assert "one unit and one number" not in row["issues"]


def test_a_hint_counts_as_hgvs_does(run: Run) -> None:
    """The stop codon ends with c.1296, so what lies 896 bases behind it is c.*896."""
    (row,) = run("lookup", "c.2192G>A").table
    assert "NM_014009.4:c.*896A>G (old and new bases exchanged; c.2192, " in row["issues"]
    assert "2192A>G" not in row["issues"]


def test_another_transcript_of_the_record_is_no_slip(run: Run) -> None:
    (row,) = run("lookup", "LRG_62t2:c.1150G>A").table
    assert "another transcript of that record than LRG_62t1" in row["issues"]
    assert "not known here" in row["issues"]
    assert "LRG_62t1:c." not in row["issues"]
    assert "NM_001114377.2" in row["issues"]
