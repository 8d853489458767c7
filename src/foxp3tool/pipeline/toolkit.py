"""The bundle with its engine, made ready once and shared by all commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.beyond import inside
from foxp3tool.annotate.builds import BuildMap
from foxp3tool.annotate.placement import ResolvedVariant
from foxp3tool.annotate.protein_explanation import Reported
from foxp3tool.annotate.protein_search import KnownAlleles
from foxp3tool.annotate.resolve import Resolver
from foxp3tool.annotate.together import annotate_together
from foxp3tool.errors import UsageError
from foxp3tool.knowledge.evidence import evidence_of
from foxp3tool.knowledge.evidence_scene import Scene
from foxp3tool.knowledge.grading import Neighbours
from foxp3tool.knowledge.identifiers import IdentifiedAllele, IdentifierIndex
from foxp3tool.knowledge.matching import CatalogIndex
from foxp3tool.knowledge.near_identifiers import near_identifiers
from foxp3tool.knowledge.printed_names import PrintedNames
from foxp3tool.knowledge.vrs_alleles import VrsIndex
from foxp3tool.model.annotation import (
    AnnotatedRow,
    CatalogMatch,
    MatchGrade,
    SourceAllele,
    TranscriptAnnotation,
    VariantAnnotation,
)
from foxp3tool.model.catalog import Resolution
from foxp3tool.model.evidence import EvidenceSheet, PendingEvidence
from foxp3tool.model.gene import Gene, Transcript, TranscriptStatus
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import IdentifierDescription, IdentifierKind, ParsedText
from foxp3tool.model.variant import GenomicVariant
from foxp3tool.notation.errors import NotationError
from foxp3tool.pipeline.build_names import build_named
from foxp3tool.pipeline.population import Populations
from foxp3tool.reference.bundle import Bundle, load_bundle
from foxp3tool.reference.renewed_catalog import with_renewal

RESEARCH_USE = "Research use only; not a diagnosis."
_ISOFORMS = {
    "Q9BZS1": "NP_054728.2",
    "Q9BZS1-1": "NP_054728.2",
    "Q9BZS1-2": "NP_001107849.1",
}
"""UniProt's isoforms of FOXP3 that are proteins of RefSeq."""

_OTHER_NAMES = ("SCURFIN", "SCURFY", "JM2", "IPEX", "AIID", "PIDX", "XPID", "DIETER")
"""Other names of FOXP3 and its protein (HGNC:6106, OMIM 300292, UniProt Q9BZS1)."""


class Toolkit:
    """Everything that annotating needs.

    Args:
        bundle: The reference data.
    """

    def __init__(self, bundle: Bundle) -> None:
        """Keep the bundle; engines are made when first asked for."""
        self.bundle = bundle
        self._indexes: dict[str, CatalogIndex] = {}
        self._reported_on: dict[str, Reported] = {}
        self.populations = Populations(bundle)
        self._neighbours: dict[str, Neighbours] = {}
        self._scenes: dict[str, Scene] = {}
        self.catalog_used = bundle.catalog_used

    @classmethod
    def load(cls, directory: Path | None = None) -> Toolkit:
        """Load a bundle and wrap it; see :func:`foxp3tool.reference.bundle.load_bundle`."""
        return cls(load_bundle(directory))

    @classmethod
    def current(cls, folder: Path | None = None) -> Toolkit:
        """Load the installed bundle with the renewed catalog, if there is one.

        Args:
            folder: Where the renewed catalog is kept; default: the user's data folder.

        Raises:
            ReferenceDataError: If the bundle or the renewed catalog cannot be used.
        """
        return cls(with_renewal(load_bundle(), folder))

    @cached_property
    def annotators(self) -> dict[str, Annotator]:
        """An annotator by assembly; the first is the default build."""
        genes = self.bundle.genes
        maps: dict[str, BuildMap] = {}
        if {"GRCh37", "GRCh38"} <= genes.keys():
            old, new = genes["GRCh37"], genes["GRCh38"]
            differences = self.bundle.differences
            maps["GRCh37"] = BuildMap(old, new, differences)
            maps["GRCh38"] = BuildMap(new, old, [d.reversed() for d in differences])
        return {
            name: Annotator(gene, self.bundle.features, maps.get(name))
            for name, gene in genes.items()
        }

    @cached_property
    def resolver(self) -> Resolver:
        """Placement of descriptions on the bundled builds."""
        unsupported = {
            assembly.accession: assembly.name
            for assembly in self.bundle.manifest.unsupported_assemblies
        }
        return Resolver(
            self.annotators,
            unsupported,
            protein_aliases=_ISOFORMS,
            reported=self._reported,
            symbol_aliases=_OTHER_NAMES,
        )

    def _reported(self, assembly: str) -> Reported:
        """Return what the catalog reports, for names that tell a protein change only."""
        if assembly in self._reported_on:
            return self._reported_on[assembly]
        without_dna: dict[str, str] = {}
        for entry in self.bundle.catalog:
            name = entry.hgvs_p
            if entry.resolution is Resolution.PROTEIN_ONLY and name is not None:
                others = without_dna.get(name)
                without_dna[name] = f"{others}, {entry.id}" if others else entry.id
        reported = Reported(KnownAlleles(self.index(assembly).alleles), without_dna)
        self._reported_on[assembly] = reported
        return reported

    @cached_property
    def printed_names(self) -> PrintedNames:
        """The catalog by the names under which papers printed its variants."""
        return PrintedNames(self.bundle.catalog)

    @cached_property
    def identifiers(self) -> IdentifierIndex:
        """The catalog by the identifiers of its entries."""
        return IdentifierIndex(self.bundle.catalog, self.bundle.catalog_edition)

    @cached_property
    def vrs_alleles(self) -> VrsIndex:
        """The alleles that can be told from a VRS identifier."""
        genes = self.bundle.genes.values()
        return VrsIndex(self.bundle.catalog, genes, self.bundle.catalog_edition)

    def resolve(
        self, parsed: ParsedText, assembly: str | None = None
    ) -> tuple[ResolvedVariant, ...]:
        """Place what a text says, an identifier through the catalog.

        A VRS identifier tells the build itself.

        Args:
            parsed: What a text says.
            assembly: The build wanted for texts that name none.

        Raises:
            NotationError: As :meth:`Resolver.resolve`; or if an identifier is not in the catalog,
                or means no allele that is known to the base.
        """
        if not isinstance(parsed, IdentifierDescription):
            return self.resolver.resolve(parsed, assembly)
        if parsed.kind is IdentifierKind.VRS:
            alleles: tuple[IdentifiedAllele, ...] = (self.vrs_alleles.allele(parsed),)
        else:
            gene = self.gene if assembly is None else self.bundle.genes[assembly]
            try:
                alleles = self.identifiers.alleles(parsed, gene)
            except NotationError as error:
                if error.code is IssueCode.UNKNOWN_IDENTIFIER:
                    error.hints = near_identifiers(parsed, self.bundle.catalog)
                raise
        return tuple(
            replace(found, issues=(allele.issue, *found.issues))
            for allele in alleles
            for found in self.resolver.resolve(allele.description)
        )

    @cached_property
    def gene(self) -> Gene:
        """The gene on the default build."""
        return next(iter(self.bundle.genes.values()))

    def index(self, assembly: str) -> CatalogIndex:
        """Return the catalog prepared for one build."""
        if assembly not in self._indexes:
            annotator = self.annotators[assembly]
            self._indexes[assembly] = CatalogIndex(
                self.bundle.catalog, assembly, annotator.left_align
            )
        return self._indexes[assembly]

    def _with_neighbours(
        self,
        match: CatalogMatch,
        variant: GenomicVariant,
        mane: TranscriptAnnotation,
        annotator: Annotator,
    ) -> CatalogMatch:
        """Return a match with the entries that the allele agrees with in part."""
        neighbours = self._neighbours.get(variant.assembly)
        if neighbours is None:
            neighbours = Neighbours(self.bundle.catalog, annotator)
            self._neighbours[variant.assembly] = neighbours
        graded = neighbours.find(variant, mane)
        if not graded:
            return match
        if match.grade is not MatchGrade.NONE:
            return replace(match, graded=graded)
        ipex = [one for one in graded if one.entry.assertion.is_ipex]
        grade = ipex[0].grade if ipex else MatchGrade.NONE
        return replace(match, grade=grade, graded=graded)

    def _evidence(
        self,
        variant: GenomicVariant,
        mane: TranscriptAnnotation,
        match: CatalogMatch,
        *,
        is_counted: bool,
    ) -> PendingEvidence:
        """Return the hints for an allele, which are worked out when a column asks for them."""
        scene = self._scenes.get(variant.assembly)
        if scene is None:
            annotator = self.annotators[variant.assembly]
            scene = Scene(self.bundle.catalog, annotator, self.bundle.features)
            self._scenes[variant.assembly] = scene

        def judge() -> EvidenceSheet:
            if not is_counted:
                return evidence_of(scene, variant, mane, match)
            counts, absent = self.populations.of(variant, [entry.id for entry in match.entries])
            return evidence_of(
                scene,
                variant,
                mane,
                match,
                counts or None,
                self.populations.splice(variant, self.gene.symbol),
                absent_from=absent,
            )

        return PendingEvidence(judge)

    def select_transcripts(self, wanted: str, assembly: str) -> tuple[Transcript, ...]:
        """Return transcripts: ``mane``, ``refseq``, ``all``, or accessions joined by commas.

        ``refseq`` and ``all`` mean current versions.

        Raises:
            UsageError: If an accession is not bundled; it names those that are.
        """
        if not isinstance(wanted, str):
            raise UsageError(
                f"{wanted!r} is no text", remedy="name transcripts in one text, with commas between"
            )
        gene = self.bundle.genes[assembly]
        current = [t for t in gene.transcripts if t.status is TranscriptStatus.CURRENT]
        match wanted.lower():
            case "mane":
                return (gene.mane_select,)
            case "refseq":
                return tuple(t for t in current if t.accession.startswith("NM_"))
            case "all":
                return tuple(current)
            case _:
                return self._named_transcripts(wanted, gene)

    def check_transcripts(self, wanted: str) -> None:
        """Raise what :meth:`select_transcripts` would raise, before any work is done."""
        self.select_transcripts(wanted, self.gene.assembly)

    def check_assembly(self, assembly: str | None) -> str | None:
        """Return the build that a user names, in any spelling, or None for ``auto`` and None.

        Raises:
            UsageError: If there is no such build, or it is not bundled.
        """
        builds = self.bundle.genes
        build = assembly if assembly in builds else build_named(assembly)
        if build is not None and build not in builds:
            raise UsageError(
                f"the reference data has no build {build}", remedy=f"choose of {', '.join(builds)}"
            )
        return build

    def _named_transcripts(self, names: str, gene: Gene) -> tuple[Transcript, ...]:
        try:
            found = [
                self.resolver.find_transcript(name.strip(), gene)[0] for name in names.split(",")
            ]
        except NotationError as error:
            raise UsageError(error.message, remedy=error.remedy) from error
        # Two names may mean one transcript, with and without its version.
        return tuple(dict.fromkeys(found))

    def rows(
        self,
        source: SourceAllele,
        variant: GenomicVariant,
        transcripts: Sequence[Transcript],
        issues: tuple[Issue, ...] = (),
        *,
        parts: Sequence[GenomicVariant] = (),
        details: bool = True,
        is_whole: bool = True,
    ) -> list[AnnotatedRow]:
        """Annotate one allele whose deleted bases agree with the reference; one row a transcript.

        Args:
            source: The allele as the input gave it.
            variant: The allele in any spelling.
            transcripts: The transcripts wanted.
            issues: What is already known of the input.
            parts: The single changes, if the allele is several on one chromosome.
            details: As for :meth:`Annotator.annotate`.
            is_whole: False if the allele is only what is certain of a change; no source is asked
                for it then.
        """
        annotator = self.annotators[variant.assembly]
        index = self.index(variant.assembly)
        if parts:
            annotation = annotate_together(annotator, parts, transcripts, details=details)
            match = index.match_together(annotation.variant, parts)
        else:
            annotation = annotator.annotate(variant, transcripts, details=details)
            match = index.match(annotation.variant)
        mane = _on_mane(annotation, annotator)
        match = self._with_neighbours(match, annotation.variant, mane, annotator)
        evidence = None
        within = inside(annotator.gene, annotation.variant.edit)
        # Bases put in that reach beyond the region may be a copy of what is not known.
        is_open = (
            within is not None
            and within.inserted
            and any(issue.code is IssueCode.PARTIAL_OVERLAP for issue in annotation.issues)
        )
        if within is not None and not parts and not is_open:
            allele = GenomicVariant(variant.assembly, within)
            evidence = self._evidence(allele, mane, match, is_counted=is_whole)
        shared = issues + annotation.issues + match.issues
        return [
            AnnotatedRow(
                source=source,
                assembly=variant.assembly,
                gene=self.gene.symbol,
                variant=annotation,
                transcript=transcript,
                match=match,
                issues=shared + transcript.issues,
                evidence=evidence,
                catalog=self.catalog_used,
            )
            for transcript in annotation.transcripts
        ]


def _on_mane(annotation: VariantAnnotation, annotator: Annotator) -> TranscriptAnnotation:
    """Return the allele on MANE Select, also if other transcripts were asked for."""
    for transcript in annotation.transcripts:
        if transcript.transcript.mane_select:
            return transcript
    wanted = [annotator.gene.mane_select]
    (found,) = annotator.annotate(annotation.variant, wanted, details=False).transcripts
    return found
