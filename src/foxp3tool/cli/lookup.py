"""``foxp3tool lookup``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.card_choice import card_option, card_style, is_read_there, wants_card
from foxp3tool.cli.common import (
    add_tables,
    argument_text,
    load_toolkit,
    open_sources,
    refuse_overwriting,
    say,
    say_failed,
    say_source,
)
from foxp3tool.cli.completion_values import complete_variants
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.lists import list_named, list_options, tell_of_list
from foxp3tool.cli.options import annotation_options, columns_named, format_option
from foxp3tool.cli.page_out import PAGE, write_page

if TYPE_CHECKING:
    from foxp3tool.pipeline.sources import AlleleSource
    from foxp3tool.pipeline.toolkit import Toolkit
    from foxp3tool.pipeline.write import TableOptions

_NAME = "lookup"


@click.command(_NAME)
@click.argument("variants", metavar="[VARIANT...]", nargs=-1, shell_complete=complete_variants)
@list_options
@card_option
@annotation_options
@format_option(PAGE)
@click.pass_context
def lookup(
    ctx: click.Context,
    variants: tuple[str, ...],
    listed: str | None,
    column: str | None,
    card: bool | None,
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
    form: str | None,
) -> None:
    """Look up single variants, or a list of them, by name: a card on a terminal, else a table.

    VARIANT is an HGVS name (c., n., g. or p.), X-POS-REF-ALT, a SPDI, or what a paper or a report
    says: 1150G->A, IVS9+459A>G, a ClinVar title. Repairs are told. Several changes of one
    chromosome, c.[a;b], are read together and then each by itself. Identifiers (rs122467170,
    VCV000011410 or 11410, VAR_011332, FOXP3-IPEX-0127, addresses of their pages) are read through
    the bundled catalog, VRS Allele ids (ga4gh:VA....) through it and every substitution in the
    region. Every base that a name states is checked against the sequence; nothing is guessed or
    looked up online. Put names with > in quotes, or the shell writes a file.

    On a terminal each variant is told on a page: its names, what changes, whether it is reported
    and by whom, ClinVar, evidence hints, counts, and what is uncertain. Into a pipe or a file goes
    the table, and with --columns the table comes on a terminal, too. --card prints pages anywhere,
    --no-card nowhere. NO_COLOR switches colours off, CLICOLOR_FORCE=1 on where none are expected.
    HTML out is the page of foxp3tool report.

    A list (--input FILE, or - in the place of VARIANT for standard input) may be of any length. It
    is UTF-8, UTF-16 or Windows-1252 text, also gzipped, with any line ends. Blank lines are
    skipped, and so are lines that begin with # in a list without columns. The id column of the
    table holds the text looked up.

    \b
    Examples:
      foxp3tool lookup 'c.1150G>A'
      foxp3tool lookup 'NC_000023.10:g.49107941C>T' p.Arg397Trp
      foxp3tool lookup NG_007392.1:g.12080del --columns full
      foxp3tool lookup rs122467170 VCV000011410
      foxp3tool lookup 'c.1150G>A' --card | less
      foxp3tool lookup 'c.[1010G>A;1150G>A]' X-49251480-C-T
      foxp3tool lookup --input names.txt -o names.tsv
      foxp3tool lookup --input patients.csv --column 'HGVS cDNA'
      cut -f 3 sheet.tsv | foxp3tool lookup - --columns minimal
      foxp3tool lookup --input patients.csv -o patients.xlsx
      foxp3tool lookup p.A384T -f json | jq '.rows[0].match'
      foxp3tool lookup 'c.1150G>A' p.Arg397Trp -o two.html

    Exit status: 0 done; 1 at least one variant could not be answered (it has a row with its
    issue; all others are answered), or the list is damaged; 2 wrong usage; 3 rows with issues,
    under --strict.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.write import PAGE_ENDINGS, TableOptions, refuse_terminal, wants_page

    source = list_named(_NAME, variants, listed, column)
    if wants_page(form, output):
        write_page(ctx, variants=() if source is not None else variants, listed=source)
        return
    as_cards = wants_card(
        ctx, card=card, output=output, no_header=no_header, listed=source, format_=form
    )
    for name in (*tables, *([source] if source is not None else ())):
        refuse_overwriting(name, output)
    if not as_cards:
        options = TableOptions.parse(
            columns_named(ctx, columns),
            output,
            header=not no_header,
            form=form,
            further=PAGE_ENDINGS,
        )
        refuse_terminal(options.target)
    toolkit = add_tables(_NAME, load_toolkit(reference), tables, quiet=quiet)
    toolkit.check_transcripts(transcripts)
    loaded = open_sources(_NAME, toolkit, sources, assembly)
    if as_cards:
        failed, issues = _print_cards(toolkit, variants, transcripts, assembly, output, loaded)
    elif source is None:
        options = options.with_sources(loaded)
        failed, issues = _look_up_each(toolkit, variants, transcripts, assembly, options, loaded)
    else:
        options = options.with_sources(loaded)
        failed, issues = _look_up_list(
            toolkit, (source, column), transcripts, assembly, options, loaded, quiet=quiet
        )
    # A card names the catalog itself.
    say_source(_NAME, toolkit, quiet=quiet or as_cards)
    if failed:
        ctx.exit(ExitCode.DATA_ERROR)
    if strict and issues:
        ctx.exit(ExitCode.ROW_ISSUES)


def _print_cards(
    toolkit: Toolkit,
    variants: tuple[str, ...],
    transcripts: str,
    assembly: str | None,
    output: Path | None,
    sources: tuple[AlleleSource, ...],
) -> tuple[int, int]:
    """Print the arguments as cards; return the numbers of failures and of rows with issues."""
    from foxp3tool.pipeline.cards import CardRun, card_file

    file = card_file(output)
    run = CardRun(toolkit, transcripts=transcripts, assembly=assembly, sources=sources)
    run.write([argument_text(text) for text in variants], file, card_style(file))
    if not is_read_there(file):
        for text, error in run.report.failed:
            say_failed(_NAME, text, error)
    return len(run.report.failed), run.issues


def _look_up_each(
    toolkit: Toolkit,
    variants: tuple[str, ...],
    transcripts: str,
    assembly: str | None,
    options: TableOptions,
    sources: tuple[AlleleSource, ...],
) -> tuple[int, int]:
    """Answer the arguments; return the numbers of failures and of rows with issues."""
    from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
    from foxp3tool.pipeline.write import SourceNotes, write

    notes = SourceNotes(sources)
    report = LookupReport()
    texts = [argument_text(text) for text in variants]
    rows = lookup_rows(
        toolkit,
        texts,
        transcripts=transcripts,
        assembly=assembly,
        report=report,
        details=options.needs_details,
    )
    for told in write(notes.added(rows), options, toolkit):
        say(_NAME, f"caution: {told}")
    for text, error in report.failed:
        say_failed(_NAME, text, error)
    return len(report.failed), report.issues + notes.rows


def _look_up_list(
    toolkit: Toolkit,
    source: tuple[str, str | None],
    transcripts: str,
    assembly: str | None,
    options: TableOptions,
    sources: tuple[AlleleSource, ...],
    *,
    quiet: bool,
) -> tuple[int, int]:
    """Answer a list, of a name and a column; return the numbers of failures and of issues."""
    from foxp3tool.pipeline.lists import ListLookup
    from foxp3tool.pipeline.write import SourceNotes, write

    notes = SourceNotes(sources)
    name, column = source
    with ListLookup(
        toolkit,
        name,
        column=column,
        assembly=assembly,
        transcripts=transcripts,
        details=options.needs_details,
    ) as run:
        rows = run.rows()
        for told in write(notes.added(rows), options, toolkit):
            say(_NAME, f"caution: {told}")
    tell_of_list(_NAME, run, quiet=quiet)
    return run.report.failed, run.report.issues.total() + notes.rows
