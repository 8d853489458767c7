"""What a text says, before it is placed on a sequence."""

from __future__ import annotations

from enum import StrEnum

from foxp3tool.model.description import DnaChangeKind
from foxp3tool.model.frozen import frozen
from foxp3tool.model.issue import Issue
from foxp3tool.model.positions import TranscriptPosition, genomic_number
from foxp3tool.model.protein import ProteinChange


@frozen
class TranscriptDescription:
    """A ``c.`` or ``n.`` description as written.

    Args:
        reference: Accession of the transcript as written, or None.
        context: Accession of the genomic context, ``NC_...(NM_...)``, or None.
        gene: Gene symbol as written, or None.
        start: First position named.
        end: Last position named, included.
        kind: The change as written; it may turn out to be another kind.
        deleted: Reference bases as stated, possibly empty.
        inserted: New bases as stated.
        copies: Of a repeat, ``CAG[5]``: how many units there are; ``deleted`` is one of them.
    """

    reference: str | None
    context: str | None
    gene: str | None
    start: TranscriptPosition
    end: TranscriptPosition
    kind: DnaChangeKind
    deleted: str
    inserted: str
    copies: int | None = None


@frozen
class GenomicDescription:
    """A ``g.`` description as written; positions are 0-based, ``end`` included.

    Args:
        reference: Accession of the genomic sequence as written.
        start: First position named.
        end: Last position named, included.
        kind: The change as written.
        deleted: Reference bases as stated, possibly empty.
        inserted: New bases as stated.
        copies: As for :class:`TranscriptDescription`.
    """

    reference: str
    start: int
    end: int
    kind: DnaChangeKind
    deleted: str
    inserted: str
    copies: int | None = None


@frozen
class ProteinDescription:
    """A ``p.`` description, as written.

    Args:
        reference: Accession of the protein as written, or None.
        gene: Gene symbol as written, or None.
        change: The change as stated, not yet compared with a protein. Its ``start`` is 0 where no
            residue is named (``p.=``, ``p.?``, ``p.0``); ``inserted`` is empty where a frameshift
            or an extension does not say its first new residue.
        is_bare: True if no ``p.`` says that the text speaks of the protein.
        states_stop: False if a frameshift or an extension does not say how far it runs
            (``Leu76GlnfsTer?`` says so: to no stop at all).
        repairs: What was read differently from how it was written.
    """

    reference: str | None
    gene: str | None
    change: ProteinChange
    is_bare: bool = False
    states_stop: bool = True
    repairs: tuple[Issue, ...] = ()


@frozen
class VcfDescription:
    """An allele in VCF terms, such as ``X-49251480-C-T``, or in those of SPDI.

    Args:
        chrom: The contig as written; of a SPDI expression any nucleotide sequence.
        start: 0-based position of the first base of REF.
        ref: REF, upper case.
        alt: ALT, upper case.
        is_spdi: True for a SPDI expression, in which both may be empty.
        deletes: Of a SPDI expression that tells the number of deleted bases and not the bases: the
            number; ``ref`` is empty.
    """

    chrom: str
    start: int
    ref: str
    alt: str
    is_spdi: bool = False
    deletes: int | None = None

    @property
    def size(self) -> int:
        """The number of reference bases that are replaced."""
        return len(self.ref) if self.deletes is None else self.deletes


class Phase(StrEnum):
    """How several changes lie to each other."""

    CIS = "on one chromosome"
    TRANS = "on two chromosomes"
    UNKNOWN = "on one chromosome or on two, which is not known"


@frozen
class AllelesDescription:
    """Several changes in one name, such as ``c.[1010G>A;1150G>A]``, as written.

    Args:
        parts: Each change, with the reference that all of them share.
        phase: How they lie to each other.
    """

    parts: tuple[TranscriptDescription | GenomicDescription, ...]
    phase: Phase = Phase.CIS


@frozen
class UncertainDescription:
    """A deletion or duplication whose ends are known as ranges, ``c.(a_b)_(c_d)del``, as written.

    Args:
        reference: Accession of the transcript as written, or None.
        context: Accession of the genomic context, or None.
        gene: Gene symbol as written, or None.
        outer_start: First position that may be affected; None for ``?``.
        inner_start: First position that is affected.
        inner_end: Last position that is affected.
        outer_end: Last position that may be affected; None for ``?``.
        kind: Deletion or duplication.
    """

    reference: str | None
    context: str | None
    gene: str | None
    outer_start: TranscriptPosition | None
    inner_start: TranscriptPosition
    inner_end: TranscriptPosition
    outer_end: TranscriptPosition | None
    kind: DnaChangeKind

    @property
    def change(self) -> str:
        """The name without its reference."""
        ends = [
            "?" if position is None else str(position)
            for position in (self.outer_start, self.inner_start, self.inner_end, self.outer_end)
        ]
        return f"c.({ends[0]}_{ends[1]})_({ends[2]}_{ends[3]}){self.kind.value}"


@frozen
class UncertainGenomicDescription:
    """A deletion or duplication whose ends are known as ranges, ``g.(a_b)_(c_d)del``, as written.

    Args:
        reference: Accession of the sequence as written.
        outer_start: First 0-based position that may be affected; None for ``?``.
        inner_start: First 0-based position that is affected.
        inner_end: Last 0-based position that is affected.
        outer_end: Last 0-based position that may be affected; None for ``?``.
        kind: Deletion or duplication.
    """

    reference: str
    outer_start: int | None
    inner_start: int
    inner_end: int
    outer_end: int | None
    kind: DnaChangeKind

    @property
    def change(self) -> str:
        """The name without its reference."""
        ends = [
            "?" if position is None else str(genomic_number(position))
            for position in (self.outer_start, self.inner_start, self.inner_end, self.outer_end)
        ]
        return f"g.{written_range(*ends[:2])}_{written_range(*ends[2:])}{self.kind.value}"


def written_range(first: str, last: str) -> str:
    """Return an end that lies between two positions; a known one is written as it is.

    Example:
        >>> written_range("?", "100"), written_range("100", "100")
        ('(?_100)', '100')
    """
    return first if first == last else f"({first}_{last})"


@frozen
class IntronDescription:
    """A change counted from an intron's border, ``IVS9+1G>A``, as written.

    Args:
        reference: Transcript or gene symbol as written, or None.
        intron: The number of the intron.
        is_legacy_number: True if introns are counted as the literature on the gene does, False if
            as the transcript does.
        start: First offset named: positive behind the exon before, negative before the next.
        end: Last offset named, included.
        kind: The change as written.
        deleted: Reference bases as stated, possibly empty.
        inserted: New bases as stated.
    """

    reference: str | None
    intron: int
    is_legacy_number: bool
    start: int
    end: int
    kind: DnaChangeKind
    deleted: str
    inserted: str


@frozen
class SignalDescription:
    """A change of the polyadenylation signal told by its bases, ``AATAAA>AATGAA``.

    Args:
        before: The hexamer of the reference.
        after: The hexamer that stands there instead.
    """

    before: str
    after: str


class IdentifierKind(StrEnum):
    """Whose identifier it is, in words for messages."""

    CATALOG = "catalog id"
    DBSNP = "dbSNP rsID"
    CLINVAR_VARIATION = "ClinVar VariationID"
    CLINVAR_ALLELE = "ClinVar AlleleID"
    CLINVAR_CONDITION = "ClinVar RCV accession"
    CLINVAR_SUBMISSION = "ClinVar SCV accession"
    UNIPROT = "UniProt variant id"
    OMIM = "OMIM allelic variant"
    HGMD = "HGMD accession"
    LOVD = "LOVD id"
    CLINGEN = "ClinGen allele id"
    COSMIC = "COSMIC id"
    VRS = "VRS Allele id"


@frozen
class IdentifierDescription:
    """A name that means something only through a database.

    Args:
        kind: Whose identifier it is.
        value: The identifier in its one spelling, without version: ``rs122467170``, ``11410`` (of a
            VCV accession the number), ``VAR_011332``, ``300292.0001``, ``FOXP3-IPEX-0127``,
            ``ga4gh:VA.`` and the digest.
        text: The whole text as written.
        version: The version as written, or None.
        is_bare: True if the text is a number and does not say of which database.
    """

    kind: IdentifierKind
    value: str
    text: str
    version: str | None = None
    is_bare: bool = False


ParsedVariant = (
    TranscriptDescription
    | GenomicDescription
    | ProteinDescription
    | VcfDescription
    | AllelesDescription
    | UncertainDescription
    | UncertainGenomicDescription
    | IntronDescription
    | SignalDescription
)
"""What can be placed on a sequence as it stands."""

ParsedText = ParsedVariant | IdentifierDescription
"""Everything that is read; an identifier has to be turned into an allele by a catalog first."""
