"""Conversion of whole VCF sites between two builds: REF, every ALT, and which is which afterwards.

Away from the differences between the builds an allele keeps its meaning as a change of the
reference. Where a site speaks of bases in which the builds differ, the alleles are taken as what
they are in a VCF, stretches of sequence: each keeps its bases, the other build's bases become REF,
and what was REF becomes an ALT if a genotype carries it.
"""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.annotate.builds import BuildMap, NoCounterpartError
from foxp3tool.annotate.normalisation import fully_justify, trim
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Interval
from foxp3tool.model.variant import Edit


@frozen
class ConvertedSite:
    """A site on the other build.

    Args:
        start: 0-based genomic position of the first base of REF.
        alleles: REF and the ALT alleles, in order.
        numbers: For each allele that the site had (REF first) its number in ``alleles``, or None if
            it is not among them: the old REF, where no genotype carries it.
    """

    start: int
    alleles: tuple[str, ...]
    numbers: tuple[int | None, ...]

    @property
    def is_renumbered(self) -> bool:
        """True if an allele has another number than before."""
        return self.numbers != tuple(range(len(self.alleles)))


def convert_site(
    there: BuildMap, start: int, alleles: Sequence[str], carried: frozenset[int] | None
) -> ConvertedSite:
    """Convert the alleles of a site.

    Args:
        there: The way from the build of the site to the other one.
        start: 0-based genomic position of the first base of REF.
        alleles: REF, which agrees with the build, and the ALT alleles; bases in capitals.
        carried: Numbers of the alleles that a genotype has; None if there are no genotypes.

    Raises:
        NoCounterpartError: If the site reaches out of the region; or if it has no genotypes and
            cannot be told without them: an ALT is the reference of the other build, or lies in
            bases that differ in number.
    """
    reference, *others = alleles
    region = there.source.region
    if not region.covers(Interval(start, start + len(reference))):
        raise NoCounterpartError(
            f"it lies outside the region that is bundled for {there.source.assembly}"
        )
    edits = [trim(Edit(start, reference, other)) for other in others]
    if carried is not None and _speaks_of_difference(there, start, reference, edits):
        return _as_sequences(there, Interval(start, start + len(reference)), edits, carried)
    if not edits and there.differs_within(start, start + len(reference)):
        raise NoCounterpartError(
            f"it states the reference of {there.source.assembly}, which is not that of "
            f"{there.target.assembly}"
        )
    return _as_changes(there, Interval(start, start + len(reference)), edits)


def _speaks_of_difference(
    there: BuildMap, start: int, reference: str, edits: Sequence[Edit]
) -> bool:
    """Tell whether an allele says something of bases in which the builds differ.

    One that takes them out with what is around them does not.
    """
    if not edits:
        return there.differs_within(start, start + len(reference))
    for edit in edits:
        if edit.inserted and there.differing_base(edit) is not None:
            return True
        try:
            there.place(edit)
        except NoCounterpartError:
            return True
    return False


def _as_changes(there: BuildMap, site: Interval, edits: Sequence[Edit]) -> ConvertedSite:
    """Put the same changes on the reference of the other build."""
    places = [_place_of(there, edit) for edit in edits]
    gene = there.target
    try:
        window = Interval(there.position(site.start), there.position(site.end - 1) + 1)
    except NoCounterpartError:
        # A base that only pads the alleles is lacking there.
        window = Interval(min(p.start for p in places), max(p.end for p in places))
    reference = gene.plus_bases(window.start, window.end)
    others = [
        gene.plus_bases(window.start, place.start)
        + edit.inserted
        + gene.plus_bases(place.end, window.end)
        for edit, place in zip(edits, places, strict=True)
    ]
    if reference in others:
        raise NoCounterpartError(f"an ALT is the reference sequence of {gene.assembly}")
    if len(set(others)) < len(others):
        raise NoCounterpartError(f"two ALT alleles are one on {gene.assembly}")
    alleles = [reference, *others]
    begin = window.start
    if not all(alleles):
        begin, alleles = _with_base_before(gene, begin, alleles)
    return ConvertedSite(begin, tuple(alleles), tuple(range(len(alleles))))


def _place_of(there: BuildMap, edit: Edit) -> Interval:
    """Return where a trimmed edit lies on the other build, in the placement given."""
    place = there.place(edit)
    gene = there.source
    stretch = fully_justify(edit, gene.plus_sequence, gene.region.start)
    return Interval(place.start + edit.start - stretch.start, place.end - (stretch.end - edit.end))


def _as_sequences(
    there: BuildMap, site: Interval, edits: Sequence[Edit], carried: frozenset[int]
) -> ConvertedSite:
    """Keep the bases of each allele over the stretch in which the builds differ."""
    source, target = there.source, there.target
    stretches = [fully_justify(e, source.plus_sequence, source.region.start) for e in edits]
    start = min((s.start for s in stretches), default=site.start)
    end = max((s.end for s in stretches), default=site.end)
    window = there.widened(Interval(start, end))
    place = Interval(there.position(window.start - 1) + 1, there.position(window.end))
    before = source.plus_bases(window.start, window.end)
    sequences = [before] + [
        source.plus_bases(window.start, edit.start)
        + edit.inserted
        + source.plus_bases(edit.end, window.end)
        for edit in edits
    ]
    reference = target.plus_bases(place.start, place.end)
    alleles = [reference, *(s for s in sequences[1:] if s != reference)]
    if before != reference and 0 in carried:
        alleles.append(before)
    numbers = tuple(alleles.index(s) if s in alleles else None for s in sequences)
    begin, spelled = _spelled(target, place.start, alleles)
    return ConvertedSite(begin, tuple(spelled), numbers)


def _spelled(gene: Gene, start: int, alleles: list[str]) -> tuple[int, list[str]]:
    """Return alleles as a VCF has them: no base more than needed, as far left as they go."""
    if len(alleles) == 1:
        return start, alleles
    while len({allele[-1:] for allele in alleles}) == 1:
        alleles = [allele[:-1] for allele in alleles]
        if not all(alleles):
            start, alleles = _with_base_before(gene, start, alleles)
    if not all(alleles):
        start, alleles = _with_base_before(gene, start, alleles)
    while all(len(allele) > 1 for allele in alleles) and len({a[0] for a in alleles}) == 1:
        start, alleles = start + 1, [allele[1:] for allele in alleles]
    return start, alleles


def _with_base_before(gene: Gene, start: int, alleles: list[str]) -> tuple[int, list[str]]:
    base = gene.plus_bases(start - 1, start)
    return start - 1, [base + allele for allele in alleles]
