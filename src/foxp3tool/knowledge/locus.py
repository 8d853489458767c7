"""What an allele changes of a gene, as far as alleles are compared by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.annotate.untranslated import HEXAMERS, polya_signal
from foxp3tool.model.annotation import TranscriptAnnotation
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Interval
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import STOP
from foxp3tool.model.variant import Edit

Kind = ProteinChangeKind

# The motifs of a GT-AG intron (Walker 2023, PMID 37352859, table 2): the last three bases of the
# exon and the first six of the intron; the last twenty of the intron and the first of the exon.
DONOR_BEFORE: Final = 3
DONOR_BEHIND: Final = 6
ACCEPTOR_BEFORE: Final = 20
ACCEPTOR_BEHIND: Final = 1

LONGEST_LOCAL: Final = 20
"""Bases: a longer deletion takes a site or residue away with all that is around it."""

_TELLING: Final = frozenset(
    {
        Kind.SUBSTITUTION,
        Kind.DELETION,
        Kind.DUPLICATION,
        Kind.INSERTION,
        Kind.DELINS,
        Kind.FRAMESHIFT,
        Kind.EXTENSION,
    }
)
"""Kinds that say what the protein becomes."""

_AT_RESIDUES: Final = frozenset({Kind.SUBSTITUTION, Kind.DELETION, Kind.DELINS})
"""Kinds that take or exchange the residues that they name, and no others behind them."""


class SpliceSide(StrEnum):
    """The two ends of an intron."""

    DONOR = "donor"
    ACCEPTOR = "acceptor"


@dataclass(frozen=True, slots=True, order=True)
class SpliceSite:
    """A splice site.

    Args:
        intron: Its intron, counted from 1 on the transcript.
        side: The end of the intron.
    """

    intron: int
    side: SpliceSide

    def __str__(self) -> str:
        """Name it for a message."""
        return f"the {self.side} of intron {self.intron}"


def changed_residues(change: ProteinChange) -> Interval | None:
    """Return the residues that a change takes or exchanges in frame, 0-based.

    None if it tells none, or only puts some in. A frameshift or a stop says nothing of the residue
    at which it begins.
    """
    if change.kind not in _AT_RESIDUES or STOP in change.inserted:
        return None
    return Interval(change.start - 1, change.end)


@frozen
class Locus:
    """What an allele changes on the MANE Select transcript.

    All parts are plain values, as alleles are compared with many entries.

    Args:
        start: First base that changes, in the gene frame, 3'-shifted.
        end: The base behind the last one.
        told: The predicted protein change, if it says what the protein becomes.
        first_residue: First residue that goes or is exchanged in frame, 0-based.
        behind_residue: The residue behind the last one; 0 if no residue is told.
        is_start_lost: True if the start codon changes.
        is_local: True if few enough bases change to speak of a change *of* a site, not of its loss.
        is_shorter: True for a deletion, or a delins that shortens.
        motifs: Splice sites of which a base of the motif changes.
        intronic_motifs: Those of them of which an intronic base changes.
        in_signal: True if a base of the polyadenylation signal changes.
    """

    start: int
    end: int
    told: ProteinChange | None
    first_residue: int
    behind_residue: int
    is_start_lost: bool
    is_local: bool
    is_shorter: bool
    motifs: frozenset[SpliceSite]
    intronic_motifs: frozenset[SpliceSite]
    in_signal: bool

    @property
    def tells_nothing(self) -> bool:
        """True if there is nothing by which the allele could agree with another one."""
        return not (
            self.told or self.is_start_lost or self.motifs or self.is_shorter or self.in_signal
        )


class Sites:
    """Where the splice motifs and the polyadenylation signal of a transcript lie.

    Args:
        model: The transcript.
    """

    def __init__(self, model: TranscriptModel) -> None:
        """Note for every base of a motif which site it belongs to."""
        self._motifs: dict[int, set[SpliceSite]] = {}
        self._intronic: dict[int, set[SpliceSite]] = {}
        for number, intron in enumerate(model.introns, 1):
            for side, place, before, behind in (
                (SpliceSide.DONOR, intron.start, DONOR_BEFORE, DONOR_BEHIND),
                (SpliceSide.ACCEPTOR, intron.end, ACCEPTOR_BEFORE, ACCEPTOR_BEHIND),
            ):
                site = SpliceSite(number, side)
                for position in range(place - before, place + behind):
                    self._motifs.setdefault(position, set()).add(site)
                    if intron.start <= position < intron.end:
                        self._intronic.setdefault(position, set()).add(site)
        self.signal = Interval(0, 0)
        start = polya_signal(model)
        if start is not None:
            place_of = model.projection.gene_position
            last = place_of(start + len(HEXAMERS[0]) - 1)
            self.signal = Interval(place_of(start), last + 1)

    @property
    def motif_positions(self) -> Iterable[int]:
        """Positions of all motifs, gene frame."""
        return self._motifs.keys()

    def motifs(self, edit: Edit) -> frozenset[SpliceSite]:
        """Return the splice sites of which a base of the motif changes."""
        return _at(self._motifs, edit)

    def intronic(self, edit: Edit) -> frozenset[SpliceSite]:
        """Return the splice sites of which an intronic base of the motif changes."""
        return _at(self._intronic, edit)


def _at(sites: dict[int, set[SpliceSite]], edit: Edit) -> frozenset[SpliceSite]:
    """Return the sites at the bases that change; an insertion must lie between two of one."""
    if edit.is_insertion:
        before, behind = (sites.get(p, set()) for p in (edit.start - 1, edit.start))
        return frozenset(before & behind)
    if len(edit.deleted) == 1:
        return frozenset(sites.get(edit.start, ()))
    return frozenset(s for position in range(edit.start, edit.end) for s in sites.get(position, ()))


def locus_of(sites: Sites, edit: Edit, annotation: TranscriptAnnotation) -> Locus:
    """Return what an allele changes.

    Args:
        sites: Those of the MANE Select transcript.
        edit: The allele in the gene frame, 3'-shifted.
        annotation: The allele on that transcript.
    """
    signal = sites.signal
    change = None if annotation.coding is None else annotation.coding.protein_change
    residues = None if change is None else changed_residues(change)
    return Locus(
        start=edit.start,
        end=edit.end,
        told=change if change is not None and change.kind in _TELLING else None,
        first_residue=0 if residues is None else residues.start,
        behind_residue=0 if residues is None else residues.end,
        is_start_lost=change is not None and change.kind is Kind.START_LOST,
        is_local=len(edit.deleted) <= LONGEST_LOCAL,
        is_shorter=edit.length_change < 0,
        motifs=sites.motifs(edit),
        intronic_motifs=sites.intronic(edit),
        in_signal=edit.start < signal.end and edit.end > signal.start,
    )
