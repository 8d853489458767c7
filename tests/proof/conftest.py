"""What the proofs share: the bundle by another route, and the program's answers for each set.

``answers`` is asked for once a set and build. pytest runs all proofs of one set before it goes on
to the next, so that one set is in memory at a time.

The whole sets are asked for on GRCh38. On GRCh37 test_build_invariance.py asks for all of them
again and compares every text with what it must be there; so all else is proved on GRCh37 with the
alleles beside the differences between the builds, and with the sample.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# --import-mode=importlib leaves sys.path alone, and the helpers beside this file are not installed.
sys.path.insert(0, str(Path(__file__).parent))

from alleles import SETS, every, sample
from answers import Answers, Asker
from bundle_truth import BUILDS, Pairing, Region, pair_builds, read_region

from foxp3tool.pipeline.toolkit import Toolkit


@pytest.fixture(scope="session")
def regions(bundle_folder: Path) -> dict[str, Region]:
    return {build: read_region(bundle_folder, build) for build in BUILDS}


@pytest.fixture(scope="session")
def pairings(bundle_folder: Path, regions: dict[str, Region]) -> dict[str, Pairing]:
    return pair_builds(bundle_folder, regions)


@pytest.fixture(scope="session")
def askers(toolkit: Toolkit, regions: dict[str, Region]) -> dict[str, Asker]:
    return {build: Asker(toolkit, region) for build, region in regions.items()}


@pytest.fixture(
    scope="session",
    params=[
        *(pytest.param((build, "sample"), id=f"sample of all sets, {build}") for build in BUILDS),
        *(
            pytest.param((build, name), id=f"{name}, {build}", marks=pytest.mark.exhaustive)
            for name in SETS
            for build in (BUILDS if name == "beside differences" else BUILDS[:1])
        ),
    ],
)
def answers(
    request: pytest.FixtureRequest,
    regions: dict[str, Region],
    pairings: dict[str, Pairing],
    askers: dict[str, Asker],
) -> Answers:
    """The program's answers for one set on one build."""
    build, name = request.param
    region = regions[build]
    alleles = sample(region) if name == "sample" else every(region, name, pairings[build])
    return Answers(region, name, askers[build].ask_all(alleles))
