"""What a refused description is told: what may be meant, with the reason, and never an answer.

The lists as wholes are worked out a second time in tests/proof/test_hints.py.
"""

from __future__ import annotations

import pytest

from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.notation.readings import readings
from foxp3tool.pipeline.toolkit import Toolkit


def refusal(toolkit: Toolkit, text: str, assembly: str | None = None) -> NotationError:
    with pytest.raises(NotationError) as caught:
        toolkit.resolve(parse(text), assembly)
    return caught.value


# Around c.1150 the CDS reads TAC GCC ACC (Tyr383 Ala384 Thr385), c.1147 to c.1155; c.751 to c.756
# GAG AAG (Glu251 Lys252); c.1293_1294 is CT, which a paper of 2001 calls 1481_1482. The gene lies
# on the minus strand: c.1150 is X:49251480 of GRCh38 and X:49107941 of GRCh37.
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c.1150C>A", "NM_014009.4:c.1150G>T (its bases given on the other strand)"),
        ("c.1150C>A", "NM_014009.4:c.1151C>A (1 position away)"),
        ("c.1150A>G", "NM_014009.4:c.1150G>A (old and new bases exchanged)"),
        ("c.1105G>A", "NM_014009.4:c.1150G>A (two digits exchanged)"),
        ("c.1338G>A", "NM_014009.4:c.1150G>A (counted from the first base of an old mRNA record)"),
        ("c.1481_1482delCT", "c.1293_1294del (CT stands there, counted from the first base of an"),
        ("c.751_753delGAA", "NM_014009.4:c.753_755del (GAA stands there, 2 positions away)"),
        ("c.751_753delCTC", "c.751_753del (GAG stands there, its bases given on the other strand)"),
        ("c.751delGAG", "NM_014009.4:c.751_753del (GAG stands there, as many positions as bases)"),
        ("c.751_754dupGAG", "NM_014009.4:c.751_753dup (GAG stands there, as many positions"),
        ("c.751_752delGAG", "NM_014009.4:c.751_753del (GAG stands there, as many positions"),
        ("c.750_753delGAG", "NM_014009.4:c.751_753del (GAG stands there, as many positions"),
        # The distance into the intron may be the slip: c.1044+459 is A (a reported mutation).
        ("c.1044+495A>G", "NM_014009.4:c.1044+459A>G (two digits exchanged)"),
        ("c.210+1C>A", "NM_014009.4:c.210+1G>T (its bases given on the other strand)"),
        ("c.210+2G>A", "NM_014009.4:c.210+1G>A (1 position away)"),
        # c.1105 of the delta-2 transcript, which lacks 105 coding bases, is c.1210, in GGG GCT.
        ("c.1105G>A", "NM_001114377.2:c.1105G>A (counted on NM_001114377.2, which is c.1210 here)"),
        ("NM_001114377.2:c.1054G>A", "NM_001114377.2:c.1045G>A (two digits exchanged)"),
        ("NM_001114377.2:c.1150G>A", "NM_014009.4:c.1150G>A (counted on NM_014009.4, which"),
        # A transcript of Ensembl with another beginning, in which c.1150 is A.
        ("ENST00000455775.7:c.1150G>A", "NM_014009.4:c.1150G>A (counted on NM_014009.4, which"),
        # There are 72 bases before c.1.
        ("n.1150G>A", "NM_014009.4:c.1150G>A (counted from the first coding base)"),
        ("n.1223G>A", "NM_014009.4:n.1222G>A (1 position away)"),
        ("c.1300G>A", "n.1300G>A (counted from the first base of the transcript, which is c.1228"),
        # Codon 339 is CCT: only the last of its bases, c.1017, is T.
        ("c.339T>A", "NM_014009.4:c.1017T>A (its number that of the residue)"),
        ("c.1150C[3]", "NM_014009.4:c.1150G[3] (its bases given on the other strand)"),
        ("NG_007392.1:12079:A:G", "NG_007392.1:12079:T:C (its bases given on the other strand)"),
        # X:49251480 is the C opposite of c.1150, between two of G.
        ("NC_000023.11:g.49251480G[3]", "NC_000023.11:g.49251480C[3] (its bases given on the"),
        ("NC_000023.11(NM_014009.4):c.210+1C>A", "NC_000023.11(NM_014009.4):c.210+1G>T (its"),
    ],
)
def test_where_stated_bases_fit(toolkit: Toolkit, text: str, said: str) -> None:
    error = refusal(toolkit, text)
    assert error.code is IssueCode.REF_MISMATCH
    assert any(said in hint for hint in error.hints), error.hints
    assert len(error.hints) <= 4
    assert error.cause
    assert error.remedy


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        # Of the other build, of the gene's own record, of the chromosome.
        (
            "NC_000023.10:g.49251480C>T",
            "OUTSIDE_GENE",
            "NC_000023.11:g.49251480C>T (its position lies in",
        ),
        ("NC_000023.11:g.49107941C>T", "OUTSIDE_GENE", "NC_000023.10:g.49107941C>T (its position"),
        ("NC_000023.10:49251479:C:T", "OUTSIDE_GENE", "NC_000023.11:49251479:C:T (its position"),
        ("NC_000023.10:g.49251480_49251482del", "OUTSIDE_GENE", "NC_000023.11:g.49251480_49251482"),
        ("NG_007392.1:g.49251480C>T", "OUTSIDE_GENE", "NC_000023.11:g.49251480C>T (its position"),
        ("NC_000023.11:g.42951480C>T", "OUTSIDE_GENE", "g.49251480C>T (two digits exchanged)"),
        ("X-42951480-C-T", "OUTSIDE_GENE", "X-49251480-C-T (two digits exchanged)"),
        # A number of the chromosome in a c. name, on either strand.
        ("c.49251480C>T", "INVALID_POSITION", "NC_000023.11:g.49251480C>T (its number counted on"),
        ("c.49107941G>A", "INVALID_POSITION", "NC_000023.10:g.49107941C>T (its number counted on"),
        ("c.11500G>A", "INVALID_POSITION", "NM_014009.4:c.1150G>A (one digit too many)"),
        # Exons end at c.210, c.1044 and c.1146; c.211, c.1045 and c.1147 follow.
        ("c.1045+1G>A", "INVALID_POSITION", "NM_014009.4:c.1044+1G>A (1044 is the last base of an"),
        ("c.1045+1G>A", "INVALID_POSITION", "NM_014009.4:c.1045-1G>A (+ and - exchanged)"),
        ("c.1150+1G>A", "INVALID_POSITION", "NM_014009.4:c.1146+1G>A (1146 is the last base of an"),
        ("c.1140-1G>A", "INVALID_POSITION", "NM_014009.4:c.1147-1G>A (1147 is the first base of"),
        ("c.201+1G>A", "INVALID_POSITION", "NM_014009.4:c.210+1G>A (two digits exchanged)"),
        ("c.201+1_201+2del", "INVALID_POSITION", "NM_014009.4:c.210+1_210+2del (two digits"),
        ("c.753_751delGAG", "INVALID_POSITION", "c.751_753del (GAG stands there, its positions in"),
        ("c.210+5_210+2del", "INVALID_POSITION", "NM_014009.4:c.210+2_210+5del (its positions"),
        ("c.99_101insA", "INVALID_POSITION", "NM_014009.4:c.99_100insA (if the bases stand behind"),
        ("c.99_101insA", "INVALID_POSITION", "NM_014009.4:c.100_101insA (if the bases stand befor"),
        ("c.99_101insA", "INVALID_POSITION", "NM_014009.4:c.99_101delinsA (if 99 to 101 are repla"),
        ("c.100_400del", "INVALID_POSITION", "NC_000023.11(NM_014009.4):c.100_400del (on the geno"),
        ("NC_000023.11:g.49251480_49251482insA", "INVALID_POSITION", "g.49251481_49251482insA (if"),
        ("NC_000023.11:g.49251480_49251482insA", "INVALID_POSITION", "g.49251480_49251482delinsA"),
        ("NC_000023.10:49251479:1:T", "OUTSIDE_GENE", "NC_000023.11:49251479:1:T (its position"),
        # Names of sequences.
        ("NM_014090.4:1221:G:A", "UNKNOWN_REFERENCE", "NM_014009.4:1221:G:A (instead of"),
        ("NM_014090.4:c.1150G>A", "UNKNOWN_REFERENCE", "NM_014009.4:c.1150G>A (instead of NM_0140"),
        ("NM_14009:c.1150G>A", "UNKNOWN_REFERENCE", "NM_014009.4:c.1150G>A (instead of NM_14009)"),
        ("NM_014009.9:c.1150G>A", "UNKNOWN_REFERENCE", "NM_014009.4:c.1150G>A (instead of"),
        ("ENST0000376207:c.1150G>A", "UNKNOWN_REFERENCE", "ENST00000376207.10:c.1150G>A (instead"),
        ("NC_00023.11:g.49251480C>T", "UNKNOWN_REFERENCE", "NC_000023.11:g.49251480C>T (instead"),
        ("NC_000023.12:49251479:C:T", "UNKNOWN_REFERENCE", "NC_000023.11:49251479:C:T (instead"),
        ("NG_007392.2:g.12080del", "UNKNOWN_REFERENCE", "NG_007392.1:g.12080del (instead of"),
        ("NP_054728.2:c.1150G>A", "UNKNOWN_REFERENCE", "NM_014009.4:c.1150G>A (NP_054728.2 is the"),
        ("NM_014009.4:g.1150G>A", "UNKNOWN_REFERENCE", "NM_014009.4:c.1150G>A (NM_014009.4 is a"),
        ("NC_000023.11:c.49251480C>T", "UNKNOWN_REFERENCE", "NC_000023.11:g.49251480C>T (its num"),
        ("NG_007392.1:c.1150G>A", "UNKNOWN_REFERENCE", "NM_014009.4:c.1150G>A (NG_007392.1 is no"),
        ("NC_000023.12(NM_014009.4):c.210+1G>A", "UNKNOWN_REFERENCE", "NC_000023.11(NM_014009.4):"),
        ("LRG_62:c.1150G>A", "UNKNOWN_REFERENCE", "LRG_62t1:c.1150G>A (instead of LRG_62)"),
        ("NP_054278.2:p.Ala384Thr", "UNKNOWN_REFERENCE", "NP_054728.2:p.(Ala384Thr) (instead of"),
        ("NM_014009.4:p.Ala384Thr", "UNKNOWN_REFERENCE", "NP_054728.2:p.(Ala384Thr) (the protein"),
        # Names of genes.
        ("FOXP-3:c.1150G>A", "OTHER_GENE", "FOXP3:c.1150G>A (instead of FOXP-3)"),
        ("FXOP3:p.Ala384Thr", "OTHER_GENE", "FOXP3:p.(Ala384Thr) (instead of FXOP3)"),
        ("scurfin:c.1150G>A", "OTHER_GENE", "FOXP3:c.1150G>A (scurfin is another name of FOXP3)"),
        ("JM2:c.1150G>A", "OTHER_GENE", "FOXP3:c.1150G>A (JM2 is another name of FOXP3)"),
        # Residues.
        ("p.Ala385Thr", "REF_MISMATCH", "NP_054728.2:p.(Ala384Thr) (1 residue away)"),
        ("p.Ala348Thr", "REF_MISMATCH", "NP_054728.2:p.(Ala384Thr) (two digits exchanged)"),
        ("p.Thr384Ala", "REF_MISMATCH", "NP_054728.2:p.(Ala384Thr) (old and new residue exchange"),
        ("p.A397W", "REF_MISMATCH", "p.(Arg397Trp) (A is Ala, but may have been meant for Arg, R)"),
        ("p.Arg362Trp", "REF_MISMATCH", "NM_001114377.2, which is Arg397 here)"),
        ("NP_001107849.1:p.Arg397Trp", "REF_MISMATCH", "NP_054728.2:p.(Arg397Trp) (counted on NM"),
        ("p.Arg3977Trp", "INVALID_POSITION", "NP_054728.2:p.(Arg397Trp) (one digit too many)"),
        ("p.Lys250_Lys251del", "REF_MISMATCH", "NP_054728.2:p.(Lys250_Lys252del) (one end 1"),
        ("p.Leu67GlnfsTer53", "REF_MISMATCH", "NP_054728.2:p.(Leu76GlnfsTer53) (two digits"),
    ],
)
def test_what_may_be_meant(toolkit: Toolkit, text: str, code: str, said: str) -> None:
    error = refusal(toolkit, text)
    assert error.code.name == code
    assert any(said in hint for hint in error.hints), error.hints
    assert error.remedy


@pytest.mark.parametrize(
    "text",
    [
        "c.10_30delACGTACGTACGTACGTACGTA",
        # Another chromosome, another gene of the family, another protein: they exist.
        "NC_000022.11:g.49251480C>T",
        "FOXP2:c.1150G>A",
        "NM_000546.6:c.215C>G",
        "NP_000537.3:p.Arg72Pro",
        "TP53:p.Arg72Pro",
        # Any of the last digits may be missing.
        "NC_000023.11:g.4925148C>T",
        # Where no base is stated, nothing tells one position from the next.
        "c.5000del",
        "c.1150=",
    ],
)
def test_nothing_is_told_where_nothing_tells(toolkit: Toolkit, text: str) -> None:
    error = refusal(toolkit, text)
    assert not error.hints
    assert error.remedy


def test_an_accession_that_is_near_is_told_though_the_name_does_not_fit(toolkit: Toolkit) -> None:
    error = refusal(toolkit, "NM_014090.4:c.1150C>A")
    assert not error.hints
    assert "a slip for NM_014009.4" in (error.cause or "")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("LRG_62:c.981+1del", "LRG_62 is genomic"),
        ("NC_000023.11:c.58_1147delA", "NC_000023.11 is genomic"),
        ("NP_054728.2:c.1150C>A", "NP_054728.2 is a protein"),
        ("NM_014009.4:g.1150C>A", "NM_014009.4 is a transcript"),
        ("NM_014009.4:p.Ala384Thr", "NM_014009.4 is a transcript"),
        ("NM_000546.6:c.215C>G", "another gene"),
    ],
)
def test_why_a_sequence_is_not_known(toolkit: Toolkit, text: str, cause: str) -> None:
    error = refusal(toolkit, text)
    assert error.code is IssueCode.UNKNOWN_REFERENCE
    assert cause in (error.cause or "")


@pytest.mark.parametrize(
    "text", ["c.*1T>A", "c.*2T>A", "c.-1T>A", "c.1C>A", "c.-2_1delTTT", "n.1C>A", "c.-72T>A"]
)
def test_numbers_at_the_ends_of_counting(toolkit: Toolkit, text: str) -> None:
    error = refusal(toolkit, text)
    assert error.cause
    assert not any("c.0" in hint or "n.0" in hint or "n.-" in hint for hint in error.hints)


def test_a_position_without_an_exon_border_names_those_beside_it(toolkit: Toolkit) -> None:
    remedy = refusal(toolkit, "c.1050+3G>A").remedy
    assert remedy == (
        "the exon is c.1045 to c.1146; beside it: "
        "intron c.1044+1 to c.1045-1, intron c.1146+1 to c.1147-1"
    )


def test_the_nearer_exon_border_comes_first(toolkit: Toolkit) -> None:
    # The exon is c.1045 to c.1146.
    for text, order in (
        ("c.1045+1G>A", ["1045-1G>A", "1044+1G>A", "1146+1G>A"]),
        ("c.1140+1G>A", ["1146+1G>A", "1044+1G>A"]),
        ("c.1050-1G>A", ["1045-1G>A", "1147-1G>A"]),
    ):
        hints = refusal(toolkit, text).hints
        assert [hint.partition(" (")[0] for hint in hints] == [
            f"NM_014009.4:c.{one}" for one in order
        ]


def test_the_other_build_is_told_with_its_option(toolkit: Toolkit) -> None:
    # The builds differ in one base of the first intron, which is A on GRCh37 and C on GRCh38.
    (first, *_) = refusal(toolkit, "c.-23+2882A>C").hints
    assert first.startswith("NC_000023.10(NM_014009.4):c.-23+2882A>C (on GRCh37")
    assert "--assembly GRCh37" in first


@pytest.mark.parametrize("assembly", [None, "GRCh37", "GRCh38"])
@pytest.mark.parametrize(
    "text",
    ["c.1150C>A", "c.1105G>A", "c.49251480C>T", "c.1045+1G>A", "c.99_101insA", "c.751delGAG",
     "NC_000023.11:g.49251480G>A", "NM_014090.4:c.1150G>A", "p.Ala348Thr", "p.A397W",
     "NC_000023.11:49251480:C:T", "scurfin:c.1150G>A", "c.100_400del", "n.1150G>A"],
)  # fmt: skip
def test_what_is_told_can_be_looked_up(toolkit: Toolkit, text: str, assembly: str | None) -> None:
    """Each hint is read as it stands, without a repair."""
    hints = refusal(toolkit, text, assembly).hints
    assert hints
    for hint in hints:
        name = hint.partition(" (")[0]
        reading = next(readings(name))[0]
        assert not reading.issues
        assert toolkit.resolve(reading.variant, assembly)
