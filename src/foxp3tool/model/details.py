"""What else an allele may do to an mRNA: predictions that are no consequence terms.

Each is a prediction from the sequence by a published rule, which the module that makes it names;
none is an observation.
"""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.frozen import frozen
from foxp3tool.model.protein import ProteinFeature


class DecayVerdict(StrEnum):
    """Whether nonsense-mediated decay (NMD) of the mRNA is predicted."""

    PREDICTED = "predicted"
    ESCAPES = "escapes"
    UNKNOWN = "unknown"


@frozen
class Decay:
    """The prediction for one allele that brings a premature stop, or may bring one.

    Args:
        verdict: What is predicted.
        reason: Why, in words.
        stop: ``c.`` number of the first base of the new stop codon, in the numbering of the
            reference; empty if there is none.
        last_junction: ``c.`` numbers of the bases on either side of the last exon/exon junction,
            such as ``1146^1147``; empty if there is no junction.
        distance: Bases of the mutant mRNA from the first base of the stop codon (counted) to the
            junction; negative behind it.
    """

    verdict: DecayVerdict
    reason: str
    stop: str = ""
    last_junction: str = ""
    distance: int | None = None


class SkipFrame(StrEnum):
    """What losing an exon would do to the reading frame."""

    IN_FRAME = "in_frame"
    OUT_OF_FRAME = "out_of_frame"
    START_LOST = "start_lost"
    STOP_LOST = "stop_lost"
    UNTRANSLATED = "untranslated"
    NOT_PREDICTABLE = "not_predictable"


@frozen
class ExonSkip:
    """The effect on the mRNA if whole exons are missing from it.

    Args:
        exons: Numbers of the exons, counted from 1; neighbours are taken together.
        frame: What becomes of the frame.
        bases: Bases that the mRNA loses.
        residues_lost: Residues of the reference protein in the lost codons: those removed by a loss
            in frame, or all from the first changed one on. None if that cannot be told.
        hgvs_p: Predicted protein, without accession; empty if there is none.
        decay: The prediction of NMD for that mRNA, if it has a premature stop.
    """

    exons: tuple[int, ...]
    frame: SkipFrame
    bases: int
    residues_lost: int | None = None
    hgvs_p: str = ""
    decay: Decay | None = None


class SignalFate(StrEnum):
    """What becomes of a short sequence signal."""

    DESTROYED = "destroyed"
    CHANGED = "changed"
    CREATED = "created"


@frozen
class PolyASignalChange:
    """A polyadenylation hexamer that an allele destroys, exchanges for another, or creates.

    Args:
        fate: What happens.
        before: The hexamer of the reference; empty if one is created.
        after: The hexamer of the mutant; empty if it is destroyed by a deletion or an insertion.
        position: ``c.`` numbers of its first and last base; for a new one those of the reference
            bases that it begins and ends with or next to.
    """

    fate: SignalFate
    before: str
    after: str
    position: str


class KozakStrength(StrEnum):
    """Strength of the context of an ATG, by the purine at -3 and the G at +4."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


@frozen
class KozakChange:
    """A changed context of the start codon: six bases before the ATG, and one behind it.

    Args:
        before: The ten bases of the reference.
        after: The ten bases of the mutant.
        strength_before: Strength of the reference context.
        strength_after: Strength of the mutant context.
    """

    before: str
    after: str
    strength_before: KozakStrength
    strength_after: KozakStrength


class UpstreamFrame(StrEnum):
    """How the reading frame of an upstream ATG lies to the coding sequence."""

    BEFORE_CDS = "ends before the CDS"
    OVERLAPPING = "overlaps the CDS out of frame"
    EXTENDING = "in frame, extends the protein"
    OPEN = "no stop in the transcript"


@frozen
class UpstreamStart:
    """An ATG in the 5'UTR that an allele creates, destroys, or whose reading frame it changes.

    Args:
        fate: What happens to it.
        position: ``c.`` number of its A in the reference; for bases that are inserted, of the base
            before them.
        frame: How its reading frame lies, in the sequence in which the ATG stands: the mutant, or
            the reference for a destroyed one.
        stop: ``c.`` number of the first base of its stop codon, in the reference's numbering; empty
            if there is none.
        kozak: Strength of its context.
    """

    fate: SignalFate
    position: str
    frame: UpstreamFrame
    stop: str
    kozak: KozakStrength


@frozen
class ProteinLoss:
    """What of the reference protein a predicted change takes away.

    Args:
        first: First residue that goes, 1-based.
        last: Last residue that goes, included.
        length: Residues of the reference protein.
        lost: Primary features of which no residue is left.
        cut: Primary features of which residues go, and some are left.
    """

    first: int
    last: int
    length: int
    lost: tuple[ProteinFeature, ...]
    cut: tuple[ProteinFeature, ...]

    @property
    def residues(self) -> int:
        """How many residues go."""
        return self.last - self.first + 1

    @property
    def percentage(self) -> float:
        """The share of the protein that goes, in percent."""
        return 100 * self.residues / self.length


@frozen
class TranscriptDetails:
    """Everything of this kind for one allele on one transcript.

    Args:
        hgvs_n: The full ``n.`` description, empty if there is none.
        decay: NMD, or None if no premature stop is in question.
        exon_skips: One for each run of exons that is lost or whose splice site is hit.
        last_base_of_exons: Numbers (from 1) of the exons whose last base changes, where an intron
            follows.
        polya_signals: Changes of polyadenylation hexamers.
        kozak: The changed context of the start codon, or None.
        upstream_starts: Changes of ATGs in the 5'UTR.
        protein_loss: What of the protein goes, or None if no residue does.
    """

    hgvs_n: str = ""
    decay: Decay | None = None
    exon_skips: tuple[ExonSkip, ...] = ()
    last_base_of_exons: tuple[int, ...] = ()
    polya_signals: tuple[PolyASignalChange, ...] = ()
    kozak: KozakChange | None = None
    upstream_starts: tuple[UpstreamStart, ...] = ()
    protein_loss: ProteinLoss | None = None
