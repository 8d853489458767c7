"""One transcript from its GFF3 lines, or the reason why it cannot be represented."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from foxp3tool.model.gene import Biotype, Gene, Transcript
from foxp3tool.model.interval import Interval, Strand
from foxp3tool.model.sequence import STOP, translate
from foxp3tool.reference.gff3_text import Feature

EXON: Final = "exon"
CDS: Final = "CDS"
PARTS: Final = frozenset({EXON, CDS, "five_prime_UTR", "three_prime_UTR", "UTR"})
"""Types of the lines that a transcript is made of."""

START_CODON: Final = "ATG"
_PREFIXES: Final = ("gene:", "gene-", "transcript:", "rna-")
_BIOTYPES: Final = ("biotype", "transcript_biotype", "transcript_type")
_GENE_BIOTYPES: Final = ("gene_biotype", "gene_type")
_STANDARD_CODE: Final = "1"
_FIVE_PRIME_MISSING: Final = "the 5' end of its CDS is missing"


class NotRepresentableError(ValueError):
    """A transcript that the model has no way to hold; the message is the reason."""


def bare(identifier: str) -> str:
    """Return an ID without the prefix that Ensembl or RefSeq put before it.

    Example:
        >>> bare("transcript:ENST00000376207")
        'ENST00000376207'
    """
    for prefix in _PREFIXES:
        if identifier.startswith(prefix):
            return identifier.removeprefix(prefix)
    return identifier


def versioned(name: str, feature: Feature) -> str:
    """Return an accession with the version that Ensembl states in an attribute of its own."""
    version = feature.value("version")
    return f"{name}.{version}" if version and not name.endswith(f".{version}") else name


def transcript_accession(feature: Feature) -> str:
    """Return the accession of a transcript line, with its version if the line has one."""
    return versioned(feature.value("transcript_id") or bare(feature.identifier or ""), feature)


def build_transcript(feature: Feature, parts: Sequence[Feature], gene: Gene) -> Transcript:
    """Build a transcript.

    Args:
        feature: Its own line.
        parts: Its exon, CDS and UTR lines, genomic frame, in any order.
        gene: Its gene, whose region holds all of them.

    Raises:
        NotRepresentableError: If the model cannot hold it.
    """
    for part in (feature, *parts):
        if part.strand is not gene.strand:
            raise NotRepresentableError(
                f"{part.kind} of line {part.line} is not on the strand of the gene (trans-splicing)"
            )
    exons = _exons(parts, gene)
    coding = [part for part in parts if part.kind == CDS]
    cds, complete = None, True
    if coding:
        bases = "".join(gene.sequence[exon.start : exon.end] for exon in exons)
        ordered = sorted(coding, key=lambda part: gene.to_gene_interval(*_ends(part)))
        code = next((found for part in ordered if (found := part.value("transl_table"))), None)
        if code not in (None, _STANDARD_CODE):
            raise NotRepresentableError(f"its CDS is read by genetic code {code}")
        if ordered[0].phase:
            raise NotRepresentableError(
                f"{_FIVE_PRIME_MISSING}: it begins with phase {ordered[0].phase}"
            )
        cds = _joined_cds([(part, _oriented(part, gene)) for part in ordered], exons)
        _check_start(feature, ordered, cds, bases, gene.strand)
        cds, complete = _with_stop(cds, bases)
    protein = next((part for part in coding if part.value("protein_id")), None)
    try:
        return Transcript(
            accession=transcript_accession(feature),
            exons=exons,
            cds=cds,
            cds_complete=complete,
            protein_accession=versioned(protein.value("protein_id") or "", protein)
            if protein
            else None,
            biotype=_biotype(feature, is_coding=cds is not None),
        )
    except ValueError as error:
        raise NotRepresentableError(str(error)) from error


def _ends(part: Feature) -> tuple[int, int]:
    return part.interval.start, part.interval.end


def _oriented(part: Feature, gene: Gene) -> Interval:
    return Interval(*gene.to_gene_interval(*_ends(part)))


def _biotype(feature: Feature, *, is_coding: bool) -> Biotype:
    """Return the biotype; one without CDS is told by that, the model has no name for it."""
    stated = feature.value(*_BIOTYPES)
    if stated == Biotype.NONSENSE_MEDIATED_DECAY:
        return Biotype.NONSENSE_MEDIATED_DECAY
    whole = stated or feature.value(*_GENE_BIOTYPES) or Biotype.PROTEIN_CODING
    if is_coding and whole != Biotype.PROTEIN_CODING:
        raise NotRepresentableError(f"the engine has no rules for a CDS of the biotype {whole}")
    if not is_coding and (stated == Biotype.PROTEIN_CODING or feature.kind == "mRNA"):
        raise NotRepresentableError("it is called coding, but has no CDS line")
    return Biotype.PROTEIN_CODING


def _exons(parts: Sequence[Feature], gene: Gene) -> tuple[Interval, ...]:
    """Return the exons in the gene frame: the exon lines, or what CDS and UTR lines add up to."""
    stated = sorted(_oriented(part, gene) for part in parts if part.kind == EXON)
    if stated:
        for before, after in pairwise(stated):
            if before.end > after.start:
                raise NotRepresentableError("two of its exons overlap")
        return tuple(stated)
    merged: list[Interval] = []
    for interval in sorted(_oriented(part, gene) for part in parts):
        if merged and interval.start <= merged[-1].end:
            last = merged.pop()
            interval = Interval(last.start, max(last.end, interval.end))  # noqa: PLW2901 - grown
        merged.append(interval)
    return tuple(merged)


def _joined_cds(parts: Sequence[tuple[Feature, Interval]], exons: Sequence[Interval]) -> Interval:
    """Return the CDS in the transcript frame; its parts must follow each other in one frame."""
    first: int | None = None
    behind = 0
    for part, interval in parts:
        here = _spliced(interval, exons)
        if here is None:
            raise NotRepresentableError(f"the CDS of line {part.line} lies in no exon")
        if first is None:
            first = behind = here.start
        if here.start != behind:
            repeats = here.start < behind
            what = "repeats bases" if repeats else "leaves out bases of its exons"
            raise NotRepresentableError(f"its CDS {what} before line {part.line}")
        phase = -(here.start - first) % 3
        if part.phase not in (None, phase):
            raise NotRepresentableError(
                f"the phase of line {part.line} is {part.phase}, "
                f"the bases before it make it {phase}"
            )
        behind = here.end
    return Interval(first or 0, behind)


def _spliced(interval: Interval, exons: Sequence[Interval]) -> Interval | None:
    """Convert a part of one exon from the gene frame to the transcript frame."""
    index = 0
    for exon in exons:
        if exon.covers(interval):
            start = index + interval.start - exon.start
            return Interval(start, start + len(interval))
        index += len(exon)
    return None


def _check_start(
    feature: Feature, coding: Sequence[Feature], cds: Interval, bases: str, strand: Strand
) -> None:
    """Refuse a CDS whose first codon is not known: the engine numbers residues from it."""
    if len(cds) < len(START_CODON):
        raise NotRepresentableError(f"its CDS has {len(cds)} bases")
    open_end = "start_range" if strand is Strand.PLUS else "end_range"
    tags = feature.attributes.get("tag", ())
    if "cds_start_NF" in tags or any(open_end in line.attributes for line in coding):
        raise NotRepresentableError(f"{_FIVE_PRIME_MISSING}: it is tagged so")
    codon = bases[cds.start : cds.start + 3]
    if codon != START_CODON and cds.start == 0:
        raise NotRepresentableError(
            f"{_FIVE_PRIME_MISSING}: it begins with {codon}, and the transcript with it"
        )
    if codon != START_CODON and coding[0].phase is None:
        raise NotRepresentableError(f"its CDS begins with {codon} and states no phase")


def _with_stop(cds: Interval, bases: str) -> tuple[Interval, bool]:
    """Take a stop codon right behind the CDS into it, and tell whether it ends with one."""
    protein = translate(bases[cds.start : cds.end])
    complete = len(cds) % 3 == 0 and protein.endswith(STOP)
    inner = protein[:-1] if complete else protein
    if STOP in inner:
        residue = inner.index(STOP) + 1
        raise NotRepresentableError(
            f"its CDS has a stop codon inside, residue {residue}: selenocysteine, or other bases "
            "than the annotation was made for"
        )
    if complete:
        return cds, True
    if len(cds) % 3 == 0 and translate(bases[cds.end : cds.end + 3]) == STOP:
        return Interval(cds.start, cds.end + 3), True
    if cds.end < len(bases):
        raise NotRepresentableError("its CDS ends inside the transcript, but not at a stop codon")
    return cds, False
