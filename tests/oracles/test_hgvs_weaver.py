"""``c.`` and ``p.`` names compared with those of hgvs-weaver, on both builds.

Compared are all substitutions of the CDS and of the first and last 10 bases of every intron, every
deletion and duplication of one base of the CDS and of the 10 bases on either side of its exons, and
500 random indels of up to 12 bases and some 500 duplications of 10 to 20 bases inside the coding
part of exons. The ``c.`` names must agree
without exception; every other ``p.`` name must be of a kind that is listed here and in
docs/adjudication.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from allele_sets import (
    coding_positions,
    duplications,
    intron_edge_positions,
    random_indels,
    single_base_indels,
    substitutions,
)
from Bio.SeqUtils import seq3
from differences import KnownDifference, missing_in_table, report, sort_out
from our_engine import annotate, bare
from weaver_answers import BundleProvider, Weaver

from foxp3tool.model.gene import Gene
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

MARGIN = 10
SEED = 20_240_607
INTRONIC = re.compile(r"^c\.(?:[*-]?\d+[+-]\d+)(?:_[*-]?\d+[+-]\d+)?(?![\d_])")
UPSTREAM = re.compile(r"^c\.-\d+(?:_-\d+)?(?![\d_+-])")
DOWNSTREAM = re.compile(r"^c\.\*\d+(?:_\*\d+)?(?![\d_+-])")
WITH_STOP = re.compile(
    r"^p\.\([A-Z][a-z]{2}(?P<first>\d+)(?:_[A-Z][a-z]{2}\d+)?(?P<kind>ins|delins)"
    r"(?P<residues>(?:[A-Z][a-z]{2})+Ter)\)$"
)


@dataclass(frozen=True, slots=True)
class Names:
    """Both tools' names of one allele."""

    coding: str
    ours: str
    theirs: str
    reference: tuple[str, ...]


def _intron(names: Names) -> bool:
    return bool(INTRONIC.match(names.coding)) and (names.ours, names.theirs) == ("", "p.?")


def _upstream(names: Names) -> bool:
    return bool(UPSTREAM.match(names.coding)) and (names.ours, names.theirs) == ("", "p.?")


def _downstream(names: Names) -> bool:
    return bool(DOWNSTREAM.match(names.coding)) and (names.ours, names.theirs) == ("", "p.(=)")


def _start_stays(names: Names) -> bool:
    return (names.coding, names.ours, names.theirs) == ("c.1dup", "", "p.(Met1?)")


def _behind_the_stop(names: Names) -> bool:
    return (names.coding, names.ours, names.theirs) == ("c.1296dup", "", "p.(Ter432=)")


def _inserted_stop(names: Names) -> bool:
    ours, theirs = WITH_STOP.match(names.ours), WITH_STOP.match(names.theirs)
    if ours is None or theirs is None or not re.search(r"\d(?:ins|dup)", names.coding):
        return False
    kinds = ours["kind"], theirs["kind"]
    return kinds == ("ins", "delins") and (
        _truncated(ours, names.reference) == _truncated(theirs, names.reference)
    )


def _truncated(name: re.Match[str], reference: tuple[str, ...]) -> tuple[str, ...]:
    """Return the residues of the protein that a name ending in Ter describes."""
    first = int(name["first"])
    kept = first if name["kind"] == "ins" else first - 1
    return reference[:kept] + tuple(re.findall("[A-Z][a-z]{2}", name["residues"]))


KNOWN = (
    KnownDifference(
        "intron",
        "nothing is predicted of an intronic change outside the canonical splice sites",
        _intron,
    ),
    KnownDifference("5' UTR", "a change outside the CDS has no p. name", _upstream),
    KnownDifference("3' UTR", "a change outside the CDS has no p. name", _downstream),
    KnownDifference(
        "start codon in place",
        "HGVS protein/substitution: Met1? is for a start codon that is affected; ATG stays here",
        _start_stays,
    ),
    KnownDifference(
        "insertion behind the stop",
        "the 3'-shifted insertion lies between c.1296 and c.*1, behind the stop codon",
        _behind_the_stop,
    ),
    KnownDifference(
        "inserted stop",
        "HGVS protein/insertion: insertions that encode a stop are described as an insertion, "
        "p.(Met3_His4insGlyTer)",
        _inserted_stop,
    ),
)


def compare(toolkit: Toolkit, assembly: str, edits: Iterable[Edit]) -> tuple[dict[str, int], int]:
    """Fail on a difference that no rule explains; return the known ones and all alleles."""
    gene = toolkit.bundle.genes[assembly]
    transcript = gene.mane_select
    provider = BundleProvider(gene, transcript)
    reference = tuple(re.findall("...", seq3(provider.protein.rstrip("*"))))
    weaver = Weaver(provider)
    coding_differences: list[tuple[str, str]] = []
    differences: list[Names] = []
    alleles = list(edits)
    for edit in alleles:
        annotation = annotate(toolkit, assembly, transcript, edit)
        coding, protein = weaver.names(edit)
        ours = bare(annotation.hgvs_c), bare(annotation.hgvs_p)
        if ours[0] != coding:
            coding_differences.append((ours[0], coding))
        if ours[1] != protein:
            differences.append(Names(ours[0], ours[1], protein, reference))
    assert not coding_differences, report(coding_differences)
    counts, unexplained = sort_out(differences, KNOWN)
    shown = [(names.coding, names.ours, names.theirs) for names in unexplained]
    assert not unexplained, report(shown)
    return counts, len(alleles)


@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_substitutions(toolkit: Toolkit, assembly: str) -> None:
    gene = toolkit.bundle.genes[assembly]
    transcript = gene.mane_select
    positions = coding_positions(transcript) + intron_edge_positions(transcript)
    counts, number = compare(toolkit, assembly, substitutions(gene, positions))
    # Ten bases at either end of an intron less its two canonical ones, in eleven introns.
    assert counts == {"intron": 3 * 16 * 11}
    assert number == 3 * (1_296 + 20 * 11)


@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_deletions_and_duplications_of_one_base(toolkit: Toolkit, assembly: str) -> None:
    gene = toolkit.bundle.genes[assembly]
    counts, number = compare(toolkit, assembly, single_base_indels(gene, _with_margin(gene)))
    assert counts == {
        "intron": 228,
        "5' UTR": 12,
        "3' UTR": 16,
        "start codon in place": 1,
        "insertion behind the stop": 1,
    }
    assert number == 2_128


@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_random_indels(toolkit: Toolkit, assembly: str) -> None:
    gene = toolkit.bundle.genes[assembly]
    edits = random_indels(gene, gene.mane_select, count=500, longest=12, seed=SEED)
    counts, number = compare(toolkit, assembly, edits)
    # Their number follows from the seed; each of them is judged by the protein it describes.
    assert counts.keys() <= {"inserted stop", "intron"}
    assert number == 500


@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
def test_longer_duplications(toolkit: Toolkit, assembly: str) -> None:
    gene = toolkit.bundle.genes[assembly]
    edits = duplications(gene, gene.mane_select, lengths=range(10, 21), step=23)
    counts, number = compare(toolkit, assembly, edits)
    assert counts.keys() <= {"inserted stop", "intron"}
    assert number > 400


@pytest.mark.parametrize(
    ("variant", "coding", "by_the_rule", "by_weaver"),
    [
        ("49251334-TCAGGGGCCA-T", "c.1287_1295del", "p.(Gly430ProfsTer?)", "p.(Gly430_Ter432del)"),
        (
            "49251334-TCAGGG-ACT",
            "c.1291_1296delinsAGT",
            "p.(Pro431SerfsTer?)",
            "p.(Pro431_Ter432delinsSer)",
        ),
    ],
)
def test_loss_of_the_stop_with_residues_before_it_is_a_frameshift(
    toolkit: Toolkit, variant: str, coding: str, by_the_rule: str, by_weaver: str
) -> None:
    """HGVS protein/frameshift: deletions that start 5' of the stop codon and include it."""
    position, ref, alt = variant.split("-")
    edit = Edit(int(position) - 1, ref, alt)
    transcript = toolkit.bundle.genes["GRCh38"].mane_select
    weaver = Weaver(BundleProvider(toolkit.bundle.genes["GRCh38"], transcript))
    assert weaver.names(edit) == (coding, by_weaver)
    annotation = annotate(toolkit, "GRCh38", transcript, edit)
    assert (bare(annotation.hgvs_c), bare(annotation.hgvs_p)) == (coding, by_the_rule)


def test_every_known_difference_is_adjudicated() -> None:
    names = [kind.name for kind in KNOWN]
    assert not missing_in_table([*names, "stop codon and residues before it lost"])


def _with_margin(gene: Gene) -> list[int]:
    """Return the gene-frame positions of the CDS and of the bases around its exons, in order."""
    around = {
        position + shift
        for position in coding_positions(gene.mane_select)
        for shift in range(-MARGIN, MARGIN + 1)
    }
    return sorted(around)
