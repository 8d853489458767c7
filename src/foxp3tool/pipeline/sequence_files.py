"""Write reference and mutant sequences to a file: FASTA, GenBank, or the bracket form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.genbank import genbank_texts
from foxp3tool.formats.output import open_output
from foxp3tool.formats.sequence_text import bracket_lines, fasta_lines
from foxp3tool.model.sequence_export import SequenceKind, SequencePair
from foxp3tool.reference.bundle import Bundle


class SequenceFormat(StrEnum):
    """The formats of sequences."""

    FASTA = "fasta"
    GENBANK = "genbank"
    BRACKET = "bracket"


_ENDINGS: Final = {
    ".fa": SequenceFormat.FASTA,
    ".fasta": SequenceFormat.FASTA,
    ".gb": SequenceFormat.GENBANK,
    ".gbk": SequenceFormat.GENBANK,
    ".txt": SequenceFormat.BRACKET,
}
_BRACKETED: Final = (SequenceKind.CONTEXT, SequenceKind.GENOMIC, SequenceKind.TRANSCRIPT)


def sequence_format(named: str | None, output: Path | None, kind: SequenceKind) -> SequenceFormat:
    """Return the format that is meant by its name or by the ending of the file; else FASTA.

    Raises:
        UsageError: If they contradict each other, or the format cannot hold what is asked for.
    """
    ending = None
    if output is not None and output != Path("-"):
        ending = _ENDINGS.get(output.suffix.lower())
        if ending is None:
            raise UsageError(
                f"--output {output}: the ending names no format of sequences",
                remedy="end the name with .fa or .fasta, .gb or .gbk, or .txt for the bracket form",
            )
    chosen = SequenceFormat(named) if named is not None else ending or SequenceFormat.FASTA
    # The bracket form is FASTA to whoever reads it.
    fits = {chosen} if chosen is not SequenceFormat.BRACKET else {chosen, SequenceFormat.FASTA}
    if ending is not None and ending not in fits:
        raise UsageError(
            f"--output {output}: the ending says {ending}, --format {chosen.value}",
            remedy="leave --format out, or change the ending",
        )
    if chosen is SequenceFormat.BRACKET and kind not in _BRACKETED:
        raise UsageError(
            f"--format bracket shows one change in bases that both alleles share; {kind.value} of "
            "the mutant may go on otherwise behind it",
            remedy="choose --what context, genomic or transcript",
        )
    return chosen


def write_sequences(
    pairs: Iterable[SequencePair], form: SequenceFormat, output: Path | None, bundle: Bundle
) -> None:
    """Write sequences.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    with open_output(None if output == Path("-") else output) as stream:
        for text in _texts(pairs, form, bundle):
            stream.write(text)


def _texts(pairs: Iterable[SequencePair], form: SequenceFormat, bundle: Bundle) -> Iterator[str]:
    match form:
        case SequenceFormat.FASTA:
            yield from (f"{line}\n" for line in fasta_lines(pairs))
        case SequenceFormat.BRACKET:
            yield from (f"{line}\n" for line in bracket_lines(pairs))
        case SequenceFormat.GENBANK:
            yield from genbank_texts(pairs, day_of(bundle))


def day_of(bundle: Bundle) -> date:
    """Return the day of the data: of ClinVar's file if the catalog is renewed, else the bundle's.

    The bundle's version names year and month; its day is the first where it names none.
    """
    if bundle.renewal is not None:
        return date.fromisoformat(bundle.renewal.clinvar_date)
    year, month, *_ = (int(part) for part in bundle.manifest.data_version.split("."))
    return date(year, month, 1)
