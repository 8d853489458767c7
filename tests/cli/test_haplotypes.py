"""Alleles of one codon that lie on one chromosome are read together, and their parts kept.

FOXP3 lies on the minus strand. Codon 373 is TTC, coding bases 1117 to 1119, on GRCh38 at
X:49251693, 49251692 and 49251691 (plus strand A, A, G). F373A, GCC, is a catalog entry.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from cli_runner import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from vcf_builder import bcf, vcf

from foxp3tool.formats.vcf_samples import SampleColumns
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.sequence import reverse_complement
from foxp3tool.pipeline import haplotypes
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.toolkit import Toolkit

META = [
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set">',
    '##FORMAT=<ID=PGT,Number=1,Type=String,Description="Phased genotype">',
    '##FORMAT=<ID=PID,Number=1,Type=String,Description="Phase set">',
]
SECOND = "X 49251692 . A G . PASS ."
"""c.1118T>C"""
FIRST = "X 49251693 . A C . PASS ."
"""c.1117T>G"""
CODONS = {
    "TTC": "Phe", "GTC": "Val", "TCC": "Ser", "GCC": "Ala", "TTA": "Leu", "GTA": "Val",
    "TCA": "Ser", "GCA": "Ala",
}  # fmt: skip
"""The genetic code, as far as it is needed here."""


def written(tmp_path: Path, *records: str, samples: str = "boy girl") -> Path:
    path = tmp_path / "in.vcf"
    path.write_bytes(vcf(*records, meta=META, samples=samples.split()))
    return path


def codes(row: dict[str, str]) -> list[str]:
    return [issue.partition(":")[0] for issue in row["issues"].split("|") if issue]


@pytest.mark.parametrize(
    ("form", "second", "first", "has"),
    [
        ("GT", "0 0|1", "0 0|1", "girl"),
        ("GT", "0 1|0", "0 1|0", "girl"),
        ("GT:PS", "0:. 0|1:9", "0:. 0|1:9", "girl"),
        ("GT", "1 0/0", "1 0/0", "boy"),
        ("GT", "1/1 0/0", "1/1 0/0", "boy"),
        ("GT", "0 1/1", "0 0/1", "girl"),
        ("GT:PGT:PID", "0 0/1:0|1:5_A_C", "0 0/1:0|1:5_A_C", "girl"),
        ("GT", "1 1|0", "1 1|0", "boy, girl"),
    ],
)
def test_f373a_as_two_records(
    run: Run, tmp_path: Path, form: str, second: str, first: str, has: str
) -> None:
    path = written(tmp_path, f"{SECOND} {form} {second}", f"{FIRST} {form} {first}")
    result = run("annotate", path)
    parts, whole = result.table[:2], result.table[2]
    assert len(result.table) == 3
    assert [row["hgvs_c"] for row in parts] == ["NM_014009.4:c.1118T>C", "NM_014009.4:c.1117T>G"]
    assert [codes(row) for row in parts] == [["PART_OF_ALLELE"], ["PART_OF_ALLELE"]]
    assert whole["hgvs_c"] == "NM_014009.4:c.1117_1118delinsGC"
    assert whole["hgvs_p"] == "NP_054728.2:p.(Phe373Ala)"
    assert (whole["pos"], whole["ref"], whole["alt"]) == ("49251692", "AA", "GC")
    assert (whole["filter"], whole["consequence"]) == ("PASS", "missense_variant")
    assert (whole["ipex_match"], whole["ipex_id"]) == ("exact", "FOXP3-IPEX-0120")
    assert whole["issues"] == (
        f"READ_TOGETHER: X:49251692 A>G and X:49251693 A>C on one chromosome in {has}"
    )
    assert "2 alleles in FOXP3" in result.err
    assert "1 reported IPEX mutation" in result.err


@pytest.mark.parametrize(
    ("form", "second", "first", "is_open"),
    [
        ("GT", "0 0|1", "0 1|0", False),
        ("GT", "1 0/0", "0 0/1", False),
        ("GT", "1 0/0", ". ./.", False),
        ("GT", "0 0/1", "0 0/1", True),
        ("GT", "0 0/1", "0 0|1", True),
        ("GT:PS", "0:. 0|1:9", "0:. 0|1:7", True),
        ("GT:PS", "0:. 0|1:9", "0:. 0|1:.", True),
        ("GT:PGT:PID", "0 0/1:0|1:5_A_C", "0 0/1:0|1:6_A_C", True),
        ("GT", "0 ./1", "0 0/1", True),
        ("GT", "0/1 0/0", "0/1 0/0", True),
    ],
)
def test_what_is_not_known_to_be_in_cis_is_not_joined(
    run: Run, tmp_path: Path, form: str, second: str, first: str, *, is_open: bool
) -> None:
    path = written(tmp_path, f"{SECOND} {form} {second}", f"{FIRST} {form} {first}")
    rows = run("annotate", path, "--samples", "summary", "--sex", "boy=male").table
    assert [row["hgvs_p"].partition(".")[2][-11:] for row in rows] == ["(Phe373Ser)", "(Phe373Val)"]
    expected = ["NEIGHBOUR_IN_CODON"] if is_open else []
    assert [[c for c in codes(row) if "MALE" not in c] for row in rows] == [expected, expected]
    if is_open:
        assert "X:49251693 A>C changes the same codon in" in rows[0]["issues"]
        assert "X:49251692 A>G changes the same codon in" in rows[1]["issues"]


def test_phase_sets_are_those_of_each_sample(run: Run, tmp_path: Path) -> None:
    """The same genotypes, in one phase set in one sample and in two in the other."""
    second = f"{SECOND} GT:PS 0|1:9 0|1:9 0|1:4"
    path = written(tmp_path, second, f"{FIRST} GT:PS 0|1:9 0|1:7 0|1:4", samples="a b c")
    rows = run("annotate", path).table
    assert rows[2]["issues"].endswith("on one chromosome in a, c")
    assert "changes the same codon in b, and the phase is not known" in rows[0]["issues"]


def test_neighbours_of_other_codons_are_left_alone(run: Run, tmp_path: Path) -> None:
    # c.1117T>G and c.1116, the last base of codon 372.
    path = written(tmp_path, f"{FIRST} GT 1 0|1", "X 49251694 . G A . . . GT 1 0|1")
    rows = run("annotate", path).table
    assert [codes(row) for row in rows] == [[], []]


def test_carriers_and_counts_of_the_whole(run: Run, tmp_path: Path) -> None:
    path = written(
        tmp_path, f"{SECOND} GT 1/1 0|1 0|1 1/1", f"{FIRST} GT 1/1 0|1 1|0 1/1",
        samples="boy girl trans hom",
    )  # fmt: skip
    sexes = [f"--sex={name}=female" for name in ("girl", "trans", "hom")] + ["--sex=boy=male"]
    table = run("annotate", path, "--samples", "carriers", *sexes).table
    rows = [row for row in table if row["ref"] == "AA"]
    assert [[row[n] for n in ("sample", "sex", "genotype", "zygosity", "vaf")] for row in rows] == [
        ["", "", "", "", ""],
        ["boy", "male", "1/1&1/1", "hemizygous", ""],
        ["girl", "female", "0|1&0|1", "heterozygous", ""],
        ["hom", "female", "1/1&1/1", "homozygous", ""],
    ]
    (row,) = [
        row for row in run("annotate", path, "--samples", "summary", *sexes).table
        if row["ref"] == "AA"
    ]  # fmt: skip
    names = ["ac", "an", "hemizygotes", "heterozygotes", "homozygotes", "zygosity_unclear"]
    assert [row[name] for name in names] == ["4", "", "1", "1", "1", "0"]


@pytest.mark.parametrize(
    ("mother", "expected"),
    [
        (["0/0:30", "0/0:30"], "de novo"),
        (["0|1:30", "0|1:30"], "maternal"),
        (["0/1:30", "0/0:30"], "not known"),
        (["./.:0", "./.:0"], "not known"),
    ],
)
def test_where_the_whole_comes_from(
    run: Run, tmp_path: Path, mother: list[str], expected: str
) -> None:
    ped = tmp_path / "f.ped"
    ped.write_text("F boy 0 mum 1 2\nF mum 0 0 2 1\n")
    records = [
        f"{site} GT:DP 1:30 {call}" for site, call in zip((SECOND, FIRST), mother, strict=True)
    ]
    path = written(tmp_path, *records, samples="boy mum")
    table = run("annotate", path, "--samples", "carriers", "--ped", ped).table
    (row,) = [row for row in table if row["ref"] == "AA" and row["sample"] == "boy"]
    assert row["inheritance"] == expected


def test_an_insertion_in_the_codon(run: Run, tmp_path: Path) -> None:
    """Bases put in between two bases of codon 373 go with its changes; on its border they do not.

    TTC with GCA put in behind its first base is T GCA TC; with T>C in its second, T GCA CC.
    """
    inside = "X 49251692 . A ATGC . . . GT 1"
    border = "X 49251693 . A ATTT . . . GT 1"
    found = []
    for record in (inside, border):
        path = written(tmp_path, f"{SECOND} GT 1", record, samples="boy")
        found.append([row["hgvs_p"].partition(":")[2] for row in run("annotate", path).table[2:]])
    # TTC TTC... becomes TGC ACC: Cys Thr in the place of Phe.
    assert found == [["p.(Phe373delinsCysThr)"], []]


def test_every_haplotype_has_its_row(run: Run, tmp_path: Path) -> None:
    """Three changes of codon 373 in three people: TTC to GCC, GTA and GCA."""
    third = "X 49251691 . G T . . ."
    path = written(
        tmp_path, f"{third} GT 0 1 1", f"{SECOND} GT 1 0 1", f"{FIRST} GT 1 1 1", samples="a b c"
    )
    rows = run("annotate", path).table
    assert [codes(row) for row in rows[3:]] == [["READ_TOGETHER"]] * 3
    names = [(row["hgvs_c"].partition(":")[2], row["amino_acids"]) for row in rows[3:]]
    assert sorted(names) == [
        ("c.1117_1118delinsGC", "F/A"),
        ("c.1117_1119delinsGCA", "F/A"),
        ("c.1117_1119delinsGTA", "F/V"),
    ]


def test_parts_in_one_codon_across_an_intron(run: Run, tmp_path: Path, toolkit: Toolkit) -> None:
    """A codon that an intron divides is still one codon; its parts keep their own names."""
    gene = toolkit.bundle.genes["GRCh38"]
    transcript = gene.mane_select
    assert transcript.cds is not None
    length, split = 0, None
    for exon, after in zip(transcript.exons, transcript.exons[1:], strict=False):
        length += len(exon)
        if length > transcript.cds.start and (length - transcript.cds.start) % 3:
            split = exon.end - 1, after.start
            break
    assert split is not None
    records = []
    for position in sorted(gene.to_genomic_interval(p, p + 1)[0] for p in split):
        ref = gene.plus_bases(position, position + 1)
        alt = reverse_complement(ref)
        records.append(f"X {position + 1} . {ref} {alt} . . . GT 1")
    between = int(records[0].split()[1]) + 50
    base = gene.plus_bases(between - 1, between)
    intron = f"X {between} . {base} {reverse_complement(base)} . . . GT 0"
    rows = run("annotate", written(tmp_path, records[0], intron, records[1], samples="boy")).table
    assert len(rows) == 4
    assert "PART_OF_ALLELE" in codes(rows[0])
    assert "PART_OF_ALLELE" not in codes(rows[1])
    assert "READ_TOGETHER" in codes(rows[3])
    assert rows[3]["hgvs_c"].partition(":c.")[2].startswith("[")


def test_a_reported_delins_of_other_pieces(run: Run, tmp_path: Path) -> None:
    """c.1248_1253delinsCT (plus strand CTCCGT to AG), as a deletion of four and two bases."""
    path = written(
        tmp_path,
        # CTCCGT: the first C becomes A, TCCG goes, the last T becomes G.
        "X 49251377 . C A . . . GT 1",
        "X 49251377 . CTCCG C . . . GT 1",
        "X 49251382 . T G . . . GT 1",
        samples="boy",
    )
    rows = run("annotate", path).table
    whole = [row for row in rows if "READ_TOGETHER" in codes(row)]
    assert [row["ipex_id"] for row in whole] == ["FOXP3-IPEX-0140"]
    assert whole[0]["hgvs_c"] == "NM_014009.4:c.1248_1253delinsCT"
    assert whole[0]["ipex_match"] == "exact"


def test_a_record_of_several_bases_links_codons(run: Run, tmp_path: Path) -> None:
    """Bases 1116 and 1117, of codons 372 and 373, in one record; 1115 in another."""
    records = ["X 49251693 . AG CC . . . GT 1", "X 49251695 . G C . . . GT 1"]
    rows = run("annotate", written(tmp_path, *records, samples="boy")).table
    assert [codes(row) for row in rows] == [
        ["PART_OF_ALLELE"], ["PART_OF_ALLELE"], ["READ_TOGETHER"],
    ]  # fmt: skip
    assert (rows[2]["pos"], rows[2]["ref"], rows[2]["alt"]) == ("49251693", "AGG", "CCC")


@pytest.mark.parametrize("deletion", ["X 49251691 . GA G", "X 49251690 . AGA A"])
def test_overlapping_alleles_are_not_joined(run: Run, tmp_path: Path, deletion: str) -> None:
    path = written(tmp_path, f"{deletion} . . . GT 1", f"{SECOND} GT 1", samples="boy")
    rows = run("annotate", path).table
    assert [codes(row) for row in rows] == [["NEIGHBOUR_IN_CODON"], ["NEIGHBOUR_IN_CODON"]]
    assert "not read together with X:49251692 A>G, which boy has in cis" in rows[0]["issues"]


def test_what_could_be_placed_elsewhere_counts_where_its_record_puts_it(
    run: Run, tmp_path: Path
) -> None:
    """AA>A takes the second A out; with A>G at the first, AA becomes G (on c., TT becomes C)."""
    path = written(tmp_path, "X 49251692 . AA A . . . GT 1", f"{SECOND} GT 1", samples="boy")
    rows = run("annotate", path).table
    assert rows[2]["hgvs_c"] == "NM_014009.4:c.1117_1118delinsC"
    assert (rows[2]["ref"], rows[2]["alt"]) == ("AA", "G")
    assert "frameshift_variant" in rows[2]["consequence"]


def test_a_reported_change_with_a_further_one_in_its_codon_is_another(
    run: Run, tmp_path: Path
) -> None:
    third = "X 49251691 . G T . . . GT 1"
    path = written(tmp_path, third, f"{SECOND} GT 1", f"{FIRST} GT 1", samples="boy")
    rows = run("annotate", path).table
    assert len(rows) == 4
    assert rows[3]["hgvs_c"] == "NM_014009.4:c.1117_1119delinsGCA"
    assert rows[3]["ipex_match"] == "same_protein_change"


def test_ids_and_filters_of_the_parts(run: Run, tmp_path: Path) -> None:
    records = ["X 49251692 rs1 A G . PASS . GT 1", "X 49251693 rs2 A C . q10;s50 . GT 1"]
    rows = run("annotate", written(tmp_path, *records, samples="boy")).table
    assert (rows[2]["id"], rows[2]["filter"]) == ("rs1;rs2", "q10;s50")


def test_each_transcript_has_a_row(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{SECOND} GT 1", f"{FIRST} GT 1", samples="boy")
    rows = run("annotate", path, "--transcripts", "refseq").table
    assert len({row["transcript"] for row in rows}) * 3 == len(rows)
    assert all("Phe" in row["hgvs_p"] and "Ala" in row["hgvs_p"] for row in rows[-2:])


def test_the_other_build(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.vcf"
    records = ["X 49108153 . A G . . . GT 1", "X 49108154 . A C . . . GT 1"]
    contig = ["X:155270560"]
    path.write_bytes(vcf(*records, meta=META, samples=["boy"], contigs=contig))
    rows = run("annotate", path).table
    assert [row["ipex_id"] for row in rows[2:]] == ["FOXP3-IPEX-0120"]


def test_bcf_says_the_same(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{SECOND} GT:PS 1:. 0|1:9", f"{FIRST} GT:PS 1:. 0|1:9")
    binary = tmp_path / "in.bcf"
    binary.write_bytes(bcf(path.read_bytes()))
    assert run("annotate", binary).out == run("annotate", path).out


def test_without_samples_nothing_is_known_of_phase(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.vcf"
    path.write_bytes(vcf(SECOND, FIRST))
    rows = run("annotate", path).table
    assert [codes(row) for row in rows] == [[], []]


def test_records_in_disorder(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{FIRST} GT 1", f"{SECOND} GT 1", samples="boy")
    result = run("annotate", path)
    assert [row["pos"] for row in result.table] == ["49251693", "49251692", "49251692"]
    assert "caution: alleles of one codon may not all have been read together" in result.err
    assert "bcftools sort" in result.err


@pytest.mark.parametrize("bound", ["MOST_HELD", "MOST_BYTES"])
def test_records_are_not_held_back_without_end(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    path = written(tmp_path, f"{SECOND} GT 1", f"{FIRST} GT 1", samples="boy")
    monkeypatch.setattr(haplotypes, bound, 1)
    result = run("annotate", path)
    assert [row["pos"] for row in result.table] == ["49251692", "49251693"]
    assert "too many records lie between the parts of a codon" in result.err


def test_two_alleles_of_one_base_cannot_be_in_cis(run: Run, tmp_path: Path) -> None:
    """``bcftools norm -m-`` writes 1/2 as 1/0 and 0/1 in two records."""
    path = written(tmp_path, f"{SECOND} GT 0 1/0", "X 49251692 . A C . . . GT 0 0/1")
    assert [codes(row) for row in run("annotate", path).table] == [[], []]


def test_order_of_rows_is_that_of_the_input(run: Run, tmp_path: Path) -> None:
    """Whatever is held back comes out in order, and nothing is lost."""
    positions = range(49251660, 49251720)
    toolkit = Toolkit.current()
    gene = toolkit.bundle.genes["GRCh38"]
    records = []
    for position in positions:
        ref = gene.plus_bases(position - 1, position)
        alts = ",".join(base for base in "ACGT" if base != ref)
        records.append(f"X {position} . {ref} {alts} . . . GT 0|1 2|3 0/0")
    rows = run("annotate", written(tmp_path, *records, samples="a b c")).table
    own = [(row["pos"], row["alt"]) for row in rows if len(row["ref"]) == 1]
    expected = [
        (str(p), base) for p in positions for base in "ACGT" if base != gene.plus_bases(p - 1, p)
    ]
    assert own == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=3))
def test_the_codon_of_each_chromosome(
    toolkit: Toolkit, tmp_path_factory: pytest.TempPathFactory, people: list[list[bool]]
) -> None:
    """Boys with changes of codon 373: who has several, has the residue of the genetic code."""
    changes = [(49251691, "G", "T"), (49251692, "A", "G"), (49251693, "A", "C")]
    records = [
        f"X {pos} . {ref} {alt} . . . GT {' '.join(str(int(one[n])) for one in people)}"
        for n, (pos, ref, alt) in enumerate(changes)
    ]
    path = tmp_path_factory.mktemp("codon") / "in.vcf"
    path.write_bytes(vcf(*records, meta=META, samples=[f"b{n}" for n in range(len(people))]))
    with VcfAnnotation(toolkit, str(path), details=False) as run:
        rows = list(run.rows())
    found = [residue(row) for row in rows if row.source.alt != row.source.alt[:1]]
    expected = set()
    for third, second, first in people:
        if third + second + first > 1:
            codon = ("G" if first else "T") + ("C" if second else "T") + ("A" if third else "C")
            expected.add((codon, CODONS[codon]))
    assert sorted(found) == sorted(expected)
    assert len(rows) == 3 + len(expected)


def residue(row: AnnotatedRow) -> tuple[str, str]:
    assert row.transcript is not None
    assert row.transcript.coding is not None
    codon = row.transcript.coding.codons.partition("/")[2].upper()
    return codon, row.transcript.hgvs_p[-4:-1]


def test_genotypes_are_divided_once(toolkit: Toolkit) -> None:
    columns = SampleColumns(b"X\t1\t.\tA\tC\t.\t.\t.\tGT:DP\t0/1:3\t1", 2, 1)
    assert columns.genotypes is columns.genotypes


def crowded(toolkit: Toolkit, seed: int) -> list[str]:
    """Records of all sizes in a few codons, with genotypes of every kind in four samples."""
    gene = toolkit.bundle.genes["GRCh38"]
    dice = random.Random(seed)
    records = []
    for pos in sorted(dice.sample(range(49251670, 49251720), 12)):
        size = dice.choice([1, 1, 1, 2, 3])
        ref = gene.plus_bases(pos - 1, pos - 1 + size)
        alts = {"".join(dice.choices("ACGT", k=dice.choice([1, 1, 2, 3]))) for _ in range(2)}
        alleles = sorted(alts - {ref})
        calls = [str(number) for number in range(1, len(alleles) + 1)] * 2 + [".", "0", "0"]
        cells = []
        for _ in range(4):
            text = dice.choice("/|").join(dice.choices(calls, k=dice.choice([1, 2, 2, 3])))
            cells.append(f"{text}:{dice.choice(['.', '1', '2'])}")
        records.append(f"X {pos} . {ref} {','.join(alleles)} . . . GT:PS {' '.join(cells)}")
    return records


@pytest.mark.parametrize("seed", range(5))
def test_no_allele_is_lost_whatever_the_genotypes(
    run: Run, tmp_path: Path, toolkit: Toolkit, seed: int
) -> None:
    records = crowded(toolkit, seed)
    path = written(tmp_path, *records, samples="a b c d")
    ped = tmp_path / "f.ped"
    ped.write_text("F a 0 0 1\nF b 0 0 2\nF c a b 1\nF d a b 2\n")
    tables = [
        run("annotate", path, "--samples", mode, *options).no_traceback().table
        for mode, options in (("none", []), ("summary", ["--ped", ped]), ("all", ["--ped", ped]))
    ]
    names = ("pos", "ref", "alt", "hgvs_c", "hgvs_p")
    plain, *others = (
        [tuple(row[name] for name in names) for row in table if not row.get("sample")]
        for table in tables
    )
    assert all(other == plain for other in others)
    single = [
        (row["pos"], row["ref"], row["alt"])
        for row in tables[0]
        if "READ_TOGETHER" not in codes(row)
    ]
    assert single == [
        (cells[1], cells[3], alt)
        for cells in map(str.split, records)
        for alt in cells[4].split(",")
    ]


def test_a_record_that_is_repeated_does_not_hide_the_whole(run: Run, tmp_path: Path) -> None:
    # Files put together from two callers list an allele twice.
    path = written(tmp_path, f"{SECOND} GT 1 0/1", f"{SECOND} GT 1 0|1", f"{FIRST} GT 1 0|1")
    options = ("--samples", "carriers", "--sex", "boy=male", "--sex", "girl=female")
    rows = run("annotate", path, *options).table
    wholes = [row for row in rows if "READ_TOGETHER" in codes(row)]
    assert [row["ipex_match"] for row in wholes] == ["exact"] * 3
    assert [(row["sample"], row["zygosity"]) for row in wholes] == [
        ("", ""), ("boy", "hemizygous"), ("girl", "heterozygous"),
    ]  # fmt: skip
    assert not any("NEIGHBOUR_IN_CODON" in codes(row) for row in rows)
    assert len(rows) == 3 * 3 + 3


@pytest.mark.parametrize(("second", "first"), [("0/0 .|1", "0/0 0|1"), ("0/0 1/1", "0/0 ./1")])
def test_a_copy_without_a_call_is_not_gone(
    run: Run, tmp_path: Path, second: str, first: str
) -> None:
    path = written(tmp_path, f"{SECOND} GT {second}", f"{FIRST} GT {first}")
    for sex in (("--sex", "girl=female"), ()):
        rows = run("annotate", path, "--samples", "carriers", *sex).table
        (whole,) = [row for row in rows if "READ_TOGETHER" in codes(row) and row["sample"]]
        assert whole["zygosity"] == "unknown"
        assert "HAPLOID_FEMALE" not in codes(whole)


@pytest.mark.parametrize(
    ("record", "name", "protein"),
    [
        # AA of 49251692-49251693 is TT of the codon TTC: with c.1117T>G, GTC, one T less, GC.
        ("X 49251691 . G <DEL> . PASS END=49251692", "c.1117_1118delinsG", "p.(Phe373AlafsTer17)"),
        # CGT put in behind the first base: G CGT TC, which is GCG before TTC; codon 372 is Ala.
        ("X 49251692 . A <INS> . PASS SEQ=ACG", "c.1116_1117insGCG", "p.(Ala372dup)"),
    ],
)
def test_a_symbolic_allele_is_read_by_its_bases(
    run: Run, tmp_path: Path, record: str, name: str, protein: str
) -> None:
    path = written(tmp_path, f"{record} GT 1 0/0", f"{FIRST} GT 1 0/0")
    rows = run("annotate", path).table
    (whole,) = [row for row in rows if "READ_TOGETHER" in codes(row)]
    assert set(whole["ref"] + whole["alt"]) <= set("ACGT")
    assert whole["hgvs_c"].endswith(name)
    assert whole["hgvs_p"].endswith(protein)


@pytest.mark.parametrize(
    "record",
    [
        "X 49251691 . G <DEL> . PASS END=49251692;IMPRECISE",
        "X 49251691 . G <DUP> . PASS END=49251692",
        "X 49251691 . G G[X:49251693[ . PASS SVTYPE=BND",
    ],
)
def test_what_is_not_certain_is_no_part(run: Run, tmp_path: Path, record: str) -> None:
    path = written(tmp_path, f"{record} GT 1 0/0", f"{FIRST} GT 1 0/0")
    rows = run("annotate", path).table
    assert len(rows) == 2
    assert not any({"READ_TOGETHER", "PART_OF_ALLELE"} & set(codes(row)) for row in rows)
