"""The values that a shell is offered for options and arguments; loaded by a command, not paid for.

What is offered is imported when a shell asks. A fault of the data is no matter of the line that is
being typed: then nothing is offered, and the command itself says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import click

from foxp3tool.cli.completion import complete_files
from foxp3tool.errors import Foxp3ToolError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def complete_columns(
    ctx: click.Context,  # noqa: ARG001 - Click's signature
    param: click.Parameter,  # noqa: ARG001 - Click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer sets and names of columns, in a list the last one."""
    from foxp3tool.pipeline.completion_values import COLUMN_SETS, column_names

    return _last_of_list(incomplete, COLUMN_SETS, column_names())


def complete_forms(
    ctx: click.Context,  # noqa: ARG001 - Click's signature
    param: click.Parameter,  # noqa: ARG001 - Click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the forms that names are converted to, in a list the last one."""
    from foxp3tool.pipeline.completion_values import form_names

    return _last_of_list(incomplete, (), form_names())


def complete_transcripts(
    ctx: click.Context,  # noqa: ARG001 - Click's signature
    param: click.Parameter,  # noqa: ARG001 - Click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer sets and accessions of transcripts, in a list the last one."""
    from foxp3tool.pipeline.completion_values import TRANSCRIPT_SETS, accessions

    try:
        return _last_of_list(incomplete, TRANSCRIPT_SETS, accessions())
    except Foxp3ToolError:
        return []


def complete_identifiers(
    ctx: click.Context,  # noqa: ARG001 - Click's signature
    param: click.Parameter,  # noqa: ARG001 - Click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the identifiers of catalog entries: their ids, and rs numbers once one is begun."""
    from foxp3tool.pipeline.completion_values import identifiers

    try:
        known = identifiers()
    except Foxp3ToolError:
        return []
    if not incomplete:
        known = {name: told for name, told in known.items() if not name.startswith("rs")}
    return _beginning(known, incomplete)


def complete_variants(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer identifiers where one is begun; what else a variant may be called cannot be listed."""
    return complete_identifiers(ctx, param, incomplete) if incomplete else []


def complete_variants_or_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer identifiers where one is begun, else files."""
    found = complete_variants(ctx, param, incomplete)
    return found or complete_files(ctx, param, incomplete)


def completer(*values: str) -> Completer:
    """Return what offers these values."""

    def complete(
        ctx: click.Context,  # noqa: ARG001 - Click's signature
        param: click.Parameter,  # noqa: ARG001 - Click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        return _beginning(dict.fromkeys(values, ""), incomplete)

    return complete


def _last_of_list(
    incomplete: str, sets: Iterable[str], names: Iterable[str]
) -> list[CompletionItem]:
    """Offer what the last item of a list could be; a set stands alone, a name is given once."""
    before, comma, _ = incomplete.rpartition(",")
    given = {name.strip() for name in before.split(",")}
    offered = [name for name in names if name not in given]
    if not comma:
        offered = [*sets, *offered]
    return _beginning({f"{before}{comma}{name}": "" for name in offered}, incomplete)


def _beginning(values: Mapping[str, str], incomplete: str) -> list[CompletionItem]:
    """Offer the values that begin like this, in any case, each with what is told of it."""
    from click.shell_completion import CompletionItem

    begun = incomplete.lower()
    return [
        CompletionItem(value, help=told or None)
        for value, told in values.items()
        if value.lower().startswith(begun)
    ]
