"""What must hold of each record of a file that was converted, by the sequences alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from vcf_runs import KINDS, Done
from vcf_truth import (
    PLACELESS,
    Record,
    Way,
    at_of,
    edit_of,
    genotype_order,
    haplotype,
    number_of_values,
    plain,
)

ADDED = ("FOXP3_CONVERTED_FROM", "FOXP3_ISSUE")


def check(way: Way, text: str, done: Done) -> None:
    """Check each record of a file against what it became."""
    before = [Record.of(line) for line in text.splitlines() if not line.startswith("#")]
    assert len(done.records) + len(done.aside) == len(before)
    assert done.report.records == len(before)
    assert done.report.converted == len(done.records)
    assert done.report.not_converted.total() == len(done.aside)
    positions = [one.pos for one in done.order]
    assert positions == sorted(positions)
    for record in before:
        if record.name in done.aside:
            check_aside(way, record, done.aside[record.name])
        else:
            check_valid(way, record, done.records[record.name])
            check_meaning(way, record, done.records[record.name])


def check_valid(way: Way, before: Record, after: Record) -> None:
    """Check that a record is one of the target and holds together."""
    bases = [one for one in after.alleles if plain(one)]
    at = at_of(after, way.target)
    assert way.target.plus.startswith(after.alleles[0], at), after
    assert all(plain(one) or one in PLACELESS for one in after.alleles), after
    assert len(set(after.alleles)) == len(after.alleles), after
    assert bases
    count = len(after.alleles)
    for old, new in zip(before.samples, after.samples, strict=True):
        ploidy = len(new["GT"].replace("|", "/").split("/"))
        assert old.keys() == new.keys()
        for key in new:
            kind = KINDS.get(key)
            if kind in ("A", "R", "G") and new[key] != ".":
                assert len(new[key].split(",")) == number_of_values(kind, count, ploidy), after
    for genotype in after.genotypes:
        assert all(number is None or number < count for number in genotype), after
    for kind, key in (("A", "AC"), ("A", "AF"), ("R", "RV")):
        if key in after.info and after.info[key] != ".":
            assert len(after.info[key].split(",")) == number_of_values(kind, count, 1), after


def renumbering(way: Way, before: Record, after: Record) -> dict[int, int] | None:
    """Return the new number of each allele by its sequence; None if it is no literal twin."""
    low = min(at_of(before, way.source), 10**9)
    here, there = way.windows(low, low + len(before.alleles[0]))
    new = {
        (haplotype(after, number, way.target, there) if plain(allele) else allele): number
        for number, allele in enumerate(after.alleles)
    }
    found = {}
    for number, allele in enumerate(before.alleles):
        read = haplotype(before, number, way.source, here) if plain(allele) else allele
        if read in new:
            found[number] = new[read]
        elif number:
            return None
    return found


def check_meaning(way: Way, before: Record, after: Record) -> None:
    stated = [n for n, one in enumerate(before.alleles) if n and plain(one)]
    edits = {number: edit_of(before, number, way.source) for number in stated}
    speaking = any(way.speaks(edit) and not way.takes_out(edit) for edit in edits.values())
    here, there = way.windows(
        at_of(before, way.source), at_of(before, way.source) + len(before.alleles[0])
    )
    if "FOXP3_ISSUE" not in after.info:
        # Nothing got another number: each is the same change, or the same bases.
        assert len(after.alleles) == len(before.alleles)
        for number in stated:
            read = haplotype(after, number, way.target, there)
            literal = haplotype(before, number, way.source, here)
            changed = way.changed(edits[number], there)
            if (speaking and before.samples) or (
                way.speaks(edits[number]) and not way.takes_out(edits[number])
            ):
                assert read == literal, (before, after)
            else:
                # Beside a differing base both are right: which side of it is meant is not said.
                beside = way.touches(edits[number])
                assert read == changed or (beside and read == literal), (before, after)
        if before.samples and speaking and 0 in before.carried:
            # An old reference that is carried must have stayed what it is.
            assert haplotype(after, 0, way.target, there) == haplotype(
                before, 0, way.source, here
            ), (before, after)
        numbers = {number: number for number in range(len(before.alleles))}
        assert before.cells[8:] == after.cells[8:]
    else:
        assert after.info["FOXP3_ISSUE"] == "BUILD_CONFLICT"
        found = renumbering(way, before, after)
        assert found is not None, (before, after)
        numbers = found
        assert before.carried <= numbers.keys(), (before, after)
        # No allele is listed that was not there, but REF.
        assert set(range(1, len(after.alleles))) <= set(numbers.values()), (before, after)
    check_cells(before, after, numbers)


def check_cells(before: Record, after: Record, numbers: dict[int, int]) -> None:
    """Check the values of each field, given the new number of each allele."""
    old_of = {new: old for old, new in numbers.items()}
    for column in (0, 2, 5, 6):
        assert before.cells[column] == after.cells[column]
    assert before.cells[8:9] == after.cells[8:9]
    count = len(after.alleles)
    for old, new in zip(before.samples, after.samples, strict=True):
        gt = old["GT"]
        for digits in sorted({c for c in gt if c.isdigit()}):
            assert int(digits) in numbers
        assert new["GT"] == "".join(str(numbers[int(c)]) if c.isdigit() else c for c in gt)
        ploidy = len(gt.replace("|", "/").split("/"))
        for key, kind in KINDS.items():
            if key in old:
                expected = reordered(old[key], kind, old_of, len(before.alleles), count, ploidy)
                assert new[key].split(",") == expected, (key, before, after)
    kept = {key: value for key, value in after.info.items() if key not in ADDED}
    assert list(kept) == [key for key in before.info if key not in ADDED]
    for key in ("FLAG", "DP", "AN"):
        assert kept.get(key) == before.info.get(key)
    expected = reordered(before.info["RV"], "R", old_of, len(before.alleles), count, 1)
    assert kept["RV"].split(",") == expected
    check_counts(before, after)


def reordered(
    text: str, kind: str, old_of: dict[int, int], old_count: int, count: int, ploidy: int
) -> list[str]:
    if text == "." or kind == "1":
        return [text]
    given = text.split(",")
    if kind == "R":
        keys: Sequence[tuple[int, ...]] = [(n,) for n in range(old_count)]
        wanted: Sequence[tuple[int, ...]] = [(n,) for n in range(count)]
    elif kind == "A":
        keys, wanted = [(n,) for n in range(1, old_count)], [(n,) for n in range(1, count)]
    else:
        keys, wanted = genotype_order(old_count, ploidy), genotype_order(count, ploidy)
    have = dict(zip(keys, given, strict=True))
    found = []
    for genotype in wanted:
        olds = [old_of.get(allele, -1) for allele in genotype]
        found.append(have.get(tuple(sorted(olds)), "."))
    return found or ["."]


def check_counts(before: Record, after: Record) -> None:
    """Check AC, AN and AF against the genotypes; a count that was missing may stay so."""
    if "AC" not in after.info or before.info["AC"] == ".":
        return
    seen = Counter(n for one in after.genotypes for n in one if n is not None)
    expected = [seen[number] for number in range(1, len(after.alleles))]
    assert after.info["AC"] == (",".join(map(str, expected)) or "."), after
    assert int(after.info["AN"]) == seen.total()
    for got, wanted in zip(after.info.get("AF", "").split(","), expected, strict=False):
        if got:
            assert math.isclose(float(got), wanted / seen.total(), rel_tol=1e-4), after


def check_aside(way: Way, before: Record, aside: Record) -> None:
    """Check that a record was put aside for a reason, and as it was."""
    assert [c for n, c in enumerate(before.cells) if n != 7] == [
        c for n, c in enumerate(aside.cells) if n != 7
    ]
    assert aside.cells[7] == before.cells[7] + ";FOXP3_NOT_CONVERTED=BUILD_CONFLICT"
    stated = [n for n, one in enumerate(before.alleles) if n and plain(one)]
    assert not before.samples, before
    if stated:
        # Beside a differing base it cannot be said which side of it is meant.
        assert any(way.touches(edit_of(before, n, way.source)) for n in stated), before
    else:
        at = at_of(before, way.source)
        end = at + len(before.alleles[0])
        assert any((at < b and end > a) or at < a == b < end for a, b in way.pairing.unlike), before
