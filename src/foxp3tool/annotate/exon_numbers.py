"""Exon numbers as most papers on the gene count, for any transcript."""

from __future__ import annotations

from foxp3tool.model.gene import Gene, Transcript


def literature_numbers(gene: Gene, transcript: Transcript) -> tuple[str, ...]:
    """Return the papers' number of each exon, 5' to 3'.

    Papers count on MANE Select: an exon of another transcript has the numbers of the exons of MANE
    Select that it shares bases with, joined by ``|``; none if it shares none.
    """
    found = []
    for exon in transcript.exons:
        numbers = [
            str(gene.legacy_number(number))
            for number, other in enumerate(gene.mane_select.exons, start=1)
            if exon.overlaps(other)
        ]
        found.append("|".join(numbers))
    return tuple(found)
