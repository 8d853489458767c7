"""Intervals: 0-based, half-open; compared with sets of positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.model.interval import Interval

intervals = st.tuples(st.integers(0, 12), st.integers(0, 6)).map(lambda t: Interval(t[0], sum(t)))


def positions(interval: Interval) -> set[int]:
    return set(range(interval.start, interval.end))


@given(intervals)
def test_length_is_the_number_of_positions(interval: Interval) -> None:
    assert len(interval) == len(positions(interval))
    assert {p for p in range(30) if p in interval} == positions(interval)


@given(intervals, intervals)
def test_overlap_means_a_shared_position(one: Interval, other: Interval) -> None:
    assert one.overlaps(other) is bool(positions(one) & positions(other))
    assert one.overlaps(other) is other.overlaps(one)


@given(intervals, intervals.filter(len))
def test_covering_means_holding_every_position(one: Interval, other: Interval) -> None:
    assert one.covers(other) is (positions(other) <= positions(one))


@pytest.mark.parametrize(("place", "covered"), [(3, True), (6, True), (2, False), (7, False)])
def test_an_empty_interval_is_covered_up_to_the_borders(place: int, covered: bool) -> None:  # noqa: FBT001 - a table
    assert Interval(3, 6).covers(Interval(place, place)) is covered


@pytest.mark.parametrize(("start", "end"), [(5, 4), (-1, 3)])
def test_what_is_no_interval_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not an interval"):
        Interval(start, end)
