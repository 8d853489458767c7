"""HGVS positions: no zero, counted from the datum, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import (
    Datum,
    TranscriptPosition,
    coding_position,
    genomic_index,
    genomic_number,
    noncoding_position,
    residue_number,
    transcript_index,
)

frames = st.tuples(st.integers(0, 20), st.integers(1, 30), st.integers(0, 20))


def labels(before: int, coding: int, behind: int) -> list[str]:
    """Write down the HGVS numbers of a transcript one after the other."""
    return [
        *(f"-{number}" for number in range(before, 0, -1)),
        *(str(number) for number in range(1, coding + 1)),
        *(f"*{number}" for number in range(1, behind + 1)),
    ]


@given(frames)
def test_coding_numbers_run_without_zero_from_minus_to_star(parts: tuple[int, int, int]) -> None:
    before, coding, behind = parts
    cds = Interval(before, before + coding)
    places = [coding_position(index, cds) for index in range(before + coding + behind)]
    assert [str(place) for place in places] == labels(before, coding, behind)
    assert [transcript_index(place, cds) for place in places] == list(range(sum(parts)))


@pytest.mark.parametrize("index", [0, 1, 41])
def test_noncoding_numbers_count_from_one(index: int) -> None:
    place = noncoding_position(index)
    assert (place.number, str(place)) == (index + 1, str(index + 1))
    assert transcript_index(place, None) == index


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (TranscriptPosition(210, 1), "210+1"),
        (TranscriptPosition(211, -1), "211-1"),
        (TranscriptPosition(-22, -5), "-22-5"),
        (TranscriptPosition(-23, 1), "-23+1"),
        (TranscriptPosition(876, datum=Datum.CDS_END), "*876"),
        (TranscriptPosition(3, 12, Datum.CDS_END), "*3+12"),
        (TranscriptPosition(7, -2, Datum.TRANSCRIPT_START), "7-2"),
    ],
)
def test_text_of_a_position_is_hgvs(place: TranscriptPosition, text: str) -> None:
    assert str(place) == text


@pytest.mark.parametrize("datum", Datum)
def test_there_is_no_position_zero(datum: Datum) -> None:
    with pytest.raises(ValueError, match="no position 0"):
        TranscriptPosition(0, datum=datum)


@pytest.mark.parametrize("datum", [Datum.TRANSCRIPT_START, Datum.CDS_END])
def test_only_the_cds_start_has_negative_numbers(datum: Datum) -> None:
    with pytest.raises(ValueError, match="negative"):
        TranscriptPosition(-1, datum=datum)


@pytest.mark.parametrize("datum", [Datum.CDS_START, Datum.CDS_END])
def test_a_transcript_without_cds_has_no_coding_positions(datum: Datum) -> None:
    with pytest.raises(ValueError, match=r"no c\. positions"):
        transcript_index(TranscriptPosition(1, datum=datum), None)


def test_genomic_and_residue_numbers_start_at_one() -> None:
    assert (genomic_number(0), genomic_index(1), residue_number(0)) == (1, 0, 1)
