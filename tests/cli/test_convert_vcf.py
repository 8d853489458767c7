"""``foxp3tool convert --to vcf``: what comes in, what goes out, and what is said of it."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cli_runner import COMMAND, TIMEOUT, Result, Run, Start
from vcf_builder import X37, X38, bcf, bgzip_bytes, plain_gzip, vcf

GT = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'
DP = '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">'
SOURCE = "FOXP3_CONVERTED_FROM"
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcf-4.3"

# c.1150G>A, c.1189C>T and c.1190G>A, on both builds (contract; all in the block of exon 11 and 12,
# 143,539 apart).
ONE, ONE_37 = "X 49251480 a C T 50 PASS DP=7", "X 49107941 a C T 50 PASS DP=7"
THREE = (
    "X 49251440 b C T . q10;s50 .",
    "X 49251441 c G A 1e3 . DP=1;DB",
    ONE,
)
THREE_37 = (
    f"X 49107901 b C T . q10;s50 {SOURCE}=GRCh38:X:49251440:C/T",
    f"X 49107902 c G A 1e3 . DP=1;DB;{SOURCE}=GRCh38:X:49251441:G/A",
    f"X 49107941 a C T 50 PASS DP=7;{SOURCE}=GRCh38:X:49251480:C/T",
)
LACKING = "X 49256222 lacking G T . . ."
"""A base that GRCh37 lacks."""
ELSEWHERE = "1 1000 elsewhere A C . . DP=3"


Convert = Callable[..., Result]


@pytest.fixture
def convert(run: Run, tmp_path: Path) -> Convert:
    """Write bytes to in.vcf and convert it; further arguments go to the command."""

    def convert_bytes(data: bytes, *args: object, to: str = "vcf", name: str = "in.vcf") -> Result:
        (tmp_path / name).write_bytes(data)
        return run("convert", "--to", to, tmp_path / name, *args).no_traceback()

    return convert_bytes


def body(text: str) -> list[str]:
    """Return the records of a VCF, with blanks in the place of tabs."""
    return [line.replace("\t", " ") for line in text.splitlines() if not line.startswith("#")]


def head(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Containers


@pytest.mark.parametrize("way", ["plain", "gzip", "bgzip", "bcf", "uncompressed bcf", "windows"])
def test_every_container(
    convert: Convert, run: Run, start: Start, tmp_path: Path, way: str
) -> None:
    filters = [f'##FILTER=<ID={name},Description="Filter">' for name in ("q10", "s50")]
    meta = [DP, '##INFO=<ID=DB,Number=0,Type=Flag,Description="In dbSNP">', *filters]
    data = vcf(*THREE, meta=meta, end="\r\n" if way == "windows" else "\n")
    pack = {
        "gzip": plain_gzip,
        "bgzip": lambda data: bgzip_bytes(data, tmp_path),
        "bcf": bcf,
        "uncompressed bcf": lambda data: bcf(data, compressed=False),
    }
    packed = pack.get(way, bytes)(data)
    result = convert(packed, name="in.any")
    assert result.code == 0
    expected = list(THREE_37)
    if "bcf" in way:
        expected[1] = expected[1].replace("1e3", "1000")  # BCF holds a number
    assert body(result.out) == expected
    assert "\r" not in result.out
    if way in ("plain", "bgzip", "bcf"):
        again = start("convert", "--to", "vcf", "-", stdin=packed).no_traceback()
        assert (again.code, again.out) == (0, result.out)
    (tmp_path / "in.any").write_bytes(packed)
    assert run("convert", "--to", "vcf", "--input", tmp_path / "in.any").out == result.out


def test_the_other_way(convert: Convert) -> None:
    result = convert(vcf(ONE_37, contigs=[X37]))
    assert body(result.out) == [f"{ONE};{SOURCE}=GRCh37:X:49107941:C/T"]
    assert "GRCh37: contig X of length 155270560" in result.err
    assert "1 record read; 1 converted to GRCh38, 0 of them with other" in result.err
    assert "not a diagnosis" in result.err


@pytest.mark.parametrize("cut", [1, 28, 29, 200])
def test_truncated_bgzip_is_no_success(convert: Convert, tmp_path: Path, cut: int) -> None:
    data = bgzip_bytes(vcf(*THREE), tmp_path)[:-cut]
    out, aside = tmp_path / "out.vcf", tmp_path / "aside.vcf"
    result = convert(data, "-o", out, "--rejects", aside, name="in.vcf.gz")
    assert result.code == 1
    assert "truncated or corrupt" in result.err
    assert not out.exists()
    assert not aside.exists()


def test_bytes_that_are_no_text_stay(convert: Convert, tmp_path: Path) -> None:
    data = vcf(ONE, f"{LACKING[:-1]}NOTE=x", ELSEWHERE, contigs=[X38, "1"])
    data = data.replace(b"NOTE=x", b"NOTE=\xff").replace(b"DP=", b"NOTE=caf\xe9;DP=")
    out, aside = tmp_path / "out.vcf", tmp_path / "aside.vcf"
    result = convert(data, "-o", out, "--rejects", aside)
    assert result.code == 0
    assert b"\tNOTE=caf\xe9;DP=7;FOXP3_CONVERTED_FROM=" in out.read_bytes() + aside.read_bytes()
    kept = aside.read_bytes()
    assert b"\tNOTE=\xff" in kept
    assert b"\tNOTE=caf\xe9;DP=3;FOXP3_NOT_CONVERTED=OUTSIDE_GENE\n" in kept


# Contigs and header


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("X", "X"),
        ("chrX", "chrX"),
        ("NC_000023.11", "NC_000023.10"),
        ("CM000685.2", "CM000685.1"),
    ],
)
def test_names_of_the_contig(convert: Convert, old: str, new: str) -> None:
    mate = f"{old} 49251500 . A A[{old}:49251600[ . . ."
    result = convert(vcf(ONE.replace("X", old, 1), mate, contigs=["1:5", f"{old}:156040895", "2"]))
    assert result.code == 0
    first, second = body(result.out)
    assert first.startswith(f"{new} 49107941 a C T 50 PASS DP=7;")
    assert second.startswith(f"{new} 49107961 . A A[{new}:49108061[ . . ")
    contigs = [line for line in head(result.out) if line.startswith("##contig")]
    assert contigs == [f"##contig=<ID={new},length=155270560,assembly=GRCh37>"]
    back = convert(result.out.encode())
    assert [line.split(" ")[0] for line in body(back.out)] == [old, old]
    (contig,) = [line for line in head(back.out) if line.startswith("##contig")]
    assert contig == f"##contig=<ID={old},length=156040895,assembly=GRCh38>"


def test_without_contig_lines_the_bases_tell_the_build(convert: Convert) -> None:
    four = ("X 49251440 . CG C . . .", *THREE)
    result = convert(vcf(*four, contigs=[]))
    assert result.code == 0
    assert len(body(result.out)) == 4
    assert "##contig=<ID=X,length=155270560,assembly=GRCh37>" in head(result.out)


def test_the_build_cannot_be_told(convert: Convert) -> None:
    data = vcf(ONE, contigs=[])
    result = convert(data)
    assert result.code == 1
    assert "--assembly" in result.err
    assert body(convert(data, "--assembly", "GRCh38").out)[0].startswith("X 49107941 ")


def test_all_other_header_lines_stay_in_order(convert: Convert) -> None:
    meta = [
        "##fileDate=20261121",
        '##INFO=<ID=DP,Number=1,Type=Integer,Description="a, \\"b\\" = c">',
        "##reference=file:///data/GRCh38.fa",
        "##assembly=GRCh38",
        "##bcftools_viewCommand=view -h; Date=today",
        '##FILTER=<ID=LowQual,Description="x">',
        "##PEDIGREE=<ID=BOY,Mother=MOTHER>",
        GT,
    ]
    result = convert(vcf(f"{ONE} GT 1", meta=meta, samples=["BOY"]))
    found = head(result.out)
    others = [line for line in meta if not line.startswith(("##reference", "##assembly"))]
    assert [line for line in found if line in others] == others
    assert found[0] == "##fileformat=VCFv4.2"
    assert found[-1] == "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tBOY"
    assert "GRCh38" not in "".join(line for line in found if not line.startswith("##foxp3tool"))
    new = [line for line in found[1:-1] if line not in others]
    keys = [re.split("[=,]", line)[0:3] for line in new]
    assert ["##reference", "GRCh37"] in keys
    assert ["##INFO", "<ID", SOURCE] in keys
    assert ["##INFO", "<ID", "FOXP3_ISSUE"] in keys
    assert len(new) == 5  # these, the contig, and what made the file


@pytest.mark.parametrize("version", ["4.1", "4.2", "4.3", "4.4"])
def test_every_version_of_the_format(convert: Convert, version: str) -> None:
    result = convert(vcf(ONE, meta=[DP]).replace(b"VCFv4.2", f"VCFv{version}".encode()))
    assert result.code == 0
    assert result.out.startswith(f"##fileformat=VCFv{version}\n")
    assert body(result.out)[0].startswith("X 49107941 ")


def test_converting_twice_replaces_what_was_added(convert: Convert) -> None:
    once = convert(vcf(*THREE, meta=[DP]))
    twice = convert(once.out.encode())
    thrice = convert(twice.out.encode())
    expected = [THREE[0].removesuffix(" ."), *THREE[1:]]
    assert [re.sub(f"[; ]{SOURCE}=.*", "", line) for line in body(twice.out)] == expected
    assert thrice.out.count(SOURCE) == 4
    for line in body(twice.out):
        assert line.count(SOURCE) == 1
        assert f"{SOURCE}=GRCh37:" in line
    assert len(head(once.out)) == len(head(twice.out)) == len(head(thrice.out))
    assert body(thrice.out) == body(once.out)


# Options


def test_output_is_a_file(convert: Convert, tmp_path: Path) -> None:
    data = vcf(*THREE)
    expected = convert(data).out
    out = tmp_path / "out.vcf"
    result = convert(data, "-o", out)
    assert (result.code, result.out) == (0, "")
    assert out.read_text() == expected


def test_no_file_is_left_after_a_failure(convert: Convert, tmp_path: Path) -> None:
    old = tmp_path / "old.vcf"
    old.write_text("old\n")
    data = vcf(ONE, "X 49251480 . G T . . .")
    for out in (old, tmp_path / "new.vcf"):
        result = convert(data, "-o", out)
        assert result.code == 1
    assert old.read_text() == "old\n"
    assert names(tmp_path) == ["in.vcf", "old.vcf"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", "{in}"], "is an input"),
        (["-o", "{link}"], "is an input"),
        (["--rejects", "{in}"], "is an input"),
        (["-o", "{new}", "--rejects", "{new}"], "same file"),
        (["-o", "{new}", "--rejects", "{again}"], "same file"),
        (["-o", "out.tsv"], "ending"),
        (["-o", "out.gz"], "ending"),
        (["--column", "x"], "not for a VCF"),
        (["--no-header"], "not for a VCF"),
        (["--transcripts", "all"], "not for a VCF"),
    ],
)
def test_wrong_usage(
    run: Run, tmp_path: Path, options: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = vcf(ONE)
    Path("in.vcf").write_bytes(data)
    Path("link.vcf").symlink_to("in.vcf")
    places = {
        "in": "in.vcf", "link": "link.vcf", "new": "new.vcf", "again": str(tmp_path / "new.vcf"),
    }  # fmt: skip
    given = [option.format(**places) for option in options]
    result = run("convert", "--to", "vcf", "in.vcf", *given).no_traceback()
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert Path("in.vcf").read_bytes() == data
    assert names(tmp_path) == ["in.vcf", "link.vcf"]


@pytest.mark.parametrize("forms", ["gnomad", "vcf,gnomad", "vcf,vcf_grch37", "VCF", "x", ""])
def test_another_form_is_no_file(convert: Convert, forms: str) -> None:
    result = convert(vcf(ONE), to=forms)
    assert (result.code, result.out) == (2, "")
    assert "vcf_grch37" in result.err


def test_no_form_for_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.vcf").write_bytes(vcf(ONE))
    result = run("convert", tmp_path / "in.vcf").no_traceback()
    assert (result.code, result.out) == (2, "")
    assert "--to" in result.err


def test_build_named_that_the_file_is_on(convert: Convert) -> None:
    result = convert(vcf(ONE), to="vcf_grch38")
    assert result.code == 2
    assert "is on GRCh38 already" in result.err
    assert body(convert(vcf(ONE), to="vcf_grch37").out)[0].startswith("X 49107941 ")
    there = convert(vcf(ONE_37, contigs=[X37]), to="vcf_grch38")
    assert body(there.out)[0].startswith("X 49251480 ")


def test_wrong_assembly_is_contradicted(convert: Convert) -> None:
    result = convert(vcf(ONE), "--assembly", "GRCh37")
    assert (result.code, body(result.out)) == (1, [])
    assert "--assembly GRCh37 contradicts the file" in result.err


def test_positions_of_the_other_build_are_noticed(convert: Convert) -> None:
    # A file lifted without its header: four records, none of which fits the build named.
    result = convert(vcf(*(line.split(f";{SOURCE}")[0] for line in THREE_37), *THREE_37))
    assert (result.code, body(result.out)) == (1, [])
    assert "the reference bases say otherwise" in result.err


def test_several_files(run: Run, tmp_path: Path) -> None:
    for name in ("a.vcf", "b.vcf"):
        (tmp_path / name).write_bytes(vcf(ONE))
    result = run("convert", "--to", "vcf", tmp_path / "a.vcf", tmp_path / "b.vcf").no_traceback()
    assert (result.code, result.out) == (2, "")
    assert "one VCF at a time" in result.err
    mixed = run("convert", "--to", "vcf", tmp_path / "a.vcf", "c.1150G>A").no_traceback()
    assert (mixed.code, mixed.out) == (2, "")


@pytest.mark.parametrize("name", ["none.vcf", "none.vcf.gz", "none.bcf", "NONE.VCF"])
def test_file_that_is_not_there(run: Run, tmp_path: Path, name: str) -> None:
    result = run("convert", "--to", "vcf", tmp_path / name).no_traceback()
    assert (result.code, result.out) == (1, "")
    assert f"{name}: cannot be read: No such file" in result.err


@pytest.mark.parametrize("content", [b"", b"hello\n", b"\x1f\x8b\x08hello", b"BCF\x02\x02hello"])
def test_file_that_is_no_vcf(convert: Convert, content: bytes) -> None:
    result = convert(content)
    assert (result.code, result.out) == (1, "")
    assert "in.vcf" in result.err


def test_rejects_are_for_a_vcf(run: Run, tmp_path: Path) -> None:
    result = run("convert", "c.1150G>A", "--rejects", tmp_path / "r.vcf").no_traceback()
    assert (result.code, result.out) == (2, "")
    assert names(tmp_path) == []


def test_nothing_named_and_nothing_piped(run: Run) -> None:
    result = run("convert", "--to", "vcf").no_traceback()
    assert (result.code, result.out) == (2, "")


def test_quiet_and_strict(convert: Convert, tmp_path: Path) -> None:
    aside = tmp_path / "aside.vcf"
    clean = convert(vcf(ONE), "--strict", "--quiet", "--rejects", aside)
    assert (clean.code, clean.err) == (0, "")
    assert body(aside.read_text()) == []
    left = vcf(ONE, LACKING, ELSEWHERE, contigs=[X38, "1:248956422"])
    lax = convert(left, "--quiet", "--rejects", aside)
    assert (lax.code, lax.err) == (0, "")
    strict = convert(left, "--strict", "--rejects", aside)
    assert (strict.code, strict.out) == (3, lax.out)
    assert "line 6: this record cannot be converted: " in strict.err
    assert "BUILD_CONFLICT 1, OUTSIDE_GENE 1" in strict.err
    assert len(body(aside.read_text())) == 2


# Records that cannot be converted


def test_no_records(convert: Convert) -> None:
    result = convert(vcf())
    assert (result.code, body(result.out)) == (0, [])
    assert "##contig=<ID=X,length=155270560,assembly=GRCh37>" in head(result.out)
    nowhere = convert(vcf(contigs=[]))
    assert nowhere.code == 1
    assert "vcf_grch37" in nowhere.err
    named = convert(vcf(contigs=[]), to="vcf_grch38")
    assert (named.code, body(named.out)) == (0, [])
    assert "##reference=GRCh38" in head(named.out)


def test_only_other_chromosomes(convert: Convert, tmp_path: Path) -> None:
    data = vcf(ELSEWHERE, ELSEWHERE, contigs=["1:248956422", X38])
    result = convert(data)
    assert (result.code, body(result.out)) == (1, [])
    assert "in.vcf, line 5: this record cannot be converted: " in result.err
    assert "what to do: give --rejects FILE" in result.err
    aside = tmp_path / "aside.vcf"
    result = convert(data, "--rejects", aside)
    assert (result.code, body(result.out)) == (0, [])
    assert body(aside.read_text()) == [f"{ELSEWHERE};FOXP3_NOT_CONVERTED=OUTSIDE_GENE"] * 2
    assert "2 records read; 0 converted to GRCh37" in result.err


# The region: 49248436 to 49269825 on GRCh38, 49104897 to 49126288 on GRCh37.
REASONS = [
    ("X 49251480 . G T . . .", "REF_MISMATCH"),
    (LACKING, "BUILD_CONFLICT"),
    ("X 49261784 . G T . . .", "BUILD_CONFLICT"),
    ("X 49248435 . N A . . .", "OUTSIDE_GENE"),
    ("X 49248435 . NC A . . .", "OUTSIDE_GENE"),
    ("X 49269825 . GN A . . .", "OUTSIDE_GENE"),
    ("X 49269826 . N A . . .", "OUTSIDE_GENE"),
    ("X 49269825 . G <DEL> . . END=49269826", "OUTSIDE_GENE"),
    ("Y 49251480 . C T . . .", "OUTSIDE_GENE"),
    ("X 49251480 . C T,T . . .", "NO_CHANGE"),
    ("X 49251480 . C T,C . . .", "NO_CHANGE"),
    ("X 49251480 . C c . . .", "NO_CHANGE"),
    ("X 49251480 . C T,<DEL> . . END=49251490", "UNSUPPORTED_ALLELE"),
    ("X 49251480 . C <DEL> . . END=far", "UNSUPPORTED_ALLELE"),
    ("X 49251480 . C C[1:1000[ . . .", "BUILD_CONFLICT"),
    ("X 49251480 . C C[X:1000[ . . .", "BUILD_CONFLICT"),
    ("X 49251480 . C C[X:49256222[ . . .", "BUILD_CONFLICT"),
    ("X 49261784 . G G[X:49251480[ . . .", "BUILD_CONFLICT"),
    ("X 49256222 . G <DEL> . . END=49256300", "BUILD_CONFLICT"),
    ("X 49256100 . G <DEL> . . END=49256222", "BUILD_CONFLICT"),
    ("X 49256210 . G <DEL> . . END=49257000;CIPOS=-5,15", "BUILD_CONFLICT"),
    ("X 49251480 . C <DEL> . . END=49256210;CIEND=-5,15", "BUILD_CONFLICT"),
    ("X 49261780 . G <NON_REF> . . END=49261784", "BUILD_CONFLICT"),
    # AGGGG here is GGGGG there, where both deletions leave the same bases.
    ("X 49264848 . AGGGGT AT,GT . . .", "BUILD_CONFLICT"),
    ("X 49264848 . AGGGGT A,G . . .", "BUILD_CONFLICT"),
]


@pytest.mark.parametrize(("record", "code"), REASONS)
def test_record_that_cannot_be_converted(
    convert: Convert, tmp_path: Path, record: str, code: str
) -> None:
    data = vcf(ONE, record, contigs=[X38, "1", "Y"])
    stopped = convert(data)
    assert stopped.code == 1
    assert "in.vcf, line 7: this record cannot be converted: " in stopped.err
    assert "what to do: give --rejects FILE to put such records aside and go on" in stopped.err
    aside = tmp_path / "aside.vcf"
    result = convert(data, "--rejects", aside)
    assert result.code == 0
    assert len(body(result.out)) == 1
    cells = record.split(" ")
    added = f"FOXP3_NOT_CONVERTED={code}"
    cells[7] = added if cells[7] == "." else f"{cells[7]};{added}"
    assert body(aside.read_text()) == [" ".join(cells)]
    assert f"put aside because they cannot be converted: {code} 1" in result.err
    # What was put aside is a VCF again, of the same build.
    lines = aside.read_text().splitlines()
    assert f"##contig=<ID={X38.replace(':', ',length=')}>" in lines
    assert sum("ID=FOXP3_NOT_CONVERTED," in line for line in lines) == 1
    again = tmp_path / "again.vcf"
    convert(aside.read_bytes(), "--rejects", again)
    assert again.read_text() == aside.read_text()


def test_records_put_aside_are_all_there(convert: Convert, tmp_path: Path) -> None:
    records = [
        "1 5 r0 A T . . .",
        "X 40000000 r1 A T . . .",
        LACKING,
        "X 49261784 r3 G T . . .",
        "X 60000000 r4 A T . . .",
        "Y 5 r5 A T . . .",
    ]
    aside = tmp_path / "aside.vcf"
    result = convert(vcf(*records, contigs=["1", X38, "Y"]), "--rejects", aside)
    assert result.code == 0
    # What lies elsewhere is written at once, what is near the gene when its build is known.
    ids = [line.split(" ")[2] for line in body(aside.read_text())]
    assert ids == ["r0", "r1", "r4", "r5", "lacking", "r3"]


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ("X 4925148O . C T . . .", "POS is '4925148O'"),
        ("X 49251480 . C T . .", "7 columns"),
        ("X 49251480 . C 7 . . .", "ALT is '7'"),
        ("1 x . C T . . .", "POS is 'x'"),
    ],
)
def test_malformed_record(convert: Convert, tmp_path: Path, record: str, fault: str) -> None:
    data = vcf(ONE, record, *THREE, contigs=[X38, "1"])
    stopped = convert(data)
    assert stopped.code == 1
    assert "in.vcf, line 6: malformed record: " in stopped.err
    assert fault in stopped.err
    aside = tmp_path / "aside.vcf"
    result = convert(data, "--rejects", aside)
    assert result.code == 0
    assert len(body(result.out)) == 4
    assert body(aside.read_text()) == [record]
    assert "1 malformed record put aside" in result.err
    assert fault in result.err


def test_position_zero_is_before_the_first_base(convert: Convert, tmp_path: Path) -> None:
    # VCF 4.3, section 1.6.1: position 0 is the telomere.
    data = vcf("X 0 telomere N <DEL> . . END=50000000", ONE)
    aside = tmp_path / "aside.vcf"
    result = convert(data, "--rejects", aside)
    assert result.code == 0
    assert len(body(result.out)) == 1
    assert body(aside.read_text())[0].endswith("FOXP3_NOT_CONVERTED=OUTSIDE_GENE")


def test_genotypes_that_cannot_be_recoded(convert: Convert, tmp_path: Path) -> None:
    records = [
        "X 49261784 alleles G T . . . GT:AD 0/1:1,2,3",
        "X 49261784 local G T . . . GT:LAA:LAD 0/1:1:3,4",
        "X 49261784 likelihoods G T . . . GT:PL 0/1:1,2,3,4,5",
        "X 49261784 unlisted G T . . . GT 0/2",
    ]
    meta = [
        GT,
        '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="D">',
        '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="P">',
        '##FORMAT=<ID=LAA,Number=.,Type=Integer,Description="L">',
        '##FORMAT=<ID=LAD,Number=.,Type=Integer,Description="L">',
    ]
    aside = tmp_path / "aside.vcf"
    result = convert(vcf(*records, meta=meta, samples=["S"]), "--rejects", aside)
    assert result.code == 0
    assert body(result.out) == []
    assert len(body(aside.read_text())) == len(records)


# Symbolic alleles and breakends: position, REF, ALT and INFO on GRCh38, and on GRCh37. Before
# 49256220 the numbers differ by 143,539; from 49256225 on by 143,543; from 49263174 on by 143,541;
# from 49264508 on by 143,538.
SYMBOLIC = [
    (
        "49251480 C <DEL> SVTYPE=DEL;END=49251580;SVLEN=-100;CIPOS=-5,5;CIEND=-2,2",
        "49107941 C <DEL> SVTYPE=DEL;END=49108041;SVLEN=-100;CIPOS=-5,5;CIEND=-2,2",
    ),
    # Over the four bases that GRCh37 lacks.
    ("49252000 G <DEL> END=49257000;SVLEN=-5000", "49108461 G <DEL> END=49113457;SVLEN=-4996"),
    ("49252000 G <DUP> SVLEN=5000", "49108461 G <DUP> SVLEN=4996"),
    ("49252000 G <INV> SVLEN=5000;END=49257000", "49108461 G <INV> SVLEN=4996;END=49113457"),
    # Over the two bases that GRCh38 lacks.
    ("49261000 G <CNV> END=49264000;SVLEN=3000", "49117457 G <CNV> END=49120459;SVLEN=3002"),
    ("49261000 G <DUP:TANDEM> END=49264000", "49117457 G <DUP:TANDEM> END=49120459"),
    # An insertion lies at its position, however long it is.
    ("49252000 G <INS> SVLEN=5000;END=49252000", "49108461 G <INS> SVLEN=5000;END=49108461"),
    ("49252000 G <INS:ME:ALU> SVLEN=280", "49108461 G <INS:ME:ALU> SVLEN=280"),
    # END of a record without a symbolic allele.
    ("49251480 C T END=49251480", "49107941 C T END=49107941"),
    ("49252000 G A END=49257000", "49108461 G A END=49113457"),
    ("49251480 C T,<*> DP=3", "49107941 C T,<*> DP=3"),
    ("49251480 C *,T DP=3", "49107941 C *,T DP=3"),
    # The base differs and has nothing to do with the event.
    ("49261784 G <DEL> END=49261800;SVLEN=-16", "49118241 T <DEL> END=49118257;SVLEN=-16"),
    # Missing values are no values.
    ("49251480 C <DEL> END=49251490;CIPOS=.", "49107941 C <DEL> END=49107951;CIPOS=."),
    ("49251480 C <DEL> END=49251490;SVLEN=.", "49107941 C <DEL> END=49107951;SVLEN=."),
    ("49251480 C T END=.", "49107941 C T END=."),
    # Breakends, with mates in another block of parallel bases.
    ("49251480 C C[X:49261000[ DP=3", "49107941 C C[X:49117457[ DP=3"),
    ("49251480 C ]X:49261000]C DP=3", "49107941 C ]X:49117457]C DP=3"),
    ("49251480 C [X:49261000[C DP=3", "49107941 C [X:49117457[C DP=3"),
    ("49251480 C C]X:49264000] DP=3", "49107941 C C]X:49120459] DP=3"),
    ("49251480 C CAT[X:49261000[,C[X:49251500[ .", "49107941 C CAT[X:49117457[,C[X:49107961[ ."),
    ("49251480 C C. DP=3", "49107941 C C. DP=3"),
    ("49251480 C .C DP=3", "49107941 C .C DP=3"),
    ("49251480 C C[<ctg1>:329[ DP=3", "49107941 C C[<ctg1>:329[ DP=3"),
]


@pytest.mark.parametrize(("record", "expected"), SYMBOLIC)
def test_symbolic_alleles_and_breakends(convert: Convert, record: str, expected: str) -> None:
    pos, ref, alt, info = record.split(" ")
    result = convert(vcf(f"X {pos} . {ref} {alt} . . {info}"))
    assert result.code == 0
    (line,) = body(result.out)
    cells = line.split(" ")
    found = re.sub(f";?{SOURCE}=.*", "", cells[7]) or "."
    assert [cells[1], cells[3], cells[4], found] == expected.split(" ")


def test_reference_base_of_a_breakend_stands_in_its_alt(convert: Convert) -> None:
    # VCF 4.3, section 5.4: the bases t before or behind the brackets begin or end with REF.
    (line,) = body(convert(vcf("X 49251480 . N N[X:49261000[ . . .")).out)
    cells = line.split(" ")
    assert cells[4] == f"{cells[3]}[X:49117457["


# Size


def test_eight_columns_in_a_file_with_samples(convert: Convert) -> None:
    result = convert(vcf(ONE, f"{ONE} GT 0/1", meta=[GT], samples=["S"]))
    assert result.code == 0
    assert [len(line.split(" ")) for line in body(result.out)] == [8, 10]


def test_three_thousand_samples(convert: Convert) -> None:
    samples = [f"S{number}" for number in range(3000)]
    given = [("0/0", "0|1", "1", ".")[number % 4] for number in range(3000)]
    record = f"X 49261784 . G T . . AC=1500;AN=5250 GT {' '.join(given)}"
    (line,) = body(convert(vcf(record, meta=[GT], samples=samples)).out)
    cells = line.split(" ")
    assert cells[1:5] == ["49118241", ".", "T", "G"]
    swapped = {"0/0": "1/1", "0|1": "1|0", "1": "0", ".": "."}
    assert cells[9:] == [swapped[one] for one in given]
    assert "AC=3750;AN=5250" in cells[7]


def test_records_come_sorted_where_they_move_past_one_another(convert: Convert) -> None:
    # With genotypes the second is spelled from the front of the run, before the first.
    records = [
        "X 49256230 a G C . . . GT 0/1",
        "X 49256238 b G GAG . . . GT 0/1",
        "X 49256239 c A T . . . GT 0/1",
    ]
    result = convert(vcf(*records, meta=[GT], samples=["S"]))
    found = [line.split(" ") for line in body(result.out)]
    assert [cells[2] for cells in found] == ["b", "a", "c"]
    assert [int(cells[1]) for cells in found] == [49112681, 49112687, 49112696]


# A process


def test_closed_pipe(tmp_path: Path, start: Start) -> None:
    # More than a pipe holds.
    (tmp_path / "in.vcf").write_bytes(vcf(*[ONE] * 4_000))
    script = f"{shlex.quote(COMMAND)} convert --to vcf in.vcf | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.stdout.splitlines() == ["##fileformat=VCFv4.2", "141"]
    assert "Traceback" not in done.stderr


def test_a_pipe_of_two(start: Start) -> None:
    once = start("convert", "--to", "vcf", "-", "--quiet", stdin=vcf(*THREE, meta=[DP]))
    back = start("convert", "--to", "vcf", "-", "--quiet", stdin=once.out.encode())
    assert (back.code, back.err) == (0, "")
    assert [line.split(" ")[:5] for line in body(back.out)] == [
        line.split(" ")[:5] for line in THREE
    ]


# The example and the conformance files


@pytest.mark.parametrize(("old", "new"), [("GRCh37", "GRCh38"), ("GRCh38", "GRCh37")])
def test_the_example_becomes_the_other_example(
    run: Run, demo: Path, tmp_path: Path, old: str, new: str
) -> None:
    here, there = (demo.with_name(f"ipex_demo.{build}.vcf") for build in (old, new))
    out, aside = tmp_path / "out.vcf", tmp_path / "aside.vcf"
    assert run("convert", "--to", "vcf", here, "-o", out, "--rejects", aside).code == 0
    # All of FOXP3; the other one on X is in G6PD.
    wanted = [line for line in body(there.read_text()) if re.match("(chr)?X ", line)]
    expected = [line.split(" ") for line in wanted if " rs1050828 " not in line]
    assert len(expected) == 51
    assert [without_source(line)[1:] for line in body(out.read_text())] == [
        cells[1:] for cells in expected
    ]
    assert len(body(aside.read_text())) == 4
    tables = [
        run("annotate", path, "--columns", "hgvs_c,hgvs_p,consequence,ipex_match").out
        for path in (here, out, there)
    ]
    # Names of intronic bases have the accession of the build before them.
    texts = [re.sub(r"NC_000023\.1[01]\(", "(", table) for table in tables]
    assert texts[0].count("\n") > 50
    assert texts[0] == texts[1] == texts[2]


def without_source(line: str) -> list[str]:
    cells = line.split(" ")
    cells[7] = re.sub(rf";{SOURCE}=[^;]*", "", cells[7])
    return cells


def corpus_files() -> Sequence[object]:
    found = sorted(CORPUS.glob("*/*.vcf"))
    if not found:
        reason = "no corpus of hts-specs at ../shared/corpora/vcf-4.3"
        return [pytest.param(CORPUS, marks=pytest.mark.skip(reason=reason), id="corpus")]
    return [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in found]


@pytest.mark.parametrize("path", corpus_files())
def test_conformance_files(run: Run, path: Path, tmp_path: Path) -> None:
    """None lies at FOXP3: all records are put aside, or the file is refused by name."""
    aside = tmp_path / "aside.vcf"
    result = run("convert", "--to", "vcf_grch38", path, "--rejects", aside).no_traceback()
    assert result.code in (0, 1, 2)
    assert body(result.out) == []
    if result.code:
        assert path.name in result.err
        assert not aside.exists()
    else:
        lines = path.read_bytes().splitlines()
        records = sum(bool(line) and not line.startswith(b"#") for line in lines)
        kept = aside.read_bytes().splitlines()
        assert sum(not line.startswith(b"#") for line in kept) == records
