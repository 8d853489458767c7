"""``foxp3tool catalog``: look through the reported mutations."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from foxp3tool.cli.common import argument_text, load_toolkit, say, say_source
from foxp3tool.cli.completion_values import complete_identifiers
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.lazy_group import LazyGroup
from foxp3tool.cli.options import TABLE_FORMATS, AssemblyType, format_option, reference_option
from foxp3tool.errors import counted

if TYPE_CHECKING:
    from foxp3tool.pipeline.catalog import Catalog
    from foxp3tool.pipeline.toolkit import Toolkit
    from foxp3tool.pipeline.write import TableTarget

F = TypeVar("F", bound=Callable[..., Any])
_NAME: Final = "catalog"
_ASSERTIONS: Final = ("ipex", "ipex-like", "risk", "benign", "conflicting", "uncertain")
_EVIDENCE: Final = ("paper_read", "paper_via_clinvar", "uniprot", "clinvar_only")
_PAGE_WIDTHS: Final = (40, 100)
"""A page is wrapped to the terminal within these bounds, and to the upper one when piped."""

_OUTPUT: Final = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write to this file, complete or not at all; default, or -: standard output.",
)
_QUIET: Final = click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
_FILTERS: Final = (
    click.option(
        "--assertion",
        "--status",
        "assertions",
        multiple=True,
        type=click.Choice(_ASSERTIONS),
        help="What the sources say, taken together.",
    ),
    click.option(
        "--domain",
        "domains",
        multiple=True,
        metavar="TEXT",
        help="Part of the name of a primary protein feature, such as forkhead, or the whole name "
        "of another feature.",
    ),
    click.option(
        "--type",
        "types",
        multiple=True,
        metavar="TERM",
        help="Part of a consequence term, such as missense or splice.",
    ),
    click.option(
        "--phenotype",
        "phenotypes",
        multiple=True,
        metavar="TEXT",
        help="Part of a phenotype or of an HPO label, or an HPO id.",
    ),
    click.option(
        "--paper",
        "papers",
        multiple=True,
        metavar="PMID|DOI",
        help="A publication that an entry or one of its functional findings rests on.",
    ),
    click.option(
        "--evidence",
        multiple=True,
        type=click.Choice(_EVIDENCE),
        help="What was read of the evidence.",
    ),
)


def filter_options(command: F) -> F:
    """Add the options that choose entries."""
    for decorator in reversed(_FILTERS):
        command = decorator(command)
    return command


_RENEWAL: Final = {
    name: f"foxp3tool.cli.catalog_renewal:{name}" for name in ("update", "verify", "reset")
}


@click.group(_NAME, cls=LazyGroup, places=_RENEWAL)
def catalog_group() -> None:
    """Look through the FOXP3 variants that are reported, with their references.

    The catalog holds IPEX mutations, and benign, uncertain and conflicting variants as such: read
    the assertion of an entry first. It is bundled, and renewed with foxp3tool catalog update;
    nothing is looked up online.

    \b
    Examples:
      foxp3tool catalog list --assertion ipex --domain forkhead
      foxp3tool catalog show rs122467170
      foxp3tool catalog search neonatal diabetes
      foxp3tool catalog update --clinvar clinvar.vcf.gz

    Research use only; not a diagnosis.
    """


@catalog_group.command("list")
@filter_options
@click.option(
    "--not-read",
    is_flag=True,
    help="List the papers that report FOXP3 variants which could not be read, instead of entries.",
)
@format_option(default="tsv, aligned on a terminal")
@_OUTPUT
@_QUIET
@reference_option
def list_entries(
    not_read: bool,
    form: str | None,
    output: Path | None,
    quiet: bool,
    reference: Path | None,
    **chosen: tuple[str, ...],
) -> None:
    """List entries, one a line.

    On a terminal the columns are aligned and long cells cut to its width; piped, or with -o, a
    tab-separated table with whole cells is written, whose last column names the catalog. Every
    option given must fit; an option given twice fits with either value. Domain and consequence are
    computed.

    \b
    Examples:
      foxp3tool catalog list
      foxp3tool catalog list --assertion ipex --type frameshift --type stop_gained
      foxp3tool catalog list --domain forkhead --phenotype diabetes
      foxp3tool catalog list --phenotype HP:0000964
      foxp3tool catalog list --paper 30443250 -o gambineri_2018.xlsx
      foxp3tool catalog list --not-read

    Exit status: 0 done, also if no entry fits; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.catalog import Filters
    from foxp3tool.pipeline.catalog_list import selection_table, unread_papers
    from foxp3tool.pipeline.write import table_target

    if not_read and any(chosen.values()):
        raise click.UsageError("--not-read lists papers; the other options choose entries")
    target = table_target(form, output)
    width = None if form is not None else _terminal_width(target.path)
    toolkit, catalog = _open(reference)
    if not_read:
        papers = catalog.details.papers_not_read
        _write_table(toolkit, unread_papers(papers), target, width)
        _finish(toolkit, counted(len(papers), "paper"), quiet=quiet)
        return
    selection = catalog.select(Filters(**chosen))
    table = selection_table(selection, is_shown=width is not None)
    _write_table(toolkit, table, target, width)
    _finish(toolkit, counted(len(selection.views), "entry", "entries"), quiet=quiet)


@catalog_group.command("search")
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@format_option(default="tsv, aligned on a terminal")
@_OUTPUT
@_QUIET
@reference_option
def search(
    words: tuple[str, ...],
    form: str | None,
    output: Path | None,
    quiet: bool,
    reference: Path | None,
) -> None:
    """Find entries that hold every word of TEXT, in any case, in any of their fields.

    Names, legacy names, identifiers, phenotypes, notes, publications, functional findings and
    population data are searched; the column found_in tells where the words stand.

    \b
    Examples:
      foxp3tool catalog search neonatal diabetes
      foxp3tool catalog search Torgerson
      foxp3tool catalog search TIP60 -o tip60.tsv

    Exit status: 0 done, also if nothing is found; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.catalog_list import hit_table
    from foxp3tool.pipeline.write import table_target

    text = " ".join(argument_text(word) for word in words)
    if not text.strip():
        raise click.UsageError("TEXT is empty")
    target = table_target(form, output)
    width = None if form is not None else _terminal_width(target.path)
    toolkit, catalog = _open(reference)
    hits = catalog.search(text)
    _write_table(toolkit, hit_table(hits), target, width)
    unread = catalog.search_unread(text)
    if unread and not quiet:
        number = counted(len(unread), "paper", "papers")
        say(_NAME, f"{number} on the reading list too; see foxp3tool catalog list --not-read")
    _finish(toolkit, counted(len(hits), "entry", "entries"), quiet=quiet)


@catalog_group.command("show")
@click.argument(
    "names", metavar="ID|NAME...", nargs=-1, required=True, shell_complete=complete_identifiers
)
@_OUTPUT
@_QUIET
@reference_option
@click.pass_context
def show(
    ctx: click.Context,
    names: tuple[str, ...],
    output: Path | None,
    quiet: bool,
    reference: Path | None,
) -> None:
    """Show all that is known of entries, with the sources.

    An entry is named by its id, an identifier of dbSNP, ClinVar or UniProt, or by any name of its
    variant that foxp3tool lookup reads. A protein change shows every entry that has it. The page is
    plain text, wrapped to the terminal.

    \b
    Examples:
      foxp3tool catalog show FOXP3-IPEX-0127
      foxp3tool catalog show rs122467170 VCV000011410
      foxp3tool catalog show 'c.1150G>A' p.Met370Ile
      foxp3tool catalog show X-49255491-TCTC-T -o E251del.txt

    Exit status: 0 done; 1 at least one name is of no entry (all others are shown); 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.catalog_page import pages
    from foxp3tool.pipeline.write import checked_output, write_lines

    output = checked_output(output, (".txt",))
    toolkit, catalog = _open(reference)
    views, faults = catalog.find_all([argument_text(name) for name in names])
    if views:
        least, most = _PAGE_WIDTHS
        width = max(least, min(most, _terminal_width(output) or most))
        write_lines(pages(views, width), output)
    for fault in faults:
        say(_NAME, str(fault))
    _finish(toolkit, counted(len(views), "entry", "entries"), quiet=quiet)
    if faults:
        ctx.exit(ExitCode.DATA_ERROR)


@catalog_group.command("export")
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice((*TABLE_FORMATS, "vcf", "bed")),
    help="Format; default: by the ending of the file, which may have .gz behind it; .vcf.gz, .bcf "
    "and .bed.gz get an index.",
)
@click.option(
    "--assembly",
    type=AssemblyType(),
    help="Genome build of VCF and BED; TSV and JSON hold both builds.",
)
@click.option(
    "--contig",
    type=click.Choice(("X", "chrX", "accession")),
    default="X",
    show_default=True,
    help="What to call the chromosome in VCF and BED.",
)
@filter_options
@_OUTPUT
@_QUIET
@reference_option
def export(
    kind: str | None,
    assembly: str | None,
    contig: str,
    output: Path | None,
    quiet: bool,
    reference: Path | None,
    **chosen: tuple[str, ...],
) -> None:
    """Write the catalog, or the entries chosen, as a table (also Excel), JSON, VCF or BED.

    VCF is sorted and has one record an entry, with id, assertion, names, phenotype and references
    in INFO (percent-encoded as VCF 4.3 asks). Entries whose DNA change is not known have no place:
    VCF names them in header lines, BED in comments. BED is 0-based. JSON holds everything, with the
    papers that could not be read; its schema is catalog_export.schema.json of the bundle. JSON
    Lines has the same entries, one a line.

    \b
    Examples:
      foxp3tool catalog export -o catalog.tsv
      foxp3tool catalog export -o catalog.xlsx
      foxp3tool catalog export -o catalog.json
      foxp3tool catalog export --assembly GRCh38 -o ipex.vcf --assertion ipex
      foxp3tool catalog export --assembly hg19 --contig chrX -o catalog.vcf.gz
      foxp3tool catalog export --assembly GRCh38 -o catalog.bed

    Exit status: 0 done; 1 the file cannot be written; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.catalog import Filters
    from foxp3tool.pipeline.catalog_export import (
        export_assembly,
        export_format,
        write_export,
    )
    from foxp3tool.pipeline.write import table_target

    written = export_format(kind, output)
    target = table_target(written.value, output) if written.is_table else None
    toolkit, catalog = _open(reference)
    build = export_assembly(written, assembly, toolkit.bundle.manifest)
    selection = catalog.select(Filters(**chosen))
    place = None if output == Path("-") else output
    for told in write_export(toolkit, selection, target or (written, place), build, contig):
        say(_NAME, f"caution: {told}")
    unplaced = [] if build is None else [
        view.entry.id for view in selection.views if build.name not in view.entry.placements
    ]  # fmt: skip
    if unplaced and not quiet:
        say(_NAME, f"without a place on {build.name if build else ''}, told in the header: "
            f"{', '.join(unplaced)}")  # fmt: skip
    _finish(toolkit, counted(len(selection.views), "entry", "entries"), quiet=quiet)


def _open(reference: Path | None) -> tuple[Toolkit, Catalog]:
    from foxp3tool.pipeline.catalog import Catalog

    toolkit = load_toolkit(reference)
    return toolkit, Catalog(toolkit)


def _terminal_width(output: Path | None) -> int | None:
    """Return the width of the terminal that the result goes to, None if it goes elsewhere."""
    if output is not None or sys.stdout is None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def write_catalog_table(table: tuple[list[str], list[list[str]]]) -> None:
    """Write a table to standard output: aligned on a terminal, else tab-separated."""
    from foxp3tool.pipeline.catalog_list import table_lines
    from foxp3tool.pipeline.write import write_lines

    write_lines(table_lines(table, _terminal_width(None)), None)


def _write_table(
    toolkit: Toolkit,
    table: tuple[list[str], list[list[str]]],
    target: TableTarget,
    width: int | None,
) -> None:
    """Write a table: aligned if it is shown on a terminal of a width, else in its form."""
    from foxp3tool.pipeline.catalog_list import write_list

    if width is not None:
        write_catalog_table(table)
        return
    for told in write_list(table, target, toolkit):
        say(_NAME, f"caution: {told}")


def _finish(toolkit: Toolkit, told: str, *, quiet: bool) -> None:
    if not quiet:
        say(_NAME, told)
    say_source(_NAME, toolkit, quiet=quiet)
