"""PVS1 walked for every exon, splice site and kind of null variant.

What is expected is written by hand from figure 1 of Abou Tayoun 2018 (PMID 30192042) and its
splicing part in Walker 2023 (PMID 37352859). Where an early stop falls, and how far it lies before
the last exon junction, is worked out here from the bundle's FASTA and exon table alone.

Exons of NM_014009.4 in coding numbers (length, frame if lost):
 1 up to -23 (50, untranslated)   2 -22..210 (232, start codon)   3 211..315 (105, in frame)
 4 316..454 (139, shifted)        5 455..542 (88, shifted)        6 543..647 (105, in frame)
 7 648..735 (88, shifted)         8 736..816 (81, in frame)       9 817..967 (151, shifted)
10 968..1044 (77, shifted)       11 1045..1146 (102, in frame)   12 1147..1296 and 3'UTR (last)
The forkhead domain is residues 337-423, c.1009-1269.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from evidence_cases import Mrna, hint, rows_of, sheet_of, sheet_of_allele, stop_after, weighed

from foxp3tool.model.catalog import EvidenceStatus, Placement
from foxp3tool.model.evidence import Evidence, Verdict
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

LAST_JUNCTION = 1146
FORKHEAD_END = 423
STOPS = ("TAA", "TAG", "TGA")


@pytest.fixture(scope="module")
def mrna(bundle_folder: Path) -> Mrna:
    return Mrna.read(bundle_folder)


def pvs1(toolkit: Toolkit, name: str, assembly: str | None = None) -> Evidence:
    return hint(sheet_of(toolkit, name, assembly), "PVS1")


def path_of(found: Evidence) -> str:
    return " | ".join(str(step) for step in found.steps)


def truncated(distance: int, first_residue: int, *, spares_delta2: bool) -> str:
    """What the tree says of a premature stop.

    Args:
        distance: Bases from the first base of the stop (counted) to the last junction.
        first_residue: First residue that is lost or altered.
        spares_delta2: True if delta-2's mRNA does not have the changed bases.
    """
    if distance >= 50:  # NMD predicted; the exon is in MANE Select and, but for exon 3, in delta-2
        return "PVS1_Strong?" if spares_delta2 else "PVS1"
    if first_residue <= FORKHEAD_END:  # the critical region is cut
        return "PVS1_Strong"
    return "PVS1_Moderate?"  # role unknown; at most 8 of 431 residues, below 10 %


def test_the_exon_table_above(mrna: Mrna) -> None:
    spans = {exon: mrna.coding_span(exon) for exon in range(2, 13)}
    assert spans == {
        2: (1, 210), 3: (211, 315), 4: (316, 454), 5: (455, 542), 6: (543, 647), 7: (648, 735),
        8: (736, 816), 9: (817, 967), 10: (968, 1044), 11: (1045, 1146), 12: (1147, 1296),
    }  # fmt: skip
    lengths = [len(exon) for exon in mrna.exons]
    assert lengths == [50, 232, 105, 139, 88, 105, 88, 81, 151, 77, 102, 1046]
    assert len(mrna.cds) == 3 * 432
    assert stop_after(mrna.cds, 0)[0] == 1293


# One stop in each coding exon, and what the tree says, by hand: the numbers are those of the first
# base of the codon. c.1097 is the last place whose stop (then counted from the base itself) is 50
# bases before c.1146^1147.
BY_HAND = [
    ("c.16_18delinsTAA", 2, "PVS1"),  # Pro6
    ("c.235_237delinsTAA", 3, "PVS1_Strong?"),  # Val79; delta-2 lacks the exon
    ("c.325_327delinsTAA", 4, "PVS1"),  # Leu109
    ("c.460_462delinsTAA", 5, "PVS1"),  # Asn154
    ("c.550_552delinsTAA", 6, "PVS1"),  # Ser184
    ("c.655_657delinsTAA", 7, "PVS1"),  # Leu219
    ("c.745_747delinsTAA", 8, "PVS1"),  # Glu249
    ("c.823_825delinsTAA", 9, "PVS1"),  # Ser275
    ("c.1009C>T", 10, "PVS1"),  # Arg337, reported
    ("c.1060_1062delinsTAA", 11, "PVS1"),  # Ile354: 87 bases before the junction
    ("c.1117_1119delinsTAA", 11, "PVS1_Strong"),  # Phe373: 30 bases; forkhead cut
    ("c.1150_1152delinsTAA", 12, "PVS1_Strong"),  # Ala384: last exon; forkhead cut
    ("c.1267_1269delinsTAA", 12, "PVS1_Strong"),  # Arg423: the domain's last residue
    ("c.1270_1272delinsTAA", 12, "PVS1_Moderate?"),  # Cys424: 8 residues, 1.9 %, role unknown
]


@pytest.mark.parametrize("assembly", ["GRCh37", "GRCh38"])
@pytest.mark.parametrize(("name", "exon", "expected"), BY_HAND, ids=str)
def test_a_stop_in_each_exon(
    toolkit: Toolkit, name: str, exon: int, expected: str, assembly: str
) -> None:
    found = pvs1(toolkit, name, assembly)
    assert found.label == expected
    assert found.steps[0].question.startswith("Is loss of function the mechanism")
    assert "haploinsufficiency" in found.steps[0].grounds


def nonsense(mrna: Mrna) -> list[tuple[int, str, str]]:
    """Every single-base change to a stop: ``c.`` number of the codon, name, expected label."""
    found = []
    for first in range(3, 1293, 3):
        codon = mrna.cds[first : first + 3]
        for place in range(3):
            for base in "ACGT":
                mutant = codon[:place] + base + codon[place + 1 :]
                number = first + place + 1
                if base == codon[place] or mutant not in STOPS:
                    continue
                stop = first + 1
                distance = LAST_JUNCTION - stop + 1
                spared = 211 <= number <= 315
                name = f"c.{number}{codon[place]}>{base}"
                expected = truncated(distance, first // 3 + 1, spares_delta2=spared)
                found.append((number, name, expected))
    return found


def test_every_nonsense_snv(toolkit: Toolkit, mrna: Mrna) -> None:
    cases = nonsense(mrna)
    assert {mrna.exon_of(number) for number, _, _ in cases} == set(range(2, 13))
    assert {expected for _, _, expected in cases} == {
        "PVS1", "PVS1_Strong?", "PVS1_Strong", "PVS1_Moderate?",
    }  # fmt: skip
    wrong = {
        name: label
        for _, name, expected in cases
        if (label := pvs1(toolkit, name).label) != expected
    }
    assert not wrong


def test_fifty_bases_before_the_last_junction(toolkit: Toolkit) -> None:
    # Codon 366 is c.1096-1098, codon 367 c.1099-1101: stops 51 and 48 bases before c.1146^1147.
    # The last substitution to a stop that tells of NMD is c.1097 or c.1098, in codon 366.
    assert pvs1(toolkit, "c.1097G>A").label == "PVS1"
    assert "stop 51 bases before" in path_of(pvs1(toolkit, "c.1097G>A"))
    late = pvs1(toolkit, "c.1099_1101delinsTAA")
    assert late.label == "PVS1_Strong"
    assert "stop 48 bases before" in path_of(late)
    # Shifted frames reach the two distances between. Nine bases for seven: the stop begins at the
    # mutant's 1099, its last junction lies behind 1148: 50 bases. Nine for eight: behind 1147: 49.
    fifty = pvs1(toolkit, "c.1093_1099delinsGCTGCTTAA")
    assert "stop 50 bases before" in path_of(fifty)
    assert fifty.label == "PVS1"
    less = pvs1(toolkit, "c.1093_1100delinsGCTGCTTAA")
    assert "stop 49 bases before" in path_of(less)
    assert less.label == "PVS1_Strong"


def frameshift(mrna: Mrna, number: int) -> str | None:
    """The expected label of the deletion of one base; None where it touches an exon border."""
    base = mrna.cds[number - 1]
    low, high = mrna.coding_span(mrna.exon_of(number))
    run = [number, number]
    while run[0] > low and mrna.cds[run[0] - 2] == base:
        run[0] -= 1
    while run[1] < high and mrna.cds[run[1]] == base:
        run[1] += 1
    if run[0] == low or run[1] == high or number <= 3 or run[1] > 1290:
        return None
    index = mrna.start + number - 1
    mutant = mrna.bases[:index] + mrna.bases[index + 1 :]
    stop, protein = stop_after(mutant, mrna.start)
    reference = stop_after(mrna.bases, mrna.start)[1]
    assert stop + 3 <= len(mutant), "a deletion of this gene always meets a stop"
    same = 0
    while protein[same : same + 1] == reference[same] and same < len(protein):
        same += 1
    junction = mrna.start + LAST_JUNCTION - (number <= LAST_JUNCTION)
    return truncated(junction - stop, same + 1, spares_delta2=211 <= number <= 315)


def frameshifts(mrna: Mrna, step: int) -> dict[str, tuple[int, str]]:
    """Deletions of single bases: name, exon, and expected label."""
    cases = {}
    for number in range(4, 1291, step):
        expected = frameshift(mrna, number)
        if expected is not None:
            cases[f"c.{number}del"] = (mrna.exon_of(number), expected)
    return cases


def wrongly_judged(toolkit: Toolkit, cases: dict[str, tuple[int, str]]) -> dict[str, str]:
    return {
        name: label
        for name, (_, expected) in cases.items()
        if (label := pvs1(toolkit, name).label) != expected
    }


def test_every_deletion_of_one_base(toolkit: Toolkit, mrna: Mrna) -> None:
    cases = {
        f"c.{number}del": (mrna.exon_of(number), expected)
        for number in range(4, 1291)
        if (expected := frameshift(mrna, number)) is not None
    }
    by_exon: dict[int, set[str]] = {exon: set() for exon in range(2, 13)}
    for exon, expected in cases.values():
        by_exon[exon].add(expected)
    assert by_exon[2] == by_exon[4] == by_exon[7] == by_exon[8] == {"PVS1"}
    assert by_exon[3] == {"PVS1_Strong?"}
    assert by_exon[12] == {"PVS1_Strong", "PVS1_Moderate?"}
    wrong = {
        name: label
        for name, (_, expected) in cases.items()
        if (label := pvs1(toolkit, name).label) != expected
    }
    assert not wrong


def test_exon_3_truncations_name_the_patients_and_the_isoform(toolkit: Toolkit) -> None:
    found = pvs1(toolkit, "c.227del")
    assert found.verdict is Verdict.CANNOT_BE_JUDGED
    for entry in ("FOXP3-IPEX-0028", "FOXP3-IPEX-0029", "FOXP3-IPEX-0030", "FOXP3-IPEX-0034"):
        assert entry in found.reason
    assert "FOXP3-IPEX-0140" not in found.reason  # a frameshift of the last exon
    assert "delta-2" in path_of(found)
    assert "biologically relevant" in path_of(found)
    # The neighbours: a stop in exon 2 or 4 is in delta-2 as well.
    assert pvs1(toolkit, "c.205_207delinsTAA").label == "PVS1"
    assert pvs1(toolkit, "c.319_321delinsTAA").label == "PVS1"


# Each canonical site: the exon that is skipped if it is lost, and what the tree says of the mRNA.
#  2: the start codon is lost; the next ATG in the rest is Met78, upstream of which IPEX variants
#     are reported: Moderate, on the condition that the exon is skipped.
#  3: in frame, 35 residues (8 %), p.(Pro75Leu) is reported in IPEX there: Strong; but the mRNA is
#     the natural delta-2: open.
#  4, 5, 7, 10: shifted, stop 389, 389, 389 and 64 bases before the last junction: PVS1.
#  6: in frame, 36 residues altered (8.4 %), no non-truncating IPEX variant there, not the forkhead:
#     role unknown, Moderate if such variants are not frequent in the population.
#  8: in frame, 27 residues; p.(Lys250del), p.(Glu251del) are reported in IPEX there: Strong.
#  9: shifted, stop in the last exon, forkhead lost: Strong.
# 11: in frame, residues 349-382 of the forkhead: Strong.
# 12: the last exon cannot be skipped; it holds part of the forkhead: Strong at most, open.
#  1: no coding base: the tree does not speak of it.
OF_EXON = {
    1: "", 2: "PVS1_Moderate?", 3: "PVS1_Strong?", 4: "PVS1", 5: "PVS1", 6: "PVS1_Moderate?",
    7: "PVS1", 8: "PVS1_Strong", 9: "PVS1_Strong", 10: "PVS1", 11: "PVS1_Strong",
    12: "PVS1_Strong?",
}  # fmt: skip
SITES = [
    # intron, last base before it, first base behind it
    (1, "-23", "-22"), (2, "210", "211"), (3, "315", "316"), (4, "454", "455"),
    (5, "542", "543"), (6, "647", "648"), (7, "735", "736"), (8, "816", "817"),
    (9, "967", "968"), (10, "1044", "1045"), (11, "1146", "1147"),
]  # fmt: skip
DONORS = [
    (f"c.{last}+{n}{ref}>A", intron) for intron, last, _ in SITES for n, ref in ((1, "G"), (2, "T"))
]
ACCEPTORS = [
    (f"c.{first}-{n}{ref}>T", intron + 1)
    for intron, _, first in SITES
    for n, ref in ((2, "A"), (1, "G"))
]


@pytest.mark.parametrize("assembly", ["GRCh37", "GRCh38"])
@pytest.mark.parametrize(("name", "exon"), DONORS + ACCEPTORS)
def test_every_canonical_splice_site(toolkit: Toolkit, name: str, exon: int, assembly: str) -> None:
    found = pvs1(toolkit, name, assembly)
    assert found.label == OF_EXON[exon]
    path = path_of(found)
    assert f"Which exon would be skipped? exon {exon}," in path
    assert "Could a cryptic site be used, or the intron be kept? cannot be judged" in path


def test_what_a_skipped_exon_leaves(mrna: Mrna) -> None:
    """The table above, by arithmetic: exons in frame, and stops of the others."""
    frames = {exon: len(mrna.exons[exon - 1]) % 3 for exon in range(3, 12)}
    assert [exon for exon, rest in frames.items() if rest == 0] == [3, 6, 8, 11]
    distances = {}
    for exon in (4, 5, 7, 9, 10):
        bases = "".join(b for number, b in enumerate(mrna.exons, 1) if number != exon)
        stop, _ = stop_after(bases, mrna.start)
        distances[exon] = len(bases) - len(mrna.exons[11]) - stop
    # The stop of the mRNA without exon 9 lies in the last exon, 19 bases behind the junction.
    assert distances == {4: 389, 5: 389, 7: 389, 9: -19, 10: 64}
    assert 211 / 3 < 75 < 315 / 3  # Pro75 in exon 3
    assert all(736 / 3 < residue < 816 / 3 for residue in (250, 251))  # exon 8


def test_a_region_is_critical_by_what_does_not_act_through_splicing(toolkit: Toolkit) -> None:
    # Exon 6, whose role is unknown, with a missense IPEX entry in its middle (residue 194) or in
    # its last three bases (residue 215), made for the test.
    def exon_6(name: str) -> str:
        entry = replace(
            next(e for e in toolkit.bundle.catalog if e.hgvs_c == "c.1040G>A"),
            id="MADE",
            hgvs_p={"c.580": "p.(Asn194Ser)", "c.645": "p.(Glu215Asp)"}[name],
            placements={"GRCh38": place[name]},
        )
        return hint(weighed(toolkit, "c.543-1G>A", [entry]), "PVS1").label

    place = {}
    for name in ("c.580", "c.645"):
        (row,) = rows_of(toolkit, f"{name}delinsNNN")
        assert row.variant is not None
        edit = row.variant.variant.edit
        other = "A" if edit.deleted != "A" else "C"
        place[name] = Placement(edit.start + 1, edit.deleted, other, None, None)
    assert exon_6("c.580") == "PVS1_Strong"
    assert exon_6("c.645") == "PVS1_Moderate?"


def test_the_steps_of_a_splice_site_in_their_order(toolkit: Toolkit) -> None:
    steps = pvs1(toolkit, "c.816+2T>A").steps
    assert [step.answer for step in steps] == [
        "yes",  # loss of function
        "yes",  # canonical
        "cannot be judged",  # cryptic sites
        "exon 8, 81 bases",
        "no",  # frame
        "residues 246-272, 27 of 431 (6.3 %)",
        "yes",  # critical
    ]
    assert "FOXP3-IPEX-0072" in steps[-1].grounds
    assert "FOXP3-IPEX-0073" in steps[-1].grounds


@pytest.mark.parametrize("name", ["c.1A>G", "c.2T>C", "c.3G>A", "c.3G>C", "c.1_3del"])
def test_start_codon(toolkit: Toolkit, name: str) -> None:
    # Met64 is the second methionine; of residues 2-63 the catalog has p.(Arg48Ter) as ipex, by one
    # submitter of ClinVar, which establishes no pathogenic variant.
    found = pvs1(toolkit, name)
    assert found.label == "PVS1_Supporting"
    assert "Met64" in found.reason
    assert "NM_001114377.2" in path_of(found)
    assert "not counted: FOXP3-IPEX-0222 c.142C>T p.(Arg48Ter))" in path_of(found)


@pytest.mark.parametrize(
    ("status", "label", "told"),
    [
        (EvidenceStatus.PAPER_READ, "PVS1_Moderate", "(Met64)? yes (FOXP3-IPEX-0222"),
        (EvidenceStatus.UNIPROT, "PVS1_Moderate", "(Met64)? yes (FOXP3-IPEX-0222"),
        (EvidenceStatus.CLINVAR_ONLY, "PVS1_Supporting", "not counted: FOXP3-IPEX-0222"),
        (EvidenceStatus.OWN_TABLE, "PVS1_Supporting", "not counted: FOXP3-IPEX-0222"),
        (None, "PVS1_Supporting", "(Met64)? none in the catalog (residues 2-63;"),
    ],
)
def test_a_start_codon_by_what_stands_upstream(
    toolkit: Toolkit, status: EvidenceStatus | None, label: str, told: str
) -> None:
    entries = [
        replace(entry, evidence_status=status)
        for entry in toolkit.bundle.catalog
        if entry.id == "FOXP3-IPEX-0222" and status is not None
    ]
    found = hint(weighed(toolkit, "c.2T>C", entries=entries), "PVS1")
    assert found.label == label
    assert told in path_of(found)


def test_a_start_codon_deleted_with_what_follows(toolkit: Toolkit) -> None:
    # All coding bases of exon 2: Met64 is gone as well, and Pro75Leu lies upstream of Met78.
    found = pvs1(toolkit, "c.1_210del")
    assert found.label == "PVS1_Moderate"
    assert "Met78" in found.reason
    assert "FOXP3-IPEX-0026" in path_of(found)
    # Up to the first base of Met64, and into the two residues before it.
    assert "Met78" in pvs1(toolkit, "c.1_190del").reason
    assert "Met64" in pvs1(toolkit, "c.1_186del").reason
    assert "Met64" in pvs1(toolkit, "c.1_188del").reason


def test_the_second_methionine(mrna: Mrna) -> None:
    protein = stop_after(mrna.cds, 0)[1]
    assert [n for n, letter in enumerate(protein, 1) if letter == "M"][:3] == [1, 64, 78]
    assert protein[:70].count("M") == 2  # exon 2 ends with residue 70: then Met78 is the next


# Deletions that begin in one exon and end in another: the two are fused.
FUSED = [
    ("c.700_900del", "PVS1_Strong"),  # 201 bases, in frame; exon 8 gone, see above
    ("c.700_901del", "PVS1_Strong"),  # shifted; where the stop falls is worked out below
    ("c.-10_300del", "PVS1_Moderate"),  # the start codon; Met103 next, patients upstream of it
]


@pytest.mark.parametrize(("name", "expected"), FUSED)
def test_deletions_from_exon_to_exon(toolkit: Toolkit, name: str, expected: str) -> None:
    assert pvs1(toolkit, f"NC_000023.11(NM_014009.4):{name}").label == expected


def test_the_arithmetic_of_fused_exons(mrna: Mrna) -> None:
    start = mrna.start
    bases = mrna.bases[: start + 699] + mrna.bases[start + 901 :]
    stop, _ = stop_after(bases, start)
    junction = start + LAST_JUNCTION - 202
    assert junction - stop < 50
    protein = stop_after(mrna.cds, 0)[1]
    assert protein.find("M", 100) + 1 == 103


DELETED = [
    ((1, 12), "PVS1"),  # whole gene
    ((3, 3), "PVS1_Strong?"),  # delta-2 is left
    ((4, 4), "PVS1"),
    ((3, 4), "PVS1"),  # 244 bases, shifted; delta-2 loses exon 4 as well
    ((6, 6), "PVS1_Moderate?"),
    ((6, 7), "PVS1"),  # 193 bases, shifted, stop 389 bases before the junction
    ((8, 8), "PVS1_Strong"),
    ((9, 9), "PVS1_Strong"),
    ((9, 10), "PVS1_Strong"),  # 228 bases in frame: residues 273-348, the forkhead is cut
    ((10, 11), "PVS1_Strong"),  # 179 bases, shifted, stop in the last exon
    ((11, 11), "PVS1_Strong"),
    ((4, 11), "PVS1_Strong"),  # 831 bases in frame, 277 residues: forkhead cut
    ((2, 2), "PVS1_Moderate"),  # start codon deleted; variants upstream of Met78 are reported
    ((12, 12), "PVS1_Strong?"),  # no stop, no poly-A signal: decay unknown
    ((1, 1), ""),  # outside the tree
    ((1, 2), "PVS1_Moderate?"),
    ((2, 12), "PVS1"),  # every coding base
    ((1, 11), "PVS1_Strong?"),  # no methionine behind residue 370
]


@pytest.mark.parametrize(("exons", "expected"), DELETED, ids=str)
def test_deleted_exons(toolkit: Toolkit, mrna: Mrna, exons: tuple[int, int], expected: str) -> None:
    found = hint(sheet_of_allele(toolkit, mrna.deletion(*exons)), "PVS1")
    assert found.label == expected


def test_the_arithmetic_of_the_deletions(mrna: Mrna) -> None:
    lengths = {n: len(exon) for n, exon in enumerate(mrna.exons, 1)}
    assert lengths[9] + lengths[10] == 228 == 3 * 76
    assert sum(lengths[n] for n in range(4, 12)) == 831 == 3 * 277
    assert (lengths[3] + lengths[4]) % 3
    for exons, distance in (((6, 7), 389), ((10, 11), -80), ((3, 4), 389)):
        bases = "".join(b for n, b in enumerate(mrna.exons, 1) if n not in exons)
        stop, _ = stop_after(bases, mrna.start)
        assert len(bases) - len(mrna.exons[11]) - stop == distance


def test_whole_gene_says_so(toolkit: Toolkit, mrna: Mrna) -> None:
    found = hint(sheet_of_allele(toolkit, mrna.deletion(1, 12)), "PVS1")
    assert found.verdict is Verdict.APPLIES
    assert found.steps[-1].answer == "all of it"


def test_duplicated_exons_are_not_proven_in_tandem(toolkit: Toolkit, mrna: Mrna) -> None:
    for exons, frame in (((4, 4), "disrupted"), ((8, 8), "preserved")):
        deletion = mrna.deletion(*exons).edit
        copy = GenomicVariant("GRCh38", Edit(deletion.end, "", deletion.deleted))
        found = hint(sheet_of_allele(toolkit, copy), "PVS1")
        assert found.verdict is Verdict.CANNOT_BE_JUDGED
        assert found.label == ""
        assert "Is the copy in tandem? unknown" in path_of(found)
        assert f"frame {frame}" in path_of(found)
    whole = mrna.deletion(1, 12).edit
    copy = GenomicVariant("GRCh38", Edit(whole.end, "", whole.deleted))
    assert hint(sheet_of_allele(toolkit, copy), "PVS1").verdict is Verdict.DOES_NOT_APPLY


@pytest.mark.parametrize(
    "name",
    [
        "c.1150G>A",  # missense
        "c.748_750del",  # in frame
        "c.1294T>C",  # stop lost
        "c.816+5G>A",  # outside the two bases, though reported in IPEX
        "c.45C>T",  # synonymous
        "c.1296A>G",  # stop kept
        "c.-10del",
        "c.*10C>T",
    ],
)
def test_no_null_variant(toolkit: Toolkit, name: str) -> None:
    found = pvs1(toolkit, name)
    assert found.verdict is Verdict.DOES_NOT_APPLY
    assert not found.steps


def test_polyadenylation_signal_is_outside_the_tree(toolkit: Toolkit) -> None:
    found = pvs1(toolkit, "c.*876A>G")
    assert found.verdict is Verdict.DOES_NOT_APPLY
    assert "outside the decision tree" in found.reason
    assert "outside the decision tree" not in pvs1(toolkit, "c.*870C>G").reason


def test_a_frame_shifted_past_the_stop(toolkit: Toolkit) -> None:
    # Reported in IPEX: read on into the 3'UTR, residues 416-431 altered, the forkhead's end too.
    found = pvs1(toolkit, "c.1248_1253delinsCT")
    assert found.label == "PVS1_Strong"
    assert "residues 416-431, 16 of 431 (3.7 %)" in found.reason


def test_unknown_bases_are_not_judged(toolkit: Toolkit) -> None:
    found = pvs1(toolkit, "c.300_301insN")
    assert found.label in ("PVS1_Strong?", "")
    assert found.verdict is Verdict.CANNOT_BE_JUDGED
