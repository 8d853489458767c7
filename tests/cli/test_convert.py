"""``foxp3tool convert``: names out of names, and lists with their own cells kept."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from cli_runner import Run

ALL = (
    "hgvs_g,hgvs_g_grch37,hgvs_g_grch38,hgvs_refseqgene,hgvs_c,hgvs_n,hgvs_p,gnomad,gnomad_grch37,"
    "gnomad_grch38,spdi,vrs,legacy"
)
# c.1150G>A in every form: contract, nomenclature.md and notations.tsv; VRS by ga4gh.vrs.
EXPECTED = {
    "hgvs_g": "NC_000023.10:g.49107941C>T",
    "hgvs_g_grch37": "NC_000023.10:g.49107941C>T",
    "hgvs_g_grch38": "NC_000023.11:g.49251480C>T",
    "hgvs_refseqgene": "NG_007392.1:g.18348G>A",
    "hgvs_c": "NM_014009.4:c.1150G>A",
    "hgvs_n": "NM_014009.4:n.1222G>A",
    "hgvs_p": "NP_054728.2:p.(Ala384Thr)",
    "gnomad": "X-49107941-C-T",
    "gnomad_grch37": "X-49107941-C-T",
    "gnomad_grch38": "X-49251480-C-T",
    "spdi": "NC_000023.10:49107940:C:T",
    "legacy": "exon 11",
    "issues": "",
}


def test_every_form(run: Run) -> None:
    result = run("convert", "NC_000023.10:g.49107941C>T", "--to", ALL)
    assert result.code == 0
    (row,) = result.table
    assert row.pop("input") == "NC_000023.10:g.49107941C>T"
    assert row.pop("vrs").startswith("ga4gh:VA.")
    assert row == EXPECTED
    assert "not a diagnosis" in result.err


def test_another_transcript(run: Run) -> None:
    result = run("convert", "c.1150G>A", "--transcripts", "NM_001114377.2", "--to", "hgvs_c,hgvs_p")
    (row,) = result.table
    assert row["hgvs_c"] == "NM_001114377.2:c.1045G>A"
    assert row["hgvs_p"] == "NP_001107849.1:p.(Ala349Thr)"


def test_an_unknown_form_is_wrong_usage(run: Run) -> None:
    result = run("convert", "c.1150G>A", "--to", "hgvs_c,hgvs_x").no_traceback()
    assert (result.code, result.out) == (2, "")
    assert "there is no form 'hgvs_x'" in result.err
    assert "gnomad_grch38" in result.err


def test_what_cannot_be_read_is_a_row(run: Run) -> None:
    result = run("convert", "hello", "c.1150G>A", "--to", "hgvs_c").no_traceback()
    assert result.code == 1
    assert [row["hgvs_c"] for row in result.table] == ["", "NM_014009.4:c.1150G>A"]
    assert result.table[0]["issues"].startswith("HGVS_UNPARSED")


def test_a_sheet_keeps_its_cells(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "old.csv"
    text = 'patient;mutation;note\r\nP1;1150G->A;"a;b"\r\n\r\nP2;??;x\r\nP3;c.227delT;\r\n'
    sheet.write_bytes(b"\xef\xbb\xbf" + text.encode())
    new = tmp_path / "new.csv"
    result = run(
        "convert", "--input", sheet, "--column", "mutation", "--to", "hgvs_c", "-o", new
    ).no_traceback()
    assert result.code == 1
    lines = new.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "patient;mutation;note;hgvs_c;issues"
    assert lines[1].startswith('P1;1150G->A;"a;b";NM_014009.4:c.1150G>A;')
    assert "REPAIRED_INPUT" in lines[1]
    assert [line for line in lines if line.startswith("P2;??;x;;HGVS_UNPARSED")]
    assert lines[-1] == "P3;c.227delT;;NM_014009.4:c.227del;"
    assert "line 4: ??" in result.err


def test_a_sheet_is_written_as_it_is_divided(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "old.csv"
    sheet.write_text("hgvs,n\nc.1150G>A,1\n", encoding="utf-8")
    assert run("convert", "--input", sheet, "--to", "hgvs_p").out.splitlines() == [
        "hgvs,n,hgvs_p,issues",
        "c.1150G>A,1,NP_054728.2:p.(Ala384Thr),",
    ]
    result = run("convert", "--input", sheet, "-o", sheet).no_traceback()
    assert result.code == 2
    assert sheet.read_text(encoding="utf-8") == "hgvs,n\nc.1150G>A,1\n"


@pytest.mark.parametrize("ending", ["tsv", "tsv.gz", "csv", "json", "md"])
def test_a_sheet_is_written_in_another_form(run: Run, tmp_path: Path, ending: str) -> None:
    sheet = tmp_path / "old.csv"
    sheet.write_text('# ours\nhgvs,n,n\nc.1150G>A,"1, 2",x,y\n', encoding="utf-8")
    path = tmp_path / f"new.{ending}"
    assert run("convert", "--input", sheet, "--to", "hgvs_p", "-o", path).code == 0
    data = path.read_bytes()
    text = (gzip.decompress(data) if ending.endswith("gz") else data).decode()
    protein = "NP_054728.2:p.(Ala384Thr)"
    match ending.partition(".")[0]:
        case "json":
            (row,) = json.loads(text)["rows"]
            assert row == {
                "hgvs": "c.1150G>A", "n": "1, 2", "n_3": "x,y", "hgvs_p": protein, "issues": [],
            }  # fmt: skip
        case "csv":
            assert text.splitlines()[0] == "# ours"
            assert text.splitlines()[2] == f'c.1150G>A,"1, 2",x,y,{protein},'
        case "tsv":
            assert text == f"hgvs\tn\tn_3\thgvs_p\tissues\nc.1150G>A\t1, 2\tx,y\t{protein}\t\n"
        case "md":
            assert text.splitlines()[2] == f"| c.1150G>A | 1, 2 | x,y | {protein} |  |"


def test_several_answers_repeat_the_record(run: Run) -> None:
    result = run("convert", "-", "--to", "hgvs_c", stdin=b"name\tp\nIVS9+1G>A\tx\n")
    assert result.code == 0
    assert [(row["name"], row["p"]) for row in result.table] == [("IVS9+1G>A", "x")] * 2
    assert [row["hgvs_c"].rpartition(":")[2] for row in result.table] == [
        "c.1044+1G>A",
        "c.967+1G>A",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no variant"),
        (("c.1150G>A", "--input", "x"), "not both"),
        (("--column", "2"), "no var"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("convert", *arguments).no_traceback()
    assert result.code == 2
    assert said in result.err


def test_strict(run: Run) -> None:
    assert run("convert", "1150G>A", "--strict").code == 3
    assert run("convert", "c.1150G>A", "--strict").code == 0


def test_a_change_whose_ends_are_ranges_has_its_ranges_on_the_chromosome(run: Run) -> None:
    """The gene lies on the minus strand: what is last in c. is first in g."""
    forms = "hgvs_g,hgvs_g_grch37,hgvs_c,gnomad"
    (row,) = run("convert", "c.(?_10)_(20_30)del", "--to", forms).table
    # c.1 is X:49258505 on GRCh38 and 49114962 on GRCh37 (the start of the CDS).
    assert row["hgvs_g"] == "NC_000023.11:g.(49258476_49258486)_(49258496_?)del"
    assert row["hgvs_g_grch37"] == "NC_000023.10:g.(49114933_49114943)_(49114953_?)del"
    assert row["gnomad"] == ""
    assert "UNCERTAIN_ENDS" in row["issues"]
