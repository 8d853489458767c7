"""What is predicted of a mutant's mRNA and is to be known with its sequence."""

from __future__ import annotations

from collections.abc import Iterator

from foxp3tool.model.details import (
    DecayVerdict,
    PolyASignalChange,
    SignalFate,
    TranscriptDetails,
)
from foxp3tool.model.issue import IssueCode
from foxp3tool.pipeline.sequence_alleles import NamedAllele


def predicted_notes(allele: NamedAllele) -> tuple[str, ...]:
    """Return what is predicted: decay, another poly-A signal, another start of translation.

    Where another placement of the allele reads otherwise, that is said as well.
    """
    annotated = allele.row.transcript
    told = [
        issue.message for issue in allele.row.issues if issue.code is IssueCode.AMBIGUOUS_PLACEMENT
    ]
    if annotated is not None and annotated.details is not None:
        told += _notes(annotated.details)
    return tuple(told)


def _notes(details: TranscriptDetails) -> Iterator[str]:
    decay = details.decay
    if decay is not None and decay.verdict is DecayVerdict.PREDICTED:
        yield f"the mRNA is predicted to be broken down before it is read: {decay.reason}"
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
