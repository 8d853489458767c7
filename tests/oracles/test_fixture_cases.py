"""Hard cases whose names and terms several annotators agree on, from ../shared/cases/engine.tsv."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from agreement_page import PAGE
from our_engine import FINER_TERMS, annotate, bare, terms

from foxp3tool.model.consequence import SEVERITY, Consequence
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "engine.tsv"
NO_PREDICTION = "none or p.?"
SPLICE_TERMS = frozenset(
    {"splice_acceptor_variant", "splice_donor_variant", "splice_region_variant"}
)
DEPARTURES = {
    # The exon's bases change as well as the splice site.
    "H17": "coding_sequence_variant",
    # The whole exon is deleted; Ensembl has no term for that, the Sequence Ontology has.
    "H55": "exon_loss_variant",
}
"""Terms that foxp3tool adds to the agreed ones; see docs/agreement.md."""
SEVERITY_BY_TERM = {consequence.term: SEVERITY[consequence] for consequence in Consequence}


if not CASES.is_file():
    pytest.skip(f"{CASES} is not here", allow_module_level=True)


def _read_cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _most_severe(names: frozenset[str]) -> str:
    return min(names, key=SEVERITY_BY_TERM.__getitem__)


def test_every_departure_has_its_case_and_is_adjudicated() -> None:
    assert DEPARTURES.keys() <= {case["id"] for case in _read_cases()}
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"\n| {case} |" in page for case in DEPARTURES)


@pytest.mark.parametrize("case", _read_cases(), ids=lambda case: f"{case['id']}-{case['hgvs_c']}")
def test_case(toolkit: Toolkit, case: dict[str, str]) -> None:
    _, position, ref, alt = case["variant"].split("-")
    transcript = toolkit.bundle.genes[case["assembly"]].mane_select
    edit = Edit(int(position) - 1, ref, alt)
    annotation = annotate(toolkit, case["assembly"], transcript, edit)

    assert bare(annotation.hgvs_c) == case["hgvs_c"]
    if case["hgvs_p"] == NO_PREDICTION:
        assert bare(annotation.hgvs_p) in {"", "p.?"}
    elif case["hgvs_p"]:
        assert bare(annotation.hgvs_p) == case["hgvs_p"]
    if not case["consequence_terms"]:
        return
    agreed = frozenset(case["consequence_terms"].split("&"))
    ours = terms(annotation) - FINER_TERMS
    if case["id"] in DEPARTURES:
        assert ours == agreed | {DEPARTURES[case["id"]]}
    elif agreed & SPLICE_TERMS:
        # Near a border only the most severe term is agreed on.
        assert _most_severe(ours) == _most_severe(agreed)
    else:
        assert ours == agreed
