"""VCF files between the builds: each allele reads the same before and after, on either genome.

The sequences come from the FASTA files and the list of differences alone (:mod:`vcf_truth`).
bcftools is the second judge of the files that come out.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pysam
import pytest
from alleles import sample
from answers import Asker, Failures
from bundle_truth import BUILDS, MANE, Allele, Pairing, Region, both_ends
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from vcf_checks import check
from vcf_runs import converted, file_of, other_reading, random_record
from vcf_truth import OTHER, Record, Way, at_of, edit_of, haplotype, plain

from foxp3tool.pipeline.toolkit import Toolkit

SAMPLES = 3
KINDS_OF_FILE = pytest.mark.parametrize("samples", [SAMPLES, 0], ids=["genotypes", "sites only"])
BCFTOOLS = shutil.which("bcftools")
needs_bcftools = pytest.mark.skipif(BCFTOOLS is None, reason="bcftools is not on PATH")


@pytest.fixture(scope="session")
def ways(regions: dict[str, Region], pairings: dict[str, Pairing]) -> dict[str, Way]:
    return {b: Way(regions[b], regions[OTHER[b]], pairings[b]) for b in BUILDS}


def differing(way: Way) -> list[int]:
    return [place for span in way.pairing.unlike for place in span]


def batch(
    way: Way, rng: random.Random, size: int, samples: int, ploidies: tuple[int, ...] = (1, 2, 2, 3)
) -> list[str]:
    """Return records, four of five of them at the differences."""
    places = differing(way)
    return [
        random_record(way, rng.randint, f"r{n}", samples, places if n % 5 else None, ploidies)
        for n in range(size)
    ]


def records_of(text: str) -> list[Record]:
    return [Record.of(line) for line in text.splitlines() if not line.startswith("#")]


@KINDS_OF_FILE
@pytest.mark.parametrize("build", BUILDS)
def test_every_allele_reads_the_same(
    toolkit: Toolkit, ways: dict[str, Way], build: str, samples: int
) -> None:
    way = ways[build]

    # A failure names the record, and is not made smaller: that takes minutes.
    @settings(max_examples=40, deadline=None, phases=[Phase.reuse, Phase.generate])
    @given(st.randoms(use_true_random=False))
    def each_batch(rng: random.Random) -> None:
        text = file_of(way.source, batch(way, rng, 6, samples), samples)
        check(way, text, converted(toolkit, text))

    each_batch()


@KINDS_OF_FILE
@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize(
    "size", [700, pytest.param(25_000, marks=pytest.mark.exhaustive)], ids=["some", "many"]
)
def test_every_allele_of_a_large_file_reads_the_same(
    toolkit: Toolkit, ways: dict[str, Way], build: str, samples: int, size: int
) -> None:
    way = ways[build]
    text = file_of(way.source, batch(way, random.Random(4), size, samples), samples)
    done = converted(toolkit, text)
    check(way, text, done)
    # The set is worth its time only if it has all of the cases.
    assert done.report.converted > size / 2
    if samples:
        assert done.report.renumbered > size / 10
        assert not done.aside
    else:
        assert len(done.aside) > size / 10


# There and back


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize(
    "size", [400, pytest.param(15_000, marks=pytest.mark.exhaustive)], ids=["some", "many"]
)
def test_there_and_back(toolkit: Toolkit, ways: dict[str, Way], build: str, size: int) -> None:
    way, back = ways[build], ways[OTHER[build]]
    text = file_of(way.source, batch(way, random.Random(9), size, SAMPLES), SAMPLES)
    middle = converted(toolkit, text)
    between = "".join(f"{line}\n" for line in [*middle.header, *map(text_of, middle.order)])
    end = converted(toolkit, between)
    check(back, between, end)
    far = literal = 0
    for record in records_of(text):
        again = end.records[record.name]
        here, _ = way.windows(
            at_of(record, way.source), at_of(record, way.source) + len(record.alleles[0])
        )
        if all(here[1] < first or behind < here[0] for first, behind in way.pairing.unlike):
            far += 1
            assert record.cells[:7] == again.cells[:7]
            assert record.cells[8:] == again.cells[8:]
        is_literal = says(record, way) and says(middle.records[record.name], back)
        literal += is_literal
        if is_literal or not touches(record, way):
            assert reads(record, way, here) == reads(again, way, here), (record, again)
        assert again.info["FOXP3_CONVERTED_FROM"].startswith(OTHER[build])
    assert min(far, literal) > size / 10


def says(record: Record, way: Way) -> bool:
    """Tell whether a record states bases in which the builds differ, and not only takes them out.

    What a record does not state is the reference of its build, before as after. So a record whose
    genotypes have the other build's bases at a difference, and that no longer states it there, does
    not come back with them.
    """
    edits = [
        edit_of(record, number, way.source)
        for number, one in enumerate(record.alleles)
        if number and plain(one)
    ]
    if not edits:
        return touches(record, way)
    return any(way.speaks(edit) and not way.takes_out(edit) for edit in edits)


def touches(record: Record, way: Way) -> bool:
    start = at_of(record, way.source)
    end = start + len(record.alleles[0])
    edits = [
        edit_of(record, number, way.source)
        for number, one in enumerate(record.alleles)
        if number and plain(one)
    ]
    if not edits:
        return any(
            (start < behind and end > first) or start < first == behind < end
            for first, behind in way.pairing.unlike
        )
    return any(way.touches(edit) for edit in edits)


def reads(record: Record, way: Way, window: tuple[int, int]) -> list[list[str]]:
    """Return what each genotype of a record reads over a window of the source."""
    return [
        [
            "."
            if number is None
            else haplotype(record, number, way.source, window)
            if plain(record.alleles[number])
            else record.alleles[number]
            for number in genotype
        ]
        for genotype in record.genotypes
    ]


def text_of(record: Record) -> str:
    return "\t".join(record.cells)


# bcftools as the judge


def shifted(region: Region, records: Iterable[Record], samples: int, path: Path) -> Path:
    """Write records on a contig that is the bundled region alone, as a genome for bcftools."""
    lines = []
    for record in records:
        cells = list(record.cells)
        cells[1] = str(record.pos - region.start)
        lines.append("\t".join(cells))
    text = file_of(region, lines, samples).replace(
        f"length={region.contig_length}", f"length={region.length}"
    )
    added = "".join(
        f'##INFO=<ID={key},Number=1,Type=String,Description="Added">\n'
        for key in ("FOXP3_CONVERTED_FROM", "FOXP3_ISSUE")
    )
    path.write_text(text.replace("#CHROM", f"{added}#CHROM"))
    return path


def genome(region: Region, path: Path) -> Path:
    path.write_text(f">X\n{region.plus}\n")
    return path


def bcftools(*arguments: object) -> tuple[str, str]:
    assert BCFTOOLS is not None
    done = subprocess.run(
        [BCFTOOLS, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


@needs_bcftools
@KINDS_OF_FILE
@pytest.mark.parametrize("build", BUILDS)
def test_bcftools_takes_the_file_and_finds_every_reference_base(
    toolkit: Toolkit, ways: dict[str, Way], build: str, samples: int, tmp_path: Path
) -> None:
    way = ways[build]
    # bcftools knows fields with a value for each genotype of one or two sets of chromosomes only.
    lines = batch(way, random.Random(16), 600, samples, (1, 2))
    done = converted(toolkit, file_of(way.source, lines, samples))
    fasta = genome(way.target, tmp_path / "target.fa")
    vcf = shifted(way.target, done.order, samples, tmp_path / "converted.vcf")
    # Splitting needs the right number of values in each field; -c e stops at a wrong REF.
    split, told = bcftools("norm", "-c", "e", "-m", "-any", "-f", fasta, vcf)
    assert "Lines   total/split" in told
    alleles = sum(max(1, len(record.alleles) - 1) for record in done.order)
    assert sum(not line.startswith("#") for line in split.splitlines()) == alleles
    for word in ("rror", "arning", "ncorrect", "[W::", "[E::"):
        assert word not in told, told
    asked, _ = bcftools("query", "-f", "%POS %REF %ALT %INFO/RV\n", vcf)
    assert len(asked.splitlines()) == len(done.order)


@needs_bcftools
@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_bcftools_consensus_reads_the_same_on_both_genomes(
    toolkit: Toolkit, ways: dict[str, Way], build: str, seed: int, tmp_path: Path
) -> None:
    """With a record at each difference the whole region of a sample is told, base for base."""
    way, rng = ways[build], random.Random(seed)
    lines = list(told_records(way, rng))
    done = converted(toolkit, file_of(way.source, lines, SAMPLES))
    assert not done.aside
    before = [Record.of(line) for line in lines]
    for sample_name, strand in product(("S0", "S1", "S2"), "12"):
        found = []
        for region, records in ((way.source, before), (way.target, done.order)):
            folder = tmp_path / region.build
            folder.mkdir(exist_ok=True)
            vcf = shifted(region, records, SAMPLES, folder / "in.vcf")
            packed = folder / "in.vcf.gz"
            pysam.tabix_compress(str(vcf), str(packed), force=True)
            bcftools("index", "-f", packed)
            fasta = genome(region, folder / "genome.fa")
            out, _ = bcftools("consensus", "-f", fasta, "-s", sample_name, "-H", strand, packed)
            found.append("".join(out.split("\n")[1:]))
        assert found[0] == found[1]
        assert found[0] != way.source.plus


def told_records(way: Way, rng: random.Random) -> Iterator[str]:
    """Yield a record for each difference, the other build's bases among its alleles, and some SNVs.

    REF has 60 bases around a difference, so that the repeat is stated as a whole.
    """
    places = [(first - 60, behind + 60) for first, behind in way.pairing.unlike]
    for number, (first, behind) in enumerate(places):
        ref = way.source.plus[first:behind]
        other = other_reading(way, first, behind - first)
        third = ref[:70] + "TTG" + ref[75:]
        yield told_record(way, rng, f"d{number}", first, [ref, other, third])
    for number in range(40):
        at = rng.randrange(300, way.source.length - 300)
        if not any(first - 5 < at < behind + 5 for first, behind in places):
            ref = way.source.plus[at]
            yield told_record(way, rng, f"s{number}", at, [ref, "T" if ref == "A" else "A"])


def told_record(way: Way, rng: random.Random, name: str, at: int, alleles: list[str]) -> str:
    alleles = list(dict.fromkeys(alleles))
    numbers = [
        f"{rng.randrange(len(alleles))}|{rng.randrange(len(alleles))}" for _ in range(SAMPLES)
    ]
    pos, alts = way.source.start + at + 1, ",".join(alleles[1:])
    return "\t".join(["X", str(pos), name, alleles[0], alts, ".", ".", ".", "GT", *numbers])


# Known alleles


@pytest.fixture(scope="session")
def catalog(bundle_folder: Path) -> list[dict[str, Any]]:
    entries = json.loads((bundle_folder / "catalog.json").read_text())["entries"]
    return [entry for entry in entries if entry["resolution"] == "exact"]


def placed(entry: dict[str, Any], build: str) -> tuple[int, str, str]:
    found = entry["placements"][build]
    return found["pos"], found["ref"], found["alt"]


@pytest.mark.parametrize("build", BUILDS)
def test_every_catalog_allele_goes_to_its_other_placement(
    toolkit: Toolkit, ways: dict[str, Way], catalog: list[dict[str, Any]], build: str
) -> None:
    way, lines = ways[build], []
    for entry in catalog:
        pos, ref, alt = placed(entry, build)
        lines.append("\t".join(["X", str(pos), entry["id"], ref, alt, ".", ".", "."]))
    done = converted(toolkit, file_of(way.source, lines, 0))
    # rs3761548: its ALT is the other build's REF.
    assert list(done.aside) == ["FOXP3-IPEX-0005"]
    assert "reference sequence of " + OTHER[build] in done.told[0]
    # 110 of the facts, 199 of the further copy of ClinVar.
    assert len(catalog) == 309
    for entry in catalog:
        if entry["id"] not in done.aside:
            found = done.records[entry["id"]]
            assert (found.pos, *found.alleles) == placed(entry, OTHER[build])


@pytest.mark.parametrize("build", BUILDS)
def test_every_catalog_allele_with_genotypes(
    toolkit: Toolkit, ways: dict[str, Way], catalog: list[dict[str, Any]], build: str
) -> None:
    way, lines = ways[build], []
    for entry in catalog:
        pos, ref, alt = placed(entry, build)
        cells = ["X", str(pos), entry["id"], ref, alt, ".", ".", ".", "GT", "0|1", "1", "./."]
        lines.append("\t".join(cells))
    done = converted(toolkit, file_of(way.source, lines, 3))
    assert not done.aside
    assert len(done.records) == 309
    for entry in catalog:
        found = done.records[entry["id"]]
        pos, ref, alt = placed(entry, OTHER[build])
        if entry["id"] == "FOXP3-IPEX-0005":
            assert found.cells[9:] == ("1|0", "0", "./.")
            # The other placement names the same change, which has that build's REF as ALT.
            expected = (pos, way.target.plus[pos - 1 - way.target.start])
            assert (found.pos, found.alleles[0]) == expected
            assert (
                found.alleles[1] == way.source.plus[placed(entry, build)[0] - 1 - way.source.start]
            )
        else:
            assert found.cells[9:] == ("0|1", "1", "./.")
            assert (found.pos, *found.alleles) == (pos, ref, alt)


# The same answer as the names give


def as_vcf(region: Region, allele: Allele) -> Allele:
    if allele.old and allele.new:
        return allele
    before = region.plus[allele.at - 1]
    return Allele(allele.at - 1, before + allele.old, before + allele.new)


def as_name(region: Region, record: Record) -> str:
    """Return ``X-pos-ref-alt``, moved as far left as it goes."""
    edit = Allele(at_of(record, region), record.alleles[0], record.alleles[1])
    first, _ = both_ends(region.plus, edit)
    first = as_vcf(region, first)
    return f"X-{region.start + first.at + 1}-{first.old}-{first.new}"


def agree(toolkit: Toolkit, way: Way, asker: Asker, alleles: Iterable[Allele]) -> int:
    """Compare with the column of the other build; return how many have no counterpart."""
    wanted, lines = {}, []
    for number, allele in enumerate(alleles):
        if not 150 < allele.at < way.source.length - 150:
            continue
        at, old, new = as_vcf(way.source, allele)
        name = f"a{number}"
        wanted[name] = (allele, asker.ask(allele, [MANE]).other)
        pos = str(way.source.start + at + 1)
        lines.append("\t".join(["X", pos, name, old, new, ".", ".", "."]))
    done, failures = converted(toolkit, file_of(way.source, lines, 0)), Failures()
    for name, (allele, other) in wanted.items():
        found = as_name(way.target, done.records[name]) if name in done.records else ""
        failures.compare(found, other, allele)
    failures.raise_if_any(len(wanted))
    assert len(wanted) > 300
    return len(done.aside)


def near(way: Way) -> Iterator[Allele]:
    """Yield small alleles at every place around the differences, in every place they fit."""
    plus = way.source.plus
    for first, behind in way.pairing.unlike:
        for at in range(first - 12, behind + 12):
            yield from (Allele(at, plus[at], base) for base in "ACGT" if base != plus[at])
            yield from (Allele(at, "", base) for base in "ACGT")
            for size in (1, 2, 3, 5):
                yield Allele(at, plus[at : at + size], "")
                yield Allele(at, "", plus[at : at + size])


@pytest.mark.parametrize("build", BUILDS)
def test_names_and_files_agree_on_samples(
    toolkit: Toolkit, ways: dict[str, Way], askers: dict[str, Asker], build: str
) -> None:
    way = ways[build]
    small = [allele for allele in sample(way.source) if len(allele.old) < 200][::2]
    agree(toolkit, way, askers[build], small)


@pytest.mark.parametrize("build", BUILDS)
def test_names_and_files_agree_at_the_differences(
    toolkit: Toolkit, ways: dict[str, Way], askers: dict[str, Asker], build: str
) -> None:
    way = ways[build]
    assert agree(toolkit, way, askers[build], near(way)) > 100


@pytest.mark.exhaustive
@pytest.mark.parametrize("build", BUILDS)
def test_names_and_files_agree_on_every_substitution(
    toolkit: Toolkit, ways: dict[str, Way], askers: dict[str, Asker], build: str
) -> None:
    way, plus = ways[build], ways[build].source.plus
    every = (Allele(at, plus[at], b) for at in range(len(plus)) for b in "ACGT" if b != plus[at])
    # Bases that the other build lacks, and the two ALT alleles that are its REF.
    lacking = sum(one < 0 for one in way.pairing.partner)
    assert agree(toolkit, way, askers[build], every) == 3 * lacking + 2


# Stretches


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("alt", ["<NON_REF>", "<*>", "."])
@pytest.mark.parametrize("samples", [1, 0], ids=["a sample", "sites only"])
def test_a_stretch_without_variants_moves_with_its_end(
    toolkit: Toolkit, ways: dict[str, Way], build: str, alt: str, samples: int
) -> None:
    way = ways[build]
    spans = [
        (first + low, behind + high)
        for first, behind in way.pairing.unlike
        for low, high in product(range(-6, 7), repeat=2)
        if behind + high - first - low > 1
    ]
    spans += [(500, 500 + size) for size in (2, 100, 1000)]
    lines = []
    for number, (start, end) in enumerate(spans):
        pos, last = way.source.start + start + 1, way.source.start + end
        cells = ["X", str(pos), f"b{number}", way.source.plus[start], alt, ".", "."]
        cells += [f"END={last};DP=7", *(["GT:DP", "0/0:9"] if samples else [])]
        lines.append("\t".join(cells))
    done = converted(toolkit, file_of(way.source, lines, samples))
    assert done.records
    assert done.aside
    for number, (start, end) in enumerate(spans):
        is_cut = any(start < behind and end > first for first, behind in way.pairing.unlike)
        assert (f"b{number}" in done.aside) is is_cut, (start, end)
        if is_cut:
            assert done.aside[f"b{number}"].cells[7].endswith("=BUILD_CONFLICT")
            continue
        found, partner = done.records[f"b{number}"], way.pairing.partner
        assert found.pos == way.target.start + partner[start] + 1
        assert int(found.info["END"]) == way.target.start + partner[end - 1] + 1
        assert (found.cells[3], found.cells[4]) == (way.source.plus[start], alt)
        assert found.cells[9:] == (("0/0:9",) if samples else ())
