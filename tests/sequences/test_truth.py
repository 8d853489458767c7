"""Sequences of catalog alleles against string surgery on the files, translated by Biopython."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from Bio.SeqUtils import seq1
from raw_truth import Allele, catalog, coding, entry, joined, proteins, region, transcript, turned

from foxp3tool.model.sequence_export import ExportedSequence, SequencePair

Make = Callable[..., SequencePair]
BUILDS = ("GRCh38", "GRCh37")
EXACT = [one["id"] for one in catalog() if one["resolution"] == "exact"]
PLACE = re.compile(r"NC_000023\.\d+:(\d+)-(\d+)\(([-+])\)")
PREDICTED = re.compile(
    r"p\.\((?P<old>[A-Z][a-z]{2})(?P<first>\d+)(?:_[A-Z][a-z]{2}(?P<last>\d+))?(?P<change>.*)\)"
)

KINDS_OF_CHANGE = (
    "c.1150G>A", "c.227del", "c.3G>A", "c.210+1G>A", "c.*876A>G", "c.751_753del", "c.1044+459A>G",
)  # fmt: skip
SAMPLE = [one["id"] for one in catalog() if one["hgvs_c"] in KINDS_OF_CHANGE]
SAMPLE += [one["id"] for one in catalog() if re.search("dup|ins", one["hgvs_c"] or "")][:6]


def of_build(identifier: str, build: str) -> tuple[Allele, str]:
    """The allele, and a name of it that says its build."""
    placed = entry(identifier)["placements"][build]
    allele = Allele(build, placed["pos"], placed["ref"], placed["alt"])
    return allele, f"X-{allele.pos}-{allele.ref}-{allele.alt}"


def fact(record: ExportedSequence, name: str) -> str:
    return dict(record.facts)[name]


def check_context(make: Make, identifier: str, build: str) -> None:
    allele, name = of_build(identifier, build)
    for plus in (True, False):
        pair = make(name, assembly=build, on_plus=plus, flank=37)
        match = PLACE.fullmatch(fact(pair.reference, "location"))
        assert match is not None
        start, end = int(match[1]) - 1, int(match[2])
        origin, bases = region(build)
        old, new = bases[start - origin : end - origin], allele.stretch(start, end)
        assert match[3] == ("+" if plus else "-")
        assert pair.reference.bases == (old if plus else turned(old))
        assert pair.mutant.bases == (new if plus else turned(new))
        assert fact(pair.mutant, "instead_of") == fact(pair.reference, "location")
        assert fact(pair.reference, "assembly") == build
        # The flank counts from the bases that change, wherever an indel is placed in a repeat.
        (changed,) = pair.reference.changed
        assert changed.start == 37
        assert len(pair.reference.bases) - changed.end == 37


def check_coding(make: Make, refusal: Callable[..., str], identifier: str, build: str) -> None:
    allele, name = of_build(identifier, build)
    predicted = entry(identifier)["hgvs_p"]
    if predicted in ("p.?", "p.(Met1?)"):
        reason = refusal(name, "cds", assembly=build)
        assert ("spliced" if predicted == "p.?" else "start codon is lost") in reason
        return
    accession = "NM_014009.4"
    cds, protein = coding(allele.cells, build, accession)
    old_cds, old_protein = coding(list(region(build)[1]), build, accession)
    pair = make(name, "cds", assembly=build)
    assert (pair.reference.bases, pair.mutant.bases) == (old_cds, cds)
    both = make(name, "protein", assembly=build)
    assert (both.reference.bases, both.mutant.bases) == (old_protein, protein)
    mrna = make(name, "transcript", assembly=build)
    assert mrna.mutant.bases == joined(allele.cells, build, accession)[0]
    check_name(predicted, old_protein + "*", protein)


def check_name(predicted: str | None, old: str, new: str) -> None:
    """The protein is what the catalog's own p. name says."""
    if predicted is None:
        assert new + "*" == old
        return
    match = PREDICTED.fullmatch(predicted)
    assert match is not None, predicted
    first, change = int(match["first"]) - 1, match["change"]
    last = int(match["last"] or match["first"])
    assert old[first] == seq1(match["old"], custom_map={"Ter": "*"})
    full = new + "*"
    if change == "=":
        assert full == old
        return
    assert full[:first] == old[:first]
    if shifted := re.fullmatch(r"([A-Z][a-z]{2})fsTer(\d+|\?)", change):
        assert full[first] == seq1(shifted[1]) != old[first]
        assert shifted[2] != "?"
        assert len(full) == first + int(shifted[2])
    elif read_on := re.fullmatch(r"([A-Z][a-z]{2})extTer(\d+|\?)", change):
        assert full[first] == seq1(read_on[1])
        if read_on[2] != "?":
            assert len(full) == first + int(read_on[2]) + 1
    elif re.fullmatch(r"[A-Z][a-z]{2}", change):
        new_residue = seq1(change, custom_map={"Ter": "*"})
        assert full[first] == new_residue
        assert full[first + 1 :] == ("" if new_residue == "*" else old[first + 1 :])
    elif change == "del":
        assert full == old[:first] + old[last:]
    elif change == "dup":
        assert full == old[:last] + old[first:last] + old[last:]
    else:
        inserted = re.fullmatch(r"(delins|ins)((?:[A-Z][a-z]{2})+)", change)
        assert inserted is not None, predicted
        put = seq1(inserted[2], custom_map={"Ter": "*"})
        head = old[:first] if inserted[1] == "delins" else old[: first + 1]
        tail = "" if put.endswith("*") else old[last if inserted[1] == "delins" else last - 1 :]
        assert full == head + put + tail


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("identifier", SAMPLE)
def test_context(make: Make, identifier: str, build: str) -> None:
    check_context(make, identifier, build)


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("identifier", SAMPLE)
def test_coding(make: Make, refusal: Callable[..., str], identifier: str, build: str) -> None:
    check_coding(make, refusal, identifier, build)


@pytest.mark.exhaustive
@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("identifier", EXACT)
def test_every_allele_of_the_catalog(
    make: Make, refusal: Callable[..., str], identifier: str, build: str
) -> None:
    check_context(make, identifier, build)
    check_coding(make, refusal, identifier, build)


def test_the_sample_has_all_kinds_of_change() -> None:
    names = [entry(identifier)["hgvs_c"] for identifier in SAMPLE]
    assert set(KINDS_OF_CHANGE) < set(names)
    assert any("ins" in name for name in names)


@pytest.mark.parametrize(
    ("accession", "protein"),
    [
        ("NM_014009.4", "NP_054728.2"),
        ("NM_001114377.2", "NP_001107849.1"),
        ("ENST00000518685.6", "Q9BZS1-4"),
    ],
)
def test_reference_protein_is_that_of_the_databases(
    make: Make, accession: str, protein: str
) -> None:
    pair = make("c.1150G>A", "protein", transcripts=accession)
    assert pair.reference.bases == proteins()[protein]
    place = {"NM_014009.4": 384, "NM_001114377.2": 349, "ENST00000518685.6": 357}[accession]
    expected = proteins()[protein]
    assert expected[place - 1] == "A"
    assert pair.mutant.bases == expected[: place - 1] + "T" + expected[place:]


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize(
    "accession",
    ["NM_001114377.2", "ENST00000518685.6", "ENST00000376197.1", "ENST00000651307.1"],
)
def test_other_transcripts(make: Make, accession: str, build: str) -> None:
    identifier = next(one["id"] for one in catalog() if one["hgvs_c"] == "c.751_753del")
    allele, name = of_build(identifier, build)
    pair = make(name, "transcript", assembly=build, transcripts=accession)
    assert pair.mutant.bases == joined(allele.cells, build, accession)[0]
    assert len(pair.reference.bases) == transcript(accession)["length"]


def test_changes_in_cis_are_in_one_sequence(make: Make) -> None:
    pair = make("c.[1010G>A;1150G>A]", "cds")
    cds, _ = coding(list(region("GRCh38")[1]), "GRCh38", "NM_014009.4")
    assert cds[1009] + cds[1149] == "GG"
    assert pair.mutant.bases == cds[:1009] + "A" + cds[1010:1149] + "A" + cds[1150:]
    protein = make("c.[1010G>A;1150G>A]", "protein").mutant.bases
    assert protein[336] + protein[383] == "QT"


def test_a_second_change_behind_the_new_stop_is_not_in_the_cds(make: Make) -> None:
    # c.227del ends after 128 codons (76 + 53 - 1); c.1150 is never read.
    pair = make("c.[227del;1150G>A]", "cds")
    assert pair.mutant.bases == make("c.227del", "cds").mutant.bases
    assert len(pair.mutant.bases) == 3 * (76 + 53 - 1)
    mrna = make("c.[227del;1150G>A]", "transcript").mutant.bases
    alone = make("c.227del", "transcript").mutant.bases
    assert sum(one != other for one, other in zip(mrna, alone, strict=True)) == 1


def test_a_deletion_that_joins_two_exons(make: Make) -> None:
    # c.300 to c.330 with the intron between: the exons become one, by string surgery.
    pair = make("NC_000023.11(NM_014009.4):c.300_330del", "transcript")
    mrna, start = joined(list(region("GRCh38")[1]), "GRCh38", "NM_014009.4")
    assert pair.mutant.bases == mrna[: start + 299] + mrna[start + 330 :]


def test_a_delins_that_joins_two_exons(make: Make) -> None:
    pair = make("NC_000023.11(NM_014009.4):c.300_330delinsTTTCA", "transcript")
    mrna, start = joined(list(region("GRCh38")[1]), "GRCh38", "NM_014009.4")
    assert pair.mutant.bases == mrna[: start + 299] + "TTTCA" + mrna[start + 330 :]


@pytest.mark.parametrize("exon_end", [210, 315, 454, 542, 647, 735, 816, 967, 1044, 1146])
def test_a_copy_of_the_last_bases_of_an_exon_is_exonic(make: Make, exon_end: int) -> None:
    # HGVS: where the canonical site stays, the p. name is computed on the longer exon. The copy
    # does not begin with G, as the intron does, or the 3' rule would move it on.
    mrna, start = joined(list(region("GRCh38")[1]), "GRCh38", "NM_014009.4")
    end = start + exon_end
    size = next(size for size in range(3, 9) if mrna[end - size] != "G")
    pair = make(f"c.{exon_end - size + 1}_{exon_end}dup", "transcript")
    assert pair.mutant.bases == mrna[:end] + mrna[end - size : end] + mrna[end:]


def test_a_lost_exon_if_spliced_normally(make: Make, refusal: Callable[..., str]) -> None:
    name = "NC_000023.11(NM_014009.4):c.455-10_542+10del"
    assert "exon 5 is lost" in refusal(name, "cds")
    pair = make(name, "transcript", if_spliced_normally=True)
    mrna, start = joined(list(region("GRCh38")[1]), "GRCh38", "NM_014009.4")
    assert pair.mutant.bases == mrna[: start + 454] + mrna[start + 542 :]
    assert any("exon 5 is lost" in note and "as was asked" in note for note in pair.mutant.notes)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("c.210+1G>A", "splice_donor_variant"),
        ("c.817-2A>C", "splice_acceptor_variant"),
        ("NC_000023.11(NM_014009.4):c.208_210+3del", "splice_donor_variant"),
    ],
)
def test_a_changed_splice_site_is_refused(
    refusal: Callable[..., str], name: str, told: str
) -> None:
    for what in ("cds", "protein", "transcript"):
        reason = refusal(name, what)
        assert told in reason
        # What is recommended is tried first: of a border that is gone no splicing tells the mRNA.
        assert ("--if-spliced-normally" in reason) == ("208_210" not in name)
        assert "--what context" in reason


def test_a_splice_site_variant_if_spliced_normally(make: Make) -> None:
    pair = make("c.210+1G>A", "transcript", if_spliced_normally=True)
    assert pair.mutant.bases == pair.reference.bases
    assert any("as was asked" in note for note in pair.mutant.notes)
    assert not pair.mutant.changed


@pytest.mark.parametrize(
    "name",
    [
        "NC_000023.11(NM_014009.4):c.208_210+3del",
        "NC_000023.11(NM_014009.4):c.210_210+1insA",
        "NC_000023.11(NM_014009.4):c.455-10_542+10dup",
    ],
)
def test_what_no_splicing_tells_is_refused_in_any_case(
    refusal: Callable[..., str], name: str
) -> None:
    assert "--what context" in refusal(name, "cds", if_spliced_normally=True)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("NC_000023.11:g.49264700_49264729del", "takes out an end of NM_014009.4"),
        ("NC_000023.11:g.49250438_49264710del", "there is no mRNA"),
        ("NC_000023.11(NM_014009.4):c.455-10_542+10dup", "copied in tandem"),
        ("NC_000023.11(NM_014009.4):c.455-10_542+10inv", "exchanges an exon as a whole"),
    ],
)
def test_what_becomes_of_the_mrna_is_not_known(
    refusal: Callable[..., str], name: str, told: str
) -> None:
    assert told in refusal(name, "transcript", if_spliced_normally=True)


def test_outside_the_transcript_nothing_changes(make: Make) -> None:
    origin, bases = region("GRCh38")
    base = bases[49268000 - 1 - origin]
    pair = make(f"X-49268000-{base}-{'A' if base != 'A' else 'C'}", "cds")
    assert pair.mutant.bases == pair.reference.bases
    assert any("lies outside NM_014009.4" in note for note in pair.mutant.notes)


def test_a_change_in_an_intron_says_that_splicing_is_not_predicted(make: Make) -> None:
    pair = make("c.1044+459A>G", "cds")
    assert pair.mutant.bases == pair.reference.bases
    assert any("not predicted" in note for note in pair.mutant.notes)
    near = make("c.210+5G>A", "cds")
    assert any("splice_donor_5th_base_variant" in note for note in near.mutant.notes)


def test_no_stop_is_said(make: Make) -> None:
    # The natural frame behind the stop of NM_014009.4 has no further stop.
    pair = make("c.1295G>C", "protein")
    assert any("no stop codon" in note for note in pair.mutant.notes)
    mrna, start = joined(list(region("GRCh38")[1]), "GRCh38", "NM_014009.4")
    assert len(pair.mutant.bases) == (len(mrna) - start) // 3
    open_end = make("c.100G>A", "cds", transcripts="ENST00000652559.1")
    assert any("without a stop codon" in note for note in open_end.reference.notes)


def test_a_lost_start_leaves_the_mrna(make: Make) -> None:
    pair = make("c.2T>C", "transcript")
    assert any("start codon is lost" in note for note in pair.mutant.notes)
    assert [mark.key for mark in pair.reference.marks].count("CDS") == 1
    assert "CDS" not in [mark.key for mark in pair.mutant.marks]


def test_what_is_not_known_to_the_base_is_refused(refusal: Callable[..., str]) -> None:
    assert "ranges" in refusal("c.(210+1_211-1)_(315+1_316-1)del")
    assert "A, C, G or T" in refusal("c.1150_1151insN")
    assert "bundled region" in refusal("NC_000023.11:g.49248000_49248500del")


def test_a_flank_that_leaves_the_region_is_said(make: Make) -> None:
    origin, bases = region("GRCh38")
    place = origin + 50
    pair = make(f"X-{place + 1}-{bases[50]}-{'A' if bases[50] != 'A' else 'C'}", flank=200)
    assert len(pair.reference.bases) == 50 + 1 + 200
    assert any("50 bases only" in note for note in pair.reference.notes)


def test_a_variant_of_the_other_build_is_converted(make: Make) -> None:
    pair = make("NC_000023.10:g.49107941C>T", assembly="GRCh38", flank=5)
    assert fact(pair.reference, "location") == "NC_000023.11:49251475-49251485(-)"
    assert fact(pair.reference, "genomic") == "NC_000023.11:g.49251480C>T"
    both = make("NC_000023.10:g.[49107941C>T;49109621C>T]", "cds", assembly="GRCh38")
    assert fact(both.reference, "assembly") == "GRCh38"
    assert both.mutant.bases == make("c.[1010G>A;1150G>A]", "cds").mutant.bases


def test_what_has_no_counterpart_is_refused(refusal: Callable[..., str]) -> None:
    # rs3761548: the ALT allele of one build is the reference of the other.
    assert "no counterpart" in refusal("NC_000023.10:g.49118241T>G", assembly="GRCh38")


def test_common_variants_in_the_flank_are_marked(make: Make) -> None:
    pair = make("c.1044+450del", flank=12)
    known = [
        dict(mark.qualifiers) for mark in pair.reference.marks
        if dict(mark.qualifiers).get("note", "").startswith("common variant")
    ]  # fmt: skip
    (one,) = known
    assert "rs2280883" in one["label"]
    assert "0.591" in one["note"]
    assert one["replace"] == "g"
    (place,) = pair.reference.known
    assert pair.reference.bases[place.start : place.end] == "A"
    # c.1044+459 lies nine bases behind c.1044+450 or where the deletion is shifted to.
    assert len(pair.mutant.known) == 1
    own = make("c.1044+459A>G", flank=12)
    assert not own.reference.known
    assert any("itself a common one" in note for note in own.reference.notes)


@pytest.mark.parametrize(
    ("name", "build", "reference", "other"),
    [
        ("c.-23+2870del", "GRCh38", "C", "a"),
        ("c.-23+2875del", "GRCh37", "A", "c"),
    ],
)
def test_the_swapped_base_is_marked_as_each_build_has_it(
    make: Make, name: str, build: str, reference: str, other: str
) -> None:
    # rs3761548: GRCh38 has G, GRCh37 T on the plus strand, and intron 1 differs in length.
    pair = make(name, assembly=build, flank=20)
    (place,) = pair.reference.known
    assert pair.reference.bases[place.start : place.end] == reference
    replaced = [
        dict(mark.qualifiers)["replace"] for mark in pair.reference.marks
        if "rs3761548" in dict(mark.qualifiers).get("label", "")
    ]  # fmt: skip
    assert replaced == [other]
