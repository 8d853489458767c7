"""``foxp3tool check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.common import add_tables, load_toolkit, refuse_overwriting, say, say_source
from foxp3tool.cli.completion import complete_files
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import AssemblyType, format_option, reference_option
from foxp3tool.errors import counted

if TYPE_CHECKING:
    from foxp3tool.pipeline.check import CheckReport

_NAME = "check"
_ASSERTIONS = ("ipex", "ipex-like", "risk", "benign", "conflicting", "uncertain")
_TOLD = 20


@click.command(_NAME)
@click.argument("vcf", metavar="[INPUT]", default="-", shell_complete=complete_files)
@click.option(
    "--assembly",
    type=AssemblyType(),
    default="auto",
    help="Genome build of the file; auto tells it from header and REF bases.",
)
@click.option(
    "--assertion",
    "assertions",
    multiple=True,
    type=click.Choice(_ASSERTIONS),
    help="Look at the places of these catalog entries; default: ipex and ipex-like.",
)
@click.option(
    "--sample",
    "samples",
    multiple=True,
    metavar="NAME",
    help="Tell of this sample only; may be given several times.",
)
@click.option(
    "--min-depth",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Reads from which a place counts as read.",
)
@click.option(
    "--min-quality",
    type=click.FloatRange(min=0),
    default=20,
    show_default=True,
    help="Genotype quality from which a place counts as reference.",
)
@click.option(
    "--catalog",
    "tables",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="A table of your own reported variants as well; see docs/keeping_current.md.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write the table to this file, complete or not at all; default, or -: standard output.",
)
@format_option()
@click.option("--strict", is_flag=True, help="Exit with 3 if the file has anything against it.")
@click.option("-q", "--quiet", is_flag=True, help="The table and what is wrong, no summary.")
@reference_option
@click.pass_context
def check(
    ctx: click.Context,
    vcf: str,
    assembly: str | None,
    assertions: tuple[str, ...],
    samples: tuple[str, ...],
    min_depth: int,
    min_quality: float,
    tables: tuple[str, ...],
    output: Path | None,
    form: str | None,
    strict: bool,
    quiet: bool,
    reference: Path | None,
) -> None:
    """Check a VCF, and tell where reported mutations would have been seen.

    An allele that a file does not list is not thereby absent: a place may not have been read. For
    each reported mutation and each sample the table says whether its place was read as reference
    (from the reference blocks of a gVCF, or from records with the genotype 0/0), carries the
    mutation or another allele, or is not covered. What the file has against the VCF specification,
    what would stop it from being annotated, its build and contig names stand on standard error.

    \b
    Examples:
      foxp3tool check boy.g.vcf.gz > sites.tsv
      foxp3tool check cohort.vcf.gz --sample BOY --min-depth 20
      foxp3tool check boy.g.vcf.gz -o sites.xlsx
      bcftools view boy.bcf | foxp3tool check --strict

    Exit status: 0 done; 1 the input cannot be read, or records are malformed; 2 wrong usage; 3 the
    file has something against it, under --strict.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.check import COLUMNS, FileCheck
    from foxp3tool.pipeline.write import table_target, write_cells

    if vcf == "-" and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("no input: name a VCF file, or pipe one in", ctx)
    target = table_target(form, output)
    refuse_overwriting(vcf, output, None)
    toolkit = add_tables(_NAME, load_toolkit(reference), tables, quiet=quiet)
    wanted = assertions or _ASSERTIONS[:2]
    entries = [entry for entry in toolkit.bundle.catalog if str(entry.assertion) in wanted]
    with FileCheck(
        toolkit,
        vcf,
        assembly=assembly,
        entries=entries,
        samples=samples,
        limits=(min_depth, min_quality),
        most=_TOLD,
    ) as run:
        try:
            for told in write_cells(COLUMNS, run.rows(), target, toolkit):
                say(_NAME, f"caution: {told}")
        finally:
            _tell(run.report, quiet=quiet)
    say_source(_NAME, toolkit, quiet=quiet)
    report = run.report
    if report.refused:
        ctx.exit(ExitCode.DATA_ERROR)
    if strict and (report.conformance.total or report.all_cautions):
        ctx.exit(ExitCode.ROW_ISSUES)


def _tell(report: CheckReport, *, quiet: bool) -> None:
    for text in report.refused:
        say(_NAME, f"refused: {text}")
    conformance = report.conformance
    for fault in conformance.faults:
        say(_NAME, f"against the VCF specification: {fault}")
    if conformance.total > len(conformance.faults):
        say(_NAME, f"and {conformance.total - len(conformance.faults)} more of this kind")
    decision = report.decision
    for text in report.all_cautions:
        say(_NAME, f"caution: {text}")
    if quiet:
        return
    if decision is not None:
        say(_NAME, f"{decision.assembly or 'genome build not needed'}: {decision.reason}")
    names = ", ".join(report.contigs) or "none"
    way = f" near FOXP3, through {report.index}" if report.index else ""
    say(
        _NAME,
        f"{counted(report.records, 'record')} read{way}; {report.near} near FOXP3, on the contig "
        f"{names}; {conformance.total} against the specification; {len(report.refused)} refused",
    )
