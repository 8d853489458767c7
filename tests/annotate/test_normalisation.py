"""Trimming and shifting, against brute force over all spellings of one mutant sequence."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.annotate.normalisation import fully_justify, normalise, shift, trim
from foxp3tool.model.interval import Direction
from foxp3tool.model.variant import Edit

ORIGIN = 700


def apply(sequence: str, edit: Edit, origin: int = 0) -> str:
    start = edit.start - origin
    assert start >= 0
    assert sequence[start : start + len(edit.deleted)] == edit.deleted
    return sequence[:start] + edit.inserted + sequence[start + len(edit.deleted) :]


def spellings(sequence: str, mutant: str, deleted: int, inserted: int) -> list[Edit]:
    """Enumerate every edit of the given sizes that turns one sequence into the other."""
    found = []
    for start in range(len(sequence) - deleted + 1):
        middle = mutant[start : start + inserted]
        if sequence[:start] + middle + sequence[start + deleted :] == mutant:
            found.append(Edit(start, sequence[start : start + deleted], middle))
    return found


@st.composite
def cases(draw: Callable[..., Any], *, pure: bool = False) -> tuple[str, Edit]:
    """A sequence of a small alphabet (many repeats) and an edit of it."""
    sequence = draw(st.text(alphabet="AC", min_size=1, max_size=14))
    start = draw(st.integers(0, len(sequence)))
    end = draw(st.integers(start, min(len(sequence), start + 5)))
    inserted = draw(st.text(alphabet="AC", max_size=5))
    if pure and end > start:
        inserted = ""
    return sequence, Edit(start, sequence[start:end], inserted)


@given(cases())
def test_trimming_keeps_the_mutant_and_leaves_no_shared_end(case: tuple[str, Edit]) -> None:
    sequence, edit = case
    short = trim(edit)
    assert apply(sequence, short) == apply(sequence, edit)
    assert short.length_change == edit.length_change
    if short.deleted and short.inserted:
        assert short.deleted[0] != short.inserted[0]
        assert short.deleted[-1] != short.inserted[-1]
    assert trim(short) == short


@given(cases(pure=True), st.sampled_from(Direction))
def test_a_shifted_edit_is_the_last_of_all_spellings(
    case: tuple[str, Edit], direction: Direction
) -> None:
    sequence, edit = case
    if edit.is_identity:
        return
    mutant = apply(sequence, edit)
    everything = spellings(sequence, mutant, len(edit.deleted), len(edit.inserted))
    assert edit in everything
    last = everything[-1] if direction is Direction.FORWARD else everything[0]
    for spelling in everything:
        assert shift(spelling, sequence, direction) == last
    assert shift(last, sequence, direction) == last


@given(cases(pure=True), st.sampled_from(Direction))
def test_shifting_backward_mirrors_shifting_forward(
    case: tuple[str, Edit], direction: Direction
) -> None:
    sequence, edit = case

    def mirrored(e: Edit) -> Edit:
        return Edit(len(sequence) - e.end, e.deleted[::-1], e.inserted[::-1])

    opposite = Direction.BACKWARD if direction is Direction.FORWARD else Direction.FORWARD
    found = shift(mirrored(edit), sequence[::-1], opposite)
    assert mirrored(found) == shift(edit, sequence, direction)


@given(cases(), st.sampled_from(Direction))
def test_normalising_is_independent_of_spelling_padding_and_origin(
    case: tuple[str, Edit], direction: Direction
) -> None:
    sequence, edit = case
    normal = normalise(edit, sequence, direction)
    assert apply(sequence, normal) == apply(sequence, edit)
    assert normalise(normal, sequence, direction) == normal
    if edit.start > 0 and edit.end < len(sequence) and not edit.is_identity:
        before, behind = sequence[edit.start - 1], sequence[edit.end]
        padded = Edit(
            edit.start - 1, before + edit.deleted + behind, before + edit.inserted + behind
        )
        if len(trim(edit).deleted) * len(trim(edit).inserted) == 0:
            assert normalise(padded, sequence, direction) == normal
    moved = Edit(edit.start + ORIGIN, edit.deleted, edit.inserted)
    found = normalise(moved, sequence, direction, ORIGIN)
    assert (found.start - ORIGIN, found.deleted, found.inserted) == (
        normal.start,
        normal.deleted,
        normal.inserted,
    )


@given(cases())
def test_full_justification_spans_all_placements(case: tuple[str, Edit]) -> None:
    sequence, edit = case
    full = fully_justify(edit, sequence)
    assert apply(sequence, full) == apply(sequence, edit)
    short = trim(edit)
    if bool(short.deleted) == bool(short.inserted):
        assert full == short
        return
    mutant = apply(sequence, edit)
    places = spellings(sequence, mutant, len(short.deleted), len(short.inserted))
    assert (full.start, full.end) == (min(p.start for p in places), max(p.end for p in places))
    assert {fully_justify(place, sequence) for place in places} == {full}


@pytest.mark.parametrize(
    ("sequence", "edit", "expected"),
    [
        # Worked out on paper as SPDI's contextual alleles (PMID 31738401).
        ("GCAAAT", Edit(2, "A", ""), Edit(2, "AAA", "AA")),
        ("GCAAAT", Edit(5, "", "A"), Edit(2, "AAA", "AAAA")),
        ("GCACACAT", Edit(1, "CA", ""), Edit(1, "CACACA", "CACA")),
        ("GCACACAT", Edit(4, "AC", ""), Edit(1, "CACACA", "CACA")),
        ("GTACT", Edit(2, "", "G"), Edit(2, "", "G")),
        ("GTACT", Edit(2, "A", "G"), Edit(2, "A", "G")),
        ("GTACT", Edit(1, "TAC", "TGC"), Edit(2, "A", "G")),
        ("TAGAGC", Edit(2, "GA", ""), Edit(1, "AGAG", "AG")),
        ("TAGAGC", Edit(1, "AGA", ""), Edit(1, "AGA", "")),
        ("AAAA", Edit(0, "", "A"), Edit(0, "AAAA", "AAAAA")),
    ],
)
def test_contextual_alleles_worked_out_by_hand(sequence: str, edit: Edit, expected: Edit) -> None:
    assert fully_justify(edit, sequence) == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(10, "CAT", "CT"), Edit(11, "A", "")),
        (Edit(10, "CT", "CAT"), Edit(11, "", "A")),
        (Edit(10, "GCA", "GTA"), Edit(11, "C", "T")),
        (Edit(10, "AA", "A"), Edit(11, "A", "")),
        (Edit(10, "ACGT", "TCGA"), Edit(10, "ACGT", "TCGA")),
    ],
)
def test_common_bases_are_trimmed_from_the_front_first(edit: Edit, expected: Edit) -> None:
    assert trim(edit) == expected


def test_what_changes_nothing_becomes_empty() -> None:
    assert trim(Edit(4, "ACG", "ACG")).is_identity
    assert trim(Edit(4, "ACG", "ACG")).deleted == ""


@pytest.mark.parametrize("direction", Direction)
def test_substitutions_and_delins_are_never_shifted(direction: Direction) -> None:
    for edit in (Edit(1, "A", "C"), Edit(1, "AA", "C")):
        assert shift(edit, "AAAAAA", direction) == edit


@pytest.mark.parametrize("size", [1, 2, 63, 64, 65, 66, 130])
@pytest.mark.parametrize("direction", list(Direction))
def test_units_of_any_length_shift_as_far_as_the_mutant_stays(
    size: int, direction: Direction
) -> None:
    """Long units are compared as a whole; one base at a time is the other route."""
    rng = random.Random(size)
    unit = "".join(rng.choices("ACGT", k=size))
    for copies, cut in ((0, 0), (0, size // 2), (1, 0), (2, size // 3), (3, size - 1)):
        repeat = unit * (copies + 1) + unit[:cut]
        sequence = "".join(rng.choices("ACGT", k=9)) + repeat + "".join(rng.choices("ACGT", k=9))
        for start in (9, 9 + cut, len(sequence) - 9 - size):
            edit = Edit(start, sequence[start : start + size], "")
            mutant = sequence[:start] + sequence[start + size :]
            step = 1 if direction is Direction.FORWARD else -1
            place = start
            while (
                0 <= place + step <= len(sequence) - size
                and sequence[: place + step] + sequence[place + step + size :] == mutant
            ):
                place += step
            moved = shift(edit, sequence, direction)
            assert (moved.start, moved.deleted) == (place, sequence[place : place + size])
