"""Annotate VCF files: from records to rows, in input order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from os import PathLike, fspath
from types import TracebackType
from typing import Final

from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.errors import UsageError
from foxp3tool.formats.columns import is_ipex_match
from foxp3tool.formats.conformance import Conformance
from foxp3tool.formats.vcf import Way
from foxp3tool.formats.vcf_header import VcfHeader
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.formats.vcf_samples import SampleColumns
from foxp3tool.formats.vcf_shape import Reject
from foxp3tool.formats.vcf_structural import (
    NO_VARIANT,
    first_position,
    is_reference_block,
    is_structural,
    length_counts,
)
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.gene import Transcript
from foxp3tool.model.interval import Interval
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES, shown
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.assembly import Decision
from foxp3tool.pipeline.haplotypes import HaplotypeRows
from foxp3tool.pipeline.record_order import RecordsInOrder
from foxp3tool.pipeline.samples import AlleleRows, SampleOptions, Samples
from foxp3tool.pipeline.sources import AlleleSource
from foxp3tool.pipeline.structural import StructuralReader
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.vcf_input import VcfInput

_LOOKED_AT: Final = (100, 1_000, 3)
"""Records and cells of samples that are checked against the specification; faults that are told."""


def looked_at() -> Conformance:
    """Return what collects the first faults of a file against the specification."""
    return Conformance(*_LOOKED_AT)


@dataclass(slots=True)
class AnnotateReport:
    """What became of one file; filled while rows are taken.

    Args:
        records: Records read.
        rejected: Malformed records put aside.
        in_gene: Alleles in the gene region, each of which has at least one row.
        outside: Records elsewhere.
        reference_blocks: Records in the gene that name no variant.
        matches: Alleles that are a reported IPEX mutation.
        issues: Rows by issue code.
        decision: The build and why.
        index: The index through which the file was read; then only records near the gene were.
        cautions: Why an index was not used, what the file has against the specification, and what
            is to be known of the samples and of the order of the records.
        contigs: What the X chromosome is called in the records near the gene.
    """

    records: int = 0
    rejected: int = 0
    in_gene: int = 0
    outside: int = 0
    reference_blocks: int = 0
    matches: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    decision: Decision | None = None
    index: str | None = None
    cautions: list[str] = field(default_factory=list)
    contigs: dict[str, None] = field(default_factory=dict)

    @property
    def all_cautions(self) -> tuple[str, ...]:
        """What is to be known of the build, and of all else."""
        of_build = self.decision.caution if self.decision is not None else None
        return (*([of_build] if of_build else ()), *self.cautions)


class VcfAnnotation:
    """The rows of one VCF or BCF, to be used in a ``with`` statement.

    Args:
        toolkit: The engine.
        name: A path, ``-`` for standard input, or an open file, which is closed as well and knows
            its build and what becomes of malformed records.
        assembly: The build that the user named, as for :meth:`Toolkit.check_assembly`; or None.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        reject: Called with each malformed record instead of stopping, if given.
        details: As for :meth:`Annotator.annotate`.
        sources: Sources that will be asked for the alleles.
        samples: What is told of the samples.
        is_one_of_several: Whether rows say which file they are of, and a sex may be stated of a
            sample that only another file has.
        progress: Called with the bytes of a text file that were read so far, if given.

    Raises:
        InputError: If the file cannot be read.
        UsageError: If a transcript or build is not bundled, or the sex of a sample is stated that
            the file does not have.
    """

    def __init__(  # noqa: PLR0913 - one option each, by name
        self,
        toolkit: Toolkit,
        name: str | PathLike[str] | VcfInput,
        *,
        assembly: str | None = None,
        transcripts: str = "mane",
        reject: Reject | None = None,
        details: bool = True,
        sources: Sequence[AlleleSource] = (),
        samples: SampleOptions | None = None,
        is_one_of_several: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Open the file and read its header."""
        self._sources = sources
        self._toolkit = toolkit
        self._wanted = transcripts
        self._details = details
        toolkit.check_transcripts(transcripts)
        self._input = (
            name
            if isinstance(name, VcfInput)
            else VcfInput(
                toolkit,
                fspath(name),
                assembly=toolkit.check_assembly(assembly),
                reject=reject,
                way=Way(conformance=looked_at(), progress=progress),
            )
        )
        self.report = AnnotateReport(index=self._input.index)
        if self._input.caution:
            self.report.cautions.append(f"{self._input.name}: {self._input.caution}")
        self._shown = self._input.name if is_one_of_several else ""
        self._inside = 0
        self._structural: StructuralReader | None = None
        try:
            options = samples or SampleOptions()
            if is_one_of_several:
                options = options.of(self.header_lines[-1])
            self._samples = Samples(options, self.header_lines[-1])
        except UsageError:
            self._input.__exit__(None, None, None)
            raise
        self.report.cautions += self._samples.cautions

    def __enter__(self) -> VcfAnnotation:
        """Return the open file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._input.__exit__(kind, error, trace)

    @property
    def header(self) -> VcfHeader:
        """The header of the file."""
        return self._input.header

    @property
    def header_lines(self) -> tuple[bytes, ...]:
        """The header lines of the file."""
        return self._input.header.lines

    def rows(self) -> Iterator[AnnotatedRow]:
        """Yield the rows, in input order.

        Raises:
            InputError: If the build is wrong or cannot be told, a record is malformed, or the data
                is damaged.
        """
        assembly, wanted = self._begun()
        if assembly is not None:
            yield from self._told(assembly, wanted)
        self._end()

    def pieces(self) -> Iterator[bytes | tuple[VcfRecord, list[AnnotatedRow]]]:
        """Give the records near the gene with their rows, and the text between if it is wanted.

        Raises:
            InputError: As :meth:`rows`; at once if the build or a source is to blame.
        """
        return self._pieces(*self._begun())

    def _pieces(
        self, assembly: str | None, wanted: tuple[Transcript, ...]
    ) -> Iterator[bytes | tuple[VcfRecord, list[AnnotatedRow]]]:
        if assembly is None:
            for piece in self._input.pieces():
                yield piece if isinstance(piece, bytes) else (piece, [])
            self._end()
            return
        held, order = self._haplotypes(assembly, wanted), RecordsInOrder()
        for piece in self._input.pieces():
            if isinstance(piece, bytes):
                order.add_text(piece)
                released = held.rest() if order.is_full else iter(())
            else:
                alleles = self._record_alleles(piece, assembly, wanted)
                order.add_record(piece, alleles)
                released = held.passed(alleles)
            for allele in released:
                order.tell(allele, list(self._counted(allele)))
            yield from order.ready()
        for allele in held.rest():
            order.tell(allele, list(self._counted(allele)))
        yield from order.ready()
        self._say_missed(held)
        self._end()

    def _begun(self) -> tuple[str | None, tuple[Transcript, ...]]:
        """Return the build and the transcripts on it; None and nothing if it does not matter."""
        decision = self._input.decide()
        self.report.decision = decision
        if decision.assembly is None:
            return None, ()
        for source in self._sources:
            source.check_build(decision.assembly)
        wanted = self._toolkit.select_transcripts(self._wanted, decision.assembly)
        return decision.assembly, wanted

    def _end(self) -> None:
        counts = self._input.counts
        self.report.records = counts.records
        self.report.rejected = counts.rejected
        self.report.outside = counts.records - self._inside
        conformance = self._input.conformance
        if conformance is not None and conformance.total:
            self.report.cautions.append(f"{self._input.name} is {conformance.told()}")

    def _told(self, assembly: str, wanted: tuple[Transcript, ...]) -> Iterator[AnnotatedRow]:
        """Yield the rows of all records with what is told of the samples, and count them."""
        passing = self._haplotypes(assembly, wanted)
        for record in self._input.records():
            for allele in passing.passed(self._record_alleles(record, assembly, wanted)):
                yield from self._counted(allele)
        for allele in passing.rest():
            yield from self._counted(allele)
        self._say_missed(passing)

    def _haplotypes(self, assembly: str, wanted: tuple[Transcript, ...]) -> HaplotypeRows:
        names = self._samples.names
        return HaplotypeRows(self._toolkit, assembly, wanted, names, details=self._details)

    def _say_missed(self, passing: HaplotypeRows) -> None:
        if passing.missed:
            self.report.cautions.append(
                f"alleles of one codon may not all have been read together: {passing.missed}"
            )

    def _counted(self, allele: AlleleRows) -> Iterator[AnnotatedRow]:
        self.report.matches += is_ipex_match(allele.rows[0])
        for row in self._samples.told(allele):
            if row.issues:
                self.report.issues.update({issue.code.name for issue in row.issues})
            yield row

    def is_inside(self, record: VcfRecord, assembly: str | None) -> bool:
        """Tell whether a record touches the region of the gene on a build."""
        if assembly is None:
            return False
        region = self._toolkit.bundle.genes[assembly].region
        # POS may be 0, a telomere.
        return first_position(record) <= region.end and record.end > region.start

    def _record_alleles(
        self, record: VcfRecord, assembly: str, wanted: tuple[Transcript, ...]
    ) -> list[AlleleRows]:
        if not self.is_inside(record, assembly):
            return []
        self._inside += 1
        self.report.contigs[record.chrom] = None
        if is_reference_block(record):
            self.report.reference_blocks += 1
            return []
        columns = SampleColumns(record.raw, len(self._samples.names), len(record.alts))
        alleles = []
        for number, alt in enumerate(record.alts or (".",)):
            if alt in NO_VARIANT:
                continue
            self.report.in_gene += 1
            source = SourceAllele(
                record.chrom, record.pos, record.id, record.ref, alt, record.filter, self._shown
            )
            rows = self._allele_rows(source, record, number, assembly, wanted)
            alleles.append(AlleleRows(rows, columns, number + 1))
        return alleles

    def _allele_rows(
        self,
        source: SourceAllele,
        record: VcfRecord,
        number: int,
        assembly: str,
        wanted: tuple[Transcript, ...],
    ) -> list[AnnotatedRow]:
        if is_structural(source.alt) and record.alts:
            rows = self._structural_rows(source, record, number, assembly, wanted)
            return [self._without(source, assembly, rows)] if isinstance(rows, Issue) else rows
        read = self._read(source, assembly)
        if isinstance(read, Issue):
            return [self._without(source, assembly, read)]
        issues: tuple[Issue, ...] = ()
        if read.deleted != source.ref.upper():
            message = f"REF {shown(source.ref)} is read as the reference, {shown(read.deleted)}"
            issues = (Issue(IssueCode.AMBIGUOUS_BASE, message),)
        return self._toolkit.rows(
            source, GenomicVariant(assembly, read), wanted, issues, details=self._details
        )

    def _without(self, source: SourceAllele, assembly: str, issue: Issue) -> AnnotatedRow:
        """Return the row of an allele that has no annotation, and why."""
        return AnnotatedRow(source, assembly, gene=self._toolkit.gene.symbol, issues=(issue,))

    def _structural_rows(
        self,
        source: SourceAllele,
        record: VcfRecord,
        number: int,
        assembly: str,
        wanted: tuple[Transcript, ...],
    ) -> list[AnnotatedRow] | Issue:
        """Return the rows of a symbolic allele or breakend, or why it has none."""
        bases = self._checked(source, assembly)
        if isinstance(bases, Issue):
            return bases
        if self._structural is None:
            self._structural = StructuralReader(
                self._toolkit,
                assembly,
                self._input.judge.is_x,
                by_length=length_counts(self.header_lines),
            )
        return self._structural.rows(source, record, number, wanted, details=self._details)

    def _read(self, source: SourceAllele, assembly: str) -> Edit | Issue:
        """Return an allele as an edit with the bases of the reference, or why that cannot be."""
        if source.alt == ".":
            return Issue(IssueCode.NO_CHANGE, "the record has no ALT allele")
        start, alt = genomic_index(source.pos or 0), source.alt.upper()
        if not IUPAC_NUCLEOTIDES.issuperset(alt):
            message = f"ALT {source.alt} gives no sequence that could be annotated"
            if source.alt == "*":
                message = "ALT * says that a deletion of another record covers this site"
            return Issue(IssueCode.UNSUPPORTED_ALLELE, message)
        bases = self._checked(source, assembly)
        if isinstance(bases, Issue):
            return bases
        if bases == alt:
            return Issue(IssueCode.NO_CHANGE, "REF and ALT are equal")
        region = self._toolkit.bundle.genes[assembly].region
        if not region.overlaps(Interval(start, start + len(bases))):
            message = "another allele of the record reaches into the gene, this one does not"
            return Issue(IssueCode.OUTSIDE_GENE, message)
        return Edit(start, bases, alt)

    def _checked(self, source: SourceAllele, assembly: str) -> str | Issue:
        """Return the bases of the reference at REF, or an issue if REF is not there."""
        gene = self._toolkit.bundle.genes[assembly]
        start, ref = (source.pos or 0) - 1, source.ref.upper()
        bases = checked_bases(gene, start, ref)
        if bases is not None:
            return bases
        found = gene.plus_bases(start, start + len(ref))
        message = (
            f"REF is {shown(source.ref)}, {assembly} has {shown(found)} at X:{source.pos}; "
            "likely another genome build, a strand flip, or a position that is one off"
        )
        return Issue(IssueCode.REF_MISMATCH, message)
