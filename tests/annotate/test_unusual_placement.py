"""Repeats, intron numbers, several changes, and changes whose ends are known as ranges."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.issue import IssueCode
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

Answer = Callable[..., list[AnnotatedRow]]


@pytest.fixture
def answer(toolkit: Toolkit) -> Answer:
    def ask(text: str, *, transcripts: str = "mane") -> list[AnnotatedRow]:
        report = LookupReport()
        rows = list(
            lookup_rows(toolkit, [text], transcripts=transcripts, assembly=None, report=report)
        )
        if report.failed:
            raise report.failed[0][1]
        return rows

    return ask


def names(rows: list[AnnotatedRow]) -> list[str]:
    found = [row.transcript.hgvs_c for row in rows if row.transcript is not None]
    return [name.rpartition(":")[2] for name in found]


def codes(row: AnnotatedRow) -> set[IssueCode]:
    return {issue.code for issue in row.issues}


# Exon 7 from c.741 on: A GTG CTG GAG AAG GAG AAG CTG; c.739 to c.774 has GAGAAG twice at c.745.
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("c.745GAGAAG[1]", "c.751_756del"),
        ("c.745GAGAAG[3]", "c.751_756dup"),
        ("c.745_750[3]", "c.751_756dup"),
        ("c.745GAGAAG[0]", "c.745_756del"),
        ("c.1150G[2]", "c.1150dup"),
        ("c.1150[2]", "c.1150dup"),
    ],
)
def test_repeats(answer: Answer, text: str, meant: str) -> None:
    assert names(answer(text)) == names(answer(meant)) == [meant]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("c.745GAGAAG[2]", IssueCode.NO_CHANGE),
        ("c.745CAGAAG[3]", IssueCode.REF_MISMATCH),
    ],
)
def test_repeats_that_are_none(answer: Answer, text: str, code: IssueCode) -> None:
    with pytest.raises(NotationError) as caught:
        answer(text)
    assert caught.value.code is code


# Literature exon n is transcript exon n+1, but the first, transcript exon 1, is -1; exon ends from
# data/foxp3_reference: c.-23, 210, 315, 454, 542, 647, 735, 816, 967, 1044, 1146.
LITERATURE = {1: "210", 2: "315", 3: "454", 4: "542", 5: "647", 6: "735", 7: "816", 8: "967",
              9: "1044", 10: "1146"}  # fmt: skip
TRANSCRIPT = {1: "-23", **{number + 1: base for number, base in LITERATURE.items()}}


@pytest.mark.parametrize("number", range(1, 12))
def test_intron_numbers(answer: Answer, number: int) -> None:
    """Every intron begins with GT, so that both ways of counting fit; the papers' way is first."""
    meant = [f"c.{ends[number]}+1G>A" for ends in (LITERATURE, TRANSCRIPT) if number in ends]
    rows = answer(f"IVS{number}+1G>A")
    assert names(rows) == meant
    assert all(IssueCode.REPAIRED_INPUT in codes(row) for row in rows)
    assert all((IssueCode.TWO_READINGS in codes(row)) is (len(meant) == 2) for row in rows)


def test_the_base_decides_between_two_ways_of_counting(answer: Answer) -> None:
    # IVS9+459A>G of the literature is c.1044+459; behind exon 9 of the transcript stands another.
    assert "c.1044+459A>G" in names(answer("IVS9+459A>G"))
    with pytest.raises(NotationError, match="has no intron 12"):
        answer("IVS12+1G>A")
    with pytest.raises(NotationError, match="BRCA1 is not FOXP3"):
        answer("BRCA1:IVS9+1G>A")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c.[1010G>A];[1150G>A]", "on two chromosomes"),
        ("c.1010G>A(;)1150G>A", "not known"),
        ("NM_014009.4:c.[1010G>A(;)1150G>A]", "not known"),
    ],
)
def test_changes_that_are_not_known_to_be_on_one_chromosome(
    answer: Answer, text: str, said: str
) -> None:
    rows = answer(text)
    assert names(rows) == ["c.1010G>A", "c.1150G>A"]
    for row in rows:
        (note,) = [i for i in row.issues if i.code is IssueCode.PART_OF_ALLELE]
        assert said in note.message


def test_changes_in_cis_are_read_together_first(answer: Answer) -> None:
    assert names(answer("c.[1010G>A;1150G>A]")) == ["c.[1010G>A;1150G>A]", "c.1010G>A", "c.1150G>A"]


def test_a_deleted_exon_whose_ends_are_ranges(answer: Answer) -> None:
    (row,) = answer("c.(210+1_211-1)_(315+1_316-1)del")
    assert row.transcript is not None
    assert row.variant is not None
    name = "NC_000023.11(NM_014009.4):c.(210+1_211-1)_(315+1_316-1)del"
    assert row.transcript.hgvs_c == name
    assert row.transcript.hgvs_p == "p.?"
    assert "exon_loss_variant" in {term.term for term in row.transcript.consequences}
    assert codes(row) == {IssueCode.UNCERTAIN_ENDS}
    # No cell gives ends that nobody knows; what lies in the exon (c.211 to 315) goes for certain.
    # c.210 is X:49258296, c.211 49257768, c.315 49257664 and c.316 49257565, on the minus strand.
    assert row.variant.hgvs_g == "NC_000023.11:g.(49257566_49257663)_(49257769_49258295)del"
    # On GRCh37 c.210 is 49114753, c.211 49114225, c.315 49114121 and c.316 49114022.
    other = "NC_000023.10:g.(49114023_49114120)_(49114226_49114752)del"
    assert row.variant.other_hgvs_g == other
    assert (row.variant.spdi, row.variant.normalized) == ("", "")
    assert (row.source.pos, row.source.ref, row.source.alt) == (None, "", "")
    assert row.match.grade.value == "overlaps"
    in_exon = {"c.224C>T", "c.227del", "c.232_233del", "c.239del", "c.264del"}
    # c.315+1 is the first base that the end can be, so it goes for certain; c.315+2 need not.
    flagged = {entry.hgvs_c for entry in row.match.flagged}
    assert flagged == in_exon | {"c.315+1G>A"}
    assert row.match.entries == ()
    assert row.transcript.companion is not None
    assert (row.transcript.companion.hgvs_c, row.transcript.companion.hgvs_p) == ("", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("c.(211-1_210+1)_(315+1_316-1)del", "c.210.1 lies before c.211-1"),
        ("c.(210+1_211-1)_(316-1_315+1)del", "c.315.1 lies before c.316-1"),
        ("c.(210+1_316-1)_(315+1_316-1)del", "c.315.1 lies before c.316-1"),
        # 2101 counts on behind c.1296, the last base of the stop codon.
        ("c.(?_-72)_(2101_211-1)del", r"c.211-1 lies before c.\*805"),
        ("c.(10_10)_(20_30)del", "c.10 is the same position as c.10"),
        ("c.(1_10)_(20_20)del", "c.20 is the same position as c.20"),
    ],
)
def test_the_ends_of_a_range_are_in_order(answer: Answer, text: str, message: str) -> None:
    with pytest.raises(NotationError, match=message) as caught:
        answer(text)
    assert caught.value.code is IssueCode.INVALID_POSITION


def test_ranges_on_the_other_build_are_told_without_what_the_certain_part_alone_meets(
    answer: Answer,
) -> None:
    """GRCh37 X:49118241 is T and GRCh38 X:49261784 G, which no end cares for."""
    (row,) = answer("NC_000023.10:g.(?_49118200)_(49118241_49118300)del")
    assert row.variant is not None
    assert row.variant.hgvs_g == "NC_000023.10:g.(?_49118200)_(49118241_49118300)del"
    assert row.variant.other_hgvs_g == "NC_000023.11:g.(?_49261743)_(49261784_49261843)del"
    assert codes(row) == {IssueCode.UNCERTAIN_ENDS}


ELONGATED = ["feature_elongation", "coding_sequence_variant"]
UPSTREAM = ["upstream_gene_variant"]


def test_one_base_may_be_all_that_is_certain(answer: Answer) -> None:
    assert names(answer("c.(1_10)_(10_20)del")) == ["c.(1_10)_(10_20)del"]


@pytest.mark.parametrize(
    "text",
    [
        # Of 11 bases the frame is lost and of 12 it is not: nobody knows how many there are.
        "c.(?_10)_(20_?)del",
        "c.(1_10)_(20_30)del",
        "c.(1_10)_(20_30)dup",
        "c.(?_10)_(21_?)del",
        # Only the 5'UTR goes for certain, but whatever follows may go as well.
        "c.(?_-50)_(-40_?)del",
        "c.(-60_-50)_(-40_3)del",
        # c.10 is X:49258496.
        "NC_000023.11:g.(?_49258486)_(49258496_?)del",
    ],
)
def test_what_rests_on_unknown_ends_is_not_given(answer: Answer, text: str) -> None:
    (row,) = answer(text)
    assert row.transcript is not None
    for one in (row.transcript, row.transcript.companion):
        assert one is not None
        assert one.hgvs_p == "p.?"
        assert one.details is None or not (
            one.details.decay or one.details.protein_loss or one.details.exon_skips
        )
        coding = one.coding
        assert coding is None or (coding.codons, coding.amino_acids) == ("", "")
    assert row.evidence is None


@pytest.mark.parametrize(
    ("text", "terms", "exon", "protein"),
    [
        # Exon 3 is c.211-315: the copy begins somewhere in an intron, no splice site is touched.
        ("c.(210+1_211-1)_(315+1_316-1)dup", ELONGATED, "3/12", "p.?"),
        ("c.(210+1_211-1)_(1044+1_1045-1)dup", ELONGATED, "3-10/12", "p.?"),
        # Of 11 bases and more nobody knows the frame.
        ("c.(?_10)_(20_?)dup", ELONGATED, "2/12", "p.?"),
        # Exon 1 is not translated; the copy may reach into exon 2, or ends before it.
        ("c.(?_-70)_(-30_4)dup", ["feature_elongation"], "1/12", "p.?"),
        ("c.(-71_-70)_(-30_-29)dup", ["feature_elongation"], "1/12", ""),
        # In intron 1.
        ("NC_000023.11:g.(49261990_49262000)_(49262100_49262110)dup", ["intron_variant"], "", ""),
        # The whole region.
        (
            "NC_000023.11:g.(?_49248440)_(49269820_?)dup",
            ["transcript_amplification"],
            "1-12/12",
            "",
        ),
        # Before the gene, on the minus strand; the copy may begin inside it, or does not.
        ("NC_000023.11:g.(?_49265000)_(49265100_49265110)dup", UPSTREAM, "", "p.?"),
        ("NC_000023.11:g.(49264990_49265000)_(49265100_?)dup", UPSTREAM, "", ""),
    ],
)
def test_a_copy_whose_ends_are_not_known_breaks_no_site(
    answer: Answer, text: str, terms: list[str], exon: str, protein: str
) -> None:
    (row,) = answer(text)
    assert row.transcript is not None
    assert [term.term for term in row.transcript.consequences] == terms
    assert row.transcript.exon == exon
    assert row.transcript.hgvs_p == protein
    details = row.transcript.details
    assert details is None or details.exon_skips == ()


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # Reported: c.1150G>A, p.Ala384Thr. In frame or not, nobody knows.
        ("c.(?_1148)_(1150_?)del", "overlaps"),
        ("c.(1140_1149)_(1151_1160)del", "overlaps"),
        ("c.(?_1148)_(1150_?)dup", "none"),
    ],
)
def test_no_change_in_frame_is_matched_where_the_frame_is_not_known(
    answer: Answer, text: str, grade: str
) -> None:
    (row,) = answer(text)
    assert row.match.grade.value == grade
    grades = {one.grade.value for one in row.match.graded}
    assert not grades & {"same_codon", "same_protein_change"}


@pytest.mark.parametrize(
    "ranges", ["(49000000_49258400)_(49258410_49258420)", "(49258390_49258400)_(49258410_49990000)"]
)
def test_an_outer_end_beyond_the_bundled_region_reaches_into_the_gene(
    answer: Answer, ranges: str
) -> None:
    (row,) = answer(f"NC_000023.11:g.{ranges}del")
    assert row.transcript is not None
    assert row.transcript.hgvs_p == "p.?"
    details = row.transcript.details
    assert details is not None
    assert (details.decay, details.exon_skips) == (None, ())


@pytest.mark.parametrize(
    ("text", "protein"),
    [
        ("c.(-60_-50)_(-40_-30)del", ""),
        ("c.(210+10_210+20)_(210+30_210+40)del", ""),
        ("c.(?_-72)_(210+1_211-1)del", "p.0?"),
        ("c.(-1_1)_(3_4)del", "NP_054728.2:p.(Met1?)"),
    ],
)
def test_what_holds_whatever_the_ends_are_is_kept(answer: Answer, text: str, protein: str) -> None:
    (row,) = answer(text)
    assert row.transcript is not None
    assert row.transcript.hgvs_p == protein


def test_an_open_end_and_another_transcript(answer: Answer) -> None:
    rows = answer("NM_014009.4:c.(?_-72)_(210+1_211-1)del", transcripts="refseq")
    assert names(rows) == ["c.(?_-72)_(210+1_211-1)del", ""]


@pytest.mark.parametrize(
    "text",
    [
        "c.(210+1_211-1)_(?_?)del",
        "c.(210+1_211-1)_(3150+1_316-1)del",
        "c.(210+1_211-1)_(315+1_316-1)ins",
        "c.(210+1_211-1)_(315+1_316-1",
    ],
)
def test_ranges_that_cannot_be_read(answer: Answer, text: str) -> None:
    with pytest.raises(NotationError):
        answer(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("r.1150g>a", "c.1150G>A"),
        ("NM_014009.4:r.751_753del", "c.751_753del"),
        ("r.(1150g>a)", "c.1150G>A"),
        ("r.10_11insuu", "c.10_11insTT"),
        ("r.*876a>g", "c.*876A>G"),
    ],
)
def test_rna_names(answer: Answer, text: str, meant: str) -> None:
    rows = answer(text)
    assert names(rows) == [meant]
    assert IssueCode.REPAIRED_INPUT in codes(rows[0])


@pytest.mark.parametrize("text", ["r.spl", "r.?", "r.0", "r.211_315del+x"])
def test_rna_names_that_say_no_dna_change(answer: Answer, text: str) -> None:
    with pytest.raises(NotationError):
        answer(text)


@pytest.mark.parametrize(
    ("name", "first", "last", "kind"),
    [
        ("NC_000023.11:g.(?_49250000)_(49252000_?)del", 49250000, 49252000, "del"),
        ("NC_000023.10:g.(49106000_49107000)_(49109000_49110000)dup", 49107000, 49109000, "dup"),
    ],
)
def test_uncertain_ends_on_the_chromosome(
    toolkit: Toolkit, name: str, first: int, last: int, kind: str
) -> None:
    """HGVS, uncertain: g.(a_b)_(c_d)del; what is affected for certain is b to c."""
    (found,) = toolkit.resolver.resolve(parse(name))
    accession = name.partition(":")[0]
    (certain,) = toolkit.resolver.resolve(parse(f"{accession}:g.{first}_{last}{kind}"))
    assert found.variant == certain.variant
    assert found.name == name
    assert [issue.code.name for issue in found.issues] == ["UNCERTAIN_ENDS"]


def test_uncertain_ends_on_the_genes_own_record(toolkit: Toolkit) -> None:
    (found,) = toolkit.resolver.resolve(parse("NG_007392.1:g.(?_5080)_(6468_?)del"))
    assert found.name == "NG_007392.1:g.(?_5080)_(6468_?)del"
    assert found.ends is not None
    assert found.ends.name("NC_000023.10") == "NC_000023.10:g.(?_49119821)_(49121209_?)del"
    # The record is the gene strand of GRCh37 from X:49126288 down.
    first, last = 49126289 - 6468, 49126289 - 5080
    (same,) = toolkit.resolver.resolve(parse(f"NC_000023.10:g.{first}_{last}del"))
    assert found.variant == same.variant


@pytest.mark.parametrize(
    ("name", "message", "offset"),
    [
        ("NC_000023.11:g.(?_?)_(49252000_?)del", "inner ends", 18),
        ("NC_000023.11:g.(?_49250000)_(?_49252000)del", "inner ends", 29),
        ("NC_000023.11:g.(49250001_49250000)_(49252000_?)del", "ascending", 15),
        ("NC_000023.11:g.(?_49250000)_(49252000_?)ins", "del or dup", 40),
        ("g.(?_49250000)_(49252000_?)del", "on which sequence", 0),
    ],
)
def test_uncertain_ends_that_are_refused(name: str, message: str, offset: int) -> None:
    with pytest.raises(NotationError, match=message) as caught:
        parse(name)
    assert caught.value.offset == offset
