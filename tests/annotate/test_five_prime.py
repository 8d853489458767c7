"""Kozak context and upstream ATGs, against mutant mRNAs that are searched letter by letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from naive_mrna import Mrna, mrna_of, next_stop, shifted, written_down

from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
OLD = "ENST00000376207.9"
"""Superseded; its longer 5'UTR holds an ATG."""
WORDS = ["".join(word) for size in (1, 2, 3) for word in product("ACGT", repeat=size)]
LONGER = ["CATG", "ATGA", "GATGT", "ATGTAA", "ATGCCTAG", "ATGATG"]

Edit = tuple[int, str, str]
Start = tuple[str, str, str, str, str]
"""Fate, position, frame, stop and context of an upstream ATG."""


@pytest.fixture(scope="module")
def details(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., Any]:
    """Work out the predictions for an edit along the gene."""

    def work_out(edit: Edit, accession: str = MANE) -> Any:
        annotator = toolkit.annotators["GRCh38"]
        wanted = [annotator.gene.transcript(accession)]
        variant = regions["GRCh38"].variant(edit)
        return annotator.annotate(variant, wanted).transcripts[0].details

    return work_out


def utr5_edits(
    mrna: Mrna, walk: Any, first: int, words: list[str]
) -> Iterator[tuple[Edit, int, int]]:
    """Yield edits of the 5'UTR along the gene, 3'-shifted, once each, and their span in the mRNA.

    They are changes of one base, losses of one to three and gains of the words. What reaches an
    intron, or the start codon, is left out; so is a gain directly before it.

    Args:
        first: Index in the mRNA from which on bases change.
    """
    index_of = {place: index for index, place in enumerate(walk.spliced)}
    seen = set()
    for index in range(first, mrna.start):
        place, old = walk.spliced[index], mrna.letters[index]
        edits = [(place, old, new) for new in "ACGT".replace(old, "")]
        edits += [shifted(walk.bases, place, walk.bases[place : place + k], "") for k in (1, 2, 3)]
        edits += [shifted(walk.bases, place, "", word) for word in words]
        for edit in edits:
            place, old, _ = edit
            touched = [place + k for k in range(len(old))] or [place - 1, place]
            spans = [index_of.get(base, mrna.start) for base in touched]
            if edit in seen or max(spans) >= mrna.start:
                continue
            seen.add(edit)
            yield edit, index_of[place], index_of[place] + len(old)


def mutant_of(mrna: Mrna, edit: Edit, start: int, end: int) -> Mrna:
    if start == end:
        return mrna.inserted(mrna.names[start - 1], edit[2])
    return mrna.replaced(mrna.names[start], mrna.names[end - 1], edit[2])


# Kozak context


def context_of(mrna: Mrna, start: int) -> str:
    """Return six bases, ATG and one base; dots where the mRNA has none."""
    return mrna.letters[max(start - 6, 0) : start].rjust(6, ".") + mrna.letters[start : start + 4]


def strength(context: str) -> str:
    """Count the purine at -3 and the G at +4."""
    assert context[6:9] == "ATG"
    return ("weak", "moderate", "strong")[(context[3] in "AG") + (context[9] == "G")]


def told_kozak(change: Any) -> tuple[str, ...] | None:
    if change is None:
        return None
    strengths = change.strength_before.value, change.strength_after.value
    return (change.before, change.after, *strengths)


@pytest.mark.parametrize(
    ("text", "after", "rating"),
    [
        # GACCCG ATG C, c.-6 to c.4: no purine at -3 and no G at +4, so it is weak.
        ("-3C>A", "GACACGATGC", "moderate"),
        ("-3C>G", "GACGCGATGC", "moderate"),
        ("-3C>T", "GACTCGATGC", "weak"),
        ("4C>G", "GACCCGATGG", "moderate"),
        ("4C>A", "GACCCGATGA", "weak"),
        ("-6G>T", "TACCCGATGC", "weak"),
        ("-1del", "GGACCCATGC", "weak"),
        ("-2_-1del", "AGGACCATGC", "moderate"),
        ("-4_-3delinsG", "GGAGCGATGC", "moderate"),
        ("-1_1insC", "ACCCGCATGC", "weak"),
        ("-1_1insGCC", "CCGGCCATGC", "moderate"),
        ("4delinsGGG", "GACCCGATGG", "moderate"),
        ("4_6del", "GACCCGATGA", "weak"),
    ],
)
def test_kozak_context(foxp3: Callable[..., Any], text: str, after: str, rating: str) -> None:
    expected = ("GACCCGATGC", after, "weak", rating)
    assert told_kozak(foxp3(text).annotation.details.kozak) == expected


@pytest.mark.parametrize(
    "text",
    [
        "-7G>A", "5C>A", "1A>G", "2T>C", "3G>A", "-3_2del", "2_3insA", "1150G>A", "-22-1G>A",
        "-23+1G>A", "*5A>C", "-7dup", "-30_-25del",
    ],
)  # fmt: skip
def test_no_change_of_the_context(foxp3: Callable[..., Any], text: str) -> None:
    """Beyond its ten bases, or where the ATG itself goes."""
    assert foxp3(text).annotation.details.kozak is None


def test_every_substitution_of_the_context(
    foxp3: Callable[..., Any], regions: dict[str, Any]
) -> None:
    before = "GACCCGATGC"
    names = ["-6", "-5", "-4", "-3", "-2", "-1", "1", "2", "3", "4"]
    for k, name in enumerate(names):
        for new in "ACGT".replace(before[k], ""):
            found = told_kozak(foxp3(f"{name}{before[k]}>{new}").annotation.details.kozak)
            if k in (6, 7, 8):
                assert found is None
                continue
            better = (name == "-3" and new in "AG") or (name == "4" and new == "G")
            after = before[:k] + new + before[k + 1 :]
            assert found == (before, after, "weak", "moderate" if better else "weak")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # GCCACC ATG G is as good as it can be.
        ("-3A>G", ("GCCACCATGG", "GCCGCCATGG", "strong", "strong")),
        ("-3A>T", ("GCCACCATGG", "GCCTCCATGG", "strong", "moderate")),
        ("4G>C", ("GCCACCATGG", "GCCACCATGC", "strong", "moderate")),
        ("-3_-1delinsCCCCC", ("GCCACCATGG", "CCCCCCATGG", "strong", "moderate")),
        ("-7_-5del", ("GCCACCATGG", ".TCACCATGG", "strong", "strong")),
        ("-8T>G", None),
    ],
)
def test_a_strong_context(
    toy_gene: Callable[..., Any], text: str, expected: tuple[str, ...] | None
) -> None:
    toy = toy_gene(("TAGCCACCATGGCTTGGAAATTTTGAGC",), 8, 18)
    assert told_kozak(toy(text).annotation.details.kozak) == expected


def test_the_context_of_a_start_codon_that_a_copied_base_moves(foxp3: Callable[..., Any]) -> None:
    # GACCCG A|ATG C: the ATG stands before codon 2 as ever, and all bases before it are others.
    found = told_kozak(foxp3("1dup").annotation.details.kozak)
    assert found == ("GACCCGATGC", "ACCCGAATGC", "weak", "weak")


@pytest.mark.parametrize("accession", [MANE, "ENST00000455775.7"])
def test_every_small_change_before_the_start_codon(
    details: Callable[..., Any], regions: dict[str, Any], accession: str
) -> None:
    mrna, walk = mrna_of(regions["GRCh38"], accession), regions["GRCh38"].transcripts[accession]
    before = context_of(mrna, mrna.start)
    ratings = Counter()
    for edit, start, end in utr5_edits(mrna, walk, mrna.start - 10, WORDS):
        mutant = mutant_of(mrna, edit, start, end)
        after = context_of(mutant, mutant.start)
        wanted = None if after == before else (before, after, strength(before), strength(after))
        assert told_kozak(details(edit, accession).kozak) == wanted, edit
        ratings[strength(after)] += 1
    assert set(ratings) == {"weak", "moderate"}


# Upstream ATGs


def open_frame(mrna: Mrna, index: int) -> tuple[str, str, str]:
    """Return how the frame of an upstream ATG lies, its stop, and its context."""
    context = strength(context_of(mrna, index).ljust(10, "."))
    stop = next_stop(mrna.letters, index)
    if stop is None:
        return "no stop in the transcript", "", context
    if stop < mrna.start:
        frame = "ends before the CDS"
    elif (mrna.start - index) % 3 == 0:
        frame = "in frame, extends the protein"
    else:
        frame = "overlaps the CDS out of frame"
    return frame, mrna.names[stop], context


def starts_of(mrna: Mrna) -> list[int]:
    return [k for k in range(mrna.start) if mrna.letters[k : k + 3] == "ATG"]


def upstream_changes(mrna: Mrna, mutant: Mrna, edit: Edit, start: int, end: int) -> list[Start]:
    """Compare the ATGs of two mRNAs: an old one is kept if none of its bases changes."""
    gain = len(edit[2]) - len(edit[1])
    new = set(starts_of(mutant))
    changes = []
    for index in starts_of(mrna):
        if index < end and index + 3 > start:
            changes.append(("destroyed", mrna.names[index], *open_frame(mrna, index)))
            continue
        there = index if index < start else index + gain
        new.remove(there)
        if open_frame(mrna, index)[:2] != open_frame(mutant, there)[:2]:
            changes.append(("changed", mrna.names[index], *open_frame(mutant, there)))
    changes += [("created", mutant.names[k], *open_frame(mutant, k)) for k in new]
    return sorted(changes)


def told_starts(found: Any) -> list[Start]:
    return sorted((s.fate.value, s.position, s.frame.value, s.stop, s.kozak.value) for s in found)


def test_no_atg_stands_before_the_start_of_mane(regions: dict[str, Any]) -> None:
    found = {
        accession: [mrna.start - k for k in starts_of(mrna)]
        for accession in regions["GRCh38"].transcripts
        for mrna in [mrna_of(regions["GRCh38"], accession)]
    }
    assert found.pop(OLD) == [221]
    assert not any(found.values())


@pytest.mark.parametrize(
    "accession", [MANE, pytest.param("NM_014009.3", marks=pytest.mark.exhaustive), OLD]
)
def test_every_small_change_of_the_5utr(
    details: Callable[..., Any], regions: dict[str, Any], accession: str
) -> None:
    """Every substitution, losses of up to three bases, gains of up to three and some longer."""
    mrna, walk = mrna_of(regions["GRCh38"], accession), regions["GRCh38"].transcripts[accession]
    fates, frames = Counter(), Counter()
    words = [*WORDS, *LONGER] if accession != OLD else ["A", "T", "G", "AT", "ATG", *LONGER]
    for edit, start, end in utr5_edits(mrna, walk, 0, words):
        mutant = mutant_of(mrna, edit, start, end)
        wanted = upstream_changes(mrna, mutant, edit, start, end)
        assert told_starts(details(edit, accession).upstream_starts) == wanted, edit
        fates.update(change[0] for change in wanted)
        frames.update(change[2] for change in wanted)
    assert fates["created"] > 50
    assert len(frames) == 3
    if accession == OLD:
        assert fates["destroyed"] >= 9
        assert fates["changed"] > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 5'UTR CC ATG CAC TGA CC from c.-13 on, then ATG GCT TGG AAA TTT TGA GC. The ATG's A is
        # c.-11, its stop c.-5; 11 bases lie between it and the start codon.
        ("-11A>C", [("destroyed", "-11", "ends before the CDS", "-5", "weak")]),
        ("-9G>A", [("destroyed", "-11", "ends before the CDS", "-5", "weak")]),
        ("-12_-10del", [("destroyed", "-11", "ends before the CDS", "-5", "weak")]),
        # CGA, then ATG CAC CGA CCA TGG CTT GGA AAT TTT GAG: no stop at all.
        ("-5T>C", [("changed", "-11", "no stop in the transcript", "", "weak")]),
        # One base more and no TGA: ATG CAC TTG ACC ATG GCT ... TTT TGA, with the CDS.
        ("-5_-4insT", [("changed", "-11", "in frame, extends the protein", "16", "weak")]),
        # The stop TAA and the stop TAG are as good as TGA; three bases less leave it in place.
        ("-4G>A", []),
        ("-8_-6del", []),
        ("-8C>G", []),  # now G stands at +4 of it
        # Another stop before the old one: CAC>TAG.
        ("-8_-6delinsTAG", [("changed", "-11", "ends before the CDS", "-8", "weak")]),
        # TGACC before the ATG: TGATG makes another, in frame; TGATC and TATCC do not.
        ("-2_-1delinsTG", [("created", "-3", "in frame, extends the protein", "16", "weak")]),
        ("-2C>T", []),
        ("-3_-2delinsAT", []),
        ("-2C>A", []),
        ("-13C>A", []),
        ("4G>A", []),
    ],
)
def test_an_upstream_reading_frame(
    toy_gene: Callable[..., Any], text: str, expected: list[Start]
) -> None:
    toy = toy_gene(("CCATGCACTGACCATGGCTTGGAAATTTTGAGC",), 13, 18)
    assert written_down(toy.walk).names[:3] == ("-13", "-12", "-11")
    assert told_starts(toy(text).annotation.details.upstream_starts) == expected


def test_a_new_atg_on_mane(foxp3: Callable[..., Any]) -> None:
    # AGG CTG A from c.-57 on becomes AGG ATG A: a purine at -3. Then ATC CTT TTC TGT CAG TCC ACT
    # TCA CCA AGC CTG CCC TTG GAC AAG GAC CCG, and the ATG of the protein.
    found = told_starts(foxp3("-54C>A").annotation.details.upstream_starts)
    assert found == [("created", "-54", "in frame, extends the protein", "1294", "moderate")]


def test_an_atg_directly_before_the_start_codon(foxp3: Callable[..., Any]) -> None:
    # GACCCG C|ATG|G ATG CCC: four bases on, so out of frame; the inserted A follows c.-1.
    (found,) = told_starts(foxp3("-1_1insCATGG").annotation.details.upstream_starts)
    assert (found[0], found[1], found[2]) == ("created", "-1", "overlaps the CDS out of frame")
