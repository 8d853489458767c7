"""Place a parsed description on the genome, with every stated base checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.builds import NoCounterpartError
from foxp3tool.annotate.explain import Explainer
from foxp3tool.annotate.genome_placement import GenomePlacement
from foxp3tool.annotate.naming import transcript_change, transcript_name, vcf_name
from foxp3tool.annotate.nearby_names import NameHints
from foxp3tool.annotate.normalisation import normalise
from foxp3tool.annotate.placement import (
    ResolvedVariant,
    count_from_stop,
    refuse_to_span_introns,
    span_of,
    superseded_issues,
)
from foxp3tool.annotate.projection import PositionError
from foxp3tool.annotate.protein_explanation import (
    NOTHING_REPORTED,
    Reported,
    explain_protein_change,
)
from foxp3tool.annotate.together import InteractingChangesError, combine, joined
from foxp3tool.annotate.uncertain import placed_ends, read_ends
from foxp3tool.annotate.unusual_placement import (
    as_positions,
    certain_part,
    change_of,
    signal_edit,
    spdi_on_transcript,
)
from foxp3tool.model.gene import Gene, Transcript, TranscriptStatus
from foxp3tool.model.interval import Direction, Strand
from foxp3tool.model.issue import Issue, IssueCode
from foxp3tool.model.parsed import (
    AllelesDescription,
    GenomicDescription,
    IntronDescription,
    ParsedVariant,
    Phase,
    ProteinDescription,
    SignalDescription,
    TranscriptDescription,
    UncertainDescription,
    UncertainGenomicDescription,
    VcfDescription,
)
from foxp3tool.model.positions import genomic_number
from foxp3tool.model.uncertain_ends import UncertainEnds
from foxp3tool.model.variant import GenomicVariant
from foxp3tool.notation.errors import NotationError, reference_mismatch
from foxp3tool.notation.faults import intron_number, intron_offset
from foxp3tool.notation.parse import is_symbol

_TRANSCRIPT: Final = re.compile(r"[NX][MR]_|ENS[A-Z]*T[0-9]|LRG_[0-9]+t")


class Resolver:
    """Placement of descriptions on the builds that are bundled.

    Args:
        annotators: An annotator by assembly; the first is the default build for descriptions that
            name no build.
        unsupported: Accessions that are recognised and refused, with the name of their assembly.
        protein_aliases: Other accessions of proteins, each with the one that is bundled.
        reported: Gives, for an assembly, what is reported, which explanations of a protein change
            begin with.
        symbol_aliases: Other names of the gene and its protein, upper case, which are refused with
            a hint.
    """

    def __init__(
        self,
        annotators: Mapping[str, Annotator],
        unsupported: Mapping[str, str],
        protein_aliases: Mapping[str, str] = MappingProxyType({}),
        reported: Callable[[str], Reported] = lambda _: NOTHING_REPORTED,
        symbol_aliases: Iterable[str] = (),
    ) -> None:
        """Keep what descriptions are placed on."""
        self._annotators = dict(annotators)
        self._genome = GenomePlacement(self._annotators, unsupported)
        self._protein_aliases = dict(protein_aliases)
        self._reported = reported
        self._symbol_aliases = frozenset(symbol_aliases)

    def resolve(
        self, parsed: ParsedVariant, assembly: str | None = None
    ) -> tuple[ResolvedVariant, ...]:
        """Place a description.

        Args:
            parsed: What a text says.
            assembly: The build wanted for descriptions that name none.

        Returns:
            One allele, or several if a protein change has several explanations; for
            several changes of one chromosome all together, then each by itself.

        Raises:
            NotationError: If it names another gene, an unknown sequence, a position that does not
                exist, a base that is not there, or no change; with what may be meant.
        """
        try:
            return self._placed(parsed, assembly)
        except NotationError as error:
            self._explain(error, parsed, assembly)
            raise

    def _explain(self, error: NotationError, parsed: ParsedVariant, assembly: str | None) -> None:
        Explainer(
            tuple(self._annotators.values()),
            self._names,
            lambda description: self._read_on(description, assembly),
            lambda candidate: self._placed(candidate, assembly),
        ).explain(error, parsed)

    @cached_property
    def _names(self) -> NameHints:
        builds = tuple(self._annotators.values())
        return NameHints(builds, frozenset(self._protein_aliases), self._symbol_aliases)

    def _placed(self, parsed: ParsedVariant, assembly: str | None) -> tuple[ResolvedVariant, ...]:
        match parsed:
            case TranscriptDescription():
                return (self._on_transcript(parsed, assembly),)
            case GenomicDescription():
                return (self._genome.place_genomic(parsed),)
            case VcfDescription():
                return (self._vcf_or_spdi(parsed, assembly),)
            case AllelesDescription():
                return self._alleles(parsed, assembly)
            case UncertainDescription() | UncertainGenomicDescription():
                return (self._uncertain(parsed, assembly),)
            case ProteinDescription():
                return self._from_protein(parsed, assembly)
            case IntronDescription():
                return (self._in_intron(parsed, assembly),)
            case SignalDescription():
                return (self._signal(parsed, assembly),)

    def _vcf_or_spdi(self, parsed: VcfDescription, assembly: str | None) -> ResolvedVariant:
        """Place an allele in VCF terms, or a SPDI expression on whatever sequence."""
        if not (parsed.is_spdi and _TRANSCRIPT.match(parsed.chrom)):
            return self._genome.place_vcf(parsed, assembly)
        transcript, _ = self.find_transcript(parsed.chrom, self._annotator(assembly).gene)
        found = self._on_transcript(spdi_on_transcript(parsed, transcript), assembly)
        # SPDI has no one placement to keep to.
        issues = [one for one in found.issues if one.code is not IssueCode.NORMALISED_INPUT]
        return replace(found, issues=tuple(issues))

    def _alleles(
        self, parsed: AllelesDescription, assembly: str | None
    ) -> tuple[ResolvedVariant, ...]:
        """Place several changes: together only if they are known to lie on one chromosome."""
        if parsed.phase is Phase.CIS:
            return self._in_cis(parsed, assembly)
        message = f"one of several changes {parsed.phase.value}; each is taken by itself"
        note = Issue(IssueCode.PART_OF_ALLELE, message)
        each = [self.resolve(part, assembly)[0] for part in parsed.parts]
        return tuple(replace(found, issues=(note, *found.issues)) for found in each)

    def _in_cis(
        self, parsed: AllelesDescription, assembly: str | None
    ) -> tuple[ResolvedVariant, ...]:
        """Place several changes of one chromosome: all together first, then each by itself."""
        each = [self.resolve(part, assembly)[0] for part in parsed.parts]
        annotator = self._annotators[each[0].variant.assembly]
        gene = annotator.gene
        try:
            edits = combine(annotator, [found.variant.edit for found in each])
        except InteractingChangesError as error:
            raise NotationError(
                IssueCode.INVALID_POSITION, str(error), remedy="describe them as one delins"
            ) from error
        issues = tuple(dict.fromkeys(issue for found in each for issue in found.issues))
        if len(edits) == 1:
            message = "HGVS describes these changes as one, not as several"
            issues += (Issue(IssueCode.NORMALISED_INPUT, message),)
            return (ResolvedVariant(GenomicVariant(gene.assembly, edits[0]), issues),)
        whole = joined(gene.plus_sequence, edits, gene.region.start)
        parts = tuple(GenomicVariant(gene.assembly, edit) for edit in edits)
        together = ResolvedVariant(GenomicVariant(gene.assembly, whole), issues, parts)
        message = "one of the changes that the input gives together, taken by itself"
        note = Issue(IssueCode.PART_OF_ALLELE, message)
        in_order = parts if gene.strand is Strand.PLUS else parts[::-1]
        return (together, *(ResolvedVariant(part, (note,)) for part in in_order))

    def _in_intron(self, parsed: IntronDescription, assembly: str | None) -> ResolvedVariant:
        """Place a change that is counted from an intron's border."""
        annotator = self._annotator(assembly)
        symbol = parsed.reference if is_symbol(parsed.reference) else None
        self._check_gene(symbol, annotator.gene)
        accession = None if symbol else parsed.reference
        transcript, _ = self.find_transcript(accession, annotator.gene)
        try:
            described = as_positions(parsed, annotator.gene, annotator.model(transcript))
        except NotationError as error:
            error.at = intron_number(parsed.intron)
            raise
        try:
            return self._on_transcript(described, assembly)
        except NotationError as error:
            self._explain(error, described, assembly)
            error.at = intron_offset(parsed.start, parsed.deleted)
            raise

    def _signal(self, parsed: SignalDescription, assembly: str | None) -> ResolvedVariant:
        """Place a change of the polyadenylation signal that is told by its bases."""
        annotator = self._annotator(assembly)
        gene = annotator.gene
        edit = gene.to_genomic_edit(signal_edit(parsed, annotator.model(gene.mane_select)))
        return ResolvedVariant(GenomicVariant(gene.assembly, annotator.left_align(edit)))

    def _uncertain(
        self, parsed: UncertainDescription | UncertainGenomicDescription, assembly: str | None
    ) -> ResolvedVariant:
        """Place what is affected for certain; the name says that there may be more."""
        if isinstance(parsed, UncertainGenomicDescription):
            return self._uncertain_genomic(parsed)
        annotator = self._build_of(parsed, assembly)
        self._check_gene(parsed.gene, annotator.gene)
        gene = annotator.gene
        transcript, issues = self.find_transcript(parsed.reference, gene)
        read, repaired = read_ends(parsed, transcript)
        ends = placed_ends(read, annotator.model(transcript).projection).turned(gene)
        certain = self._on_transcript(certain_part(read), assembly, spans_introns=True)
        name = f"{gene.accession}({transcript.accession}):{read.change}"
        affected = f"c.{read.inner_start}_{read.inner_end}{read.kind.value}"
        issues = [_of_uncertain_ends(affected), *issues, *repaired]
        return replace(certain, name=name, ends=ends, issues=tuple(issues))

    def _uncertain_genomic(self, parsed: UncertainGenomicDescription) -> ResolvedVariant:
        """Place what is affected for certain; the name says that there may be more."""
        certain = self._genome.place_genomic(
            GenomicDescription(
                parsed.reference, parsed.inner_start, parsed.inner_end, parsed.kind, "", ""
            )
        )
        ends = UncertainEnds(
            parsed.outer_start, parsed.inner_start, parsed.inner_end, parsed.outer_end, parsed.kind
        )
        gene = self._annotators[certain.variant.assembly].gene
        if parsed.reference != gene.accession:
            ends = ends.turned(gene)
        first, last = genomic_number(parsed.inner_start), genomic_number(parsed.inner_end)
        affected = f"{parsed.reference}:g.{first}_{last}{parsed.kind.value}"
        issues = (_of_uncertain_ends(affected),)
        name = f"{parsed.reference}:{parsed.change}"
        return replace(certain, name=name, ends=ends, issues=issues)

    def _annotator(self, assembly: str | None) -> Annotator:
        if assembly is None:
            return next(iter(self._annotators.values()))
        return self._annotators[assembly]

    def _from_protein(
        self, parsed: ProteinDescription, assembly: str | None
    ) -> tuple[ResolvedVariant, ...]:
        if parsed.gene in self._protein_aliases:
            parsed = replace(parsed, reference=parsed.gene, gene=None)
        annotator = self._annotator(assembly)
        if parsed.gene is not None and parsed.gene.partition("-")[0] in self._protein_aliases:
            raise NotationError(
                IssueCode.UNKNOWN_REFERENCE,
                f"{parsed.gene} is another isoform of the protein, which is not bundled",
                remedy=f"known by UniProt: {', '.join(sorted(self._protein_aliases))}",
            )
        self._check_gene(parsed.gene, annotator.gene)
        reported = self._reported(annotator.gene.assembly)
        return explain_protein_change(parsed, annotator, self._protein_aliases, reported)

    # Transcripts

    def _build_of(
        self, parsed: TranscriptDescription | UncertainDescription, assembly: str | None
    ) -> Annotator:
        """Return the engine of the build that a description names by its context, or wants."""
        if parsed.context:
            return self._genome.by_context(parsed.context)
        return self._annotator(assembly)

    def _read_on(
        self, parsed: TranscriptDescription | UncertainDescription, assembly: str | None
    ) -> tuple[Annotator, Transcript]:
        annotator = self._build_of(parsed, assembly)
        return annotator, self.find_transcript(parsed.reference, annotator.gene)[0]

    def _check_gene(self, symbol: str | None, gene: Gene) -> None:
        if symbol is not None and symbol.upper() != gene.symbol:
            raise NotationError(
                IssueCode.OTHER_GENE,
                f"{symbol} is not {gene.symbol}",
                remedy=f"foxp3tool annotates {gene.symbol} only; use a genome-wide annotator",
            )

    def find_transcript(self, accession: str | None, gene: Gene) -> tuple[Transcript, list[Issue]]:
        """Find a transcript by accession; without a version the current one, without all MANE.

        Raises:
            NotationError: If it is not bundled; the message names what is.
        """
        if accession is None:
            return gene.mane_select, []
        stem, _, version = accession.partition(".")
        versions = [
            transcript
            for transcript in gene.transcripts
            if transcript.accession.partition(".")[0] == stem or accession in transcript.aliases
        ]
        if not versions:
            names = ", ".join(
                t.accession for t in gene.transcripts if t.status is TranscriptStatus.CURRENT
            )
            raise NotationError(
                IssueCode.UNKNOWN_REFERENCE,
                f"{accession} is no transcript of {gene.symbol} that is bundled",
                cause="it belongs to another gene, or is newer than the bundle",
                remedy=f"known transcripts: {names}",
            )
        for transcript in versions:
            if accession == transcript.accession or accession in transcript.aliases:
                return transcript, superseded_issues(transcript, gene)
        if not version:
            current = [t for t in versions if t.status is TranscriptStatus.CURRENT]
            return (current or versions)[0], []
        raise NotationError(
            IssueCode.UNKNOWN_REFERENCE,
            f"{accession}: this version is not bundled",
            remedy="known versions: " + ", ".join(t.accession for t in versions),
        )

    def _on_transcript(
        self, parsed: TranscriptDescription, assembly: str | None, *, spans_introns: bool = False
    ) -> ResolvedVariant:
        annotator = self._build_of(parsed, assembly)
        gene = annotator.gene
        self._check_gene(parsed.gene, gene)
        transcript, issues = self.find_transcript(parsed.reference, gene)
        model = annotator.model(transcript)
        parsed, repaired = count_from_stop(parsed, transcript)
        try:
            first, last = span_of(parsed, model.projection)
        except PositionError as error:
            raise NotationError(IssueCode.INVALID_POSITION, str(error)) from error
        bases = gene.sequence[first : last + 1]
        if parsed.deleted and parsed.deleted != bases and parsed.copies is None:
            raise reference_mismatch(parsed.deleted, bases, transcript.accession)
        if not spans_introns:
            refuse_to_span_introns(parsed, transcript, first, last)
        edit = change_of(parsed, annotator, transcript, first, last)
        resolved = GenomicVariant(gene.assembly, annotator.left_align(gene.to_genomic_edit(edit)))
        normal = normalise(edit, gene.sequence, Direction.FORWARD)
        change, name = transcript_change(gene, model, normal), transcript_name(gene, model, normal)
        if name and (change.kind, change.start, change.end) != (parsed.kind, first, last):
            message = f"the HGVS name of this allele is {name}"
            issues.append(Issue(IssueCode.NORMALISED_INPUT, message))
        if parsed.context is None and assembly is None:
            issues += self._other_reading(parsed, annotator, transcript, resolved)
        return ResolvedVariant(resolved, tuple(issues + repaired))

    def _other_reading(
        self,
        parsed: TranscriptDescription,
        annotator: Annotator,
        transcript: Transcript,
        resolved: GenomicVariant,
    ) -> list[Issue]:
        """Say so where an intronic name without context means another allele on another build."""
        if not (parsed.start.offset or parsed.end.offset):
            return []
        issues = []
        for other in self._annotators.values():
            if other is annotator:
                continue
            meaning = self._meaning_on(parsed, other, transcript, resolved)
            if meaning:
                message = (
                    f"read on {annotator.gene.assembly}; on {other.gene.assembly}, whose intron "
                    f"differs, the same name means {meaning}: say which with --assembly or with "
                    "the genomic context"
                )
                issues.append(Issue(IssueCode.BUILD_CONFLICT, message))
        return issues

    def _meaning_on(
        self,
        parsed: TranscriptDescription,
        annotator: Annotator,
        transcript: Transcript,
        resolved: GenomicVariant,
    ) -> str:
        """Return what a name means on another build, or nothing if that is the same allele."""
        gene = annotator.gene
        accession = transcript.accession
        projection = annotator.model(gene.transcript(accession)).projection
        try:
            first, last = span_of(parsed, projection)
            edit = change_of(parsed, annotator, gene.transcript(accession), first, last)
        except PositionError:
            return "nothing"
        except NotationError:
            return "the reference sequence"
        aligned = annotator.left_align(gene.to_genomic_edit(edit))
        try:
            back = annotator.to_other_build
            same = back is not None and resolved == back.convert(
                GenomicVariant(gene.assembly, aligned)
            )
        except NoCounterpartError:
            same = False
        return "" if same else vcf_name(gene, aligned)


def _of_uncertain_ends(affected: str) -> Issue:
    message = (
        "the ends are known as ranges only: terms are those of what is affected for certain, "
        f"{affected}; what rests on the ends is not given"
    )
    return Issue(IssueCode.UNCERTAIN_ENDS, message)
