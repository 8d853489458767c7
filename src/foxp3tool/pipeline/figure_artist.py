"""Places alleles and catalog entries on the transcript that a figure shows."""

from __future__ import annotations

from collections.abc import Sequence

from foxp3tool.annotate.figure_places import GenePlaces, figure_gene, place_on_protein
from foxp3tool.errors import UsageError
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.catalog import ReportedMutation
from foxp3tool.model.consequence import Consequence
from foxp3tool.model.figure import FigureVariant, VariantClass, variant_class
from foxp3tool.model.gene import Transcript
from foxp3tool.model.parsed import ProteinDescription
from foxp3tool.model.protein import ProteinChange, ProteinChangeKind
from foxp3tool.model.sequence import STOP
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.parse import parse
from foxp3tool.notation.short_names import short_name
from foxp3tool.pipeline.catalog import entry_allele
from foxp3tool.pipeline.distinct import without_accession
from foxp3tool.pipeline.toolkit import Toolkit


class Artist:
    """Knows the transcript shown and places alleles on it.

    Args:
        toolkit: The engine.
        wanted: ``mane`` or an accession.

    Attributes:
        transcript: The transcript.
        gene: The gene as it is drawn.
        remarks: What is to be said of the catalog.

    Raises:
        UsageError: If there is no such transcript, or it has no protein.
    """

    def __init__(self, toolkit: Toolkit, wanted: str) -> None:
        """Find the transcript."""
        self.toolkit = toolkit
        self.transcript = _one_transcript(toolkit, wanted)
        self.remarks: list[str] = []
        gene = toolkit.gene
        self._annotator = toolkit.annotators[gene.assembly]
        self._model = self._annotator.model(self.transcript)
        self._canonical = self._annotator.model(gene.mane_select)
        try:
            self.gene = figure_gene(gene, self._model, self._canonical, toolkit.bundle.features)
        except ValueError as error:
            raise UsageError(
                f"--transcripts: {error}", remedy="choose a transcript with a protein"
            ) from error
        self._places: dict[str, GenePlaces] = {}

    def places(self, assembly: str) -> GenePlaces:
        """Return what finds places on a build."""
        if assembly not in self._places:
            annotator = self.toolkit.annotators[assembly]
            transcript = annotator.gene.transcript(self.transcript.accession)
            self._places[assembly] = GenePlaces(annotator.gene, annotator.model(transcript))
        return self._places[assembly]

    def reported(self) -> tuple[FigureVariant, ...]:
        """Return the IPEX and IPEX-like entries of the catalog; what has no place is a remark."""
        found, lost = [], []
        unnamed = 0
        for entry in self.toolkit.bundle.catalog:
            if not entry.assertion.is_ipex:
                continue
            variant = self.of_entry(entry)
            if variant is None:
                lost.append(entry.id)
            else:
                found.append(variant)
                unnamed += not entry.names_condition
        if unnamed:
            self.remarks.append(
                f"Of the {len(found)} reported IPEX mutations {unnamed} are (likely) pathogenic in "
                "ClinVar, of which condition the copies read do not say."
            )
        if lost:
            self.remarks.append(
                f"Reported without a place on {self.transcript.accession}: {', '.join(lost)}."
            )
        return tuple(found)

    def of_entry(self, entry: ReportedMutation) -> FigureVariant | None:
        """Return a catalog entry as it is drawn, or None if it has no place."""
        for assembly, annotator in self.toolkit.annotators.items():
            placement = entry.placements.get(assembly)
            if placement is None:
                continue
            allele = entry_allele(placement, annotator.gene)
            transcript = annotator.gene.transcript(self.transcript.accession)
            annotation = annotator.annotate(allele, [transcript], details=False)
            (mine,) = annotation.transcripts
            edit, named = annotation.variant.edit, annotation.hgvs_g
            place = self.places(assembly).place(edit, mine, named)
            if place is None:
                continue
            return FigureVariant(
                place,
                variant_class(mine.consequences),
                joined(mine.consequences),
                MatchGrade.NONE,
                1,
                short_name(without_accession(mine.hgvs_c) or entry.name),
                short_name(without_accession(mine.hgvs_p)),
                entry.id,
            )
        return self._of_protein(entry)

    def _of_protein(self, entry: ReportedMutation) -> FigureVariant | None:
        """Return an entry of which only the protein change is known."""
        try:
            read = parse(entry.hgvs_p or "")
        except NotationError:
            return None
        if not isinstance(read, ProteinDescription) or not read.change.start:
            return None
        change = read.change
        place = place_on_protein(self._model, self._canonical, change)
        if place is None:
            return None
        kind, name = _protein_class(change), entry.hgvs_p or ""
        if self._model.transcript is not self._canonical.transcript:
            # Its residues are counted on the protein of MANE Select, all others on the one drawn.
            name = f"{self._canonical.transcript.protein_accession}:{name}"
        return FigureVariant(place, kind, "", MatchGrade.NONE, 1, "", name, entry.id)


def _one_transcript(toolkit: Toolkit, wanted: str) -> Transcript:
    chosen = toolkit.select_transcripts(wanted, toolkit.gene.assembly)
    if len(chosen) != 1:
        raise UsageError(
            f"--transcripts {wanted}: a figure shows one transcript, these are {len(chosen)}",
            remedy="give mane or one accession",
        )
    return chosen[0]


def _protein_class(change: ProteinChange) -> VariantClass:
    match change.kind:
        case ProteinChangeKind.FRAMESHIFT:
            return VariantClass.FRAMESHIFT
        case ProteinChangeKind.SUBSTITUTION:
            gained = change.inserted == STOP
            return VariantClass.STOP_GAINED if gained else VariantClass.MISSENSE
        case ProteinChangeKind.SILENT:
            return VariantClass.SYNONYMOUS
        case ProteinChangeKind.EXTENSION | ProteinChangeKind.START_LOST:
            return VariantClass.START_STOP_LOST
        case (
            ProteinChangeKind.DELETION
            | ProteinChangeKind.DUPLICATION
            | ProteinChangeKind.INSERTION
            | ProteinChangeKind.DELINS
        ):
            return VariantClass.INFRAME
        case ProteinChangeKind.NO_PROTEIN | ProteinChangeKind.UNKNOWN:
            return VariantClass.OTHER


def joined(terms: Sequence[Consequence]) -> str:
    """Return terms as text."""
    return "&".join(term.term for term in terms)
