"""``foxp3tool annotate``."""

from __future__ import annotations

import resource
import shlex
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.common import (
    add_tables,
    load_toolkit,
    open_sources,
    refuse_doubled,
    refuse_overwriting,
    say,
    say_source,
)
from foxp3tool.cli.completion import complete_files
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import (
    annotation_options,
    columns_named,
    format_option,
    sample_options,
)
from foxp3tool.cli.page_out import PAGE, write_page
from foxp3tool.cli.progress import Progress, wanted
from foxp3tool.errors import counted

if TYPE_CHECKING:
    from foxp3tool.errors import InputError
    from foxp3tool.pipeline.annotate import AnnotateReport
    from foxp3tool.pipeline.rejects import Rejects
    from foxp3tool.pipeline.samples import SampleOptions
    from foxp3tool.pipeline.sources import AlleleSource
    from foxp3tool.pipeline.toolkit import Toolkit
    from foxp3tool.pipeline.write import TableOptions

_NAME = "annotate"


@click.command(_NAME)
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, shell_complete=complete_files)
@annotation_options
@sample_options
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put malformed records of a text VCF into this file, with the header, and go on.",
)
@format_option("vcf", PAGE)
@click.option("--no-progress", is_flag=True, help="No progress bar, also on a terminal.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Tell of versions, files, time and memory as well."
)
@click.option("--only-gene", is_flag=True, help="VCF out: leave out the records outside the gene.")
@click.pass_context
def annotate(
    ctx: click.Context,
    inputs: tuple[str, ...],
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
    form: str | None,
    no_progress: bool,
    verbose: bool,
    only_gene: bool,
    samples: str,
    ped: Path | None,
    sexes: tuple[str, ...],
) -> None:
    """Annotate the FOXP3 variants of a VCF and flag reported IPEX mutations.

    INPUT is a VCF (plain, gzip or bgzip) or BCF, or the address of one with an index; '-' or
    nothing reads standard input. Several are read one after the other, and the column input tells
    which. The genome build is told from the header and the REF bases. One row is written for each
    ALT allele in the gene region and each transcript; records elsewhere are counted on standard
    error. VCF out (--format vcf, or -o FILE.vcf, .vcf.gz, .bcf) passes all records on, those in the
    gene with INFO/CSQ, FOXP3_IPEX and FOXP3_ISSUE. HTML out is the page of foxp3tool report.

    \b
    Examples:
      foxp3tool annotate family.vcf.gz > family.tsv
      bcftools view -f PASS genome.bcf | foxp3tool annotate --columns minimal
      foxp3tool annotate panel.vcf --transcripts refseq -o panel.xlsx
      foxp3tool annotate trio.vcf.gz --ped trio.ped -o trio.html
      foxp3tool annotate family.vcf.gz -f json | jq -r '.rows[].transcript.hgvs_p'
      foxp3tool annotate run1/*.vcf.gz > run1.tsv
      foxp3tool annotate panel.vcf --source gnomad=chrX.vcf.bgz:AF,AN,nhomalt
      foxp3tool annotate panel.vcf --catalog our_variants.tsv
      foxp3tool annotate genome.vcf.gz -o annotated.vcf.gz
      foxp3tool annotate trio.bcf -f vcf --only-gene | bcftools +split-vep -f '%Consequence\\n'
      foxp3tool annotate trio.vcf.gz --samples carriers --ped trio.ped

    Exit status: 0 done; 1 the input is malformed, damaged or of another build; 2 wrong usage;
    3 rows with issues, records put aside or a caution, under --strict.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.annotate_vcf import wants_vcf
    from foxp3tool.pipeline.rejects import open_rejects
    from foxp3tool.pipeline.samples import SampleOptions
    from foxp3tool.pipeline.vcf_input import without_scheme
    from foxp3tool.pipeline.write import wants_page

    inputs = tuple(map(without_scheme, inputs)) or ("-",)
    if "-" in inputs and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("no input: name a VCF file, or pipe one in", ctx)
    if output is not None and rejects is not None and output.resolve() == rejects.resolve():
        raise click.UsageError("--output and --rejects name the same file")
    for name in (*inputs, *tables, *([str(ped)] if ped else ())):
        refuse_overwriting(name, output, rejects)
    if wants_page(form, output):
        write_page(ctx, inputs=inputs)
        return

    def tell(error: InputError) -> None:
        if not quiet:
            say(_NAME, f"put aside: {error}")

    is_vcf = wants_vcf(form, output)
    if len(inputs) > 1:
        _check_several(ctx, inputs, rejects, is_vcf=is_vcf)
    options = _checked(
        ctx, columns, output, form, is_vcf=is_vcf, only_gene=only_gene, header=not no_header
    )
    of_samples = SampleOptions.parse(samples, ped, sexes)
    toolkit = add_tables(_NAME, load_toolkit(reference), tables, quiet=quiet)
    loaded = open_sources(_NAME, toolkit, sources, assembly)
    for source in loaded:
        refuse_overwriting(source.file, output, rejects)
    progress = Progress(_NAME) if wanted(quiet=quiet, no_progress=no_progress) else None
    with ExitStack() as stack:
        aside = stack.enter_context(open_rejects(rejects, tell))
        if progress is not None:
            stack.callback(progress.close)
        run = _Run(toolkit, inputs, assembly, transcripts, loaded, of_samples, aside, progress)
        reports = run.as_vcf(output, only_gene=only_gene) if is_vcf else run.as_table(options)
    _tell(reports, quiet=quiet)
    if verbose:
        _tell_details(toolkit, reports)
    say_source(_NAME, toolkit, quiet=quiet)
    if strict and any(one.issues or one.rejected or one.all_cautions for one in reports.values()):
        ctx.exit(ExitCode.ROW_ISSUES)


def _check_several(
    ctx: click.Context, inputs: tuple[str, ...], rejects: Path | None, *, is_vcf: bool
) -> None:
    """Refuse what can be done with one input only."""
    refuse_doubled(inputs)
    if is_vcf:
        raise click.UsageError("VCF out is for one input; write one file for each", ctx)
    if rejects is not None:
        raise click.UsageError("--rejects is for one input; it keeps that input's header", ctx)


def _checked(
    ctx: click.Context,
    columns: str,
    output: Path | None,
    form: str | None,
    *,
    is_vcf: bool,
    only_gene: bool,
    header: bool,
) -> TableOptions:
    """Return how a table is written; refuse options that are for the other format."""
    from foxp3tool.pipeline.annotate_vcf import VCF_ENDINGS
    from foxp3tool.pipeline.write import PAGE_ENDINGS, TableOptions, refuse_terminal

    if not is_vcf:
        if only_gene:
            raise click.UsageError("--only-gene is for VCF out; a table has the gene only", ctx)
        options = TableOptions.parse(
            columns_named(ctx, columns),
            output,
            header=header,
            form=form,
            further=(*VCF_ENDINGS, *PAGE_ENDINGS),
        )
        refuse_terminal(options.target)
        return options
    for name in ("columns", "no_header", "samples", "ped", "sexes"):
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            option = "--sex" if name == "sexes" else f"--{name.replace('_', '-')}"
            raise click.UsageError(f"{option} is for tables; a VCF has no columns to choose", ctx)
    return TableOptions.parse(columns, None, header=True)


@dataclass(frozen=True)
class _Run:
    """What is annotated, and with what."""

    toolkit: Toolkit
    inputs: tuple[str, ...]
    assembly: str | None
    transcripts: str
    sources: tuple[AlleleSource, ...]
    samples: SampleOptions
    rejects: Rejects | None
    progress: Progress | None

    def as_table(self, options: TableOptions) -> dict[str, AnnotateReport]:
        """Write the rows, and return the report of each file."""
        from foxp3tool.pipeline.annotate_files import files_rows
        from foxp3tool.pipeline.write import write

        options = options.with_sources(self.sources).with_columns(self.samples.columns)
        if len(self.inputs) > 1:
            options = options.with_input_column()
        reports: dict[str, AnnotateReport] = {}
        rows = files_rows(
            self.toolkit,
            self.inputs,
            reports,
            assembly=self.assembly,
            transcripts=self.transcripts,
            details=options.needs_details,
            sources=self.sources,
            samples=self.samples,
            rejects=self.rejects,
            progress=self.progress.of if self.progress else None,
        )
        for told in write(rows, options, self.toolkit):
            say(_NAME, f"caution: {told}")
        return reports

    def as_vcf(self, output: Path | None, *, only_gene: bool) -> dict[str, AnnotateReport]:
        """Write the records with their annotation."""
        from foxp3tool.pipeline.annotate_vcf import VcfOptions, annotate_vcf

        options = VcfOptions(
            None if output == Path("-") else output,
            shlex.join(["foxp3tool", *sys.argv[1:]]),
            only_gene=only_gene,
            assembly=self.assembly,
            transcripts=self.transcripts,
            tell=lambda caution: say(_NAME, f"caution: {caution}"),
            progress=self.progress.of(self.inputs[0]) if self.progress else None,
        )
        (name,) = self.inputs
        report = annotate_vcf(
            self.toolkit, name, options, sources=self.sources, rejects=self.rejects
        )
        return {name: report}


def _tell(reports: dict[str, AnnotateReport], *, quiet: bool) -> None:
    """Tell the cautions and what was found, with the file's name where there are several."""
    for name, report in reports.items():
        file = f"{name}: " if len(reports) > 1 else ""
        for told in report.all_cautions:
            say(_NAME, f"caution: {told}" if name in told else f"caution: {file}{told}")
        if not quiet:
            _summarise(report, file)


def _tell_details(toolkit: Toolkit, reports: dict[str, AnnotateReport]) -> None:
    """Tell what one wants to know when something went otherwise than expected."""
    from foxp3tool.pipeline.describe import versions

    say(_NAME, f"{versions()}; catalog in {toolkit.bundle.catalog_location}")
    for name, report in reports.items():
        way = f"through {report.index}" if report.index else "read as a whole"
        say(_NAME, f"{name}: {way}; X is called {', '.join(report.contigs) or 'by no record'}")
    used = resource.getrusage(resource.RUSAGE_SELF)
    say(
        _NAME,
        f"{used.ru_utime + used.ru_stime:.2f} s of processor time, "
        f"{used.ru_maxrss / 1024:.0f} MB of memory at most",
    )


def _summarise(report: AnnotateReport, file: str) -> None:
    decision = report.decision
    if decision is not None:
        say(_NAME, f"{file}{decision.assembly or 'genome build not needed'}: {decision.reason}")
    issues = ", ".join(f"{code} {number}" for code, number in sorted(report.issues.items()))
    malformed = counted(report.rejected, "malformed record")
    rejected = f"; {malformed} put aside" if report.rejected else ""
    blocks = counted(report.reference_blocks, "reference block")
    passed_over = f"{blocks}, " if report.reference_blocks else ""
    way = f" near FOXP3, through {report.index}" if report.index else ""
    say(
        _NAME,
        f"{file}{counted(report.records, 'record')} read{way}{rejected}; "
        f"{counted(report.in_gene, 'allele')} in FOXP3, {passed_over}"
        f"{counted(report.outside, 'record')} elsewhere; "
        f"{counted(report.matches, 'reported IPEX mutation')}; "
        f"rows with issues: {issues or 'none'}",
    )
