"""Ask both routes for the same allele, and tell every difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from Bio.Seq import reverse_complement
from second_alleles import Spelling
from second_reading import Allele, Reading
from second_route import protein_name
from second_terms import terms

from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.toolkit import Toolkit

Answer = tuple[str, frozenset[str]]


def derived(reading: Reading, allele: Allele) -> Answer:
    """Name and terms by the second route."""
    return protein_name(reading, allele), terms(reading, allele)


@dataclass(frozen=True)
class Bench:
    """Both routes for one transcript on one build."""

    toolkit: Toolkit
    assembly: str
    reading: Reading

    def answer(self, start: int, deleted: str, inserted: str) -> Answer:
        """The program's answer to an allele of the gene frame."""
        first = self.reading.high - start - len(deleted)
        edit = Edit(first, reverse_complement(deleted), reverse_complement(inserted))
        annotator = self.toolkit.annotators[self.assembly]
        transcript = annotator.gene.transcript(self.reading.accession)
        variant = GenomicVariant(self.assembly, edit)
        found = annotator.annotate(variant, [transcript], details=False).transcripts[0]
        return found.hgvs_p, frozenset(term.term for term in found.consequences)

    def check(self, spellings: Iterable[Spelling]) -> int:
        """Compare, fail with the first differences, and return how many alleles were compared."""
        compared = 0
        different = []
        for spelling in spellings:
            compared += 1
            allele = self.reading.settle(*spelling)
            answer, ours = self.answer(*spelling), derived(self.reading, allele)
            if answer != ours:
                what = f"{allele.start} {_short(allele.deleted)}>{_short(allele.inserted)}"
                different.append(f"{what}: program {answer}, second route {ours}")
        assert not different, "\n".join([f"{len(different)} of {compared} differ", *different[:20]])
        return compared


def _short(bases: str) -> str:
    return bases if len(bases) <= 20 else f"{bases[:10]}...{bases[-10:]} ({len(bases)})"
