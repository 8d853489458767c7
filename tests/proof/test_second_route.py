"""The program against a second derivation of protein names and consequence terms.

``second_reading.py``, ``second_route.py`` and ``second_terms.py`` read the raw files, apply the
allele, translate the whole changed transcript and name what they find by the sources' rules; they
know nothing of the program. ``second_bench.py`` asks both, the program in the spelling in which the
allele was made.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from second_alleles import (
    RandomAlleles,
    codon_replacements,
    exons_and_edges,
    short_indels,
    substitutions,
)
from second_bench import Bench, derived
from second_reading import load_readings

from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
OTHERS = (
    "NM_001114377.2",
    "ENST00000376207.10",
    "ENST00000376199.7",
    "ENST00000455775.7",
    "ENST00000518685.6",
    "ENST00000557224.6",
    "ENST00000376197.1",
    "ENST00000651307.1",
    "ENST00000652559.1",
)
BUILDS = ("GRCh38", "GRCh37")


@pytest.fixture(scope="module")
def benches(toolkit: Toolkit, bundle_folder: Path) -> dict[tuple[str, str], Bench]:
    return {
        (assembly, accession): Bench(toolkit, assembly, reading)
        for assembly in BUILDS
        for accession, reading in load_readings(bundle_folder, assembly).items()
    }


# Names and terms that several annotators agree on, or that the house's page gives as examples.
AGREED = [
    ("X-49251480-C-T", "p.(Ala384Thr)", "missense_variant"),
    ("X-49251765-CC-C", "p.(Ala349ProfsTer41)", "frameshift_variant&splice_region_variant"),
    ("X-49253124-AC-A", "p.?", "splice_donor_variant"),
    ("X-49253124-A-AC", "p.?", "splice_donor_variant"),
    ("X-49256750-CT-C", "p.(Lys216SerfsTer38)", "frameshift_variant&splice_region_variant"),
    ("X-49258505-T-C", "p.(Met1?)", "start_lost"),
    ("X-49258502-G-GCAT", "p.(Met1dup)", "inframe_insertion"),
    ("X-49258502-G-GC", "p.(Pro2AlafsTer204)", "frameshift_variant"),
    ("X-49251335-C-T", "p.(Ter432=)", "stop_retained_variant"),
    ("X-49251333-GTCA-G", "p.(Ter432ProextTer?)", "stop_lost"),
    ("X-49251333-GTC-G", "p.(Ter432SerextTer25)", "frameshift_variant&stop_lost"),
    ("X-49251336-A-AT", "p.(Ter432MetextTer26)", "frameshift_variant&stop_lost"),
    ("X-49251328-TTGAGGTCAGGG-T", "p.(Pro431ArgfsTer24)", "stop_lost&3_prime_UTR_variant"),
    ("X-49251334-TCAG-CTGA", "p.(Ter432GlnextTer?)", "stop_lost"),
    ("X-49255494-CCTT-C", "p.(Lys250del)", "inframe_deletion"),
    ("X-49257751-TA-T", "p.(Leu76GlnfsTer53)", "frameshift_variant"),
    ("X-49257674-A-AAGGCCT", "p.(Phe102Ter)", "stop_gained"),
    ("X-49251440-CG-AA", "p.(Arg397Leu)", "missense_variant"),
    (
        "X-49251430-GCTCTCCACCCGCACAAAGCA-TGCTTTGTGCGGGTGGAGAGC",
        "p.(Cys394_Ser400delinsAlaLeuHisProHisLysAla)",
        "missense_variant",
    ),
    ("X-49250456-T-C", "", "3_prime_UTR_variant"),
    ("X-49258295-C-T", "p.?", "splice_donor_variant"),
    ("X-49258504-A-AT", "", "start_retained_variant&5_prime_UTR_variant"),
    ("X-49251333-G-GT", "", "3_prime_UTR_variant"),
    ("X-49253167-T-TTCAACG", "p.(His334_Asn335insArgTer)", "stop_gained"),
    (
        "X-49255772-C-CTCATCCAGAA",
        "p.(Asp225_Glu226insAspSerGlyTer)",
        "frameshift_variant&stop_gained",
    ),
    ("X-49251434-TCCACCC-T", "p.(Arg397_Glu399delinsGln)", "protein_altering_variant"),
]


@pytest.mark.parametrize(("name", "protein", "expected"), AGREED, ids=[a[0] for a in AGREED])
def test_both_routes_give_the_agreed_answers(
    benches: dict[tuple[str, str], Bench], name: str, protein: str, expected: str
) -> None:
    bench = benches["GRCh38", MANE]
    allele = bench.reading.from_vcf(name)
    answers = [
        derived(bench.reading, allele),
        bench.answer(allele.start, allele.deleted, allele.inserted),
    ]
    assert [(p.removeprefix("NP_054728.2:"), t) for p, t in answers] == [
        (protein, frozenset(expected.split("&")))
    ] * 2


RULES = [
    # As many bases come as go: each stands for one, and a site or start codon stays that keeps
    # its own bases (nomenclature page of the project; Ensembl: differing regions).
    (
        "X-49258293-CACCT-TACCC",
        "p.(Gln70Arg)",
        "missense_variant&splice_donor_region_variant&intron_variant",
    ),
    (
        "X-49257768-GCTG-CCTC",
        "p.(Leu71Val)",
        "missense_variant&splice_region_variant&intron_variant",
    ),
    ("X-49258502-GCATC-CCATT", "p.(Pro2Ala)", "missense_variant&5_prime_UTR_variant"),
    # HGVS protein/insertion and duplication: a gain behind the last residue is an extension.
    ("X-49251336-A-ATGC", "p.(Ter432AlaextTer1)", "inframe_insertion"),
    ("X-49251336-A-AGGG", "p.(Ter432ProextTer1)", "inframe_insertion"),
    # HGVS protein/insertion: the most C-terminal position possible.
    ("X-49257515-G-CTACTGGAGT", "p.(Leu123_Glu124insGlnTer)", "stop_gained"),
    # Ensembl: bases that come in between exon and intron lengthen the coding sequence (its
    # mapper drops the gap). Whether they do is not known: p.? (house).
    ("X-49258295-C-CT", "p.?", "frameshift_variant&splice_region_variant"),
    ("X-49257768-G-GT", "p.?", "frameshift_variant&splice_region_variant"),
    ("X-49258295-C-CTGT", "p.?", "inframe_insertion&splice_region_variant"),
    # Ensembl 105 and later: the fifth base takes the place of the donor region.
    ("X-49258290-CCT-C", "", "splice_donor_5th_base_variant&intron_variant"),
    # Ensembl 105 and later: the splice region gives way to fifth base and donor region.
    ("X-49258288-GGC-G", "", "splice_donor_region_variant&intron_variant"),
    # Ensembl 109 and later: no tract term where exon bases go along (pull request 919 of
    # ensembl-variation).
    (
        "X-49257766-CAGCTGGG-C",
        "p.?",
        "splice_acceptor_variant&coding_sequence_variant&intron_variant",
    ),
    # Bases that come in at either edge of the tract lengthen it.
    (
        "X-49257770-T-TA",
        "",
        "splice_polypyrimidine_tract_variant&splice_region_variant&intron_variant",
    ),
    ("X-49257785-G-GT", "", "splice_polypyrimidine_tract_variant&intron_variant"),
    # The new protein is shorter: SO:0001587, not SO:0001578.
    ("X-49251334-TCAGGG-ATCA", "p.(Pro431Ter)", "stop_gained&frameshift_variant"),
    # The new bases bring the stop behind Pro431: the same protein.
    ("X-49251337-G-GGTAGCTAC", "p.(Pro431=)", "synonymous_variant"),
]


@pytest.mark.parametrize(("name", "protein", "expected"), RULES, ids=[rule[0] for rule in RULES])
def test_the_program_follows_the_sources(
    benches: dict[tuple[str, str], Bench], name: str, protein: str, expected: str
) -> None:
    bench = benches["GRCh38", MANE]
    allele = bench.reading.from_vcf(name)
    protein_name, terms = bench.answer(allele.start, allele.deleted, allele.inserted)
    answer = protein_name.removeprefix("NP_054728.2:"), terms
    assert answer == (protein, frozenset(expected.split("&")))


# Introns that are long enough.
@pytest.mark.parametrize("number", [0, 1, 3, 5, 7, 8, 9])
def test_a_duplication_inside_an_intron_copies_no_exon(
    benches: dict[tuple[str, str], Bench], number: int
) -> None:
    """Also where it is longer than the exon before: what stands before the source is not copied."""
    bench = benches["GRCh38", MANE]
    gene, (start, end) = bench.reading.gene, bench.reading.exons[number]
    source = end + 30, end + 30 + (end - start) + 60
    assert source[1] + 30 <= bench.reading.exons[number + 1][0]
    assert bench.answer(source[1], "", gene[slice(*source)]) == ("", frozenset({"intron_variant"}))


def test_a_replaced_transcript_is_ablated(benches: dict[tuple[str, str], Bench]) -> None:
    bench = benches["GRCh38", MANE]
    first, last = bench.reading.span
    answer = bench.answer(first, bench.reading.gene[first:last], "GAC")
    assert answer == ("p.0?", frozenset({"transcript_ablation"}))


def test_joined_untranslated_exons_change_no_protein(
    benches: dict[tuple[str, str], Bench],
) -> None:
    bench = benches["GRCh38", MANE]
    (_, last), (first, _) = bench.reading.exons[:2]
    protein, terms = bench.answer(last - 20, bench.reading.gene[last - 20 : first + 10], "")
    assert protein == ""
    assert terms >= {"splice_donor_variant", "splice_acceptor_variant", "5_prime_UTR_variant"}


def test_a_copied_intron_leaves_the_protein_unknown(
    benches: dict[tuple[str, str], Bench],
) -> None:
    """c.262_336dup: part of exon 3, intron 3 and part of exon 4 are there twice."""
    bench = benches["GRCh38", MANE]
    (start, _), (second, _) = bench.reading.exons[2:4]
    copied = bench.reading.gene[start + 51 : second + 21]
    answer = bench.answer(second + 21, "", copied)
    assert answer == ("p.?", frozenset({"coding_sequence_variant"}))


def test_sample_of_substitutions(benches: dict[tuple[str, str], Bench]) -> None:
    for (_, accession), bench in benches.items():
        step = 6 if accession == MANE else 60
        places = exons_and_edges(bench.reading)[::step]
        bench.check(substitutions(bench.reading.gene, places))


def test_sample_of_short_indels(benches: dict[tuple[str, str], Bench]) -> None:
    for (_, accession), bench in benches.items():
        step = 16 if accession == MANE else 120
        places = exons_and_edges(bench.reading)[::step]
        bench.check(short_indels(bench.reading.gene, places))


def test_sample_of_random_alleles(benches: dict[tuple[str, str], Bench]) -> None:
    for (_, accession), bench in benches.items():
        alleles = RandomAlleles(bench.reading, f"quick {accession}")
        bench.check(alleles.near(800 if accession == MANE else 25))
        bench.check(alleles.anywhere(200 if accession == MANE else 20))


@pytest.mark.exhaustive
@pytest.mark.parametrize("assembly", BUILDS)
def test_all_substitutions(benches: dict[tuple[str, str], Bench], assembly: str) -> None:
    bench = benches[assembly, MANE]
    places = exons_and_edges(bench.reading)
    compared = bench.check(substitutions(bench.reading.gene, places))
    assert compared == 3 * len(places) == 3 * (2264 + 12 * 40)


@pytest.mark.exhaustive
@pytest.mark.parametrize("assembly", BUILDS)
def test_all_short_indels(benches: dict[tuple[str, str], Bench], assembly: str) -> None:
    bench = benches[assembly, MANE]
    compared = bench.check(short_indels(bench.reading.gene, exons_and_edges(bench.reading)))
    assert compared == 10 * (2264 + 12 * 40)


@pytest.mark.exhaustive
@pytest.mark.parametrize("split", [False, True], ids=["whole", "split"])
def test_all_codon_replacements(benches: dict[tuple[str, str], Bench], *, split: bool) -> None:
    bench = benches["GRCh38", MANE]
    compared = bench.check(codon_replacements(bench.reading, split=split))
    # 432 codons by 20 residues or the stop, and by themselves where a residue has other codons.
    assert compared > (80 if split else 8900)


@pytest.mark.exhaustive
@pytest.mark.parametrize("assembly", BUILDS)
def test_random_alleles(benches: dict[tuple[str, str], Bench], assembly: str) -> None:
    bench = benches[assembly, MANE]
    alleles = RandomAlleles(bench.reading, assembly)
    bench.check(alleles.near(20_000 if assembly == "GRCh38" else 4_000))
    bench.check(alleles.anywhere(6_000))


@pytest.mark.exhaustive
@pytest.mark.parametrize("assembly", BUILDS)
@pytest.mark.parametrize("accession", OTHERS)
def test_other_transcripts(
    benches: dict[tuple[str, str], Bench], accession: str, assembly: str
) -> None:
    bench = benches[assembly, accession]
    gene, places = bench.reading.gene, exons_and_edges(bench.reading)
    bench.check(substitutions(gene, places[::2]))
    bench.check(short_indels(gene, places[::8]))
    alleles = RandomAlleles(bench.reading, accession)
    bench.check(alleles.near(1_000))
    bench.check(alleles.anywhere(600))
