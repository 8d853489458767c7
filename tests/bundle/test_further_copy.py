"""How the build takes the further copy of ClinVar in: its checks, and its rule by hand examples."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from foxp3tool.formats.clinvar_vcf import ClinvarRecord
from foxp3tool.pipeline.clinvar_judgement import judged

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "build_reference"
TABLE = Path("further_facts") / "clinvar_copy.tsv"
FACTS = ROOT.parent / "shared"

Module = Callable[[str], Any]


@pytest.fixture
def module() -> Iterator[Module]:
    """Import a module of the build, and forget them all afterwards."""
    before = set(sys.modules)
    sys.path.insert(0, str(SCRIPT))
    yield importlib.import_module
    sys.path.remove(str(SCRIPT))
    for name in set(sys.modules) - before:
        if str(SCRIPT) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def read(module: Module, tmp_path: Path) -> Callable[..., Any]:
    """Read the copy, with some text of the table replaced by another."""
    if not (FACTS / "catalog").is_dir():
        pytest.skip("the facts at ../shared are not here")
    genome = module("sequence_files").read_genome(FACTS)
    gene = module("gene_file")
    transcript = gene.mane_select(gene.read_transcripts(FACTS, genome))

    def reading(old: str = "", new: str = "") -> Any:
        text = (SCRIPT / TABLE).read_text(encoding="utf-8")
        assert old in text, "the test no longer fits the table"
        (tmp_path / TABLE.parent).mkdir(exist_ok=True)
        (tmp_path / TABLE).write_text(text.replace(old, new, 1), encoding="utf-8")
        return module("clinvar_copy").read_copy(genome, transcript, tmp_path)

    return reading


def test_records_are_alleles(read: Callable[..., Any]) -> None:
    found = {one.row["variation_id"]: one for one in read()}
    assert len(found) == 270
    one = found["4763913"]
    assert (one.hgvs_c, one.hgvs_p, one.allele) == (
        "c.766A>G", "p.(Met256Val)", "X-49255479-T-C",
    )  # fmt: skip
    assert one.placements["GRCh37"]["pos"] == 49255479 - 143539
    assert found["4531325"].hgvs_p == "p.?"  # c.-22-1G>A
    assert found["4684525"].placements["GRCh37"]["hgvs_c"] == "c.-23+477C>G"
    assert found["1117487"].hgvs_p == "p.(Ter432=)"  # TGA to TAA
    assert (found["1436074"].printed_p, found["1436074"].hgvs_p) == ("p.Met1Lys", "p.(Met1?)")


BROKEN = {
    "position": ("Val)\tFOXP3\t49255479", "Val)\tFOXP3\t49255480", "c.766A>G lies at 49255479"),
    "base": ("c.766A>G", "c.766C>G", "the reference base on GRCh38 is A"),
    "new residue": ("p.Met256Val", "p.Met256Leu", "the sequence gives p.(Met256Val)"),
    "residue": ("p.Met256Val", "p.Ala256Val", "residue 256 of NP_054728.2 is another"),
    "number of the residue": ("p.Met256Val", "p.Met257Val", "residue 257"),
    "no protein change": ("c.766A>G (p.Met256Val)", "c.766A>G", "no protein change is printed"),
    "protein change of an intron": ("c.816+5G>A", "c.816+5G>A (p.Lys272=)", "not coding"),
    "title": ("c.766A>G (p", "c.766A->G (p", "cannot be read"),
    "transcript": ("NM_014009.4(FOXP3):c.766A>G", "NM_014009.3(FOXP3):c.766A>G", "cannot be read"),
    "exon border": ("c.816+5G>A", "c.815+5G>A", "not counted from an exon border"),
    "twice": ("4710759\t", "4763913\t", "stands twice"),
    "one allele twice": (
        "c.816+5G>A\tFOXP3\t49255424", "c.816+7G>C\tFOXP3\t49255422", "stands twice",
    ),
    "not to be left out": (
        "NC_000023.11:g.49264711G>A\tFOXP3\t49264711", "x\tFOXP3\t49264710", "nothing speaks",
    ),
    "to be left out": ("Val)\tFOXP3\t49255479", "Val)\tFOXP3\t49255", "outside the bundled"),
    "record that was left out gone": ("3911558\t", "39115580\t", "outside the bundled region"),
    "cells": ("\tgene\t", "\tsymbol\t", "the header"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_record_stops_the_build(read: Callable[..., Any], case: str) -> None:
    old, new, reason = BROKEN[case]
    with pytest.raises(Exception, match=r"What to do: ") as caught:
        read(old, new)
    assert type(caught.value).__name__ == "FactError"
    assert str(TABLE) in str(caught.value)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("number", "base", "expected"),
    [
        (2, "A", "p.(Met1?)"),  # AAG
        (3, "A", "p.(Met1?)"),  # ATA
        (4, "G", "p.(Pro2Ala)"),  # CCC, GCC
        (6, "A", "p.(Pro2=)"),  # CCA
        (1295, "A", "p.(Ter432=)"),  # TGA, TAA
        (1009, "T", "p.(Arg337Ter)"),  # CGA, TGA
    ],
)
def test_protein_changes_by_hand(
    module: Module, bundle_folder: Path, number: int, base: str, expected: str
) -> None:
    coding = "ATGCCC" + "N" * (1008 - 6) + "CGA" + "N" * (1293 - 1011) + "TGA"
    assert len(coding) == 1296
    assert module("clinvar_copy").protein_change(coding, number, base) == expected
    with pytest.raises(ValueError, match="stop codon is lost"):
        module("clinvar_copy").protein_change(coding, 1294, "C")


# By hand, from the rule: what rests on ClinVar alone follows ClinVar's class; ipex and ipex-like
# stay where ClinVar stays pathogenic; risk never follows; the same words change nothing.
FOLLOWED = [
    ("clinvar_only", "ipex", "Pathogenic", "Likely pathogenic", "ipex"),
    ("clinvar_only", "ipex-like", "Likely pathogenic", "Pathogenic", "ipex-like"),
    ("clinvar_only", "ipex-like", "Likely pathogenic",
     "Conflicting classifications of pathogenicity", "conflicting"),
    ("clinvar_only", "ipex", "Pathogenic", "Uncertain significance", "uncertain"),
    ("clinvar_only", "ipex", "Pathogenic", "Pathogenic/Likely risk allele", "uncertain"),
    ("clinvar_only", "ipex", "Pathogenic", "Benign", "benign"),
    ("clinvar_only", "benign", "Benign", "Benign/Likely benign", "benign"),
    ("clinvar_only", "benign", "Benign", "Uncertain significance", "uncertain"),
    ("clinvar_only", "benign", "Likely benign", "Conflicting classifications of pathogenicity",
     "conflicting"),
    ("clinvar_only", "conflicting", "Conflicting", "Conflicting classifications of pathogenicity",
     "conflicting"),
    ("clinvar_only", "conflicting", "Conflicting", "Benign/Likely benign", "benign"),
    # The makers of the facts judged the same words otherwise: theirs stands.
    ("clinvar_only", "uncertain", "Benign", "Benign", "uncertain"),
    ("clinvar_only", "risk", "Benign", "Pathogenic", "risk"),
    ("paper_read", "ipex", "Pathogenic", "Benign", "ipex"),
    ("paper_via_clinvar", "ipex", "Pathogenic", "Conflicting classifications of pathogenicity",
     "ipex"),
    ("uniprot", "ipex", "Pathogenic", "Benign", "ipex"),
    ("paper_read", "benign", "Likely benign", "Pathogenic", "benign"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "own", "before", "now", "expected"), FOLLOWED)
def test_what_an_entry_asserts_afterwards(
    module: Module, status: str, own: str, before: str, now: str, expected: str
) -> None:
    rule = module("clinvar_copy_entries").followed
    statement = {"source": "ClinVar", "significance": before, "as_of": "2025-03-25"}
    entry = {"assertion": own, "evidence_status": status, "classifications": [statement]}
    assert rule(entry, now) == expected
    # A statement that is newer than the copy is not overruled by it.
    newer = {**entry, "classifications": [{**statement, "as_of": "2026-10-03"}]}
    assert rule(newer, now) == own


@pytest.mark.parametrize(
    "significance",
    ["Pathogenic", "Likely pathogenic", "Pathogenic/Likely pathogenic", "Benign", "Likely benign",
     "Benign/Likely benign", "Uncertain significance", "Pathogenic/Likely risk allele",
     "Pathogenic/Likely pathogenic/Likely risk allele",
     "Conflicting classifications of pathogenicity"],
)  # fmt: skip
def test_the_rule_is_that_of_the_renewal(module: Module, significance: str) -> None:
    """A new entry asserts what `catalog update` would, where the file names IPEX."""
    record = ClinvarRecord(
        chrom="X",
        pos=49251480,
        ref="C",
        alt="T",
        variation_id="1",
        allele_id="2",
        significance=significance,
        review_status="",
        counts="",
        conditions=("IPEX",),
        genes=("FOXP3",),
        rsids=(),
        is_ipex=True,
    )
    said = judged([record], "FOXP3").assertion
    assert module("clinvar_copy_entries").asserted(significance) == said.value


def build(folder: Path, facts: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder), "--facts", str(facts), "--output", str(folder / "out")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("\tPathogenic\tcriteria", "\tQuite bad\tcriteria", "'Quite bad' is not a known term"),
        ("\tno assertion criteria provided", "\tno criteria", "'no criteria' is not known"),
        ("\n11410\t", "\n11411\t", "VariationID 11411 is not that of FOXP3-IPEX-0127"),
        ("Val)\tFOXP3\t49255479\tPathogenic\t", "Val)\tFOXP3\t49255479\t\t",
         "a review status without a classification"),
        ("c.766A>G (p.Met256Val)", "c.766A>T (p.Met256Leu)", "X-49255479-T-A has no id"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_catalog_stops_the_build(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    if not (FACTS / "catalog").is_dir():
        pytest.skip("the facts at ../shared are not here")
    folder = tmp_path / "build_reference"
    shutil.copytree(SCRIPT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = (folder / TABLE).read_text(encoding="utf-8")
    assert old in text, "the test no longer fits the table"
    (folder / TABLE).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = build(folder, FACTS)
    assert done.returncode == 1
    assert reason in done.stderr
    assert f"{folder / TABLE}, line " in done.stderr
    assert "What to do: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "out").exists()
