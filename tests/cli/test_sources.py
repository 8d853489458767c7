"""Values of the user's own files: by allele, from each kind of file, never of another build."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pysam
import pytest
from cli_runner import Run

from foxp3tool.pipeline.toolkit import Toolkit

Make = Callable[..., Path]

LENGTH = {"GRCh38": 156040895, "GRCh37": 155270560}
INFO = (
    '##INFO=<ID=AC,Number=A,Type=Integer,Description="counts">',
    '##INFO=<ID=AN,Number=1,Type=Integer,Description="number">',
    '##INFO=<ID=AF,Number=A,Type=Float,Description="frequency">',
    '##INFO=<ID=AD,Number=R,Type=Integer,Description="depths">',
    '##INFO=<ID=DB,Number=0,Type=Flag,Description="flag">',
    '##INFO=<ID=ANN,Number=.,Type=String,Description="texts">',
)
# C>T at 49251480 is c.1150G>A; 49255491 TCTC>T is c.751_753del, in a run of TCT: the same allele
# is written at 49255488 as GCTT...; GCTTC>G is another one, c.751_754del.
RECORDS = (
    "X 49251480 . C A,T . PASS AC=1,7;AN=1000;AF=0.001,0.007;AD=5,1,7;DB;ANN=a,b",
    "X 49255490 . CTCTC CTC . PASS AC=3;AN=900",
    "X 49255491 . TCTCA TA . PASS AC=2;AN=900",
    "X 49255492 . CTC <DEL> . PASS AC=9;AN=900",
)


@pytest.fixture
def examples() -> Path:
    return Path(__file__).parents[2] / "examples"


@pytest.fixture
def make_vcf(tmp_path: Path) -> Make:
    """Write a bgzipped VCF with its index."""

    def make(
        records: Sequence[str] = RECORDS,
        *,
        contig: str = "X",
        build: str = "GRCh38",
        name: str = "source.vcf",
        index: bool = True,
    ) -> Path:
        lines = ["##fileformat=VCFv4.2", f"##contig=<ID={contig},length={LENGTH[build]}>", *INFO]
        lines.append("#CHROM POS ID REF ALT QUAL FILTER INFO".replace(" ", "\t"))
        lines += [f"{contig}{record[1:]}".replace(" ", "\t") for record in records]
        plain = tmp_path / name
        plain.write_text("\n".join(lines) + "\n")
        packed = Path(f"{plain}.gz")
        pysam.tabix_compress(str(plain), str(packed), force=True)
        if index:
            pysam.tabix_index(str(packed), preset="vcf", force=True)
        return packed

    return make


@pytest.fixture
def make_table(tmp_path: Path) -> Make:
    """Write a bgzipped table with its index."""

    def make(text: str, *, name: str = "table.tsv", columns: tuple[int, int] = (0, 1)) -> Path:
        plain = tmp_path / name
        plain.write_text(text)
        packed = Path(f"{plain}.gz")
        pysam.tabix_compress(str(plain), str(packed), force=True)
        chrom, pos = columns
        pysam.tabix_index(
            str(packed), seq_col=chrom, start_col=pos, end_col=pos, meta_char="#", force=True
        )
        return packed

    return make


ALPHA = (
    "# Copyright\n#CHROM\tPOS\tREF\tALT\tgenome\tprotein_variant\tam_pathogenicity\tam_class\n"
    "chrX\t49251440\tC\tT\thg38\tR397Q\t0.91\tlikely_pathogenic\n"
    "chrX\t49251441\tG\tA\thg38\tR397W\t0.99\tlikely_pathogenic\n"
    "chrX\t49251480\tC\tA\thg38\tA384S\t0.20\tlikely_benign\n"
    "chrX\t49251480\tC\tT\thg38\tA384T\t0.93\tlikely_pathogenic\n"
)


@pytest.mark.parametrize("contig", ["X", "chrX", "NC_000023.11"])
def test_each_alt_has_its_own_values(run: Run, make_vcf: Make, contig: str) -> None:
    source = f"g={make_vcf(contig=contig)}:AC,AN,AF,AD,DB,ANN"
    result = run("lookup", "c.1150G>A", "c.1150G>T", "c.1150G>C", "--source", source)
    assert result.code == 0
    cells = [[row[f"g_{f}"] for f in ("AC", "AN", "AF", "AD", "DB", "ANN")] for row in result.table]
    assert cells == [
        ["7", "1000", "0.007", "7", "true", "a,b"],
        ["1", "1000", "0.001", "1", "true", "a,b"],
        ["", "", "", "", "", ""],
    ]
    assert list(result.table[0])[-6:] == ["g_AC", "g_AN", "g_AF", "g_AD", "g_DB", "g_ANN"]


def test_spellings_of_one_allele_are_one_and_positions_count_for_nothing(
    run: Run, make_vcf: Make
) -> None:
    # 49255488-49255499 reads GCTTCTCCTTCTC on the plus strand; CTCTC>CTC and TCTCA>TA are not the
    # in-frame deletion TCTC>T, although they stand within its bases.
    bases = run("lookup", "X-49255491-TCTC-T", "--columns", "hgvs_c", "-q").table
    assert bases[0]["hgvs_c"] == "NM_014009.4:c.751_753del"
    records = (
        "X 49255490 . TTCTC TT . PASS AC=3;AN=900",
        "X 49255491 . TCTCC TC . PASS AC=2;AN=900",
        "X 49255491 . TC T . PASS AC=5;AN=900",
    )
    result = run("lookup", "c.751_753del", "--source", f"g={make_vcf(records)}:AC")
    assert result.code == 0, result.err
    assert result.table[0]["g_AC"] == "3|2"


def test_a_table_with_the_header_of_alphamissense(run: Run, make_table: Make) -> None:
    result = run("lookup", "c.1150G>A", "c.1150G>T", "--source", f"am={make_table(ALPHA)}")
    assert [(r["am_am_pathogenicity"], r["am_am_class"]) for r in result.table] == [
        ("0.93", "likely_pathogenic"),
        ("0.20", "likely_benign"),
    ]


def test_columns_are_told_by_name_or_number(run: Run, make_table: Make) -> None:
    rows = [line.split("\t") for line in ALPHA.splitlines()[2:]]
    text = "".join(f"{r[6]}\tX\t{r[1]}\t{r[2]}\t{r[3]}\n" for r in rows)
    bare = make_table(text, name="bare.tsv", columns=(1, 2))
    for places in ("chrom=2,pos=3,ref=4,alt=5,score=1",):
        result = run("lookup", "c.1150G>A", "--source", f"own={bare}:{places}")
        assert result.code == 0, result.err
        assert result.table[0]["own_score"] == "0.93"
    headed = make_table(
        "#score\tCHR\thg38_pos\tREF\tALT\n" + text, name="headed.tsv", columns=(1, 2)
    )
    result = run("lookup", "c.1150G>A", "--source", f"own={headed}:pos=hg38_pos,value=score")
    assert result.table[0]["own_value"] == "0.93"


def test_a_vcf_is_annotated_with_several_sources(
    run: Run, make_vcf: Make, make_table: Make, examples: Path
) -> None:
    result = run(
        "annotate", examples / "ipex_demo.GRCh38.vcf", "--columns", "minimal",
        "--source", f"g={make_vcf()}:AC", "--source", f"am={make_table(ALPHA)}:am_class",
    )  # fmt: skip
    assert result.code == 0
    found = {row["hgvs_c"][12:]: (row["g_AC"], row["am_am_class"]) for row in result.table}
    assert found["c.1150G>A"] == ("7", "likely_pathogenic")
    assert found["c.1189C>T"] == ("", "likely_pathogenic")


def test_another_build_is_refused_and_told(run: Run, make_vcf: Make, examples: Path) -> None:
    source = f"g={make_vcf()}:AC"
    result = run("annotate", examples / "ipex_demo.GRCh37.vcf", "--source", source)
    assert (result.code, result.out) == (1, "")
    assert "the source g is on GRCh38, the variants are on GRCh37" in result.err
    row = run("lookup", "NC_000023.10:g.49107941C>T", "--source", source).table[0]
    assert row["g_AC"] == ""
    assert "BUILD_CONFLICT: the source g is on GRCh38" in row["issues"]


def test_records_that_do_not_fit_are_left_out_and_counted(run: Run, make_vcf: Make) -> None:
    records = [f"X {pos} . {ref} {alt} . PASS AC=1;AN=2" for pos, ref, alt in FITTING]
    source = make_vcf([*records, "X 49255495 . G A . PASS AC=8;AN=9"])
    result = run("lookup", "c.1150G>A", "--source", f"g={source}:AC")
    assert result.table[0]["g_AC"] == "1"
    assert "1 record is left out, with a REF that is not that of GRCh38" in result.err


# Reported mutations: c.1190G>A, c.1189C>T, c.1150G>A, c.1112T>G, c.1009C>T.
FITTING = (
    (49251440, "C", "T"),
    (49251441, "G", "A"),
    (49251480, "C", "T"),
    (49251698, "A", "C"),
    (49253161, "G", "A"),
)


@pytest.mark.parametrize(
    ("make_argument", "message", "code"),
    [
        (lambda make: f"{make()}:AC", "the form is NAME=FILE", 2),
        (lambda make: f"1g={make()}:AC", "the form is NAME=FILE", 2),
        (lambda make: f"g={make()}:NOPE", "has no field NOPE", 2),
        (lambda make: f"g={make(index=False)}:AC", "has no index", 1),
        (lambda make: f"g={make().with_name('none.vcf.gz')}:AC", "cannot be read", 1),
        (lambda make: f"g={make().with_suffix('')}:AC", "has no index", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(
    run: Run, make_vcf: Make, make_argument: Callable[[Make], str], message: str, code: int
) -> None:
    result = run("lookup", "c.1150G>A", "--source", make_argument(make_vcf))
    assert (result.code, result.out) == (code, "")
    assert message in result.err
    assert "Traceback" not in result.err


def test_two_columns_of_one_name_are_refused(run: Run, make_vcf: Make) -> None:
    source = f"g={make_vcf()}:AC"
    result = run("lookup", "c.1150G>A", "--source", source, "--source", source)
    assert result.code == 2
    assert "two columns g_AC" in result.err


def test_a_file_without_the_gene_is_a_caution(run: Run, make_vcf: Make) -> None:
    source = make_vcf(["X 1000 . C T . PASS AC=1;AN=2"])
    result = run("lookup", "c.1150G>A", "--source", f"g={source}:AC", "-q")
    assert result.code == 0
    assert "holds no allele near FOXP3" in result.err


def test_the_index_of_another_file_is_an_error(run: Run, make_vcf: Make, make_table: Make) -> None:
    other = make_vcf(["X 1000 . C T . PASS AC=1;AN=2"], name="other.vcf")
    for source, options in (
        (make_vcf(), ":AC"),
        (make_table(ALPHA), ":am_pathogenicity,chrom=1,pos=2,ref=3,alt=4"),
    ):
        index = Path(f"{source}.tbi")
        shutil.copy(f"{other}.tbi", index)
        result = run("lookup", "c.1150G>A", "--source", f"g={source}{options}").no_traceback()
        assert (result.code, result.out) == (1, "")
        assert f"{index.name} is not the index of this file" in result.err


def test_a_damaged_file_is_an_error(run: Run, make_vcf: Make) -> None:
    rng = random.Random(5)
    place = range(49_250_000, 49_268_000, 3)
    source = make_vcf(
        [f"X {pos} . N{''.join(rng.choices('ACGT', k=60))} N . . AC=1" for pos in place]
    )
    source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    result = run("lookup", "c.1150G>A", "--source", f"g={source}:AC")
    assert (result.code, result.out) == (1, "")
    assert "Traceback" not in result.err


def test_a_change_of_unknown_ends_has_no_value_of_what_is_certain_of_it(
    run: Run, make_vcf: Make, toolkit: Toolkit
) -> None:
    # Certain is g.49257631_49257660del; that a source has that one says nothing of the longer one.
    gene = toolkit.bundle.genes["GRCh38"]
    bases = gene.plus_bases(49257629, 49257660)
    source = make_vcf((f"X 49257630 . {bases} {bases[0]} . PASS AC=50000;AN=100000",))
    names = ("g.49257631_49257660del", "g.(49257600_49257631)_(49257660_49257700)del")
    result = run(
        "lookup", *(f"NC_000023.11:{name}" for name in names), "--source", f"gnomad={source}:AC,AN",
        "--columns", "id,evidence,issues",
    )  # fmt: skip
    exact, uncertain = result.table
    assert (exact["gnomad_AC"], "BA1" in exact["evidence"].split("|")) == ("50000", True)
    assert (uncertain["gnomad_AC"], "BA1" in uncertain["evidence"]) == ("", False)
    assert "UNCERTAIN_ENDS" in uncertain["issues"]
