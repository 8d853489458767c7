"""GenBank records of the catalog's alleles, read back by Biopython, against the raw files."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from Bio.SeqFeature import SeqFeature
from Bio.SeqRecord import SeqRecord
from raw_truth import Allele, catalog, coding, entry, joined, proteins, region, transcript, turned

from foxp3tool.formats.genbank import genbank_texts
from foxp3tool.model.sequence_export import SequencePair
from foxp3tool.pipeline.sequence_scene import SequenceRequest
from foxp3tool.pipeline.sequences import SequenceMaker
from foxp3tool.pipeline.toolkit import Toolkit

Make = Callable[..., SequencePair]
ReadBack = Callable[[SequencePair], tuple[SeqRecord, SeqRecord]]
BUILDS = ("GRCh38", "GRCh37")
MANE = "NM_014009.4"
EXACT = [one["id"] for one in catalog() if one["resolution"] == "exact"]
SAMPLE = EXACT[::25] + [
    one["id"] for one in catalog() if re.search("dup|ins", one["hgvs_c"] or "")
][:4]  # fmt: skip
LOCUS = re.compile(
    r"LOCUS {7}(?P<name>[A-Z0-9_]{1,16}) +(?P<size>\d+) (bp|aa) {4}\S* .*linear +PRI "
)


def of_build(identifier: str, build: str) -> Allele:
    placed = entry(identifier)["placements"][build]
    return Allele(build, placed["pos"], placed["ref"], placed["alt"])


def called(allele: Allele) -> str:
    return f"X-{allele.pos}-{allele.ref}-{allele.alt}"


def of_kind(record: SeqRecord, kind: str) -> list[SeqFeature]:
    return [feature for feature in record.features if feature.type == kind]


def variations(record: SeqRecord) -> list[SeqFeature]:
    return [
        feature for feature in of_kind(record, "variation")
        if "allele of" in feature.qualifiers["note"][0]
    ]  # fmt: skip


def letters(feature: SeqFeature, name: str) -> str:
    return str(feature.qualifiers[name][0]).upper().replace(" ", "")


def exchanged(record: SeqRecord) -> str:
    """The bases of the other allele, by what the variation features say."""
    bases = str(record.seq)
    for feature in sorted(variations(record), key=lambda one: -int(one.location.start)):
        start, end = int(feature.location.start), int(feature.location.end)
        bases = bases[:start] + letters(feature, "replace") + bases[end:]
    return bases


def check_coding(record: SeqRecord) -> None:
    for feature in of_kind(record, "CDS"):
        begin = int(feature.qualifiers["codon_start"][0]) - 1
        read = feature.extract(record.seq)[begin:]
        whole = read[: len(read) - len(read) % 3]
        assert str(whole.translate()).removesuffix("*") == letters(feature, "translation")
        location = str(feature.location)
        if "<" not in location and ">" not in location:
            # A whole coding sequence: from ATG to the one stop at its end.
            assert begin == 0
            assert len(read) % 3 == 0
            assert read[:3] == "ATG"
            assert str(read.translate()).index("*") == len(read) // 3 - 1


def check_tiles(record: SeqRecord, *, is_spliced: bool) -> None:
    """Exons follow each other without gap or overlap and make up the mRNA."""
    exons = sorted(of_kind(record, "exon"), key=lambda one: int(one.location.start))
    if is_spliced:
        assert int(exons[0].location.start) == 0
        assert int(exons[-1].location.end) == len(record)
        for one, other in pairwise(exons):
            assert int(one.location.end) == int(other.location.start)
        return
    for mrna in of_kind(record, "mRNA"):
        ordered = exons if mrna.location.strand == 1 else exons[::-1]
        made = "".join(str(exon.extract(record.seq)) for exon in ordered)
        assert made == str(mrna.extract(record.seq))


def check_flat_file(pair: SequencePair) -> None:
    text = "".join(genbank_texts([pair], date(2026, 11, 1)))
    lines = text.split("\n")
    assert max(map(len, lines)) <= 80
    heads = [line for line in lines if line.startswith("LOCUS")]
    for line, record in zip(heads, pair.both, strict=True):
        match = LOCUS.match(line)
        assert match is not None, line
        assert int(match["size"]) == len(record.bases)
        assert line[64:67] == "PRI"


def check_nothing_lost(record: SeqRecord, pair: SequencePair) -> None:
    """All facts and notes stand in the comment in full, whatever their length."""
    comment = "".join(str(record.annotations["comment"]).split())
    (made,) = [one for one in pair.both if one.locus == record.name]
    for name, value in made.facts:
        assert "".join(f"{name}:{value}".split()) in comment
    for note in made.notes:
        assert "".join(note.split()) in comment
    assert made.identifier in comment
    for mark in made.marks:
        assert sum(feature.type == mark.key for feature in record.features) >= 1
    assert len(record.features) == len(made.marks) + 1


def check(make: Make, read_back: ReadBack, toolkit: Toolkit, identifier: str, build: str) -> None:
    allele = of_build(identifier, build)
    for what, plus in (("genomic", build == "GRCh37"), ("context", False)):
        pair = make(called(allele), what, assembly=build, on_plus=plus, flank=120)
        check_flat_file(pair)
        place = re.search(r":(\d+)-(\d+)", dict(pair.reference.facts)["location"])
        assert place is not None
        start, end = int(place[1]) - 1, int(place[2])
        origin, bases = region(build)
        raw = [bases[start - origin : end - origin], allele.stretch(start, end)]
        expected = raw if plus else [turned(one) for one in raw]
        records = read_back(pair)
        assert [str(record.seq) for record in records] == expected
        assert [exchanged(record) for record in records] == expected[::-1]
        for record in records:
            check_coding(record)
            check_tiles(record, is_spliced=False)
            check_nothing_lost(record, pair)
        # In its frame, a part of a coding sequence gives a part of the protein.
        whole = [proteins()["NP_054728.2"], coding(allele.cells, build, MANE)[1]]
        for record, protein in zip(records, whole, strict=True):
            for cds in of_kind(record, "CDS"):
                assert letters(cds, "translation") in protein
        if what == "genomic":
            (cds,) = of_kind(records[0], "CDS")
            assert letters(cds, "translation") == proteins()["NP_054728.2"]
            exons = transcript(MANE)["exons"][build]
            assert len(of_kind(records[0], "exon")) == len(exons)
    check_spliced(make, read_back, toolkit, allele)


def check_spliced(make: Make, read_back: ReadBack, toolkit: Toolkit, allele: Allele) -> None:
    for what in ("transcript", "cds"):
        request = SequenceRequest.of(what)
        if SequenceMaker(toolkit, request).answer(called(allele)).refused:
            continue
        pair = make(called(allele), what, assembly=allele.build)
        check_flat_file(pair)
        records = read_back(pair)
        for record in records:
            check_coding(record)
            check_tiles(record, is_spliced=True)
            check_nothing_lost(record, pair)
        if what == "transcript":
            assert str(records[1].seq) == joined(allele.cells, allele.build, MANE)[0]
            assert [exchanged(one) for one in records] == [
                str(records[1].seq), str(records[0].seq)
            ]  # fmt: skip


@pytest.mark.parametrize("identifier", SAMPLE)
def test_records_of_some_entries(
    make: Make, read_back: ReadBack, toolkit: Toolkit, identifier: str
) -> None:
    check(make, read_back, toolkit, identifier, BUILDS[int(identifier[-1]) % 2])


@pytest.mark.exhaustive
@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("identifier", EXACT)
def test_records_of_every_entry(
    make: Make, read_back: ReadBack, toolkit: Toolkit, identifier: str, build: str
) -> None:
    check(make, read_back, toolkit, identifier, build)


LONG = [
    f"c.1150_1151ins{'ACGTT' * 1000}",
    "c.[3_4insATG;227del;700_702del;1010G>A;1150G>A;1189C>T]",
    "NC_000023.11:g.49250438_49264710del",
]


@pytest.mark.parametrize("what", ["context", "genomic"])
@pytest.mark.parametrize("name", LONG)
def test_long_names_lose_nothing(make: Make, read_back: ReadBack, name: str, what: str) -> None:
    pair = make(name, what, flank=50)
    check_flat_file(pair)
    records = read_back(pair)
    assert [exchanged(one) for one in records] == [str(records[1].seq), str(records[0].seq)]
    for record in records:
        check_coding(record)
        check_nothing_lost(record, pair)
