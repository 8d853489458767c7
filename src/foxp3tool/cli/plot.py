"""``foxp3tool plot``."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.common import (
    add_tables,
    argument_text,
    brief,
    load_toolkit,
    refuse_doubled,
    refuse_overwriting,
    say,
    say_failed,
    say_source,
)
from foxp3tool.cli.completion import complete_files
from foxp3tool.cli.completion_values import complete_transcripts, complete_variants, completer
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.lists import tell_of_list
from foxp3tool.cli.options import AssemblyType, reference_option

if TYPE_CHECKING:
    from foxp3tool.pipeline.figure import Drawn
    from foxp3tool.pipeline.figure_input import Entries
    from foxp3tool.pipeline.toolkit import Toolkit

_NAME = "plot"
_LISTED = 5


@click.command(_NAME)
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, shell_complete=complete_files)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_variants,
    help="Draw a variant given by name, as for lookup; may be given several times.",
)
@click.option(
    "--input",
    "listed",
    metavar="FILE",
    shell_complete=complete_files,
    help="Draw the variants of a list: one a line, or a column of a CSV or TSV table.",
)
@click.option("--column", metavar="NAME|NUMBER", help="The column of --input with the variants.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write to FILE.svg, .png or .pdf, complete or not at all; default, or -: SVG on standard "
    "output.",
)
@click.option(
    "-f", "--format", "form", type=click.Choice(["svg", "png", "pdf"]), help="The kind of figure."
)
@click.option(
    "--size",
    default="double",
    show_default=True,
    metavar="single|double|W|WxH",
    shell_complete=completer("single", "double"),
    help="A column of a journal (single 89 mm, double 183 mm), or width and height in mm; without "
    "a height the figure is as high as it needs.",
)
@click.option(
    "--dpi",
    type=click.IntRange(50, 1200),
    default=300,
    show_default=True,
    help="Dots per inch of a PNG.",
)
@click.option(
    "--labels",
    type=click.Choice(["hgvs_p", "hgvs_c", "id", "none"]),
    default="hgvs_p",
    show_default=True,
    help="What stands at the variants; hgvs_c where there is no such name.",
)
@click.option("--no-reported", is_flag=True, help="Leave the reported IPEX mutations out.")
@click.option("--title", default="", metavar="TEXT", help="A title.")
@click.option(
    "--assembly",
    type=AssemblyType(),
    default="auto",
    show_default=True,
    help="Genome build of the input; hg19, b37, hg38 and b38 are understood too.",
)
@click.option(
    "--transcripts",
    default="mane",
    show_default=True,
    metavar="mane|ACCESSION",
    shell_complete=complete_transcripts,
    help="The transcript whose protein is drawn.",
)
@click.option(
    "--catalog",
    "tables",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Add variants of a table of your own to the catalog, as for annotate.",
)
@click.option("--strict", is_flag=True, help="Exit with 3 if a variant could not be drawn.")
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
@reference_option
@click.pass_context
def plot(
    ctx: click.Context,
    inputs: tuple[str, ...],
    variants: tuple[str, ...],
    listed: str | None,
    column: str | None,
    output: Path | None,
    form: str | None,
    size: str,
    dpi: int,
    labels: str,
    no_reported: bool,
    title: str,
    assembly: str | None,
    transcripts: str,
    tables: tuple[str, ...],
    strict: bool,
    quiet: bool,
    reference: Path | None,
) -> None:
    """Draw variants over the protein and the gene, the reported IPEX mutations behind them.

    INPUT is a VCF or BCF, as for annotate; - reads standard input. Variants can be given by name
    instead. Without any, the reported mutations themselves are drawn. Coding variants stand on the
    protein with its features; splice sites, introns, UTRs, the poly-A signal and the flanks on the
    gene strip below; losses and gains of 50 bases or more, or of several exons, are bars. What
    cannot be drawn is counted and listed under the figure. The size of a mark tells how many
    samples carry the variant, or how many entries of a list name it; a thick outline tells that
    this very allele is a reported IPEX mutation.

    SVG needs nothing more; PNG and PDF need matplotlib (pip install 'foxp3tool[figure]').

    \b
    Examples:
      foxp3tool plot family.vcf.gz -o family.svg
      foxp3tool plot -o reported.pdf
      foxp3tool plot --variant 'c.1150G>A' --variant 'c.210+1G>A' -o two.png --size single
      foxp3tool plot --input names.txt --labels hgvs_c --title 'Our patients' -o patients.svg
      bcftools view -f PASS genome.bcf | foxp3tool plot - -o genome.png --dpi 600 --size 183

    Exit status: 0 done; 1 a name could not be read (all others are drawn), or the input is
    malformed, damaged or of another build; 2 wrong usage; 3 something could not be drawn, under
    --strict.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.figure import FigureOptions, FigureOutput, draw

    _check(inputs, variants, listed, column)
    target = FigureOutput.parse(output, form, size, dpi)
    for name in (*inputs, *([listed] if listed else ())):
        refuse_overwriting(name, target.path)
    toolkit = add_tables(_NAME, load_toolkit(reference), tables, quiet=quiet)
    options = FigureOptions.parse(transcripts, labels, title, with_reported=not no_reported)
    options.check(toolkit)
    failed = 0
    entries: Entries | None
    if inputs:
        entries = _of_files(toolkit, inputs, assembly, transcripts, quiet=quiet)
    elif listed is not None:
        entries, failed = _of_list(toolkit, listed, column, assembly, transcripts, quiet=quiet)
    elif variants:
        entries, failed = _of_names(toolkit, variants, assembly, transcripts)
    else:
        _tell_unread()
        entries = None
    drawn = draw(toolkit, entries, options, target)
    _tell(drawn, quiet=quiet)
    say_source(_NAME, toolkit, quiet=quiet)
    if failed:
        ctx.exit(ExitCode.DATA_ERROR)
    if strict and drawn.lost:
        ctx.exit(ExitCode.ROW_ISSUES)


def _check(
    inputs: tuple[str, ...], variants: tuple[str, ...], listed: str | None, column: str | None
) -> None:
    """Refuse what contradicts itself."""
    ways = [
        name
        for name, given in (("INPUT", inputs), ("--variant", variants), ("--input", listed))
        if given
    ]
    if len(ways) > 1:
        raise click.UsageError(f"give either {' or '.join(ways)}; one figure has one input")
    if column is not None and listed is None:
        raise click.UsageError("--column is for a list; give one with --input")
    refuse_doubled(inputs)
    if "-" in inputs and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("no input: name a VCF file, or pipe one in")


def _of_files(
    toolkit: Toolkit,
    inputs: tuple[str, ...],
    assembly: str | None,
    transcripts: str,
    *,
    quiet: bool,
) -> Entries:
    from foxp3tool.pipeline.figure_input import vcf_entries

    entries: Entries = []
    for name in inputs:
        found, cautions, decided = vcf_entries(
            toolkit, name, assembly, transcripts, is_one_of_several=len(inputs) > 1
        )
        entries += found
        for caution in cautions:
            say(_NAME, f"caution: {caution}")
        if not quiet:
            alleles = "allele" if len(found) == 1 else "alleles"
            say(_NAME, f"{name}: {decided}; {len(found)} {alleles} in the gene")
    return entries


def _of_list(
    toolkit: Toolkit,
    listed: str,
    column: str | None,
    assembly: str | None,
    transcripts: str,
    *,
    quiet: bool,
) -> tuple[Entries, int]:
    from foxp3tool.pipeline.lists import ListLookup

    with ListLookup(
        toolkit,
        listed,
        column=column,
        assembly=assembly,
        transcripts=transcripts,
        details=False,
    ) as run:
        entries: Entries = [rows for _, rows in run.answers() if rows]
    tell_of_list(_NAME, run, quiet=quiet)
    return entries, run.report.failed


def _of_names(
    toolkit: Toolkit, variants: tuple[str, ...], assembly: str | None, transcripts: str
) -> tuple[Entries, int]:
    from foxp3tool.pipeline.lookup import LookupReport, lookup_answers

    report = LookupReport()
    answers = lookup_answers(
        toolkit,
        [argument_text(text) for text in variants],
        transcripts=transcripts,
        assembly=assembly,
        report=report,
        details=False,
    )
    entries: Entries = [rows for _, rows in answers]
    for text, error in report.failed:
        say_failed(_NAME, text, error)
    return entries, len(report.failed)


def _tell_unread() -> None:
    """Say so if something is piped in that nobody asked to be read."""
    with suppress(OSError, ValueError, AttributeError):
        mode = os.fstat(sys.stdin.fileno()).st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISREG(mode):
            say(_NAME, "caution: standard input is not read; give - as INPUT to read a VCF from it")


def _tell(drawn: Drawn, *, quiet: bool) -> None:
    """Say what was drawn, and what was not."""
    if drawn.lost:
        lost = [brief(text) for text in drawn.lost[:_LISTED]]
        more = len(drawn.lost) - len(lost)
        rest = f"; and {more} more" if more else ""
        say(_NAME, f"not drawn, {len(drawn.lost)}: {'; '.join(lost)}{rest}")
    if not quiet:
        say(_NAME, f"drawn: {drawn.summary}")
