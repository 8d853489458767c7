"""The gene's frames on both strands, and what no transcript may look like."""

from collections.abc import Callable

import pytest
from Bio.Seq import Seq
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.variant import Edit

PLUS = "ACGTTGCAAGCTTAGGCCATTACGGATCCA"
START = 1000
ONE_EXON = Transcript("T.1", (Interval(2, 20),), None, mane_select=True)


def gene(strand: Strand, **changes: object) -> Gene:
    parts: dict[str, object] = {
        "symbol": "TOY",
        "assembly": "GRCh38",
        "chromosome": "X",
        "accession": "NC_000023.11",
        "strand": strand,
        "region": Interval(START, START + len(PLUS)),
        "plus_sequence": PLUS,
        "transcripts": (ONE_EXON,),
    }
    return Gene(**{**parts, **changes})  # type: ignore[arg-type]


def apply(sequence: str, edit: Edit, origin: int = 0) -> str:
    start = edit.start - origin
    assert sequence[start : start + len(edit.deleted)] == edit.deleted
    return sequence[:start] + edit.inserted + sequence[start + len(edit.deleted) :]


@st.composite
def plus_edits(draw: Callable[..., int]) -> Edit:
    start = draw(st.integers(0, len(PLUS)))
    end = draw(st.integers(start, min(len(PLUS), start + 5)))
    inserted = draw(st.text(alphabet="ACGT", max_size=5))  # type: ignore[arg-type]
    return Edit(START + start, PLUS[start:end], str(inserted))


def test_the_gene_frame_of_a_minus_gene_is_the_reverse_complement() -> None:
    assert gene(Strand.MINUS).sequence == str(Seq(PLUS).reverse_complement())
    assert gene(Strand.PLUS).sequence == PLUS


@pytest.mark.parametrize("strand", Strand)
@given(edit=plus_edits())
def test_an_edit_gives_the_same_mutant_in_both_frames(strand: Strand, edit: Edit) -> None:
    toy = gene(strand)
    mutant = Seq(apply(PLUS, edit, START))
    expected = mutant if strand is Strand.PLUS else mutant.reverse_complement()
    assert apply(toy.sequence, toy.to_gene_edit(edit)) == str(expected)
    assert toy.to_genomic_edit(toy.to_gene_edit(edit)) == edit


@pytest.mark.parametrize("strand", Strand)
def test_an_interval_holds_the_same_bases_in_both_frames(strand: Strand) -> None:
    toy = gene(strand)
    for start in range(len(PLUS)):
        for end in range(start, len(PLUS) + 1):
            here = toy.to_gene_interval(START + start, START + end)
            bases = Seq(PLUS[start:end])
            expected = bases if strand is Strand.PLUS else bases.reverse_complement()
            assert toy.sequence[here[0] : here[1]] == str(expected)
            assert toy.to_genomic_interval(*here) == (START + start, START + end)
            assert toy.plus_bases(START + start, START + end) == PLUS[start:end]


def test_the_papers_know_no_exon_zero() -> None:
    foxp3_like = gene(Strand.MINUS, legacy_exon_shift=-1)
    assert [foxp3_like.legacy_number(n) for n in (1, 2, 3, 12)] == [-1, 1, 2, 11]


def test_a_transcript_is_found_by_accession_or_alias_only() -> None:
    named = Transcript("T.2", (Interval(0, 3),), None, aliases=("LRG_1t1",))
    toy = gene(Strand.PLUS, transcripts=(ONE_EXON, named))
    assert toy.transcript("T.1") is ONE_EXON
    assert toy.transcript("LRG_1t1") is named
    assert toy.mane_select is ONE_EXON
    with pytest.raises(KeyError):
        toy.transcript("T")


def test_sequence_and_region_must_have_one_length() -> None:
    with pytest.raises(ValueError, match="29 bases, its region 30"):
        gene(Strand.PLUS, plus_sequence=PLUS[:-1])


def test_no_transcript_leaves_the_region() -> None:
    too_long = Transcript("T.3", (Interval(2, 31),), None)
    with pytest.raises(ValueError, match=r"T\.3 leaves the region"):
        gene(Strand.PLUS, transcripts=(too_long,))


@pytest.mark.parametrize(
    ("exons", "reason"),
    [
        ([], "no exon"),
        ([(4, 4)], "empty exon"),
        ([(10, 14), (2, 6)], "not in order"),
        ([(2, 6), (5, 9)], "not in order"),
        ([(2, 6), (6, 9)], "not in order"),
    ],
)
def test_exons_are_not_empty_ordered_and_apart(exons: list[tuple[int, int]], reason: str) -> None:
    with pytest.raises(ValueError, match=rf"T\.9.*{reason}"):
        Transcript("T.9", tuple(Interval(*exon) for exon in exons), None)


def test_the_cds_ends_within_the_transcript() -> None:
    exons = (Interval(2, 6), Interval(8, 12))
    assert Transcript("T.9", exons, Interval(2, 8)).length == 8
    with pytest.raises(ValueError, match="CDS ends behind"):
        Transcript("T.9", exons, Interval(3, 9))


def test_introns_and_span_follow_from_the_exons() -> None:
    transcript = Transcript("T.9", (Interval(2, 6), Interval(8, 12), Interval(20, 21)), None)
    assert transcript.introns == (Interval(6, 8), Interval(12, 20))
    assert transcript.span == Interval(2, 21)
