"""Whether a look-up prints cards for reading or a table for programs, and how cards are drawn."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from foxp3tool.pipeline.cards import CardStyle

F = TypeVar("F", bound=Callable[..., Any])


def card_option(command: F) -> F:
    """Add ``--card`` and ``--no-card``."""
    return click.option(
        "--card/--no-card",
        "card",
        default=None,
        help="Print a page for reading for each variant, or the table. Without either: cards on a "
        "terminal, the table if the result goes elsewhere, or if an option for tables is given.",
    )(command)


def wants_card(
    ctx: click.Context,
    *,
    card: bool | None,
    output: Path | None,
    no_header: bool,
    listed: str | None,
    format_: str | None = None,
) -> bool:
    """Tell whether cards are to be printed.

    Args:
        ctx: Tells whether ``--columns`` was given.
        card: ``--card`` or ``--no-card``, None for neither.
        output: Where the result goes, None for standard output.
        no_header: ``--no-header``.
        listed: The list that is looked up, None for single variants.
        format_: ``--format``, None if it was not given.

    Raises:
        click.UsageError: If cards are asked for together with what only tables have.
    """
    if card is False:
        return False
    is_stated = ctx.get_parameter_source("columns") in (
        ParameterSource.COMMANDLINE,
        ParameterSource.ENVIRONMENT,
    )
    of_tables = [
        name
        for name, is_given in (
            ("--columns", is_stated),
            ("--format", format_ is not None),
            ("--no-header", no_header),
            ("a list (--input, -)", listed is not None),
        )
        if is_given
    ]
    if card and of_tables:
        raise click.UsageError(
            f"--card prints a page for each variant and does not go with {' or '.join(of_tables)}, "
            "which is for tables"
        )
    if card:
        return True
    return not of_tables and output is None and _is_terminal()


def card_style(output: Path | None) -> CardStyle:
    """Return how cards are drawn where they go."""
    from foxp3tool.pipeline.cards import style_of_file, style_of_stream

    if output is not None:
        return style_of_file()
    stream = sys.stdout
    encoding = (stream.encoding if stream is not None else None) or "ascii"
    return style_of_stream(os.environ, encoding, _columns(), is_terminal=_is_terminal())


def is_read_there(output: Path | None) -> bool:
    """Tell whether cards appear where messages do, so that these need not repeat them."""
    return output is None and _is_terminal() and sys.stderr is not None and sys.stderr.isatty()


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _columns() -> int:
    """Return the width of the terminal, 0 if it is not known."""
    if not _is_terminal():
        return 0
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 0
