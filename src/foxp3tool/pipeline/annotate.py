"""Annotate VCF files: from records to rows, in input order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType

from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.formats.columns import is_ipex_match
from foxp3tool.formats.vcf import Reject, VcfRecord
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.gene import Transcript
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES, shown
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.assembly import Decision
from foxp3tool.pipeline.sources import AlleleSource
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.vcf_input import VcfInput


@dataclass(slots=True)
class AnnotateReport:
    """What became of one file; filled while rows are taken.

    Args:
        records: Records read.
        rejected: Malformed records put aside.
        in_gene: Alleles in the gene region, each of which has at least one row.
        outside: Alleles elsewhere.
        matches: Alleles that are a reported IPEX mutation.
        issues: Rows by issue code.
        decision: The build and why.
    """

    records: int = 0
    rejected: int = 0
    in_gene: int = 0
    outside: int = 0
    matches: int = 0
    issues: Counter[str] = field(default_factory=Counter)
    decision: Decision | None = None


class VcfAnnotation:
    """The rows of one VCF or BCF, to be used in a ``with`` statement.

    Args:
        toolkit: The engine.
        name: A path, or ``-`` for standard input.
        assembly: The build that the user named, or None.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        reject: Called with each malformed record instead of stopping, if given.
        details: As for :meth:`Annotator.annotate`.
        sources: Sources that will be asked for the alleles.

    Raises:
        InputError: If the file cannot be read.
        UsageError: If a transcript is not bundled.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        name: str,
        *,
        assembly: str | None = None,
        transcripts: str = "mane",
        reject: Reject | None = None,
        details: bool = True,
        sources: Sequence[AlleleSource] = (),
    ) -> None:
        """Open the file and read its header."""
        self._sources = sources
        self._toolkit = toolkit
        self._wanted = transcripts
        self._details = details
        toolkit.check_transcripts(transcripts)
        self._input = VcfInput(toolkit, name, assembly=assembly, reject=reject)
        self.report = AnnotateReport()

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
    def header_lines(self) -> tuple[bytes, ...]:
        """The header lines of the file."""
        return self._input.header.lines

    def rows(self) -> Iterator[AnnotatedRow]:
        """Yield the rows, in input order.

        Raises:
            InputError: If the build is wrong or cannot be told, a record is malformed, or the data
                is damaged.
        """
        decision = self._input.decide()
        self.report.decision = decision
        if decision.assembly is not None:
            for source in self._sources:
                source.check_build(decision.assembly)
            wanted = self._toolkit.select_transcripts(self._wanted, decision.assembly)
            for record in self._input.records():
                yield from self._record_rows(record, decision.assembly, wanted)
        counts = self._input.counts
        self.report.records = counts.records
        self.report.rejected = counts.rejected
        self.report.outside = counts.alleles - self.report.in_gene

    def _record_rows(
        self, record: VcfRecord, assembly: str, wanted: tuple[Transcript, ...]
    ) -> Iterator[AnnotatedRow]:
        region = self._toolkit.bundle.genes[assembly].region
        if genomic_index(record.pos) >= region.end or record.end <= region.start:
            return
        for alt in record.alts or (".",):
            self.report.in_gene += 1
            source = SourceAllele(
                record.chrom, record.pos, record.id, record.ref, alt, record.filter
            )
            rows = self._allele_rows(source, assembly, wanted)
            self.report.matches += is_ipex_match(rows[0])
            for row in rows:
                if row.issues:
                    self.report.issues.update({issue.code.name for issue in row.issues})
                yield row

    def _allele_rows(
        self, source: SourceAllele, assembly: str, wanted: tuple[Transcript, ...]
    ) -> list[AnnotatedRow]:
        read = self._read(source, assembly)
        if isinstance(read, Issue):
            symbol = self._toolkit.gene.symbol
            return [AnnotatedRow(source, assembly, gene=symbol, issues=(read,))]
        issues: tuple[Issue, ...] = ()
        if read.deleted != source.ref.upper():
            message = f"REF {shown(source.ref)} is read as the reference, {shown(read.deleted)}"
            issues = (Issue(IssueCode.AMBIGUOUS_BASE, message),)
        return self._toolkit.rows(
            source, GenomicVariant(assembly, read), wanted, issues, details=self._details
        )

    def _read(self, source: SourceAllele, assembly: str) -> Edit | Issue:
        """Return an allele as an edit with the bases of the reference, or why that cannot be."""
        gene = self._toolkit.bundle.genes[assembly]
        if source.alt == ".":
            return Issue(IssueCode.NO_CHANGE, "the record has no ALT allele")
        start, ref, alt = genomic_index(source.pos or 0), source.ref.upper(), source.alt.upper()
        if not IUPAC_NUCLEOTIDES.issuperset(alt):
            message = f"ALT {source.alt} gives no sequence that could be annotated"
            if source.alt == "*":
                message = "ALT * says that a deletion of another record covers this site"
            return Issue(IssueCode.UNSUPPORTED_ALLELE, message)
        bases = checked_bases(gene, start, ref)
        if bases is None:
            found = gene.plus_bases(start, start + len(ref))
            message = (
                f"REF is {shown(source.ref)}, {assembly} has {shown(found)} at X:{source.pos}; "
                "likely another genome build, a strand flip, or a position that is one off"
            )
            return Issue(IssueCode.REF_MISMATCH, message)
        if bases == alt:
            return Issue(IssueCode.NO_CHANGE, "REF and ALT are equal")
        return Edit(start, bases, alt)
