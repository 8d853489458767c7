"""The publications whose rules the evidence hints follow, as far as they are cited by a number."""

from __future__ import annotations

from typing import Final

from foxp3tool.knowledge.evidence_facts import ACMG, BA1_RULE, PM2_RULE, PVS1_TREE, SPLICING
from foxp3tool.model.papers import Reference


def _reference(
    pmid: str | None, doi: str | None, title: str, author: str, year: int, journal: str | None
) -> Reference:
    return Reference(pmid, doi, title, author, year, journal, None, None, None)


GUIDELINES: Final = {
    ACMG: _reference(
        "25741868", "10.1038/gim.2015.30",
        "Standards and guidelines for the interpretation of sequence variants: a joint consensus "
        "recommendation of the American College of Medical Genetics and Genomics and the "
        "Association for Molecular Pathology",
        "Richards S", 2015, "Genet Med 17:405-424",
    ),
    PVS1_TREE: _reference(
        "30192042", "10.1002/humu.23626",
        "Recommendations for interpreting the loss of function PVS1 ACMG/AMP variant criterion",
        "Abou Tayoun AN", 2018, "Hum Mutat 39:1517-1524",
    ),
    SPLICING: _reference(
        "37352859", "10.1016/j.ajhg.2023.06.002",
        "Using the ACMG/AMP framework to capture evidence related to predicted and observed impact "
        "on splicing: Recommendations from the ClinGen SVI Splicing Subgroup",
        "Walker LC", 2023, "Am J Hum Genet 110:1046-1067",
    ),
    BA1_RULE: _reference(
        "30311383", "10.1002/humu.23642",
        "Updated recommendation for the benign stand-alone ACMG/AMP criterion",
        "Ghosh R", 2018, "Hum Mutat 39:1525-1530",
    ),
    PM2_RULE: _reference(
        None, None, "Recommendation for PM2, version 1.0",
        "ClinGen Sequence Variant Interpretation group", 2020, None,
    ),
}  # fmt: skip
"""Rules by the text that hints name them with."""
