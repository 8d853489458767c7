"""What a refused description is told: where its bases would fit, and never an answer."""

from __future__ import annotations

import pytest

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit


def cause(toolkit: Toolkit, text: str) -> str:
    with pytest.raises(NotationError) as caught:
        toolkit.resolve(parse(text))
    assert caught.value.code is IssueCode.REF_MISMATCH
    return caught.value.cause or ""


# Around c.1150 the CDS reads TAC GCC ACC (Tyr383 Ala384 Thr385), c.1147 to c.1155; c.751 to c.756
# GAG AAG (Glu251 Lys252); c.1293_1294 is CT, which a paper of 2001 calls 1481_1482.
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c.1150C>A", "on the other strand (G>T)"),
        ("c.1150C>A", "C stands at c.1151, 1 away"),
        ("c.1105G>A", "G stands at c.1150, two digits exchanged"),
        ("c.1338G>A", "G stands at c.1150, if counted from the first base of an old mRNA record"),
        ("c.1481_1482delCT", "CT stands at c.1293_1294, if counted from"),
        ("c.751_753delGAA", "GAA stands at c.753_755, 2 away"),
        ("c.210+1C>A", "on the other strand (G>T)"),
        # c.1105 of the delta-2 transcript is c.1210, in GGG GCT (Ala404).
        ("c.1105G>A", "G stands there on NM_001114377.2"),
        ("NM_001114377.2:c.1054G>A", "G stands at c.1045, two digits exchanged"),
    ],
)
def test_what_would_fit_is_named(toolkit: Toolkit, text: str, said: str) -> None:
    assert said in cause(toolkit, text)


def test_what_is_named_stands_there(toolkit: Toolkit) -> None:
    """Of all wrong bases of the CDS: at most four places, and each is read without a mismatch."""
    causes = []
    for number in range(1, 1297):
        for base in "ACGT":
            try:
                toolkit.resolve(parse(f"c.{number}{base}>N"))
            except NotationError as error:
                causes.append((base, error.cause or ""))
    assert len(causes) == 3 * 1296
    assert max(cause.count(";") for _, cause in causes) == 3
    for base, text in causes:
        for place in text.split("; "):
            if " stands at c." in place:
                number = place.partition(",")[0].rpartition("c.")[2]
                toolkit.resolve(parse(f"c.{number}{base}>N"))


def test_where_nothing_fits_the_usual_causes_are_named(toolkit: Toolkit) -> None:
    assert "another transcript" in cause(toolkit, "c.10_30delACGTACGTACGTACGTACGTA")


@pytest.mark.parametrize(
    "text", ["c.*1T>A", "c.*2T>A", "c.-1T>A", "c.1C>A", "c.-2_1delTTT", "n.1C>A"]
)
def test_numbers_at_the_ends_of_counting(toolkit: Toolkit, text: str) -> None:
    assert cause(toolkit, text)


def test_n_numbers_are_named_as_such(toolkit: Toolkit) -> None:
    # n.1222 is c.1150, the G of GCC.
    assert "G stands at n.1222, 1 away" in cause(toolkit, "n.1223G>A")
