"""What the commands that print a table have in common."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from foxp3tool.errors import printable

if TYPE_CHECKING:
    from foxp3tool.pipeline.sources import AlleleSource
    from foxp3tool.pipeline.toolkit import Toolkit

_SHOWN_CHARACTERS: Final = 60


def load_toolkit(reference: Path | None) -> Toolkit:
    """Load the installed bundle, or another one that is proved first."""
    if reference is None:
        from foxp3tool.pipeline.toolkit import Toolkit

        return Toolkit.load()
    from foxp3tool.pipeline.verification import load_verified

    return load_verified(reference)


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
    """Refuse to replace the input by a result."""
    for path in results:
        if path is not None and path.exists() and Path(source).exists() and path.samefile(source):
            raise click.UsageError(f"{path} is the input; write to another file")


def brief(text: str) -> str:
    """Return a text on one line, and only the beginning of a long one."""
    line = printable(text)
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[:_SHOWN_CHARACTERS]}..."


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
