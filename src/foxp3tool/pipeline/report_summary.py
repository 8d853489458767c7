"""What a report says first: how many variants, which are reported, and what was not read.

Variants are counted as the figure counts them, each once however often it is given; the table has a
line for each allele of the input.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from foxp3tool.errors import counted
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.coverage import SiteStatus
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.report import ReportFound, ReportVariant, SampleCoverage

_ON_GRADE: Final = {
    MatchGrade.EXACT: "this very change is an IPEX entry of the catalog",
    MatchGrade.SAME_PROTEIN_CHANGE: "the protein change of an entry",
    MatchGrade.SAME_CODON: "a change in the codon of an entry",
    MatchGrade.SAME_SPLICE_SITE: "another change of the splice site of an entry",
    MatchGrade.SAME_POLYA_SIGNAL: "another change of the polyadenylation signal of an entry",
    MatchGrade.OVERLAPS: "the change overlaps an entry",
    MatchGrade.NONE: "no match with any entry",
}
_NAMED: Final = 4
"""Samples whose coverage the summary tells one by one, and names of the protein that it gives."""


@frozen
class _Group:
    """The lines of one variant.

    Args:
        lines: The lines.
        is_counted: False for what is told besides: changes that each have a line of their own.
    """

    lines: tuple[ReportVariant, ...]
    is_counted: bool = True

    @property
    def match(self) -> MatchGrade:
        """The best grade of the lines, as in the figure."""
        return min((one.match for one in self.lines), key=list(MatchGrade).index)

    @property
    def is_by_protein(self) -> bool:
        """Whether only a change of the protein is given."""
        return self.lines[0].is_by_protein

    def is_doubtful(self, unnamed: set[str]) -> bool:
        """Whether its entries name no condition."""
        best = [one for one in self.lines if one.match is self.match]
        return all(unnamed.issuperset(one.sheet.overview.entries) for one in best)


def number_of(variants: Sequence[ReportVariant]) -> int:
    """Return how many different variants there are; the figure counts the same."""
    return sum(group.is_counted for group in _groups(variants))


def _groups(variants: Sequence[ReportVariant]) -> list[_Group]:
    groups: dict[tuple[str, ...], list[ReportVariant]] = {}
    for one in variants:
        if one.sheet.is_answered:
            groups.setdefault(one.key or ("", str(one.number)), []).append(one)
    return [
        _Group(tuple(lines), bool(key[0]) and not all(map(_is_together, lines)))
        for key, lines in groups.items()
    ]


def _is_together(variant: ReportVariant) -> bool:
    return IssueCode.READ_TOGETHER.name in variant.sheet.issues


def summary(
    variants: Sequence[ReportVariant], catalog: Sequence[ReportedMutation], gene: str
) -> Iterator[str]:
    """Yield what was found, reported mutations first."""
    groups = _groups(variants)
    if not variants:
        yield f"No variant of {gene} was found in what was read."
        return
    if not groups:
        yield f"No variant of {gene} could be annotated; the reason stands with each text."
        return
    yield from _numbers(groups, gene)
    grades = Counter(group.match for group in groups)
    unnamed = {entry.id for entry in catalog if not entry.names_condition}
    for grade in MatchGrade:
        if grades[grade]:
            alike = [group for group in groups if group.match is grade]
            yield _on_grade(grade, alike, unnamed)
    if not grades[MatchGrade.EXACT]:
        yield "None of them is an IPEX entry itself; that does not say that any is harmless."
    failed = sum(not one.sheet.is_answered for one in variants)
    if failed:
        yield f"{failed:,} could not be annotated; the reason stands with each."


def _numbers(groups: Sequence[_Group], gene: str) -> Iterator[str]:
    """Yield how many variants there are, and what else has a line."""
    number = sum(group.is_counted for group in groups)
    lines = sum(len(group.lines) for group in groups)
    further = [group for group in groups if not group.is_counted]
    if lines == number:
        yield f"{counted(number, 'variant')} of {gene} annotated."
    else:
        yield (
            f"{counted(number, 'different variant')} of {gene} annotated, in "
            f"{counted(lines, 'line')} of the table: it has one for each allele of the input, and "
            "for each change of the DNA that a name may mean."
        )
    together = sum(all(map(_is_together, group.lines)) for group in further)
    if together:
        yield (
            f"Besides, {counted(together, 'change is', 'changes are')} several alleles of the "
            "input that lie on one chromosome, read together; each of these is told of, and "
            "counted, by itself as well."
        )
    if len(further) > together:
        told = counted(len(further) - together, "line is", "lines are")
        yield f"{told} of several changes given together; each of these is counted by itself."
    proteins = [group for group in groups if group.is_by_protein]
    if proteins:
        names = [group.lines[0].sheet.overview.protein for group in proteins]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        meant = sum(len(group.lines) for group in proteins)
        yield (
            f"{counted(len(names), 'of them is', 'of them are')} given by the change of the "
            f"protein alone: {', '.join(names[:_NAMED])}{more}. Which change of the DNA is meant "
            f"is not known; {counted(meant, 'line tells', 'lines tell')} of those that would make "
            "it, and each of these names counts once."
        )


def _on_grade(grade: MatchGrade, groups: Sequence[_Group], unnamed: set[str]) -> str:
    told = f"IPEX match {grade.value.replace('_', ' ')}: {len(groups):,} ({_ON_GRADE[grade]})."
    if grade is MatchGrade.NONE:
        return told
    doubtful = sum(group.is_doubtful(unnamed) for group in groups)
    if doubtful:
        told += (
            f" For {doubtful:,} of them the entry is (likely) pathogenic in ClinVar, of which "
            "condition the copies read do not say."
        )
    proteins = sum(group.is_by_protein for group in groups)
    if proteins and grade is MatchGrade.EXACT:
        told += (
            f" For {proteins:,} of them only the change of the protein is given: the entry is one "
            "of the changes of the DNA that would make it."
        )
    return told


def reported(variants: Sequence[ReportVariant]) -> tuple[ReportFound, ...]:
    """Return the reported mutations that were found, each once, with the lines that have it."""
    found: dict[str, list[ReportVariant]] = {}
    for one in variants:
        if one.match is MatchGrade.EXACT:
            found.setdefault(one.sheet.title, []).append(one)
    return tuple(
        ReportFound(
            title,
            lines[0].sheet.verdict,
            tuple(one.number for one in lines),
            tuple(one.number for one in lines if one.is_by_protein),
        )
        for title, lines in found.items()
    )


def coverage_told(coverage: Sequence[SampleCoverage], without: Sequence[str]) -> Iterator[str]:
    """Yield how much of the places of reported mutations was read.

    Args:
        coverage: What was read, sample by sample.
        without: Files that do not tell it.
    """
    is_one_file = len({one.input for one in coverage}) < 2
    for one in coverage[:_NAMED]:
        file = f" ({one.input})" if one.sample and not is_one_file else ""
        yield f"Coverage in {one.sample or one.input}{file}: {_of_sample(one)}"
    rest = coverage[_NAMED:]
    if rest:
        read = sorted(_read(one) for one in rest)
        between = f"{read[0]}" if read[0] == read[-1] else f"between {read[0]} and {read[-1]}"
        samples = counted(len(rest), "further sample")
        yield (
            f"Coverage in {samples}: {between} of {_total(rest[0])} places of reported mutations "
            "were read as reference; see Coverage."
        )
    if without:
        of = f" in {', '.join(without)}" if coverage else ""
        yield (
            f"Places without a record{of} may not have been read, there being no reference blocks "
            "(gVCF): a reported mutation that is not listed is not thereby absent."
        )


def _total(one: SampleCoverage) -> int:
    return sum(number for _, number in one.counts)


def _read(one: SampleCoverage) -> int:
    return dict(one.counts).get(SiteStatus.REFERENCE, 0)


def _of_sample(one: SampleCoverage) -> str:
    counts = dict(one.counts)
    total, read = _total(one), _read(one)
    if read == total:
        return f"all {total} places of reported mutations were read as reference."
    told = f"{read} of {total} places of reported mutations were read as reference"
    carried = counts.get(SiteStatus.VARIANT, 0)
    if carried:
        told += f", {counted(carried, 'carries', 'carry')} the mutation"
    other = {
        status: number
        for status, number in counts.items()
        if status not in (SiteStatus.REFERENCE, SiteStatus.VARIANT)
    }
    if other:
        named = ", ".join(f"{n} {status.value.replace('_', ' ')}" for status, n in other.items())
        told += f", {sum(other.values())} were not ({named}): a mutation there may have been missed"
    return f"{told}."
