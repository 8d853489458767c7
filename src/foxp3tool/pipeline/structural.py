"""Symbolic alleles and breakends of a VCF: each becomes what its HGVS description would be.

A deletion with known ends is read as ``g.a_bdel``, one whose ends are known as ranges as
``g.(a_b)_(c_d)del``, so that a record and a look-up of the same event have the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.errors import InputError, counted
from foxp3tool.formats.vcf_record import VcfRecord
from foxp3tool.formats.vcf_structural import (
    is_exact_junction,
    read_breakend,
    read_symbol,
)
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Transcript
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import GenomicDescription, UncertainGenomicDescription
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.sequence import shared_end
from foxp3tool.model.structural import (
    Breakend,
    EventKind,
    SymbolicAllele,
    UnreadableAlleleError,
)
from foxp3tool.model.uncertain_ends import UncertainEnds
from foxp3tool.notation.errors import NotationError
from foxp3tool.pipeline.structural_words import (
    CERTAIN_GAIN,
    Places,
    copies_for_anyone,
    copies_in_samples,
    copies_in_words,
    with_number,
)
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.uncertain import without_ends

_KINDS: Final = {
    EventKind.DELETION: DnaChangeKind.DELETION,
    EventKind.DUPLICATION: DnaChangeKind.DUPLICATION,
    EventKind.INVERSION: DnaChangeKind.INVERSION,
}
_FARTHEST: Final = 100_000
"""Bases beside the region up to which an allele is written out; a million take half a second."""
_KEPT: Final = 1_000
"""Bases beside the region that are kept of an allele that covers too many to be written out."""
_FLANK: Final = 10
"""Reference bases on either side of an insertion that a consensus has to hold at least."""


@frozen
class _Reading:
    """What an allele is read as.

    Args:
        resolved: The allele on the genome.
        issues: What is to be known of the reading.
        is_sure: False if evidence is not to be judged by it.
        is_far: True if the allele was cut beside the region, and only its names tell its ends.
        unknown: Bases put in that are not known.
    """

    resolved: ResolvedVariant
    issues: tuple[Issue, ...] = ()
    is_sure: bool = True
    is_far: bool = False
    unknown: int = 0


class StructuralReader:
    """Reads the symbolic alleles and breakends of one file.

    Args:
        toolkit: The engine.
        assembly: The build of the file.
        is_x: Tells whether a contig is the X chromosome.
        by_length: True if SVLEN counts where END says something else (VCF 4.4 and later).
    """

    def __init__(
        self, toolkit: Toolkit, assembly: str, is_x: Callable[[str], bool], *, by_length: bool
    ) -> None:
        """Keep the engine."""
        self._toolkit = toolkit
        self._annotator = toolkit.annotators[assembly]
        self._gene = self._annotator.gene
        self._places = Places(self._annotator)
        self._is_x = is_x
        self._by_length = by_length

    def rows(
        self,
        source: SourceAllele,
        record: VcfRecord,
        number: int,
        wanted: Sequence[Transcript],
        *,
        details: bool,
    ) -> list[AnnotatedRow] | Issue:
        """Return the rows of an allele whose REF agrees with the reference, or why it has none.

        Args:
            source: The allele as the record gives it.
            record: The record.
            number: Index of the allele in ALT.
            wanted: The transcripts wanted.
            details: As for :meth:`Annotator.annotate`.
        """
        try:
            read = self._read(record, number)
        except UnreadableAlleleError as error:
            return Issue(IssueCode.UNSUPPORTED_ALLELE, f"{record.alts[number]}: {error}")
        except NotationError as error:
            code = error.code
            if code is IssueCode.PARTIAL_OVERLAP:
                code = IssueCode.UNSUPPORTED_ALLELE
            return Issue(code, f"{record.alts[number]}: {error.message}")
        if isinstance(read, Issue):
            return read
        found = self._toolkit.rows(
            source,
            read.resolved.variant,
            wanted,
            read.issues,
            details=details,
            is_whole=read.resolved.ends is None,
        )
        return [self._told(row, source, read) for row in found]

    def _told(self, row: AnnotatedRow, source: SourceAllele, read: _Reading) -> AnnotatedRow:
        if read.is_far:
            # The engine speaks of where the allele was cut.
            own = [i for i in row.issues if i.code is not IssueCode.PARTIAL_OVERLAP]
            kept = [i for i in read.issues if i.code is IssueCode.PARTIAL_OVERLAP]
            row = replace(row, issues=(*kept, *own))
        row = replace(without_ends(row, read.resolved, self._annotator), source=source)
        if read.unknown:
            row = with_number(row, read.unknown)
        return row if read.is_sure else replace(row, evidence=None)

    def _read(self, record: VcfRecord, number: int) -> _Reading | Issue:
        alt = record.alts[number]
        if not alt.startswith("<"):
            return self._breakend(record, number, read_breakend(alt))
        allele = read_symbol(record, number, by_length=self._by_length)
        issues: tuple[Issue, ...] = ()
        if allele.remark:
            issues = (Issue(IssueCode.TWO_READINGS, allele.remark),)
        match allele.kind:
            case EventKind.OTHER:
                where = self._places.span(allele.start, allele.end)
                raise UnreadableAlleleError(f"no kind of allele that is read; {where}")
            case EventKind.INSERTION:
                return self._insertion(allele, issues)
            case EventKind.COPY_NUMBER:
                return self._copies(allele, issues)
            case _:
                return self._event(allele, issues)

    # Copy numbers

    def _copies(self, allele: SymbolicAllele, issues: tuple[Issue, ...]) -> _Reading | Issue:
        where = self._places.span(allele.start, allele.end)
        copies, told = allele.copies, "CN=0"
        if copies is None and allele.samples_copies:
            told = copies_in_samples(allele.samples_copies)
            copies = copies_for_anyone(allele.samples_copies)
            if copies is None:
                raise UnreadableAlleleError(
                    f"{told}: no loss or gain that is one for anyone, or both; {where}"
                )
            if copies:
                issues = (*issues, Issue(IssueCode.COPY_NUMBER, told))
        if copies is None:
            raise UnreadableAlleleError(
                f"no number of copies (CN) is told for the allele or the samples; {where}"
            )
        gain = 2 if allele.copies_of_allele else CERTAIN_GAIN
        if copies == 0:
            message = f"{told}: no copy is left there, so it is read as a deletion"
            lost = replace(allele, kind=EventKind.DELETION)
            return self._event(lost, (*issues, Issue(IssueCode.COPY_NUMBER, message)))
        if copies >= gain:
            return self._event(replace(allele, kind=EventKind.DUPLICATION), issues)
        if allele.copies_of_allele and copies == 1:
            return Issue(IssueCode.NO_CHANGE, "the allele has one copy, as the reference has")
        raise UnreadableAlleleError(f"{copies_in_words(copies)}; {where}")

    # Deletions, duplications, inversions

    def _event(self, allele: SymbolicAllele, issues: tuple[Issue, ...]) -> _Reading:
        if allele.end > allele.start and allele.is_exact:
            read = self._exact(allele, allele.start, allele.end, allele.inserted)
        else:
            read = self._ranged(allele)
        if allele.kind is EventKind.DUPLICATION and not allele.is_adjacency:
            message = (
                "more copies are told, not where they lie; it is read as one copy in tandem, and "
                "elsewhere it means something else"
            )
            issues = (*issues, Issue(IssueCode.COPY_NUMBER, message))
            read = replace(read, is_sure=False)
        return replace(read, issues=(*issues, *read.issues))

    def _exact(self, allele: SymbolicAllele, start: int, end: int, inserted: str) -> _Reading:
        """Read an event whose ends are known, with bases put in where they are joined."""
        kind, accession = _KINDS[allele.kind], self._gene.accession
        if inserted and kind is DnaChangeKind.DUPLICATION:
            return self._put_in(end, inserted + self._copied_bases(start, end))
        if inserted and kind is DnaChangeKind.INVERSION:
            where = self._places.span(start, end)
            raise UnreadableAlleleError(f"bases are put in at an end of an inversion; {where}")
        if inserted and self._is_far(start, end):
            where = self._places.span(start, end)
            raise UnreadableAlleleError(f"bases are put in where its far ends are joined; {where}")
        if self._is_far(start, end):
            return self._cut(UncertainEnds(start, start, end - 1, end - 1, kind))
        if inserted:
            kind = DnaChangeKind.DELINS
        unknown = len(inserted) if set(inserted) == {"N"} else 0
        parsed = GenomicDescription(accession, start, end - 1, kind, "", inserted)
        return replace(self._placed(parsed), unknown=unknown, is_sure=not unknown)

    def _ranged(self, allele: SymbolicAllele) -> _Reading:
        """Read an event of which an end is known as a range, or as a guess."""
        start, last = allele.start, allele.end - 1
        outer_start, inner_start = allele.first or (None if allele.is_imprecise else start, start)
        inner_end, outer_end = allele.last or (last, None if allele.is_imprecise else last)
        kind = _KINDS[allele.kind]
        ends = UncertainEnds(outer_start, inner_start, inner_end, outer_end, kind)
        where = self._places.span(start, allele.end)
        if inner_start > inner_end:
            raise UnreadableAlleleError(
                f"its ends may lie so close that no base is affected for certain; {where}"
            )
        if kind is DnaChangeKind.INVERSION:
            raise UnreadableAlleleError(
                "what an inversion does depends on its ends, which are not known: "
                f"{ends.name(self._gene.accession)}; {where}"
            )
        region = self._gene.region
        if inner_end < region.start or inner_start >= region.end:
            raise NotationError(
                IssueCode.OUTSIDE_GENE,
                f"what is affected for certain lies outside the bundled region: "
                f"{ends.name(self._gene.accession)}",
            )
        if self._is_far(inner_start, inner_end + 1):
            read = self._cut(ends)
        else:
            read = self._placed(_parsed(ends, self._gene.accession))
        issues = read.issues
        if allele.is_imprecise:
            message = (
                "the record does not say how far off the ends may be: terms are those of "
                f"{genomic_number(inner_start)}-{inner_end + 1} as it stands, what rests on the "
                "ends is not given, and evidence is not judged"
            )
            others = [one for one in issues if one.code is not IssueCode.UNCERTAIN_ENDS]
            issues = (Issue(IssueCode.UNCERTAIN_ENDS, message), *others)
        if allele.inserted:
            bases = counted(len(allele.inserted), "base")
            verb = "is" if len(allele.inserted) == 1 else "are"
            message = f"{bases} put in where the ends are joined {verb} left out"
            issues = (*issues, Issue(IssueCode.NOT_CHECKED, message))
        return replace(read, issues=issues, is_sure=not allele.is_imprecise)

    def _is_far(self, start: int, end: int) -> bool:
        region = self._gene.region
        inside = start < region.end and end > region.start
        return inside and max(region.start - start, end - region.end) > _FARTHEST

    def _cut(self, ends: UncertainEnds) -> _Reading:
        """Read an event that covers too many bases beyond the region to write them all out."""
        region, accession = self._gene.region, self._gene.accession
        cut = replace(
            ends,
            inner_start=max(ends.inner_start, region.start - _KEPT),
            inner_end=min(ends.inner_end, region.end + _KEPT - 1),
        )
        read = self._placed(_parsed(cut, accession))
        message = (
            f"the allele covers {genomic_number(ends.inner_start)}-{ends.inner_end + 1}, the "
            f"bundled region {genomic_number(region.start)}-{region.end}; what it does outside is "
            "not told"
        )
        issues = [Issue(IssueCode.PARTIAL_OVERLAP, message)]
        if ends.outer_start != ends.inner_start or ends.outer_end != ends.inner_end:
            issues += read.issues
        resolved = replace(read.resolved, ends=ends, name=ends.name(accession))
        return _Reading(resolved, tuple(issues), is_far=True)

    def _placed(self, parsed: GenomicDescription | UncertainGenomicDescription) -> _Reading:
        (resolved,) = self._toolkit.resolve(parsed)
        # VCF asks for the leftmost placement, HGVS for another; that is no fault of the record.
        issues = [one for one in resolved.issues if one.code is not IssueCode.NORMALISED_INPUT]
        return _Reading(resolved, tuple(issues))

    # Insertions

    def _insertion(self, allele: SymbolicAllele, issues: tuple[Issue, ...]) -> _Reading:
        if not allele.is_exact:
            first, last = allele.first or (allele.start, allele.start)
            raise UnreadableAlleleError(
                f"{counted(len(allele.inserted), 'base is', 'bases are')} put in at a place that "
                f"is not known; {self._places.span(first, last + 1)}"
            )
        bases = self._by_consensus(allele) or allele.inserted
        read = self._put_in(allele.start, bases)
        return replace(read, issues=(*issues, *read.issues))

    def _put_in(self, place: int, bases: str) -> _Reading:
        """Read bases put in before a 0-based position."""
        unknown = len(bases) if set(bases) == {"N"} else 0
        parsed = GenomicDescription(
            self._gene.accession, place - 1, place, DnaChangeKind.INSERTION, "", bases
        )
        return replace(self._placed(parsed), unknown=unknown, is_sure=not unknown)

    def _by_consensus(self, allele: SymbolicAllele) -> str:
        """Return the bases put in, if all others of the consensus are those of the reference."""
        whole, size, region = allele.consensus, len(allele.inserted), self._gene.region
        if set(allele.inserted) != {"N"}:
            return ""
        for before in range(_FLANK, len(whole) - size - _FLANK + 1):
            left, right = whole[:before], whole[before + size :]
            first, last = allele.start - before, allele.start + len(right)
            if first < region.start or last > region.end:
                continue
            if self._gene.plus_bases(first, last) == left + right:
                return whole[before : before + size]
        return ""

    def _copied_bases(self, start: int, end: int) -> str:
        region = self._gene.region
        if start < region.start or end > region.end:
            raise UnreadableAlleleError(
                "bases are put in between the copies, of which some lie outside the bundled "
                f"region; {self._places.span(start, end)}"
            )
        return self._gene.plus_bases(start, end)

    # Breakends

    def _breakend(self, record: VcfRecord, number: int, found: Breakend) -> _Reading | Issue:
        here, ref = record.pos - 1, record.ref.upper()
        if not found.contig or not self._is_same(record, found.contig):
            to = f"{found.contig}:{found.position}" if found.contig else "something not known"
            raise UnreadableAlleleError(
                f"a junction with {to}; {self._places.point(here)}; a transcript is broken there "
                "unless another junction mends it"
            )
        there = found.position - 1
        if found.is_turned:
            first, last = (
                min(here, there) + found.is_before,
                max(here, there) - (not found.is_before),
            )
            raise UnreadableAlleleError(
                "one junction of an inversion or of something larger, which another record has to "
                f"complete; the inversion would be {self._gene.accession}:g."
                f"{genomic_number(first)}_{genomic_number(last)}inv; "
                f"{self._places.ends(here, there)}"
            )
        if not is_exact_junction(record, number):
            raise UnreadableAlleleError(
                f"a junction with {found.contig}:{found.position} whose place is not known to the "
                f"base; {self._places.point(here)}"
            )
        return self._joined(found, here, here + len(ref), there, ref)

    def _is_same(self, record: VcfRecord, contig: str) -> bool:
        try:
            return contig == record.chrom or self._is_x(contig)
        except InputError:
            # The chromosome of a build that is not read is another one.
            return False

    def _joined(
        self, found: Breakend, start: int, end: int, there: int, ref: str
    ) -> _Reading | Issue:
        """Read a junction by the one event that makes it: a deletion or a tandem duplication.

        Args:
            found: The breakend.
            start: 0-based first base of REF.
            end: 0-based position behind REF.
            there: 0-based position of the neighbour.
            ref: REF.
        """
        bases = found.bases
        if found.is_before:
            same = shared_end(bases[::-1], ref[::-1], min(len(bases), len(ref)))
            first, last, bases = start + same, there, bases[same:]
            is_copy, copied = there < end, (there, end)
        else:
            same = shared_end(bases, ref, min(len(bases), len(ref)))
            first, last, bases = there + 1, end - same, bases[: len(bases) - same]
            is_copy, copied = there >= start, (start, there + 1)
        if is_copy:
            if same < len(ref):
                raise UnreadableAlleleError(
                    f"a junction that changes the bases at its end; {self._places.point(start)}"
                )
            kind, (first, last) = EventKind.DUPLICATION, copied
        else:
            kind = EventKind.DELETION
        if last <= first:
            if not bases:
                return Issue(IssueCode.NO_CHANGE, "the junction is that of the reference")
            return self._put_in(first, bases)
        read = self._exact(SymbolicAllele(kind, first, last), first, last, bases)
        message = (
            f"read as a {kind.value} of {genomic_number(first)}-{last}, the one event that makes "
            "this junction by itself; other junctions of the same rearrangement are not counted"
        )
        issues = (Issue(IssueCode.BREAKEND, message), *read.issues)
        return replace(read, issues=issues, is_sure=False)


def _parsed(ends: UncertainEnds, accession: str) -> UncertainGenomicDescription:
    return UncertainGenomicDescription(
        accession, ends.outer_start, ends.inner_start, ends.inner_end, ends.outer_end, ends.kind
    )
