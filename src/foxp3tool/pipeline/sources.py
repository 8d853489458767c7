"""The user's own sources: files of values, looked up by allele and never by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.errors import InputError, UsageError
from foxp3tool.formats.allele_files import AlleleFile, AlleleValues
from foxp3tool.formats.column import Column, Level
from foxp3tool.formats.columns import COLUMNS
from foxp3tool.formats.vcf import VcfRecord
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.evidence import PopulationCount
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.sequence import NUCLEOTIDES
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.assembly import AssemblyJudge
from foxp3tool.pipeline.toolkit import Toolkit

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_FIELDS: Final = re.compile(r"[^/:\\]+")
_PLACES: Final = ("chrom", "pos", "ref", "alt")
_JUDGED: Final = 2_000
# Fields of gnomAD; a male has one X, so the alleles counted in males are hemizygotes.
_COUNT, _NUMBER, _HOMOZYGOTES = "AC", "AN", "nhomalt"
_HEMIZYGOTES: Final = ("AC_XY", "AC_male", "AC_hemi", "Hemi", "nhemi", "AC_Hemi")
# Fields that are taken from the databases' own files if none are named.
_USUAL: Final = (
    "CLNSIG", "CLNREVSTAT", "CLNDN", "SpliceAI",
    "AC", "AN", "AF", "nhomalt", "AC_XY", "AC_male", "AC_Hemi",
    "am_pathogenicity", "am_class", "RawScore", "PHRED",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
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


class AlleleSource:
    """The values of one source, by allele.

    Args:
        option: The source as the user names it.
        toolkit: Knows the builds.

    Attributes:
        name: What its columns begin with.
        fields: The fields read.
        assembly: The build of the file, None if it holds nothing near the gene.
        cautions: What is to be known of the file.

    Raises:
        InputError: If the file cannot be read, or its build cannot be told.
        UsageError: If it has no such field.
    """

    def __init__(self, option: SourceOption, toolkit: Toolkit) -> None:
        """Read what the file holds near the gene."""
        self.name = option.name
        self.file = option.file
        self.assembly: str | None = None
        self.cautions: list[str] = []
        self._values: dict[Edit, list[tuple[str, ...]]] = {}
        judge = AssemblyJudge(toolkit.bundle.manifest, toolkit.bundle.genes)
        regions = [gene.region for gene in toolkit.bundle.genes.values()]
        with closing(AlleleFile(option.file, option.fields, option.columns, _USUAL)) as file:
            self.fields = file.fields
            records = list(file.fetch(judge.is_x, regions))
            try:
                decision = judge.decide(
                    file.header, map(_as_record, records[:_JUDGED]), len(records), None
                )
            except InputError as error:
                error.file = error.file or option.file
                raise
        self.assembly = decision.assembly
        if not records or self.assembly is None:
            self.cautions.append(f"it holds no allele near {toolkit.gene.symbol}")
            return
        self._keep(records, toolkit, self.assembly)

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
            self._values.setdefault(annotator.left_align(Edit(start, ref, alt)), []).append(
                record.values
            )
        if misfits:
            self.cautions.append(
                f"{misfits} records are left out because their REF is not that of {assembly}"
            )

    def value(self, row: AnnotatedRow, field: int) -> str:
        """Return the value of a field for the allele of a row; several are joined by ``|``."""
        if row.variant is None or row.variant.variant.assembly != self.assembly:
            return ""
        found = self._values.get(row.variant.variant.edit, ())
        return "|".join(dict.fromkeys(values[field] for values in found if values[field]))

    def was_asked(self, variant: GenomicVariant) -> str:
        """Return the name of the source if it has counts on the build of an allele."""
        has_counts = _COUNT in self.fields and _NUMBER in self.fields
        return self.name if has_counts and variant.assembly == self.assembly else ""

    def counts(self, variant: GenomicVariant) -> PopulationCount | None:
        """Return the counts of a left-aligned allele in the manner of gnomAD (AC, AN).

        None if the source has none of it, or they are no numbers that can be.
        """
        found = self._values.get(variant.edit, ())
        if not self.was_asked(variant) or len(found) != 1:
            return None
        stated = dict(zip(self.fields, found[0], strict=True))
        numbers = {key: int(value) for key, value in stated.items() if value.isdigit()}
        if _COUNT not in numbers or _NUMBER not in numbers:
            return None
        hemizygotes = next((numbers[key] for key in _HEMIZYGOTES if key in numbers), None)
        try:
            return PopulationCount(
                dataset=self.name,
                allele_count=numbers[_COUNT],
                allele_number=numbers[_NUMBER],
                hemizygotes=hemizygotes,
                homozygotes=numbers.get(_HOMOZYGOTES),
                source=self.file,
            )
        except ValueError:
            return None

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


def load_sources(texts: Sequence[str], toolkit: Toolkit) -> tuple[AlleleSource, ...]:
    """Load sources, each given as ``NAME=FILE[:FIELD,...]``.

    Raises:
        InputError: If a file cannot be read, or its build cannot be told.
        UsageError: If one is not of this form, or two columns would have one name.
    """
    sources = tuple(AlleleSource(SourceOption.parse(text), toolkit) for text in texts)
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
