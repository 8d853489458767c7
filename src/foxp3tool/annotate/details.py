"""All predictions beyond terms and names, for one allele on one transcript."""

from __future__ import annotations

from foxp3tool.annotate.consequence import Effect
from foxp3tool.annotate.decay import predict_decay
from foxp3tool.annotate.exon_skipping import predict_exon_skips
from foxp3tool.annotate.features import FeatureMap
from foxp3tool.annotate.protein_loss import protein_loss
from foxp3tool.annotate.spliced_mutant import SplicedMutant
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.annotate.untranslated import kozak_change, polya_changes, upstream_starts
from foxp3tool.model.details import TranscriptDetails, UpstreamStart
from foxp3tool.model.variant import Edit


def details_on_transcript(
    model: TranscriptModel,
    sequence: str,
    edit: Edit,
    effect: Effect,
    hgvs_n: str,
    features: FeatureMap,
) -> TranscriptDetails:
    """Work out the predictions.

    Args:
        model: The transcript.
        sequence: The gene-frame sequence.
        edit: The allele in the gene frame, 3'-shifted.
        effect: Its effect on the transcript.
        hgvs_n: Its ``n.`` name.
        features: The features of the transcript's protein.
    """
    parts, coding = effect.parts, model.coding
    loss = None
    if coding is not None:
        loss = protein_loss(effect.protein_change, coding.protein, features)
    if parts is None:
        return TranscriptDetails(hgvs_n=hgvs_n, protein_loss=loss)
    kozak = None
    starts: tuple[UpstreamStart, ...] = ()
    mutant = mutant_of(model, effect)
    if mutant is not None:
        kozak = kozak_change(mutant)
        starts = upstream_starts(mutant)
    return TranscriptDetails(
        hgvs_n=hgvs_n,
        decay=predict_decay(model, effect, mutant),
        exon_skips=predict_exon_skips(model, edit, effect),
        last_base_of_exons=_last_bases(model, edit),
        polya_signals=polya_changes(model, sequence, edit, parts.spliced),
        kozak=kozak,
        upstream_starts=starts,
        protein_loss=loss,
    )


def mutant_of(model: TranscriptModel, effect: Effect) -> SplicedMutant | None:
    """Return the mutant mRNA; None if it cannot be told, or has no coding sequence."""
    cds = model.transcript.cds
    if cds is None or effect.parts is None or effect.parts.spliced is None:
        return None
    return SplicedMutant.of(model, cds, effect.parts.spliced)


def _last_bases(model: TranscriptModel, edit: Edit) -> tuple[int, ...]:
    """Return the exons (from 1) whose last base is deleted or replaced by another."""
    exons = []
    for number, intron in enumerate(model.introns, 1):
        index = intron.start - 1 - edit.start
        if not 0 <= index < len(edit.deleted):
            continue
        same_length = len(edit.deleted) == len(edit.inserted)
        if not same_length or edit.deleted[index] != edit.inserted[index]:
            exons.append(number)
    return tuple(exons)
