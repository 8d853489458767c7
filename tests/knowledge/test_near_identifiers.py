"""Unknown identifiers: those of the catalog that are a digit away are told, and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.toolkit import Toolkit


def hints(toolkit: Toolkit, text: str) -> tuple[str, ...]:
    with pytest.raises(NotationError) as caught:
        toolkit.resolve(parse(text))
    assert caught.value.code is IssueCode.UNKNOWN_IDENTIFIER
    return caught.value.hints


# rs122467170, VariationID 11410 and VAR_011332 are of c.1150G>A, FOXP3-IPEX-0127.
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rs1224671700", "rs122467170"),
        ("rs122467710", "rs122467170"),
        ("VCV000011140", "VariationID:11410"),
        ("VAR_011323", "VAR_011332"),
    ],
)
def test_what_is_a_digit_away_is_told(toolkit: Toolkit, text: str, told: str) -> None:
    found = hints(toolkit, text)
    assert any(hint.startswith(f"{told} (FOXP3-IPEX-") for hint in found), found
    for hint in found:
        assert toolkit.resolve(parse(hint.partition(" (")[0]))


@pytest.mark.parametrize(
    "text", ["rs1", "rs12246717", "VCV999999999", "FOXP3-IPEX-9999", "rs999999999"]
)
def test_nothing_is_told_where_nothing_is_near(toolkit: Toolkit, text: str) -> None:
    assert not hints(toolkit, text)


def test_every_rsid_with_two_digits_exchanged_is_told(
    toolkit: Toolkit, bundle_folder: Path
) -> None:
    catalog = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    known = {rsid for entry in catalog for rsid in entry["rsids"]}
    checked = 0
    for rsid in sorted(known):
        wrong = rsid[:-2] + rsid[:-3:-1]
        if wrong not in known:
            assert any(hint.startswith(f"{rsid} (") for hint in hints(toolkit, wrong)), wrong
            checked += 1
    assert checked > 20
