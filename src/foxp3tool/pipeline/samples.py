"""Rows and counts of the samples of a file, for ``--samples``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from foxp3tool.annotate.inheritance import inheritance
from foxp3tool.annotate.zygosity import chromosomes, read_zygosity, zygosity_by_genotype
from foxp3tool.errors import UsageError, counted, printable
from foxp3tool.formats.column import Column
from foxp3tool.formats.genotype_columns import SAMPLE_COLUMNS, SUMMARY_COLUMNS
from foxp3tool.formats.ped import read_pedigree
from foxp3tool.formats.vcf_samples import SampleColumns, read_genotype, sample_names
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.frozen import frozen
from foxp3tool.model.genotype import (
    Genotype,
    GenotypeCounts,
    Individual,
    Inheritance,
    SampleCall,
    SampleReading,
    Sex,
    Zygosity,
)
from foxp3tool.model.issue import Issue, IssueCode

_SHOWN: Final = 3


class SampleMode(StrEnum):
    """What is told of the samples of a file."""

    NONE = "none"
    SUMMARY = "summary"
    CARRIERS = "carriers"
    ALL = "all"


@frozen
class SampleOptions:
    """What is told of samples, and what is known of them.

    Args:
        mode: What is told.
        pedigree: The individuals of ``--ped``, by name.
        sexes: Sexes stated with ``--sex``.
    """

    mode: SampleMode = SampleMode.NONE
    pedigree: Mapping[str, Individual] = field(default_factory=dict)
    sexes: Mapping[str, Sex] = field(default_factory=dict)

    @classmethod
    def parse(
        cls, mode: str, ped: str | Path | None = None, sexes: Sequence[str] = ()
    ) -> SampleOptions:
        """Read the user's words.

        Args:
            mode: ``none``, ``summary``, ``carriers`` or ``all``.
            ped: A PED or FAM file.
            sexes: ``NAME=male`` or ``NAME=female``.

        Raises:
            InputError: If the pedigree cannot be read.
            UsageError: If there is no such mode, a sex is stated in another way, in two ways or
                against the pedigree, or nothing is asked for that needs it.
        """
        if mode not in [one.value for one in SampleMode]:
            raise UsageError(f"samples: {mode!r} is not one of {', '.join(SampleMode)}")
        chosen = SampleMode(mode)
        if chosen is SampleMode.NONE and (ped is not None or sexes):
            raise UsageError(
                "--ped and --sex say nothing without --samples",
                remedy="add --samples carriers (or summary, or all)",
            )
        pedigree = {} if ped is None else read_pedigree(Path(ped))
        stated: dict[str, Sex] = {}
        for text in sexes:
            name, sex = _stated(text)
            known = stated.get(name) or (pedigree[name].sex if name in pedigree else Sex.UNKNOWN)
            if known not in (sex, Sex.UNKNOWN):
                raise UsageError(
                    f"--sex {text}: {name} is stated as {known.value} already",
                    remedy="leave one of the two, here or in the file of --ped",
                )
            stated[name] = sex
        _check_parents(pedigree, stated)
        return cls(chosen, pedigree, stated)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are added to the table."""
        if self.mode is SampleMode.NONE:
            return ()
        return SUMMARY_COLUMNS if self.mode is SampleMode.SUMMARY else SAMPLE_COLUMNS

    def of(self, column_line: bytes) -> SampleOptions:
        """Return the options without the sexes of samples that one file of several has not."""
        here = sample_names(column_line)
        return replace(self, sexes={name: self.sexes[name] for name in self.sexes if name in here})

    def sex(self, name: str) -> Sex:
        """Return the sex of a sample as it is stated."""
        if name in self.sexes:
            return self.sexes[name]
        return self.pedigree[name].sex if name in self.pedigree else Sex.UNKNOWN


def _stated(text: str) -> tuple[str, Sex]:
    name, equals, word = text.rpartition("=")
    if not equals or not name or word not in (Sex.MALE.value, Sex.FEMALE.value):
        raise UsageError(
            f"--sex {text}: is not NAME=male or NAME=female",
            remedy="name a sample as the VCF does, such as --sex NA12878=female",
        )
    return name, Sex(word)


def _check_parents(pedigree: Mapping[str, Individual], stated: Mapping[str, Sex]) -> None:
    for one in pedigree.values():
        roles = (("father", one.father, Sex.FEMALE), ("mother", one.mother, Sex.MALE))
        for role, parent, wrong in roles:
            if stated.get(parent) is wrong:
                raise UsageError(
                    f"--sex {parent}={wrong.value}: {parent} is the {role} of {one.name} in the "
                    "file of --ped",
                    remedy="check the sex, and columns 3 (father) and 4 (mother) of the file",
                )


@frozen
class Together:
    """Alleles that one sample has on one chromosome.

    Args:
        sample: 0-based number of the sample.
        text: Its genotypes as written.
        genotype: The copies with these alleles (1), with others (0), or not known (None).
    """

    sample: int
    text: str
    genotype: Genotype


@dataclass(slots=True)
class AlleleRows:
    """The rows of one ALT allele, or of several read together.

    Args:
        rows: One row a transcript.
        columns: The sample columns of the record.
        allele: Number of the ALT allele, 1 for the first, also if the record has none.
        together: The samples that have these alleles together; None for a single allele.
        parts: The single alleles of which this one is made.
    """

    rows: list[AnnotatedRow]
    columns: SampleColumns
    allele: int
    together: list[Together] | None = None
    parts: tuple[AlleleRows, ...] = ()


class Samples:
    """The samples of one file.

    Args:
        options: What is told of them.
        column_line: The last line of the header.

    Raises:
        UsageError: If ``--sex`` names a sample that the file does not have.
    """

    def __init__(self, options: SampleOptions, column_line: bytes) -> None:
        """Look up what is known of each sample."""
        self.names = sample_names(column_line)
        self._mode = options.mode
        missing = [name for name in options.sexes if name not in self.names]
        if missing:
            has = f"it has {listed(self.names)}" if self.names else "it has no samples"
            raise UsageError(
                f"--sex: the file has no sample '{printable(missing[0])}'; {has}",
                remedy="check the name",
            )
        self._sexes = [options.sex(name) for name in self.names]
        numbers = {name: number for number, name in enumerate(self.names)}
        people = [options.pedigree.get(name) for name in self.names]
        self._has_parents = [one is not None and bool(one.mother or one.father) for one in people]
        self._parents = [
            (None, None) if one is None else (numbers.get(one.mother), numbers.get(one.father))
            for one in people
        ]
        self._by_sex = {
            sex: [number for number, own in enumerate(self._sexes) if own is sex] for sex in Sex
        }
        self._pedigree = options.pedigree
        self._counted: tuple[SampleColumns, dict[Sex, Counter[bytes]]] | None = None

    @property
    def cautions(self) -> Iterator[str]:
        """What is to be known of the samples before their rows are read."""
        if self._mode is SampleMode.NONE:
            return
        if not self.names:
            yield "the file has no samples: nothing is told of genotypes"
            return
        if self._pedigree and not any(name in self._pedigree for name in self.names):
            yield "no sample of the file stands in the pedigree of --ped; names must be the same"
        unknown = [self.names[number] for number in self._by_sex[Sex.UNKNOWN]]
        if unknown:
            yield (
                f"the sex of {listed(unknown)} is not stated (--ped or --sex): whether 1/1 is "
                "homozygous or hemizygous there is not known"
            )

    def told(self, allele: AlleleRows) -> Iterator[AnnotatedRow]:
        """Yield the rows of an allele, with what is told of the samples."""
        if self._mode is SampleMode.SUMMARY and self.names:
            counts, issues = self._counts(allele), self._sex_conflicts(allele)
            for row in allele.rows:
                yield replace(row, counts=counts, issues=row.issues + issues)
            return
        yield from allele.rows
        if self._mode in (SampleMode.CARRIERS, SampleMode.ALL):
            for reading, issues in self._readings(allele):
                for row in allele.rows:
                    yield replace(row, sample=reading, issues=row.issues + issues)

    # Counts

    def _texts(self, columns: SampleColumns) -> dict[Sex, Counter[bytes]]:
        """Count the spellings of genotypes by sex; once a record."""
        if self._counted is None or self._counted[0] is not columns:
            texts = columns.genotypes
            self._counted = (
                columns,
                {
                    sex: Counter(texts if len(own) == len(texts) else map(texts.__getitem__, own))
                    for sex, own in self._by_sex.items()
                    if own
                },
            )
        return self._counted[1]

    def _counts(self, allele: AlleleRows) -> GenotypeCounts:
        if allele.together is not None:
            called = Counter((self._sexes[one.sample], one.genotype) for one in allele.together)
            tallies = [(_tally(one, sex, 1), times) for (sex, one), times in called.items()]
            return replace(_summed(tallies), allele_number=None)
        return _summed(
            (_tally(_within(read_genotype(text), allele.columns), sex, allele.allele), times)
            for sex, texts in self._texts(allele.columns).items()
            for text, times in texts.items()
        )

    def _sex_conflicts(self, allele: AlleleRows) -> tuple[Issue, ...]:
        """Return an issue for carriers whose call does not fit their sex."""
        issues = []
        words = {
            IssueCode.HETEROZYGOUS_MALE: (Sex.MALE, "called with two alleles"),
            IssueCode.HAPLOID_FEMALE: (Sex.FEMALE, "called with one copy"),
        }
        for code, (sex, what) in words.items():
            odd = {
                text
                for text in self._texts(allele.columns).get(sex, ())
                if _conflicts(_within(read_genotype(text), allele.columns), sex, allele.allele)
            }
            if odd:
                texts = allele.columns.genotypes
                names = [self.names[n] for n in self._by_sex[sex] if texts[n] in odd]
                people = counted(len(names), sex.value)
                issues.append(Issue(code, f"{people} {what}: {listed(names)}"))
        return tuple(issues)

    # Rows of samples

    def _readings(self, allele: AlleleRows) -> Iterator[tuple[SampleReading, tuple[Issue, ...]]]:
        if allele.together is not None:
            carriers = {one.sample: one for one in allele.together}
            is_all = self._mode is SampleMode.ALL
            for sample in range(len(self.names)) if is_all else carriers:
                one = carriers.get(sample)
                yield (
                    (self._without(allele, sample), ())
                    if one is None
                    else (self._reading_together(allele, one))
                )
            return
        texts = allele.columns.genotypes
        wanted = None
        if self._mode is SampleMode.CARRIERS:
            wanted = {text for text in set(texts) if _carries(text, allele.allele)}
        for sample, text in enumerate(texts):
            if wanted is None or text in wanted:
                yield self._reading(allele, sample)

    def _reading_together(
        self, allele: AlleleRows, one: Together
    ) -> tuple[SampleReading, tuple[Issue, ...]]:
        call = SampleCall(self.names[one.sample], self._sexes[one.sample], one.text,
                          one.genotype, 1)  # fmt: skip
        # A third allele of the codon, of unknown phase, is told in the rows of the parts.
        known = one.genotype.is_complete
        zygosity, issues = read_zygosity(call) if known else (Zygosity.UNKNOWN, ())
        return SampleReading(call, zygosity, self._inherited(allele, one.sample)), issues

    def _without(self, allele: AlleleRows, sample: int) -> SampleReading:
        """Return what is told of a sample that is not known to have alleles together.

        Without one of the parts it has not the whole; else it may.
        """
        parts = [self._call(part, sample) for part in allele.parts]
        zygosities = [read_zygosity(call)[0] for call in parts]
        genotype, zygosity = Genotype((None,)), Zygosity.UNKNOWN
        if Zygosity.ABSENT in zygosities:
            of = parts[zygosities.index(Zygosity.ABSENT)].genotype
            genotype, zygosity = Genotype((0,) * (of.ploidy if of else 1)), Zygosity.ABSENT
        elif set(zygosities) == {Zygosity.NOT_CALLED}:
            zygosity = Zygosity.NOT_CALLED
        text = "&".join(call.text for call in parts)
        call = SampleCall(self.names[sample], self._sexes[sample], text, genotype, 1)
        return SampleReading(call, zygosity, Inheritance.NONE)

    def _inherited(self, allele: AlleleRows, sample: int) -> Inheritance:
        """Return where alleles of one chromosome come from: from where all of them do."""
        found = {self._reading(part, sample)[0].inheritance for part in allele.parts}
        return found.pop() if len(found) == 1 else Inheritance.NOT_KNOWN

    def _reading(self, allele: AlleleRows, sample: int) -> tuple[SampleReading, tuple[Issue, ...]]:
        call = self._call(allele, sample)
        zygosity, issues = read_zygosity(call)
        found = Inheritance.NONE
        if self._has_parents[sample]:
            mother, father = self._parents[sample]
            found = inheritance(
                call,
                None if mother is None else self._call(allele, mother),
                None if father is None else self._call(allele, father),
            )
        if found is Inheritance.NOT_COMPATIBLE:
            message = (
                f"the call of {call.sample} does not fit those of the parents; possible causes: "
                "a sample swap or another parent, a deletion or an allele that was missed, "
                "uniparental disomy, or a wrong call"
            )
            issues += (Issue(IssueCode.INHERITANCE_CONFLICT, message),)
        return SampleReading(call, zygosity, found), issues

    def _call(self, allele: AlleleRows, sample: int) -> SampleCall:
        name, sex = self.names[sample], self._sexes[sample]
        return allele.columns.call(sample, name, sex, allele.allele)


def _within(genotype: Genotype | None, columns: SampleColumns) -> Genotype | None:
    return genotype if genotype is None or columns.knows(genotype) else None


def _carries(text: bytes, allele: int) -> bool:
    genotype = read_genotype(text)
    return genotype is not None and genotype.copies(allele) > 0


def _conflicts(genotype: Genotype | None, sex: Sex, allele: int) -> bool:
    """Tell whether the call of a carrier does not fit the sex."""
    if genotype is None or not genotype.copies(allele):
        return False
    if sex is Sex.FEMALE:
        return genotype.ploidy == 1
    return sex is Sex.MALE and genotype.is_complete and not genotype.is_uniform


@lru_cache(maxsize=4096)
def _tally(genotype: Genotype | None, sex: Sex, allele: int) -> GenotypeCounts:
    """Count one sample."""
    if genotype is None or genotype.is_missing:
        return GenotypeCounts(not_called=1)
    copies = chromosomes(genotype, sex)
    if not genotype.copies(allele):
        return GenotypeCounts(allele_number=len(copies))
    zygosity = zygosity_by_genotype(genotype, allele, sex)
    return GenotypeCounts(
        allele_count=copies.count(allele),
        allele_number=len(copies),
        hemizygotes=int(zygosity is Zygosity.HEMIZYGOUS),
        heterozygotes=int(zygosity is Zygosity.HETEROZYGOUS),
        homozygotes=int(zygosity is Zygosity.HOMOZYGOUS),
        unclear=int(zygosity is Zygosity.UNKNOWN),
    )


def _summed(tallies: Iterable[tuple[GenotypeCounts, int]]) -> GenotypeCounts:
    total = [0] * 7
    for one, times in tallies:
        for place, number in enumerate(
            (one.allele_count, one.allele_number or 0, one.hemizygotes, one.heterozygotes,
             one.homozygotes, one.unclear, one.not_called)
        ):  # fmt: skip
            total[place] += number * times
    return GenotypeCounts(*total)


def listed(names: Sequence[str]) -> str:
    """Write a few names, and how many more there are."""
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
