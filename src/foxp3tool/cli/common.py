"""What the commands that print a table have in common."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from foxp3tool.errors import counted, legible, printable

if TYPE_CHECKING:
    from foxp3tool.errors import Foxp3ToolError
    from foxp3tool.pipeline.sources import AlleleSource
    from foxp3tool.pipeline.toolkit import Toolkit

_SHOWN_CHARACTERS: Final = 60


def load_toolkit(reference: Path | None) -> Toolkit:
    """Load the installed bundle with the renewed catalog, or another bundle, proved first."""
    if reference is None:
        from foxp3tool.pipeline.toolkit import Toolkit

        return Toolkit.current()
    from foxp3tool.pipeline.verification import load_verified

    return load_verified(reference)


def add_tables(command: str, toolkit: Toolkit, tables: tuple[str, ...], *, quiet: bool) -> Toolkit:
    """Return a toolkit with the entries of the tables named with ``--catalog``."""
    if not tables:
        return toolkit
    from foxp3tool.pipeline.own_table import with_own_tables

    extended, told = with_own_tables(toolkit, tables)
    for line in told:
        if not quiet or line.startswith("caution"):
            say(command, line)
    return extended


def open_sources(
    command: str, toolkit: Toolkit, texts: tuple[str, ...], assembly: str | None
) -> tuple[AlleleSource, ...]:
    """Load the sources named with ``--source`` and tell what is to be known of them."""
    if not texts:
        return ()
    from foxp3tool.pipeline.sources import load_sources

    sources = load_sources(texts, toolkit, assembly)
    toolkit.populations.sources = sources
    for source in sources:
        for caution in source.cautions:
            say(command, f"caution: source {source.name}, {source.file}: {caution}")
    return sources


def argument_text(argument: str) -> str:
    """Return an argument as text; outside UTF-8 locales Python hands bytes over as surrogates."""
    return os.fsencode(argument).decode("utf-8", "replace")


def refuse_overwriting(source: str, *results: Path | None) -> None:
    """Refuse to replace a file that is read by a result."""
    for path in results:
        if path is not None and path.exists() and Path(source).exists() and path.samefile(source):
            raise click.UsageError(f"{path} is an input; write to another file")


def refuse_doubled(inputs: tuple[str, ...]) -> None:
    """Refuse an input that is named twice, whose variants would count twice."""
    for place, name in enumerate(inputs):
        if name in inputs[:place]:
            raise click.UsageError(f"{legible(name)} is named twice; name each input once")


def brief(text: str) -> str:
    """Return a text on one line, and only the beginning of a long one."""
    line = printable(text)
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[:_SHOWN_CHARACTERS]}..."


def say(command: str, message: str) -> None:
    """Tell the user something on standard error, legibly whatever the input holds."""
    click.echo(legible(f"foxp3tool {command}: {message}"), err=True)


def say_failed(command: str, text: str, error: Foxp3ToolError | str) -> None:
    """Tell why a text could not be answered."""
    empty = "a text is empty; give a variant, such as NM_014009.4:c.1150G>A"
    say(command, f"{brief(text)}: {error}" if text.strip() else empty)


def say_source(command: str, toolkit: Toolkit, *, quiet: bool = False) -> None:
    """Tell which data the result rests on and what it is for; only a caution if quiet."""
    from foxp3tool.pipeline.toolkit import RESEARCH_USE

    bundle = toolkit.bundle
    edition = bundle.catalog_edition
    if bundle.renewal is not None:
        edition = f"of bundle {edition}"
        if bundle.renewal.caution:
            say(command, f"caution: {bundle.renewal.caution}")
    if quiet:
        return
    say(
        command,
        f"catalog {edition} ({bundle.catalog_location}, "
        f"{counted(len(bundle.catalog), 'entry', 'entries')}). {RESEARCH_USE}",
    )
