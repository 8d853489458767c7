"""Names and terms of a small gene, worked out by hand; its mirror image must give the same.

The gene, in the direction of transcription (codon numbers above the codons)::

    5'UTR       ACTTGGTGAC                                                      c.-10 to c.-1
                1   2   3   4   5   6   7         7 8   9   10  11  12  13  14
    exon 1      ATG GCT TCA TCC AAA GAA CT        c.1 to c.20, then intron 1 of 41 bases
    exon 2      C TGG CAA CAG CCT TAC GAC GTC CAC CGT AA      c.21 to c.50, intron 2 of 40 bases
                15 H CAC  16 R CGT  17 N AAC (AA|C)
    exon 3      C GGC ATC TTC AAG AAG CCG TGA     c.51 to c.72
    3'UTR       GCATTCTAGCCTAACGTTTAAAC           c.*1 to c.*23

    protein     MASSKELWQQPYDVHRNGIFKKP*           Met1 to Pro23, Ter24

Behind the stop: in the natural frame GCA TTC TAG, one base less GCATTC.. (no stop up to the end),
two bases less TGC ATT CTA GCC TAA.
"""

from collections.abc import Callable
from typing import Any

import pytest
from Bio.Seq import Seq

from foxp3tool.model.gene import Biotype
from foxp3tool.model.interval import Strand

PARTS = (
    "ACTTGGTGACATGGCTTCATCCAAAGAACT",
    "gtaagctcattgcatgcctgattcgacttactcttctgcag",
    "CTGGCAACAGCCTTACGACGTCCACCGTAA",
    "gtgagtaccatttgcaacgtttctgacctcttttccccag",
    "CGGCATCTTCAAGAAGCCGTGAGCATTCTAGCCTAACGTTTAAAC",
)  # fmt: skip
FLANKS = ("TCGATCGGCA", "GGATCCGATT")


@pytest.fixture(scope="module", params=list(Strand))
def toy(request: pytest.FixtureRequest, toy_gene: Callable[..., Any]) -> Any:
    return toy_gene(PARTS, 10, 72, request.param, FLANKS)


def test_the_gene_is_what_its_drawing_says(toy: Any) -> None:
    cds = "".join(PARTS[::2])[10:82]
    assert str(Seq(cds).translate()) == "MASSKELWQQPYDVHRNGIFKKP*"
    assert [len(part) for part in PARTS] == [30, 41, 30, 40, 45]
    assert toy.walk.bases == toy.annotator.gene.sequence


def check(toy: Any, text: str, c: str, p: str, terms: str) -> None:
    found = toy(text)
    assert (found.c, found.p) == (c or text, p)
    assert found.terms == frozenset(terms.split("&"))


@pytest.mark.parametrize(
    ("text", "p", "terms"),
    [
        ("4G>A", "p.(Ala2Thr)", "missense_variant"),
        ("6T>C", "p.(Ala2=)", "synonymous_variant"),
        ("24G>A", "p.(Trp8Ter)", "stop_gained"),
        ("23G>A", "p.(Trp8Ter)", "stop_gained&splice_region_variant"),
        ("36C>A", "p.(Tyr12Ter)", "stop_gained"),
        ("70T>C", "p.(Ter24ArgextTer3)", "stop_lost"),
        ("72A>G", "p.(Ter24TrpextTer3)", "stop_lost"),
        ("71G>A", "p.(Ter24=)", "stop_retained_variant"),
        ("1A>C", "p.(Met1?)", "start_lost"),
        ("1A>T", "p.(Met1?)", "start_lost"),
        ("2T>A", "p.(Met1?)", "start_lost"),
        ("3G>A", "p.(Met1?)", "start_lost"),
        ("-1C>G", "", "5_prime_UTR_variant"),
        ("-10A>G", "", "5_prime_UTR_variant"),
        ("*1G>A", "", "3_prime_UTR_variant"),
        ("*23C>A", "", "3_prime_UTR_variant"),
    ],
)
def test_substitutions(toy: Any, text: str, p: str, terms: str) -> None:
    check(toy, text, text, p, terms)


@pytest.mark.parametrize(
    ("text", "c", "p", "terms"),
    [
        # GC[T>C] [T>A]CA: Ala stays, Ser becomes Thr; only the changed residue is named.
        ("6_7delinsCA", "", "p.(Ser3Thr)", "missense_variant"),
        # TC[A>T] [TCC>AGT]: two serines either way.
        ("9_12delinsTAGT", "", "p.(Ser3_Ser4=)", "synonymous_variant"),
        # GA[C>A] [G>C]TC
        ("39_40delinsAC", "", "p.(Asp13_Val14delinsGluLeu)", "missense_variant"),
        # An inversion that trims to one base is a substitution: CAG>CTG.
        ("28_30inv", "29A>T", "p.(Gln10Leu)", "missense_variant"),
        ("31_33inv", "", "p.(Pro11Arg)", "missense_variant"),
        # A delins whose parts share their ends is trimmed: CAG>CTG again.
        ("28_30delinsCTG", "29A>T", "p.(Gln10Leu)", "missense_variant"),
        # TGG CAA > TAG AAA: a stop, and nothing listed behind it.
        ("23_25delinsAGA", "", "p.(Trp8Ter)", "stop_gained&splice_region_variant"),
        # CAG CCT > TAG TCT
        ("28_31delinsTAGT", "", "p.(Gln10Ter)", "stop_gained"),
    ],
)
def test_changes_of_equal_length(toy: Any, text: str, c: str, p: str, terms: str) -> None:
    check(toy, text, c, p, terms)


@pytest.mark.parametrize(
    ("text", "c", "p", "terms"),
    [
        ("13_15del", "", "p.(Lys5del)", "inframe_deletion"),
        # AAGAAG: the 3' rule on DNA and on the protein.
        ("61_63del", "64_66del", "p.(Lys22del)", "inframe_deletion"),
        # TCATCC minus TCA = minus CAT = minus ATC; Ser3 or Ser4, the second is named.
        ("7_9del", "9_11del", "p.(Ser4del)", "inframe_deletion"),
        # The last residue goes, the natural stop stays: not Pro23Ter.
        ("67_69del", "", "p.(Pro23del)", "inframe_deletion"),
        # TGG CAACAG CCT > TGG CCT; the C of CCT lets it shift by one.
        ("25_30del", "26_31del", "p.(Gln9_Gln10del)", "inframe_deletion"),
        # AAA GAA > AAA, shifted to GAA at the exon's end.
        ("14_16del", "16_18del", "p.(Glu6del)", "inframe_deletion&splice_region_variant"),
        # T[ACG]ACG > TACG: the second ACG goes.
        ("35_37del", "38_40del", "p.(Asp13del)", "inframe_deletion"),
        # CCT TAC > CAC: two residues become one.
        ("32_34del", "", "p.(Pro11_Tyr12delinsHis)", "protein_altering_variant"),
        # AAA GAA > CAA
        ("13_16delinsC", "", "p.(Lys5_Glu6delinsGln)", "protein_altering_variant"),
        # GTC CAC CGT > GGT: in frame, two residues fewer.
        ("41_46del", "", "p.(Val14_Arg16delinsGly)", "protein_altering_variant"),
        # TAC GAC > TAA: an in-frame deletion that joins to a stop... TA[CGAC>A].
        ("36_39delinsA", "", "p.(Tyr12Ter)", "stop_gained"),
    ],
)
def test_in_frame_losses(toy: Any, text: str, c: str, p: str, terms: str) -> None:
    check(toy, text, c, p, terms)


@pytest.mark.parametrize(
    ("text", "c", "p", "terms"),
    [
        ("30_31insGCA", "", "p.(Gln10_Pro11insAla)", "inframe_insertion"),
        ("28_30dup", "29_31dup", "p.(Gln10dup)", "inframe_insertion"),
        ("60_61insAAG", "64_66dup", "p.(Lys22dup)", "inframe_insertion"),
        ("61_66dup", "", "p.(Lys21_Lys22dup)", "inframe_insertion"),
        ("1_3dup", "", "p.(Met1dup)", "inframe_insertion"),
        # Lys behind Lys22 spelt AAA: an ins on the DNA, a dup on the protein.
        ("66_67insAAA", "", "p.(Lys22dup)", "inframe_insertion"),
        # CCT > CGA ACT: one residue becomes two others.
        ("31_32insGAA", "", "p.(Pro11delinsArgThr)", "protein_altering_variant"),
        # Residues before the stop: an extension comes before an insertion or a duplication.
        ("69_70insGCA", "", "p.(Ter24AlaextTer1)", "inframe_insertion"),
        ("69_70insGCATTA", "", "p.(Ter24AlaextTer2)", "inframe_insertion"),
    ],
)
def test_in_frame_gains(toy: Any, text: str, c: str, p: str, terms: str) -> None:
    check(toy, text, c, p, terms)


@pytest.mark.parametrize(
    ("text", "p"),
    [
        # The first new residue is the stop: written as a substitution.
        ("30_31insTAG", "p.(Pro11Ter)"),
        ("30_31insTAGGCA", "p.(Pro11Ter)"),
        # Inserted residues end with the stop; nothing is listed behind it.
        ("30_31insGCATAG", "p.(Gln10_Pro11insAlaTer)"),
        ("30_31insGCATAGGTT", "p.(Gln10_Pro11insAlaTer)"),
        # C[ATTAAC]CT = CAT TAA CCT: proline comes out whole, so it is an insertion.
        ("31_32insATTAAC", "p.(Gln10_Pro11insHisTer)"),
        # C[GTTAAG]CT = CGT TAA GCT: a codon that is split counts as behind the inserted stop.
        ("31_32insGTTAAG", "p.(Gln10_Pro11insArgTer)"),
    ],
)
def test_an_insertion_with_a_stop_ends_at_the_stop(toy: Any, text: str, p: str) -> None:
    check(toy, text, "", p, "stop_gained")


@pytest.mark.parametrize(
    ("text", "p", "terms"),
    [
        # The inserted bases bring their own stop, so no other frame is ever read (HGVS, insertion).
        ("30_31insGCATAGA", "p.(Gln10_Pro11insAlaTer)", "stop_gained&frameshift_variant"),
        ("30_31insTAGA", "p.(Pro11Ter)", "stop_gained&frameshift_variant"),
        ("31_33delinsATTTAA", "p.(Pro11delinsIleTer)", "stop_gained"),
        ("31_33delinsATTTAAG", "p.(Pro11delinsIleTer)", "stop_gained&frameshift_variant"),
        ("31_33delinsTAA", "p.(Pro11Ter)", "stop_gained"),
    ],
)
def test_inserted_bases_with_a_stop_of_their_own(toy: Any, text: str, p: str, terms: str) -> None:
    check(toy, text, "", p, terms)


@pytest.mark.parametrize(
    ("text", "c", "p", "terms"),
    [
        # AAA GAA C.. > AAG AAC TGT ...: Lys stays, the first changed residue is Glu6; no stop.
        ("13del", "15del", "p.(Glu6AsnfsTer?)", "frameshift_variant"),
        # [CA]A CAG CCT TAC GAC GTC CAC CGT AA > ACA GCC TTA CGA CGT CCA CCG TAA: 8th codon.
        ("25_26del", "", "p.(Gln9ThrfsTer8)", "frameshift_variant"),
        # TA[C] GAC > TAG: written as a substitution, both terms stand.
        ("36del", "", "p.(Tyr12Ter)", "frameshift_variant&stop_gained"),
        # TA[A]C: the same by an insertion.
        ("35_36insA", "35dup", "p.(Tyr12Ter)", "frameshift_variant&stop_gained"),
        # CCG [A]TGA > stop codon unread: CCG ATG AGC ATT CTA GCC TAA, five residues on.
        ("69_70insA", "", "p.(Ter24MetextTer5)", "frameshift_variant&stop_lost"),
    ],
)
def test_frameshifts(toy: Any, text: str, c: str, p: str, terms: str) -> None:
    check(toy, text, c, p, terms)


@pytest.mark.parametrize(
    ("text", "c", "p", "terms"),
    [
        # TGA out: GCA TTC TAG
        ("70_72del", "", "p.(Ter24AlaextTer2)", "stop_lost"),
        # T[G]A GCA > TAG: the next base mends the stop.
        ("71del", "", "p.(Ter24=)", "stop_retained_variant"),
        # TG[A] GCA TTC TAG > TGG CAT TCT AGC CTA ACG TTT AAA C: no stop.
        ("72del", "", "p.(Ter24TrpextTer?)", "frameshift_variant&stop_lost"),
        # T[GA]GC = T G[AG]C > TGC ATT CTA GCC TAA; shifted into the 3'UTR.
        ("71_72del", "72_*1del", "p.(Ter24CysextTer4)", "stop_lost&3_prime_UTR_variant"),
        # CC[G TGAG]CATTC: CCC ATT CTA GCC TAA; Pro stays, the stop is the first change.
        ("69_*1del", "", "p.(Ter24IleextTer3)", "stop_lost&3_prime_UTR_variant"),
        # AAG [CCG TGA] GCA TTC TAG: Pro23 becomes Ala; the protein is read on by one.
        ("67_72del", "", "p.(Pro23AlafsTer3)", "stop_lost"),
        # T[A]GA: TAG stays a stop.
        ("70_71insA", "", "p.(Ter24=)", "stop_retained_variant"),
        # Bases directly behind the stop leave it in place, whatever they spell.
        ("70_72dup", "", "", "3_prime_UTR_variant"),
        ("72_*1insTTT", "", "", "3_prime_UTR_variant"),
    ],
)
def test_the_stop_codon(toy: Any, text: str, c: str, p: str, terms: str) -> None:
    check(toy, text, c, p, terms)


@pytest.mark.parametrize(
    ("text", "c", "p", "terms"),
    [
        ("2del", "", "p.(Met1?)", "start_lost"),
        ("-2_1del", "", "p.(Met1?)", "start_lost&5_prime_UTR_variant"),
        ("1_3del", "", "p.(Met1?)", "start_lost"),
        ("2_3insA", "", "p.(Met1?)", "start_lost"),
        # Bases before the A that leave ATG in place are 5'UTR, however they are spelt.
        ("-1_1insCCC", "", "", "5_prime_UTR_variant"),
        ("1_2delinsCCAT", "-1_1insCC", "", "5_prime_UTR_variant"),
        # A[CCA]TG still ends with ATG.
        ("1_2insCCA", "", "", "start_retained_variant&5_prime_UTR_variant"),
        ("-4_-1del", "", "", "5_prime_UTR_variant"),
    ],
)
def test_the_start_codon(toy: Any, text: str, c: str, p: str, terms: str) -> None:
    check(toy, text, c, p, terms)


@pytest.mark.parametrize(
    ("text", "c", "p", "needed", "banned"),
    [
        # Both intron bases stay: no canonical term. The copy of exonic bases has its p. name.
        ("48_50dup", "", "p.(Asn17dup)", "inframe_insertion&splice_region_variant", "donor"),
        ("20+1_20+2insAAA", "", "p.?", "splice_donor_variant", "region_variant"),
        ("20+1del", "", "p.?", "splice_donor_variant", "region_variant"),
        ("19_20+1del", "", "p.?", "splice_donor_variant", "acceptor"),
        # C|T[gt] = C[Tg]t: the border does not stop the shift.
        ("20_20+1del", "20+1_20+2del", "p.?", "splice_donor_variant", "acceptor"),
        ("21-1_21del", "", "p.?", "splice_acceptor_variant", "donor"),
        # [C]AACT|gtaag..|CTGG[C]: fused; CT + CTGG goes, shifted by one: CAA CAG for Leu to Gln9.
        ("19_24del", "20_25del", "p.(Leu7_Trp8del)",
         "splice_donor_variant&splice_acceptor_variant&inframe_deletion", "loss"),
        ("21-5_50+4del", "", "p.?",
         "exon_loss_variant&splice_donor_variant&splice_acceptor_variant", "ablation"),
        ("21_50del", "", "p.?", "exon_loss_variant", "donor_variant"),
        ("-10_20del", "", "p.0?", "exon_loss_variant", "ablation"),
        ("-3_20+5del", "", "p.?", "splice_donor_variant&start_lost", "loss"),
    ],
)  # fmt: skip
def test_borders_and_exons(toy: Any, text: str, c: str, p: str, needed: str, banned: str) -> None:
    found = toy(text)
    assert (found.c, found.p) == (c or text, p)
    assert found.terms >= set(needed.split("&"))
    assert not [term for term in found.terms if banned in term]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("50_50+1insCCC", "inframe_insertion"),
        ("50_50+1insCC", "frameshift_variant"),
        ("21-1_21insTTT", "inframe_insertion"),
    ],
)
def test_other_bases_between_exon_and_intron_are_no_canonical_loss(
    toy: Any, text: str, term: str
) -> None:
    """Ensembl's terms are those of bases that become exonic; whether they do is not known."""
    found = toy(text)
    assert (found.c, found.p) == (text, "p.?")
    assert found.terms == {term, "splice_region_variant"}


def test_the_whole_transcript_gone_is_an_ablation(toy: Any) -> None:
    bases = toy.walk.bases
    found = toy.apply(8, bases[8:-8], "")
    assert (found.terms, found.c, found.p) == ({"transcript_ablation"}, "", "p.0?")


def test_a_base_beyond_the_transcript_has_no_c_name(toy: Any) -> None:
    bases = toy.walk.bases
    for place, old, new, term in (
        (9, "A", "C", "upstream_gene_variant"),
        (0, "T", "C", "upstream_gene_variant"),
        (len(bases) - 10, "G", "C", "downstream_gene_variant"),
    ):
        found = toy.apply(place, old, new)
        assert (found.terms, found.c, found.p) == ({term}, "", "")


def test_a_deletion_over_the_transcripts_first_base_has_no_c_name(toy: Any) -> None:
    found = toy.apply(7, toy.walk.bases[7:13], "")
    assert (found.c, found.p) == ("", "")
    assert "5_prime_UTR_variant" in found.terms


def test_inserted_copy_of_bases_before_the_transcript_is_an_ins_on_c(toy: Any) -> None:
    # GGCA|ACTT > GGCAACAACTT: the copied AAC begins one base before the transcript.
    found = toy.apply(11, "", "CAA")
    assert found.c == "-9_-8insAAC"
    assert found.g.endswith("dup")


@pytest.mark.parametrize("strand", Strand)
@pytest.mark.parametrize("text", ["4G>A", "20+30C>T", "*3A>G", "21-1G>A", "13del"])
def test_an_nmd_biotype_adds_its_term_inside_the_transcript(
    toy_gene: Callable[..., Any], strand: Strand, text: str
) -> None:
    plain = toy_gene(PARTS, 10, 72, strand, FLANKS)
    nmd = toy_gene(PARTS, 10, 72, strand, FLANKS, biotype=Biotype.NONSENSE_MEDIATED_DECAY)
    if text == "20+30C>T":
        base = plain.walk.bases[plain.walk.c["21-12"]]
        text = f"21-12{base}>{'A' if base != 'A' else 'C'}"
    assert nmd(text).terms == plain(text).terms | {"NMD_transcript_variant"}


def test_an_nmd_biotype_is_silent_outside(toy_gene: Callable[..., Any]) -> None:
    nmd = toy_gene(PARTS, 10, 72, Strand.PLUS, FLANKS, biotype=Biotype.NONSENSE_MEDIATED_DECAY)
    assert nmd.apply(0, "T", "C").terms == {"upstream_gene_variant"}


@pytest.mark.parametrize("strand", Strand)
def test_a_transcript_without_cds_has_n_names_and_no_protein(
    toy_gene: Callable[..., Any], strand: Strand
) -> None:
    toy = toy_gene(PARTS, 10, 72, strand, FLANKS, is_coding=False)
    found = toy("4G>A")  # the 14th base of the transcript
    assert (found.c, found.p) == ("n.14G>A", "")
    assert found.terms == {"non_coding_transcript_exon_variant"}
    assert toy("20+1G>A").terms == {"splice_donor_variant"}
