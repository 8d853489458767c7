"""``foxp3tool report``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.common import (
    add_tables,
    argument_text,
    load_toolkit,
    open_sources,
    say,
    say_source,
)
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import report_options
from foxp3tool.cli.variant_input import GivenVariants, input_options

if TYPE_CHECKING:
    from foxp3tool.pipeline.report import ReportTally

_NAME = "report"


@click.command(_NAME)
@input_options("Report")
@click.option("--title", default="", metavar="TEXT", help="Title of the report.")
@click.option(
    "--sections",
    type=click.IntRange(min=0),
    default=250,
    show_default=True,
    metavar="N",
    help="Tell everything of the first N variants; the others are lines of the table.",
)
@report_options
@click.pass_context
def report(
    ctx: click.Context,
    inputs: tuple[str, ...],
    variants: tuple[str, ...],
    listed: str | None,
    column: str | None,
    title: str,
    sections: int,
    assembly: str | None,
    transcripts: str,
    sources: tuple[str, ...],
    tables: tuple[str, ...],
    samples: str,
    ped: Path | None,
    sexes: tuple[str, ...],
    output: Path | None,
    no_progress: bool,
    strict: bool,
    quiet: bool,
    reference: Path | None,
) -> None:
    """Write a report of a VCF or of names: one HTML file that needs nothing else.

    INPUT is a VCF (plain, gzip or bgzip) or BCF, as for annotate; '-' or nothing reads standard
    input. Variants can be given by name instead. The page holds a summary, a figure and a table
    that can be filtered, a section on each variant (reported mutations first), the samples with
    zygosity, the coverage of reported mutations if the input is a gVCF, methods and versions, and
    references. It opens from the disk, loads nothing from the network, and prints on A4.

    A report needs jinja2 (pip install 'foxp3tool[report]').

    \b
    Examples:
      foxp3tool report family.vcf.gz --ped family.ped -o family.html
      foxp3tool report boy.g.vcf.gz --sex BOY=male -o boy.html
      foxp3tool report --variant 'c.1150G>A' --variant p.Arg397Trp -o two.html
      foxp3tool report --input names.txt --title 'Our patients' -o patients.html
      bcftools view -f PASS genome.bcf | foxp3tool report -o genome.html
      foxp3tool report panel.vcf --source gnomad=chrX.vcf.bgz:AF,AN,nhomalt -o panel.html

    Exit status: 0 done; 1 a name could not be answered (the report says why), or the input is
    malformed, damaged or of another build; 2 wrong usage; 3 rows with issues or a caution, under
    --strict.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.report import ReportMaker, ReportOptions, report_file, write_report
    from foxp3tool.pipeline.samples import SampleOptions

    given = _checked(ctx, GivenVariants.checked(ctx, inputs, variants, listed, column))
    target = report_file(output)
    if target is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("a report is a page; give -o FILE.html, or redirect it", ctx)
    given.refuse_overwriting(target)
    of_samples = SampleOptions.parse(samples, ped, sexes)
    toolkit = add_tables(_NAME, load_toolkit(reference), tables, quiet=quiet)
    loaded = open_sources(_NAME, toolkit, sources, assembly)
    options = ReportOptions(
        argument_text(title),
        assembly,
        transcripts,
        of_samples,
        loaded,
        shlex.join(["foxp3tool", *map(argument_text, sys.argv[1:])]),
        sections,
    )
    maker, failed = given.read(
        _NAME,
        lambda progress: ReportMaker(toolkit, replace(options, progress=progress)),
        quiet=quiet,
        no_progress=no_progress,
    )
    content = maker.content()
    write_report(content, target)
    _tell(content.summary, content.limit, maker.tally, quiet=quiet)
    say_source(_NAME, toolkit, quiet=quiet)
    if failed:
        ctx.exit(ExitCode.DATA_ERROR)
    if strict and (maker.tally.issues or maker.tally.cautions):
        ctx.exit(ExitCode.ROW_ISSUES)


def _checked(ctx: click.Context, given: GivenVariants) -> GivenVariants:
    """Return what is read: standard input if nothing is named; refuse samples of names."""
    if not given:
        given = replace(given, files=("-",))
    given.refuse_terminal(ctx)
    if given.has_samples:
        return given
    for name in ("ped", "sexes", "samples"):
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            option = "--sex" if name == "sexes" else f"--{name}"
            raise click.UsageError(f"{option} is for a VCF; names have no samples", ctx)
    return given


def _tell(summary: Sequence[str], limit: str, tally: ReportTally, *, quiet: bool) -> None:
    """Tell the cautions, and what the report holds."""
    for name, file in tally.files.items():
        for told in file.all_cautions:
            say(_NAME, f"caution: {told}" if name in told else f"caution: {name}: {told}")
    if limit:
        say(_NAME, limit)
    if quiet:
        return
    for name, file in tally.files.items():
        decision = file.decision
        if decision is not None:
            build = decision.assembly or "genome build not needed"
            say(_NAME, f"{name}: {build}: {decision.reason}")
    say(_NAME, " ".join(summary))
