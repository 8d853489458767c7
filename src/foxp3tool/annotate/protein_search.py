"""Try DNA changes for one protein change, running the engine on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.consequence import effect_on_transcript
from foxp3tool.annotate.normalisation import normalise
from foxp3tool.annotate.protein_candidates import Tier
from foxp3tool.annotate.protein_statement import is_as_stated
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.model.frozen import frozen
from foxp3tool.model.interval import Direction
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.hgvs_format import format_protein
from foxp3tool.notation.protein_parse import protein_text

Kind = ProteinChangeKind


@frozen
class Found:
    """An explanation.

    Args:
        rank: Its place among known alleles, or their number.
        edit: The change in the gene frame.
        is_copy: True for a tandem duplication.
    """

    rank: int
    edit: Edit
    is_copy: bool

    @property
    def bases(self) -> int:
        """How many bases change."""
        old, new = self.edit.deleted, self.edit.inserted
        if len(old) != len(new):
            return max(len(old), len(new))
        return sum(a != b for a, b in zip(old, new, strict=True))

    @property
    def order(self) -> tuple[int, int, bool, bool, int, int, str]:
        """Sort known alleles first, then by size, by kind and by place.

        Of one size substitutions come first; of many insertions, duplications.
        """
        edit = self.edit
        changes_length = len(edit.deleted) != len(edit.inserted)
        is_new = edit.is_insertion and not self.is_copy
        return (
            self.rank, self.bases, changes_length, is_new, edit.start, edit.end, edit.inserted,
        )  # fmt: skip


class KnownAlleles:
    """Alleles that come first among explanations, with what each does, worked out once.

    Args:
        alleles: Of one build, in the order in which they come.
    """

    def __init__(self, alleles: Sequence[GenomicVariant] = ()) -> None:
        """Keep the alleles; they are placed when first asked for."""
        self._alleles = tuple(alleles)
        self._edits: tuple[Edit, ...] | None = None
        self._changes: dict[tuple[str, Edit], ProteinChange | None] = {}

    def __len__(self) -> int:
        """Return the number of alleles."""
        return len(self._alleles)

    def edits(self, annotator: Annotator) -> tuple[Edit, ...]:
        """Return the alleles in the gene frame, shifted in the direction of the gene."""
        if self._edits is None:
            gene = annotator.gene
            self._edits = tuple(
                normalise(gene.to_gene_edit(allele.edit), gene.sequence, Direction.FORWARD)
                for allele in self._alleles
            )
        return self._edits

    def change(self, model: TranscriptModel, edit: Edit) -> ProteinChange | None:
        """Return the protein change that one of the edits gives on a transcript."""
        key = model.transcript.accession, edit
        if key not in self._changes:
            self._changes[key] = effect_on_transcript(model, edit).protein_change
        return self._changes[key]


class ExplanationSearch:
    """What was tried for one protein change, and what came of it.

    Args:
        annotator: The engine of the build wanted.
        model: The transcript of the protein.
        parsed: The change as written.
        wanted: The change as HGVS names it.

    Attributes:
        source: The change from which candidates are made.
        found: What explains it, in the gene frame, shifted in the direction of the transcript.
        names: What other changes tried edits give that start at the same residue.
        tried: What was tried, for a message.
        left_out: How many spellings of new residues were not tried.
        leaves_exon: True if edits were not tried because an intron parts their bases.
    """

    def __init__(
        self,
        annotator: Annotator,
        model: TranscriptModel,
        parsed: ProteinDescription,
        wanted: ProteinChange,
    ) -> None:
        """Begin with nothing tried."""
        self.annotator = annotator
        self.model = model
        self.parsed = parsed
        self.wanted = wanted
        turned = wanted.kind is Kind.EXTENSION and parsed.change.kind is not Kind.EXTENSION
        self.source = parsed.change if turned else wanted
        self.found: list[Found] = []
        self.names: dict[ProteinChange, None] = {}
        self.tried: list[str] = []
        self.left_out = 0
        self.leaves_exon = False
        self._seen: set[Edit] = set()
        self._known = 0

    @property
    def name(self) -> str:
        """The change wanted, as HGVS writes it and as far as it is stated."""
        return protein_text(replace(self.parsed, change=self.wanted))

    @property
    def nearest_names(self) -> list[str]:
        """What else starts at the residue, the most like the change wanted first."""
        wanted = self.wanted
        length = wanted.new_stop or 0
        ordered = sorted(
            self.names,
            key=lambda change: (
                change.kind is not wanted.kind,
                bool(wanted.inserted) and change.inserted != wanted.inserted,
                abs((change.new_stop or 0) - length),
            ),
        )
        return [format_protein("", change) for change in ordered]

    def try_known(self, known: KnownAlleles) -> None:
        """Try alleles that come first, where the name wanted tells all residues."""
        if self.source is not self.wanted:
            return
        self._known = len(known)
        cds = self.model.transcript.cds
        if cds is None:
            return
        # What lies behind the next codon cannot change the residues wanted, nor what lies before
        # the first one and keeps the frame. It spares the engine most of the alleles.
        place = self.model.projection.gene_position
        first = place(cds.start + 3 * (self.wanted.start - 1))
        last = place(min(cds.start + 3 * self.wanted.end + 2, len(self.model.bases) - 1))
        for rank, edit in enumerate(known.edits(self.annotator)):
            if edit.start <= last and (edit.end > first or edit.length_change):
                self._judge(edit, rank, known.change(self.model, edit))

    def try_tier(self, tier: Tier) -> None:
        """Try a group of edits of the spliced transcript."""
        self.tried.append(tier.tried)
        self.left_out += tier.left_out
        for edit in tier.edits:
            for placed in self._in_gene(edit):
                self._try(placed, self._known)

    def _in_gene(self, edit: Edit) -> Iterable[Edit]:
        """Yield the edit in the gene frame, if it lies in one exon.

        An insertion between two exons may stand at the end of one or at the beginning of the other.
        """
        place = self.model.projection.gene_position
        if not edit.deleted:
            behind, before = place(edit.start), place(edit.start - 1) + 1
            return [Edit(index, "", edit.inserted) for index in dict.fromkeys((before, behind))]
        start, last = place(edit.start), place(edit.end - 1)
        if last - start != len(edit.deleted) - 1:
            self.leaves_exon = True
            return []
        return [Edit(start, edit.deleted, edit.inserted)]

    def _try(self, edit: Edit, rank: int) -> None:
        edit = normalise(edit, self.annotator.gene.sequence, Direction.FORWARD)
        if edit not in self._seen:
            self._judge(edit, rank, self.annotator.effect(self.model, edit).protein_change)

    def _judge(self, edit: Edit, rank: int, change: ProteinChange | None) -> None:
        self._seen.add(edit)
        if change is None:
            return
        if self._is_wanted(change):
            before = self.annotator.gene.sequence[edit.start - len(edit.inserted) : edit.start]
            is_copy = edit.is_insertion and before == edit.inserted
            self.found.append(Found(rank, edit, is_copy))
        elif change.start == self.wanted.start:
            self.names[change] = None

    def _is_wanted(self, change: ProteinChange) -> bool:
        return is_as_stated(change, self.wanted, states_stop=self.parsed.states_stop)

    def is_known(self, found: Found) -> bool:
        """Tell whether an explanation is one of the alleles that come first."""
        return found.rank < self._known
