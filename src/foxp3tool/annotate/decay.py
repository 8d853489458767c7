"""Nonsense-mediated decay, predicted by the 50-nucleotide rule.

A premature stop codon is predicted to trigger decay of its mRNA unless it lies in the last exon or
in the last 50 bases before the last exon/exon junction (the rule as the ClinGen recommendation for
PVS1 uses it, PMID 30192042). The first base of the stop codon is what is measured from, itself
counted: on NM_014009.4, whose last junction lies behind c.1146, a stop at c.1097 has the distance
50 and is the last to be predicted. Other rules (stops close to the start, long exons) are not
applied.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.annotate.consequence import Effect
from foxp3tool.annotate.spliced_mutant import SplicedMutant
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.errors import counted
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.details import Decay, DecayVerdict
from foxp3tool.model.gene import Biotype
from foxp3tool.model.protein import ProteinChangeKind
from foxp3tool.model.sequence import (
    CODON_TABLE,
    STOP,
    UNKNOWN_RESIDUE,
    is_unambiguous,
    meanings,
    translate_to_stop,
)

REACH: Final = 50
"""Distance from the last junction, in bases, from which decay is predicted."""

_PREMATURE = frozenset({Consequence.STOP_GAINED, Consequence.FRAMESHIFT_VARIANT})


def predict_decay(
    model: TranscriptModel, effect: Effect, mutant: SplicedMutant | None
) -> Decay | None:
    """Predict decay for an allele that brings a premature stop, or might.

    Args:
        model: The transcript.
        effect: The effect of the allele on it.
        mutant: The mutant mRNA, or None if it cannot be told.

    Returns:
        None if no premature stop is in question: the protein keeps its natural end, or there is
        nothing to translate.
    """
    coding = effect.coding
    if model.transcript.cds is None or effect.protein_change is None:
        return None
    untold = effect.protein_change.kind is ProteinChangeKind.UNKNOWN
    terms = frozenset() if coding is None else coding.consequences
    extended = effect.protein_change.kind is ProteinChangeKind.EXTENSION
    premature = bool(_PREMATURE & terms) and not extended
    if not (premature or untold):
        return None
    if model.transcript.biotype is Biotype.NONSENSE_MEDIATED_DECAY:
        reason = "the transcript is annotated as a target of NMD without the variant"
        return Decay(DecayVerdict.UNKNOWN, reason)
    if premature and mutant is not None:
        return decay_of(mutant)
    if untold and mutant is not None and not _may_stop_early(mutant):
        return None
    if untold:
        return Decay(DecayVerdict.UNKNOWN, "the mutant mRNA or protein cannot be told")
    return None


def _may_stop_early(mutant: SplicedMutant) -> bool:
    """Tell whether a protein that is unknown may end early: not if only its residues are unknown.

    Asked of mutants without a frameshift and without a stop that is known to be gained.
    """
    if all(is_unambiguous(edit.inserted) for edit in mutant.edits):
        return True
    natural_end = len(mutant.bases) - (len(mutant.model.bases) - mutant.cds.end)
    natural_stop = natural_end - 3 * mutant.model.transcript.cds_complete
    return any(
        CODON_TABLE[codon] == STOP
        for first in range(mutant.cds.start, natural_stop, 3)
        for codon in meanings(mutant.bases[first : first + 3])
    )


def decay_of(mutant: SplicedMutant) -> Decay:
    """Predict decay of a mutant mRNA from its first stop in the frame of the start codon."""
    changed = mutant.cds.start + 3 * mutant.kept_codons
    tail = translate_to_stop(mutant.bases[changed:])
    if UNKNOWN_RESIDUE in tail:
        return Decay(DecayVerdict.UNKNOWN, "bases before the stop are not known")
    if not tail.endswith(STOP):
        reason = "no stop codon in the transcript (NMD needs one; nonstop decay is another pathway)"
        return Decay(DecayVerdict.UNKNOWN, reason)
    stop = changed + 3 * (len(tail) - 1)
    name = mutant.name(stop)
    junctions = mutant.junctions
    if not junctions:
        return Decay(DecayVerdict.ESCAPES, "the mRNA has no exon/exon junction", name)
    last = junctions[-1]
    distance = last - stop if stop < last else last - stop - 1
    names = f"{mutant.name(last - 1)}^{mutant.name(last)}"
    if distance >= REACH:
        reason = f"stop {distance} bases before the last exon junction ({REACH} or more)"
        return Decay(DecayVerdict.PREDICTED, reason, name, names, distance)
    if not mutant.model.transcript.cds_complete:
        reason = "the transcript's 3' end is missing, so its last exon junction is not known"
        return Decay(DecayVerdict.UNKNOWN, reason, name)
    if distance > 0:
        reason = (
            f"stop {counted(distance, 'base')} before the last exon junction (less than {REACH})"
        )
    else:
        reason = "stop in the last exon"
    return Decay(DecayVerdict.ESCAPES, reason, name, names, distance)
