"""How an allele that is no reported mutation itself agrees with one, judged by what both change.

The grades, the best first: the same protein change by another DNA change (ACMG/AMP PS1); another
change of the same residue (PM5); the same splice site (PS1 for splicing, PMID 37352859), the same
polyadenylation signal; overlap with a deletion. None of them says that the effect is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.normalisation import shift
from foxp3tool.annotate.protein_statement import is_as_stated
from foxp3tool.knowledge.locus import Locus, Sites, changed_residues, locus_of
from foxp3tool.model.annotation import GradedEntry, MatchGrade, TranscriptAnnotation
from foxp3tool.model.catalog import ReportedMutation, Resolution
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.protein import ProteinChangeKind
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.parse import parse

_REACH: Final = 100
"""Bases of an mRNA: no two alleles further apart have one protein change, codon or splice site."""
_BUCKET: Final = 64
_ORDER: Final = {grade: place for place, grade in enumerate(MatchGrade)}
_PERHAPS: Final = "it may be this very change"
_OPEN_ENDS: Final = 10
"""Bases by which ends that are not known to the base may be off; sources speak of about five."""
_SAME_RESIDUE: Final = "another change of the same residue"


class Neighbours:
    """Finds the catalog entries that an allele agrees with in part.

    Args:
        entries: The catalog.
        annotator: The engine of the build that alleles will be given on.
    """

    def __init__(self, entries: Iterable[ReportedMutation], annotator: Annotator) -> None:
        """Sort the entries by place; what each changes is worked out when first needed."""
        self._annotator = annotator
        model = annotator.model(annotator.gene.mane_select)
        self._sites = Sites(model)
        self._introns = [
            Interval(*annotator.gene.to_genomic_interval(intron.start, intron.end))
            for intron in model.introns
        ]
        self._edits: list[tuple[ReportedMutation, Edit]] = []
        self._by_bucket: dict[int, list[int]] = {}
        self._by_protein: list[tuple[ReportedMutation, ProteinDescription]] = []
        self._loci: dict[int, Locus] = {}
        for entry in entries:
            placement = entry.placements.get(annotator.gene.assembly)
            if entry.resolution is Resolution.PROTEIN_ONLY and entry.hgvs_p is not None:
                stated = parse(entry.hgvs_p)
                if isinstance(stated, ProteinDescription):
                    self._by_protein.append((entry, stated))
            elif placement is not None:
                start = genomic_index(placement.pos)
                edit = Edit(start, placement.ref, placement.alt)
                if placement.end is not None:
                    bases = annotator.gene.plus_bases(start + 1, placement.end)
                    edit = Edit(start + 1, bases, "")
                self._add(entry, annotator.left_align(edit))

    def _add(self, entry: ReportedMutation, edit: Edit) -> None:
        number = len(self._edits)
        self._edits.append((entry, edit))
        for start, end in self._reach(edit):
            for bucket in _buckets(start, end):
                numbers = self._by_bucket.setdefault(bucket, [])
                if number not in numbers:
                    numbers.append(number)

    def _reach(self, edit: Edit) -> Iterator[tuple[int, int]]:
        """Yield where alleles may lie that agree with one: around it, and beyond an intron by it.

        A codon that an intron parts has bases on either side.
        """
        start, end = edit.start - _REACH, edit.end + _REACH
        yield start, end
        for intron in self._introns:
            if start < intron.start < end:
                yield intron.end, intron.end + _REACH
            if start < intron.end < end:
                yield intron.start - _REACH, intron.start

    def find(
        self, variant: GenomicVariant, annotation: TranscriptAnnotation
    ) -> tuple[GradedEntry, ...]:
        """Return the entries that an allele agrees with, but for the very allele; best first.

        Args:
            variant: The allele, left-aligned.
            annotation: The allele on the MANE Select transcript.
        """
        edit = variant.edit
        numbers = self._near(edit)
        locus = self._locus(edit, annotation)
        if locus.tells_nothing:
            return ()
        found: list[GradedEntry] = []
        for number in numbers:
            graded = _compared(locus, self._locus_of(number))
            if graded is not None:
                entry, other = self._edits[number]
                if entry.resolution is not Resolution.EXACT:
                    found.append(_with_open_ends(GradedEntry(entry, *graded), edit, other))
                elif other != edit:
                    found.append(GradedEntry(entry, *graded))
        found += self._by_protein_only(locus)
        return tuple(sorted(found, key=lambda one: _ORDER[one.grade]))

    def _near(self, edit: Edit) -> Sequence[int]:
        buckets = _buckets(edit.start, edit.end)
        if len(buckets) == 1:
            return self._by_bucket.get(buckets[0], ())
        return sorted({n for bucket in buckets for n in self._by_bucket.get(bucket, ())})

    def _locus_of(self, number: int) -> Locus:
        if number not in self._loci:
            _, edit = self._edits[number]
            gene = self._annotator.gene
            variant = GenomicVariant(gene.assembly, edit)
            (annotation,) = self._annotator.annotate(
                variant, [gene.mane_select], details=False
            ).transcripts
            self._loci[number] = self._locus(edit, annotation)
        return self._loci[number]

    def _locus(self, edit: Edit, annotation: TranscriptAnnotation) -> Locus:
        gene = self._annotator.gene
        turned = gene.to_gene_edit(edit)
        if gene.region.covers(Interval(edit.start, edit.end)):
            turned = shift(turned, gene.sequence, Direction.FORWARD)
        return locus_of(self._sites, turned, annotation)

    def _by_protein_only(self, here: Locus) -> Iterator[GradedEntry]:
        """Yield entries whose DNA change is not known and whose protein change this is."""
        told = here.told
        if told is None:
            return
        for entry, stated in self._by_protein:
            wanted, states_stop = stated.change, stated.states_stop
            if told.start == wanted.start and is_as_stated(told, wanted, states_stop=states_stop):
                if wanted.kind is ProteinChangeKind.FRAMESHIFT and not states_stop:
                    reason = f"a frameshift at this residue, of which no more is known: {_PERHAPS}"
                    yield GradedEntry(entry, MatchGrade.SAME_CODON, reason, may_be_same=True)
                else:
                    grade = MatchGrade.SAME_PROTEIN_CHANGE
                    reason = f"this protein change, whose DNA change is not known: {_PERHAPS}"
                    yield GradedEntry(entry, grade, reason, may_be_same=True)
                continue
            residues = changed_residues(wanted)
            if (
                residues is not None
                and here.first_residue < residues.end
                and residues.start < here.behind_residue
            ):
                yield GradedEntry(entry, MatchGrade.SAME_CODON, _SAME_RESIDUE)


def _with_open_ends(graded: GradedEntry, edit: Edit, other: Edit) -> GradedEntry:
    """Return how an allele agrees with an entry whose ends are not known to the base."""
    if max(abs(edit.start - other.start), abs(edit.end - other.end)) > _OPEN_ENDS or edit.inserted:
        return graded
    reason = f"a deletion of nearly the same ends, which are not known to the base: {_PERHAPS}"
    return replace(graded, reason=reason, may_be_same=True)


def _buckets(start: int, end: int) -> range:
    return range(start // _BUCKET, max(end - 1, start) // _BUCKET + 1)


def _compared(here: Locus, there: Locus) -> tuple[MatchGrade, str] | None:
    """Return the best grade of agreement, and what it rests on."""
    told, other = here.told, there.told
    if told is not None and other is not None and told.start == other.start and told == other:
        return MatchGrade.SAME_PROTEIN_CHANGE, "another DNA change with this protein change"
    if here.is_local and there.is_local:
        found = _same_site(here, there)
        if found is not None:
            return found
    if here.is_shorter:
        # A few bases out of a large deletion have nothing of what it takes away.
        are_large = there.is_shorter and not (here.is_local or there.is_local)
        if are_large and here.start < there.end and there.start < here.end:
            return MatchGrade.OVERLAPS, "a deletion that overlaps this one"
        if here.start <= there.start and there.end <= here.end:
            return MatchGrade.OVERLAPS, "its place is deleted here"
    return None


def _same_site(here: Locus, there: Locus) -> tuple[MatchGrade, str] | None:
    if here.is_start_lost and there.is_start_lost:
        return MatchGrade.SAME_CODON, "another change of the start codon"
    if here.first_residue < there.behind_residue and there.first_residue < here.behind_residue:
        return MatchGrade.SAME_CODON, _SAME_RESIDUE
    shared = here.motifs & there.intronic_motifs if here.motifs else ()
    if shared:
        sites = " and ".join(str(site) for site in sorted(shared))
        return MatchGrade.SAME_SPLICE_SITE, f"another change of {sites}"
    if here.in_signal and there.in_signal:
        return MatchGrade.SAME_POLYA_SIGNAL, "another change of the polyadenylation signal"
    return None
