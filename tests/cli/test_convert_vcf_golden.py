"""Two small VCF files of all kinds of records, converted by hand.

Blanks stand for tabs. The bases around the differences, plus strand, GRCh38 above GRCh37::

    49256217 AGAAAGAGAGAGAG...   49261778 AGGCCTGCAG   49263170 AACC--AAA (18 in all)...
    49112678 AGAA----AGAGAG...   49118235 AGGCCTTCAG   49119627 AACCAAAAA (20 in all)...

    49264504 TTC---TATTATT       49264843 TGGGGAGGGGT  49266556 ATT-AAA (15 in all)...
    49120963 ATTCTATTATTATT      49121305 TGGGGGGGGGT  49123018 ATTAAAA (16 in all)...

GRCh38 minus GRCh37 is 143,539 before 49256221; 143,543 up to 49263173; 143,541 up to 49264507;
143,538 up to 49266558; 143,537 behind it.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from cli_runner import Run

META = """\
##fileformat=VCFv4.3
##INFO=<ID=AC,Number=A,Type=Integer,Description="Count">
##INFO=<ID=AF,Number=A,Type=Float,Description="Frequency">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Called">
##INFO=<ID=RD,Number=R,Type=Integer,Description="Reads, of each allele">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">
"""
COLUMNS = "#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT BOY MOTHER\n"
FROM = "FOXP3_CONVERTED_FROM"
CONFLICT = "FOXP3_ISSUE=BUILD_CONFLICT"

GRCH38 = """\
1 1000 elsewhere A C . . . GT . 0/1
X 40000000 far A C . . DP=1 GT 0 0/1
X 49251440 plain C T,* 50 PASS AC=1,1;AN=3;RD=7,8,9 GT:AD 1:0,9,1 0/2:5,0,6
X 49251480 wrong G A . . . GT 1 0/1
X 49251500 block A <NON_REF> . . END=49251600 GT:DP 0:9 0/0:9
X 49252000 mate G G[X:49264000[ . . SVTYPE=BND GT . ./1
X 49256220 repeat A AAG . . AC=2;AF=0.666667;AN=3;RD=40,50 GT:AD:PL 1:0,30:90,0 0/1:11,12:50,0,60
X 49256222 lacking G T . . . GT 0 0|1
X 49261000 large G <DEL> . . SVTYPE=DEL;END=49264000;SVLEN=-3000 GT 0 0/1
X 49261783 gone TGC T . . . GT 1 0/1
X 49261783 two TG CA . . . GT 0 0/1
X 49261784 swap G T 99 PASS AC=2;AF=0.666667;AN=3;RD=3,4 GT:AD:PL 1:3,20:70,0 0|1:9,10:40,0,50
X 49264848 third A C . . AC=1;AN=3 GT:AD:PL 0:9,0:0,80 0/1:5,6:30,0,35
"""

# repeat: GRCh38 has AGAG more than GRCh37, the ALT AGAGAG more. Alleles were (AGAG, AGAGAG) and
# are (nothing, AGAGAG, AGAG): 0 becomes 2, 1 stays. PL of the boy are in that order. Those of the
# mother were 00, 01, 11 and are 00, 01, 11, 02, 12, 22, of which 11 is the old 11, 12 is
# the old 01 and 22 the old 00. AC of the old REF: 3 - 2.
# lacking: the same with ATAG. two: TG is TT on GRCh37. third: A is G; C and the old A are ALT.
# gone: G and C are taken out, or T and C. swap: what was REF is ALT, and the other way round.
GRCH37 = f"""\
X 49107901 plain C T,* 50 PASS AC=1,1;AN=3;RD=7,8,9;{FROM}=GRCh38:X:49251440:C/T/* GT:AD 1:0,9,1 0/2:5,0,6
X 49107961 block A <NON_REF> . . END=49108061;{FROM}=GRCh38:X:49251500:A/<NON_REF> GT:DP 0:9 0/0:9
X 49108461 mate G G[X:49120459[ . . SVTYPE=BND;{FROM}=GRCh38:X:49252000:G/G[X:49264000[ GT . ./1
X 49112681 repeat A AAGAGAG,AAGAG . . AC=2,1;AF=0.666667,0.333333;AN=3;RD=.,50,40;{FROM}=GRCh38:X:49256220:A/AAG;{CONFLICT} GT:AD:PL 1:.,30,0:.,0,90 2/1:.,12,11:.,.,60,.,0,50
X 49112681 lacking A AATAG,AAGAG . . {FROM}=GRCh38:X:49256222:G/T;{CONFLICT} GT 2 2|1
X 49117457 large G <DEL> . . SVTYPE=DEL;END=49120459;SVLEN=-3002;{FROM}=GRCh38:X:49261000:G/<DEL> GT 0 0/1
X 49118240 gone TTC T . . {FROM}=GRCh38:X:49261783:TGC/T GT 1 0/1
X 49118240 two TT CA,TG . . {FROM}=GRCh38:X:49261783:TG/CA;{CONFLICT} GT 2 2/1
X 49118241 swap T G 99 PASS AC=1;AF=0.333333;AN=3;RD=4,3;{FROM}=GRCh38:X:49261784:G/T;{CONFLICT} GT:AD:PL 0:20,3:0,70 1|0:10,9:50,0,40
X 49121310 third G C,A . . AC=1,2;AN=3;{FROM}=GRCh38:X:49264848:A/C;{CONFLICT} GT:AD:PL 2:.,0,9:.,80,0 2/1:.,6,5:.,.,35,.,0,30
"""  # noqa: E501

ASIDE = """\
1 1000 elsewhere A C . . FOXP3_NOT_CONVERTED=OUTSIDE_GENE GT . 0/1
X 40000000 far A C . . DP=1;FOXP3_NOT_CONVERTED=OUTSIDE_GENE GT 0 0/1
X 49251480 wrong G A . . FOXP3_NOT_CONVERTED=REF_MISMATCH GT 1 0/1
"""

BACKWARDS = """\
X 49119630 longer C CA . . . GT 0 0/1
X 49119630 as_there CAA C . . . GT 1 0/1
X 49120966 unit CTAT C . . . GT 0 0/1
X 49121305 base_in_run TG T . . . GT 1 0/1
X 49121310 swap G A . . . GT 0 0/1
X 49123020 not_carried T TA . . . GT:AD 1:0,9 1/1:0,8
X 49123030 silent A . . . . GT:AD 0:9 0/0:8
"""

# longer: 20 A, and 21, where GRCh38 has 18. as_there: 20 A, and 18. unit: TAT less is GRCh38.
# base_in_run: GGGG A GGGG on GRCh38; nine G is the base exchanged, eight G the base taken out.
# not_carried: 17 A, where GRCh38 has 15; no genotype has the 16 of GRCh37, so it is not listed.
# silent: in the run of A, and says of no base that differs anything.
FORWARDS = f"""\
X 49263173 longer C CAAA,CAA . . {FROM}=GRCh37:X:49119630:C/CA;{CONFLICT} GT 2 2/1
X 49263173 as_there C CAA . . {FROM}=GRCh37:X:49119630:CAA/C;{CONFLICT} GT 0 1/0
X 49264507 unit C CTAT . . {FROM}=GRCh37:X:49120966:CTAT/C;{CONFLICT} GT 1 1/0
X 49264847 base_in_run GA G,GG . . {FROM}=GRCh37:X:49121305:TG/T;{CONFLICT} GT 1 2/1
X 49264848 swap A G . . {FROM}=GRCh37:X:49121310:G/A;{CONFLICT} GT 1 1/0
X 49266558 not_carried T TAA . . {FROM}=GRCh37:X:49123020:T/TA;{CONFLICT} GT:AD 1:.,9 1/1:.,8
X 49266567 silent A . . . {FROM}=GRCh37:X:49123030:A GT:AD 0:9 0/0:8
"""


def file_of(records: str, length: int) -> bytes:
    contigs = f"##contig=<ID=X,length={length}>\n##contig=<ID=1>\n"
    return META.encode() + contigs.encode() + (COLUMNS + records).replace(" ", "\t").encode()


def converted(run: Run, folder: Path, data: bytes) -> tuple[list[str], list[str]]:
    """Return the records converted and those put aside, with blanks for tabs."""
    source, out, aside = (folder / f"{name}.vcf" for name in ("in", "out", "aside"))
    source.write_bytes(data)
    result = run("convert", "--to", "vcf", source, "-o", out, "--rejects", aside).no_traceback()
    assert result.code == 0
    first, second = (
        [line.replace("\t", " ") for line in path.read_text().splitlines() if line[0] != "#"]
        for path in (out, aside)
    )
    return first, second


def test_from_grch38_to_grch37(run: Run, tmp_path: Path) -> None:
    found, aside = converted(run, tmp_path, file_of(GRCH38, 156040895))
    assert found == GRCH37.splitlines()
    assert aside == ASIDE.splitlines()


def test_from_grch37_to_grch38(run: Run, tmp_path: Path) -> None:
    found, aside = converted(run, tmp_path, file_of(BACKWARDS, 155270560))
    assert found == FORWARDS.splitlines()
    assert aside == []


def damaged(rng: random.Random) -> str:
    """Return lines of the first file with characters exchanged, doubled, left out and put in."""
    lines = rng.sample(GRCH38.splitlines(), 5)
    for _ in range(rng.randint(1, 6)):
        number = rng.randrange(5)
        line = lines[number]
        at = rng.randrange(len(line) + 1)
        other = rng.choice(";:,|/.=<>[]*ACGTNacgt0129 -X%\x7f\u00e9")
        put = rng.choice(["", other, other, line[at : at + 1] * 2, line[at : at + 4] + other])
        lines[number] = line[:at] + put + line[at + rng.randint(0, 2) :]
    return "".join(f"{line}\n" for line in lines if line and line[0] != "#")


@pytest.mark.parametrize(
    "size", [100, pytest.param(2_000, marks=pytest.mark.exhaustive)], ids=["some", "many"]
)
def test_damaged_records_are_never_lost(run: Run, tmp_path: Path, size: int) -> None:
    rng = random.Random(7)
    source, out, aside = (tmp_path / f"{name}.vcf" for name in ("in", "out", "aside"))
    done = 0
    for _ in range(size):
        text = damaged(rng)
        source.write_bytes(file_of(text, 156040895))
        out.unlink(missing_ok=True)
        aside.unlink(missing_ok=True)
        arguments = ("convert", "--to", "vcf", source, "-o", out, "--rejects", aside)
        result = run(*arguments).no_traceback()
        if result.code:
            # A build that the damage contradicts.
            assert result.code == 1, text
            assert "in.vcf" in result.err
            assert not out.exists()
            assert not aside.exists()
            continue
        done += 1
        kept = [
            sum(line[:1] != b"#" for line in path.read_bytes().splitlines())
            for path in (out, aside)
        ]
        assert sum(kept) == len(text.splitlines()), text
    assert done > size / 2
