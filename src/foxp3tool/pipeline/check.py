"""Check a VCF before it is annotated, and tell which reported variants' places were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.coverage import SiteTrack
from foxp3tool.annotate.normalisation import trim
from foxp3tool.errors import InputError, UsageError, counted
from foxp3tool.formats.cells import CellRow, Field, in_one_line
from foxp3tool.formats.conformance import Conformance
from foxp3tool.formats.vcf import Way
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.formats.vcf_samples import sample_names
from foxp3tool.model.catalog import ReportedMutation, Resolution
from foxp3tool.model.coverage import CoverageLimits, SiteReading, SiteStatus
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_index, genomic_number
from foxp3tool.model.sequence import shown
from foxp3tool.model.variant import Edit
from foxp3tool.pipeline.assembly import Decision
from foxp3tool.pipeline.check_parts import PartsOfSite, may_have_parts
from foxp3tool.pipeline.check_record import BASES, LONGEST, RecordReading, Site
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.vcf_input import VcfInput

COLUMNS: Final = (
    Field("ipex_id"), Field("name"), Field("assertion"), Field("chrom"), Field("pos", "integer"),
    Field("end", "integer"), Field("sample"), Field("status"), Field("genotype"),
    Field("depth", "integer"), Field("quality", "number"), Field("bases_covered", "integer"),
    Field("bases", "integer"), Field("note"),
)  # fmt: skip


@dataclass(slots=True)
class CheckReport:
    """What was found in a file.

    Args:
        records: Records read.
        near: Records near the gene.
        decision: The build and why; None if it cannot be told.
        contigs: Names under which the X chromosome stands in the records near the gene.
        refused: What would stop the file from being annotated.
        conformance: What it has against the specification.
        index: The index through which it was read, or None.
        cautions: What else is to be known.
    """

    conformance: Conformance
    records: int = 0
    near: int = 0
    decision: Decision | None = None
    contigs: dict[str, None] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    index: str | None = None
    cautions: list[str] = field(default_factory=list)

    @property
    def all_cautions(self) -> tuple[str, ...]:
        """What is to be known of the build, and of all else."""
        of_build = self.decision.caution if self.decision is not None else None
        return (*([of_build] if of_build else ()), *self.cautions)


class FileCheck:
    """A VCF or BCF that is looked through, to be used in a ``with`` statement.

    Args:
        toolkit: The engine.
        name: A path, an address, or ``-`` for standard input.
        assembly: The build that the user named, or None.
        entries: The catalog entries whose places are looked at.
        samples: Names of the samples to tell of; all if there are none.
        limits: Depth and genotype quality from which a reading as reference counts.
        most: How many faults against the specification to keep; None for all.

    Raises:
        InputError: If the file cannot be read at all.
        UsageError: If it has no sample of a name.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        name: str,
        *,
        assembly: str | None = None,
        entries: Sequence[ReportedMutation] = (),
        samples: Sequence[str] = (),
        limits: tuple[int, float] = (10, 20.0),
        most: int | None = None,
    ) -> None:
        """Open the file and read its header."""
        self._toolkit = toolkit
        self._entries = entries
        self._limits = CoverageLimits(*limits)
        self.report = CheckReport(Conformance(most=most))
        self._input = VcfInput(
            toolkit,
            name,
            assembly=assembly,
            reject=self._refuse,
            way=Way(conformance=self.report.conformance),
        )
        self._parts: dict[tuple[int, int], PartsOfSite] = {}
        self._other_refs: list[str] = []
        self.report.index = self._input.index
        if self._input.caution:
            self.report.cautions.append(self._input.caution)
        self._names = sample_names(self._input.header.lines[-1])
        unknown = [name for name in samples if name not in self._names]
        if unknown:
            self._input.__exit__(None, None, None)
            raise UsageError(
                f"--sample {unknown[0]}: {self._input.name} has no such sample",
                remedy=f"choose of {', '.join(self._names) or 'none: it has no samples'}",
            )
        wanted = samples or self._names
        self._wanted = [n for n, name in enumerate(self._names) if name in wanted]

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

    def _refuse(self, error: InputError, raw: bytes) -> None:  # noqa: ARG002 - the caller's form
        self.report.refused.append(str(error))

    def rows(self) -> Iterator[CellRow]:
        """Yield a row for each place and sample, entry by entry, once the file was read.

        Raises:
            InputError: If the data is damaged, or its build is wrong or cannot be told.
        """
        report = self.report
        try:
            report.decision = self._input.decide()
        finally:
            report.records = self._input.counts.records
        assembly = report.decision.assembly
        if assembly is None:
            report.records = self._input.counts.records
            return
        annotator = self._toolkit.annotators[assembly]
        sites = sites_of(self._entries, annotator)
        tracks = [[SiteTrack(site.span) for _ in self._wanted] for site in sites]
        listed: set[int] = set()
        for record in self._input.records():
            report.near += 1
            report.contigs[record.chrom] = None
            self._take(record, annotator, sites, tracks, listed)
        report.records = self._input.counts.records
        if self._other_refs:
            report.cautions.append(
                f"REF of {counted(len(self._other_refs), 'record')} is not the reference of "
                f"{assembly}, first at {self._other_refs[0]}; nothing is read as reference there"
            )
        chrom = next(iter(report.contigs), annotator.gene.chromosome)
        for number, site in enumerate(sites):
            rows = self._site_rows(number, site, tracks[number], chrom, number in listed)
            yield from (CellRow([in_one_line(cell) for cell in cells]) for cells in rows)

    def _take(
        self,
        record: VcfRecord,
        annotator: Annotator,
        sites: Sequence[Site],
        tracks: Sequence[Sequence[SiteTrack]],
        listed: set[int],
    ) -> None:
        """Take what one record says of the places that it covers."""
        reading = RecordReading(record, annotator, len(self._names))
        if not reading.is_reference:
            self._other_refs.append(f"{record.chrom}:{record.pos} {shown(record.ref)}")
        span = reading.span(self._wanted)
        here = [number for number, site in enumerate(sites) if site.span.overlaps(span)]
        if not here:
            return
        edits = reading.edits
        listed.update(n for n in here if sites[n].edit is not None and sites[n].edit in edits)
        for place, sample in enumerate(self._wanted):
            reading.tell(sample, ((sites[number], tracks[number][place]) for number in here))
            for number in here:
                if may_have_parts(sites[number]):
                    new = PartsOfSite(sites[number], annotator)
                    self._parts.setdefault((number, place), new).take(
                        self.report.near, reading, sample
                    )

    def _reading(self, number: int, place: int, site: Site, track: SiteTrack) -> SiteReading:
        """Return what all records say of a place in a sample."""
        reading = track.reading(self._limits)
        if reading.status is SiteStatus.OTHER_VARIANT and (number, place) in self._parts:
            return self._parts[number, place].reading(reading)
        if site.edit is None and reading.status is not SiteStatus.OTHER_VARIANT:
            return SiteReading(SiteStatus.NOT_JUDGED, note=_LARGE)
        return reading

    def _site_rows(
        self,
        number: int,
        site: Site,
        tracks: Sequence[SiteTrack],
        chrom: str,
        is_listed: bool,  # noqa: FBT001 - one caller
    ) -> Iterator[tuple[str, ...]]:
        entry = site.entry
        start = (
            entry.id, entry.name, str(entry.assertion), chrom,
            str(genomic_number(site.span.start)), str(site.span.end),
        )  # fmt: skip
        bases = str(len(site.span))
        if not self._wanted:
            status = SiteStatus.VARIANT if is_listed else SiteStatus.NOT_COVERED
            note = "the file has no samples: the allele is listed" if is_listed else _NO_SAMPLES
            yield (*start, "", str(status), "", "", "", "", bases, note)
            return
        for place, track in enumerate(tracks):
            reading = self._reading(number, place, site, track)
            yield (
                *start,
                self._names[self._wanted[place]],
                str(reading.status),
                reading.genotype,
                "" if reading.depth is None else str(reading.depth),
                "" if reading.quality is None else f"{reading.quality:g}",
                str(reading.covered) if site.edit is not None else "",
                bases,
                reading.note,
            )


_NO_SAMPLES: Final = "the file has no samples, and does not list the allele"
_LARGE: Final = "an allele of this size needs depth, or a caller of structural variants"


def sites_of(entries: Sequence[ReportedMutation], annotator: Annotator) -> list[Site]:
    """Return the places of entries on a build, by position; those without a place are left out."""
    sites = []
    for entry in entries:
        placement = entry.placements.get(annotator.gene.assembly)
        if placement is None or entry.resolution is Resolution.PROTEIN_ONLY:
            continue
        start = genomic_index(placement.pos)
        is_large = placement.end is not None or len(placement.ref) > LONGEST
        if is_large or not BASES.issuperset(placement.alt):
            end = placement.end or start + len(placement.ref)
            sites.append(Site(entry, Interval(start, end), None))
            continue
        edit = annotator.left_align(trim(Edit(start, placement.ref, placement.alt)))
        span = Interval(edit.start, edit.end)
        if not (edit.deleted and edit.inserted):
            span = Interval(edit.start - 1, edit.end + (not edit.deleted))
        sites.append(Site(entry, span, edit))
    return sorted(sites, key=lambda site: (site.span.start, site.span.end))
