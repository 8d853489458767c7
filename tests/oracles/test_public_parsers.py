"""What foxp3tool understands of a name, compared with public parsers of HGVS on valid names.

hgvs-weaver and ferro-hgvs come with the extra ``oracles``; mutalyzer-hgvs-parser and hgvs are asked
where ``scripts/install_oracles.sh`` could install them. Every difference must be adjudicated in
``public_parsers_adjudications.py``, and every adjudication must still be of use.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from public_parsers import OPEN, Change, Place, RefusedError, Residue, Understood, differing, ours
from public_parsers_adjudications import ADJUDICATIONS
from public_parsers_asked import PARSERS, Parser
from public_parsers_corpus import names
from public_parsers_differences import Difference, Kind, compare
from public_parsers_names import dna_names, protein_names

ADJUDICATED = {
    "hgvs-weaver": "1.0.1", "ferro-hgvs": "1.0.0", "mutalyzer": "0.4.0", "biocommons": "1.5.7",
}  # fmt: skip
"""The versions that the adjudications speak of."""

valid_names = st.one_of(dna_names(), dna_names(), protein_names())
# The parsers are other people's: a run is to be repeatable, whatever their next version does.
quick = settings(max_examples=300, deadline=None, derandomize=True)
many = settings(
    max_examples=4000,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(scope="session", params=PARSERS, ids=[parser.name for parser in PARSERS])
def parser(request: pytest.FixtureRequest) -> Parser:
    chosen: Parser = request.param
    if chosen.absent:
        pytest.skip(chosen.absent)
    return chosen


def unexplained(parser: Parser, text: str) -> Difference | None:
    found = compare(parser, text)
    if found is None or any(known.explains(found) for known in ADJUDICATIONS):
        return None
    return found


def check_valid_name(parser: Parser, text: str) -> None:
    """foxp3tool reads every valid name, and as the parser does, or an adjudication says why not."""
    ours(text)
    found = unexplained(parser, text)
    assert found is None, str(found)


@quick
@given(text=valid_names)
def test_valid_names(parser: Parser, text: str) -> None:
    check_valid_name(parser, text)


@pytest.mark.exhaustive
@many
@given(text=valid_names)
def test_valid_names_many(parser: Parser, text: str) -> None:
    check_valid_name(parser, text)


def test_the_grammar_of_biocommons(parser: Parser, shared_facts: Path) -> None:
    """Valid and invalid pieces, put together to names; both readers judge the same."""
    every = list(dict.fromkeys(names(shared_facts)))
    assert len(every) > 800
    found = [one for one in (unexplained(parser, text) for text in every) if one]
    assert not found, f"{len(found)} differences:\n" + "\n".join(map(str, found[:20]))


def test_adjudications_are_still_of_use(parser: Parser) -> None:
    if parser.version != ADJUDICATED[parser.name]:
        pytest.skip(f"adjudicated with {parser.name} {ADJUDICATED[parser.name]}")
    for known in ADJUDICATIONS:
        if parser.name in known.parsers:
            found = [compare(parser, text) for text in known.examples]
            assert any(one is not None and known.explains(one) for one in found), known


def test_every_adjudication_says_why() -> None:
    for known in ADJUDICATIONS:
        assert len(known.rule) > 10
        assert known.parsers
        assert bool(known.what) == (known.kind is Kind.DIFFER)


C_PLACE = Place("", 210, 1)


BY_HAND = (
    (
        "NC_000023.11(NM_014009.4):c.-23-5_*20dup",
        Understood(
            "c", "NC_000023.11", "NM_014009.4", "",
            (Change(Place("", -23, -5), Place("*", 20, 0), "dup"),),
        ),
    ),
    (
        "NM_014009.4:c.[210+1G>A;1150del]",
        Understood(
            "c", "NM_014009.4", "", "cis",
            (
                Change(C_PLACE, C_PLACE, ">", "G", "A"),
                Change(Place("", 1150, 0), Place("", 1150, 0), "del"),
            ),
        ),
    ),
    (
        "NM_014009.4:c.[210+1G>A];[210+1G>A]",
        Understood(
            "c", "NM_014009.4", "", "trans",
            (Change(C_PLACE, C_PLACE, ">", "G", "A"), Change(C_PLACE, C_PLACE, ">", "G", "A")),
        ),
    ),
    (
        "NM_014009.4:c.210+1G>A(;)210+1G>A",
        Understood(
            "c", "NM_014009.4", "", "unknown",
            (Change(C_PLACE, C_PLACE, ">", "G", "A"), Change(C_PLACE, C_PLACE, ">", "G", "A")),
        ),
    ),
    (
        "NM_014009.4:c.(?_210+1)_(210+1_?)dup",
        Understood(
            "c", "NM_014009.4", "", "",
            (Change((OPEN, C_PLACE), (C_PLACE, OPEN), "dup"),),
        ),
    ),
    (
        "NC_000023.11:g.49251480_49251481delinsTTT",
        Understood(
            "g", "NC_000023.11", "", "",
            (Change(Place("", 49251480, 0), Place("", 49251481, 0), "delins", "", "TTT"),),
        ),
    ),
    (
        "NP_054728.2:p.(Leu76GlnfsTer53)",
        Understood(
            "p", "NP_054728.2", "", "",
            (Change(Residue("L", 76), Residue("L", 76), "fs", "", "Q", "53"),),
        ),
    ),
    (
        "NP_054728.2:p.Lys250_Glu251insAlaTer",
        Understood(
            "p", "NP_054728.2", "", "",
            (Change(Residue("K", 250), Residue("E", 251), "ins", "", "A*"),),
        ),
    ),
)  # fmt: skip


def test_the_neutral_form_is_read_off_rightly(parser: Parser) -> None:
    """By hand from the texts, so that agreement is not that of two empty answers."""
    for text, expected in BY_HAND:
        assert not differing(expected, ours(text)), text
        try:
            parsed = parser.parse(text)
        except RefusedError:
            assert unexplained(parser, text) is None, text
            continue
        assert not differing(expected, parser.understand(parsed)), text
