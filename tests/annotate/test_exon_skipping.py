"""The mRNA without an exon: spliced and translated with Biopython, exon by exon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from Bio import SeqIO
from Bio.SeqUtils import seq1
from naive_mrna import Mrna, mrna_of

from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
SIZES = (50, 232, 105, 139, 88, 105, 88, 81, 151, 77, 102, 1046)
"""Bases of the twelve exons."""
IN_FRAME = (3, 6, 8, 11)
"""Exons of 3n bases between the start and the stop codon."""
WHOLE = tuple(range(3, 12))
"""Exons that hold neither the start nor the stop codon."""
SKIPPABLE = (
    MANE, "NM_001114377.2", "ENST00000455775.7", "ENST00000557224.6", "ENST00000376197.1",
)  # fmt: skip
"""Transcripts of different exons with a start and a stop."""


@pytest.fixture(scope="module")
def mane(regions: dict[str, Any]) -> Mrna:
    return mrna_of(regions["GRCh38"], MANE)


@pytest.fixture(scope="module")
def proteins(bundle_folder: Path) -> dict[str, str]:
    """The bundle's proteins by UniProt isoform."""
    with (bundle_folder / "proteins.fa").open() as handle:
        return {r.description.split()[-1]: str(r.seq) for r in SeqIO.parse(handle, "fasta")}


@pytest.fixture(scope="module")
def skips(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., tuple[Any, ...]]:
    """Predict for an edit along the gene."""

    def predict(place: int, old: str, new: str, accession: str = MANE) -> tuple[Any, ...]:
        annotator = toolkit.annotators["GRCh38"]
        variant = regions["GRCh38"].variant((place, old, new))
        wanted = [annotator.gene.transcript(accession)]
        found: tuple[Any, ...] = (
            annotator.annotate(variant, wanted).transcripts[0].details.exon_skips
        )
        return found

    return predict


def exon_spans(walk: Any) -> list[tuple[int, int]]:
    """Return the half-open spans of the exons along the gene."""
    spliced = walk.spliced
    ends = [k for k in range(1, len(spliced)) if spliced[k] != spliced[k - 1] + 1]
    starts, ends = [0, *ends], [*ends, len(spliced)]
    return [(spliced[a], spliced[b - 1] + 1) for a, b in zip(starts, ends, strict=True)]


def site_changes(walk: Any, exon: int) -> Iterator[tuple[int, str, str]]:
    """Yield every substitution of an exon's own canonical splice sites (exons count from 1)."""
    spans = exon_spans(walk)
    start, end = spans[exon - 1]
    places = (start - 2, start - 1) * (exon > 1) + (end, end + 1) * (exon < len(spans))
    for place in places:
        old = walk.bases[place]
        yield from ((place, old, new) for new in "ACGT".replace(old, ""))


def read_back(name: str, protein: str) -> tuple[str, int | None]:
    """Return the residues that a ``p.`` name leaves, up to where it says, and the whole length."""
    span = r"p\.\(([A-Z][a-z]{2})(\d+)(?:_([A-Z][a-z]{2})(\d+))?"
    match = re.fullmatch(
        rf"{span}(?:(del)|(delins)((?:[A-Z][a-z]{{2}})+)|(fs)?Ter(\d*)|.*)\)", name
    )
    assert match is not None, name
    first, number, last, end = match.group(1, 2, 3, 4)
    start, stop = int(number) - 1, int(end or number)
    assert protein[start] == seq1(first)
    assert last is None or protein[stop - 1] == seq1(last)
    if "fs" in name:
        new, length = re.fullmatch(r"p\.\(.*\d([A-Z][a-z]{2})fsTer(\d+)\)", name).groups()
        return protein[:start] + seq1(new), start + int(length) - 1
    if name.endswith("Ter)") and "del" not in name and "ins" not in name:
        return protein[:start], start
    inserted = match.group(7) or ""
    left = protein[:start] + seq1(inserted)
    if inserted.endswith("Ter"):
        return left.rstrip("*"), len(left) - 1
    return left + protein[stop:], len(left) + len(protein) - stop


def check(found: Any, mrna: Mrna, exons: tuple[int, ...]) -> None:
    """Compare a prediction with the mRNA that lacks the exons."""
    protein, mutant = mrna.protein.rstrip("*"), mrna.without(*exons)
    bases = sum(exon in exons for exon in mrna.exons)
    left, length = mutant.protein.rstrip("*"), len(mutant.protein.rstrip("*"))
    frame = "out_of_frame" if bases % 3 else "in_frame"
    assert (found.exons, found.bases, found.frame.value) == (exons, bases, frame)
    residues, named_length = read_back(found.hgvs_p, protein)
    assert named_length == length
    assert left.startswith(residues)
    if frame == "in_frame" and length == len(protein) - bases // 3:
        assert residues == left
        assert (found.residues_lost, found.decay) == (bases // 3, None)
        return
    same = next(k for k, (a, b) in enumerate(zip(protein, left + "*", strict=False)) if a != b)
    assert len(residues) in (same, same + 1)
    assert found.residues_lost == len(protein) - same
    wanted = mutant.decay()
    decay = found.decay
    assert (decay.verdict.value, decay.stop, decay.distance) == (
        wanted.verdict, wanted.stop, wanted.distance,
    )  # fmt: skip
    assert decay.last_junction == wanted.junction


def test_the_exons_are_what_the_table_says(mane: Mrna, regions: dict[str, Any]) -> None:
    assert tuple(mane.exons.count(exon) for exon in range(1, 13)) == SIZES
    spans = exon_spans(regions["GRCh38"].transcripts[MANE])
    assert tuple(end - start for start, end in spans) == SIZES
    assert tuple(exon for exon in WHOLE if SIZES[exon - 1] % 3 == 0) == IN_FRAME


@pytest.mark.parametrize("exon", WHOLE)
def test_each_canonical_site_of_an_exon(
    skips: Callable[..., tuple[Any, ...]], mane: Mrna, regions: dict[str, Any], exon: int
) -> None:
    changes = list(site_changes(regions["GRCh38"].transcripts[MANE], exon))
    assert len(changes) == 12
    for change in changes:
        (found,) = skips(*change)
        check(found, mane, (exon,))


@pytest.mark.parametrize("flank", [0, 3, 40])
@pytest.mark.parametrize("exon", WHOLE)
def test_each_exon_deleted_as_a_whole(
    skips: Callable[..., tuple[Any, ...]],
    mane: Mrna,
    regions: dict[str, Any],
    exon: int,
    flank: int,
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    start, end = exon_spans(walk)[exon - 1]
    (found,) = skips(start - flank, walk.bases[start - flank : end + flank], "")
    check(found, mane, (exon,))


@pytest.mark.parametrize("run", list(combinations(WHOLE, 2)))
def test_neighbours_that_go_together_are_one_loss(
    skips: Callable[..., tuple[Any, ...]],
    mane: Mrna,
    regions: dict[str, Any],
    run: tuple[int, int],
) -> None:
    walk = regions["GRCh38"].transcripts[MANE]
    spans = exon_spans(walk)
    start, end = spans[run[0] - 1][0] - 20, spans[run[1] - 1][1] + 20
    (found,) = skips(start, walk.bases[start:end], "")
    check(found, mane, tuple(range(run[0], run[1] + 1)))


@pytest.mark.parametrize(
    ("exon", "isoform", "span"), [(3, "Q9BZS1-2", (71, 105)), (8, "Q9BZS1-4", (246, 272))]
)
def test_the_known_isoforms(
    skips: Callable[..., tuple[Any, ...]],
    mane: Mrna,
    regions: dict[str, Any],
    proteins: dict[str, str],
    exon: int,
    isoform: str,
    span: tuple[int, int],
) -> None:
    """UniProt: isoform 2 lacks residues 71 to 105, isoform 4 lacks 246 to 272."""
    whole, (first, last) = proteins["Q9BZS1-1"], span
    assert mane.protein == whole + "*"
    assert proteins[isoform] == whole[: first - 1] + whole[last:]
    (found,) = skips(*next(site_changes(regions["GRCh38"].transcripts[MANE], exon)))
    assert found.residues_lost == last - first + 1
    assert read_back(found.hgvs_p, whole) == (proteins[isoform], len(proteins[isoform]))


@pytest.mark.parametrize("accession", SKIPPABLE)
def test_each_exon_of_other_transcripts(
    skips: Callable[..., tuple[Any, ...]], regions: dict[str, Any], accession: str
) -> None:
    mrna, walk = mrna_of(regions["GRCh38"], accession), regions["GRCh38"].transcripts[accession]
    stop = mrna.exons[mrna.start + mrna.coding - 1]
    checked = 0
    for exon in range(mrna.exons[mrna.start] + 1, stop):
        for change in site_changes(walk, exon):
            (found,) = skips(*change, accession)
            check(found, mrna, (exon,))
            checked += 1
    assert checked >= 7 * 12


@pytest.mark.parametrize(
    ("exon", "frame"), [(1, "not_predictable"), (2, "start_lost"), (12, "not_predictable")]
)
def test_exons_with_the_ends_of_the_mrna_or_the_start(
    skips: Callable[..., tuple[Any, ...]], regions: dict[str, Any], exon: int, frame: str
) -> None:
    for change in site_changes(regions["GRCh38"].transcripts[MANE], exon):
        (found,) = skips(*change)
        assert (found.exons, found.bases, found.frame.value) == ((exon,), SIZES[exon - 1], frame)
        assert (found.residues_lost, found.hgvs_p, found.decay) == (None, "", None)


def test_an_exon_with_the_stop(
    skips: Callable[..., tuple[Any, ...]], regions: dict[str, Any]
) -> None:
    # ENST00000651307.1 has its stop codon in the last exon but one.
    walk = regions["GRCh38"].transcripts["ENST00000651307.1"]
    for change in site_changes(walk, 9):
        (found,) = skips(*change, "ENST00000651307.1")
        assert (found.bases, found.frame.value, found.decay) == (102, "stop_lost", None)


@pytest.mark.parametrize(
    ("text", "exons"),
    [
        ("210+1_210+2insA", (2,)),  # between the two bases of the donor
        ("316-2_316-1insT", (4,)),
        ("205_210+1del", (2,)),
        ("316-1_320del", (4,)),
        ("210+2_210+8del", (2,)),
        ("315+1_315+2delinsAC", (3,)),
        ("211-2_211-1inv", (3,)),
        # Beside the sites, in the exon, deep in the intron, and where nothing is transcribed.
        ("210+3G>T", ()),
        ("211-3C>T", ()),
        ("210G>A", ()),
        ("211C>A", ()),
        ("210+100_210+200del", ()),
        ("-10C>G", ()),
        # An intron that goes as a whole leaves no site, and none to be skipped to.
        ("210+1_211-1del", ()),
        ("200_220del", ()),
    ],
)
def test_what_touches_a_site(foxp3: Callable[..., Any], text: str, exons: tuple[int, ...]) -> None:
    skips = foxp3(text).annotation.details.exon_skips
    assert [skip.exons for skip in skips] == ([exons] if exons else [])


def test_a_stop_at_the_new_junction_ends_the_protein_in_frame(toy_gene: Callable[..., Any]) -> None:
    # ATG GCT T|CA TCC AAA G|AA CTG TGA: without exon 2, of 9 bases, T|AA is a stop.
    intron = "gtaagctcattgcatgcctgattcgacttactcttctgcag"
    toy = toy_gene(("CCACCATGGCTT", intron, "CATCCAAAG", intron, "AACTGTGAGCC"), 5, 24)
    (found,) = toy("16+1G>A").annotation.details.exon_skips
    # M A S S K E L: Ser3 to Leu7 are lost.
    assert (found.exons, found.bases, found.frame.value) == ((2,), 9, "in_frame")
    assert (found.hgvs_p, found.residues_lost) == ("p.(Ser3Ter)", 5)
    decay = found.decay
    assert (decay.verdict.value, decay.stop, decay.last_junction) == ("escapes", "7", "7^17")


@pytest.mark.parametrize(
    ("first", "last", "exons"),
    [
        # From inside exon 5 into intron 7: what is left of exon 5 has no donor.
        ("502", "736-18", (5, 6, 7)),
        # From intron 4 into exon 6: what is left of exon 6 has no acceptor.
        ("455-18", "602", (5, 6)),
    ],
)
def test_an_exon_that_is_cut_off_goes_with_the_lost_ones(
    foxp3: Callable[..., Any], mane: Mrna, first: str, last: str, exons: tuple[int, ...]
) -> None:
    (found,) = foxp3(f"{first}_{last}del").annotation.details.exon_skips
    check(found, mane, exons)


@pytest.mark.parametrize("exon", [1, 12])
def test_a_deleted_exon_at_an_end_is_not_predictable(
    skips: Callable[..., tuple[Any, ...]], regions: dict[str, Any], exon: int
) -> None:
    # docs/columns.md: "not_predictable (the first or last exon)": without the promoter, or the
    # signal to end, there is no mRNA to be read.
    walk = regions["GRCh38"].transcripts[MANE]
    start, end = exon_spans(walk)[exon - 1]
    (found,) = skips(start - 20, walk.bases[start - 20 : end + 20], "")
    assert found.frame.value == "not_predictable"
