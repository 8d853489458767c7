"""Find the DNA changes that explain a protein change, each proved by running the engine on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.annotate.protein import CodingSequence
from foxp3tool.annotate.protein_candidates import tiers
from foxp3tool.annotate.protein_search import ExplanationSearch, KnownAlleles
from foxp3tool.annotate.protein_statement import (
    check_residues,
    dna_reading,
    hgvs_form,
    transcript_of,
)
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import THREE_LETTER
from foxp3tool.model.variant import GenomicVariant
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.hgvs_format import format_protein
from foxp3tool.notation.protein_parse import protein_text

Kind = ProteinChangeKind

MAX_ANSWERS: Final = 30
"""How many DNA changes are listed for one protein change."""
_MAX_NAMES: Final = 4
_ACROSS: Final = "changes of bases that an intron parts were not tried"


@frozen
class Reported:
    """What is known to be reported, on one build.

    Args:
        alleles: Alleles that come first if they give the protein change, in this order. They need
            not be small.
        without_dna: What is reported by its protein change only: names of entries by HGVS name of
            the change on the MANE Select protein.
    """

    alleles: KnownAlleles = field(default_factory=KnownAlleles)
    without_dna: Mapping[str, str] = field(default_factory=dict)


NOTHING_REPORTED: Final = Reported()


def explain_protein_change(
    parsed: ProteinDescription,
    annotator: Annotator,
    aliases: Mapping[str, str],
    reported: Reported = NOTHING_REPORTED,
) -> tuple[ResolvedVariant, ...]:
    """Return the small DNA changes that give a protein change, each said to be inferred.

    Args:
        parsed: The protein change.
        annotator: The engine of the build wanted.
        aliases: Other accessions of proteins, each with the one that is bundled.
        reported: What is reported, on that build.

    Returns:
        The reported alleles, then changes of one base, then larger ones; of one size substitutions
        first, and duplications before other insertions. At most :data:`MAX_ANSWERS`, and the issue
        says how many there are.

    Raises:
        NotationError: If the protein is unknown, has no such residue or another one there, or if no
            small change explains the change.
    """
    gene = annotator.gene
    transcript = transcript_of(parsed, gene, aliases)
    model = annotator.model(transcript)
    coding = model.coding
    if coding is None:
        raise ValueError(f"{transcript.accession} has no protein")
    _refuse_without_residue(parsed)
    check_residues(parsed, annotator, transcript, coding)
    search = ExplanationSearch(annotator, model, parsed, hgvs_form(parsed.change, coding))
    search.try_known(reported.alleles)
    for tier in tiers(coding, search.source):
        if not (tier.is_last_resort and search.found):
            search.try_tier(tier)
    if not search.found:
        raise _unexplained(parsed, coding, search)
    remarks = _remarks(parsed, coding, search.wanted)
    if transcript.mane_select:
        remarks += _without_dna(search.name, reported)
    return _answers(search, remarks)


def _refuse_without_residue(parsed: ProteinDescription) -> None:
    """Refuse ``p.?``, ``p.0`` and ``p.=``, which any number of DNA changes have."""
    if parsed.change.start:
        return
    raise NotationError(
        IssueCode.NO_SINGLE_BASE_ANSWER,
        f"{protein_text(parsed)} names no residue, so no DNA change can be inferred from it",
        remedy="give the DNA change (c. or g.)",
    )


def _answers(search: ExplanationSearch, remarks: tuple[Issue, ...]) -> tuple[ResolvedVariant, ...]:
    gene = search.annotator.gene
    ordered = sorted(search.found, key=lambda found: found.order)
    shown = ordered[:MAX_ANSWERS]
    last = "other changes are possible too"
    if search.wanted.kind is Kind.START_LOST:
        last = "any change of the start codon is p.(Met1?), as what it leads to is unknown"
    resolved = []
    for number, found in enumerate(shown, 1):
        message = f"the only DNA change found that gives {search.name}"
        if len(ordered) > 1:
            message = (
                f"one of {len(ordered)} DNA changes found that give {search.name}, number {number}"
            )
        if search.is_known(found):
            message += " (in the catalog)"
        elif found.bases > 1:
            message += f" ({found.bases} bases)"
        hidden = len(ordered) - len(shown)
        if hidden:
            message += f"; {hidden} more are not listed"
        if search.left_out:
            message += f"; {search.left_out} other spellings of the new residues were not tried"
        if search.leaves_exon:
            message += f"; {_ACROSS}"
        issue = Issue(IssueCode.PROTEIN_ONLY, f"{message}; {last}")
        variant = GenomicVariant(
            gene.assembly, search.annotator.left_align(gene.to_genomic_edit(found.edit))
        )
        resolved.append(ResolvedVariant(variant, (issue, *remarks)))
    return tuple(resolved)


def _remarks(
    parsed: ProteinDescription, coding: CodingSequence, wanted: ProteinChange
) -> tuple[Issue, ...]:
    """Return what is to be known about the reading of the text."""
    remarks = list(parsed.repairs)
    if wanted != parsed.change:
        message = f"the HGVS name of this protein change is {format_protein('', wanted)}"
        remarks.append(Issue(IssueCode.NORMALISED_INPUT, message))
    dna = dna_reading(parsed, coding)
    if dna:
        message = (
            f"read as a protein change; it may also be the DNA change {dna} (look that up, too)"
        )
        remarks.append(Issue(IssueCode.TWO_READINGS, message))
    return tuple(remarks)


def _without_dna(name: str, reported: Reported) -> tuple[Issue, ...]:
    """Say so where the protein change is reported, but not with which DNA change."""
    entries = reported.without_dna.get(name)
    if not entries:
        return ()
    message = (
        f"reported as {entries} without its DNA change, so none of these is an exact match of that "
        "report"
    )
    return (Issue(IssueCode.PROTEIN_ONLY, message),)


def _unexplained(
    parsed: ProteinDescription, coding: CodingSequence, search: ExplanationSearch
) -> NotationError:
    """Return the error that says what was tried, and what the changes tried are called."""
    change = parsed.change
    remedy = "give the DNA change (c. or g.)"
    if change.start == 1:
        cause = "what a changed start codon leads to is unknown; HGVS names all such changes Met1?"
        remedy = _start_codon_remedy(change, coding)
    else:
        cause = "tried: " + "; ".join(search.tried)
        if search.leaves_exon:
            cause += f"; {_ACROSS}"
        names = search.nearest_names
        listed = ", ".join(names[:_MAX_NAMES])
        if len(names) > _MAX_NAMES:
            listed += f" and {len(names) - _MAX_NAMES} more"
        if names:
            residue = f"{THREE_LETTER[search.wanted.start_residue]}{search.wanted.start}"
            remedy += f", or check the name: changes tried at {residue} are called {listed}"
    return NotationError(
        IssueCode.NO_SINGLE_BASE_ANSWER,
        f"no small DNA change is known to give {protein_text(parsed)}",
        cause=cause,
        remedy=remedy,
    )


def _start_codon_remedy(change: ProteinChange, coding: CodingSequence) -> str:
    """Name the DNA changes of the start codon that an old name such as Met1Val may mean."""
    remedy = "look up p.Met1? for every single-base change of the start codon"
    if change.kind is not Kind.SUBSTITUTION:
        return remedy
    start = coding.cds.start
    names = []
    for tier in tiers(coding, change):
        names += [
            f"c.{edit.start - start + 1}{edit.deleted}>{edit.inserted}"
            for edit in tier.edits
            if edit.is_substitution
        ]
    if not names:
        return remedy
    new = THREE_LETTER[change.inserted]
    return f"{remedy}; {', '.join(names)} would write {new} there"
