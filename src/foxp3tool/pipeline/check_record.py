"""What one record of a VCF says of the places of reported variants, sample by sample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.beyond import checked_bases
from foxp3tool.annotate.coverage import SiteTrack
from foxp3tool.annotate.normalisation import trim
from foxp3tool.annotate.zygosity import LOWEST_DEPTH, LOWEST_READS, LOWEST_SHARE
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.formats.vcf_samples import SampleColumns
from foxp3tool.formats.vcf_structural import denies_an_event, is_reference_block, last_covered
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.coverage import SiteReading, SiteStatus
from foxp3tool.model.frozen import frozen
from foxp3tool.model.genotype import Genotype, SampleCall, Sex
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.variant import Edit

LONGEST: Final = 50
"""Bases; whether more of them are deleted cannot be told from records of single places."""
BASES: Final = frozenset("ACGTN")
_QUALITIES: Final = ("GQ", "RGQ", "GQX")
"""Genotype quality of most callers, of GenotypeGVCFs at reference sites, and of Strelka."""
_PASSED: Final = frozenset({"", "PASS", "RefCall"})
"""RefCall is DeepVariant's word for a site that is called as reference."""
_LARGE: Final = (
    f"a change of more than {LONGEST} bases is called here; foxp3tool annotate tells what it is"
)


@frozen
class Site:
    """The place of a reported variant on the build of a file.

    Args:
        entry: The catalog entry.
        span: The bases that must be read to know it absent, 0-based half-open: those that it
            changes, the base before an insertion or deletion, and the one behind an insertion.
        edit: Its allele, left-aligned; None if records of single places cannot tell it.
    """

    entry: ReportedMutation
    span: Interval
    edit: Edit | None


class RecordReading:
    """Reads one record.

    Args:
        record: The record.
        annotator: The engine of its build.
        samples: How many samples the header names.

    Attributes:
        columns: Its sample columns.
        edits: Its ALT alleles, left-aligned; None for those that give no bases.
        stated: The same as the record states them, trimmed.
        is_reference: False if REF is not what stands there.
    """

    def __init__(self, record: VcfRecord, annotator: Annotator, samples: int) -> None:
        """Take what does not depend on the sample."""
        self._record = record
        self._start = genomic_index(record.pos)
        self._end = last_covered(record)
        self._denies_an_event = denies_an_event(record)
        self._is_block = is_reference_block(record)
        self.columns = SampleColumns(record.raw, samples, len(record.alts))
        self.stated = [_stated(record, alt) for alt in record.alts]
        self.edits = [None if one is None else annotator.left_align(one) for one in self.stated]
        ref = record.ref.upper()
        self.is_reference = checked_bases(annotator.gene, record.pos - 1, ref) is not None

    def span(self, samples: Iterable[int]) -> Interval:
        """Return what the record covers in any of these samples."""
        ends = [self._end]
        if self._is_block and self.columns.has("LEN"):
            ends += [self._last(self.columns.fields(sample)) for sample in samples]
        return Interval(self._start, max(ends))

    def _last(self, fields: dict[str, str]) -> int:
        """Return the last position of a block in a sample; since VCF 4.5 LEN tells it."""
        length = _whole(fields.get("LEN", "")) if self._is_block else None
        return self._end if length is None else max(self._end, self._start + length)

    def tell(self, sample: int, places: Iterable[tuple[Site, SiteTrack]]) -> None:
        """Tell the tracks of a sample what the record says of their places."""
        columns = self.columns
        genotype, fields = columns.genotype(sample), columns.fields(sample)
        call = columns.call(sample, "", Sex.UNKNOWN, 1)
        span = Interval(self._start, self._last(fields))
        lowest = _whole(fields.get("MIN_DP", ""))
        depth = call.depth if lowest is None else lowest
        stated = [_number(fields.get(key, "")) for key in _QUALITIES]
        quality = min((one for one in stated if one is not None), default=None)
        for site, track in places:
            is_complete = genotype is not None and genotype.is_complete
            if not (is_complete or self._denies_an_event):
                track.read_missing(span)
            if genotype is None or genotype.is_missing:
                continue
            status = self._called(site, genotype)
            if status is not None:
                notes = "; ".join(self._notes(site))
                length = len(site.span)
                track.read_variant(SiteReading(status, call.text, depth, quality, length, notes))
            elif is_complete and self.is_reference and not self._denies_an_event:
                doubts = self._doubts(call, fields.get("FT", ""))
                track.read_reference(span, call.text, depth, quality, doubts)

    def _called(self, site: Site, genotype: Genotype) -> SiteStatus | None:
        """Tell whether a genotype calls the reported allele, or another that changes its place."""
        found = None
        for allele in sorted({one for one in genotype.alleles if one}):
            edit, alt = self.edits[allele - 1], self._record.alts[allele - 1]
            if edit is not None and edit == site.edit:
                return SiteStatus.VARIANT
            changed = Interval(self._start, self._end)
            if edit is not None:
                changed = Interval(edit.start, max(edit.end, edit.start + 1))
            if site.edit is None and len(changed) <= LONGEST:
                continue
            # A deletion that another record spells out changes what stands here.
            if (alt == "*" and site.edit is not None) or changed.overlaps(site.span):
                found = SiteStatus.OTHER_VARIANT
        return found

    def _notes(self, site: Site) -> Iterator[str]:
        if self._record.filter not in ("", "PASS"):
            yield f"FILTER is {self._record.filter}"
        if not self.is_reference:
            yield "REF is not the reference"
        if site.edit is None:
            yield _LARGE

    def _doubts(self, call: SampleCall, filters: str) -> Iterator[str]:
        """Yield why a reading as reference is not sure, whatever its depth and quality are.

        Args:
            call: The call.
            filters: Those of the sample.
        """
        if self._record.filter not in _PASSED:
            yield f"FILTER is {self._record.filter}"
        if filters not in _PASSED:
            yield f"FT is {filters}"
        if call.all_reads is None or call.ref_reads is None:
            return
        others = call.all_reads - call.ref_reads
        is_seen = others >= LOWEST_READS and others >= LOWEST_SHARE * call.all_reads
        if is_seen and call.all_reads >= LOWEST_DEPTH:
            yield f"{others} of {call.all_reads} reads show another allele"


def _stated(record: VcfRecord, alt: str) -> Edit | None:
    """Return an ALT allele, trimmed; None if it gives no bases, or changes nothing."""
    ref, new = record.ref.upper(), alt.upper()
    if not (BASES.issuperset(ref) and BASES.issuperset(new)) or ref == new:
        return None
    return trim(Edit(genomic_index(record.pos), ref, new))


def called_alleles(reading: RecordReading, genotype: Genotype) -> Sequence[tuple[int, Edit, Edit]]:
    """Return the called alleles that give bases: number, left-aligned, and as stated."""
    found = []
    for allele in sorted({one for one in genotype.alleles if one}):
        edit, stated = reading.edits[allele - 1], reading.stated[allele - 1]
        if edit is not None and stated is not None:
            found.append((allele, edit, stated))
    return found


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
