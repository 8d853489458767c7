"""Protein features are found on every isoform by their codons, never by their numbers."""

from typing import Any

import pytest

from foxp3tool.pipeline.toolkit import Toolkit


def features(foxp3: Any, text: str, accession: str) -> set[str]:
    return {feature.name for feature in foxp3(text, accession).annotation.features}


@pytest.mark.parametrize(
    ("mane", "delta2"), [("1150G>A", "1045G>A"), ("1189C>T", "1084C>T"), ("112G>T", "112G>T")]
)
def test_the_same_base_has_the_same_features_on_both_isoforms(
    foxp3: Any, mane: str, delta2: str
) -> None:
    found = features(foxp3, mane, "NM_014009.4")
    assert features(foxp3, delta2, "NM_001114377.2") == found


def test_the_forkhead_domain_is_told_by_its_residues(foxp3: Any, toolkit: Toolkit) -> None:
    (start, end) = next(
        (f.start, f.end) for f in toolkit.bundle.features if f.name == "Forkhead DNA-binding domain"
    )
    assert (start, end) == (337, 423)
    for text, inside in (
        ("1006A>C", False),
        ("1009C>T", True),
        ("1269G>T", True),
        ("1270T>A", False),
    ):
        residue = (int(text[:4]) + 2) // 3
        assert (start <= residue <= end) is inside
        found = features(foxp3, text, "NM_014009.4")
        assert ("Forkhead DNA-binding domain" in found) is inside


def test_codons_across_another_junction_belong_to_no_feature(foxp3: Any) -> None:
    # ENST00000518685.6 lacks exon 8 (residues 246 to 272); what follows is numbered 27 lower.
    assert features(foxp3, "1069G>A", "ENST00000518685.6") == features(
        foxp3, "1150G>A", "NM_014009.4"
    )


def test_changes_without_residues_have_no_features(foxp3: Any) -> None:
    for text in ("*876A>G", "-5A>T", "210+1G>A"):
        assert features(foxp3, text, "NM_014009.4") == set()
