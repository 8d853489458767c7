"""What a protein description states, compared with the protein: which one, which residues."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.protein import CodingSequence
from foxp3tool.annotate.protein_naming import name_residues, residue_change, trim_residues
from foxp3tool.model.annotation import TranscriptAnnotation
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.positions import residue_number
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import STOP, THREE_LETTER
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.protein_parse import protein_text

Kind = ProteinChangeKind

_EXCHANGES = (Kind.DELETION, Kind.DUPLICATION, Kind.INSERTION, Kind.DELINS)


def transcript_of(parsed: ProteinDescription, gene: Gene, aliases: Collection[str]) -> Transcript:
    """Return the transcript of the protein named; MANE Select if none is.

    Raises:
        NotationError: If the protein is not bundled; the message names what is.
    """
    if parsed.reference is None or parsed.reference in aliases:
        return gene.mane_select
    stem, _, version = parsed.reference.partition(".")
    for transcript in gene.transcripts:
        accession = transcript.protein_accession or ""
        if parsed.reference == accession or (not version and accession.startswith(f"{stem}.")):
            return transcript
    known = sorted({t.protein_accession for t in gene.transcripts if t.protein_accession})
    raise NotationError(
        IssueCode.UNKNOWN_REFERENCE,
        f"{parsed.reference} is no protein of {gene.symbol} that is bundled",
        remedy="known proteins: " + ", ".join(known),
    )


def check_residues(
    parsed: ProteinDescription, annotator: Annotator, transcript: Transcript, coding: CodingSequence
) -> None:
    """Refuse residues that are not those of the protein.

    Raises:
        NotationError: With the residue that stands there, the numbers nearby that fit, and the
            number on the other isoform if that fits; never with an answer in their place.
    """
    change = parsed.change
    for number, residue in ((change.start, change.start_residue), (change.end, change.end_residue)):
        hints = [_dna_hint(parsed, coding), _companion_hint(parsed, annotator, transcript)]
        if number > len(coding.protein):
            length = len(coding.protein.rstrip(STOP))
            raise NotationError(
                IssueCode.INVALID_POSITION,
                f"the protein has {length} residues; there is no residue {number}",
                remedy="; ".join(hint for hint in hints if hint) or None,
            )
        found = coding.protein[number - 1]
        if found != residue:
            hints.insert(0, _residues_nearby(coding.protein, number, residue))
            raise NotationError(
                IssueCode.REF_MISMATCH,
                f"residue {number} is {THREE_LETTER[found]}, not {THREE_LETTER[residue]}",
                remedy="; ".join(hint for hint in hints if hint) or None,
            )


def _residues_nearby(protein: str, position: int, residue: str) -> str:
    """Name the nearest residues of the stated kind."""
    numbers = sorted(
        (number for number, found in enumerate(protein, 1) if found == residue),
        key=lambda number: abs(number - position),
    )[:2]
    if not numbers:
        return ""
    names = " and ".join(f"{THREE_LETTER[residue]}{number}" for number in numbers)
    return f"check the number; the nearest such residues are {names}"


def _companion_hint(
    parsed: ProteinDescription, annotator: Annotator, transcript: Transcript
) -> str:
    """Say so where the residues are right if they are counted on the gene's other isoform."""
    companion = annotator.gene.companion
    if not transcript.mane_select or companion is None:
        return ""
    model, change = annotator.model(companion), parsed.change
    if model.coding is None or change.end > len(model.coding.protein):
        return ""
    protein = model.coding.protein
    ends = (change.start, change.start_residue), (change.end, change.end_residue)
    if any(protein[number - 1] != residue for number, residue in ends):
        return ""
    here = annotator.model(transcript)
    place = here.projection.locate(model.codon_positions(change.start - 1)[0])
    same = ""
    if place is not None and here.coding is not None and not place.in_intron:
        number = residue_number((place.index - here.coding.cds.start) // 3)
        same = f", which is {THREE_LETTER[change.start_residue]}{number} here"
    name = f"{companion.protein_accession}:{protein_text(parsed)}"
    return (
        f"{THREE_LETTER[change.start_residue]}{change.start} fits the numbering of "
        f"{companion.accession}{same}: if that was meant, look up {name}"
    )


def _dna_hint(parsed: ProteinDescription, coding: CodingSequence) -> str:
    name = dna_reading(parsed, coding)
    return f"if the old name of a DNA change was meant, look up {name}" if name else ""


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
