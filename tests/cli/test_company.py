"""What stands beside a name: words, genotypes, places, bases and accessions.

The coordinates are those of tests/cli/pasted_texts.py, reckoned by hand from the exon table:
c.1150 is X:49251480 on GRCh38 and X:49107941 on GRCh37; codon 384 is GCC (Ala), c.1150 its first
base; c.751_753 is GAG, CTC on the plus strand, which may stand anywhere from X:49255492 (its VCF
position is the base before) to X:49255496; c.10 and c.11 are X:49258496 and X:49258495.
"""

from __future__ import annotations

import pytest
from cli_runner import Run

A384T = "NM_014009.4:c.1150G>A"
E251DEL = "NM_014009.4:c.751_753del"
INS_T = "NM_014009.4:c.10_11insT"
NAMES = ("c.1150G>A", "NM_014009.4:c.1150G>A", "X-49251480-C-T")


def names(run: Run, text: str) -> list[str]:
    return [row["hgvs_c"] for row in run("lookup", text).table]


@pytest.mark.parametrize("word", ["ND", "NA", "N", "Y", "M", "S", "A", "C", "GG", "R"])
@pytest.mark.parametrize(
    "name", [*NAMES, "c.1150 G > A", "c.1150g>a", "c.10_11insT", "c.10_11ins T"]
)
def test_a_word_behind_a_name_is_no_base(run: Run, name: str, word: str) -> None:
    """ND is not detected, M is male, and both are codes of bases."""
    for text in (f"{name} {word}", f"{name}  {word.lower()}"):
        assert names(run, text) == [""], text


@pytest.mark.parametrize("word", ["N", "ND", "M", "S"])
def test_a_word_behind_a_loss_or_gain_is_no_base(run: Run, word: str) -> None:
    for change in ("751_753del", "751_753dup", "1100_1101inv"):
        assert names(run, f"c.{change} {word}") == [""]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("c.1150 G > A", A384T),
        ("c. 1150 G>A", A384T),
        ("c.1150 G > R", A384T),
        ("c.1150G> A", A384T),
        ("c.751_753 del GAG", E251DEL),
        ("c.10_11 ins T", INS_T),
        ("c.1117_1118del TT ins GC", "NM_014009.4:c.1117_1118delinsGC"),
        ("c.1117_1118delins GC", "NM_014009.4:c.1117_1118delinsGC"),
    ],
)
def test_blanks_inside_a_name_are_taken_out(run: Run, text: str, name: str) -> None:
    assert names(run, text) == [name]


ABSENT = [
    "0/0", "0|0", "GT=0/0", "GT 0/0", "./.", "GT=0", "VAF 0%", "VAF=0.00", "0%", "0/120 reads",
    "0 reads", "(-)", "-", "-/-", "WT", "wild-type", "hom ref", "AF=0", "negative", "not detected",
]  # fmt: skip


@pytest.mark.parametrize("word", ABSENT)
def test_what_says_that_a_variant_is_absent_is_refused(run: Run, word: str) -> None:
    for text in (f"c.1150G>A {word}", f"NM_014009.4:c.1150G>A (p.Ala384Thr) {word}"):
        result = run("lookup", text)
        assert result.code == 1, text
        assert "not there" in result.table[0]["issues"], text


@pytest.mark.parametrize("text", ["no c.1150G>A", "wt: c.1150G>A", "negative for c.1150G>A"])
def test_a_word_before_the_name_may_say_so_too(run: Run, text: str) -> None:
    assert run("lookup", text).code == 1


@pytest.mark.parametrize(
    "word",
    ["0/1", "GT=0/1", "GT=1", "1/1", "VAF 10%", "VAF 0.5", "de novo", "gnomAD AF=0", "MAF 0%",
     "12/120 reads", "- p.Ala384Thr", "100x"],
)  # fmt: skip
def test_what_says_that_it_is_there_is_left_out(run: Run, word: str) -> None:
    assert names(run, f"c.1150G>A {word}") == [A384T]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("X 49251480 . C T 50 PASS . GT 0/0", [True]),
        ("X 49251480 . C T 50 PASS . GT:DP ./.:0", [True]),
        ("X 49251480 . C T 50 PASS . GT:DP 0/1:30", [False]),
        ("X 49251480 . C T 50 PASS . GT 1", [False]),
        ("X 49251480 . C T 50 PASS . GT 0/0 0/1", [False]),
        ("X 49251480 . C T,G 50 PASS . GT 0/1", [False, True]),
        ("X 49251480 . C T,G 50 PASS . GT 1|2", [False, False]),
        ("X 49251480 . C T 50 PASS . DP 0", [False]),
    ],
)
def test_a_line_of_a_file_tells_who_has_the_allele(run: Run, line: str, told: list[bool]) -> None:
    rows = run("lookup", line.replace(" ", "\t")).table
    assert rows[0]["hgvs_c"] == A384T
    assert ["NOT_CHECKED" in row["issues"] for row in rows] == told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("c.1150G>A chrX:49251480", A384T),
        ("c.1150G>A chrX:49107941", A384T),
        ("c.1150G>A hg19 chrX:49107941", A384T),
        ("c.1150G>A X:49251480-49251480", A384T),
        ("c.1150G>A X:49251400-49251500", A384T),
        ("chrX:49255491 c.751_753del", E251DEL),
        ("chrX:49255492 c.751_753del", E251DEL),
        ("chrX:49255492-49255494 c.751_753del", E251DEL),
        ("chrX:49255491-49255494 c.751_753del", E251DEL),
        ("chrX:49258495 c.10_11insT", INS_T),
        ("chrX:49258495-49258496 c.10_11insT", INS_T),
        ("c.1150G>A chrX:49107942", ""),
        ("c.1150G>A chrX:49251479", ""),
        ("chrX:49251481 c.1150G>A", ""),
        ("c.1150G>A hg19 chrX:49251480", ""),
        ("c.1150G>A (GRCh38) chrX:49107941", ""),
        ("c.1150G>A X:49251479-49251480", ""),
        ("c.1150G>A X:49251481-49251500", ""),
        ("chrX:49255490 c.751_753del", ""),
        ("chrX:49255492-49255493 c.751_753del", ""),
        ("chrX:49258494 c.10_11insT", ""),
        ("chrX:49258497 c.10_11insT", ""),
    ],
)
def test_a_place_fits_to_the_base_and_on_its_build(run: Run, text: str, name: str) -> None:
    (row,) = run("lookup", text).table
    assert row["hgvs_c"] == name
    assert bool(name) is ("NAMES_DISAGREE" not in row["issues"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("c.1150G>A (GCC>ACC)", A384T),
        ("c.1150G>A (GGC>GGT)", A384T),
        ("Ala384Thr (GCC>ACC)", A384T),
        ("Ala384Thr (GCC>ACA)", "NM_014009.4:c.1150_1152delinsACA"),
        ("c.751_753del CTC/-", E251DEL),
        ("c.751_753del GAG/-", E251DEL),
        ("c.751_753del -/-", E251DEL),
        ("c.1150G>A A/A", A384T),
        ("Ala384Thr (GCC>TTT)", ""),
        ("c.1150G>A (GCC>GTC)", ""),
        ("c.1150G>A (TCC>ACC)", ""),
        ("c.751_753del GA/-", ""),
        ("c.1150G>A G/G", ""),
    ],
)
def test_bases_beside_a_name_are_compared_with_the_codon(run: Run, text: str, name: str) -> None:
    (row,) = run("lookup", text).table
    assert row["hgvs_c"] == name
    assert "NOT_CHECKED" not in row["issues"]
    assert bool(name) is ("NAMES_DISAGREE" not in row["issues"])


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("NM_014009.4 (NP_054728.2):c.1150G>A", True),
        ("NM_014009.3 (NP_054728.2):c.1150G>A", True),
        ("NP_054728.2 NM_014009.4:c.1150G>A", True),
        ("NM_001114377.2 (NP_001107849.1):c.1045G>A", True),
        ("ENST00000376207.10:c.1150G>A NP_054728.2:p.Ala384Thr", True),
        ("NM_014009.4 (NP_001107849.1):c.1150G>A", False),
        ("NP_001107849.1 NM_014009.4:c.1150G>A", False),
        ("NM_014009.4:c.1150G>A NP_001107849.1", False),
        ("NM_001114377.2 NP_054728.2:p.Ala384Thr", False),
    ],
)
def test_a_protein_is_that_of_its_transcript(run: Run, text: str, *, agrees: bool) -> None:
    """NP_054728.2 is the protein of NM_014009.4, NP_001107849.1 that of NM_001114377.2."""
    (row,) = run("lookup", text).table
    assert (row["hgvs_c"], "NAMES_DISAGREE" in row["issues"]) == (A384T * agrees, not agrees)


@pytest.mark.parametrize("text", ["A384T", "A384T het"])
def test_a_name_of_one_meaning_is_read_so(run: Run, text: str) -> None:
    """c.384 is C."""
    rows = run("lookup", text).table
    assert rows[0]["hgvs_c"] == A384T
    assert all("TWO_READINGS" not in row["issues"] for row in rows)


@pytest.mark.parametrize(
    ("text", "protein", "dna"),
    [
        # Codon 22 is GCC, c.64 to 66; c.22 is A, and c.23 too.
        ("A22T", "NM_014009.4:c.64G>A", "NM_014009.4:c.22A>T"),
        ("A22T het", "NM_014009.4:c.64G>A", "NM_014009.4:c.22A>T"),
        ("FOXP3 A22T", "NM_014009.4:c.64G>A", "NM_014009.4:c.22A>T"),
        ("A22T (FOXP3), hemi", "NM_014009.4:c.64G>A", "NM_014009.4:c.22A>T"),
        ("A22del", "NM_014009.4:c.64_66del", "NM_014009.4:c.23del"),
        ("delA22", "NM_014009.4:c.64_66del", "NM_014009.4:c.23del"),
        ("del A22", "NM_014009.4:c.64_66del", "NM_014009.4:c.23del"),
        ("\u0394A22", "NM_014009.4:c.64_66del", "NM_014009.4:c.23del"),
    ],
)
def test_a_name_with_two_meanings_gives_both(run: Run, text: str, protein: str, dna: str) -> None:
    rows = run("lookup", text).table
    assert {protein, dna} <= {row["hgvs_c"] for row in rows}
    assert all("TWO_READINGS" in row["issues"] for row in rows)


@pytest.mark.parametrize(("text", "has_two"), [("1305T>A", True), ("1306C>A", False)])
def test_a_number_behind_the_cds_may_be_that_of_an_old_record(
    run: Run, text: str, *, has_two: bool
) -> None:
    """The CDS has 1,296 bases and old records 188 before it; c.1117 and c.1118 are T."""
    (row,) = run("lookup", text).table
    assert row["hgvs_c"].startswith("NM_014009.4:c.*")
    assert ("TWO_READINGS" in row["issues"]) is has_two


@pytest.mark.parametrize(
    ("text", "name", "near"),
    [
        ("A382T", "NM_014009.4:c.382A>T", "Ala384Thr"),
        ("A92T", "NM_014009.4:c.92A>T", "NP_001107849.1:p.(Ala92Thr)"),
    ],
)
def test_dna_that_looks_like_a_protein_says_so(run: Run, text: str, name: str, near: str) -> None:
    (row,) = run("lookup", text).table
    assert row["hgvs_c"] == name
    assert "TWO_READINGS" in row["issues"]
    assert near in row["issues"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [("c.1150=/G>A", "mosaic"), ("NM_014009.4:c.1150=//G>A", "chimera"),
     ("p.Ala384=/Thr", "mosaic"), ("c.1150=/G>A (p.Ala384Thr)", "mosaic")],
)  # fmt: skip
def test_a_mosaic_is_a_variant(run: Run, text: str, sign: str) -> None:
    """HGVS writes mosaics and chimeras so, as in ``LRG_199t1:c.85=/T>C``."""
    row = run("lookup", text).table[0]
    assert row["hgvs_c"] == A384T
    assert sign in row["issues"]


def test_another_gene_is_still_told_as_one(run: Run) -> None:
    for text in ("P53:c.1150G>A", "F8: c.1150G>A", "BRCA1 c.1150G>A"):
        assert "is not FOXP3" in run("lookup", text).table[0]["issues"], text


@pytest.mark.parametrize(
    "text", ["ENST00000376207.10:p.Ala384Thr", "ENST00000376199.7:p.Ala349Thr"]
)
def test_a_protein_change_on_a_transcript_of_ensembl(run: Run, text: str) -> None:
    """The first is the MANE transcript; the second lacks exon 2 of it, 35 residues, as delta-2."""
    assert names(run, text)[0] == A384T


@pytest.mark.parametrize("text", ["FOXP3:c.1150G>A;p.A384V", "p.Arg337Gln;p.Ala384Thr"])
def test_a_refusal_names_only_what_the_text_names(run: Run, text: str) -> None:
    (row,) = run("lookup", text).table
    assert row["hgvs_c"] == ""
    assert "ENST00000376207.10" not in row["issues"]
