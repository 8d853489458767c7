"""Run the comparisons with other annotators: what the tests check and docs/agreement.md tells."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

import bcftools_csq
import biocommons_answers
import ferro_answers
import mehari_answers
import snpeff_answers
import weaver_answers
from allele_sets import (
    Kind,
    coding_positions,
    kind_of,
    larger_changes,
    small_changes,
    substitutions,
)
from coding_differences import KNOWN as KNOWN_CODING
from differences import Difference, Known, classes_of
from facts import Allele, Ground
from our_engine import annotate, bare, terms
from protein_differences import KNOWN as KNOWN_PROTEIN
from term_differences import KNOWN as KNOWN_TERMS
from term_differences import comparable
from tool_answers import Answer, Aspect, Oracle

from foxp3tool.model.gene import TranscriptStatus
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.toolkit import Toolkit

SEED = 20_240_607
LARGER = 700
"""How many alleles of each of the six sorts of larger changes are drawn for a transcript."""
OF_OTHER_TRANSCRIPTS = 29
"""Every 29th allele is compared on the transcripts that are not MANE Select."""
KNOWN: dict[Aspect, tuple[Known, ...]] = {
    Aspect.CODING: KNOWN_CODING,
    Aspect.PROTEIN: KNOWN_PROTEIN,
    Aspect.TERMS: KNOWN_TERMS,
}


@dataclass(frozen=True, slots=True)
class Tool:
    """An annotator that may be asked.

    Args:
        name: As it is called in the docs.
        absent: Why it cannot be asked here, or nothing.
        make: Makes it ready.
        share: Every how many alleles it is asked on anything but MANE Select on GRCh38; more than 1
            for a slow tool.
    """

    name: str
    absent: str
    make: Callable[[], Oracle]
    share: int = 1


TOOLS = (
    Tool("bcftools csq", bcftools_csq.ABSENT, bcftools_csq.BcftoolsCsq),
    Tool("hgvs-weaver", weaver_answers.ABSENT, weaver_answers.Weaver),
    Tool("ferro-hgvs", ferro_answers.ABSENT, ferro_answers.Ferro),
    Tool("hgvs (biocommons)", biocommons_answers.ABSENT, biocommons_answers.Biocommons, share=20),
    Tool("SnpEff", snpeff_answers.ABSENT, snpeff_answers.SnpEff),
    Tool("mehari", mehari_answers.ABSENT, mehari_answers.Mehari),
)


class Verdict(StrEnum):
    """How an answer compares with foxp3tool's."""

    EQUAL = "equal"
    CONVENTION = "other convention"
    RULE = "decided by a rule"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True)
class Asked:
    """One allele with foxp3tool's answer."""

    edit: Edit
    kind: Kind
    allele: Allele
    ours: Answer


@dataclass
class Outcome:
    """What came of asking one tool.

    Args:
        tool: Its name.
        version: Its version.
        verdicts: Number of answers by aspect, sort of allele and verdict.
        classes: Number of differing alleles by aspect and kind of difference.
        found: The differences, with their kinds.
    """

    tool: str
    version: str
    verdicts: Counter[tuple[Aspect, Kind, Verdict]] = field(default_factory=Counter)
    classes: Counter[tuple[Aspect, str]] = field(default_factory=Counter)
    found: list[tuple[Difference, tuple[str, ...]]] = field(default_factory=list)

    @property
    def unexplained(self) -> list[Difference]:
        """The differences that no rule explains."""
        return [difference for difference, names in self.found if not names]

    def add(self, other: Outcome) -> None:
        """Count in what came of asking the same tool more; ``found`` stays."""
        self.verdicts += other.verdicts
        self.classes += other.classes


@cache
def ask_foxp3tool(
    toolkit: Toolkit, assembly: str, accession: str, step: int = 1
) -> tuple[Asked, ...]:
    """Return every so many alleles for a transcript, with foxp3tool's answers.

    A sample has all substitutions of the last codon besides: it may be no stop codon.
    """
    gene = toolkit.bundle.genes[assembly]
    transcript = gene.transcript(accession)
    small = small_changes(gene, transcript)
    edits = list(dict.fromkeys([*small, *larger_changes(gene, transcript, LARGER, SEED)]))
    if step > 1:
        last_codon = substitutions(gene, coding_positions(transcript)[-3:])
        edits = list(dict.fromkeys([*edits[::step], *last_codon]))
    return tuple(asked(toolkit, assembly, accession, edits))


def asked(
    toolkit: Toolkit, assembly: str, accession: str, edits: Sequence[Edit]
) -> Iterator[Asked]:
    """Yield left-aligned edits with foxp3tool's answers."""
    gene = toolkit.bundle.genes[assembly]
    ground = Ground(gene, gene.transcript(accession))
    for edit in edits:
        told = annotate(toolkit, assembly, ground.transcript, edit)
        answer = Answer(bare(told.hgvs_c), bare(told.hgvs_p), terms(told))
        allele = Allele(ground, gene.to_gene_edit(edit))
        yield Asked(edit, kind_of(gene, edit), allele, answer)


def compare(oracle: Oracle, alleles: Sequence[Asked]) -> Outcome:
    """Ask a tool for some alleles of one transcript and sort out the differences."""
    outcome = Outcome(oracle.name, oracle.version)
    ground = alleles[0].allele.ground
    edits = [one.edit for one in alleles]
    with tempfile.TemporaryDirectory() as folder:
        answers = oracle.answers(ground.gene, ground.transcript, edits, Path(folder))
    for one, theirs in zip(alleles, answers, strict=True):
        for aspect in oracle.aspects:
            _judge(outcome, aspect, one, theirs)
    return outcome


def _judge(outcome: Outcome, aspect: Aspect, one: Asked, theirs: Answer) -> None:
    ours, told = said(outcome.tool, aspect, one.ours), said(outcome.tool, aspect, theirs)
    if ours == told:
        outcome.verdicts[aspect, one.kind, Verdict.EQUAL] += 1
        return
    difference = Difference(outcome.tool, aspect, one.kind, one.allele, one.ours, ours, told)
    names = classes_of(difference, KNOWN[aspect])
    outcome.found.append((difference, names))
    outcome.verdicts[aspect, one.kind, _verdict(aspect, names)] += 1
    outcome.classes.update((aspect, name) for name in names)


def _verdict(aspect: Aspect, names: tuple[str, ...]) -> Verdict:
    if not names:
        return Verdict.UNEXPLAINED
    conventions = {known.name for known in KNOWN[aspect] if known.is_convention}
    return Verdict.CONVENTION if conventions.issuperset(names) else Verdict.RULE


def said(tool: str, aspect: Aspect, answer: Answer) -> str:
    """Return an answer as it is compared with a tool; terms are joined by ``&``."""
    match aspect:
        case Aspect.CODING:
            return answer.coding or ""
        case Aspect.PROTEIN:
            return answer.protein or ""
        case Aspect.TERMS:
            return "&".join(sorted(comparable(tool, answer.terms or frozenset())))


def compare_all(toolkit: Toolkit, tool: Tool) -> Outcome:
    """Ask a tool for everything: the main set, and with its share the other build and transcripts.

    Of the further sets only those differences are kept that are unexplained or of a kind that was
    not met before.
    """
    oracle = tool.make()
    mane = toolkit.bundle.genes["GRCh38"].mane_select.accession
    outcome = compare(oracle, ask_foxp3tool(toolkit, "GRCh38", mane))
    for alleles in _further_sets(toolkit, tool.share):
        more = compare(oracle, alleles)
        for difference, names in more.found:
            if not names or any((difference.aspect, n) not in outcome.classes for n in names):
                outcome.found.append((difference, names))
        outcome.add(more)
    return outcome


def _further_sets(toolkit: Toolkit, share: int) -> Iterator[Sequence[Asked]]:
    genes = toolkit.bundle.genes
    yield ask_foxp3tool(toolkit, "GRCh37", genes["GRCh37"].mane_select.accession)[::share]
    for transcript in genes["GRCh38"].transcripts:
        if transcript.status is TranscriptStatus.CURRENT and not transcript.mane_select:
            accession = transcript.accession
            yield ask_foxp3tool(toolkit, "GRCh38", accession, OF_OTHER_TRANSCRIPTS)[::share]
