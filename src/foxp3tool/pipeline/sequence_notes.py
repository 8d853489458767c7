"""What is predicted of a mutant's mRNA and is to be known with its sequence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from foxp3tool.annotate.allele_transcript import AlleleTranscript
from foxp3tool.annotate.decay import REACH
from foxp3tool.model.details import (
    DecayVerdict,
    PolyASignalChange,
    SignalFate,
    TranscriptDetails,
)
from foxp3tool.model.issue import IssueCode
from foxp3tool.pipeline.sequence_alleles import NamedAllele

CODON_LENGTH: Final = 3
_DECAYS: Final = "the mRNA is predicted to be broken down before it is read"


def predicted_notes(
    allele: NamedAllele, reference: AlleleTranscript, made: AlleleTranscript
) -> tuple[str, ...]:
    """Return what is predicted: decay, another poly-A signal, another start of translation.

    Where another placement of the allele reads otherwise, that is said as well.

    Args:
        allele: The allele.
        reference: The transcript of the reference.
        made: The transcript of the allele as it is written.
    """
    annotated = allele.row.transcript
    told = [
        issue.message for issue in allele.row.issues if issue.code is IssueCode.AMBIGUOUS_PLACEMENT
    ]
    if annotated is not None and annotated.details is not None:
        told += _notes(annotated.details)
    if not any(one.startswith(_DECAYS) for one in told):
        told += _decay_as_written(reference, made)
    return tuple(told)


def _decay_as_written(reference: AlleleTranscript, made: AlleleTranscript) -> Iterator[str]:
    """Yield that an mRNA would decay by its new stop, where its splicing was taken for granted."""
    before, distance = (_before_last_junction(one) for one in (reference, made))
    if distance is not None and distance >= REACH and (before is None or before < REACH):
        yield (
            f"{_DECAYS}, if it is spliced as written here: stop {distance} bases before the last "
            f"exon junction ({REACH} or more)"
        )


def _before_last_junction(made: AlleleTranscript) -> int | None:
    """Return how far the stop lies before the last exon junction, as the rule of decay counts."""
    spans = made.exon_spans()
    if made.cds is None or not made.has_stop or len(spans) < 2:
        return None
    return spans[-1].start - (made.cds.end - CODON_LENGTH)


def _notes(details: TranscriptDetails) -> Iterator[str]:
    decay = details.decay
    if decay is not None and decay.verdict is DecayVerdict.PREDICTED:
        yield f"{_DECAYS}: {decay.reason}"
    for signal in details.polya_signals:
        yield _of_signal(signal)
    for start in details.upstream_starts:
        if start.fate is SignalFate.CREATED:
            yield (
                f"an ATG arises in the 5'UTR at c.{start.position} ({start.frame.value}; "
                f"{start.kozak.value} context): whether translation begins there is not known"
            )
        elif start.fate is SignalFate.CHANGED:
            yield (
                f"the reading frame of the ATG at c.{start.position} in the 5'UTR changes: it now "
                f"{start.frame.value}"
            )


def _of_signal(signal: PolyASignalChange) -> str:
    if signal.fate is SignalFate.CREATED:
        return (
            f"a polyadenylation hexamer {signal.after} arises at c.{signal.position}: whether the "
            "mRNA ends behind it is not known"
        )
    became = f" becomes {signal.after}" if signal.after else " is gone"
    return (
        f"the polyadenylation signal {signal.before} at c.{signal.position}{became}: where the "
        "mRNA ends is not known; it is written to the end that it has in the reference"
    )
