"""Say in plain text what a bundle holds."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pysam

from foxp3tool._version import __version__
from foxp3tool.errors import counted
from foxp3tool.model.positions import genomic_number
from foxp3tool.pipeline.toolkit import RESEARCH_USE
from foxp3tool.reference.bundle import Bundle
from foxp3tool.reference.manifest import SCHEMA_VERSION


def describe_bundle(bundle: Bundle) -> Iterator[str]:
    """Yield lines: versions, builds, transcripts, catalog, sources, open questions."""
    manifest = bundle.manifest
    yield f"foxp3tool {__version__}"
    yield f"reference data {manifest.data_version} (schema {SCHEMA_VERSION}), {bundle.location}"
    yield RESEARCH_USE
    yield ""
    yield "Genome builds"
    for assembly in manifest.assemblies:
        region = (
            f"{assembly.chromosome}:{genomic_number(assembly.region.start)}-{assembly.region.end}"
        )
        yield (
            f"  {assembly.name} ({', '.join(assembly.aliases)}): {assembly.accession}, "
            f"{assembly.contig_length} bases; bundled {region}, "
            f"md5 of its upper-case bases {assembly.sequence_md5}"
        )
    for refused in manifest.unsupported_assemblies:
        yield f"  refused by name: {refused.name} ({refused.accession}); {refused.reason}"
    yield ""
    yield "Transcripts"
    gene = next(iter(bundle.genes.values()))
    for transcript in gene.transcripts:
        marks = [transcript.status.value, transcript.biotype.value]
        if transcript.mane_select:
            marks.insert(0, "MANE Select")
        if not transcript.cds_complete:
            marks.append("CDS incomplete")
        exons = counted(len(transcript.exons), "exon")
        yield f"  {transcript.accession}: {exons}; {', '.join(marks)}"
    yield ""
    yield from _catalog_lines(bundle)
    yield ""
    yield "Files and their sources"
    for file in manifest.files:
        yield f"  {file.name}: {file.description} (sha256 {file.sha256[:12]}...)"
        for source in file.sources:
            version = f", {source.version}" if source.version else ""
            yield f"    {source.name}{version}; licence: {source.licence or 'not stated'}"
    yield ""
    yield "What is known to be open"
    for question in manifest.open_questions:
        yield f"  - {question}"


def _catalog_lines(bundle: Bundle) -> Iterator[str]:
    yield f"Catalog of reported variants: {counted(len(bundle.catalog), 'entry', 'entries')}"
    for title, numbers in (
        ("by assertion", Counter(entry.assertion.value for entry in bundle.catalog)),
        ("by evidence", Counter(entry.evidence_status.value for entry in bundle.catalog)),
        ("by resolution", Counter(entry.resolution.value for entry in bundle.catalog)),
    ):
        yield f"  {title}: " + ", ".join(f"{number} {name}" for name, number in numbers.items())
    dates = [c.as_of for e in bundle.catalog for c in e.classifications if c.as_of is not None]
    if dates:
        yield f"  database statements were read in copies of {min(dates)} to {max(dates)}"


def versions() -> str:
    """Return the versions of what works here, for a report of what went otherwise than expected."""
    told: Any = pysam.version
    return (
        f"foxp3tool {__version__}, Python {platform.python_version()}, "
        f"pysam {told.__version__}, htslib {told.__htslib_version__}"
    )
