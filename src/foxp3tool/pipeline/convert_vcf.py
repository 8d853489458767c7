"""Convert a VCF or BCF between the builds: the records of the gene region, none of them lost."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from foxp3tool.errors import InputError, UsageError
from foxp3tool.formats.vcf_header import ContigLine, for_other_build
from foxp3tool.formats.vcf_info import info_value, with_info
from foxp3tool.model.assembly import Assembly
from foxp3tool.model.issue import IssueCode
from foxp3tool.pipeline.assembly import Decision
from foxp3tool.pipeline.convert_record import NotConvertedError, RecordConverter
from foxp3tool.pipeline.rejects import Rejects
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.vcf_input import VcfInput
from foxp3tool.pipeline.vcf_provenance import (
    FROM_KEY,
    INFO_LINES,
    ISSUE_KEY,
    NOT_CONVERTED_KEY,
    TOOL_LINE,
    beginning,
    tool_line,
)

_INFO: Final = 7
_REACH: Final = 1_000
"""Bases by which a record may come to lie before the one that it stood behind; repeats that differ
between the builds, in which records are aligned anew, are far shorter."""


@dataclass(slots=True)
class ConversionReport:
    """What became of one file; filled while lines are taken.

    Args:
        records: Records read.
        converted: Records written.
        renumbered: Of these, records whose alleles have other numbers, as REF is another.
        rejected: Malformed records put aside.
        not_converted: Records without counterpart put aside, by the code of the reason.
        decision: The build of the file and why.
        target: The build that was written.
    """

    records: int = 0
    converted: int = 0
    renumbered: int = 0
    rejected: int = 0
    not_converted: Counter[str] = field(default_factory=Counter)
    decision: Decision | None = None
    target: str = ""


class VcfConversion:
    """The lines of one VCF or BCF on the other build, to be used in a ``with`` statement.

    Args:
        toolkit: The engine.
        name: A path, or ``-`` for standard input.
        assembly: The build of the file that the user named, or None.
        target: The build wanted; None for the one that the file is not on.
        rejects: Where records go that cannot be converted; None to stop at the first of them.

    Raises:
        InputError: If the file cannot be read.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        name: str,
        *,
        assembly: str | None = None,
        target: str | None = None,
        rejects: Rejects | None = None,
    ) -> None:
        """Open the file and read its header."""
        self._toolkit = toolkit
        self._target = target
        self._rejects = rejects
        self.report = ConversionReport()
        self._first_elsewhere: InputError | None = None
        self._input = VcfInput(
            toolkit,
            name,
            assembly=assembly,
            reject=None if rejects is None else rejects.add,
            elsewhere=self._set_aside_elsewhere,
        )
        if rejects is not None:
            reason = INFO_LINES[NOT_CONVERTED_KEY]
            *lines, columns = self._input.header.lines
            kept = [line for line in lines if not line.startswith(beginning(reason).encode())]
            for line in (*kept, reason.encode(), columns):
                rejects.write(line)

    def __enter__(self) -> Self:
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

    def lines(self) -> Iterator[str]:
        """Yield the lines of the converted file, the header first, without line ends.

        Records keep their order; one whose bases were aligned anew is put where it belongs.

        Raises:
            InputError: If the build is wrong or cannot be told, a record is malformed or, without
                a place to put it, cannot be converted, or the data is damaged.
            UsageError: If the file is on the build wanted already.
        """
        decision = self._input.decide()
        self.report.decision = decision
        target = self._target_of(decision)
        if self._first_elsewhere is not None:
            raise self._first_elsewhere
        self.report.target = target.name
        yield from self._header(target)
        if decision.assembly is not None:
            yield from self._records(decision.assembly, target)
        counts = self._input.counts
        self.report.records, self.report.rejected = counts.records, counts.rejected

    def _target_of(self, decision: Decision) -> Assembly:
        assemblies = self._toolkit.bundle.manifest.assemblies
        source = decision.assembly
        if self._target is None:
            if source is None:
                raise InputError(
                    f"the genome build is not known: {decision.reason}",
                    file=self._input.name,
                    remedy="name the build wanted: --to vcf_grch37 or --to vcf_grch38",
                )
            return next(assembly for assembly in assemblies if assembly.name != source)
        if self._target == source:
            raise UsageError(
                f"{self._input.name} is on {source} already: {decision.reason}",
                remedy="choose the other build, or --to vcf",
            )
        return next(assembly for assembly in assemblies if assembly.name == self._target)

    def _header(self, target: Assembly) -> list[str]:
        header, decision = self._input.header, self.report.decision
        names = [contig.name for contig in header.contigs if self._input.judge.is_x(contig.name)]
        names = names or [record.chrom for record in self._input.first]
        contigs = [
            ContigLine(self._renamed(name, target) or name, target.contig_length, target.name)
            for name in dict.fromkeys(names)
        ]
        source = decision.assembly if decision is not None else None
        infos = [INFO_LINES[FROM_KEY], INFO_LINES[ISSUE_KEY]]
        way = f"from {source or 'no build'} to {target.name}"
        added = [f"##reference={target.name}", *infos, tool_line(self._toolkit, way)]
        earlier = [beginning(line) for line in infos]
        return for_other_build(header, contigs, added, [*earlier, TOOL_LINE])

    def _renamed(self, name: str, target: Assembly) -> str | None:
        """Return what the X chromosome is called on the other build; None for another contig."""
        if not self._input.judge.is_x(name):
            return None
        for assembly in self._toolkit.bundle.manifest.assemblies:
            if name == assembly.accession:
                return target.accession
            if name == assembly.genbank_accession:
                return target.genbank_accession
        return name

    def _records(self, source: str, target: Assembly) -> Iterator[str]:
        there = self._toolkit.annotators[source].to_other_build
        assert there is not None
        converter = RecordConverter(
            there, self._input.header, lambda name: self._renamed(name, target)
        )
        # Converted lines wait until nothing can come to lie before them.
        waiting: list[tuple[int, int, str]] = []
        for number, record in enumerate(self._input.records()):
            try:
                position, cells = converter.convert(record)
            except NotConvertedError as error:
                self._set_aside(record.line, record.raw, error)
                continue
            self.report.converted += 1
            self.report.renumbered += info_value(cells[_INFO], ISSUE_KEY) is not None
            while waiting and waiting[0][0] < position - _REACH:
                yield heapq.heappop(waiting)[2]
            heapq.heappush(waiting, (position, number, "\t".join(cells)))
        while waiting:
            yield heapq.heappop(waiting)[2]

    # Records without counterpart

    def _set_aside_elsewhere(self, line: int, raw: bytes) -> None:
        error = NotConvertedError(
            IssueCode.OUTSIDE_GENE,
            f"it lies outside the region of {self._toolkit.gene.symbol} that is bundled",
        )
        self._set_aside(line, raw, error)

    def _set_aside(self, line: int, raw: bytes, error: NotConvertedError) -> None:
        told = InputError(
            f"this record cannot be converted: {error}",
            file=self._input.name,
            line=line,
            remedy="give --rejects FILE to put such records aside and go on",
        )
        if self._rejects is None:
            if self.report.decision is not None:
                raise told
            # That the file is on the build wanted already is to be said first.
            self._first_elsewhere = self._first_elsewhere or told
            return
        told.remedy = None
        self.report.not_converted[error.code.name] += 1
        cells = raw.decode("utf-8", "surrogateescape").split("\t", _INFO + 1)
        cells[_INFO] = with_info(cells[_INFO], NOT_CONVERTED_KEY, error.code.name)
        kept = "\t".join(cells).encode("utf-8", "surrogateescape")
        if error.code is IssueCode.OUTSIDE_GENE:
            self._rejects.write(kept)
        else:
            self._rejects.add(told, kept)
