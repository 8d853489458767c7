"""``foxp3tool plot``."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.common import add_tables, argument_text, brief, load_toolkit, say, say_source
from foxp3tool.cli.completion_values import complete_transcripts, completer
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import AssemblyType, no_progress_option, reference_option
from foxp3tool.cli.variant_input import GivenVariants, input_options

if TYPE_CHECKING:
    from foxp3tool.pipeline.figure import Drawn
    from foxp3tool.pipeline.figure_input import FigureInput

_NAME = "plot"
_LISTED = 5


@click.command(_NAME)
@input_options("Draw")
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
@no_progress_option
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
    no_progress: bool,
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
    from foxp3tool.pipeline.figure_input import FigureInput

    given = GivenVariants.checked(ctx, inputs, variants, listed, column)
    given.refuse_terminal(ctx)
    target = FigureOutput.parse(output, form, size, dpi)
    given.refuse_overwriting(target.path)
    toolkit = add_tables(_NAME, load_toolkit(reference), tables, quiet=quiet)
    options = FigureOptions.parse(
        transcripts, labels, argument_text(title), with_reported=not no_reported
    )
    options.check(toolkit)
    reader, failed = given.read(
        _NAME,
        lambda progress: FigureInput(toolkit, assembly, transcripts, progress),
        quiet=quiet,
        no_progress=no_progress,
    )
    _tell_files(reader, quiet=quiet)
    if not given:
        _tell_unread()
    drawn = draw(toolkit, reader.entries if given else None, options, target)
    _tell(drawn, quiet=quiet)
    say_source(_NAME, toolkit, quiet=quiet)
    if failed:
        ctx.exit(ExitCode.DATA_ERROR)
    if strict and drawn.lost:
        ctx.exit(ExitCode.ROW_ISSUES)


def _tell_unread() -> None:
    """Say so if something is piped in that nobody asked to be read."""
    with suppress(OSError, ValueError, AttributeError):
        mode = os.fstat(sys.stdin.fileno()).st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISREG(mode):
            say(_NAME, "caution: standard input is not read; give - as INPUT to read a VCF from it")


def _tell_files(reader: FigureInput, *, quiet: bool) -> None:
    """Say what is to be known of the files, and how their build was told."""
    for name, cautions, told in reader.told:
        for caution in cautions:
            say(_NAME, f"caution: {caution}")
        if not quiet:
            say(_NAME, f"{name}: {told}")


def _tell(drawn: Drawn, *, quiet: bool) -> None:
    """Say what was drawn, and what was not."""
    if drawn.lost:
        lost = [brief(text) for text in drawn.lost[:_LISTED]]
        more = len(drawn.lost) - len(lost)
        rest = f"; and {more} more" if more else ""
        say(_NAME, f"not drawn, {len(drawn.lost)}: {'; '.join(lost)}{rest}")
    for caution in drawn.cautions:
        say(_NAME, f"caution: {caution}")
    if not quiet:
        say(_NAME, f"drawn: {drawn.summary}")
