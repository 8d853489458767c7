"""What a protein description states, compared with the protein: which one, which residues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.nearby_protein import where_residues_fit
from foxp3tool.annotate.protein import CodingSequence
from foxp3tool.annotate.protein_naming import name_residues, residue_change, trim_residues
from foxp3tool.annotate.slips import MOST_HINTS
from foxp3tool.model.annotation import TranscriptAnnotation
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import STOP, THREE_LETTER
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.faults import residue, written_text

Kind = ProteinChangeKind

_EXCHANGES = (Kind.DELETION, Kind.DUPLICATION, Kind.INSERTION, Kind.DELINS)


def transcript_of(parsed: ProteinDescription, gene: Gene, aliases: Mapping[str, str]) -> Transcript:
    """Return the transcript of the protein named; MANE Select if none is.

    Raises:
        NotationError: If the protein is not bundled; the message names what is.
    """
    if parsed.reference is None:
        return gene.mane_select
    wanted = aliases.get(parsed.reference, parsed.reference)
    stem, _, version = wanted.partition(".")
    for transcript in gene.transcripts:
        accession = transcript.protein_accession or ""
        if wanted == accession or (not version and accession.startswith(f"{stem}.")):
            return transcript
    known = sorted({t.protein_accession for t in gene.transcripts if t.protein_accession})
    raise NotationError(
        IssueCode.UNKNOWN_REFERENCE,
        f"{parsed.reference} is no protein of {gene.symbol} that is bundled",
        remedy="known proteins: " + ", ".join(known),
    ).about(written_text(parsed.reference))


def check_residues(
    parsed: ProteinDescription, annotator: Annotator, transcript: Transcript, coding: CodingSequence
) -> None:
    """Refuse residues that are not those of the protein.

    Raises:
        NotationError: With the residue that stands there and what may be meant; never with an
            answer in its place.
    """
    change = parsed.change
    for number, letter in ((change.start, change.start_residue), (change.end, change.end_residue)):
        found = coding.protein[number - 1 : number]
        if found == letter:
            continue
        is_beyond = number > len(coding.protein)
        message = f"residue {number} is {THREE_LETTER.get(found)}, not {THREE_LETTER[letter]}"
        if is_beyond:
            length = len(coding.protein.rstrip(STOP))
            message = f"the protein has {length} residues; there is no residue {number}"
        dna = dna_reading(parsed, coding)
        hints = [f"{dna} (the old name of a DNA change)"] if dna else []
        hints += where_residues_fit(parsed, annotator, transcript)
        raise NotationError(
            IssueCode.INVALID_POSITION if is_beyond else IssueCode.REF_MISMATCH,
            message,
            cause="a slip in the number or the residue, or another protein",
            remedy="compare it with its source",
        ).about(residue(number, letter, is_number=is_beyond), tuple(hints[:MOST_HINTS]))


def dna_reading(parsed: ProteinDescription, coding: CodingSequence) -> str:
    """Return the DNA change that a bare text such as A22G names as well, if the base is right."""
    change = parsed.change
    letters = {change.start_residue, change.inserted}
    index = coding.cds.start + change.start - 1
    fits = (
        parsed.is_bare
        and change.kind is Kind.SUBSTITUTION
        and letters <= set("ACGT")
        and index < coding.cds.end
        and coding.bases[index] == change.start_residue
    )
    return f"c.{change.start}{change.start_residue}>{change.inserted}" if fits else ""


def hgvs_form(change: ProteinChange, coding: CodingSequence) -> ProteinChange:
    """Name an exchange of residues as HGVS does: the 3' rule, duplications, extensions.

    Args:
        change: The change stated; its residues are those of the protein.
        coding: The protein.
    """
    if change.kind not in _EXCHANGES or change.start == 1 or not coding.has_stop:
        return change
    protein = coding.protein
    stop = len(protein) - 1
    first, behind, new = change.start - 1, change.end, change.inserted
    if change.kind is Kind.INSERTION:
        first, behind = change.end - 1, change.end - 1
    elif change.kind is Kind.DUPLICATION:
        first, new = behind, protein[first:behind]
    if first == stop and new and new != STOP:
        distance = len(new) - new.endswith(STOP)
        return name_residues(Kind.EXTENSION, protein, stop, stop, new[0], distance)
    if new == STOP and first < stop:
        return name_residues(Kind.SUBSTITUTION, protein, first, first, STOP)
    if STOP in new or behind > stop:
        return change
    mutant = protein[:first] + new + protein[behind:]
    if mutant == protein:
        return change
    index, old, new = trim_residues(protein, mutant, 0)
    if not old and index == stop:
        return name_residues(Kind.EXTENSION, protein, stop, stop, new[0], len(new))
    return residue_change(protein, index, old, new)


def is_as_stated(change: ProteinChange, wanted: ProteinChange, *, states_stop: bool) -> bool:
    """Tell whether a predicted change is the one stated, as far as the statement goes.

    Args:
        change: The change predicted.
        wanted: The change stated, in the form of HGVS; see :func:`hgvs_form`.
        states_stop: As in :class:`ProteinDescription`.
    """
    if change.kind is not wanted.kind:
        return False
    if wanted.kind in (Kind.FRAMESHIFT, Kind.EXTENSION):
        change = replace(
            change,
            inserted=change.inserted if wanted.inserted else "",
            new_stop=change.new_stop if states_stop else wanted.new_stop,
        )
    return change == wanted


def agrees_with(
    parsed: ProteinDescription, found: TranscriptAnnotation, coding: CodingSequence | None
) -> bool:
    """Tell whether a protein name that stands beside a DNA name fits what is predicted from it.

    ``p.?`` says that nothing is known, which contradicts nothing; ``p.=`` fits a change outside the
    coding sequence as well.
    """
    stated = parsed.change
    if stated.kind is Kind.UNKNOWN:
        return True
    if stated.kind is Kind.NO_PROTEIN:
        return found.hgvs_p in ("p.0", "p.0?")
    predicted = None if found.coding is None else found.coding.protein_change
    if stated.kind is Kind.SILENT and not stated.start:
        return not found.hgvs_p or (predicted is not None and predicted.kind is Kind.SILENT)
    if predicted is None or coding is None:
        return False
    wanted = hgvs_form(stated, coding)
    return is_as_stated(predicted, wanted, states_stop=parsed.states_stop)
