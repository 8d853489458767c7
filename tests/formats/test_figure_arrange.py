"""Arithmetic of a figure: widths of texts, and keeping out of each other's way."""

from __future__ import annotations

import math
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font, LoadFlags

from foxp3tool.formats.figure_arrange import (
    Ball,
    balanced,
    shortened,
    spread,
    swarm,
    text_box,
    text_width,
    wrapped,
)
from foxp3tool.model.drawing import Anchor, Text

FONT = f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf"
BOLD = f"{get_data_path()}/fonts/ttf/DejaVuSans-Bold.ttf"
POINT = 25.4 / 72


def measured(text: str, size: float, font: str) -> float:
    """Sum of the advances that the font itself states, in millimetres."""
    face = FT2Font(font)
    face.set_size(1000, 72)
    advances = (face.load_char(ord(one), flags=LoadFlags.NO_HINTING).linearHoriAdvance
                for one in text)  # fmt: skip
    return sum(advances) / 65536 / 1000 * size * POINT


@pytest.mark.parametrize("text", ["".join(map(chr, range(32, 127))), "p.(Lys416AsnfsTer176)", "…"])
def test_width_is_that_of_the_font_or_more(text: str) -> None:
    assert text_width(text, 6) == pytest.approx(measured(text, 6, FONT), rel=2e-3) or (
        text_width(text, 6) >= measured(text, 6, FONT)
    )


@pytest.mark.parametrize("text", ["c.1150G>A", "Our patients, 2026: FOXP3", "WAVE mill"])
def test_width_of_bold_is_no_less_than_that_of_the_font(text: str) -> None:
    assert text_width(text, 8, is_bold=True) >= measured(text, 8, BOLD) * 0.995


def test_box_of_text_stands_where_its_anchor_says() -> None:
    width = text_width("abc", 6)
    for anchor, left in (
        (Anchor.START, 10.0),
        (Anchor.MIDDLE, 10 - width / 2),
        (Anchor.END, 10 - width),
    ):
        box = text_box(Text((10.0, 20.0), "abc", 6, anchor))
        assert box[0] == pytest.approx(left)
        assert box[2] - box[0] == pytest.approx(width)
        assert box[1] < 20 < box[3]
    upright = text_box(Text((10.0, 20.0), "abc", 6, is_upright=True))
    assert upright[3] == pytest.approx(20)
    assert upright[1] == pytest.approx(20 - width)
    assert upright[0] < 10 < upright[2]


@given(st.text(max_size=80), st.integers(5, 30))
def test_shortened_is_one_printable_line(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short.isprintable()


@given(st.lists(st.text("abcdefgh-.", min_size=1, max_size=30), max_size=20), st.floats(3, 60))
def test_wrapping_loses_nothing_and_keeps_the_width(words: list[str], width: float) -> None:
    lines = wrapped(" ".join(words), width, 6)
    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(text_width(line, 6) <= width for line in lines)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=7),
       st.integers(1, 4))  # fmt: skip
def test_balancing_never_cuts_a_word(words: list[str], most: int) -> None:
    lines = balanced(" ".join(words), most, 6)
    assert len(lines) <= most
    assert " ".join(lines).split() == words


def best_by_trying(wanted: list[int], width: int, high: int) -> int:
    """The least sum of squares over all whole places, by trying every one."""
    places = product(range(high + 1), repeat=len(wanted))
    return min(
        sum((a - b) ** 2 for a, b in zip(place, wanted, strict=True))
        for place in places
        if all(b - a >= width for a, b in pairwise(place))
        and 2 * place[0] >= width and 2 * place[-1] <= 2 * high - width
    )  # fmt: skip


@given(st.lists(st.integers(0, 12), min_size=1, max_size=3).map(sorted))
def test_spreading_is_no_worse_than_the_best_of_all_places(wanted: list[int]) -> None:
    centres = spread(wanted, [2.0] * len(wanted), 0, 12)
    cost = sum((a - b) ** 2 for a, b in zip(centres, wanted, strict=True))
    assert cost <= best_by_trying(wanted, 2, 12) + 1e-9


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 4)), max_size=25))
def test_spread_things_do_not_overlap(things: list[tuple[float, float]]) -> None:
    things.sort()
    widths = [width for _, width in things]
    centres = spread([x for x, _ in things], widths, 0, 100)
    for (a, b), (u, v) in zip(pairwise(centres), pairwise(widths), strict=True):
        assert b - a >= (u + v) / 2 - 1e-9
    if things:
        assert centres[0] - widths[0] / 2 >= -1e-9
        assert centres[-1] + widths[-1] / 2 <= 100 + 1e-9


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0.3, 2)), max_size=40), st.floats(0, 6))
def test_balls_of_a_swarm_do_not_overlap(balls: list[tuple[float, float]], reach: float) -> None:
    given_balls = [Ball(x, radius) for x, radius in balls]
    centres = swarm(given_balls, -5, 55, reach)
    assert len(centres) == len(balls)
    placed = list(zip(given_balls, centres, strict=True))
    for (one, (x, y)), (other, (u, v)) in combinations(placed, 2):
        assert math.hypot(x - u, y - v) >= one.radius + other.radius - 1e-9
    for ball, (x, height) in placed:
        assert abs(x - ball.x) <= reach + 1e-9
        assert height >= ball.radius - 1e-9


def test_two_hundred_balls_on_one_place_find_room() -> None:
    assert len(set(swarm([Ball(10, 1)] * 200, 0, 20, 4))) == 200
