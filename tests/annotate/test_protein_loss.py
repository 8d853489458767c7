"""What of the protein a change takes away, counted from its name and the features' residues."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from foxp3tool.annotate.features import FeatureMap
from foxp3tool.annotate.protein_loss import protein_loss
from foxp3tool.formats.columns import select_columns
from foxp3tool.model.details import ProteinLoss
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

LENGTH = 431
DISORDERED = "N-terminal disordered region"
EXON_2 = "Exon-2 segment (skipped in the delta-2 isoform)"
REPRESSOR = "Repressor region: KAT5 (TIP60)/HDAC7 binding"
FINGER, ZIPPER = "C2H2 zinc finger", "Leucine zipper"
FORKHEAD = "Forkhead DNA-binding domain"


def loss_of(toolkit: Toolkit, name: str, transcripts: str = "mane") -> ProteinLoss | None:
    rows = lookup_rows(
        toolkit, [name], transcripts=transcripts, assembly=None, report=LookupReport()
    )
    row = next(iter(rows))
    assert row.transcript is not None
    assert row.transcript.details is not None
    return row.transcript.details.protein_loss


@pytest.mark.parametrize(
    ("name", "span", "lost", "cut"),
    [
        # Stops: the residue of the stop and all behind it.
        ("c.1009C>T", (337, 431), [FORKHEAD], []),  # Arg337, the first of the forkhead
        ("c.1189C>T", None, [], []),  # Arg397Trp: nothing goes
        # Frameshifts from the first residue that changes.
        ("c.227del", (76, 431), [REPRESSOR, FINGER, ZIPPER, FORKHEAD], [EXON_2]),
        ("c.1282del", (428, 431), [], []),  # Thr428, behind the forkhead (337-423)
        ("c.1248_1253delinsCT", (416, 431), [], [FORKHEAD]),
        # In frame: the residues named.
        ("c.751_753del", (251, 251), [], [ZIPPER]),
        ("c.3G>A", None, [], []),  # what a lost start leads to is not known
        ("c.751_756dup", None, [], []),
        ("c.816+1G>A", None, [], []),
    ],
)
def test_residues_and_features(
    toolkit: Toolkit,
    name: str,
    span: tuple[int, int] | None,
    lost: list[str],
    cut: list[str],
) -> None:
    found = loss_of(toolkit, name)
    if span is None:
        assert found is None
        return
    assert found is not None
    assert (found.first, found.last, found.length) == (*span, LENGTH)
    assert found.residues == span[1] - span[0] + 1
    assert found.percentage == pytest.approx(100 * found.residues / LENGTH)
    assert [feature.name for feature in found.lost] == lost
    assert [feature.name for feature in found.cut] == cut


@pytest.mark.parametrize(
    ("first", "last", "lost", "cut"),
    [
        (197, 222, [FINGER], []),
        (197, 221, [], [FINGER]),
        (190, 240, [FINGER], [REPRESSOR, ZIPPER]),
        (1, 68, [DISORDERED], []),
        (69, 70, [], []),
    ],
)
def test_residues_that_go_in_frame(
    toolkit: Toolkit, first: int, last: int, lost: list[str], cut: list[str]
) -> None:
    annotator = toolkit.annotators["GRCh38"]
    model = annotator.model(annotator.gene.mane_select)
    assert model.coding is not None
    protein = model.coding.protein
    kind = ProteinChangeKind.DELETION
    change = ProteinChange(kind, first, protein[first - 1], last, protein[last - 1])
    features = FeatureMap(model, model, toolkit.bundle.features)
    found = protein_loss(change, protein, features)
    assert found is not None
    assert [feature.name for feature in found.lost] == lost
    assert [feature.name for feature in found.cut] == cut


def test_on_delta_2_features_follow_their_residues(toolkit: Toolkit) -> None:
    # Without residues 71-105 the forkhead is 302-388 of 396.
    found = loss_of(toolkit, "c.1009C>T", "NM_001114377.2")
    assert found is not None
    assert (found.first, found.last, found.length) == (302, 396, 396)
    assert [feature.name for feature in found.lost] == [FORKHEAD]


def test_every_stop_takes_the_features_behind_it(toolkit: Toolkit, bundle_folder: Path) -> None:
    with (bundle_folder / "protein_features.tsv").open(encoding="utf-8") as file:
        primary = [row for row in csv.DictReader(file, delimiter="\t") if row["primary"] == "yes"]
    annotator = toolkit.annotators["GRCh38"]
    model = annotator.model(annotator.gene.mane_select)
    assert model.coding is not None
    features = FeatureMap(model, model, toolkit.bundle.features)
    for residue in range(2, LENGTH + 1):
        old = model.coding.protein[residue - 1]
        change = ProteinChange(ProteinChangeKind.SUBSTITUTION, residue, old, residue, old, "*")
        found = protein_loss(change, model.coding.protein, features)
        assert found is not None
        expected = {r["name"] for r in primary if int(r["start"]) >= residue}
        assert {feature.name for feature in found.lost} == expected
        expected = {r["name"] for r in primary if int(r["start"]) < residue <= int(r["end"])}
        assert {feature.name for feature in found.cut} == expected


def test_the_table_says_it_in_words(toolkit: Toolkit) -> None:
    (column,) = select_columns("protein_loss")
    row = next(
        iter(
            lookup_rows(
                toolkit, ["c.227del"], transcripts="mane", assembly=None, report=LookupReport()
            )
        )
    )
    assert re.fullmatch(
        r"356 of 431 residues \(82\.6%\): 76-431; lost: .*Forkhead DNA-binding domain; cut: .*",
        column.value(row),
    )
