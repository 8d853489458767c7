"""Common variants of the user's sources: letters, places, builds and thresholds.

What is expected is reckoned from the positions and bases of the file, and the bases of the region.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pysam
import pytest
from Bio.SeqRecord import SeqRecord
from cli_runner import Run
from raw_truth import region, turned

from foxp3tool.formats.sequence_text import bracketed
from foxp3tool.model.sequence_export import ExportedSequence, SequencePair
from foxp3tool.pipeline.sources import AlleleSource, load_sources
from foxp3tool.pipeline.toolkit import Toolkit

Make = Callable[..., SequencePair]
ReadBack = Callable[[SequencePair], tuple[SeqRecord, SeqRecord]]
MakeSource = Callable[..., tuple[AlleleSource, ...]]
LENGTH = {"GRCh38": 156040895, "GRCh37": 155270560}
CHANGE = {"GRCh38": 49251480, "GRCh37": 49107941}  # c.1150G>A, C>T on the plus strand
FLANK = 40
OTHER = {"A": "C", "C": "G", "G": "T", "T": "A"}


def base(build: str, pos: int, size: int = 1) -> str:
    origin, bases = region(build)
    return bases[pos - 1 - origin : pos - 1 - origin + size]


def substitution(build: str, away: int) -> tuple[int, str, str]:
    """A substitution so many bases from the change, on the plus strand."""
    pos = CHANGE[build] + away
    ref = base(build, pos)
    return pos, ref, OTHER[ref]


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write an indexed VCF of places away from the change, REF and ALT given or made."""

    def write(records: Sequence[str], build: str = "GRCh38") -> Path:
        info = "".join(
            f'##INFO=<ID={name},Number=A,Type=Float,Description="frequency">\n'
            for name in ("AF", "AF_afr", "AF_nfe", "depth")
        )
        counts = '##INFO=<ID=AC,Number=A,Type=Integer,Description="count">\n'
        counts += '##INFO=<ID=AN,Number=1,Type=Integer,Description="number">\n'
        text = f"##fileformat=VCFv4.2\n##contig=<ID=chrX,length={LENGTH[build]}>\n{info}{counts}"
        text += '##FILTER=<ID=AC0,Description="none">\n'
        text += "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        lines = sorted((line.split(" ") for line in records), key=lambda one: int(one[0]))
        text += "".join("\t".join(["chrX", *one]) + "\n" for one in lines)
        plain = tmp_path / f"{build}.vcf"
        plain.write_text(text)
        packed = f"{plain}.gz"
        pysam.tabix_compress(str(plain), packed, force=True)
        pysam.tabix_index(packed, preset="vcf", force=True)
        return Path(packed)

    return write


@pytest.fixture
def source(file: Callable[..., Path], toolkit: Toolkit) -> MakeSource:
    """Return a source of substitutions at places away from the change."""

    def made(
        told: dict[int, str],
        build: str = "GRCh38",
        fields: str = "AF,AF_afr,AF_nfe",
        further: Sequence[str] = (),
    ) -> tuple[AlleleSource, ...]:
        records = []
        for away, info in told.items():
            pos, ref, alt = substitution(build, away)
            records.append(f"{pos} rs{1000 + away} {ref} {alt} . PASS {info}")
        path = file([*records, *further], build)
        return load_sources([f"gnomad={path}:{fields}"], toolkit, build)

    return made


def common(record: ExportedSequence) -> dict[int, dict[str, str]]:
    """The common variants of a record by their place, from 0."""
    return {
        mark.spans[0].start: dict(mark.qualifiers)
        for mark in record.marks
        if dict(mark.qualifiers).get("note", "").startswith("common variant")
    }


@pytest.mark.parametrize("plus", [False, True])
@pytest.mark.parametrize("build", ["GRCh38", "GRCh37"])
def test_letters_and_places_on_both_strands_and_builds(
    make: Make,
    source: MakeSource,
    build: str,
    plus: bool,  # noqa: FBT001
) -> None:
    away = [-31, -7, 5, 22]
    loaded = source(dict.fromkeys(away, "AF=0.25"), build)
    options = {"assembly": build, "flank": FLANK, "on_plus": plus, "sources": loaded}
    pair = make("c.1150G>A", "context", **options)
    expected = {}
    for one in away:
        _, ref, alt = substitution(build, one)
        if plus:
            expected[FLANK + one] = (ref, alt.lower())
        else:
            expected[FLANK - one] = (turned(ref), turned(alt).lower())
    for record in pair.both:
        found = common(record)
        shown = {at: (record.bases[at], mark["replace"]) for at, mark in found.items()}
        assert shown == expected
    text = bracketed(pair)
    before, behind = re.fullmatch(r"(\w+)\[\w/\w\](\w+)", text).groups()
    line = f"{before}N{behind}"
    assert {n for n, one in enumerate(line) if one.islower()} == set(expected)
    assert line.upper()[:FLANK] == pair.reference.bases[:FLANK]


def test_a_file_of_the_other_build_is_converted(make: Make, source: MakeSource) -> None:
    loaded = source({-7: "AF=0.25", 5: "AF=0.1"}, "GRCh37")
    pair = make("c.1150G>A", "context", assembly="GRCh38", flank=FLANK, sources=loaded)
    found = common(pair.reference)
    # Around c.1150 the builds are alike.
    assert set(found) == {FLANK + 7, FLANK - 5}
    pos, ref, alt = substitution("GRCh38", -7)
    assert base("GRCh37", CHANGE["GRCh37"] - 7) == ref
    assert f"X-{pos}-{ref}-{alt}" in found[FLANK + 7]["label"]
    assert any("GRCh37: 2 such alleles near the gene, converted to GRCh38" in note
               for note in pair.reference.notes)  # fmt: skip


def test_threshold_is_of_any_population_and_names_it(make: Make, source: MakeSource) -> None:
    loaded = source({-7: "AF=0.002;AF_afr=0.03;AF_nfe=0.0001", 5: "AF=0.002", 9: "AF=0.02"})
    options = {"flank": FLANK, "sources": loaded}
    found = common(make("c.1150G>A", "context", **options).reference)
    assert set(found) == {FLANK + 7, FLANK - 9}
    assert "AF_afr 0.03 in gnomad" in found[FLANK + 7]["note"]
    assert "AF 0.02 in gnomad" in found[FLANK - 9]["note"]
    all_of_them = make("c.1150G>A", "context", common=0.001, **options)
    assert set(common(all_of_them.reference)) == {FLANK + 7, FLANK - 9, FLANK - 5}
    none = make("c.1150G>A", "context", common=0.5, **options)
    assert not common(none.reference)
    assert any("at least 50 %" in note for note in none.reference.notes)


def test_a_frequency_can_be_counted(make: Make, source: MakeSource) -> None:
    loaded = source({-7: "AC=50;AN=1000", 5: "AC=5;AN=1000"}, fields="AC,AN")
    found = common(make("c.1150G>A", "context", flank=FLANK, sources=loaded).reference)
    assert set(found) == {FLANK + 7}
    assert "AC/AN 0.05" in found[FLANK + 7]["note"]


def test_bases_put_in_and_taken_out(make: Make, source: MakeSource) -> None:
    # A base is put in behind the one at +10; those at -20 and -19 are taken out.
    build = "GRCh38"
    at = CHANGE[build] + 10
    ref = base(build, at)
    added = next(one for one in "ACGT" if one not in base(build, at, 2))
    gone = CHANGE[build] - 21
    lost = base(build, gone, 3)
    further = [
        f"{at} . {ref} {ref}{added} . PASS AF=0.2",
        f"{gone} . {lost} {lost[0]} . PASS AF=0.3",
    ]
    pair = make("c.1150G>A", "context", flank=FLANK, sources=source({}, further=further))
    marks = common(pair.reference)
    # In the direction of the gene the point lies between the bases at +11 and +10.
    point = FLANK - 10
    assert marks[point]["replace"] == turned(added).lower()
    taken = next(at for at, mark in marks.items() if mark["replace"] == "")
    assert pair.reference.bases[taken : taken + 2] in (turned(lost[1:]), turned(lost[1:])[::-1])
    text = bracketed(pair)
    assert text[point - 1 : point + 1].islower()
    assert text[point - 2].isupper()
    assert text[point + 1].isupper()
    assert sum(map(str.islower, text)) == 4


def test_the_variant_itself_is_told_and_not_masked(make: Make, source: MakeSource) -> None:
    pos = CHANGE["GRCh38"]
    loaded = source({}, further=[f"{pos} rs122467170 C T . PASS AF=0.2",
                                 f"{pos} . C G . AC0 AF=0.1"])  # fmt: skip
    pair = make("c.1150G>A", "context", flank=FLANK, sources=loaded)
    (other,) = common(pair.reference).values()
    assert other["replace"] == "c"
    assert "did not pass its filters" in other["note"]
    assert any("itself a common one" in n and "AF 0.2 in gnomad" in n for n in pair.mutant.notes)
    assert bracketed(pair) == bracketed(pair).upper()


def test_in_the_mrna_only_what_lies_in_exons(make: Make, source: MakeSource) -> None:
    # Exon 12 begins with c.1147: five bases on along the chromosome lies the intron.
    loaded = source({-7: "AF=0.25", 5: "AF=0.25"})
    pair = make("c.1150G>A", "transcript", sources=loaded)
    start = pair.reference.changed[0].start
    bundled = common(make("c.1150G>A", "transcript").reference)
    assert set(common(pair.reference)) - set(bundled) == {start + 7}


def test_genbank_has_them_with_their_number(
    make: Make, read_back: ReadBack, source: MakeSource
) -> None:
    loaded = source({-7: "AF=0.25"})
    for record in read_back(make("c.1150G>A", "context", flank=FLANK, sources=loaded)):
        (mark,) = [
            feature for feature in record.features
            if feature.type == "variation" and "common" in feature.qualifiers["note"][0]
        ]  # fmt: skip
        assert mark.qualifiers["db_xref"] == ["dbSNP:rs993"]
        _, ref, alt = substitution("GRCh38", -7)
        assert str(mark.extract(record.seq)) == turned(ref)
        assert mark.qualifiers["replace"] == [turned(alt).lower()]


def test_what_the_bundle_knows_is_told_once(make: Make, source: MakeSource) -> None:
    # rs2280883 is c.1044+459A>G, T>C on the plus strand.
    pair = make("c.1044+450del", flank=12)
    (at,) = common(pair.reference)
    location = re.search(r":(\d+)-(\d+)", dict(pair.reference.facts)["location"])
    assert location is not None
    pos = int(location[2]) - at
    assert base("GRCh38", pos) == "T"
    loaded = source({}, further=[f"{pos} rs2280883 T C . PASS AF=0.4"])
    (mark,) = common(make("c.1044+450del", flank=12, sources=loaded).reference).values()
    assert "0.591" in mark["note"]
    assert "AF 0.4 in gnomad" in mark["note"]


def test_without_a_source_it_is_said_what_is_not_known(make: Make, source: MakeSource) -> None:
    alone = " ".join(make("c.1150G>A").reference.notes)
    assert "other common variants are not known here" in alone
    assert "--source" in alone
    told = " ".join(make("c.1150G>A", sources=source({5: "AF=0.1"})).reference.notes)
    assert "at least 1 % in gnomad (GRCh38.vcf.gz, GRCh38: 1 such allele near the gene)" in told
    assert "are not known here" not in told
    protein = make("c.1150G>A", "protein", sources=source({5: "AF=0.1"}))
    assert "common" not in " ".join(protein.reference.notes)


# As a user calls it


def test_on_the_command_line(run: Run, file: Callable[..., Path]) -> None:
    pos, ref, alt = substitution("GRCh38", -7)
    path = file([f"{pos} rs7 {ref} {alt} . PASS AF=0.004;AF_afr=0.02;depth=0.9"])
    args = ("sequence", "c.1150G>A", "-f", "bracket", "--flank", 20)
    result = run(*args, "--source", f"gnomad={path}:AF,AF_afr")
    assert result.code == 0
    line = result.out.splitlines()[1]
    assert [n for n, one in enumerate(line.replace("[G/A]", "N")) if one.islower()] == [27]
    assert "AF_afr 0.02 in gnomad" in result.out
    rarer = run(*args, "--source", f"gnomad={path}:AF,AF_afr", "--common", "0.03")
    assert rarer.out.splitlines()[1] == line.upper()
    refused = run(*args, "--source", f"gnomad={path}:depth").no_traceback()
    assert refused.code == 2
    assert "none of its fields is an allele frequency: depth" in refused.err
    assert (refused.out, run(*args, "--common", "0").code) == ("", 2)
