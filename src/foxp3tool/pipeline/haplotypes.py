"""Alleles that lie on one chromosome of a sample and change one codon are read together, too.

A caller that writes one change of several bases as several records gives each a row, and each row
alone may name a protein change that nobody has. So one further row tells what they do together; the
rows of the parts are kept, and say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from itertools import combinations
from typing import Final

from foxp3tool.annotate.codon_places import CodonPlaces, Place, read_as_one, whole_of
from foxp3tool.annotate.in_cis import (
    CarriedAllele,
    copies_of,
    genotype_together,
    not_known,
)
from foxp3tool.annotate.normalisation import trim
from foxp3tool.annotate.together import InteractingChangesError
from foxp3tool.formats.vcf_samples import SampleColumns
from foxp3tool.model.annotation import AnnotatedRow, SourceAllele
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Transcript
from foxp3tool.model.genotype import Genotype
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.sequence import IUPAC_NUCLEOTIDES
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.samples import AlleleRows, Together, listed
from foxp3tool.pipeline.toolkit import Toolkit

MOST_HELD: Final = 2_000
"""Alleles that are held back while a codon may still gain a neighbour."""
MOST_BYTES: Final = 1 << 25
"""Bytes of their records, which are long where there are many samples."""
_UNSURE: Final = frozenset(
    {IssueCode.UNCERTAIN_ENDS, IssueCode.BREAKEND, IssueCode.COPY_NUMBER, IssueCode.TWO_READINGS}
)


@frozen
class _Part:
    """An allele of which others may be in cis.

    Args:
        index: Its place among those held back.
        rows: Its rows.
        edit: The change, left-aligned.
        stated: The change as the record states it, trimmed; a symbolic one left-aligned.
        places: What it touches.
    """

    index: int
    rows: AlleleRows
    edit: Edit
    stated: Edit
    places: frozenset[Place]


class HaplotypeRows:
    """Passes alleles through in order, and adds those that are read together behind their parts.

    Args:
        toolkit: The engine.
        assembly: The build.
        transcripts: The transcripts of the rows.
        samples: Names of the samples.
        details: As for :meth:`Annotator.annotate`.

    Attributes:
        missed: Why alleles of one codon may not have been read together; empty if they were.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        assembly: str,
        transcripts: Sequence[Transcript],
        samples: Sequence[str],
        *,
        details: bool,
    ) -> None:
        """Begin with nothing held back."""
        self._toolkit = toolkit
        self._annotator = toolkit.annotators[assembly]
        self._assembly = assembly
        self._transcripts = transcripts
        self._samples = samples
        self._details = details
        self._held: list[AlleleRows] = []
        self._parts: list[_Part] = []
        self._open_until = 0
        self._bytes = 0
        self._last = 0
        self.missed = ""

    @cached_property
    def _places(self) -> CodonPlaces:
        """Made when the first allele comes; most files of other genes have none."""
        catalog = self._toolkit.index(self._assembly)
        return CodonPlaces(self._annotator, (one.edit for one in catalog.alleles))

    def passed(self, alleles: Sequence[AlleleRows]) -> Iterator[AlleleRows]:
        """Take the alleles of the next record; yield what needs not be held back any more."""
        if not self._samples or not alleles:
            yield from alleles
            return
        start = genomic_index(alleles[0].rows[0].source.pos or 1)
        if start < self._last:
            self.missed = "records are not in order of position; bcftools sort puts them in order"
        if start >= self._open_until:
            yield from self.rest()
        elif len(self._held) >= MOST_HELD or self._bytes >= MOST_BYTES:
            self.missed = self.missed or "too many records lie between the parts of a codon"
            yield from self.rest()
        self._bytes += alleles[0].columns.size
        self._last = max(start, self._last)
        for allele in alleles:
            part = self._part(allele)
            if part is not None:
                self._parts.append(part)
                self._open_until = max(self._open_until, *(place.end for place in part.places))
            self._held.append(allele)

    def _part(self, allele: AlleleRows) -> _Part | None:
        """Return an allele as a part of what may be more; None if it touches no codon.

        Nor is an event a part whose place, or whose being one event, is not certain.
        """
        row = allele.rows[0]
        if row.variant is None or not _UNSURE.isdisjoint(issue.code for issue in row.issues):
            return None
        edit, source = row.variant.variant.edit, row.source
        places = self._places.of(edit)
        if not places:
            return None
        ref, alt = source.ref.upper(), source.alt.upper()
        has_bases = IUPAC_NUCLEOTIDES.issuperset(alt)
        stated = trim(Edit(genomic_index(source.pos or 1), ref, alt)) if has_bases else edit
        return _Part(len(self._held), allele, edit, stated, places)

    def rest(self) -> Iterator[AlleleRows]:
        """Yield everything that was held back."""
        held, parts = self._held, self._parts
        self._held, self._parts, self._open_until, self._bytes = [], [], 0, 0
        added: dict[int, list[AlleleRows]] = defaultdict(list)
        if len({id(part.rows.columns) for part in parts}) > 1:
            for group in _linked(parts):
                self._read_group(group, added)
        for index, allele in enumerate(held):
            yield allele
            yield from added[index]

    def _read_group(self, parts: Sequence[_Part], added: dict[int, list[AlleleRows]]) -> None:
        """Read the genotypes of alleles that are linked by places."""
        together: dict[tuple[int, ...], list[Together]] = {}
        unphased: dict[tuple[int, int], list[str]] = {}
        for sample, reading in _in_samples(parts, cache(partial(self._chosen, parts))):
            for chosen, genotype in reading.together:
                text = "&".join(
                    parts[member].rows.columns.genotypes[sample].decode("utf-8", "replace")
                    for member in chosen
                )
                told = together.setdefault(chosen, [])
                told.append(Together(sample, text, genotype))
            for pair in reading.unphased:
                if not _overlap(*(parts[member].stated for member in pair)):
                    unphased.setdefault(pair, []).append(self._samples[sample])
        for (first, second), names in unphased.items():
            _tell_unphased(parts[first], parts[second], names)
        for members, samples in together.items():
            self._add(tuple(parts[member] for member in members), samples, added)

    def _chosen(self, parts: Sequence[_Part], copy: frozenset[int]) -> list[tuple[int, ...]]:
        """Return which alleles of one copy are read together: those that share a codon.

        And those that together are a reported change.
        """
        members = sorted(copy, key=lambda member: _by_place(parts[member]))
        codons: list[list[int]] = []
        for member in members:
            before = codons[-1] if codons else []
            if any(_share_codon(parts[member], parts[other]) for other in before):
                before.append(member)
            else:
                codons.append([member])
        groups = [tuple(group) for group in codons if len(group) > 1]
        for run in self._reported_runs(parts, members):
            groups = [group for group in groups if not set(group) <= set(run)]
            groups.append(run)
        return groups

    def _reported_runs(
        self, parts: Sequence[_Part], members: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """Yield those of a copy's alleles that together are a reported change.

        A further change in one of their codons makes it another one.
        """
        places = {place for member in members for place in parts[member].places}
        for place in places & self._places.reported.keys():
            near = [member for member in members if place in parts[member].places]
            for first, last in combinations(range(len(near) + 1), 2):
                run = tuple(near[first:last])
                rest = [member for member in near if member not in run]
                if len(run) < 2 or any(
                    _share_codon(parts[one], parts[other]) for one in run for other in rest
                ):
                    continue
                if self._is_reported([parts[member] for member in run], place):
                    yield run

    def _is_reported(self, run: Sequence[_Part], place: Place) -> bool:
        try:
            return whole_of(self._annotator, self._one(run)) == self._places.reported[place]
        except InteractingChangesError:
            return False

    def _one(self, members: Sequence[_Part]) -> tuple[Edit, ...]:
        return read_as_one(
            self._annotator, [part.edit for part in members], [part.stated for part in members]
        )

    def _add(
        self,
        members: tuple[_Part, ...],
        samples: list[Together],
        added: dict[int, list[AlleleRows]],
    ) -> None:
        """Make the rows of alleles read together, or say why they were not."""
        names = listed([self._samples[one.sample] for one in samples])
        try:
            edits = self._one(members)
        except InteractingChangesError as error:
            for part in members:
                others = " and ".join(_shown(other) for other in members if other is not part)
                message = f"not read together with {others}, which {names} has in cis: {error}"
                _tell(part, Issue(IssueCode.NEIGHBOUR_IN_CODON, message))
            return
        parts = " and ".join(_shown(part) for part in members)
        issue = Issue(IssueCode.READ_TOGETHER, f"{parts} on one chromosome in {names}")
        rows = self._rows(members, edits, issue)
        last = max(members, key=lambda part: part.index)
        single = tuple(part.rows for part in members)
        added[last.index].append(AlleleRows(rows, last.rows.columns, 1, samples, single))
        for part in members:
            others = " and ".join(_shown(other) for other in members if other is not part)
            message = (
                f"on one chromosome with {others} in {names}; a row with READ_TOGETHER tells what "
                "they do together"
            )
            _tell(part, Issue(IssueCode.PART_OF_ALLELE, message))

    def _rows(
        self, members: Sequence[_Part], edits: Sequence[Edit], issue: Issue
    ) -> list[AnnotatedRow]:
        whole = whole_of(self._annotator, edits)
        variant = GenomicVariant(self._assembly, whole)
        source = self._source([part.rows.rows[0].source for part in members], whole)
        parts: tuple[GenomicVariant, ...] = ()
        if len(edits) > 1 and not self._toolkit.index(self._assembly).match(variant).entries:
            parts = tuple(GenomicVariant(self._assembly, edit) for edit in edits)
        return self._toolkit.rows(
            source, variant, self._transcripts, (issue,), parts=parts, details=self._details
        )

    def _source(self, sources: Sequence[SourceAllele], whole: Edit) -> SourceAllele:
        """Return the whole as a VCF would have it, with what the records of the parts say."""
        start, ref, alt = whole.start, whole.deleted, whole.inserted
        if not ref or not alt:
            start -= 1
            anchor = self._annotator.gene.plus_bases(start, start + 1)
            ref, alt = anchor + ref, anchor + alt
        ids = dict.fromkeys(one.id for one in sources if one.id)
        filters = dict.fromkeys(name for one in sources for name in one.filter.split(";") if name)
        if len(filters) > 1:
            filters.pop("PASS", None)
        first = sources[0]
        return SourceAllele(
            first.chrom, start + 1, ";".join(ids), ref, alt, ";".join(filters), first.file
        )


def _by_place(part: _Part) -> tuple[int, int, int]:
    return part.edit.start, part.edit.end, part.index


def _linked(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Group parts that are linked by places, directly or through others."""
    groups: list[tuple[list[_Part], frozenset[Place]]] = []
    for part in parts:
        members, places, apart = [part], part.places, []
        for group in groups:
            if group[1] & part.places:
                members, places = group[0] + members, places | group[1]
            else:
                apart.append(group)
        groups = [*apart, (members, places)]
    for members, _ in groups:
        if len({id(part.rows.columns) for part in members}) > 1:
            yield members


def _share_codon(one: _Part, other: _Part) -> bool:
    return any(place.number >= 0 for place in one.places & other.places)


def _overlap(one: Edit, other: Edit) -> bool:
    """Tell whether changes exclude each other on one chromosome, as two of one base do."""
    return one.start < other.end and other.start < one.end


@frozen
class _Reading:
    """What the genotypes of one sample say of linked alleles.

    Args:
        together: Alleles read together, and on which copies they are.
        unphased: Pairs in one codon whose phase is not known.
    """

    together: tuple[tuple[tuple[int, ...], Genotype], ...] = ()
    unphased: tuple[tuple[int, int], ...] = ()


_NOTHING: Final = _Reading()


def _in_samples(
    parts: Sequence[_Part], chosen_of: Callable[[frozenset[int]], list[tuple[int, ...]]]
) -> Iterator[tuple[int, _Reading]]:
    """Yield the samples that have several of the alleles, and which of them are in cis.

    A combination of genotypes is looked at once, unless phase sets differ from sample to sample.
    """
    records: dict[int, SampleColumns] = {id(p.rows.columns): p.rows.columns for p in parts}
    depends = any(columns.has("PS", "PGT", "PID") for columns in records.values())
    known: dict[tuple[bytes, ...], _Reading] = {}
    for sample, texts in enumerate(zip(*(c.genotypes for c in records.values()), strict=True)):
        reading = known.get(texts)
        if reading is None:
            carried = list(_carried(parts, sample))
            reading = _read(carried, chosen_of) if len(carried) > 1 else _NOTHING
            if len(carried) < 2 or not depends:
                known[texts] = reading
        if reading is not _NOTHING:
            yield sample, reading


def _read(
    carried: Sequence[CarriedAllele],
    chosen_of: Callable[[frozenset[int]], list[tuple[int, ...]]],
) -> _Reading:
    copies = copies_of(carried)
    groups = dict.fromkeys(group for copy in copies.alleles for group in chosen_of(copy))
    # A reported change is looked for in its surroundings, a codon in itself.
    coding = [
        replace(one, places=frozenset(place for place in one.places if place >= 0))
        for one in carried
    ]
    pairs = (tuple(sorted(pair)) for pair in not_known(coding))
    return _Reading(
        tuple((group, genotype_together(coding, frozenset(group))) for group in groups),
        tuple((first, second) for first, second in pairs),
    )


def _carried(parts: Sequence[_Part], sample: int) -> Iterable[CarriedAllele]:
    """Return the alleles of a sample; of records that repeat one the first, phased if any is."""
    found: dict[Edit, CarriedAllele] = {}
    for member, part in enumerate(parts):
        genotype = part.rows.columns.genotype(sample)
        if genotype is None or not genotype.copies(part.rows.allele):
            continue
        phased, phase_set = part.rows.columns.phased_genotype(sample)
        places = frozenset(place.number for place in part.places)
        known = found.get(part.edit)
        if known is None or (phased is not None and phased.phased and not known.genotype.phased):
            found[part.edit] = CarriedAllele(
                member if known is None else known.member, id(part.rows.columns),
                part.rows.allele, phased or genotype, phase_set, places,
            )  # fmt: skip
    return found.values()


def _shown(part: _Part) -> str:
    source = part.rows.rows[0].source
    return f"{source.chrom}:{source.pos} {source.ref}>{source.alt}"


def _tell(part: _Part, issue: Issue) -> None:
    part.rows.rows = [replace(row, issues=(*row.issues, issue)) for row in part.rows.rows]


def _tell_unphased(first: _Part, second: _Part, names: Sequence[str]) -> None:
    for one, other in ((first, second), (second, first)):
        message = (
            f"{_shown(other)} changes the same codon in {listed(names)}, and the phase is not "
            "known: on one chromosome the two make another change than each alone; phased "
            "genotypes would tell"
        )
        _tell(one, Issue(IssueCode.NEIGHBOUR_IN_CODON, message))
