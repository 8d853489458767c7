"""Find the DNA changes of one base that explain a substituted residue."""

from __future__ import annotations

from collections.abc import Collection

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.annotate.protein import CodingSequence
from foxp3tool.model.gene import Gene, Transcript
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.sequence import CODON_TABLE, STOP, THREE_LETTER
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.errors import NotationError, no_change


def explain_protein_change(
    parsed: ProteinDescription, annotator: Annotator, aliases: Collection[str]
) -> tuple[ResolvedVariant, ...]:
    """Return every single-base change that gives a protein change, each said to be inferred.

    Args:
        parsed: The substituted residue.
        annotator: The engine of the build wanted.
        aliases: Other accessions of the MANE Select protein.

    Raises:
        NotationError: If the protein is unknown, has no such residue or another one there, or if no
            single base explains the change.
    """
    gene = annotator.gene
    model = annotator.model(_transcript(parsed, gene, aliases))
    coding = model.coding
    if coding is None:
        raise ValueError(f"{model.transcript.accession} has no protein")
    found = _checked_residue(parsed, coding)
    start = coding.cds.start + 3 * (parsed.position - 1)
    edits = _single_base_changes(coding.bases, start, parsed.new_residue)
    if parsed.position == 1:
        edits = []
    if not edits:
        raise NotationError(
            IssueCode.NO_SINGLE_BASE_ANSWER,
            f"no change of one base is known to turn {THREE_LETTER[found]}{parsed.position} into "
            f"{THREE_LETTER[parsed.new_residue]}",
            cause="what a changed start codon leads to is unknown"
            if parsed.position == 1
            else None,
            remedy="give the DNA change (c. or g.)",
        )
    message = "the only single-base change that gives this protein change"
    if len(edits) > 1:
        message = f"one of {len(edits)} single-base changes that give this protein change"
    issue = Issue(IssueCode.PROTEIN_ONLY, f"{message}; changes of several bases are possible too")
    issues = (issue, *_dna_reading(parsed, coding))
    positions = [model.projection.gene_position(edit.start) for edit in edits]
    return tuple(
        ResolvedVariant(
            GenomicVariant(
                gene.assembly, gene.to_genomic_edit(Edit(place, edit.deleted, edit.inserted))
            ),
            issues,
        )
        for place, edit in zip(positions, edits, strict=True)
    )


def _dna_reading(parsed: ProteinDescription, coding: CodingSequence) -> tuple[Issue, ...]:
    """Say so where a bare text such as A22G fits the coding DNA as well."""
    change = {parsed.residue, parsed.new_residue}
    index = coding.cds.start + parsed.position - 1
    if not parsed.is_bare or not change <= set("ACGT") or coding.bases[index] != parsed.residue:
        return ()
    dna = f"c.{parsed.position}{parsed.residue}>{parsed.new_residue}"
    message = f"read as a protein change; it may also be the DNA change {dna} (look that up, too)"
    return (Issue(IssueCode.TWO_READINGS, message),)


def _transcript(parsed: ProteinDescription, gene: Gene, aliases: Collection[str]) -> Transcript:
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


def _checked_residue(parsed: ProteinDescription, coding: CodingSequence) -> str:
    """Return the residue at the position named; it must be the one that is stated."""
    if parsed.position > len(coding.protein):
        length = len(coding.protein.rstrip(STOP))
        raise NotationError(
            IssueCode.INVALID_POSITION,
            f"the protein has {length} residues; there is no residue {parsed.position}",
        )
    found = coding.protein[parsed.position - 1]
    if found != parsed.residue:
        raise NotationError(
            IssueCode.REF_MISMATCH,
            f"residue {parsed.position} is {THREE_LETTER[found]}, "
            f"not {THREE_LETTER[parsed.residue]}",
            remedy=_residues_nearby(coding.protein, parsed),
        )
    if found == parsed.new_residue:
        raise no_change()
    return found


def _residues_nearby(protein: str, parsed: ProteinDescription) -> str | None:
    """Name the nearest residues of the stated kind, as a help and never as an answer."""
    numbers = sorted(
        (number for number, residue in enumerate(protein, 1) if residue == parsed.residue),
        key=lambda number: abs(number - parsed.position),
    )[:2]
    if not numbers:
        return None
    names = " and ".join(f"{THREE_LETTER[parsed.residue]}{number}" for number in numbers)
    return f"check the number; the nearest such residues are {names}"


def _single_base_changes(bases: str, start: int, residue: str) -> list[Edit]:
    """Return the single-base edits (transcript frame) of one codon that give a residue."""
    codon = bases[start : start + 3]
    return [
        Edit(start + place, codon[place], base)
        for place in range(3)
        for base in "ACGT"
        if base != codon[place]
        and CODON_TABLE[codon[:place] + base + codon[place + 1 :]] == residue
    ]
