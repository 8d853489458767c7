"""``foxp3tool lookup``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from foxp3tool.cli.common import load_toolkit, say, say_source
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import annotation_options

_NAME = "lookup"


@click.command(_NAME)
@click.argument("variants", metavar="VARIANT...", nargs=-1, required=True)
@annotation_options
@click.pass_context
def lookup(
    ctx: click.Context,
    variants: tuple[str, ...],
    assembly: str | None,
    transcripts: str,
    columns: str,
    output: Path | None,
    no_header: bool,
    strict: bool,
    quiet: bool,
    reference: Path | None,
) -> None:
    """Look up single variants by name and print them as a table.

    VARIANT is an HGVS name (c., n., g. or p.), X-POS-REF-ALT, a SPDI, or what a paper or a report
    says: 1150G->A, IVS9+459A>G, a ClinVar title. Repairs are told. Several changes of one
    chromosome, c.[a;b], are read together and then each by itself. Identifiers (rs122467170,
    VCV000011410 or 11410, VAR_011332, FOXP3-IPEX-0127, addresses of their pages) are read through
    the bundled catalog. Every base that a name states is checked against the sequence; nothing is
    guessed or looked up online. Put names with > in quotes, or the shell writes a file.

    \b
    Examples:
      foxp3tool lookup 'c.1150G>A'
      foxp3tool lookup 'NC_000023.10:g.49107941C>T' p.Arg397Trp
      foxp3tool lookup NG_007392.1:g.12080del --columns full
      foxp3tool lookup rs122467170 VCV000011410
      foxp3tool lookup 'c.[1010G>A;1150G>A]' X-49251480-C-T

    Exit status: 0 done; 1 at least one variant could not be answered (it has a row with its
    issue); 2 wrong usage; 3 rows with issues, under --strict.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
    from foxp3tool.pipeline.write import TableOptions, write

    options = TableOptions.parse(columns, output, header=not no_header)
    toolkit = load_toolkit(reference)
    report = LookupReport()
    toolkit.check_transcripts(transcripts)
    # In a locale other than UTF-8 Python hands bytes over as surrogates; the table is UTF-8.
    texts = [os.fsencode(text).decode("utf-8", "replace") for text in variants]
    rows = lookup_rows(
        toolkit,
        texts,
        transcripts=transcripts,
        assembly=assembly,
        report=report,
        details=options.needs_details,
    )
    write(rows, options)
    for text, error in report.failed:
        say(_NAME, f"{text}: {error}")
    if not quiet:
        say_source(_NAME, toolkit)
    if report.failed:
        ctx.exit(ExitCode.DATA_ERROR)
    if strict and report.issues:
        ctx.exit(ExitCode.ROW_ISSUES)
