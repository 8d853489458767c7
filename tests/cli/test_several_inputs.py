"""``foxp3tool annotate`` with several files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runner import Run

HEADER = (
    "##fileformat=VCFv4.2\n##contig=<ID=X,length={}>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
)
A384T = "X\t49251480\t.\tC\tT\t.\tPASS\t."
A384T_37 = "X\t49107941\t.\tC\tT\t.\tPASS\t."

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(name: str, record: str, *, length: int = 156040895, sample: str = "") -> Path:
        columns = f"\tFORMAT\t{sample}" if sample else ""
        call = "\tGT\t1" if sample else ""
        path = tmp_path / name
        path.write_text(f"{HEADER.format(length)}{columns}\n{record}{call}\n")
        return path

    return write


def test_the_rows_of_each_file_in_order_with_its_name(run: Run, make: Make) -> None:
    first = make("a.vcf", A384T)
    second = make("b.vcf", A384T_37, length=155270560)
    result = run("annotate", first, second)
    assert result.code == 0
    rows = [(row["input"], row["assembly"], row["hgvs_c"]) for row in result.table]
    assert rows == [
        (str(first), "GRCh38", "NM_014009.4:c.1150G>A"),
        (str(second), "GRCh37", "NM_014009.4:c.1150G>A"),
    ]
    assert list(result.table[0])[-1] == "input"
    assert result.out.count("chrom\tpos") == 1
    assert f"{first}: 1 record read; 1 allele in FOXP3" in result.err
    assert f"{second}: GRCh37: contig X of length 155270560" in result.err


def test_changes_read_together_have_the_name_of_their_file(run: Run, make: Make) -> None:
    """The two changes of p.Phe373Ala as a caller writes them, phased by their haploid calls."""
    both = make("a.vcf", "X\t49251692\t.\tA\tG\t.\tPASS\t.", sample="SON")
    with both.open("a") as stream:
        stream.write("X\t49251693\t.\tA\tC\t.\tPASS\t.\tGT\t1\n")
    other = make("b.vcf", A384T, sample="BOY")
    sex = ("--sex", "SON=male", "--sex", "BOY=male")
    table = run("annotate", both, other, "--samples", "carriers", *sex).table
    whole = [row for row in table if row["issues"].startswith("READ_TOGETHER")]
    assert {row["hgvs_p"] for row in whole} == {"NP_054728.2:p.(Phe373Ala)"}
    assert {row["input"] for row in whole} == {str(both)}
    assert {row["sample"] for row in whole} == {"", "SON"}


def test_one_file_has_no_such_column(run: Run, make: Make) -> None:
    path = make("a.vcf", A384T)
    assert "input" not in run("annotate", path).table[0]
    assert run("annotate", path, "--columns", "hgvs_c,input").table[0]["input"] == ""


def test_the_column_may_be_chosen(run: Run, make: Make) -> None:
    paths = make("a.vcf", A384T), make("b.vcf", A384T)
    result = run("annotate", *paths, "--columns", "input,hgvs_c")
    assert list(result.table[0]) == ["input", "hgvs_c"]
    assert [row["input"] for row in result.table] == [str(path) for path in paths]


def test_standard_input_among_them(run: Run, make: Make) -> None:
    path = make("a.vcf", A384T)
    result = run("annotate", path, "-", stdin=path.read_bytes())
    assert [row["input"] for row in result.table] == [str(path), "standard input"]


def test_a_bad_file_stops_and_is_named(run: Run, make: Make, tmp_path: Path) -> None:
    good, bad = make("a.vcf", A384T), make("b.vcf", "X\tx\t.\tC\tT\t.\tPASS\t.")
    out = tmp_path / "out.tsv"
    result = run("annotate", good, bad, "-o", out)
    assert result.code == 1
    assert "b.vcf, line 4: malformed record" in result.err
    assert not out.exists()
    assert run("annotate", good, tmp_path / "none.vcf").code == 1


def test_cautions_name_the_file(run: Run, make: Make) -> None:
    # Against the specification: QUAL.
    bad = make("b.vcf", A384T.replace("\t.\tPASS", "\t-1\tPASS"))
    result = run("annotate", make("a.vcf", A384T), bad)
    lines = [line for line in result.err.splitlines() if " caution: " in line]
    assert lines
    assert all("b.vcf" in line for line in lines)


def test_samples_of_each_file(run: Run, make: Make) -> None:
    paths = make("a.vcf", A384T, sample="BOY"), make("b.vcf", A384T, sample="SON")
    result = run("annotate", *paths, "--samples", "carriers", "--sex", "BOY=male")
    told = [(row["sample"], row["zygosity"]) for row in result.table if row["sample"]]
    assert told[0] == ("BOY", "hemizygous")
    assert told[1][0] == "SON"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("-f", "vcf"), "VCF out is for one input"),
        (("--rejects", "bad.vcf"), "--rejects is for one input"),
    ],
)
def test_what_is_for_one_input(run: Run, make: Make, options: tuple[str, ...], words: str) -> None:
    result = run("annotate", make("a.vcf", A384T), make("b.vcf", A384T), *options)
    assert result.code == 2
    assert words in result.err


def test_an_input_twice(run: Run, make: Make) -> None:
    path = make("a.vcf", A384T)
    assert run("annotate", path, path).code == 2
    assert run("annotate", "-", "-", stdin=path.read_bytes()).code == 2


def test_verbose_tells_versions_files_time_and_memory(run: Run, make: Make) -> None:
    path = make("a.vcf", A384T)
    result = run("annotate", "-v", path)
    assert "foxp3tool annotate: foxp3tool " in result.err
    assert "htslib " in result.err
    assert f"{path}: read as a whole; X is called X" in result.err
    assert " s of processor time, " in result.err
    assert "processor time" not in run("annotate", path).err
