"""``foxp3tool gene``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

import click

from foxp3tool.cli.common import load_toolkit, say
from foxp3tool.cli.completion_values import complete_transcripts
from foxp3tool.cli.options import AssemblyType, reference_option

_NAME: Final = "gene"
_WIDTHS: Final = (40, 120)
"""A page is made as wide as the terminal within these bounds, and 100 columns elsewhere."""
_WIDTH: Final = 100
_FIGURE_SIZE: Final = "double"
_FIGURE_DPI: Final = 300


@click.command(_NAME)
@click.option(
    "--transcripts",
    default="mane",
    show_default=True,
    metavar="mane|refseq|all|ACCESSION,...",
    shell_complete=complete_transcripts,
    help="Transcripts to show.",
)
@click.option(
    "--assembly",
    type=AssemblyType(),
    default="auto",
    show_default=True,
    help="Show one build only; BED and GFF3 are of one build. hg19, b37, hg38 and b38 are "
    "understood too.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["page", "tsv", "csv", "json", "bed", "gff3"]),
    help="Default: by the ending of the file; on a terminal a page, piped a table.",
)
@click.option(
    "--table",
    "which",
    type=click.Choice(["exons", "transcripts", "features"]),
    default="exons",
    show_default=True,
    help="What a table has a row for.",
)
@click.option(
    "--contig",
    type=click.Choice(["X", "chrX", "accession"]),
    help="What to call the chromosome in BED (chrX by default) and GFF3 (its accession).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write to this file, complete or not at all; default, or -: standard output.",
)
@click.option(
    "--figure",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw one transcript to FILE.svg, .png or .pdf as well, with its exons and features.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
@reference_option
@click.pass_context
def gene(
    ctx: click.Context,
    transcripts: str,
    assembly: str | None,
    form: str | None,
    which: str,
    contig: str | None,
    output: Path | None,
    figure: Path | None,
    quiet: bool,
    reference: Path | None,
) -> None:
    """Show the gene: transcripts, exons in both numberings, protein features.

    Exons have the number of the transcript and the one that most papers use, c. and genomic places
    on both builds, lengths and phases. Features have residues, c. places, exons and source. A
    table and JSON count from 1, both ends included; BED12 counts as BED does.

    \b
    Examples:
      foxp3tool gene
      foxp3tool gene --transcripts all --format page
      foxp3tool gene -o exons.csv
      foxp3tool gene --table features > features.tsv
      foxp3tool gene --transcripts refseq --assembly GRCh38 -o foxp3.bed
      foxp3tool gene --transcripts all --assembly hg19 -o foxp3.gff3.gz
      foxp3tool gene -o foxp3.json
      foxp3tool gene --figure foxp3.svg

    Exit status: 0 done; 1 the file cannot be written; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.gene_view import (
        GeneFormat,
        check_gene_options,
        gene_format,
        gene_lines,
        gene_view,
        write_gene,
    )

    drawing = None
    if figure is not None:
        from foxp3tool.pipeline.figure import FigureOutput, draw_gene

        drawing = FigureOutput.parse(figure, None, _FIGURE_SIZE, _FIGURE_DPI)
    width = _terminal_width(output)
    default = GeneFormat.TSV if width is None else GeneFormat.PAGE
    written = gene_format(form, output) or default
    given = click.core.ParameterSource.COMMANDLINE
    if ctx.get_parameter_source("which") is given and form is None and output is None:
        written = GeneFormat.TSV
    check_gene_options(
        written,
        assembly,
        table=ctx.get_parameter_source("which") is given,
        contig=contig is not None,
    )
    toolkit = load_toolkit(reference)
    view = gene_view(toolkit, transcripts, assembly)
    if drawing is not None:
        draw_gene(toolkit, drawing, transcripts)
    lines = gene_lines(view, written, which=which, contig=contig, width=width or _WIDTH)
    for told in write_gene(lines, written, output):
        say(_NAME, f"caution: {told}")
    if not quiet:
        say(_NAME, f"{view.edition}. {view.research_use}")


def _terminal_width(output: Path | None) -> int | None:
    """Return the width of the terminal that the result goes to, None if it goes elsewhere."""
    if output is not None or sys.stdout is None or not sys.stdout.isatty():
        return None
    least, most = _WIDTHS
    return max(least, min(most, shutil.get_terminal_size().columns))
