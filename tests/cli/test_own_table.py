"""A laboratory's own table: which lines are entries, what they match, which lines are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Run

Make = Callable[..., Path]
COLUMNS = (
    "ipex_match,ipex_id,ipex_phenotype,ipex_references,catalog_id,catalog_assertion,"
    "catalog_evidence,catalog_note,catalog_related"
)


@pytest.fixture
def table(tmp_path: Path) -> Make:
    def make(*lines: str, name: str = "lab.tsv") -> Path:
        path = tmp_path / name
        joint = "," if name.endswith("csv") else "\t"
        rows = [joint.join(cell.strip() for cell in line.split("|")) for line in lines]
        path.write_text("".join(f"{row}\n" for row in rows))
        return path

    return make


GOOD = (
    "id | variant | assertion | phenotype | reference | note",
    "LAB-1 | c.1190G>A | ipex | enteropathy and eczema | PMID: 12345678 | de novo",
    "LAB-2 | NC_000023.10:g.49107940G>A | benign | | 10.1000/xyz123 | ",
    "LAB-3 | 1150G->A | IPEX-like | | seen in our clinic | ",
    "# a comment is a line of no entry",
    "",
    " | X-49251479-G-C | | | | ",
)


def test_entries_of_the_table_match_exactly_with_id_assertion_and_source(
    run: Run, table: Make
) -> None:
    path = table(*GOOD)
    result = run("lookup", "--catalog", path, "c.1190G>A", "NC_000023.11:g.49251479G>A",
                 "c.1150G>A", "NC_000023.11:g.49251479G>C", "--columns", COLUMNS)  # fmt: skip
    assert result.no_traceback().code == 0, result.err
    first, second, third, fourth = result.table
    assert first["ipex_match"] == "exact"
    assert "LAB-1" in first["ipex_id"].split("|")
    assert "enteropathy and eczema" in first["ipex_phenotype"].split("|")
    references = first["ipex_references"].split("|")
    assert {"PMID:12345678", f"{path}, line 2"} <= set(references)
    assert "de novo" in first["catalog_note"].split("|")
    # GRCh37 49107940 + 143,539 = GRCh38 49251479. Benign is never an IPEX match.
    assert "LAB-2" not in second["ipex_id"]
    assert second["catalog_id"].split("|")[-1] == "LAB-2"
    assert second["catalog_assertion"].split("|")[-1] == "benign"
    assert second["catalog_evidence"].split("|")[-1] == "own_table"
    assert third["ipex_match"] == "exact"
    assert "LAB-3" in third["ipex_id"]
    assert fourth["catalog_id"].split("|")[-1] == "lab.tsv:7"
    assert fourth["catalog_assertion"].split("|")[-1] == "uncertain"
    assert "4 entries of" in result.err
    assert "line 4: " in result.err, "the repair of 1150G->A is told"
    assert f"and {path}, {313 + 4} entries" in result.err


def test_entries_take_part_in_graded_matching(run: Run, table: Make) -> None:
    path = table("id | variant | assertion", "LAB-9 | c.1204A>G | ipex")
    # c.1204 is the first base of codon 402: (1204 + 2) / 3 = 402.
    plain = run("lookup", "c.1204A>C", "--columns", COLUMNS).table
    assert plain[0]["ipex_match"] == "none"
    rows = run("lookup", "--catalog", path, "c.1204A>C", "--columns", COLUMNS).table
    assert rows[0]["ipex_match"] == "same_codon"
    assert rows[0]["ipex_id"] == "LAB-9"


def test_a_protein_change_is_never_an_exact_match(run: Run, table: Make) -> None:
    path = table("variant | assertion", "p.Leu76Pro | ipex")
    row = run("lookup", "--catalog", path, "c.227T>C", "--columns", COLUMNS).table[0]
    assert row["ipex_match"] == "same_protein_change"
    assert row["ipex_id"] == "lab.tsv:2"


def test_vcf_columns_of_either_build(run: Run, table: Make, demo: Path) -> None:
    path = table(
        "#CHROM | POS | REF | ALT | assembly | id",
        "chrX | 49107941 | C | T | hg19 | OLD",
        "X | 49255490 | TTCTC | TT | | NEW",
        name="lab.tsv",
    )
    row = run("lookup", "--catalog", path, "c.1150G>A", "--columns", COLUMNS).table[0]
    assert row["catalog_id"] == "FOXP3-IPEX-0127|OLD"
    # The bundle writes c.751_753del as 49255491 TCTC>T.
    row = run("lookup", "--catalog", path, "c.751_753del", "--columns", COLUMNS).table[0]
    assert row["catalog_id"] == "FOXP3-IPEX-0073|NEW"
    result = run("annotate", "--catalog", path, demo, "--columns", f"hgvs_c,{COLUMNS}")
    found = {row["hgvs_c"]: row["catalog_id"] for row in result.table}
    assert found["NM_014009.4:c.1150G>A"] == "FOXP3-IPEX-0127|OLD"


def test_every_bad_line_is_told_and_nothing_is_annotated(
    run: Run, table: Make, tmp_path: Path
) -> None:
    path = table(
        "id | variant | assertion | assembly",
        "A | c.1150G>A | ipex | ",
        "B | c.1150A>G | ipex | ",
        "C | c.9999G>A | ipex | ",
        "A | c.4C>T | ipex | ",
        "FOXP3-IPEX-0127 | c.4C>T | ipex | ",
        "D | c.4C>T | likely | ",
        "E | | ipex | ",
        "F | c.(210+1_211-1)_(315+1_316-1)del | ipex | ",
        "G | c.[1010G>A;1150G>A] | ipex | ",
        "H | c.4C>T | ipex | mm10",
        "I | c.4C>T | ipex | | one cell more",
        "J | c.4_5insNN | ipex | ",
        "K | c.4_5ins[3] | ipex | ",
        "L | c.210+1_211-1del3 | ipex | ",
        "M | c.1150G>A p.Ala384Val | ipex | ",
        "N | A22T | ipex | ",
    )
    out = tmp_path / "out.tsv"
    result = run("lookup", "--catalog", path, "c.1150G>A", "-o", out)
    assert result.no_traceback().code == 1
    assert result.out == ""
    assert not out.exists()
    assert "15 lines of --catalog cannot be used; nothing was annotated" in result.err
    for line in range(3, 18):
        assert f"{path}, line {line}: " in result.err, line
    assert f"{path}, line 2: " not in result.err
    for cause in ("the id A is given already", "the id FOXP3-IPEX-0127 is given already",
                  "assertion 'likely' is none of ipex", "no variant is named", "'mm10'",
                  "more cells"):  # fmt: skip
        assert cause in result.err, cause


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("name | change", "x | c.1150G>A"), "the first line must name the columns"),
        (("chrom | pos | ref", "X | 49251480 | C"), "no column alt"),
        (("variant | id | id", "c.1150G>A | a | b"), "columns id stand twice"),
        (("variant | id",), "the table has no entry"),
    ],
)
def test_a_table_without_its_columns_is_refused(
    run: Run, table: Make, lines: tuple[str, ...], says: str
) -> None:
    result = run("lookup", "--catalog", table(*lines), "c.1150G>A")
    assert result.no_traceback().code == 1
    assert says in result.err


def test_columns_that_are_not_read_are_told(run: Run, table: Make) -> None:
    path = table("variant | sample | seen by", "c.1150G>A | S1 | me")
    result = run("lookup", "--catalog", path, "c.1150G>A")
    assert "columns not read: sample, seen by" in result.err


def test_two_tables_and_no_file(run: Run, table: Make) -> None:
    one = table("id | variant", "A | c.1150G>A", name="one.tsv")
    two = table("id | variant", "B | c.1150G>A", name="two.tsv")
    both = run("lookup", "--catalog", one, "--catalog", two, "c.1150G>A", "--columns", COLUMNS)
    assert both.table[0]["catalog_id"] == "FOXP3-IPEX-0127|A|B"
    same = table("id | variant", "A | c.4C>T", name="same.tsv")
    assert run("lookup", "--catalog", one, "--catalog", same, "c.1150G>A").code == 1
    assert run("lookup", "--catalog", "no-such-file.tsv", "c.1150G>A").code == 2


def test_an_own_entry_makes_no_hint_sure(run: Run, table: Make) -> None:
    # Neither the start codon's step (Asn3 lies before Met64) nor exon 6's count it as a paper.
    path = table("variant | assertion", "p.Asn3Ser | ipex", "c.611G>T | ipex")
    names = ("c.1A>G", "c.647+1G>A")
    plain = run("lookup", *names, "--columns", "id,evidence")
    own = run("lookup", "--catalog", path, *names, "--columns", "id,evidence")
    assert own.table == plain.table


def test_lines_of_one_allele_that_assert_different_things(run: Run, table: Make) -> None:
    path = table(
        "id | variant | assertion",
        "A | c.1204A>G | benign",
        "B | NC_000023.10:g.49107887T>C | ipex",  # GRCh37; + 143,539 is 49251426, c.1204
        "C | c.1205A>G | ipex",
        "D | c.1205A>G | ipex",
        "E | c.1206G>C | ",
        "F | c.1206G>C | ipex",
        "G | p.Leu76Pro | ipex",
        "H | p.L76P | benign",
    )
    result = run("lookup", "--catalog", path, "c.4C>T")
    assert result.no_traceback().code == 1
    assert "2 lines of --catalog cannot be used" in result.err
    assert f"{path}, line 3: it asserts ipex of an allele of which {path}, line 2" in result.err
    assert f"{path}, line 9: it asserts benign of an allele of which {path}, line 8" in result.err
    other = table("id | variant | assertion", "A | c.4C>T | ipex", name="one.tsv")
    third = table("id | variant | assertion", "B | c.4C>T | benign", name="two.tsv")
    both = run("lookup", "--catalog", other, "--catalog", third, "c.4C>T")
    assert f"{third}, line 2: it asserts benign" in both.err


def test_an_entry_that_contradicts_the_catalog_is_an_issue(run: Run, table: Make) -> None:
    # FOXP3-IPEX-0127 is ipex, 0011 (c.112G>T) benign, 0015 (c.140G>T) uncertain.
    path = table(
        "id | variant | assertion",
        "A | c.1150G>A | benign",
        "B | c.112G>T | ipex-like",
        "C | c.140G>T | ipex",
        "D | c.1190G>A | uncertain",
        "E | c.1189C>T | ipex",
    )
    names = ("c.1150G>A", "c.112G>T", "c.140G>T", "c.1190G>A", "c.1189C>T")
    rows = run("lookup", "--catalog", path, *names, "--columns", "id,issues").table
    told = [row["issues"] for row in rows]
    assert told[0] == ("CATALOG_CONFLICT: A of your table asserts benign, FOXP3-IPEX-0127 of the "
                       "catalog ipex")  # fmt: skip
    assert told[1] == ("CATALOG_CONFLICT: B of your table asserts ipex-like, FOXP3-IPEX-0011 of "
                       "the catalog benign")  # fmt: skip
    assert told[2:] == ["", "", ""]
    quiet = run("lookup", "-q", "--catalog", path, "c.4C>T").err
    assert (
        f"caution: {path}, line 2: A asserts benign of the allele of FOXP3-IPEX-0127 "
        "(c.1150G>A p.(Ala384Thr)), which is ipex in the catalog" in quiet
    )
    assert f"caution: {path}, line 3: B asserts ipex-like of the allele of FOXP3-IPEX-0011" in quiet
    assert len(quiet.splitlines()) == 2
    assert run("lookup", "--strict", "--catalog", path, "c.1150G>A").code == 3
    assert run("lookup", "--strict", "--catalog", path, "c.1190G>A").code == 0


def test_a_protein_change_that_contradicts_the_catalog_is_told(run: Run, table: Make) -> None:
    # FOXP3-IPEX-0098 (c.1040G>A p.(Arg347His)) is ipex; c.1040G>A itself is not named here.
    path = table("id | variant | assertion", "A | p.Arg347His | benign", "B | p.R347H | ipex")
    assert "line 3: it asserts ipex" in run("lookup", "--catalog", path, "c.4C>T").err
    path = table("id | variant | assertion", "A | p.R347H | benign", "B | p.Arg347Ser | benign")
    quiet = run("lookup", "-q", "--catalog", path, "c.4C>T").err
    assert quiet.count("caution: ") == 1
    assert "A asserts benign of the protein change of FOXP3-IPEX-0098 (c.1040G>A" in quiet


def test_no_line_with_a_hash_vanishes(run: Run, table: Make) -> None:
    path = table(
        "id | variant | assertion",
        "# a comment",
        "## another",
        "#and one more",
        "A | c.4C>T | ",
        "# B | c.1204A>G | ipex",
    )
    result = run("lookup", "--catalog", path, "c.1204A>G", "--columns", "ipex_match")
    assert result.table[0]["ipex_match"] == "none"
    assert "3 lines passed over as comments: 2, 3, 4" in result.err
    assert "caution: " in result.err
    assert "1 line passed over as comments, though they have several cells: 6" in result.err
    quiet = run("lookup", "-q", "--catalog", path, "c.1204A>G")
    assert "several cells: 6" in quiet.err
    assert "as comments: 2" not in quiet.err
    for line in ("#1 | c.1204A>G | ipex", "#B | c.1204A>G | "):
        bad = run("lookup", "--catalog", table("id | variant | assertion", line), "c.4C>T")
        assert bad.code == 1
        assert "line 2: it begins with '#" in bad.err
    single = table("variant", "c.4C>T", "#c.1204A>G")
    assert "1 line passed over as comments: 3" in run("lookup", "--catalog", single, "c.4C>T").err


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("foxp3-ipex-0127", True),
        ("FOXP3-IPEX-9999", True),
        ("clinvar-900001", True),
        ("VCV000011410", True),
        ("rs122467170", True),
        ("11407", True),
        ("c.1150G>A", True),
        ("NM_014009.4:c.-23+2877C>A", True),
        ("NP_054728.2:p.Ala384Thr", True),
        ("p.(Ala384Thr)", True),
        ("NC_000023.11:49255428:C:T", True),
        ("p.12", False),
        ("P.A384", False),
        ("LAB-1", False),
        ("1", False),
        ("IPEX-0001", False),
        ("family 3", False),
    ],
)
def test_ids_that_read_as_others(run: Run, table: Make, given: str, *, is_taken: bool) -> None:
    path = table("id | variant", f"{given} | c.4C>T")
    result = run("lookup", "--catalog", path, "c.4C>T", "--columns", "catalog_id")
    assert (result.code == 1) is is_taken, result.err
    assert f"the id {given}" in result.err if is_taken else result.table[0]["catalog_id"] == given


def test_a_name_that_changes_no_residue_is_no_entry(run: Run, table: Make) -> None:
    for name in ("p.Thr428=", "p.(Thr428=)", "p.T428T", "NP_054728.2:p.Thr428="):
        result = run(
            "lookup", "--catalog", table("variant | assertion", f"{name} | ipex"), "c.4C>T"
        )
        assert result.code == 1
        assert "line 2: p.(Thr428=) changes no residue" in result.err


def test_ids_differ_in_more_than_their_case(run: Run, table: Make) -> None:
    path = table("id | variant", "lab-1 | c.4C>T", "LAB-1 | c.1204A>G")
    assert "line 3: the id LAB-1 is given already" in run("lookup", "--catalog", path, "c.4C>T").err


def test_a_short_line_is_told(run: Run, table: Make, tmp_path: Path) -> None:
    path = tmp_path / "short.tsv"
    path.write_text("variant\tassertion\tnote\nc.1204A>G\n")
    result = run("lookup", "-q", "--catalog", path, "c.1204A>G")
    assert "the first in line 2: with more or fewer cells than the first line" in result.err


@pytest.mark.parametrize(
    ("cell", "cited"),
    [
        ("PMID:12345678; PMID:23456789", ["PMID:12345678", "PMID:23456789"]),
        ("PMID:12345678|10.1000/x1", ["PMID:12345678", "doi:10.1000/x1"]),
        ("12345678; our notebook", ["PMID:12345678", "our notebook"]),
        ("lab notebook 12; page 3", ["lab notebook 12; page 3"]),
    ],
)
def test_several_references_of_a_line(run: Run, table: Make, cell: str, cited: list[str]) -> None:
    path = table("")
    path.write_text(f"variant\tassertion\treference\nc.1204A>G\tipex\t{cell}\n")
    (row,) = run("lookup", "--catalog", path, "c.1204A>G", "--columns", "ipex_references").table
    assert row["ipex_references"].split("|") == [*cited, f"{path}, line 2"]
    card = run("lookup", "--catalog", path, "c.1204A>G", "--card").out
    noun = "reference" if len(cited) == 1 else "references"
    assert f"{len(cited)} {noun})" in " ".join(card.replace("│", " ").split())
