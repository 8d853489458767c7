"""What the commands that take variants or a list of them have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from foxp3tool.cli.common import say
from foxp3tool.cli.completion import complete_files
from foxp3tool.errors import counted

if TYPE_CHECKING:
    from foxp3tool.pipeline.lists import ListLookup

F = TypeVar("F", bound=Callable[..., Any])

_STDIN: Final = "-"
_SHOWN_CHARACTERS: Final = 60
_LIST_ENDINGS: Final = (".txt", ".tsv", ".csv", ".gz", ".xls", ".xlsx")


def list_options(command: F) -> F:
    """Add ``--input`` and ``--column``."""
    column = click.option(
        "--column",
        metavar="NAME|NUMBER",
        help="The column of --input that holds the variants, by its name or counted from 1; needed "
        "if it cannot be told.",
    )
    listed = click.option(
        "--input",
        "listed",
        metavar="FILE",
        shell_complete=complete_files,
        help="Take the variants of a list: one a line, or a column of a CSV or TSV table; - reads "
        "standard input.",
    )
    return listed(column(command))


def list_named(
    command: str, variants: tuple[str, ...], listed: str | None, column: str | None
) -> str | None:
    """Return the list that is named, if any; refuse what contradicts itself."""
    if listed is None and variants == (_STDIN,):
        variants, listed = (), _STDIN
    if listed is None:
        for name in variants:
            if name.lower().endswith(_LIST_ENDINGS) and Path(name).is_file():
                raise click.UsageError(f"{name} is a file; give it with --input")
        if not variants:
            raise click.UsageError("no variant: give a VARIANT, or a list with --input")
        if column is not None:
            raise click.UsageError("--column is for a list; give one with --input")
        if _STDIN in variants:
            raise click.UsageError("- reads a list from standard input and stands alone")
    elif variants:
        raise click.UsageError("give either VARIANT or --input, not both")
    if listed == _STDIN and sys.stdin is not None and sys.stdin.isatty():
        say(command, "reading a list from the terminal; end it with Ctrl-D on a line of its own")
    return listed


def tell_of_list(command: str, run: ListLookup, *, quiet: bool) -> None:
    """Say what became of a list: doubts and failures always, the counts unless ``quiet``."""
    report, name = run.report, run.reader.name
    for caution in run.reader.cautions():
        say(command, f"caution: {name}: {caution}")
    for failure in report.first_failures:
        text = failure.text
        if len(text) > _SHOWN_CHARACTERS:
            text = f"{text[:_SHOWN_CHARACTERS]}..."
        # repr() without its quotes: a line break in a cell must not break the line of the message.
        say(command, f"{name}, line {failure.line}: {repr(text)[1:-1]}: {failure.error.message}")
    if report.failed > len(report.first_failures):
        more = report.failed - len(report.first_failures)
        say(command, f"{name}: and {more} more that could not be answered; see the column issues")
    if quiet:
        return
    issues = ", ".join(f"{code} {number}" for code, number in sorted(report.issues.items()))
    say(
        command,
        f"{name}, {run.reader.shape}: {report.descriptions} looked up, "
        f"{counted(report.skipped, 'blank or comment line')}; "
        f"{report.descriptions - report.failed} answered, {report.failed} not; "
        f"{counted(report.matches, 'reported IPEX mutation')}; "
        f"rows with issues: {issues or 'none'}",
    )
