"""Where stated bases would fit on a genomic sequence, and which number on which build is meant.

Helps for the reader and never answers; see :mod:`foxp3tool.annotate.nearby`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.slips import exchanged_digits, telling, with_a_digit, without_a_digit
from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.gene import Gene
from foxp3tool.model.interval import Interval
from foxp3tool.model.parsed import GenomicDescription, TranscriptDescription, VcfDescription
from foxp3tool.model.positions import Datum, genomic_index, genomic_number
from foxp3tool.model.sequence import reverse_complement, shown
from foxp3tool.notation.contigs import is_plain_x

Genomic = GenomicDescription | VcfDescription
Candidate = tuple[Genomic, str]
"""A description that may be meant, and the slip that would explain it."""


class GenomeHints:
    """Descriptions nearby on the sequences that are bundled.

    Args:
        annotators: The engines; the first is that of the default build.
    """

    def __init__(self, annotators: Sequence[Annotator]) -> None:
        """Keep the genes."""
        self._genes = [annotator.gene for annotator in annotators]

    def where_bases_fit(self, parsed: Genomic) -> Iterator[Candidate]:
        """Yield descriptions whose bases stand where they say, the likeliest first.

        Args:
            parsed: A description that states reference bases which do not stand at its position.
        """
        old, new = stated(parsed), parsed_alt(parsed)
        turned = _with(parsed, bases=reverse_complement(old), new=reverse_complement(new))
        others = [(turned, "its bases given on the other strand")]
        if len(old) == len(new):
            exchanged = _with(parsed, bases=new, new=old)
            others.append((exchanged, "old and new bases exchanged"))
        yield from filter(self._fits, [_explained(*other) for other in others])
        if isinstance(parsed, GenomicDescription):
            yield from telling(_resized(parsed), self._fits)
        yield from telling(self._at(parsed, exchanged_digits, "two digits exchanged"), self._fits)
        why = "1 position away, as between counting from 0 and from 1"
        yield from telling(self._at(parsed, lambda n: (n - 1, n + 1), why), self._fits)
        why = "2 positions away"
        yield from telling(self._at(parsed, lambda n: (n - 2, n + 2), why), self._fits)

    def found(self, parsed: Genomic) -> str:
        """Return the bases that stand where a description states some; empty if not known."""
        return self._bases_at(parsed, len(stated(parsed))) or ""

    def as_insertion(self, parsed: Genomic) -> Iterator[Candidate]:
        """Yield an insertion between positions that are no neighbours as one beside each of them.

        Args:
            parsed: A description whose positions have no meaning for its change.
        """
        if isinstance(parsed, VcfDescription) or parsed.kind is not DnaChangeKind.INSERTION:
            return
        first, last = genomic_number(parsed.start), genomic_number(parsed.end)
        yield replace(parsed, end=parsed.start + 1), f"if the bases stand behind {first}"
        yield replace(parsed, start=parsed.end - 1), f"if the bases stand before {last}"
        replaced = replace(parsed, kind=DnaChangeKind.DELINS)
        yield replaced, f"if {first} to {last} are replaced"

    def where_it_lies_in_the_gene(self, parsed: Genomic) -> Iterator[Candidate]:
        """Yield descriptions that lie in a bundled region and whose bases stand there.

        Args:
            parsed: A description that lies outside the region, or on no bundled sequence.
        """
        on_others = [
            _explained(other, f"its position lies in the gene on {name}")
            for other, name in self._on_other_sequences(parsed)
        ]
        yield from filter(self._may_fit, on_others)
        swapped = self._at(parsed, exchanged_digits, "two digits exchanged")
        yield from telling(filter(self._is_inside, swapped), self._may_fit)
        if stated(parsed):
            shorter = self._at(parsed, without_a_digit, "one digit too many")
            yield from telling(filter(self._is_inside, shorter), self._fits)
            longer = self._at(parsed, with_a_digit, "one digit missing")
            yield from telling(filter(self._is_inside, longer), self._fits)

    def of_coding(self, parsed: TranscriptDescription, reference: str) -> Iterator[Candidate]:
        """Yield a ``c.`` or ``n.`` description as one that counts on a genomic sequence.

        Args:
            parsed: Its numbers are too large for a transcript, or it names a genomic sequence.
            reference: The genomic sequence named, or empty for any of those that are bundled.
        """
        start, end = parsed.start, parsed.end
        if parsed.copies is not None or start.offset or end.offset:
            return
        if Datum.CDS_END in (start.datum, end.datum) or not 0 < start.number <= end.number:
            return
        for gene in self._genes:
            for name in dict.fromkeys((gene.accession, gene.refseqgene)):
                if name is None or reference not in ("", name, *_aliases(gene, name)):
                    continue
                if not reference and not parsed.deleted and name != gene.accession:
                    continue
                moved = GenomicDescription(
                    reference or name,
                    genomic_index(start.number),
                    genomic_index(end.number),
                    parsed.kind,
                    parsed.deleted,
                    parsed.inserted,
                )
                turned = _with(
                    moved,
                    bases=reverse_complement(parsed.deleted),
                    new=reverse_complement(parsed.inserted),
                )
                why = f"its number counted on {name}"
                candidates: list[Candidate] = [(moved, why)]
                if name == gene.accession:
                    candidates.append((turned, f"{why}, its bases on the other strand"))
                yield from islice(filter(self._may_fit, candidates), 1)

    def _on_other_sequences(self, parsed: Genomic) -> Iterator[tuple[Genomic, str]]:
        """Yield the description on the other sequences, with their names."""
        chromosomes = [gene.accession for gene in self._genes]
        for gene in self._genes:
            if isinstance(parsed, VcfDescription):
                known = is_plain_x(parsed.chrom) or parsed.chrom in chromosomes
                if known and parsed.chrom != gene.accession:
                    yield replace(parsed, chrom=gene.accession), gene.assembly
                continue
            names = {gene.accession: gene.assembly}
            if gene.refseqgene is not None:
                names[gene.refseqgene] = gene.refseqgene
            for name, told in names.items():
                if parsed.reference not in (name, *_aliases(gene, name)):
                    yield replace(parsed, reference=name), told

    def _at(
        self, parsed: Genomic, numbers: Callable[[int], Sequence[int]], why: str
    ) -> Iterator[Candidate]:
        """Yield the description at other numbers, with its length kept."""
        is_spdi = isinstance(parsed, VcfDescription) and parsed.is_spdi
        written = parsed.start if is_spdi else genomic_number(parsed.start)
        for number in numbers(written):
            start = number if is_spdi else genomic_index(number)
            if start >= 0:
                yield _explained(_with(parsed, start=start), why)

    def _gene(self, parsed: Genomic) -> tuple[Gene, bool] | None:
        """Return the gene whose sequence a description counts on, and whether it is its record."""
        for gene in self._genes:
            is_vcf = isinstance(parsed, VcfDescription)
            name = parsed.chrom if isinstance(parsed, VcfDescription) else parsed.reference
            if gene.refseqgene is not None and name in (gene.refseqgene, *gene.refseqgene_aliases):
                return gene, True
            is_here = gene.region.covers(Interval(parsed.start, parsed.start + 1))
            if name == gene.accession or (is_vcf and is_plain_x(name) and is_here):
                return gene, False
        return None

    def _bases_at(self, parsed: Genomic, size: int) -> str | None:
        """Return the bases at a description's place; None outside what is bundled."""
        found = self._gene(parsed)
        if found is None:
            return None
        gene, is_record = found
        start, end = parsed.start, parsed.start + size
        if is_record:
            return gene.sequence[start:end] if start >= 0 and end <= len(gene.sequence) else None
        if not gene.region.covers(Interval(start, end)):
            return None
        return gene.plus_bases(start, end)

    def _fits(self, candidate: Candidate) -> bool:
        parsed = candidate[0]
        bases = stated(parsed)
        if isinstance(parsed, GenomicDescription) and parsed.copies is None:
            named = parsed.end - parsed.start + 1
            if len(bases) != named:
                return False
        return bool(bases) and self._bases_at(parsed, len(bases)) == bases

    def _may_fit(self, candidate: Candidate) -> bool:
        """Tell whether the bases stand there, or none are stated and the place exists."""
        return self._fits(candidate) if stated(candidate[0]) else self._is_inside(candidate)

    def _is_inside(self, candidate: Candidate) -> bool:
        parsed = candidate[0]
        size = 1 if isinstance(parsed, VcfDescription) else parsed.end - parsed.start + 1
        return self._bases_at(parsed, size) is not None


def _aliases(gene: Gene, name: str) -> tuple[str, ...]:
    return gene.refseqgene_aliases if name == gene.refseqgene else ()


def stated(parsed: Genomic) -> str:
    """Return the reference bases that a description states."""
    return parsed.ref if isinstance(parsed, VcfDescription) else parsed.deleted


def parsed_alt(parsed: Genomic) -> str:
    """Return the new bases that a description states."""
    return parsed.alt if isinstance(parsed, VcfDescription) else parsed.inserted


def _with(
    parsed: Genomic, start: int | None = None, bases: str | None = None, new: str | None = None
) -> Genomic:
    """Return a description at another place, of the same length, or with other bases."""
    start = parsed.start if start is None else start
    bases = stated(parsed) if bases is None else bases
    new = parsed_alt(parsed) if new is None else new
    if isinstance(parsed, VcfDescription):
        return replace(parsed, start=start, ref=bases, alt=new)
    end = parsed.end + start - parsed.start
    return replace(parsed, start=start, end=end, deleted=bases, inserted=new)


def _explained(parsed: Genomic, why: str) -> Candidate:
    """Return a candidate that tells its bases, which the names of most changes do not."""
    if isinstance(parsed, VcfDescription) or parsed.copies is not None:
        return parsed, why
    if parsed.kind is DnaChangeKind.SUBSTITUTION:
        return parsed, why
    return parsed, f"{shown(parsed.deleted)} stands there, {why}" if parsed.deleted else why


def _resized(parsed: GenomicDescription) -> Iterator[Candidate]:
    """Yield the description with as many positions as it states bases."""
    size = len(parsed.deleted)
    if size != parsed.end - parsed.start + 1 and parsed.copies is None:
        why = "as many positions as bases"
        yield _explained(replace(parsed, end=parsed.start + size - 1), why)
        if parsed.start != parsed.end:
            yield _explained(replace(parsed, start=parsed.end - size + 1), why)
