"""Read csq's answers: SO terms and amino acids by transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bcftools_csq import BIOTYPE_TERMS, SO_TERMS

CSQ_TERMS = SO_TERMS | {
    "NMD_transcript": "NMD_transcript_variant",
    "non_coding": "non_coding_transcript_exon_variant",
}
_AMINO_ACIDS = re.compile(r"([0-9]+)([A-Z*]+)(?:>([0-9]+)([A-Z*]+))?")


@dataclass(frozen=True, slots=True)
class CsqAnswer:
    """What csq says of one allele on one transcript.

    Args:
        gene: Symbol.
        transcript: Accession without version; empty where csq names the gene only, as it does for
            introns and for exons without CDS.
        terms: SO terms.
        amino_acids: Such as ``45V>45A``; empty where csq gives none.
    """

    gene: str
    transcript: str
    terms: frozenset[str]
    amino_acids: str


def read_answer(text: str) -> list[CsqAnswer]:
    """Return one answer a transcript; csq may name a transcript twice."""
    found: dict[tuple[str, str], CsqAnswer] = {}
    for item in text.split(","):
        names, gene, transcript, biotype, *rest = item.split("|")
        amino_acids = rest[1] if len(rest) > 1 else ""
        terms = {CSQ_TERMS[name] for name in names.split("&")}
        if biotype in BIOTYPE_TERMS:
            terms.add(BIOTYPE_TERMS[biotype])
        before = found.get((gene, transcript))
        if before is not None:
            terms |= before.terms
            amino_acids = before.amino_acids or amino_acids
        found[gene, transcript] = CsqAnswer(gene, transcript, frozenset(terms), amino_acids)
    return list(found.values())


def mutant_protein(amino_acids: str, reference: str) -> str:
    """Return the protein that csq's amino acids make of the reference, up to its first stop.

    Raises:
        ValueError: If the residues that csq starts from are not those of the reference.
    """
    match = _AMINO_ACIDS.fullmatch(amino_acids)
    if match is None:
        raise ValueError(f"{amino_acids!r} are no amino acids")
    place, old, _, new = match.groups()
    first = int(place) - 1
    if reference[first : first + len(old)] != old:
        raise ValueError(f"{amino_acids!r} does not start from the reference")
    if new is None:
        return reference
    mutant = reference[:first] + new + reference[first + len(old) :]
    before, stop, _ = mutant.partition("*")
    return before + stop
