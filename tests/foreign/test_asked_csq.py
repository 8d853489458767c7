"""bcftools csq asked anew: alleles without a stored answer, and substitutions of the foreign genes.

Each transcript is judged with a GFF3 of its own and each record for itself, as in tests/oracles.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from allele_sets import coding_positions, intron_edge_positions, substitutions
from bcftools_csq import ABSENT, BcftoolsCsq
from csq_answers import CsqAnswer
from csq_comparison import KNOWN, OUTSIDE, SHORTEST_INTRON, Comparison
from csq_set import CsqAllele, Kind
from foreign_engine import Answer, Folder, answers
from known_difference import report, sort_out
from page import ANEW, SWEPT, check, kinds

from foxp3tool.annotate.annotator import Annotator

SEED = 20261121
LONGEST_READ = 2 * SHORTEST_INTRON

pytestmark = pytest.mark.skipif(bool(ABSENT), reason=ABSENT)


def judged(pairs: Sequence[tuple[CsqAllele, Answer]], folder: Path) -> Iterator[Comparison]:
    """Ask bcftools about alleles on one transcript."""
    first = pairs[0][1]
    # bcftools keeps an index beside the FASTA file, so that each gene has a folder of its own.
    folder.mkdir(exist_ok=True)
    edits = [answer.edit for _, answer in pairs]
    answers = BcftoolsCsq().answers(first.gene, first.transcript, edits, folder)
    said = [answer.terms for answer in answers]
    for (allele, answer), terms in zip(pairs, said, strict=True):
        yield Comparison(allele, answer, CsqAnswer(first.gene.symbol, "", terms, ""))


def sorted_out(compared: Sequence[Comparison]) -> tuple[Counter[str], int]:
    """Return the differences by kind and the number of answers that agree.

    bcftools has no term for what lies outside a transcript; where it says nothing of an allele that
    the engine finds there, they agree.
    """
    differ = [
        comparison
        for comparison in compared
        if not comparison.agrees and (comparison.theirs.terms or not comparison.shared <= OUTSIDE)
    ]
    counts, unexplained = sort_out(differ, KNOWN)
    assert not unexplained, f"bcftools {BcftoolsCsq().version}: {report(unexplained)}"
    return Counter(counts), len(compared) - len(differ)


def test_alleles_without_an_answer_of_their_own(foreign: list[Folder], tmp_path: Path) -> None:
    compared: list[Comparison] = []
    alleles: set[CsqAllele] = set()
    for folder in foreign:
        groups: dict[tuple[str, str, str], list[tuple[CsqAllele, Answer]]] = {}
        for allele in folder.alleles:
            if allele.kind in (Kind.UNANSWERED, Kind.HAPLOTYPE):
                for answer in folder.answers(allele):
                    if answer.transcript.cds:
                        key = allele.gff3, answer.gene.symbol, answer.transcript.accession
                        groups.setdefault(key, []).append((allele, answer))
                        alleles.add(allele)
        for (gff3, gene, _), pairs in groups.items():
            compared += judged(pairs, tmp_path / f"{gff3} {gene}")
    counts, agreed = sorted_out(compared)
    check(f"{len(alleles)} of these alleles lie in {len(compared)} coding transcripts")
    check(f"{agreed} of these answers are equal")
    assert counts == kinds(ANEW)


@dataclass(frozen=True)
class Subject:
    """The transcript of a gene that is swept."""

    folder: Folder
    gff3: str
    annotator: Annotator


def subjects(foreign: list[Folder]) -> Iterator[Subject]:
    """Yield one coding transcript a gene, once.

    Left out are transcripts with artificial introns, and those that begin at the first base of the
    sequence: bcftools gives the intron beside that exon no splice terms.
    """
    seen: set[tuple[str, str]] = set()
    for folder in foreign:
        for name, annotators in folder.annotators.items():
            for annotator in annotators:
                gene = annotator.gene
                transcript = gene.mane_select
                start, _ = gene.to_genomic_interval(transcript.span.start, transcript.span.end)
                key = gene.plus_sequence, transcript.accession
                introns = transcript.introns
                short = any(len(intron) < LONGEST_READ for intron in introns)
                if transcript.cds and start and not short and key not in seen:
                    seen.add(key)
                    yield Subject(folder, name, annotator)


def swept(subject: Subject, coding: int, introns: int, folder: Path) -> list[Comparison]:
    """Judge substitutions of some codons' bases and of the ends of some introns."""
    annotator, gene = subject.annotator, subject.annotator.gene
    transcript = gene.mane_select
    walk = subject.folder.walks[subject.gff3, gene.symbol, transcript.accession]
    rng = random.Random(f"{SEED} {transcript.accession}")
    whole = coding_positions(transcript)
    # The engine has no answer to an incomplete last codon, see test_names_of_alleles.
    whole = whole[: len(whole) // 3 * 3]
    edges = intron_edge_positions(transcript)
    positions = {*rng.sample(whole, min(coding, len(whole))), *edges[: 20 * introns]}
    pairs = []
    for edit in substitutions(gene, sorted(positions)):
        if edit.deleted in "ACGT":
            (answer,) = answers(annotator, edit, [transcript], [walk])
            bases = edit.deleted, edit.inserted
            where = subject.folder.name, subject.gff3, gene.accession, edit.start
            pairs.append((CsqAllele(*where, *bases, Kind.UNANSWERED, ""), answer))
    return list(judged(pairs, folder))


def sweep(
    foreign: list[Folder], folder: Path, coding: int, introns: int
) -> tuple[int, int, int, Counter[str]]:
    """Return numbers of transcripts, of answers, of equal ones, and of differences by kind."""
    counts: Counter[str] = Counter()
    chosen = list(subjects(foreign))
    number = equal = intronic = 0
    for index, subject in enumerate(chosen):
        compared = swept(subject, coding, introns, folder / str(index))
        differ, agreed = sorted_out(compared)
        # Of each intron +3 to +6 and +7, +8, -3 to -8: see docs/agreement.md.
        here = min(introns, len(subject.annotator.gene.mane_select.introns))
        assert differ.pop("finer donor term", 0) == here * 4 * 3
        assert differ.pop("intron beside splice region", 0) == here * 8 * 3
        counts += differ
        intronic += here * 12 * 3
        number, equal = number + len(compared), equal + agreed
    assert number == equal + intronic + sum(counts.values())
    return len(chosen), number, equal, counts


def test_some_substitutions(foreign: list[Folder], tmp_path: Path) -> None:
    transcripts, number, equal, counts = sweep(foreign, tmp_path, coding=8, introns=2)
    assert transcripts > 40
    assert number > equal > 3_000
    assert counts.keys() <= kinds(SWEPT).keys()


@pytest.mark.exhaustive
def test_many_substitutions(foreign: list[Folder], tmp_path: Path) -> None:
    transcripts, number, equal, counts = sweep(foreign, tmp_path, coding=1_000, introns=1_000)
    check(f"{number:,} substitutions on {transcripts} transcripts, {equal:,} answers are equal")
    assert counts == kinds(SWEPT)
