"""VCF out: the records pass, those in the gene with INFO/CSQ, FOXP3_IPEX and FOXP3_ISSUE."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pysam
import pytest
from annotated_vcf import (
    OUR_LINES,
    bcftools,
    body,
    csq,
    csq_names,
    header,
    info,
    without_ours,
)
from cli_runner import Run, read_table
from hypothesis import given, settings
from hypothesis import strategies as st
from vcf_builder import A384T, A384T_37, FIVE, X37, bcf, bgzip, plain_gzip, vcf

from foxp3tool.pipeline import record_order
from foxp3tool.pipeline.annotate_vcf import VcfOptions, annotate_vcf
from foxp3tool.pipeline.toolkit import Toolkit

OTHERS = (
    "1 5 rs1 A C 50.10 PASS DP=3;AF=0.10",
    "X 1 . N <DEL> . . END=400;SVTYPE=DEL",
    "Y 7 . a c . . .",
)
OTHERS_AFTER = ("X 59251512 . A G . . . GT 1|0",)
FOREIGN = (
    '##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. '
)


def out(run: Run, data: bytes, *args: object) -> bytes:
    """Annotate a VCF from standard input as a VCF."""
    result = run("annotate", "-q", "-f", "vcf", *args, stdin=data).no_traceback()
    assert result.code == 0, result.err
    return result.out.encode()


def test_an_exact_match_by_hand(run: Run) -> None:
    # c.1150G>A p.(Ala384Thr), FOXP3-IPEX-0127: rs122467170, the example of the contract.
    data = out(run, vcf(A384T))
    (line,) = body(data)
    (entry,) = csq(data, line)
    expected = {
        "Allele": "T", "Consequence": "missense_variant", "IMPACT": "MODERATE", "SYMBOL": "FOXP3",
        "Feature_type": "Transcript", "Feature": "NM_014009.4", "BIOTYPE": "protein_coding",
        "EXON": "12/12", "INTRON": "", "HGVSc": "NM_014009.4:c.1150G>A",
        "HGVSp": "NP_054728.2:p.(Ala384Thr)", "HGVSg": "NC_000023.11:g.49251480C>T",
        "CDS_position": "1150", "Protein_position": "384", "Amino_acids": "A/T",
        "Codons": "Gcc/Acc", "CANONICAL": "YES", "domain": "Forkhead_DNA-binding_domain",
        "ipex_match": "exact", "ipex_id": "FOXP3-IPEX-0127",
        "ipex_name": "c.1150G>A_p.(Ala384Thr)",
    }  # fmt: skip
    assert {name: entry[name] for name in expected} == expected
    assert info(line)["FOXP3_IPEX"] == "exact|FOXP3-IPEX-0127"
    assert "FOXP3_ISSUE" not in info(line)


def test_all_records_pass_and_only_info_in_the_gene_changes(run: Run) -> None:
    data = vcf(*OTHERS, *FIVE, *OTHERS)
    made = body(out(run, data))
    assert made[:3] + made[8:] == body(data)[:3] + body(data)[8:]
    assert [without_ours(line) for line in made] == body(data)
    assert all("CSQ" in info(line) for line in made[3:8])


def test_header_says_tool_data_and_command(run: Run, demo: Path) -> None:
    data = run("annotate", demo, "-f", "vcf").out.encode()
    lines = header(data)
    original = header(demo.read_bytes())
    assert lines[: len(original) - 1] == original[:-1]
    assert lines[-1] == original[-1]
    ours = lines[len(original) - 1 : -1]
    assert [any(line.startswith(one) for one in OUR_LINES) for line in ours] == [True] * 5
    manifest = Path(__file__).parents[2] / "data" / "foxp3_reference" / "manifest.json"
    assert b'"foxp3tool 0.' in ours[3]
    version = manifest.read_text().partition('"data_version": "')[2].partition('"')[0]
    assert f"bundle {version}, ".encode() in ours[3]
    assert b"GRCh38. Research use only; not a diagnosis." in ours[3]
    assert ours[4].startswith(b"##foxp3tool_annotateCommand=foxp3tool annotate /")
    assert ours[4].endswith(b" -f vcf\n")


def test_entries_say_what_the_table_says(run: Run, demo: Path) -> None:
    data = run("annotate", demo, "-f", "vcf", "--transcripts", "all").out.encode()
    rows = read_table(run("annotate", demo, "--transcripts", "all").out)
    names = {
        "Feature": "transcript", "Consequence": "consequence", "EXON": "exon", "HGVSc": "hgvs_c",
        "HGVSp": "hgvs_p", "Protein_position": "protein_position", "ipex_match": "ipex_match",
    }  # fmt: skip
    table = [
        [row[name].replace("=", "%3D") for name in names.values()]
        for row in rows
        if row["transcript"]
    ]
    entries = [[entry[name] for name in names] for line in body(data) for entry in csq(data, line)]
    assert entries == table


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("cut", [0, 1])
def test_line_ends_stay(run: Run, end: str, cut: int) -> None:
    data = vcf(*OTHERS, *FIVE, end=end)
    data = data[: len(data) - cut * len(end)]
    made = out(run, data)
    assert [without_ours(line) for line in body(made)] == body(data)
    assert {line.endswith(end.encode()) for line in header(made)} == {True}
    assert made.count(b"\r") == (made.count(b"\n") if end == "\r\n" else 0)


def test_crlf_through_the_index_with_only_the_gene(run: Run, tmp_path: Path) -> None:
    data = vcf(*OTHERS[:1], *FIVE, end="\r\n")
    path = bgzip(data, tmp_path / "in.vcf.gz")
    pysam.tabix_index(str(path), preset="vcf")
    assert run("annotate", path, "-o", tmp_path / "out.vcf", "--only-gene").code == 0
    made = (tmp_path / "out.vcf").read_bytes()
    assert [without_ours(line) for line in body(made)] == body(data)[1:]
    assert all(line.endswith(b"\r\n") for line in header(made))


@pytest.mark.parametrize(
    "given", [".", "DP=3", "FLAG", "DP=3;FLAG;AF=0.10", "X=a%3Bb;DP=.", "CSQX=1"]
)
def test_what_info_held_stays_in_front(run: Run, given: str) -> None:
    (line,) = body(out(run, vcf(f"X 49251480 . C T . . {given}")))
    cell = line.split(b"\t")[7].decode().rstrip("\n")
    assert cell.startswith("CSQ=" if given == "." else f"{given};CSQ=T|")
    assert without_ours(line).split(b"\t")[7].strip() == given.encode()


def test_samples_of_any_kind_stay(run: Run) -> None:
    samples = [f"S{number}" for number in range(3000)]
    cells = " ".join("0/1:1,2:.:ab|c;=" for _ in samples)
    data = vcf(f"X 49251480 . C T 1e3 q10;s50 DP=1 GT:AD:XX:YY {cells}", samples=samples)
    (line,) = body(out(run, data))
    assert without_ours(line) == body(data)[0]


def test_one_entry_for_each_alt_and_transcript_in_the_notation_of_vep(run: Run) -> None:
    # T has another first base than REF, so that nothing is left out of CA.
    data = out(run, vcf("X 49251480 . C T,CA,* . . ."), "--transcripts", "refseq")
    (line,) = body(data)
    entries = csq(data, line)
    transcripts = {entry["Feature"] for entry in entries}
    assert len(transcripts) > 1
    assert [entry["Allele"] for entry in entries] == ["T"] * len(transcripts) + ["CA"] * len(
        transcripts
    )
    assert info(line)["FOXP3_IPEX"].split(",")[0] == "exact|FOXP3-IPEX-0127"
    assert info(line)["FOXP3_IPEX"].count(",") == 2
    assert info(line)["FOXP3_IPEX"].endswith(",.")
    assert info(line)["FOXP3_ISSUE"].split(",")[0] == "."
    assert info(line)["FOXP3_ISSUE"].split(",")[2] == "UNSUPPORTED_ALLELE"


def test_a_deletion_of_one_base_is_a_dash(run: Run) -> None:
    # The codon of residue 384 is GCC: the plus strand has GGC at 49251478-49251480.
    data = out(run, vcf("X 49251479 . GC G . . ."))
    assert csq(data, body(data)[0])[0]["Allele"] == "-"


def test_an_allele_without_annotation_has_its_issue(run: Run) -> None:
    data = out(run, vcf(A384T, "X 49251481 . A C . . ."), "--assembly", "GRCh38")
    line = body(data)[1]
    assert "CSQ" not in info(line)
    assert "FOXP3_IPEX" not in info(line)
    assert info(line)["FOXP3_ISSUE"] == "REF_MISMATCH"


def test_only_the_gene(run: Run) -> None:
    # The last lies in the region of the gene on GRCh37, where this file is not.
    data = vcf(*OTHERS, *FIVE, *OTHERS, "X 49107941 . C T . . .")
    made = out(run, data, "--only-gene")
    assert [without_ours(line) for line in body(made)] == body(data)[3:8]


def test_annotating_twice_is_annotating_once(run: Run, demo: Path) -> None:
    once = out(run, demo.read_bytes())
    assert out(run, once) == once
    assert out(run, vcf(*OTHERS, *FIVE, end="\r\n")) == out(
        run, out(run, vcf(*OTHERS, *FIVE, end="\r\n"))
    )


def test_annotations_of_a_record_that_lies_elsewhere_now_go(run: Run) -> None:
    stale = (
        "X 49107941 . C T . . DP=3;CSQ=T|x;FOXP3_IPEX=none;END=49107941;FOXP3_ISSUE=NO_CHANGE\n"
        "X 49107942 . A G . . FOXP3_IPEX=none\n"
    )
    once = out(run, vcf(*FIVE))
    head, tail = b"".join(header(once)), b"".join(body(once))
    # Within the region of GRCh37, where an earlier run on that build would have annotated it.
    made = out(run, head + stale.replace(" ", "\t").encode() + tail)
    assert body(made)[0].split(b"\t")[7] == b"DP=3;END=49107941\n"
    assert body(made)[1].split(b"\t")[7] == b".\n"


def test_annotations_of_another_program_stay(run: Run) -> None:
    theirs = f"X 49251480 . C T . . CSQ=T|missense_variant|{'x' * 30}"
    data = vcf(theirs, "1 5 . A C . . CSQ=C|y", meta=[f'{FOREIGN}Format: Allele|Consequence|Z">'])
    result = run("annotate", "-f", "vcf", stdin=data)
    made = result.out.encode()
    assert "INFO/CSQ of this file is of another program" in result.err
    assert "-a FOXP3_CSQ" in result.err
    assert info(body(made)[0])["CSQ"] == f"T|missense_variant|{'x' * 30}"
    assert csq(made, body(made)[0], "FOXP3_CSQ")[0]["Consequence"] == "missense_variant"
    assert csq_names(made, "CSQ") == ["Allele", "Consequence", "Z"]
    assert body(made)[1] == body(data)[1]
    assert out(run, made) == out(run, out(run, made))
    assert out(run, made).count(b"ID=FOXP3_CSQ,") == 1


def test_annotations_of_another_program_stay_without_their_header_line(run: Run) -> None:
    data = vcf(A384T, "X 49251441 . G A . . DP=3;CSQ=A|theirs;MQ=60")
    result = run("annotate", "-f", "vcf", stdin=data)
    made = result.out.encode()
    assert "INFO/CSQ of this file is of another program" in result.err
    first, second = (line.split(b"\t")[7] for line in body(made))
    assert first.startswith(b"FOXP3_CSQ=T|missense_variant|")
    assert second.startswith(b"DP=3;CSQ=A|theirs;MQ=60;FOXP3_CSQ=A|missense_variant|")
    assert out(run, made) == out(run, out(run, made))


@pytest.mark.parametrize("info_cell", ["MYCSQ=1", "CSQX=1", "A=CSQ", "csq=1"])
def test_keys_that_are_like_ours_are_no_annotations(run: Run, info_cell: str) -> None:
    result = run("annotate", "-f", "vcf", stdin=vcf(A384T.replace(" .", f" {info_cell}")))
    assert "of another program" not in result.err
    (line,) = body(result.out.encode())
    assert line.split(b"\t")[7].startswith(f"{info_cell};CSQ=T|".encode())


def test_sources_are_fields_of_an_entry(run: Run, tmp_path: Path) -> None:
    info_line = '##INFO=<ID=score,Number=1,Type=String,Description="s">'
    own = bgzip(
        vcf("X 49251480 . C T . . score=high%,low", meta=[info_line]), tmp_path / "o.vcf.gz"
    )
    pysam.tabix_index(str(own), preset="vcf")
    data = out(run, vcf(A384T), "--source", f"lab={own}:score")
    (entry,) = csq(data, body(data)[0])
    assert list(entry)[-1] == "lab_score"
    assert entry["lab_score"] == "high%25&low"


SPLIT = (
    # F373A, c.1117_1118delinsGC, as callers that know single bases only write it.
    "X 49251692 . A G . . . GT 1|0",
    "X 49251693 . A C . . . GT 1|0",
)


def test_a_reported_mutation_that_a_caller_split_is_found(run: Run) -> None:
    data = vcf(*SPLIT, *OTHERS_AFTER, samples=["CHILD"])
    made = out(run, data)
    first, second, *rest = body(made)
    assert rest == body(data)[2:]
    whole = csq(made, second)[1]
    assert (whole["Allele"], whole["HGVSc"]) == ("GC", "NM_014009.4:c.1117_1118delinsGC")
    assert whole["ipex_match"] == "exact"
    assert "READ_TOGETHER" in whole["issues"].split("&")
    assert info(second)["FOXP3_IPEX"].endswith(f"|together|exact|{whole['ipex_id']}")
    assert "together" not in info(first)["FOXP3_IPEX"]
    assert "PART_OF_ALLELE" in info(first)["FOXP3_ISSUE"].split("|")
    assert out(run, made) == made


def test_text_behind_the_gene_does_not_pile_up(run: Run) -> None:
    far = "X 99999999 . A C . . NOTE=" + "x" * 10_000 + " GT 0|1"
    data = vcf(*SPLIT, *[far] * 1_000, samples=["CHILD"])
    with patch.object(record_order, "MOST_TEXT", 100_000):
        made = out(run, data)
    assert [without_ours(line) for line in body(made)] == body(data)


def test_a_source_on_another_build_stops_before_anything_is_written(
    run: Run, tmp_path: Path
) -> None:
    info_line = '##INFO=<ID=score,Number=1,Type=String,Description="s">'
    other = vcf("X 49107941 . C T . . score=1", contigs=[X37], meta=[info_line])
    own = bgzip(other, tmp_path / "o.vcf.gz")
    pysam.tabix_index(str(own), preset="vcf")
    result = run("annotate", "-f", "vcf", "--source", f"lab={own}:score", stdin=vcf(*FIVE))
    assert (result.code, result.out) == (1, "")
    assert "GRCh37" in result.err


def test_bytes_that_are_no_utf8_stay(run: Run, tmp_path: Path) -> None:
    data = vcf("1 5 . A C . . NOTE=@", "X 49251480 . C T . . NOTE=@;DP=3")
    data = data.replace(b"@", b"caf\xe9")
    (tmp_path / "in.vcf").write_bytes(data)
    assert run("annotate", "-q", tmp_path / "in.vcf", "-o", tmp_path / "out.vcf").code == 0
    made = body((tmp_path / "out.vcf").read_bytes())
    assert [without_ours(line) for line in made] == body(data)
    assert b"DP=3;CSQ=T|" in made[1]


def test_build_is_told_as_for_the_table(run: Run) -> None:
    data = out(run, vcf(A384T_37, contigs=[X37]))
    assert csq(data, body(data)[0])[0]["HGVSg"] == "NC_000023.10:g.49107941C>T"
    assert b", GRCh37. Research" in data


def test_no_record_on_x_is_no_reason_to_stop(run: Run) -> None:
    data = vcf("1 5 . A C . . .", contigs=["1:248956422"])
    made = out(run, data)
    assert body(made) == body(data)
    assert out(run, data, "--only-gene") == b"".join(header(made)).replace(
        b"-q -f vcf", b"-q -f vcf --only-gene"
    )


def test_nothing_is_written_of_a_file_whose_build_cannot_be_told(run: Run, tmp_path: Path) -> None:
    data = vcf("X 5 . A C . . .", contigs=["X"])
    result = run("annotate", "-f", "vcf", stdin=data)
    assert (result.code, result.out) == (1, "")
    path = tmp_path / "in.vcf"
    path.write_bytes(data)
    for name in ("out.vcf", "out.vcf.gz", "out.bcf"):
        assert run("annotate", path, "-o", tmp_path / name).code == 1
    assert [one.name for one in tmp_path.iterdir()] == ["in.vcf"]


@pytest.mark.parametrize("kind", ["file", "pipe"])
@pytest.mark.parametrize("lines", [(*FIVE, *OTHERS[:1] * 5000), FIVE * 1001])
def test_nothing_is_written_of_a_file_with_a_fault_at_its_end(
    run: Run, tmp_path: Path, kind: str, lines: tuple[str, ...]
) -> None:
    data = vcf(*lines, "X 49251480x . C T . . .")
    path = tmp_path / "in.vcf"
    path.write_bytes(data)
    result = (
        run("annotate", path, "-f", "vcf")
        if kind == "file"
        else run("annotate", "-f", "vcf", stdin=data)
    )
    assert (result.code, result.out) == (1, "")
    assert ("in.vcf" if kind == "file" else "standard input") + ", line 5009" in result.err


def test_malformed_records_are_put_aside(run: Run, tmp_path: Path) -> None:
    bad = "X 49251480x . C T . . ."
    result = run(
        "annotate", "-f", "vcf", "--rejects", tmp_path / "bad.vcf",
        stdin=vcf(OTHERS[0], bad, *FIVE),
    )  # fmt: skip
    assert result.code == 0
    assert result.err.count("put aside: ") == 1
    assert "1 malformed record put aside" in result.err
    made = result.out.encode()
    assert [without_ours(line) for line in body(made)] == body(vcf(OTHERS[0], *FIVE))
    assert (tmp_path / "bad.vcf").read_bytes() == vcf(bad)


def test_bcf_and_gzip_in(run: Run) -> None:
    data = vcf(*FIVE, contigs=["X:156040895"])
    assert body(out(run, plain_gzip(data))) == body(out(run, data))
    assert body(out(run, bcf(data))) == body(out(run, data))


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-f", "vcf", "-o", "out.tsv"], "not that of --format vcf"),
        (["-f", "tsv", "-o", "out.vcf.gz"], "not of --format tsv"),
        (["-f", "vcf", "--columns", "full"], "--columns is for tables"),
        (["-o", "out.vcf", "--no-header"], "--no-header is for tables"),
        (["--only-gene"], "--only-gene is for VCF out"),
        (["-f", "odt"], "'odt' is not one of"),
        (
            ["-o", "out.docx"],
            ".tsv, .txt, .csv, .json, .jsonl, .ndjson, .md, .parquet, .xlsx, .vcf, ",
        ),
        (["-f", "csv", "-o", "out.bcf"], "not of --format csv"),
        (["-o", "out.vcf.bgz"], "the ending names no format"),
    ],
)
def test_options_that_do_not_go_together(run: Run, demo: Path, args: list[str], words: str) -> None:
    result = run("annotate", demo, *args).no_traceback()
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_strict(run: Run) -> None:
    data = vcf(A384T, "X 49251481 . A C . . .")
    assert run("annotate", "-f", "vcf", "--strict", stdin=data).code == 3
    assert run("annotate", "-f", "vcf", "--strict", stdin=vcf(A384T)).code == 0


# As bcftools reads it


def test_split_vep_reads_the_entries(run: Run) -> None:
    # Mutations of the catalog that stand in it as missense.
    terms = ["missense_variant"] * 3
    data = out(run, vcf(*FIVE[:3]))
    told = bcftools("+split-vep", "-f", r"%CHROM %POS %Consequence\n", "-", stdin=data)
    places = [record.split()[1] for record in FIVE[:3]]
    assert told.splitlines() == [f"X {p} {term}" for p, term in zip(places, terms, strict=True)]
    primary = bcftools(
        "+split-vep", "-s", "primary", "-f", r"%POS %SYMBOL %IMPACT %HGVSp\n", "-", stdin=data
    )
    assert "49251480 FOXP3 MODERATE NP_054728.2:p.(Ala384Thr)" in primary.splitlines()
    fields = bcftools("+split-vep", "-l", "-", stdin=data)
    assert [line.split("\t")[1] for line in fields.splitlines()] == csq_names(data)


def test_bcftools_reads_and_filters_it(run: Run, demo: Path) -> None:
    data = out(run, demo.read_bytes())
    bcftools("view", "--no-version", "-Ov", "-", stdin=data)
    exact = bcftools("view", "-H", "-i", 'INFO/FOXP3_IPEX~"exact"', "-", stdin=data)
    rows = read_table(run("annotate", demo).out)
    wanted = {(row["pos"], row["ref"]) for row in rows if row["ipex_match"] == "exact"}
    assert {tuple(line.split("\t")[1:4:2]) for line in exact.splitlines()} == wanted


# Whatever the records are


cells = st.text("AZaz09_.+-", min_size=1, max_size=8)
infos = st.lists(
    st.tuples(
        st.sampled_from(["DP", "AF", "CSQX", "END", "FLAG"]), st.text("AZ09.,|&%", max_size=6)
    ),
    max_size=3,
).map(lambda items: ";".join(f"{key}={value}" for key, value in items) or ".")
records = st.tuples(
    st.sampled_from(["X", "X", "X", "1", "chr2"]),
    st.integers(49248400, 49269900) | st.integers(1, 10**8),
    cells,
    st.text("ACGTNacgt", min_size=1, max_size=4),
    st.lists(st.text("ACGT", min_size=1, max_size=4) | st.sampled_from(["*", "<DEL>"]),
             min_size=1, max_size=3).map(",".join) | st.just("."),
    infos,
    st.text("AZ09,/|;=.", min_size=1, max_size=8),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(records, max_size=10), st.sampled_from(["\n", "\r\n"]))
def test_every_record_stays_but_for_info_and_twice_is_once(
    toolkit: Toolkit,
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[str, int, str, str, str, str, str]],
    end: str,
) -> None:
    folder = tmp_path_factory.mktemp("vcf")
    # So many good records that the build is not doubted, whatever the others say.
    lines = ["\t".join((*line.split(), "GT:TX", "0/1:a")) for line in FIVE * 13]
    for chrom, pos, name, ref, alt, info_cell, sample in made:
        cells_of_record = (chrom, str(pos), name, ref, alt, ".", ".", info_cell, "GT:TX")
        lines.append("\t".join((*cells_of_record, f"0/1:{sample}")))
    data = vcf(samples=["S 1"], end=end) + "".join(line + end for line in lines).encode()
    data = data.replace(b"S\t1", b"S1")
    (folder / "in.vcf").write_bytes(data)

    def annotated(name: str, result: str) -> bytes:
        annotate_vcf(toolkit, str(folder / name), VcfOptions(folder / result, "foxp3tool"))
        return (folder / result).read_bytes()

    once = annotated("in.vcf", "once.vcf")
    assert [without_ours(line) for line in body(once)] == body(data)
    assert annotated("once.vcf", "twice.vcf") == once
