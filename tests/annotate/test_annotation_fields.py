"""The smaller fields of an annotation: codons, numbers, exons, placements, the other build."""

from collections.abc import Callable
from typing import Any

import pytest

from foxp3tool.annotate.naming import vcf_allele, vcf_name
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit


@pytest.fixture(scope="module")
def whole(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., Any]:
    """Annotate a text on the MANE transcript and return everything."""

    def annotate(text: str, build: str = "GRCh38") -> Any:
        region, annotator = regions[build], toolkit.annotators[build]
        variant = region.variant(region.transcripts["NM_014009.4"].edit(text))
        return annotator.annotate(variant, [annotator.gene.mane_select])

    return annotate


@pytest.mark.parametrize(
    ("text", "codons", "residues", "cds", "protein"),
    [
        # Ensembl's style: the whole codons, changed bases in capitals.
        ("1150G>A", "Gcc/Acc", "A/T", (1150, 1150), (384, 384)),
        ("1152C>T", "gcC/gcT", "A", (1152, 1152), (384, 384)),
        ("1009C>T", "Cga/Tga", "R/*", (1009, 1009), (337, 337)),
        ("751_753del", "GAG/-", "E/-", (751, 753), (251, 251)),
        ("227del", "cTa/ca", "L/X", (227, 227), (76, 76)),
        ("304_305insAGGCCT", "ttc/tAGGCCTtc", "F/*AF", (304, 305), (102, 102)),
        ("1189_1190delinsTT", "CGg/TTg", "R/L", (1189, 1190), (397, 397)),
        ("1295G>A", "tGa/tAa", "*", (1295, 1295), (432, 432)),
        ("3G>A", "atG/atA", "M/I", (3, 3), (1, 1)),
    ],
)
def test_codons_and_numbers(
    whole: Callable[..., Any],
    text: str,
    codons: str,
    residues: str,
    cds: tuple[int, int],
    protein: tuple[int, int],
) -> None:
    coding = whole(text).transcripts[0].coding
    assert (coding.codons, coding.amino_acids) == (codons, residues)
    assert (coding.cds_start, coding.cds_end) == cds
    assert (coding.residue_start, coding.residue_end) == protein


@pytest.mark.parametrize(
    ("text", "exon", "intron", "legacy"),
    [
        # The literature's exon N is transcript exon N+1, the first is exon -1; introns follow.
        ("1150G>A", "12/12", "", "exon 11"),
        ("-50T>C", "1/12", "", "exon -1"),
        ("4C>T", "2/12", "", "exon 1"),
        ("-23+1G>A", "", "1/11", "intron -1"),
        ("210+1G>A", "", "2/11", "intron 1"),
        ("816+2T>A", "", "8/11", "intron 7"),
        ("1044_1044+2del", "10/12", "10/11", "exon 9|intron 9"),
        ("211-20_315+20del", "3/12", "2-3/11", "exon 2|intron 1|intron 2"),
    ],
)
def test_exon_and_intron_numbers_in_both_countings(
    whole: Callable[..., Any], text: str, exon: str, intron: str, legacy: str
) -> None:
    found = whole(text)
    assert (found.transcripts[0].exon, found.transcripts[0].intron) == (exon, intron)
    assert found.exon_legacy == legacy


@pytest.mark.parametrize(
    ("text", "vcf", "other", "g", "spdi"),
    [
        (
            "1150G>A", "X-49251480-C-T", "X-49107941-C-T", "g.49251480C>T",
            "49251479:C:T",
        ),
        # T[CTC]CTT from 49255491 on the plus strand: CTC, TCC or CCT goes.
        (
            "751_753del", "X-49255491-TCTC-T", "X-49111952-TCTC-T", "g.49255494_49255496del",
            "49255491:CTCCT:CT",
        ),
        (
            "*876A>G", "X-49250458-T-C", "X-49106919-T-C", "g.49250458T>C",
            "49250457:T:C",
        ),
    ],
)  # fmt: skip
def test_one_allele_in_four_notations(
    whole: Callable[..., Any],
    regions: dict[str, Any],
    text: str,
    vcf: str,
    other: str,
    g: str,
    spdi: str,
) -> None:
    found = whole(text)
    assert (found.normalized, found.other_normalized) == (vcf, other)
    assert found.hgvs_g == f"NC_000023.11:{g}"
    assert found.spdi == f"NC_000023.11:{spdi}"
    place, deleted, _ = found.spdi.split(":")[1:]
    start = int(place) - regions["GRCh38"].start
    assert regions["GRCh38"].plus[start : start + len(deleted)] == deleted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # c.1146del shifts into the donor; the exonic placement reads as a frameshift.
        ("1146del", ["NM_014009.4:c.1146del", "frameshift_variant"]),
        ("1045-1del", ["splice_acceptor_variant"]),
    ],
)
def test_the_other_reading_of_an_ambiguous_placement_is_told(
    whole: Callable[..., Any], text: str, told: list[str]
) -> None:
    (issue,) = whole(text).transcripts[0].issues
    assert issue.code.name == "AMBIGUOUS_PLACEMENT"
    for part in told:
        assert part in issue.message


@pytest.mark.parametrize("text", ["750_752del", "227del", "1150G>A", "816+20del", "1_3dup"])
def test_a_shift_that_changes_no_meaning_is_no_issue(whole: Callable[..., Any], text: str) -> None:
    assert whole(text).transcripts[0].issues == ()


def test_transcripts_come_in_the_order_asked_for(toolkit: Toolkit) -> None:
    annotator = toolkit.annotators["GRCh38"]
    wanted = tuple(reversed(annotator.gene.transcripts))
    found = annotator.annotate(GenomicVariant("GRCh38", Edit(49251479, "C", "T")), wanted)
    assert tuple(one.transcript for one in found.transcripts) == wanted


@pytest.mark.parametrize(
    "variant",
    [
        GenomicVariant("GRCh37", Edit(49251479, "C", "T")),
        GenomicVariant("GRCh38", Edit(49251479, "C", "C")),
        GenomicVariant("GRCh38", Edit(49248434, "C", "T")),
        GenomicVariant("GRCh38", Edit(49269825, "CC", "T")),
    ],
)
def test_another_build_no_change_and_outside_are_refused(
    toolkit: Toolkit, variant: GenomicVariant
) -> None:
    annotator = toolkit.annotators["GRCh38"]
    with pytest.raises(ValueError, match=r"nothing to annotate|changes nothing|lies outside"):
        annotator.annotate(variant, [annotator.gene.mane_select])


def test_the_first_base_of_the_region_is_anchored_on_the_base_behind(
    toolkit: Toolkit, regions: dict[str, Any]
) -> None:
    """VCF writes a deletion at the first base with the base behind it.

    Whether it is the left-aligned form is not known, so it is no name.
    """
    region = regions["GRCh38"]
    first, second = region.plus[0], region.plus[1]
    assert first != second
    gene = toolkit.bundle.genes["GRCh38"]
    edit = Edit(region.start, first, "")
    assert vcf_allele(gene, edit) == Edit(region.start, first + second, second)
    assert vcf_name(gene, edit) == ""
