"""``--samples``: counts, rows of carriers and of all samples."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from cli_runner import Result, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from vcf_builder import A384T, bcf, vcf

from foxp3tool.model.genotype import Sex
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.samples import SampleMode, SampleOptions
from foxp3tool.pipeline.toolkit import Toolkit

META = [
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
]
FAMILY = ["mother", "father", "son", "daughter"]
PED = "F father 0 0 1 1\nF mother 0 0 2 1\nF son father mother 1 2\nF daughter father mother 2 1\n"
SITE = "X 49251480 . C T . PASS ."
SITE_TWO = "X 49251480 . C T,A . PASS ."
COUNTS = [
    "ac",
    "an",
    "hemizygotes",
    "heterozygotes",
    "homozygotes",
    "zygosity_unclear",
    "not_called",
]
CALL = [
    "sample",
    "sex",
    "genotype",
    "zygosity",
    "ad_ref",
    "ad_alt",
    "dp",
    "gq",
    "vaf",
    "inheritance",
]


@pytest.fixture
def family(tmp_path: Path) -> Path:
    path = tmp_path / "family.ped"
    path.write_text(PED)
    return path


def written(tmp_path: Path, *records: str, samples: list[str] = FAMILY) -> Path:
    path = tmp_path / "in.vcf"
    path.write_bytes(vcf(*records, meta=META, samples=samples))
    return path


def cells(result: Result, names: list[str]) -> list[list[str]]:
    return [[row[name] for name in names] for row in result.table]


def test_none_is_the_default_and_adds_nothing(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{SITE} GT 0/1 0 1 0/0")
    plain = run("annotate", path)
    assert plain.out == run("annotate", path, "--samples", "none").out
    assert len(plain.table) == 1
    assert not set(COUNTS + CALL) & set(plain.table[0])


def test_carriers_have_a_row_each_behind_that_of_the_allele(
    run: Run, tmp_path: Path, family: Path
) -> None:
    record = f"{SITE} GT:AD:DP:GQ 0/1:15,16:31:99 0:20,0:20:60 1/1:0,30:30:88 0/0:40,0:40:99"
    result = run("annotate", written(tmp_path, record), "--samples", "carriers", "--ped", family)
    assert result.code == 0
    assert cells(result, CALL) == [
        [""] * 10,
        ["mother", "female", "0/1", "heterozygous", "15", "16", "31", "99", "0.516", ""],
        ["son", "male", "1/1", "hemizygous", "0", "30", "30", "88", "1", "maternal"],
    ]
    first, *others = ({k: v for k, v in row.items() if k not in CALL} for row in result.table)
    assert all(other == first for other in others)
    assert list(result.table[0])[-len(CALL) :] == CALL


def test_all_samples(run: Run, tmp_path: Path, family: Path) -> None:
    record = f"{SITE} GT:DP 0/0:30 . 1:30 ./.:2"
    result = run("annotate", written(tmp_path, record), "--samples", "all", "--ped", family)
    assert cells(result, ["sample", "genotype", "zygosity", "inheritance"]) == [
        ["", "", "", ""],
        ["mother", "0/0", "absent", ""],
        ["father", ".", "not called", ""],
        ["son", "1", "hemizygous", "de novo"],
        ["daughter", "./.", "not called", "not known"],
    ]


def test_alleles_of_one_record_are_told_apart(run: Run, tmp_path: Path, family: Path) -> None:
    record = f"{SITE_TWO} GT:AD 1/2:0,9,11 2:0,0,20 1:0,20,0 1/2:0,10,10"
    path = written(tmp_path, record)
    result = run("annotate", path, "--samples", "carriers", "--ped", family)
    assert cells(result, ["alt", "sample", "zygosity", "ad_alt", "inheritance"]) == [
        ["T", "", "", "", ""],
        ["T", "mother", "heterozygous", "9", ""],
        ["T", "son", "hemizygous", "20", "maternal"],
        ["T", "daughter", "heterozygous", "10", "maternal"],
        ["A", "", "", "", ""],
        ["A", "mother", "heterozygous", "11", ""],
        ["A", "father", "hemizygous", "20", ""],
        ["A", "daughter", "heterozygous", "10", "paternal"],
    ]


def test_a_row_for_each_transcript_and_carrier(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{SITE} GT 0/1 0 1 0/0")
    result = run("annotate", path, "--samples", "carriers", "--transcripts", "refseq")
    wanted = {row["transcript"] for row in result.table}
    found = Counter(row["sample"] for row in result.table)
    assert len(wanted) > 1
    assert found == {"": len(wanted), "mother": len(wanted), "son": len(wanted)}


def test_a_male_with_two_alleles_is_flagged(run: Run, tmp_path: Path, family: Path) -> None:
    path = written(tmp_path, f"{SITE} GT:AD 0/0:30,0 0/0:30,0 0/1:18,22 1:5,5")
    result = run("annotate", path, "--samples", "carriers", "--ped", family)
    allele, son, daughter = result.table
    assert allele["issues"] == ""
    assert (son["zygosity"], son["inheritance"]) == ("mosaic-range", "de novo")
    assert son["issues"].startswith("HETEROZYGOUS_MALE: son is male")
    assert (daughter["zygosity"], daughter["inheritance"]) == ("unknown", "not known")
    assert daughter["issues"].startswith("HAPLOID_FEMALE: daughter is female")
    assert "HETEROZYGOUS_MALE 1" in result.err
    strict = run("annotate", path, "--samples", "carriers", "--ped", family, "--strict")
    assert strict.code == 3


def test_what_does_not_fit_the_parents_is_flagged(run: Run, tmp_path: Path, family: Path) -> None:
    path = written(tmp_path, f"{SITE} GT:DP 0/1:30 0:30 1:30 1/1:30")
    result = run("annotate", path, "--samples", "carriers", "--ped", family)
    daughter = result.table[-1]
    assert daughter["inheritance"] == "not compatible"
    assert daughter["issues"].startswith("INHERITANCE_CONFLICT: the call of daughter")


def test_sex_without_a_pedigree(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{SITE} GT 0/1 . 1/1 1/1")
    result = run(
        "annotate", path, "--samples", "carriers", "--sex", "son=male", "--sex", "daughter=female"
    )
    assert cells(result, ["sample", "sex", "zygosity", "inheritance"])[1:] == [
        ["mother", "unknown", "heterozygous", ""],
        ["son", "male", "hemizygous", ""],
        ["daughter", "female", "homozygous", ""],
    ]
    assert "caution: the sex of mother, father is not stated" in result.err


def test_sex_is_never_guessed(run: Run, tmp_path: Path) -> None:
    """Names, haploid calls at other sites and 0/1 elsewhere say nothing of the sex."""
    records = ["X 49251440 . C T . . . GT 0/1 1 1 0/1", f"{SITE} GT 1/1 1/1 1/1 1/1"]
    result = run("annotate", written(tmp_path, *records), "--samples", "carriers")
    last = [row for row in result.table if row["pos"] == "49251480" and row["sample"]]
    assert {(row["sex"], row["zygosity"]) for row in last} == {("unknown", "unknown")}
    assert all("GENOTYPE_UNCLEAR" in row["issues"] for row in last)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--sex", "son=boy"], "is not NAME=male or NAME=female"),
        (["--sex", "male"], "is not NAME=male or NAME=female"),
        (["--sex", "=male"], "is not NAME=male or NAME=female"),
        (["--sex", "sun=male"], "the file has no sample 'sun'; it has mother, father, son and 1"),
        (["--sex", "son=male", "--sex", "son=female"], "son is stated as male already"),
        (["--ped", "PED", "--sex", "son=female"], "son is stated as male already"),
        (["--ped", "UNSEXED", "--sex", "mother=male"], "mother is the mother of son in the file"),
        (["--ped", "UNSEXED", "--sex", "father=female"], "father is the father of son in the file"),
    ],
)
def test_wrong_use(run: Run, tmp_path: Path, family: Path, options: list[str], words: str) -> None:
    path = written(tmp_path, f"{SITE} GT 0/1 0 1 0/0")
    unsexed = tmp_path / "unsexed.ped"
    unsexed.write_text("F son father mother 1 2\n")
    files = {"PED": str(family), "UNSEXED": str(unsexed)}
    given_ = [files.get(one, one) for one in options]
    result = run("annotate", path, "--samples", "carriers", *given_)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    without = run("annotate", path, *given_)
    assert without.code == 2
    assert without.out == ""


def test_a_bad_pedigree_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{SITE} GT 0/1 0 1 0/0")
    ped = tmp_path / "bad.ped"
    ped.write_text("F son 0 0 1 2\nF mother 0 0 woman 1\n")
    result = run("annotate", path, "--samples", "all", "--ped", ped)
    assert (result.code, result.out) == (1, "")
    assert f"{ped}, line 2: sex is 'woman'" in result.err


def test_a_pedigree_of_others_is_a_caution(run: Run, tmp_path: Path) -> None:
    ped = tmp_path / "other.ped"
    ped.write_text("F NA1 0 0 1 2\n")
    path = written(tmp_path, f"{SITE} GT 0/1 0 1 0/0")
    result = run("annotate", path, "--samples", "summary", "--ped", ped)
    assert "caution: no sample of the file stands in the pedigree" in result.err


@pytest.mark.parametrize("mode", ["summary", "carriers", "all"])
def test_a_file_without_samples(run: Run, tmp_path: Path, mode: str) -> None:
    path = tmp_path / "sites.vcf"
    path.write_bytes(vcf(A384T))
    result = run("annotate", path, "--samples", mode)
    assert (result.code, len(result.table)) == (0, 1)
    assert result.table[0]["ipex_match"] == "exact"
    assert "caution: the file has no samples" in result.err


@pytest.mark.parametrize("mode", ["summary", "all"])
def test_records_without_genotypes(run: Run, tmp_path: Path, mode: str) -> None:
    """No FORMAT, no GT, no ALT: nobody is called as anything."""
    records = ["X 49251440 . C T . . . DP 7 8 9 10", "X 49251480 . C . . . . GT 0/0 0 0 0/0"]
    result = run("annotate", written(tmp_path, *records), "--samples", mode)
    assert result.code == 0
    if mode == "summary":
        assert cells(result, COUNTS) == [
            ["0", "0", "0", "0", "0", "0", "4"],
            ["0", "6", "0", "0", "0", "0", "0"],
        ]
    else:
        words = [row["zygosity"] for row in result.table]
        assert words == ["", *["not called"] * 4, "", *["absent"] * 4]


def test_bcf_says_the_same(run: Run, tmp_path: Path, family: Path) -> None:
    records = [
        f"{SITE_TWO} GT:AD:DP:GQ 1|2:1,9,11:21:50 0:20,0,0:20:60 ./.:.:.:. 0/1:15,15,0:30:99",
    ]
    path = written(tmp_path, *records)
    binary = tmp_path / "in.bcf"
    binary.write_bytes(bcf(path.read_bytes()))
    options = ("--samples", "all", "--ped", family)
    assert run("annotate", binary, *options).out == run("annotate", path, *options).out


# Counts

GENOTYPES = [
    "0/0", "0/1", "1/1", "0|1", "1|0", "1/2", "2/2", "0", "1", "2", ".", "./.", "./1", "0/.",
    "0/1/1", "1/1/1", "2|2",
]  # fmt: skip


def naive(genotypes: list[tuple[str, Sex]], allele: str) -> list[int]:
    """Count one sample after the other, by the words of the page on genotypes."""
    total = Counter[str]()
    for text, sex in genotypes:
        copies = text.replace("|", "/").split("/")
        called = [one for one in copies if one != "."]
        if not called:
            total["not_called"] += 1
            continue
        male_unclear = sex is Sex.MALE and (len(set(called)) > 1 or len(called) < len(copies))
        if sex is Sex.MALE:
            called = [] if male_unclear else called[:1]
        total["an"] += len(called)
        total["ac"] += called.count(allele)
        if allele not in copies:
            continue
        whole, only = "." not in copies, set(copies) == {allele}
        kind = "zygosity_unclear"
        if whole and len(copies) == 1 and sex is not Sex.FEMALE:
            kind = "hemizygotes"
        elif whole and len(copies) == 2 and only and sex is not Sex.UNKNOWN:
            kind = "hemizygotes" if sex is Sex.MALE else "homozygotes"
        elif whole and len(copies) == 2 and not only and sex is not Sex.MALE:
            kind = "heterozygotes"
        total[kind] += 1
    return [total[name] for name in COUNTS]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(GENOTYPES), st.sampled_from(list(Sex))), min_size=1, max_size=12
    ),
    st.sampled_from(["GT", "GT:DP"]),
)
def test_counts_are_those_of_a_naive_count(
    toolkit: Toolkit,
    tmp_path_factory: pytest.TempPathFactory,
    genotypes: list[tuple[str, Sex]],
    form: str,
) -> None:
    names = [f"S{n}" for n in range(len(genotypes))]
    tail = ":9" if form != "GT" else ""
    record = f"{SITE_TWO} {form} {' '.join(text + tail for text, _ in genotypes)}"
    path = tmp_path_factory.mktemp("counts") / "in.vcf"
    path.write_bytes(vcf(record, meta=META, samples=names))
    sexes = {name: sex for name, (_, sex) in zip(names, genotypes, strict=True)}
    options = SampleOptions(SampleMode.SUMMARY, {}, sexes)
    with VcfAnnotation(toolkit, str(path), samples=options, details=False) as run:
        rows = list(run.rows())
    for row, allele in zip(rows, "12", strict=True):
        assert row.counts is not None
        c = row.counts
        found = [
            c.allele_count, c.allele_number, c.hemizygotes, c.heterozygotes, c.homozygotes,
            c.unclear, c.not_called,
        ]  # fmt: skip
        assert found == naive(genotypes, allele)


def test_counts_of_bcftools(run: Run, tmp_path: Path) -> None:
    """Calls of females count as written, as those of bcftools do; males' where haploid."""
    tool = shutil.which("bcftools")
    if tool is None:
        pytest.skip("bcftools is not installed")
    women = ["0/0", "0/1", "1/1", "1/2", "./.", "./1", "2|0", "0|1"]
    men = ["0", "1", "2", ".", "1"]
    names = [f"f{n}" for n in range(len(women))] + [f"m{n}" for n in range(len(men))]
    records = [
        f"{SITE_TWO} GT {' '.join(women + men)}",
        f"X 49251700 . C A . . . GT {' '.join(w.replace('2', '1') for w in women + men)}",
    ]
    path = written(tmp_path, *records, samples=names)
    filled = subprocess.run(
        [tool, "view", "-c", "0", "-a", str(path)], capture_output=True, check=True, text=True
    ).stdout
    asked = subprocess.run(
        [tool, "query", "-f", "%AC\\t%AN\\n", "-"],
        input=filled, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    expected = [
        [count, line.split("\t")[1]]
        for line in asked.splitlines()
        for count in line.split("\t")[0].split(",")
    ]
    assert len(expected) == 3
    sexes = [f"--sex={name}={'fe' if name[0] == 'f' else ''}male" for name in names]
    result = run("annotate", path, "--samples", "summary", *sexes)
    assert cells(result, ["ac", "an"]) == expected


def test_conflicts_of_sex_are_named_in_the_summary(run: Run, tmp_path: Path, family: Path) -> None:
    path = written(tmp_path, f"{SITE} GT 1 0/1 0/1 0/1")
    (row,) = run("annotate", path, "--samples", "summary", "--ped", family).table
    assert [row[name] for name in COUNTS] == ["2", "3", "0", "1", "0", "3", "0"]
    assert "HETEROZYGOUS_MALE: 2 males called with two alleles: father, son" in row["issues"]
    assert "HAPLOID_FEMALE: 1 female called with one copy: mother" in row["issues"]


@pytest.mark.parametrize(
    ("mode", "columns"), [("carriers", "pos,alt,hgvs_p,ipex_match"), ("summary", "pos,alt,hgvs_p")]
)
def test_the_page_shows_what_is_printed(run: Run, mode: str, columns: str) -> None:
    root = Path(__file__).parents[2]
    page = [line.split() for line in (root / "docs" / "genotypes.md").read_text().splitlines()]
    example = root / "examples" / "family.GRCh38.vcf"
    ped = example.with_name("family.ped")
    result = run("annotate", example, "--samples", mode, "--ped", ped, "--columns", columns)
    assert result.table
    assert [line for line in result.out.splitlines() if line.split() not in page] == []
