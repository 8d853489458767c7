"""``foxp3tool gene`` against the facts, against numbers worked out by hand, and read back."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pysam
import pytest
from cli_runner import COMMAND, TIMEOUT, Run

from foxp3tool.model.gene import Transcript
from foxp3tool.pipeline.gene_view import GeneFormat, gene_lines, gene_view
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.from_gff3 import Contig, read_genes

BUILDS = ("GRCh38", "GRCh37")
SUPERSEDED = ("NM_014009.3", "NM_001114377.1", "ENST00000376207.9", "ENST00000376207.8")


def exons(run: Run, *options: str) -> list[dict[str, str]]:
    result = run("gene", "-f", "tsv", *options)
    assert result.code == 0, result.err
    return result.table


def test_three_exons_by_hand(run: Run) -> None:
    # Exon 2 is 49258296-49258527 (232 bases); the CDS begins at 49258505, 22 bases behind its 5'
    # end, so it holds c.-22 to c.210. Exon 3 has 105 bases: c.211 to c.315, codons 71 to 105.
    # Exon 12 begins at 49251483 with c.1147 = 3 * 382 + 1, codon 383, and has 1046 bases, of which
    # 150 are coding (1296 - 1146): it ends with c.*896.
    rows = exons(run)
    wanted = ("exon", "exon_literature", "length", "c_start", "c_end", "coding_length",
              "start_phase", "end_phase", "residue_start", "residue_end", "grch38_start",
              "grch38_end", "grch37_start", "grch37_end")  # fmt: skip
    found = [[rows[number - 1][name] for name in wanted] for number in (2, 3, 12)]
    assert found == [
        ["2", "1", "232", "-22", "210", "210", "0", "0", "1", "70", "49258296", "49258527",
         "49114753", "49114984"],
        ["3", "2", "105", "211", "315", "105", "0", "0", "71", "105", "49257664", "49257768",
         "49114121", "49114225"],
        ["12", "11", "1046", "1147", "*896", "150", "0", "0", "383", "432", "49250438",
         "49251483", "49106899", "49107944"],
    ]  # fmt: skip


def test_exon_one_and_phases_by_hand(run: Run) -> None:
    rows = exons(run)
    first = rows[0]
    assert (first["exon_literature"], first["c_start"], first["c_end"]) == ("-1", "-72", "-23")
    assert (first["coding_length"], first["start_phase"], first["end_phase"]) == ("0", "", "")
    # Coding lengths 210 105 139 88 105 88 81 151 77 102 150: the phase is the running sum modulo 3.
    sizes = [210, 105, 139, 88, 105, 88, 81, 151, 77, 102, 150]
    starts = [sum(sizes[:number]) % 3 for number in range(11)]
    assert [int(row["coding_length"]) for row in rows[1:]] == sizes
    assert [int(row["start_phase"]) for row in rows[1:]] == starts
    # Intron 1: 49264661 - 49258527 - 1 on GRCh38.
    assert first["intron_length_grch38"] == "6133"
    assert first["intron_length_grch37"] == str(49121123 - 49114984 - 1)


def test_papers_numbers_of_the_delta_2_isoform(run: Run) -> None:
    rows = exons(run, "--transcripts", "NM_001114377.2")
    # It lacks the exon that papers call 2.
    assert [row["exon_literature"] for row in rows] == ["-1", "1", *map(str, range(3, 12))]
    assert [row["exon"] for row in rows] == list(map(str, range(1, 12)))


def test_every_exon_of_the_facts(run: Run, shared_facts: Path) -> None:
    facts = json.loads((shared_facts / "reference" / "transcripts.json").read_text())
    wanted = ",".join(one["accession"] for one in facts)
    rows = exons(run, "--transcripts", wanted)
    parts = run("gene", "-f", "tsv", "--table", "transcripts", "--transcripts", wanted).table
    for one in facts:
        here = [row for row in rows if row["transcript"] == one["accession"]]
        for build in ("grch38", "grch37"):
            places = [[int(r[f"{build}_start"]), int(r[f"{build}_end"])] for r in here]
            assert places == one[f"exons_{build}"]
        (line,) = [row for row in parts if row["transcript"] == one["accession"]]
        for build in ("grch38", "grch37"):
            cds = [int(line[f"cds_{build}_start"]), int(line[f"cds_{build}_end"])]
            assert cds == one[f"cds_{build}"]
        for name in ("length", "cds_length", "protein_length"):
            assert int(line[name]) == one[name], (one["accession"], name)
    assert len(facts) == 14


def test_features_of_the_facts(run: Run, shared_facts: Path) -> None:
    text = (shared_facts / "reference" / "protein_features.tsv").read_text()
    facts = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    rows = run("gene", "-f", "tsv", "--table", "features").table
    assert [(r["feature"], r["residue_start"], r["residue_end"]) for r in rows] == [
        (one["name"], one["start"], one["end"]) for one in facts
    ]
    for row in rows:
        assert int(row["c_start"]) == 3 * int(row["residue_start"]) - 2
        assert int(row["c_end"]) == 3 * int(row["residue_end"])
        for build in ("grch38", "grch37"):
            pieces = [piece.split("-") for piece in row[build].split("|")]
            size = sum(int(end) - int(start) + 1 for start, end in pieces)
            assert size == int(row["c_end"]) - int(row["c_start"]) + 1


def test_forkhead_domain_by_hand(run: Run) -> None:
    rows = run("gene", "-f", "tsv", "--table", "features").table
    (row,) = [row for row in rows if row["feature"] == "Forkhead DNA-binding domain"]
    # c.1009 lies 41 bases behind c.968, the first of exon 10 (49253202); c.1269 lies 122 bases
    # behind c.1147, the first of exon 12 (49251483).
    assert row["exons"] == "10|11|12"
    assert row["exons_literature"] == "9|10|11"
    assert row["grch38"] == "49253126-49253161|49251664-49251765|49251361-49251483"


@pytest.mark.parametrize("build", BUILDS)
def test_gff3_is_read_back_as_the_gene(
    run: Run, tmp_path: Path, bundle: Bundle, bundle_folder: Path, build: str
) -> None:
    gene = bundle.genes[build]
    path = tmp_path / "gene.gff3"
    done = run("gene", "--transcripts", "all", "--assembly", build, "-o", path)
    assert done.code == 0
    fasta = tmp_path / "region.fa"
    bases = "".join((bundle_folder / f"{build}.fa").read_text().split("\n")[1:])
    fasta.write_text(f">{gene.accession}:{gene.region.start + 1}-{gene.region.end}\n{bases}\n")
    read = read_genes(
        path,
        fasta,
        assembly=build,
        flank=None,
        contigs={gene.accession: Contig(gene.chromosome, gene.accession)},
    )
    assert not read.skipped
    assert not read.without_mane_select
    found = read.gene("FOXP3")
    assert (found.strand, found.region) == (gene.strand, gene.region)

    def told(one: Transcript) -> tuple[Any, ...]:
        return one.accession, one.exons, one.cds, one.cds_complete, one.biotype, one.mane_select

    wanted = [told(t) for t in gene.transcripts if t.accession not in SUPERSEDED]
    assert sorted(map(told, found.transcripts)) == sorted(wanted)


@pytest.mark.parametrize("build", BUILDS)
def test_gff3_is_valid(run: Run, build: str) -> None:
    result = run("gene", "-f", "gff3", "--transcripts", "all", "--assembly", build)
    lines = result.out.rstrip("\n").split("\n")
    assert lines[0] == "##gff-version 3"
    directive = re.fullmatch(r"##sequence-region (\S+) 1 (\d+)", lines[1])
    assert directive is not None
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    seen: set[str] = set()
    kinds: dict[str, tuple[str, ...]] = {}
    starts = [int(row[3]) for row in rows]
    assert starts == sorted(starts)
    for row in rows:
        assert len(row) == 9
        assert row[0] == directive[1]
        assert 1 <= int(row[3]) <= int(row[4]) <= int(directive[2])
        assert row[6] == "-"
        assert (row[7] in "012") is (row[2] == "CDS")
        pairs = [pair.split("=") for pair in row[8].split(";")]
        assert all(len(pair) == 2 for pair in pairs)
        attributes = dict(pairs)
        assert not re.search(r"[&,]", "".join(value for _, value in pairs))
        if "Parent" in attributes:
            assert attributes["Parent"] in seen, "a parent stands before its children"
        # Lines of one ID are parts of one feature: all else but place and phase is alike.
        same = (row[2], row[8])
        assert kinds.setdefault(attributes["ID"], same) == same
        seen.add(attributes["ID"])


def test_gff3_phases_carry_the_frame(run: Run) -> None:
    result = run("gene", "-f", "gff3", "--transcripts", "all", "--assembly", "GRCh38")
    rows = [line.split("\t") for line in result.out.split("\n") if "\tCDS\t" in line]
    by_name: dict[str, list[tuple[int, int, int]]] = {}
    for row in rows:
        name = row[8].split(";")[0]
        by_name.setdefault(name, []).append((int(row[3]), int(row[4]), int(row[7])))
    assert len(by_name) == 10
    for parts in by_name.values():
        ordered = sorted(parts, reverse=True)
        assert ordered[0][2] == 0
        for (start, end, phase), (_, _, following) in pairwise(ordered):
            # What is left over behind whole codons, and what the next part adds to it.
            left = (end - start + 1 - phase) % 3
            assert (left + following) % 3 == 0


def test_bed12_adds_up(run: Run) -> None:
    result = run("gene", "-f", "bed", "--transcripts", "all", "--assembly", "GRCh37")
    comment, *lines = result.out.rstrip("\n").split("\n")
    assert comment.startswith("# ")
    rows = [line.split("\t") for line in lines]
    assert len(rows) == 10
    assert [(int(r[1]), int(r[2])) for r in rows] == sorted((int(r[1]), int(r[2])) for r in rows)
    for row in rows:
        assert len(row) == 12
        assert row[0] == "chrX"
        start, end, thick_start, thick_end = (int(row[column]) for column in (1, 2, 6, 7))
        sizes = [int(size) for size in row[10].rstrip(",").split(",")]
        begins = [int(begin) for begin in row[11].rstrip(",").split(",")]
        assert len(sizes) == len(begins) == int(row[9])
        assert begins[0] == 0
        assert start + begins[-1] + sizes[-1] == end
        assert all(b + s < n for (b, s), n in zip(zip(begins, sizes, strict=True), begins[1:],
                                                  strict=False))  # fmt: skip
        assert start <= thick_start <= thick_end <= end
    mane = next(row for row in rows if row[3] == "NM_014009.4")
    assert mane[1:3] == ["49106898", "49121172"]
    assert mane[6:8] == ["49107794", "49114962"]


def test_json_holds_what_the_tables_hold(run: Run) -> None:
    data = json.loads(run("gene", "-f", "json", "--transcripts", "refseq").out)
    rows = exons(run, "--transcripts", "refseq")
    flat = [
        (one["accession"], exon["number"], exon["literature_number"], exon["c"]["start"],
         exon["c"]["end"], exon["places"]["GRCh37"]["start"])
        for one in data["transcripts"] for exon in one["exons"]
    ]  # fmt: skip
    assert flat == [
        (r["transcript"], int(r["exon"]), r["exon_literature"], r["c_start"], r["c_end"],
         int(r["grch37_start"]))
        for r in rows
    ]  # fmt: skip
    assert len(data["protein_features"]) == 51
    assert "Research use only" in data["note"]


def test_csv_and_tsv_are_one_table(run: Run) -> None:
    for which in ("exons", "transcripts", "features"):
        options = ("--table", which, "--transcripts", "all")
        written = run("gene", "-f", "csv", *options).out
        rows = list(csv.DictReader(io.StringIO(written)))
        assert rows == run("gene", "-f", "tsv", *options).table


def test_page(run: Run) -> None:
    result = run("gene", "-f", "page")
    assert result.code == 0
    lines = result.out.split("\n")
    assert max(map(len, lines)) <= 100
    assert any(re.match(r"  12 +11 +1147\.\.\*896 ", line) for line in lines)
    assert any("337-423" in line and "Forkhead" in line for line in lines)
    assert "Research use only; not a diagnosis." in " ".join(result.out.split())
    assert "GRCh37" not in run("gene", "-f", "page", "--assembly", "GRCh38").out


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_page_on_any_terminal(toolkit: Toolkit, width: int) -> None:
    view = gene_view(toolkit, "all", None)
    lines = list(gene_lines(view, GeneFormat.PAGE, width=width))
    assert max(map(len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert "49250438-49251483" in text
    assert "49106899-49107944" in text


def test_one_build_only(run: Run) -> None:
    (name,) = {name for name in exons(run, "--assembly", "hg19")[0] if name.endswith("7_start")}
    assert name == "grch37_start"
    assert not [name for name in exons(run, "--assembly", "hg19")[0] if "grch38" in name]


def test_contig(run: Run) -> None:
    options = ("-f", "gff3", "--assembly", "GRCh38", "--contig", "chrX")
    assert "\nchrX\t" in run("gene", *options).out
    assert "\nNC_000023.11\t" in run("gene", *options[:4]).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-f", "bed"], "which is not named"),
        (["-o", "gene.gff3"], "which is not named"),
        (["-o", "gene.xyz"], "names no form"),
        (["-o", "gene.json", "-f", "tsv"], "the ending says json"),
        (["-f", "json", "--table", "features"], "--table"),
        (["-f", "tsv", "--contig", "X"], "--contig"),
        (["--transcripts", "NM_1.1"], "NM_1.1"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], told: str) -> None:
    result = run("gene", *arguments).no_traceback()
    assert result.code == 2
    assert told in result.err
    assert not result.out


@pytest.mark.parametrize("ending", ["txt", "tsv", "csv", "json"])
def test_endings(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"gene.{ending}"
    assert run("gene", "-o", path).code == 0
    form = "page" if ending == "txt" else ending
    assert path.read_text() == run("gene", "-f", form).out


def test_a_figure_beside_the_table(run: Run, tmp_path: Path) -> None:
    drawn = tmp_path / "gene.svg"
    result = run("gene", "-f", "tsv", "--transcripts", "NM_001114377.2", "--figure", str(drawn))
    assert (result.code, len(result.table)) == (0, 11)
    svg = drawn.read_text(encoding="utf-8")
    # Delta-2 lacks exon 2 of the papers; its CDS is 105 bases shorter than 1296.
    assert "NM_001114377.2" in svg
    assert ">1191<" in svg
    # It has 11 exons; its last is that of MANE Select, which most papers call 11 as well.
    words = " ".join(re.findall(r">([^<]*)</text>", svg))
    assert "Exons are numbered as in NM_001114377.2." in words
    run("gene", "--figure", str(drawn))
    words = " ".join(re.findall(r">([^<]*)</text>", drawn.read_text(encoding="utf-8")))
    assert "Exons are numbered as in NM_014009.4: 12 is exon 11 of most papers." in words
    refused = run("gene", "--transcripts", "all", "--figure", str(tmp_path / "all.svg"))
    assert refused.code == 2
    assert "a figure shows one transcript" in refused.err
    assert not (tmp_path / "all.svg").exists()


def test_both_transcripts_of_mane_select_are_marked(run: Run) -> None:
    """MANE v1.5 pairs NM_014009.4 with ENST00000376207.10, whose bases are the same."""
    pair = {"NM_014009.4", "ENST00000376207.10"}
    rows = run("gene", "-f", "tsv", "--table", "transcripts", "--transcripts", "all").table
    assert {row["transcript"] for row in rows if row["mane_select"] == "yes"} == pair
    told = json.loads(run("gene", "-f", "json", "--transcripts", "all").out)["transcripts"]
    assert {one["accession"] for one in told if one["mane_select"]} == pair
    track = run("gene", "-f", "gff3", "--assembly", "GRCh38", "--transcripts", "all").out
    tagged = [line for line in track.splitlines() if "tag=MANE_Select" in line]
    assert {re.search(r"transcript_id=([^;]+)", line)[1] for line in tagged} == pair  # type: ignore[index]


@pytest.mark.parametrize("transcripts", ["mane", "ENST00000652559.1"])
def test_the_gene_does_not_depend_on_the_transcripts_shown(run: Run, transcripts: str) -> None:
    """The span of NCBI Gene 50943."""
    options = ("--transcripts", transcripts, "--assembly", "GRCh38")
    assert "NC_000023.11:49250438-49264710\n" in run("gene", "-f", "page", *options).out
    (line,) = [
        line.split("\t")
        for line in run("gene", "-f", "gff3", *options).out.splitlines()
        if "\tgene\t" in line
    ]
    assert line[3:5] == ["49250438", "49264710"]


@pytest.mark.parametrize("build", BUILDS)
def test_page_and_track_agree_on_the_gene(run: Run, build: str) -> None:
    """ENST00000376199.7 begins further out than MANE Select: 49264800, 90 bases before it."""
    options = ("--transcripts", "all", "--assembly", build)
    (line,) = [
        line.split("\t")
        for line in run("gene", "-f", "gff3", *options).out.splitlines()
        if "\tgene\t" in line
    ]
    assert line[4] == {"GRCh38": "49264800", "GRCh37": "49121262"}[build]
    page = run("gene", "-f", "page", *options).out
    assert f":{line[3]}-{line[4]}\n" in page


def test_a_track_without_features_says_why(run: Run) -> None:
    options = ("-f", "gff3", "--assembly", "GRCh38", "--transcripts")
    assert "# without protein features" in run("gene", *options, "NM_001114377.2").out
    with_mane = run("gene", *options, "refseq").out
    assert "# without" not in with_mane
    assert "polypeptide_region" in with_mane


def test_a_transcript_named_twice_is_shown_once(run: Run) -> None:
    twice = ("--transcripts", "NM_014009,NM_014009.4")
    assert run("gene", "-f", "tsv", *twice).out == run("gene", "-f", "tsv").out
    assert len(run("lookup", "c.1150G>A", *twice).table) == 1


@pytest.mark.parametrize("ending", ["bed", "gff3"])
def test_a_packed_track_has_an_index(run: Run, tmp_path: Path, ending: str) -> None:
    packed, plain = tmp_path / f"gene.{ending}.gz", tmp_path / f"gene.{ending}"
    for path in (packed, plain):
        run("gene", "--transcripts", "all", "--assembly", "GRCh38", "--contig", "chrX", "-o", path)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    with pysam.TabixFile(str(packed)) as track:
        # Exon 12 of MANE Select, 49250438-49251483, and nothing in front of the gene.
        found = list(track.fetch("chrX", 49251482, 49251483))
        assert any("NM_014009.4" in line for line in found)
        assert not list(track.fetch("chrX", 49_000_000, 49_200_000))
    assert {path.name for path in tmp_path.iterdir()} == {
        packed.name, f"{packed.name}.tbi", plain.name,
    }  # fmt: skip


def test_a_table_is_not_packed(run: Run, tmp_path: Path) -> None:
    result = run("gene", "-o", tmp_path / "gene.tsv.gz")
    assert result.code == 2
    assert ".gff3.gz" in result.err


def test_a_pipe_takes_the_format_that_is_named(tmp_path: Path) -> None:
    """A named pipe, as of a shell's ``>(...)``; whoever stops reading is no fault."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for command in (["gene", "-f", "gff3"], ["catalog", "export", "-f", "bed"]):
        process = subprocess.Popen(
            [COMMAND, *command, "--assembly", "GRCh38", "-q", "-o", str(pipe)],
            stderr=subprocess.PIPE,
        )
        with pipe.open("rb") as reader:
            assert reader.readline().startswith((b"##gff-version 3", b"chrX\t", b"#"))
        _, told = process.communicate(timeout=TIMEOUT)
        assert process.returncode in (0, 141), told
        assert told == b""
