"""The user's own sources: files of values, looked up by allele and never by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import cached_property
from typing import Final

from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.errors import InputError, UsageError, counted
from foxp3tool.formats.allele_files import AlleleFile, AlleleValues
from foxp3tool.formats.column import Column, Level
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.evidence import PopulationCount, SplicePrediction
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.sequence import NUCLEOTIDES
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.assembly import AssemblyJudge
from foxp3tool.pipeline.population import AskedCounts
from foxp3tool.pipeline.toolkit import Toolkit

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_FIELDS: Final = re.compile(r"[^/:\\]+")
_PLACES: Final = ("chrom", "pos", "ref", "alt")
_JUDGED: Final = 2_000
# Names that say that a source is of people who were not chosen for a disease.
_POPULATIONS: Final = (
    "gnomad", "exac", "topmed", "bravo", "alfa", "kgp", "ukb", "allofus", "tommo",
)  # fmt: skip
# Fields of gnomAD; a male has one X, so the alleles counted in males are hemizygotes.
_COUNTS: Final = ("AC", "AC_joint")
_NUMBERS: Final = ("AN", "AN_joint")
_FREQUENCIES: Final = ("AF", "AF_joint")
_FREQUENCY: Final = re.compile(r"AF(?:_\w+)?|\w+_AF", re.IGNORECASE)
"""Fields of frequencies, of one population too: gnomAD has AF_afr, the 1000 Genomes AFR_AF."""
_HOMOZYGOTES: Final = ("nhomalt", "nhomalt_joint", "Hom", "AC_Hom")
_HEMIZYGOTES: Final = ("AC_XY", "AC_joint_XY", "AC_male", "AC_hemi", "Hemi", "nhemi", "AC_Hemi")
_ENOUGH_ALLELES: Final = 50
"""A file with fewer counted alleles of the gene is a part of one, or of few people."""
_SPLICEAI: Final = "SpliceAI"
_SCORES: Final = slice(2, 6)
# Fields that are taken from the databases' own files if none are named.
_USUAL: Final = (
    "CLNSIG", "CLNREVSTAT", "CLNDN", "SpliceAI",
    "AC", "AN", "AF", "nhomalt", "AC_XY", "AC_male", "AC_Hemi",
    "AC_joint", "AN_joint", "AF_joint", "nhomalt_joint", "AC_joint_XY",
    "am_pathogenicity", "am_class", "RawScore", "PHRED",
)  # fmt: skip


@frozen
class SourceOption:
    """A source as the user names it.

    Args:
        name: What its columns begin with.
        file: A path, or an address that htslib can read.
        fields: The fields wanted; empty for the usual ones.
        columns: Of a table: the column of a field or place, where it has another name.
    """

    name: str
    file: str
    fields: tuple[str, ...]
    columns: dict[str, str]

    @classmethod
    def parse(cls, text: str) -> SourceOption:
        """Read ``NAME=FILE[:FIELD,...]``.

        Raises:
            UsageError: If it is not of this form.

        Example:
            >>> SourceOption.parse("gnomad=chrX.vcf.bgz:AF,AN").fields
            ('AF', 'AN')
        """
        name, equals, rest = text.partition("=")
        if not equals or not rest or _NAME.fullmatch(name) is None:
            raise UsageError(
                f"--source {text!r}: the form is NAME=FILE[:FIELD,...]",
                remedy="for example --source gnomad=gnomad.chrX.vcf.bgz:AF,AN,nhomalt",
            )
        file, colon, listed = rest.rpartition(":")
        if not colon or _FIELDS.fullmatch(listed) is None:
            file, listed = rest, ""
        fields, columns = [], {}
        for part in filter(None, (part.strip() for part in listed.split(","))):
            key, mapped, column = part.partition("=")
            if mapped:
                columns[key] = column
            if key not in _PLACES:
                fields.append(key)
        return cls(name, file, tuple(fields), columns)


@frozen
class FrequentAllele:
    """An allele that a source has a frequency of.

    Args:
        edit: The allele, left-aligned, on the build of the source.
        field: The field of its highest frequency.
        frequency: The frequency.
        is_passed: False if a filter of the source has the record.
        id: What the source calls it; empty for nothing.
    """

    edit: Edit
    field: str
    frequency: float
    is_passed: bool
    id: str = ""


class AlleleSource:
    """The values of one source, by allele.

    Args:
        option: The source as the user names it.
        toolkit: Knows the builds.
        assembly: The build that the user named, if it cannot be told from the file.

    Attributes:
        name: What its columns begin with.
        fields: The fields read.
        assembly: The build of the file, None if it holds nothing near the gene.
        stated: What the file says of its date, version and maker; empty if nothing.
        cautions: What is to be known of the file.

    Raises:
        InputError: If the file cannot be read, or its build cannot be told.
        UsageError: If it has no such field.
    """

    def __init__(self, option: SourceOption, toolkit: Toolkit, assembly: str | None = None) -> None:
        """Read what the file holds near the gene."""
        self.name = option.name
        self.file = option.file
        self.assembly: str | None = None
        self.cautions: list[str] = []
        self._values: dict[Edit, list[tuple[tuple[str, ...], bool]]] = {}
        self._ids: dict[Edit, str] = {}
        judge = AssemblyJudge(toolkit.bundle.manifest, toolkit.bundle.genes)
        regions = [gene.region for gene in toolkit.bundle.genes.values()]
        with closing(AlleleFile(option.file, option.fields, option.columns, _USUAL)) as file:
            self.fields = file.fields
            self.stated = file.stated
            records = list(file.fetch(judge.is_x, regions))
            self.assembly = self._told_build(judge, file, records, assembly)
        if not records or self.assembly is None:
            self.cautions.append(f"it holds no allele near {toolkit.gene.symbol}")
            return
        self._keep(records, toolkit, self.assembly)

    def _told_build(
        self,
        judge: AssemblyJudge,
        file: AlleleFile,
        records: Sequence[AlleleValues],
        wanted: str | None,
    ) -> str | None:
        """Return the build by the file's own words and bases, else the one that is wanted."""
        shown = [_as_record(record) for record in records[:_JUDGED]]
        try:
            return judge.decide(file.header, shown, len(records), None).assembly
        except InputError as error:
            if wanted is None:
                error.file = error.file or self.file
                raise
        try:
            return judge.decide(file.header, shown, len(records), wanted).assembly
        except InputError as error:
            error.file = error.file or self.file
            raise

    def _keep(self, records: Iterable[AlleleValues], toolkit: Toolkit, assembly: str) -> None:
        annotator = toolkit.annotators[assembly]
        gene = annotator.gene
        misfits = 0
        for record in records:
            start, ref, alt = genomic_index(record.pos), record.ref.upper(), record.alt.upper()
            if not gene.region.start <= start <= start + len(ref) <= gene.region.end:
                continue
            if not NUCLEOTIDES.issuperset(ref + alt) or ref == alt:
                continue
            if checked_bases(gene, start, ref) is None:
                misfits += 1
                continue
            edit = annotator.left_align(Edit(start, ref, alt))
            self._values.setdefault(edit, []).append((record.values, record.is_passed))
            if record.id:
                self._ids[edit] = record.id
        if misfits:
            self.cautions.append(
                f"{counted(misfits, 'record is', 'records are')} left out, with a REF that is not "
                f"that of {assembly}"
            )

    def value(self, row: AnnotatedRow, field: int) -> str:
        """Return the value of a field for the allele of a row; several are joined by ``|``.

        A change whose ends are not known is no allele, and has none.
        """
        if row.variant is None or row.variant.variant.assembly != self.assembly:
            return ""
        if any(issue.code is IssueCode.UNCERTAIN_ENDS for issue in row.issues):
            return ""
        found = self._values.get(row.variant.variant.edit, ())
        return "|".join(dict.fromkeys(values[field] for values, _ in found if values[field]))

    def counts(self, variant: GenomicVariant) -> AskedCounts:
        """Say how often an allele was seen, if the source is one of a population.

        Args:
            variant: The allele, left-aligned.
        """
        if not self._is_population or variant.assembly != self.assembly:
            return AskedCounts()
        found = self._values.get(variant.edit, ())
        if not found:
            return AskedCounts(absent_from=self.name if self._covers_gene else "")
        counts = tuple(
            count
            for values, is_passed in found
            if is_passed and (count := self._count(values)) is not None
        )
        return AskedCounts(counts)

    @cached_property
    def _is_population(self) -> bool:
        return self.name.lower().startswith(_POPULATIONS) and _named(_NUMBERS, self.fields) != ""

    @cached_property
    def _covers_gene(self) -> bool:
        """True if the source has so many alleles of the gene that a missing one says something."""
        counted = sum(
            any(self._count(values) is not None for values, _ in found)
            for found in self._values.values()
        )
        return counted >= _ENOUGH_ALLELES

    def _count(self, values: tuple[str, ...]) -> PopulationCount | None:
        """Return the counts of one record; None if they are missing or cannot be."""
        stated = dict(zip(self.fields, values, strict=True))
        number = _whole(stated.get(_named(_NUMBERS, self.fields)))
        count = _whole(stated.get(_named(_COUNTS, self.fields)))
        if count is None and number is not None:
            frequency = _fraction(stated.get(_named(_FREQUENCIES, self.fields)))
            count = None if frequency is None else round(frequency * number)
        if count is None or not number:
            return None
        try:
            return PopulationCount(
                dataset=self.name,
                allele_count=count,
                allele_number=number,
                hemizygotes=_whole(stated.get(_named(_HEMIZYGOTES, self.fields))),
                homozygotes=_whole(stated.get(_named(_HOMOZYGOTES, self.fields))),
                source=self.file,
            )
        except ValueError:
            return None

    def frequent(self, least: float) -> tuple[FrequentAllele, ...]:
        """Return the alleles with a frequency of so much in any of the populations read.

        Args:
            least: The frequency.

        Raises:
            UsageError: If no field read is a frequency, and they cannot be counted either.
        """
        fields = [n for n, field in enumerate(self.fields) if _FREQUENCY.fullmatch(field)]
        if not fields and not (_named(_COUNTS, self.fields) and _named(_NUMBERS, self.fields)):
            raise UsageError(
                f"--source {self.name}: none of its fields is an allele frequency: "
                f"{', '.join(self.fields)}",
                remedy=f"name some, as in {self.name}=FILE:AF,AF_afr",
            )
        found = []
        for edit, records in self._values.items():
            for values, is_passed in records:
                told = [
                    (frequency, self.fields[number])
                    for number in fields
                    if (frequency := _fraction(values[number])) is not None
                ]
                if not fields and (count := self._count(values)) is not None:
                    told = [(count.frequency, "AC/AN")]
                frequency, field = max(told, default=(0.0, ""))
                if told and frequency >= least:
                    name = self._ids.get(edit, "")
                    found.append(FrequentAllele(edit, field, frequency, is_passed, name))
        return tuple(found)

    def splice(self, variant: GenomicVariant, symbol: str) -> SplicePrediction | None:
        """Return the highest delta score of SpliceAI for an allele, if the source has one.

        Args:
            variant: The allele, left-aligned.
            symbol: The gene whose scores are meant.
        """
        if _SPLICEAI not in self.fields or variant.assembly != self.assembly:
            return None
        place = self.fields.index(_SPLICEAI)
        scores = [
            score
            for values, _ in self._values.get(variant.edit, ())
            for item in values[place].split(",")
            for parts in [item.split("|")]
            if len(parts) >= _SCORES.stop and parts[1] == symbol
            for score in map(_fraction, parts[_SCORES])
            if score is not None
        ]
        return SplicePrediction(max(scores), f"SpliceAI, {self.name}") if scores else None

    def check_build(self, assembly: str) -> None:
        """Refuse alleles of another build than that of the file.

        Raises:
            InputError: If the builds differ.
        """
        if self.assembly is not None and assembly != self.assembly:
            raise InputError(
                f"the source {self.name} is on {self.assembly}, the variants are on {assembly}",
                file=self.file,
                remedy=f"give the file for {assembly}, or convert the variants first "
                "(foxp3tool convert --to vcf)",
            )

    @property
    def is_empty(self) -> bool:
        """True if it holds no allele near the gene."""
        return not self._values

    @property
    def told(self) -> str:
        """The file, with what it says of its date and version."""
        return f"{self.file} ({self.stated or 'the file states no date'})"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns ``NAME_FIELD`` of the table."""
        return tuple(self._column(number, field) for number, field in enumerate(self.fields))

    def _column(self, number: int, field: str) -> Column:
        return Column(
            name=f"{self.name}_{field}",
            kind="list",
            level=Level.STANDARD,
            meaning=f"{field} of this allele in {self.file}.",
            example="",
            value=lambda row: self.value(row, number),
            shared=True,
        )


def _named(names: Sequence[str], fields: Sequence[str]) -> str:
    """Return the first of several names that a source has as a field; nothing if it has none."""
    return next((name for name in names if name in fields), "")


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None


def _fraction(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def load_sources(
    texts: Sequence[str], toolkit: Toolkit, assembly: str | None = None
) -> tuple[AlleleSource, ...]:
    """Load sources, each given as ``NAME=FILE[:FIELD,...]``.

    Args:
        texts: The sources.
        toolkit: Knows the builds.
        assembly: The build that the user named, for files of which it cannot be told.

    Raises:
        InputError: If a file cannot be read, or its build cannot be told.
        UsageError: If one is not of this form, or two columns would have one name.
    """
    sources = tuple(AlleleSource(SourceOption.parse(text), toolkit, assembly) for text in texts)
    taken = {column.name for column in COLUMNS}
    for source in sources:
        for column in source.columns:
            if column.name in taken:
                raise UsageError(
                    f"--source: there are two columns {column.name}", remedy="choose another NAME"
                )
            taken.add(column.name)
    return sources


def _as_record(allele: AlleleValues) -> VcfRecord:
    end = allele.pos + len(allele.ref) - 1
    return VcfRecord(0, allele.chrom, allele.pos, "", allele.ref, (allele.alt,), "", end)
