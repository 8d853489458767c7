"""``foxp3tool annotate``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.common import (
    add_tables,
    load_toolkit,
    open_sources,
    refuse_overwriting,
    say,
    say_source,
)
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import annotation_options

if TYPE_CHECKING:
    from foxp3tool.errors import InputError
    from foxp3tool.pipeline.annotate import AnnotateReport

_NAME = "annotate"


@click.command(_NAME)
@click.argument("vcf", metavar="[INPUT]", default="-")
@annotation_options
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put malformed records of a text VCF into this file, with the header, and go on.",
)
@click.pass_context
def annotate(
    ctx: click.Context,
    vcf: str,
    assembly: str | None,
    transcripts: str,
    columns: str,
    sources: tuple[str, ...],
    tables: tuple[str, ...],
    output: Path | None,
    no_header: bool,
    strict: bool,
    quiet: bool,
    reference: Path | None,
    rejects: Path | None,
) -> None:
    """Annotate the FOXP3 variants of a VCF and flag reported IPEX mutations.

    INPUT is a VCF (plain, gzip or bgzip) or BCF; '-' or nothing reads standard input. The genome
    build is told from the header and the REF bases. One row is written for each ALT allele in the
    gene region and each transcript; alleles elsewhere are counted on standard error.

    \b
    Examples:
      foxp3tool annotate family.vcf.gz > family.tsv
      bcftools view -f PASS genome.bcf | foxp3tool annotate --columns minimal
      foxp3tool annotate panel.vcf --transcripts refseq -o panel.tsv
      foxp3tool annotate panel.vcf --source gnomad=chrX.vcf.bgz:AF,AN,nhomalt
      foxp3tool annotate panel.vcf --catalog our_variants.tsv

    Exit status: 0 done; 1 the input is malformed, damaged or of another build; 2 wrong usage;
    3 rows with issues, under --strict.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.annotate import VcfAnnotation
    from foxp3tool.pipeline.rejects import open_rejects
    from foxp3tool.pipeline.write import TableOptions, write

    if vcf == "-" and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("no input: name a VCF file, or pipe one in", ctx)
    if output is not None and rejects is not None and output.resolve() == rejects.resolve():
        raise click.UsageError("--output and --rejects name the same file")
    refuse_overwriting(vcf, output, rejects)

    def tell(error: InputError) -> None:
        if not quiet:
            say(_NAME, f"put aside: {error}")

    options = TableOptions.parse(columns, output, header=not no_header)
    toolkit = add_tables(_NAME, load_toolkit(reference), tables, quiet=quiet)
    loaded = open_sources(_NAME, toolkit, sources, assembly)
    options = options.with_sources(loaded)
    with ExitStack() as stack:
        aside = stack.enter_context(open_rejects(rejects, tell))
        run = stack.enter_context(
            VcfAnnotation(
                toolkit,
                vcf,
                assembly=assembly,
                transcripts=transcripts,
                reject=aside.add if aside else None,
                details=options.needs_details,
                sources=loaded,
            )
        )
        if aside is not None:
            aside.write_header(run.header_lines)
        write(run.rows(), options)
    caution = run.report.decision.caution if run.report.decision else None
    if caution:
        say(_NAME, f"caution: {caution}")
    if not quiet:
        _summarise(run.report)
    say_source(_NAME, toolkit, quiet=quiet)
    if strict and (run.report.issues or run.report.rejected or caution):
        ctx.exit(ExitCode.ROW_ISSUES)


def _summarise(report: AnnotateReport) -> None:
    decision = report.decision
    if decision is not None:
        say(_NAME, f"{decision.assembly or 'genome build not needed'}: {decision.reason}")
    issues = ", ".join(f"{code} {number}" for code, number in sorted(report.issues.items()))
    rejected = f"; {report.rejected} malformed record(s) put aside" if report.rejected else ""
    say(
        _NAME,
        f"{report.records} records read{rejected}; {report.in_gene} alleles in FOXP3, "
        f"{report.outside} elsewhere; {report.matches} reported IPEX mutations; "
        f"rows with issues: {issues or 'none'}",
    )
