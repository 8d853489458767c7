"""Prove a bundle: every statement in it that can be recomputed is, and the user's genome too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from foxp3tool.annotate.annotator import Annotator
from foxp3tool.annotate.builds import BuildMap, NoCounterpartError
from foxp3tool.annotate.naming import vcf_allele
from foxp3tool.annotate.transcript_model import TranscriptModel
from foxp3tool.errors import ReferenceDataError, counted
from foxp3tool.formats.genome_fasta import GenomeFasta
from foxp3tool.model.assembly import Assembly
from foxp3tool.model.catalog import Placement, ReportedMutation, Resolution
from foxp3tool.model.frozen import frozen
from foxp3tool.model.gene import Gene, TranscriptStatus
from foxp3tool.model.interval import Strand
from foxp3tool.model.positions import genomic_index, genomic_number
from foxp3tool.model.renewal import CLINVAR_ID
from foxp3tool.model.sequence import STOP, translate
from foxp3tool.model.variant import Edit, GenomicVariant
from foxp3tool.pipeline.catalog_verification import (
    detail_faults,
    id_faults,
    population_faults,
    reference_faults,
)
from foxp3tool.pipeline.toolkit import Toolkit


@frozen
class Check:
    """One proof: what was checked, in which file, and what was found wrong (empty if nothing)."""

    name: str
    file: str
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """True if nothing is wrong."""
        return not self.faults


def verify_bundle(toolkit: Toolkit) -> Iterator[Check]:
    """Recompute everything that the bundle states, on both builds.

    Loading has already checked schema version and checksums.
    """
    for assembly, annotator in toolkit.annotators.items():
        gene = annotator.gene
        genes = "gene.json"
        yield Check(f"{assembly}: introns are GT..AG", genes, tuple(_intron_faults(gene)))
        frames = tuple(_frame_faults(gene, annotator))
        yield Check(f"{assembly}: reading frames", genes, frames)
        yield Check(
            f"{assembly}: translated CDS equal the proteins",
            "proteins.fa",
            tuple(_protein_faults(gene, annotator, toolkit.bundle.proteins)),
        )
        unchecked = ("not checked: without reading frames no name can be computed",)
        yield _allele_check(toolkit, annotator) if not frames else _named(assembly, unchecked)
    yield from _catalog_checks(toolkit)
    yield Check("both builds: exons hold the same bases", "gene.json", tuple(_exon_faults(toolkit)))
    yield Check("protein features", "protein_features.tsv", tuple(_feature_faults(toolkit)))
    yield Check(
        "both builds: differences lead there and back",
        "build_differences.tsv",
        tuple(_map_faults(toolkit)),
    )


def verify_catalog(toolkit: Toolkit) -> Iterator[Check]:
    """Recompute everything that the catalog in use states, on both builds."""
    for annotator in toolkit.annotators.values():
        yield _allele_check(toolkit, annotator)
    yield from _catalog_checks(toolkit)


def _allele_check(toolkit: Toolkit, annotator: Annotator) -> Check:
    return _named(annotator.gene.assembly, _catalog_faults(toolkit, annotator))


def _named(assembly: str, faults: tuple[str, ...]) -> Check:
    return Check(f"{assembly}: catalog alleles and names", "catalog.json", faults)


def _catalog_checks(toolkit: Toolkit) -> Iterator[Check]:
    """Yield what can be checked of the catalog without the engine."""
    bundle = toolkit.bundle
    yield Check("catalog ids: each has one meaning", "catalog.json", id_faults(bundle))
    yield Check("catalog references and their sources", "catalog.json", reference_faults(bundle))
    details = "catalog_details.json"
    yield Check("catalog findings, counts and terms", details, detail_faults(bundle))
    yield Check("catalog population counts: alleles", details, population_faults(bundle))


def load_verified(directory: Path) -> Toolkit:
    """Load a bundle of the user's, whose checksums prove nothing, and recompute all of it.

    Raises:
        ReferenceDataError: If anything in it is wrong; it names the file and the first fault.
    """
    toolkit = Toolkit.load(directory)
    for check in verify_bundle(toolkit):
        if not check.passed:
            raise ReferenceDataError(
                f"{check.name}: {check.faults[0]}",
                file=str(directory / check.file),
                cause=f"{counted(len(check.faults), 'fault')} in this check",
                remedy=f"foxp3tool reference verify --reference {directory} lists all faults",
            )
    return toolkit


def _intron_faults(gene: Gene) -> Iterator[str]:
    for transcript in gene.transcripts:
        for number, intron in enumerate(transcript.introns, 1):
            bases = gene.sequence[intron.start : intron.end]
            if not (bases.startswith("GT") and bases.endswith("AG")):
                yield f"{transcript.accession} intron {number} is {bases[:2]}..{bases[-2:]}"


def _frame_faults(gene: Gene, annotator: Annotator) -> Iterator[str]:
    for transcript in gene.transcripts:
        coding = annotator.model(transcript).coding
        if coding is None:
            continue
        bases = coding.bases[coding.cds.start : coding.cds.end]
        protein = translate(bases)
        if len(bases) % 3:
            yield f"{transcript.accession}: the CDS has {len(bases)} bases"
        if not bases.startswith("ATG"):
            yield f"{transcript.accession}: the CDS begins with {bases[:3]}"
        if transcript.cds_complete != protein.endswith(STOP):
            yield f"{transcript.accession}: the CDS ends with {bases[-3:]}"
        if STOP in protein[:-1]:
            yield f"{transcript.accession}: stop codon at residue {protein.index(STOP) + 1}"


def _protein_faults(gene: Gene, annotator: Annotator, proteins: dict[str, str]) -> Iterator[str]:
    for transcript in gene.transcripts:
        model: TranscriptModel = annotator.model(transcript)
        if transcript.protein_accession is None or model.coding is None:
            continue
        known = proteins.get(transcript.protein_accession)
        if known is None:
            yield f"{transcript.protein_accession} of {transcript.accession} is missing"
            continue
        found = model.coding.protein.removesuffix(STOP)
        if found != known:
            yield f"{transcript.accession} does not translate to {transcript.protein_accession}"


def _catalog_faults(toolkit: Toolkit, annotator: Annotator) -> tuple[str, ...]:
    return tuple(
        fault for entry in toolkit.bundle.catalog for fault in _entry_faults(entry, annotator)
    )


def _entry_faults(entry: ReportedMutation, annotator: Annotator) -> Iterator[str]:
    gene = annotator.gene
    placement = entry.placements.get(gene.assembly)
    if entry.resolution is Resolution.PROTEIN_ONLY:
        if placement is not None:
            yield f"{entry.id}: has a placement although its DNA change is not known"
        return
    if placement is None:
        # An allele of ClinVar may lie on bases that the other build does not have.
        if not (entry.id.startswith(CLINVAR_ID) and entry.placements):
            yield f"{entry.id}: has no placement on {gene.assembly}"
        return
    start = genomic_index(placement.pos)
    found = gene.plus_bases(start, start + len(placement.ref))
    if entry.assertion.is_ipex and not entry.citations:
        yield f"{entry.id}: an IPEX entry without any source"
    if found != placement.ref:
        yield f"{entry.id}: REF is {placement.ref}, {gene.assembly} has {found}"
    elif entry.resolution is Resolution.EXACT:
        yield from _name_faults(entry, placement, annotator)


def _name_faults(
    entry: ReportedMutation, placement: Placement, annotator: Annotator
) -> Iterator[str]:
    gene = annotator.gene
    edit = Edit(genomic_index(placement.pos), placement.ref, placement.alt)
    if vcf_allele(gene, annotator.left_align(edit)) != edit:
        yield f"{entry.id}: the allele is not left-aligned and minimal on {gene.assembly}"
    shown = " ".join(part for part in (entry.hgvs_c, entry.hgvs_p) if part not in (None, "p.?"))
    # An allele beyond the transcript has no c. name, and is called by its place.
    if entry.name != shown and (shown or not entry.id.startswith(CLINVAR_ID)):
        yield f"{entry.id}: its name {entry.name} is not made of its c. and p. name ({shown})"
    # The entry's own c. name is the one in the context of the newer build.
    if gene.assembly == "GRCh38" and entry.hgvs_c != placement.hgvs_c:
        yield f"{entry.id}: the c. name of the entry is not that of its placement"
    computed = annotator.annotate(GenomicVariant(gene.assembly, edit), [gene.mane_select])
    on_mane = computed.transcripts[0]
    for kind, stored, name in (
        ("c.", placement.hgvs_c, on_mane.hgvs_c),
        ("p.", entry.hgvs_p, on_mane.hgvs_p),
    ):
        found = name.rpartition(":")[2]
        if found != (stored or ""):
            yield f"{entry.id}: {kind} name is stored as {stored}, the engine says {found}"


def _exon_faults(toolkit: Toolkit) -> Iterator[str]:
    first, *others = toolkit.bundle.genes.values()
    for other in others:
        for transcript in first.transcripts:
            # A superseded version may reach over a difference of the builds.
            if transcript.status is TranscriptStatus.SUPERSEDED:
                continue
            here = _spliced(toolkit, first, transcript.accession)
            if here != _spliced(toolkit, other, transcript.accession):
                yield f"{transcript.accession} differs on {first.assembly} and {other.assembly}"


def _spliced(toolkit: Toolkit, gene: Gene, accession: str) -> str:
    return toolkit.annotators[gene.assembly].model(gene.transcript(accession)).bases


def _map_faults(toolkit: Toolkit) -> Iterator[str]:
    """Every base goes to the other build and back; a base that differs is a listed difference."""
    for annotator in toolkit.annotators.values():
        there = annotator.to_other_build
        if there is None:
            continue
        yield from _difference_faults(there)
        back = toolkit.annotators[there.target.assembly].to_other_build
        listed = {p for d in there.differences for p in range(d.source.start, d.source.end)}
        for position in range(there.source.region.start, there.source.region.end):
            try:
                partner = there.position(position)
            except NoCounterpartError:
                if position not in listed:
                    yield f"{there.source.assembly} {genomic_number(position)} has no partner"
                continue
            if back is not None and back.position(partner) != position:
                yield f"{there.source.assembly} {genomic_number(position)} does not come back"
            same = there.source.plus_bases(position, position + 1) == there.target.plus_bases(
                partner, partner + 1
            )
            if not same and position not in listed:
                yield f"{there.source.assembly} {genomic_number(position)} differs unlisted"


def _difference_faults(there: BuildMap) -> Iterator[str]:
    """The bases that a listed difference names are those of both sequences."""
    for d in there.differences:
        for gene, place, bases in (
            (there.source, d.source, d.source_bases),
            (there.target, d.target, d.target_bases),
        ):
            found = gene.plus_bases(place.start, place.end)
            if found != bases:
                yield (
                    f"{gene.assembly} {genomic_number(place.start)}: the difference says {bases}, "
                    f"the sequence {found}"
                )


def _feature_faults(toolkit: Toolkit) -> Iterator[str]:
    """Features lie on the MANE Select protein."""
    annotator = next(iter(toolkit.annotators.values()))
    coding = annotator.model(annotator.gene.mane_select).coding
    length = 0 if coding is None else len(coding.protein.removesuffix(STOP))
    for feature in toolkit.bundle.features:
        if not 1 <= feature.start <= feature.end <= length:
            yield f"{feature.name}: {feature.start}-{feature.end} on a protein of {length} residues"


def verify_genome(toolkit: Toolkit, fasta: Path) -> Iterator[Check]:
    """Compare the bundled region with the user's own genome, base by base.

    Raises:
        InputError: If the file cannot be read or holds no X chromosome of a bundled build.
    """
    manifest = toolkit.bundle.manifest
    with GenomeFasta(fasta) as genome:
        assembly, contig = genome.find_x(manifest.assemblies, manifest.unsupported_assemblies)
        gene = toolkit.bundle.genes[assembly.name]
        found = genome.fetch(contig, assembly.region)
        yield Check(
            f"{assembly.name}: bundled bases equal {contig} of {fasta}",
            assembly.sequence_file,
            tuple(_sequence_faults(gene, found, assembly)),
        )


def _sequence_faults(gene: Gene, found: str, assembly: Assembly) -> Iterator[str]:
    if len(found) != len(gene.plus_sequence):
        yield f"the genome has {len(found)} bases there instead of {len(gene.plus_sequence)}"
        return
    for offset, (here, there) in enumerate(zip(gene.plus_sequence, found, strict=True)):
        if here != there:
            position = genomic_number(assembly.region.start + offset)
            yield f"X:{position}: bundled {here}, genome {there} ({_where(gene, offset)})"


def _where(gene: Gene, offset: int) -> str:
    """Say where in the gene a difference lies."""
    position = offset
    if gene.strand is Strand.MINUS:
        position = len(gene.plus_sequence) - 1 - offset
    transcript = gene.mane_select
    for number, exon in enumerate(transcript.exons, 1):
        if position in exon:
            return f"exon {number} of {transcript.accession}"
    for number, intron in enumerate(transcript.introns, 1):
        if position in intron:
            return f"intron {number} of {transcript.accession}"
    return f"outside {transcript.accession}"
