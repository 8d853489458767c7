"""GenBank files, read back by Biopython; parser warnings are errors here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from Bio.SeqFeature import SeqFeature
from Bio.SeqRecord import SeqRecord
from raw_truth import proteins, region, transcript, turned

from foxp3tool.formats.genbank import genbank_texts
from foxp3tool.model.sequence_export import SequencePair

Make = Callable[..., SequencePair]
ReadBack = Callable[[SequencePair], tuple[SeqRecord, SeqRecord]]
LOCUS = re.compile(r"[A-Z0-9_]{1,16}")

VARIANTS = [
    "c.1150G>A", "c.227del", "c.751_753del", "c.210+1G>A", "c.-72A>G", "c.*876A>G", "c.1295G>C",
    "c.1150_1151insTTT", "c.2T>C", "c.[1010G>A;1150G>A]", "c.1044+459A>G", "c.320_330inv",
    "NC_000023.11(NM_014009.4):c.455-10_542+10del", f"c.1150_1151ins{'ACGTT' * 30}",
]  # fmt: skip


def of_kind(record: SeqRecord, kind: str) -> list[SeqFeature]:
    return [feature for feature in record.features if feature.type == kind]


def check_record(record: SeqRecord, bases: str) -> None:
    assert str(record.seq) == bases
    assert LOCUS.fullmatch(record.name)
    assert set(bases) <= set("ACGT")
    assert record.annotations["topology"] == "linear"
    assert "Research use only" in str(record.annotations["comment"])
    for feature in record.features:
        assert 0 <= int(feature.location.start) < int(feature.location.end) <= len(bases) or (
            feature.type == "variation" and int(feature.location.start) <= len(bases)
        )
    for feature in of_kind(record, "CDS"):
        begin = int(feature.qualifiers["codon_start"][0]) - 1
        read = feature.extract(record.seq)[begin:]
        read = read[: len(read) - len(read) % 3]
        assert str(read.translate()).removesuffix("*") == feature.qualifiers["translation"][0]


@pytest.mark.parametrize(("what", "strand"), [("context", "gene"), ("genomic", "plus")])
@pytest.mark.parametrize("name", VARIANTS)
def test_genomic_records(
    make: Make, read_back: ReadBack, name: str, what: str, strand: str
) -> None:
    plus = strand == "plus"
    pair = make(name, what, flank=150, on_plus=plus)
    for record, made in zip(read_back(pair), pair.both, strict=True):
        check_record(record, made.bases)
        assert record.annotations["molecule_type"] == "DNA"
        for feature in record.features:
            # What exchanges bases names those of the strand that is written.
            own = feature.type in ("source", "variation")
            assert feature.location.strand == (-1 if plus and not own else 1)
    reference, mutant = read_back(pair)
    for feature in of_kind(reference, "CDS"):
        assert feature.qualifiers["translation"][0] in proteins()["NP_054728.2"]
    for old, new in zip(variations(reference), variations(mutant), strict=True):
        assert replaced(old) == bases_of(mutant, new)
        assert replaced(new) == bases_of(reference, old)


def variations(record: SeqRecord) -> list[SeqFeature]:
    return [
        feature for feature in of_kind(record, "variation")
        if "allele of" in feature.qualifiers["note"][0]
    ]  # fmt: skip


def replaced(feature: SeqFeature) -> str:
    # Like a translation, a long value is wrapped, and read with a blank for each line end.
    return str(feature.qualifiers["replace"][0]).upper().replace(" ", "")


def bases_of(record: SeqRecord, feature: SeqFeature) -> str:
    return str(feature.extract(record.seq))


@pytest.mark.parametrize("what", ["transcript", "cds"])
@pytest.mark.parametrize(
    "name", ["c.1150G>A", "c.227del", "c.751_753del", "c.-72A>G", "c.1295G>C", "c.*876A>G"]
)
def test_mrna_records(make: Make, read_back: ReadBack, name: str, what: str) -> None:
    pair = make(name, what)
    for record, made in zip(read_back(pair), pair.both, strict=True):
        check_record(record, made.bases)
        (cds,) = of_kind(record, "CDS")
        assert record.annotations["molecule_type"] == "mRNA"
        if what == "cds":
            assert len(cds.extract(record.seq)) == len(record)
    reference, _ = read_back(pair)
    assert of_kind(reference, "CDS")[0].qualifiers["translation"] == [proteins()["NP_054728.2"]]
    assert [f.qualifiers["number"][0] for f in of_kind(reference, "exon")] == [
        str(number) for number in range(1 if what == "transcript" else 2, 13)
    ]


def test_whole_gene_has_the_exons_of_the_files(make: Make, read_back: ReadBack) -> None:
    for build in ("GRCh38", "GRCh37"):
        origin, bases = region(build)
        record, mutant = read_back(make("c.1150G>A", "genomic", assembly=build, flank=10))
        here = transcript("NM_014009.4")
        exons = [
            turned(bases[e["start"] - origin : e["end"] - origin]) for e in here["exons"][build]
        ]
        assert [bases_of(record, feature) for feature in of_kind(record, "exon")] == exons
        (mrna,) = of_kind(record, "mRNA")
        assert bases_of(record, mrna) == "".join(exons)
        (cds,) = of_kind(record, "CDS")
        assert cds.qualifiers["translation"] == [proteins()["NP_054728.2"]]
        assert cds.qualifiers["protein_id"] == ["NP_054728.2"]
        (changed,) = of_kind(mutant, "CDS")
        old = proteins()["NP_054728.2"]
        assert changed.qualifiers["translation"] == [old[:383] + "T" + old[384:]]
        papers = [feature.qualifiers["note"][0] for feature in of_kind(record, "exon")]
        assert papers[0] == "exon -1 of most papers"
        assert papers[11] == "exon 11 of most papers"


def test_forkhead_domain_is_marked_on_its_codons(make: Make, read_back: ReadBack) -> None:
    record, mutant = read_back(make("c.1150G>A", "genomic"))
    for one in (record, mutant):
        domain = next(
            feature for feature in of_kind(one, "misc_feature")
            if feature.qualifiers["label"] == ["Forkhead DNA-binding domain"]
        )  # fmt: skip
        expected = proteins()["NP_054728.2"][336:423]
        if one is mutant:
            expected = expected[:47] + "T" + expected[48:]
        assert str(domain.extract(one.seq).translate()) == expected


def test_features_behind_a_frameshift_are_gone(make: Make, read_back: ReadBack) -> None:
    _, mutant = read_back(make("c.227del", "cds"))
    left = {feature.qualifiers["label"][0] for feature in of_kind(mutant, "misc_feature")}
    # Residues 1-75 are those of the reference; the exon-2 segment is 71-105.
    assert left == {
        "N-terminal disordered region",
        "Exon-2 segment (skipped in the delta-2 isoform)",
    }
    notes = [feature.qualifiers["note"][0] for feature in of_kind(mutant, "misc_feature")]
    assert any("30 of its 35 residues are lost" in note.replace("\n", " ") for note in notes)


def test_protein_records(make: Make, read_back: ReadBack) -> None:
    reference, mutant = read_back(make("c.751_753del", "protein"))
    old = proteins()["NP_054728.2"]
    assert str(reference.seq) == old
    assert str(mutant.seq) == old[:250] + old[251:]
    for record, expected in ((reference, "337..423"), (mutant, "336..422")):
        domain = next(
            feature for feature in of_kind(record, "Region")
            if feature.qualifiers["region_name"] == ["Forkhead DNA-binding domain"]
        )  # fmt: skip
        assert f"{int(domain.location.start) + 1}..{int(domain.location.end)}" == expected
        assert "PRU00089" in domain.qualifiers["note"][0]


def test_a_mutant_whose_splicing_is_not_known_has_no_coding_sequence(
    make: Make, read_back: ReadBack
) -> None:
    reference, mutant = read_back(make("c.210+1G>A", "context"))
    assert of_kind(reference, "CDS")
    assert not of_kind(mutant, "CDS")
    assert not of_kind(mutant, "mRNA")
    assert of_kind(mutant, "exon")
    assert "no mRNA or protein" in " ".join(str(mutant.annotations["comment"]).split())


def test_an_exon_that_lost_its_border_says_so(make: Make, read_back: ReadBack) -> None:
    _, mutant = read_back(make("NC_000023.11(NM_014009.4):c.200_210+3del", "context", flank=400))
    cut = [f for f in of_kind(mutant, "exon") if "border" in f.qualifiers["note"][0]]
    assert [feature.qualifiers["number"] for feature in cut] == [["2"]]
    # Exon 2 has 232 bases, of which 11 are deleted.
    assert len(cut[0].extract(mutant.seq)) == 221


def test_an_exon_that_grows_at_its_end_is_longer(make: Make, read_back: ReadBack) -> None:
    _, mutant = read_back(make("c.1041_1044dup", "context", flank=400))
    (exon,) = [f for f in of_kind(mutant, "exon") if f.qualifiers["number"] == ["10"]]
    assert len(exon.extract(mutant.seq)) == 77 + 4


def test_incomplete_coding_sequence_is_open(make: Make, read_back: ReadBack) -> None:
    options: dict[str, Any] = {"transcripts": "ENST00000652559.1"}
    reference, _ = read_back(make("c.100G>A", "transcript", **options))
    (cds,) = of_kind(reference, "CDS")
    assert str(cds.location).split(":")[1].startswith(">")


@pytest.mark.parametrize("what", ["context", "transcript", "protein"])
@pytest.mark.parametrize("name", ["c.751_753del", f"c.1150_1151ins{'ACGTT' * 30}"])
def test_columns_of_the_flat_file(make: Make, name: str, what: str) -> None:
    # The columns of the GenBank release notes, section 3.4 and 3.5.
    text = "".join(genbank_texts([make(name, what)], date(2026, 11, 1)))
    lines = text.split("\n")
    assert max(map(len, lines)) <= 80
    locus = [line for line in lines if line.startswith("LOCUS")]
    assert len(locus) == 2 == lines.count("//")
    for line in locus:
        assert re.fullmatch(r"LOCUS {7}\S{1,16} +\d+ (bp|aa) .* linear +PRI 01-NOV-2026", line)
        assert line[40:43] in (" bp", " aa")
    keys = [line for line in lines if re.match(r" {5}\S", line)]
    assert all(line[20] == " " and line[21] != " " for line in keys)


def test_truncated_ends_are_open(make: Make, read_back: ReadBack) -> None:
    reference, _ = read_back(make("c.1150G>A", flank=20))
    (exon,) = of_kind(reference, "exon")
    assert str(exon.location) == "[17:>41](+)"
    (cds,) = of_kind(reference, "CDS")
    # It begins in an exon that the record does not hold.
    assert str(cds.location) == "[<17:>41](+)"
    assert cds.qualifiers["codon_start"] == ["1"]


def test_a_point_beside_an_end_has_the_base_of_the_end(make: Make, read_back: ReadBack) -> None:
    """The other allele of the bases there is the lost ones and that base: c.-72 to c.-59."""
    reference, mutant = read_back(make("c.-72_-60del", "transcript"))
    (there,) = [one for one in mutant.features if one.type == "variation"
                and "mutant allele" in one.qualifiers["note"][0]]  # fmt: skip
    assert (int(there.location.start), int(there.location.end)) == (0, 1)
    assert there.qualifiers["replace"] == [str(reference.seq[:14]).lower()]
