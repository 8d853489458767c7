"""Names shortened for reading."""

from __future__ import annotations

import pytest

from foxp3tool.notation.short_names import short_name


@pytest.mark.parametrize(
    "text",
    [
        "c.1150G>A",
        "NM_014009.4(FOXP3):p.(Ala384Thr)",
        f"c.1150_1151ins{'A' * 40}",
        f"p.(Ala384_Ile385ins{'Ala' * 20})",
        "NC_000023.11:g.[49251480C>T;49253124C>T]",
        "a sentence on a catalogue, not a run of bases",
        "",
    ],
)
def test_what_can_be_read_stays(text: str) -> None:
    assert short_name(text) == text


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (f"c.1_2ins{'A' * 41}", "c.1_2insAAAAAAAA...(41 bases)"),
        (f"X-10-{'G' * 5000}-C", "X-10-GGGGGGGG...(5,000 bases)-C"),
        (f"r.1_2ins{'acgu' * 20}", "r.1_2insacguacgu...(80 bases)"),
        (
            f"c.[1_2ins{'T' * 50};9_10ins{'C' * 60}]",
            "c.[1_2insTTTTTTTT...(50 bases);9_10insCCCCCCCC...(60 bases)]",
        ),
        (f"p.(Ala1_Ala2ins{'GlyTer' * 11})", "p.(Ala1_Ala2insGlyTerGly...(22 residues))"),
    ],
)
def test_long_runs_are_told_by_their_number(text: str, short: str) -> None:
    assert short_name(text) == short
