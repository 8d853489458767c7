"""Several changes of one chromosome, read together; the mutant protein comes from Biopython."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from Bio.Data.IUPACData import protein_letters_3to1
from Bio.Seq import Seq

from foxp3tool.annotate.together import joined
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.variant import Edit
from foxp3tool.notation.errors import NotationError
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.toolkit import Toolkit

Rows = Callable[[str], list[Any]]


@pytest.fixture(scope="module")
def rows(toolkit: Toolkit) -> Rows:
    def look_up(text: str) -> list[Any]:
        report = LookupReport()
        found = list(
            lookup_rows(toolkit, [text], transcripts="mane", assembly="GRCh38", report=report)
        )
        assert not report.failed, report.failed
        return found

    return look_up


@pytest.fixture(scope="module")
def mane(regions: dict[str, Any]) -> Any:
    """MANE Select on GRCh38, written down base by base."""
    return regions["GRCh38"].transcripts["NM_014009.4"]


def mutant_protein(mane: Any, *changes: str) -> str:
    """Apply changes of the CDS to the spliced bases and translate up to the first stop."""
    spliced = [mane.bases[place] for place in mane.spliced]
    for change in changes:
        place, old, new = mane.edit(change)
        index = mane.spliced.index(place)
        for offset in range(len(old)):
            spliced[index + offset] = ""
        spliced[index] = new + spliced[index] if not old else new
    coding = "".join(spliced[mane.first_coding :])
    return str(Seq(coding[: len(coding) // 3 * 3]).translate(to_stop=True))


def reference_protein(mane: Any) -> str:
    return mutant_protein(mane)


def test_two_missense_changes_keep_their_names(rows: Rows, mane: Any) -> None:
    together, *each = rows("NM_014009.4:c.[1010G>A;1150G>A]")
    protein = mutant_protein(mane, "1010G>A", "1150G>A")
    reference = reference_protein(mane)
    differing = [
        (a, i, b) for i, (a, b) in enumerate(zip(reference, protein, strict=True), 1) if a != b
    ]
    assert differing == [("R", 337, "Q"), ("A", 384, "T")]
    assert together.transcript.hgvs_c == "NM_014009.4:c.[1010G>A;1150G>A]"
    assert together.transcript.hgvs_p == "NP_054728.2:p.[(Arg337Gln;Ala384Thr)]"
    assert together.variant.hgvs_g == "NC_000023.11:g.[49251480C>T;49253160C>T]"
    assert [row.transcript.hgvs_c for row in each] == [
        "NM_014009.4:c.1010G>A",
        "NM_014009.4:c.1150G>A",
    ]
    assert all(row.issues[0].code is IssueCode.PART_OF_ALLELE for row in each)


def test_a_restored_frame_is_one_change_of_the_protein(rows: Rows, mane: Any) -> None:
    together = rows("c.[227del;230_231insA]")[0]
    reference, protein = reference_protein(mane), mutant_protein(mane, "227del", "230_231insA")
    assert len(protein) == len(reference)
    assert (reference[75:77], protein[75:77]) == ("LV", "QY")
    assert reference[:75] == protein[:75]
    assert reference[77:] == protein[77:]
    assert together.transcript.hgvs_p == "NP_054728.2:p.(Leu76_Val77delinsGlnTyr)"
    assert [term.term for term in together.transcript.consequences] == ["missense_variant"]
    assert together.transcript.details.decay is None


def test_nothing_is_listed_behind_a_stop(rows: Rows, mane: Any) -> None:
    protein = mutant_protein(mane, "1009C>T", "1150G>A")
    assert len(protein) == 336
    together = rows("c.[1009C>T;1150G>A]")[0]
    assert together.transcript.hgvs_p == "NP_054728.2:p.(Arg337Ter)"
    assert {"stop_gained"} <= {term.term for term in together.transcript.consequences}
    # 1,146 - 1,009 + 1
    assert together.transcript.details.decay.distance == 138


def test_a_frame_that_is_not_restored_takes_what_follows_with_it(rows: Rows, mane: Any) -> None:
    protein = mutant_protein(mane, "227del", "300A>G")
    first = next(i for i, (a, b) in enumerate(zip(reference_protein(mane), protein, strict=False))
                 if a != b)  # fmt: skip
    together = rows("c.[227del;300A>G]")[0]
    assert together.transcript.hgvs_p == (
        f"NP_054728.2:p.(Leu{first + 1}GlnfsTer{len(protein) - first + 1})"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # HGVS DNA/delins: neighbours are one change.
        ("c.[1117T>G;1118T>C]", "NM_014009.4:c.1117_1118delinsGC"),
        # One base between, one codon (GCC of Ala384).
        ("c.[1150G>A;1152C>T]", "NM_014009.4:c.1150_1152delinsACT"),
        ("c.[1152C>T;1150G>A]", "NM_014009.4:c.1150_1152delinsACT"),
    ],
)
def test_what_hgvs_describes_as_one_becomes_one(rows: Rows, text: str, name: str) -> None:
    (row,) = rows(text)
    assert row.transcript.hgvs_c == name
    assert IssueCode.NORMALISED_INPUT in {issue.code for issue in row.issues}


def test_one_base_between_two_codons_keeps_two_changes(rows: Rows) -> None:
    together = rows("c.[1152C>T;1154T>C]")[0]
    assert together.transcript.hgvs_c == "NM_014009.4:c.[1152C>T;1154T>C]"


def test_a_lost_splice_site_leaves_the_protein_unknown(rows: Rows) -> None:
    together = rows("NC_000023.11:g.[49251480C>T;49258295C>T]")[0]
    assert together.transcript.hgvs_c == "NC_000023.11(NM_014009.4):c.[210+1G>A;1150G>A]"
    assert together.transcript.hgvs_p == "p.?"
    assert [term.term for term in together.transcript.consequences] == [
        "splice_donor_variant",
        "missense_variant",
    ]


def test_a_reported_mutation_among_several_changes_is_flagged(rows: Rows) -> None:
    together = rows("c.[1010G>A;1150G>A]")[0]
    assert together.match.grade is MatchGrade.OVERLAPS
    assert {entry.id for entry in together.match.ipex} == {"FOXP3-IPEX-0093", "FOXP3-IPEX-0127"}
    assert together.variant.normalized == "X-49251480-C-T|X-49253160-C-T"
    assert (together.source.pos, together.source.ref, together.source.alt) == (49251480, "", "")


# c.1150G>A on either build, and a change of which a form is not known: the reference of GRCh37 at
# 49261784 is its T (the builds differ), the base put in is not stated, or the region begins there.
@pytest.mark.parametrize(
    ("other", "empty", "code"),
    [
        ("49261784G>T", {"other_normalized"}, IssueCode.BUILD_CONFLICT),
        ("49253160C>N", {"vrs_id"}, IssueCode.AMBIGUOUS_BASE),
        (
            "49248436del",
            {"spdi", "vrs_id", "normalized", "other_normalized"},
            IssueCode.PARTIAL_OVERLAP,
        ),
        ("49269825_49269826insC", {"spdi", "vrs_id"}, IssueCode.PARTIAL_OVERLAP),
    ],
)
def test_a_form_that_one_change_lacks_is_lacking_for_all(
    rows: Rows, other: str, empty: set[str], code: IssueCode
) -> None:
    """What is left would be the form of another allele, with nothing to tell it by."""
    ascending = sorted(["49251480C>T", other], key=lambda name: int(name[:8]))
    together, *each = rows(f"NC_000023.11:g.[{';'.join(ascending)}]")
    singles = sorted((row.variant for row in each), key=lambda one: one.variant.edit.start)
    assert code in {issue.code for issue in together.issues}
    for name in ("spdi", "vrs_id", "normalized", "other_normalized"):
        forms = [getattr(one, name) for one in singles]
        assert ("" in forms) is (name in empty), name
        assert getattr(together.variant, name) == ("" if name in empty else "|".join(forms)), name


def test_places_that_changes_share_are_told_once(rows: Rows) -> None:
    """c.205_210+5 lies in exon 2 and intron 2 (the papers' 1 and 1), c.210+20 in that intron."""
    together = rows("c.[205_210+5del;210+20A>G;1150G>A]")[0]
    assert together.variant.exon_legacy == "exon 1|intron 1|exon 11"
    assert (together.transcript.exon, together.transcript.intron) == ("2/12|12/12", "2/11")


@pytest.mark.parametrize(
    "text",
    ["c.[1150G>A;1150G>T]", "c.[751_753del;752A>G]", "c.[751_753del;748_750del]"],
)
def test_changes_that_overlap_are_refused(toolkit: Toolkit, text: str) -> None:
    report = LookupReport()
    (row,) = lookup_rows(toolkit, [text], transcripts="mane", assembly=None, report=report)
    assert row.variant is None
    assert isinstance(report.failed[0][1], NotationError)
    assert "overlap" in str(report.failed[0][1])


def test_random_pairs_give_the_protein_of_both(rows: Rows, mane: Any) -> None:
    """The residues that the names exchange turn the reference protein into the mutant."""
    rng = random.Random(3)
    bases = [mane.bases[place] for place in mane.spliced][mane.first_coding :]
    for _ in range(60):
        one, two = sorted(rng.sample(range(4, 1290), 2))
        if two - one < 4:
            continue
        changes = [
            f"{number}{bases[number - 1]}>{rng.choice(list({*'ACGT'} - {bases[number - 1]}))}"
            for number in (one, two)
        ]
        together = rows(f"c.[{';'.join(changes)}]")[0]
        protein = mutant_protein(mane, *changes)
        body = together.transcript.hgvs_p.partition("p.")[2].strip("()[]").replace(")]", "")
        residues = list(reference_protein(mane))
        for part in body.split(";"):
            if part.endswith("="):
                continue
            number = int("".join(filter(str.isdigit, part)))
            new = part.rpartition(str(number))[2]
            if new == "Ter":
                residues = residues[: number - 1]
                break
            residues[number - 1] = protein_letters_3to1[new]
        assert "".join(residues) == protein, (changes, together.transcript.hgvs_p)


def test_joining_keeps_the_bases_between() -> None:
    assert joined("ACGTACGT", [Edit(1, "C", "T"), Edit(4, "", "GG"), Edit(6, "G", "")]) == Edit(
        1, "CGTACG", "TGTGGAC"
    )
