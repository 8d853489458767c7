"""What the evidence hints look at: the gene with its reported variants, and one allele on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.normalisation import shift
from foxp3tool.annotate.splicing import hits_acceptor, hits_donor
from foxp3tool.knowledge.evidence_facts import DOMAIN_PREFIX
from foxp3tool.knowledge.locus import Sites
from foxp3tool.knowledge.standing import is_established, is_surely_benign
from foxp3tool.model.annotation import CatalogMatch, TranscriptAnnotation
from foxp3tool.model.catalog import Assertion, ReportedMutation, Resolution
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.details import Decay, ExonSkip
from foxp3tool.model.evidence import PopulationCount, SplicePrediction
from foxp3tool.model.interval import Direction, Interval
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.positions import genomic_index
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind, ProteinFeature
from foxp3tool.model.sequence import STOP
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.notation.parse import parse

Kind = ProteinChangeKind

_UNTOUCHED = frozenset(
    {
        Consequence.INTRON_VARIANT,
        Consequence.UPSTREAM_GENE_VARIANT,
        Consequence.DOWNSTREAM_GENE_VARIANT,
    }
)
_IN_FRAME = frozenset({Kind.SUBSTITUTION, Kind.DELETION, Kind.DUPLICATION, Kind.INSERTION})

_RESIDUES: Final = re.compile(r"p\.\(?[A-Z][a-z]{2}([0-9]+)(?:_[A-Z][a-z]{2}([0-9]+))?")
"""Where a name tells its residues; most entries need not be read any further."""


@dataclass(frozen=True)
class Reported:
    """A catalog entry with what the comparisons need, worked out when it is asked for.

    Args:
        entry: The entry.
        scene: The gene on the build that alleles are given on.
    """

    entry: ReportedMutation
    scene: Scene = field(repr=False)

    @cached_property
    def change(self) -> ProteinChange | None:
        """Its protein change as the catalog names it, or None."""
        if self.entry.hgvs_p is None:
            return None
        stated = parse(self.entry.hgvs_p)
        return stated.change if isinstance(stated, ProteinDescription) else None

    @cached_property
    def residues(self) -> range:
        """The residues that its protein change names, 1-based; empty if it names none."""
        told = _RESIDUES.match(self.entry.hgvs_p or "")
        if told is not None:
            return range(int(told[1]), int(told[2] or told[1]) + 1)
        change = self.change
        return range(change.start, change.end + 1) if change and change.start else range(0)

    @cached_property
    def edit(self) -> Edit | None:
        """Its allele in the gene frame, 3'-shifted, or None if the DNA change is not known."""
        annotator = self.scene.annotator
        placement = self.entry.placements.get(annotator.gene.assembly)
        if placement is None or self.entry.resolution is not Resolution.EXACT:
            return None
        edit = Edit(genomic_index(placement.pos), placement.ref, placement.alt)
        return self.scene.turned(annotator.left_align(edit))

    @property
    def at_border(self) -> bool:
        """True if it changes one of the bases of an exon that belong to a splice motif."""
        sites, edit = self.scene.sites, self.edit
        return edit is not None and bool(sites.motifs(edit) - sites.intronic(edit))

    @property
    def is_established(self) -> bool:
        """True for an IPEX entry that a paper or UniProt stands behind, not ClinVar alone."""
        return is_established(self.entry)

    @property
    def is_benign(self) -> bool:
        """True for a benign entry."""
        return self.entry.assertion is Assertion.BENIGN

    @property
    def is_surely_benign(self) -> bool:
        """True for an entry that is benign by more than one submitter's word."""
        return is_surely_benign(self.entry)

    @property
    def is_missense(self) -> bool:
        """True if one residue becomes another."""
        change = self.change
        if change is None or change.kind is not Kind.SUBSTITUTION:
            return False
        return change.inserted not in ("", STOP) and change.start > 1

    @property
    def keeps_frame(self) -> bool:
        """True for a change in frame that does not end the protein."""
        change = self.change
        return change is not None and change.kind in _IN_FRAME and STOP not in change.inserted

    @property
    def label(self) -> str:
        """Name the entry for a message: id, name, and what it rests on."""
        entry = self.entry
        status = f"{entry.assertion.value}, {entry.evidence_status.value}"
        clinvar = entry.newest_clinvar
        if clinvar is not None:
            status += f", ClinVar {clinvar.told} ({clinvar.as_of or 'undated'})"
        return f"{entry.id} {entry.name} ({status})"


class Scene:
    """The gene on one build with its reported variants, prepared once.

    Args:
        entries: The catalog.
        annotator: The engine of the build that alleles will be given on.
        features: Features of the MANE Select protein.
    """

    def __init__(
        self,
        entries: Iterable[ReportedMutation],
        annotator: Annotator,
        features: Sequence[ProteinFeature],
    ) -> None:
        """Sort the entries by the residues that their names tell."""
        self.annotator = annotator
        self.model = annotator.model(annotator.gene.mane_select)
        self.features = tuple(features)
        self.sites = Sites(self.model)
        self.reported = tuple(Reported(entry, self) for entry in entries)
        self.by_residue: dict[int, list[Reported]] = {}
        for one in self.reported:
            for residue in one.residues:
                self.by_residue.setdefault(residue, []).append(one)

    def turned(self, edit: Edit) -> Edit:
        """Return a left-aligned genomic edit in the gene frame, shifted to its 3' end."""
        gene = self.annotator.gene
        turned = gene.to_gene_edit(edit)
        if turned.is_substitution or not gene.region.covers(Interval(edit.start, edit.end)):
            return turned
        return shift(turned, gene.sequence, Direction.FORWARD)

    @cached_property
    def _motif_positions(self) -> frozenset[int]:
        """Positions of the splice motifs, genomic frame."""
        to_genomic = self.annotator.gene.to_genomic_interval
        return frozenset(to_genomic(place, place + 1)[0] for place in self.sites.motif_positions)

    def is_plain_substitution(self, edit: Edit) -> bool:
        """Tell whether a genomic edit exchanges one base, and that in no splice motif."""
        return edit.is_substitution and edit.start not in self._motif_positions

    def hits_dinucleotide(self, edit: Edit) -> bool:
        """Tell whether a gene-frame edit changes +1, +2, -1 or -2 of an intron."""
        introns = self.model.introns
        return any(hits_donor(edit, intron) or hits_acceptor(edit, intron) for intron in introns)

    @cached_property
    def protein(self) -> str:
        """Residues of the protein, without the stop."""
        coding = self.model.coding
        return "" if coding is None else coding.protein.rstrip(STOP)

    @cached_property
    def domain(self) -> ProteinFeature | None:
        """The critical domain, in its primary bounds."""
        found = (f for f in self.features if f.name.startswith(DOMAIN_PREFIX) and f.primary)
        return next(found, None)

    @cached_property
    def other_bounds(self) -> tuple[ProteinFeature, ...]:
        """The critical domain as other sources bound it."""
        kind = "" if self.domain is None else self.domain.kind
        return tuple(
            feature
            for feature in self.features
            if feature.name.startswith(DOMAIN_PREFIX)
            and not feature.primary
            and feature.kind == kind
        )

    @cached_property
    def spared_truncations(self) -> tuple[Reported, ...]:
        """Entries with a shifted frame or a stop that the companion transcript's mRNA lacks."""
        companion = self.annotator.gene.companion
        if companion is None:
            return ()
        exons = self.annotator.model(companion).transcript.exons
        return tuple(
            one
            for one in self.reported
            if one.edit is not None
            and one.change is not None
            and (one.change.kind is Kind.FRAMESHIFT or one.change.inserted == STOP)
            and not any(e.start < one.edit.end and one.edit.start < e.end for e in exons)
        )

    def in_region(self, first: int, last: int) -> Iterator[Reported]:
        """Yield the entries with a protein change that begins in these residues, each once."""
        for one in self.reported:
            if one.residues and first <= one.residues.start <= last:
                yield one


@dataclass(frozen=True)
class Subject:
    """One allele that hints are wanted for.

    Args:
        scene: The gene with its reported variants.
        variant: The allele, left-aligned.
        here: The allele on the MANE Select transcript.
        match: What the catalog has of it.
        population: Counts of it; None if no data set was looked at.
        splice: A splice prediction for it, or None.
        absent_from: Data sets that do not have it.
    """

    scene: Scene
    variant: GenomicVariant
    here: TranscriptAnnotation
    match: CatalogMatch
    population: Sequence[PopulationCount] | None = None
    splice: SplicePrediction | None = None
    absent_from: tuple[str, ...] = ()

    @cached_property
    def terms(self) -> frozenset[Consequence]:
        """The consequence terms."""
        return frozenset(self.here.consequences)

    @cached_property
    def edit(self) -> Edit:
        """The allele in the gene frame, shifted to its 3' end."""
        return self.scene.turned(self.variant.edit)

    @cached_property
    def placements(self) -> tuple[Edit, ...]:
        """The outermost placements of the allele in the gene frame."""
        gene, edit = self.scene.annotator.gene, self.edit
        if edit.is_substitution or not 0 <= edit.start <= edit.end <= len(gene.sequence):
            return (edit,)
        first = shift(edit, gene.sequence, Direction.BACKWARD)
        return (edit,) if first == edit else (first, edit)

    @cached_property
    def in_motif(self) -> bool:
        """True if a base of a splice motif changes, in one of the placements."""
        return any(self.scene.sites.motifs(edit) for edit in self.placements)

    @property
    def kept_from(self) -> int:
        """First residue behind the start whose codon the allele leaves as it is, 1-based."""
        span = self.scene.model.coding_span(self.edit)
        return 2 if span is None else (span.end - 1) // 3 + 2

    @property
    def change(self) -> ProteinChange | None:
        """The predicted protein change."""
        return None if self.here.coding is None else self.here.coding.protein_change

    @cached_property
    def decay(self) -> Decay | None:
        """The prediction of NMD on MANE Select."""
        if self.here.details is not None:
            return self.here.details.decay
        annotator = self.scene.annotator
        return annotator.decay(annotator.gene.mane_select, self.edit)

    @cached_property
    def exon_skips(self) -> tuple[ExonSkip, ...]:
        """The predictions of exon skipping on MANE Select."""
        if self.here.details is not None:
            return self.here.details.exon_skips
        annotator = self.scene.annotator
        return annotator.exon_skips(annotator.gene.mane_select, self.edit)

    @cached_property
    def spares_companion(self) -> bool:
        """True if the companion transcript's mRNA stays as it is, while that of MANE changes."""
        annotator = self.scene.annotator
        companion = annotator.gene.companion
        if companion is None or annotator.model(companion).exonic_parts(self.edit).exons:
            return False
        return _UNTOUCHED.issuperset(annotator.terms(companion, self.edit))

    @cached_property
    def own_ids(self) -> frozenset[str]:
        """Catalog entries that are this very allele."""
        return frozenset(entry.id for entry in self.match.entries)
