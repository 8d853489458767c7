"""The effect of an edit on the protein: consequence terms and the predicted change.

The predicted change is derived by comparing the reference protein with the translated mutant, as
the HGVS recommendations ask (https://hgvs-nomenclature.org/stable/recommendations/protein/), not
from the name of the DNA change. Only where two DNA changes of different meaning give one protein
(loss of the last residue, or a stop in its place) does the reading frame decide.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.annotate.normalisation import differing_parts, trim
from foxp3tool.annotate.protein_naming import name_residues, residue_change, trim_residues
from foxp3tool.model.annotation import CodingEffect
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import residue_number
from foxp3tool.model.protein import (
    START_LOST,
    UNKNOWN_CHANGE,
    ProteinChange,
    ProteinChangeKind,
)
from foxp3tool.model.sequence import (
    STOP,
    UNKNOWN_RESIDUE,
    agrees,
    is_unambiguous,
    translate,
    translate_to_stop,
)
from foxp3tool.model.variant import Edit

START_CODON: Final = "ATG"


@frozen
class CodingSequence:
    """A transcript's spliced bases with its reading frame, and the protein read from it.

    Args:
        bases: The spliced transcript.
        cds: The coding sequence in the transcript frame.
        has_stop: True if the CDS ends with a stop codon.
        protein: Residues of the CDS, with ``*`` at the end if it has a stop.
    """

    bases: str
    cds: Interval
    has_stop: bool
    protein: str

    @classmethod
    def of(cls, bases: str, cds: Interval, *, has_stop: bool) -> CodingSequence:
        """Translate the CDS of a transcript."""
        return cls(bases, cds, has_stop, translate(bases[cds.start : cds.end]))

    @property
    def start_codon(self) -> Interval:
        """The first codon, transcript frame."""
        return Interval(self.cds.start, self.cds.start + 3)

    @property
    def stop_codon(self) -> Interval:
        """The last codon, transcript frame; empty behind the CDS if it has no stop."""
        return Interval(self.cds.end - 3 if self.has_stop else self.cds.end, self.cds.end)

    @property
    def last_whole_codon(self) -> int:
        """Where the last complete codon ends, transcript frame."""
        return self.cds.end - len(self.cds) % 3


@frozen
class _Comparison:
    """Everything that the rules below look at, computed once."""

    coding: CodingSequence
    edit: Edit
    first_codon: int
    behind_codon: int
    mutant: str
    mutant_protein: str
    touches_stop: bool
    in_frame: bool

    @property
    def reference_protein(self) -> str:
        return self.coding.protein

    @property
    def reference_stop(self) -> int:
        """Index of the stop, or the length of the protein if it has none."""
        return len(self.coding.protein) - (1 if self.coding.has_stop else 0)

    @property
    def first_changed(self) -> int:
        """Index of the first residue that differs; the shorter length if none does."""
        mutant, reference = self.mutant_protein, self.reference_protein
        index = self.first_codon
        shortest = min(len(mutant), len(reference))
        while index < shortest and mutant[index] == reference[index]:
            index += 1
        return index

    @property
    def keeps_natural_stop(self) -> bool:
        """True if the mutant is read in frame to the codon at which the reference ends.

        An edit of the stop codon keeps it if a stop stands at the same place again, or ends the
        protein where the edit in frame asks for it: c.1272_1295del is also c.1270_1293del.
        """
        stop = self.mutant_protein.find(STOP)
        if self.touches_stop and stop == self.reference_stop:
            return True
        if not self.in_frame:
            return False
        if self.coding.has_stop:
            return stop == self.reference_stop + self.edit.length_change // 3
        return stop < 0

    @property
    def inserts_stop(self) -> bool:
        """True if a stop in the original frame lies in the inserted bases as a whole.

        Then the frame, even if it is shifted behind them, is never read on.
        """
        stop = self.mutant_protein.find(STOP)
        if stop < 0 or self.touches_stop:
            return False
        behind_stop = self.coding.cds.start + 3 * (stop + 1)
        return behind_stop <= self.edit.start + len(self.edit.inserted)


def overlaps_codon(edit: Edit, codon: Interval) -> bool:
    """Tell whether an edit changes bases of a codon; an insertion must lie between its bases."""
    if edit.is_insertion:
        return codon.start < edit.start < codon.end
    return edit.start < codon.end and edit.end > codon.start


def coding_effect(coding: CodingSequence, edit: Edit) -> CodingEffect:
    """Work out what an edit does to the coding sequence.

    Args:
        coding: The transcript's bases and frame.
        edit: The edit in the transcript frame; it must overlap the CDS, or lie between two of its
            bases if it is an insertion.

    Returns:
        Terms and change. UTR terms are the caller's, but for an edit of the start codon that leaves
        an ATG directly before the unchanged second codon.
    """
    edit = _without_kept_codons(coding, edit)
    if edit.end > coding.last_whole_codon and not coding.has_stop:
        return _incomplete_codon_effect(coding, edit)
    if overlaps_codon(edit, coding.start_codon):
        return _start_codon_effect(coding, edit)
    cds_start = coding.cds.start
    first_codon = (edit.start - cds_start) // 3
    behind_codon = -(-(min(edit.end, coding.cds.end) - cds_start) // 3)
    mutant = coding.bases[: edit.start] + edit.inserted + coding.bases[edit.end :]
    stop = coding.stop_codon
    touches_stop = coding.has_stop and edit.end > stop.start and edit.start < stop.end
    if edit.length_change or touches_stop or edit.end > coding.cds.end:
        tail = translate_to_stop(mutant[cds_start + 3 * first_codon :])
    else:
        changed = translate_to_stop(
            mutant[cds_start + 3 * first_codon : cds_start + 3 * behind_codon]
        )
        tail = changed if STOP in changed else changed + coding.protein[behind_codon:]
    comparison = _Comparison(
        coding=coding,
        edit=edit,
        first_codon=first_codon,
        behind_codon=behind_codon,
        mutant=mutant,
        mutant_protein=coding.protein[:first_codon] + tail,
        touches_stop=touches_stop,
        in_frame=edit.length_change % 3 == 0 and edit.end <= coding.cds.end,
    )
    if UNKNOWN_RESIDUE in tail:
        shifted = not comparison.in_frame and not touches_stop
        known = Consequence.FRAMESHIFT_VARIANT if shifted else Consequence.CODING_SEQUENCE_VARIANT
        terms, change = frozenset({known}), UNKNOWN_CHANGE
    else:
        terms, change = _compare(comparison)
    return _effect(comparison, terms, change)


def _without_kept_codons(coding: CodingSequence, edit: Edit) -> Edit:
    """Cut an exchange of bases at a start or stop codon that stays as it is.

    What lies beyond it is untranslated.
    """
    if edit.length_change or len(edit.deleted) < 2:
        return edit
    changed = differing_parts(edit)
    first, behind = edit.start, edit.end
    if not any(overlaps_codon(part, coding.start_codon) for part in changed):
        first = max(first, coding.start_codon.end)
    if not any(overlaps_codon(part, coding.stop_codon) for part in changed):
        behind = min(behind, coding.stop_codon.start)
    part = slice(first - edit.start, behind - edit.start)
    return trim(Edit(first, edit.deleted[part], edit.inserted[part]))


def _start_codon_effect(coding: CodingSequence, edit: Edit) -> CodingEffect:
    """An edit of the start codon: lost, unless the bases before codon 2 still read ATG."""
    start = coding.cds.start + edit.length_change
    mutant = coding.bases[: edit.start] + edit.inserted + coding.bases[edit.end :]
    codon = mutant[start : start + 3]
    kept = edit.end <= coding.start_codon.end and codon == START_CODON
    terms = {Consequence.START_RETAINED_VARIANT} if kept else {Consequence.START_LOST}
    change = None if kept else START_LOST
    if not is_unambiguous(codon) and agrees(codon, START_CODON):
        terms, change = {Consequence.CODING_SEQUENCE_VARIANT}, UNKNOWN_CHANGE
    if (kept and edit.length_change) or edit.start < coding.cds.start:
        terms.add(Consequence.FIVE_PRIME_UTR_VARIANT)
    if coding.has_stop and overlaps_codon(edit, coding.stop_codon):
        terms.add(Consequence.STOP_LOST)
    first, last = _cds_numbers(coding, edit)
    # Which codons a lost start leaves is unknown, so none are listed for indels.
    codons = amino_acids = ""
    if edit.length_change == 0 and edit.start >= coding.cds.start:
        behind = -(-(edit.end - coding.cds.start) // 3)
        codons, amino_acids = _codons(coding, edit, 0, behind)
    return CodingEffect(frozenset(terms), change, first, last, 1, 1, codons, amino_acids)


def _incomplete_codon_effect(coding: CodingSequence, edit: Edit) -> CodingEffect:
    """An edit of the last bases of a CDS that breaks off inside a codon (Ensembl, SO:0001626)."""
    terms = {
        Consequence.INCOMPLETE_TERMINAL_CODON_VARIANT,
        Consequence.CODING_SEQUENCE_VARIANT,
    }
    first, last = _cds_numbers(coding, edit)
    return CodingEffect(frozenset(terms), UNKNOWN_CHANGE, first, last)


def _compare(c: _Comparison) -> tuple[frozenset[Consequence], ProteinChange]:
    """Choose the rule: silent, natural stop kept, stop gained, or read past the stop."""
    first = c.first_changed
    if not c.coding.has_stop and first >= len(c.reference_protein):
        return _at_open_end(c)
    if c.mutant_protein == c.reference_protein:
        return _silent(c)
    if c.keeps_natural_stop:
        return _in_frame(c)
    if c.inserts_stop or (c.in_frame and not c.touches_stop):
        return _inserted_stop(c)
    terms = _shifted_terms(c, first)
    if first >= len(c.mutant_protein):
        return terms, UNKNOWN_CHANGE
    if first < len(c.reference_protein) and c.mutant_protein[first] == STOP:
        return terms, _substitution(c, first)
    return terms, _read_through(c, first)


def _at_open_end(c: _Comparison) -> tuple[frozenset[Consequence], ProteinChange]:
    """No known residue changes, and what follows the annotated end of the CDS is not known."""
    if not c.in_frame:
        return frozenset({Consequence.FRAMESHIFT_VARIANT}), UNKNOWN_CHANGE
    if STOP in c.mutant_protein:
        return frozenset({Consequence.STOP_GAINED}), UNKNOWN_CHANGE
    if len(c.mutant_protein) > len(c.reference_protein):
        return frozenset({Consequence.INFRAME_INSERTION}), UNKNOWN_CHANGE
    return _silent(c)


def _shifted_terms(c: _Comparison, first: int) -> frozenset[Consequence]:
    terms: set[Consequence] = set()
    leaves_cds = c.edit.end > c.coding.cds.end
    if not c.in_frame and not leaves_cds:
        terms.add(Consequence.FRAMESHIFT_VARIANT)
    stops_at_once = first < len(c.mutant_protein) and c.mutant_protein[first] == STOP
    if stops_at_once and first < c.reference_stop:
        terms.add(Consequence.STOP_GAINED)
    elif c.touches_stop or (c.coding.has_stop and first == c.reference_stop):
        terms.add(Consequence.STOP_LOST)
    return frozenset(terms)


def _silent(c: _Comparison) -> tuple[frozenset[Consequence], ProteinChange]:
    stop = c.reference_stop
    if c.coding.has_stop and (c.touches_stop or c.first_codon >= stop):
        change = name_residues(ProteinChangeKind.SILENT, c.reference_protein, stop, stop)
        return frozenset({Consequence.STOP_RETAINED_VARIANT}), change
    last = max(c.first_codon, c.behind_codon - 1)
    change = name_residues(ProteinChangeKind.SILENT, c.reference_protein, c.first_codon, last)
    return frozenset({Consequence.SYNONYMOUS_VARIANT}), change


def _in_frame(c: _Comparison) -> tuple[frozenset[Consequence], ProteinChange]:
    """Residues change, go or come, and the natural stop stays."""
    first, reference, mutant = trim_residues(c.reference_protein, c.mutant_protein, c.first_changed)
    if not reference and c.coding.has_stop and first == c.reference_stop:
        change = _extension(c, mutant[0], len(mutant))
    else:
        change = residue_change(c.reference_protein, first, reference, mutant)
    if len(reference) == len(mutant):
        term = Consequence.MISSENSE_VARIANT
    elif not mutant:
        term = Consequence.INFRAME_DELETION
    elif not reference:
        term = Consequence.INFRAME_INSERTION
    else:
        term = Consequence.PROTEIN_ALTERING_VARIANT
    terms = {term, Consequence.STOP_RETAINED_VARIANT} if c.touches_stop else {term}
    return frozenset(terms), change


def _inserted_stop(c: _Comparison) -> tuple[frozenset[Consequence], ProteinChange]:
    """An edit whose own codons bring a stop: a nonsense change, insertion or delins ending in Ter.

    Source: HGVS, protein insertion and delins, "encoding a translation stop codon in the inserted
    sequence"; nothing is listed behind the stop.
    """
    terms = {Consequence.STOP_GAINED}
    if not c.in_frame:
        terms.add(Consequence.FRAMESHIFT_VARIANT)
    first = c.first_changed
    stop = c.mutant_protein.index(STOP)
    if first == stop:
        return frozenset(terms), _substitution(c, first)
    new = c.mutant_protein[first : stop + 1]
    if first == c.reference_stop and c.coding.has_stop:
        terms = {Consequence.INFRAME_INSERTION}
        if not c.in_frame:
            terms = {Consequence.FRAMESHIFT_VARIANT, Consequence.STOP_LOST}
        return frozenset(terms), _extension(c, new[0], stop - first)
    old = ""
    if c.edit.deleted and c.in_frame:
        window_first, old, window_new = _delins_window(c, first)
        if old:
            first, new = window_first, window_new
    elif c.edit.deleted:
        old = c.reference_protein[first : c.behind_codon]
    return frozenset(terms), residue_change(c.reference_protein, first, old, new)


def _extension(c: _Comparison, residue: str, distance: int | None) -> ProteinChange:
    """Residues behind the last one, also new ones put in before the natural stop.

    Source: HGVS, protein extension: it has priority over insertion and duplication.
    """
    stop = c.reference_stop
    return name_residues(
        ProteinChangeKind.EXTENSION, c.reference_protein, stop, stop, residue, distance
    )


def _delins_window(c: _Comparison, first: int) -> tuple[int, str, str]:
    """Return the residues that an in-frame edit exchanges, the new ones up to the stop."""
    window = c.behind_codon + c.edit.length_change // 3
    cds_start = c.coding.cds.start
    mutant = translate(c.mutant[cds_start + 3 * c.first_codon : cds_start + 3 * window])
    reference = c.reference_protein[c.first_codon : c.behind_codon]
    skip = min(first - c.first_codon, len(reference))
    offset, old, new = trim_residues(reference, mutant, skip)
    return c.first_codon + offset, old, new[: new.index(STOP) + 1]


def _substitution(c: _Comparison, index: int) -> ProteinChange:
    return name_residues(
        ProteinChangeKind.SUBSTITUTION, c.reference_protein, index, index, c.mutant_protein[index]
    )


def _read_through(c: _Comparison, first: int) -> ProteinChange:
    """A frameshift, or an extension if the first changed residue is the stop itself."""
    stop = c.mutant_protein.find(STOP)
    if first >= len(c.reference_protein):
        return UNKNOWN_CHANGE
    new = c.mutant_protein[first]
    if c.coding.has_stop and first == c.reference_stop:
        return _extension(c, new, None if stop < 0 else stop - first)
    new_stop = None if stop < 0 else stop - first + 1
    kind = ProteinChangeKind.FRAMESHIFT
    return name_residues(kind, c.reference_protein, first, first, new, new_stop)


def _effect(c: _Comparison, terms: frozenset[Consequence], change: ProteinChange) -> CodingEffect:
    first, last = _cds_numbers(c.coding, c.edit)
    codons, amino_acids = _codons(c.coding, c.edit, c.first_codon, c.behind_codon)
    if change.start:
        residues = change.start, change.end
    else:
        residues = residue_number(c.first_codon), max(c.first_codon + 1, c.behind_codon)
    return CodingEffect(terms, change, first, last, *residues, codons, amino_acids)


def _cds_numbers(coding: CodingSequence, edit: Edit) -> tuple[int, int]:
    """Return first and last coding base concerned, 1-based; the neighbours of an insertion."""
    cds = coding.cds
    if edit.is_insertion:
        return edit.start - cds.start, edit.start - cds.start + 1
    return max(edit.start, cds.start) - cds.start + 1, min(edit.end, cds.end) - cds.start


def _codons(coding: CodingSequence, edit: Edit, first: int, behind: int) -> tuple[str, str]:
    """Write the codons concerned, changed bases in capitals, and their residues."""
    bases = coding.bases
    start = coding.cds.start + 3 * first
    end = max(coding.cds.start + 3 * behind, edit.end)
    head, tail = bases[start : edit.start].lower(), bases[edit.end : end].lower()
    old = head + bases[edit.start : edit.end] + tail
    new = head + edit.inserted + tail
    old_residues, new_residues = _residues(old), _residues(new)
    residues = old_residues
    if new_residues != old_residues:
        residues = f"{old_residues}/{new_residues}"
    return f"{old or '-'}/{new or '-'}", residues


def _residues(codons: str) -> str:
    """Translate written codons; an incomplete one is ``X``, none at all ``-``."""
    residues = translate(codons.upper())
    return residues + (UNKNOWN_RESIDUE if len(codons) % 3 else "") or "-"
