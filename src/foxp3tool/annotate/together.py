"""Several changes on one chromosome (in cis), annotated as the one allele that they are.

Changes next to each other, and two that one base separates in one codon, are one delins
(https://hgvs-nomenclature.org/stable/recommendations/DNA/delins/). Others keep their own names, in
``c.[a;b]``, and their effect on the protein is worked out together: changes are taken together as
long as the reading frame is shifted or they share a codon, and nothing is listed behind a stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.consequence import Effect, effect_on_transcript
from foxp3tool.annotate.decay import predict_decay
from foxp3tool.annotate.normalisation import normalise, shift
from foxp3tool.annotate.protein import coding_effect
from foxp3tool.annotate.spliced_mutant import SplicedMutant
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.annotate.untranslated import kozak_change, upstream_starts
from foxp3tool.model.annotation import CodingEffect, TranscriptAnnotation, VariantAnnotation
from foxp3tool.model.consequence import by_severity
from foxp3tool.model.details import TranscriptDetails
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.interval import Direction, Strand
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import STOP
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.hgvs_format import format_protein

_ENDS_PROTEIN = frozenset({ProteinChangeKind.FRAMESHIFT, ProteinChangeKind.EXTENSION})
_UNTOLD = frozenset(
    {ProteinChangeKind.UNKNOWN, ProteinChangeKind.NO_PROTEIN, ProteinChangeKind.START_LOST}
)


class InteractingChangesError(ValueError):
    """Changes that overlap, or one of which could be placed on the other side of another."""


def joined(sequence: str, edits: Sequence[Edit], origin: int = 0) -> Edit:
    """Return one edit that does what several do, the bases between them kept.

    Args:
        sequence: The reference.
        edits: Edits in ascending order that do not overlap.
        origin: The coordinate of the sequence's first base in the frame of the edits.
    """
    inserted = edits[0].inserted
    for before, edit in pairwise(edits):
        inserted += sequence[before.end - origin : edit.start - origin] + edit.inserted
    start, end = edits[0].start, edits[-1].end
    return Edit(start, sequence[start - origin : end - origin], inserted)


def combine(annotator: Annotator, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Order genomic edits and make one of those that HGVS describes as one.

    Returns:
        Left-aligned genomic edits in ascending order; a single one if all of them became one.

    Raises:
        InteractingChangesError: If changes overlap or cannot be told apart.
    """
    gene = annotator.gene
    aligned = sorted((annotator.left_align(edit) for edit in edits), key=lambda e: (e.start, e.end))
    for before, edit in pairwise(aligned):
        last = shift(before, gene.plus_sequence, Direction.FORWARD, gene.region.start)
        if edit.start < last.end or (edit.start == last.end and not before.deleted):
            raise InteractingChangesError(
                "two of the changes overlap, or lie in one stretch in which they could be placed "
                "in another order"
            )
    combined = [aligned[0]]
    model = annotator.model(gene.mane_select)
    for edit in aligned[1:]:
        if _is_one(gene, model, combined[-1], edit):
            both = [combined.pop(), edit]
            edit = joined(gene.plus_sequence, both, gene.region.start)  # noqa: PLW2901
        combined.append(edit)
    return tuple(annotator.left_align(edit) for edit in combined)


def _is_one(gene: Gene, model: TranscriptModel, before: Edit, edit: Edit) -> bool:
    """Tell whether two neighbouring changes are described as one delins."""
    distance = edit.start - before.end
    if distance == 0:
        return True
    if distance > 1 or not (before.is_substitution and edit.is_substitution):
        return False
    cds = model.transcript.cds
    codons = set()
    for one in (before, edit):
        place = model.projection.locate(gene.to_gene_edit(one).start)
        if cds is None or place is None or place.in_intron or place.index not in cds:
            return False
        codons.add((place.index - cds.start) // 3)
    return len(codons) == 1


def annotate_together(
    annotator: Annotator,
    variants: Sequence[GenomicVariant],
    transcripts: Sequence[Transcript],
    *,
    details: bool = True,
) -> VariantAnnotation:
    """Annotate several changes of one chromosome as one allele.

    Args:
        annotator: The engine of their build.
        variants: At least two alleles, as :func:`combine` returns them.
        transcripts: The transcripts wanted.
        details: As for :meth:`Annotator.annotate`.
    """
    gene = annotator.gene
    singles = [annotator.annotate(v, transcripts, details=details) for v in variants]
    plus = [single.variant.edit for single in singles]
    whole = joined(gene.plus_sequence, plus, gene.region.start)
    in_order = singles if gene.strand is Strand.PLUS else singles[::-1]
    edits = [
        normalise(gene.to_gene_edit(single.variant.edit), gene.sequence, Direction.FORWARD)
        for single in in_order
    ]
    return VariantAnnotation(
        variant=GenomicVariant(gene.assembly, whole),
        hgvs_g=_listed([single.hgvs_g for single in singles]),
        spdi=_each([single.spdi for single in singles]),
        vrs_id=_each([single.vrs_id for single in singles]),
        normalized=_each([single.normalized for single in singles]),
        other_normalized=_each([single.other_normalized for single in singles]),
        exon_legacy=_once(single.exon_legacy for single in in_order),
        transcripts=tuple(
            _on_transcript(annotator, transcript, edits, parts, details=details)
            for transcript, *parts in zip(
                transcripts, *(single.transcripts for single in in_order), strict=True
            )
        ),
        issues=tuple(dict.fromkeys(issue for single in singles for issue in single.issues)),
        other_hgvs_g=_listed([single.other_hgvs_g for single in singles]),
        hgvs_refseqgene=_listed([single.hgvs_refseqgene for single in in_order]),
    )


def _each(forms: Sequence[str]) -> str:
    """Join a form of every change; empty if that of one is not known.

    A part of them would be another allele.
    """
    return "|".join(forms) if all(forms) else ""


def _once(values: Iterable[str]) -> str:
    """Join the places that changes touch, each once; a change may touch several."""
    places = (place for value in values for place in value.split("|"))
    return "|".join(dict.fromkeys(place for place in places if place))


def _listed(names: Sequence[str]) -> str:
    """Write names of one reference as one: ``NM_014009.4:c.[1010G>A;1150G>A]``.

    Empty if one of them is. The genomic context is kept if one of them needs it.
    """
    if not all(names):
        return ""
    reference = max((name.partition(":")[0] for name in names), key=len)
    bodies = [name.partition(":")[2] for name in names]
    return f"{reference}:{bodies[0][:2]}[{';'.join(body[2:] for body in bodies)}]"


def _on_transcript(
    annotator: Annotator,
    transcript: Transcript,
    edits: Sequence[Edit],
    parts: Sequence[TranscriptAnnotation],
    *,
    details: bool,
) -> TranscriptAnnotation:
    """Put the annotations of single changes together, and read the protein anew."""
    model, gene = annotator.model(transcript), annotator.gene
    effects = [effect_on_transcript(model, edit) for edit in edits]
    spliced = [e.parts.spliced for e in effects if e.parts is not None and e.parts.spliced]
    groups = _coding_groups(model, [e for e in effects if _is_read(e)])
    terms = {
        term
        for effect in effects
        for term in effect.terms
        if effect.coding is None or not _is_read(effect) or term not in effect.coding.consequences
    }
    terms.update(*(group.consequences for group in groups))
    change, name = _protein(transcript, effects, groups)
    effect = Effect(by_severity(terms), None, _joined_coding(groups), change)
    mutant = None
    if spliced and transcript.cds is not None:
        mutant = SplicedMutant.of(model, transcript.cds, *spliced)
    companion = None
    companions = [part.companion for part in parts if part.companion is not None]
    if len(companions) == len(parts) and gene.companion is not None:
        companion = _on_transcript(annotator, gene.companion, edits, companions, details=False)
    return TranscriptAnnotation(
        transcript=transcript,
        consequences=effect.terms,
        hgvs_c=_listed([part.hgvs_c for part in parts]),
        hgvs_p=name,
        coding=effect.coding,
        exon=_once(part.exon for part in parts),
        intron=_once(part.intron for part in parts),
        features=tuple(dict.fromkeys(feature for part in parts for feature in part.features)),
        issues=tuple(dict.fromkeys(issue for part in parts for issue in part.issues)),
        details=_details(model, effect, mutant, parts) if details else None,
        companion=companion,
    )


def _is_read(effect: Effect) -> bool:
    """Tell whether the effect of a single change on the protein can be read off the mRNA."""
    return effect.coding is not None and effect.parts is not None and bool(effect.parts.spliced)


def _coding_groups(model: TranscriptModel, effects: Sequence[Effect]) -> list[CodingEffect]:
    """Take changes together while the frame is shifted or a codon is shared; read each group."""
    if model.coding is None:
        return []
    start = model.coding.cds.start
    groups: list[list[Edit]] = []
    shifted, behind = 0, -1
    for effect in effects:
        edit = effect.parts.spliced if effect.parts is not None else None
        if edit is None:
            continue
        codon = (edit.start - start) // 3
        if groups and (shifted % 3 or codon <= behind):
            groups[-1].append(edit)
        else:
            groups.append([edit])
            shifted = 0
        shifted += edit.length_change
        behind = (max(edit.end, edit.start + 1) - 1 - start) // 3
    return [coding_effect(model.coding, joined(model.bases, group)) for group in groups]


def _joined_coding(groups: Sequence[CodingEffect]) -> CodingEffect | None:
    if len(groups) < 2:
        return groups[0] if groups else None
    return CodingEffect(
        frozenset().union(*(group.consequences for group in groups)),
        None,
        cds_start=groups[0].cds_start,
        cds_end=groups[-1].cds_end,
        residue_start=groups[0].residue_start,
        residue_end=groups[-1].residue_end,
        codons="|".join(group.codons for group in groups),
        amino_acids="|".join(group.amino_acids for group in groups),
    )


def _protein(
    transcript: Transcript, effects: Sequence[Effect], groups: Sequence[CodingEffect]
) -> tuple[ProteinChange | None, str]:
    """Return the change that decides what becomes of the mRNA, and the name of all of them."""
    accession = transcript.protein_accession or ""
    for effect in effects:
        change = effect.protein_change
        if change is not None and change.kind in _UNTOLD:
            untold = change.kind is not ProteinChangeKind.START_LOST
            return change, format_protein("" if untold else accession, change)
    changes: list[ProteinChange] = []
    for group in groups:
        if group.protein_change is None:
            continue
        changes.append(group.protein_change)
        if group.protein_change.kind in _UNTOLD:
            return group.protein_change, format_protein("", group.protein_change)
        if group.protein_change.kind in _ENDS_PROTEIN or STOP in group.protein_change.inserted:
            break
    if not changes:
        return None, ""
    names = [format_protein("", change)[3:-1] for change in changes]
    if len(names) == 1:
        return changes[-1], format_protein(accession, changes[0])
    prefix = f"{accession}:" if accession else ""
    return changes[-1], f"{prefix}p.[({';'.join(names)})]"


def _details(
    model: TranscriptModel,
    effect: Effect,
    mutant: SplicedMutant | None,
    parts: Sequence[TranscriptAnnotation],
) -> TranscriptDetails:
    """Put the predictions of single changes together; what is read off the mRNA is read anew."""
    each = [part.details for part in parts if part.details is not None]
    return TranscriptDetails(
        hgvs_n=_listed([details.hgvs_n for details in each]),
        decay=predict_decay(model, effect, mutant),
        exon_skips=tuple(skip for details in each for skip in details.exon_skips),
        last_base_of_exons=tuple(exon for details in each for exon in details.last_base_of_exons),
        polya_signals=tuple(change for details in each for change in details.polya_signals),
        kozak=None if mutant is None else kozak_change(mutant),
        upstream_starts=() if mutant is None else upstream_starts(mutant),
    )
