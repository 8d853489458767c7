"""Which kind of description an edit gets: HGVS's order of priority."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.annotate.description import describe
from foxp3tool.annotate.normalisation import normalise
from foxp3tool.model.description import DnaChange, DnaChangeKind
from foxp3tool.model.interval import Direction
from foxp3tool.model.variant import Edit

Kind = DnaChangeKind


@pytest.mark.parametrize(
    ("edit", "sequence", "expected"),
    [
        (Edit(2, "G", "T"), "ACGT", DnaChange(Kind.SUBSTITUTION, 2, 2, "G", "T")),
        (Edit(1, "CG", ""), "ACGT", DnaChange(Kind.DELETION, 1, 2, "CG")),
        (Edit(3, "", "CG"), "ACGT", DnaChange(Kind.DUPLICATION, 1, 2, "CG")),
        (Edit(2, "", "CG"), "ACGT", DnaChange(Kind.INSERTION, 1, 2, "", "CG")),
        # Two copies more are an insertion that repeats what it stands behind once only.
        (Edit(3, "", "CGCG"), "ACGT", DnaChange(Kind.INSERTION, 2, 3, "", "CGCG")),
        (Edit(1, "GA", "TC"), "AGAT", DnaChange(Kind.INVERSION, 1, 2, "GA", "TC")),
        (Edit(1, "GA", "TT"), "AGAT", DnaChange(Kind.DELINS, 1, 2, "GA", "TT")),
        (Edit(1, "GA", "T"), "AGAT", DnaChange(Kind.DELINS, 1, 2, "GA", "T")),
        # One base to its complement is a substitution, never an inversion.
        (Edit(1, "G", "C"), "AGAT", DnaChange(Kind.SUBSTITUTION, 1, 1, "G", "C")),
        (Edit(4, "", "AGAT"), "AGAT", DnaChange(Kind.DUPLICATION, 0, 3, "AGAT")),
    ],
)
def test_kinds_in_order_of_priority(edit: Edit, sequence: str, expected: DnaChange) -> None:
    assert describe(edit, sequence) == expected


def test_a_copy_of_bases_before_the_first_allowed_one_is_an_insertion() -> None:
    assert describe(Edit(3, "", "CG"), "ACGT", first=1).kind is Kind.DUPLICATION
    assert describe(Edit(3, "", "CG"), "ACGT", first=2).kind is Kind.INSERTION


def read(sequence: str, change: DnaChange) -> str:
    """Carry out a description as HGVS defines each word."""
    here = sequence[change.start : change.end + 1]
    head, tail = sequence[: change.start], sequence[change.end + 1 :]
    match change.kind:
        case Kind.SUBSTITUTION | Kind.DELINS:
            return head + change.inserted + tail
        case Kind.DELETION:
            return head + tail
        case Kind.DUPLICATION:
            return head + here + here + tail
        case Kind.INSERTION:
            assert change.end == change.start + 1
            return head + here[0] + change.inserted + here[1] + tail
        case Kind.INVERSION:
            turned = here[::-1].translate(str.maketrans("ACGT", "TGCA"))
            return head + turned + tail
        case Kind.IDENTITY:
            return sequence


@given(
    st.text(alphabet="ACT", min_size=4, max_size=14),
    st.integers(1, 6),
    st.integers(0, 4),
    st.text(alphabet="ACT", max_size=4),
)
def test_a_description_says_what_the_edit_does(
    sequence: str, start: int, size: int, inserted: str
) -> None:
    start = min(start, len(sequence) - 1)
    edit = Edit(start, sequence[start : min(start + size, len(sequence) - 1)], inserted)
    normal = normalise(edit, sequence, Direction.FORWARD)
    if normal.is_insertion and normal.start == len(sequence):
        return  # behind the last base only a dup can be named
    mutant = sequence[: edit.start] + inserted + sequence[edit.end :]
    assert read(sequence, describe(normal, sequence)) == mutant
