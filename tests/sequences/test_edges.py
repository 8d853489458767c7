"""Changes at the edges: UTRs, start, stop, splice sites, whole exons, poly-A; refusals.

The mutant mRNA is made by string surgery on the mRNA that raw_truth joins from the files; c.
numbers are counted off from the start codon. Nothing of foxp3tool is used for what is expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from Bio.Seq import Seq
from raw_truth import Allele, joined, region, transcript

from foxp3tool.model.sequence_export import SequencePair

Make = Callable[..., SequencePair]
MANE = "NM_014009.4"
BUILD = "GRCh38"
CDS = 1296
SPLICED = ("transcript", "cds", "protein")


def reference() -> tuple[str, int]:
    return joined(list(region(BUILD)[1]), BUILD, MANE)


def index(number: str) -> int:
    """The place in the mRNA, from 0, of a c. number without an intron part."""
    _, start = reference()
    if number.startswith("*"):
        return start + CDS + int(number[1:]) - 1
    return start + int(number) - (int(number) > 0)


def cut(first: str, last: str, put: str = "") -> str:
    mrna, _ = reference()
    return mrna[: index(first)] + put + mrna[index(last) + 1 :]


def between(before: str, put: str) -> str:
    mrna, _ = reference()
    return mrna[: index(before) + 1] + put + mrna[index(before) + 1 :]


def read(mrna: str, start: int) -> tuple[str, str]:
    """The coding sequence with its stop, if it has one, and the protein, by Biopython."""
    assert mrna[start : start + 3] == "ATG"
    frame = mrna[start:]
    residues = str(Seq(frame[: len(frame) - len(frame) % 3]).translate())
    stop = residues.find("*")
    return (frame, residues) if stop < 0 else (frame[: 3 * stop + 3], residues[:stop])


START = 72  # c.-72 is the first base of the mRNA
IN_EXONS = [
    ("c.-72_-70del", cut("-72", "-70"), START - 3),
    ("c.-5_-3del", cut("-5", "-3"), START - 3),
    ("c.-10_-9insATG", between("-10", "ATG"), START + 3),
    ("c.-22_-20del", cut("-22", "-20"), START - 3),
    ("c.-24_-23del", cut("-24", "-23"), START - 2),
    ("c.-22_-21insT", between("-22", "T"), START + 1),
    ("c.-3_-1dup", between("-1", reference()[0][START - 3 : START]), START + 3),
    ("c.-1_1insA", between("-1", "A"), START + 1),
    ("c.1_3dup", between("3", "ATG"), START),
    ("c.4_5insATG", between("4", "ATG"), START),
    ("c.5_7del", cut("5", "7"), START),
    ("c.209_210insT", between("209", "T"), START),
    ("c.453_454insT", between("453", "T"), START),
    ("c.455_456insT", between("455", "T"), START),
    ("c.1290_*10del", cut("1290", "*10"), START),
    ("c.1293_1294insTAA", between("1293", "TAA"), START),
    ("c.1294T>C", cut("1294", "1294", "C"), START),
    ("c.1294del", cut("1294", "1294"), START),
    ("c.1294_1296del", cut("1294", "1296"), START),
    ("c.1295G>A", cut("1295", "1295", "A"), START),
    ("c.1294_*2del", cut("1294", "*2"), START),
    ("c.1296del", cut("1296", "1296"), START),
    ("c.1296_*1insTTT", between("1296", "TTT"), START),
    ("c.*1_*3del", cut("*1", "*3"), START),
    ("c.*873_*878del", cut("*873", "*878"), START),
    ("c.*876A>G", cut("*876", "*876", "G"), START),
]


@pytest.mark.parametrize(("name", "mrna", "start"), IN_EXONS, ids=[one[0] for one in IN_EXONS])
def test_small_changes_by_surgery_on_the_mrna(make: Make, name: str, mrna: str, start: int) -> None:
    cds, protein = read(mrna, start)
    assert make(name, "transcript").mutant.bases == mrna
    assert make(name, "cds").mutant.bases == cds
    assert make(name, "protein").mutant.bases == protein


def test_several_changes_in_cis_by_surgery(make: Make) -> None:
    mrna, _ = reference()
    for before, put, taken in ((index("1150"), "A", 1), (index("700"), "", 3), (75, "ATG", 0)):
        mrna = mrna[:before] + put + mrna[before + taken :]
    name = "c.[3_4insATG;700_702del;1150G>A]"
    cds, protein = read(mrna, START)
    assert make(name, "transcript").mutant.bases == mrna
    assert make(name, "cds").mutant.bases == cds
    assert make(name, "protein").mutant.bases == protein


# Splice sites and exons


def exons() -> list[tuple[int, int]]:
    """The exons in the order of transcription, 0-based half-open on the plus strand."""
    spans = transcript(MANE)["exons"][BUILD]
    return sorted(((e["start"], e["end"]) for e in spans), reverse=True)


def loss(start: int, end: int) -> Allele:
    """The deletion of a 0-based stretch, with the base before it as anchor."""
    origin, bases = region(BUILD)
    first = start - 1 - origin
    return Allele(BUILD, start, bases[first : end - origin], bases[first])


def called(allele: Allele) -> str:
    return f"X-{allele.pos}-{allele.ref}-{allele.alt}"


@pytest.mark.parametrize("number", range(2, 12))
def test_a_whole_exon_from_its_first_to_its_last_base(
    make: Make, refusal: Callable[..., str], number: int
) -> None:
    start, end = exons()[number - 1]
    allele = loss(start, end)
    for what in SPLICED:
        told = refusal(called(allele), what)
        assert f"exon {number} is lost" in told
        # The start codon stands in exon 2.
        assert ("--if-spliced-normally" in told) == (number > 2 or what == "transcript")
    made = make(called(allele), "transcript", if_spliced_normally=True)
    mrna, first = joined(allele.cells, BUILD, MANE)
    assert made.mutant.bases == mrna
    assert len(made.reference.bases) - len(mrna) == end - start
    if number > 2:
        cds, protein = read(mrna, first)
        assert make(called(allele), "cds", if_spliced_normally=True).mutant.bases == cds
        assert make(called(allele), "protein", if_spliced_normally=True).mutant.bases == protein


@pytest.mark.parametrize("number", range(1, 12))
def test_two_bases_of_an_intron_at_each_of_its_ends(
    make: Make, refusal: Callable[..., str], number: int
) -> None:
    donor = exons()[number - 1][0]
    acceptor = exons()[number][1]
    cases = [
        ("splice_donor_variant", loss(donor - 2, donor)),
        ("splice_acceptor_variant", loss(acceptor, acceptor + 2)),
    ]
    origin, bases = region(BUILD)
    at = acceptor - origin
    if bases[at : at + 2] == bases[at - 2 : at]:
        # AG stands on both sides of the border of intron 9: the acceptor is as it was.
        assert number == 9
        _, allele = cases.pop()
        kept = make(called(allele), "transcript")
        assert len(kept.mutant.bases) == len(kept.reference.bases) - 2
        assert any("reads as splice_acceptor_variant" in note for note in kept.mutant.notes)
    for term, allele in cases:
        for what in SPLICED:
            told = refusal(called(allele), what)
            assert term in told
            assert "how the mRNA is spliced is not known" in told
        context = make(called(allele), "context", flank=30)
        match = re.search(r":(\d+)-(\d+)", dict(context.reference.facts)["location"])
        assert match is not None
        expected = allele.stretch(int(match[1]) - 1, int(match[2]))
        assert context.mutant.bases == str(Seq(expected).reverse_complement())
        assert any("no mRNA or protein of the mutant" in note for note in context.mutant.notes)


@pytest.mark.parametrize("name", ["c.210_210+1insAAA", "c.211-1_211insAAA", "c.-23_-23+1insT"])
def test_what_is_put_in_exactly_at_a_border_is_in_doubt(
    refusal: Callable[..., str], name: str
) -> None:
    for what in SPLICED:
        told = refusal(name, what)
        assert "exactly between exon and intron" in told
        assert "--if-spliced-normally" not in told
        assert "--what context" in told


# What is said


def notes(make: Make, name: str, what: str = "transcript") -> str:
    return " | ".join(make(name, what).mutant.notes)


def test_a_changed_polya_signal_leaves_the_end_open(make: Make) -> None:
    # c.*873_*878 is AATAAA.
    mrna, _ = reference()
    assert mrna[index("*873") : index("*878") + 1] == "AATAAA"
    for what in SPLICED:
        told = notes(make, "c.*876A>G", what)
        assert "polyadenylation signal AATAAA at c.*873_*878 becomes AATGAA" in told
        assert "where the mRNA ends is not known" in told
        assert "AATAAA at c.*873_*878 is gone" in notes(make, "c.*873_*878del", what)
    assert "polyadenylation" not in notes(make, "c.*872C>T")


def test_a_new_atg_before_the_start_is_told(make: Make) -> None:
    mrna, _ = reference()
    assert "ATG" not in mrna[:START]
    for what in SPLICED:
        told = notes(make, "c.-10_-9insATG", what)
        # Its A stands at one of the two places, as the bases that are put in can be shifted.
        assert re.search("an ATG arises in the 5'UTR at c.-(9|10) ", told)
        mutant = between("-10", "ATG")
        first = mutant.index("ATG")
        assert "*" not in str(Seq(mutant[first : START + 3]).translate())
        assert ("in frame" in told) == ((START + 3 - first) % 3 == 0)
    assert "ATG arises" not in notes(make, "c.-5_-3del")


def test_an_end_of_the_transcript_that_is_touched_is_told(make: Make) -> None:
    assert "touches an end of NM_014009.4" in notes(make, "c.-72_-70del")
    assert "touches an end" not in notes(make, "c.-71_-70del")


@pytest.mark.parametrize("name", ["c.1A>G", "c.2del", "c.1_3del", "c.-2_2del", "c.3G>A"])
def test_of_a_lost_start_the_mrna_is_recommended_and_there(
    make: Make, refusal: Callable[..., str], name: str
) -> None:
    for what in ("cds", "protein"):
        told = refusal(name, what)
        assert "the start codon is lost" in told
        assert "--what transcript the mRNA" in told
    assert "translation begins instead is not known" in notes(make, name)


REFUSED = [
    ("c.[1150G>A;1150G>T]", "cds", "overlap"),
    ("NC_000023.11:g.49107941C>T", "cds", "outside the region of FOXP3 on GRCh38"),
    ("NC_000023.11:g.(49250000_49251000)_(49252000_49253000)del", "context", "ranges"),
    ("c.(454+1_455-1)_(542+1_543-1)del", "cds", "ranges"),
    ("NC_000023.11:g.49248000_49248500del", "context", "bundled region"),
    ("X-1000-A-T", "context", "outside the gene region"),
    ("c.9999G>A", "cds", "*896"),
    ("p.Gly999Ala", "cds", "431 residues"),
    ("chrX:49260000", "context", "not which bases"),
    ("c.1150_1151insN", "cds", "A, C, G or T"),
    ("NC_000023.10:g.49118241T>G", "cds", None),
    ("NM_014009.4:c.1150=", "cds", "no variant"),
    ("c.210_211insAAA", "cds", "no single meaning"),
    ("c.210+1G>A", "protein", "not known"),
    ("c.2T>C", "protein", "start codon"),
    ("NC_000023.11:g.49250438_49264710del", "cds", "there is no mRNA"),
]


@pytest.mark.parametrize(("name", "what", "told"), REFUSED, ids=[one[0] for one in REFUSED])
def test_every_refusal_names_a_remedy(
    refusal: Callable[..., str], make: Make, name: str, what: str, told: str | None
) -> None:
    if told is None:
        # On its own build it is a change; only the conversion is refused.
        assert make(name, "context").mutant.bases
        reason = refusal(name, what, assembly="GRCh38")
        told = "no counterpart"
    else:
        reason = refusal(name, what)
    assert told in reason
    assert re.search(r"what to do: \S|nearest that fits: \S", reason)


def test_a_protein_name_of_several_codons_gives_each(make_all: Callable[..., list[SequencePair]],
                                                     ) -> None:  # fmt: skip
    old, _ = reference()
    pairs = make_all("p.Phe367Leu", "protein")
    residues = str(Seq(old[START : START + CDS]).translate()).rstrip("*")
    assert len(pairs) == 6
    assert {pair.mutant.bases for pair in pairs} == {residues[:366] + "L" + residues[367:]}
    changed = {pair.mutant.bases[1098:1101] for pair in make_all("p.Phe367Leu", "cds")}
    assert changed == {"TTA", "TTG", "CTT", "CTC", "CTA", "CTG"}
