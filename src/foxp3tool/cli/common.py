"""What the commands that print a table have in common."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from foxp3tool.model.annotation import AnnotatedRow
    from foxp3tool.pipeline.toolkit import Toolkit
    from foxp3tool.pipeline.write import TableOptions


def table_options(columns: str, output: Path | None, *, no_header: bool) -> TableOptions:
    """Check what was asked of the table, before any work is done.

    Raises:
        UsageError: For an unknown column or file ending.
    """
    from foxp3tool.pipeline.write import TableOptions

    return TableOptions.parse(columns, output, header=not no_header)


def write_rows(rows: Iterable[AnnotatedRow], options: TableOptions) -> None:
    """Write the table."""
    from foxp3tool.pipeline.write import write

    write(rows, options)


def say(command: str, message: str) -> None:
    """Tell the user something on standard error."""
    click.echo(f"foxp3tool {command}: {message}", err=True)


def say_source(command: str, toolkit: Toolkit) -> None:
    """Tell which data the result rests on and what it is for."""
    from foxp3tool.pipeline.toolkit import RESEARCH_USE

    bundle = toolkit.bundle
    say(
        command,
        f"catalog {bundle.manifest.data_version} ({bundle.location}, {len(bundle.catalog)} "
        f"entries). {RESEARCH_USE}",
    )
