"""Genes from GFF3 and FASTA: a gene made by hand, and what is refused or left out."""

import ast
import gzip
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from foxp3tool.errors import ReferenceDataError
from foxp3tool.model.gene import Biotype
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.reference.from_gff3 import GenesOfFile, read_genes

SOURCE = Path(__file__).parents[2] / "src" / "foxp3tool"

# A gene made by hand. Exons at 11-20, 31-42, 53-60; CDS from 14 to 57, ATG ... TGA.

PLUS = (
    "ccttccttcc"  # 1-10
    "ACCATGGCTA"  # 11-20: 5' UTR ACC, then ATG GCT A
    "gtaagtttag"  # 21-30
    "AACCCGAATTGC"  # 31-42: AA CCC GAA TTG C
    "gtatgtttag"  # 43-52
    "ATTGAGCC"  # 53-60: AT TGA, 3' UTR GCC
    "ttccttccttcc"  # 61-72
)
GENE = "chr7\tsrc\tgene\t11\t60\t.\t+\t.\tID=gene:G1;Name=TOY1;biotype=protein_coding"
RNA = "chr7\tsrc\tmRNA\t11\t60\t.\t+\t.\tID=transcript:T1;Parent=gene:G1"
EXONS = [
    f"chr7\tsrc\texon\t{start}\t{end}\t.\t+\t.\tParent=transcript:T1"
    for start, end in ((11, 20), (31, 42), (53, 60))
]
CDS = [
    f"chr7\tsrc\tCDS\t{start}\t{end}\t.\t+\t{phase}\tID=c1;Parent=transcript:T1;protein_id=P1"
    for start, end, phase in ((14, 20, 0), (31, 42, 2), (53, 57, 2))
]
TOY = [GENE, RNA, *EXONS, *CDS]


class Toy:
    """Files of a test."""

    def __init__(self, folder: Path) -> None:
        self.gff3 = folder / "toy.gff3"
        self.fasta = folder / "toy.fa"

    def read(
        self, lines: Sequence[str], bases: str = PLUS, name: str = "chr7", **options: object
    ) -> GenesOfFile:
        self.gff3.write_text("\n".join((*lines, "")), encoding="utf-8")
        self.fasta.write_text(f">{name} a comment\n{bases}\n", encoding="utf-8")
        return read_genes(self.gff3, self.fasta, assembly="toy", **options)  # type: ignore[arg-type]

    def refused(self, lines: Sequence[str], line: int | None, reason: str) -> ReferenceDataError:
        with pytest.raises(ReferenceDataError) as caught:
            self.read(lines)
        return self.checked(caught.value, self.gff3, line, reason)

    def checked(
        self, error: ReferenceDataError, file: Path, line: int | None, reason: str
    ) -> ReferenceDataError:
        assert (error.file, error.line) == (str(file), line)
        assert re.search(reason, error.message), error.message
        assert error.cause
        assert error.remedy
        return error

    def skipped(self, lines: Sequence[str], bases: str = PLUS) -> str:
        """Return the reason why the one transcript of a file is left out."""
        found = self.read(lines, bases)
        assert found.genes == ()
        (item,) = found.skipped
        return item.reason


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    return Toy(tmp_path)


def changed(lines: Sequence[str], number: int, old: str, new: str) -> list[str]:
    """Return lines with a text replaced in one of them (0-based)."""
    assert old in lines[number], lines[number]
    return [line.replace(old, new) if index == number else line for index, line in enumerate(lines)]


def test_a_gene_on_the_plus_strand(toy: Toy) -> None:
    found = toy.read(TOY)
    (gene,) = found.genes
    assert found.gene("TOY1") is gene
    assert found.skipped == ()
    assert (gene.symbol, gene.assembly, gene.strand) == ("TOY1", "toy", Strand.PLUS)
    assert (gene.chromosome, gene.accession) == ("7", "chr7")
    assert gene.region == Interval(0, 72)
    assert gene.plus_sequence == PLUS.upper() == gene.sequence
    (transcript,) = gene.transcripts
    assert transcript.accession == "T1"
    assert transcript.exons == (Interval(10, 20), Interval(30, 42), Interval(52, 60))
    assert transcript.cds == Interval(3, 27)
    assert transcript.cds_complete
    assert transcript.protein_accession == "P1"
    assert transcript.biotype is Biotype.PROTEIN_CODING
    with pytest.raises(KeyError):
        found.gene("TOY2")


def test_the_same_gene_on_the_minus_strand(toy: Toy) -> None:
    turn = str.maketrans("acgtACGT", "tgcaTGCA")
    lines = []
    for line in TOY:
        columns = line.split("\t")
        start, end = 73 - int(columns[4]), 73 - int(columns[3])
        lines.append("\t".join((*columns[:3], str(start), str(end), ".", "-", *columns[7:])))
    minus = toy.read(lines, PLUS.translate(turn)[::-1]).genes[0]
    plus = toy.read(TOY).genes[0]
    assert minus.sequence == plus.sequence
    assert minus.transcripts == plus.transcripts
    assert minus.plus_sequence != plus.plus_sequence


def test_bases_around_the_gene(toy: Toy) -> None:
    gene = toy.read(TOY, flank=4).genes[0]
    assert gene.region == Interval(6, 64)
    assert gene.plus_sequence == PLUS.upper()[6:64]
    assert gene.transcripts[0].exons[0] == Interval(4, 14)
    assert toy.read(TOY, flank=11).genes[0].region == Interval(0, 71)
    assert toy.read(TOY, flank=0).genes[0].region == Interval(10, 60)


def test_a_piece_cut_out_of_the_sequence(toy: Toy) -> None:
    whole, piece = toy.read(TOY, flank=5), toy.read(TOY, PLUS[4:], "chr7:5-72", flank=5)
    assert piece == whole
    assert toy.read(TOY, PLUS[4:], "chr7:5-72").genes[0].region == Interval(4, 72)


def test_a_cds_without_its_end_is_told_from_the_sequence(toy: Toy) -> None:
    open_end = changed(TOY, 4, "\t53\t60", "\t53\t55")
    open_end = changed(open_end, 7, "\t53\t57", "\t53\t55")
    transcript = toy.read(open_end).genes[0].transcripts[0]
    assert transcript.cds == Interval(3, 25)
    assert not transcript.cds_complete


def test_a_transcript_without_cds_is_kept(toy: Toy) -> None:
    lines = [GENE, changed(TOY, 1, "mRNA", "lnc_RNA")[1], *EXONS]
    transcript = toy.read(lines).genes[0].transcripts[0]
    assert transcript.cds is None
    assert transcript.exons[0] == Interval(10, 20)


def test_nonsense_mediated_decay_is_the_transcripts_own_biotype(toy: Toy) -> None:
    lines = changed(TOY, 1, "gene:G1", "gene:G1;biotype=nonsense_mediated_decay")
    assert toy.read(lines).genes[0].transcripts[0].biotype is Biotype.NONSENSE_MEDIATED_DECAY


def test_lines_may_belong_to_several_transcripts(toy: Toy) -> None:
    both = [line.replace("Parent=transcript:T1", "Parent=transcript:T1,T2") for line in TOY[2:]]
    lines = [GENE, RNA, RNA.replace("transcript:T1", "T2"), *both]
    first, second = toy.read(lines).genes[0].transcripts
    assert (first.accession, second.accession) == ("T1", "T2")
    assert (first.exons, first.cds) == (second.exons, second.cds)


def test_names_are_decoded(toy: Toy) -> None:
    lines = [line.replace("chr7", "chr%3E7").replace("T1", "T%2C1%3B") for line in TOY]
    lines = changed(lines, 0, "TOY1", "TOY%201%3B%25")
    gene = toy.read(lines, name="chr>7").genes[0]
    assert gene.symbol == "TOY 1;%"
    assert gene.transcripts[0].accession == "T,1;"
    assert gene.accession == "chr>7"


def test_comments_line_ends_and_other_features_play_no_part(toy: Toy) -> None:
    others = [
        "chr7\tsrc\tbiological_region\t1\t9\t.\t.\t.\tlogic_name=cpg",
        "chr7\tsrc\tintron\t21\t30\t.\t+\t.\tParent=nothing",
        "chr7\tsrc\tmatch\t1\t9\t.\t+\t.\tID=m;",
        "chr7\tsrc\tmatch\t12\t19\t.\t+\t.\tID=m;",
        "chr9\tsrc\tgene\t1\t9\t.\t?\t.\t.",
    ]
    plain = toy.read(TOY)
    lines = ["##gff-version 3.1.26", "# a comment", "", *others, *TOY, "###"]
    assert plain.skipped == ()
    assert toy.read([f"{line}\r" for line in lines]) == plain


def test_children_may_stand_before_their_parents(toy: Toy) -> None:
    plain, turned = toy.read(TOY), toy.read(TOY[::-1])
    assert turned == plain


def test_transcripts_stand_as_their_own_lines_do(toy: Toy) -> None:
    own, others = variants("", "")[1:8], variants("", "")[8:]
    assert own[0].count("ID=A;") == others[0].count("ID=B;") == 1
    found = toy.read([GENE, own[0], others[0], *others[1:], *own[1:]])
    assert [transcript.accession for transcript in found.genes[0].transcripts] == ["A", "B"]


def test_a_fasta_section_and_gzip(tmp_path: Path, toy: Toy) -> None:
    plain = toy.read(TOY)
    half = len(PLUS) // 2
    for directive in (["##FASTA"], []):
        lines = [*TOY, *directive, ">chr7 x", PLUS[:half], PLUS[half:], "", ">chr8", "ACGT", ""]
        toy.gff3.write_text("\n".join(lines), encoding="utf-8")
        assert read_genes(toy.gff3, assembly="toy") == plain
        zipped = tmp_path / "toy.gff3.gz"
        zipped.write_bytes(gzip.compress("\n".join(lines).encode()))
        assert read_genes(zipped, assembly="toy") == plain
    fasta = tmp_path / "toy.fa.gz"
    fasta.write_bytes(gzip.compress(toy.fasta.read_bytes()))
    assert read_genes(toy.gff3, fasta, assembly="toy") == plain


SECOND = [
    line.replace("G1", "G2").replace("T1", "T2").replace("TOY1", "TOY2").replace("c1", "c2")
    for line in TOY
]


def test_several_genes_and_the_choice_among_them(toy: Toy) -> None:
    every = toy.read([*TOY, *SECOND])
    assert [gene.symbol for gene in every.genes] == ["TOY1", "TOY2"]
    for name in ("TOY2", "gene:G2", "G2"):
        assert toy.read([*TOY, *SECOND], wanted=[name]).genes == every.genes[1:]
    assert toy.read([*TOY, *SECOND], wanted=["G2", "TOY1"]).genes == every.genes


def test_a_gene_that_is_not_there_is_named(toy: Toy) -> None:
    with pytest.raises(ReferenceDataError) as caught:
        toy.read([*TOY, *SECOND], wanted=["TOY1", "toy2"])
    error = toy.checked(caught.value, toy.gff3, None, "no gene toy2")
    assert error.remedy is not None
    assert "TOY1, TOY2" in error.remedy


# Which transcript exons are counted on.


def variants(*tags: str) -> list[str]:
    """Return a gene with transcripts A, B, ... that have these attributes."""
    lines = [GENE]
    for name, tag in zip("ABC", tags, strict=False):
        own = [line.replace("transcript:T1", name).replace("c1", f"c{name}") for line in TOY[1:]]
        lines += changed(own, 0, "Parent", f"{tag}Parent") if tag else own
    return lines


@pytest.mark.parametrize(
    ("tags", "marked", "without"),
    [
        (("", "tag=basic,MANE_Select;"), "B", ()),
        (("tag=Ensembl_canonical;", "tag=MANE Select;"), "B", ()),
        (("", "tag=Ensembl_canonical;"), "B", ("TOY1",)),
        (("", "tag=RefSeq Select;"), "B", ("TOY1",)),
        (("tag=RefSeq Select;", "tag=basic,Ensembl_canonical;"), "B", ("TOY1",)),
        (("", ""), "A", ("TOY1",)),
    ],
)
def test_the_marked_transcript(
    toy: Toy, tags: tuple[str, str], marked: str, without: tuple[str, ...]
) -> None:
    found = toy.read(variants(*tags))
    assert found.genes[0].mane_select.accession == marked
    assert sum(transcript.mane_select for transcript in found.genes[0].transcripts) == 1
    assert found.without_mane_select == without


def test_the_longest_cds_is_marked_where_nothing_is_tagged(toy: Toy) -> None:
    lines = variants("", "")
    short = changed(lines, 4, "\t53\t60", "\t53\t55")
    short = changed(short, 7, "\t53\t57", "\t53\t55")
    found = toy.read(short)
    assert [transcript.cds for transcript in found.genes[0].transcripts] == [
        Interval(3, 25),
        Interval(3, 27),
    ]
    assert found.genes[0].mane_select.accession == "B"


def test_a_tagged_transcript_that_is_left_out_is_no_mane_select(toy: Toy) -> None:
    lines = changed(variants("tag=MANE_Select;", ""), 5, "\t0\t", "\t1\t")
    found = toy.read(lines)
    assert [item.name for item in found.skipped] == ["A"]
    assert found.genes[0].mane_select.accession == "B"
    assert found.without_mane_select == ("TOY1",)


# What cannot be represented is left out, with the reason.


@pytest.mark.parametrize(
    ("number", "old", "new", "reason"),
    [
        (5, "\t0\t", "\t1\t", "the 5' end of its CDS is missing: it begins with phase 1"),
        (5, "\t0\t", "\t2\t", "the 5' end of its CDS is missing: it begins with phase 2"),
        (1, "Parent", "tag=basic,cds_start_NF;Parent", "5' end of its CDS is missing: .*tagged"),
        (5, "Parent", "partial=true;start_range=.,14;Parent", "5' end .*tagged"),
        (6, "\t2\t", "\t1\t", "the phase of line 7 is 1, the bases before it make it 2"),
        (7, "Parent", "transl_table=2;Parent", "its CDS is read by genetic code 2"),
        (6, "\t31\t", "\t33\t", "its CDS leaves out bases of its exons before line 7"),
        (6, "\t31\t42", "\t31\t41", "its CDS leaves out bases of its exons before line 8"),
        (6, "\t31\t", "\t29\t", "the CDS of line 7 lies in no exon"),
        (7, "\t53\t57", "\t53\t55", "ends inside the transcript, but not at a stop codon"),
        (7, "\t53\t57", "\t53\t60", "has a stop codon inside, residue 8"),
        (6, "\t+\t", "\t-\t", "CDS of line 7 is not on the strand of the gene"),
        (1, "\t+\t", "\t-\t", "mRNA of line 2 is not on the strand of the gene"),
        (6, "chr7", "chr8", "it lies on more than one sequence"),
        (1, "Parent", "biotype=IG_V_gene;Parent", "no rules for a CDS of the biotype IG_V_gene"),
        (3, "\t31\t", "\t19\t", "two of its exons overlap"),
        (0, "\t+\t", "\t.\t", "its gene has no strand"),
        (0, "Name", "Parent=gene:G0;Name", "what stands above it is no gene"),
        (1, "Parent=gene:G1", "note=x", "it has no gene above it"),
    ],
)
def test_what_cannot_be_represented_is_left_out(
    toy: Toy, number: int, old: str, new: str, reason: str
) -> None:
    assert re.search(reason, toy.skipped(changed(TOY, number, old, new)))


def test_a_cds_that_repeats_a_base_is_left_out(toy: Toy) -> None:
    """Ribosomal slippage backwards: one base is read twice."""
    lines = [*changed(TOY, 6, "\t31\t42\t.\t+\t2", "\t31\t36\t.\t+\t2"), ""]
    lines[-1] = CDS[1].replace("\t31\t42\t.\t+\t2", "\t36\t42\t.\t+\t0")
    assert re.search("its CDS repeats bases before line 9", toy.skipped(lines))


def test_a_cds_without_atg_is_left_out_where_it_may_be_incomplete(toy: Toy) -> None:
    other = PLUS.replace("ATGG", "CTGG")
    found = toy.read(TOY, other)
    assert found.genes[0].transcripts[0].cds == Interval(3, 27)  # phase 0 behind a 5' UTR
    unstated = changed(TOY, 5, "\t0\t", "\t.\t")
    assert toy.read(unstated).skipped == ()
    assert re.search("begins with CTG and states no phase", toy.skipped(unstated, other))
    at_start = changed(changed(TOY, 2, "\t11\t", "\t14\t"), 1, "\t11\t", "\t14\t")
    assert toy.read(at_start).genes[0].transcripts[0].cds == Interval(0, 24)
    assert re.search("it begins with CTG, and the transcript", toy.skipped(at_start, other))


def test_what_else_is_left_out(toy: Toy) -> None:
    reason = toy.skipped([GENE, RNA, *EXONS])
    assert reason == "it is called coding, but has no CDS line"
    touching = [GENE, changed(TOY, 1, "mRNA", "lnc_RNA")[1], *changed(EXONS, 1, "\t31", "\t21")]
    assert re.search("exons .* are not in order", toy.skipped(touching))
    tiny = [changed(TOY, 5, "\t14\t20", "\t14\t15")[5]]
    assert toy.skipped([GENE, RNA, *EXONS, *tiny]) == "its CDS has 2 bases"
    again = [line.replace("ID=transcript:T1", "ID=x;transcript_id=T1") for line in TOY[1:]]
    again = [line.replace("Parent=transcript:T1", "Parent=x") for line in again]
    found = toy.read([*TOY, *again])
    assert [(s.name, s.gene, s.line, s.reason) for s in found.skipped] == [
        ("T1", "TOY1", 9, "T1 is placed a second time")
    ]
    assert len(found.genes[0].transcripts) == 1


def test_lines_that_belong_to_nothing_are_told(toy: Toy) -> None:
    loose = [EXONS[0].replace("Parent=transcript:T1", "ID=loose")]
    bacterial = [SECOND[0], SECOND[5].replace("Parent=transcript:T2", "Parent=gene:G2")]
    found = toy.read([*TOY, *loose, *bacterial])
    assert [(item.name, item.line) for item in found.skipped] == [("exon", 9), ("G2", 10)]
    assert "names no Parent" in found.skipped[0].reason
    assert "directly below it" in found.skipped[1].reason
    assert toy.read([*TOY, *loose, *bacterial], wanted=["TOY1"]).skipped == ()


def test_a_gene_over_the_origin_of_a_circular_sequence_is_left_out(toy: Toy) -> None:
    """GFF3 1.26 gives such a feature an end behind that of the sequence."""

    def landmark(end: int) -> str:
        return f"chr7\tsrc\tregion\t1\t{end}\t.\t+\t.\tID=chr7;Is_circular=true"

    assert toy.read([landmark(72), *TOY]) == toy.read(["# the same without", *TOY])
    found = toy.read([landmark(55), *TOY], PLUS[:55])
    assert found.genes == ()
    assert [(s.name, s.gene, s.line, s.reason) for s in found.skipped] == [
        ("T1", "TOY1", 3, "it runs over the origin of a circular sequence")
    ]
    open_end = landmark(55).replace("Is_circular=true", "Is_circular=false")
    toy.read(TOY)
    with pytest.raises(ReferenceDataError, match="is not there"):
        toy.read([open_end, *TOY], PLUS[:55])


def test_the_standard_genetic_code_may_be_named(toy: Toy) -> None:
    assert toy.read(changed(TOY, 7, "Parent", "transl_table=1;Parent")) == toy.read(TOY)


# Malformed files.


@pytest.mark.parametrize(
    ("number", "old", "new", "line", "reason"),
    [
        (3, "\tsrc\t", " src ", 4, "7 columns instead of 9"),
        (3, "ID", "a\tID", 4, "10 columns instead of 9"),
        (2, "\t11\t", "\t-11\t", 3, "-11 to 20 is no span"),
        (2, "\t11\t", "\t0\t", 3, "0 to 20 is no span"),
        (2, "\t11\t", "\t1e1\t", 3, "1e1 to 20 is no span"),
        (2, "\t11\t20", "\t20\t11", 3, "20 to 11 is no span"),
        (2, "\t+\t", "\t1\t", 3, "strand '1' with phase '.' is not read"),
        (5, "\t0\t", "\t3\t", 6, "strand '\\+' with phase '3' is not read"),
        (2, "Parent=", "transcript_id ", 3, "'transcript_id transcript:T1' is no attribute"),
        (0, "Name=", "description=a;b;Name=", 1, "'b' is no attribute"),
        (0, "Name=", "ID=x;Name=", 1, "the attribute ID stands twice"),
        (2, "T1", "T9", 3, "Parent=transcript:T9 is the ID of no line"),
        (1, "G1", "G9", 2, "Parent=gene:G9 is the ID of no line"),
    ],
)
def test_a_malformed_line_is_named(
    toy: Toy, number: int, old: str, new: str, line: int, reason: str
) -> None:
    lines = list(TOY)
    if number == 3 and new.startswith("a\t"):
        lines[3] = lines[3].replace("Parent", "ID=e;Parent")
    toy.refused(changed(lines, number, old, new), line, reason)


def test_gtf_is_refused_by_name(toy: Toy) -> None:
    """GTF leaves the stop codon out of the CDS and has no ID lines; it is not guessed at."""
    line = 'chr7\tsrc\texon\t11\t20\t.\t+\t.\tgene_id "G1"; transcript_id "T1";'
    error = toy.refused([line], 1, "is no attribute")
    assert error.cause is not None
    assert "GTF" in error.cause


def test_an_id_that_stands_twice_is_named_where_it_matters(toy: Toy) -> None:
    toy.refused([*TOY, GENE], 2, "lines 1 and 9 have the same ID gene:G1")
    toy.refused([*TOY, RNA], 3, "lines 2 and 9 have the same ID transcript:T1")


def test_an_older_version_is_refused(toy: Toy) -> None:
    toy.refused(["##gff-version 2", *TOY], 1, "##gff-version 2 is not read")


def test_a_sequence_that_does_not_fit_is_named(toy: Toy) -> None:
    for bases, name, reason in (
        (PLUS, "7", r"the sequence of TOY1, chr7:11-60, is not there$"),
        (PLUS[:59], "chr7", "chr7:11-60, is not there; of chr7 there is 1-59"),
        (PLUS[12:], "chr7:13-72", "is not there; of chr7 there is 13-72"),
    ):
        with pytest.raises(ReferenceDataError) as caught:
            toy.read(TOY, bases, name)
        toy.checked(caught.value, toy.fasta, None, reason)
    with pytest.raises(ReferenceDataError) as caught:
        read_genes(toy.gff3, assembly="toy")
    toy.checked(caught.value, toy.gff3, None, "is not there$")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("ACGT\n", 1, "bases before the first header"),
        (">chr7\nACGT\n>chr7\nACGT\n", 3, "a second sequence chr7"),
        ("> chr7\n>\nACGT\n", 2, "a sequence without a name"),
        (">chr7\nACGT\nMKLV-*\n", 3, r"'\*-L' is no DNA"),
    ],
)
def test_a_malformed_fasta_is_named(toy: Toy, text: str, line: int, reason: str) -> None:
    toy.read(TOY)
    toy.fasta.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError) as caught:
        read_genes(toy.gff3, toy.fasta, assembly="toy")
    toy.checked(caught.value, toy.fasta, line, reason)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, toy: Toy) -> None:
    toy.read(TOY)
    missing, binary, cut = tmp_path / "no.gff3", tmp_path / "b.gff3", tmp_path / "c.gff3"
    binary.write_bytes(b"\xff\xfe\x00")
    cut.write_bytes(gzip.compress("\n".join(TOY).encode())[:-20])
    for path in (missing, binary, cut):
        with pytest.raises(ReferenceDataError) as caught:
            read_genes(path, toy.fasta, assembly="toy")
        toy.checked(caught.value, path, None, "cannot be read")


def test_no_command_reads_gff3() -> None:
    """The module is for curators and tests; commands must not pay for it."""
    for room in ("cli", "pipeline"):
        for path in sorted((SOURCE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in getattr(node, "names", ()) if alias.name]
                module = getattr(node, "module", None) or ""
                from_there = (f"{module}.{name}" for name in names)
                assert not any(
                    "foxp3tool.reference" in name and "gff3" in name
                    for name in (module, *from_there)
                ), path
