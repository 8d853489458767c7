"""Polyadenylation signals, against mutant mRNAs that are searched letter by letter."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from naive_mrna import Mrna, mrna_of, shifted, written_down

from foxp3tool.annotate.untranslated import polya_signal
from foxp3tool.pipeline.toolkit import Toolkit

MANE = "NM_014009.4"
SIGNALS = ("AATAAA", "ATTAAA")
WORDS = ["".join(word) for size in (1, 2, 3) for word in product("ACGT", repeat=size)]


@pytest.fixture(scope="module")
def mane(regions: dict[str, Any]) -> Mrna:
    return mrna_of(regions["GRCh38"], MANE)


@pytest.fixture(scope="module")
def details(toolkit: Toolkit, regions: dict[str, Any]) -> Callable[..., Any]:
    """Work out the predictions for an edit along the gene."""

    def work_out(place: int, old: str, new: str, accession: str = MANE) -> Any:
        annotator = toolkit.annotators["GRCh38"]
        variant = regions["GRCh38"].variant((place, old, new))
        wanted = [annotator.gene.transcript(accession)]
        return annotator.annotate(variant, wanted).transcripts[0].details

    return work_out


def found_at(text: str, *words: str) -> list[str]:
    """Return the words that stand in a text, as often as they do, overlapping ones too."""
    return [m[1] for word in words for m in re.finditer(f"(?=({word}))", text)]


def told(changes: Any) -> list[str]:
    """Write poly-A changes as the table does."""
    return [f"{c.fate.value} {c.before}>{c.after} {c.position}".replace("> ", " ") for c in changes]


def test_the_signal_is_where_the_bundle_says(
    toolkit: Toolkit, regions: dict[str, Any], mane: Mrna, bundle_folder: Path
) -> None:
    with (bundle_folder / "gene_features.tsv").open(newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    (row,) = (row for row in rows if row["type"] == "polyA_signal")
    assert "c.*873_*878 of NM_014009.4" in row["note"]
    index = mane.names.index("*873")
    assert mane.letters[index : index + 6] == "AATAAA"
    region, place = regions["GRCh38"], regions["GRCh38"].transcripts[MANE].c["*878"]
    assert (int(row["grch38_start"]), int(row["grch38_end"])) == (
        region.genomic(place) - 1,
        region.genomic(place) + 5,
    )
    annotator = toolkit.annotators["GRCh38"]
    assert polya_signal(annotator.model(annotator.gene.mane_select)) == index


def test_the_signal_of_each_transcript(toolkit: Toolkit, regions: dict[str, Any]) -> None:
    annotator = toolkit.annotators["GRCh38"]
    found = 0
    for transcript in annotator.gene.transcripts:
        mrna = mrna_of(regions["GRCh38"], transcript.accession)
        first = len(mrna.letters) - 50
        hits = [k for k in range(first, first + 45) if mrna.letters[k : k + 6] in SIGNALS]
        assert polya_signal(annotator.model(transcript)) == (max(hits) if hits else None)
        found += bool(hits)
    assert found == 7  # those that end where NM_014009 ends


HEXAMER = {
    # c.*873_*878 is AATAAA; of all hexamers one base away, only ATTAAA is a signal.
    "*873A>C": "CATAAA", "*873A>G": "GATAAA", "*873A>T": "TATAAA",
    "*874A>C": "ACTAAA", "*874A>G": "AGTAAA", "*874A>T": "ATTAAA",
    "*875T>A": "AAAAAA", "*875T>C": "AACAAA", "*875T>G": "AAGAAA",
    "*876A>C": "AATCAA", "*876A>G": "AATGAA", "*876A>T": "AATTAA",
    "*877A>C": "AATACA", "*877A>G": "AATAGA", "*877A>T": "AATATA",
    "*878A>C": "AATAAC", "*878A>G": "AATAAG", "*878A>T": "AATAAT",
}  # fmt: skip


@pytest.mark.parametrize("text", HEXAMER)
def test_every_substitution_of_the_signal(foxp3: Callable[..., Any], text: str) -> None:
    # Bennett 2001 (PMID 11685453): AAUAAA>AAUGAA is c.*876A>G; AAUAAA>AAUAAG is c.*878A>G.
    fate = "changed" if HEXAMER[text] == "ATTAAA" else "destroyed"
    expected = f"{fate} AATAAA>{HEXAMER[text]} *873_*878"
    for accession in (MANE, "NM_001114377.2"):
        assert told(foxp3(text, accession).annotation.details.polya_signals) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # CCCC|AATAAA|CTGC. Beside it:
        ("*872C>A", []),
        ("*879C>A", []),
        ("*872del", []),
        ("*879del", []),
        ("*870_*872del", []),
        ("*879_*882del", []),
        ("*872_*873insGT", []),
        ("*878_*879insGT", []),
        ("*872_*873insA", []),  # AAATAAA
        ("*878dup", []),  # AATAAAA
        ("*860_*872delinsG", []),
        # Inside it:
        ("*875del", ["destroyed AATAAA *873_*878"]),
        ("*873del", ["destroyed AATAAA *873_*878"]),
        ("*876del", ["destroyed AATAAA *873_*878"]),  # AATAAC
        ("*875_*876insG", ["destroyed AATAAA *873_*878"]),
        ("*874_*875insC", ["destroyed AATAAA *873_*878"]),
        ("*873_*878del", ["destroyed AATAAA *873_*878"]),
        ("*870_*880del", ["destroyed AATAAA *873_*878"]),
        ("*600_*875del", ["destroyed AATAAA *873_*878"]),
        ("*878_*890del", ["destroyed AATAAA *873_*878"]),
        ("*873_*878inv", ["destroyed AATAAA>TTTATT *873_*878"]),
        ("*875_*876delinsGG", ["destroyed AATAAA>AAGGAA *873_*878"]),
        ("*873_*878delinsATTAAA", ["changed AATAAA>ATTAAA *873_*878"]),
        # Bases go, and those behind make a signal again: AA[TAAACTGC..]; here the same one.
        ("*873_*878delinsAATAAATT", []),
        ("*870_*874delinsGGAA", []),
        ("*874delinsTTTT", ["destroyed AATAAA *873_*878"]),
        ("*875delinsTTT", ["destroyed AATAAA *873_*878"]),
        ("*875dup", ["changed AATAAA>ATTAAA *873_*878"]),  # A|ATTAAA
    ],
)
def test_indels_beside_and_inside_the_signal(
    foxp3: Callable[..., Any], text: str, expected: list[str]
) -> None:
    assert told(foxp3(text).annotation.details.polya_signals) == expected


def utr_edits(mrna: Mrna, walk: Any, words: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield changes and losses of one base of the 3'UTR, and gains of words, shifted, once each.

    Whatever touches or follows the transcript's last base is left out.
    """
    seen = set()
    for name, old in zip(mrna.names, mrna.letters, strict=True):
        if not name.startswith("*") or name == mrna.names[-1]:
            continue
        place = walk.c[name]
        edits = [(place, old, new) for new in "ACGT".replace(old, "")]
        edits.append(shifted(walk.bases, place, old, ""))
        edits += [shifted(walk.bases, place + 1, "", word) for word in words]
        for edit in edits:
            if edit[0] < walk.c[mrna.names[-1]] and edit not in seen:
                seen.add(edit)
                yield edit


def check_signals(mrna: Mrna, index: int, edit: tuple[int, str, str], changes: Any) -> int:
    """Hold what is told against the signals around an edit; return how many there are more.

    The reference has one signal at most, so that every loss is one of it. A new one has the numbers
    of its first and last base; those that end in inserted bases are not looked at here.

    Args:
        index: Where the edit begins in the mRNA.
    """
    _, old, new = edit
    behind = index + len(old)
    start, end = max(mrna.start + mrna.coding, index - 6), behind + 6
    before = found_at(mrna.letters[start:end], *SIGNALS)
    after = found_at(mrna.letters[start:index] + new + mrna.letters[behind:end], *SIGNALS)
    balance = {w: after.count(w) - before.count(w) for w in SIGNALS}
    said = Counter(change.after for change in changes)
    said.subtract(change.before for change in changes)
    assert all(balance[word] == said[word] for word in SIGNALS), told(changes)
    created = [change for change in changes if change.fate.value == "created"]
    if created:
        names = mrna.names
        mutant = mrna.inserted(names[index - 1], new)
        if old:
            mutant = mrna.replaced(names[index], names[behind - 1], new)
        gained = range(index, index + len(new)) if not old else range(0)
        places = {
            f"{mutant.names[k]}_{mutant.names[k + 5]}": k + 5 in gained
            for k in range(start, index + len(new) + 1)
            if mutant.letters[k : k + 6] in SIGNALS
        }
        assert all(change.before == "" for change in created)
        assert any(places.values()) or {c.position for c in created} <= places.keys()
    return sum(balance.values())


@pytest.mark.parametrize("accession", [MANE, "ENST00000376199.7"])
def test_every_small_change_of_the_3utr(
    details: Callable[..., Any], regions: dict[str, Any], accession: str
) -> None:
    mrna, walk = mrna_of(regions["GRCh38"], accession), regions["GRCh38"].transcripts[accession]
    indices = {place: index for index, place in enumerate(walk.spliced)}
    lost = set()
    for edit in utr_edits(mrna, walk, "ACGT"):
        changes = details(*edit, accession).polya_signals
        if check_signals(mrna, indices[edit[0]], edit, changes) < 0:
            lost.add(edit[0])
    # An insertion is counted at the base behind it.
    assert lost == ({walk.c[f"*{k}"] for k in range(873, 879)} if accession == MANE else set())


TOY = "CACCATGGCTTGGAAATTTTGAGCAATCAAGCATTACAGCAATAAATAAGCTTAAAGCAATAGAGGTATAAACCGATTATAGC"
"""ATG GCT TGG AAA TTT TGA from c.1 at index 4; one signal, and several a base or two away."""


def test_every_small_change_of_a_3utr_rich_in_a_and_t(toy_gene: Callable[..., Any]) -> None:
    toy = toy_gene((TOY,), 4, 18)
    mrna = written_down(toy.walk)
    created = 0
    for edit in utr_edits(mrna, toy.walk, WORDS):
        changes = toy.apply(*edit).annotation.details.polya_signals
        created += max(check_signals(mrna, edit[0], edit, changes), 0)
    assert created > 20


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # The whole hexamer is new; it stands between c.*600 and c.*601.
        ("*600_*601insAATAAA", {"*600", "*601"}, {"*600", "*601"}),
        # AATAAA|TAAA|CTGC: the second one begins with the last two bases of the first.
        ("*875_*878dup", {"*877"}, {"*878", "*879"}),
    ],
)
def test_a_new_signal_that_ends_inside_inserted_bases(
    foxp3: Callable[..., Any], text: str, first: set[str], last: set[str]
) -> None:
    # docs: "for a new one those of the reference bases that it begins and ends with or next to".
    (change,) = foxp3(text).annotation.details.polya_signals
    start, _, end = change.position.partition("_")
    assert (change.fate.value, change.after) == ("created", "AATAAA")
    assert start in first
    assert end in last


def test_a_new_signal_inside_the_old_one(foxp3: Callable[..., Any]) -> None:
    # AA|ATAAAA|TAAA: a signal, and another that begins with its last base.
    (change,) = foxp3("*874_*875insATAAAA").annotation.details.polya_signals
    assert (change.fate.value, change.after) == ("created", "AATAAA")


def test_a_signal_of_a_3utr_in_two_exons(
    details: Callable[..., Any], regions: dict[str, Any]
) -> None:
    # The stop codon of ENST00000651307.1 stands in exon 9 of 10.
    accession = "ENST00000651307.1"
    walk = regions["GRCh38"].transcripts[accession]
    (change,) = details(walk.c["*20"], "", "AATAAA", accession).polya_signals
    assert (change.fate.value, change.after) == ("created", "AATAAA")
