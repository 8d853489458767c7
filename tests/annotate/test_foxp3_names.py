"""Names and terms on FOXP3: the agreed hard cases, the catalog's facts, and hand-worked rules."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from Bio.Seq import Seq

from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

NEAR_A_BORDER = "splice"


def annotate_vcf(toolkit: Toolkit, name: str, build: str = "GRCh38") -> Any:
    _, pos, ref, alt = name.split("-")
    annotator = toolkit.annotators[build]
    variant = GenomicVariant(build, Edit(int(pos) - 1, ref, alt))
    return annotator.annotate(variant, [annotator.gene.mane_select]).transcripts[0]


def body(name: str) -> str:
    return name.rpartition(":")[2]


def test_the_agreed_hard_cases(toolkit: Toolkit, shared_facts: Path) -> None:
    """Names that at least three independent annotators agree on."""
    with (shared_facts / "cases" / "engine.tsv").open(newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    assert len(rows) == 28
    for row in rows:
        found = annotate_vcf(toolkit, row["variant"])
        assert body(found.hgvs_c) == row["hgvs_c"], row["id"]
        if row["hgvs_p"] == "none or p.?":
            assert found.hgvs_p in {"", "p.?"}, row["id"]
        elif row["hgvs_p"]:
            assert body(found.hgvs_p) == row["hgvs_p"], row["id"]
        agreed = row["consequence_terms"].split("&") if row["consequence_terms"] else []
        terms = {term.term for term in found.consequences}
        if any(NEAR_A_BORDER in term for term in terms.union(agreed)):
            agreed = agreed[:1]
        assert terms.issuperset(agreed), row["id"]


@pytest.mark.parametrize("build", ["GRCh37", "GRCh38"])
def test_the_catalogs_names_follow_from_its_placements(
    toolkit: Toolkit, bundle_folder: Path, build: str
) -> None:
    entries = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    for entry in entries:
        if entry["resolution"] != "exact":
            continue
        place = entry["placements"][build]
        name = f"X-{place['pos']}-{place['ref']}-{place['alt']}"
        found = annotate_vcf(toolkit, name, build)
        assert body(found.hgvs_c) == place["hgvs_c"], entry["id"]
        assert body(found.hgvs_p) == (entry["hgvs_p"] or ""), entry["id"]


@pytest.mark.parametrize(
    ("text", "c", "p", "terms"),
    [
        # Codons from the sequence of the CDS; numbers by (n + 2) // 3.
        ("1150G>A", "", "p.(Ala384Thr)", "missense_variant"),
        ("1009C>T", "", "p.(Arg337Ter)", "stop_gained"),
        ("1A>C", "", "p.(Met1?)", "start_lost"),
        ("2T>G", "", "p.(Met1?)", "start_lost"),
        ("1295G>A", "", "p.(Ter432=)", "stop_retained_variant"),
        ("1294T>C", "", "p.(Ter432ArgextTer?)", "stop_lost"),
        # CCT GGC CCC TGA: the last residue goes, its stop stays.
        ("1291_1293del", "", "p.(Pro431del)", "inframe_deletion"),
        # GGAGAAGGAGAAG: 750_752del is 751_753del.
        ("750_752del", "751_753del", "p.(Glu251del)", "inframe_deletion"),
        ("748_750del", "", "p.(Lys250del)", "inframe_deletion"),
        ("751_753dup", "", "p.(Glu251dup)", "inframe_insertion"),
        ("1_3dup", "", "p.(Met1dup)", "inframe_insertion"),
        # CC[T>C] [GGC>GGA]
        ("18_21delinsCGGA", "", "p.(Pro6_Gly7=)", "synonymous_variant"),
        ("1189_1190delinsTT", "", "p.(Arg397Leu)", "missense_variant"),
        # AAC CCC (Asn3 Pro4): AA[TAG]CCCC..: stop between; then a residue and a stop.
        ("9_10insTAG", "", "p.(Pro4Ter)", "stop_gained"),
        ("9_10insGCATAG", "", "p.(Asn3_Pro4insAlaTer)", "stop_gained"),
        ("*876A>G", "", "", "3_prime_UTR_variant"),
        ("-5A>T", "", "", "5_prime_UTR_variant"),
        ("-22-2361C>T", "", "", "intron_variant"),
    ],
)
def test_rules_on_the_mane_transcript(
    foxp3: Callable[..., Any], text: str, c: str, p: str, terms: str
) -> None:
    for build in ("GRCh38", "GRCh37"):
        found = foxp3(text, build=build)
        assert (found.c, found.p) == (c or text, p)
        assert found.terms == frozenset(terms.split("&"))


def distance_to_stop(mutant: str) -> int | None:
    """Count codons from the old stop's place, which is 0, to the next stop; Biopython reads."""
    behind = mutant[1293 : 1293 + (len(mutant) - 1293) // 3 * 3]
    place = str(Seq(behind).translate()).find("*")
    return None if place < 0 else place


@pytest.mark.parametrize(
    ("text", "start", "end", "new", "fact"),
    [
        # How far the three frames behind the stop are open: a fact of the sequence.
        ("1294T>C", 1293, 1294, "C", None),
        ("1295G>C", 1294, 1295, "C", None),
        ("1295del", 1294, 1295, "", 160),
        ("1294del", 1293, 1294, "", 160),
        ("1295_1296del", 1294, 1296, "", 25),
    ],
)
def test_extensions_have_their_true_distance(
    foxp3: Callable[..., Any],
    regions: dict[str, Any],
    text: str,
    start: int,
    end: int,
    new: str,
    fact: int | None,
) -> None:
    truth = regions["GRCh38"].transcripts["NM_014009.4"]
    spliced = "".join(truth.bases[place] for place in truth.spliced)[truth.first_coding :]
    assert distance_to_stop(spliced[:start] + new + spliced[end:]) == fact
    found = foxp3(text)
    assert found.p.startswith("p.(Ter432")
    assert found.p.endswith(f"extTer{fact or '?'})")
    assert "stop_lost" in found.terms


@pytest.mark.parametrize(
    ("text", "c", "first"),
    [
        # ..AAG|gtg: the last G of exon 11 is the first of intron 11 for HGVS.
        ("1146del", "1146+1del", "splice_donor_variant"),
        ("1146dup", "1146+1dup", "splice_donor_variant"),
        # ..CCAG|GCC: the first G of exon 11; exon/exon junctions do stop the shift.
        ("1045-1del", "1045del", "frameshift_variant"),
        # ..TGG|gta
        ("1044del", "1044+1del", "splice_donor_variant"),
    ],
)
def test_borders_do_not_stop_the_shift_and_the_other_reading_is_told(
    foxp3: Callable[..., Any], text: str, c: str, first: str
) -> None:
    found = foxp3(text)
    assert (found.c, found.first) == (c, first)
    assert "AMBIGUOUS_PLACEMENT" in found.issues


def test_a_c_name_never_jumps_to_the_next_exon(
    foxp3: Callable[..., Any], regions: dict[str, Any]
) -> None:
    # Exon 2 ends ..CTGCAG|, exon 3 begins |CTGCC: in the mRNA "CAGC" a naive shift could go on.
    truth = regions["GRCh38"].transcripts["NM_014009.4"]
    assert "".join(truth.bases[truth.c[str(n)]] for n in range(207, 215)) == "GCAGCTGC"
    found = foxp3("205_210del")
    assert "211" not in found.c


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("210+1G>A", "NC_000023.11(NM_014009.4):c."),
        ("1150G>A", "NM_014009.4:c."),
        ("1044_1044+2del", "NC_000023.11(NM_014009.4):c."),
        ("*876A>G", "NM_014009.4:c."),
    ],
)
def test_intronic_names_carry_the_genomic_context(
    foxp3: Callable[..., Any], name: str, reference: str
) -> None:
    assert foxp3(name).annotation.hgvs_c == reference + name


def test_the_protein_accession_stands_before_known_changes_only(
    foxp3: Callable[..., Any],
) -> None:
    assert foxp3("1150G>A").annotation.hgvs_p == "NP_054728.2:p.(Ala384Thr)"
    assert foxp3("210+1G>A").annotation.hgvs_p == "p.?"
    assert foxp3("1045G>A", "NM_001114377.2").annotation.hgvs_p.startswith("NP_001107849.1:p.(")


def test_residues_of_the_delta_2_isoform_count_35_lower(foxp3: Callable[..., Any]) -> None:
    assert foxp3("1189C>T").p == "p.(Arg397Trp)"
    assert foxp3("1084C>T", "NM_001114377.2").p == "p.(Arg362Trp)"


def test_the_nmd_transcript_carries_its_term(foxp3: Callable[..., Any]) -> None:
    accession = "ENST00000651307.1"
    assert foxp3("4C>T", accession).terms == {"missense_variant", "NMD_transcript_variant"}
    assert foxp3("210+9C>A", accession).terms == {"intron_variant", "NMD_transcript_variant"}


def test_a_cds_without_stop_has_no_stop_to_lose(foxp3: Callable[..., Any]) -> None:
    """ENST00000652559.1 ends in the CDS: 154 codons, none of them a stop."""
    accession = "ENST00000652559.1"
    whole = foxp3("4C>T", accession)
    assert whole.p == "p.(Pro2Ser)"
    for text in ("461del", "455_457del", "462del"):
        found = foxp3(text, accession)
        assert not {"stop_lost", "stop_retained_variant", "stop_gained"} & found.terms
        assert "ext" not in found.p
        assert "Ter154" not in found.p
    assert foxp3("12del", accession).p == foxp3("12del").p
    assert "frameshift_variant" in foxp3("461del", accession).terms


def test_every_small_change_at_the_end_of_a_cds_without_stop_has_an_answer(
    foxp3: Callable[..., Any],
) -> None:
    faults = []
    for number in range(454, 462):
        for size in range(1, 463 - number):
            faults += fault(
                foxp3, f"{number}_{number + size - 1}del" if size > 1 else f"{number}del"
            )
        for new in ("A", "C", "G", "T", "GAT", "ATG", "GATG", "CCC", "TAA", "GATGAT"):
            faults += fault(foxp3, f"{number}_{number + 1}ins{new}")
            faults += fault(foxp3, f"{number}_{number + 1}delins{new}C")
    assert faults == []


def fault(foxp3: Callable[..., Any], text: str) -> list[str]:
    try:
        found = foxp3(text, "ENST00000652559.1")
    except ValueError as error:
        assert "changes nothing" in str(error)  # noqa: PT017 - a delins of the same bases
        return []
    except IndexError as error:
        return [f"{text}: {error}"]
    wrong = {"stop_lost", "stop_retained_variant", "3_prime_UTR_variant"} & found.terms
    return [f"{text}: {wrong}"] if wrong or "ext" in found.p else []


@pytest.mark.parametrize("text", ["461_462insC", "461_462insT", "461dup"])
def test_a_shifted_frame_at_the_open_end_is_a_frameshift(
    foxp3: Callable[..., Any], text: str
) -> None:
    """GGA is followed by codons that are not known: what is read there is no silent change."""
    found = foxp3(text, "ENST00000652559.1")
    assert "frameshift_variant" in found.terms
    assert "=" not in found.p


def test_the_first_exon_is_lost_with_exon_2_the_start_goes(foxp3: Callable[..., Any]) -> None:
    one = foxp3("-72_-23del")
    assert one.first == "exon_loss_variant"
    assert one.c == "-72_-23del"
    assert "5_prime_UTR_variant" in one.terms
    two = foxp3("-22-5_210+5del")
    assert two.p == "p.0?"
    assert {"exon_loss_variant", "splice_acceptor_variant", "splice_donor_variant"} <= two.terms


def test_a_whole_exon_gone_with_its_flanks_is_exon_loss_with_unknown_protein(
    foxp3: Callable[..., Any],
) -> None:
    found = foxp3("211-20_315+20del")
    assert found.p == "p.?"
    assert {"exon_loss_variant", "splice_acceptor_variant", "splice_donor_variant"} <= found.terms
    assert "transcript_ablation" not in found.terms


def test_the_whole_gene_gone_is_an_ablation(toolkit: Toolkit, regions: dict[str, Any]) -> None:
    region = regions["GRCh38"]
    start, end = 49250437 - 10, 49264710 + 10
    gone = Edit(start, region.plus[start - region.start : end - region.start], "")
    annotator = toolkit.annotators["GRCh38"]
    (found,) = annotator.annotate(
        GenomicVariant("GRCh38", gone), [annotator.gene.mane_select]
    ).transcripts
    assert [term.term for term in found.consequences] == ["transcript_ablation"]
    assert (found.hgvs_c, found.hgvs_p) == ("", "p.0?")


@pytest.mark.parametrize(
    ("pos", "term"),
    [
        # NM_014009.4 spans 49250438 to 49264710 on GRCh38, minus strand; 5,000 bases around it.
        (49264711, "upstream_gene_variant"),
        (49269710, "upstream_gene_variant"),
        (49269711, "intergenic_variant"),
        (49250437, "downstream_gene_variant"),
        (49248436, "downstream_gene_variant"),
    ],
)
def test_flanks_reach_five_thousand_bases(
    toolkit: Toolkit, regions: dict[str, Any], pos: int, term: str
) -> None:
    region = regions["GRCh38"]
    ref = region.plus[pos - 1 - region.start]
    found = annotate_vcf(toolkit, f"X-{pos}-{ref}-{'A' if ref != 'A' else 'C'}")
    assert [c.term for c in found.consequences] == [term]
    assert (found.hgvs_c, found.hgvs_p) == ("", "")


def test_g_shifts_to_larger_positions_and_c_to_smaller_ones(
    toolkit: Toolkit, foxp3: Callable[..., Any]
) -> None:
    """c.227del: AGG|A on the plus strand; VCF left, g. right, one allele."""
    found = foxp3("227del")
    annotator = toolkit.annotators["GRCh38"]
    plus, start = annotator.gene.plus_sequence, annotator.gene.region.start
    run = [p for p in range(49257740, 49257765) if plus[p - 1 - start] == "A"]
    assert 49257752 in run
    last = 49257752
    while last + 1 in run:
        last += 1
    assert found.g == f"g.{last}del"
