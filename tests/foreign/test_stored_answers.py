"""The answers stored in the test data of bcftools csq, compared with the engine's.

Every number is in docs/foreign-cases.md and checked here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from csq_answers import CSQ_TERMS, mutant_protein, read_answer
from csq_comparison import KNOWN, OUTSIDE, Comparison, comparisons, meant
from csq_set import Kind
from foreign_engine import Answer, Folder
from implied_protein import implied
from known_difference import report, sort_out
from our_engine import bare, terms
from page import KIND, STORED, check, counted, kind_names, kind_rows, kinds, table

SILENT = OUTSIDE | {"intron_variant", "NMD_transcript_variant"}
"""What csq does not say of a transcript, or of the gene as a whole only."""


@pytest.fixture(scope="session")
def compared(foreign: list[Folder]) -> list[Comparison]:
    return list(comparisons(foreign))


def test_what_the_set_holds(foreign: list[Folder]) -> None:
    read = [file for folder in foreign for file in folder.files.values()]
    genes = [gene for file in read for gene in file.genes]
    transcripts = [transcript for gene in genes for transcript in gene.transcripts]
    coding = [transcript for transcript in transcripts if transcript.cds]
    rows = [
        ("folders", len(foreign)),
        ("GFF3 files", len(read)),
        ("genes read", len(genes)),
        ("of these on the minus strand", sum(gene.strand == "-" for gene in genes)),
        ("transcripts read", len(transcripts)),
        ("of these with a CDS", len(coding)),
        ("of these without its 3' end", sum(not transcript.cds_complete for transcript in coding)),
        ("transcripts left out", sum(len(file.skipped) for file in read)),
    ]
    check(table(("what", "number"), rows))


def test_what_is_left_out(foreign: list[Folder]) -> None:
    reasons = Counter(
        re.sub(r"[: ]*(it begins|before line|, residue).*", "", skipped.reason)
        for folder in foreign
        for file in folder.files.values()
        for skipped in file.skipped
    )
    check(counted(("reason for leaving a transcript out", "transcripts"), reasons))


def test_kinds_of_alleles(foreign: list[Folder]) -> None:
    kinds = Counter(allele.kind.value for folder in foreign for allele in folder.alleles)
    check(counted(("kind", "alleles"), kinds))


def test_every_answer_is_compared_or_counted_apart(
    foreign: list[Folder], compared: list[Comparison]
) -> None:
    """csq's answers without a transcript of ours: it was left out, or REF leaves the sequence."""
    apart: Counter[str] = Counter()
    met = 0
    for folder in foreign:
        for allele in folder.alleles:
            if allele.kind is not Kind.ANSWERED:
                continue
            ours = list(folder.answers(allele))
            for theirs in read_answer(allele.answer):
                if any(meant(theirs, answer) for answer in ours):
                    met += 1
                    continue
                left_out = {s.gene for s in folder.files[allele.gff3].skipped}
                known = theirs.gene in left_out
                apart["transcript left out" if known else "REF leaves the sequence"] += 1
    assert met == len(compared)
    differ = [comparison for comparison in compared if not comparison.agrees]
    rows = [
        ("compared", met),
        ("of these equal", met - len(differ)),
        ("of these different", len(differ)),
        *apart.most_common(),
    ]
    check(table(("answers to an allele on a transcript", "number"), rows))


def test_every_difference_has_a_rule(compared: list[Comparison]) -> None:
    differ = [comparison for comparison in compared if not comparison.agrees]
    counts, unexplained = sort_out(differ, KNOWN)
    assert not unexplained, report(unexplained)
    assert counts == kinds(STORED)


def test_the_examples_are_what_both_say(compared: list[Comparison]) -> None:
    by_name = {
        f"{c.ours.transcript.accession.rpartition('.')[0] or c.ours.transcript.accession} "
        f"{c.allele.start + 1} {c.allele.ref}>{c.allele.alt}": c
        for c in compared
        if not c.agrees
    }
    for row in kind_rows():
        if row[STORED] == "0":
            continue
        allele, _, names = row["example"].partition(", ")
        comparison = by_name[allele.replace("EDUMMY0002", "t2")]
        if "c." in names:
            assert names == " ".join(comparison.names).strip()
        ours = terms(comparison.ours.annotation)
        assert set(row["engine"].split(", ")) == ours, row[KIND]
        theirs = {CSQ_TERMS[name] for name in row["csq"].split(", ")}
        assert theirs == comparison.theirs.terms, row[KIND]


def test_transcripts_that_csq_does_not_name(foreign: list[Folder]) -> None:
    """csq leaves out what lies outside, and introns where it names another transcript."""
    unnamed = 0
    for allele, answer in _unnamed(foreign):
        unnamed += 1
        said = terms(answer.annotation)
        assert said <= SILENT, f"{allele} on {answer.transcript.accession}: {sorted(said)}"
    check(f"On {unnamed} further transcripts")


def _unnamed(foreign: list[Folder]) -> Iterator[tuple[object, Answer]]:
    for folder in foreign:
        for allele in folder.alleles:
            if allele.kind not in (Kind.ANSWERED, Kind.NO_CONSEQUENCE):
                continue
            named = read_answer(allele.answer) if allele.answer else []
            for answer in folder.answers(allele):
                if not any(meant(theirs, answer) for theirs in named):
                    yield allele, answer


def test_amino_acids(compared: list[Comparison]) -> None:
    """csq's amino acids and the p. name make the same protein of the reference.

    csq writes a lost stop, and a frameshift that leaves the CDS, up to the last coding codon.
    """
    counts: Counter[str] = Counter()
    for comparison in compared:
        if not comparison.theirs.amino_acids:
            continue
        reference = comparison.ours.walk.protein
        mutant = mutant_protein(comparison.theirs.amino_acids, reference)
        name = bare(comparison.ours.annotation.hgvs_p)
        meaning = implied(name, reference)
        if meaning is not None:
            assert meaning.begins_with(mutant), str(comparison)
            counts["same protein"] += 1
        elif name == "p.(Met1?)":
            assert comparison.theirs.amino_acids.startswith("1"), str(comparison)
            counts["no prediction: start codon"] += 1
        else:
            kinds = [kind.name for kind in KNOWN if kind.applies(comparison)]
            assert kinds, str(comparison)
            counts[f"no prediction: {kinds[0]}"] += 1
    check(counted(("csq's amino acids and the p. name", "answers"), counts))


def test_the_page_explains_every_kind_of_difference() -> None:
    assert sorted(kind_names()) == sorted(kind.name for kind in KNOWN)
