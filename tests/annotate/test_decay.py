"""Nonsense-mediated decay by the 50-nucleotide rule, against mRNAs written down base by base."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from naive_mrna import STOPS, Decay, Mrna, mrna_of, next_stop, shifted

from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
NMD_BIOTYPE = "ENST00000651307.1"
OPEN_END = "ENST00000652559.1"
CURRENT = (
    MANE, "NM_001114377.2", "ENST00000376207.10", "ENST00000376199.7", "ENST00000455775.7",
    "ENST00000518685.6", "ENST00000557224.6", "ENST00000376197.1", NMD_BIOTYPE, OPEN_END,
)  # fmt: skip


@pytest.fixture(scope="module")
def mrnas(regions: dict[str, Any]) -> dict[str, Mrna]:
    return {accession: mrna_of(regions["GRCh38"], accession) for accession in CURRENT}


@pytest.fixture(scope="module")
def annotated(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Annotate an edit along the gene on the current transcripts named."""

    def annotate(place: int, old: str, new: str, *accessions: str) -> dict[str, Any]:
        annotator = toolkit.annotators["GRCh38"]
        wanted = [annotator.gene.transcript(accession) for accession in accessions]
        variant = regions["GRCh38"].variant((place, old, new))
        found = annotator.annotate(variant, wanted).transcripts
        return dict(zip(accessions, found, strict=True))

    return annotate


def told(annotation: Any) -> Decay | None:
    found = annotation.details.decay
    if found is None:
        return None
    return Decay(found.verdict.value, found.stop, found.last_junction, found.distance)


def expected(mrna: Mrna, accession: str) -> Decay:
    """Apply the rule as the column states it, with the two transcripts that cannot be judged."""
    if accession == NMD_BIOTYPE:
        return Decay("unknown")
    return mrna.decay(complete=accession != OPEN_END)


def natural_stop(mrna: Mrna) -> int:
    """Return the index of the natural stop codon, or where the CDS ends without one."""
    last = mrna.start + mrna.coding - 3
    return last if next_stop(mrna.letters, last) == last else last + 3


def nonsense(mrna: Mrna) -> Iterator[tuple[str, str, str]]:
    """Yield ``c.`` number, old and new base of all substitutions that make a codon a stop."""
    for codon in range(mrna.start, natural_stop(mrna) - 2, 3):
        old = mrna.letters[codon : codon + 3]
        for k, new in product(range(3), "ACGT"):
            if old[:k] + new + old[k + 1 :] in STOPS and new != old[k]:
                yield mrna.names[codon + k], old[k], new


def test_the_places_of_the_bundle(mrnas: dict[str, Mrna], bundle_folder: Path) -> None:
    # The bundle's own boundary, worked out by hand: 1146 - 1097 + 1 = 50 bases.
    mane = mrnas[MANE]
    assert mane.names[mane.junction - 1 : mane.junction + 1] == ("1146", "1147")
    with (bundle_folder / "gene_features.tsv").open(newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    (row,) = (row for row in rows if row["type"] == "nmd_boundary")
    assert "last NMD-competent base c.1097" in row["note"]
    # The last exon ends at 49250438 (*896), so exon 11 begins at 49251765 with c.1045.
    assert int(row["grch38_end"]) == 49251765 - (1097 - 1045)
    assert (row["grch38_start"], row["grch37_end"]) == ("49251712", "49108174")


def test_every_substitution_of_the_cds(
    annotated: Callable[..., dict[str, Any]], mrnas: dict[str, Mrna], regions: dict[str, Any]
) -> None:
    """A substitution has a prediction if, and only if, it makes a codon a stop."""
    mane, walk = mrnas[MANE], regions["GRCh38"].transcripts[MANE]
    stops = set(nonsense(mane))
    verdicts: Counter[str] = Counter()
    for number in range(1, 1297):
        name, old = str(number), mane.letters[mane.start + number - 1]
        for new in "ACGT".replace(old, ""):
            found = told(annotated(walk.c[name], old, new, MANE)[MANE])
            if (name, old, new) not in stops:
                assert found is None, f"c.{name}>{new}"
                continue
            wanted = mane.replaced(name, name, new).decay()
            assert found == wanted, f"c.{name}>{new}"
            assert wanted.stop == str((number - 1) // 3 * 3 + 1)
            verdicts[wanted.verdict] += 1
    assert sum(verdicts.values()) == len(stops)
    assert set(verdicts) == {"predicted", "escapes"}


def test_every_nonsense_substitution_of_the_other_transcripts(
    annotated: Callable[..., dict[str, Any]], mrnas: dict[str, Mrna], regions: dict[str, Any]
) -> None:
    verdicts: dict[str, set[str]] = {accession: set() for accession in CURRENT[1:]}
    alleles: dict[tuple[int, str, str], dict[str, str]] = {}
    for accession in CURRENT[1:]:
        walk = regions["GRCh38"].transcripts[accession]
        for name, old, new in nonsense(mrnas[accession]):
            alleles.setdefault((walk.c[name], old, new), {})[accession] = name
    for allele, names in alleles.items():
        for accession, annotation in annotated(*allele, *names).items():
            name = names[accession]
            wanted = expected(mrnas[accession].replaced(name, name, allele[2]), accession)
            assert told(annotation) == wanted, (allele, accession)
            verdicts[accession].add(wanted.verdict)
    assert verdicts.pop(NMD_BIOTYPE) == {"unknown"}
    assert verdicts.pop(OPEN_END) == {"predicted", "unknown"}
    assert all(found == {"predicted", "escapes"} for found in verdicts.values())


@pytest.mark.parametrize(
    "accessions",
    [
        (MANE, "ENST00000518685.6", NMD_BIOTYPE, OPEN_END),
        pytest.param(CURRENT, marks=pytest.mark.exhaustive),
    ],
)
def test_every_deletion_of_one_base(
    annotated: Callable[..., dict[str, Any]],
    mrnas: dict[str, Mrna],
    regions: dict[str, Any],
    accessions: tuple[str, ...],
) -> None:
    """A lost base shifts the frame; the first stop in the new one counts, wherever it is."""
    region = regions["GRCh38"]
    verdicts: Counter[str] = Counter()
    deletions: dict[tuple[int, str, str], dict[str, str]] = {}
    indices = {accession: {n: k for k, n in enumerate(m.names)} for accession, m in mrnas.items()}
    for accession in accessions:
        mrna, walk = mrnas[accession], region.transcripts[accession]
        named = {place: name for name, place in walk.c.items()}
        # Behind the start codon and before the stop codon, after the shift as well.
        for index in range(mrna.start + 3, natural_stop(mrna)):
            place = walk.c[mrna.names[index]]
            moved = shifted(walk.bases, place, walk.bases[place], "")
            name = named.get(moved[0], "")
            if indices[accession].get(name, 0) < natural_stop(mrna):
                deletions.setdefault(moved, {})[accession] = name
    for allele, names in deletions.items():
        for accession, annotation in annotated(*allele, *names).items():
            name = names[accession]
            if name in indices[accession]:
                wanted = expected(mrnas[accession].replaced(name, name, ""), accession)
            else:
                # Shifted over the exon's end: the donor goes, and the mRNA is not known.
                assert not name or name.endswith(("+1", "+2"))
                wanted = Decay("unknown")
            if "ext" in annotation.hgvs_p:
                # The old stop itself is the first residue that changes: it comes late, not early.
                assert told(annotation) is None, (name, accession)
            elif name:
                assert told(annotation) == wanted, (name, accession)
                verdicts[wanted.verdict] += 1
    assert set(verdicts) == {"predicted", "escapes", "unknown"}


@pytest.mark.parametrize(
    ("text", "stop", "distance", "verdict"),
    [
        # Codons from c.1093 on: CAC TGG TTC ACA CGC; the last base of exon 11 is c.1146.
        ("1098G>A", "1096", 51, "predicted"),  # TGA, and c.1099 to c.1146: 3 + 48
        ("1097G>A", "1096", 51, "predicted"),
        ("1096_1099delinsTAA", "1096", 50, "predicted"),  # 3 + 47
        ("1096_1100delinsTAA", "1096", 49, "escapes"),  # 3 + 46
        ("1099_1101delinsTAA", "1099", 48, "escapes"),
        # A stop inside inserted bases bears the number of the base before them, and the inserted
        # bases behind it count.
        ("1099_1100insAAT", "1099", 51, "predicted"),  # T|AAT|TC
        ("1101_1102insTAA", "1101", 48, "escapes"),
        ("1101_1102insTAAC", "1101", 49, "escapes"),
        ("1101_1102insTAACC", "1101", 50, "predicted"),
        ("1101_1102insCCCTAACC", "1101", 50, "predicted"),
        ("1002_1003insCGTTGA", "1002", 147, "predicted"),  # TGA, and c.1003 to c.1146
        # A stop codon over the junction: TGG TA|A, T|AA; and directly behind it.
        ("1144_1146delinsTA", "1144", 2, "escapes"),
        ("1144_1146delinsT", "1144", 1, "escapes"),
        ("1147_1149delinsTAA", "1147", -1, "escapes"),
    ],
)
def test_the_boundary(
    foxp3: Callable[..., Any], text: str, stop: str, distance: int, verdict: str
) -> None:
    found = told(foxp3(text).annotation)
    assert (found.verdict, found.stop, found.distance) == (verdict, stop, distance)
    assert found.junction.endswith("^1147")


@pytest.mark.parametrize(
    ("first", "last", "junction"),
    [
        ("1012", "1061", "1146^1147"),  # exons 10 and 11 become one, the last junction stays
        ("250", "400", "1146^1147"),
        ("600", "1060", "1146^1147"),
        ("1101", "1200", "1044^1045"),  # exons 11 and 12 become one
        ("1000", "1162", "967^968"),  # exons 10 to 12 become one
        ("1045", "1201", "1044^1202"),  # exon 11 goes as a whole; its acceptor serves exon 12
    ],
)
def test_exons_that_a_deletion_fuses_have_no_junction(
    annotated: Callable[..., dict[str, Any]],
    mrnas: dict[str, Mrna],
    regions: dict[str, Any],
    first: str,
    last: str,
    junction: str,
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    place, behind = walk.c[first], walk.c[last] + 1
    allele = place, walk.bases[place:behind], ""
    assert shifted(walk.bases, *allele) == allele, "the numbers are those of the 3'-most placement"
    mutant = mrnas[MANE].replaced(first, last, "")
    wanted = mutant.decay()
    assert wanted.junction == junction
    assert told(annotated(*allele, MANE)[MANE]) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "1150G>A", "1152C>T", "751_753del", "1A>G", "1294T>C", "1295G>A", "1294_1295insA",
        "-10C>G", "*1C>T", "210+3G>T", "210+100G>A", "-22-3del",
    ],
)  # fmt: skip
def test_nothing_is_told_where_no_premature_stop_is_in_question(
    foxp3: Callable[..., Any], text: str
) -> None:
    assert told(foxp3(text).annotation) is None


@pytest.mark.parametrize(
    "text", ["210+1G>A", "211-2A>G", "816+2T>A", "205_210+5del", "211-3_315+3del", "736_816del"]
)
def test_unknown_where_the_mrna_is_not_known(foxp3: Callable[..., Any], text: str) -> None:
    assert told(foxp3(text).annotation) == Decay("unknown")


@pytest.mark.parametrize(
    ("text", "accession", "reason"),
    [
        ("1009C>T", MANE, "stop 138 bases before the last exon junction (50 or more)"),
        ("1099_1101delinsTAA", MANE, "stop 48 bases before the last exon junction (less than 50)"),
        ("1272T>A", MANE, "stop in the last exon"),
        # The transcript ends with its stop codon, so a shifted frame has none.
        ("1210del", "ENST00000518685.6", "no stop codon in the transcript"),
        ("22A>T", NMD_BIOTYPE, "annotated as a target of NMD without the variant"),
        ("450C>A", OPEN_END, "3' end is missing"),
        ("210+1G>A", MANE, "cannot be told"),
    ],
)
def test_the_reason_is_said(
    foxp3: Callable[..., Any], text: str, accession: str, reason: str
) -> None:
    assert reason in foxp3(text, accession).annotation.details.decay.reason


@pytest.mark.parametrize("coding", [True, False])
def test_without_a_junction_there_is_no_decay(
    toy_gene: Callable[..., Any], *, coding: bool
) -> None:
    # ATG GCT TGG AAA TTT TGA
    toy = toy_gene(("CCACCATGGCTTGGAAATTTTGAGC",), 5, 18, is_coding=coding)
    found = told(toy("9G>A").annotation)
    assert found == (Decay("escapes", "7") if coding else None)


@pytest.mark.parametrize("text", ["1047_1146dup", "1080_1146dup"])
def test_a_copy_of_an_exons_end_lies_before_the_junction(
    foxp3: Callable[..., Any], mrnas: dict[str, Mrna], regions: dict[str, Any], text: str
) -> None:
    # GT still stands behind the second copy, so exon 11 is longer, and its last junction further.
    _, _, copied = regions["GRCh38"].transcripts[MANE].edit(text)
    wanted = mrnas[MANE].inserted("1146", copied).decay()
    assert wanted.verdict == "predicted"
    assert wanted.distance is not None
    assert 50 <= wanted.distance < len(copied)
    found = told(foxp3(text).annotation)
    assert (found.verdict, found.distance) == (wanted.verdict, wanted.distance)


@pytest.mark.parametrize(
    ("text", "accession"), [("1295del", MANE), ("31G>A", NMD_BIOTYPE), ("30G>A", NMD_BIOTYPE)]
)
def test_nothing_is_told_of_an_extension_or_a_single_residue(
    foxp3: Callable[..., Any], text: str, accession: str
) -> None:
    # docs/columns.md, nmd: "Empty if no premature stop is in question."
    assert told(foxp3(text, accession).annotation) is None
