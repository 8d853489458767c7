"""The sentences of a report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from foxp3tool.errors import counted
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.report import Fact, ReportInput, ReportSample, ReportVariant
from foxp3tool.pipeline.annotate import AnnotateReport
from foxp3tool.pipeline.describe import versions
from foxp3tool.pipeline.sources import AlleleSource
from foxp3tool.pipeline.toolkit import Toolkit


def issue_counts(variants: Sequence[ReportVariant]) -> tuple[tuple[str, str, int], ...]:
    """Return the codes of remarks, their meaning and how many lines of the table have each."""
    counts = Counter(code for variant in variants for code in variant.sheet.issues)
    return tuple((code, IssueCode[code].meaning, number) for code, number in sorted(counts.items()))


def sample_note(
    number: int, carriers: Sequence[ReportSample], *, has_files: bool, is_asked: bool
) -> str:
    """Say how many samples there are, and what the words on zygosity rest on."""
    if not has_files:
        return "Names carry no genotypes: nothing is told of samples."
    if not number:
        return "The input has no samples: nothing is told of genotypes."
    if not is_asked:
        return f"Samples read: {number:,}. Nothing is told of them, as was asked (--samples none)."
    return (
        f"Samples read: {number:,}; of these {len(carriers):,} with at least one of the variants "
        "above. The sex of a sample is what was stated with --ped or --sex, never "
        "guessed; where it is not stated, whether 1/1 is homozygous or hemizygous is not known. "
        "A sample that is not listed is not thereby known to be without a variant."
    )


def coverage_note(without: Sequence[str], *, is_told: bool) -> str:
    """Say what coverage rests on, or why nothing is told of it."""
    told = []
    if is_told:
        told.append(
            "For each place of a mutation reported in IPEX or in disease like IPEX: was it read "
            "as reference (depth 10 and genotype quality 20 at least), does it carry the mutation "
            "or another allele, or is it not known? Only reference means that the mutation was "
            "looked for and not seen."
        )
    if without:
        of = f" of {', '.join(without)}" if is_told else ""
        told.append(
            f"Nothing is told{of} on places without a record: there are no reference blocks "
            "(gVCF) in it. A reported mutation that is not listed is not thereby absent: its "
            "place may not have been read."
        )
    return " ".join(told)


def methods(gene: str) -> Iterator[str]:
    """Yield how results came about."""
    yield (
        "The genome build of a file is told from its header and from its REF bases, unless it was "
        f"named; every base that is stated is checked against the bundled sequence of {gene}, and "
        "what does not agree is refused and said to be."
    )
    yield (
        "Alleles are compared by their sequence, not by their spelling: left-aligned for VCF "
        "forms, shifted to the 3' end of each reference for HGVS names. Names follow the HGVS "
        "recommendations; protein changes are predicted from the DNA, hence in parentheses. "
        "Consequences are terms of the Sequence Ontology as Ensembl defines them."
    )
    yield (
        "An exact match is the very allele of a catalog entry; all other grades say that something "
        "is alike, not that the effect is. Hints in the vocabulary of ACMG/AMP are no "
        "classification."
    )
    yield (
        "Nothing was looked up online. ClinVar, population counts and papers are told as of the "
        "catalog named here; what is not in it may exist."
    )


def used(
    toolkit: Toolkit, transcripts: str, sources: Sequence[AlleleSource], command: str
) -> Iterator[Fact]:
    """Yield programs and data with their versions, and how the program was called."""
    bundle = toolkit.bundle
    yield Fact("programs", versions())
    yield Fact("reference data", bundle.manifest.data_version)
    entries = f"{len(bundle.catalog):,} entries"
    yield Fact("catalog", f"{toolkit.catalog_used} ({bundle.catalog_location}, {entries})")
    if bundle.renewal is not None and bundle.renewal.caution:
        yield Fact("caution on the catalog", bundle.renewal.caution)
    chosen = toolkit.select_transcripts(transcripts, toolkit.gene.assembly)
    names = ", ".join(
        f"{one.accession} (MANE Select)" if one.mane_select else one.accession for one in chosen
    )
    yield Fact("transcripts", names)
    builds = ", ".join(f"{a.name} ({a.accession})" for a in bundle.manifest.assemblies)
    yield Fact("builds bundled", builds)
    for source in sources:
        fields = ", ".join(source.fields)
        build = source.assembly or "no record near the gene"
        yield Fact(f"source {source.name}", f"{source.told}: {fields} ({build})")
    if command:
        yield Fact("command", command)


def told_of_file(name: str, report: AnnotateReport, samples: int) -> ReportInput:
    """Return what is told of a file."""
    decision = report.decision
    way = f"near the gene only, through {report.index}" if report.index else "the whole file"
    facts = [
        Fact("genome build", (decision.assembly or "not needed") if decision else "not told"),
        Fact("told from", decision.reason if decision else ""),
        Fact("records", f"{report.records:,} ({way}), {report.outside:,} of them elsewhere"),
        Fact("alleles in the gene", f"{report.in_gene:,}"),
        Fact("reference blocks in the gene", f"{report.reference_blocks:,}"),
        Fact("samples", f"{samples:,}"),
    ]
    told = tuple(fact for fact in facts if fact.text)
    return ReportInput(name, "VCF or BCF", told, report.all_cautions)


def moment() -> str:
    """Return the time in words; SOURCE_DATE_EPOCH sets it, as for other programs."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(stated), UTC) if stated.isdigit() else datetime.now(UTC)
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def limit_told(most: int, left_out: int) -> str:
    """Say of how many lines not everything is told, and where it is; empty if there are none.

    Args:
        most: How many lines have a section.
        left_out: How many have none.
    """
    if not left_out:
        return ""
    if most:
        first = "line" if most == 1 else f"{most:,} lines"
        told = (
            f"Everything is told of the first {first} of the table; "
            f"{counted(left_out, 'further line has', 'further lines have')} no section"
        )
    else:
        told = "The table is all that is told of each variant, as was asked (--sections 0)"
    return f"{told}. More: --sections N; all of them as a table: foxp3tool annotate, or lookup."
