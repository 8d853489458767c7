"""``foxp3tool catalog update``, ``verify`` and ``reset``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from foxp3tool.cli.catalog import write_catalog_table
from foxp3tool.cli.common import load_toolkit, say, say_source
from foxp3tool.cli.completion import complete_files
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import reference_option
from foxp3tool.errors import OutputError, counted

_NAME: Final = "catalog"
_FOLDER: Final = click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep the renewed catalog in this folder instead of the user's data folder; commands use "
    "it there if the environment variable FOXP3TOOL_DATA names the folder.",
)
_QUIET: Final = click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")


@click.command("update")
@click.option(
    "--clinvar",
    "source",
    required=True,
    metavar="FILE|URL",
    shell_complete=complete_files,
    help="The VCF that ClinVar publishes, of either build: clinvar.vcf.gz with or without its "
    "index, plain text, an address of an indexed file, or - for standard input.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--accept-drops",
    is_flag=True,
    help="Take a file that lacks more than a fifth of the variants that ClinVar had in the "
    "catalog; without it such a file is refused as not whole.",
)
@_FOLDER
@_QUIET
def update(
    source: str, dry_run: bool, accept_drops: bool, folder: Path | None, quiet: bool
) -> None:
    """Renew the catalog with the VCF that ClinVar publishes.

    The records in the gene region are merged by allele. An entry keeps all it had, with its dates,
    and gains the new statement; an allele that the catalog does not have becomes an entry
    CLINVAR-<VariationID>; a statement of a variant that the file does not have stays, and is
    marked. What is new, changed and dropped is printed. All commands use the renewed catalog from
    then on, and say so; foxp3tool catalog reset goes back to the bundled one.

    \b
    Examples:
      foxp3tool catalog update --clinvar clinvar.vcf.gz --dry-run
      foxp3tool catalog update --clinvar clinvar.vcf.gz
      foxp3tool catalog update --clinvar clinvar.vcf.gz --to /data/foxp3

    Exit status: 0 done; 1 the file cannot be read, is damaged or not whole, not of ClinVar, of
    another build, older than the one in use or without the gene, or the catalog cannot be written
    (nothing is changed then); 1 as well if the catalog is renewed but the table of changes cannot
    be printed, which the message says; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.catalog_update import (
        change_table,
        prepare_update,
        write_update,
    )
    from foxp3tool.pipeline.clinvar_merge import number_of_each
    from foxp3tool.pipeline.toolkit import Toolkit

    done = prepare_update(Toolkit.current(folder), source, folder, accept_drops=accept_drops)
    merged, renewal = done.merged, done.renewal
    if not dry_run:
        write_update(done)
    try:
        write_catalog_table(change_table(merged.changes))
    except OutputError as error:
        if not dry_run:
            error.message += f"; the catalog is renewed ({renewal.path})"
        raise
    for caution in done.cautions:
        say(_NAME, f"caution: {caution}")
    if quiet:
        return
    say(_NAME, done.build)
    for line in done.told:
        say(_NAME, line)
    each = number_of_each(merged.changes)
    numbers = ", ".join(f"{number} {kind.value}" for kind, number in each)
    say(_NAME, f"ClinVar {renewal.clinvar_date}: {numbers}, {merged.unchanged} unchanged")
    entries = counted(len(merged.entries), "entry", "entries")
    where = f"would go to {renewal.path}; nothing written" if dry_run else f"is {renewal.path}"
    say(_NAME, f"the renewed catalog ({entries}) {where}")


@click.command("verify")
@reference_option
@click.pass_context
def verify(ctx: click.Context, reference: Path | None) -> None:
    """Check the catalog in use: every REF and every name is computed again, on both builds.

    Ids, references, dates and details are checked as well. What sources say cannot be recomputed.

    \b
    Example:
      foxp3tool catalog verify

    Exit status: 0 all checks passed; 1 at least one failed; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.verification import verify_catalog

    toolkit = load_toolkit(reference)
    failed = False
    for check in verify_catalog(toolkit):
        click.echo(f"{'ok   ' if check.passed else 'FAIL '} {check.name}")
        failed = failed or not check.passed
        for fault in check.faults:
            click.echo(f"      {fault}")
    say_source(_NAME, toolkit)
    if failed:
        ctx.exit(ExitCode.DATA_ERROR)


@click.command("reset")
@_FOLDER
def reset(folder: Path | None) -> None:
    """Remove the renewed catalog, so that the bundled one is used again.

    \b
    Example:
      foxp3tool catalog reset

    Exit status: 0 done, also if there was no renewed catalog; 1 it cannot be removed; 2 wrong
    usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.catalog_update import remove_renewal

    path = remove_renewal(folder)
    if path is None:
        say(_NAME, "there is no renewed catalog; the bundled one is in use")
    else:
        say(_NAME, f"{path} is removed; the bundled catalog is in use again")
