"""Options that shape the table, and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runner import Run
from vcf_builder import A384T, A384T_37, X37, vcf

# Written out by hand from the team's contract, not taken from the program.
STANDARD = (
    "chrom pos id ref alt filter assembly gene transcript hgvs_g hgvs_c hgvs_p consequence impact "
    "exon intron cds_position protein_position codons amino_acids domain ipex_match ipex_id "
    "ipex_name ipex_phenotype ipex_references clinvar_significance evidence issues"
)
CURRENT = [
    "NM_014009.4",
    "NM_001114377.2",
    "ENST00000376207.10",
    "ENST00000376199.7",
    "ENST00000455775.7",
    "ENST00000518685.6",
    "ENST00000557224.6",
    "ENST00000376197.1",
    "ENST00000651307.1",
    "ENST00000652559.1",
]
MISMATCH = "X 49251480 . A T . . ."


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "one.vcf"
    path.write_bytes(vcf(A384T))
    return path


@pytest.fixture
def with_issue(tmp_path: Path) -> Path:
    path = tmp_path / "issue.vcf"
    path.write_bytes(vcf(A384T, MISMATCH))
    return path


def header(text: str) -> list[str]:
    return text.split("\n", 1)[0].split("\t")


def test_standard_columns(run: Run, one: Path) -> None:
    assert header(run("annotate", one).out) == STANDARD.split()
    assert header(run("lookup", "c.1150G>A").out) == STANDARD.split()


def test_sets_of_columns_hold_each_other_in_order(run: Run, one: Path) -> None:
    minimal, standard, full = (
        header(run("annotate", one, "--columns", name).out)
        for name in ("minimal", "standard", "full")
    )
    assert [name for name in standard if name in minimal] == minimal
    assert full[: len(standard)] == standard
    assert {"hgvs_c", "hgvs_p", "consequence", "ipex_match", "issues"} <= set(minimal)
    assert {"normalized", "spdi", "exon_legacy", "domains_all", "grch37", "grch38"} <= set(full)
    assert {"clinvar_as_of", "catalog_assertion"} <= set(full)
    assert len(set(full)) == len(full)


def test_chosen_columns_in_the_order_asked(run: Run, one: Path) -> None:
    result = run("annotate", one, "--columns", "hgvs_p, hgvs_c,spdi")
    assert result.out == (
        "hgvs_p\thgvs_c\tspdi\n"
        "NP_054728.2:p.(Ala384Thr)\tNM_014009.4:c.1150G>A\tNC_000023.11:49251479:C:T\n"
    )


@pytest.mark.parametrize("columns", ["hgvs", "hgvs_c,nope", "", "hgvs_c,,pos", "minimal,pos"])
def test_unknown_column(run: Run, one: Path, columns: str) -> None:
    result = run("annotate", one, "--columns", columns)
    assert (result.code, result.out) == (2, "")
    assert "--columns: there is no column" in result.err
    assert "ipex_match" in result.err


def test_no_header(run: Run, one: Path) -> None:
    with_header = run("annotate", one).out
    assert run("annotate", one, "--no-header").out == with_header.split("\n", 1)[1]


def test_quiet_says_nothing_but_errors(run: Run, one: Path, tmp_path: Path) -> None:
    loud, quiet = run("annotate", one), run("annotate", one, "--quiet")
    assert quiet.err == ""
    assert quiet.out == loud.out
    assert run("lookup", "c.1150G>A", "-q").err == ""
    assert run("annotate", tmp_path / "none.vcf", "-q").err
    assert "caret" not in run("lookup", "c.1150G", "-q").err
    assert "c.1150G" in run("lookup", "c.1150G", "-q").err


@pytest.mark.parametrize(("strict", "code"), [([], 0), (["--strict"], 3)])
def test_strict_tells_row_issues(
    run: Run, one: Path, with_issue: Path, strict: list[str], code: int
) -> None:
    result = run("annotate", with_issue, *strict)
    assert result.code == code
    assert "rows with issues: REF_MISMATCH 1" in result.err
    assert len(result.table) == 2
    assert run("annotate", one, *strict).code == 0


def test_strict_look_up(run: Run) -> None:
    assert run("lookup", "c.1150G>A", "--strict").code == 0
    assert run("lookup", "p.Ala384Thr").code == 0
    assert run("lookup", "p.Ala384Thr", "--strict").code == 3
    # What could not be answered at all weighs more.
    assert run("lookup", "p.Ala384Thr", "nonsense", "--strict").code == 1


@pytest.mark.parametrize(
    ("transcripts", "expected"),
    [
        ("mane", CURRENT[:1]),
        ("MANE", CURRENT[:1]),
        ("refseq", CURRENT[:2]),
        ("all", CURRENT),
        ("NM_001114377.2", ["NM_001114377.2"]),
        ("NM_001114377", ["NM_001114377.2"]),
        ("NM_014009.3", ["NM_014009.3"]),
        ("ENST00000376207.10, NM_014009.4", ["ENST00000376207.10", "NM_014009.4"]),
    ],
)
def test_transcripts(run: Run, one: Path, transcripts: str, expected: list[str]) -> None:
    for command in (["annotate", one], ["lookup", "X-49251480-C-T"]):
        result = run(*command, "--transcripts", transcripts)
        assert result.code == 0
        assert sorted(row["transcript"] for row in result.table) == sorted(expected)
        if "," in transcripts:
            assert [row["transcript"] for row in result.table] == expected


def test_delta_2_transcript_counts_for_itself(run: Run, one: Path) -> None:
    # Exon 3 (c.211_315, 105 bases, 35 residues) is skipped.
    (row,) = run("annotate", one, "--transcripts", "NM_001114377.2").table
    assert row["hgvs_c"] == "NM_001114377.2:c.1045G>A"
    assert row["hgvs_p"] == "NP_001107849.1:p.(Ala349Thr)"
    assert row["exon"] == "11/11"
    assert row["ipex_match"] == "exact"


@pytest.mark.parametrize("name", ["NM_000546.6", "NM_014009.9", "nonsense", ""])
def test_unknown_transcript(run: Run, one: Path, name: str) -> None:
    for command in (["annotate", one], ["lookup", "c.1150G>A"]):
        result = run(*command, "--transcripts", name).no_traceback()
        assert result.code == 2
        assert "NM_014009.4" in result.err


# c.1045G of NM_014009.4 and of NM_001114377.2, which lacks the 105 bases of exon 3, are both G.
@pytest.mark.parametrize("text", ["c.1045G>A", "FOXP3:c.1045G>A", "1045G>A"])
def test_a_name_that_fits_the_transcript_asked_for_too_says_so(run: Run, text: str) -> None:
    (row,) = run("lookup", text, "--transcripts", "NM_001114377.2").table
    assert row["hgvs_c"] == "NM_001114377.2:c.940G>A"
    assert "TWO_READINGS" in row["issues"]
    assert "NM_001114377.2:c.1045G>A" in row["issues"]


@pytest.mark.parametrize(
    ("text", "transcripts"),
    [
        ("NM_014009.4:c.1045G>A", "NM_001114377.2"),
        ("NM_001114377.2:c.1045G>A", "NM_001114377.2"),
        ("c.1045G>A", "mane"),
        ("c.1045G>A", "refseq"),
        ("c.1045G>A", "ENST00000376207.10"),
        # Before exon 3 both count alike.
        ("c.100del", "NM_001114377.2"),
        # c.1150 of NM_001114377.2 is c.1255 of MANE, a C.
        ("c.1150G>A", "NM_001114377.2"),
    ],
)
def test_a_name_with_one_meaning_says_nothing_of_transcripts(
    run: Run, text: str, transcripts: str
) -> None:
    for row in run("lookup", text, "--transcripts", transcripts).table:
        assert "TWO_READINGS" not in row["issues"]


@pytest.mark.parametrize("command", ["lookup", "convert"])
def test_a_name_that_begins_like_an_option_is_told_how_to_give_it(run: Run, command: str) -> None:
    result = run(command, "-23+1G>A")
    assert result.code == 2
    assert "-- '-23+1G>A'" in result.err
    (row,) = run(command, "--", "-23+1G>A").table
    assert row["hgvs_c"] == "NC_000023.11(NM_014009.4):c.-23+1G>A"
    assert "No such option" in run(command, "-z").err


def test_unknown_transcript_writes_nothing(run: Run, one: Path) -> None:
    assert run("annotate", one, "--transcripts", "NM_1.1").out == ""


def test_unknown_transcript_is_told_without_records(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.vcf"
    path.write_bytes(vcf())
    assert run("annotate", path, "--transcripts", "NM_1.1").code == 2


def test_unknown_transcript_with_unreadable_variant(run: Run) -> None:
    assert run("lookup", "nonsense", "--transcripts", "NM_1.1").code == 2


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("GRCh38", 38), ("grch38", 38), ("hg38", 38), ("b38", 38), ("auto", 38),
        ("GRCh37", 37), ("hg19", 37), ("HG19", 37), ("b37", 37), ("auto", 37),
    ],
)  # fmt: skip
def test_names_of_builds(run: Run, tmp_path: Path, name: str, build: int) -> None:
    path = tmp_path / "named.vcf"
    data = vcf(A384T) if build == 38 else vcf(A384T_37, contigs=[X37])
    path.write_bytes(data)
    (row,) = run("annotate", path, "--assembly", name).table
    assert row["assembly"] == f"GRCh{build}"


@pytest.mark.parametrize(
    "args",
    [
        ["annotate", "--assembly", "GRCh36"],
        ["annotate", "--nonsense"],
        ["annotate", "one.vcf", "one.vcf"],
        ["annotate", "--columns"],
        ["lookup"],
        ["nonsense"],
        [],
        ["lookup", "c.1150G>A", "--reference", "/no/such/folder"],
        ["reference"],
        ["reference", "nonsense"],
    ],
)
def test_wrong_usage(run: Run, args: list[str]) -> None:
    result = run(*args).no_traceback()
    assert (result.code, result.out) == (2, "")
    assert "Usage:" in result.err or result.err.startswith("Error: ")
