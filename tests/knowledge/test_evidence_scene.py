"""The entries as the hints see them: what is told from a name alone is what the name says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foxp3tool.knowledge.evidence_scene import Scene
from foxp3tool.pipeline.toolkit import Toolkit


@pytest.fixture(scope="module")
def scene(toolkit: Toolkit) -> Scene:
    bundle = toolkit.bundle
    return Scene(bundle.catalog, toolkit.annotators["GRCh38"], bundle.features)


def test_the_residues_of_every_entry_are_those_of_its_protein_change(scene: Scene) -> None:
    named = [one for one in scene.reported if one.change is not None and one.change.start]
    assert len(named) > 200
    for one in scene.reported:
        change = one.change
        expected = range(0)
        if change is not None and change.start:
            expected = range(change.start, change.end + 1)
        assert one.residues == expected, one.entry.hgvs_p


@pytest.mark.parametrize(
    ("name", "first", "behind"),
    [
        ("p.(Ala384Thr)", 384, 385),
        ("p.Glu251del", 251, 252),
        ("p.(Lys250_Glu251del)", 250, 252),
        ("p.(Thr380_Gly381insPro)", 380, 382),
        ("p.(Arg337=)", 337, 338),
        ("p.(Met1?)", 1, 2),
        ("p.(Leu76GlnfsTer53)", 76, 77),
        ("p.(Ter432SerextTer25)", 432, 433),
        ("p.?", 0, 0),
        (None, 0, 0),
    ],
)
def test_residues_are_read_from_a_name(
    scene: Scene, name: str | None, first: int, behind: int
) -> None:
    one = scene.reported[0]
    residues = replace(one, entry=replace(one.entry, hgvs_p=name)).residues
    assert residues == range(first, behind)
